use ::toml::Spanned;
use ::toml::de::{DeInteger, DeTable, DeValue};
use ::toml::value::Datetime;
use openras_core::document::{Document, Key, NESTING_MAX, Node, Slip, Syntax, Value};
use openras_core::{Day, Diagnostics};

use crate::toml_slip::{guard, slips};

/// How often a text is read again without the line that ended its reading.
const ROUNDS_MAX: usize = 20;

/// Reads TOML text.
///
/// Whole numbers keep all their digits, decimal numbers their raw text, keys the order of the file, and everything its
/// bytes. A line break within a text is one `\n`, however the file ends its lines.
///
/// # Errors
/// `syntax`: every slip of the text, one a line, each with its place.
pub fn toml_document(file: impl Into<String>, source: impl Into<String>) -> Result<Document, Diagnostics> {
    let (file, source) = (file.into(), source.into());
    match parse(&source) {
        Ok(root) => Ok(Document { file, source, root, syntax: Syntax::Toml }),
        Err(slips) => Err(Slip::problems(&file, &source, slips)),
    }
}

fn parse(source: &str) -> Result<Node, Vec<Slip>> {
    guard(source).map_err(|slip| vec![slip])?;
    let (table, errors) = DeTable::parse_recoverable(source);
    if errors.is_empty() {
        let mut reader = Reader { source, slips: Vec::new() };
        let root = Node { value: reader.table(table.get_ref(), 1), span: 0..0 };
        return if reader.slips.is_empty() { Ok(root) } else { Err(reader.slips) };
    }
    let mut found = slips(source, &errors);
    // A line without `=` ends the reading: what stands below it is read once that line is blank.
    let mut text = source.to_owned();
    for _ in 0..ROUNDS_MAX {
        let Some(rest) = found.without_last_line(&text) else { break };
        text = rest;
        let (_, errors) = DeTable::parse_recoverable(&text);
        found.extend(slips(&text, &errors));
    }
    Err(found.into_slips())
}

struct Reader<'a> {
    source: &'a str,
    slips: Vec<Slip>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> Value {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let read = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let name: &std::borrow::Cow<'_, str> = key.get_ref();
            (Key { name: name.clone().into_owned(), span: key.span() }, self.node(value, depth))
        };
        Value::Table(entries.into_iter().map(read).collect())
    }

    fn node(&mut self, node: &Spanned<DeValue<'_>>, depth: usize) -> Node {
        let span = node.span();
        let raw = self.source.get(span.clone()).unwrap_or_default();
        let value = match node.get_ref() {
            DeValue::Array(_) | DeValue::Table(_) if depth >= NESTING_MAX => {
                self.slips.push(Slip::new(
                    span.clone(),
                    format!("lists and tables nest more than {NESTING_MAX} deep"),
                ));
                Value::Null
            }
            DeValue::Table(table) => self.table(table, depth.saturating_add(1)),
            DeValue::Array(items) => {
                Value::List(items.iter().map(|item| self.node(item, depth.saturating_add(1))).collect())
            }
            DeValue::String(text) if raw.contains("\r\n") => Value::String(text.replace("\r\n", "\n")),
            DeValue::String(text) => Value::String(text.clone().into_owned()),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Float(number) => Value::Float(number.as_str().to_owned()),
            DeValue::Datetime(time) => {
                day(time).map_or_else(|| Value::OtherTime(raw.to_owned()), Value::Date)
            }
            DeValue::Integer(number) => match whole(number) {
                Some(digits) => Value::Integer(digits),
                None => {
                    self.slips.push(Slip::new(span.clone(), "the whole number is too large"));
                    Value::Null
                }
            },
        };
        Node { value, span }
    }
}

/// The day, where the time of day is left out.
fn day(time: &Datetime) -> Option<Day> {
    let date = time.date.filter(|_| time.time.is_none() && time.offset.is_none())?;
    Day::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
}

/// Decimal digits, without a plus sign and without minus zero.
fn whole(number: &DeInteger<'_>) -> Option<String> {
    let text = number.as_str();
    if number.radix() != 10 {
        return u128::from_str_radix(text, number.radix()).ok().map(|whole| whole.to_string());
    }
    Some(match text.strip_prefix('+').unwrap_or(text) {
        "-0" => "0".to_owned(),
        digits => digits.to_owned(),
    })
}
