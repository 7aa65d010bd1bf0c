//! The records and the pages.

use openras::core::{Period, digest};
use serde_json::{Value as Json, json};

use crate::world::{assistant, budget, check_with, plan, push, rulebook, sound};

#[test]
fn the_record_has_its_keys_in_order_and_its_own_digest() {
    let rulebook = rulebook("england");
    let mut plan = sound("2008-02-01");
    push(&mut plan, "support", assistant("pa", "6", "5.00", 24));
    let check = check_with(&rulebook, &plan, &budget("5000.00", Period::Year));
    let text = rulebook.findings_json(&check).unwrap();
    let mut record: Json = serde_json::from_str(&text).unwrap();
    let order = [
        "record",
        "engine",
        "rulebook",
        "person",
        "plan",
        "budget",
        "circumstances",
        "verdict",
        "tests",
        "findings",
        "cost",
        "checklist",
        "sha256",
    ];
    let places: Vec<usize> = order.iter().map(|key| text.find(&format!("\n  \"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(record["verdict"], json!("blocked"));
    assert_eq!(record["tests"], json!({ "effective": "pass", "legal": "block", "affordable": "pass" }));
    let finding = &record["findings"][0];
    assert_eq!(finding["code"], json!("below_minimum_wage"));
    assert_eq!(finding["at"], json!("/support/1/rate"));
    assert_eq!(finding["law"]["key"], json!("minimum_wage.adult"));
    assert_eq!(finding["law"]["from"], json!("2007-10-01"));
    let own = record.as_object_mut().unwrap().remove("sha256").unwrap();
    assert_eq!(own, json!(digest::sha256(&record).unwrap()));
    assert_eq!(text, rulebook.findings_json(&check).unwrap(), "the same again");
}

#[test]
fn a_page_lets_nothing_of_the_plan_through_as_markup() {
    let rulebook = rulebook("england");
    let mut plan = sound("2009-06-01");
    plan["person"] = json!("<script>alert('x')</script>");
    plan["support"][0]["text"] = json!("<b>club</b> & \"more\"");
    let check = check_with(&rulebook, &plan, &budget("50.00", Period::Week));
    let page = check.to_html();
    assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
    assert!(page.contains("&lt;b&gt;club&lt;/b&gt; &amp; &quot;more&quot;"));
    assert!(page.contains("<svg") && page.contains("Checklist") && page.trim_end().ends_with("</html>"));
}

#[test]
fn a_csv_of_payments_has_a_row_a_payment() {
    let schedule = rulebook("england").schedule(&plan(&sound("2009-06-01")), None).unwrap();
    let csv = schedule.to_csv();
    assert_eq!(csv.lines().count(), 13);
    assert_eq!(
        csv.lines().nth(1),
        Some("1,2009-06-01,2009-06-01,2009-06-30,30,0,person,,42.86,0.00,42.86,regular")
    );
    let record: Json = serde_json::from_str(&schedule.to_json().unwrap()).unwrap();
    assert_eq!(record["total"], json!("521.43"));
    assert_eq!(record["instalments"][0]["covers"], json!({ "from": "2009-06-01", "to": "2009-06-30" }));
    assert_eq!(record["instalments"][0]["to"], json!("person"));
}

#[test]
fn the_agreement_says_what_each_pays() {
    let mut json = sound("2009-06-01");
    json["contribution"] = json!({ "outcome": "assessed", "amount": "3.50", "per": "week" });
    let agreement = rulebook("england").agreement(&plan(&json)).unwrap();
    // 365 days: 10 / 7 and 3.50 / 7 a day.
    assert_eq!(agreement.person_pays.to_fixed(2), "182.50");
    assert_eq!(agreement.council_pays.to_fixed(2), "338.93");
    let text = agreement.to_text(None);
    for words in ["You pay £182.50", "We pay £338.93", "personal care", "gambling", "every month", "disagree"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let record: Json = serde_json::from_str(&agreement.to_json().unwrap()).unwrap();
    assert_eq!(record["record"], json!("openras.agreement/1"));
}
