use crate::harness::openras;

#[test]
fn every_schema_is_printed() {
    let names = openras(["schema", "--list"]).done().to_owned();
    assert!(names.lines().count() >= 6);
    for name in names.lines() {
        let run = openras(["schema", name]);
        let schema: serde_json::Value = serde_json::from_str(run.done()).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
    }
}

#[test]
fn a_schema_that_is_not_there_is_wrong_input() {
    openras(["schema", "asessment"]).refuses(&["did you mean `assessment`?", "questionnaire"]);
    openras(["schema"]).refuses(&["NAME"]);
}

#[test]
fn shells_can_complete_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(openras(["completions", shell]).done().contains("allocate"), "{shell}");
    }
    openras(["completions", "cmd"]).refuses(&["bash"]);
}

#[test]
fn it_says_its_version_and_its_commands() {
    assert_eq!(openras(["--version"]).done(), format!("openras {}\n", env!("CARGO_PKG_VERSION")));
    let run = openras(["--help"]);
    for word in
        ["new", "check", "test", "allocate", "batch", "verify", "schema", "completions", "Exit status"]
    {
        assert!(run.done().contains(word), "{word}");
    }
}
