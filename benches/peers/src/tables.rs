//! The common workload as decision tables: one a question, one of the line, one for each flat addition, and two
//! expressions between them.

use openras_benches::figures::{Figures, Stream};
use openras_benches::workload::IDS;
use serde_json::{Value, json};

/// The workload as a decision graph: 27 tables and 2 expressions.
pub fn graph(figures: &Figures) -> Value {
    let mut graph = Graph::default();
    graph.node("answers", "inputNode", json!({}));
    for section in &figures.sections {
        let kept: Vec<i64> = section.c_percent.iter().map(|percent| 100 - percent).collect();
        for (part, hundredths) in [("a", hundred(&section.a)), ("b", hundred(&section.b)), ("c", kept)] {
            let question = format!("{}_{part}", section.id);
            graph.choice(&format!("{question}_is"), &question, &hundredths);
            graph.edge(&format!("{question}_is"), "total");
        }
    }
    let points = figures.sections.iter().map(|section| {
        let id = &section.id;
        format!("({id}_a_is + {id}_b_is) * {id}_c_is")
    });
    graph.expression("total", "total", &points.collect::<Vec<_>>().join(" + "));
    graph.edge("total", "line");
    graph.line(figures);
    for stream in &figures.streams {
        let added = added(stream);
        graph.choice(&added, &question(figures, stream), &stream.pence);
        graph.edge(&added, "budget");
    }
    graph.edge("total", "budget");
    graph.edge("line", "budget");
    let flat = figures.streams.iter().map(|stream| format!(" + {}", added(stream))).collect::<String>();
    let kept = decimal(figures.keep_per_mille, 3);
    graph.expression("budget", "budget", &format!("round((base + (total - lower) * price) * {kept}, 2){flat}"));
    json!({ "nodes": graph.nodes, "edges": graph.edges })
}

fn added(stream: &Stream) -> String {
    format!("added_{}", stream.column())
}

fn question(figures: &Figures, stream: &Stream) -> String {
    format!("{}_{}", figures.sections[stream.section].id, stream.q)
}

fn hundred(points: &[i64]) -> Vec<i64> {
    points.iter().map(|points| points * 100).collect()
}

/// A number of so many decimals as text.
fn decimal(value: i64, decimals: u32) -> String {
    let unit = 10_i64.pow(decimals);
    format!("{}.{:0width$}", value / unit, value % unit, width = decimals as usize)
}

#[derive(Default)]
struct Graph {
    nodes: Vec<Value>,
    edges: Vec<Value>,
}

impl Graph {
    fn node(&mut self, id: &str, kind: &str, content: Value) {
        self.nodes.push(json!({ "id": id, "name": id, "type": kind, "content": content }));
    }

    fn edge(&mut self, from: &str, to: &str) {
        let id = format!("{from}>{to}");
        self.edges.push(json!({ "id": id, "sourceId": from, "targetId": to, "type": "edge" }));
    }

    fn expression(&mut self, id: &str, key: &str, value: &str) {
        self.node(id, "expressionNode", json!({ "expressions": [{ "id": "1", "key": key, "value": value }] }));
    }

    /// A table with a row for each statement of a question; its values are given in hundredths.
    fn choice(&mut self, id: &str, question: &str, hundredths: &[i64]) {
        let rows = IDS.iter().zip(hundredths).map(|(statement, value)| {
            json!({ "_id": statement, "in": format!("\"{statement}\""), "out": decimal(*value, 2) })
        });
        self.node(id, "decisionTableNode", json!({
            "hitPolicy": "first",
            "inputs": [{ "id": "in", "name": question, "field": question }],
            "outputs": [{ "id": "out", "name": id, "field": id }],
            "rules": rows.collect::<Vec<_>>(),
        }));
        self.edge("answers", id);
    }

    /// The table of the line, highest piece first.
    fn line(&mut self, figures: &Figures) {
        let rows = figures.bands.iter().rev().map(|band| {
            json!({
                "_id": format!("from {}", band.lower_points),
                "in": format!(">= {}", band.lower_points),
                "lower": band.lower_points.to_string(),
                "base": decimal(band.base_pence, 2),
                "price": decimal(band.price_pence, 2),
            })
        });
        let outputs = ["lower", "base", "price"].map(|id| json!({ "id": id, "name": id, "field": id }));
        self.node("line", "decisionTableNode", json!({
            "hitPolicy": "first",
            "inputs": [{ "id": "in", "name": "total", "field": "total" }],
            "outputs": outputs,
            "rules": rows.collect::<Vec<_>>(),
        }));
    }
}
