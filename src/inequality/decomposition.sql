-- Inequality of a total by its sources.

CREATE TYPE gini_source AS (share float8, gini float8, correlation float8, contribution float8, elasticity float8);
COMMENT ON TYPE gini_source IS
	'A source of a total: its share, its Gini index, its Gini correlation with the total, what it adds to the Gini '
	'index of the total, and by how much that changes with the source, both in per cent';

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
COMMENT ON AGGREGATE gini_by_source(float8[]) IS
	'Gini index of the sum of the sources, by source: one element for each; the contributions add up to the Gini '
	'index of the total';

CREATE AGGREGATE gini_by_source(sources float8[], w float8) (
	SFUNC = gini_by_source_accum, STYPE = internal, SSPACE = 1024,
	FINALFUNC = gini_by_source_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = sample_combine, SERIALFUNC = sample_serial, DESERIALFUNC = sample_deserial,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE gini_by_source(float8[], float8) IS
	'Gini index of the sum of the sources, by source, where each row counts w times';
