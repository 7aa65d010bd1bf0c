//! What stands beside the sum: what is known, the council's numbers, rules not used, views, help that may stop, money.

use maud::{Markup, html};
use openras_allocation::{
    InputKind, Note, NoteCode, Operand, Outcome, Parameter, Position, Rule, Stream, StreamMoney,
};
use openras_core::{Exact, Handle, Period};
use openras_questionnaire::StreamStatus;

use super::{Letter, Stopped};
use crate::council::Council;
use crate::page::{Cell, Section, lines, table, table_under};
use crate::phrase::Phrase;
use crate::sum::Sums;

impl Letter<'_> {
    pub(super) fn facts(&self) -> Option<Section> {
        let sums = Sums::new(&self.say, self.allocation, &[], None);
        let facts = &self.allocation.questionnaire().facts;
        let rows: Vec<Vec<Cell>> = facts
            .handles()
            .filter(|(handle, _)| self.allocation.sheet().fact(*handle).is_some())
            .map(|(handle, fact)| {
                vec![Cell::Head(self.say.named(&fact.text, &fact.id)), Cell::Words(sums.fact_value(handle))]
            })
            .collect();
        let heads = [self.say.say("fact"), self.say.say("value")];
        (!rows.is_empty()).then(|| self.section("facts", table_under("facts", &heads, &rows)))
    }

    /// The numbers with a date that were used, each once.
    pub(super) fn numbers(&self) -> Option<Section> {
        let scheme = self.allocation.scheme();
        let mut used: Vec<Handle<Parameter>> = Vec::new();
        for operand in self.allocation.steps().iter().flat_map(|done| &done.operands) {
            if let Operand::Input { id, .. } = operand
                && let Some(InputKind::Parameter(handle)) = scheme.input(*id)
                && !used.contains(handle)
            {
                used.push(*handle);
            }
        }
        used.sort_unstable();
        let row = |handle: Handle<Parameter>| {
            let parameter = &scheme.parameters[handle];
            let dated = parameter.on(self.allocation.on())?;
            Some(vec![
                Cell::Head(self.say.named(&parameter.text, &parameter.id)),
                Cell::Words(self.say.amount(&dated.is, &parameter.unit)),
                Cell::Words(self.say.day(dated.from)),
                Cell::Words(self.origin_cell(&dated.origin)),
            ])
        };
        let rows: Vec<Vec<Cell>> = used.into_iter().filter_map(row).collect();
        let heads =
            ["number-what", "number-value", "number-from", "number-source"].map(|id| self.say.say(id));
        let whole = table(&self.say.say("numbers-lead"), &heads, &rows);
        (!rows.is_empty()).then(|| self.section("numbers", whole))
    }

    /// Exclusions and referrals that were looked at and do not hold.
    pub(super) fn not_applied(&self) -> Option<Section> {
        let scheme = self.allocation.scheme();
        let row = |rule: &Rule| {
            let because = self.allocation.because(rule);
            vec![
                Cell::Head(self.say.council(&rule.text)),
                Cell::Words(Sums::reasons(&self.say, self.allocation, &because)),
                Cell::Words(self.origin_cell(&rule.origin)),
            ]
        };
        let all = scheme.exclusions.iter().chain(&scheme.referrals);
        let rows: Vec<Vec<Cell>> = all.filter(|rule| !self.allocation.holds(rule)).map(row).collect();
        let heads = ["rule", "rule-why", "number-source"].map(|id| self.say.say(id));
        let whole = table(&self.say.say("not-applied-lead"), &heads, &rows);
        (!rows.is_empty()).then(|| self.section("not-applied", whole))
    }

    pub(super) fn views(&self) -> Option<Section> {
        let sums = Sums::new(&self.say, self.allocation, &[], None);
        let questionnaire = self.allocation.questionnaire();
        let rows: Vec<Vec<Cell>> = self
            .allocation
            .differing_views()
            .map(|view| {
                let record = self.allocation.view_record(view);
                let question = questionnaire.question(view.question.as_str());
                let question = question.map(|handle| &questionnaire.questions[handle]);
                let says = question
                    .and_then(|question| Some(sums.answered(question, &question.read(&view.answer).ok()?)));
                let points = |points: &Option<String>| {
                    Phrase::plain(&points.as_deref().unwrap_or_default().replace('-', "−"))
                };
                let name = question.map(|question| self.say.named(&question.text, &question.id));
                vec![
                    Cell::Head(name.unwrap_or_else(|| self.say.id(view.question.as_str()))),
                    Cell::Words(self.say.role_to_person(&view.by)),
                    Cell::Words(says.unwrap_or_else(|| self.say.own_words(&view.answer.to_string()))),
                    Cell::Words(self.say.own_words(view.reason.as_deref().unwrap_or_default())),
                    Cell::Number(points(&record.points)),
                    Cell::Number(points(&record.counted)),
                ]
            })
            .collect();
        let heads = ["question", "view-who", "view-says", "view-reason", "view-points", "view-counted"];
        let whole = table(&self.say.say("views-lead"), &heads.map(|id| self.say.say(id)), &rows);
        (!rows.is_empty()).then(|| self.section("views", whole))
    }

    /// What the figure would be if family and friends could not help; nothing where nobody is asked about that.
    pub(super) fn stopped_words(&self) -> Vec<Phrase> {
        let figures = match &self.stopped {
            Stopped::NotAsked => return Vec::new(),
            Stopped::Unknown => self.say.say("stopped-unknown"),
            Stopped::Known(other) if other.outcome() != Outcome::Allocated => self.say.say("stopped-person"),
            Stopped::Known(other) => match &other.money().figures {
                Some(figures) if self.figures().is_some_and(|(annual, _)| annual == &figures.annual) => {
                    self.say.say("stopped-same")
                }
                Some(figures) => {
                    let year = self.say.money_each(&figures.annual, Period::Year);
                    let week = self.say.money_each(&figures.weekly, Period::Week);
                    self.with("stopped-figure", &[("year", &year), ("week", &week)])
                }
                None => self.say.say("stopped-person"),
            },
        };
        vec![self.say.say("stopped-lead"), figures, self.say.say("stopped-tell")]
    }

    pub(super) fn if_stopped(&self) -> Option<Section> {
        let words = self.stopped_words();
        (!words.is_empty()).then(|| self.section("stopped", lines(&words)))
    }

    pub(super) fn money(&self) -> Option<Section> {
        let money = self.allocation.money();
        if money.streams.is_empty() {
            return None;
        }
        let row = |one: &StreamMoney| {
            let stream = self.stream(&one.id)?;
            Some(vec![
                Cell::Head(self.say.named(&stream.text, &stream.id)),
                Cell::Words(self.stream_amount(one)),
                Cell::Words(self.say.say(stream_words(stream, one))),
            ])
        };
        let rows: Vec<Vec<Cell>> = money.streams.iter().filter_map(row).collect();
        let heads = ["money-fund", "money-amount", "money-what"].map(|id| self.say.say(id));
        let notes: Vec<Phrase> = money.notes.iter().map(|note| self.note(note)).collect();
        let body = html! {
            (table(&self.say.say("money-lead"), &heads, &rows))
            (self.together())
            (lines(&notes))
        };
        Some(self.section("money", body))
    }

    fn together(&self) -> Markup {
        html! {
            @if let Some(figures) = &self.allocation.money().figures {
                dl {
                    dt { (self.say.say("money-social-care")) }
                    dd { (self.say.money_each(&figures.social_care, Period::Year)) }
                    dt { (self.say.say("money-together")) }
                    dd { (self.say.money_each(&figures.individual_budget, Period::Year)) }
                }
            }
        }
    }

    fn stream(&self, id: &str) -> Option<&Stream> {
        self.allocation.scheme().streams.iter().find(|stream| stream.id == id)
    }

    fn stream_amount(&self, money: &StreamMoney) -> Phrase {
        let Some(amount) = &money.amount else {
            return Phrase::default();
        };
        match (money.per, money.status, &money.annual) {
            (None, _, _) | (Some(_), _, None) => {
                self.with("money-paid-once", &[("amount", &self.say.money(amount))])
            }
            (Some(Period::Year), _, _) => self.say.money_each(amount, Period::Year),
            (Some(per), StreamStatus::Awarded, Some(annual)) => {
                let (own, year) =
                    (self.say.money_each(amount, per), self.say.money_each(annual, Period::Year));
                self.with("money-and-year", &[("amount", &own), ("year", &year)])
            }
            (Some(per), _, _) => self.say.money_each(amount, per),
        }
    }

    fn note(&self, note: &Note) -> Phrase {
        let name = match self.stream(&note.stream) {
            Some(stream) => self.say.named(&stream.text, &stream.id),
            None => self.say.id(&note.stream),
        };
        let sum = |amount: &Option<Exact>| match amount {
            Some(amount) => self.say.money_each(amount, Period::Year),
            None => Phrase::default(),
        };
        let (amount, required) = (sum(&note.amount), sum(&note.required));
        let id = match note.code {
            NoteCode::StreamSurplus => "note-surplus",
            NoteCode::StreamFloorNotMet => "note-floor",
            NoteCode::StreamShareDiffers => "note-share",
            NoteCode::StreamToApply => "note-apply",
        };
        self.with(id, &[("name", &name), ("amount", &amount), ("required", &required)])
    }
}

/// Whether it is inside or on top, and how far it has come.
fn stream_words(stream: &Stream, money: &StreamMoney) -> &'static str {
    match (money.status, stream.once, stream.position) {
        (StreamStatus::Awarded, true, _) => "money-once",
        (StreamStatus::Awarded, false, Position::Inside) => "money-inside",
        (StreamStatus::Awarded, false, Position::OnTop) => "money-on-top",
        (StreamStatus::ToApply, ..) => "money-to-apply",
        (StreamStatus::Applied, ..) => "money-applied",
        (StreamStatus::Refused, ..) => "money-refused",
        (StreamStatus::NotEligible, ..) => "money-not-eligible",
    }
}
