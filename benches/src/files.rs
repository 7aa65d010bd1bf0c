//! Files of people for the command, and what a run of it took.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::figures::Figures;
use crate::measure::peak_megabytes;
use crate::workload::{header, line};

/// Writes the first so many people of the workload as CSV, a line each.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_people(figures: &Figures, people: u64, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    out.write_all(header(figures).as_bytes())?;
    for person in 0..people {
        out.write_all(line(person).as_bytes())?;
    }
    out.flush()
}

/// Ten ways to spoil a person's line, each with the item that names it in the column `error`. The last gives a line with a
/// cell too many.
pub const WAYS: [(&str, &str); 10] = [
    ("an answer that is no statement", "unknown_statement:home_a"),
    ("another", "unknown_statement:work_c"),
    ("no answer", "unanswered:home_a"),
    ("no answer to another", "unanswered:risk_b"),
    ("a day that is none", "on"),
    ("no day", "on"),
    ("a day before the rulebook", "on"),
    ("two answers to one question", "eating_a"),
    ("a number for an answer", "decisions_b"),
    ("a cell too many", "syntax:line_"),
];

/// A person's line, spoilt in one of the [`WAYS`].
pub fn spoilt(person: u64, way: usize) -> String {
    let text = line(person);
    let mut cells: Vec<String> = text.trim_end().split(',').map(str::to_owned).collect();
    // person, on, then three questions for each section.
    let (column, cell) = match way {
        0 => (2, "nonsense"),
        1 => (25, "q"),
        2 => (2, ""),
        3 => (21, ""),
        4 => (1, "2026-02-30"),
        5 => (1, ""),
        6 => (1, "2025-06-01"),
        7 => (5, "v|w"),
        8 => (18, "2"),
        _ => (25, "v,v"),
    };
    cells[column] = cell.to_owned();
    cells.join(",") + "\n"
}

/// What a run of a command took.
#[derive(Clone, Copy, Debug)]
pub struct Ran {
    /// Its exit status.
    pub status: i32,
    /// Seconds by the clock.
    pub wall: f64,
    /// Seconds of the processors, of all its threads.
    pub cpu: f64,
    /// The most memory that it held, in megabytes, as seen every few milliseconds.
    pub peak: f64,
}

/// Runs a command to its end; what it says is not shown.
///
/// # Errors
/// Where it cannot be started.
pub fn run(command: &mut Command) -> io::Result<Ran> {
    let clock = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let (mut peak, process) = (0.0, child.id().to_string());
    while !ended(&process) {
        peak = peak_megabytes(&process).unwrap_or(peak);
        sleep(Duration::from_millis(2));
    }
    let wall = clock.elapsed().as_secs_f64();
    // What has ended and is not yet waited for still says what it took.
    let cpu = ticks(&process).unwrap_or(f64::NAN) / 100.0;
    Ok(Ran { status: status(&mut child)?, wall, cpu, peak })
}

fn ended(process: &str) -> bool {
    after_the_name(process).is_none_or(|fields| fields.starts_with('Z'))
}

fn ticks(process: &str) -> Option<f64> {
    let fields = after_the_name(process)?;
    let mut times = fields.split(' ').skip(11).map(str::parse::<f64>);
    Some(times.next()?.ok()? + times.next()?.ok()?)
}

/// The fields after the name of the program, which may hold spaces: first its state.
fn after_the_name(process: &str) -> Option<String> {
    let told = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    told.rsplit_once(") ").map(|(_, fields)| fields.to_owned())
}

fn status(child: &mut Child) -> io::Result<i32> {
    Ok(child.wait()?.code().unwrap_or(-1))
}
