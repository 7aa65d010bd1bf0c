//! The workload written by hand, for the speeds that the engine is held against. Nothing of a rulebook is read here but
//! `figures.json`, and none of it is known when this is compiled.
//!
//! [`Hand`] is a loop over columns in 64-bit integers, the practical limit of plain safe code; [`Decimals`] does one
//! person at a time with `rust_decimal`, with or without its steps kept.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::Figures;
use crate::workload::QUESTIONS;

/// How many people the loop takes at once.
const BLOCK: usize = 1024;

/// Statements' values by place; padded so that three bits of a place find one without a check.
type Padded = [i64; 8];

fn padded(values: impl IntoIterator<Item = i64>) -> Padded {
    let mut out = [0; 8];
    for (place, value) in out.iter_mut().zip(values) {
        *place = value;
    }
    out
}

fn place(answer: u8) -> usize {
    usize::from(answer & 7)
}

/// In hundredths of points and of pence, as 64-bit integers, a column at a time.
#[derive(Clone, Debug)]
pub struct Hand {
    sections: Vec<[Padded; 3]>,
    lower: Vec<i64>,
    base: Vec<i64>,
    price: Vec<i64>,
    keep_per_mille: i64,
    streams: Vec<(usize, Padded)>,
}

impl Hand {
    /// With these figures.
    pub fn new(figures: &Figures) -> Hand {
        let sections = figures.sections.iter().map(|section| {
            let keep = section.c_percent.iter().map(|percent| 100 - percent);
            [padded(section.a.iter().copied()), padded(section.b.iter().copied()), padded(keep)]
        });
        let streams = figures.streams.iter();
        Hand {
            sections: sections.collect(),
            lower: figures.bands.iter().map(|band| band.lower_points * 100).collect(),
            base: figures.bands.iter().map(|band| band.base_pence * 100).collect(),
            price: figures.bands.iter().map(|band| band.price_pence).collect(),
            keep_per_mille: figures.keep_per_mille,
            streams: streams.map(|one| (one.column(), padded(one.pence.iter().copied()))).collect(),
        }
    }

    #[inline]
    fn pence(&self, total: i64) -> i64 {
        let mut k = 0;
        for i in 1..self.lower.len() {
            k += (total >= self.lower[i]) as usize;
        }
        ((self.base[k] + (total - self.lower[k]) * self.price[k]) * self.keep_per_mille + 50_000) / 100_000
    }

    /// Everybody's pence.
    pub fn columns(&self, columns: &[&[u8]], out: &mut [i64]) {
        let mut total = [0i32; BLOCK];
        let mut from = 0;
        while from < out.len() {
            let count = BLOCK.min(out.len() - from);
            let rows = from..from + count;
            total[..count].fill(0);
            for (s, [of_a, of_b, of_c]) in self.sections.iter().enumerate() {
                let (a, b, c) = (
                    &columns[3 * s][rows.clone()],
                    &columns[3 * s + 1][rows.clone()],
                    &columns[3 * s + 2][rows.clone()],
                );
                for j in 0..count {
                    total[j] += ((of_a[place(a[j])] + of_b[place(b[j])]) * of_c[place(c[j])]) as i32;
                }
            }
            let out = &mut out[rows.clone()];
            for j in 0..count {
                out[j] = self.pence(i64::from(total[j]));
            }
            for (column, pence) in &self.streams {
                let answers = &columns[*column][rows.clone()];
                for j in 0..count {
                    out[j] += pence[place(answers[j])];
                }
            }
            from += count;
        }
    }
}

/// Eight numbers of two decimals, weighted and added up, at a price by the total: [`crate::wider::numbers_in_pieces`].
#[derive(Clone, Debug)]
pub struct Pieces {
    weights: Vec<i64>,
    lower: Vec<i64>,
    price: Vec<i64>,
    keep_per_mille: i64,
}

impl Pieces {
    /// With weights in per cent, pieces of (first unit, pence of a unit), and what is kept in thousandths.
    pub fn new(weights: &[i64], pieces: &[(i64, i64)], keep_per_mille: i64) -> Pieces {
        Pieces {
            weights: weights.to_vec(),
            // Totals are in ten-thousandths.
            lower: pieces.iter().map(|(from, _)| from * 10_000).collect(),
            price: pieces.iter().map(|(_, pence)| *pence).collect(),
            keep_per_mille,
        }
    }

    #[inline]
    fn pence(&self, total: i64) -> i64 {
        let mut k = 0;
        for i in 1..self.lower.len() {
            k += (total >= self.lower[i]) as usize;
        }
        (total * self.price[k] * self.keep_per_mille + 5_000_000) / 10_000_000
    }

    /// Everybody's pence.
    pub fn columns(&self, columns: &[&[i64]], out: &mut [i64]) {
        let mut total = [0i64; BLOCK];
        let mut from = 0;
        while from < out.len() {
            let count = BLOCK.min(out.len() - from);
            let rows = from..from + count;
            total[..count].fill(0);
            for (column, weight) in columns.iter().zip(&self.weights) {
                let cells = &column[rows.clone()];
                for j in 0..count {
                    total[j] += cells[j] * weight;
                }
            }
            let out = &mut out[rows.clone()];
            for j in 0..count {
                out[j] = self.pence(total[j]);
            }
            from += count;
        }
    }
}

/// A section: points of a and of b, and the share that c leaves.
type DecimalSection = [Vec<Decimal>; 3];

/// One person at a time with `rust_decimal`.
#[derive(Clone, Debug)]
pub struct Decimals {
    sections: Vec<DecimalSection>,
    names: Vec<String>,
    bands: Vec<(Decimal, Decimal, Decimal)>,
    keep: Decimal,
    streams: Vec<(usize, Vec<Decimal>)>,
}

/// A step of a person's workings.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// What was done.
    pub rule: &'static str,
    /// The section, or nothing.
    pub of: &'a str,
    /// The statement that was chosen.
    pub answer: Option<u8>,
    /// What it began from.
    pub a: Decimal,
    /// The other operand.
    pub b: Option<Decimal>,
    /// What it came to.
    pub result: Decimal,
}

impl Decimals {
    /// With these figures.
    pub fn new(figures: &Figures) -> Decimals {
        let whole = |values: &[i64]| values.iter().map(|value| Decimal::from(*value)).collect();
        let sections = figures.sections.iter().map(|section| {
            let keep = section.c_percent.iter().map(|percent| Decimal::new(100 - percent, 2));
            [whole(&section.a), whole(&section.b), keep.collect()]
        });
        let bands = figures.bands.iter().map(|band| {
            (
                Decimal::from(band.lower_points),
                Decimal::new(band.base_pence, 2),
                Decimal::new(band.price_pence, 2),
            )
        });
        let streams = figures.streams.iter().map(|stream| {
            (stream.column(), stream.pence.iter().map(|pence| Decimal::new(*pence, 2)).collect())
        });
        Decimals {
            sections: sections.collect(),
            names: figures.sections.iter().map(|section| section.id.clone()).collect(),
            bands: bands.collect(),
            keep: Decimal::new(figures.keep_per_mille, 3),
            streams: streams.collect(),
        }
    }

    fn band(&self, total: Decimal) -> (Decimal, Decimal, Decimal) {
        *self.bands.iter().rev().find(|band| total >= band.0).expect("the lowest band is from 0")
    }

    /// What one person comes to.
    pub fn budget(&self, answers: &[u8; QUESTIONS]) -> Decimal {
        let mut total = Decimal::ZERO;
        for (s, [a, b, c]) in self.sections.iter().enumerate() {
            total += (a[usize::from(answers[3 * s])] + b[usize::from(answers[3 * s + 1])])
                * c[usize::from(answers[3 * s + 2])];
        }
        let (lower, base, price) = self.band(total);
        let allocation = base + (total - lower) * price;
        let mut out = half_up(allocation * self.keep);
        for (column, amounts) in &self.streams {
            out += amounts[usize::from(answers[*column])];
        }
        out
    }

    /// The same with every step kept, which is what an explanation must hold.
    pub fn budget_with_steps(&self, answers: &[u8; QUESTIONS]) -> (Decimal, Vec<Step<'_>>) {
        let mut steps = Vec::with_capacity(44);
        let step = |rule, a, b, result| Step { rule, of: "", answer: None, a, b, result };
        let mut total = Decimal::ZERO;
        for (s, [a, b, c]) in self.sections.iter().enumerate() {
            let of = self.names[s].as_str();
            let [of_a, of_b, of_c] = [answers[3 * s], answers[3 * s + 1], answers[3 * s + 2]];
            let (a, b, kept) = (a[usize::from(of_a)], b[usize::from(of_b)], c[usize::from(of_c)]);
            let points = (a + b) * kept;
            steps.push(Step { of, answer: Some(of_a), ..step("answer_points", a, None, a) });
            steps.push(Step { of, answer: Some(of_b), ..step("answer_points", b, None, b) });
            steps.push(Step { of, ..step("section_sum", a, Some(b), a + b) });
            steps.push(Step {
                of,
                answer: Some(of_c),
                ..step("informal_support", a + b, Some(kept), points)
            });
            total += points;
        }
        steps.push(step("total_points", total, None, total));
        let (lower, base, price) = self.band(total);
        let over = total - lower;
        let allocation = base + over * price;
        let kept = allocation * self.keep;
        let mut out = half_up(kept);
        steps.push(step("band", lower, Some(price), base));
        steps.push(step("points_over_band", total, Some(lower), over));
        steps.push(step("allocation", over, Some(price), allocation));
        steps.push(step("contingency", allocation, Some(self.keep), kept));
        steps.push(step("round_half_up", kept, None, out));
        for (column, amounts) in &self.streams {
            let answer = answers[*column];
            let amount = amounts[usize::from(answer)];
            steps.push(Step { answer: Some(answer), ..step("stream", out, Some(amount), out + amount) });
            out += amount;
        }
        (out, steps)
    }
}

fn half_up(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}
