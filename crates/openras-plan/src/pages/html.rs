use std::fmt::Write as _;

use openras_core::{Exact, Path, money};
use openras_page::escaped;

use super::chart::chart;
use super::gravity_words;
use super::places::{part, place};
use super::text::source_words;
use crate::check::{ChecklistItem, PlanCheck, Verdict};
use crate::finding::Finding;
use crate::shared::TogetherCheck;
use crate::{Gravity, Test};

const STYLE: &str = include_str!("panel.css");

/// The most places of the plan that are shown for one item of a checklist.
const PLACES: usize = 6;

impl PlanCheck {
    /// The panel's page, complete in itself: checklist, findings, costs, and a chart of the money month by month. Words say
    /// everything that colour and chart show.
    pub fn to_html(&self) -> String {
        page(&format!("Support plan of {}", self.person), &[self], "")
    }

    fn body(&self) -> String {
        let mut page = String::new();
        let _ = writeln!(page, "<article>\n<h1>Support plan of <span>{}</span></h1>", escaped(&self.person));
        if let (Some(from), Some(to)) = (self.plan.period.from.day(), self.plan.period.to.day()) {
            let _ = writeln!(page, "<p>For {} to {}.</p>", from.long(), to.long());
        }
        self.summary(&mut page);
        self.checklist_html(&mut page);
        self.findings_html(&mut page);
        self.cost_html(&mut page);
        self.months_html(&mut page);
        page.push_str("</article>\n");
        page
    }

    fn summary(&self, page: &mut String) {
        let verdict = self.verdict();
        let _ = writeln!(page, "<p class=\"verdict {}\">{}</p>", verdict.as_str(), verdict_sentence(verdict));
        page.push_str("<dl class=\"figures\">\n");
        let mut figure = |name: &str, value: &str| {
            let _ = writeln!(page, "<div><dt>{name}</dt><dd>{value}</dd></div>");
        };
        for test in Test::ALL {
            figure(test_words(test), self.test(test).of_test());
        }
        figure("The plan costs", &self.pounds(&self.cost.total));
        if let (Some(budget), Some(difference)) = (&self.cost.budget, &self.cost.difference) {
            figure("Budget for the same days", &self.pounds(budget));
            figure(difference_words(difference), &self.pounds(&difference.abs()));
        }
        figure("The person pays", &self.pounds(&self.cost.personal_budget.person_pays));
        figure("The council pays", &self.pounds(&self.cost.personal_budget.council_pays));
        page.push_str("</dl>\n");
    }

    fn checklist_html(&self, page: &mut String) {
        if self.checklist.is_empty() {
            return;
        }
        page.push_str("<h2>Checklist</h2>\n<table class=\"stack\">\n<thead><tr><th>What the panel expects</th><th>Met</th><th>Where in the plan, or what is missing</th></tr></thead>\n<tbody>\n");
        for item in &self.checklist {
            let (class, met) = if item.met { ("yes", "yes") } else { ("no", "no") };
            let _ = writeln!(
                page,
                "<tr><td>{}</td><td class=\"{class}\" data-label=\"Met\">{met}</td><td>{}</td></tr>",
                escaped(&item.text),
                escaped(&self.why(item))
            );
        }
        page.push_str("</tbody>\n</table>\n");
    }

    /// What an item of the checklist rests on, or what speaks against it.
    fn why(&self, item: &ChecklistItem) -> String {
        if !item.met {
            let meanings: Vec<&str> = item.missing.iter().map(|code| code.meaning()).collect();
            return meanings.join(" ");
        }
        let mut places: Vec<String> = Vec::new();
        for path in &item.evidence {
            let place = part(&self.plan, path);
            if !place.is_empty() && !places.contains(&place) {
                places.push(place);
            }
        }
        if places.is_empty() {
            return "nothing in the plan speaks against it".to_owned();
        }
        let more = places.len().saturating_sub(PLACES);
        places.truncate(PLACES);
        if more > 0 {
            places.push(format!("and {more} more"));
        }
        places.join("; ")
    }

    fn findings_html(&self, page: &mut String) {
        page.push_str("<h2>Findings</h2>\n");
        if self.findings.is_empty() {
            page.push_str("<p>Nothing was found.</p>\n");
            return;
        }
        page.push_str("<ol class=\"findings\">\n");
        for finding in &self.findings {
            self.finding_html(page, finding);
        }
        page.push_str("</ol>\n");
    }

    fn finding_html(&self, page: &mut String, finding: &Finding) {
        let _ = writeln!(
            page,
            "<li class=\"{}\">\n<p><strong>{}</strong> <span class=\"gravity\">{}</span></p>",
            kind(finding.gravity),
            sentence(&finding.message),
            gravity_words(finding.gravity)
        );
        if let Some(help) = &finding.help {
            let _ = writeln!(page, "<p>What to do: {}.</p>", escaped(help.trim_end_matches('.')));
        }
        let place = place(&self.plan, finding.at.segments());
        let mut from = vec![finding.code.as_str().to_owned()];
        from.extend((finding.at != Path::root() && !place.is_empty()).then_some(place));
        from.extend(source_words(finding));
        let from: Vec<String> = from.iter().map(|word| escaped(word)).collect();
        let _ = writeln!(page, "<p class=\"small\">{}</p>\n</li>", from.join(" &middot; "));
    }

    fn cost_html(&self, page: &mut String) {
        page.push_str("<h2>Cost</h2>\n<table class=\"stack\">\n<thead><tr><th>Line</th><th>How it comes about</th><th class=\"n\">Own</th><th class=\"n\">On-costs</th><th class=\"n\">Total</th></tr></thead>\n<tbody>\n");
        for line in &self.cost.by_line {
            let on_costs = &(&line.holiday + &line.employer_ni) + &line.pension;
            let workings = if line.workings == line.text { "" } else { line.workings.as_str() };
            let _ = writeln!(
                page,
                "<tr><td>{}</td><td>{}</td><td class=\"n\" data-label=\"Own\">{}</td><td class=\"n\" data-label=\"On-costs\">{}</td><td class=\"n\" data-label=\"Total\">{}</td></tr>",
                escaped(&line.text),
                escaped(workings),
                self.pounds(&line.own),
                self.pounds(&on_costs),
                self.pounds(&line.total)
            );
        }
        page.push_str("</tbody>\n<tfoot>\n");
        let mut total = |name: &str, amount: &Exact| {
            let _ = writeln!(
                page,
                "<tr><th colspan=\"4\">{name}</th><th class=\"n\">{}</th></tr>",
                self.pounds(amount)
            );
        };
        total("Total for the plan", &self.cost.total);
        if let (Some(budget), Some(difference)) = (&self.cost.budget, &self.cost.difference) {
            total("Budget for the same days", budget);
            total(difference_words(difference), &difference.abs());
        }
        total("The person pays", &self.cost.personal_budget.person_pays);
        total("The council pays", &self.cost.personal_budget.council_pays);
        for other in &self.cost.personal_budget.other_money {
            total(&escaped(&format!("From {}", other.id)), &other.amount);
        }
        page.push_str("</tfoot>\n</table>\n");
    }

    fn months_html(&self, page: &mut String) {
        let months = &self.cost.by_month;
        let Some(chart) = chart(months, |amount| self.pounds(amount)) else { return };
        page.push_str("<h2>Month by month</h2>\n");
        page.push_str(&chart);
        page.push_str("<table>\n<thead><tr><th>Month from</th><th class=\"n\">Paid in</th><th class=\"n\">Spent</th><th class=\"n\">Left of the direct payment</th></tr></thead>\n<tbody>\n");
        for month in months {
            let class = if month.left.is_negative() { "n no" } else { "n" };
            let _ = writeln!(
                page,
                "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"{class}\">{}</td></tr>",
                month.from.long(),
                self.pounds(&month.paid),
                self.pounds(&month.spent),
                self.pounds(&month.left)
            );
        }
        page.push_str("</tbody>\n</table>\n");
    }

    fn pounds(&self, amount: &Exact) -> String {
        escaped(&money(amount, &self.currency, self.decimals))
    }
}

impl TogetherCheck {
    /// The panel's page of several plans, one after the other, and what they share.
    pub fn to_html(&self) -> String {
        let plans: Vec<&PlanCheck> = self.plans.iter().collect();
        let people: Vec<&str> = plans.iter().map(|plan| plan.person.as_str()).collect();
        let word = if people.len() == 1 { "plan" } else { "plans" };
        let mut shared = String::new();
        if let Some(first) = plans.first().filter(|_| !self.shared.is_empty()) {
            shared.push_str("<article>\n<h1>Shared</h1>\n<ul>\n");
            for sentence in
                self.shared.iter().flat_map(|shared| shared.sentences(&first.currency, first.decimals))
            {
                let _ = writeln!(shared, "<li>{}.</li>", escaped(&sentence));
            }
            shared.push_str("</ul>\n</article>\n");
        }
        page(&format!("Support {word} of {}", super::listed(&people)), &plans, &shared)
    }
}

fn page(title: &str, plans: &[&PlanCheck], after: &str) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(title)
    );
    for plan in plans {
        page.push_str(&plan.body());
    }
    page.push_str(after);
    page.push_str("</body>\n</html>\n");
    page
}

const fn verdict_sentence(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ready => "This plan is <strong>ready</strong>: nothing stands in its way.",
        Verdict::Refer => "This plan is <strong>referred</strong>: somebody must decide.",
        Verdict::Blocked => {
            "This plan is <strong>blocked</strong>: the law or the council forbids something in it."
        }
    }
}

const fn test_words(test: Test) -> &'static str {
    match test {
        Test::Effective => "Effective",
        Test::Legal => "Legal",
        Test::Affordable => "Affordable",
    }
}

fn difference_words(difference: &Exact) -> &'static str {
    if difference.is_negative() { "More than the budget" } else { "Left of the budget" }
}

/// The class of a finding: what it does to the plan.
const fn kind(gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::StatutoryBlock | Gravity::PolicyBlock => "blocked",
        Gravity::Refer => "refer",
        Gravity::Warning => "warning",
        Gravity::Note => "note",
    }
}

/// A message as a sentence, escaped; what stands between backquotes as code.
fn sentence(message: &str) -> String {
    let mut sentence = String::new();
    for (at, part) in message.split('`').enumerate() {
        match at.checked_rem(2) {
            Some(1) => {
                let _ = write!(sentence, "<code>{}</code>", escaped(part));
            }
            _ if at == 0 => {
                let mut letters = part.chars();
                let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
                sentence.push_str(&escaped(&(first + letters.as_str())));
            }
            _ => sentence.push_str(&escaped(part)),
        }
    }
    sentence.push('.');
    sentence
}
