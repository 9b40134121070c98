//! Reads the records of a device from a tree: see [`sohoi_json`].

use sohoi_json::{Flaws, Json, Object, Read};

use super::{DeviceRecord, HeldResponse, HeldRound, HeldSubject, Lineage, LoggedOp};
use crate::wire::progress;

#[cfg(target_arch = "wasm32")]
sohoi_json::deserialize_by_reading!(DeviceRecord, HeldResponse, HeldRound, HeldSubject, LoggedOp);

impl Read for DeviceRecord {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut record = Object::new(json, flaws);
        Self {
            device: record.take("device"),
            lineages: record.take("lineages"),
            cursor: record.take("cursor"),
            generation: record.take("generation"),
            is_refetching: record.take("is_refetching"),
        }
    }
}

impl Read for Lineage {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut lineage = Object::new(json, flaws);
        Self {
            epoch: lineage.take("epoch"),
            acknowledged: lineage.take("acknowledged"),
            safe: lineage.take("safe"),
            is_checked: lineage.take("is_checked"),
        }
    }
}

impl Read for LoggedOp {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut logged = Object::new(json, flaws);
        Self {
            epoch: logged.take("epoch"),
            op: logged.take("op"),
            outcome: logged.take("outcome"),
            is_covered: logged.take_or_default("is_covered"),
            is_dismissed: logged.take_or_default("is_dismissed"),
        }
    }
}

impl Read for HeldResponse {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut held = Object::new(json, flaws);
        Self {
            response: held.take("response"),
            progress: progress(held.take("progress")),
            generation: held.take("generation"),
        }
    }
}

impl Read for HeldSubject {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut held = Object::new(json, flaws);
        Self {
            subject: held.take("subject"),
            generation: held.take("generation"),
        }
    }
}

impl Read for HeldRound {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut held = Object::new(json, flaws);
        Self {
            round: held.take("round"),
            demonstration: held.take("demonstration"),
            generation: held.take("generation"),
        }
    }
}
