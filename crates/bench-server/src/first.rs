//! First exchanges: a device that has everything and a server that has nothing, and the other way
//! round.

use std::error::Error;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use sohoi_sync::{
    Change, Entry, ExchangeRequest, ExchangeResponse, Limits, Op, OpResult, PROTOCOL,
};

use crate::Result;
use crate::data::{AT, Data};
use crate::http::Connection;

const DEVICE: &str = "first";

/// How many times everything is pulled; the median counts.
const PULLS: usize = 3;

/// Sends every response with its 40 answers from one device; says how many seconds it took. The ops
/// lie ready, as they do in the device's queue.
pub(crate) fn push(address: &str, data: &Data) -> Result<f64> {
    let changes = (0..data.responses()).flat_map(|number| {
        let response = Data::response(number);
        let answers = data.answer(Data::answers(number), 0);
        [(response.clone(), data.start(number)), (response, answers)]
    });
    let requests = requests(changes, 1);
    let mut connection = Connection::sign_in(address, "whole")?;
    let begun = Instant::now();
    send(&mut connection, requests)?;
    Ok(begun.elapsed().as_secs_f64())
}

/// Hands everything in, so that everybody may see the answers.
pub(crate) fn hand_in(address: &str, data: &Data) -> Result<()> {
    let moves = (0..data.responses()).map(|number| (Data::response(number), data.submit()));
    let next = 2 * data.responses() as u64 + 1;
    let mut connection = Connection::sign_in(address, "whole")?;
    send(&mut connection, requests(moves, next))
}

/// The pages of a request that holds as much as a device puts into one.
fn requests(changes: impl Iterator<Item = (String, Change)>, from: u64) -> Vec<ExchangeRequest> {
    let ops: Vec<Op> = (from..)
        .zip(changes)
        .map(|(n, (response, change))| op(n, &response, change))
        .collect();
    // Well below what a request may hold in bytes, too.
    let parts = ops.chunks(Limits::default().ops);
    parts
        .map(|ops| request(DEVICE, ops.to_vec(), None))
        .collect()
}

fn send(connection: &mut Connection, requests: Vec<ExchangeRequest>) -> Result<()> {
    let mut cursor = None;
    for mut request in requests {
        request.cursor = cursor;
        let answer = connection.exchange(&request)?;
        let applied = |outcome: &&_| {
            matches!(
                outcome,
                &&sohoi_sync::OpOutcome {
                    result: OpResult::Applied,
                    ..
                }
            )
        };
        let count = answer.outcomes.iter().filter(applied).count();
        if count != request.ops.len() {
            return Err(format!("{count} of {} were applied", request.ops.len()).into());
        }
        cursor = Some(answer.cursor);
    }
    Ok(())
}

/// Pulls everything on a device that has nothing, and keeps it in a file that is on disk page by page;
/// says how many seconds it took.
pub(crate) fn pull(address: &str, data: &Data, file: &Path) -> Result<f64> {
    let mut connection = Connection::sign_in(address, "whole")?;
    let mut times = Vec::new();
    for number in 0..PULLS {
        let begun = Instant::now();
        let mut kept = File::create(file)?;
        let (mut cursor, mut count, mut answers) = (None, 0, 0);
        loop {
            let device = format!("pulls-{number}");
            let page = connection.exchange_unread(&request(&device, vec![], cursor.take()))?;
            // Read while the disk takes it, as a device may.
            let page: ExchangeResponse = std::thread::scope(|scope| {
                let keep = || kept.write_all(&page).and_then(|()| kept.sync_data());
                let keeping = scope.spawn(keep);
                let read = serde_json::from_slice(&page)?;
                keeping.join().map_err(|_| "keeping failed")??;
                Ok::<_, Box<dyn Error + Send + Sync>>(read)
            })?;
            for entry in &page.entries {
                if let Entry::Response { response, .. } = entry {
                    count += 1;
                    answers += response.answers().count();
                }
            }
            if !page.more {
                break;
            }
            cursor = Some(page.cursor);
        }
        times.push(begun.elapsed().as_secs_f64());
        if (count, answers) != (data.responses(), data.responses() * Data::answers(0).len()) {
            return Err(format!("{count} responses came with {answers} answers").into());
        }
    }
    times.sort_by(f64::total_cmp);
    Ok(times[PULLS / 2])
}

/// What a device sends.
pub(crate) fn request(device: &str, ops: Vec<Op>, cursor: Option<String>) -> ExchangeRequest {
    ExchangeRequest {
        protocol: PROTOCOL,
        device: device.to_owned(),
        epoch: 1,
        ops,
        cursor,
    }
}

/// An op by its number.
pub(crate) fn op(n: u64, response: &str, change: Change) -> Op {
    Op {
        n,
        at: AT.to_owned(),
        response: response.to_owned(),
        change,
        after: vec![],
    }
}
