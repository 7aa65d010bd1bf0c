//! A place of a plan in words.

use openras_core::{Path, Segment};

use crate::document::SupportPlan;

/// `support: Personal assistant, weekends`; `staying safe`: the part of a plan that a place is in.
pub(super) fn part(plan: &SupportPlan, path: &Path) -> String {
    match path.segments() {
        [Segment::Key(list), at @ Segment::Index(_), ..] => {
            place(plan, &[Segment::Key(list.clone()), at.clone()])
        }
        [Segment::Key(part), Segment::Key(word), ..] if part == "healthy_safe_well" => {
            format!("staying {word}")
        }
        [Segment::Key(part), Segment::Key(word), ..] if part == "about" || part == "based_on" => {
            word.replace('_', " ")
        }
        whole => place(plan, whole),
    }
}

/// `support: Personal assistant, weekends, rate`; `contingency, emergency cover`; nothing for the plan as a whole.
pub(super) fn place(plan: &SupportPlan, path: &[Segment]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut segments = path.iter().peekable();
    while let Some(segment) = segments.next() {
        let Segment::Key(key) = segment else { continue };
        let mut word = key.replace('_', " ");
        if let Some(Segment::Index(at)) = segments.peek() {
            match name(plan, key, *at).filter(|_| words.is_empty()) {
                Some(name) => word.push_str(&format!(": {name}")),
                None => word.push_str(&format!(" {}", at.saturating_add(1))),
            }
        }
        words.push(word);
    }
    words.join(", ")
}

/// What the item of a list is called: its text, or else its id.
fn name<'a>(plan: &'a SupportPlan, list: &str, at: usize) -> Option<&'a str> {
    match list {
        "outcome" => plan.outcome.get(at).map(|own| own.text.as_deref().unwrap_or(own.id.as_str())),
        "support" => plan.support.get(at).map(|own| own.text.as_deref().unwrap_or(own.id.as_str())),
        "risk" => plan.risk.get(at).map(|own| own.text.as_deref().unwrap_or(own.id.as_str())),
        "need_met_otherwise" => plan.need_met_otherwise.get(at).map(|own| own.need.as_str()),
        "person_orders" => plan.person_orders.get(at).map(String::as_str),
        _ => None,
    }
}
