//! Writes what devices send and store as JSON: see [`sohoi_json`].

use sohoi_json::{Members, Write, write_members, write_one_of};

use super::reading::ROLES;
use super::{Account, DocumentRef, ExchangeRequest, OpOutcome, Role, Scope, SubjectLine};

impl Write for Role {
    fn write(&self, out: &mut String) {
        write_one_of(self, &ROLES, "", out);
    }
}

impl Write for Scope {
    fn write(&self, out: &mut String) {
        let (name, id) = match self {
            Self::Unit(id) => ("unit", id),
            Self::Subject(id) => ("subject", id),
        };
        Members::new(out).put(name, id);
    }
}

write_members! {
    ExchangeRequest: protocol, device, epoch, ops, [cursor];
    OpOutcome: n, revision, result;
    DocumentRef: id, hash;
    SubjectLine: id, round, name, kind, unit, [attributes];
    Account: name, display, role, scope;
}
