//! The morning after: 200 devices at once, each signs in, pulls its commune for the first time, and
//! then pushes ten ops one by one.

use std::time::Instant;

use sohoi_sync::Entry;

use crate::Result;
use crate::data::{COMMUNES, Data, commune};
use crate::first::{op, request};
use crate::http::Connection;

const OPS: u64 = 10;

/// How many seconds it takes until the last one is done.
pub(crate) fn time(address: &str, data: &Data) -> Result<f64> {
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let devices: Vec<_> = (0..COMMUNES)
            .map(|number| scope.spawn(move || live(address, data, number)))
            .collect();
        for device in devices {
            device.join().map_err(|_| "a device failed")??;
        }
        Ok(begun.elapsed().as_secs_f64())
    })
}

fn live(address: &str, data: &Data, number: usize) -> Result<()> {
    let mut connection = Connection::sign_in(address, &commune(number))?;
    let device = format!("morning-{number}");
    let mut cursor = None;
    let mut responses = 0;
    loop {
        let page = connection.exchange(&request(&device, vec![], cursor.take()))?;
        let told = page.entries.iter();
        responses += told
            .filter(|entry| matches!(entry, Entry::Response { .. }))
            .count();
        cursor = Some(page.cursor);
        if !page.more {
            break;
        }
    }
    let expected = data.responses() / COMMUNES;
    if responses < expected {
        return Err(format!("{device} got {responses} of {expected} responses").into());
    }
    let response = format!("of-{device}");
    let line = number * expected;
    for n in 1..=OPS {
        let change = match n {
            1 => data.start(line),
            n => data.answer(vec![("question_2".to_owned(), n.to_string())], 0),
        };
        let answer =
            connection.exchange(&request(&device, vec![op(n, &response, change)], cursor))?;
        if answer.acknowledged != n {
            return Err(format!("{device}: {} acknowledged", answer.acknowledged).into());
        }
        cursor = Some(answer.cursor);
    }
    Ok(())
}
