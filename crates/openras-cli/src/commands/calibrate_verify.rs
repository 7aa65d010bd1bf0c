//! `verify` of a calibration.

use std::path::Path;

use openras::allocation::compare;
use openras::calibration::{LeftOut, Method, OptionsRecord, RECORD, Sample, TRAITS, calibrate};
use openras::core::{Amount, Code, Day, digest};
use openras::prelude::Rulebook;
use serde_json::Value as Json;

use super::calibrate::fund_in;
use super::calibrate_sample::Asking;
use crate::input::Source;
use crate::output::answer;
use crate::status::{Answer, Stop};
use crate::table::Writing;

/// Makes a calibration again from its sample, its fund and what its record says was asked, and lists every difference.
pub(crate) fn run(
    rulebook: &Rulebook,
    source: &Source,
    (sample, writing): (&Path, Writing),
    fund: &Path,
) -> Result<Answer, Stop> {
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
    let fund = fund_in(fund, rulebook)?;
    let sample = sample_again(&recorded, &asked, (sample, writing), rulebook)?;
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

/// The sample as the record says that it was read.
fn sample_again(
    recorded: &Json,
    asked: &OptionsRecord,
    (path, writing): (&Path, Writing),
    rulebook: &Rulebook,
) -> Result<Sample, Stop> {
    let text = |value: &Json, key: &str| value.get(key).and_then(Json::as_str).map(str::to_owned);
    let left = recorded.pointer("/sample/left_out").and_then(Json::as_array).into_iter().flatten();
    let left = left
        .filter_map(|left| Some(LeftOut { person: text(left, "person")?, reason: text(left, "reason")? }));
    let traits = recorded.get("traits").and_then(Json::as_array).into_iter().flatten();
    let own = |name: &String| !TRAITS.contains(&name.as_str());
    let asking = Asking {
        path,
        writing,
        points: asked.points_step.clone().map(|step| (step, asked.points_on.as_deref().and_then(Day::parse))),
        by: traits.filter_map(|known| text(known, "id")).filter(own).collect(),
        uprate: asked.uprate.as_deref().and_then(|share| Amount::parse(share).ok()),
        stands_for: asked.stands_for,
        leave_out: left.filter(|left| left.reason != "out_of_scope").collect(),
    };
    super::calibrate_sample::sample(asking, rulebook)
}
