//! `calibrate`: pounds for points from a desktop exercise.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use openras::allocation::compare;
use openras::calibration::{
    Calibration, Cells, LeftOut, Method, OptionsRecord, RECORD, Sample, SampleOptions, calibrate,
    read_left_out, read_sample,
};
use openras::core::{Amount, Code, Diagnostic, Diagnostics, Exact, digest};
use openras::fund::Fund;
use openras::prelude::Rulebook;
use serde_json::Value as Json;

use super::calibrate_text::{side_by_side, summary};
use super::fund::{json, read as read_fund};
use crate::args::Format;
use crate::calibrate_args::CalibrateArguments;
use crate::input::{Source, rulebook};
use crate::output::answer;
use crate::people;
use crate::sample::{Writing, read as read_cells, refuse};
use crate::status::{Answer, Stop};

pub(crate) fn run(arguments: &CalibrateArguments) -> Result<Answer, Stop> {
    let rulebook = rulebook(&arguments.rulebook)?;
    let fund = fund_in(&arguments.fund, &rulebook)?;
    let sample = sample(arguments, &rulebook)?;
    let money = group_money(arguments, &rulebook)?;
    if !arguments.compare.is_empty() {
        return compare_methods(arguments, &sample, &fund, &money);
    }
    let method = arguments.method.map_or(Method::Flat, |word| word.method());
    let made = made(arguments, method, &sample, &fund, &money)?;
    let record = made.record(&sample, &fund);
    let sha256 = record.as_ref().ok().and_then(|record| record.sha256.clone()).unwrap_or_default();
    let text = match arguments.format {
        Format::Text => summary(&made, &sample, &fund),
        Format::Json => json(&record)?,
    };
    if let Some(out) = &arguments.out {
        answer(&made.to_toml(&fund, &sha256), Some(out))?;
    }
    if let Some(report) = &arguments.report {
        answer(&made.to_html(&sample, &fund, &sha256), Some(report))?;
    }
    answer(&text, None)?;
    Ok(if made.integrity.holds() { Answer::Yes } else { Answer::No })
}

fn made(
    arguments: &CalibrateArguments,
    method: Method,
    sample: &Sample,
    fund: &Fund,
    money: &Option<BTreeMap<String, Exact>>,
) -> Result<Calibration, Stop> {
    let mut options = arguments.options(method);
    options.group_money.clone_from(money);
    calibrate(sample, fund, &options).map_err(|trouble| Stop::Input(format!("error: {trouble}")))
}

fn compare_methods(
    arguments: &CalibrateArguments,
    sample: &Sample,
    fund: &Fund,
    money: &Option<BTreeMap<String, Exact>>,
) -> Result<Answer, Stop> {
    let methods = arguments.compare.iter().map(|word| made(arguments, word.method(), sample, fund, money));
    let methods: Vec<Calibration> = methods.collect::<Result<_, _>>()?;
    let text = match arguments.format {
        Format::Text => side_by_side(&methods, sample, fund),
        Format::Json => {
            let records: Result<Vec<_>, _> = methods.iter().map(|made| made.record(sample, fund)).collect();
            json(&records)?
        }
    };
    answer(&text, None)?;
    let holds = methods.iter().all(|made| made.integrity.holds());
    Ok(if holds { Answer::Yes } else { Answer::No })
}

/// A fund in the rulebook's currency.
fn fund_in(path: &Path, rulebook: &Rulebook) -> Result<Fund, Stop> {
    let fund = read_fund(path)?;
    let context = rulebook.context();
    if fund.currency != context.currency || fund.decimals != context.decimals {
        return Err(Stop::Input(format!(
            "error[{}]: the fund is in {} with {} decimals, and the rulebook in {} with {}\n  {}",
            Code::UnitMismatch,
            fund.currency,
            fund.decimals,
            context.currency,
            context.decimals,
            path.display()
        )));
    }
    Ok(fund)
}

fn group_money(
    arguments: &CalibrateArguments,
    rulebook: &Rulebook,
) -> Result<Option<BTreeMap<String, Exact>>, Stop> {
    let mut money = BTreeMap::new();
    for (group, path) in &arguments.fund_of {
        money.insert(group.clone(), fund_in(path, rulebook)?.distributable);
    }
    Ok((!money.is_empty()).then_some(money))
}

fn sample(arguments: &CalibrateArguments, rulebook: &Rulebook) -> Result<Sample, Stop> {
    let cells = read_cells(&arguments.sample, &arguments.writing.writing())?;
    let leave_out = match &arguments.leave_out {
        Some(path) => {
            let writing = Writing { sheet: None, ..arguments.writing.writing() };
            read_left_out(&read_cells(path, &writing)?).map_err(|found| refuse(&found))?
        }
        None => Vec::new(),
    };
    let points = match &arguments.points {
        Some(step) => Some(points(step, arguments, rulebook, &cells)?),
        None => None,
    };
    let options = SampleOptions {
        money_decimals: rulebook.context().decimals,
        by: arguments.by.clone(),
        others: if points.is_some() { people::columns(rulebook) } else { BTreeSet::new() },
        points,
        uprate: arguments.uprate.clone(),
        stands_for: arguments.people,
        leave_out,
    };
    read_sample(&cells, &options).map_err(|found| refuse(&found))
}

/// The value of a step for each row.
fn points(
    step: &str,
    arguments: &CalibrateArguments,
    rulebook: &Rulebook,
    cells: &Cells,
) -> Result<Vec<Option<Exact>>, Stop> {
    let mut found = Diagnostics::new();
    let known = people::columns(rulebook);
    if let Some(on) = cells.head.iter().find(|name| *name == "on").filter(|_| !known.contains("on")) {
        found.push(cells.problem(Code::UnknownKey, format!("the column `{on}` means nothing here")));
    }
    let mut all = Vec::with_capacity(cells.rows.len());
    for row in &cells.rows {
        let allocation = people::assessment(rulebook, cells, row, arguments.on)
            .and_then(|assessment| rulebook.allocate(&assessment));
        match allocation {
            Ok(allocation) => {
                let value = allocation.step(step).cloned();
                if value.is_none() {
                    let outcome = allocation.outcome().as_str();
                    let message =
                        format!("row {}: there is no `{step}` for a person who is {outcome}", row.number);
                    let help = "name a step of scheme.toml; leave out people who are excluded or referred";
                    found.push(cells.problem(Code::UnknownName, message).help(help));
                }
                all.push(value);
            }
            Err(problems) => {
                let one = |problem: Diagnostic| {
                    let message = format!("row {}: {}", row.number, problem.message);
                    cells.problem(problem.code, message).maybe_help(problem.help)
                };
                found.extend(problems.into_iter().map(one));
                all.push(None);
            }
        }
    }
    if found.has_errors() { Err(refuse(&found)) } else { Ok(all) }
}

/// Makes a calibration again from its sample, its fund and what its record says was asked, and lists every difference.
pub(crate) fn verify(record: &Path, folder: &Path, sample: &Path, fund: &Path) -> Result<Answer, Stop> {
    let rulebook = rulebook(folder)?;
    let source = Source::read(record)?;
    let not_one = || {
        Stop::Input(format!("error[{}]: {} is not a record of a calibration", Code::WrongType, source.name))
    };
    let mut recorded: Json = serde_json::from_str(&source.text).map_err(|_| not_one())?;
    if recorded.get("record").and_then(Json::as_str) != Some(RECORD) {
        return Err(not_one());
    }
    let method =
        recorded.get("method").and_then(Json::as_str).and_then(Method::from_word).ok_or_else(not_one)?;
    let asked: OptionsRecord = recorded
        .get("options")
        .and_then(|asked| serde_json::from_value(asked.clone()).ok())
        .ok_or_else(not_one)?;
    let options = asked.options(method).ok_or_else(not_one)?;
    let fund = fund_in(fund, &rulebook)?;
    let cells = read_cells(sample, &Writing::default())?;
    let text = |value: &Json, key: &str| value.get(key).and_then(Json::as_str).map(str::to_owned);
    let left = recorded.pointer("/sample/left_out").and_then(Json::as_array).into_iter().flatten();
    let left = left
        .filter_map(|left| Some(LeftOut { person: text(left, "person")?, reason: text(left, "reason")? }));
    let traits = recorded.get("traits").and_then(Json::as_array).into_iter().flatten();
    let own = |name: &String| !openras::calibration::TRAITS.contains(&name.as_str());
    let reading = SampleOptions {
        money_decimals: rulebook.context().decimals,
        by: traits.filter_map(|known| text(known, "id")).filter(own).collect(),
        uprate: asked.uprate.as_deref().and_then(|share| Amount::parse(share).ok()),
        stands_for: asked.stands_for,
        leave_out: left.filter(|left| left.reason != "out_of_scope").collect(),
        ..SampleOptions::default()
    };
    let sample = read_sample(&cells, &reading).map_err(|found| refuse(&found))?;
    let made =
        calibrate(&sample, &fund, &options).map_err(|trouble| Stop::Input(format!("error: {trouble}")))?;
    let again = made.record(&sample, &fund).and_then(serde_json::to_value);
    let mut again = again.map_err(|error| Stop::Cannot(format!("the record cannot be made: {error}")))?;
    let own_digest = recorded.as_object_mut().and_then(|recorded| recorded.remove("sha256"));
    let content = digest::sha256(&recorded).unwrap_or_default();
    for one in [&mut recorded, &mut again] {
        for key in ["engine", "sha256"] {
            one.as_object_mut().and_then(|one| one.remove(key));
        }
    }
    let differences = compare(&recorded, &again);
    let mut text: String = differences.iter().map(|difference| format!("{difference}\n")).collect();
    let digest_holds = own_digest.as_ref().and_then(Json::as_str) == Some(content.as_str());
    if !digest_holds {
        text += "sha256: it is not the digest of what the record says\n";
    }
    let holds = differences.is_empty() && digest_holds;
    text += &format!("{}: {}\n", source.name, if holds { "reproduces" } else { "does not reproduce" });
    answer(&text, None)?;
    Ok(if holds { Answer::Yes } else { Answer::No })
}
