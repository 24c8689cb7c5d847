-- SPDX-License-Identifier: PostgreSQL
-- Have the rows changed?

CREATE FUNCTION rows_digest_accum(state bytea, row_value record) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_accum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_accum(bytea, record) IS
	'support: of rows_digest(), takes in one row | 支持函数：rows_digest()，计入一行';

CREATE FUNCTION rows_digest_accum(state bytea, digest bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_accum_digest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_accum(bytea, bytea) IS
	'support: of rows_digest(), takes in the digest of one row | 支持函数：rows_digest()，计入一行的摘要';

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

-- The same in two steps, for databases that compute an aggregate in parts on several servers: there an argument must be
-- of a type that has a name.
CREATE FUNCTION row_digest(row_value record) RETURNS bytea
AS 'MODULE_PATHNAME', 'row_digest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION row_digest(record) IS
	'digest of a row: SHA-256 of its content, for rows_digest(bytea) | 单行摘要：一行内容的 SHA-256，供rows_digest(bytea)使用';

CREATE AGGREGATE rows_digest(digest bytea) (
	SFUNC = rows_digest_accum, STYPE = bytea, SSPACE = 48,
	INITCOND = '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000',
	FINALFUNC = rows_digest_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = rows_digest_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rows_digest(bytea) IS
	'digest of rows: of the digests of rows; rows_digest(row_digest(ROW(...))) is rows_digest(ROW(...)) | '
	'行摘要：由单行摘要合成，与直接对各行求得的相同';
