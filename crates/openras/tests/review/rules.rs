//! What is kept and what goes back, rule by rule.

use serde_json::json;

use crate::world::{codes, day, reclaiming, reconcile, rulebook, statement, unspent};

const TWENTY: &str = "keep = { percent_of_annual = \"20%\" }\nmode = \"excess\"";

#[test]
fn the_published_table_of_twenty_per_cent_twenty_pounds_and_eight_weeks() {
    let rules = [
        TWENTY,
        "keep = { amount = \"20.00\" }\nmode = \"excess\"",
        "keep = { weeks = \"8\" }\nmode = \"excess\"",
    ];
    let rulebooks: Vec<_> = rules.iter().map(|rule| reclaiming(rule)).collect();
    // 20 % of 10000 is 2000; 8 x 10000 / 52 is 1538.4615…, kept 1538.46.
    for (left, expected) in [
        ("2500.00", ["500.00", "2480.00", "961.54"]),
        ("2000.00", ["0.00", "1980.00", "461.54"]),
        ("2000.01", ["0.01", "1980.01", "461.55"]),
    ] {
        let found: Vec<String> =
            rulebooks.iter().map(|rules| reconcile(rules, &unspent(left)).reclaim.to_fixed(2)).collect();
        assert_eq!(found, expected, "{left}");
    }
    // 5200.00 a year, 900.00 left: 20 % is 1040.00; £20; 8 weeks of £100.
    let mut small = unspent("900.00");
    small["annual_budget"] = json!("5200.00");
    let found: Vec<String> =
        rulebooks.iter().map(|rules| reconcile(rules, &small).reclaim.to_fixed(2)).collect();
    assert_eq!(found, ["0.00", "880.00", "100.00"]);
}

#[test]
fn the_limit_of_eight_weeks_at_below_and_above() {
    let rules = reclaiming("keep = { weeks = \"8\" }\nmode = \"excess\"");
    for (left, expected) in
        [("1199.99", "0.00"), ("1200.00", "0.00"), ("1200.01", "0.01"), ("1500.00", "300.00")]
    {
        let mut json = unspent(left);
        json["annual_budget"] = json!("7800.00");
        assert_eq!(reconcile(&rules, &json).reclaim.to_fixed(2), expected, "{left}");
    }
}

#[test]
fn everything_goes_back_once_the_limit_is_passed_where_the_council_says_so() {
    let rules = reclaiming("keep = { percent_of_annual = \"20%\" }\nmode = \"all_if_exceeded\"");
    assert_eq!(reconcile(&rules, &unspent("2000.00")).reclaim.to_fixed(2), "0.00");
    assert_eq!(reconcile(&rules, &unspent("2000.01")).reclaim.to_fixed(2), "2000.01");
}

#[test]
fn the_limit_that_counts_is_the_one_that_the_person_is_told() {
    // 8 weeks of £10,001.00 a year: 80008 / 52 = 1538.6153…, and told is 1538.62: with that left nothing is over.
    let rules = reclaiming("keep = { weeks = \"8\" }\nmode = \"all_if_exceeded\"");
    let back = |left: &str| {
        let mut json = unspent(left);
        json["annual_budget"] = json!("10001.00");
        reconcile(&rules, &json).reclaim.to_fixed(2)
    };
    assert_eq!((back("1538.62"), back("1538.63")), ("0.00".to_owned(), "1538.63".to_owned()));
}

#[test]
fn a_share_of_the_year_is_for_the_days_of_the_period() {
    // 1 April to 30 September 2008 is 183 days of 365: 20 % of 10000 x 183 / 365 = 1002.7397…
    let rules = reclaiming(TWENTY);
    let mut half = unspent("1500.00");
    half["period"]["to"] = json!("2008-09-30");
    half["spent"][0]["on"] = json!("2008-09-01");
    half["closing"]["on"] = json!("2008-09-30");
    half["review"]["on"] = json!("2008-10-10");
    let result = reconcile(&rules, &half);
    assert_eq!(result.limit.as_ref().expect("there is one").to_fixed(2), "1002.74");
    assert_eq!(result.reclaim.to_fixed(2), "497.26");
    // In a leap year: 1 October 2011 to 31 March 2012 is 183 days of the 366 from 1 October.
    half["period"] = json!({ "from": "2011-10-01", "to": "2012-03-31" });
    half["paid"][0]["on"] = json!("2011-10-01");
    half["spent"][0]["on"] = json!("2012-02-29");
    half["closing"]["on"] = json!("2012-03-31");
    assert_eq!(reconcile(&rules, &half).limit.expect("there is one").to_fixed(2), "1000.00");
    // Weeks of money are weeks of money, whatever the period: 8 x 10000 / 52.
    let weeks = reclaiming("keep = { weeks = \"8\" }\nmode = \"excess\"");
    assert_eq!(reconcile(&weeks, &half).limit.expect("there is one").to_fixed(2), "1538.46");
}

/// £8,000 of the council's and £2,000 of the person's; £2,500 is left.
fn of_both() -> serde_json::Value {
    let mut json = unspent("2500.00");
    json["paid"] = json!([
        { "on": "2008-04-01", "by": "council", "amount": "8000.00" },
        { "on": "2008-04-01", "by": "person", "amount": "2000.00" },
    ]);
    json
}

#[test]
fn the_persons_own_money_is_spent_first_shared_or_refunded_as_the_council_says() {
    let keep = "keep = { amount = \"1000.00\" }\nmode = \"excess\"\nperson_money = ";
    // All 2500 is the council's: 2500 - 1000.
    let first = reconcile(&reclaiming(&format!("{keep}\"spent_first\"")), &of_both());
    assert_eq!(
        (first.reclaim.to_fixed(2), first.person_money.left().to_fixed(2)),
        ("1500.00".into(), "0.00".into())
    );
    // 2500 x 8000 / 10000 = 2000 is the council's: 2000 - 1000; 500 stays the person's.
    let shared = reconcile(&reclaiming(&format!("{keep}\"in_proportion\"")), &of_both());
    assert_eq!(
        (shared.reclaim.to_fixed(2), shared.person_money.left().to_fixed(2)),
        ("1000.00".into(), "500.00".into())
    );
    assert_eq!(shared.refund_to_person.to_fixed(2), "0.00");
    // 30.00 x 365 / 7 = 1564.29 was asked for: 2000 - 1564.29 = 435.71 goes back; of the council's 2064.29, 1064.29.
    let mut asked = of_both();
    asked["due"] = json!([{ "from": "2008-04-01", "to": "2009-03-31", "amount": "30.00", "per": "week" }]);
    let refund = reconcile(&reclaiming(&format!("{keep}\"refund_overpaid\"")), &asked);
    assert_eq!(refund.refund_to_person.to_fixed(2), "435.71");
    assert_eq!(refund.reclaim.to_fixed(2), "1064.29");
    assert_eq!(codes(&refund), ["contribution_overpaid"]);
    // Support that cost less than was asked for: nobody pays more than it cost.
    let mut cheap = asked.clone();
    cheap["spent"][0]["amount"] = json!("1000.00");
    cheap["closing"]["bank_balance"] = json!("9000.00");
    let refund = reconcile(&reclaiming(&format!("{keep}\"refund_overpaid\"")), &cheap);
    assert_eq!(refund.refund_to_person.to_fixed(2), "1000.00");
}

#[test]
fn against_the_whole_budget_only_the_councils_part_of_what_is_over_goes_back() {
    // 2500 - 2000 = 500 is over, of which 2000 / 2500 is the council's.
    let keys = format!("{TWENTY}\nbasis = \"whole_budget\"\nperson_money = \"in_proportion\"");
    let result = reconcile(&reclaiming(&keys), &of_both());
    assert_eq!(result.reclaim.to_fixed(2), "400.00");
}

#[test]
fn the_next_payment_is_topped_up_and_never_below_nothing() {
    let rules = reclaiming("keep = { payments = \"1\" }\nmode = \"excess\"\ncollect = \"top_up\"");
    for (balance, next) in
        [("3000.00", "1000.00"), ("2000.00", "2000.00"), ("4500.00", "0.00"), ("0.00", "4000.00")]
    {
        let mut json = unspent(balance);
        json["payment"] = json!("2000.00");
        let result = reconcile(&rules, &json);
        assert_eq!(result.next_payment.expect("there is one").to_fixed(2), next, "{balance}");
        assert_eq!((result.reclaim.to_fixed(2), result.proposed.as_str()), ("0.00".into(), "top_up"));
    }
}

#[test]
fn the_surplus_comes_off_the_next_payments_or_goes_to_a_planned_item() {
    let mut json = unspent("2500.00");
    json["payment"] = json!("833.33");
    let off = reconcile(&reclaiming(&format!("{TWENTY}\ncollect = \"net_off\"\nnotice_days = 28")), &json);
    assert_eq!(off.next_payment.as_ref().expect("there is one").to_fixed(2), "333.33", "833.33 - 500.00");
    let notice = off.notice.expect("there is one");
    assert_eq!((notice.repay_by, notice.payments_change_from), (None, Some(day("2009-05-14"))));
    let rules = reclaiming(&format!("{TWENTY}\ncollect = \"carry\""));
    let unnamed = reconcile(&rules, &json);
    assert_eq!(codes(&unnamed), ["reason_missing"]);
    json["review"]["carry_to"] = json!("respite_in_august");
    let carried = reconcile(&rules, &json);
    let (item, amount) = carried.carried.expect("there is one");
    assert_eq!((item.as_str(), amount.to_fixed(2).as_str()), ("respite_in_august", "500.00"));
    assert_eq!((carried.reclaim.to_fixed(2), carried.kept.to_fixed(2)), ("0.00".into(), "2500.00".into()));
}

#[test]
fn what_is_owed_is_set_aside_before_anything_is_over() {
    let mut json = unspent("2500.00");
    json["held"] = json!([
        { "kind": "holiday_pay", "amount": "120.00" },
        { "kind": "plan_contingency", "amount": "200.00" },
    ]);
    // 2500 - 320 - 2000.
    let all = reconcile(&reclaiming(TWENTY), &json);
    assert_eq!(all.reclaim.to_fixed(2), "180.00");
    assert_eq!(all.reserved.len(), 2);
    // 2500 - 120 - 2000: the contingency is not set aside here, and that is told.
    let some = reconcile(&reclaiming(&format!("{TWENTY}\nreserve = [\"holiday_pay\"]")), &json);
    assert_eq!(some.reclaim.to_fixed(2), "380.00");
    assert!(
        some.workings
            .iter()
            .any(|line| line.text.contains("not set aside") && line.amount.to_fixed(2) == "200.00")
    );
    // The kept part is next year's opening: 2000, and what is set aside is still in the account.
    let (council, person) = all.next_opening();
    assert_eq!((council.to_fixed(2), person.to_fixed(2)), ("2320.00".into(), "0.00".into()));
}

#[test]
fn a_stream_that_cannot_be_carried_forward_goes_back_to_whoever_gives_it() {
    let rules = rulebook("wrexham_2008");
    let mut json = unspent("2500.00");
    json["paid"]
        .as_array_mut()
        .expect("a list")
        .push(json!({ "on": "2008-04-01", "by": "ilf", "amount": "2080.00" }));
    json["closing"]["bank_balance"] = json!("4580.00");
    let result = reconcile(&rules, &json);
    assert_eq!(result.reclaim.to_fixed(2), "500.00", "the stream is not touched");
    assert_eq!(result.streams.len(), 1);
    let stream = &result.streams[0];
    assert_eq!((&stream.kept + &stream.returned).to_fixed(2), "2080.00");
    // Once the payments have ended nothing of it is kept.
    json["ended"] = json!({ "on": "2009-02-01", "reason": "moved", "notice_given_on": "2009-01-01" });
    assert_eq!(reconcile(&rules, &json).streams[0].returned.to_fixed(2), "2080.00");
}

#[test]
fn a_statement_with_none_of_the_optional_parts_reconciles() {
    let rules = reclaiming(TWENTY);
    let json = json!({ "format": 1, "person": "P-1", "period": { "from": "2008-04-01", "to": "2009-03-31" }, "annual_budget": "10000.00" });
    let result = rules.reconcile(&statement(&json), None).expect("it adds up");
    assert_eq!((result.kept.to_fixed(2), result.proposed.as_str()), ("0.00".into(), "nothing"));
    assert_eq!(codes(&result), ["not_proved"]);
    assert!(result.blocked_by().is_empty());
}
