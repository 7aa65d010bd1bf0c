//! What `rulebook.toml` means.

use openras_core::{Code, Diagnostic, Diagnostics, Path};
use openras_questionnaire::{Context, Origin};

use crate::rulebook_document::RulebookDocument;

const NATIONS: [&str; 4] = ["england", "wales", "scotland", "northern_ireland"];

/// What the other files are checked against, with every problem of meaning noted.
pub(crate) fn read_frame(document: &RulebookDocument, found: &mut Diagnostics) -> Context {
    let root = Path::root();
    let languages = document.languages.clone().unwrap_or_else(|| vec!["en".to_owned()]);
    // A list of languages with a bad one in it says nothing about which tags may stand in a text.
    let languages = if languages.iter().any(|tag| tag.starts_with('\0')) { Vec::new() } else { languages };
    let mut context = Context {
        currency: document.currency.clone(),
        decimals: document.decimals,
        languages,
        sources: Default::default(),
        effective_from: document.effective.from.day(),
        effective_to: document.effective.to.as_ref().and_then(|to| to.day()),
    };
    check_words(document, &context, found);
    for (at, source) in document.source.iter().enumerate() {
        let path = root.key("source").index(at);
        let new = context.sources.insert(source.id.known().into_owned());
        if !source.id.is_poisoned() && !new {
            let message = format!("the source `{}` is there twice", source.id);
            found.push(
                Diagnostic::new(Code::DuplicateId, path.key("id"), message)
                    .help("give each an id of its own"),
            );
        }
        context.text(Some(&source.title), "", &path.key("title"), found);
    }
    context.text(Some(&document.title), "", &root.key("title"), found);
    check_texts(document, &context, found);
    for (at, scope) in document.scope.iter().enumerate() {
        let path = root.key("scope").index(at);
        context.text(Some(&scope.item), "", &path.key("item"), found);
        context.origin(scope.source.as_ref(), scope.illustrative, &Origin::Unsaid, &path, found);
    }
    context
}

fn check_words(document: &RulebookDocument, context: &Context, found: &mut Diagnostics) {
    let root = Path::root();
    let upper =
        |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_uppercase());
    let lower = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase());
    let poisoned = |text: &str| text.starts_with('\0');
    if !upper(&document.currency, 3) && !poisoned(&document.currency) {
        let message = format!("`{}` is not a currency", document.currency);
        let help = "write its three capital letters (ISO 4217), such as GBP";
        found.push(Diagnostic::new(Code::WrongType, root.key("currency"), message).help(help));
    }
    let jurisdiction = document.jurisdiction.as_str();
    if !NATIONS.contains(&jurisdiction) && !lower(jurisdiction) && !poisoned(jurisdiction) {
        let message = format!("`{jurisdiction}` is not a jurisdiction");
        let help = "england, wales, scotland, northern_ireland, or a country's two lower-case letters";
        found.push(Diagnostic::new(Code::WrongType, root.key("jurisdiction"), message).help(help));
    }
    for (at, language) in context.languages.iter().enumerate() {
        if context.languages.iter().take(at).any(|other| other == language) {
            let message = format!("the language `{language}` is there twice");
            found.push(
                Diagnostic::new(Code::DuplicateId, root.key("languages").index(at), message)
                    .help("leave one out"),
            );
        }
    }
    if let (Some(from), Some(to)) = (context.effective_from, context.effective_to)
        && to < from
    {
        let message = format!("the rulebook ends on {to}, before it begins on {from}");
        let problem = Diagnostic::new(Code::BadDateRange, root.key("effective").key("to"), message);
        found.push(problem.help("put the later day in `to`"));
    }
}

fn check_texts(document: &RulebookDocument, context: &Context, found: &mut Diagnostics) {
    let root = Path::root();
    for (id, text) in &document.words {
        context.text(Some(text), id.as_str(), &root.key("words").key(id.as_str()), found);
    }
    if let Some(help) = &document.help {
        let path = root.key("help");
        for (key, text) in [("ask", &help.ask), ("independent", &help.independent)] {
            if text.is_some() {
                context.text(text.as_ref(), "", &path.key(key), found);
            }
        }
    }
    if let Some(challenge) = &document.challenge {
        let path = root.key("challenge");
        if challenge.how.is_some() {
            context.text(challenge.how.as_ref(), "", &path.key("how"), found);
        }
        for (at, text) in challenge.then.iter().enumerate() {
            context.text(Some(text), "", &path.key("then").index(at), found);
        }
    }
}
