//! The law packs that come with the library, and those of a rulebook.

use std::sync::OnceLock;

use openras_core::document::read;
use openras_core::{Code, Diagnostic, Diagnostics, Path, nearest};
use openras_plan::Law;
use openras_plan::law::{LawDocument, PACKS};

use crate::toml::toml_document;

/// A law pack that has been read.
#[derive(Clone, Debug)]
pub struct LawPack {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What it says.
    pub document: LawDocument,
    /// The digest of its meaning.
    pub sha256: String,
}

impl LawPack {
    /// The law of this pack alone, whatever the nation.
    pub fn law(&self) -> Law {
        Law::new([(self.id.as_str(), &self.document)], None)
    }
}

/// The law packs that come with the library, in the order of their ids.
///
/// # Examples
/// ```
/// let packs = openras_rulebook::law_packs();
/// let employment = packs.iter().find(|pack| pack.id == "uk_employment").expect("it comes with the library");
/// let day = openras_core::Day::parse("2008-10-01").expect("it is a day");
/// let wage = employment.law().minimum_wage(day, Some(24)).and_then(|row| row.figure().cloned());
/// assert_eq!(wage.map(|wage| wage.to_fixed(2)).as_deref(), Some("5.73"));
/// ```
pub fn law_packs() -> &'static [LawPack] {
    static READ: OnceLock<Vec<LawPack>> = OnceLock::new();
    READ.get_or_init(|| PACKS.iter().filter_map(|pack| read_pack(pack.id, pack.text).ok()).collect())
}

/// Reads the text of a law pack.
///
/// # Errors
/// Every slip of form and meaning at once, each at its line.
pub fn read_pack(file: &str, text: &str) -> Result<LawPack, Diagnostics> {
    let mut document = toml_document(format!("{file}.toml"), text)?;
    let (pack, mut found) = read::<LawDocument>(&mut document);
    if let Some(pack) = &pack {
        pack.check(&mut found);
    }
    document.locate(&mut found);
    let Some(pack) = pack.filter(|_| !found.has_errors()) else { return Err(found) };
    let canonical = openras_core::document::canonical(&document.root);
    Ok(LawPack {
        id: pack.id.as_ref().map_or(file, |id| id.as_str()).to_owned(),
        title: pack.title.clone().unwrap_or_else(|| file.to_owned()),
        version: pack.version.clone().unwrap_or_default(),
        sha256: openras_core::digest::sha256(&canonical).unwrap_or_default(),
        document: pack,
    })
}

/// The law of the packs that a `plan.toml` names, with the rulebook's own files over them.
pub(crate) fn law_of<'a>(
    named: &[openras_core::document::Id],
    own: &'a [(String, LawDocument)],
    jurisdiction: &str,
    found: &mut Diagnostics,
) -> Law {
    let own_id = |(file, document): &'a (String, LawDocument)| -> &'a str {
        document.id.as_ref().map_or(file.as_str(), |id| id.as_str())
    };
    let mut packs: Vec<(&str, &LawDocument)> = Vec::new();
    for (at, id) in named.iter().enumerate() {
        let shipped = law_packs().iter().find(|pack| pack.id == id.as_str());
        let is_own = own.iter().any(|pack| own_id(pack) == id.as_str());
        match shipped {
            Some(pack) => packs.push((pack.id.as_str(), &pack.document)),
            None if is_own || id.is_poisoned() => {}
            None => {
                let known: Vec<&str> = PACKS.iter().map(|pack| pack.id).collect();
                let help = match nearest(id.as_str(), known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        format!("the packs of the library are {}; others stand in law/", known.join(", "))
                    }
                };
                let message = format!("there is no law pack `{id}`");
                let path = Path::root().key("law").index(at);
                found.push(Diagnostic::new(Code::UnknownName, path, message).help(help));
            }
        }
    }
    packs.extend(own.iter().map(|pack| (own_id(pack), &pack.1)));
    Law::new(packs, Some(jurisdiction))
}
