//! The workings as a page of plain text, for a person.

mod money;
mod page;
mod quantity;
mod reason;
mod rows;
mod steps;
mod terms;
mod worked;
mod written_down;

use std::fmt;

use openras_core::money as payable;
use openras_questionnaire::Standing;

use crate::allocation::{Allocation, Outcome};
use page::Page;
use quantity::quantity;
use terms::{listed, one, spaced};
pub use worked::{Because, TableUsed, Worked};

/// How the workings are set out, and what a rulebook adds to them.
#[derive(Clone, Debug)]
pub struct ExplainOptions<'a> {
    /// The columns of the page; 100 unless another is asked for, and never fewer than 40.
    pub width: usize,
    /// What the sources are called, for a list at the end.
    pub sources: Vec<SourceLine>,
    /// The figure without natural support, where the questionnaire asks about it.
    pub if_help_stopped: Option<IfHelpStopped<'a>>,
    /// Paragraphs before the last lines: whom to ask, how to disagree.
    pub help: Vec<String>,
}

/// A source as people can find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// Its id, as it stands beside a step.
    pub id: String,
    /// What it is called, and where in it.
    pub title: String,
}

/// The same person if the help of family, friends and neighbours stopped.
#[derive(Clone, Copy, Debug)]
pub enum IfHelpStopped<'a> {
    /// Worked out.
    Known(&'a Allocation),
    /// The questionnaire does not say which answers would hold then.
    Unknown,
}

impl Default for ExplainOptions<'_> {
    fn default() -> Self {
        ExplainOptions { width: 100, sources: Vec::new(), if_help_stopped: None, help: Vec::new() }
    }
}

impl fmt::Display for Allocation {
    /// The workings as a page of plain text, 100 columns wide.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.explain(&ExplainOptions::default()).trim_end())
    }
}

impl Allocation {
    /// The workings as a page of plain text: every step with its formula worked, what was not applied and why, the
    /// numbers the council has set, money from elsewhere, and what the figure is and is not. Each line is ended.
    ///
    /// It is to be read, or read aloud, by a person; [`Allocation::to_json`] is for programs. The texts of the rulebook
    /// stand in its first language.
    pub fn explain(&self, options: &ExplainOptions<'_>) -> String {
        let mut page = Page::new(options.width);
        self.write_heading(&mut page);
        page.gap();
        match self.outcome {
            Outcome::Excluded => self.write_exclusions(&mut page),
            Outcome::Referred => {
                self.write_referrals(&mut page);
                page.gap();
                self.write_steps(&mut page);
            }
            Outcome::Allocated => self.write_steps(&mut page),
        }
        if self.outcome != Outcome::Excluded {
            self.write_not_applied(&mut page);
            self.write_parameters(&mut page);
            self.write_money(&mut page);
            self.write_needs(&mut page);
        }
        self.write_unanswered(&mut page);
        self.write_views(&mut page);
        if let Some(stopped) = options.if_help_stopped.filter(|_| self.outcome != Outcome::Excluded) {
            self.write_if_help_stopped(&mut page, stopped);
        }
        self.write_sources(&mut page, &options.sources);
        self.write_end(&mut page, &options.help);
        page.into_text()
    }

    fn person(&self) -> &str {
        self.assessment.person.as_deref().unwrap_or("this person")
    }

    fn write_heading(&self, page: &mut Page) {
        let person = self.person();
        match (&self.money.figures, self.outcome) {
            (Some(figures), _) => {
                let what = match self.standing {
                    Standing::Estimate => "Estimate",
                    Standing::Indicative => "Indicative budget",
                };
                let sum = |amount| payable(amount, &self.scheme.currency, self.scheme.decimals);
                let right = format!("{} a year ({} a week)", sum(&figures.annual), sum(&figures.weekly));
                page.heading(&format!("{what} for {person}"), &right);
            }
            (None, Outcome::Excluded) => {
                let person = self.assessment.person.as_deref().unwrap_or("This person");
                page.heading(&format!("{person} is outside this scheme"), "no figure");
            }
            (None, _) => page.heading(&format!("No figure yet for {person}"), "a person decides"),
        }
        let digest: String = self.stamp.sha256.chars().take(6).collect();
        let (title, version, on) = (&self.stamp.title, &self.stamp.version, self.on.long());
        page.paragraph(&format!("{title}, version {version} ({digest}…), on {on}"));
        if let Some(year) = self.year().filter(|_| self.money.figures.is_some()) {
            page.paragraph(&format!("The year is {} to {}", year.from.long(), year.to.long()));
        }
        page.paragraph(&self.standing_text());
    }

    /// Who filled the answers in, and who checked them.
    fn standing_text(&self) -> String {
        let mut text = String::new();
        if let Some(completed) = &self.assessment.completed {
            let by = completed.by.as_deref().map_or(String::new(), |by| format!(" by the {}", spaced(by)));
            let helped = listed(completed.supported_by.iter().map(|role| one(role)).collect(), "and");
            let helped = if helped.is_empty() { helped } else { format!(", with help from {helped}") };
            let on = completed
                .on
                .as_ref()
                .and_then(|on| on.day())
                .map_or(String::new(), |on| format!(" on {}", on.long()));
            text = format!("Answers given{by}{on}{helped}. ");
        }
        let checked = self.assessment.checked.as_ref();
        match (self.standing, checked) {
            (Standing::Indicative, Some(checked)) => {
                let role = checked.role.as_deref().map_or(String::new(), |role| format!(" by {}", one(role)));
                let on = checked
                    .on
                    .as_ref()
                    .and_then(|on| on.day())
                    .map_or(String::new(), |on| format!(" on {}", on.long()));
                text + &format!("Checked{role}{on}.")
            }
            (Standing::Indicative, None) => text,
            (Standing::Estimate, _) => {
                let roles =
                    listed(self.questionnaire.checked_by.iter().map(|role| one(role)).collect(), "or");
                let roles = if roles.is_empty() { "a professional".to_owned() } else { roles };
                let so = if self.money.figures.is_some() { ", so this is an estimate" } else { "" };
                text + &format!("Not yet checked by {roles}{so}.")
            }
        }
    }

    fn write_end(&self, page: &mut Page, help: &[String]) {
        page.gap();
        page.paragraph(match self.outcome {
            Outcome::Allocated => {
                "This figure is where planning starts. It is not a limit, and it is not the budget that is agreed: a \
                 person agrees that, once there is a plan that meets the needs."
            }
            Outcome::Excluded => {
                "This is about this scheme alone. It does not say that nothing is needed, or that no other help is due."
            }
            Outcome::Referred => {
                "Nothing is refused: a person looks at what is needed and sets the figure, with reasons. The steps above \
                 are what could be worked out. They are not a budget."
            }
        });
        for paragraph in help {
            page.paragraph(paragraph);
        }
    }

    fn in_money(&self, amount: &openras_core::Exact) -> String {
        quantity(amount, &openras_core::Unit::money(&self.scheme.currency), self.scheme.decimals)
    }
}
