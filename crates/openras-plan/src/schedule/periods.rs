//! The days that instalments cover.

use openras_core::{Day, Days};

use crate::document::Frequency;

/// The days of each instalment, one after the other, without a gap: four-weekly and two-weekly ones are counted from the
/// first day, monthly and quarterly ones by calendar months.
pub(super) fn periods(frequency: Frequency, days: &Days) -> Vec<Days> {
    let mut cuts: Vec<Day> = Vec::new();
    match frequency {
        Frequency::FourWeekly => every(days, 28, &mut cuts),
        Frequency::TwoWeekly => every(days, 14, &mut cuts),
        Frequency::Monthly => months(days, 1, &mut cuts),
        Frequency::Quarterly => months(days, 3, &mut cuts),
        Frequency::OneOff | Frequency::AsNeeded => {}
    }
    days.split(&cuts)
}

fn every(days: &Days, length: i32, cuts: &mut Vec<Day>) {
    let mut next = days.from.plus_days(length);
    while let Some(cut) = next.filter(|cut| *cut <= days.to) {
        cuts.push(cut);
        next = cut.plus_days(length);
    }
}

fn months(days: &Days, length: i32, cuts: &mut Vec<Day>) {
    let first = days.from.first_of_month();
    let mut next = first.plus_months(length);
    while let Some(cut) = next.filter(|cut| *cut <= days.to) {
        cuts.push(cut);
        next = cut.plus_months(length);
    }
}

/// Whether days are whole calendar months, as many as the frequency asks for.
pub(super) fn is_whole(frequency: Frequency, days: &Days) -> bool {
    let months = match frequency {
        Frequency::Monthly => 1,
        Frequency::Quarterly => 3,
        _ => return true,
    };
    days.from == days.from.first_of_month()
        && days.from.plus_months(months).and_then(Day::before) == Some(days.to)
}
