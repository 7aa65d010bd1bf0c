use std::fs;

use unicode_width::UnicodeWidthStr;

use crate::harness::{names, openras, openras_with, root};

/// The rulebook of an assessment: the longest id that its file name begins with; wrexham's are short.
fn rulebook(assessment: &str) -> String {
    let ids = names(&root().join("fixtures/rulebooks"));
    let fits = |id: &&String| assessment.starts_with(id.as_str()) || assessment.starts_with(short(id));
    ids.iter()
        .filter(fits)
        .max_by_key(|id| id.len())
        .unwrap_or_else(|| panic!("no rulebook for {assessment}"))
        .clone()
}

/// `wrexham` for `wrexham_2008`.
fn short(id: &str) -> &str {
    match id.rsplit_once('_') {
        Some((name, year)) if year.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => id,
    }
}

fn assessments() -> Vec<(String, String)> {
    let files = names(&root().join("fixtures/assessments"));
    let pairs: Vec<(String, String)> = files
        .into_iter()
        .map(|file| {
            (format!("fixtures/rulebooks/{}", rulebook(&file)), format!("fixtures/assessments/{file}"))
        })
        .collect();
    assert!(pairs.len() > 50);
    pairs
}

#[test]
fn every_page_fits_100_columns_and_steers_nothing() {
    for (rulebook, assessment) in assessments() {
        let run = openras(["allocate", &rulebook, &assessment]);
        for line in run.done().lines() {
            assert!(line.width() <= 100, "{assessment}: {line}");
            assert!(!line.chars().any(char::is_control), "{assessment}: {line:?}");
            assert!(!line.ends_with(' '), "{assessment}: {line:?}");
        }
    }
}

#[test]
fn the_same_input_gives_the_same_page_and_a_record_that_reproduces() {
    for (rulebook, assessment) in assessments() {
        let page = || openras(["allocate", &rulebook, &assessment]).done().to_owned();
        assert_eq!(page(), page(), "{assessment}");
        let record = openras(["allocate", &rulebook, &assessment, "--format", "json"]);
        let run = openras_with(["verify", "-", "--rulebook", &rulebook], record.done().as_bytes());
        assert_eq!(run.status, 0, "{assessment}: {}", run.stdout);
    }
}

/// Each was read and worked by hand: 62 x 214.38 = 13,291.56; that x 14 / 52 = 3,578.4969…; (12.75 + 21 + 25.5 + 12 + 20)
/// x 50.00 = 4,562.50, and 20.00 x 52 = 1,040.00 of it from elsewhere.
#[test]
fn three_pages_read_as_they_should() {
    for name in ["wrexham_a_0042", "wrexham_college", "leeds_2009_carer"] {
        let file = format!("{name}.json");
        let (rulebook, assessment) =
            (format!("fixtures/rulebooks/{}", rulebook(&file)), format!("fixtures/assessments/{file}"));
        let expect = fs::read_to_string(root().join(format!("fixtures/expected/{name}.txt"))).unwrap();
        assert_eq!(openras(["allocate", &rulebook, &assessment]).done(), expect, "{name}");
    }
}

#[test]
fn a_reference_to_a_person_cannot_steer_a_terminal() {
    let assessment = "{ \"format\": 1, \"person\": \"A\\u001b[31m\\u202e1\", \"on\": \"2024-06-01\", \
                      \"answers\": { \"help\": \"some\" } }";
    let run = openras_with(["allocate", "fixtures/rulebooks/minimal", "-"], assessment.as_bytes());
    assert!(run.done().starts_with("Estimate for A\u{fffd}[31m\u{fffd}1"), "{:?}", run.stdout);
}

#[test]
fn a_long_reference_is_wrapped() {
    let person = "x".repeat(300);
    let assessment =
        format!("format = 1\nperson = \"{person}\"\non = 2024-06-01\nanswers = {{ help = \"some\" }}\n");
    let run = openras_with(["allocate", "fixtures/rulebooks/minimal", "-"], assessment.as_bytes());
    assert!(run.done().lines().all(|line| line.width() <= 100));
}
