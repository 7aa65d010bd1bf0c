//! When a person's reviews are due, each with the rule that says so.

use openras_core::{Code, Day, Diagnostic, Diagnostics, Path, nearest};

use crate::closing::ReviewGaps;
use crate::document::{Casefile, ReviewHeld};
use crate::interval::Interval;
use crate::policy::ReviewPolicy;

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
