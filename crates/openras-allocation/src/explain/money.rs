//! Money from elsewhere, and what somebody should look at.

use openras_core::Exact;
use openras_questionnaire::StreamStatus;

use super::page::Page;
use super::steps::headed;
use crate::allocation::Allocation;
use crate::document::Position;
use crate::model::Stream;
use crate::money::{Note, NoteCode, StreamMoney};

impl Allocation {
    pub(super) fn write_money(&self, page: &mut Page) {
        if self.money.streams.is_empty() {
            return;
        }
        page.gap();
        page.paragraph("Money from elsewhere:");
        for money in &self.money.streams {
            let Some(stream) = self.scheme.streams.iter().find(|stream| stream.id == money.id) else {
                continue;
            };
            page.entry("", &self.stream_name(stream), &self.stream_amount(money));
            let source = page.cite(&stream.origin);
            page.beneath("", stream_words(stream, money), &source);
        }
        if let Some(figures) = &self.money.figures {
            let a_year = |amount: &Exact| format!("{} a year", self.in_money(amount));
            page.gap();
            page.entry("", "Left for social care to pay", &a_year(&figures.social_care));
            page.entry("", "Individual budget, everything together", &a_year(&figures.individual_budget));
        }
        for note in &self.money.notes {
            page.entry("!", &self.note_text(note), "");
        }
    }

    fn stream_name(&self, stream: &Stream) -> String {
        let text = self.in_first(&stream.text);
        if text == stream.id { headed(text) } else { text.to_owned() }
    }

    fn stream_amount(&self, money: &StreamMoney) -> String {
        let Some(amount) = &money.amount else {
            return String::new();
        };
        let amount = self.in_money(amount);
        match (money.per, money.status, &money.annual) {
            (None, _, _) | (Some(_), _, None) => format!("{amount} once"),
            (Some(openras_core::Period::Year), _, _) => format!("{amount} a year"),
            (Some(per), StreamStatus::Awarded, Some(annual)) => {
                format!("{amount} a {} ({} a year)", per.as_str(), self.in_money(annual))
            }
            (Some(per), _, _) => format!("{amount} a {}", per.as_str()),
        }
    }

    /// What a note says, in words.
    fn note_text(&self, note: &Note) -> String {
        let stream = self.scheme.streams.iter().find(|stream| stream.id == note.stream);
        let name = stream.map_or_else(|| headed(&note.stream), |stream| self.stream_name(stream));
        let sum =
            |amount: &Option<Exact>| amount.as_ref().map_or(String::new(), |amount| self.in_money(amount));
        let (amount, required) = (sum(&note.amount), sum(&note.required));
        match note.code {
            NoteCode::StreamSurplus => {
                format!(
                    "{name}: {amount} a year of it is more than the budget that it is part of. Somebody should look at this."
                )
            }
            NoteCode::StreamFloorNotMet => {
                format!(
                    "{name}: it asks for {required} a year from social care, and there is {amount}. Somebody should look at this."
                )
            }
            NoteCode::StreamShareDiffers => {
                format!(
                    "{name}: by its stated share it would be {required} a year, and it is {amount}. Somebody should look at this."
                )
            }
            NoteCode::StreamToApply => format!("{name}: apply for it before the plan is made."),
        }
    }
}

/// Whether it is inside or on top, and how far it has come.
fn stream_words(stream: &Stream, money: &StreamMoney) -> &'static str {
    match (money.status, stream.once, stream.position) {
        (StreamStatus::Awarded, true, _) => "awarded: paid once, apart from the yearly figures",
        (StreamStatus::Awarded, false, Position::Inside) => "awarded: part of the indicative budget",
        (StreamStatus::Awarded, false, Position::OnTop) => "awarded: added to the indicative budget",
        (StreamStatus::ToApply, ..) => "still to apply for: not counted",
        (StreamStatus::Applied, ..) => "applied for, not decided: not counted",
        (StreamStatus::Refused, ..) => "refused: not counted",
        (StreamStatus::NotEligible, ..) => "not open to this person: not counted",
    }
}
