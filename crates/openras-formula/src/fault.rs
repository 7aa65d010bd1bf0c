use std::ops::Range;

use openras_core::Code;
use thiserror::Error;

/// What is wrong with a formula, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Fault {
    /// What kind of problem.
    pub code: Code,
    /// The bytes of the source that are meant.
    pub span: Range<usize>,
    /// What is wrong: lower case, no full stop, the formula's own words in backticks.
    pub message: String,
    /// The next move.
    pub help: Option<String>,
}

/// What is wrong with a name, from whoever knows the names; the formula adds where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of problem.
    pub code: Code,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// The next move.
    pub help: Option<String>,
}

impl Refusal {
    /// A refusal without help.
    pub fn new(code: Code, message: impl Into<String>) -> Refusal {
        Refusal { code, message: message.into(), help: None }
    }

    /// Says what to do next.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Refusal {
        Refusal { help: Some(help.into()), ..self }
    }

    /// The fault that this is at a place of a formula.
    pub fn at(self, span: Range<usize>) -> Fault {
        Fault { code: self.code, span, message: self.message, help: self.help }
    }
}
