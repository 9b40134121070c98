-- Tokens of the feed for spreadsheets: who has one reads figures of a unit, and nothing else. A
-- token is known by its SHA-256; the token itself is nowhere here. A revoked one stays, so that its
-- name says for ever whose it was.
create table tokens (
    name        text    primary key,
    token_hash  blob    not null unique,
    round       text    not null,
    unit        text    not null,
    -- Whether single responses may be read, too.
    responses   integer not null,
    created_at  integer not null,
    -- From when it is refused; null where it has no end.
    expires_at  integer,
    revoked_at  integer
);
