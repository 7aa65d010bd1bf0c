//! A statement's entries, added up: by pot, and within the council's pot by payer.

use std::collections::BTreeMap;

use openras_core::document::AmountIn;
use openras_core::{Day, Days, Exact, Path, Rounding, nearest};

use crate::code::MoneyCode;
use crate::days::amount_over;
use crate::document::{AccountStatement, HeldKind};
use crate::policy::ReviewPolicy;
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

    fn find(
        &mut self,
        code: MoneyCode,
        at: Path,
        message: String,
        help: Option<String>,
        amount: Option<Exact>,
    ) {
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
            if streams.is_empty() {
                "the scheme has no streams".to_owned()
            } else {
                format!("the scheme has {}", streams.join(", "))
            }
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
                        let help =
                            "it is part of what goes back; stop payments on the day of the end".to_owned();
                        self.find(
                            MoneyCode::PaidAfterEnd,
                            at.clone(),
                            message,
                            Some(help),
                            Some(amount.clone()),
                        );
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
                let help = "somebody decides: name the line it belongs to, or record who allowed it and why"
                    .to_owned();
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
                sum = &sum + &amount_over(&days, &amount, due.per);
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
