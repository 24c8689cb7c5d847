-- What all aggregates share that need their rows in order.  Measures with the same transition function over the same
-- arguments share one state.

CREATE FUNCTION sample_combine(internal, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_combine(internal, internal) IS
	'Support of aggregates: joins two partial states that hold rows';

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
COMMENT ON FUNCTION sample_accum(internal, float8, float8) IS
	'Support of aggregates: keeps one row; no negative values';

CREATE FUNCTION sample_accum(internal, x numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, numeric) IS 'Support of aggregates: keeps one row; no negative values';

CREATE FUNCTION sample_accum(internal, x numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, numeric, numeric) IS
	'Support of aggregates: keeps one row; no negative values';

CREATE FUNCTION signed_sample_accum(internal, x float8) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, float8) IS
	'Support of aggregates: keeps one row; negative values are allowed';

CREATE FUNCTION signed_sample_accum(internal, x float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, float8, float8) IS
	'Support of aggregates: keeps one row; negative values are allowed';

CREATE FUNCTION signed_sample_accum(internal, x numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, numeric) IS
	'Support of aggregates: keeps one row; negative values are allowed';

CREATE FUNCTION signed_sample_accum(internal, x numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, numeric, numeric) IS
	'Support of aggregates: keeps one row; negative values are allowed';
