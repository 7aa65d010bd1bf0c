//! `agreement`: the payment agreement of a plan.

use crate::args::Format;
use crate::args::plan::AgreementArguments;
use crate::commands::plan::{blocked_by, read_plan};
use crate::input::rulebook;
use crate::output::{answer, tell};
use crate::status::{Answer, Stop};

pub(crate) fn run(arguments: &AgreementArguments) -> Result<Answer, Stop> {
    let rulebook = rulebook(&arguments.rulebook)?;
    let (source, plan) = read_plan(&arguments.plan)?;
    let agreement = match rulebook.agreement(&plan) {
        Ok(agreement) => agreement,
        Err(found) => return Err(source.refuse_at(&source.document()?, found)),
    };
    if let Some(codes) = blocked_by(&rulebook, &source, &plan)? {
        tell(&format!(
            "the plan is blocked, and nothing is agreed: {codes}\n  help: `openras plan` says what to do about each"
        ));
        return Ok(Answer::No);
    }
    let text = match arguments.format {
        Format::Text => agreement.to_text(rulebook.how_to_challenge()),
        Format::Json => agreement
            .to_json()
            .map_err(|error| Stop::Cannot(format!("the agreement cannot be written: {error}")))?,
    };
    answer(&text, arguments.out.as_deref())?;
    Ok(Answer::Yes)
}
