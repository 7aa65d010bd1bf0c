//! What is paid to whom on which days, before it is cut into instalments.

use openras_core::{Day, Days, Exact};

use crate::contribution::Contribution;
use crate::cost::{Cost, LineCost};
use crate::days::{Calendar, Segment, WeeklyLines};
use crate::document::{PerWord, Suspension};
use crate::policy::period;
use crate::prepared::{Line, Prepared, value};

/// Money to one recipient.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    pub(super) to: String,
    pub(super) reference: Option<String>,
    /// The days on which there is anything to pay for.
    pub(super) days: Days,
    pub(super) segments: Vec<Segment>,
    /// What is bought once, and when.
    pub(super) once: Vec<(Day, Exact)>,
    /// Whether the person's contribution comes off it.
    pub(super) takes_contribution: bool,
}

/// All of them, and what the council keeps until it is needed.
#[derive(Clone, Debug)]
pub(super) struct Flows {
    pub(super) flows: Vec<Flow>,
    pub(super) held: Exact,
}

/// Days on which payments rest.
pub(super) fn suspended(prepared: &Prepared<'_>, days: &Days) -> Vec<Days> {
    let suspensions = prepared.plan.payment.iter().flat_map(|payment| &payment.suspension);
    let each = suspensions.filter_map(|rest| Days::new(rest.from.day()?, rest.to.day()?)?.overlap(days));
    each.collect()
}

/// What is paid to whom: to whoever gets the direct payment the lines that are one, with contingency and insurance, or what
/// the stated budget leaves; to providers their own lines.
pub(super) fn flows(prepared: &Prepared<'_>, cost: &Cost, days: &Days) -> Flows {
    let stated = stated_budget(prepared, days);
    let mut flows: Vec<Flow> = Vec::new();
    let direct = prepared.lines.iter().find(|line| line.is_direct());
    if let Some(first) = direct {
        let to = first.way.map_or("person", |way| way.paid_to.as_str()).to_owned();
        let mut flow = Flow {
            to,
            reference: None,
            days: *days,
            segments: Vec::new(),
            once: Vec::new(),
            takes_contribution: true,
        };
        let others = || prepared.lines.iter().zip(&cost.lines).filter(|(line, _)| !line.is_direct());
        match stated {
            Some(budget) => {
                flow.segments = at_work(prepared, budget, days, |_, _| false);
                for (_, other) in others() {
                    let own = other.parts().into_iter().flatten().cloned().collect();
                    let own = at_work(prepared, own, days, |_, _| false);
                    flow.segments.extend(
                        own.into_iter()
                            .map(|segment| Segment { days: segment.days, amount: -&segment.amount }),
                    );
                }
                let lines = prepared.lines.iter().zip(&cost.lines).filter(|(line, _)| line.is_direct());
                for (line, cost) in lines {
                    flow.segments.extend(resting(prepared, line, cost, days));
                }
            }
            None => {
                let lines = prepared.lines.iter().zip(&cost.lines).filter(|(line, _)| line.is_direct());
                for (line, cost) in lines {
                    add_line(prepared, &mut flow, line, cost, days);
                }
                flow.segments.extend(at_work(prepared, cost.insurance.clone(), days, |rest, _| {
                    rest.continues.iter().any(|word| word == "insurance")
                }));
                let kept = Segment { days: prepared.period, amount: cost.contingency.clone() };
                flow.segments.extend(at_work(prepared, vec![kept], days, |_, _| false));
            }
        }
        temporary(prepared, &mut flow, days);
        flows.push(flow);
    }
    for (line, cost) in prepared.lines.iter().zip(&cost.lines).filter(|(line, _)| !line.is_direct()) {
        provider(prepared, &mut flows, line, cost, days);
    }
    let held = match direct {
        Some(_) => Exact::ZERO,
        None => &cost.contingency + cost.insurance_total(),
    };
    flows.retain(|flow| !flow.segments.is_empty() || !flow.once.is_empty());
    Flows { flows, held }
}

fn provider(prepared: &Prepared<'_>, flows: &mut Vec<Flow>, line: &Line<'_>, cost: &LineCost, days: &Days) {
    let reference = line.support.provider.as_ref().and_then(|provider| provider.reference.clone());
    let reference = Some(reference.unwrap_or_else(|| line.support.id.as_str().to_owned()));
    let Some(own) = line.days.overlap(days) else { return };
    let at = flows.iter().position(|flow| flow.to == "provider" && flow.reference == reference);
    let mut flow = match at {
        Some(at) => flows.remove(at),
        None => Flow {
            to: "provider".to_owned(),
            reference,
            days: own,
            segments: Vec::new(),
            once: Vec::new(),
            takes_contribution: false,
        },
    };
    flow.days = Days { from: flow.days.from.min(own.from), to: flow.days.to.max(own.to) };
    add_line(prepared, &mut flow, line, cost, days);
    flows.push(flow);
}

/// A line's own cost: what is bought once on its day, the rest on its days but those on which payments rest.
fn add_line(prepared: &Prepared<'_>, flow: &mut Flow, line: &Line<'_>, cost: &LineCost, days: &Days) {
    if cost.once {
        let bought = cost.own.iter().filter(|segment| days.contains(segment.days.from));
        flow.once.extend(bought.map(|segment| (segment.days.from, segment.amount.clone())));
        return;
    }
    for (at, part) in cost.parts().into_iter().enumerate() {
        let pension = at == 3;
        flow.segments.extend(at_work(prepared, part.clone(), days, |rest, day| {
            goes_on(prepared, rest, line, day) || (pension && rest.continues.iter().any(|w| w == "pension"))
        }));
    }
}

/// What of a line goes on being paid while payments rest.
fn resting(prepared: &Prepared<'_>, line: &Line<'_>, cost: &LineCost, days: &Days) -> Vec<Segment> {
    let mut segments = Vec::new();
    for rest in prepared.plan.payment.iter().flat_map(|payment| &payment.suspension) {
        let resting = rest.from.day().zip(rest.to.day()).and_then(|(from, to)| Days::new(from, to));
        let Some(resting) = resting.and_then(|resting| resting.overlap(days)) else { continue };
        for part in resting.split(&retainer_end(prepared, rest)) {
            if goes_on(prepared, rest, line, part.from) {
                let amount = cost.within(&part);
                segments.push(Segment { days: part, amount });
            }
        }
    }
    segments
}

/// Whether a line is paid on a day although payments rest.
fn goes_on(prepared: &Prepared<'_>, rest: &Suspension, line: &Line<'_>, day: Day) -> bool {
    let named = rest.continues.iter().any(|word| {
        *word == line.support.id.as_str()
            || *word == line.category_id()
            || (word == "retainer" && line.employed)
    });
    let in_hospital = rest.reason.as_deref() == Some("hospital") && line.employed;
    let kept = retainer_end(prepared, rest).first().is_some_and(|end| day < *end);
    named || (in_hospital && kept)
}

/// The day from which employees are no longer kept on while the person is in hospital.
fn retainer_end(prepared: &Prepared<'_>, rest: &Suspension) -> Vec<Day> {
    let weeks = prepared.policy.hospital_weeks.filter(|_| rest.reason.as_deref() == Some("hospital"));
    let days = weeks.and_then(|weeks| i32::try_from(weeks).ok()).map(|weeks| weeks.saturating_mul(7));
    days.zip(rest.from.day()).and_then(|(days, from)| from.plus_days(days)).into_iter().collect()
}

/// The segments on these days, without the days on which payments rest and with every rise.
fn at_work(
    prepared: &Prepared<'_>,
    segments: Vec<Segment>,
    days: &Days,
    goes_on: impl Fn(&Suspension, Day) -> bool,
) -> Vec<Segment> {
    let payment = prepared.plan.payment.as_ref();
    let suspensions: Vec<&Suspension> = payment.iter().flat_map(|payment| &payment.suspension).collect();
    let uplifts: Vec<(Day, Exact)> = payment
        .iter()
        .flat_map(|payment| &payment.uplift)
        .filter_map(|rise| Some((rise.from.day()?, rise.percent.amount()?.value.clone())))
        .collect();
    let mut cuts: Vec<Day> = uplifts.iter().map(|(from, _)| *from).collect();
    for rest in &suspensions {
        cuts.extend(rest.from.day());
        cuts.extend(rest.to.day().and_then(Day::after));
        cuts.extend(retainer_end(prepared, rest));
    }
    let mut kept = Vec::new();
    for segment in segments {
        let Some(within) = segment.days.overlap(days) else { continue };
        if cuts.is_empty() {
            kept.push(Segment { days: within, amount: segment.within(&within) });
            continue;
        }
        for part in within.split(&cuts) {
            let rests = suspensions.iter().any(|rest| {
                let resting = rest.from.day().zip(rest.to.day()).and_then(|(from, to)| Days::new(from, to));
                resting.is_some_and(|resting| resting.contains(part.from)) && !goes_on(rest, part.from)
            });
            if rests {
                continue;
            }
            let mut amount = segment.within(&part);
            for (_, share) in uplifts.iter().filter(|(from, _)| *from <= part.from) {
                amount = &amount * &(&Exact::ONE + share);
            }
            kept.push(Segment { days: part, amount });
        }
    }
    kept
}

/// The budget that the payment part states, from each day on until the next.
fn stated_budget(prepared: &Prepared<'_>, days: &Days) -> Option<Vec<Segment>> {
    let payment = prepared.plan.payment.as_ref()?;
    let mut steps: Vec<(Day, Exact, PerWord)> = payment
        .budget
        .iter()
        .filter_map(|budget| Some((budget.from.day()?, value(Some(&budget.amount)), budget.per)))
        .collect();
    if steps.is_empty() {
        return None;
    }
    steps.sort_by_key(|(from, _, _)| *from);
    let mut segments = Vec::new();
    for (at, (from, amount, per)) in steps.iter().enumerate() {
        let next = steps.get(at.saturating_add(1)).and_then(|(next, _, _)| next.before());
        let to = next.map_or(days.to, |next| next.min(days.to));
        let from = if at == 0 { days.from } else { *from };
        let Some(own) = Days::new(from.max(days.from), to) else { continue };
        segments.extend(spread(prepared, amount, *per, days, &own));
    }
    Some(segments)
}

/// An amount per period over `all`, of which only `own` counts; by the week as days / 7.
fn spread(prepared: &Prepared<'_>, amount: &Exact, per: PerWord, all: &Days, own: &Days) -> Vec<Segment> {
    let calendar = Calendar { weekly_lines: WeeklyLines::Days, ..prepared.calendar.clone() };
    match period(per) {
        Some(per) => calendar
            .spread(amount, per, all)
            .into_iter()
            .filter_map(|segment| {
                let amount = segment.within(own);
                Some(Segment { days: segment.days.overlap(own)?, amount })
            })
            .collect(),
        None => vec![Segment { days: *own, amount: amount.clone() }],
    }
}

fn temporary(prepared: &Prepared<'_>, flow: &mut Flow, days: &Days) {
    for more in prepared.plan.payment.iter().flat_map(|payment| &payment.temporary) {
        let own = more.from.day().zip(more.to.day()).and_then(|(from, to)| Days::new(from, to));
        if let Some(own) = own.and_then(|own| own.overlap(days)) {
            flow.segments.extend(spread(prepared, &value(Some(&more.amount)), more.per, &own, &own));
        }
    }
}

/// What the person pays on which days; nothing while payments rest.
pub(super) fn contribution(
    prepared: &Prepared<'_>,
    contribution: &Contribution,
    flows: &Flows,
    days: &Days,
    resting: &[Days],
) -> Vec<Segment> {
    if contribution.is_full_cost() {
        let all = flows.flows.iter().flat_map(|flow| flow.segments.iter().cloned());
        return all.collect();
    }
    let mut cuts: Vec<Day> = Vec::new();
    for rest in resting {
        cuts.push(rest.from);
        cuts.extend(rest.to.after());
    }
    let segments = contribution.segments(&prepared.calendar, &prepared.period);
    let mut kept = Vec::new();
    for segment in segments {
        let Some(own) = segment.days.overlap(days) else { continue };
        for part in own.split(&cuts) {
            if !resting.iter().any(|rest| rest.contains(part.from)) {
                kept.push(Segment { days: part, amount: segment.within(&part) });
            }
        }
    }
    kept
}
