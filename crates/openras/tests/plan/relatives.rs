//! Every cell of the table of relatives, and each block lifted by its exception.

use openras::plan::Gravity;
use serde_json::{Value as Json, json};

use crate::world::{check, codes, push, rulebook, sound};

/// A plan of 2018 that pays this relation £20 an hour by direct payment.
fn pays(relation: &str, same_household: bool) -> Json {
    let mut plan = sound("2018-06-01");
    let mut line = crate::world::line(
        "kin",
        json!({ "category": "activity", "pays": "fee", "quantity": "1", "unit": "hour", "rate": "20.00" }),
    );
    line["provider"] =
        json!({ "kind": "family", "ref": "F-1", "relation": relation, "same_household": same_household });
    push(&mut plan, "support", line);
    plan
}

struct Cell {
    relation: &'static str,
    same: bool,
    /// England, Wales, Scotland, Northern Ireland: the code, whether it blocks, the grounds that lift it.
    answers: [Option<(&'static str, bool, &'static str)>; 4],
}

const NATIONS: [&str; 4] = ["england", "wales", "scotland", "northern_ireland"];

const TABLE: [Cell; 5] = [
    Cell {
        relation: "spouse_or_civil_partner",
        same: false,
        answers: [
            Some(("spouse_or_partner_paid", true, "necessary")),
            None,
            Some(("family_needs_agreement", false, "limited_choice_of_providers")),
            Some(("spouse_or_partner_paid", true, "necessary")),
        ],
    },
    Cell {
        relation: "sibling",
        same: true,
        answers: [
            Some(("relative_in_household", true, "necessary")),
            Some(("relative_in_household", true, "for_well_being")),
            Some(("family_needs_agreement", false, "intimate_nature")),
            Some(("relative_in_household", true, "necessary")),
        ],
    },
    Cell {
        relation: "sibling",
        same: false,
        answers: [None, None, Some(("family_needs_agreement", false, "palliative_care")), None],
    },
    Cell {
        relation: "friend",
        same: true,
        answers: [None, None, None, Some(("relative_in_household", false, "live_in_employee"))],
    },
    Cell {
        relation: "cousin",
        same: false,
        answers: [None, None, Some(("family_needs_agreement", false, "other_factor")), None],
    },
];

fn decision(code: &str, grounds: &str) -> Json {
    json!({
        "code": code, "support": "kin", "grounds": grounds, "agreed_by": ["person", "family_member"],
        "decided_by": "W-3", "role": "team_manager", "on": "2018-05-01", "reason": "nobody else at those hours",
    })
}

#[test]
fn every_cell_of_the_table_is_as_the_law_says() {
    for cell in &TABLE {
        for (nation, answer) in NATIONS.iter().zip(&cell.answers) {
            let rulebook = rulebook(nation);
            let plan = pays(cell.relation, cell.same);
            let found = check(&rulebook, &plan);
            let name = format!("{} in {nation}", cell.relation);
            let Some((code, blocks, grounds)) = answer else {
                assert!(found.findings.is_empty(), "{name}: {:?}", codes(&found));
                continue;
            };
            assert_eq!(codes(&found), [*code], "{name}");
            let gravity = if *blocks { Gravity::StatutoryBlock } else { Gravity::Refer };
            assert_eq!(found.findings[0].gravity, gravity, "{name}");
            let law = found.findings[0].law.as_ref().expect("it rests on the law");
            assert_eq!(law.jurisdiction, *nation);

            let mut lifted = plan.clone();
            push(&mut lifted, "exception", decision(code, grounds));
            let found = check(&rulebook, &lifted);
            assert_eq!(codes(&found), [*code], "{name}: the finding stays");
            assert_eq!(found.findings[0].gravity, Gravity::Note, "{name}: {}", found.findings[0].message);
            assert_eq!(found.findings[0].exception, Some(0));
        }
    }
}

#[test]
fn an_exception_that_nobody_decided_refers_and_wrong_grounds_lift_nothing() {
    let rulebook = rulebook("england");
    let mut asked = pays("sibling", true);
    let mut exception = decision("relative_in_household", "necessary");
    exception.as_object_mut().unwrap().remove("decided_by");
    push(&mut asked, "exception", exception);
    assert_eq!(check(&rulebook, &asked).findings[0].gravity, Gravity::Refer);

    let mut wrong = pays("sibling", true);
    push(&mut wrong, "exception", decision("relative_in_household", "convenient"));
    assert_eq!(check(&rulebook, &wrong).findings[0].gravity, Gravity::StatutoryBlock);
}

#[test]
fn in_scotland_all_three_must_agree() {
    let rulebook = rulebook("scotland");
    let mut plan = pays("cousin", false);
    let mut exception = decision("family_needs_agreement", "other_factor");
    exception["agreed_by"] = json!(["person"]);
    push(&mut plan, "exception", exception);
    assert_eq!(check(&rulebook, &plan).findings[0].gravity, Gravity::Refer);
}

#[test]
fn fares_are_not_pay_and_a_line_that_the_council_arranges_is_not_tested() {
    let rulebook = rulebook("england");
    let mut aunt = pays("aunt_or_uncle", true);
    aunt["support"][1]["pays"] = json!("expenses");
    assert!(check(&rulebook, &aunt).findings.is_empty());
    let mut arranged = pays("sibling", true);
    arranged["support"][1]["way"] = json!("arranged");
    assert!(check(&rulebook, &arranged).findings.is_empty());
}
