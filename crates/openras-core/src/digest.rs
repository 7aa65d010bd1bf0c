//! SHA-256 over RFC 8785 canonical JSON: the same meaning gives the same digest, whatever the layout.

use serde::Serialize;
use serde::ser::Error as _;
use serde_json::{Error, Value};
use sha2::{Digest, Sha256};

/// The largest whole number that an RFC 8785 number, a double, keeps apart from its neighbours.
const WHOLE_MAX: u64 = (1 << 53) - 1;

/// The digest of a value, as 64 hexadecimal digits.
///
/// # Errors
/// What cannot be written as JSON, and numbers that are not whole or beyond ±(2^53 − 1): RFC 8785 numbers are doubles, and
/// amounts are strings.
pub fn sha256<T: Serialize>(value: &T) -> Result<String, Error> {
    canonical_json(&serde_json::to_value(value)?).map(|bytes| hex(&Sha256::digest(&bytes)))
}

/// RFC 8785 canonical JSON: no white space, keys in the order of their UTF-16 units.
///
/// # Errors
/// Numbers that are not whole or beyond ±(2^53 − 1).
pub fn canonical_json(value: &Value) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(4096);
    write(value, &mut bytes)?;
    Ok(bytes)
}

fn write(value: &Value, bytes: &mut Vec<u8>) -> Result<(), Error> {
    match value {
        Value::Number(number) => {
            let whole = number.as_i64().filter(|whole| whole.unsigned_abs() <= WHOLE_MAX);
            let whole = whole.ok_or_else(|| {
                Error::custom(format!("`{number}` is not a whole number within ±(2^53 - 1)"))
            })?;
            serde_json::to_writer(bytes, &whole)
        }
        Value::Array(items) => {
            bytes.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    bytes.push(b',');
                }
                write(item, bytes)?;
            }
            bytes.push(b']');
            Ok(())
        }
        Value::Object(map) => {
            // Sorted here and not left to the map: another crate of a program may turn on serde_json's `preserve_order`.
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            bytes.push(b'{');
            for (at, (key, item)) in entries.into_iter().enumerate() {
                if at > 0 {
                    bytes.push(b',');
                }
                serde_json::to_writer(&mut *bytes, key)?;
                bytes.push(b':');
                write(item, bytes)?;
            }
            bytes.push(b'}');
            Ok(())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => serde_json::to_writer(bytes, value),
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
