-- SPDX-License-Identifier: PostgreSQL
-- Whether those who judge the same say the same.

CREATE FUNCTION krippendorff_alpha_accum(internal, unit float8, value float8) RETURNS internal
AS 'MODULE_PATHNAME', 'krippendorff_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION krippendorff_alpha_accum(internal, float8, float8) IS
	'support: of krippendorff_alpha(), keeps one row | 支持函数：krippendorff_alpha()，记下一行';

CREATE FUNCTION krippendorff_alpha_final(internal) RETURNS float8
AS 'MODULE_PATHNAME', 'krippendorff_alpha_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION krippendorff_alpha_final(internal) IS
	'support: of krippendorff_alpha(), computes the result | 支持函数：krippendorff_alpha()，计算结果';

CREATE AGGREGATE krippendorff_alpha(unit float8, value float8) (
	SFUNC = krippendorff_alpha_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = krippendorff_alpha_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE krippendorff_alpha(float8, float8) IS
	'Krippendorff''s alpha: for interval data, a row for each value that somebody gave a unit: 1 if all agree, 0 '
	'if as by chance; NULL if no unit has two values, or all are equal | '
	'克里彭多夫系数：区间数据的一致性，每个评分一行：完全一致为 1，与偶然无异为 0；无单位有两个评分或评分全部相等时为 NULL';
