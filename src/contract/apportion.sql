-- Apportionment: a window function that divides a total into parts that add up to it.

CREATE FUNCTION apportion(total numeric, weight numeric, scale int) RETURNS numeric
AS 'MODULE_PATHNAME', 'apportion' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION apportion(numeric, numeric, int) IS 'Share of the total in proportion to the weight, in units of so many decimals that add up to it (largest remainder; equal ones by the ORDER BY)';
