//! Where logs are kept: what a council's own database has to do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use crate::event::{FreeText, Head, Link};

/// Keeps the logs of cases. Four things, and it reads no event: it keeps lines and texts.
///
/// [`crate::conformance::check`] holds a store against what is asked here.
pub trait Store {
    /// The lines of a log behind its first `after` lines, each with its line end. A log of which the last line was not
    /// written to its end gives that line as it is.
    ///
    /// # Errors
    /// [`StoreError::NoSuchCase`] where there is no log of this name; [`StoreError::Failed`].
    fn lines(&self, case: &str, after: u64) -> Result<Vec<u8>, StoreError>;

    /// Puts whole lines behind the last event of a log, and their texts beside it: all or nothing, and kept through a power
    /// cut once it returns. A log begins with its first lines; `head` is then `None`.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the last event is not `head`, whoever was quicker; [`StoreError::Failed`].
    fn append(
        &self,
        case: &str,
        head: Option<&Head>,
        lines: &str,
        texts: &[FreeText],
    ) -> Result<Appended, StoreError>;

    /// The free texts of a case, as they are kept.
    ///
    /// # Errors
    /// [`StoreError::Failed`]. A case without texts has none.
    fn texts(&self, case: &str) -> Result<Vec<FreeText>, StoreError>;

    /// Removes free texts by their digests, so that nothing of them is left; those that are not there are none.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    fn forget(&self, case: &str, digests: &BTreeSet<String>) -> Result<(), StoreError>;
}

/// What an append came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// Where a last line that was not written to its end was set aside, if there was one.
    pub set_aside: Option<String>,
}

/// Why a store cannot do what it is asked for.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no log of this name.
    #[error("there is no case `{0}`")]
    NoSuchCase(String),
    /// The name cannot be that of a case.
    #[error("`{0}` cannot be the name of a case")]
    BadName(String),
    /// Somebody else was quicker.
    #[error("{}", conflict(.0.as_ref()))]
    Conflict(Option<Head>),
    /// The last whole line is not what was once written: nothing may follow it.
    #[error("the last line of the log is not what was once written")]
    Damaged,
    /// The disk, the database or the network.
    #[error("{what}: {source}")]
    Failed {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

fn conflict(head: Option<&Head>) -> String {
    match head {
        Some(head) => {
            format!("somebody else has added to the case: it ends with event {}, {}", head.n, head.sha256)
        }
        None => "the case has no event yet".to_owned(),
    }
}

impl StoreError {
    /// A failure of whatever lies below.
    pub fn failed(
        what: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> StoreError {
        StoreError::Failed { what: what.into(), source: source.into() }
    }
}

/// What is kept of one case.
#[derive(Clone, Debug, Default)]
struct Kept {
    log: Vec<u8>,
    texts: Vec<FreeText>,
}

/// Logs in memory, for tests and for systems that keep nothing: gone with the program.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<BTreeMap<String, Kept>>);

impl MemoryStore {
    /// A store without cases.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<String, Kept>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Store for MemoryStore {
    fn lines(&self, case: &str, after: u64) -> Result<Vec<u8>, StoreError> {
        self.with(|cases| {
            let kept = cases.get(case).ok_or_else(|| StoreError::NoSuchCase(case.to_owned()))?;
            Ok(behind(&kept.log, after).to_vec())
        })
    }

    fn append(
        &self,
        case: &str,
        head: Option<&Head>,
        lines: &str,
        texts: &[FreeText],
    ) -> Result<Appended, StoreError> {
        self.with(|cases| {
            let log = cases.get(case).map(|kept| kept.log.as_slice()).unwrap_or_default();
            let last = log.strip_suffix(b"\n").and_then(|log| log.rsplit(|byte| *byte == b'\n').next());
            let last = last.and_then(Link::read).map(|link| Head { n: link.n, sha256: link.sha256 });
            if last.as_ref() != head {
                return Err(StoreError::Conflict(last));
            }
            let kept = cases.entry(case.to_owned()).or_default();
            kept.log.extend_from_slice(lines.as_bytes());
            kept.texts.extend_from_slice(texts);
            Ok(Appended::default())
        })
    }

    fn texts(&self, case: &str) -> Result<Vec<FreeText>, StoreError> {
        Ok(self.with(|cases| cases.get(case).map(|kept| kept.texts.clone()).unwrap_or_default()))
    }

    fn forget(&self, case: &str, digests: &BTreeSet<String>) -> Result<(), StoreError> {
        self.with(|cases| {
            if let Some(kept) = cases.get_mut(case) {
                kept.texts.retain(|text| !digests.contains(&text.sha256));
            }
        });
        Ok(())
    }
}

/// What of a log is behind its first `lines` lines.
pub fn behind(log: &[u8], lines: u64) -> &[u8] {
    let mut rest = log;
    for _ in 0..lines {
        match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => rest = rest.get(end.saturating_add(1)..).unwrap_or_default(),
            None => return &[],
        }
    }
    rest
}
