use openras_core::{Code, Day, Diagnostic, Diagnostics, Path};

use crate::rulebook::Rulebook;

/// How old the newest value of a parameter may be.
const YEARS_MAX: i16 = 2;

/// The parameters whose newest value is more than two years old on `on`, or on the rulebook's last day.
pub(super) fn stale(rulebook: &Rulebook, on: Option<Day>) -> Diagnostics {
    let Some(on) = on.or(rulebook.context.effective_to) else {
        return Diagnostics::new();
    };
    let parameters = rulebook.scheme.parameters.iter();
    let newest = parameters.filter_map(|parameter| Some((parameter, parameter.values.last()?.from)));
    newest
        .filter(|(_, from)| from.plus_years(YEARS_MAX).is_some_and(|until| until < on))
        .map(|(parameter, from)| {
            let message = format!(
                "the newest value of `{}` is from {from}, more than two years before {on}",
                parameter.id
            );
            let path = Path::root().key("parameters").key(parameter.id.clone());
            Diagnostic::new(Code::Stale, path, message)
                .help("add the value that holds now, or say in the source that it is still the same")
                .about(parameter.id.clone())
                .on_key()
                .in_file("scheme.toml")
        })
        .collect()
}
