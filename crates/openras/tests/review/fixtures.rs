//! The statements of the fixtures, each with what it comes to by hand.

use std::fs;

use openras::core::Day;
use openras::prelude::*;
use openras::review::{BankMapping, Table, read_bank};
use openras::rulebook::toml_document;

use crate::world::{codes, fixtures, rulebook};

fn read(name: &str) -> AccountStatement {
    let text = fs::read_to_string(fixtures().join("statements").join(name)).expect("it is there");
    let mut document = toml_document(name, text).unwrap_or_else(|found| panic!("{found}"));
    AccountStatement::from_document(&mut document).unwrap_or_else(|found| panic!("{found}"))
}

#[test]
fn each_statement_comes_to_what_was_worked_by_hand() {
    let text = fs::read_to_string(fixtures().join("statements/expected.toml")).expect("it is there");
    let expected: toml::Table = toml::from_str(&text).expect("it is TOML");
    let mut count = 0;
    for expected in expected["statement"].as_array().expect("a list") {
        let word = |key: &str| expected[key].as_str().expect("it is a text");
        let list = |key: &str| -> Vec<&str> {
            expected[key]
                .as_array()
                .expect("a list")
                .iter()
                .map(|item| item.as_str().expect("a text"))
                .collect()
        };
        let date = |key: &str| expected.get(key).map(|date| Day::parse(&date.to_string()).expect("a day"));
        let file = word("file");
        let rulebook = rulebook(word("rulebook"));
        let result =
            rulebook.reconcile(&read(file), date("on")).unwrap_or_else(|found| panic!("{file}: {found}"));
        let found: Vec<&str> = codes(&result).into_iter().filter(|code| *code != "not_proved").collect();
        assert_eq!(result.reclaim.to_fixed(2), word("reclaim"), "{file}: {:#?}", result.workings);
        assert_eq!(result.kept.to_fixed(2), word("kept"), "{file}");
        assert_eq!(result.refund_to_person.to_fixed(2), word("refund"), "{file}");
        assert_eq!(result.proposed.as_str(), word("proposed"), "{file}");
        assert_eq!(found, list("findings"), "{file}: {:#?}", result.findings);
        let blocked: Vec<&str> = result.blocked_by().into_iter().map(|code| code.as_str()).collect();
        assert_eq!(blocked, list("blocked_by"), "{file}");
        let next = result.next_payment.as_ref().map(|next| next.to_fixed(2));
        assert_eq!(
            next.as_deref(),
            expected.get("next_payment").map(|next| next.as_str().expect("a text")),
            "{file}"
        );
        let repay_by = result.notice.as_ref().and_then(|notice| notice.repay_by);
        assert_eq!(repay_by, date("repay_by"), "{file}");
        let record =
            result.to_json(rulebook.review_stamp().expect("it has review.toml")).expect("it is written");
        keeps_to_its_schema("reconciliation", &record);
        assert!(
            result.to_html().ends_with("</html>\n") && result.to_text().contains(&result.person),
            "{file}"
        );
        count += 1;
    }
    let files = fs::read_dir(fixtures().join("statements")).expect("it is there");
    let files = files.filter(|file| {
        let name = file.as_ref().expect("it can be read").file_name();
        let name = name.to_str().expect("it is text");
        name.ends_with(".toml")
            && !["expected.toml", "mapping.toml", "st_helens_from_bank.toml"].contains(&name)
    });
    assert_eq!(files.count(), count, "every statement of the folder has its answer");
}

#[test]
fn a_banks_table_becomes_the_entries_of_a_statement() {
    // 7800.00 + 18.50 - 6200.00 - 18.50 = 1600.00, as the bank says; 1600.00 - 8 x 150.00 = 400.00.
    let text = fs::read_to_string(fixtures().join("statements/bank.csv")).expect("it is there");
    let table = table(&text);
    let mapping = mapping();
    let entries = read_bank(&table, &mapping).unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(
        (entries.spent.len(), entries.paid.len(), entries.received.len(), entries.skipped),
        (2, 1, 1, 1)
    );
    let statement = entries.added_to(read("st_helens_from_bank.toml"));
    let result =
        rulebook("st_helens_dp").reconcile(&statement, Day::parse("2025-04-07")).expect("it adds up");
    assert_eq!(result.reclaim.to_fixed(2), "400.00");
    assert_eq!(codes(&result), ["outside_plan"], "the cinema is a person's to decide");
}

#[test]
fn what_is_wrong_with_a_banks_table_is_told_by_row() {
    let text = "Date,Details,Paid out,Paid in,Balance\n2024-04-02,X,1.00,,\n02/04/2024,Y,abc,,\n03/04/2024,Z,,5.00,\n\
                31/02/2024,PAYROLL,1.00,2.00,\n";
    let found = read_bank(&table(text), &mapping()).expect_err("it is wrong");
    let messages: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages.len(), 5, "{messages:#?}");
    for (row, word) in [
        (2, "not a day"),
        (3, "not an amount"),
        (4, "no rule says from whom"),
        (5, "not a day"),
        (5, "out and came in"),
    ] {
        let row = format!("row {row}:");
        assert!(
            messages.iter().any(|told| told.starts_with(&row) && told.contains(word)),
            "{row} {word}: {messages:#?}"
        );
    }
    let found =
        read_bank(&table("Day,Details,Paid out,Paid in\n"), &mapping()).expect_err("a column is not there");
    assert!(found.to_string().contains("no column `Date`"), "{found}");
}

fn mapping() -> BankMapping {
    let text = fs::read_to_string(fixtures().join("statements/mapping.toml")).expect("it is there");
    let mut document = toml_document("mapping.toml", text).expect("it is TOML");
    BankMapping::from_document(&mut document).unwrap_or_else(|found| panic!("{found}"))
}

/// Cells with commas in quotes.
fn table(text: &str) -> Table {
    let cells = |line: &str| {
        let mut cells = vec![String::new()];
        let mut quoted = false;
        for character in line.chars() {
            match character {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                other => cells.last_mut().expect("there is one").push(other),
            }
        }
        cells
    };
    let mut lines = text.lines();
    let head = cells(lines.next().expect("a head"));
    Table {
        name: "bank.csv".to_owned(),
        head,
        rows: lines.enumerate().map(|(at, line)| (at + 2, cells(line))).collect(),
    }
}

/// Holds a record against its published schema.
fn keeps_to_its_schema(name: &str, record: &str) {
    let (_, schema) = openras::schemas().into_iter().find(|(known, _)| *known == name).expect("there is one");
    let judge = jsonschema::options().should_validate_formats(true).build(&schema).expect("it is a schema");
    let record = serde_json::from_str(record).expect("it is JSON");
    let errors: Vec<String> = judge.iter_errors(&record).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

#[test]
fn what_is_due_keeps_to_its_schema() {
    for (book, case, on) in [
        ("wrexham_2008", "wrexham_a_0042.toml", "2008-06-20"),
        ("worcestershire_dp", "worcestershire_law.toml", "2016-11-12"),
        ("scotland_shanarri", "scotland_options.toml", "2015-06-10"),
    ] {
        let rulebook = rulebook(book);
        let due = rulebook.due(&crate::world::read_casefile(case), Day::parse(on).expect("a day"));
        let due = due.unwrap_or_else(|found| panic!("{found}"));
        let stamp = rulebook.review_stamp().expect("it has review.toml");
        keeps_to_its_schema("review", &due.to_json(stamp).expect("it is written"));
    }
}
