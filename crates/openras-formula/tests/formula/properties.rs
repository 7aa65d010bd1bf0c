use openras_core::{Exact, Rounding};
use openras_formula::{Expr, Formula, Node, Value, evaluate};
use proptest::prelude::*;

use crate::world::World;

/// A formula as a value of its own, with what it must be worth by the plain rules of fractions.
#[derive(Clone, Debug)]
enum Sum {
    Whole(u32),
    Hundredths(u32),
    Half,
    Third,
    Add(Box<Sum>, Box<Sum>),
    Subtract(Box<Sum>, Box<Sum>),
    Multiply(Box<Sum>, Box<Sum>),
    Divide(Box<Sum>, Box<Sum>),
    Negate(Box<Sum>),
    Power(Box<Sum>, u32),
    Least(Box<Sum>, Box<Sum>),
    If(Box<Sum>, Box<Sum>, Box<Sum>),
    Round(Box<Sum>, i32),
}

impl Sum {
    /// Written with a bracket around every part.
    fn in_full(&self) -> String {
        match self {
            Sum::Whole(n) => n.to_string(),
            Sum::Hundredths(n) => format!("{}.{:02}", n / 100, n % 100),
            Sum::Half => "half".to_owned(),
            Sum::Third => "third".to_owned(),
            Sum::Add(a, b) => format!("({} + {})", a.in_full(), b.in_full()),
            Sum::Subtract(a, b) => format!("({} - {})", a.in_full(), b.in_full()),
            Sum::Multiply(a, b) => format!("({} * {})", a.in_full(), b.in_full()),
            Sum::Divide(a, b) => format!("({} / {})", a.in_full(), b.in_full()),
            Sum::Negate(a) => format!("(-{})", a.in_full()),
            Sum::Power(a, n) => format!("({} ^ {n})", a.in_full()),
            Sum::Least(a, b) => format!("min({}, {})", a.in_full(), b.in_full()),
            Sum::If(a, b, c) => format!("if({0} > {1}, {1}, {2})", a.in_full(), b.in_full(), c.in_full()),
            Sum::Round(a, n) => format!("round({}, {n})", a.in_full()),
        }
    }

    /// Written with no bracket that the order of operators makes needless; `tight` is what surrounds it.
    fn in_short(&self, tight: u8) -> String {
        let (text, own) = match self {
            Sum::Whole(n) => (n.to_string(), 9),
            Sum::Hundredths(n) => (format!("{}.{:02}", n / 100, n % 100), 9),
            Sum::Half => ("half".to_owned(), 9),
            Sum::Third => ("third".to_owned(), 9),
            Sum::Add(a, b) => (format!("{}+{}", a.in_short(1), b.in_short(2)), 1),
            Sum::Subtract(a, b) => (format!("{}-{}", a.in_short(1), b.in_short(2)), 1),
            Sum::Multiply(a, b) => (format!("{}*{}", a.in_short(2), b.in_short(3)), 2),
            Sum::Divide(a, b) => (format!("{}/{}", a.in_short(2), b.in_short(3)), 2),
            Sum::Negate(a) => (format!("-{}", a.in_short(9)), 3),
            Sum::Power(a, n) => (format!("{}^{n}", a.in_short(9)), 4),
            Sum::Least(a, b) => (format!("min({},{})", a.in_short(0), b.in_short(0)), 9),
            Sum::If(a, b, c) => {
                (format!("if({0}>{1},{1},{2})", a.in_short(1), b.in_short(1), c.in_short(0)), 9)
            }
            Sum::Round(a, n) => (format!("round({},{n})", a.in_short(0)), 9),
        };
        if own < tight { format!("({text})") } else { text }
    }

    /// What it is worth; nothing where it divides by zero.
    fn worth(&self) -> Option<Exact> {
        Some(match self {
            Sum::Whole(n) => Exact::from(*n),
            Sum::Hundredths(n) => Exact::ratio((*n).into(), 100)?,
            Sum::Half => Exact::ratio(1, 2)?,
            Sum::Third => Exact::ratio(1, 3)?,
            Sum::Add(a, b) => &a.worth()? + &b.worth()?,
            Sum::Subtract(a, b) => &a.worth()? - &b.worth()?,
            Sum::Multiply(a, b) => &a.worth()? * &b.worth()?,
            Sum::Divide(a, b) => a.worth()?.checked_div(&b.worth()?)?,
            Sum::Negate(a) => -&a.worth()?,
            Sum::Power(a, n) => {
                let base = a.worth()?;
                (0..*n).fold(Exact::ONE, |power, _| &power * &base)
            }
            Sum::Least(a, b) => a.worth()?.min(b.worth()?),
            Sum::If(a, b, c) => {
                let then = b.worth()?;
                if a.worth()? > then { then } else { c.worth()? }
            }
            Sum::Round(a, n) => a.worth()?.round(Rounding::HalfAwayFromZero, *n),
        })
    }
}

fn any_sum() -> impl Strategy<Value = Sum> {
    let leaf = prop_oneof![
        (0..1000u32).prop_map(Sum::Whole),
        (0..1000u32).prop_map(Sum::Hundredths),
        Just(Sum::Half),
        Just(Sum::Third),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let part = || inner.clone().prop_map(Box::new);
        prop_oneof![
            (part(), part()).prop_map(|(a, b)| Sum::Add(a, b)),
            (part(), part()).prop_map(|(a, b)| Sum::Subtract(a, b)),
            (part(), part()).prop_map(|(a, b)| Sum::Multiply(a, b)),
            (part(), part()).prop_map(|(a, b)| Sum::Divide(a, b)),
            part().prop_map(Sum::Negate),
            (part(), 0..4u32).prop_map(|(a, n)| Sum::Power(a, n)),
            (part(), part()).prop_map(|(a, b)| Sum::Least(a, b)),
            (part(), part(), part()).prop_map(|(a, b, c)| Sum::If(a, b, c)),
            (part(), -2..4i32).prop_map(|(a, n)| Sum::Round(a, n)),
        ]
    })
}

fn check(source: &str) -> Result<Expr, TestCaseError> {
    let formula =
        Formula::parse(source).map_err(|fault| TestCaseError::fail(format!("{source}: {fault:?}")))?;
    formula.check(&mut World::new()).map_err(|faults| TestCaseError::fail(format!("{source}: {faults:?}")))
}

/// What a formula is worth; an error where something was missing for it.
fn value(source: &str) -> Result<Option<Exact>, TestCaseError> {
    let mut world = World::new();
    match evaluate(&check(source)?, &mut world) {
        Some(Value::Number(number)) => Ok(Some(number)),
        Some(other) => Err(TestCaseError::fail(format!("{source}: {other:?}"))),
        None => {
            prop_assert!(!world.faults.is_empty());
            Ok(None)
        }
    }
}

/// A text of pieces of formulas, far likelier than any text to come deep into the reader.
fn any_pieces() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "half",
        "couple",
        "living",
        "'own_home'",
        "'mars'",
        "born",
        "on",
        "needs",
        "weekly",
        "bands",
        "(",
        ")",
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "^",
        "2",
        "0",
        "20%",
        "1.5",
        "=",
        "<>",
        "<",
        ">=",
        "in",
        "and",
        "or",
        "not",
        "if(",
        "round(",
        "per_year(",
        "answer(",
        "ticked(",
        "points(",
        "wash",
        "min(",
        "number(",
        "round_to(",
        " ",
        "nowhere",
        "%",
        "'",
        "==",
        "£",
        "é",
        "BIG",
        ".",
        "poisoned",
        "by_home(",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.join(" "))
}

/// Reads, checks and works out whatever can be; every place must lie within the text.
fn survives(source: &str) -> Result<(), TestCaseError> {
    let faults = match Formula::parse(source) {
        Err(fault) => vec![fault],
        Ok(formula) => {
            prop_assert!(formula.names().all(|word| &source[word.span.clone()] == word.text));
            match formula.check(&mut World::new()) {
                Err(faults) => faults,
                Ok(expr) => {
                    let _ = evaluate(&expr, &mut World::new());
                    let mut whole = true;
                    expr.walk(&mut |part| whole &= source.get(part.span.clone()).is_some());
                    prop_assert!(whole);
                    Vec::new()
                }
            }
        }
    };
    for fault in faults {
        prop_assert!(source.get(fault.span.clone()).is_some(), "{fault:?}");
        prop_assert!(!fault.message.is_empty());
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(source in "\\PC{0,60}") {
        survives(&source)?;
    }

    #[test]
    fn no_jumble_of_pieces_makes_it_panic(source in any_pieces()) {
        survives(&source)?;
    }

    #[test]
    fn needless_brackets_change_nothing(sum in any_sum()) {
        let (full, short) = (sum.in_full(), sum.in_short(0));
        prop_assert_eq!(value(&full)?, value(&short)?, "{} and {}", full, short);
    }

    #[test]
    fn a_formula_is_worth_what_the_rules_of_fractions_say(sum in any_sum()) {
        prop_assert_eq!(value(&sum.in_short(0))?, sum.worth());
    }

    #[test]
    fn no_value_has_more_decimals_than_were_foretold(sum in any_sum()) {
        let source = sum.in_short(0);
        if let (openras_formula::Decimals::AtMost(most), Some(worth)) = (check(&source)?.decimals, value(&source)?) {
            prop_assert!(worth.decimals().is_some_and(|decimals| decimals <= most), "{source}: {worth} has more than {most}");
        }
    }

    #[test]
    fn spaces_and_lines_change_nothing(sum in any_sum()) {
        let tight = sum.in_short(0);
        let spaced: String = tight.chars().map(|c| if "+-*/^(),>".contains(c) { format!("\n {c}\t") } else { c.to_string() }).collect();
        prop_assert_eq!(value(&tight)?, value(&spaced.replace(",\t\n -\t", ", -"))?);
    }

    #[test]
    fn a_number_over_another_and_back_is_itself(a in 1..10_000u32, b in 1..10_000u32) {
        let source = format!("{a} / {b} * {b}");
        prop_assert_eq!(value(&source)?, Some(Exact::from(a)));
    }

    #[test]
    fn rounding_moves_a_value_by_at_most_half_a_step(a in 0..100_000u32, b in 1..1_000u32, places in 0..4i32) {
        let exact = Exact::ratio(a.into(), b.into()).unwrap();
        let rounded = value(&format!("round({a} / {b}, {places})"))?.unwrap();
        let twice = &(&rounded - &exact).abs() * &Exact::from(2);
        prop_assert!(twice <= Exact::decimal(1, places.unsigned_abs()));
    }

    #[test]
    fn a_tree_knows_every_number_that_was_written(sum in any_sum()) {
        let source = sum.in_short(0);
        let mut literals = 0;
        check(&source)?.walk(&mut |part| literals += usize::from(matches!(part.node, Node::Literal(_))));
        prop_assert_eq!(literals, count(&sum));
    }
}

/// The numbers written in a sum, but not exponents and decimals of roundings.
fn count(sum: &Sum) -> usize {
    match sum {
        Sum::Whole(_) | Sum::Hundredths(_) => 1,
        Sum::Half | Sum::Third => 0,
        Sum::Add(a, b) | Sum::Subtract(a, b) | Sum::Multiply(a, b) | Sum::Divide(a, b) | Sum::Least(a, b) => {
            count(a) + count(b)
        }
        Sum::Negate(a) | Sum::Power(a, _) | Sum::Round(a, _) => count(a),
        Sum::If(a, b, c) => count(a) + 2 * count(b) + count(c),
    }
}
