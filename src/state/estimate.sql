-- What all aggregates return that tell how sure they are.

CREATE TYPE estimate AS (estimate float8, std_error float8, lower float8, upper float8, n bigint);
COMMENT ON TYPE estimate IS
	'estimate: with its standard error and its confidence bounds, from n rows; NULL is what the rows do not tell '
	'| 估计值：含标准误与置信界，来自 n 行；NULL 表示由这些行无从得知';
