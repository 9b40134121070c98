//! `sohoi-server invitation`: codes by which associations without an account come in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use sohoi_invitation::{Sheet, Style, sheet};
use sohoi_round::RoundPart;
use sohoi_text::Language;

use super::{Failure, RoundChoice, round, say, token};
use crate::app::wall_clock;
use crate::auth::Passwords;
use crate::day;
use crate::forms::Forms;
use crate::invitations::{self, Invited, MakeError, Order, RevokeError, Whom};
use crate::scope::Reach;
use crate::store::{InvitationStanding, Store};

/// Who did it, in the audit.
const BY: &str = "command line";

#[derive(Debug, Subcommand)]
pub(super) enum InvitationCommand {
    /// Makes invitations and shows their codes, once.
    Make(Make),
    /// Lists the invitations and how they stand, without their codes.
    List(List),
    /// Takes an invitation back, and ends the session that it gave.
    Revoke(Revoke),
}

#[derive(Debug, Args)]
pub(super) struct Make {
    /// For every association of this unit, and below it, that needs one.
    #[arg(long, value_name = "UNIT", required_unless_present = "subject")]
    unit: Option<String>,
    /// For this line of the register.
    #[arg(long, value_name = "SUBJECT", conflicts_with = "unit")]
    subject: Option<String>,
    /// The last day on which they are good, e.g. 2027-12-31.
    #[arg(long, value_name = "DAY")]
    until: NaiveDate,
    /// Writes the sheet to be printed into this file, too.
    #[arg(long, value_name = "FILE.html", requires = "address")]
    sheet: Option<PathBuf>,
    /// Where people find the app, e.g. https://sohoi.example; codes are shown as links then.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// Only of this unit and below it.
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Debug, Args)]
pub(super) struct Revoke {
    /// The first five letters of its code.
    id: String,
}

impl InvitationCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        match self {
            Self::Make(command) => command.run(store).await,
            Self::List(command) => command.run(store).await,
            Self::Revoke(command) => command.run(store).await,
        }
    }
}

impl Make {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let ends_at = token::end_of(self.until)?;
        let round = part(store, &self.round).await?;
        let order = Order {
            by: BY.to_owned(),
            reach: Reach::Everything,
            whom: match (self.unit, self.subject) {
                (_, Some(subject)) => Whom::Subject(subject),
                (unit, None) => Whom::Unit(unit.unwrap_or_default()),
            },
            ends_at,
        };
        let now = wall_clock();
        let made = invitations::make(store, &Passwords::owasp(), &round, order, now).await?;
        if let (Some(file), Some(address)) = (&self.sheet, &self.address) {
            write_sheet(file, &round, &made.invited, address, self.until)?;
        }
        for Invited { line, code } in &made.invited {
            let shown = match &self.address {
                Some(address) => code.link(address),
                None => code.grouped(),
            };
            say(format_args!("{}\t{}\t{shown}", line.id, line.name))?;
        }
        eprintln!(
            "{} made; {} of the unit need none. The codes are shown only now; who has one fills in \
             that form.",
            made.invited.len(),
            made.left_out
        );
        Ok(())
    }
}

impl List {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let now = wall_clock();
        let mut view = store.read().await?;
        let round = round::chosen(&mut *view, &self.round).await?;
        let reach = self.unit.map_or(Reach::Everything, Reach::Unit);
        for invitation in view.invitations(&reach, &round.id).await? {
            let invitation = invitation.into_inner();
            let last = day::last_before(invitation.ends_at);
            let standing = match invitation.standing(now) {
                InvitationStanding::Open => format!("open until {last}"),
                InvitationStanding::Used => match invitation.used {
                    Some(used) => format!("used by {} until {last}", used.account),
                    None => "used".to_owned(),
                },
                InvitationStanding::Locked => {
                    format!("locked after {} wrong codes", invitation.failures)
                }
                InvitationStanding::Ended => format!("ended on {last}"),
                InvitationStanding::Revoked => "revoked".to_owned(),
            };
            let slot = &invitation.slot;
            let (id, subject, form) = (&invitation.id, &slot.subject, &slot.form);
            say(format_args!("{id}\t{subject}\t{form}\t{standing}"))?;
        }
        Ok(())
    }
}

impl Revoke {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let id = self.id.trim().to_ascii_uppercase();
        let by = BY.to_owned();
        let revoked = invitations::revoke(store, by, Reach::Everything, id, wall_clock()).await?;
        let (id, subject) = (revoked.id, revoked.slot.subject);
        say(format_args!("invitation {id} for {subject} revoked"))
    }
}

/// The round as it is offered.
async fn part(store: &dyn Store, choice: &RoundChoice) -> Result<Arc<RoundPart>, Failure> {
    let mut view = store.read().await?;
    let stored = round::chosen(&mut *view, choice).await?;
    let part = Forms::default().round(&mut *view, &stored.document).await?;
    part.ok_or_else(|| Failure::refused(format!("round {} has no document", stored.id)))
}

fn write_sheet(
    file: &Path,
    round: &RoundPart,
    invited: &[Invited],
    address: &str,
    last_day: NaiveDate,
) -> Result<(), Failure> {
    let language = Language::Vi;
    let printed = Sheet {
        title: language.pick(&round.short_title.vi, &round.short_title.en),
        address,
        last_day,
        places: &invitations::places(round, invited, language),
    };
    let text = sheet(&printed, Style::Inside, language);
    let doing = format!("write {}", file.display());
    std::fs::write(file, text).map_err(|flaw| Failure::io(&doing, flaw))
}

impl From<MakeError> for Failure {
    fn from(flaw: MakeError) -> Self {
        match flaw {
            MakeError::Store(failure) => Self::Store(failure),
            MakeError::Over => Self::refused("--until is a day that is over"),
            other => Self::refused(other.to_string()),
        }
    }
}

impl From<RevokeError> for Failure {
    fn from(flaw: RevokeError) -> Self {
        match flaw {
            RevokeError::Store(failure) => Self::Store(failure),
            RevokeError::Unknown(id) => Self::refused(format!(
                "there is no invitation {id} that is not revoked yet: see `invitation list`"
            )),
        }
    }
}
