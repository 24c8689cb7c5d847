-- Have the rows changed?

CREATE FUNCTION rows_digest_accum(state bytea, row_value record) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_accum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_accum(bytea, record) IS 'Support of rows_digest(): takes in one row';

CREATE FUNCTION rows_digest_accum(state bytea, digest bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'rows_digest_accum_digest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rows_digest_accum(bytea, bytea) IS 'Support of rows_digest(): takes in the digest of one row';

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
COMMENT ON AGGREGATE rows_digest(record) IS
	'SHA-256 over the content of rows, whatever their order, the settings of the session and the version of the '
	'server; NULL without rows';

-- The same in two steps, for databases that compute an aggregate in parts on several servers: there an argument must be
-- of a type that has a name.
CREATE FUNCTION row_digest(row_value record) RETURNS bytea
AS 'MODULE_PATHNAME', 'row_digest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION row_digest(record) IS 'SHA-256 of the content of a row, for rows_digest(bytea)';

CREATE AGGREGATE rows_digest(digest bytea) (
	SFUNC = rows_digest_accum, STYPE = bytea, SSPACE = 48,
	INITCOND = '\x00000000000000000000000000000000000000000000000000000000000000000000000000000000',
	FINALFUNC = rows_digest_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = rows_digest_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rows_digest(bytea) IS
	'The same of the digests of rows: rows_digest(row_digest(ROW(...))) is rows_digest(ROW(...))';
