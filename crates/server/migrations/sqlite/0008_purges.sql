-- Rounds whose responses were deleted for good, and what was kept of them.
create table purges (
    round       text    primary key,
    at          integer not null,
    -- How many responses went.
    responses   integer not null,
    -- Which files were written first, each with its SHA-256, as JSON.
    kept        text    not null
);
