use std::fmt::Write as _;

use openras_core::{Day, plain};

use super::{held_words, payer_words};
use crate::notice::Notice;
use crate::reconcile::Reconciliation;

/// The columns of a page of text.
const WIDTH: usize = 100;

/// A line broken at spaces to the width of the page, each line but the first after `indent` spaces.
fn wrapped(line: &str, indent: usize) -> String {
    let first = line.chars().take_while(|character| *character == ' ').count();
    let mut lines = " ".repeat(first);
    let mut length = first;
    let mut begun = false;
    for word in line.split_whitespace() {
        let count = word.chars().count();
        if begun && length.saturating_add(count).saturating_add(1) > WIDTH {
            lines.push('\n');
            lines.push_str(&" ".repeat(indent));
            length = indent;
        } else if begun {
            lines.push(' ');
            length = length.saturating_add(1);
        }
        begun = true;
        lines.push_str(word);
        length = length.saturating_add(count);
    }
    lines
}

impl Reconciliation {
    /// What happened to the money, what is proposed and why, for people.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let (from, to) = (self.period.from.long(), self.period.to.long());
        let _ = writeln!(text, "Account of {} from {from} to {to}", self.person);
        let _ = writeln!(text, "Proposed: {}. A person decides.", self.proposal_words());
        let blocked = self.blocked_by();
        if !blocked.is_empty() {
            let codes: Vec<&str> = blocked.iter().map(|code| code.as_str()).collect();
            let _ = writeln!(text, "Blocked by {}: nothing is taken until that is mended.", codes.join(", "));
        }
        text.push_str("\nHow it comes about\n");
        for line in &self.workings {
            let _ = writeln!(text, "  {:<78}{:>16}", line.text, self.pounds(&line.amount));
        }
        text.push_str("\nWhat becomes of the money\n");
        for (name, amount) in self.parts() {
            let _ = writeln!(text, "  {name:<78}{:>16}", self.pounds(&amount));
        }
        for (kind, amount) in &self.reserved {
            let line = format!("  of it {}", held_words(kind));
            let _ = writeln!(text, "  {line:<78}{:>16}", self.pounds(amount));
        }
        for stream in &self.streams {
            let _ = writeln!(
                text,
                "\n{}: {} spent, {} kept for the next year, {} returned to whoever gives it",
                stream.text,
                self.pounds(&stream.flow.spent),
                self.pounds(&stream.kept),
                self.pounds(&stream.returned)
            );
        }
        if !self.findings.is_empty() {
            text.push_str("\nFound\n");
        }
        for finding in &self.findings {
            let word = if finding.code.blocks() { " (blocks)" } else { "" };
            let _ =
                writeln!(text, "{}", wrapped(&format!("  {}{word}: {}", finding.code, finding.message), 4));
            if let Some(amount) = &finding.amount {
                let _ = writeln!(text, "    about {}", self.pounds(amount));
            }
            if let Some(help) = &finding.help {
                let _ = writeln!(text, "{}", wrapped(&format!("    do: {help}"), 8));
            }
            let pointer = finding.at.pointer();
            if !pointer.is_empty() {
                let _ = writeln!(text, "    at: {pointer}");
            }
        }
        if let Some(notice) = &self.notice {
            self.notice_text(&mut text, notice);
        }
        plain(text)
    }

    fn notice_text(&self, text: &mut String, notice: &Notice) {
        let on = self.notice_on.map_or_else(|| "no day yet".to_owned(), Day::long);
        let _ = writeln!(text, "\nNotice ({on})");
        let _ = writeln!(text, "  Amount: {}", self.pounds(&notice.amount));
        if let Some(first) = &notice.first_amount {
            let _ = writeln!(text, "  First asked for: {}", self.pounds(first));
        }
        let _ = writeln!(text, "  Who pays: {}", payer_words(notice.payer));
        if let Some(day) = notice.repay_by {
            let _ = writeln!(text, "  By: {}", day.long());
        }
        if let Some(day) = notice.payments_change_from {
            let _ = writeln!(text, "  Payments change from: {}", day.long());
        }
        for reason in &notice.reasons {
            let _ = writeln!(text, "{}", wrapped(&format!("  - {reason}"), 4));
        }
        let _ = writeln!(text, "{}", wrapped(&format!("  If you disagree: {}", notice.how_to_challenge), 4));
    }
}
