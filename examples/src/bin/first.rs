use openras::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rulebook = Rulebook::open("fixtures/rulebooks/wrexham_2008")?;
    let text = std::fs::read_to_string("fixtures/assessments/wrexham_a_0042.json")?;
    let allocation = rulebook.allocate(&Assessment::from_json(&text)?)?;
    if let Some(budget) = allocation.indicative_budget() {
        println!("£{} a year, £{} a week", budget.annual, budget.weekly); // £13291.56 a year, £255.61 a week
    }
    print!("{}", allocation.to_json()?); // the record: every step, to be stored
    Ok(())
}
