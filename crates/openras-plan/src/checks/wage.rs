//! The minimum wage, on every day of the plan.

use openras_core::{Day, Exact};

use super::Checks;
use crate::document::SupportUnit;
use crate::finding::Finding;
use crate::law::Row;
use crate::prepared::{Line, value};
use crate::{FindingCode as Code, Gravity};

/// What the law asks on a day that is too much for a wage.
struct Below<'p> {
    on: Day,
    row: &'p Row,
    minimum: &'p Exact,
    age: Option<u32>,
}

/// The age below which there is no minimum: nobody that young may be employed all the same.
const WORKING_AGE: u32 = 16;

impl<'p> Checks<'_, 'p> {
    pub(super) fn minimum_wage(&mut self) {
        let prepared = self.prepared;
        for line in prepared.lines.iter().filter(|line| line.employed) {
            self.shared_employer(line);
            if line.support.rate.is_some() || line.support.one_off.is_some() {
                match line.support.unit {
                    Some(SupportUnit::Hour) => self.hourly(line),
                    _ => self.hours_not_stated(line),
                }
            }
            self.sleep_in(line);
        }
    }

    /// Who employs somebody whom several pay.
    fn shared_employer(&mut self, line: &Line<'_>) {
        if line.shared_by() < 2 {
            return;
        }
        let path = line.path().key("employer");
        if line.support.employer.is_some() {
            self.seen(Code::SharedEmployerNotStated, path);
            return;
        }
        let id = line.support.id.as_str();
        let message =
            format!("`{id}` is shared by {}, and nothing says who employs the worker", line.shared_by());
        self.find(
            Finding::new(Code::SharedEmployerNotStated, path, message)
                .help("add `employer`: jointly, this_person, agency or shared_with: and a person; until then the minimum wage is held against what all pay together")
                .line(id),
        );
    }

    fn hourly(&mut self, line: &Line<'_>) {
        let wage = line.wage();
        let people = if line.earns_from_all() { line.shared_by() } else { 1 };
        let earned = &wage * &Exact::from(people);
        let key = if line.is_all_in() && line.support.wage.is_some() { "wage" } else { "rate" };
        let path = line.path().key(key);
        match self.first_below(line, &earned) {
            Some(below) if below.on == line.days.from => {
                let message = format!(
                    "{} an hour is below the minimum wage of {} for {} on {}",
                    self.earned_words(&wage, people, &earned),
                    self.pounds(below.minimum),
                    ages(below.age, below.row),
                    below.on.long()
                );
                let finding = Finding::new(Code::BelowMinimumWage, path, message)
                    .help(self.least(below.minimum, people))
                    .fact("rate", self.fixed(&wage))
                    .fact("minimum", self.fixed(below.minimum))
                    .fact("on", below.on.to_string())
                    .fact("earned", self.fixed(&earned))
                    .line(line.support.id.as_str())
                    .law(below.row);
                self.find(finding);
            }
            Some(below) => {
                let message = format!(
                    "{} an hour is below the minimum wage of {} for {} from {} on",
                    self.earned_words(&wage, people, &earned),
                    self.pounds(below.minimum),
                    ages(below.age, below.row),
                    below.on.long()
                );
                let help = format!(
                    "{} from that day; the law applies from the first pay reference period that begins on or after it",
                    self.least(below.minimum, people)
                );
                let finding = Finding::new(Code::BelowMinimumWageLater, path, message)
                    .help(help)
                    .fact("rate", self.fixed(&wage))
                    .fact("minimum", self.fixed(below.minimum))
                    .fact("on", below.on.to_string())
                    .fact("earned", self.fixed(&earned))
                    .line(line.support.id.as_str())
                    .law(below.row);
                self.find(finding);
            }
            None => self.seen(Code::BelowMinimumWage, path),
        }
    }

    /// A wage that is not by the hour: the law's minimum is, so that nobody can tell.
    fn hours_not_stated(&mut self, line: &Line<'_>) {
        let key = if line.support.rate.is_some() { "unit" } else { "one_off" };
        let id = line.support.id.as_str();
        let message = format!(
            "`{id}` pays a wage that is not by the hour, so that it cannot be held against the minimum wage"
        );
        let mut finding = Finding::new(Code::BelowMinimumWage, line.path().key(key), message)
            .gravity(Gravity::Refer)
            .help("give `quantity` and `rate` by the hour; write `pays = \"fee\"` where nobody is employed")
            .line(id);
        let age = line.age(self.prepared.on, line.days.from);
        if let Some(row) = self.prepared.policy.law.minimum_wage(line.days.from, age) {
            finding = finding.law(row);
        }
        self.find(finding);
    }

    fn earned_words(&self, wage: &Exact, people: u32, earned: &Exact) -> String {
        match people {
            1 => format!("`{}`", self.pounds(wage)),
            _ => format!("`{}` from each of {people}, {} together,", self.pounds(wage), self.pounds(earned)),
        }
    }

    fn least(&self, minimum: &Exact, people: u32) -> String {
        match people {
            1 => format!("pay at least {} an hour", self.pounds(minimum)),
            _ => format!("pay at least {} an hour together", self.pounds(minimum)),
        }
    }

    /// The first day on which an hour's pay is below the minimum; days whose law is not known are told.
    fn first_below(&mut self, line: &Line<'_>, earned: &Exact) -> Option<Below<'p>> {
        let policy = self.prepared.policy;
        let law = &policy.law;
        let days = line.days;
        let mut turns = vec![days.from];
        turns.extend(law.wage_changes(days.from, days.to));
        turns.extend(line.birthdays(&days));
        let known_until = law.wages_known_until();
        turns.extend(known_until.and_then(Day::after).filter(|day| days.contains(*day)));
        turns.sort_unstable();
        turns.dedup();
        let mut below = None;
        for on in turns {
            let age = line.age(self.prepared.on, on);
            if age.is_some_and(|age| age < WORKING_AGE) {
                continue;
            }
            let Some(row) = law.minimum_wage(on, age) else {
                self.law_not_known("minimum_wage", "the minimum wage", on, known_until);
                continue;
            };
            if let Some(minimum) = row.figure().filter(|minimum| earned < *minimum)
                && below.is_none()
            {
                below = Some(Below { on, row, minimum, age });
            }
        }
        below
    }

    /// Hours awake are paid at least the minimum; hours asleep by arrangement are not counted.
    fn sleep_in(&mut self, line: &Line<'_>) {
        let Some(sleep) = &line.support.sleep_in else { return };
        let path = line.path().key("sleep_in");
        let waking = value(sleep.waking_hours.as_ref());
        if !waking.is_positive() {
            self.seen(Code::SleepInBelowMinimum, path);
            return;
        }
        let people = if line.earns_from_all() { line.shared_by() } else { 1 };
        let night = &value(Some(&sleep.flat)) + &(&waking * &line.wage());
        let night = &night * &Exact::from(people);
        let an_hour = night.checked_div(&waking).unwrap_or(Exact::ZERO);
        let Some(below) = self.first_below(line, &an_hour) else {
            self.seen(Code::SleepInBelowMinimum, path);
            return;
        };
        let least = below.minimum * &waking;
        let message = format!(
            "{} a night is below {}, the minimum wage of {} for {waking} waking hours, on {}",
            self.pounds(&night),
            self.pounds(&least),
            self.pounds(below.minimum),
            below.on.long()
        );
        let at_first = below.on == line.days.from;
        let gravity = if at_first { Gravity::StatutoryBlock } else { Gravity::Warning };
        let rule = self.prepared.policy.law.on("sleep_in.hours", below.on);
        let finding = Finding::new(Code::SleepInBelowMinimum, path, message)
            .gravity(gravity)
            .help(format!(
                "pay at least {} a night; time asleep by arrangement does not count",
                self.pounds(&least)
            ))
            .fact("night", self.fixed(&night))
            .fact("minimum", self.fixed(&least))
            .fact("on", below.on.to_string())
            .line(line.support.id.as_str())
            .law(rule.unwrap_or(below.row))
            .also_rests_on(below.row);
        self.find(finding);
    }
}

/// `a worker aged 22 or over`, `a worker of 24`.
fn ages(age: Option<u32>, row: &Row) -> String {
    match (age, row.ages) {
        (None, _) => "a worker whose age is not stated".to_owned(),
        (Some(_), Some(ages)) => match ages.to {
            None => format!("a worker aged {} or over", ages.from),
            Some(to) => format!("a worker aged {} to {to}", ages.from),
        },
        (Some(age), None) => format!("a worker of {age}"),
    }
}
