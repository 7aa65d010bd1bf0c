//! A fund from its file to its distributable. Expected values are hand arithmetic, said beside them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what must hold and stops where it does not"
)]

use openras_core::{Diagnostics, Exact, digest};
use openras_fund::Fund;
use openras_rulebook::toml_document;
use proptest::prelude::*;

fn read(text: &str) -> Result<Fund, Diagnostics> {
    Fund::from_document(&mut toml_document("fund.toml", text).unwrap())
}

fn fund(body: &str) -> Fund {
    read(&with(body)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A whole fund with this in it.
fn with(body: &str) -> String {
    format!("id = \"made\"\nperiod = {{ from = 2026-04-01, to = 2027-03-31 }}\n{body}")
}

fn contingency(percent: &str) -> String {
    format!("[contingency]\npercent = \"{percent}\"\npurposes = [\"unmet_need\"]\n")
}

fn slice(id: &str, percent: &str) -> String {
    format!("[[top_slice]]\nid = \"{id}\"\npercent = \"{percent}\"\npurpose = \"made\"\n")
}

#[track_caller]
fn refused(body: &str, items: &[&str]) {
    let found = match read(&with(body)) {
        Ok(fund) => panic!("{fund:?}"),
        Err(found) => found,
    };
    let codes: Vec<String> =
        found.iter().map(|problem| format!("{} {}", problem.code, problem.path)).collect();
    assert_eq!(codes, items, "{found}");
    assert!(found.iter().all(|problem| problem.place.is_some() && problem.help.is_some()), "{found}");
}

/// 1,000,000 + 120,000 = 1,120,000; less 20 % of it, 224,000, is 896,000.
#[test]
fn income_counts_before_the_contingency() {
    let income = "[[income]]\nid = \"client_contributions\"\namount = \"120000.00\"\n";
    let fund =
        fund(&format!("total = \"1000000.00\"\ndeduct = \"of_total\"\n{income}{}", contingency("20%")));
    assert_eq!(fund.distributable.to_fixed(2), "896000.00");
    assert_eq!(fund.contingency.unwrap().amount.to_fixed(2), "224000.00");
}

/// 100 - 10 - 20 = 70; 100 x 0.9 x 0.8 = 72.
#[test]
fn ten_and_twenty_percent_leave_70_of_the_total_and_72_in_turn() {
    for (deduct, left) in [("of_total", "700000.00"), ("in_turn", "720000.00")] {
        let body =
            format!("total = 1000000\ndeduct = \"{deduct}\"\n{}{}", slice("new", "10%"), contingency("20%"));
        assert_eq!(fund(&body).distributable.to_fixed(2), left, "{deduct}");
    }
}

/// The fund of the format's own page: 5 % of 1,370,000 is 68,500 and 20 % is 274,000, so 1,027,500 remains; 3 % of it,
/// 30,825, stays free for growth: 996,675.
#[test]
fn the_fund_of_the_fixtures_is_worked_out() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/funds/adults_2008_09.toml");
    let fund = read(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(fund.base.to_fixed(2), "1370000.00");
    assert_eq!(fund.top_slices.first().unwrap().amount.to_fixed(2), "68500.00");
    assert_eq!(fund.distributable.to_fixed(2), "1027500.00");
    assert_eq!(fund.limit_with_growth().to_fixed(2), "996675.00");
}

/// 5 % of 0.30 is 0.015, a half, which goes away from zero: 0.02; 0.28 remains. In turn 5 % of 0.28 is 0.014: 0.01.
#[test]
fn a_deduction_is_rounded_half_away_from_zero_and_the_rest_remains() {
    let twice = |deduct: &str| {
        fund(&format!("total = \"0.30\"\ndeduct = \"{deduct}\"\n{}{}", slice("a", "5%"), slice("b", "5%")))
    };
    assert_eq!(twice("of_total").distributable.to_fixed(2), "0.26");
    assert_eq!(twice("in_turn").distributable.to_fixed(2), "0.27");
}

#[test]
fn tied_money_comes_off_before_any_percentage() {
    let tied = "[[tied]]\nid = \"day_centre\"\namount = \"200000\"\nuntil = 2026-09-30\n";
    let fund = fund(&format!("total = 1000000\ndeduct = \"of_total\"\n{tied}{}", contingency("10%")));
    assert_eq!(fund.distributable.to_fixed(2), "720000.00");
}

/// A top-slice of 10 from 5 leaves 5 too few; a contingency of all of that would be 5 less than nothing.
#[test]
fn a_deduction_that_is_too_much_is_not_put_right_by_the_next() {
    for deduct in ["of_total", "in_turn"] {
        let slice = "[[top_slice]]\nid = \"a\"\namount = 10\npurpose = \"more\"\n";
        refused(
            &format!("total = 5\ndeduct = \"{deduct}\"\n{slice}{}", contingency("100%")),
            &["out_of_range total"],
        );
    }
}

#[test]
fn what_is_no_longer_tied_when_the_year_begins_is_refused() {
    let tied = "[[tied]]\nid = \"day_centre\"\namount = \"2\"\nuntil = 2026-03-31\n";
    refused(&format!("total = 5\ndeduct = \"of_total\"\n{tied}"), &["bad_date_range tied[0].until"]);
}

#[test]
fn another_contingency_gives_another_distributable() {
    let fund =
        fund(&format!("total = 1000000\ndeduct = \"in_turn\"\n{}{}", slice("a", "10%"), contingency("20%")));
    let zero = fund.with_contingency(&Exact::ZERO);
    assert_eq!(zero.distributable.to_fixed(2), "900000.00");
    let third = fund.with_contingency(&Exact::ratio(30, 100).unwrap());
    assert_eq!(third.distributable.to_fixed(2), "630000.00");
}

#[test]
fn everything_that_is_wrong_is_told_at_its_place() {
    refused("total = 5", &["missing_key "]);
    refused("total = 5.5\ndeduct = \"of_total\"", &["float_amount total"]);
    refused("total = \"-5\"\ndeduct = \"of_total\"", &["out_of_range total"]);
    refused("total = \"5.001\"\ndeduct = \"of_total\"", &["too_many_decimals total"]);
    refused("total = 5\ndeduct = \"of_what\"", &["wrong_type deduct"]);
    refused("total = 5\ndeduct = \"in_turn\"\nfunds = 4", &["unknown_key funds"]);
    let much = format!("total = 5\ndeduct = \"of_total\"\n{}{}", slice("a", "60%"), slice("b", "60%"));
    refused(&much, &["out_of_range total"]);
    let more = format!("total = 5\ndeduct = \"of_total\"\n{}", slice("a", "160%"));
    refused(&more, &["out_of_range top_slice[0].percent"]);
    let twice = format!("total = 5\ndeduct = \"of_total\"\n{}{}", slice("a", "6%"), slice("a", "6%"));
    refused(&twice, &["duplicate_id top_slice[1].id"]);
    let neither = "total = 5\ndeduct = \"of_total\"\n[[top_slice]]\nid = \"a\"\npurpose = \"made\"\n";
    refused(neither, &["missing_key top_slice[0]"]);
    let both = format!("{neither}percent = \"5%\"\namount = 1\n");
    refused(&both, &["unknown_key top_slice[0].amount"]);
    let backwards =
        "id = \"made\"\ntotal = 5\ndeduct = \"of_total\"\nperiod = { from = 2027-04-01, to = 2026-03-31 }";
    let found = read(backwards).unwrap_err();
    assert_eq!(found.items(), ["bad_date_range"]);
}

#[test]
fn the_record_has_the_digest_of_all_that_stands_in_it() {
    let fund = fund(&format!("total = 1000000\ndeduct = \"of_total\"\n{}", contingency("20%")));
    let record = fund.record().unwrap();
    let mut value = serde_json::to_value(&record).unwrap();
    let own = value.as_object_mut().unwrap().remove("sha256").unwrap();
    assert_eq!(own.as_str().unwrap(), digest::sha256(&value).unwrap());
    assert_eq!(value.get("distributable").unwrap(), "800000.00");
}

proptest! {
    #[test]
    fn the_parts_sum_to_the_whole(
        total in 0u64..1_000_000_000,
        income in 0u64..1_000_000,
        slices in prop::collection::vec(0u32..2_000, 0..5),
        held in 0u32..2_000,
        in_turn: bool,
    ) {
        let penny = |pence: u64| format!("{}.{:02}", pence / 100, pence % 100);
        let percent = |hundredths: u32| format!("{}.{:02}%", hundredths / 100, hundredths % 100);
        let mut body = format!("total = \"{}\"\ndeduct = \"{}\"\n", penny(total), if in_turn { "in_turn" } else { "of_total" });
        body += &format!("[[income]]\nid = \"income\"\namount = \"{}\"\n", penny(income));
        for (at, hundredths) in slices.iter().enumerate() {
            body += &slice(&format!("s{at}"), &percent(*hundredths));
        }
        body += &contingency(&percent(held));
        let fund = fund(&body);
        let taken: Exact = fund.top_slices.iter().map(|slice| slice.amount.clone()).sum();
        let held = &fund.contingency.as_ref().unwrap().amount;
        prop_assert_eq!(&(&fund.distributable + &taken) + held, &Exact::decimal(i128::from(total), 2) + &Exact::decimal(i128::from(income), 2));
        prop_assert!(fund.top_slices.iter().all(|slice| slice.amount.decimals().unwrap() <= 2));
        let bars = fund.waterfall();
        prop_assert_eq!(&bars.last().unwrap().after, &fund.distributable);
    }
}
