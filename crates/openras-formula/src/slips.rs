//! What to say when a formula does not go on as the grammar asks.

use openras_core::{Amount, Code};

use crate::lexer::{Token, TokenKind};
use crate::syntax::{Kind, Syntax};
use crate::{Fault, Refusal};

/// A token that cannot stand where it does.
pub(crate) fn unexpected(source: &str, last: &Token<'_>, token: &Token<'_>) -> Fault {
    let after_value = ends_value(last);
    if token.kind == TokenKind::End {
        let fault = match last.kind {
            TokenKind::End => Refusal::new(Code::Syntax, "the formula is empty"),
            _ => Refusal::new(Code::Syntax, "the formula breaks off"),
        };
        return fault.at(token.span.clone());
    }
    let text = source.get(token.span.clone()).unwrap_or_default();
    let fault = Refusal::new(Code::Syntax, format!("`{text}` was not expected here"));
    let help =
        if after_value { after_a_value(source, last, token) } else { in_place_of_a_value(last, token) };
    Refusal { help, ..fault }.at(token.span.clone())
}

/// Whether a value ends with this token, so that an operator ought to follow.
fn ends_value(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Number | TokenKind::Choice => true,
        TokenKind::Word => !matches!(token.text, "and" | "or" | "not" | "in"),
        TokenKind::Symbol => token.text == ")",
        TokenKind::End => false,
    }
}

fn after_a_value(source: &str, last: &Token<'_>, token: &Token<'_>) -> Option<String> {
    match (token.kind, token.text) {
        (TokenKind::Symbol, ",") => comma_in_number(source, token)
            .or_else(|| Some("commas stand only between arguments in brackets".to_owned())),
        (TokenKind::Symbol, ")") => Some("there is no `(` for it".to_owned()),
        (TokenKind::Word, "not") => {
            Some("`not` stands before a whole comparison: `not x in ('a', 'b')`".to_owned())
        }
        (TokenKind::Word, "and" | "or" | "in") => None,
        (TokenKind::Number, number) if last.kind == TokenKind::Number => {
            Some(format!("numbers have no spaces: write `{}{number}`", last.text))
        }
        (TokenKind::Symbol, sign) if sign != "(" => None,
        _ => Some("an operator such as `*` or `+` is missing before it".to_owned()),
    }
}

fn in_place_of_a_value(last: &Token<'_>, token: &Token<'_>) -> Option<String> {
    match (token.kind, token.text) {
        (TokenKind::Symbol, "=") if last.kind == TokenKind::End => {
            Some("leave out the `=` at the beginning".to_owned())
        }
        (TokenKind::Symbol, "+") => Some("leave it out".to_owned()),
        (TokenKind::Word, "not") => Some("put it in brackets: `(not …)`".to_owned()),
        (TokenKind::Word, word @ ("and" | "or")) => {
            Some(format!("`{word}` stands between two conditions: `a {word} b`"))
        }
        _ => Some("a number, a name or a bracket is missing before it".to_owned()),
    }
}

/// What to write for `0,5` or `1,200` around a comma.
fn comma_in_number(source: &str, comma: &Token<'_>) -> Option<String> {
    let before = source.get(..comma.span.start)?;
    let after = source.get(comma.span.end..)?;
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    let (whole, rest) = (before.get(start..)?, after.get(..end)?);
    let percent = if after.get(end..)?.starts_with('%') { "%" } else { "" };
    if !Amount::has_form(&format!("{whole}.{rest}")) {
        return None;
    }
    Some(if rest.len() == 3 {
        format!(
            "numbers have no commas: write `{whole}{rest}{percent}`, or for decimals `{whole}.{rest}{percent}`"
        )
    } else {
        format!("decimals have a point: write `{whole}.{rest}{percent}`")
    })
}

/// `a < b < c`: what stands before the second sign, and the part of it that was probably meant twice.
pub(crate) fn chained(before: &str, again: Option<&str>, sign: &Token<'_>) -> Fault {
    let next = again.map_or_else(|| "…".to_owned(), |again| format!("{again} {} …", sign.text));
    let fault = Refusal::new(Code::Syntax, "comparisons do not chain");
    fault.help(format!("write `{before} and {next}`")).at(sign.span.clone())
}

/// `-x ^ 2`, which a spreadsheet and mathematics read differently.
pub(crate) fn negative_power(source: &str, negated: &Syntax, power: &Token<'_>) -> Fault {
    let mut inner = negated;
    while let Kind::Negate(part) = &inner.kind {
        inner = part;
    }
    let base = source.get(inner.span.clone()).unwrap_or_default();
    let after = source.get(power.span.end..).unwrap_or_default().trim_start();
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    let exponent = after.get(..digits).filter(|digits| !digits.is_empty()).unwrap_or("n");
    let fault = Refusal::new(Code::Syntax, format!("`-{base} ^ {exponent}` can be read in two ways"));
    fault
        .help(format!("write `-({base} ^ {exponent})` or `(-{base}) ^ {exponent}`"))
        .at(negated.span.start..power.span.end)
}
