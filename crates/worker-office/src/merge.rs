//! Adding up the aggregates of units below: what page and worker say to each other about it.

use sohoi_json::{Flaws, Json, Members, Object, Read, Write, read_members, write_members};
use sohoi_stats::{IndicatorTable, Population};
use sohoi_sync::Account;
use sohoi_text::Language;

use crate::What;

/// What the page says: add these files up.
#[derive(Clone, PartialEq, Eq)]
pub struct MergeRequest {
    /// Whose database is read.
    pub account: Account,
    /// The id of the round that the page is about.
    pub round: String,
    /// The text of the unit's key file; blank where there is none.
    pub key: String,
    /// The files, in the order in which their bytes lie one after another.
    pub files: Vec<MergeFile>,
    /// Whether the responses in the database count, too.
    pub counts_own: bool,
    /// Whether files without a signature are taken also of units that have a key in the round.
    pub takes_unsigned: bool,
    /// The file to make; where it is nothing, the figures are said.
    pub what: Option<What>,
    /// The id of the layout, for [`What::Report`].
    pub layout: String,
    /// The language of refusals and files.
    pub language: Language,
    /// Today, as `2017-06-30`.
    pub today: String,
}

/// A file that is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeFile {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub length: u32,
}

/// What files are, and what they make together.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// What the key file is; nothing where there is none.
    pub key: Option<KeyTold>,
    /// What each file is, in the order asked.
    pub files: Vec<FileTold>,
    /// Why they cannot be added up though each is good, in words.
    pub refusal: Option<String>,
    /// All of them together. Nothing where one is refused, and where there is none.
    pub merged: Option<MergedTold>,
}

/// What a key file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTold {
    /// Whom one seals to for this key; nothing where the file holds no key.
    pub recipient: Option<String>,
    /// The units whose recipient that is in the round.
    pub units: Vec<String>,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTold {
    /// What it says of itself; nothing where it could not be read, or is not to be believed.
    pub told: Option<Told>,
    /// Why it is not added up.
    pub refused: Option<RefusedTold>,
}

/// What an aggregate says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The id of the unit that it is of.
    pub unit: String,
    /// When it was made, in UTC.
    pub made_at: String,
    /// Which responses count.
    pub population: Population,
    /// How many responses it counts.
    pub responses: u64,
    /// Lines of the register there with a response that counts, and all.
    pub progress: (u64, u64),
    /// The fingerprint of who signed it; nothing where nobody did.
    pub fingerprint: Option<String>,
    /// Whether it came sealed.
    pub is_sealed: bool,
    /// The units whose files were added up in it.
    pub made_of: Vec<String>,
    /// Those of them whose files were not signed.
    pub unsigned: Vec<String>,
}

/// Why a file is not added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedTold {
    /// The reason, and what to do.
    pub sentence: String,
    /// Whether it would be taken if it were signed.
    pub lacks_signature: bool,
}

/// Files added up.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedTold {
    /// Which responses count.
    pub population: Population,
    /// How many.
    pub responses: u32,
    /// How many of them are the account's own; nothing where these do not count.
    pub own: Option<u32>,
    /// How many responses of its own could not be read, because their form version is not here.
    pub left_out: u32,
    /// How many files, and how many of them are not signed, in words.
    pub made_of: String,
    /// Whether some of it is not signed.
    pub is_unsigned: bool,
    /// By kind of subjects: lines of the register here with a response that counts, of how many.
    pub progress: Vec<(String, (u32, u32))>,
    /// Every indicator with all its breakdowns.
    pub tables: Vec<IndicatorTable>,
}

read_members! {
    MergeFile: name, length;
    Merge: files | key, refusal, merged;
    KeyTold: recipient, units;
    FileTold: told, refused;
    Told: unit, made_at, population, responses, progress, fingerprint, is_sealed, made_of, unsigned;
    RefusedTold: sentence, lacks_signature;
    MergedTold: population, responses, own, left_out, made_of, is_unsigned, progress, tables;
}

write_members! {
    MergeFile: name, length;
    Merge: files, key, refusal, merged;
    KeyTold: recipient, units;
    FileTold: told, refused;
    Told: unit, made_at, population, responses, progress, fingerprint, is_sealed, made_of, unsigned;
    RefusedTold: sentence, lacks_signature;
    MergedTold: population, responses, own, left_out, made_of, is_unsigned, progress, tables;
}

impl Write for MergeRequest {
    fn write(&self, out: &mut String) {
        let mut members = Members::new(out);
        members.put("account", &self.account);
        members.put("round", &self.round);
        members.put("key", &self.key);
        members.put("files", &self.files);
        members.put("counts_own", &self.counts_own);
        members.put("takes_unsigned", &self.takes_unsigned);
        members.put("what", &self.what);
        members.put("layout", &self.layout);
        members.put("language", &self.language.code());
        members.put("today", &self.today);
    }
}

impl Read for MergeRequest {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut members = Object::new(json, flaws);
        let language: String = members.take("language");
        Self {
            account: members.take("account"),
            round: members.take("round"),
            key: members.take("key"),
            files: members.take("files"),
            counts_own: members.take("counts_own"),
            takes_unsigned: members.take("takes_unsigned"),
            what: members.take("what"),
            layout: members.take("layout"),
            language: Language::from_code(&language),
            today: members.take("today"),
        }
    }
}

/// Without the key, which is shown nowhere.
impl std::fmt::Debug for MergeRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MergeRequest")
            .field("account", &self.account)
            .field("round", &self.round)
            .field("files", &self.files)
            .field("counts_own", &self.counts_own)
            .field("takes_unsigned", &self.takes_unsigned)
            .field("what", &self.what)
            .finish_non_exhaustive()
    }
}
