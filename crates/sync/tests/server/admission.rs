//! Which ops are new, and which requests are none.

use sohoi_sync::server::{Admission, admit, check, restored_revision};
use sohoi_sync::{Change, ExchangeRequest, Limits, Op, OpOutcome, OpResult};

fn op(n: u64, at: &str) -> Op {
    Op {
        n,
        at: at.to_owned(),
        response: "r".to_owned(),
        change: Change::Answer {
            form_hash: "f".to_owned(),
            seen: 0,
            cells: Vec::new(),
        },
        after: Vec::new(),
    }
}

fn outcome(n: u64) -> OpOutcome {
    OpOutcome {
        n,
        revision: 9,
        result: OpResult::Applied,
    }
}

#[test]
fn an_op_is_new_once() {
    let (stored, kept) = (op(5, "then"), outcome(5));
    let log = Some((&stored, &kept));
    assert_eq!(admit(5, &op(6, "now"), None), Admission::Fresh);
    assert_eq!(admit(0, &op(1, "now"), None), Admission::Fresh);
    assert_eq!(admit(5, &op(5, "then"), log), Admission::Replay(&kept));
    assert_eq!(admit(9, &op(5, "then"), log), Admission::Replay(&kept));
    assert_eq!(admit(5, &op(5, "another"), log), Admission::Forked);
    assert_eq!(
        admit(5, &op(7, "now"), None),
        Admission::Gap { expected: 6 }
    );
    assert_eq!(
        admit(0, &op(3, "now"), None),
        Admission::Gap { expected: 1 }
    );
}

#[test]
fn a_replay_that_cannot_be_compared_is_taken_for_a_fork() {
    assert_eq!(admit(5, &op(4, "then"), None), Admission::Forked);
}

#[test]
fn a_request_is_refused_by_its_shape_with_the_place() {
    let whole = ExchangeRequest {
        protocol: 1,
        device: "0191f0a1-7a1c-7c40-8c4b-2f1d6a5e9b01".to_owned(),
        epoch: 1,
        ops: vec![op(4, "a"), op(5, "b")],
        cursor: None,
    };
    let limits = Limits { ops: 2, bytes: 0 };
    assert_eq!(
        check(&whole, &limits),
        Ok(()),
        "bytes are the transport's to count"
    );
    type Break = fn(&mut ExchangeRequest);
    let cases: [(Break, &str, &str); 9] = [
        (|r| r.protocol = 2, "unsupported_protocol", "protocol 2"),
        (|r| r.device.clear(), "malformed", "device"),
        (|r| r.device = "a b".to_owned(), "malformed", "device"),
        (|r| r.epoch = 0, "malformed", "epoch"),
        (|r| r.ops.push(op(6, "c")), "too_large", "3 of at most 2"),
        (
            |r| r.ops[1].n = 6,
            "malformed",
            "ops[1].n: 6 where 5 follows",
        ),
        (
            |r| r.ops[1].n = 4,
            "malformed",
            "ops[1].n: 4 where 5 follows",
        ),
        (|r| r.ops[0].n = 0, "malformed", "ops[0].n: 0"),
        (|r| r.ops[0].n = u64::MAX, "malformed", "ops[0].n"),
    ];
    for (change, code, place) in cases {
        let mut request = whole.clone();
        change(&mut request);
        let error = check(&request, &limits).expect_err(place);
        assert_eq!(error.code, code, "{place}");
        assert!(error.message.contains(place), "{place}: {}", error.message);
    }
}

#[test]
fn a_restored_server_counts_on_above_everything_it_ever_gave_out() {
    let (before, after) = (3_600_000, 3_600_001);
    assert!(restored_revision(after) - restored_revision(before) > 30_000_000);
    assert!(
        restored_revision(after) < 1 << 53,
        "exact in every JSON reader"
    );
}
