//! Reads the records of a device from a tree: see [`sohoi_json`].

use sohoi_json::read_members;

use super::{DeviceRecord, HeldResponse, HeldRound, HeldSubject, Lineage, LoggedOp, Origin};

read_members! {
    DeviceRecord: device, lineages, cursor, generation, is_refetching;
    Lineage: epoch, acknowledged, safe, is_checked, origin;
    Origin: device, epoch, account;
    LoggedOp: epoch, op, outcome | is_covered, is_dismissed;
    HeldResponse: response, progress, generation | is_brief;
    HeldSubject: subject, generation;
    HeldRound: round, demonstration, generation;
}
