\echo Use "CREATE EXTENSION service_eval" to load this file. \quit

-- Everyone may look into the schema; what a function may be used for is decided by the tables it is given.
GRANT USAGE ON SCHEMA service_eval TO PUBLIC;
-- What all aggregates share that need their rows in order.  Measures with the same transition function over the same arguments share
-- one state.

CREATE FUNCTION sample_combine(internal, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_combine(internal, internal) IS 'Support of aggregates: joins two partial states that hold rows';

CREATE FUNCTION sample_serial(internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'sample_serial' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sample_serial(internal) IS 'Support of aggregates: writes a partial state that holds rows as bytes';

CREATE FUNCTION sample_deserial(bytea, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_deserial' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sample_deserial(bytea, internal) IS 'Support of aggregates: reads what sample_serial() wrote';

CREATE FUNCTION sample_accum(internal, x float8) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, float8) IS 'Support of aggregates: keeps one row; no negative values';

CREATE FUNCTION sample_accum(internal, x float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, float8, float8) IS 'Support of aggregates: keeps one row; no negative values';

CREATE FUNCTION sample_accum(internal, x numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, numeric) IS 'Support of aggregates: keeps one row; no negative values';

CREATE FUNCTION sample_accum(internal, x numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, numeric, numeric) IS 'Support of aggregates: keeps one row; no negative values';

CREATE FUNCTION signed_sample_accum(internal, x float8) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, float8) IS 'Support of aggregates: keeps one row; negative values are allowed';

CREATE FUNCTION signed_sample_accum(internal, x float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, float8, float8) IS 'Support of aggregates: keeps one row; negative values are allowed';

CREATE FUNCTION signed_sample_accum(internal, x numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, numeric) IS 'Support of aggregates: keeps one row; negative values are allowed';

CREATE FUNCTION signed_sample_accum(internal, x numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, numeric, numeric) IS 'Support of aggregates: keeps one row; negative values are allowed';
-- Inequality: how unequally a total is spread over rows.  Options (points, p) must be the same in all rows of a group.

CREATE FUNCTION gini_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_final(internal) IS 'Support of gini(): computes the result';

CREATE AGGREGATE gini(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini(float8) IS 'Gini index of x, 0 to 1: 0 if all are equal, (n-1)/n if one has all; NULL if the total is 0';

CREATE AGGREGATE gini(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini(float8, float8) IS 'Gini index of x, where each row counts w times';

CREATE AGGREGATE gini(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini(numeric) IS 'Gini index of x, 0 to 1: 0 if all are equal, (n-1)/n if one has all; NULL if the total is 0';

CREATE AGGREGATE gini(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini(numeric, numeric) IS 'Gini index of x, where each row counts w times';

CREATE FUNCTION gini_absolute_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_absolute_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_absolute_final(internal) IS 'Support of gini_absolute(): computes the result';

CREATE AGGREGATE gini_absolute(x float8) (
	SFUNC = signed_sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_absolute_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_absolute(float8) IS 'Absolute Gini index of x, half the mean difference between two rows, in the unit of x; negative values are allowed';

CREATE AGGREGATE gini_absolute(x float8, w float8) (
	SFUNC = signed_sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_absolute_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_absolute(float8, float8) IS 'Absolute Gini index of x, where each row counts w times';

CREATE AGGREGATE gini_absolute(x numeric) (
	SFUNC = signed_sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_absolute_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_absolute(numeric) IS 'Absolute Gini index of x, half the mean difference between two rows, in the unit of x; negative values are allowed';

CREATE AGGREGATE gini_absolute(x numeric, w numeric) (
	SFUNC = signed_sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_absolute_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_absolute(numeric, numeric) IS 'Absolute Gini index of x, where each row counts w times';

CREATE FUNCTION lorenz_accum(internal, x float8, points int) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_accum(internal, float8, int) IS 'Support of lorenz_curve(): keeps one row';

CREATE FUNCTION lorenz_accum(internal, x float8, points int, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_accum(internal, float8, int, float8) IS 'Support of lorenz_curve(): keeps one row';

CREATE FUNCTION lorenz_accum(internal, x numeric, points int) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_accum(internal, numeric, int) IS 'Support of lorenz_curve(): keeps one row';

CREATE FUNCTION lorenz_accum(internal, x numeric, points int, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_accum(internal, numeric, int, numeric) IS 'Support of lorenz_curve(): keeps one row';

CREATE FUNCTION lorenz_final(internal) RETURNS float8[]
AS 'MODULE_PATHNAME', 'lorenz_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_final(internal) IS 'Support of lorenz_curve(): computes the result';

CREATE AGGREGATE lorenz_curve(x float8, points int) (
	SFUNC = lorenz_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(float8, int) IS 'Lorenz curve of x: the shares of the total that the lowest 0, 1/points, 2/points, ... 1 of the rows have';

CREATE AGGREGATE lorenz_curve(x float8, points int, w float8) (
	SFUNC = lorenz_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(float8, int, float8) IS 'Lorenz curve of x, where each row counts w times';

CREATE AGGREGATE lorenz_curve(x numeric, points int) (
	SFUNC = lorenz_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(numeric, int) IS 'Lorenz curve of x: the shares of the total that the lowest 0, 1/points, 2/points, ... 1 of the rows have';

CREATE AGGREGATE lorenz_curve(x numeric, points int, w numeric) (
	SFUNC = lorenz_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(numeric, int, numeric) IS 'Lorenz curve of x, where each row counts w times';

CREATE FUNCTION share_accum(internal, x float8, p float8) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_accum(internal, float8, float8) IS 'Support of share_of_top() and share_of_bottom(): keeps one row';

CREATE FUNCTION share_accum(internal, x float8, p float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_accum(internal, float8, float8, float8) IS 'Support of share_of_top() and share_of_bottom(): keeps one row';

CREATE FUNCTION share_accum(internal, x numeric, p float8) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_accum(internal, numeric, float8) IS 'Support of share_of_top() and share_of_bottom(): keeps one row';

CREATE FUNCTION share_accum(internal, x numeric, p float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_accum(internal, numeric, float8, numeric) IS 'Support of share_of_top() and share_of_bottom(): keeps one row';

CREATE FUNCTION share_of_top_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'share_of_top_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top_final(internal) IS 'Support of share_of_top(): computes the result';

CREATE AGGREGATE share_of_top(x float8, p float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(float8, float8) IS 'Share of the total of x that the highest p of the rows have, 0 to 1';

CREATE AGGREGATE share_of_top(x float8, p float8, w float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(float8, float8, float8) IS 'Share of the total of x that the highest p of the weight has, where each row counts w times';

CREATE AGGREGATE share_of_top(x numeric, p float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(numeric, float8) IS 'Share of the total of x that the highest p of the rows have, 0 to 1';

CREATE AGGREGATE share_of_top(x numeric, p float8, w numeric) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(numeric, float8, numeric) IS 'Share of the total of x that the highest p of the weight has, where each row counts w times';

CREATE FUNCTION share_of_bottom_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'share_of_bottom_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_bottom_final(internal) IS 'Support of share_of_bottom(): computes the result';

CREATE AGGREGATE share_of_bottom(x float8, p float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(float8, float8) IS 'Share of the total of x that the lowest p of the rows have, 0 to 1';

CREATE AGGREGATE share_of_bottom(x float8, p float8, w float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(float8, float8, float8) IS 'Share of the total of x that the lowest p of the weight has, where each row counts w times';

CREATE AGGREGATE share_of_bottom(x numeric, p float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(numeric, float8) IS 'Share of the total of x that the lowest p of the rows have, 0 to 1';

CREATE AGGREGATE share_of_bottom(x numeric, p float8, w numeric) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(numeric, float8, numeric) IS 'Share of the total of x that the lowest p of the weight has, where each row counts w times';

CREATE FUNCTION gini_unbiased_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_unbiased_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_unbiased_final(internal) IS 'Support of gini_unbiased(): computes the result';

CREATE AGGREGATE gini_unbiased(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_unbiased_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_unbiased(float8) IS 'Gini index of x times n/(n-1), for samples: 1 if one has all; NULL for one row';

CREATE AGGREGATE gini_unbiased(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_unbiased_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_unbiased(numeric) IS 'Gini index of x times n/(n-1), for samples: 1 if one has all; NULL for one row';

CREATE FUNCTION gini_extended_accum(internal, x float8, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, float8, float8) IS 'Support of gini_extended(): keeps one row';

CREATE FUNCTION gini_extended_accum(internal, x float8, nu float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, float8, float8, float8) IS 'Support of gini_extended(): keeps one row';

CREATE FUNCTION gini_extended_accum(internal, x numeric, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, numeric, float8) IS 'Support of gini_extended(): keeps one row';

CREATE FUNCTION gini_extended_accum(internal, x numeric, nu float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, numeric, float8, numeric) IS 'Support of gini_extended(): keeps one row';

CREATE FUNCTION gini_extended_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_extended_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_final(internal) IS 'Support of gini_extended(): computes the result';

CREATE AGGREGATE gini_extended(x float8, nu float8) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(float8, float8) IS 'Extended Gini index (S-Gini) of x: the higher nu, the more the low values count; the Gini index for nu = 2, 0 for nu = 1';

CREATE AGGREGATE gini_extended(x float8, nu float8, w float8) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(float8, float8, float8) IS 'Extended Gini index of x, where each row counts w times';

CREATE AGGREGATE gini_extended(x numeric, nu float8) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(numeric, float8) IS 'Extended Gini index (S-Gini) of x: the higher nu, the more the low values count; the Gini index for nu = 2, 0 for nu = 1';

CREATE AGGREGATE gini_extended(x numeric, nu float8, w numeric) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(numeric, float8, numeric) IS 'Extended Gini index of x, where each row counts w times';

CREATE FUNCTION quintile_share_ratio_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'quintile_share_ratio_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION quintile_share_ratio_final(internal) IS 'Support of quintile_share_ratio(): computes the result';

CREATE AGGREGATE quintile_share_ratio(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(float8) IS 'What the highest fifth of the rows has of x, as a multiple of what the lowest fifth has; NULL if that is 0';

CREATE AGGREGATE quintile_share_ratio(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(float8, float8) IS 'What the highest fifth of the weight has of x, as a multiple of what the lowest fifth has';

CREATE AGGREGATE quintile_share_ratio(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(numeric) IS 'What the highest fifth of the rows has of x, as a multiple of what the lowest fifth has; NULL if that is 0';

CREATE AGGREGATE quintile_share_ratio(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(numeric, numeric) IS 'What the highest fifth of the weight has of x, as a multiple of what the lowest fifth has';

CREATE FUNCTION palma_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'palma_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION palma_final(internal) IS 'Support of palma(): computes the result';

CREATE AGGREGATE palma(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(float8) IS 'Palma ratio of x: what the highest tenth of the rows has, as a multiple of what the lowest two fifths have; NULL if that is 0';

CREATE AGGREGATE palma(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(float8, float8) IS 'Palma ratio of x, where each row counts w times';

CREATE AGGREGATE palma(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(numeric) IS 'Palma ratio of x: what the highest tenth of the rows has, as a multiple of what the lowest two fifths have; NULL if that is 0';

CREATE AGGREGATE palma(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(numeric, numeric) IS 'Palma ratio of x, where each row counts w times';
-- Inequality as the mean of a function of the deviations from equality.  Options (alpha, epsilon) must be the same in all rows of a group.

CREATE FUNCTION theil_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'theil_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION theil_final(internal) IS 'Support of theil(): computes the result';

CREATE AGGREGATE theil(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(float8) IS 'Theil index of x, generalized entropy for alpha = 1: 0 if all are equal, ln n if one has all; NULL if the total is 0';

CREATE AGGREGATE theil(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(float8, float8) IS 'Theil index of x, where each row counts w times';

CREATE AGGREGATE theil(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(numeric) IS 'Theil index of x, generalized entropy for alpha = 1: 0 if all are equal, ln n if one has all; NULL if the total is 0';

CREATE AGGREGATE theil(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = theil_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE theil(numeric, numeric) IS 'Theil index of x, where each row counts w times';

CREATE FUNCTION mean_log_deviation_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'mean_log_deviation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mean_log_deviation_final(internal) IS 'Support of mean_log_deviation(): computes the result';

CREATE AGGREGATE mean_log_deviation(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(float8) IS 'Mean log deviation of x, generalized entropy for alpha = 0: 0 if all are equal; NULL if a value is 0';

CREATE AGGREGATE mean_log_deviation(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(float8, float8) IS 'Mean log deviation of x, where each row counts w times';

CREATE AGGREGATE mean_log_deviation(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(numeric) IS 'Mean log deviation of x, generalized entropy for alpha = 0: 0 if all are equal; NULL if a value is 0';

CREATE AGGREGATE mean_log_deviation(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = mean_log_deviation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_log_deviation(numeric, numeric) IS 'Mean log deviation of x, where each row counts w times';

CREATE FUNCTION generalized_entropy_accum(internal, x float8, alpha float8) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, float8, float8) IS 'Support of generalized_entropy(): keeps one row';

CREATE FUNCTION generalized_entropy_accum(internal, x float8, alpha float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, float8, float8, float8) IS 'Support of generalized_entropy(): keeps one row';

CREATE FUNCTION generalized_entropy_accum(internal, x numeric, alpha float8) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, numeric, float8) IS 'Support of generalized_entropy(): keeps one row';

CREATE FUNCTION generalized_entropy_accum(internal, x numeric, alpha float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'generalized_entropy_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_accum(internal, numeric, float8, numeric) IS 'Support of generalized_entropy(): keeps one row';

CREATE FUNCTION generalized_entropy_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'generalized_entropy_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy_final(internal) IS 'Support of generalized_entropy(): computes the result';

CREATE AGGREGATE generalized_entropy(x float8, alpha float8) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(float8, float8) IS 'Generalized entropy of x: 0 if all are equal; the lower alpha, the more low values count; NULL if it is infinite';

CREATE AGGREGATE generalized_entropy(x float8, alpha float8, w float8) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(float8, float8, float8) IS 'Generalized entropy of x, where each row counts w times';

CREATE AGGREGATE generalized_entropy(x numeric, alpha float8) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(numeric, float8) IS 'Generalized entropy of x: 0 if all are equal; the lower alpha, the more low values count; NULL if it is infinite';

CREATE AGGREGATE generalized_entropy(x numeric, alpha float8, w numeric) (
	SFUNC = generalized_entropy_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = generalized_entropy_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE generalized_entropy(numeric, float8, numeric) IS 'Generalized entropy of x, where each row counts w times';

CREATE FUNCTION atkinson_accum(internal, x float8, epsilon float8) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, float8, float8) IS 'Support of atkinson(): keeps one row';

CREATE FUNCTION atkinson_accum(internal, x float8, epsilon float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, float8, float8, float8) IS 'Support of atkinson(): keeps one row';

CREATE FUNCTION atkinson_accum(internal, x numeric, epsilon float8) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, numeric, float8) IS 'Support of atkinson(): keeps one row';

CREATE FUNCTION atkinson_accum(internal, x numeric, epsilon float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'atkinson_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_accum(internal, numeric, float8, numeric) IS 'Support of atkinson(): keeps one row';

CREATE FUNCTION atkinson_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'atkinson_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION atkinson_final(internal) IS 'Support of atkinson(): computes the result';

CREATE AGGREGATE atkinson(x float8, epsilon float8) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(float8, float8) IS 'Atkinson index of x, 0 to 1: the part of the total that aversion epsilon to inequality would give for equality';

CREATE AGGREGATE atkinson(x float8, epsilon float8, w float8) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(float8, float8, float8) IS 'Atkinson index of x, where each row counts w times';

CREATE AGGREGATE atkinson(x numeric, epsilon float8) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(numeric, float8) IS 'Atkinson index of x, 0 to 1: the part of the total that aversion epsilon to inequality would give for equality';

CREATE AGGREGATE atkinson(x numeric, epsilon float8, w numeric) (
	SFUNC = atkinson_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = atkinson_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE atkinson(numeric, float8, numeric) IS 'Atkinson index of x, where each row counts w times';

CREATE FUNCTION hoover_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'hoover_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hoover_final(internal) IS 'Support of hoover(): computes the result';

CREATE AGGREGATE hoover(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(float8) IS 'Hoover index of x, 0 to 1: the part of the total that would have to move for equality';

CREATE AGGREGATE hoover(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(float8, float8) IS 'Hoover index of x, where each row counts w times';

CREATE AGGREGATE hoover(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(numeric) IS 'Hoover index of x, 0 to 1: the part of the total that would have to move for equality';

CREATE AGGREGATE hoover(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hoover_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hoover(numeric, numeric) IS 'Hoover index of x, where each row counts w times';

CREATE FUNCTION coefficient_of_variation_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'coefficient_of_variation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION coefficient_of_variation_final(internal) IS 'Support of coefficient_of_variation(): computes the result';

CREATE AGGREGATE coefficient_of_variation(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(float8) IS 'Coefficient of variation of x: the population standard deviation over the mean';

CREATE AGGREGATE coefficient_of_variation(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(float8, float8) IS 'Coefficient of variation of x, where each row counts w times';

CREATE AGGREGATE coefficient_of_variation(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(numeric) IS 'Coefficient of variation of x: the population standard deviation over the mean';

CREATE AGGREGATE coefficient_of_variation(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = coefficient_of_variation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE coefficient_of_variation(numeric, numeric) IS 'Coefficient of variation of x, where each row counts w times';

CREATE TYPE entropy_decomposition AS (total float8, within float8, between float8);
COMMENT ON TYPE entropy_decomposition IS 'What entropy_decomposition() returns: total = within + between';

CREATE FUNCTION entropy_decomposition(alpha float8, weights float8[], means float8[], entropies float8[]) RETURNS entropy_decomposition
AS 'MODULE_PATHNAME', 'entropy_decomposition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION entropy_decomposition(float8, float8[], float8[], float8[]) IS
	'Generalized entropy within and between groups, from the weight, the mean and the generalized entropy of each group';
-- Concentration: of a total on few rows, and along the order of another variable.

-- The state of all aggregates that are formulas of sums.
CREATE FUNCTION exact_combine(internal, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'exact_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION exact_combine(internal, internal) IS 'Support of aggregates: joins two partial states that hold exact sums';

CREATE FUNCTION exact_serial(internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'exact_serial' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_serial(internal) IS 'Support of aggregates: writes a partial state that holds exact sums as bytes';

CREATE FUNCTION exact_deserial(bytea, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'exact_deserial' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION exact_deserial(bytea, internal) IS 'Support of aggregates: reads what exact_serial() wrote';

CREATE FUNCTION hhi_accum(internal, x float8) RETURNS internal
AS 'MODULE_PATHNAME', 'hhi_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_accum(internal, float8) IS 'Support of hhi(): takes in one row';

CREATE FUNCTION hhi_accum(internal, x numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'hhi_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_accum(internal, numeric) IS 'Support of hhi(): takes in one row';

CREATE FUNCTION hhi_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'hhi_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_final(internal) IS 'Support of hhi(): computes the result';

CREATE AGGREGATE hhi(x float8) (
	SFUNC = hhi_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = hhi_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi(float8) IS 'Herfindahl-Hirschman index of x, the sum of squared shares: 1/n if all are equal, 1 if one has all; NULL if the total is 0';

CREATE AGGREGATE hhi(x numeric) (
	SFUNC = hhi_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = hhi_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi(numeric) IS 'Herfindahl-Hirschman index of x, the sum of squared shares: 1/n if all are equal, 1 if one has all; NULL if the total is 0';

CREATE FUNCTION hhi_normalized_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'hhi_normalized_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION hhi_normalized_final(internal) IS 'Support of hhi_normalized(): computes the result';

CREATE AGGREGATE hhi_normalized(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hhi_normalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi_normalized(float8) IS 'Herfindahl-Hirschman index of x from 0, if all are equal, to 1, if one has all; NULL for one row and if the total is 0';

CREATE AGGREGATE hhi_normalized(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = hhi_normalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE hhi_normalized(numeric) IS 'Herfindahl-Hirschman index of x from 0, if all are equal, to 1, if one has all; NULL for one row and if the total is 0';

CREATE FUNCTION concentration_accum(internal, x float8, rank_by float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, float8, float8) IS 'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_accum(internal, x float8, rank_by float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, float8, float8, float8) IS 'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_accum(internal, x numeric, rank_by numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, numeric, numeric) IS 'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_accum(internal, x numeric, rank_by numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_accum(internal, numeric, numeric, numeric) IS 'Support of concentration_index(): keeps one row';

CREATE FUNCTION concentration_index_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_final(internal) IS 'Support of concentration_index(): computes the result';

CREATE AGGREGATE concentration_index(x float8, rank_by float8) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(float8, float8) IS 'Concentration index of x along rank_by, -1 to 1: above 0 if rows that rank high have more of x than their part; NULL if the total is 0';

CREATE AGGREGATE concentration_index(x float8, rank_by float8, w float8) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(float8, float8, float8) IS 'Concentration index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index(x numeric, rank_by numeric) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(numeric, numeric) IS 'Concentration index of x along rank_by, -1 to 1: above 0 if rows that rank high have more of x than their part; NULL if the total is 0';

CREATE AGGREGATE concentration_index(x numeric, rank_by numeric, w numeric) (
	SFUNC = concentration_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index(numeric, numeric, numeric) IS 'Concentration index of x along rank_by, where each row counts w times';

CREATE FUNCTION concentration_signed_accum(internal, x float8, rank_by float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_signed_accum(internal, float8, float8) IS 'Support of concentration_index_generalized(): keeps one row';

CREATE FUNCTION concentration_signed_accum(internal, x float8, rank_by float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_signed_accum(internal, float8, float8, float8) IS 'Support of concentration_index_generalized(): keeps one row';

CREATE FUNCTION concentration_signed_accum(internal, x numeric, rank_by numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_signed_accum(internal, numeric, numeric) IS 'Support of concentration_index_generalized(): keeps one row';

CREATE FUNCTION concentration_signed_accum(internal, x numeric, rank_by numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_signed_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_signed_accum(internal, numeric, numeric, numeric) IS 'Support of concentration_index_generalized(): keeps one row';

CREATE FUNCTION concentration_index_generalized_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_generalized_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_generalized_final(internal) IS 'Support of concentration_index_generalized(): computes the result';

CREATE AGGREGATE concentration_index_generalized(x float8, rank_by float8) (
	SFUNC = concentration_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(float8, float8) IS 'Generalized concentration index of x along rank_by: the concentration index times the mean, in the unit of x; negative values are allowed';

CREATE AGGREGATE concentration_index_generalized(x float8, rank_by float8, w float8) (
	SFUNC = concentration_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(float8, float8, float8) IS 'Generalized concentration index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index_generalized(x numeric, rank_by numeric) (
	SFUNC = concentration_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(numeric, numeric) IS 'Generalized concentration index of x along rank_by: the concentration index times the mean, in the unit of x; negative values are allowed';

CREATE AGGREGATE concentration_index_generalized(x numeric, rank_by numeric, w numeric) (
	SFUNC = concentration_signed_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_generalized_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_generalized(numeric, numeric, numeric) IS 'Generalized concentration index of x along rank_by, where each row counts w times';

CREATE FUNCTION concentration_limits_accum(internal, x float8, rank_by float8, lo float8, hi float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_limits_accum(internal, float8, float8, float8, float8) IS 'Support of concentration_index_erreygers() and concentration_index_wagstaff(): keeps one row';

CREATE FUNCTION concentration_limits_accum(internal, x float8, rank_by float8, lo float8, hi float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_limits_accum(internal, float8, float8, float8, float8, float8) IS 'Support of concentration_index_erreygers() and concentration_index_wagstaff(): keeps one row';

CREATE FUNCTION concentration_limits_accum(internal, x numeric, rank_by numeric, lo float8, hi float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_limits_accum(internal, numeric, numeric, float8, float8) IS 'Support of concentration_index_erreygers() and concentration_index_wagstaff(): keeps one row';

CREATE FUNCTION concentration_limits_accum(internal, x numeric, rank_by numeric, lo float8, hi float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_limits_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_limits_accum(internal, numeric, numeric, float8, float8, numeric) IS 'Support of concentration_index_erreygers() and concentration_index_wagstaff(): keeps one row';

CREATE FUNCTION concentration_index_erreygers_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_erreygers_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_erreygers_final(internal) IS 'Support of concentration_index_erreygers(): computes the result';

CREATE AGGREGATE concentration_index_erreygers(x float8, rank_by float8, lo float8, hi float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(float8, float8, float8, float8) IS 'Erreygers index of x between lo and hi along rank_by, -1 to 1: the same in size for x and for what is missing to hi';

CREATE AGGREGATE concentration_index_erreygers(x float8, rank_by float8, lo float8, hi float8, w float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(float8, float8, float8, float8, float8) IS 'Erreygers index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index_erreygers(x numeric, rank_by numeric, lo float8, hi float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(numeric, numeric, float8, float8) IS 'Erreygers index of x between lo and hi along rank_by, -1 to 1: the same in size for x and for what is missing to hi';

CREATE AGGREGATE concentration_index_erreygers(x numeric, rank_by numeric, lo float8, hi float8, w numeric) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_erreygers_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_erreygers(numeric, numeric, float8, float8, numeric) IS 'Erreygers index of x along rank_by, where each row counts w times';

CREATE FUNCTION concentration_index_wagstaff_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_wagstaff_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_wagstaff_final(internal) IS 'Support of concentration_index_wagstaff(): computes the result';

CREATE AGGREGATE concentration_index_wagstaff(x float8, rank_by float8, lo float8, hi float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(float8, float8, float8, float8) IS 'Wagstaff index of x between lo and hi along rank_by, -1 to 1: over the largest that the mean of x allows; NULL if all are lo or all are hi';

CREATE AGGREGATE concentration_index_wagstaff(x float8, rank_by float8, lo float8, hi float8, w float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(float8, float8, float8, float8, float8) IS 'Wagstaff index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index_wagstaff(x numeric, rank_by numeric, lo float8, hi float8) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(numeric, numeric, float8, float8) IS 'Wagstaff index of x between lo and hi along rank_by, -1 to 1: over the largest that the mean of x allows; NULL if all are lo or all are hi';

CREATE AGGREGATE concentration_index_wagstaff(x numeric, rank_by numeric, lo float8, hi float8, w numeric) (
	SFUNC = concentration_limits_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_wagstaff_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_wagstaff(numeric, numeric, float8, float8, numeric) IS 'Wagstaff index of x along rank_by, where each row counts w times';

CREATE FUNCTION concentration_extended_accum(internal, x float8, rank_by float8, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_extended_accum(internal, float8, float8, float8) IS 'Support of concentration_index_extended(): keeps one row';

CREATE FUNCTION concentration_extended_accum(internal, x float8, rank_by float8, nu float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_extended_accum(internal, float8, float8, float8, float8) IS 'Support of concentration_index_extended(): keeps one row';

CREATE FUNCTION concentration_extended_accum(internal, x numeric, rank_by numeric, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_extended_accum(internal, numeric, numeric, float8) IS 'Support of concentration_index_extended(): keeps one row';

CREATE FUNCTION concentration_extended_accum(internal, x numeric, rank_by numeric, nu float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_extended_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_extended_accum(internal, numeric, numeric, float8, numeric) IS 'Support of concentration_index_extended(): keeps one row';

CREATE FUNCTION concentration_index_extended_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'concentration_index_extended_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_index_extended_final(internal) IS 'Support of concentration_index_extended(): computes the result';

CREATE AGGREGATE concentration_index_extended(x float8, rank_by float8, nu float8) (
	SFUNC = concentration_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(float8, float8, float8) IS 'Extended concentration index of x along rank_by: the higher nu, the more the low ranks count; the concentration index for nu = 2, 0 for nu = 1';

CREATE AGGREGATE concentration_index_extended(x float8, rank_by float8, nu float8, w float8) (
	SFUNC = concentration_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(float8, float8, float8, float8) IS 'Extended concentration index of x along rank_by, where each row counts w times';

CREATE AGGREGATE concentration_index_extended(x numeric, rank_by numeric, nu float8) (
	SFUNC = concentration_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(numeric, numeric, float8) IS 'Extended concentration index of x along rank_by: the higher nu, the more the low ranks count; the concentration index for nu = 2, 0 for nu = 1';

CREATE AGGREGATE concentration_index_extended(x numeric, rank_by numeric, nu float8, w numeric) (
	SFUNC = concentration_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_index_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_index_extended(numeric, numeric, float8, numeric) IS 'Extended concentration index of x along rank_by, where each row counts w times';
-- Estimates from samples, with their sampling error.  The option level must be the same in all rows of a group.

CREATE TYPE gini_interval AS (estimate float8, std_error float8, lower float8, upper float8, n bigint);
COMMENT ON TYPE gini_interval IS 'A Gini index with its standard error and confidence bounds, from n rows';

CREATE TYPE concentration_interval AS (estimate float8, std_error float8, lower float8, upper float8, n bigint);
COMMENT ON TYPE concentration_interval IS 'A concentration index with its standard error and confidence bounds, from n rows';

CREATE FUNCTION gini_interval_accum(internal, x float8, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, float8, float8) IS 'Support of gini_interval(): keeps one row';

CREATE FUNCTION gini_interval_accum(internal, x float8, level float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, float8, float8, float8) IS 'Support of gini_interval(): keeps one row';

CREATE FUNCTION gini_interval_accum(internal, x numeric, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, numeric, float8) IS 'Support of gini_interval(): keeps one row';

CREATE FUNCTION gini_interval_accum(internal, x numeric, level float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, numeric, float8, numeric) IS 'Support of gini_interval(): keeps one row';

CREATE FUNCTION gini_interval_final(internal) RETURNS gini_interval
AS 'MODULE_PATHNAME', 'gini_interval_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_final(internal) IS 'Support of gini_interval(): computes the result';

CREATE AGGREGATE gini_interval(x float8, level float8) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(float8, float8) IS 'Gini index of x in a sample, with its standard error and its bounds at a confidence level';

CREATE AGGREGATE gini_interval(x float8, level float8, w float8) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(float8, float8, float8) IS 'Gini index of x in a sample of rows that stand for w members each';

CREATE AGGREGATE gini_interval(x numeric, level float8) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(numeric, float8) IS 'Gini index of x in a sample, with its standard error and its bounds at a confidence level';

CREATE AGGREGATE gini_interval(x numeric, level float8, w numeric) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(numeric, float8, numeric) IS 'Gini index of x in a sample of rows that stand for w members each';

CREATE FUNCTION gini_interval_accum(internal, x float8, level float8, w float8, cluster bigint) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_clustered' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, float8, float8, float8, bigint) IS 'Support of gini_interval(): keeps one row';

CREATE FUNCTION gini_interval_accum(internal, x numeric, level float8, w numeric, cluster bigint) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_interval_accum_clustered_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_accum(internal, numeric, float8, numeric, bigint) IS 'Support of gini_interval(): keeps one row';

CREATE FUNCTION gini_interval_clustered_final(internal) RETURNS gini_interval
AS 'MODULE_PATHNAME', 'gini_interval_clustered_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_interval_clustered_final(internal) IS 'Support of gini_interval(): computes the result';

CREATE AGGREGATE gini_interval(x float8, level float8, w float8, cluster bigint) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_clustered_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(float8, float8, float8, bigint) IS 'Gini index of x in a sample of clusters, such as schools or villages, of which all rows were drawn together';

CREATE AGGREGATE gini_interval(x numeric, level float8, w numeric, cluster bigint) (
	SFUNC = gini_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_interval_clustered_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_interval(numeric, float8, numeric, bigint) IS 'Gini index of x in a sample of clusters, such as schools or villages, of which all rows were drawn together';

CREATE FUNCTION concentration_interval_accum(internal, x float8, rank_by float8, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, float8, float8, float8) IS 'Support of concentration_interval(): keeps one row';

CREATE FUNCTION concentration_interval_accum(internal, x float8, rank_by float8, level float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, float8, float8, float8, float8) IS 'Support of concentration_interval(): keeps one row';

CREATE FUNCTION concentration_interval_accum(internal, x numeric, rank_by numeric, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, numeric, numeric, float8) IS 'Support of concentration_interval(): keeps one row';

CREATE FUNCTION concentration_interval_accum(internal, x numeric, rank_by numeric, level float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'concentration_interval_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_accum(internal, numeric, numeric, float8, numeric) IS 'Support of concentration_interval(): keeps one row';

CREATE FUNCTION concentration_interval_final(internal) RETURNS concentration_interval
AS 'MODULE_PATHNAME', 'concentration_interval_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION concentration_interval_final(internal) IS 'Support of concentration_interval(): computes the result';

CREATE AGGREGATE concentration_interval(x float8, rank_by float8, level float8) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(float8, float8, float8) IS 'Concentration index of x along rank_by in a sample, with its standard error and its bounds at a confidence level';

CREATE AGGREGATE concentration_interval(x float8, rank_by float8, level float8, w float8) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(float8, float8, float8, float8) IS 'Concentration index of x along rank_by in a sample of rows that stand for w members each';

CREATE AGGREGATE concentration_interval(x numeric, rank_by numeric, level float8) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(numeric, numeric, float8) IS 'Concentration index of x along rank_by in a sample, with its standard error and its bounds at a confidence level';

CREATE AGGREGATE concentration_interval(x numeric, rank_by numeric, level float8, w numeric) (
	SFUNC = concentration_interval_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = concentration_interval_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE concentration_interval(numeric, numeric, float8, numeric) IS 'Concentration index of x along rank_by in a sample of rows that stand for w members each';
-- Confidence bounds of a proportion.

CREATE FUNCTION wilson_lower(successes float8, n float8, level float8) RETURNS float8
AS 'MODULE_PATHNAME', 'wilson_lower' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_lower(float8, float8, float8) IS 'Lower bound of the Wilson score interval of a proportion at a confidence level; NULL if n = 0';

CREATE FUNCTION wilson_upper(successes float8, n float8, level float8) RETURNS float8
AS 'MODULE_PATHNAME', 'wilson_upper' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_upper(float8, float8, float8) IS 'Upper bound of the Wilson score interval of a proportion at a confidence level; NULL if n = 0';
-- Inequality of a total by its sources.

CREATE TYPE gini_source AS (share float8, gini float8, correlation float8, contribution float8, elasticity float8);
COMMENT ON TYPE gini_source IS 'A source of a total: its share, its Gini index, its Gini correlation with the total, what it adds to the Gini index of the total, and by how much that changes with the source, both in per cent';

CREATE FUNCTION gini_by_source_accum(internal, sources float8[]) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_by_source_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_by_source_accum(internal, float8[]) IS 'Support of gini_by_source(): keeps one row';

CREATE FUNCTION gini_by_source_accum(internal, sources float8[], w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_by_source_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_by_source_accum(internal, float8[], float8) IS 'Support of gini_by_source(): keeps one row';

CREATE FUNCTION gini_by_source_final(internal) RETURNS gini_source[]
AS 'MODULE_PATHNAME', 'gini_by_source_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_by_source_final(internal) IS 'Support of gini_by_source(): computes the result';

CREATE AGGREGATE gini_by_source(sources float8[]) (
	SFUNC = gini_by_source_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_by_source_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_by_source(float8[]) IS 'Gini index of the sum of the sources, by source: one element for each; the contributions add up to the Gini index of the total';

CREATE AGGREGATE gini_by_source(sources float8[], w float8) (
	SFUNC = gini_by_source_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_by_source_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_by_source(float8[], float8) IS 'Gini index of the sum of the sources, by source, where each row counts w times';
-- Distributions: a summary of values that is small, merges, and answers later.  Two steps: distribution(x) or rollup(d)
-- first, then gini(d), quantile(d, p), ...

CREATE TYPE distribution;

CREATE FUNCTION distribution_in(cstring) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_in(cstring) IS 'Reads a distribution from text';

CREATE FUNCTION distribution_out(distribution) RETURNS cstring
AS 'MODULE_PATHNAME', 'distribution_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_out(distribution) IS 'Writes a distribution as text';

CREATE FUNCTION distribution_recv(internal) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_recv(internal) IS 'Reads a distribution from the binary format';

CREATE FUNCTION distribution_send(distribution) RETURNS bytea
AS 'MODULE_PATHNAME', 'distribution_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_send(distribution) IS 'Writes a distribution in the binary format';

-- Of the numeric category, though nothing is converted: so gini(NULL) and gini('1') still mean gini(float8), which the
-- category prefers, and are not ambiguous.  Working states hold doubles, hence the alignment.
CREATE TYPE distribution (
	INPUT = distribution_in, OUTPUT = distribution_out, RECEIVE = distribution_recv, SEND = distribution_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended, CATEGORY = 'N'
);
COMMENT ON TYPE distribution IS 'Summary of values and their weights that merges: exact up to 4,096 distinct values, then with bounded error, at most 64 kB (160 kB with fractional weights)';

CREATE FUNCTION distribution_eq(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_eq(distribution, distribution) IS 'Implementation of the = operator';

CREATE FUNCTION distribution_ne(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_ne(distribution, distribution) IS 'Implementation of the <> operator';

CREATE FUNCTION distribution_hash(distribution) RETURNS int
AS 'MODULE_PATHNAME', 'distribution_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_hash(distribution) IS 'Hash of a distribution';

CREATE FUNCTION distribution_hash_extended(distribution, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'distribution_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_hash_extended(distribution, bigint) IS 'Hash of a distribution, with a seed';

CREATE OPERATOR = (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (distribution, distribution) IS 'The same buckets, weights and sums';

CREATE OPERATOR <> (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (distribution, distribution) IS 'Not the same buckets, weights or sums';

CREATE OPERATOR CLASS distribution_ops DEFAULT FOR TYPE distribution USING hash AS
	OPERATOR 1 =, FUNCTION 1 distribution_hash(distribution), FUNCTION 2 distribution_hash_extended(distribution, bigint);
COMMENT ON OPERATOR CLASS distribution_ops USING hash IS 'Lets distributions be grouped; they have no order';
COMMENT ON OPERATOR FAMILY distribution_ops USING hash IS 'Lets distributions be grouped; they have no order';

CREATE FUNCTION merge(a distribution, b distribution) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_merge' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION merge(distribution, distribution) IS 'The distribution of the rows of both, where NULL stands for no rows; also for ON CONFLICT DO UPDATE';

CREATE FUNCTION distribution_final(distribution) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_final(distribution) IS 'Support of distribution() and rollup(): the state in the form in which it is stored';

CREATE FUNCTION distribution_accum(distribution, x float8) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_accum(distribution, float8) IS 'Support of distribution(): takes in one row';

CREATE AGGREGATE distribution(x float8) (
	SFUNC = distribution_accum, STYPE = distribution, SSPACE = 256,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE distribution(float8) IS 'Distribution of x: a summary that merges, for gini(d), quantile(d, p), ...';

CREATE FUNCTION distribution_accum(distribution, x float8, w float8) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_accum(distribution, float8, float8) IS 'Support of distribution(): takes in one row';

CREATE AGGREGATE distribution(x float8, w float8) (
	SFUNC = distribution_accum, STYPE = distribution, SSPACE = 256,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE distribution(float8, float8) IS 'Distribution of x, where each row counts w times';

CREATE FUNCTION distribution_accum(distribution, x numeric) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_accum(distribution, numeric) IS 'Support of distribution(): takes in one row';

CREATE AGGREGATE distribution(x numeric) (
	SFUNC = distribution_accum, STYPE = distribution, SSPACE = 256,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE distribution(numeric) IS 'Distribution of x: a summary that merges, for gini(d), quantile(d, p), ...';

CREATE FUNCTION distribution_accum(distribution, x numeric, w numeric) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_accum_numeric_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_accum(distribution, numeric, numeric) IS 'Support of distribution(): takes in one row';

CREATE AGGREGATE distribution(x numeric, w numeric) (
	SFUNC = distribution_accum, STYPE = distribution, SSPACE = 256,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE distribution(numeric, numeric) IS 'Distribution of x, where each row counts w times';

CREATE AGGREGATE rollup(d distribution) (
	SFUNC = merge, STYPE = distribution, SSPACE = 4096,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(distribution) IS 'The distribution of the rows of all';

CREATE FUNCTION n_values(d distribution) RETURNS bigint
AS 'MODULE_PATHNAME', 'distribution_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION n_values(distribution) IS 'How many rows it holds';

CREATE FUNCTION total_weight(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_total_weight' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION total_weight(distribution) IS 'Sum of the weights; without weights, the number of rows';

CREATE FUNCTION total(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_total' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION total(distribution) IS 'Sum of the values, each times its weight; exact, then rounded';

CREATE FUNCTION mean(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mean(distribution) IS 'Mean of the values; exact, then rounded';

CREATE FUNCTION min_value(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_min_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION min_value(distribution) IS 'Least value';

CREATE FUNCTION max_value(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_max_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION max_value(distribution) IS 'Greatest value';

CREATE FUNCTION quantile(d distribution, p float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quantile(distribution, float8) IS 'Least value that at least p of the weight do not exceed, 0 <= p <= 1; of more than 4,096 distinct values, the mean of the bucket it is in';

CREATE FUNCTION gini(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_gini' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION gini(distribution) IS 'Gini index; that of the rows is at most gini_error() away; NULL if the total is 0';

CREATE FUNCTION gini_error(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_gini_error' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION gini_error(distribution) IS 'How far gini() may be from that of the rows, besides the rounding of a double: a guarantee; 0 up to 4,096 distinct values';

CREATE FUNCTION lorenz_curve(d distribution, points int) RETURNS float8[]
AS 'MODULE_PATHNAME', 'distribution_lorenz_curve' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_curve(distribution, int) IS 'Lorenz curve at 0, 1/points, ..., 1';

CREATE FUNCTION share_of_top(d distribution, p float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_share_of_top' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top(distribution, float8) IS 'Share of the total that the highest p of the weight has, 0 <= p <= 1';

CREATE FUNCTION share_of_bottom(d distribution, p float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_share_of_bottom' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION share_of_bottom(distribution, float8) IS 'Share of the total that the lowest p of the weight has, 0 <= p <= 1';

CREATE FUNCTION theil(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_theil' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION theil(distribution) IS 'Theil index T: generalized entropy of order 1';

CREATE FUNCTION mean_log_deviation(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_mean_log_deviation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mean_log_deviation(distribution) IS 'Mean log deviation, Theil index L: generalized entropy of order 0; NULL if a value is 0';

CREATE FUNCTION generalized_entropy(d distribution, alpha float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_generalized_entropy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy(distribution, float8) IS 'Generalized entropy of order alpha; NULL where a value of 0 makes it infinite';

CREATE FUNCTION atkinson(d distribution, epsilon float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_atkinson' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION atkinson(distribution, float8) IS 'Atkinson index, 0 to 1; epsilon says how much inequality is disliked';

CREATE FUNCTION hoover(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_hoover' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION hoover(distribution) IS 'Hoover index: the part of the total that would have to move for equality';

CREATE FUNCTION coefficient_of_variation(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_coefficient_of_variation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION coefficient_of_variation(distribution) IS 'Population standard deviation over the mean';
-- Elasticity of amounts, with the means to judge it.  The option level must be the same in all rows of a group.

CREATE TYPE elasticity_interval AS (estimate float8, std_error float8, lower float8, upper float8, n bigint, clusters bigint);
COMMENT ON TYPE elasticity_interval IS 'An elasticity with its standard error and confidence bounds, from n rows of so many clusters';

CREATE FUNCTION elasticity_accum(internal, y float8, x float8, controls float8[], stratum bigint, cluster bigint, level float8) RETURNS internal
AS 'MODULE_PATHNAME', 'elasticity_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION elasticity_accum(internal, float8, float8, float8[], bigint, bigint, float8) IS 'Support of elasticity_interval(): keeps one row';

CREATE FUNCTION elasticity_final(internal) RETURNS elasticity_interval
AS 'MODULE_PATHNAME', 'elasticity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION elasticity_final(internal) IS 'Support of elasticity_interval(): computes the result';

CREATE AGGREGATE elasticity_interval(y float8, x float8, controls float8[], stratum bigint, cluster bigint, level float8) (
	SFUNC = elasticity_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = elasticity_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE elasticity_interval(float8, float8, float8[], bigint, bigint, float8) IS
'By how many per cent y is higher where x is higher by one per cent and the controls are the same, within strata, with bounds that allow for what rows of a cluster have in common';

CREATE FUNCTION student_two_sided(level float8, df float8) RETURNS float8
AS 'MODULE_PATHNAME', 'student_two_sided_sql' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION student_two_sided(float8, float8) IS 't such that a variable with Student''s distribution of df degrees of freedom lies within -t .. t with probability level';
-- Ranking: window functions that compare each row with its whole partition.  They need no ORDER BY in OVER (...), and a frame
-- makes no difference.  Equal scores have equal results; a NULL score has none, and does not count.

CREATE FUNCTION score_quintile(score float8) RETURNS int
AS 'MODULE_PATHNAME', 'score_quintile' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION score_quintile(float8) IS 'Fifth of the partition in which the score lies: 5 is the best, 1 the worst';

CREATE FUNCTION performance_band(score float8) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8) IS 'Band of the score in its partition: top (best 20 %), middle, or bottom (worst 20 %)';

CREATE FUNCTION performance_band(score float8, fraction numeric) RETURNS text
AS 'MODULE_PATHNAME', 'performance_band' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION performance_band(float8, numeric) IS 'Band of the score in its partition: top (best fraction), middle, or bottom (worst fraction); 0 < fraction <= 0.5';

CREATE FUNCTION fractional_rank(score float8) RETURNS float8
AS 'MODULE_PATHNAME', 'fractional_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION fractional_rank(float8) IS 'Share of the partition that lies below the score, with half of the rows tied with it';

CREATE FUNCTION fractional_rank(score float8, w float8) RETURNS float8
AS 'MODULE_PATHNAME', 'fractional_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION fractional_rank(float8, float8) IS 'Share of the weight of the partition that lies below the score, with half of the weight tied with it';
-- Rank correlation: whether two columns put rows in the same order.  Both measures over the same arguments share one state.

CREATE FUNCTION rank_correlation_accum(internal, x float8, y float8) RETURNS internal
AS 'MODULE_PATHNAME', 'rank_correlation_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rank_correlation_accum(internal, float8, float8) IS 'Support of rank correlations: keeps one row';

CREATE FUNCTION rank_correlation_accum(internal, x numeric, y numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'rank_correlation_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rank_correlation_accum(internal, numeric, numeric) IS 'Support of rank correlations: keeps one row';

CREATE FUNCTION kendall_tau_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'kendall_tau_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kendall_tau_final(internal) IS 'Support of kendall_tau(): computes the result';

CREATE AGGREGATE kendall_tau(x float8, y float8) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = kendall_tau_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE kendall_tau(float8, float8) IS 'Kendall''s tau-b: 1 if x and y put all rows in the same order, -1 if in opposite orders; NULL if all x or all y are equal';

CREATE AGGREGATE kendall_tau(x numeric, y numeric) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = kendall_tau_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE kendall_tau(numeric, numeric) IS 'Kendall''s tau-b: 1 if x and y put all rows in the same order, -1 if in opposite orders; NULL if all x or all y are equal';

CREATE FUNCTION spearman_rho_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'spearman_rho_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION spearman_rho_final(internal) IS 'Support of spearman_rho(): computes the result';

CREATE AGGREGATE spearman_rho(x float8, y float8) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = spearman_rho_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE spearman_rho(float8, float8) IS 'Spearman''s rho, the correlation of the ranks of x and y, where ties share their mean rank; NULL if all x or all y are equal';

CREATE AGGREGATE spearman_rho(x numeric, y numeric) (
	SFUNC = rank_correlation_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = spearman_rho_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE spearman_rho(numeric, numeric) IS 'Spearman''s rho, the correlation of the ranks of x and y, where ties share their mean rank; NULL if all x or all y are equal';
-- Rank uncertainty: how sure a rank is, by drawing points and weights again and again.  A window function of whole partitions, as those of
-- ranking are.

CREATE TYPE rank_uncertainty AS (rank int, expected_rank float8, rank_low int, rank_high int, p_top float8, p_bottom float8);
COMMENT ON TYPE rank_uncertainty IS 'A rank, its mean, its 5 % and 95 % points and the probabilities of the top and the bottom fifth when points and weights are drawn';

CREATE FUNCTION rank_uncertainty(points float8[], errors float8[], weights float8[], draws int, concentration float8, seed bigint) RETURNS rank_uncertainty
AS 'MODULE_PATHNAME', 'rank_uncertainty' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION rank_uncertainty(float8[], float8[], float8[], int, float8, bigint) IS 'How sure the rank of a unit is in its partition: errors are the standard errors of its points, weights the points available, concentration that of the Dirichlet distribution of the weights (NULL: certain)';
-- Normalisation: window functions that bring the values of a partition to one scale.  They need no ORDER BY in OVER (...), and a
-- frame makes no difference.  direction is 1 where higher values are better and -1 where lower ones are, the same in all rows of a
-- partition.  NULL has no result, and does not count.

CREATE FUNCTION normalize_minmax(x float8, lo float8, hi float8, direction int) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_minmax' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_minmax(float8, float8, float8, int) IS 'Where the value lies between the worst (lo) and the best (hi) of the partition; NULL if all are equal';

CREATE FUNCTION normalize_zscore(x float8, direction int) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_zscore' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_zscore(float8, int) IS 'How many standard deviations (of a sample) the value lies above the mean of the partition; NULL if all are equal';

CREATE FUNCTION normalize_rank(x float8, direction int) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_rank(float8, int) IS 'Rank of the value in its partition, 1 for the worst; equal values have the lowest of their ranks';

CREATE FUNCTION normalize_percent_rank(x float8, direction int) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_percent_rank' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_percent_rank(float8, int) IS 'Share of the other values of the partition that are worse, 0 .. 1; NULL for one value alone';

CREATE FUNCTION normalize_borda(x float8, direction int) RETURNS float8
AS 'MODULE_PATHNAME', 'normalize_borda' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION normalize_borda(float8, int) IS 'How many values of the partition are worse: the points of a Borda count';
-- Elimination: a rule that names at whom to look first.  It removes nobody.

CREATE FUNCTION elimination_candidate(p_bottom float8, previous_p_bottom float8, score float8, post_vacant boolean, resources_below_median boolean) RETURNS boolean
AS 'MODULE_PATHNAME', 'elimination_candidate' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION elimination_candidate(float8, float8, float8, boolean, boolean) IS 'Whether people should look at a unit: at the bottom with probability 0.8 in two periods, score below 60, post not vacant, resources not below the median; false if any fails, else NULL if any is unknown';
-- Scores: from what was measured to 0 .. 100.

CREATE FUNCTION score_ratio(value float8, target float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_ratio' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_ratio(float8, float8) IS '100 * value / target, clipped to 0 .. 100; NULL if the target is 0';

CREATE FUNCTION score_goalpost(value float8, lo float8, hi float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_goalpost' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_goalpost(float8, float8, float8) IS 'Where the value lies between lo (0) and hi (100), clipped to 0 .. 100; lo > hi if lower is better; NULL if lo = hi';

CREATE FUNCTION score_distance_to_target(value float8, lo float8, target float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_distance_to_target' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION score_distance_to_target(float8, float8, float8) IS 'Share of the way from lo (0) to the target (100) that has been gone, clipped to 0 .. 100; lo > target if lower is better; NULL if lo = target';

CREATE FUNCTION score_achieve_improve(value float8, baseline float8, threshold float8, benchmark float8) RETURNS float8
AS 'MODULE_PATHNAME', 'score_achieve_improve' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION score_achieve_improve(float8, float8, float8, float8) IS 'The better of achievement (5 at the threshold, 100 at the benchmark) and improvement (from the baseline to the benchmark), 0 .. 100; benchmark < threshold if lower is better; no improvement if the baseline is NULL; NULL if threshold = benchmark';
-- Composite scores: from many scores to one.  p and min_coverage must be the same in all rows of a group.

CREATE FUNCTION evaluation_accum(internal, earned float8, available float8) RETURNS internal
AS 'MODULE_PATHNAME', 'evaluation_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION evaluation_accum(internal, float8, float8) IS 'Support of evaluation_score(): takes in one row';

CREATE FUNCTION evaluation_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'evaluation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION evaluation_final(internal) IS 'Support of evaluation_score(): computes the result';

CREATE AGGREGATE evaluation_score(earned float8, available float8) (
	SFUNC = evaluation_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = evaluation_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE evaluation_score(float8, float8) IS '100 * sum of earned points / sum of available points, over the rows where both are known';

CREATE FUNCTION arithmetic_accum(internal, value float8, weight float8) RETURNS internal
AS 'MODULE_PATHNAME', 'arithmetic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION arithmetic_accum(internal, float8, float8) IS 'Support of arithmetic_score(): takes in one row';

CREATE FUNCTION arithmetic_accum(internal, value float8, weight float8, min_coverage float8) RETURNS internal
AS 'MODULE_PATHNAME', 'arithmetic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION arithmetic_accum(internal, float8, float8, float8) IS 'Support of arithmetic_score(): takes in one row';

CREATE FUNCTION arithmetic_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'arithmetic_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION arithmetic_final(internal) IS 'Support of arithmetic_score(): computes the result';

CREATE AGGREGATE arithmetic_score(value float8, weight float8) (
	SFUNC = arithmetic_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = arithmetic_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE arithmetic_score(float8, float8) IS 'Weighted arithmetic mean of the values that are present';

CREATE AGGREGATE arithmetic_score(value float8, weight float8, min_coverage float8) (
	SFUNC = arithmetic_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = arithmetic_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE arithmetic_score(float8, float8, float8) IS 'Weighted arithmetic mean of the values that are present; NULL if they have less than min_coverage (0 .. 1) of the weight';

CREATE FUNCTION geometric_accum(internal, value float8, weight float8) RETURNS internal
AS 'MODULE_PATHNAME', 'geometric_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION geometric_accum(internal, float8, float8) IS 'Support of geometric_score(): takes in one row';

CREATE FUNCTION geometric_accum(internal, value float8, weight float8, min_coverage float8) RETURNS internal
AS 'MODULE_PATHNAME', 'geometric_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION geometric_accum(internal, float8, float8, float8) IS 'Support of geometric_score(): takes in one row';

CREATE FUNCTION geometric_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'geometric_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION geometric_final(internal) IS 'Support of geometric_score(): computes the result';

CREATE AGGREGATE geometric_score(value float8, weight float8) (
	SFUNC = geometric_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = geometric_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE geometric_score(float8, float8) IS 'Weighted geometric mean of the values that are present; they must be above 0';

CREATE AGGREGATE geometric_score(value float8, weight float8, min_coverage float8) (
	SFUNC = geometric_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = geometric_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE geometric_score(float8, float8, float8) IS 'Weighted geometric mean of the values that are present; NULL if they have less than min_coverage (0 .. 1) of the weight';

CREATE FUNCTION power_combine(internal, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'power_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_combine(internal, internal) IS 'Support of harmonic_score() and power_score(): joins two partial states';

CREATE FUNCTION power_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'power_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_final(internal) IS 'Support of harmonic_score() and power_score(): computes the result';

CREATE FUNCTION harmonic_accum(internal, value float8, weight float8) RETURNS internal
AS 'MODULE_PATHNAME', 'harmonic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION harmonic_accum(internal, float8, float8) IS 'Support of harmonic_score(): takes in one row';

CREATE FUNCTION harmonic_accum(internal, value float8, weight float8, min_coverage float8) RETURNS internal
AS 'MODULE_PATHNAME', 'harmonic_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION harmonic_accum(internal, float8, float8, float8) IS 'Support of harmonic_score(): takes in one row';

CREATE AGGREGATE harmonic_score(value float8, weight float8) (
	SFUNC = harmonic_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = power_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE harmonic_score(float8, float8) IS 'Weighted harmonic mean of the values that are present; they must be above 0';

CREATE AGGREGATE harmonic_score(value float8, weight float8, min_coverage float8) (
	SFUNC = harmonic_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = power_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE harmonic_score(float8, float8, float8) IS 'Weighted harmonic mean of the values that are present; NULL if they have less than min_coverage (0 .. 1) of the weight';

CREATE FUNCTION power_accum(internal, value float8, weight float8, p float8) RETURNS internal
AS 'MODULE_PATHNAME', 'power_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_accum(internal, float8, float8, float8) IS 'Support of power_score(): takes in one row';

CREATE FUNCTION power_accum(internal, value float8, weight float8, p float8, min_coverage float8) RETURNS internal
AS 'MODULE_PATHNAME', 'power_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION power_accum(internal, float8, float8, float8, float8) IS 'Support of power_score(): takes in one row';

CREATE AGGREGATE power_score(value float8, weight float8, p float8) (
	SFUNC = power_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = power_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE power_score(float8, float8, float8) IS 'Weighted power mean of the values that are present: harmonic for p = -1, geometric for p = 0, arithmetic for p = 1, quadratic for p = 2';

CREATE AGGREGATE power_score(value float8, weight float8, p float8, min_coverage float8) (
	SFUNC = power_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = power_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = power_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE power_score(float8, float8, float8, float8) IS 'Weighted power mean of the values that are present; NULL if they have less than min_coverage (0 .. 1) of the weight';
-- Outranking: many criteria compared pair by pair, without adding them up.

CREATE FUNCTION copeland_score("values" float8[], weights float8[]) RETURNS int
AS 'MODULE_PATHNAME', 'copeland_score' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION copeland_score(float8[], float8[]) IS 'How many rows of the partition this one outranks, being better on more of the weight, less how many outrank it; higher values are better';
-- Ratings on a scale of 1 .. scale_max, scale_max being the best.  Every rating is judged on its own scale.

CREATE FUNCTION rating_score(rating float8, scale_max int) RETURNS float8
AS 'MODULE_PATHNAME', 'rating_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rating_score(float8, int) IS 'Rating on a scale of 1 .. scale_max as 0 .. 100';

CREATE FUNCTION nps_accum(internal, rating float8, scale_max int) RETURNS internal
AS 'MODULE_PATHNAME', 'nps_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_accum(internal, float8, int) IS 'Support of nps(): takes in one row';

CREATE FUNCTION nps_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'nps_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION nps_final(internal) IS 'Support of nps(): computes the result';

CREATE AGGREGATE nps(rating float8, scale_max int) (
	SFUNC = nps_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = nps_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(float8, int) IS 'Net promoter score, -100 .. 100, of ratings on a scale of 1 .. scale_max: percentage of those that are 9 or more as 0 .. 10, less that of those that are 6 or less';

CREATE FUNCTION top_box_accum(internal, rating float8, scale_max int) RETURNS internal
AS 'MODULE_PATHNAME', 'top_box_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION top_box_accum(internal, float8, int) IS 'Support of top_box(): takes in one row';

CREATE FUNCTION top_box_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'top_box_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION top_box_final(internal) IS 'Support of top_box(): computes the result';

CREATE AGGREGATE top_box(rating float8, scale_max int) (
	SFUNC = top_box_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = top_box_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE top_box(float8, int) IS 'Share, 0 .. 1, of ratings on a scale of 1 .. scale_max that are scale_max';
-- Satisfaction: what was done counts as far as the people served are satisfied with it (0 .. 100).  theta must be the same in
-- all rows of a group.

CREATE FUNCTION satisfaction_quantity_accum(internal, quantity float8, satisfaction float8) RETURNS internal
AS 'MODULE_PATHNAME', 'satisfaction_quantity_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_quantity_accum(internal, float8, float8) IS 'Support of satisfaction_weighted_quantity(): takes in one row';

CREATE FUNCTION satisfaction_quantity_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'satisfaction_quantity_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_quantity_final(internal) IS 'Support of satisfaction_weighted_quantity(): computes the result';

CREATE AGGREGATE satisfaction_weighted_quantity(quantity float8, satisfaction float8) (
	SFUNC = satisfaction_quantity_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = satisfaction_quantity_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_quantity(float8, float8) IS 'Sum of quantity * satisfaction / 100';

CREATE FUNCTION satisfaction_index_accum(internal, score float8, satisfaction float8) RETURNS internal
AS 'MODULE_PATHNAME', 'satisfaction_index_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_index_accum(internal, float8, float8) IS 'Support of satisfaction_weighted_index(): takes in one row';

CREATE FUNCTION satisfaction_index_accum(internal, score float8, satisfaction float8, weight float8) RETURNS internal
AS 'MODULE_PATHNAME', 'satisfaction_index_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_index_accum(internal, float8, float8, float8) IS 'Support of satisfaction_weighted_index(): takes in one row';

CREATE FUNCTION satisfaction_index_accum(internal, score float8, satisfaction float8, weight float8, theta float8) RETURNS internal
AS 'MODULE_PATHNAME', 'satisfaction_index_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_index_accum(internal, float8, float8, float8, float8) IS 'Support of satisfaction_weighted_index(): takes in one row';

CREATE FUNCTION satisfaction_index_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'satisfaction_index_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION satisfaction_index_final(internal) IS 'Support of satisfaction_weighted_index(): computes the result';

CREATE AGGREGATE satisfaction_weighted_index(score float8, satisfaction float8) (
	SFUNC = satisfaction_index_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = satisfaction_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_index(float8, float8) IS 'Mean of score * satisfaction / 100';

CREATE AGGREGATE satisfaction_weighted_index(score float8, satisfaction float8, weight float8) (
	SFUNC = satisfaction_index_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = satisfaction_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_index(float8, float8, float8) IS 'Weighted mean of score * satisfaction / 100';

CREATE AGGREGATE satisfaction_weighted_index(score float8, satisfaction float8, weight float8, theta float8) (
	SFUNC = satisfaction_index_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = satisfaction_index_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE satisfaction_weighted_index(float8, float8, float8, float8) IS 'Weighted mean of score * (satisfaction / 100) ^ theta: 0 leaves satisfaction out, above 1 it counts more';
-- Shrinkage: means of few answers drawn to the mean of all, as far as chance explains them.  Window functions over one row for
-- each group; they need no ORDER BY in OVER (...), and a frame makes no difference.

CREATE FUNCTION shrunken_mean(mean float8, n bigint, variance float8) RETURNS float8
AS 'MODULE_PATHNAME', 'shrunken_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION shrunken_mean(float8, bigint, float8) IS 'Mean of a group''s n answers drawn to the mean of all answers in the partition by empirical Bayes; variance is var_samp() of the answers';

CREATE FUNCTION shrunken_std_error(mean float8, n bigint, variance float8) RETURNS float8
AS 'MODULE_PATHNAME', 'shrunken_std_error' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION shrunken_std_error(float8, bigint, float8) IS 'Standard error of shrunken_mean() of the same arguments';

CREATE FUNCTION shrunken_common_error(mean float8, n bigint, variance float8) RETURNS float8
AS 'MODULE_PATHNAME', 'shrunken_common_error' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION shrunken_common_error(float8, bigint, float8) IS 'Standard error that shrunken_mean() of the same arguments has in common with all others of the partition: that of the mean to which they are drawn';
-- How many equally weighted answers say as much as answers of unequal weights.

CREATE FUNCTION kish_accum(internal, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'kish_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kish_accum(internal, float8) IS 'Support of kish_effective_n(): takes in one row';

CREATE FUNCTION kish_accum(internal, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'kish_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kish_accum(internal, numeric) IS 'Support of kish_effective_n(): takes in one row';

CREATE FUNCTION kish_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'kish_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION kish_final(internal) IS 'Support of kish_effective_n(): computes the result';

CREATE AGGREGATE kish_effective_n(w float8) (
	SFUNC = kish_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = kish_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE kish_effective_n(float8) IS 'Kish''s effective number of answers with weights w, (sum of w)^2 / sum of w^2: the number of rows if all are equal, fewer otherwise; NULL if all are 0';

CREATE AGGREGATE kish_effective_n(w numeric) (
	SFUNC = kish_accum, STYPE = internal, SSPACE = 320,
	FINALFUNC = kish_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = exact_combine, SERIALFUNC = exact_serial, DESERIALFUNC = exact_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE kish_effective_n(numeric) IS 'Kish''s effective number of answers with weights w, (sum of w)^2 / sum of w^2: the number of rows if all are equal, fewer otherwise; NULL if all are 0';
-- Repeated photos: how far perceptual hashes are apart, and which photos of a partition are the same or nearly so.  A window function of
-- whole partitions, as those of ranking are.

CREATE FUNCTION phash_distance(a bigint, b bigint) RETURNS int
AS 'MODULE_PATHNAME', 'phash_distance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION phash_distance(bigint, bigint) IS 'In how many of their 64 bits two perceptual hashes differ (Hamming distance), 0 .. 64';

CREATE FUNCTION photo_cluster(photo_id bigint, sha256 bytea, phash bigint, taken_at timestamptz, max_distance int, within interval) RETURNS bigint
AS 'MODULE_PATHNAME', 'photo_cluster' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION photo_cluster(bigint, bytea, bigint, timestamptz, int, interval) IS 'The least photo_id among the photos of the partition that are linked to this one by equal files or by hashes at most max_distance bits apart, taken within a time of each other (NULL: any time)';

CREATE FUNCTION photo_cluster(photo_id bigint, sha256 bytea, phash bigint, taken_at timestamptz, max_distance int, within interval, known_cluster bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'photo_cluster' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION photo_cluster(bigint, bytea, bigint, timestamptz, int, interval, bigint) IS 'The same when some photos have been clustered before: those with a known_cluster are compared only with those that have none';
-- Verified quantity and service suspension: how much of a service exists on paper alone.

CREATE TYPE suspension_attribution AS (duplicates float8, missing_trace float8, dissatisfaction float8);
COMMENT ON TYPE suspension_attribution IS 'What a suspension index is due to, as shares that add up to 1';
COMMENT ON COLUMN suspension_attribution.duplicates IS 'Share of what was reported again, -ln(distinct_reported / reported)';
COMMENT ON COLUMN suspension_attribution.missing_trace IS 'Share of what was not confirmed, -ln(verified / distinct_reported)';
COMMENT ON COLUMN suspension_attribution.dissatisfaction IS 'Share of what did not satisfy, -ln(satisfaction / 100)';

CREATE FUNCTION verification_factor(reported float8, verified float8) RETURNS float8
AS 'MODULE_PATHNAME', 'verification_factor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION verification_factor(float8, float8) IS 'Share of what was reported that was confirmed; NULL if nothing was reported';

CREATE FUNCTION suspension_index(reported float8, distinct_reported float8, verified float8, satisfaction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'suspension_index' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION suspension_index(float8, float8, float8, float8) IS 'Share of what was reported that is repeated, without a trace or did not satisfy (0 .. 100), 0 .. 1; NULL if nothing was reported';

CREATE FUNCTION suspension_attribution(reported float8, distinct_reported float8, verified float8, satisfaction float8) RETURNS suspension_attribution
AS 'MODULE_PATHNAME', 'suspension_attribution' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION suspension_attribution(float8, float8, float8, float8) IS 'What the suspension index is due to: duplicates, missing traces, dissatisfaction; NULL if it is 0 or nothing was reported';

CREATE FUNCTION pretended_completion(target float8, reported float8, verified float8, satisfaction float8) RETURNS float8
AS 'MODULE_PATHNAME', 'pretended_completion' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pretended_completion(float8, float8, float8, float8) IS 'Share of the target that is completed on paper but not verified and satisfying (0 .. 100), 0 .. 1; NULL if the target is 0';
-- Dependence: who needs whom more, an organization or the buyer of its services.

CREATE FUNCTION mutual_dependence(share_of_org float8, funder_hhi float8, share_of_buyer float8, qualified_bidders float8) RETURNS float8
AS 'MODULE_PATHNAME', 'mutual_dependence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mutual_dependence(float8, float8, float8, float8) IS 'How much an organization and a buyer need each other, 0 .. 2: share of the organization''s income x HHI of its funders + share of what the buyer buys / qualified bidders';

CREATE FUNCTION power_imbalance(share_of_org float8, funder_hhi float8, share_of_buyer float8, qualified_bidders float8) RETURNS float8
AS 'MODULE_PATHNAME', 'power_imbalance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION power_imbalance(float8, float8, float8, float8) IS 'How much more an organization needs a buyer than the buyer needs it, -1 .. 1: the difference of what mutual_dependence() adds; above 0 the buyer has the power';
-- Payment: what a contract pays by quantity and by quality, exact to the cent.

CREATE TYPE performance_payment AS (quantity numeric, quality numeric, total numeric);
COMMENT ON TYPE performance_payment IS 'What a contract pays, in the unit of its price, to 0.01';
COMMENT ON COLUMN performance_payment.quantity IS 'For what was verified of the target; NULL where that is not known';
COMMENT ON COLUMN performance_payment.quality IS 'For the score; NULL where that is not known';
COMMENT ON COLUMN performance_payment.total IS 'Their sum';

CREATE FUNCTION performance_payment(price numeric, quantity_share numeric, verified numeric, target numeric, score numeric) RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(numeric, numeric, numeric, numeric, numeric) IS 'Payment by quantity, price x quantity_share x min(1, verified / target), and by quality, the rest of the price from nothing at a score of 60 to all at 90';

CREATE FUNCTION performance_payment(price numeric, quantity_share numeric, verified numeric, target numeric, score numeric, lo numeric, hi numeric) RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(numeric, numeric, numeric, numeric, numeric, numeric, numeric) IS 'The same, with the quality part rising from nothing at a score of lo to all at hi';
-- Apportionment: a window function that divides a total into parts that add up to it.

CREATE FUNCTION apportion(total numeric, weight numeric, scale int) RETURNS numeric
AS 'MODULE_PATHNAME', 'apportion' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION apportion(numeric, numeric, int) IS 'Share of the total in proportion to the weight, in units of so many decimals that add up to it (largest remainder; equal ones by the ORDER BY)';
-- Grades: scores of 0 .. 100 in words.  The functions are SQL that the planner can put into the query (so they are not STRICT).

CREATE TYPE performance_grade AS ENUM ('poor', 'medium', 'good', 'excellent');
COMMENT ON TYPE performance_grade IS 'Grade of a score: poor < medium (60) < good (80) < excellent (90)';

CREATE FUNCTION check_score(score float8) RETURNS float8
AS 'MODULE_PATHNAME', 'check_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION check_score(float8) IS 'The score, or an error if it is not in 0 .. 100';

CREATE FUNCTION grade(score float8) RETURNS performance_grade
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
	WHEN check_score(score) >= 90 THEN 'excellent'::performance_grade
	WHEN score >= 80 THEN 'good'::performance_grade
	WHEN score >= 60 THEN 'medium'::performance_grade
	WHEN score < 60 THEN 'poor'::performance_grade
END;
COMMENT ON FUNCTION grade(float8) IS 'Grade of a score of 0 .. 100: excellent from 90, good from 80, medium from 60, else poor';

-- least() passes over NULL, which is what is wanted of the cap, but not of the score.
CREATE FUNCTION grade(score float8, at_most performance_grade) RETURNS performance_grade
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN score IS NOT NULL THEN least(grade(score), at_most) END;
COMMENT ON FUNCTION grade(float8, performance_grade) IS 'Grade of a score of 0 .. 100, but not better than at_most; NULL is no cap';
-- Have the rows changed?

CREATE FUNCTION rows_digest_accum(state bytea, row_value record) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_accum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_accum(bytea, record) IS 'Support of rows_digest(): takes in one row';

CREATE FUNCTION rows_digest_combine(a bytea, b bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_combine(bytea, bytea) IS 'Support of rows_digest(): merges two states';

CREATE FUNCTION rows_digest_final(state bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_final(bytea) IS 'Support of rows_digest(): computes the result';

CREATE AGGREGATE rows_digest(record) (
	SFUNC = rows_digest_accum, STYPE = bytea, SSPACE = 48,
	INITCOND = '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000',
	FINALFUNC = rows_digest_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = rows_digest_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rows_digest(record) IS 'SHA-256 over the content of rows, whatever their order, the settings of the session and the version of the server; NULL without rows';
-- The workspace: a schema of ordinary, user-owned tables and views, made by a function call.
--
-- Its source is the plain SQL in src/workspace, which the build puts into workspace_script() as one text constant.
-- create_workspace() runs that text statement by statement in the caller's name.  Nothing of it becomes a member of
-- the extension, so pg_dump carries all of it and DROP EXTENSION cannot take data with it.

CREATE FUNCTION workspace_script() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$ SELECT $workspace$
-- Who buys, who provides, who is served where: organizations, villages, projects.
--
-- Money is numeric(14,2) yuan.  numeric knows NaN, which is greater than every number, so ranges exclude it by name.

CREATE TABLE IF NOT EXISTS organization (
	org_id		bigint GENERATED ALWAYS AS IDENTITY,
	name		text NOT NULL,
	kind		text NOT NULL,
	credit_code	text,
	CONSTRAINT organization_pkey PRIMARY KEY (org_id),
	CONSTRAINT organization_kind_check CHECK (kind IN ('government', 'social_organization', 'enterprise', 'other')),
	CONSTRAINT organization_credit_code_key UNIQUE (credit_code),
	CONSTRAINT organization_credit_code_check CHECK (credit_code ~ '^[0-9A-Z]{18}$')
);
COMMENT ON TABLE organization IS 'buyers, providers, evaluators and funders | 组织：购买方、承接方、评估方、资助方';
COMMENT ON COLUMN organization.org_id IS 'number of the organization | 组织编号';
COMMENT ON COLUMN organization.name IS 'name | 名称';
COMMENT ON COLUMN organization.kind IS 'government, social_organization, enterprise or other | 类型：政府、社会组织、企业、其他';
COMMENT ON COLUMN organization.credit_code IS 'unified social credit code, 18 characters | 统一社会信用代码';

CREATE TABLE IF NOT EXISTS village (
	division_code	text NOT NULL,
	name			text NOT NULL,
	township		text NOT NULL,
	county			text NOT NULL,
	CONSTRAINT village_pkey PRIMARY KEY (division_code),
	CONSTRAINT village_division_code_check CHECK (division_code ~ '^[0-9]{12}$')
);
COMMENT ON TABLE village IS 'the evaluated places | 村（被评估的地方）';
COMMENT ON COLUMN village.division_code IS '12-digit administrative division code | 12位行政区划代码';
COMMENT ON COLUMN village.name IS 'name of the village | 村名';
COMMENT ON COLUMN village.township IS 'township | 乡镇';
COMMENT ON COLUMN village.county IS 'county or county-level city | 县（市、区）';

CREATE TABLE IF NOT EXISTS project (
	project_id		bigint GENERATED ALWAYS AS IDENTITY,
	name			text NOT NULL,
	buyer_id		bigint NOT NULL,
	category		text,
	budget			numeric(14,2),
	start_on		date NOT NULL,
	end_on			date NOT NULL,
	policy_basis	text,
	budget_line		text,
	CONSTRAINT project_pkey PRIMARY KEY (project_id),
	CONSTRAINT project_budget_check CHECK (budget >= 0 AND budget <> 'NaN'),
	CONSTRAINT project_term_check CHECK (end_on >= start_on AND isfinite(start_on) AND isfinite(end_on))
);
COMMENT ON TABLE project IS 'a purchased service: the unit of refresh and of privacy | 购买服务项目';
COMMENT ON COLUMN project.project_id IS 'number of the project | 项目编号';
COMMENT ON COLUMN project.name IS 'name | 名称';
COMMENT ON COLUMN project.buyer_id IS 'organization that buys | 购买方';
COMMENT ON COLUMN project.category IS 'kind of service | 服务类别';
COMMENT ON COLUMN project.budget IS 'budget in yuan | 预算（元）';
COMMENT ON COLUMN project.start_on IS 'first day of the term | 开始日期';
COMMENT ON COLUMN project.end_on IS 'last day of the term, included | 结束日期（含当日）';
COMMENT ON COLUMN project.policy_basis IS 'policy document it rests on | 政策依据';
COMMENT ON COLUMN project.budget_line IS 'budget line it is paid from | 预算科目';

ALTER TABLE project ADD CONSTRAINT project_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES organization;
-- What organizations live on, and how a buyer and a provider work together: funding and engagement.

CREATE TABLE IF NOT EXISTS funding (
	org_id		bigint NOT NULL,
	year		smallint NOT NULL,
	funder_id	bigint NOT NULL,
	kind		text NOT NULL,
	amount		numeric(14,2) NOT NULL,
	restricted	boolean NOT NULL DEFAULT false,
	CONSTRAINT funding_pkey PRIMARY KEY (org_id, year, funder_id, kind),
	CONSTRAINT funding_year_check CHECK (year BETWEEN 1900 AND 2100),
	CONSTRAINT funding_kind_check CHECK (kind IN ('government_purchase', 'government_grant', 'donation', 'commercial', 'membership', 'other')),
	CONSTRAINT funding_amount_check CHECK (amount >= 0 AND amount <> 'NaN')
);
COMMENT ON TABLE funding IS 'income of an organization, by year and funder | 组织收入来源';
COMMENT ON COLUMN funding.org_id IS 'organization that receives | 受资助组织';
COMMENT ON COLUMN funding.year IS 'calendar year | 年度';
COMMENT ON COLUMN funding.funder_id IS 'organization that gives | 资助方';
COMMENT ON COLUMN funding.kind IS 'government_purchase, government_grant, donation, commercial, membership or other | 类型：政府购买、政府补助、捐赠、经营、会费、其他';
COMMENT ON COLUMN funding.amount IS 'amount in yuan | 金额（元）';
COMMENT ON COLUMN funding.restricted IS 'for a set purpose only | 是否限定用途';

CREATE TABLE IF NOT EXISTS engagement (
	project_id	bigint NOT NULL,
	fact		text NOT NULL,
	present		boolean NOT NULL,
	evidence	text,
	CONSTRAINT engagement_pkey PRIMARY KEY (project_id, fact),
	CONSTRAINT engagement_fact_check CHECK (fact IN ('joint_design', 'beneficiary_selection', 'officer_assigned', 'monitoring_visits', 'resources_mobilised', 'requests_answered'))
);
COMMENT ON TABLE engagement IS 'facts that tell whether buyer and provider work together | 合作事实';
COMMENT ON COLUMN engagement.project_id IS 'project | 项目';
COMMENT ON COLUMN engagement.fact IS 'joint_design, beneficiary_selection, officer_assigned, monitoring_visits, resources_mobilised or requests_answered | 事实：共同设计、共同选定对象、专人负责、监测走访、资源动员、回应诉求';
COMMENT ON COLUMN engagement.present IS 'whether it is so | 是否具备';
COMMENT ON COLUMN engagement.evidence IS 'what shows it | 依据';

ALTER TABLE funding ADD CONSTRAINT funding_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization;
ALTER TABLE funding ADD CONSTRAINT funding_funder_id_fkey FOREIGN KEY (funder_id) REFERENCES organization;
ALTER TABLE engagement ADD CONSTRAINT engagement_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
-- What was agreed with whom: contracts and their items.

CREATE TABLE IF NOT EXISTS contract (
	project_id			bigint NOT NULL,
	contract_id			bigint GENERATED ALWAYS AS IDENTITY,
	provider_id			bigint NOT NULL,
	procurement_mode	text NOT NULL,
	formal				boolean NOT NULL DEFAULT true,
	price				numeric(14,2) NOT NULL,
	quantity_share		numeric(4,3) NOT NULL DEFAULT 0.700,
	CONSTRAINT contract_pkey PRIMARY KEY (project_id, contract_id),
	CONSTRAINT contract_procurement_mode_check CHECK (procurement_mode IN ('open_tender', 'invited_bid', 'directed_commission', 'none')),
	CONSTRAINT contract_price_check CHECK (price >= 0 AND price <> 'NaN'),
	CONSTRAINT contract_quantity_share_check CHECK (quantity_share BETWEEN 0 AND 1)
);
COMMENT ON TABLE contract IS 'an agreement with a provider | 合同';
COMMENT ON COLUMN contract.project_id IS 'project | 项目';
COMMENT ON COLUMN contract.contract_id IS 'number of the contract | 合同编号';
COMMENT ON COLUMN contract.provider_id IS 'organization that provides | 承接方';
COMMENT ON COLUMN contract.procurement_mode IS 'open_tender, invited_bid, directed_commission or none | 购买方式：公开招标、邀请招标、定向委托、无';
COMMENT ON COLUMN contract.formal IS 'signed and paid | 是否签订有偿合同';
COMMENT ON COLUMN contract.price IS 'agreed price in yuan | 合同金额（元）';
COMMENT ON COLUMN contract.quantity_share IS 'share of the price that is paid by quantity, 0 to 1 | 按数量支付的比例';

CREATE TABLE IF NOT EXISTS contract_item (
	project_id		bigint NOT NULL,
	contract_id		bigint NOT NULL,
	item			text NOT NULL,
	unit			text NOT NULL,
	target_quantity	numeric(14,2) NOT NULL,
	tariff			numeric(14,2),
	CONSTRAINT contract_item_pkey PRIMARY KEY (project_id, contract_id, item),
	CONSTRAINT contract_item_target_quantity_check CHECK (target_quantity > 0 AND target_quantity <> 'NaN'),
	CONSTRAINT contract_item_tariff_check CHECK (tariff >= 0 AND tariff <> 'NaN')
);
COMMENT ON TABLE contract_item IS 'what a contract promises, and how much of it | 合同服务内容';
COMMENT ON COLUMN contract_item.project_id IS 'project | 项目';
COMMENT ON COLUMN contract_item.contract_id IS 'contract | 合同';
COMMENT ON COLUMN contract_item.item IS 'name of the item, for example home_activity | 服务内容';
COMMENT ON COLUMN contract_item.unit IS 'what is counted; one row of activity is one unit | 计量单位（一条活动记录为一个单位）';
COMMENT ON COLUMN contract_item.target_quantity IS 'agreed quantity over the whole term and all sites | 合同约定总量';
COMMENT ON COLUMN contract_item.tariff IS 'yuan per unit; items without one share what the others leave of the part paid by quantity | 单价（元）；为空者按目标量分摊其余按量支付部分';

ALTER TABLE contract ADD CONSTRAINT contract_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE contract ADD CONSTRAINT contract_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES organization;
ALTER TABLE contract_item ADD CONSTRAINT contract_item_contract_fkey FOREIGN KEY (project_id, contract_id) REFERENCES contract;
-- Who else could have done it, and what was paid: bids and payments.

CREATE TABLE IF NOT EXISTS bid (
	project_id	bigint NOT NULL,
	org_id		bigint NOT NULL,
	qualified	boolean NOT NULL,
	price		numeric(14,2),
	won			boolean NOT NULL DEFAULT false,
	CONSTRAINT bid_pkey PRIMARY KEY (project_id, org_id),
	CONSTRAINT bid_price_check CHECK (price >= 0 AND price <> 'NaN'),
	CONSTRAINT bid_won_check CHECK (qualified OR NOT won)
);
COMMENT ON TABLE bid IS 'who offered to provide a project: the alternatives of the buyer | 投标（购买方的可选承接方）';
COMMENT ON COLUMN bid.project_id IS 'project | 项目';
COMMENT ON COLUMN bid.org_id IS 'organization that offered | 投标方';
COMMENT ON COLUMN bid.qualified IS 'met the conditions | 是否合格';
COMMENT ON COLUMN bid.price IS 'price offered, in yuan | 报价（元）';
COMMENT ON COLUMN bid.won IS 'got the contract | 是否中标';

CREATE TABLE IF NOT EXISTS payment (
	project_id	bigint NOT NULL,
	payment_id	bigint GENERATED ALWAYS AS IDENTITY,
	contract_id	bigint NOT NULL,
	period		date NOT NULL,
	due			numeric(14,2) NOT NULL,
	due_on		date,
	paid		numeric(14,2) NOT NULL DEFAULT 0,
	paid_on		date,
	CONSTRAINT payment_pkey PRIMARY KEY (project_id, payment_id),
	CONSTRAINT payment_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT payment_due_check CHECK (due >= 0 AND due <> 'NaN'),
	CONSTRAINT payment_due_on_check CHECK (isfinite(due_on)),
	CONSTRAINT payment_paid_check CHECK (paid >= 0 AND paid <> 'NaN'),
	CONSTRAINT payment_paid_on_check CHECK (isfinite(paid_on)),
	CONSTRAINT payment_paid_paid_on_check CHECK (paid = 0 OR paid_on IS NOT NULL)
);
COMMENT ON TABLE payment IS 'what was due to the provider, and what was paid | 付款';
COMMENT ON COLUMN payment.project_id IS 'project | 项目';
COMMENT ON COLUMN payment.payment_id IS 'number of the payment | 付款编号';
COMMENT ON COLUMN payment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN payment.period IS 'quarter it is for, named by its first day | 所属季度（以首日表示）';
COMMENT ON COLUMN payment.due IS 'amount due in yuan | 应付金额（元）';
COMMENT ON COLUMN payment.due_on IS 'day it was due | 应付日期';
COMMENT ON COLUMN payment.paid IS 'amount paid in yuan | 实付金额（元）';
COMMENT ON COLUMN payment.paid_on IS 'day it was paid, empty while unpaid | 实付日期（未付则为空）';

ALTER TABLE bid ADD CONSTRAINT bid_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE bid ADD CONSTRAINT bid_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization;
ALTER TABLE payment ADD CONSTRAINT payment_contract_fkey FOREIGN KEY (project_id, contract_id) REFERENCES contract;

CREATE INDEX payment_contract_idx ON payment (project_id, contract_id);
-- Where the service is given and who runs the place: sites and the posts of their directors.

CREATE TABLE IF NOT EXISTS site (
	project_id		bigint NOT NULL,
	site_id			bigint GENERATED ALWAYS AS IDENTITY,
	division_code	text NOT NULL,
	name			text NOT NULL,
	opened_on		date NOT NULL,
	closed_on		date,
	CONSTRAINT site_pkey PRIMARY KEY (project_id, site_id),
	CONSTRAINT site_life_check CHECK (closed_on >= opened_on AND isfinite(closed_on)),
	CONSTRAINT site_opened_on_check CHECK (isfinite(opened_on))
);
COMMENT ON TABLE site IS 'a village''s service point in a project: the unit of every score | 服务点（评分单位）';
COMMENT ON COLUMN site.project_id IS 'project | 项目';
COMMENT ON COLUMN site.site_id IS 'number of the site | 服务点编号';
COMMENT ON COLUMN site.division_code IS 'village it stands in | 所在村';
COMMENT ON COLUMN site.name IS 'name | 名称';
COMMENT ON COLUMN site.opened_on IS 'first day of service | 开放日期';
COMMENT ON COLUMN site.closed_on IS 'last day of service, empty while open | 关闭日期（未关闭则为空）';

CREATE TABLE IF NOT EXISTS director_post (
	project_id			bigint NOT NULL,
	site_id				bigint NOT NULL,
	person_code			text NOT NULL,
	from_on				date NOT NULL,
	to_on				date,
	acting				boolean NOT NULL DEFAULT false,
	education			text,
	certified			boolean,
	years_experience	numeric(4,1),
	training_hours		numeric(6,1),
	assessment_score	numeric(5,2),
	award				text,
	CONSTRAINT director_post_pkey PRIMARY KEY (project_id, site_id, person_code, from_on),
	CONSTRAINT director_post_term_check CHECK (to_on >= from_on AND isfinite(to_on)),
	CONSTRAINT director_post_from_on_check CHECK (isfinite(from_on)),
	CONSTRAINT director_post_education_check CHECK (education IN ('primary', 'junior_high', 'high_school', 'college', 'bachelor', 'postgraduate')),
	CONSTRAINT director_post_years_experience_check CHECK (years_experience >= 0 AND years_experience <> 'NaN'),
	CONSTRAINT director_post_training_hours_check CHECK (training_hours >= 0 AND training_hours <> 'NaN'),
	CONSTRAINT director_post_assessment_score_check CHECK (assessment_score BETWEEN 0 AND 100),
	-- One director at a time; someone who only keeps the key may stand beside.  A one-element range of a number lets
	-- GiST compare it for equality without another extension.
	CONSTRAINT director_post_no_overlap EXCLUDE USING gist (
		int8range(project_id, project_id, '[]') WITH &&,
		int8range(site_id, site_id, '[]') WITH &&,
		daterange(from_on, to_on, '[]') WITH &&) WHERE (NOT acting)
);
COMMENT ON TABLE director_post IS 'who directed a site, from when to when | 负责人任职';
COMMENT ON COLUMN director_post.project_id IS 'project | 项目';
COMMENT ON COLUMN director_post.site_id IS 'site | 服务点';
COMMENT ON COLUMN director_post.person_code IS 'pseudonym of the person, never a name | 人员代码（不使用姓名）';
COMMENT ON COLUMN director_post.from_on IS 'first day in the post | 到任日期';
COMMENT ON COLUMN director_post.to_on IS 'last day in the post, empty while in it | 离任日期（在任则为空）';
COMMENT ON COLUMN director_post.acting IS 'only stands in, for example keeps the key: does not fill the post | 代管（如仅保管钥匙），不算在岗';
COMMENT ON COLUMN director_post.education IS 'primary, junior_high, high_school, college, bachelor or postgraduate; context, never points | 学历（仅作背景，不计分）';
COMMENT ON COLUMN director_post.certified IS 'holds a child-welfare certificate; context, never points | 是否持有儿童福利资格证（仅作背景，不计分）';
COMMENT ON COLUMN director_post.years_experience IS 'years of experience in the field | 从业年限';
COMMENT ON COLUMN director_post.training_hours IS 'hours of training received | 培训学时';
COMMENT ON COLUMN director_post.assessment_score IS 'score of the annual assessment, 0 to 100 | 考核得分';
COMMENT ON COLUMN director_post.award IS 'award or rating, for example excellent | 评优称号';

ALTER TABLE site ADD CONSTRAINT site_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE site ADD CONSTRAINT site_division_code_fkey FOREIGN KEY (division_code) REFERENCES village;
ALTER TABLE director_post ADD CONSTRAINT director_post_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
-- What the children of a site need, and on which days they are free: needs and rest days.

CREATE TABLE IF NOT EXISTS need (
	project_id	bigint NOT NULL,
	site_id		bigint NOT NULL,
	period		date NOT NULL,
	need_level	text NOT NULL,
	need_type	text NOT NULL,
	eligible	integer NOT NULL,
	CONSTRAINT need_pkey PRIMARY KEY (project_id, site_id, period, need_level, need_type),
	CONSTRAINT need_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT need_need_level_check CHECK (need_level IN ('A', 'B', 'C')),
	CONSTRAINT need_need_type_check CHECK (need_type <> ''),
	CONSTRAINT need_eligible_check CHECK (eligible >= 0)
);
COMMENT ON TABLE need IS 'how many children of a site need what | 服务需求';
COMMENT ON COLUMN need.project_id IS 'project | 项目';
COMMENT ON COLUMN need.site_id IS 'site | 服务点';
COMMENT ON COLUMN need.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN need.need_level IS 'need level: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN need.need_type IS 'what is needed, in the words of activity.need_type | 需求类型（与活动的对应需求一致）';
COMMENT ON COLUMN need.eligible IS 'children who need it | 需要的儿童数';

CREATE TABLE IF NOT EXISTS rest_day (
	day		date NOT NULL,
	name	text,
	CONSTRAINT rest_day_pkey PRIMARY KEY (day),
	CONSTRAINT rest_day_day_check CHECK (isfinite(day))
);
COMMENT ON TABLE rest_day IS 'weekends and holidays: the days on which children are free; working Saturdays are left out | 休息日（周末与节假日，不含调休上班日）';
COMMENT ON COLUMN rest_day.day IS 'day | 日期';
COMMENT ON COLUMN rest_day.name IS 'name of the holiday | 节假日名称';

ALTER TABLE need ADD CONSTRAINT need_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
-- What was reported and what was found: activities and visits.

CREATE TABLE IF NOT EXISTS activity (
	project_id		bigint NOT NULL,
	activity_id		bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	contract_id		bigint NOT NULL,
	item			text NOT NULL,
	held_on			date NOT NULL,
	hours			numeric(6,2),
	theme			text,
	need_type		text,
	school_overlap	boolean,
	registered		boolean,
	form_filed		boolean,
	feedback_filed	boolean,
	reported_by		bigint,
	reported_at		timestamptz,
	CONSTRAINT activity_pkey PRIMARY KEY (project_id, activity_id),
	CONSTRAINT activity_site_key UNIQUE (project_id, site_id, activity_id),
	CONSTRAINT activity_hours_check CHECK (hours > 0 AND hours <> 'NaN')
);
COMMENT ON TABLE activity IS 'an activity as the provider reported it | 上报的活动';
COMMENT ON COLUMN activity.project_id IS 'project | 项目';
COMMENT ON COLUMN activity.activity_id IS 'number of the activity | 活动编号';
COMMENT ON COLUMN activity.site_id IS 'site | 服务点';
COMMENT ON COLUMN activity.contract_id IS 'contract it counts for | 所属合同';
COMMENT ON COLUMN activity.item IS 'contract item it counts for | 所属合同内容';
COMMENT ON COLUMN activity.held_on IS 'day it was held | 活动日期';
COMMENT ON COLUMN activity.hours IS 'length in hours | 时长（小时）';
COMMENT ON COLUMN activity.theme IS 'theme | 主题';
COMMENT ON COLUMN activity.need_type IS 'need it answers | 对应需求';
COMMENT ON COLUMN activity.school_overlap IS 'repeats what the school does | 是否与学校活动重复';
COMMENT ON COLUMN activity.registered IS 'register kept: true filled in, false blank, NULL not looked at | 登记表：真为已填，假为空白，空为未查';
COMMENT ON COLUMN activity.form_filed IS 'activity form filed: true, false, NULL not looked at | 活动表：真、假、空为未查';
COMMENT ON COLUMN activity.feedback_filed IS 'feedback filed: true, false, NULL not looked at | 反馈表：真、假、空为未查';
COMMENT ON COLUMN activity.reported_by IS 'organization that reported it | 上报方';
COMMENT ON COLUMN activity.reported_at IS 'moment of the upload | 上报时间';

CREATE TABLE IF NOT EXISTS visit (
	project_id		bigint NOT NULL,
	visit_id		bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	activity_id		bigint,
	verifier_id		bigint NOT NULL,
	stratum			text,
	visited_on		date NOT NULL,
	outcome			text,
	room_open		boolean,
	assets_in_use	boolean,
	CONSTRAINT visit_pkey PRIMARY KEY (project_id, visit_id),
	CONSTRAINT visit_stratum_check CHECK (stratum IN ('green', 'amber', 'red')),
	CONSTRAINT visit_outcome_check CHECK (outcome IN ('confirmed', 'no_trace', 'repeated')),
	CONSTRAINT visit_activity_outcome_check CHECK ((activity_id IS NULL) = (outcome IS NULL))
);
COMMENT ON TABLE visit IS 'what a verifier found: a check of one activity, or of the site itself | 核查记录';
COMMENT ON COLUMN visit.project_id IS 'project | 项目';
COMMENT ON COLUMN visit.visit_id IS 'number of the visit | 核查编号';
COMMENT ON COLUMN visit.site_id IS 'site | 服务点';
COMMENT ON COLUMN visit.activity_id IS 'activity that was checked, empty for a look at the site | 被核查的活动（仅查看服务点则为空）';
COMMENT ON COLUMN visit.verifier_id IS 'organization that verified | 核查方';
COMMENT ON COLUMN visit.stratum IS 'risk stratum of the site: green, amber or red | 风险分层：绿、黄、红';
COMMENT ON COLUMN visit.visited_on IS 'day of the visit | 核查日期';
COMMENT ON COLUMN visit.outcome IS 'confirmed, no_trace, or repeated: the upload shows an earlier activity again | 结果：属实、查无痕迹、重复上传';
COMMENT ON COLUMN visit.room_open IS 'the room was open | 活动室是否开放';
COMMENT ON COLUMN visit.assets_in_use IS 'the equipment was in use | 设备是否在用';

ALTER TABLE activity ADD CONSTRAINT activity_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE activity ADD CONSTRAINT activity_contract_item_fkey FOREIGN KEY (project_id, contract_id, item) REFERENCES contract_item;
ALTER TABLE activity ADD CONSTRAINT activity_reported_by_fkey FOREIGN KEY (reported_by) REFERENCES organization;
ALTER TABLE visit ADD CONSTRAINT visit_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
-- together with the site, so that a visit cannot check another site's activity
ALTER TABLE visit ADD CONSTRAINT visit_activity_fkey FOREIGN KEY (project_id, site_id, activity_id) REFERENCES activity (project_id, site_id, activity_id);
ALTER TABLE visit ADD CONSTRAINT visit_verifier_id_fkey FOREIGN KEY (verifier_id) REFERENCES organization;

CREATE INDEX activity_held_on_idx ON activity (project_id, held_on);
CREATE INDEX visit_activity_idx ON visit (project_id, activity_id);

-- An activity belongs to the life of its site.  A CHECK cannot see the other table; a statement trigger looks once
-- per statement, at the sites it touched, however many rows a COPY brings.
CREATE OR REPLACE FUNCTION refuse_activity_outside_site_life() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	a	record;
BEGIN
	SELECT n.activity_id, n.held_on, s.site_id, s.name, s.opened_on, s.closed_on INTO a
	FROM activity n JOIN site s USING (project_id, site_id)
	WHERE (n.held_on < s.opened_on OR n.held_on > s.closed_on)
		AND EXISTS (SELECT FROM touched t WHERE t.project_id = s.project_id AND t.site_id = s.site_id)
	ORDER BY n.activity_id
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'activity % was held on %, outside the life of site %', a.activity_id, a.held_on, a.site_id
			USING ERRCODE = 'check_violation',
				  DETAIL = format('Site "%s" opened on %s and closed on %s.', a.name, a.opened_on, coalesce(a.closed_on::text, '(still open)')),
				  HINT = 'Correct the date of the activity, or the opening and closing dates of the site.',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = 'activity', COLUMN = 'held_on';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_activity_outside_site_life() IS 'trigger: an activity is held while its site is open | 触发器：活动日期须在服务点开放期内';

CREATE TRIGGER activity_insert_in_site_life AFTER INSERT ON activity
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_activity_outside_site_life();
CREATE TRIGGER activity_update_in_site_life AFTER UPDATE ON activity
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_activity_outside_site_life();
CREATE TRIGGER site_update_in_site_life AFTER UPDATE ON site
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_activity_outside_site_life();

-- Nobody can check an activity before it was held.
CREATE OR REPLACE FUNCTION refuse_check_before_activity() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	v	record;
BEGIN
	SELECT n.visit_id, n.visited_on, a.activity_id, a.held_on INTO v
	FROM visit n JOIN activity a USING (project_id, activity_id)
	WHERE n.visited_on < a.held_on
		AND EXISTS (SELECT FROM touched t WHERE t.project_id = n.project_id AND t.activity_id = n.activity_id)
	ORDER BY n.visit_id
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'visit % of % checks activity %, which was held later', v.visit_id, v.visited_on, v.activity_id
			USING ERRCODE = 'check_violation',
				  DETAIL = format('The activity was held on %s.', v.held_on),
				  HINT = 'Correct the date of the visit or of the activity; a visit to the site alone names no activity.',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = 'visit', COLUMN = 'visited_on';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_check_before_activity() IS 'trigger: an activity is checked after it was held | 触发器：核查日期不得早于活动日期';

CREATE TRIGGER visit_insert_after_activity AFTER INSERT ON visit
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_check_before_activity();
CREATE TRIGGER visit_update_after_activity AFTER UPDATE ON visit
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_check_before_activity();
CREATE TRIGGER activity_update_before_visit AFTER UPDATE ON activity
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_check_before_activity();
-- Whom a site is there for, and who came: the roster, without names, and attendance.

CREATE TABLE IF NOT EXISTS beneficiary (
	project_id		bigint NOT NULL,
	beneficiary_id	text NOT NULL,
	site_id			bigint NOT NULL,
	need_level		text NOT NULL,
	birth_year		smallint,
	plan_on			date,
	last_contact_on	date,
	CONSTRAINT beneficiary_pkey PRIMARY KEY (project_id, beneficiary_id),
	CONSTRAINT beneficiary_beneficiary_id_check CHECK (beneficiary_id <> ''),
	CONSTRAINT beneficiary_need_level_check CHECK (need_level IN ('A', 'B', 'C')),
	CONSTRAINT beneficiary_birth_year_check CHECK (birth_year BETWEEN 1900 AND 2100),
	CONSTRAINT beneficiary_plan_on_check CHECK (isfinite(plan_on)),
	CONSTRAINT beneficiary_last_contact_on_check CHECK (isfinite(last_contact_on))
);
COMMENT ON TABLE beneficiary IS 'who is entitled to the service of a site, under a pseudonym | 服务对象名册（使用代码，不使用姓名）';
COMMENT ON COLUMN beneficiary.project_id IS 'project | 项目';
COMMENT ON COLUMN beneficiary.beneficiary_id IS 'pseudonym, never a name or an identity number | 服务对象代码（不使用姓名或证件号）';
COMMENT ON COLUMN beneficiary.site_id IS 'site | 服务点';
COMMENT ON COLUMN beneficiary.need_level IS 'need level: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN beneficiary.birth_year IS 'year of birth | 出生年份';
COMMENT ON COLUMN beneficiary.plan_on IS 'day the individual plan was made, empty without one | 个别化方案制定日期（无则为空）';
COMMENT ON COLUMN beneficiary.last_contact_on IS 'day of the last contact, empty if there was none | 最近一次联系日期（无则为空）';

ALTER TABLE beneficiary ADD CONSTRAINT beneficiary_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;

CREATE INDEX beneficiary_site_idx ON beneficiary (project_id, site_id);

CREATE TABLE IF NOT EXISTS attendance (
	project_id		bigint NOT NULL,
	activity_id		bigint NOT NULL,
	beneficiary_id	text NOT NULL,
	CONSTRAINT attendance_pkey PRIMARY KEY (project_id, activity_id, beneficiary_id)
);
COMMENT ON TABLE attendance IS 'who took part in which activity | 活动参加记录';
COMMENT ON COLUMN attendance.project_id IS 'project | 项目';
COMMENT ON COLUMN attendance.activity_id IS 'activity | 活动';
COMMENT ON COLUMN attendance.beneficiary_id IS 'pseudonym of who took part | 参加者代码';

ALTER TABLE attendance ADD CONSTRAINT attendance_activity_fkey FOREIGN KEY (project_id, activity_id) REFERENCES activity;
ALTER TABLE attendance ADD CONSTRAINT attendance_beneficiary_fkey FOREIGN KEY (project_id, beneficiary_id) REFERENCES beneficiary;

CREATE INDEX attendance_beneficiary_idx ON attendance (project_id, beneficiary_id);
-- What the people served say, and what third parties say: responses and assessments.

CREATE TABLE IF NOT EXISTS response (
	project_id		bigint NOT NULL,
	response_id		bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	period			date NOT NULL,
	respondent		text NOT NULL,
	need_level		text,
	proxy			boolean NOT NULL DEFAULT false,
	question		text NOT NULL DEFAULT 'satisfaction',
	rating			smallint NOT NULL,
	scale_max		smallint NOT NULL DEFAULT 5,
	collector_id	bigint NOT NULL,
	CONSTRAINT response_pkey PRIMARY KEY (project_id, response_id),
	CONSTRAINT response_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT response_respondent_check CHECK (respondent IN ('child', 'guardian', 'village', 'buyer')),
	CONSTRAINT response_need_level_check CHECK (need_level IN ('A', 'B', 'C')),
	CONSTRAINT response_need_level_known CHECK (need_level IS NOT NULL OR respondent NOT IN ('child', 'guardian')),
	CONSTRAINT response_scale_max_check CHECK (scale_max >= 2),
	CONSTRAINT response_rating_check CHECK (rating BETWEEN 1 AND scale_max)
);
COMMENT ON TABLE response IS 'an answer to a survey question | 问卷回答';
COMMENT ON COLUMN response.project_id IS 'project | 项目';
COMMENT ON COLUMN response.response_id IS 'number of the response | 回答编号';
COMMENT ON COLUMN response.site_id IS 'site | 服务点';
COMMENT ON COLUMN response.period IS 'quarter it speaks of, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN response.respondent IS 'child, guardian, village or buyer | 回答人：儿童、监护人、村、购买方';
COMMENT ON COLUMN response.need_level IS 'need level of the child it is about: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN response.proxy IS 'someone answered in the place of the person | 是否代答';
COMMENT ON COLUMN response.question IS 'question, for example satisfaction | 问题';
COMMENT ON COLUMN response.rating IS 'answer, from 1 (worst) to scale_max (best) | 评分（1最低，scale_max最高）';
COMMENT ON COLUMN response.scale_max IS 'highest answer the scale allows | 量表最高分';
COMMENT ON COLUMN response.collector_id IS 'organization that collected it; what the provider collected weighs 0 | 收集方（承接方自行收集的权重为0）';

ALTER TABLE response ADD CONSTRAINT response_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE response ADD CONSTRAINT response_collector_id_fkey FOREIGN KEY (collector_id) REFERENCES organization;

CREATE INDEX response_period_idx ON response (project_id, period);

CREATE TABLE IF NOT EXISTS assessment (
	project_id		bigint NOT NULL,
	site_id			bigint NOT NULL,
	period			date NOT NULL,
	evaluator_id	bigint NOT NULL,
	criterion		text NOT NULL,
	score			numeric(7,4) NOT NULL,
	CONSTRAINT assessment_pkey PRIMARY KEY (project_id, site_id, period, evaluator_id, criterion),
	CONSTRAINT assessment_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT assessment_criterion_check CHECK (criterion <> ''),
	CONSTRAINT assessment_score_check CHECK (score BETWEEN 0 AND 100)
);
COMMENT ON TABLE assessment IS 'what an evaluator gave a site, by criterion | 第三方评分';
COMMENT ON COLUMN assessment.project_id IS 'project | 项目';
COMMENT ON COLUMN assessment.site_id IS 'site | 服务点';
COMMENT ON COLUMN assessment.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN assessment.evaluator_id IS 'organization that assessed | 评估方';
COMMENT ON COLUMN assessment.criterion IS 'what was assessed | 评估项目';
COMMENT ON COLUMN assessment.score IS 'score, 0 to 100 | 得分（0至100）';

ALTER TABLE assessment ADD CONSTRAINT assessment_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE assessment ADD CONSTRAINT assessment_evaluator_id_fkey FOREIGN KEY (evaluator_id) REFERENCES organization;
-- What was uploaded with an activity: fingerprints of its photos, never the photos, and what a person decided about
-- those that look alike.

CREATE TABLE IF NOT EXISTS photo (
	project_id	bigint NOT NULL,
	photo_id	bigint GENERATED ALWAYS AS IDENTITY,
	activity_id	bigint NOT NULL,
	sha256		bytea,
	phash		bigint,
	taken_at	timestamptz,
	CONSTRAINT photo_pkey PRIMARY KEY (project_id, photo_id),
	CONSTRAINT photo_sha256_check CHECK (octet_length(sha256) = 32),
	CONSTRAINT photo_taken_at_check CHECK (isfinite(taken_at)),
	-- a photo that can be compared with none would keep its activity from ever being found repeated
	CONSTRAINT photo_fingerprint_check CHECK (num_nonnulls(sha256, phash) > 0)
);
COMMENT ON TABLE photo IS 'fingerprints of the photos uploaded with an activity; no photo is kept | 活动照片指纹（不保存照片）';
COMMENT ON COLUMN photo.project_id IS 'project | 项目';
COMMENT ON COLUMN photo.photo_id IS 'number of the photo | 照片编号';
COMMENT ON COLUMN photo.activity_id IS 'activity it was uploaded with | 所属活动';
COMMENT ON COLUMN photo.sha256 IS 'SHA-256 of the file: equal for copies of the file | 文件SHA-256';
COMMENT ON COLUMN photo.phash IS '64-bit perceptual hash: nearly equal for pictures that look alike; all of a project by one tool | 64位感知哈希（同一项目须用同一工具）';
COMMENT ON COLUMN photo.taken_at IS 'moment it was taken, as the file says | 拍摄时间';

CREATE TABLE IF NOT EXISTS photo_rule (
	project_id		bigint NOT NULL,
	max_distance	integer NOT NULL DEFAULT 8,
	within			interval,
	CONSTRAINT photo_rule_pkey PRIMARY KEY (project_id),
	CONSTRAINT photo_rule_max_distance_check CHECK (max_distance BETWEEN 0 AND 64),
	CONSTRAINT photo_rule_within_check CHECK (within >= interval '0')
);
COMMENT ON TABLE photo_rule IS 'when photos match, for projects that want it otherwise: by default at distance 8, whenever they were taken | 照片匹配规则（默认距离8、不限时间）';
COMMENT ON COLUMN photo_rule.project_id IS 'project | 项目';
COMMENT ON COLUMN photo_rule.max_distance IS 'bits in which perceptual hashes may differ, 0 to 64 | 感知哈希最大距离';
COMMENT ON COLUMN photo_rule.within IS 'time that may lie between them; empty: any | 拍摄时间最大间隔（空为不限）';

CREATE TABLE IF NOT EXISTS duplicate_review (
	project_id			bigint NOT NULL,
	activity_id			bigint NOT NULL,
	earlier_activity_id	bigint NOT NULL,
	decision			text NOT NULL,
	decided_by			text NOT NULL DEFAULT session_user,
	decided_at			timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT duplicate_review_pkey PRIMARY KEY (project_id, activity_id, earlier_activity_id),
	CONSTRAINT duplicate_review_pair_check CHECK (activity_id <> earlier_activity_id),
	CONSTRAINT duplicate_review_decision_check CHECK (decision IN ('confirmed', 'rejected', 'open'))
);
COMMENT ON TABLE duplicate_review IS 'what a person decided: does an activity show an earlier one again? | 重复上传的人工判定';
COMMENT ON COLUMN duplicate_review.project_id IS 'project | 项目';
COMMENT ON COLUMN duplicate_review.activity_id IS 'activity that seems to repeat | 疑似重复的活动';
COMMENT ON COLUMN duplicate_review.earlier_activity_id IS 'activity that it seems to repeat | 被重复的较早活动';
COMMENT ON COLUMN duplicate_review.decision IS 'confirmed: deducted once all its photos are; rejected: they only look alike; open: undecided, as without a row | 判定：确认重复（全部照片均确认则扣除）、排除重复、待定';
COMMENT ON COLUMN duplicate_review.decided_by IS 'who decided | 判定人';
COMMENT ON COLUMN duplicate_review.decided_at IS 'when | 判定时间';

ALTER TABLE photo ADD CONSTRAINT photo_activity_fkey FOREIGN KEY (project_id, activity_id) REFERENCES activity;
ALTER TABLE photo_rule ADD CONSTRAINT photo_rule_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE duplicate_review ADD CONSTRAINT duplicate_review_activity_fkey FOREIGN KEY (project_id, activity_id) REFERENCES activity;
ALTER TABLE duplicate_review ADD CONSTRAINT duplicate_review_earlier_activity_fkey FOREIGN KEY (project_id, earlier_activity_id) REFERENCES activity;

CREATE INDEX photo_activity_idx ON photo (project_id, activity_id);
-- What a site was given: allocations.

CREATE TABLE IF NOT EXISTS allocation (
	project_id		bigint NOT NULL,
	allocation_id	bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	period			date NOT NULL,
	kind			text NOT NULL,
	amount			numeric(14,2) NOT NULL,
	discretionary	boolean NOT NULL DEFAULT true,
	decided_by		bigint,
	CONSTRAINT allocation_pkey PRIMARY KEY (project_id, allocation_id),
	CONSTRAINT allocation_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT allocation_amount_check CHECK (amount >= 0 AND amount <> 'NaN')
);
COMMENT ON TABLE allocation IS 'resources given to a site | 资源分配';
COMMENT ON COLUMN allocation.project_id IS 'project | 项目';
COMMENT ON COLUMN allocation.allocation_id IS 'number of the allocation | 分配编号';
COMMENT ON COLUMN allocation.site_id IS 'site | 服务点';
COMMENT ON COLUMN allocation.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN allocation.kind IS 'what was given, for example worker_days | 资源类型';
COMMENT ON COLUMN allocation.amount IS 'value in yuan | 金额（元）';
COMMENT ON COLUMN allocation.discretionary IS 'the decider was free to give it elsewhere | 是否可自由裁量';
COMMENT ON COLUMN allocation.decided_by IS 'organization that decided | 决定方';

ALTER TABLE allocation ADD CONSTRAINT allocation_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE allocation ADD CONSTRAINT allocation_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES organization;

CREATE INDEX allocation_site_idx ON allocation (project_id, site_id, period);
-- Whom to visit: the risk stratum of every site in a quarter, and which of them were drawn.

CREATE TABLE IF NOT EXISTS visit_plan (
	project_id	bigint NOT NULL,
	period		date NOT NULL,
	site_id		bigint NOT NULL,
	stratum		text NOT NULL,
	due			date,
	drawn		text,
	seed		bigint,
	CONSTRAINT visit_plan_pkey PRIMARY KEY (project_id, period, site_id),
	CONSTRAINT visit_plan_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT visit_plan_stratum_check CHECK (stratum IN ('green', 'amber', 'red')),
	CONSTRAINT visit_plan_due_check CHECK (due >= period AND due < period + interval '3 months'),
	CONSTRAINT visit_plan_drawn_check CHECK (drawn IN ('stratum', 'floor')),
	CONSTRAINT visit_plan_due_drawn_check CHECK ((due IS NULL) = (drawn IS NULL))
);
COMMENT ON TABLE visit_plan IS 'risk stratum of each site in a quarter, and whether and when it is to be visited; not for providers | 核查计划（对承接方保密）';
COMMENT ON COLUMN visit_plan.project_id IS 'project | 项目';
COMMENT ON COLUMN visit_plan.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN visit_plan.site_id IS 'site | 服务点';
COMMENT ON COLUMN visit_plan.stratum IS 'risk stratum: green, amber or red | 风险分层：绿、黄、红';
COMMENT ON COLUMN visit_plan.due IS 'day of the visit, empty when the site was not drawn | 核查日期（未抽中则为空）';
COMMENT ON COLUMN visit_plan.drawn IS 'stratum: drawn within its stratum; floor: drawn from all the others; empty: not drawn | 抽取方式：分层、随机底线（未抽中则为空）';
COMMENT ON COLUMN visit_plan.seed IS 'seed of the draw, by which it can be made again | 随机种子（可复现抽样）';

ALTER TABLE visit_plan ADD CONSTRAINT visit_plan_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
-- Who works here: logins and what each may see.

CREATE TABLE IF NOT EXISTS account (
	login			text NOT NULL,
	role			text NOT NULL,
	org_id			bigint,
	township		text,
	division_code	text,
	CONSTRAINT account_pkey PRIMARY KEY (login),
	CONSTRAINT account_login_check CHECK (login <> ''),
	CONSTRAINT account_role_check CHECK (role IN ('admin', 'analyst', 'finance', 'provider', 'evaluator', 'village', 'case_worker', 'auditor', 'job')),
	CONSTRAINT account_org_id_check CHECK (org_id IS NOT NULL OR role NOT IN ('provider', 'evaluator')),
	CONSTRAINT account_division_code_check CHECK (division_code IS NOT NULL OR role <> 'village')
);
COMMENT ON TABLE account IS 'logins and what each of them may see; row security will go by it | 账户与可见范围';
COMMENT ON COLUMN account.login IS 'name of the database login | 数据库登录名';
COMMENT ON COLUMN account.role IS 'admin, analyst, finance, provider, evaluator, village, case_worker, auditor or job | 角色：管理、分析、财务、承接方、评估方、村、个案工作者、审计、作业';
COMMENT ON COLUMN account.org_id IS 'organization it belongs to; a provider and an evaluator have one | 所属组织（承接方与评估方必填）';
COMMENT ON COLUMN account.township IS 'township it is limited to; empty: all | 限定乡镇（空为不限）';
COMMENT ON COLUMN account.division_code IS 'village it is limited to | 限定村';

ALTER TABLE account ADD CONSTRAINT account_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization;
ALTER TABLE account ADD CONSTRAINT account_division_code_fkey FOREIGN KEY (division_code) REFERENCES village;
-- Who does the work: those who are paid for it by the provider, and volunteers.  Numbers of people and days, no names.

CREATE TABLE IF NOT EXISTS workforce (
	project_id	bigint NOT NULL,
	period		date NOT NULL,
	kind		text NOT NULL,
	people		integer NOT NULL,
	days		numeric(12,2),
	daily_rate	numeric(14,2),
	CONSTRAINT workforce_pkey PRIMARY KEY (project_id, period, kind),
	CONSTRAINT workforce_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT workforce_kind_check CHECK (kind IN ('staff', 'volunteer')),
	CONSTRAINT workforce_people_check CHECK (people >= 0),
	-- no quarter has more than 92 days; NaN is greater than every number
	CONSTRAINT workforce_days_check CHECK (days BETWEEN 0 AND 92 * people::numeric),
	CONSTRAINT workforce_daily_rate_check CHECK (daily_rate >= 0 AND daily_rate <> 'NaN'),
	CONSTRAINT workforce_daily_rate_kind_check CHECK (daily_rate IS NULL OR kind = 'volunteer')
);
COMMENT ON TABLE workforce IS 'who did the work of a project in a quarter: staff and volunteers | 各季度投入的工作人员与志愿者';
COMMENT ON COLUMN workforce.project_id IS 'project | 项目';
COMMENT ON COLUMN workforce.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN workforce.kind IS 'staff (the provider pays them) or volunteer | 类型：工作人员、志愿者';
COMMENT ON COLUMN workforce.people IS 'people who worked in the quarter; 0 says that there was nobody | 季度内人数（0表示确认无人）';
COMMENT ON COLUMN workforce.days IS 'days that they worked, of all of them together; empty if unknown | 工作人日数合计（未知为空）';
COMMENT ON COLUMN workforce.daily_rate IS 'of volunteers: yuan that a day of theirs would have cost; empty if nobody set it | 志愿者每人日的影子价格（元，未定则为空）';

ALTER TABLE workforce ADD CONSTRAINT workforce_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
-- How points are given: schemes and their indicators.
--
-- An indicator is one row here and one view indicator_<code> with the columns project_id, site_id, period, value, n; or, without a
-- view, rows of assessment whose criterion is the code.
-- A scheme is written as a draft and then frozen; a frozen one is never changed, a better one is its next version.

CREATE TABLE IF NOT EXISTS scheme (
	scheme_id		text NOT NULL,
	version			integer NOT NULL DEFAULT 1,
	name			text NOT NULL,
	display_order	integer NOT NULL DEFAULT 100,
	points			numeric(9,4) NOT NULL,
	draws			integer NOT NULL DEFAULT 10000,
	concentration	numeric DEFAULT 100,
	frozen_at		timestamptz,
	CONSTRAINT scheme_pkey PRIMARY KEY (scheme_id, version),
	CONSTRAINT scheme_draws_check CHECK (draws BETWEEN 1 AND 1000000),
	CONSTRAINT scheme_concentration_check CHECK (concentration > 0 AND concentration <= 1000000000),
	CONSTRAINT scheme_points_check CHECK (points > 0 AND points <> 'NaN')
);
COMMENT ON TABLE scheme IS 'evaluation schemes (profiles), by version | 评分方案（按版本）';
COMMENT ON COLUMN scheme.scheme_id IS 'short name, the "profile" of the views | 方案代号';
COMMENT ON COLUMN scheme.version IS 'version; the highest frozen one judges | 版本（最高的已冻结版本生效）';
COMMENT ON COLUMN scheme.name IS 'name | 名称';
COMMENT ON COLUMN scheme.display_order IS 'order of display; the first is the headline | 显示顺序（首个为主榜）';
COMMENT ON COLUMN scheme.points IS 'points that the indicators add up to | 指标总分';
COMMENT ON COLUMN scheme.draws IS 'draws behind the probabilities of the ranks | 名次概率的模拟次数';
COMMENT ON COLUMN scheme.concentration IS 'how closely the weights of the draws keep to the points: a weight w varies by sqrt(w (1 - w) / (concentration + 1)); empty: not at all | 权重浓度：越大越贴近方案分值，空则不变动';
COMMENT ON COLUMN scheme.frozen_at IS 'moment it was frozen; empty while a draft | 冻结时间（草稿为空）';

CREATE TABLE IF NOT EXISTS indicator (
	scheme_id	text NOT NULL,
	version		integer NOT NULL DEFAULT 1,
	code		text NOT NULL,
	dimension	text NOT NULL,
	name		text NOT NULL,
	direction	text NOT NULL DEFAULT 'higher',
	rule		text NOT NULL DEFAULT 'ratio',
	target		numeric,
	lo			numeric,
	hi			numeric,
	points		numeric(9,4) NOT NULL,
	CONSTRAINT indicator_pkey PRIMARY KEY (scheme_id, version, code),
	CONSTRAINT indicator_code_check CHECK (code ~ '^[A-Z][A-Z0-9_]{0,30}$'),
	CONSTRAINT indicator_dimension_check CHECK (dimension IN ('execution', 'output', 'benefit', 'satisfaction')),
	CONSTRAINT indicator_direction_check CHECK (direction IN ('higher', 'lower')),
	CONSTRAINT indicator_rule_check CHECK (
		CASE rule
			WHEN 'ratio' THEN coalesce(target > 0 AND target < 'Infinity', true)
			WHEN 'goalpost' THEN abs(lo) < 'Infinity' AND abs(hi) < 'Infinity' AND lo <> hi AND lo IS NOT NULL AND hi IS NOT NULL
			WHEN 'achieve_improve' THEN abs(lo) < 'Infinity' AND abs(hi) < 'Infinity' AND lo <> hi AND lo IS NOT NULL AND hi IS NOT NULL
			WHEN 'band' THEN coalesce(abs(lo) < 'Infinity', true) AND coalesce(abs(hi) < 'Infinity', true) AND coalesce(lo <= hi, num_nonnulls(lo, hi) = 1)
			ELSE false
		END),
	CONSTRAINT indicator_points_check CHECK (points > 0 AND points <> 'NaN')
);
COMMENT ON TABLE indicator IS 'indicators of a scheme and their points | 方案指标与分值';
COMMENT ON COLUMN indicator.scheme_id IS 'scheme | 方案';
COMMENT ON COLUMN indicator.version IS 'version of the scheme | 方案版本';
COMMENT ON COLUMN indicator.code IS 'code; its values come from the view indicator_<code>, or else from the assessments of the criterion of that name | 指标代码（取值来自视图indicator_<代码>，否则取自同名评估项目）';
COMMENT ON COLUMN indicator.dimension IS 'execution, output, benefit or satisfaction | 维度：执行、产出、效益、满意度';
COMMENT ON COLUMN indicator.name IS 'name | 名称';
COMMENT ON COLUMN indicator.direction IS 'higher or lower is better, for the rule ratio; the others say it by lo and hi | 方向：越高越好或越低越好（ratio）';
COMMENT ON COLUMN indicator.rule IS 'ratio: value / target up to 1, or target / value if lower is better; goalpost: from lo (0) to hi (1); achieve_improve: the better of goalpost and of the way made from the quarter before to hi; band: all from lo to hi, else nothing | 计分规则：ratio按目标完成率，goalpost按上下限，achieve_improve按达标或改进较优者，band按区间';
COMMENT ON COLUMN indicator.target IS 'value that earns all points (ratio); empty: the median of the project''s sites | 满分目标值（ratio，空为项目中位数）';
COMMENT ON COLUMN indicator.lo IS 'value that earns nothing (goalpost, achieve_improve); lower end (band) | 零分值或区间下限';
COMMENT ON COLUMN indicator.hi IS 'value that earns all points (goalpost, achieve_improve); upper end (band) | 满分值或区间上限';
COMMENT ON COLUMN indicator.points IS 'available points | 分值';

ALTER TABLE indicator ADD CONSTRAINT indicator_scheme_fkey FOREIGN KEY (scheme_id, version) REFERENCES scheme;

-- Statutory: the parts of the self-evaluation form of the Ministry of Finance.  Service object: the same indicators,
-- with the people served leading: output x 0.7, benefit x 1, satisfaction x 2.5.
INSERT INTO scheme (scheme_id, version, name, display_order, points) VALUES
	('statutory', 1, 'statutory self-evaluation | 法定绩效自评', 1, 100),
	('service_object', 1, 'led by the people served | 以服务对象为主', 2, 100);

INSERT INTO indicator (scheme_id, version, code, dimension, name, direction, target, points)
SELECT s.scheme_id, 1, i.code, i.dimension, i.name, i.direction, i.target,
	i.points * CASE WHEN s.scheme_id = 'statutory' THEN 1
		ELSE CASE i.dimension WHEN 'execution' THEN 1 WHEN 'output' THEN 0.7 WHEN 'benefit' THEN 1 WHEN 'satisfaction' THEN 2.5 END END
FROM (VALUES ('statutory'), ('service_object')) AS s (scheme_id)
	CROSS JOIN (VALUES
		('E1', 'execution', 'budget executed | 预算执行率', 'higher', 1.0, 10),
		('O1', 'output', 'verified activities of the target | 核实活动完成率', 'higher', 1.0, 15),
		('O2', 'output', 'records complete | 档案完整率', 'higher', 1.0, 10),
		('O3', 'output', 'open at weekends and holidays | 周末节假日开放率', 'higher', 1.0, 9),
		('O4', 'output', 'quarters at pro-rata target | 季度达标率', 'higher', 1.0, 6),
		('O5', 'output', 'cost per satisfied beneficiary-day | 每满意服务人日成本', 'lower', NULL, 10),
		('B1', 'benefit', 'need-weighted coverage | 需求加权覆盖率', 'higher', 0.9, 10),
		('B2', 'benefit', 'parity of the key group | 重点群体参与均等度', 'higher', 1.0, 8),
		('B3', 'benefit', 'need match | 需求匹配度', 'higher', 0.8, 6),
		('B4', 'benefit', 'post filled, share of days | 负责人在岗率', 'higher', 1.0, 3),
		('B5', 'benefit', 'guardians who know the home | 监护人知晓率', 'higher', 0.8, 3),
		('S1', 'satisfaction', 'satisfaction of children and guardians | 儿童与监护人满意度', 'higher', 90, 8),
		('S2', 'satisfaction', 'satisfaction of village and buyer | 村与购买方满意度', 'higher', 90, 2)
	) AS i (code, dimension, name, direction, target, points);

UPDATE scheme SET frozen_at = now();

-- The version of each scheme that judges: the highest that is frozen.
CREATE VIEW current_scheme WITH (security_invoker = true) AS
SELECT DISTINCT ON (s.scheme_id) s.scheme_id, s.version, s.name, s.display_order, s.points, s.draws, s.concentration, s.frozen_at
FROM scheme s
WHERE s.frozen_at IS NOT NULL
ORDER BY s.scheme_id, s.version DESC;
COMMENT ON VIEW current_scheme IS 'Which version of each scheme judges? | 各方案以哪个版本评分？';
COMMENT ON COLUMN current_scheme.scheme_id IS 'scheme | 方案';
COMMENT ON COLUMN current_scheme.version IS 'highest frozen version | 最高的已冻结版本';
COMMENT ON COLUMN current_scheme.name IS 'name | 名称';
COMMENT ON COLUMN current_scheme.display_order IS 'order of display | 显示顺序';
COMMENT ON COLUMN current_scheme.points IS 'points in all | 总分';
COMMENT ON COLUMN current_scheme.draws IS 'draws behind the probabilities of the ranks | 名次概率的模拟次数';
COMMENT ON COLUMN current_scheme.concentration IS 'how closely the weights of the draws keep to the points; empty: exactly | 权重浓度（空则不变动）';
COMMENT ON COLUMN current_scheme.frozen_at IS 'moment it was frozen | 冻结时间';

-- What a scheme must satisfy before it may judge; also asked at every refresh, since a bureau's own view of schemes
-- cannot carry the triggers below.
CREATE OR REPLACE FUNCTION check_scheme(scheme_id text, version integer) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, service_eval, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	declared	numeric := (SELECT trim_scale(s.points) FROM scheme s WHERE s.scheme_id = $1 AND s.version = $2);
	total		numeric := (SELECT coalesce(trim_scale(sum(i.points)), 0) FROM indicator i WHERE i.scheme_id = $1 AND i.version = $2);
	unknown		text := (SELECT min(i.code) FROM indicator i
						 WHERE i.scheme_id = $1 AND i.version = $2
							AND to_regclass('indicator_' || lower(i.code)) IS NULL
							AND NOT EXISTS (SELECT FROM assessment a WHERE upper(a.criterion) = i.code));
	lacking	record;
BEGIN
	IF total IS DISTINCT FROM declared THEN
		RAISE EXCEPTION 'the indicators of scheme "%" version % add up to % points, not to %', $1, $2, total, declared
			USING ERRCODE = 'check_violation',
				  HINT = 'Correct the points of the indicators, or the points declared for the scheme.';
	END IF;
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'unknown indicator "%" in scheme "%" version %', unknown, $1, $2
			USING ERRCODE = 'undefined_object',
				  DETAIL = format('There is no view "indicator_%s" in this workspace, and no assessment of a criterion "%s".', lower(unknown), lower(unknown)),
				  HINT = 'Create the view with the columns project_id, site_id, period, value, n, enter assessments, or correct the code. create_workspace() makes the views of the workspace again.';
	END IF;

	SELECT 'indicator_' || lower(i.code) AS view, c.name, c.kind INTO lacking
	FROM indicator i
		CROSS JOIN (VALUES (1, 'project_id', 'number'), (2, 'site_id', 'number'), (3, 'period', 'date'), (4, 'value', 'number'), (5, 'n', 'number')) AS c (place, name, kind)
		LEFT JOIN (pg_attribute a JOIN pg_type t ON t.oid = a.atttypid)
			ON a.attrelid = to_regclass('indicator_' || lower(i.code)) AND a.attname = c.name AND NOT a.attisdropped
				AND CASE c.kind WHEN 'number' THEN t.typcategory = 'N' ELSE t.oid = 'date'::regtype END
	WHERE i.scheme_id = $1 AND i.version = $2 AND a.attname IS NULL AND to_regclass('indicator_' || lower(i.code)) IS NOT NULL
	ORDER BY i.code, c.place
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'view "%" has no column "%" that is a %', lacking.view, lacking.name, lacking.kind
			USING ERRCODE = 'datatype_mismatch',
				  DETAIL = format('It holds an indicator of scheme "%s" version %s.', $1, $2),
				  HINT = 'The view of an indicator has the columns project_id, site_id, period, value, n.';
	END IF;
END
$$;
COMMENT ON FUNCTION check_scheme(text, integer) IS 'refuses a scheme whose points do not add up or whose indicators are unknown | 检查方案分值与指标';

CREATE OR REPLACE FUNCTION freeze_scheme() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF TG_OP <> 'INSERT' AND OLD.frozen_at IS NOT NULL THEN
		RAISE EXCEPTION 'scheme "%" version % is frozen', OLD.scheme_id, OLD.version
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It was frozen at %s, and scores may rest on it.', OLD.frozen_at),
				  HINT = 'Insert the next version instead.';
	END IF;
	IF TG_OP <> 'DELETE' AND NEW.frozen_at IS NOT NULL THEN
		PERFORM check_scheme(NEW.scheme_id, NEW.version);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION freeze_scheme() IS 'trigger: a scheme is checked when it is frozen and cannot be changed afterwards | 触发器：方案冻结时检查，冻结后不可更改';

CREATE TRIGGER scheme_freeze AFTER INSERT OR UPDATE OR DELETE ON scheme
	FOR EACH ROW EXECUTE FUNCTION freeze_scheme();

CREATE OR REPLACE FUNCTION refuse_frozen_indicator() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	frozen	record;
BEGIN
	SELECT s.scheme_id, s.version INTO frozen
	FROM scheme s
	WHERE s.frozen_at IS NOT NULL
		AND ((TG_OP <> 'INSERT' AND (s.scheme_id, s.version) = (OLD.scheme_id, OLD.version))
			OR (TG_OP <> 'DELETE' AND (s.scheme_id, s.version) = (NEW.scheme_id, NEW.version)));
	IF FOUND THEN
		RAISE EXCEPTION 'scheme "%" version % is frozen', frozen.scheme_id, frozen.version
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'Its indicators can be neither added, changed nor removed.',
				  HINT = 'Insert the next version of the scheme instead.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_frozen_indicator() IS 'trigger: the indicators of a frozen scheme stay as they are | 触发器：已冻结方案的指标不可更改';

CREATE TRIGGER indicator_frozen AFTER INSERT OR UPDATE OR DELETE ON indicator
	FOR EACH ROW EXECUTE FUNCTION refuse_frozen_indicator();

CREATE OR REPLACE FUNCTION refuse_truncate_of_schemes() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM scheme s WHERE s.frozen_at IS NOT NULL) THEN
		RAISE EXCEPTION 'cannot truncate "%" while a scheme is frozen', TG_TABLE_NAME
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'Drafts can be removed with DELETE.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_truncate_of_schemes() IS 'trigger: frozen schemes cannot be truncated away | 触发器：存在已冻结方案时不可清空';

CREATE TRIGGER scheme_truncate BEFORE TRUNCATE ON scheme
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_schemes();
CREATE TRIGGER indicator_truncate BEFORE TRUNCATE ON indicator
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_schemes();
-- Every published number: runs and their results.
--
-- One run evaluates one project, one period and one scheme.  Its results are rows (scope, scope_key, code): raw values
-- and points of the indicators, and what follows from them: score, rank, quintile, band, grade, and how sure the rank is.  The materialized
-- rankings are these rows behind views; the finished run is the current one, the one it replaced is superseded.

CREATE TABLE IF NOT EXISTS evaluation_run (
	project_id			bigint NOT NULL,
	run_id				bigint GENERATED ALWAYS AS IDENTITY,
	period				date,
	scheme_id			text,
	scheme_version		integer,
	cutoff				date,
	seed				bigint,
	extension_version	text NOT NULL,
	input_digest		text,
	status				text NOT NULL DEFAULT 'running',
	error				text,
	started_at			timestamptz NOT NULL DEFAULT clock_timestamp(),
	finished_at			timestamptz,
	sealed_at			timestamptz,
	CONSTRAINT evaluation_run_pkey PRIMARY KEY (project_id, run_id),
	CONSTRAINT evaluation_run_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT evaluation_run_status_check CHECK (status IN ('running', 'finished', 'superseded', 'failed')),
	CONSTRAINT evaluation_run_scheme_check CHECK ((scheme_id IS NOT NULL AND scheme_version IS NOT NULL) OR status = 'failed'),
	CONSTRAINT evaluation_run_error_check CHECK ((error IS NOT NULL) = (status = 'failed')),
	CONSTRAINT evaluation_run_sealed_at_check CHECK (sealed_at IS NULL OR status IN ('finished', 'superseded'))
);
COMMENT ON TABLE evaluation_run IS 'one evaluation of a project, period and scheme | 评估批次';
COMMENT ON COLUMN evaluation_run.project_id IS 'project | 项目';
COMMENT ON COLUMN evaluation_run.run_id IS 'number of the run | 批次编号';
COMMENT ON COLUMN evaluation_run.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN evaluation_run.scheme_id IS 'scheme | 方案';
COMMENT ON COLUMN evaluation_run.scheme_version IS 'version of the scheme | 方案版本';
COMMENT ON COLUMN evaluation_run.cutoff IS 'last day whose facts count | 数据截止日期';
COMMENT ON COLUMN evaluation_run.seed IS 'seed of the draws behind the probabilities of its ranks | 名次概率模拟的随机种子';
COMMENT ON COLUMN evaluation_run.extension_version IS 'version of service_eval that computed it | 计算所用扩展版本';
COMMENT ON COLUMN evaluation_run.input_digest IS 'digest of the facts and schemes it rests on | 输入数据摘要';
COMMENT ON COLUMN evaluation_run.status IS 'running, finished (the current one), superseded or failed | 状态：进行中、完成（现行）、被取代、失败';
COMMENT ON COLUMN evaluation_run.error IS 'why it failed | 失败原因';
COMMENT ON COLUMN evaluation_run.started_at IS 'start | 开始时间';
COMMENT ON COLUMN evaluation_run.finished_at IS 'end | 结束时间';
COMMENT ON COLUMN evaluation_run.sealed_at IS 'moment it was made official by seal_run(); empty while it may be computed again | 封存时间（未封存为空）';

CREATE TABLE IF NOT EXISTS evaluation_result (
	project_id		bigint NOT NULL,
	run_id			bigint NOT NULL,
	scope			text NOT NULL,
	scope_key		text NOT NULL DEFAULT '',
	code			text NOT NULL,
	value			numeric,
	std_error		numeric,
	lo				numeric,
	hi				numeric,
	points			numeric,
	points_error	numeric,
	available		numeric,
	n				bigint,
	status			text,
	CONSTRAINT evaluation_result_pkey PRIMARY KEY (project_id, run_id, scope, scope_key, code),
	CONSTRAINT evaluation_result_scope_check CHECK (scope IN ('project', 'contract_item', 'township', 'site', 'need_level')),
	CONSTRAINT evaluation_result_band_check CHECK (code <> 'band' OR status IN ('top', 'middle', 'bottom')),
	CONSTRAINT evaluation_result_grade_check CHECK (code <> 'grade' OR status IN ('poor', 'medium', 'good', 'excellent'))
);
COMMENT ON TABLE evaluation_result IS 'every number of a run | 评估结果';
COMMENT ON COLUMN evaluation_result.project_id IS 'project | 项目';
COMMENT ON COLUMN evaluation_result.run_id IS 'run | 批次';
COMMENT ON COLUMN evaluation_result.scope IS 'what it is about: project, contract_item, township, site or need_level | 对象类型';
COMMENT ON COLUMN evaluation_result.scope_key IS 'which one: the site number, contract/item, {county,township}; empty for the project | 对象标识';
COMMENT ON COLUMN evaluation_result.code IS 'indicator code in capitals, or score, rank, quintile, band, grade, p_top, satisfaction, ... | 代码（大写为指标）';
COMMENT ON COLUMN evaluation_result.value IS 'value | 数值';
COMMENT ON COLUMN evaluation_result.std_error IS 'standard error of the value, where it is an estimate | 数值的标准误';
COMMENT ON COLUMN evaluation_result.lo IS 'lower end of an interval: of the rank, of satisfaction whatever the unheard think, or of the verified quantity | 区间下限';
COMMENT ON COLUMN evaluation_result.hi IS 'upper end of it; for indicators the value that earned all points | 区间上限（指标为满分值）';
COMMENT ON COLUMN evaluation_result.points IS 'points earned, for indicators | 得分';
COMMENT ON COLUMN evaluation_result.points_error IS 'standard error of the points | 得分的标准误';
COMMENT ON COLUMN evaluation_result.available IS 'points available, for indicators | 满分';
COMMENT ON COLUMN evaluation_result.n IS 'number of facts behind it, or of draws | 依据的记录数或模拟次数';
COMMENT ON COLUMN evaluation_result.status IS 'measured or not_measured; rated or not_rated; ranked, shown or too_few; the band; the grade; with suspension_index stopped, formal, suspended or active; with resource_verdict what resources do, in words | 状态、档次或等级';

-- Beside the results, so that who may read those need not know of which homes this is so: their key children are few, and known.
CREATE TABLE IF NOT EXISTS key_child_left_out (
	project_id		bigint NOT NULL,
	run_id			bigint NOT NULL,
	site_id			bigint NOT NULL,
	CONSTRAINT key_child_left_out_pkey PRIMARY KEY (project_id, run_id, site_id)
);
COMMENT ON TABLE key_child_left_out IS 'where a key child has neither a plan nor taken part in anything, which bars an award; not for dashboards | 有重点儿童被遗漏的服务点（不得评优；不向看板开放）';
COMMENT ON COLUMN key_child_left_out.project_id IS 'project | 项目';
COMMENT ON COLUMN key_child_left_out.run_id IS 'run | 批次';
COMMENT ON COLUMN key_child_left_out.site_id IS 'site | 服务点';

ALTER TABLE evaluation_run ADD CONSTRAINT evaluation_run_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE evaluation_run ADD CONSTRAINT evaluation_run_scheme_fkey FOREIGN KEY (scheme_id, scheme_version) REFERENCES scheme;
ALTER TABLE evaluation_result ADD CONSTRAINT evaluation_result_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run ON DELETE CASCADE;
ALTER TABLE key_child_left_out ADD CONSTRAINT key_child_left_out_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run ON DELETE CASCADE;

-- At most one current run for each project, scheme and period; the term's period is NULL and counts as a value here.
CREATE UNIQUE INDEX evaluation_run_current_idx ON evaluation_run (project_id, scheme_id, period) NULLS NOT DISTINCT WHERE status = 'finished';

-- The key finds all of a site; views that show a few numbers of all sites come by the code.
CREATE INDEX evaluation_result_code_idx ON evaluation_result (project_id, run_id, scope, code, scope_key);

CREATE VIEW current_run WITH (security_invoker = true) AS
SELECT r.project_id, r.run_id, r.period, r.scheme_id, r.scheme_version, r.cutoff, r.extension_version, r.input_digest, r.finished_at, r.sealed_at
FROM evaluation_run r
WHERE r.status = 'finished';
COMMENT ON VIEW current_run IS 'Which runs are shown now? | 当前展示的是哪些批次？';
COMMENT ON COLUMN current_run.project_id IS 'project | 项目';
COMMENT ON COLUMN current_run.run_id IS 'run | 批次';
COMMENT ON COLUMN current_run.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN current_run.scheme_id IS 'scheme | 方案';
COMMENT ON COLUMN current_run.scheme_version IS 'version of the scheme | 方案版本';
COMMENT ON COLUMN current_run.cutoff IS 'last day whose facts count | 数据截止日期';
COMMENT ON COLUMN current_run.extension_version IS 'version of service_eval that computed it | 计算所用扩展版本';
COMMENT ON COLUMN current_run.input_digest IS 'digest of what it rests on | 输入数据摘要';
COMMENT ON COLUMN current_run.finished_at IS 'end | 结束时间';
COMMENT ON COLUMN current_run.sealed_at IS 'moment it was made official; empty while it may be computed again | 封存时间（未封存为空）';

-- What does not depend on the scheme, such as quantities and satisfaction, every run of a period stores alike.  It is read
-- from one of them, also where a scheme was frozen that has no run yet.
CREATE VIEW headline_run WITH (security_invoker = true) AS
SELECT DISTINCT ON (r.project_id, r.period) r.project_id, r.period, r.run_id
FROM current_run r JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.scheme_version
ORDER BY r.project_id, r.period, s.display_order, s.scheme_id;
COMMENT ON VIEW headline_run IS 'Which run speaks for a period where the scheme makes no difference: that of the first scheme? | 与方案无关的结果取自哪个批次（首个方案）？';
COMMENT ON COLUMN headline_run.project_id IS 'project | 项目';
COMMENT ON COLUMN headline_run.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN headline_run.run_id IS 'run | 批次';
-- Who objects to a result, and what came of it.  An appeal names the run whose result it contests: period and profile follow from it.
-- One that is accepted leads to corrected facts and to another run; the contested one stays, with its results.

CREATE TABLE IF NOT EXISTS appeal (
	project_id	bigint NOT NULL,
	appeal_id	bigint GENERATED ALWAYS AS IDENTITY,
	site_id		bigint NOT NULL,
	run_id		bigint NOT NULL,
	ground		text NOT NULL,
	filed_by	text NOT NULL DEFAULT session_user,
	filed_at	timestamptz NOT NULL DEFAULT now(),
	decision	text,
	answer		text,
	decided_by	text,
	decided_at	timestamptz,
	rerun_id	bigint,
	CONSTRAINT appeal_pkey PRIMARY KEY (project_id, appeal_id),
	CONSTRAINT appeal_ground_check CHECK (ground ~ '\S'),
	CONSTRAINT appeal_decision_check CHECK (decision IN ('accepted', 'rejected', 'withdrawn')),
	-- who objects is owed a decision by somebody, and a reason for it
	CONSTRAINT appeal_decided_check CHECK (num_nonnulls(decision, decided_by, decided_at) IN (0, 3)),
	CONSTRAINT appeal_answer_check CHECK (coalesce(answer ~ '\S', false) OR coalesce(decision, 'withdrawn') = 'withdrawn'),
	CONSTRAINT appeal_decided_at_check CHECK (decided_at >= filed_at),
	CONSTRAINT appeal_rerun_check CHECK (rerun_id IS NULL OR (decision = 'accepted' AND rerun_id <> run_id))
);
COMMENT ON TABLE appeal IS 'objections to a result and the decisions on them | 申诉与处理';
COMMENT ON COLUMN appeal.project_id IS 'project | 项目';
COMMENT ON COLUMN appeal.appeal_id IS 'number of the appeal | 申诉编号';
COMMENT ON COLUMN appeal.site_id IS 'site whose result is contested | 服务点';
COMMENT ON COLUMN appeal.run_id IS 'run whose result is contested | 被申诉的评估批次';
COMMENT ON COLUMN appeal.ground IS 'what is said to be wrong | 申诉理由';
COMMENT ON COLUMN appeal.filed_by IS 'who objects | 申诉人';
COMMENT ON COLUMN appeal.filed_at IS 'when | 申诉时间';
COMMENT ON COLUMN appeal.decision IS 'accepted, rejected or withdrawn; empty while open | 决定：成立、不成立、撤回（未决为空）';
COMMENT ON COLUMN appeal.answer IS 'the reason given | 答复';
COMMENT ON COLUMN appeal.decided_by IS 'who decided | 决定人';
COMMENT ON COLUMN appeal.decided_at IS 'when | 决定时间';
COMMENT ON COLUMN appeal.rerun_id IS 'run after the correction | 更正后的评估批次';

ALTER TABLE appeal ADD CONSTRAINT appeal_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE appeal ADD CONSTRAINT appeal_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run;
ALTER TABLE appeal ADD CONSTRAINT appeal_rerun_fkey FOREIGN KEY (project_id, rerun_id) REFERENCES evaluation_run;

-- The next refresh makes these runs, sealed or not, changed or not, and enters them as rerun_id.
CREATE VIEW awaited_rerun WITH (security_invoker = true) AS
SELECT a.project_id, a.appeal_id, r.period, r.scheme_id
FROM appeal a JOIN evaluation_run r USING (project_id, run_id)
WHERE a.decision = 'accepted' AND a.rerun_id IS NULL;
COMMENT ON VIEW awaited_rerun IS 'Which accepted appeals wait for another run? | 哪些成立的申诉待重新评估？';
COMMENT ON COLUMN awaited_rerun.project_id IS 'project | 项目';
COMMENT ON COLUMN awaited_rerun.appeal_id IS 'appeal that was accepted | 成立的申诉';
COMMENT ON COLUMN awaited_rerun.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN awaited_rerun.scheme_id IS 'scheme | 方案';
-- Which photos look alike: the state of the last comparison.  No fact and no verdict; it can be deleted at any time and is
-- made again by the next refresh.

CREATE TABLE IF NOT EXISTS photo_cluster (
	project_id	bigint NOT NULL,
	photo_id	bigint NOT NULL,
	cluster		bigint NOT NULL,
	content		bigint NOT NULL,
	CONSTRAINT photo_cluster_pkey PRIMARY KEY (project_id, photo_id)
);
COMMENT ON TABLE photo_cluster IS 'which photos look alike, as of the last refresh | 照片聚类（最近一次刷新）';
COMMENT ON COLUMN photo_cluster.project_id IS 'project | 项目';
COMMENT ON COLUMN photo_cluster.photo_id IS 'photo | 照片';
COMMENT ON COLUMN photo_cluster.cluster IS 'least photo number of those that look alike, directly or through others | 聚类编号（同类照片的最小编号）';
COMMENT ON COLUMN photo_cluster.content IS 'digest of what was compared and by which rule | 比对内容摘要';

CREATE INDEX photo_cluster_cluster_idx ON photo_cluster (project_id, cluster);

-- Compares the new photos of a project with each other and with those known before, which are not compared again: the
-- cost follows what is new.  A photo that is gone or was changed may have held its cluster together, so what is left of
-- that cluster is new again; under another rule all is.  Returns how many photos were new.
CREATE OR REPLACE FUNCTION match_photos(project_id bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	rule	record;
	fresh	bigint;
BEGIN
	SELECT coalesce(max(r.max_distance), 8) AS max_distance, max(r.within) AS within INTO rule
	FROM photo_rule r WHERE r.project_id = $1;

	DELETE FROM photo_cluster c
	WHERE c.project_id = $1 AND c.cluster IN (
		SELECT k.cluster
		FROM photo_cluster k LEFT JOIN photo p ON p.project_id = k.project_id AND p.photo_id = k.photo_id
		WHERE k.project_id = $1
			AND (p.photo_id IS NULL
				OR k.content <> hash_record_extended(ROW(p.sha256, p.phash, p.taken_at, rule.max_distance, rule.within), 0)));

	SELECT count(*) INTO fresh
	FROM photo p
	WHERE p.project_id = $1
		AND NOT EXISTS (SELECT FROM photo_cluster k WHERE k.project_id = p.project_id AND k.photo_id = p.photo_id);
	IF fresh = 0 THEN
		RETURN 0;
	END IF;

	WITH found AS MATERIALIZED (
		SELECT p.photo_id, p.sha256, p.phash, p.taken_at, k.cluster AS known,
			service_eval.photo_cluster(p.photo_id, p.sha256, p.phash, p.taken_at, rule.max_distance, rule.within, k.cluster) OVER () AS cluster
		FROM photo p LEFT JOIN photo_cluster k ON k.project_id = p.project_id AND k.photo_id = p.photo_id
		WHERE p.project_id = $1
	), joined AS (
		-- a new photo may join clusters that had nothing to do with each other
		UPDATE photo_cluster c SET cluster = f.cluster
		FROM found f
		WHERE c.project_id = $1 AND c.photo_id = f.photo_id AND f.known <> f.cluster
	)
	INSERT INTO photo_cluster (project_id, photo_id, cluster, content)
	SELECT $1, f.photo_id, f.cluster, hash_record_extended(ROW(f.sha256, f.phash, f.taken_at, rule.max_distance, rule.within), 0)
	FROM found f
	WHERE f.known IS NULL;
	RETURN fresh;
END
$$;
COMMENT ON FUNCTION match_photos(bigint) IS 'compares the new photos of a project with all others; the number of new ones | 比对项目的新照片，返回新照片数';
-- Human acts: what somebody decided, when and who, in a log that can only grow.
--
-- Facts can be corrected; a decision about a village is an act, and stays one after it was taken back.  Triggers write an
-- entry for every appeal that is filed or decided, every decision on a repeated upload, and every site that is closed or
-- opened again.  Each entry carries the digest of itself and of the one before it, so one that was changed, removed or put in
-- between shows: in verify_chain(), also where somebody switched the triggers off.  Whoever can rewrite every entry from one on can
-- make a chain that holds again; the last digest, written down elsewhere, is the proof against that.

CREATE TABLE IF NOT EXISTS audit_log (
	project_id	bigint NOT NULL,
	entry_no	bigint NOT NULL,
	at			timestamptz NOT NULL,
	login		text NOT NULL,
	act			text NOT NULL,
	subject		text NOT NULL,
	detail		jsonb,
	digest		bytea NOT NULL,
	CONSTRAINT audit_log_pkey PRIMARY KEY (project_id, entry_no),
	CONSTRAINT audit_log_entry_no_check CHECK (entry_no > 0),
	CONSTRAINT audit_log_act_check CHECK (act <> ''),
	CONSTRAINT audit_log_digest_check CHECK (octet_length(digest) = 32)
);
COMMENT ON TABLE audit_log IS 'what people decided; only grows, each entry chained to the one before it | 审计日志（只增不改，逐条链接）';
COMMENT ON COLUMN audit_log.project_id IS 'project; no foreign key, since the log outlives what it tells of | 项目';
COMMENT ON COLUMN audit_log.entry_no IS 'number of the entry within the project, without gaps; given by the table | 项目内序号（连续，自动给出）';
COMMENT ON COLUMN audit_log.at IS 'moment of the entry; given by the table | 时间（自动给出）';
COMMENT ON COLUMN audit_log.login IS 'login of the session; given by the table | 会话登录名（自动给出）';
COMMENT ON COLUMN audit_log.act IS 'what was done: appeal filed, repeat confirmed, site closed, ... | 行为';
COMMENT ON COLUMN audit_log.subject IS 'what it was done to: appeal 3, activity 17 and 12, site 4 | 对象';
COMMENT ON COLUMN audit_log.detail IS 'the row as it was afterwards, or before it was removed | 行为后的记录内容（删除时为删除前）';
COMMENT ON COLUMN audit_log.digest IS 'SHA-256 of the entry and of the digest before it; given by the table | 本条与上一条摘要的SHA-256（自动给出）';

-- Of text that no setting of a session changes: the moment in seconds since 1970, the detail as jsonb prints it.
CREATE OR REPLACE FUNCTION audit_digest(previous bytea, entry audit_log) RETURNS bytea
LANGUAGE sql STABLE
AS $$
	SELECT sha256(coalesce(previous, '') || convert_to(jsonb_build_array(
		entry.project_id, entry.entry_no, extract(epoch FROM entry.at), entry.login, entry.act, entry.subject, entry.detail)::text, 'UTF8'))
$$;
COMMENT ON FUNCTION audit_digest(bytea, audit_log) IS 'digest of an entry and of the digest before it | 计算审计条目摘要';

-- Entries of a project come one after the other: who comes second waits, and sees the first.
CREATE OR REPLACE FUNCTION chain_audit_entry() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	last	audit_log;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended('@workspace@.audit_log', NEW.project_id));
	SELECT * INTO last FROM audit_log l WHERE l.project_id = NEW.project_id ORDER BY l.entry_no DESC LIMIT 1;
	NEW.entry_no := coalesce(last.entry_no, 0) + 1;
	NEW.at := clock_timestamp();
	NEW.login := session_user;
	NEW.digest := audit_digest(last.digest, NEW);
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION chain_audit_entry() IS 'trigger: an entry is numbered, signed and chained to the one before it | 触发器：为审计条目编号、署名并链接';

CREATE TRIGGER audit_log_chain BEFORE INSERT ON audit_log
	FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();

CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RAISE EXCEPTION 'the audit log can only grow'
		USING ERRCODE = 'object_not_in_prerequisite_state',
			  DETAIL = format('%s was refused.', TG_OP),
			  HINT = 'An act that was wrong is followed by another one; both stay.',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION refuse_audit_change() IS 'trigger: the audit log can only grow | 触发器：审计日志只增不改';

CREATE TRIGGER audit_log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- For rows that are inserted, updated or deleted one by one or by the hundred: decisions of people.
CREATE OR REPLACE FUNCTION log_act() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	old_row	jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
	new_row	jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
	act		text;
	subject	text;
	shown	jsonb := coalesce(new_row, old_row);
BEGIN
	IF old_row = new_row THEN
		RETURN NULL;
	END IF;
	CASE TG_TABLE_NAME
		WHEN 'appeal' THEN
			subject := format('appeal %s of site %s', shown ->> 'appeal_id', shown ->> 'site_id');
			act := 'appeal ' || CASE WHEN TG_OP = 'DELETE' THEN 'removed' WHEN TG_OP = 'INSERT' THEN 'filed'
									 WHEN old_row ->> 'decision' IS DISTINCT FROM new_row ->> 'decision' THEN coalesce(new_row ->> 'decision', 'opened again')
									 ELSE 'changed' END;
		WHEN 'duplicate_review' THEN
			subject := format('activity %s and %s', shown ->> 'activity_id', shown ->> 'earlier_activity_id');
			act := 'repeat ' || CASE WHEN TG_OP = 'DELETE' THEN 'decision removed' WHEN new_row ->> 'decision' = 'open' THEN 'left open' ELSE new_row ->> 'decision' END;
		WHEN 'site' THEN
			subject := format('site %s', shown ->> 'site_id');
			act := CASE WHEN new_row ->> 'closed_on' IS NULL THEN 'site opened again' WHEN old_row ->> 'closed_on' IS NULL THEN 'site closed' ELSE 'closing day changed' END;
	END CASE;
	INSERT INTO audit_log (project_id, act, subject, detail)
	VALUES ((shown ->> 'project_id')::bigint, act, subject, shown - 'project_id');
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION log_act() IS 'trigger: writes a decision of a person into the audit log | 触发器：将人工决定写入审计日志';

CREATE TRIGGER audit_appeal AFTER INSERT OR UPDATE OR DELETE ON appeal
	FOR EACH ROW EXECUTE FUNCTION log_act();
CREATE TRIGGER audit_duplicate_review AFTER INSERT OR UPDATE OR DELETE ON duplicate_review
	FOR EACH ROW EXECUTE FUNCTION log_act();
CREATE TRIGGER audit_site AFTER UPDATE ON site
	FOR EACH ROW WHEN (OLD.closed_on IS DISTINCT FROM NEW.closed_on) EXECUTE FUNCTION log_act();
-- Official results.  A run that is sealed is what was published: its row and its results stay as they are, for everybody,
-- and the digest of its results stands in the audit log, where verify_chain() compares it with what is there.  An appeal that was accepted makes
-- another run, which becomes the current one; of the sealed one only the status changes.

-- Digest of what a run says and of what it rests on, whatever the order of its rows and the settings of the session.
CREATE OR REPLACE FUNCTION result_digest(project_id bigint, run_id bigint) RETURNS bytea
LANGUAGE sql STABLE
AS $$
	SELECT sha256(service_eval.rows_digest(ROW(r.project_id, r.period, r.scheme_id, r.scheme_version, r.cutoff, r.seed, r.extension_version, r.input_digest))
		|| coalesce((SELECT service_eval.rows_digest(ROW(e.scope, e.scope_key, e.code, e.value, e.std_error, e.lo, e.hi, e.points, e.points_error, e.available, e.n, e.status))
					 FROM @workspace@.evaluation_result e WHERE e.project_id = $1 AND e.run_id = $2), '')
		|| coalesce((SELECT service_eval.rows_digest(ROW(k.site_id)) FROM @workspace@.key_child_left_out k WHERE k.project_id = $1 AND k.run_id = $2), ''))
	FROM @workspace@.evaluation_run r
	WHERE r.project_id = $1 AND r.run_id = $2
	GROUP BY r.project_id, r.run_id
$$;
COMMENT ON FUNCTION result_digest(bigint, bigint) IS 'digest of the results of a run and of what they rest on | 批次结果摘要';

CREATE OR REPLACE FUNCTION seal_run(run_id bigint) RETURNS bytea
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	run		evaluation_run;
	last_on	date;
	digest	bytea;
BEGIN
	SELECT * INTO run FROM evaluation_run r WHERE r.run_id = $1 FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'run % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The view current_run lists the runs that are shown.';
	END IF;
	IF run.sealed_at IS NOT NULL THEN
		RAISE EXCEPTION 'run % is sealed', $1
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It was sealed at %s.', run.sealed_at);
	END IF;
	IF run.status <> 'finished' THEN
		RAISE EXCEPTION 'run % is %', $1, run.status
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'Only a current run can be sealed; the view current_run lists them.';
	END IF;
	last_on := (SELECT least(p.end_on, (run.period + interval '3 months')::date - 1) FROM project p WHERE p.project_id = run.project_id);
	IF run.cutoff < last_on THEN
		RAISE EXCEPTION 'the period of run % ends on %', $1, last_on
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It counts facts up to %s.', run.cutoff),
				  HINT = 'Seal a run of this period that was made after its end.';
	END IF;

	digest := result_digest(run.project_id, $1);
	UPDATE evaluation_run r SET sealed_at = clock_timestamp() WHERE r.project_id = run.project_id AND r.run_id = $1;
	INSERT INTO audit_log (project_id, act, subject, detail)
	VALUES (run.project_id, 'run sealed', 'run ' || $1,
		jsonb_build_object('run_id', $1, 'period', run.period, 'scheme_id', run.scheme_id, 'scheme_version', run.scheme_version, 'result_digest', encode(digest, 'hex')));
	RETURN digest;
END
$$;
COMMENT ON FUNCTION seal_run(bigint) IS 'makes a current run official, for ever, and returns the digest of its results | 封存现行批次，返回结果摘要';

CREATE OR REPLACE FUNCTION refuse_change_of_sealed_run() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		-- what took its place is told by its status, which is no part of what was sealed
		NEW.status := CASE WHEN NEW.status = 'superseded' THEN OLD.status ELSE NEW.status END;
		IF NEW IS NOT DISTINCT FROM OLD THEN
			RETURN NULL;
		END IF;
	END IF;
	RAISE EXCEPTION 'run % is sealed', OLD.run_id
		USING ERRCODE = 'object_not_in_prerequisite_state',
			  DETAIL = format('It was sealed at %s; %s was refused.', OLD.sealed_at, TG_OP),
			  HINT = 'An accepted appeal makes another run at the next refresh.',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION refuse_change_of_sealed_run() IS 'trigger: a sealed run stays as it is | 触发器：已封存批次不可更改';

CREATE TRIGGER evaluation_run_sealed AFTER UPDATE OR DELETE ON evaluation_run
	FOR EACH ROW WHEN (OLD.sealed_at IS NOT NULL) EXECUTE FUNCTION refuse_change_of_sealed_run();

CREATE OR REPLACE FUNCTION refuse_change_of_sealed_results() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	run	evaluation_run;
BEGIN
	SELECT r.* INTO run
	FROM evaluation_run r JOIN (SELECT DISTINCT t.project_id, t.run_id FROM touched t) t USING (project_id, run_id)
	WHERE r.sealed_at IS NOT NULL
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'run % is sealed', run.run_id
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It was sealed at %s; %s of its results was refused.', run.sealed_at, TG_OP),
				  HINT = 'An accepted appeal makes another run at the next refresh.',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_change_of_sealed_results() IS 'trigger: the results of a sealed run stay as they are | 触发器：已封存批次的结果不可更改';

CREATE TRIGGER evaluation_result_insert_sealed AFTER INSERT ON evaluation_result
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER evaluation_result_update_sealed AFTER UPDATE ON evaluation_result
	REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER evaluation_result_move_sealed AFTER UPDATE ON evaluation_result
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER evaluation_result_delete_sealed AFTER DELETE ON evaluation_result
	REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();

CREATE TRIGGER key_child_left_out_insert_sealed AFTER INSERT ON key_child_left_out
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER key_child_left_out_update_sealed AFTER UPDATE ON key_child_left_out
	REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER key_child_left_out_move_sealed AFTER UPDATE ON key_child_left_out
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();
CREATE TRIGGER key_child_left_out_delete_sealed AFTER DELETE ON key_child_left_out
	REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sealed_results();

CREATE OR REPLACE FUNCTION refuse_truncate_of_sealed() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM evaluation_run r WHERE r.sealed_at IS NOT NULL) THEN
		RAISE EXCEPTION 'cannot truncate "%" while a run is sealed', TG_TABLE_NAME
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'prune_runs() removes what is neither current nor sealed.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_truncate_of_sealed() IS 'trigger: sealed runs cannot be truncated away | 触发器：存在已封存批次时不可清空';

CREATE TRIGGER evaluation_run_truncate BEFORE TRUNCATE ON evaluation_run
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_sealed();
CREATE TRIGGER evaluation_result_truncate BEFORE TRUNCATE ON evaluation_result
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_sealed();
CREATE TRIGGER key_child_left_out_truncate BEFORE TRUNCATE ON key_child_left_out
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_sealed();

-- What is kept of runs that others took the place of: their rows, for a while; what is sealed or under appeal, for ever.
CREATE OR REPLACE FUNCTION prune_runs(older_than interval DEFAULT '1 year') RETURNS bigint
LANGUAGE sql
AS $$
	WITH pruned AS (
		DELETE FROM @workspace@.evaluation_run r
		WHERE r.status IN ('superseded', 'failed') AND r.sealed_at IS NULL AND r.finished_at < now() - older_than
			AND NOT EXISTS (SELECT FROM @workspace@.appeal a WHERE a.project_id = r.project_id AND r.run_id IN (a.run_id, a.rerun_id))
		RETURNING r.run_id
	)
	SELECT count(*) FROM pruned
$$;
COMMENT ON FUNCTION prune_runs(interval) IS 'removes superseded and failed runs that are older and neither sealed nor under appeal; returns how many | 清理过期的被取代或失败批次（已封存或申诉中的除外）';
-- Is what was written down still what was written?

-- No row: every entry of the log is what was written, none is missing before the last, and what was sealed is there as it was.
CREATE OR REPLACE FUNCTION verify_chain() RETURNS TABLE (project_id bigint, entry_no bigint, problem text)
LANGUAGE sql STABLE
AS $$
	SELECT c.project_id, c.entry_no, c.problem
	FROM (
		SELECT l.project_id, l.entry_no,
			CASE WHEN l.entry_no <> coalesce(lag(l.entry_no) OVER chain, 0) + 1 THEN 'entries before it are missing'
				 WHEN l.digest <> @workspace@.audit_digest(lag(l.digest) OVER chain, l) THEN 'it, or the one before it, is not what was written' END AS problem
		FROM @workspace@.audit_log l
		WINDOW chain AS (PARTITION BY l.project_id ORDER BY l.entry_no)
		UNION ALL
		SELECT l.project_id, l.entry_no, format('%s is not what was sealed', l.subject)
		FROM @workspace@.audit_log l
		WHERE l.act = 'run sealed'
			AND (encode(@workspace@.result_digest(l.project_id, (l.detail ->> 'run_id')::bigint), 'hex') IS DISTINCT FROM l.detail ->> 'result_digest'
				OR NOT EXISTS (SELECT FROM @workspace@.evaluation_run r WHERE r.project_id = l.project_id AND r.run_id = (l.detail ->> 'run_id')::bigint AND r.sealed_at IS NOT NULL))
		UNION ALL
		SELECT r.project_id, NULL, format('run %s is sealed, but the log does not say so', r.run_id)
		FROM @workspace@.evaluation_run r
		WHERE r.sealed_at IS NOT NULL
			AND NOT EXISTS (SELECT FROM @workspace@.audit_log l WHERE l.project_id = r.project_id AND l.act = 'run sealed' AND (l.detail ->> 'run_id')::bigint = r.run_id)
	) c
	WHERE c.problem IS NOT NULL
	ORDER BY c.project_id, c.entry_no
$$;
COMMENT ON FUNCTION verify_chain() IS 'entries of the audit log, and sealed runs, that are not what was written; none: all holds | 检查审计日志链与封存结果（无结果即完整）';
-- Time: the quarters that a project touches, and the whole term.

CREATE OR REPLACE FUNCTION quarter_number(day date) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 4 * extract(year FROM day)::integer + extract(quarter FROM day)::integer;
COMMENT ON FUNCTION quarter_number(date) IS 'quarters since the year 0, to count them | 季度序号（用于计数）';

CREATE VIEW project_period WITH (security_invoker = true) AS
SELECT p.project_id, q.period, greatest(q.period, p.start_on) AS from_on,
	least((q.period + interval '3 months')::date - 1, p.end_on, current_date) AS until_on, p.start_on AS term_from,
	1 AS due, quarter_number(p.end_on) - quarter_number(p.start_on) + 1 AS quarters,
	least((q.period + interval '3 months')::date - 1, p.end_on) - 13 AS late_from
FROM project p
	CROSS JOIN LATERAL (
		SELECT starts::date AS period
		FROM generate_series(date_trunc('quarter', p.start_on::timestamp), p.end_on::timestamp, interval '3 months') AS starts
	) q
WHERE greatest(q.period, p.start_on) <= current_date AND isfinite(p.start_on) AND isfinite(p.end_on)
UNION ALL
SELECT p.project_id, NULL, p.start_on, least(p.end_on, current_date), p.start_on,
	quarter_number(least(p.end_on, current_date)) - quarter_number(p.start_on) + 1,
	quarter_number(p.end_on) - quarter_number(p.start_on) + 1, NULL
FROM project p
WHERE p.start_on <= current_date AND isfinite(p.start_on) AND isfinite(p.end_on);
COMMENT ON VIEW project_period IS 'Which quarters does a project touch, as far as they have begun? | 项目涉及哪些已开始的季度？';
COMMENT ON COLUMN project_period.project_id IS 'project | 项目';
COMMENT ON COLUMN project_period.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN project_period.from_on IS 'first day that counts | 起始日期';
COMMENT ON COLUMN project_period.until_on IS 'last day that counts, today at the latest | 截止日期（不晚于今日）';
COMMENT ON COLUMN project_period.term_from IS 'first day of the project | 项目起始日期';
COMMENT ON COLUMN project_period.due IS 'quarters of the term whose targets are due in the period | 本时段到期的季度数';
COMMENT ON COLUMN project_period.quarters IS 'quarters of the whole term, over which targets are spread | 目标分摊的季度总数';
COMMENT ON COLUMN project_period.late_from IS 'first of the last 14 days of the quarter; empty for the term | 季度最后14天的首日（全周期为空）';

CREATE VIEW site_period WITH (security_invoker = true) AS
SELECT q.project_id, s.site_id, q.period,
	greatest(q.from_on, s.opened_on) AS from_on,
	least(q.until_on, s.closed_on) AS until_on,
	greatest(q.term_from, s.opened_on) AS term_from, q.quarters, q.late_from
FROM project_period q JOIN site s USING (project_id)
WHERE s.opened_on <= q.until_on AND (s.closed_on IS NULL OR s.closed_on >= q.from_on);
COMMENT ON VIEW site_period IS 'Which sites were open in which period, and on which days? | 各服务点在哪些时段开放？';
COMMENT ON COLUMN site_period.project_id IS 'project | 项目';
COMMENT ON COLUMN site_period.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_period.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN site_period.from_on IS 'first day open in the period | 时段内首日';
COMMENT ON COLUMN site_period.until_on IS 'last day open in the period | 时段内末日';
COMMENT ON COLUMN site_period.term_from IS 'first day open in the project | 项目内首日';
COMMENT ON COLUMN site_period.quarters IS 'quarters of the whole term | 季度总数';
COMMENT ON COLUMN site_period.late_from IS 'first of the last 14 days of the quarter; empty for the term | 季度最后14天的首日（全周期为空）';
-- Repeated uploads.  An activity is a repeat only if each of its photos looks like one that was uploaded with an earlier
-- activity, at whatever site; one photo of its own clears it.  That is a question for a person, never a verdict:
-- duplicate_review holds the answers, and a confirmed repeat alone is deducted.  What is open is held: counted, and
-- shown.
--
-- Earlier is what was uploaded earlier; where nobody knows when, the end of the day it was held stands in.

CREATE VIEW photo_sighting WITH (security_invoker = true) AS
SELECT p.project_id, k.cluster, p.photo_id, p.sha256, p.phash, a.activity_id, a.site_id,
	coalesce(a.reported_at, (a.held_on + 1)::timestamp AT TIME ZONE 'UTC') AS uploaded_at
FROM photo p
	JOIN photo_cluster k ON k.project_id = p.project_id AND k.photo_id = p.photo_id
	JOIN activity a ON a.project_id = p.project_id AND a.activity_id = p.activity_id;
COMMENT ON VIEW photo_sighting IS 'Where and when was each cluster of photos seen? | 各照片聚类出现于何时何地？';
COMMENT ON COLUMN photo_sighting.project_id IS 'project | 项目';
COMMENT ON COLUMN photo_sighting.cluster IS 'photos that look alike | 聚类';
COMMENT ON COLUMN photo_sighting.photo_id IS 'photo | 照片';
COMMENT ON COLUMN photo_sighting.sha256 IS 'SHA-256 of the file | 文件SHA-256';
COMMENT ON COLUMN photo_sighting.phash IS 'perceptual hash | 感知哈希';
COMMENT ON COLUMN photo_sighting.activity_id IS 'activity it was uploaded with | 所属活动';
COMMENT ON COLUMN photo_sighting.site_id IS 'site of the activity | 服务点';
COMMENT ON COLUMN photo_sighting.uploaded_at IS 'moment of the upload | 上报时间';

-- Each photo that has an earlier one in its cluster.  The earlier activity is the one that a person has already compared
-- with: who has decided is not asked again for every other look-alike.  Else the first that uploaded the same file, or the
-- same hash, or else the first of the cluster: a copy beside many look-alikes must be held against what it copies.
--
-- A review counts only if its earlier activity was uploaded earlier.  Otherwise two activities could be repeats of each
-- other, and both would be deducted.
CREATE VIEW photo_repeat WITH (security_invoker = true) AS
SELECT s.project_id, s.cluster, s.photo_id, s.activity_id,
	coalesce(r.earlier_activity_id, nullif(s.first_of_file, s.activity_id), nullif(s.first_of_hash, s.activity_id), s.first_activity_id) AS earlier_activity_id,
	coalesce(r.decision, 'open') AS decision
FROM (
	SELECT c.project_id, c.cluster, c.photo_id, c.activity_id, c.first_activity_id,
		CASE WHEN c.sha256 IS NOT NULL THEN first_value(c.activity_id) OVER (PARTITION BY c.project_id, c.cluster, c.sha256 ORDER BY c.uploaded_at, c.activity_id) END AS first_of_file,
		CASE WHEN c.phash IS NOT NULL THEN first_value(c.activity_id) OVER (PARTITION BY c.project_id, c.cluster, c.phash ORDER BY c.uploaded_at, c.activity_id) END AS first_of_hash
	FROM (
		SELECT p.project_id, p.cluster, p.photo_id, p.sha256, p.phash, p.activity_id, p.uploaded_at,
			first_value(p.activity_id) OVER (PARTITION BY p.project_id, p.cluster ORDER BY p.uploaded_at, p.activity_id) AS first_activity_id,
			count(*) OVER (PARTITION BY p.project_id, p.cluster) AS photos
		FROM photo_sighting p
	) c
	WHERE c.photos > 1
) s
	LEFT JOIN (
		SELECT DISTINCT ON (d.project_id, d.activity_id, e.cluster) d.project_id, d.activity_id, e.cluster, d.earlier_activity_id, d.decision
		FROM duplicate_review d
			JOIN photo_sighting m ON m.project_id = d.project_id AND m.activity_id = d.activity_id
			JOIN photo_sighting e ON e.project_id = d.project_id AND e.activity_id = d.earlier_activity_id
				AND e.cluster = m.cluster AND (e.uploaded_at, e.activity_id) < (m.uploaded_at, m.activity_id)
		WHERE d.decision <> 'open'
		ORDER BY d.project_id, d.activity_id, e.cluster, d.decision, e.uploaded_at, d.earlier_activity_id	-- confirmed before rejected
	) r ON r.project_id = s.project_id AND r.activity_id = s.activity_id AND r.cluster = s.cluster
WHERE s.first_activity_id <> s.activity_id;
COMMENT ON VIEW photo_repeat IS 'Which photos look like one of an earlier activity? | 哪些照片与较早活动的照片相似？';
COMMENT ON COLUMN photo_repeat.project_id IS 'project | 项目';
COMMENT ON COLUMN photo_repeat.cluster IS 'photos that look alike | 聚类';
COMMENT ON COLUMN photo_repeat.photo_id IS 'photo | 照片';
COMMENT ON COLUMN photo_repeat.activity_id IS 'its activity | 所属活动';
COMMENT ON COLUMN photo_repeat.earlier_activity_id IS 'earlier activity with a photo that looks alike | 有相似照片的较早活动';
COMMENT ON COLUMN photo_repeat.decision IS 'what a person decided of the two activities: confirmed, rejected, or open | 人工判定：确认重复、排除重复、待定';

CREATE VIEW repeated_activity WITH (security_invoker = true) AS
SELECT p.project_id, p.activity_id, min(r.cluster) AS cluster, count(*) AS photos,
	CASE WHEN bool_or(r.decision = 'rejected') THEN 'rejected'
		WHEN bool_or(r.decision = 'open') THEN 'open'
		ELSE 'confirmed' END AS decision
FROM photo p
	LEFT JOIN photo_repeat r ON r.project_id = p.project_id AND r.photo_id = p.photo_id
GROUP BY p.project_id, p.activity_id
HAVING count(*) = count(r.photo_id);
COMMENT ON VIEW repeated_activity IS 'Which activities have no photo of their own? | 哪些活动没有自己的照片？';
COMMENT ON COLUMN repeated_activity.project_id IS 'project | 项目';
COMMENT ON COLUMN repeated_activity.activity_id IS 'activity | 活动';
COMMENT ON COLUMN repeated_activity.cluster IS 'first cluster of its photos | 首个聚类';
COMMENT ON COLUMN repeated_activity.photos IS 'photos, all of which look like earlier ones | 照片数（均与较早照片相似）';
COMMENT ON COLUMN repeated_activity.decision IS 'confirmed: deducted; open: held; rejected: one of the photos only looks alike | 判定：确认重复（扣除）、待定（暂计入）、排除重复';
-- Target, reported, deduplicated, verified: quantities by site and by contract item.
--
-- Counted by quarter and added up for the term, so that quarters always add up to the term.
--   target        the item's quantity, spread evenly over sites and quarters; a site owes it for the quarters in which it
--                 was open, the contract owes it all
--   reported      activities as uploaded
--   deduplicated  D, reported less what is known to repeat an earlier upload: a person has confirmed it, or a verifier found it
--   held          those of D that seem to repeat one, but nobody has decided yet
--   verified      V.  Visits are a sample: what was not looked at is estimated, never assumed.  Of m activities of a
--                 site that a verifier looked at c were confirmed.  The others are real with the probability
--
--                     p = (c + 2 p_h) / (m + 2)			V = c + k p
--
--                 p_h being the confirmed share of all checks in the quarter in the site's risk stratum h: as much as two
--                 checks of its own.  A site that nobody visited has V = D p_h, and one with many checks is judged by
--                 them.  Where the stratum had no checks p_h is that of the whole quarter, then that of all quarters; NULL
--                 if nothing was ever checked.  What the provider found itself is no check.  k are those of D that nobody looked
--                 at.  A repeat that the verifier found is no part of D, but of m: of those k as many will be repeats that
--                 nobody has found.
--   verified_variance  of V, as an estimate of its own site: k draws from a beta-binomial distribution with the parameters
--                 of p: k p (1 - p) (m + 2 + k) / (m + 3).  p_h is (c_h + 1) / (m_h + 2) here, so that
--                 few checks that agree do not look certain.  0 where all were checked.
--   pool_variance  of p_h: (c_h + 1) (m_h - c_h + 1) / ((m_h + 2)^2 (m_h + 3)), as if every check said something of its own,
--                 times sum of m (m + 2) / (3 m_h), since those of one site do not: with the parameters above two activities of
--                 a site are correlated by 1/3, which makes m of them worth 3 m / (m + 2).
--   late          activities of the last 14 days of the quarter; late_expected: had they been held evenly over its days

CREATE VIEW activity_check WITH (security_invoker = true) AS
SELECT DISTINCT ON (v.project_id, v.activity_id) v.project_id, v.activity_id, v.site_id, v.visited_on, v.outcome
FROM visit v
WHERE v.activity_id IS NOT NULL
	AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = v.project_id AND c.provider_id = v.verifier_id)
ORDER BY v.project_id, v.activity_id, v.visited_on DESC, v.visit_id DESC;
COMMENT ON VIEW activity_check IS 'What did the last check of each activity find, the provider''s own left aside? | 每项活动最近一次核查的结果（不含承接方自查）？';
COMMENT ON COLUMN activity_check.project_id IS 'project | 项目';
COMMENT ON COLUMN activity_check.activity_id IS 'activity | 活动';
COMMENT ON COLUMN activity_check.site_id IS 'site | 服务点';
COMMENT ON COLUMN activity_check.visited_on IS 'day of the check | 核查日期';
COMMENT ON COLUMN activity_check.outcome IS 'confirmed, no_trace or repeated | 结果：属实、查无痕迹、重复上传';

-- One word for what is known of an activity.
CREATE VIEW activity_standing WITH (security_invoker = true) AS
SELECT a.project_id, a.activity_id, a.site_id, a.contract_id, a.item, a.held_on,
	CASE WHEN c.outcome = 'repeated' OR r.decision = 'confirmed' THEN 'repeated' ELSE coalesce(c.outcome, 'unchecked') END AS standing,
	r.decision IS NOT DISTINCT FROM 'open' AND c.outcome IS DISTINCT FROM 'repeated' AS held,
	c.outcome IS NOT NULL AND r.decision IS DISTINCT FROM 'confirmed' AS sampled
FROM activity a
	LEFT JOIN activity_check c ON c.project_id = a.project_id AND c.activity_id = a.activity_id
	LEFT JOIN repeated_activity r ON r.project_id = a.project_id AND r.activity_id = a.activity_id;
COMMENT ON VIEW activity_standing IS 'What is known of each activity? | 各活动的核实状态？';
COMMENT ON COLUMN activity_standing.project_id IS 'project | 项目';
COMMENT ON COLUMN activity_standing.activity_id IS 'activity | 活动';
COMMENT ON COLUMN activity_standing.site_id IS 'site | 服务点';
COMMENT ON COLUMN activity_standing.contract_id IS 'contract it counts for | 所属合同';
COMMENT ON COLUMN activity_standing.item IS 'contract item it counts for | 所属合同内容';
COMMENT ON COLUMN activity_standing.held_on IS 'day it was held | 活动日期';
COMMENT ON COLUMN activity_standing.standing IS 'confirmed, no_trace, repeated (by a verifier or a confirmed review) or unchecked | 状态：属实、查无痕迹、重复、未核查';
COMMENT ON COLUMN activity_standing.held IS 'seems to repeat an earlier upload and nobody has decided | 疑似重复且待判定';
COMMENT ON COLUMN activity_standing.sampled IS 'a verifier looked at it, and no review had taken it out: it speaks for those that nobody looked at | 已核查且未经判定扣除（可推断未核查者）';

-- The risk stratum of a site in a quarter: as planned, else as the last visit of the quarter says, else unknown.  What the
-- provider wrote down itself does not count here either: it would choose the sites that speak for its own.
CREATE VIEW site_stratum WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, coalesce(p.stratum, v.stratum) AS stratum, s.from_on, s.until_on, s.quarters, s.late_from
FROM site_period s
	LEFT JOIN visit_plan p ON p.project_id = s.project_id AND p.site_id = s.site_id AND p.period = s.period
	LEFT JOIN (
		SELECT DISTINCT ON (v.project_id, v.site_id, date_trunc('quarter', v.visited_on::timestamp))
			v.project_id, v.site_id, date_trunc('quarter', v.visited_on::timestamp)::date AS period, v.stratum
		FROM visit v
		WHERE v.stratum IS NOT NULL
			AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = v.project_id AND c.provider_id = v.verifier_id)
		ORDER BY v.project_id, v.site_id, date_trunc('quarter', v.visited_on::timestamp), v.visited_on DESC, v.visit_id DESC
	) v ON v.project_id = s.project_id AND v.site_id = s.site_id AND v.period = s.period
WHERE s.period IS NOT NULL;
COMMENT ON VIEW site_stratum IS 'How risky was each site in each quarter? | 各服务点各季度的风险分层？';
COMMENT ON COLUMN site_stratum.project_id IS 'project | 项目';
COMMENT ON COLUMN site_stratum.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_stratum.period IS 'quarter | 季度';
COMMENT ON COLUMN site_stratum.stratum IS 'green, amber, red; empty if nobody said | 绿、黄、红（未知为空）';
COMMENT ON COLUMN site_stratum.from_on IS 'first day open in the quarter | 季度内首日';
COMMENT ON COLUMN site_stratum.until_on IS 'last day open in the quarter | 季度内末日';
COMMENT ON COLUMN site_stratum.quarters IS 'quarters of the whole term | 季度总数';
COMMENT ON COLUMN site_stratum.late_from IS 'first of the last 14 days of the quarter | 季度最后14天的首日';

CREATE VIEW site_quarter_fulfilment WITH (security_invoker = true) AS
SELECT u.project_id, u.site_id, u.period, u.contract_id, u.item, u.target, u.reported, u.deduplicated,
	CASE WHEN u.deduplicated = u.checked THEN u.confirmed
		ELSE u.confirmed + (u.deduplicated - u.checked) * (u.confirmed + 2 * u.c::numeric / nullif(u.m, 0)) / (u.sampled + 2) END AS verified,
	u.checked,
	CASE WHEN u.deduplicated = u.checked THEN 0
		WHEN u.m > 0 THEN (u.deduplicated - u.checked) * u.p * (1 - u.p) * (u.deduplicated - u.checked + u.sampled + 2) / (u.sampled + 3)
	END AS verified_variance,
	u.confirmed, u.held, u.late, u.late_expected,
	u.pool,
	(u.deduplicated - u.checked) * 2::numeric / (u.sampled + 2) AS pool_weight,
	(u.c + 1)::numeric * (u.m - u.c + 1) / ((u.m + 2) ^ 2 * (u.m + 3)) * u.alike / (3 * greatest(u.m, 1)) AS pool_variance
FROM (
	SELECT b.project_id, b.site_id, b.period, b.contract_id, b.item, b.target, b.reported, b.deduplicated, b.checked, b.sampled, b.confirmed,
		b.held, b.late, b.late_expected, b.pool, b.c, b.m, b.alike,
		(b.confirmed + 2 * (b.c + 1)::numeric / (b.m + 2)) / (b.sampled + 2) AS p
	FROM (
		-- whose checks speak for those that were not looked at: m of them, c confirmed
		SELECT t.project_id, t.site_id, t.period, t.contract_id, t.item, t.target,
			t.reported, t.reported - t.repeated AS deduplicated, t.checked, t.sampled, t.confirmed, t.held, t.late,
			round(t.reported * t.late_days::numeric / t.days, 6) AS late_expected,
			CASE WHEN sum(t.sampled) OVER same_stratum > 0 THEN concat_ws(' ', t.period, t.stratum)
				WHEN sum(t.sampled) OVER same_quarter > 0 THEN concat_ws(' ', t.period, 'all')
				ELSE 'all' END AS pool,
			CASE WHEN sum(t.sampled) OVER same_stratum > 0 THEN sum(t.confirmed) OVER same_stratum
				WHEN sum(t.sampled) OVER same_quarter > 0 THEN sum(t.confirmed) OVER same_quarter
				ELSE sum(t.confirmed) OVER same_item END AS c,
			CASE WHEN sum(t.sampled) OVER same_stratum > 0 THEN sum(t.sampled) OVER same_stratum
				WHEN sum(t.sampled) OVER same_quarter > 0 THEN sum(t.sampled) OVER same_quarter
				ELSE sum(t.sampled) OVER same_item END AS m,
			CASE WHEN sum(t.sampled) OVER same_stratum > 0 THEN sum(t.sampled * (t.sampled + 2)) OVER same_stratum
				WHEN sum(t.sampled) OVER same_quarter > 0 THEN sum(t.sampled * (t.sampled + 2)) OVER same_quarter
				ELSE sum(t.sampled * (t.sampled + 2)) OVER same_item END AS alike
		FROM (
			SELECT s.project_id, s.site_id, s.period, s.stratum, i.contract_id, i.item,
				i.target_quantity / (n.sites * s.quarters) AS target,
				s.until_on - s.from_on + 1 AS days,
				greatest(s.until_on - greatest(s.from_on, s.late_from) + 1, 0) AS late_days,
				count(a.activity_id) AS reported,
				count(*) FILTER (WHERE a.standing = 'repeated') AS repeated,
				count(*) FILTER (WHERE a.standing = 'confirmed') AS confirmed,
				count(*) FILTER (WHERE a.standing IN ('confirmed', 'no_trace')) AS checked,
				count(*) FILTER (WHERE a.sampled) AS sampled,
				count(*) FILTER (WHERE a.held) AS held,
				count(*) FILTER (WHERE a.held_on >= s.late_from) AS late
			FROM site_stratum s
				JOIN contract_item i ON i.project_id = s.project_id
				JOIN (SELECT project_id, count(*) AS sites FROM site GROUP BY project_id) n ON n.project_id = s.project_id
				LEFT JOIN activity_standing a ON a.project_id = s.project_id AND a.site_id = s.site_id
					AND a.contract_id = i.contract_id AND a.item = i.item AND a.held_on BETWEEN s.from_on AND s.until_on
			GROUP BY s.project_id, s.site_id, s.period, s.quarters, s.from_on, s.until_on, s.late_from, s.stratum, i.contract_id, i.item,
				i.target_quantity, n.sites
		) t
		WINDOW same_stratum AS (PARTITION BY t.project_id, t.contract_id, t.item, t.period, t.stratum),
			same_quarter AS (PARTITION BY t.project_id, t.contract_id, t.item, t.period),
			same_item AS (PARTITION BY t.project_id, t.contract_id, t.item)
	) b
) u;
COMMENT ON VIEW site_quarter_fulfilment IS 'What did each site deliver in each quarter? | 各服务点各季度完成情况？';
COMMENT ON COLUMN site_quarter_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN site_quarter_fulfilment.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_quarter_fulfilment.period IS 'quarter | 季度';
COMMENT ON COLUMN site_quarter_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN site_quarter_fulfilment.item IS 'contract item | 合同内容';
COMMENT ON COLUMN site_quarter_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN site_quarter_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN site_quarter_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN site_quarter_fulfilment.verified IS 'estimate of what left a trace | 核实量（估计）';
COMMENT ON COLUMN site_quarter_fulfilment.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN site_quarter_fulfilment.verified_variance IS 'variance of verified, as an estimate from a sample | 核实量估计的方差';
COMMENT ON COLUMN site_quarter_fulfilment.confirmed IS 'of these, found to be real | 核查属实数';
COMMENT ON COLUMN site_quarter_fulfilment.held IS 'seem to repeat earlier ones, undecided | 疑似重复待判定数';
COMMENT ON COLUMN site_quarter_fulfilment.late IS 'held in the last 14 days of the quarter | 季度最后14天的活动数';
COMMENT ON COLUMN site_quarter_fulfilment.late_expected IS 'how many that would be, spread evenly | 均匀分布下的应有数';
COMMENT ON COLUMN site_quarter_fulfilment.pool IS 'whose checks stand in for those that are lacking | 借用核查结果的范围';
COMMENT ON COLUMN site_quarter_fulfilment.pool_weight IS 'how much of verified rests on them | 借用权重';
COMMENT ON COLUMN site_quarter_fulfilment.pool_variance IS 'variance of their share, which all sites of the pool have in common | 借用比例的方差';

-- Rounded by quarter, so that the quarters add up to the term.
CREATE VIEW site_fulfilment WITH (security_invoker = true) AS
SELECT project_id, site_id, period, contract_id, item, target, reported, deduplicated, round(verified, 6) AS verified, checked, verified_variance,
	confirmed, held, late, late_expected
FROM site_quarter_fulfilment
UNION ALL
SELECT project_id, site_id, NULL, contract_id, item, sum(target), sum(reported)::bigint, sum(deduplicated)::bigint,
	CASE WHEN bool_and(verified IS NOT NULL) THEN sum(round(verified, 6)) END, sum(checked)::bigint, sum(verified_variance),
	sum(confirmed)::bigint, sum(held)::bigint, sum(late)::bigint, sum(late_expected)
FROM site_quarter_fulfilment
GROUP BY project_id, site_id, contract_id, item;
COMMENT ON VIEW site_fulfilment IS 'What did each site deliver, by quarter and over the term? | 各服务点分季度及全周期完成情况？';
COMMENT ON COLUMN site_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN site_fulfilment.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_fulfilment.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN site_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN site_fulfilment.item IS 'contract item | 合同内容';
COMMENT ON COLUMN site_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN site_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN site_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN site_fulfilment.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN site_fulfilment.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN site_fulfilment.verified_variance IS 'variance of verified, as an estimate from a sample | 核实量估计的方差';
COMMENT ON COLUMN site_fulfilment.confirmed IS 'of these, found to be real | 核查属实数';
COMMENT ON COLUMN site_fulfilment.held IS 'seem to repeat earlier ones, undecided | 疑似重复待判定数';
COMMENT ON COLUMN site_fulfilment.late IS 'held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN site_fulfilment.late_expected IS 'how many that would be, spread evenly | 均匀分布下的应有数';

-- Rounded, because a third of a target three times is not the target.
--
-- The errors of sites make up for each other; that of the share by which a pool stands in for its sites does not, wherever
-- in the term they are.
CREATE VIEW item_fulfilment WITH (security_invoker = true) AS
SELECT t.project_id, t.period, t.contract_id, t.item, t.target, t.reported, t.deduplicated, t.verified,
	t.target - t.reported AS missing,
	CASE WHEN t.verified IS NOT NULL THEN round(sqrt(t.variance), 6) END AS verified_std_error,
	CASE WHEN t.verified IS NOT NULL THEN round(greatest(t.verified - 1.959964 * sqrt(t.variance), t.confirmed), 6) END AS verified_lower,
	CASE WHEN t.verified IS NOT NULL THEN round(least(t.verified + 1.959964 * sqrt(t.variance), t.deduplicated - t.checked + t.confirmed), 6) END AS verified_upper,
	t.checked, t.confirmed, t.held, t.late, t.late_expected
FROM (
	SELECT q.project_id, q.period, i.contract_id, i.item,
		round(i.target_quantity * q.due / q.quarters, 6) AS target,
		coalesce(sum(f.reported), 0)::bigint AS reported,
		coalesce(sum(f.deduplicated), 0)::bigint AS deduplicated,
		CASE WHEN count(f.pool) = count(f.verified) THEN coalesce(sum(f.verified), 0) END AS verified,
		coalesce(sum(f.variance + f.weight ^ 2 * f.pool_variance), 0) AS variance,
		coalesce(sum(f.checked), 0)::bigint AS checked,
		coalesce(sum(f.confirmed), 0)::bigint AS confirmed,
		coalesce(sum(f.held), 0)::bigint AS held,
		coalesce(sum(f.late), 0)::bigint AS late,
		coalesce(sum(f.late_expected), 0) AS late_expected
	FROM project_period q
		JOIN contract_item i ON i.project_id = q.project_id
		LEFT JOIN (
			SELECT p.project_id, o.period, p.contract_id, p.item, p.pool,
				sum(p.reported) AS reported, sum(p.deduplicated) AS deduplicated,
				CASE WHEN bool_and(p.verified IS NOT NULL) THEN sum(p.verified) END AS verified,
				sum(p.variance) AS variance, sum(p.weight) AS weight, max(p.pool_variance) AS pool_variance,
				sum(p.checked) AS checked, sum(p.confirmed) AS confirmed, sum(p.held) AS held, sum(p.late) AS late, sum(p.late_expected) AS late_expected
			FROM (
				SELECT f.project_id, f.period, f.contract_id, f.item, f.pool,
					sum(f.reported) AS reported, sum(f.deduplicated) AS deduplicated,
					CASE WHEN bool_and(f.verified IS NOT NULL) THEN round(sum(f.verified), 6) END AS verified,
					sum(f.verified_variance) AS variance, sum(f.pool_weight) AS weight, max(f.pool_variance) AS pool_variance,
					sum(f.checked) AS checked, sum(f.confirmed) AS confirmed, sum(f.held) AS held, sum(f.late) AS late, sum(f.late_expected) AS late_expected
				FROM site_quarter_fulfilment f
				GROUP BY f.project_id, f.period, f.contract_id, f.item, f.pool
			) p
				-- once for the quarter, once for the term
				CROSS JOIN LATERAL (VALUES (p.period), (NULL)) AS o (period)
			GROUP BY p.project_id, o.period, p.contract_id, p.item, p.pool
		) f ON f.project_id = i.project_id AND f.contract_id = i.contract_id AND f.item = i.item AND f.period IS NOT DISTINCT FROM q.period
	GROUP BY q.project_id, q.period, q.due, q.quarters, i.contract_id, i.item, i.target_quantity
) t;
COMMENT ON VIEW item_fulfilment IS 'What was delivered of each contract item, by quarter and over the term? | 各合同服务内容分季度及全周期完成情况？';
COMMENT ON COLUMN item_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN item_fulfilment.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN item_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN item_fulfilment.item IS 'contract item | 合同服务内容';
COMMENT ON COLUMN item_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN item_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN item_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN item_fulfilment.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN item_fulfilment.missing IS 'target less reported | 缺失量（目标减上报）';
COMMENT ON COLUMN item_fulfilment.verified_std_error IS 'standard error of verified | 核实量标准误';
COMMENT ON COLUMN item_fulfilment.verified_lower IS 'lower end of its 95 % interval | 95%区间下限';
COMMENT ON COLUMN item_fulfilment.verified_upper IS 'upper end | 95%区间上限';
COMMENT ON COLUMN item_fulfilment.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN item_fulfilment.confirmed IS 'of these, found to be real | 核查属实数';
COMMENT ON COLUMN item_fulfilment.held IS 'seem to repeat earlier ones, undecided | 疑似重复待判定数';
COMMENT ON COLUMN item_fulfilment.late IS 'held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN item_fulfilment.late_expected IS 'how many that would be, spread evenly | 均匀分布下的应有数';
-- Satisfaction of the people served: what was said, how sure it is, and how many were not heard.
--
-- x = 100 (rating - 1) / (scale_max - 1), of children and guardians; what the provider collected weighs 0.  The mean of
-- a site and need level with few answers says little by itself, so it is drawn towards the mean of that need level over
-- the project, the more the fewer answers there are (shrunken_mean).  Never across need levels: the discontent of the
-- few key children would vanish among the many others.
--
--	S = sum of weight x drawn mean / sum of weight		weight = need level's weight x children on the roster
--
-- The roster and not the number of answers, so that a group that is silent counts no less.  It counts with the mean of
-- its need level then; but what it would have said is unknown: its share of the weight is the unheard share U, and with
-- S_heard, the S of those who were heard, the truth lies between (1 - U) S_heard and (1 - U) S_heard + 100 U.
--
-- Within a group an answer weighs weight / n; the effective number of answers is Kish's (sum w)^2 / sum w^2 over them.
-- Satisfaction is shown from 5 of them on, and ranked by from 10.  Only periods in which the site was open count.

CREATE OR REPLACE FUNCTION need_level_weight(need_level text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE need_level WHEN 'A' THEN 2 WHEN 'B' THEN 1.5 WHEN 'C' THEN 1 END;
COMMENT ON FUNCTION need_level_weight(text) IS 'weight of a need level: A 2, B 1.5, C 1 | 需求等级权重：A为2，B为1.5，C为1';

-- Where a site has no roster at all its answers stand in for it: each then weighs by its need level alone, and nobody
-- can say who was not heard.
CREATE VIEW level_satisfaction WITH (security_invoker = true) AS
SELECT g.project_id, g.site_id, g.period, g.need_level, g.eligible, g.n,
	need_level_weight(g.need_level) * coalesce(g.eligible, g.n) AS weight,
	service_eval.shrunken_mean(g.mean, g.n, g.variance) OVER same_level AS satisfaction,
	-- where nothing tells how sites differ, the scale does: what lies between 0 and 100 varies by 50 at most
	CASE WHEN service_eval.shrunken_mean(g.mean, g.n, g.variance) OVER same_level IS NOT NULL
		THEN coalesce(service_eval.shrunken_std_error(g.mean, g.n, g.variance) OVER same_level, 50) END AS std_error,
	coalesce(service_eval.shrunken_common_error(g.mean, g.n, g.variance) OVER same_level, 0) AS common_error
FROM (
	SELECT s.project_id, s.site_id, s.period, l.need_level,
		-- a roster without anyone of this level is a roster
		CASE WHEN o.site_id IS NOT NULL THEN coalesce(b.eligible, 0) END AS eligible,
		coalesce(a.n, 0) AS n, a.mean::float8 AS mean, a.variance::float8 AS variance
	FROM site_period s
		CROSS JOIN (VALUES ('A'), ('B'), ('C')) AS l (need_level)
		LEFT JOIN (SELECT DISTINCT project_id, site_id FROM beneficiary) o
			ON o.project_id = s.project_id AND o.site_id = s.site_id
		LEFT JOIN (SELECT project_id, site_id, need_level, count(*) AS eligible FROM beneficiary GROUP BY project_id, site_id, need_level) b
			ON b.project_id = s.project_id AND b.site_id = s.site_id AND b.need_level = l.need_level
		LEFT JOIN (
			-- in numeric, whose sums do not depend on the order of rows
			SELECT s.project_id, s.site_id, s.period, r.need_level, count(*) AS n, avg(x.score) AS mean, var_samp(x.score) AS variance
			FROM site_period s
				JOIN response r ON r.project_id = s.project_id AND r.site_id = s.site_id
					AND r.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
				CROSS JOIN LATERAL (SELECT service_eval.rating_score(r.rating, r.scale_max)::numeric AS score) x
			WHERE r.question = 'satisfaction'
				AND r.respondent IN ('child', 'guardian')
				AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = r.project_id AND c.provider_id = r.collector_id)
			GROUP BY s.project_id, s.site_id, s.period, r.need_level
		) a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.need_level = l.need_level
			AND a.period IS NOT DISTINCT FROM s.period
) g
WINDOW same_level AS (PARTITION BY g.project_id, g.period, g.need_level);
COMMENT ON VIEW level_satisfaction IS 'How satisfied is each need level of a site? | 各服务点各需求等级的满意度？';
COMMENT ON COLUMN level_satisfaction.project_id IS 'project | 项目';
COMMENT ON COLUMN level_satisfaction.site_id IS 'site | 服务点';
COMMENT ON COLUMN level_satisfaction.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN level_satisfaction.need_level IS 'need level: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN level_satisfaction.eligible IS 'on the roster; empty where the site has none | 名册人数（无名册则为空）';
COMMENT ON COLUMN level_satisfaction.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN level_satisfaction.weight IS 'weight of the need level x its size | 权重：等级权重×人数';
COMMENT ON COLUMN level_satisfaction.satisfaction IS 'mean drawn towards that of the need level over the project, 0 to 100 | 收缩后的满意度均值';
COMMENT ON COLUMN level_satisfaction.std_error IS 'its standard error, as if the mean over the project was known | 标准误（视全项目均值为已知）';
COMMENT ON COLUMN level_satisfaction.common_error IS 'standard error that it has in common with all sites: that of the mean over the project | 与各服务点共有的标准误（来自全项目均值）';

CREATE VIEW satisfaction_estimate WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.site_id, e.satisfaction, e.std_error, e.lower, e.upper, e.n, e.effective_n, e.unheard_share,
	CASE WHEN e.effective_n >= 10 THEN 'ranked' WHEN e.effective_n >= 5 THEN 'shown' ELSE 'too_few' END AS status
FROM (
	SELECT t.project_id, t.period, t.site_id,
		t.satisfied / nullif(t.known, 0) AS satisfaction,
		sqrt(t.squared_error) / nullif(t.known, 0) AS std_error,
		CASE WHEN t.has_roster THEN t.heard_satisfied / nullif(t.weight, 0) END AS lower,
		CASE WHEN t.has_roster THEN (t.heard_satisfied + 100 * (t.weight - t.heard)) / nullif(t.weight, 0) END AS upper,
		t.n, coalesce(t.heard ^ 2 / nullif(t.squared, 0), 0) AS effective_n,
		CASE WHEN t.has_roster THEN (t.weight - t.heard) / nullif(t.weight, 0) END AS unheard_share
	FROM (
		SELECT l.project_id, l.period, l.site_id,
			sum(l.weight) AS weight, coalesce(sum(l.heard), 0) AS heard, sum(l.known) AS known,
			sum(l.satisfied) AS satisfied, coalesce(sum(l.heard_satisfied), 0) AS heard_satisfied,
			sum(l.squared_error) AS squared_error, sum(l.squared) AS squared,
			sum(l.n)::bigint AS n, bool_and(l.has_roster) AS has_roster
		FROM (
			SELECT c.project_id, c.period, place.site_id,
				sum(c.weight) AS weight,
				sum(c.weight) FILTER (WHERE c.n > 0) AS heard,
				sum(c.weight) FILTER (WHERE c.satisfaction IS NOT NULL) AS known,
				sum(c.weight * c.satisfaction::numeric) AS satisfied,
				sum(c.weight * c.satisfaction::numeric) FILTER (WHERE c.n > 0) AS heard_satisfied,
				-- The errors of sites make up for each other, what they have in common does not.  Between sites it is no
				-- difference.
				sum((c.weight * c.std_error::numeric) ^ 2) FILTER (WHERE c.satisfaction IS NOT NULL)
					+ CASE WHEN place.site_id IS NULL THEN sum(c.weight * c.common_error::numeric) ^ 2 ELSE 0 END AS squared_error,
				sum(c.weight ^ 2 / c.n) FILTER (WHERE c.n > 0) AS squared,
				-- nobody of that need level on the roster: such answers weigh nothing
				coalesce(sum(c.n) FILTER (WHERE c.weight > 0), 0) AS n,
				bool_and(c.eligible IS NOT NULL) AS has_roster
			FROM level_satisfaction c
				-- once for the site, once for the whole project
				CROSS JOIN LATERAL (VALUES (c.site_id), (NULL)) AS place (site_id)
			GROUP BY c.project_id, c.period, place.site_id, c.need_level
		) l
		GROUP BY l.project_id, l.period, l.site_id
	) t
) e;
COMMENT ON VIEW satisfaction_estimate IS 'How satisfied are children and guardians, by site and in the whole project, and how sure is that? | 儿童与监护人有多满意，把握有多大？';
COMMENT ON COLUMN satisfaction_estimate.project_id IS 'project | 项目';
COMMENT ON COLUMN satisfaction_estimate.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN satisfaction_estimate.site_id IS 'site; empty for the whole project | 服务点（全项目为空）';
COMMENT ON COLUMN satisfaction_estimate.satisfaction IS 'satisfaction S, 0 to 100 | 满意度S（0至100）';
COMMENT ON COLUMN satisfaction_estimate.std_error IS 'its standard error; of a site, as if the means over the project were known | 标准误（单个服务点视全项目均值为已知）';
COMMENT ON COLUMN satisfaction_estimate.lower IS 'S if all who were not heard gave the worst rating; empty without a roster | 下界：未表达意见者均给最低分';
COMMENT ON COLUMN satisfaction_estimate.upper IS 'S if all who were not heard gave the best rating; empty without a roster | 上界：未表达意见者均给最高分';
COMMENT ON COLUMN satisfaction_estimate.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN satisfaction_estimate.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN satisfaction_estimate.unheard_share IS 'share of the weight that belongs to need levels without any answer; empty without a roster | 未表达意见群体的权重占比（无名册则为空）';
COMMENT ON COLUMN satisfaction_estimate.status IS 'ranked (from 10 effective answers), shown (from 5) or too_few | 状态：可排名（有效样本10以上）、可展示（5以上）、过少';
-- Is anybody there?  What tells a home that works from one that has stopped, beside its quantities.

CREATE VIEW site_delivery WITH (security_invoker = true) AS
SELECT f.project_id, f.site_id, f.period, sum(f.target) AS target, sum(f.reported)::bigint AS reported, sum(f.deduplicated)::bigint AS deduplicated,
	CASE WHEN bool_and(f.verified IS NOT NULL) THEN sum(f.verified) END AS verified,
	CASE WHEN bool_and(f.verified IS NOT NULL) THEN sqrt(sum(f.verified_variance)) END AS verified_std_error,
	sum(f.checked)::bigint AS checked, sum(f.held)::bigint AS held, sum(f.late)::bigint AS late, sum(f.late_expected) AS late_expected
FROM site_fulfilment f
GROUP BY f.project_id, f.site_id, f.period;
COMMENT ON VIEW site_delivery IS 'What did each site deliver, all contract items together? | 各服务点各项合同内容合计完成多少？';
COMMENT ON COLUMN site_delivery.project_id IS 'project | 项目';
COMMENT ON COLUMN site_delivery.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_delivery.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN site_delivery.target IS 'quantity due | 目标量';
COMMENT ON COLUMN site_delivery.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN site_delivery.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN site_delivery.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN site_delivery.verified_std_error IS 'standard error of verified | 核实量标准误';
COMMENT ON COLUMN site_delivery.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN site_delivery.held IS 'seem to repeat earlier ones, undecided | 疑似重复待判定数';
COMMENT ON COLUMN site_delivery.late IS 'held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN site_delivery.late_expected IS 'how many that would be, spread evenly | 均匀分布下的应有数';

-- Days on which somebody held the post, since the start of the term or the opening of the site.  Someone who only stands in
-- does not fill it.
CREATE VIEW post_filled WITH (security_invoker = true) AS
SELECT f.project_id, f.site_id, f.period, f.posts, (SELECT sum(upper(r) - lower(r)) FROM unnest(f.held) AS r)::integer AS days
FROM (
	SELECT s.project_id, s.site_id, s.period, count(*) AS posts,
		range_agg(daterange(d.from_on, d.to_on, '[]') * daterange(s.term_from, s.until_on, '[]')) AS held
	FROM site_period s
		JOIN director_post d ON d.project_id = s.project_id AND d.site_id = s.site_id AND NOT d.acting AND d.from_on <= s.until_on
	GROUP BY s.project_id, s.site_id, s.period
) f;
COMMENT ON VIEW post_filled IS 'For how many days was the post filled? | 负责人累计在岗多少天？';
COMMENT ON COLUMN post_filled.project_id IS 'project | 项目';
COMMENT ON COLUMN post_filled.site_id IS 'site | 服务点';
COMMENT ON COLUMN post_filled.period IS 'quarter; empty for the whole term; counted from the start of the term | 季度（自项目开始累计）';
COMMENT ON COLUMN post_filled.posts IS 'directors so far | 历任负责人数';
COMMENT ON COLUMN post_filled.days IS 'days filled | 在岗天数';

-- Idle: days from the last activity that nobody found repeated or without a trace to the end of the period; without any,
-- from the day the site opened in the project; unknown in a project without contract items, which has nothing to report.
-- The post is vacant if nobody holds it on the last day; unknown in a project whose directors are not recorded at all.
CREATE VIEW site_presence WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	CASE WHEN i.project_id IS NOT NULL THEN s.until_on - coalesce(max(a.held_on), s.term_from) END AS idle_days,
	CASE WHEN p.project_id IS NOT NULL THEN d.site_id IS NULL END AS post_vacant,
	CASE WHEN p.project_id IS NOT NULL THEN s.until_on - s.term_from + 1 - coalesce(f.days, 0) END AS vacant_days
FROM site_period s
	LEFT JOIN activity_standing a ON a.project_id = s.project_id AND a.site_id = s.site_id
		AND a.held_on BETWEEN s.term_from AND s.until_on AND a.standing IN ('confirmed', 'unchecked')
	LEFT JOIN (SELECT DISTINCT project_id FROM contract_item) i ON i.project_id = s.project_id
	LEFT JOIN (SELECT DISTINCT project_id FROM director_post) p ON p.project_id = s.project_id
	LEFT JOIN (
		SELECT DISTINCT d.project_id, d.site_id, q.period
		FROM director_post d
			JOIN site_period q ON q.project_id = d.project_id AND q.site_id = d.site_id
				AND q.until_on BETWEEN d.from_on AND coalesce(d.to_on, q.until_on)
		WHERE NOT d.acting
	) d ON d.project_id = s.project_id AND d.site_id = s.site_id AND coalesce(d.period, 'infinity') = coalesce(s.period, 'infinity')
	LEFT JOIN post_filled f ON f.project_id = s.project_id AND f.site_id = s.site_id AND coalesce(f.period, 'infinity') = coalesce(s.period, 'infinity')
GROUP BY s.project_id, s.site_id, s.period, s.until_on, s.term_from, i.project_id, p.project_id, d.site_id, f.days;
COMMENT ON VIEW site_presence IS 'Is anybody there? | 服务点是否还有人在运作？';
COMMENT ON COLUMN site_presence.project_id IS 'project | 项目';
COMMENT ON COLUMN site_presence.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_presence.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN site_presence.idle_days IS 'days without an activity at the end of the period; empty without contract items | 期末连续无活动天数（无合同内容则为空）';
COMMENT ON COLUMN site_presence.vacant_days IS 'days without a director since the term began or the site opened; empty where no posts are recorded | 累计空缺天数（无任职记录则为空）';
COMMENT ON COLUMN site_presence.post_vacant IS 'nobody but perhaps a stand-in holds the post of director at the end; empty where no posts are recorded | 期末负责人空缺，代管不算在岗（无任职记录则为空）';
-- Who came.  The lists are the provider's: an activity that was found repeated or without trace served nobody, whatever its
-- list says.

-- One row however often somebody came on a day.
CREATE VIEW beneficiary_day WITH (security_invoker = true) AS
SELECT DISTINCT a.project_id, a.site_id, t.beneficiary_id, a.held_on
FROM activity_standing a
	JOIN attendance t ON t.project_id = a.project_id AND t.activity_id = a.activity_id
WHERE a.standing IN ('confirmed', 'unchecked');
COMMENT ON VIEW beneficiary_day IS 'Who came to which site on which day? | 谁在哪天参加了哪个服务点的活动？';
COMMENT ON COLUMN beneficiary_day.project_id IS 'project | 项目';
COMMENT ON COLUMN beneficiary_day.site_id IS 'site of the activity | 活动所在服务点';
COMMENT ON COLUMN beneficiary_day.beneficiary_id IS 'pseudonym of who came | 参加者代码';
COMMENT ON COLUMN beneficiary_day.held_on IS 'day | 日期';

-- A day counts once, to however many sites of the project somebody went.  Where nobody ever kept a list it is unknown how many came:
-- no row, and not 0.
CREATE VIEW project_beneficiary_day WITH (security_invoker = true) AS
SELECT q.project_id, q.period, count(d.held_on) AS days
FROM project_period q
	JOIN (SELECT DISTINCT project_id FROM attendance) k ON k.project_id = q.project_id
	LEFT JOIN (SELECT DISTINCT project_id, beneficiary_id, held_on FROM beneficiary_day) d ON d.project_id = q.project_id
		AND d.held_on BETWEEN q.from_on AND q.until_on
GROUP BY q.project_id, q.period;
COMMENT ON VIEW project_beneficiary_day IS 'How many beneficiary-days did a project give? | 各项目提供了多少服务人日？';
COMMENT ON COLUMN project_beneficiary_day.project_id IS 'project of which attendance is recorded | 有参加记录的项目';
COMMENT ON COLUMN project_beneficiary_day.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN project_beneficiary_day.days IS 'days on which somebody came, counted for each who did | 服务人日数';

-- Those on the roster of a site, and how many of them came at least once while it was open, to whatever site of the project.
-- Only need levels that the roster has.  For those who may read the roster and the lists; no result holds these counts.
CREATE VIEW level_participation WITH (security_invoker = true) AS
SELECT m.project_id, m.site_id, m.period, m.need_level, count(*) AS eligible, count(*) FILTER (WHERE m.came) AS served
FROM (
	SELECT s.project_id, s.site_id, s.period, b.beneficiary_id, b.need_level, count(d.held_on) > 0 AS came
	FROM site_period s
		JOIN beneficiary b ON b.project_id = s.project_id AND b.site_id = s.site_id
		LEFT JOIN beneficiary_day d ON d.project_id = b.project_id AND d.beneficiary_id = b.beneficiary_id
			AND d.held_on BETWEEN s.from_on AND s.until_on
	GROUP BY s.project_id, s.site_id, s.period, b.beneficiary_id, b.need_level
) m
GROUP BY m.project_id, m.site_id, m.period, m.need_level;
COMMENT ON VIEW level_participation IS 'How many of each need level of a site came? | 各服务点各需求等级有多少人参加？';
COMMENT ON COLUMN level_participation.project_id IS 'project | 项目';
COMMENT ON COLUMN level_participation.site_id IS 'site | 服务点';
COMMENT ON COLUMN level_participation.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN level_participation.need_level IS 'need level: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN level_participation.eligible IS 'on the roster | 名册人数';
COMMENT ON COLUMN level_participation.served IS 'of these, came at least once | 其中至少参加一次的人数';

-- A child of need level A for whom nobody made a plan and who took part in nothing, since the start of the term.  Yes or no, never
-- how many.
CREATE VIEW site_key_child WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, bool_or(b.need_level = 'A' AND coalesce(b.plan_on > s.until_on, true) AND t.beneficiary_id IS NULL) AS left_out
FROM site_period s
	JOIN beneficiary b ON b.project_id = s.project_id AND b.site_id = s.site_id
	LEFT JOIN (
		SELECT d.project_id, d.beneficiary_id, min(d.held_on) AS first_on
		FROM beneficiary_day d
			JOIN project p ON p.project_id = d.project_id AND d.held_on >= p.start_on
		GROUP BY d.project_id, d.beneficiary_id
	) t ON t.project_id = b.project_id AND t.beneficiary_id = b.beneficiary_id AND t.first_on <= s.until_on
GROUP BY s.project_id, s.site_id, s.period;
COMMENT ON VIEW site_key_child IS 'Is a key child left out? | 是否有重点儿童被遗漏？';
COMMENT ON COLUMN site_key_child.project_id IS 'project | 项目';
COMMENT ON COLUMN site_key_child.site_id IS 'site with a roster | 有名册的服务点';
COMMENT ON COLUMN site_key_child.period IS 'quarter; empty for the whole term; counted from the start of the term | 季度（自项目开始累计）';
COMMENT ON COLUMN site_key_child.left_out IS 'a child of need level A has neither a plan nor taken part in anything | 有重点儿童既无方案又未参加任何活动';
-- The indicators: each a small view with the columns project_id, site_id, period, value, n, and std_error if the value
-- is an estimate: without that column it counts as known exactly.  pooled, where there is such a column, says that the
-- site has too few facts of its own and that those of its neighbours speak for it.
--
-- A quarter is judged by the facts of that quarter alone, the term by all of them; but O4 and B4 run from the start of the
-- term, or from the opening of the site, in a quarter too.  What is said of activities that count leaves out those found
-- repeated or without trace; answers and visits count unless a provider of the project took them.  Sums are numeric, so
-- that values do not depend on the order of rows.
--
-- A row for every site that the indicator applies to.  value NULL: it applies but was not measured.  No row: it does
-- not apply, and its points are taken out of the reckoning.  An indicator of your own is one more view like these and
-- one row in the table indicator.
--
-- One that is shipped to all goes into the file of its dimension (50 output, 51 benefit, 53 satisfaction, 54 execution), its
-- points into 30_schemes.sql, tables that nothing else reads into input_digest() (60_refresh.sql), its test into
-- sql/indicators.sql, its formula into both guides.

-- O1: verified activities / target.  Items of a contract are added up.
CREATE VIEW indicator_o1 WITH (security_invoker = true) AS
SELECT project_id, site_id, period, verified / target AS value, reported AS n, verified_std_error / target AS std_error
FROM site_delivery;
COMMENT ON VIEW indicator_o1 IS 'O1: Which share of the target was delivered and left a trace? | O1：核实活动占目标的比例？';
COMMENT ON COLUMN indicator_o1.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o1.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o1.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_o1.value IS 'verified / target | 核实量/目标量';
COMMENT ON COLUMN indicator_o1.n IS 'activities reported | 上报活动数';
COMMENT ON COLUMN indicator_o1.std_error IS 'standard error: visits are a sample | 标准误（核查为抽样）';

-- O2: records complete.  Each activity should leave a register, a form and a feedback; the share of them that was
-- filled in.  A blank one counts 0; one that nobody has looked at (NULL) does not count.  No activity, no records: 0.
CREATE VIEW indicator_o2 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	CASE WHEN count(a.activity_id) = 0 THEN 0
		ELSE sum((a.registered IS TRUE)::integer + (a.form_filed IS TRUE)::integer + (a.feedback_filed IS TRUE)::integer)::numeric
			/ nullif(sum(num_nonnulls(a.registered, a.form_filed, a.feedback_filed)), 0)
	END AS value,
	count(a.activity_id) AS n
FROM site_period s
	LEFT JOIN activity a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.held_on BETWEEN s.from_on AND s.until_on
GROUP BY s.project_id, s.site_id, s.period;
COMMENT ON VIEW indicator_o2 IS 'O2: Which share of the records is filled in? | O2：档案完整率是多少？';
COMMENT ON COLUMN indicator_o2.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o2.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o2.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_o2.value IS 'filled in / looked at | 已填数/已查数';
COMMENT ON COLUMN indicator_o2.n IS 'activities reported | 上报活动数';

-- O3: open at weekends and holidays.  Of the visits on rest days that say whether the room was open, the share that found
-- it open.  Rest days are those of the table rest_day; in a year of which it has no day, Saturdays and Sundays.  Who came
-- once and noted it with every activity that was checked came once.
--
-- Two visits say little: a site with fewer than 3 takes the share of its township.  c of n visits found the room open:
--
--	value = c / n		std_error^2 = (c + 1) (n - c + 1) / ((n + 2)^2 (n + 3))
--
-- the standard error being that of a share of which nothing was known before, so that few visits that agree do not
-- look certain.
CREATE VIEW indicator_o3 WITH (security_invoker = true) AS
SELECT g.project_id, g.site_id, g.period,
	g.found_open::numeric / nullif(g.visits, 0) AS value,
	g.n,
	CASE WHEN g.visits > 0 THEN sqrt((g.found_open + 1) * (g.visits - g.found_open + 1) / ((g.visits + 2) ^ 2 * (g.visits + 3))) END AS std_error,
	g.pooled
FROM (
	SELECT t.project_id, t.site_id, t.period, t.n, t.n < 3 AS pooled,
		CASE WHEN t.n >= 3 THEN t.found_open ELSE sum(t.found_open) OVER same_township END AS found_open,
		CASE WHEN t.n >= 3 THEN t.n ELSE sum(t.n) OVER same_township END AS visits
	FROM (
		SELECT s.project_id, s.site_id, s.period, l.county, l.township, count(v.visited_on) AS n, count(*) FILTER (WHERE v.room_open) AS found_open
		FROM site_period s
			JOIN site h ON h.project_id = s.project_id AND h.site_id = s.site_id
			JOIN village l ON l.division_code = h.division_code
			LEFT JOIN (
				SELECT i.project_id, i.site_id, i.visited_on, bool_or(i.room_open) AS room_open
				FROM visit i
					LEFT JOIN rest_day r ON r.day = i.visited_on
					LEFT JOIN (SELECT DISTINCT extract(year FROM day) AS year FROM rest_day) y ON y.year = extract(year FROM i.visited_on)
				WHERE i.room_open IS NOT NULL
					AND (r.day IS NOT NULL OR (y.year IS NULL AND extract(isodow FROM i.visited_on) >= 6))
					AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = i.project_id AND c.provider_id = i.verifier_id)
				GROUP BY i.project_id, i.site_id, i.visited_on, i.verifier_id
			) v ON v.project_id = s.project_id AND v.site_id = s.site_id AND v.visited_on BETWEEN s.from_on AND s.until_on
		GROUP BY s.project_id, s.site_id, s.period, l.county, l.township
	) t
	WINDOW same_township AS (PARTITION BY t.project_id, t.period, t.county, t.township)
) g;
COMMENT ON VIEW indicator_o3 IS 'O3: How often is the room open at weekends and holidays? | O3：周末与节假日是否开放？';
COMMENT ON COLUMN indicator_o3.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o3.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o3.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_o3.value IS 'found open / visits on rest days | 开放次数/休息日走访次数';
COMMENT ON COLUMN indicator_o3.n IS 'visits to the site on rest days | 该服务点休息日走访次数';
COMMENT ON COLUMN indicator_o3.std_error IS 'standard error: visits are a sample | 标准误（走访为抽样）';
COMMENT ON COLUMN indicator_o3.pooled IS 'of the township, as the site has fewer than 3 visits | 该点走访不足3次，取乡镇合计';

-- O4: quarters at pro-rata target.  Share of the quarters so far in which the quantity less confirmed repeats reached the
-- quarter's target, all contract items together; nothing of a good quarter makes up for a bad one, and the one under way owes
-- all of its target.  Rounded, because a third of a target three times is not the target.
CREATE VIEW indicator_o4 WITH (security_invoker = true) AS
SELECT d.project_id, d.site_id, d.period, avg(d.reached) OVER so_far AS value, count(d.reached) OVER so_far AS n
FROM (
	-- the row of the term comes last and is no quarter itself
	SELECT project_id, site_id, period, CASE WHEN period IS NOT NULL THEN (deduplicated >= round(target, 6))::integer END AS reached
	FROM site_delivery
) d
WINDOW so_far AS (PARTITION BY d.project_id, d.site_id ORDER BY d.period NULLS LAST);
COMMENT ON VIEW indicator_o4 IS 'O4: In which share of the quarters was the target reached? | O4：达到季度目标的季度占比？';
COMMENT ON COLUMN indicator_o4.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o4.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o4.period IS 'quarter; empty for the whole term; counted from the start of the term | 季度（自项目开始累计）';
COMMENT ON COLUMN indicator_o4.value IS 'quarters at target / quarters | 达标季度数/季度数';
COMMENT ON COLUMN indicator_o4.n IS 'quarters so far | 至今季度数';

-- O5: cost per satisfied beneficiary-day, in yuan; lower is better.
--
--	contract prices / sites / quarters of the term x quarters in which the site was open
--	-----------------------------------------------------------------------------------
--	                           beneficiary-days x S / 100
--
-- A site costs an equal share of the contracts for every quarter.  A day of which nobody came away satisfied delivers
-- nothing: without beneficiary-days, or with S = 0, the cost is infinite.  Where too few said how satisfied they are it is
-- unknown.  The error is that of S, relative to it.
CREATE VIEW indicator_o5 WITH (security_invoker = true) AS
SELECT t.project_id, t.site_id, t.period, t.value, t.n, CASE WHEN t.value < 'Infinity' THEN t.value * t.std_error / t.satisfaction END AS std_error
FROM (
	SELECT s.project_id, s.site_id, s.period, coalesce(d.days, 0) AS n, e.satisfaction, e.std_error,
		CASE WHEN d.days IS NULL THEN 'Infinity'
			WHEN e.satisfaction = 0 THEN 'Infinity'
			ELSE 100 * p.price * (quarter_number(s.until_on) - quarter_number(s.from_on) + 1) / (n.sites * s.quarters * d.days * e.satisfaction)
		END AS value
	FROM site_period s
		JOIN (SELECT project_id, sum(price) AS price FROM contract GROUP BY project_id HAVING sum(price) > 0) p ON p.project_id = s.project_id
		JOIN (SELECT project_id, count(*) AS sites FROM site GROUP BY project_id) n ON n.project_id = s.project_id
		LEFT JOIN (
			SELECT q.project_id, q.site_id, q.period, count(*) AS days
			FROM site_period q
				JOIN beneficiary_day b ON b.project_id = q.project_id AND b.site_id = q.site_id AND b.held_on BETWEEN q.from_on AND q.until_on
			GROUP BY q.project_id, q.site_id, q.period
		) d ON d.project_id = s.project_id AND d.site_id = s.site_id AND d.period IS NOT DISTINCT FROM s.period
		LEFT JOIN satisfaction_estimate e ON e.project_id = s.project_id AND e.site_id = s.site_id AND e.period IS NOT DISTINCT FROM s.period
			AND e.status <> 'too_few'
) t;
COMMENT ON VIEW indicator_o5 IS 'O5: What does a satisfied beneficiary-day cost? | O5：每个满意服务人日的成本？';
COMMENT ON COLUMN indicator_o5.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o5.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o5.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_o5.value IS 'yuan; infinite if nothing was delivered | 元（无有效服务则为无穷大）';
COMMENT ON COLUMN indicator_o5.n IS 'beneficiary-days | 服务人日数';
COMMENT ON COLUMN indicator_o5.std_error IS 'standard error, that of the satisfaction | 标准误（来自满意度）';
-- Benefit: who is reached, whether the help is the one that is needed, whether somebody is there.

-- B1: need-weighted coverage.  l being the weight of the need level, N how many of it are on the roster and served how many
-- of them came at least once:
--
--	sum of l served / sum of l N
--
-- Unknown without a roster.  It does not say of how many: of a home of a few children everybody would know who is left out.
CREATE VIEW indicator_b1 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	sum(need_level_weight(p.need_level) * p.served) / sum(need_level_weight(p.need_level) * p.eligible) AS value,
	NULL::bigint AS n
FROM site_period s
	LEFT JOIN level_participation p ON p.project_id = s.project_id AND p.site_id = s.site_id AND p.period IS NOT DISTINCT FROM s.period
GROUP BY s.project_id, s.site_id, s.period;
COMMENT ON VIEW indicator_b1 IS 'B1: Which share of the children is reached, the needy counting more? | B1：按需求加权的覆盖率？';
COMMENT ON COLUMN indicator_b1.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b1.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b1.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_b1.value IS 'weighted served / weighted roster | 加权参加人数/加权名册人数';
COMMENT ON COLUMN indicator_b1.n IS 'always empty | 恒为空';

-- B2: parity of the key group.  Participation rate of need level A / participation rate of C; above 1 where the key group comes
-- more often.
--
-- Of a handful of key children everybody knows who they are: where a site has fewer than 5, its value is that of the
-- township, and where the township has fewer than 5, that of the project; then it does not say of how many.  What is said of a place and
-- what is said of all but a handful in it would tell of these: where all such sites of a township have fewer than 5 together, the next larger
-- one takes the township's value with them, and so do townships that of the project.  Where the project has no A at all, there
-- is nothing to compare; unknown if none of C came.
CREATE VIEW indicator_b2 WITH (security_invoker = true) AS
SELECT w.project_id, w.site_id, w.period,
	g.served_a * g.eligible_c / nullif(g.eligible_a * g.served_c, 0) AS value,
	CASE WHEN g.place = 'site' THEN g.eligible_a::bigint END AS n,
	g.place <> 'site' AS pooled
FROM (
	SELECT l.project_id, l.site_id, l.period, l.eligible_a, l.served_a, l.eligible_c, l.served_c,
		l.township_eligible_a, l.township_served_a, l.township_eligible_c, l.township_served_c,
		l.project_eligible_a, l.project_served_a, l.project_eligible_c, l.project_served_c,
		l.eligible_a < 5 OR l.smaller_sites BETWEEN 1 AND 4 AS few_in_site,
		-- in the townships that have fewer
		l.township_eligible_a < 5 OR sum(l.eligible_a) OVER smaller_townships BETWEEN 1 AND 4 AS few_in_township
	FROM (
		SELECT l.project_id, l.site_id, l.period, l.county, l.township, l.eligible_a, l.served_a, l.eligible_c, l.served_c,
			sum(l.eligible_a) OVER (same_township ORDER BY l.eligible_a, l.site_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS smaller_sites,
			sum(l.eligible_a) OVER same_township AS township_eligible_a, sum(l.served_a) OVER same_township AS township_served_a,
			sum(l.eligible_c) OVER same_township AS township_eligible_c, sum(l.served_c) OVER same_township AS township_served_c,
			sum(l.eligible_a) OVER same_project AS project_eligible_a, sum(l.served_a) OVER same_project AS project_served_a,
			sum(l.eligible_c) OVER same_project AS project_eligible_c, sum(l.served_c) OVER same_project AS project_served_c
		FROM (
			SELECT s.project_id, s.site_id, s.period, v.county, v.township,
				coalesce(sum(p.eligible) FILTER (WHERE p.need_level = 'A'), 0) AS eligible_a,
				coalesce(sum(p.served) FILTER (WHERE p.need_level = 'A'), 0) AS served_a,
				coalesce(sum(p.eligible) FILTER (WHERE p.need_level = 'C'), 0) AS eligible_c,
				coalesce(sum(p.served) FILTER (WHERE p.need_level = 'C'), 0) AS served_c
			FROM site_period s
				JOIN site h ON h.project_id = s.project_id AND h.site_id = s.site_id
				JOIN village v ON v.division_code = h.division_code
				LEFT JOIN level_participation p ON p.project_id = s.project_id AND p.site_id = s.site_id AND p.period IS NOT DISTINCT FROM s.period
			GROUP BY s.project_id, s.site_id, s.period, v.county, v.township
		) l
		WINDOW same_township AS (PARTITION BY l.project_id, l.period, l.county, l.township),
			same_project AS (PARTITION BY l.project_id, l.period)
	) l
	WINDOW smaller_townships AS (PARTITION BY l.project_id, l.period ORDER BY l.township_eligible_a, l.county COLLATE "C", l.township COLLATE "C"
		GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
) w
	CROSS JOIN LATERAL (VALUES
		('site', w.eligible_a, w.served_a, w.eligible_c, w.served_c),
		('township', w.township_eligible_a, w.township_served_a, w.township_eligible_c, w.township_served_c),
		('project', w.project_eligible_a, w.project_served_a, w.project_eligible_c, w.project_served_c)
	) AS g (place, eligible_a, served_a, eligible_c, served_c)
WHERE w.project_eligible_a > 0
	AND g.place = CASE WHEN w.few_in_township THEN 'project' WHEN w.few_in_site THEN 'township' ELSE 'site' END;
COMMENT ON VIEW indicator_b2 IS 'B2: Does the key group come as often as the others? | B2：重点群体与一般群体参与率之比？';
COMMENT ON COLUMN indicator_b2.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b2.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b2.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_b2.value IS 'participation rate of A / participation rate of C | A级参与率/C级参与率';
COMMENT ON COLUMN indicator_b2.n IS 'key children on the roster; empty where pooled | 名册重点儿童数（合并计算则为空）';
COMMENT ON COLUMN indicator_b2.pooled IS 'of the township or the project, as the site, or what would be left of these, has fewer than 5 key children | 该点（或其余各点合计）重点儿童不足5人，取乡镇或项目合计';

-- B3: need match.  Hours given to each type of need, as shares of all hours (an activity of unknown length counts one), against
-- the shares of those who need it, all need levels together:
--
--	1 - sum over types of |supply share - need share| / 2
--
-- the share of the hours that went where the need is.  Activities of no type are left out.  Unknown if no need was recorded;
-- 0 if there was need, and nothing for any.  S and N being the sums of supply s and need e, it is computed as
-- 1 - sum |s N - e S| / (2 S N), whose sum is exact.
CREATE VIEW indicator_b3 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	CASE WHEN m.all_need > 0 THEN coalesce(1 - m.mismatch / nullif(2 * m.all_supply * m.all_need, 0), 0) END AS value,
	coalesce(m.activities, 0) AS n
FROM site_period s
	LEFT JOIN (
		SELECT t.project_id, t.site_id, t.period, t.all_supply, t.all_need, sum(t.activities)::bigint AS activities,
			sum(abs(t.supply * t.all_need - t.need * t.all_supply)) AS mismatch
		FROM (
			SELECT f.project_id, f.site_id, f.period, sum(f.activities) AS activities, sum(f.supply) AS supply, sum(f.need) AS need,
				sum(sum(f.supply)) OVER same_site AS all_supply, sum(sum(f.need)) OVER same_site AS all_need
			FROM (
				SELECT q.project_id, q.site_id, q.period, a.need_type, 1 AS activities, coalesce(a.hours, 1) AS supply, 0 AS need
				FROM site_period q
					JOIN activity_standing k ON k.project_id = q.project_id AND k.site_id = q.site_id AND k.held_on BETWEEN q.from_on AND q.until_on
					JOIN activity a ON a.project_id = k.project_id AND a.activity_id = k.activity_id
				WHERE k.standing IN ('confirmed', 'unchecked') AND a.need_type IS NOT NULL
				UNION ALL
				SELECT q.project_id, q.site_id, q.period, d.need_type, 0, 0, d.eligible
				FROM site_period q
					JOIN need d ON d.project_id = q.project_id AND d.site_id = q.site_id
						AND d.period BETWEEN date_trunc('quarter', q.from_on::timestamp)::date AND q.until_on
			) f
			GROUP BY f.project_id, f.site_id, f.period, f.need_type
			WINDOW same_site AS (PARTITION BY f.project_id, f.site_id, f.period)
		) t
		GROUP BY t.project_id, t.site_id, t.period, t.all_supply, t.all_need
	) m ON m.project_id = s.project_id AND m.site_id = s.site_id AND m.period IS NOT DISTINCT FROM s.period;
COMMENT ON VIEW indicator_b3 IS 'B3: Does the help go where the need is? | B3：服务供给与需求是否匹配？';
COMMENT ON COLUMN indicator_b3.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b3.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b3.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_b3.value IS '1 - half the differences between supply and need shares | 1减供需占比差之和的一半';
COMMENT ON COLUMN indicator_b3.n IS 'activities that serve a type of need | 有需求类型的活动数';

-- B4: post filled, share of the days from the start of the term, or from the opening of the site, to the end of the
-- period.  Someone who only stands in does not fill it.
CREATE VIEW indicator_b4 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	coalesce(f.days, 0)::numeric / (s.until_on - s.term_from + 1) AS value,
	coalesce(f.posts, 0) AS n
FROM site_period s
	LEFT JOIN post_filled f ON f.project_id = s.project_id AND f.site_id = s.site_id AND coalesce(f.period, 'infinity') = coalesce(s.period, 'infinity');
COMMENT ON VIEW indicator_b4 IS 'B4: On which share of the days was the post filled? | B4：负责人在岗天数占比？';
COMMENT ON COLUMN indicator_b4.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b4.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b4.period IS 'quarter; empty for the whole term; counted from the start of the term | 季度（自项目开始累计）';
COMMENT ON COLUMN indicator_b4.value IS 'days filled / days | 在岗天数/总天数';
COMMENT ON COLUMN indicator_b4.n IS 'directors so far | 历任负责人数';

-- B5: guardians who know the home.  Mean answer to the question knows_home, as a share: yes or no on a scale of 2, or more
-- finely.  Unknown below 5 answers.  k being their sum, the standard error is that of a share of which nothing was known
-- before: std_error^2 = (k + 1) (n - k + 1) / ((n + 2)^2 (n + 3)).
CREATE VIEW indicator_b5 WITH (security_invoker = true) AS
SELECT t.project_id, t.site_id, t.period,
	CASE WHEN t.n >= 5 THEN t.k / t.n END AS value,
	t.n,
	CASE WHEN t.n >= 5 THEN sqrt((t.k + 1) * (t.n - t.k + 1) / ((t.n + 2)::numeric ^ 2 * (t.n + 3))) END AS std_error
FROM (
	SELECT s.project_id, s.site_id, s.period, count(r.response_id) AS n,
		sum(service_eval.rating_score(r.rating, r.scale_max)::numeric) / 100 AS k
	FROM site_period s
		LEFT JOIN response r ON r.project_id = s.project_id AND r.site_id = s.site_id
			AND r.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
			AND r.question = 'knows_home' AND r.respondent = 'guardian'
			AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = r.project_id AND c.provider_id = r.collector_id)
	GROUP BY s.project_id, s.site_id, s.period
) t;
COMMENT ON VIEW indicator_b5 IS 'B5: Do guardians know the home? | B5：监护人是否知晓儿童之家？';
COMMENT ON COLUMN indicator_b5.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b5.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b5.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_b5.value IS 'share that knows it; empty below 5 answers | 知晓率（回答不足5份则为空）';
COMMENT ON COLUMN indicator_b5.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN indicator_b5.std_error IS 'standard error: answers are a sample | 标准误（问卷为抽样）';
-- What explains a score without being part of it: numbers that every run stores beside the indicators.

CREATE VIEW site_context WITH (security_invoker = true) AS
-- resources that the decider was free to give elsewhere, in yuan
SELECT s.project_id, s.site_id, s.period, 'resources' AS code, coalesce(sum(a.amount), 0) AS value, count(a.allocation_id) AS n
FROM site_period s
	LEFT JOIN allocation a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.discretionary
		AND a.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
GROUP BY s.project_id, s.site_id, s.period
UNION ALL
-- directors who left since the start of the term, of those who held the post since then
SELECT s.project_id, s.site_id, s.period, 'departures', count(*) FILTER (WHERE d.to_on <= s.until_on), count(DISTINCT d.person_code)
FROM site_period s
	LEFT JOIN director_post d ON d.project_id = s.project_id AND d.site_id = s.site_id AND NOT d.acting
		AND d.from_on <= s.until_on AND coalesce(d.to_on, s.term_from) >= s.term_from
GROUP BY s.project_id, s.site_id, s.period
UNION ALL
-- what third parties gave it, 0 to 100; a provider's own opinion of itself is none
SELECT s.project_id, s.site_id, s.period, 'assessment', avg(a.score), count(a.score)
FROM site_period s
	LEFT JOIN assessment a ON a.project_id = s.project_id AND a.site_id = s.site_id
		AND a.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
		AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = a.project_id AND c.provider_id = a.evaluator_id)
GROUP BY s.project_id, s.site_id, s.period
UNION ALL
-- the last director so far: education up to high school, child-welfare certificate (1 yes, 0 no)
SELECT project_id, site_id, period, c.code, c.value::integer, 1
FROM (
	SELECT DISTINCT ON (s.project_id, s.site_id, s.period) s.project_id, s.site_id, s.period,
		d.education IN ('primary', 'junior_high', 'high_school') AS low_education, d.certified
	FROM site_period s JOIN director_post d ON d.project_id = s.project_id AND d.site_id = s.site_id
		AND NOT d.acting AND d.from_on <= s.until_on
	ORDER BY s.project_id, s.site_id, s.period, d.from_on DESC
) last_director
	CROSS JOIN LATERAL (VALUES ('low_education', low_education), ('certified', certified)) AS c (code, value);
COMMENT ON VIEW site_context IS 'What explains a score without being part of it? | 哪些背景因素可解释得分（不计分）？';
COMMENT ON COLUMN site_context.project_id IS 'project | 项目';
COMMENT ON COLUMN site_context.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_context.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN site_context.code IS 'resources, departures, assessment, low_education or certified | 代码：资源、离任人数、第三方评分、低学历、持证';
COMMENT ON COLUMN site_context.value IS 'value | 数值';
COMMENT ON COLUMN site_context.n IS 'number of facts behind it | 依据的记录数';
-- Satisfaction, as indicators.

-- S1: satisfaction of children and guardians, where it is shown.
CREATE VIEW indicator_s1 WITH (security_invoker = true) AS
SELECT e.project_id, e.site_id, e.period,
	CASE WHEN e.status <> 'too_few' THEN e.satisfaction END AS value,
	e.n,
	CASE WHEN e.status <> 'too_few' THEN e.std_error END AS std_error
FROM satisfaction_estimate e
WHERE e.site_id IS NOT NULL;
COMMENT ON VIEW indicator_s1 IS 'S1: How satisfied are children and guardians? | S1：儿童与监护人满意度？';
COMMENT ON COLUMN indicator_s1.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_s1.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_s1.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_s1.value IS 'satisfaction, 0 to 100 | 满意度（0至100）';
COMMENT ON COLUMN indicator_s1.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN indicator_s1.std_error IS 'standard error of the satisfaction | 满意度的标准误';

-- S2: satisfaction of village and buyer: mean rating, 0 to 100.  There is one village and one buyer: who answered is no
-- sample of them.
CREATE VIEW indicator_s2 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, avg(service_eval.rating_score(r.rating, r.scale_max)::numeric) AS value, count(r.response_id) AS n
FROM site_period s
	LEFT JOIN response r ON r.project_id = s.project_id AND r.site_id = s.site_id
		AND r.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
		AND r.question = 'satisfaction' AND r.respondent IN ('village', 'buyer')
		AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = r.project_id AND c.provider_id = r.collector_id)
GROUP BY s.project_id, s.site_id, s.period;
COMMENT ON VIEW indicator_s2 IS 'S2: How satisfied are village and buyer? | S2：村与购买方满意度？';
COMMENT ON COLUMN indicator_s2.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_s2.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_s2.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_s2.value IS 'mean rating, 0 to 100 | 评分均值（0至100）';
COMMENT ON COLUMN indicator_s2.n IS 'answers that count | 有效回答数';
-- Execution: about the project as a whole, so site_id is empty.

-- E1: budget executed.  Of a quarter: paid / due, of the payments of that quarter.  Of the term: paid / budget, or where no
-- budget is known / contract prices.  What was paid after the period, or after today, was not paid in time.  Unknown if
-- nothing was due in the quarter, or if no payment is recorded at all.
CREATE VIEW indicator_e1 WITH (security_invoker = true) AS
SELECT q.project_id, NULL::bigint AS site_id, q.period,
	CASE WHEN count(m.payment_id) > 0 THEN
		coalesce(sum(m.paid) FILTER (WHERE m.paid_on <= q.until_on), 0)
			/ nullif(CASE WHEN q.period IS NULL THEN coalesce(p.budget, c.price) ELSE sum(m.due) END, 0)
	END AS value,
	count(m.payment_id) AS n
FROM project_period q
	JOIN project p ON p.project_id = q.project_id
	LEFT JOIN (SELECT project_id, sum(price) AS price FROM contract GROUP BY project_id) c ON c.project_id = q.project_id
	LEFT JOIN payment m ON m.project_id = q.project_id AND (q.period IS NULL OR m.period = q.period)
GROUP BY q.project_id, q.period, p.budget, c.price;
COMMENT ON VIEW indicator_e1 IS 'E1: Which share of the budget was executed? | E1：预算执行率？';
COMMENT ON COLUMN indicator_e1.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_e1.site_id IS 'always empty: it is about the project | 恒为空（项目级指标）';
COMMENT ON COLUMN indicator_e1.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_e1.value IS 'paid / due; of the term, paid / budget | 实付/应付；全周期为实付/预算';
COMMENT ON COLUMN indicator_e1.n IS 'payments | 付款笔数';
-- What evaluators said, criterion by criterion: the values of indicators that have no view of their own.  A provider's own
-- opinion of itself does not count.
CREATE VIEW assessed_criterion WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, k.criterion, avg(a.score) AS value, count(a.score) AS n
FROM site_period s
	JOIN (SELECT DISTINCT project_id, upper(criterion) AS criterion FROM assessment) k ON k.project_id = s.project_id
	LEFT JOIN assessment a ON a.project_id = s.project_id AND a.site_id = s.site_id AND upper(a.criterion) = k.criterion
		AND a.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
		AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = a.project_id AND c.provider_id = a.evaluator_id)
GROUP BY s.project_id, s.site_id, s.period, k.criterion;
COMMENT ON VIEW assessed_criterion IS 'What did evaluators give each site, by criterion? | 第三方对各服务点各项目评了多少分？';
COMMENT ON COLUMN assessed_criterion.project_id IS 'project | 项目';
COMMENT ON COLUMN assessed_criterion.site_id IS 'site | 服务点';
COMMENT ON COLUMN assessed_criterion.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN assessed_criterion.criterion IS 'criterion in capitals: the code of an indicator | 评估项目（大写，即指标代码）';
COMMENT ON COLUMN assessed_criterion.value IS 'mean score, 0 to 100; empty without any | 平均分（无则为空）';
COMMENT ON COLUMN assessed_criterion.n IS 'scores | 评分数';
-- Who is served and who is left out, counted by township and by need level, and what may be shown of it.
--
-- A count of 1 to 4 children is shown to nobody, and neither is one that follows from others: the left out are eligible less
-- served, and what is hidden in one township follows from the project less all the others, in this period or in another.
-- So townships are hidden with all their categories, in all periods alike, and as many as it takes:
--
--	in the order of those whose total is small, those of which another count is small, and the others, the smaller first;
--	never one alone, and not before what the hidden ones sum to is no small count either
--
-- The total over the categories may be shown where the categories are hidden, and is hidden in the same order where it must be.
-- The project's own categories are shown if none of them is small.

CREATE VIEW township_count WITH (security_invoker = true) AS
SELECT l.project_id, l.period, 'inclusion' AS kind, v.county, v.township, l.need_level AS category, sum(l.eligible)::bigint AS eligible, sum(l.served)::bigint AS served
FROM level_participation l
	JOIN site o ON o.project_id = l.project_id AND o.site_id = l.site_id
	JOIN village v ON v.division_code = o.division_code
GROUP BY l.project_id, l.period, v.county, v.township, l.need_level
UNION ALL
SELECT s.project_id, s.period, 'need', v.county, v.township, n.need_type, sum(n.eligible)::bigint, 0
FROM site_period s
	JOIN site o ON o.project_id = s.project_id AND o.site_id = s.site_id
	JOIN village v ON v.division_code = o.division_code
	JOIN need n ON n.project_id = s.project_id AND n.site_id = s.site_id
		AND n.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
GROUP BY s.project_id, s.period, v.county, v.township, n.need_type;
COMMENT ON VIEW township_count IS 'How many children are there, and how many were served? | 各乡镇有多少儿童、服务了多少？';
COMMENT ON COLUMN township_count.project_id IS 'project | 项目';
COMMENT ON COLUMN township_count.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN township_count.kind IS 'inclusion: by need level; need: by what they need | 类别：按等级或按需求';
COMMENT ON COLUMN township_count.county IS 'county of the township | 乡镇所属县';
COMMENT ON COLUMN township_count.township IS 'township | 乡镇';
COMMENT ON COLUMN township_count.category IS 'need level, or what is needed | 等级或需求类型';
COMMENT ON COLUMN township_count.eligible IS 'children | 儿童数';
COMMENT ON COLUMN township_count.served IS 'of these, those who took part in anything; 0 for needs | 其中参加过活动者';

-- Every township has every category, also those that nobody has, and the total of them under the name ''.
CREATE VIEW township_table WITH (security_invoker = true) AS
SELECT g.project_id, g.period, g.kind, t.county, t.township, g.category, g.category = '' AS total,
	coalesce(sum(c.eligible), 0)::bigint AS eligible, coalesce(sum(c.served), 0)::bigint AS served,
	coalesce(sum(c.eligible), 0) BETWEEN 1 AND 4 OR coalesce(sum(c.served), 0) BETWEEN 1 AND 4 OR coalesce(sum(c.eligible - c.served), 0) BETWEEN 1 AND 4 AS small
FROM (
		SELECT DISTINCT k.project_id, k.period, k.kind, x.category
		FROM township_count k
			CROSS JOIN LATERAL (VALUES (k.category), (''), ('A'), ('B'), ('C')) AS x (category)
		WHERE x.category IN (k.category, '') OR k.kind = 'inclusion'
	) g
	JOIN (SELECT DISTINCT project_id, kind, county, township FROM township_count) t ON t.project_id = g.project_id AND t.kind = g.kind
	LEFT JOIN (
		SELECT c.project_id, c.period, c.kind, c.county, c.township, x.category, c.eligible, c.served
		FROM township_count c CROSS JOIN LATERAL (VALUES (c.category), ('')) AS x (category)
	) c ON c.project_id = g.project_id AND coalesce(c.period, 'infinity') = coalesce(g.period, 'infinity') AND c.kind = g.kind AND c.county = t.county AND c.township = t.township
		AND c.category = g.category
GROUP BY g.project_id, g.period, g.kind, t.county, t.township, g.category;
COMMENT ON VIEW township_table IS 'The same with totals, and which counts are small? | 含合计，哪些计数过小？';
COMMENT ON COLUMN township_table.project_id IS 'project | 项目';
COMMENT ON COLUMN township_table.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN township_table.kind IS 'inclusion or need | 类别';
COMMENT ON COLUMN township_table.county IS 'county of the township | 乡镇所属县';
COMMENT ON COLUMN township_table.township IS 'township | 乡镇';
COMMENT ON COLUMN township_table.category IS 'need level, or what is needed; empty text for the total | 等级或需求类型（合计为空文本）';
COMMENT ON COLUMN township_table.total IS 'whether it is the total | 是否合计';
COMMENT ON COLUMN township_table.eligible IS 'children | 儿童数';
COMMENT ON COLUMN township_table.served IS 'of these, those who took part | 其中参加者';
COMMENT ON COLUMN township_table.small IS 'a count of 1 to 4 | 计数为1至4';

-- A function and not a view, because a view would count all projects before it shows one.
CREATE OR REPLACE FUNCTION published_count(project_id bigint)
RETURNS TABLE (period date, kind text, county text, township text, category text, eligible bigint, served bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH cell AS MATERIALIZED (SELECT * FROM township_table t WHERE t.project_id = $1),
placed AS MATERIALIZED (
	SELECT t.kind, t.county, t.township, bool_or(t.small AND t.total) AS small_total, bool_or(t.small) AS small,
		row_number() OVER (PARTITION BY t.kind
			ORDER BY bool_or(t.small AND t.total) DESC, bool_or(t.small) DESC, sum(t.eligible), t.county COLLATE "C", t.township COLLATE "C") AS place
	FROM cell t
	GROUP BY t.kind, t.county, t.township
), prefix AS MATERIALIZED (
	-- what the first townships sum to
	SELECT c.kind, c.place, bool_and(c.safe) FILTER (WHERE c.total) AS safe_total, bool_and(c.safe) AS safe
	FROM (
		SELECT t.kind, p.place, t.total,
			sum(t.eligible) OVER so_far NOT BETWEEN 1 AND 4 AND sum(t.served) OVER so_far NOT BETWEEN 1 AND 4
				AND sum(t.eligible - t.served) OVER so_far NOT BETWEEN 1 AND 4 AS safe
		FROM cell t
			JOIN placed p ON p.kind = t.kind AND p.county = t.county AND p.township = t.township
		WINDOW so_far AS (PARTITION BY t.period, t.kind, t.category ORDER BY p.place)
	) c
	GROUP BY c.kind, c.place
), hidden_totals AS (
	-- how many of the first townships hide their total: none, or enough, or all
	SELECT n.kind, n.townships, n.small,
		CASE WHEN n.small_totals = 0 THEN 0
			ELSE coalesce(min(x.place) FILTER (WHERE x.safe_total AND x.place >= greatest(n.small_totals, 2)), n.townships) END AS totals
	FROM (
		SELECT p.kind, count(*) AS townships, count(*) FILTER (WHERE p.small_total) AS small_totals, count(*) FILTER (WHERE p.small) AS small
		FROM placed p GROUP BY p.kind
	) n
		JOIN prefix x ON x.kind = n.kind
	GROUP BY n.kind, n.townships, n.small, n.small_totals
), hidden AS (
	-- and their categories
	SELECT n.kind, n.totals,
		CASE WHEN n.small = 0 THEN 0
			ELSE coalesce(min(x.place) FILTER (WHERE x.safe AND x.place >= greatest(n.small, n.totals, 2)), n.townships) END AS categories
	FROM hidden_totals n
		JOIN prefix x ON x.kind = n.kind
	GROUP BY n.kind, n.totals, n.small, n.townships
)
SELECT t.period, t.kind, t.county, t.township, t.category,
	CASE WHEN p.place > CASE WHEN t.total THEN h.totals ELSE h.categories END THEN t.eligible END AS eligible,
	CASE WHEN p.place > CASE WHEN t.total THEN h.totals ELSE h.categories END THEN t.served END AS served
FROM cell t
	JOIN placed p ON p.kind = t.kind AND p.county = t.county AND p.township = t.township
	JOIN hidden h ON h.kind = t.kind
UNION ALL
SELECT p.period, p.kind, NULL, NULL, p.category,
	CASE WHEN NOT bool_or(p.small) OVER categories THEN p.eligible END,
	CASE WHEN NOT bool_or(p.small) OVER categories THEN p.served END
FROM (
	SELECT t.period, t.kind, t.total, t.category, sum(t.eligible)::bigint AS eligible, sum(t.served)::bigint AS served,
		sum(t.eligible) BETWEEN 1 AND 4 OR sum(t.served) BETWEEN 1 AND 4 OR sum(t.eligible - t.served) BETWEEN 1 AND 4 AS small
	FROM cell t
	GROUP BY t.period, t.kind, t.total, t.category
) p
-- the needs of the quarters add up to those of the term
WINDOW categories AS (PARTITION BY CASE WHEN p.kind <> 'need' THEN p.period END, p.kind, p.total)
$$;
COMMENT ON FUNCTION published_count(bigint) IS 'what may be shown of the counts of a project, by township (empty: all) and category (empty text: total); hidden ones are empty | 项目可公布的计数（隐去者为空）';

-- Supply: hours of activities that count, by the need they answer, and which share of all hours repeats what the school does.
-- An activity without hours counts one.
CREATE VIEW township_supply WITH (security_invoker = true) AS
SELECT s.project_id, s.period, w.county, w.township, a.need_type, sum(coalesce(a.hours, 1)) AS hours,
	sum(coalesce(a.hours, 1)) FILTER (WHERE a.school_overlap) AS overlap_hours,
	sum(coalesce(a.hours, 1)) FILTER (WHERE a.school_overlap IS NOT NULL) AS known_hours
FROM site_period s
	JOIN site o ON o.project_id = s.project_id AND o.site_id = s.site_id
	JOIN village v ON v.division_code = o.division_code
	JOIN activity a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.held_on BETWEEN s.from_on AND s.until_on
	JOIN activity_standing t ON t.project_id = a.project_id AND t.activity_id = a.activity_id AND t.standing IN ('confirmed', 'unchecked')
	-- once for the township, once for the project
	CROSS JOIN LATERAL (VALUES (v.county, v.township), (NULL, NULL)) AS w (county, township)
GROUP BY s.project_id, s.period, w.county, w.township, a.need_type;
COMMENT ON VIEW township_supply IS 'How many hours answered which need? | 各类需求各获得多少服务时长？';
COMMENT ON COLUMN township_supply.project_id IS 'project | 项目';
COMMENT ON COLUMN township_supply.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN township_supply.county IS 'county of the township; empty for the whole project | 乡镇所属县（全项目为空）';
COMMENT ON COLUMN township_supply.township IS 'township; empty for the whole project | 乡镇（全项目为空）';
COMMENT ON COLUMN township_supply.need_type IS 'need that the activities answered; empty if nobody said | 对应需求（未注明为空）';
COMMENT ON COLUMN township_supply.hours IS 'hours | 时长（小时）';
COMMENT ON COLUMN township_supply.overlap_hours IS 'of these, hours that repeat what the school does | 与学校重复的时长';
COMMENT ON COLUMN township_supply.known_hours IS 'hours of which it is known | 已知是否重复的时长';
-- Do resources go to the strong, and do the strong stay strong?
--
-- For each profile and quarter that has one before it, the sites that were rated then and what they were given now; a score
-- cannot be the consequence of what was given later.  With site i, quarter t, resources y, eligible persons h (the
-- roster), need m (the roster weighted by need level), x = y / h, and s the score of the quarter before:
--
--	C		concentration index of x by s, in which each person counts: C_t = sum y p / sum y, p = 2 r - 1, r the fractional mid-rank
--	tilt	C less that of m / h: resources that follow need are none
--	b		elasticity of y with respect to s, of sites with the same m and h (elasticity_interval(), clusters are sites)
--	theta	sum d d' / (sum d^2 - sum v), with d and d' the deviations of s and of the score now from their means over the sites and v
--			the variance of the error of s; divergence = theta - 1.  Without v errors alone would look as if the strong
--			fell back (regression to the mean)
--
-- For the term all quarters are taken together: ranks, bands and means are those within a quarter, C and tilt are weighted by the
-- resources of the quarters, and a site's quarters count as one observation for all errors.  So resources are never held
-- against a score that came after them, as they would be if both were added up first.
--
-- All intervals are 95 %, with Student's t.  The variance of C and tilt is that of the convenient regression (concentration_interval()),
-- of sums by site.  Spearman's correlation: on the scale of atanh, variance (1 + rho^2 / 2) / (sites - 3) (Bonett and Wright 2000),
-- for the term as if each site had told only once.
--
-- All numbers are rounded, so that the order in which they were added up does not show.
--
-- A project without any roster is taken by site: h = m = 1.  Where there is one, a site without is left out.
CREATE OR REPLACE FUNCTION resource_tilt(project_id bigint)
RETURNS TABLE (profile text, period date, code text, value numeric, std_error numeric, lo numeric, hi numeric, n bigint, status text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, service_eval, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
WITH run AS MATERIALIZED (
	-- those that are being filled go before those they will replace
	SELECT DISTINCT ON (r.scheme_id, r.period) r.run_id, r.scheme_id AS profile, r.period
	FROM evaluation_run r
	WHERE r.project_id = $1 AND r.status IN ('running', 'finished') AND r.period IS NOT NULL
	ORDER BY r.scheme_id, r.period, r.status = 'running' DESC
), scored AS MATERIALIZED (
	SELECT u.profile, u.period, e.scope_key,
		max(e.value) FILTER (WHERE e.code = 'score' AND e.status = 'rated') AS score,
		coalesce(10000 * sum(e.points_error ^ 2) FILTER (WHERE e.points IS NOT NULL)
			/ nullif(sum(e.available) FILTER (WHERE e.points IS NOT NULL AND e.code <> 'score'), 0) ^ 2, 0)::float8 AS error_variance,
		max(e.value) FILTER (WHERE e.code = 'resources') AS resources
	FROM run u
		JOIN evaluation_result e ON e.project_id = $1 AND e.run_id = u.run_id AND e.scope = 'site' AND (e.available IS NOT NULL OR e.code = 'resources')
	GROUP BY u.profile, u.period, e.scope_key
), roster AS MATERIALIZED (
	SELECT b.site_id::text AS scope_key, count(*)::float8 AS persons, sum(need_level_weight(b.need_level))::float8 AS need
	FROM beneficiary b
	WHERE b.project_id = $1
	GROUP BY b.site_id
), known AS MATERIALIZED (
	SELECT t.profile, g.period, t.period AS quarter, t.scope_key, t.resources, b.score AS earlier, b.error_variance, t.score AS later,
		CASE WHEN EXISTS (SELECT FROM roster) THEN r.persons ELSE 1 END AS persons,
		CASE WHEN EXISTS (SELECT FROM roster) THEN r.need ELSE 1 END AS need
	FROM scored t
		JOIN scored b ON b.profile = t.profile AND b.period = (t.period - interval '3 months')::date AND b.scope_key = t.scope_key
		LEFT JOIN roster r ON r.scope_key = t.scope_key
		-- once for the quarter, once for the term
		CROSS JOIN LATERAL (VALUES (t.period), (NULL)) AS g (period)
	WHERE b.score IS NOT NULL AND t.resources IS NOT NULL
), placed AS MATERIALIZED (
	SELECT k.profile, k.period, k.quarter, k.scope_key, k.resources::float8 AS y, k.persons AS h, k.need AS m, k.earlier,
		(2 * sum(k.persons) OVER up_to - sum(k.persons) OVER tied) / sum(k.persons) OVER quarter - 1 AS p,
		sum(k.persons) OVER quarter AS all_h, sum(k.resources::float8) OVER quarter AS all_y, sum(k.need) OVER quarter AS all_m,
		performance_band(k.earlier) OVER quarter AS band
	FROM known k
	WHERE k.persons IS NOT NULL
	WINDOW quarter AS (PARTITION BY k.profile, k.period, k.quarter),
		up_to AS (PARTITION BY k.profile, k.period, k.quarter ORDER BY k.earlier),
		tied AS (PARTITION BY k.profile, k.period, k.quarter, k.earlier)
), indexed AS MATERIALIZED (
	SELECT a.*, sum(a.y * a.p) OVER quarter / nullif(a.all_y, 0) AS c, sum(a.m * a.p) OVER quarter / a.all_m AS c_need,
		nullif(sum(a.h * a.p * a.p) OVER quarter / a.all_h, 0) AS variance,
		a.all_y / nullif(sum(a.y) OVER (PARTITION BY a.profile, a.period), 0) AS share,
		-- of y less what equal shares would be, what lies above it in the order of the scores, and half of what is level with it
		sum(a.y - a.h * a.all_y / a.all_h) OVER tied / 2 - sum(a.y - a.h * a.all_y / a.all_h) OVER up_to AS above
	FROM placed a
	WINDOW quarter AS (PARTITION BY a.profile, a.period, a.quarter),
		up_to AS (PARTITION BY a.profile, a.period, a.quarter ORDER BY a.earlier),
		tied AS (PARTITION BY a.profile, a.period, a.quarter, a.earlier)
), site AS MATERIALIZED (
	-- by site: what it got per person, and what it adds to the deviations of C and of the tilt, the ranks taken as given, and to that
	-- of C with ranks that vary as well, which is compared with that of the Gini index
	SELECT i.profile, i.period, i.scope_key, sum(i.y) AS y, max(i.h) AS h, sum(i.y / i.h) AS x,
		sum(i.share * i.y / i.all_y * i.p) AS c_part, sum(i.share * i.m / i.all_m * i.p) AS need_part,
		sum(i.share * i.h * i.p / i.all_h * (i.y / i.h * i.all_h / nullif(i.all_y, 0) - 1 - i.c * i.p / i.variance)) AS c_deviation,
		sum(i.share * i.h * i.p / i.all_h * (i.y / i.h * i.all_h / nullif(i.all_y, 0) - i.m / i.h * i.all_h / i.all_m - (i.c - i.c_need) * i.p / i.variance)) AS tilt_deviation,
		sum(i.share / nullif(i.all_y, 0) * ((i.y - i.h * i.all_y / i.all_h) * (i.p - i.c) + 2 * i.h / i.all_h * i.above - 2 * i.c * i.h * i.all_y / i.all_h)) AS c_influence
	FROM indexed i
	GROUP BY i.profile, i.period, i.scope_key
), index AS MATERIALIZED (
	SELECT s.profile, s.period, count(*) AS sites, count(*) FILTER (WHERE s.y > 0) AS givens, sum(s.y) AS y,
		gini_interval(s.x, 0.95, s.h) AS g, share_of_top(s.x, 0.2, s.h) AS top_fifth,
		CASE WHEN sum(s.y) > 0 THEN sum(s.c_part) END AS c, CASE WHEN sum(s.y) > 0 THEN sum(s.need_part) END AS c_need,
		-- NULL for fewer than three
		sqrt(sum(s.c_deviation ^ 2) * count(*) / nullif(greatest(count(*) - 2, 0), 0)) AS c_error,
		sqrt(sum(s.tilt_deviation ^ 2) * count(*) / nullif(greatest(count(*) - 2, 0), 0)) AS tilt_error,
		student_two_sided(0.95, greatest(count(*) - 2, 1)) AS t
	FROM site s
	GROUP BY s.profile, s.period
), relative AS MATERIALIZED (
	-- C / Gini; the deviation of the Gini index is that of gini_interval()
	SELECT d.profile, d.period, max(d.c / d.gini) AS value,
		sqrt(sum(((d.c_influence - d.c / d.gini * d.h / d.all_h * (d.distance / (d.all_h * d.mean) - d.gini - d.gini * d.x / d.mean)) / d.gini) ^ 2)
			* max(d.sites) / nullif(greatest(max(d.sites) - 2, 0), 0)) AS error
	FROM (
		SELECT s.profile, s.period, s.x, s.h, s.c_influence, i.c, i.sites, nullif((i.g).estimate, 0) AS gini,
			sum(s.h) OVER all_sites AS all_h, sum(s.h * s.x) OVER all_sites / sum(s.h) OVER all_sites AS mean,
			s.x * (2 * sum(s.h) OVER up_to - sum(s.h) OVER all_sites) + sum(s.h * s.x) OVER all_sites - 2 * sum(s.h * s.x) OVER up_to AS distance
		FROM site s
			JOIN index i ON i.profile = s.profile AND i.period IS NOT DISTINCT FROM s.period
		WHERE i.y > 0
		WINDOW all_sites AS (PARTITION BY s.profile, s.period), up_to AS (PARTITION BY s.profile, s.period ORDER BY s.x)
	) d
	GROUP BY d.profile, d.period
), bands AS MATERIALIZED (
	-- resources per person in the top and in the bottom 20 %, on the scale of logarithms
	SELECT b.profile, b.period, max(b.top_y / b.top_h) AS top, max(b.bottom_y / b.bottom_h) AS bottom, count(*) AS sites,
		sqrt(sum(((b.y_top - b.top_y / b.top_h * b.h_top) / nullif(b.top_y, 0) - (b.y_bottom - b.bottom_y / b.bottom_h * b.h_bottom) / nullif(b.bottom_y, 0)) ^ 2)
			* count(*) / nullif(greatest(count(*) - 2, 0), 0)) AS error
	FROM (
		SELECT b.*, sum(b.y_top) OVER w AS top_y, nullif(sum(b.h_top) OVER w, 0) AS top_h, sum(b.y_bottom) OVER w AS bottom_y, nullif(sum(b.h_bottom) OVER w, 0) AS bottom_h
		FROM (
			SELECT i.profile, i.period, i.scope_key, coalesce(sum(i.y) FILTER (WHERE i.band = 'top'), 0) AS y_top, coalesce(sum(i.h) FILTER (WHERE i.band = 'top'), 0) AS h_top,
				coalesce(sum(i.y) FILTER (WHERE i.band = 'bottom'), 0) AS y_bottom, coalesce(sum(i.h) FILTER (WHERE i.band = 'bottom'), 0) AS h_bottom
			FROM placed i
			WHERE i.band IN ('top', 'bottom')
			GROUP BY i.profile, i.period, i.scope_key
		) b
		WINDOW w AS (PARTITION BY b.profile, b.period)
	) b
	GROUP BY b.profile, b.period
), regression AS MATERIALIZED (
	-- a score below 1 counts as 1, for 0 has no logarithm
	SELECT a.profile, a.period,
		elasticity_interval(a.y, greatest(a.earlier, 1)::float8, ARRAY[a.m, a.h], quarter_number(a.quarter), a.scope_key::bigint, 0.95) AS b
	FROM placed a
	GROUP BY a.profile, a.period
), pair AS MATERIALIZED (
	SELECT k.profile, k.period, k.quarter, k.scope_key, k.earlier, k.later,
		k.earlier::float8 - avg(k.earlier::float8) OVER quarter AS d, k.later::float8 - avg(k.later::float8) OVER quarter AS e,
		k.error_variance * (1 - 1.0 / count(*) OVER quarter) AS v,
		performance_band(k.earlier) OVER quarter AS band_before, performance_band(k.later) OVER quarter AS band
	FROM known k
	WHERE k.later IS NOT NULL
	WINDOW quarter AS (PARTITION BY k.profile, k.period, k.quarter)
), slope AS MATERIALIZED (
	SELECT p.profile, p.period, count(DISTINCT p.scope_key) AS sites, count(*) AS pairs, sum(p.d * p.d) AS squares, sum(p.d * p.d) - sum(p.v) AS true_squares,
		-- scores that are errors for the most part tell nothing
		CASE WHEN sum(p.d * p.d) - sum(p.v) > 0.3 * sum(p.d * p.d) THEN sum(p.d * p.e) / (sum(p.d * p.d) - sum(p.v)) END AS theta,
		count(*) FILTER (WHERE p.band_before = 'bottom') AS bottom, count(DISTINCT p.scope_key) FILTER (WHERE p.band_before = 'bottom') AS bottom_sites,
		count(*) FILTER (WHERE p.band_before = 'bottom' AND p.band = 'bottom') AS stayed
	FROM pair p
	GROUP BY p.profile, p.period
), slope_error AS MATERIALIZED (
	SELECT o.profile, o.period, sqrt(sum(o.deviation ^ 2) * max(o.sites) / nullif(greatest(max(o.sites) - 2, 0), 0)) AS error
	FROM (
		SELECT p.profile, p.period, s.sites, sum(p.d * p.e - s.theta * (p.d * p.d - p.v)) / max(s.true_squares) AS deviation
		FROM pair p
			JOIN slope s ON s.profile = p.profile AND s.period IS NOT DISTINCT FROM p.period
		WHERE s.theta IS NOT NULL
		GROUP BY p.profile, p.period, p.scope_key, s.sites
	) o
	GROUP BY o.profile, o.period
), persistence AS MATERIALIZED (
	SELECT r.profile, r.period, sum(r.rho * r.pairs) / sum(r.pairs) FILTER (WHERE r.rho IS NOT NULL) AS rho
	FROM (
		SELECT p.profile, p.period, p.quarter, count(*) AS pairs, spearman_rho(p.earlier, p.later) AS rho
		FROM pair p
		GROUP BY p.profile, p.period, p.quarter
	) r
	GROUP BY r.profile, r.period
), result AS MATERIALIZED (
	SELECT t.profile, t.period, c.code,
		-- what rests on needs is not told of few sites, and not to the last digit: equations enough would give away the rosters
		CASE WHEN c.digits = 9 OR t.compared >= 10 THEN round(c.value::numeric, c.digits) END AS value,
		CASE WHEN c.digits = 9 OR t.compared >= 10 THEN round(c.std_error::numeric, c.digits) END AS std_error,
		CASE WHEN c.digits = 9 OR t.compared >= 10 THEN round(c.lo::numeric, c.digits) END AS lo,
		CASE WHEN c.digits = 9 OR t.compared >= 10 THEN round(c.hi::numeric, c.digits) END AS hi, c.n
	FROM (SELECT k.profile, k.period, count(DISTINCT k.scope_key) AS sites, count(DISTINCT k.scope_key) FILTER (WHERE k.persons IS NOT NULL) AS compared,
			sum(k.resources) AS resources FROM known k GROUP BY k.profile, k.period) t
		LEFT JOIN index i ON i.profile = t.profile AND i.period IS NOT DISTINCT FROM t.period
		LEFT JOIN relative q ON q.profile = t.profile AND q.period IS NOT DISTINCT FROM t.period
		LEFT JOIN bands b ON b.profile = t.profile AND b.period IS NOT DISTINCT FROM t.period
		LEFT JOIN regression r ON r.profile = t.profile AND r.period IS NOT DISTINCT FROM t.period
		LEFT JOIN slope s ON s.profile = t.profile AND s.period IS NOT DISTINCT FROM t.period
		LEFT JOIN slope_error o ON o.profile = t.profile AND o.period IS NOT DISTINCT FROM t.period
		LEFT JOIN persistence p ON p.profile = t.profile AND p.period IS NOT DISTINCT FROM t.period
		CROSS JOIN LATERAL (SELECT least(greatest(p.rho, -0.999999), 0.999999) AS rho,
			CASE WHEN s.sites > 3 THEN student_two_sided(0.95, s.sites - 2) END AS t, CASE WHEN b.sites > 2 THEN student_two_sided(0.95, b.sites - 2) END AS t_bands) f
		CROSS JOIN LATERAL (SELECT f.t * sqrt((1 + f.rho ^ 2 / 2) / (s.sites - 3)) AS margin WHERE s.sites > 3 UNION ALL SELECT NULL WHERE NOT coalesce(s.sites > 3, false)) z
		CROSS JOIN LATERAL (VALUES
			('resource_sites', 9, t.sites::float8, NULL::float8, NULL::float8, NULL::float8, t.compared),
			('resource_total', 9, t.resources::float8, NULL, NULL, NULL, i.givens),
			('resource_gini', 9, (i.g).estimate, (i.g).std_error,
				CASE WHEN (i.g).lower IS NOT NULL THEN 1 / (1 + (1 / (i.g).estimate - 1) * exp(i.t * (i.g).std_error / ((i.g).estimate * (1 - (i.g).estimate)))) END,
				CASE WHEN (i.g).lower IS NOT NULL THEN 1 / (1 + (1 / (i.g).estimate - 1) * exp(- i.t * (i.g).std_error / ((i.g).estimate * (1 - (i.g).estimate)))) END, i.sites),
			('resource_top_fifth', 9, i.top_fifth, NULL, NULL, NULL, i.sites),
			('resource_concentration', 9, i.c, i.c_error, greatest(i.c - i.t * i.c_error, -1), least(i.c + i.t * i.c_error, 1), i.sites),
			('need_concentration', 3, i.c_need, NULL, NULL, NULL, i.sites),
			('resource_concentration_gini', 9, q.value, q.error, q.value - i.t * q.error, q.value + i.t * q.error, i.sites),
			('resource_tilt', 3, i.c - i.c_need, i.tilt_error, i.c - i.c_need - i.t * i.tilt_error, i.c - i.c_need + i.t * i.tilt_error, i.sites),
			('resource_band_ratio', 9, b.top / nullif(b.bottom, 0), NULL, b.top / nullif(b.bottom, 0) * exp(- t_bands * b.error), b.top / nullif(b.bottom, 0) * exp(t_bands * b.error), b.sites),
			('resource_elasticity', 4, (r.b).estimate, (r.b).std_error, (r.b).lower, (r.b).upper, (r.b).clusters),
			('score_persistence', 9, p.rho, NULL, tanh(atanh(f.rho) - z.margin), tanh(atanh(f.rho) + z.margin), s.sites),
			('bottom_persistence', 9, s.stayed::float8 / nullif(s.bottom, 0), NULL,
				wilson_lower(s.bottom_sites * s.stayed::float8 / nullif(s.bottom, 0), s.bottom_sites, 0.95), wilson_upper(s.bottom_sites * s.stayed::float8 / nullif(s.bottom, 0), s.bottom_sites, 0.95), s.bottom),
			('score_divergence', 9, s.theta - 1, o.error, s.theta - 1 - f.t * o.error, s.theta - 1 + f.t * o.error, s.pairs),
			('score_reliability', 9, s.true_squares / nullif(s.squares, 0), NULL, NULL, NULL, s.pairs)) AS c (code, digits, value, std_error, lo, hi, n)
), worded AS (
	SELECT r.profile, r.period, 'resource_verdict' AS code,
		CASE
			WHEN max(r.n) FILTER (WHERE r.code = 'resource_sites') < 10 THEN 'too few sites'
			WHEN coalesce(max(r.value) FILTER (WHERE r.code = 'resource_total'), 0) = 0 THEN 'no resources'
			WHEN max(r.n) FILTER (WHERE r.code = 'resource_total') < 5 THEN 'too few sites got any'
			WHEN max(r.value) FILTER (WHERE r.code = 'resource_elasticity') IS NULL THEN 'cannot be told'
			WHEN max(r.lo) FILTER (WHERE r.code = 'resource_elasticity') > 0
				THEN CASE WHEN bool_or(r.lo > 0) FILTER (WHERE r.code IN ('score_persistence', 'score_divergence')) THEN 'Matthew effect' ELSE 'resources tilt to the strong' END
			WHEN max(r.hi) FILTER (WHERE r.code = 'resource_elasticity') < 0 THEN 'resources tilt to the weak'
			ELSE 'no tilt found'
		END AS status
	FROM result r
	GROUP BY r.profile, r.period
)
SELECT r.profile, r.period, r.code, r.value, r.std_error, r.lo, r.hi, r.n, NULL
FROM result r
UNION ALL
SELECT w.profile, w.period, w.code, NULL, NULL, NULL, NULL, NULL, w.status
FROM worded w
$$;
COMMENT ON FUNCTION resource_tilt(bigint) IS 'what resource_concentration tells of a project, from the scores and resources of its runs; by profile and quarter, and for the term | 项目的资源倾斜指标（按方案、季度及全周期）';
-- From facts to results: the nightly refresh.
--
-- refresh_rankings() walks over the projects, one transaction each, so that a failure in one neither blocks nor spoils
-- the others.  refresh_project() does the work for one: new runs are filled beside the current ones and take their
-- place in one step, so readers never wait and never see half of it.

-- Digest of what the results of a project rest on: its facts, the schemes that judge with the definitions of their
-- indicators, and the version that computes.  Does not depend on the order of rows nor on settings of the session
-- (hence the SET clauses).  It detects change; it is not a signature.  The day up to which facts count is kept beside it.
CREATE OR REPLACE FUNCTION input_digest(project_id bigint) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'iso_8601'
SET TimeZone = 'UTC'
SET bytea_output = 'hex'
SET extra_float_digits = 1
SET quote_all_identifiers = off
AS $$
DECLARE
	parts	text := '';
	part	text;
	input	text;
BEGIN
	FOREACH input IN ARRAY ARRAY['project', 'contract', 'contract_item', 'site', 'director_post', 'beneficiary', 'activity', 'visit', 'response', 'allocation',
		'photo', 'photo_rule', 'duplicate_review', 'visit_plan', 'payment', 'need', 'attendance', 'assessment']
	LOOP
		EXECUTE format('SELECT count(*) || '':'' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM %I t WHERE t.project_id = $1', input)
		INTO part USING $1;
		parts := parts || input || ':' || part || E'\n';
	END LOOP;
	-- what belongs to no project, as far as this one rests on it
	parts := parts || (SELECT concat('village:', count(*), ':', coalesce(sum(hashtextextended(v::text, 0)::numeric), 0), E'\n')
					   FROM village v WHERE v.division_code IN (SELECT s.division_code FROM site s WHERE s.project_id = $1));
	parts := parts || (SELECT concat('rest_day:', count(*), ':', coalesce(sum(hashtextextended(d::text, 0)::numeric), 0), E'\n') FROM rest_day d);

	parts := parts || coalesce((
		SELECT string_agg(concat(s, i, pg_get_viewdef(to_regclass('indicator_' || lower(i.code)))), E'\n' ORDER BY i.scheme_id COLLATE "C", i.code COLLATE "C")
		FROM current_scheme s JOIN indicator i USING (scheme_id, version)), '');
	parts := parts || (SELECT e.extversion FROM pg_extension e WHERE e.extname = 'service_eval');

	RETURN encode(sha256(convert_to(parts, 'UTF8')), 'hex');
END
$$;
COMMENT ON FUNCTION input_digest(bigint) IS 'digest of the facts and schemes that the results of a project rest on | 项目输入数据摘要';

-- A negative error would vary the points as a positive one does, and nobody would see that the view is wrong.
CREATE OR REPLACE FUNCTION checked_std_error(view_name text, site text, std_error numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF std_error < 0 OR std_error >= 'Infinity' THEN
		RAISE EXCEPTION 'std_error of site % in "%" must be finite and not negative, not %', site, view_name, std_error
			USING ERRCODE = 'numeric_value_out_of_range',
				  HINT = 'NULL stands for a value that is known exactly.';
	END IF;
	RETURN std_error;
END
$$;
COMMENT ON FUNCTION checked_std_error(text, text, numeric) IS 'refuses a standard error that is negative or not finite | 检查标准误';

-- NaN is greater than every number, and a rule would give it all points or fail without saying whose it is.
CREATE OR REPLACE FUNCTION checked_value(view_name text, site text, value numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF value = 'NaN' THEN
		RAISE EXCEPTION 'value of % in "%" must be a number, not NaN', coalesce('site ' || site, 'the project'), view_name
			USING ERRCODE = 'numeric_value_out_of_range',
				  HINT = 'NULL stands for a value that was not measured.';
	END IF;
	RETURN value;
END
$$;
COMMENT ON FUNCTION checked_value(text, text, numeric) IS 'refuses a value that is not a number | 检查指标值';

-- Raw values of all indicators of the schemes that judge, of the context and of the contract items, for one project
-- and all its periods: one statement, so one snapshot.  Facts may have been loaded a moment ago and not analyzed yet; a
-- nested loop over what the planner takes for a handful of rows could run for hours, a hash join never does.
CREATE OR REPLACE FUNCTION measure(project_id bigint)
RETURNS TABLE (period date, scope text, scope_key text, code text, value numeric, std_error numeric, lo numeric, hi numeric, n bigint, status text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_nestloop = off
SET enable_hashjoin = on
SET enable_seqscan = on
SET jit = off
AS $$
DECLARE
	indicators	text := (
		SELECT string_agg(CASE WHEN to_regclass(c.view) IS NULL THEN
			format('SELECT period, ''site'', site_id::text, %L, value, NULL::numeric, NULL::numeric, NULL::numeric, n, NULL::text FROM assessed_criterion WHERE project_id = $1 AND criterion = %L UNION ALL ', c.code, c.code)
			ELSE format(
				'SELECT period, CASE WHEN site_id IS NULL THEN ''project'' ELSE ''site'' END, coalesce(site_id::bigint::text, ''''), %L, CASE WHEN value::numeric = ''NaN'' THEN checked_value(%L, site_id::text, value::numeric) ELSE value::numeric END, %s::numeric, NULL::numeric, NULL::numeric, n::bigint, %s FROM %I WHERE project_id = $1 UNION ALL ',
				c.code, c.view,
				CASE WHEN 'std_error' = ANY (c.columns) THEN format('checked_std_error(%L, site_id::text, std_error::numeric)', c.view) ELSE 'NULL' END,
				CASE WHEN 'pooled' = ANY (c.columns) THEN 'CASE WHEN pooled AND value IS NOT NULL THEN ''pooled'' END' ELSE 'NULL::text' END,
				c.view) END, '' ORDER BY c.code)
		FROM (SELECT v.code, v.view, ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = to_regclass(v.view) AND NOT a.attisdropped) AS columns
			  FROM (SELECT DISTINCT i.code, 'indicator_' || lower(i.code) AS view
					FROM current_scheme s JOIN indicator i USING (scheme_id, version)) v) c);
BEGIN
	RETURN QUERY EXECUTE coalesce(indicators, '') || $measures$
		SELECT c.period, 'site', c.site_id::text, c.code, c.value, NULL::numeric, NULL::numeric, NULL::numeric, c.n, NULL
		FROM site_context c
		WHERE c.project_id = $1
		UNION ALL
		SELECT e.period, CASE WHEN e.site_id IS NULL THEN 'project' ELSE 'site' END, coalesce(e.site_id::text, ''), m.code,
			m.value, m.std_error, m.lo, m.hi, e.n, e.status
		FROM satisfaction_estimate e
			CROSS JOIN LATERAL (
				SELECT 'satisfaction', e.satisfaction, e.std_error, e.lower, e.upper WHERE e.status <> 'too_few'
				UNION ALL SELECT 'satisfaction', NULL, NULL, NULL, NULL WHERE e.status = 'too_few'
				UNION ALL SELECT 'effective_responses', e.effective_n, NULL, NULL, NULL
				UNION ALL SELECT 'unheard_share', e.unheard_share, NULL, NULL, NULL
			) AS m (code, value, std_error, lo, hi)
		WHERE e.project_id = $1
		UNION ALL
		SELECT f.period, 'contract_item', f.contract_id || '/' || f.item, m.code, m.value, m.std_error, m.lo, m.hi, m.n, NULL
		FROM item_fulfilment f
			CROSS JOIN LATERAL (VALUES
				('target', f.target, NULL::numeric, NULL::numeric, NULL::numeric, NULL::bigint),
				('reported', f.reported, NULL, NULL, NULL, f.reported),
				('deduplicated', f.deduplicated, NULL, NULL, NULL, f.reported),
				('held', f.held, NULL, NULL, NULL, f.deduplicated),
				('verified', f.verified, f.verified_std_error, f.verified_lower, f.verified_upper, f.checked),
				('missing', f.missing, NULL, NULL, NULL, NULL),
				('late', f.late, NULL, NULL, NULL, f.reported),
				('late_expected', f.late_expected, NULL, NULL, NULL, f.reported)) AS m (code, value, std_error, lo, hi, n)
		WHERE f.project_id = $1
		UNION ALL
		SELECT d.period, 'site', d.site_id::text, m.code, m.value, m.std_error, NULL, NULL, m.n, NULL
		FROM site_delivery d
			CROSS JOIN LATERAL (VALUES
				('target', d.target, NULL::numeric, NULL::bigint),
				('reported', d.reported, NULL, d.reported),
				('deduplicated', d.deduplicated, NULL, d.reported),
				('held', d.held, NULL, d.deduplicated),
				('verified', d.verified, d.verified_std_error, d.checked),
				('late', d.late, NULL, d.reported),
				('late_expected', d.late_expected, NULL, d.reported)) AS m (code, value, std_error, n)
		WHERE d.project_id = $1
		UNION ALL
		SELECT p.period, 'site', p.site_id::text, m.code, m.value, NULL, NULL, NULL, NULL, NULL
		FROM site_presence p
			CROSS JOIN LATERAL (VALUES ('idle_days', p.idle_days), ('post_vacant', p.post_vacant::integer), ('vacant_days', p.vacant_days)) AS m (code, value)
		WHERE p.project_id = $1
		UNION ALL
		SELECT c.period, CASE WHEN c.township IS NULL THEN 'project' ELSE 'township' END, CASE WHEN c.township IS NULL THEN '' ELSE ARRAY[c.county, c.township]::text END,
			m.code || CASE WHEN c.category = '' THEN '' WHEN c.kind = 'need' THEN '_' || c.category ELSE '_' || lower(c.category) END, m.value, NULL, NULL, NULL, NULL, CASE WHEN m.value IS NULL THEN 'hidden' END
		FROM published_count($1) c
			CROSS JOIN LATERAL (
				SELECT 'eligible', c.eligible WHERE c.kind = 'inclusion'
				UNION ALL SELECT 'served', c.served WHERE c.kind = 'inclusion'
				UNION ALL SELECT 'need', c.eligible WHERE c.kind = 'need'
			) AS m (code, value)
		UNION ALL
		SELECT t.period, CASE WHEN t.township IS NULL THEN 'project' ELSE 'township' END, CASE WHEN t.township IS NULL THEN '' ELSE ARRAY[t.county, t.township]::text END, 'supply_' || t.need_type, t.hours, NULL, NULL, NULL, NULL, NULL
		FROM township_supply t
		WHERE t.project_id = $1 AND t.need_type IS NOT NULL
		UNION ALL
		SELECT t.period, CASE WHEN t.township IS NULL THEN 'project' ELSE 'township' END, CASE WHEN t.township IS NULL THEN '' ELSE ARRAY[t.county, t.township]::text END, 'repetition', sum(t.overlap_hours) / sum(t.known_hours), NULL, NULL, NULL, NULL, NULL
		FROM township_supply t
		WHERE t.project_id = $1
		GROUP BY t.period, t.county, t.township
		UNION ALL
		SELECT k.period, 'site', k.site_id::text, 'key_child_left_out', k.left_out::integer, NULL, NULL, NULL, NULL, NULL
		FROM site_key_child k
		WHERE k.project_id = $1
		UNION ALL
		SELECT d.period, 'project', '', 'beneficiary_days', d.days, NULL, NULL, NULL, NULL, NULL
		FROM project_beneficiary_day d
		WHERE d.project_id = $1
		$measures$ USING $1;
END
$$;
COMMENT ON FUNCTION measure(bigint) IS 'raw values of everything a run stores, for all periods of a project | 项目各时段全部指标的原始值';

-- Points that a value earns by the rule of its indicator.  The body is text, so that the function does not go with the
-- extension when that is dropped.  Where lower is better, infinite is what it costs to get nothing: an indicator may be that, and
-- it is beyond either end of a rule.  From an infinite baseline no way can be measured.  To a target of 0 or below, which only a
-- median can be, there is no ratio: who is as good as that earns all, the others nothing.
CREATE OR REPLACE FUNCTION earned_points(value numeric, rule text, direction text, target numeric, lo numeric, hi numeric, baseline numeric, points numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT points * CASE
		WHEN rule = 'ratio' AND target <= 0 THEN 100 * CASE WHEN direction = 'higher' THEN value >= target ELSE value <= target END::integer
		WHEN rule = 'ratio' AND direction = 'higher' AND abs(value) = 'Infinity' THEN CASE WHEN target > 0 THEN 100 * (value > 0)::integer END
		WHEN rule = 'ratio' AND direction = 'higher' THEN service_eval.score_ratio(value::float8, target::float8)
		WHEN rule = 'ratio' AND value <= 0 THEN 100
		WHEN rule = 'ratio' AND value = 'Infinity' THEN 0
		WHEN rule = 'ratio' THEN service_eval.score_ratio(target::float8, value::float8)
		WHEN rule IN ('goalpost', 'achieve_improve') AND abs(value) = 'Infinity' THEN 100 * ((value > 0) = (hi > lo))::integer
		WHEN rule = 'goalpost' THEN service_eval.score_goalpost(value::float8, lo::float8, hi::float8)
		WHEN rule = 'achieve_improve' THEN service_eval.score_achieve_improve(value::float8, CASE WHEN abs(baseline) < 'Infinity' THEN baseline::float8 END, lo::float8, hi::float8)
		WHEN rule = 'band' THEN CASE WHEN value < lo OR value > hi THEN 0 WHEN value IS NOT NULL THEN 100 END
	END::numeric / 100
$$;
COMMENT ON FUNCTION earned_points(numeric, text, text, numeric, numeric, numeric, numeric, numeric) IS 'points that a value earns by the rule of its indicator | 按指标规则计算得分';

-- Returns the number of runs made or withdrawn: 0 when nothing has changed since the current ones.
--
-- What one project costs must not depend on how many there are.  The results of many are made in one session, into a table that was empty
-- when the session first planned, so no plan is kept, tables are read by their keys even while they look small (that
-- goes for the checks of foreign keys, too, whose plans are kept), and what seems to be one row is never looped over.
CREATE OR REPLACE FUNCTION refresh_project(project_id bigint, only_period date DEFAULT NULL, force boolean DEFAULT false)
RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, service_eval, pg_temp
SET enable_nestloop = off
SET enable_hashjoin = on
SET enable_seqscan = off
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
	digest	text := input_digest($1);
	s			record;
	withdrawn	integer;
	runs		integer;
BEGIN
	FOR s IN SELECT scheme_id, version FROM current_scheme LOOP
		PERFORM check_scheme(s.scheme_id, s.version);
	END LOOP;
	IF force OR NOT EXISTS (SELECT FROM current_run r WHERE r.project_id = $1 AND r.input_digest = digest) THEN
		PERFORM check_supplied_facts('@workspace@', $1);
	END IF;

	-- runs of periods that the project no longer has, and of schemes that no longer judge
	UPDATE evaluation_run r SET status = 'superseded'
	WHERE r.project_id = $1 AND r.status = 'finished' AND r.sealed_at IS NULL
		AND (NOT EXISTS (SELECT FROM project_period q WHERE q.project_id = $1 AND q.period IS NOT DISTINCT FROM r.period)
			OR NOT EXISTS (SELECT FROM current_scheme c WHERE c.scheme_id = r.scheme_id));
	GET DIAGNOSTICS withdrawn = ROW_COUNT;

	-- One run for each period and scheme that has none of this input, up to this day.  A quarter bears on the later ones
	-- and on the term.
	-- The seed of the draws follows from what the run is about, so the same facts give the same ranks, and a corrected
	-- fact changes only what follows from it.
	INSERT INTO evaluation_run (project_id, period, scheme_id, scheme_version, cutoff, seed, extension_version, input_digest)
	SELECT q.project_id, q.period, c.scheme_id, c.version, q.until_on,
		('x' || encode(substr(sha256(convert_to(concat_ws('/', q.project_id, to_char(q.period, 'YYYY-MM-DD'), c.scheme_id, c.version), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint,
		e.extversion, digest
	FROM project_period q
		CROSS JOIN current_scheme c
		JOIN pg_extension e ON e.extname = 'service_eval'
		LEFT JOIN current_run r ON r.project_id = q.project_id AND r.scheme_id = c.scheme_id AND r.period IS NOT DISTINCT FROM q.period
	WHERE q.project_id = $1
		AND (only_period IS NULL
			OR (coalesce(q.period >= only_period, true)
				AND EXISTS (SELECT FROM project_period o WHERE o.project_id = $1 AND o.period = only_period)))
		AND ((r.sealed_at IS NULL AND (force OR r.input_digest IS DISTINCT FROM digest OR r.cutoff IS DISTINCT FROM q.until_on))
			OR EXISTS (SELECT FROM awaited_rerun a WHERE a.project_id = q.project_id AND a.scheme_id = c.scheme_id AND a.period IS NOT DISTINCT FROM q.period))
	ORDER BY c.display_order, c.scheme_id, q.period;
	GET DIAGNOSTICS runs = ROW_COUNT;
	-- also where nothing has changed: the clusters are no facts, so the digest does not tell whether they are there
	PERFORM match_photos($1);
	IF runs = 0 AND withdrawn = 0 THEN
		RETURN 0;
	END IF;

	-- Values, and the points they earn.  A target that the scheme leaves open is the median of the sites; improvement is that on
	-- the quarter before.  The error of the points is half of what lies between the points at one standard error below and
	-- above: nothing where more or less earns the same.
	WITH m AS MATERIALIZED (SELECT * FROM measure($1)),
	median AS (
		SELECT m.period, m.code, percentile_cont(0.5) WITHIN GROUP (ORDER BY m.value::float8)::numeric AS median
		FROM m
		WHERE m.scope = 'site' AND abs(m.value) < 'Infinity'
		GROUP BY m.period, m.code
	),
	left_out AS (
		INSERT INTO key_child_left_out (project_id, run_id, site_id)
		SELECT r.project_id, r.run_id, m.scope_key::bigint
		FROM m JOIN evaluation_run r ON r.project_id = $1 AND r.status = 'running' AND r.period IS NOT DISTINCT FROM m.period
		WHERE m.code = 'key_child_left_out' AND m.value = 1
	)
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, std_error, lo, hi, points, points_error, available, n, status)
	SELECT r.project_id, r.run_id, m.scope, m.scope_key, m.code, trim_scale(m.value), trim_scale(m.std_error), trim_scale(m.lo),
		trim_scale(CASE WHEN i.code IS NULL THEN m.hi WHEN i.rule = 'ratio' THEN y.target ELSE coalesce(i.hi, i.lo) END),
		trim_scale(earned_points(m.value, i.rule, i.direction, y.target, i.lo, i.hi, b.value, i.points)),
		trim_scale(abs(earned_points(m.value + m.std_error, i.rule, i.direction, y.target, i.lo, i.hi, b.value, i.points)
			- earned_points(m.value - m.std_error, i.rule, i.direction, y.target, i.lo, i.hi, b.value, i.points)) / 2),
		trim_scale(i.points), m.n,
		CASE WHEN i.code IS NOT NULL THEN CASE WHEN m.value IS NULL THEN 'not_measured' ELSE coalesce(m.status, 'measured') END ELSE m.status END
	FROM m
		JOIN evaluation_run r ON r.project_id = $1 AND r.status = 'running' AND r.period IS NOT DISTINCT FROM m.period
		LEFT JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.scheme_version AND i.code = m.code
		LEFT JOIN median d ON d.period IS NOT DISTINCT FROM m.period AND d.code = m.code
		LEFT JOIN m b ON b.period = m.period - interval '3 months' AND b.scope = m.scope AND b.scope_key = m.scope_key AND b.code = m.code
		CROSS JOIN LATERAL (SELECT coalesce(i.target, d.median) AS target) y
	-- another scheme's indicator, a code in capitals, is none of this run's business
	WHERE i.code IS NOT NULL OR (m.code COLLATE "C" !~ '^[A-Z]' AND m.code <> 'key_child_left_out');

	-- Does the home exist on paper only?  stopped: nobody is there; formal: the target is met on paper, and half of it or more was
	-- not felt; suspended: half or more of what was reported was not.  Where satisfaction is not known, what would be so even if
	-- it was full is said, and nothing else.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, n, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, 'suspension_index',
		trim_scale(round(suspension_index(e.reported, e.deduplicated, e.verified, e.satisfaction)::numeric, 6)), e.reported,
		CASE
			WHEN e.idle_days >= 60 OR e.post_vacant = 1 THEN 'stopped'
			WHEN e.reported = 0 THEN NULL
			WHEN e.reported >= 0.8 * e.target AND e.verified * coalesce(e.satisfaction, 100) / 100 < 0.5 * e.target THEN 'formal'
			WHEN e.verified * coalesce(e.satisfaction, 100) / 100 <= 0.5 * e.reported THEN 'suspended'
			WHEN e.verified IS NOT NULL AND e.satisfaction IS NOT NULL THEN 'active'
		END
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key,
			max(e.value) FILTER (WHERE e.code = 'target') AS target,
			max(e.value) FILTER (WHERE e.code = 'reported') AS reported,
			max(e.value) FILTER (WHERE e.code = 'deduplicated') AS deduplicated,
			max(e.value) FILTER (WHERE e.code = 'verified') AS verified,
			max(e.value) FILTER (WHERE e.code = 'satisfaction') AS satisfaction,
			max(e.value) FILTER (WHERE e.code = 'idle_days') AS idle_days,
			max(e.value) FILTER (WHERE e.code = 'post_vacant') AS post_vacant
		FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
		WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site'
		GROUP BY e.project_id, e.run_id, e.scope_key
	) e;

	-- Score of a site: 100 x earned / applicable points of what was measured, half up to four decimals.  Rated when at
	-- least 80 % of its applicable points were measured and its satisfaction can be ranked by.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, points, available, n, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, 'score',
		CASE WHEN rated THEN round(e.score::numeric, 4) END, e.earned, e.available, e.indicators,
		CASE WHEN rated THEN 'rated' ELSE 'not_rated' END
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key,
			evaluation_score(e.points, e.available) AS score,
			sum(e.points) AS earned, sum(e.available) AS available, count(e.available) AS indicators,
			coalesce(sum(e.available) FILTER (WHERE e.points IS NOT NULL) >= 0.8 * sum(e.available)
				AND bool_or(e.status = 'ranked') FILTER (WHERE e.code = 'effective_responses'), false) AS rated
		FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
		WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site'
		GROUP BY e.project_id, e.run_id, e.scope_key
	) e;

	-- The geometric mean beside it, in which nothing can make up for a part that is missing; a blank one counts 1 of 100, or
	-- one would be the end.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, n, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, 'shadow_score', round(e.score::numeric, 4), e.n, 'rated'
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key, bool_or(e.code = 'score' AND e.status = 'rated') AS rated,
			geometric_score(1 + 99 * (e.points / e.available)::float8, e.available::float8) FILTER (WHERE e.code <> 'score' AND e.points IS NOT NULL) AS score,
			count(e.points) FILTER (WHERE e.code <> 'score') AS n
		FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
		WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site' AND e.available IS NOT NULL
		GROUP BY e.project_id, e.run_id, e.scope_key
	) e
	WHERE e.rated;

	-- What caps a grade, whatever the score.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, c.code, trim_scale(c.value), c.status
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key,
			max(e.value) FILTER (WHERE e.code = 'reported') AS reported,
			max(e.value) FILTER (WHERE e.code = 'verified') AS verified,
			max(e.value) FILTER (WHERE e.code = 'suspension_index') AS suspension_index,
			max(e.value) FILTER (WHERE e.code = 'vacant_days') AS vacant_days
		FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
		WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site'
		GROUP BY e.project_id, e.run_id, e.scope_key
	) e
		CROSS JOIN LATERAL (VALUES
			('limiter_suspension', e.suspension_index, e.suspension_index >= 0.5, 'medium'),
			('limiter_verification', round(e.verified / nullif(e.reported, 0), 6), e.verified < 0.9 * e.reported, 'good'),
			('limiter_vacancy', e.vacant_days, e.vacant_days > 90, 'medium')) AS c (code, value, holds, status)
	WHERE c.holds;

	-- what follows from the stored score: ties are ties to the fourth decimal, everywhere
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, n, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, c.code, c.value, e.rated, c.status
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key,
			count(*) OVER run AS rated,
			rank() OVER (run ORDER BY e.score DESC) AS rank,
			rank() OVER (run ORDER BY e.shadow_score DESC) AS shadow_rank,
			score_quintile(e.score) OVER run AS quintile,
			performance_band(e.score) OVER run AS band,
			grade(e.score, e.cap)::text AS grade
		FROM (
			SELECT e.project_id, e.run_id, e.scope_key,
				max(e.value) FILTER (WHERE e.code = 'score' AND e.status = 'rated') AS score,
				max(e.value) FILTER (WHERE e.code = 'shadow_score') AS shadow_score,
				min(CASE WHEN e.code IN ('limiter_suspension', 'limiter_verification', 'limiter_vacancy') THEN e.status::performance_grade END) AS cap
			FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
			WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site'
				AND e.code IN ('score', 'shadow_score', 'limiter_suspension', 'limiter_verification', 'limiter_vacancy')
			GROUP BY e.project_id, e.run_id, e.scope_key
		) e
		WHERE e.score IS NOT NULL
		WINDOW run AS (PARTITION BY e.project_id, e.run_id)
	) e
		CROSS JOIN LATERAL (VALUES ('rank', rank, NULL), ('shadow_rank', shadow_rank, NULL), ('quintile', quintile, NULL), ('band', NULL, band), ('grade', NULL, grade))
			AS c (code, value, status);

	-- The project: its own points, and for the rest the mean of its rated sites by their rosters, which are no result: the sum over a
	-- township, which is hidden where it is small, would follow.
	WITH village AS MATERIALIZED (
		SELECT v.run_id, count(*) AS sites,
			CASE WHEN sum(v.roster) > 0 THEN sum(v.roster * v.score) / sum(v.roster) ELSE avg(v.score) END AS mean
		FROM (
			SELECT e.run_id, e.value AS score, coalesce(b.children, 0) AS roster
			FROM evaluation_run r
				JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.code = 'score' AND e.status = 'rated'
				LEFT JOIN (SELECT site_id::text AS scope_key, count(*) AS children FROM beneficiary WHERE project_id = $1 GROUP BY site_id) b ON b.scope_key = e.scope_key
			WHERE r.project_id = $1 AND r.status = 'running'
		) v
		GROUP BY v.run_id
	),
	own AS MATERIALIZED (
		SELECT e.run_id, coalesce(sum(e.points), 0) AS points, coalesce(sum(e.available) FILTER (WHERE e.points IS NOT NULL), 0) AS available,
			sum(e.available) AS asked
		FROM evaluation_result e
		WHERE e.project_id = $1 AND e.scope = 'project' AND e.available IS NOT NULL
		GROUP BY e.run_id
	)
	INSERT INTO evaluation_result (project_id, run_id, scope, code, value, points, available, n, status)
	SELECT $1, p.run_id, 'project', c.code, c.value, c.points, c.available, p.sites, c.status
	FROM (
		SELECT r.run_id, v.sites, coalesce(o.points, 0) AS points, coalesce(o.available, 0) AS available,
			round(100 * (coalesce(o.points, 0) + (s.points - coalesce(o.asked, 0)) * v.mean / 100)
				/ nullif(coalesce(o.available, 0) + s.points - coalesce(o.asked, 0), 0), 4) AS score
		FROM evaluation_run r
			JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.scheme_version
			LEFT JOIN own o ON o.run_id = r.run_id
			LEFT JOIN village v ON v.run_id = r.run_id
		WHERE r.project_id = $1 AND r.status = 'running'
	) p
		CROSS JOIN LATERAL (VALUES
			('score', p.score, trim_scale(p.points), trim_scale(p.available), CASE WHEN p.score IS NULL THEN 'not_rated' ELSE 'rated' END),
			('grade', NULL, NULL, NULL, grade(p.score)::text)) AS c (code, value, points, available, status)
	WHERE c.code = 'score' OR p.score IS NOT NULL;

	-- Who got the resources: of the project as a whole, and nothing that tells how many children of which level a site has.
	INSERT INTO evaluation_result (project_id, run_id, scope, code, value, std_error, lo, hi, n, status)
	SELECT r.project_id, r.run_id, 'project', t.code, trim_scale(t.value), trim_scale(t.std_error), trim_scale(t.lo), trim_scale(t.hi), t.n, t.status
	FROM resource_tilt($1) t
		JOIN evaluation_run r ON r.project_id = $1 AND r.status = 'running' AND r.scheme_id = t.profile AND r.period IS NOT DISTINCT FROM t.period;

	-- How sure a rank is: in each of many draws the points of the rated sites vary by their errors and the weights of the
	-- indicators around the scheme's.  Once with both, once with the errors of the data alone and once with the weights
	-- alone, so that an appeal knows which of them matters.  Fewer draws where they would not fit into memory: from 25,000
	-- sites on.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, lo, hi, n)
	SELECT u.project_id, u.run_id, 'site', u.scope_key, c.code || u.suffix, trim_scale(c.value::numeric), c.lo, c.hi, u.draws
	FROM (
		SELECT p.project_id, p.run_id, p.scope_key, p.draws, v.suffix,
			rank_uncertainty(p.points, CASE WHEN v.data THEN p.errors END, p.weights, p.draws,
				CASE WHEN v.weights THEN p.concentration END, p.seed) OVER (PARTITION BY p.project_id, p.run_id, v.suffix) AS u
		FROM (
			SELECT e.project_id, e.run_id, e.scope_key, s.concentration::float8 AS concentration, r.seed,
				least(s.draws, 250000000 / count(*) OVER (PARTITION BY e.project_id, e.run_id))::integer AS draws,
				array_agg(o.points::float8 ORDER BY i.code COLLATE "C") AS points,
				array_agg(coalesce(o.points_error, 0)::float8 ORDER BY i.code COLLATE "C") AS errors,
				array_agg(i.points::float8 ORDER BY i.code COLLATE "C") AS weights
			FROM evaluation_run r
				JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id
					AND e.scope = 'site' AND e.code = 'score' AND e.status = 'rated'
				JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.scheme_version
				JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.scheme_version
				LEFT JOIN evaluation_result o ON o.project_id = e.project_id AND o.run_id = e.run_id
					AND o.scope = 'site' AND o.scope_key = e.scope_key AND o.code = i.code
			WHERE r.project_id = $1 AND r.status = 'running'
			GROUP BY e.project_id, e.run_id, e.scope_key, s.draws, s.concentration, r.seed
		) p
			CROSS JOIN (VALUES ('', true, true), ('_data', true, false), ('_weights', false, true)) AS v (suffix, data, weights)
	) u
		CROSS JOIN LATERAL (VALUES
			('expected_rank', (u.u).expected_rank, (u.u).rank_low, (u.u).rank_high),
			('p_top', (u.u).p_top, NULL, NULL),
			('p_bottom', (u.u).p_bottom, NULL, NULL)) AS c (code, value, lo, hi);

	-- the new runs take the place of the current ones; of those the row stays; the results go,
	-- unless they are official or contested
	UPDATE evaluation_run old SET status = 'superseded'
	FROM evaluation_run new
	WHERE old.project_id = $1 AND old.status = 'finished' AND new.status = 'running'
		AND new.project_id = old.project_id AND new.scheme_id = old.scheme_id AND new.period IS NOT DISTINCT FROM old.period;

	IF EXISTS (SELECT FROM awaited_rerun a WHERE a.project_id = $1) THEN
		UPDATE appeal a SET rerun_id = r.run_id
		FROM awaited_rerun w JOIN evaluation_run r ON r.project_id = w.project_id AND r.scheme_id = w.scheme_id AND r.period IS NOT DISTINCT FROM w.period
		WHERE a.project_id = w.project_id AND a.appeal_id = w.appeal_id AND w.project_id = $1 AND r.status = 'running';
	END IF;

	UPDATE evaluation_run r SET status = 'finished', finished_at = clock_timestamp()
	WHERE r.project_id = $1 AND r.status = 'running';

	DELETE FROM evaluation_result e
	USING evaluation_run r
	WHERE r.project_id = $1 AND r.status = 'superseded' AND r.sealed_at IS NULL AND e.project_id = r.project_id AND e.run_id = r.run_id
		AND NOT EXISTS (SELECT FROM appeal a WHERE a.project_id = r.project_id AND a.run_id = r.run_id);

	DELETE FROM key_child_left_out k
	USING evaluation_run r
	WHERE r.project_id = $1 AND r.status = 'superseded' AND r.sealed_at IS NULL AND k.project_id = r.project_id AND k.run_id = r.run_id
		AND NOT EXISTS (SELECT FROM appeal a WHERE a.project_id = r.project_id AND a.run_id = r.run_id);

	RETURN runs + withdrawn;
END
$$;
COMMENT ON FUNCTION refresh_project(bigint, date, boolean) IS 'computes the results of one project inside the caller''s transaction; the number of runs made or withdrawn | 计算单个项目的结果，返回新增或撤回的批次数';

-- The nightly job.  It commits after every project, so it must not be called inside a transaction block.
CREATE OR REPLACE PROCEDURE refresh_rankings(only_project bigint DEFAULT NULL, only_period date DEFAULT NULL, force boolean DEFAULT false)
LANGUAGE plpgsql
AS $$
-- No SET clause here: a procedure with one cannot commit.  Every name is qualified instead.
DECLARE
	projects	bigint[];
	project		bigint;
	title		text;
	started		timestamptz;
	runs		integer;
	failed		integer := 0;
	failures	text := '';
	first_state	text;
	state		text;
	message		text;
BEGIN
	IF only_period IS NOT NULL AND only_period OPERATOR(pg_catalog.<>) pg_catalog.date_trunc('quarter', only_period::pg_catalog.timestamp)::pg_catalog.date THEN
		RAISE EXCEPTION 'period % is not the first day of a quarter', only_period
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = pg_catalog.format('Its quarter is %s.', pg_catalog.date_trunc('quarter', only_period::pg_catalog.timestamp)::pg_catalog.date);
	END IF;

	projects := ARRAY(SELECT DISTINCT p.project_id FROM @workspace@.project p
					  WHERE only_project IS NULL OR p.project_id OPERATOR(pg_catalog.=) only_project
					  ORDER BY p.project_id);
	IF only_project IS NOT NULL AND pg_catalog.cardinality(projects) OPERATOR(pg_catalog.=) 0 THEN
		RAISE EXCEPTION 'project % does not exist', only_project
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table project of this workspace lists the projects.';
	END IF;

	-- inside a transaction block this fails at once, and not after the work
	COMMIT;

	FOREACH project IN ARRAY projects LOOP
		started := pg_catalog.clock_timestamp();
		title := (SELECT pg_catalog.format('project %s (%s)', project, pg_catalog.min(p.name))
				  FROM @workspace@.project p WHERE p.project_id OPERATOR(pg_catalog.=) project);

		-- Whoever has the lock refreshes the project; it is freed by the COMMIT below.  Its digest is taken by a later
		-- statement, which sees all that was committed before the lock was.
		IF pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('@workspace@.refresh_rankings', project)) THEN
			BEGIN
				runs := @workspace@.refresh_project(project, only_period, force);
				IF runs OPERATOR(pg_catalog.>) 0 THEN
					RAISE NOTICE '%: % runs in % s', title, runs,
						pg_catalog.round(extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) started), 1);
				ELSE
					RAISE NOTICE '%: unchanged', title;
				END IF;
			EXCEPTION WHEN OTHERS THEN
				-- not the detail: it may quote a row, and more people read this table than that one
				GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
				INSERT INTO @workspace@.evaluation_run (project_id, period, extension_version, status, error, finished_at)
				SELECT project, only_period, e.extversion, 'failed', pg_catalog.format('%s (SQLSTATE %s)', message, state), pg_catalog.clock_timestamp()
				FROM pg_catalog.pg_extension e WHERE e.extname OPERATOR(pg_catalog.=) 'service_eval';
				failed := failed OPERATOR(pg_catalog.+) 1;
				failures := pg_catalog.concat(failures, E'\n', title, ': ', message);
				first_state := coalesce(first_state, state);
				RAISE NOTICE '%: failed: %', title, message;
			END;
		ELSE
			RAISE NOTICE '%: being refreshed by another session', title;
		END IF;
		COMMIT;
	END LOOP;

	IF failed OPERATOR(pg_catalog.>) 0 THEN
		-- a scheduler must see red, although all that could be refreshed has been
		RAISE EXCEPTION '% of % projects could not be refreshed', failed, pg_catalog.cardinality(projects)
			USING ERRCODE = first_state,
				  DETAIL = pg_catalog.ltrim(failures, E'\n'),
				  HINT = 'The other projects are up to date. Failed runs are listed in the table evaluation_run.';
	END IF;
END
$$;
COMMENT ON PROCEDURE refresh_rankings(bigint, date, boolean) IS 'computes the rankings of all projects, or of one, from a quarter on; unchanged ones are left alone unless forced | 刷新排名（可限定项目与季度；未变更者跳过，force可强制）';
-- Whom to visit in a quarter.
--
-- Every site that is open in the quarter gets a risk stratum from what was verified of its reports before the quarter:
--
--	green	V/R >= 0.95		amber	V/R >= 0.90, or never checked		red		below, or nothing was reported
--
-- Of each stratum a share is drawn, and then the floor: a share of all sites that were not drawn, whatever their stratum, at least
-- one.  So nobody can be sure of being left alone.  Shares are rounded up.  The order of the draw and the days are SHA-256 of the
-- seed and the site: the same seed gives the same plan, and without the seed nobody can foresee it.  Days that are over when the
-- plan is made are not drawn.
CREATE OR REPLACE FUNCTION plan_visits(project_id bigint, period date, seed bigint DEFAULT NULL,
	green numeric DEFAULT 0.05, amber numeric DEFAULT 0.10, red numeric DEFAULT 0.50, floor numeric DEFAULT 0.05)
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	-- 64 random bits of the server's strong generator
	chosen	bigint := coalesce($3, ('x' || right(gen_random_uuid()::text, 12) || left(gen_random_uuid()::text, 4))::bit(64)::bigint);
	lot		text := concat_ws('/', chosen, $1, to_char($2, 'YYYY-MM-DD'));
	share	record;
	drawn	bigint;
BEGIN
	IF $2 IS NULL OR $2 <> date_trunc('quarter', $2::timestamp)::date THEN
		RAISE EXCEPTION 'period % is not the first day of a quarter', coalesce($2::text, 'NULL')
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = coalesce('Its quarter is ' || date_trunc('quarter', $2::timestamp)::date || '.', 'Quarters begin on the first day of January, April, July and October.');
	END IF;
	IF $2 + interval '3 months' <= current_date THEN
		RAISE EXCEPTION 'the quarter of % is over', $2
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = 'Its strata decide whose checks speak for whom, so they are set before the visits.',
				  HINT = 'What was planned elsewhere can be entered into the table visit_plan.';
	END IF;
	IF NOT EXISTS (SELECT FROM project p WHERE p.project_id = $1) THEN
		RAISE EXCEPTION 'project % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table project of this workspace lists the projects.';
	END IF;
	FOR share IN SELECT s.name, s.value FROM (VALUES ('green', $4), ('amber', $5), ('red', $6), ('floor', $7)) AS s (name, value)
				 WHERE s.value IS NULL OR NOT s.value BETWEEN 0 AND 1
	LOOP
		RAISE EXCEPTION 'share "%" must be between 0 and 1, not %', share.name, coalesce(share.value::text, 'NULL')
			USING ERRCODE = 'numeric_value_out_of_range',
				  HINT = 'It is the share of the sites to visit: 0.05 is 5 %.';
	END LOOP;
	IF EXISTS (SELECT FROM visit_plan p WHERE p.project_id = $1 AND p.period = $2) THEN
		RAISE EXCEPTION 'visits to project % in the quarter of % are planned already', $1, $2
			USING ERRCODE = 'unique_violation',
				  HINT = format('To draw again: DELETE FROM visit_plan WHERE project_id = %s AND period = %L;', $1, $2);
	END IF;

	INSERT INTO visit_plan (project_id, period, site_id, stratum, due, drawn, seed)
	SELECT $1, $2, f.site_id, f.stratum,
		CASE WHEN f.drawn IS NOT NULL THEN
			f.from_on + floor((f.until_on - f.from_on + 1)
				* (('x' || encode(substr(sha256(convert_to(concat_ws('/', lot, f.site_id, 'day'), 'UTF8')), 1, 4), 'hex'))::bit(32)::bigint / 4294967296.0))::integer END,
		f.drawn, chosen
	FROM (
		SELECT d.site_id, d.stratum, d.from_on, d.until_on,
			CASE WHEN d.in_stratum THEN 'stratum'
				WHEN row_number() OVER (PARTITION BY d.in_stratum ORDER BY d.second_lot) <= ceil($7 * count(*) OVER (PARTITION BY d.in_stratum)) THEN 'floor' END AS drawn
		FROM (
			SELECT k.site_id, k.stratum, k.from_on, k.until_on,
				row_number() OVER (PARTITION BY k.stratum ORDER BY sha256(convert_to(concat_ws('/', lot, k.site_id, 'stratum'), 'UTF8')))
					<= ceil(CASE k.stratum WHEN 'green' THEN $4 WHEN 'amber' THEN $5 ELSE $6 END * count(*) OVER (PARTITION BY k.stratum)) AS in_stratum,
				sha256(convert_to(concat_ws('/', lot, k.site_id, 'floor'), 'UTF8')) AS second_lot
			FROM (
				SELECT s.site_id,
					greatest($2, p.start_on, s.opened_on, current_date) AS from_on,
					least(($2 + interval '3 months')::date - 1, p.end_on, s.closed_on) AS until_on,
					CASE WHEN h.reported = 0 THEN 'red'
						WHEN h.factor IS NULL THEN 'amber'
						WHEN h.factor >= 0.95 THEN 'green'
						WHEN h.factor >= 0.90 THEN 'amber'
						ELSE 'red' END AS stratum
				FROM project p
					JOIN site s ON s.project_id = p.project_id
					LEFT JOIN (
						-- all quarters before, as they were published
						SELECT e.scope_key, sum(e.value) FILTER (WHERE e.code = 'reported') AS reported,
							CASE WHEN bool_and(e.value IS NOT NULL) THEN sum(e.value) FILTER (WHERE e.code = 'verified') END
								/ nullif(sum(e.value) FILTER (WHERE e.code = 'reported'), 0) AS factor
						FROM headline_run r
							JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.code IN ('reported', 'verified')
						WHERE r.project_id = $1 AND r.period < $2
						GROUP BY e.scope_key
					) h ON h.scope_key = s.site_id::text
				WHERE p.project_id = $1
			) k
			WHERE k.from_on <= k.until_on
		) d
	) f;

	SELECT count(p.due) INTO drawn FROM visit_plan p WHERE p.project_id = $1 AND p.period = $2;
	IF NOT EXISTS (SELECT FROM visit_plan p WHERE p.project_id = $1 AND p.period = $2) THEN
		RAISE EXCEPTION 'project % has no site that is open in the quarter of %', $1, $2
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The tables project and site tell when they are.';
	END IF;
	RETURN drawn;
END
$$;
COMMENT ON FUNCTION plan_visits(bigint, date, bigint, numeric, numeric, numeric, numeric) IS 'draws the sites to visit in a quarter, by risk and at random; the number drawn | 按风险分层随机抽取季度核查服务点，返回抽中数';
-- The results of a run are gathered once and then joined, whatever the planner knows: OFFSET 0 keeps it from gathering them
-- anew for each site where tables were never analyzed.
CREATE VIEW village_ranking WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, e.site_id, e.division_code, e.village, e.township,
	e.score, e.grade, e.rank, e.quintile, e.band, e.rank_low, e.rank_high, e.p_top, e.p_bottom, e.satisfaction, e.status,
	e.shadow_score, e.shadow_rank, e.limiters
FROM current_run r
	CROSS JOIN LATERAL (
		SELECT s.site_id, s.division_code, v.name AS village, v.township, e.*
		FROM (
			SELECT e.scope_key,
				max(e.value) FILTER (WHERE e.code = 'score')::numeric(7,4) AS score,
				max(e.status) FILTER (WHERE e.code = 'grade') AS grade,
				max(e.value) FILTER (WHERE e.code = 'rank')::integer AS rank,
				max(e.value) FILTER (WHERE e.code = 'quintile')::integer AS quintile,
				max(e.status) FILTER (WHERE e.code = 'band') AS band,
				max(e.lo) FILTER (WHERE e.code = 'expected_rank')::integer AS rank_low,
				max(e.hi) FILTER (WHERE e.code = 'expected_rank')::integer AS rank_high,
				max(e.value) FILTER (WHERE e.code = 'p_top')::float8 AS p_top,
				max(e.value) FILTER (WHERE e.code = 'p_bottom')::float8 AS p_bottom,
				max(e.value) FILTER (WHERE e.code = 'satisfaction')::numeric(7,4) AS satisfaction,
				max(e.status) FILTER (WHERE e.code = 'score') AS status,
				max(e.value) FILTER (WHERE e.code = 'shadow_score')::numeric(7,4) AS shadow_score,
				max(e.value) FILTER (WHERE e.code = 'shadow_rank')::integer AS shadow_rank,
				string_agg(substr(e.code, 9), ', ' ORDER BY e.code) FILTER (WHERE e.code LIKE 'limiter%') AS limiters
			FROM evaluation_result e
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
				AND e.code IN ('score', 'grade', 'rank', 'quintile', 'band', 'expected_rank', 'p_top', 'p_bottom', 'satisfaction', 'shadow_score', 'shadow_rank',
					'limiter_suspension', 'limiter_verification', 'limiter_vacancy')
			GROUP BY e.scope_key
		) e
			JOIN site s ON s.project_id = r.project_id AND s.site_id = e.scope_key::bigint
			JOIN village v ON v.division_code = s.division_code
		OFFSET 0
	) e;
COMMENT ON VIEW village_ranking IS 'Who is where, and how sure are we? | 各村排名如何，把握有多大？';
COMMENT ON COLUMN village_ranking.project_id IS 'project | 项目';
COMMENT ON COLUMN village_ranking.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN village_ranking.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN village_ranking.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_ranking.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_ranking.village IS 'village | 村';
COMMENT ON COLUMN village_ranking.township IS 'township | 乡镇';
COMMENT ON COLUMN village_ranking.score IS 'score, 0 to 100; empty when not rated | 得分（未评则为空）';
COMMENT ON COLUMN village_ranking.grade IS 'excellent (from 90), good (80), medium (60) or poor | 等级：优、良、中、差';
COMMENT ON COLUMN village_ranking.rank IS 'rank among the rated; ties share the better | 名次（并列取优）';
COMMENT ON COLUMN village_ranking.quintile IS 'fifth of the rated sites, 5 is best | 五分位（5最优）';
COMMENT ON COLUMN village_ranking.band IS 'top 20 %, middle or bottom 20 % | 档次：前20%、中间、后20%';
COMMENT ON COLUMN village_ranking.rank_low IS 'in 90 of 100 draws the rank lies between this one | 名次区间下限（90%）';
COMMENT ON COLUMN village_ranking.rank_high IS 'and this one | 名次区间上限（90%）';
COMMENT ON COLUMN village_ranking.p_top IS 'probability of the top 20 %, 0 to 1 | 位于前20%的概率';
COMMENT ON COLUMN village_ranking.p_bottom IS 'probability of the bottom 20 %, 0 to 1 | 位于后20%的概率';
COMMENT ON COLUMN village_ranking.satisfaction IS 'satisfaction of children and guardians, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN village_ranking.status IS 'rated, or not_rated for want of data | 是否参评（数据不足则不评）';
COMMENT ON COLUMN village_ranking.shadow_score IS 'geometric mean of the indicators, in which nothing can make up for a part that is missing | 几何平均得分（短板不可互补）';
COMMENT ON COLUMN village_ranking.shadow_rank IS 'rank by it | 几何平均名次';
COMMENT ON COLUMN village_ranking.limiters IS 'what caps the grade: suspension (medium), vacancy (medium), verification (good) | 等级上限的原因：悬浮、空缺（不高于中），核实不足（不高于良）';
CREATE VIEW village_scorecard WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, e.site_id, e.division_code, e.village, e.township,
	e.code, e.dimension, e.indicator, e.value, e.target,
	e.points, e.available, e.n, e.status, e.std_error, e.points_error, e.direction, e.rule, e.limiter
FROM current_run r
	-- gathered once for each run (see village_ranking)
	CROSS JOIN LATERAL (
		SELECT s.site_id, s.division_code, v.name AS village, v.township,
			i.code, i.dimension, i.name AS indicator, e.value, e.hi AS target,
			e.points, e.available, e.n, e.status, e.std_error, e.points_error, i.direction, i.rule, e.limiter
		FROM (
			-- a limiter stands beside the indicator that it has to do with
			SELECT e.scope_key, e.code, e.value, e.hi, e.points, e.available, e.n, e.status, e.std_error, e.points_error,
				string_agg(l.name || ': at most ' || e.status, ', ') OVER (PARTITION BY e.scope_key, coalesce(l.code, e.code)
					ORDER BY l.name ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS limiter
			FROM evaluation_result e
				LEFT JOIN (VALUES ('limiter_suspension', 'O1', 'suspension'), ('limiter_verification', 'O1', 'verification'), ('limiter_vacancy', 'B4', 'vacancy')) AS l (limiter, code, name)
					ON l.limiter = e.code
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
		) e
			JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.scheme_version AND i.code = e.code
			JOIN site s ON s.project_id = r.project_id AND s.site_id = e.scope_key::bigint
			JOIN village v ON v.division_code = s.division_code
		OFFSET 0
	) e;
COMMENT ON VIEW village_scorecard IS 'Why this score? Indicator by indicator | 为何得此分？逐项列出';
COMMENT ON COLUMN village_scorecard.project_id IS 'project | 项目';
COMMENT ON COLUMN village_scorecard.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN village_scorecard.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN village_scorecard.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_scorecard.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_scorecard.village IS 'village | 村';
COMMENT ON COLUMN village_scorecard.township IS 'township | 乡镇';
COMMENT ON COLUMN village_scorecard.code IS 'code of the indicator | 指标代码';
COMMENT ON COLUMN village_scorecard.dimension IS 'execution, output, benefit or satisfaction | 维度';
COMMENT ON COLUMN village_scorecard.indicator IS 'name of the indicator | 指标名称';
COMMENT ON COLUMN village_scorecard.value IS 'raw value; empty when not measured | 原始值（未测则为空）';
COMMENT ON COLUMN village_scorecard.target IS 'value that earns all points; of a band its upper end, or the lower where that is open | 满分目标值（band为区间上限，上限不限则为下限）';
COMMENT ON COLUMN village_scorecard.points IS 'points earned | 得分';
COMMENT ON COLUMN village_scorecard.available IS 'points available | 满分';
COMMENT ON COLUMN village_scorecard.n IS 'number of facts behind it | 依据的记录数';
COMMENT ON COLUMN village_scorecard.status IS 'measured or not_measured | 是否已测';
COMMENT ON COLUMN village_scorecard.std_error IS 'standard error of the value; empty where it is known exactly | 原始值的标准误（确切值则为空）';
COMMENT ON COLUMN village_scorecard.points_error IS 'standard error of the points | 得分的标准误';
COMMENT ON COLUMN village_scorecard.direction IS 'higher or lower is better | 方向：越高越好或越低越好';
COMMENT ON COLUMN village_scorecard.rule IS 'rule by which the value earns points | 计分规则';
COMMENT ON COLUMN village_scorecard.limiter IS 'cap of the grade that follows from what this indicator is about | 由此产生的等级上限';
-- Means over the sites of a band, so that a row reads: this is what the top has and the bottom lacks.
CREATE VIEW band_comparison WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, e.code, i.name AS indicator,
	avg(e.value) FILTER (WHERE e.band = 'top') AS top_mean,
	avg(e.value) FILTER (WHERE e.band = 'middle') AS middle_mean,
	avg(e.value) FILTER (WHERE e.band = 'bottom') AS bottom_mean,
	avg(e.value) FILTER (WHERE e.band = 'top') - avg(e.value) FILTER (WHERE e.band = 'bottom') AS difference,
	count(e.value) FILTER (WHERE e.band = 'top') AS top_sites,
	count(e.value) FILTER (WHERE e.band = 'bottom') AS bottom_sites
FROM current_run r
	-- in one pass, however many sites there are
	CROSS JOIN LATERAL (
		SELECT e.code, e.value, max(e.status) FILTER (WHERE e.code = 'band') OVER (PARTITION BY e.scope_key) AS band
		FROM evaluation_result e
		WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
	) e
	LEFT JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.scheme_version AND i.code = e.code
WHERE e.band IS NOT NULL
	AND e.code NOT IN ('rank', 'quintile', 'band', 'grade', 'target', 'late_expected', 'shadow_rank') AND abs(e.value) < 'Infinity'
	AND e.code !~ '^limiter_' AND e.code !~ '^(expected_rank|p_top|p_bottom)'
GROUP BY r.project_id, r.period, r.scheme_id, e.code, i.name;
COMMENT ON VIEW band_comparison IS 'What separates the top 20 % from the bottom 20 %? | 前20%与后20%差在哪里？';
COMMENT ON COLUMN band_comparison.project_id IS 'project | 项目';
COMMENT ON COLUMN band_comparison.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN band_comparison.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN band_comparison.code IS 'indicator, score, suspension_index, satisfaction with its effective_responses and unheard_share, quantities, idle_days, post_vacant (1 yes, 0 no), or context (see site_context) | 指标、得分、悬浮指数、满意度及其有效样本量与未表达意见占比、数量、无活动天数、负责人空缺，或背景因素代码';
COMMENT ON COLUMN band_comparison.indicator IS 'name of the indicator; empty for the others | 指标名称（其他为空）';
COMMENT ON COLUMN band_comparison.top_mean IS 'mean over the top 20 % | 前20%均值';
COMMENT ON COLUMN band_comparison.middle_mean IS 'mean over the middle | 中间档均值';
COMMENT ON COLUMN band_comparison.bottom_mean IS 'mean over the bottom 20 % | 后20%均值';
COMMENT ON COLUMN band_comparison.difference IS 'top mean less bottom mean | 前后均值之差';
COMMENT ON COLUMN band_comparison.top_sites IS 'sites of the top 20 % with a value | 前20%有值的服务点数';
COMMENT ON COLUMN band_comparison.bottom_sites IS 'sites of the bottom 20 % with a value | 后20%有值的服务点数';
CREATE VIEW contract_fulfilment WITH (security_invoker = true) AS
SELECT r.project_id, r.period, c.contract_id, c.item,
	e.target, e.reported, e.deduplicated, e.verified, e.missing,
	round(e.reported / nullif(e.target, 0), 6) AS reported_share,
	round(e.verified / nullif(e.target, 0), 6) AS verified_share,
	e.held, e.verified_lower, e.verified_upper, e.checked,
	round(e.verified / nullif(e.reported, 0), 6) AS verification_factor,
	e.late, round(e.late::numeric / nullif(e.reported, 0), 6) AS late_share, round(e.late / nullif(e.late_expected, 0), 4) AS late_rush
FROM headline_run r
	CROSS JOIN LATERAL (
		SELECT e.scope_key,
			max(e.value) FILTER (WHERE e.code = 'target') AS target,
			max(e.value) FILTER (WHERE e.code = 'reported')::bigint AS reported,
			max(e.value) FILTER (WHERE e.code = 'deduplicated')::bigint AS deduplicated,
			max(e.value) FILTER (WHERE e.code = 'verified') AS verified,
			max(e.value) FILTER (WHERE e.code = 'missing') AS missing,
			max(e.value) FILTER (WHERE e.code = 'held')::bigint AS held,
			max(e.lo) FILTER (WHERE e.code = 'verified') AS verified_lower,
			max(e.hi) FILTER (WHERE e.code = 'verified') AS verified_upper,
			max(e.n) FILTER (WHERE e.code = 'verified') AS checked,
			max(e.value) FILTER (WHERE e.code = 'late')::bigint AS late,
			max(e.value) FILTER (WHERE e.code = 'late_expected') AS late_expected
		FROM evaluation_result e
		WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'contract_item'
		GROUP BY e.scope_key
	) e
	JOIN contract_item c ON c.project_id = r.project_id AND c.contract_id || '/' || c.item = e.scope_key;
COMMENT ON VIEW contract_fulfilment IS 'Target, reported, distinct, verified, missing: what did we get, and who rushes at the end of a quarter? | 目标、上报、去重、核实、缺失各是多少，季末是否突击？';
COMMENT ON COLUMN contract_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN contract_fulfilment.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN contract_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN contract_fulfilment.item IS 'contract item | 合同内容';
COMMENT ON COLUMN contract_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN contract_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN contract_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN contract_fulfilment.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN contract_fulfilment.missing IS 'target less reported; negative when more was reported | 缺失量（目标减上报）';
COMMENT ON COLUMN contract_fulfilment.reported_share IS 'reported / target | 上报完成率';
COMMENT ON COLUMN contract_fulfilment.verified_share IS 'verified / target | 核实完成率';
COMMENT ON COLUMN contract_fulfilment.held IS 'of deduplicated, those that seem to repeat an earlier upload and wait for a decision | 疑似重复待判定数（未扣除）';
COMMENT ON COLUMN contract_fulfilment.verified_lower IS 'lower end of the 95 % interval of verified | 核实量95%区间下限';
COMMENT ON COLUMN contract_fulfilment.verified_upper IS 'upper end of it | 核实量95%区间上限';
COMMENT ON COLUMN contract_fulfilment.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN contract_fulfilment.verification_factor IS 'verified / reported | 核实系数（核实量/上报量）';
COMMENT ON COLUMN contract_fulfilment.late IS 'activities held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN contract_fulfilment.late_share IS 'late / reported | 季末活动占比';
COMMENT ON COLUMN contract_fulfilment.late_rush IS 'late / what it would be had they been spread evenly: 1 is even, 2 twice as many | 季末突击倍数（1为均匀）';
-- Discretionary resources of a quarter, over the sites ranked by their score of the quarter before: a score cannot be
-- the consequence of what was given later.
CREATE VIEW site_resource WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, x.scope_key, x.value AS resources, y.value AS earlier_score
FROM current_run r
	JOIN current_run b ON b.project_id = r.project_id AND b.scheme_id = r.scheme_id AND b.period = (r.period - interval '3 months')::date
	JOIN evaluation_result x ON x.project_id = r.project_id AND x.run_id = r.run_id AND x.scope = 'site' AND x.code = 'resources'
	JOIN evaluation_result y ON y.project_id = b.project_id AND y.run_id = b.run_id AND y.scope = 'site' AND y.scope_key = x.scope_key
		AND y.code = 'score' AND y.status = 'rated';
COMMENT ON VIEW site_resource IS 'What did a site get after which score? | 各服务点按前期得分获得了多少资源？';
COMMENT ON COLUMN site_resource.project_id IS 'project | 项目';
COMMENT ON COLUMN site_resource.period IS 'quarter of the resources | 资源所属季度';
COMMENT ON COLUMN site_resource.profile IS 'scheme of the score | 评分方案';
COMMENT ON COLUMN site_resource.scope_key IS 'site | 服务点';
COMMENT ON COLUMN site_resource.resources IS 'discretionary resources in yuan | 可自由裁量的资源（元）';
COMMENT ON COLUMN site_resource.earlier_score IS 'score of the quarter before | 前一季度得分';

-- Stored by the refresh, see resource_tilt().
CREATE VIEW resource_concentration WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile,
	max(e.value) FILTER (WHERE e.code = 'resource_sites')::bigint AS sites,
	round(max(e.value) FILTER (WHERE e.code = 'resource_total'), 2) AS resources,
	max(e.value) FILTER (WHERE e.code = 'resource_gini')::float8 AS gini,
	max(e.value) FILTER (WHERE e.code = 'resource_concentration')::float8 AS concentration_index,
	max(e.value) FILTER (WHERE e.code = 'resource_top_fifth')::float8 AS top_fifth_share,
	max(e.lo) FILTER (WHERE e.code = 'resource_gini')::float8 AS gini_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_gini')::float8 AS gini_upper,
	max(e.lo) FILTER (WHERE e.code = 'resource_concentration')::float8 AS concentration_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_concentration')::float8 AS concentration_upper,
	max(e.value) FILTER (WHERE e.code = 'resource_concentration_gini')::float8 AS concentration_gini,
	max(e.lo) FILTER (WHERE e.code = 'resource_concentration_gini')::float8 AS concentration_gini_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_concentration_gini')::float8 AS concentration_gini_upper,
	max(e.value) FILTER (WHERE e.code = 'need_concentration')::float8 AS need_concentration,
	max(e.value) FILTER (WHERE e.code = 'resource_tilt')::float8 AS tilt,
	max(e.lo) FILTER (WHERE e.code = 'resource_tilt')::float8 AS tilt_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_tilt')::float8 AS tilt_upper,
	max(e.value) FILTER (WHERE e.code = 'resource_band_ratio')::float8 AS top_bottom_ratio,
	max(e.lo) FILTER (WHERE e.code = 'resource_band_ratio')::float8 AS top_bottom_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_band_ratio')::float8 AS top_bottom_upper,
	max(e.value) FILTER (WHERE e.code = 'resource_elasticity')::float8 AS elasticity,
	max(e.lo) FILTER (WHERE e.code = 'resource_elasticity')::float8 AS elasticity_lower,
	max(e.hi) FILTER (WHERE e.code = 'resource_elasticity')::float8 AS elasticity_upper,
	max(e.value) FILTER (WHERE e.code = 'score_persistence')::float8 AS persistence,
	max(e.lo) FILTER (WHERE e.code = 'score_persistence')::float8 AS persistence_lower,
	max(e.hi) FILTER (WHERE e.code = 'score_persistence')::float8 AS persistence_upper,
	max(e.value) FILTER (WHERE e.code = 'bottom_persistence')::float8 AS bottom_stay_share,
	max(e.lo) FILTER (WHERE e.code = 'bottom_persistence')::float8 AS bottom_stay_lower,
	max(e.hi) FILTER (WHERE e.code = 'bottom_persistence')::float8 AS bottom_stay_upper,
	max(e.value) FILTER (WHERE e.code = 'score_divergence')::float8 AS divergence,
	max(e.lo) FILTER (WHERE e.code = 'score_divergence')::float8 AS divergence_lower,
	max(e.hi) FILTER (WHERE e.code = 'score_divergence')::float8 AS divergence_upper,
	max(e.value) FILTER (WHERE e.code = 'score_reliability')::float8 AS score_reliability,
	max(e.n) FILTER (WHERE e.code = 'resource_sites') AS compared,
	max(e.n) FILTER (WHERE e.code = 'resource_total') AS given,
	max(e.status) FILTER (WHERE e.code = 'resource_verdict') AS verdict
FROM current_run r
	JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'project'
		AND e.code IN ('resource_sites', 'resource_total', 'resource_gini', 'resource_concentration', 'resource_top_fifth', 'resource_concentration_gini',
			'need_concentration', 'resource_tilt', 'resource_band_ratio', 'resource_elasticity', 'score_persistence', 'bottom_persistence', 'score_divergence', 'score_reliability', 'resource_verdict')
GROUP BY r.project_id, r.period, r.scheme_id;
COMMENT ON VIEW resource_concentration IS 'Is the agency feeding the strong? | 机构资源是否向强者集中？';
COMMENT ON COLUMN resource_concentration.project_id IS 'project | 项目';
COMMENT ON COLUMN resource_concentration.period IS 'quarter; empty for the term | 季度（全周期为空）';
COMMENT ON COLUMN resource_concentration.profile IS 'scheme whose scores rank the sites | 排序所用评分方案';
COMMENT ON COLUMN resource_concentration.sites IS 'sites that had a score before | 有前期得分的服务点数';
COMMENT ON COLUMN resource_concentration.resources IS 'discretionary resources in yuan | 可自由裁量的资源（元）';
COMMENT ON COLUMN resource_concentration.gini IS 'Gini coefficient of the resources per eligible person: 0 all alike, near 1 one has all; where the project has no roster, of the resources per site | 人均资源基尼系数（无名册时按服务点）';
COMMENT ON COLUMN resource_concentration.concentration_index IS 'concentration index by the earlier score: above 0 the better homes got more, below 0 the weaker | 按前期得分的集中指数（正值偏向强者）';
COMMENT ON COLUMN resource_concentration.top_fifth_share IS 'share that went to the fifth of the persons whose sites got the most for each of them | 人均资源最多的20%人口所占份额';
COMMENT ON COLUMN resource_concentration.gini_lower IS 'lower bound of the Gini coefficient, 95 % | 基尼系数95%区间下限';
COMMENT ON COLUMN resource_concentration.gini_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.concentration_lower IS 'lower bound of the concentration index | 集中指数区间下限';
COMMENT ON COLUMN resource_concentration.concentration_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.concentration_gini IS 'concentration index / Gini: how much of the inequality goes along the scores | 集中指数与基尼系数之比';
COMMENT ON COLUMN resource_concentration.concentration_gini_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.concentration_gini_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.need_concentration IS 'concentration index of the need per person: above 0 need is higher where scores are | 人均需求的集中指数';
COMMENT ON COLUMN resource_concentration.tilt IS 'concentration of resources less that of need: 0 where resources follow need | 资源倾斜＝资源集中指数－需求集中指数';
COMMENT ON COLUMN resource_concentration.tilt_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.tilt_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.top_bottom_ratio IS 'resources per person in the top 20 % over those in the bottom 20 % by the earlier score; empty if the bottom got nothing | 前20%与后20%人均资源之比（后20%为零则为空）';
COMMENT ON COLUMN resource_concentration.top_bottom_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.top_bottom_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.elasticity IS 'by how many per cent resources are higher where the earlier score is higher by one per cent and roster and need are the same | 弹性：名册与需求相同时，前期得分高1%，资源高百分之几';
COMMENT ON COLUMN resource_concentration.elasticity_lower IS 'lower bound; empty: the data set none | 下限（数据不足以限定则为空）';
COMMENT ON COLUMN resource_concentration.elasticity_upper IS 'upper bound; empty: the data set none | 上限（数据不足以限定则为空）';
COMMENT ON COLUMN resource_concentration.persistence IS 'Spearman correlation of the scores of the quarter before and of this one | 前后两季度得分的Spearman相关';
COMMENT ON COLUMN resource_concentration.persistence_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.persistence_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.bottom_stay_share IS 'of the bottom 20 % of the quarter before, share that is in it again; 0.2 would be chance | 上季度后20%仍处后20%的比例（随机为0.2）';
COMMENT ON COLUMN resource_concentration.bottom_stay_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.bottom_stay_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.divergence IS 'by how many points a score has gone up for each point that it was higher before, corrected for the errors of the scores: above 0 the gap widens | 得分变化对前期得分的斜率（已校正误差，正值为差距扩大）';
COMMENT ON COLUMN resource_concentration.divergence_lower IS 'lower bound | 下限';
COMMENT ON COLUMN resource_concentration.divergence_upper IS 'upper bound | 上限';
COMMENT ON COLUMN resource_concentration.score_reliability IS 'share of the variance of the earlier scores that is no error of measurement | 前期得分的信度';
COMMENT ON COLUMN resource_concentration.compared IS 'of the sites, those with a roster, which the figures per person compare | 有名册、可按人均比较的服务点数';
COMMENT ON COLUMN resource_concentration.given IS 'of these, sites that got any resources | 获得资源的服务点数';
COMMENT ON COLUMN resource_concentration.verdict IS 'in words: Matthew effect, resources tilt to the strong, resources tilt to the weak, no tilt found, too few sites, too few sites got any, no resources, cannot be told | 结论：马太效应、资源偏向强者、资源偏向弱者、未发现倾斜、服务点过少、获资源者过少、无资源、无法判断';
-- Published satisfaction: of each site, and of the whole project.

CREATE VIEW satisfaction_result WITH (security_invoker = true) AS
SELECT r.project_id, r.period, e.scope, e.scope_key,
	max(e.value) FILTER (WHERE e.code = 'satisfaction')::numeric(7,4) AS satisfaction,
	max(e.std_error)::numeric(7,4) AS std_error,
	max(e.lo)::numeric(7,4) AS lower,
	max(e.hi)::numeric(7,4) AS upper,
	max(e.n) AS n,
	max(e.value) FILTER (WHERE e.code = 'effective_responses')::numeric(12,4) AS effective_n,
	max(e.value) FILTER (WHERE e.code = 'unheard_share')::numeric(7,6) AS unheard_share,
	max(e.status) AS status
FROM headline_run r
	JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id
		AND e.code IN ('satisfaction', 'effective_responses', 'unheard_share')
GROUP BY r.project_id, r.period, e.scope, e.scope_key;
COMMENT ON VIEW satisfaction_result IS 'What do the runs say of satisfaction, for sites and projects? | 各批次的满意度结果（服务点与项目）？';
COMMENT ON COLUMN satisfaction_result.project_id IS 'project | 项目';
COMMENT ON COLUMN satisfaction_result.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN satisfaction_result.scope IS 'site or project | 对象类型：服务点或项目';
COMMENT ON COLUMN satisfaction_result.scope_key IS 'number of the site, empty for the project | 服务点编号（项目为空）';
COMMENT ON COLUMN satisfaction_result.satisfaction IS 'satisfaction, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN satisfaction_result.std_error IS 'its standard error, as if the means over the project were known | 标准误（视全项目均值为已知）';
COMMENT ON COLUMN satisfaction_result.lower IS 'satisfaction if all need levels without any answer gave the worst rating; empty without a roster | 下界：未表达意见群体均给最低分（无名册则为空）';
COMMENT ON COLUMN satisfaction_result.upper IS 'satisfaction if all need levels without any answer gave the best rating; empty without a roster | 上界：未表达意见群体均给最高分（无名册则为空）';
COMMENT ON COLUMN satisfaction_result.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN satisfaction_result.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN satisfaction_result.unheard_share IS 'share of the weight that belongs to need levels without any answer, 0 to 1; empty without a roster | 未表达意见群体的权重占比（无名册则为空）';
COMMENT ON COLUMN satisfaction_result.status IS 'ranked (from 10 effective answers), shown (from 5) or too_few | 状态：可排名（有效样本10以上）、可展示（5以上）、过少';

CREATE VIEW village_satisfaction WITH (security_invoker = true) AS
SELECT e.project_id, e.period, s.site_id, s.division_code, v.name AS village, v.township,
	e.satisfaction, e.std_error, e.lower, e.upper, e.n, e.effective_n, e.unheard_share, e.status
FROM satisfaction_result e
	JOIN site s ON s.project_id = e.project_id AND s.site_id::text = e.scope_key
	JOIN village v ON v.division_code = s.division_code
WHERE e.scope = 'site';
COMMENT ON VIEW village_satisfaction IS 'How satisfied are children and guardians, how sure is that, and who was not heard? | 儿童与监护人有多满意，把握多大，谁的意见没有听到？';
COMMENT ON COLUMN village_satisfaction.project_id IS 'project | 项目';
COMMENT ON COLUMN village_satisfaction.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN village_satisfaction.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_satisfaction.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_satisfaction.village IS 'village | 村';
COMMENT ON COLUMN village_satisfaction.township IS 'township | 乡镇';
COMMENT ON COLUMN village_satisfaction.satisfaction IS 'satisfaction, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN village_satisfaction.std_error IS 'its standard error, as if the means over the project were known | 标准误（视全项目均值为已知）';
COMMENT ON COLUMN village_satisfaction.lower IS 'satisfaction if all need levels without any answer gave the worst rating; empty without a roster | 下界：未表达意见群体均给最低分（无名册则为空）';
COMMENT ON COLUMN village_satisfaction.upper IS 'satisfaction if all need levels without any answer gave the best rating; empty without a roster | 上界：未表达意见群体均给最高分（无名册则为空）';
COMMENT ON COLUMN village_satisfaction.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN village_satisfaction.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN village_satisfaction.unheard_share IS 'share of the weight that belongs to need levels without any answer, 0 to 1; empty without a roster | 未表达意见群体的权重占比（无名册则为空）';
COMMENT ON COLUMN village_satisfaction.status IS 'ranked (from 10 effective answers), shown (from 5) or too_few | 状态：可排名（有效样本10以上）、可展示（5以上）、过少';

CREATE VIEW project_satisfaction WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.satisfaction, e.std_error, e.lower, e.upper, e.n, e.effective_n, e.unheard_share, e.status
FROM satisfaction_result e
WHERE e.scope = 'project';
COMMENT ON VIEW project_satisfaction IS 'How satisfied are children and guardians of the whole project? | 全项目儿童与监护人有多满意？';
COMMENT ON COLUMN project_satisfaction.project_id IS 'project | 项目';
COMMENT ON COLUMN project_satisfaction.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN project_satisfaction.satisfaction IS 'satisfaction over all sites, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN project_satisfaction.std_error IS 'its standard error, that of the means included | 标准误（含全项目均值的误差）';
COMMENT ON COLUMN project_satisfaction.lower IS 'satisfaction if all need levels without any answer gave the worst rating; empty without a roster | 下界：未表达意见群体均给最低分（无名册则为空）';
COMMENT ON COLUMN project_satisfaction.upper IS 'satisfaction if all need levels without any answer gave the best rating; empty without a roster | 上界：未表达意见群体均给最高分（无名册则为空）';
COMMENT ON COLUMN project_satisfaction.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN project_satisfaction.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN project_satisfaction.unheard_share IS 'share of the weight that belongs to need levels of sites without any answer, 0 to 1; empty without a roster | 未表达意见群体的权重占比（无名册则为空）';
COMMENT ON COLUMN project_satisfaction.status IS 'ranked (from 10 effective answers), shown (from 5) or too_few | 状态：可排名（有效样本10以上）、可展示（5以上）、过少';
-- The same ranks under the errors of the data alone and under other weights alone: what an appeal should argue about.
CREATE VIEW rank_sensitivity WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, e.site_id, e.division_code, e.village, e.township,
	e.source, e.rank, e.expected_rank, e.rank_low, e.rank_high, e.p_top, e.p_bottom, e.draws
FROM current_run r
	CROSS JOIN LATERAL (
		SELECT s.site_id, s.division_code, v.name AS village, v.township, e.*
		FROM (
			SELECT e.scope_key, c.source,
				max(e.value) FILTER (WHERE e.code = 'rank')::integer AS rank,
				max(e.value) FILTER (WHERE e.code = 'expected_rank' || c.suffix)::float8 AS expected_rank,
				max(e.lo) FILTER (WHERE e.code = 'expected_rank' || c.suffix)::integer AS rank_low,
				max(e.hi) FILTER (WHERE e.code = 'expected_rank' || c.suffix)::integer AS rank_high,
				max(e.value) FILTER (WHERE e.code = 'p_top' || c.suffix)::float8 AS p_top,
				max(e.value) FILTER (WHERE e.code = 'p_bottom' || c.suffix)::float8 AS p_bottom,
				max(e.n) FILTER (WHERE e.code = 'expected_rank' || c.suffix) AS draws
			FROM evaluation_result e
				CROSS JOIN (VALUES ('data and weights', ''), ('data', '_data'), ('weights', '_weights')) AS c (source, suffix)
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
				AND e.code IN ('rank', 'expected_rank' || c.suffix, 'p_top' || c.suffix, 'p_bottom' || c.suffix)
			GROUP BY e.scope_key, c.source
		) e
			JOIN site s ON s.project_id = r.project_id AND s.site_id = e.scope_key::bigint
			JOIN village v ON v.division_code = s.division_code
		OFFSET 0
	) e;
COMMENT ON VIEW rank_sensitivity IS 'What makes a rank uncertain: the data, or the weights? | 名次的不确定性来自数据还是权重？';
COMMENT ON COLUMN rank_sensitivity.project_id IS 'project | 项目';
COMMENT ON COLUMN rank_sensitivity.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN rank_sensitivity.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN rank_sensitivity.site_id IS 'site | 服务点';
COMMENT ON COLUMN rank_sensitivity.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN rank_sensitivity.village IS 'village | 村';
COMMENT ON COLUMN rank_sensitivity.township IS 'township | 乡镇';
COMMENT ON COLUMN rank_sensitivity.source IS 'what varies in the draws: data and weights, data, or weights | 变动来源：数据与权重、数据、权重';
COMMENT ON COLUMN rank_sensitivity.rank IS 'rank as published | 公布名次';
COMMENT ON COLUMN rank_sensitivity.expected_rank IS 'mean rank over the draws | 平均名次';
COMMENT ON COLUMN rank_sensitivity.rank_low IS 'in 90 of 100 draws the rank lies between this one | 名次区间下限（90%）';
COMMENT ON COLUMN rank_sensitivity.rank_high IS 'and this one | 名次区间上限（90%）';
COMMENT ON COLUMN rank_sensitivity.p_top IS 'probability of the top 20 %, 0 to 1 | 位于前20%的概率';
COMMENT ON COLUMN rank_sensitivity.p_bottom IS 'probability of the bottom 20 %, 0 to 1 | 位于后20%的概率';
COMMENT ON COLUMN rank_sensitivity.draws IS 'number of draws | 模拟次数';
-- One row for each pair of activities that a person has to decide on, or has decided: INSERT INTO duplicate_review.
CREATE VIEW duplicate_activity WITH (security_invoker = true) AS
SELECT d.project_id, date_trunc('quarter', a.held_on::timestamp)::date AS period, s.site_id, s.division_code, v.name AS village, v.township,
	d.activity_id, a.held_on, a.reported_at, d.cluster,
	d.earlier_activity_id, b.site_id AS earlier_site_id, w.name AS earlier_village, b.held_on AS earlier_held_on, b.reported_at AS earlier_reported_at,
	d.photos, d.same_files, d.distance,
	coalesce(r.decision, 'open') AS decision, r.decided_by, r.decided_at,
	d.activity_decision = 'confirmed' AS deducted
FROM (
	-- each photo against the nearest one of the earlier activity in its cluster
	SELECT p.project_id, p.activity_id, p.earlier_activity_id, p.activity_decision, min(p.cluster) AS cluster, count(*) AS photos,
		count(*) FILTER (WHERE p.same_file) AS same_files, max(p.distance) AS distance
	FROM (
		SELECT r.project_id, r.activity_id, r.earlier_activity_id, r.photo_id, r.cluster, t.decision AS activity_decision,
			bool_or(m.sha256 = e.sha256) AS same_file, min(service_eval.phash_distance(m.phash, e.phash)) AS distance
		FROM repeated_activity t
			JOIN photo_repeat r ON r.project_id = t.project_id AND r.activity_id = t.activity_id
			JOIN photo m ON m.project_id = r.project_id AND m.photo_id = r.photo_id
			JOIN photo_sighting e ON e.project_id = r.project_id AND e.cluster = r.cluster AND e.activity_id = r.earlier_activity_id
		GROUP BY r.project_id, r.activity_id, r.earlier_activity_id, r.photo_id, r.cluster, t.decision
	) p
	GROUP BY p.project_id, p.activity_id, p.earlier_activity_id, p.activity_decision
) d
	JOIN activity a ON a.project_id = d.project_id AND a.activity_id = d.activity_id
	JOIN site s ON s.project_id = a.project_id AND s.site_id = a.site_id
	JOIN village v ON v.division_code = s.division_code
	JOIN activity b ON b.project_id = d.project_id AND b.activity_id = d.earlier_activity_id
	JOIN site o ON o.project_id = b.project_id AND o.site_id = b.site_id
	JOIN village w ON w.division_code = o.division_code
	LEFT JOIN duplicate_review r ON r.project_id = d.project_id AND r.activity_id = d.activity_id AND r.earlier_activity_id = d.earlier_activity_id;
COMMENT ON VIEW duplicate_activity IS 'Which uploads repeat? | 哪些上传是重复的？';
COMMENT ON COLUMN duplicate_activity.project_id IS 'project | 项目';
COMMENT ON COLUMN duplicate_activity.period IS 'quarter in which the activity was held | 活动所在季度';
COMMENT ON COLUMN duplicate_activity.site_id IS 'site | 服务点';
COMMENT ON COLUMN duplicate_activity.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN duplicate_activity.village IS 'village | 村';
COMMENT ON COLUMN duplicate_activity.township IS 'township | 乡镇';
COMMENT ON COLUMN duplicate_activity.activity_id IS 'activity that has no photo of its own | 没有自己照片的活动';
COMMENT ON COLUMN duplicate_activity.held_on IS 'day it was held, as reported | 活动日期（上报）';
COMMENT ON COLUMN duplicate_activity.reported_at IS 'moment of the upload | 上报时间';
COMMENT ON COLUMN duplicate_activity.cluster IS 'photos that look alike | 聚类';
COMMENT ON COLUMN duplicate_activity.earlier_activity_id IS 'activity whose photos it shows | 照片所属的较早活动';
COMMENT ON COLUMN duplicate_activity.earlier_site_id IS 'its site | 较早活动的服务点';
COMMENT ON COLUMN duplicate_activity.earlier_village IS 'its village | 较早活动所在村';
COMMENT ON COLUMN duplicate_activity.earlier_held_on IS 'day it was held | 较早活动日期';
COMMENT ON COLUMN duplicate_activity.earlier_reported_at IS 'moment of its upload | 较早活动上报时间';
COMMENT ON COLUMN duplicate_activity.photos IS 'photos that look like those of the earlier activity | 相似照片数';
COMMENT ON COLUMN duplicate_activity.same_files IS 'of these, copies of the file | 其中文件完全相同者';
COMMENT ON COLUMN duplicate_activity.distance IS 'bits in which the perceptual hashes differ, of the photo that differs most; above the rule where others lie between | 最大感知哈希距离';
COMMENT ON COLUMN duplicate_activity.decision IS 'what a person decided: confirmed, rejected or open | 人工判定：确认重复、排除重复、待定';
COMMENT ON COLUMN duplicate_activity.decided_by IS 'who decided | 判定人';
COMMENT ON COLUMN duplicate_activity.decided_at IS 'when | 判定时间';
COMMENT ON COLUMN duplicate_activity.deducted IS 'not counted: all its photos were confirmed to be repeated; takes effect at the next refresh | 是否扣除（下次刷新生效）';

-- A decision on a pair that nobody asks about: the later activity has a photo of its own, the two show nothing alike any more, or
-- the pair is the wrong way round.
CREATE VIEW review_without_effect WITH (security_invoker = true) AS
SELECT d.project_id, d.activity_id, d.earlier_activity_id, d.decision, d.decided_by, d.decided_at,
	CASE
		WHEN NOT EXISTS (SELECT FROM photo p WHERE p.project_id = d.project_id AND p.activity_id = d.activity_id) THEN 'the activity has no photo'
		WHEN NOT EXISTS (
			SELECT FROM photo_sighting m JOIN photo_sighting e ON e.project_id = m.project_id AND e.cluster = m.cluster
			WHERE m.project_id = d.project_id AND m.activity_id = d.activity_id AND e.activity_id = d.earlier_activity_id) THEN 'their photos do not look alike'
		WHEN r.activity_id IS NULL THEN 'the earlier activity was uploaded later'
		ELSE 'the activity has a photo of its own'
	END AS reason
FROM duplicate_review d
	LEFT JOIN photo_repeat r ON r.project_id = d.project_id AND r.activity_id = d.activity_id AND r.earlier_activity_id = d.earlier_activity_id
	LEFT JOIN repeated_activity a ON a.project_id = d.project_id AND a.activity_id = d.activity_id
WHERE d.decision <> 'open' AND (r.activity_id IS NULL OR a.activity_id IS NULL);
COMMENT ON VIEW review_without_effect IS 'Which decisions on repeated uploads change nothing, and why? | 哪些重复判定不起作用，为什么？';
COMMENT ON COLUMN review_without_effect.project_id IS 'project | 项目';
COMMENT ON COLUMN review_without_effect.activity_id IS 'activity that was said to repeat | 被判定重复的活动';
COMMENT ON COLUMN review_without_effect.earlier_activity_id IS 'activity that it was said to repeat | 被重复的活动';
COMMENT ON COLUMN review_without_effect.decision IS 'confirmed or rejected | 判定：确认重复、排除重复';
COMMENT ON COLUMN review_without_effect.decided_by IS 'who decided | 判定人';
COMMENT ON COLUMN review_without_effect.decided_at IS 'when | 判定时间';
COMMENT ON COLUMN review_without_effect.reason IS 'why it changes nothing | 不起作用的原因';
-- Service suspension: what was reported and did not reach anybody.  SI = 1 - (D/R)(V/D)(S/100), and which part of it is due
-- to repeated uploads, to activities without a trace, and to dissatisfaction.

CREATE VIEW village_suspension WITH (security_invoker = true) AS
SELECT e.project_id, e.period, s.site_id, s.division_code, v.name AS village, v.township,
	e.state, e.suspension_index,
	(a.part).duplicates AS duplicates_share, (a.part).missing_trace AS missing_trace_share, (a.part).dissatisfaction AS dissatisfaction_share,
	service_eval.pretended_completion(e.target::float8, e.reported::float8, e.verified::float8, e.satisfaction::float8) AS pretended_completion,
	e.target, e.reported, e.deduplicated, e.held, e.verified, e.verified_std_error, e.checked,
	service_eval.verification_factor(e.reported::float8, e.verified::float8) AS verification_factor,
	e.satisfaction::numeric(7,4) AS satisfaction, e.idle_days, e.post_vacant,
	e.late, round(e.late / nullif(e.reported, 0), 6) AS late_share, round(e.late / nullif(e.late_expected, 0), 4) AS late_rush,
	service_eval.wilson_lower(e.late::float8, e.reported::float8, 0.99) > (e.late_expected / nullif(e.reported, 0))::float8 AS rushes
FROM (
	SELECT r.project_id, r.period, e.scope_key,
		max(e.status) FILTER (WHERE e.code = 'suspension_index') AS state,
		max(e.value) FILTER (WHERE e.code = 'suspension_index')::numeric(7,6) AS suspension_index,
		max(e.value) FILTER (WHERE e.code = 'target') AS target,
		max(e.value) FILTER (WHERE e.code = 'reported')::bigint AS reported,
		max(e.value) FILTER (WHERE e.code = 'deduplicated')::bigint AS deduplicated,
		max(e.value) FILTER (WHERE e.code = 'held')::bigint AS held,
		max(e.value) FILTER (WHERE e.code = 'verified') AS verified,
		max(e.std_error) FILTER (WHERE e.code = 'verified') AS verified_std_error,
		max(e.n) FILTER (WHERE e.code = 'verified') AS checked,
		max(e.value) FILTER (WHERE e.code = 'satisfaction') AS satisfaction,
		max(e.value) FILTER (WHERE e.code = 'idle_days')::integer AS idle_days,
		max(e.value) FILTER (WHERE e.code = 'post_vacant')::integer::boolean AS post_vacant,
		max(e.value) FILTER (WHERE e.code = 'late') AS late,
		max(e.value) FILTER (WHERE e.code = 'late_expected') AS late_expected
	FROM headline_run r
		JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
			AND e.code IN ('suspension_index', 'target', 'reported', 'deduplicated', 'held', 'verified', 'satisfaction', 'idle_days', 'post_vacant', 'late', 'late_expected')
	GROUP BY r.project_id, r.period, e.scope_key
) e
	CROSS JOIN LATERAL (
		SELECT service_eval.suspension_attribution(e.reported::float8, e.deduplicated::float8, e.verified::float8, e.satisfaction::float8) AS part
	) a
	JOIN site s ON s.project_id = e.project_id AND s.site_id::text = e.scope_key
	JOIN village v ON v.division_code = s.division_code;
COMMENT ON VIEW village_suspension IS 'Which part of what was reported reached somebody, and what became of the rest? | 上报的服务有多少落到实处，其余去了哪里？';
COMMENT ON COLUMN village_suspension.project_id IS 'project | 项目';
COMMENT ON COLUMN village_suspension.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN village_suspension.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_suspension.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_suspension.village IS 'village | 村';
COMMENT ON COLUMN village_suspension.township IS 'township | 乡镇';
COMMENT ON COLUMN village_suspension.state IS 'stopped: nothing for 60 days, or no director; formal: the target is met on paper and not felt; suspended: half or more of the reported was not felt; active; empty: not known | 状态：停摆、形式化、悬浮、运行（未知为空）';
COMMENT ON COLUMN village_suspension.suspension_index IS 'SI = 1 - verified / reported x satisfaction / 100: 0 all of it reached somebody, 1 nothing did; empty when nothing was reported or something is not known | 服务悬浮指数（0至1）';
COMMENT ON COLUMN village_suspension.duplicates_share IS 'share of the loss that is due to repeated uploads, 0 to 1; the three add up to 1 | 重复上传所致份额';
COMMENT ON COLUMN village_suspension.missing_trace_share IS 'share due to activities without a trace | 查无痕迹所致份额';
COMMENT ON COLUMN village_suspension.dissatisfaction_share IS 'share due to dissatisfaction | 不满意所致份额';
COMMENT ON COLUMN village_suspension.pretended_completion IS 'completion as reported less completion as verified and felt, 0 to 1 | 虚假完成度（0至1）';
COMMENT ON COLUMN village_suspension.target IS 'quantity due | 目标量';
COMMENT ON COLUMN village_suspension.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN village_suspension.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN village_suspension.held IS 'seem to repeat earlier uploads, undecided | 疑似重复待判定数';
COMMENT ON COLUMN village_suspension.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN village_suspension.verified_std_error IS 'its standard error | 核实量标准误';
COMMENT ON COLUMN village_suspension.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN village_suspension.verification_factor IS 'verified / reported | 核实系数（核实量/上报量）';
COMMENT ON COLUMN village_suspension.satisfaction IS 'satisfaction, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN village_suspension.idle_days IS 'days without an activity at the end of the period | 期末连续无活动天数';
COMMENT ON COLUMN village_suspension.post_vacant IS 'nobody but perhaps a stand-in holds the post of director at the end; empty where no posts are recorded | 期末负责人空缺，代管不算在岗（无任职记录则为空）';
COMMENT ON COLUMN village_suspension.late IS 'activities held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN village_suspension.late_share IS 'late / reported | 季末活动占比';
COMMENT ON COLUMN village_suspension.late_rush IS 'late / what it would be had they been spread evenly | 季末突击倍数（1为均匀）';
COMMENT ON COLUMN village_suspension.rushes IS 'late is more than chance explains: the lower Wilson bound (99 %) of the share lies above an even one | 季末突击是否超出偶然';

CREATE VIEW suspension_watchlist WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.site_id, s.division_code, s.village, s.township,
	s.state, s.suspension_index, s.duplicates_share, s.missing_trace_share, s.dissatisfaction_share, s.pretended_completion,
	s.target, s.reported, s.deduplicated, s.held, s.verified, s.verified_std_error, s.checked, s.verification_factor,
	s.satisfaction, s.idle_days, s.post_vacant, s.late, s.late_share, s.late_rush, s.rushes
FROM village_suspension s
WHERE s.state <> 'active';
COMMENT ON VIEW suspension_watchlist IS 'Which homes exist only on paper, and how? | 哪些服务点名存实亡，如何悬浮？';
COMMENT ON COLUMN suspension_watchlist.project_id IS 'project | 项目';
COMMENT ON COLUMN suspension_watchlist.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN suspension_watchlist.site_id IS 'site | 服务点';
COMMENT ON COLUMN suspension_watchlist.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN suspension_watchlist.village IS 'village | 村';
COMMENT ON COLUMN suspension_watchlist.township IS 'township | 乡镇';
COMMENT ON COLUMN suspension_watchlist.state IS 'stopped: nothing for 60 days, or no director; formal: the target is met on paper and not felt; suspended: half or more of the reported was not felt; active; empty: not known | 状态：停摆、形式化、悬浮、运行（未知为空）';
COMMENT ON COLUMN suspension_watchlist.suspension_index IS 'SI = 1 - verified / reported x satisfaction / 100: 0 all of it reached somebody, 1 nothing did; empty when nothing was reported or something is not known | 服务悬浮指数（0至1）';
COMMENT ON COLUMN suspension_watchlist.duplicates_share IS 'share of the loss that is due to repeated uploads, 0 to 1; the three add up to 1 | 重复上传所致份额';
COMMENT ON COLUMN suspension_watchlist.missing_trace_share IS 'share due to activities without a trace | 查无痕迹所致份额';
COMMENT ON COLUMN suspension_watchlist.dissatisfaction_share IS 'share due to dissatisfaction | 不满意所致份额';
COMMENT ON COLUMN suspension_watchlist.pretended_completion IS 'completion as reported less completion as verified and felt, 0 to 1 | 虚假完成度（0至1）';
COMMENT ON COLUMN suspension_watchlist.target IS 'quantity due | 目标量';
COMMENT ON COLUMN suspension_watchlist.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN suspension_watchlist.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN suspension_watchlist.held IS 'seem to repeat earlier uploads, undecided | 疑似重复待判定数';
COMMENT ON COLUMN suspension_watchlist.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN suspension_watchlist.verified_std_error IS 'its standard error | 核实量标准误';
COMMENT ON COLUMN suspension_watchlist.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN suspension_watchlist.verification_factor IS 'verified / reported | 核实系数（核实量/上报量）';
COMMENT ON COLUMN suspension_watchlist.satisfaction IS 'satisfaction, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN suspension_watchlist.idle_days IS 'days without an activity at the end of the period | 期末连续无活动天数';
COMMENT ON COLUMN suspension_watchlist.post_vacant IS 'nobody but perhaps a stand-in holds the post of director at the end; empty where no posts are recorded | 期末负责人空缺，代管不算在岗（无任职记录则为空）';
COMMENT ON COLUMN suspension_watchlist.late IS 'activities held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN suspension_watchlist.late_share IS 'late / reported | 季末活动占比';
COMMENT ON COLUMN suspension_watchlist.late_rush IS 'late / what it would be had they been spread evenly | 季末突击倍数（1为均匀）';
COMMENT ON COLUMN suspension_watchlist.rushes IS 'late is more than chance explains: the lower Wilson bound (99 %) of the share lies above an even one | 季末突击是否超出偶然';
CREATE VIEW verification_plan WITH (security_invoker = true) AS
SELECT p.project_id, p.period, s.site_id, s.division_code, v.name AS village, v.township,
	p.stratum, p.due, p.drawn, t.visited_on,
	CASE WHEN p.due IS NULL THEN 'not drawn'
		WHEN t.visited_on IS NOT NULL THEN 'visited'
		WHEN p.due < current_date THEN 'overdue'
		ELSE 'planned' END AS status
FROM visit_plan p
	JOIN site s ON s.project_id = p.project_id AND s.site_id = p.site_id
	JOIN village v ON v.division_code = s.division_code
	LEFT JOIN (
		SELECT t.project_id, t.site_id, date_trunc('quarter', t.visited_on::timestamp)::date AS period, min(t.visited_on) AS visited_on
		FROM visit t
		WHERE NOT EXISTS (SELECT FROM contract c WHERE c.project_id = t.project_id AND c.provider_id = t.verifier_id)
		GROUP BY t.project_id, t.site_id, date_trunc('quarter', t.visited_on::timestamp)
	) t ON t.project_id = p.project_id AND t.site_id = p.site_id AND t.period = p.period;
COMMENT ON VIEW verification_plan IS 'Whom to visit next? | 下一步核查哪里？';
COMMENT ON COLUMN verification_plan.project_id IS 'project | 项目';
COMMENT ON COLUMN verification_plan.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN verification_plan.site_id IS 'site | 服务点';
COMMENT ON COLUMN verification_plan.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN verification_plan.village IS 'village | 村';
COMMENT ON COLUMN verification_plan.township IS 'township | 乡镇';
COMMENT ON COLUMN verification_plan.stratum IS 'risk stratum: green, amber or red | 风险分层：绿、黄、红';
COMMENT ON COLUMN verification_plan.due IS 'day of the visit, empty when the site was not drawn | 核查日期（未抽中则为空）';
COMMENT ON COLUMN verification_plan.drawn IS 'stratum: drawn within its stratum; floor: drawn from all the others; empty: not drawn | 抽取方式：分层、随机底线（未抽中则为空）';
COMMENT ON COLUMN verification_plan.visited_on IS 'first visit in the quarter, the provider''s own left aside | 本季度首次核查日期';
COMMENT ON COLUMN verification_plan.status IS 'planned, visited, overdue or not drawn | 状态：待核查、已核查、逾期、未抽中';
CREATE VIEW project_summary WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, p.name AS project,
	e.score, e.grade, e.budget_executed, f.target, f.reported, f.deduplicated, f.held, f.verified, f.missing,
	round(f.verified / nullif(f.target, 0), 6) AS verified_share,
	t.satisfaction, v.sites, v.rated, v.top_score, v.bottom_score, s.active, s.suspended, s.formal, s.stopped
FROM current_run r
	JOIN project p ON p.project_id = r.project_id
	LEFT JOIN (
		SELECT e.project_id, e.run_id,
			(max(e.value) FILTER (WHERE e.code = 'score'))::numeric(7,4) AS score,
			max(e.status) FILTER (WHERE e.code = 'grade') AS grade,
			max(e.value) FILTER (WHERE e.code = 'E1') AS budget_executed
		FROM evaluation_result e
		WHERE e.scope = 'project' AND e.code IN ('score', 'grade', 'E1')
		GROUP BY e.project_id, e.run_id
	) e ON e.project_id = r.project_id AND e.run_id = r.run_id
	LEFT JOIN (
		SELECT f.project_id, f.period, sum(f.target) AS target, sum(f.reported)::bigint AS reported, sum(f.deduplicated)::bigint AS deduplicated, sum(f.held)::bigint AS held,
			CASE WHEN bool_and(f.verified IS NOT NULL) THEN sum(f.verified) END AS verified, sum(f.missing) AS missing
		FROM contract_fulfilment f
		GROUP BY f.project_id, f.period
	) f ON f.project_id = r.project_id AND f.period IS NOT DISTINCT FROM r.period
	LEFT JOIN project_satisfaction t ON t.project_id = r.project_id AND t.period IS NOT DISTINCT FROM r.period
	LEFT JOIN (
		SELECT v.project_id, v.period, v.profile, count(*) AS sites, count(*) FILTER (WHERE v.status = 'rated') AS rated, max(v.score) AS top_score, min(v.score) AS bottom_score
		FROM village_ranking v
		GROUP BY v.project_id, v.period, v.profile
	) v ON v.project_id = r.project_id AND v.period IS NOT DISTINCT FROM r.period AND v.profile = r.scheme_id
	LEFT JOIN (
		SELECT s.project_id, s.period, count(*) FILTER (WHERE s.state = 'active') AS active, count(*) FILTER (WHERE s.state = 'suspended') AS suspended,
			count(*) FILTER (WHERE s.state = 'formal') AS formal, count(*) FILTER (WHERE s.state = 'stopped') AS stopped
		FROM village_suspension s
		GROUP BY s.project_id, s.period
	) s ON s.project_id = r.project_id AND s.period IS NOT DISTINCT FROM r.period;
COMMENT ON VIEW project_summary IS 'Did we get what we paid for? | 钱花得值不值？';
COMMENT ON COLUMN project_summary.project_id IS 'project | 项目';
COMMENT ON COLUMN project_summary.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN project_summary.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN project_summary.project IS 'name of the project | 项目名称';
COMMENT ON COLUMN project_summary.score IS 'points of the project itself, and for the rest the mean of its villages by their rosters | 项目得分';
COMMENT ON COLUMN project_summary.grade IS 'grade of the score | 等级';
COMMENT ON COLUMN project_summary.budget_executed IS 'paid / budget, or due in the quarter | 预算执行率';
COMMENT ON COLUMN project_summary.target IS 'quantity due, all contract items together | 目标量';
COMMENT ON COLUMN project_summary.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN project_summary.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN project_summary.held IS 'seem to repeat earlier uploads, undecided | 疑似重复待判定数';
COMMENT ON COLUMN project_summary.verified IS 'estimate of what left a trace | 核实量';
COMMENT ON COLUMN project_summary.missing IS 'target less reported | 缺失量';
COMMENT ON COLUMN project_summary.verified_share IS 'verified / target | 核实完成率';
COMMENT ON COLUMN project_summary.satisfaction IS 'satisfaction of children and guardians, 0 to 100 | 满意度';
COMMENT ON COLUMN project_summary.sites IS 'sites that were judged | 纳入评估的服务点数';
COMMENT ON COLUMN project_summary.rated IS 'sites that are rated | 参评（有得分）的服务点数';
COMMENT ON COLUMN project_summary.top_score IS 'best score | 最高分';
COMMENT ON COLUMN project_summary.bottom_score IS 'worst score | 最低分';
COMMENT ON COLUMN project_summary.active IS 'sites that work | 运行的服务点数';
COMMENT ON COLUMN project_summary.suspended IS 'sites of which half or more was lost | 悬浮的服务点数';
COMMENT ON COLUMN project_summary.formal IS 'sites that meet the target on paper only | 形式化的服务点数';
COMMENT ON COLUMN project_summary.stopped IS 'sites that have stopped | 停摆的服务点数';
CREATE VIEW village_history WITH (security_invoker = true) AS
SELECT v.project_id, v.period, v.profile, v.site_id, v.division_code, v.village, v.township,
	v.score, v.rank, v.band, v.p_bottom, v.satisfaction, v.status,
	-- the quarter before, if it was evaluated
	CASE WHEN v.earlier_period = (v.period - interval '3 months')::date THEN v.score - v.earlier_score END AS score_change,
	CASE WHEN v.earlier_period = (v.period - interval '3 months')::date THEN v.earlier_rank - v.rank END AS places_gained
FROM (
	SELECT v.project_id, v.period, v.profile, v.site_id, v.division_code, v.village, v.township, v.score, v.rank, v.band, v.p_bottom, v.satisfaction, v.status,
		lag(v.period) OVER quarters AS earlier_period, lag(v.score) OVER quarters AS earlier_score, lag(v.rank) OVER quarters AS earlier_rank
	FROM village_ranking v
	WHERE v.period IS NOT NULL
	WINDOW quarters AS (PARTITION BY v.project_id, v.profile, v.site_id ORDER BY v.period)
) v;
COMMENT ON VIEW village_history IS 'How did this village move over the quarters? | 该村各季度如何变化？';
COMMENT ON COLUMN village_history.project_id IS 'project | 项目';
COMMENT ON COLUMN village_history.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN village_history.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN village_history.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_history.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_history.village IS 'village | 村';
COMMENT ON COLUMN village_history.township IS 'township | 乡镇';
COMMENT ON COLUMN village_history.score IS 'score, 0 to 100; empty when not rated | 得分（未评为空）';
COMMENT ON COLUMN village_history.rank IS 'rank among the rated | 名次';
COMMENT ON COLUMN village_history.band IS 'top, middle or bottom | 档次';
COMMENT ON COLUMN village_history.p_bottom IS 'probability of the bottom 20 % | 位于后20%的概率';
COMMENT ON COLUMN village_history.satisfaction IS 'satisfaction, 0 to 100 | 满意度';
COMMENT ON COLUMN village_history.status IS 'rated or not_rated | 是否参评';
COMMENT ON COLUMN village_history.score_change IS 'score less that of the quarter before | 得分变化';
COMMENT ON COLUMN village_history.places_gained IS 'places gained since the quarter before; negative if lost | 名次上升数（下降为负）';
CREATE VIEW director_continuity WITH (security_invoker = true) AS
SELECT e.project_id, e.period, s.site_id, s.division_code, v.name AS village, v.township,
	e.directors, e.departures, e.vacant_days, e.filled_share, e.post_vacant, e.low_education, e.certified
FROM (
	SELECT r.project_id, r.period, e.scope_key,
		max(e.n) FILTER (WHERE e.code = 'departures') AS directors,
		max(e.value) FILTER (WHERE e.code = 'departures')::bigint AS departures,
		max(e.value) FILTER (WHERE e.code = 'vacant_days')::integer AS vacant_days,
		round(max(e.value) FILTER (WHERE e.code = 'B4'), 6) AS filled_share,
		max(e.value) FILTER (WHERE e.code = 'post_vacant')::integer::boolean AS post_vacant,
		max(e.value) FILTER (WHERE e.code = 'low_education')::integer::boolean AS low_education,
		max(e.value) FILTER (WHERE e.code = 'certified')::integer::boolean AS certified
	FROM headline_run r
		JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
			AND e.code IN ('departures', 'vacant_days', 'B4', 'post_vacant', 'low_education', 'certified')
	GROUP BY r.project_id, r.period, e.scope_key
) e
	JOIN site s ON s.project_id = e.project_id AND s.site_id::text = e.scope_key
	JOIN village v ON v.division_code = s.division_code;
COMMENT ON VIEW director_continuity IS 'Where did directors leave? | 哪里的负责人离开了？';
COMMENT ON COLUMN director_continuity.project_id IS 'project | 项目';
COMMENT ON COLUMN director_continuity.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN director_continuity.site_id IS 'site | 服务点';
COMMENT ON COLUMN director_continuity.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN director_continuity.village IS 'village | 村';
COMMENT ON COLUMN director_continuity.township IS 'township | 乡镇';
COMMENT ON COLUMN director_continuity.directors IS 'directors who held the post so far | 历任负责人数';
COMMENT ON COLUMN director_continuity.departures IS 'directors who left since the start of the term | 项目开始以来离任人数';
COMMENT ON COLUMN director_continuity.vacant_days IS 'days without a director since the term began or the site opened; empty where no posts are recorded | 累计空缺天数';
COMMENT ON COLUMN director_continuity.filled_share IS 'share of the days on which the post was filled; empty if the first scheme does not judge it | 在岗天数占比';
COMMENT ON COLUMN director_continuity.post_vacant IS 'nobody holds the post at the end | 期末空缺';
COMMENT ON COLUMN director_continuity.low_education IS 'the last director has high school or less; context, never points | 最近负责人为高中及以下学历（仅作背景）';
COMMENT ON COLUMN director_continuity.certified IS 'the last director has a child-welfare certificate; context, never points | 最近负责人持证（仅作背景）';
-- Yes or no for each site, never how many children: for those who may know which homes have a key child.
CREATE VIEW award_contradiction WITH (security_invoker = true) AS
SELECT r.project_id, r.period, s.site_id, s.division_code, v.name AS village, v.township,
	a.person_code, a.award, a.assessment_score
FROM headline_run r
	JOIN key_child_left_out k ON k.project_id = r.project_id AND k.run_id = r.run_id
	JOIN site s ON s.project_id = r.project_id AND s.site_id = k.site_id
	JOIN village v ON v.division_code = s.division_code
	JOIN site_period q ON q.project_id = r.project_id AND q.site_id = s.site_id AND q.period IS NOT DISTINCT FROM r.period
	JOIN director_post a ON a.project_id = r.project_id AND a.site_id = s.site_id AND a.award IS NOT NULL
		AND a.from_on <= q.until_on AND coalesce(a.to_on, q.until_on) >= q.from_on;
COMMENT ON VIEW award_contradiction IS 'Who is praised while a key child is left out? | 谁在重点儿童被遗漏时仍获评优？';
COMMENT ON COLUMN award_contradiction.project_id IS 'project | 项目';
COMMENT ON COLUMN award_contradiction.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN award_contradiction.site_id IS 'site | 服务点';
COMMENT ON COLUMN award_contradiction.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN award_contradiction.village IS 'village | 村';
COMMENT ON COLUMN award_contradiction.township IS 'township | 乡镇';
COMMENT ON COLUMN award_contradiction.person_code IS 'pseudonym of the director | 负责人代码';
COMMENT ON COLUMN award_contradiction.award IS 'award or rating | 评优称号';
COMMENT ON COLUMN award_contradiction.assessment_score IS 'score of the annual assessment | 考核得分';
-- Three lenses on a home: what was reported, what third parties gave it, what the people served say.  Each as z-scores over the
-- homes of the period for which all three are known.
CREATE VIEW three_lenses WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.scope_key, e.reported, e.assessment, e.satisfaction,
	service_eval.normalize_zscore(e.reported::float8, 1) OVER homes AS z_reported,
	service_eval.normalize_zscore(e.assessment::float8, 1) OVER homes AS z_assessment,
	service_eval.normalize_zscore(e.satisfaction::float8, 1) OVER homes AS z_satisfaction
FROM (
	SELECT r.project_id, r.period, e.scope_key,
		max(e.value) FILTER (WHERE e.code = 'reported') AS reported,
		max(e.value) FILTER (WHERE e.code = 'assessment') AS assessment,
		max(e.value) FILTER (WHERE e.code = 'satisfaction') AS satisfaction
	FROM headline_run r
		JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.code IN ('reported', 'assessment', 'satisfaction')
	GROUP BY r.project_id, r.period, e.scope_key
	HAVING count(e.value) = 3
) e
WINDOW homes AS (PARTITION BY e.project_id, e.period);
COMMENT ON VIEW three_lenses IS 'How does each home look in the three lenses? | 各服务点在三种视角下如何？';
COMMENT ON COLUMN three_lenses.project_id IS 'project | 项目';
COMMENT ON COLUMN three_lenses.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN three_lenses.scope_key IS 'site | 服务点';
COMMENT ON COLUMN three_lenses.reported IS 'activities reported | 上报量';
COMMENT ON COLUMN three_lenses.assessment IS 'mean score of third parties, 0 to 100 | 第三方评分均值';
COMMENT ON COLUMN three_lenses.satisfaction IS 'satisfaction, 0 to 100 | 满意度';
COMMENT ON COLUMN three_lenses.z_reported IS 'standard deviations from the mean of the homes | 上报量标准分';
COMMENT ON COLUMN three_lenses.z_assessment IS 'standard deviations from the mean of the homes | 第三方评分标准分';
COMMENT ON COLUMN three_lenses.z_satisfaction IS 'standard deviations from the mean of the homes | 满意度标准分';

CREATE VIEW lens_agreement WITH (security_invoker = true) AS
SELECT l.project_id, l.period, count(*) AS sites,
	service_eval.kendall_tau(l.reported, l.assessment) AS reported_assessment,
	service_eval.kendall_tau(l.reported, l.satisfaction) AS reported_satisfaction,
	service_eval.kendall_tau(l.assessment, l.satisfaction) AS assessment_satisfaction
FROM three_lenses l
GROUP BY l.project_id, l.period;
COMMENT ON VIEW lens_agreement IS 'Do the three lenses agree? | 三种视角是否一致？';
COMMENT ON COLUMN lens_agreement.project_id IS 'project | 项目';
COMMENT ON COLUMN lens_agreement.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN lens_agreement.sites IS 'homes seen in all three | 三者齐全的服务点数';
COMMENT ON COLUMN lens_agreement.reported_assessment IS 'Kendall''s tau-b of reported quantity and assessment | 上报量与第三方评分的Kendall相关';
COMMENT ON COLUMN lens_agreement.reported_satisfaction IS 'of reported quantity and satisfaction | 上报量与满意度';
COMMENT ON COLUMN lens_agreement.assessment_satisfaction IS 'of assessment and satisfaction | 第三方评分与满意度';

CREATE VIEW impression_gap WITH (security_invoker = true) AS
SELECT l.project_id, l.period, s.site_id, s.division_code, v.name AS village, v.township,
	l.reported, l.assessment::numeric(7,4) AS assessment, l.satisfaction::numeric(7,4) AS satisfaction,
	l.z_reported, l.z_assessment, l.z_satisfaction,
	l.z_assessment - l.z_satisfaction AS gap,
	CASE WHEN l.z_assessment - l.z_satisfaction > 1.5 THEN 'praised but not felt' WHEN l.z_assessment - l.z_satisfaction < -1.5 THEN 'felt but not praised' END AS finding
FROM three_lenses l
	JOIN site s ON s.project_id = l.project_id AND s.site_id::text = l.scope_key
	JOIN village v ON v.division_code = s.division_code;
COMMENT ON VIEW impression_gap IS 'Who is praised but not felt? | 谁获得好评，服务对象却没有感受到？';
COMMENT ON COLUMN impression_gap.project_id IS 'project | 项目';
COMMENT ON COLUMN impression_gap.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN impression_gap.site_id IS 'site | 服务点';
COMMENT ON COLUMN impression_gap.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN impression_gap.village IS 'village | 村';
COMMENT ON COLUMN impression_gap.township IS 'township | 乡镇';
COMMENT ON COLUMN impression_gap.reported IS 'activities reported | 上报量';
COMMENT ON COLUMN impression_gap.assessment IS 'mean score of third parties, 0 to 100 | 第三方评分均值';
COMMENT ON COLUMN impression_gap.satisfaction IS 'satisfaction, 0 to 100 | 满意度';
COMMENT ON COLUMN impression_gap.z_reported IS 'reported, in standard deviations from the mean of the homes | 上报量标准分';
COMMENT ON COLUMN impression_gap.z_assessment IS 'assessment, the same way | 第三方评分标准分';
COMMENT ON COLUMN impression_gap.z_satisfaction IS 'satisfaction, the same way | 满意度标准分';
COMMENT ON COLUMN impression_gap.gap IS 'z_assessment less z_satisfaction | 第三方评分与满意度标准分之差';
COMMENT ON COLUMN impression_gap.finding IS 'praised but not felt (gap above 1.5), felt but not praised (below -1.5), or empty | 有誉无感、有感无誉，或为空';
-- The rule names at whom people should look, and what should happen first.  It removes nobody.  Each quarter looks at the one before;
-- the term, which has none before it, is not listed.
CREATE VIEW elimination_candidate WITH (security_invoker = true) AS
SELECT t.project_id, t.period, t.profile, t.site_id, t.division_code, t.village, t.township,
	t.score, t.p_bottom, t.previous_p_bottom, t.post_vacant, t.resources, t.median_resources, t.candidate,
	CASE
		WHEN t.candidate THEN 'look at the home and hear it; removal is a decision of people'
		WHEN t.post_vacant THEN 'fill the post of director first'
		WHEN t.resources < t.median_resources THEN 'give it what the others got first'
		WHEN t.previous_p_bottom IS NULL THEN 'wait for a second period'
		WHEN t.candidate IS NULL THEN 'complete the data first'
	END AS first_step
FROM (
	SELECT p.project_id, p.period, p.profile, p.site_id, p.division_code, p.village, p.township, p.score, p.p_bottom, p.previous_p_bottom,
		p.post_vacant, p.resources, p.median_resources,
		service_eval.elimination_candidate(p.p_bottom, p.previous_p_bottom, p.score::float8, p.post_vacant, p.resources < p.median_resources) AS candidate
	FROM (
		SELECT r.project_id, r.period, r.scheme_id AS profile, e.site_id, e.division_code, e.village, e.township, e.score, e.p_bottom,
			-- where the quarter before was not rated, none of those further back speaks for it
			CASE WHEN lag(r.period) OVER quarters = r.period - interval '3 months' THEN lag(e.p_bottom) OVER quarters END AS previous_p_bottom,
			e.post_vacant, e.resources, e.median AS median_resources
		FROM current_run r
			-- gathered once for each run (see village_ranking), the median first
			CROSS JOIN LATERAL (
				SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY e.value::float8)::numeric AS median
				FROM evaluation_result e
				WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.code = 'resources'
			) m
			CROSS JOIN LATERAL (
				SELECT s.site_id, s.division_code, v.name AS village, v.township, e.score, e.p_bottom, e.post_vacant, e.resources, m.median
				FROM (
					SELECT e.scope_key,
						max(e.value) FILTER (WHERE e.code = 'score' AND e.status = 'rated')::numeric(7,4) AS score,
						max(e.value) FILTER (WHERE e.code = 'p_bottom')::float8 AS p_bottom,
						max(e.value) FILTER (WHERE e.code = 'post_vacant')::integer::boolean AS post_vacant,
						max(e.value) FILTER (WHERE e.code = 'resources') AS resources
					FROM evaluation_result e
					WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.code IN ('score', 'p_bottom', 'post_vacant', 'resources')
					GROUP BY e.scope_key
				) e
					JOIN site s ON s.project_id = r.project_id AND s.site_id = e.scope_key::bigint
					JOIN village v ON v.division_code = s.division_code
				WHERE e.score IS NOT NULL
				OFFSET 0
			) e
		WHERE r.period IS NOT NULL
		WINDOW quarters AS (PARTITION BY r.project_id, r.scheme_id, e.site_id ORDER BY r.period)
	) p
) t
WHERE t.p_bottom >= 0.8 AND t.score < 60;
COMMENT ON VIEW elimination_candidate IS 'Who meets the defensible rule, and what should happen first? | 谁符合站得住脚的淘汰规则，应先采取什么措施？';
COMMENT ON COLUMN elimination_candidate.project_id IS 'project | 项目';
COMMENT ON COLUMN elimination_candidate.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN elimination_candidate.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN elimination_candidate.site_id IS 'site | 服务点';
COMMENT ON COLUMN elimination_candidate.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN elimination_candidate.village IS 'village | 村';
COMMENT ON COLUMN elimination_candidate.township IS 'township | 乡镇';
COMMENT ON COLUMN elimination_candidate.score IS 'score, below 60 | 得分（低于60）';
COMMENT ON COLUMN elimination_candidate.p_bottom IS 'probability of the bottom 20 %, 0.8 or more | 位于后20%的概率';
COMMENT ON COLUMN elimination_candidate.previous_p_bottom IS 'the same in the quarter before | 上季度的概率';
COMMENT ON COLUMN elimination_candidate.post_vacant IS 'nobody holds the post of director | 负责人空缺';
COMMENT ON COLUMN elimination_candidate.resources IS 'discretionary resources in yuan | 可自由裁量的资源（元）';
COMMENT ON COLUMN elimination_candidate.median_resources IS 'median of the sites | 各服务点中位数';
COMMENT ON COLUMN elimination_candidate.candidate IS 'all conditions hold: also in the quarter before, post filled, resources not below the median; empty if something is not known | 符合全部条件（未知为空）';
COMMENT ON COLUMN elimination_candidate.first_step IS 'what should happen first | 应先做什么';
CREATE VIEW data_gaps WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.scheme_id AS profile, e.site_id, e.division_code, e.village, e.township,
	e.status, round(e.measured / nullif(e.available, 0), 6) AS measured_share, e.not_measured, e.effective_n, e.unheard_share,
	concat_ws('; ',
		CASE WHEN e.measured < 0.8 * e.available THEN 'less than 80 % of the points are measured' END,
		CASE WHEN coalesce(e.effective_n, 0) < 10 THEN 'fewer than 10 effective answers' END) AS reason
FROM current_run r
	CROSS JOIN LATERAL (
		SELECT s.site_id, s.division_code, v.name AS village, v.township, e.*
		FROM (
			SELECT e.scope_key,
				max(e.status) FILTER (WHERE e.code = 'score') AS status,
				sum(e.available) FILTER (WHERE e.code <> 'score') AS available,
				coalesce(sum(e.available) FILTER (WHERE e.code <> 'score' AND e.points IS NOT NULL), 0) AS measured,
				string_agg(e.code, ' ' ORDER BY e.code) FILTER (WHERE e.status = 'not_measured') AS not_measured,
				(max(e.value) FILTER (WHERE e.code = 'effective_responses'))::numeric(12,4) AS effective_n,
				(max(e.value) FILTER (WHERE e.code = 'unheard_share'))::numeric(7,6) AS unheard_share
			FROM evaluation_result e
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
				AND (e.available IS NOT NULL OR e.code IN ('effective_responses', 'unheard_share'))
			GROUP BY e.scope_key
		) e
			JOIN site s ON s.project_id = r.project_id AND s.site_id = e.scope_key::bigint
			JOIN village v ON v.division_code = s.division_code
		OFFSET 0
	) e
WHERE e.status = 'not_rated' OR e.not_measured IS NOT NULL OR e.unheard_share > 0;
COMMENT ON VIEW data_gaps IS 'Why is a site not rated, what is missing? | 为何未评，缺什么数据？';
COMMENT ON COLUMN data_gaps.project_id IS 'project | 项目';
COMMENT ON COLUMN data_gaps.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN data_gaps.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN data_gaps.site_id IS 'site | 服务点';
COMMENT ON COLUMN data_gaps.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN data_gaps.village IS 'village | 村';
COMMENT ON COLUMN data_gaps.township IS 'township | 乡镇';
COMMENT ON COLUMN data_gaps.status IS 'rated or not_rated | 是否参评';
COMMENT ON COLUMN data_gaps.measured_share IS 'share of its applicable points that were measured | 已测量分值占比';
COMMENT ON COLUMN data_gaps.not_measured IS 'indicators without a value | 缺值指标';
COMMENT ON COLUMN data_gaps.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN data_gaps.unheard_share IS 'share of the weight of those who were not heard | 未表达意见群体的权重占比';
COMMENT ON COLUMN data_gaps.reason IS 'why it is not rated; empty if it is | 未评原因';
-- By township and for the whole project, never by village: rates rest on counts, and small ones are hidden.
CREATE VIEW inclusion WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.township,
	e.eligible, e.served, e.served_share,
	e.eligible_a, e.served_a, e.eligible_b, e.served_b, e.eligible_c, e.served_c,
	round((need_level_weight('A') * e.served_a + need_level_weight('B') * e.served_b + need_level_weight('C') * e.served_c)
		/ nullif(need_level_weight('A') * e.eligible_a + need_level_weight('B') * e.eligible_b + need_level_weight('C') * e.eligible_c, 0), 6) AS coverage,
	round(e.parity, 6) AS parity, round(greatest(0, 1 - e.parity), 6) AS avoidance, round(e.repetition, 6) AS repetition,
	e.hidden, e.county
FROM (
	SELECT r.project_id, r.period, CASE WHEN e.scope = 'township' THEN (e.scope_key::text[])[1] END AS county,
		CASE WHEN e.scope = 'township' THEN (e.scope_key::text[])[2] END AS township,
		max(e.value) FILTER (WHERE e.code = 'eligible')::bigint AS eligible,
		max(e.value) FILTER (WHERE e.code = 'served')::bigint AS served,
		round(max(e.value) FILTER (WHERE e.code = 'served') / nullif(max(e.value) FILTER (WHERE e.code = 'eligible'), 0), 6) AS served_share,
		max(e.value) FILTER (WHERE e.code = 'eligible_a')::bigint AS eligible_a,
		max(e.value) FILTER (WHERE e.code = 'served_a')::bigint AS served_a,
		max(e.value) FILTER (WHERE e.code = 'eligible_b')::bigint AS eligible_b,
		max(e.value) FILTER (WHERE e.code = 'served_b')::bigint AS served_b,
		max(e.value) FILTER (WHERE e.code = 'eligible_c')::bigint AS eligible_c,
		max(e.value) FILTER (WHERE e.code = 'served_c')::bigint AS served_c,
		max(e.value) FILTER (WHERE e.code = 'served_a') / nullif(max(e.value) FILTER (WHERE e.code = 'eligible_a'), 0)
			/ nullif(max(e.value) FILTER (WHERE e.code = 'served_c') / nullif(max(e.value) FILTER (WHERE e.code = 'eligible_c'), 0), 0) AS parity,
		max(e.value) FILTER (WHERE e.code = 'repetition') AS repetition,
		bool_or(e.status = 'hidden') IS TRUE AS hidden
	FROM headline_run r
		JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope IN ('township', 'project')
			AND e.code IN ('eligible', 'served', 'eligible_a', 'served_a', 'eligible_b', 'served_b', 'eligible_c', 'served_c', 'repetition')
	GROUP BY r.project_id, r.period, e.scope, e.scope_key
) e;
COMMENT ON VIEW inclusion IS 'Who is left out, and do we repeat what the school does? | 谁被遗漏，是否与学校重复？';
COMMENT ON COLUMN inclusion.project_id IS 'project | 项目';
COMMENT ON COLUMN inclusion.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN inclusion.township IS 'township; empty for the whole project | 乡镇（全项目为空）';
COMMENT ON COLUMN inclusion.county IS 'county of the township; empty for the whole project | 乡镇所属县（全项目为空）';
COMMENT ON COLUMN inclusion.eligible IS 'children on the rosters; empty where hidden | 名册儿童数（隐去则为空）';
COMMENT ON COLUMN inclusion.served IS 'of these, those who took part in anything | 其中参加过活动者';
COMMENT ON COLUMN inclusion.served_share IS 'served / eligible | 参加率';
COMMENT ON COLUMN inclusion.eligible_a IS 'key children | 重点儿童数';
COMMENT ON COLUMN inclusion.served_a IS 'of these, those who took part | 其中参加者';
COMMENT ON COLUMN inclusion.eligible_b IS 'children of elevated need | 较高需求儿童数';
COMMENT ON COLUMN inclusion.served_b IS 'of these, those who took part | 其中参加者';
COMMENT ON COLUMN inclusion.eligible_c IS 'other children | 一般儿童数';
COMMENT ON COLUMN inclusion.served_c IS 'of these, those who took part | 其中参加者';
COMMENT ON COLUMN inclusion.coverage IS 'served / eligible, weighted by need level | 需求加权覆盖率';
COMMENT ON COLUMN inclusion.parity IS 'share of the key children who took part / share of the others (C) | 重点与一般儿童参加率之比';
COMMENT ON COLUMN inclusion.avoidance IS 'how far the key children are avoided: 1 - parity, at least 0 | 对重点儿童的回避程度（1减参加率之比，不低于0）';
COMMENT ON COLUMN inclusion.repetition IS 'share of the hours that repeat what the school does | 与学校重复的时长占比';
COMMENT ON COLUMN inclusion.hidden IS 'some of it is hidden, because fewer than 5 children stand behind it or behind another number | 是否有隐去的数（不足5人）';
CREATE VIEW need_match WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.township, e.need_type,
	e.eligible, round(e.need_share, 6) AS need_share, e.hours, round(e.supply_share, 6) AS supply_share,
	round(e.supply_share - e.need_share, 6) AS difference,
	-- where there is need, and nothing for any, it is not unknown but 0
	CASE WHEN sum(e.hours) OVER place = 0 THEN CASE WHEN e.need_share IS NOT NULL THEN 0 END
		ELSE round(1 - sum(abs(e.supply_share - e.need_share)) OVER place / 2, 6) END AS need_match, e.county
FROM (
	SELECT e.project_id, e.period, e.county, e.township, e.need_type, e.eligible, e.hours,
		-- known only where no category is hidden
		CASE WHEN bool_and(e.eligible IS NOT NULL) OVER place THEN e.eligible / nullif(sum(e.eligible) OVER place, 0) END AS need_share,
		e.hours / nullif(sum(e.hours) OVER place, 0) AS supply_share
	FROM (
		SELECT r.project_id, r.period, CASE WHEN e.scope = 'township' THEN (e.scope_key::text[])[1] END AS county,
			CASE WHEN e.scope = 'township' THEN (e.scope_key::text[])[2] END AS township,
			substr(e.code, strpos(e.code, '_') + 1) AS need_type,
			CASE WHEN bool_or(e.status = 'hidden') IS NOT TRUE THEN coalesce(max(e.value) FILTER (WHERE e.code LIKE 'need\_%'), 0)::bigint END AS eligible,
			coalesce(max(e.value) FILTER (WHERE e.code LIKE 'supply\_%'), 0) AS hours
		FROM headline_run r
			JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope IN ('township', 'project')
				AND (e.code LIKE 'need\_%' OR e.code LIKE 'supply\_%')
		GROUP BY r.project_id, r.period, e.scope, e.scope_key, substr(e.code, strpos(e.code, '_') + 1)
	) e
	WINDOW place AS (PARTITION BY e.project_id, e.period, e.county, e.township)
) e
WINDOW place AS (PARTITION BY e.project_id, e.period, e.county, e.township);
COMMENT ON VIEW need_match IS 'Does what is offered answer what is needed? | 供给与需求是否匹配？';
COMMENT ON COLUMN need_match.project_id IS 'project | 项目';
COMMENT ON COLUMN need_match.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN need_match.township IS 'township; empty for the whole project | 乡镇（全项目为空）';
COMMENT ON COLUMN need_match.county IS 'county of the township; empty for the whole project | 乡镇所属县（全项目为空）';
COMMENT ON COLUMN need_match.need_type IS 'what is needed | 需求类型';
COMMENT ON COLUMN need_match.eligible IS 'children who need it, over the whole term counted in each quarter; empty where hidden | 需要的儿童数（全周期为各季度合计，隐去则为空）';
COMMENT ON COLUMN need_match.need_share IS 'share of all needs | 需求占比';
COMMENT ON COLUMN need_match.hours IS 'hours of activities that answer it | 对应活动时长';
COMMENT ON COLUMN need_match.supply_share IS 'share of all hours | 供给占比';
COMMENT ON COLUMN need_match.difference IS 'supply_share less need_share | 供给占比减需求占比';
COMMENT ON COLUMN need_match.need_match IS '1 - half of the sum of the absolute differences: 1 is a perfect match | 匹配度（1为完全匹配）';
-- What an organization lives on, and how much it and a buyer need each other, by calendar year: an organization has one row for
-- each buyer, and one without a buyer in a year in which nobody bought from it.  A buyer is who paid it for a purchase in
-- the year, or had a contract with it whose project ran in the year.  Donors and those who only grant are funders.
CREATE VIEW agency_dependence WITH (security_invoker = true) AS
WITH
funder AS (
	SELECT f.org_id, f.year::integer AS year, f.funder_id, sum(f.amount) AS amount,
		coalesce(sum(f.amount) FILTER (WHERE f.kind = 'government_purchase'), 0) AS purchase,
		coalesce(sum(f.amount) FILTER (WHERE f.kind IN ('government_purchase', 'government_grant')), 0) AS government,
		coalesce(sum(f.amount) FILTER (WHERE f.kind = 'commercial'), 0) AS commercial,
		coalesce(sum(f.amount) FILTER (WHERE f.restricted), 0) AS restricted
	FROM funding f
	GROUP BY f.org_id, f.year, f.funder_id
),
-- who gave 0 is no funder: it would make the others look more, and so less concentrated
income AS (
	SELECT f.org_id, f.year, sum(f.amount) AS amount, sum(f.government) AS government, sum(f.commercial) AS commercial, sum(f.restricted) AS restricted,
		count(*) FILTER (WHERE f.amount > 0) AS funders,
		service_eval.hhi(f.amount) AS hhi,
		service_eval.hhi_normalized(f.amount) FILTER (WHERE f.amount > 0) AS hhi_normalized
	FROM funder f
	GROUP BY f.org_id, f.year
),
-- what a contract is worth in a year: its price by the days of the project's term
volume AS (
	SELECT p.buyer_id, c.provider_id AS org_id, extract(year FROM y.starts)::integer AS year, greatest(b.qualified, 1) AS qualified,
		sum(c.price) * (least(p.end_on, (y.starts + interval '1 year')::date - 1) - greatest(p.start_on, y.starts::date) + 1) / (p.end_on - p.start_on + 1) AS volume
	FROM project p
		JOIN contract c ON c.project_id = p.project_id
		LEFT JOIN (SELECT b.project_id, count(*) FILTER (WHERE b.qualified) AS qualified FROM bid b GROUP BY b.project_id) b ON b.project_id = p.project_id
		CROSS JOIN LATERAL generate_series(date_trunc('year', p.start_on::timestamp), p.end_on::timestamp, interval '1 year') AS y (starts)
	WHERE isfinite(p.start_on) AND isfinite(p.end_on)
	GROUP BY p.project_id, p.buyer_id, p.start_on, p.end_on, c.provider_id, y.starts, b.qualified
),
-- Several projects: each has its own alternatives, and the buyer's dependence is that of its projects added up.  So the number of
-- bidders is their harmonic mean, by volume.
dealing AS (
	SELECT v.buyer_id, v.org_id, v.year, sum(v.volume) AS volume,
		CASE
			WHEN min(v.qualified) = max(v.qualified) THEN min(v.qualified)
			WHEN sum(v.volume) > 0 THEN sum(v.volume) / sum(v.volume / v.qualified)
			ELSE count(*) / sum(1.0 / v.qualified)
		END AS qualified
	FROM volume v
	GROUP BY v.buyer_id, v.org_id, v.year
),
bought AS (
	SELECT d.buyer_id, d.year, sum(d.volume) AS volume
	FROM dealing d
	GROUP BY d.buyer_id, d.year
),
buyer AS (
	SELECT f.org_id, f.year, f.funder_id AS buyer_id FROM funder f WHERE f.purchase > 0
	UNION
	SELECT d.org_id, d.year, d.buyer_id FROM dealing d
),
-- what is to come is shown where income of the year is recorded
org_year AS (
	SELECT i.org_id, i.year FROM income i
	UNION
	SELECT d.org_id, d.year FROM dealing d WHERE d.year <= extract(year FROM current_date)
),
-- Beneficiary-days of the projects that an organization provides for, in years that are over; where several do, by the price.  Unknown if
-- those of one quarter are.
given AS (
	SELECT c.org_id, extract(year FROM q.period)::integer AS year,
		CASE WHEN bool_and(e.value IS NOT NULL) THEN round(sum(e.value * c.price / c.prices), 6) END AS days
	FROM (
		-- without a price each contract counts alike
		SELECT c.project_id, c.provider_id AS org_id,
			CASE WHEN sum(sum(c.price)) OVER project > 0 THEN sum(c.price) ELSE count(*) END AS price,
			CASE WHEN sum(sum(c.price)) OVER project > 0 THEN sum(sum(c.price)) OVER project ELSE sum(count(*)) OVER project END AS prices
		FROM contract c
		GROUP BY c.project_id, c.provider_id
		WINDOW project AS (PARTITION BY c.project_id)
	) c
		JOIN project_period q ON q.project_id = c.project_id AND q.period < date_trunc('year', current_date)
		LEFT JOIN headline_run r ON r.project_id = q.project_id AND r.period = q.period
		LEFT JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'project' AND e.scope_key = '' AND e.code = 'beneficiary_days'
	GROUP BY c.org_id, extract(year FROM q.period)
)
SELECT y.org_id, o.name AS organization, y.year, b.buyer_id, t.name AS buyer,
	i.amount AS income, i.funders, i.hhi AS funder_hhi, i.hhi_normalized AS funder_hhi_normalized,
	round(i.government / nullif(i.amount, 0), 6) AS government_share,
	round(i.restricted / nullif(i.amount, 0), 6) AS restricted_share,
	round(i.commercial / nullif(i.amount, 0), 6) AS commercial_share,
	round(s.of_income, 6) AS buyer_share,
	round(CASE WHEN b.buyer_id IS NOT NULL THEN coalesce(f.purchase, 0) / nullif(i.amount, 0) END, 6) AS purchase_share,
	round(d.volume, 2) AS contract_volume,
	round(s.of_volume, 6) AS volume_share,
	trim_scale(round(d.qualified, 4)) AS qualified_bidders,
	s.of_income::float8 * i.hhi AS dependence_on_buyer,
	s.of_volume::float8 / d.qualified::float8 AS dependence_on_org,
	service_eval.mutual_dependence(s.of_income::float8, i.hhi, s.of_volume::float8, d.qualified::float8) AS mutual_dependence,
	service_eval.power_imbalance(s.of_income::float8, i.hhi, s.of_volume::float8, d.qualified::float8) AS power_imbalance,
	i.government - i1.government AS government_growth,
	round(i1.restricted / nullif(i1.amount, 0) - i.restricted / nullif(i.amount, 0), 6) AS autonomy_change,
	CASE sign(i.government - i1.government) WHEN 1 THEN 'more from government' WHEN 0 THEN 'same from government' WHEN -1 THEN 'less from government' END || ', '
		-- without quotients, so that equal shares are equal
		|| CASE sign(i1.restricted * nullif(i.amount, 0) - i.restricted * nullif(i1.amount, 0)) WHEN 1 THEN 'more autonomy' WHEN 0 THEN 'same autonomy' WHEN -1 THEN 'less autonomy' END AS quadrant,
	trim_scale(g.days) AS beneficiary_days,
	i.commercial * nullif(i1.amount, 0) > i1.commercial * nullif(i.amount, 0) AND i1.commercial * nullif(i2.amount, 0) > i2.commercial * nullif(i1.amount, 0)
		AND g.days < g1.days AND g1.days < g2.days AS mission_drift
FROM org_year y
	JOIN organization o ON o.org_id = y.org_id
	LEFT JOIN buyer b ON b.org_id = y.org_id AND b.year = y.year
	LEFT JOIN organization t ON t.org_id = b.buyer_id
	LEFT JOIN income i ON i.org_id = y.org_id AND i.year = y.year
	LEFT JOIN income i1 ON i1.org_id = y.org_id AND i1.year = y.year - 1
	LEFT JOIN income i2 ON i2.org_id = y.org_id AND i2.year = y.year - 2
	LEFT JOIN funder f ON f.org_id = y.org_id AND f.year = y.year AND f.funder_id = b.buyer_id
	LEFT JOIN dealing d ON d.org_id = y.org_id AND d.year = y.year AND d.buyer_id = b.buyer_id
	LEFT JOIN bought v ON v.buyer_id = d.buyer_id AND v.year = d.year
	LEFT JOIN given g ON g.org_id = y.org_id AND g.year = y.year
	LEFT JOIN given g1 ON g1.org_id = y.org_id AND g1.year = y.year - 1
	LEFT JOIN given g2 ON g2.org_id = y.org_id AND g2.year = y.year - 2
	CROSS JOIN LATERAL (
		SELECT CASE WHEN b.buyer_id IS NOT NULL THEN coalesce(f.amount, 0) / nullif(i.amount, 0) END AS of_income,
			d.volume / nullif(v.volume, 0) AS of_volume
	) s;
COMMENT ON VIEW agency_dependence IS 'Who collapses if we stop buying? | 停止购买后，谁难以为继？';
COMMENT ON COLUMN agency_dependence.org_id IS 'organization that has income or a contract in the year | 组织（当年有收入或合同）';
COMMENT ON COLUMN agency_dependence.organization IS 'its name | 组织名称';
COMMENT ON COLUMN agency_dependence.year IS 'calendar year | 年度';
COMMENT ON COLUMN agency_dependence.buyer_id IS 'who bought from it or had a contract with it in the year; empty if nobody | 购买方（无则为空）';
COMMENT ON COLUMN agency_dependence.buyer IS 'name of the buyer | 购买方名称';
COMMENT ON COLUMN agency_dependence.income IS 'income of the organization in yuan; empty where none is recorded, and so is what rests on it | 组织收入（元，无记录则为空）';
COMMENT ON COLUMN agency_dependence.funders IS 'funders who gave something; the organization itself is one where it is recorded as its own | 资助方数量（自筹计为一方）';
COMMENT ON COLUMN agency_dependence.funder_hhi IS 'sum of the squared shares of the funders: 1 if one gives all | 资助方集中度（HHI，1为单一来源）';
COMMENT ON COLUMN agency_dependence.funder_hhi_normalized IS 'the same from 0, all give alike, to 1; empty for one funder | 标准化集中度（单一资助方则为空）';
COMMENT ON COLUMN agency_dependence.government_share IS 'share of income that is government purchase or grant | 政府购买与补助占收入比例';
COMMENT ON COLUMN agency_dependence.restricted_share IS 'share of income for a set purpose only; the rest is autonomy | 限定用途收入占比（其余为自主）';
COMMENT ON COLUMN agency_dependence.commercial_share IS 'share of income that is earned in the market | 经营收入占比';
COMMENT ON COLUMN agency_dependence.buyer_share IS 'share of income that comes from the buyer, of whatever kind | 来自该购买方的收入占比';
COMMENT ON COLUMN agency_dependence.purchase_share IS 'share of income that the buyer pays for what it buys: what ends if it stops buying | 该购买方购买服务占收入比例（停止购买即失去）';
COMMENT ON COLUMN agency_dependence.contract_volume IS 'prices of its contracts with the buyer, by the days of the project in the year, in yuan; empty where it has none | 当年合同额（元，按项目天数分摊；无合同则为空）';
COMMENT ON COLUMN agency_dependence.volume_share IS 'contract_volume as a share of all contracts of the buyer in the year | 占该购买方当年合同总额比例';
COMMENT ON COLUMN agency_dependence.qualified_bidders IS 'bidders for these projects who met the conditions, 1 where there was none; of several projects the harmonic mean by volume | 合格投标方数（无则计1，多项目取加权调和平均）';
COMMENT ON COLUMN agency_dependence.dependence_on_buyer IS 'dependence of the organization on the buyer, 0 to 1: buyer_share x funder_hhi | 组织对购买方的依赖（0至1）';
COMMENT ON COLUMN agency_dependence.dependence_on_org IS 'dependence of the buyer on the organization, 0 to 1: volume_share / qualified_bidders | 购买方对组织的依赖（0至1）';
COMMENT ON COLUMN agency_dependence.mutual_dependence IS 'sum of both dependences, 0 to 2 | 相互依赖（两者之和，0至2）';
COMMENT ON COLUMN agency_dependence.power_imbalance IS 'dependence_on_buyer less dependence_on_org, -1 to 1: above 0 the buyer has the power | 权力不对等（两者之差，正值购买方占优）';
COMMENT ON COLUMN agency_dependence.government_growth IS 'what government gave more than in the year before, in yuan; empty without a year before | 政府资金较上年增加额（元，无上年则为空）';
COMMENT ON COLUMN agency_dependence.autonomy_change IS 'change of 1 - restricted_share since the year before | 自主性变化（较上年）';
COMMENT ON COLUMN agency_dependence.quadrant IS 'more, less or same from government, and more, less or same autonomy than in the year before | 象限：政府资金增减与自主性增减';
COMMENT ON COLUMN agency_dependence.beneficiary_days IS 'beneficiary-days of its projects, by its share of their price; empty before the year is over or where they are not known | 服务人日数（按合同额分摊；年度未结束或未知则为空）';
COMMENT ON COLUMN agency_dependence.mission_drift IS 'commercial_share rose in this year and in the one before, and beneficiary_days fell in both; empty if that is not known | 使命漂移：经营收入占比连升两年而服务人日数连降';
-- Who kept terms.  Two sides of a contract, each by its own facts:
--
--   buyer     every instalment that is due was paid in full by its day.  In advance is on time, a part of it is not.  What is not due
--             yet is not held against the buyer, and counts if it was paid already.  Unknown where the day is not recorded and
--             nothing else was late, or where nothing was due.
--   provider  at least 90 % of what was due is verified, and at least 90 % of what it reported, the bar of the limiter on grades.  What
--             of one item goes beyond its target makes up for no other.  Unknown where nothing was checked, unless even all that was
--             reported and not repeated would be too little; and while a quarter runs that is not reached yet.
--
-- Payments are read as they are and judged as of today, not as of the run: an instalment falls due after its quarter, the last one
-- after the project, and a debt does not wait for a refresh.  Quantities are those of the current run.
CREATE VIEW trust_log WITH (security_invoker = true) AS
SELECT t.project_id, t.period, t.contract_id, t.buyer, t.provider,
	t.due, t.paid, round(t.paid_on_time / nullif(t.due, 0), 6) AS on_time_share, t.late_days, t.undated, t.buyer_kept,
	t.target, t.reported, t.verified,
	round(t.fulfilled / nullif(t.target, 0), 6) AS fulfilled_share,
	round(t.verified / nullif(t.reported, 0), 6) AS verification_factor,
	t.provider_kept,
	CASE
		WHEN t.buyer_kept AND t.provider_kept THEN 'both'
		WHEN t.buyer_kept AND NOT t.provider_kept THEN 'buyer only'
		WHEN NOT t.buyer_kept AND t.provider_kept THEN 'provider only'
		WHEN NOT t.buyer_kept AND NOT t.provider_kept THEN 'neither'
	END AS kept
FROM (
	SELECT r.project_id, r.period, k.contract_id, b.name AS buyer, o.name AS provider,
		m.due, m.paid, m.paid_on_time, m.late_days, m.undated,
		CASE WHEN m.broken > 0 THEN false WHEN m.undated = 0 AND m.due > 0 THEN true END AS buyer_kept,
		f.target, f.reported, f.verified, f.fulfilled,
		CASE
			WHEN f.most_fulfilled < 0.9 * f.target OR f.most < 0.9 * f.reported THEN
				-- the day on which the last quarter of the run ends, or the project with it
				CASE WHEN c.cutoff >= least((date_trunc('quarter', c.cutoff::timestamp) + interval '3 months')::date - 1, p.end_on) THEN false END
			WHEN f.verified IS NOT NULL THEN true
		END AS provider_kept
	FROM headline_run r
		JOIN current_run c ON c.project_id = r.project_id AND c.run_id = r.run_id
		JOIN project p ON p.project_id = r.project_id
		JOIN contract k ON k.project_id = r.project_id
		JOIN organization b ON b.org_id = p.buyer_id
		JOIN organization o ON o.org_id = k.provider_id
		CROSS JOIN LATERAL (
			SELECT sum(m.due) FILTER (WHERE m.judged) AS due,
				sum(m.paid) FILTER (WHERE m.judged) AS paid,
				coalesce(sum(least(m.paid, m.due)) FILTER (WHERE m.judged AND m.paid_on <= m.due_on), 0) AS paid_on_time,
				max(greatest(CASE WHEN m.paid >= m.due THEN m.paid_on ELSE current_date END - m.due_on, 0)) FILTER (WHERE m.judged) AS late_days,
				count(*) FILTER (WHERE m.due_on IS NULL) AS undated,
				count(*) FILTER (WHERE m.judged AND NOT (m.paid >= m.due AND m.paid_on <= m.due_on)) AS broken
			FROM (
				SELECT m.due, m.due_on, x.paid, m.paid_on,
					m.due_on IS NOT NULL AND (m.due_on < current_date OR x.paid >= m.due) AS judged
				FROM payment m
					-- what is said to be paid on a day to come is not paid
					CROSS JOIN LATERAL (SELECT CASE WHEN m.paid_on <= current_date THEN m.paid ELSE 0 END AS paid) x
				WHERE m.project_id = r.project_id AND m.contract_id = k.contract_id AND m.due > 0
					AND (r.period IS NULL OR m.period = r.period)
			) m
		) m
		LEFT JOIN (
			SELECT f.project_id, f.period, f.contract_id,
				sum(f.target) AS target, sum(f.reported)::bigint AS reported,
				CASE WHEN count(f.verified) = count(*) THEN sum(f.verified) END AS verified,
				CASE WHEN count(f.verified) = count(*) THEN sum(least(f.verified, f.target)) END AS fulfilled,
				sum(coalesce(f.verified, f.deduplicated)) AS most,
				sum(least(coalesce(f.verified, f.deduplicated), f.target)) AS most_fulfilled
			FROM contract_fulfilment f
			GROUP BY f.project_id, f.period, f.contract_id
		) f ON f.project_id = r.project_id AND f.period IS NOT DISTINCT FROM r.period AND f.contract_id = k.contract_id
) t;
COMMENT ON VIEW trust_log IS 'Who kept terms: did the buyer pay on time, and the provider deliver verifiably? | 谁守约：购买方是否按时付款，承接方是否交付属实？';
COMMENT ON COLUMN trust_log.project_id IS 'project | 项目';
COMMENT ON COLUMN trust_log.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN trust_log.contract_id IS 'contract | 合同';
COMMENT ON COLUMN trust_log.buyer IS 'who buys | 购买方';
COMMENT ON COLUMN trust_log.provider IS 'who provides | 承接方';
COMMENT ON COLUMN trust_log.due IS 'instalments in yuan that are due by today or were paid before; empty if none is | 已到期或已提前付清的应付金额（元）';
COMMENT ON COLUMN trust_log.paid IS 'what was paid of them so far | 其中已付金额';
COMMENT ON COLUMN trust_log.on_time_share IS 'share of due that was paid by its day | 按期支付占比';
COMMENT ON COLUMN trust_log.late_days IS 'most days by which one of them was paid late, or has been open so far | 最长逾期天数（未付清者计至今日）';
COMMENT ON COLUMN trust_log.undated IS 'instalments without a due day, of which nobody can say | 无应付日期的笔数';
COMMENT ON COLUMN trust_log.buyer_kept IS 'all of them were paid in full by their day; empty if not known or nothing was due | 购买方是否守约（未知或无应付为空）';
COMMENT ON COLUMN trust_log.target IS 'quantity due, all items of the contract together | 目标量';
COMMENT ON COLUMN trust_log.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN trust_log.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN trust_log.fulfilled_share IS 'verified / target, of each item no more than its target | 核实完成率（各项不超过目标）';
COMMENT ON COLUMN trust_log.verification_factor IS 'verified / reported | 核实系数（核实量/上报量）';
COMMENT ON COLUMN trust_log.provider_kept IS 'both are at least 0.9; empty if not known, or not reached in a quarter that still runs | 承接方是否守约（两者均不低于0.9；未知或季度未完且未达到为空）';
COMMENT ON COLUMN trust_log.kept IS 'both, buyer only, provider only or neither; empty where one side is not known | 守约方：双方、仅购买方、仅承接方、均未（任一方未知为空）';
-- Who reports, who checks, who asks, who scores: where that is the same organization, nobody has looked from outside.
--
-- Both views count facts, visits and answers among them, and show them by organization: they are for those who may read these
-- tables.  Nothing about a person is shown.  Photos and activities whose reporter is not recorded are the provider's.

-- One row for an organization in a role, at a site or for the project as a whole.
CREATE VIEW role_holder WITH (security_invoker = true) AS
SELECT p.project_id, 'buyer' AS role, p.buyer_id AS org_id, NULL::bigint AS site_id, 1::bigint AS facts
FROM project p
UNION ALL
SELECT c.project_id, 'provider', c.provider_id, NULL, count(*)
FROM contract c
GROUP BY c.project_id, c.provider_id
UNION ALL
SELECT a.project_id, 'reporter', a.reported_by, a.site_id, count(*)
FROM activity a
GROUP BY a.project_id, a.reported_by, a.site_id
UNION ALL
SELECT v.project_id, 'verifier', v.verifier_id, v.site_id, count(*)
FROM visit v
GROUP BY v.project_id, v.verifier_id, v.site_id
UNION ALL
SELECT r.project_id, 'collector', r.collector_id, r.site_id, count(*)
FROM response r
GROUP BY r.project_id, r.collector_id, r.site_id
UNION ALL
SELECT s.project_id, 'scorer', s.evaluator_id, s.site_id, count(*)
FROM assessment s
GROUP BY s.project_id, s.evaluator_id, s.site_id
UNION ALL
-- who decides on repeats is a login; accounts tell whose
SELECT d.project_id, 'reviewer', l.org_id, a.site_id, count(*)
FROM duplicate_review d
	LEFT JOIN account l ON l.login = d.decided_by
	JOIN activity a ON a.project_id = d.project_id AND a.activity_id = d.activity_id
WHERE d.decision <> 'open'
GROUP BY d.project_id, l.org_id, a.site_id;
COMMENT ON VIEW role_holder IS 'Which organization does what, and where? | 各组织在何处承担何种角色？';
COMMENT ON COLUMN role_holder.project_id IS 'project | 项目';
COMMENT ON COLUMN role_holder.role IS 'buyer, provider, reporter of activities, verifier, collector of answers, scorer, or reviewer of repeats | 角色：购买方、承接方、上报方、核查方、问卷收集方、评分方、重复判定方';
COMMENT ON COLUMN role_holder.org_id IS 'organization; empty where it is not recorded | 组织（未记录为空）';
COMMENT ON COLUMN role_holder.site_id IS 'site; empty for the project as a whole | 服务点（整个项目为空）';
COMMENT ON COLUMN role_holder.facts IS 'what it did in the role: contracts, activities, visits, answers, assessments or decisions | 该角色下的记录数';

-- Two roles of one organization, the second of which judges the first or what depends on it.  A provider's judgements of its own
-- service do not count, but its decisions on repeats do.  An organization that reports without having a contract, such as the
-- provider's branch, is not known for one, so all that it finds counts.  What a provider does in other roles is said once.
CREATE VIEW role_conflict WITH (security_invoker = true) AS
SELECT j.project_id, j.org_id, o.name AS organization, c.role, c.other_role, c.severity, c.counts,
	sum(j.facts)::bigint AS facts, count(DISTINCT j.site_id) AS sites, round(sum(j.facts) / j.all_facts, 6) AS facts_share, c.consequence
FROM (
		SELECT h.project_id, h.role, h.org_id, h.site_id, h.facts, sum(h.facts) OVER (PARTITION BY h.project_id, h.role) AS all_facts
		FROM role_holder h
	) j
	JOIN (VALUES
		('provider', 'buyer', 'serious', true, 'it buys from itself: have the contract looked at from outside'),
		('provider', 'verifier', 'serious', false, 'its visits verify nothing'),
		('provider', 'collector', 'serious', false, 'the answers weigh 0'),
		('provider', 'scorer', 'serious', false, 'the scores are left out'),
		('provider', 'reviewer', 'serious', true, 'it decided on its own uploads: have somebody else decide'),
		('reporter', 'verifier', 'serious', true, 'it found what it had reported: have others visit'),
		('reporter', 'collector', 'serious', true, 'it asked about what it had reported: have others ask'),
		('reporter', 'scorer', 'serious', true, 'it scored what it had reported: have others score'),
		('reporter', 'reviewer', 'serious', true, 'it decided on its own uploads: have somebody else decide'),
		('buyer', 'reporter', 'lesser', true, 'it reports what it pays for: have the provider report'),
		('buyer', 'verifier', 'lesser', true, 'it checks what it pays for: have a third party check a part'),
		('buyer', 'collector', 'lesser', true, 'it asks about what it pays for: have a third party ask a part'),
		('buyer', 'scorer', 'lesser', true, 'it scores what it pays for: have a third party score'),
		('verifier', 'collector', 'lesser', true, 'visits and answers do not check each other'),
		('verifier', 'scorer', 'lesser', true, 'visits and scores do not check each other'),
		('collector', 'scorer', 'lesser', true, 'answers and scores do not check each other')
	) AS c (role, other_role, severity, counts, consequence) ON c.other_role = j.role
	JOIN role_holder i ON i.project_id = j.project_id AND i.org_id = j.org_id AND i.role = c.role AND (i.site_id = j.site_id OR i.site_id IS NULL)
	JOIN organization o ON o.org_id = j.org_id
WHERE c.role = 'provider' OR NOT EXISTS (SELECT FROM contract k WHERE k.project_id = j.project_id AND k.provider_id = j.org_id)
GROUP BY j.project_id, j.org_id, o.name, c.role, c.other_role, c.severity, c.counts, j.all_facts, c.consequence;
COMMENT ON VIEW role_conflict IS 'Where is reporter, verifier and scorer the same organization? | 哪里由同一组织上报、核查和评分？';
COMMENT ON COLUMN role_conflict.project_id IS 'project | 项目';
COMMENT ON COLUMN role_conflict.org_id IS 'organization | 组织';
COMMENT ON COLUMN role_conflict.organization IS 'its name | 组织名称';
COMMENT ON COLUMN role_conflict.role IS 'what it is: provider, reporter, buyer, verifier or collector | 角色：承接方、上报方、购买方、核查方、收集方';
COMMENT ON COLUMN role_conflict.other_role IS 'what it is as well, there: buyer, reporter, verifier, collector of answers, scorer, or reviewer of repeats | 兼任角色：购买方、上报方、核查方、收集方、评分方、重复判定方';
COMMENT ON COLUMN role_conflict.severity IS 'serious: it judges its own service; lesser: it judges what it pays for, or two checks of a home are by the same organization | 程度：严重（评判自身服务）、较轻（评判自己购买的服务，或两项检查出自同一组织）';
COMMENT ON COLUMN role_conflict.counts IS 'whether what it did in the other role bears on results nevertheless | 兼任所为是否仍计入结果';
COMMENT ON COLUMN role_conflict.facts IS 'what it did in the other role at sites where it has both: activities, visits, answers, assessments or decisions | 涉及的记录数';
COMMENT ON COLUMN role_conflict.sites IS 'at how many sites; 0 if it is about the project as a whole | 涉及的服务点数';
COMMENT ON COLUMN role_conflict.facts_share IS 'share of all facts of that kind in the project | 占项目同类记录的比例';
COMMENT ON COLUMN role_conflict.consequence IS 'what follows, or what should be done | 后果或建议';
-- Forms of partnership: who works together, on which terms, and what comes of it.
--
--   formal         there is a signed contract that pays: one with a price above 0
--   engagement     share of the six facts of `engagement` that hold
--   collaborative  at least three of the six hold.  What is not recorded is not known: with three that hold the others do not
--                  matter, and with four that do not hold neither; in between it stays open
--   form           the four cells:	formal_collaborative	formal
--                                   collaborative			neither
--
-- Cost is the money that the buyer agreed to spend: the prices of the contracts, spread evenly over the quarters of the term, as
-- their targets and the cost in O5 are.  It does not fall because the buyer pays late, and is 0 where no contract pays.
-- What fell due and what was paid stand beside it.
--
--   unit_cost                   = cost / beneficiary-days
--   quality_adjusted_unit_cost  = cost / (beneficiary-days x S / 100)
--   shadow_cost                 = volunteer days x what a day of theirs would have cost; never part of cost

CREATE VIEW project_partnership WITH (security_invoker = true) AS
SELECT p.project_id, c.formal,
	e.present AS facts_present, e.known AS facts_known,
	CASE WHEN e.known = 6 THEN round(e.present / 6.0, 6) END AS engagement,
	CASE WHEN e.present >= 3 THEN true WHEN e.known - e.present >= 4 THEN false END AS collaborative,
	CASE
		WHEN e.present >= 3 THEN CASE WHEN c.formal THEN 'formal_collaborative' ELSE 'collaborative' END
		WHEN e.known - e.present >= 4 THEN CASE WHEN c.formal THEN 'formal' ELSE 'neither' END
	END AS form,
	CASE WHEN c.modes > 1 THEN 'mixed' ELSE c.mode END AS procurement_mode,
	c.price
FROM project p
	CROSS JOIN LATERAL (
		SELECT coalesce(bool_or(c.formal AND c.price > 0), false) AS formal, coalesce(sum(c.price), 0) AS price,
			coalesce(min(nullif(c.procurement_mode, 'none')), 'none') AS mode, count(DISTINCT nullif(c.procurement_mode, 'none')) AS modes
		FROM contract c
		WHERE c.project_id = p.project_id
	) c
	CROSS JOIN LATERAL (
		SELECT count(*) AS known, count(*) FILTER (WHERE e.present) AS present
		FROM engagement e
		WHERE e.project_id = p.project_id
	) e;
COMMENT ON VIEW project_partnership IS 'On which terms do buyer and provider work together? | 购买方与承接方以何种形式合作？';
COMMENT ON COLUMN project_partnership.project_id IS 'project | 项目';
COMMENT ON COLUMN project_partnership.formal IS 'a signed contract pays for it | 是否有签订的有偿合同';
COMMENT ON COLUMN project_partnership.facts_present IS 'facts of working together that hold | 具备的合作事实数';
COMMENT ON COLUMN project_partnership.facts_known IS 'facts of which it is recorded whether they hold, 6 at most | 已记录的合作事实数（最多6）';
COMMENT ON COLUMN project_partnership.engagement IS 'facts that hold / 6; empty unless all are recorded | 合作程度：具备的事实数/6（未全部记录则为空）';
COMMENT ON COLUMN project_partnership.collaborative IS 'at least 3 of the 6 facts hold; empty while that is open | 是否协作（6项中至少3项，未定为空）';
COMMENT ON COLUMN project_partnership.form IS 'formal_collaborative, formal, collaborative, neither; empty while it is open | 合作形式：合同且协作、仅合同、仅协作、两者皆无（未定为空）';
COMMENT ON COLUMN project_partnership.procurement_mode IS 'open_tender, invited_bid, directed_commission, none, or mixed | 购买方式：公开招标、邀请招标、定向委托、无、混合';
COMMENT ON COLUMN project_partnership.price IS 'prices of all its contracts in yuan; 0 without any | 合同金额合计（元，无合同为0）';

CREATE VIEW partnership_comparison WITH (security_invoker = true) AS
SELECT u.project_id, u.period, u.profile, u.project, u.form, u.formal, u.engagement, u.collaborative, u.procurement_mode,
	round(u.cost, 2) AS cost, u.due, u.paid, u.beneficiary_days,
	round(u.cost / nullif(u.beneficiary_days, 0), 2) AS unit_cost,
	u.satisfaction,
	round(u.cost / nullif(u.beneficiary_days * u.satisfaction / 100, 0), 2) AS quality_adjusted_unit_cost,
	u.volunteers, u.volunteer_days, round(u.shadow_cost, 2) AS shadow_cost,
	round(u.shadow_cost / nullif(u.beneficiary_days, 0), 2) AS shadow_unit_cost,
	u.staff, u.staff_days, round(u.beneficiary_days / nullif(u.staff_days, 0), 2) AS beneficiaries_per_staff,
	u.sites, u.reported_share, u.verified_share, u.score, u.grade
FROM (
	SELECT r.project_id, r.period, r.scheme_id AS profile, p.name AS project, a.form, a.formal, a.engagement, a.collaborative, a.procurement_mode,
		a.price * q.due / q.quarters AS cost,
		m.due, m.paid, e.beneficiary_days, e.satisfaction,
		w.volunteers, w.volunteer_days, w.shadow_cost, w.staff, w.staff_days,
		(SELECT count(*) FROM site s
		 WHERE s.project_id = r.project_id AND s.opened_on <= r.cutoff AND coalesce(s.closed_on >= coalesce(r.period, p.start_on), true)) AS sites,
		f.reported_share, f.verified_share, e.score, e.grade
	FROM current_run r
		JOIN project p ON p.project_id = r.project_id
		JOIN project_partnership a ON a.project_id = r.project_id
		CROSS JOIN LATERAL (
			SELECT CASE WHEN r.period IS NULL THEN quarter_number(r.cutoff) - quarter_number(p.start_on) + 1 ELSE 1 END AS due,
				quarter_number(p.end_on) - quarter_number(p.start_on) + 1 AS quarters
		) q
		CROSS JOIN LATERAL (
			SELECT max(e.value) FILTER (WHERE e.code = 'beneficiary_days') AS beneficiary_days,
				(max(e.value) FILTER (WHERE e.code = 'satisfaction'))::numeric(7,4) AS satisfaction,
				(max(e.value) FILTER (WHERE e.code = 'score'))::numeric(7,4) AS score,
				max(e.status) FILTER (WHERE e.code = 'grade') AS grade
			FROM evaluation_result e
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'project' AND e.scope_key = ''
				AND e.code IN ('beneficiary_days', 'satisfaction', 'score', 'grade')
		) e
		LEFT JOIN (
			SELECT f.project_id, f.period, round(sum(f.reported) / nullif(sum(f.target), 0), 6) AS reported_share,
				CASE WHEN bool_and(f.verified IS NOT NULL) THEN round(sum(f.verified) / nullif(sum(f.target), 0), 6) END AS verified_share
			FROM contract_fulfilment f
			GROUP BY f.project_id, f.period
		) f ON f.project_id = r.project_id AND f.period IS NOT DISTINCT FROM r.period
		CROSS JOIN LATERAL (
			SELECT sum(m.due) AS due, sum(CASE WHEN m.paid_on <= r.cutoff THEN m.paid ELSE 0 END) AS paid
			FROM payment m
			WHERE m.project_id = r.project_id AND m.period <= r.cutoff AND (r.period IS NULL OR m.period = r.period)
		) m
		-- Who worked is unknown unless it was recorded for every quarter; of nobody there is nothing more to know.
		CROSS JOIN LATERAL (
			SELECT
				CASE WHEN count(*) FILTER (WHERE w.kind = 'volunteer') = q.due THEN max(w.people) FILTER (WHERE w.kind = 'volunteer') END AS volunteers,
				CASE WHEN count(d.days) FILTER (WHERE w.kind = 'volunteer') = q.due THEN sum(d.days) FILTER (WHERE w.kind = 'volunteer') END AS volunteer_days,
				CASE WHEN count(c.cost) FILTER (WHERE w.kind = 'volunteer') = q.due THEN sum(c.cost) FILTER (WHERE w.kind = 'volunteer') END AS shadow_cost,
				CASE WHEN count(*) FILTER (WHERE w.kind = 'staff') = q.due THEN max(w.people) FILTER (WHERE w.kind = 'staff') END AS staff,
				CASE WHEN count(d.days) FILTER (WHERE w.kind = 'staff') = q.due THEN sum(d.days) FILTER (WHERE w.kind = 'staff') END AS staff_days
			FROM workforce w
				CROSS JOIN LATERAL (SELECT CASE w.people WHEN 0 THEN 0 ELSE w.days END AS days) d
				CROSS JOIN LATERAL (SELECT CASE d.days WHEN 0 THEN 0 ELSE d.days * w.daily_rate END AS cost) c
			WHERE w.project_id = r.project_id
				AND CASE WHEN r.period IS NULL THEN w.period BETWEEN date_trunc('quarter', p.start_on::timestamp) AND r.cutoff ELSE w.period = r.period END
		) w
) u;
COMMENT ON VIEW partnership_comparison IS 'Which form of partnership delivers, at what unit cost? | 哪种合作形式能够交付服务，单位成本是多少？';
COMMENT ON COLUMN partnership_comparison.project_id IS 'project | 项目';
COMMENT ON COLUMN partnership_comparison.period IS 'quarter, named by its first day; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN partnership_comparison.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN partnership_comparison.project IS 'name of the project | 项目名称';
COMMENT ON COLUMN partnership_comparison.form IS 'formal_collaborative, formal, collaborative, neither; empty while it is open | 合作形式：合同且协作、仅合同、仅协作、两者皆无（未定为空）';
COMMENT ON COLUMN partnership_comparison.formal IS 'a signed contract pays for it | 是否有签订的有偿合同';
COMMENT ON COLUMN partnership_comparison.engagement IS 'facts of working together that hold / 6; empty unless all are recorded | 合作程度：具备的事实数/6（未全部记录则为空）';
COMMENT ON COLUMN partnership_comparison.collaborative IS 'at least 3 of the 6 facts hold; empty while that is open | 是否协作（6项中至少3项，未定为空）';
COMMENT ON COLUMN partnership_comparison.procurement_mode IS 'open_tender, invited_bid, directed_commission, none, or mixed | 购买方式：公开招标、邀请招标、定向委托、无、混合';
COMMENT ON COLUMN partnership_comparison.cost IS 'yuan agreed in contracts, spread evenly over the quarters of the term; 0 without a contract that pays | 合同成本（元，按季度均摊；无有偿合同为0）';
COMMENT ON COLUMN partnership_comparison.due IS 'yuan due for the period; empty if no instalment is recorded | 应付金额（元，无付款记录为空）';
COMMENT ON COLUMN partnership_comparison.paid IS 'yuan of these that were paid by its end | 期末前已付金额（元）';
COMMENT ON COLUMN partnership_comparison.beneficiary_days IS 'days on which somebody came, counted for each who did; empty where attendance was never recorded | 服务人日数（从未记录参加情况则为空）';
COMMENT ON COLUMN partnership_comparison.unit_cost IS 'yuan for a beneficiary-day | 每服务人日成本（元）';
COMMENT ON COLUMN partnership_comparison.satisfaction IS 'satisfaction of those served, 0 to 100 | 满意度';
COMMENT ON COLUMN partnership_comparison.quality_adjusted_unit_cost IS 'yuan for a satisfied beneficiary-day: unit cost / (satisfaction / 100) | 每满意服务人日成本（元）';
COMMENT ON COLUMN partnership_comparison.volunteers IS 'volunteers; of the term, those of the quarter with the most; empty unless every quarter is recorded | 志愿者人数（全周期取最多的季度，未逐季记录则为空）';
COMMENT ON COLUMN partnership_comparison.volunteer_days IS 'days that volunteers worked; empty unless known for every quarter | 志愿者工作人日数（未逐季记录则为空）';
COMMENT ON COLUMN partnership_comparison.shadow_cost IS 'yuan that these days would have cost, empty if nobody set a rate; no part of cost | 志愿服务影子成本（元，未定单价则为空，不计入成本）';
COMMENT ON COLUMN partnership_comparison.shadow_unit_cost IS 'shadow cost for a beneficiary-day | 每服务人日的影子成本（元）';
COMMENT ON COLUMN partnership_comparison.staff IS 'people whom the provider pays; of the term, those of the quarter with the most; empty unless every quarter is recorded | 工作人员数（全周期取最多的季度，未逐季记录则为空）';
COMMENT ON COLUMN partnership_comparison.staff_days IS 'days that they worked | 工作人员工作人日数';
COMMENT ON COLUMN partnership_comparison.beneficiaries_per_staff IS 'beneficiary-days / staff days: those served on a day for each who worked | 每名工作人员日均服务人数';
COMMENT ON COLUMN partnership_comparison.sites IS 'sites open in the period | 开放的服务点数';
COMMENT ON COLUMN partnership_comparison.reported_share IS 'reported / target, all contract items together | 上报完成率';
COMMENT ON COLUMN partnership_comparison.verified_share IS 'verified / target; empty where nothing was checked | 核实完成率（未核查则为空）';
COMMENT ON COLUMN partnership_comparison.score IS 'score of the project | 项目得分';
COMMENT ON COLUMN partnership_comparison.grade IS 'grade of the score | 等级';

-- Means say what a project of a kind is like, each counting once; unit costs say what a day costs over all of them, so the large count
-- for more.  A project of which something is not known counts where it is known.
CREATE VIEW partnership_type_comparison WITH (security_invoker = true) AS
SELECT c.period, c.profile, t.compared, t.type, count(*) AS projects,
	count(c.beneficiary_days) AS costed,
	sum(c.cost) FILTER (WHERE c.beneficiary_days IS NOT NULL) AS cost,
	sum(c.beneficiary_days) AS beneficiary_days,
	round(sum(c.cost) FILTER (WHERE c.beneficiary_days IS NOT NULL) / nullif(sum(c.beneficiary_days), 0), 2) AS unit_cost,
	round(sum(c.cost) FILTER (WHERE c.beneficiary_days * c.satisfaction IS NOT NULL) / nullif(sum(c.beneficiary_days * c.satisfaction / 100), 0), 2) AS quality_adjusted_unit_cost,
	sum(c.volunteer_days) AS volunteer_days, sum(c.shadow_cost) AS shadow_cost,
	round(avg(c.reported_share), 6) AS reported_share, round(avg(c.verified_share), 6) AS verified_share,
	avg(c.satisfaction)::numeric(7,4) AS satisfaction, count(c.score) AS scored, avg(c.score)::numeric(7,4) AS score
FROM partnership_comparison c
	CROSS JOIN LATERAL (VALUES ('form', c.form), ('procurement_mode', c.procurement_mode)) AS t (compared, type)
GROUP BY c.period, c.profile, t.compared, t.type;
COMMENT ON VIEW partnership_type_comparison IS 'What do forms of partnership and modes of procurement have to show, over all projects? | 各合作形式与购买方式的总体成效如何？';
COMMENT ON COLUMN partnership_type_comparison.period IS 'quarter, named by its first day; empty for the terms so far | 季度（全周期至今为空）';
COMMENT ON COLUMN partnership_type_comparison.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN partnership_type_comparison.compared IS 'form or procurement_mode | 比较维度：合作形式或购买方式';
COMMENT ON COLUMN partnership_type_comparison.type IS 'which form or mode; empty for projects whose form is open | 形式或方式（未定为空）';
COMMENT ON COLUMN partnership_type_comparison.projects IS 'projects | 项目数';
COMMENT ON COLUMN partnership_type_comparison.costed IS 'of these, projects whose beneficiary-days are known | 其中服务人日数已知的项目数';
COMMENT ON COLUMN partnership_type_comparison.cost IS 'cost of these, in yuan | 这些项目的成本（元）';
COMMENT ON COLUMN partnership_type_comparison.beneficiary_days IS 'their beneficiary-days | 这些项目的服务人日数';
COMMENT ON COLUMN partnership_type_comparison.unit_cost IS 'cost / beneficiary-days | 每服务人日成本（元）';
COMMENT ON COLUMN partnership_type_comparison.quality_adjusted_unit_cost IS 'cost / satisfied beneficiary-days, of the projects whose satisfaction is known, too | 每满意服务人日成本（元，限满意度已知的项目）';
COMMENT ON COLUMN partnership_type_comparison.volunteer_days IS 'days that volunteers worked, where known | 志愿者工作人日数（已知部分）';
COMMENT ON COLUMN partnership_type_comparison.shadow_cost IS 'what these would have cost, where known; no part of cost | 志愿服务影子成本（元，已知部分，不计入成本）';
COMMENT ON COLUMN partnership_type_comparison.reported_share IS 'mean of reported / target | 上报完成率均值';
COMMENT ON COLUMN partnership_type_comparison.verified_share IS 'mean of verified / target, where known | 核实完成率均值（已知部分）';
COMMENT ON COLUMN partnership_type_comparison.satisfaction IS 'mean satisfaction, where known | 满意度均值（已知部分）';
COMMENT ON COLUMN partnership_type_comparison.scored IS 'projects with a score | 有得分的项目数';
COMMENT ON COLUMN partnership_type_comparison.score IS 'mean of their scores | 得分均值';
-- What is owed: by quantity min(sum of tariff x min(verified, target), a P), by quality (1 - a) P m(score), as performance_payment() has
-- it.  P is the price and a the quantity_share of the contract.  All over the whole term, from its current run.
--
-- A unit of an item is worth its tariff.  Items without one share what the others leave of a P, the same for each unit of their targets; a
-- sole item so has a P / target.  A target is split into what became of it; with R reported, D less confirmed repeats, V verified, H of D
-- held, each at most the target,
--
--	not evaluated	target, without a run
--	not due			target - R, as far as it is of quarters to come
--	missing			target - R, the rest
--	repeated		R - D
--	not checked		D, where nothing was ever checked
--	no trace		D - V
--	held			V - V (1 - H / D): repeats that wait for a decision, as far as they are verified
--	paid			V (1 - H / D)
--
-- So what was reported beyond the target stands in for what falls away, and nothing is lost to it.
CREATE VIEW item_payment WITH (security_invoker = true) AS
SELECT i.project_id, i.contract_id, i.item, i.target_quantity AS target,
	coalesce(i.tariff, round(greatest(c.price * c.quantity_share - w.priced, 0), 20) / w.unpriced) AS tariff,
	CASE WHEN e.reported IS NULL THEN i.target_quantity ELSE 0 END AS not_evaluated,
	CASE WHEN e.reported IS NULL THEN 0 ELSE least(i.target_quantity - q.reported, q.not_due) END AS not_due,
	CASE WHEN e.reported IS NULL THEN 0 ELSE greatest(i.target_quantity - q.reported - q.not_due, 0) END AS missing,
	q.reported - q.deduplicated AS repeated,
	CASE WHEN e.verified IS NULL AND e.reported IS NOT NULL THEN q.deduplicated ELSE 0 END AS not_checked,
	CASE WHEN e.verified IS NULL THEN 0 ELSE q.deduplicated - q.verified END AS no_trace,
	CASE WHEN e.verified IS NULL THEN 0 ELSE q.verified - q.undoubted END AS held,
	CASE WHEN e.verified IS NULL THEN 0 ELSE q.undoubted END AS paid,
	CASE WHEN e.verified > i.target_quantity THEN e.verified - i.target_quantity ELSE 0 END AS over_target
FROM contract_item i
	JOIN contract c ON c.project_id = i.project_id AND c.contract_id = i.contract_id
	JOIN project p ON p.project_id = i.project_id
	JOIN (
		SELECT i.project_id, i.contract_id, coalesce(sum(i.tariff * i.target_quantity), 0) AS priced, sum(i.target_quantity) FILTER (WHERE i.tariff IS NULL) AS unpriced
		FROM contract_item i
		GROUP BY i.project_id, i.contract_id
	) w ON w.project_id = i.project_id AND w.contract_id = i.contract_id
	LEFT JOIN (
		SELECT e.project_id, e.scope_key, r.cutoff,
			max(e.value) FILTER (WHERE e.code = 'reported') AS reported,
			max(e.value) FILTER (WHERE e.code = 'deduplicated') AS deduplicated,
			max(e.value) FILTER (WHERE e.code = 'held') AS held,
			max(e.value) FILTER (WHERE e.code = 'verified') AS verified
		FROM headline_run h
			JOIN current_run r ON r.project_id = h.project_id AND r.run_id = h.run_id
			JOIN evaluation_result e ON e.project_id = h.project_id AND e.run_id = h.run_id AND e.scope = 'contract_item'
				AND e.code IN ('reported', 'deduplicated', 'held', 'verified')
		WHERE h.period IS NULL
		GROUP BY e.project_id, e.scope_key, r.cutoff
	) e ON e.project_id = i.project_id AND e.scope_key = i.contract_id || '/' || i.item
	-- least() passes over NULL: where a quantity is not known these are the target, and not asked for
	CROSS JOIN LATERAL (
		SELECT least(e.reported, i.target_quantity) AS reported,
			least(e.deduplicated, i.target_quantity) AS deduplicated,
			least(e.verified, i.target_quantity) AS verified,
			least(e.verified - round(coalesce(e.verified * e.held / nullif(e.deduplicated, 0), 0), 6), i.target_quantity) AS undoubted,
			coalesce(round(i.target_quantity * greatest(quarter_number(p.end_on) - quarter_number(e.cutoff), 0)
				/ (quarter_number(p.end_on) - quarter_number(p.start_on) + 1), 6), 0) AS not_due
	) q;
COMMENT ON VIEW item_payment IS 'What became of the target of each contract item: what is paid, what is not, and why? | 各合同服务内容的目标量中，多少计付、多少不付、原因为何？';
COMMENT ON COLUMN item_payment.project_id IS 'project | 项目';
COMMENT ON COLUMN item_payment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN item_payment.item IS 'contract item | 合同服务内容';
COMMENT ON COLUMN item_payment.target IS 'agreed quantity, to which not_evaluated to paid add up | 合同约定总量（等于尚未评估至计付各项之和）';
COMMENT ON COLUMN item_payment.tariff IS 'yuan per unit, agreed or from the part of the price that is paid by quantity | 单价（约定，或由按量支付部分推算）';
COMMENT ON COLUMN item_payment.not_evaluated IS 'without an evaluation | 尚未评估';
COMMENT ON COLUMN item_payment.not_due IS 'not reported, of quarters to come | 未到期';
COMMENT ON COLUMN item_payment.missing IS 'not reported, and due | 已到期未上报';
COMMENT ON COLUMN item_payment.repeated IS 'confirmed repeats of earlier uploads | 确认重复上传';
COMMENT ON COLUMN item_payment.not_checked IS 'reported, and nothing was ever checked | 尚未核查';
COMMENT ON COLUMN item_payment.no_trace IS 'reported, and not verified | 未能核实';
COMMENT ON COLUMN item_payment.held IS 'verified, but seem to repeat earlier uploads and wait for a decision | 疑似重复待判定';
COMMENT ON COLUMN item_payment.paid IS 'verified, up to the target: what is paid | 计付量（核实且不超过目标）';
COMMENT ON COLUMN item_payment.over_target IS 'verified beyond the target: not paid | 超目标量（不付）';

-- The score is that of the project over its term, by the first scheme.  It decides when the term is over.
CREATE VIEW contract_payment WITH (security_invoker = true) AS
SELECT s.project_id, s.contract_id, s.profile, s.score, s.price, s.quantity_share,
	round(greatest(s.tariff_value - s.quantity_budget, 0), 2) AS tariff_surplus,
	f.quantity, f.quality, coalesce(f.total, f.quantity) AS payable,
	round(least(s.earned + s.unsettled, s.quantity_budget) - least(s.earned, s.quantity_budget)
		+ CASE WHEN f.quality IS NULL THEN s.price - s.quantity_budget ELSE 0 END, 2) AS undecided,
	s.paid, coalesce(f.total, f.quantity) - s.paid AS balance, s.last_paid_on,
	trim_scale(s.tariff_value) AS tariff_value, trim_scale(s.earned) AS earned, trim_scale(s.unsettled) AS unsettled, s.term_over
FROM (
	SELECT c.project_id, c.contract_id, r.scheme_id AS profile, e.value AS score, c.price, c.quantity_share, c.price * c.quantity_share AS quantity_budget,
		coalesce(i.tariff_value, 0) AS tariff_value, coalesce(i.earned, 0) AS earned, coalesce(i.unsettled, 0) AS unsettled,
		coalesce(m.paid, 0) AS paid, m.last_paid_on, coalesce(r.cutoff >= p.end_on, false) AS term_over
	FROM contract c
		JOIN project p ON p.project_id = c.project_id
		LEFT JOIN (headline_run h JOIN current_run r ON r.project_id = h.project_id AND r.run_id = h.run_id) ON h.project_id = c.project_id AND h.period IS NULL
		LEFT JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'project' AND e.code = 'score'
		LEFT JOIN (
			SELECT i.project_id, i.contract_id, round(sum(i.target * i.tariff), 8) AS tariff_value, round(sum(i.paid * i.tariff), 8) AS earned,
				round(sum((i.not_evaluated + i.not_due + i.not_checked + i.held) * i.tariff), 8) AS unsettled
			FROM item_payment i
			GROUP BY i.project_id, i.contract_id
		) i ON i.project_id = c.project_id AND i.contract_id = c.contract_id
		LEFT JOIN (
			SELECT m.project_id, m.contract_id, sum(m.paid) AS paid, max(m.paid_on) FILTER (WHERE m.paid > 0) AS last_paid_on
			FROM payment m
			WHERE m.paid_on <= current_date
			GROUP BY m.project_id, m.contract_id
		) m ON m.project_id = c.project_id AND m.contract_id = c.contract_id
) s
	-- what was earned of what can be, both in yuan; once for each contract
	CROSS JOIN LATERAL service_eval.performance_payment(s.price, s.quantity_share, s.earned, s.quantity_budget, CASE WHEN s.term_over THEN s.score END) AS f;
COMMENT ON VIEW contract_payment IS 'What is owed on each contract? | 各合同应付多少？';
COMMENT ON COLUMN contract_payment.project_id IS 'project | 项目';
COMMENT ON COLUMN contract_payment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN contract_payment.profile IS 'scheme that judges the quality; empty without an evaluation | 评定质量的方案（未评估则为空）';
COMMENT ON COLUMN contract_payment.score IS 'score of the project over its term so far | 项目全周期至今得分';
COMMENT ON COLUMN contract_payment.price IS 'agreed price in yuan | 合同金额（元）';
COMMENT ON COLUMN contract_payment.quantity_share IS 'share of it that is paid by quantity | 按数量支付的比例';
COMMENT ON COLUMN contract_payment.tariff_surplus IS 'by what all targets at their tariffs exceed that part | 各项目标按单价合计超出该部分的金额';
COMMENT ON COLUMN contract_payment.quantity IS 'payable for what was verified | 按数量应付';
COMMENT ON COLUMN contract_payment.quality IS 'payable for the score; empty while not decided | 按质量应付（未定则为空）';
COMMENT ON COLUMN contract_payment.payable IS 'payable so far | 至今应付合计';
COMMENT ON COLUMN contract_payment.undecided IS 'what may still become payable: held, not checked, not due, quality not decided | 尚未确定、仍可能应付的金额';
COMMENT ON COLUMN contract_payment.paid IS 'paid so far | 已付';
COMMENT ON COLUMN contract_payment.balance IS 'payable less paid: owed, or if negative paid in advance or to be returned | 余额：应付减已付（负数为预付或应退）';
COMMENT ON COLUMN contract_payment.last_paid_on IS 'day of the last payment | 最近付款日期';
COMMENT ON COLUMN contract_payment.tariff_value IS 'all targets at their tariffs | 各项目标按单价合计';
COMMENT ON COLUMN contract_payment.earned IS 'what is paid of them, at their tariffs | 计付量按单价合计';
COMMENT ON COLUMN contract_payment.unsettled IS 'what is not decided of them, at their tariffs | 未定量按单价合计';
COMMENT ON COLUMN contract_payment.term_over IS 'the evaluation reaches the end of the term | 评估是否已覆盖全周期';

-- From the price to the balance.  What is payable is rounded to the cent by performance_payment(); what lies between the price and that
-- is divided among its reasons by apportion(), so that the lines add up to the cent.  If the tariffs make up more than the part
-- of the price that is paid by quantity, the lines begin with what they exceed it by, and end it where that part is used up.
CREATE VIEW payment_statement WITH (security_invoker = true) AS
WITH shortfall AS (
	SELECT i.project_id, i.contract_id, l.place, l.step, 'quantity' AS part, l.cause, i.item, l.quantity, i.tariff, l.worth, l.reason
	FROM item_payment i
		JOIN contract_payment c ON c.project_id = i.project_id AND c.contract_id = i.contract_id
		-- which part of what is not settled can still be paid
		CROSS JOIN LATERAL (
			SELECT coalesce((least(c.earned + c.unsettled, c.price * c.quantity_share) - least(c.earned, c.price * c.quantity_share)) / nullif(c.unsettled, 0), 0) AS open
		) o
		CROSS JOIN LATERAL (VALUES
			(10, 'deduction', 'missing', i.missing, i.missing * i.tariff, 'not reported'),
			(11, 'deduction', 'repeated', i.repeated, i.repeated * i.tariff, 'confirmed repeats of earlier uploads'),
			(12, 'deduction', 'no_trace', i.no_trace, i.no_trace * i.tariff, 'reported, not verified'),
			(13, 'deduction', 'over_target', i.over_target, 0, 'verified beyond the target: not paid'),
			(30, 'held', 'held', i.held, i.held * i.tariff * o.open, 'seem to repeat earlier uploads: wait for a decision'),
			(31, 'held', 'not_checked', i.not_checked, i.not_checked * i.tariff * o.open, 'nothing was checked yet'),
			(32, 'held', 'not_due', i.not_due, i.not_due * i.tariff * o.open, 'due in quarters to come'),
			(33, 'held', 'not_evaluated', i.not_evaluated, i.not_evaluated * i.tariff * o.open, 'not evaluated yet')
		) AS l (place, step, cause, quantity, worth, reason)
	UNION ALL
	SELECT c.project_id, c.contract_id, l.place, l.step, l.part, l.cause, NULL, NULL, NULL, l.worth, l.reason
	FROM contract_payment c
		CROSS JOIN LATERAL (SELECT c.price * c.quantity_share AS quantity, c.price - c.price * c.quantity_share AS quality) b
		CROSS JOIN LATERAL (VALUES
			(20, 'deduction', 'quantity', 'tariffs', greatest(b.quantity - c.tariff_value, 0),
				CASE WHEN c.tariff_value > 0 THEN 'the tariffs make up less than the part paid by quantity' ELSE 'no item earns the part paid by quantity' END),
			(21, 'deduction', 'quantity', 'cap', greatest(c.earned + c.unsettled - b.quantity, 0), 'beyond the part paid by quantity'),
			(22, 'deduction', 'quality', 'quality', coalesce(b.quality - c.quality, 0), format('score %s: nothing up to 60, all from 90', trim_scale(c.score))),
			(34, 'held', 'quality', CASE WHEN c.profile IS NULL THEN 'not_evaluated' WHEN c.term_over THEN 'not_rated' ELSE 'not_due' END,
				CASE WHEN c.quality IS NULL THEN b.quality ELSE 0 END,
				CASE WHEN c.profile IS NULL THEN 'not evaluated yet' WHEN c.term_over THEN 'the project has no score'
					ELSE concat('decided when the term is over', '; score so far ' || trim_scale(c.score)) END)
		) AS l (place, step, part, cause, worth, reason)
),
divided AS (
	SELECT s.project_id, s.contract_id, s.place, s.step, s.part, s.cause, s.item, s.quantity, s.tariff, s.reason,
		-coalesce(service_eval.apportion(c.price + c.tariff_surplus - c.payable, round(greatest(s.worth, 0), 8), 2)
			OVER (PARTITION BY s.project_id, s.contract_id ORDER BY s.place, s.item COLLATE "C"), 0) AS amount
	FROM shortfall s JOIN contract_payment c ON c.project_id = s.project_id AND c.contract_id = s.contract_id
),
whole AS (
	SELECT c.project_id, c.contract_id, l.place, l.step, l.part, l.cause, NULL::text AS item, NULL::numeric AS quantity, NULL::numeric AS tariff, l.reason, l.amount
	FROM contract_payment c
		CROSS JOIN LATERAL (VALUES
			(1, 'price', NULL, NULL, c.price, 'agreed price'),
			(2, 'addition', 'quantity', 'tariffs', c.tariff_surplus, 'the tariffs make up more than the part paid by quantity'),
			(50, 'payable', 'quantity', NULL, c.quantity, 'for what was verified'),
			(51, 'payable', 'quality', NULL, c.quality, CASE WHEN c.quality IS NULL THEN 'not decided yet' ELSE 'for the score' END),
			(52, 'payable', NULL, NULL, c.payable, CASE WHEN c.undecided > 0 THEN 'payable so far' ELSE 'payable' END),
			(60, 'paid', NULL, NULL, -c.paid, coalesce('paid until ' || to_char(c.last_paid_on, 'YYYY-MM-DD'), 'nothing was paid')),
			(70, 'balance', NULL, NULL, c.balance, CASE
				WHEN c.balance > 0 THEN 'owed to the provider'
				WHEN c.balance = 0 THEN 'settled'
				WHEN -c.balance <= c.undecided THEN 'paid in advance of what is not decided yet'
				WHEN c.undecided > 0 THEN format('to be returned by the provider: %s, or more if what is not decided is not paid', -c.balance - c.undecided)
				ELSE 'to be returned by the provider' END)
		) AS l (place, step, part, cause, amount, reason)
),
line AS (
	SELECT l.project_id, l.contract_id, l.step, l.part, l.cause, l.item, l.quantity, l.tariff, l.reason, l.amount,
		row_number() OVER (PARTITION BY l.project_id, l.contract_id ORDER BY l.place, l.item COLLATE "C")::integer AS line
	FROM (TABLE divided UNION ALL TABLE whole) l (project_id, contract_id, place, step, part, cause, item, quantity, tariff, reason, amount)
	WHERE l.step NOT IN ('addition', 'deduction', 'held') OR l.amount <> 0 OR l.quantity <> 0
)
SELECT l.project_id, l.contract_id, l.line, l.step, l.part, l.cause, l.item, trim_scale(l.quantity) AS quantity, trim_scale(round(l.tariff, 6)) AS tariff,
	round(l.amount, 2) AS amount,
	round(sum(l.amount) FILTER (WHERE l.step NOT IN ('payable', 'balance')) OVER (PARTITION BY l.project_id, l.contract_id ORDER BY l.line), 2) AS remaining,
	l.reason
FROM line l;
COMMENT ON VIEW payment_statement IS 'What is owed, and why? | 应付多少，为什么？';
COMMENT ON COLUMN payment_statement.project_id IS 'project | 项目';
COMMENT ON COLUMN payment_statement.contract_id IS 'contract | 合同';
COMMENT ON COLUMN payment_statement.line IS 'order of the lines, from the price to the balance | 行次（自合同金额至余额）';
COMMENT ON COLUMN payment_statement.step IS 'price, addition, deduction, held (neither deducted nor paid yet), payable, paid or balance | 步骤：合同金额、增加、扣减、暂缓、应付、已付、余额';
COMMENT ON COLUMN payment_statement.part IS 'quantity or quality; empty for both | 数量或质量部分（合计为空）';
COMMENT ON COLUMN payment_statement.cause IS 'missing, repeated, no_trace, over_target, tariffs, cap or quality; of what is held: held, not_checked, not_due, not_evaluated or not_rated | 原因：未上报、确认重复、未能核实、超目标、单价差额、封顶、质量；暂缓：疑似重复、未核查、未到期、未评估、未评分';
COMMENT ON COLUMN payment_statement.item IS 'contract item; empty where it is about the contract | 合同服务内容（涉及整份合同则为空）';
COMMENT ON COLUMN payment_statement.quantity IS 'units of the item | 数量';
COMMENT ON COLUMN payment_statement.tariff IS 'yuan per unit | 单价（元）';
COMMENT ON COLUMN payment_statement.amount IS 'amount in yuan; negative takes away; the payable parts and the balance are sums of lines before them; empty while not decided | 金额（元），负数为减项；应付与余额为前列各行之和；未定则为空';
COMMENT ON COLUMN payment_statement.remaining IS 'what is left after this line | 本行之后的余额';
COMMENT ON COLUMN payment_statement.reason IS 'reason in words | 原因说明';
$workspace$ $function$;

COMMENT ON FUNCTION workspace_script() IS
'the plain SQL that a workspace is made of, with @workspace@ in the place of its schema';

CREATE FUNCTION workspace_statements(script text,
	OUT command text, OUT relation text, OUT part text, OUT referenced text, OUT rules text[], OUT statement text)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'workspace_statements'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION workspace_statements(text) IS
'the statements of an SQL script, in order, with the relation and the part of it that each one is about, the relation a foreign key references and the constraints of a new table';

-- Has the table every constraint that the workspace's own would have?  A view has none.
CREATE FUNCTION has_rules(relation regclass, rules text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT rules <@ ARRAY(SELECT c.conname::text FROM pg_catalog.pg_constraint c WHERE c.conrelid = relation);
END;

COMMENT ON FUNCTION has_rules(regclass, text[]) IS 'whether a relation has constraints of all these names';

-- What is there stays: a bureau's own table or view under one of the names is used as it is.  Foreign keys, indexes and
-- triggers are put on the workspace's own tables only; what is left out is said.
CREATE FUNCTION create_workspace(workspace text, OUT object text, OUT action text, OUT reason text)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
DECLARE
	s			record;
	home		oid;			-- the schema
	created		text[] := '{}';	-- relations made by this call
	ours		text[] := '{}';	-- tables of the workspace's making, now or before
	relation_id	oid;			-- the relation a statement is about, if it exists
BEGIN
	IF workspace IS NULL OR workspace = '' THEN
		RAISE EXCEPTION 'the workspace needs a schema name'
			USING ERRCODE = 'invalid_name',
				  HINT = 'For example: SELECT * FROM service_eval.create_workspace(''evaluation'');';
	END IF;
	IF octet_length(workspace) > 63 OR workspace ~ '["$''\\]' THEN
		RAISE EXCEPTION 'invalid workspace name "%"', workspace
			USING ERRCODE = 'invalid_name',
				  DETAIL = 'The name is longer than 63 bytes or contains a quote, a dollar sign or a backslash.',
				  HINT = 'Use letters, digits and underscores.';
	END IF;
	IF workspace IN ('service_eval', 'information_schema') OR workspace LIKE 'pg\_%' THEN
		RAISE EXCEPTION 'schema "%" cannot be a workspace', workspace
			USING ERRCODE = 'reserved_name',
				  HINT = 'Choose a schema of your own; it is created when it does not exist.';
	END IF;

	-- Not CREATE SCHEMA IF NOT EXISTS: that needs a right on the database even where the schema exists.
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = workspace) THEN
		EXECUTE format('CREATE SCHEMA %I', workspace);
		object := 'schema ' || workspace;
		action := 'created';
		RETURN NEXT;
	END IF;

	home := (SELECT n.oid FROM pg_namespace n WHERE n.nspname = workspace);

	-- Ends with this function, because of its SET clause.
	PERFORM set_config('search_path', format('%I, service_eval, pg_temp', workspace), true);
	IF current_schema() IS DISTINCT FROM workspace THEN
		-- a schema that one may not use is passed over, and the tables would go into the next one
		RAISE EXCEPTION 'permission denied for schema %', workspace
			USING ERRCODE = 'insufficient_privilege',
				  HINT = format('Its owner can GRANT USAGE, CREATE ON SCHEMA %I.', workspace);
	END IF;

	FOR s IN
		SELECT *
		FROM service_eval.workspace_statements(
				replace(service_eval.workspace_script(), '@workspace@', quote_ident(workspace)))
	LOOP
		relation_id := (SELECT c.oid FROM pg_class c
						WHERE c.relnamespace = home AND c.relname = s.relation AND c.relkind IN ('r', 'p', 'f', 'v', 'm'));
		object := NULL;
		reason := NULL;

		IF s.relation IS NULL THEN
			-- functions, procedures and their comments: ours, and always the newest
			EXECUTE s.statement;

		ELSIF s.command IN ('CREATE TABLE', 'CREATE VIEW') THEN
			object := format('%s %s', CASE WHEN s.command = 'CREATE VIEW' THEN 'view' ELSE 'table' END, s.relation);
			IF relation_id IS NULL THEN
				EXECUTE s.statement;
				created := created || s.relation;
				ours := ours || s.relation;
				action := 'created';
			ELSE
				action := 'kept';
				IF service_eval.has_rules(relation_id, s.rules) THEN
					ours := ours || s.relation;
				ELSIF s.command = 'CREATE TABLE' THEN
					reason := 'it is the bureau''s own: checked at each refresh';
				END IF;
			END IF;

		ELSIF s.command IN ('INSERT', 'UPDATE', 'COMMENT') THEN
			-- first rows and descriptions belong to what was made just now, never to what was found
			IF s.relation = ANY (created) THEN
				EXECUTE s.statement;
			END IF;

		ELSIF s.relation <> ALL (ours) OR s.referenced <> ALL (ours) THEN
			object := format('%s on %s', s.part, s.relation);
			action := 'skipped';
			reason := format('%s is the bureau''s own', CASE WHEN s.relation = ANY (ours) THEN s.referenced ELSE s.relation END);

		ELSIF NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = relation_id AND c.conname = s.part)
			AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = relation_id AND t.tgname = s.part)
			AND NOT EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = relation_id AND c.relname = s.part)
		THEN
			EXECUTE s.statement;
			IF s.relation <> ALL (created) THEN
				object := format('%s on %s', s.part, s.relation);
				action := 'created';
			END IF;
		END IF;

		IF object IS NOT NULL THEN
			RETURN NEXT;
		END IF;
	END LOOP;
END
$function$;

COMMENT ON FUNCTION create_workspace(text) IS
'makes the tables, views, default schemes and the refresh procedure of an evaluation workspace in a schema, keeps what is there, and lists what it did';

-- A view in the place of a table cannot carry the table's rules, and a bureau's own table may lack them, so they are
-- applied to what it shows: the rows of one project go into a temporary table that is made by the same statements, and
-- PostgreSQL itself refuses what the workspace's own table would have refused, with the same SQLSTATE and the same name
-- of the rule.  The tables on the other side of its foreign keys come along.
CREATE FUNCTION check_supplied_facts(workspace regnamespace, project_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
#variable_conflict use_column
DECLARE
	-- as regnamespace prints itself: quoted where it must be
	script		text := replace(service_eval.workspace_script(), '@workspace@', workspace::text);
	supplied	text[];		-- facts in relations without the workspace's rules
	involved	text[];		-- these, and the tables that foreign keys join to them
	taken		text;		-- the name of one of them, used by a temporary table of the session
	s			record;
	fact		text;
	shown		text;		-- the columns that both sides have
BEGIN
	-- schemes, results, photo clusters and the audit log are not facts; check_scheme() looks after the schemes
	supplied := ARRAY(SELECT w.relation
					  FROM service_eval.workspace_statements(script) w
						JOIN pg_class c ON c.relnamespace = workspace AND c.relname = w.relation
					  WHERE w.command = 'CREATE TABLE' AND w.relation NOT IN ('scheme', 'indicator', 'evaluation_run', 'evaluation_result', 'key_child_left_out', 'photo_cluster', 'audit_log')
						AND NOT service_eval.has_rules(c.oid, w.rules));
	IF supplied = '{}' THEN
		RETURN;
	END IF;
	involved := ARRAY(SELECT w.relation FROM service_eval.workspace_statements(script) w WHERE w.referenced = ANY (supplied)
					  UNION SELECT w.referenced FROM service_eval.workspace_statements(script) w WHERE w.relation = ANY (supplied) AND w.referenced IS NOT NULL
					  UNION SELECT unnest(supplied));

	taken := (SELECT c.relname FROM pg_class c WHERE c.relnamespace = pg_my_temp_schema() AND c.relname = ANY (involved) LIMIT 1);
	IF taken IS NOT NULL THEN
		RAISE EXCEPTION 'temporary table "%" is in the way', taken
			USING ERRCODE = 'duplicate_table',
				  DETAIL = 'Facts of the bureau''s own are checked in temporary tables under the names of the workspace.',
				  HINT = 'Drop the temporary table, or refresh from another session.';
	END IF;

	-- Relations are made in pg_temp and found there first; trigger functions are found in the workspace.
	PERFORM set_config('search_path', format('pg_temp, %s, pg_catalog', workspace), true);
	FOR s IN SELECT * FROM service_eval.workspace_statements(script) LOOP
		IF s.relation = ANY (involved)
			AND (s.command = 'CREATE TABLE'
				-- to look at rows is no act: what the log notes of them is left out
				OR (s.command = 'CREATE TRIGGER' AND s.relation = ANY (supplied) AND s.part NOT LIKE 'audit\_%')
				OR (s.referenced = ANY (involved) AND (s.relation = ANY (supplied) OR s.referenced = ANY (supplied))))
		THEN
			EXECUTE s.statement;
		END IF;
	END LOOP;

	FOR fact IN SELECT w.relation FROM service_eval.workspace_statements(script) w WHERE w.command = 'CREATE TABLE' AND w.relation = ANY (involved) LOOP
		SELECT string_agg(quote_ident(a.attname), ', ') INTO shown
		FROM pg_attribute a JOIN pg_attribute b USING (attname)
		WHERE a.attrelid = format('pg_temp.%I', fact)::regclass AND b.attrelid = format('%s.%I', workspace, fact)::regclass
			AND a.attnum > 0 AND b.attnum > 0;
		EXECUTE format('INSERT INTO pg_temp.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s.%I%s', fact, shown, shown, workspace, fact,
			CASE WHEN shown ~ '\mproject_id\M' THEN ' WHERE project_id = $1' END)
		USING $2;
	END LOOP;
	EXECUTE (SELECT 'DROP TABLE ' || string_agg(format('pg_temp.%I', r), ', ') || ' CASCADE' FROM unnest(involved) AS r);
END
$function$;

COMMENT ON FUNCTION check_supplied_facts(regnamespace, bigint) IS
'refuses what a bureau''s own relations show of a project and the workspace''s tables would not have taken';
