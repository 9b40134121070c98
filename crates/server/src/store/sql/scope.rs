//! The scope predicate in SQL.

/// The scope predicate over a line `s` of the register, with the reach's kind as `$1` and its key
/// as `$2`. This is the only place that decides who sees what.
macro_rules! within_reach {
    () => {
        "($1 = 'everything' \
          or ($1 = 'subject' and s.id = $2) \
          or ($1 in ('unit', 'unit_party', 'unit_state') \
              and ($1 = 'unit' or s.branch is null or $1 = 'unit_' || s.branch) \
              and exists ( \
                select 1 from unit_reach u \
                where u.round = s.round and u.ancestor = $2 and u.unit = s.unit)))"
    };
}

/// Responses `r` with the valid line `s` of their subject.
macro_rules! responses_with_subject {
    () => {
        "select r.* from responses r \
         left join register s \
           on s.round = r.round and s.id = r.subject and s.until_seq is null \
         where "
    };
}

pub(super) use {responses_with_subject, within_reach};
