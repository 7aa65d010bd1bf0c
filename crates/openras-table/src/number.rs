//! Numbers of a table: read to a whole number of the last decimal, and written in the shortest form.

use openras_core::Exact;

/// The digits that always fit in 64 bits.
const DIGITS_MOST: usize = 18;

/// Reads a number of at most `decimals` decimals, times ten to the `decimals`.
///
/// Nothing where it is not written as an amount is, has a `%`, more decimals (trailing zeros do not count) or more digits
/// than are read here: whoever asks reads such a cell as it is read one by one.
pub(crate) fn read(cell: &[u8], decimals: u32) -> Option<i64> {
    let (negative, digits) = match cell.split_first() {
        Some((b'-', digits)) => (true, digits),
        _ => (false, cell),
    };
    let point = digits.iter().position(|byte| *byte == b'.');
    let (whole, fraction): (&[u8], &[u8]) = match point {
        Some(at) => (digits.get(..at)?, digits.get(at.checked_add(1)?..)?),
        None => (digits, &[]),
    };
    let places = usize::try_from(decimals).ok()?;
    let said = (1..=15).contains(&whole.len())
        && fraction.len() <= 12
        && (point.is_none() || !fraction.is_empty())
        && whole.len().checked_add(places)? <= DIGITS_MOST;
    if !said {
        return None;
    }
    let (kept, over) = fraction.split_at_checked(places).unwrap_or((fraction, &[]));
    if over.iter().any(|byte| *byte != b'0') {
        return None;
    }
    let mut value: i64 = 0;
    for byte in whole.iter().chain(kept) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value.wrapping_mul(10).wrapping_add(i64::from(digit));
    }
    let missing = places.checked_sub(kept.len())?;
    value = value.checked_mul(10i64.checked_pow(u32::try_from(missing).ok()?)?)?;
    Some(if negative { value.wrapping_neg() } else { value })
}

/// The longest that is written here: a sign, 19 digits or as many decimals as are taken, and a point.
const LONGEST: usize = 48;
const DECIMALS_MOST: u32 = 40;

/// Writes `value` divided by ten to the `decimals`, exactly and in the shortest form: no minus zero, no trailing zeros.
#[inline]
pub(crate) fn write(value: i64, decimals: u32, out: &mut Vec<u8>) {
    if decimals > DECIMALS_MOST {
        return write_large(i128::from(value), decimals, out);
    }
    let (mut left, mut places) = (value.unsigned_abs(), decimals);
    while places > 0 && left.is_multiple_of(10) {
        left /= 10;
        places = places.wrapping_sub(1);
    }
    // From the last digit to the first.
    let mut text = [0; LONGEST];
    let mut slots = text.iter_mut().rev();
    let mut length: usize = 0;
    let mut put = |byte: u8| {
        if let Some(slot) = slots.next() {
            *slot = byte;
        }
        length = length.wrapping_add(1);
    };
    for _ in 0..places {
        put(digit(left));
        left /= 10;
    }
    if places > 0 {
        put(b'.');
    }
    loop {
        put(digit(left));
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if value < 0 {
        put(b'-');
    }
    out.extend_from_slice(text.get(LONGEST.saturating_sub(length)..).unwrap_or_default());
}

/// The last digit.
#[inline]
fn digit(number: u64) -> u8 {
    b'0'.wrapping_add(u8::try_from(number % 10).unwrap_or(0))
}

/// As [`write`], of a number that is too large for it.
pub(crate) fn write_large(value: i128, decimals: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(Exact::decimal(value, decimals).to_string().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use openras_core::Amount;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_amounts_are_and_nothing_else_is() {
        for (cell, decimals, value) in [
            ("12.5", 2, Some(1250)),
            ("12.50", 2, Some(1250)),
            ("12.500", 2, Some(1250)),
            ("12.505", 2, None),
            ("-3", 0, Some(-3)),
            ("-0.0", 1, Some(0)),
            ("007", 0, Some(7)),
            ("999999999999999", 3, Some(999_999_999_999_999_000)),
            ("999999999999999", 4, None),
            ("1000000000000000", 0, None),
        ] {
            assert_eq!(read(cell.as_bytes(), decimals), value, "{cell}");
        }
        for cell in ["", "-", ".5", "5.", "1,000", " 1", "1 ", "+1", "1e2", "20%", "--1", "1.2.3", "a", "£1"]
        {
            assert_eq!(read(cell.as_bytes(), 6), None, "{cell}");
        }
    }

    fn written(value: i64, decimals: u32) -> String {
        let mut out = Vec::new();
        write(value, decimals, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_shortest_form_is_written() {
        let forms = [
            written(1250, 2),
            written(1200, 2),
            written(-5, 2),
            written(0, 2),
            written(1, 12),
            written(-70, 0),
        ];
        assert_eq!(forms, ["12.5", "12", "-0.05", "0", "0.000000000001", "-70"]);
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_an_amount_is_worth(text in "-?[0-9]{1,9}(\\.[0-9]{1,6})?", decimals in 0u32..7) {
            let amount = Amount::parse(&text).unwrap();
            let fits = amount.value.decimals().unwrap() <= decimals;
            let read = read(text.as_bytes(), decimals);
            prop_assert_eq!(read.is_some(), fits);
            if let Some(read) = read {
                prop_assert_eq!(Exact::decimal(i128::from(read), decimals), amount.value);
            }
        }

        #[test]
        fn what_is_written_is_what_records_print(value: i64, decimals in 0u32..24) {
            prop_assert_eq!(written(value, decimals), Exact::decimal(i128::from(value), decimals).to_string());
        }
    }
}
