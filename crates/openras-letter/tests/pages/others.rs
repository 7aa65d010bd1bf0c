//! Books, forms and a plan of one's own.

use openras_letter::{FormKind, Language, LetterOptions, book, form, own_plan};
use openras_plan::SupportPlan;
use openras_rulebook::toml_document;
use openras_testing::fixtures;

use crate::read::{lines, text_of};
use crate::structure::check;

const ENGLISH: LetterOptions = LetterOptions { language: Language::English, easy_read: false };
const WELSH: LetterOptions = LetterOptions { language: Language::Welsh, easy_read: false };

#[test]
fn books_of_wrexham_can_be_used_by_everybody_and_say_what_the_council_publishes() {
    let rulebook = fixtures::rulebook("wrexham_2008");
    let page = book(&rulebook, None, &ENGLISH);
    check("book", &page);
    check("book in Welsh", &book(&rulebook, None, &WELSH));
    let said = lines(&page, false);
    let has = |words: &str| assert!(said.iter().any(|line| line.contains(words)), "the book says `{words}`");
    // The questions with their points; the steps in words; the guide; what support costs; the ways; the pathway.
    has("I need some help to wash and bathe");
    has("“The points of your answers” × “Pounds for each point”");
    has("It is against the law.");
    has("£8.00 an hour");
    has("Trustees spend the money by your support plan");
    has("Agreement by the resources panel. Who: resources panel.");
    has("20% of the budget for a year");
    has("a manager who has not seen your case");
    has("All of them come out as they are written here.");
    assert!(page.contains(rulebook.sha256()) && page.contains("Version 1.0.0"));
}

#[test]
fn every_book_can_be_used_and_what_a_council_has_not_said_is_left_out_or_said_to_be_unsaid() {
    for name in ["minimal", "savva_2009", "leeds_2009", "scotland_shanarri", "nottinghamshire_2009"] {
        check(name, &book(&fixtures::rulebook(name), None, &ENGLISH));
    }
    let page = book(&fixtures::rulebook("minimal"), None, &ENGLISH);
    assert!(!page.contains("id=\"book-pathway\"") && !page.contains("id=\"book-cannot\""));
    assert!(page.contains("The council has not said."));
}

#[test]
fn a_book_says_what_changed() {
    let rulebook = fixtures::rulebook("wrexham_2008");
    let files = std::fs::read_dir(fixtures::folder().join("rulebooks/wrexham_2008")).unwrap();
    let mut old = openras_rulebook::Folder::default();
    for file in files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
    {
        let text = std::fs::read_to_string(&file)
            .unwrap()
            .replace("\"214.38\"", "\"210.00\"")
            .replace("version = \"1.0.0\"", "version = \"0.9.0\"");
        old.files.insert(file.file_name().unwrap().to_str().unwrap().to_owned(), text);
    }
    let old = openras_rulebook::Rulebook::from_folder(old).unwrap_or_else(|error| panic!("{error}"));
    let page = book(&rulebook, Some(&old), &ENGLISH);
    assert!(page.contains("These things are not as they were in version 0.9.0."));
    assert!(lines(&page, false).iter().any(|line| line.contains("210")), "the old price");
    assert!(book(&rulebook, Some(&rulebook), &ENGLISH).contains("Nothing changed since version 1.0.0."));
}

#[test]
fn forms_can_be_used_and_have_no_points_on_them() {
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        for options in [ENGLISH, WELSH] {
            for kind in [FormKind::Questionnaire, FormKind::Plan, FormKind::Risk] {
                check(&name, &form(&rulebook, kind, &options));
            }
        }
        let said = lines(&form(&rulebook, FormKind::Questionnaire, &ENGLISH), true).join(" ").to_lowercase();
        assert!(!said.contains("point"), "{name}");
        assert!(said.contains("somebody who knows me says something else"), "{name}");
    }
    let plan = form(&fixtures::rulebook("wrexham_2008"), FormKind::Plan, &ENGLISH);
    for question in
        ["What is important to me?", "What do I want to change?", "How will I stay in control of my life?"]
    {
        assert!(plan.contains(question));
    }
}

#[test]
fn a_persons_own_plan_has_the_figures_of_the_check() {
    let rulebook = fixtures::rulebook("wrexham_2008");
    let text = std::fs::read_to_string(fixtures::folder().join("plans/wrexham_a_0042.toml")).unwrap();
    let mut document = toml_document("plan.toml", &*text).unwrap();
    let plan = SupportPlan::from_document(&mut document).unwrap_or_else(|found| panic!("{found}"));
    let allocation = rulebook.allocate_json(&fixtures::assessment("wrexham_a_0042")).unwrap();
    let checked = rulebook.check_plan(&plan, &rulebook.budget_of(&allocation).unwrap()).unwrap();
    for options in [ENGLISH, WELSH] {
        let page = own_plan(&rulebook, &checked, &options);
        check("own plan", &page);
        let figure = |id: &str| text_of(&page, &format!("data-figure=\"{id}\"")).expect("it is there");
        assert_eq!(figure("own-plan-total"), openras_core::money(&checked.cost.total, "GBP", 2));
        assert_eq!(
            figure("own-plan-council-pays"),
            openras_core::money(&checked.cost.personal_budget.council_pays, "GBP", 2)
        );
    }
}
