//! When a person's reviews are due, each with the rule that says so.

use openras_core::{Code, Day, Diagnostic, Diagnostics, Path, nearest};

use crate::closing::ReviewGaps;
use crate::condition::{Figures, holds};
use crate::document::{Anchor, CadenceKind, Casefile, Decision, EventKind, ReviewHeld};
use crate::interval::Interval;
use crate::policy::{Cadence, ReviewPolicy, Rhythm};

/// How a date stands on the day that is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was held, and comes only once.
    Done,
    /// It has no date yet, and why.
    NoDate(String),
    /// It does not hold for this person, and why.
    DoesNotHold(String),
    /// It is so many days ahead.
    Ahead(i32),
    /// It is so many days ahead, and it is time to tell people.
    Prompt(i32),
    /// It is today.
    Today,
    /// The council's own date passed so many days ago.
    Overdue(i32),
    /// A limit in law passed so many days ago.
    Breach(i32),
}

impl Standing {
    /// The word in records.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Standing::Done => "done",
            Standing::NoDate(_) => "no_date",
            Standing::DoesNotHold(_) => "does_not_hold",
            Standing::Ahead(_) => "ahead",
            Standing::Prompt(_) => "prompt",
            Standing::Today => "today",
            Standing::Overdue(_) => "overdue",
            Standing::Breach(_) => "breach",
        }
    }

    /// How many days late it is.
    pub const fn late(&self) -> Option<i32> {
        match self {
            Standing::Overdue(days) | Standing::Breach(days) => Some(*days),
            _ => None,
        }
    }

    /// In words: `12 days overdue`.
    pub fn words(&self) -> String {
        let days = |days: &i32| if *days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        match self {
            Standing::Done => "held".to_owned(),
            Standing::NoDate(why) | Standing::DoesNotHold(why) => why.clone(),
            Standing::Ahead(count) => format!("in {}", days(count)),
            Standing::Prompt(count) => format!("in {}: tell people now", days(count)),
            Standing::Today => "today".to_owned(),
            Standing::Overdue(count) => format!("{} overdue", days(count)),
            Standing::Breach(count) => format!("{} beyond the limit in law", days(count)),
        }
    }
}

/// What one rule asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDue {
    /// The cadence, the kind of event, `request_…`, or `agreed`.
    pub rule: String,
    /// What people read.
    pub text: String,
    /// How the date comes about.
    pub why: String,
    /// Where the rule comes from.
    pub source: Option<String>,
    /// The reviews that were held for it.
    pub held: Vec<Day>,
    /// The day on which it is due.
    pub due: Option<Day>,
    /// How that stands.
    pub standing: Standing,
    /// How long before the day people are told.
    pub prompt_before: Option<Interval>,
}

/// How closely the money is looked after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonitoringLevel {
    /// The level.
    pub level: String,
    /// The papers that are asked for.
    pub ask: Vec<String>,
    /// The next day on which they are asked for.
    pub next: Option<Day>,
    /// Within how many days they are to come.
    pub papers_within_days: Option<u32>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// What is due for a person.
#[derive(Clone, Debug)]
pub struct ReviewDue {
    /// The person.
    pub person: String,
    /// The team.
    pub team: Option<String>,
    /// The worker who holds the case.
    pub case_holder: Option<String>,
    /// The day that is asked about.
    pub on: Day,
    /// Every cadence, and the date that was agreed at the newest review.
    pub cadences: Vec<RuleDue>,
    /// What asks for a review out of turn, oldest first.
    pub triggers: Vec<RuleDue>,
    /// How closely the money is looked after; nothing where no row holds or it is not known.
    pub monitoring: Option<MonitoringLevel>,
    /// What is to be offered at the next review, or is still to be offered at the one that is open.
    pub options_to_offer: Vec<String>,
    /// What each review lacks to close, where it lacks something.
    pub gaps: Vec<ReviewGaps>,
    /// What could not be said, and why.
    pub notes: Vec<String>,
    pub(crate) casefile: String,
}

impl ReviewDue {
    /// Everything with a date, the earliest first.
    pub fn dates(&self) -> Vec<(&RuleDue, Day)> {
        let rules = self.cadences.iter().chain(&self.triggers);
        let mut dates: Vec<(&RuleDue, Day)> = rules.filter_map(|rule| Some((rule, rule.due?))).collect();
        dates.sort_by_key(|(_, due)| *due);
        dates
    }

    /// The earliest date, and the rule that asks for it.
    pub fn next(&self) -> Option<(&RuleDue, Day)> {
        self.dates().into_iter().next()
    }

    /// Whether each review that has a decision may close.
    pub fn decided_reviews_may_close(&self) -> bool {
        !self.gaps.iter().any(|gaps| gaps.decided)
    }
}

/// A casefile as it stands on a day.
pub(crate) struct Standpoint<'a> {
    pub(crate) policy: &'a ReviewPolicy,
    pub(crate) casefile: &'a Casefile,
    pub(crate) on: Day,
    /// The reviews held until that day, oldest first.
    pub(crate) reviews: Vec<(Day, &'a ReviewHeld)>,
}

impl ReviewPolicy {
    /// What is due for a person on a day, each with the rule that says so. What is dated later than that day is not looked at.
    ///
    /// # Errors
    /// A casefile that does not fit: every problem at once.
    pub fn due(&self, casefile: &Casefile, on: Day) -> Result<ReviewDue, Diagnostics> {
        self.check_casefile(casefile)?;
        let mut reviews: Vec<(Day, &ReviewHeld)> =
            casefile.review.iter().filter_map(|review| Some((review.on.day()?, review))).collect();
        reviews.retain(|(day, _)| *day <= on);
        reviews.sort_by_key(|(day, _)| *day);
        let standpoint = Standpoint { policy: self, casefile, on, reviews };
        Ok(standpoint.due())
    }

    fn check_casefile(&self, casefile: &Casefile) -> Result<(), Diagnostics> {
        let mut found = Diagnostics::new();
        let root = Path::root();
        for (place, asked) in casefile.asked.iter().enumerate() {
            let id = asked.cadence.as_str();
            if asked.cadence.is_poisoned() || self.cadences.iter().any(|cadence| cadence.id == id) {
                continue;
            }
            let known: Vec<&str> = self.cadences.iter().map(|cadence| cadence.id.as_str()).collect();
            let help = match nearest(id, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("review.toml has {}", known.join(", ")),
            };
            let path = root.key("asked").index(place).key("cadence");
            let message = format!("there is no cadence `{id}`");
            found.push(Diagnostic::new(Code::UnknownName, path, message).help(help));
        }
        let annual = casefile.annual_budget.as_ref().and_then(|annual| annual.amount());
        if annual.is_some_and(|annual| annual.value.is_negative()) {
            let problem = Diagnostic::new(Code::OutOfRange, root.key("annual_budget"), "it is below zero");
            found.push(problem.help("write the budget of a whole year"));
        }
        found.into_result(())
    }
}

impl Standpoint<'_> {
    fn due(&self) -> ReviewDue {
        let mut notes = Vec::new();
        let closed = self.reviews.last().filter(|(_, review)| review.decision == Some(Decision::Close));
        let figures = self.figures();
        let (monitoring, figures) = self.monitoring(figures, &mut notes);
        let (mut cadences, mut triggers) = (Vec::new(), Vec::new());
        match closed {
            Some((day, _)) => notes.push(format!("the case was closed on {day}: nothing more is due")),
            None => {
                let rules = self.policy.cadences.iter();
                cadences.extend(rules.map(|cadence| self.cadence(cadence, &figures)));
                cadences.extend(self.agreed());
                triggers = self.triggers();
            }
        }
        ReviewDue {
            person: self.casefile.person.clone(),
            team: self.casefile.team.clone(),
            case_holder: self.casefile.case_holder.clone(),
            on: self.on,
            cadences,
            triggers,
            monitoring: monitoring.filter(|_| closed.is_none()),
            options_to_offer: if closed.is_none() { self.options_to_offer() } else { Vec::new() },
            gaps: self.gaps(),
            notes,
            casefile: self.casefile.sha256(),
        }
    }

    fn figures(&self) -> Figures {
        let annual = self.casefile.annual_budget.as_ref().and_then(|annual| Some(annual.amount()?.value.clone()));
        let weekly = annual.as_ref().and_then(|annual| annual.checked_div(&self.policy.context.weeks_in_year));
        let first_year = self.anchor(Anchor::BudgetStart).and_then(|start| Some(self.on < start.plus_years(1)?));
        let concern = self.open_events().any(|(_, kind)| kind == EventKind::Concern);
        let when_asked = self.casefile.asked.iter().any(|asked| asked.on.day().is_some_and(|day| day <= self.on));
        Figures {
            annual,
            weekly,
            conditions: [
                first_year,
                Some(self.casefile.employs_staff.unwrap_or(false)),
                Some(concern),
                Some(when_asked),
                Some(self.casefile.unresolved_risk.unwrap_or(false)),
            ],
            monitoring: None,
        }
    }

    /// The first row that holds. Where something that a row needs is not known, neither is the level.
    fn monitoring(&self, mut figures: Figures, notes: &mut Vec<String>) -> (Option<MonitoringLevel>, Figures) {
        for row in &self.policy.monitoring {
            let when = row.when.as_ref().map(|when| holds(when, &figures, &self.policy.parameters, self.on));
            match when {
                Some(Ok(false)) => continue,
                Some(Err(missing)) => {
                    notes.push(format!("the monitoring level is not known: {missing} is not given"));
                    return (None, figures);
                }
                Some(Ok(true)) | None => {}
            }
            let place = self.policy.levels.iter().position(|level| *level == row.level);
            figures.monitoring = place.and_then(|place| u16::try_from(place).ok());
            let next = row.every.zip(self.anchor(Anchor::BudgetStart)).and_then(|(every, start)| {
                let past = self.on.before().map_or(0, |before| every.whole_until(start, before));
                every.after(start, past.saturating_add(1))
            });
            let level = MonitoringLevel {
                level: row.level.clone(),
                ask: row.ask.clone(),
                next,
                papers_within_days: row.papers_within_days,
                source: row.source.clone(),
            };
            return (Some(level), figures);
        }
        (None, figures)
    }

    fn anchor(&self, anchor: Anchor) -> Option<Day> {
        let dates = &self.casefile.dates;
        match anchor {
            Anchor::BudgetStart => dates.budget_start.as_ref()?.day(),
            Anchor::PlanAgreed => dates.plan_agreed.as_ref()?.day(),
            Anchor::DirectPaymentStart => dates.direct_payment_start.as_ref()?.day(),
            Anchor::LastReview => self.reviews.last().map(|(day, _)| *day),
        }
    }

    fn cadence(&self, cadence: &Cadence, figures: &Figures) -> RuleDue {
        let (interval, after) = match cadence.rhythm {
            Rhythm::After(interval) => (interval, true),
            Rhythm::Every(interval) => (interval, false),
        };
        let word = anchor_words(cadence.anchor);
        let mut rule = RuleDue {
            rule: cadence.id.clone(),
            text: cadence.text.clone(),
            why: format!("{} {interval} {} {word}", if after { "once," } else { "every" }, if after { "after" } else { "from" }),
            source: cadence.source.clone(),
            held: Vec::new(),
            due: None,
            standing: Standing::Done,
            prompt_before: cadence.prompt_before,
        };
        if let Some(why) = self.does_not_hold(cadence, figures) {
            rule.standing = why;
            return rule;
        }
        let Some(anchor) = self.anchor(cadence.anchor) else {
            rule.standing = Standing::NoDate(format!("{word} is not known"));
            return rule;
        };
        rule.why = format!("{} ({})", rule.why, anchor.long());
        let (held, due) = match (cadence.rhythm, cadence.anchor) {
            (Rhythm::After(interval), _) => self.once(cadence, anchor, interval),
            (Rhythm::Every(interval), Anchor::LastReview) => (vec![anchor], interval.after(anchor, 1)),
            (Rhythm::Every(interval), _) => self.again(cadence, anchor, interval),
        };
        rule.held = held;
        rule.due = due;
        rule.standing = due.map_or(Standing::Done, |due| self.standing(due, cadence.kind, cadence.prompt_before));
        rule
    }

    fn does_not_hold(&self, cadence: &Cadence, figures: &Figures) -> Option<Standing> {
        let asked = |asked: &&crate::document::AskedFor| {
            asked.cadence.as_str() == cadence.id && asked.on.day().is_some_and(|day| day <= self.on)
        };
        if cadence.when_asked && !self.casefile.asked.iter().any(|item| asked(&item)) {
            return Some(Standing::DoesNotHold("nobody asked for it".to_owned()));
        }
        match holds(cadence.when.as_ref()?, figures, &self.policy.parameters, self.on) {
            Ok(true) => None,
            Ok(false) => Some(Standing::DoesNotHold("its condition does not hold".to_owned())),
            Err(missing) => Some(Standing::NoDate(format!("{missing} is not given"))),
        }
    }

    /// Whether a review was held for a cadence: one of its kind; for a limit in law any.
    fn counts(cadence: &Cadence, review: &ReviewHeld) -> bool {
        cadence.kind == CadenceKind::Deadline || review.kind.as_str() == cadence.id
    }

    /// Once: held by a review of its kind after the anchor, or by any from the day on.
    fn once(&self, cadence: &Cadence, anchor: Day, interval: Interval) -> (Vec<Day>, Option<Day>) {
        let due = interval.after(anchor, 1);
        let counts = |(day, review): &&(Day, &ReviewHeld)| {
            *day > anchor && (Self::counts(cadence, review) || due.is_some_and(|due| *day >= due))
        };
        match self.reviews.iter().find(counts) {
            Some((day, _)) => (vec![*day], None),
            None => (Vec::new(), due),
        }
    }

    /// Again and again, on the days counted from the anchor. A review that comes after a day that was missed makes up for it; one
    /// that comes earlier counts for the day that it is nearer to.
    fn again(&self, cadence: &Cadence, anchor: Day, interval: Interval) -> (Vec<Day>, Option<Day>) {
        let mut covered = 0i32;
        let mut held = Vec::new();
        let reviews = self.reviews.iter().filter(|(day, review)| *day > anchor && Self::counts(cadence, review));
        for (day, _) in reviews {
            held.push(*day);
            let past = interval.whole_until(anchor, *day);
            if past > covered {
                covered = past;
                continue;
            }
            let (last, next) = (interval.after(anchor, covered), interval.after(anchor, covered.saturating_add(1)));
            if let Some((last, next)) = last.zip(next)
                && day.days_until(next) < last.days_until(*day)
            {
                covered = covered.saturating_add(1);
            }
        }
        (held, interval.after(anchor, covered.saturating_add(1)))
    }

    fn standing(&self, due: Day, kind: CadenceKind, prompt: Option<Interval>) -> Standing {
        let days = self.on.days_until(due);
        let prompted = prompt.and_then(|before| before.after(due, -1)).is_some_and(|from| from <= self.on);
        match (days, kind) {
            (0, _) => Standing::Today,
            (1.., _) if prompted => Standing::Prompt(days),
            (1.., _) => Standing::Ahead(days),
            (_, CadenceKind::Plan) => Standing::Overdue(days.saturating_neg()),
            (_, CadenceKind::Deadline) => Standing::Breach(days.saturating_neg()),
        }
    }

    /// The date that was agreed at the newest review.
    fn agreed(&self) -> Option<RuleDue> {
        let (held, review) = self.reviews.last()?;
        let due = review.next.as_ref()?.day()?;
        Some(RuleDue {
            rule: "agreed".to_owned(),
            text: "The next review, as agreed".to_owned(),
            why: format!("agreed at the review of {}", held.long()),
            source: None,
            held: Vec::new(),
            due: Some(due),
            standing: self.standing(due, CadenceKind::Plan, None),
            prompt_before: None,
        })
    }

    /// Events that no review has followed.
    fn open_events(&self) -> impl Iterator<Item = (Day, EventKind)> {
        let newest = self.reviews.last().map(|(day, _)| *day);
        let events = self.casefile.event.iter().filter_map(|event| Some((event.on.day()?, event.kind)));
        events.filter(move |(day, _)| *day <= self.on && newest.is_none_or(|newest| newest < *day))
    }

    /// What asks for a review out of turn: due on the day on which it was said.
    fn triggers(&self) -> Vec<RuleDue> {
        let newest = self.reviews.last().map(|(day, _)| *day);
        let rule = |rule: String, why: String, due: Day| RuleDue {
            rule,
            text: "A review out of turn".to_owned(),
            why,
            source: None,
            held: Vec::new(),
            due: Some(due),
            standing: self.standing(due, CadenceKind::Plan, None),
            prompt_before: None,
        };
        let mut triggers: Vec<RuleDue> = self
            .open_events()
            .map(|(day, kind)| rule(kind.as_str().to_owned(), kind.words().to_owned(), day))
            .collect();
        for request in &self.casefile.request {
            let Some(day) = request.on.day().filter(|day| *day <= self.on) else { continue };
            if newest.is_some_and(|newest| newest >= day) {
                continue;
            }
            let about = request.about.as_str();
            triggers.push(rule(format!("request_{about}"), format!("the {} asked: {about}", request.by), day));
        }
        triggers.sort_by_key(|trigger| trigger.due);
        triggers
    }
}

const fn anchor_words(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::BudgetStart => "the start of the budget",
        Anchor::LastReview => "the last review",
        Anchor::PlanAgreed => "the day the plan was agreed",
        Anchor::DirectPaymentStart => "the first direct payment",
    }
}

