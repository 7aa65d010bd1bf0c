//! The dates of reviews as an iCalendar (RFC 5545).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use openras_core::{Day, digest};

use crate::due::{ReviewDue, RuleDue};
use crate::interval::Interval;

/// The dates of many people's reviews as an iCalendar. No names: a person is an opaque reference.
pub fn calendar<'a>(all: impl IntoIterator<Item = &'a ReviewDue>) -> String {
    let mut text = String::new();
    let mut line = |words: &str| folded(&mut text, words);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//OpenRAS//reviews//EN");
    line("CALSCALE:GREGORIAN");
    let mut there = BTreeSet::new();
    for due in all {
        for (rule, day) in due.dates() {
            // Two of a kind on one day are one date.
            if there.insert((&due.person, &rule.rule, day)) {
                event(due, rule, day, &mut line);
            }
        }
    }
    line("END:VCALENDAR");
    text
}

fn event(due: &ReviewDue, rule: &RuleDue, day: Day, line: &mut impl FnMut(&str)) {
    let id = digest::sha256(&(&due.person, &rule.rule, day)).unwrap_or_default();
    line("BEGIN:VEVENT");
    line(&format!("UID:{}@openras", id.get(..32).unwrap_or(&id)));
    line(&format!("DTSTAMP:{}T000000Z", basic(due.on)));
    line(&format!("DTSTART;VALUE=DATE:{}", basic(day)));
    line(&format!("SUMMARY:{}", escaped(&format!("Review of {}: {}", due.person, rule.text))));
    line(&format!("DESCRIPTION:{}", escaped(&rule.why)));
    line("TRANSP:TRANSPARENT");
    if let Some(before) = rule.prompt_before {
        // An alarm knows no months; it rings as many days before as there are.
        let days = match before {
            Interval::Days(days) => days,
            Interval::Months(_) => before.after(day, -1).map_or(0, |from| from.days_until(day)),
        };
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line(&format!("DESCRIPTION:{}", escaped(&rule.text)));
        line(&format!("TRIGGER:-P{days}D"));
        line("END:VALARM");
    }
    line("END:VEVENT");
}

/// `20080229`.
fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => safe.extend(['\\', character]),
            '\n' => safe.push_str("\\n"),
            character if character.is_control() => safe.push(' '),
            character => safe.push(character),
        }
    }
    safe
}

/// A line of at most 75 bytes, the rest of it on lines that begin with a space.
fn folded(text: &mut String, line: &str) {
    let mut bytes = 0usize;
    for character in line.chars() {
        if bytes.saturating_add(character.len_utf8()) > 75 {
            text.push_str("\r\n ");
            bytes = 1;
        }
        bytes = bytes.saturating_add(character.len_utf8());
        text.push(character);
    }
    let _ = write!(text, "\r\n");
}
