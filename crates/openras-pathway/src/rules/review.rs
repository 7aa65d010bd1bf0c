//! When a review may close.

use openras_core::Day;

use crate::refusal::RefusalCode;
use crate::rules::Asking;

/// The options of the Social Care (Self-directed Support) (Scotland) Act 2013, section 4, in force from 1 April 2014.
const SCOTTISH_OPTIONS: [&str; 4] = ["option_1", "option_2", "option_3", "option_4"];

/// The first day of that Act.
fn scottish_options_from() -> Option<Day> {
    Day::new(2014, 4, 1)
}

impl Asking<'_> {
    /// In Scotland each option was offered, or could not be had for a reason: also where nothing changes.
    pub(crate) fn review_closed(&mut self) {
        let Some(review) = self.state.reviews.last() else {
            self.refuse(RefusalCode::NotYet, "no review was begun", "record the review first");
            return;
        };
        if let Some((n, _)) = &review.closed {
            let message = format!("the review of {} was closed by event {n}", review.on);
            self.refuse(RefusalCode::NoSuchEvent, message, "record the next review first");
            return;
        }
        let scottish = self.state.pathway.context.jurisdiction == "scotland";
        if !scottish || scottish_options_from().is_none_or(|from| review.on < from) {
            return;
        }
        for id in SCOTTISH_OPTIONS {
            let option = self.event.options.iter().find(|option| option.id.as_str() == id);
            let (message, help) = match option {
                None => (format!("nothing says whether `{id}` was offered"), "add it to `options`"),
                Some(option) if !option.offered && option.unavailable_because.is_none() => (
                    format!("`{id}` was not offered, and nothing says why it could not be had"),
                    "offer it, or add `unavailable_because`",
                ),
                Some(_) => continue,
            };
            self.refuse(RefusalCode::OptionNotOffered, message, help);
        }
    }
}
