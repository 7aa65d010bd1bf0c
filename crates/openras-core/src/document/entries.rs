use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::words::{ID_PATTERN, Id};

/// A table of things under their ids, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<T>(Vec<(Id, T)>);

impl<T> Entries<T> {
    /// The entries in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, (Id, T)> {
        self.0.iter()
    }

    /// What stands under `id`.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known.as_str() == id).map(|(_, entry)| entry)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<T> FromIterator<(Id, T)> for Entries<T> {
    fn from_iter<I: IntoIterator<Item = (Id, T)>>(entries: I) -> Self {
        Entries(entries.into_iter().collect())
    }
}

impl<'a, T> IntoIterator for &'a Entries<T> {
    type Item = &'a (Id, T);
    type IntoIter = std::slice::Iter<'a, (Id, T)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, entry)| (id, entry)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> de::Visitor<'de> for Reader<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let mut seen = BTreeSet::new();
                let mut entries: Vec<(Id, T)> = Vec::new();
                while let Some(entry) = map.next_entry::<Id, T>()? {
                    if !seen.insert(entry.0.clone()) {
                        return Err(de::Error::custom(format!("`{}` stands twice in one table", entry.0)));
                    }
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Reader(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Entries_of_{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("Entries<{}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let entry = generator.subschema_for::<T>();
        json_schema!({
            "type": "object",
            "patternProperties": { ID_PATTERN: entry },
            "additionalProperties": false
        })
    }
}
