//! A council's steps, in a rulebook that says them.

use openras_core::{Code, Day, Diagnostic, Diagnostics, Path};
use openras_pathway::{Opening, Pathway, RulebookName};

use crate::rulebook::Rulebook;

/// The steps of a rulebook, and the digest of their file.
#[derive(Clone, Debug)]
pub(crate) struct PathwayPart {
    pub(crate) pathway: Pathway,
    pub(crate) sha256: String,
}

impl Rulebook {
    /// The council's steps; nothing where the rulebook has no `pathway.toml`.
    pub fn pathway(&self) -> Option<&Pathway> {
        self.pathway.as_deref().map(|part| &part.pathway)
    }

    /// The digest of what `pathway.toml` means; nothing where the rulebook has none.
    pub fn pathway_sha256(&self) -> Option<&str> {
        self.pathway.as_deref().map(|part| part.sha256.as_str())
    }

    /// What the case of a person is opened with. Group, team and who opened it can be added to it.
    ///
    /// # Errors
    /// Where the rulebook does not say which steps there are.
    pub fn opening(&self, person: &str, on: Option<Day>) -> Result<Opening, Diagnostics> {
        let Some(part) = self.pathway.as_deref() else {
            let message = format!("the rulebook `{}` does not say which steps there are", self.id());
            let problem = Diagnostic::new(Code::MissingFile, Path::root(), message);
            return Err(problem.help("add a pathway.toml to its folder").in_file("pathway.toml").into());
        };
        Ok(Opening {
            person: person.to_owned(),
            group: None,
            team: None,
            on,
            by: None,
            rulebook: RulebookName {
                id: self.id().to_owned(),
                version: self.version().to_owned(),
                sha256: self.sha256().to_owned(),
            },
            pathway_sha256: part.sha256.clone(),
            pathway: part.pathway.document.clone(),
            context: part.pathway.context.clone(),
        })
    }
}
