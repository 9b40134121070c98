-- See the migration of the same number in migrations/sqlite.
create table invitations (
    id text collate "C" primary key,
    secret text collate "C" not null,
    round text collate "C" not null,
    form text collate "C" not null,
    subject text collate "C" not null,
    made_by text collate "C" not null,
    made_at bigint not null,
    ends_at bigint not null,
    used_at bigint,
    account text collate "C" references accounts (name),
    session bytea,
    revoked_at bigint,
    failures bigint not null,
    locked_at bigint
);
create index invitations_by_subject on invitations (round, subject);
create index invitations_by_account on invitations (account) where account is not null;

create table unknown_invitations (
    one bigint primary key check (one = 1),
    failures bigint not null,
    last_at bigint not null
);
