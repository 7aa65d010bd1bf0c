//! The document on which shapes are tried.

use openras_core::document::{
    AmountIn, Cell, DayIn, Document, Entries, Format, FormulaIn, FractionIn, Id, Percentage, Reference,
    UnitIn, read,
};
use openras_core::{Diagnostics, Text};
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Menu {
    pub(crate) format: Format,
    pub(crate) id: Id,
    pub(crate) title: Text,
    pub(crate) version: String,
    pub(crate) opens: DayIn,
    pub(crate) weeks: FractionIn,
    pub(crate) currency: Reference,
    #[schemars(range(max = 12))]
    pub(crate) decimals: u32,
    pub(crate) closed: Option<bool>,
    pub(crate) share: Option<Percentage>,
    pub(crate) kind: Option<Kind>,
    pub(crate) unit: Option<UnitIn>,
    #[serde(default)]
    #[schemars(length(max = 3))]
    pub(crate) tags: Vec<String>,
    #[serde(default)]
    pub(crate) dish: Vec<Dish>,
    #[serde(default)]
    pub(crate) prices: Entries<Price>,
    pub(crate) keep: Option<Keep>,
    pub(crate) span: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// One.
    One,
    Many,
    Number,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dish {
    pub(crate) id: Id,
    pub(crate) points: AmountIn,
    pub(crate) when: Option<FormulaIn>,
    pub(crate) choices: Option<Vec<Choice>>,
    pub(crate) by_default: Option<Given>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Choice {
    Id(Id),
    WithText(WithText),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithText {
    pub(crate) id: Id,
    pub(crate) text: Text,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Given {
    YesNo(bool),
    Whole(i64),
    Amount(AmountIn),
    Word(String),
    Several(Vec<String>),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Price {
    pub(crate) is: Cell,
    pub(crate) from: Option<DayIn>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Keep {
    Weeks(AmountIn),
    Payments(u32),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Span {
    pub(crate) from: DayIn,
    pub(crate) to: Option<DayIn>,
}

pub(crate) const GOOD: &str = r#"{
    "format": 1, "id": "menu", "title": "Menu", "version": "1", "opens": "2008-02-29", "weeks": "365/7",
    "currency": "GBP", "decimals": 2
}"#;

/// The good document with the keys of `more` in it, in place of its own.
pub(crate) fn with(more: &str) -> String {
    let mut good: serde_json::Map<String, serde_json::Value> = serde_json::from_str(GOOD).unwrap();
    let more: serde_json::Map<String, serde_json::Value> = serde_json::from_str(more).expect(more);
    good.extend(more);
    serde_json::to_string(&good).unwrap()
}

pub(crate) fn read_text(source: &str) -> (Menu, Diagnostics) {
    let mut document = Document::from_json("menu.json", source).expect(source);
    let (menu, problems) = read::<Menu>(&mut document);
    (menu.expect("there is a value whatever is wrong"), problems)
}

/// Each problem as `code path`, `code path <key>` where the key is meant.
pub(crate) fn told(problems: &Diagnostics) -> Vec<String> {
    problems
        .iter()
        .map(|problem| {
            format!("{} {}{}", problem.code, problem.path, if problem.on_key { " <key>" } else { "" })
        })
        .collect()
}

/// The only problem of the good document with `more` in it: its code and path, message and help.
pub(crate) fn check(more: &str, expected: &str, message: &str, help: &str) {
    let (_, problems) = read_text(&with(more));
    assert_eq!(told(&problems), [expected], "{more}\n{problems}");
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.message, message, "{more}");
    assert_eq!(problem.help.as_deref().unwrap_or_default(), help, "{more}");
}
