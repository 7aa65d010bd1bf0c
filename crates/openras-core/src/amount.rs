use thiserror::Error;

use crate::Exact;

/// A number as people write it in a document: `12`, `-3.50`, `20%`.
///
/// At most 15 digits, then a point and at most 12 more if needed; nothing else. A `%` directly after it divides by 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// What it is worth: `20%` is 0.2.
    pub value: Exact,
    /// Whether it was written with `%`.
    pub percent: bool,
    /// Decimals as written, without trailing zeros; a percentage has two more.
    pub decimals: u32,
}

/// Why a text is not an amount.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text}` is not an amount")]
pub struct AmountError {
    /// What was written.
    pub text: String,
    /// What was probably meant, where it can be guessed: `£1,200` gives `1200`.
    pub meant: Option<String>,
}

impl Amount {
    /// Reads an amount.
    ///
    /// # Errors
    /// Anything but `-?` 1 to 15 digits, a point and 1 to 12 digits if needed, `%` if meant.
    pub fn parse(text: &str) -> Result<Amount, AmountError> {
        Self::read(text).ok_or_else(|| AmountError {
            text: text.to_owned(),
            meant: mended(text).filter(|m| Self::read(m).is_some()),
        })
    }

    /// Whether `text` has the form of an amount without `%`.
    pub fn has_form(text: &str) -> bool {
        !text.ends_with('%') && Self::read(text).is_some()
    }

    /// The shortest way to write it; a percentage keeps its `%`.
    ///
    /// `"500.00"` is `"500"`, `"-0.0"` is `"0"`, `"20.0%"` is `"20%"`.
    pub fn shortest(&self) -> String {
        if self.percent { format!("{}%", &self.value * &Exact::from(100)) } else { self.value.to_string() }
    }

    /// Reads an amount, where there is one: for whoever does not ask what else was meant.
    pub fn read(text: &str) -> Option<Amount> {
        let (number, percent) = text.strip_suffix('%').map_or((text, false), |number| (number, true));
        let digits = number.strip_prefix('-').unwrap_or(number);
        let (whole, decimals) =
            digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if !(1..=15).contains(&whole.len()) || !all_digits(whole) {
            return None;
        }
        let decimals = match decimals {
            Some(d) if (1..=12).contains(&d.len()) && all_digits(d) => d.trim_end_matches('0'),
            Some(_) => return None,
            None => "",
        };
        let mut mantissa: i128 = 0;
        for byte in whole.bytes().chain(decimals.bytes()) {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(byte.checked_sub(b'0')?))?;
        }
        if number.starts_with('-') {
            mantissa = mantissa.checked_neg()?;
        }
        let places = u32::try_from(decimals.len()).ok()?.checked_add(if percent { 2 } else { 0 })?;
        let value = Exact::decimal(mantissa, places);
        let decimals = if percent { places } else { value.decimals()? };
        Some(Amount { value, percent, decimals })
    }
}

/// The text without currency signs, spaces, thousands and a plus sign.
fn mended(text: &str) -> Option<String> {
    let kept: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '£' | '€' | '$' | '¥' | ',' | '_' | '+' | '\''))
        .collect();
    let kept = kept.strip_prefix('.').map(|rest| format!("0.{rest}")).unwrap_or(kept);
    let kept = kept.strip_suffix('.').map(str::to_owned).unwrap_or(kept);
    (kept != text).then_some(kept)
}
