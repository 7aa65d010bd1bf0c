//! From the total to the distributable, step by step.

use std::fmt::Write as _;

use openras_core::{Exact, money};

use crate::fund::{Approved, Fund};

/// One step of the way from the total to the distributable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is, for people.
    pub text: String,
    /// How it moves the money.
    pub kind: Move,
    /// How much, never below zero.
    pub amount: Exact,
    /// What there is after it.
    pub after: Exact,
    /// More about it: the share, the day, who agreed.
    pub note: String,
}

/// How a step moves the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The money at the beginning or the end.
    Stands,
    /// It is added.
    Added,
    /// It is taken off.
    TakenOff,
}

impl Fund {
    /// Every step from the total to the distributable, in order.
    pub fn waterfall(&self) -> Vec<Bar> {
        let mut bars = vec![self.bar("Total", Move::Stands, &self.total, &self.total, String::new())];
        let mut now = self.total.clone();
        for part in &self.income {
            now = &now + &part.amount;
            bars.push(self.bar(&named(&part.id, &part.text), Move::Added, &part.amount, &now, String::new()));
        }
        for part in &self.tied {
            now = &now - &part.amount;
            let until =
                part.until.map_or_else(|| "tied".to_owned(), |day| format!("tied until {}", day.long()));
            bars.push(self.bar(&named(&part.id, &part.text), Move::TakenOff, &part.amount, &now, until));
        }
        for slice in &self.top_slices {
            now = &now - &slice.amount;
            let note =
                note(slice.percent.as_ref().map(|percent| percent.shortest()), slice.approved.as_ref());
            bars.push(self.bar(&named(&slice.id, &slice.purpose), Move::TakenOff, &slice.amount, &now, note));
        }
        if let Some(reserve) = &self.contingency {
            now = &now - &reserve.amount;
            let note =
                note(reserve.percent.as_ref().map(|percent| percent.shortest()), reserve.approved.as_ref());
            bars.push(self.bar("Contingency", Move::TakenOff, &reserve.amount, &now, note));
        }
        let end = self.bar("Distributable", Move::Stands, &self.distributable, &now, String::new());
        bars.push(end);
        bars
    }

    fn bar(&self, text: &str, kind: Move, amount: &Exact, after: &Exact, note: String) -> Bar {
        Bar { text: text.to_owned(), kind, amount: amount.clone(), after: after.clone(), note }
    }

    /// The waterfall for people, `width` columns at most.
    pub fn explain(&self, width: usize) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "{}: {} to {}", self.title, self.from.long(), self.to.long());
        let of = match self.deduct.as_str() {
            "in_turn" => "each percentage is of what the lines above it leave",
            _ => "each percentage is of the total and the income, less the tied money",
        };
        let _ = writeln!(text, "{of}\n");
        for bar in self.waterfall() {
            let sign = match bar.kind {
                Move::Stands => "=",
                Move::Added => "+",
                Move::TakenOff => "-",
            };
            let note = if bar.note.is_empty() { String::new() } else { format!(" ({})", bar.note) };
            let amount = money(&bar.amount, &self.currency, self.decimals);
            let left = format!(" {sign} {}{note}", bar.text);
            let room = width.saturating_sub(amount.chars().count()).saturating_sub(2);
            let left = cut(&left, room);
            let _ = writeln!(text, "{left:<room$}  {amount}");
        }
        if let Some(growth) = &self.growth {
            let limit = money(&self.limit_with_growth(), &self.currency, self.decimals);
            let _ =
                writeln!(text, "\nTo leave {} for growth, commit no more than {limit}", growth.shortest());
        }
        text
    }
}

/// The words, or the id read as words.
fn named(id: &str, text: &str) -> String {
    if !text.is_empty() {
        return text.to_owned();
    }
    let words = id.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn note(percent: Option<String>, approved: Option<&Approved>) -> String {
    let approved = approved.map(|approved| {
        let minute = approved.minute.as_ref().map_or_else(String::new, |minute| format!(", {minute}"));
        format!("agreed by {} on {}{minute}", approved.by.replace('_', " "), approved.on.long())
    });
    percent.into_iter().chain(approved).collect::<Vec<_>>().join("; ")
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}
