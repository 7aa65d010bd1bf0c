//! Files of people through `openras batch`, beside the csv crate that only copies the file, and the parts of the work.
//!
//! `cargo run --release -p openras-benches --bin end_to_end [PEOPLE] [ROUNDS]`, after
//! `cargo build --release -p openras-cli`. A million people make a file of 76 MB, ten million one of 760 MB.
#![forbid(unsafe_code)]

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use openras::table::csv::{Block, Blocks, Row};
use openras::table::{Layout, Table};
use openras_benches::figures::Figures;
use openras_benches::files::{Ran, WAYS, run, spoilt, write_people};
use openras_benches::measure::{machine, median};
use openras_benches::rulebook_folder;
use openras_benches::workload::{answers, header, line, pence};

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> Done<()> {
    let argument = |at: usize| std::env::args().nth(at);
    let people: u64 = argument(1).map_or(Ok(1_000_000), |text| text.parse())?;
    let rounds: usize = argument(2).map_or(Ok(5), |text| text.parse())?;
    let figures = Figures::read()?;
    let folder = std::env::temp_dir().join(format!("openras_end_to_end_{}", std::process::id()));
    fs::create_dir(&folder)?;
    let measured = measure(&figures, &folder, people, rounds).and_then(|()| wrong_rows(&figures, &folder));
    fs::remove_dir_all(&folder)?;
    measured
}

/// The command that was built beside this program.
fn openras() -> Done<PathBuf> {
    let beside = std::env::current_exe()?.with_file_name("openras");
    if beside.is_file() { Ok(beside) } else { Err("first: cargo build --release -p openras-cli".into()) }
}

fn batch(folder: &Path, from: &str, to: &str, threads: &str) -> Done<Ran> {
    let mut command = Command::new(openras()?);
    command.arg("batch").arg(rulebook_folder("peers_common")).arg(folder.join(from));
    command.arg("--out").arg(folder.join(to)).args(["--only", "result", "--threads", threads]);
    Ok(run(&mut command)?)
}

fn measure(figures: &Figures, folder: &Path, people: u64, rounds: usize) -> Done<()> {
    let file = folder.join("people.csv");
    write_people(figures, people, &file)?;
    println!(
        "{}; {people} people, {} MB of csv, {rounds} rounds\n",
        machine(),
        fs::metadata(&file)?.len() / 1_000_000
    );
    let mut copied = Vec::new();
    let (mut wall, mut cpu, mut two) = (Vec::new(), Vec::new(), Vec::new());
    let (mut parts, mut peak) = (Vec::new(), 0.0f64);
    for _ in 0..rounds {
        copied.push(timed(|| copy(&file, &folder.join("copy.csv")))?);
        let ran = batch(folder, "people.csv", "out.csv", "1")?;
        assert_eq!(ran.status, 0);
        wall.push(ran.wall);
        cpu.push(ran.cpu);
        peak = peak.max(ran.peak);
        two.push(batch(folder, "people.csv", "out.csv", "2")?.wall);
        parts.push(in_parts(&file)?);
    }
    let row = |seconds: &[f64]| median(seconds) * 1e9 / people as f64;
    println!("| csv to csv | ns a person | people a second |\n|---|---|---|");
    let part = |at: usize| parts.iter().map(|parts| parts[at]).collect::<Vec<f64>>();
    let lines = [
        ("the csv crate copies the file", copied),
        ("batch, one thread, by the clock", wall),
        ("batch, one thread, by the processor", cpu),
        ("batch, two threads, by the clock", two),
        ("of it, in one program: read and cut into columns", part(0)),
        ("of it: work out", part(1)),
        ("of it: write as text", part(2)),
    ];
    for (what, seconds) in lines {
        println!("| {what} | {:.0} | {:.0} |", row(&seconds), 1e9 / row(&seconds));
    }
    println!("\nMost memory of batch: {peak:.0} MB");
    right(figures, &folder.join("out.csv"), people)?;
    println!("Each of {people} rows has the right pence.");
    Ok(())
}

fn timed(call: impl FnOnce() -> Done<()>) -> Done<f64> {
    let clock = Instant::now();
    call()?;
    Ok(clock.elapsed().as_secs_f64())
}

/// What the csv crate takes to read a file and write it again.
fn copy(from: &Path, to: &Path) -> Done<()> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).buffer_capacity(1 << 18).from_path(from)?;
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 18).from_path(to)?;
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        writer.write_byte_record(&record)?;
    }
    writer.flush()?;
    Ok(())
}

/// The parts of the work, in one thread: seconds of reading, working out, writing.
fn in_parts(file: &Path) -> Done<[f64; 3]> {
    let rulebook = openras_benches::workload()?;
    let (mut blocks, header) = Blocks::new(File::open(file)?)?.ok_or("an empty file")?;
    let columns = rulebook.columns();
    let layout = Layout::new(columns.questionnaire(), columns.scheme(), &header, &[])?;
    let table = Table::new(columns, layout, None, Some("result"))?;
    let (mut rows, mut block, mut out) = (table.rows(), Block::default(), Vec::new());
    let mut parts = [0.0; 3];
    loop {
        let clock = Instant::now();
        if !blocks.next(&mut block)? {
            return Ok(parts);
        }
        rows.clear();
        block.each(|_, row, record| {
            if matches!(row, Row::Good) {
                rows.push(record);
            }
        });
        parts[0] += clock.elapsed().as_secs_f64();
        let clock = Instant::now();
        let results = rows.work()?;
        parts[1] += clock.elapsed().as_secs_f64();
        let clock = Instant::now();
        out.clear();
        results.write_csv(&mut out);
        parts[2] += clock.elapsed().as_secs_f64();
    }
}

/// Holds every row of results against plain integer arithmetic.
fn right(figures: &Figures, file: &Path, people: u64) -> Done<()> {
    let mut reader = csv::Reader::from_reader(BufReader::new(File::open(file)?));
    let mut person = 0;
    for record in reader.records() {
        let record = record?;
        let pence = pence(figures, &answers(person));
        let amount = rust_decimal::Decimal::from_str_exact(&record[4])?;
        assert_eq!((&record[0], &record[1]), (format!("P{person:08}").as_str(), "allocated"));
        assert_eq!(amount, rust_decimal::Decimal::new(pence, 2), "person {person}");
        person += 1;
    }
    assert_eq!(person, people);
    Ok(())
}

/// A hundred thousand rows, each hundredth spoilt, in ten ways by turns: all come out, in order, each error named.
fn wrong_rows(figures: &Figures, folder: &Path) -> Done<()> {
    const PEOPLE: u64 = 100_000;
    let way = |person: u64| (person % 100 == 7).then_some((person / 100) as usize % WAYS.len());
    let mut out = BufWriter::new(File::create(folder.join("wrong.csv"))?);
    std::io::Write::write_all(&mut out, header(figures).as_bytes())?;
    for person in 0..PEOPLE {
        let text = way(person).map_or_else(|| line(person), |way| spoilt(person, way));
        std::io::Write::write_all(&mut out, text.as_bytes())?;
    }
    drop(out);
    let ran = batch(folder, "wrong.csv", "wrong_out.csv", "1")?;
    assert_eq!(ran.status, 1);
    let mut reader = csv::Reader::from_path(folder.join("wrong_out.csv"))?;
    let (mut person, mut wrong) = (0, 0);
    for record in reader.records() {
        let record = record?;
        assert_eq!(&record[0], format!("P{person:08}"));
        match way(person) {
            None => assert_eq!((&record[1], &record[2]), ("allocated", "")),
            Some(way) => {
                let (what, named) = WAYS[way];
                assert!(record[2].contains(named), "{what}: {:?}", &record[2]);
                assert_eq!(&record[1], "error");
                wrong += 1;
            }
        }
        person += 1;
    }
    assert_eq!((person, wrong), (PEOPLE, 1_000));
    println!(
        "{PEOPLE} rows with {wrong} wrong in ten ways: {PEOPLE} out, each error named, status 1, {:.2} s.",
        ran.wall
    );
    Ok(())
}
