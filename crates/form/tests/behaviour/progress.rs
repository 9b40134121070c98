//! How far a form is.

use sohoi_form::Progress;

use crate::scenario::Scenario;

fn progress(asked: usize, answered: usize, problems: usize) -> Progress {
    Progress {
        asked,
        answered,
        problems,
    }
}

#[test]
fn counts_what_is_asked_answered_and_wrong() {
    let mut form = Scenario::new(
        "section one
         integer a required
         integer optional
         calculate c | calculation: 1
         section two | relevant: ${a} = 1
         repeat rows | repeat_count: 2
           integer x required
           calculate y | calculation: ${x}
         end",
    );
    let session = |form: &Scenario, section: &str| form.session.progress(section);
    assert_eq!(session(&form, "one"), progress(1, 0, 1));
    assert_eq!(session(&form, "two"), progress(0, 0, 0));
    form.answer("a", "1");
    // Nobody has to answer what is left: it is whole.
    assert_eq!(session(&form, "one"), progress(1, 1, 0));
    assert_eq!(session(&form, "two"), progress(2, 0, 2));
    form.answer("rows/1/x", "wrong");
    assert_eq!(session(&form, "two"), progress(2, 1, 2));
    form.answer("rows/1/x", "3");
    assert_eq!(form.session.total_progress(), progress(3, 2, 1));
    form.answer("optional", "5");
    assert_eq!(session(&form, "one"), progress(2, 2, 0));
    assert_eq!(session(&form, "nowhere"), Progress::default());
    form.answer("a", "2");
    assert_eq!(form.session.total_progress(), progress(2, 2, 0));
}
