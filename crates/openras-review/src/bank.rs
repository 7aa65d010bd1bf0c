//! A bank's table as entries of a statement.

use openras_core::document::Reference;
use openras_core::{Amount, Code, Day, Diagnostic, Diagnostics, Path, nearest};
use serde_json::json;

use crate::document::{
    AccountStatement, BankMapping, BankRule, DateOrder, MoneyOut, PaidDocument, ReceivedDocument,
    SpentDocument,
};
use crate::table::Table;

/// What a bank's table adds to a statement.
#[derive(Clone, Debug, Default)]
pub struct BankEntries {
    /// Money that went out.
    pub spent: Vec<SpentDocument>,
    /// Money that came in from council, person or a stream.
    pub paid: Vec<PaidDocument>,
    /// Money that came in from elsewhere.
    pub received: Vec<ReceivedDocument>,
    /// How many rows were left out by a rule.
    pub skipped: usize,
}

impl BankEntries {
    /// The statement with these entries behind its own.
    #[must_use]
    pub fn added_to(self, mut statement: AccountStatement) -> AccountStatement {
        statement.spent.extend(self.spent);
        statement.paid.extend(self.paid);
        statement.received.extend(self.received);
        statement
    }
}

/// Reads a bank's table by a mapping. Money that goes out and fits no rule is outside the plan, for a person to decide; money that
/// comes in must fit one.
///
/// # Errors
/// Every problem at once, each with its row: columns that are not there, days and amounts that cannot be read, money in from nobody
/// knows whom.
pub fn read_bank(table: &Table, mapping: &BankMapping) -> Result<BankEntries, Diagnostics> {
    let mut reading = Reading { table, mapping, found: Diagnostics::new(), entries: BankEntries::default() };
    reading.all();
    reading.found.into_result(reading.entries)
}

struct Reading<'a> {
    table: &'a Table,
    mapping: &'a BankMapping,
    found: Diagnostics,
    entries: BankEntries,
}

/// The places of the columns.
struct Columns {
    date: usize,
    description: usize,
    amount: Option<usize>,
    out: Option<usize>,
    came_in: Option<usize>,
}

impl<'a> Reading<'a> {
    fn all(&mut self) {
        let Some(columns) = self.columns() else { return };
        for (number, cells) in &self.table.rows {
            self.row(*number, cells, &columns);
        }
    }

    fn columns(&mut self) -> Option<Columns> {
        let names = &self.mapping.columns;
        let both = names.out.is_some() && names.came_in.is_some();
        if names.amount.is_some() == both || names.out.is_some() != names.came_in.is_some() {
            let path = Path::root().key("columns");
            let message = "the mapping names neither one column of amounts nor two";
            let problem = Diagnostic::new(Code::MissingKey, path, message);
            self.found.push(problem.help("name `amount`, or `out` and `in`"));
            return None;
        }
        let date = self.place(Some(&names.date));
        let description = self.place(Some(&names.description));
        let amount = self.place(names.amount.as_ref());
        let out = self.place(names.out.as_ref());
        let came_in = self.place(names.came_in.as_ref());
        if !self.found.is_empty() {
            return None;
        }
        Some(Columns { date: date?, description: description?, amount, out, came_in })
    }

    fn place(&mut self, name: Option<&Reference>) -> Option<usize> {
        let name = name?.name()?;
        let place = self.table.head.iter().position(|head| head.trim() == name);
        if place.is_none() {
            let help = match nearest(name, self.table.head.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the columns are {}", self.table.head.join(", ")),
            };
            let message = format!("there is no column `{name}`, which the mapping names");
            self.found.push(self.table.problem(Code::MissingKey, message).help(help));
        }
        place
    }

    fn tell(&mut self, code: Code, number: usize, message: String, help: &str) {
        self.found.push(self.table.problem(code, format!("row {number}: {message}")).help(help));
    }

    fn row(&mut self, number: usize, cells: &[String], columns: &Columns) {
        let text = |place: usize| cells.get(place).map_or("", |text| text.trim());
        let description = text(columns.description);
        if self.rule(description, |rule| rule.skip == Some(true)).is_some() {
            self.entries.skipped = self.entries.skipped.saturating_add(1);
            return;
        }
        let order = self.mapping.dates.unwrap_or(DateOrder::YearMonthDay);
        let day = day(text(columns.date), order);
        if day.is_none() {
            let message = format!("`{}` is not a day written {}", text(columns.date), order_words(order));
            self.tell(
                Code::WrongType,
                number,
                message,
                "say in the mapping how days are written: dates = \"day_month_year\"",
            );
        }
        let moved = match columns.amount {
            Some(place) => self.signed(number, text(place)),
            None => self.of_two(number, columns.out.map_or("", text), columns.came_in.map_or("", text)),
        };
        let (Some(day), Some((out, amount))) = (day, moved) else { return };
        let names_payer = |rule: &BankRule| rule.paid_by.is_some() || rule.received.is_some();
        let rule = self.rule(description, |rule| rule.skip != Some(true) && names_payer(rule) != out);
        if out {
            self.spent(day, amount, rule);
        } else {
            self.came_in(number, day, amount, rule, description);
        }
    }

    /// The first rule with its text in the description that is about such a row.
    fn rule(&self, description: &str, about: impl Fn(&BankRule) -> bool) -> Option<&'a BankRule> {
        let description = description.to_lowercase();
        let fits = |rule: &&BankRule| {
            let text = rule.contains.name();
            about(rule) && text.is_some_and(|text| description.contains(&text.to_lowercase()))
        };
        self.mapping.rule.iter().find(fits)
    }

    fn signed(&mut self, number: usize, text: &str) -> Option<(bool, Amount)> {
        let mut amount = self.amount(number, text)?;
        if amount.value.is_zero() {
            let message = "nothing went out or came in".to_owned();
            self.tell(Code::WrongType, number, message, "leave the row out, or skip it by a rule");
            return None;
        }
        let below = amount.value.is_negative();
        amount.value = amount.value.abs();
        let negative = self.mapping.money_out.unwrap_or(MoneyOut::Negative) == MoneyOut::Negative;
        Some((below == negative, amount))
    }

    fn of_two(&mut self, number: usize, out: &str, came_in: &str) -> Option<(bool, Amount)> {
        // Some banks write 0.00 into the column in which nothing stands.
        let nothing = |text: &str| text.is_empty() || amount(text).is_some_and(|own| own.value.is_zero());
        match (nothing(out), nothing(came_in)) {
            (false, true) => self.amount(number, out).map(|amount| (true, amount)),
            (true, false) => self.amount(number, came_in).map(|amount| (false, amount)),
            (out_empty, _) => {
                let message =
                    if out_empty { "nothing went out or came in" } else { "money went out and came in" };
                self.tell(
                    Code::WrongType,
                    number,
                    message.to_owned(),
                    "give one amount, or skip the row by a rule",
                );
                None
            }
        }
    }

    fn amount(&mut self, number: usize, text: &str) -> Option<Amount> {
        let read = amount(text);
        if read.is_none() {
            let message = format!("`{text}` is not an amount of money");
            self.tell(Code::WrongType, number, message, "write it as 1234.50 or 1,234.50");
        }
        read
    }

    fn spent(&mut self, day: Day, amount: Amount, rule: Option<&BankRule>) {
        let entry = json!({
            "on": day,
            "amount": amount.shortest(),
            "support": rule.and_then(|rule| rule.support.clone()),
            "stream": rule.and_then(|rule| rule.stream.clone()),
        });
        self.entries.spent.extend(serde_json::from_value::<SpentDocument>(entry).ok());
    }

    fn came_in(
        &mut self,
        number: usize,
        day: Day,
        amount: Amount,
        rule: Option<&BankRule>,
        description: &str,
    ) {
        let shortest = amount.shortest();
        let paid_by = rule.and_then(|rule| rule.paid_by.as_ref()?.name());
        let received = rule.and_then(|rule| rule.received);
        match (paid_by, received) {
            (Some(by), _) => {
                let entry = json!({ "on": day, "by": by, "amount": shortest });
                self.entries.paid.extend(serde_json::from_value::<PaidDocument>(entry).ok());
            }
            (None, Some(kind)) => {
                let entry = json!({
                    "on": day, "kind": kind, "amount": shortest,
                    "support": rule.and_then(|rule| rule.support.clone()),
                    "stream": rule.and_then(|rule| rule.stream.clone()),
                });
                self.entries.received.extend(serde_json::from_value::<ReceivedDocument>(entry).ok());
            }
            (None, None) => {
                let message = format!("{shortest} came in, and no rule says from whom: `{description}`");
                let help =
                    "add a [[rule]] to the mapping with paid_by = \"council\", or received = \"refund\"";
                self.tell(Code::MissingKey, number, message, help);
            }
        }
    }
}

/// `1234.50`, `1,234.50`, `-£12.00`, `(12.00)` as amounts. A comma or a space stands before three digits or is no thousands'
/// mark: `12,50` is not £1,250.
fn amount(text: &str) -> Option<Amount> {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let (sign, rest) = match inner {
        Some(inner) => ("-", inner.trim()),
        None => signed(text),
    };
    let bare = rest.strip_prefix(['£', '€', '$']).unwrap_or(rest).trim_start();
    let (inner_sign, bare) = if inner.is_none() && sign.is_empty() { signed(bare) } else { ("", bare) };
    let (whole, decimals) = bare.split_once('.').map_or((bare, ""), |(whole, decimals)| (whole, decimals));
    let mut groups = whole.split([',', ' ', '\u{a0}']);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if first.len() > 3 || group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_point = bare.contains('.');
    if digits.is_empty() || !all_digits(&digits) || !all_digits(decimals) || decimals.is_empty() == has_point
    {
        return None;
    }
    let point = if has_point { "." } else { "" };
    let amount = Amount::parse(&format!("{sign}{inner_sign}{digits}{point}{decimals}")).ok()?;
    (amount.decimals <= 2).then_some(amount)
}

/// A sign and what stands behind it; a plus is none.
fn signed(text: &str) -> (&'static str, &str) {
    match (text.strip_prefix(['-', '\u{2212}']), text.strip_prefix('+')) {
        (Some(rest), _) => ("-", rest.trim_start()),
        (None, Some(rest)) => ("", rest.trim_start()),
        (None, None) => ("", text),
    }
}

fn order_words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearMonthDay => "as 2008-03-01",
        DateOrder::DayMonthYear => "as 01/03/2008",
        DateOrder::MonthDayYear => "as 03/01/2008",
    }
}

fn day(text: &str, order: DateOrder) -> Option<Day> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = match order {
        DateOrder::YearMonthDay => (first, second, third),
        DateOrder::DayMonthYear => (third, second, first),
        DateOrder::MonthDayYear => (third, first, second),
    };
    let digits =
        |text: &str, most: usize| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn an_amount_is_read_as_it_was_meant_or_not_at_all() {
        for (text, expected) in [
            ("12", Some("12")),
            ("1234.50", Some("1234.50")),
            ("1,234.50", Some("1234.50")),
            ("1 234 567.89", Some("1234567.89")),
            ("£12.00", Some("12.00")),
            ("-£ 12.00", Some("-12.00")),
            ("£-12.00", Some("-12.00")),
            ("\u{2212}12.00", Some("-12.00")),
            ("+12.00", Some("12.00")),
            ("(12.00)", Some("-12.00")),
            ("0.00", Some("0.00")),
            // A comma before the decimals, a thousands' point, sums, percentages, debit and credit in letters.
            ("12,50", None),
            ("1.200,00", None),
            ("1,2345.00", None),
            ("1234,567.00", None),
            ("1+2", None),
            ("--1", None),
            ("(-1)", None),
            ("12%", None),
            ("12.", None),
            (".50", None),
            ("12.505", None),
            ("12.00 DR", None),
            ("", None),
            ("1e3", None),
        ] {
            let expected = expected.map(|text| openras_core::Amount::parse(text).expect("it is one").value);
            assert_eq!(amount(text).map(|amount| amount.value), expected, "{text:?}");
        }
    }
}
