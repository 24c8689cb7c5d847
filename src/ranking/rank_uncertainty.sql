-- Rank uncertainty: how sure a rank is, by drawing points and weights again and again.  A window function of whole
-- partitions, as those of ranking are.

CREATE TYPE rank_uncertainty AS (rank int, expected_rank float8, rank_low int, rank_high int, p_top float8,
	p_bottom float8);
COMMENT ON TYPE rank_uncertainty IS
	'A rank, its mean, its 5 % and 95 % points and the probabilities of the top and the bottom fifth when points and '
	'weights are drawn';

CREATE FUNCTION rank_uncertainty(points float8[], errors float8[], weights float8[], draws float8, concentration float8,
	seed bigint, bonus float8 DEFAULT 0) RETURNS rank_uncertainty
AS 'MODULE_PATHNAME', 'rank_uncertainty' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_uncertainty(float8[], float8[], float8[], float8, float8, bigint, float8) IS
	'How sure the rank of a unit is in its partition: errors are the standard errors of its points, weights the '
	'points available, concentration that of the Dirichlet distribution of the weights (NULL: certain), bonus what is '
	'added to its score in each draw';

CREATE FUNCTION rank_uncertainty(points float8[], errors float8[], weights float8[], draws float8, concentration float8,
	seed float8, bonus float8 DEFAULT 0) RETURNS rank_uncertainty
AS 'MODULE_PATHNAME', 'rank_uncertainty' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_uncertainty(float8[], float8[], float8[], float8, float8, float8, float8) IS
	'The same with a seed of another type than bigint, a whole number up to 2^53 - 1';
