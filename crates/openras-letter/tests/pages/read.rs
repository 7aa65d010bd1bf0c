//! Reads a page of ours: its elements and its text, as a browser would.

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'p> {
    /// `<p class="x">`: the name, and what stands in the tag beside it.
    Open(&'p str, &'p str),
    /// `</p>`.
    Close(&'p str),
    /// Text, as it is written.
    Text(&'p str),
}

/// Elements that have no end.
const EMPTY: [&str; 3] = ["meta", "br", "!doctype"];

/// The pieces of a page, without its style; every element that begins must end in its place.
pub(crate) fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        if !text.is_empty() && open.last() != Some(&"style") {
            pieces.push(Piece::Text(text));
        }
        let (inside, after) = tag[1..].split_once('>').expect("a tag ends");
        rest = after;
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "elements end in their order");
            pieces.push(Piece::Close(name));
            continue;
        }
        let (inside, ends) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let (name, beside) = inside.split_once(' ').unwrap_or((inside, ""));
        pieces.push(Piece::Open(name, beside));
        if ends {
            pieces.push(Piece::Close(name));
        } else if !EMPTY.contains(&name.to_ascii_lowercase().as_str()) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} does not end");
    pieces
}

/// What `name="…"` says in a tag, or `name='…'`.
pub(crate) fn attribute<'p>(beside: &'p str, name: &str) -> Option<&'p str> {
    ['"', '\''].into_iter().find_map(|quote| {
        let begins = format!("{name}={quote}");
        let at = match beside.starts_with(&begins) {
            true => 0,
            false => beside.find(&format!(" {begins}"))? + 1,
        };
        beside[at + begins.len()..].split(quote).next()
    })
}

/// Text as people see it.
pub(crate) fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The text of the first element of the page with this in its tag.
pub(crate) fn text_of(page: &str, wanted: &str) -> Option<String> {
    let pieces = pieces(page);
    let mut text = String::new();
    let mut depth = 0;
    for piece in &pieces {
        match piece {
            Piece::Open(_, beside) if depth > 0 || beside.contains(wanted) => depth += 1,
            Piece::Close(_) if depth == 1 => return Some(text),
            Piece::Close(_) if depth > 0 => depth -= 1,
            Piece::Text(words) if depth > 0 => text.push_str(&plain(words)),
            _ => {}
        }
    }
    None
}

/// The text of every element that says which step it is of, by the step's id.
pub(crate) fn steps_of(page: &str) -> Vec<(String, String)> {
    let mut steps: Vec<(String, String)> = Vec::new();
    let mut depth = 0;
    for piece in pieces(page) {
        match piece {
            Piece::Open(..) if depth > 0 => depth += 1,
            Piece::Open(_, beside) => {
                if let Some(id) = attribute(beside, "data-step") {
                    steps.push((plain(id), String::new()));
                    depth = 1;
                }
            }
            Piece::Close(_) if depth > 0 => depth -= 1,
            Piece::Text(words) if depth > 0 => {
                steps.last_mut().expect("there is one").1.push_str(&plain(words))
            }
            _ => {}
        }
    }
    steps
}

/// The lines of the text of a page: one for each block of it. With `ours`, a council's words are left out.
pub(crate) fn lines(page: &str, ours: bool) -> Vec<String> {
    const WITHIN: [&str; 6] = ["span", "strong", "a", "b", "em", "svg"];
    let mut lines = vec![String::new()];
    let mut skipped = 0;
    for piece in pieces(page) {
        match piece {
            Piece::Open(_, _) if skipped > 0 => skipped += 1,
            Piece::Close(_) if skipped > 0 => skipped -= 1,
            Piece::Open(_, beside) if ours && beside.contains("data-council") => skipped = 1,
            Piece::Open("title" | "style", _) => skipped = 1,
            Piece::Open(name, _) | Piece::Close(name) if !WITHIN.contains(&name) => lines.push(String::new()),
            Piece::Text(text) if skipped == 0 => {
                lines.last_mut().expect("there is one").push_str(&plain(text))
            }
            _ => {}
        }
    }
    let words = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.iter().map(words).filter(|line| !line.is_empty()).collect()
}

#[test]
fn pages_are_read_as_they_are() {
    let page = "<!DOCTYPE html><html lang=\"en\"><head><title>T</title><style>p { }</style></head><body><p data-step=\"a\">\
                <span data-council>x &amp; y</span> is <strong>4</strong>.</p><p>z</p></body></html>";
    assert_eq!(text_of(page, "data-step=\"a\"").as_deref(), Some("x & y is 4."));
    assert_eq!(steps_of(page), [("a".to_owned(), "x & y is 4.".to_owned())]);
    assert_eq!(lines(page, false), ["x & y is 4.", "z"]);
    assert_eq!(lines(page, true), ["is 4.", "z"]);
    assert_eq!(attribute("class=\"a\" lang=\"cy\"", "lang"), Some("cy"));
}
