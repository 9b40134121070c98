-- Three-self and State support.

-- BT01 Mean "voluntary" score
select mean_of(score_tu_nguyen) as value from association where {group};

-- BT02 Mean "self-managed" score
select mean_of(score_tu_quan) as value from association where {group};

-- BT03 Mean "self-financed" score
select mean_of(score_tu_trang_trai) as value from association where {group};

-- BT04 Composite 3-self index
select mean_of(score_3tu) as value from association where {group};

-- BT05 Share ensuring the 3-self principle
select count(*) filter (where three_tu_ok = 'yes') as a, count(*) as b, percent(a, b) as value
from association where three_tu_ok is not null and {group};

-- BT06 Share waiting for State support
select count(*) filter (where waiting_flag = 'yes') as a, count(*) as b, percent(a, b) as value
from association where {group};

-- BT07 Own income in total income (reference year)
select total(inc_own_ref) as a, total(inc_total_ref) as b, percent(a, b) as value
from association where is_own_level and {group};

-- BT08 Regular State budget in total income
select total(inc_state_regular_ref) as a, total(inc_total_ref) as b, percent(a, b) as value
from association where is_own_level and {group};

-- BT09 Share receiving no regular State budget
select count(*) filter (where inc_state_regular_ref = 0) as a, count(*) as b, percent(a, b) as value
from association where {group};

-- BT10 State support to associations, 2016
select total(reg_budget) as a, a as value from register_year where {year = 2016} and {group};

-- BT11 State support, cumulative 2012-2016
select total(reg_budget) as a, a as value from register_year where year <= 2016 and {group};

-- BT12 State support per member, in thousand VND
select a, b, 1000 * a / nullif(b, 0) as value
from
  (select total(inc_state_regular_ref + inc_state_task_ref) as a from association where is_own_level and {group}),
  (select total(members_total) as b from membership_year where year = 2017 and is_own_level and {group});

-- BT13 Payroll posts assigned, 2017
select total(reg_payroll) as a, a as value from register_year where {year = 2017} and {group};

-- BT14 Persons on State allowance
select total(staff_allowance) as a, a as value from association where is_own_level and {group};

-- BT15 Share with a self-financing roadmap
select count(*) filter (where self_finance_plan = 'yes') as a, count(*) as b, percent(a, b) as value
from association where {group};
