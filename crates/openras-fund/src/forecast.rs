//! What more is to be expected before the year ends.

use openras_core::{Day, Exact, Rounding, money};

use crate::fund::Fund;
use crate::ledger::Entry;
use crate::random::Draws;

/// How often the people who came are drawn anew.
const REPETITIONS: u32 = 1_000;

/// How new decisions are spread over the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Profile {
    /// As many on each day.
    Even,
    /// A weight for each month of the fund's period, its first month first; within a month as many on each day.
    Months(Vec<Exact>),
}

impl Profile {
    /// A weight for each month of a fund's period.
    ///
    /// # Errors
    /// In words: where there are more or fewer weights than months, one is below zero, or all are zero.
    pub fn months(weights: Vec<Exact>, fund: &Fund) -> Result<Profile, String> {
        let month = |day: Day| day.to_string().chars().take(7).collect::<String>();
        let mut months = vec![month(fund.from)];
        let mut day = fund.from.after();
        while let Some(now) = day.filter(|now| *now <= fund.to) {
            let own = month(now);
            if months.last() != Some(&own) {
                months.push(own);
            }
            day = now.after();
        }
        if weights.len() != months.len() {
            return Err(format!(
                "there are {} weights, and the fund has {} months",
                weights.len(),
                months.len()
            ));
        }
        if weights.iter().any(Exact::is_negative) || weights.iter().all(Exact::is_zero) {
            return Err("each weight is zero or more, and one is above zero".to_owned());
        }
        Ok(Profile::Months(weights))
    }
}

/// What new people will cost before the year ends, if they come as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// How many came after the fund's first day.
    pub arrivals: usize,
    /// The share of the year's decisions that is to be expected by the day.
    pub share_by_now: Exact,
    /// What those still to come will cost in the year.
    pub central: Exact,
    /// Four in five repetitions lie between this and `high`.
    pub low: Exact,
    /// Four in five repetitions lie between `low` and this.
    pub high: Exact,
    /// Where the draws begin.
    pub seed: u64,
    /// How often the people who came were drawn anew.
    pub repetitions: u32,
}

/// Whether the money lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// It lasts even if more comes than expected.
    Green,
    /// It lasts if no more comes than expected.
    Amber,
    /// It does not last.
    Red,
}

impl Light {
    /// `green`, `amber`, `red`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Light::Green => "green",
            Light::Amber => "amber",
            Light::Red => "red",
        }
    }

    pub(crate) fn judge(fund: &Fund, left: &Exact, forecast: Option<&Forecast>) -> (Light, String) {
        let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
        if left.is_negative() {
            let why = format!("what is agreed costs {} more than there is", pounds(&left.abs()));
            return (Light::Red, why);
        }
        let Some(forecast) = forecast else {
            return (
                Light::Green,
                format!("{} is left and nobody new has come yet: there is no forecast", pounds(left)),
            );
        };
        let (central, high) = (pounds(&forecast.central), pounds(&forecast.high));
        if forecast.central > *left {
            let short = pounds(&(&forecast.central - left));
            (
                Light::Red,
                format!(
                    "{} is left and new people are expected to cost {central}: {short} too little",
                    pounds(left)
                ),
            )
        } else if forecast.high > *left {
            (
                Light::Amber,
                format!(
                    "{} is left and new people are expected to cost {central}, but may cost {high}",
                    pounds(left)
                ),
            )
        } else {
            (
                Light::Green,
                format!(
                    "{} is left and new people are expected to cost {central}, and hardly more than {high}",
                    pounds(left)
                ),
            )
        }
    }
}

/// What those still to come will cost: as many for each share of the profile as came for the share that has passed, each at the
/// mean yearly cost of those who came, for the days that remain.
///
/// # Rounding
/// To the currency's decimals, half away from zero.
pub(crate) fn forecast(
    fund: &Fund,
    on: Day,
    arrivals: &[&Entry],
    profile: &Profile,
    seed: u64,
) -> Option<Forecast> {
    if arrivals.is_empty() {
        return None;
    }
    let shares = shares(fund, profile);
    let year = Exact::from(fund.days_in_year());
    let all: Exact = shares.iter().map(|(_, share)| share.clone()).sum();
    let (mut past, mut rest) = (Exact::ZERO, Exact::ZERO);
    for (day, share) in shares {
        if day <= on {
            past = &past + &share;
        } else {
            let days = Exact::from(day.days_until(fund.to).saturating_add(1));
            rest = &rest + &(&share * &days);
        }
    }
    // One unit of yearly cost that came brings so much more before the year ends.
    let each = rest.checked_div(&(&past * &year))?;
    let places = i32::try_from(fund.decimals).unwrap_or(2);
    let round = |value: &Exact| value.round(Rounding::HalfAwayFromZero, places);
    let yearly: Vec<Exact> = arrivals.iter().map(|entry| entry.yearly(fund)).collect();
    let mut totals: Vec<Exact> = (0..REPETITIONS)
        .map(|repetition| {
            let mut draws = Draws::new(seed, u64::from(repetition));
            yearly.iter().map(|yearly| yearly * &Exact::from(draws.poisson_one())).sum()
        })
        .collect();
    totals.sort();
    let tenth = usize::try_from(REPETITIONS / 10).unwrap_or(0);
    let at = |place: usize| totals.get(place).map_or(Exact::ZERO, |total| round(&(total * &each)));
    let whole: Exact = yearly.iter().cloned().sum();
    Some(Forecast {
        arrivals: arrivals.len(),
        share_by_now: past.checked_div(&all)?,
        central: round(&(&whole * &each)),
        low: at(tenth),
        high: at(totals.len().saturating_sub(tenth).saturating_sub(1)),
        seed,
        repetitions: REPETITIONS,
    })
}

/// The share of each day after the fund's first.
fn shares(fund: &Fund, profile: &Profile) -> Vec<(Day, Exact)> {
    let mut days = Vec::new();
    let mut day = fund.from.after();
    while let Some(now) = day.filter(|now| *now <= fund.to) {
        days.push(now);
        day = now.after();
    }
    let month = |day: Day| day.to_string().chars().take(7).collect::<String>();
    let Profile::Months(weights) = profile else {
        return days.into_iter().map(|day| (day, Exact::ONE)).collect();
    };
    let mut months: Vec<(String, i32)> = Vec::new();
    for day in &days {
        match months.last_mut() {
            Some((last, count)) if *last == month(*day) => *count = count.saturating_add(1),
            _ => months.push((month(*day), 1)),
        }
    }
    let share = |day: Day| {
        let at = months.iter().position(|(own, _)| *own == month(day))?;
        weights.get(at)?.checked_div(&Exact::from(months.get(at)?.1))
    };
    days.iter().map(|day| (*day, share(*day).unwrap_or(Exact::ZERO))).collect()
}
