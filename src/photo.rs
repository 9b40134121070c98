//! Photos: which files are taken, how large one is kept, and what to say of a file that is none.

/// The longer side of a photo as it is kept, in pixels: a signed page can be read, and some hundred
/// kilobytes go over any line.
pub const LONGEST_SIDE: u32 = 1_600;

/// The largest file that is looked at, in bytes. Opening one takes ten times that in memory.
pub const LARGEST_FILE: f64 = 32.0 * 1_048_576.0;

/// Why a chosen file did not become a photo. Whatever it is, the photo of before stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoProblem {
    /// The file is too large to be opened on a tablet.
    TooLarge,
    /// The file is no picture.
    NotAnImage,
    /// The file is a PDF.
    Pdf,
    /// The file is a picture as some telephones take them, which this browser does not read.
    Heic,
    /// The file begins like a picture and is damaged, or of a kind that this browser does not read.
    Damaged,
    /// The device has no room left.
    NoRoom,
    /// It could not be stored.
    NotStored,
}

/// What a file is that the browser could not open, by its first bytes.
pub fn suspected(head: &[u8]) -> PhotoProblem {
    // PDFs may have some bytes before their name.
    if head.windows(5).any(|bytes| bytes == b"%PDF-") {
        return PhotoProblem::Pdf;
    }
    let brand = (head.get(4..8) == Some(b"ftyp")).then(|| head.get(8..12).unwrap_or_default());
    match brand {
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
            PhotoProblem::Heic
        }
        Some(b"avif" | b"avis") => PhotoProblem::Damaged,
        _ if PICTURES.iter().any(|start| head.starts_with(start)) => PhotoProblem::Damaged,
        _ => PhotoProblem::NotAnImage,
    }
}

/// How files of pictures begin: JPEG, PNG, GIF, WebP, BMP, TIFF.
const PICTURES: [&[u8]; 7] = [
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"RIFF",
    b"BM",
    b"II*\0",
    b"MM\0*",
];

/// The width and height in which a picture is kept: as it is, or so that its longer side is
/// [`LONGEST_SIDE`]. Never less than one pixel.
pub fn fitted(width: u32, height: u32) -> (u32, u32) {
    let longer = width.max(height);
    if longer <= LONGEST_SIDE {
        return (width.max(1), height.max(1));
    }
    let scaled = |side: u32| {
        let side =
            (u64::from(side) * u64::from(LONGEST_SIDE) + u64::from(longer) / 2) / u64::from(longer);
        // No larger than the longest side.
        u32::try_from(side).unwrap_or(LONGEST_SIDE).max(1)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_side_becomes_1600_and_the_shape_stays() {
        let cases = [
            ((4_000, 3_000), (1_600, 1_200)),
            ((3_000, 4_000), (1_200, 1_600)),
            ((1_600, 1_600), (1_600, 1_600)),
            ((1_601, 800), (1_600, 800)),
            ((640, 480), (640, 480)),
            ((30_000, 1), (1_600, 1)),
            ((0, 0), (1, 1)),
            ((u32::MAX, u32::MAX), (1_600, 1_600)),
        ];
        for ((width, height), expected) in cases {
            assert_eq!(fitted(width, height), expected, "{width} × {height}");
        }
    }

    #[test]
    fn tells_what_a_file_is_that_is_no_photo() {
        let cases: [(&[u8], PhotoProblem); 9] = [
            (b"%PDF-1.7\n", PhotoProblem::Pdf),
            (b"\xef\xbb\xbf%PDF-1.4", PhotoProblem::Pdf),
            (b"\0\0\0\x18ftypheic\0\0\0\0", PhotoProblem::Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0", PhotoProblem::Heic),
            (b"\xff\xd8\xff\xe1\x00", PhotoProblem::Damaged),
            (b"\x89PNG\r\n\x1a\n", PhotoProblem::Damaged),
            (b"\0\0\0\x18ftypisom\0\0\0\0", PhotoProblem::NotAnImage),
            (b"PK\x03\x04", PhotoProblem::NotAnImage),
            (b"", PhotoProblem::NotAnImage),
        ];
        for (head, expected) in cases {
            assert_eq!(suspected(head), expected, "{}", head.escape_ascii());
        }
    }
}
