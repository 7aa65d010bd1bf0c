use std::collections::BTreeSet;

use openras_core::document::{ParameterDocument, PercentOrAmount, percent_fits};
use openras_core::{Amount, Arena, Code, Diagnostic, Diagnostics, Path, Unit};
use openras_questionnaire::{Context, Origin};

use crate::document::SchemeDocument;
use crate::model::{DatedValue, Parameter};

/// Reads the parameters; the ids of those that are broken go to `broken`.
pub(super) fn build(
    document: &SchemeDocument,
    around: &Origin,
    context: &Context,
    broken: &mut BTreeSet<String>,
    found: &mut Diagnostics,
) -> Arena<Parameter> {
    let mut parameters = Arena::new();
    for (id, parameter) in &document.parameters {
        let path = Path::root().key("parameters").key(id.as_str());
        match one(&id.known(), parameter, around, context, &path, found) {
            Some(parameter) => drop(parameters.push(parameter)),
            None => drop(broken.insert(id.known().into_owned())),
        }
    }
    parameters
}

fn one(
    id: &str,
    document: &ParameterDocument,
    around: &Origin,
    context: &Context,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Parameter> {
    let origin = context.origin(document.source.as_ref(), document.illustrative, around, path, found);
    let text = context.text(document.text.as_ref(), id, &path.key("text"), found);
    let unit = context.unit(&document.unit, &path.key("unit"), found);
    let mut values: Vec<DatedValue> = Vec::new();
    let mut whole = !document.values.is_empty();
    for (at, value) in document.values.iter().enumerate() {
        let here = path.key("values").index(at);
        let origin = context.origin(value.source.as_ref(), value.illustrative, &origin, &here, found);
        let amount = fitting(&value.is, unit.as_ref(), &here.key("is"), found);
        let (Some(amount), Some(from)) = (amount, value.from.day()) else {
            whole = false;
            continue;
        };
        if values.iter().any(|other| other.from == from) {
            let message = format!("`{id}` has two values from {from}");
            let problem = Diagnostic::new(Code::BadDateRange, here.key("from"), message);
            found.push(problem.help("each value begins on a day of its own").about(id));
        }
        values.push(DatedValue { from, is: amount.clone(), origin });
    }
    values.sort_by_key(|value| value.from);
    if !whole {
        return None;
    }
    let unit = unit?;
    Some(Parameter { id: id.to_owned(), text, unit_text: unit.to_string(), unit, values })
}

/// The amount, where a percentage may stand for this unit.
pub(super) fn fitting<'a>(
    written: &'a PercentOrAmount,
    unit: Option<&Unit>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<&'a Amount> {
    let amount = written.amount()?;
    percent_fits(amount, unit, path, found).then_some(amount)
}
