//! What an analyst scripts: one price and the nearest table for each level of contingency, from the same sample.
//!
//! ```text
//! sweep FUND.toml PEOPLE.csv
//! ```
//!
//! The csv has the columns that a sample has, with commas between and no quotes.

use std::error::Error;
use std::fs;

use openras::calibration::{CellRow, Cells, Method, Options, Rule, SampleOptions, calibrate, read_sample};
use openras::core::Exact;
use openras::fund::Fund;
use openras::rulebook::toml_document;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [fund, people] = arguments.as_slice() else {
        return Err("sweep FUND.toml PEOPLE.csv".into());
    };
    let fund = Fund::from_document(&mut toml_document(fund.as_str(), fs::read_to_string(fund)?)?)?;
    let options = SampleOptions { money_decimals: fund.decimals, ..SampleOptions::default() };
    let sample = read_sample(&cells(people)?, &options)?;

    println!(
        "contingency,distributable,pounds_per_point,mean_difference_flat,mean_difference_curve,enough_curve"
    );
    for percent in [0, 5, 10, 15, 20] {
        let fund = fund.with_contingency(&Exact::decimal(percent, 2));
        let flat = calibrate(&sample, &fund, &Options::new(Method::Flat))?;
        let curve = calibrate(&sample, &fund, &Options::new(Method::Curve))?;
        let Rule::Price(price) = &flat.rule else { return Err("a flat calibration gives a price".into()) };
        println!(
            "{percent}%,{},{},{},{},{}",
            fund.distributable.to_fixed(2),
            price.to_fixed(2),
            flat.fit.mean_absolute_difference.to_fixed(2),
            curve.fit.mean_absolute_difference.to_fixed(2),
            curve.fit.sufficient_share.to_fixed(3),
        );
    }
    Ok(())
}

/// A csv without quotes as a table of text.
fn cells(path: &str) -> Result<Cells, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let split = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
    let mut lines = text.lines();
    let head = lines.next().map(split).unwrap_or_default();
    let rows = (2..).zip(lines).map(|(number, line)| CellRow { number, cells: split(line) }).collect();
    Ok(Cells { name: path.to_owned(), head, rows })
}
