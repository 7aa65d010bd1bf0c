use std::fs;
use std::path::Path;

use crate::harness::{names, openras, root, scratch};

fn new(dir: &Path, from: Option<&str>) -> crate::harness::Run {
    let mut arguments = vec!["new", dir.to_str().unwrap()];
    arguments.extend(from.iter().flat_map(|from| ["--from", from]));
    openras(arguments)
}

#[test]
fn a_new_rulebook_works_at_once() {
    let dir = scratch("new_one").join("Our Council 2026");
    assert!(new(&dir, None).done().contains("openras check"));
    let path = dir.to_str().unwrap();
    assert_eq!(
        openras(["check", path, "--deny-warnings"]).done(),
        "our_council_2026 0.1.0: no errors, no warnings\n"
    );
    assert_eq!(openras(["test", path]).done(), "6 passed, 0 failed\n");
    assert_eq!(names(dir.parent().unwrap()), ["Our Council 2026"]);
}

#[test]
fn an_empty_folder_is_filled() {
    let dir = scratch("new_empty").join("ours");
    fs::create_dir(&dir).unwrap();
    new(&dir, None).done();
    assert_eq!(names(&dir), ["README.md", "cases", "questionnaire.toml", "rulebook.toml", "scheme.toml"]);
}

#[test]
fn nothing_is_overwritten() {
    let dir = scratch("new_full").join("ours");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("notes.txt"), "mine").unwrap();
    new(&dir, None).cannot(&["nothing is overwritten"]);
    assert_eq!(names(&dir), ["notes.txt"]);
    new(&dir.join("notes.txt"), None).cannot(&["nothing is overwritten"]);
}

#[test]
fn a_copy_has_its_own_id_and_is_otherwise_unchanged() {
    let dir = scratch("new_from").join("my_wrexham");
    new(&dir, Some("fixtures/rulebooks/wrexham_2008")).done();
    let original = root().join("fixtures/rulebooks/wrexham_2008");
    for file in ["questionnaire.toml", "scheme.toml", "README.md"] {
        assert_eq!(fs::read(dir.join(file)).unwrap(), fs::read(original.join(file)).unwrap(), "{file}");
    }
    let rulebook = fs::read_to_string(original.join("rulebook.toml")).unwrap();
    let expect = rulebook.replacen("id = \"wrexham_2008\"", "id = \"my_wrexham\"", 1);
    assert_eq!(fs::read_to_string(dir.join("rulebook.toml")).unwrap(), expect);
    assert_eq!(names(&dir.join("cases")), names(&original.join("cases")));
    assert_eq!(openras(["test", dir.to_str().unwrap()]).status, 0);
}

#[test]
fn a_folder_that_cannot_be_made_is_not_made_by_half() {
    let parent = scratch("new_cannot");
    new(&parent.join("not_there/ours"), None).cannot(&["cannot be made"]);
    new(&parent.join("2026"), None).cannot(&["does not begin with a letter"]);
    new(&parent.join(".."), None).cannot(&["cannot be made"]);
    assert_eq!(names(&parent), Vec::<String>::new());
}
