fn main() {
    for dir in std::env::args().skip(1) {
        let start = std::time::Instant::now();
        match openras_rulebook::Rulebook::open(&dir) {
            Err(error) => println!("{dir}\n{error}"),
            Ok(rulebook) => {
                let opened = start.elapsed();
                let found = rulebook.lint(None);
                println!("=== {dir} opened {opened:?} linted {:?} complete {}", start.elapsed() - opened, rulebook.lint_by_working().complete);
                println!("{}", rulebook.render(&found, false));
            }
        }
    }
}
