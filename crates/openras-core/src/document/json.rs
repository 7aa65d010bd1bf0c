use std::borrow::Cow;
use std::collections::BTreeSet;

use jsonc_parser::ast::{self, ObjectPropName};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::json_guard::guard;
use super::node::{Document, Key, Node, Syntax, Value};
use super::say::quoted;
use super::slip::Slip;
use crate::Diagnostics;

/// JSON and nothing looser.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

impl Document {
    /// Reads JSON text (RFC 8259; a byte order mark before it is passed over).
    ///
    /// # Errors
    /// `syntax`: the first slip in the text, or each key that stands twice in one table. Their places are filled in.
    pub fn from_json(file: impl Into<String>, source: impl Into<String>) -> Result<Document, Diagnostics> {
        let (file, source) = (file.into(), source.into());
        match parse(&source) {
            Ok(root) => Ok(Document { file, source, root, syntax: Syntax::Json }),
            Err(slips) => Err(Slip::problems(&file, &source, slips)),
        }
    }
}

fn parse(source: &str) -> Result<Node, Vec<Slip>> {
    // Spaces in place of the mark keep every byte where it is.
    let source = match source.strip_prefix('\u{feff}') {
        Some(rest) => Cow::Owned(format!("   {rest}")),
        None => Cow::Borrowed(source),
    };
    guard(&source).map_err(|slip| vec![slip])?;
    let parsed = parse_to_ast(&source, &CollectOptions::default(), &STRICT).map_err(|error| {
        let (message, help) = told(&error);
        vec![Slip::new(error.range().start..error.range().end, message).maybe_help(help)]
    })?;
    let Some(value) = parsed.value else {
        return Err(vec![Slip::new(0..0, "the document is empty")]);
    };
    let mut twice = Vec::new();
    let root = node(value, &mut twice);
    if twice.is_empty() { Ok(root) } else { Err(twice) }
}

fn node(value: ast::Value<'_>, twice: &mut Vec<Slip>) -> Node {
    let range = value.range();
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(value) => Value::Bool(value.value),
        ast::Value::NumberLit(number) => self::number(number.value),
        ast::Value::StringLit(text) => Value::String(text.value.into_owned()),
        ast::Value::Array(list) => {
            Value::List(list.elements.into_iter().map(|item| node(item, twice)).collect())
        }
        ast::Value::Object(table) => {
            let mut names = BTreeSet::new();
            let mut entries = Vec::new();
            for entry in table.properties {
                let range = entry.name.range();
                let key = Key { name: name(entry.name), span: range.start..range.end };
                if names.insert(key.name.clone()) {
                    entries.push((key, node(entry.value, twice)));
                } else {
                    let message = format!("the key {} stands twice in one table", quoted(&key.name));
                    twice.push(Slip::new(key.span, message));
                    node(entry.value, twice);
                }
            }
            Value::Table(entries)
        }
    };
    Node { value, span: range.start..range.end }
}

fn name(name: ObjectPropName<'_>) -> String {
    match name {
        ObjectPropName::String(text) => text.value.into_owned(),
        ObjectPropName::Word(word) => word.value.to_owned(),
    }
}

fn number(raw: &str) -> Value {
    if raw.contains(['.', 'e', 'E']) {
        return Value::Float(raw.to_owned());
    }
    Value::Integer(if raw == "-0" { "0".to_owned() } else { raw.to_owned() })
}

/// A parser's error in the words of this program.
fn told(error: &ParseError) -> (String, Option<String>) {
    use ParseErrorKind as Kind;
    let (message, help) = match error.kind() {
        Kind::TrailingCommasNotAllowed => {
            ("a comma stands behind the last entry", Some("leave the comma out"))
        }
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => ("JSON has no comments", None),
        Kind::SingleQuotedStringsNotAllowed => {
            ("a text stands in single quotes", Some("write it in double quotes"))
        }
        Kind::ExpectedStringObjectProperty => {
            ("a key stands without quotes", Some("write it in double quotes"))
        }
        Kind::ExpectedComma => ("a comma is missing", None),
        Kind::ExpectedColonAfterObjectKey => ("a colon is expected behind the key", None),
        Kind::ExpectedObjectValue => ("a value is expected behind the colon", None),
        Kind::UnterminatedObject => {
            ("the table that begins here has no end", Some("close it with a brace, `}`"))
        }
        Kind::UnterminatedArray => {
            ("the list that begins here has no end", Some("close it with a bracket, `]`"))
        }
        Kind::MultipleRootJsonValues => ("something stands behind the end of the document", None),
        Kind::UnexpectedWord => ("a word stands without quotes", Some("write texts in double quotes")),
        Kind::BareDecimalPointNumbersNotAllowed => ("a number begins or ends with its point", None),
        Kind::UnaryPlusNumbersNotAllowed => {
            ("a number begins with a plus sign", Some("leave the plus sign out"))
        }
        Kind::HexadecimalNumbersNotAllowed | Kind::NonFiniteNumbersNotAllowed => {
            ("a number is not written in plain digits", None)
        }
        Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral => ("a digit is expected here", None),
        Kind::String(kind) => {
            return (format!("a text is not well written: {}", lower_first(&kind.to_string())), None);
        }
        Kind::UnexpectedCloseBrace
        | Kind::UnexpectedCloseBracket
        | Kind::UnexpectedColon
        | Kind::UnexpectedComma
        | Kind::UnexpectedToken
        | Kind::UnexpectedTokenInObject => ("something else is expected here", None),
        other => return (lower_first(&other.to_string()), None),
    };
    (message.to_owned(), help.map(str::to_owned))
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
