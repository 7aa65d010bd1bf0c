//! What an event says, held against itself: digests, times and days. Its place in a case is another thing.

use openras_core::document::{Document, read};
use openras_core::{Code, Day, Diagnostic, Diagnostics, Path};

use crate::document::{About, EventDocument};
use crate::reader::RESERVED;

impl EventDocument {
    /// Reads an event.
    ///
    /// # Errors
    /// Every slip at once, each with line and column.
    pub fn from_document(document: &mut Document) -> Result<EventDocument, Diagnostics> {
        let (event, mut found) = read::<EventDocument>(document);
        if let Some(event) = event.as_ref().filter(|_| !found.has_errors()) {
            event.check(&mut found);
        }
        document.locate(&mut found);
        match event {
            Some(event) if !found.has_errors() => Ok(event),
            _ => Err(found),
        }
    }

    /// Reads an event from JSON.
    ///
    /// # Errors
    /// As [`EventDocument::from_document`].
    pub fn from_json(text: &str) -> Result<EventDocument, Diagnostics> {
        EventDocument::from_document(&mut Document::from_json("event", text)?)
    }

    /// What is wrong with it by itself.
    pub(crate) fn check(&self, found: &mut Diagnostics) {
        let root = Path::root();
        if RESERVED.contains(&self.event.as_str()) {
            let message = format!("`{}` is written by the log itself", self.event);
            let help = "use `case new` to open a case, `case dispose` to remove its free text";
            found.push(Diagnostic::new(Code::BadId, root.key("event"), message).help(help));
        }
        self.check_references(found);
        if let Some(about) = &self.about {
            about.check(found);
        }
        self.check_found(found);
        if let Some(draw) = &self.draw {
            digest(&draw.fund, &root.key("draw").key("fund"), found);
            days(
                draw.from.day(),
                draw.to.as_ref().and_then(|to| to.day()),
                &root.key("draw").key("to"),
                found,
            );
        }
        if let Some(covers) = &self.covers {
            days(covers.from.day(), covers.to.day(), &root.key("covers").key("to"), found);
        }
        let amounts = [
            ("amount", self.amount.as_ref()),
            ("first_amount", self.first_amount.as_ref()),
            ("indicative", self.indicative.as_ref().map(|sum| &sum.amount)),
            ("draw", self.draw.as_ref().map(|draw| &draw.amount)),
            ("found", self.found.as_ref().and_then(|found| found.cost.as_ref())),
        ];
        for (key, amount) in amounts {
            if amount.and_then(|amount| amount.amount()).is_some_and(|amount| amount.value.is_negative()) {
                let path = match key {
                    "found" => root.key(key).key("cost"),
                    _ if key.ends_with("amount") => root.key(key),
                    _ => root.key(key).key("amount"),
                };
                let message = "an amount here is not below zero";
                found.push(Diagnostic::new(Code::OutOfRange, path, message).help("write 0 or more"));
            }
        }
        for (at, worked) in self.worked.iter().enumerate() {
            let path = root.key("worked").index(at);
            let (from, to) = (minute(&worked.from), minute(&worked.to));
            for (key, time, text) in [("from", from, &worked.from), ("to", to, &worked.to)] {
                if time.is_none() {
                    let message = format!("`{text}` is not a time of day");
                    let help = "write a time such as 09:00";
                    found.push(Diagnostic::new(Code::WrongType, path.key(key), message).help(help));
                }
            }
            if from.zip(to).is_some_and(|(from, to)| from >= to) {
                let message = format!("it ends at `{}`, which is not after `{}`", worked.to, worked.from);
                let help = "split what goes past midnight: to 24:00 of one day, from 00:00 of the next";
                found.push(Diagnostic::new(Code::BadDateRange, path.key("to"), message).help(help));
            }
        }
    }
}

impl EventDocument {
    /// What findings say is said of findings that are named.
    fn check_found(&self, found: &mut Diagnostics) {
        let Some(own) = &self.found else { return };
        let path = Path::root().key("found");
        if self.about.as_ref().is_none_or(|about| about.findings.is_none()) {
            let message = "it says what findings say, and not which";
            let help = "add about.findings, their `sha256`, or leave `found` out";
            found.push(Diagnostic::new(Code::MissingKey, path.clone(), message).on_key().help(help));
        }
        if let Some(allocation) = &own.allocation {
            digest(allocation, &path.key("allocation"), found);
        }
    }

    /// Two references are the same one only if they are written the same: none is empty or hides a space.
    fn check_references(&self, found: &mut Diagnostics) {
        let root = Path::root();
        reference(&self.by, root.key("by"), found);
        for (key, own) in [("employer", &self.employer), ("reference", &self.reference)] {
            if let Some(own) = own {
                reference(own, root.key(key), found);
            }
        }
        for (at, present) in self.present.iter().enumerate() {
            reference(&present.by, root.key("present").index(at).key("by"), found);
        }
        for (at, provider) in self.providers.iter().enumerate() {
            reference(provider, root.key("providers").index(at), found);
        }
        for (at, worked) in self.worked.iter().enumerate() {
            reference(&worked.worker, root.key("worked").index(at).key("worker"), found);
        }
    }
}

fn reference(text: &str, path: Path, found: &mut Diagnostics) {
    let message = if text.trim().is_empty() {
        format!("`{}` is empty; an opaque reference is expected here", path.pointer().trim_start_matches('/'))
    } else if text.trim() != text || text.contains(char::is_control) {
        format!("`{}` has a space at an end, or a character that nobody sees", text.escape_debug())
    } else {
        return;
    };
    found.push(
        Diagnostic::new(Code::WrongType, path, message).help("write the reference as it always stands"),
    );
}

impl About {
    fn check(&self, found: &mut Diagnostics) {
        let parts = [
            ("assessment", &self.assessment),
            ("allocation", &self.allocation),
            ("plan", &self.plan),
            ("findings", &self.findings),
            ("agreed_budget", &self.agreed_budget),
            ("agreement", &self.agreement),
            ("reconciliation", &self.reconciliation),
            ("record", &self.record),
        ];
        for (key, value) in parts {
            if let Some(value) = value {
                digest(value, &Path::root().key("about").key(key), found);
            }
        }
    }
}

/// Whether a text is written like a digest.
pub fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn digest(text: &str, path: &Path, found: &mut Diagnostics) {
    if !is_digest(text) {
        let message = format!("`{text}` is not a digest");
        let help = "copy the `sha256` of the record: 64 digits and letters a to f";
        found.push(Diagnostic::new(Code::WrongType, path.clone(), message).help(help));
    }
}

fn days(from: Option<Day>, to: Option<Day>, path: &Path, found: &mut Diagnostics) {
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| to < from) {
        let message = format!("it ends on {to}, before it begins on {from}");
        found.push(
            Diagnostic::new(Code::BadDateRange, path.clone(), message).help("put the later day in `to`"),
        );
    }
}

/// Minutes since midnight of a time such as `09:00`, at most `24:00`.
pub(crate) fn minute(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())?
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let all = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && all <= 1440).then_some(all)
}
