-- What happened to the register of each round, in the order of noting; nothing is changed or deleted here.
-- The table `register` is what follows from it for today, see src/register/keep.rs.
create table register_events (
    round       text    not null,
    -- Its place in the order of noting, from 1.
    n           integer not null,
    id          text    not null,
    -- The day it takes effect, as 2017-06-30.
    effective   text    not null,
    -- When it was noted (milliseconds UTC).
    noted_at    integer not null,
    actor       text    not null,
    -- The import or load that it came with.
    batch       text,
    -- The number of the decision that it follows.
    decision    text,
    -- What changed, as JSON.
    change      text    not null,
    primary key (round, n)
);
create unique index register_events_by_id on register_events (round, id);
create index register_events_by_day on register_events (round, effective);

create trigger register_events_are_kept before delete on register_events
begin
    select raise(abort, 'events of the register are never deleted');
end;

-- The day that the table `register` is of; events after it take effect when their day comes.
create table register_days (
    round       text    primary key,
    day         text    not null
);

-- The units of a round with the days on which they are there.
create table register_units (
    round       text    not null,
    n           integer not null,
    id          text    not null,
    name        text    not null,
    level       text    not null,
    parent      text,
    code        text,
    first_day   text,
    end_day     text,
    primary key (round, n)
);

-- What associations owe outside of the round, as JSON.
create table register_duties (
    round       text    primary key,
    rules       text    not null
);

-- Tables that were taken in, each a batch of events.
create table register_batches (
    round       text    not null,
    id          text    not null,
    -- The unit within which whoever brought it may keep the register; null: everywhere.
    unit        text,
    file        text    not null,
    noted_at    integer not null,
    actor       text    not null,
    added       integer not null,
    changed     integer not null,
    undone_at   integer,
    primary key (round, id)
);

-- Tables that were brought and not accepted yet.
create table register_uploads (
    id          text    primary key,
    round       text    not null,
    account     text    not null,
    file        text    not null,
    bytes       blob    not null,
    brought_at  integer not null
);

-- What somebody said of associations that resemble each other.
create table register_judged (
    round       text    not null,
    -- Their ids in order, as JSON.
    lines       text    not null,
    is_accepted integer not null,
    note        text    not null,
    day         text    not null,
    actor       text    not null,
    primary key (round, lines)
);
