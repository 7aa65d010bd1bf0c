//! Whether a plan fits its rulebook: the names that it uses are there, its dates are in order, no amount is below zero.

use std::collections::BTreeSet;

use openras_core::document::{AmountIn, Id};
use openras_core::{Code, Day, Days, Diagnostic, Diagnostics, Exact, Path, nearest};

use crate::FindingCode;
use crate::budget::Budget;
use crate::document::{StreamIn, SupportDocument, SupportPlan};
use crate::place::Place;
use crate::policy::PlanPolicy;
use crate::prepared::{SOCIAL_CARE, YEARS_MAX};

/// Lists what does not fit.
pub(crate) struct Fitter<'a> {
    plan: &'a SupportPlan,
    policy: &'a PlanPolicy,
    found: Diagnostics,
}

impl<'a> Fitter<'a> {
    /// Everything that does not fit, and the plan's period where that can be told.
    pub(crate) fn fit(
        plan: &'a SupportPlan,
        policy: &'a PlanPolicy,
        budget: Option<&Budget>,
    ) -> (Option<Days>, Diagnostics) {
        let mut fitter = Fitter { plan, policy, found: Diagnostics::new() };
        let period = fitter.period();
        fitter.needs(budget);
        fitter.names();
        fitter.amounts();
        fitter.dates(period);
        fitter.payments(period);
        if let Some(own) = budget.and_then(|budget| budget.person.as_ref())
            && *own != plan.person
        {
            let message = format!("the plan is of `{}`, the budget of `{own}`", plan.person);
            let path = Place::root().key("person");
            fitter.problem(Code::UnknownName, path, message, "give the allocation of the same person");
        }
        (period, fitter.found)
    }
}

impl Fitter<'_> {
    fn problem(&mut self, code: Code, path: Place, message: String, help: &str) {
        self.found.push(Diagnostic::new(code, path.into(), message).help(help));
    }

    fn period(&mut self) -> Option<Days> {
        let (from, to) = (self.plan.period.from.day()?, self.plan.period.to.day()?);
        let path = Place::root().key("period").key("to");
        let days = Days::new(from, to);
        if days.is_none() {
            let message = format!("the plan ends on {to}, before it begins on {from}");
            self.problem(Code::BadDateRange, path, message, "put the later day in `to`");
        } else if from.plus_years(YEARS_MAX).is_none_or(|latest| to >= latest) {
            let message = format!("the plan runs from {from} to {to}, more than {YEARS_MAX} years");
            self.problem(Code::OutOfRange, path, message, "make a plan for a shorter time");
            return None;
        }
        days
    }

    fn needs(&mut self, budget: Option<&Budget>) {
        let mut known: Vec<&str> = self.policy.context.needs.iter().map(String::as_str).collect();
        known.extend(budget.iter().flat_map(|budget| &budget.needs).map(String::as_str));
        let plan = self.plan;
        let mut used: Vec<(&Id, Place)> = Vec::new();
        for (at, outcome) in plan.outcome.iter().enumerate() {
            let path = Place::root().key("outcome").index(at).key("needs");
            used.extend(outcome.needs.iter().enumerate().map(|(at, need)| (need, path.index(at))));
        }
        for (at, support) in plan.support.iter().enumerate() {
            let path = Place::root().key("support").index(at).key("needs");
            used.extend(support.needs.iter().enumerate().map(|(at, need)| (need, path.index(at))));
        }
        for (at, met) in plan.need_met_otherwise.iter().enumerate() {
            used.push((&met.need, Place::root().key("need_met_otherwise").index(at).key("need")));
        }
        for (need, path) in used {
            if !known.contains(&need.as_str()) {
                self.unknown("need", need.as_str(), &known, path);
            }
        }
    }

    fn unknown(&mut self, what: &str, word: &str, known: &[&str], path: Place) {
        let help = match nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("this rulebook has no {what}"),
            None => format!("there are: {}", known.join(", ")),
        };
        self.problem(Code::UnknownName, path, format!("there is no {what} `{word}`"), &help);
    }

    /// Ways, streams, outcomes, lines and codes that are named.
    fn names(&mut self) {
        let root = Place::root();
        let plan = self.plan;
        let policy = self.policy;
        let ways: Vec<&str> = policy.ways.iter().map(|way| way.id.as_str()).collect();
        let mut streams: Vec<&str> = vec![SOCIAL_CARE];
        streams.extend(policy.context.streams.iter().map(|stream| stream.id.as_str()));
        if let Some(way) = plan.managed.as_ref().and_then(|managed| managed.way.as_ref())
            && !ways.contains(&way.as_str())
        {
            self.unknown("way", way.as_str(), &ways, root.key("managed").key("way"));
        }
        self.ids("outcome", plan.outcome.iter().map(|outcome| &outcome.id));
        self.ids("support", plan.support.iter().map(|support| &support.id));
        self.ids("risk", plan.risk.iter().map(|risk| &risk.id));
        let outcomes: Vec<&str> = plan.outcome.iter().map(|outcome| outcome.id.as_str()).collect();
        for (at, support) in plan.support.iter().enumerate() {
            let path = root.key("support").index(at);
            if let Some(way) = &support.way
                && !ways.contains(&way.as_str())
            {
                self.unknown("way", way.as_str(), &ways, path.key("way"));
            }
            for (at, outcome) in support.outcomes.iter().enumerate() {
                if !outcomes.contains(&outcome.as_str()) {
                    self.unknown("outcome", outcome.as_str(), &outcomes, path.key("outcomes").index(at));
                }
            }
            self.streams(support, &streams, path.key("stream"));
            if support.wage.is_some() && support.all_in != Some(true) {
                let message = "`wage` says what the worker earns of a rate that covers everything";
                let help = "add `all_in = true`, or leave `wage` out: the rate is then the wage";
                self.problem(Code::WrongType, path.key("wage"), message.to_owned(), help);
            }
        }
        self.references();
    }

    fn streams(&mut self, support: &SupportDocument, known: &[&str], path: Place) {
        match &support.stream {
            None => {}
            Some(StreamIn::One(id)) if known.contains(&id.as_str()) => {}
            Some(StreamIn::One(id)) => self.unknown_stream(id.as_str(), known, path.into()),
            Some(StreamIn::Shares(shares)) => {
                let mut total = Exact::ZERO;
                for (id, share) in shares {
                    if !known.contains(&id.as_str()) {
                        self.unknown_stream(id.as_str(), known, Path::from(path).key(id.as_str()));
                    }
                    total = &total + &share.amount().map_or(Exact::ZERO, |share| share.value.clone());
                }
                if total != Exact::ONE {
                    let message = format!("the shares of the streams sum to {total}, not to 1");
                    self.problem(Code::OutOfRange, path, message, "let them sum to 100%");
                }
            }
        }
    }

    fn unknown_stream(&mut self, id: &str, known: &[&str], path: Path) {
        let help = match nearest(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", known.join(", ")),
        };
        let message = format!("there is no stream `{id}`");
        self.found.push(Diagnostic::new(Code::UnknownStream, path, message).help(help).about(id));
    }

    fn ids<'i>(&mut self, list: &'static str, ids: impl Iterator<Item = &'i Id>) {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.enumerate() {
            if !seen.insert(id.as_str()) {
                let path = Place::root().key(list).index(at).key("id");
                let message = format!("the {list} `{id}` is there twice");
                self.problem(Code::DuplicateId, path, message, "give each an id of its own");
            }
        }
    }

    fn references(&mut self) {
        let root = Place::root();
        let plan = self.plan;
        let lines: Vec<&str> = plan.support.iter().map(|support| support.id.as_str()).collect();
        for (at, stay) in plan.residential_stay.iter().enumerate() {
            if let Some(line) = stay.support.as_ref().filter(|line| !lines.contains(&line.as_str())) {
                let path = root.key("residential_stay").index(at).key("support");
                self.unknown("support", line.as_str(), &lines, path);
            }
        }
        for (at, exception) in plan.exception.iter().enumerate() {
            let path = root.key("exception").index(at);
            if let Some(line) = exception.support.as_ref().filter(|line| !lines.contains(&line.as_str())) {
                self.unknown("support", line.as_str(), &lines, path.key("support"));
            }
            if FindingCode::from_word(&exception.code).is_none() {
                let codes: Vec<&str> = FindingCode::ALL.iter().map(|code| code.as_str()).collect();
                self.unknown("code", &exception.code, &codes, path.key("code"));
            }
        }
    }

    /// Nothing is paid, bought or kept below zero.
    fn amounts(&mut self) {
        let root = Place::root();
        let plan = self.plan;
        for (at, support) in plan.support.iter().enumerate() {
            let path = root.key("support").index(at);
            self.amount(support.quantity.as_ref(), path.key("quantity"));
            self.amount(support.rate.as_ref(), path.key("rate"));
            self.amount(support.wage.as_ref(), path.key("wage"));
            self.amount(support.rate_alone.as_ref(), path.key("rate_alone"));
            self.amount(support.weeks.as_ref(), path.key("weeks"));
            self.amount(support.one_off.as_ref(), path.key("one_off"));
            if let Some(sleep) = &support.sleep_in {
                let path = path.key("sleep_in");
                self.amount(Some(&sleep.nights), path.key("nights"));
                self.amount(Some(&sleep.flat), path.key("flat"));
                self.amount(sleep.waking_hours.as_ref(), path.key("waking_hours"));
            }
        }
        if let Some(contribution) = &plan.contribution {
            self.amount(contribution.amount.as_ref(), root.key("contribution").key("amount"));
        }
        for (at, change) in plan.contribution_change.iter().enumerate() {
            let path = root.key("contribution_change").index(at).key("amount");
            self.amount(Some(&change.amount), path);
        }
        if let Some(contingency) = &plan.contingency {
            self.amount(contingency.amount.as_ref(), root.key("contingency").key("amount"));
        }
        if let Some(payment) = &plan.payment {
            let path = root.key("payment");
            self.amount(payment.yearly_limit.as_ref(), path.key("yearly_limit"));
            for (at, budget) in payment.budget.iter().enumerate() {
                self.amount(Some(&budget.amount), path.key("budget").index(at).key("amount"));
            }
            for (at, more) in payment.temporary.iter().enumerate() {
                self.amount(Some(&more.amount), path.key("temporary").index(at).key("amount"));
            }
        }
    }

    fn amount(&mut self, amount: Option<&AmountIn>, path: Place) {
        let below = amount.and_then(AmountIn::amount).filter(|amount| amount.value.is_negative());
        if let Some(amount) = below {
            let message = format!("`{}` is below zero", amount.shortest());
            self.problem(Code::OutOfRange, path, message, "write an amount of 0 or more");
        }
    }

    /// Dates of lines within the plan, of stays and suspensions in order.
    fn dates(&mut self, period: Option<Days>) {
        let root = Place::root();
        let plan = self.plan;
        for (at, support) in plan.support.iter().enumerate() {
            let path = root.key("support").index(at);
            let day = |day: &Option<openras_core::document::DayIn>| day.as_ref().and_then(|day| day.day());
            let (from, to, on) = (day(&support.from), day(&support.to), day(&support.on));
            if let (Some(from), Some(to)) = (from, to)
                && to < from
            {
                self.ends_early(path.key("to"), from, to);
            }
            for (key, day) in [("from", from), ("to", to), ("on", on)] {
                if let (Some(day), Some(period)) = (day, period)
                    && !period.contains(day)
                {
                    let message = format!(
                        "{day} is outside the plan, which runs from {} to {}",
                        period.from, period.to
                    );
                    self.problem(Code::BadDateRange, path.key(key), message, "keep within the plan's period");
                }
            }
        }
        let stays = plan.residential_stay.iter().enumerate();
        let stays = stays.map(|(at, stay)| (root.key("residential_stay").index(at), stay.from, stay.to));
        let payment = plan.payment.as_ref();
        let suspended = payment.iter().flat_map(|payment| payment.suspension.iter().enumerate());
        let suspended =
            suspended.map(|(at, days)| (root.key("payment").key("suspension").index(at), days.from, days.to));
        let temporary = payment.iter().flat_map(|payment| payment.temporary.iter().enumerate());
        let temporary =
            temporary.map(|(at, days)| (root.key("payment").key("temporary").index(at), days.from, days.to));
        for (path, from, to) in stays.chain(suspended).chain(temporary) {
            if let (Some(from), Some(to)) = (from.day(), to.day()) {
                if to < from {
                    self.ends_early(path.key("to"), from, to);
                } else if from.plus_years(YEARS_MAX).is_none_or(|latest| to >= latest) {
                    let message = format!("{from} to {to} is more than {YEARS_MAX} years");
                    self.problem(Code::OutOfRange, path.key("to"), message, "write a nearer day");
                }
            }
        }
    }

    /// Payments begin within the plan and end no earlier; each dated fact has its own day.
    fn payments(&mut self, period: Option<Days>) {
        let root = Place::root();
        let plan = self.plan;
        let changes = plan.contribution_change.iter().map(|change| change.from.day());
        self.one_a_day(root.key("contribution_change"), changes);
        let (Some(payment), Some(period)) = (&plan.payment, period) else { return };
        let path = root.key("payment");
        let day = |day: &Option<openras_core::document::DayIn>| day.as_ref().and_then(|day| day.day());
        let start = day(&payment.start);
        if let Some(start) = start.filter(|start| !period.contains(*start)) {
            let message = format!(
                "payments begin on {start}, outside the plan, which runs from {} to {}",
                period.from, period.to
            );
            self.problem(Code::BadDateRange, path.key("start"), message, "keep within the plan's period");
        }
        let start = start.unwrap_or(period.from);
        if let Some(end) = day(&payment.end).filter(|end| *end < start) {
            let message = format!("payments end on {end}, before they begin on {start}");
            self.problem(Code::BadDateRange, path.key("end"), message, "put the later day in `end`");
        }
        self.one_a_day(path.key("budget"), payment.budget.iter().map(|budget| budget.from.day()));
        let first = payment.budget.iter().filter_map(|budget| budget.from.day()).min();
        if let Some(first) = first.filter(|first| *first > start) {
            let message = format!("payments begin on {start}, and the first budget holds from {first}");
            let help = "state the budget that holds on the first day of the payments";
            self.problem(Code::BadDateRange, path.key("budget"), message, help);
        }
        for (at, rise) in payment.uplift.iter().enumerate() {
            let Some(percent) = rise.percent.amount() else { continue };
            if percent.value < -&Exact::ONE {
                let message = format!("an uplift of `{}` leaves less than nothing", percent.shortest());
                let path = path.key("uplift").index(at).key("percent");
                self.problem(Code::OutOfRange, path, message, "write -100% or more");
            }
        }
    }

    /// No two of a list hold from the same day.
    fn one_a_day(&mut self, list: Place, days: impl Iterator<Item = Option<Day>>) {
        let mut seen = BTreeSet::new();
        for (at, day) in days.enumerate() {
            if let Some(day) = day.filter(|day| !seen.insert(*day)) {
                let message = format!("two of these hold from {day}");
                self.problem(Code::BadDateRange, list.index(at).key("from"), message, "leave one out");
            }
        }
    }

    fn ends_early(&mut self, path: Place, from: Day, to: Day) {
        let message = format!("it ends on {to}, before it begins on {from}");
        self.problem(Code::BadDateRange, path, message, "put the later day in `to`");
    }
}
