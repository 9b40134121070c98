-- As migrations/sqlite/0008_purges_and_links.sql; what the tables are for stands there.

create table purges (
    round text collate "C" primary key,
    at bigint not null,
    responses bigint not null,
    kept text collate "C" not null
);

create table links (
    account text collate "C" primary key references accounts (name) on delete cascade,
    issuer text collate "C" not null,
    subject text collate "C",
    email text collate "C",
    check (subject is not null or email is not null)
);
create unique index links_by_subject on links (issuer, subject) where subject is not null;
create unique index links_by_email on links (issuer, email) where email is not null;

create table entering (
    state bytea primary key,
    browser bytea not null,
    nonce text collate "C" not null,
    verifier text collate "C" not null,
    back text collate "C" not null,
    expires_at bigint not null
);
