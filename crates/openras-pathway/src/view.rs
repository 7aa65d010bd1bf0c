//! What a case has come to, for people and for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use openras_core::{Day, plain};
use schemars::JsonSchema;
use serde::Serialize;

use crate::event::{Body, FreeText, Head};
use crate::meets::Meets;
use crate::state::{Reclaim, Standing, State};
use crate::sum::Sum;

/// What the key `record` says.
pub const CASE: &str = "openras.case/1";

/// What a case has come to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "case")]
pub struct CaseRecord {
    /// `openras.case/1`.
    pub record: &'static str,
    /// The case.
    pub case: String,
    /// The person.
    pub person: String,
    /// The group that the person is counted with.
    pub group: Option<String>,
    /// The team.
    pub team: Option<String>,
    /// The rulebook's id.
    pub rulebook: String,
    /// The pathway's id.
    pub pathway: String,
    /// How many events there are.
    pub events: u64,
    /// The digest of the last.
    pub head: String,
    /// The stage at which the person stands.
    pub stage: Option<&'static str>,
    /// `going`, `not_proceeding`, `deferred`, `handed_over`, `suspended` or `ended`.
    pub standing: &'static str,
    /// Why, where it does not go on.
    pub why: Option<String>,
    /// The indicative budget.
    pub indicative: Option<String>,
    /// The agreed budget.
    pub agreed: Option<String>,
    /// For which time both are.
    pub per: Option<&'static str>,
    /// What the budget is since it last rose with prices.
    pub uplifted: Option<String>,
    /// The digest of the agreed budget's record.
    pub agreed_budget: Option<String>,
    /// Steps that were not taken yet, in order.
    pub still_to_come: Vec<String>,
    /// The event by which the council keeps the budget: nothing is paid to the person.
    pub council_keeps: Option<u64>,
    /// What the option is since it last changed.
    pub option: Option<String>,
    /// The event by which it changed, while what is agreed and paid is from before it.
    pub option_waits: Option<u64>,
    /// Numbers of events that are challenged, and not decided.
    pub challenged: Vec<u64>,
    /// Money to be taken back.
    pub reclaims: Vec<ReclaimPart>,
    /// Whether payments are made.
    pub live: bool,
}

/// Money to be taken back: both amounts, where a challenge was decided.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReclaimPart {
    /// The number of the event that proposes it.
    pub event: u64,
    /// What was proposed first.
    pub proposed: String,
    /// What a challenge left of it.
    pub decided: Option<String>,
    /// What the person was last told.
    pub noticed: Option<String>,
    /// What was taken back.
    pub taken: String,
}

impl Standing {
    /// In a word.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Standing::Going => "going",
            Standing::NotProceeding { .. } => "not_proceeding",
            Standing::Deferred { .. } => "deferred",
            Standing::HandedOver { .. } => "handed_over",
            Standing::Suspended => "suspended",
            Standing::Ended { .. } => "ended",
        }
    }

    /// Why, where it says so.
    pub fn why(&self) -> Option<String> {
        match self {
            Standing::Going | Standing::Suspended => None,
            Standing::NotProceeding { why } => Some(why.clone()),
            Standing::Deferred { why, ask_again: Some(day) } => {
                Some(format!("{why}, to be asked again on {day}"))
            }
            Standing::Deferred { why, ask_again: None } => Some(why.clone()),
            Standing::HandedOver { whom } => Some(whom.clone()),
            Standing::Ended { why, on } => Some(match why {
                Some(why) => format!("{why}, on {on}"),
                None => format!("on {on}"),
            }),
        }
    }
}

impl State {
    /// The steps that were not taken yet in this round, without those that are for a condition.
    pub fn still_to_come(&self) -> Vec<&str> {
        let steps = self.pathway.steps.iter().skip(self.round.first_step);
        let open = steps.filter(|step| step.stage.is_some() && !step.is_conditional());
        let open = open.filter(|step| !self.round.acts.contains_key(&step.id));
        open.map(|step| step.id.as_str()).collect()
    }

    /// The record of what the case has come to.
    pub fn record(&self, head: &Head) -> CaseRecord {
        let places = self.opened.decimals;
        let decided = self.round.decided.as_ref().or(self.live.as_ref().map(|live| &live.decided));
        let agreed = decided.and_then(|decided| decided.budget.as_ref());
        let indicative = self.round.indicative.as_ref().or(agreed.map(|agreed| &agreed.indicative));
        let reclaim = |reclaim: &Reclaim| ReclaimPart {
            event: reclaim.n,
            proposed: reclaim.proposed.to_fixed(places),
            decided: reclaim.decided.as_ref().map(|amount| amount.to_fixed(places)),
            noticed: reclaim.noticed.as_ref().map(|amount| amount.to_fixed(places)),
            taken: reclaim.taken.to_fixed(places),
        };
        let open = self.challenges.iter().filter(|challenge| challenge.decided.is_none());
        CaseRecord {
            record: CASE,
            case: self.opened.case.clone(),
            person: self.opened.person.clone(),
            group: self.opened.group.clone(),
            team: self.opened.team.clone(),
            rulebook: self.opened.rulebook.id.clone(),
            pathway: self.pathway.id.clone(),
            events: head.n,
            head: head.sha256.clone(),
            stage: self.stage.map(|stage| stage.as_str()),
            standing: self.standing.as_str(),
            why: self.standing.why(),
            indicative: indicative.map(|sum| sum.amount.to_fixed(places)),
            agreed: agreed.map(|agreed| agreed.sum.amount.to_fixed(places)),
            uplifted: self.uplifted().map(|(_, sum)| sum.amount.to_fixed(places)),
            per: indicative.map(|sum| sum.per.as_str()),
            agreed_budget: agreed.map(|agreed| agreed.sha256.clone()),
            still_to_come: self.still_to_come().into_iter().map(str::to_owned).collect(),
            council_keeps: self.council_keeps,
            option: self.option.as_ref().map(|(_, option)| option.clone()),
            option_waits: self.option_waits(),
            challenged: open.map(|challenge| challenge.of).collect(),
            reclaims: self.reclaims.iter().map(reclaim).collect(),
            live: self.is_live(),
        }
    }

    /// The case for people: what happened, what it has come to, what comes next.
    pub fn explain(&self, head: &Head, texts: &[FreeText], on: Option<Day>) -> String {
        let words: BTreeMap<&str, &str> =
            texts.iter().map(|text| (text.sha256.as_str(), text.text.as_str())).collect();
        let mut page = format!("{} of {}, by {}\n\n", self.opened.case, self.opened.person, self.pathway.id);
        for event in &self.events {
            let day = event.on().map_or_else(|| "-".to_owned(), |on| on.to_string());
            let role = event.document().map_or("", |document| document.role.as_str());
            let who = format!("{} {role}", event.by().unwrap_or("-"));
            let _ = write!(page, "{:>4}  {day:<10}  {:<28}  {}", event.n, event.name(), who.trim_end());
            page.push_str(&self.said(&event.body));
            page.push('\n');
            let last = self
                .corrected
                .get(&event.n)
                .and_then(|n| self.event(*n))
                .and_then(|event| event.text.as_ref());
            let text = last.or(event.text.as_ref());
            match text.map(|text| words.get(text.as_str())) {
                Some(Some(text)) => {
                    for line in text.lines() {
                        let _ = writeln!(page, "      {line}");
                    }
                }
                Some(None) if self.removed.contains(&event.n) => {
                    page.push_str("      (the text was removed)\n")
                }
                Some(None) => page.push_str("      (the text is missing)\n"),
                None => {}
            }
        }
        page.push('\n');
        self.comes_to(&mut page, head, on);
        plain(page)
    }

    /// What an event says besides who and when, in a few words.
    fn said(&self, body: &Body) -> String {
        let Body::Recorded(event) = body else {
            return String::new();
        };
        let places = self.opened.decimals;
        let mut said = Vec::new();
        said.extend(event.decision.as_ref().map(|word| word.as_str().replace('_', " ")));
        if let Some(amount) = event.amount.as_ref().and_then(|amount| amount.amount()) {
            let per = event.per.map(|per| format!(" {}", per.words())).unwrap_or_default();
            said.push(amount.value.to_fixed(places) + &per);
        }
        said.extend(event.reasons.iter().map(|id| id.as_str().replace('_', " ")));
        said.extend(event.why.as_ref().map(|word| word.as_str().replace('_', " ")));
        if !event.with.is_empty() {
            let with: Vec<String> = event.with.iter().map(|id| id.as_str().replace('_', " ")).collect();
            said.push(format!("with {}", with.join(" and ")));
        }
        said.extend(event.challenges.map(|n| format!("of event {n}")));
        said.extend(event.corrects.map(|n| format!("of event {n}")));
        if said.is_empty() { String::new() } else { format!("  {}", said.join(", ")) }
    }

    fn comes_to(&self, page: &mut String, head: &Head, on: Option<Day>) {
        let record = self.record(head);
        let stage = record.stage.map_or_else(|| "no stage yet".to_owned(), |stage| stage.replace('_', " "));
        let why = record.why.map(|why| format!(" ({})", why.replace('_', " "))).unwrap_or_default();
        let _ = writeln!(page, "stands at     {stage}: {}{why}", record.standing.replace('_', " "));
        let per = record.per.unwrap_or_default();
        if let Some(indicative) = &record.indicative {
            let _ = writeln!(page, "indicative    {indicative} by the {per}: where planning starts");
        }
        if let Some(agreed) = &record.agreed {
            let by = self.round.decided.as_ref().or(self.live.as_ref().map(|live| &live.decided));
            let by = by.map(|decided| format!("event {}", decided.act.n)).unwrap_or_default();
            let _ = writeln!(page, "agreed        {agreed} by the {per}, {by}");
        }
        if let Some((n, sum)) = self.uplifted() {
            let _ = writeln!(page, "risen to      {}, event {n}", sum.words(self.opened.decimals));
        }
        if let Some(n) = record.council_keeps {
            let _ = writeln!(page, "kept          by the council, event {n}: nothing is paid to the person");
        }
        if let Some((n, option)) = record.option_waits.zip(record.option.as_ref()) {
            let option = option.replace('_', " ");
            let _ = writeln!(
                page,
                "option        {option}, event {n}: a plan, a decision and an agreement for it are to come"
            );
        }
        for reclaim in &record.reclaims {
            let _ =
                write!(page, "take back     {} was proposed by event {}", reclaim.proposed, reclaim.event);
            if let Some(decided) = &reclaim.decided {
                let _ = write!(page, "; {decided} after the challenge");
            }
            page.push('\n');
        }
        for of in &record.challenged {
            let _ = writeln!(page, "challenged    event {of}, not decided: nothing is taken back or stopped");
        }
        if !record.still_to_come.is_empty() {
            let _ = writeln!(page, "to come       {}", record.still_to_come.join(", "));
        }
        let panel = self.next_panel().zip(on);
        if let Some((id, (meeting, papers))) = panel.and_then(|((id, meets), on)| Some((id, meets.next(on)?)))
        {
            let _ = writeln!(page, "{id} meets on {meeting}, papers by {papers}");
        }
        let _ = writeln!(page, "ends with     event {}, {}", head.n, head.sha256);
    }

    /// What the budget that is paid has risen to, and the event that says so.
    fn uplifted(&self) -> Option<&(u64, Sum)> {
        self.live.as_ref().and_then(|live| live.uplifted.as_ref())
    }

    /// The next step that has a meeting.
    fn next_panel(&self) -> Option<(&str, Meets)> {
        let next = self.still_to_come();
        let steps = self.pathway.steps.iter().filter(|step| next.contains(&step.id.as_str()));
        steps.filter_map(|step| Some((step.id.as_str(), step.meets?))).next()
    }
}
