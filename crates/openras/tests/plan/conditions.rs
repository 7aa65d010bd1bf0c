//! Conditions of a council's own: what they may ask for, and what is said where nobody can tell.

use openras::core::Period;
use openras::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{POLICY, budget, check_with, codes, folder_with, rulebook_with, sound, the};

const REVIEW: &str = r#"
format = 1
id = "test_review"
version = "1"
illustrative = true

[[monitoring]]
level = "quarterly_return"
when = "employs_staff"

[[monitoring]]
level = "light"
"#;

/// The test council, which asks `when` of a plan and looks after money at two levels.
fn asking(when: &str) -> Result<Rulebook, String> {
    let condition = format!(
        "[[condition]]\nid = \"looked_after\"\nwhen = \"{when}\"\ntext = \"the money is looked after lightly\"\n\n[oncosts]"
    );
    let mut folder = folder_with("england", &POLICY.replace("[oncosts]", &condition));
    folder.files.insert("review.toml".to_owned(), REVIEW.to_owned());
    Rulebook::from_folder(folder).map_err(|error| error.to_string())
}

fn looked_after(how: Option<&str>) -> Json {
    let mut plan = sound("2009-06-01");
    if let Some(how) = how {
        plan["monitoring"] = json!({ "how": how });
    }
    plan
}

#[test]
fn a_condition_may_ask_for_the_level_of_monitoring_that_the_plan_names() {
    let rulebook = asking("monitoring = 'light'").unwrap_or_else(|error| panic!("{error}"));
    let check = |how| check_with(&rulebook, &looked_after(how), &budget("5000.00", Period::Year));
    assert_eq!(codes(&check(Some("quarterly_return"))), [] as [&str; 0]);
    let light = check(Some("light"));
    assert_eq!(the(&light, FindingCode::CouncilCondition).message, "the money is looked after lightly");
    // Nobody can tell: the plan names none, or one that the council does not have.
    for how in [None, Some("a phone call")] {
        let check = check(how);
        let finding = the(&check, FindingCode::CouncilCondition);
        assert!(
            finding.message.ends_with("cannot be told: the monitoring level is not known"),
            "{}",
            finding.message
        );
        assert!(finding.help.is_some());
    }
}

#[test]
fn a_level_that_there_is_not_is_refused_in_the_rulebook() {
    let error = asking("monitoring = 'lite'").expect_err("there is none");
    assert!(error.contains("'lite'") && error.contains("'light'"), "{error}");
}

#[test]
fn a_parameter_without_a_value_on_the_day_is_named() {
    let late = POLICY.replace(
        "values = [{ from = 2000-01-01, is = \"9000.00\" }]",
        "values = [{ from = 2015-01-01, is = \"9000.00\" }]",
    );
    let rulebook = rulebook_with("england", &late);
    let check = check_with(&rulebook, &sound("2009-06-01"), &budget("5000.00", Period::Year));
    let finding = the(&check, FindingCode::CouncilCondition);
    assert!(
        finding.message.contains("the value of most_at_once on 2009-06-01 is not known"),
        "{}",
        finding.message
    );
}
