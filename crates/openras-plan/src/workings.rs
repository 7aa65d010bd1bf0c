//! How a line's cost comes about, in words and figures.

use openras_core::{Exact, Period, money};

use crate::prepared::{Line, Prepared, value};

/// `6 hours a week at £8.00, 50 weeks`.
pub(crate) fn of_line(prepared: &Prepared<'_>, line: &Line<'_>) -> String {
    let places = prepared.policy.decimals();
    let pounds = |amount: &Exact| money(amount, prepared.policy.currency(), places.max(decimals(amount)));
    let mut parts = Vec::new();
    let support = line.support;
    if support.rate.is_some() {
        let quantity = line.quantity();
        let unit = support.unit.map_or("unit", |unit| unit.as_str());
        let several = if quantity == Exact::ONE { "" } else { "s" };
        let per = match line.per {
            Some(Period::Month) => " a month",
            Some(Period::Year) => " a year",
            Some(_) => " a week",
            None => "",
        };
        // `1 week a week` is no more than each week.
        let each = quantity == Exact::ONE && per.ends_with(&format!(" {unit}"));
        parts.push(match each {
            true => format!("{}{per}", pounds(&line.rate())),
            false => format!("{quantity} {unit}{several}{per} at {}", pounds(&line.rate())),
        });
    }
    if let Some(sleep) = &support.sleep_in {
        let nights = value(Some(&sleep.nights));
        let mut text = format!("{nights} sleep-in at {}", pounds(&value(Some(&sleep.flat))));
        let waking = value(sleep.waking_hours.as_ref());
        if !waking.is_zero() && support.rate.is_some() {
            text.push_str(&format!(" and {waking} waking hours at the rate"));
        }
        parts.push(text);
    }
    if let Some(weeks) = &support.weeks {
        parts.push(format!("{} weeks", value(Some(weeks))));
    }
    if let Some(amount) = &support.one_off {
        parts.push(format!("{} once", pounds(&value(Some(amount)))));
    }
    if line.shared_by() > 1 {
        parts.push(format!("shared by {}", line.shared_by()));
    }
    if parts.is_empty() { "no amount is stated".to_owned() } else { parts.join(", ") }
}

fn decimals(amount: &Exact) -> u32 {
    amount.decimals().unwrap_or(0)
}
