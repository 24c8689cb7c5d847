-- SPDX-License-Identifier: PostgreSQL
-- Ratings on a scale of 1 .. scale_max, scale_max being the best.  Every rating is judged on its own scale.

CREATE FUNCTION rating_score(rating float8, scale_max float8) RETURNS float8
AS 'MODULE_PATHNAME', 'rating_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rating_score(float8, float8) IS
	'score of a rating: rating on a scale of 1 .. scale_max as 0 .. 100 | 评分换算：1 至 scale_max 的评分换算为 0 至 100';

CREATE FUNCTION nps_accum(exact_sums, rating float8, scale_max float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'nps_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_accum(exact_sums, float8, float8) IS
	'support: of nps(), takes in one row | 支持函数：nps()，计入一行';

CREATE FUNCTION nps_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'nps_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_final(exact_sums) IS
	'support: of nps(), computes the result | 支持函数：nps()，计算结果';

CREATE AGGREGATE nps(rating float8, scale_max float8) (
	SFUNC = nps_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(float8, float8) IS
	'net promoter score: -100 .. 100, of ratings on a scale of 1 .. scale_max: percentage of those that are 9 or '
	'more as 0 .. 10, less that of those that are 6 or less | 净推荐值：-100 至 100：换算为 0 至 10 后，9 及以上的百分比减去 6 及以下的百分比';

CREATE FUNCTION top_box_accum(exact_sums, rating float8, scale_max float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'top_box_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION top_box_accum(exact_sums, float8, float8) IS
	'support: of top_box(), takes in one row | 支持函数：top_box()，计入一行';

CREATE FUNCTION top_box_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'top_box_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION top_box_final(exact_sums) IS
	'support: of top_box(), computes the result | 支持函数：top_box()，计算结果';

CREATE AGGREGATE top_box(rating float8, scale_max float8) (
	SFUNC = top_box_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = top_box_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE top_box(float8, float8) IS
	'top-box share: share, 0 .. 1, of ratings on a scale of 1 .. scale_max that are scale_max | '
	'最高评分占比：评分为 scale_max 的份额，0 至 1';
