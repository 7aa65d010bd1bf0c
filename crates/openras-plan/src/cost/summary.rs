//! The figures of a plan's cost, rounded so that the parts sum to the whole.

use openras_core::{Day, Exact, Period, Rounding};

use super::Cost;
use crate::budget::Budget;
use crate::contribution::Contribution;
use crate::prepared::{Prepared, SOCIAL_CARE};
use crate::shares::rounded_shares;

/// What a plan costs, in the rulebook's currency, every figure with payable decimals.
///
/// # Rounding
/// The total half away from zero; lines, streams and months by largest remainder, so that each of them sums to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostSummary {
    /// What comes again and again, for a year.
    pub annual: Exact,
    /// What comes again and again, for a week.
    pub weekly: Exact,
    /// What is paid once.
    pub one_off: Exact,
    /// What is kept for when something goes wrong.
    pub contingency: Exact,
    /// Everything, for the plan's period.
    pub total: Exact,
    /// The budget for the same days.
    pub budget: Option<Exact>,
    /// The budget less the total: below zero where the plan costs more.
    pub difference: Option<Exact>,
    /// Line by line.
    pub by_line: Vec<CostLine>,
    /// By category, in the order in which they first come.
    pub by_category: Vec<NamedAmount>,
    /// By stream: what is spent from it, and what it has.
    pub by_stream: Vec<StreamCost>,
    /// By calendar month.
    pub by_month: Vec<MonthCost>,
    /// Who pays.
    pub personal_budget: PersonalBudget,
}

/// An amount with the id of what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAmount {
    /// The id.
    pub id: String,
    /// How much.
    pub amount: Exact,
}

/// What one line costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// The id of the line, `employers_liability_insurance` or `contingency`.
    pub id: String,
    /// What it is.
    pub text: String,
    /// Its category.
    pub category: String,
    /// How it comes about, in words and figures.
    pub workings: String,
    /// Quantity x rate.
    pub own: Exact,
    /// Paid leave.
    pub holiday: Exact,
    /// The employer's National Insurance.
    pub employer_ni: Exact,
    /// The employer's pension contribution.
    pub pension: Exact,
    /// All of it.
    pub total: Exact,
}

/// What is spent from a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamCost {
    /// Its id.
    pub id: String,
    /// What is spent.
    pub spent: Exact,
    /// What it has for the same days, where that is known.
    pub has: Option<Exact>,
}

/// What a calendar month costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthCost {
    /// The first day of it that is in the plan.
    pub from: Day,
    /// What is spent in it; the contingency is not.
    pub spent: Exact,
    /// What is paid in for it by council and person.
    pub paid: Exact,
    /// What is left at its end of all that was paid in so far.
    pub left: Exact,
}

/// Who pays the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalBudget {
    /// What the person pays and the council pays together.
    pub total: Exact,
    /// The person.
    pub person_pays: Exact,
    /// The council.
    pub council_pays: Exact,
    /// Money from elsewhere, by stream.
    pub other_money: Vec<NamedAmount>,
}

impl Cost {
    pub(crate) fn summary(
        &self,
        prepared: &Prepared<'_>,
        contribution: &Contribution,
        by_month: Vec<MonthCost>,
    ) -> CostSummary {
        let places = prepared.policy.decimals();
        let rounded =
            |value: &Exact| value.round(Rounding::HalfAwayFromZero, i32::try_from(places).unwrap_or(2));
        let calendar = &prepared.calendar;
        let recurring = self.recurring();
        let annual = recurring.checked_div(&prepared.years).unwrap_or(Exact::ZERO);
        let weekly = recurring.checked_div(&calendar.weeks(&prepared.period)).unwrap_or(Exact::ZERO);
        let (by_line, total) = self.by_line(prepared, places);
        let budget = prepared.has.as_ref().map(rounded);
        let by_stream = self.by_stream(prepared, places);
        CostSummary {
            annual: rounded(&annual),
            weekly: rounded(&weekly),
            one_off: rounded(&self.one_off()),
            contingency: rounded(&self.contingency),
            difference: budget.as_ref().map(|budget| budget - &total),
            by_category: by_category(&by_line),
            personal_budget: personal_budget(prepared, contribution, &by_stream, &total),
            by_stream,
            by_month,
            by_line,
            budget,
            total,
        }
    }

    fn by_line(&self, prepared: &Prepared<'_>, places: u32) -> (Vec<CostLine>, Exact) {
        let mut exact: Vec<Exact> = self.totals.clone();
        let insurance = self.insurance_total().clone();
        exact.push(insurance.clone());
        exact.push(self.contingency.clone());
        let (shares, total) = rounded_shares(&exact, places);
        let mut by_line = Vec::new();
        for ((line, cost), total) in prepared.lines.iter().zip(&self.lines).zip(&shares) {
            let parts = cost.parts().map(|part| part.iter().map(|segment| segment.amount.clone()).sum());
            // What is all its own cost needs no sharing out.
            let alone = parts.iter().skip(1).all(Exact::is_zero);
            let parts = if alone { vec![total.clone()] } else { rounded_shares(&parts, places).0 };
            let part = |at: usize| parts.get(at).cloned().unwrap_or(Exact::ZERO);
            // The line's share may differ from its own rounding by the last digit: the difference is its own cost's.
            let sum: Exact = parts.iter().cloned().sum();
            by_line.push(CostLine {
                id: line.support.id.as_str().to_owned(),
                text: line.name().to_owned(),
                category: line.category_id().to_owned(),
                workings: crate::workings::of_line(prepared, line),
                own: &part(0) + &(total - &sum),
                holiday: part(1),
                employer_ni: part(2),
                pension: part(3),
                total: total.clone(),
            });
        }
        let rest = [
            ("employers_liability_insurance", "Employer's liability insurance", "insurance", insurance),
            ("contingency", "Contingency", "contingency", self.contingency.clone()),
        ];
        for ((id, text, category, exact), total) in rest.into_iter().zip(shares.iter().skip(self.lines.len()))
        {
            if !exact.is_zero() {
                by_line.push(CostLine {
                    id: id.to_owned(),
                    text: text.to_owned(),
                    category: category.to_owned(),
                    workings: text.to_owned(),
                    own: total.clone(),
                    holiday: Exact::ZERO,
                    employer_ni: Exact::ZERO,
                    pension: Exact::ZERO,
                    total: total.clone(),
                });
            }
        }
        (by_line, total)
    }

    /// What each stream pays, exactly; the insurance and the contingency are social care's.
    pub(crate) fn of_streams<'a>(&self, prepared: &Prepared<'a>) -> Vec<(&'a str, Exact)> {
        let mut streams: Vec<(&str, Exact)> = vec![(SOCIAL_CARE, self.insurance_total() + &self.contingency)];
        for (line, total) in prepared.lines.iter().zip(&self.totals) {
            for (id, share) in &line.streams {
                let amount = total * share;
                match streams.iter_mut().find(|(known, _)| known == id) {
                    Some((_, sum)) => *sum = &*sum + &amount,
                    None => streams.push((id, amount)),
                }
            }
        }
        streams
    }

    fn by_stream(&self, prepared: &Prepared<'_>, places: u32) -> Vec<StreamCost> {
        let streams = self.of_streams(prepared);
        let exact: Vec<Exact> = streams.iter().map(|(_, amount)| amount.clone()).collect();
        let (shares, _) = rounded_shares(&exact, places);
        let has = |id: &str| -> Option<Exact> {
            let budget = prepared.budget?;
            let amount = stream_has(prepared, budget, id)?;
            Some(amount.round(Rounding::HalfAwayFromZero, i32::try_from(places).ok()?))
        };
        let each = streams.iter().zip(shares);
        each.map(|((id, _), spent)| StreamCost { id: (*id).to_owned(), spent, has: has(id) }).collect()
    }
}

/// Who pays what social care pays of the total.
fn personal_budget(
    prepared: &Prepared<'_>,
    contribution: &Contribution,
    streams: &[StreamCost],
    total: &Exact,
) -> PersonalBudget {
    let places = i32::try_from(prepared.policy.decimals()).unwrap_or(2);
    let other_money: Vec<NamedAmount> = streams
        .iter()
        .filter(|stream| stream.id != SOCIAL_CARE && !stream.spent.is_zero())
        .map(|stream| NamedAmount { id: stream.id.clone(), amount: stream.spent.clone() })
        .collect();
    let others: Exact = other_money.iter().map(|money| money.amount.clone()).sum();
    let own = total - &others;
    let pays = contribution.over(prepared, &prepared.period, &own);
    let pays = pays.round(Rounding::HalfAwayFromZero, places);
    let person_pays = if pays > own { own.clone() } else { pays };
    PersonalBudget { council_pays: &own - &person_pays, person_pays, total: own, other_money }
}

/// What a stream has for the plan's days; social care has what the others leave.
pub(crate) fn stream_has(prepared: &Prepared<'_>, budget: &Budget, id: &str) -> Option<Exact> {
    let (calendar, period) = (&prepared.calendar, &prepared.period);
    if id == SOCIAL_CARE {
        let others = budget.streams.iter().map(|stream| budget.stream_over(stream, calendar, period));
        let others: Exact = others.sum();
        let whole = prepared.has.clone()?;
        return Some(if others > whole { Exact::ZERO } else { &whole - &others });
    }
    let stream = budget.streams.iter().find(|stream| stream.id == id)?;
    Some(budget.stream_over(stream, calendar, period))
}

fn by_category(lines: &[CostLine]) -> Vec<NamedAmount> {
    let mut categories: Vec<NamedAmount> = Vec::new();
    for line in lines {
        match categories.iter_mut().find(|known| known.id == line.category) {
            Some(known) => known.amount = &known.amount + &line.total,
            None => categories.push(NamedAmount { id: line.category.clone(), amount: line.total.clone() }),
        }
    }
    categories
}

/// `per year`, `per week` of an exact amount over the plan's days.
pub(crate) fn per(prepared: &Prepared<'_>, amount: &Exact, per: Period) -> Exact {
    let count = match per {
        Period::Week => prepared.calendar.weeks(&prepared.period),
        _ => prepared.years.clone(),
    };
    amount.checked_div(&count).unwrap_or(Exact::ZERO)
}
