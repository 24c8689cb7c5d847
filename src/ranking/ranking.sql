-- Ranking: window functions that compare each row with its whole partition.  They need no ORDER BY in OVER (...), and a
-- frame makes no difference.  Equal scores have equal results; a NULL score has none, and does not count.

CREATE FUNCTION score_quintile(score float8) RETURNS int
AS 'MODULE_PATHNAME', 'score_quintile' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION score_quintile(float8) IS
	'Fifth of the partition in which the score lies: 5 is the best, 1 the worst';

CREATE FUNCTION performance_band(score float8) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8) IS
	'Band of the score in its partition: top (best 20 %), middle, or bottom (worst 20 %)';

CREATE FUNCTION performance_band(score float8, fraction numeric) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8, numeric) IS
	'Band of the score in its partition: top (best fraction), middle, or bottom (worst fraction); 0 < fraction <= 0.5';

CREATE FUNCTION performance_band(score float8, fraction float8) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8, float8) IS
	'The same of a fraction that is a float8, which stands for the shortest decimal that reads back as it';

CREATE FUNCTION performance_band(score float8, fraction real) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8, real) IS
	'The same of a fraction that is a real, which stands for the shortest decimal that reads back as it';

CREATE FUNCTION fractional_rank(score float8) RETURNS float8
AS 'MODULE_PATHNAME', 'fractional_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION fractional_rank(float8) IS
	'Share of the partition that lies below the score, with half of the rows tied with it';

CREATE FUNCTION fractional_rank(score float8, w float8) RETURNS float8
AS 'MODULE_PATHNAME', 'fractional_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION fractional_rank(float8, float8) IS
	'Share of the weight of the partition that lies below the score, with half of the weight tied with it';
