-- Whether those who judge the same say the same.

CREATE FUNCTION krippendorff_accum(internal, unit float8, value float8) RETURNS internal
AS 'MODULE_PATHNAME', 'krippendorff_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION krippendorff_accum(internal, float8, float8) IS 'Support of krippendorff_alpha(): keeps one row';

CREATE FUNCTION krippendorff_alpha_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'krippendorff_alpha_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION krippendorff_alpha_final(internal) IS 'Support of krippendorff_alpha(): computes the result';

CREATE AGGREGATE krippendorff_alpha(unit float8, value float8) (
	SFUNC = krippendorff_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = krippendorff_alpha_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE krippendorff_alpha(float8, float8) IS
	'Krippendorff''s alpha for interval data, one row for each value that somebody gave a unit: 1 if all who judge a '
	'unit agree, 0 if no more than by chance; NULL if no unit has two values, or all are equal';
