//! Findings: what is wrong with a plan, or worth knowing, each with the law or policy behind it and what to do.

use openras_core::{Day, Path};

use crate::law::Row;
use crate::{FindingCode, Gravity};

/// One thing about a plan that somebody should know: a value, never an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub code: FindingCode,
    /// How much it matters.
    pub gravity: Gravity,
    /// Where in the plan.
    pub at: Path,
    /// What is so, in a sentence without a capital letter or full stop.
    pub message: String,
    /// The next move.
    pub help: Option<String>,
    /// Where the rule comes from: a source of the law pack or of the rulebook.
    pub source: Option<String>,
    /// Figures and words, by name.
    pub facts: Vec<(&'static str, String)>,
    /// The row of the law that it rests on.
    pub law: Option<LawUsed>,
    /// The decision in the plan that lifts it, or asks for that: its place among the exceptions.
    pub exception: Option<usize>,
    /// The line that it is about.
    pub(crate) line: Option<String>,
    pub(crate) lifting: Lifting,
}

/// The row of the law that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawUsed {
    /// The pack.
    pub pack: String,
    /// The key.
    pub key: String,
    /// Where it holds.
    pub jurisdiction: String,
    /// The first day it holds.
    pub from: Day,
    /// The last day it holds or is known, where there is one.
    pub until: Option<Day>,
    /// Where it comes from, in words.
    pub source: String,
    /// `primary`, `secondary` or `unverified`.
    pub confidence: &'static str,
}

/// Which decisions lift a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lifting {
    /// None.
    Never,
    /// Any that somebody took.
    Any,
    /// One on one of these grounds, to which these agreed.
    On { grounds: Vec<String>, agreed_by: Vec<String> },
}

impl Finding {
    pub(crate) fn new(code: FindingCode, at: impl Into<Path>, message: impl Into<String>) -> Finding {
        let gravity = code.gravity();
        Finding {
            code,
            gravity,
            at: at.into(),
            message: message.into(),
            help: None,
            source: None,
            facts: Vec::new(),
            law: None,
            exception: None,
            line: None,
            lifting: if gravity == Gravity::StatutoryBlock { Lifting::Never } else { Lifting::Any },
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn fact(mut self, name: &'static str, value: impl Into<String>) -> Finding {
        self.facts.push((name, value.into()));
        self
    }

    pub(crate) fn gravity(mut self, gravity: Gravity) -> Finding {
        self.gravity = gravity;
        self
    }

    pub(crate) fn source(mut self, source: Option<String>) -> Finding {
        self.source = source.or(self.source);
        self
    }

    pub(crate) fn line(mut self, id: &str) -> Finding {
        self.line = Some(id.to_owned());
        self
    }

    pub(crate) fn lifted_by(mut self, lifting: Lifting) -> Finding {
        self.lifting = lifting;
        self
    }

    /// Rests it on a row of the law; one that is not verified says so.
    pub(crate) fn law(mut self, row: &Row) -> Finding {
        self.source = Some(row.source.id.clone());
        let source = match row.source.locator.as_str() {
            "" => row.source.title.clone(),
            locator => format!("{}, {locator}", row.source.title),
        };
        self = self.also_rests_on(row);
        self.law = Some(LawUsed {
            pack: row.pack.clone(),
            key: row.key.clone(),
            jurisdiction: row.jurisdiction.clone(),
            from: row.from,
            until: row.until,
            source,
            confidence: row.confidence.as_str(),
        });
        self
    }

    /// Says so, once, where a row of the law that it rests on is not verified.
    pub(crate) fn also_rests_on(mut self, row: &Row) -> Finding {
        if row.is_unverified() && self.fact_of("unverified").is_none() {
            self.facts.push(("unverified", row.key.clone()));
            self.message.push_str("; this rests on a row of the law that is not verified");
        }
        self
    }

    /// The fact with this name.
    pub fn fact_of(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

impl Lifting {
    /// As a row of the law says.
    pub(crate) fn of(row: &Row) -> Lifting {
        match row.lifted_by.as_slice() {
            [] => Lifting::Never,
            [only] if only == "any_decision" => Lifting::Any,
            grounds => Lifting::On { grounds: grounds.to_vec(), agreed_by: row.agreed_by.clone() },
        }
    }
}
