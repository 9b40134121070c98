//! An object whose members are taken one by one.

use crate::flaws::Flaws;
use crate::read::Read;
use crate::tree::Json;

/// An object that is being read.
#[derive(Debug)]
pub struct Object<'f> {
    members: Vec<(String, Json)>,
    flaws: &'f mut Flaws,
}

impl<'f> Object<'f> {
    /// The object that `json` is; one without members where it is something else.
    pub fn new(json: Json, flaws: &'f mut Flaws) -> Self {
        let members = match json {
            Json::Object(members) => members,
            _ => {
                flaws.note("an object");
                Vec::new()
            }
        };
        Self { members, flaws }
    }

    /// Takes a member. An absent one is `null`.
    pub fn take<T: Read>(&mut self, name: &'static str) -> T {
        T::read(self.member(name), self.flaws)
    }

    /// Takes a member that may be absent.
    pub fn take_or_default<T: Read + Default>(&mut self, name: &'static str) -> T {
        match self.member(name) {
            Json::Null => T::default(),
            json => T::read(json, self.flaws),
        }
    }

    fn member(&mut self, name: &'static str) -> Json {
        self.flaws.member = name;
        let mut members = self.members.iter_mut();
        let member = members.find(|(known, _)| known == name);
        member.map_or(Json::Null, |(_, json)| std::mem::take(json))
    }
}
