//! Worked examples that do not hold, as problems at their lines.

use openras_core::{Code, Diagnostic, Diagnostics, Path};

use crate::case_document::{CaseDocument, ids};
use crate::cases::{CaseRun, Mismatch};
use crate::rulebook::Rulebook;

impl Rulebook {
    /// What the worked examples expect and the rulebook does not reproduce: `case_failed`, each at its line.
    pub fn failed_cases(&self) -> Diagnostics {
        self.run_cases().iter().flat_map(|run| self.failures_of(run)).collect()
    }

    /// What one worked example expects and the rulebook does not reproduce: a `case_failed` at its line for each of its
    /// failures, in their order.
    pub fn failures_of(&self, run: &CaseRun) -> Diagnostics {
        let path = Path::root().key("case").index(run.at);
        let file = self.cases.iter().find(|file| file.file == run.file);
        let case = file.and_then(|file| file.cases.get(run.at));
        let failures =
            case.into_iter().flat_map(|case| run.failures.iter().map(move |failure| (case, failure)));
        let mut problems: Diagnostics =
            failures.map(|(case, failure)| problem(failure, case, &path).in_file(&run.file)).collect();
        if let Some(document) = self.documents.get(&run.file) {
            document.locate(&mut problems);
        }
        problems
    }
}

fn problem(failure: &Mismatch, case: &CaseDocument, path: &Path) -> Diagnostic {
    let Mismatch { what, expected, got } = failure;
    let name = &case.name;
    let message = match what.as_str() {
        "outcome" => format!("`{name}` should be worked out, and is refused: {got}"),
        "error" => format!("`{name}` should be refused with {expected}, and is not: {got}"),
        what => format!("`{name}`: {what} should be {expected}, and is {got}"),
    };
    let help = "mend the rulebook, or the example where it is the example that is wrong";
    Diagnostic::new(Code::CaseFailed, place(what, case, path), message).help(help).about(what.clone())
}

/// Where an example says what was not so.
fn place(what: &str, case: &CaseDocument, path: &Path) -> Path {
    if ids(case.expect.as_ref()).any(|id| id.as_str() == what) {
        return path.key("expect").key(what);
    }
    match what {
        "error" | "exclusion" | "referral" => path.key(format!("expect_{what}")),
        "annual" | "weekly" | "social_care" | "individual_budget" => path.key("expect_money").key(what),
        _ => path.clone(),
    }
}
