//! Files and folders that are not whole yet: gone again unless they are finished, also where the program is stopped.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::status::Stop;

/// What is not finished yet. Whoever holds the lock may rename or remove, so that nothing does both.
static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The exit status of a program that was told to stop, as shells know it.
const STOPPED: i32 = 130;

/// A file or folder that is removed unless it is renamed.
pub(crate) struct Unfinished(PathBuf);

impl Unfinished {
    pub(crate) fn new(path: PathBuf) -> Unfinished {
        pending().push(path.clone());
        Unfinished(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Gives it its name: it is finished.
    pub(crate) fn rename(self, to: &Path) -> io::Result<()> {
        // The lock is let go before `self` is dropped, which takes it too.
        let mut pending = pending();
        let renamed = fs::rename(&self.0, to);
        if renamed.is_ok() {
            pending.retain(|path| *path != self.0);
        }
        drop(pending);
        renamed
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut pending = pending();
        if pending.contains(&self.0) {
            remove(&self.0);
            pending.retain(|path| *path != self.0);
        }
    }
}

/// Has the program remove what is not finished where it is told to stop.
pub(crate) fn remove_when_stopped() -> Result<(), Stop> {
    let stop = || {
        let pending = pending();
        pending.iter().for_each(|path| remove(path));
        std::process::exit(STOPPED)
    };
    ctrlc::set_handler(stop)
        .map_err(|error| Stop::Cannot(format!("the program cannot listen for Ctrl-C: {error}")))
}

fn pending() -> MutexGuard<'static, Vec<PathBuf>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn remove(path: &Path) {
    drop(if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) });
}
