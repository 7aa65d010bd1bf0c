use serde::de::value::{Error, MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{self, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::words::POISON;

/// A document's values once everything bad or missing in them is poisoned: what its struct is read from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mended {
    Null,
    Bool(bool),
    Whole(i64),
    Text(String),
    List(Vec<Mended>),
    Table(Vec<(String, Mended)>),
}

impl Mended {
    /// What stands for a bad or missing word or text.
    pub(crate) fn poison() -> Mended {
        Mended::Text(POISON.to_owned())
    }
}

impl<'de> IntoDeserializer<'de, Error> for Mended {
    type Deserializer = Mended;

    fn into_deserializer(self) -> Mended {
        self
    }
}

impl<'de> de::Deserializer<'de> for Mended {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Mended::Null => visitor.visit_unit(),
            Mended::Bool(value) => visitor.visit_bool(value),
            Mended::Whole(value) => match u64::try_from(value) {
                Ok(value) => visitor.visit_u64(value),
                Err(_) => visitor.visit_i64(value),
            },
            Mended::Text(text) => visitor.visit_string(text),
            Mended::List(items) => {
                let mut items = SeqDeserializer::new(items.into_iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Mended::Table(entries) => {
                let mut entries = MapDeserializer::new(entries.into_iter());
                let value = visitor.visit_map(&mut entries)?;
                entries.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Mended::Null => visitor.visit_none(),
            value => visitor.visit_some(value),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Mended::Text(text) => {
                let known = text != POISON || variants.contains(&POISON);
                let first = || variants.first().copied().unwrap_or_default();
                let variant = if known { text.as_str() } else { first() };
                variant.into_deserializer().deserialize_enum(name, variants, visitor)
            }
            Mended::Table(entries) => {
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(entries.into_iter())))
            }
            _ => Err(de::Error::custom("one of several names is expected")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}
