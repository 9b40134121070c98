-- Invitations: codes by which associations without an account come in. Of a code only the public part
-- (the id) stands here, and a hash of its secret. None is ever deleted: it says who was let in.
create table invitations (
    id          text    primary key,
    -- A PHC string: algorithm, parameters, salt, hash.
    secret      text    not null,
    -- What it is good for.
    round       text    not null,
    form        text    not null,
    subject     text    not null,
    made_by     text    not null,
    made_at     integer not null,
    -- From when it is refused.
    ends_at     integer not null,
    -- When it was used, which account that gave, and the SHA-256 of the session of that browser.
    used_at     integer,
    account     text    references accounts (name),
    session     blob,
    revoked_at  integer,
    -- Wrong secrets that were given for it, and since when it is locked for that.
    failures    integer not null,
    locked_at   integer
);
create index invitations_by_subject on invitations (round, subject);
create index invitations_by_account on invitations (account) where account is not null;

-- Codes that were tried and that no invitation has. To answer takes as long as for one that has.
create table unknown_invitations (
    one         integer primary key check (one = 1),
    failures    integer not null,
    last_at     integer not null
);
