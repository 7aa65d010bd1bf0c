use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::harness::{command, names, openras, openras_with, root, scratch};

const WREXHAM: &str = "fixtures/rulebooks/wrexham_2008";
const A_0042: &str = "fixtures/assessments/wrexham_a_0042.json";
const MINIMAL: &str = "fixtures/rulebooks/minimal";

#[test]
fn a_person_reads_the_figure_first() {
    let run = openras(["allocate", WREXHAM, A_0042]);
    let first = run.done().lines().next().unwrap();
    assert!(first.starts_with("Indicative budget for A-0042 "), "{first}");
    assert!(first.ends_with(" £13,291.56 a year (£255.61 a week)"), "{first}");
}

#[test]
fn a_program_reads_the_record() {
    let run = openras(["allocate", WREXHAM, A_0042, "--format", "json"]);
    let record: serde_json::Value = serde_json::from_str(run.done()).unwrap();
    assert_eq!(record["annual"], "13291.56");
    assert_eq!(record["weekly"], "255.61");
    assert_eq!(record["record"], "openras.allocation/1");
    assert!(run.stdout.ends_with("}\n"));
}

#[test]
fn toml_and_json_and_standard_input_give_the_same_bytes() {
    let record = |arguments: [&str; 5], stdin: &[u8]| openras_with(arguments, stdin).done().to_owned();
    let from_file = record(["allocate", WREXHAM, A_0042, "--format", "json"], b"");
    let toml = "fixtures/assessments/wrexham_a_0042.toml";
    assert_eq!(record(["allocate", WREXHAM, toml, "--format", "json"], b""), from_file);
    for file in [A_0042, toml] {
        let text = fs::read(root().join(file)).unwrap();
        assert_eq!(record(["allocate", WREXHAM, "-", "--format", "json"], &text), from_file);
    }
}

#[test]
fn the_day_may_be_given_beside_an_assessment_that_has_none() {
    let without = br#"{ "format": 1, "answers": { "help": "some" } }"#;
    let run = openras_with(["allocate", MINIMAL, "-", "--on", "2024-06-01"], without);
    assert!(run.done().contains("on 1 June 2024"));
    openras_with(["allocate", MINIMAL, "-"], without).refuses(&["missing_key", "`on`", "1 error"]);
}

#[test]
fn two_days_that_differ_are_refused_and_two_that_agree_are_not() {
    let with = br#"{ "format": 1, "on": "2024-06-01", "answers": { "help": "some" } }"#;
    assert!(
        openras_with(["allocate", MINIMAL, "-", "--on", "2024-06-01"], with).done().contains("£1,234.50")
    );
    let run = openras_with(["allocate", MINIMAL, "-", "--on", "2024-06-02"], with);
    run.refuses(&["2024-06-01", "2024-06-02", "standard input:1:22"]);
}

#[test]
fn a_file_is_written_whole_and_nothing_is_left_beside_it() {
    let folder = scratch("allocate_out");
    let out = folder.join("record.json");
    fs::write(&out, "old").unwrap();
    let arguments = ["allocate", WREXHAM, A_0042, "--format", "json", "--out", out.to_str().unwrap()];
    assert_eq!(openras(arguments).done(), "");
    let printed = openras(["allocate", WREXHAM, A_0042, "--format", "json"]);
    assert_eq!(fs::read_to_string(&out).unwrap(), printed.stdout);
    assert_eq!(names(&folder), ["record.json"]);
}

#[test]
fn a_wrong_assessment_leaves_the_old_file_as_it_was() {
    let folder = scratch("allocate_out_kept");
    let out = folder.join("record.json");
    fs::write(&out, "old").unwrap();
    let out_text = out.to_str().unwrap();
    openras_with(["allocate", MINIMAL, "-", "--out", out_text], b"{}").refuses(&["missing_key"]);
    assert_eq!(fs::read_to_string(&out).unwrap(), "old");
    assert_eq!(names(&folder), ["record.json"]);
}

#[test]
fn a_file_in_a_folder_that_is_not_there_cannot_be_written() {
    let out = scratch("allocate_out_missing").join("not_there/record.json");
    openras(["allocate", WREXHAM, A_0042, "--out", out.to_str().unwrap()]).cannot(&["cannot be written"]);
    let folder = scratch("allocate_out_folder");
    openras(["allocate", WREXHAM, A_0042, "--out", folder.to_str().unwrap()]).cannot(&["it is a folder"]);
}

#[test]
fn a_reader_who_has_had_enough_is_no_error() {
    let mut child = command()
        .args(["allocate", WREXHAM, A_0042])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_the_program() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command().args(["allocate", WREXHAM, A_0042]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().contains("the disk is full"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_no_file_is_written_as_it_stands() {
    assert!(
        openras(["allocate", WREXHAM, A_0042, "--out", "/dev/stdout"])
            .done()
            .starts_with("Indicative budget")
    );
    openras(["allocate", WREXHAM, A_0042, "--out", "/dev/full"]).cannot(&["the disk is full"]);
}

#[test]
fn excluded_and_referred_are_answers() {
    for (assessment, outcome) in [("residential", "excluded"), ("two_to_one", "referred")] {
        let file = format!("fixtures/assessments/wrexham_{assessment}.json");
        let run = openras(["allocate", WREXHAM, &file, "--format", "json"]);
        let record: serde_json::Value = serde_json::from_str(run.done()).unwrap();
        assert_eq!(record["outcome"], outcome);
        assert!(!openras(["allocate", WREXHAM, &file]).done().contains("a year ("));
    }
}

#[test]
fn the_page_answers_what_if_help_stopped() {
    let leeds = ["allocate", "fixtures/rulebooks/leeds_2009", "fixtures/assessments/leeds_2009_carer.json"];
    let text = openras(leeds).done().to_owned();
    // 100 points of need and 20 for the carer, at £50.00 a point.
    let line = text.lines().find(|line| line.starts_with("If the help of family")).unwrap();
    assert!(line.ends_with("£6,000.00 a year (£115.38 a week)"), "{line}");
    assert!(!openras(["allocate", WREXHAM, A_0042]).done().contains("stopped"));
}

#[test]
fn a_link_is_written_through() {
    let folder = scratch("allocate_out_link");
    let (real, link) = (folder.join("real.txt"), folder.join("link.txt"));
    fs::write(&real, "old").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&real, &link).unwrap();
    #[cfg(not(unix))]
    fs::copy(&real, &link).unwrap();
    openras([Path::new("allocate"), Path::new(WREXHAM), Path::new(A_0042), Path::new("--out"), &link]).done();
    #[cfg(unix)]
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&link).unwrap().starts_with("Indicative budget"));
}
