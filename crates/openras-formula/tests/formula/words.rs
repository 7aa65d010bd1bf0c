use openras_core::{Exact, Unit, money};
use openras_formula::{Describe, DomainId, InputId, TableId, words};

use crate::world::{World, checked};

/// Everything by its name.
struct ByName;

impl Describe for ByName {
    fn input(&self, id: InputId) -> String {
        World::name_of(id).to_owned()
    }

    fn choice(&self, domain: DomainId, index: u16) -> String {
        format!("{}.{index}", domain.0)
    }

    fn table(&self, _: TableId, keys: &[String]) -> String {
        format!("the table at {}", keys.join(" and "))
    }

    fn number(&self, value: &Exact, unit: &Unit) -> String {
        match unit.currency() {
            Some(currency) => money(value, currency, 0),
            None => value.to_string(),
        }
    }

    fn smallest(&self, unit: &Unit, places: i32) -> Option<String> {
        (unit.currency() == Some("GBP") && places == 2).then(|| "penny".to_owned())
    }
}

fn sum(source: &str) -> String {
    words(&checked(source), &ByName).sum
}

#[test]
fn sums_read_as_they_are_worked() {
    for (source, text) in [
        ("needs * price", "needs × price"),
        ("yearly / price * 2", "yearly ÷ price × 2"),
        ("yearly / (price * 2)", "yearly ÷ (price × 2)"),
        ("needs + low - needs", "needs + low − needs"),
        ("needs - (low + needs)", "needs − (low + needs)"),
        ("(needs - low) * price", "(needs − low) × price"),
        ("-needs + low", "−needs + low"),
        ("needs - -low", "needs − (−low)"),
        ("-(needs + low)", "−(needs + low)"),
        ("half ^ 2", "half²"),
        ("(1 + half) ^ 10", "(1 + half)¹⁰"),
        ("(half ^ 2) ^ 3", "(half²)³"),
        ("-(half ^ 2)", "−half²"),
        ("(-half) ^ 2", "(−half)²"),
        ("half * 20%", "half × 20%"),
        ("sum(needs, low)", "needs + low"),
        ("sum(needs, low) * price", "(needs + low) × price"),
        ("max(0, needs - low)", "the larger of 0 and needs − low"),
        ("min(needs, low, needs)", "the smallest of needs, low and needs"),
        ("max(needs, low) * price", "(the larger of needs and low) × price"),
        ("min(needs)", "needs"),
        ("number(needs) * 2", "needs × 2"),
        ("bands(needs + low)", "the table at needs + low"),
        ("by_both(house, half) * 2", "the table at house and half × 2"),
        ("per_year(weekly)", "weekly as a yearly amount (× 52)"),
        ("per_week(yearly)", "yearly as a weekly amount (÷ 52)"),
        ("per_day(weekly)", "weekly as a daily amount (× 52 ÷ 365)"),
        ("per_week(weekly)", "weekly"),
        ("yearly + per_year(weekly)", "yearly + (weekly as a yearly amount (× 52))"),
        ("round(half / 3, 1) * 2", "(half ÷ 3, rounded to 1 decimal, halves away from zero) × 2"),
    ] {
        assert_eq!(sum(source), text, "{source}");
    }
}

#[test]
fn conditions_read_as_sentences() {
    for (source, text) in [
        ("living = 'family_home'", "living is 0.1"),
        ("living <> 'family_home'", "living is not 0.1"),
        ("not living = 'family_home'", "living is not 0.1"),
        ("half < 1", "half is less than 1"),
        ("half <= 1", "half is at most 1"),
        ("half > 1", "half is more than 1"),
        ("half >= 1", "half is at least 1"),
        ("not half >= 1", "half is less than 1"),
        ("born < on", "born is before on"),
        ("born >= moved", "born is on or after moved"),
        ("not born > moved", "born is on or before moved"),
        ("living in ('own_home', 'residential')", "living is 0.0 or 0.2"),
        ("half in (1, 2, 3)", "half is 1, 2 or 3"),
        ("not living in ('own_home')", "living is not 0.0"),
        ("not living in ('own_home', 'residential')", "living is neither 0.0 nor 0.2"),
        ("not half in (1, 2, 3)", "half is none of 1, 2 and 3"),
        ("couple and single", "couple and single"),
        ("couple or single and couple", "couple or (single and couple)"),
        ("(couple or single) and half > 1", "(couple or single) and half is more than 1"),
        ("living in ('own_home', 'residential') and couple", "(living is 0.0 or 0.2) and couple"),
        ("not couple", "not couple"),
        ("not (couple and single)", "not (couple and single)"),
        ("not not couple", "not (not couple)"),
        ("if(couple, needs, low)", "needs if couple, otherwise low"),
        ("if(living = 'own_home', needs * 2, low)", "needs × 2 if living is 0.0, otherwise low"),
        ("if(couple, 1, single, 2, 3)", "1 if couple, 2 if single, otherwise 3"),
        ("if(couple, if(single, 1, 2), 3)", "(1 if single, otherwise 2) if couple, otherwise 3"),
        ("if(couple, needs, low) * price", "(needs if couple, otherwise low) × price"),
    ] {
        assert_eq!(sum(source), text, "{source}");
    }
}

#[test]
fn roundings_of_the_whole_are_sentences_of_their_own() {
    for (source, text, rounding) in [
        (
            "round(needs * price, 2)",
            "needs × price",
            vec!["rounded to the nearest penny, halves away from zero"],
        ),
        ("round_down(yearly, 2)", "yearly", vec!["rounded down to the penny"]),
        (
            "round_half_even(yearly, 2)",
            "yearly",
            vec!["rounded to the nearest penny, halves to the even neighbour"],
        ),
        ("round(half, 2)", "half", vec!["rounded to 2 decimals, halves away from zero"]),
        ("round_up(half, 1)", "half", vec!["rounded up to 1 decimal"]),
        ("round_down(half, 0)", "half", vec!["rounded down to whole numbers"]),
        ("round(half, 0)", "half", vec!["rounded to whole numbers, halves away from zero"]),
        ("round(yearly, -2)", "yearly", vec!["rounded to the nearest £100, halves away from zero"]),
        ("round_to(yearly, 5)", "yearly", vec!["rounded to the nearest £5, halves away from zero"]),
        ("round_up_to(half, 5)", "half", vec!["rounded up to a multiple of 5"]),
        ("round_down_to(needs, low)", "needs", vec!["rounded down to a multiple of low"]),
        (
            "round_to(round_up(yearly, 0), 5)",
            "yearly",
            vec!["rounded up to whole numbers", "rounded to the nearest £5, halves away from zero"],
        ),
        ("half", "half", vec![]),
    ] {
        let words = words(&checked(source), &ByName);
        assert_eq!(
            (words.sum.as_str(), words.rounding),
            (text, rounding.iter().map(|s| (*s).to_owned()).collect()),
            "{source}"
        );
    }
}

/// The values in place of the names: the line of a person's page.
struct ByValue;

impl Describe for ByValue {
    fn input(&self, id: InputId) -> String {
        match World::name_of(id) {
            "needs" => "62 points [1]".to_owned(),
            "price" => "£214.38 a point".to_owned(),
            other => other.to_owned(),
        }
    }

    fn choice(&self, _: DomainId, _: u16) -> String {
        String::new()
    }

    fn table(&self, _: TableId, _: &[String]) -> String {
        String::new()
    }

    fn number(&self, value: &Exact, _: &Unit) -> String {
        value.to_string()
    }
}

#[test]
fn with_values_it_is_the_sum_itself() {
    let words = words(&checked("round(needs * price, 2)"), &ByValue);
    assert_eq!(words.sum, "62 points [1] × £214.38 a point");
    assert_eq!(words.rounding, ["rounded to 2 decimals, halves away from zero"]);
    assert_eq!(sum_by_value("needs ^ 2"), "(62 points [1])²");
}

fn sum_by_value(source: &str) -> String {
    words(&checked(source), &ByValue).sum
}
