//! IndexedDB behind traits.
