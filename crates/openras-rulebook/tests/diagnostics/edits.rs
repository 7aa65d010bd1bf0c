//! One rule of the contract at a time: a line of the base rulebook changed so that it breaks that rule, or just does not.

use std::collections::BTreeMap;

use openras_core::Code;
use serde::Deserialize;

use crate::world::{fixtures, report, texts, underlined};

/// A file of edits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edits {
    edit: Vec<Edit>,
}

/// One change of one file of the base, and what comes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    /// The rule that is broken, or nearly.
    rule: String,
    /// The file that is changed; in an assessment's edit `assessment.json`.
    file: String,
    /// A text that stands there once.
    find: String,
    /// What stands there then.
    put: String,
    /// The code that is reported, once and alone; nothing where it must load.
    code: Option<String>,
    /// The text that is underlined.
    at: Option<String>,
}

#[test]
fn every_rule_that_is_broken_is_told_once_with_its_code_and_at_its_place() {
    let base = texts(&fixtures().join("diagnostics/base"));
    let mut wrong = Vec::new();
    let mut count = 0;
    for (file, text) in texts(&fixtures().join("diagnostics/edits")) {
        let edits: Edits = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        for edit in edits.edit {
            count += 1;
            if let Err(why) = holds(&edit, &base) {
                wrong.push(format!("=== {file}: {}\n{why}", edit.rule));
            }
        }
    }
    assert!(count > 100, "{count} edits");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

fn holds(edit: &Edit, base: &BTreeMap<String, String>) -> Result<(), String> {
    let mut changed = base.clone();
    if edit.file != "assessment.json" {
        changed.remove("assessment.json");
    }
    let text = changed.get_mut(&edit.file).ok_or("there is no such file")?;
    if text.matches(&edit.find).count() != 1 {
        return Err(format!("`{}` stands there {} times", edit.find, text.matches(&edit.find).count()));
    }
    *text = text.replace(&edit.find, &edit.put);
    let sources = changed.clone();
    let report = report(changed);
    let found: Vec<(Code, &str)> =
        report.found.iter().map(|problem| (problem.code, underlined(problem, &sources))).collect();
    let wanted: Vec<(Code, &str)> = match (&edit.code, &edit.at) {
        (Some(code), at) => {
            let code = Code::from_word(code).ok_or_else(|| format!("`{code}` is not a code"))?;
            vec![(code, at.as_deref().ok_or("`at` is missing")?)]
        }
        (None, _) => Vec::new(),
    };
    if found == wanted { Ok(()) } else { Err(format!("wanted {wanted:?}, got {found:?}\n{}", report.text)) }
}
