//! What a program's outputs and marks need; the rest is dropped.

use std::collections::BTreeMap;

use super::node::{By, IndexId, Node, NodeId, Op, Program, Source};

impl Program {
    /// Leaves out every column that neither an output nor a mark needs, and every mark that stands twice.
    pub(super) fn keep_what_is_needed(&mut self) {
        self.marks.sort_unstable();
        self.marks.dedup();
        let never =
            |node: &NodeId| !matches!(self.nodes.get(node.0).map(|node| &node.op), Some(Op::Always(false)));
        let marks: Vec<NodeId> = self.marks.iter().copied().filter(never).collect();
        let mut reached = vec![false; self.nodes.len()];
        let mut open: Vec<NodeId> =
            marks.iter().copied().chain(self.outputs.iter().map(|o| o.node)).collect();
        while let Some(node) = open.pop() {
            match reached.get_mut(node.0) {
                Some(place) if !*place => *place = true,
                _ => continue,
            }
            open.extend(self.uses(node));
        }
        let mut moved: BTreeMap<NodeId, NodeId> = BTreeMap::new();
        let mut kept = Vec::new();
        for (at, node) in std::mem::take(&mut self.nodes).into_iter().enumerate() {
            if reached.get(at).copied().unwrap_or(false) {
                moved.insert(NodeId(at), NodeId(kept.len()));
                kept.push(node);
            }
        }
        let to = |node: &mut NodeId| {
            if let Some(new) = moved.get(node) {
                *node = *new;
            }
        };
        for node in &mut kept {
            nodes_mut(&mut node.op).into_iter().for_each(to);
        }
        for var in &mut self.vars {
            match &mut var.source {
                Source::Number(node) | Source::Condition(node) => to(node),
                Source::Cell(_) => {}
            }
        }
        self.marks = marks;
        self.marks.iter_mut().for_each(to);
        self.outputs.iter_mut().for_each(|output| to(&mut output.node));
        self.nodes = kept;
    }

    /// The columns that a column is made of.
    fn uses(&mut self, node: NodeId) -> Vec<NodeId> {
        let Some(Node { op, .. }) = self.nodes.get_mut(node.0) else {
            return Vec::new();
        };
        let own: Vec<NodeId> = nodes_mut(op).into_iter().map(|node| *node).collect();
        let tables: Vec<IndexId> = match op {
            Op::Tables(tables) => tables.indices().collect(),
            Op::Fractions(index, _) | Op::Holds(index, _) => vec![*index],
            _ => Vec::new(),
        };
        tables.into_iter().flat_map(|index| self.nodes_of(index)).chain(own).collect()
    }

    fn nodes_of(&self, index: IndexId) -> Vec<NodeId> {
        let parts = self.indices.get(index.0).map_or(&[][..], |index| &index.parts);
        let vars = parts.iter().filter_map(|(var, _)| self.vars.get(var.0));
        vars.filter_map(|var| match var.source {
            Source::Number(node) | Source::Condition(node) => Some(node),
            Source::Cell(_) => None,
        })
        .collect()
    }
}

fn nodes_mut(op: &mut Op) -> Vec<&mut NodeId> {
    match op {
        Op::Number(_) | Op::Cells(_) | Op::On | Op::Tables(_) | Op::Fractions(..) => Vec::new(),
        Op::Always(_) | Op::Holds(..) | Op::Given(_) => Vec::new(),
        Op::Linear(terms, _) => terms.iter_mut().map(|(node, _)| node).collect(),
        Op::Product(one, other) | Op::Compare(_, one, other) => vec![one, other],
        Op::Round { value, by, .. } => match &mut by.by {
            By::Number(_) => vec![value],
            By::Column(node) => vec![value, node],
        },
        Op::Extreme { one, other, .. } => vec![one, other],
        Op::Select { when, then, otherwise } => vec![when, then, otherwise],
        Op::Pieces(node, _) | Op::Scaled(node) | Op::Not(node) | Op::Lacks(node) => vec![node],
        Op::Strays(node, _) | Op::Unfit { value: node, .. } => vec![node],
        Op::Each(_, slots) | Op::EachHolds(_, slots) | Op::EachLacks(_, slots) => {
            slots.iter_mut().map(|slot| &mut slot.node).collect()
        }
        Op::All(nodes) | Op::Any(nodes) => nodes.iter_mut().collect(),
    }
}
