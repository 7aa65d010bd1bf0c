//! `form`: the questionnaire, the support plan or the risk referral, to fill in.

use openras_letter::form;

use crate::args::page::FormArguments;
use crate::input::rulebook;
use crate::output::answer;
use crate::status::{Answer, Stop};

pub(crate) fn run(arguments: &FormArguments) -> Result<Answer, Stop> {
    let rulebook = rulebook(&arguments.rulebook)?;
    answer(&form(&rulebook, arguments.kind(), &arguments.page.options()), arguments.out.as_deref())?;
    Ok(Answer::Yes)
}
