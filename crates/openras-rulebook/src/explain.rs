//! The workings of an allocation, with what the rulebook adds to them.

use openras_allocation::{Allocation, ExplainOptions, IfHelpStopped, SourceLine};
use openras_core::Text;
use openras_questionnaire::Part;

use crate::rulebook::Rulebook;

impl Rulebook {
    /// The workings of an allocation of this rulebook as a page of plain text, `width` columns wide: what
    /// [`Allocation`]'s `Display` says, and also what the sources are called, the figure if the help of family, friends
    /// and neighbours stopped, whom to ask, and how to disagree.
    pub fn explain(&self, allocation: &Allocation, width: usize) -> String {
        let asks = self.questionnaire().sections.iter().any(|section| section.part == Part::NaturalSupport);
        let stopped = match asks {
            true => self.allocate_without_natural_support(allocation.assessment()).ok(),
            false => None,
        };
        allocation.explain(&ExplainOptions {
            width,
            sources: self.source_lines(),
            if_help_stopped: stopped
                .as_ref()
                .map(|stopped| stopped.as_ref().map_or(IfHelpStopped::Unknown, IfHelpStopped::Known)),
            help: self.help_lines(),
        })
    }

    fn source_lines(&self) -> Vec<SourceLine> {
        let line = |source: &crate::SourceDocument| SourceLine {
            id: source.id.as_str().to_owned(),
            title: format!("{}, {}", self.in_first(&source.title), source.locator),
        };
        self.document().source.iter().map(line).collect()
    }

    fn help_lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(help) = &self.document().help {
            lines.extend(
                [&help.ask, &help.independent]
                    .into_iter()
                    .flatten()
                    .map(|text| sentence(self.in_first(text))),
            );
        }
        if let Some(challenge) = &self.document().challenge {
            let then: Vec<&str> = challenge.then.iter().map(|text| self.in_first(text)).collect();
            let mut text = challenge.how.as_ref().map_or(String::new(), |how| sentence(self.in_first(how)));
            if !then.is_empty() {
                text = format!("{text} It goes to {}.", then.join(", then to "));
            }
            if let Some(days) = challenge.answer_within_days {
                text = format!("{text} There is an answer within {days} days.");
            }
            lines.push(format!("If you do not agree: {}", text.trim_start()));
        }
        lines
    }

    fn in_first<'a>(&'a self, text: &'a Text) -> &'a str {
        let first = self.context().first_language();
        text.in_language(first, first)
    }
}

/// With a full stop at its end.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
