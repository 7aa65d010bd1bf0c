//! Where the logs of cases are kept: a folder of files, or, with the feature `sqlite`, one SQLite file.
//!
//! Both are a [`Store`](openras_pathway::Store): lines and texts, and no more. Whoever has a database of their own writes those
//! four functions for it and holds them against [`openras_pathway::conformance::check`].
#![forbid(unsafe_code)]

mod file;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use file::FileStore;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;
