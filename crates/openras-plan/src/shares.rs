//! Amounts that are rounded and still add up.

use openras_core::{Exact, Rounding};

/// Rounded to `places` decimals so that the parts sum to the rounded whole: each is cut off, and what is then missing goes
/// to those that lost most, the first of equals first.
///
/// # Rounding
/// The whole: half away from zero. The parts: by largest remainder.
pub fn rounded_shares(parts: &[Exact], places: u32) -> (Vec<Exact>, Exact) {
    let unit = Exact::decimal(1, places);
    let scale = Exact::ONE.checked_div(&unit).unwrap_or(Exact::ONE);
    // In units from here on: whole numbers, and what each lost of one.
    let exact = parts.iter().map(|part| part * &scale);
    let (mut shares, lost): (Vec<Exact>, Vec<Exact>) = exact
        .map(|part| {
            let whole = part.round(Rounding::Down, 0);
            let lost = &part - &whole;
            (whole, lost)
        })
        .unzip();
    let given: Exact = shares.iter().cloned().sum();
    let missing: Exact = lost.iter().cloned().sum();
    let whole = (&given + &missing).round(Rounding::HalfAwayFromZero, 0);
    let missing = &whole - &given;
    if !missing.is_zero() {
        let one = if missing.is_negative() { -&Exact::ONE } else { Exact::ONE };
        let mut order: Vec<(&Exact, &mut Exact)> = lost.iter().zip(&mut shares).collect();
        // The largest remainder first: in the direction in which something is missing.
        order.sort_by(
            |(some, _), (others, _)| if one.is_negative() { some.cmp(others) } else { others.cmp(some) },
        );
        // Each lost less than one, so that no more are missing than there are.
        let mut left = missing.abs();
        for (_, share) in order {
            if !left.is_positive() {
                break;
            }
            *share = &*share + &one;
            left = &left - &Exact::ONE;
        }
    }
    let amounts = shares.iter().map(|share| share * &unit).collect();
    (amounts, &whole * &unit)
}
