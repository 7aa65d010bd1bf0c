//! What an employer pays besides the wage: paid leave, National Insurance, pension, insurance.
//!
//! Law is read for every day: each stretch of days on which nothing changes is worked out by itself.

use std::collections::BTreeMap;

use openras_core::{Day, Days, Exact, Period};

use super::LineCost;
use crate::days::Segment;
use crate::policy::OnCost;
use crate::prepared::{Line, Prepared, value};

/// A figure of the law that was needed and is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unknown {
    pub(crate) key: &'static str,
    pub(crate) on: Day,
}

/// The key of the ages at which workers are enrolled.
pub(crate) const PENSION_AGES: &str = "pension.ages";
/// The weeks of a year by which paid leave is counted: 5.6 / (52 - 5.6) is 12.07 %.
const LEAVE_WEEKS: i32 = 52;

/// Adds the on-costs of every employed line, and gives those of the insurance.
pub(super) fn add(
    prepared: &Prepared<'_>,
    lines: &mut [LineCost],
    unknown: &mut Vec<Unknown>,
) -> Vec<Segment> {
    let employed: Vec<&Line<'_>> =
        prepared.lines.iter().filter(|line| line.employed && !line.is_all_in()).collect();
    if employed.is_empty() {
        return Vec::new();
    }
    let on_costs = &prepared.policy.oncosts;
    for line in &employed {
        if let Some((how, cost)) = on_costs.holiday.as_ref().zip(lines.get_mut(line.at)) {
            cost.holiday = holiday(prepared, line, how, &cost.own, unknown);
        }
    }
    let workers = workers(&employed);
    if let Some(how) = &on_costs.employer_ni {
        for (line, segments) in employer_ni(prepared, &workers, how, lines, unknown) {
            if let Some(cost) = lines.get_mut(line) {
                cost.employer_ni = segments;
            }
        }
    }
    if let Some(how) = &on_costs.pension {
        for (line, segments) in pension(prepared, &workers, how, lines, unknown) {
            if let Some(cost) = lines.get_mut(line) {
                cost.pension = segments;
            }
        }
    }
    let insurance = on_costs.insurance.as_ref();
    insurance.map_or_else(Vec::new, |(amount, per)| prepared.calendar.spread(amount, *per, &prepared.period))
}

fn share_of(segments: &[Segment], share: &Exact) -> Vec<Segment> {
    let scaled =
        segments.iter().map(|segment| Segment { days: segment.days, amount: &segment.amount * share });
    scaled.filter(|segment| !segment.amount.is_zero()).collect()
}

/// The share of the wages that paid leave costs on a day.
pub(crate) fn holiday_share(prepared: &Prepared<'_>, line: &Line<'_>, day: Day) -> Option<Exact> {
    let law = &prepared.policy.law;
    if line.support.irregular_hours == Some(true)
        && let Some(share) = law.figure("holiday.irregular_hours", day)
    {
        return Some(share.clone());
    }
    let weeks = law.figure("holiday.weeks", day)?;
    weeks.checked_div(&(&Exact::from(LEAVE_WEEKS) - weeks))
}

fn holiday(
    prepared: &Prepared<'_>,
    line: &Line<'_>,
    how: &OnCost,
    own: &[Segment],
    unknown: &mut Vec<Unknown>,
) -> Vec<Segment> {
    let OnCost::Share(share) = how else {
        let law = &prepared.policy.law;
        let mut cuts = law.changes("holiday.weeks", line.days.from, line.days.to);
        cuts.extend(law.changes("holiday.irregular_hours", line.days.from, line.days.to));
        let mut segments = Vec::new();
        for segment in own {
            for days in segment.days.split(&cuts) {
                match holiday_share(prepared, line, days.from) {
                    Some(share) => {
                        segments.push(Segment { days, amount: &segment.within(&days) * &share });
                    }
                    None => note(unknown, "holiday.weeks", days.from),
                }
            }
        }
        return segments;
    };
    share_of(own, share)
}

pub(crate) fn note(unknown: &mut Vec<Unknown>, key: &'static str, on: Day) {
    if !unknown.iter().any(|known| known.key == key) {
        unknown.push(Unknown { key, on });
    }
}

/// A worker, and the lines by which this budget pays them.
struct Worker<'a> {
    lines: Vec<&'a Line<'a>>,
}

fn workers<'a>(employed: &[&'a Line<'a>]) -> Vec<Worker<'a>> {
    let mut workers: BTreeMap<&str, Worker<'a>> = BTreeMap::new();
    for line in employed.iter().filter(|line| line.per.is_some()) {
        let provider = line.support.provider.as_ref();
        let name = provider.and_then(|provider| provider.reference.as_deref());
        let name = name.unwrap_or_else(|| line.support.id.as_str());
        workers.entry(name).or_insert_with(|| Worker { lines: Vec::new() }).lines.push(line);
    }
    workers.into_values().collect()
}

/// What a worker earns a week on a day, of everybody who pays the employer; and what each line of this budget pays of it.
fn weekly(prepared: &Prepared<'_>, worker: &Worker<'_>, day: Day) -> (Exact, Vec<Share>) {
    let mut whole = Exact::ZERO;
    let mut lines = Vec::new();
    for line in worker.lines.iter().filter(|line| line.days.contains(day)) {
        let each = super::each(line, &line.wage());
        let year = &prepared.calendar.year;
        let per = line.per.unwrap_or(Period::Week);
        let own = (&each * &year.of(per)).checked_div(&year.weeks).unwrap_or(Exact::ZERO);
        let people = if line.earns_from_all() { line.shared_by() } else { 1 };
        whole = &whole + &(&own * &Exact::from(people));
        lines.push(Share { line: line.at, own, used: used(prepared, line) });
    }
    (whole, lines)
}

/// What a line of this budget pays of a worker's week, and in which share of the weeks of its dates it is used.
struct Share {
    line: usize,
    own: Exact,
    used: Exact,
}

/// The share of the weeks of its dates in which a line is used.
pub(crate) fn used(prepared: &Prepared<'_>, line: &Line<'_>) -> Exact {
    let all = prepared.calendar.weeks(&line.days);
    let limit = line.support.weeks.as_ref().filter(|_| line.per == Some(Period::Week));
    match limit.map(|weeks| value(Some(weeks))).filter(|weeks| *weeks < all) {
        Some(weeks) => weeks.checked_div(&all).unwrap_or(Exact::ONE),
        None => Exact::ONE,
    }
}

/// The days of a worker, cut wherever a line begins or ends, the law changes, or somebody has a birthday.
fn stretches(prepared: &Prepared<'_>, worker: &Worker<'_>, keys: &[&str]) -> Vec<Days> {
    let period = prepared.period;
    let mut cuts: Vec<Day> = Vec::new();
    for key in keys {
        cuts.extend(prepared.policy.law.changes(key, period.from, period.to));
    }
    for line in &worker.lines {
        cuts.push(line.days.from);
        cuts.extend(line.days.to.after());
        cuts.extend(line.birthdays(&period));
    }
    cuts.sort_unstable();
    cuts.dedup();
    period.split(&cuts)
}

type LineSegments = BTreeMap<usize, Vec<Segment>>;

fn employer_ni(
    prepared: &Prepared<'_>,
    workers: &[Worker<'_>],
    how: &OnCost,
    lines: &[LineCost],
    unknown: &mut Vec<Unknown>,
) -> LineSegments {
    if let OnCost::Share(share) = how {
        return by_share(workers, lines, share);
    }
    let mut due: LineSegments = BTreeMap::new();
    let keys = ["employer_ni.threshold", "employer_ni.rate", "employer_ni.free_below_age"];
    for worker in workers {
        for days in stretches(prepared, worker, &keys) {
            let (whole, shares) = weekly(prepared, worker, days.from);
            if shares.is_empty() {
                continue;
            }
            let law = &prepared.policy.law;
            let (threshold, rate) = (law.figure(keys[0], days.from), law.figure(keys[1], days.from));
            let Some((threshold, rate)) = threshold.zip(rate) else {
                note(unknown, "employer_ni.threshold", days.from);
                continue;
            };
            let age = worker.lines.first().and_then(|line| line.age(prepared.on, days.from));
            let free = law.figure(keys[2], days.from);
            if free.zip(age).is_some_and(|(free, age)| Exact::from(age) < *free) || whole <= *threshold {
                continue;
            }
            let a_week = rate * &(&whole - threshold);
            add_by_pay(&mut due, &a_week, &whole, &shares, days, &prepared.calendar.weeks(&days));
        }
    }
    less_allowance(prepared, due)
}

/// Spreads what is due for a worker over this budget's lines, by what each pays of the whole.
fn add_by_pay(
    due: &mut LineSegments,
    amount: &Exact,
    whole: &Exact,
    shares: &[Share],
    days: Days,
    times: &Exact,
) {
    for share in shares {
        let part = share.own.checked_div(whole).unwrap_or(Exact::ZERO);
        let amount = &(&(amount * &part) * times) * &share.used;
        due.entry(share.line).or_default().push(Segment { days, amount });
    }
}

/// The Employment Allowance of each tax year comes off what is due in it for everybody who is employed.
fn less_allowance(prepared: &Prepared<'_>, due: LineSegments) -> LineSegments {
    let mut left: LineSegments = BTreeMap::new();
    for year in tax_years(prepared.period) {
        let total: Exact = due.values().flatten().map(|segment| segment.within(&year)).sum();
        let allowance = prepared.policy.law.figure("employment_allowance", year.from);
        let allowance = allowance.cloned().unwrap_or(Exact::ZERO);
        if total <= allowance {
            continue;
        }
        let part = (&total - &allowance).checked_div(&total).unwrap_or(Exact::ZERO);
        for (line, segments) in &due {
            for segment in segments {
                if let Some(days) = segment.days.overlap(&year) {
                    let amount = &segment.within(&days) * &part;
                    left.entry(*line).or_default().push(Segment { days, amount });
                }
            }
        }
    }
    left
}

/// The tax years, from 6 April, that days touch.
fn tax_years(days: Days) -> Vec<Days> {
    let mut cuts = Vec::new();
    for year in days.from.year()..=days.to.year() {
        cuts.extend(Day::new(year, 4, 6).filter(|day| *day > days.from));
    }
    days.split(&cuts)
}

fn pension(
    prepared: &Prepared<'_>,
    workers: &[Worker<'_>],
    how: &OnCost,
    lines: &[LineCost],
    unknown: &mut Vec<Unknown>,
) -> LineSegments {
    if let OnCost::Share(share) = how {
        return by_share(workers, lines, share);
    }
    let mut due: LineSegments = BTreeMap::new();
    let keys = [
        "pension.duty",
        "pension.trigger",
        "pension.lower_earnings",
        "pension.upper_earnings",
        "pension.employer_share",
    ];
    for worker in workers {
        for days in stretches(prepared, worker, &keys) {
            let (whole, shares) = weekly(prepared, worker, days.from);
            if shares.is_empty() {
                continue;
            }
            // What is earned in a year, with the weeks in which a line is not used taken out.
            let earned: Exact = shares.iter().map(|share| &share.own * &share.used).sum();
            let own: Exact = shares.iter().map(|share| share.own.clone()).sum();
            let used = earned.checked_div(&own).unwrap_or(Exact::ONE);
            let annual = &(&whole * &prepared.calendar.year.weeks) * &used;
            let age = worker.lines.first().and_then(|line| line.age(prepared.on, days.from));
            match yearly_pension(prepared, days.from, &annual, age) {
                Ok(amount) if amount.is_zero() => {}
                Ok(amount) => {
                    // The year's amount is for the weeks that are used already.
                    let years = prepared.calendar.years(&days);
                    let years = years.checked_div(&used).unwrap_or(years);
                    add_by_pay(&mut due, &amount, &whole, &shares, days, &years);
                }
                Err(key) => note(unknown, key, days.from),
            }
        }
    }
    due
}

/// The employer's contribution for a year of these earnings.
///
/// # Errors
/// The key of the law that is not known on the day.
pub(crate) fn yearly_pension(
    prepared: &Prepared<'_>,
    day: Day,
    annual: &Exact,
    age: Option<u32>,
) -> Result<Exact, &'static str> {
    let law = &prepared.policy.law;
    let duty = law.on("pension.duty", day).ok_or("pension.duty")?;
    let ages = law.on(PENSION_AGES, day);
    let too_young = |age: u32| !duty.is_for_age(age) || ages.is_some_and(|ages| !ages.is_for_age(age));
    if duty.word() == Some("none") || age.is_some_and(too_young) {
        return Ok(Exact::ZERO);
    }
    let figure = |key: &'static str| law.figure(key, day).ok_or(key);
    let (trigger, lower) = (figure("pension.trigger")?, figure("pension.lower_earnings")?);
    let (upper, share) = (figure("pension.upper_earnings")?, figure("pension.employer_share")?);
    if annual <= trigger {
        return Ok(Exact::ZERO);
    }
    let counted = if annual > upper { upper } else { annual };
    Ok(share * &(counted - lower))
}

fn by_share(workers: &[Worker<'_>], lines: &[LineCost], share: &Exact) -> LineSegments {
    let paid = workers.iter().flat_map(|worker| &worker.lines);
    let each = paid.filter_map(|line| Some((line.at, share_of(&lines.get(line.at)?.own, share))));
    each.filter(|(_, segments)| !segments.is_empty()).collect()
}

/// The employer's National Insurance of a week's wages, before the Employment Allowance.
pub(crate) fn weekly_ni(prepared: &Prepared<'_>, day: Day, wages: &Exact, age: Option<u32>) -> Option<Exact> {
    let law = &prepared.policy.law;
    let (threshold, rate) = (law.figure("employer_ni.threshold", day)?, law.figure("employer_ni.rate", day)?);
    let free = law.figure("employer_ni.free_below_age", day);
    let free = free.zip(age).is_some_and(|(free, age)| Exact::from(age) < *free);
    let allowed = law.figure("employment_allowance", day).is_some_and(|allowance| {
        let yearly = &(rate * &(wages - threshold)) * &Exact::from(52);
        yearly <= *allowance
    });
    Some(if free || allowed || wages <= threshold { Exact::ZERO } else { rate * &(wages - threshold) })
}
