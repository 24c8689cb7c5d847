-- SPDX-License-Identifier: PostgreSQL
-- What all aggregates share that need their rows in order.  Measures with the same transition function over the same
-- arguments share one state.

CREATE FUNCTION sample_combine(internal, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_combine(internal, internal) IS
	'support: of aggregates, joins two partial states that hold rows | 支持函数：聚合函数，合并两个含行的部分状态';

CREATE FUNCTION sample_serial(internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'sample_serial' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sample_serial(internal) IS
	'support: of aggregates, writes a partial state that holds rows as bytes | 支持函数：聚合函数，将含行的部分状态写成字节';

CREATE FUNCTION sample_deserial(bytea, internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_deserial' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sample_deserial(bytea, internal) IS
	'support: of aggregates, reads what sample_serial() wrote | 支持函数：聚合函数，读入 sample_serial() 所写';

CREATE FUNCTION sample_accum(internal, x float8) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, float8) IS
	'support: of aggregates, keeps one row; no negative values | 支持函数：聚合函数，记下一行，不允许负值';

CREATE FUNCTION sample_accum(internal, x float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, float8, float8) IS
	'support: of aggregates, keeps one row; no negative values | 支持函数：聚合函数，记下一行，不允许负值';

CREATE FUNCTION sample_accum(internal, x numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, numeric) IS
	'support: of aggregates, keeps one row; no negative values | 支持函数：聚合函数，记下一行，不允许负值';

CREATE FUNCTION sample_accum(internal, x numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_accum(internal, numeric, numeric) IS
	'support: of aggregates, keeps one row; no negative values | 支持函数：聚合函数，记下一行，不允许负值';

CREATE FUNCTION signed_sample_accum(internal, x float8) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, float8) IS
	'support: of aggregates, keeps one row; negative values are allowed | 支持函数：聚合函数，记下一行，允许负值';

CREATE FUNCTION signed_sample_accum(internal, x float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, float8, float8) IS
	'support: of aggregates, keeps one row; negative values are allowed | 支持函数：聚合函数，记下一行，允许负值';

CREATE FUNCTION signed_sample_accum(internal, x numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, numeric) IS
	'support: of aggregates, keeps one row; negative values are allowed | 支持函数：聚合函数，记下一行，允许负值';

CREATE FUNCTION signed_sample_accum(internal, x numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'signed_sample_accum_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION signed_sample_accum(internal, numeric, numeric) IS
	'support: of aggregates, keeps one row; negative values are allowed | 支持函数：聚合函数，记下一行，允许负值';

CREATE FUNCTION sample_remove(internal, x float8) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_remove(internal, float8) IS
	'support: of aggregates over a moving frame, takes out one row | 支持函数：移动窗口上的聚合函数，移出一行';

CREATE FUNCTION sample_remove(internal, x float8, w float8) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_remove_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_remove(internal, float8, float8) IS
	'support: of aggregates over a moving frame, takes out one row | 支持函数：移动窗口上的聚合函数，移出一行';

CREATE FUNCTION sample_remove(internal, x numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_remove_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_remove(internal, numeric) IS
	'support: of aggregates over a moving frame, takes out one row | 支持函数：移动窗口上的聚合函数，移出一行';

CREATE FUNCTION sample_remove(internal, x numeric, w numeric) RETURNS internal
AS 'MODULE_PATHNAME', 'sample_remove_weighted_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sample_remove(internal, numeric, numeric) IS
	'support: of aggregates over a moving frame, takes out one row | 支持函数：移动窗口上的聚合函数，移出一行';
