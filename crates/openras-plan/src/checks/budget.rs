//! What the plan costs against the budget, by stream and by month.

use openras_core::{Exact, Period, Rounding};

use super::Checks;
use crate::budget::{Budget, StreamStanding};
use crate::cost::{LineCost, own_cost, per, stream_has};
use crate::days::WeeklyLines;
use crate::document::{ContributionOutcome, Frequency};
use crate::finding::{Finding, Lifting};
use crate::place::Place;
use crate::prepared::SOCIAL_CARE;
use crate::schedule::Schedule;
use crate::{FindingCode as Code, Gravity};

impl Checks<'_, '_> {
    pub(super) fn affordable(&mut self) {
        if let Some(budget) = self.prepared.budget {
            self.within_budget(budget);
            self.streams(budget);
            self.payments();
        }
        self.months();
        self.reference_rates();
        self.financial_assessment();
    }

    fn rounded(&self, amount: &Exact) -> Exact {
        let places = i32::try_from(self.prepared.policy.decimals()).unwrap_or(2);
        amount.round(Rounding::HalfAwayFromZero, places)
    }

    /// What the told weekly figure rounds up to a year is not held against lines by the week.
    fn weekly_slack(&self, budget: &Budget) -> Exact {
        let prepared = self.prepared;
        if prepared.calendar.weekly_lines != WeeklyLines::SchemeYear {
            return Exact::ZERO;
        }
        let told = &(&budget.weekly() * &budget.year.weeks) * &prepared.years;
        let own = &budget.annual() * &prepared.years;
        if told <= own {
            return Exact::ZERO;
        }
        let by_week = prepared.lines.iter().zip(&self.cost.totals);
        let by_week = by_week.filter(|(line, _)| line.per == Some(Period::Week));
        let by_week: Exact = by_week.map(|(_, total)| total.clone()).sum();
        let share = by_week.checked_div(&told).unwrap_or(Exact::ZERO);
        let share = if share > Exact::ONE { Exact::ONE } else { share };
        &(&told - &own) * &share
    }

    fn within_budget(&mut self, budget: &Budget) {
        let policy = self.prepared.policy;
        let has = self.prepared.has.clone().unwrap_or(Exact::ZERO);
        let has = self.rounded(&has);
        let exact_total = self.cost.total();
        let total = self.rounded(exact_total);
        let by_percent = &has * &policy.over_percent;
        let tolerance = if by_percent > policy.over_amount { by_percent } else { policy.over_amount.clone() };
        let over = &(exact_total - &has) - &self.weekly_slack(budget);
        let over = self.rounded(&over);
        let path = Place::root().key("support");
        let contingency = self.cost.contingency.clone();
        if over > tolerance {
            let finding = self.over_budget(budget, &total, &has);
            self.find(finding);
            let left = self.rounded(&(&has - &(exact_total - &contingency)));
            let left = if left.is_negative() { Exact::ZERO } else { left };
            if contingency.is_positive() {
                let message = format!(
                    "{} is kept for what goes wrong, and the supports leave {} of the budget",
                    self.pounds(&contingency),
                    self.pounds(&left)
                );
                let left = self.fixed(&left);
                self.find(
                    Finding::new(Code::ContingencyOutsideBudget, Place::root().key("contingency"), message)
                        .help("keep less, spend less, or ask for more: the contingency is part of the budget")
                        .fact("left", left),
                );
            }
        } else {
            self.seen(Code::OverBudget, path);
            if contingency.is_positive() {
                self.seen(Code::ContingencyOutsideBudget, Place::root().key("contingency"));
            }
        }
        let Some(percent) = &policy.under_percent else { return };
        let spare = &has - exact_total;
        if spare > &has * percent {
            let message = format!(
                "the plan costs {}, {} less than the budget of {}",
                self.pounds(&total),
                self.pounds(&self.rounded(&spare)),
                self.pounds(&has)
            );
            self.find(
                Finding::new(Code::UnderBudget, path, message)
                    .help("make sure that no need is left out; nobody has to spend everything")
                    .fact("total", self.fixed(&total))
                    .fact("budget", self.fixed(&has)),
            );
        }
    }

    fn over_budget(&self, budget: &Budget, total: &Exact, has: &Exact) -> Finding {
        let policy = self.prepared.policy;
        let difference = total - has;
        let of = |amount: &Exact, period: Period| self.rounded(&per(self.prepared, amount, period));
        let standing = budget.standing.as_str();
        let message = format!(
            "the plan costs {}, {} more than the {standing} budget of {}",
            self.pounds(total),
            self.pounds(&difference),
            self.pounds(has)
        );
        let reasons = &policy.reasons_to_exceed;
        let help = match reasons.as_slice() {
            [] => "a panel decides: the budget is where planning starts, and no limit".to_owned(),
            reasons => format!(
                "a panel decides, for one of these reasons: {}; the budget is where planning starts, and no limit",
                reasons.join(", ")
            ),
        };
        let grounds = Lifting::On { grounds: reasons.clone(), agreed_by: Vec::new() };
        let mut finding = Finding::new(Code::OverBudget, Place::root().key("support"), message)
            .help(help)
            .lifted_by(if reasons.is_empty() { Lifting::Any } else { grounds })
            .fact("total", self.fixed(total))
            .fact("budget", self.fixed(has))
            .fact("over", self.fixed(&difference))
            .fact("total_annual", self.fixed(&of(total, Period::Year)))
            .fact("budget_annual", self.fixed(&of(has, Period::Year)))
            .fact("total_weekly", self.fixed(&of(total, Period::Week)))
            .fact("budget_weekly", self.fixed(&of(has, Period::Week)));
        if let Some((short, line)) = self.short_at_reference(has) {
            finding.message.push_str(&format!(
                "; at the council's own rates it is still {} short, from `{line}` on",
                self.pounds(&short)
            ));
            finding =
                finding.fact("short_at_reference_rates", self.fixed(&short)).fact("short_from_line", line);
        }
        finding
    }

    /// How much the budget falls short where every line costs no more than the council's own rates, and the first line that
    /// it does not reach.
    fn short_at_reference(&self, has: &Exact) -> Option<(Exact, String)> {
        let policy = self.prepared.policy;
        if policy.references.is_empty() {
            return None;
        }
        let mut sum = &self.cost.contingency + self.cost.insurance_total();
        let mut first: Option<String> = None;
        let lines = self.prepared.lines.iter().zip(&self.cost.lines);
        for ((line, cost), total) in lines.zip(&self.cost.totals) {
            let at_reference = match self.prepared.policy.reference_on(line, line.days.from) {
                Some((reference, _)) if *reference < line.rate() => {
                    let own: Exact = own_total(&own_cost(line, &self.prepared.calendar, reference));
                    let now: Exact = own_total(cost);
                    // On-costs go with the wage.
                    let share = own.checked_div(&now).unwrap_or(Exact::ONE);
                    total * &share
                }
                _ => total.clone(),
            };
            sum = &sum + &at_reference;
            if sum > *has && first.is_none() {
                first = Some(line.support.id.as_str().to_owned());
            }
        }
        let short = &self.rounded(&sum) - has;
        first.filter(|_| short.is_positive()).map(|line| (short, line))
    }

    fn reference_rates(&mut self) {
        let prepared = self.prepared;
        for line in &prepared.lines {
            let Some((reference, source)) = prepared.policy.reference_on(line, line.days.from) else {
                continue;
            };
            let path = line.path().key("rate");
            if line.rate() <= *reference {
                self.seen(Code::RateAboveReference, path);
                continue;
            }
            let id = line.support.id.as_str();
            let unit = line.support.unit.map_or("a unit", |unit| unit.one());
            let message = format!(
                "{} {unit} is more than the {} that `{}` costs here",
                self.pounds(&line.rate()),
                self.pounds(reference),
                line.category_id()
            );
            self.find(
                Finding::new(Code::RateAboveReference, path, message)
                    .help("say why, where it is not plain: a rate of the person's choice is no fault")
                    .source(source.clone())
                    .fact("rate", self.fixed(&line.rate()))
                    .fact("reference", self.fixed(reference))
                    .line(id),
            );
        }
    }

    fn streams(&mut self, budget: &Budget) {
        let spent = self.cost.of_streams(self.prepared);
        let awarded = budget.streams.iter().any(|stream| stream.standing == StreamStanding::Awarded);
        for (id, spent) in spent {
            let path = self.first_spending(id);
            if id == SOCIAL_CARE && !awarded || spent.is_zero() {
                continue;
            }
            let stream = budget.streams.iter().find(|stream| stream.id == id);
            let standing = stream.map_or(StreamStanding::ToApply, |stream| stream.standing);
            if id != SOCIAL_CARE && standing == StreamStanding::ToApply {
                let message =
                    format!("{} is spent from `{id}`, which nobody has applied for", self.pounds(&spent));
                self.find(
                    Finding::new(Code::StreamNotAppliedFor, path, message)
                        .help("apply for it before the plan is agreed")
                        .fact("stream", id)
                        .fact("spent", self.fixed(&self.rounded(&spent))),
                );
                continue;
            }
            if id != SOCIAL_CARE && standing == StreamStanding::Applied {
                self.seen(Code::StreamNotAppliedFor, path);
                continue;
            }
            let has = stream_has(self.prepared, budget, id).unwrap_or(Exact::ZERO);
            if self.rounded(&spent) > self.rounded(&has) {
                let message =
                    format!("{} is spent from `{id}`, which has {}", self.pounds(&spent), self.pounds(&has));
                self.find(
                    Finding::new(Code::StreamOverspent, path, message)
                        .help("let another stream pay for a part of it")
                        .fact("stream", id)
                        .fact("spent", self.fixed(&self.rounded(&spent)))
                        .fact("has", self.fixed(&self.rounded(&has))),
                );
            } else {
                self.seen(Code::StreamOverspent, path);
            }
        }
    }

    /// The first line that a stream pays for; the supports as a whole for what no line names.
    fn first_spending(&self, stream: &str) -> Place {
        let mut lines = self.prepared.lines.iter();
        let named = lines.find(|line| {
            line.support.stream.is_some()
                && line.streams.iter().any(|(id, share)| *id == stream && share.is_positive())
        });
        named.map_or_else(|| Place::root().key("support"), |line| line.path().key("stream"))
    }

    /// Payments that the plan states add up to the budget.
    fn payments(&mut self) {
        let schedule = self.schedule;
        let path = Place::root().key("payment");
        let stated = self.prepared.plan.payment.as_ref().is_some_and(|payment| !payment.budget.is_empty());
        if schedule.frequency == Frequency::AsNeeded {
            return self.drawn(schedule);
        }
        let has = self.rounded(&self.prepared.has.clone().unwrap_or(Exact::ZERO));
        if !stated || schedule.gross == has || schedule.instalments.is_empty() {
            if !schedule.instalments.is_empty() {
                self.seen(Code::PaymentsNotEqualToBudget, path);
            }
            return;
        }
        let message = format!(
            "the payments come to {}, and the budget for the same days is {}",
            self.pounds(&schedule.gross),
            self.pounds(&has)
        );
        let (gross, has) = (self.fixed(&schedule.gross), self.fixed(&has));
        self.find(
            Finding::new(Code::PaymentsNotEqualToBudget, path.key("budget"), message)
                .help("state the budget that was agreed, from the day it holds")
                .fact("payments", gross)
                .fact("budget", has),
        );
    }

    /// What is paid as it is needed fits into its yearly limit.
    fn drawn(&mut self, schedule: &Schedule) {
        let Some(limit) = &schedule.yearly_limit else { return };
        let prepared = self.prepared;
        let direct = prepared.lines.iter().zip(&self.cost.totals).filter(|(line, _)| line.is_direct());
        let direct: Exact = direct.map(|(_, total)| total.clone()).sum();
        let a_year = self.rounded(&per(prepared, &direct, Period::Year));
        let path = Place::root().key("payment").key("yearly_limit");
        if a_year <= *limit {
            return self.seen(Code::PaymentsNotEqualToBudget, path);
        }
        let message = format!(
            "the supports of the direct payment come to {} a year, and no more than {} may be asked for",
            self.pounds(&a_year),
            self.pounds(limit)
        );
        let (a_year, limit) = (self.fixed(&a_year), self.fixed(limit));
        self.find(
            Finding::new(Code::PaymentsNotEqualToBudget, path, message)
                .help("raise the yearly limit, or buy less of it with the direct payment")
                .fact("payments", a_year)
                .fact("limit", limit),
        );
    }

    /// By the end of no month has more been spent than paid in.
    fn months(&mut self) {
        let months = self.months;
        let mut told = false;
        for month in months.iter().filter(|month| month.left.is_negative()) {
            if told {
                break;
            }
            told = true;
            let below = -&month.left;
            let first = month.from.long();
            let name = first.split_once(' ').map_or(first.as_str(), |(_, month)| month);
            let message =
                format!("by the end of {name} {} more has been spent than paid in", self.pounds(&below));
            self.find(
                Finding::new(Code::MonthBelowZero, Place::root().key("payment"), message)
                    .help("pay what is bought once when it is bought, or buy it later")
                    .fact("month", month.from.to_string())
                    .fact("below", self.fixed(&below)),
            );
        }
        if !told && !months.is_empty() {
            self.seen(Code::MonthBelowZero, Place::root().key("payment"));
        }
    }

    fn financial_assessment(&mut self) {
        let path = Place::root().key("contribution");
        let contribution = self.prepared.plan.contribution.as_ref();
        let outcome = contribution.and_then(|contribution| contribution.outcome);
        let stated = match outcome {
            None | Some(ContributionOutcome::NotDone) => false,
            Some(ContributionOutcome::Assessed | ContributionOutcome::Declined) => {
                contribution.is_some_and(|contribution| contribution.amount.is_some())
            }
            Some(_) => true,
        };
        if stated {
            self.seen(Code::FinancialAssessmentMissing, path);
        } else {
            self.find(
                Finding::new(
                    Code::FinancialAssessmentMissing,
                    path.key("outcome"),
                    "what the person pays has not been assessed",
                )
                .help("have it assessed, or write why not: `nil`, `full_cost` or `declined` with the amount"),
            );
        }
        let cost = self.cost.total();
        let pays = self.contribution.over(self.prepared, &self.prepared.period, cost);
        if pays > *cost {
            let message = format!(
                "the person would pay {}, and the plan costs {}",
                self.pounds(&pays),
                self.pounds(cost)
            );
            let (pays, cost) = (self.fixed(&self.rounded(&pays)), self.fixed(&self.rounded(cost)));
            self.find(
                Finding::new(Code::ContributionAboveCost, path, message)
                    .gravity(Gravity::Refer)
                    .help("nobody pays more than the support costs: lower the contribution")
                    .fact("contribution", pays)
                    .fact("cost", cost),
            );
        } else if stated {
            self.seen(Code::ContributionAboveCost, path);
        }
    }
}

fn own_total(cost: &LineCost) -> Exact {
    cost.own.iter().map(|segment| segment.amount.clone()).sum()
}
