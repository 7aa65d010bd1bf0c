//! Random formulas, worked out by the engine, the second evaluator and the oracle.

use std::collections::BTreeSet;
use std::fs;

use openras_questionnaire::Assessment;
use openras_testing::people::{Care, Inventor};
use openras_testing::{Outcome, formulas, naive, oracle, small};

/// Everything that the language has, which the invented formulas must have too.
const WORDS: [&str; 45] = [
    "+",
    "-",
    "*",
    "/",
    "^",
    "%",
    "=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    " in (",
    " and ",
    " or ",
    "not ",
    "if(",
    "min(",
    "max(",
    "sum(",
    "round(",
    "round_down(",
    "round_up(",
    "round_half_even(",
    "round_to(",
    "round_down_to(",
    "round_up_to(",
    "per_year(",
    "per_month(",
    "per_week(",
    "per_day(",
    "number(",
    "points(",
    "max_points(",
    "min_points(",
    "answer(",
    "ticked(",
    "by_line(",
    "by_floor(",
    "by_ceiling(",
    "by_nearest(",
    "by_exact(",
    "by_band(",
    "by_home(",
    "by_work(",
];

#[test]
fn the_second_evaluator_agrees_on_random_formulas() {
    let (mut codes, mut values, mut all) = (BTreeSet::new(), 0, String::new());
    for seed in 0..150 {
        let scheme = formulas::scheme(seed, 14);
        let rulebook = small::rulebook(formulas::QUESTIONNAIRE, &scheme);
        all += &scheme;
        let inventor = Inventor::new(&rulebook);
        for person in 0..12 {
            let care = if person < 8 { Care::Sound } else { Care::Gaps };
            let person = inventor.person(care, person + 1000 * seed);
            let assessment = Assessment::from_json(&person.to_string()).expect("it has the form of one");
            let engine = Outcome::of_engine(&rulebook.allocate(&assessment));
            let second = naive::allocate(&rulebook, &person);
            assert_eq!(
                engine, second,
                "seed {seed}: the engine left, the second evaluator right\n{person:#}\n{scheme}"
            );
            codes.extend(engine.errors.iter().filter_map(|item| item.split(':').next()).map(str::to_owned));
            values += engine.steps.len();
        }
    }
    for word in WORDS {
        assert!(all.contains(word), "no formula has `{word}`");
    }
    let wanted = [
        "divide_by_zero",
        "missing_fact",
        "no_value_on_date",
        "out_of_range",
        "outside_table",
        "overflow",
        "unanswered",
    ];
    for code in wanted {
        assert!(codes.contains(code), "no formula ends in {code}: {codes:?}");
    }
    assert!(values > 500, "many have a value: {values}");
}

#[test]
fn the_oracle_agrees_on_random_formulas() {
    let folder = std::env::temp_dir().join(format!("openras-formulas-{}", std::process::id()));
    let mut values = 0;
    for seed in 0..12 {
        let scheme = formulas::scheme(5_000 + seed, 6);
        let rulebook = small::rulebook(formulas::QUESTIONNAIRE, &scheme);
        fs::create_dir_all(&folder).expect("a folder can be made");
        for (name, text) in small::files(formulas::QUESTIONNAIRE, &scheme) {
            fs::write(folder.join(name), text).expect("a file can be written");
        }
        for (person, said) in oracle::people(&folder, 40, seed) {
            let Ok(assessment) = Assessment::from_json(&person.to_string()) else {
                assert_eq!(said["outcome"], "error");
                continue;
            };
            let engine = Outcome::of_engine(&rulebook.allocate(&assessment)).sorted();
            assert_eq!(
                engine,
                Outcome::of_oracle(&said).sorted(),
                "seed {seed}: the engine left, the oracle right\n{person:#}\n{scheme}"
            );
            values += engine.steps.len();
        }
        fs::remove_dir_all(&folder).expect("the folder can be taken away");
    }
    assert!(values > 200, "many have a value: {values}");
}
