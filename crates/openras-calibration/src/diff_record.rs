//! What changed between two rulebooks, and whom it moves, for programs.

use openras_core::digest;
use schemars::JsonSchema;
use serde::Serialize;

use crate::effects::Moved;
use crate::moves::{BeforeAndAfter, Moves, Protection};

/// What the key `record` of a difference says.
pub const DIFF_RECORD: &str = "openras.diff/1";

/// The difference of two rulebooks. Amounts are strings; nothing in it depends on the clock, the machine or the locale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "diff")]
pub struct DiffRecord {
    /// `openras.diff/1`.
    pub record: &'static str,
    /// The version of the engine; another one is no difference.
    pub engine: &'static str,
    /// The older rulebook.
    pub old: DiffRulebook,
    /// The newer one.
    pub new: DiffRulebook,
    /// What it says otherwise.
    pub changes: Vec<DiffChange>,
    /// Whom that moves; nothing where nobody was looked at.
    pub people: Option<DiffPeople>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A rulebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffRulebook {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its digest.
    pub sha256: String,
}

/// One thing that the newer rulebook says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffChange {
    /// The file.
    pub file: &'static str,
    /// What it is, from the outside in.
    pub what: Vec<String>,
    /// What stood there; nothing where it is new.
    pub old: Option<String>,
    /// What stands there now; nothing where it is gone.
    pub new: Option<String>,
}

/// Whom a newer rulebook moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffPeople {
    /// Everybody who has a budget by both.
    pub all: DiffMoved,
    /// The same by what is known of people.
    pub traits: Vec<DiffTrait>,
    /// Those who lose most, most first.
    pub worst: Vec<DiffLoss>,
    /// Who stands at a cliff.
    pub cliffs: DiffCliffs,
    /// What it costs that nobody loses more than a share a year, where that was asked.
    pub protection: Option<DiffProtection>,
    /// Why people could not be compared, and how many.
    pub not_compared: Vec<DiffNot>,
}

/// What happens to some people's money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffMoved {
    /// The label; empty where the cell is, `all` for everybody.
    pub id: String,
    /// How many.
    pub people: usize,
    /// Those with more than before.
    pub winners: usize,
    /// Those with less.
    pub losers: usize,
    /// Those with the same.
    pub unchanged: usize,
    /// Their budgets for a year before.
    pub old: String,
    /// Their budgets now.
    pub new: String,
    /// The second less the first.
    pub net_change: String,
}

/// People by one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffTrait {
    /// The column.
    pub id: String,
    /// Its labels.
    pub groups: Vec<DiffMoved>,
}

/// A loss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffLoss {
    /// The person.
    pub person: String,
    /// How much less for a year.
    pub loss: String,
}

/// How many people stand at a cliff: one answer put to the next one would move their budget by more than five times what as
/// many points bring on the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffCliffs {
    /// By the older rulebook.
    pub old: usize,
    /// By the newer one.
    pub new: usize,
    /// By the newer one, and not by the older one.
    pub come: usize,
    /// By the older one, and not by the newer one.
    pub gone: usize,
}

/// What it costs that nobody loses more than a share of the year before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffProtection {
    /// The share.
    pub share: String,
    /// What it costs in each year.
    pub cost: Vec<String>,
    /// How many people it protects in each year.
    pub people: Vec<usize>,
}

/// People who could not be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffNot {
    /// The outcome, or the codes of what is wrong, by the rulebook that says so.
    pub why: String,
    /// How many.
    pub people: usize,
}

impl DiffCliffs {
    /// Counts people by whether they stand at a cliff before and after.
    pub fn count(old: &[bool], new: &[bool]) -> DiffCliffs {
        let both =
            |wanted: (bool, bool)| old.iter().zip(new).filter(|(old, new)| (**old, **new) == wanted).count();
        let (come, gone, stay) = (both((false, true)), both((true, false)), both((true, true)));
        DiffCliffs { old: gone.saturating_add(stay), new: come.saturating_add(stay), come, gone }
    }
}

impl DiffPeople {
    /// Whom a newer rulebook moves, with amounts to so many decimals.
    pub fn new(
        people: &[BeforeAndAfter],
        moves: &Moves,
        cliffs: DiffCliffs,
        protection: Option<&Protection>,
        places: u32,
    ) -> DiffPeople {
        let groups = |(name, groups): &(String, Vec<(String, Moved)>)| DiffTrait {
            id: name.clone(),
            groups: groups.iter().map(|(label, group)| moved(label, group, places)).collect(),
        };
        let worst = moves.worst.iter().filter_map(|(at, loss)| {
            Some(DiffLoss { person: people.get(*at)?.person.clone(), loss: loss.to_fixed(places) })
        });
        let protection = protection.map(|protection| DiffProtection {
            share: protection.share.to_string(),
            cost: protection.years.iter().map(|cost| cost.to_fixed(places)).collect(),
            people: protection.people.clone(),
        });
        DiffPeople {
            all: moved("all", &moves.effects.all, places),
            traits: moves.effects.by.iter().map(groups).collect(),
            worst: worst.collect(),
            cliffs,
            protection,
            not_compared: Vec::new(),
        }
    }
}

fn moved(label: &str, moved: &Moved, places: u32) -> DiffMoved {
    DiffMoved {
        id: label.to_owned(),
        people: moved.people,
        winners: moved.winners,
        losers: moved.losers,
        unchanged: moved.unchanged,
        old: moved.cost.to_fixed(places),
        new: moved.budget.to_fixed(places),
        net_change: moved.net_change().to_fixed(places),
    }
}

impl DiffRecord {
    /// The record with its digest.
    ///
    /// # Errors
    /// What cannot be written as JSON.
    pub fn new(
        (old, new): (DiffRulebook, DiffRulebook),
        changes: Vec<DiffChange>,
        people: Option<DiffPeople>,
    ) -> Result<DiffRecord, serde_json::Error> {
        let engine = env!("CARGO_PKG_VERSION");
        let record = DiffRecord { record: DIFF_RECORD, engine, old, new, changes, people, sha256: None };
        let sha256 = digest::sha256(&serde_json::to_value(&record)?)?;
        Ok(DiffRecord { sha256: Some(sha256), ..record })
    }
}
