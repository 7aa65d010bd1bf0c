//! A calibration as a page: one HTML file that needs nothing else, reads on a screen and on paper, and can be published.
//!
//! It names nobody: people are dots and counts, and groups of fewer than five are not shown.

mod charts;
mod hangs;
mod small;

use std::fmt::Write as _;

use openras_core::{Exact, Rounding, money};
use openras_fund::Fund;
use openras_page::escaped;

use crate::calibration::{Calibration, Method};
use crate::fit::percent;
use crate::outliers::{RULE, outliers};
use crate::sample::Sample;
use charts::Figure;
use small::counted;

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b242a;background:#fff}\
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin:2.5rem 0 .25rem}svg{display:block;width:100%;height:auto}\
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}\
th,td{padding:.25rem .5rem;border-bottom:1px solid #c9d0d4;text-align:right;vertical-align:top;font-variant-numeric:tabular-nums}\
td{white-space:nowrap}th:first-child,td:first-child{text-align:left}tbody th{font-weight:normal}\
caption{text-align:left;font-weight:bold;padding:.75rem .5rem .25rem}.no{color:#8a2c00;font-weight:bold}\
code{overflow-wrap:anywhere}figure{margin:.5rem 0;break-inside:avoid}figcaption{font-size:.9rem;color:#414c53}\
@media screen and (max-width:46rem){body{margin:1rem auto}svg{min-width:40rem}}\
@media print{@page{margin:15mm}body{margin:0;padding:0;max-width:none;font-size:10.5pt}h2{break-after:avoid}\
table,.wide,p.no{break-inside:avoid}caption{break-after:avoid}.wide{overflow:visible}}";

impl Calibration {
    /// The report as HTML. `sha256` is the digest of the record.
    pub fn to_html(&self, sample: &Sample, fund: &Fund, sha256: &str) -> String {
        let mut page = Page { body: String::new() };
        let title = format!("Pounds for points: {}", fund.title);
        page.summary(self, sample, fund);
        page.figure(&charts::waterfall(fund));
        page.figure(&charts::points_and_cost(self, sample, fund));
        page.figure(&charts::before_and_after(self, sample, fund));
        page.figure(&charts::changes(self));
        let all = [("everybody".to_owned(), self.effects.all.clone())];
        page.figure(&charts::groups("everybody", &all, fund));
        for (name, groups) in &self.effects.by {
            page.figure(&charts::groups(name, groups, fund));
        }
        page.one_price(self, fund);
        page.figure(&charts::enough_by_need(self, sample));
        page.figure(&hangs::steps(self, fund));
        page.figure(&hangs::sensitivity(self, fund));
        if let Some(figure) = hangs::questions(self, fund) {
            page.figure(&figure);
        }
        page.integrity(self, fund);
        page.method(self, sample, fund, sha256);
        format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <title>{title}</title><style>{STYLE}</style></head>\n<body><main><h1>{title}</h1>\n{}</main></body></html>\n",
            page.body,
            title = escaped(&title)
        )
    }
}

struct Page {
    body: String,
}

impl Page {
    fn heading(&mut self, text: &str) {
        let _ = writeln!(self.body, "<h2>{}</h2>", escaped(text));
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.body, "<p>{}</p>", escaped(text));
    }

    fn table(&mut self, caption: &str, head: &[String], rows: &[Vec<String>]) {
        let _ = write!(
            self.body,
            "<div class=\"wide\"><table><caption>{}</caption><thead><tr>",
            escaped(caption)
        );
        for cell in head {
            let _ = write!(self.body, "<th scope=\"col\">{}</th>", escaped(cell));
        }
        self.body.push_str("</tr></thead><tbody>");
        for row in rows {
            self.body.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let (open, close) = if at == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
                let _ = write!(self.body, "{open}{}{close}", escaped(cell));
            }
            self.body.push_str("</tr>");
        }
        self.body.push_str("</tbody></table></div>\n");
    }

    fn figure(&mut self, figure: &Figure) {
        self.heading(&figure.title);
        let note = if figure.note.is_empty() {
            String::new()
        } else {
            format!("<figcaption>{}</figcaption>", escaped(&figure.note))
        };
        let _ = writeln!(self.body, "<figure><div class=\"wide\">{}</div>{note}</figure>", figure.svg);
        self.table(&figure.title, &figure.head, &figure.rows);
    }

    fn summary(&mut self, made: &Calibration, sample: &Sample, fund: &Fund) {
        let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
        let places = i32::try_from(fund.decimals).unwrap_or(2);
        self.line(&format!(
            "From {} to {}. {} people in the sample. Each budget is where planning starts; it is not a limit.",
            fund.from.long(),
            fund.to.long(),
            sample.people.len()
        ));
        let row = |name: &str, value: String| vec![name.to_owned(), value];
        let mut rows = vec![
            row("To give out", pounds(&made.distributable)),
            row("Committed", pounds(&made.committed.round(Rounding::Up, places))),
            row("Left", pounds(&made.unallocated.round(Rounding::Down, places))),
            row("Today's cost of the same people", pounds(&sample.cost())),
            row("Mean difference from today's cost", pounds(&made.fit.mean_absolute_difference)),
            row("Median difference", pounds(&made.fit.median_absolute_difference)),
            row("Enough for today's cost", percent(&made.fit.sufficient_share, 1)),
            row("Within 10 % of today's cost", percent(&made.fit.within_10_percent, 1)),
            row("Within 20 % of today's cost", percent(&made.fit.within_20_percent, 1)),
        ];
        let names = ["People with no less than today", "People with less than today"];
        let moved = charts::no_less_and_less(&made.effects.all);
        rows.extend(names.into_iter().zip(moved).map(|(name, count)| row(name, count)));
        if let Some(value) = made.fit.r_squared {
            rows.push(row("R squared", format!("{value:.3}")));
        }
        if let Some(value) = made.fit.rank_correlation {
            rows.push(row("Rank correlation of budgets and costs", format!("{value:.3}")));
        }
        self.table("In short", &["Figure".to_owned(), "Value".to_owned()], &rows);
        self.table(
            "The price, or the table",
            &["Points".to_owned(), "Budget a year".to_owned()],
            &charts::rule_rows(made, fund),
        );
    }

    fn one_price(&mut self, made: &Calibration, fund: &Fund) {
        if made.groups_money.is_empty() {
            return;
        }
        let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
        let rows: Vec<Vec<String>> = made
            .groups_money
            .iter()
            .map(|group| {
                let moved = group.moved();
                vec![group.group.clone(), pounds(&group.own_price), pounds(&group.one_price), pounds(&moved)]
            })
            .collect();
        self.heading("What one price for all would move");
        let head = ["Group", "By its own price", "By one price", "Moved to it"].map(str::to_owned);
        self.table("What one price for all would move", &head, &rows);
    }

    fn integrity(&mut self, made: &Calibration, fund: &Fund) {
        self.heading("Integrity");
        let rows: Vec<Vec<String>> = made
            .integrity
            .tests
            .iter()
            .map(|test| {
                let word = if test.holds { "holds" } else { "does not hold" };
                let amount = |text: &str| {
                    Exact::parse(text)
                        .map_or(text.to_owned(), |value| money(&value, &fund.currency, fund.decimals))
                };
                vec![test.text.to_owned(), word.to_owned(), amount(&test.value), amount(&test.limit)]
            })
            .collect();
        let head = ["Test", "Answer", "Is", "Held against"].map(str::to_owned);
        self.table("What a council must be sure of", &head, &rows);
        if !made.integrity.holds() {
            self.body.push_str("<p class=\"no\">Not every test holds: the price is not ready for use.</p>\n");
        }
    }

    fn method(&mut self, made: &Calibration, sample: &Sample, fund: &Fund, sha256: &str) {
        self.heading("Method and assumptions");
        self.line(match made.options.method {
            Method::Flat => "One price a point: the greatest at which the rounded budgets together stay within what is to be given out.",
            Method::ByGroup => "A price a point for each group, the greatest at which the group's rounded budgets stay within its money.",
            Method::Percentile => "Points and costs are sorted separately; the points at a percentile get the cost at that percentile, on straight lines between, scaled to what is to be given out.",
            Method::Curve => "The table of few rows that is nearest to today's costs, never falls, has no step steeper than its limit and stays within what is to be given out.",
        });
        self.line("Each budget is rounded once, half away from zero. Prices and tables are rounded down. What is committed is worked out again in exact arithmetic from the price or the table as it stands here.");
        if let Some(gap) = made.gap_millionths {
            let gap = Exact::decimal(i128::from(gap), 4).round(Rounding::HalfAwayFromZero, 1);
            self.line(&format!("No line of any shape within the same money and steepness has a mean difference that is more than {gap} % smaller than this table's, measured against the smaller."));
        }
        let left = counted(sample.left_out.len());
        self.line(&format!("Left out of the sample, with reasons on record: {left}. Far from the others and counted all the same ({RULE}): {}.", counted(outliers(sample).len())));
        if let Some((first, last)) = sample.taken {
            self.line(&format!(
                "Costs were taken from {} to {}, the first {} days before the fund begins.",
                first.long(),
                last.long(),
                first.days_until(fund.from)
            ));
        }
        if let Some(uprated) = &sample.uprated {
            self.line(&format!("Costs were raised by {} to today's prices.", uprated.shortest()));
        }
        self.line("Today's cost is what is spent, not what ought to be: a fit to it carries on whatever was unfair in it.");
        let _ = writeln!(self.body, "<p>Digest of the record: <code>{}</code></p>", escaped(sha256));
    }
}
