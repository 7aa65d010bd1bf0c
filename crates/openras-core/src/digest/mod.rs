//! SHA-256 over RFC 8785 canonical JSON: the same meaning gives the same digest, whatever the layout.

mod canonical;
mod page;

use serde::Serialize;
use serde_json::Error;
use sha2::{Digest, Sha256};

use canonical::Canonical;
use page::Page;

/// The digest of a value, as 64 hexadecimal digits.
///
/// # Errors
/// What cannot be written as JSON, and numbers that are not whole or beyond ±(2^53 − 1): RFC 8785 numbers are doubles, and
/// amounts are strings.
pub fn sha256<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    canonical_json(value).map(|json| hex(&Sha256::digest(&json)))
}

/// The digest of a text as it stands, in UTF-8: what `sha256sum` gives for a file that holds it.
pub fn sha256_of_text(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// RFC 8785 canonical JSON: no white space, keys in the order of their UTF-16 units.
///
/// # Errors
/// As [`sha256`].
pub fn canonical_json<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    let mut canonical = Canonical::new(None);
    value.serialize(&mut canonical)?;
    Ok(canonical.done().0.into_bytes())
}

/// A value as JSON for people, keys as they come, a line each, two spaces a level; and its digest. Both from one walk.
///
/// # Errors
/// As [`sha256`].
pub fn laid_out<T: Serialize + ?Sized>(value: &T) -> Result<(String, String), Error> {
    let mut canonical = Canonical::new(Some(Page::new()));
    value.serialize(&mut canonical)?;
    let (json, page) = canonical.done();
    Ok((page.map(Page::into_text).unwrap_or_default(), hex(&Sha256::digest(&json))))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
