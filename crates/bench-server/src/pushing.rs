//! How many ops a second the server makes durable, of devices that push at the same time.

use std::sync::Barrier;
use std::time::Instant;

use crate::Result;
use crate::data::{Data, commune};
use crate::first::{op, request};
use crate::http::Connection;

const DEVICES: usize = 20;

/// 20 devices, each of another commune, send so many exchanges of so many ops; each waits for the
/// answer before it sends again.
pub(crate) fn rate(address: &str, data: &Data, ops: u64, exchanges: u64) -> Result<f64> {
    let together = Barrier::new(DEVICES + 1);
    std::thread::scope(|scope| {
        let pushers: Vec<_> = (0..DEVICES)
            .map(|number| {
                let together = &together;
                scope.spawn(move || push(address, data, number, (ops, exchanges), together))
            })
            .collect();
        together.wait();
        let begun = Instant::now();
        for pusher in pushers {
            pusher.join().map_err(|_| "a device failed")??;
        }
        let sum = DEVICES as u64 * ops * exchanges;
        Ok(f64::from(u32::try_from(sum)?) / begun.elapsed().as_secs_f64())
    })
}

fn push(
    address: &str,
    data: &Data,
    number: usize,
    (ops, exchanges): (u64, u64),
    together: &Barrier,
) -> Result<()> {
    let prepared = prepare(address, data, number, ops);
    together.wait();
    let (mut connection, device, response, mut cursor) = prepared?;
    let mut next = 2;
    for _ in 0..exchanges {
        let typed = (next..next + ops).map(|n| {
            // One question after the other, as somebody types.
            let question = usize::try_from(n).map_or(0, |n| n % 20) * 2;
            let (path, _) = Data::answers(0).swap_remove(question);
            let value = match question % 4 {
                0 => format!("lần {n}"),
                _ => n.to_string(),
            };
            op(n, &response, data.answer(vec![(path, value)], 0))
        });
        let answer = connection.exchange(&request(&device, typed.collect(), cursor.take()))?;
        next += ops;
        if answer.acknowledged != next - 1 {
            return Err(format!("{device}: {} acknowledged", answer.acknowledged).into());
        }
        cursor = Some(answer.cursor);
    }
    Ok(())
}

/// A device that has pulled what there is of its commune and has started a response.
type Prepared = (Connection, String, String, Option<String>);

fn prepare(address: &str, data: &Data, number: usize, ops: u64) -> Result<Prepared> {
    let mut connection = Connection::sign_in(address, &commune(number))?;
    let device = format!("pusher-{ops}-{number}");
    let response = format!("of-{device}");
    let start = op(1, &response, data.start(number * 50));
    let mut answer = connection.exchange(&request(&device, vec![start], None))?;
    while answer.more {
        answer = connection.exchange(&request(&device, vec![], Some(answer.cursor)))?;
    }
    Ok((connection, device, response, Some(answer.cursor)))
}
