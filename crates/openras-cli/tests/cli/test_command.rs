use std::fs;

use crate::harness::{change, minimal, names, openras, root, scratch};

#[test]
fn the_rulebooks_reproduce_their_examples() {
    let folder = root().join("fixtures/rulebooks");
    let paths = names(&folder).into_iter().map(|name| format!("fixtures/rulebooks/{name}"));
    let run = openras(std::iter::once("test".to_owned()).chain(paths));
    let last = run.done().lines().last().unwrap();
    let passed: usize = last.strip_suffix(" passed, 0 failed").unwrap().parse().unwrap();
    assert!(passed > 100, "{last}");
}

#[test]
fn a_failure_says_what_was_expected_and_got_and_how() {
    let rulebook = minimal(&scratch("test_fails"));
    change(&rulebook.join("scheme.toml"), "123.45", "123.46");
    let run = openras(["test", rulebook.to_str().unwrap()]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    // 10 x 123.46
    let cases = rulebook.join("cases/cases.toml");
    let written = fs::read_to_string(&cases).unwrap();
    let line = 1 + written.lines().position(|line| line.contains("expect = { indicative_budget")).unwrap();
    // The line and column of the first expected value.
    let told = format!(
        "failed: Some help is 10 points, £1,234.50 for the year and £23.74 a week\n  {}:{line}:32\n  \
         indicative_budget: expected 1234.5, got 1234.6\n",
        cases.display()
    );
    assert!(run.stdout.contains(&told), "{}", run.stdout);
    assert!(run.stdout.contains("the workings:"));
    assert!(run.stdout.ends_with("5 passed, 3 failed\n"), "{}", run.stdout);
}

#[test]
fn a_rulebook_that_does_not_load_stops_no_other() {
    let run = openras(["test", "fixtures/refused/unknown_key", "fixtures/rulebooks/minimal"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, "8 passed, 0 failed\n"));
    assert!(run.stderr.contains("error[unknown_key]"));
    let run = openras(["test", "fixtures/refused/unknown_key", "not_there", "fixtures/rulebooks/minimal"]);
    assert_eq!((run.status, run.stdout.as_str()), (3, "8 passed, 0 failed\n"));
    assert!(run.stderr.contains("error[unknown_key]") && run.stderr.contains("`not_there`"));
}

#[test]
fn a_rulebook_without_examples_says_so() {
    let rulebook = minimal(&scratch("test_none"));
    fs::remove_dir_all(rulebook.join("cases")).unwrap();
    let run = openras(["test", rulebook.to_str().unwrap()]);
    assert!(run.done().ends_with("minimal: no worked examples\n0 passed, 0 failed\n"), "{}", run.stdout);
}
