use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::words::{ID_PATTERN, Marker};

/// The shapes of one kind of document, made from its schema. Shapes name each other by [`ShapeId`].
pub(crate) struct Shapes {
    shapes: Vec<Shape>,
    /// The shape of the whole document.
    pub(crate) root: ShapeId,
    /// What in the schema would go unchecked, as JSON pointers.
    pub(crate) unsupported: Vec<String>,
}

/// The place of a shape in its [`Shapes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShapeId(usize);

/// What may stand at one place of a document.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// Anything but decimal numbers.
    Any,
    Bool,
    Whole {
        least: Option<i64>,
        most: Option<i64>,
    },
    Text {
        length_min: usize,
    },
    /// One of these texts.
    Choice(Vec<String>),
    Word(Marker),
    List {
        item: ShapeId,
        least: usize,
        most: Option<usize>,
    },
    Table(TableShape),
    /// This, or `null`, which is as good as nothing.
    Nullable(ShapeId),
    /// One of several, told apart by what stands there.
    Either(Vec<ShapeId>),
}

/// What may stand in a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableShape {
    /// The known keys.
    pub(crate) keys: BTreeMap<String, ShapeId>,
    /// The known keys that must be there, in the order of their declaration.
    pub(crate) required: Vec<String>,
    /// What may stand under any other key.
    pub(crate) others: Others,
    /// How many keys there must be at least.
    pub(crate) least: usize,
}

/// What may stand under a key that is not known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Others {
    /// There may be none.
    #[default]
    None,
    /// This, whatever the key.
    Any(ShapeId),
    /// This, where the key is an id.
    Ids(ShapeId),
}

impl Shapes {
    /// The shapes of a schema that schemars made.
    pub(crate) fn compile(schema: &Json) -> Shapes {
        let mut compiler =
            Compiler { schema, shapes: Vec::new(), references: BTreeMap::new(), unsupported: Vec::new() };
        let root = compiler.shape(schema, "");
        Shapes { shapes: compiler.shapes, root, unsupported: compiler.unsupported }
    }

    /// The shape at a place.
    pub(crate) fn get(&self, id: ShapeId) -> &Shape {
        self.shapes.get(id.0).unwrap_or(&Shape::Any)
    }
}

struct Compiler<'a> {
    schema: &'a Json,
    shapes: Vec<Shape>,
    references: BTreeMap<&'a str, ShapeId>,
    unsupported: Vec<String>,
}

impl<'a> Compiler<'a> {
    fn add(&mut self, shape: Shape) -> ShapeId {
        self.shapes.push(shape);
        ShapeId(self.shapes.len().saturating_sub(1))
    }

    fn shape(&mut self, schema: &'a Json, at: &str) -> ShapeId {
        match schema.as_object() {
            Some(object) => match object.get("$ref").and_then(Json::as_str) {
                Some(reference) => {
                    self.refuse_others(object, &["$ref"], at);
                    self.reference(reference, at)
                }
                None => {
                    let shape = self.object(object, at);
                    self.add(shape)
                }
            },
            None => self.add(Shape::Any),
        }
    }

    fn reference(&mut self, reference: &'a str, at: &str) -> ShapeId {
        if let Some(known) = self.references.get(reference) {
            return *known;
        }
        let pointer = reference.strip_prefix('#').unwrap_or(reference);
        let Some(target) = self.schema.pointer(pointer) else {
            self.unsupported.push(format!("{at}/$ref"));
            return self.add(Shape::Any);
        };
        // The place is given away before the shape is made, since a shape may lead back to itself.
        let place = self.add(Shape::Any);
        self.references.insert(reference, place);
        let made = self.shape(target, pointer);
        if let (Some(shape), Some(slot)) = (self.shapes.get(made.0).cloned(), self.shapes.get_mut(place.0)) {
            *slot = shape;
        }
        place
    }

    fn object(&mut self, schema: &'a Map<String, Json>, at: &str) -> Shape {
        if let Some(word) = schema.get("x-openras").and_then(Json::as_str) {
            return Marker::from_word(word).map_or(Shape::Any, Shape::Word);
        }
        for keyword in ["anyOf", "oneOf"] {
            if let Some(branches) = schema.get(keyword).and_then(Json::as_array) {
                self.refuse_others(schema, &[keyword], at);
                return self.either(branches, &format!("{at}/{keyword}"));
            }
        }
        let (kind, nullable) = kind(schema);
        let shape = match kind {
            _ if schema.contains_key("const") || schema.contains_key("enum") => self.choice(schema, at),
            Some("string") => {
                self.refuse_others(schema, &["minLength"], at);
                Shape::Text { length_min: size(schema, "minLength").unwrap_or(0) }
            }
            Some("boolean") => Shape::Bool,
            Some("integer") => {
                self.refuse_others(schema, &["minimum", "maximum"], at);
                let bound = |name: &str| schema.get(name).and_then(Json::as_i64);
                Shape::Whole { least: bound("minimum"), most: bound("maximum") }
            }
            Some("array") => self.list(schema, at),
            Some("object") => self.table(schema, at),
            _ => {
                self.refuse_others(schema, &[], at);
                Shape::Any
            }
        };
        if nullable { Shape::Nullable(self.add(shape)) } else { shape }
    }

    fn list(&mut self, schema: &'a Map<String, Json>, at: &str) -> Shape {
        self.refuse_others(schema, &["items", "minItems", "maxItems"], at);
        let item = match schema.get("items") {
            Some(item) => self.shape(item, &format!("{at}/items")),
            None => self.add(Shape::Any),
        };
        Shape::List { item, least: size(schema, "minItems").unwrap_or(0), most: size(schema, "maxItems") }
    }

    fn table(&mut self, schema: &'a Map<String, Json>, at: &str) -> Shape {
        const KNOWN: [&str; 5] =
            ["properties", "required", "additionalProperties", "patternProperties", "minProperties"];
        self.refuse_others(schema, &KNOWN, at);
        let mut table =
            TableShape { least: size(schema, "minProperties").unwrap_or(0), ..TableShape::default() };
        for (name, property) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
            let shape = self.shape(property, &format!("{at}/properties/{name}"));
            table.keys.insert(name.clone(), shape);
        }
        let required = schema.get("required").and_then(Json::as_array).into_iter().flatten();
        table.required = required.filter_map(Json::as_str).map(str::to_owned).collect();
        table.others = match schema.get("additionalProperties") {
            Some(Json::Bool(false)) => Others::None,
            Some(others) => Others::Any(self.shape(others, &format!("{at}/additionalProperties"))),
            None => Others::Any(self.add(Shape::Any)),
        };
        for (pattern, entry) in
            schema.get("patternProperties").and_then(Json::as_object).into_iter().flatten()
        {
            if pattern == ID_PATTERN && matches!(table.others, Others::None) {
                table.others = Others::Ids(self.shape(entry, &format!("{at}/patternProperties")));
            } else {
                self.unsupported.push(format!("{at}/patternProperties"));
            }
        }
        Shape::Table(table)
    }

    fn choice(&mut self, schema: &Map<String, Json>, at: &str) -> Shape {
        self.refuse_others(schema, &["const", "enum"], at);
        let values =
            schema.get("enum").and_then(Json::as_array).into_iter().flatten().chain(schema.get("const"));
        let mut choices = Vec::new();
        for value in values.filter(|value| !value.is_null()) {
            match value.as_str() {
                Some(choice) => choices.push(choice.to_owned()),
                None => self.unsupported.push(format!("{at}/enum")),
            }
        }
        Shape::Choice(choices)
    }

    /// Several branches: `null` beside others makes them optional, texts beside texts are one choice.
    fn either(&mut self, branches: &'a [Json], at: &str) -> Shape {
        let mut nullable = false;
        let mut choices: Vec<String> = Vec::new();
        let mut others = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            if branch.get("type").and_then(Json::as_str) == Some("null") {
                nullable = true;
                continue;
            }
            let id = self.shape(branch, &format!("{at}/{index}"));
            match self.shapes.get(id.0) {
                Some(Shape::Choice(more)) => choices.extend(more.iter().cloned()),
                _ => others.push(id),
            }
        }
        if !choices.is_empty() {
            others.push(self.add(Shape::Choice(choices)));
        }
        let shape = match others.as_slice() {
            [only] if nullable => return Shape::Nullable(*only),
            [only] => self.shapes.get(only.0).cloned().unwrap_or(Shape::Any),
            _ => Shape::Either(others),
        };
        if nullable { Shape::Nullable(self.add(shape)) } else { shape }
    }

    /// Remembers keywords that would go unchecked.
    fn refuse_others(&mut self, schema: &Map<String, Json>, known: &[&str], at: &str) {
        const SILENT: [&str; 8] =
            ["$schema", "$defs", "$id", "title", "description", "default", "examples", "deprecated"];
        for keyword in schema.keys().map(String::as_str) {
            if keyword != "type" && !known.contains(&keyword) && !SILENT.contains(&keyword) {
                self.unsupported.push(format!("{at}/{keyword}"));
            }
        }
        if !matches!(kind(schema).0, None | Some("string" | "boolean" | "integer" | "array" | "object")) {
            self.unsupported.push(format!("{at}/type"));
        }
    }
}

/// The type of a schema, and whether `null` may stand there too.
fn kind(schema: &Map<String, Json>) -> (Option<&str>, bool) {
    match schema.get("type") {
        Some(Json::String(kind)) => (Some(kind), false),
        Some(Json::Array(kinds)) => {
            let kinds: Vec<&str> = kinds.iter().filter_map(Json::as_str).collect();
            let mut others = kinds.iter().copied().filter(|kind| *kind != "null");
            match (others.next(), others.next()) {
                (first, None) => (first, kinds.contains(&"null")),
                _ => (Some("several"), false),
            }
        }
        _ => (None, false),
    }
}

fn size(schema: &Map<String, Json>, keyword: &str) -> Option<usize> {
    schema.get(keyword).and_then(Json::as_u64).and_then(|size| usize::try_from(size).ok())
}
