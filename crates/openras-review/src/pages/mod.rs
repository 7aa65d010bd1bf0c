//! A reconciliation for people: as text, and as a page.

mod html;
mod text;

use openras_core::Exact;

use crate::document::HeldKind;
use crate::reconcile::{Proposal, Reconciliation};

impl Reconciliation {
    /// What is proposed, in a sentence without its full stop.
    fn proposal_words(&self) -> String {
        let refund = &self.refund_to_person;
        if refund.is_positive() && self.proposed != Proposal::Refund {
            return format!("{}; {} goes back to the person", self.councils_part(), self.pounds(refund));
        }
        self.councils_part()
    }

    fn councils_part(&self) -> String {
        let pounds = |amount: &Exact| self.pounds(amount);
        match self.proposed {
            Proposal::Nothing => "nothing is asked back".to_owned(),
            Proposal::Reclaim => format!("{} goes back to the council", pounds(&self.reclaim)),
            Proposal::NetOff => match &self.next_payment {
                Some(next) => {
                    format!(
                        "{} comes off the next payments; the next is {}",
                        pounds(&self.reclaim),
                        pounds(next)
                    )
                }
                None => format!("{} comes off the next payments", pounds(&self.reclaim)),
            },
            Proposal::TopUp => match &self.next_payment {
                Some(next) => format!("the next payment is {}", pounds(next)),
                None => "the next payment is not known".to_owned(),
            },
            Proposal::Carry => match &self.carried {
                Some((item, amount)) => format!("{} goes to {item}", pounds(amount)),
                None => "nothing is asked back".to_owned(),
            },
            Proposal::Refund => format!("{} goes back to the person", pounds(&self.refund_to_person)),
        }
    }

    /// What became of the money, part by part: it adds up to what there was to spend.
    fn parts(&self) -> Vec<(&'static str, Exact)> {
        let kept = self.kept.clone();
        vec![
            ("Spent", self.main.spent.clone()),
            ("Set aside for what is owed or agreed", self.main.held.clone()),
            ("Kept", kept),
            ("Goes back to the council", self.reclaim.clone()),
            ("Goes back to the person", self.refund_to_person.clone()),
        ]
    }
}

/// What something is set aside for, in words.
fn held_words(id: &str) -> &'static str {
    let kind = HeldKind::ALL.into_iter().find(|kind| kind.as_str() == id);
    kind.map_or("something else", HeldKind::words)
}

/// Who pays, in words.
fn payer_words(payer: &str) -> &'static str {
    match payer {
        "representative" => "the person's representative, from what the account holds",
        "money_manager" => "whoever manages the money, from what the account holds",
        _ => "the person, from what the account holds",
    }
}
