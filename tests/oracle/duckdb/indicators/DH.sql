-- Congress.

-- DH01 Share with a late or missing congress
select count(*) filter (where congress_status <> 'on_time') as a, count(*) as b, percent(a, b) as value
from association where {group};

-- DH02 Associations overdue according to the authorities
select total(reg_overdue_now) as a, a as value from authority where {group};

-- DH03 Median months overdue
select
  median(congress_overdue_months) as value,
  quantile_cont(congress_overdue_months, 0.25) as lower, quantile_cont(congress_overdue_months, 0.75) as upper
from association where congress_status = 'overdue' and {group};

-- DH04 Share of congresses in the period held on time
select
  total(congresses_late) as a, total(congresses_in_period) as b, percent_without(a, b) as value
from association where is_own_level and {group};

-- DH05 Overdue associations with a planned date
select count(congress_plan_date) as a, count(*) as b, percent(a, b) as value
from association where congress_status <> 'on_time' and {group};

-- DH06 Overdue associations without an approved extension
select count(*) filter (where congress_extension = 'no') as a, count(*) as b, percent(a, b) as value
from association where congress_status <> 'on_time' and {group};
