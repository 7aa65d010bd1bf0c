//! A page that is complete in itself: no script, no picture or style from elsewhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::phrase::Phrase;
use crate::speaker::Speaker;

const STYLE: &str = include_str!("page.css");

/// What stands on a page.
pub(crate) struct Page<'a> {
    pub(crate) say: &'a Speaker,
    /// The heading of the whole.
    pub(crate) title: Phrase,
    /// Beneath it: whom it is for, of which day.
    pub(crate) under_title: Vec<Phrase>,
    /// The parts, each with the name by which the page refers to it.
    pub(crate) sections: Vec<Section>,
    /// What stands at the end.
    pub(crate) footer: Markup,
    /// One idea a line, big, with room.
    pub(crate) easy: bool,
    /// Whether the page lists its sections.
    pub(crate) contents: bool,
}

/// A part of a page under a heading.
pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) heading: Phrase,
    pub(crate) body: Markup,
}

impl Section {
    pub(crate) fn new(id: &'static str, heading: Phrase, body: Markup) -> Section {
        Section { id: id.to_owned(), heading, body }
    }

    /// One of several of a kind, told apart by its number.
    pub(crate) fn numbered(kind: &str, at: usize, heading: Phrase, body: Markup) -> Section {
        Section { id: format!("{kind}-{}", at.saturating_add(1)), heading, body }
    }
}

impl Page<'_> {
    /// The page as HTML.
    pub(crate) fn into_html(self) -> String {
        let class = if self.easy { Some("easy") } else { None };
        let sections = html! {
            @for section in &self.sections {
                section aria-labelledby=(section.id) {
                    h2 id=(section.id) { (section.heading) }
                    (section.body)
                }
            }
        };
        let contents = html! {
            @if self.contents {
                nav aria-labelledby="on-this-page" {
                    h2 id="on-this-page" { (self.say.say("on-this-page")) }
                    ul {
                        @for section in &self.sections {
                            li { a href={ "#" (section.id) } { (section.heading) } }
                        }
                    }
                }
            }
        };
        // Where a council's words are in another language than the page, the page says so.
        let note = html! {
            @if [&sections, &self.footer].iter().any(|part| part.0.contains("<span data-council lang=")) {
                p .small { (self.say.say("missing-translation")) }
            }
        };
        let whole = html! {
            (DOCTYPE)
            html lang=(self.say.language().tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title.text()) }
                    style { (PreEscaped(STYLE)) }
                }
                body class=[class] {
                    header {
                        h1 { (self.title) }
                        @for line in &self.under_title { p .whom { (line) } }
                        (note)
                    }
                    (contents)
                    main { (sections) }
                    footer { (self.footer) }
                }
            }
        };
        whole.into_string() + "\n"
    }
}

/// A cell of a table.
pub(crate) enum Cell {
    /// What the row is about.
    Head(Phrase),
    /// Words.
    Words(Phrase),
    /// A number.
    Number(Phrase),
}

/// A table with words over it, a heading over each column and one before each row.
pub(crate) fn table(caption: &Phrase, heads: &[Phrase], rows: &[Vec<Cell>]) -> Markup {
    whole_table(None, html! { caption { (caption) } }, heads, rows)
}

/// The same under a heading of the page, which names it.
pub(crate) fn table_under(heading: &str, heads: &[Phrase], rows: &[Vec<Cell>]) -> Markup {
    whole_table(Some(heading), html! {}, heads, rows)
}

/// On a small screen each row becomes a block and each cell says its column, so that its roles must be said in words.
fn whole_table(heading: Option<&str>, caption: Markup, heads: &[Phrase], rows: &[Vec<Cell>]) -> Markup {
    let numbers: Vec<bool> = (0..heads.len())
        .map(|at| {
            rows.first().and_then(|row| row.get(at)).is_some_and(|cell| matches!(cell, Cell::Number(_)))
        })
        .collect();
    let labels: Vec<String> = heads.iter().map(|head| head.text() + ":").collect();
    html! {
        table .stack role="table" aria-labelledby=[heading] {
            (caption)
            thead role="rowgroup" {
                tr role="row" {
                    @for (head, number) in heads.iter().zip(&numbers) {
                        th scope="col" role="columnheader" class=[number.then_some("n")] { (head) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for row in rows {
                    tr role="row" {
                        @for (cell, label) in row.iter().zip(&labels) {
                            @match cell {
                                Cell::Head(words) => { th scope="row" role="rowheader" { (words) } }
                                Cell::Words(words) => { td role="cell" data-label=(label) { (words) } }
                                Cell::Number(words) => { td .n role="cell" data-label=(label) { (words) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Lines of text, each a paragraph.
pub(crate) fn lines(lines: &[Phrase]) -> Markup {
    html! {
        @for line in lines { p { (line) } }
    }
}

/// A list of things.
pub(crate) fn list(items: &[Phrase]) -> Markup {
    html! {
        ul {
            @for item in items { li { (item) } }
        }
    }
}
