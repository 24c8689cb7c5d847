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
COMMENT ON AGGREGATE gini(float8) IS
	'Gini index of x, 0 to 1: 0 if all are equal, (n-1)/n if one has all; NULL if the total is 0';

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
COMMENT ON AGGREGATE gini(numeric) IS
	'Gini index of x, 0 to 1: 0 if all are equal, (n-1)/n if one has all; NULL if the total is 0';

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
COMMENT ON AGGREGATE gini_absolute(float8) IS
	'Absolute Gini index of x, half the mean difference between two rows, in the unit of x; negative values are '
	'allowed';

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
COMMENT ON AGGREGATE gini_absolute(numeric) IS
	'Absolute Gini index of x, half the mean difference between two rows, in the unit of x; negative values are '
	'allowed';

CREATE AGGREGATE gini_absolute(x numeric, w numeric) (
	SFUNC = signed_sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_absolute_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_absolute(numeric, numeric) IS 'Absolute Gini index of x, where each row counts w times';

CREATE FUNCTION lorenz_accum(internal, x float8, points float8) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_accum(internal, float8, float8) IS 'Support of lorenz_curve(): keeps one row';

CREATE FUNCTION lorenz_accum(internal, x float8, points float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_accum(internal, float8, float8, float8) IS 'Support of lorenz_curve(): keeps one row';

CREATE FUNCTION lorenz_accum(internal, x numeric, points float8) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_accum(internal, numeric, float8) IS 'Support of lorenz_curve(): keeps one row';

CREATE FUNCTION lorenz_accum(internal, x numeric, points float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'lorenz_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_accum(internal, numeric, float8, numeric) IS 'Support of lorenz_curve(): keeps one row';

CREATE FUNCTION lorenz_final(internal) RETURNS float8[]
AS 'MODULE_PATHNAME', 'lorenz_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_final(internal) IS 'Support of lorenz_curve(): computes the result';

CREATE AGGREGATE lorenz_curve(x float8, points float8) (
	SFUNC = lorenz_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(float8, float8) IS
	'Lorenz curve of x: the shares of the total that the lowest 0, 1/points, 2/points, ... 1 of the rows have';

CREATE AGGREGATE lorenz_curve(x float8, points float8, w float8) (
	SFUNC = lorenz_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(float8, float8, float8) IS 'Lorenz curve of x, where each row counts w times';

CREATE AGGREGATE lorenz_curve(x numeric, points float8) (
	SFUNC = lorenz_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(numeric, float8) IS
	'Lorenz curve of x: the shares of the total that the lowest 0, 1/points, 2/points, ... 1 of the rows have';

CREATE AGGREGATE lorenz_curve(x numeric, points float8, w numeric) (
	SFUNC = lorenz_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = lorenz_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE lorenz_curve(numeric, float8, numeric) IS 'Lorenz curve of x, where each row counts w times';

CREATE FUNCTION share_accum(internal, x float8, p float8) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_accum(internal, float8, float8) IS
	'Support of share_of_top() and share_of_bottom(): keeps one row';

CREATE FUNCTION share_accum(internal, x float8, p float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_accum(internal, float8, float8, float8) IS
	'Support of share_of_top() and share_of_bottom(): keeps one row';

CREATE FUNCTION share_accum(internal, x numeric, p float8) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_accum(internal, numeric, float8) IS
	'Support of share_of_top() and share_of_bottom(): keeps one row';

CREATE FUNCTION share_accum(internal, x numeric, p float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'share_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_accum(internal, numeric, float8, numeric) IS
	'Support of share_of_top() and share_of_bottom(): keeps one row';

CREATE FUNCTION share_of_top_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'share_of_top_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top_final(internal) IS 'Support of share_of_top(): computes the result';

CREATE AGGREGATE share_of_top(x float8, p float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(float8, float8) IS
	'Share of the total of x that the highest p of the rows have, 0 to 1';

CREATE AGGREGATE share_of_top(x float8, p float8, w float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(float8, float8, float8) IS
	'Share of the total of x that the highest p of the weight has, where each row counts w times';

CREATE AGGREGATE share_of_top(x numeric, p float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(numeric, float8) IS
	'Share of the total of x that the highest p of the rows have, 0 to 1';

CREATE AGGREGATE share_of_top(x numeric, p float8, w numeric) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_top_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_top(numeric, float8, numeric) IS
	'Share of the total of x that the highest p of the weight has, where each row counts w times';

CREATE FUNCTION share_of_bottom_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'share_of_bottom_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION share_of_bottom_final(internal) IS 'Support of share_of_bottom(): computes the result';

CREATE AGGREGATE share_of_bottom(x float8, p float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(float8, float8) IS
	'Share of the total of x that the lowest p of the rows have, 0 to 1';

CREATE AGGREGATE share_of_bottom(x float8, p float8, w float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(float8, float8, float8) IS
	'Share of the total of x that the lowest p of the weight has, where each row counts w times';

CREATE AGGREGATE share_of_bottom(x numeric, p float8) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(numeric, float8) IS
	'Share of the total of x that the lowest p of the rows have, 0 to 1';

CREATE AGGREGATE share_of_bottom(x numeric, p float8, w numeric) (
	SFUNC = share_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = share_of_bottom_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE share_of_bottom(numeric, float8, numeric) IS
	'Share of the total of x that the lowest p of the weight has, where each row counts w times';

CREATE FUNCTION gini_unbiased_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_unbiased_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_unbiased_final(internal) IS 'Support of gini_unbiased(): computes the result';

CREATE AGGREGATE gini_unbiased(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_unbiased_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_unbiased(float8) IS
	'Gini index of x times n/(n-1), for samples: 1 if one has all; NULL for one row';

CREATE AGGREGATE gini_unbiased(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_unbiased_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_unbiased(numeric) IS
	'Gini index of x times n/(n-1), for samples: 1 if one has all; NULL for one row';

CREATE FUNCTION gini_extended_accum(internal, x float8, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, float8, float8) IS 'Support of gini_extended(): keeps one row';

CREATE FUNCTION gini_extended_accum(internal, x float8, nu float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, float8, float8, float8) IS
	'Support of gini_extended(): keeps one row';

CREATE FUNCTION gini_extended_accum(internal, x numeric, nu float8) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, numeric, float8) IS 'Support of gini_extended(): keeps one row';

CREATE FUNCTION gini_extended_accum(internal, x numeric, nu float8, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'gini_extended_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_accum(internal, numeric, float8, numeric) IS
	'Support of gini_extended(): keeps one row';

CREATE FUNCTION gini_extended_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'gini_extended_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gini_extended_final(internal) IS 'Support of gini_extended(): computes the result';

CREATE AGGREGATE gini_extended(x float8, nu float8) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(float8, float8) IS
	'Extended Gini index (S-Gini) of x: the higher nu, the more the low values count; the Gini index for nu = 2, 0 '
	'for nu = 1';

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
COMMENT ON AGGREGATE gini_extended(numeric, float8) IS
	'Extended Gini index (S-Gini) of x: the higher nu, the more the low values count; the Gini index for nu = 2, 0 '
	'for nu = 1';

CREATE AGGREGATE gini_extended(x numeric, nu float8, w numeric) (
	SFUNC = gini_extended_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_extended_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_extended(numeric, float8, numeric) IS
	'Extended Gini index of x, where each row counts w times';

CREATE FUNCTION quintile_share_ratio_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'quintile_share_ratio_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION quintile_share_ratio_final(internal) IS 'Support of quintile_share_ratio(): computes the result';

CREATE AGGREGATE quintile_share_ratio(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(float8) IS
	'What the highest fifth of the rows has of x, as a multiple of what the lowest fifth has; NULL if that is 0';

CREATE AGGREGATE quintile_share_ratio(x float8, w float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(float8, float8) IS
	'What the highest fifth of the weight has of x, as a multiple of what the lowest fifth has';

CREATE AGGREGATE quintile_share_ratio(x numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(numeric) IS
	'What the highest fifth of the rows has of x, as a multiple of what the lowest fifth has; NULL if that is 0';

CREATE AGGREGATE quintile_share_ratio(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = quintile_share_ratio_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE quintile_share_ratio(numeric, numeric) IS
	'What the highest fifth of the weight has of x, as a multiple of what the lowest fifth has';

CREATE FUNCTION palma_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'palma_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION palma_final(internal) IS 'Support of palma(): computes the result';

CREATE AGGREGATE palma(x float8) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(float8) IS
	'Palma ratio of x: what the highest tenth of the rows has, as a multiple of what the lowest two fifths have; '
	'NULL if that is 0';

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
COMMENT ON AGGREGATE palma(numeric) IS
	'Palma ratio of x: what the highest tenth of the rows has, as a multiple of what the lowest two fifths have; '
	'NULL if that is 0';

CREATE AGGREGATE palma(x numeric, w numeric) (
	SFUNC = sample_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = palma_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE palma(numeric, numeric) IS 'Palma ratio of x, where each row counts w times';
