//! A casefile as it stands on a day: how each date comes about.

use openras_core::{Day, Exact, Period};
use openras_formula::{Expr, Known, Vocabulary};

use crate::document::{Anchor, AskedFor, CadenceKind, Decision, EventKind, ReviewHeld};
use crate::due::{MonitoringLevel, ReviewDue, RuleDue, Standing, Standpoint};
use crate::interval::Interval;
use crate::policy::{Cadence, Rhythm};

/// What a condition of `review.toml` may use; the order is that of [`Figures`].
pub(crate) static WORDS: Vocabulary = Vocabulary {
    amounts: &[("annual", Some(Period::Year)), ("weekly", Some(Period::Week))],
    facts: &["first_year", "employs_staff", "concern", "when_asked", "unresolved_risk"],
    choice: Some("monitoring"),
    advice: "a condition may use annual, weekly, first_year, employs_staff, concern, when_asked, unresolved_risk, in \
             cadences monitoring, and the [parameters] of this file",
};

/// What is known of a case, in the order of [`WORDS`].
struct Figures {
    amounts: [Option<Exact>; 2],
    facts: [Option<bool>; 5],
    /// The place of the monitoring level.
    monitoring: Option<u16>,
}

impl Standpoint<'_> {
    pub(crate) fn due(&self) -> ReviewDue {
        let mut notes = Vec::new();
        let closed = self.reviews.last().filter(|(_, review)| review.decision == Some(Decision::Close));
        let figures = self.figures();
        let (monitoring, figures) = self.monitoring(figures, &mut notes);
        if let Some(monitoring) = monitoring.as_ref().filter(|_| closed.is_none()) {
            notes.extend(self.not_as_agreed(&monitoring.level));
        }
        let (mut cadences, mut triggers) = (Vec::new(), Vec::new());
        match closed {
            Some((day, _)) => notes.push(format!("the case was closed on {day}: nothing more is due")),
            None => {
                let rules = self.policy.cadences.iter();
                cadences.extend(rules.map(|cadence| self.cadence(cadence, &figures)));
                cadences.extend(self.agreed());
                cadences.extend(self.capacity());
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
        let annual =
            self.casefile.annual_budget.as_ref().and_then(|annual| Some(annual.amount()?.value.clone()));
        let weekly =
            annual.as_ref().and_then(|annual| annual.checked_div(&self.policy.context.weeks_in_year));
        let first_year =
            self.anchor(Anchor::BudgetStart).and_then(|start| Some(self.on < start.plus_years(1)?));
        let concern = self.open_events().any(|(_, kind)| kind == EventKind::Concern);
        let when_asked =
            self.casefile.asked.iter().any(|asked| asked.on.day().is_some_and(|day| day <= self.on));
        Figures {
            amounts: [annual, weekly],
            facts: [
                first_year,
                Some(self.casefile.employs_staff.unwrap_or(false)),
                Some(concern),
                Some(when_asked),
                Some(self.casefile.unresolved_risk.unwrap_or(false)),
            ],
            monitoring: None,
        }
    }

    /// Whether a condition holds, or what is missing to say so.
    fn holds(&self, condition: &Expr, figures: &Figures) -> Result<bool, String> {
        let known = Known {
            vocabulary: &WORDS,
            amounts: &figures.amounts,
            facts: &figures.facts,
            choice: figures.monitoring,
            parameters: &self.policy.parameters,
            on: self.on,
        };
        known.holds(condition)
    }

    /// The first row that holds. Where something that a row needs is not known, neither is the level.
    fn monitoring(
        &self,
        mut figures: Figures,
        notes: &mut Vec<String>,
    ) -> (Option<MonitoringLevel>, Figures) {
        for row in &self.policy.monitoring {
            let when = row.when.as_ref().map(|when| self.holds(when, &figures));
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

    /// The newest plan names another level of monitoring than the rules give.
    fn not_as_agreed(&self, level: &str) -> Option<String> {
        let plans = self.casefile.plan.iter().filter_map(|plan| Some((plan.on.day()?, plan)));
        let (on, plan) = plans.filter(|(on, _)| *on <= self.on).max_by_key(|(on, _)| *on)?;
        let agreed =
            plan.monitoring.as_ref().map(|agreed| agreed.as_str()).filter(|agreed| *agreed != level)?;
        Some(format!(
            "the plan of {} agreed on {agreed}, and the rules give {level}: talk it over",
            on.long()
        ))
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
        let word = anchor_words(cadence.anchor);
        let mut rule = RuleDue {
            rule: cadence.id.clone(),
            text: cadence.text.clone(),
            why: match cadence.rhythm {
                Rhythm::After(interval) => format!("once, {interval} after {word}"),
                Rhythm::Every(interval) => {
                    format!("every {interval} from {word}").replace("every 1 ", "every ")
                }
            },
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
        rule.standing = match due {
            Some(due) => self.standing(due, cadence.kind, cadence.prompt_before),
            None if rule.held.is_empty() || matches!(cadence.rhythm, Rhythm::Every(_)) => {
                Standing::NoDate("later than any day that can be written".to_owned())
            }
            None => Standing::Done,
        };
        rule
    }

    fn does_not_hold(&self, cadence: &Cadence, figures: &Figures) -> Option<Standing> {
        let asked = |asked: &&AskedFor| {
            asked.cadence.as_str() == cadence.id && asked.on.day().is_some_and(|day| day <= self.on)
        };
        if cadence.when_asked && !self.casefile.asked.iter().any(|item| asked(&item)) {
            return Some(Standing::DoesNotHold("nobody asked for it".to_owned()));
        }
        match self.holds(cadence.when.as_ref()?, figures) {
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

    /// Again and again, on the days counted from the anchor. A review that comes after a day that was missed makes up for it; an
    /// early one counts for the next day where it comes in the last quarter before it. A limit in law runs from the last review.
    fn again(&self, cadence: &Cadence, anchor: Day, interval: Interval) -> (Vec<Day>, Option<Day>) {
        let mut covered = 0i32;
        let mut held = Vec::new();
        let reviews =
            self.reviews.iter().filter(|(day, review)| *day > anchor && Self::counts(cadence, review));
        for (day, _) in reviews {
            held.push(*day);
            let past = interval.whole_until(anchor, *day);
            if past > covered {
                covered = past;
                continue;
            }
            let (last, next) =
                (interval.after(anchor, covered), interval.after(anchor, covered.saturating_add(1)));
            if let Some((last, next)) = last.zip(next)
                && day.days_until(next).saturating_mul(4) <= last.days_until(next)
            {
                covered = covered.saturating_add(1);
            }
        }
        if cadence.kind == CadenceKind::Deadline {
            let last = held.last().copied().unwrap_or(anchor);
            return (held, interval.after(last, 1));
        }
        (held, interval.after(anchor, covered.saturating_add(1)))
    }

    pub(crate) fn standing(&self, due: Day, kind: CadenceKind, prompt: Option<Interval>) -> Standing {
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
}

const fn anchor_words(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::BudgetStart => "the start of the budget",
        Anchor::LastReview => "the last review",
        Anchor::PlanAgreed => "the day the plan was agreed",
        Anchor::DirectPaymentStart => "the first direct payment",
    }
}
