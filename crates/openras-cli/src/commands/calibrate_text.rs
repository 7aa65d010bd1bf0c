//! A calibration for people, on a terminal.

use std::fmt::Write as _;

use openras::calibration::{Calibration, Method, Moved, Rule, Sample, outliers, percent};
use openras::core::{Exact, Rounding, money};
use openras::fund::Fund;

/// What a calibration comes to.
pub(crate) fn summary(made: &Calibration, sample: &Sample, fund: &Fund) -> String {
    let mut text = String::new();
    let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
    let _ = writeln!(
        text,
        "Pounds for points, {}, from the fund {}\n",
        method_words(made.options.method),
        fund.title
    );
    rule(&mut text, made, fund);
    let _ = writeln!(text);
    line(&mut text, "Distributable", &pounds(&made.distributable));
    line(&mut text, "Committed", &pounds(&up(&made.committed, fund.decimals)));
    line(&mut text, "Unallocated", &pounds(&down(&made.unallocated, fund.decimals)));
    line(&mut text, "Today's cost of the same people", &pounds(&sample.cost()));
    let _ =
        writeln!(text, "\n{} people in the sample, {} left out", sample.people.len(), sample.left_out.len());
    if let Some((first, last)) = sample.taken {
        let age = first.days_until(fund.from);
        let _ = writeln!(
            text,
            "Costs were taken from {} to {}, the first {age} days before the fund begins",
            first.long(),
            last.long()
        );
    }
    let far = outliers(sample);
    if !far.is_empty() {
        let names =
            far.iter().filter_map(|at| sample.people.get(*at)).map(|person| person.person.as_str()).take(10);
        let names: Vec<&str> = names.collect();
        let _ = writeln!(
            text,
            "{} far from the others, counted all the same: {}{}",
            far.len(),
            names.join(", "),
            if far.len() > 10 { ", …" } else { "" }
        );
    }
    let _ = writeln!(text, "\nIntegrity");
    for test in &made.integrity.tests {
        let word = if test.holds { "holds" } else { "DOES NOT HOLD" };
        let _ = writeln!(text, "  {word:<14} {} ({} against {})", test.text, test.value, test.limit);
    }
    fit(&mut text, made, &pounds);
    let _ = writeln!(text, "\nWinners and losers");
    moved(&mut text, "everybody", &made.effects.all, &pounds);
    for (name, groups) in &made.effects.by {
        for (label, group) in groups {
            moved(
                &mut text,
                &format!("{name} {}", if label.is_empty() { "(empty)" } else { label }),
                group,
                &pounds,
            );
        }
    }
    if !made.groups_money.is_empty() {
        let _ = writeln!(text, "\nWhat one price for all would move");
        for group in &made.groups_money {
            line(&mut text, &format!("  {}", group.group), &pounds(&group.moved()));
        }
    }
    ranges(&mut text, made, &pounds);
    text
}

fn rule(text: &mut String, made: &Calibration, fund: &Fund) {
    let decimals = made.options.price_decimals.unwrap_or(fund.decimals);
    match &made.rule {
        Rule::Price(price) => line(text, "One point", &money(price, &fund.currency, decimals)),
        Rule::Prices(prices) => {
            for (group, price) in prices {
                line(text, &format!("One point, {group}"), &money(price, &fund.currency, decimals));
            }
        }
        Rule::Table(table) => {
            for row in &table.rows {
                line(
                    text,
                    &format!("{} points", table.at(row)),
                    &money(&table.is(row), &fund.currency, fund.decimals),
                );
            }
            let _ = writeln!(text, "straight lines between the rows; beyond them a person decides");
            if let Some(gap) = made.gap_millionths {
                let gap = Exact::decimal(i128::from(gap), 4).round(Rounding::HalfAwayFromZero, 1);
                let _ = writeln!(
                    text,
                    "the mean difference is at most {gap} % above the least that any line could have"
                );
            }
        }
    }
}

fn fit(text: &mut String, made: &Calibration, pounds: &impl Fn(&Exact) -> String) {
    let _ = writeln!(text, "\nFit to today's costs");
    line(text, "  mean difference", &pounds(&made.fit.mean_absolute_difference));
    line(text, "  median difference", &pounds(&made.fit.median_absolute_difference));
    line(text, "  enough for", &percent(&made.fit.sufficient_share, 1));
    line(text, "  within 10 % for", &percent(&made.fit.within_10_percent, 1));
    line(text, "  within 20 % for", &percent(&made.fit.within_20_percent, 1));
    for (name, value) in
        [("  R squared", made.fit.r_squared), ("  rank correlation", made.fit.rank_correlation)]
    {
        line(text, name, &value.map_or("none".to_owned(), |value| format!("{value:.3}")));
    }
}

fn ranges(text: &mut String, made: &Calibration, pounds: &impl Fn(&Exact) -> String) {
    let _ = writeln!(text, "\nHow much hangs on it");
    let mut pair = |name: &str, pair: &Option<(Exact, Exact)>| {
        if let Some((low, high)) = pair {
            line(text, name, &format!("{} to {}", pounds(low), pounds(high)));
        }
    };
    pair("  all budgets with prices 5 % lower or higher", &made.ranges.five_percent);
    pair("  all budgets with a point less or more for everybody", &made.ranges.one_point);
    pair("  price in nineteen of twenty drawn samples", &made.ranges.price);
    pair("  committed in nineteen of twenty drawn samples", &made.ranges.committed);
    for (id, weight) in made.weights() {
        line(text, &format!("  the question {id}"), &pounds(&weight));
    }
    if let Some([low, high]) = &made.ranges.without_one {
        let words =
            format!("{} (without {}) to {} (without {})", pounds(&low.0), low.1, pounds(&high.0), high.1);
        line(text, "  price without one person", &words);
    }
}

/// Several methods side by side.
pub(crate) fn side_by_side(methods: &[Calibration], sample: &Sample, fund: &Fund) -> String {
    let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
    type Say<'a> = Box<dyn Fn(&Calibration) -> String + 'a>;
    let rows: Vec<(&str, Say<'_>)> = vec![
        ("", Box::new(|made| made.options.method.as_str().to_owned())),
        ("committed", Box::new(|made| pounds(&up(&made.committed, fund.decimals)))),
        ("unallocated", Box::new(|made| pounds(&down(&made.unallocated, fund.decimals)))),
        ("mean difference", Box::new(|made| pounds(&made.fit.mean_absolute_difference))),
        ("median difference", Box::new(|made| pounds(&made.fit.median_absolute_difference))),
        ("enough for", Box::new(|made| percent(&made.fit.sufficient_share, 1))),
        ("within 10 % for", Box::new(|made| percent(&made.fit.within_10_percent, 1))),
        ("within 20 % for", Box::new(|made| percent(&made.fit.within_20_percent, 1))),
        (
            "R squared",
            Box::new(|made| made.fit.r_squared.map_or("none".to_owned(), |value| format!("{value:.3}"))),
        ),
        ("winners", Box::new(|made| made.effects.all.winners.to_string())),
        ("losers", Box::new(|made| made.effects.all.losers.to_string())),
        (
            "greatest shortfall",
            Box::new(|made| made.fit.worst.first().map_or("none".to_owned(), |(_, short)| pounds(short))),
        ),
        (
            "integrity",
            Box::new(|made| if made.integrity.holds() { "holds" } else { "does not hold" }.to_owned()),
        ),
    ];
    let mut text = format!("{} people, {} to give out\n\n", sample.people.len(), pounds(&fund.distributable));
    for (name, say) in rows {
        let _ = write!(text, "{name:<20}");
        for made in methods {
            let _ = write!(text, "{:>18}", say(made));
        }
        text.push('\n');
    }
    text
}

fn moved(text: &mut String, name: &str, moved: &Moved, pounds: &impl Fn(&Exact) -> String) {
    let words = format!("{} win, {} lose, {} the same", moved.winners, moved.losers, moved.unchanged);
    let _ = writeln!(text, "  {name:<30} {words:<40} {:>20}", pounds(&moved.net_change()));
}

fn line(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "{name:<56} {value:>24}");
}

fn method_words(method: Method) -> &'static str {
    match method {
        Method::Flat => "one price",
        Method::ByGroup => "a price for each group",
        Method::Percentile => "a table by percentiles",
        Method::Curve => "the nearest table",
    }
}

fn up(value: &Exact, decimals: u32) -> Exact {
    value.round(Rounding::Up, i32::try_from(decimals).unwrap_or(2))
}

fn down(value: &Exact, decimals: u32) -> Exact {
    value.round(Rounding::Down, i32::try_from(decimals).unwrap_or(2))
}
