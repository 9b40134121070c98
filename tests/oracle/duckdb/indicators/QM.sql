-- Scale.

-- QM01 Associations with an approved form
select count(*) as a, a as value from association where {group};

-- QM02 Associations on the authorities' register, 2017
select total(reg_total) as a, a as value from register_year where {year = 2017} and {group};

-- QM03 Coverage: forms against the register
select a, b, percent(a, b) as value
from
  (select count(*) as a from association where {group}),
  (select total(reg_total) as b from register_year where {year = 2017} and {group});

-- QM04 Associations founded in the review period
select count(*) as a, a as value from association where founded_date >= date '2012-08-28' and {group};

-- QM05 Growth in associations 2012-2017 (register)
select a, b, growth(a, b) as value
from
  (select total(reg_total) as a from register_year where year = 2017 and {group}),
  (select total(reg_total) as b from register_year where year = 2012 and {group});

-- QM06 Associations dissolved, merged or stopped 2012-2017
select total(reg_dissolved) as a, a as value from register_year where {group};

-- QM07 Share of special-status associations
select count(*) filter (where special_status = 'yes') as a, count(*) as b, percent(a, b) as value
from association where {group};

-- QM08 Total members, 2017
select total(members_total) as a, a as value
from membership_year where {year = 2017} and is_own_level and {group};

-- QM09 Member growth 2012-2017
select a, b, growth(a, b) as value
from
  (select total(members_total) as a from membership_year where year = 2017 and is_own_level and {group}),
  (select total(members_total) as b from membership_year where year = 2012 and is_own_level and {group});

-- QM10 Mean annual member growth
select a, b, yearly_growth(a, b, 4.5) as value
from
  (select total(members_total) as a from membership_year where year = 2017 and is_own_level and {group}),
  (select total(members_total) as b from membership_year where year = 2012 and is_own_level and {group});

-- QM11 Share of female members
select total(members_female) as a, total(members_total) as b, percent(a, b) as value
from membership_year where year = 2017 and is_own_level and {group};

-- QM12 Mean members per association
select a, b, a / nullif(b, 0) as value
from
  (select total(members_total) as a from membership_year where year = 2017 and is_own_level and {group}),
  (select count(*) as b from association where is_own_level and {group});

-- QM13 Chapters and member associations
select total(branches_count) as a, a as value from association where is_own_level and {group};
