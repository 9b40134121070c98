-- What figures are made of. Sums and counts stay exact; the last division is the only double.
-- A sum over nothing is 0, a mean or median over nothing is null, and so is what is divided by 0.

create macro total(x) as coalesce(sum(x), 0);
create macro percent(a, b) as 100 * a / nullif(b, 0);
create macro percent_without(a, b) as 100 * (b - a) / nullif(b, 0);
create macro growth(a, b) as 100 * (a - b) / nullif(b, 0);
create macro yearly_growth(a, b, years) as 100 * (pow(a / nullif(b, 0), 1 / years) - 1);
create macro mean_of(x) as sum(x) / count(x);
