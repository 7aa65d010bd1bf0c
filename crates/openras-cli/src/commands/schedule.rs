//! `schedule`: the payments of a plan.

use crate::args::plan::{ScheduleArguments, ScheduleFormat};
use crate::commands::plan::{blocked_by, read_plan};
use crate::input::rulebook;
use crate::output::{answer, tell};
use crate::status::{Answer, Stop};

pub(crate) fn run(arguments: &ScheduleArguments) -> Result<Answer, Stop> {
    let rulebook = rulebook(&arguments.rulebook)?;
    let (source, plan) = read_plan(&arguments.plan)?;
    let schedule = match rulebook.schedule(&plan, None) {
        Ok(schedule) => schedule,
        Err(found) => return Err(source.refuse_at(&source.document()?, found)),
    };
    let text = match arguments.format {
        ScheduleFormat::Text => schedule.to_text(),
        ScheduleFormat::Csv => schedule.to_csv(),
        ScheduleFormat::Json => schedule
            .to_json()
            .map_err(|error| Stop::Cannot(format!("the schedule cannot be written: {error}")))?,
    };
    answer(&text, arguments.out.as_deref())?;
    if let Some(codes) = blocked_by(&rulebook, &source, &plan)? {
        tell(&format!("warning: the plan is blocked, and nothing of this is paid: {codes}"));
        return Ok(Answer::No);
    }
    Ok(Answer::Yes)
}
