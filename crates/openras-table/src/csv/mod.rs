//! Rows of comma-separated values: cut out of bytes, and written.
//!
//! The form is that of RFC 4180, with line feeds alone as good as carriage returns with line feeds, and a byte order mark
//! passed over. A malformed row costs no other: one whose quotation mark is never closed, or closed amid a cell, or that
//! has more or fewer cells than the header, is that line alone, and the next line is a row again.

mod block;
mod row;

pub use block::{Block, Blocks};
pub use row::{Malformed, Row};

/// Writes a cell, in quotation marks where it needs them.
#[inline]
pub fn push_cell(cell: &[u8], out: &mut Vec<u8>) {
    if memchr::memchr3(b',', b'"', b'\n', cell).is_none() && !cell.contains(&b'\r') {
        return out.extend_from_slice(cell);
    }
    out.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

/// Writes a row.
pub fn push_row<'a>(cells: impl IntoIterator<Item = &'a str>, out: &mut Vec<u8>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        push_cell(cell.as_bytes(), out);
    }
    out.push(b'\n');
}
