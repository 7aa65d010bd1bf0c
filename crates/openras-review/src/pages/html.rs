use std::fmt::Write as _;

use openras_core::{Day, Exact, Rounding};
use openras_page::escaped;

use super::{held_words, payer_words};
use crate::account::Flow;
use crate::notice::Notice;
use crate::reconcile::Reconciliation;

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:54em;margin:2em auto;padding:0 1em;color:#1a1a1a}\
h1{overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3em .6em;\
border-bottom:1px solid #bbb;vertical-align:top}td.n,th.n{text-align:right}td.n{white-space:nowrap}\
.wide{overflow-x:auto}.box{border:2px solid #1a1a1a;padding:.5em 1em;margin:1em 0}svg{max-width:100%}\
.key{display:inline-block;width:1em;height:1em;margin-right:.4em;vertical-align:-.1em;print-color-adjust:exact}\
@media(max-width:30em){body{margin:1em auto}th,td{padding:.3em .25em;font-size:14px}}\
@media print{body{font-size:11pt;margin:0;max-width:none}table,tr,li,.box{break-inside:avoid}h2,svg{break-after:avoid}}";

/// The width and height of the bar.
const BAR: (i64, i64) = (800, 36);

/// One colour for each part of the money, told apart by light too.
const FILLS: [&str; 5] = ["#1f4e79", "#7f7f7f", "#7fb3a2", "#d9822b", "#e8c547"];

impl Reconciliation {
    /// The statement as a page, complete in itself. Words say everything that the bar shows.
    pub fn to_html(&self) -> String {
        let mut page = String::from(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n",
        );
        let title = format!("Account of {}", self.person);
        let _ = writeln!(page, "<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>", escaped(&title));
        let _ = writeln!(page, "<h1>{}</h1>", escaped(&title));
        let _ = writeln!(page, "<p>{} to {}</p>", self.period.from.long(), self.period.to.long());
        let _ = writeln!(
            page,
            "<p class=\"box\">Proposed: <strong>{}</strong>. A person decides.</p>",
            escaped(&self.proposal_words())
        );
        if let Some(notice) = &self.notice {
            self.notice_html(&mut page, notice);
        }
        self.findings_html(&mut page);
        self.bar_html(&mut page);
        self.account_html(&mut page);
        self.streams_html(&mut page);
        self.workings_html(&mut page);
        page.push_str("</body>\n</html>\n");
        page
    }

    fn money(&self, amount: &Exact) -> String {
        escaped(&self.pounds(amount))
    }

    fn notice_html(&self, page: &mut String, notice: &Notice) {
        let on = self.notice_on.map_or_else(|| "no day yet".to_owned(), Day::long);
        let _ = writeln!(page, "<h2>Notice</h2>\n<p>{on}</p>\n<table>");
        let mut row = |name: &str, value: &str| {
            let _ = writeln!(page, "<tr><th>{name}</th><td>{value}</td></tr>");
        };
        row("Amount", &self.money(&notice.amount));
        if let Some(first) = &notice.first_amount {
            row("First asked for", &self.money(first));
        }
        row("Who pays", payer_words(notice.payer));
        if let Some(day) = notice.repay_by {
            row("By", &day.long());
        }
        if let Some(day) = notice.payments_change_from {
            row("Payments change from", &day.long());
        }
        page.push_str("</table>\n<p>Why:</p>\n<ul>\n");
        for reason in &notice.reasons {
            let _ = writeln!(page, "<li>{}</li>", escaped(reason));
        }
        let _ = writeln!(
            page,
            "</ul>\n<p><strong>If you disagree:</strong> {}</p>",
            escaped(&notice.how_to_challenge)
        );
    }

    fn findings_html(&self, page: &mut String) {
        if self.findings.is_empty() {
            return;
        }
        page.push_str("<h2>What was found</h2>\n<ul>\n");
        for finding in &self.findings {
            let word = if finding.code.blocks() { " Nothing is taken until that is mended." } else { "" };
            let help = finding
                .help
                .as_ref()
                .map(|help| format!("<br>What to do: {}", escaped(help)))
                .unwrap_or_default();
            let _ = writeln!(
                page,
                "<li><strong>{}</strong>: {}.{word}{help}</li>",
                finding.code.as_str().replace('_', " "),
                escaped(&finding.message)
            );
        }
        page.push_str("</ul>\n");
    }

    /// Where the money went, as a bar and as a table.
    fn bar_html(&self, page: &mut String) {
        page.push_str("<h2>What becomes of the money</h2>\n");
        let parts = self.parts();
        let positive = |amount: &Exact| amount.clone().max(Exact::ZERO);
        let whole: Exact = parts.iter().map(|(_, amount)| positive(amount)).sum();
        let (width, height) = BAR;
        if whole.is_positive() {
            let _ = writeln!(
                page,
                "<svg role=\"img\" aria-label=\"The parts of the money; the table below says the same\" viewBox=\"0 0 {width} {height}\" width=\"100%\">"
            );
            let (mut sum, mut left) = (Exact::ZERO, 0i64);
            for ((_, amount), fill) in parts.iter().zip(FILLS) {
                sum = &sum + &positive(amount);
                let right = pixels(&sum, &whole, width);
                let _ = writeln!(
                    page,
                    "<rect x=\"{left}\" y=\"0\" width=\"{}\" height=\"{height}\" fill=\"{fill}\"/>",
                    right.saturating_sub(left)
                );
                left = right;
            }
            page.push_str("</svg>\n");
        }
        page.push_str("<table>\n");
        for ((name, amount), fill) in parts.iter().zip(FILLS) {
            let _ = writeln!(
                page,
                "<tr><th><span class=\"key\" style=\"background:{fill}\"></span>{name}</th><td class=\"n\">{}</td></tr>",
                self.money(amount)
            );
        }
        let there = &self.unspent() + &self.main.spent;
        let _ = writeln!(
            page,
            "<tr><th>There was to spend</th><td class=\"n\">{}</td></tr>\n</table>",
            self.money(&there)
        );
        for (kind, amount) in &self.reserved {
            let _ = writeln!(page, "<p>Set aside for {}: {}</p>", held_words(kind), self.money(amount));
        }
    }

    fn account_html(&self, page: &mut String) {
        page.push_str("<h2>Whose money</h2>\n");
        self.flows_html(
            page,
            &[("The council", &self.council), ("The person", &self.person_money), ("Together", &self.main)],
        );
    }

    /// A column for each payer or stream, so that the table fits a narrow screen.
    fn flows_html(&self, page: &mut String, flows: &[(&str, &Flow)]) {
        type Part = (&'static str, fn(&Flow) -> Exact);
        const PARTS: [Part; 6] = [
            ("There on the first day", |flow| flow.opening.clone()),
            ("Paid in", |flow| flow.paid.clone()),
            ("Came in from elsewhere", |flow| flow.received.clone()),
            ("Spent", |flow| flow.spent.clone()),
            ("Set aside", |flow| flow.held.clone()),
            ("Left", Flow::left),
        ];
        page.push_str("<div class=\"wide\">\n<table>\n<tr><th></th>");
        for (name, _) in flows {
            let _ = write!(page, "<th class=\"n\">{}</th>", escaped(name));
        }
        page.push_str("</tr>\n");
        for (name, part) in PARTS {
            let _ = write!(page, "<tr><th>{name}</th>");
            for (_, flow) in flows {
                let _ = write!(page, "<td class=\"n\">{}</td>", self.money(&part(flow)));
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</table>\n</div>\n");
    }

    fn streams_html(&self, page: &mut String) {
        if self.streams.is_empty() {
            return;
        }
        page.push_str("<h2>Other streams</h2>\n");
        let flows: Vec<(&str, &Flow)> =
            self.streams.iter().map(|stream| (stream.text.as_str(), &stream.flow)).collect();
        self.flows_html(page, &flows);
        for stream in self.streams.iter().filter(|stream| stream.returned.is_positive()) {
            let _ = writeln!(
                page,
                "<p>{}: {} goes back to whoever gives it.</p>",
                escaped(&stream.text),
                self.money(&stream.returned)
            );
        }
    }

    fn workings_html(&self, page: &mut String) {
        page.push_str("<h2>How it comes about</h2>\n<table>\n");
        for line in &self.workings {
            let _ = writeln!(
                page,
                "<tr><td>{}</td><td class=\"n\">{}</td></tr>",
                escaped(&line.text),
                self.money(&line.amount)
            );
        }
        page.push_str("</table>\n");
    }
}

/// A part of the bar's width: a whole number of pixels, for show.
fn pixels(amount: &Exact, whole: &Exact, width: i64) -> i64 {
    let share = (amount * &Exact::from(width)).checked_div(whole).unwrap_or(Exact::ZERO);
    let rounded = share.round(Rounding::HalfAwayFromZero, 0).parts().map_or(0, |(rounded, _)| rounded);
    i64::try_from(rounded).unwrap_or(0).max(0)
}
