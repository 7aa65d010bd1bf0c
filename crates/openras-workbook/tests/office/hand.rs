//! A hand that fills a blank workbook in, as somebody would who has the answers on paper: it finds the row of each question by
//! its name on the sheet, and writes into the yellow cell. It changes the XML of those cells and nothing else.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use calamine::{Data, Range, Reader as _, Xlsx};
use openras_core::Day;
use openras_questionnaire::FactKind;
use openras_rulebook::Rulebook;
use serde_json::Value as Json;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The sheet to fill in, the second of a blank workbook.
const SHEET: &str = "Answers";
const PART: &str = "xl/worksheets/sheet2.xml";

/// What is written into a cell.
enum Entry {
    Text(String),
    Number(String),
}

/// The blank workbook with the answers of this assessment.
pub(crate) fn filled_in(blank: &[u8], rulebook: &Rulebook, assessment: &Json) -> Vec<u8> {
    let mut book = Xlsx::new(Cursor::new(blank)).unwrap();
    assert_eq!(book.sheet_names()[1], SHEET);
    let sheet = book.worksheet_range(SHEET).unwrap();
    let sheet = sheet.range((0, 0), sheet.end().unwrap());
    let entries = entries(&sheet, rulebook, assessment);
    let mut from = ZipArchive::new(Cursor::new(blank)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut file = from.by_index(at).unwrap();
        if file.name().unwrap() != PART {
            to.raw_copy_file(file).unwrap();
            continue;
        }
        let mut xml = String::new();
        file.read_to_string(&mut xml).unwrap();
        for (row, entry) in &entries {
            write(&mut xml, *row, entry);
        }
        to.start_file(PART, SimpleFileOptions::default()).unwrap();
        to.write_all(xml.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// What goes into column C, by the rows counted from 1.
fn entries(sheet: &Range<Data>, rulebook: &Rulebook, assessment: &Json) -> BTreeMap<usize, Entry> {
    let row = |id: &str| {
        let found = sheet.rows().position(|row| row[0] == Data::String(id.to_owned()));
        found.unwrap_or_else(|| panic!("no row for {id}")) + 1
    };
    let questionnaire = rulebook.questionnaire();
    let mut entries = BTreeMap::new();
    entries.insert(row("person"), Entry::Text(assessment["person"].as_str().unwrap_or("nobody").to_owned()));
    if let Some(on) = assessment["on"].as_str() {
        entries.insert(row("on"), day(on));
    }
    for (id, value) in each(&assessment["facts"]) {
        let fact = questionnaire.facts.iter().find(|fact| fact.id == *id).unwrap();
        let entry = match (&fact.kind, value) {
            (FactKind::YesNo, Json::Bool(yes)) => Entry::Text(if *yes { "yes" } else { "no" }.to_owned()),
            (FactKind::Date, value) => day(value.as_str().unwrap()),
            (FactKind::Choice { .. }, value) => Entry::Text(value.as_str().unwrap().to_owned()),
            (_, value) => number(value),
        };
        entries.insert(row(id), entry);
    }
    for (id, value) in each(&assessment["answers"]) {
        let question = questionnaire.questions.iter().find(|question| question.id == *id).unwrap();
        let ids: Vec<&str> = question.statements().iter().map(|statement| &*statement.id).collect();
        let at = row(id);
        match value {
            Json::Array(two)
                if sheet.get((at, 1)).is_some_and(|cell| cell.to_string().starts_with("or between")) =>
            {
                for (below, one) in two.iter().enumerate() {
                    entries.insert(at + below, Entry::Text(one.as_str().unwrap().to_owned()));
                }
            }
            Json::Array(none) if none.is_empty() => {
                drop(entries.insert(at, Entry::Text("answered".to_owned())))
            }
            Json::Array(ticks) => {
                for tick in ticks {
                    let place = ids.iter().position(|id| tick == id).unwrap();
                    entries.insert(at + 1 + place, Entry::Text("yes".to_owned()));
                }
            }
            Json::String(one) if ids.contains(&one.as_str()) => {
                drop(entries.insert(at, Entry::Text(one.clone())))
            }
            value => drop(entries.insert(at, number(value))),
        }
    }
    for (id, award) in each(&assessment["streams"]) {
        let at = row(id);
        entries.insert(at, number(&award["amount"]));
        for (below, key) in [(1, "per"), (2, "status")] {
            if let Some(word) = award[key].as_str() {
                entries.insert(at + below, Entry::Text(word.to_owned()));
            }
        }
    }
    entries
}

fn each(object: &Json) -> impl Iterator<Item = (&String, &Json)> {
    object.as_object().into_iter().flatten()
}

fn number(value: &Json) -> Entry {
    Entry::Number(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// A day as a spreadsheet counts: days since 30 December 1899.
fn day(text: &str) -> Entry {
    let days = Day::new(1899, 12, 30).unwrap().days_until(Day::parse(text).unwrap());
    Entry::Number(days.to_string())
}

/// Writes into a cell of column C, which keeps its look.
fn write(xml: &mut String, row: usize, entry: &Entry) {
    let begins =
        xml.find(&format!("<c r=\"C{row}\" ")).unwrap_or_else(|| panic!("no cell C{row} to fill in"));
    let tag = begins + xml[begins..].find('>').unwrap();
    let ends = if xml[..tag].ends_with('/') { tag + 1 } else { tag + xml[tag..].find("</c>").unwrap() + 4 };
    let style = xml[begins..tag].split('"').nth(3).unwrap().to_owned();
    let cell = match entry {
        Entry::Text(text) => {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("<c r=\"C{row}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
        Entry::Number(number) => format!("<c r=\"C{row}\" s=\"{style}\"><v>{number}</v></c>"),
    };
    xml.replace_range(begins..ends, &cell);
}
