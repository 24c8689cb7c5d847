-- SPDX-License-Identifier: PostgreSQL
-- Ranking: window functions that compare each row with its whole partition.  They need no ORDER BY in OVER (...), and a
-- frame makes no difference.  Equal scores have equal results; a NULL score has none, and does not count.

CREATE FUNCTION score_quintile(score float8) RETURNS int
AS 'MODULE_PATHNAME', 'score_quintile' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION score_quintile(float8) IS
	'quintile of a score: fifth of the partition in which the score lies: 5 is the best, 1 the worst | '
	'五分位：得分所在的五分之一，5 最好，1 最差';

CREATE FUNCTION performance_band(score float8) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8) IS
	'performance band: of the score in its partition: top (best 20 %), middle, or bottom (worst 20 %) | '
	'档次：得分在分区内的档次：top（最好 20%）、middle、bottom（最差 20%）';

CREATE FUNCTION performance_band(score float8, fraction numeric) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8, numeric) IS
	'performance band: of the score in its partition: top (best fraction), middle, or bottom (worst fraction); 0 '
	'< fraction <= 0.5 | 档次：得分在分区内的档次：前 fraction、中间、后 fraction；0 < fraction <= 0.5';

CREATE FUNCTION performance_band(score float8, fraction float8) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8, float8) IS
	'performance band: the same of a fraction that is a float8, which stands for the shortest decimal that reads '
	'back as it | 档次：同上，fraction 为 float8，按可还原它的最短小数计';

CREATE FUNCTION performance_band(score float8, fraction real) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8, real) IS
	'performance band: the same of a fraction that is a real, which stands for the shortest decimal that reads '
	'back as it | 档次：同上，fraction 为 real，按可还原它的最短小数计';

CREATE FUNCTION fractional_rank(score float8) RETURNS float8
AS 'MODULE_PATHNAME', 'fractional_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION fractional_rank(float8) IS
	'fractional rank: share of the partition that lies below the score, with half of the rows tied with it | '
	'分数名次：分区内低于该得分的份额，并列者计一半';

CREATE FUNCTION fractional_rank(score float8, w float8) RETURNS float8
AS 'MODULE_PATHNAME', 'fractional_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION fractional_rank(float8, float8) IS
	'fractional rank: share of the weight of the partition that lies below the score, with half of the weight '
	'tied with it | 分数名次：分区内低于该得分的权重份额，并列者计一半';
