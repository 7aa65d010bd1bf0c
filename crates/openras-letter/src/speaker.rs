//! Says things in one language about one rulebook: our own words, the council's, days, numbers with what they count.

use fluent_bundle::FluentValue;
use openras_core::{Amount, Day, Exact, Period, Text, Unit, money, shown};
use openras_questionnaire::Context;

use crate::language::{Catalogue, Language};
use crate::phrase::Phrase;

/// What fills a place of a message.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place<'a> {
    /// Words.
    Words(&'a Phrase),
    /// How many, for the message to say in the right form.
    Count(usize),
    /// A number as it is written, for the message to choose its form by.
    Number(&'a str),
}

impl<'a> From<&'a Phrase> for Place<'a> {
    fn from(words: &'a Phrase) -> Self {
        Place::Words(words)
    }
}

impl From<usize> for Place<'_> {
    fn from(count: usize) -> Self {
        Place::Count(count)
    }
}

/// Speaks one language about one rulebook.
pub(crate) struct Speaker {
    catalogue: Catalogue,
    /// The rulebook's first language.
    first: String,
    pub(crate) currency: String,
    pub(crate) decimals: u32,
}

impl Speaker {
    pub(crate) fn new(language: Language, context: &Context) -> Speaker {
        Speaker {
            catalogue: Catalogue::new(language),
            first: context.first_language().to_owned(),
            currency: context.currency.clone(),
            decimals: context.decimals,
        }
    }

    pub(crate) fn language(&self) -> Language {
        self.catalogue.language()
    }

    /// The tag of English, where the page is in another language: for what our programs say in English alone.
    pub(crate) fn english(&self) -> Option<&'static str> {
        (self.language() != Language::English).then_some("en")
    }

    /// A message of ours.
    pub(crate) fn say(&self, id: &str) -> Phrase {
        Phrase::said(self.catalogue.message(id, &[]))
    }

    /// A message of ours with its places filled.
    pub(crate) fn with(&self, id: &str, places: &[(&str, Place<'_>)]) -> Phrase {
        let values: Vec<(&str, FluentValue<'_>)> = places
            .iter()
            .map(|(name, place)| {
                let value = match place {
                    Place::Words(words) => FluentValue::from(words.marked()),
                    Place::Count(count) => FluentValue::from(*count),
                    Place::Number(written) => FluentValue::try_number(written),
                };
                (*name, value)
            })
            .collect();
        Phrase::said(self.catalogue.message(id, &values))
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.catalogue.has(id)
    }

    /// A text of the rulebook, in its first language where it has none in ours.
    pub(crate) fn council(&self, text: &Text) -> Phrase {
        let own = self.language().tag();
        let words = text.in_language(own, &self.first);
        if text.has(own, &self.first) {
            return Phrase::council(words, None);
        }
        let tag = match text {
            Text::ByLanguage(texts) if !texts.contains_key(&self.first) => texts.keys().next(),
            _ => Some(&self.first),
        };
        Phrase::council(words, tag.map(String::as_str))
    }

    /// A text of the rulebook; its id as people read it where the rulebook gives no text.
    pub(crate) fn named(&self, text: &Text, id: &str) -> Phrase {
        match text {
            Text::Plain(words) if words == id => self.id(id),
            _ => self.council(text),
        }
    }

    /// A word of the rulebook that has no text of its own: `own_home` as `Own home`.
    pub(crate) fn id(&self, id: &str) -> Phrase {
        let spaced = id.replace('_', " ");
        let mut letters = spaced.chars();
        let headed: String = letters
            .next()
            .map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str());
        let other = (self.language().tag() != self.first).then_some(self.first.as_str());
        Phrase::council(&headed, other)
    }

    /// A text of the rulebook, or its id where it has none.
    pub(crate) fn text_or_id(&self, text: Option<&Text>, id: &str) -> Phrase {
        text.map_or_else(|| self.id(id), |text| self.council(text))
    }

    /// Somebody's own words, whatever language they are in.
    pub(crate) fn own_words(&self, words: &str) -> Phrase {
        Phrase::council(words, None)
    }

    /// A role by the name that people know it by.
    pub(crate) fn role(&self, role: &str) -> Phrase {
        let id = format!("role-{role}");
        if self.has(&id) {
            return self.say(&id);
        }
        let other = (self.language().tag() != self.first).then_some(self.first.as_str());
        Phrase::council(&role.replace('_', " "), other)
    }

    /// A role as a page says it to the person: `you` for the person.
    pub(crate) fn role_to_person(&self, role: &str) -> Phrase {
        self.role(if role == "person" { "you" } else { role })
    }

    pub(crate) fn quoted(&self, words: &Phrase) -> Phrase {
        self.with("quoted", &[("words", words.into())])
    }

    /// `1 March 2008`.
    pub(crate) fn day(&self, day: Day) -> Phrase {
        let part = |whole: i64| Phrase::plain(&whole.to_string());
        let (in_month, months) = (day.order() & 31, day.order() >> 5);
        let month = self.say(&format!("month-{}", months & 15));
        let (day_of_month, year) = (part(in_month), part(i64::from(day.year())));
        self.with(
            "date",
            &[("day", (&day_of_month).into()), ("month", (&month).into()), ("year", (&year).into())],
        )
    }

    /// An amount of money with its payable decimals.
    pub(crate) fn money(&self, amount: &Exact) -> Phrase {
        Phrase::plain(&minus(&money(amount, &self.currency, self.decimals)))
    }

    /// `£214.38 a year`.
    pub(crate) fn money_each(&self, amount: &Exact, period: Period) -> Phrase {
        let amount = self.money(amount);
        self.with(&format!("each-{}", period.as_str()), &[("amount", (&amount).into())])
    }

    /// A value with what it counts: `62 points`, `£214.38 a point a year`.
    ///
    /// # Rounding
    /// More than six decimals are cut off and `…` says so.
    pub(crate) fn quantity(&self, value: &Exact, unit: &Unit) -> Phrase {
        let text = match unit.currency() {
            Some(currency) if value.decimals().is_some_and(|own| own <= self.decimals) => {
                money(value, currency, self.decimals)
            }
            _ => shown(value, unit),
        };
        self.quantity_of(value, unit, &minus(&text))
    }

    /// The same with the number written as `shown`, its noun in the form that `value` asks for.
    pub(crate) fn quantity_of(&self, value: &Exact, unit: &Unit, shown: &str) -> Phrase {
        let written = unit.to_string();
        let mut parts = written.split('/');
        let above = parts.next().unwrap_or_default();
        let mut phrase = Phrase::plain(shown);
        if unit.currency().is_none() && above != "number" {
            phrase = self.counted(above, value, &phrase);
        }
        for below in parts {
            phrase = self.with(&format!("each-{below}"), &[("amount", (&phrase).into())]);
        }
        phrase
    }

    fn counted(&self, above: &str, value: &Exact, shown: &Phrase) -> Phrase {
        let id = format!("unit-{above}");
        if self.has(&id) {
            let number = value.to_string();
            return self.with(&id, &[("n", Place::Number(&number)), ("shown", shown.into())]);
        }
        // Several together, such as hours of a person: each by its own name.
        above.split('*').enumerate().fold(shown.clone(), |phrase, (at, one)| {
            let number = if at == 0 { value.to_string() } else { "1".to_owned() };
            let before = if at == 0 { phrase.clone() } else { Phrase::plain("×") };
            let next = self
                .with(&format!("unit-{one}"), &[("n", Place::Number(&number)), ("shown", (&before).into())]);
            if at == 0 { next } else { Phrase::join(&[phrase, next], " ") }
        })
    }

    /// An amount as it is written, so that `20%` stays `20%`.
    pub(crate) fn amount(&self, amount: &Amount, unit: &Unit) -> Phrase {
        match amount.percent {
            true => Phrase::plain(&minus(&amount.shortest())),
            false => self.quantity(&amount.value, unit),
        }
    }

    /// Points, as a number alone.
    pub(crate) fn points(&self, points: &Exact) -> Phrase {
        Phrase::plain(&minus(&shown(points, &Unit::default())))
    }
}

/// With the sign for less than nothing.
fn minus(number: &str) -> String {
    number.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker(language: Language) -> Speaker {
        Speaker {
            catalogue: Catalogue::new(language),
            first: "en".to_owned(),
            currency: "GBP".to_owned(),
            decimals: 2,
        }
    }

    fn said(language: Language, value: &str, unit: &str) -> String {
        let unit = Unit::parse(unit, "GBP").unwrap();
        speaker(language).quantity(&Exact::parse(value).unwrap(), &unit).text()
    }

    #[test]
    fn english_counts() {
        assert_eq!(said(Language::English, "1", "point"), "1 point");
        assert_eq!(said(Language::English, "62", "point"), "62 points");
        assert_eq!(said(Language::English, "214.38", "GBP/point/year"), "£214.38 a point a year");
        assert_eq!(said(Language::English, "-3", "GBP"), "−£3.00");
        assert_eq!(said(Language::English, "1/3", "hour/week"), "0.333333… hours a week");
        assert_eq!(said(Language::English, "4", "hour*person/week"), "4 hours × person a week");
    }

    /// Years, months and days have the forms of the Unicode Common Locale Data Repository's units in Welsh. `pwynt` follows the
    /// rule behind its six plural classes: a noun in the singular, softened after 2, aspirated after 3 and 6.
    #[test]
    fn welsh_counts() {
        for (number, words) in [
            ("0", "0 pwynt"),
            ("1", "1 pwynt"),
            ("2", "2 bwynt"),
            ("3", "3 phwynt"),
            ("4", "4 pwynt"),
            ("6", "6 phwynt"),
            ("7", "7 pwynt"),
            ("62", "62 pwynt"),
            ("2.5", "2.5 pwynt"),
        ] {
            assert_eq!(said(Language::Welsh, number, "point"), words);
        }
        assert_eq!(said(Language::Welsh, "2", "month"), "2 fis");
        assert_eq!(said(Language::Welsh, "2", "day"), "2 ddiwrnod");
        assert_eq!(said(Language::Welsh, "3", "year"), "3 blynedd");
        assert_eq!(said(Language::Welsh, "10", "year"), "10 mlynedd");
        assert_eq!(said(Language::Welsh, "214.38", "GBP/point/year"), "£214.38 y pwynt y flwyddyn");
    }

    #[test]
    fn days_and_councils_words() {
        let day = Day::new(2008, 3, 1).unwrap();
        assert_eq!(speaker(Language::English).day(day).text(), "1 March 2008");
        assert_eq!(speaker(Language::Welsh).day(day).text(), "1 Mawrth 2008");
        assert_eq!(speaker(Language::Welsh).day(Day::new(2009, 12, 31).unwrap()).text(), "31 Rhagfyr 2009");
        let plain =
            maud::Render::render(&speaker(Language::Welsh).council(&Text::from("A home"))).into_string();
        assert_eq!(plain, "<span data-council lang=\"en\">A home</span>");
        assert_eq!(speaker(Language::Welsh).id("own_home").text(), "Own home");
    }
}
