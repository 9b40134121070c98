//! Working on this device only: what an app offers that lies on a static host, with rounds beside it
//! and no server.

use sohoi_json::from_bytes;
use sohoi_round::RoundPart;
use sohoi_sync::{Account, Role, Scope, SubjectLine};

use crate::platform::page;
use crate::sync::alone;
use crate::sync::server::Failure;

/// How the names of such accounts begin. No account of a server has such a name.
const MARK: char = '~';

/// What one may work on.
#[derive(Clone)]
pub struct Offer {
    /// The round.
    pub round: RoundPart,
    /// Its register.
    pub lines: Vec<SubjectLine>,
}

/// Whether an account is one of this device only.
pub fn is_alone(account: &Account) -> bool {
    account.name.starts_with(MARK)
}

/// Whether the app lies on a static host. It stands in the page itself, so a server that cannot be
/// reached is never taken for one that is not there; a device that knows an account of a server
/// (`known`) goes on with that.
pub fn is_offered(known: &[Account]) -> bool {
    page::has_rounds_beside() && known.iter().all(is_alone)
}

/// The rounds that one may work on, the one due last first.
///
/// # Errors
///
/// Where they cannot be fetched.
pub async fn offers() -> Result<Vec<Offer>, String> {
    let fetched = fetch().await;
    fetched.map_err(|failure| format!("{failure:?}"))
}

async fn fetch() -> Result<Vec<Offer>, Failure> {
    let mut offers = Vec::new();
    for offered in alone::rounds().await? {
        let json = alone::document(&offered.hash).await?;
        let round: RoundPart = from_bytes(json.as_bytes()).map_err(|_| Failure::Offline)?;
        let lines = alone::register(&offered).await?;
        offers.push(Offer { round, lines });
    }
    offers.sort_by(|a, b| b.round.dates.due.cmp(&a.round.dates.due));
    Ok(offers)
}

impl Offer {
    /// The ids of the units that have lines of the register, their own or below them.
    pub fn units(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for line in &self.lines {
            let mut at = Some(line.unit.as_str());
            // Whoever is above a unit that was found was found with it.
            while let Some(unit) = at.filter(|unit| !found.contains(unit)) {
                found.push(unit);
                let mut units = self.round.units.iter();
                let known = units.find(|known| known.id == unit);
                at = known.and_then(|known| known.parent.as_deref());
            }
        }
        found
    }

    /// The account of whoever fills in for the subjects of a unit.
    pub fn field_staff(&self, unit: &str) -> Account {
        let mut units = self.round.units.iter();
        let name = units.find(|known| known.id == unit);
        Account {
            name: format!("{MARK}{unit}"),
            display: name.map_or_else(|| unit.to_owned(), |unit| unit.name.vi.clone()),
            role: Role::Field,
            scope: Scope::Unit(unit.to_owned()),
        }
    }

    /// The account of a subject that fills in its own form.
    pub fn association(&self, line: &SubjectLine) -> Account {
        Account {
            name: format!("{MARK}{MARK}{}", line.id),
            display: line.name.clone(),
            role: Role::Association,
            scope: Scope::Subject(line.id.clone()),
        }
    }
}
