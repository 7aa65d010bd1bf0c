//! Every pair of every rulebook at hand, worked out again as two assessments.

use openras_core::{Code, Exact};
use openras_questionnaire::{Assessment, Points};
use openras_rulebook::Rulebook;

/// The budget of an assessment that can be allocated.
pub(crate) fn result(rulebook: &Rulebook, assessment: &Assessment) -> Option<Exact> {
    let allocation = rulebook.allocate(assessment).ok()?;
    allocation.indicative_budget()?;
    allocation.step(&rulebook.scheme().steps[rulebook.scheme().result].id).cloned()
}

/// The points of all answers.
pub(crate) fn points(rulebook: &Rulebook, assessment: &Assessment) -> Exact {
    let sheet = rulebook.questionnaire().check(assessment).unwrap();
    let each = rulebook.questionnaire().questions.handles().map(|(handle, _)| match sheet.points(handle) {
        Points::Known(points) => points.clone(),
        other => panic!("{other:?}"),
    });
    each.sum()
}

/// Holds every pair against the contract, as far as a pair alone can be. Returns whether no pair can have been missed.
pub(crate) fn hold_pairs(rulebook: &Rulebook) -> bool {
    let findings = rulebook.lint_by_working();
    let warned =
        findings.warnings.iter().filter(|found| matches!(found.code, Code::Cliff | Code::Falling)).count();
    assert_eq!(warned, findings.pairs.len());
    for pair in &findings.pairs {
        assert_eq!(pair.fewer.on(), pair.more.on());
        assert_eq!(pair.fewer.facts, pair.more.facts);
        let differ = |id: &&String| pair.fewer.answers.get(*id) != pair.more.answers.get(*id);
        let ids: std::collections::BTreeSet<&String> =
            pair.fewer.answers.keys().chain(pair.more.answers.keys()).collect();
        let differing: Vec<&String> = ids.into_iter().filter(differ).collect();
        assert_eq!(differing, [&pair.question], "{}: one answer differs", rulebook.id());
        let results = (result(rulebook, &pair.fewer).unwrap(), result(rulebook, &pair.more).unwrap());
        let totals = (points(rulebook, &pair.fewer), points(rulebook, &pair.more));
        assert_eq!((&results, &totals), (&pair.results, &pair.points));
        assert!(totals.0 < totals.1, "{}: {totals:?}", rulebook.id());
        if pair.code == Code::Falling {
            assert!(results.1 < results.0, "{}: {results:?}", rulebook.id());
        }
    }
    findings.complete
}

#[test]
fn every_pair_of_every_fixture_can_be_allocated_and_differs_in_one_answer() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/rulebooks");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let rulebook = Rulebook::open(entry.unwrap().path()).unwrap();
        hold_pairs(&rulebook);
        let found = rulebook.lint(None);
        assert!(found.iter().all(|problem| problem.place.is_some()), "{}", rulebook.id());
        assert!(!found.has_errors());
        seen += 1;
    }
    assert!(seen >= 19);
}

#[test]
fn the_published_bands_of_norfolk_have_a_cliff_at_each_edge_that_moves_more_than_five_times() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/rulebooks/norfolk_primary");
    let rulebook = Rulebook::open(folder).unwrap();
    // £6,000 over 185 points is £32.43 a point, five times that £162.16; every published edge moves £500 or more.
    let pairs = rulebook.lint_by_working().pairs;
    let edges: Vec<String> =
        pairs.iter().map(|pair| format!("{}-{}", pair.points.0, pair.points.1)).collect();
    assert_eq!(edges, ["69-70", "115-116", "130-131", "145-146", "160-161", "170-171"]);
}
