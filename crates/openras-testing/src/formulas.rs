//! Invented schemes: steps of random formulas, with every operator and function of the language, over one questionnaire.

use crate::Random;
use crate::small::step;

/// The questionnaire that the formulas are about.
pub const QUESTIONNAIRE: &str = r#"
[[fact]]
id = "age"
kind = "number"
min = 0
max = 120
[[fact]]
id = "share"
kind = "number"
min = -2
max = 2
decimals = 3
default = "0.125"
[[fact]]
id = "living"
kind = "choice"
choices = ["alone", "couple", "family"]
[[fact]]
id = "before"
kind = "choice"
choices = ["alone", "couple", "family"]
default = "family"
[[fact]]
id = "works"
kind = "yes_no"
default = false
[[fact]]
id = "moved_on"
kind = "date"
default = 2024-02-29
[[section]]
id = "care"
title = "Care"
[[section.question]]
id = "wash"
statements = [{ id = "none", points = 0 }, { id = "some", points = 4 }, { id = "all", points = "9.5" }]
[[section.question]]
id = "dress"
between = true
unanswered = 0
statements = [{ id = "none", points = 0 }, { id = "some", points = 3 }, { id = "all", points = 8 }]
[[section.question]]
id = "pets"
kind = "many"
statements = [{ id = "cat", points = 2 }, { id = "dog", points = 3 }, { id = "rat", points = -1 }]
[[section]]
id = "time"
title = "Time"
[[section.question]]
id = "hours"
kind = "number"
unit = "hour/week"
min = 0
max = 168
decimals = 2
points_each = "-0.5"
[[section.question]]
id = "worry"
scale = { from = -1, to = 4 }
unanswered = 2
[[section.question]]
id = "family_help"
asked_when = "living in ('couple', 'family') and age > 17"
statements = [{ id = "none", points = 0 }, { id = "some", points = -2 }]
"#;

const TABLES: &str = r#"
illustrative = true
[parameters.weekly_rate]
unit = "GBP/week"
values = [{ from = 2024-01-01, is = "10.50" }, { from = 2024-07-01, is = "11" }]
[parameters.late_rate]
unit = "GBP/year"
values = [{ from = 2024-06-15, is = "-3.333" }]
[parameters.part]
unit = "number"
values = [{ from = 2024-01-01, is = "12.5%" }]
[tables.by_line]
key = "number"
value = "number"
lookup = "linear"
below = "-1"
above = "part"
rows = [{ at = 0, is = "0" }, { at = 3, is = "10" }, { at = 10, is = "part" }]
[tables.by_floor]
key = "number"
value = "number"
lookup = "floor"
rows = [{ at = -5, is = "1" }, { at = "2.5", is = "2" }, { at = 40, is = "3" }]
[tables.by_ceiling]
key = "number"
value = "number"
lookup = "ceiling"
above = "7"
rows = [{ at = 40, is = "3" }, { at = -5, is = "1" }, { at = "2.5", is = "2" }]
[tables.by_nearest]
key = "number"
value = "number"
lookup = "nearest"
below = "0"
above = "9"
rows = [{ at = 0, is = "1" }, { at = 1, is = "2" }, { at = 8, is = "part" }]
[tables.by_exact]
key = "number"
value = "number"
lookup = "exact"
rows = [{ at = 0, is = "1" }, { at = 1, is = "2" }, { at = 2, is = "3" }]
[tables.by_band]
key = "number"
value = "number"
lookup = "band"
below = "5"
rows = [{ from = -9, to = 0, is = "1" }, { from = 1, to = 30, is = "late_share" }, { from = 31, is = "2" }]
[tables.by_home]
keys = ["living", "wash"]
value = "number"
lookup = "choice"
rows = [{ for = ["*", "none"], is = "1" }, { for = ["alone", "*"], is = "2" }, { for = ["alone", "none"], is = "3" }, { for = ["family", "all"], is = "4" }]
[tables.by_work]
key = "works"
value = "number"
lookup = "choice"
rows = [{ for = "yes", is = "1.5" }, { for = "no", is = "-1.5" }]
[parameters.late_share]
unit = "number"
values = [{ from = 2024-03-01, is = "0.3" }]
"#;

/// A scheme of so many steps of random formulas, each of which may use those above it, then the result.
pub fn scheme(seed: u64, steps: usize) -> String {
    let mut draw = Draw { random: Random::new(seed), above: 0 };
    let mut scheme = TABLES.to_owned();
    for at in 0..steps {
        let depth = 1 + draw.random.below(4);
        let text = step(&format!("s{at}"), "number", &draw.number(depth));
        scheme += &text;
        if draw.random.percent(25) {
            scheme += &format!("when = \"{}\"\notherwise = \"{}\"\n", draw.condition(2), draw.number(2));
        }
        draw.above += 1;
    }
    // An exclusion that needs nothing, so that none of the steps goes unseen.
    scheme + &step("budget", "GBP/year", "round(max(0, min(share, 1)) * 1000, 2)")
}

struct Draw {
    random: Random,
    /// How many steps stand above.
    above: usize,
}

impl Draw {
    fn of(&mut self, words: &[&str]) -> String {
        (*self.random.one(words)).to_owned()
    }

    fn number(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.atom();
        }
        let depth = depth - 1;
        match self.random.below(18) {
            0..=4 => format!(
                "({} {} {})",
                self.number(depth),
                self.of(&["+", "-", "*", "/", "+", "*"]),
                self.number(depth)
            ),
            5 => format!(
                "{} - {} * {} / {}",
                self.atom(),
                self.atom(),
                self.atom(),
                self.of(&["3", "7", "0.25", "share", "age"])
            ),
            6 => format!("(-({}))", self.number(depth)),
            7 => format!("({}) ^ {}", self.number(depth), self.of(&["0", "1", "2", "3", "15"])),
            8 => {
                format!("{}({}, {})", self.of(&["min", "max", "sum"]), self.number(depth), self.number(depth))
            }
            9 => format!("{}({})", self.of(&["min", "max", "sum", "number"]), self.number(depth)),
            10 | 11 => {
                let (how, places) = (
                    self.of(&["round", "round_down", "round_up", "round_half_even"]),
                    self.random.below(19) as i32 - 6,
                );
                format!("{how}({}, {places})", self.number(depth))
            }
            12 => {
                let multiple = if self.random.percent(70) {
                    self.of(&["5", "0.05", "1/3", "7"])
                } else {
                    self.number(depth)
                };
                format!(
                    "{}({}, {multiple})",
                    self.of(&["round_to", "round_down_to", "round_up_to"]),
                    self.number(depth)
                )
            }
            13 | 14 => {
                format!("if({}, {}, {})", self.condition(depth), self.number(depth), self.number(depth))
            }
            15 => {
                let (first, second) = (self.condition(depth), self.condition(depth));
                format!(
                    "if({first}, {}, {second}, {}, {})",
                    self.number(depth),
                    self.atom(),
                    self.number(depth)
                )
            }
            16 => format!(
                "{}({})",
                self.of(&["by_line", "by_floor", "by_ceiling", "by_nearest", "by_exact"]),
                self.number(depth)
            ),
            _ => format!("by_band(round({}, 0))", self.number(depth)),
        }
    }

    fn atom(&mut self) -> String {
        let asked =
            ["", "care", "time", "wash", "pets", "dress, hours", "care, worry", "family_help", "hours"];
        match self.random.below(14) {
            0 => self.random.below(1000).to_string(),
            1 => format!("{}.{:03}", self.random.below(20), self.random.below(1000)),
            2 => self.of(&["20%", "0.5%", "100%", "0", "1", "3"]),
            3 | 4 => self.of(&["age", "share", "part"]),
            5 => self.of(&[
                "number(weekly_rate)",
                "number(late_rate)",
                "number(weeks_in_year)",
                "number(months_in_year)",
                "number(days_in_year)",
            ]),
            6 => {
                let rate = self.of(&["weekly_rate", "late_rate", "(weekly_rate + weekly_rate)"]);
                format!("number({}({rate}))", self.of(&["per_year", "per_month", "per_week", "per_day"]))
            }
            7 | 8 => format!("number(points({}))", self.of(&asked)),
            9 => format!("number({}({}))", self.of(&["max_points", "min_points"]), self.of(&asked)),
            10 => self.of(&["number(answer(hours))", "answer(worry)"]),
            11 => {
                self.of(&["by_home(living, answer(wash))", "by_home(before, answer(wash))", "by_work(works)"])
            }
            _ if self.above > 0 => format!("s{}", self.random.below(self.above)),
            _ => "2".to_owned(),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth > 0 && self.random.percent(40) {
            let depth = depth - 1;
            let (one, other) = (self.condition(depth), self.condition(depth));
            return match self.random.below(5) {
                0 => format!("({one} and {other})"),
                1 => format!("({one} or {other})"),
                2 => format!("{one} or {other} and {}", self.condition(depth)),
                3 => format!("not ({one})"),
                _ => format!("if({one}, {other}, {})", self.condition(depth)),
            };
        }
        match self.random.below(9) {
            0..=3 => {
                let how = self.of(&["=", "<>", "<", "<=", ">", ">="]);
                format!("({}) {how} ({})", self.number(depth.min(1)), self.number(depth.min(1)))
            }
            4 => format!("{} in ({}, {}, {})", self.atom(), self.atom(), self.atom(), self.atom()),
            5 => self.of(&[
                "living = 'alone'",
                "living <> 'couple'",
                "living in ('family', 'couple')",
                "before = 'alone'",
                "living in ('alone')",
            ]),
            6 => self.of(&[
                "answer(wash) = 'some'",
                "answer(wash) in ('none', 'all')",
                "answer(family_help) <> 'none'",
            ]),
            7 => self.of(&[
                "ticked(pets, 'cat')",
                "ticked(dress, 'some')",
                "ticked(family_help, 'some')",
                "not ticked(wash, 'none')",
            ]),
            _ => self.of(&[
                "works",
                "not works",
                "moved_on < on",
                "on >= moved_on",
                "moved_on = on",
                "on <> moved_on",
            ]),
        }
    }
}
