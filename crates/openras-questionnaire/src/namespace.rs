use std::collections::{BTreeMap, BTreeSet};

use openras_core::document::Id;
use openras_core::{Code, Diagnostic, Diagnostics, Path};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A fact.
    Fact,
    /// A section.
    Section,
    /// A question.
    Question,
    /// A parameter.
    Parameter,
    /// A table.
    Table,
    /// A step.
    Step,
    /// A stream.
    Stream,
}

impl NameKind {
    /// `a fact`.
    pub fn with_article(self) -> &'static str {
        match self {
            NameKind::Fact => "a fact",
            NameKind::Section => "a section",
            NameKind::Question => "a question",
            NameKind::Parameter => "a parameter",
            NameKind::Table => "a table",
            NameKind::Step => "a step",
            NameKind::Stream => "a stream",
        }
    }
}

/// Words that stand in records and tables of people beside the ids.
const RESERVED: &[&str] =
    &["person", "on", "outcome", "error", "reason", "group", "result", "refuse", "refer"];

/// The ids of a rulebook: facts, questions, sections, parameters, tables, steps and streams share one.
#[derive(Clone, Debug, Default)]
pub struct Namespace {
    names: BTreeMap<String, NameKind>,
    /// The kinds of those whose id cannot be read.
    unnamed: BTreeSet<NameKind>,
}

impl Namespace {
    /// No names yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes `id` for a thing of this kind; a reserved word or one already taken is noted at `path`.
    pub fn take(&mut self, id: &Id, kind: NameKind, path: &Path, on_key: bool, found: &mut Diagnostics) {
        if id.is_poisoned() {
            let known = id.known().into_owned();
            if known.is_empty() {
                self.unnamed.insert(kind);
            } else {
                self.names.entry(known).or_insert(kind);
            }
            return;
        }
        let word = id.as_str();
        let problem = if RESERVED.contains(&word) || openras_formula::RESERVED.contains(&word) {
            let message = format!("`{word}` is a word of its own and cannot be {}", kind.with_article());
            Some(
                Diagnostic::new(Code::BadId, path.clone(), message)
                    .help(format!("choose another id, such as `{word}_2`")),
            )
        } else {
            self.names.get(word).map(|other| {
                let message = format!("`{word}` is already {}", other.with_article());
                Diagnostic::new(Code::DuplicateId, path.clone(), message)
                    .help("a name means one thing: choose another id")
            })
        };
        match problem {
            Some(problem) => found.push(if on_key { problem.on_key() } else { problem }),
            None => drop(self.names.insert(word.to_owned(), kind)),
        }
    }

    /// What a word stands for.
    pub fn kind(&self, word: &str) -> Option<NameKind> {
        self.names.get(word).copied()
    }

    /// Whether an unknown word may stand for a thing of one of these kinds whose id cannot be read, which is told.
    pub fn may_be(&self, kinds: &[NameKind]) -> bool {
        kinds.iter().any(|kind| self.unnamed.contains(kind))
    }

    /// Every name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }
}
