use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entries::Entries;
use super::words::{DayIn, PercentOrAmount, Reference, UnitIn};
use crate::{Amount, Code, Diagnostic, Diagnostics, Path, Text, Unit};

/// A number with a name, dated.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParameterDocument {
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// What it counts.
    pub unit: UnitIn,
    /// Its values, each from a day on.
    #[schemars(length(min = 1))]
    pub values: Vec<ValueDocument>,
    /// Where its values come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Reference>,
    /// Its values are made up, for show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub illustrative: Option<bool>,
}

/// A value from a day on.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueDocument {
    /// The first day it holds.
    pub from: DayIn,
    /// The value.
    pub is: PercentOrAmount,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Reference>,
    /// It is made up, for show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub illustrative: Option<bool>,
}

/// What the parameters of a file and their values name as sources, each with its place.
pub fn sources_of_parameters(parameters: &Entries<ParameterDocument>) -> Vec<(&Reference, Path)> {
    let mut sources = Vec::new();
    for (id, parameter) in parameters {
        let path = Path::root().key("parameters").key(id.as_str());
        let own = parameter.source.iter().map(|source| (source, path.clone()));
        let values = parameter
            .values
            .iter()
            .enumerate()
            .filter_map(|(at, value)| Some((value.source.as_ref()?, path.key("values").index(at))));
        sources.extend(own.chain(values));
    }
    sources
}

/// Whether an amount may stand where this unit is counted: a percentage only where it is a bare number. Where it may
/// not, that is noted at the path.
pub fn percent_fits(amount: &Amount, unit: Option<&Unit>, path: &Path, found: &mut Diagnostics) -> bool {
    let Some(unit) = unit.filter(|unit| amount.percent && !unit.is_number()) else { return true };
    let message = format!("`{}` is a percentage, and the unit here is {unit}", amount.shortest());
    let help = "a percentage has unit = \"number\"";
    found.push(Diagnostic::new(Code::WrongType, path.clone(), message).help(help));
    false
}
