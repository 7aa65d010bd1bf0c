//! The corners of columns: numbers near the ends of what columns hold, edges that refer, what is asked of some only,
//! quotients of columns, days on which values change.

use openras_allocation::Outcome;
use openras_allocation::columns::{Cells, NOTHING, On, People, Worked};
use openras_core::Diagnostics;
use openras_questionnaire::Assessment;
use openras_rulebook::Rulebook;
use openras_testing::people::{Care, Inventor};
use openras_testing::table::Table;
use openras_testing::{Random, fixtures, small};

/// Holds columns against one by one; how many rows stayed in columns.
fn same(name: &str, rulebook: &Rulebook, table: &Table<'_>, worked: &Worked) -> usize {
    let words = |found: &Diagnostics| {
        found.iter().map(|one| format!("{:?} {}", one.code, one.message)).collect::<Vec<_>>()
    };
    let mut inside = 0;
    for (row, person) in table.assessments().iter().enumerate() {
        let alone = rulebook.allocate(person);
        let place =
            || format!("{name}, row {row}: {}", serde_json::to_string(person).expect("it can be written"));
        match (worked.other(row).map(|other| &other.allocation), &alone) {
            (None, Ok(alone)) => {
                assert_eq!(alone.outcome(), Outcome::Allocated, "{}", place());
                inside += 1;
                for (step, values) in worked.steps() {
                    let done = alone.steps().iter().find(|done| done.step == *step);
                    let id = &rulebook.scheme().steps[*step].id;
                    assert_eq!(values.get(row), done.map(|done| done.value.clone()), "`{id}`, {}", place());
                }
            }
            (Some(Ok(other)), Ok(alone)) => {
                assert_eq!(other.outcome(), alone.outcome(), "{}", place());
                assert_eq!(other.steps(), alone.steps(), "{}", place());
            }
            (Some(Err(found)), Err(alone)) => assert_eq!(words(found), words(alone), "{}", place()),
            (other, alone) => panic!("{other:?} against {alone:?}: {}", place()),
        }
    }
    inside
}

fn person(on: &str, facts: &str, answers: &str) -> Assessment {
    let text =
        format!("{{\"format\": 1, \"on\": \"{on}\", \"facts\": {{{facts}}}, \"answers\": {{{answers}}}}}");
    Assessment::from_json(&text).expect("it has the form of one")
}

fn number(id: &str, min: &str, max: &str, decimals: u32) -> String {
    format!("[[fact]]\nid = \"{id}\"\nkind = \"number\"\nmin = {min}\nmax = {max}\ndecimals = {decimals}\n")
}

fn check(questionnaire: &str, steps: &[(&str, &str)], facts: &[String]) -> usize {
    let mut scheme = "illustrative = true\n".to_owned();
    for (id, formula) in steps {
        scheme += &small::step(id, "number", formula);
    }
    scheme += &small::step("budget", "GBP/year", "1");
    let rulebook = small::rulebook(&format!("{questionnaire}{}", small::ONE_QUESTION), &scheme);
    let people = facts.iter().map(|facts| person("2024-06-01", facts, "\"wash\": \"some\"")).collect();
    let table = Table::new(&rulebook, people);
    same(&scheme, &rulebook, &table, &rulebook.columns().work(&table.people()))
}

#[test]
fn large_numbers_that_cancel_keep_their_difference() {
    let questionnaire =
        number("x", "0", "999", 0) + &number("y", "0", "999", 0) + &number("w", "0", "900000", 1);
    let facts = [(0, 0, 0), (7, 3, 12), (999, 0, 900_000), (0, 999, 5)];
    let facts = facts.map(|(x, y, w)| format!("\"x\": {x}, \"y\": {y}, \"w\": {w}"));
    let far = "(100000000000000 * 1000000)";
    let steps = [
        ("tables", format!("({far} + x) - ({far} + y)")),
        ("columns", format!("round({far} + w, 0) - ({far} + x)")),
        ("constant", format!("max({far} + w, {far} + x) - {far}")),
        ("above", format!("({far} + x) + y")),
        ("places", format!("if(above > {far}, if(above = {far} + 10, 5, 6), 7)")),
        ("far_below", "0 - above".to_owned()),
        ("places_below", format!("if(far_below < -{far}, if(far_below = -{far} - 10, 5, 6), 7)")),
    ];
    let steps: Vec<(&str, &str)> = steps.iter().map(|(id, formula)| (*id, formula.as_str())).collect();
    check(&questionnaire, &steps, &facts);
}

#[test]
fn nothing_is_no_choice_also_where_there_are_as_many_choices_as_bytes() {
    let choices: Vec<String> = (0..256).map(|at| format!("\"c{at}\"")).collect();
    let questionnaire =
        format!("[[fact]]\nid = \"area\"\nkind = \"choice\"\nchoices = [{}]\n", choices.join(", "));
    let scheme = "illustrative = true\n".to_owned()
        + &small::step("budget", "GBP/year", "if(area = 'c255', 900, 1) * 1");
    let rulebook = small::rulebook(&(questionnaire + small::ONE_QUESTION), &scheme);
    let columns = rulebook.columns();
    let day = openras_core::Day::new(2024, 6, 1).expect("a day");
    let mut people = People::new(columns.questionnaire(), 3, On::Same(day)).expect("people");
    let area = columns.questionnaire().fact("area").expect("the fact");
    people.fact(area, Cells::Places(&[0, NOTHING, 254])).expect("its cells");
    let worked = columns.work(&people);
    assert!(worked.other(1).is_some_and(|other| other.allocation.is_err()), "nothing is given in the row");
    assert!(worked.other(0).is_none() && worked.other(2).is_none());
}

/// Whatever the place of a row among many, and however many threads: it comes to the same.
#[test]
fn every_row_of_many_chunks_and_blocks_is_worked_out_once_and_in_its_place() {
    const DIFFERENT: usize = 97;
    let rulebook = fixtures::rulebook("contract");
    let inventor = Inventor::new(&rulebook);
    let cares = [Care::Sound, Care::Sound, Care::Sound, Care::Gaps, Care::Slips];
    let people = (0..DIFFERENT as u64).map(|at| inventor.person(cares[at as usize % 5], at).to_string());
    let people: Vec<Assessment> =
        people.map(|text| Assessment::from_json(&text).expect("its form")).collect();
    let few = Table::new(&rulebook, people.clone());
    let columns = rulebook.columns();
    let alone = columns.work(&few.people());
    let many = Table::new(&rulebook, people.iter().cycle().take(35_000).cloned().collect());
    let mut worked = Worked::default();
    for threads in [1, 3] {
        columns.clone().threads(threads).work_into(&many.people(), &mut worked);
        assert_eq!(worked.rows(), 35_000);
        let others = (0..35_000).filter(|row| alone.other(row % DIFFERENT).is_some());
        assert!(worked.others().iter().map(|other| other.row).eq(others), "the rows beside the columns");
        for (step, _) in alone.steps() {
            for row in 0..35_000 {
                assert_eq!(worked.value(*step, row), alone.value(*step, row % DIFFERENT), "row {row}");
            }
        }
        // What was there before leaves nothing behind.
        columns.work_into(&few.people(), &mut worked);
        assert_eq!(worked.rows(), DIFFERENT);
        for (step, _) in alone.steps() {
            assert!((0..DIFFERENT + 1).all(|row| worked.value(*step, row) == alone.value(*step, row)));
        }
    }
}

/// Facts and questions of every width.
const WIDE: &str = r#"
[[fact]]
id = "income"
kind = "number"
min = -1000
max = 100000
decimals = 2
[[fact]]
id = "debt"
kind = "number"
min = -5
max = 5
[[fact]]
id = "rent"
kind = "number"
min = 0
max = 60000
default = 12
[[fact]]
id = "odd"
kind = "number"
min = -300
max = 300
decimals = 1
[[fact]]
id = "works"
kind = "yes_no"
[[fact]]
id = "living"
kind = "choice"
choices = ["alone", "couple", "family"]
[[fact]]
id = "born"
kind = "date"
[[fact]]
id = "moved"
kind = "date"
default = 2024-05-01
[[section]]
id = "care"
title = "Care"
[[section.question]]
id = "wash"
between = true
statements = [{ id = "none", points = 0 }, { id = "some", points = 4 }, { id = "all", points = "9.5" }]
[[section.question]]
id = "dress"
unanswered = 1
asked_when = "works or income > 500"
statements = [{ id = "none", points = 0 }, { id = "some", points = 3 }, { id = "all", points = 8 }]
[[section.question]]
id = "many"
kind = "many"
statements = [MANY]
[[section.question]]
id = "hours"
kind = "number"
unit = "hour/week"
min = 0
max = 16800
decimals = 2
points_each = "-0.5"
asked_when = "living in ('couple', 'family') and debt > 0 and born < moved"
[[section.question]]
id = "minutes"
kind = "number"
unit = "number"
min = -1
max = 900000
points_each = "0.007"
unanswered = 2
[[section.question]]
id = "worry"
scale = { from = -100000, to = 400000 }
asked_when = "not works and living = 'alone'"
"#;

const TABLES: &str = r#"
illustrative = true
[parameters.rate]
unit = "number"
values = [{ from = 2024-01-01, is = "10.50" }, { from = 2024-05-01, is = "-3" }, { from = 2024-07-01, is = "11" }]
[parameters.late]
unit = "number"
values = [{ from = 2024-06-15, is = "0.333" }]
[tables.falls]
key = "number"
value = "number"
lookup = "linear"
below = "refer"
above = "rate"
rows = [{ at = -900, is = "100" }, { at = 0, is = "1" }, { at = 3, is = "-10" }, { at = 1000, is = "late" }, { at = 50000, is = "7" }]
[tables.floors]
key = "number"
value = "number"
lookup = "floor"
below = "refer"
rows = [{ at = -20000, is = "1" }, { at = "2.5", is = "2" }, { at = 40, is = "rate" }]
[tables.nears]
key = "number"
value = "number"
lookup = "nearest"
below = "0"
rows = [{ at = 0, is = "1" }, { at = 1, is = "2" }, { at = 8, is = "rate" }, { at = 9000, is = "4" }]
[tables.bands]
key = "number"
value = "number"
lookup = "band"
below = "5"
above = "refer"
rows = [{ from = -9, to = 0, is = "1" }, { from = 1, to = 30, is = "late" }, { from = 31, to = 90000, is = "2" }]
"#;

struct Draw {
    random: Random,
    above: usize,
    /// Conditions of exclusions and referrals use no table.
    tables: bool,
}

impl Draw {
    fn of(&mut self, words: &[&str]) -> String {
        (*self.random.one(words)).to_owned()
    }

    fn atom(&mut self) -> String {
        match self.random.below(12) {
            0 => self.random.below(1000).to_string(),
            1 => self.of(&["0", "1", "3", "0.5", "20%", "0.007", "-2"]),
            2..=4 => self.of(&["income", "debt", "rent", "odd", "income", "debt"]),
            5 => self.of(&["rate", "late", "rate", "rate", "rate", "rate"]),
            6 | 7 => {
                let asked = self.of(&[
                    "",
                    "care",
                    "wash",
                    "dress",
                    "hours",
                    "minutes",
                    "worry",
                    "dress, worry",
                    "many",
                ]);
                let what = self.of(&["points", "points", "points", "max_points", "min_points"]);
                format!("number({what}({asked}))")
            }
            8 if self.random.percent(30) => {
                self.of(&["number(answer(hours))", "answer(worry)", "answer(minutes)"])
            }
            _ if self.above > 0 => format!("s{}", self.random.below(self.above)),
            _ => "income".to_owned(),
        }
    }

    fn number(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.atom();
        }
        let depth = depth - 1;
        match self.random.below(16) {
            0..=2 => {
                let how = self.of(&["+", "-", "*", "+", "-"]);
                format!("({} {how} {})", self.number(depth), self.number(depth))
            }
            3 => format!("({} / {})", self.number(depth), self.atom()),
            4 | 5 => {
                let how = self.of(&["round", "round_down", "round_up", "round_half_even"]);
                let places = self.random.below(9) as i32 - 3;
                format!("{how}({} / {}, {places})", self.number(depth), self.number(depth.min(1)))
            }
            6 => {
                let how = self.of(&["round", "round_down", "round_up", "round_half_even"]);
                format!("{how}({}, {})", self.number(depth), self.random.below(9) as i32 - 4)
            }
            7 => {
                let multiple = self.of(&["5", "0.05", "1/3", "rate", "late", "debt"]);
                format!(
                    "{}({}, {multiple})",
                    self.of(&["round_to", "round_down_to", "round_up_to"]),
                    self.number(depth)
                )
            }
            8 => {
                format!("{}({}, {})", self.of(&["min", "max", "sum"]), self.number(depth), self.number(depth))
            }
            9..=11 => {
                format!("if({}, {}, {})", self.condition(depth), self.number(depth), self.number(depth))
            }
            12 => format!(
                "if({}, {}, {}, {}, {})",
                self.condition(depth),
                self.number(depth),
                self.condition(depth),
                self.number(depth),
                self.number(depth)
            ),
            13.. if !self.tables => self.atom(),
            13 | 14 => format!("{}({})", self.of(&["falls", "floors", "nears"]), self.number(depth)),
            _ => format!("bands(round({}, 0))", self.number(depth)),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth > 0 && self.random.percent(50) {
            let depth = depth - 1;
            let (one, other) = (self.condition(depth), self.condition(depth));
            return match self.random.below(5) {
                0 => format!("({one} and {other})"),
                1 => format!("({one} or {other})"),
                2 => format!("({one} or {other} and {})", self.condition(depth)),
                3 => format!("not ({one})"),
                _ => format!("if({one}, {other}, {})", self.condition(depth)),
            };
        }
        match self.random.below(8) {
            0..=3 => {
                let how = self.of(&["=", "<>", "<", "<=", ">", ">="]);
                format!("({}) {how} ({})", self.number(depth.min(1)), self.number(depth.min(1)))
            }
            4 => format!("{} in ({}, {}, {})", self.atom(), self.atom(), self.atom(), self.atom()),
            5 => self.of(&["living = 'alone'", "living <> 'couple'", "answer(dress) = 'some'", "works"]),
            6 => self.of(&[
                "ticked(many, 'm1')",
                "ticked(wash, 'some')",
                "ticked(dress, 'some')",
                "ticked(many, 'm0')",
            ]),
            _ => self.of(&["born < on", "moved <= on", "on >= moved", "moved <> born", "born > on"]),
        }
    }
}

fn wide(seed: u64) -> Option<(Rulebook, String)> {
    let mut draw = Draw { random: Random::new(seed), above: 0, tables: false };
    let statements = [3, 15, 20][draw.random.below(3)];
    let many: Vec<String> =
        (0..statements).map(|at| format!("{{ id = \"m{at}\", points = {} }}", at - 2)).collect();
    let questionnaire = WIDE.replace("MANY", &many.join(", "));
    let mut scheme = TABLES.to_owned();
    if draw.random.percent(30) {
        scheme +=
            &format!("[[exclusion]]\nid = \"out\"\nwhen = \"{}\"\ntext = \"Out.\"\n", draw.condition(2));
    }
    if draw.random.percent(30) {
        scheme +=
            &format!("[[referral]]\nid = \"asks\"\nwhen = \"{}\"\ntext = \"Asks.\"\n", draw.condition(2));
    }
    draw.tables = true;
    for at in 0..1 + draw.random.below(6) {
        let depth = 1 + draw.random.below(4);
        scheme += &small::step(&format!("s{at}"), "number", &draw.number(depth));
        if draw.random.percent(35) {
            scheme += &format!("when = \"{}\"\notherwise = \"{}\"\n", draw.condition(2), draw.number(2));
        }
        draw.above += 1;
    }
    scheme += &small::step("budget", "GBP/year", "round(max(0, min(debt, 1)) * 1000, 2)");
    match small::try_rulebook(&questionnaire, &scheme) {
        Ok(rulebook) => Some((rulebook, scheme)),
        Err(_) => None,
    }
}

/// Which schemes: `SEEDS=100..400` in the environment for others.
fn seeds() -> std::ops::Range<u64> {
    let text = std::env::var("SEEDS").unwrap_or_default();
    match text.split_once("..") {
        Some((from, to)) => from.parse().expect("a number")..to.parse().expect("a number"),
        None => 0..12,
    }
}

#[test]
fn wide_facts_and_answers_agree_with_one_by_one() {
    let mut inside = 0;
    for seed in seeds() {
        // A formula that divides by a certain zero, or has no end of decimals, may be refused.
        let Some((rulebook, scheme)) = wide(seed) else { continue };
        let inventor = Inventor::new(&rulebook);
        let people = (0..60u64).map(|at| {
            let care = [Care::Sound, Care::Sound, Care::Gaps, Care::Gaps, Care::Slips][at as usize % 5];
            let mut person = Assessment::from_json(&inventor.person(care, at).to_string()).expect("its form");
            if at % 7 != 0 {
                person.views.clear();
                person.checked = None;
                for given in person.facts.values_mut().chain(person.answers.values_mut()) {
                    *given = given.canonical().into_owned();
                }
            }
            person
        });
        let table = Table::new(&rulebook, people.collect());
        let worked = rulebook.columns().work(&table.people());
        inside += same(&format!("scheme {seed}\n{scheme}"), &rulebook, &table, &worked);
    }
    assert!(inside > 0, "no row was worked out in columns");
}
