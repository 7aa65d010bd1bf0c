//! How many events a second enter a log, a thousand at a time: `cargo run --release -p openras-store --features sqlite --example import`.
#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "it prints what it measured, and measures no money"
)]

use std::error::Error;
use std::time::Instant;

use openras_pathway::{Case, EventDocument, Opening, PathwayContext, PathwayDocument, RulebookName, Store};
use openras_store::FileStore;
use serde_json::json;

fn opening() -> Result<Opening, serde_json::Error> {
    let pathway = json!({ "format": 1, "id": "small", "version": "1", "illustrative": true,
        "step": [{ "id": "referred", "by": ["social_worker"], "stage": "referred" }] });
    Ok(Opening {
        person: "A-1".to_owned(),
        group: None,
        team: None,
        on: None,
        by: None,
        rulebook: RulebookName { id: "small".to_owned(), version: "1".to_owned(), sha256: "0".repeat(64) },
        pathway_sha256: "1".repeat(64),
        pathway: serde_json::from_value::<PathwayDocument>(pathway)?,
        context: PathwayContext {
            currency: "GBP".to_owned(),
            decimals: 2,
            language: "en".to_owned(),
            ..Default::default()
        },
    })
}

/// 20,000 events, read as JSON, checked, chained and kept, each thousand on the disk before the next begins.
fn measure<S: Store>(name: &str, store: &S) -> Result<(), Box<dyn Error>> {
    let mut case = Case::create(store, "A", opening()?)?;
    let events: Vec<String> = (0..20_000)
        .map(|at| {
            json!({ "format": 1, "event": "concern_raised", "on": "2008-03-01", "by": format!("W-{at}"),
                "role": "social_worker", "text": format!("What was said on the phone, number {at}") })
            .to_string()
        })
        .collect();
    let begin = Instant::now();
    for some in events.chunks(1_000) {
        let some = some.iter().map(|text| EventDocument::from_json(text)).collect::<Result<Vec<_>, _>>()?;
        case.add_all(&some)?;
    }
    let seconds = begin.elapsed().as_secs_f64();
    println!("{name}: {:.0} events a second", f64::from(20_000_u32) / seconds);
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("openras-import-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    measure("files", &FileStore::new(&folder))?;
    #[cfg(feature = "sqlite")]
    measure("sqlite", &openras_store::SqliteStore::open(folder.join("cases.sqlite"))?)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
