//! One row: where it ends, where its cells are, and what is wrong with it.

use std::fmt;

/// The most bytes of one row that runs over several lines: a quotation mark open for longer was never meant to be open.
pub(super) const ROW_MOST: usize = 1 << 20;

/// A row of a table, or a line that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Nothing stands in the line.
    Empty,
    /// Its cells are in order.
    Good,
    /// It cannot be read.
    Malformed(Malformed),
}

/// Why a row cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// It has so many cells, not as many as the header.
    Cells {
        /// How many it has.
        has: usize,
        /// How many the header has.
        header: usize,
    },
    /// A quotation mark is opened and not closed.
    OpenQuote,
    /// Something stands between a closing quotation mark and the next cell.
    AfterQuote,
    /// It is not UTF-8.
    NotUtf8,
    /// It is longer than any row may be.
    TooLong,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Malformed::Cells { has, header } => write!(f, "it has {has} cells, and the header {header}"),
            Malformed::OpenQuote => f.write_str("a quotation mark is opened and not closed"),
            Malformed::AfterQuote => f.write_str("something stands behind a closing quotation mark"),
            Malformed::NotUtf8 => f.write_str("the text is not UTF-8"),
            Malformed::TooLong => write!(f, "it is longer than {ROW_MOST} bytes"),
        }
    }
}

/// The cells of one row, used again for the next.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    /// What stands between them.
    pub(super) delimiter: u8,
    /// The text of the cells where a quotation mark had to be taken out.
    pub(super) unquoted: Vec<u8>,
    /// Where each cell begins and ends, in the block or in `unquoted`.
    pub(super) bounds: Vec<(usize, usize)>,
}

impl Default for Cells {
    fn default() -> Cells {
        Cells::between(b',')
    }
}

impl Cells {
    /// No cells yet, with `delimiter` between them.
    pub(super) fn between(delimiter: u8) -> Cells {
        Cells { delimiter, unquoted: Vec::new(), bounds: Vec::new() }
    }
}

/// What stands at the start of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where the next row begins.
    pub(super) next: usize,
    /// How many line feeds were passed.
    pub(super) lines: usize,
    pub(super) row: Row,
    /// The cells are in `unquoted`.
    pub(super) unquoted: bool,
}

/// How a quoted row ends.
enum End {
    /// Before this place.
    At(usize),
    Malformed(Malformed),
    /// More bytes would say.
    Unknown,
}

/// Reads the row at `start`, which is not the end. Nothing where more bytes would say where it ends, unless these are the
/// last. A header is read with `header` nothing: it has as many cells as it has.
pub(super) fn read(
    bytes: &[u8],
    start: usize,
    last: bool,
    header: Option<usize>,
    cells: &mut Cells,
) -> Option<Found> {
    let rest = bytes.get(start..)?;
    let line = memchr::memchr(b'\n', rest);
    if line.is_none() && !last && rest.len() <= ROW_MOST {
        return None;
    }
    let (end, next) = match line {
        Some(at) => (start.checked_add(at)?, start.checked_add(at)?.checked_add(1)?),
        None => (bytes.len(), bytes.len()),
    };
    let text = without_return(bytes, start, end);
    cells.bounds.clear();
    if text == start {
        return Some(Found { next, lines: usize::from(line.is_some()), row: Row::Empty, unquoted: false });
    }
    let one = |row: Row| Found { next, lines: usize::from(line.is_some()), row, unquoted: false };
    if memchr::memchr(b'"', bytes.get(start..text)?).is_none() {
        plain(bytes, start, text, cells);
        return Some(one(counted(cells.bounds.len(), header)));
    }
    let far = start.saturating_add(ROW_MOST).min(bytes.len());
    let short = bytes.len().saturating_sub(start) <= ROW_MOST;
    match quoted(bytes, start, far, cells) {
        End::At(end) if end == bytes.len() && short && !last => None,
        End::Unknown if short && !last => None,
        End::At(quoted_end) => {
            let row = counted(cells.bounds.len(), header);
            // A row over several lines that is not right is more likely a quotation mark too many.
            if quoted_end > end && row != Row::Good {
                plain(bytes, start, text, cells);
                return Some(one(row));
            }
            let lines = memchr::memchr_iter(b'\n', bytes.get(start..quoted_end)?).count();
            let ended = bytes.get(quoted_end) == Some(&b'\n');
            let next = if ended { quoted_end.checked_add(1)? } else { quoted_end };
            Some(Found { next, lines: lines.saturating_add(usize::from(ended)), row, unquoted: true })
        }
        end => {
            plain(bytes, start, text, cells);
            let why = if let End::Malformed(why) = end { why } else { Malformed::OpenQuote };
            Some(one(Row::Malformed(why)))
        }
    }
}

fn counted(has: usize, header: Option<usize>) -> Row {
    match header {
        Some(header) if header != has => Row::Malformed(Malformed::Cells { has, header }),
        _ => Row::Good,
    }
}

/// The end of a line without its carriage return.
fn without_return(bytes: &[u8], start: usize, end: usize) -> usize {
    match end.checked_sub(1).filter(|before| *before >= start).and_then(|before| bytes.get(before)) {
        Some(b'\r') => end.saturating_sub(1),
        _ => end,
    }
}

/// Cells without quotation marks.
fn plain(bytes: &[u8], start: usize, end: usize, cells: &mut Cells) {
    let Cells { delimiter, bounds, .. } = cells;
    bounds.clear();
    let mut from = start;
    for at in memchr::memchr_iter(*delimiter, bytes.get(start..end).unwrap_or_default()) {
        let comma = start.saturating_add(at);
        bounds.push((from, comma));
        from = comma.saturating_add(1);
    }
    bounds.push((from, end));
}

/// Cells of which some are in quotation marks, up to `far`: their text goes to `cells.unquoted`.
fn quoted(bytes: &[u8], start: usize, far: usize, cells: &mut Cells) -> End {
    let delimiter = cells.delimiter;
    cells.unquoted.clear();
    cells.bounds.clear();
    let mut at = start;
    loop {
        let from = cells.unquoted.len();
        let after = if bytes.get(at) == Some(&b'"') {
            match in_quotes(bytes, at.saturating_add(1), far, &mut cells.unquoted) {
                Some(after) => after,
                None => return End::Unknown,
            }
        } else {
            let rest = bytes.get(at..far).unwrap_or_default();
            let length = memchr::memchr2(delimiter, b'\n', rest).unwrap_or(rest.len());
            let end = at.saturating_add(length);
            let end = if bytes.get(end) == Some(&delimiter) { end } else { without_return(bytes, at, end) };
            cells.unquoted.extend_from_slice(bytes.get(at..end).unwrap_or_default());
            end
        };
        cells.bounds.push((from, cells.unquoted.len()));
        let after = if bytes.get(after..after.saturating_add(2)) == Some(b"\r\n") {
            after.saturating_add(1)
        } else {
            after
        };
        match bytes.get(after) {
            _ if after >= far => return if far == bytes.len() { End::At(far) } else { End::Unknown },
            None => return End::At(after),
            Some(byte) if *byte == delimiter => at = after.saturating_add(1),
            Some(b'\n') => return End::At(after),
            Some(b'\r') if after.saturating_add(1) == bytes.len() => return End::At(bytes.len()),
            Some(_) => return End::Malformed(Malformed::AfterQuote),
        }
    }
}

/// The text up to the closing quotation mark, two of which stand for one; gives the place behind it.
fn in_quotes(bytes: &[u8], start: usize, far: usize, text: &mut Vec<u8>) -> Option<usize> {
    let mut at = start;
    loop {
        let rest = bytes.get(at..far)?;
        let length = memchr::memchr(b'"', rest)?;
        text.extend_from_slice(rest.get(..length)?);
        let after = at.checked_add(length)?.checked_add(1)?;
        if bytes.get(after) != Some(&b'"') {
            return Some(after);
        }
        text.push(b'"');
        at = after.checked_add(1)?;
    }
}
