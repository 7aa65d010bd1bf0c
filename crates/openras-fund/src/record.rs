//! A fund for programs.

use openras_core::{Exact, digest};
use schemars::JsonSchema;
use serde::Serialize;

use crate::fund::{Approved, Fund};

/// What the key `record` says.
pub const RECORD: &str = "openras.fund/1";

/// The record of a fund, with its keys in order. Amounts are strings with exactly the currency's decimals.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "fund record")]
pub struct FundRecord {
    /// `openras.fund/1`.
    pub record: &'static str,
    /// The fund's id.
    pub id: String,
    /// The currency.
    pub currency: String,
    /// The days it is for, both ends inside.
    pub period: PeriodRecord,
    /// What a percentage is of: `of_total` or `in_turn`.
    pub deduct: &'static str,
    /// The money before anything is added or taken off.
    pub total: String,
    /// What is added.
    pub income: Vec<PartRecord>,
    /// What is taken off first.
    pub tied: Vec<PartRecord>,
    /// Total and income less tied money.
    pub base: String,
    /// What is taken off for other purposes.
    pub top_slices: Vec<SliceRecord>,
    /// What is held back.
    pub contingency: Option<ContingencyRecord>,
    /// What remains to be given out.
    pub distributable: String,
    /// What a calibration must leave free, as a share of the distributable.
    pub growth: Option<String>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Days, both ends inside.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodRecord {
    /// The first.
    pub from: String,
    /// The last.
    pub to: String,
}

/// Money under a name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartRecord {
    /// Its id.
    pub id: String,
    /// How much.
    pub amount: String,
    /// For tied money: the last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// A deduction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SliceRecord {
    /// Its id.
    pub id: String,
    /// The share, where it is one.
    pub percent: Option<String>,
    /// How much.
    pub amount: String,
    /// What for.
    pub purpose: String,
    /// Who agreed to it.
    pub approved: Option<ApprovedRecord>,
}

/// What is held back.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContingencyRecord {
    /// The share, where it is one.
    pub percent: Option<String>,
    /// How much.
    pub amount: String,
    /// What it may be drawn for.
    pub purposes: Vec<String>,
    /// Who agreed to it.
    pub approved: Option<ApprovedRecord>,
}

/// Who agreed to a deduction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovedRecord {
    /// Which body.
    pub by: String,
    /// The day.
    pub on: String,
    /// Where it is written down.
    pub minute: Option<String>,
}

impl Fund {
    /// The fund for programs, with its digest.
    ///
    /// # Errors
    /// What cannot be written as JSON.
    pub fn record(&self) -> Result<FundRecord, serde_json::Error> {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        let part = |part: &crate::Part| PartRecord {
            id: part.id.clone(),
            amount: money(&part.amount),
            until: part.until.map(|day| day.to_string()),
        };
        let mut record = FundRecord {
            record: RECORD,
            id: self.id.clone(),
            currency: self.currency.clone(),
            period: PeriodRecord { from: self.from.to_string(), to: self.to.to_string() },
            deduct: self.deduct.as_str(),
            total: money(&self.total),
            income: self.income.iter().map(part).collect(),
            tied: self.tied.iter().map(part).collect(),
            base: money(&self.base),
            top_slices: self
                .top_slices
                .iter()
                .map(|slice| SliceRecord {
                    id: slice.id.clone(),
                    percent: slice.percent.as_ref().map(|percent| percent.shortest()),
                    amount: money(&slice.amount),
                    purpose: slice.purpose.clone(),
                    approved: slice.approved.as_ref().map(approved),
                })
                .collect(),
            contingency: self.contingency.as_ref().map(|reserve| ContingencyRecord {
                percent: reserve.percent.as_ref().map(|percent| percent.shortest()),
                amount: money(&reserve.amount),
                purposes: reserve.purposes.clone(),
                approved: reserve.approved.as_ref().map(approved),
            }),
            distributable: money(&self.distributable),
            growth: self.growth.as_ref().map(|growth| growth.shortest()),
            sha256: None,
        };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }
}

fn approved(approved: &Approved) -> ApprovedRecord {
    ApprovedRecord { by: approved.by.clone(), on: approved.on.to_string(), minute: approved.minute.clone() }
}
