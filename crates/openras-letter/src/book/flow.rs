//! The pathway as a picture, with its text beside it.

use maud::{Markup, html};
use openras_core::{Exact, Period, Unit};
use openras_page::lines;

use super::Book;
use crate::council::Council;
use crate::page::Section;
use crate::phrase::Phrase;

/// A box of the picture, in its units.
const HIGH: usize = 64;
const GAP: usize = 26;
const WIDE: usize = 560;
/// The letters on a line within a box, and the lines in it; what is beyond them stands in the list.
const LETTERS: usize = 58;
const LINES: usize = 2;

/// A step for the picture and for the list.
struct Drawn {
    words: Phrase,
    aside: Option<Phrase>,
    who: Phrase,
    target: Option<Phrase>,
}

impl Book<'_> {
    pub(super) fn pathway(&self) -> Option<Section> {
        let pathway = self.rulebook.pathway()?;
        let steps: Vec<Drawn> = pathway
            .steps
            .iter()
            .filter_map(|step| {
                let written = pathway.document.step.iter().find(|own| own.id.as_str() == step.id)?;
                let words = match &written.text {
                    Some(text) => self.say.council(text),
                    None => self.say.id(&step.id),
                };
                let aside = match (step.optional, step.is_conditional()) {
                    (_, true) => Some(self.say.say("next-if-needed")),
                    (true, _) => Some(self.say.say("next-may-skip")),
                    _ => None,
                };
                let days = step.target.as_ref().map(|(days, _)| {
                    let days = Exact::ratio(i128::from(*days), 1).unwrap_or(Exact::ZERO);
                    self.say.quantity(&days, &Unit::period(Period::Day))
                });
                let target = days.map(|days| self.with("book-step-target", &[("days", &days)]));
                let who = self.with("book-step-by", &[("roles", &self.roles(&written.by))]);
                Some(Drawn { words, aside, who, target })
            })
            .collect();
        let body = html! {
            (self.picture(&steps))
            ol {
                @for step in &steps {
                    li {
                        strong { (step.words) }
                        @if let Some(aside) = &step.aside { " (" (aside) ")" }
                        ". " (step.who) "."
                        @if let Some(target) = &step.target { " " (target) "." }
                    }
                }
            }
        };
        Some(self.section("book-pathway", body))
    }

    fn picture(&self, steps: &[Drawn]) -> Markup {
        let title = self.say.say("book-pathway-picture").text();
        let every = HIGH.saturating_add(GAP);
        let whole = every.saturating_mul(steps.len());
        html! {
            div .flow {
                svg viewBox={ "0 0 600 " (whole) } role="img" aria-label=(title) {
                    title { (title) }
                    @for (at, step) in steps.iter().enumerate() {
                        @let top = every.saturating_mul(at).saturating_add(2);
                        @let lines = lines(&step.words.text(), LETTERS, LINES);
                        g class=[step.aside.as_ref().map(|_| "maybe")] {
                            rect x="20" y=(top) width=(WIDE) height=(HIGH) rx="8" {}
                            @for (line, words) in lines.iter().enumerate() {
                                text x="300" text-anchor="middle" y=(baseline(top, line, lines.len())) { (words) }
                            }
                        }
                        @if at.saturating_add(1) < steps.len() {
                            @let from = top.saturating_add(HIGH);
                            @let to = from.saturating_add(GAP);
                            path d={ "M300 " (from) " L300 " (to) " M293 " (to.saturating_sub(8)) " L300 " (to) " L307 " (to.saturating_sub(8)) } {}
                        }
                    }
                }
            }
        }
    }
}

/// Where a line of words stands in a box: the lines together in its middle.
fn baseline(top: usize, line: usize, lines: usize) -> usize {
    let middle = top.saturating_add(HIGH / 2).saturating_add(5);
    let above = lines.saturating_sub(1).saturating_mul(10);
    middle.saturating_sub(above).saturating_add(line.saturating_mul(20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_middle_of_their_box() {
        assert_eq!(baseline(0, 0, 1), 37);
        assert_eq!((baseline(0, 0, 2), baseline(0, 1, 2)), (27, 47));
    }
}
