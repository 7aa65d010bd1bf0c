use std::collections::BTreeMap;

use openras_allocation::Allocation;
use openras_core::Diagnostics;
use serde_json::Value as Json;

/// What an assessment comes to, in one form whoever worked it out: the engine, the second evaluator or the oracle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// `allocated`, `excluded`, `referred` or `error`.
    pub outcome: String,
    /// `code:id` of every problem, sorted.
    pub errors: Vec<String>,
    /// `estimate` or `indicative`; empty with an error.
    pub standing: String,
    /// The exclusions that hold, in order.
    pub exclusions: Vec<String>,
    /// The referrals that hold, in order, then the tables that refer.
    pub referrals: Vec<String>,
    /// Each step that was worked out, in order, with its shortest exact value.
    pub steps: Vec<(String, String)>,
    /// The result, `annual`, `weekly`, `social_care` and `individual_budget`, where there are any.
    pub money: BTreeMap<String, String>,
    /// The annual figure of each awarded stream that is not paid once.
    pub streams: BTreeMap<String, String>,
    /// The needs shown, in order.
    pub needs: Vec<String>,
    /// The views that differ: the question, what it would have scored, what counted.
    pub views: Vec<(String, Option<String>, Option<String>)>,
}

/// The keys of the figures.
pub(crate) const FIGURES: [&str; 4] = ["annual", "weekly", "social_care", "individual_budget"];

impl Outcome {
    /// Only problems.
    pub fn of_errors(mut errors: Vec<String>) -> Outcome {
        errors.sort();
        errors.dedup();
        Outcome { outcome: "error".to_owned(), errors, ..Outcome::default() }
    }

    /// What the engine says, read from its record as anybody would read it.
    pub fn of_engine(worked: &Result<Allocation, Diagnostics>) -> Outcome {
        match worked {
            Err(found) => Outcome::of_errors(found.items()),
            Ok(allocation) => {
                let record = allocation.to_json().expect("a record can be written");
                Outcome::of_record(&serde_json::from_str(&record).expect("a record is JSON"))
            }
        }
    }

    fn of_record(record: &Json) -> Outcome {
        let steps =
            list(record, "steps").iter().map(|step| (text(step, "id"), text(step, "value"))).collect();
        let mut money = figures(record);
        if !record["result"].is_null() {
            money.insert("result".to_owned(), text(&record["result"], "value"));
        }
        let counted = |stream: &&Json| stream.get("status").is_none() && !stream["annual"].is_null();
        Outcome {
            outcome: text(record, "outcome"),
            errors: Vec::new(),
            standing: text(record, "standing"),
            exclusions: list(record, "exclusions").iter().map(|rule| text(rule, "id")).collect(),
            referrals: list(record, "referrals").iter().map(|rule| text(rule, "id")).collect(),
            steps,
            money,
            streams: list(record, "streams")
                .iter()
                .filter(counted)
                .map(|stream| (text(stream, "id"), text(stream, "annual")))
                .collect(),
            needs: texts(record, "needs"),
            views: views(record),
        }
    }

    /// What the oracle says.
    pub fn of_oracle(said: &Json) -> Outcome {
        if said["outcome"] == "error" {
            return Outcome::of_errors(texts(said, "errors"));
        }
        let steps = said["steps"].as_object().expect("steps");
        let streams = said["streams"].as_object().expect("streams");
        let mut money = figures(said);
        money.extend(said["result"].as_str().map(|result| ("result".to_owned(), result.to_owned())));
        Outcome {
            outcome: text(said, "outcome"),
            errors: Vec::new(),
            standing: text(said, "standing"),
            exclusions: texts(said, "exclusions"),
            referrals: texts(said, "referrals"),
            steps: steps
                .iter()
                .filter_map(|(id, value)| Some((id.clone(), value.as_str()?.to_owned())))
                .collect(),
            money,
            streams: streams
                .iter()
                .filter_map(|(id, value)| Some((id.clone(), value.as_str()?.to_owned())))
                .collect(),
            needs: texts(said, "needs"),
            views: views(said),
        }
    }

    /// With the steps sorted by their ids: JSON objects that others write have no order to rely on.
    #[must_use]
    pub fn sorted(mut self) -> Outcome {
        self.steps.sort();
        self
    }
}

fn figures(of: &Json) -> BTreeMap<String, String> {
    FIGURES.iter().filter_map(|key| Some(((*key).to_owned(), of[*key].as_str()?.to_owned()))).collect()
}

fn views(of: &Json) -> Vec<(String, Option<String>, Option<String>)> {
    let maybe = |view: &Json, key: &str| view[key].as_str().map(str::to_owned);
    list(of, "views")
        .iter()
        .map(|view| (text(view, "question"), maybe(view, "points"), maybe(view, "counted")))
        .collect()
}

fn list<'a>(of: &'a Json, key: &str) -> &'a [Json] {
    of[key].as_array().unwrap_or_else(|| panic!("`{key}` is a list"))
}

fn text(of: &Json, key: &str) -> String {
    of[key].as_str().unwrap_or_else(|| panic!("`{key}` is text in {of}")).to_owned()
}

fn texts(of: &Json, key: &str) -> Vec<String> {
    list(of, key).iter().map(|item| item.as_str().expect("text").to_owned()).collect()
}
