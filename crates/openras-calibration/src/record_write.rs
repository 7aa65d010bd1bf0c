//! Writes the record of a calibration.

use std::collections::BTreeMap;

use openras_core::{Exact, Rounding, digest};
use openras_fund::Fund;

use crate::calibration::Calibration;
use crate::effects::Moved;
use crate::fit::{Fit, judged, share};
use crate::integrity::up;
use crate::options_record::OptionsRecord;
use crate::outliers::{RULE, outliers};
use crate::record::{
    CalibrationRecord, FitPart, FundPart, GroupMoneyPart, GroupPart, IntegrityPart, LeftOutPart, PricePart,
    QuestionPart, RECORD, RangesPart, RowPart, SamplePart, SlicePart, TablePart, TestPart, TraitPart,
    WorstPart,
};
use crate::rule::Rule;
use crate::sample::Sample;

impl Calibration {
    /// The prices by the id of their parameter: `pounds_per_point`, or `pounds_per_point_GROUP` for each group.
    pub fn parameters(&self) -> BTreeMap<String, Exact> {
        match &self.rule {
            Rule::Price(price) => BTreeMap::from([("pounds_per_point".to_owned(), price.clone())]),
            Rule::Prices(prices) => prices
                .iter()
                .map(|(group, price)| (format!("pounds_per_point_{group}"), price.clone()))
                .collect(),
            Rule::Table(_) => BTreeMap::new(),
        }
    }

    /// The record, with its digest.
    ///
    /// # Rounding
    /// What is committed up, what is left down, other money half away from zero, all to the currency's decimals.
    ///
    /// # Errors
    /// What cannot be written as JSON.
    pub fn record(&self, sample: &Sample, fund: &Fund) -> Result<CalibrationRecord, serde_json::Error> {
        let places = sample.money_decimals;
        let decimals = self.options.price_decimals.unwrap_or(places);
        let down =
            |value: &Exact| value.round(Rounding::Down, i32::try_from(places).unwrap_or(2)).to_fixed(places);
        let parameters = self.parameters().into_iter().map(|(id, price)| (id, price.to_fixed(decimals)));
        let by_group = self.effects.by.iter().find(|(name, _)| name == "group");
        let groups = match by_group {
            Some((_, groups)) => groups.iter().map(|(label, moved)| group(label, moved, places)).collect(),
            None => vec![group("all", &self.effects.all, places)],
        };
        let others =
            self.effects.by.iter().filter(|(name, _)| name != "group").map(|(name, groups)| TraitPart {
                id: name.clone(),
                groups: groups.iter().map(|(label, moved)| group(label, moved, places)).collect(),
            });
        let tests = self.integrity.tests.iter().map(|test| TestPart {
            id: test.id,
            holds: test.holds,
            limit: test.limit.clone(),
            value: test.value.clone(),
        });
        let groups_money = self.groups_money.iter().map(|money| GroupMoneyPart {
            id: money.group.clone(),
            limit: money.limit.to_fixed(places),
            own_price: money.own_price.to_fixed(places),
            one_price: money.one_price.to_fixed(places),
            moved: money.moved().to_fixed(places),
        });
        let mut record = CalibrationRecord {
            record: RECORD,
            engine: env!("CARGO_PKG_VERSION"),
            method: self.options.method.as_str(),
            options: OptionsRecord::of(&self.options, sample),
            fund: fund_part(fund)?,
            sample: sample_part(sample)?,
            parameters: parameters.collect(),
            table: self.table_part(),
            committed: up(&self.committed, places),
            unallocated: down(&self.unallocated),
            integrity: IntegrityPart { holds: self.integrity.holds(), tests: tests.collect() },
            fit: fit_part(&self.fit, sample),
            groups_money: groups_money.collect(),
            groups,
            traits: others.collect(),
            ranges: ranges_part(self, places, decimals),
            sha256: None,
        };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }

    fn table_part(&self) -> Option<TablePart> {
        let Rule::Table(table) = &self.rule else { return None };
        let row = |row: &(i128, i128)| RowPart {
            at: table.at(row).to_string(),
            is: table.is(row).to_fixed(table.money_decimals),
        };
        Some(TablePart {
            lookup: "linear",
            rows: table.rows.iter().map(row).collect(),
            factor: self.factor.as_ref().map(Exact::to_string),
            steepest: self.steepest.as_ref().map(Exact::to_string),
            gap: self.gap_millionths.map(|gap| Exact::decimal(i128::from(gap), 6).to_fixed(6)),
        })
    }
}

fn fund_part(fund: &Fund) -> Result<FundPart, serde_json::Error> {
    let money = |amount: &Exact| amount.to_fixed(fund.decimals);
    let slices =
        fund.top_slices.iter().map(|slice| SlicePart { id: slice.id.clone(), amount: money(&slice.amount) });
    Ok(FundPart {
        id: fund.id.clone(),
        total: money(&fund.total),
        income_less_tied: money(&(&fund.base - &fund.total)),
        top_slices: slices.collect(),
        contingency: money(&fund.contingency.as_ref().map_or(Exact::ZERO, |reserve| reserve.amount.clone())),
        distributable: money(&fund.distributable),
        sha256: fund.record()?.sha256.unwrap_or_default(),
    })
}

fn sample_part(sample: &Sample) -> Result<SamplePart, serde_json::Error> {
    let person = |at: usize| sample.people.get(at).map(|person| person.person.clone());
    let left_out = sample
        .left_out
        .iter()
        .map(|left| LeftOutPart { person: left.person.clone(), reason: left.reason.clone() });
    let weight = Exact::decimal(sample.weight(), 6);
    Ok(SamplePart {
        people: sample.people.len(),
        stands_for: (&weight * &sample.factor()).to_string(),
        points: sample.points().to_string(),
        cost: sample.cost().to_fixed(sample.money_decimals),
        left_out: left_out.collect(),
        outliers: outliers(sample).into_iter().filter_map(person).collect(),
        outlier_rule: RULE,
        taken: sample.taken.map(|(first, last)| [first.to_string(), last.to_string()]),
        sha256: people_digest(sample)?,
    })
}

/// The digest of everybody's reference, points, cost, weight and traits.
fn people_digest(sample: &Sample) -> Result<String, serde_json::Error> {
    let names: Vec<&str> = sample.traits.iter().map(|known| known.name.as_str()).collect();
    let person = |(at, person): (usize, &crate::sample::Person)| {
        let mut row = vec![
            person.person.clone(),
            sample.points_of(person).to_string(),
            sample.amount(i128::from(person.cost)).to_string(),
            Exact::decimal(i128::from(person.weight), 6).to_string(),
        ];
        row.extend(sample.traits.iter().map(|known| {
            let label = known.of.get(at).copied().flatten().and_then(|label| known.labels.get(label));
            label.cloned().unwrap_or_default()
        }));
        row
    };
    let people: Vec<Vec<String>> = sample.people.iter().enumerate().map(person).collect();
    digest::sha256(&(names, people))
}

fn fit_part(fit: &Fit, sample: &Sample) -> FitPart {
    let places = sample.money_decimals;
    let worst = fit.worst.iter().filter_map(|(at, short)| {
        Some(WorstPart { person: sample.people.get(*at)?.person.clone(), short: short.to_fixed(places) })
    });
    FitPart {
        mean_absolute_difference: fit.mean_absolute_difference.to_fixed(places),
        median_absolute_difference: fit.median_absolute_difference.to_fixed(places),
        r_squared: judged(fit.r_squared),
        rank_correlation: judged(fit.rank_correlation),
        sufficient_share: share(&fit.sufficient_share),
        within_10_percent: share(&fit.within_10_percent),
        within_20_percent: share(&fit.within_20_percent),
        worst: worst.collect(),
    }
}

fn group(label: &str, moved: &Moved, places: u32) -> GroupPart {
    GroupPart {
        id: label.to_owned(),
        people: moved.people,
        winners: moved.winners,
        losers: moved.losers,
        unchanged: moved.unchanged,
        net_change: moved.net_change().to_fixed(places),
    }
}

fn ranges_part(made: &Calibration, places: u32, decimals: u32) -> RangesPart {
    let ranges = &made.ranges;
    let pair = |pair: &Option<(Exact, Exact)>, places: u32| {
        pair.as_ref().map(|(low, high)| [low.to_fixed(places), high.to_fixed(places)])
    };
    RangesPart {
        five_percent: pair(&ranges.five_percent, places),
        one_point: pair(&ranges.one_point, places),
        questions: ranges
            .questions
            .iter()
            .zip(made.weights())
            .map(|((id, without), (_, weight))| QuestionPart {
                id: id.clone(),
                committed: up(without, places),
                weight: weight.to_fixed(places),
            })
            .collect(),
        without_one: ranges
            .without_one
            .clone()
            .map(|ends| ends.map(|(price, without)| PricePart { price: price.to_fixed(decimals), without })),
        price: pair(&ranges.price, decimals),
        committed: pair(&ranges.committed, places),
    }
}
