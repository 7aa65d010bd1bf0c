//! `book`: the whole scheme, printed for the public.

use std::path::{Path, PathBuf};

use openras::rulebook::Rulebook;
use openras_letter::{Language, LetterOptions, book};

use crate::args::page::BookArguments;
use crate::input::rulebook;
use crate::output::{all_or_none, answer, tell};
use crate::status::{Answer, Stop};

pub(crate) fn run(arguments: &BookArguments) -> Result<Answer, Stop> {
    let own = rulebook(&arguments.rulebook)?;
    let since = arguments.since.as_deref().map(rulebook).transpose()?;
    let options = arguments.page.options();
    match arguments.out.as_deref().filter(|out| is_folder(out)) {
        Some(folder) => every_language(&own, since.as_ref(), options, arguments.page.lang, folder)?,
        None => answer(&book(&own, since.as_ref(), &options), arguments.out.as_deref())?,
    }
    Ok(Answer::Yes)
}

/// A file has the ending of a page; everything else is a folder.
fn is_folder(out: &Path) -> bool {
    out.is_dir() || !out.extension().is_some_and(|ending| ending == "html" || ending == "htm")
}

/// A page in each language of the rulebook that we have words in, or in the one that was asked for: `wrexham_2008.cy.html`.
fn every_language(
    own: &Rulebook,
    since: Option<&Rulebook>,
    options: LetterOptions,
    asked: Option<Language>,
    folder: &Path,
) -> Result<(), Stop> {
    let spoken = own.context().languages.iter().filter_map(|tag| Language::from_tag(tag));
    let mut languages: Vec<Language> = asked.map_or_else(|| spoken.collect(), |one| vec![one]);
    if languages.is_empty() {
        languages.push(Language::default());
    }
    let pages: Vec<(PathBuf, String)> = languages
        .into_iter()
        .map(|language| {
            let path = folder.join(format!("{}.{language}.html", own.id()));
            (path, book(own, since, &LetterOptions { language, ..options }))
        })
        .collect();
    std::fs::create_dir_all(folder)
        .map_err(|error| Stop::io(&format!("`{}` cannot be made", folder.display()), &error))?;
    let files: Vec<(&Path, String)> =
        pages.iter().map(|(path, text)| (path.as_path(), text.clone())).collect();
    all_or_none(&files)?;
    for (path, _) in &files {
        tell(&format!("wrote {}", path.display()));
    }
    Ok(())
}
