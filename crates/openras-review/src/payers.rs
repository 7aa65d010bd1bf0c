//! Whose money was spent, and whose is left.

use openras_core::Exact;

use crate::account::{Account, Flow, rounded};
use crate::document::PersonMoney;

/// The council's pot, by payer: the council first, then the person.
///
/// # Rounding
/// Shares in proportion are rounded so that they sum: the council's half away from zero, the person's is the rest.
///
/// # Properties
/// For each payer and for both together, opening + paid + received = spent + held + left.
pub(crate) fn by_payer(account: &Account, rule: Option<PersonMoney>, decimals: u32) -> (Flow, Flow) {
    let main = &account.main;
    let theirs = &account.person + &account.person_opening;
    let ours = &account.council + &account.council_opening;
    let outgo = &(&main.spent + &main.held) - &main.received;
    let share = |whole: &Exact| -> Exact {
        match theirs.checked_div(&(&theirs + &ours)) {
            Some(share) => whole - &rounded(&(whole * &(&Exact::ONE - &share)), decimals),
            None => Exact::ZERO,
        }
    };
    let none = Exact::ZERO;
    // What of the outgo is the person's, and of what came in from elsewhere.
    let (borne, received) = match rule {
        Some(PersonMoney::InProportion) => (share(&outgo), share(&main.received)),
        Some(PersonMoney::SpentFirst) => (theirs.clone().min(outgo.clone().max(none.clone())), none.clone()),
        // Nobody has said whose money is left: as much of it as can be is the person's.
        None => (&theirs - &theirs.clone().min(main.left().max(none.clone())), none.clone()),
        Some(PersonMoney::RefundOverpaid) => {
            let asked = account.due.clone().unwrap_or_else(|| theirs.clone());
            let asked = &asked + &account.person_opening;
            let borne = theirs.clone().min(asked).min(outgo.clone().max(none.clone()));
            // What is not there cannot be refunded.
            let refund = (&theirs - &borne).min(main.left().max(none.clone()));
            (&theirs - &refund, none.clone())
        }
    };
    // borne = spent + held − received, each of them between nothing and the whole.
    let held = share(&main.held).min(&borne + &received).max(none.clone());
    let spent = (&(&borne + &received) - &held).max(none.clone()).min(main.spent.clone());
    let held = (&(&borne + &received) - &spent).max(none.clone()).min(main.held.clone());
    let received = &(&spent + &held) - &borne;
    let person =
        Flow { opening: account.person_opening.clone(), paid: account.person.clone(), received, spent, held };
    let council = Flow {
        opening: account.council_opening.clone(),
        paid: account.council.clone(),
        received: &main.received - &person.received,
        spent: &main.spent - &person.spent,
        held: &main.held - &person.held,
    };
    (council, person)
}
