//! A rulebook for tests, and plans without fault to spoil.

use std::path::Path;

use openras::core::{Exact, Period};
use openras::plan::{Budget, BudgetStanding, PlanCheck, SupportPlan, YearCount};
use openras::prelude::*;
use serde_json::{Value as Json, json};

/// What the test council asks: everything is stated, nothing is tolerated.
pub(crate) const POLICY: &str = r#"
format = 1
id = "test_plan"
version = "1"
illustrative = true
law = ["uk_employment", "NATION_direct_payments"]
ways = [
  { id = "direct", direct_payment = true, paid_to = "person", option = 1 },
  { id = "nominee", direct_payment = true, paid_to = "nominee", option = 1 },
  { id = "arranged", paid_to = "provider", virtual = true, option = 3 },
  { id = "unable", paid_to = "provider", virtual = true, needs = ["best_interests_decision"], option = 3 },
  { id = "unrecorded", paid_to = "provider" },
]
categories = [
  { id = "personal_assistant", employs = true },
  { id = "home_care", regulated = true },
  "activity",
]

[[checklist]]
id = "own_words"
check = "about_answered"
about = ["important_to_me"]

[[forbidden]]
category = "gambling"
because = "puts_money_at_risk"

[[reference_rate]]
category = "cleaning"
unit = "hour"
values = [{ from = 2000-01-01, is = "10.00" }]

[[condition]]
id = "much_at_once"
when = "one_off > most_at_once"
text = "more is bought at once than this council agrees to without asking"

[parameters.most_at_once]
unit = "GBP"
values = [{ from = 2000-01-01, is = "9000.00" }]

[oncosts]
holiday = "law"
employer_ni = "law"
pension = "law"
insurance = { amount = "52.00", per = "year" }

[affordable]
over = { percent = "0%", amount = "0.00" }
weekly_lines = "days"
reasons_to_exceed = ["high_cost_package"]
"#;

/// Walsall's questionnaire and scheme in a nation, with what `policy` asks of a plan.
pub(crate) fn rulebook_with(nation: &str, policy: &str) -> Rulebook {
    Rulebook::from_folder(folder_with(nation, policy)).unwrap_or_else(|error| panic!("{error}"))
}

/// The files of such a rulebook.
pub(crate) fn folder_with(nation: &str, policy: &str) -> Folder {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rulebooks/walsall_2010");
    let mut folder = Folder::read(top).expect("it is there");
    folder.name = "test".to_owned();
    let frame = folder.files.get_mut("rulebook.toml").expect("it is there");
    *frame = frame.replace("jurisdiction = \"england\"", &format!("jurisdiction = \"{nation}\""));
    folder.files.insert("plan.toml".to_owned(), policy.replace("NATION", nation));
    folder
}

pub(crate) fn rulebook(nation: &str) -> Rulebook {
    rulebook_with(nation, POLICY)
}

pub(crate) fn amount(text: &str) -> Exact {
    Exact::parse(text).expect("it is an amount")
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("it is a day")
}

/// 52 weeks, 12 months, 365 days.
pub(crate) fn year() -> YearCount {
    YearCount { weeks: Exact::from(52), months: Exact::from(12), days: Exact::from(365) }
}

/// A budget with one eligible need.
pub(crate) fn budget(sum: &str, per: Period) -> Budget {
    let mut budget = Budget::of(amount(sum), per, year(), BudgetStanding::Indicative);
    budget.needs = vec!["personal_care".to_owned()];
    budget
}

/// A plan without fault for a year from `from`, of a club at £10 a week.
pub(crate) fn sound(from: &str) -> Json {
    let first = day(from);
    let last = first.plus_years(1).and_then(Day::before).expect("it is a day");
    json!({
        "format": 1,
        "person": "P-1",
        "on": from,
        "period": { "from": from, "to": last.to_string() },
        "about": { "important_to_me": "my garden" },
        "based_on": { "benefit_check": from, "carer_assessment": { "offered_on": from } },
        "healthy_safe_well": { "healthy": "walks", "safe": "a chain on the door", "well": "friends" },
        "managed": { "way": "direct", "money": "sister", "support": "sister", "agreed_by_person": true },
        "payment": { "frequency": "monthly" },
        "contribution": { "outcome": "nil" },
        "contingency": { "amount": "0", "plan": "my sister comes", "emergency_cover": "the agency" },
        "outcome": [{ "id": "out", "text": "see people", "needs": ["personal_care"], "measure": "weekly", "review_on": from }],
        "support": [club("club")],
        "need_met_otherwise": [],
        "risk": [],
        "person_orders": [],
        "residential_stay": [],
        "exception": [],
    })
}

/// A club at £10 a week.
pub(crate) fn club(id: &str) -> Json {
    line(
        id,
        json!({ "category": "activity", "provider": { "kind": "club" }, "quantity": "1", "unit": "week", "rate": "10.00" }),
    )
}

/// A line that meets the need and serves the outcome.
pub(crate) fn line(id: &str, more: Json) -> Json {
    let mut line = json!({ "id": id, "needs": ["personal_care"], "outcomes": ["out"], "per": "week" });
    for (key, value) in more.as_object().expect("it is a table") {
        line[key] = value.clone();
    }
    line
}

/// A personal assistant for `hours` a week.
pub(crate) fn assistant(id: &str, hours: &str, rate: &str, age: u32) -> Json {
    line(
        id,
        json!({
            "category": "personal_assistant",
            "provider": { "kind": "personal_assistant", "ref": id, "age": age },
            "quantity": hours, "unit": "hour", "rate": rate, "employer": "this_person",
        }),
    )
}

pub(crate) fn plan(json: &Json) -> SupportPlan {
    SupportPlan::from_json(&json.to_string()).unwrap_or_else(|found| panic!("{found}"))
}

/// What comes of a plan with a budget of £50,000 a year.
pub(crate) fn check(rulebook: &Rulebook, json: &Json) -> PlanCheck {
    check_with(rulebook, json, &budget("50000.00", Period::Year))
}

pub(crate) fn check_with(rulebook: &Rulebook, json: &Json, budget: &Budget) -> PlanCheck {
    rulebook.check_plan(&plan(json), budget).unwrap_or_else(|found| panic!("{found}"))
}

/// The codes that were found, notes too, each once.
pub(crate) fn codes(check: &PlanCheck) -> Vec<&'static str> {
    let mut codes: Vec<&str> = check.findings.iter().map(|finding| finding.code.as_str()).collect();
    codes.dedup();
    codes
}

/// The one finding with this code.
pub(crate) fn the(check: &PlanCheck, code: FindingCode) -> &Finding {
    let mut found = check.findings.iter().filter(|finding| finding.code == code);
    let first = found.next().unwrap_or_else(|| panic!("{code} is not among {:?}", codes(check)));
    assert!(found.next().is_none(), "{code} is there more than once");
    first
}

pub(crate) fn push(plan: &mut Json, list: &str, item: Json) {
    plan[list].as_array_mut().expect("it is a list").push(item);
}
