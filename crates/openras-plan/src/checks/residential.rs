//! Short stays in a care home bought with a direct payment.
//!
//! Stays with fewer days between them than the law says count as one; of such a group only so many nights in any twelve
//! months may be bought. Separate stays do not add up.

use openras_core::{Day, Exact};

use super::Checks;
use crate::FindingCode as Code;
use crate::finding::Finding;
use crate::law::Row;
use crate::place::Place;

/// A stay: its place in the plan, its first night, the day of leaving.
#[derive(Clone, Copy)]
struct Stay {
    at: usize,
    from: Day,
    leaves: Day,
}

impl Checks<'_, '_> {
    pub(super) fn residential_stays(&mut self) {
        for group in self.groups() {
            self.group(&group);
        }
    }

    /// The stays that a direct payment buys, joined.
    fn groups(&self) -> Vec<Vec<Stay>> {
        let plan = self.prepared.plan;
        let mut stays: Vec<Stay> = Vec::new();
        for (at, stay) in plan.residential_stay.iter().enumerate() {
            let line = stay.support.as_ref().and_then(|id| {
                self.prepared.lines.iter().find(|line| line.support.id.as_str() == id.as_str())
            });
            let direct = match line {
                Some(line) => line.is_direct(),
                None => self.prepared.way.is_some_and(|way| way.direct_payment),
            };
            if let Some((from, leaves)) = stay.from.day().zip(stay.to.day()).filter(|_| direct) {
                stays.push(Stay { at, from, leaves });
            }
        }
        stays.sort_by_key(|stay| (stay.from, stay.leaves, stay.at));
        let mut groups: Vec<Vec<Stay>> = Vec::new();
        for stay in stays {
            let joining = self.prepared.policy.law.figure("residential.joining_days", stay.from);
            let joined = groups.last_mut().filter(|group| {
                group.iter().map(|earlier| earlier.leaves).max().is_some_and(|left| {
                    let gap = Exact::from(left.days_until(stay.from));
                    joining.is_some_and(|joining| gap < *joining)
                })
            });
            match joined {
                Some(group) => group.push(stay),
                None => groups.push(vec![stay]),
            }
        }
        groups
    }

    fn group(&mut self, group: &[Stay]) {
        let policy = self.prepared.policy;
        let law = &policy.law;
        let mut kept: Vec<Day> = Vec::new();
        let mut over: Option<(usize, Day, &Row)> = None;
        let mut nights_over = 0u32;
        let mut nights = 0u32;
        let mut last: Option<Day> = None;
        for stay in group {
            // A night that two stays name is one night.
            let mut night = last.map_or(stay.from, |last| last.max(stay.from));
            while night < stay.leaves {
                nights = nights.saturating_add(1);
                match law.on("residential.nights", night) {
                    Some(row) => {
                        let since = night.plus_years(-1);
                        let already =
                            kept.iter().filter(|kept| since.is_none_or(|since| **kept > since)).count();
                        let already = Exact::from(i64::try_from(already).unwrap_or(i64::MAX));
                        if row.figure().is_some_and(|limit| already >= *limit) {
                            nights_over = nights_over.saturating_add(1);
                            over.get_or_insert((stay.at, night, row));
                        } else {
                            kept.push(night);
                        }
                    }
                    None => self.law_not_known(
                        "residential.nights",
                        "the limit on stays in a care home",
                        night,
                        None,
                    ),
                }
                let Some(next) = night.after() else { break };
                night = next;
            }
            last = Some(night);
        }
        let path = |at: usize| Place::root().key("residential_stay").index(at);
        match over {
            Some((at, from, row)) => {
                let limit = row.figure().cloned().unwrap_or(Exact::ZERO);
                let message = format!(
                    "{nights} nights in a care home count as one stay, {nights_over} more than the {limit} that a \
                     direct payment may buy in 12 months; the first of them is {}",
                    from.long()
                );
                let joining = law.on("residential.joining_days", from);
                let apart = joining
                    .and_then(Row::figure)
                    .map_or_else(String::new, |days| format!(", or leave {days} days between stays"));
                let finding = Finding::new(Code::ResidentialLimit, path(at), message)
                    .help(format!("let the council arrange the nights beyond the limit{apart}"))
                    .fact("nights", nights.to_string())
                    .fact("limit", limit.to_string())
                    .fact("over", nights_over.to_string())
                    .fact("from", from.to_string())
                    .law(row);
                let finding = match joining.filter(|_| group.len() > 1) {
                    Some(joining) => finding.also_rests_on(joining),
                    None => finding,
                };
                self.find(finding);
            }
            None => {
                for stay in group {
                    self.seen(Code::ResidentialLimit, path(stay.at));
                }
            }
        }
    }
}
