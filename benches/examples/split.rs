use std::time::Instant;
fn main() {
    let rulebook = openras_benches::workload().unwrap();
    let people = openras_benches::people(&rulebook);
    let person = &people[0];
    let time = |name: &str, f: &mut dyn FnMut() -> usize| {
        let mut best = f64::MAX; let mut n = 0;
        for _ in 0..20 { let t = Instant::now(); for _ in 0..50 { n = f(); } best = best.min(t.elapsed().as_secs_f64() / 50.0); }
        println!("{name}: {:.1} µs ({n})", best * 1e6);
    };
    time("allocate", &mut || rulebook.allocate(person).unwrap().steps().len());
    let a = rulebook.allocate(person).unwrap();
    time("record", &mut || a.record().unwrap().steps.len());
    let r = a.record().unwrap();
    time("compact json", &mut || serde_json::to_vec(&r).unwrap().len());
    time("pretty json", &mut || serde_json::to_vec_pretty(&r).unwrap().len());
    time("digest", &mut || openras::core::digest::sha256(&r).unwrap().len());
    time("to_value", &mut || { let v = serde_json::to_value(&r).unwrap(); serde_json::to_vec(&v).unwrap().len() });
    time("load", &mut || openras_benches::workload().unwrap().cases().len());
}
