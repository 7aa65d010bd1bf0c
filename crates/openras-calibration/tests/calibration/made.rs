//! Made samples and funds.

use openras_calibration::{CellRow, Cells, Sample, SampleOptions, read_sample};
use openras_fund::Fund;
use openras_rulebook::toml_document;

/// Draws that are the same on every machine: a linear congruence (Knuth, MMIX), and nothing of the library's own.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    /// Between 0 and 1.
    pub(crate) fn part(&mut self) -> f64 {
        self.next() as f64 / (1u64 << 31) as f64
    }
}

/// A table of text with these columns.
pub(crate) fn cells(head: &str, rows: &[&str]) -> Cells {
    let split = |line: &str| line.split(',').map(str::to_owned).collect();
    let row = |(at, line): (usize, &&str)| CellRow { number: at + 2, cells: split(line) };
    Cells {
        name: "people.csv".to_owned(),
        head: split(head),
        rows: rows.iter().enumerate().map(row).collect(),
    }
}

pub(crate) fn options() -> SampleOptions {
    SampleOptions { money_decimals: 2, ..SampleOptions::default() }
}

pub(crate) fn sample(head: &str, rows: &[&str]) -> Sample {
    read_sample(&cells(head, rows), &options()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A sample of points and pence.
pub(crate) fn people(people: &[(u64, u64)]) -> Sample {
    let rows: Vec<String> = people
        .iter()
        .enumerate()
        .map(|(at, (points, pence))| format!("p{at},{points},{}.{:02}", pence / 100, pence % 100))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    sample("person,points,cost", &rows)
}

/// A fund that gives out exactly this.
pub(crate) fn fund(distributable: &str) -> Fund {
    fund_with(&format!("total = \"{distributable}\"\ndeduct = \"of_total\"\n"))
}

pub(crate) fn fund_with(body: &str) -> Fund {
    let text = format!("id = \"made\"\nperiod = {{ from = 2026-04-01, to = 2027-03-31 }}\n{body}");
    Fund::from_document(&mut toml_document("fund.toml", text).unwrap()).unwrap()
}
