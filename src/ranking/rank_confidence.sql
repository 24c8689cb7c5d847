-- Confidence sets for ranks: which ranks a unit may have.  Window functions of whole partitions, as those of ranking are;
-- only a covariance needs the ORDER BY in OVER (...), which says what its elements are about.

CREATE TYPE rank_confidence AS (rank int, lower int, upper int, marginal_lower int, marginal_upper int,
	top_certain boolean, top_possible boolean, bottom_certain boolean, bottom_possible boolean,
	critical_value float8, marginal_critical_value float8);
COMMENT ON TYPE rank_confidence IS
	'A rank, its simultaneous and its marginal confidence set, and whether the unit is in the top and the bottom '
	'fraction for certain or possibly, by the simultaneous one';

CREATE FUNCTION rank_confidence(score float8, std_error float8, level float8 DEFAULT 0.95, draws float8 DEFAULT 1000,
	seed float8 DEFAULT 0, fraction float8 DEFAULT 0.2, stepwise boolean DEFAULT true) RETURNS rank_confidence
AS 'MODULE_PATHNAME', 'rank_confidence' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_confidence(float8, float8, float8, float8, float8, float8, boolean) IS
	'Which ranks a unit may have in its partition, if scores have independent standard errors: confidence sets that '
	'cover with probability level';

CREATE FUNCTION rank_confidence_bootstrap(score float8, bootstrap float8[], level float8 DEFAULT 0.95,
	fraction float8 DEFAULT 0.2, stepwise boolean DEFAULT true) RETURNS rank_confidence
AS 'MODULE_PATHNAME', 'rank_confidence_bootstrap' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_confidence_bootstrap(float8, float8[], float8, float8, boolean) IS
	'The same with scores that were drawn together: element b of the arrays of all units is one draw';

CREATE FUNCTION rank_confidence_covariance(score float8, covariance float8[], level float8 DEFAULT 0.95,
	draws float8 DEFAULT 1000, seed float8 DEFAULT 0, fraction float8 DEFAULT 0.2, stepwise boolean DEFAULT true)
	RETURNS rank_confidence
AS 'MODULE_PATHNAME', 'rank_confidence_covariance' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_confidence_covariance(float8, float8[], float8, float8, float8, float8, boolean) IS
	'The same with errors that go together: element k of covariance is with row k of the partition, in the order of '
	'OVER (ORDER BY ...)';
