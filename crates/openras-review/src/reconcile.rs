//! What happened to the money, what of it is kept, and what goes back.

use openras_core::{Day, Diagnostics, Exact, Path, money};

use crate::account::{Account, Adding, Flow, by_payer, check, rounded};
use crate::code::MoneyCode;
use crate::days::Days;
use crate::document::{AccountStatement, Basis, Collect, EndReason, PersonMoney, ReclaimMode};
use crate::notice::Notice;
use crate::policy::{Limit, Reclaim, ReviewPolicy};

/// Something found about the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyFinding {
    /// What.
    pub code: MoneyCode,
    /// Where in the statement.
    pub at: Path,
    /// What is so: lower case, no full stop.
    pub message: String,
    /// The next move.
    pub help: Option<String>,
    /// How much it is about.
    pub amount: Option<Exact>,
}

/// What is proposed; a person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// Nothing.
    Nothing,
    /// The person pays something back.
    Reclaim,
    /// The next payments are smaller.
    NetOff,
    /// The next payment is topped up to payment and contingency.
    TopUp,
    /// What is over goes to a planned item.
    Carry,
    /// The person gets something back.
    Refund,
}

impl Proposal {
    /// The word in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Proposal::Nothing => "nothing",
            Proposal::Reclaim => "reclaim",
            Proposal::NetOff => "net_off",
            Proposal::TopUp => "top_up",
            Proposal::Carry => "carry",
            Proposal::Refund => "refund",
        }
    }
}

/// What becomes of the money of one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamMoney {
    /// Its id.
    pub id: String,
    /// What came in and went out.
    pub flow: Flow,
    /// What of it may be kept for the next year.
    pub kept: Exact,
    /// What goes back to whoever gives it.
    pub returned: Exact,
}

/// A line of the workings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// In words.
    pub text: String,
    /// What it comes to.
    pub amount: Exact,
}

/// What happened to the money, and what is proposed.
///
/// # Properties
/// Opening + paid + received = spent + reserved + kept + reclaim + refund, of the council's and the person's money together, and
/// within each stream with what it returns. The reclaim is between nothing and what is left of the council's money.
#[derive(Clone, Debug)]
pub struct Reconciliation {
    /// The person.
    pub person: String,
    /// The days.
    pub period: Days,
    /// The council's money and the person's.
    pub main: Flow,
    /// The council's part.
    pub council: Flow,
    /// The person's part.
    pub person_money: Flow,
    /// Every other stream that moved.
    pub streams: Vec<StreamMoney>,
    /// What is set aside, by kind.
    pub reserved: Vec<(&'static str, Exact)>,
    /// What may be kept at most; nothing where no limit is known.
    pub limit: Option<Exact>,
    /// What stays with the person.
    pub kept: Exact,
    /// What goes back to the council.
    pub reclaim: Exact,
    /// What goes back to the person.
    pub refund_to_person: Exact,
    /// The next payment, where it is another than the regular one.
    pub next_payment: Option<Exact>,
    /// The planned item that the surplus goes to, and how much.
    pub carried: Option<(String, Exact)>,
    /// What is proposed.
    pub proposed: Proposal,
    /// Everything that was found.
    pub findings: Vec<MoneyFinding>,
    /// The day of the notice.
    pub notice_on: Option<Day>,
    /// What the person is told.
    pub notice: Option<Notice>,
    /// How the figures come about.
    pub workings: Vec<Working>,
    pub(crate) statement: String,
    pub(crate) currency: String,
    pub(crate) decimals: u32,
}

impl Reconciliation {
    /// What was not spent: what is reserved, kept, reclaimed and refunded.
    pub fn unspent(&self) -> Exact {
        self.main.in_account()
    }

    /// What stands in the way of the proposal, each code once.
    pub fn blocked_by(&self) -> Vec<MoneyCode> {
        let mut codes = Vec::new();
        for code in self.findings.iter().map(|finding| finding.code).filter(|code| code.blocks()) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }

    /// What the next year begins with if the proposal is followed: the council's, then the person's. Money that is set aside is
    /// still in the account.
    pub fn next_opening(&self) -> (Exact, Exact) {
        let council = &self.council.in_account() - &self.reclaim;
        let person = &self.person_money.in_account() - &self.refund_to_person;
        (council, person)
    }

    pub(crate) fn pounds(&self, amount: &Exact) -> String {
        money(amount, &self.currency, self.decimals)
    }
}

impl ReviewPolicy {
    /// Adds a statement up, and works out what is kept, what is set aside and what is proposed. `notice_on` is the day of the
    /// notice; without it there is an amount and no day by which it is repaid.
    ///
    /// # Rounding
    /// What is kept is rounded once to the currency's decimals, half away from zero; what goes back is the rest.
    ///
    /// # Errors
    /// Amounts below zero or with too many decimals, days the wrong way round: every problem at once. What is wrong with the
    /// money is a finding, never an error.
    pub fn reconcile(
        &self,
        statement: &AccountStatement,
        notice_on: Option<Day>,
    ) -> Result<Reconciliation, Diagnostics> {
        let mut found = Diagnostics::new();
        check(statement, &self.context, &mut found);
        let days = statement.period.from.day().zip(statement.period.to.day());
        let Some(period) = days.and_then(|(from, to)| Days::new(from, to)).filter(|_| found.is_empty()) else {
            return Err(found);
        };
        let mut adding = Adding::new(self, statement, period);
        adding.all();
        let Adding { account, findings, .. } = adding;
        let mut working = Reconciling { policy: self, statement, period, account, findings, workings: Vec::new() };
        Ok(working.all(notice_on))
    }
}

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
    fn all(&mut self, notice_on: Option<Day>) -> Reconciliation {
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
                StreamMoney { id: id.clone(), flow: flow.clone(), kept: &left - &returned, returned }
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
        let refund = if rule.person_money == Some(PersonMoney::RefundOverpaid) { theirs.clone() } else { none.clone() };
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
            _ if whole <= exact => none,
            ReclaimMode::AllIfExceeded => whole.clone(),
            ReclaimMode::Excess => (&whole - &limit).max(none),
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
            Limit::PercentOfAnnual(share) => &(&annual * share) * &self.period.years(),
            Limit::Weeks(weeks) => (&annual * weeks).checked_div(&self.policy.context.weeks_in_year)?,
            Limit::Amount(amount) => amount.clone(),
            Limit::Payments(count) => &self.payment()? * count,
        })
    }

    /// The regular payment.
    pub(crate) fn payment(&self) -> Option<Exact> {
        let stated = self.statement.payment.as_ref().and_then(|payment| Some(payment.amount()?.value.clone()));
        stated.or_else(|| self.account.newest_payment.as_ref().map(|(_, amount)| amount.clone()))
    }

    fn limit_words(&self, limit: &Limit) -> String {
        match limit {
            Limit::PercentOfAnnual(share) => {
                let percent = share * &Exact::from(100);
                let days = if self.period.years() == Exact::ONE { "" } else { ", for the days of the period" };
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
        self.challenged(result);
        result.proposed = match collect {
            _ if first.is_zero() && result.refund_to_person.is_positive() => Proposal::Refund,
            _ if first.is_zero() => Proposal::Nothing,
            Collect::NetOff => Proposal::NetOff,
            _ => Proposal::Reclaim,
        };
        if result.proposed == Proposal::NetOff {
            result.next_payment =
                self.payment().map(|payment| (&payment - &result.reclaim).max(Exact::ZERO));
        }
        first
    }

    fn top_up(&mut self, rule: &Reclaim, result: &mut Reconciliation) {
        let (Some(payment), Some(limit)) = (self.payment(), result.limit.clone()) else { return };
        if !rule.agreement_term {
            return;
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
