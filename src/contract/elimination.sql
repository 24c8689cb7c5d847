-- Elimination: a rule that names at whom to look first.  It removes nobody.

CREATE FUNCTION elimination_candidate(p_bottom float8, previous_p_bottom float8, score float8, post_vacant boolean,
	resources_below_median boolean) RETURNS boolean
AS 'MODULE_PATHNAME', 'elimination_candidate' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION elimination_candidate(float8, float8, float8, boolean, boolean) IS
	'Whether people should look at a unit: at the bottom with probability 0.8 in two periods, score below 60, post '
	'not vacant, resources not below the median; false if any fails, else NULL if any is unknown';
