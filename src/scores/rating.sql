-- Ratings on a scale of 1 .. scale_max, scale_max being the best.  Every rating is judged on its own scale.

CREATE FUNCTION rating_score(rating float8, scale_max float8) RETURNS float8
AS 'MODULE_PATHNAME', 'rating_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rating_score(float8, float8) IS 'Rating on a scale of 1 .. scale_max as 0 .. 100';

CREATE FUNCTION nps_accum(exact_sums, rating float8, scale_max float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'nps_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_accum(exact_sums, float8, float8) IS 'Support of nps(): takes in one row';

CREATE FUNCTION nps_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'nps_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_final(exact_sums) IS 'Support of nps(): computes the result';

CREATE AGGREGATE nps(rating float8, scale_max float8) (
	SFUNC = nps_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(float8, float8) IS
	'Net promoter score, -100 .. 100, of ratings on a scale of 1 .. scale_max: percentage of those that are 9 or '
	'more as 0 .. 10, less that of those that are 6 or less';

CREATE FUNCTION top_box_accum(exact_sums, rating float8, scale_max float8) RETURNS exact_sums
AS 'MODULE_PATHNAME', 'top_box_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION top_box_accum(exact_sums, float8, float8) IS 'Support of top_box(): takes in one row';

CREATE FUNCTION top_box_final(exact_sums) RETURNS float8
AS 'MODULE_PATHNAME', 'top_box_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION top_box_final(exact_sums) IS 'Support of top_box(): computes the result';

CREATE AGGREGATE top_box(rating float8, scale_max float8) (
	SFUNC = top_box_accum, STYPE = exact_sums, SSPACE = 320,
	FINALFUNC = top_box_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE top_box(float8, float8) IS
	'Share, 0 .. 1, of ratings on a scale of 1 .. scale_max that are scale_max';
