//! Counts what came of a table of people: who, how much, and the middle.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use openras_allocation::columns::Values;
use openras_allocation::{Outcome, RulebookStamp, Scheme};
use openras_core::{Exact, Rounding, money};

use crate::layout::Role;
use crate::results::{Came, Results};
use crate::summary::{BATCH_SUMMARY, BatchSummary, CodeCount, GroupSummary, SummaryFigures, SummaryRulebook};

/// More groups than so many are more likely a column that is no group.
const GROUPS_MOST: usize = 1_000;
/// Results are kept in pieces of so many, so that room for them grows by no more than that.
const PIECE: usize = 1 << 16;

/// Counts what comes of a table, batch by batch.
///
/// The results are kept for the median, each as a whole number of the currency's last decimal: eight bytes a person, and
/// two more where there are groups.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    all: Count,
    groups: HashMap<Vec<u8>, u16>,
    of_group: Vec<Count>,
    results: Vec<Vec<i64>>,
    result_groups: Vec<Vec<u16>>,
    codes: BTreeMap<String, u64>,
    empty_lines: u64,
    too_many_groups: bool,
    /// A result that 64 bits do not hold: then no median is given.
    too_large: bool,
}

#[derive(Clone, Debug, Default)]
struct Count {
    people: u64,
    allocated: u64,
    excluded: u64,
    referred: u64,
    errors: u64,
    total: i128,
}

impl Count {
    fn add(&mut self, came: Came<'_>, result: Option<i128>) {
        let of = match came {
            Came::Column => &mut self.allocated,
            Came::Allocation(allocation) => match allocation.outcome() {
                Outcome::Allocated => &mut self.allocated,
                Outcome::Excluded => &mut self.excluded,
                Outcome::Referred => &mut self.referred,
            },
            Came::Refused(_) | Came::Wrong(_) => &mut self.errors,
        };
        *of = of.saturating_add(1);
        self.people = self.people.saturating_add(1);
        self.total = self.total.saturating_add(result.unwrap_or(0));
    }
}

impl Tally {
    /// Adds a batch.
    pub fn add(&mut self, results: &Results<'_>) {
        let scheme = results.rows().table().scheme();
        let column = results.column(scheme.result);
        let groups = results.rows().text(Role::Group);
        for (row, came) in results.each().enumerate() {
            let result = match (came, column) {
                (Came::Column, Some(Values::Small { decimals, values })) if *decimals == scheme.decimals => {
                    values.get(row).copied().map(i128::from)
                }
                (Came::Wrong(_) | Came::Refused(_), _) => None,
                _ => results.value(scheme.result, row, came).and_then(|value| minor(&value, scheme.decimals)),
            };
            self.all.add(came, result);
            let group = groups.and_then(|texts| self.group(texts.get(row)));
            if let Some(count) = group.and_then(|at| self.of_group.get_mut(usize::from(at))) {
                count.add(came, result);
            }
            if let Some(result) = result {
                self.keep(result, groups.map(|_| group.unwrap_or(0)));
            }
            for item in came.errors() {
                let code = item.split(':').next().unwrap_or_default();
                let count = self.codes.entry(code.to_owned()).or_default();
                *count = count.saturating_add(1);
            }
        }
    }

    /// Adds empty lines that were passed over.
    pub fn add_empty_lines(&mut self, count: u64) {
        self.empty_lines = self.empty_lines.saturating_add(count);
    }

    /// How many people there are.
    pub fn people(&self) -> u64 {
        self.all.people
    }

    /// How many rows have a problem.
    pub fn errors(&self) -> u64 {
        self.all.errors
    }

    fn group(&mut self, name: &[u8]) -> Option<u16> {
        if self.too_many_groups {
            return None;
        }
        if let Some(at) = self.groups.get(name) {
            return Some(*at);
        }
        let next = self.of_group.len();
        if next >= GROUPS_MOST {
            self.too_many_groups = true;
            return None;
        }
        let at = u16::try_from(next).ok()?;
        self.groups.insert(name.to_owned(), at);
        self.of_group.push(Count::default());
        Some(at)
    }

    fn keep(&mut self, result: i128, group: Option<u16>) {
        let small = i64::try_from(result).ok();
        self.too_large |= small.is_none();
        push(&mut self.results, small.unwrap_or(0));
        if let Some(group) = group {
            push(&mut self.result_groups, group);
        }
    }

    /// The summary of everything that was added.
    ///
    /// # Rounding
    /// Mean and median half away from zero, to the currency's decimals.
    pub fn finish(mut self, scheme: &Scheme, rulebook: &RulebookStamp) -> BatchSummary {
        let money = |minor: &Exact| minor.to_fixed(scheme.decimals);
        let figures = |count: &Count, median: Option<Exact>| SummaryFigures {
            people: count.people,
            allocated: count.allocated,
            excluded: count.excluded,
            referred: count.referred,
            errors: count.errors,
            total: (count.allocated > 0).then(|| money(&Exact::decimal(count.total, scheme.decimals))),
            mean: mean(count, scheme.decimals).as_ref().map(money),
            median: median.as_ref().map(money),
        };
        let names: BTreeMap<&[u8], u16> =
            self.groups.iter().map(|(name, at)| (name.as_slice(), *at)).collect();
        let (mut results, starts) = by_group(
            std::mem::take(&mut self.results),
            std::mem::take(&mut self.result_groups),
            self.of_group.len(),
        );
        let middle = |results: &mut [i64]| median(results, scheme.decimals).filter(|_| !self.too_large);
        let mut groups = Vec::new();
        for (name, at) in names.iter().filter(|_| !self.too_many_groups) {
            let at = usize::from(*at);
            let (start, end) = (starts.get(at), starts.get(at.saturating_add(1)));
            let range = start.copied().unwrap_or(0)..end.copied().unwrap_or(0);
            let middle = results.get_mut(range).and_then(middle);
            if let Some(count) = self.of_group.get(at) {
                let group = String::from_utf8_lossy(name).into_owned();
                groups.push(GroupSummary { group, figures: figures(count, middle) });
            }
        }
        let codes = self.codes.iter().map(|(code, count)| CodeCount { code: code.clone(), count: *count });
        let result = &scheme.steps[scheme.result];
        BatchSummary {
            record: BATCH_SUMMARY,
            engine: env!("CARGO_PKG_VERSION"),
            rulebook: SummaryRulebook {
                id: rulebook.id.clone(),
                version: rulebook.version.clone(),
                sha256: rulebook.sha256.clone(),
            },
            result: result.id.clone(),
            unit: result.unit_text.clone(),
            all: figures(&self.all, middle(&mut results)),
            groups,
            too_many_groups: self.too_many_groups,
            errors_by_code: codes.collect(),
            empty_lines: self.empty_lines,
        }
    }
}

/// A value as a whole number of the currency's last decimal.
fn minor(value: &Exact, decimals: u32) -> Option<i128> {
    let (above, below) = (value * &Exact::from(10i64.checked_pow(decimals)?)).parts()?;
    (below == 1).then_some(above)
}

fn push<T>(pieces: &mut Vec<Vec<T>>, value: T) {
    match pieces.last_mut() {
        Some(piece) if piece.len() < PIECE => piece.push(value),
        _ => {
            let mut piece = Vec::with_capacity(PIECE);
            piece.push(value);
            pieces.push(piece);
        }
    }
}

/// All results, those of a group together, and where each group begins. The pieces are given up one by one.
fn by_group(pieces: Vec<Vec<i64>>, groups: Vec<Vec<u16>>, count: usize) -> (Vec<i64>, Vec<usize>) {
    let all = pieces.iter().map(Vec::len).sum();
    if groups.is_empty() {
        let mut results = Vec::with_capacity(all);
        pieces.into_iter().for_each(|piece| results.extend(piece));
        return (results, Vec::new());
    }
    let mut starts = vec![0usize; count.saturating_add(1)];
    for group in groups.iter().flatten() {
        if let Some(next) = starts.get_mut(usize::from(*group).saturating_add(1)) {
            *next = next.saturating_add(1);
        }
    }
    let mut before = 0usize;
    for start in &mut starts {
        before = before.saturating_add(*start);
        *start = before;
    }
    let mut free = starts.clone();
    let mut results = vec![0; all];
    for (piece, groups) in pieces.into_iter().zip(groups) {
        for (value, group) in piece.into_iter().zip(groups) {
            if let Some(at) = free.get_mut(usize::from(group)) {
                if let Some(place) = results.get_mut(*at) {
                    *place = value;
                }
                *at = at.saturating_add(1);
            }
        }
    }
    (results, starts)
}

fn mean(count: &Count, decimals: u32) -> Option<Exact> {
    let total = Exact::decimal(count.total, decimals);
    total.checked_div(&Exact::from(i64::try_from(count.allocated).ok()?)).map(|mean| rounded(&mean, decimals))
}

/// The result in the middle, or the mean of the two.
fn median(results: &mut [i64], decimals: u32) -> Option<Exact> {
    let half = results.len().checked_div(2)?;
    let even = results.len().is_multiple_of(2);
    let (below, upper, _) = (half < results.len()).then(|| results.select_nth_unstable(half))?;
    let lower = if even { below.iter().max().copied()? } else { *upper };
    let both = i128::from(lower).saturating_add(i128::from(*upper));
    Exact::decimal(both, decimals).checked_div(&Exact::from(2)).map(|middle| rounded(&middle, decimals))
}

fn rounded(value: &Exact, decimals: u32) -> Exact {
    value.round(Rounding::HalfAwayFromZero, i32::try_from(decimals).unwrap_or(i32::MAX))
}

impl BatchSummary {
    /// The summary for people: a line for everybody, one for each group, one for each code.
    pub fn words(&self, currency: &str, decimals: u32) -> String {
        let mut text = self.all.words(currency, decimals, &self.unit) + "\n";
        for group in &self.groups {
            let name = if group.group.is_empty() { "(no group)" } else { &group.group };
            let _ = writeln!(text, "  {name}: {}", group.figures.words(currency, decimals, &self.unit));
        }
        if self.too_many_groups {
            let _ = writeln!(text, "  more than {GROUPS_MOST} groups: none is listed");
        }
        for CodeCount { code, count } in &self.errors_by_code {
            let _ = writeln!(text, "  {code}: {}", grouped(*count));
        }
        if self.empty_lines > 0 {
            let _ = writeln!(text, "  empty lines passed over: {}", grouped(self.empty_lines));
        }
        text
    }
}

impl SummaryFigures {
    fn words(&self, currency: &str, decimals: u32, unit: &str) -> String {
        let people = if self.people == 1 { "person" } else { "people" };
        let mut text = format!("{} {people}: {} allocated", grouped(self.people), grouped(self.allocated));
        for (count, what) in [(self.excluded, "excluded"), (self.referred, "referred")] {
            if count > 0 {
                let _ = write!(text, ", {} {what}", grouped(count));
            }
        }
        if self.errors > 0 {
            let _ = write!(text, ", {} with errors", grouped(self.errors));
        }
        let shown = |amount: &Option<String>| {
            let amount = amount.as_deref().and_then(Exact::parse);
            amount.map_or_else(|| "none".to_owned(), |amount| money(&amount, currency, decimals))
        };
        if self.allocated > 0 {
            let per = unit.split_once('/').map_or(String::new(), |(_, period)| format!(" a {period}"));
            let (total, mean, median) = (shown(&self.total), shown(&self.mean), shown(&self.median));
            let _ = write!(text, "; total {total}{per}, mean {mean}, median {median}");
        }
        text
    }
}

/// A count with its thousands by commas.
fn grouped(count: u64) -> String {
    money(&Exact::from(i64::try_from(count).unwrap_or(i64::MAX)), "", 0)
}
