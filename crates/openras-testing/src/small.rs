//! Small rulebooks for one point of the rules each.

use openras_rulebook::{Folder, LoadError, Rulebook};

/// A rulebook of the year 2024 in pounds, to the penny, with what stands in `questionnaire` and `scheme`; the step `budget`
/// [GBP/year] must be its result.
pub fn rulebook(questionnaire: &str, scheme: &str) -> Rulebook {
    try_rulebook(questionnaire, scheme).unwrap_or_else(|error| panic!("{error}"))
}

/// The same where it may not load.
pub fn try_rulebook(questionnaire: &str, scheme: &str) -> Result<Rulebook, LoadError> {
    Rulebook::from_folder(Folder::new("small", files(questionnaire, scheme)))
}

/// The files of that rulebook, by their names.
pub fn files(questionnaire: &str, scheme: &str) -> Vec<(String, String)> {
    let head = "format = 1\nversion = \"1\"\n";
    let files = [
        (
            "rulebook.toml",
            format!(
                "{head}id = \"small\"\ntitle = \"Small\"\njurisdiction = \"england\"\ncurrency = \"GBP\"\ndecimals = 2\n\
                 effective = {{ from = 2024-01-01, to = 2024-12-31 }}\n"
            ),
        ),
        ("questionnaire.toml", format!("{head}id = \"small_raq\"\ntitle = \"Small\"\n{questionnaire}")),
        (
            "scheme.toml",
            format!(
                "{head}id = \"small_scheme\"\nresult = \"budget\"\nyear = {{ weeks = 52, months = 12, days = 365 }}\n{scheme}"
            ),
        ),
    ];
    files.map(|(name, text)| (name.to_owned(), text)).to_vec()
}

/// One section with one question, for schemes that need no other.
pub const ONE_QUESTION: &str = "
[[section]]
id = \"home\"
title = \"Home\"
[[section.question]]
id = \"wash\"
statements = [{ id = \"none\", points = 0 }, { id = \"some\", points = 4 }]
";

/// A step, as it stands in a scheme.
pub fn step(id: &str, unit: &str, formula: &str) -> String {
    format!("[[step]]\nid = \"{id}\"\nunit = \"{unit}\"\nformula = \"{formula}\"\n")
}
