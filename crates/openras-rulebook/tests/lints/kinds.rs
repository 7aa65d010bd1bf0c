//! Every kind of question and fact, and two prices: what a plain loop over every assessment on every day finds.

use std::collections::{BTreeMap, BTreeSet};

use openras_core::{Code, Day, Exact};
use openras_questionnaire::{Assessment, Given};
use openras_rulebook::Rulebook;
use proptest::prelude::*;

use crate::fixtures::{hold_pairs, points, result};
use crate::world::{about, rulebook, step, warnings};

/// Points of each kind of question, and which formula uses them.
#[derive(Clone, Debug)]
struct Drawn {
    one: [i32; 3],
    many: [i32; 3],
    each: i32,
    unanswered: Option<i32>,
    between: bool,
    asked: bool,
    formula: usize,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let points = || prop::array::uniform3(-2..5i32);
    let rest = (-1..3i32, prop::option::of(0..4i32), any::<bool>(), any::<bool>(), 0..FORMULAS.len());
    (points(), points(), rest).prop_map(|(one, many, (each, unanswered, between, asked, formula))| Drawn {
        one,
        many,
        each,
        unanswered,
        between,
        asked,
        formula,
    })
}

/// Formulas that use answers, ticks, points, facts, dates and prices in one way and another.
const FORMULAS: [&str; 8] = [
    "max(0, points()) * price",
    "max(0, points(one)) * price + if(ticked(many, 's1'), extra, 0)",
    "if(age >= limit, max(0, points(one)), max(0, points(many))) * price",
    "if(moved < on, max(0, min(points(), cap)) * price, extra)",
    "sums(max(0, points(one, many) - points(hours)))",
    "if(answer(hours) > 0, extra, 0) + max(0, points(many)) * price",
    "if(moved <> on and age < limit, extra, 0) + sums(max(0, points()))",
    "max(0, points(one) - points(one)) * price + sums(max(0, points(many)))",
];

impl Drawn {
    fn rulebook(&self) -> Rulebook {
        let statements = |points: &[i32]| -> String {
            let each: Vec<String> = points
                .iter()
                .enumerate()
                .map(|(at, points)| format!("{{ id = \"s{at}\", points = {points} }}"))
                .collect();
            each.join(", ")
        };
        let unanswered =
            self.unanswered.map_or_else(String::new, |points| format!("unanswered = {points}\n"));
        let asked = if self.asked { "asked_when = \"age > 0\"\n" } else { "" };
        let questions = format!(
            "[[fact]]\nid = \"age\"\nkind = \"number\"\nmin = 0\nmax = 2\n[[fact]]\nid = \"moved\"\nkind = \"date\"\n\
             [[section]]\nid = \"care\"\ntitle = \"Care\"\n\
             [[section.question]]\nid = \"one\"\nbetween = {}\n{unanswered}statements = [{}]\n\
             [[section.question]]\nid = \"many\"\nkind = \"many\"\n{asked}statements = [{}]\n\
             [[section.question]]\nid = \"hours\"\nkind = \"number\"\nmin = 0\nmax = 2\npoints_each = {}\n",
            self.between,
            statements(&self.one),
            statements(&self.many),
            self.each,
        );
        let parameter = |id: &str, unit: &str, values: &str| {
            format!("[parameters.{id}]\nunit = \"{unit}\"\nvalues = [{values}]\n")
        };
        let scheme = [
            parameter("price", "GBP/point/year", "{ from = 2024-04-01, is = 10 }, { from = 2024-10-01, is = 12 }"),
            parameter("extra", "GBP/year", "{ from = 2024-04-01, is = 0 }, { from = 2024-10-01, is = 35 }"),
            parameter("limit", "number", "{ from = 2024-04-01, is = 1 }"),
            parameter("cap", "point", "{ from = 2024-04-01, is = 3 }"),
            "[tables.sums]\nkey = \"point\"\nvalue = \"GBP/year\"\nlookup = \"floor\"\nrows = [{ at = 0, is = 0 }, \
             { at = 2, is = 40 }, { at = 3, is = 30 }, { at = 99, is = 50 }]\n"
                .to_owned(),
            step("budget", "GBP/year", FORMULAS[self.formula]),
        ];
        rulebook(&questions, &scheme.concat())
    }

    /// Every answer to each question with its points; none where it may stay unanswered.
    fn answers(&self) -> [(&'static str, Answers); 3] {
        let id = |at: usize| format!("s{at}");
        let mut one: Answers =
            (0..3).map(|at| (Some(Given::Text(id(at))), Exact::from(self.one[at]))).collect();
        if self.between {
            one.extend((0..2).map(|at| {
                let mean = Exact::from(self.one[at] + self.one[at + 1]).checked_div(&Exact::from(2)).unwrap();
                (Some(Given::List(vec![id(at), id(at + 1)])), mean)
            }));
        }
        one.extend(self.unanswered.map(|points| (None, Exact::from(points))));
        let many = (0..8usize).map(|set| {
            let ticks: Vec<usize> = (0..3).filter(|at| set >> at & 1 == 1).collect();
            let points = ticks.iter().map(|at| self.many[*at]).sum::<i32>();
            (Some(Given::List(ticks.into_iter().map(id).collect())), Exact::from(points))
        });
        let hours = (0..3).map(|hours| (Some(Given::Whole(hours.into())), Exact::from(hours * self.each)));
        [("one", one), ("many", many.collect()), ("hours", hours.collect())]
    }
}

/// Every answer to a question with its points; no answer where there may be none.
type Answers = Vec<(Option<Given>, Exact)>;

/// One assessment: its day and facts, its picks, what came of it.
struct Tried {
    world: usize,
    picks: [usize; 3],
    points: Exact,
    result: Option<Exact>,
}

fn tried(drawn: &Drawn, rulebook: &Rulebook) -> Vec<Tried> {
    let answers = drawn.answers();
    let mut all = Vec::new();
    let mut world = 0;
    for on in ["2024-04-01", "2024-10-01", "2025-03-31"].map(|day| Day::parse(day).unwrap()) {
        for moved in [on.before().unwrap(), on, on.after().unwrap()] {
            for age in 0..3i64 {
                let silent = drawn.asked && age == 0;
                for picks in (0..answers[0].1.len() * 8 * 3).map(|at| [at / 24, at / 3 % 8, at % 3]) {
                    if silent && picks[1] > 0 {
                        continue;
                    }
                    let mut assessment = Assessment::on_day(on).fact("age", age).fact("moved", moved);
                    for ((id, options), pick) in
                        answers.iter().zip(picks).filter(|((id, _), _)| !(silent && *id == "many"))
                    {
                        if let Some(given) = &options[pick].0 {
                            assessment = assessment.answer(*id, given.clone());
                        }
                    }
                    let result = result(rulebook, &assessment);
                    all.push(Tried { world, picks, points: points(rulebook, &assessment), result });
                }
                world += 1;
            }
        }
    }
    all
}

/// Whether there is a cliff, whether something falls, and the questions that change nothing.
fn truth(drawn: &Drawn, rulebook: &Rulebook) -> (bool, bool, BTreeSet<String>) {
    let (all, answers) = (tried(drawn, rulebook), drawn.answers());
    let known: Vec<(&Exact, &Exact)> =
        all.iter().filter_map(|tried| Some((&tried.points, tried.result.as_ref()?))).collect();
    let span = |values: Vec<Exact>| {
        values.iter().max().cloned().zip(values.iter().min().cloned()).map(|(high, low)| &high - &low)
    };
    let points = span(known.iter().map(|(points, _)| (*points).clone()).collect());
    let results = span(known.iter().map(|(_, result)| (*result).clone()).collect());
    let limit =
        points.zip(results).and_then(|(points, results)| (&results * &Exact::from(5)).checked_div(&points));
    let changes = answers.iter().flat_map(|(_, options)| {
        let given: Vec<&Exact> =
            options.iter().filter(|(given, _)| given.is_some()).map(|(_, points)| points).collect();
        given.iter().flat_map(|a| given.iter().map(move |b| *a - *b)).collect::<Vec<_>>()
    });
    let least = changes.filter(Exact::is_positive).min();
    let place: BTreeMap<(usize, [usize; 3]), &Tried> =
        all.iter().map(|tried| ((tried.world, tried.picks), tried)).collect();
    let (mut cliff, mut falling, mut dead) = (false, false, BTreeSet::new());
    for (at, (id, options)) in answers.iter().enumerate() {
        let mut same = true;
        for one in &all {
            for pick in 0..options.len() {
                let mut picks = one.picks;
                picks[at] = pick;
                let Some(other) = place.get(&(one.world, picks)) else { continue };
                same &= one.result == other.result;
                let answered = options[pick].0.is_some() && options[one.picks[at]].0.is_some();
                if let (Some(fewer), Some(more), true) = (&one.result, &other.result, answered) {
                    let change = &other.points - &one.points;
                    falling |= change.is_positive() && more < fewer;
                    let jump = (more - fewer).abs();
                    cliff |=
                        Some(&change) == least.as_ref() && limit.as_ref().is_some_and(|limit| &jump > limit);
                }
            }
        }
        if same {
            dead.insert((*id).to_owned());
        }
    }
    (cliff, falling, dead)
}

/// The questions that a formula names: of the others it is said that they are unused.
fn named(formula: &str, id: &str) -> bool {
    formula.contains("points()")
        || formula.contains(&format!("({id}"))
        || formula.contains(&format!(", {id}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_lints_know_every_kind_of_question_and_fact(drawn in drawn()) {
        let rulebook = drawn.rulebook();
        prop_assert!(hold_pairs(&rulebook));
        let (cliff, falling, dead) = truth(&drawn, &rulebook);
        prop_assert_eq!(!warnings(&rulebook, Code::Cliff).is_empty(), cliff, "cliff");
        prop_assert_eq!(!warnings(&rulebook, Code::Falling).is_empty(), falling, "falling");
        let dead: BTreeSet<String> =
            dead.into_iter().filter(|id| named(FORMULAS[drawn.formula], id)).collect();
        prop_assert_eq!(about(&rulebook, Code::DeadQuestion).into_iter().collect::<BTreeSet<_>>(), dead, "dead");
    }
}
