use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use openras_core::{Diagnostic, Diagnostics, Place, Severity};

/// The columns of a line of a file that are shown.
const WIDTH: usize = 140;

/// Problems for people: each with its code, its place, the line it stands on with what is meant underlined, and the next
/// move; last how many there are.
///
/// `sources` gives the text of a file by the name that its problems carry. Without it a problem is told without its
/// line. The words alone say everything, so nothing is lost without `colour` or read aloud.
pub fn render<'s>(
    diagnostics: &Diagnostics,
    sources: &dyn Fn(&str) -> Option<&'s str>,
    colour: bool,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut text = String::new();
    for diagnostic in diagnostics {
        let source = diagnostic.place.as_ref().and_then(|place| sources(&place.file));
        text.push_str(&renderer.render(&[group(diagnostic, source)]));
        text.push_str("\n\n");
    }
    text.push_str(&diagnostics.counted());
    text.push('\n');
    text
}

fn group<'a>(diagnostic: &'a Diagnostic, source: Option<&'a str>) -> Group<'a> {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    group = match &diagnostic.place {
        Some(place) => match source.and_then(|source| line(source, place)) {
            Some((line, bytes)) => group.element(
                Snippet::source(line)
                    .line_start(place.line)
                    .path(place.file.as_str())
                    .annotation(AnnotationKind::Primary.span(bytes)),
            ),
            None => {
                group.element(Origin::path(place.file.as_str()).line(place.line).char_column(place.column))
            }
        },
        None => {
            let path = diagnostic.path.to_string();
            let group = match &diagnostic.file {
                Some(file) => group.element(Origin::path(file.as_str())),
                None => group,
            };
            if path.is_empty() { group } else { group.element(Level::NOTE.message(format!("at {path}"))) }
        }
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The first line of a place, and the bytes of that line that are meant.
fn line<'a>(source: &'a str, place: &Place) -> Option<(&'a str, Range<usize>)> {
    let before = source.get(..place.bytes.start)?;
    let start = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
    let rest = source.get(start..)?;
    let mark = if start == 0 && rest.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = start.saturating_add(mark);
    let line = source.get(start..)?.lines().next().unwrap_or_default();
    let within = |at: usize| at.saturating_sub(start).min(line.len());
    Some((line, within(place.bytes.start)..within(place.bytes.end)))
}
