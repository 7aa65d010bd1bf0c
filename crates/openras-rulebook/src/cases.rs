//! Worked examples: read, checked and run.

use std::fmt::Write as _;

use openras_allocation::{Allocation, Given, Outcome, SchemeDocument, StepDone};
use openras_core::document::{AmountIn, DayIn, Format};
use openras_core::{Code, Diagnostic, Diagnostics, Exact, Path, Severity, nearest};
use openras_questionnaire::{Assessment, Context, Origin};

use crate::case_document::{CaseDocument, CasesDocument, CheckedBy, ExpectMoney, ids};
use crate::rulebook::Rulebook;

/// The worked examples of one file.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The file's name within the rulebook.
    pub file: String,
    /// The examples, in order.
    pub cases: Vec<CaseDocument>,
}

/// What became of one worked example.
#[derive(Clone, Debug)]
pub struct CaseRun {
    /// The file's name within the rulebook.
    pub file: String,
    /// Its place among the examples of the file, counted from 0.
    pub at: usize,
    /// The example's sentence.
    pub name: String,
    /// Where its expected values come from.
    pub checked_by: Option<CheckedBy>,
    /// What was expected and not so; nothing where it is reproduced.
    pub failures: Vec<Mismatch>,
    /// The workings, where it failed and there are some.
    pub workings: String,
}

/// Something that a worked example expects and that is not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Which step, figure, error, exclusion or referral.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What it was.
    pub got: String,
}

/// Checks what a file of worked examples names. Its examples are not run.
pub(crate) fn check_cases(
    document: &CasesDocument,
    scheme: &SchemeDocument,
    context: &Context,
    found: &mut Diagnostics,
) -> Vec<CaseDocument> {
    let root = Path::root();
    let origin =
        context.origin(document.source.as_ref(), document.illustrative, &Origin::Unsaid, &root, found);
    for (at, case) in document.case.iter().enumerate() {
        let path = root.key("case").index(at);
        context.origin(case.source.as_ref(), case.illustrative, &origin, &path, found);
        check_names(case, scheme, &path, found);
        check_expectations(case, &path, found);
    }
    document.case.clone()
}

fn check_names(case: &CaseDocument, scheme: &SchemeDocument, path: &Path, found: &mut Diagnostics) {
    let known: Vec<_> = scheme.step.iter().map(|step| step.id.known()).collect();
    let steps = || known.iter().map(|id| &**id);
    for (key, entries) in [("given", &case.given), ("expect", &case.expect)] {
        for id in ids(entries.as_ref()).filter(|id| !id.is_poisoned()) {
            let word = id.as_str();
            // A step whose id cannot be read, which is told, may be this one.
            if !(steps().any(|step| step == word || step.is_empty()) || (key == "expect" && word == "result"))
            {
                let help = nearest(word, steps()).map(|near| format!("did you mean `{near}`?"));
                let help = help.unwrap_or_else(|| "name a step of scheme.toml".to_owned());
                let message = format!("there is no step `{word}`");
                let problem = Diagnostic::new(Code::UnknownName, path.key(key).key(word), message).on_key();
                found.push(problem.help(help));
            }
        }
    }
    let exclusions = scheme.exclusion.iter().map(|rule| rule.id.known());
    let referrals = scheme.referral.iter().map(|rule| rule.id.known());
    let rules = [
        ("expect_exclusion", &case.expect_exclusion, exclusions.collect::<Vec<_>>()),
        (
            "expect_referral",
            &case.expect_referral,
            referrals.chain(scheme.tables.iter().map(|(id, _)| id.known())).collect(),
        ),
    ];
    for (key, named, known) in &rules {
        let known: Vec<&str> = known.iter().map(|id| &**id).collect();
        if let Some(name) = named.as_ref().and_then(|named| named.name())
            && !known.iter().any(|id| *id == name || id.is_empty())
        {
            let help = nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            let help = help.unwrap_or_else(|| "name one of scheme.toml, or add it there".to_owned());
            let message = format!("the scheme has no `{name}` to expect");
            found.push(Diagnostic::new(Code::UnknownName, path.key(*key), message).help(help));
        }
    }
    if let Some(code) = &case.expect_error
        && !code.starts_with('\0')
        && Code::from_word(code).is_none_or(|code| code.severity() != Severity::Error)
    {
        let errors =
            Code::ALL.iter().filter(|code| code.severity() == Severity::Error).map(|code| code.as_str());
        let help = nearest(code, errors).map(|near| format!("did you mean `{near}`?"));
        let help = help.unwrap_or_else(|| "name the code of an error, such as outside_table".to_owned());
        let message = format!("`{code}` is not an error");
        found.push(Diagnostic::new(Code::UnknownName, path.key("expect_error"), message).help(help));
    }
}

fn check_expectations(case: &CaseDocument, path: &Path, found: &mut Diagnostics) {
    let values = case.expect.is_some() || case.expect_money.is_some();
    let others = [
        ("expect_error", case.expect_error.is_some()),
        ("expect_exclusion", case.expect_exclusion.is_some()),
        ("expect_referral", case.expect_referral.is_some()),
    ];
    let others: Vec<&str> = others.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect();
    if !values && others.is_empty() {
        let message = format!("`{}` expects nothing", case.name);
        let help = "add `expect`, `expect_money`, `expect_error`, `expect_exclusion` or `expect_referral`";
        found.push(Diagnostic::new(Code::MissingKey, path.clone(), message).help(help));
    }
    let surplus = if values { others.first() } else { others.get(1) };
    if let Some(key) = surplus {
        let message = format!("`{key}` cannot be expected beside something else");
        found.push(
            Diagnostic::new(Code::UnknownKey, path.key(*key), message)
                .on_key()
                .help("make it a case of its own"),
        );
    }
    if case.given.is_some() && case.expect_money.is_some() {
        let message = "`expect_money` wants a whole assessment, and `given` stands in for part of one";
        let problem = Diagnostic::new(Code::UnknownKey, path.key("expect_money"), message).on_key();
        found.push(problem.help("leave `given` out"));
    }
}

impl Rulebook {
    /// The files of worked examples.
    pub fn cases(&self) -> &[CaseFile] {
        &self.cases
    }

    /// Runs every worked example.
    pub fn run_cases(&self) -> Vec<CaseRun> {
        let all = self
            .cases
            .iter()
            .flat_map(|file| file.cases.iter().enumerate().map(move |(at, case)| (file, at, case)));
        all.map(|(file, at, case)| {
            let (failures, workings) = self.run_case(case);
            let (file, name) = (file.file.clone(), case.name.clone());
            CaseRun { file, at, name, checked_by: case.checked_by, failures, workings }
        })
        .collect()
    }

    fn run_case(&self, case: &CaseDocument) -> (Vec<Mismatch>, String) {
        let assessment = self.assessment_of(case);
        let mut failures = Vec::new();
        if let Some(given) = &case.given {
            let given: Given = given
                .iter()
                .filter_map(|(id, value)| Some((id.as_str().to_owned(), value.value()?.clone())))
                .collect();
            let wanted: Vec<_> = match &case.expect {
                Some(_) => ids(case.expect.as_ref())
                    .filter_map(|id| self.scheme.step(self.step_id(id.as_str())))
                    .collect(),
                None => vec![self.scheme.result],
            };
            match self.scheme.work_out_given(&self.questionnaire, &assessment, &given, &wanted) {
                Ok(steps) => self.compare_given(case, &steps, &mut failures),
                Err(found) => compare_errors(case, &found, &mut failures),
            }
            return (failures, String::new());
        }
        match self.allocate(&assessment) {
            Ok(allocation) => {
                self.compare_allocation(case, &allocation, &mut failures);
                let workings = if failures.is_empty() { String::new() } else { steps_of(&allocation) };
                (failures, workings)
            }
            Err(found) => {
                compare_errors(case, &found, &mut failures);
                let workings = if failures.is_empty() { String::new() } else { found.to_string() };
                (failures, workings)
            }
        }
    }

    /// The assessment that a worked example describes.
    pub fn assessment_of(&self, case: &CaseDocument) -> Assessment {
        Assessment {
            format: Format,
            on: case.on.or(self.context.effective_from.map(DayIn::from)),
            facts: case.facts.clone(),
            answers: case.answers.clone(),
            streams: case.streams.clone(),
            ..Assessment::empty()
        }
    }

    fn step_id<'a>(&'a self, id: &'a str) -> &'a str {
        if id == "result" { &self.scheme.steps[self.scheme.result].id } else { id }
    }

    fn compare_given(&self, case: &CaseDocument, steps: &[StepDone], failures: &mut Vec<Mismatch>) {
        self.compare_steps(case, failures, |id| {
            let step = self.scheme.step(id)?;
            steps.iter().find(|done| done.step == step).map(|done| done.value.clone())
        });
        refuse_other_expectations(case, Outcome::Allocated, failures);
    }

    fn compare_steps(
        &self,
        case: &CaseDocument,
        failures: &mut Vec<Mismatch>,
        value: impl Fn(&str) -> Option<Exact>,
    ) {
        for (id, expected) in case.expect.iter().flat_map(|expect| expect.iter()) {
            let Some(expected) = expected.value() else {
                continue;
            };
            let got = value(self.step_id(id.as_str()));
            if got.as_ref() != Some(expected) {
                failures.push(mismatch(
                    id.as_str(),
                    expected,
                    got.map_or("no value".to_owned(), |got| got.to_string()),
                ));
            }
        }
    }

    fn compare_allocation(&self, case: &CaseDocument, allocation: &Allocation, failures: &mut Vec<Mismatch>) {
        self.compare_steps(case, failures, |id| allocation.step(id).cloned());
        if let Some(expected) = &case.expect_money {
            compare_money(expected, allocation, failures);
        }
        if let Some(id) = case.expect_exclusion.as_ref().and_then(|id| id.name()) {
            let got: Vec<&str> = allocation.exclusions().map(|rule| rule.id.as_str()).collect();
            compare_reason("exclusion", id, &got, allocation.outcome(), failures);
        }
        if let Some(id) = case.expect_referral.as_ref().and_then(|id| id.name()) {
            let rules = allocation.referrals().map(|rule| rule.id.as_str());
            let got: Vec<&str> =
                rules.chain(allocation.referring_tables().map(|table| table.id.as_str())).collect();
            compare_reason("referral", id, &got, allocation.outcome(), failures);
        }
        refuse_other_expectations(case, allocation.outcome(), failures);
    }
}

/// An error was expected, and there is none.
fn refuse_other_expectations(case: &CaseDocument, outcome: Outcome, failures: &mut Vec<Mismatch>) {
    if let Some(code) = &case.expect_error {
        failures.push(mismatch("error", code, format!("no error: {}", outcome.as_str())));
    }
}

fn compare_errors(case: &CaseDocument, found: &Diagnostics, failures: &mut Vec<Mismatch>) {
    let got = found.items().join("; ");
    match &case.expect_error {
        Some(code) if found.iter().any(|diagnostic| diagnostic.code.as_str() == code) => {}
        Some(code) => failures.push(mismatch("error", code, got)),
        None => failures.push(mismatch("outcome", "no error", got)),
    }
}

fn compare_money(expected: &ExpectMoney, allocation: &Allocation, failures: &mut Vec<Mismatch>) {
    let figures = allocation.money().figures.as_ref();
    let figure = |of: fn(&openras_allocation::Figures) -> &Exact| figures.map(of).cloned();
    let pairs: [(&str, &Option<AmountIn>, Option<Exact>); 4] = [
        ("annual", &expected.annual, figure(|figures| &figures.annual)),
        ("weekly", &expected.weekly, figure(|figures| &figures.weekly)),
        ("social_care", &expected.social_care, figure(|figures| &figures.social_care)),
        ("individual_budget", &expected.individual_budget, figure(|figures| &figures.individual_budget)),
    ];
    for (what, expected, got) in pairs {
        if let Some(expected) = expected.as_ref().and_then(|expected| expected.amount())
            && got.as_ref() != Some(&expected.value)
        {
            failures.push(mismatch(
                what,
                &expected.value,
                got.map_or("no figure".to_owned(), |got| got.to_string()),
            ));
        }
    }
}

fn compare_reason(what: &str, id: &str, got: &[&str], outcome: Outcome, failures: &mut Vec<Mismatch>) {
    if !got.contains(&id) {
        let got = if got.is_empty() { outcome.as_str().to_owned() } else { got.join(", ") };
        failures.push(mismatch(what, id, got));
    }
}

fn mismatch(what: &str, expected: impl ToString, got: String) -> Mismatch {
    Mismatch { what: what.to_owned(), expected: expected.to_string(), got }
}

/// Every step with its value, for somebody who looks for the one that is wrong.
fn steps_of(allocation: &Allocation) -> String {
    allocation.steps().iter().fold(String::new(), |mut text, done| {
        let step = &allocation.scheme().steps[done.step];
        let applied = if done.applied { "" } else { " (otherwise)" };
        let _ = writeln!(text, "{} = {} {}{applied}", step.id, done.value, step.unit);
        text
    })
}
