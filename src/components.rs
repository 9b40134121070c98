//! Widgets: plain data or signals in, events out. One component a file, no I/O.

pub mod beside_table;
pub mod chart;
pub mod demonstration;
pub mod exchange_line;
pub mod field;
pub mod file_choice;
pub mod icon;
pub mod language_switch;
pub mod navigation;
pub mod notice;
pub mod portrait_sheet;
pub mod progress_bar;
pub mod save_tick;
pub mod sheet_of_paper;
pub mod tile_map;
pub mod trend;
pub mod writing_field;
