//! What a person is told before anything is taken: why, how much, by when, who pays, and how to disagree.

use openras_core::{Day, Exact, money};

use crate::document::{Collect, ReclaimMode};
use crate::policy::Reclaim;
use crate::reconcile::Reconciliation;
use crate::reconciling::Reconciling;

/// What a person is told before anything is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Why, in sentences.
    pub reasons: Vec<String>,
    /// How much.
    pub amount: Exact,
    /// How much was asked for first, where a challenge has changed it.
    pub first_amount: Option<Exact>,
    /// The last day on which it can be paid back; nothing where the notice has no day yet, or nothing is to be paid.
    pub repay_by: Option<Day>,
    /// The first day on which payments are smaller, where they are.
    pub payments_change_from: Option<Day>,
    /// `person`, `representative` or `money_manager`.
    pub payer: &'static str,
    /// How to disagree.
    pub how_to_challenge: String,
}

/// What stands where a rulebook has no `[challenge]`.
const CHALLENGE: &str =
    "Tell us that you disagree, in any way you like. Until that is decided nothing is taken back.";

impl Reconciling<'_> {
    pub(crate) fn notice(
        &self,
        rule: &Reclaim,
        result: &Reconciliation,
        first: &Exact,
        notice_on: Option<Day>,
    ) -> Notice {
        let after = |days: u32| notice_on.and_then(|on| on.plus_days(i32::try_from(days).ok()?));
        let notice = rule.notice_days.unwrap_or(0);
        // Nothing is asked back before the notice has run.
        let repay = rule.repay_within_days.unwrap_or(0).max(notice);
        let net_off = rule.collect == Collect::NetOff && self.statement.ended.is_none();
        Notice {
            reasons: self.reasons(result, first),
            amount: result.reclaim.clone(),
            first_amount: (result.reclaim != *first).then(|| first.clone()),
            repay_by: if net_off { None } else { after(repay) },
            payments_change_from: if net_off { after(notice.max(1)) } else { None },
            payer: self.payer(),
            how_to_challenge: self
                .policy
                .context
                .how_to_challenge
                .clone()
                .unwrap_or_else(|| CHALLENGE.to_owned()),
        }
    }

    fn reasons(&self, result: &Reconciliation, first: &Exact) -> Vec<String> {
        let pounds =
            |amount: &Exact| money(amount, &self.policy.context.currency, self.policy.context.decimals);
        let period = &result.period;
        let mut reasons = vec![format!(
            "From {} to {} there was {} to spend, and {} was spent.",
            period.from.long(),
            period.to.long(),
            pounds(&(&result.unspent() + &result.main.spent)),
            pounds(&result.main.spent)
        )];
        if result.main.held.is_positive() {
            reasons.push(format!("{} is set aside for what is owed or agreed.", pounds(&result.main.held)));
        }
        reasons.extend(self.own_money(result));
        match (&self.statement.ended, &result.limit) {
            (Some(ended), _) => {
                let on = ended.on.day().map(Day::long).unwrap_or_default();
                reasons.push(format!("The payments ended on {on}: {}.", ended.reason.words()));
            }
            (None, Some(limit)) => reasons.push(format!(
                "{} of the council's money is left, and you may keep {}{}.",
                pounds(&result.council.left()),
                pounds(limit),
                self.once_over()
            )),
            (None, None) => {}
        }
        let review = self.statement.review.as_ref();
        if let Some(why) = review.and_then(|review| review.reason_established.as_deref()) {
            reasons.push(format!("Why money is left, as we found out together: {why}"));
        }
        let mut decided = self.statement.challenge.iter().filter_map(|challenge| challenge.decided.as_ref());
        if let Some(decided) = decided.next_back() {
            let on = decided.on.day().map(Day::long).unwrap_or_default();
            reasons.push(format!(
                "We first asked for {}. You disagreed, and on {on} it was decided that it is {}: {}",
                pounds(first),
                pounds(&result.reclaim),
                decided.reason
            ));
        }
        reasons
    }

    /// What of it is the person's own, and whether it is given back to them.
    fn own_money(&self, result: &Reconciliation) -> Option<String> {
        let theirs = result.person_money.left();
        if !theirs.is_positive() {
            return None;
        }
        let pounds = money(&theirs, &self.policy.context.currency, self.policy.context.decimals);
        let (whose, to) = match self.payer() {
            "person" => ("your own", "to you"),
            _ => ("the person's own", "to the person's side"),
        };
        Some(if result.refund_to_person.is_positive() {
            format!("{pounds} of what is left is {whose} money, and goes back {to}.")
        } else {
            format!("{pounds} of what is left is {whose} money, and is not asked for.")
        })
    }

    /// Where everything goes back once the limit is passed, that it does.
    fn once_over(&self) -> &'static str {
        match self.policy.reclaim.as_ref().map(|reclaim| reclaim.mode) {
            Some(ReclaimMode::AllIfExceeded) => "; where there is more, all of it goes back",
            _ => "",
        }
    }
}
