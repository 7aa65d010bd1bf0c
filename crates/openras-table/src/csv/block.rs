//! Blocks of whole rows.

use std::io::{self, Read};

use super::row::{Cells, Found, ROW_MOST, Row, read};
use crate::rows::Record;

/// The bytes of one block, about: several thousand rows that stay in cache.
const BLOCK: usize = 1 << 18;

/// Cuts what a reader gives into blocks of whole rows.
#[derive(Debug)]
pub struct Blocks<R> {
    reader: R,
    bytes: Vec<u8>,
    filled: usize,
    ended: bool,
    header: usize,
    line: u64,
    scratch: Cells,
    /// Within a line that is longer than any row: its rest is passed over.
    within_long: bool,
}

/// Some whole rows, used again for the next ones.
#[derive(Clone, Debug, Default)]
pub struct Block {
    bytes: Vec<u8>,
    line: u64,
    header: usize,
    cells: Cells,
    /// It is the beginning of one line that is longer than any row.
    too_long: bool,
}

impl<R: Read> Blocks<R> {
    /// Reads the header: the first line that is not empty. Nothing where there is none.
    ///
    /// # Errors
    /// Where the reader fails; [`io::ErrorKind::InvalidData`] where the header is malformed or no text.
    pub fn new(reader: R) -> io::Result<Option<(Blocks<R>, Vec<String>)>> {
        Blocks::separated(reader, b',')
    }

    /// The same, with `delimiter` between the cells: one byte of ASCII that is no quotation mark and ends no line.
    ///
    /// # Errors
    /// As [`Blocks::new`].
    pub fn separated(reader: R, delimiter: u8) -> io::Result<Option<(Blocks<R>, Vec<String>)>> {
        let mut blocks = Blocks {
            reader,
            bytes: Vec::new(),
            filled: 0,
            ended: false,
            header: 0,
            line: 1,
            scratch: Cells::between(delimiter),
            within_long: false,
        };
        blocks.fill()?;
        if blocks.bytes.get(..3) == Some(b"\xef\xbb\xbf") {
            blocks.drop_first(3);
        }
        loop {
            if blocks.filled == 0 && blocks.ended {
                return Ok(None);
            }
            let bytes = blocks.bytes.get(..blocks.filled).unwrap_or_default();
            let Some(found) = read(bytes, 0, blocks.ended, None, &mut blocks.scratch) else {
                blocks.fill()?;
                continue;
            };
            let header = match found.row {
                Row::Empty => None,
                Row::Good => Some(names(&text_of(bytes, &found, &blocks.scratch))?),
                Row::Malformed(why) => {
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidData,
                        format!("the header cannot be read: {why}"),
                    ));
                }
            };
            blocks.drop_first(found.next);
            blocks.line = blocks.line.saturating_add(u64::try_from(found.lines).unwrap_or(u64::MAX));
            if let Some(header) = header {
                blocks.header = header.len();
                return Ok(Some((blocks, header)));
            }
        }
    }

    /// Puts the next rows into `block`; `false` where there are no more.
    ///
    /// # Errors
    /// Where the reader fails.
    pub fn next(&mut self, block: &mut Block) -> io::Result<bool> {
        self.pass_over_long()?;
        loop {
            if self.filled < BLOCK && !self.ended {
                self.fill()?;
            }
            if self.filled == 0 {
                return Ok(false);
            }
            let end = self.whole_rows();
            if end == 0 {
                // One row is longer than what is here.
                self.fill()?;
                continue;
            }
            block.bytes.clear();
            block.bytes.extend_from_slice(self.bytes.get(..end).unwrap_or_default());
            (block.line, block.header, block.too_long) = (self.line, self.header, self.within_long);
            block.cells.delimiter = self.scratch.delimiter;
            let lines = memchr::memchr_iter(b'\n', &block.bytes).count();
            self.line = self.line.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX));
            self.drop_first(end);
            return Ok(true);
        }
    }

    /// Where the last whole row ends.
    fn whole_rows(&mut self) -> usize {
        let bytes = self.bytes.get(..self.filled).unwrap_or_default();
        if memchr::memchr(b'"', bytes).is_none() {
            let last = memchr::memrchr(b'\n', bytes).map(|at| at.saturating_add(1));
            self.within_long = last.is_none() && self.filled > ROW_MOST;
            return if self.ended || self.within_long { bytes.len() } else { last.unwrap_or(0) };
        }
        let mut end = 0;
        while end < bytes.len() {
            match read(bytes, end, self.ended, Some(self.header), &mut self.scratch) {
                Some(found) => end = found.next,
                None => break,
            }
        }
        end
    }

    /// Passes over the rest of a line that is longer than any row.
    fn pass_over_long(&mut self) -> io::Result<()> {
        while self.within_long {
            match memchr::memchr(b'\n', self.bytes.get(..self.filled).unwrap_or_default()) {
                Some(end) => {
                    self.drop_first(end.saturating_add(1));
                    self.line = self.line.saturating_add(1);
                    self.within_long = false;
                }
                None => {
                    self.filled = 0;
                    if self.ended {
                        return Ok(());
                    }
                    self.fill()?;
                }
            }
        }
        Ok(())
    }

    /// Reads more.
    fn fill(&mut self) -> io::Result<()> {
        let wanted = self.filled.saturating_add(BLOCK);
        self.bytes.resize(wanted, 0);
        while self.filled < wanted {
            let free = self.bytes.get_mut(self.filled..).unwrap_or_default();
            match self.reader.read(free) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(more) => self.filled = self.filled.saturating_add(more),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn drop_first(&mut self, count: usize) {
        self.bytes.copy_within(count..self.filled, 0);
        self.filled = self.filled.saturating_sub(count);
    }
}

/// The cells of a row.
fn text_of<'a>(bytes: &'a [u8], found: &Found, cells: &'a Cells) -> Record<'a> {
    let bytes = if found.unquoted { &cells.unquoted } else { bytes };
    Record { bytes, cells: &cells.bounds }
}

fn names(record: &Record<'_>) -> io::Result<Vec<String>> {
    let cells = (0..record.cells.len()).map(|at| record.cell(at).to_vec());
    let names = cells.map(|cell| {
        let name = String::from_utf8(cell).ok().filter(|name| !name.contains('\r'));
        name.ok_or_else(|| {
            let why = "the header is not a line of UTF-8 text that ends with a line feed";
            io::Error::new(io::ErrorKind::InvalidData, why)
        })
    });
    names.collect()
}

impl Block {
    /// How many bytes there are.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Gives every row in order: the line it begins on, what it is, and its cells.
    pub fn each(&mut self, mut take: impl FnMut(u64, Row, &Record<'_>)) {
        let Block { bytes, line, header, cells, too_long } = self;
        if *too_long {
            return take(
                *line,
                Row::Malformed(super::Malformed::TooLong),
                &Record { bytes: &[], cells: &[] },
            );
        }
        let utf8 = std::str::from_utf8(bytes).is_ok();
        let quotes = memchr::memchr(b'"', bytes).is_some();
        if utf8 && !quotes {
            return each_plain(bytes, *line, *header, cells, take);
        }
        let mut at = 0;
        while at < bytes.len() {
            let Some(found) = read(bytes, at, true, Some(*header), cells) else { break };
            let record = text_of(bytes, &found, cells);
            let whole =
                utf8 || (0..record.cells.len()).all(|cell| std::str::from_utf8(record.cell(cell)).is_ok());
            let row = match found.row {
                Row::Good if !whole => Row::Malformed(super::Malformed::NotUtf8),
                row => row,
            };
            take(*line, row, &record);
            at = found.next;
            *line = line.saturating_add(u64::try_from(found.lines).unwrap_or(u64::MAX));
        }
    }
}

/// The same where there is no quotation mark in the block: delimiters and line feeds in one pass.
fn each_plain(
    bytes: &[u8],
    mut line: u64,
    header: usize,
    cells: &mut Cells,
    mut take: impl FnMut(u64, Row, &Record<'_>),
) {
    let Cells { delimiter, bounds, .. } = cells;
    let mut tell = |line: u64, start: usize, from: usize, end: usize, bounds: &mut Vec<(usize, usize)>| {
        let end =
            match end.checked_sub(1).filter(|before| *before >= from).and_then(|before| bytes.get(before)) {
                Some(b'\r') => end.saturating_sub(1),
                _ => end,
            };
        bounds.push((from, end));
        let row = match bounds.len() {
            _ if end == start => Row::Empty,
            has if has != header => Row::Malformed(super::Malformed::Cells { has, header }),
            _ => Row::Good,
        };
        take(line, row, &Record { bytes, cells: bounds });
        bounds.clear();
    };
    bounds.clear();
    let (mut start, mut from) = (0, 0);
    each_mark(bytes, *delimiter, |at, between| {
        if between {
            bounds.push((from, at));
        } else {
            tell(line, start, from, at, &mut *bounds);
            start = at.saturating_add(1);
            line = line.saturating_add(1);
        }
        from = at.saturating_add(1);
    });
    if start < bytes.len() {
        tell(line, start, from, bytes.len(), bounds);
    }
}

/// Finds every delimiter and line feed, eight bytes at a time: cells are short, and a search that begins anew behind each mark
/// would spend its time on beginning.
#[inline]
fn each_mark(bytes: &[u8], delimiter: u8, mut take: impl FnMut(usize, bool)) {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut first = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let delimiters = marked(word, delimiter);
        let mut marks = delimiters | marked(word, b'\n');
        while marks != 0 {
            let bit = marks.trailing_zeros();
            let at = usize::try_from(bit >> 3).unwrap_or(0);
            take(first | at, delimiters >> bit & 1 == 1);
            marks &= marks.wrapping_sub(1);
        }
        first = first.wrapping_add(8);
    }
    for (at, byte) in (first..).zip(rest) {
        if *byte == delimiter || *byte == b'\n' {
            take(at, *byte == delimiter);
        }
    }
}

/// The highest bit of each byte of `word` that is `byte`.
#[inline]
fn marked(word: u64, byte: u8) -> u64 {
    const LOW: u64 = u64::from_le_bytes([0x7f; 8]);
    let other = word ^ u64::from_le_bytes([byte; 8]);
    !((other & LOW).wrapping_add(LOW) | other | LOW)
}
