//! From the scheme as it is written to what it means.

mod parameters;
mod rows;
mod steps;
mod streams;
mod tables;

use std::collections::{BTreeSet, HashMap};

use openras_core::document::FractionIn;
use openras_core::{Code, Diagnostic, Diagnostics, Exact, Path};
use openras_questionnaire::{Context, NameKind, Namespace, Origin, Questionnaire};

use self::tables::Frame;
use crate::document::{SchemeDocument, YearDocument};
use crate::model::{Scheme, Year};
use crate::names::{Allowed, SchemeNames};

impl Scheme {
    /// Reads what a scheme means, with every problem of meaning noted at its path.
    ///
    /// `namespace` has the questionnaire's names already. `None` where the scheme cannot be used; `found` then says why.
    pub fn build(
        document: &SchemeDocument,
        questionnaire: &Questionnaire,
        context: &Context,
        namespace: &mut Namespace,
        found: &mut Diagnostics,
    ) -> Option<Scheme> {
        let root = Path::root();
        let origin =
            context.origin(document.source.as_ref(), document.illustrative, &Origin::Unsaid, &root, found);
        take_names(document, namespace, found);
        let mut broken: BTreeSet<String> = BTreeSet::new();
        let year = build_year(&document.year, &root.key("year"), found);
        let parameters = parameters::build(document, &origin, context, &mut broken, found);
        let frame = Frame {
            parameters: &parameters,
            broken: &broken,
            namespace,
            questionnaire,
            context,
            value: None,
            origin: origin.clone(),
        };
        let (tables, gap_reported) = tables::build(document, &frame, found);
        let mut names = SchemeNames {
            questionnaire,
            namespace,
            parameters: &parameters,
            broken: &broken,
            tables: &tables,
            gap_reported,
            steps: Vec::new(),
            above: 0,
            allowed: Allowed::Step,
            year: year.as_ref(),
            inputs: Vec::new(),
            known: HashMap::new(),
        };
        let steps = steps::build(document, &mut names, &origin, context, found);
        let result = steps::result(document, &names, &steps, context, found);
        names.allowed = Allowed::Condition;
        let exclusions = steps::rules(&document.exclusion, "exclusion", &mut names, &origin, context, found);
        let referrals = steps::rules(&document.referral, "referral", &mut names, &origin, context, found);
        let streams = streams::build(document, &mut names, &origin, context, found);
        let inputs = names.inputs;
        let (result, result_period) = result?;
        Some(Scheme {
            id: document.id.as_str().to_owned(),
            version: document.version.clone(),
            currency: context.currency.clone(),
            decimals: context.decimals,
            first_language: context.first_language().to_owned(),
            effective_from: context.effective_from,
            effective_to: context.effective_to,
            year: year?,
            parameters,
            tables,
            steps,
            result,
            result_period,
            exclusions,
            referrals,
            streams,
            inputs,
        })
    }
}

fn take_names(document: &SchemeDocument, namespace: &mut Namespace, found: &mut Diagnostics) {
    let root = Path::root();
    for (id, _) in &document.parameters {
        namespace.take(id, NameKind::Parameter, &root.key("parameters").key(id.as_str()), true, found);
    }
    for (id, _) in &document.tables {
        namespace.take(id, NameKind::Table, &root.key("tables").key(id.as_str()), true, found);
    }
    for (at, step) in document.step.iter().enumerate() {
        namespace.take(&step.id, NameKind::Step, &root.key("step").index(at).key("id"), false, found);
    }
    for (id, _) in &document.streams {
        namespace.take(id, NameKind::Stream, &root.key("streams").key(id.as_str()), true, found);
    }
}

fn build_year(document: &YearDocument, path: &Path, found: &mut Diagnostics) -> Option<Year> {
    let mut count = |written: &FractionIn, key: &str| -> Option<Exact> {
        let value = written.value()?;
        if !value.is_positive() {
            let message = format!("a year of {value} {key} is none");
            found.push(
                Diagnostic::new(Code::OutOfRange, path.key(key), message).help("give a number above zero"),
            );
            return None;
        }
        Some(value.clone())
    };
    let weeks = count(&document.weeks, "weeks");
    let months = count(&document.months, "months");
    let days = count(&document.days, "days");
    Some(Year { weeks: weeks?, months: months?, days: days?, runs: document.runs.unwrap_or_default() })
}
