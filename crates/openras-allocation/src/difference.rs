//! Two records held against each other.

use std::fmt;

use openras_core::Path;
use serde_json::Value;

/// Something that two records do not agree on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: `steps[1].value`.
    pub path: Path,
    /// The id of the step, operand or stream around it, where there is one.
    pub about: Option<String>,
    /// What the record says; none where it says nothing.
    pub recorded: Option<String>,
    /// What was worked out again; none where there is nothing.
    pub recomputed: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let says = |value: &Option<String>| {
            value.as_ref().map_or("nothing".to_owned(), |value| format!("`{value}`"))
        };
        write!(f, "{}", self.path)?;
        if let Some(about) = &self.about {
            write!(f, " ({about})")?;
        }
        write!(
            f,
            ": the record says {}, worked out again it is {}",
            says(&self.recorded),
            says(&self.recomputed)
        )
    }
}

/// Everything that two documents do not agree on, in the order of the first.
pub fn compare(recorded: &Value, recomputed: &Value) -> Vec<Difference> {
    let mut differences = Vec::new();
    walk(&Path::root(), None, recorded, recomputed, &mut differences);
    differences
}

fn walk(path: &Path, about: Option<&str>, recorded: &Value, recomputed: &Value, found: &mut Vec<Difference>) {
    match (recorded, recomputed) {
        (Value::Object(one), Value::Object(other)) => {
            let own = ["id", "name", "question", "stream"].iter().find_map(|key| one.get(*key)?.as_str());
            let about = own.or(about);
            let keys = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key)));
            for key in keys {
                pair(&path.key(key.clone()), about, one.get(key), other.get(key), found);
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            for at in 0..one.len().max(other.len()) {
                pair(&path.index(at), about, one.get(at), other.get(at), found);
            }
        }
        _ if recorded == recomputed => {}
        _ => pair_differs(path, about, Some(recorded), Some(recomputed), found),
    }
}

fn pair(
    path: &Path,
    about: Option<&str>,
    recorded: Option<&Value>,
    recomputed: Option<&Value>,
    found: &mut Vec<Difference>,
) {
    match (recorded, recomputed) {
        (Some(recorded), Some(recomputed)) => walk(path, about, recorded, recomputed, found),
        _ => pair_differs(path, about, recorded, recomputed, found),
    }
}

fn pair_differs(
    path: &Path,
    about: Option<&str>,
    recorded: Option<&Value>,
    recomputed: Option<&Value>,
    found: &mut Vec<Difference>,
) {
    found.push(Difference {
        path: path.clone(),
        about: about.map(str::to_owned),
        recorded: recorded.map(said),
        recomputed: recomputed.map(said),
    });
}

fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(map) => {
            let id = ["id", "name", "question"].iter().find_map(|key| map.get(*key)?.as_str());
            id.map_or_else(|| value.to_string(), str::to_owned)
        }
        other => other.to_string(),
    }
}
