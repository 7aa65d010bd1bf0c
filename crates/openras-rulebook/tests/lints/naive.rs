//! Small rulebooks drawn at random, and a plain loop over every assessment that says what the lints must say.

use std::collections::{BTreeMap, BTreeSet};

use openras_allocation::{Operand, Outcome};
use openras_core::{Code, Exact};
use openras_questionnaire::{Assessment, Part};
use openras_rulebook::Rulebook;
use proptest::prelude::*;

use crate::fixtures::{hold_pairs, points};
use crate::world::rulebook;

/// What a loop over every assessment finds.
#[derive(Debug, Default)]
struct Truth {
    /// Whether anybody can be allocated.
    any: bool,
    cliff: bool,
    falling: bool,
    dead: BTreeSet<String>,
    unreached: BTreeSet<(String, u32)>,
}

/// What came of one assessment.
struct Tried {
    picks: Vec<usize>,
    fact: usize,
    points: Exact,
    result: Option<Exact>,
    told: String,
}

/// A rulebook with one choice fact, some questions, a table and a rule.
#[derive(Clone, Debug)]
struct Drawn {
    questions: Vec<Vec<i32>>,
    support: Vec<i32>,
    rows: Vec<(i32, i32)>,
    refer: bool,
    answer_extra: Vec<i32>,
    rule: u8,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let points = || prop::collection::vec(0..7i32, 1..4);
    let rows = prop::collection::vec((1..6i32, 0..9i32), 1..5);
    let parts = (
        prop::collection::vec(points(), 1..4),
        points(),
        rows,
        any::<bool>(),
        prop::collection::vec(0..5i32, 3),
        0..4u8,
    );
    parts.prop_map(|(questions, support, rows, refer, answer_extra, rule)| Drawn {
        questions,
        support,
        rows,
        refer,
        answer_extra,
        rule,
    })
}

impl Drawn {
    /// With `noise` there is one more question, of a hundred thousand million answers, that never changes anything.
    fn rulebook(&self, noise: bool) -> Rulebook {
        let ask = |id: &str, points: &[i32]| {
            let statements: Vec<String> = points
                .iter()
                .enumerate()
                .map(|(at, points)| format!("{{ id = \"s{at}\", points = {points} }}"))
                .collect();
            format!("[[section.question]]\nid = \"{id}\"\nstatements = [{}]\n", statements.join(", "))
        };
        let questions: Vec<String> =
            self.questions.iter().enumerate().map(|(at, points)| ask(&format!("q{at}"), points)).collect();
        let question = "[[section]]\nid = \"noise\"\ntitle = \"Noise\"\npart = \"carer\"\n[[section.question]]\nid = \"loud\"\n\
                        kind = \"number\"\nmin = 0\nmax = 1000000000\ndecimals = 2\npoints_each = 0\n";
        let (noise, nothing) = if noise { (question, " + if(answer(loud) >= 0, 0, base)") } else { ("", "") };
        let asked = format!(
            "[[fact]]\nid = \"home\"\nkind = \"choice\"\nchoices = [\"own\", \"family\"]\n\
             [[section]]\nid = \"care\"\ntitle = \"Care\"\n{}\
             [[section]]\nid = \"kin\"\ntitle = \"Kin\"\npart = \"natural_support\"\n{}asked_when = \"home = 'family'\"\n{noise}",
            questions.concat(),
            ask("mother", &self.support),
        );
        let mut at = 0;
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|(gap, is)| {
                let row = format!("{{ at = {at}, is = {} }}", is * 10);
                at += gap;
                row
            })
            .collect();
        let extra: Vec<String> = (0..self.questions[0].len())
            .map(|at| format!("{{ for = \"s{at}\", is = {} }}", self.answer_extra[at]))
            .collect();
        let rule = match self.rule {
            0 => {
                "[[exclusion]]\nid = \"family\"\nwhen = \"home = 'family' and points(q0) > 0\"\ntext = \"No.\"\n"
            }
            1 => "[[referral]]\nid = \"first\"\nwhen = \"ticked(q0, 's0')\"\ntext = \"Ask.\"\n",
            2 => "[[exclusion]]\nid = \"own\"\nwhen = \"home = 'own'\"\ntext = \"No.\"\n",
            _ => "",
        };
        let (lookup, edge) = if self.refer { ("ceiling", "above = \"refer\"\n") } else { ("floor", "") };
        let scheme = format!(
            "[tables.sums]\nkey = \"point\"\nvalue = \"GBP/year\"\nlookup = \"{lookup}\"\n{edge}rows = [{}]\n\
             [tables.extra]\nkey = \"q0\"\nvalue = \"GBP/year\"\nlookup = \"choice\"\nrows = [{}]\n\
             [[step]]\nid = \"base\"\nunit = \"GBP/year\"\nformula = \"sums(max(0, points(care) - points(mother)))\"\n\
             [[step]]\nid = \"bonus\"\nunit = \"GBP/year\"\nformula = \"extra(answer(q0))\"\n\
             [[step]]\nid = \"budget\"\nunit = \"GBP/year\"\nformula = \"base + bonus{nothing}\"\n{rule}",
            rows.join(", "),
            extra.join(", "),
        );
        rulebook(&asked, &scheme)
    }
}

/// Every assessment of a rulebook whose questions all have statements, tried one by one.
fn tried(rulebook: &Rulebook, reached: &mut BTreeSet<(String, u32)>) -> Vec<Tried> {
    let questionnaire = rulebook.questionnaire();
    let mut all = Vec::new();
    for (fact, home) in ["own", "family"].into_iter().enumerate() {
        let mut open: Vec<Vec<usize>> = vec![Vec::new()];
        for question in &questionnaire.questions {
            let asked = question.asked_when.is_none() || home == "family";
            let count = if asked { question.statements().len() } else { 1 };
            open = open
                .iter()
                .flat_map(|picks| (0..count).map(|at| [picks.as_slice(), &[at]].concat()))
                .collect();
        }
        for picks in open {
            let mut assessment = Assessment::on_day(rulebook.effective_from().unwrap()).fact("home", home);
            for (question, at) in questionnaire.questions.iter().zip(&picks) {
                if question.asked_when.is_none() || home == "family" {
                    assessment =
                        assessment.answer(question.id.clone(), question.statements()[*at].id.as_str());
                }
            }
            let (result, told) = match rulebook.allocate(&assessment) {
                Err(_) => (None, "error".to_owned()),
                Ok(allocation) => {
                    for operand in allocation.steps().iter().flat_map(|step| &step.operands) {
                        if let Operand::Table { table, row: Some(row), .. } = operand {
                            reached.insert((rulebook.scheme().tables[*table].id.clone(), *row));
                        }
                    }
                    let allocated = allocation.outcome() == Outcome::Allocated;
                    let result = allocation.step("budget").cloned().filter(|_| allocated);
                    let rules =
                        allocation.exclusions().chain(allocation.referrals()).map(|rule| rule.id.as_str());
                    let reasons: Vec<&str> =
                        rules.chain(allocation.referring_tables().map(|table| table.id.as_str())).collect();
                    (result.clone(), format!("{:?} {result:?} {reasons:?}", allocation.outcome()))
                }
            };
            all.push(Tried { picks, fact, points: points(rulebook, &assessment), result, told });
        }
    }
    all
}

fn truth(rulebook: &Rulebook) -> Truth {
    let mut reached = BTreeSet::new();
    let all = tried(rulebook, &mut reached);
    let questionnaire = rulebook.questionnaire();
    let allocated: Vec<&Tried> = all.iter().filter(|tried| tried.result.is_some()).collect();
    let mut truth = Truth { any: !allocated.is_empty(), ..Truth::default() };
    let least = questionnaire
        .questions
        .iter()
        .flat_map(|question| {
            let points: Vec<&Exact> =
                question.statements().iter().map(|statement| &statement.points).collect();
            points
                .iter()
                .flat_map(|a| points.iter().map(move |b| *a - *b))
                .filter(Exact::is_positive)
                .collect::<Vec<_>>()
        })
        .min();
    let span = |of: &dyn Fn(&Tried) -> Exact| {
        let all: Vec<Exact> = allocated.iter().map(|tried| of(tried)).collect();
        all.iter().max().zip(all.iter().min()).map(|(high, low)| high - low)
    };
    let (points, results) =
        (span(&|tried| tried.points.clone()), span(&|tried| tried.result.clone().unwrap()));
    let limit =
        points.zip(results).and_then(|(points, results)| (&results * &Exact::from(5)).checked_div(&points));
    let by_place: BTreeMap<(usize, &[usize]), &Tried> =
        all.iter().map(|tried| ((tried.fact, tried.picks.as_slice()), tried)).collect();
    for (at, question) in questionnaire.questions.iter().enumerate() {
        let needs = questionnaire.sections[question.section].part == Part::Needs;
        let mut dead = true;
        for one in &all {
            for pick in 0..question.statements().len() {
                let mut picks = one.picks.clone();
                picks[at] = pick;
                let Some(other) = by_place.get(&(one.fact, picks.as_slice())) else { continue };
                dead &= one.told == other.told;
                let (Some(less), Some(more)) = (&one.result, &other.result) else { continue };
                let change = &other.points - &one.points;
                truth.falling |= needs && change.is_positive() && more < less;
                let jump = (more - less).abs();
                truth.cliff |=
                    least.as_ref() == Some(&change) && limit.as_ref().is_some_and(|limit| &jump > limit);
            }
        }
        if dead && !allocated.is_empty() {
            truth.dead.insert(question.id.clone());
        }
    }
    for table in &rulebook.scheme().tables {
        let rows = match table.id.as_str() {
            "extra" => questionnaire.questions.iter().next().unwrap().statements().len(),
            _ => match &table.rows {
                openras_allocation::Rows::At(_, rows) => rows.len(),
                _ => 0,
            },
        };
        let missed = (1..=u32::try_from(rows).unwrap())
            .map(|row| (table.id.clone(), row))
            .filter(|row| !reached.contains(row));
        truth.unreached.extend(missed.filter(|_| !allocated.is_empty()));
    }
    truth
}

/// What the lints say, asked for once.
fn said(rulebook: &Rulebook) -> (bool, bool, BTreeSet<String>, BTreeSet<(String, u32)>) {
    let found = rulebook.lint(None);
    let any = |code: Code| found.iter().any(|problem| problem.code == code);
    let dead = found.iter().filter(|problem| problem.code == Code::DeadQuestion);
    let rows = found.iter().filter(|problem| problem.code == Code::UnreachableRow).map(|problem| {
        let pointer = problem.path.pointer();
        let parts: Vec<&str> = pointer.split('/').collect();
        (parts[2].to_owned(), parts[4].parse::<u32>().unwrap() + 1)
    });
    (
        any(Code::Cliff),
        any(Code::Falling),
        dead.filter_map(|problem| problem.about.clone()).collect(),
        rows.collect(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_lints_say_what_a_loop_over_every_assessment_says(drawn in drawn()) {
        let rulebook = drawn.rulebook(false);
        prop_assert!(hold_pairs(&rulebook));
        let truth = truth(&rulebook);
        let (cliff, falling, dead, unreached) = said(&rulebook);
        prop_assert_eq!(cliff, truth.cliff, "cliff");
        prop_assert_eq!(falling, truth.falling, "falling");
        prop_assert_eq!(dead, truth.dead, "dead");
        prop_assert_eq!(unreached, truth.unreached, "rows");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn where_there_are_too_many_combinations_some_is_missed_and_nothing_is_wrong(drawn in drawn()) {
        let rulebook = drawn.rulebook(true);
        prop_assert!(!hold_pairs(&rulebook));
        let truth = truth(&drawn.rulebook(false));
        let (cliff, falling, dead, unreached) = said(&rulebook);
        prop_assert!(truth.cliff || !cliff, "cliff");
        prop_assert!(truth.falling || !falling, "falling");
        prop_assert!(dead.is_subset(&truth.dead), "dead {dead:?} {:?}", truth.dead);
        prop_assert!(!truth.any || unreached.is_subset(&truth.unreached), "rows {unreached:?} {:?}", truth.unreached);
    }
}
