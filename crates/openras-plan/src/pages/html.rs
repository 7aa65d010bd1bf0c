use std::fmt::Write as _;

use openras_core::{Exact, Rounding, money};

use super::gravity_words;
use super::text::{source_words, verdict_words};
use crate::Test;
use crate::check::PlanCheck;

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1a1a1a}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3em .6em;border-bottom:1px solid #bbb;\
vertical-align:top}td.n,th.n{text-align:right;white-space:nowrap}.no{font-weight:bold}svg{max-width:100%}";

/// The height of the chart's bars, and the room of one month.
const CHART: (i64, i64) = (160, 48);

impl PlanCheck {
    /// The panel's page, complete in itself: checklist, findings, costs, and a chart of the money month by month. Words say
    /// everything that colour and chart show.
    pub fn to_html(&self) -> String {
        let mut page =
            String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        let title = format!("Support plan of {}", self.person);
        let _ = writeln!(page, "<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>", escaped(&title));
        let _ = writeln!(page, "<h1>{}</h1>", escaped(&title));
        let _ =
            writeln!(page, "<p>This plan is <strong>{}</strong>.</p>\n<ul>", verdict_words(self.verdict()));
        for test in Test::ALL {
            let _ = writeln!(page, "<li>{}: {}</li>", test.as_str(), self.test(test).of_test());
        }
        page.push_str("</ul>\n");
        self.checklist_html(&mut page);
        self.findings_html(&mut page);
        self.cost_html(&mut page);
        self.months_html(&mut page);
        page.push_str("</body>\n</html>\n");
        page
    }

    fn checklist_html(&self, page: &mut String) {
        if self.checklist.is_empty() {
            return;
        }
        page.push_str("<h2>Checklist</h2>\n<table>\n<tr><th>What the panel expects</th><th>Met</th><th>Where in the plan, or what is missing</th></tr>\n");
        for item in &self.checklist {
            let (class, met) = if item.met { ("", "yes") } else { (" class=\"no\"", "no") };
            let words: Vec<String> = if item.met {
                item.evidence.iter().map(|path| path.pointer()).collect()
            } else {
                item.missing.iter().map(|code| code.as_str().to_owned()).collect()
            };
            let words = escaped(&words.join(", "));
            let _ = writeln!(
                page,
                "<tr><td>{}</td><td{class}>{met}</td><td>{words}</td></tr>",
                escaped(&item.text)
            );
        }
        page.push_str("</table>\n");
    }

    fn findings_html(&self, page: &mut String) {
        page.push_str("<h2>Findings</h2>\n");
        if self.findings.is_empty() {
            page.push_str("<p>Nothing was found.</p>\n");
            return;
        }
        page.push_str("<ol>\n");
        for finding in &self.findings {
            let _ = write!(
                page,
                "<li><strong>{}</strong> ({}): {}",
                finding.code,
                gravity_words(finding.gravity),
                escaped(&finding.message)
            );
            if let Some(help) = &finding.help {
                let _ = write!(page, "<br>What to do: {}", escaped(help));
            }
            if let Some(source) = source_words(finding) {
                let _ = write!(page, "<br>From: {}", escaped(&source));
            }
            let _ = writeln!(page, "<br>In the plan: <code>{}</code></li>", escaped(&finding.at.pointer()));
        }
        page.push_str("</ol>\n");
    }

    fn cost_html(&self, page: &mut String) {
        let pounds = |amount: &Exact| escaped(&money(amount, &self.currency, self.decimals));
        page.push_str("<h2>Cost</h2>\n<table>\n<tr><th>Line</th><th>How it comes about</th><th class=\"n\">Own</th><th class=\"n\">On-costs</th><th class=\"n\">Total</th></tr>\n");
        for line in &self.cost.by_line {
            let on_costs = &(&line.holiday + &line.employer_ni) + &line.pension;
            let _ = writeln!(
                page,
                "<tr><td>{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
                escaped(&line.text),
                escaped(&line.workings),
                pounds(&line.own),
                pounds(&on_costs),
                pounds(&line.total)
            );
        }
        let mut total = |name: &str, amount: &Exact| {
            let _ = writeln!(
                page,
                "<tr><th colspan=\"4\">{name}</th><th class=\"n\">{}</th></tr>",
                pounds(amount)
            );
        };
        total("Total for the plan", &self.cost.total);
        if let (Some(budget), Some(difference)) = (&self.cost.budget, &self.cost.difference) {
            total("Budget for the same days", budget);
            let word = if difference.is_negative() { "More than the budget" } else { "Left of the budget" };
            total(word, &difference.abs());
        }
        total("The person pays", &self.cost.personal_budget.person_pays);
        total("The council pays", &self.cost.personal_budget.council_pays);
        for other in &self.cost.personal_budget.other_money {
            total(&escaped(&format!("From {}", other.id)), &other.amount);
        }
        page.push_str("</table>\n");
    }

    fn months_html(&self, page: &mut String) {
        let pounds = |amount: &Exact| escaped(&money(amount, &self.currency, self.decimals));
        let months = &self.cost.by_month;
        let most = months.iter().flat_map(|month| [&month.spent, &month.paid]).max();
        let Some(most) = most.filter(|most| most.is_positive()) else { return };
        let (height, room) = CHART;
        let width = i64::try_from(months.len()).unwrap_or(0).saturating_mul(room);
        page.push_str("<h2>Month by month</h2>\n");
        let _ = writeln!(
            page,
            "<svg role=\"img\" aria-label=\"Paid in and spent, by month; the table below says the same\" viewBox=\"0 0 {width} {}\" width=\"{width}\">",
            height.saturating_add(20)
        );
        for (at, month) in months.iter().enumerate() {
            let left = i64::try_from(at).unwrap_or(0).saturating_mul(room);
            for (offset, amount, fill) in [(4i64, &month.paid, "#4a7bb7"), (22, &month.spent, "#dd8a3a")] {
                let bar = pixels(amount, most, height);
                let _ = writeln!(
                    page,
                    "<rect x=\"{}\" y=\"{}\" width=\"16\" height=\"{bar}\" fill=\"{fill}\"/>",
                    left.saturating_add(offset),
                    height.saturating_sub(bar)
                );
            }
            let label: String =
                month.from.long().split(' ').skip(1).take(1).flat_map(|word| word.chars().take(3)).collect();
            let _ = writeln!(
                page,
                "<text x=\"{}\" y=\"{}\" font-size=\"12\">{label}</text>",
                left.saturating_add(6),
                height.saturating_add(15)
            );
        }
        page.push_str("</svg>\n<p>Blue: paid in. Orange: spent.</p>\n<table>\n<tr><th>Month from</th><th class=\"n\">Paid in</th><th class=\"n\">Spent</th><th class=\"n\">Left of the direct payment</th></tr>\n");
        for month in months {
            let _ = writeln!(
                page,
                "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
                month.from.long(),
                pounds(&month.paid),
                pounds(&month.spent),
                pounds(&month.left)
            );
        }
        page.push_str("</table>\n");
    }
}

/// The height of a bar: a whole number of pixels, for show.
fn pixels(amount: &Exact, most: &Exact, height: i64) -> i64 {
    let share = (amount * &Exact::from(height)).checked_div(most).unwrap_or(Exact::ZERO);
    let whole = share.round(Rounding::HalfAwayFromZero, 0).parts().map_or(0, |(whole, _)| whole);
    i64::try_from(whole).unwrap_or(0).max(0)
}

/// Text as it may stand in HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
