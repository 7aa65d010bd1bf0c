//! The payment agreement: its figures as a record, and the page that both sign.

use std::fmt::Write as _;

use openras_core::{Diagnostics, Exact, Rounding, digest, money};
use schemars::JsonSchema;
use serde::Serialize;

use super::wrapped;
use crate::budget::Budget;
use crate::cost::cost;
use crate::document::{Frequency, PaymentModel, SupportPlan};
use crate::policy::PlanPolicy;
use crate::prepared::{Line, Prepared, prepare};
use crate::schedule::Schedule;

/// What the key `record` says.
pub const AGREEMENT: &str = "openras.agreement/1";

/// The figures of a payment agreement.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// The payments.
    pub schedule: Schedule,
    /// Whether the contribution is taken off before money is paid.
    pub net: bool,
    /// What the person pays for the plan's days.
    pub person_pays: Exact,
    /// What the council pays for them.
    pub council_pays: Exact,
    /// The needs that the direct payment meets.
    pub needs: Vec<String>,
    /// What the money is for: the lines of the direct payment.
    pub spend_on: Vec<String>,
    /// What it is not for, with why.
    pub not_on: Vec<(String, &'static str)>,
    /// How it is looked after.
    pub records: Option<String>,
    /// The way in which the money is managed, in words.
    pub way: Option<String>,
    /// Who holds the money.
    pub holder: Option<String>,
    /// Whether money that is left over may be taken back: what a reclaim rests on.
    pub surplus_may_be_taken_back: bool,
}

/// The record of an agreement's figures, with its keys in order; amounts are strings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "agreement")]
pub struct AgreementRecord<'a> {
    /// `openras.agreement/1`.
    pub record: &'static str,
    /// The version of the engine.
    pub engine: &'static str,
    /// The person.
    pub person: &'a str,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// `net` or `gross`.
    pub model: &'static str,
    /// What the person pays for these days.
    pub person_pays: String,
    /// What the council pays for them.
    pub council_pays: String,
    /// `monthly`, `four_weekly`, …
    pub frequency: &'static str,
    /// The least of the whole instalments of the direct payment; null where there is none.
    pub instalment_least: Option<String>,
    /// The most of them.
    pub instalment_most: Option<String>,
    /// The way in which the money is managed.
    pub way: Option<&'a str>,
    /// Who holds the money.
    pub holder: Option<&'a str>,
    /// Whether money that is left over may be taken back.
    pub surplus_may_be_taken_back: bool,
    /// The needs that the direct payment meets.
    pub needs: &'a [String],
    /// What the money is for.
    pub spend_on: &'a [String],
    /// What it is not for.
    pub not_on: Vec<&'a str>,
    /// The digest of the schedule of payments.
    pub schedule: Option<String>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

impl PlanPolicy {
    /// The figures of the payment agreement of a plan.
    ///
    /// # Errors
    /// As [`PlanPolicy::schedule`].
    pub fn agreement(&self, plan: &SupportPlan, budget: Option<&Budget>) -> Result<Agreement, Diagnostics> {
        let schedule = self.schedule(plan, budget)?;
        let prepared = prepare(plan, self, budget)?;
        let mut needs: Vec<String> = Vec::new();
        let mut spend_on = Vec::new();
        for line in prepared.lines.iter().filter(|line| line.is_direct()) {
            spend_on.push(line.name().to_owned());
            for need in &line.support.needs {
                if !needs.iter().any(|known| known == need.as_str()) {
                    needs.push(need.as_str().to_owned());
                }
            }
        }
        let taken: Exact = schedule.instalments.iter().map(|paid| paid.contribution.clone()).sum();
        let person_pays = &taken + &schedule.to_collect;
        let drawn = &drawn(&prepared, &schedule) + &schedule.gross;
        let payment = plan.payment.as_ref();
        Ok(Agreement {
            net: payment.and_then(|payment| payment.model).unwrap_or(PaymentModel::Net) == PaymentModel::Net,
            council_pays: if person_pays > drawn { Exact::ZERO } else { &drawn - &person_pays },
            person_pays,
            schedule,
            needs,
            spend_on,
            not_on: self.forbidden.iter().map(|rule| (rule.category.clone(), rule.because.words())).collect(),
            records: plan.monitoring.as_ref().and_then(|monitoring| monitoring.how.clone()),
            way: prepared.way.map(|way| way.text.clone()),
            holder: plan.managed.as_ref().and_then(|managed| managed.money.clone()),
            surplus_may_be_taken_back: false,
        })
    }
}

/// What the supports of a direct payment cost that is paid as it is needed; nothing where payments have their dates.
fn drawn(prepared: &Prepared<'_>, schedule: &Schedule) -> Exact {
    if schedule.frequency != Frequency::AsNeeded {
        return Exact::ZERO;
    }
    let cost = cost(prepared);
    let lines = prepared.lines.iter().zip(&cost.totals);
    let own: Exact = lines.filter(|(line, _)| line.is_direct()).map(|(_, total)| total.clone()).sum();
    let places = i32::try_from(schedule.decimals).unwrap_or(2);
    let more = if prepared.lines.iter().any(Line::is_direct) {
        cost.insurance_total() + &cost.contingency
    } else {
        Exact::ZERO
    };
    (&own + &more).round(Rounding::HalfAwayFromZero, places)
}

impl Agreement {
    /// The least and the most of the whole instalments to whoever gets the direct payment.
    pub fn instalments(&self) -> Option<(Exact, Exact)> {
        let own = self.schedule.instalments.iter().filter(|paid| paid.to != "provider");
        let whole = own.filter(|paid| paid.kind == crate::InstalmentKind::Regular).map(|paid| &paid.amount);
        Some((whole.clone().min()?.clone(), whole.max()?.clone()))
    }

    /// The record, with its digest.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn record(&self) -> Result<AgreementRecord<'_>, serde_json::Error> {
        let places = self.schedule.decimals;
        let mut record = AgreementRecord {
            record: AGREEMENT,
            engine: env!("CARGO_PKG_VERSION"),
            person: &self.schedule.person,
            from: self.schedule.days.from.to_string(),
            to: self.schedule.days.to.to_string(),
            model: if self.net { "net" } else { "gross" },
            person_pays: self.person_pays.to_fixed(places),
            council_pays: self.council_pays.to_fixed(places),
            frequency: self.schedule.frequency.as_str(),
            instalment_least: self.instalments().map(|(least, _)| least.to_fixed(places)),
            instalment_most: self.instalments().map(|(_, most)| most.to_fixed(places)),
            way: self.way.as_deref(),
            holder: self.holder.as_deref(),
            surplus_may_be_taken_back: self.surplus_may_be_taken_back,
            needs: &self.needs,
            spend_on: &self.spend_on,
            not_on: self.not_on.iter().map(|(category, _)| category.as_str()).collect(),
            schedule: self.schedule.record()?.sha256,
            sha256: None,
        };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }

    /// The record as JSON text, two spaces a level, with a newline at the end.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&self.record()?).map(|json| json + "\n")
    }

    /// The agreement to sign. `challenge` says how a person disagrees, where the rulebook says so.
    pub fn to_text(&self, challenge: Option<&str>) -> String {
        let schedule = &self.schedule;
        let pounds = |amount: &Exact| money(amount, &schedule.currency, schedule.decimals);
        let mut text = String::new();
        let mut part = |title: &str, words: &str| {
            let _ = writeln!(text, "{title}\n  {}\n", wrapped(words, 100, 2));
        };
        let days = format!("From {} to {}.", schedule.days.from.long(), schedule.days.to.long());
        part(&format!("Payment agreement for {}", schedule.person), &days);
        part("What you pay", &format!("You pay {} for these days.", pounds(&self.person_pays)));
        let how = if self.net {
            "Your part is taken off before the money is paid, so that you have no bill to pay."
        } else {
            "The whole is paid to you, and you get a bill for your part."
        };
        part("What we pay", &format!("We pay {}. {how}", pounds(&self.council_pays)));
        let each = match self.instalments() {
            Some((least, most)) if least == most => {
                format!("{} {}", pounds(&least), schedule.frequency.words())
            }
            Some((least, most)) => {
                format!("Between {} and {} {}", pounds(&least), pounds(&most), schedule.frequency.words())
            }
            None => match &schedule.yearly_limit {
                Some(limit) => {
                    format!("Money is paid {}, up to {} a year", schedule.frequency.words(), pounds(limit))
                }
                None => format!("Money is paid {}", schedule.frequency.words()),
            },
        };
        let each = format!("{each}; the schedule of payments says each day, amount and what it is for.");
        part("How much and how often", &each);
        let holder = self.holder.as_deref().map(|holder| format!("The money is held by: {}.", plain(holder)));
        let way = self.way.as_deref().map(|way| format!("{}.", way.trim_end_matches('.')));
        let managed: Vec<String> = way.into_iter().chain(holder).collect();
        if !managed.is_empty() {
            part("How the money is managed", &managed.join(" "));
        }
        part("The needs that the money meets", &plain(&self.needs.join(", ")));
        part("What the money is for", &self.spend_on.join("; "));
        let not_on: Vec<String> =
            self.not_on.iter().map(|(category, why)| format!("{} ({why})", plain(category))).collect();
        let not_on =
            if not_on.is_empty() { "Nothing against the law.".to_owned() } else { not_on.join("; ") };
        part("What the money is not for", &not_on);
        let records = self.records.as_deref().map_or("as we agree with you".to_owned(), plain);
        part("Records", &format!("Keep bank statements, wage slips and bills. We look at them: {records}."));
        part(
            "If something changes",
            "Tell us. You may give the money up at any time. We stop or change it only after telling you in writing why and from when.",
        );
        part(
            "What is left over",
            match self.surplus_may_be_taken_back {
                true => {
                    "It is looked at in the review. What is more than you may keep can be taken back after that, once we have told you how much and why; \
                     money for bills to come, and your own part, are not taken back."
                }
                false => {
                    "It is looked at in the review; money for bills to come, and your own part, are not taken back."
                }
            },
        );
        part(
            "If you disagree",
            challenge
                .unwrap_or("Tell us, in any way you like; somebody who has not seen your case looks at it."),
        );
        let line = "_".repeat(20);
        let _ = writeln!(text, "Signed (the person, or for them): {line}   (the council): {line}");
        text
    }
}

/// An id as people read it: `personal care`.
fn plain(id: &str) -> String {
    id.replace('_', " ")
}
