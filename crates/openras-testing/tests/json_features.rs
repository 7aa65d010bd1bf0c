//! The features of serde_json that would change digests and records stay off.

use std::process::Command;

#[test]
fn json_keeps_its_plain_numbers_and_its_sorted_keys() {
    // With `arbitrary_precision` or `preserve_order` on, by whichever crate, digests and records would change.
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "tree",
        "--workspace",
        "--offline",
        "--edges",
        "features,normal,build,dev",
        "--invert",
        "serde_json",
        "--manifest-path",
    ]);
    let done =
        cargo.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml")).output().expect("cargo is there");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let tree = String::from_utf8(done.stdout).expect("it is UTF-8");
    assert!(tree.contains("serde_json feature \"default\""), "features are told:\n{tree}");
    for feature in ["arbitrary_precision", "preserve_order"] {
        assert!(
            !tree.contains(&format!("serde_json feature \"{feature}\"")),
            "something turns {feature} on:\n{tree}"
        );
    }
}
