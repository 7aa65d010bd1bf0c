//! A rulebook of the fixtures, a case by it, and events in a line each.

use std::path::Path;

use openras_pathway::{Case, CaseError, EventDocument, Head, MemoryStore, RefusalCode, Refusals};
use openras_rulebook::{Folder, Rulebook};
use serde_json::{Value, json};

pub const DIGEST: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
pub const FINDINGS: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
pub const FUND: &str = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";

pub fn rulebook(name: &str) -> Rulebook {
    Rulebook::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rulebooks").join(name)).unwrap()
}

/// A rulebook of the fixtures with another `pathway.toml`.
pub fn with_pathway(name: &str, pathway: &str) -> Result<Rulebook, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rulebooks").join(name);
    let mut folder = Folder::read(folder).unwrap();
    folder.files.insert("pathway.toml".to_owned(), pathway.to_owned());
    Rulebook::from_folder(folder).map_err(|error| error.to_string())
}

pub fn event(value: Value) -> EventDocument {
    let mut value = value;
    value.as_object_mut().unwrap().entry("format").or_insert(json!(1));
    EventDocument::from_json(&value.to_string()).unwrap_or_else(|found| panic!("{found}"))
}

/// An event of a name, on a day, by somebody in a role.
pub fn plain(name: &str, on: &str, by: &str, role: &str) -> Value {
    json!({ "event": name, "on": on, "by": by, "role": role })
}

/// The same with more keys.
pub fn more(mut value: Value, keys: Value) -> Value {
    value.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    value
}

pub struct World<'s> {
    pub case: Case<'s, MemoryStore>,
}

impl<'s> World<'s> {
    pub fn new(store: &'s MemoryStore, rulebook: &Rulebook, name: &str) -> World<'s> {
        let opening = rulebook.opening(name, None).unwrap();
        World { case: Case::create(store, name, opening).unwrap() }
    }

    #[track_caller]
    pub fn add(&mut self, value: Value) -> Head {
        let name = value["event"].to_string();
        match self.case.add(&event(value)) {
            Ok(head) => head.clone(),
            Err(error) => panic!("{name}: {error}"),
        }
    }

    /// Why an event does not enter.
    #[track_caller]
    pub fn refused(&mut self, value: Value) -> Refusals {
        let before = self.case.head().clone();
        let refusals = match self.case.add(&event(value)) {
            Err(CaseError::Refused(refusals)) => refusals,
            other => panic!("refused was expected, and it was {other:?}"),
        };
        assert_eq!(*self.case.head(), before, "nothing was added");
        refusals
    }

    #[track_caller]
    pub fn refused_as(&mut self, code: RefusalCode, value: Value) -> String {
        let refusals = self.refused(value);
        assert!(refusals.codes().contains(&code), "{refusals}");
        refusals.to_string()
    }

    /// Wrexham's way up to the indicative budget of 13,291.56.
    pub fn to_budget_told(&mut self) {
        self.add(plain("self_assessment", "2008-01-07", "A-0042", "person"));
        self.add(plain("self_assessment_checked", "2008-01-14", "W-17", "social_worker"));
        self.add(more(
            plain("budget_told", "2008-01-21", "W-17", "social_worker"),
            json!({ "about": { "allocation": DIGEST }, "indicative": { "amount": "13291.56" } }),
        ));
    }

    /// Up to the plan that the worker agreed.
    pub fn to_plan_agreed(&mut self) {
        self.to_budget_told();
        self.add(more(
            plain("agreed_by_coordinator", "2008-02-11", "W-17", "social_worker"),
            more(found(json!({})), json!({ "providers": ["agency_bee"] })),
        ));
    }

    pub fn to_signed_off(&mut self) {
        self.to_plan_agreed();
        self.add(plain("signed_off", "2008-02-13", "M-2", "team_manager"));
    }

    pub fn to_decided(&mut self) {
        self.to_signed_off();
        self.add(decision(
            json!({ "decision": "agreed", "amount": "13291.56", "text": "The plan meets every need" }),
        ));
    }

    pub fn to_started(&mut self) {
        self.to_decided();
        self.add(more(
            plain("payment_agreement", "2008-02-25", "F-1", "finance"),
            json!({ "starts": "2008-03-01" }),
        ));
        self.add(plain("started", "2008-03-01", "W-17", "social_worker"));
    }
}

/// Findings about a plan that is ready, with other keys in what they say.
pub fn found(keys: Value) -> Value {
    let ready = json!({ "verdict": "ready", "unresolved_risk": false });
    json!({ "about": { "findings": FINDINGS }, "found": more(ready, keys) })
}

/// What the panel decided on Tuesday 19 February 2008.
pub fn decision(keys: Value) -> Value {
    more(plain("resources_panel", "2008-02-19", "RP-1", "resources_panel"), keys)
}
