//! One folder a way to go wrong, with the report that people see; small rulebooks near the edge that must load; and one
//! with twelve mistakes at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use openras_core::{Code, Diagnostic, Severity};
use openras_rulebook::{Folder, Rulebook};

use crate::world::{Report, fixtures, folders_of, report, texts, underlined};

/// The files of a folder; what it lacks of a rulebook is that of `base`, except where lacking it is the point.
fn filled(name: &str, folder: &Path) -> BTreeMap<String, String> {
    let mut files = texts(folder);
    let base = texts(&fixtures().join("diagnostics/base"));
    for file in ["rulebook.toml", "questionnaire.toml", "scheme.toml"] {
        if !name.starts_with("missing_file") {
            files.entry(file.to_owned()).or_insert_with(|| base[file].clone());
        }
    }
    files
}

/// The code that a folder's name begins with.
fn code_of(name: &str) -> Code {
    let begins = |code: &&Code| name == code.as_str() || name.starts_with(&format!("{code}_"));
    let code = Code::ALL.iter().filter(begins).max_by_key(|code| code.as_str().len());
    *code.unwrap_or_else(|| panic!("`{name}` begins with no code"))
}

/// What is found in a folder: while reading, working out, running the examples, or looking closely.
fn found(name: &str, files: BTreeMap<String, String>) -> Report {
    let code = code_of(name);
    if code != Code::CaseFailed && code.severity() == Severity::Error {
        return report(files);
    }
    let rulebook = match Rulebook::from_folder(Folder::new("", files)) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{name}: {error}"),
    };
    let found = if code == Code::CaseFailed { rulebook.failed_cases() } else { rulebook.lint(None) };
    Report { text: rulebook.render(&found, false), found }
}

#[test]
fn every_bad_folder_gives_its_code_once_and_its_report() {
    let update = std::env::var_os("OPENRAS_UPDATE").is_some();
    let mut wrong = Vec::new();
    for (name, folder) in folders_of(&fixtures().join("diagnostics/bad")) {
        let code = code_of(&name);
        let mut files = filled(&name, &folder);
        let expected = files.remove("expected.txt").unwrap_or_default();
        let report = found(&name, files);
        if report.codes() != [code] {
            wrong.push(format!("{name}: {:?}\n{}", report.codes(), report.text));
        }
        if update {
            fs::write(folder.join("expected.txt"), &report.text).expect("it can be written");
        } else if report.text != expected {
            wrong.push(format!("{name}: expected.txt says otherwise:\n{}", report.text));
        }
        let says_the_next_move = |problem: &Diagnostic| {
            let expected = ["expected here", "is missing", "stands twice"];
            problem.help.is_some() || expected.iter().any(|words| problem.message.contains(words))
        };
        if !report.found.iter().all(says_the_next_move) {
            wrong.push(format!("{name}: no help\n{}", report.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_bad_folder() {
    let met: BTreeSet<Code> =
        folders_of(&fixtures().join("diagnostics/bad")).iter().map(|(name, _)| code_of(name)).collect();
    let without: Vec<&Code> = Code::ALL.iter().filter(|code| !met.contains(code)).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn every_good_folder_loads_and_holds() {
    for (name, folder) in folders_of(&fixtures().join("diagnostics/good")) {
        let files = filled(&name, &folder);
        let loaded = report(files.clone());
        assert!(loaded.errors().is_empty(), "{name}: {}", loaded.text);
        let rulebook = Rulebook::from_folder(Folder::new("", files)).expect("it loads");
        let cases = rulebook.run_cases();
        assert!(!cases.is_empty(), "{name}: what holds there is shown by an example");
        let failed = rulebook.failed_cases();
        assert!(failed.is_empty(), "{name}: {}", rulebook.render(&failed, false));
    }
}

#[test]
fn twelve_mistakes_in_four_files_are_all_told_in_one_go_and_no_thirteenth() {
    let files = texts(&fixtures().join("diagnostics/twelve"));
    let report = report(files.clone());
    let told: Vec<(Code, &str, &str)> = report.found.iter().map(|problem| told(problem, &files)).collect();
    let planted = [
        (Code::WrongType, "rulebook.toml", "\"pounds\""),
        (Code::BadDateRange, "rulebook.toml", "2023-03-31"),
        (Code::UnknownSource, "questionnaire.toml", "\"guide_2024\""),
        (Code::MissingKey, "questionnaire.toml", "[[section.question]]"),
        (Code::DuplicateId, "questionnaire.toml", "\"age\""),
        (Code::FloatAmount, "scheme.toml", "104.50"),
        (Code::Gap, "scheme.toml", "{ from = 20, to = 40, is = \"200.00\" }"),
        (Code::UnitMismatch, "scheme.toml", "pounds_per_point"),
        (Code::StepOrder, "scheme.toml", "night_pay"),
        (Code::UnknownChoice, "scheme.toml", "'hospital'"),
        (Code::UnknownKey, "cases/cases.toml", "answer"),
        (Code::UnknownName, "cases/cases.toml", "weekly_pey"),
    ];
    assert_eq!(told, planted, "{}", report.text);
}

fn told<'s>(problem: &Diagnostic, files: &'s BTreeMap<String, String>) -> (Code, &'static str, &'s str) {
    let names = ["rulebook.toml", "questionnaire.toml", "scheme.toml", "cases/cases.toml"];
    let file = problem.place.as_ref().map_or("", |place| place.file.as_str());
    let name = names.into_iter().find(|name| *name == file).unwrap_or("");
    (problem.code, name, underlined(problem, files))
}

#[test]
fn every_refused_folder_gives_the_code_that_its_name_begins_with_once_and_alone() {
    let mut loaded = Vec::new();
    for (name, folder) in folders_of(&fixtures().join("refused")) {
        match Rulebook::open(&folder) {
            Ok(_) => loaded.push(name),
            Err(error) => {
                let codes: Vec<Code> = error.diagnostics().iter().map(|problem| problem.code).collect();
                assert_eq!(codes, [code_of(&name)], "{name}: {error}");
            }
        }
    }
    assert_eq!(loaded, ["none_this_one_loads"]);
}

#[test]
fn a_folder_that_cannot_be_read_is_told() {
    let codes = |path: &Path| -> Vec<Code> {
        let error = Rulebook::open(path).expect_err("it cannot be read");
        error.diagnostics().iter().map(|problem| problem.code).collect()
    };
    let folder = std::env::temp_dir().join(format!("openras_diagnostics_{}", std::process::id()));
    fs::create_dir_all(folder.join("scheme.toml")).expect("there is room");
    assert_eq!(codes(&folder.join("no_such_folder")), [Code::MissingFile]);
    assert_eq!(codes(&fixtures().join("rulebooks/minimal/scheme.toml")), [Code::MissingFile]);
    assert_eq!(codes(&folder), [Code::MissingFile], "a folder in the place of a file");
    fs::remove_dir(folder.join("scheme.toml")).expect("it is empty");
    for file in ["rulebook.toml", "questionnaire.toml"] {
        fs::copy(fixtures().join("rulebooks/minimal").join(file), folder.join(file)).expect("it is there");
    }
    fs::write(folder.join("scheme.toml"), b"title = \"\xa3100\"").expect("there is room");
    assert_eq!(codes(&folder), [Code::Syntax], "a pound sign that is not UTF-8");
    fs::remove_dir_all(&folder).expect("it was made here");
}
