//! What was asked of a calibration, as the record keeps it: enough to do it again.

use std::collections::BTreeMap;

use openras_core::{Amount, Exact};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calibration::{Method, Options};
use crate::curve::Wishes;
use crate::sample::Sample;

/// What was asked of a calibration. What does not concern the method is null.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionsRecord {
    /// The decimals of a price.
    pub price_decimals: u32,
    /// For `percentile`: the shares at which the table has a row.
    pub percentiles: Option<Vec<String>>,
    /// For `curve`: the most rows.
    pub rows_most: Option<u32>,
    /// For `curve`: the points of the rows, where they were chosen.
    pub rows_at: Option<Vec<String>>,
    /// For `curve`: the most that the budget may rise for a point, where it was given.
    pub steepest: Option<String>,
    /// For `curve`: the least share of people with enough.
    pub enough_least: Option<String>,
    /// For `by_group`: the money of each group, where it was given.
    pub group_money: Option<BTreeMap<String, String>>,
    /// How often the sample was drawn anew.
    pub bootstrap: u32,
    /// Where the draws began; a text, so that no digit is lost.
    pub seed: String,
    /// By how much costs were raised.
    pub uprate: Option<String>,
    /// How many people the sample stands for, where that was said.
    pub stands_for: Option<u64>,
    /// The step that has the points, where they were worked out from answers.
    #[serde(default)]
    pub points_step: Option<String>,
    /// The day whose values held for people without one, where it was given.
    #[serde(default)]
    pub points_on: Option<String>,
}

impl OptionsRecord {
    pub(crate) fn of(options: &Options, sample: &Sample) -> OptionsRecord {
        let curve = options.method == Method::Curve;
        let texts = |values: &[Exact]| values.iter().map(Exact::to_string).collect::<Vec<_>>();
        let wishes = &options.wishes;
        OptionsRecord {
            price_decimals: options.price_decimals.unwrap_or(sample.money_decimals),
            percentiles: options
                .percentiles
                .as_deref()
                .filter(|_| options.method == Method::Percentile)
                .map(texts),
            rows_most: curve.then_some(wishes.rows_most),
            rows_at: wishes.rows_at.as_deref().filter(|_| curve).map(texts),
            steepest: wishes.steepest.as_ref().filter(|_| curve).map(Exact::to_string),
            enough_least: curve.then(|| wishes.enough_least.to_string()),
            group_money: options.group_money.as_ref().filter(|_| options.method == Method::ByGroup).map(
                |money| {
                    money
                        .iter()
                        .map(|(group, money)| (group.clone(), money.to_fixed(sample.money_decimals)))
                        .collect()
                },
            ),
            bootstrap: options.bootstrap,
            seed: options.seed.to_string(),
            uprate: sample.uprated.as_ref().map(Amount::shortest),
            stands_for: sample.stands_for,
            points_step: sample.points_from.as_ref().map(|from| from.step.clone()),
            points_on: sample.points_from.as_ref().and_then(|from| from.on).map(|on| on.to_string()),
        }
    }

    /// What was asked, to ask it again; nothing where a number cannot be read.
    pub fn options(&self, method: Method) -> Option<Options> {
        let exacts = |texts: &Option<Vec<String>>| -> Option<Option<Vec<Exact>>> {
            match texts {
                None => Some(None),
                Some(texts) => {
                    texts.iter().map(|text| Exact::parse(text)).collect::<Option<Vec<_>>>().map(Some)
                }
            }
        };
        let exact = |text: &Option<String>| -> Option<Option<Exact>> {
            match text {
                None => Some(None),
                Some(text) => Exact::parse(text).map(Some),
            }
        };
        let money = match &self.group_money {
            None => None,
            Some(money) => Some(
                money
                    .iter()
                    .map(|(group, money)| Some((group.clone(), Exact::parse(money)?)))
                    .collect::<Option<BTreeMap<_, _>>>()?,
            ),
        };
        Some(Options {
            method,
            price_decimals: Some(self.price_decimals),
            percentiles: exacts(&self.percentiles)?,
            wishes: Wishes {
                rows_most: self.rows_most.unwrap_or(Wishes::default().rows_most),
                rows_at: exacts(&self.rows_at)?,
                steepest: exact(&self.steepest)?,
                enough_least: exact(&self.enough_least)?.unwrap_or(Exact::ZERO),
            },
            group_money: money,
            bootstrap: self.bootstrap,
            seed: self.seed.parse().ok()?,
        })
    }
}

impl Method {
    /// The method with this word.
    pub fn from_word(word: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.as_str() == word)
    }
}
