//! `calibrate`: pounds for points from a desktop exercise.

use std::collections::BTreeMap;
use std::path::Path;

use openras::calibration::{Calibration, Method, Sample, calibrate, read_left_out};
use openras::core::{Code, Exact};
use openras::fund::Fund;
use openras::prelude::Rulebook;

use super::calibrate_sample::Asking;
use super::calibrate_text::{side_by_side, summary};
use super::fund::{json, read as read_fund};
use crate::args::Format;
use crate::args::calibrate::CalibrateArguments;
use crate::input::rulebook;
use crate::output::{all_or_none, answer};
use crate::status::{Answer, Stop};
use crate::table::{Writing, cells as read_cells, refuse};

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
    let mut files = Vec::new();
    if let Some(out) = &arguments.out {
        files.push((out.as_path(), made.to_toml(&fund, &sha256)));
    }
    if let Some(report) = &arguments.report {
        files.push((report.as_path(), made.to_html(&sample, &fund, &sha256)));
    }
    all_or_none(&files)?;
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
pub(super) fn fund_in(path: &Path, rulebook: &Rulebook) -> Result<Fund, Stop> {
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
    let leave_out = match &arguments.leave_out {
        Some(path) => {
            let writing = Writing { sheet: None, ..arguments.writing.writing() };
            read_left_out(&read_cells(path, &writing)?).map_err(|found| refuse(&found))?
        }
        None => Vec::new(),
    };
    let asking = Asking {
        path: &arguments.sample,
        writing: arguments.writing.writing(),
        points: arguments.points.clone().map(|step| (step, arguments.on)),
        by: arguments.by.clone(),
        uprate: arguments.uprate.clone(),
        stands_for: arguments.people,
        leave_out,
    };
    super::calibrate_sample::sample(asking, rulebook)
}
