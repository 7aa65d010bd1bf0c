//! Why a person's budget is another than it was: each answer and rule that changed, and how much of the difference is its own.

mod factor;
mod mixture;
mod record;
mod shares;

use std::collections::BTreeMap;

use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path};
use openras_plan::rounded_shares;
use openras_questionnaire::{Assessment, Given};
use serde_json::{Value as Json, json};

use self::factor::{Factor, in_force};
use self::record::Side;
pub use self::record::{
    BUDGET_CHANGE, BudgetChangeRecord, ChangeOf, ChangeShareRecord, ProtectedBudgets, ProtectionRecord,
};
use crate::rulebook::Rulebook;

/// The most changes whose shares are worked out from every order in which they could have come.
pub const EVERY_ORDER_MAX: usize = 10;

/// Why a person's budget is another than it was.
#[derive(Clone, Debug)]
pub struct BudgetChange {
    /// The person, where both allocations say so.
    pub person: Option<String>,
    /// The older budget of a year.
    pub old: Exact,
    /// The newer budget of a year.
    pub new: Exact,
    /// What changed, each with its share of the difference: inputs first, then rules. The shares sum to the difference.
    pub shares: Vec<ChangeShare>,
    /// Whether the shares come from every order of the changes, or from the file's order and the other way round.
    pub every_order: bool,
    pub(crate) before: Side,
    pub(crate) after: Side,
    pub(crate) decimals: u32,
}

/// One thing that changed, and how much of the difference is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeShare {
    /// `fact`, `answer`, `date`, `parameter`, `table`, `question`, `step` or `rules`.
    pub kind: &'static str,
    /// Its id; several with commas where they only change together.
    pub id: String,
    /// What it was; nothing where that is no short text.
    pub was: Option<String>,
    /// What it is.
    pub is: Option<String>,
    /// How much of the difference is its own, a year.
    pub share: Exact,
}

/// Two allocations of one person, and everything that lies between them.
struct Between<'a> {
    old: (&'a Rulebook, &'a Assessment, Day),
    new: (&'a Rulebook, &'a Assessment, Day),
}

/// Explains the difference between two budgets of one person.
///
/// Each thing that changed gets the mean of what it moves over every order in which the changes could have come (its Shapley
/// value); with more than [`EVERY_ORDER_MAX`] changes, over the files' order and its reverse. Changes that cannot stand alone, such as
/// an answer to a question that only one of the rulebooks asks, are taken together.
///
/// # Rounding
/// The shares are exact, then rounded to the currency's decimals so that they sum to the difference (largest remainder).
///
/// # Errors
/// Where one of the allocations cannot be worked out, or ends in no budget.
pub fn explain_change(
    (old, before): (&Rulebook, &Assessment),
    (new, after): (&Rulebook, &Assessment),
) -> Result<BudgetChange, Diagnostics> {
    let ((was, old_on, old_side), (is, new_on, new_side)) = (budget(old, before)?, budget(new, after)?);
    let between = Between { old: (old, before, old_on), new: (new, after, new_on) };
    let places = new.context().decimals;
    let (groups, exact, every_order) = between.shares(&was, &is);
    let (rounded, _) = rounded_shares(&exact, places);
    let shares = groups.iter().zip(rounded).map(|(group, share)| between.said(group, share));
    Ok(BudgetChange {
        person: after.person.clone().filter(|person| before.person.as_ref() == Some(person)),
        old: was,
        new: is,
        shares: shares.collect(),
        every_order,
        before: old_side,
        after: new_side,
        decimals: places,
    })
}

/// A budget of a year, its day, and what it was worked out from.
fn budget(rulebook: &Rulebook, assessment: &Assessment) -> Result<(Exact, Day, Side), Diagnostics> {
    let allocation = rulebook.allocate(assessment)?;
    let figures = allocation.money().figures.as_ref();
    let Some((annual, on)) = figures.map(|figures| figures.annual.clone()).zip(assessment.on()) else {
        let message = format!("there is no budget to compare: it is {}", allocation.outcome().as_str());
        return Err(Diagnostic::new(Code::WrongType, Path::root(), message).into());
    };
    let record = allocation.record().ok();
    let input = record.and_then(|record| serde_json::to_value(&record.assessment).ok()).unwrap_or_default();
    Ok((annual, on, Side { stamp: rulebook.stamp().clone(), assessment: input }))
}

impl Between<'_> {
    /// A group of changes in words.
    fn said(&self, group: &[Factor], share: Exact) -> ChangeShare {
        let given = |map: &BTreeMap<String, Given>, id: &String| {
            map.get(id).map(|given| text(&json!(given.canonical())))
        };
        let value = |side: (&Rulebook, &Assessment, Day), id: &str| {
            in_force(side.0.scheme_document.parameters.get(id)?, side.2).map(|value| text(&json!(value.is)))
        };
        let (old, new) = (self.old, self.new);
        let one = |kind: &'static str, id: &str, was: Option<String>, is: Option<String>| ChangeShare {
            kind,
            id: id.to_owned(),
            was,
            is,
            share: share.clone(),
        };
        match group {
            [Factor::Fact(id)] => one("fact", id, given(&old.1.facts, id), given(&new.1.facts, id)),
            [Factor::Answer(id)] => one("answer", id, given(&old.1.answers, id), given(&new.1.answers, id)),
            [Factor::Date] => one("date", "on", Some(old.2.to_string()), Some(new.2.to_string())),
            [Factor::Parameter(id)] => one("parameter", id, value(old, id), value(new, id)),
            [Factor::Table(id)] => one("table", id, None, None),
            [Factor::Question(id)] => one("question", id, None, None),
            [Factor::Step(id)] => one("step", id, None, None),
            [Factor::Rules] => one("rules", "rules", None, None),
            several => {
                let kind = if several.iter().all(Factor::is_input) { "answers" } else { "rules" };
                let kind =
                    if several.iter().any(Factor::is_input) && kind == "rules" { "everything" } else { kind };
                let ids: Vec<&str> = several.iter().map(Factor::id).collect();
                one(kind, &ids.join(","), None, None)
            }
        }
    }
}

impl BudgetChange {
    /// The newer budget less the older.
    pub fn difference(&self) -> Exact {
        &self.new - &self.old
    }
}

fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
