//! Named decisions that lift a finding, or ask for that.

use crate::Gravity;
use crate::document::ExceptionDocument;
use crate::finding::{Finding, Lifting};

/// What an exception does to a finding of its code and line, the most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Does {
    /// Somebody has decided: the finding is a note that cites it.
    Lifts,
    /// It is asked for, and nobody has decided.
    Asks,
    /// Not all have agreed who must.
    LacksAgreement,
    /// Its grounds are none that lift such a finding.
    LacksGrounds,
    /// Nothing lifts such a finding.
    Nothing,
}

/// A decision lifts what it may lift: the finding stays, as a note that cites it. One that is only asked for refers. Of
/// several for one finding the one that does most counts.
pub(crate) fn lift(findings: &mut [Finding], exceptions: &[ExceptionDocument]) {
    for finding in findings.iter_mut().filter(|finding| finding.gravity.stops()) {
        let meant = exceptions.iter().enumerate().filter(|(_, exception)| is_about(exception, finding));
        let most = meant
            .map(|(at, exception)| (does(exception, &finding.lifting), at, exception))
            .min_by_key(|(does, at, _)| (*does, *at));
        let Some((does, at, exception)) = most else { continue };
        match does {
            Does::Lifts => {
                finding.exception = Some(at);
                finding.gravity = Gravity::Note;
                let on = exception.on.as_ref().and_then(|on| on.day());
                let on = on.map_or_else(String::new, |on| format!(" on {}", on.long()));
                let role = exception.role.as_deref().unwrap_or("somebody");
                finding.message.push_str(&format!("; lifted by a decision of {role}{on}"));
            }
            Does::Asks => {
                finding.exception = Some(at);
                finding.gravity = Gravity::Refer;
                finding.message.push_str("; an exception is asked for, and nobody has decided");
            }
            Does::LacksAgreement => {
                finding.message.push_str("; the exception does not say that all have agreed who must");
            }
            Does::LacksGrounds => {
                finding.message.push_str("; the grounds of the exception are none that lift this");
            }
            Does::Nothing => finding.message.push_str("; no exception lifts this"),
        }
    }
}

fn is_about(exception: &ExceptionDocument, finding: &Finding) -> bool {
    let line = exception.support.as_ref().map(|id| id.as_str());
    exception.code == finding.code.as_str()
        && (line.is_none() || finding.line.is_none() || line == finding.line.as_deref())
}

fn does(exception: &ExceptionDocument, lifting: &Lifting) -> Does {
    match lifting {
        Lifting::Never => return Does::Nothing,
        Lifting::Any => {}
        Lifting::On { grounds, agreed_by } => {
            let given = exception.grounds.as_deref().unwrap_or_default();
            if !grounds.iter().any(|ground| ground == given) {
                return Does::LacksGrounds;
            }
            if agreed_by.iter().any(|who| !exception.agreed_by.contains(who)) {
                return Does::LacksAgreement;
            }
        }
    }
    let decided = exception.decided_by.as_deref().is_some_and(|by| !by.trim().is_empty());
    if decided && exception.on.is_some() { Does::Lifts } else { Does::Asks }
}
