-- The form of Party committees and authorities (hqc_b): what applies, and what is calculated.

-- Section b0: which unit it is. `level` is the name under which associations and units are compared.
create table authority_opening as
with placed as (
  select
    *,
    coalesce(unit_kind in ('party_province', 'party_direct', 'party_district', 'party_commune'), false)
      as is_party,
    coalesce(unit_kind in ('home_province', 'home_district', 'home_commune'), false) as is_home,
    case
      when unit_kind in ('party_district', 'home_district') then 'district'
      when unit_kind in ('party_commune', 'home_commune') then 'commune'
      else 'province'
    end as unit_level
  from answered_hqc_b
)
select * replace (case when unit_level <> 'province' then district end as district), unit_level as level
from placed;

-- Section b3: inspections and reviews.
create table oversight_year as
select
  opening.*, 2011 + row as year, thematic_inspections, assoc_inspected, violations_found_n,
  violations_handled_n, annual_review
from answered_oversight_year join authority_opening as opening using (id);

-- Section b4: the register of associations; home-affairs bodies keep one.
create table register_year as
select
  opening.*, 2011 + row as year, reg_total, reg_dissolved, reg_reports, reg_payroll, reg_budget
from answered_register_year join authority_opening as opening using (id)
where is_home;

-- The rest of the form, one line a unit.
create table authority as
with years as (
  select
    id,
    count(*) filter (where thematic_inspections > 0) as inspect_years,
    count(*) filter (where annual_review = 'yes') as review_years
  from oversight_year
  group by id
), applying as (
  select
    * replace (
      case when dissem_status is distinct from 'not' then dissem_date end as dissem_date,
      case when plan_status is distinct from 'none' then plan_elements end as plan_elements,
      case when is_home then reg_overdue_now end as reg_overdue_now,
      case when is_home then reg_database end as reg_database,
      case when is_home then merge_review_done end as merge_review_done,
      case when is_home and merge_review_done = 'yes' then merge_candidates end as merge_candidates,
      case when is_home and merge_review_done = 'yes' then merge_completed end as merge_completed,
      case when is_party then party_orgs_in_assoc end as party_orgs_in_assoc
    )
  from authority_opening join years using (id)
)
select
  *,
  dissem_date - date '2012-08-28' as dissem_delay_days,
  case when plan_status = 'none' or chosen(plan_elements, 'none') then 0
    else count_chosen(plan_elements) end as plan_score,
  case when inspect_years >= 4 then 'yes' else 'no' end as inspection_regular,
  case when review_years >= 4 then 'yes' else 'no' end as review_regular
from applying;
