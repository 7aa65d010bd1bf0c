use std::collections::{BTreeMap, BTreeSet};

use openras_core::document::{Reference, UnitIn};
use openras_core::{Code, Day, Diagnostic, Diagnostics, Path, Text, Unit, UnitError, nearest};
use std::sync::Arc;

/// What the rest of a rulebook says, against which one of its files is checked.
#[derive(Clone, Debug)]
pub struct Context {
    /// ISO 4217.
    pub currency: String,
    /// Decimal places of a payable amount.
    pub decimals: u32,
    /// The rulebook's language tags, its first one first.
    pub languages: Vec<String>,
    /// The ids of its sources.
    pub sources: BTreeSet<String>,
    /// The first day it holds.
    pub effective_from: Option<Day>,
    /// The last day it holds, if there is one.
    pub effective_to: Option<Day>,
}

/// Where a number comes from: the nearest `source` or `illustrative` around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The id of a `[[source]]`.
    Source(Arc<str>),
    /// Made up, for show.
    Illustrative,
    /// Nothing is said.
    #[default]
    Unsaid,
}

impl Origin {
    /// The id of the source, where there is one.
    pub fn source(&self) -> Option<&str> {
        match self {
            Origin::Source(id) => Some(id),
            _ => None,
        }
    }
}

impl Context {
    /// The rulebook's first language.
    pub fn first_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// Where the numbers at `path` come from; what is not said there is said around it.
    pub fn origin(
        &self,
        source: Option<&Reference>,
        illustrative: Option<bool>,
        around: &Origin,
        path: &Path,
        found: &mut Diagnostics,
    ) -> Origin {
        match (source, illustrative) {
            (Some(source), _) => {
                let id = source.as_str();
                // A source whose id cannot be read, which is told, may be this one.
                let known = self.sources.contains(id) || self.sources.contains("");
                if !source.is_poisoned() && !known {
                    found.push(self.unknown_source(id, path));
                }
                Origin::Source(id.into())
            }
            (None, Some(true)) => Origin::Illustrative,
            _ => around.clone(),
        }
    }

    fn unknown_source(&self, id: &str, path: &Path) -> Diagnostic {
        let near = nearest(id, self.sources.iter().map(String::as_str));
        let known: Vec<&str> = self.sources.iter().map(String::as_str).collect();
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "add a [[source]] with this id to rulebook.toml".to_owned(),
            None => format!("the sources are: {}", known.join(", ")),
        };
        Diagnostic::new(Code::UnknownSource, path.key("source"), format!("there is no source `{id}`"))
            .help(help)
    }

    /// A text for people, or the id where there is none; its languages must be the rulebook's.
    pub fn text(&self, text: Option<&Text>, id: &str, path: &Path, found: &mut Diagnostics) -> Text {
        let Some(text) = text else {
            return Text::Plain(id.to_owned());
        };
        if matches!(text, Text::Plain(words) if words.starts_with('\0')) {
            return Text::Plain(id.to_owned());
        }
        if let Text::ByLanguage(texts) = text {
            self.known_languages(texts, path, found);
        }
        for language in &self.languages {
            if !text.has(language, self.first_language()) {
                let words = text.in_language(self.first_language(), "en");
                let message = format!("`{words}` is not there in `{language}`");
                let help = format!("write {{ {} = \"…\", {language} = \"…\" }}", self.first_language());
                found.push(Diagnostic::new(Code::Untranslated, path.clone(), message).help(help));
            }
        }
        text.clone()
    }

    fn known_languages(&self, texts: &BTreeMap<String, String>, path: &Path, found: &mut Diagnostics) {
        // Without a language the list of them is broken, which is told.
        let known = |tag: &&String| self.languages.is_empty() || self.languages.contains(tag);
        for tag in texts.keys().filter(|tag| !known(tag)) {
            let help = format!("the rulebook's languages are: {}", self.languages.join(", "));
            found.push(
                Diagnostic::new(
                    Code::UnknownKey,
                    path.key(tag.clone()),
                    format!("`{tag}` is not a language of this rulebook"),
                )
                .on_key()
                .help(help),
            );
        }
    }

    /// Reads a unit; `None` where it is not one, with the problem noted.
    pub fn unit(&self, unit: &UnitIn, path: &Path, found: &mut Diagnostics) -> Option<Unit> {
        let text = unit.source()?;
        match self.parse_unit(text) {
            Ok(unit) => Some(unit),
            Err(error) => {
                let (code, help) = match &error {
                    UnitError::Form(_) => (
                        Code::Syntax,
                        "write names joined by `*`, then each divisor after a `/`: GBP/point/year".to_owned(),
                    ),
                    UnitError::Name(name) => (Code::UnknownName, self.unit_help(name)),
                };
                found.push(Diagnostic::new(code, path.clone(), error.to_string()).help(help));
                None
            }
        }
    }

    /// Reads a unit. Where the rulebook's currency is broken, which is told, any three capital letters are one.
    ///
    /// # Errors
    /// Where it is not written like a unit, or names one that there is not.
    pub fn parse_unit(&self, text: &str) -> Result<Unit, UnitError> {
        let capitals = |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        match Unit::parse(text, &self.currency) {
            Err(UnitError::Name(name)) if !capitals(&self.currency) && capitals(&name) => {
                Unit::parse(text, &name)
            }
            read => read,
        }
    }

    fn unit_help(&self, name: &str) -> String {
        let words = ["number", "point", "hour", "week", "month", "day", "year", "visit", "mile", "person"];
        let known = words.into_iter().chain(std::iter::once(self.currency.as_str()));
        match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the units are: {}", known.collect::<Vec<_>>().join(", ")),
        }
    }
}
