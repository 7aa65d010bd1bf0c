//! Every formula of a scheme with its place, and the numbers in them that nobody can date or source.

use openras_core::{Amount, Code, Diagnostic, Diagnostics, Exact, Path};
use openras_formula::{Expr, Node};

use crate::model::{Rule, Scheme, Written};

impl Scheme {
    /// Every formula of `scheme.toml` with its place: steps, exclusions, referrals, streams, each in the file's order.
    pub fn formulas(&self) -> Vec<(Path, &Written)> {
        let root = Path::root();
        let mut formulas = Vec::new();
        for (handle, step) in self.steps.handles() {
            let path = root.key("step").index(handle.index());
            formulas.push((path.key("formula"), &step.formula));
            if let Some((when, otherwise)) = &step.when {
                formulas.push((path.key("when"), when));
                formulas.push((path.key("otherwise"), otherwise));
            }
        }
        let rules = |key: &str, rules: &[Rule]| -> Vec<Path> {
            (0..rules.len()).map(|at| root.key(key).index(at).key("when")).collect()
        };
        let exclusions = rules("exclusion", &self.exclusions);
        let referrals = rules("referral", &self.referrals);
        formulas.extend(exclusions.into_iter().zip(self.exclusions.iter().map(|rule| &rule.when)));
        formulas.extend(referrals.into_iter().zip(self.referrals.iter().map(|rule| &rule.when)));
        for stream in &self.streams {
            if let Some(when) = &stream.when {
                formulas.push((root.key("streams").key(stream.id.clone()).key("when"), when));
            }
        }
        formulas
    }
}

/// The numbers that a formula may hold without a name: 0, 1, 2 and 100.
fn is_plain(amount: &Amount) -> bool {
    [0, 1, 2, 100].into_iter().any(|plain| amount.value == Exact::from(plain))
}

/// A warning for each number in a formula that would be better as a parameter, each number of a formula once.
///
/// The places of a rounding and an exponent are no numbers of their own. A condition on facts in the questionnaire can name
/// no parameter, so nothing is said there.
pub(super) fn magic_numbers(scheme: &Scheme) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (path, written) in scheme.formulas() {
        let mut seen: Vec<&Exact> = Vec::new();
        let mut note = |part: &Expr, amount: &Amount| {
            let text = amount.shortest();
            let message = format!("`{text}` stands in a formula without a name, a date or a source");
            let help = format!(
                "make it a parameter: [parameters.…] with values = [{{ from = …, is = \"{text}\" }}]"
            );
            let problem = Diagnostic::new(Code::MagicNumber, path.clone(), message);
            found.push(problem.help(help).within(part.span.clone()).in_file("scheme.toml"));
        };
        let mut literals: Vec<(&Expr, &Amount)> = Vec::new();
        written.expr.walk(&mut |part| {
            if let Node::Literal(amount) = &part.node {
                literals.push((part, amount));
            }
        });
        for (part, amount) in literals.into_iter().filter(|(_, amount)| !is_plain(amount)) {
            if !seen.contains(&&amount.value) {
                seen.push(&amount.value);
                note(part, amount);
            }
        }
    }
    found
}
