//! Bytes as an assessment and as a record: worked out, compared, or refused.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use openras::prelude::*;

static RULEBOOK: LazyLock<Option<Rulebook>> = LazyLock::new(|| {
    let files = [
        ("rulebook.toml", include_str!("../../fixtures/rulebooks/contract/rulebook.toml")),
        ("questionnaire.toml", include_str!("../../fixtures/rulebooks/contract/questionnaire.toml")),
        ("scheme.toml", include_str!("../../fixtures/rulebooks/contract/scheme.toml")),
    ];
    Rulebook::from_folder(Folder::new("", files.map(|(name, text)| (name.to_owned(), text.to_owned())))).ok()
});

fuzz_target!(|text: &str| {
    let Some(rulebook) = RULEBOOK.as_ref() else { panic!("the contract's rulebook loads") };
    if let Ok(assessment) = Assessment::from_json(text) {
        drop(rulebook.questionnaire().form(&assessment, "en"));
        match rulebook.allocate(&assessment) {
            Ok(allocation) => {
                let record = allocation.to_json().unwrap_or_default();
                assert!(rulebook.verify(&record).is_ok_and(|verification| verification.holds()), "{record}");
            }
            Err(problems) => assert!(problems.has_errors()),
        }
    }
    drop(rulebook.verify(text));
});
