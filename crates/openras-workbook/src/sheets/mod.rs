//! One sheet a file.

pub(crate) mod answers;
pub(crate) mod parameters;
pub(crate) mod people;
pub(crate) mod record;
pub(crate) mod sources;
pub(crate) mod summary;
pub(crate) mod tables;
pub(crate) mod workings;

use openras_core::Text;
use openras_questionnaire::Origin;

use crate::ground::Ground;

/// A text in the rulebook's first language.
pub(crate) fn words<'t>(ground: &Ground<'_>, text: &'t Text) -> &'t str {
    let first = &ground.scheme.first_language;
    text.in_language(first, first)
}

/// Where a number comes from, in a word.
pub(crate) fn origin(origin: &Origin) -> &str {
    match origin {
        Origin::Source(id) => id,
        Origin::Illustrative => "illustrative",
        Origin::Unsaid => "",
    }
}
