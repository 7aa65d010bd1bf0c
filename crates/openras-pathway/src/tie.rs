//! An event tied to the records that it is about: their digests are copied from them, once they hold.

use openras_core::document::{AmountIn, Document, Id};
use openras_core::{Amount, Code, Day, Diagnostic, Diagnostics, Exact, Path, digest};
use serde_json::Value as Json;

use crate::document::{EventDocument, FoundDocument, PerWord, SumDocument, VerdictWord};

impl EventDocument {
    /// Ties the event to an allocation record of `person`: its digest, and the indicative budget in which it ends.
    ///
    /// # Errors
    /// Where the text is no allocation record, was altered since it was written, is of somebody else, ends in no budget, or
    /// is not what the event itself says.
    pub fn tie_allocation(&mut self, text: &str, person: &str) -> Result<(), Diagnostics> {
        let record = Tied::read(text, "openras.allocation/1", "allocation")?;
        record.is_of(record.json.pointer("/assessment/person"), person)?;
        let word = |pointer: &str| record.json.pointer(pointer).and_then(Json::as_str);
        let amount = word("/result/value").and_then(Amount::read).and_then(AmountIn::new);
        let per = match word("/result/unit").and_then(|unit| unit.split_once('/')).map(|(_, per)| per) {
            Some("week") => Some(PerWord::Week),
            Some("month") => Some(PerWord::Month),
            Some("year") => Some(PerWord::Year),
            _ => None,
        };
        let Some((amount, per)) = amount.zip(per) else {
            return Err(
                record.problem("result", "the allocation has no budget for a week, a month or a year")
            );
        };
        let own = self.indicative.as_ref().map(|sum| (&sum.amount, sum.per.unwrap_or(PerWord::Year)));
        let same = |(own, own_per): (&AmountIn, PerWord)| {
            own.amount().map(|own| &own.value) == amount.amount().map(|amount| &amount.value)
                && own_per == per
        };
        if !own.is_none_or(same) {
            return Err(record.problem("result", "the event says another indicative budget than the record"));
        }
        self.indicative = Some(SumDocument { amount, per: Some(per) });
        let about = self.about.get_or_insert_default();
        record.into(&mut about.allocation)
    }

    /// Ties the event to the findings about the plan of `person`: their digest, and what they say.
    ///
    /// # Errors
    /// As [`EventDocument::tie_allocation`].
    pub fn tie_findings(&mut self, text: &str, person: &str) -> Result<(), Diagnostics> {
        let record = Tied::read(text, "openras.findings/1", "findings")?;
        record.is_of(record.json.get("person"), person)?;
        let Some(found) = record.found() else {
            return Err(record.problem("verdict", "the record has no verdict that is known here"));
        };
        self.found = Some(found);
        let about = self.about.get_or_insert_default();
        record.into(&mut about.findings)
    }
}

/// A record that holds its own digest.
struct Tied {
    json: Json,
    document: Document,
    sha256: String,
    what: &'static str,
}

impl Tied {
    fn read(text: &str, name: &str, what: &'static str) -> Result<Tied, Diagnostics> {
        let document = Document::from_json(format!("{what} record"), text)?;
        let json: Json = serde_json::from_str(text).unwrap_or_default();
        let mut record = Tied { json, document, sha256: String::new(), what };
        if record.json.get("record").and_then(Json::as_str) != Some(name) {
            return Err(record.problem("record", &format!("this is no `{name}`")));
        }
        let mut without = record.json.clone();
        let own = without.as_object_mut().and_then(|map| map.remove("sha256"));
        let own = own.as_ref().and_then(Json::as_str).unwrap_or_default().to_owned();
        if digest::sha256(&without).ok().as_ref() != Some(&own) {
            let message = "the record does not have the digest that it says: somebody has altered it";
            return Err(record.problem("sha256", message));
        }
        record.sha256 = own;
        Ok(record)
    }

    fn is_of(&self, own: Option<&Json>, person: &str) -> Result<(), Diagnostics> {
        match own.and_then(Json::as_str) {
            Some(own) if own != person => {
                Err(self
                    .problem("person", &format!("the record is of `{own}`, and the case is of `{person}`")))
            }
            _ => Ok(()),
        }
    }

    /// What a decision needs to know of findings.
    fn found(&self) -> Option<FoundDocument> {
        let verdict = match self.json.get("verdict")?.as_str()? {
            "ready" => VerdictWord::Ready,
            "refer" => VerdictWord::Refer,
            "blocked" => VerdictWord::Blocked,
            _ => return None,
        };
        let all = self.json.get("findings")?.as_array()?;
        let word = |finding: &'_ Json, key: &str| finding.get(key)?.as_str().map(str::to_owned);
        let severity = |finding: &Json| word(finding, "severity").unwrap_or_default();
        let mut blocked_by: Vec<Id> = Vec::new();
        for finding in all.iter().filter(|finding| severity(finding).ends_with("_block")) {
            let code = word(finding, "code").and_then(|code| Id::new(&code));
            blocked_by
                .extend(code.filter(|code| !blocked_by.iter().any(|had| had.as_str() == code.as_str())));
        }
        // What a decision has lifted is a note.
        let is_risk = |finding: &&Json| word(finding, "code").as_deref() == Some("risk_unresolved");
        let unresolved_risk = all.iter().filter(is_risk).any(|finding| severity(finding) != "note");
        let allocation = self.json.pointer("/budget/allocation").and_then(Json::as_str).map(str::to_owned);
        Some(FoundDocument { verdict, blocked_by, unresolved_risk, cost: self.cost(), allocation })
    }

    /// What the plan of a whole year costs the budget: social care's own money and the streams inside it.
    fn cost(&self) -> Option<AmountIn> {
        let day = |key: &str| Day::parse(self.json.pointer("/plan/period")?.get(key)?.as_str()?);
        if day("from")?.plus_years(1)?.before()? != day("to")? {
            return None;
        }
        let own = self.json.pointer("/cost/personal_budget/total")?.as_str()?;
        let own_exact = Exact::parse(own)?;
        let streams = self.json.pointer("/budget/streams").and_then(Json::as_array);
        let inside =
            streams.into_iter().flatten().filter(|stream| stream.get("inside") == Some(&Json::Bool(true)));
        let inside: Vec<&str> = inside.filter_map(|stream| stream.get("id")?.as_str()).collect();
        let spent = self.json.pointer("/cost/by_stream").and_then(Json::as_array);
        let spent = spent
            .into_iter()
            .flatten()
            .filter(|stream| stream.get("id").and_then(Json::as_str).is_some_and(|id| inside.contains(&id)));
        let mut total = own_exact;
        for stream in spent {
            total = &total + &Exact::parse(stream.get("spent")?.as_str()?)?;
        }
        // As many decimals as the record writes.
        let places = own.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        AmountIn::new(Amount::read(&total.to_fixed(u32::try_from(places).ok()?))?)
    }

    fn into(self, place: &mut Option<String>) -> Result<(), Diagnostics> {
        if place.as_ref().is_some_and(|own| *own != self.sha256) {
            return Err(self.problem("sha256", "the event names another record by its digest"));
        }
        *place = Some(self.sha256);
        Ok(())
    }

    fn problem(&self, key: &str, message: &str) -> Diagnostics {
        let problem = Diagnostic::new(Code::WrongType, Path::root().key(key), message);
        let mut found =
            Diagnostics::from(problem.help(format!("give the {} record of this case", self.what)));
        self.document.locate(&mut found);
        found
    }
}
