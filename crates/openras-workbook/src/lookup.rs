//! Tables looked up by formulas.

use std::borrow::Cow;

use openras_allocation::{Edge, Near, Rows, Table, Worth};
use openras_core::Handle;
use openras_formula::{Decimals, Expr, Node, Sign, TableId, Type};

use crate::lines::Says;
use crate::piece::{Hold, Piece};
use crate::places::{Thing, name};
use crate::size::values;
use crate::words::REFER;
use crate::writer::Writer;

impl Writer<'_> {
    pub(crate) fn lookup(&mut self, expr: &Expr, table: TableId, keys: &[Expr]) -> Piece {
        let handle = usize::try_from(table.0).ok().and_then(|at| self.scheme.tables.handle(at));
        let Some(handle) = handle else { return Piece::whole("NA()".to_owned()) };
        let linear = matches!(
            self.scheme.tables[handle].rows,
            openras_allocation::Rows::At(openras_allocation::Near::Linear, _)
        );
        let keys: Vec<(Expr, String)> = keys.iter().map(|key| (key.clone(), self.key(key))).collect();
        let formula = self.look_up(handle, &keys);
        let text = self.line(Says::Expr(Cow::Owned(expr.clone())), formula, self.source(expr));
        Piece { text, hold: Hold::Whole, clean: !linear, depth: 0 }
    }

    /// A key in a cell, without noise; a condition as `yes` or `no`.
    fn key(&mut self, key: &Expr) -> String {
        let piece = self.piece(key);
        if key.ty == Type::Condition {
            let formula = format!("IF({},\"yes\",\"no\")", piece.text);
            return self.line(Says::YesNo(key.clone()), formula, self.source(key));
        }
        let piece = self.cleaned(key, piece);
        if piece.is_short() {
            return piece.text;
        }
        self.line(Says::Expr(Cow::Owned(key.clone())), piece.text, self.source(key))
    }

    /// The value of a table for keys that stand in cells.
    pub(crate) fn look_up(&mut self, handle: Handle<Table>, keys: &[(Expr, String)]) -> String {
        let scheme = self.scheme;
        let table = &scheme.tables[handle];
        let id = &table.id;
        let (from, count) = (name("tablefrom", id), values_in(table));
        let Some((first, key)) = keys.first() else { return "NA()".to_owned() };
        let cells: Vec<&str> = keys.iter().map(|(_, cell)| cell.as_str()).collect();
        let exprs: Vec<Expr> = keys.iter().map(|(expr, _)| expr.clone()).collect();
        let place = match &table.rows {
            Rows::Choice(_) => choice_place(table, &cells),
            Rows::At(Near::Exact, _) => format!("MATCH({key},{from},0)"),
            Rows::At(Near::Ceiling, _) | Rows::At(..) | Rows::Band(_) => {
                format!("SUMPRODUCT(--({from}<={key}))")
            }
        };
        let label = format!("{id}: the place of the row");
        let place = self.line(Says::Place(handle, exprs), place, label);
        let closer = self.closer(first, table);
        let row = |place: &str| self.row_value(handle, place);
        let (below, above) =
            (self.edge(handle, &table.below, "tablebelow"), self.edge(handle, &table.above, "tableabove"));
        match &table.rows {
            Rows::Choice(_) => row(&format!("MATCH({place},{},0)", name("tablerank", id))),
            Rows::At(Near::Exact, _) => row(&place),
            Rows::At(Near::Floor, _) => format!("IF({place}=0,{below},{})", row(&place)),
            Rows::At(Near::Ceiling, _) => {
                let next = format!("({place}+1)");
                format!(
                    "IF({place}=0,{},IF(INDEX({from},{place})={key},{},IF({place}={count},{above},{})))",
                    row("1"),
                    row(&place),
                    row(&next)
                )
            }
            Rows::At(Near::Nearest, _) => {
                let next = format!("({place}+1)");
                format!(
                    "IF({place}=0,{below},IF(INDEX({from},{place})={key},{},IF({place}={count},{above},\
                     IF(ROUND(2*{key}-INDEX({from},{place})-INDEX({from},{next}),{closer})<0,{},{}))))",
                    row(&place),
                    row(&place),
                    row(&next)
                )
            }
            Rows::At(Near::Linear, _) => {
                let next = format!("({place}+1)");
                let (low, high) = (row(&place), row(&next));
                format!(
                    "IF({place}=0,{below},IF(INDEX({from},{place})={key},{low},IF({place}={count},{above},\
                     {low}+({key}-INDEX({from},{place}))/(INDEX({from},{next})-INDEX({from},{place}))*({high}-{low}))))"
                )
            }
            Rows::Band(_) => format!(
                "IF({place}=0,{below},IF({key}<=INDEX({},{place}),{},IF({place}={count},{above},NA())))",
                name("tableto", id),
                row(&place)
            ),
        }
    }

    /// To how many places the two ways to the neighbours are compared.
    fn closer(&mut self, key: &Expr, table: &Table) -> i32 {
        let Rows::At(Near::Nearest, rows) = &table.rows else { return 0 };
        let ends = rows.iter().filter_map(|row| row.at.decimals()).max().unwrap_or(0);
        let decimals = key.decimals.max(Decimals::AtMost(ends));
        let twice = Node::Add(vec![(Sign::Plus, key.clone()), (Sign::Plus, key.clone())]);
        self.places_of(&Expr { node: twice, decimals, ..key.clone() }, 0)
    }

    /// The value of the row at a place. Where every row of a workbook is another person, on a day of their own, a row that
    /// names a parameter takes that person's value of it.
    fn row_value(&self, handle: Handle<Table>, place: &str) -> String {
        let table = &self.scheme.tables[handle];
        let plain = format!("INDEX({},{place})", name("tableis", &table.id));
        let dated = values(table).any(|worth| matches!(worth, Worth::Parameter(_)));
        if !self.places.is_many() || !dated {
            return plain;
        }
        let named = format!("INDEX({},{place})", name("tableparameter", &table.id));
        let parameters: Vec<_> = self.scheme.parameters.handles().map(|(handle, _)| handle).collect();
        let (Some(first), Some(last)) = (parameters.first(), parameters.last()) else { return plain };
        let range = self.places.range(Thing::Parameter(*first), Thing::Parameter(*last));
        format!("IF({named}=0,{plain},INDEX({range},1,{named}))")
    }

    fn edge(&self, handle: Handle<Table>, edge: &Edge, prefix: &str) -> String {
        match edge {
            Edge::Refuse => "NA()".to_owned(),
            Edge::Refer => REFER.to_owned(),
            Edge::Is(Worth::Parameter(parameter)) if self.places.is_many() => {
                self.places.called(Thing::Parameter(*parameter))
            }
            Edge::Is(_) => name(prefix, &self.scheme.tables[handle].id),
        }
    }
}

/// How many rows a table has.
fn values_in(table: &Table) -> usize {
    match &table.rows {
        Rows::Band(rows) => rows.len(),
        Rows::At(_, rows) => rows.len(),
        Rows::Choice(rows) => rows.len(),
    }
}

/// The rank of the row that fits with the fewest `(any)`; 0 where none fits.
fn choice_place(table: &Table, keys: &[&str]) -> String {
    let fits = keys.iter().enumerate().map(|(at, key)| {
        let column = name(&format!("tablekey{}", at.saturating_add(1)), &table.id);
        format!("(({column}={key})+({column}=\"{ANY}\")>0)")
    });
    let fits: Vec<String> = fits.collect();
    format!("SUMPRODUCT(MAX({}*{}))", fits.join("*"), name("tablerank", &table.id))
}

/// What stands in a table for any choice: no id can be so written.
pub(crate) const ANY: &str = "(any)";
