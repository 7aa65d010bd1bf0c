use openras_core::document::Cell;
use openras_core::{Day, Exact};

use super::{AgesDocument, Basis, Confidence, Household, LawDocument, RelativeCode, RowDocument};
use crate::relation::Relation;

/// One rule and the days on which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The pack that it stands in.
    pub pack: String,
    /// What it is about.
    pub key: String,
    /// Where it holds.
    pub jurisdiction: String,
    /// The first day.
    pub from: Day,
    /// The last day; nothing where it goes on.
    pub until: Option<Day>,
    /// The figure or the word.
    pub is: Cell,
    /// What the figure counts.
    pub unit: Option<String>,
    /// The ages for which it holds.
    pub ages: Option<AgesDocument>,
    /// For relatives: whom it is about.
    pub relations: Vec<Relation>,
    /// For relatives: whether it is about people who live together.
    pub household: Household,
    /// For relatives: the code of the finding.
    pub code: Option<RelativeCode>,
    /// Grounds on which a decision lifts it.
    pub lifted_by: Vec<String>,
    /// Who must have agreed to such a decision.
    pub agreed_by: Vec<String>,
    /// The court orders that it is about.
    pub orders: Vec<String>,
    /// The categories of a plan that it is about.
    pub categories: Vec<String>,
    /// What gives it its force.
    pub basis: Basis,
    /// Where it comes from.
    pub source: LawSource,
    /// How sure it is.
    pub confidence: Confidence,
    /// What else to know about it.
    pub note: Option<String>,
}

/// Where a row comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawSource {
    /// The id within the pack, or the source in words.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// A number, a section, a date.
    pub locator: String,
}

impl Row {
    pub(super) fn new(pack: &str, document: &LawDocument, row: &RowDocument) -> Option<Row> {
        let id = row.source.as_str();
        let known = document.source.iter().find(|source| source.id.as_str() == id);
        Some(Row {
            pack: pack.to_owned(),
            key: row.key.clone(),
            jurisdiction: row.jurisdiction.clone(),
            from: row.from.day()?,
            until: row.to.as_ref().and_then(|to| to.day()),
            is: row.is.clone(),
            unit: row.unit.clone(),
            ages: row.ages,
            relations: row.relations.clone(),
            household: row.household.unwrap_or(Household::Any),
            code: row.code,
            lifted_by: row.lifted_by.clone(),
            agreed_by: row.agreed_by.clone(),
            orders: row.orders.clone(),
            categories: row.categories.clone(),
            basis: row.basis,
            source: LawSource {
                id: id.to_owned(),
                title: known.map_or(id, |source| &source.title).to_owned(),
                locator: known.map_or("", |source| &source.locator).to_owned(),
            },
            confidence: row.confidence,
            note: row.note.clone(),
        })
    }

    /// The figure; nothing where it is a word.
    pub fn figure(&self) -> Option<&Exact> {
        self.is.amount().map(|amount| &amount.value)
    }

    /// The word; nothing where it is a figure.
    pub fn word(&self) -> Option<&str> {
        self.is.word()
    }

    /// What it says, as written: `5.52`, `12.8%`, `block`.
    pub fn shown(&self) -> String {
        match &self.is {
            Cell::Amount(amount) if self.unit.as_deref().is_some_and(|unit| unit.starts_with("GBP")) => {
                amount.value.to_fixed(2)
            }
            Cell::Amount(amount) => amount.shortest(),
            Cell::Word(word) => word.clone(),
            Cell::Poisoned => String::new(),
        }
    }

    /// Whether a worker of this age is meant.
    pub fn is_for_age(&self, age: u32) -> bool {
        self.ages.is_none_or(|ages| age >= ages.from && ages.to.is_none_or(|to| age <= to))
    }

    /// Whether it is about paying this relation, who lives with the person or not.
    pub fn is_about(&self, relation: Relation, same_household: bool) -> bool {
        let household = match self.household {
            Household::Any => true,
            Household::Same => same_household,
            Household::Other => !same_household,
        };
        household && self.relations.contains(&relation)
    }

    /// Whether a finding that rests on it must say that it is not verified.
    pub fn is_unverified(&self) -> bool {
        self.confidence == Confidence::Unverified
    }
}
