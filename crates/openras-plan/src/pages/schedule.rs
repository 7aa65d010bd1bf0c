use std::fmt::Write as _;

use openras_core::{Exact, money};

use crate::schedule::{InstalmentKind, Schedule};

impl Schedule {
    /// The payments for people: when, how much, to whom, for which days.
    pub fn to_text(&self) -> String {
        let pounds = |amount: &Exact| money(amount, &self.currency, self.decimals);
        let mut text = String::new();
        let _ = writeln!(
            text,
            "Payments for {}: {}, from {} to {}\n",
            self.person,
            self.frequency.words(),
            self.days.from.long(),
            self.days.to.long()
        );
        if let Some(limit) = &self.yearly_limit {
            let _ =
                writeln!(text, "Up to {} a year; each payment is asked for and recorded.\n", pounds(limit));
        }
        for paid in &self.instalments {
            let to = match &paid.reference {
                Some(reference) => format!("{} {reference}", paid.to),
                None => paid.to.clone(),
            };
            let _ = write!(
                text,
                "  {:<18}{:>14}  to {to}, for {}",
                paid.pay_on.long(),
                pounds(&paid.amount),
                paid.covers.from.long()
            );
            if paid.covers.to > paid.covers.from {
                let _ = write!(text, " to {}", paid.covers.to.long());
            }
            if !paid.contribution.is_zero() {
                let _ = write!(
                    text,
                    " ({} less the contribution of {})",
                    pounds(&paid.gross),
                    pounds(&paid.contribution)
                );
            }
            if paid.suspended_days > 0 {
                let _ = write!(text, "; payments rest on {} of these days", paid.suspended_days);
            }
            match paid.kind {
                InstalmentKind::Regular => {}
                InstalmentKind::ProRata => text.push_str("; pro rata by days"),
                InstalmentKind::OneOff => text.push_str("; paid once"),
                InstalmentKind::Backdated => text.push_str("; backdated"),
            }
            text.push('\n');
        }
        let _ = writeln!(text, "\n  In all            {:>14}", pounds(&self.total));
        if self.gross != self.total {
            let _ = writeln!(text, "  With contribution {:>14}", pounds(&self.gross));
        }
        if !self.to_collect.is_zero() {
            let _ = writeln!(text, "  Still to collect  {:>14}", pounds(&self.to_collect));
        }
        if !self.held.is_zero() {
            let _ = writeln!(text, "  Kept by council   {:>14}", pounds(&self.held));
        }
        text
    }
}
