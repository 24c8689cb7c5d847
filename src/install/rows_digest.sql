-- Have the rows changed?

CREATE FUNCTION rows_digest_accum(state bytea, row_value record) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_accum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_accum(bytea, record) IS
	'support: of rows_digest(), takes in one row | 支持函数：rows_digest()，计入一行';

CREATE FUNCTION rows_digest_combine(a bytea, b bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_combine(bytea, bytea) IS
	'support: of rows_digest(), merges two states | 支持函数：rows_digest()，合并两个状态';

CREATE FUNCTION rows_digest_final(state bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_final(bytea) IS
	'support: of rows_digest(), computes the result | 支持函数：rows_digest()，计算结果';

CREATE AGGREGATE rows_digest(record) (
	SFUNC = rows_digest_accum, STYPE = bytea, SSPACE = 48,
	INITCOND = '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000',
	FINALFUNC = rows_digest_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = rows_digest_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rows_digest(record) IS
	'digest of rows: SHA-256 over the content of rows, whatever their order, the settings of the session and the '
	'version of the server; NULL without rows | 行摘要：行内容的 SHA-256，与次序、会话设置和服务器版本无关；无行时为 NULL';
