-- What all aggregates return that tell how sure they are.

CREATE TYPE estimate AS (estimate float8, std_error float8, lower float8, upper float8, n bigint);
COMMENT ON TYPE estimate IS
	'An estimate with its standard error and its confidence bounds, from n rows; NULL is what the rows do not tell';
