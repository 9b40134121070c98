-- Accounts that are suspended or of one branch, devices as they say how they are, who signed in, and
-- an audit that shows when somebody changed it.

alter table accounts add column branches text not null default 'both'
    check (branches in ('both', 'party', 'state'));
alter table accounts add column suspended_at integer;

-- What tells the branch of a line of the register: the first rule whose value its attribute has.
create table branch_rules (
    round       text    not null,
    place       integer not null,
    branch      text    not null check (branch in ('party', 'state')),
    attribute   text    not null,
    value       text    not null,
    primary key (round, place)
);
-- The branch of a line; null where it belongs to none, and both see it.
alter table register add column branch text;

-- A device by the last that it said of itself, and whether it may go on.
create table known_devices (
    device       text    primary key,
    account      text    not null,
    first_seen   integer not null,
    last_seen    integer not null,
    program      text    not null,
    -- Changes that were not sent yet.
    unsent       integer,
    -- Whether the browser promised to keep its data.
    is_persisted integer,
    free_bytes   integer,
    standing     text    not null default 'good' check (standing in ('good', 'revoked', 'wipe')),
    standing_by  text,
    standing_at  integer,
    -- When the device was told to forget its data.
    told_at      integer
);
create index known_devices_by_account on known_devices (account);

-- Who tried to sign in as an account that there is. Kept for twelve months.
create table sign_ins (
    id          integer primary key,
    at          integer not null,
    account     text    not null,
    address     text    not null,
    program     text    not null,
    outcome     text    not null check (outcome in ('ok', 'wrong', 'suspended'))
);
create index sign_ins_by_account on sign_ins (account, at);

-- SHA-256 over the row before and this one. Rows of the time before have none; the first row after
-- them is over all of them.
alter table audit add column hash blob;

create trigger audit_is_not_changed before update on audit
begin
    select raise(abort, 'the audit is never changed');
end;
create trigger audit_is_kept before delete on audit
begin
    select raise(abort, 'the audit is never deleted');
end;
