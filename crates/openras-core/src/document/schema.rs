use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::Value as Json;

use super::shape::Shapes;

/// The whole numbers that every reader of JSON keeps: ±(2^53 − 1).
const WHOLE_MAX: i64 = 9_007_199_254_740_991;

/// The JSON Schema (draft 2020-12) of a document, the one that [`super::read`] holds it against.
///
/// It accepts the same JSON values as [`super::read`], but for two things that no schema can tell: a whole number
/// written with a point or an exponent (`4.0`, `1e3`) and a text with a NUL character in it, which `read` refuses.
/// The key `x-openras` says which word is meant, and may be ignored.
pub fn schema_of<T: JsonSchema>() -> Json {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(bounded_wholes));
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// What in the schema of `T` [`super::read`] would not check, as JSON pointers into it. A document's struct has none; its
/// crate's tests say so.
pub fn unsupported<T: JsonSchema + 'static>() -> Vec<String> {
    shapes_of::<T>().unsupported.clone()
}

/// The shapes of `T`, made once.
pub(crate) fn shapes_of<T: JsonSchema + 'static>() -> Arc<Shapes> {
    static MADE: RwLock<BTreeMap<TypeId, Arc<Shapes>>> = RwLock::new(BTreeMap::new());
    let of = TypeId::of::<T>();
    let made = MADE.read().unwrap_or_else(PoisonError::into_inner).get(&of).cloned();
    made.unwrap_or_else(|| {
        let shapes = Arc::new(Shapes::compile(&schema_of::<T>()));
        MADE.write().unwrap_or_else(PoisonError::into_inner).entry(of).or_insert(shapes).clone()
    })
}

/// Writes the bounds that a whole number's `format` only hints at, in place of that format, which few validators know.
fn bounded_wholes(schema: &mut schemars::Schema) {
    let bounds = match schema.get("format").and_then(Json::as_str) {
        Some("uint8" | "int8" | "uint16" | "int16") => None,
        Some("uint32") => Some((0, i64::from(u32::MAX))),
        Some("int32") => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
        Some("uint64" | "uint" | "uint128") => Some((0, WHOLE_MAX)),
        Some("int64" | "int" | "int128") => Some((-WHOLE_MAX, WHOLE_MAX)),
        _ => return,
    };
    schema.remove("format");
    for (bound, value) in bounds.into_iter().flat_map(|(least, most)| [("minimum", least), ("maximum", most)])
    {
        if schema.get(bound).is_none() {
            schema.insert(bound.to_owned(), value.into());
        }
    }
}
