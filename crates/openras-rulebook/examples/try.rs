fn main() {
    for dir in std::env::args().skip(1) {
        match openras_rulebook::Rulebook::open(&dir) {
            Err(error) => println!("{dir}\n{error}"),
            Ok(rulebook) => {
                let runs = rulebook.run_cases();
                for run in runs.iter().filter(|run| !run.failures.is_empty()) {
                    println!("{dir} {}: {:?}\n{}", run.name, run.failures, run.workings);
                }
                println!("{dir}: {} {} passed, {} failed; {} warnings", rulebook.sha256(), runs.iter().filter(|r| r.failures.is_empty()).count(), runs.iter().filter(|r| !r.failures.is_empty()).count(), rulebook.warnings().len());
            }
        }
    }
}
