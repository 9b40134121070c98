//! Which rows of a long list are there, and which one stands where.

/// By so many rows at a time the window moves.
const STEP: u32 = 50;
/// So many rows are there, so that some are ready above and below what a screen shows.
const WINDOW: u32 = 4 * STEP;

/// Some rows of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<R> {
    /// How many rows the list has.
    pub all: u32,
    /// The place of the first of those that are here, from 0.
    pub from: u32,
    /// Those that are here.
    pub rows: Vec<R>,
}

/// How much of a list is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How many rows the list has.
    pub all: u32,
    /// The place of the first row that is there.
    pub from: u32,
    /// How many are there.
    pub rows: u32,
}

impl<R> Part<R> {
    /// How much it is of the list.
    pub fn extent(&self) -> Extent {
        Extent {
            all: self.all,
            from: self.from,
            rows: u32::try_from(self.rows.len()).unwrap_or(u32::MAX),
        }
    }
}

impl Extent {
    /// How many rows come after those that are there.
    pub fn after(&self) -> u32 {
        self.all.saturating_sub(self.from.saturating_add(self.rows))
    }

    /// How many pixels of those that are there are above a row, where they are `height` high together.
    pub fn height_above(&self, row: u32, height: f64) -> f64 {
        let above = row.saturating_sub(self.from).min(self.rows);
        height * f64::from(above) / f64::from(self.rows.max(1))
    }

    /// The row that stands `down` pixels below the upper edge of those that are there, which are `height` high
    /// together; all others are `row_height` high.
    pub fn row_at(&self, down: f64, height: f64, row_height: f64) -> u32 {
        let rows = f64::from(self.rows);
        let row = if down < 0.0 || self.rows == 0 {
            down / row_height
        } else if down < height {
            down * rows / height
        } else {
            rows + (down - height) / row_height
        };
        // Whatever is not a place in the list is the place next to it.
        let row = (f64::from(self.from) + row).floor().max(0.0) as u32;
        row.min(self.all.saturating_sub(1))
    }
}

/// From where on, and how many rows are to be there while the row `first` is the first on the screen. Next to
/// each other rows mean the same window, so that not every move asks for rows.
pub fn rows_around(first: u32) -> (u32, u32) {
    ((first / STEP).saturating_sub(1) * STEP, WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_around_what_is_seen() {
        for (first, from) in [
            (0, 0),
            (49, 0),
            (50, 0),
            (99, 0),
            (100, 50),
            (149, 50),
            (99_999, 99_900),
        ] {
            assert_eq!(rows_around(first), (from, 200), "{first}");
            // Rows are there above, where there are any, and below for every screen.
            assert!(first >= from && first + 100 <= from + 200, "{first}");
        }
    }

    #[test]
    fn each_height_has_its_row() {
        // 200 rows from the 100th of 1,000, 50 pixels each; all others as if they were 40.
        let extent = Extent {
            all: 1000,
            from: 100,
            rows: 200,
        };
        assert_eq!(extent.after(), 700);
        for (row, height) in [
            (0, 0.0),
            (100, 0.0),
            (101, 50.0),
            (300, 10_000.0),
            (999, 10_000.0),
        ] {
            assert_eq!(extent.height_above(row, 10_000.0), height, "{row}");
        }
        for (down, row) in [
            (-5000.0, 0),
            (-4000.0, 0),
            (-3960.0, 1),
            (-1.0, 99),
            (0.0, 100),
            (49.0, 100),
            (50.0, 101),
            (9_999.0, 299),
            (10_000.0, 300),
            (10_040.0, 301),
            (38_000.0, 999),
            (1e12, 999),
            (f64::NAN, 0),
        ] {
            assert_eq!(extent.row_at(down, 10_000.0, 40.0), row, "{down}");
        }
        let none = Extent {
            all: 0,
            from: 0,
            rows: 0,
        };
        assert_eq!((none.after(), none.row_at(100.0, 0.0, 40.0)), (0, 0));
        // A list that became shorter than where the window is.
        let shrunk = Extent {
            all: 10,
            from: 100,
            rows: 0,
        };
        assert_eq!((shrunk.after(), shrunk.row_at(0.0, 0.0, 40.0)), (0, 9));
    }
}
