//! Links to an OpenID provider in SQL.

use async_trait::async_trait;

use super::dialect::{Columns, Driver};
use super::rows;
use super::turn::Transaction;
use super::view::Connected;
use crate::openid::Identity;
use crate::store::Result;
use crate::store::link::{Entering, Link, ReadLinks, Whom, WriteLinks};

#[async_trait]
impl<C: Connected> ReadLinks for C {
    async fn link(&mut self, account: &str) -> Result<Option<Link>> {
        let row = self
            .ask("select * from links where account = $1")
            .text(account);
        row.first().await?.as_ref().map(link).transpose()
    }

    async fn linked(&mut self, who: &Identity) -> Result<Option<String>> {
        let row = self
            .ask(
                "select account from links where issuer = $1 \
                   and (subject = $2 or (subject is null and email = $3)) \
                 order by subject is null limit 1",
            )
            .text(&who.issuer)
            .text(&who.subject)
            .maybe_text(who.email.as_deref());
        let row = row.first().await?;
        row.map(|row| rows::text(&row, "account")).transpose()
    }
}

#[async_trait]
impl<DB: Driver> WriteLinks for Transaction<'_, DB> {
    async fn put_link(&mut self, account: &str, link: &Link) -> Result<bool> {
        let (subject, email) = match &link.whom {
            Whom::Subject(subject) => (Some(subject.as_str()), None),
            Whom::Email(email) => (None, Some(email.as_str())),
        };
        let taken = self
            .ask(
                "select 1 from links where issuer = $1 and account <> $4 \
                 and (subject = $2 or email = $3)",
            )
            .text(&link.issuer)
            .maybe_text(subject)
            .maybe_text(email)
            .text(account);
        if taken.first().await?.is_some() {
            return Ok(false);
        }
        self.ask(
            "insert into links (account, issuer, subject, email) values ($1, $2, $3, $4) \
             on conflict (account) do update set issuer = excluded.issuer, \
               subject = excluded.subject, email = excluded.email",
        )
        .text(account)
        .text(&link.issuer)
        .maybe_text(subject)
        .maybe_text(email)
        .run()
        .await?;
        Ok(true)
    }

    async fn remove_link(&mut self, account: &str) -> Result<bool> {
        let removed = self
            .ask("delete from links where account = $1")
            .text(account)
            .run()
            .await?;
        Ok(removed == 1)
    }

    async fn add_entering(&mut self, entering: &Entering, now: i64) -> Result<()> {
        self.ask("delete from entering where expires_at <= $1")
            .number(now)
            .run()
            .await?;
        self.ask(
            "insert into entering (state, browser, nonce, verifier, back, expires_at) \
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bytes(&entering.state)
        .bytes(&entering.browser)
        .text(&entering.nonce)
        .text(&entering.verifier)
        .text(&entering.back)
        .number(entering.expires_at)
        .run()
        .await?;
        Ok(())
    }

    async fn take_entering(&mut self, state: &[u8], browser: &[u8]) -> Result<Option<Entering>> {
        let row = self
            .ask("select * from entering where state = $1 and browser = $2")
            .bytes(state)
            .bytes(browser);
        let Some(row) = row.first().await? else {
            return Ok(None);
        };
        self.ask("delete from entering where state = $1")
            .bytes(state)
            .run()
            .await?;
        let hash = |column| -> Result<[u8; 32]> {
            let bytes = rows::bytes(&row, column)?;
            <[u8; 32]>::try_from(bytes).map_err(|_| rows::corrupt(column, "it is no SHA-256"))
        };
        Ok(Some(Entering {
            state: hash("state")?,
            browser: hash("browser")?,
            nonce: rows::text(&row, "nonce")?,
            verifier: rows::text(&row, "verifier")?,
            back: rows::text(&row, "back")?,
            expires_at: rows::number(&row, "expires_at")?,
        }))
    }
}

fn link(row: &impl Columns) -> Result<Link> {
    let whom = match row.maybe_text("subject")? {
        Some(subject) => Whom::Subject(subject),
        None => Whom::Email(rows::text(row, "email")?),
    };
    Ok(Link {
        issuer: rows::text(row, "issuer")?,
        whom,
    })
}
