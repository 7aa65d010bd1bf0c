use openras_core::{Arena, Code, Diagnostic, Diagnostics, Exact, Path};
use openras_questionnaire::{Context, Origin};

use super::steps::condition;
use crate::document::{SchemeDocument, StreamDocument};
use crate::model::Stream;
use crate::names::SchemeNames;

/// Reads the streams: money from elsewhere in an individual budget.
pub(super) fn build(
    document: &SchemeDocument,
    names: &mut SchemeNames<'_>,
    around: &Origin,
    context: &Context,
    found: &mut Diagnostics,
) -> Arena<Stream> {
    let mut streams = Arena::new();
    for (id, stream) in &document.streams {
        let path = Path::root().key("streams").key(id.as_str());
        if let Some(stream) = one(&id.known(), stream, names, around, context, &path, found) {
            streams.push(stream);
        }
    }
    streams
}

fn one(
    id: &str,
    document: &StreamDocument,
    names: &mut SchemeNames<'_>,
    around: &Origin,
    context: &Context,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Stream> {
    let origin = context.origin(document.source.as_ref(), document.illustrative, around, path, found);
    let text = context.text(document.text.as_ref(), id, &path.key("text"), found);
    let once = document.once.unwrap_or(false);
    let when = match &document.when {
        None => Some(None),
        Some(when) => condition(when, names, &path.key("when"), found).map(Some),
    };
    let unit = context.unit(&document.unit, &path.key("unit"), found)?;
    let period = unit.payment_period();
    if period.is_none() && !(once && unit.is_money()) {
        let message = format!("the stream `{id}` is {unit}, which is not money over a period");
        let help = match once {
            true => format!("its unit is {}", context.currency),
            false => format!("its unit is {0}/year, {0}/month, {0}/week or {0}/day", context.currency),
        };
        found.push(Diagnostic::new(Code::UnitMismatch, path.key("unit"), message).help(help));
        return None;
    }
    let mut positive = |key: &str, value: Option<Exact>| {
        if let Some(value) = value.as_ref().filter(|value| value.is_negative()) {
            let message = format!("`{value}` is below zero");
            found.push(
                Diagnostic::new(Code::OutOfRange, path.key(key), message).help("give zero or more").about(id),
            );
        }
        value
    };
    let max =
        positive("max", document.max.as_ref().and_then(|max| max.amount()).map(|max| max.value.clone()));
    let share = positive(
        "share",
        document.share.as_ref().and_then(|share| share.amount()).map(|share| share.value.clone()),
    );
    let requires = document
        .requires
        .as_ref()
        .and_then(|requires| Some((requires.own_share.amount()?.value.clone(), requires.per.into())));
    Some(Stream {
        id: id.to_owned(),
        text,
        position: document.position,
        period,
        max,
        spend_on: document.spend_on.clone().unwrap_or_default(),
        carry_forward: document.carry_forward.unwrap_or(true),
        when: when?,
        once,
        share,
        requires,
        origin,
    })
}
