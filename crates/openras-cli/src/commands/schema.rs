//! `schema`: the JSON Schema of a document.

use openras::core::nearest;

use crate::output::answer;
use crate::status::{Answer, Stop};

/// Prints the schema with this name, or all names.
pub(crate) fn run(name: Option<&str>) -> Result<Answer, Stop> {
    let schemas = openras::schemas();
    let names: Vec<&str> = schemas.iter().map(|(name, _)| *name).collect();
    let Some(name) = name else {
        answer(&(names.join("\n") + "\n"), None)?;
        return Ok(Answer::Yes);
    };
    let Some((_, schema)) = schemas.iter().find(|(own, _)| *own == name) else {
        let near = nearest(name, names.iter().copied());
        let near = near.map_or(String::new(), |near| format!("\n  help: did you mean `{near}`?"));
        return Err(Stop::Input(format!(
            "error: there is no schema `{name}`{near}\n  there are: {}",
            names.join(", ")
        )));
    };
    let text = serde_json::to_string_pretty(schema);
    let text = text.map_err(|error| Stop::Cannot(format!("the schema cannot be written: {error}")))?;
    answer(&(text + "\n"), None)?;
    Ok(Answer::Yes)
}
