//! What a page does while a person fills the questionnaire in: which questions are asked, which are still open, and the
//! points so far; and all of it again after each change.
//!
//! ```text
//! form
//! ```
//!
//! Run in the repository's own folder: it reads Leeds' rulebook of 2009 there.

use std::error::Error;

use openras::prelude::*;
use openras::questionnaire::QuestionState;

fn main() -> Result<(), Box<dyn Error>> {
    let rulebook = Rulebook::open("fixtures/rulebooks/leeds_2009")?;
    let begun = Assessment::empty().fact("living", "family_home").answer("eating", "some");
    let further = begun.clone().answer("meals", "some");
    let pages = [
        ("One answer so far, and nobody has said whether there is a carer", &begun),
        ("Shopping and meals answered", &further),
        ("There is a carer", &further.clone().fact("has_carer", true)),
        ("There is no carer", &further.clone().fact("has_carer", false)),
    ]
    .map(|(heading, so_far)| format!("{heading}\n{}", page(&rulebook.questionnaire().form(so_far, "en"))));
    print!("{}", pages.join("\n"));
    Ok(())
}

/// The page in words: a line for each section with the questions that are not yet answered.
fn page(form: &Form<'_>) -> String {
    let mut text = String::new();
    for section in &form.sections {
        let in_state = |state: QuestionState| {
            let there = section.questions.iter().filter(move |question| question.state == state);
            there.map(|question| question.id).collect::<Vec<_>>()
        };
        let mut line = format!("  {}: {} points", section.title, section.points);
        for (state, word) in [
            (QuestionState::Open, "to answer"),
            (QuestionState::Waiting, "waits for a fact"),
            (QuestionState::NotAsked, "not asked"),
        ] {
            let questions = in_state(state);
            if !questions.is_empty() {
                line.push_str(&format!("; {word}: {}", questions.join(", ")));
            }
        }
        text.push_str(&line);
        text.push('\n');
    }
    if !form.facts_wanted.is_empty() {
        text.push_str(&format!("  facts wanted: {}\n", form.facts_wanted.join(", ")));
    }
    for problem in &form.problems {
        text.push_str(&format!("  {problem}\n"));
    }
    text.push_str(&format!("  {} points so far, {} questions to answer\n", form.points, form.open));
    text
}
