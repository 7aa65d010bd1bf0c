//! A law pack as it is written: `law/*.toml`.

use openras_core::document::{Cell, DayIn, Format, Id, Reference};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::relation::Relation;

/// Dated law: rows that each hold from a day, with where they come from and how sure they are.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "law pack")]
pub struct LawDocument {
    /// The version of this format: 1.
    pub format: Format,
    /// The pack's id; a council's own file may leave it out.
    pub id: Option<Id>,
    /// What it is about.
    pub title: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Where its rows come from.
    #[serde(default)]
    pub source: Vec<LawSourceDocument>,
    /// The rows, in any order.
    #[serde(default)]
    pub row: Vec<RowDocument>,
}

/// Where rows of a pack come from.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LawSourceDocument {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// A number, a section, a date.
    pub locator: String,
}

/// One rule from one day on.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowDocument {
    /// What it is about: `minimum_wage.adult`. Rows of one key follow each other in time.
    pub key: String,
    /// `uk`, `gb`, `england`, `wales`, `scotland`, `northern_ireland`, or a country by its two letters.
    pub jurisdiction: String,
    /// The first day it holds.
    pub from: DayIn,
    /// The last day it holds or is known; if left out, the day before the next row of its key.
    pub to: Option<DayIn>,
    /// The figure, or a word such as `none`, `block`, `refer`, `required`.
    pub is: Cell,
    /// What the figure counts.
    pub unit: Option<String>,
    /// The ages of the worker for whom it holds.
    pub ages: Option<AgesDocument>,
    /// For relatives: whom it is about.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// For relatives: whether it is about people who live together.
    pub household: Option<Household>,
    /// For relatives: the code of the finding.
    pub code: Option<RelativeCode>,
    /// Grounds on which a decision lifts it; `any_decision` stands for all.
    #[serde(default)]
    pub lifted_by: Vec<String>,
    /// Who must have agreed to such a decision, beside the council.
    #[serde(default)]
    pub agreed_by: Vec<String>,
    /// For excluded persons: the court orders that it is about.
    #[serde(default)]
    pub orders: Vec<String>,
    /// For free services: the plan's categories that it is about.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Whether it is law, guidance on the law, or what is usually done.
    pub basis: Basis,
    /// The id of a `[[source]]` of the pack, or a source in words.
    pub source: Reference,
    /// How sure it is.
    pub confidence: Confidence,
    /// What else to know about it.
    pub note: Option<String>,
}

/// Ages, both inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgesDocument {
    /// The youngest.
    #[schemars(range(min = 0, max = 150))]
    pub from: u32,
    /// The oldest; if left out, no end.
    #[schemars(range(min = 0, max = 150))]
    pub to: Option<u32>,
}

/// Whether a rule is about people who live together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Household {
    /// Wherever they live.
    Any,
    /// In the same household.
    Same,
    /// In another household.
    Other,
}

/// The code of a finding about a relative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelativeCode {
    /// A relative or other person in the household.
    RelativeInHousehold,
    /// A spouse, civil partner or partner.
    SpouseOrPartnerPaid,
    /// Family who may be paid where all agree.
    FamilyNeedsAgreement,
}

/// What gives a rule its force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Acts, regulations and what courts held of them.
    Statute,
    /// Guidance on the law.
    Guidance,
    /// What councils do.
    Practice,
}

/// How sure a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in the law itself or in what government published of it.
    Primary,
    /// Read in what others wrote about it.
    Secondary,
    /// Not read in a source: to be checked before anybody relies on it.
    Unverified,
}

impl Confidence {
    /// `primary`, `secondary`, `unverified`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Confidence::Primary => "primary",
            Confidence::Secondary => "secondary",
            Confidence::Unverified => "unverified",
        }
    }
}

impl Basis {
    /// `statute`, `guidance`, `practice`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Basis::Statute => "statute",
            Basis::Guidance => "guidance",
            Basis::Practice => "practice",
        }
    }
}
