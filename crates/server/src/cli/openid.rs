//! What `serve` is told of an OpenID provider.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::{Failure, file};
use crate::openid::{BadSettings, OpenId, Settings};

/// The secret that the provider knows the server by; never by a flag, which others on the machine see.
const SECRET: &str = "SOHOI_OIDC_SECRET";

#[derive(Debug, Args)]
pub(super) struct OpenIdFlags {
    /// An OpenID Connect provider by which people may sign in, as its tokens name it. Only accounts that an
    /// administrator linked.
    #[arg(
        long,
        value_name = "URL",
        env = "SOHOI_OIDC_ISSUER",
        requires_all = ["oidc_client_id", "public_url"]
    )]
    oidc_issuer: Option<String>,
    /// As whom the provider knows this server.
    #[arg(
        long,
        value_name = "ID",
        env = "SOHOI_OIDC_CLIENT_ID",
        requires = "oidc_issuer"
    )]
    oidc_client_id: Option<String>,
    /// A file with the secret that the provider gave for that; or the variable SOHOI_OIDC_SECRET. Without
    /// either the server is a public client, with PKCE alone.
    #[arg(
        long,
        value_name = "FILE",
        env = "SOHOI_OIDC_SECRET_FILE",
        requires = "oidc_issuer"
    )]
    oidc_secret_file: Option<PathBuf>,
    /// What people call the provider: it stands on the button.
    #[arg(
        long,
        value_name = "NAME",
        env = "SOHOI_OIDC_NAME",
        default_value = "OpenID"
    )]
    oidc_name: String,
    /// The address under which browsers reach this server; the provider sends people back to
    /// `/admin/sign-in/openid/return` below it.
    #[arg(long, value_name = "URL", env = "SOHOI_PUBLIC_URL")]
    public_url: Option<String>,
}

impl OpenIdFlags {
    /// The provider, if one was named. It need not answer yet.
    pub(super) fn provider(&self) -> Result<Option<Arc<OpenId>>, Failure> {
        let (Some(issuer), Some(id), Some(own)) =
            (&self.oidc_issuer, &self.oidc_client_id, &self.public_url)
        else {
            return Ok(None);
        };
        let secret = match &self.oidc_secret_file {
            Some(path) => {
                let text = String::from_utf8(file::read(path)?);
                let no_text = |_| Failure::refused(format!("{} is no text", path.display()));
                Some(text.map_err(no_text)?)
            }
            None => std::env::var(SECRET).ok(),
        };
        let settings = Settings::new(issuer, id, secret.as_deref(), &self.oidc_name, own);
        let wrong = |flaw: BadSettings| Failure::refused(format!("OpenID: {flaw}"));
        let openid = OpenId::new(settings.map_err(wrong)?).map_err(wrong)?;
        Ok(Some(Arc::new(openid)))
    }
}
