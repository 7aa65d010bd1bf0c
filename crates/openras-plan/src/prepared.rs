//! A plan that fits its rulebook: every line with its dates, its way and what it pays for.

use openras_core::document::AmountIn;
use openras_core::{Day, Days, Diagnostics, Exact, Period};

use crate::budget::Budget;
use crate::days::{Calendar, WeeklyLines};
use crate::document::{Pays, ProviderKind, StreamIn, SupportDocument, SupportPlan};
use crate::fitter::Fitter;
use crate::place::Place;
use crate::policy::{Category, PlanPolicy, Way};

/// The stream that pays where a line names none.
pub(crate) const SOCIAL_CARE: &str = "social_care";
/// The most years that a plan, a stay or a list of days may span.
pub(crate) const YEARS_MAX: i16 = 10;

/// A plan beside the policy that it fits.
#[derive(Clone, Debug)]
pub(crate) struct Prepared<'a> {
    pub(crate) plan: &'a SupportPlan,
    pub(crate) policy: &'a PlanPolicy,
    pub(crate) budget: Option<&'a Budget>,
    pub(crate) on: Day,
    pub(crate) period: Days,
    pub(crate) calendar: Calendar,
    /// How many years the period is.
    pub(crate) years: Exact,
    /// What the budget has for the period, exactly.
    pub(crate) has: Option<Exact>,
    pub(crate) way: Option<&'a Way>,
    pub(crate) lines: Vec<Line<'a>>,
}

/// A line of a plan.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) at: usize,
    pub(crate) support: &'a SupportDocument,
    pub(crate) category: Option<&'a Category>,
    pub(crate) way: Option<&'a Way>,
    pub(crate) days: Days,
    /// How often the quantity comes; nothing where it comes once.
    pub(crate) per: Option<Period>,
    pub(crate) employed: bool,
    /// Whether those who share the worker are one employer, although the line alone does not say so.
    pub(crate) one_employer: bool,
    /// Each stream with its share, which sum to one.
    pub(crate) streams: Vec<(&'a str, Exact)>,
}

impl Line<'_> {
    pub(crate) fn path(&self) -> Place {
        Place::root().key("support").index(self.at)
    }

    pub(crate) fn is_direct(&self) -> bool {
        self.way.is_some_and(|way| way.direct_payment)
    }

    pub(crate) fn kind(&self) -> Option<ProviderKind> {
        self.support.provider.as_ref().and_then(|provider| provider.kind)
    }

    pub(crate) fn category_id(&self) -> &str {
        self.support.category.as_deref().unwrap_or("other")
    }

    /// What it is called: its text, or else its id.
    pub(crate) fn name(&self) -> &str {
        self.support.text.as_deref().unwrap_or_else(|| self.support.id.as_str())
    }

    pub(crate) fn quantity(&self) -> Exact {
        value(self.support.quantity.as_ref())
    }

    pub(crate) fn rate(&self) -> Exact {
        value(self.support.rate.as_ref())
    }

    pub(crate) fn shared_by(&self) -> u32 {
        self.support.shared_by.unwrap_or(1).max(1)
    }

    pub(crate) fn is_all_in(&self) -> bool {
        self.support.all_in.unwrap_or(false)
    }

    /// What the worker earns of this budget for one unit: the wage where the rate is all in.
    pub(crate) fn wage(&self) -> Exact {
        match (&self.support.wage, self.is_all_in()) {
            (Some(wage), true) => value(Some(wage)),
            _ => self.rate(),
        }
    }

    /// Whether several pay one employer's worker, so that the worker earns what all of them pay.
    pub(crate) fn earns_from_all(&self) -> bool {
        let alone = self.support.employer.as_deref() == Some("this_person") && !self.one_employer;
        self.shared_by() > 1 && !alone
    }

    /// The age in years of whoever works on a day, as far as it is told.
    pub(crate) fn age(&self, plan_on: Day, day: Day) -> Option<u32> {
        let provider = self.support.provider.as_ref()?;
        let age = provider.age?;
        let Some(birthday) = provider.older_on.as_ref().and_then(|day| day.day()) else { return Some(age) };
        let since = birthdays_from(birthday).take_while(|birthday| *birthday <= day);
        let older = since.filter(|birthday| *birthday > plan_on).count();
        Some(age.saturating_add(u32::try_from(older).unwrap_or(0)))
    }

    /// The birthdays of whoever works, within days.
    pub(crate) fn birthdays(&self, days: &Days) -> Vec<Day> {
        let provider = self.support.provider.as_ref();
        let birthday = provider.and_then(|provider| provider.older_on.as_ref()?.day());
        let until = birthday.into_iter().flat_map(birthdays_from).take_while(|day| *day <= days.to);
        until.filter(|day| days.contains(*day)).collect()
    }
}

/// A birthday and those after it, for longer than any plan runs.
fn birthdays_from(first: Day) -> impl Iterator<Item = Day> {
    (0..=YEARS_MAX.saturating_add(2)).map_while(move |years| first.plus_years(years))
}

pub(crate) fn value(amount: Option<&AmountIn>) -> Exact {
    amount.and_then(AmountIn::amount).map_or(Exact::ZERO, |amount| amount.value.clone())
}

/// Holds a plan against its policy.
///
/// # Errors
/// What names something that there is not, dates that end before they begin, amounts below zero.
pub(crate) fn prepare<'a>(
    plan: &'a SupportPlan,
    policy: &'a PlanPolicy,
    budget: Option<&'a Budget>,
) -> Result<Prepared<'a>, Diagnostics> {
    let (period, found) = Fitter::fit(plan, policy, budget);
    let weekly_lines = policy.weekly_lines.or(budget.map(Budget::weekly_lines)).unwrap_or(WeeklyLines::Days);
    let way = plan.managed.as_ref().and_then(|managed| policy.way(managed.way.as_ref()?.as_str()));
    let (Some(period), Some(on)) = (period, plan.on.day()) else { return Err(found) };
    let calendar = Calendar {
        anchor: period.from,
        year: budget.map_or_else(usual_year, |budget| budget.year.clone()),
        weekly_lines,
    };
    let lines = plan.support.iter().enumerate().map(|(at, support)| line(at, support, policy, way, period));
    let lines = lines.collect();
    let years = calendar.years(&period);
    let has = budget.map(|budget| budget.over(&calendar, &period));
    found.into_result(Prepared { plan, policy, budget, on, period, calendar, years, has, way, lines })
}

/// 52 weeks, 12 months, 365 days: only used where weekly lines go by days and no budget says how it counts.
fn usual_year() -> crate::YearCount {
    crate::YearCount { weeks: Exact::from(52), months: Exact::from(12), days: Exact::from(365) }
}

fn line<'a>(
    at: usize,
    support: &'a SupportDocument,
    policy: &'a PlanPolicy,
    way: Option<&'a Way>,
    period: Days,
) -> Line<'a> {
    let category = support.category.as_deref().and_then(|category| policy.category(category));
    let kind = support.provider.as_ref().and_then(|provider| provider.kind);
    let usually = category.is_some_and(|category| category.employs)
        && !matches!(
            kind,
            Some(
                ProviderKind::SelfEmployed
                    | ProviderKind::Agency
                    | ProviderKind::Council
                    | ProviderKind::Nhs
                    | ProviderKind::CareHome
                    | ProviderKind::Shop
                    | ProviderKind::Club
            )
        );
    let pays_wage = match support.pays {
        Some(pays) => pays == Pays::Wage,
        None => (usually || kind == Some(ProviderKind::PersonalAssistant)) && support.one_off.is_none(),
    };
    let from = support.from.as_ref().and_then(|day| day.day()).unwrap_or(period.from);
    let to = support.to.as_ref().and_then(|day| day.day()).unwrap_or(period.to);
    let streams = match &support.stream {
        None => vec![(SOCIAL_CARE, Exact::ONE)],
        Some(StreamIn::One(id)) => vec![(id.as_str(), Exact::ONE)],
        Some(StreamIn::Shares(shares)) => shares
            .iter()
            .filter_map(|(id, share)| Some((id.as_str(), share.amount()?.value.clone())))
            .collect(),
    };
    Line {
        at,
        support,
        category,
        way: support.way.as_ref().map_or(way, |own| policy.way(own.as_str())),
        days: Days::new(from.max(period.from), to.min(period.to)).unwrap_or(period),
        per: support.per.map_or(Some(Period::Week), crate::policy::period),
        one_employer: false,
        employed: pays_wage && support.employer.as_deref() != Some("agency"),
        streams,
    }
}
