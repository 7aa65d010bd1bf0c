use std::fs;

use crate::harness::{openras, openras_with, scratch};

const MINIMAL: &str = "fixtures/rulebooks/minimal";

fn refused(name: &str, bytes: &[u8], words: &[&str]) {
    let file = scratch(&format!("bad_{}", name.replace('.', "_"))).join(name);
    fs::write(&file, bytes).unwrap();
    let file = file.to_str().unwrap();
    let run = openras(["allocate", MINIMAL, file]);
    run.refuses(words);
    assert!(run.stderr.contains(name), "the file is not named:\n{}", run.stderr);
}

#[test]
fn an_empty_file_is_wrong() {
    refused("empty.json", b"", &["syntax", "1 error"]);
    refused("empty.toml", b"", &["missing_key", "format"]);
    openras_with(["allocate", MINIMAL, "-"], b"").refuses(&["standard input"]);
}

#[test]
fn text_that_is_not_utf_8_is_wrong() {
    refused("latin.json", b"{ \"format\": 1,\n \"person\": \"\xe9\" }", &["syntax", "UTF-8", "latin.json:2"]);
}

#[test]
fn a_bare_decimal_number_is_wrong_at_its_place() {
    let text = b"{ \"format\": 1, \"on\": \"2024-06-01\",\n  \"answers\": { \"help\": 2.5 } }";
    refused("float.json", text, &["float_amount", "float.json:2:24"]);
}

#[test]
fn ten_problems_are_ten_problems() {
    let text = br#"format = 1
on = 2024-06-01
[facts]
one = 1
two = 2
three = 3
[answers]
help = "lots"
four = "a"
five = "b"
six = "c"
[streams]
seven = { amount = "1" }
eight = { amount = "1" }
nine = { amount = "1" }
"#;
    let codes = ["unknown_fact", "unknown_question", "unknown_statement", "unknown_stream", "10 errors"];
    refused("ten.toml", text, &codes);
}

#[test]
fn a_problem_stands_at_its_line_and_column() {
    let text = b"{\n  \"format\": 1,\n  \"on\": \"2024-06-01\",\n  \"answers\": { \"help\": \"lots\" }\n}\n";
    refused("place.json", text, &["unknown_statement", "place.json:4:24", "\"lots\""]);
}

#[test]
fn what_is_not_in_the_file_has_no_line_but_the_file_is_named() {
    refused("nothing.json", br#"{ "format": 1, "answers": { "help": "some" } }"#, &["missing_key"]);
}

#[test]
fn broken_json_and_toml_are_wrong() {
    refused("broken.json", b"{ \"format\": 1, ", &["syntax"]);
    refused("broken.toml", b"format = = 1\n", &["syntax"]);
    refused("list.json", b"[]", &["wrong_type"]);
}

#[test]
fn a_folder_is_not_a_file_and_nothing_is_not_there() {
    openras(["allocate", MINIMAL, "fixtures"]).cannot(&["`fixtures` cannot be read", "it is a folder"]);
    openras(["allocate", MINIMAL, "not_there.json"])
        .cannot(&["`not_there.json` cannot be read", "no such file"]);
}

#[test]
fn a_rulebook_that_is_not_there_stops_every_command_that_needs_one() {
    let assessment = "fixtures/assessments/minimal_some.json";
    for arguments in [
        vec!["allocate", "not_there", assessment],
        vec!["check", "not_there"],
        vec!["verify", assessment, "--rulebook", "not_there"],
        vec!["new", "/tmp/openras_never_made", "--from", "not_there"],
    ] {
        openras(arguments).cannot(&["`not_there`", "no such file or folder"]);
    }
    openras(["check", "Cargo.toml"]).cannot(&["it is a file"]);
}

#[test]
fn a_rulebook_that_is_wrong_stops_every_command_that_needs_one() {
    let assessment = "fixtures/assessments/minimal_some.json";
    let wrong = "fixtures/refused/unknown_key";
    for arguments in [
        vec!["allocate", wrong, assessment],
        vec!["check", wrong],
        vec!["verify", assessment, "--rulebook", wrong],
        vec!["new", "/tmp/openras_never_made", "--from", wrong],
    ] {
        openras(arguments).refuses(&["error[unknown_key]", wrong, "1 error"]);
    }
}

#[test]
fn an_unknown_word_on_the_command_line_is_wrong() {
    openras(["allocat"]).refuses(&["allocat"]);
    openras(["check", MINIMAL, "--on", "yesterday"]).refuses(&["2008-03-01"]);
    openras(["allocate", MINIMAL]).refuses(&["ASSESSMENT"]);
    openras::<&str>([]).refuses(&["Usage"]);
}
