//! Makes a file of what a database holds.

use chrono::NaiveDate;
use sohoi_disclosure::hidden_figures;
use sohoi_export::{
    About, CurrentForm, FiguresFile, Listed, ListsFile, ReportWish, ResponsesFile, dictionary_csv,
    dictionary_json, figures_csv, figures_json, figures_xlsx, list_csv, lists_xlsx, proposals_xlsx,
    published_xlsx, report_docx, responses_long_csv, responses_long_json, responses_r,
    responses_sps, responses_wide_csv, responses_wide_json, responses_xlsx,
};
use sohoi_json::to_text;
use sohoi_storage::Snapshot;

use crate::counting::{Counting, standing};
use crate::holdings::Holdings;
use crate::missing::missing;
use crate::proposals::proposals;
use crate::{Failure, Request, What};

/// Makes the file that is asked for. `step` is told how many steps of how many are done.
///
/// # Errors
///
/// See [`Failure`].
pub fn make(
    request: &Request,
    snapshot: Snapshot,
    step: &dyn Fn(usize, usize),
) -> Result<Vec<u8>, Failure> {
    let made_on: NaiveDate = request.today.parse().map_err(|_| Failure::NotUnderstood)?;
    let holdings = Holdings::new(&request.account, &request.round, snapshot)?;
    let place = holdings.place(&request.account, request.language);
    let responses = holdings.responses.len();
    let indicators = match request.what.has_responses() {
        true => 0,
        false => holdings.round.indicators.len(),
    };
    let all = responses + indicators + 1;
    let counting = Counting::new(&holdings, request.population, &|done, _| step(done, all));
    let about = About {
        place: &place,
        responses: counting.counted.len(),
        left_out: counting.left_out,
        made_on,
    };
    let computed = |done, _| step(responses + done, all);
    match request.what.has_responses() {
        true => of_responses(request, &holdings, &counting, &about),
        false => of_figures(request, &holdings, &counting, &about, &computed),
    }
}

fn of_figures(
    request: &Request,
    holdings: &Holdings,
    counting: &Counting<'_>,
    about: &About<'_>,
    step: &dyn Fn(usize, usize),
) -> Result<Vec<u8>, Failure> {
    let book = counting.book(step)?;
    let file = FiguresFile {
        round: &holdings.round,
        book: &book,
        population: request.population,
        progress: &counting.progress(),
        is_demonstration: holdings.is_demonstration,
        made_of: None,
    };
    match request.what {
        What::FiguresWorkbook => {
            figures_xlsx(&file, about, request.language).map_err(|_| Failure::TooLarge)
        }
        What::PublishedWorkbook => {
            let unit = holdings.unit_of(&request.account);
            let part = unit.filter(|unit| unit.parent.is_some());
            let part = part.map(|unit| unit.id.as_str());
            let hidden = hidden_figures(&holdings.round, &book.indicators, part);
            let hidden = hidden.ok_or(Failure::NotHere)?;
            published_xlsx(&file, &hidden, about, request.language).map_err(|_| Failure::TooLarge)
        }
        What::Report => {
            let unit = holdings.unit_of(&request.account);
            let unit = unit.ok_or(Failure::NotHere)?;
            let wish = ReportWish {
                layout: &request.form,
                unit,
                edits: &holdings.edits(&unit.id, request.language),
                quotations: &holdings.quotations(request.language),
            };
            let report = report_docx(&file, about, &wish, request.language);
            report
                .map_err(|_| Failure::TooLarge)?
                .ok_or(Failure::NotHere)
        }
        What::FiguresJson => Ok(figures_json(&file)),
        _ => Ok(figures_csv(&file, request.language)),
    }
}

fn of_responses(
    request: &Request,
    holdings: &Holdings,
    counting: &Counting<'_>,
    about: &About<'_>,
) -> Result<Vec<u8>, Failure> {
    let versions = holdings.versions.iter();
    let forms: Vec<CurrentForm<'_>> = versions
        .filter_map(|version| {
            Some(CurrentForm {
                hash: &version.hash,
                engine: holdings.engine(&version.hash)?,
            })
        })
        .collect();
    let responses: Vec<Listed<'_>> = counting
        .responses
        .iter()
        .zip(&counting.counted)
        .map(|(response, counted)| {
            let subject = holdings.subject(&response.slot.subject);
            let moved = response.moved.as_ref();
            Listed {
                id: &response.id,
                subject: &response.slot.subject,
                subject_name: subject.map_or("", |it| &it.name),
                unit: subject.map_or("", |it| &it.unit),
                form_hash: &response.form_hash,
                standing: standing(response.state),
                author: &response.author,
                answered_at: response.answered_at().unwrap_or_default(),
                moved_by: moved.map_or("", |it| &it.author),
                moved_at: moved.map_or("", |it| &it.at),
                session: &counted.session,
            }
        })
        .collect();
    let file = ResponsesFile {
        round: &holdings.round,
        forms: &forms,
        population: request.population,
        is_demonstration: holdings.is_demonstration,
        responses: &responses,
    };
    match request.what {
        What::ListsWorkbook | What::ListCsv => {
            let file = ListsFile {
                round: &holdings.round,
                forms: &forms,
                population: request.population,
                is_demonstration: holdings.is_demonstration,
                root: holdings.unit_of(&request.account).map(|unit| &*unit.id),
                responses: &responses,
                missing: &missing(holdings, counting),
            };
            match request.what {
                What::ListsWorkbook => {
                    lists_xlsx(&file, about, request.language).map_err(|_| Failure::TooLarge)
                }
                _ => list_csv(&file, &request.form, request.language).ok_or(Failure::NotHere),
            }
        }
        What::ResponsesWorkbook => {
            responses_xlsx(&file, about, request.language).map_err(|_| Failure::TooLarge)
        }
        What::ProposalsWorkbook => {
            proposals_xlsx(&file, about, request.language).map_err(|_| Failure::TooLarge)
        }
        What::Proposals => {
            let found = proposals(&file, about.left_out, request.language);
            Ok(to_text(&found).into_bytes())
        }
        What::ResponsesLong => Ok(responses_long_csv(&file, request.language)),
        What::AnswersJson => Ok(responses_long_json(&file)),
        What::Dictionary => Ok(dictionary_csv(&file)),
        What::DictionaryJson => Ok(dictionary_json(&file)),
        What::ResponsesJson => Ok(responses_wide_json(&file, &request.form)),
        What::ResponsesSps => Ok(responses_sps(&file, &request.form, request.language)),
        What::ResponsesR => Ok(responses_r(&file, &request.form, request.language)),
        _ => Ok(responses_wide_csv(&file, &request.form)),
    }
}
