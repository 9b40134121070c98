-- The first schema. Portable on purpose: text, integer, blob; times as milliseconds UTC.
-- `seq` is the server's one clock: it only grows, and every visible change takes a new number.

create table server (
    one         integer primary key check (one = 1),
    -- Grows when a backup is restored; every cursor names it.
    epoch       integer not null,
    seq         integer not null,
    -- Authenticates cursors.
    cursor_key  blob    not null
);

create table accounts (
    name        text    primary key,
    display     text    not null,
    role        text    not null,
    scope_kind  text    not null check (scope_kind in ('unit', 'subject')),
    scope_id    text    not null,
    -- A PHC string: algorithm, parameters, salt, hash.
    password    text    not null,
    created_at  integer not null
);

-- A session is known by the SHA-256 of its token; the token itself is nowhere here.
create table sessions (
    token_hash  blob    primary key,
    account     text    not null references accounts (name) on delete cascade,
    created_at  integer not null,
    expires_at  integer not null
);

create table devices (
    device      text    not null,
    epoch       integer not null,
    account     text    not null references accounts (name),
    -- The last op that is durable here.
    last_n      integer not null,
    first_seen  integer not null,
    last_seen   integer not null,
    primary key (device, epoch)
);

-- Every op that ever arrived, whole, with what became of it: the memory of who said what.
create table ops (
    device      text    not null,
    epoch       integer not null,
    n           integer not null,
    account     text    not null,
    response    text    not null,
    -- The revision its change took; 0 where nothing changed.
    revision    integer not null,
    received_at integer not null,
    op          text    not null,
    result      text    not null,
    quarantined integer not null,
    primary key (device, epoch, n)
);
create index ops_by_response on ops (response);
create index ops_in_quarantine on ops (quarantined) where quarantined = 1;

create trigger ops_are_kept before delete on ops
begin
    select raise(abort, 'ops are never deleted');
end;

-- Compiled rounds by content hash, immutable.
create table documents (
    hash        text    primary key,
    round       text    not null,
    json        text    not null,
    created_at  integer not null
);

-- Every form version of every document, immutable.
create table forms (
    round       text    not null,
    hash        text    not null,
    json        text    not null,
    primary key (round, hash)
);

-- The rounds on offer and the document each stands at.
create table rounds (
    id            text    primary key,
    document      text    not null references documents (hash),
    -- Form id → form hash, as JSON.
    forms         text    not null,
    demonstration integer not null,
    -- A hash of the unit tree below.
    units_version text    not null,
    seq           integer not null
);

-- Which units are a unit or below it.
create table unit_reach (
    round       text    not null,
    ancestor    text    not null,
    unit        text    not null,
    primary key (round, ancestor, unit)
);

-- Lines of the register, each version with the span of `seq` in which it was valid.
create table register (
    round       text    not null,
    id          text    not null,
    name        text    not null,
    kind        text    not null,
    unit        text    not null,
    -- Question name → first value, as JSON.
    attributes  text    not null,
    since_seq   integer not null unique,
    -- Absent while the line is valid.
    until_seq   integer,
    primary key (round, id, since_seq)
);
create unique index register_now on register (round, id) where until_seq is null;
create index register_ended on register (until_seq) where until_seq is not null;

-- One row a response: the document and what queries need of it.
create table responses (
    id          text    primary key,
    round       text    not null,
    form        text    not null,
    subject     text    not null,
    author      text    not null,
    state       text    not null,
    revision    integer not null,
    -- Its place in the feed: its revision, or later where it came into another scope.
    feed_seq    integer not null unique,
    -- The revision at which it came into the scope that it is in.
    entered_seq integer not null,
    answered    integer not null,
    asked       integer not null,
    body        text    not null
);
create index responses_by_slot on responses (round, subject, form);

create table blobs (
    hash        text    primary key,
    bytes       blob    not null,
    account     text    not null references accounts (name),
    created_at  integer not null
);

-- Which responses name a blob: who sees one of them may read it.
create table blob_uses (
    hash        text    not null,
    response    text    not null references responses (id),
    primary key (hash, response)
);

-- What people did to the server itself.
create table audit (
    id          integer primary key,
    at          integer not null,
    actor       text    not null,
    action      text    not null,
    detail      text    not null
);
