//! Leaving the work of an account, and deleting it where an administrator wants that.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_storage::StorageError;
use sohoi_sync::Account;

use super::{Desk, Kept, Stage};
use crate::platform::address;
use crate::platform::hint::Hints;
use crate::platform::place::Place;
use crate::state::device::{self, Way};
use crate::state::work::Work;

/// How long other tabs are given to save before this one looks what is unsent.
const TABS_SAVE: Duration = Duration::from_millis(1_500);

/// How many changes exist nowhere but here: those that are unsent, on their way to the disk, or unreadable.
pub fn lost_by_wiping(work: &Work) -> usize {
    work.exchange_status().unsent + work.save_status().waiting + work.damaged().len()
}

impl Desk {
    /// Closes the work of the account in every tab and shows the first screen. Nothing stored is touched.
    pub fn leave(self, work: &Work, way: Way) {
        let work = work.clone();
        spawn_local(async move {
            // The page after this one offers every account of the device, so a store that cannot
            // forget the current one only means that it opens by itself next time.
            let _ = device::leave(&work.account(), way).await;
            self.tell_tabs();
            self.close(work).await;
        });
    }

    /// Where one tab leaves the work, all do: somebody else takes the device.
    pub(super) fn listen_to_tabs(self) {
        let tabs = Hints::open("sohoi-left", move || self.left_elsewhere());
        self.tabs.set_value(Some(tabs));
    }

    pub(super) fn tell_tabs(self) {
        self.tabs.with_value(|tabs| {
            if let Some(tabs) = tabs {
                tabs.give();
            }
        });
    }

    #[inline(never)]
    fn left_elsewhere(self) {
        if let Some(work) = self.work() {
            // A field that is left says what was typed; that comes first.
            Place::leave();
            spawn_local(self.close(work));
        }
    }

    async fn close(self, work: Work) {
        // What is on its way to the disk gets there first. Where the disk does not take it, the page stays,
        // says so and offers the work file: it is nowhere else.
        if work.catch_up().await.is_err() && work.save_status().waiting > 0 {
            return;
        }
        self.kept.set_value(Kept::default());
        self.show_sign_in().await;
        address::go("#/");
        work.close();
    }

    /// Begins the session of the account that was just opened by `secret`, beside the page.
    pub fn reconnect(self, account: Account, secret: String) {
        spawn_local(async move {
            if device::reconnect(&account, &secret).await {
                self.exchange_now();
            }
        });
    }

    /// The server wants the data of this account deleted here: the page that does it takes over.
    #[inline(never)]
    pub(super) fn told_to_wipe(self) {
        let Some(told) = self.working() else {
            return;
        };
        Place::leave();
        // Other tabs save what is typed in them, and close.
        self.tell_tabs();
        let show = move || {
            let open = self.working();
            if let Some(work) = open.filter(|open| open.account().name == told.account().name) {
                self.kept.set_value(Kept::default());
                self.stage.set(Stage::Wiping(work));
            }
        };
        set_timeout(show, TABS_SAVE);
    }

    /// The work whose pages are shown; none while it is being deleted.
    fn working(self) -> Option<Work> {
        self.stage.with_untracked(|stage| match stage {
            Stage::Working(work) => Some(work.clone()),
            _ => None,
        })
    }

    /// Deletes the work from this device and shows the first screen, which says so. Where more is unsent by now
    /// than the `told` that the person was asked about the page asks again.
    ///
    /// # Errors
    ///
    /// Where the browser does not delete it, or cannot tell what is unsent.
    pub async fn wipe(self, work: &Work, told: usize) -> Result<(), StorageError> {
        work.catch_up().await?;
        if lost_by_wiping(work) > told {
            self.stage.set(Stage::Wiping(work.clone()));
            return Ok(());
        }
        let account = work.account();
        let views = work.responses();
        let responses: Vec<String> = views.iter().map(|view| view.response.id.clone()).collect();
        work.close();
        self.tell_tabs();
        device::wipe(&account, &responses).await?;
        self.show_sign_in().await;
        address::go("#/");
        Ok(())
    }
}
