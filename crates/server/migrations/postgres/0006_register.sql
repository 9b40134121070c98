-- See migrations/sqlite/0006_register.sql.
create table register_events (
    round text collate "C" not null,
    n bigint not null,
    id text collate "C" not null,
    effective text collate "C" not null,
    noted_at bigint not null,
    actor text collate "C" not null,
    batch text collate "C",
    decision text collate "C",
    change text collate "C" not null,
    primary key (round, n)
);
create unique index register_events_by_id on register_events (round, id);
create index register_events_by_day on register_events (round, effective);

create function keep_register_events() returns trigger language plpgsql as $$
begin
    raise exception 'events of the register are never deleted';
end
$$;
create trigger register_events_are_kept before delete on register_events
    for each row execute function keep_register_events();

create table register_days (
    round text collate "C" primary key,
    day text collate "C" not null
);

create table register_units (
    round text collate "C" not null,
    n bigint not null,
    id text collate "C" not null,
    name text collate "C" not null,
    level text collate "C" not null,
    parent text collate "C",
    code text collate "C",
    first_day text collate "C",
    end_day text collate "C",
    primary key (round, n)
);

create table register_duties (
    round text collate "C" primary key,
    rules text collate "C" not null
);

create table register_batches (
    round text collate "C" not null,
    id text collate "C" not null,
    unit text collate "C",
    file text collate "C" not null,
    noted_at bigint not null,
    actor text collate "C" not null,
    added bigint not null,
    changed bigint not null,
    undone_at bigint,
    primary key (round, id)
);

create table register_uploads (
    id text collate "C" primary key,
    round text collate "C" not null,
    account text collate "C" not null,
    file text collate "C" not null,
    bytes bytea not null,
    brought_at bigint not null
);

create table register_judged (
    round text collate "C" not null,
    lines text collate "C" not null,
    is_accepted bigint not null,
    note text collate "C" not null,
    day text collate "C" not null,
    actor text collate "C" not null,
    primary key (round, lines)
);
