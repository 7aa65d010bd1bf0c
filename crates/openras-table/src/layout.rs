//! What the columns of a table of people mean, by their names.

use std::collections::BTreeSet;

use openras_allocation::{Scheme, Stream};
use openras_core::{Code, Diagnostic, Diagnostics, Handle, Path, nearest};
use openras_questionnaire::{Fact, Question, Questionnaire};

/// The names that mean the same in every table of people.
const PERSON: &str = "person";
const ON: &str = "on";
const GROUP: &str = "group";
/// What stands before the id of a stream.
const STREAM: &str = "stream.";

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The opaque reference to the person.
    Person,
    /// The day whose values hold.
    On,
    /// The group that the person is counted with.
    Group,
    /// The values of a fact.
    Fact(Handle<Fact>),
    /// The answers to a question.
    Answer(Handle<Question>),
    /// Awarded amounts, in the stream's own period.
    Stream(Handle<Stream>),
    /// Passed through unread.
    Unread,
}

/// The columns of a table of people, in the table's order.
#[derive(Clone, Debug)]
pub struct Layout {
    names: Vec<String>,
    roles: Vec<Role>,
    kept: Vec<usize>,
}

impl Layout {
    /// Says what each column is. `keep` names columns that are passed through: one that a questionnaire knows is read all
    /// the same.
    ///
    /// # Errors
    /// Every column that cannot be read, at once: `unknown_name`, `unknown_stream`, `duplicate_id`.
    pub fn new(
        questionnaire: &Questionnaire,
        scheme: &Scheme,
        header: &[String],
        keep: &[String],
    ) -> Result<Layout, Diagnostics> {
        let mut found = Diagnostics::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let known = Known { questionnaire, scheme };
        let mut roles = Vec::with_capacity(header.len());
        for (at, name) in header.iter().enumerate() {
            let kept = keep.contains(name);
            roles.push(known.role(name).unwrap_or(Role::Unread));
            if !seen.insert(name) && !name.is_empty() {
                let message = format!("there are two columns `{name}`");
                found.push(Diagnostic::new(Code::DuplicateId, at_column(at), message).help("leave one out"));
            } else if known.role(name).is_none() && !kept {
                found.push(known.unknown(name, at));
            }
        }
        let mut kept: Vec<usize> = Vec::new();
        for name in keep {
            match header.iter().position(|column| column == name) {
                None => {
                    let near = nearest(name, header.iter().map(String::as_str));
                    let help = near.map(|near| format!("did you mean `{near}`?"));
                    let message = format!("there is no column `{name}` to keep");
                    found.push(Diagnostic::new(Code::UnknownName, Path::root(), message).maybe_help(help));
                }
                Some(at) if scheme.step(name).is_some() || is_result(name) => {
                    let message = format!("`{name}` is the name of a column of results");
                    let problem = Diagnostic::new(Code::DuplicateId, at_column(at), message);
                    found.push(problem.help("give the column another name to keep it"));
                }
                // These two are there in any case.
                Some(_) if name == PERSON || name == GROUP => {}
                Some(at) if kept.contains(&at) => {}
                Some(at) => kept.push(at),
            }
        }
        found.into_result(Layout { names: header.to_vec(), roles, kept })
    }

    /// What each column is, in order.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// What each column is called, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.roles.len()
    }

    /// Whether there is a column of groups.
    pub fn has_groups(&self) -> bool {
        self.roles.contains(&Role::Group)
    }

    /// Whether there is a column of a stream.
    pub fn has_streams(&self) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::Stream(_)))
    }

    /// The columns to pass through beside person and group, by their place in the table.
    pub fn kept(&self) -> &[usize] {
        &self.kept
    }
}

/// Whether every table of results has a column of this name.
fn is_result(name: &str) -> bool {
    ["outcome", "error", "reason"].contains(&name) || name.starts_with("money.")
}

/// Where a column's name stands: in the table's first row.
fn at_column(at: usize) -> Path {
    Path::root().index(at)
}

/// What columns may be called.
struct Known<'a> {
    questionnaire: &'a Questionnaire,
    scheme: &'a Scheme,
}

impl Known<'_> {
    fn role(&self, name: &str) -> Option<Role> {
        if let Some(id) = name.strip_prefix(STREAM) {
            return self.scheme.streams.find(|stream| stream.id == id).map(Role::Stream);
        }
        match name {
            PERSON => Some(Role::Person),
            ON => Some(Role::On),
            GROUP => Some(Role::Group),
            _ => match self.questionnaire.fact(name) {
                Some(fact) => Some(Role::Fact(fact)),
                None => self.questionnaire.question(name).map(Role::Answer),
            },
        }
    }

    fn names(&self) -> Vec<String> {
        let own = [PERSON, ON, GROUP].into_iter().map(str::to_owned);
        let facts = self.questionnaire.facts.iter().map(|fact| fact.id.clone());
        let questions = self.questionnaire.questions.iter().map(|question| question.id.clone());
        let streams = self.scheme.streams.iter().map(|stream| format!("{STREAM}{}", stream.id));
        own.chain(facts).chain(questions).chain(streams).collect()
    }

    fn unknown(&self, name: &str, at: usize) -> Diagnostic {
        let names = self.names();
        let near = nearest(name, names.iter().map(String::as_str));
        let code = if name.starts_with(STREAM) { Code::UnknownStream } else { Code::UnknownName };
        let message = match name {
            "" => format!("column {} has no name", at.saturating_add(1)),
            _ => format!("no fact, question or stream has the column `{name}`"),
        };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if name.contains([';', '\t']) => "separate the cells by commas".to_owned(),
            None if name.is_empty() => "name it, or take it out of the table".to_owned(),
            None => format!("take it out of the table, or pass it through unread with --keep {name}"),
        };
        Diagnostic::new(code, at_column(at), message).help(help)
    }
}
