//! Work files: what they carry, and what is refused.

use sohoi_sync::client::{CarriedWork, PhotoRef};
use sohoi_sync::client::{Client, FileFlaw, Records, WORK_FILE_LIMIT, WorkFile, WorkFileContent};
use sohoi_sync::{Account, Change, DocumentRef, OpKey, Role, Scope};

use crate::scenario::{ID, VERDICT, all_applied, answer, exchange, request, response, with_ops};

/// Takes carried work in, as a store does.
fn bring(client: &mut Client, work: &CarriedWork) -> usize {
    client.bring_in(work).new_ops
}

fn other(author: &str) -> Client {
    Client::new(author, Role::Field, Records::new("other"))
}

#[test]
fn what_was_brought_shows_is_sent_under_its_own_name_and_comes_before_what_is_typed_then() {
    let work = with_ops(3).carry_out(false);
    let mut client = other("an");
    assert_eq!(bring(&mut client, &work), 3);
    let view = client.view(ID).expect("it shows");
    assert_eq!(view.response.value("q"), Some("2"));
    assert_eq!(view.unsent, 3);

    let typed = answer(&mut client, "q", "mine");
    assert_eq!(
        typed.op.n, 1,
        "numbers of this store are not mixed with others"
    );
    let last = OpKey {
        device: "device".to_owned(),
        epoch: 1,
        n: 3,
    };
    assert_eq!(typed.op.after, [last]);
    let view = client.view(ID).expect("it shows");
    assert_eq!(view.response.value("q"), Some("mine"));
    assert_eq!(
        view.response.open_conflicts().count(),
        0,
        "nobody disagrees"
    );

    let first = request(&client);
    assert_eq!(
        (first.device.as_str(), first.epoch, first.ops.len()),
        ("device", 1, 3)
    );
    assert!(client.receive(&first, &all_applied(&first)).again);
    let second = request(&client);
    assert_eq!(second.device, "other");
    assert_eq!(second.ops, [typed.op]);
}

#[test]
fn taking_in_twice_brings_nothing() {
    let device = with_ops(3);
    let mut client = other("an");
    for (everything, expected) in [(false, 3), (false, 0), (true, 0)] {
        let work = device.carry_out(everything);
        assert_eq!(bring(&mut client, &work), expected);
    }
    let before = client.device().clone();
    assert!(client.bring_in(&device.carry_out(true)).effects.is_empty());
    assert_eq!(client.device(), &before);
}

#[test]
fn a_later_file_of_the_same_device_brings_only_what_is_new() {
    let mut device = with_ops(2);
    let mut client = other("an");
    bring(&mut client, &device.carry_out(false));
    answer(&mut device, "q", "later");
    assert_eq!(bring(&mut client, &device.carry_out(false)), 1);
    let view = client.view(ID).expect("it shows");
    assert_eq!(view.response.value("q"), Some("later"));
}

#[test]
fn a_file_goes_on_from_a_place_that_has_no_server_either() {
    let mut second = other("an");
    bring(&mut second, &with_ops(2).carry_out(false));
    answer(&mut second, "r", "typed there");
    let mut third = Client::new("an", Role::Field, Records::new("third"));
    assert_eq!(bring(&mut third, &second.carry_out(false)), 3);
    let view = third.view(ID).expect("it shows");
    assert_eq!(view.response.value("q"), Some("1"));
    assert_eq!(view.response.value("r"), Some("typed there"));
}

#[test]
fn what_the_server_acknowledged_comes_along_for_its_own_account_only() {
    let mut device = with_ops(2);
    exchange(&mut device);
    answer(&mut device, "q", "unsent");
    assert_eq!(device.carry_out(false).ops().count(), 1);
    let everything = device.carry_out(true);
    assert_eq!(everything.ops().count(), 3);
    assert_eq!(bring(&mut other("binh"), &everything), 1);

    let mut same = other("an");
    assert_eq!(bring(&mut same, &everything), 3);
    assert_eq!(same.pending().count(), 1, "the rest is known to be there");
    // A server that lost it gets it again, in its own name.
    let asking = request(&same);
    let mut none = all_applied(&asking);
    none.outcomes.clear();
    none.acknowledged = 0;
    same.receive(&asking, &none);
    assert_eq!(same.pending().count(), 3);
}

#[test]
fn where_the_server_lacks_what_came_before_the_lineage_waits_and_nothing_else_does() {
    let mut device = with_ops(2);
    exchange(&mut device);
    answer(&mut device, "q", "unsent");
    let mut client = other("an");
    bring(&mut client, &device.carry_out(false));
    client.start("response-2", crate::scenario::slot(), "form", "t");
    client.saved(client.device().current().epoch, 1);

    let first = request(&client);
    assert_eq!(first.device, "device");
    let refusal = crate::scenario::refusal("gap", 1);
    assert!(client.refuse(&first, &refusal).again);
    let second = request(&client);
    assert_eq!(second.device, "other", "its own work goes on");
    client.receive(&second, &all_applied(&second));
    assert_eq!(request(&client).device, "device", "and it is asked again");
    assert_eq!(client.pending().count(), 1, "nothing got another name");
}

#[test]
fn another_op_under_the_same_number_keeps_both() {
    let (mut one, mut clone) = (with_ops(1), with_ops(1));
    answer(&mut one, "q", "one");
    answer(&mut clone, "r", "another");
    let mut client = other("an");
    assert_eq!(bring(&mut client, &one.carry_out(false)), 2);
    assert_eq!(bring(&mut client, &clone.carry_out(false)), 1);
    assert_eq!(bring(&mut client, &clone.carry_out(false)), 0, "once");
    let view = client.view(ID).expect("it shows");
    assert_eq!(view.response.value("q"), Some("one"));
    assert_eq!(view.response.value("r"), Some("another"));
}

#[test]
fn what_the_server_held_is_shown_and_asked_for_anew() {
    let mut device = with_ops(1);
    let sent = request(&device);
    let mut told = all_applied(&sent);
    told.entries = vec![sohoi_sync::Entry::Response {
        response: Box::new(response(7, &[("q", "of the server", 7)])),
        whole: true,
        progress: None,
    }];
    device.receive(&sent, &told);
    answer(&mut device, "r", "unsent");
    let mut client = other("an");
    bring(&mut client, &device.carry_out(false));
    let view = client.view(ID).expect("it shows without a server");
    assert_eq!(view.response.value("q"), Some("of the server"));
    assert_eq!(view.response.value("r"), Some("unsent"));
    assert!(client.device().is_refetching);
    assert_eq!(request(&client).cursor, None);
}

fn checksum(bytes: &[u8]) -> String {
    let sum = bytes.iter().fold(7_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(*byte))
    });
    format!("{sum:016x}")
}

fn file() -> WorkFile {
    let mut device = with_ops(3);
    device
        .move_to(ID, sohoi_sync::State::Submitted, 0, VERDICT, None, "t")
        .expect("no note is too long");
    let photos = [b"one".to_vec(), b"and another".to_vec()];
    WorkFile {
        content: WorkFileContent {
            made_at: "2017-06-30T08:00:00+07:00".to_owned(),
            device: "device".to_owned(),
            account: Account {
                name: "an".to_owned(),
                display: "An".to_owned(),
                role: Role::Field,
                scope: Scope::Unit("u".to_owned()),
            },
            everything: false,
            rounds: vec![DocumentRef {
                id: "round".to_owned(),
                hash: "h".to_owned(),
            }],
            work: device.carry_out(false),
            photos: photos
                .iter()
                .map(|photo| PhotoRef {
                    hash: checksum(photo),
                    bytes: photo.len() as u64,
                })
                .collect(),
        },
        photos: photos.to_vec(),
    }
}

#[test]
fn write_then_read_is_the_identity() {
    let file = file();
    let bytes = file.to_bytes(checksum);
    assert_eq!(WorkFile::from_bytes(&bytes, checksum), Ok(file));
}

#[test]
fn tells_what_it_carries() {
    let work = file().content.work;
    assert_eq!(work.responses(), [ID]);
    assert_eq!(work.forms(), ["form"]);
    assert_eq!(work.answers(), 1);
    assert_eq!(work.slots().len(), 1);
    let is_move = |op: &sohoi_sync::client::LoggedOp| matches!(op.op.change, Change::Move { .. });
    assert_eq!(work.ops().filter(|op| is_move(op)).count(), 1);
}

/// A change to the bytes of a work file.
type Change_ = fn(&mut Vec<u8>);

#[test]
fn refuses_what_is_not_as_it_was_written() {
    let cases: &[(&str, Change_, FileFlaw)] = &[
        ("nothing", Vec::clear, FileFlaw::Foreign),
        (
            "a picture",
            |file| *file = b"\x89PNG\r\n\x1a\n".to_vec(),
            FileFlaw::Foreign,
        ),
        (
            "other JSON",
            |file| *file = b"{\"a\":1}\n".to_vec(),
            FileFlaw::Foreign,
        ),
        (
            "another format",
            |file| replace(file, "sohoi-work", "sohoi-else"),
            FileFlaw::Foreign,
        ),
        (
            "a newer version",
            |file| replace(file, "\"version\":1", "\"version\":2"),
            FileFlaw::Newer,
        ),
        (
            "cut off in the first line",
            |file| file.truncate(40),
            FileFlaw::Damaged,
        ),
        (
            "cut off in the work",
            |file| file.truncate(200),
            FileFlaw::Damaged,
        ),
        (
            "cut off in a photo",
            |file| file.truncate(file.len() - 1),
            FileFlaw::Damaged,
        ),
        (
            "something behind it",
            |file| file.push(b'x'),
            FileFlaw::Damaged,
        ),
        (
            "another answer",
            |file| replace(file, "\"value\":\"2\"", "\"value\":\"3\""),
            FileFlaw::Damaged,
        ),
        (
            "another photo",
            |file| replace(file, "another", "anotheR"),
            FileFlaw::Damaged,
        ),
        (
            "no length",
            |file| replace(file, "\"bytes\":", "\"bites\":"),
            FileFlaw::Damaged,
        ),
        (
            "too large",
            |file| file.resize(WORK_FILE_LIMIT + 1, 0),
            FileFlaw::TooLarge,
        ),
    ];
    for (name, change, expected) in cases {
        let mut bytes = file().to_bytes(checksum);
        change(&mut bytes);
        assert_eq!(
            WorkFile::from_bytes(&bytes, checksum),
            Err(*expected),
            "{name}"
        );
    }
}

fn replace(bytes: &mut Vec<u8>, old: &str, new: &str) {
    let mut windows = bytes.windows(old.len());
    let place = windows.position(|window| window == old.as_bytes());
    let place = place.expect("it is there");
    bytes.splice(place..place + old.len(), new.bytes());
}

#[test]
fn numbers_out_of_order_are_damage() {
    let mut file = file();
    file.content.work.logs[0].ops.swap(0, 1);
    let bytes = file.to_bytes(checksum);
    assert_eq!(
        WorkFile::from_bytes(&bytes, checksum),
        Err(FileFlaw::Damaged)
    );
}
