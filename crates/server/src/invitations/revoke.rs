//! Taking an invitation back.

use crate::scope::Reach;
use crate::store::{Invitation, Store, StoreError, transact};

/// Why it was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    /// There is none, or it is not within reach, or it was taken back before.
    #[error("there is no invitation {0} within reach that is not revoked yet")]
    Unknown(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes an invitation back. Where it was used, the session that it gave ends; what was sent stays,
/// and so does work on the device.
///
/// # Errors
///
/// See [`RevokeError`].
pub async fn revoke(
    store: &dyn Store,
    by: String,
    reach: Reach,
    id: String,
    now: i64,
) -> Result<Invitation, RevokeError> {
    transact(store, move |transaction| {
        Box::pin(async move {
            let unknown = || RevokeError::Unknown(id.clone());
            let stored = transaction.invitation(&id).await?.ok_or_else(unknown)?;
            let slot = &stored.invitation.slot;
            let line = transaction
                .subject(&reach, &slot.round, &slot.subject)
                .await?;
            // Who sees everything may take back one for a line that left the register, too.
            if line.is_none() && reach != Reach::Everything {
                return Err(unknown());
            }
            if !transaction.revoke_invitation(&id, now).await? {
                return Err(unknown());
            }
            let detail = format!("{id} {}", slot.subject);
            transaction
                .audit(now, &by, "revoke invitation", &detail)
                .await?;
            Ok(stored.invitation)
        })
    })
    .await
}
