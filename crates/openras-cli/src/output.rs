//! Where answers and messages go.

use std::fs::{self, File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::status::Stop;
use crate::unfinished::Unfinished;

/// Whether problems on standard error may be coloured: on a terminal, unless `NO_COLOR` is set.
pub(crate) fn colour() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb") && io::stderr().is_terminal()
}

/// A message on standard error. Where nobody can read it, nothing more can be done.
pub(crate) fn tell(text: &str) {
    drop(writeln!(io::stderr().lock(), "{text}"));
}

/// The answer, on standard output or in a file.
pub(crate) fn answer(text: &str, out: Option<&Path>) -> Result<(), Stop> {
    let Some(path) = out else {
        let mut stdout = io::stdout().lock();
        let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
        return written.map_err(|error| Stop::io("the answer cannot be written", &error));
    };
    write_whole(path, text.as_bytes())
        .map_err(|error| Stop::io(&format!("`{}` cannot be written", path.display()), &error))
}

/// A workbook, in a file.
pub(crate) fn bytes(book: &[u8], out: Option<&Path>) -> Result<(), Stop> {
    let path = named(out)?;
    write_whole(path, book)
        .map_err(|error| Stop::io(&format!("`{}` cannot be written", path.display()), &error))
}

/// The file that a workbook is to be.
pub(crate) fn named(out: Option<&Path>) -> Result<&Path, Stop> {
    let message = "error: a workbook is a file\n  = help: name it with --out FILE.xlsx";
    out.ok_or_else(|| Stop::Input(message.to_owned()))
}

/// Whether a file's name is that of a workbook.
pub(crate) fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

/// Writes several files, or none of them where one has no place to stand.
pub(crate) fn all_or_none(files: &[(&Path, String)]) -> Result<(), Stop> {
    let stop =
        |path: &Path, error: &io::Error| Stop::io(&format!("`{}` cannot be written", path.display()), error);
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let [(one, _), (other, _)] = files
        && absolute(one) == absolute(other)
    {
        let message = format!("error: two files are both to be `{}`", one.display());
        return Err(Stop::Input(message + "\n  = help: give one of them another name"));
    }
    let mut open = Vec::with_capacity(files.len());
    for (path, text) in files {
        let mut file = WholeFile::create(path).map_err(|error| stop(path, &error))?;
        file.write_all(text.as_bytes()).map_err(|error| stop(path, &error))?;
        open.push((path, file));
    }
    open.into_iter().try_for_each(|(path, file)| file.finish().map_err(|error| stop(path, &error)))
}

/// Writes a file whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = WholeFile::create(path)?;
    file.write_all(bytes)?;
    file.finish()
}

/// A file that is written whole or not at all: to a file beside it first, which then takes its name.
pub(crate) struct WholeFile {
    file: File,
    /// The file beside it and its name; none where what is written is no file, such as a pipe.
    names: Option<(Unfinished, PathBuf)>,
}

impl WholeFile {
    /// A new file in the folder of `path`, empty.
    pub(crate) fn create(path: &Path) -> io::Result<WholeFile> {
        // A link is written through, and what is no file at all, such as a pipe, is written as it stands.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&target) {
            Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => {
                let file = OpenOptions::new().write(true).open(&target)?;
                return Ok(WholeFile { file, names: None });
            }
            _ => {}
        }
        let (beside, file) = create_beside(&target)?;
        Ok(WholeFile { file, names: Some((Unfinished::new(beside), target)) })
    }

    /// Gives it its name.
    pub(crate) fn finish(self) -> io::Result<()> {
        let Some((beside, target)) = self.names else {
            return Ok(());
        };
        self.file.sync_all()?;
        beside.rename(&target)
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A new file in the folder of `target`.
fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_string_lossy();
    let mut attempt: u32 = 0;
    loop {
        let beside = target.with_file_name(format!(".{name}.{}-{attempt}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => {
                attempt = attempt.saturating_add(1);
            }
            Err(error) => return Err(error),
        }
    }
}
