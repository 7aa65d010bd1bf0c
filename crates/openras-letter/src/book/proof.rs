//! What stands behind the rules: worked examples, what is worth a look, what changed.

use maud::html;
use openras_rulebook::{CaseDocument, Rulebook};

use super::Book;
use crate::council::Council;
use crate::page::{Cell, Section, table, table_under};
use crate::phrase::Phrase;

impl Book<'_> {
    pub(super) fn examples(&self) -> Option<Section> {
        let runs = self.rulebook.run_cases();
        let failed = runs.iter().filter(|run| !run.failures.is_empty()).count();
        let rows: Vec<Vec<Cell>> = self
            .rulebook
            .cases()
            .iter()
            .flat_map(|file| &file.cases)
            .map(|case| {
                vec![
                    Cell::Head(self.own(&case.name)),
                    Cell::Words(self.comes_out(case)),
                    Cell::Words(case.why.as_deref().map_or_else(Phrase::default, |why| self.own(why))),
                ]
            })
            .collect();
        let heads = ["book-example", "book-example-comes", "book-sum"].map(|id| self.say.say(id));
        let body = html! {
            p { (self.say.with("book-examples-lead", &[("n", rows.len().into())])) }
            @if failed == 0 {
                p { (self.say.say("book-examples-hold")) }
            } @else {
                p { (self.with("book-examples-fail", &[("count", &Phrase::plain(&failed.to_string()))])) }
            }
            (table_under("book-examples", &heads, &rows))
        };
        (!rows.is_empty()).then(|| self.section("book-examples", body))
    }

    /// What the rulebook says in one language only.
    fn own(&self, words: &str) -> Phrase {
        let first = self.rulebook.context().first_language();
        Phrase::council(words, (self.say.language().tag() != first).then_some(first))
    }

    fn comes_out(&self, case: &CaseDocument) -> Phrase {
        if case.expect_exclusion.is_some() {
            return self.say.say("book-example-excluded");
        }
        if case.expect_referral.is_some() {
            return self.say.say("book-example-referred");
        }
        if case.expect_error.is_some() {
            return self.say.say("book-example-error");
        }
        let scheme = self.rulebook.scheme();
        let mut said: Vec<Phrase> = Vec::new();
        for (id, value) in case.expect.iter().flatten() {
            let step = match id.as_str() {
                "result" => Some(scheme.result),
                id => scheme.step(id),
            };
            let (Some(step), Some(value)) = (step.map(|step| &scheme.steps[step]), value.value()) else {
                continue;
            };
            let (name, value) = (self.say.named(&step.text, &step.id), self.say.quantity(value, &step.unit));
            said.push(self.with("why-is", &[("name", &name), ("value", &value)]));
        }
        let annual = case.expect_money.as_ref().and_then(|money| money.annual.as_ref()?.amount());
        if let Some(annual) = annual.filter(|_| said.is_empty()) {
            said.push(self.say.money_each(&annual.value, openras_core::Period::Year));
        }
        Phrase::join(&said, "; ")
    }

    pub(super) fn lints(&self) -> Section {
        let found = self.rulebook.lint(None);
        let items: Vec<Phrase> = found
            .iter()
            .map(|problem| {
                let english = Phrase::council(&headed(&problem.message), self.say.english());
                let code = Phrase::plain(problem.code.as_str());
                self.with("sum-named", &[("value", &english.stopped()), ("name", &code)])
            })
            .collect();
        let body = html! {
            @if items.is_empty() {
                p { (self.say.say("book-lints-none")) }
            } @else {
                p { (self.say.say("book-lints-lead")) }
                ul { @for item in &items { li { (item) } } }
            }
        };
        self.section("book-lints", body)
    }

    pub(super) fn changes(&self, old: &Rulebook) -> Section {
        let version = Phrase::plain(old.version());
        let rows: Vec<Vec<Cell>> = old
            .changes(self.rulebook)
            .into_iter()
            .map(|change| {
                let cell = |text: Option<String>| {
                    Cell::Words(text.map_or_else(Phrase::default, |text| self.own(&text)))
                };
                let what = Phrase::council(&change.what.join(", "), self.say.english());
                vec![Cell::Head(what), cell(change.old), cell(change.new)]
            })
            .collect();
        let heads = ["book-rule", "book-was", "book-is"].map(|id| self.say.say(id));
        let body = html! {
            @if rows.is_empty() {
                p { (self.with("book-changes-none", &[("version", &version)])) }
            } @else {
                (table(&self.with("book-changes-since", &[("version", &version)]), &heads, &rows))
            }
        };
        self.section("book-changes", body)
    }
}

/// A message as a sentence begins.
fn headed(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
