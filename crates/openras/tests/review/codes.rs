//! Every code, where it arises and where it does not.

use openras::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{codes, day, reclaiming, reconcile, rulebook, statement, unspent};

const KEEP: &str = "keep = { percent_of_annual = \"20%\" }\nmode = \"excess\"\nlow = { weeks = \"4\" }";

fn found(json: &Json) -> Vec<&'static str> {
    codes(&reconcile(&reclaiming(KEEP), json))
}

fn changed(change: impl FnOnce(&mut Json)) -> Json {
    let mut json = unspent("2500.00");
    change(&mut json);
    json
}

#[test]
fn an_account_in_order_has_no_finding() {
    assert!(found(&unspent("2500.00")).is_empty());
}

#[test]
fn nothing_is_reclaimed_before_the_review_or_without_a_reason() {
    let without = changed(|json| drop(json.as_object_mut().unwrap().remove("review")));
    assert_eq!(found(&without), ["review_missing"]);
    let result = reconcile(&reclaiming(KEEP), &without);
    assert!(result.notice.is_none(), "never before the review");
    assert_eq!(result.reclaim.to_fixed(2), "500.00");
    // A review after the notice is too late.
    assert_eq!(found(&changed(|json| json["review"]["on"] = json!("2009-04-17"))), ["review_missing"]);
    assert!(found(&changed(|json| json["review"]["on"] = json!("2009-04-16"))).is_empty());
    assert_eq!(
        found(&changed(|json| drop(json["review"].as_object_mut().unwrap().remove("reason_established")))),
        ["reason_missing"]
    );
    assert_eq!(found(&changed(|json| json["review"]["reason_established"] = json!(" "))), ["reason_missing"]);
    // Where the council says so the review need not come first.
    let late = reclaiming(&format!("{KEEP}\nreview_first = false"));
    assert_eq!(
        codes(&reconcile(&late, &changed(|json| json["review"]["on"] = json!("2009-04-17")))),
        Vec::<&str>::new()
    );
}

#[test]
fn nothing_is_taken_without_notice() {
    let result = reclaiming(KEEP).reconcile(&statement(&unspent("2500.00")), None).unwrap();
    assert_eq!(codes(&result), ["notice_missing"]);
    let notice = result.notice.expect("there is an amount");
    assert_eq!((notice.amount.to_fixed(2), notice.repay_by), ("500.00".into(), None));
    // An end that nobody was told of.
    let ended = changed(|json| json["ended"] = json!({ "on": "2009-02-01", "reason": "by_council" }));
    assert_eq!(found(&ended), ["notice_missing"]);
}

#[test]
fn without_a_term_in_the_agreement_nothing_is_proposed() {
    let rules = reclaiming(&KEEP.replace("keep", "review_first = true\nkeep"));
    assert_eq!(reconcile(&rules, &unspent("2500.00")).proposed.as_str(), "reclaim");
    let without =
        crate::world::with_review(&format!("[reclaim]\nrepay_within_days = 28\n{KEEP}")).expect("it loads");
    let result = reconcile(&without, &unspent("2500.00"));
    assert_eq!(codes(&result), ["no_agreement_term"]);
    assert_eq!((result.proposed.as_str(), result.reclaim.to_fixed(2)), ("nothing", "0.00".into()));
    assert!(result.notice.is_none());
    assert!(codes(&reconcile(&without, &unspent("2000.00"))).is_empty(), "nothing is over");
}

#[test]
fn an_open_challenge_blocks_and_whoever_proposed_cannot_decide_it() {
    let open = changed(|json| json["challenge"] = json!([{ "on": "2009-04-12" }]));
    assert_eq!(found(&open), ["challenge_open"]);
    assert!(reconcile(&reclaiming(KEEP), &open).notice.is_none());
    let decided = |by: &str, amount: &str| {
        changed(|json| {
            json["challenge"] = json!([{ "on": "2009-04-12", "decided": {
                "on": "2009-04-14", "by": by, "amount": amount, "reason": "part of it is for an agreed holiday" } }]);
        })
    };
    assert_eq!(found(&decided("M-1", "300.00")), ["challenge_open"], "the same manager");
    assert_eq!(found(&decided("M-2", "500.01")), ["challenge_open"], "it never gets worse");
    let result = reconcile(&reclaiming(KEEP), &decided("M-2", "300.00"));
    assert!(codes(&result).is_empty());
    let notice = result.notice.expect("there is one");
    assert_eq!(
        (notice.amount.to_fixed(2), notice.first_amount.unwrap().to_fixed(2)),
        ("300.00".into(), "500.00".into())
    );
    assert!(
        notice.reasons.iter().any(|reason| reason.contains("£500.00") && reason.contains("£300.00")),
        "{:?}",
        notice.reasons
    );
    // Decided that nothing goes back: there is no notice, and nothing stands in the way.
    let none = reconcile(&reclaiming(KEEP), &decided("M-2", "0.00"));
    assert_eq!((none.reclaim.to_fixed(2), none.notice.is_none()), ("0.00".into(), true));
}

#[test]
fn challenges_are_decided_before_the_notice_one_after_the_other_and_never_for_more() {
    let decided = |on: &str, amount: &str| json!({ "on": "2009-04-12", "decided": { "on": on, "by": "M-2", "amount": amount, "reason": "a holiday" } });
    let with = |challenges: Json| changed(|json| json["challenge"] = challenges);
    // The notice is of 16 April: what is decided on the 17th cannot stand in it.
    assert_eq!(found(&with(json!([decided("2009-04-17", "300.00")]))), ["challenge_open"]);
    assert!(found(&with(json!([decided("2009-04-16", "300.00")]))).is_empty());
    // 500.00, then 300.00, then at most 300.00.
    let twice = with(json!([decided("2009-04-14", "300.00"), decided("2009-04-15", "300.01")]));
    assert_eq!(found(&twice), ["challenge_open"]);
    let twice = with(json!([decided("2009-04-14", "300.00"), decided("2009-04-15", "120.00")]));
    let result = reconcile(&reclaiming(KEEP), &twice);
    assert_eq!((result.reclaim.to_fixed(2), codes(&result).len()), ("120.00".into(), 0));
    assert_eq!(result.notice.unwrap().first_amount.unwrap().to_fixed(2), "500.00");
    // Nothing is over, so nothing waits for a decision.
    let mut nothing = unspent("2000.00");
    nothing["challenge"] = json!([{ "on": "2009-04-12" }]);
    assert!(found(&nothing).is_empty());
    // A payment that is made smaller takes back too.
    let rules = reclaiming("keep = { payments = \"1\" }\nmode = \"excess\"\ncollect = \"top_up\"");
    nothing["payment"] = json!("1000.00");
    assert_eq!(codes(&reconcile(&rules, &nothing)), ["challenge_open"]);
}

#[test]
fn the_council_stops_no_payment_before_it_tells() {
    let ended = |reason: &str, told: &str| {
        changed(|json| {
            json["ended"] = json!({ "on": "2009-02-01", "reason": reason, "notice_given_on": told })
        })
    };
    assert_eq!(found(&ended("by_council", "2009-02-02")), ["notice_missing"]);
    assert!(found(&ended("by_council", "2009-02-01")).is_empty());
    // Of a death the representative is told when it is known.
    assert!(found(&ended("died", "2009-02-02")).is_empty());
}

#[test]
fn after_a_death_the_notice_does_not_speak_to_the_person() {
    let rules = reclaiming(&format!("{KEEP}\nperson_money = \"in_proportion\""));
    let ended = changed(|json| {
        json["paid"] = json!([
            { "on": "2008-04-01", "by": "council", "amount": "8000.00" },
            { "on": "2008-04-01", "by": "person", "amount": "2000.00" },
        ]);
        json["ended"] = json!({ "on": "2009-02-01", "reason": "died", "notice_given_on": "2009-02-10" });
    });
    // 2500.00 x 2000 / 10000 = 500.00.
    let result = reconcile(&rules, &ended);
    assert_eq!(
        (result.reclaim.to_fixed(2), result.refund_to_person.to_fixed(2)),
        ("2000.00".into(), "500.00".into())
    );
    let notice = result.notice.as_ref().expect("there is one");
    let words = "£500.00 of what is left is the person's own money, and goes back to the person's side.";
    assert!(notice.reasons.iter().any(|reason| reason == words), "{:?}", notice.reasons);
    assert!(!notice.reasons.iter().any(|reason| reason.contains("your")), "{:?}", notice.reasons);
    let text = result.to_text();
    assert!(text.contains("£2,000.00 goes back to the council; £500.00 goes back to the person."), "{text}");
}

#[test]
fn money_that_does_not_add_up_is_told_to_the_penny() {
    let wrong = changed(|json| json["closing"]["bank_balance"] = json!("2187.50"));
    let result = reconcile(&reclaiming(KEEP), &wrong);
    assert_eq!(codes(&result), ["balance_does_not_agree"]);
    // 2500.00 - 2187.50.
    assert_eq!(result.findings[0].amount.as_ref().unwrap().to_fixed(2), "312.50");
    assert!(result.findings[0].message.contains("£312.50 too little"), "{}", result.findings[0].message);
    // A balance of an earlier day is held against the entries until then.
    let earlier = changed(|json| json["closing"] = json!({ "on": "2008-09-30", "bank_balance": "10000.00" }));
    assert!(found(&earlier).is_empty());
    assert_eq!(found(&changed(|json| drop(json.as_object_mut().unwrap().remove("closing")))), ["not_proved"]);
    let overspent = changed(|json| {
        json["spent"][0]["amount"] = json!("10050.00");
        json["closing"]["bank_balance"] = json!("-50.00");
    });
    assert_eq!(found(&overspent), ["negative_balance", "balance_low"]);
}

#[test]
fn what_is_outside_the_plan_the_period_or_the_scheme_is_told_with_its_place() {
    let outside = changed(|json| drop(json["spent"][0].as_object_mut().unwrap().remove("support")));
    let result = reconcile(&reclaiming(KEEP), &outside);
    assert_eq!(codes(&result), ["outside_plan"]);
    assert_eq!(result.findings[0].at.pointer(), "/spent/0");
    assert!(result.blocked_by().is_empty(), "a person decides");
    let allowed = changed(|json| {
        drop(json["spent"][0].as_object_mut().unwrap().remove("support"));
        json["spent"][0]["allowed"] =
            json!({ "by": "W-3", "on": "2009-04-02", "reason": "it was an emergency" });
    });
    assert!(found(&allowed).is_empty());
    let dated = changed(|json| json["spent"][0]["on"] = json!("2009-04-01"));
    assert_eq!(found(&dated), ["dates_outside_period", "balance_does_not_agree"]);
    let unknown = changed(|json| json["paid"][0]["by"] = json!("counsil"));
    let result = reconcile(&reclaiming(KEEP), &unknown);
    assert_eq!(result.findings[0].code, MoneyCode::UnknownStream);
    assert_eq!(result.findings[0].help.as_deref(), Some("did you mean `council`?"));
    assert_eq!(result.findings[0].at.pointer(), "/paid/0/by");
}

#[test]
fn the_persons_money_and_contribution() {
    let paid = |amount: &str| {
        changed(|json| {
            let list = json["paid"].as_array_mut().unwrap();
            list.push(json!({ "on": "2008-05-01", "by": "person", "amount": amount }));
            json["due"] =
                json!([{ "from": "2008-04-01", "to": "2009-03-30", "amount": "10.00", "per": "week" }]);
            drop(json.as_object_mut().unwrap().remove("closing"));
        })
    };
    assert_eq!(found(&paid("520.00")), ["not_proved", "person_money_not_stated"], "10.00 x 364 / 7 = 520.00");
    let rules = reclaiming(&format!("{KEEP}\nperson_money = \"spent_first\""));
    assert_eq!(codes(&reconcile(&rules, &paid("520.00"))), ["not_proved"]);
    assert_eq!(codes(&reconcile(&rules, &paid("519.99"))), ["not_proved", "contribution_arrears"]);
    assert_eq!(codes(&reconcile(&rules, &paid("520.01"))), ["not_proved", "contribution_overpaid"]);
}

#[test]
fn payments_after_the_end_and_what_is_left_go_back() {
    let ended = changed(|json| {
        json["ended"] = json!({ "on": "2008-12-10", "reason": "died", "notice_given_on": "2008-12-12", "last_payment_covers_to": "2008-12-31" });
        json["paid"][0]["amount"] = json!("9000.00");
        json["paid"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "on": "2009-01-01", "by": "council", "amount": "1000.00" }));
        json["held"] = json!([{ "kind": "redundancy", "amount": "300.00" }, { "kind": "agreed_plans", "amount": "100.00" }]);
    });
    let result = reconcile(&reclaiming(KEEP), &ended);
    assert_eq!(codes(&result), ["paid_after_end"]);
    assert_eq!(result.reclaim.to_fixed(2), "2200.00", "2500 - 300; a plan is no debt");
    assert_eq!(result.notice.expect("there is one").payer, "representative");
    assert!(result.workings.iter().any(|line| line.text.contains("21 days after the end")));
}

#[test]
fn little_money_asks_whether_the_budget_is_enough() {
    // 4 x 10000 / 52 = 769.2307…
    assert_eq!(found(&unspent("769.23")), ["balance_low"]);
    assert!(found(&unspent("769.24")).is_empty());
}

#[test]
fn every_code_has_its_word_once_and_those_of_the_contract_are_there() {
    let words: Vec<&str> = MoneyCode::ALL.iter().map(|code| code.as_str()).collect();
    let contract = "review_missing notice_missing reason_missing no_agreement_term challenge_open negative_balance outside_plan \
                    unknown_stream dates_outside_period paid_after_end balance_does_not_agree not_proved balance_low \
                    contribution_arrears contribution_overpaid person_money_not_stated";
    assert_eq!(words, contract.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn a_statement_that_cannot_be_added_up_lists_every_problem() {
    let wrong = changed(|json| {
        json["paid"][0]["amount"] = json!("-1.00");
        json["spent"][0]["amount"] = json!("1.001");
        json["period"] = json!({ "from": "2009-04-01", "to": "2009-03-31" });
    });
    let found = reclaiming(KEEP).reconcile(&statement(&wrong), None).expect_err("it is wrong");
    let mut items = found.items();
    items.sort();
    assert_eq!(items, ["bad_date_range", "out_of_range", "too_many_decimals"]);
    let wrong = changed(|json| {
        json["person"] = json!(" ");
        json["closing"]["bank_balance"] = json!("2500.005");
    });
    let found = reclaiming(KEEP).reconcile(&statement(&wrong), None).expect_err("it is wrong");
    assert_eq!(found.items(), ["wrong_type", "too_many_decimals"]);
}

#[test]
fn a_notice_says_why_how_much_by_when_who_pays_and_how_to_disagree() {
    let result =
        rulebook("wrexham_2008").reconcile(&statement(&unspent("2500.00")), Some(day("2009-04-16"))).unwrap();
    let notice = result.notice.as_ref().expect("there is one");
    assert_eq!(notice.repay_by, Some(day("2009-05-14")), "16 April + 28 days");
    assert_eq!(notice.payer, "person");
    assert!(notice.how_to_challenge.contains("the Ombudsman") && notice.how_to_challenge.contains("20 days"));
    let text = result.to_text();
    for words in
        ["£500.00", "14 May 2009", "If you disagree", "the assistant was ill", "you may keep £2,000.00"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}
