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
COMMENT ON TYPE distribution IS
	'Summary of values and their weights that merges: exact up to 4,096 distinct values, then with bounded error, at '
	'most 64 kB (160 kB with fractional weights)';

CREATE FUNCTION distribution_eq(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_eq(distribution, distribution) IS 'Implementation of the = operator';

CREATE FUNCTION distribution_ne(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_ne(distribution, distribution) IS 'Implementation of the <> operator';

CREATE FUNCTION distribution_lt(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_lt(distribution, distribution) IS 'Implementation of the < operator';

CREATE FUNCTION distribution_le(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_le(distribution, distribution) IS 'Implementation of the <= operator';

CREATE FUNCTION distribution_gt(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_gt(distribution, distribution) IS 'Implementation of the > operator';

CREATE FUNCTION distribution_ge(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_ge(distribution, distribution) IS 'Implementation of the >= operator';

CREATE FUNCTION distribution_cmp(distribution, distribution) RETURNS int
AS 'MODULE_PATHNAME', 'distribution_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_cmp(distribution, distribution) IS
	'Less than, equal to or greater than 0 as the first comes before, with or after the second';

CREATE FUNCTION distribution_hash(distribution) RETURNS int
AS 'MODULE_PATHNAME', 'distribution_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_hash(distribution) IS 'Hash of a distribution';

CREATE FUNCTION distribution_hash_extended(distribution, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'distribution_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_hash_extended(distribution, bigint) IS 'Hash of a distribution, with a seed';

CREATE OPERATOR = (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (distribution, distribution) IS 'The same buckets, weights and sums';

CREATE OPERATOR <> (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (distribution, distribution) IS 'Not the same buckets, weights or sums';

CREATE OPERATOR < (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (distribution, distribution) IS
	'Comes first in the order of the canonical bytes, which says nothing about the values';

CREATE OPERATOR <= (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (distribution, distribution) IS
	'Comes first in the order of the canonical bytes, or is the same';

CREATE OPERATOR > (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (distribution, distribution) IS
	'Comes last in the order of the canonical bytes, which says nothing about the values';

CREATE OPERATOR >= (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (distribution, distribution) IS 'Comes last in the order of the canonical bytes, or is the same';

CREATE OPERATOR CLASS distribution_ops DEFAULT FOR TYPE distribution USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 distribution_cmp(distribution, distribution);
COMMENT ON OPERATOR CLASS distribution_ops USING btree IS 'Lets distributions be sorted, by their canonical bytes';
COMMENT ON OPERATOR FAMILY distribution_ops USING btree IS 'Lets distributions be sorted, by their canonical bytes';

CREATE OPERATOR CLASS distribution_ops DEFAULT FOR TYPE distribution USING hash AS
	OPERATOR 1 =, FUNCTION 1 distribution_hash(distribution),
	FUNCTION 2 distribution_hash_extended(distribution, bigint);
COMMENT ON OPERATOR CLASS distribution_ops USING hash IS 'Lets distributions be grouped by hash';
COMMENT ON OPERATOR FAMILY distribution_ops USING hash IS 'Lets distributions be grouped by hash';

CREATE FUNCTION merge(a distribution, b distribution) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_merge' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION merge(distribution, distribution) IS
	'The distribution of the rows of both, where NULL stands for no rows; also for ON CONFLICT DO UPDATE';

CREATE FUNCTION distribution_final(distribution) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_final(distribution) IS
	'Support of distribution() and rollup(): the state in the form in which it is stored';

CREATE FUNCTION distribution_accum(distribution, x float8) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_accum(distribution, float8) IS 'Support of distribution(): takes in one row';

CREATE AGGREGATE distribution(x float8) (
	SFUNC = distribution_accum, STYPE = distribution, SSPACE = 256,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE distribution(float8) IS
	'Distribution of x: a summary that merges, for gini(d), quantile(d, p), ...';

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
COMMENT ON AGGREGATE distribution(numeric) IS
	'Distribution of x: a summary that merges, for gini(d), quantile(d, p), ...';

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
COMMENT ON FUNCTION quantile(distribution, float8) IS
	'Least value that at least p of the weight do not exceed, 0 <= p <= 1; of more than 4,096 distinct values, the '
	'mean of the bucket it is in';

CREATE FUNCTION gini(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_gini' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION gini(distribution) IS
	'Gini index; that of the rows is at most gini_error() away; NULL if the total is 0';

CREATE FUNCTION gini_error(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_gini_error' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION gini_error(distribution) IS
	'How far gini() may be from that of the rows, besides the rounding of a double: a guarantee; 0 up to 4,096 '
	'distinct values';

CREATE FUNCTION lorenz_curve(d distribution, points float8) RETURNS float8[]
AS 'MODULE_PATHNAME', 'distribution_lorenz_curve' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_curve(distribution, float8) IS 'Lorenz curve at 0, 1/points, ..., 1';

CREATE FUNCTION share_of_top(d distribution, p float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_share_of_top' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top(distribution, float8) IS
	'Share of the total that the highest p of the weight has, 0 <= p <= 1';

CREATE FUNCTION share_of_bottom(d distribution, p float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_share_of_bottom' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION share_of_bottom(distribution, float8) IS
	'Share of the total that the lowest p of the weight has, 0 <= p <= 1';

CREATE FUNCTION theil(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_theil' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION theil(distribution) IS 'Theil index T: generalized entropy of order 1';

CREATE FUNCTION mean_log_deviation(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_mean_log_deviation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mean_log_deviation(distribution) IS
	'Mean log deviation, Theil index L: generalized entropy of order 0; NULL if a value is 0';

CREATE FUNCTION generalized_entropy(d distribution, alpha float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_generalized_entropy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy(distribution, float8) IS
	'Generalized entropy of order alpha; NULL where a value of 0 makes it infinite';

CREATE FUNCTION atkinson(d distribution, epsilon float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_atkinson' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION atkinson(distribution, float8) IS
	'Atkinson index, 0 to 1; epsilon says how much inequality is disliked';

CREATE FUNCTION hoover(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_hoover' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION hoover(distribution) IS 'Hoover index: the part of the total that would have to move for equality';

CREATE FUNCTION coefficient_of_variation(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_coefficient_of_variation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION coefficient_of_variation(distribution) IS 'Population standard deviation over the mean';
