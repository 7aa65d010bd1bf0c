//! Logs as files: `CASE.jsonl`, and beside it `CASE.text.jsonl` for free text.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use openras_pathway::{Appended, FreeText, Head, Link, Store, StoreError, behind};

/// Logs in the files of a folder. Writers wait for each other by a lock on the log; what is appended is on the disk before
/// anybody is told that it is kept.
#[derive(Clone, Debug)]
pub struct FileStore {
    folder: PathBuf,
}

/// How long a writer waits for another before it gives up.
const WAIT_STEPS: u32 = 3_000;
const WAIT: Duration = Duration::from_millis(10);

impl FileStore {
    /// The logs in a folder.
    pub fn new(folder: impl Into<PathBuf>) -> FileStore {
        FileStore { folder: folder.into() }
    }

    /// The store and the name of the case that a path names, with `.jsonl` or without; nothing where it names no file.
    pub fn of(path: &Path) -> Option<(FileStore, String)> {
        let name = path.file_name()?.to_str()?;
        let name = name.strip_suffix(".jsonl").unwrap_or(name);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Some((FileStore::new(folder.unwrap_or_else(|| Path::new("."))), name.to_owned()))
    }

    fn path(&self, case: &str, ending: &str) -> Result<PathBuf, StoreError> {
        // `A.text` would be the free text of `A`, and `A.torn` what was set aside of it.
        let bad = case.is_empty()
            || case.starts_with('.')
            || case.contains(['/', '\\', '\0'])
            || case.ends_with(".text")
            || case.ends_with(".torn");
        if bad {
            return Err(StoreError::BadName(case.to_owned()));
        }
        Ok(self.folder.join(format!("{case}{ending}")))
    }

    fn log(&self, case: &str) -> Result<PathBuf, StoreError> {
        self.path(case, ".jsonl")
    }

    fn failed(path: &Path, did: &str, error: io::Error) -> StoreError {
        StoreError::failed(format!("`{}` cannot be {did}", path.display()), error)
    }
}

/// Waits for a lock: not for ever, because whoever holds it may hang.
fn locked(path: &Path, attempt: impl Fn() -> Result<(), TryLockError>) -> Result<(), StoreError> {
    for _ in 0..WAIT_STEPS {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(WAIT),
            Err(TryLockError::Error(error)) => return Err(FileStore::failed(path, "locked", error)),
        }
    }
    let late = io::Error::new(ErrorKind::TimedOut, "another program has held it for half a minute");
    Err(FileStore::failed(path, "locked", late))
}

impl Store for FileStore {
    fn lines(&self, case: &str, after: u64) -> Result<Vec<u8>, StoreError> {
        let path = self.log(case)?;
        let mut file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(StoreError::NoSuchCase(path.display().to_string()));
            }
            Err(error) => return Err(FileStore::failed(&path, "read", error)),
        };
        // A reader waits while somebody writes: half a line is no sign of a power cut then.
        locked(&path, || file.try_lock_shared())?;
        let mut log = Vec::new();
        file.read_to_end(&mut log).map_err(|error| FileStore::failed(&path, "read", error))?;
        Ok(if after == 0 { log } else { behind(&log, after).to_vec() })
    }

    fn append(
        &self,
        case: &str,
        head: Option<&Head>,
        lines: &str,
        texts: &[FreeText],
    ) -> Result<Appended, StoreError> {
        let path = self.log(case)?;
        let is_new = head.is_none();
        let file = OpenOptions::new().read(true).append(true).create(is_new).open(&path);
        let mut file = match file {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound && !is_new => {
                return Err(StoreError::NoSuchCase(path.display().to_string()));
            }
            Err(error) => return Err(FileStore::failed(&path, "written", error)),
        };
        locked(&path, || file.try_lock())?;
        let mut log = Vec::new();
        file.read_to_end(&mut log).map_err(|error| FileStore::failed(&path, "read", error))?;
        let end = Ending::of(&log)?;
        if end.head.as_ref() != head {
            return Err(StoreError::Conflict(end.head));
        }
        let set_aside = self.set_aside(case, &log, &end)?;
        self.add_texts(case, texts)?;
        let written = |mut file: &File| -> io::Result<()> {
            if set_aside.is_some() {
                file.set_len(end.bytes as u64)?;
            }
            let whole = format!("{}{lines}", if end.lacks_line_end { "\n" } else { "" });
            file.write_all(whole.as_bytes())?;
            file.sync_all()
        };
        if let Err(error) = written(&file) {
            // What was not written to its end is taken back, so that the next writer finds a whole log.
            drop(file.set_len(end.bytes as u64).and_then(|()| file.sync_all()));
            return Err(FileStore::failed(&path, "written", error));
        }
        if is_new {
            sync_folder(&self.folder)?;
        }
        Ok(Appended { set_aside })
    }

    fn texts(&self, case: &str) -> Result<Vec<FreeText>, StoreError> {
        let read = |line| if let TextLine::Text(text) = line { Some(text) } else { None };
        Ok(self.lines_of_text(case)?.into_iter().filter_map(read).collect())
    }

    fn forget(&self, case: &str, digests: &BTreeSet<String>) -> Result<(), StoreError> {
        let path = self.path(case, ".text.jsonl")?;
        let log = self.log(case)?;
        let lock = File::open(&log).map_err(|error| FileStore::failed(&log, "read", error))?;
        locked(&log, || lock.try_lock())?;
        let beside = self.path(case, ".text.jsonl.new")?;
        // What a power cut left of an earlier time has the texts that were to stay then.
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(FileStore::failed(&beside, "removed", error));
            }
            _ => {}
        }
        let lines = self.lines_of_text(case)?;
        let goes = |line: &TextLine| match line {
            TextLine::Text(text) => digests.contains(&text.sha256),
            TextLine::Damaged(bytes) => !bytes.ends_with(b"}"),
        };
        if !lines.iter().any(goes) {
            return Ok(());
        }
        let write = || -> io::Result<()> {
            let mut file = File::create(&beside)?;
            for kept in lines.iter().filter(|line| !goes(line)) {
                match kept {
                    TextLine::Text(text) => file.write_all(line(text)?.as_bytes())?,
                    TextLine::Damaged(bytes) => file.write_all(&[bytes.as_slice(), b"\n"].concat())?,
                }
            }
            file.sync_all()?;
            fs::rename(&beside, &path)
        };
        write().map_err(|error| FileStore::failed(&path, "written", error))?;
        sync_folder(&self.folder)
    }
}

impl FileStore {
    /// Every line of the file of texts.
    fn lines_of_text(&self, case: &str) -> Result<Vec<TextLine>, StoreError> {
        let path = self.path(case, ".text.jsonl")?;
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(FileStore::failed(&path, "read", error)),
        };
        let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let read = |line: &[u8]| match serde_json::from_slice(line) {
            Ok(text) => TextLine::Text(text),
            Err(_) => TextLine::Damaged(line.to_vec()),
        };
        Ok(lines.map(read).collect())
    }

    /// Texts are on the disk before the events that speak of them.
    fn add_texts(&self, case: &str, texts: &[FreeText]) -> Result<(), StoreError> {
        if texts.is_empty() {
            return Ok(());
        }
        let path = self.path(case, ".text.jsonl")?;
        let is_new = !path.exists();
        let write = || -> io::Result<()> {
            let mut file = OpenOptions::new().read(true).append(true).create(true).open(&path)?;
            let mut lines = String::new();
            // A line that a power cut left unfinished ends here, and is no text.
            let mut last = [b'\n'];
            if file.seek(SeekFrom::End(0))? > 0 {
                file.seek(SeekFrom::End(-1))?;
                file.read_exact(&mut last)?;
            }
            if last != *b"\n" {
                lines.push('\n');
            }
            for text in texts {
                lines.push_str(&line(text)?);
            }
            file.write_all(lines.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|error| FileStore::failed(&path, "written", error))?;
        if is_new { sync_folder(&self.folder) } else { Ok(()) }
    }

    /// What was not written to its end is kept, in a file of its own.
    fn set_aside(&self, case: &str, log: &[u8], end: &Ending) -> Result<Option<String>, StoreError> {
        let torn = log.get(end.bytes..).unwrap_or_default();
        if torn.is_empty() {
            return Ok(None);
        }
        let path = self.path(case, ".torn")?;
        let write = || -> io::Result<()> {
            let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
            file.write_all(torn)?;
            file.write_all(b"\n")?;
            file.sync_all()
        };
        write().map_err(|error| FileStore::failed(&path, "written", error))?;
        Ok(Some(path.display().to_string()))
    }
}

/// A line of the file of texts.
enum TextLine {
    Text(FreeText),
    /// It cannot be read: no text, and whoever verifies is told which event lacks one. A power cut leaves the beginning of a line, which
    /// belongs to no event and goes when texts are disposed of; what is damaged otherwise stays as it is, for somebody may mend it.
    Damaged(Vec<u8>),
}

/// How a log ends.
struct Ending {
    head: Option<Head>,
    /// How many bytes are whole lines, or a last whole line without its line end.
    bytes: usize,
    lacks_line_end: bool,
}

impl Ending {
    fn of(log: &[u8]) -> Result<Ending, StoreError> {
        let whole = log.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.saturating_add(1));
        let tail = log.get(whole..).unwrap_or_default();
        if let Some(link) = Link::read(tail) {
            let head = Some(Head { n: link.n, sha256: link.sha256 });
            return Ok(Ending { head, bytes: log.len(), lacks_line_end: true });
        }
        let lines = log.get(..whole).unwrap_or_default();
        let last = lines.strip_suffix(b"\n").map(|lines| lines.rsplit(|byte| *byte == b'\n').next());
        let head = match last.flatten() {
            None => None,
            Some(last) => {
                let link = Link::read(last).ok_or(StoreError::Damaged)?;
                Some(Head { n: link.n, sha256: link.sha256 })
            }
        };
        Ok(Ending { head, bytes: whole, lacks_line_end: false })
    }
}

fn line(text: &FreeText) -> io::Result<String> {
    Ok(serde_json::to_string(text)? + "\n")
}

/// A new name is on the disk once its folder is. Where a folder cannot be opened as a file, the system sees to it.
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    match File::open(folder) {
        Ok(file) if cfg!(unix) => {
            file.sync_all().map_err(|error| FileStore::failed(folder, "written", error))
        }
        _ => Ok(()),
    }
}
