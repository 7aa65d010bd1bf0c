use openras::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rulebook = Rulebook::open("fixtures/rulebooks/wrexham_2008")?;
    let text = std::fs::read_to_string("fixtures/assessments/wrexham_a_0042.json")?;
    let assessment = Assessment::from_json(&text)?;
    let allocation = rulebook.allocate(&assessment)?;
    println!("{allocation}"); // every step in words, for a person
    println!("{}", allocation.to_json()?); // the record, for a system to store
    Ok(())
}
