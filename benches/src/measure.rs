//! Times of several programs in one run, turn by turn, and what memory they took.

use std::fs;
use std::time::Instant;

/// A program to measure, and how many people one call of it works out.
pub struct Runner<'a> {
    /// What it is called in the table.
    pub name: String,
    /// How many people one call works out.
    pub people: usize,
    /// One call.
    pub call: Box<dyn FnMut() + 'a>,
}

impl<'a> Runner<'a> {
    /// A program.
    pub fn new(name: impl Into<String>, people: usize, call: impl FnMut() + 'a) -> Runner<'a> {
        Runner { name: name.into(), people, call: Box::new(call) }
    }
}

/// The seconds that one person took in each round.
#[derive(Clone, Debug)]
pub struct Times {
    /// The program.
    pub name: String,
    /// The time by the clock.
    pub wall: Vec<f64>,
    /// The time of the processors, of all threads that still run.
    pub cpu: Vec<f64>,
}

/// Calls each program in turn, round after round, each for at least `seconds` a round. The first round is not counted.
pub fn rounds(runners: &mut [Runner<'_>], rounds: usize, seconds: f64) -> Vec<Times> {
    let mut times: Vec<Times> = runners
        .iter()
        .map(|one| Times { name: one.name.clone(), wall: Vec::new(), cpu: Vec::new() })
        .collect();
    for round in 0..=rounds {
        for (runner, times) in runners.iter_mut().zip(&mut times) {
            let (clock, cpu, mut calls) = (Instant::now(), cpu_seconds(), 0usize);
            while calls == 0 || (round > 0 && clock.elapsed().as_secs_f64() < seconds) {
                (runner.call)();
                calls += 1;
            }
            let people = (calls * runner.people) as f64;
            if round > 0 {
                times.wall.push(clock.elapsed().as_secs_f64() / people);
                times.cpu.push((cpu_seconds() - cpu) / people);
            }
        }
    }
    times
}

/// The middle of some figures.
pub fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// How often as fast `mine` is as `theirs`: the least, the middle and the greatest of the ratios within each round.
pub fn ratio(mine: &[f64], theirs: &[f64]) -> [f64; 3] {
    let ratios: Vec<f64> = mine.iter().zip(theirs).map(|(mine, theirs)| theirs / mine).collect();
    let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = ratios.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    [least, median(&ratios), greatest]
}

/// The seconds that the processors have given to this thread; on systems that do not tell, by the clock.
pub fn cpu_seconds() -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(since_the_start, |nanoseconds| nanoseconds / 1e9)
}

fn since_the_start() -> f64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64()
}

/// The most memory that a process of this id has held, in megabytes; `self` for this one.
pub fn peak_megabytes(process: &str) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

/// What the figures were measured on: processor, how many, how loaded.
pub fn machine() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        told.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1));
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    format!("{processors} × {}, load {load}", model.unwrap_or("unknown processor"))
}
