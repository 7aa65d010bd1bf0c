//! How the year stands.

use std::collections::BTreeMap;

use openras_core::{Day, Exact};

use crate::forecast::{Forecast, Light, Profile, forecast};
use crate::fund::Fund;
use crate::ledger::{Entry, Kind, Ledger};

/// How the year stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearSoFar {
    /// The day; later entries are not counted.
    pub on: Day,
    /// How many people have a budget.
    pub people: usize,
    /// What is agreed costs to the end of the year.
    pub committed: Exact,
    /// What of it has run up to the day.
    pub to_date: Exact,
    /// The distributable less what is committed; below zero where more is agreed than there is.
    pub left: Exact,
    /// What more is to be expected.
    pub forecast: Option<Forecast>,
    /// Whether the money lasts.
    pub light: Light,
    /// Why, in a sentence.
    pub why: String,
    /// The contingency.
    pub contingency: Balance,
    /// Budgets for like points by the month of the decision.
    pub like_points: Vec<LikePoints>,
    /// Whether budgets for like points were higher in the first half of the decisions' months, in a sentence.
    pub kinder: Option<String>,
}

/// The contingency on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// What was held back.
    pub amount: Exact,
    /// What is left.
    pub left: Exact,
    /// What draws that go on will cost next year.
    pub next_year: Exact,
    /// By purpose, in the fund's order.
    pub purposes: Vec<Purpose>,
}

/// What was drawn for a purpose, less what was released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// The purpose.
    pub id: String,
    /// All of it.
    pub drawn: Exact,
    /// By the month of the decision, such as `2026-04`.
    pub months: BTreeMap<String, Exact>,
}

/// Budgets for a point, of the decisions of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikePoints {
    /// The month, such as `2026-04`.
    pub month: String,
    /// How many people with points.
    pub people: usize,
    /// The lowest, the median and the highest yearly budget for a point, exact.
    pub spread: [Exact; 3],
}

impl Ledger {
    /// How the year stands on a day, and whether the money lasts if new people come as the profile says.
    pub fn so_far(&self, fund: &Fund, on: Day, profile: &Profile, seed: u64) -> YearSoFar {
        let counted: Vec<&Entry> = self.entries.iter().filter(|entry| entry.on <= on).collect();
        let agreed = || counted.iter().copied().filter(|entry| entry.kind == Kind::Committed);
        let mut people: Vec<&str> = agreed().map(|entry| entry.person.as_str()).collect();
        people.sort_unstable();
        people.dedup();
        let committed: Exact = agreed().map(|entry| entry.cost_in_year(fund)).sum();
        let to_date: Exact = agreed().map(|entry| entry.cost(fund, fund.from, on.min(fund.to))).sum();
        let left = &fund.distributable - &committed;
        // Budgets that were there on the first day say nothing about how many people come.
        let arrivals: Vec<&Entry> = agreed().filter(|entry| entry.on > fund.from).collect();
        let forecast = forecast(fund, on, &arrivals, profile, seed);
        let (light, why) = Light::judge(fund, &left, forecast.as_ref());
        let like_points = like_points(fund, agreed());
        YearSoFar {
            on,
            people: people.len(),
            committed,
            to_date,
            left,
            forecast,
            light,
            why,
            contingency: balance(fund, &counted),
            kinder: kinder(&like_points),
            like_points,
        }
    }

    /// The day of the last entry.
    pub fn last_day(&self) -> Option<Day> {
        self.entries.iter().map(|entry| entry.on).max()
    }
}

fn month(day: Day) -> String {
    day.to_string().chars().take(7).collect()
}

fn balance(fund: &Fund, entries: &[&Entry]) -> Balance {
    let names: &[String] = fund.contingency.as_ref().map_or(&[], |reserve| &reserve.purposes);
    let amount = fund.contingency.as_ref().map_or(Exact::ZERO, |reserve| reserve.amount.clone());
    let purpose = |id: &String| {
        let mut months: BTreeMap<String, Exact> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| entry.purpose.as_ref() == Some(id)) {
            let moved = match entry.kind {
                Kind::Drawn => entry.cost_in_year(fund),
                Kind::Released => -&entry.amount,
                _ => continue,
            };
            let sum = months.entry(month(entry.on)).or_insert(Exact::ZERO);
            *sum = &*sum + &moved;
        }
        Purpose { id: id.clone(), drawn: months.values().cloned().sum(), months }
    };
    let purposes: Vec<Purpose> = names.iter().map(purpose).collect();
    let drawn: Exact = purposes.iter().map(|purpose| purpose.drawn.clone()).sum();
    let draws = entries.iter().filter(|entry| entry.kind == Kind::Drawn);
    Balance {
        left: &amount - &drawn,
        amount,
        next_year: draws.map(|entry| entry.cost_next_year(fund)).sum(),
        purposes,
    }
}

fn like_points<'a>(fund: &Fund, agreed: impl Iterator<Item = &'a Entry>) -> Vec<LikePoints> {
    let mut months: BTreeMap<String, Vec<Exact>> = BTreeMap::new();
    for entry in agreed {
        let each = entry.points.as_ref().and_then(|points| entry.yearly(fund).checked_div(points));
        if let Some(each) = each {
            months.entry(month(entry.on)).or_default().push(each);
        }
    }
    let spread = |(month, mut each): (String, Vec<Exact>)| {
        each.sort();
        let at = |place: usize| each.get(place).cloned().unwrap_or(Exact::ZERO);
        let spread = [at(0), median(&each), at(each.len().saturating_sub(1))];
        LikePoints { month, people: each.len(), spread }
    };
    months.into_iter().map(spread).collect()
}

/// The middle of values in order; the mean of the two middle ones where there is no middle.
fn median(values: &[Exact]) -> Exact {
    let upper = values.len().checked_div(2).unwrap_or(0);
    let lower = values.len().saturating_sub(1).checked_div(2).unwrap_or(0);
    let at = |place: usize| values.get(place).cloned().unwrap_or(Exact::ZERO);
    (&at(lower) + &at(upper)).checked_div(&Exact::from(2)).unwrap_or(Exact::ZERO)
}

/// Whether the earlier half of the months was kinder than the later: by the medians of the months' medians.
fn kinder(months: &[LikePoints]) -> Option<String> {
    if months.len() < 2 {
        return None;
    }
    let (early, late) = months.split_at(months.len().div_ceil(2));
    let middle = |months: &[LikePoints]| {
        let mut medians: Vec<Exact> = months.iter().map(|month| month.spread[1].clone()).collect();
        medians.sort();
        median(&medians)
    };
    let (early, late) = (middle(early), middle(late));
    let percent = (&(&early - &late) * &Exact::from(100)).checked_div(&late)?;
    let percent = percent.round(openras_core::Rounding::HalfAwayFromZero, 1);
    Some(match percent.is_zero() {
        true => "budgets for like points were the same early and late in the year".to_owned(),
        false if percent.is_positive() => {
            format!("budgets for like points were {percent} % higher in the earlier months than in the later")
        }
        false => format!(
            "budgets for like points were {} % lower in the earlier months than in the later",
            percent.abs()
        ),
    })
}
