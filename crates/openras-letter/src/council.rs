//! What every page says about its council: whom to ask, how to disagree, where rules come from.

use maud::{Markup, html};
use openras_questionnaire::Origin;
use openras_rulebook::Rulebook;

use crate::page::{Section, lines, list};
use crate::phrase::Phrase;
use crate::speaker::{Place, Speaker};

/// The words that a page explains.
const WORDS: [&str; 5] = ["indicative", "points", "plan", "social-care", "rulebook"];

/// The seven questions of a support plan, as its form asks them and its own copy answers them.
pub(crate) const PLAN_QUESTIONS: [&str; 7] = [
    "form-important",
    "form-change",
    "form-supported",
    "form-use",
    "form-managed",
    "form-control",
    "form-happen",
];

/// A page about one rulebook in one language.
pub(crate) trait Council {
    /// Who speaks.
    fn say(&self) -> &Speaker;

    /// Whose rules they are.
    fn rulebook(&self) -> &Rulebook;

    /// A message of ours with words in its places.
    fn with(&self, id: &str, places: &[(&str, &Phrase)]) -> Phrase {
        let places: Vec<(&str, Place<'_>)> =
            places.iter().map(|(name, words)| (*name, (*words).into())).collect();
        self.say().with(id, &places)
    }

    /// A section under the message that has its id.
    fn section(&self, id: &'static str, body: Markup) -> Section {
        Section::new(id, self.say().say(id), body)
    }

    /// Messages, each a paragraph.
    fn said(&self, ids: &[&str]) -> Markup {
        html! { @for id in ids { p { (self.say().say(id)) } } }
    }

    /// What a panel expects of a plan, under the message that has this id; nothing where the rulebook does not say.
    fn checklist(&self, id: &'static str) -> Option<Section> {
        let items = self.rulebook().plan_document()?.checklist.iter();
        let items: Vec<Phrase> =
            items.map(|item| self.say().text_or_id(item.text.as_ref(), item.id.as_str())).collect();
        (!items.is_empty()).then(|| self.section(id, list(&items)))
    }

    /// A source by its title; nothing where there is none of that id.
    fn source_title(&self, id: &str) -> Option<Phrase> {
        let source = self.rulebook().document().source.iter().find(|source| source.id.as_str() == id)?;
        Some(self.say().council(&source.title))
    }

    /// Where a rule comes from, as a sentence; nothing where the rulebook says nothing.
    fn origin(&self, origin: &Origin) -> Option<Phrase> {
        match origin {
            Origin::Illustrative => Some(self.say().say("source-illustrative")),
            Origin::Source(id) => {
                self.source_title(id).map(|title| self.with("source", &[("source", &title)]))
            }
            Origin::Unsaid => None,
        }
    }

    /// Where a rule or number comes from, for a cell of a table.
    fn origin_cell(&self, origin: &Origin) -> Phrase {
        match origin {
            Origin::Illustrative => self.say().say("illustrative"),
            Origin::Source(id) => self.source_title(id).unwrap_or_default(),
            Origin::Unsaid => Phrase::default(),
        }
    }

    /// How to disagree, as the rulebook says.
    fn how_to_disagree(&self) -> Phrase {
        match self.rulebook().document().challenge.as_ref().and_then(|challenge| challenge.how.as_ref()) {
            Some(how) => self.with("disagree-how", &[("how", &self.say().council(how).stopped())]),
            None => self.say().say("disagree-unsaid"),
        }
    }

    /// Within how many days there is an answer; nothing where the rulebook does not say.
    fn days_to_answer(&self) -> Option<Phrase> {
        let days = self.rulebook().document().challenge.as_ref()?.answer_within_days?;
        let days = days.to_string();
        Some(self.say().with("disagree-days", &[("days", Place::Number(&days))]))
    }

    /// How to disagree, to whom it goes, and by when there is an answer; `lead` are messages before that.
    fn disagree(&self, lead: &[&str]) -> Section {
        let then: Vec<Phrase> = match &self.rulebook().document().challenge {
            Some(challenge) => challenge.then.iter().map(|who| self.say().council(who)).collect(),
            None => Vec::new(),
        };
        let body = html! {
            (self.said(lead))
            p { (self.how_to_disagree()) }
            @if !then.is_empty() {
                p { (self.say().say("disagree-then")) }
                ol { @for who in &then { li { (who) } } }
            }
            @if let Some(days) = self.days_to_answer() { p { (days) } }
        };
        self.section("disagree", body)
    }

    /// Whom to ask, as the rulebook says.
    fn help_words(&self) -> Vec<Phrase> {
        let help = self.rulebook().document().help.as_ref();
        let texts =
            help.map_or(Vec::new(), |help| [&help.ask, &help.independent].into_iter().flatten().collect());
        match texts.is_empty() {
            true => vec![self.say().say("help-unsaid")],
            false => texts.into_iter().map(|text| self.say().council(text).stopped()).collect(),
        }
    }

    /// Whom to ask.
    fn help(&self) -> Section {
        self.section("help", lines(&self.help_words()))
    }

    /// Every source by its title and place.
    fn sources(&self) -> Section {
        let sources = &self.rulebook().document().source;
        let body: Markup = html! {
            @if !sources.is_empty() {
                p { (self.say().say("sources-lead")) }
                ul {
                    @for source in sources {
                        li { (self.say().council(&source.title)) ", " (self.say().own_words(&source.locator)) }
                    }
                }
            }
        };
        self.section("sources", body)
    }

    /// What some words mean.
    fn words(&self) -> Section {
        let body = html! {
            dl {
                @for word in WORDS {
                    dt { (self.say().say(&format!("word-{word}"))) }
                    dd { (self.say().say(&format!("word-{word}-means"))) }
                }
            }
        };
        self.section("words", body)
    }

    /// Which rules were used, told apart from all others.
    fn stamp(&self) -> Markup {
        let stamp = self.rulebook().stamp();
        let (version, digest) = (Phrase::plain(&stamp.version), Phrase::plain(&stamp.sha256));
        let title = self.say().council(&self.rulebook().document().title);
        html! {
            p { strong { (self.say().say("foot-rules")) } " " (title) }
            p { (self.with("foot-version", &[("version", &version)])) }
            p .digest { (self.with("foot-digest", &[("digest", &digest)])) }
        }
    }
}
