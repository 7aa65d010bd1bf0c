//! The drawing of the crates in docs/ARCHITECTURE.md, held to what is so.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value as Json;

/// What each crate uses of the others. Whoever draws a new arrow draws it here too.
const ARROWS: [(&str, &[&str]); 11] = [
    ("openras-core", &[]),
    ("openras-formula", &["openras-core"]),
    ("openras-questionnaire", &["openras-core", "openras-formula"]),
    ("openras-allocation", &["openras-core", "openras-formula", "openras-questionnaire"]),
    ("openras-calibration", &["openras-allocation", "openras-core", "openras-formula", "openras-questionnaire"]),
    ("openras-plan", &["openras-core", "openras-formula", "openras-questionnaire"]),
    ("openras-review", &["openras-core", "openras-formula"]),
    ("openras-pathway", &["openras-core", "openras-formula"]),
    (
        "openras-rulebook",
        &[
            "openras-allocation", "openras-calibration", "openras-core", "openras-formula", "openras-pathway", "openras-plan",
            "openras-questionnaire", "openras-review",
        ],
    ),
    (
        "openras",
        &[
            "openras-allocation", "openras-calibration", "openras-core", "openras-formula", "openras-pathway", "openras-plan",
            "openras-questionnaire", "openras-review", "openras-rulebook",
        ],
    ),
    ("openras-cli", &["openras"]),
];

/// Members that are not shipped: they may use anything, and nothing shipped may use them.
const NOT_SHIPPED: [&str; 3] = ["openras-testing", "openras-examples", "openras-benches"];

fn metadata() -> Json {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path"]);
    let done = cargo.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml")).output().expect("cargo is there");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("it is JSON")
}

/// The members, each with the members that it uses otherwise than for its tests.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    let name = |package: &Json| package["name"].as_str().expect("a name").to_owned();
    let members: BTreeSet<String> = packages.iter().map(name).collect();
    let used = |package: &Json| {
        let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
        let shipped = dependencies.filter(|dependency| dependency["kind"] != "dev");
        shipped.map(name).filter(|name| members.contains(name)).collect()
    };
    packages.iter().map(|package| (name(package), used(package))).collect()
}

#[test]
fn every_crate_uses_only_what_the_drawing_says() {
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let uses = uses();
    for core in ["openras-core", "openras-formula", "openras-questionnaire", "openras-allocation", "openras-rulebook", "openras"] {
        assert!(uses.contains_key(core), "{core} is a member");
    }
    for (member, used) in uses {
        if NOT_SHIPPED.contains(&member.as_str()) {
            continue;
        }
        let allowed = arrows.get(member.as_str()).unwrap_or_else(|| panic!("{member} is not in the drawing"));
        for other in used {
            assert!(allowed.contains(&other.as_str()), "{member} uses {other}, and the drawing has no such arrow");
        }
    }
}

#[test]
fn nothing_in_the_drawing_goes_round_in_a_circle() {
    let order: Vec<&str> = ARROWS.iter().map(|(member, _)| *member).collect();
    for (at, (member, used)) in ARROWS.iter().enumerate() {
        for other in *used {
            let below = order.iter().position(|one| one == other).expect("it is in the drawing");
            assert!(below < at, "{member} uses {other}, which stands above it");
        }
    }
}

#[test]
fn json_keeps_its_plain_numbers_and_its_sorted_keys() {
    // With `arbitrary_precision` or `preserve_order` on, by whichever crate, digests and records would change.
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--workspace", "--offline", "--edges", "features,normal,build,dev", "--invert", "serde_json", "--manifest-path"]);
    let done = cargo.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml")).output().expect("cargo is there");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let tree = String::from_utf8(done.stdout).expect("it is UTF-8");
    assert!(tree.contains("serde_json feature \"default\""), "features are told:\n{tree}");
    for feature in ["arbitrary_precision", "preserve_order"] {
        assert!(!tree.contains(&format!("serde_json feature \"{feature}\"")), "something turns {feature} on:\n{tree}");
    }
}
