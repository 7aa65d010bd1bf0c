use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::node::Document;
use super::schema::shapes_of;
use super::walk::{Walk, Walked};
use crate::{Code, Diagnostic, Diagnostics, Path};

/// Reads a document into `T`, and lists every way in which its shape is not that of `T`.
///
/// What was bad or missing is poisoned in the value (see [the module](super)), so that the checks that follow can go on
/// with what survived. What stands under a misspelt key counts as what stands under the known key nearest to it: it is
/// moved there in `document`, so that the paths of those checks find their places. There is a value even where there are problems; none only where `T` declares something that its
/// schema does not tell, which [`super::unsupported`] lists.
///
/// # Errors
/// The problems are values beside the result: `unknown_key`, `missing_key`, `wrong_type`, `float_amount`, `bad_id`, in
/// the order of the document. [`Document::locate`] adds their places, unless a misspelt key has already made that needful.
pub fn read<T: DeserializeOwned + JsonSchema + 'static>(document: &mut Document) -> (Option<T>, Diagnostics) {
    let shapes = shapes_of::<T>();
    let Walked { mut mended, mut problems, misspelt } = Walk::new(&shapes).document(&document.root);
    if !misspelt.is_empty() {
        document.locate(&mut problems);
        document.respell(misspelt);
        mended = Walk::new(&shapes).document(&document.root).mended;
    }
    match T::deserialize(mended) {
        Ok(value) => (Some(value), problems),
        Err(error) => {
            if problems.is_empty() {
                problems.push(Diagnostic::new(Code::WrongType, Path::root(), error.to_string()));
            }
            (None, problems)
        }
    }
}
