//! Draws on a fund's contingency, as rows of its ledger.

use std::fs;
use std::path::Path;

use openras_fund::{CellRow, Cells, Fund, Ledger};
use openras_pathway::{MemoryStore, agreed_budget, drawn_ledger};
use openras_rulebook::toml_document;
use serde_json::{Value, json};

use crate::world::{World, decision, event, found, more, plain, rulebook};

const HEAD: &str = "on,person,kind,purpose,amount,per,from,to,reason,approver,stream";

fn fund() -> Fund {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/funds/adults_2008_09.toml");
    let text = fs::read_to_string(path).unwrap();
    Fund::from_document(&mut toml_document("fund.toml", &text).unwrap()).unwrap()
}

fn empty() -> Cells {
    let head = HEAD.split(',').map(str::to_owned).collect();
    Cells { name: "ledger.csv".to_owned(), head, rows: Vec::new() }
}

fn push(ledger: &mut Cells, cells: Vec<String>) {
    ledger.rows.push(CellRow { number: ledger.rows.len() + 2, cells });
}

/// 14,000.00 - 13,291.56 = 708.44 more than the indicative budget, from a day on.
fn more_is_agreed(fund: &Fund, from: &str) -> Value {
    let draw = json!({ "fund": fund.record().unwrap().sha256, "purpose": "unmet_need", "amount": "708.44", "from": from });
    decision(json!({ "decision": "agreed", "amount": "14000.00", "reasons": ["unmet_need"], "draw": draw }))
}

/// What a decision adds to the ledger, or why it adds nothing.
fn row(world: &World<'_>, fund: &Fund, ledger: &Cells, given: &Value) -> Result<Option<Vec<String>>, String> {
    let state = world.case.state();
    let record = agreed_budget(state, &event(given.clone())).unwrap();
    drawn_ledger(ledger, fund, &record, state).map_err(|found| found.to_string())
}

#[test]
fn a_second_decision_draws_once_the_draw_of_the_first_is_released() {
    let (fund, store, mut ledger) = (fund(), MemoryStore::new(), empty());
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-0042");
    world.to_signed_off();
    let first = more_is_agreed(&fund, "2008-05-01");
    let drawn = row(&world, &fund, &ledger, &first).unwrap().unwrap();
    let (purpose, approver, reason) = (drawn[3].clone(), drawn[9].clone(), drawn[8].clone());
    push(&mut ledger, drawn);
    // What the ledger has already enters the log and adds nothing.
    assert_eq!(row(&world, &fund, &ledger, &first), Ok(None));
    world.add(first.clone());
    assert_eq!(row(&world, &fund, &ledger, &first), Ok(None));
    // The plan gets other findings, and the same amount is agreed for it.
    let other = more(found(json!({})), json!({ "about": { "findings": crate::world::FUND } }));
    world.add(more(plain("agreed_by_coordinator", "2008-02-20", "W-17", "social_worker"), other));
    // 708.44 x 335 / 365 = 650.212..., from 1 May 2008 to 31 March 2009.
    let said = row(&world, &fund, &ledger, &first).unwrap_err();
    for words in ["row 2, column `amount`: it draws 650.21 from 2008-05-01 on", "a row `released` of 650.21"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let release = |amount: &str| {
        let cells =
            ["2008-04-08", "A-0042", "released", &purpose, amount, "once", "", "", &reason, &approver, ""];
        cells.map(str::to_owned).to_vec()
    };
    // A penny of it still stands: 650.21 - 650.20.
    let mut little = ledger.clone();
    push(&mut little, release("650.20"));
    assert!(row(&world, &fund, &little, &first).unwrap_err().contains("it draws 0.01 "));
    push(&mut ledger, release("650.21"));
    let second = row(&world, &fund, &ledger, &first).unwrap().unwrap();
    assert_ne!(second[8], reason, "another agreed budget");
    push(&mut ledger, second);
    world.add(first);
    // Once, not twice.
    let standing = Ledger::read(&ledger, &fund).unwrap();
    let drawn = standing.entries.iter().map(|entry| entry.kind.as_str()).collect::<Vec<_>>();
    assert_eq!(drawn.iter().filter(|kind| **kind == "drawn").count(), 2);
    assert_eq!(drawn.iter().filter(|kind| **kind == "released").count(), 1);
}

#[test]
fn a_draw_that_ends_before_the_next_one_begins_is_not_in_its_way() {
    let (fund, store, mut ledger) = (fund(), MemoryStore::new(), empty());
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-0042");
    world.to_signed_off();
    let mut first = more_is_agreed(&fund, "2008-05-01");
    first["draw"]["to"] = json!("2008-07-31");
    let drawn = row(&world, &fund, &ledger, &first).unwrap().unwrap();
    push(&mut ledger, drawn);
    world.add(first);
    // On its last day it is: a day of 708.44 a year is 1.940..., 1.94.
    let said = row(&world, &fund, &ledger, &more_is_agreed(&fund, "2008-07-31")).unwrap_err();
    assert!(said.contains("it draws 1.94 from 2008-07-31 on"), "{said}");
    assert!(row(&world, &fund, &ledger, &more_is_agreed(&fund, "2008-08-01")).unwrap().is_some());
}
