//! Signing in by an OpenID Connect provider: authorization code with PKCE, state and nonce.
//!
//! Who somebody is comes from the provider; which account that is, only from a link that an
//! administrator made. Nothing of what the provider says in words is shown to anybody: it is for the
//! log.

use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreProviderMetadata,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope, TokenResponse as _,
};
use tokio::sync::Mutex;

use crate::random;

mod client;
mod settings;

use client::Http;
pub use settings::{BadSettings, Settings};

/// How long what the provider says of itself, its keys among it, is taken for true.
const FRESH: Duration = Duration::from_secs(600);
/// How long it is waited between two attempts to find the provider when the server starts.
const BETWEEN_ATTEMPTS: [u64; 4] = [1, 5, 30, 120];

/// The path to which the provider sends people back.
pub const RETURN: &str = "/admin/sign-in/openid/return";

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider, as this server knows it.
pub struct OpenId {
    settings: Settings,
    http: Http,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

/// Where somebody goes to sign in, and what has to be the same when they come back.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// The address at the provider.
    pub address: String,
    /// What the provider hands back, to find the rest by.
    pub state: String,
    /// What the token that it signs has to hold.
    pub nonce: String,
    /// The secret by which only this server gets anything for the code.
    pub verifier: String,
}

/// Who somebody is, as the provider signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The person, for ever the same at this provider.
    pub subject: String,
    /// The address, where the provider verified it; in small letters.
    pub email: Option<String>,
}

/// Why somebody did not get in; what the texts say is for the log.
#[derive(Debug, thiserror::Error)]
pub enum OpenIdError {
    /// The provider does not answer, or not as one.
    #[error("the provider cannot be asked: {0}")]
    Unreachable(String),
    /// It does not take the code.
    #[error("the provider refused: {0}")]
    Refused(String),
    /// What it said cannot be trusted.
    #[error("what the provider said is not trusted: {0}")]
    Untrusted(String),
}

impl OpenId {
    /// A provider that was not asked anything yet.
    ///
    /// # Errors
    ///
    /// Where the system has no certificates to check it by.
    pub fn new(settings: Settings) -> Result<Self, BadSettings> {
        Ok(Self {
            http: Http::new()?,
            settings,
            known: Mutex::new(None),
        })
    }

    /// What people call the provider.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// The provider's address, as its tokens name it.
    pub fn issuer(&self) -> &str {
        self.settings.issuer.as_str()
    }

    /// Asks the provider who it is until it answers: the server does not wait for it.
    pub async fn find(&self) {
        for attempt in 0_usize.. {
            match self.provider().await {
                Ok(_) => {
                    tracing::info!(issuer = self.issuer(), "the OpenID provider answers");
                    return;
                }
                Err(failure) => tracing::warn!(%failure, "no sign-in by OpenID yet"),
            }
            let last = BETWEEN_ATTEMPTS.len() - 1;
            let seconds = BETWEEN_ATTEMPTS[attempt.min(last)];
            tokio::time::sleep(Duration::from_secs(seconds)).await;
        }
    }

    /// Where somebody goes to sign in.
    ///
    /// # Errors
    ///
    /// Where the provider does not answer.
    pub async fn begin(&self) -> Result<Beginning, OpenIdError> {
        let client = self.client().await?;
        let secret = || hex::encode(random::bytes::<32>());
        let (state, nonce, verifier) = (secret(), secret(), secret());
        let kept = PkceCodeVerifier::new(verifier.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&kept);
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let own_state = CsrfToken::new(state.clone());
        let own_nonce = Nonce::new(nonce.clone());
        let (address, _, _) = client
            .authorize_url(flow, move || own_state, move || own_nonce)
            .add_scope(Scope::new("email".into()))
            .set_pkce_challenge(challenge)
            .url();
        Ok(Beginning {
            address: address.into(),
            state,
            nonce,
            verifier,
        })
    }

    /// Who it is that came back with a code: signature, provider, this server as the audience, time and
    /// nonce of the token are checked.
    ///
    /// # Errors
    ///
    /// Where the provider refuses, or what it says cannot be trusted.
    pub async fn finish(
        &self,
        code: &str,
        nonce: &str,
        verifier: &str,
    ) -> Result<Identity, OpenIdError> {
        let client = self.client().await?;
        let ask = self.http.asking();
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|flaw| OpenIdError::Unreachable(flaw.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()))
            .request_async(&ask)
            .await
            .map_err(|flaw| OpenIdError::Refused(in_full(&flaw)))?;
        let untrusted = |why: String| OpenIdError::Untrusted(why);
        let token = answer
            .id_token()
            .ok_or_else(|| untrusted("it gave no ID token".into()))?;
        let nonce = Nonce::new(nonce.to_owned());
        let claims = token
            .claims(&client.id_token_verifier(), &nonce)
            .map_err(|flaw| untrusted(in_full(&flaw)))?;
        let is_verified = claims.email_verified() == Some(true);
        let email = claims.email().filter(|_| is_verified);
        Ok(Identity {
            issuer: self.issuer().to_owned(),
            subject: claims.subject().as_str().to_owned(),
            email: email.map(|email| email.as_str().to_lowercase()),
        })
    }

    async fn client(&self) -> Result<Client, OpenIdError> {
        let provider = self.provider().await?;
        let settings = &self.settings;
        let knows_basic = provider
            .token_endpoint_auth_methods_supported()
            .is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let id = ClientId::new(settings.client_id.clone());
        let secret = settings.secret.clone().map(ClientSecret::new);
        let back = RedirectUrl::new(format!("{}{RETURN}", settings.public_url));
        let back = back.map_err(|flaw| OpenIdError::Unreachable(flaw.to_string()))?;
        let auth = if knows_basic {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        Ok(CoreClient::from_provider_metadata(provider, id, secret)
            .set_redirect_uri(back)
            .set_auth_type(auth))
    }

    /// What the provider says of itself; as it was known before where it does not answer now.
    async fn provider(&self) -> Result<CoreProviderMetadata, OpenIdError> {
        let mut known = self.known.lock().await;
        if let Some((at, provider)) = &*known
            && at.elapsed() < FRESH
        {
            return Ok(provider.clone());
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone());
        let issuer = issuer.map_err(|flaw| OpenIdError::Unreachable(flaw.to_string()))?;
        let ask = self.http.asking();
        match CoreProviderMetadata::discover_async(issuer, &ask).await {
            Ok(provider) => {
                *known = Some((Instant::now(), provider.clone()));
                Ok(provider)
            }
            Err(flaw) => match &*known {
                Some((_, provider)) => Ok(provider.clone()),
                None => Err(OpenIdError::Unreachable(in_full(&flaw))),
            },
        }
    }
}

/// An error with what it comes from.
fn in_full(flaw: &dyn std::error::Error) -> String {
    let mut text = flaw.to_string();
    let mut next = flaw.source();
    while let Some(flaw) = next {
        text = format!("{text}: {flaw}");
        next = flaw.source();
    }
    text
}
