//! The payments of a plan: dated, each with the days that it covers, exact to the penny.

mod flows;
mod periods;
mod write;

use openras_core::{Code, Day, Days, Diagnostic, Exact, Rounding};

pub use write::{SCHEDULE, ScheduleRecord};

use crate::contribution::Contribution;
use crate::cost::Cost;
use crate::daily::Daily;
use crate::document::{Frequency, PaymentDocument, PaymentModel, SupportPlan};
use crate::place::Place;
use crate::prepared::Prepared;
use crate::shares::rounded_shares;
use flows::Flow;

/// The payments of a plan.
///
/// # Rounding
/// Each instalment to payable decimals, half away from zero; the last of each recipient carries what is then left, so that
/// they sum to the exact total, rounded once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The person.
    pub person: String,
    /// ISO 4217.
    pub currency: String,
    /// Decimal places of a payable amount.
    pub decimals: u32,
    /// The days that are paid for.
    pub days: Days,
    /// How often.
    pub frequency: Frequency,
    /// Whether each is paid on the first day that it covers.
    pub in_advance: bool,
    /// In the order of their days of payment.
    pub instalments: Vec<Instalment>,
    /// What the council pays in all.
    pub total: Exact,
    /// The same with the contribution that was taken off.
    pub gross: Exact,
    /// What the person pays and was not taken off a payment.
    pub to_collect: Exact,
    /// What the council keeps until it is needed.
    pub held: Exact,
    /// The most of a year, where each payment is asked for.
    pub yearly_limit: Option<Exact>,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// Counted from 1, for each recipient.
    pub number: usize,
    /// The day it is paid.
    pub pay_on: Day,
    /// The days that it covers.
    pub covers: Days,
    /// On how many of them payments rest.
    pub suspended_days: i32,
    /// Who gets it: `person`, `nominee`, `trust`, `provider`.
    pub to: String,
    /// An opaque reference to a provider.
    pub reference: Option<String>,
    /// Before the contribution comes off.
    pub gross: Exact,
    /// The contribution that comes off.
    pub contribution: Exact,
    /// What is paid.
    pub amount: Exact,
    /// What is special about it.
    pub kind: InstalmentKind,
}

/// What is special about a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstalmentKind {
    /// Nothing.
    Regular,
    /// It covers fewer days than the others.
    ProRata,
    /// Paid once, for something that is bought once.
    OneOff,
    /// Paid after its own day, because the agreement came later.
    Backdated,
}

impl InstalmentKind {
    /// `regular`, `pro_rata`, `one_off`, `backdated`.
    pub const fn as_str(self) -> &'static str {
        match self {
            InstalmentKind::Regular => "regular",
            InstalmentKind::ProRata => "pro_rata",
            InstalmentKind::OneOff => "one_off",
            InstalmentKind::Backdated => "backdated",
        }
    }
}

/// Payments that begin before the agreement, and nobody has said so and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UndecidedStart {
    start: Day,
    agreed: Day,
}

/// The first day of the payments where it is before the agreement without a decision.
pub(crate) fn undecided_start(plan: &SupportPlan, period: Days) -> Option<UndecidedStart> {
    let payment = plan.payment.as_ref().filter(|payment| payment.backdated.is_none())?;
    let agreed = payment.agreed_on.as_ref()?.day()?;
    let start = first_day(payment, period);
    (start < agreed).then_some(UndecidedStart { start, agreed })
}

fn first_day(payment: &PaymentDocument, period: Days) -> Day {
    payment.start.as_ref().and_then(|start| start.day()).unwrap_or(period.from)
}

impl UndecidedStart {
    pub(crate) fn path() -> Place {
        Place::root().key("payment").key("start")
    }

    pub(crate) fn message(&self) -> String {
        format!("payments begin on {}, before the agreement of {}", self.start.long(), self.agreed.long())
    }

    pub(crate) const HELP: &'static str =
        "begin on the day of the agreement, or say in `backdated` who decided otherwise, when and why";

    pub(crate) fn problem(&self) -> Diagnostic {
        Diagnostic::new(Code::BadDateRange, Self::path().into(), self.message()).help(Self::HELP)
    }
}

/// Works the payments out. Those that begin before the agreement are worked out as if somebody had decided so.
pub(crate) fn schedule(prepared: &Prepared<'_>, cost: &Cost, contribution: &Contribution) -> Schedule {
    let payment = prepared.plan.payment.clone().unwrap_or_default();
    let start = first_day(&payment, prepared.period);
    let end = payment.end.as_ref().and_then(|end| end.day()).unwrap_or(prepared.period.to);
    // A plan whose payments end before they begin does not fit, and does not come here.
    let days = Days::new(start, end.min(prepared.period.to)).unwrap_or(prepared.period);
    let agreed_on = payment.agreed_on.as_ref().and_then(|agreed| agreed.day());
    let backdated = agreed_on.filter(|agreed| start < *agreed);
    let frequency = payment.frequency.unwrap_or(Frequency::Monthly);
    let in_advance = payment.in_advance.unwrap_or(true);
    let mut flows = flows::flows(prepared, cost, &days);
    let net = payment.model.unwrap_or(PaymentModel::Net) == PaymentModel::Net;
    let resting = flows::suspended(prepared, &days);
    let pays = flows::contribution(prepared, contribution, &flows, &days, &resting);
    let mut left: Exact = pays.iter().map(|pays| pays.amount.clone()).sum();
    let pays =
        (net && !pays.is_empty()).then(|| Daily::of(&pays).times(&pennies(prepared.policy.decimals())));
    let mut schedule = Schedule {
        person: prepared.plan.person.clone(),
        currency: prepared.policy.currency().to_owned(),
        decimals: prepared.policy.decimals(),
        days,
        frequency,
        in_advance,
        instalments: Vec::new(),
        total: Exact::ZERO,
        gross: Exact::ZERO,
        to_collect: Exact::ZERO,
        held: flows.held.clone(),
        yearly_limit: payment.yearly_limit.as_ref().map(|limit| crate::prepared::value(Some(limit))),
    };
    // What is paid as it is needed has no dates; providers are paid by the month all the same.
    let as_needed = frequency == Frequency::AsNeeded;
    if as_needed {
        flows.flows.retain(|flow| !flow.takes_contribution);
    }
    let dated = if as_needed { Frequency::Monthly } else { frequency };
    let covers = periods::periods(dated, &days);
    for flow in &mut flows.flows {
        let pays = pays.as_ref().filter(|_| flow.takes_contribution);
        let taken = instalments(&mut schedule, dated, flow, &covers, pays, &resting);
        left = &left - &taken;
    }
    if let Some(agreed) = backdated {
        for instalment in schedule.instalments.iter_mut().filter(|paid| paid.pay_on < agreed) {
            instalment.pay_on = agreed;
            instalment.kind = InstalmentKind::Backdated;
        }
    }
    schedule.instalments.sort_by(|one, other| {
        (one.pay_on, &one.to, &one.reference, one.covers).cmp(&(
            other.pay_on,
            &other.to,
            &other.reference,
            other.covers,
        ))
    });
    schedule.total = schedule.instalments.iter().map(|paid| paid.amount.clone()).sum();
    schedule.gross = schedule.instalments.iter().map(|paid| paid.gross.clone()).sum();
    schedule.to_collect = round(&left, schedule.decimals);
    schedule
}

/// How many of the smallest payable amount make one of the currency: 100, for two decimals.
fn pennies(places: u32) -> Exact {
    Exact::ONE.checked_div(&Exact::decimal(1, places)).unwrap_or(Exact::ONE)
}

fn round(amount: &Exact, places: u32) -> Exact {
    amount.round(Rounding::HalfAwayFromZero, i32::try_from(places).unwrap_or(2))
}

/// What is due to one recipient, in pennies: whole numbers, but for what is taken.
struct Due {
    /// The days of each instalment.
    days: Vec<Days>,
    gross: Vec<Exact>,
    net: Vec<Exact>,
    /// The contribution that was taken off, exactly.
    taken: Exact,
}

fn due(flow: &Flow, covers: &[Days], pays: Option<&Daily>, places: u32) -> Due {
    let due = Daily::of(&flow.segments).times(&pennies(places));
    let days: Vec<Days> = covers.iter().filter_map(|covers| covers.overlap(&flow.days)).collect();
    let exact: Vec<Exact> = days.iter().map(|covered| due.over(covered)).collect();
    let gross = last_carries(&exact);
    let Some(pays) = pays else { return Due { days, net: gross.clone(), gross, taken: Exact::ZERO } };
    let off = days.iter().zip(&exact).map(|(covered, whole)| pays.over(covered).min(whole.clone()));
    let off: Vec<Exact> = off.collect();
    let net: Vec<Exact> = exact.iter().zip(&off).map(|(whole, off)| whole - off).collect();
    Due { days, gross, net: last_carries(&net), taken: off.iter().cloned().sum() }
}

/// Adds the instalments of one recipient; gives the contribution that was taken off, exactly.
fn instalments(
    schedule: &mut Schedule,
    frequency: Frequency,
    flow: &Flow,
    covers: &[Days],
    pays: Option<&Daily>,
    resting: &[Days],
) -> Exact {
    let penny = Exact::decimal(1, schedule.decimals);
    let Due { days, gross, net, taken } = due(flow, covers, pays, schedule.decimals);
    let full = full_days(frequency);
    let before = schedule.instalments.len();
    let number = |paid: &[Instalment]| paid.len().saturating_sub(before).saturating_add(1);
    schedule.instalments.reserve(days.len().saturating_add(flow.once.len()));
    for ((covered, gross), amount) in days.into_iter().zip(gross).zip(net) {
        let whole = match full {
            Some(full) => covered.count() == full,
            None => periods::is_whole(frequency, &covered),
        };
        let rests = resting.iter().filter_map(|rest| rest.overlap(&covered)).map(|days| days.count()).sum();
        schedule.instalments.push(Instalment {
            number: number(&schedule.instalments),
            pay_on: if schedule.in_advance { covered.from } else { covered.to.after().unwrap_or(covered.to) },
            covers: covered,
            suspended_days: rests,
            to: flow.to.clone(),
            reference: flow.reference.clone(),
            contribution: &(&gross - &amount) * &penny,
            gross: &gross * &penny,
            amount: &amount * &penny,
            kind: if whole { InstalmentKind::Regular } else { InstalmentKind::ProRata },
        });
    }
    for (day, amount) in &flow.once {
        let amount = round(amount, schedule.decimals);
        schedule.instalments.push(Instalment {
            number: number(&schedule.instalments),
            pay_on: *day,
            covers: Days { from: *day, to: *day },
            suspended_days: 0,
            to: flow.to.clone(),
            reference: flow.reference.clone(),
            gross: amount.clone(),
            contribution: Exact::ZERO,
            amount,
            kind: InstalmentKind::OneOff,
        });
    }
    &taken * &penny
}

fn full_days(frequency: Frequency) -> Option<i32> {
    match frequency {
        Frequency::FourWeekly => Some(28),
        Frequency::TwoWeekly => Some(14),
        _ => None,
    }
}

/// Pennies, each rounded by itself; the last carries what is then left of the whole. Where that would be below nothing, as
/// in a few pence a year, the pennies go to those that lost most instead.
fn last_carries(exact: &[Exact]) -> Vec<Exact> {
    let whole = round(&exact.iter().cloned().sum(), 0);
    let mut amounts: Vec<Exact> = exact.iter().map(|amount| round(amount, 0)).collect();
    let but_last: Exact = amounts.iter().rev().skip(1).cloned().sum();
    if let Some(last) = amounts.last_mut() {
        *last = &whole - &but_last;
        if last.is_negative() && !whole.is_negative() {
            return rounded_shares(exact, 0).0;
        }
    }
    amounts
}
