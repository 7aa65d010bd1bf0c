//! Many people's cases from a table, and what is due over all of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use openras_core::{Code, Day, Diagnostic, Diagnostics, Path, Segment, nearest, plain};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::document::Casefile;
use crate::due::{ReviewDue, Standing};
use crate::policy::ReviewPolicy;
use crate::table::Table;

/// The columns of a caseload; only `person` must be there. `reviews`, `events`, `requests` and `asked` hold a word and a day for each,
/// with `|` between them: `first:2008-03-29|annual:2009-03-01`.
pub const COLUMNS: [&str; 16] = [
    "person",
    "team",
    "case_holder",
    "group",
    "child",
    "annual_budget",
    "employs_staff",
    "unresolved_risk",
    "plan_agreed",
    "budget_start",
    "direct_payment_start",
    "next",
    "reviews",
    "events",
    "requests",
    "asked",
];

/// Reads a caseload: a person each row.
///
/// # Errors
/// Every problem at once, each with its row and column.
pub fn read_caseload(table: &Table) -> Result<Vec<Casefile>, Diagnostics> {
    let mut found = Diagnostics::new();
    for name in table.head.iter().filter(|name| !name.is_empty() && !COLUMNS.contains(&name.as_str())) {
        let help = match nearest(name, COLUMNS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the columns are {}", COLUMNS.join(", ")),
        };
        found.push(
            table.problem(Code::UnknownKey, format!("there is no column `{name}` in a caseload")).help(help),
        );
    }
    if table.column("person").is_none() {
        let problem = table.problem(Code::MissingKey, "there is no column `person`".to_owned());
        found.push(problem.help("a caseload has a row for each person"));
    }
    if !found.is_empty() {
        return Err(found);
    }
    let mut casefiles = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (number, cells) in &table.rows {
        let row = Row { table, number: *number, cells };
        match row.casefile(&mut found) {
            Some(casefile) => {
                if let Some(first) = seen.insert(casefile.person.clone(), *number) {
                    let message = format!("row {number}, column person: the person is in row {first} too");
                    found.push(table.problem(Code::DuplicateId, message).help("a row for each person"));
                }
                casefiles.push(casefile);
            }
            None => continue,
        }
    }
    found.into_result(casefiles)
}

struct Row<'a> {
    table: &'a Table,
    number: usize,
    cells: &'a [String],
}

impl Row<'_> {
    fn text(&self, column: &str) -> Option<&str> {
        let text = self.cells.get(self.table.column(column)?)?.trim();
        Some(text).filter(|text| !text.is_empty())
    }

    fn problem(&self, code: Code, column: &str, message: &str) -> Diagnostic {
        self.table.problem(code, format!("row {}, column {column}: {message}", self.number))
    }

    /// The casefile that the row stands for, read as any other.
    fn casefile(&self, found: &mut Diagnostics) -> Option<Casefile> {
        let mut file = Map::new();
        file.insert("format".to_owned(), json!(1));
        let Some(person) = self.text("person") else {
            found.push(
                self.problem(Code::MissingKey, "person", "it is empty").help("give an opaque reference"),
            );
            return None;
        };
        file.insert("person".to_owned(), json!(person));
        for column in ["team", "case_holder", "group", "annual_budget"] {
            file.extend(self.text(column).map(|text| (column.to_owned(), json!(text))));
        }
        for column in ["child", "employs_staff", "unresolved_risk"] {
            match self.text(column) {
                None => {}
                Some("true" | "yes") => drop(file.insert(column.to_owned(), json!(true))),
                Some("false" | "no") => drop(file.insert(column.to_owned(), json!(false))),
                Some(text) => {
                    let problem =
                        self.problem(Code::WrongType, column, &format!("`{text}` is neither yes nor no"));
                    found.push(problem.help("write yes or no"));
                }
            }
        }
        let dates = ["plan_agreed", "budget_start", "direct_payment_start"];
        let dates = dates.into_iter().filter_map(|name| Some((name.to_owned(), json!(self.text(name)?))));
        file.insert("dates".to_owned(), Json::Object(dates.collect()));
        for (column, list, word) in [
            ("reviews", "review", "kind"),
            ("events", "event", "kind"),
            ("requests", "request", "about"),
            ("asked", "asked", "cadence"),
        ] {
            file.insert(list.to_owned(), self.list(column, word, found));
        }
        match (self.text("next"), newest(&mut file)) {
            (Some(next), Some(last)) => drop(last.insert("next".to_owned(), json!(next))),
            (Some(_), None) => {
                let message = "there is no review at which it was agreed";
                let problem = self.problem(Code::MissingKey, "next", message);
                found.push(problem.help("add the review to the column reviews, or leave next empty"));
            }
            (None, _) => {}
        }
        match Casefile::from_json(&Json::Object(file).to_string()) {
            Ok(casefile) => Some(casefile),
            Err(problems) => {
                found.extend(problems.into_iter().map(|problem| {
                    let help = problem.help.clone();
                    self.problem(problem.code, &column_of(&problem.path), &problem.message).maybe_help(help)
                }));
                None
            }
        }
    }

    /// `first:2008-03-29|annual:2009-03-01` as a list of things with a word and a day.
    fn list(&self, column: &str, word: &str, found: &mut Diagnostics) -> Json {
        let mut items = Vec::new();
        for item in self.text(column).into_iter().flat_map(|text| text.split('|')) {
            let Some((name, day)) = item.trim().split_once(':') else {
                let message = format!("`{item}` is not a word and a day");
                let problem = self.problem(Code::WrongType, column, &message);
                found.push(problem.help("write them as first:2008-03-29, with | between several"));
                continue;
            };
            let mut entry = Map::new();
            entry.insert("on".to_owned(), json!(day.trim()));
            entry.insert(word.to_owned(), json!(name.trim()));
            if column == "requests" {
                entry.insert("by".to_owned(), json!("person"));
            }
            items.push(Json::Object(entry));
        }
        Json::Array(items)
    }
}

fn newest(file: &mut Map<String, Json>) -> Option<&mut Map<String, Json>> {
    let reviews = file.get_mut("review")?.as_array_mut()?;
    let day = |review: &Json| review.get("on").and_then(Json::as_str).map(str::to_owned);
    reviews.iter_mut().max_by_key(|review| day(review))?.as_object_mut()
}

/// The column that a path of a casefile stands for.
fn column_of(path: &Path) -> String {
    let keys: Vec<&str> = path
        .segments()
        .iter()
        .filter_map(|segment| match segment {
            Segment::Key(key) => Some(key.as_str()),
            Segment::Index(_) => None,
        })
        .collect();
    match keys.as_slice() {
        ["review", .., "next"] => "next".to_owned(),
        ["review", ..] => "reviews".to_owned(),
        ["event", ..] => "events".to_owned(),
        ["request", ..] => "requests".to_owned(),
        [.., last] => (*last).to_owned(),
        [] => String::new(),
    }
}

/// What is due over many people.
#[derive(Clone, Debug)]
pub struct Caseload {
    /// The day that is asked about.
    pub on: Day,
    /// Each person.
    pub people: Vec<ReviewDue>,
}

/// How many people a team or a rule has, and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueCount {
    /// People, or dates of a rule.
    pub all: usize,
    /// Due today, or time to tell people.
    pub soon: usize,
    /// Past the council's own date.
    pub overdue: usize,
    /// Past a limit in law.
    pub breach: usize,
    /// The most days late.
    pub days_late_max: i32,
}

impl DueCount {
    fn add(&mut self, standing: Option<&Standing>) {
        self.all = self.all.saturating_add(1);
        match standing {
            Some(Standing::Today | Standing::Prompt(_)) => self.soon = self.soon.saturating_add(1),
            Some(Standing::Overdue(days)) => {
                self.overdue = self.overdue.saturating_add(1);
                self.days_late_max = self.days_late_max.max(*days);
            }
            Some(Standing::Breach(days)) => {
                self.breach = self.breach.saturating_add(1);
                self.days_late_max = self.days_late_max.max(*days);
            }
            _ => {}
        }
    }
}

impl ReviewPolicy {
    /// What is due over many people on a day.
    ///
    /// # Errors
    /// As [`ReviewPolicy::due`], of everybody.
    pub fn caseload(&self, casefiles: &[Casefile], on: Day) -> Result<Caseload, Diagnostics> {
        let mut found = Diagnostics::new();
        let mut people = Vec::new();
        for casefile in casefiles {
            match self.due(casefile, on) {
                Ok(due) => people.push(due),
                Err(problems) => found.extend(problems.into_iter().map(|mut problem| {
                    problem.message = format!("{}: {}", casefile.person, problem.message);
                    problem
                })),
            }
        }
        found.into_result(Caseload { on, people })
    }
}

impl Caseload {
    /// By team: each person once, by the worst of their dates.
    pub fn by_team(&self) -> BTreeMap<&str, DueCount> {
        let mut teams: BTreeMap<&str, DueCount> = BTreeMap::new();
        for due in &self.people {
            let dates = due.dates();
            let standings = || dates.iter().map(|(rule, _)| &rule.standing);
            let count = teams.entry(due.team.as_deref().unwrap_or("")).or_default();
            count.add(standings().max_by_key(|standing| badness(standing)));
            let longest = standings().filter_map(Standing::late).max().unwrap_or(0);
            count.days_late_max = count.days_late_max.max(longest);
        }
        teams
    }

    /// By rule: each date once.
    pub fn by_rule(&self) -> BTreeMap<&str, DueCount> {
        let mut rules: BTreeMap<&str, DueCount> = BTreeMap::new();
        for (rule, _) in self.people.iter().flat_map(ReviewDue::dates) {
            rules.entry(rule.rule.as_str()).or_default().add(Some(&rule.standing));
        }
        rules
    }

    /// The summary, and everybody who is late, the longest first.
    pub fn to_text(&self) -> String {
        let word = if self.people.len() == 1 { "person" } else { "people" };
        let mut text = format!("Reviews of {} {word} on {}\n", self.people.len(), self.on.long());
        for (title, what, counts) in
            [("By team", "people", self.by_team()), ("By rule", "dates", self.by_rule())]
        {
            let _ = writeln!(
                text,
                "\n  {title:<28}{what:>8}{:>8}{:>10}{:>10}{:>12}",
                "soon", "overdue", "breach", "days, most"
            );
            for (name, count) in counts {
                let name = if name.is_empty() { "not said" } else { name };
                let _ = writeln!(
                    text,
                    "  {name:<28}{:>8}{:>8}{:>10}{:>10}{:>12}",
                    count.all, count.soon, count.overdue, count.breach, count.days_late_max
                );
            }
        }
        let mut late: Vec<_> = self
            .people
            .iter()
            .flat_map(|due| {
                due.dates()
                    .into_iter()
                    .filter_map(move |(rule, day)| Some((rule.standing.late()?, due, rule, day)))
            })
            .collect();
        late.sort_by_key(|(days, ..)| std::cmp::Reverse(*days));
        if !late.is_empty() {
            text.push_str("\nLate\n");
        }
        for (_, due, rule, day) in late {
            let team = due.team.as_deref().unwrap_or("");
            let _ = writeln!(
                text,
                "  {:<16}{team:<16}{:<24}{day}  {}",
                due.person,
                rule.rule,
                rule.standing.words()
            );
        }
        plain(text)
    }
}

/// What is worse is greater: a breach, then what is overdue, today, soon, and all else.
fn badness(standing: &Standing) -> (u8, i32) {
    match standing {
        Standing::Breach(days) => (4, *days),
        Standing::Overdue(days) => (3, *days),
        Standing::Today => (2, 0),
        Standing::Prompt(days) => (1, days.saturating_neg()),
        _ => (0, 0),
    }
}
