//! What internal audit asks for: a sample of people as workbooks of live formulas, to be worked out again in a spreadsheet without
//! any program of ours, and one with a row for each of them.
//!
//! ```text
//! workbook RULEBOOK FOLDER ASSESSMENT.json…
//! ```
//!
//! `FOLDER` gets `PERSON.xlsx` for each, with the record beside the formulas, and `sample.xlsx`.

use std::error::Error;
use std::fs;
use std::path::Path;

use openras::prelude::*;
use openras::workbook;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rulebook, folder, assessments @ ..] = arguments.as_slice() else {
        return Err("workbook RULEBOOK FOLDER ASSESSMENT.json…".into());
    };
    let rulebook = Rulebook::open(rulebook)?;
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    let mut sample = Vec::new();
    for assessment in assessments {
        let allocation = rulebook.allocate_json(&fs::read_to_string(assessment)?)?;
        let person =
            allocation.assessment().person.clone().ok_or("a sample is of people with a reference")?;
        let year = allocation.indicative_budget().map_or(String::new(), |budget| budget.annual.to_string());
        println!("{person},{},{year}", allocation.outcome().as_str());
        fs::write(folder.join(format!("{person}.xlsx")), workbook::person(&rulebook, &allocation)?)?;
        sample.push(allocation.assessment().clone());
    }
    fs::write(folder.join("sample.xlsx"), workbook::people(&rulebook, &sample)?)?;
    Ok(())
}
