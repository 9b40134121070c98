-- Quality, innovation.

-- CL01 Share self-rated good or excellent
select
  count(*) filter (where quality_self_rating in ('good', 'excellent')) as a, count(*) as b,
  percent(a, b) as value
from association where {group};

-- CL02 Share slow to innovate
select
  count(*) filter (where innovation_speed in ('slow', 'very_slow')) as a, count(*) as b,
  percent(a, b) as value
from association where {group};

-- CL03 Mean administrativization index
select mean_of(admin_index) as value from association where {group};

-- CL04 Share with two or more signs of administrativization
select count(*) filter (where admin_index >= 40) as a, count(*) as b, percent(a, b) as value
from association where {group};

-- CL05 Share giving three or more kinds of practical benefit
select count(*) filter (where benefits_n >= 3) as a, count(*) as b, percent(a, b) as value
from association where {group};

-- CL06 Mean share of active members
select mean_of(active_member_rate) as value from association where {group};

-- CL07 Apparatus cost in total expenditure, 2016 (province, district)
select total(exp_apparatus) as a, total(exp_total) as b, percent(a, b) as value
from finance_year where year = 2016 and is_own_level and not is_short_form and {group};
