//! Money by the day: what all segments together put on each day.

use openras_core::{Day, Exact};

use crate::days::{Days, Segment, ratio};

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
            let a_day = &amount * &ratio(1, days.count());
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
