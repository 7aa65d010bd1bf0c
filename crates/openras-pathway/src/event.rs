//! The events of a log as they stand in it.

use openras_core::digest::{canonical_json, sha256};
use openras_core::document::{DayIn, Format, Id};
use openras_core::{Day, digest};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::document::{EventDocument, PathwayDocument};

/// What stands before the first event: 64 zeros.
pub const BEFORE_THE_FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The end of a log: how many events it has and the digest of the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last event.
    pub n: u64,
    /// Its digest.
    pub sha256: String,
}

/// Free text and its digest: it lies beside the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeText {
    /// SHA-256 of the text in UTF-8.
    pub sha256: String,
    /// The text.
    pub text: String,
}

impl FreeText {
    /// A text with its digest.
    pub fn new(text: impl Into<String>) -> FreeText {
        let text = text.into();
        FreeText { sha256: digest::sha256_of_text(&text), text }
    }

    /// Whether the text has the digest that stands beside it.
    pub fn holds(&self) -> bool {
        digest::sha256_of_text(&self.text) == self.sha256
    }
}

/// A rulebook as a log names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulebookName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its digest.
    pub sha256: String,
}

/// The first event of a log: whose case it is, and by which pathway it goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// 1.
    pub format: Format,
    /// `opened`.
    pub event: Id,
    /// The name of the case.
    pub case: String,
    /// The person: an opaque reference.
    pub person: String,
    /// The group of people that the person is counted with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The team that works with the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<DayIn>,
    /// Who opened it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The rulebook.
    pub rulebook: RulebookName,
    /// Where it holds.
    pub jurisdiction: String,
    /// The currency of its amounts.
    pub currency: String,
    /// How many decimals the currency has.
    pub decimals: u32,
    /// The language of the pathway's texts.
    pub language: String,
    /// The digest of the rulebook's `pathway.toml`.
    pub pathway_sha256: String,
    /// The pathway itself, so that the log needs nothing else.
    pub pathway: PathwayDocument,
}

/// Free text was removed because its time was over.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disposed {
    /// 1.
    pub format: Format,
    /// `disposed`.
    pub event: Id,
    /// The text of events before this day.
    pub before: DayIn,
    /// The numbers of those events.
    pub events: Vec<u64>,
    /// The day on which it was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<DayIn>,
    /// Who removed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// What an event says.
#[derive(Clone, Debug)]
pub enum Body {
    /// The case was opened.
    Opened(Box<Opened>),
    /// Free text was removed.
    Disposed(Disposed),
    /// Something happened.
    Recorded(Box<EventDocument>),
}

/// An event in its place.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its number, from 1.
    pub n: u64,
    /// Its digest.
    pub sha256: String,
    /// The digest of its free text.
    pub text: Option<String>,
    /// What it says.
    pub body: Body,
}

impl Event {
    /// Its name.
    pub fn name(&self) -> &str {
        match &self.body {
            Body::Opened(opened) => opened.event.as_str(),
            Body::Disposed(disposed) => disposed.event.as_str(),
            Body::Recorded(document) => document.event.as_str(),
        }
    }

    /// The day on which it was, where it says so.
    pub fn on(&self) -> Option<Day> {
        match &self.body {
            Body::Opened(opened) => opened.on.as_ref().and_then(DayIn::day),
            Body::Disposed(disposed) => disposed.on.as_ref().and_then(DayIn::day),
            Body::Recorded(document) => document.on.day(),
        }
    }

    /// Who did it, where it says so.
    pub fn by(&self) -> Option<&str> {
        match &self.body {
            Body::Opened(opened) => opened.by.as_deref(),
            Body::Disposed(disposed) => disposed.by.as_deref(),
            Body::Recorded(document) => Some(&document.by),
        }
    }

    /// What was given to be recorded; nothing for the log's own events.
    pub fn document(&self) -> Option<&EventDocument> {
        match &self.body {
            Body::Recorded(document) => Some(document),
            _ => None,
        }
    }
}

/// A line of a log that holds together by itself: canonical, and with the digest that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The number of its event.
    pub n: u64,
    /// The digest of the event before.
    pub previous: String,
    /// Its own digest.
    pub sha256: String,
    /// What stands in it, without these three and the digest of its text.
    rest: Map<String, Json>,
}

impl Link {
    /// Reads a line, without the end of the line; nothing where it is not what was once written.
    pub fn read(line: &[u8]) -> Option<Link> {
        let value: Json = serde_json::from_slice(line).ok()?;
        if canonical_json(&value).ok()? != line {
            return None;
        }
        let Json::Object(mut rest) = value else {
            return None;
        };
        let Some(Json::String(own)) = rest.remove("sha256") else {
            return None;
        };
        if sha256(&rest).ok()? != own {
            return None;
        }
        let n = rest.remove("n")?.as_u64()?;
        let Some(Json::String(previous)) = rest.remove("previous") else {
            return None;
        };
        Some(Link { n, previous, sha256: own, rest })
    }

    /// The event that stands in it.
    ///
    /// # Errors
    /// What in it this program does not know.
    pub fn event(mut self) -> Result<Event, serde_json::Error> {
        let name = self.rest.get("event").and_then(Json::as_str).unwrap_or_default().to_owned();
        let text = match self.rest.remove("text") {
            Some(Json::String(text)) => Some(text),
            Some(_) => return Err(serde::de::Error::custom("`text` is no digest")),
            None => None,
        };
        let rest = Json::Object(self.rest);
        let body = match name.as_str() {
            "opened" => Body::Opened(serde_json::from_value(rest)?),
            "disposed" => Body::Disposed(serde_json::from_value(rest)?),
            _ => Body::Recorded(serde_json::from_value(rest)?),
        };
        Ok(Event { n: self.n, sha256: self.sha256, text, body })
    }
}

/// An event as it enters a log: its line, ending in a line end, and its free text.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// The event.
    pub event: Event,
    /// Its line.
    pub line: String,
    /// Its free text, where it has one.
    pub text: Option<FreeText>,
}

impl Sealed {
    /// Puts an event after `head`; as the first where there is none.
    ///
    /// # Errors
    /// What cannot be written as canonical JSON.
    pub fn new(head: Option<&Head>, mut body: Body) -> Result<Sealed, serde_json::Error> {
        let text = match &mut body {
            Body::Recorded(document) => document.text.take().map(FreeText::new),
            _ => None,
        };
        let value = match &body {
            Body::Opened(opened) => serde_json::to_value(opened)?,
            Body::Disposed(disposed) => serde_json::to_value(disposed)?,
            Body::Recorded(document) => serde_json::to_value(document)?,
        };
        let Json::Object(mut value) = value else {
            return Err(serde::ser::Error::custom("an event is an object"));
        };
        let n = head.map_or(1, |head| head.n.saturating_add(1));
        let previous = head.map_or(BEFORE_THE_FIRST, |head| &head.sha256);
        value.insert("n".to_owned(), n.into());
        value.insert("previous".to_owned(), previous.into());
        if let Some(text) = &text {
            value.insert("text".to_owned(), text.sha256.clone().into());
        }
        let own = sha256(&value)?;
        value.insert("sha256".to_owned(), own.clone().into());
        let line = String::from_utf8(canonical_json(&value)?).map_err(serde::ser::Error::custom)? + "\n";
        let event = Event { n, sha256: own, text: text.as_ref().map(|text| text.sha256.clone()), body };
        Ok(Sealed { event, line, text })
    }

    /// The head of a log that ends with it.
    pub fn head(&self) -> Head {
        Head { n: self.event.n, sha256: self.event.sha256.clone() }
    }
}
