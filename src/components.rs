//! Widgets: plain data or signals in, events out. One component a file, no I/O.

pub mod demonstration;
pub mod exchange_line;
pub mod field;
pub mod icon;
pub mod language_switch;
pub mod navigation;
pub mod notice;
pub mod progress_bar;
pub mod save_tick;
