//! The law packs: every row is read, dated and sourced; a council's own rows stand over them.

use openras::rulebook::law_packs;
use serde_json::json;

use crate::world::{assistant, check, codes, day, push, sound};

#[test]
fn every_pack_is_read_and_every_row_names_a_source_of_its_pack() {
    let packs = law_packs();
    assert_eq!(packs.len(), openras::plan::law::PACKS.len());
    for pack in packs {
        for row in pack.law().rows() {
            assert_ne!(row.source.title, row.source.id, "{}: {} from {}", pack.id, row.key, row.from);
            assert!(row.until.is_none_or(|until| row.from <= until), "{} {}", row.key, row.from);
            let unsure = row.source.id == "general_knowledge";
            assert!(!unsure || row.is_unverified(), "{}: {} from {}", pack.id, row.key, row.from);
        }
    }
}

#[test]
fn rows_of_one_key_follow_each_other_without_a_gap() {
    for pack in law_packs() {
        let law = pack.law();
        for pair in law.rows().windows(2).filter(|pair| pair[0].key == pair[1].key) {
            let ends = pair[0].until.and_then(|until| until.after());
            assert_eq!(ends, Some(pair[1].from), "{} of {}", pair[0].key, pack.id);
        }
    }
}

#[test]
fn figures_of_the_law_on_a_day() {
    let law = law_packs().iter().find(|pack| pack.id == "uk_employment").unwrap().law();
    let figure = |key: &str, on: &str| law.on(key, day(on)).map(|row| row.shown());
    for (key, on, expected) in [
        ("employer_ni.rate", "2022-11-05", "15.05%"),
        ("employer_ni.rate", "2022-11-06", "13.8%"),
        ("employer_ni.threshold", "2025-04-05", "175.00"),
        ("employer_ni.threshold", "2025-04-06", "96.00"),
        ("employment_allowance", "2015-04-05", "none"),
        ("employment_allowance", "2025-04-06", "10500.00"),
        ("pension.duty", "2012-09-30", "none"),
        ("pension.duty", "2012-10-01", "yes"),
        ("pension.employer_share", "2019-04-05", "2%"),
        ("pension.employer_share", "2019-04-06", "3%"),
        ("holiday.weeks", "2007-09-30", "4"),
        ("holiday.weeks", "2007-10-01", "4.8"),
        ("holiday.weeks", "2009-03-31", "4.8"),
        ("holiday.weeks", "2009-04-01", "5.6"),
        ("employers_liability.cover", "2008-03-01", "5000000.00"),
    ] {
        assert_eq!(figure(key, on).as_deref(), Some(expected), "{key} on {on}");
    }
    assert_eq!(figure("minimum_wage.adult", "2027-04-01"), None);
    assert_eq!(figure("holiday.irregular_hours", "2024-03-31"), None);
    assert!(law.on("holiday.weeks", day("2008-01-01")).unwrap().is_unverified());
}

#[test]
fn a_councils_own_row_stands_over_the_librarys() {
    let policy = crate::world::POLICY.to_owned();
    let top = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/rulebooks/walsall_2010");
    let mut folder = openras::prelude::Folder::read(top).unwrap();
    folder.files.insert("plan.toml".to_owned(), policy.replace("NATION", "england"));
    let own = "format = 1\n\n[[row]]\nkey = \"minimum_wage.adult\"\njurisdiction = \"uk\"\nfrom = 2009-10-01\nis = \"9.99\"\nunit = \"GBP/hour\"\nages = { from = 22 }\nbasis = \"practice\"\nsource = \"the council's living wage\"\nconfidence = \"primary\"\n";
    folder.files.insert("law/own.toml".to_owned(), own.to_owned());
    let rulebook = openras::prelude::Rulebook::from_folder(folder).unwrap();
    let mut plan = sound("2010-01-01");
    push(&mut plan, "support", assistant("pa", "6", "9.00", 30));
    plan["period"]["to"] = json!("2010-06-30");
    let found = check(&rulebook, &plan);
    assert_eq!(codes(&found), ["below_minimum_wage"]);
    assert_eq!(found.findings[0].source.as_deref(), Some("the council's living wage"));
    assert_eq!(codes(&check(&crate::world::rulebook("england"), &plan)), [] as [&str; 0]);
}

#[test]
fn a_misspelt_pack_check_or_name_is_told_at_its_line() {
    let refuse = |from: &str, to: &str, code: &str| {
        let top = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/rulebooks/walsall_2010");
        let mut folder = openras::prelude::Folder::read(top).unwrap();
        let policy = crate::world::POLICY.replace("NATION", "england").replacen(from, to, 1);
        folder.files.insert("plan.toml".to_owned(), policy);
        let error = openras::prelude::Rulebook::from_folder(folder).unwrap_err();
        let found: Vec<String> = error
            .diagnostics()
            .iter()
            .filter(|problem| problem.code.severity() == openras::core::Severity::Error)
            .map(|problem| problem.code.to_string())
            .collect();
        assert_eq!(found, [code], "{from} -> {to}: {error}");
        assert!(error.to_string().contains("plan.toml:"), "{error}");
    };
    refuse("uk_employment", "uk_employmnt", "unknown_name");
    refuse("about_answered", "about_answer", "unknown_name");
    refuse("important_to_me", "important_to_us", "unknown_name");
    refuse("one_off > most_at_once", "one_of > most_at_once", "unknown_name");
    refuse("one_off > most_at_once", "weekly > most_at_once", "unit_mismatch");
    refuse("id = \"nominee\"", "id = \"direct\"", "duplicate_id");
    refuse("because = \"puts_money_at_risk\"", "because = \"silly\"", "wrong_type");
    refuse("holiday = \"law\"", "holiday = \"lawful\"", "unknown_name");
    refuse("check = \"about_answered\"", "check = \"about_answered\"\nsource = \"nobody\"", "unknown_source");
}
