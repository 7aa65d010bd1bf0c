//! SHA-256 over RFC 8785 canonical JSON: the same meaning gives the same digest, whatever the layout.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The digest of a value, as 64 hexadecimal digits.
///
/// # Errors
/// What cannot be written as JSON. Numbers in `value` must be whole and within ±(2^53 − 1): RFC 8785 numbers are doubles.
pub fn sha256<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    serde_json_canonicalizer::to_vec(value).map(|bytes| hex(&Sha256::digest(&bytes)))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
