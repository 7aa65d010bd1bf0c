//! Amounts that are rounded and still add up.

use openras_core::{Exact, Rounding};

/// Rounded to `places` decimals so that the parts sum to the rounded whole: each is cut off, and what is then missing goes
/// to those that lost most, the first of equals first.
///
/// # Rounding
/// The whole: half away from zero. The parts: by largest remainder.
pub fn rounded_shares(parts: &[Exact], places: u32) -> (Vec<Exact>, Exact) {
    let digits = i32::try_from(places).unwrap_or(2);
    let exact: Exact = parts.iter().cloned().sum();
    let whole = exact.round(Rounding::HalfAwayFromZero, digits);
    let mut shares: Vec<Exact> = parts.iter().map(|part| part.round(Rounding::Down, digits)).collect();
    let given: Exact = shares.iter().cloned().sum();
    let unit = Exact::decimal(1, places);
    let missing = &whole - &given;
    let step = if missing.is_negative() { -&unit } else { unit };
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_cached_key(|at| {
        let lost = parts.get(*at).zip(shares.get(*at)).map_or(Exact::ZERO, |(part, share)| part - share);
        // The largest remainder first: in the direction in which something is missing.
        if step.is_negative() { lost } else { -&lost }
    });
    let mut left = missing.abs();
    for at in order.iter().cycle().take(parts.len().saturating_mul(2)) {
        if left < step.abs() {
            break;
        }
        if let Some(share) = shares.get_mut(*at) {
            *share = &*share + &step;
        }
        left = &left - &step.abs();
    }
    (shares, whole)
}
