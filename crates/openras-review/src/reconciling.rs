//! From an account to a proposal: what is over, whose it is, how it is collected.

use openras_core::{Day, Days, Exact};

use crate::account::{Account, Flow, rounded};
use crate::days::years;
use crate::document::{AccountStatement, Basis, Collect, EndReason, PersonMoney, ReclaimMode};
use crate::payers::by_payer;
use crate::policy::{Limit, Reclaim, ReviewPolicy};
use crate::reconcile::{MoneyFinding, Proposal, Reconciliation, StreamMoney, Working};

/// A reconciliation while it is worked out.
pub(crate) struct Reconciling<'a> {
    pub(crate) policy: &'a ReviewPolicy,
    pub(crate) statement: &'a AccountStatement,
    pub(crate) period: Days,
    pub(crate) account: Account,
    pub(crate) findings: Vec<MoneyFinding>,
    pub(crate) workings: Vec<Working>,
}

/// What the council takes, before anybody has looked at it.
struct Surplus {
    limit: Option<Exact>,
    reclaim: Exact,
    refund: Exact,
}

impl Reconciling<'_> {
    pub(crate) fn all(&mut self, notice_on: Option<Day>) -> Reconciliation {
        let decimals = self.policy.context.decimals;
        let person_money = self.policy.reclaim.as_ref().and_then(|reclaim| reclaim.person_money);
        let (council, person) = by_payer(&self.account, person_money, decimals);
        self.check_money(person_money);
        let mut result = Reconciliation {
            person: self.statement.person.clone(),
            period: self.period,
            main: self.account.main.clone(),
            council,
            person_money: person,
            streams: self.streams(),
            reserved: self.account.reserved.iter().map(|(kind, sum)| (kind.as_str(), sum.clone())).collect(),
            limit: None,
            kept: Exact::ZERO,
            reclaim: Exact::ZERO,
            refund_to_person: Exact::ZERO,
            next_payment: None,
            carried: None,
            proposed: Proposal::Nothing,
            findings: Vec::new(),
            notice_on,
            notice: None,
            workings: Vec::new(),
            statement: self.statement.sha256(),
            currency: self.policy.context.currency.clone(),
            decimals,
        };
        self.account_workings(&result);
        if let Some(reclaim) = &self.policy.reclaim {
            let surplus = self.surplus(reclaim, &result);
            result.limit = surplus.limit;
            result.reclaim = surplus.reclaim;
            result.refund_to_person = surplus.refund;
            self.check_low(reclaim, &result);
            let first = self.collected(reclaim, &mut result);
            self.may_be_taken(reclaim, &mut result, &first, notice_on);
        }
        self.check_end();
        result.kept = &(&result.main.left() - &result.reclaim) - &result.refund_to_person;
        result.findings = std::mem::take(&mut self.findings);
        result.workings = std::mem::take(&mut self.workings);
        result
    }

    fn streams(&self) -> Vec<StreamMoney> {
        let rules = self.policy.context.streams.iter();
        let moved = rules.zip(&self.account.streams).filter(|(_, (_, flow))| *flow != Flow::NOTHING);
        moved
            .map(|(rule, (id, flow))| {
                let left = flow.left();
                let carry = rule.carry_forward && self.statement.ended.is_none();
                let returned = if carry { Exact::ZERO } else { left.clone().max(Exact::ZERO) };
                let (id, text) = (id.clone(), rule.text.clone());
                StreamMoney { id, text, flow: flow.clone(), kept: &left - &returned, returned }
            })
            .collect()
    }

    /// What is over the limit, and whose it is.
    fn surplus(&mut self, rule: &Reclaim, result: &Reconciliation) -> Surplus {
        let none = Exact::ZERO;
        let left = result.main.left().max(none.clone());
        let theirs = result.person_money.left().max(none.clone()).min(left.clone());
        let ours = &left - &theirs;
        if self.statement.ended.is_some() {
            self.say("The payments have ended: what is left when debts are paid is not kept", &left);
            return Surplus { limit: Some(none), reclaim: ours, refund: theirs };
        }
        let refund = if rule.person_money == Some(PersonMoney::RefundOverpaid) {
            theirs.clone()
        } else {
            none.clone()
        };
        let Some(exact) = self.limit(&rule.keep) else {
            return Surplus { limit: None, reclaim: none, refund };
        };
        let decimals = self.policy.context.decimals;
        let limit = rounded(&exact, decimals);
        let words = self.limit_words(&rule.keep);
        self.say(&format!("What may be kept: {words}"), &limit);
        let (whole, share) = match rule.basis {
            Basis::CouncilShare => (ours.clone(), Exact::ONE),
            Basis::WholeBudget => (left.clone(), ours.checked_div(&left).unwrap_or(none.clone())),
        };
        let over = match rule.mode {
            // The limit that counts is the one that the person is told.
            _ if whole <= limit => none,
            ReclaimMode::AllIfExceeded => whole.clone(),
            ReclaimMode::Excess => &whole - &limit,
        };
        let reclaim = rounded(&(&over * &share), decimals).min(ours);
        self.say("What is over that", &over);
        if rule.basis == Basis::WholeBudget && share != Exact::ONE {
            self.say("The council's part of what is over", &reclaim);
        }
        Surplus { limit: Some(limit), reclaim, refund }
    }

    /// A limit in money, exactly; nothing where a payment is asked for and none is known.
    pub(crate) fn limit(&self, limit: &Limit) -> Option<Exact> {
        let annual = self.statement.annual_budget.amount()?.value.clone();
        Some(match limit {
            Limit::PercentOfAnnual(share) => &(&annual * share) * &years(&self.period),
            Limit::Weeks(weeks) => (&annual * weeks).checked_div(&self.policy.context.weeks_in_year)?,
            Limit::Amount(amount) => amount.clone(),
            Limit::Payments(count) => &self.payment()? * count,
        })
    }

    /// The regular payment.
    pub(crate) fn payment(&self) -> Option<Exact> {
        let stated =
            self.statement.payment.as_ref().and_then(|payment| Some(payment.amount()?.value.clone()));
        stated.or_else(|| self.account.newest_payment.as_ref().map(|(_, amount)| amount.clone()))
    }

    fn limit_words(&self, limit: &Limit) -> String {
        match limit {
            Limit::PercentOfAnnual(share) => {
                let percent = share * &Exact::from(100);
                let days =
                    if years(&self.period) == Exact::ONE { "" } else { ", for the days of the period" };
                format!("{percent} % of the year's budget{days}")
            }
            Limit::Weeks(weeks) => format!("{weeks} weeks of the year's budget"),
            Limit::Amount(_) => "a fixed amount".to_owned(),
            Limit::Payments(count) if *count == Exact::ONE => "one payment".to_owned(),
            Limit::Payments(count) => format!("{count} payments"),
        }
    }

    /// How the surplus is collected; gives the reclaim as it was proposed first.
    fn collected(&mut self, rule: &Reclaim, result: &mut Reconciliation) -> Exact {
        let ended = self.statement.ended.is_some();
        let collect = if ended { Collect::Repay } else { rule.collect };
        if collect == Collect::TopUp {
            result.reclaim = Exact::ZERO;
            self.top_up(rule, result);
            return Exact::ZERO;
        }
        let carry_to = self.statement.review.as_ref().and_then(|review| review.carry_to.as_ref());
        if collect == Collect::Carry
            && let Some(item) = carry_to
            && result.reclaim.is_positive()
        {
            let amount = std::mem::replace(&mut result.reclaim, Exact::ZERO);
            self.say(&format!("Carried to {item}"), &amount);
            result.carried = Some((item.as_str().to_owned(), amount));
            result.proposed = Proposal::Carry;
            return Exact::ZERO;
        }
        let first = result.reclaim.clone();
        if first.is_positive() {
            self.challenged(result);
        }
        result.proposed = match collect {
            _ if first.is_zero() && result.refund_to_person.is_positive() => Proposal::Refund,
            _ if first.is_zero() => Proposal::Nothing,
            Collect::NetOff => Proposal::NetOff,
            _ => Proposal::Reclaim,
        };
        if result.proposed == Proposal::NetOff {
            result.next_payment = self.payment().map(|payment| (&payment - &result.reclaim).max(Exact::ZERO));
        }
        first
    }

    fn top_up(&mut self, rule: &Reclaim, result: &mut Reconciliation) {
        let (Some(payment), Some(limit)) = (self.payment(), result.limit.clone()) else { return };
        if !rule.agreement_term {
            return;
        }
        // A smaller payment takes back as much as a reclaim does.
        for place in 0..self.statement.challenge.len() {
            self.undecided(place);
        }
        let next = (&(&payment + &limit) - &result.council.left()).max(Exact::ZERO);
        self.say("The regular payment", &payment);
        self.say("The next payment: payment and contingency, less what the council's money has left", &next);
        result.next_payment = Some(next);
        result.proposed = Proposal::TopUp;
    }

    pub(crate) fn say(&mut self, text: &str, amount: &Exact) {
        self.workings.push(Working { text: text.to_owned(), amount: amount.clone() });
    }

    fn account_workings(&mut self, result: &Reconciliation) {
        let main = result.main.clone();
        for (text, amount) in [
            ("In the account on the first day", &main.opening),
            ("Paid in by council and person", &main.paid),
            ("Came in from elsewhere", &main.received),
            ("Paid out", &main.spent),
            ("Set aside for what is owed or agreed", &main.held),
            ("Left", &main.left()),
        ] {
            self.say(text, amount);
        }
        if !self.account.not_reserved.is_zero() {
            let amount = self.account.not_reserved.clone();
            self.say("Said to be held, and not set aside by the council's rules", &amount);
        }
        if !self.account.without_receipt.is_zero() {
            let amount = self.account.without_receipt.clone();
            self.say("Of what was paid out, without a receipt", &amount);
        }
        let theirs = &result.person_money;
        if !(theirs.opening.is_zero() && theirs.paid.is_zero()) {
            self.say("Of what is left, the person's own money", &theirs.left());
            self.say("Of what is left, the council's money", &result.council.left());
        }
    }

    /// Who is told: after a death the representative.
    pub(crate) fn payer(&self) -> &'static str {
        match self.statement.ended.as_ref().map(|ended| ended.reason) {
            Some(EndReason::Died) => "representative",
            Some(EndReason::CapacityLost | EndReason::CannotManage) => "money_manager",
            _ => "person",
        }
    }
}
