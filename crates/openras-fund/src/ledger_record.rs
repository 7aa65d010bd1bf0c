//! How the year stands, for programs and for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use openras_core::{Exact, Rounding, digest, money};
use schemars::JsonSchema;
use serde::Serialize;

use crate::fund::Fund;
use crate::standing::YearSoFar;

/// What the key `record` says.
pub const LEDGER_RECORD: &str = "openras.ledger/1";

/// The record of how a year stands. Amounts are strings with exactly the currency's decimals.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "ledger record")]
pub struct LedgerRecord {
    /// `openras.ledger/1`.
    pub record: &'static str,
    /// The fund's id.
    pub fund: String,
    /// The digest of the fund's record.
    pub fund_sha256: String,
    /// The day.
    pub on: String,
    /// How many people have a budget.
    pub people: usize,
    /// What is to be given out.
    pub distributable: String,
    /// What is agreed costs to the end of the year.
    pub committed: String,
    /// What of it has run up to the day.
    pub to_date: String,
    /// The distributable less what is committed.
    pub left: String,
    /// What more is to be expected.
    pub forecast: Option<ForecastPart>,
    /// `green`, `amber` or `red`.
    pub light: &'static str,
    /// Why.
    pub why: String,
    /// The contingency.
    pub contingency: BalancePart,
    /// Budgets for like points by the month of the decision.
    pub like_points: Vec<LikePointsPart>,
    /// Whether the earlier months were kinder.
    pub kinder: Option<String>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What new people will cost before the year ends.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForecastPart {
    /// How many came after the fund's first day.
    pub arrivals: usize,
    /// The share of the year's decisions that is to be expected by the day.
    pub share_by_now: String,
    /// What those still to come will cost.
    pub central: String,
    /// Four in five repetitions are not below.
    pub low: String,
    /// Four in five repetitions are not above.
    pub high: String,
    /// Where the draws begin; a text, so that no digit is lost.
    pub seed: String,
    /// How often the people who came were drawn anew.
    pub repetitions: u32,
}

/// The contingency.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BalancePart {
    /// What was held back.
    pub amount: String,
    /// What is left.
    pub left: String,
    /// What draws that go on will cost next year.
    pub next_year: String,
    /// By purpose.
    pub purposes: Vec<PurposePart>,
}

/// What was drawn for a purpose, less what was released.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PurposePart {
    /// The purpose.
    pub id: String,
    /// All of it.
    pub drawn: String,
    /// By the month of the decision.
    pub months: BTreeMap<String, String>,
}

/// Budgets for a point, of the decisions of one month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LikePointsPart {
    /// The month.
    pub month: String,
    /// How many people.
    pub people: usize,
    /// The lowest.
    pub lowest: String,
    /// The median.
    pub median: String,
    /// The highest.
    pub highest: String,
}

impl YearSoFar {
    /// The record, with its digest.
    ///
    /// # Errors
    /// What cannot be written as JSON.
    pub fn record(&self, fund: &Fund) -> Result<LedgerRecord, serde_json::Error> {
        let pay = |value: &Exact| value.to_fixed(fund.decimals);
        let forecast = self.forecast.as_ref().map(|forecast| ForecastPart {
            arrivals: forecast.arrivals,
            share_by_now: forecast.share_by_now.round(Rounding::HalfAwayFromZero, 6).to_fixed(6),
            central: pay(&forecast.central),
            low: pay(&forecast.low),
            high: pay(&forecast.high),
            seed: forecast.seed.to_string(),
            repetitions: forecast.repetitions,
        });
        let purposes = self.contingency.purposes.iter().map(|purpose| PurposePart {
            id: purpose.id.clone(),
            drawn: pay(&purpose.drawn),
            months: purpose.months.iter().map(|(month, drawn)| (month.clone(), pay(drawn))).collect(),
        });
        let like_points = self.like_points.iter().map(|month| {
            let [lowest, median, highest] = &month.spread;
            LikePointsPart {
                month: month.month.clone(),
                people: month.people,
                lowest: pay(lowest),
                median: pay(median),
                highest: pay(highest),
            }
        });
        let mut record = LedgerRecord {
            record: LEDGER_RECORD,
            fund: fund.id.clone(),
            fund_sha256: fund.record()?.sha256.unwrap_or_default(),
            on: self.on.to_string(),
            people: self.people,
            distributable: pay(&fund.distributable),
            committed: pay(&self.committed),
            to_date: pay(&self.to_date),
            left: pay(&self.left),
            forecast,
            light: self.light.as_str(),
            why: self.why.clone(),
            contingency: BalancePart {
                amount: pay(&self.contingency.amount),
                left: pay(&self.contingency.left),
                next_year: pay(&self.contingency.next_year),
                purposes: purposes.collect(),
            },
            like_points: like_points.collect(),
            kinder: self.kinder.clone(),
            sha256: None,
        };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }

    /// The same for people.
    pub fn explain(&self, fund: &Fund) -> String {
        let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
        let mut text = String::new();
        let mut line = |name: &str, value: String| {
            let _ = writeln!(text, "{name:<60} {value:>20}");
        };
        line(&format!("On {}", self.on.long()), self.light.as_str().to_uppercase());
        line("  to give out", pounds(&fund.distributable));
        line(
            &format!("  agreed for {} people, to the end of the year by days", self.people),
            pounds(&self.committed),
        );
        line("  of which up to the day", pounds(&self.to_date));
        line("  left", pounds(&self.left));
        if let Some(forecast) = &self.forecast {
            line("  new people are expected to cost", pounds(&forecast.central));
            line(
                "    four times in five between",
                format!("{} and {}", pounds(&forecast.low), pounds(&forecast.high)),
            );
        }
        line("Contingency", pounds(&self.contingency.amount));
        for purpose in &self.contingency.purposes {
            line(&format!("  drawn for {}", purpose.id.replace('_', " ")), pounds(&purpose.drawn));
            for (month, drawn) in &purpose.months {
                line(&format!("    {month}"), pounds(drawn));
            }
        }
        line("  left", pounds(&self.contingency.left));
        line("  what goes on costs next year", pounds(&self.contingency.next_year));
        for month in &self.like_points {
            let [low, middle, high] = &month.spread;
            let words = format!("{} ({} to {})", pounds(middle), pounds(low), pounds(high));
            line(&format!("  a point, {} ({} people), median", month.month, month.people), words);
        }
        let kinder = self.kinder.as_ref().map_or(String::new(), |kinder| format!("{kinder}\n"));
        format!("{text}\n{}: {}\n{kinder}", self.light.as_str(), self.why)
    }
}
