//! Risks that a panel decided.

use openras::plan::FindingCode;
use serde_json::json;

use crate::world::{check, codes, push, rulebook, sound, the};

#[test]
fn where_the_panel_lets_the_council_keep_the_budget_no_other_way_of_managing_it_will_do() {
    let rulebook = rulebook("england");
    let decided = |decision: &str, way: &str| {
        let mut plan = sound("2016-04-06");
        let panel = json!({ "on": "2016-03-01", "decision": decision, "by": ["nhs", "safeguarding_lead"] });
        let risk = json!({ "id": "fire", "controls": "an alarm", "residual": "high", "status": "unresolved", "panel": panel });
        push(&mut plan, "risk", risk);
        plan["managed"]["way"] = json!(way);
        check(&rulebook, &plan)
    };
    let keeps = "council_keeps_the_budget";
    // A direct payment, and money that a provider holds, leave it open; what is virtual stays with the council.
    for way in ["direct", "unrecorded"] {
        let found = decided(keeps, way);
        let message = &the(&found, FindingCode::RiskUnresolved).message;
        assert!(
            message.contains("the council keeps the budget, and it is not so managed"),
            "{way}: {message}"
        );
    }
    assert!(!codes(&decided(keeps, "arranged")).contains(&"risk_unresolved"));
    assert!(!codes(&decided("accepted_with_actions", "direct")).contains(&"risk_unresolved"));
}
