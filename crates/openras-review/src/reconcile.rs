//! What happened to the money, what of it is kept, and what goes back.

use openras_core::{Day, Days, Diagnostics, Exact, Path, money};

use crate::account::{Adding, Flow};
use crate::code::MoneyCode;
use crate::document::AccountStatement;
use crate::notice::Notice;
use crate::policy::ReviewPolicy;
use crate::reconciling::Reconciling;
use crate::statement_check::check;

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
    /// What people call it.
    pub text: String,
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
        let Some(period) = days.and_then(|(from, to)| Days::new(from, to)).filter(|_| found.is_empty())
        else {
            return Err(found);
        };
        let mut adding = Adding::new(self, statement, period);
        adding.all();
        let Adding { account, findings, .. } = adding;
        let mut working =
            Reconciling { policy: self, statement, period, account, findings, workings: Vec::new() };
        Ok(working.all(notice_on))
    }
}
