//! Writes a value as RFC 8785 JSON in one pass, and beside it as a page for people where one is wanted. Only what records
//! and rulebooks are made of: numbers must be whole.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Range;

use serde::Serialize;
use serde::ser::{self, Error as _, Impossible};
use serde_json::Error;

use super::page::Page;

/// The largest whole number that an RFC 8785 number, a double, keeps apart from its neighbours.
const WHOLE_MAX: u64 = (1 << 53) - 1;

/// Canonical JSON while it is being written.
pub(super) struct Canonical {
    text: String,
    /// What the table around writes to: a table puts its entries in order by moving them there.
    around: String,
    /// The entries of the tables that are open, the innermost last.
    entries: Vec<Entry>,
    /// The same laid out for people.
    page: Option<Page>,
}

/// An entry of a table that is open: its key, and where it stands with its value.
struct Entry {
    key: Cow<'static, str>,
    place: Range<usize>,
}

impl Canonical {
    pub(super) fn new(page: Option<Page>) -> Canonical {
        Canonical {
            text: String::with_capacity(16_384),
            around: String::with_capacity(16_384),
            entries: Vec::with_capacity(64),
            page,
        }
    }

    /// The canonical JSON, and the page where there is one.
    pub(super) fn done(self) -> (String, Option<Page>) {
        (self.text, self.page)
    }

    fn on_page(&mut self, write: impl FnOnce(&mut Page)) {
        if let Some(page) = &mut self.page {
            write(page);
        }
    }

    /// A value, or a key, that stands the same in both.
    fn word(&mut self, word: &str) {
        self.text.push_str(word);
        self.on_page(|page| page.word(word));
    }

    fn string(&mut self, string: &str) -> Result<(), Error> {
        let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
        if !string.bytes().all(plain) {
            self.word(&serde_json::to_string(string)?);
            return Ok(());
        }
        self.text.push('"');
        self.text.push_str(string);
        self.text.push('"');
        self.on_page(|page| page.quoted(string));
        Ok(())
    }

    fn whole<N: Copy + Display + TryInto<i64>>(&mut self, number: N) -> Result<(), Error> {
        match number.try_into() {
            Ok(whole) if whole.unsigned_abs() <= WHOLE_MAX => {
                self.word(&whole.to_string());
                Ok(())
            }
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
    first: usize,
    key: Option<Cow<'static, str>>,
}

impl<'c> Table<'c> {
    fn open(canonical: &'c mut Canonical) -> Table<'c> {
        std::mem::swap(&mut canonical.text, &mut canonical.around);
        canonical.on_page(|page| page.open('{'));
        let (start, first) = (canonical.text.len(), canonical.entries.len());
        Table { canonical, start, first, key: None }
    }

    fn entry<T: Serialize + ?Sized>(&mut self, key: Cow<'static, str>, value: &T) -> Result<(), Error> {
        let start = self.canonical.text.len();
        let is_first = self.canonical.entries.len() == self.first;
        self.canonical.on_page(|page| page.line(is_first));
        self.canonical.string(&key)?;
        self.canonical.text.push(':');
        self.canonical.on_page(|page| page.word(": "));
        value.serialize(&mut *self.canonical)?;
        self.canonical.entries.push(Entry { key, place: start..self.canonical.text.len() });
        Ok(())
    }

    fn close(self) {
        let Canonical { text, around, entries, page } = self.canonical;
        if let Some(page) = page {
            page.close('}', entries.len() == self.first);
        }
        let own = entries.get_mut(self.first..).unwrap_or_default();
        own.sort_by(|one, other| in_order(&one.key, &other.key));
        around.push('{');
        for (at, entry) in own.iter().enumerate() {
            if at > 0 {
                around.push(',');
            }
            around.push_str(text.get(entry.place.clone()).unwrap_or_default());
        }
        around.push('}');
        entries.truncate(self.first);
        text.truncate(self.start);
        std::mem::swap(text, around);
    }
}

/// The order of keys by their UTF-16 units: that of their bytes, but for characters beyond the first 65,536. In UTF-16 those
/// begin below U+E000, in UTF-8 above U+FFFF.
fn in_order(one: &str, other: &str) -> std::cmp::Ordering {
    let rank = |byte: u8| if matches!(byte, 0xEE | 0xEF) { byte | 0x10 } else { byte };
    one.bytes().map(rank).cmp(other.bytes().map(rank))
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
        self.word(if yes { "true" } else { "false" });
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
        self.string(character.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.string(text)
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
        self.word("null");
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
        self.text.push('[');
        self.on_page(|page| page.open('['));
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
    fn serialize_map(self, _: Option<usize>) -> Result<Table<'c>, Error> {
        Ok(Table::open(self))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Table<'c>, Error> {
        Ok(Table::open(self))
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
        let first = std::mem::replace(&mut self.empty, false);
        if !first {
            self.canonical.text.push(',');
        }
        self.canonical.on_page(|page| page.line(first));
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
                self.canonical.text.push(']');
                self.canonical.on_page(|page| page.close(']', self.empty));
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
        self.close();
        Ok(())
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
        self.close();
        Ok(())
    }
}
