-- Apportionment: a window function that divides a total into parts that add up to it.

CREATE FUNCTION apportion(total numeric, weight numeric, scale float8) RETURNS numeric
AS 'MODULE_PATHNAME', 'apportion' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION apportion(numeric, numeric, float8) IS
	'Share of the total in proportion to the weight, in units of so many decimals that add up to it (largest '
	'remainder; equal ones by the ORDER BY)';

CREATE FUNCTION apportion(total float8, weight float8, scale float8) RETURNS numeric
AS 'MODULE_PATHNAME', 'apportion' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION apportion(float8, float8, float8) IS
	'The same of float8, each of which stands for the shortest decimal that reads back as it; the total is below '
	'10^13';
