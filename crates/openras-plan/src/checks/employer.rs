//! What an employer pays besides the wage: that the plan has money for it.

use openras_core::{Exact, Period};

use super::Checks;
use crate::FindingCode as Code;
use crate::cost::{PENSION_AGES, Unknown, each, holiday_share, used, weekly_ni, yearly_pension};
use crate::finding::Finding;
use crate::place::Place;
use crate::policy::OnCost;
use crate::prepared::Line;

impl Checks<'_, '_> {
    pub(super) fn employer_costs(&mut self) {
        let cost = self.cost;
        for Unknown { key, on } in &cost.unknown {
            let what = match *key {
                "holiday.weeks" => "the law on paid leave",
                "pension.duty" => "the duty to pay into a pension",
                key if key.starts_with("pension.") => "the law on pensions",
                _ => "the employer's National Insurance",
            };
            let until = self.prepared.policy.law.series(key).last().and_then(|row| row.until);
            self.law_not_known(key, what, *on, until);
        }
        let prepared = self.prepared;
        let lines: Vec<&Line<'_>> = prepared.lines.iter().filter(|line| line.employed).collect();
        for line in &lines {
            if line.is_all_in() { self.all_in(line) } else { self.added(line) }
        }
        self.insurance(&lines);
    }

    /// The law's figures for a line: leave for a unit, National Insurance and pension as shares of its wages.
    fn due(&self, line: &Line<'_>) -> [(Code, &'static str, Option<Exact>); 3] {
        let day = line.days.from;
        let year = &self.prepared.calendar.year;
        let weekly = (&each(line, &line.wage()) * &year.of(line.per.unwrap_or(Period::Year)))
            .checked_div(&year.weeks)
            .unwrap_or(Exact::ZERO);
        let people = Exact::from(if line.earns_from_all() { line.shared_by() } else { 1 });
        let weekly = &weekly * &people;
        let annual = &(&weekly * &year.weeks) * &used(self.prepared, line);
        let age = line.age(self.prepared.on, day);
        let ni = weekly_ni(self.prepared, day, &weekly, age).and_then(|due| due.checked_div(&weekly));
        let pension = yearly_pension(self.prepared, day, &annual, age).ok();
        let pension = pension.and_then(|due| due.checked_div(&annual));
        [
            (Code::HolidayMissing, "paid leave", holiday_share(self.prepared, line, day)),
            (Code::EmployerNiMissing, "the employer's National Insurance", ni),
            (Code::PensionMissing, "the employer's pension contribution", pension),
        ]
    }

    /// A rate to which the council adds what an employer pays: that it does, and not less than the law.
    fn added(&mut self, line: &Line<'_>) {
        let on_costs = &self.prepared.policy.oncosts;
        let stated = [&on_costs.holiday, &on_costs.employer_ni, &on_costs.pension];
        for ((code, what, due), stated) in self.due(line).into_iter().zip(stated) {
            let due = due.unwrap_or(Exact::ZERO);
            let short = match stated {
                Some(OnCost::Law) => false,
                // A stated 0 % is the council's word that it is covered elsewhere.
                Some(OnCost::Share(share)) => !share.is_zero() && *share < due,
                None => due.is_positive(),
            };
            if short {
                let amount = &line.wage() * &due;
                self.missing(
                    line,
                    code,
                    what,
                    &amount,
                    "the council's plan.toml must add it under [oncosts]",
                );
            } else {
                self.seen(code, line.path().key("rate"));
            }
        }
    }

    /// A rate that covers everything: that it leaves enough above the wage, one thing after the other.
    fn all_in(&mut self, line: &Line<'_>) {
        let wage = line.wage();
        let mut left = &line.rate() - &wage;
        for (code, what, due) in self.due(line) {
            let amount = &wage * &due.unwrap_or(Exact::ZERO);
            if amount > left {
                self.missing(
                    line,
                    code,
                    what,
                    &amount,
                    "raise the rate, or say in `wage` what the worker earns of it",
                );
            } else {
                self.seen(code, line.path().key("wage"));
                left = &left - &amount;
            }
        }
    }

    fn missing(&mut self, line: &Line<'_>, code: Code, what: &str, amount: &Exact, help: &str) {
        let key = match code {
            Code::HolidayMissing => "holiday.weeks",
            Code::EmployerNiMissing => "employer_ni.rate",
            _ => "pension.employer_share",
        };
        let unit = line.support.unit.map_or("unit", |unit| unit.as_str());
        let id = line.support.id.as_str();
        let message = format!("`{id}` has no money for {what}: {} of each {unit}", self.pounds(amount));
        let mut finding = Finding::new(code, line.path().key("rate"), message)
            .help(help)
            .source(self.prepared.policy.oncosts.source.clone())
            .fact("needed", self.fixed(amount))
            .line(id);
        if let Some(row) = self.prepared.policy.law.on(key, line.days.from) {
            finding = finding.law(row);
        }
        let ages = self.prepared.policy.law.on(PENSION_AGES, line.days.from);
        let known = line.age(self.prepared.on, line.days.from).is_some();
        if let Some(ages) = ages.filter(|_| code == Code::PensionMissing && known) {
            finding = finding.also_rests_on(ages);
        }
        self.find(finding);
    }

    fn insurance(&mut self, lines: &[&Line<'_>]) {
        let Some(first) = lines.first() else { return };
        let stated = self.prepared.policy.oncosts.insurance.is_some();
        let own = self
            .prepared
            .lines
            .iter()
            .find(|line| ["insurance", "employers_liability_insurance"].contains(&line.category_id()));
        if let Some(line) = own {
            let path = line.path();
            self.seen(Code::InsuranceMissing, path);
        } else if stated || lines.iter().all(|line| line.is_all_in()) {
            self.seen(Code::InsuranceMissing, first.path());
        } else {
            let message = "somebody is employed, and nothing pays for employer's liability insurance";
            let mut finding = Finding::new(Code::InsuranceMissing, Place::root().key("support"), message)
                .help("add a line of the category `insurance`, or let plan.toml add it under [oncosts]");
            if let Some(row) = self.prepared.policy.law.on("employers_liability.cover", first.days.from) {
                finding = finding.law(row);
            }
            self.find(finding);
        }
    }
}
