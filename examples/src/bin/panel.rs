//! What a social worker's system does with a support plan: hold it against the budget of its allocation record, say all
//! that was found, keep the record, and hand the payments to finance.
//!
//! ```text
//! panel RULEBOOK PLAN RECORD.json STORE
//! ```
//!
//! `PLAN` is TOML or JSON; `STORE` is a folder that gets `findings.json` and `payments.csv`.

use std::error::Error;
use std::fs;
use std::path::Path;

use openras::core::document::Document;
use openras::prelude::*;
use openras::rulebook::toml_document;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rulebook, plan, record, store] = arguments.as_slice() else {
        return Err("panel RULEBOOK PLAN RECORD.json STORE".into());
    };
    let rulebook = Rulebook::open(rulebook)?;
    let budget = rulebook.budget_of_record(&fs::read_to_string(record)?)?;
    match look(&rulebook, plan, &budget) {
        Ok(check) => {
            print!("{}", told(&check));
            keep(&rulebook, &check, Path::new(store))
        }
        Err(problems) => {
            // The plan cannot be read, or names what the rulebook does not have: every such problem at once.
            println!("sent back: {}", problems.items().join(" "));
            Err(problems.into())
        }
    }
}

/// Reads a plan and holds it against its budget, the law of every day and what the council asks.
fn look(rulebook: &Rulebook, path: &str, budget: &Budget) -> Result<PlanCheck, Diagnostics> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let read = if path.ends_with(".json") { Document::from_json } else { toml_document };
    let plan = SupportPlan::from_document(&mut read(path.to_owned(), text)?)?;
    rulebook.check_plan(&plan, budget)
}

/// The verdict, each finding with what to do, the cost, the panel's checklist in one number.
fn told(check: &PlanCheck) -> String {
    let mut lines = vec![format!("{}: {}", check.person, check.verdict().as_str())];
    for finding in &check.findings {
        lines.push(format!("{} at {}: {}", finding.code, finding.at.pointer(), finding.message));
        lines.extend(finding.help.as_ref().map(|help| format!("  {help}")));
    }
    let cost = &check.cost;
    let [total, council] =
        [&cost.total, &cost.personal_budget.council_pays].map(|pays| pays.to_fixed(check.decimals));
    lines.push(format!("costs {total}, of which the council pays {council}"));
    let met = check.checklist.iter().filter(|item| item.met).count();
    lines.push(format!("{met} of {} on the checklist\n", check.checklist.len()));
    lines.join("\n")
}

/// Keeps the record, which anybody can recompute, and the payments as a table.
fn keep(rulebook: &Rulebook, check: &PlanCheck, store: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(store)?;
    fs::write(store.join("findings.json"), rulebook.findings_json(check)?)?;
    match &check.schedule {
        Some(schedule) => fs::write(store.join("payments.csv"), schedule.to_csv())?,
        None => println!("no payments: they would begin before the agreement"),
    }
    Ok(())
}
