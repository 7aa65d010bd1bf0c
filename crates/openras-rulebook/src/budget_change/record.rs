//! Why a person's budget is another than it was, as a record that anybody can work out again.

use openras_allocation::{RulebookRecord, RulebookStamp};
use openras_core::document::Document;
use openras_core::{Diagnostics, Exact, Rounding, digest};
use openras_questionnaire::Assessment;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use super::{BudgetChange, explain_change};
use crate::rulebook::Rulebook;
use crate::verify::{Verification, read_record, recomputed};

/// What the key `record` says.
pub const BUDGET_CHANGE: &str = "openras.budget_change/1";

/// Why a person's budget is another than it was, with its keys in order. Amounts are strings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "budget change")]
pub struct BudgetChangeRecord<'a> {
    /// `openras.budget_change/1`.
    pub record: &'static str,
    /// The version of the engine; another one is no difference.
    pub engine: &'static str,
    /// The person, where both allocations say so.
    pub person: Option<&'a str>,
    /// What the older budget was worked out from.
    pub before: ChangeOf<'a>,
    /// What the newer budget was worked out from.
    pub after: ChangeOf<'a>,
    /// The older budget of a year.
    pub old: String,
    /// The newer budget of a year.
    pub new: String,
    /// The newer less the older.
    pub difference: String,
    /// What changed, each with its share: inputs first, then rules. The shares sum to the difference.
    pub shares: Vec<ChangeShareRecord<'a>>,
    /// Whether the shares come from every order of the changes, or from the files' order and its reverse.
    pub every_order: bool,
    /// What the budget would be if it never lost more than a share of the year before; null where nobody asked.
    pub protection: Option<ProtectionRecord>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What a budget was worked out from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeOf<'a> {
    /// The rulebook.
    pub rulebook: RulebookRecord<'a>,
    /// The whole input, in one form whatever file it came from.
    #[schemars(with = "Assessment")]
    pub assessment: &'a Json,
}

/// One thing that changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeShareRecord<'a> {
    /// `fact`, `answer`, `date`, `parameter`, `table`, `question`, `step` or `rules`; `answers`, `rules` or `everything` where
    /// several only change together.
    pub kind: &'static str,
    /// Its id; several with commas where they only change together.
    pub id: &'a str,
    /// What it was; null where that is no short text.
    pub was: Option<&'a str>,
    /// What it is.
    pub is: Option<&'a str>,
    /// How much of the difference is its own, a year.
    pub share: String,
}

/// What the budget would be if it never lost more than a share of the year before.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProtectionRecord {
    /// The share: 0.1 for 10 %.
    pub share: String,
    /// The budget of each year, the first year first.
    pub budgets: Vec<String>,
}

/// A budget that never loses more than a share of the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedBudgets {
    /// The share.
    pub share: Exact,
    /// The budget of each year, the first year first.
    pub budgets: Vec<Exact>,
}

/// A rulebook and an assessment, in the form in which records keep them.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    pub(crate) stamp: RulebookStamp,
    pub(crate) assessment: Json,
}

impl Side {
    fn record(&self) -> ChangeOf<'_> {
        let RulebookStamp { id, version, sha256, .. } = &self.stamp;
        ChangeOf { rulebook: RulebookRecord { id, version, sha256 }, assessment: &self.assessment }
    }
}

impl BudgetChange {
    /// What the budget would be, year by year, if it never lost more than `share` of the year before.
    ///
    /// # Rounding
    /// Each up to the currency's decimals, so that nobody loses more than the share.
    pub fn protected(&self, share: &Exact, years: u32) -> ProtectedBudgets {
        let kept = &Exact::ONE - share;
        let places = i32::try_from(self.decimals).unwrap_or(2);
        let mut budget = self.old.clone();
        let next = |_| {
            budget = (&budget * &kept).round(Rounding::Up, places).max(self.new.clone());
            budget.clone()
        };
        ProtectedBudgets { share: share.clone(), budgets: (0..years).map(next).collect() }
    }

    /// The record, with its digest.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn record<'a>(
        &'a self,
        protected: Option<&ProtectedBudgets>,
    ) -> Result<BudgetChangeRecord<'a>, serde_json::Error> {
        let fixed = |amount: &Exact| amount.to_fixed(self.decimals);
        let shares = self.shares.iter().map(|share| ChangeShareRecord {
            kind: share.kind,
            id: &share.id,
            was: share.was.as_deref(),
            is: share.is.as_deref(),
            share: fixed(&share.share),
        });
        let protection = protected.map(|protected| ProtectionRecord {
            share: protected.share.to_string(),
            budgets: protected.budgets.iter().map(fixed).collect(),
        });
        let mut record = BudgetChangeRecord {
            record: BUDGET_CHANGE,
            engine: env!("CARGO_PKG_VERSION"),
            person: self.person.as_deref(),
            before: self.before.record(),
            after: self.after.record(),
            old: fixed(&self.old),
            new: fixed(&self.new),
            difference: fixed(&self.difference()),
            shares: shares.collect(),
            every_order: self.every_order,
            protection,
            sha256: None,
        };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }

    /// The record as JSON text, two spaces a level, with a newline at the end.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn to_json(&self, protected: Option<&ProtectedBudgets>) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&self.record(protected)?).map(|json| json + "\n")
    }
}

impl Rulebook {
    /// Works a record of a changed budget out again, where this is the newer rulebook, and lists every difference.
    ///
    /// # Errors
    /// Where the text is no such record. One that does not reproduce is an answer, not an error.
    pub fn verify_change(&self, older: &Rulebook, record: &str) -> Result<Verification, Diagnostics> {
        let document = Document::from_json("record", record)?;
        let recorded = read_record(&document, record, &[BUDGET_CHANGE])?;
        let input = |side: &str| {
            let side = recorded.get(side).and_then(|side| side.get("assessment"));
            Assessment::from_json(&side.unwrap_or(&Json::Null).to_string())
        };
        let asked = || {
            let protection = recorded.get("protection").filter(|own| !own.is_null())?;
            let share = Exact::parse(protection.get("share")?.as_str()?)?;
            Some((share, u32::try_from(protection.get("budgets")?.as_array()?.len()).ok()?))
        };
        let again = || -> Result<Json, Diagnostics> {
            let change = explain_change((older, &input("before")?), (self, &input("after")?))?;
            let protected = asked().map(|(share, years)| change.protected(&share, years));
            let record = change.record(protected.as_ref()).and_then(|record| serde_json::to_value(&record));
            Ok(record.unwrap_or_default())
        };
        Ok(recomputed(&recorded, again(), "new"))
    }
}
