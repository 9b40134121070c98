//! Both forms, from an empty sheet.

use sohoi_form::{Answers, ProblemKind, Session};

use crate::instrument::engine;

#[test]
fn an_empty_sheet_misses_what_is_required_and_nothing_else() {
    for id in ["hqc_a", "hqc_b"] {
        let session = Session::new(engine(id), Answers::new());
        let problems = session.problems();
        assert!(!problems.is_empty(), "{id}");
        assert!(
            problems
                .iter()
                .all(|problem| problem.kind == ProblemKind::Missing)
        );
        assert_eq!(session.total_progress().problems, problems.len());
        assert_eq!(session.total_progress().answered, 0);
    }
}
