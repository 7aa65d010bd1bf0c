//! The chain of a log: is it the one that was written?

use std::fmt;

use crate::event::{BEFORE_THE_FIRST, Head, Link};
use crate::words::words;

words! {
    /// What is wrong with an event of a log.
    FaultKind {
        Altered "altered" "It is not what was once written.";
        Missing "missing" "It is not there.";
        Repeated "repeated" "It stands there again.";
        OutOfOrder "out_of_order" "It stands in the wrong place.";
        Torn "torn" "It was not written to its end.";
    }
}

/// The first event of a log that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The number of the event.
    pub n: u64,
    /// The line of the log at which it shows, from 1.
    pub line: u64,
    /// In words.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "event {} is {}: {}", self.n, self.kind.as_str().replace('_', " "), self.message)
    }
}

/// The events of a log up to its end, or up to the first that is not as it was written.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The events that hold.
    pub links: Vec<Link>,
    /// The first that does not.
    pub fault: Option<Fault>,
    /// How many bytes hold, line ends included. What is behind them was not written to its end, or is not to be trusted.
    pub bytes: usize,
}

impl Chain {
    /// Follows a log from its first event.
    pub fn read(log: &[u8]) -> Chain {
        Chain::after(None, log)
    }

    /// Follows the part of a log that is behind `head`.
    pub fn after(head: Option<&Head>, log: &[u8]) -> Chain {
        let mut chain = Chain { links: Vec::new(), fault: None, bytes: 0 };
        let mut head = head.cloned();
        while let Some(rest) = log.get(chain.bytes..).filter(|rest| !rest.is_empty()) {
            let end = rest.iter().position(|byte| *byte == b'\n');
            let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            let next = head.as_ref().map_or(1, |head| head.n.saturating_add(1));
            let link = Link::read(line);
            let faulty = match &link {
                None if end.is_none() => Some(torn(next)),
                None => Some(altered(next, "the line is not what was once written")),
                Some(link) => misplaced(link, head.as_ref(), &chain.links, rest),
            };
            if let Some(fault) = faulty {
                chain.fault = Some(fault);
                break;
            }
            let Some(link) = link else { break };
            head = Some(Head { n: link.n, sha256: link.sha256.clone() });
            chain.links.push(link);
            chain.bytes = chain.bytes.saturating_add(line.len()).saturating_add(usize::from(end.is_some()));
        }
        chain
    }

    /// The last event that holds.
    pub fn head(&self) -> Option<Head> {
        self.links.last().map(|link| Head { n: link.n, sha256: link.sha256.clone() })
    }

    /// Whether the last event alone was not written to its end: what was acknowledged is there.
    pub fn is_torn(&self) -> bool {
        self.fault.as_ref().is_some_and(|fault| fault.kind == FaultKind::Torn)
    }
}

fn torn(n: u64) -> Fault {
    let message = "the last line was not written to its end".to_owned();
    Fault { kind: FaultKind::Torn, n, line: n, message }
}

fn altered(n: u64, message: &str) -> Fault {
    Fault { kind: FaultKind::Altered, n, line: n, message: message.to_owned() }
}

/// What is wrong with the place of an event that holds by itself; `rest` begins with its line.
fn misplaced(link: &Link, head: Option<&Head>, before: &[Link], rest: &[u8]) -> Option<Fault> {
    let next = head.map_or(1, |head| head.n.saturating_add(1));
    let previous = head.map_or(BEFORE_THE_FIRST, |head| &head.sha256);
    let fault = |kind, n, message| Some(Fault { kind, n, line: next, message });
    if link.n == next {
        if link.previous == previous {
            return None;
        }
        return Some(altered(next, "it does not follow from the event before it"));
    }
    if link.n < next {
        let again = head.is_some_and(|head| head.sha256 == link.sha256)
            || before.iter().any(|other| other.sha256 == link.sha256);
        let message = format!("it stands again where event {next} belongs");
        return match again {
            true => fault(FaultKind::Repeated, link.n, message),
            false => fault(FaultKind::Altered, link.n, "another event has its number".to_owned()),
        };
    }
    let later = rest.split(|byte| *byte == b'\n').skip(1).filter_map(Link::read);
    if later.into_iter().any(|other| other.n == next) {
        let message = format!("it stands where event {next} belongs, which comes later");
        return fault(FaultKind::OutOfOrder, link.n, message);
    }
    fault(FaultKind::Missing, next, format!("event {} stands in its place", link.n))
}
