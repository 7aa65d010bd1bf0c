//! The drawing in docs/ARCHITECTURE.md is true: each crate uses the crates that its row names, and no others.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what must hold and stops where it does not"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

type Arrows = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What `cargo metadata` says: the crates of this workspace that each of them is built from.
fn built() -> Arrows {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let uses = |package: &Value| -> BTreeSet<String> {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        let own = dependencies.filter(|dependency| dependency["kind"].is_null());
        let names = own.map(|dependency| dependency["name"].as_str().unwrap().to_owned());
        names.filter(|name| name.starts_with("openras")).collect()
    };
    packages.iter().map(|package| (package["name"].as_str().unwrap().to_owned(), uses(package))).collect()
}

/// What the document says: the rows `| crate | holds | uses |` of its table.
fn drawn() -> Arrows {
    let document = std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let rows = document.lines().filter(|line| line.starts_with("| `openras"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [name, _, uses] = cells.as_slice() else { panic!("three cells in {row}") };
        let uses = uses.split('`').filter(|part| part.starts_with("openras")).map(str::to_owned).collect();
        (name.trim_matches('`').to_owned(), uses)
    })
    .collect()
}

#[test]
fn each_crate_uses_what_the_drawing_says() {
    assert_eq!(drawn(), built());
}

#[test]
fn what_computes_reads_no_file_clock_or_environment() {
    let pure = [
        "openras-core",
        "openras-formula",
        "openras-questionnaire",
        "openras-allocation",
        "openras-fund",
        "openras-calibration",
        "openras-plan",
        "openras-review",
        "openras-pathway",
        "openras-letter",
        "openras-page",
    ];
    let forbidden = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::time",
        "SystemTime",
        "Instant::now",
        "Zoned",
    ];
    for name in pure {
        for (file, text) in sources(&root().join("crates").join(name).join("src")) {
            let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            for word in forbidden {
                assert!(!code.contains(word), "{file} uses {word}");
            }
        }
    }
}

fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    found
}
