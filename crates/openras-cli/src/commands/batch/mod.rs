//! `batch`: many people, a row each.

mod pipeline;
mod progress;
mod sink;
mod workbook;
mod workings;

use std::io::Write;
use std::path::{Path, PathBuf};

use openras::core::{Diagnostics, Place, Segment};
use openras::rulebook::{Rulebook, render};
use openras::table::csv::Malformed;
use openras::table::{BatchSummary, Layout, Table, Tally};

use crate::args::batch::{BatchArguments, BatchFormat};
use crate::input::rulebook;
use crate::output::{WholeFile, colour, is_workbook, tell};
use crate::status::{Answer, Stop};
use crate::table::{Source, Writing};
use crate::unfinished::remove_when_stopped;

use pipeline::{Came, Pipeline};
use progress::Progress;
use sink::{Form, Sink};
use workings::Workings;

/// As many lines that cannot be read are shown one by one.
const LINES_SHOWN: usize = 20;

pub(crate) fn run(arguments: &BatchArguments) -> Result<Answer, Stop> {
    let rulebook = rulebook(&arguments.rulebook)?;
    let name = name(&arguments.people);
    let out = arguments.out.as_deref();
    let as_workbook = match arguments.format {
        Some(format) => format == BatchFormat::Xlsx,
        None => out.is_some_and(is_workbook),
    };
    let form = Form::of(out.filter(|_| arguments.format.is_none()))?;
    if as_workbook {
        workbook::alone(arguments)?;
    }
    let (source, header) = Source::open(&arguments.people, &name, &Writing::default())?;
    let table = table(&rulebook, &header, arguments).map_err(|found| refuse(found, &name, &header))?;
    told_apart(arguments)?;
    remove_when_stopped()?;
    let summary = arguments.summary.as_deref().map(Summary::create).transpose()?;
    if as_workbook {
        let done = workbook::write(&rulebook, &table, source, &name, arguments)?;
        let (answer, words) = added_up(done.tally, summary, &rulebook)?;
        say(&done.unread, &words, &name);
        return Ok(answer);
    }
    let workings = arguments.workings.as_deref().map(Workings::create).transpose()?;
    let sink = Sink::create(arguments.out.as_deref(), form, &table, &source)?;
    let progress = Progress::new(source.size());
    let pipeline = Pipeline::new(&rulebook, &table, &name, form, source, Came::new(sink, workings, progress));
    let came = pipeline.run(arguments.threads)?;
    finish(came, summary, &rulebook, &name)
}

/// Refuses two files of one name, of which the second would take the place of the first: outputs, and the people.
fn told_apart(arguments: &BatchArguments) -> Result<(), Stop> {
    let files = [
        ("the table of people", Some(&arguments.people).filter(|people| people.as_os_str() != "-")),
        ("--out", arguments.out.as_ref()),
        ("--summary", arguments.summary.as_ref()),
        ("--workings", arguments.workings.as_ref()),
    ];
    let mut seen: Vec<(&str, PathBuf)> = Vec::new();
    for (option, path) in files.into_iter().filter_map(|(option, path)| Some((option, path?))) {
        let place = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let place = place.canonicalize().unwrap_or(place);
        let is_device = std::fs::metadata(&place).is_ok_and(|there| !there.is_file() && !there.is_dir());
        if let Some((other, _)) = seen.iter().find(|(_, other)| *other == place && !is_device) {
            let message = format!("error: {other} and {option} are both `{}`", path.display());
            return Err(Stop::Input(message + "\n  = help: give one of them another name"));
        }
        seen.push((option, place));
    }
    Ok(())
}

/// The summary's file: begun before the first row, so that a place where nothing can be written costs no work.
struct Summary {
    name: String,
    file: WholeFile,
}

impl Summary {
    fn create(path: &Path) -> Result<Summary, Stop> {
        let name = format!("`{}` cannot be written", path.display());
        match WholeFile::create(path) {
            Ok(file) => Ok(Summary { name, file }),
            Err(error) => Err(Stop::io(&name, &error)),
        }
    }

    fn write(mut self, text: &str) -> Result<(), Stop> {
        let done = self.file.write_all(text.as_bytes()).and_then(|()| self.file.finish());
        done.map_err(|error| Stop::io(&self.name, &error))
    }
}

/// Gives every file its name, and says what came of it all.
fn finish(came: Came, file: Option<Summary>, rulebook: &Rulebook, name: &str) -> Result<Answer, Stop> {
    let Came { sink, workings, tally, unread, .. } = came;
    let (answer, words) = added_up(tally, file, rulebook)?;
    if let Some(workings) = workings {
        workings.finish()?;
    }
    sink.finish()?;
    say(&unread, &words, name);
    Ok(answer)
}

/// Writes the summary; gives it in words.
fn added_up(tally: Tally, file: Option<Summary>, rulebook: &Rulebook) -> Result<(Answer, String), Stop> {
    let answer = if tally.errors() > 0 { Answer::No } else { Answer::Yes };
    let summary = tally.finish(rulebook.scheme(), rulebook.stamp());
    if let Some(file) = file {
        file.write(&json(&summary)?)?;
    }
    let document = rulebook.document();
    Ok((answer, summary.words(document.currency.as_str(), rulebook.scheme().decimals)))
}

/// Says which lines cannot be read, and what came of the others.
fn say(unread: &[(u64, Malformed)], words: &str, name: &str) {
    for (line, why) in unread.iter().take(LINES_SHOWN) {
        tell(&format!("{name}:{line}: {why}"));
    }
    if unread.len() > LINES_SHOWN {
        tell(&format!("{name}: {} more lines cannot be read", unread.len().saturating_sub(LINES_SHOWN)));
    }
    tell(words.trim_end());
}

fn json(summary: &BatchSummary) -> Result<String, Stop> {
    let text = serde_json::to_string_pretty(summary);
    text.map(|text| text + "\n")
        .map_err(|error| Stop::Cannot(format!("the summary cannot be written: {error}")))
}

/// What the table is called in messages.
fn name(people: &Path) -> String {
    if people.as_os_str() == "-" { "standard input".to_owned() } else { people.display().to_string() }
}

/// The table, or everything that is wrong with its columns.
fn table(rulebook: &Rulebook, header: &[String], arguments: &BatchArguments) -> Result<Table, Diagnostics> {
    let columns = rulebook.columns();
    let layout = Layout::new(columns.questionnaire(), columns.scheme(), header, &arguments.keep);
    let table = |layout| Table::new(columns.clone(), layout, arguments.on, arguments.only.as_deref());
    match layout {
        Ok(layout) => table(layout),
        Err(mut found) => {
            // What is wrong with the step is told as well.
            let empty = Layout::new(columns.questionnaire(), columns.scheme(), &[], &[])?;
            found.extend(table(empty).err().into_iter().flatten());
            Err(found)
        }
    }
}

/// What is wrong with the columns, each at its name in the header.
fn refuse(mut found: Diagnostics, name: &str, header: &[String]) -> Stop {
    for problem in found.iter_mut() {
        let Some(Segment::Index(at)) = problem.path.segments().first().cloned() else {
            continue;
        };
        let before: usize = header.iter().take(at).map(|name| name.len().saturating_add(1)).sum();
        let column: usize = header.iter().take(at).map(|name| name.chars().count().saturating_add(1)).sum();
        let length = header.get(at).map_or(0, String::len);
        let bytes = before..before.saturating_add(length);
        problem.place =
            Some(Place { file: name.to_owned(), line: 1, column: column.saturating_add(1), bytes });
    }
    let text = header.join(",");
    Stop::Input(render(&found, &|file| (file == name).then_some(text.as_str()), colour()))
}
