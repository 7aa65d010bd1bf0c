use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    AmountIn, Cell, DayIn, FormulaIn, FractionIn, Id, PercentOrAmount, Percentage, Reference, UnitIn,
};

/// What stands for a value that was bad or missing. No document can hold it: texts with NUL are refused.
pub(crate) const POISON: &str = "\u{0}";

/// A word: written as a text, some also as a whole number.
pub(crate) trait Word: Sized {
    /// The value of the schema's `x-openras`.
    const MARKER: Marker;
    /// What stands for a bad one.
    fn poisoned() -> Self;
    /// Reads the text, or the digits of the whole number.
    fn parse(text: &str) -> Option<Self>;
}

/// Which word a schema asks for: the value of its `x-openras`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    Id,
    Reference,
    Day,
    Amount,
    PercentOrAmount,
    Percentage,
    Cell,
    Fraction,
    Unit,
    Formula,
    Format,
}

impl Marker {
    const ALL: [Marker; 11] = [
        Marker::Id,
        Marker::Reference,
        Marker::Day,
        Marker::Amount,
        Marker::PercentOrAmount,
        Marker::Percentage,
        Marker::Cell,
        Marker::Fraction,
        Marker::Unit,
        Marker::Formula,
        Marker::Format,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Marker::Id => "id",
            Marker::Reference => "reference",
            Marker::Day => "day",
            Marker::Amount => "amount",
            Marker::PercentOrAmount => "percent_or_amount",
            Marker::Percentage => "percentage",
            Marker::Cell => "cell",
            Marker::Fraction => "fraction",
            Marker::Unit => "unit",
            Marker::Formula => "formula",
            Marker::Format => "format",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Marker> {
        Marker::ALL.into_iter().find(|marker| marker.as_str() == word)
    }

    /// What may stand there, with its article.
    pub(crate) const fn expected(self) -> &'static str {
        match self {
            Marker::Id => "an id (lower-case letters, digits and `_`, a letter first)",
            Marker::Reference => "a name in quotes",
            Marker::Day => "a day such as 2008-03-01",
            Marker::Amount => "an amount such as 4 or \"2.5\"",
            Marker::PercentOrAmount => "an amount such as 4, \"2.5\" or \"20%\"",
            Marker::Percentage => "a percentage such as \"20%\"",
            Marker::Cell => "an amount such as 4 or \"2.5\", or a name",
            Marker::Fraction => "an amount such as 4 or \"2.5\", or a fraction such as \"365/7\"",
            Marker::Unit => "a unit such as \"hour/week\"",
            Marker::Formula => "a formula in quotes",
            Marker::Format => "1",
        }
    }

    /// Whether a whole number without quotes may stand there.
    pub(crate) const fn takes_whole(self) -> bool {
        matches!(
            self,
            Marker::Amount
                | Marker::PercentOrAmount
                | Marker::Percentage
                | Marker::Cell
                | Marker::Fraction
                | Marker::Format
        )
    }

    /// Whether a text may stand there.
    pub(crate) const fn takes_text(self) -> bool {
        !matches!(self, Marker::Format)
    }

    /// Whether this text, or these digits of a whole number, may stand there.
    pub(crate) fn accepts(self, text: &str) -> bool {
        match self {
            Marker::Id => Id::parse(text).is_some(),
            Marker::Reference => Reference::parse(text).is_some(),
            Marker::Day => DayIn::parse(text).is_some(),
            Marker::Amount => AmountIn::parse(text).is_some(),
            Marker::PercentOrAmount => PercentOrAmount::parse(text).is_some(),
            Marker::Percentage => Percentage::parse(text).is_some(),
            Marker::Cell => Cell::parse(text).is_some(),
            Marker::Fraction => FractionIn::parse(text).is_some(),
            Marker::Unit => UnitIn::parse(text).is_some(),
            Marker::Formula => FormulaIn::parse(text).is_some(),
            Marker::Format => text == "1",
        }
    }
}

/// Reads a word: what stands for a poisoned one is one too.
pub(crate) fn deserialize_word<'de, W: Word, D: Deserializer<'de>>(deserializer: D) -> Result<W, D::Error> {
    struct Reader<W>(PhantomData<W>);

    impl<W: Word> Reader<W> {
        fn whole<E: de::Error>(&self, digits: &str) -> Result<W, E> {
            let word = if W::MARKER.takes_whole() { W::parse(digits) } else { None };
            word.ok_or_else(|| E::custom(format!("`{digits}` is not {}", W::MARKER.expected())))
        }
    }

    impl<W: Word> de::Visitor<'_> for Reader<W> {
        type Value = W;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(W::MARKER.expected())
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<W, E> {
            if text == POISON {
                return Ok(W::poisoned());
            }
            W::parse(text).ok_or_else(|| E::custom(format!("`{text}` is not {}", W::MARKER.expected())))
        }

        fn visit_i64<E: de::Error>(self, whole: i64) -> Result<W, E> {
            self.whole(&whole.to_string())
        }

        fn visit_u64<E: de::Error>(self, whole: u64) -> Result<W, E> {
            self.whole(&whole.to_string())
        }
    }

    deserializer.deserialize_any(Reader(PhantomData))
}

/// The version of the format that a document is written in, always 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u8::deserialize(deserializer)? {
            1 => Ok(Format),
            other => Err(de::Error::custom(format!(
                "`{other}` is not a format that this program reads; it reads 1"
            ))),
        }
    }
}

impl JsonSchema for Format {
    fn schema_name() -> Cow<'static, str> {
        "Format".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The version of the format: 1.",
            "type": "integer",
            "const": 1,
            "x-openras": Marker::Format.as_str()
        })
    }
}

/// Implements reading and the schema of a [`Word`].
macro_rules! word {
    ($word:ident, $name:literal, $marker:expr, $schema:tt) => {
        impl<'de> serde::Deserialize<'de> for $word {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::document::words::word::deserialize_word(deserializer)
            }
        }

        impl schemars::JsonSchema for $word {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut schema = schemars::json_schema!($schema);
                schema.insert("x-openras".to_owned(), $marker.as_str().into());
                schema
            }
        }
    };
}
pub(super) use word;
