use std::ops::Range;

use openras_core::{Amount, Code};

use crate::{Fault, Refusal};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Number,
    /// The text is what stands between the quotes.
    Choice,
    Word,
    Symbol,
    End,
}

#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'a str,
    pub(crate) span: Range<usize>,
}

/// Cuts a formula into words, numbers, choices and signs, one at a time.
pub(crate) struct Lexer<'a> {
    pub(crate) source: &'a str,
    at: usize,
}

/// What other notations write, and what is written here instead; a longer one comes before its own beginning.
const SLIPS: [(&str, &str); 25] = [
    ("==", "="),
    ("!=", "<>"),
    ("=>", ">="),
    ("=<", "<="),
    ("&&", "and"),
    ("||", "or"),
    ("**", "^"),
    ("&", "and"),
    ("|", "or"),
    ("!", "not"),
    ("×", "*"),
    ("·", "*"),
    ("÷", "/"),
    (":", "/"),
    ("−", "-"),
    ("–", "-"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "<>"),
    (";", ","),
    ("[", "("),
    ("{", "("),
    ("]", ")"),
    ("}", ")"),
    ("²", "^ 2"),
];

const SYMBOLS: [&str; 14] = ["<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "^", "(", ")", ","];

impl<'a> Lexer<'a> {
    pub(crate) fn new(source: &'a str) -> Lexer<'a> {
        Lexer { source, at: 0 }
    }

    /// The next token; `End` for ever after the last.
    pub(crate) fn next(&mut self) -> Result<Token<'a>, Fault> {
        let rest = self.rest().trim_start();
        self.at = self.source.len().saturating_sub(rest.len());
        let Some(first) = rest.chars().next() else {
            return Ok(Token { kind: TokenKind::End, text: "", span: self.at..self.at });
        };
        if first.is_ascii_digit() || first == '.' {
            return self.number();
        }
        if first.is_alphabetic() || first == '_' {
            return self.word();
        }
        if first == '\'' {
            return self.choice();
        }
        self.symbol(first)
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Takes the next `length` bytes as a token.
    fn take(&mut self, kind: TokenKind, length: usize) -> Token<'a> {
        let span = self.ahead(length);
        self.at = span.end;
        Token { kind, text: self.source.get(span.clone()).unwrap_or_default(), span }
    }

    fn ahead(&self, length: usize) -> Range<usize> {
        self.at..self.at.saturating_add(length)
    }

    fn number(&mut self) -> Result<Token<'a>, Fault> {
        let rest = self.rest();
        let run = run(rest, |c| c.is_ascii_digit() || c == '.');
        let after = rest.get(run.len()..).unwrap_or_default();
        let length = if after.starts_with('%') { run.len().saturating_add(1) } else { run.len() };
        let text = rest.get(..length).unwrap_or_default();
        if Amount::parse(text).is_err() {
            return Err(not_a_number(text).at(self.ahead(length)));
        }
        let joined = self::run(rest.get(length..).unwrap_or_default(), |c| c.is_alphanumeric() || c == '_');
        if !joined.is_empty() {
            let whole = length.saturating_add(joined.len());
            let message = format!("`{text}{joined}` is neither a number nor a name");
            let fault =
                Refusal::new(Code::Syntax, message).help(format!("for a product write `{text} * {joined}`"));
            return Err(fault.at(self.ahead(whole)));
        }
        Ok(self.take(TokenKind::Number, length))
    }

    fn word(&mut self) -> Result<Token<'a>, Fault> {
        let rest = self.rest();
        let word = run(rest, |c| c.is_alphanumeric() || c == '_');
        let span = self.ahead(word.len());
        if !word.is_ascii() {
            let fault = Refusal::new(Code::Syntax, format!("`{word}` has a letter that no name has"));
            return Err(fault.help("names are written with a to z, digits and `_`").at(span));
        }
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let bracket =
                if rest.get(word.len()..).is_some_and(|rest| rest.starts_with('(')) { "(" } else { "" };
            let fault =
                Refusal::new(Code::Syntax, format!("`{word}` has capital letters: words are lower case"));
            return Err(fault.help(format!("write `{}{bracket}`", word.to_ascii_lowercase())).at(span));
        }
        Ok(self.take(TokenKind::Word, word.len()))
    }

    fn choice(&mut self) -> Result<Token<'a>, Fault> {
        let inside = self.rest().get(1..).unwrap_or_default();
        let text = run(inside, |c| c != '\'' && c != '\n');
        if !inside.get(text.len()..).is_some_and(|rest| rest.starts_with('\'')) {
            let fault = Refusal::new(Code::Syntax, "this choice has no end");
            return Err(fault.help("close it with `'`").at(self.ahead(1)));
        }
        let token = self.take(TokenKind::Choice, text.len().saturating_add(2));
        Ok(Token { text, ..token })
    }

    fn symbol(&mut self, first: char) -> Result<Token<'a>, Fault> {
        let rest = self.rest();
        if let Some((slip, right)) = SLIPS.iter().find(|(slip, _)| rest.starts_with(slip)) {
            let fault = Refusal::new(Code::Syntax, format!("`{slip}` is not written in formulas"));
            return Err(fault.help(format!("write `{right}`")).at(self.ahead(slip.len())));
        }
        if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            return Ok(self.take(TokenKind::Symbol, symbol.len()));
        }
        let fault = Refusal::new(Code::Syntax, format!("`{first}` is not written in formulas"));
        let before = self.source.get(..self.at).unwrap_or_default();
        let fault = match first {
            '"' | '“' | '”' | '‘' | '’' | '`' => fault.help(quoted(rest)),
            '£' | '€' | '$' | '¥' => {
                fault.help("leave it out: a number's unit is known from the parameter it stands in")
            }
            '%' => percent(before),
            _ => fault,
        };
        Err(fault.at(self.ahead(first.len_utf8())))
    }
}

/// The longest beginning of `text` of such characters.
fn run(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn not_a_number(text: &str) -> Refusal {
    let fault = Refusal::new(Code::Syntax, format!("`{text}` is not a number"));
    let digits = text.trim_matches(|c| c == '.' || c == '%');
    let mended = match digits.split_once('.') {
        None if text.starts_with('.') => format!("0.{digits}"),
        None => digits.to_owned(),
        Some(_) => String::new(),
    };
    if Amount::parse(&mended).is_ok() {
        fault.help(format!("write `{mended}{}`", if text.ends_with('%') { "%" } else { "" }))
    } else {
        fault.help("a number has up to 15 digits, and a point and up to 12 more if needed")
    }
}

/// What to write where a choice stands in other quotes.
fn quoted(rest: &str) -> String {
    let mut characters = rest.chars();
    characters.next();
    let id = run(characters.as_str(), |c| c.is_ascii_alphanumeric() || c == '_');
    if id.is_empty() { "write a choice between `'` and `'`".to_owned() } else { format!("write `'{id}'`") }
}

/// What is wrong with a `%` that is not part of a number.
fn percent(before: &str) -> Refusal {
    let fault = Refusal::new(Code::Syntax, "`%` stands directly after a number and nowhere else");
    let spaced = before.trim_end();
    let start = spaced.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    match spaced.get(start..).filter(|number| Amount::has_form(number) && spaced != before) {
        Some(number) => fault.help(format!("write `{number}%`")),
        None => fault,
    }
}
