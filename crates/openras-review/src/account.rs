//! A statement's entries, added up: by pot, and within the council's pot by payer.

use std::collections::BTreeMap;

use openras_core::document::AmountIn;
use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path, Rounding, nearest};

use crate::code::MoneyCode;
use crate::days::Days;
use crate::document::{AccountStatement, HeldKind, PersonMoney};
use crate::policy::{ReviewContext, ReviewPolicy};
use crate::reconcile::MoneyFinding;

/// What came into a pot and went out of it, in the currency's smallest parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// What was there.
    pub opening: Exact,
    /// What the payer paid in.
    pub paid: Exact,
    /// What came in from elsewhere.
    pub received: Exact,
    /// What was paid out.
    pub spent: Exact,
    /// What is owed or set aside.
    pub held: Exact,
}

impl Flow {
    /// Nothing moved.
    pub const NOTHING: Flow = Flow {
        opening: Exact::ZERO,
        paid: Exact::ZERO,
        received: Exact::ZERO,
        spent: Exact::ZERO,
        held: Exact::ZERO,
    };

    /// What went in less what went out: what is in the account.
    pub fn in_account(&self) -> Exact {
        let came_in = &(&self.opening + &self.paid) + &self.received;
        &came_in - &self.spent
    }

    /// What is left when what is owed or set aside has gone too.
    pub fn left(&self) -> Exact {
        &self.in_account() - &self.held
    }
}

/// A statement's entries, added up.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// The council's money and the person's, in one pot.
    pub(crate) council: Exact,
    pub(crate) council_opening: Exact,
    pub(crate) person: Exact,
    pub(crate) person_opening: Exact,
    pub(crate) main: Flow,
    /// The other streams, in the scheme's order.
    pub(crate) streams: Vec<(String, Flow)>,
    pub(crate) reserved: BTreeMap<HeldKind, Exact>,
    /// What is said to be held, and is of a kind that is not set aside here.
    pub(crate) not_reserved: Exact,
    pub(crate) without_receipt: Exact,
    /// What the person was asked for; nothing where nothing was said of it.
    pub(crate) due: Option<Exact>,
    /// The newest payment of the council: its day and amount.
    pub(crate) newest_payment: Option<(Day, Exact)>,
    /// Every entry that moves money, for the balance on a day.
    moves: Vec<(Day, Exact)>,
    opening: Exact,
}

impl Account {
    fn new(streams: Vec<(String, Flow)>) -> Account {
        Account {
            council: Exact::ZERO,
            council_opening: Exact::ZERO,
            person: Exact::ZERO,
            person_opening: Exact::ZERO,
            main: Flow::NOTHING,
            streams,
            reserved: BTreeMap::new(),
            not_reserved: Exact::ZERO,
            without_receipt: Exact::ZERO,
            due: None,
            newest_payment: None,
            moves: Vec::new(),
            opening: Exact::ZERO,
        }
    }

    /// What was in the account at the end of a day, all pots together.
    pub(crate) fn balance_on(&self, day: Day) -> Exact {
        let moved: Exact =
            self.moves.iter().filter(|(on, _)| *on <= day).map(|(_, amount)| amount.clone()).sum();
        &self.opening + &moved
    }
}

/// Which pot an entry is of.
enum Pot {
    Council,
    Person,
    Stream(usize),
}

/// Adds a statement up.
pub(crate) struct Adding<'a> {
    policy: &'a ReviewPolicy,
    statement: &'a AccountStatement,
    period: Days,
    pub(crate) account: Account,
    pub(crate) findings: Vec<MoneyFinding>,
}

impl<'a> Adding<'a> {
    pub(crate) fn new(policy: &'a ReviewPolicy, statement: &'a AccountStatement, period: Days) -> Adding<'a> {
        let streams = policy.context.streams.iter().map(|stream| (stream.id.clone(), Flow::NOTHING));
        let account = Account::new(streams.collect());
        Adding { policy, statement, period, account, findings: Vec::new() }
    }

    pub(crate) fn all(&mut self) {
        self.opening();
        self.paid();
        self.received();
        self.spent();
        self.held();
        self.due();
    }

    fn find(&mut self, code: MoneyCode, at: Path, message: String, help: Option<String>, amount: Option<Exact>) {
        self.findings.push(MoneyFinding { code, at, message, help, amount });
    }

    fn pot(&mut self, by: Option<&str>, at: &Path) -> Option<Pot> {
        let by = by?;
        match by {
            "council" => return Some(Pot::Council),
            "person" => return Some(Pot::Person),
            _ => {}
        }
        let place = self.account.streams.iter().position(|(id, _)| id == by);
        if let Some(place) = place {
            return Some(Pot::Stream(place));
        }
        let streams: Vec<&str> = self.account.streams.iter().map(|(id, _)| id.as_str()).collect();
        let known = ["council", "person"].into_iter().chain(streams.iter().copied());
        let near = nearest(by, known).map(|near| format!("did you mean `{near}`?"));
        let help = near.unwrap_or_else(|| {
            if streams.is_empty() { "the scheme has no streams".to_owned() } else { format!("the scheme has {}", streams.join(", ")) }
        });
        let message = format!("the scheme has no stream `{by}`; the entry is not counted");
        self.find(MoneyCode::UnknownStream, at.clone(), message, Some(help), None);
        None
    }

    /// The pot of an entry that may name a stream.
    fn stream_pot(&mut self, stream: Option<&openras_core::document::Reference>, at: &Path) -> Option<Pot> {
        match stream {
            None => Some(Pot::Council),
            Some(stream) => self.pot(stream.name(), at),
        }
    }

    /// Whether a day is in the period; told where it is not.
    fn inside(&mut self, on: Option<Day>, at: &Path) -> Option<Day> {
        let day = on?;
        if self.period.contains(day) {
            return Some(day);
        }
        let (from, to) = (self.period.from, self.period.to);
        let message = format!("{day} is not between {from} and {to}; the entry is not counted");
        let help = "put it into the statement of its own period, or into `opening`".to_owned();
        self.find(MoneyCode::DatesOutsidePeriod, at.key("on"), message, Some(help), None);
        None
    }

    fn flow(&mut self, pot: &Pot) -> &mut Flow {
        match pot {
            Pot::Stream(at) if *at < self.account.streams.len() => {
                // INVARIANT: a place of a pot is one of the streams.
                match self.account.streams.get_mut(*at) {
                    Some((_, flow)) => flow,
                    None => &mut self.account.main,
                }
            }
            _ => &mut self.account.main,
        }
    }

    fn opening(&mut self) {
        for (by, amount) in &self.statement.opening {
            let at = Path::root().key("opening").key(by.as_str());
            let Some(amount) = value(amount) else { continue };
            let Some(pot) = self.pot(Some(by.as_str()), &at) else { continue };
            match pot {
                Pot::Council => self.account.council_opening = amount.clone(),
                Pot::Person => self.account.person_opening = amount.clone(),
                Pot::Stream(_) => {}
            }
            let flow = self.flow(&pot);
            flow.opening = &flow.opening + &amount;
            self.account.opening = &self.account.opening + &amount;
        }
    }

    fn paid(&mut self) {
        let ended = self.statement.ended.as_ref().and_then(|ended| ended.on.day());
        for (place, paid) in self.statement.paid.iter().enumerate() {
            let at = Path::root().key("paid").index(place);
            let day = self.inside(paid.on.day(), &at);
            let pot = self.pot(paid.by.name(), &at.key("by"));
            let (Some(day), Some(pot), Some(amount)) = (day, pot, value(&paid.amount)) else { continue };
            match pot {
                Pot::Council => {
                    self.account.council = &self.account.council + &amount;
                    if self.account.newest_payment.as_ref().is_none_or(|(newest, _)| *newest <= day) {
                        self.account.newest_payment = Some((day, amount.clone()));
                    }
                    if ended.is_some_and(|ended| day > ended) {
                        let message = format!("the council paid on {day}, after the payments had ended");
                        let help = "it is part of what goes back; stop payments on the day of the end".to_owned();
                        self.find(MoneyCode::PaidAfterEnd, at.clone(), message, Some(help), Some(amount.clone()));
                    }
                }
                Pot::Person => self.account.person = &self.account.person + &amount,
                Pot::Stream(_) => {}
            }
            let flow = self.flow(&pot);
            flow.paid = &flow.paid + &amount;
            self.account.moves.push((day, amount));
        }
    }

    fn received(&mut self) {
        for (place, received) in self.statement.received.iter().enumerate() {
            let at = Path::root().key("received").index(place);
            let day = self.inside(received.on.day(), &at);
            let pot = self.stream_pot(received.stream.as_ref(), &at.key("stream"));
            let (Some(day), Some(pot), Some(amount)) = (day, pot, value(&received.amount)) else { continue };
            let flow = self.flow(&pot);
            flow.received = &flow.received + &amount;
            self.account.moves.push((day, amount));
        }
    }

    fn spent(&mut self) {
        for (place, spent) in self.statement.spent.iter().enumerate() {
            let at = Path::root().key("spent").index(place);
            let day = self.inside(spent.on.day(), &at);
            let pot = self.stream_pot(spent.stream.as_ref(), &at.key("stream"));
            let (Some(day), Some(pot), Some(amount)) = (day, pot, value(&spent.amount)) else { continue };
            if spent.receipt == Some(false) {
                self.account.without_receipt = &self.account.without_receipt + &amount;
            }
            if spent.support.is_none() && spent.allowed.is_none() {
                let message = format!("what was spent on {day} is for nothing in the plan");
                let help = "somebody decides: name the line it belongs to, or record who allowed it and why".to_owned();
                self.find(MoneyCode::OutsidePlan, at, message, Some(help), Some(amount.clone()));
            }
            let flow = self.flow(&pot);
            flow.spent = &flow.spent + &amount;
            self.account.moves.push((day, -&amount));
        }
    }

    /// What is set aside: what the council lets be; after an end all debts, and nothing that is still planned.
    fn held(&mut self) {
        let ended = self.statement.ended.is_some();
        for (place, held) in self.statement.held.iter().enumerate() {
            let at = Path::root().key("held").index(place);
            let pot = self.stream_pot(held.stream.as_ref(), &at.key("stream"));
            let (Some(pot), Some(amount)) = (pot, value(&held.amount)) else { continue };
            let reserve = self.policy.reclaim.as_ref().map(|reclaim| &reclaim.reserve);
            let counts = if ended {
                held.kind.is_debt()
            } else {
                reserve.is_none_or(|reserve| reserve.contains(&held.kind))
            };
            if !counts {
                self.account.not_reserved = &self.account.not_reserved + &amount;
                continue;
            }
            let flow = self.flow(&pot);
            flow.held = &flow.held + &amount;
            let sum = self.account.reserved.entry(held.kind).or_insert(Exact::ZERO);
            *sum = &*sum + &amount;
        }
    }

    /// What the person was asked for on the days of the period.
    ///
    /// # Rounding
    /// Once, to the currency's decimals, half away from zero.
    fn due(&mut self) {
        if self.statement.due.is_empty() {
            return;
        }
        let mut sum = Exact::ZERO;
        for due in &self.statement.due {
            let days = due.from.day().zip(due.to.day()).and_then(|(from, to)| Days::new(from, to));
            let days = days.and_then(|days| days.overlap(&self.period));
            if let (Some(days), Some(amount)) = (days, value(&due.amount)) {
                sum = &sum + &days.amount(&amount, due.per);
            }
        }
        self.account.due = Some(rounded(&sum, self.policy.context.decimals));
    }
}

fn value(amount: &AmountIn) -> Option<Exact> {
    amount.amount().map(|amount| amount.value.clone())
}

/// To the currency's decimals, half away from zero.
pub(crate) fn rounded(amount: &Exact, decimals: u32) -> Exact {
    amount.round(Rounding::HalfAwayFromZero, i32::try_from(decimals).unwrap_or(2))
}

/// The council's pot, by payer: the council first, then the person.
///
/// # Rounding
/// Shares in proportion are rounded so that they sum: the council's half away from zero, the person's is the rest.
///
/// # Properties
/// For each payer and for both together, opening + paid + received = spent + held + left.
pub(crate) fn by_payer(account: &Account, rule: Option<PersonMoney>, decimals: u32) -> (Flow, Flow) {
    let main = &account.main;
    let theirs = &account.person + &account.person_opening;
    let ours = &account.council + &account.council_opening;
    let outgo = &(&main.spent + &main.held) - &main.received;
    let share = |whole: &Exact| -> Exact {
        match theirs.checked_div(&(&theirs + &ours)) {
            Some(share) => whole - &rounded(&(whole * &(&Exact::ONE - &share)), decimals),
            None => Exact::ZERO,
        }
    };
    let none = Exact::ZERO;
    // What of the outgo is the person's, and of what came in from elsewhere.
    let (borne, received) = match rule {
        Some(PersonMoney::InProportion) => (share(&outgo), share(&main.received)),
        Some(PersonMoney::SpentFirst) => (theirs.clone().min(outgo.clone().max(none.clone())), none.clone()),
        // Nobody has said whose money is left: as much of it as can be is the person's.
        None => (&theirs - &theirs.clone().min(main.left().max(none.clone())), none.clone()),
        Some(PersonMoney::RefundOverpaid) => {
            let asked = account.due.clone().unwrap_or_else(|| theirs.clone());
            let asked = &asked + &account.person_opening;
            let borne = theirs.clone().min(asked).min(outgo.clone().max(none.clone()));
            // What is not there cannot be refunded.
            let refund = (&theirs - &borne).min(main.left().max(none.clone()));
            (&theirs - &refund, none.clone())
        }
    };
    // borne = spent + held − received, each of them between nothing and the whole.
    let held = share(&main.held).min(&borne + &received).max(none.clone());
    let spent = (&(&borne + &received) - &held).max(none.clone()).min(main.spent.clone());
    let held = (&(&borne + &received) - &spent).max(none.clone()).min(main.held.clone());
    let received = &(&spent + &held) - &borne;
    let person = Flow {
        opening: account.person_opening.clone(),
        paid: account.person.clone(),
        received,
        spent,
        held,
    };
    let council = Flow {
        opening: account.council_opening.clone(),
        paid: account.council.clone(),
        received: &main.received - &person.received,
        spent: &main.spent - &person.spent,
        held: &main.held - &person.held,
    };
    (council, person)
}

/// Checks amounts and days of a statement: below zero, too many decimals, the wrong way round.
pub(crate) fn check(statement: &AccountStatement, context: &ReviewContext, found: &mut Diagnostics) {
    let root = Path::root();
    let amount = |amount: &AmountIn, path: Path, found: &mut Diagnostics| {
        let Some(amount) = amount.amount() else { return };
        if amount.value.is_negative() {
            let message = format!("`{}` is below zero", amount.shortest());
            let help = "every amount is above zero: its table says which way it went";
            found.push(Diagnostic::new(Code::OutOfRange, path, message).help(help));
        } else if amount.value.decimals().is_none_or(|decimals| decimals > context.decimals) {
            let message = format!("`{}` has more than {} decimals", amount.shortest(), context.decimals);
            found.push(Diagnostic::new(Code::TooManyDecimals, path, message).help("write it to the penny"));
        }
    };
    amount(&statement.annual_budget, root.key("annual_budget"), found);
    if let Some(payment) = &statement.payment {
        amount(payment, root.key("payment"), found);
    }
    for (by, opening) in &statement.opening {
        amount(opening, root.key("opening").key(by.as_str()), found);
    }
    let at = |list: &str, place: usize| root.key(list).index(place).key("amount");
    statement.due.iter().enumerate().for_each(|(place, due)| amount(&due.amount, at("due", place), found));
    statement.paid.iter().enumerate().for_each(|(place, paid)| amount(&paid.amount, at("paid", place), found));
    let received = statement.received.iter().enumerate();
    received.for_each(|(place, received)| amount(&received.amount, at("received", place), found));
    let spent = statement.spent.iter().enumerate();
    spent.for_each(|(place, spent)| amount(&spent.amount, at("spent", place), found));
    statement.held.iter().enumerate().for_each(|(place, held)| amount(&held.amount, at("held", place), found));
    for (place, challenge) in statement.challenge.iter().enumerate() {
        if let Some(decided) = &challenge.decided {
            amount(&decided.amount, root.key("challenge").index(place).key("decided").key("amount"), found);
        }
    }
    let range = |from: Option<Day>, to: Option<Day>, path: Path, found: &mut Diagnostics| {
        if let Some((from, to)) = from.zip(to).filter(|(from, to)| to < from) {
            let message = format!("it ends on {to}, before it begins on {from}");
            found.push(Diagnostic::new(Code::BadDateRange, path, message).help("put the earlier day into `from`"));
        }
    };
    let period = &statement.period;
    range(period.from.day(), period.to.day(), root.key("period").key("to"), found);
    for (place, due) in statement.due.iter().enumerate() {
        range(due.from.day(), due.to.day(), root.key("due").index(place).key("to"), found);
    }
}
