//! One fault for every code, and only its finding.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use openras::core::Period;
use openras::plan::{BudgetStream, StreamStanding};
use openras::prelude::*;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{
    POLICY, amount, assistant, budget, check_with, club, codes, line, push, rulebook, rulebook_with, sound,
};

/// Where a fault is made: the nation, the first day, the policy, and what else is changed.
struct Fault {
    code: FindingCode,
    nation: &'static str,
    from: &'static str,
    spoil: fn(&mut Json, &mut Budget),
    policy: fn(String) -> String,
    /// Codes that follow from the same fault.
    also: &'static [&'static str],
}

fn same(policy: String) -> String {
    policy
}

const fn fault(code: FindingCode, spoil: fn(&mut Json, &mut Budget)) -> Fault {
    Fault { code, nation: "england", from: "2009-06-01", spoil, policy: same, also: &[] }
}

fn all_in(rate: &str, wage: &str) -> Json {
    let mut worker = assistant("pa", "40", rate, 30);
    worker["all_in"] = json!(true);
    worker["wage"] = json!(wage);
    worker
}

fn stream(plan: &mut Json, id: &str) {
    let mut line = club("from_elsewhere");
    line["stream"] = json!(id);
    push(plan, "support", line);
}

fn awarded(budget: &mut Budget, id: &str, sum: &str, per: Option<Period>, standing: StreamStanding) {
    let sum = Some(amount(sum));
    budget.streams.push(BudgetStream { id: id.to_owned(), inside: false, amount: sum, per, standing });
}

fn met(plan: &mut Json, need: &str, willing: bool, able: bool) {
    push(
        plan,
        "need_met_otherwise",
        json!({ "need": need, "by": "mother", "kind": "natural", "willing": willing, "able": able }),
    );
}

fn provided(kind: &str) -> Json {
    let mut line = club("other");
    line["provider"] = json!({ "kind": kind, "ref": "X" });
    line
}

#[rustfmt::skip]
fn faults() -> Vec<Fault> {
    use FindingCode as C;
    vec![
        fault(C::NeedNotMet, |_, budget| budget.needs.push("taking_part".to_owned())),
        fault(C::SupportWithoutNeed, |plan, _| { let mut line = club("b"); line["needs"] = json!([]); push(plan, "support", line); }),
        fault(C::SupportWithoutOutcome, |plan, _| { let mut line = club("b"); line["outcomes"] = json!([]); push(plan, "support", line); }),
        fault(C::OutcomeWithoutSupport, |plan, _| push(plan, "outcome", json!({ "id": "b", "measure": "m", "review_on": "2010-01-01" }))),
        fault(C::OutcomeWithoutMeasure, |plan, _| { plan["outcome"][0].as_object_mut().unwrap().remove("measure"); }),
        fault(C::OutcomeWithoutReview, |plan, _| { plan["outcome"][0].as_object_mut().unwrap().remove("review_on"); }),
        fault(C::NoContingencyAmount, |plan, _| { plan["contingency"].as_object_mut().unwrap().remove("amount"); }),
        fault(C::NoContingencyPlan, |plan, _| { plan["contingency"]["plan"] = json!(" "); }),
        fault(C::NoEmergencyCover, |plan, _| { plan["contingency"].as_object_mut().unwrap().remove("emergency_cover"); }),
        fault(C::MoneyManagerMissing, |plan, _| { plan["managed"].as_object_mut().unwrap().remove("money"); }),
        fault(C::SupportManagerMissing, |plan, _| { plan["managed"].as_object_mut().unwrap().remove("support"); }),
        fault(C::ProviderMissing, |plan, _| { let mut line = club("b"); line.as_object_mut().unwrap().remove("provider"); push(plan, "support", line); }),
        fault(C::RiskUnresolved, |plan, _| push(plan, "risk", json!({ "id": "r", "controls": "a rail", "status": "unresolved" }))),
        fault(C::RiskWithoutControls, |plan, _| push(plan, "risk", json!({ "id": "s", "status": "resolved" }))),
        fault(C::HealthySafeWellMissing, |plan, _| { plan["healthy_safe_well"].as_object_mut().unwrap().remove("safe"); }),
        fault(C::CarerNotWilling, |plan, _| met(plan, "at_home", false, true)),
        fault(C::CarerNotAble, |plan, _| met(plan, "keeping_safe", true, false)),
        fault(C::CarerAssessmentNotOffered, |plan, _| { met(plan, "at_home", true, true); plan["based_on"].as_object_mut().unwrap().remove("carer_assessment"); }),
        fault(C::BenefitCheckMissing, |plan, _| { plan["based_on"].as_object_mut().unwrap().remove("benefit_check"); }),
        fault(C::NeedMetTwice, |plan, _| met(plan, "personal_care", true, true)),
        fault(C::PaymentDetailsMissing, |plan, _| { plan["payment"].as_object_mut().unwrap().remove("frequency"); }),
        fault(C::WayNeedsDecision, |plan, _| { let mut line = club("b"); line["way"] = json!("unable"); push(plan, "support", line); }),
        fault(C::NotAgreedByPerson, |plan, _| { plan["managed"]["agreed_by_person"] = json!(false); }),
        fault(C::AboutMissing, |plan, _| { plan["about"].as_object_mut().unwrap().remove("important_to_me"); }),
        Fault { from: "2018-06-01", ..fault(C::FreeServiceCharged, |plan, _| { let mut line = club("b"); line["category"] = json!("reablement"); push(plan, "support", line); }) },
        fault(C::BelowMinimumWage, |plan, _| push(plan, "support", assistant("low", "2", "4.00", 30))),
        fault(C::BelowMinimumWageLater, |plan, _| push(plan, "support", assistant("lower", "2", "5.75", 30))),
        // 40 hours at £10: leave 10 x 5.6 / 46.4 = 1.21; National Insurance 12.8 % of (400 - 110) / 400 = 0.93.
        fault(C::EmployerNiMissing, |plan, _| push(plan, "support", all_in("11.50", "10.00"))),
        // In 2018 the Employment Allowance covers that; 2 % of (20,800 - 6,032) / 20,800 is 0.14.
        Fault { from: "2018-06-01", ..fault(C::PensionMissing, |plan, _| push(plan, "support", all_in("11.30", "10.00"))) },
        fault(C::HolidayMissing, |plan, _| { let mut worker = all_in("10.50", "10.00"); worker["quantity"] = json!("2"); push(plan, "support", worker); }),
        Fault { policy: |policy| policy.replace("insurance = { amount = \"52.00\", per = \"year\" }", ""), ..fault(C::InsuranceMissing, |plan, _| push(plan, "support", assistant("pa", "2", "9.00", 30))) },
        fault(C::RelativeInHousehold, |plan, _| { let mut line = provided("family"); line["provider"]["relation"] = json!("sibling"); line["provider"]["same_household"] = json!(true); push(plan, "support", line); }),
        fault(C::SpouseOrPartnerPaid, |plan, _| { let mut line = provided("family"); line["id"] = json!("spouse"); line["provider"]["relation"] = json!("spouse_or_civil_partner"); push(plan, "support", line); }),
        Fault { nation: "scotland", from: "2014-06-01", ..fault(C::FamilyNeedsAgreement, |plan, _| { let mut line = provided("family"); line["provider"]["relation"] = json!("cousin"); push(plan, "support", line); }) },
        fault(C::ResidentialLimit, |plan, _| push(plan, "residential_stay", json!({ "from": "2009-07-01", "to": "2009-07-30" }))),
        fault(C::UnregisteredProvider, |plan, _| { let mut line = provided("agency"); line["id"] = json!("agency"); line["category"] = json!("home_care"); push(plan, "support", line); }),
        fault(C::ForbiddenCategory, |plan, _| { let mut line = club("bets"); line["category"] = json!("gambling"); push(plan, "support", line); }),
        fault(C::NhsService, |plan, _| { let mut line = provided("nhs"); line["id"] = json!("nurse"); push(plan, "support", line); }),
        fault(C::CouncilService, |plan, _| { let mut line = provided("council"); line["id"] = json!("day_centre"); push(plan, "support", line); }),
        fault(C::PersonExcludedByOrder, |plan, _| push(plan, "person_orders", json!("drug_rehabilitation"))),
        Fault { nation: "wales", from: "2016-06-01", ..fault(C::NeedsThirdPartyManager, |plan, _| push(plan, "person_orders", json!("drug_rehabilitation"))) },
        Fault { nation: "scotland", from: "2014-06-01", ..fault(C::OptionNotRecorded, |plan, _| { let mut line = club("b"); line["way"] = json!("unrecorded"); push(plan, "support", line); }) },
        fault(C::RingFenceBroken, |plan, budget| { stream(plan, "access_to_work"); awarded(budget, "access_to_work", "1000.00", Some(Period::Year), StreamStanding::Awarded); }),
        fault(C::SleepInBelowMinimum, |plan, _| push(plan, "support", line("nights", json!({ "category": "personal_assistant", "provider": { "kind": "personal_assistant", "ref": "n", "age": 30 }, "sleep_in": { "nights": "1", "flat": "9.00", "waking_hours": "2" } })))),
        fault(C::SharedEmployerNotStated, |plan, _| { let mut worker = assistant("shared", "2", "5.00", 30); worker["shared_by"] = json!(2); worker.as_object_mut().unwrap().remove("employer"); push(plan, "support", worker); }),
        fault(C::LawNotKnown, |plan, _| push(plan, "person_orders", json!("an_order_of_another_kind"))),
        fault(C::OverBudget, |plan, _| { let mut line = club("dear"); line["rate"] = json!("1000000.00"); push(plan, "support", line); }),
        Fault { policy: |policy| policy.replace("[affordable]", "[affordable]\nunder = { percent = \"90%\" }"), ..fault(C::UnderBudget, |_, budget| budget.amount = amount("50000000.00")) },
        fault(C::StreamOverspent, |plan, budget| { stream(plan, "supporting_people"); awarded(budget, "supporting_people", "9.00", Some(Period::Week), StreamStanding::Awarded); }),
        fault(C::StreamNotAppliedFor, |plan, _| { let mut line = club("grant"); line["stream"] = json!("community_equipment"); push(plan, "support", line); }),
        fault(C::FinancialAssessmentMissing, |plan, _| { plan["contribution"]["outcome"] = json!("not_done"); }),
        Fault { also: &["month_below_zero"], ..fault(C::MonthBelowZero, |plan, budget| {
            // £10 a week and £400 on the first day, against an even £17.69 a week: the same for the year, and too late.
            push(plan, "support", line("bike", json!({ "category": "activity", "provider": { "kind": "shop" }, "one_off": "400.00" })));
            budget.amount = amount("922.45");
            plan["payment"]["budget"] = json!([{ "from": "2009-06-01", "amount": "922.45", "per": "year" }]);
        }) },
        fault(C::PaymentsNotEqualToBudget, |plan, _| { plan["payment"]["budget"] = json!([{ "from": "2009-06-01", "amount": "49999.99", "per": "year" }]); }),
        fault(C::RateAboveReference, |plan, _| push(plan, "support", line("cleaner", json!({ "category": "cleaning", "provider": { "kind": "self_employed" }, "quantity": "1", "unit": "hour", "rate": "10.01" })))),
        Fault { also: &["over_budget"], ..fault(C::ContingencyOutsideBudget, |plan, _| { plan["contingency"]["amount"] = json!("60000.00"); }) },
        fault(C::ContributionAboveCost, |plan, _| { plan["contribution"] = json!({ "outcome": "assessed", "amount": "900000000.00", "per": "week" }); }),
        fault(C::CouncilCondition, |plan, _| push(plan, "support", line("once", json!({ "category": "activity", "provider": { "kind": "shop" }, "one_off": "9000.01" })))),
    ]
}

fn made(fault: &Fault) -> (Rulebook, Json, Budget) {
    let rulebook = rulebook_with(fault.nation, &(fault.policy)(POLICY.to_owned()));
    let (mut plan, mut budget) = (sound(fault.from), budget("5000.00", Period::Year));
    (fault.spoil)(&mut plan, &mut budget);
    (rulebook, plan, budget)
}

#[test]
fn a_plan_without_fault_gives_no_finding() {
    for (nation, from) in [
        ("england", "2009-06-01"),
        ("england", "2018-06-01"),
        ("wales", "2016-06-01"),
        ("scotland", "2014-06-01"),
    ] {
        let check = check_with(&rulebook(nation), &sound(from), &budget("5000.00", Period::Year));
        assert!(check.findings.is_empty(), "{nation} {from}: {:?}", codes(&check));
        assert_eq!(check.verdict(), Verdict::Ready);
        assert!(check.checklist.iter().all(|item| item.met));
    }
}

#[test]
fn each_fault_gives_its_own_finding_and_no_other() {
    let mut seen = BTreeSet::from([FindingCode::SharedSupportDiffers]); // tests/plan/shared.rs
    for fault in faults() {
        let (rulebook, plan, mut budget) = made(&fault);
        if fault.code != FindingCode::UnderBudget && !fault.also.contains(&"month_below_zero") {
            // A larger budget where the fault itself costs money.
            budget.amount = &budget.amount * &amount("10");
        }
        let check = check_with(&rulebook, &plan, &budget);
        let found: BTreeSet<&str> = codes(&check).into_iter().collect();
        let mut expected: BTreeSet<&str> = fault.also.iter().copied().collect();
        expected.insert(fault.code.as_str());
        assert_eq!(found, expected, "{}: {:#?}", fault.code, check.findings);
        for finding in &check.findings {
            assert!(!finding.message.is_empty());
            let first = finding.message.chars().next().unwrap();
            assert!(!first.is_uppercase() && !finding.message.ends_with('.'), "{}", finding.message);
        }
        seen.insert(fault.code);
    }
    let missing: Vec<_> = FindingCode::ALL.iter().filter(|code| !seen.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The faults that one plan of England from June 2009 can have, but for those that ask for another policy.
fn of_one_plan() -> Vec<Fault> {
    let mut faults = faults();
    faults.retain(|fault| {
        let own = (fault.policy)(POLICY.to_owned()) == POLICY;
        own && fault.nation == "england" && fault.from == "2009-06-01"
    });
    faults
}

/// Faults of which the second takes the place of the first.
const EITHER: [[FindingCode; 2]; 3] = [
    [FindingCode::NoContingencyAmount, FindingCode::ContingencyOutsideBudget],
    [FindingCode::FinancialAssessmentMissing, FindingCode::ContributionAboveCost],
    [FindingCode::MonthBelowZero, FindingCode::PaymentsNotEqualToBudget],
];

/// A sound plan with these faults, one after the other; lines, risks and outcomes of one name get names of their own.
fn spoilt(faults: &[&Fault]) -> (Json, Budget) {
    let (mut plan, mut budget) = (sound("2009-06-01"), budget("50000.00", Period::Year));
    for fault in faults {
        (fault.spoil)(&mut plan, &mut budget);
        for list in ["support", "risk", "outcome"] {
            let items = plan[list].as_array_mut().unwrap();
            let mut seen: BTreeSet<String> = BTreeSet::new();
            for (at, item) in items.iter_mut().enumerate() {
                if !seen.insert(item["id"].as_str().unwrap().to_owned()) {
                    item["id"] = json!(format!("{list}_{at}"));
                }
            }
        }
    }
    (plan, budget)
}

/// How often each code is there.
fn counted(rulebook: &Rulebook, faults: &[&Fault]) -> BTreeMap<FindingCode, usize> {
    let (plan, budget) = spoilt(faults);
    let check = check_with(rulebook, &plan, &budget);
    let order: Vec<_> = check.findings.iter().map(|finding| (finding.code, finding.at.clone())).collect();
    assert!(order.is_sorted(), "by code, then by place: {order:?}");
    let again = check_with(rulebook, &plan, &budget);
    assert_eq!(check.findings, again.findings, "the order is stable");
    let mut counts = BTreeMap::new();
    for finding in &check.findings {
        *counts.entry(finding.code).or_insert(0) += 1;
    }
    counts
}

static ENGLAND: LazyLock<Rulebook> = LazyLock::new(|| rulebook("england"));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn adding_a_fault_never_hides_another(order in Just((0..of_one_plan().len()).collect::<Vec<_>>()).prop_shuffle(), many in 0usize..48) {
        let all = of_one_plan();
        let mut chosen: Vec<&Fault> = Vec::new();
        for at in order {
            let fault = &all[at];
            let clash = |[one, other]: &[FindingCode; 2]| {
                [one, other].contains(&&fault.code) && chosen.iter().any(|known| [one, other].contains(&&known.code))
            };
            if !EITHER.iter().any(clash) {
                chosen.push(fault);
            }
        }
        chosen.truncate(many + 1);
        let (last, before) = chosen.split_last().unwrap();
        let (fewer, more) = (counted(&ENGLAND, before), counted(&ENGLAND, &chosen));
        for fault in &chosen {
            prop_assert!(more.contains_key(&fault.code), "{} is hidden once {} is there", fault.code, last.code);
        }
        for (code, count) in &fewer {
            prop_assert!(more.get(code).is_some_and(|more| more >= count), "{} hides {code}", last.code);
        }
    }
}

#[test]
fn twenty_faults_give_twenty_findings() {
    let all = of_one_plan();
    assert!(all.len() > 40, "{} faults", all.len());
    let twenty: Vec<&Fault> = all.iter().take(20).collect();
    let found = counted(&ENGLAND, &twenty);
    assert_eq!(
        found.keys().copied().collect::<Vec<_>>(),
        twenty.iter().map(|fault| fault.code).collect::<Vec<_>>()
    );
    assert!(found.values().all(|count| *count == 1), "{found:?}");
}
