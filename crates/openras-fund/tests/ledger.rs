//! What is agreed and drawn through the year. Expected values are hand arithmetic, said beside them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what must hold and stops where it does not"
)]

use openras_core::{Day, Exact};
use openras_fund::{CellRow, Cells, Fund, Ledger, Light, Profile, YearSoFar};
use openras_rulebook::toml_document;

const HEAD: &str = "on,person,kind,purpose,amount,per,from,to,reason,approver,stream,points";

/// 365 days; 100,000.00, of which 20,000.00 is held back.
fn fund() -> Fund {
    let text = "id = \"made\"\ntotal = 100000\ndeduct = \"of_total\"\nperiod = { from = 2026-04-01, to = 2027-03-31 }\n\
                [contingency]\npercent = \"20%\"\npurposes = [\"unmet_need\", \"high_cost_package\"]\n";
    Fund::from_document(&mut toml_document("fund.toml", text).unwrap()).unwrap()
}

fn cells(rows: &[&str]) -> Cells {
    let split = |line: &str| line.split(',').map(str::to_owned).collect();
    let row = |(at, line): (usize, &&str)| CellRow { number: at + 2, cells: split(line) };
    Cells {
        name: "ledger.csv".to_owned(),
        head: split(HEAD),
        rows: rows.iter().enumerate().map(row).collect(),
    }
}

fn so_far(rows: &[&str], on: &str) -> YearSoFar {
    let ledger = Ledger::read(&cells(rows), &fund()).unwrap_or_else(|problems| panic!("{problems}"));
    ledger.so_far(&fund(), Day::parse(on).unwrap(), &Profile::Even, 1)
}

#[track_caller]
fn refused(rows: &[&str], messages: &[&str]) {
    let found = Ledger::read(&cells(rows), &fund()).unwrap_err();
    let told: Vec<String> =
        found.iter().map(|problem| format!("{} {}", problem.code, problem.message)).collect();
    assert_eq!(told, messages);
    assert!(found.iter().all(|problem| problem.help.is_some()));
}

/// 70.00 a week from 1 October to 31 March: 31 + 30 + 31 + 31 + 28 + 31 = 182 days of 10.00 = 1,820.00. 3,650.00 a year for
/// the 365 days: 3,650.00. 100.00 a month is 1,200 / 365 a day: for 31 days of May 101.92. 500.00 once: 500.00.
#[test]
fn what_is_agreed_costs_by_days_to_the_end_of_the_year() {
    let year = so_far(
        &[
            "2026-04-01,a,committed,,3650,year,2026-04-01,,,,,",
            "2026-04-20,b,committed,,100,month,2026-05-01,2026-05-31,,,,",
            "2026-06-01,c,committed,,500,once,2026-06-01,,,,,",
            "2026-09-15,d,committed,,70,week,2026-10-01,,,,,",
        ],
        "2026-10-07",
    );
    assert_eq!(year.committed.to_fixed(2), "6071.92");
    // 3,650 / 365 x 190 days to 7 October = 1,900.00; 101.92; 500.00; seven days of 10.00.
    assert_eq!(year.to_date.to_fixed(2), "2571.92");
    assert_eq!((year.left.to_fixed(2), year.people), ("73928.08".to_owned(), 4));
}

/// 14.00 a day from 1 March is 31 days, 434.00, and 365 x 14 = 5,110.00 next year (no 29 February in 2028 before 1 April:
/// 2027-04-01 to 2028-03-31 has one, so 366 days: 5,124.00). 1,000.00 once and 400.00 given back.
#[test]
fn the_contingency_is_told_by_purpose_and_month() {
    let year = so_far(
        &[
            "2026-05-10,a,drawn,unmet_need,1000,once,2026-05-10,,flood,panel,,",
            "2026-07-01,a,released,unmet_need,400,,,,not needed,panel,,",
            "2027-02-20,b,drawn,high_cost_package,14,day,2027-03-01,,complex,panel,,",
        ],
        "2027-03-01",
    );
    let balance = &year.contingency;
    assert_eq!(balance.left.to_fixed(2), "18966.00");
    assert_eq!(balance.next_year.to_fixed(2), "5124.00");
    let months: Vec<(&str, String)> =
        balance.purposes[0].months.iter().map(|(month, drawn)| (month.as_str(), drawn.to_fixed(2))).collect();
    assert_eq!(months, [("2026-05", "1000.00".to_owned()), ("2026-07", "-400.00".to_owned())]);
    assert_eq!(balance.purposes[1].drawn.to_fixed(2), "434.00");
}

/// 10.00 a day from 1 April that ends on 10 April: ten days.
#[test]
fn what_ends_costs_to_its_last_day() {
    let year = so_far(
        &["2026-04-01,a,committed,,10,day,,,,,,", "2026-04-08,a,ended,,,,,2026-04-10,moved,panel,,"],
        "2026-12-31",
    );
    assert_eq!(year.committed.to_fixed(2), "100.00");
}

#[test]
fn a_contingency_is_never_overdrawn_and_every_draw_says_why() {
    refused(
        &[
            "2026-05-10,a,drawn,unmet_need,15000,once,,,flood,panel,,",
            "2026-05-11,b,drawn,unmet_need,6000,once,,,flood,panel,,",
        ],
        &[
            "out_of_range row 3, column `amount`: it draws 6000.00 and the contingency has 5000.00 left on 2026-05-11",
        ],
    );
    refused(
        &["2026-05-10,a,drawn,unmet_needs,100,once,,,,panel,,"],
        &[
            "missing_key row 2, column `reason`: it is empty",
            "unknown_name row 2, column `purpose`: `unmet_needs` is not a purpose of the fund's contingency",
        ],
    );
    refused(
        &["2026-05-10,a,released,unmet_need,100,,,,x,panel,,"],
        &["out_of_range row 2, column `amount`: it releases 100.00 and 0.00 was drawn"],
    );
    refused(
        &["2026-05-10,a,comitted,,100,week,2026-06-01,2026-05-01,,,,"],
        &["wrong_type row 2, column `kind`: `comitted` is not one of them"],
    );
    refused(
        &["2026-05-10,a,committed,,100,week,2026-06-01,2026-05-01,,,,"],
        &["bad_date_range row 2, column `to`: it ends on 2026-05-01, before it begins on 2026-06-01"],
    );
    refused(
        &["2026-05-10,a,ended,,,,,,,,,"],
        &["unknown_name row 2, column `person`: nothing of `a` is there that could end"],
    );
}

/// After the first day there are 364 days; by 30 September 182 of them, a half. Two came with 3,650.00 a year each, so as much
/// is to come on the 182 days left: 7,300 / 182 a day, each for the days that remain, 182 + 181 + … + 1 = 16,653 of 365:
/// 7,300 x 16,653 / (182 x 365) = 1,830.00.
#[test]
fn the_forecast_goes_on_as_the_year_went() {
    let rows = [
        "2026-04-01,z,committed,,60000,year,,,,,,",
        "2026-05-01,a,committed,,3650,year,,,,,,",
        "2026-06-01,b,committed,,3650,year,,,,,,",
    ];
    let year = so_far(&rows, "2026-09-30");
    let forecast = year.forecast.clone().unwrap();
    assert_eq!(forecast.arrivals, 2, "who was there on the first day is no arrival");
    assert_eq!(forecast.share_by_now, Exact::ratio(1, 2).unwrap());
    assert_eq!(forecast.central.to_fixed(2), "1830.00");
    assert!(forecast.low <= forecast.central && forecast.central <= forecast.high);
    assert_eq!(year.light, Light::Green);
    assert_eq!(so_far(&rows, "2026-09-30"), year, "the same draws every time");
}

/// Of 80,000.00: 79,000.00 agreed and 1,830.00 to come is red; 78,000.00 and as much to come is amber, since 1,830.00 may
/// be more than 2,000.00; more agreed than there is is red.
#[test]
fn the_light_says_whether_the_money_lasts() {
    // 3,650 a year from 1 May is 335 days, 3,350.00; from 1 June 304 days, 3,040.00: together 6,390.00.
    let light = |first: u32| {
        let first = format!("2026-04-01,z,committed,,{first},once,,,,,,");
        let rows = [
            first.as_str(),
            "2026-05-01,a,committed,,3650,year,,,,,,",
            "2026-06-01,b,committed,,3650,year,,,,,,",
        ];
        let year = so_far(&rows, "2026-09-30");
        assert!(!year.why.is_empty());
        year.light
    };
    assert_eq!(light(60_000), Light::Green);
    assert_eq!(light(71_610), Light::Amber, "2,000.00 is left");
    assert_eq!(light(72_610), Light::Red, "1,000.00 is left");
    assert_eq!(light(79_000), Light::Red, "more is agreed than there is");
}

/// 120.00 and 100.00 a point in April and May, 80.00 in October and 90.00 in November: 110 against 85 is 29.4 % higher.
#[test]
fn budgets_for_like_points_say_whether_spring_was_kinder() {
    let year = so_far(
        &[
            "2026-04-10,a,committed,,1200,year,,,,,,10",
            "2026-05-10,b,committed,,1000,year,,,,,,10",
            "2026-10-10,c,committed,,800,year,,,,,,10",
            "2026-11-10,d,committed,,1800,year,,,,,,20",
        ],
        "2026-12-01",
    );
    let medians: Vec<String> = year.like_points.iter().map(|month| month.spread[1].to_fixed(2)).collect();
    assert_eq!(medians, ["120.00", "100.00", "80.00", "90.00"]);
    let kinder = year.kinder.unwrap();
    assert!(kinder.contains("29.4 % higher in the earlier months"), "{kinder}");
}

#[test]
fn the_councils_own_profile_counts() {
    let ledger = Ledger::read(&cells(&["2026-05-01,a,committed,,3650,year,,,,,,"]), &fund()).unwrap();
    let mut months = vec![Exact::ZERO; 12];
    months[1] = Exact::from(3);
    months[11] = Exact::ONE;
    let on = Day::parse("2026-09-30").unwrap();
    let year = ledger.so_far(&fund(), on, &Profile::Months(months), 1);
    let forecast = year.forecast.unwrap();
    // Three quarters have come; a quarter comes in March, on average 16 days before the end: 3,650 / 3 x 16 / 365 = 53.33.
    assert_eq!(forecast.share_by_now, Exact::ratio(3, 4).unwrap());
    assert_eq!(forecast.central.to_fixed(2), "53.33");
}

#[test]
fn a_profile_has_a_weight_for_each_month() {
    let weights = |count: usize, weight: i32| vec![Exact::from(weight); count];
    assert!(Profile::months(weights(12, 1), &fund()).is_ok());
    for (weights, words) in
        [(weights(3, 1), "12 months"), (weights(12, 0), "above zero"), (weights(12, -1), "zero or more")]
    {
        let why = Profile::months(weights, &fund()).unwrap_err();
        assert!(why.contains(words), "{why}");
    }
}
