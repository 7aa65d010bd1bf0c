//! Writes a value as RFC 8785 JSON in one pass. Only what records and rulebooks are made of: numbers must be whole.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Range;

use serde::Serialize;
use serde::ser::{self, Error as _, Impossible};
use serde_json::Error;

/// The largest whole number that an RFC 8785 number, a double, keeps apart from its neighbours.
const WHOLE_MAX: u64 = (1 << 53) - 1;

/// Canonical JSON while it is being written.
pub(super) struct Canonical {
    bytes: Vec<u8>,
    /// Where a table's entries are put in order.
    spare: Vec<u8>,
}

impl Canonical {
    pub(super) fn new() -> Canonical {
        Canonical { bytes: Vec::with_capacity(16_384), spare: Vec::with_capacity(16_384) }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn whole<N: Copy + Display + TryInto<i64>>(&mut self, number: N) -> Result<(), Error> {
        match number.try_into() {
            Ok(whole) if whole.unsigned_abs() <= WHOLE_MAX => serde_json::to_writer(&mut self.bytes, &whole),
            _ => Err(Error::custom(format!("`{number}` is beyond ±(2^53 - 1)"))),
        }
    }
}

fn not_whole(number: impl Display) -> Error {
    Error::custom(format!("`{number}` is not a whole number"))
}

fn not_json(what: &str) -> Error {
    Error::custom(format!("{what} has no place in a record"))
}

/// A list while it is being written.
pub(super) struct List<'c> {
    canonical: &'c mut Canonical,
    empty: bool,
}

/// A table while it is being written: its entries stand one after another and are put in order at its end.
pub(super) struct Table<'c> {
    canonical: &'c mut Canonical,
    start: usize,
    entries: Vec<(Cow<'static, str>, Range<usize>)>,
    key: Option<Cow<'static, str>>,
}

impl Table<'_> {
    fn entry<T: Serialize + ?Sized>(&mut self, key: Cow<'static, str>, value: &T) -> Result<(), Error> {
        let start = self.canonical.bytes.len();
        serde_json::to_writer(&mut self.canonical.bytes, &key)?;
        self.canonical.bytes.push(b':');
        value.serialize(&mut *self.canonical)?;
        self.entries.push((key, start..self.canonical.bytes.len()));
        Ok(())
    }

    fn close(mut self) -> Result<(), Error> {
        self.entries.sort_by(|(one, _), (other, _)| in_order(one, other));
        let Canonical { bytes, spare } = self.canonical;
        spare.clear();
        spare.push(b'{');
        for (at, (_, range)) in self.entries.iter().enumerate() {
            if at > 0 {
                spare.push(b',');
            }
            spare.extend_from_slice(bytes.get(range.clone()).unwrap_or_default());
        }
        spare.push(b'}');
        bytes.truncate(self.start);
        bytes.extend_from_slice(spare);
        Ok(())
    }
}

/// The order of keys by their UTF-16 units, which is that of their bytes where both are plain.
fn in_order(one: &str, other: &str) -> std::cmp::Ordering {
    if one.is_ascii() && other.is_ascii() {
        one.cmp(other)
    } else {
        one.encode_utf16().cmp(other.encode_utf16())
    }
}

impl<'c> ser::Serializer for &'c mut Canonical {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'c>;
    type SerializeTuple = List<'c>;
    type SerializeTupleStruct = List<'c>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Table<'c>;
    type SerializeStruct = Table<'c>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, yes: bool) -> Result<(), Error> {
        self.bytes.extend_from_slice(if yes { b"true" } else { b"false" });
        Ok(())
    }
    fn serialize_i8(self, number: i8) -> Result<(), Error> {
        self.whole(number)
    }
    fn serialize_i16(self, number: i16) -> Result<(), Error> {
        self.whole(number)
    }
    fn serialize_i32(self, number: i32) -> Result<(), Error> {
        self.whole(number)
    }
    fn serialize_i64(self, number: i64) -> Result<(), Error> {
        self.whole(number)
    }
    fn serialize_u8(self, number: u8) -> Result<(), Error> {
        self.whole(number)
    }
    fn serialize_u16(self, number: u16) -> Result<(), Error> {
        self.whole(number)
    }
    fn serialize_u32(self, number: u32) -> Result<(), Error> {
        self.whole(number)
    }
    fn serialize_u64(self, number: u64) -> Result<(), Error> {
        self.whole(number)
    }
    fn serialize_f32(self, number: f32) -> Result<(), Error> {
        Err(not_whole(number))
    }
    fn serialize_f64(self, number: f64) -> Result<(), Error> {
        Err(not_whole(number))
    }
    fn serialize_char(self, character: char) -> Result<(), Error> {
        serde_json::to_writer(&mut self.bytes, &character)
    }
    fn serialize_str(self, text: &str) -> Result<(), Error> {
        serde_json::to_writer(&mut self.bytes, text)
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(not_json("a run of bytes"))
    }
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), Error> {
        self.bytes.extend_from_slice(b"null");
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(not_json("a value of several kinds"))
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<List<'c>, Error> {
        self.bytes.push(b'[');
        Ok(List { canonical: self, empty: true })
    }
    fn serialize_tuple(self, length: usize) -> Result<List<'c>, Error> {
        self.serialize_seq(Some(length))
    }
    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<List<'c>, Error> {
        self.serialize_seq(Some(length))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(not_json("a value of several kinds"))
    }
    fn serialize_map(self, length: Option<usize>) -> Result<Table<'c>, Error> {
        let start = self.bytes.len();
        Ok(Table { canonical: self, start, entries: Vec::with_capacity(length.unwrap_or(8)), key: None })
    }
    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Table<'c>, Error> {
        self.serialize_map(Some(length))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(not_json("a value of several kinds"))
    }
}

impl List<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if !std::mem::replace(&mut self.empty, false) {
            self.canonical.bytes.push(b',');
        }
        value.serialize(&mut *self.canonical)
    }
}

macro_rules! list {
    ($trait:ident, $method:ident) => {
        impl ser::$trait for List<'_> {
            type Ok = ();
            type Error = Error;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }
            fn end(self) -> Result<(), Error> {
                self.canonical.bytes.push(b']');
                Ok(())
            }
        }
    };
}
list!(SerializeSeq, serialize_element);
list!(SerializeTuple, serialize_element);
list!(SerializeTupleStruct, serialize_field);

impl ser::SerializeStruct for Table<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.entry(Cow::Borrowed(key), value)
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeMap for Table<'_> {
    type Ok = ();
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        match serde_json::to_value(key)? {
            serde_json::Value::String(key) => {
                self.key = Some(Cow::Owned(key));
                Ok(())
            }
            other => Err(Error::custom(format!("`{other}` is not a key"))),
        }
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = self.key.take().unwrap_or_default();
        self.entry(key, value)
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}
