//! Money by the day: what all segments together put on each day.

use openras_core::{Day, Days, Exact};

use crate::days::Segment;

/// How much falls on each day, as stretches of days on which that is the same.
///
/// Many amounts over the same days, asked for month by month or instalment by instalment, are divided by their days once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Daily {
    /// In order, apart from each other; days between them have nothing.
    stretches: Vec<Stretch>,
}

#[derive(Clone, Debug)]
struct Stretch {
    days: Days,
    /// Each day's part, exactly.
    a_day: Exact,
}

impl Daily {
    /// What all of these put on each day together.
    pub(crate) fn of<'s>(segments: impl IntoIterator<Item = &'s Segment>) -> Daily {
        let mut segments: Vec<&Segment> = segments.into_iter().collect();
        segments.sort_unstable_by_key(|segment| segment.days);
        // What a day gets more or, after the last day of a segment, less than the day before.
        let mut turns: Vec<(Day, Exact)> = Vec::new();
        for alike in segments.chunk_by(|one, other| one.days == other.days) {
            let Some(days) = alike.first().map(|segment| segment.days) else { continue };
            let amount = match alike {
                [only] => only.amount.clone(),
                _ => alike.iter().map(|segment| segment.amount.clone()).sum(),
            };
            let a_day = &amount * &Exact::ratio(1, i128::from(days.count())).unwrap_or(Exact::ZERO);
            turns.extend(days.to.after().map(|after| (after, -&a_day)));
            turns.push((days.from, a_day));
        }
        turns.sort_by_key(|(day, _)| *day);
        let last = segments.iter().map(|segment| segment.days.to).max();
        let mut stretches = Vec::new();
        let mut a_day = Exact::ZERO;
        for (at, (from, more)) in turns.iter().enumerate() {
            a_day = &a_day + more;
            let to = turns.get(at.saturating_add(1)).map_or(last, |(next, _)| next.before());
            let days = to.and_then(|to| Days::new(*from, to)).filter(|_| !a_day.is_zero());
            stretches.extend(days.map(|days| Stretch { days, a_day: a_day.clone() }));
        }
        Daily { stretches }
    }

    /// The same, each day so many times as much.
    pub(crate) fn times(mut self, factor: &Exact) -> Daily {
        for stretch in &mut self.stretches {
            stretch.a_day = &stretch.a_day * factor;
        }
        self
    }

    /// What falls on these days.
    pub(crate) fn over(&self, days: &Days) -> Exact {
        let first = self.stretches.partition_point(|stretch| stretch.days.to < days.from);
        let touching = self.stretches.iter().skip(first).take_while(|stretch| stretch.days.from <= days.to);
        let each = touching.filter_map(|stretch| {
            let days = stretch.days.overlap(days)?;
            Some(&stretch.a_day * &Exact::from(days.count()))
        });
        each.sum()
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        reason = "a test stops where something does not hold"
    )]

    use proptest::prelude::*;

    use super::*;
    use crate::days::within;

    fn days() -> impl Strategy<Value = Days> {
        let day = |days: i32| Day::since_1970(days).unwrap();
        (0i32..1000, 0i32..400).prop_map(move |(from, more)| Days::new(day(from), day(from + more)).unwrap())
    }

    fn segment() -> impl Strategy<Value = Segment> {
        (days(), -10_000i128..1_000_000, 1i128..500)
            .prop_map(|(days, num, den)| Segment { days, amount: Exact::ratio(num, den).unwrap() })
    }

    proptest! {
        #[test]
        fn what_falls_on_days_is_the_same_by_the_day_and_by_the_segment(
            mut segments in prop::collection::vec(segment(), 0..8), again in any::<bool>(), asked in prop::collection::vec(days(), 1..6),
        ) {
            if again {
                // Several amounts over the same days.
                segments.extend(segments.clone());
            }
            let daily = Daily::of(&segments);
            for days in &asked {
                prop_assert_eq!(daily.over(days), within(&segments, days));
            }
            let twice = Daily::of(&segments).times(&Exact::from(2));
            prop_assert_eq!(twice.over(&asked[0]), &Exact::from(2) * &daily.over(&asked[0]));
        }
    }
}
