//! From a table of text to a ledger, with every problem of it.

use openras_core::{Amount, Code, Day, Diagnostic, Diagnostics, Exact, nearest};

use crate::cells::{CellRow, Cells};
use crate::fund::Fund;
use crate::ledger::{Entry, Kind, Ledger, Per};

/// The columns of a ledger; the last is for comparing budgets for like points, and may be left out.
const COLUMNS: [&str; 12] = [
    "on", "person", "kind", "purpose", "amount", "per", "from", "to", "reason", "approver", "stream",
    "points",
];

impl Ledger {
    /// Reads a ledger and holds it against its fund: a contingency is drawn for the purposes that the fund names, with a
    /// reason and an approver, and never overdrawn.
    ///
    /// # Errors
    /// Every problem at once, each with its row and column.
    pub fn read(cells: &Cells, fund: &Fund) -> Result<Ledger, Diagnostics> {
        let mut reading = Reading { cells, fund, found: Vec::new() };
        reading.columns();
        let mut entries = Vec::new();
        if reading.found.is_empty() {
            entries = cells.rows.iter().filter_map(|row| reading.entry(row)).collect();
        }
        entries.sort_by_key(|entry: &Entry| entry.on);
        if reading.found.is_empty() {
            reading.end(&mut entries);
            reading.draw(&entries);
        }
        let found: Diagnostics = reading.found.into_iter().collect();
        found.into_result(Ledger {
            entries: entries.into_iter().filter(|entry| entry.kind != Kind::Ended).collect(),
        })
    }
}

struct Reading<'a> {
    cells: &'a Cells,
    fund: &'a Fund,
    found: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn columns(&mut self) {
        for name in
            self.cells.head.iter().filter(|name| !COLUMNS.contains(&name.as_str()) && !name.is_empty())
        {
            let near = nearest(name, COLUMNS).map(|near| format!("did you mean `{near}`?"));
            let help = near.unwrap_or_else(|| format!("the columns are {}", COLUMNS.join(", ")));
            let problem =
                self.cells.problem(Code::UnknownKey, format!("the column `{name}` means nothing here"));
            self.found.push(problem.help(help));
        }
        for name in ["on", "person", "kind", "amount"] {
            if self.cells.column(name).is_none() {
                let problem = self.cells.problem(Code::MissingKey, format!("there is no column `{name}`"));
                self.found.push(problem.help(format!("the columns are {}", COLUMNS.join(", "))));
            }
        }
    }

    fn at(&mut self, code: Code, row: usize, column: &str, message: &str, help: &str) {
        self.found.push(self.cells.problem_at(code, row, column, message).help(help));
    }

    fn needed<'c>(&mut self, row: &'c CellRow, column: &str) -> Option<&'c str> {
        let text = row.text(self.cells.column(column));
        if text.is_none() {
            self.at(Code::MissingKey, row.number, column, "it is empty", "fill it in");
        }
        text
    }

    fn word<T: Copy>(&mut self, row: &CellRow, column: &str, all: &[(&'static str, T)]) -> Option<T> {
        let text = self.needed(row, column)?;
        let found = all.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|(word, _)| *word).collect();
            let near = nearest(text, words.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            let help = near.unwrap_or_else(|| format!("write {}", words.join(", ")));
            self.at(Code::WrongType, row.number, column, &format!("`{text}` is not one of them"), &help);
        }
        found
    }

    fn day(&mut self, row: &CellRow, column: &str) -> Option<Day> {
        let text = row.text(self.cells.column(column))?;
        let day = Day::parse(text);
        if day.is_none() {
            let message = format!("`{text}` is not a day");
            self.at(Code::WrongType, row.number, column, &message, "write a day such as 2026-04-01");
        }
        day
    }

    fn amount(&mut self, row: &CellRow, column: &str) -> Option<Exact> {
        let text = row.text(self.cells.column(column))?;
        match Amount::parse(text) {
            Ok(amount) if !amount.percent && !amount.value.is_negative() => Some(amount.value),
            _ => {
                let message = format!("`{text}` is not an amount of zero or more");
                self.at(Code::WrongType, row.number, column, &message, "write digits, such as 10400.50");
                None
            }
        }
    }

    fn entry(&mut self, row: &CellRow) -> Option<Entry> {
        let kind = self.word(row, "kind", &Kind::ALL.map(|kind| (kind.as_str(), kind)));
        let person = self.needed(row, "person").map(str::to_owned);
        let on = self.needed(row, "on").and_then(|_| self.day(row, "on"));
        let (from, to) = (self.day(row, "from"), self.day(row, "to"));
        let kind = kind?;
        let reserve = matches!(kind, Kind::Drawn | Kind::Released);
        if reserve {
            for column in ["purpose", "reason", "approver"] {
                self.needed(row, column);
            }
        }
        let purpose = row.text(self.cells.column("purpose")).map(str::to_owned);
        if reserve {
            self.purpose(row, purpose.as_deref());
        }
        let amount = match kind {
            Kind::Ended => Some(Exact::ZERO),
            _ => self.needed(row, "amount").and_then(|_| self.amount(row, "amount")),
        };
        let per = match kind {
            Kind::Committed | Kind::Drawn => self.word(row, "per", &Per::ALL.map(|per| (per.as_str(), per))),
            Kind::Released | Kind::Ended => Some(Per::Once),
        };
        let points = self.amount(row, "points");
        let on = on?;
        if on > self.fund.to {
            let message = format!("{on} is after the fund's last day, {}", self.fund.to);
            self.at(Code::OutOfRange, row.number, "on", &message, "put it into the ledger of the next fund");
        }
        let from = from.unwrap_or(on);
        if let Some(to) = to.filter(|to| *to < from && kind != Kind::Ended) {
            let message = format!("it ends on {to}, before it begins on {from}");
            self.at(Code::BadDateRange, row.number, "to", &message, "put the later day in `to`");
        }
        let text = |column: &str| row.text(self.cells.column(column)).unwrap_or("").to_owned();
        Some(Entry {
            row: row.number,
            on,
            person: person?,
            kind,
            purpose,
            amount: amount?,
            per: per?,
            from,
            to: if kind == Kind::Ended { Some(to.unwrap_or(on)) } else { to },
            reason: text("reason"),
            approver: text("approver"),
            stream: text("stream"),
            points,
        })
    }

    fn purpose(&mut self, row: &CellRow, purpose: Option<&str>) {
        let known: &[String] = self.fund.contingency.as_ref().map_or(&[], |reserve| &reserve.purposes);
        if let Some(purpose) = purpose.filter(|purpose| !known.iter().any(|own| own == purpose)) {
            let near = nearest(purpose, known.iter().map(String::as_str));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => "the fund holds no contingency back".to_owned(),
                None => format!("the fund names {}", known.join(", ")),
            };
            let message = format!("`{purpose}` is not a purpose of the fund's contingency");
            self.at(Code::UnknownName, row.number, "purpose", &message, &help);
        }
    }

    /// Gives what an `ended` names its last day.
    fn end(&mut self, entries: &mut [Entry]) {
        let ends: Vec<Entry> = entries.iter().filter(|entry| entry.kind == Kind::Ended).cloned().collect();
        for end in ends {
            let kind = if end.purpose.is_some() { Kind::Drawn } else { Kind::Committed };
            let mut any = false;
            for entry in entries.iter_mut() {
                let meant = entry.kind == kind && entry.person == end.person && entry.purpose == end.purpose;
                if meant
                    && entry.on <= end.on
                    && entry.to.is_none_or(|to| end.to.is_some_and(|last| last < to))
                {
                    entry.to = end.to;
                    any = true;
                }
            }
            if !any {
                let message = format!("nothing of `{}` is there that could end", end.person);
                self.at(
                    Code::UnknownName,
                    end.row,
                    "person",
                    &message,
                    "name what was agreed or drawn before",
                );
            }
        }
    }

    /// Draws and releases in order: never more than there is.
    fn draw(&mut self, entries: &[Entry]) {
        let mut left = self.fund.contingency.as_ref().map_or(Exact::ZERO, |reserve| reserve.amount.clone());
        for (at, entry) in entries.iter().enumerate() {
            let cost = entry.cost_in_year(self.fund);
            match entry.kind {
                Kind::Drawn if cost > left => {
                    let places = self.fund.decimals;
                    let message = format!(
                        "it draws {} and the contingency has {} left on {}",
                        cost.to_fixed(places),
                        left.to_fixed(places),
                        entry.on
                    );
                    self.at(Code::OutOfRange, entry.row, "amount", &message, "draw less, or release first");
                }
                Kind::Drawn => left = &left - &cost,
                Kind::Released => {
                    let same =
                        |other: &&Entry| other.person == entry.person && other.purpose == entry.purpose;
                    let before = entries.iter().take(at).filter(same);
                    let drawn: Exact = before
                        .map(|other| match other.kind {
                            Kind::Drawn => other.cost_in_year(self.fund),
                            Kind::Released => -&other.amount,
                            _ => Exact::ZERO,
                        })
                        .sum();
                    if entry.amount > drawn {
                        let message = format!(
                            "it releases {} and {} was drawn",
                            entry.amount.to_fixed(self.fund.decimals),
                            drawn.to_fixed(self.fund.decimals)
                        );
                        let help = "release at most what was drawn for the person and the purpose";
                        self.at(Code::OutOfRange, entry.row, "amount", &message, help);
                    } else {
                        left = &left + &entry.amount;
                    }
                }
                _ => {}
            }
        }
    }
}
