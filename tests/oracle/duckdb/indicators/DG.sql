-- Party work.

-- DG01 Party members in associations, 2017
select total(members_party) as a, a as value
from membership_year where year = 2017 and is_own_level and {group};

-- DG02 Party members as a share of members
select total(members_party) as a, total(members_total) as b, percent(a, b) as value
from membership_year where year = 2017 and is_own_level and {group};

-- DG03 New Party members from associations 2012-2017
select total(party_admitted_total) as a, a as value from association where is_own_level and {group};

-- DG04 Eligible associations with a Party organisation
select count(*) filter (where party_org_exists = 'yes') as a, count(*) as b, percent(a, b) as value
from association where party_cell_eligible = 'yes' and {group};

-- DG05 Share contacted by the Party committee at least every six months
select
  count(*) filter (where party_committee_contact in ('quarterly', 'half_year')) as a, count(*) as b,
  percent(a, b) as value
from association where {group};

-- DG06 Party organisations in associations (Party committees)
select total(party_orgs_in_assoc) as a, a as value from authority where {group};

-- DG07 Outstanding members trained
select total(party_sources_trained) as a, a as value from association where is_own_level and {group};
