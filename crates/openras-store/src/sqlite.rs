//! Logs in one SQLite file: the same lines, the same texts.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use openras_pathway::{Appended, FreeText, Head, Link, Store, StoreError};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

/// Logs in one SQLite file, with a write-ahead log beside it. An append is one transaction, and on the disk once it is told.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Mutex<Connection>,
}

/// A line is kept as it is, its number and digest beside it. Removed text is overwritten (`secure_delete`).
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS event (
        name TEXT NOT NULL, n INTEGER NOT NULL, sha256 TEXT NOT NULL, line BLOB NOT NULL, PRIMARY KEY (name, n)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS text (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS text_of ON text (name);
";

impl SqliteStore {
    /// Opens a file, and makes it where there is none.
    ///
    /// # Errors
    /// Where it cannot be opened, or is no SQLite file.
    pub fn open(path: impl AsRef<Path>) -> Result<SqliteStore, StoreError> {
        let path = path.as_ref();
        let open = || -> Result<Connection, rusqlite::Error> {
            let connection = Connection::open(path)?;
            connection.busy_timeout(Duration::from_secs(30))?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "secure_delete", "ON")?;
            connection.execute_batch(TABLES)?;
            Ok(connection)
        };
        let connection = open()
            .map_err(|error| StoreError::failed(format!("`{}` cannot be opened", path.display()), error))?;
        Ok(SqliteStore { connection: Mutex::new(connection) })
    }

    /// The names of the cases, in order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn cases(&self) -> Result<Vec<String>, StoreError> {
        let connection = self.connection();
        let names = || -> Result<Vec<String>, rusqlite::Error> {
            let mut query = connection.prepare_cached("SELECT name FROM event WHERE n = 1 ORDER BY name")?;
            query.query_map([], |row| row.get(0))?.collect()
        };
        names().map_err(read)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(error: rusqlite::Error) -> StoreError {
    StoreError::failed("the database cannot be read", error)
}

fn written(error: rusqlite::Error) -> StoreError {
    StoreError::failed("the database cannot be written", error)
}

fn head_of(transaction: &Transaction<'_>, case: &str) -> Result<Option<Head>, rusqlite::Error> {
    let mut query =
        transaction.prepare_cached("SELECT n, sha256 FROM event WHERE name = ? ORDER BY n DESC LIMIT 1")?;
    let row = query.query_row(params![case], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)));
    Ok(row.optional()?.map(|(n, sha256)| Head { n: u64::try_from(n).unwrap_or(0), sha256 }))
}

impl Store for SqliteStore {
    fn lines(&self, case: &str, after: u64) -> Result<Vec<u8>, StoreError> {
        let connection = self.connection();
        let lines = || -> Result<Option<Vec<u8>>, rusqlite::Error> {
            let mut any = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM event WHERE name = ?)")?;
            if !any.query_row(params![case], |row| row.get::<_, bool>(0))? {
                return Ok(None);
            }
            let mut query =
                connection.prepare_cached("SELECT line FROM event WHERE name = ? AND n > ? ORDER BY n")?;
            let mut rows = query.query(params![case, i64::try_from(after).unwrap_or(i64::MAX)])?;
            let mut log = Vec::new();
            while let Some(row) = rows.next()? {
                log.extend_from_slice(row.get_ref(0)?.as_bytes()?);
                log.push(b'\n');
            }
            Ok(Some(log))
        };
        lines().map_err(read)?.ok_or_else(|| StoreError::NoSuchCase(case.to_owned()))
    }

    fn append(
        &self,
        case: &str,
        head: Option<&Head>,
        lines: &str,
        texts: &[FreeText],
    ) -> Result<Appended, StoreError> {
        let mut connection = self.connection();
        // The place of the writer is taken before the head is looked at: nobody comes between.
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(written)?;
        let own = head_of(&transaction, case).map_err(read)?;
        if own.as_ref() != head {
            return Err(StoreError::Conflict(own));
        }
        for line in lines.lines() {
            let link = Link::read(line.as_bytes()).ok_or(StoreError::Damaged)?;
            let n = i64::try_from(link.n).unwrap_or(i64::MAX);
            let mut insert = transaction
                .prepare_cached("INSERT INTO event (name, n, sha256, line) VALUES (?, ?, ?, ?)")
                .map_err(written)?;
            insert.execute(params![case, n, link.sha256, line.as_bytes()]).map_err(written)?;
        }
        for text in texts {
            let mut insert = transaction
                .prepare_cached("INSERT INTO text (name, sha256, text) VALUES (?, ?, ?)")
                .map_err(written)?;
            insert.execute(params![case, text.sha256, text.text]).map_err(written)?;
        }
        transaction.commit().map_err(written)?;
        Ok(Appended::default())
    }

    fn texts(&self, case: &str) -> Result<Vec<FreeText>, StoreError> {
        let connection = self.connection();
        let texts = || -> Result<Vec<FreeText>, rusqlite::Error> {
            let mut query =
                connection.prepare_cached("SELECT sha256, text FROM text WHERE name = ? ORDER BY id")?;
            query
                .query_map(params![case], |row| Ok(FreeText { sha256: row.get(0)?, text: row.get(1)? }))?
                .collect()
        };
        texts().map_err(read)
    }

    fn forget(&self, case: &str, digests: &BTreeSet<String>) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let mut forget = || -> Result<(), rusqlite::Error> {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for digest in digests {
                transaction
                    .execute("DELETE FROM text WHERE name = ? AND sha256 = ?", params![case, digest])?;
            }
            transaction.commit()?;
            // The write-ahead log still holds the pages as they were.
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        };
        forget().map_err(written)
    }
}
