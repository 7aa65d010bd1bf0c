//! `fund`: one year's money, from the total to what is left to give out.

use std::fmt::Write as _;
use std::path::Path;

use openras::calibration::{
    ContingencyRecord, Level, SampleOptions, YearAhead, contingency_levels, percent, read_sample,
};
use openras::core::{Code, Exact, money};
use openras::fund::{Fund, Ledger, Profile};

use crate::args::Format;
use crate::args::fund::FundArguments;
use crate::input::Source;
use crate::output::answer;
use crate::status::{Answer, Stop};
use crate::table::{cells as read_cells, refuse};

/// The columns of the waterfall.
const WIDTH: usize = 100;

pub(crate) fn run(arguments: &FundArguments) -> Result<Answer, Stop> {
    let fund = read(&arguments.fund)?;
    let text = match (&arguments.ledger, &arguments.sample) {
        (Some(entries), _) => ledger(&fund, entries, arguments)?,
        (None, Some(sample)) => contingency(&fund, sample, arguments)?,
        (None, None) => match arguments.format {
            Format::Text => fund.explain(WIDTH),
            Format::Json => json(&fund.record())?,
        },
    };
    answer(&text, arguments.out.as_deref())?;
    Ok(Answer::Yes)
}

/// How the year stands.
fn ledger(fund: &Fund, ledger: &Path, arguments: &FundArguments) -> Result<String, Stop> {
    let cells = read_cells(ledger, &arguments.writing.writing())?;
    let ledger = Ledger::read(&cells, fund).map_err(|found| refuse(&found))?;
    if let Some(on) = arguments.on.filter(|on| *on < fund.from || *on > fund.to) {
        return Err(Stop::Input(format!(
            "error[{}]: {on} is not in the fund's year, {} to {}\n  = help: give a day of that year with --on",
            Code::BadDateRange,
            fund.from,
            fund.to
        )));
    }
    let on = arguments.on.or_else(|| ledger.last_day()).unwrap_or(fund.from);
    let weights: Vec<Exact> = arguments.profile.iter().map(|weight| weight.value.clone()).collect();
    let profile = match weights.is_empty() {
        true => Profile::Even,
        false => Profile::months(weights, fund).map_err(|why| {
            Stop::Input(format!(
                "error[{}]: {why}\n  = help: give --profile a weight for each month",
                Code::OutOfRange
            ))
        })?,
    };
    let year = ledger.so_far(fund, on, &profile, arguments.seed);
    match arguments.format {
        Format::Text => Ok(format!("{}\n{}", fund.explain(WIDTH), year.explain(fund))),
        Format::Json => json(&year.record(fund)),
    }
}

/// How much contingency is needed.
fn contingency(fund: &Fund, sample: &Path, arguments: &FundArguments) -> Result<String, Stop> {
    let cells = read_cells(sample, &arguments.writing.writing())?;
    let options = SampleOptions { money_decimals: fund.decimals, ..SampleOptions::default() };
    let sample = read_sample(&cells, &options).map_err(|found| refuse(&found))?;
    let (Some(arrivals), Some(changes)) = (&arguments.arrivals, &arguments.changes) else {
        let help = "say what a year brings, such as --arrivals 8% --changes 5%";
        return Err(Stop::Input(format!(
            "error[{}]: there is no --arrivals or no --changes\n  help: {help}",
            Code::MissingKey
        )));
    };
    let ahead = YearAhead::new(arrivals.value.clone(), changes.value.clone(), arguments.seed);
    let levels = contingency_levels(&sample, fund, &ahead);
    match arguments.format {
        Format::Text => Ok(levels_text(&levels, fund, &ahead)),
        Format::Json => json(&ContingencyRecord::new(&levels, fund, &ahead)),
    }
}

fn levels_text(levels: &[Level], fund: &Fund, ahead: &YearAhead) -> String {
    let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
    let mut text = format!(
        "{} years with {} new people and {} changes, drawn from seed {}\n\n",
        ahead.years,
        percent(&ahead.arrivals, 1),
        percent(&ahead.changes, 1),
        ahead.seed
    );
    let _ = writeln!(
        text,
        "{:>12}{:>18}{:>14}{:>12}{:>18}{:>20}",
        "contingency", "held back", "a point", "runs out", "drawn, median", "drawn, 19 of 20"
    );
    for level in levels {
        let _ = writeln!(
            text,
            "{:>12}{:>18}{:>14}{:>12}{:>18}{:>20}",
            percent(&level.share, 1),
            pounds(&level.contingency),
            pounds(&level.price),
            percent(&level.runs_out, 1),
            pounds(&level.drawn_median),
            pounds(&level.drawn_high)
        );
    }
    text
}

/// Reads a fund.
pub(crate) fn read(path: &Path) -> Result<Fund, Stop> {
    let source = Source::read(path)?;
    let mut document = source.document()?;
    Fund::from_document(&mut document).map_err(|found| source.refuse_at(&document, found))
}

/// A record as JSON text.
pub(crate) fn json<T: serde::Serialize>(record: &Result<T, serde_json::Error>) -> Result<String, Stop> {
    let stop = |error: &serde_json::Error| Stop::Cannot(format!("the record cannot be written: {error}"));
    let record = record.as_ref().map_err(stop)?;
    serde_json::to_string_pretty(record).map(|text| text + "\n").map_err(|error| stop(&error))
}
