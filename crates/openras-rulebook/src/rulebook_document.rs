//! `rulebook.toml` as it is written.

use openras_core::Text;
use openras_core::document::{DayIn, Entries, Format, Id, Reference};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who publishes a rulebook, where it applies, its sources.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "rulebook.toml")]
pub struct RulebookDocument {
    /// The version of this format: 1.
    pub format: Format,
    /// The rulebook's id.
    pub id: Id,
    /// The rulebook's version.
    pub version: String,
    /// What it is called.
    pub title: Text,
    /// `england`, `wales`, `scotland`, `northern_ireland`, or a country by its two letters.
    pub jurisdiction: String,
    /// ISO 4217, such as GBP.
    pub currency: String,
    /// Language tags, the first one first; `["en"]` if left out.
    #[schemars(length(min = 1))]
    pub languages: Option<Vec<String>>,
    /// Decimal places of a payable amount: 2 for pounds, 0 for yen.
    #[schemars(range(min = 0, max = 6))]
    pub decimals: u32,
    /// The days on which it holds.
    pub effective: EffectiveDocument,
    /// Where the numbers of this file come from.
    pub illustrative: Option<bool>,
    /// Where numbers and rules come from.
    #[serde(default)]
    pub source: Vec<SourceDocument>,
    /// What this council calls things on pages.
    #[serde(default)]
    pub words: Entries<Text>,
    /// Where a person gets help.
    pub help: Option<HelpDocument>,
    /// How a person disagrees.
    pub challenge: Option<ChallengeDocument>,
    /// What is in and out of the money.
    #[serde(default)]
    pub scope: Vec<ScopeDocument>,
}

/// The days on which a rulebook holds, both ends inside.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EffectiveDocument {
    /// The first.
    pub from: DayIn,
    /// The last, if there is one.
    pub to: Option<DayIn>,
}

/// Where a number or a rule comes from.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceDocument {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub title: Text,
    /// An address, a document's number, a page.
    pub locator: String,
}

/// Where a person gets help.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpDocument {
    /// Whom to ask.
    pub ask: Option<Text>,
    /// Who helps and is not the council.
    pub independent: Option<Text>,
}

/// How a person disagrees.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChallengeDocument {
    /// How to say so.
    pub how: Option<Text>,
    /// Who looks at it, in order.
    #[serde(default)]
    pub then: Vec<Text>,
    /// Within how many days there is an answer.
    #[schemars(range(min = 0, max = 3650))]
    pub answer_within_days: Option<u32>,
}

/// Something that is in or out of the money.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopeDocument {
    /// What.
    pub item: Text,
    /// Whether it is in.
    #[serde(rename = "in")]
    pub inside: bool,
    /// Where that comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}
