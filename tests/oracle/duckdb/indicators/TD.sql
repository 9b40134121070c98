-- Emulation.

-- TD01 Share joining patriotic emulation movements
select
  count(*) filter (where not chosen(emulation_movements, 'none')) as a, count(*) as b,
  percent(a, b) as value
from association where {group};

-- TD02 Commendations at district level and above
select total(awards_count) as a, a as value from association where is_own_level and {group};

-- TD03 Good models replicated
select total(good_models) as a, a as value from association where is_own_level and {group};
