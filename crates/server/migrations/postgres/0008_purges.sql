-- As migrations/sqlite/0008_purges.sql; what the tables are for stands there.

create table purges (
    round text collate "C" primary key,
    at bigint not null,
    responses bigint not null,
    kept text collate "C" not null
);
