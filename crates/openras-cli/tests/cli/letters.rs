//! Letters, books, forms and a person's own plan.

use std::fs;

use crate::harness::{openras, scratch};

const WREXHAM: &str = "fixtures/rulebooks/wrexham_2008";
const PERSON: &str = "fixtures/assessments/wrexham_a_0042.json";
const PLAN: &str = "fixtures/plans/wrexham_a_0042.toml";

#[test]
fn a_letter_is_one_page_in_the_language_that_was_asked_for() {
    let english = openras(["allocate", WREXHAM, PERSON, "--format", "html"]);
    let page = english.done();
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">") && page.ends_with("</html>\n"));
    assert!(page.contains("£13,291.56 a year"));
    let welsh = openras(["allocate", WREXHAM, PERSON, "--format", "html", "--lang", "cy", "--easy-read"]);
    assert!(welsh.done().contains("<html lang=\"cy\">") && welsh.done().contains("£13,291.56 y flwyddyn"));
    assert_eq!(page, openras(["allocate", WREXHAM, PERSON, "--format", "html"]).done(), "the same bytes");
}

#[test]
fn what_is_only_for_pages_is_refused_elsewhere() {
    for wrong in [
        vec!["allocate", WREXHAM, PERSON, "--lang", "cy"],
        vec!["allocate", WREXHAM, PERSON, "--format", "json", "--easy-read"],
        vec!["allocate", WREXHAM, PERSON, "--format", "html", "--lang", "fr"],
        vec!["plan", WREXHAM, PLAN, "--for", "person"],
        vec!["plan", WREXHAM, PLAN, "--format", "html", "--lang", "cy"],
        vec!["plan", WREXHAM, PLAN, PLAN, "--format", "html", "--for", "person"],
        vec!["form", WREXHAM, "--plan", "--risk"],
    ] {
        let run = openras(wrong.clone());
        assert_eq!(run.status, 2, "{wrong:?}");
        assert!(!run.stderr.is_empty() && run.stdout.is_empty(), "{wrong:?}");
    }
}

#[test]
fn a_book_in_a_folder_is_a_page_in_each_language_of_the_rulebook() {
    let scratch = scratch("book");
    let path = |name: &str| scratch.join(name).to_str().unwrap().to_owned();
    let folder = path("book");
    let run = openras(["book", WREXHAM, "--out", &folder]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert_eq!(run.stderr.lines().filter(|line| line.starts_with("wrote ")).count(), 2, "{}", run.stderr);
    for (tag, words) in [("en", "The questions and their points"), ("cy", "Y cwestiynau")] {
        let page = fs::read_to_string(format!("{folder}/wrexham_2008.{tag}.html")).unwrap();
        assert!(page.contains(&format!("<html lang=\"{tag}\">")) && page.contains(words));
    }
    let file = path("one.html");
    openras(["book", WREXHAM, "--lang", "cy", "--since", WREXHAM, "--out", &file]).done();
    assert!(fs::read_to_string(file).unwrap().contains("Nid oes dim wedi newid ers fersiwn 1.0.0."));
}

#[test]
fn forms_are_to_be_filled_in() {
    assert!(openras(["form", WREXHAM]).done().contains("Somebody who knows me says something else"));
    assert!(openras(["form", WREXHAM, "--plan"]).done().contains("What is important to me?"));
    assert!(openras(["form", WREXHAM, "--risk", "--lang", "cy"]).done().contains("I'r panel"));
}

#[test]
fn a_person_has_their_own_copy_of_the_plan() {
    let record = "fixtures/records/wrexham_a_0042.json";
    let run = openras(["plan", WREXHAM, PLAN, "--allocation", record, "--format", "html", "--for", "person"]);
    assert!(run.stdout.contains("<h1>My support plan</h1>"), "{}", run.stderr);
    assert!(!run.stdout.contains("Checklist"));
}
