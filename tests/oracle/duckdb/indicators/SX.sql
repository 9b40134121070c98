-- Re-arrangement.

-- SX01 Associations to be re-arranged under Conclusion 102
select total(merge_candidates) as a, a as value from authority where {group};

-- SX02 Associations re-arranged
select total(merge_completed) as a, a as value from authority where {group};

-- SX03 Re-arrangement completion
select total(merge_completed) as a, total(merge_candidates) as b, percent(a, b) as value
from authority where {group};

-- SX04 Units that have re-arranged no association
select
  count(*) filter (where merge_review_done = 'no' or merge_completed = 0) as a, count(*) as b,
  percent(a, b) as value
from authority where (merge_review_done = 'no' or merge_candidates > 0) and {group};

-- SX05 Similar associations that agree to merge
select
  count(*) filter (where merge_attitude in ('agree', 'conditional')) as a, count(*) as b,
  percent(a, b) as value
from association where not chosen(similar_types, 'none') and {group};
