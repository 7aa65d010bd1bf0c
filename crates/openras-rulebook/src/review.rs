//! Reviews and statements, held against a rulebook that says what its council asks of them.

use openras_core::{Code, Day, Diagnostic, Diagnostics, Path};
use openras_review::{
    AccountStatement, Casefile, Caseload, Reconciliation, ReviewDue, ReviewPolicy, ReviewStamp,
};

use crate::rulebook::Rulebook;
use crate::rulebook_document::RulebookDocument;

/// What a rulebook asks of reviews, and the digests of that.
#[derive(Clone, Debug)]
pub(crate) struct ReviewPart {
    pub(crate) policy: ReviewPolicy,
    pub(crate) stamp: ReviewStamp,
}

impl Rulebook {
    /// What the council asks of reviews; nothing where the rulebook has no `review.toml`.
    pub fn review_policy(&self) -> Option<&ReviewPolicy> {
        self.review.as_deref().map(|part| &part.policy)
    }

    /// The digests that records of reviews carry; nothing where the rulebook has no `review.toml`.
    pub fn review_stamp(&self) -> Option<&ReviewStamp> {
        self.review.as_deref().map(|part| &part.stamp)
    }

    fn reviews(&self) -> Result<&ReviewPolicy, Diagnostics> {
        self.review_policy().ok_or_else(|| {
            let message = format!("the rulebook `{}` does not say what is asked of reviews", self.id());
            let problem = Diagnostic::new(Code::MissingFile, Path::root(), message);
            problem.help("add a review.toml to its folder").in_file("review.toml").into()
        })
    }

    /// What is due for a person on a day, each with the rule that says so.
    ///
    /// # Errors
    /// Where the rulebook has no `review.toml`, or the casefile does not fit: every problem at once.
    pub fn due(&self, casefile: &Casefile, on: Day) -> Result<ReviewDue, Diagnostics> {
        self.reviews()?.due(casefile, on)
    }

    /// What is due over many people on a day.
    ///
    /// # Errors
    /// As [`Rulebook::due`], of everybody.
    pub fn caseload(&self, casefiles: &[Casefile], on: Day) -> Result<Caseload, Diagnostics> {
        self.reviews()?.caseload(casefiles, on)
    }

    /// What happened to the money, what of it is kept, and what goes back. `notice_on` is the day of the notice.
    ///
    /// # Errors
    /// Where the rulebook has no `review.toml`, or the statement cannot be added up: every problem at once. What is wrong with
    /// the money is a finding, never an error.
    pub fn reconcile(
        &self,
        statement: &AccountStatement,
        notice_on: Option<Day>,
    ) -> Result<Reconciliation, Diagnostics> {
        self.reviews()?.reconcile(statement, notice_on)
    }
}

/// How a person disagrees, in one paragraph; nothing where the rulebook does not say.
pub(crate) fn how_to_challenge(document: &RulebookDocument, first: &str) -> Option<String> {
    let challenge = document.challenge.as_ref()?;
    let how = challenge.how.as_ref()?.in_language(first, first);
    let mut words = format!("{}.", how.trim_end_matches('.'));
    let then: Vec<&str> = challenge.then.iter().map(|who| who.in_language(first, first)).collect();
    if !then.is_empty() {
        words.push_str(&format!(" It goes to {}.", then.join(", then ")));
    }
    if let Some(days) = challenge.answer_within_days {
        words.push_str(&format!(" You get an answer within {days} days."));
    }
    words.push_str(" Until it is decided nothing is taken back.");
    Some(words)
}
