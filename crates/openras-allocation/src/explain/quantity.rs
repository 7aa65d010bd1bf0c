//! Numbers with what they count, in words: `62 points`, `£214.38 a point a year`.

use openras_core::{Amount, Exact, Unit, money, shown};

/// A value with what it counts; money with its payable decimals, `decimals`.
///
/// # Rounding
/// More than six decimals are cut off and `…` says so.
pub(super) fn quantity(value: &Exact, unit: &Unit, decimals: u32) -> String {
    let written = unit.to_string();
    let mut parts = written.split('/');
    let above = parts.next().unwrap_or_default();
    let mut text = match unit.currency() {
        Some(currency) if value.decimals().is_some_and(|own| own <= decimals) => {
            money(value, currency, decimals)
        }
        _ => shown(value, unit),
    };
    if let Some(digits) = text.strip_prefix('-') {
        text = format!("−{digits}");
    }
    if unit.currency().is_none() && above != "number" {
        text = text + " " + &counted(above, value.abs() == Exact::ONE);
    }
    for below in parts {
        let article = if below == "hour" { "an" } else { "a" };
        text = format!("{text} {article} {below}");
    }
    text
}

/// An amount as it is written, so that `20%` stays `20%`.
pub(super) fn written(amount: &Amount, unit: &Unit, decimals: u32) -> String {
    if amount.percent {
        amount.shortest().replace('-', "−")
    } else {
        quantity(&amount.value, unit, decimals)
    }
}

/// `points`, `people`, `person hours`.
fn counted(above: &str, one: bool) -> String {
    let mut words: Vec<&str> = above.split('*').rev().collect();
    match (words.pop(), one) {
        (Some(last), true) => [words.as_slice(), &[last]].concat().join(" "),
        (Some("person"), false) => [words.as_slice(), &["people"]].concat().join(" "),
        (Some(last), false) => [words.as_slice(), &[last]].concat().join(" ") + "s",
        (None, _) => String::new(),
    }
}

/// What the last of so many decimals is called: `penny`.
pub(super) fn smallest(unit: &Unit, places: i32) -> Option<String> {
    let word = match (unit.currency(), places) {
        (Some("GBP"), 2) => "penny",
        (Some("GBP"), 0) => "pound",
        (Some("EUR" | "USD"), 2) => "cent",
        (Some("EUR"), 0) => "euro",
        (Some("USD"), 0) => "dollar",
        (Some("JPY"), 0) => "yen",
        (None, 0) => return Some(format!("whole {}", whole(unit))),
        _ => return None,
    };
    Some(word.to_owned())
}

fn whole(unit: &Unit) -> String {
    unit.to_string().split('/').next().unwrap_or("number").replace('*', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, unit: &str, expect: &str) {
        let unit = Unit::parse(unit, "GBP").unwrap();
        assert_eq!(quantity(&Exact::parse(value).unwrap(), &unit, 2), expect);
    }

    #[test]
    fn quantities_read_as_words() {
        check("62", "point", "62 points");
        check("1", "point", "1 point");
        check("214.38", "GBP/point/year", "£214.38 a point a year");
        check("15", "GBP/hour", "£15.00 an hour");
        check("1234.5", "GBP/week", "£1,234.50 a week");
        check("-3", "GBP", "−£3.00");
        check("2.5", "hour/week", "2.5 hours a week");
        check("3", "person", "3 people");
        check("0.4567", "GBP/mile", "£0.4567 a mile");
        check("1/3", "number", "0.333333…");
        check("7", "number/week", "7 a week");
        check("4", "hour*person/week", "4 person hours a week");
        check("-1", "point", "−1 point");
    }

    #[test]
    fn percentages_stay_percentages() {
        let unit = Unit::default();
        assert_eq!(written(&Amount::parse("20%").unwrap(), &unit, 2), "20%");
        assert_eq!(written(&Amount::parse("0.2").unwrap(), &unit, 2), "0.2");
    }
}
