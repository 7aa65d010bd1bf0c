//! How a command ends.

use std::io::ErrorKind;
use std::process::ExitCode;

use crate::output;

/// What a command comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Done.
    Yes,
    /// Done, and the answer is no.
    No,
}

/// Why a command could not give an answer.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The input is wrong: what to print, every problem in it.
    Input(String),
    /// The program cannot go on.
    Cannot(String),
    /// Whoever read the answer has had enough of it.
    Closed,
}

impl Stop {
    /// Everything that stopped a command, none of it hidden: where the program cannot go on that is what it ends with.
    pub(crate) fn all(stops: Vec<Stop>) -> Stop {
        let (mut cannot, mut input) = (Vec::new(), Vec::new());
        for stop in stops {
            match stop {
                Stop::Cannot(why) => cannot.push(why),
                Stop::Input(text) => input.push(text.trim_end().to_owned()),
                Stop::Closed => {}
            }
        }
        if cannot.is_empty() {
            return Stop::Input(input.join("\n\n"));
        }
        input.insert(0, cannot.join("\nerror: "));
        Stop::Cannot(input.join("\n\n"))
    }

    /// The file system does not let the program go on.
    pub(crate) fn io(what: &str, error: &std::io::Error) -> Stop {
        match error.kind() {
            ErrorKind::BrokenPipe => Stop::Closed,
            kind => Stop::Cannot(format!("{what}: {}", plain(kind, error))),
        }
    }
}

/// What the system says, without its numbers.
fn plain(kind: ErrorKind, error: &std::io::Error) -> String {
    let words = match kind {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission is denied",
        ErrorKind::IsADirectory => "it is a folder, not a file",
        ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        _ => return error.to_string(),
    };
    words.to_owned()
}

/// Prints why a command stopped, and gives its exit status.
pub(crate) fn exit(result: Result<Answer, Stop>) -> ExitCode {
    match result {
        Ok(Answer::Yes) | Err(Stop::Closed) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(Stop::Input(problems)) => {
            output::tell(problems.trim_end());
            ExitCode::from(2)
        }
        Err(Stop::Cannot(why)) => {
            output::tell(&format!("error: {why}"));
            ExitCode::from(3)
        }
    }
}
