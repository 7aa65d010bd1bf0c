//! `law`: the dated law that plans are held against, with its sources and how sure it is.

use std::fmt::Write as _;
use std::path::Path;

use openras::core::{Day, nearest};
use openras::plan::Law;
use openras::plan::law::Row;
use openras::rulebook::{LawPack, law_packs, read_pack};

use crate::args::LawCommand;
use crate::input::Source;
use crate::output::answer;
use crate::status::{Answer, Stop};

pub(crate) fn run(what: &LawCommand) -> Result<Answer, Stop> {
    match what {
        LawCommand::List => {
            let mut text = String::new();
            for pack in law_packs() {
                let rows = pack.document.row.len();
                let _ = writeln!(text, "{:<34}{:<10}{rows:>4} rows  {}", pack.id, pack.version, pack.title);
            }
            answer(&text, None)?;
        }
        LawCommand::Show { pack, on } => {
            let shipped = law_packs().iter().find(|known| known.id == *pack);
            let read = match shipped {
                Some(_) => None,
                None => Some(from_file(pack)?),
            };
            let Some(pack) = shipped.or(read.as_ref()) else { return Ok(Answer::Yes) };
            answer(&shown(pack, *on), None)?;
        }
    }
    Ok(Answer::Yes)
}

/// A pack in a file; where there is no such file either, the packs that there are.
fn from_file(name: &str) -> Result<LawPack, Stop> {
    let path = Path::new(name);
    if !path.is_file() {
        let known: Vec<&str> = law_packs().iter().map(|pack| pack.id.as_str()).collect();
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", known.join(", ")),
        };
        return Err(Stop::Input(format!("error: there is no law pack `{name}`\n  help: {help}")));
    }
    let source = Source::read(path)?;
    read_pack(&source.name, &source.text).map_err(|found| source.refuse(found))
}

fn shown(pack: &LawPack, on: Option<Day>) -> String {
    let law: Law = pack.law();
    let mut text = format!("{} ({}, {})\n", pack.title, pack.id, pack.version);
    if let Some(on) = on {
        let _ = writeln!(text, "in force on {}", on.long());
    }
    let holds = |row: &&Row| on.is_none_or(|on| row.from <= on && row.until.is_none_or(|until| on <= until));
    let mut key = "";
    for row in law.rows().iter().filter(holds) {
        if row.key != key {
            let _ = writeln!(text, "\n{}", row.key);
            key = &row.key;
        }
        let until = row.until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
        let ages = match row.ages.map(|ages| (ages.from, ages.to)) {
            Some((from, Some(to))) => format!(", ages {from} to {to}"),
            Some((from, None)) => format!(", age {from} or over"),
            None => String::new(),
        };
        let unit = row.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
        let _ = writeln!(
            text,
            "  {} {until:<13} {}{unit}{ages}  [{}, {}, {}: {}]",
            row.from,
            row.shown(),
            row.jurisdiction,
            row.basis.as_str(),
            row.confidence.as_str(),
            row.source.title
        );
        for (what, words) in
            [("orders", &row.orders), ("categories", &row.categories), ("lifted by", &row.lifted_by)]
        {
            if !words.is_empty() {
                let _ = writeln!(text, "      {what}: {}", words.join(", "));
            }
        }
        if !row.relations.is_empty() {
            let words: Vec<&str> = row.relations.iter().map(|relation| relation.words()).collect();
            let _ = writeln!(text, "      {}", words.join("; "));
        }
        if let Some(note) = &row.note {
            let _ = writeln!(text, "      {note}");
        }
    }
    text
}
