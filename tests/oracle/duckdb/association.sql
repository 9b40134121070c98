-- The form of associations (hqc_a): what applies, and what is calculated.
--
-- The tables `answered_…` hold what was typed, stale answers included. Here a question becomes null
-- where its condition does not hold, and calculations follow from what is left. Null is the blank of
-- the forms: a comparison with it holds for nothing, and `is distinct from` is the forms' `!=`, which
-- holds for a blank, too. Amounts are decimals, counts integers: no double before the last division,
-- with one exception, the score of being voluntary.

create macro chosen(choices, one) as coalesce(list_contains(choices, one), false);
create macro count_chosen(choices) as coalesce(len(choices), 0);
-- p / q to one place, a half upwards, for whole p >= 0 and q > 0; all in integers.
create macro to_tenths(p, q) as cast((20 * p + q) // (2 * q) as decimal(18, 0)) * 0.1;
-- What the forms' `round` makes of a double: of the digits that it prints, a half upwards.
create macro printed_to_tenths(x) as round(cast(cast(x as varchar) as decimal(38, 18)), 1);

-- Section a1: who it is.
create table association_opening as
select
  * replace (
    case when level in ('district', 'commune') then district end as district,
    case when level is distinct from 'commune' then figures_scope end as figures_scope,
    case when year(founded_date) >= 2010 then founding_members end as founding_members
  ),
  year(founded_date) as founded_year,
  case when year(founded_date) > 2012 then year(founded_date) else 2012 end as first_year,
  case when year(founded_date) >= 2017 then 2017 else 2016 end as ref_year,
  level is not distinct from 'commune' as is_short_form,
  case level when 'province' then 50 when 'district' then 20 else 10 end as founding_min,
  -- The own-level rule: figures that hold those of lower levels are left out of sums.
  level is not distinct from 'commune' or figures_scope is distinct from 'includes_lower' as is_own_level
from answered_hqc_a;

-- Section a4: members, at the end of each year and in the middle of 2017.
create table membership_year as
with asked as (
  select
    opening.*, members_total, members_female, members_party, 2011 + row as year,
    coalesce(
      2011 + row >= founded_year
      and (not is_short_form or 2011 + row = 2017 or 2011 + row = first_year),
      false
    ) as is_asked
  from answered_membership_year join association_opening as opening using (id)
)
select * replace (
  case when is_asked then members_total end as members_total,
  case when is_asked then members_female end as members_female,
  case when is_asked then members_party end as members_party
)
from asked;

-- Section a5: income and expenditure, in million VND.
create table finance_year as
with asked as (
  select
    opening.*, row, 2011 + row as year,
    inc_state_regular, inc_state_task, inc_fees, inc_donations, inc_services, exp_total, exp_apparatus,
    coalesce(
      2011 + row >= founded_year
      and (not is_short_form or 2011 + row = first_year or 2011 + row = ref_year),
      false
    ) as is_asked
  from answered_finance_year join association_opening as opening using (id)
), applying as (
  select * replace (
    case when is_asked then inc_state_regular end as inc_state_regular,
    case when is_asked then inc_state_task end as inc_state_task,
    case when is_asked then inc_fees end as inc_fees,
    case when is_asked then inc_donations end as inc_donations,
    case when is_asked then inc_services end as inc_services,
    case when is_asked and not is_short_form then exp_total end as exp_total,
    case when is_asked and not is_short_form then exp_apparatus end as exp_apparatus
  )
  from asked
)
select
  *,
  coalesce(inc_fees, 0) + coalesce(inc_donations, 0) + coalesce(inc_services, 0) as inc_own,
  coalesce(inc_state_regular, 0) + coalesce(inc_state_task, 0) + inc_own as inc_total
from applying;

-- Section a7: what was done. A kind of work is asked of those who named its field.
create table activity_year as
with asked as (
  select
    opening.*, 2011 + row as year, econ_supported, critique_docs, training_sessions,
    edu_beneficiaries, health_beneficiaries, humanitarian_value, humanitarian_beneficiaries,
    legal_advice_cases,
    coalesce(2011 + row >= founded_year, false) as is_asked
  from answered_activity_year join association_opening as opening using (id)
)
select * replace (
  case when is_asked and chosen(activity_fields, 'economy') then econ_supported end as econ_supported,
  case when is_asked and chosen(activity_fields, 'scientific_critique')
    then critique_docs end as critique_docs,
  case when is_asked and chosen(activity_fields, 'science_tech')
    then training_sessions end as training_sessions,
  case when is_asked and chosen(activity_fields, 'culture_education')
    then edu_beneficiaries end as edu_beneficiaries,
  case when is_asked and chosen(activity_fields, 'health')
    then health_beneficiaries end as health_beneficiaries,
  case when is_asked and (chosen(activity_fields, 'humanitarian') or chosen(activity_fields, 'charity'))
    then humanitarian_value end as humanitarian_value,
  case when is_asked and (chosen(activity_fields, 'humanitarian') or chosen(activity_fields, 'charity'))
    then humanitarian_beneficiaries end as humanitarian_beneficiaries,
  case when is_asked and chosen(activity_fields, 'legal') then legal_advice_cases end as legal_advice_cases
)
from asked;

-- The rest of the form, one line an association.
create table association as
with referred as (
  select
    opening.*,
    inc_own as inc_own_ref,
    inc_total as inc_total_ref,
    coalesce(inc_state_regular, 0) as inc_state_regular_ref,
    coalesce(inc_state_task, 0) as inc_state_task_ref
  from association_opening as opening
  join finance_year as money on money.id = opening.id and money.year = opening.ref_year
), congress as (
  select
    *,
    -- Due so many years after the last one, where 29 February becomes the 28th. The cut-off ends a
    -- month, so that the month in which it falls is over on whatever day a congress was due.
    case when ever_congress = 'yes'
      then date_diff('month', last_congress_date + to_years(term_years), date '2017-06-30')
    end as congress_overdue_months,
    case
      when ever_congress = 'no' and date '2017-06-30' - founded_date <= 90 then 'on_time'
      when ever_congress = 'no' then 'never'
      when ever_congress = 'yes' and date '2017-06-30' > last_congress_date + to_years(term_years)
        then 'overdue'
      else 'on_time'
    end as congress_status
  from referred
), counted as (
  select
    * replace (
      case when congress_status <> 'on_time' then congress_extension end as congress_extension,
      case when congress_status <> 'on_time' then congress_plan_date end as congress_plan_date,
      case when congresses_in_period > 0 then congresses_late end as congresses_late,
      case when not chosen(state_support_kinds, 'none')
        then survive_without_state end as survive_without_state,
      case when chosen(activity_fields, 'scientific_critique')
        then critique_accepted end as critique_accepted,
      case when not is_short_form then party_sources_trained end as party_sources_trained,
      case when inspections_count > 0 then violations_found end as violations_found,
      case when inspections_count > 0 and violations_found = 'yes'
        then violation_status end as violation_status,
      case when not chosen(similar_types, 'none') then merge_attitude end as merge_attitude
    ),
    case when founded_year >= 2017 then 0 else 2017 - first_year end as annual_reports_due,
    case when chosen(annual_report_years, 'none') then 0
      else count_chosen(annual_report_years) end as annual_reports_n,
    case when chosen(member_benefits, 'none') then 0 else count_chosen(member_benefits) end as benefits_n,
    count_chosen(activity_fields) as fields_n,
    case when chosen(admin_signs, 'none') then 0 else 20 * count_chosen(admin_signs) end as admin_index,
    case when party_members_office >= 3 then 'yes' else 'no' end as party_cell_eligible,
    case when party_org_form in ('own_cell', 'joint_cell', 'party_group')
      then 'yes' else 'no' end as party_org_exists
  from congress
), parts as (
  select
    *,
    case when survive_without_state = 'stop' or support_expectation in ('more_regular', 'more_payroll')
      then 'yes' else 'no' end as waiting_flag,
    -- Voluntary: half by the way of joining, a quarter each by fees and by active members.
    -- Numbers of the forms are doubles, as in ODK, and here it shows: 50 + 10.925 + 22.025 is
    -- 82.94999999999999 to them and gives 82.9, where somebody with a pencil has 82.95 and 83.0.
    printed_to_tenths(
      0.5::double * case join_voluntary when 'all' then 100 when 'most' then 70 when 'some' then 30 else 0 end
      + 0.25::double * fee_collection_rate::double + 0.25::double * active_member_rate::double
    ) as score_tu_nguyen,
    -- Self-managed: 20 + 20 + 15 + 15 + 15 + 15 points.
    case when inspection_board = 'yes' then 20 else 0 end
    + case when chosen(internal_rules, 'none') then 0 else least(20, 4 * count_chosen(internal_rules)) end
    + case when bch_meetings_12m >= 2 then 15 when bch_meetings_12m = 1 then 8 else 0 end
    + case
        when annual_reports_due = 0 or annual_reports_n >= annual_reports_due then 15
        else to_tenths(15 * annual_reports_n, annual_reports_due)
      end
    + case finance_disclosed when 'yearly' then 15 when 'some_years' then 8 else 0 end
    + case decision_autonomy when 'self' then 15 when 'mixed' then 8 else 0 end
    as score_tu_quan,
    -- Self-financed: own income and pay for tasks, of all income; amounts in thousand VND here.
    case when inc_total_ref > 0 then to_tenths(
      cast(100000 * (inc_own_ref + inc_state_task_ref) as hugeint), cast(1000 * inc_total_ref as hugeint)
    ) end as score_tu_trang_trai
  from counted
), scored as (
  select
    *,
    to_tenths(cast(10 * (score_tu_nguyen + score_tu_quan + score_tu_trang_trai) as hugeint), 30) as score_3tu
  from parts
)
select
  *,
  case
    when score_3tu is null then null
    when score_3tu >= 70 and least(score_tu_nguyen, score_tu_quan, score_tu_trang_trai) >= 50 then 'yes'
    else 'no'
  end as three_tu_ok
from scored;
