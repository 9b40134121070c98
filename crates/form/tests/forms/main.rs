//! The two forms of the first round, whole: what the engine exists for.

mod congress;
mod incremental;
mod instrument;
mod presets;
mod walk;
mod years;
