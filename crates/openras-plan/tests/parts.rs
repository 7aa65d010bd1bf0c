//! Shares that sum to the whole, days that are counted once, documents that say all of their shape.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test stops where something does not hold"
)]

use openras_core::document::unsupported;
use openras_core::{Day, Days, Exact, Period};
use openras_plan::law::LawDocument;
use openras_plan::{
    Calendar, FindingCode, PlanPolicyDocument, SupportPlan, WeeklyLines, YearCount, rounded_shares,
};
use proptest::prelude::*;

#[test]
fn every_document_says_all_of_its_shape() {
    for (name, left_out) in [
        ("plan", unsupported::<SupportPlan>()),
        ("plan.toml", unsupported::<PlanPolicyDocument>()),
        ("law", unsupported::<LawDocument>()),
    ] {
        assert!(left_out.is_empty(), "{name}: {left_out:?}");
    }
}

#[test]
fn every_code_has_a_word_a_check_and_a_meaning_of_its_own() {
    let mut words: Vec<&str> = FindingCode::ALL.iter().map(|code| code.as_str()).collect();
    for code in FindingCode::ALL {
        assert_eq!(FindingCode::from_word(code.as_str()), Some(*code));
        assert!(FindingCode::of_check(code.check()).any(|found| found == *code));
        assert!(code.meaning().ends_with('.'));
    }
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), FindingCode::ALL.len());
}

fn calendar(from: Day, weekly_lines: WeeklyLines) -> Calendar {
    let year = YearCount { weeks: Exact::from(52), months: Exact::from(12), days: Exact::from(365) };
    Calendar { anchor: from, year, weekly_lines }
}

proptest! {
    #[test]
    fn shares_sum_to_the_rounded_whole(parts in prop::collection::vec((0i64..1_000_000, 1i64..400), 0..12)) {
        let parts: Vec<Exact> =
            parts.iter().map(|(num, den)| Exact::ratio(i128::from(*num), i128::from(*den)).unwrap()).collect();
        let (shares, whole) = rounded_shares(&parts, 2);
        let exact: Exact = parts.iter().cloned().sum();
        let sum: Exact = shares.iter().cloned().sum();
        prop_assert_eq!(&sum, &whole);
        prop_assert_eq!(whole.to_fixed(2), exact.to_fixed(2));
        for (part, share) in parts.iter().zip(&shares) {
            prop_assert!((part - share).abs() < Exact::decimal(1, 2), "{} for {}", share, part);
        }
    }

    #[test]
    fn what_is_spread_is_the_same_however_the_days_are_cut(
        first in 0i32..4000, length in 1i32..1500, cut in 0i32..1500, pennies in 1i64..1_000_000, per in 0usize..4, by_year in any::<bool>(),
    ) {
        let from = Day::new(2003, 3, 1).unwrap().plus_days(first).unwrap();
        let all = Days::new(from, from.plus_days(length - 1).unwrap()).unwrap();
        let lines = if by_year { WeeklyLines::SchemeYear } else { WeeklyLines::Days };
        let amount = Exact::ratio(i128::from(pennies), 100).unwrap();
        let segments = calendar(from, lines).spread(&amount, Period::ALL[per], &all);
        let whole: Exact = segments.iter().map(|segment| segment.amount.clone()).sum();
        let days: i32 = segments.iter().map(|segment| segment.days.count()).sum();
        prop_assert_eq!(days, length);
        let parts = all.split(&[from.plus_days(cut).unwrap()]);
        let cut: Exact = parts.iter().flat_map(|part| segments.iter().map(|segment| segment.within(part))).sum();
        prop_assert_eq!(whole, cut);
    }
}
