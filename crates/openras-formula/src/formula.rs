use crate::check::Checker;
use crate::parser;
use crate::syntax::Syntax;
use crate::{Expr, Fault, Names, Word};

/// A formula that has been read: its text and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    source: String,
    syntax: Syntax,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// The first slip (`syntax`), with the right way to write it where that can be told.
    ///
    /// # Examples
    /// ```
    /// use openras_formula::Formula;
    /// assert!(Formula::parse("round(points() * pounds_per_point, 2)").is_ok());
    /// let fault = Formula::parse("-rate ^ 2").unwrap_err();
    /// assert_eq!(fault.help.as_deref(), Some("write `-(rate ^ 2)` or `(-rate) ^ 2`"));
    /// ```
    pub fn parse(source: &str) -> Result<Formula, Fault> {
        parser::parse(source).map(|syntax| Formula { source: source.to_owned(), syntax })
    }

    /// The text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Every name in it, from left to right, also inside `points(…)`; functions are not names, tables are.
    pub fn names(&self) -> impl Iterator<Item = Word<'_>> {
        let mut names = Vec::new();
        self.syntax.names(&mut names);
        names.into_iter()
    }

    /// Finds what the names stand for and holds types and units against each other.
    ///
    /// # Errors
    /// Everything that is wrong, from left to right. Empty where the only trouble is a name whose error is reported
    /// elsewhere.
    pub fn check(&self, names: &mut dyn Names) -> Result<Expr, Vec<Fault>> {
        Checker::new(&self.source, names).finish(&self.syntax)
    }

    /// The same for a formula that must be a condition.
    ///
    /// # Errors
    /// As [`Formula::check`], and `type_mismatch` where it is no condition.
    pub fn check_condition(&self, names: &mut dyn Names) -> Result<Expr, Vec<Fault>> {
        Checker::new(&self.source, names).finish_condition(&self.syntax)
    }
}
