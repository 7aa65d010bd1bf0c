//! Relatives and people of the household, paid with a direct payment.

use openras_core::Day;

use super::Checks;
use crate::document::Pays;
use crate::finding::{Finding, Lifting};
use crate::law::{RelativeCode, Row};
use crate::prepared::Line;
use crate::{FindingCode as Code, Gravity, Relation};

impl<'p> Checks<'_, 'p> {
    pub(super) fn relatives(&mut self) {
        let prepared = self.prepared;
        for line in prepared.lines.iter().filter(|line| line.is_direct()) {
            // Fares and tickets are not pay.
            if line.support.pays != Some(Pays::Expenses) {
                self.relative(line);
            }
        }
    }

    fn relative(&mut self, line: &Line<'_>) {
        let Some(provider) = &line.support.provider else { return };
        let relation = provider.relation.unwrap_or_default();
        let same_household = provider.same_household.unwrap_or(false);
        if relation == Relation::None && !same_household {
            return;
        }
        let path = line.path().key("provider");
        let Some((row, on)) = self.relative_row(line, relation, same_household) else {
            self.seen(Code::RelativeInHousehold, path);
            return;
        };
        let code = match row.code {
            Some(RelativeCode::SpouseOrPartnerPaid) => Code::SpouseOrPartnerPaid,
            Some(RelativeCode::FamilyNeedsAgreement) => Code::FamilyNeedsAgreement,
            _ => Code::RelativeInHousehold,
        };
        let gravity = if row.word() == Some("block") { Gravity::StatutoryBlock } else { Gravity::Refer };
        let place = if same_household { ", of the same household," } else { "" };
        let id = line.support.id.as_str();
        let verb = match (gravity, code) {
            (Gravity::StatutoryBlock, _) => "may not be paid with a direct payment",
            (_, Code::FamilyNeedsAgreement) => {
                "may be paid with a direct payment only where all agree and a listed factor holds"
            }
            _ => "may be paid with a direct payment only as a live-in employee",
        };
        let message = format!("`{id}` pays {}{place} who {verb}", relation.words());
        let finding = Finding::new(code, path, message)
            .gravity(gravity)
            .help(lifted(row))
            .fact("relation", word(relation))
            .fact("same_household", same_household.to_string())
            .fact("on", on.to_string())
            .line(id)
            .lifted_by(Lifting::of(row))
            .law(row);
        self.find(finding);
    }

    /// The row that holds on some day of the line, the first such day.
    fn relative_row(
        &mut self,
        line: &Line<'_>,
        relation: Relation,
        same_household: bool,
    ) -> Option<(&'p Row, Day)> {
        let policy = self.prepared.policy;
        let law = &policy.law;
        let days = line.days;
        if !law.knows_relatives(days.from) {
            self.law_not_known("relatives", "the law on paying relatives", days.from, None);
        }
        let mut turns = vec![days.from];
        turns.extend(law.relative_changes(days.from, days.to));
        turns.into_iter().find_map(|on| Some((law.relative(on, relation, same_household)?, on)))
    }
}

fn lifted(row: &Row) -> String {
    match row.lifted_by.as_slice() {
        [] => "nothing lifts this: choose somebody else, or another way of managing this line".to_owned(),
        [only] if only == "any_decision" => {
            "a decision that it is needed for the person's well-being lifts this: record it as an [[exception]]".to_owned()
        }
        [only] if only == "necessary" => {
            "a decision that it is necessary lifts this: record it as an [[exception]] with grounds = \"necessary\"".to_owned()
        }
        grounds => format!(
            "record the agreement as an [[exception]]; its grounds are one of {}",
            grounds.join(", ")
        ),
    }
}

/// The word of the document.
fn word(relation: Relation) -> String {
    serde_json::to_value(relation).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
