//! The columns of one row, asked for by a formula.

use std::ops::Range;

use openras_core::Exact;
use openras_formula::{ArithmeticFault, InputId, Inputs, TableId, Value};

use super::node::{Kind, Slot};
use super::run::{Column, Run};

/// The columns of one row, for a formula that is worked out row by row.
pub(super) struct Row<'r, 'p, 's> {
    pub(super) run: &'r Run<'p, 's>,
    pub(super) slots: &'r [Slot],
    pub(super) row: usize,
}

impl Inputs for Row<'_, '_, '_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let slot = self.slots.iter().find(|slot| slot.id == id)?;
        match (self.run.output(slot.node), self.run.program.nodes.get(slot.node.0)?.kind) {
            (Column::Holds(holds), _) => holds.get(self.row).map(|holds| Value::Condition(*holds != 0)),
            (Column::Fractions(values), _) => values.get(self.row)?.clone().map(Value::Number),
            (_, Kind::Number(scale)) => {
                let number = self.run.at(slot.node, self.row);
                match slot.choice {
                    true => u16::try_from(number).ok().map(Value::Choice),
                    false => Exact::ratio(number, scale.den).map(Value::Number),
                }
            }
            _ => None,
        }
    }

    fn lookup(&mut self, table: TableId, keys: &[Value]) -> Option<Value> {
        let scheme = self.run.scheme;
        let table = scheme.tables.handle(usize::try_from(table.0).ok()?)?;
        scheme.look_up(table, keys, self.run.program.on?).map(Value::Number)
    }

    fn fault(&mut self, _: ArithmeticFault, _: &Range<usize>) {}
}
