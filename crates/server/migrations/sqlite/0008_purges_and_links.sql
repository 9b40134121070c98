-- Rounds whose responses were deleted for good, and what was kept of them.
create table purges (
    round       text    primary key,
    at          integer not null,
    -- How many responses went.
    responses   integer not null,
    -- Which files were written first, each with its SHA-256, as JSON.
    kept        text    not null
);

-- Who signs in as an account by an OpenID provider: by the subject, or by a verified address until
-- somebody came with it.
create table links (
    account     text    primary key references accounts (name) on delete cascade,
    issuer      text    not null,
    subject     text,
    email       text,
    check (subject is not null or email is not null)
);
create unique index links_by_subject on links (issuer, subject) where subject is not null;
create unique index links_by_email on links (issuer, email) where email is not null;

-- Sign-ins there that are under way, by the SHA-256 of what the provider hands back and of what only the
-- browser has; each is good once.
create table entering (
    state       blob    primary key,
    browser     blob    not null,
    nonce       text    not null,
    verifier    text    not null,
    back        text    not null,
    expires_at  integer not null
);
