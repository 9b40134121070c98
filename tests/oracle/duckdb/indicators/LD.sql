-- Leadership and State management.

-- LD01 Units that fully disseminated within six months
select
  count(*) filter (where dissem_status = 'full' and dissem_delay_days <= 183) as a, count(*) as b,
  percent(a, b) as value
from authority where {group};

-- LD02 Median days from issue to dissemination
select
  median(dissem_delay_days) as value,
  quantile_cont(dissem_delay_days, 0.25) as lower, quantile_cont(dissem_delay_days, 0.75) as upper
from authority where {group};

-- LD03 Units without full dissemination
select
  count(*) filter (where dissem_status is distinct from 'full') as a, count(*) as b,
  percent(a, b) as value
from authority where {group};

-- LD04 Mean plan concreteness
select mean_of(plan_score) as value from authority where {group};

-- LD05 Units with a generic plan or none
select count(*) filter (where plan_score < 3) as a, count(*) as b, percent(a, b) as value
from authority where {group};

-- LD06 Mean share of hamlets reached by propaganda
select mean_of(propaganda_reach) as value from authority where {group};

-- LD07 Mean change in awareness (1-5)
select mean_of(cast(awareness_change as bigint)) as value from authority where {group};

-- LD08 Units with irregular thematic inspection
select count(*) filter (where inspection_regular = 'no') as a, count(*) as b, percent(a, b) as value
from authority where {group};

-- LD09 Units with irregular review
select count(*) filter (where review_regular = 'no') as a, count(*) as b, percent(a, b) as value
from authority where {group};

-- LD10 Inspections of associations 2012-2017
select total(assoc_inspected) as a, a as value from oversight_year where {group};

-- LD11 Share inspected at least once
select count(*) filter (where inspections_count > 0) as a, count(*) as b, percent(a, b) as value
from association where {group};

-- LD12 Violations found (association-years)
select total(violations_found_n) as a, a as value from oversight_year where {group};

-- LD13 Violations corrected within the year
select total(violations_handled_n) as a, total(violations_found_n) as b, percent(a, b) as value
from oversight_year where {group};

-- LD14 Associations with violations not corrected in time
select
  count(*) filter (where violation_status is distinct from 'fixed_timely') as a, count(*) as b,
  percent(a, b) as value
from association where violations_found = 'yes' and {group};

-- LD15 Associations' rating of State guidance (1-5)
select mean_of(cast(state_guidance_rating as bigint)) as value from association where {group};
