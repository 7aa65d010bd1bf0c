//! What is found about the money beside the sum itself, and what stands in the way of taking any.

use openras_core::{Day, Exact, Path, money};

use crate::code::MoneyCode;
use crate::document::{ChallengeMade, Collect, PersonMoney};
use crate::policy::Reclaim;
use crate::reconcile::{MoneyFinding, Proposal, Reconciliation};
use crate::reconciling::Reconciling;

impl Reconciling<'_> {
    pub(crate) fn find(
        &mut self,
        code: MoneyCode,
        at: Path,
        message: String,
        help: &str,
        amount: Option<Exact>,
    ) {
        let help = Some(help.to_owned()).filter(|help| !help.is_empty());
        self.findings.push(MoneyFinding { code, at, message, help, amount });
    }

    fn pounds(&self, amount: &Exact) -> String {
        money(amount, &self.policy.context.currency, self.policy.context.decimals)
    }

    /// Balances, contributions, and whose money is left.
    pub(crate) fn check_money(&mut self, rule: Option<PersonMoney>) {
        let root = Path::root();
        self.check_negative();
        self.check_bank();
        let theirs = &self.account.person + &self.account.person_opening;
        if rule.is_none()
            && (theirs.is_positive() || self.account.due.is_some())
            && self.policy.reclaim.is_some()
        {
            let message = "the person pays too, and review.toml does not say whose money is left".to_owned();
            let help = "add person_money to [reclaim]: in_proportion, spent_first or refund_overpaid";
            self.find(MoneyCode::PersonMoneyNotStated, root.key("paid"), message, help, None);
        }
        let Some(due) = self.account.due.clone() else { return };
        let paid = self.account.person.clone();
        let difference = &due - &paid;
        let words = format!("the person was asked for {} and paid {}", self.pounds(&due), self.pounds(&paid));
        if difference.is_positive() {
            let help = "ask why before anything else: a contribution is never taken from what the plan needs";
            self.find(MoneyCode::ContributionArrears, root.key("due"), words, help, Some(difference));
        } else if difference.is_negative() {
            let help = "give it back, or agree what it is for";
            self.find(MoneyCode::ContributionOverpaid, root.key("due"), words, help, Some(difference.abs()));
        }
    }

    fn check_negative(&mut self) {
        let main = ("the council's and the person's money".to_owned(), self.account.main.left());
        let streams = self.account.streams.iter().map(|(id, flow)| (format!("the stream {id}"), flow.left()));
        let pots: Vec<(String, Exact)> = std::iter::once(main).chain(streams).collect();
        for (name, left) in pots.into_iter().filter(|(_, left)| left.is_negative()) {
            let message =
                format!("of {name}, {} more was spent or is owed than there was", self.pounds(&left.abs()));
            let help = "find out who paid the difference, or whether a payment is missing";
            self.find(MoneyCode::NegativeBalance, Path::root(), message, help, Some(left.abs()));
        }
    }

    fn check_bank(&mut self) {
        let at = Path::root().key("closing");
        let closing = self.statement.closing.as_ref();
        let balance = closing.and_then(|closing| closing.bank_balance.as_ref()?.amount());
        let Some((closing, balance)) = closing.zip(balance) else {
            let message = "no bank statement proves the balance: it is worked out".to_owned();
            let help = "add bank_balance to [closing]";
            return self.find(MoneyCode::NotProved, at, message, help, None);
        };
        let Some(on) = closing.on.day() else { return };
        if !self.period.contains(on) {
            let message = format!(
                "the balance is of {on}, which is not between {} and {}",
                self.period.from, self.period.to
            );
            self.find(
                MoneyCode::DatesOutsidePeriod,
                at.key("on"),
                message,
                "give the balance of a day in the period",
                None,
            );
            return;
        }
        let worked = self.account.balance_on(on);
        let difference = &balance.value - &worked;
        if !difference.is_zero() {
            let (less, by) = (difference.is_negative(), difference.abs());
            let message = format!(
                "the bank has {} on {on}, the entries give {}: {} too {}",
                self.pounds(&balance.value),
                self.pounds(&worked),
                self.pounds(&by),
                if less { "little" } else { "much" }
            );
            let help = "look for what is missing or there twice";
            self.find(MoneyCode::BalanceDoesNotAgree, at.key("bank_balance"), message, help, Some(by));
        }
    }

    pub(crate) fn check_low(&mut self, rule: &Reclaim, result: &Reconciliation) {
        let low = rule.low.as_ref().and_then(|low| self.limit(low));
        let Some(low) = low.filter(|low| self.statement.ended.is_none() && result.main.left() < *low) else {
            return;
        };
        let message =
            format!("{} is left, less than {}", self.pounds(&result.main.left()), self.pounds(&low));
        let help = "ask the person whether the budget is enough";
        self.find(
            MoneyCode::BalanceLow,
            Path::root().key("closing"),
            message,
            help,
            Some(result.main.left()),
        );
    }

    /// An end without notice, and what the last payment covers beyond it.
    pub(crate) fn check_end(&mut self) {
        let Some(ended) = self.statement.ended.as_ref() else { return };
        let at = Path::root().key("ended");
        let told = ended.notice_given_on.as_ref().and_then(|day| day.day());
        let late = told.zip(ended.on.day()).filter(|(told, on)| ended.reason.is_stopping() && told > on);
        let message = match (told, late) {
            (None, _) => Some("nobody was told that the payments end".to_owned()),
            (_, Some((told, on))) => {
                Some(format!("the payments were stopped on {on}, and notice of it was given on {told}"))
            }
            _ => None,
        };
        if let Some(message) = message
            && !self.findings.iter().any(|found| found.code == MoneyCode::NoticeMissing)
        {
            let help = "give notice before the payments stop, and add notice_given_on";
            self.find(MoneyCode::NoticeMissing, at, message, help, None);
        }
        let days = ended.on.day().zip(ended.last_payment_covers_to.as_ref().and_then(|to| to.day()));
        let days = days.map_or(0, |(on, to)| on.days_until(to));
        if days > 0
            && let Some((_, amount)) = self.account.newest_payment.clone()
        {
            self.say(&format!("The last payment, which covers {days} days after the end"), &amount);
        }
    }

    /// What challenges have come to, one after the other: the amount that was decided, if it was by somebody who may.
    pub(crate) fn challenged(&mut self, result: &mut Reconciliation) {
        for (place, challenge) in self.statement.challenge.iter().enumerate() {
            let at = Path::root().key("challenge").index(place);
            let Some(amount) = self.decided(challenge, &result.reclaim, result.notice_on, place, &at) else {
                continue;
            };
            self.say("What was decided after the person disagreed", &amount);
            result.reclaim = amount;
        }
    }

    /// Tells of a challenge that nobody has decided.
    pub(crate) fn undecided(&mut self, place: usize) {
        if self.statement.challenge.get(place).is_some_and(|challenge| challenge.decided.is_none()) {
            let at = Path::root().key("challenge").index(place);
            let message = "the person disagrees, and nothing has been decided".to_owned();
            let help = "somebody who had no part in it decides; until then nothing is taken back";
            self.find(MoneyCode::ChallengeOpen, at, message, help, None);
        }
    }

    /// What was decided of `before`, the amount that stood until then.
    fn decided(
        &mut self,
        challenge: &ChallengeMade,
        before: &Exact,
        notice_on: Option<Day>,
        place: usize,
        at: &Path,
    ) -> Option<Exact> {
        let Some(decided) = &challenge.decided else {
            self.undecided(place);
            return None;
        };
        let proposer = self.statement.review.as_ref().and_then(|review| review.by.as_deref());
        if proposer == Some(decided.by.as_str()) {
            let message = format!("`{}` proposed the reclaim and cannot decide about it", decided.by);
            let help = "let somebody decide who had no part in it";
            self.find(MoneyCode::ChallengeOpen, at.key("decided").key("by"), message, help, None);
            return None;
        }
        if decided.on.day() < challenge.on.day() || decided.reason.trim().is_empty() {
            let message = "the decision comes before the challenge, or gives no reason".to_owned();
            let help = "give the day and the reason of the decision";
            self.find(MoneyCode::ChallengeOpen, at.key("decided"), message, help, None);
            return None;
        }
        if let Some((on, notice)) = decided.on.day().zip(notice_on).filter(|(on, notice)| on > notice) {
            let message = format!("the challenge was decided on {on}, after the notice of {notice}");
            let help = "give notice on the day of the decision or later";
            self.find(MoneyCode::ChallengeOpen, at.key("decided").key("on"), message, help, None);
            return None;
        }
        let amount = decided.amount.amount()?.value.clone();
        if amount > *before {
            let message = format!(
                "{} was decided after a challenge to {}: more than was asked for",
                self.pounds(&amount),
                self.pounds(before)
            );
            let help = "a challenge never makes it worse; a new review and notice may";
            self.find(MoneyCode::ChallengeOpen, at.key("decided").key("amount"), message, help, None);
            return None;
        }
        Some(amount)
    }

    /// Notes what stands in the way, and writes the notice where nothing does.
    pub(crate) fn may_be_taken(
        &mut self,
        rule: &Reclaim,
        result: &mut Reconciliation,
        first: &Exact,
        notice_on: Option<Day>,
    ) {
        let carry_unnamed = rule.collect == Collect::Carry
            && result.carried.is_none()
            && self.statement.ended.is_none()
            && first.is_positive();
        if first.is_positive() {
            if !rule.agreement_term {
                let message = format!(
                    "{} is over, and the payment agreement does not say that surplus may be taken back",
                    self.pounds(first)
                );
                let help = "say agreement_term = true in [reclaim] only if every agreement says so";
                self.find(MoneyCode::NoAgreementTerm, Path::root(), message, help, Some(first.clone()));
                result.reclaim = Exact::ZERO;
                result.next_payment = None;
                let refund = result.refund_to_person.is_positive();
                result.proposed = if refund { Proposal::Refund } else { Proposal::Nothing };
                return;
            }
            self.check_review(rule, notice_on);
            if notice_on.is_none() {
                let message = "there is no day on which the person is told".to_owned();
                self.find(
                    MoneyCode::NoticeMissing,
                    Path::root(),
                    message,
                    "give the day of the notice",
                    None,
                );
            }
        }
        if carry_unnamed {
            let message = "the review names no planned item that the surplus is carried to".to_owned();
            let help = "add carry_to to [review]";
            self.find(MoneyCode::ReasonMissing, Path::root().key("review"), message, help, None);
        }
        if result.reclaim.is_positive() {
            let others = self
                .findings
                .iter()
                .any(|found| found.code.blocks() && found.code != MoneyCode::NoticeMissing);
            if !others {
                result.notice = Some(self.notice(rule, result, first, notice_on));
            }
        }
    }

    fn check_review(&mut self, rule: &Reclaim, notice_on: Option<Day>) {
        let at = Path::root().key("review");
        let held = self.statement.review.as_ref().and_then(|review| review.on.day());
        let in_time = held.is_some_and(|held| notice_on.is_none_or(|notice| held <= notice));
        if rule.review_first && !in_time {
            let message = match held {
                Some(held) => format!("the review is of {held}, after the notice"),
                None => "no review is recorded at which the money was looked at".to_owned(),
            };
            let help = "hold the review, then give notice";
            self.find(MoneyCode::ReviewMissing, at, message, help, None);
            return;
        }
        let reason = self.statement.review.as_ref().and_then(|review| review.reason_established.as_deref());
        // After an end the reason is that of the end.
        if reason.is_none_or(|reason| reason.trim().is_empty()) && self.statement.ended.is_none() {
            let message = "why money is left was not found out".to_owned();
            let help = "ask the person, the carer and the worker, and add reason_established to [review]";
            self.find(MoneyCode::ReasonMissing, at, message, help, None);
        }
    }
}
