//! Merged figures, as the page is told them and as files.

use chrono::NaiveDate;
use sohoi_aggregate::Merged;
use sohoi_export::{
    About, FiguresFile, ReportWish, figures_csv, figures_xlsx, made_of, report_docx,
};
use sohoi_stats::{Book, RegisterProgress};

use crate::counting::progress;
use crate::holdings::Holdings;
use crate::merge::{MergeRequest, MergedTold};
use crate::{Failure, What};

/// What figures and their files are made with besides.
pub(super) struct Figures<'a> {
    pub(super) request: &'a MergeRequest,
    pub(super) holdings: &'a Holdings,
    /// Today.
    pub(super) made_on: NaiveDate,
    /// How many of the account's own responses could not be read.
    pub(super) left_out: usize,
}

impl Figures<'_> {
    fn progress(&self, merged: &Merged) -> RegisterProgress {
        let subjects = &merged.subjects;
        progress(self.holdings, &|subject| {
            let place = subjects.binary_search_by(|own| own.as_str().cmp(subject));
            place.is_ok()
        })
    }

    /// The file of merged figures.
    pub(super) fn file(
        &self,
        what: What,
        merged: &Merged,
        book: &Book,
    ) -> Result<Vec<u8>, Failure> {
        let Self {
            request, holdings, ..
        } = self;
        let language = request.language;
        let made_of = made_of(&holdings.round, merged, language);
        let file = FiguresFile {
            round: &holdings.round,
            book,
            population: merged.population,
            progress: &self.progress(merged),
            is_demonstration: holdings.is_demonstration,
            made_of: Some(&made_of),
        };
        let about = About {
            place: &holdings.place(&request.account, language),
            responses: usize::try_from(merged.responses).unwrap_or(usize::MAX),
            left_out: self.left_out,
            made_on: self.made_on,
        };
        match what {
            What::FiguresCsv => Ok(figures_csv(&file, language)),
            What::FiguresWorkbook => {
                figures_xlsx(&file, &about, language).map_err(|_| Failure::TooLarge)
            }
            What::Report => {
                let wish = ReportWish {
                    layout: &request.layout,
                    unit: holdings.unit_of(&request.account).ok_or(Failure::NotHere)?,
                    // What was written was written of other figures.
                    edits: &[],
                    quotations: &[],
                };
                let report = report_docx(&file, &about, &wish, language);
                report
                    .map_err(|_| Failure::TooLarge)?
                    .ok_or(Failure::NotHere)
            }
            _ => Err(Failure::NotUnderstood),
        }
    }

    /// What the page is told of them.
    pub(super) fn told(&self, merged: &Merged, book: Book) -> MergedTold {
        let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        let mut sources = merged.sources.iter();
        let own = sources.clone().find(|source| source.file.is_none());
        let progress = self.progress(merged).kinds.into_iter().map(|kind| {
            let share = (kind.total.counted as u64, kind.total.lines as u64);
            (kind.kind, (number(share.0), number(share.1)))
        });
        MergedTold {
            population: merged.population,
            responses: number(merged.responses),
            own: own.map(|own| number(own.responses)),
            left_out: number(self.left_out as u64),
            made_of: made_of(&self.holdings.round, merged, self.request.language).short,
            is_unsigned: sources.any(|source| source.is_unsigned()),
            progress: progress.collect(),
            tables: book.indicators,
        }
    }
}
