//! How cells look: quiet, and the same in every workbook.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The colour of headings and links.
const ACCENT: Color = Color::RGB(0x0015_4360);
/// The colour behind headings.
const SHADE: Color = Color::RGB(0x00E8_EEF2);
/// The colour of lines and of what stands back.
const QUIET: Color = Color::RGB(0x0059_5F69);

/// The looks of texts. Numbers have one for each number of decimals: [`Looks::number`].
pub(crate) struct Looks {
    /// What the sheet is about.
    pub(crate) title: Format,
    /// What must not be overlooked.
    pub(crate) strong: Format,
    /// Any text.
    pub(crate) plain: Format,
    /// A text of several lines.
    pub(crate) wrapped: Format,
    /// What stands back.
    pub(crate) quiet: Format,
    /// What stands back, of several lines.
    pub(crate) quiet_wrapped: Format,
    /// What leads elsewhere.
    pub(crate) link: Format,
    /// The heading of a column.
    pub(crate) heading: Format,
    /// What stands above the rows of a group.
    pub(crate) group: Format,
    /// A text in a table.
    pub(crate) cell: Format,
    /// A text in a table whose rows have one line.
    pub(crate) line: Format,
    /// What stands in a table where there is no figure.
    pub(crate) nothing: Format,
    /// A day in a table.
    pub(crate) day: Format,
}

impl Looks {
    pub(crate) fn new() -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        let cell = plain
            .clone()
            .set_border(FormatBorder::Hair)
            .set_border_color(QUIET);
        Self {
            title: plain
                .clone()
                .set_bold()
                .set_font_size(14)
                .set_font_color(ACCENT),
            strong: plain.clone().set_bold(),
            wrapped: plain.clone().set_text_wrap(),
            quiet: plain.clone().set_font_color(QUIET),
            quiet_wrapped: plain.clone().set_font_color(QUIET).set_text_wrap(),
            link: plain
                .clone()
                .set_font_color(ACCENT)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            heading: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(SHADE)
                .set_border(FormatBorder::Thin)
                .set_border_color(QUIET),
            group: cell.clone().set_bold().set_background_color(SHADE),
            nothing: cell.clone().set_align(FormatAlign::Right),
            day: cell.clone().set_num_format("dd/mm/yyyy"),
            line: cell.clone(),
            cell: cell.set_text_wrap(),
            plain,
        }
    }

    /// A number in a table; see [`number_format`].
    pub(crate) fn number(&self, format: &str) -> Format {
        self.nothing.clone().set_num_format(format)
    }
}

/// The number format of so many decimals. Points and commas are those of whoever reads.
pub(crate) fn number_format(digits: u8, is_percentage: bool) -> String {
    let whole = if is_percentage { "0" } else { "#,##0" };
    let fraction = match digits {
        0 => String::new(),
        digits => format!(".{}", "0".repeat(digits.into())),
    };
    let ending = if is_percentage { "%" } else { "" };
    format!("{whole}{fraction}{ending}")
}
