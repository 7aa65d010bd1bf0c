//! From a table of text to a sample, with every problem of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use openras_core::{Amount, Code, Day, Diagnostic, Diagnostics, Exact, Rounding, nearest};

use crate::sample::{LeftOut, Person, PointsFrom, Sample, Trait, WEIGHT_UNIT};
use openras_fund::{CellRow, Cells};

/// The columns that mean something to a calibration.
const OWN: [&str; 9] =
    ["person", "group", "cost", "points", "weight", "natural_support", "in_scope", "out_of_scope", "cost_on"];
/// The columns that are read as traits without being named.
pub const TRAITS: [&str; 5] = ["client_group", "age_band", "sex", "ethnicity", "area"];
/// The most people of a sample.
pub const PEOPLE_MAX: usize = 1_000_000;
/// The most points of a person, and the most decimals of them.
const POINTS_MAX: i32 = 1_000_000_000;
const POINTS_DECIMALS_MAX: u32 = 6;
/// The most that a person may cost in a year.
const COST_MAX: i64 = 1_000_000_000_000;
/// The most people that one person may stand for.
const WEIGHT_MAX: i32 = 1_000_000;

/// How a sample is read.
#[derive(Clone, Debug, Default)]
pub struct SampleOptions {
    /// The decimals of money.
    pub money_decimals: u32,
    /// Columns beside `group` and [`TRAITS`] by which winners and losers are told.
    pub by: Vec<String>,
    /// Columns that are left to others: facts and answers of a questionnaire.
    pub others: BTreeSet<String>,
    /// Points worked out elsewhere, a row each; the column `points` is not read then.
    pub points: Option<Vec<Option<Exact>>>,
    /// For questions whose weight is to be told, the same points if that one were answered with the fewest.
    pub without: Vec<(String, Vec<Option<Exact>>)>,
    /// Which step they were worked out by.
    pub points_from: Option<PointsFrom>,
    /// Raises costs by this share, to bring old ones to today's prices.
    pub uprate: Option<Amount>,
    /// How many people the sample stands for.
    pub stands_for: Option<u64>,
    /// Who is not to be counted, and why.
    pub leave_out: Vec<LeftOut>,
}

/// Reads a sample.
///
/// # Rounding
/// A cost that is raised is rounded to the currency's decimals, half away from zero.
///
/// # Errors
/// Every problem at once, each with its row and column: missing columns, empty cells that must be filled, text in numbers,
/// amounts below zero, people that are there twice, an empty table.
pub fn read_sample(cells: &Cells, options: &SampleOptions) -> Result<Sample, Diagnostics> {
    let mut reading = Reading { cells, options, places: Places::of(cells), found: Vec::new() };
    let sample = reading.sample();
    let found: Diagnostics = reading.found.into_iter().collect();
    found.into_result(sample)
}

/// Reads who is to be left out: the columns `person` and `reason`.
///
/// # Errors
/// A missing column, and each row without one of them.
pub fn read_left_out(cells: &Cells) -> Result<Vec<LeftOut>, Diagnostics> {
    let mut found = Diagnostics::new();
    let columns = ["person", "reason"].map(|name| (name, cells.column(name)));
    for (name, _) in columns.iter().filter(|(_, at)| at.is_none()) {
        let message = format!("there is no column `{name}`");
        found.push(cells.problem(Code::MissingKey, message).help("the columns are person and reason"));
    }
    let mut all = Vec::new();
    let rows = if found.is_empty() { cells.rows.as_slice() } else { &[] };
    for row in rows {
        let texts = columns.map(|(name, at)| (name, row.text(at)));
        for (name, _) in texts.iter().filter(|(_, text)| text.is_none()) {
            let help = "say who is left out, and why";
            found.push(cells.problem_at(Code::MissingKey, row.number, name, "it is empty").help(help));
        }
        if let [(_, Some(person)), (_, Some(reason))] = texts {
            all.push(LeftOut { person: person.to_owned(), reason: reason.to_owned() });
        }
    }
    found.into_result(all)
}

struct Reading<'a> {
    cells: &'a Cells,
    options: &'a SampleOptions,
    places: Places,
    found: Vec<Diagnostic>,
}

/// Where the columns stand.
struct Places([Option<usize>; OWN.len()]);

impl Places {
    fn of(cells: &Cells) -> Places {
        Places(OWN.map(|name| cells.column(name)))
    }

    fn get(&self, name: &str) -> Option<usize> {
        OWN.iter().position(|own| *own == name).and_then(|at| self.0.get(at).copied().flatten())
    }
}

/// A row that has been read, before its points are brought to one scale.
struct RowRead {
    row: usize,
    person: String,
    points: Exact,
    without: Vec<Exact>,
    cost: i64,
    weight: i64,
    traits: Vec<Option<String>>,
}

impl Reading<'_> {
    fn sample(&mut self) -> Sample {
        let names = self.columns();
        let mut rows = Vec::new();
        let mut left_out = Vec::new();
        let mut taken: Option<(Day, Day)> = None;
        let reasons: BTreeMap<&str, &str> =
            self.options.leave_out.iter().map(|left| (left.person.as_str(), left.reason.as_str())).collect();
        let mut seen: HashMap<&str, usize> = HashMap::with_capacity(self.cells.rows.len());
        let places: Vec<Option<usize>> = names.iter().map(|name| self.cells.column(name)).collect();
        for (at, row) in self.cells.rows.iter().enumerate() {
            let person = row.text(self.places.get("person"));
            if let Some(person) = person {
                match seen.get(person) {
                    Some(first) => {
                        let message = format!("`{person}` is there already, in row {first}");
                        let help = "keep one row for each person";
                        self.at(Code::DuplicateId, row.number, "person", &message, help);
                    }
                    None => drop(seen.insert(person, row.number)),
                }
            }
            // Whoever is not counted need not have figures.
            let out = person.and_then(|person| Some((person, *reasons.get(person)?)));
            let out = out.or_else(|| self.out_of_scope(row).and_then(|reason| Some((person?, reason))));
            if let Some((person, reason)) = out {
                left_out.push(LeftOut { person: person.to_owned(), reason: reason.to_owned() });
                continue;
            }
            let day = self.day(row);
            let Some(read) = self.row(at, row, &places) else { continue };
            taken = match (taken, day) {
                (Some((first, last)), Some(day)) => Some((first.min(day), last.max(day))),
                (taken, day) => taken.or(day.map(|day| (day, day))),
            };
            rows.push(read);
        }
        for left in self.options.leave_out.iter().filter(|left| !seen.contains_key(left.person.as_str())) {
            let message = format!("there is no `{}` to leave out", left.person);
            let near = nearest(&left.person, seen.keys().copied());
            let help = near.map_or_else(
                || "name people of the sample".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            self.found.push(self.cells.problem(Code::UnknownName, message).help(help));
        }
        self.sizes(&rows);
        self.finish(rows, names, left_out, taken)
    }

    fn finish(
        &self,
        rows: Vec<RowRead>,
        names: Vec<String>,
        left_out: Vec<LeftOut>,
        taken: Option<(Day, Day)>,
    ) -> Sample {
        let scores = rows.iter().flat_map(|row| row.without.iter().chain([&row.points]));
        let decimals = scores.filter_map(Exact::decimals).max().unwrap_or(0);
        let scale = Exact::from(10i128.saturating_pow(decimals));
        let whole =
            |value: &Exact| value.parts().and_then(|(whole, _)| i64::try_from(whole).ok()).unwrap_or(0);
        let mut traits: Vec<Trait> =
            names.into_iter().map(|name| Trait { name, labels: Vec::new(), of: Vec::new() }).collect();
        for (at, known) in traits.iter_mut().enumerate() {
            let texts = || rows.iter().map(|row| row.traits.get(at).and_then(Option::as_deref));
            let labels: HashSet<&str> = texts().flatten().collect();
            known.labels = labels.iter().map(|label| (*label).to_owned()).collect();
            known.labels.sort_unstable();
            let places: HashMap<&str, usize> =
                known.labels.iter().enumerate().map(|(at, label)| (label.as_str(), at)).collect();
            known.of = texts().map(|text| places.get(text?).copied()).collect();
        }
        let without = self.options.without.iter().enumerate().map(|(at, (id, _))| {
            let points = rows.iter().filter_map(|row| row.without.get(at));
            (id.clone(), points.map(|points| whole(&(points * &scale))).collect())
        });
        let without = without.collect();
        let people = rows.into_iter().map(|row| Person {
            points: whole(&(&row.points * &scale)),
            person: row.person,
            row: row.row,
            cost: row.cost,
            weight: row.weight,
        });
        Sample {
            people: people.collect(),
            points_decimals: decimals,
            money_decimals: self.options.money_decimals,
            traits,
            stands_for: self.options.stands_for,
            left_out,
            uprated: self.options.uprate.clone(),
            taken,
            without,
            points_from: self.options.points_from.clone(),
        }
    }

    /// Checks the head; gives the names of the traits.
    fn columns(&mut self) -> Vec<String> {
        let head = &self.cells.head;
        let mut known: Vec<&str> = OWN.to_vec();
        known.extend(TRAITS);
        known.extend(self.options.by.iter().map(String::as_str));
        for (at, name) in head.iter().enumerate() {
            if head.iter().take(at).any(|other| other == name) && !name.is_empty() {
                let message = format!("the column `{name}` is there twice");
                self.found.push(self.cells.problem(Code::DuplicateId, message).help("leave one out"));
            }
            if !known.contains(&name.as_str()) && !self.options.others.contains(name) && !name.is_empty() {
                let message = format!("the column `{name}` means nothing here");
                let near = nearest(name, known.iter().copied());
                let help = near.map_or_else(
                    || "leave it out, or name it with --by to tell winners and losers by it".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.found.push(self.cells.problem(Code::UnknownKey, message).help(help));
            }
        }
        let mut required = vec!["person", "cost"];
        if self.options.points.is_none() {
            required.push("points");
        }
        required.extend(self.options.by.iter().map(String::as_str));
        for name in required.into_iter().filter(|name| !head.iter().any(|own| own == name)) {
            let message = format!("there is no column `{name}`");
            let help = "a sample has person, points and cost (and group, weight and others as needed)";
            self.found.push(self.cells.problem(Code::MissingKey, message).help(help));
        }
        if self.cells.rows.is_empty() {
            let problem = self.cells.problem(Code::MissingKey, "there are no people in it".to_owned());
            self.found.push(problem.help("put a row for each person below the names of the columns"));
        }
        let wanted = |name: &&String| {
            name.as_str() == "group" || TRAITS.contains(&name.as_str()) || self.options.by.contains(name)
        };
        head.iter().filter(wanted).cloned().collect()
    }

    fn at(&mut self, code: Code, row: usize, column: &str, message: &str, help: &str) {
        let problem = self.cells.problem_at(code, row, column, message).help(help);
        self.found.push(problem);
    }

    fn row(&mut self, at: usize, row: &CellRow, traits: &[Option<usize>]) -> Option<RowRead> {
        let person = self.needed(row, "person").map(str::to_owned);
        let points = match &self.options.points {
            Some(points) => points.get(at).cloned().flatten(),
            None => self.number(row, "points", true).map(|amount| amount.value),
        };
        let cost = self.number(row, "cost", true);
        let out_of_scope = self.number(row, "out_of_scope", false);
        let support = self.number(row, "natural_support", false);
        let weight = self.number(row, "weight", false);
        // Natural support meets needs, but owes nothing to anybody: below no points at all it does not go.
        let less = |points: Exact| match &support {
            Some(support) => (&points - &support.value).max(Exact::ZERO),
            None => points,
        };
        let points = points.map(less);
        let without = self.options.without.iter();
        let without: Option<Vec<Exact>> =
            without.map(|(_, points)| points.get(at).cloned().flatten().map(less)).collect();
        if let Some(points) = &points {
            let decimals = points.decimals().unwrap_or(u32::MAX);
            if decimals > POINTS_DECIMALS_MAX || *points > Exact::from(POINTS_MAX) || points.is_negative() {
                let message = format!("{points} points are beyond what can be calibrated");
                let help = "give points from 0 to a thousand million with at most six decimals";
                self.at(Code::OutOfRange, row.number, "points", &message, help);
            }
        }
        let cost = self.cost(row, cost?, out_of_scope);
        let weight = self.weight(row, weight);
        let texts = traits.iter().map(|at| row.text(*at).map(str::to_owned));
        Some(RowRead {
            row: row.number,
            person: person?,
            without: without
                .unwrap_or_else(|| vec![points.clone().unwrap_or(Exact::ZERO); self.options.without.len()]),
            points: points?,
            cost: cost?,
            weight: weight?,
            traits: texts.collect(),
        })
    }

    /// What is spent on the person in scope, raised to today's prices, in smallest units.
    fn cost(&mut self, row: &CellRow, cost: Amount, out_of_scope: Option<Amount>) -> Option<i64> {
        let decimals = self.options.money_decimals;
        for (name, amount) in [("cost", Some(&cost)), ("out_of_scope", out_of_scope.as_ref())] {
            if let Some(amount) = amount.filter(|amount| amount.decimals > decimals) {
                let message = format!("`{}` has more than {decimals} decimals", amount.shortest());
                self.at(Code::TooManyDecimals, row.number, name, &message, "give amounts that can be paid");
            }
        }
        let outside = out_of_scope.map_or(Exact::ZERO, |amount| amount.value);
        let mut within = &cost.value - &outside;
        if within.is_negative() {
            let message = format!("{outside} out of scope is more than the whole cost, {}", cost.value);
            let help = "give the part of the cost that the fund does not pay";
            self.at(Code::OutOfRange, row.number, "out_of_scope", &message, help);
            return None;
        }
        if let Some(uprate) = &self.options.uprate {
            within = &within * &(&Exact::ONE + &uprate.value);
        }
        let places = i32::try_from(decimals).unwrap_or(2);
        let scaled =
            &within.round(Rounding::HalfAwayFromZero, places) * &Exact::from(10i128.saturating_pow(decimals));
        if within > Exact::from(COST_MAX) {
            let message = format!("{within} is beyond what can be calibrated");
            self.at(Code::OutOfRange, row.number, "cost", &message, "give one person's cost for a year");
            return None;
        }
        scaled.parts().and_then(|(whole, _)| i64::try_from(whole).ok())
    }

    fn weight(&mut self, row: &CellRow, weight: Option<Amount>) -> Option<i64> {
        let Some(weight) = weight else { return Some(WEIGHT_UNIT) };
        let scaled = &weight.value * &Exact::from(WEIGHT_UNIT);
        if scaled.decimals() != Some(0) || weight.value > Exact::from(WEIGHT_MAX) || weight.value.is_zero() {
            let message = format!("`{}` is not a weight", weight.shortest());
            let help =
                "say for how many people this one stands: above 0, at most a million, at most six decimals";
            self.at(Code::OutOfRange, row.number, "weight", &message, help);
            return None;
        }
        scaled.parts().and_then(|(whole, _)| i64::try_from(whole).ok())
    }

    /// The reason to leave somebody out whom the fund does not pay for.
    fn out_of_scope(&mut self, row: &CellRow) -> Option<&'static str> {
        match row.text(self.places.get("in_scope"))? {
            "yes" | "true" => None,
            "no" | "false" => Some("out_of_scope"),
            text => {
                let message = format!("`{text}` is neither yes nor no");
                self.at(Code::WrongType, row.number, "in_scope", &message, "write yes or no");
                None
            }
        }
    }

    fn day(&mut self, row: &CellRow) -> Option<Day> {
        let text = row.text(self.places.get("cost_on"))?;
        let day = Day::parse(text);
        if day.is_none() {
            let message = format!("`{text}` is not a day");
            self.at(Code::WrongType, row.number, "cost_on", &message, "write a day such as 2026-03-31");
        }
        day
    }

    fn needed<'c>(&mut self, row: &'c CellRow, name: &str) -> Option<&'c str> {
        let column = self.places.get(name)?;
        let text = row.text(Some(column));
        if text.is_none() {
            let help = "fill it in, or leave the person out with a reason (--leave-out)";
            self.at(Code::MissingKey, row.number, name, "it is empty", help);
        }
        text
    }

    /// An amount of zero or more.
    fn number(&mut self, row: &CellRow, name: &str, needed: bool) -> Option<Amount> {
        let text = if needed { self.needed(row, name)? } else { row.text(self.places.get(name))? };
        match Amount::parse(text) {
            Ok(amount) if amount.percent => {
                let message = format!("`{text}` is a share, not an amount");
                self.at(Code::WrongType, row.number, name, &message, "write the amount");
                None
            }
            Ok(amount) if amount.value.is_negative() => {
                let message = format!("`{text}` is below zero");
                self.at(Code::OutOfRange, row.number, name, &message, "write an amount of zero or more");
                None
            }
            Ok(amount) => Some(amount),
            Err(error) => {
                let message = format!("`{text}` is not an amount");
                let help = error.meant.map_or_else(
                    || "write digits, such as 10400.50".to_owned(),
                    |meant| format!("write `{meant}`"),
                );
                self.at(Code::WrongType, row.number, name, &message, &help);
                None
            }
        }
    }

    fn sizes(&mut self, rows: &[RowRead]) {
        if rows.len() > PEOPLE_MAX {
            let message = format!("{} people are more than {PEOPLE_MAX}", rows.len());
            self.found.push(self.cells.problem(Code::OutOfRange, message).help("take a part of them"));
        }
        if rows.is_empty() && !self.cells.rows.is_empty() && self.found.is_empty() {
            let problem = self.cells.problem(Code::MissingKey, "everybody in it is left out".to_owned());
            self.found.push(problem.help("leave somebody in"));
        }
        if self.options.stands_for.is_some_and(|people| people == 0 || people > 1_000_000_000) {
            let message =
                "a sample stands for one person at least, and a thousand million at most".to_owned();
            self.found
                .push(self.cells.problem(Code::OutOfRange, message).help("give the number with --people"));
        }
    }
}
