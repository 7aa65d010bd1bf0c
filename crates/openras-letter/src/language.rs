//! The languages of our own words, and the catalogues that hold them.

use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

/// A language in which we have words of our own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Welsh.
    Welsh,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::English, Language::Welsh];

    /// Its tag: `en`, `cy`.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Welsh => "cy",
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The message catalogues, each with the name of its file.
    pub const fn catalogues(self) -> [(&'static str, &'static str); 7] {
        match self {
            Language::English => [
                ("words.ftl", include_str!("../locales/en/words.ftl")),
                ("sums.ftl", include_str!("../locales/en/sums.ftl")),
                ("letter.ftl", include_str!("../locales/en/letter.ftl")),
                ("easy.ftl", include_str!("../locales/en/easy.ftl")),
                ("form.ftl", include_str!("../locales/en/form.ftl")),
                ("plan.ftl", include_str!("../locales/en/plan.ftl")),
                ("book.ftl", include_str!("../locales/en/book.ftl")),
            ],
            Language::Welsh => [
                ("words.ftl", include_str!("../locales/cy/words.ftl")),
                ("sums.ftl", include_str!("../locales/cy/sums.ftl")),
                ("letter.ftl", include_str!("../locales/cy/letter.ftl")),
                ("easy.ftl", include_str!("../locales/cy/easy.ftl")),
                ("form.ftl", include_str!("../locales/cy/form.ftl")),
                ("plan.ftl", include_str!("../locales/cy/plan.ftl")),
                ("book.ftl", include_str!("../locales/cy/book.ftl")),
            ],
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// The messages of one language, and the English ones behind them.
pub(crate) struct Catalogue {
    language: Language,
    own: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
}

impl Catalogue {
    pub(crate) fn new(language: Language) -> Catalogue {
        Catalogue { language, own: bundle(language), english: bundle(Language::English) }
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.own.has_message(id) || self.english.has_message(id)
    }

    /// A message with its places filled; in English where the language lacks it. What no catalogue has is its id: a
    /// test looks that there is none.
    pub(crate) fn message(&self, id: &str, places: &[(&str, FluentValue<'_>)]) -> String {
        let mut arguments = FluentArgs::with_capacity(places.len());
        for (name, value) in places {
            arguments.set(*name, value.clone());
        }
        for bundle in [&self.own, &self.english] {
            if let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) {
                let mut slips = Vec::new();
                return bundle.format_pattern(pattern, Some(&arguments), &mut slips).into_owned();
            }
        }
        id.to_owned()
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = match language.tag().parse() {
        Ok(tag) => FluentBundle::new(vec![tag]),
        Err(_) => FluentBundle::default(),
    };
    // Marks around what is filled in would stand between the words of a page.
    bundle.set_use_isolating(false);
    for (_, text) in language.catalogues() {
        // What is not a message is left out; a test reads every catalogue for that.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Each message of a catalogue with the names of its places.
    fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if !line.starts_with([' ', '}']) {
                current = line.split_once(" =").map_or("", |(id, _)| id).to_owned();
                assert!(!current.is_empty(), "no message begins: {line}");
                assert!(
                    messages.insert(current.clone(), BTreeSet::new()).is_none(),
                    "{current} stands twice"
                );
            }
            for place in line.split('$').skip(1) {
                let name: String = place
                    .chars()
                    .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
                    .collect();
                messages.get_mut(&current).unwrap().insert(name);
            }
        }
        messages
    }

    #[test]
    fn every_catalogue_is_read_whole() {
        for language in Language::ALL {
            for (file, text) in language.catalogues() {
                if let Err((_, slips)) = FluentResource::try_new(text.to_owned()) {
                    panic!("{language} {file}: {slips:?}");
                }
                assert!(text.ends_with('\n') && !text.contains("TODO"));
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_places() {
        for (english, welsh) in Language::English.catalogues().iter().zip(Language::Welsh.catalogues()) {
            let (one, other) = (messages(english.1), messages(welsh.1));
            let keys = |all: &BTreeMap<String, BTreeSet<String>>| all.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(&one), keys(&other), "{}", english.0);
            for (id, places) in one {
                assert_eq!(Some(&places), other.get(&id), "{}: {id}", english.0);
            }
        }
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english_and_what_all_lack_by_its_id() {
        let welsh = Catalogue::new(Language::Welsh);
        assert_eq!(welsh.message("month-3", &[]), "Mawrth");
        assert_eq!(welsh.message("there-is-none", &[]), "there-is-none");
        assert_eq!(Language::from_tag("cy"), Some(Language::Welsh));
        assert_eq!(Language::from_tag("fr"), None);
    }
}
