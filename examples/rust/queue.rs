//! A queue that is searched from its front, and from which nobody is ever removed.
use std::env;
use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

struct Customer {
    need: f64,
    served: bool,
}

fn given(name: &str, otherwise: u64) -> u64 {
    env::var(name).map_or(otherwise, |text| text.parse().expect(name))
}

fn main() -> Result<()> {
    let path = env::var("RUNVAR_TELEMETRY").unwrap_or("/dev/stdout".into());
    let mut lines = BufWriter::new(File::create(path)?);
    let mut state = given("RUNVAR_SEED", 1);
    let mut queue: Vec<Customer> = Vec::new();
    let mut served = 0.0;
    for cycle in 0..given("RUNVAR_CYCLES", 200) {
        let start = Instant::now();
        for _ in 0..50 {
            state = state * 48271 % 2147483647;
            queue.push(Customer { need: state as f64 / 2147483647.0, served: false });
        }
        let arrived = Instant::now();
        let mut next = Vec::new();
        for _ in 0..50 {
            let front = queue.iter().position(|one| !one.served).expect("as many as arrived");
            queue[front].served = true;
            next.push(queue[front].need);
        }
        let found = Instant::now();
        served += next.iter().flat_map(|need| (1..200).map(move |k| need.powf(1.0 / k as f64))).sum::<f64>();
        let end = Instant::now();
        writeln!(
            lines,
            r#"{{"cycle":{cycle},"wall_ns":{},"t_ns":{},"phases":{{"arrive":{},"recall":{},"serve":{}}},"gauges":{{"patterns":{}}}}}"#,
            (end - start).as_nanos(),
            SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_nanos(),
            (arrived - start).as_nanos(),
            (found - arrived).as_nanos(),
            (end - found).as_nanos(),
            queue.len()
        )?;
    }
    writeln!(lines, r#"{{"end":true,"trajectory":"{served}"}}"#)
}
