//! The inner loops: plain, safe, and such that the compiler makes vectors of them.
//!
//! Ranges are proved when the program is made, so sums wrap here and never do.
#![expect(clippy::indexing_slicing, reason = "a byte is always inside 256 places")]

use openras_core::Rounding;
use strength_reduce::StrengthReducedU64;

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

/// Adds a column times a number.
pub(super) fn add_term(out: &mut [i64], values: &[i64], times: i64) {
    for (out, value) in out.iter_mut().zip(values) {
        *out = out.wrapping_add(value.wrapping_mul(times));
    }
}

/// Adds four columns, each times its number, in one go.
pub(super) fn add_four_terms(out: &mut [i64], terms: [(&[i64], i64); 4]) {
    let [(a, s), (b, t), (c, u), (d, v)] = terms;
    for ((((out, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        let two = a.wrapping_mul(s).wrapping_add(b.wrapping_mul(t));
        let more = c.wrapping_mul(u).wrapping_add(d.wrapping_mul(v));
        *out = out.wrapping_add(two).wrapping_add(more);
    }
}

/// Each key on its line: few lines are counted off side by side, many are searched. Keys and starts are so near that their
/// differences do not turn over.
pub(super) fn along(out: &mut [i64], keys: &[i64], starts: &[i64], lines: &[(i64, i64)]) {
    if starts.len() > 16 {
        for (out, key) in out.iter_mut().zip(keys) {
            *out = on_line(*key, starts.partition_point(|start| start <= key).saturating_sub(1), lines);
        }
        return;
    }
    out.fill(0);
    for start in starts.iter().skip(1) {
        for (out, key) in out.iter_mut().zip(keys) {
            // 1 from the start on, without a comparison, which some processors do one by one.
            let before = key.wrapping_sub(*start) as u64 >> 63;
            *out = out.wrapping_add(1).wrapping_sub(before as i64);
        }
    }
    for (out, key) in out.iter_mut().zip(keys) {
        *out = on_line(*key, usize::try_from(*out).unwrap_or(0), lines);
    }
}

fn on_line(key: i64, line: usize, lines: &[(i64, i64)]) -> i64 {
    let (base, slope) = lines.get(line).copied().unwrap_or((0, 0));
    base.wrapping_add(slope.wrapping_mul(key))
}

/// What a column is rounded by: its numbers times `times` over `by`, which is above zero, to the nearest whole, times
/// `after`.
#[derive(Clone, Copy)]
pub(super) struct Ratio {
    pub(super) times: i64,
    pub(super) by: i64,
    pub(super) after: i64,
}

/// Each number rounded.
pub(super) fn round_column(out: &mut [i64], values: &[i64], ratio: Ratio, how: Rounding) {
    // One loop for each way to round, so that nothing is asked within.
    match how {
        Rounding::HalfAwayFromZero => round_each(out, values, ratio, Rounding::HalfAwayFromZero),
        Rounding::HalfEven => round_each(out, values, ratio, Rounding::HalfEven),
        Rounding::Down => round_each(out, values, ratio, Rounding::Down),
        Rounding::Up => round_each(out, values, ratio, Rounding::Up),
    }
}

#[inline(always)]
fn round_each(out: &mut [i64], values: &[i64], Ratio { times, by, after }: Ratio, how: Rounding) {
    let Some(by) = u64::try_from(by).ok().filter(|by| *by > 0) else {
        out.fill(0);
        return;
    };
    let divisor = StrengthReducedU64::new(by);
    for (out, value) in out.iter_mut().zip(values) {
        let value = value.wrapping_mul(times);
        let (quotient, over) = StrengthReducedU64::div_rem(value.unsigned_abs(), divisor);
        let half = by.wrapping_sub(over).cmp(&over);
        let away = over != 0 && how.goes_away(half, quotient & 1 == 1);
        let quotient = quotient.wrapping_add(u64::from(away)) as i64;
        let sign = value >> 63;
        *out = (quotient ^ sign).wrapping_sub(sign).wrapping_mul(after);
    }
}

/// The whole number nearest to `value / by`, `by` above zero; zero where it is not.
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
