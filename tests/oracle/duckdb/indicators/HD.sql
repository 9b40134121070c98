-- Activities.

-- HD01 Humanitarian and charity value 2012-2017
select total(humanitarian_value) as a, a as value from activity_year where is_own_level and {group};

-- HD02 People assisted 2012-2017
select total(humanitarian_beneficiaries) as a, a as value
from activity_year where is_own_level and {group};

-- HD03 Documents critiqued by associations
select total(critique_docs) as a, a as value from activity_year where is_own_level and {group};

-- HD04 Share of critique accepted
select a, b, percent(a, b) as value
from
  (select total(critique_accepted) as a from association where is_own_level and {group}),
  (select total(critique_docs) as b from activity_year where is_own_level and {group});

-- HD05 Legal advice and aid cases
select total(legal_advice_cases) as a, a as value from activity_year where is_own_level and {group};

-- HD06 Training classes and transfer models
select total(training_sessions) as a, a as value from activity_year where is_own_level and {group};

-- HD07 Members supported economically
select total(econ_supported) as a, a as value from activity_year where is_own_level and {group};

-- HD08 People given free health care
select total(health_beneficiaries) as a, a as value from activity_year where is_own_level and {group};

-- HD09 Beneficiaries in culture and education
select total(edu_beneficiaries) as a, a as value from activity_year where is_own_level and {group};

-- HD10 Share active in three fields or more
select count(*) filter (where fields_n >= 3) as a, count(*) as b, percent(a, b) as value
from association where {group};

-- HD11 Share helping to solve local difficulties
select
  count(*) filter (where not chosen(local_problems, 'none')) as a, count(*) as b, percent(a, b) as value
from association where {group};

-- HD12 Growth of humanitarian value 2012-2016
select a, b, growth(a, b) as value
from
  (select total(humanitarian_value) as a from activity_year where year = 2016 and is_own_level and {group}),
  (select total(humanitarian_value) as b from activity_year where year = 2012 and is_own_level and {group});
