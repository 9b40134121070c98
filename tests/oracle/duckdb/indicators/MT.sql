-- Fatherland Front.

-- MT01 Share with a joint programme with the Front or organisations
select count(*) filter (where mttq_joint_programmes > 0) as a, count(*) as b, percent(a, b) as value
from association where {group};

-- MT02 Mean coordination of the Front (1-5)
select mean_of(cast(mttq_coordination as bigint)) as value from authority where {group};

-- MT03 Commended for association work
select total(commended_count) as a, a as value from authority where {group};
