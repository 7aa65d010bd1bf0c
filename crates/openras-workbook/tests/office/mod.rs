//! Another program that recalculates workbooks: LibreOffice without a screen.

pub(crate) mod hand;

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx};

/// Set where the absence of LibreOffice is a failure.
const NEEDED: &str = "OPENRAS_NEED_SOFFICE";

/// It recalculates a workbook of another program only where its profile says so: 0 is always.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// Workbooks in a folder of their own, and what LibreOffice makes of them.
pub(crate) struct Office {
    folder: PathBuf,
    names: Vec<String>,
}

impl Office {
    /// `None`, with a loud word, where there is no LibreOffice and none is needed.
    pub(crate) fn open(name: &str) -> Option<Office> {
        let there =
            Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
        if !there {
            assert!(std::env::var_os(NEEDED).is_none(), "{NEEDED} is set, and there is no soffice");
            println!("SKIPPED: there is no soffice (LibreOffice), so no workbook was recalculated");
            return None;
        }
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("office-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(folder.join("before")).unwrap();
        fs::create_dir_all(folder.join("profile/user")).unwrap();
        fs::write(folder.join("profile/user/registrymodifications.xcu"), PROFILE).unwrap();
        Some(Office { folder, names: Vec::new() })
    }

    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) {
        fs::write(self.before(name), bytes).unwrap();
        self.names.push(name.to_owned());
    }

    fn before(&self, name: &str) -> PathBuf {
        self.folder.join("before").join(format!("{name}.xlsx"))
    }

    /// Opens every workbook, recalculates it and writes it again.
    pub(crate) fn recalculate(&self) {
        let profile = format!("-env:UserInstallation=file://{}", self.folder.join("profile").display());
        let begun = std::time::Instant::now();
        let files = self.names.iter().map(|name| self.before(name));
        let output = Command::new("soffice")
            .args([
                "--headless",
                "--norestore",
                &profile,
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
            ])
            .arg(self.folder.join("after"))
            .args(files)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        println!("{} workbooks recalculated in {} s", self.names.len(), begun.elapsed().as_secs());
    }

    /// As it was written, with the engine's results.
    pub(crate) fn book_before(&self, name: &str) -> Book {
        Book::read(&self.before(name))
    }

    /// As it was recalculated.
    pub(crate) fn book(&self, name: &str) -> Book {
        Book::read(&self.folder.join("after").join(format!("{name}.xlsx")))
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            drop(fs::remove_dir_all(&self.folder));
        }
    }
}

/// A workbook that can be read.
pub(crate) struct Book(Xlsx<Cursor<Vec<u8>>>);

impl Book {
    fn read(path: &Path) -> Book {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Book(Xlsx::new(Cursor::new(bytes)).unwrap())
    }

    /// A sheet from its first cell on.
    pub(crate) fn sheet(&mut self, name: &str) -> Range<Data> {
        let range = self.0.worksheet_range(name).unwrap();
        let end = range.end().unwrap_or((0, 0));
        range.range((0, 0), end)
    }
}
