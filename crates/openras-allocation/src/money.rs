//! The figures beside the steps: a year, a week, money from elsewhere.

use openras_core::{Code, Diagnostic, Diagnostics, Exact, Path, Period, Rounding, nearest};
use openras_questionnaire::{Assessment, StreamAward, StreamStatus};

use crate::allocation::Outcome;
use crate::document::Position;
use crate::engine::condition;
use crate::inputs::Work;
use crate::model::{Scheme, Stream};
use crate::problem::Troubles;

/// The figures beside the steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// The figures, where there is a result.
    pub figures: Option<Figures>,
    /// The streams that the assessment names, in the scheme's order.
    pub streams: Vec<StreamMoney>,
    /// What somebody should look at.
    pub notes: Vec<Note>,
}

/// Amounts in the rulebook's currency, each rounded once, half away from zero, to payable decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The result, exactly.
    pub result: Exact,
    /// The result for a year.
    pub annual: Exact,
    /// The result for a week, worked from the result itself.
    pub weekly: Exact,
    /// A year without the awarded streams inside it; never below zero.
    pub social_care: Exact,
    /// A year with the awarded streams on top of it.
    pub individual_budget: Exact,
}

/// One stream of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamMoney {
    /// Its id.
    pub id: String,
    /// Whether it is part of the indicative amount or added to it.
    pub position: Position,
    /// How far it has come.
    pub status: StreamStatus,
    /// The amount, where one is given.
    pub amount: Option<Exact>,
    /// The period of the amount; none for what is paid once.
    pub per: Option<Period>,
    /// What counts for a year; none for what is paid once, nothing for what is not awarded.
    pub annual: Option<Exact>,
}

/// Something that somebody should look at; it changes no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind.
    pub code: NoteCode,
    /// Which stream.
    pub stream: String,
    /// The amount that is there, or that is over.
    pub amount: Option<Exact>,
    /// The amount that the rules ask for.
    pub required: Option<Exact>,
}

/// What kind of note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteCode {
    /// More money inside the indicative amount than that amount.
    StreamSurplus,
    /// The council's own share is less than the stream asks for.
    StreamFloorNotMet,
    /// The stream's share of the package is not the one stated.
    StreamShareDiffers,
    /// The stream must be applied for before the plan.
    StreamToApply,
}

impl NoteCode {
    /// `stream_surplus`, `stream_floor_not_met`, `stream_share_differs`, `stream_to_apply`.
    pub const fn as_str(self) -> &'static str {
        match self {
            NoteCode::StreamSurplus => "stream_surplus",
            NoteCode::StreamFloorNotMet => "stream_floor_not_met",
            NoteCode::StreamShareDiffers => "stream_share_differs",
            NoteCode::StreamToApply => "stream_to_apply",
        }
    }
}

/// Checks the streams of an assessment: that there are such streams, and that their amounts lie within bounds.
pub(crate) fn check_streams(scheme: &Scheme, assessment: &Assessment, found: &mut Diagnostics) {
    for (id, award) in &assessment.streams {
        let path = Path::root().key("streams").key(id.clone());
        let Some(handle) = scheme.streams.find(|stream| &stream.id == id) else {
            let known = || scheme.streams.iter().map(|stream| stream.id.as_str());
            let help = match nearest(id, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if scheme.streams.is_empty() => "this scheme has no streams".to_owned(),
                None => format!("there are: {}", known().collect::<Vec<_>>().join(", ")),
            };
            let problem = Diagnostic::new(Code::UnknownStream, path, format!("there is no stream `{id}`"));
            found.push(problem.on_key().help(help).about(id.clone()));
            continue;
        };
        check_award(scheme, &scheme.streams[handle], award, &path, found);
    }
}

fn check_award(scheme: &Scheme, stream: &Stream, award: &StreamAward, path: &Path, found: &mut Diagnostics) {
    let id = &stream.id;
    let refuse = |code: Code, key: &str, message: String, help: String| {
        Diagnostic::new(code, path.key(key), message).help(help).about(id.clone())
    };
    if stream.period.is_none() && award.per.is_some() {
        let message = format!("`{id}` is paid once, not for a period");
        found.push(refuse(Code::WrongType, "per", message, "leave `per` out".to_owned()));
    }
    let Some(amount) = award.amount.as_ref().and_then(|amount| amount.amount()) else {
        if award.status.unwrap_or_default() == StreamStatus::Awarded && award.amount.is_none() {
            let problem = Diagnostic::new(
                Code::MissingKey,
                path.clone(),
                format!("the award of `{id}` has no `amount`"),
            );
            found.push(problem.help("say how much, or give its `status`").about(id.clone()));
        }
        return;
    };
    if amount.decimals > scheme.decimals {
        let message = format!("`{}` has too many decimals for an amount of money", amount.value);
        found.push(refuse(
            Code::TooManyDecimals,
            "amount",
            message,
            format!("at most {} decimals", scheme.decimals),
        ));
    }
    if award.status.unwrap_or_default() != StreamStatus::Awarded {
        return;
    }
    if amount.value.is_negative() {
        let message = format!("`{}` is below zero", amount.value);
        found.push(refuse(Code::OutOfRange, "amount", message, "give zero or more".to_owned()));
    }
    let own = in_own_period(scheme, stream, award, &amount.value);
    if let Some(max) = stream.max.as_ref().filter(|max| &own > max) {
        let message = format!("`{}` is more than `{id}` can be", amount.value);
        let per = stream.period.map_or(String::new(), |period| format!(" a {}", period.as_str()));
        found.push(refuse(Code::OutOfRange, "amount", message, format!("at most {max}{per}")));
    }
}

/// The amount over the stream's own period.
fn in_own_period(scheme: &Scheme, stream: &Stream, award: &StreamAward, amount: &Exact) -> Exact {
    match (stream.period, award.per.map(Period::from)) {
        (Some(own), Some(per)) if own != per => {
            let annual = amount * &scheme.year.count(per);
            annual.checked_div(&scheme.year.count(own)).unwrap_or(annual)
        }
        _ => amount.clone(),
    }
}

/// Checks that whoever has a stream can have it.
pub(crate) fn check_conditions(
    scheme: &Scheme,
    assessment: &Assessment,
    work: &mut Work<'_>,
    troubles: &mut Troubles,
) {
    for stream in &scheme.streams {
        let awarded = assessment
            .streams
            .get(&stream.id)
            .is_some_and(|award| award.status.unwrap_or_default() == StreamStatus::Awarded);
        let Some(when) = stream.when.as_ref().filter(|_| awarded) else {
            continue;
        };
        work.begin();
        match condition(when, work) {
            Some(true) => {}
            Some(false) => {
                let path = Path::root().key("streams").key(stream.id.clone());
                let message = format!("`{}` is awarded to somebody who cannot have it", stream.id);
                let problem = Diagnostic::new(Code::OutOfRange, path, message);
                troubles.push(
                    problem.help(format!("it is for people where {}", when.source)).about(stream.id.clone()),
                );
            }
            None => {
                for trouble in std::mem::take(&mut work.troubles) {
                    troubles.add(trouble, &stream.id, work.on, scheme, work.questionnaire);
                }
            }
        }
    }
}

/// The figures beside the steps.
pub(crate) fn work_out(
    scheme: &Scheme,
    assessment: &Assessment,
    result: Option<Exact>,
    outcome: Outcome,
) -> Money {
    if outcome == Outcome::Excluded {
        return Money::default();
    }
    let streams: Vec<StreamMoney> =
        scheme.streams.iter().filter_map(|stream| one_stream(scheme, stream, assessment)).collect();
    let mut notes = to_apply(&streams);
    let Some(result) = result else {
        return Money { figures: None, streams, notes };
    };
    let figures = figures(scheme, result, &streams);
    notes.extend(surpluses(&figures, &streams));
    notes.extend(scheme.streams.iter().flat_map(|stream| promises(scheme, stream, &figures, &streams)));
    notes.sort_by_key(|note| scheme.streams.iter().position(|stream| stream.id == note.stream));
    Money { figures: Some(figures), streams, notes }
}

fn figures(scheme: &Scheme, result: Exact, streams: &[StreamMoney]) -> Figures {
    let annual = &result * &scheme.year.count(scheme.result_period);
    let weekly = annual.checked_div(&scheme.year.weeks).unwrap_or(Exact::ZERO);
    let annual = payable(scheme, &annual);
    let together = |position: Position| -> Exact {
        let there = streams.iter().filter(|stream| stream.position == position);
        there.filter_map(|stream| stream.annual.clone()).sum()
    };
    let left = &annual - &together(Position::Inside);
    Figures {
        weekly: payable(scheme, &weekly),
        social_care: left.max(Exact::ZERO),
        individual_budget: &annual + &together(Position::OnTop),
        annual,
        result,
    }
}

impl Scheme {
    /// The figures beside the steps of somebody with this result who has no money from elsewhere.
    pub fn figures_without_streams(&self, result: Exact) -> Figures {
        figures(self, result, &[])
    }
}

fn payable(scheme: &Scheme, amount: &Exact) -> Exact {
    amount.round(Rounding::HalfAwayFromZero, i32::try_from(scheme.decimals).unwrap_or(i32::MAX))
}

fn one_stream(scheme: &Scheme, stream: &Stream, assessment: &Assessment) -> Option<StreamMoney> {
    let award = assessment.streams.get(&stream.id)?;
    let status = award.status.unwrap_or_default();
    let amount = award.amount.as_ref().and_then(|amount| amount.amount()).map(|amount| amount.value.clone());
    let per = award.per.map(Period::from).or(stream.period);
    let annual = match (per.filter(|_| !stream.once), status, &amount) {
        (None, _, _) => None,
        (Some(per), StreamStatus::Awarded, Some(amount)) => {
            Some(payable(scheme, &(amount * &scheme.year.count(per))))
        }
        (Some(_), _, _) => Some(Exact::ZERO),
    };
    Some(StreamMoney { id: stream.id.clone(), position: stream.position, status, amount, per, annual })
}

fn to_apply(streams: &[StreamMoney]) -> Vec<Note> {
    let wanted = streams.iter().filter(|stream| stream.status == StreamStatus::ToApply);
    let note = |stream: &StreamMoney| Note {
        code: NoteCode::StreamToApply,
        stream: stream.id.clone(),
        amount: stream.amount.clone(),
        required: None,
    };
    wanted.map(note).collect()
}

/// What goes over the indicative amount, stream by stream in the scheme's order.
fn surpluses(figures: &Figures, streams: &[StreamMoney]) -> Vec<Note> {
    let mut left = figures.annual.clone();
    let mut notes = Vec::new();
    for stream in streams.iter().filter(|stream| stream.position == Position::Inside) {
        let annual = stream.annual.clone().unwrap_or(Exact::ZERO);
        let over = &annual - &left;
        left = (&left - &annual).max(Exact::ZERO);
        if over.is_positive() {
            let amount = Some(over);
            notes.push(Note {
                code: NoteCode::StreamSurplus,
                stream: stream.id.clone(),
                amount,
                required: None,
            });
        }
    }
    notes
}

/// Where the amounts do not agree with what the stream's rules say of shares.
fn promises(scheme: &Scheme, stream: &Stream, figures: &Figures, streams: &[StreamMoney]) -> Vec<Note> {
    let awarded = streams.iter().find(|money| money.id == stream.id && money.status == StreamStatus::Awarded);
    let Some(annual) = awarded.and_then(|money| money.annual.clone()) else {
        return Vec::new();
    };
    let mut notes = Vec::new();
    let note = |code, amount: &Exact, required: Exact| Note {
        code,
        stream: stream.id.clone(),
        amount: Some(amount.clone()),
        required: Some(required),
    };
    if let Some(share) = &stream.share {
        let required = payable(scheme, &(share * &figures.individual_budget));
        if required != annual {
            notes.push(note(NoteCode::StreamShareDiffers, &annual, required));
        }
    }
    if let Some((own_share, per)) = &stream.requires {
        let required = payable(scheme, &(own_share * &scheme.year.count(*per)));
        if figures.social_care < required {
            notes.push(note(NoteCode::StreamFloorNotMet, &figures.social_care, required));
        }
    }
    notes
}
