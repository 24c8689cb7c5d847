-- Small areas: levels from estimates of few observations each, whose sampling variances are known.  A window function of
-- whole partitions, as those of shrinkage are.

CREATE TYPE small_area AS (estimate float8, std_error float8, mse float8, own_weight float8, model_variance float8,
	beta float8[]);
COMMENT ON TYPE small_area IS
	'The level of an area with its standard error, the formula of its mean squared error, the weight of its direct '
	'estimate, the variance between areas and the coefficients, the intercept first';

CREATE FUNCTION fay_herriot(direct float8, variance float8, covariates float8[] DEFAULT NULL,
	method text DEFAULT 'yoshimori_lahiri') RETURNS small_area
AS 'MODULE_PATHNAME', 'fay_herriot' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION fay_herriot(float8, float8, float8[], text) IS
	'Level of an area by the Fay-Herriot model of all areas of the partition: variance is the sampling variance of the '
	'direct estimate, NULL as this one where an area was not observed; method is how the variance between areas is '
	'estimated';
