//! What holds of every person and every scheme, or of every scheme that promises it.

use openras_core::Exact;
use openras_questionnaire::{Assessment, Part, QuestionKind};
use openras_rulebook::Rulebook;
use openras_testing::people::Inventor;
use openras_testing::{Random, fixtures};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// The schemes that promise more money, or as much, for more points in a `needs` section, and why.
const PROMISE: [(&str, &str); 8] = [
    ("minimal", "points times one price above zero"),
    ("wrexham_2008", "points times one price above zero, and a part of the year that no answer changes"),
    ("leeds_2009", "points times one price above zero"),
    ("norfolk_primary", "bands that rise with points"),
    ("nottinghamshire_2009", "lines and steps that rise with points, added up"),
    ("scotland_shanarri", "bands that rise with the percentage of the most points"),
    ("walsall_2010", "points of each section times a price above zero"),
    ("flanders_pvb", "categories that rise with points, times one price above zero"),
];

/// The result, where there is one.
fn budget(rulebook: &Rulebook, person: &Json) -> Option<Exact> {
    let assessment = Assessment::from_json(&person.to_string()).expect("it has the form of one");
    rulebook.allocate(&assessment).ok()?.money().figures.as_ref().map(|figures| figures.result.clone())
}

/// The same person with one answer of a `needs` section that has more points.
fn with_more_points(rulebook: &Rulebook, person: &Json, random: &mut Random) -> Option<Json> {
    let questionnaire = rulebook.questionnaire();
    let needs = |part: Part| part == Part::Needs;
    let questions: Vec<_> = questionnaire
        .questions
        .iter()
        .filter(|question| needs(questionnaire.sections[question.section].part))
        .collect();
    let question = *random.one(&questions);
    let mut more = person.clone();
    let answer = more["answers"].get_mut(&question.id)?;
    match &question.kind {
        QuestionKind::One { statements, .. } => {
            let now = statements.iter().find(|statement| answer.as_str() == Some(&statement.id))?;
            let above: Vec<_> = statements.iter().filter(|statement| statement.points > now.points).collect();
            *answer = json!(if above.is_empty() { return None } else { random.one(&above).id.clone() });
        }
        QuestionKind::Many { statements, .. } => {
            let ticked = answer.as_array_mut()?;
            let other: Vec<_> = statements
                .iter()
                .filter(|one| one.points.is_positive() && !ticked.contains(&json!(one.id)))
                .collect();
            ticked.push(json!(if other.is_empty() { return None } else { random.one(&other).id.clone() }));
        }
        QuestionKind::Number { max, decimals, points_each, .. } if points_each.is_positive() => {
            let now = Exact::parse(&answer.as_str().map_or_else(|| answer.to_string(), str::to_owned))?;
            let rise = Exact::decimal(*random.one(&[1, 2, 5, 20, 100, 1000]), *decimals);
            *answer = json!((&now + &rise).min(max.clone()).to_string());
        }
        QuestionKind::Scale { to, .. } => {
            let now: i64 = answer
                .as_str()
                .map_or_else(|| answer.to_string(), str::to_owned)
                .trim_end_matches(['0', '.'])
                .parse()
                .unwrap_or(0);
            *answer = json!(if now >= *to { return None } else { *to });
        }
        _ => return None,
    }
    Some(more)
}

#[test]
fn more_points_never_lower_the_budget() {
    for (name, why) in PROMISE {
        let rulebook = fixtures::rulebook(name);
        let inventor = Inventor::new(&rulebook);
        let (mut compared, mut rose) = (0, 0);
        for seed in 0..600 {
            let person = inventor.somebody_inside(seed);
            let Some(more) = with_more_points(&rulebook, &person, &mut Random::new(seed)) else { continue };
            if let (Some(less_money), Some(more_money)) =
                (budget(&rulebook, &person), budget(&rulebook, &more))
            {
                assert!(
                    less_money <= more_money,
                    "{name} ({why}): {less_money} falls to {more_money}\n{person:#}\n{more:#}"
                );
                compared += 1;
                rose += u32::from(less_money < more_money);
            }
        }
        assert!(compared >= 20 && rose > 0, "{name}: {compared} pairs, {rose} of them rose");
    }
}

/// Any JSON with something of the form of an assessment in it.
fn anything() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "\\PC{0,12}".prop_map(Json::from),
        prop::sample::select(vec![
            "some",
            "own_home",
            "2008-03-01",
            "1/3",
            "20%",
            "-0",
            "999999999999999.999999999999",
            "awarded",
            "week"
        ])
        .prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        let key = prop_oneof![
            prop::sample::select(vec![
                "facts", "answers", "streams", "views", "on", "format", "checked", "washing", "age", "ilf",
                "amount", "question", "answer"
            ])
            .prop_map(str::to_owned),
            "[a-z_]{1,8}",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(key, inner, 0..5)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn allocate_never_panics(wild in anything(), key in prop::sample::select(vec!["facts", "answers", "streams", "views", "checked", "on", "person"]), seed: u64) {
        for name in ["wrexham_2008", "contract"] {
            let rulebook = RULEBOOKS.with(|books| books.iter().find(|book| book.id().starts_with(&name[..6])).expect("it is there").clone());
            let mut person = Inventor::new(&rulebook).anybody(seed);
            for text in [wild.to_string(), { person[key] = wild.clone(); person.to_string() }] {
                match Assessment::from_json(&text).and_then(|assessment| rulebook.allocate(&assessment)) {
                    Ok(allocation) => {
                        let record = allocation.to_json().expect("it is written");
                        prop_assert!(rulebook.verify(&record).expect("it is a record").holds());
                    }
                    Err(found) => prop_assert!(found.has_errors() && !found.to_string().is_empty()),
                }
            }
        }
    }
}

thread_local! {
    static RULEBOOKS: Vec<Rulebook> = ["wrexham_2008", "contract"].map(fixtures::rulebook).to_vec();
}
