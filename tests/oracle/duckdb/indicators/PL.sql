-- Lawfulness, self-management.

-- PL01 Share with an approved, current charter
select
  count(*) filter (where charter_status = 'approved_current') as a, count(*) as b, percent(a, b) as value
from association where {group};

-- PL02 Share (founded since 2010) meeting the legal minimum of founders
select
  count(*) filter (where founding_members >= founding_min) as a, count(*) as b, percent(a, b) as value
from association where founded_year >= 2010 and {group};

-- PL03 Share with all annual reports on time
select
  count(*) filter (where annual_reports_n >= annual_reports_due) as a, count(*) as b,
  percent(a, b) as value
from association where annual_reports_due > 0 and {group};

-- PL04 Annual reports received (register, 2012-2016)
select total(reg_reports) as a, total(reg_total) as b, percent(a, b) as value
from register_year where {year <= 2016} and {group};

-- PL05 Share with a working inspection board
select count(*) filter (where inspection_board = 'yes') as a, count(*) as b, percent(a, b) as value
from association where {group};

-- PL06 Share disclosing finances every year
select count(*) filter (where finance_disclosed = 'yearly') as a, count(*) as b, percent(a, b) as value
from association where {group};

-- PL07 Share with an up-to-date member register
select
  count(*) filter (where member_register in ('digital', 'paper_current')) as a, count(*) as b,
  percent(a, b) as value
from association where {group};

-- PL08 Share of authorities tracking associations digitally
select count(*) filter (where reg_database = 'digital') as a, count(*) as b, percent(a, b) as value
from authority where is_home and {group};
