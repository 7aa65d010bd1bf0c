//! How much of a difference each change has for its own.

use openras_core::Exact;

use super::factor::Factor;
use super::{Between, EVERY_ORDER_MAX};

impl Between<'_> {
    /// What changed, in groups that can stand alone, the exact share of each, and whether every order was looked at.
    pub(super) fn shares(&self, was: &Exact, is: &Exact) -> (Vec<Vec<Factor>>, Vec<Exact>, bool) {
        let factors = self.factors();
        let (inputs, rules): (Vec<Factor>, Vec<Factor>) = factors.iter().cloned().partition(Factor::is_input);
        let alone =
            |factors: &[Factor]| factors.iter().map(|factor| vec![factor.clone()]).collect::<Vec<_>>();
        let whole = |factors: &[Factor]| if factors.is_empty() { Vec::new() } else { vec![factors.to_vec()] };
        let ways = [
            alone(&factors),
            [whole(&inputs), alone(&rules)].concat(),
            [alone(&inputs), whole(&rules)].concat(),
            [whole(&inputs), whole(&rules)].concat(),
        ];
        for groups in ways {
            let every_order = groups.len() <= EVERY_ORDER_MAX;
            let worked = if every_order { self.every_order(&groups) } else { self.two_orders(&groups) };
            // What lies between must begin and end with the two budgets themselves.
            let sums = |shares: &Vec<Exact>| shares.iter().cloned().sum::<Exact>() == (is - was);
            if let Some(shares) = worked.filter(sums) {
                return (groups, shares, every_order);
            }
        }
        (vec![factors], vec![is - was], true)
    }

    /// The Shapley value of each group; nothing where a mixture has no budget.
    fn every_order(&self, groups: &[Vec<Factor>]) -> Option<Vec<Exact>> {
        let count = groups.len();
        let sets = 1usize.checked_shl(u32::try_from(count).ok()?)?;
        let worth: Option<Vec<Exact>> =
            (0..sets).map(|set| self.worth(groups, &|at| set >> at & 1 == 1)).collect();
        let worth = worth?;
        let mut shares = Vec::with_capacity(count);
        for at in 0..count {
            let bit = 1usize.checked_shl(u32::try_from(at).ok()?)?;
            let mut share = Exact::ZERO;
            for set in (0..sets).filter(|set| set & bit == 0) {
                let size = usize::try_from(set.count_ones()).ok()?;
                let moved = worth.get(set | bit)? - worth.get(set)?;
                share = &share + &(&moved * &weight(size, count)?);
            }
            shares.push(share);
        }
        Some(shares)
    }

    /// What each group moves in the files' order and in its reverse, in the mean.
    fn two_orders(&self, groups: &[Vec<Factor>]) -> Option<Vec<Exact>> {
        let count = groups.len();
        let half = Exact::ratio(1, 2)?;
        let mut shares = Vec::with_capacity(count);
        for at in 0..count {
            let forward =
                &self.worth(groups, &|other| other <= at)? - &self.worth(groups, &|other| other < at)?;
            let back =
                &self.worth(groups, &|other| other >= at)? - &self.worth(groups, &|other| other > at)?;
            shares.push(&(&forward + &back) * &half);
        }
        Some(shares)
    }
}

/// In how many of all orders a set of `size` comes first and one more next, as a share: size! (count - size - 1)! / count!.
fn weight(size: usize, count: usize) -> Option<Exact> {
    let factorial =
        |whole: usize| (1..=i128::try_from(whole).unwrap_or(0)).try_fold(1i128, i128::checked_mul);
    let after = count.checked_sub(size)?.checked_sub(1)?;
    Exact::ratio(factorial(size)?.checked_mul(factorial(after)?)?, factorial(count)?)
}
