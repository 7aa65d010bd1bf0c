//! What a plan was held against, as it stands in a record: everything that it takes to recompute one.

use openras_core::{Exact, Period};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::budget::{Budget, BudgetStanding, BudgetStream, StreamStanding};
use crate::checks::Circumstances;
use crate::days::YearCount;
use crate::document::SupportPlan;

/// The budget of a record; amounts are exact, as decimals or `n/d`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetRecord {
    /// `indicative` or `agreed`.
    pub standing: String,
    /// The person, where it is known.
    pub person: Option<String>,
    /// How much, without the streams on top.
    pub amount: String,
    /// `day`, `week`, `month` or `year`.
    pub per: String,
    /// What was told for a week.
    pub weekly: Option<String>,
    /// How the scheme counts a year.
    pub year: YearRecord,
    /// Money from elsewhere.
    pub streams: Vec<BudgetStreamRecord>,
    /// The eligible needs.
    pub needs: Vec<String>,
    /// The digest of the allocation that it comes from.
    pub allocation: Option<String>,
}

/// How a scheme counts a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YearRecord {
    /// Weeks.
    pub weeks: String,
    /// Months.
    pub months: String,
    /// Days.
    pub days: String,
}

/// Money from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetStreamRecord {
    /// Its id.
    pub id: String,
    /// Whether it is part of the budget's amount.
    pub inside: bool,
    /// How much.
    pub amount: Option<String>,
    /// How often; null where it is paid once.
    pub per: Option<String>,
    /// `awarded`, `applied`, `to_apply` or `refused`.
    pub standing: String,
}

/// What was known beside a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CircumstancesRecord {
    /// It is the first year of the budget.
    pub first_year: bool,
    /// Somebody has raised a concern.
    pub concern: bool,
    /// Somebody asked for a closer look.
    pub when_asked: bool,
}

impl From<&Budget> for BudgetRecord {
    fn from(budget: &Budget) -> BudgetRecord {
        let stream = |stream: &BudgetStream| BudgetStreamRecord {
            id: stream.id.clone(),
            inside: stream.inside,
            amount: stream.amount.as_ref().map(Exact::to_string),
            per: stream.per.map(|per| per.as_str().to_owned()),
            standing: stream.standing.as_str().to_owned(),
        };
        BudgetRecord {
            standing: budget.standing.as_str().to_owned(),
            person: budget.person.clone(),
            amount: budget.amount.to_string(),
            per: budget.per.as_str().to_owned(),
            weekly: budget.weekly.as_ref().map(Exact::to_string),
            year: YearRecord {
                weeks: budget.year.weeks.to_string(),
                months: budget.year.months.to_string(),
                days: budget.year.days.to_string(),
            },
            streams: budget.streams.iter().map(stream).collect(),
            needs: budget.needs.clone(),
            allocation: budget.allocation.clone(),
        }
    }
}

impl BudgetRecord {
    /// The budget; nothing where a word or an amount is none.
    pub fn budget(&self) -> Option<Budget> {
        let standing = [BudgetStanding::Indicative, BudgetStanding::Agreed];
        let mut streams = Vec::new();
        for stream in &self.streams {
            streams.push(BudgetStream {
                id: stream.id.clone(),
                inside: stream.inside,
                amount: optional(stream.amount.as_deref(), Exact::parse)?,
                per: optional(stream.per.as_deref(), Period::from_word)?,
                standing: StreamStanding::from_word(&stream.standing)?,
            });
        }
        Some(Budget {
            standing: standing.into_iter().find(|known| known.as_str() == self.standing)?,
            person: self.person.clone(),
            amount: Exact::parse(&self.amount)?,
            per: Period::from_word(&self.per)?,
            weekly: optional(self.weekly.as_deref(), Exact::parse)?,
            year: YearCount {
                weeks: Exact::parse(&self.year.weeks)?,
                months: Exact::parse(&self.year.months)?,
                days: Exact::parse(&self.year.days)?,
            },
            streams,
            needs: self.needs.clone(),
            allocation: self.allocation.clone(),
        })
    }
}

/// Nothing where a word is there and cannot be read.
fn optional<T>(word: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match word {
        Some(word) => read(word).map(Some),
        None => Some(None),
    }
}

impl From<Circumstances> for CircumstancesRecord {
    fn from(known: Circumstances) -> CircumstancesRecord {
        let Circumstances { first_year, concern, when_asked } = known;
        CircumstancesRecord { first_year, concern, when_asked }
    }
}

impl From<CircumstancesRecord> for Circumstances {
    fn from(record: CircumstancesRecord) -> Circumstances {
        let CircumstancesRecord { first_year, concern, when_asked } = record;
        Circumstances { first_year, concern, when_asked }
    }
}

/// A plan as it was written, in one form whatever file it came from: what it does not say is left out.
pub(super) fn written(plan: &SupportPlan) -> Result<Json, serde_json::Error> {
    let mut written = serde_json::to_value(plan)?;
    without_empty(&mut written);
    Ok(written)
}

fn without_empty(value: &mut Json) {
    match value {
        Json::Object(map) => {
            map.values_mut().for_each(without_empty);
            map.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
        }
        Json::Array(list) => list.iter_mut().for_each(without_empty),
        _ => {}
    }
}
