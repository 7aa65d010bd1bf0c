//! The numbers of the common workload (`benches/figures.json`), for programs that do not read its rulebook.

use serde::Deserialize;

/// Eight sections, a line of five pieces, two flat additions.
#[derive(Clone, Debug, Deserialize)]
pub struct Figures {
    /// The sections, in the order of their questions.
    pub sections: Vec<Section>,
    /// The pieces of the line from points to pence a year, lowest first.
    pub bands: Vec<Band>,
    /// What is left after the contingency, in thousandths.
    pub keep_per_mille: i64,
    /// What is added after rounding.
    pub streams: Vec<Stream>,
}

/// A section: `(points of a + points of b) × (100 − c) %`.
#[derive(Clone, Debug, Deserialize)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// The points of each statement of its first question.
    pub a: Vec<i64>,
    /// The points of each statement of its second question.
    pub b: Vec<i64>,
    /// What each statement of its third question takes off, in per cent.
    pub c_percent: Vec<i64>,
}

/// A piece of the line: `base_pence + (points − lower_points) × price_pence`.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Band {
    /// Its first point.
    pub lower_points: i64,
    /// The pence at its first point.
    pub base_pence: i64,
    /// The pence of each further point.
    pub price_pence: i64,
}

/// An amount by the answer to one question.
#[derive(Clone, Debug, Deserialize)]
pub struct Stream {
    /// The section, from 0.
    pub section: usize,
    /// Its question, `a` or `b`.
    pub q: String,
    /// The pence of each statement.
    pub pence: Vec<i64>,
}

impl Figures {
    /// The figures of `benches/figures.json`.
    ///
    /// # Errors
    /// Where the file is not as it must be.
    pub fn read() -> serde_json::Result<Figures> {
        serde_json::from_str(include_str!("../figures.json"))
    }
}

impl Stream {
    /// The column of its question, from 0.
    pub fn column(&self) -> usize {
        self.section * 3 + usize::from(self.q != "a")
    }
}
