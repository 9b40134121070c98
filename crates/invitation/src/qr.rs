//! A link as a QR code, drawn with SVG.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// The white around it that readers need, in squares (ISO/IEC 18004).
const QUIET: usize = 4;

/// The code of a text, black on white: paper is. `None` where the text is too long for one, which is
/// above two thousand bytes.
pub(crate) fn drawing(text: &str) -> Option<Markup> {
    let squares = Squares::of(text)?;
    let size = squares.side + 2 * QUIET;
    let path = squares.path();
    Some(html! {
        svg class="qr" viewBox=(format!("0 0 {size} {size}")) role="img" aria-label="QR"
            shape-rendering="crispEdges" {
            rect width=(size) height=(size) fill="#fff" {}
            path fill="#000" d=(path) {}
        }
    })
}

struct Squares {
    side: usize,
    are_dark: Vec<bool>,
}

impl Squares {
    /// With what brings back 15 % of it: paper gets folds and stains.
    fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        Some(Self {
            side: code.width(),
            are_dark: code
                .to_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// Every run of dark squares in a row as one piece of a path.
    fn path(&self) -> String {
        let mut path = String::new();
        for (y, row) in self.are_dark.chunks(self.side).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|one, other| one == other) {
                if run[0] {
                    let (left, top, length) = (x + QUIET, y + QUIET, run.len());
                    // Writing into a text never fails.
                    let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
                }
                x += run.len();
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the path as a picture of 6 pixels a square, and lets another program read that.
    fn read(text: &str) -> String {
        const SCALE: usize = 6;
        let squares = Squares::of(text).expect("it is short");
        let size = squares.side + 2 * QUIET;
        let mut are_dark = vec![false; size * size];
        for piece in squares.path().split('M').skip(1) {
            let numbers: Vec<usize> = piece
                .split(|it: char| !it.is_ascii_digit())
                .filter_map(|it| it.parse().ok())
                .collect();
            let [x, y, length, 1, _] = numbers[..] else {
                panic!("{piece}")
            };
            are_dark[y * size + x..][..length].fill(true);
        }
        let shade = |x: usize, y: usize| {
            if are_dark[y / SCALE * size + x / SCALE] {
                0
            } else {
                255
            }
        };
        let mut picture =
            rqrr::PreparedImage::prepare_from_greyscale(size * SCALE, size * SCALE, shade);
        let grids = picture.detect_grids();
        assert_eq!(grids.len(), 1, "{text}");
        grids[0].decode().expect("it can be read").1
    }

    #[test]
    fn another_program_reads_what_is_drawn() {
        for text in [
            "https://sohoi.binhthuan.gov.vn/#/invited/ABCDE-FGHJK-MNPQR-STVW",
            "http://127.0.0.1:40321/#/invited/00000-00000-00000-0000",
            "x",
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn what_is_too_long_is_no_code() {
        assert!(drawing(&"x".repeat(5_000)).is_none());
    }
}
