-- As migrations/sqlite/0005_people.sql; what the tables are for stands there.

alter table accounts add column branches text collate "C" not null default 'both'
    check (branches in ('both', 'party', 'state'));
alter table accounts add column suspended_at bigint;

create table branch_rules (
    round text collate "C" not null,
    place bigint not null,
    branch text collate "C" not null check (branch in ('party', 'state')),
    attribute text collate "C" not null,
    value text collate "C" not null,
    primary key (round, place)
);
alter table register add column branch text collate "C";

create table known_devices (
    device text collate "C" primary key,
    account text collate "C" not null,
    first_seen bigint not null,
    last_seen bigint not null,
    program text collate "C" not null,
    unsent bigint,
    is_persisted bigint,
    free_bytes bigint,
    standing text collate "C" not null default 'good' check (standing in ('good', 'revoked', 'wipe')),
    standing_by text collate "C",
    standing_at bigint,
    told_at bigint
);
create index known_devices_by_account on known_devices (account);

create table sign_ins (
    id bigint primary key,
    at bigint not null,
    account text collate "C" not null,
    address text collate "C" not null,
    program text collate "C" not null,
    outcome text collate "C" not null check (outcome in ('ok', 'wrong', 'suspended'))
);
create index sign_ins_by_account on sign_ins (account, at);

alter table audit add column hash bytea;

create function keep_audit() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is never changed or deleted';
end
$$;
create trigger audit_is_kept before update or delete on audit
    for each row execute function keep_audit();
create trigger audit_is_not_emptied before truncate on audit
    for each statement execute function keep_audit();
