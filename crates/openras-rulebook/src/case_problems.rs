//! Worked examples that do not hold, as problems at their lines.

use openras_core::{Code, Diagnostic, Diagnostics, Path};

use crate::case_document::{CaseDocument, ids};
use crate::cases::Mismatch;
use crate::rulebook::Rulebook;

impl Rulebook {
    /// What the worked examples expect and the rulebook does not reproduce: `case_failed`, each at its line.
    pub fn failed_cases(&self) -> Diagnostics {
        let cases = self.cases.iter().flat_map(|file| {
            file.cases.iter().enumerate().map(move |(at, case)| (file.file.as_str(), at, case))
        });
        let runs = self.run_cases();
        let mut found = Diagnostics::new();
        for ((file, at, case), run) in cases.zip(&runs) {
            let path = Path::root().key("case").index(at);
            let problems = run.failures.iter().map(|failure| problem(failure, case, &path).in_file(file));
            let mut problems: Diagnostics = problems.collect();
            if let Some(document) = self.documents.get(file) {
                document.locate(&mut problems);
            }
            found.extend(problems);
        }
        found
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
