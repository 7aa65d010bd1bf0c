//! A plan that fits its rulebook: every line with its dates, its way and what it pays for.

use std::collections::BTreeSet;

use openras_core::document::{AmountIn, Id};
use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path, Period, nearest};

use crate::budget::Budget;
use crate::days::{Calendar, Days, WeeklyLines};
use crate::document::{Pays, PerWord, ProviderKind, StreamIn, SupportDocument, SupportPlan};
use crate::policy::{Category, PlanPolicy, Way, period};

/// The stream that pays where a line names none.
pub(crate) const SOCIAL_CARE: &str = "social_care";
/// The most years that a plan, a stay or a list of days may span.
const YEARS_MAX: i16 = 10;

/// A plan beside the policy that it fits.
#[derive(Clone, Debug)]
pub(crate) struct Prepared<'a> {
    pub(crate) plan: &'a SupportPlan,
    pub(crate) policy: &'a PlanPolicy,
    pub(crate) budget: Option<&'a Budget>,
    pub(crate) on: Day,
    pub(crate) period: Days,
    pub(crate) calendar: Calendar,
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
    pub(crate) fn path(&self) -> Path {
        Path::root().key("support").index(self.at)
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
        let mut older = 0u32;
        for years in 0..=YEARS_MAX.saturating_add(2) {
            let birthday = birthday.plus_years(years)?;
            if birthday > plan_on && birthday <= day {
                older = older.saturating_add(1);
            }
        }
        Some(age.saturating_add(older))
    }

    /// The birthdays of whoever works, within days.
    pub(crate) fn birthdays(&self, days: &Days) -> Vec<Day> {
        let provider = self.support.provider.as_ref();
        let birthday = provider.and_then(|provider| provider.older_on.as_ref()?.day());
        let years = birthday
            .into_iter()
            .flat_map(|day| (0..=YEARS_MAX.saturating_add(2)).filter_map(move |years| day.plus_years(years)));
        years.filter(|day| days.contains(*day)).collect()
    }
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
    let mut fitter = Fitter { plan, policy, found: Diagnostics::new() };
    let period = fitter.period();
    fitter.needs(budget);
    fitter.names();
    fitter.amounts();
    fitter.dates(period);
    if let Some((budget, own)) = budget.and_then(|budget| Some((budget, budget.person.as_ref()?)))
        && *own != plan.person
    {
        let _ = budget;
        let message = format!("the plan is of `{}`, the budget of `{own}`", plan.person);
        let problem = Diagnostic::new(Code::UnknownName, Path::root().key("person"), message);
        fitter.found.push(problem.help("give the allocation of the same person"));
    }
    let weekly_lines = policy.weekly_lines.or(budget.map(Budget::weekly_lines)).unwrap_or(WeeklyLines::Days);
    let way = plan.managed.as_ref().and_then(|managed| policy.way(managed.way.as_ref()?.as_str()));
    let (Some(period), Some(on)) = (period, plan.on.day()) else { return Err(fitter.found) };
    let calendar = Calendar {
        anchor: period.from,
        year: budget.map_or_else(usual_year, |budget| budget.year.clone()),
        weekly_lines,
    };
    let lines = plan.support.iter().enumerate().map(|(at, support)| line(at, support, policy, way, period));
    let lines = lines.collect();
    fitter.found.into_result(Prepared { plan, policy, budget, on, period, calendar, way, lines })
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
        per: support.per.map_or(Some(Period::Week), period_of),
        one_employer: false,
        employed: pays_wage && support.employer.as_deref() != Some("agency"),
        streams,
    }
}

fn period_of(per: PerWord) -> Option<Period> {
    period(per)
}

struct Fitter<'a> {
    plan: &'a SupportPlan,
    policy: &'a PlanPolicy,
    found: Diagnostics,
}

impl Fitter<'_> {
    fn problem(&mut self, code: Code, path: Path, message: String, help: &str) {
        self.found.push(Diagnostic::new(code, path, message).help(help));
    }

    fn period(&mut self) -> Option<Days> {
        let (from, to) = (self.plan.period.from.day()?, self.plan.period.to.day()?);
        let path = Path::root().key("period").key("to");
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
        let mut used: Vec<(&Id, Path)> = Vec::new();
        for (at, outcome) in plan.outcome.iter().enumerate() {
            let path = Path::root().key("outcome").index(at).key("needs");
            used.extend(outcome.needs.iter().enumerate().map(|(at, need)| (need, path.index(at))));
        }
        for (at, support) in plan.support.iter().enumerate() {
            let path = Path::root().key("support").index(at).key("needs");
            used.extend(support.needs.iter().enumerate().map(|(at, need)| (need, path.index(at))));
        }
        for (at, met) in plan.need_met_otherwise.iter().enumerate() {
            used.push((&met.need, Path::root().key("need_met_otherwise").index(at).key("need")));
        }
        for (need, path) in used {
            if !known.contains(&need.as_str()) {
                self.unknown("need", need.as_str(), &known, path);
            }
        }
    }

    fn unknown(&mut self, what: &str, word: &str, known: &[&str], path: Path) {
        let help = match nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("this rulebook has no {what}"),
            None => format!("there are: {}", known.join(", ")),
        };
        self.problem(Code::UnknownName, path, format!("there is no {what} `{word}`"), &help);
    }

    /// Ways, streams, outcomes, lines and codes that are named.
    fn names(&mut self) {
        let root = Path::root();
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
            self.streams(support, &streams, &path.key("stream"));
        }
        self.references();
    }

    fn streams(&mut self, support: &SupportDocument, known: &[&str], path: &Path) {
        match &support.stream {
            None => {}
            Some(StreamIn::One(id)) => {
                if !known.contains(&id.as_str()) {
                    self.unknown_stream(id.as_str(), known, path.clone());
                }
            }
            Some(StreamIn::Shares(shares)) => {
                let mut total = Exact::ZERO;
                for (id, share) in shares {
                    if !known.contains(&id.as_str()) {
                        self.unknown_stream(id.as_str(), known, path.key(id.as_str()));
                    }
                    total = &total + &share.amount().map_or(Exact::ZERO, |share| share.value.clone());
                }
                if total != Exact::ONE {
                    let message = format!("the shares of the streams sum to {total}, not to 1");
                    self.problem(Code::OutOfRange, path.clone(), message, "let them sum to 100%");
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

    fn ids<'i>(&mut self, list: &str, ids: impl Iterator<Item = &'i Id>) {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.enumerate() {
            if !seen.insert(id.as_str()) {
                let path = Path::root().key(list).index(at).key("id");
                let message = format!("the {list} `{id}` is there twice");
                self.problem(Code::DuplicateId, path, message, "give each an id of its own");
            }
        }
    }

    fn references(&mut self) {
        let root = Path::root();
        let plan = self.plan;
        let lines: Vec<&str> = plan.support.iter().map(|support| support.id.as_str()).collect();
        let codes: Vec<&str> = crate::FindingCode::ALL.iter().map(|code| code.as_str()).collect();
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
            if !codes.contains(&exception.code.as_str()) {
                self.unknown("code", &exception.code, &codes, path.key("code"));
            }
        }
    }

    /// Nothing is paid, bought or kept below zero.
    fn amounts(&mut self) {
        let root = Path::root();
        let plan = self.plan;
        let mut amounts: Vec<(Option<&AmountIn>, Path)> = Vec::new();
        for (at, support) in plan.support.iter().enumerate() {
            let path = root.key("support").index(at);
            amounts.push((support.quantity.as_ref(), path.key("quantity")));
            amounts.push((support.rate.as_ref(), path.key("rate")));
            amounts.push((support.wage.as_ref(), path.key("wage")));
            amounts.push((support.rate_alone.as_ref(), path.key("rate_alone")));
            amounts.push((support.weeks.as_ref(), path.key("weeks")));
            amounts.push((support.one_off.as_ref(), path.key("one_off")));
            if let Some(sleep) = &support.sleep_in {
                let path = path.key("sleep_in");
                amounts.push((Some(&sleep.nights), path.key("nights")));
                amounts.push((Some(&sleep.flat), path.key("flat")));
                amounts.push((sleep.waking_hours.as_ref(), path.key("waking_hours")));
            }
        }
        if let Some(contribution) = &plan.contribution {
            amounts.push((contribution.amount.as_ref(), root.key("contribution").key("amount")));
        }
        for (at, change) in plan.contribution_change.iter().enumerate() {
            let path = root.key("contribution_change").index(at).key("amount");
            amounts.push((Some(&change.amount), path));
        }
        if let Some(contingency) = &plan.contingency {
            amounts.push((contingency.amount.as_ref(), root.key("contingency").key("amount")));
        }
        if let Some(payment) = &plan.payment {
            let path = root.key("payment");
            amounts.push((payment.yearly_limit.as_ref(), path.key("yearly_limit")));
            for (at, budget) in payment.budget.iter().enumerate() {
                amounts.push((Some(&budget.amount), path.key("budget").index(at).key("amount")));
            }
        }
        for (amount, path) in amounts {
            if let Some(amount) =
                amount.and_then(AmountIn::amount).filter(|amount| amount.value.is_negative())
            {
                let message = format!("`{}` is below zero", amount.shortest());
                self.problem(Code::OutOfRange, path, message, "write an amount of 0 or more");
            }
        }
    }

    /// Dates of lines within the plan, of stays and suspensions in order.
    fn dates(&mut self, period: Option<Days>) {
        let root = Path::root();
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

    fn ends_early(&mut self, path: Path, from: Day, to: Day) {
        let message = format!("it ends on {to}, before it begins on {from}");
        self.problem(Code::BadDateRange, path, message, "put the later day in `to`");
    }
}
