//! What is worth a look in a rulebook that loads: nothing is refused for it.

mod stale;
mod unsourced;
mod unused;

use openras_allocation::lint::{Findings, lint};
use openras_core::{Day, Diagnostics, Handle};

use crate::case_document::ids;
use crate::rulebook::Rulebook;

/// The files whose problems come first, in this order.
const ORDER: [&str; 3] = ["rulebook.toml", "questionnaire.toml", "scheme.toml"];

impl Rulebook {
    /// Everything that is worth a look, each at its line, what reading found included, in the order of the files.
    ///
    /// `on` is the day on which a value counts as `stale`; without it the rulebook's last day, and a rulebook without a
    /// last day has none then. `cliff` and `falling` name two assessments that differ in one answer and can both be
    /// allocated; `dead_question`, `unreachable_row` and `unused` hold for all answers and facts on every day of the
    /// rulebook. Where answers and facts make more than 100,000 combinations some may be missed; none is ever wrong.
    ///
    /// # Examples
    /// ```no_run
    /// use openras_rulebook::Rulebook;
    /// let rulebook = Rulebook::open("fixtures/rulebooks/norfolk_primary")?;
    /// println!("{}", rulebook.render(&rulebook.lint(None), false));
    /// # Ok::<(), openras_rulebook::LoadError>(())
    /// ```
    pub fn lint(&self, on: Option<Day>) -> Diagnostics {
        let mut found = self.warnings.clone();
        found.extend(unused::unused(self));
        found.extend(unsourced::unsourced(self));
        found.extend(stale::stale(self, on));
        found.extend(self.lint_by_working().warnings);
        for (file, document) in &self.documents {
            let (mut here, rest): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|problem| problem.file.as_deref() == Some(file.as_str()));
            let mut problems: Diagnostics = here.drain(..).collect();
            document.locate(&mut problems);
            found = rest.into_iter().chain(problems).collect();
        }
        found.sort_by_key(|problem| {
            let file = problem.file.clone().unwrap_or_default();
            let rank = ORDER.iter().position(|known| *known == file).unwrap_or(ORDER.len());
            (rank, file, problem.place.as_ref().map_or(0, |place| place.bytes.start))
        });
        found
    }

    /// What working the scheme out shows: cliffs and falls with their pairs of assessments, questions that change nothing,
    /// rows that nothing reaches, numbers in formulas.
    pub fn lint_by_working(&self) -> Findings {
        let mut watched: Vec<Handle<openras_allocation::Step>> = self.steps_of_cases();
        watched.push(self.scheme.result);
        lint(&self.scheme, &self.questionnaire, &watched)
    }

    /// The steps that worked examples name.
    fn steps_of_cases(&self) -> Vec<Handle<openras_allocation::Step>> {
        let cases = self.cases.iter().flat_map(|file| &file.cases);
        let named = cases.flat_map(|case| ids(case.given.as_ref()).chain(ids(case.expect.as_ref())));
        let mut steps: Vec<_> = named.filter_map(|id| self.scheme.step(id.as_str())).collect();
        steps.sort();
        steps.dedup();
        steps
    }
}
