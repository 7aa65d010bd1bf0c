//! What a plan comes to, its payments and its agreement, for people.

mod agreement;
mod chart;
mod html;
mod places;
mod schedule;
mod text;

pub use agreement::{AGREEMENT, Agreement, AgreementRecord};

pub(crate) use crate::checks::listed;
use crate::{Gravity, PlanCheck, Test, Verdict};

impl PlanCheck {
    /// What one test comes to, for people: that nothing is dearer than a budget says nothing where there is none.
    fn test_words(&self, test: Test) -> &'static str {
        match (test, self.test(test), &self.budget) {
            (Test::Affordable, Verdict::Ready, None) => "not looked at: no budget was given",
            (_, verdict, _) => verdict.of_test(),
        }
    }
}

/// A gravity in plain words.
pub(crate) const fn gravity_words(gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::StatutoryBlock => "the law forbids it",
        Gravity::PolicyBlock => "the council forbids it",
        Gravity::Refer => "somebody must decide",
        Gravity::Warning => "worth mending",
        Gravity::Note => "worth knowing",
    }
}

/// `text` broken at spaces to lines of at most `width` characters, each but the first after `indent` spaces.
pub(crate) fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let mut lines = String::new();
    let mut length = indent;
    for word in text.split_whitespace() {
        let count = word.chars().count();
        if length > indent && length.saturating_add(count).saturating_add(1) > width {
            lines.push('\n');
            lines.push_str(&" ".repeat(indent));
            length = indent;
        } else if length > indent {
            lines.push(' ');
            length = length.saturating_add(1);
        }
        lines.push_str(word);
        length = length.saturating_add(count);
    }
    lines
}
