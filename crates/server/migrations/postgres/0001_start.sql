-- The schema that migrations/sqlite make up to 0004, for PostgreSQL; what the tables are for stands
-- there. Whole numbers are bigint, bytes bytea. Texts are ordered by their bytes, as in SQLite, whatever
-- the database's collation. Later migrations have the same numbers in both folders.

create table server (
    one bigint primary key check (one = 1),
    epoch bigint not null,
    seq bigint not null,
    cursor_key bytea not null
);

create table accounts (
    name text collate "C" primary key,
    display text collate "C" not null,
    role text collate "C" not null,
    scope_kind text collate "C" not null check (scope_kind in ('unit', 'subject')),
    scope_id text collate "C" not null,
    password text collate "C" not null,
    created_at bigint not null
);
create table sessions (
    token_hash bytea primary key,
    account text collate "C" not null references accounts (name) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null
);

create table devices (
    device text collate "C" not null,
    epoch bigint not null,
    account text collate "C" not null references accounts (name),
    last_n bigint not null,
    first_seen bigint not null,
    last_seen bigint not null,
    primary key (device, epoch)
);
create table ops (
    device text collate "C" not null,
    epoch bigint not null,
    n bigint not null,
    account text collate "C" not null,
    response text collate "C" not null,
    revision bigint not null,
    received_at bigint not null,
    op text collate "C" not null,
    result text collate "C" not null,
    quarantined bigint not null,
    primary key (device, epoch, n)
);
create index ops_by_response on ops (response);
create index ops_in_quarantine on ops (quarantined) where quarantined = 1;

create function keep_ops() returns trigger language plpgsql as $$
begin
    raise exception 'ops are never deleted';
end
$$;
create trigger ops_are_kept before delete on ops
    for each row execute function keep_ops();
create table documents (
    hash text collate "C" primary key,
    round text collate "C" not null,
    json text collate "C" not null,
    created_at bigint not null
);
create table forms (
    round text collate "C" not null,
    hash text collate "C" not null,
    json text collate "C" not null,
    primary key (round, hash)
);
create table rounds (
    id text collate "C" primary key,
    document text collate "C" not null references documents (hash),
    forms text collate "C" not null,
    demonstration bigint not null,
    units_version text collate "C" not null,
    seq bigint not null
);
create table unit_reach (
    round text collate "C" not null,
    ancestor text collate "C" not null,
    unit text collate "C" not null,
    primary key (round, ancestor, unit)
);
create table register (
    round text collate "C" not null,
    id text collate "C" not null,
    name text collate "C" not null,
    kind text collate "C" not null,
    unit text collate "C" not null,
    attributes text collate "C" not null,
    since_seq bigint not null unique,
    until_seq bigint,
    primary key (round, id, since_seq)
);
create unique index register_now on register (round, id) where until_seq is null;
create index register_ended on register (until_seq) where until_seq is not null;
create table responses (
    id text collate "C" primary key,
    round text collate "C" not null,
    form text collate "C" not null,
    subject text collate "C" not null,
    author text collate "C" not null,
    state text collate "C" not null,
    revision bigint not null,
    feed_seq bigint not null unique,
    entered_seq bigint not null,
    answered bigint not null,
    asked bigint not null,
    body text collate "C" not null
);
create index responses_by_slot on responses (round, subject, form);

create table blobs (
    hash text collate "C" primary key,
    bytes bytea not null,
    account text collate "C" not null references accounts (name),
    created_at bigint not null
);
create table blob_uses (
    hash text collate "C" not null,
    response text collate "C" not null references responses (id),
    primary key (hash, response)
);
create table audit (
    id bigint primary key,
    at bigint not null,
    actor text collate "C" not null,
    action text collate "C" not null,
    detail text collate "C" not null
);

create table settled (
    round text collate "C" not null,
    provisional text collate "C" not null,
    line text collate "C" not null,
    is_new bigint not null,
    account text collate "C" not null,
    seq bigint not null,
    primary key (round, provisional)
);

create table tokens (
    name text collate "C" primary key,
    token_hash bytea not null unique,
    round text collate "C" not null,
    unit text collate "C" not null,
    responses bigint not null,
    created_at bigint not null,
    expires_at bigint,
    revoked_at bigint
);

create table backups (
    made_at bigint primary key,
    row_count bigint not null,
    digest bytea not null
);
create table covered (
    device text collate "C" not null,
    epoch bigint not null,
    n bigint not null,
    primary key (device, epoch)
);
