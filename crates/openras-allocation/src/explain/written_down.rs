//! What stands beside the sum: needs, questions left open, views that differ, sources.

use openras_questionnaire::{Answer, Asked, Part, View};

use super::page::Page;
use super::steps::headed;
use super::terms::{quoted, spaced};
use super::{IfHelpStopped, SourceLine};
use crate::allocation::{Allocation, Outcome};

impl Allocation {
    pub(super) fn write_needs(&self, page: &mut Page) {
        let needs = self.sheet.needs(&self.questionnaire);
        if self.questionnaire.needs().is_empty() {
            return;
        }
        page.gap();
        let shown: Vec<String> = needs.iter().map(|need| spaced(need)).collect();
        let shown = if shown.is_empty() { "none".to_owned() } else { shown.join(", ") };
        page.paragraph(&format!("Needs that the answers show: {shown}."));
        let eligible = self.assessment.checked.as_ref().and_then(|checked| checked.eligible.as_ref());
        if let Some(eligible) = eligible {
            let found: Vec<String> = eligible.iter().map(|need| spaced(need.as_str())).collect();
            let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
            page.paragraph(&format!("Found eligible, so that a plan must meet them: {found}."));
        }
    }

    /// The questions that may be left open, and were.
    pub(super) fn write_unanswered(&self, page: &mut Page) {
        if self.outcome == Outcome::Excluded {
            return;
        }
        let mut open = Vec::new();
        for (handle, question) in self.questionnaire.questions.handles() {
            if self.sheet.asked(handle) == &Asked::Yes
                && self.sheet.answer(handle).is_none()
                && let Some(points) = &question.unanswered
            {
                let points = points.to_string().replace('-', "−");
                open.push(format!("{} (counts {points})", spaced(&question.id)));
            }
        }
        if !open.is_empty() {
            page.gap();
            page.paragraph(&format!("Not answered, which the questionnaire allows: {}.", open.join(", ")));
        }
    }

    pub(super) fn write_views(&self, page: &mut Page) {
        let mut views = self.differing_views().peekable();
        if views.peek().is_none() {
            return;
        }
        page.gap();
        page.paragraph("Views that differ. They are kept beside the answers and change no figure:");
        for view in views {
            self.write_view(page, view);
        }
    }

    fn write_view(&self, page: &mut Page, view: &View) {
        let record = self.view_record(view);
        let handle = self.questionnaire.question(view.question.as_str());
        let answer = handle.map(|handle| {
            let question = &self.questionnaire.questions[handle];
            let read: Option<Answer> = question.read(&view.answer).ok();
            let text = match read {
                Some(answer) => self.answer_text(question, &answer),
                None => view.answer.to_string(),
            };
            (self.in_first(&question.text), text)
        });
        let (question, answer) = answer.unwrap_or((view.question.as_str(), view.answer.to_string()));
        let question =
            if question == view.question.as_str() { headed(question) } else { question.to_owned() };
        let right = match (&record.points, &record.counted) {
            (Some(points), Some(counted)) => {
                format!("would be {} points; {} counted", minus(points), minus(counted))
            }
            _ => String::new(),
        };
        page.entry("", &format!("{question}: the {} says {answer}", spaced(&view.by)), &right);
        if let Some(reason) = &view.reason {
            page.beneath("", &quoted(reason), "");
        }
    }

    pub(super) fn write_if_help_stopped(&self, page: &mut Page, stopped: IfHelpStopped<'_>) {
        if !self.questionnaire.sections.iter().any(|section| section.part == Part::NaturalSupport) {
            return;
        }
        page.gap();
        let text = "If the help of family, friends and neighbours stopped";
        match stopped {
            IfHelpStopped::Known(other) => match &other.money.figures {
                Some(figures) => {
                    let (year, week) = (self.in_money(&figures.annual), self.in_money(&figures.weekly));
                    page.heading(text, &format!("{year} a year ({week} a week)"));
                }
                None => page.heading(text, "a person decides"),
            },
            IfHelpStopped::Unknown => page.paragraph(&format!(
                "{text}: this cannot be worked out, because the questionnaire does not say which answers would hold then."
            )),
        }
    }

    /// The sources that stand on the page, and what they are called.
    pub(super) fn write_sources(&self, page: &mut Page, sources: &[SourceLine]) {
        let named: Vec<&SourceLine> = sources.iter().filter(|source| page.cites(&source.id)).collect();
        if named.is_empty() {
            return;
        }
        page.gap();
        page.paragraph("Where the rules and numbers come from:");
        for source in named {
            page.hanging(&format!("{}: {}", source.id, source.title));
        }
    }
}

fn minus(points: &str) -> String {
    points.replace('-', "−")
}
