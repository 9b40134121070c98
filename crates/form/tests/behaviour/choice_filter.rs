//! Which choices are offered.

use sohoi_form::ProblemKind::NotOffered;

use crate::scenario::{Scenario, places};

const CASCADE: &str = "
    list district: north south
    list commune: hill(district=north) lake(district=north) shore(district=south)
    select_one district district
    select_one commune commune | choice_filter: district = ${district}
    select_multiple commune visited | choice_filter: district = ${district} and name != 'lake'";

#[test]
fn offers_what_the_filter_lets_through() {
    let mut form = Scenario::new(CASCADE);
    assert_eq!(form.options("commune"), Vec::<&str>::new());
    form.answer("district", "north");
    assert_eq!(form.options("commune"), ["hill", "lake"]);
    assert_eq!(form.options("visited"), ["hill"]);
    form.answer("district", "south");
    assert_eq!(form.options("commune"), ["shore"]);
}

#[test]
fn a_stored_choice_can_cease_to_be_offered() {
    let mut form = Scenario::new(CASCADE);
    form.answer("district", "north");
    form.answer("commune", "hill");
    form.answer("visited", "hill");
    assert_eq!(form.problems(), []);
    let changed = form.answer("district", "south");
    assert_eq!(form.problem("commune"), Some(NotOffered));
    assert_eq!(form.problem("visited"), Some(NotOffered));
    assert_eq!(places(&changed), ["district", "commune", "visited"]);
    form.answer("district", "north");
    assert_eq!(form.problems(), []);
}

#[test]
fn filters_row_by_row() {
    let mut form = Scenario::new(
        "list kind: fruit root
         list plant: apple(kind=fruit) beet(kind=root)
         repeat rows | repeat_count: 2
           select_one kind kind
           select_one plant plant | choice_filter: kind = ${kind}
         end",
    );
    form.answer("rows/1/kind", "fruit");
    form.answer("rows/2/kind", "root");
    assert_eq!(form.options("rows/1/plant"), ["apple"]);
    assert_eq!(form.options("rows/2/plant"), ["beet"]);
    form.answer("rows/2/plant", "apple");
    assert_eq!(form.problem("rows/2/plant"), Some(NotOffered));
}
