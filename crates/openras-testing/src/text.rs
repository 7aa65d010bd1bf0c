//! Documents written in other ways that mean the same.

use openras_core::document::{Node, Value};
use serde_json::{Map, Value as Json, json};

use crate::Random;

/// As JSON, the keys of every table in a random order.
pub fn json(value: &Json, order: &mut Random) -> String {
    match value {
        Json::Object(map) => {
            let entries = shuffled(map.iter().collect(), order);
            let entries: Vec<_> = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", json!(key), json(value, order)))
                .collect();
            format!("{{\n{}\n}}", entries.join(",\n"))
        }
        Json::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| json(item, order)).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

/// The same document as TOML, the keys of every table in a random order, days as TOML days or as texts.
pub fn toml(value: &Json, order: &mut Random) -> String {
    let entries = shuffled(value.as_object().expect("a document is a table").iter().collect(), order);
    let lines: Vec<_> =
        entries.iter().map(|(key, value)| format!("{key} = {}\n", inline(value, order))).collect();
    lines.concat()
}

fn inline(value: &Json, order: &mut Random) -> String {
    match value {
        Json::Object(map) => {
            let entries = shuffled(map.iter().collect(), order);
            let entries: Vec<_> = entries
                .iter()
                .map(|(key, value)| format!("{} = {}", json!(key), inline(value, order)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Json::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| inline(item, order)).collect();
            format!("[{}]", items.join(", "))
        }
        Json::String(text) if openras_core::Day::parse(text).is_some() && order.percent(50) => text.clone(),
        other => other.to_string(),
    }
}

/// The same assessment with every number and list written in another way: `"4"` for `4`, `"4.0"` where that is no other
/// number, ticks in another order.
pub fn in_other_words(assessment: &Json, random: &mut Random) -> Json {
    let mut other = assessment.clone();
    for table in ["facts", "answers"] {
        for value in other[table].as_object_mut().into_iter().flat_map(Map::values_mut) {
            match value {
                Json::Number(whole) => *value = json!(format!("{whole}.{}", "0".repeat(1 + random.below(3)))),
                Json::Array(items) => items.reverse(),
                _ => {}
            }
        }
    }
    other
}

/// A TOML document written anew: tables inline, keys in another order, comments between, whole numbers as texts and amounts
/// with more zeros where `amount` says that a key holds one, days as texts, `statements` for `statement`.
pub fn reformatted(root: &Node, random: &mut Random, amount: &dyn Fn(&[String]) -> bool) -> String {
    let Value::Table(entries) = &root.value else { panic!("a document is a table") };
    let entries: Vec<_> = shuffled(entries.iter().map(|(key, node)| (&key.name, node)).collect(), random);
    let mut text = "# written anew\n\n".to_owned();
    for (key, node) in entries {
        let value = node_text(node, std::slice::from_ref(key), random, amount);
        text += &format!("   {key}   =   {value}  # a comment = \"1\"\n\n# [not.a.table]\n");
    }
    text
}

fn node_text(
    node: &Node,
    path: &[String],
    random: &mut Random,
    amount: &dyn Fn(&[String]) -> bool,
) -> String {
    let within = |key: &str| [path, &[key.to_owned()]].concat();
    match &node.value {
        Value::Table(entries) => {
            let mut texts = Vec::new();
            for (key, inner) in
                shuffled(entries.iter().map(|(key, node)| (&key.name, node)).collect(), random)
            {
                let name = match key.as_str() {
                    "statement" => "statements",
                    "statements" => "statement",
                    name => name,
                };
                texts.push(format!("{} = {}", json!(name), node_text(inner, &within(key), random, amount)));
            }
            format!("{{ {} }}", texts.join(" , "))
        }
        Value::List(items) => {
            let texts: Vec<_> = items.iter().map(|item| node_text(item, path, random, amount)).collect();
            format!("[\n  {} ]", texts.join(" , # one more\n  "))
        }
        Value::Integer(digits) if amount(path) => format!("\"{digits}.{}\"", "0".repeat(1 + random.below(4))),
        Value::Integer(digits) => digits.clone(),
        Value::String(text) if amount(path) && openras_core::Amount::has_form(text) => {
            let point = if text.contains('.') { "" } else { "." };
            json!(format!("{text}{point}0")).to_string()
        }
        Value::String(text) => json!(text).to_string(),
        Value::Date(day) if random.percent(50) => format!("\"{day}\""),
        Value::Date(day) => day.to_string(),
        Value::Bool(yes) => yes.to_string(),
        other => panic!("{other:?} stands in no rulebook"),
    }
}

fn shuffled<T>(mut items: Vec<T>, random: &mut Random) -> Vec<T> {
    for at in (1..items.len()).rev() {
        items.swap(at, random.below(at + 1));
    }
    items
}
