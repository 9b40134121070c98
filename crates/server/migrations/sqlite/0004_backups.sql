-- Verified backups of this database, and for a restored one the one it came from.
create table backups (
    made_at     integer primary key,
    row_count   integer not null,
    digest      blob    not null
);

-- The last op of each lineage that a verified backup covers. Devices keep what comes after it.
create table covered (
    device      text    not null,
    epoch       integer not null,
    n           integer not null,
    primary key (device, epoch)
);
