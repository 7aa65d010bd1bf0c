use std::collections::BTreeSet;

use openras_core::Day;
use openras_pathway::{
    Case, FreeText, Head, Kept, MemoryStore, RefusalCode, Removed, Store, export_csv, verify,
};
use serde_json::json;

use crate::world::{World, event, more, plain, rulebook};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn free_text_is_removed_and_the_chain_still_holds() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    let text = |text: &str| json!({ "text": text });
    world.add(more(plain("self_assessment", "2008-01-07", "A-1", "person"), text("I wash with help")));
    world.add(more(plain("concern_raised", "2008-06-01", "W-17", "social_worker"), text("The stairs")));
    world.add(more(
        plain("corrected", "2008-06-02", "W-17", "social_worker"),
        json!({ "corrects": 3, "text": "The steps" }),
    ));
    assert!(verify(&store, "A-1", None).unwrap().holds());
    let page =
        |world: &World<'_>| world.case.state().explain(world.case.head(), &world.case.texts().unwrap(), None);
    assert!(page(&world).contains("I wash with help") && page(&world).contains("The steps"));
    assert_eq!(world.case.dispose(day("2008-06-01"), None, None).unwrap().events, [2]);
    let verified = verify(&store, "A-1", None).unwrap();
    assert!(verified.holds(), "{verified:?}");
    assert_eq!(verified.notes, ["event 5: the text of event 2 was removed, as of before 2008-06-01"]);
    assert!(!page(&world).contains("I wash with help") && page(&world).contains("(the text was removed)"));
    assert!(!export_csv(world.case.state(), &world.case.texts().unwrap()).contains("I wash with help"));
    // Doing it again removes nothing and says nothing more.
    assert_eq!(world.case.dispose(day("2008-06-01"), None, None).unwrap(), Removed::default());
    assert_eq!(world.case.head().n, 5);
}

#[test]
fn a_text_steers_no_terminal() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    let concern = plain("concern_raised", "2008-01-07", "W-17", "social_worker");
    world.add(more(concern, json!({ "text": "one\u{1b}[2Jtwo\nthree" })));
    let page = world.case.state().explain(world.case.head(), &world.case.texts().unwrap(), None);
    assert!(page.contains("      one [2Jtwo\n      three\n") && !page.contains('\u{1b}'), "{page}");
}

#[test]
fn the_same_words_stay_for_the_event_whose_time_is_not_over() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    for on in ["2008-01-07", "2009-01-07"] {
        world.add(more(plain("concern_raised", on, "W-17", "social_worker"), json!({ "text": "The same" })));
    }
    assert_eq!(world.case.dispose(day("2008-06-01"), None, None).unwrap(), Removed::default());
    assert!(verify(&store, "A-1", None).unwrap().holds());
    assert_eq!(world.case.dispose(day("2010-01-01"), None, None).unwrap().events, [2, 3]);
    world.add(more(
        plain("concern_raised", "2011-01-07", "W-17", "social_worker"),
        json!({ "text": "The same" }),
    ));
    let verified = verify(&store, "A-1", None).unwrap();
    assert!(verified.holds(), "{verified:?}");
}

#[test]
fn text_that_belongs_to_no_event_goes_too() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    let concern = |on: &str, text: &str| {
        more(plain("concern_raised", on, "W-17", "social_worker"), json!({ "text": text }))
    };
    world.add(concern("2008-01-07", "The stairs"));
    // What was being written when the power went: the text, and never its event.
    let lost = |words: &str| store.append("A-1", Some(&head(&store)), "", &[FreeText::new(words)]).unwrap();
    lost("The secret");
    assert!(verify(&store, "A-1", None).unwrap().notes[0].contains("1 text belongs to no event"));
    // No event is due, and none is added.
    let removed = world.case.dispose(day("2008-01-01"), None, None).unwrap();
    assert_eq!((removed.events.len(), removed.of_no_event, world.case.head().n), (0, 1, 2));
    assert_eq!(store.texts("A-1").unwrap(), [FreeText::new("The stairs")]);
    // Together with the text of an event.
    lost("Another secret");
    let removed = world.case.dispose(day("2009-01-01"), None, None).unwrap();
    assert_eq!((removed.events, removed.of_no_event), (vec![2], 1));
    assert!(store.texts("A-1").unwrap().is_empty());
    // What another writer has added meanwhile has its event, and stays.
    let mut other = Case::open(&store, "A-1").unwrap();
    other.add(&event(concern("2009-02-01", "The steps"))).unwrap();
    assert_eq!(world.case.dispose(day("2009-01-01"), None, None).unwrap(), Removed::default());
    // Where an event lacks its text the texts may be those of another case: nothing of no event is removed.
    let digests = BTreeSet::from([FreeText::new("The steps").sha256]);
    store.forget("A-1", &digests).unwrap();
    lost("Of another case");
    assert_eq!(world.case.dispose(day("2009-01-01"), None, None).unwrap(), Removed::default());
    assert_eq!(store.texts("A-1").unwrap().len(), 1);
}

fn head(store: &MemoryStore) -> Head {
    Case::open(store, "A-1").unwrap().head().clone()
}

#[test]
fn a_text_that_is_missing_or_altered_is_told() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.add(more(
        plain("concern_raised", "2008-01-07", "W-17", "social_worker"),
        json!({ "text": "The stairs" }),
    ));
    let digests = store.texts("A-1").unwrap().into_iter().map(|text| text.sha256).collect();
    store.forget("A-1", &digests).unwrap();
    let verified = verify(&store, "A-1", None).unwrap();
    assert!(!verified.holds());
    assert_eq!(verified.problems, ["the text of event 2 is missing, and no event says that it was removed"]);
}

#[test]
fn a_safeguarding_record_is_an_opaque_reference_only() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    let event = plain("safeguarding", "2008-01-07", "S-1", "safeguarding_lead");
    world.refused_as(RefusalCode::KeyMissing, event.clone());
    let named = more(event, json!({ "reference": "SG-2008-7" }));
    world.refused_as(RefusalCode::UnknownWord, more(named.clone(), json!({ "text": "What happened" })));
    world.add(named);
}

#[test]
fn a_digest_kept_elsewhere_finds_a_cut_tail_and_a_chain_made_anew() {
    let store = MemoryStore::new();
    let rulebook = rulebook("wrexham_2008");
    let mut world = World::new(&store, &rulebook, "A-1");
    world.add(plain("concern_raised", "2008-01-07", "W-17", "social_worker"));
    let before = world.case.head().sha256.clone();
    world.add(plain("concern_raised", "2008-01-08", "W-17", "social_worker"));
    let kept = world.case.head().sha256.clone();
    assert_eq!(verify(&store, "A-1", Some(&kept)).unwrap().kept, Some(Kept::IsHead));
    assert_eq!(verify(&store, "A-1", Some(&before)).unwrap().kept, Some(Kept::IsEvent(2)));
    let log = String::from_utf8(store.lines("A-1", 0).unwrap()).unwrap();
    let cut = MemoryStore::new();
    let two: String = log.split_inclusive('\n').take(2).collect();
    cut.append("A-1", None, &two, &[]).unwrap();
    assert!(verify(&cut, "A-1", None).unwrap().holds(), "by itself a shorter log is a whole log");
    assert_eq!(verify(&cut, "A-1", Some(&kept)).unwrap().kept, Some(Kept::Missing));
    assert!(!verify(&cut, "A-1", Some(&kept)).unwrap().holds());
    let anew = MemoryStore::new();
    let mut world = World::new(&anew, &rulebook, "A-1");
    world.add(plain("concern_raised", "2008-01-07", "W-18", "social_worker"));
    world.add(plain("concern_raised", "2008-01-08", "W-17", "social_worker"));
    assert!(verify(&anew, "A-1", None).unwrap().holds());
    assert!(!verify(&anew, "A-1", Some(&kept)).unwrap().holds());
}
