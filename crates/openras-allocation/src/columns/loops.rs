//! The inner loops: plain, safe, and such that the compiler makes vectors of them.
//!
//! Ranges are proved when the program is made, so sums wrap here and never do.
#![expect(clippy::indexing_slicing, reason = "a byte is always inside 256 places")]

use openras_core::Rounding;

/// Adds the sum of four tables to `out`, each looked up by its own places; the sums fit an `i32`.
pub(super) fn add_four(out: &mut [i64], places: [&[u8]; 4], tables: &[[i32; 256]; 4]) {
    let [a, b, c, d] = places;
    for ((((out, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        *out = out.wrapping_add(four(tables, *a, *b, *c, *d));
    }
}

/// As [`add_four`], into an empty `out`.
pub(super) fn set_four(out: &mut [i64], places: [&[u8]; 4], tables: &[[i32; 256]; 4]) {
    let [a, b, c, d] = places;
    for ((((out, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        *out = four(tables, *a, *b, *c, *d);
    }
}

#[inline]
fn four(tables: &[[i32; 256]; 4], a: u8, b: u8, c: u8, d: u8) -> i64 {
    let [t, u, v, w] = tables;
    let (a, b) = (t[usize::from(a)], u[usize::from(b)]);
    let (c, d) = (v[usize::from(c)], w[usize::from(d)]);
    i64::from(a.wrapping_add(b).wrapping_add(c.wrapping_add(d)))
}

/// Adds what a table has at each place; nothing beyond its end, where only marked rows are.
pub(super) fn add_table<P: Copy + Into<usize>, T: Copy + Default + Into<i64>>(
    out: &mut [i64],
    places: &[P],
    table: &[T],
) {
    for (out, place) in out.iter_mut().zip(places) {
        let value = table.get((*place).into()).copied().unwrap_or_default();
        *out = out.wrapping_add(value.into());
    }
}

/// The places of one, two or three variables: each times its stride.
pub(super) fn narrow(out: &mut [u8], parts: &[(&[u8], u8)]) {
    match parts {
        [(a, s)] => {
            for (out, a) in out.iter_mut().zip(*a) {
                *out = a.wrapping_mul(*s);
            }
        }
        [(a, s), (b, t)] => {
            for ((out, a), b) in out.iter_mut().zip(*a).zip(*b) {
                *out = a.wrapping_mul(*s).wrapping_add(b.wrapping_mul(*t));
            }
        }
        [(a, s), (b, t), (c, u)] => {
            for (((out, a), b), c) in out.iter_mut().zip(*a).zip(*b).zip(*c) {
                let two = a.wrapping_mul(*s).wrapping_add(b.wrapping_mul(*t));
                *out = two.wrapping_add(c.wrapping_mul(*u));
            }
        }
        _ => {
            out.fill(0);
            for (places, stride) in parts {
                for (out, place) in out.iter_mut().zip(*places) {
                    *out = out.wrapping_add(place.wrapping_mul(*stride));
                }
            }
        }
    }
}

/// Adds places times their stride.
pub(super) fn add_wide<P: Copy + Into<u16>>(out: &mut [u16], places: &[P], stride: u16) {
    for (out, place) in out.iter_mut().zip(places) {
        let place: u16 = (*place).into();
        *out = out.wrapping_add(place.wrapping_mul(stride));
    }
}

/// The whole number nearest to `value / by`, `by` above zero; zero where it is not.
pub(super) fn rounded_i64(value: i64, by: i64, how: Rounding) -> i64 {
    if by <= 0 {
        return 0;
    }
    let quotient = value.checked_div(by).unwrap_or(0);
    let rest = value.checked_rem(by).unwrap_or(0);
    let over = rest.unsigned_abs();
    let half = by.unsigned_abs().wrapping_sub(over).cmp(&over);
    let away = over != 0 && how.goes_away(half, quotient & 1 == 1);
    if away { quotient.wrapping_add(value.signum()) } else { quotient }
}

/// As [`rounded_i64`].
pub(super) fn rounded_i128(value: i128, by: i128, how: Rounding) -> i128 {
    if by <= 0 {
        return 0;
    }
    let quotient = value.checked_div(by).unwrap_or(0);
    let rest = value.checked_rem(by).unwrap_or(0);
    let over = rest.unsigned_abs();
    let half = by.unsigned_abs().wrapping_sub(over).cmp(&over);
    let away = over != 0 && how.goes_away(half, quotient & 1 == 1);
    if away { quotient.wrapping_add(value.signum()) } else { quotient }
}
