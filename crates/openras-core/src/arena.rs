use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

/// A list that only grows, read by the [`Handle`]s that it gave out.
#[derive(Clone, Debug)]
pub struct Arena<T> {
    items: Vec<T>,
}

/// The place of a `T` in its [`Arena`].
pub struct Handle<T> {
    at: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Arena<T> {
    /// An empty list.
    pub fn new() -> Self {
        Arena { items: Vec::new() }
    }

    /// Adds at the end.
    pub fn push(&mut self, item: T) -> Handle<T> {
        let handle = Handle::new(self.items.len());
        self.items.push(item);
        handle
    }

    /// The items in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The items in order, each with its handle.
    pub fn handles(&self) -> impl DoubleEndedIterator<Item = (Handle<T>, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(at, item)| (Handle::new(at), item))
    }

    /// The first item for which `is` holds.
    pub fn find(&self, is: impl Fn(&T) -> bool) -> Option<Handle<T>> {
        self.items.iter().position(is).map(Handle::new)
    }

    /// The handle of the item at `index`, counted from 0.
    pub fn handle(&self, index: usize) -> Option<Handle<T>> {
        (index < self.items.len()).then(|| Handle::new(index))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The item there, to change.
    pub fn get_mut(&mut self, handle: Handle<T>) -> Option<&mut T> {
        self.items.get_mut(handle.index())
    }
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Index<Handle<T>> for Arena<T> {
    type Output = T;

    // INVARIANT: handles come from `push` and lists never shrink, so a handle is always inside its own list.
    #[expect(clippy::indexing_slicing, reason = "a handle is inside the list that gave it out")]
    fn index(&self, handle: Handle<T>) -> &T {
        &self.items[handle.index()]
    }
}

impl<'a, T> IntoIterator for &'a Arena<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T> Handle<T> {
    fn new(at: usize) -> Self {
        Handle { at: u32::try_from(at).unwrap_or(u32::MAX), of: PhantomData }
    }

    /// The place, counted from 0.
    pub fn index(self) -> usize {
        usize::try_from(self.at).unwrap_or(usize::MAX)
    }
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Handle<T> {}
impl<T> PartialEq for Handle<T> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}
impl<T> Eq for Handle<T> {}
impl<T> PartialOrd for Handle<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Handle<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.at.cmp(&other.at)
    }
}
impl<T> Hash for Handle<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.at.hash(state);
    }
}
impl<T> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.at)
    }
}
