use super::node::{Document, Key, Node, Value};
use crate::{Path, Segment};

/// A misspelt key and the known one that it counts as.
pub(crate) struct Misspelt {
    /// The table that it stands in.
    pub(crate) table: Path,
    pub(crate) key: String,
    pub(crate) meant: String,
}

impl Document {
    /// Puts what stands under misspelt keys where it was meant to stand, so that a path of what was meant leads there.
    ///
    /// Lists under one key are joined in the order of the text, and so are tables, where a key that is there already stays.
    pub(crate) fn respell(&mut self, mut misspelt: Vec<Misspelt>) {
        // The inmost first: their paths lead through the misspelt keys around them.
        misspelt.sort_by_key(|one| std::cmp::Reverse(one.table.segments().len()));
        for Misspelt { table, key, meant } in misspelt {
            if let Some(Value::Table(entries)) = self.root.find_mut(&table).map(|node| &mut node.value) {
                rename(entries, &key, meant);
            }
        }
    }
}

impl Node {
    fn find_mut(&mut self, path: &Path) -> Option<&mut Node> {
        path.segments().iter().try_fold(self, |node, segment| match (segment, &mut node.value) {
            (Segment::Key(name), Value::Table(entries)) => {
                entries.iter_mut().find(|(key, _)| key.name == *name).map(|(_, node)| node)
            }
            (Segment::Index(index), Value::List(items)) => items.get_mut(*index),
            _ => None,
        })
    }
}

fn rename(entries: &mut Vec<(Key, Node)>, misspelt: &str, meant: String) {
    let Some(at) = entries.iter().position(|(key, _)| key.name == misspelt) else { return };
    if entries.iter().any(|(key, _)| key.name == meant) {
        let (_, more) = entries.remove(at);
        if let Some((_, there)) = entries.iter_mut().find(|(key, _)| key.name == meant) {
            join(there, more);
        }
    } else if let Some((key, _)) = entries.get_mut(at) {
        key.name = meant;
    }
}

fn join(there: &mut Node, more: Node) {
    match (&mut there.value, more.value) {
        (Value::List(items), Value::List(more)) => {
            items.extend(more);
            items.sort_by_key(|item| item.span.start);
        }
        (Value::Table(entries), Value::Table(more)) => {
            for (key, node) in more {
                if !entries.iter().any(|(known, _)| known.name == key.name) {
                    entries.push((key, node));
                }
            }
            entries.sort_by_key(|(key, _)| key.span.start);
        }
        _ => {}
    }
}
