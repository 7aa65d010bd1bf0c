//! What became of outcomes over many people, for commissioners: few people are not shown.

use std::collections::{BTreeMap, BTreeSet};

use openras_core::{Day, plain};
use schemars::JsonSchema;
use serde::Serialize;

use crate::document::{Casefile, OutcomeResult, OutcomeReviewed, ReviewHeld};

/// Fewer people than this are not shown.
pub const PEOPLE_MIN: usize = 5;

/// What became of outcomes, by category, group and provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "outcomes")]
pub struct OutcomesSummary {
    /// `openras.outcomes/1`.
    pub record: &'static str,
    /// How many people have a review with outcomes; null where they are fewer than five.
    pub people: Option<usize>,
    /// By the category of what they are about.
    pub by_category: Vec<OutcomesRow>,
    /// By the group of the person.
    pub by_group: Vec<OutcomesRow>,
    /// By who was to bring them about.
    pub by_provider: Vec<OutcomesRow>,
}

/// What became of the outcomes of one category, group or provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomesRow {
    /// Which; empty where it is not said.
    pub of: String,
    /// The figures; null where fewer than five people are behind them, or where they would give those away.
    pub figures: Option<OutcomesFigures>,
}

/// How many outcomes came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomesFigures {
    /// The people behind them.
    pub people: usize,
    /// All outcomes.
    pub outcomes: usize,
    /// Met.
    pub met: usize,
    /// Met in part.
    pub partly: usize,
    /// Not met.
    pub not_met: usize,
    /// The person wants something else now.
    pub changed: usize,
}

#[derive(Default)]
struct Sum<'a> {
    people: BTreeSet<&'a str>,
    figures: OutcomesFigures,
}

impl OutcomesSummary {
    /// Adds up the newest review with outcomes of each person; of those held until `on`, where it is given.
    pub fn of(casefiles: &[Casefile], on: Option<Day>) -> OutcomesSummary {
        let (mut categories, mut groups, mut providers) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut people = BTreeSet::new();
        for casefile in casefiles {
            let held =
                |review: &&ReviewHeld| on.is_none_or(|on| review.on.day().is_some_and(|day| day <= on));
            let with = casefile.review.iter().filter(|review| !review.outcomes.is_empty()).filter(held);
            let Some(review) = with.max_by_key(|review| review.on.day()) else { continue };
            people.insert(casefile.person.as_str());
            for outcome in &review.outcomes {
                let category = outcome.category.as_ref().map_or("", |category| category.as_str());
                let group = casefile.group.as_deref().unwrap_or("");
                let provider = outcome.provider.as_deref().unwrap_or("");
                for (sums, of) in
                    [(&mut categories, category), (&mut groups, group), (&mut providers, provider)]
                {
                    add(sums, of, &casefile.person, outcome);
                }
            }
        }
        OutcomesSummary {
            record: "openras.outcomes/1",
            people: Some(people.len()).filter(|count| *count >= PEOPLE_MIN),
            by_category: rows(categories),
            by_group: rows(groups),
            by_provider: rows(providers),
        }
    }

    /// The tables for people.
    pub fn to_text(&self) -> String {
        let people = self.people.map_or("fewer than 5".to_owned(), |people| people.to_string());
        let mut text = format!("Outcomes of {people} people at their newest review\n");
        for (title, rows) in
            [("category", &self.by_category), ("group", &self.by_group), ("provider", &self.by_provider)]
        {
            text.push_str(&format!(
                "\n  {:<28}{:>8}{:>10}{:>8}{:>8}{:>9}{:>9}\n",
                format!("by {title}"),
                "people",
                "outcomes",
                "met",
                "partly",
                "not met",
                "changed"
            ));
            for row in rows {
                let of = if row.of.is_empty() { "not said" } else { &row.of };
                let line = match &row.figures {
                    None => format!("  {of:<28}  too few people to show\n"),
                    Some(figures) => format!(
                        "  {of:<28}{:>8}{:>10}{:>8}{:>8}{:>9}{:>9}\n",
                        figures.people,
                        figures.outcomes,
                        figures.met,
                        figures.partly,
                        figures.not_met,
                        figures.changed
                    ),
                };
                text.push_str(&line);
            }
        }
        plain(text)
    }
}

fn add<'a>(sums: &mut BTreeMap<&'a str, Sum<'a>>, of: &'a str, person: &'a str, outcome: &OutcomeReviewed) {
    let sum = sums.entry(of).or_default();
    sum.people.insert(person);
    let figures = &mut sum.figures;
    figures.outcomes = figures.outcomes.saturating_add(1);
    let count = match outcome.result {
        OutcomeResult::Met => &mut figures.met,
        OutcomeResult::Partly => &mut figures.partly,
        OutcomeResult::NotMet => &mut figures.not_met,
        OutcomeResult::Changed => &mut figures.changed,
    };
    *count = count.saturating_add(1);
}

/// Rows of fewer than five people have no figures. What is hidden can be worked out from the whole and the rest, all of it
/// together: so the smallest of the others are hidden too until there are two rows and five people in that.
fn rows(sums: BTreeMap<&str, Sum<'_>>) -> Vec<OutcomesRow> {
    let mut shown: BTreeMap<&str, &Sum<'_>> = sums.iter().map(|(of, sum)| (*of, sum)).collect();
    shown.retain(|_, sum| sum.people.len() >= PEOPLE_MIN);
    loop {
        let hidden: Vec<&Sum<'_>> =
            sums.iter().filter(|(of, _)| !shown.contains_key(*of)).map(|(_, sum)| sum).collect();
        let people: BTreeSet<&str> = hidden.iter().flat_map(|sum| sum.people.iter().copied()).collect();
        let safe = hidden.is_empty() || (hidden.len() > 1 && people.len() >= PEOPLE_MIN);
        let smallest = shown.iter().min_by_key(|(_, sum)| sum.people.len()).map(|(of, _)| *of);
        match smallest.filter(|_| !safe) {
            Some(of) => drop(shown.remove(of)),
            None => break,
        }
    }
    let row = |(of, sum): (&&str, &Sum<'_>)| OutcomesRow {
        of: (*of).to_owned(),
        figures: shown.get(*of).map(|_| OutcomesFigures { people: sum.people.len(), ..sum.figures }),
    };
    sums.iter().map(row).collect()
}
