-- What provisional associations turned out to be. A provisional one is a line of the register whose
-- id a device made; when it is settled the line ends, and this row says for ever under which code
-- its responses are.
create table settled (
    round       text    not null,
    provisional text    not null,
    line        text    not null,
    -- Whether the line came with this: the file of the register may lack it and does not end it.
    is_new      integer not null,
    account     text    not null,
    seq         integer not null,
    primary key (round, provisional)
);
