use std::fmt::Write as _;

use openras_core::{Exact, money};

use super::{gravity_words, wrapped};
use crate::Test;
use crate::check::{PlanCheck, Verdict};
use crate::finding::Finding;

/// The columns of a page of text.
const WIDTH: usize = 100;

impl PlanCheck {
    /// What the plan comes to, for people: the three tests, every finding with what to do, the cost line by line, the
    /// checklist.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "Support plan of {}: {}", self.person, verdict_words(self.verdict()));
        for test in Test::ALL {
            let _ = writeln!(text, "  {:<11}{}", test.as_str(), self.test_words(test));
        }
        self.findings_text(&mut text);
        self.cost_text(&mut text);
        if !self.checklist.is_empty() {
            text.push_str("\nChecklist\n");
            for item in &self.checklist {
                let mark = if item.met { "yes" } else { "NO " };
                let _ = writeln!(text, "  {mark}  {}", wrapped(&item.text, WIDTH, 7));
                if !item.missing.is_empty() {
                    let codes: Vec<&str> = item.missing.iter().map(|code| code.as_str()).collect();
                    let _ = writeln!(text, "       see {}", codes.join(", "));
                }
            }
        }
        text
    }

    fn findings_text(&self, text: &mut String) {
        let _ = match self.findings.len() {
            0 => writeln!(text, "\nNothing was found."),
            1 => writeln!(text, "\n1 finding"),
            many => writeln!(text, "\n{many} findings"),
        };
        for finding in &self.findings {
            let _ = writeln!(text, "\n  {} ({})", finding.code, gravity_words(finding.gravity));
            let _ = writeln!(text, "    {}", wrapped(&finding.message, WIDTH, 4));
            if let Some(help) = &finding.help {
                let _ = writeln!(text, "    do: {}", wrapped(help, WIDTH, 8));
            }
            let pointer = finding.at.pointer();
            if !pointer.is_empty() {
                let _ = writeln!(text, "    at: {pointer}");
            }
            if let Some(source) = source_words(finding) {
                let _ = writeln!(text, "    from: {}", wrapped(&source, WIDTH, 10));
            }
        }
    }

    fn cost_text(&self, text: &mut String) {
        let pounds = |amount: &Exact| money(amount, &self.currency, self.decimals);
        text.push_str("\nCost\n");
        let mut row = |name: &str, workings: &str, amount: String| {
            let left = if workings.is_empty() { name.to_owned() } else { format!("{name}: {workings}") };
            let _ = writeln!(text, "  {left:<80}{amount:>16}");
        };
        for line in &self.cost.by_line {
            let own = if line.workings == line.text { "" } else { line.workings.as_str() };
            row(&line.text, own, pounds(&line.own));
            let costs = [
                ("paid leave", &line.holiday),
                ("employer's National Insurance", &line.employer_ni),
                ("employer's pension contribution", &line.pension),
            ];
            for (name, amount) in costs.into_iter().filter(|(_, amount)| !amount.is_zero()) {
                row(&format!("  {name}"), "", pounds(amount));
            }
        }
        row("Total for the plan", "", pounds(&self.cost.total));
        if let (Some(budget), Some(difference)) = (&self.cost.budget, &self.cost.difference) {
            row("Budget for the same days", "", pounds(budget));
            let word = if difference.is_negative() { "More than the budget" } else { "Left of the budget" };
            row(word, "", pounds(&difference.abs()));
        }
        row("What comes again and again, a year", "", pounds(&self.cost.annual));
        row("What comes again and again, a week", "", pounds(&self.cost.weekly));
        let pays = &self.cost.personal_budget;
        row("The person pays", "", pounds(&pays.person_pays));
        row("The council pays", "", pounds(&pays.council_pays));
        for other in &pays.other_money {
            row(&format!("From {}", other.id), "", pounds(&other.amount));
        }
    }
}

/// Where a finding's rule comes from, in words; a row of the law that is not verified says so.
pub(super) fn source_words(finding: &Finding) -> Option<String> {
    match &finding.law {
        Some(law) if law.confidence == "unverified" => Some(format!("{} (not verified)", law.source)),
        Some(law) => Some(law.source.clone()),
        None => finding.source.clone(),
    }
}

/// A verdict in plain words.
const fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ready => "ready",
        Verdict::Refer => "refer: somebody must decide",
        Verdict::Blocked => "blocked",
    }
}
