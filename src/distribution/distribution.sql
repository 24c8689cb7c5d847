-- SPDX-License-Identifier: PostgreSQL
-- Distributions: a summary of values that is small, merges, and answers later.  Two steps: distribution(x) or rollup(d)
-- first, then gini(d), quantile(d, p), ...

CREATE TYPE distribution;

CREATE FUNCTION distribution_in(cstring) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_in(cstring) IS
	'support: of the type: reads text | 支持函数：读入文本';

CREATE FUNCTION distribution_out(distribution) RETURNS cstring
AS 'MODULE_PATHNAME', 'distribution_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_out(distribution) IS
	'support: of the type: writes text | 支持函数：写出文本';

CREATE FUNCTION distribution_recv(internal) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_recv(internal) IS
	'support: of the type: reads the binary format | 支持函数：读入二进制';

CREATE FUNCTION distribution_send(distribution) RETURNS bytea
AS 'MODULE_PATHNAME', 'distribution_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_send(distribution) IS
	'support: of the type: writes the binary format | 支持函数：写出二进制';

-- Of the numeric category, though nothing is converted: so gini(NULL) and gini('1') still mean gini(float8), which the
-- category prefers, and are not ambiguous.  Working states hold doubles, hence the alignment.
CREATE TYPE distribution (
	INPUT = distribution_in, OUTPUT = distribution_out, RECEIVE = distribution_recv, SEND = distribution_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended, CATEGORY = 'N'
);
COMMENT ON TYPE distribution IS
	'distribution: summary of values and their weights that merges: exact up to 4,096 distinct values, then with '
	'bounded error, at most 64 kB (160 kB with fractional weights) | '
	'分布摘要：值与权重的可合并摘要；不同值不超过 4096 个时精确，之后误差有界，至多 64 kB（小数权重 160 kB）';

CREATE FUNCTION distribution_eq(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_eq(distribution, distribution) IS
	'support: of the operator = | 支持函数：运算符 =';

CREATE FUNCTION distribution_ne(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_ne(distribution, distribution) IS
	'support: of the operator <> | 支持函数：运算符 <>';

CREATE FUNCTION distribution_lt(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_lt(distribution, distribution) IS
	'support: of the operator < | 支持函数：运算符 <';

CREATE FUNCTION distribution_le(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_le(distribution, distribution) IS
	'support: of the operator <= | 支持函数：运算符 <=';

CREATE FUNCTION distribution_gt(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_gt(distribution, distribution) IS
	'support: of the operator > | 支持函数：运算符 >';

CREATE FUNCTION distribution_ge(distribution, distribution) RETURNS boolean
AS 'MODULE_PATHNAME', 'distribution_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_ge(distribution, distribution) IS
	'support: of the operator >= | 支持函数：运算符 >=';

CREATE FUNCTION distribution_cmp(distribution, distribution) RETURNS int
AS 'MODULE_PATHNAME', 'distribution_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_cmp(distribution, distribution) IS
	'support: of ORDER BY: less than, equal to or greater than 0 as the first comes before, with or after the '
	'second | 支持函数：供排序：前者在前、相同、在后分别为负、零、正';

CREATE FUNCTION distribution_hash(distribution) RETURNS int
AS 'MODULE_PATHNAME', 'distribution_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_hash(distribution) IS
	'support: of GROUP BY, DISTINCT and hash joins | 支持函数：供 GROUP BY、DISTINCT 与哈希连接';

CREATE FUNCTION distribution_hash_extended(distribution, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'distribution_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_hash_extended(distribution, bigint) IS
	'support: of hash partitions, with a seed | 支持函数：供哈希分区，带种子';

CREATE OPERATOR = (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (distribution, distribution) IS
	'equal: the same buckets, weights and sums | 等于：区间、权重与总和相同';

CREATE OPERATOR <> (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (distribution, distribution) IS
	'not equal: not the same buckets, weights or sums | 不等于：区间、权重或总和不同';

CREATE OPERATOR < (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (distribution, distribution) IS
	'before: comes first in the order of the canonical bytes, which says nothing about the values | '
	'在前：按规范字节次序在前，与数值大小无关';

CREATE OPERATOR <= (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (distribution, distribution) IS
	'before or equal: comes first in the order of the canonical bytes, or is the same | 在前或相同：按规范字节次序在前或相同';

CREATE OPERATOR > (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (distribution, distribution) IS
	'after: comes last in the order of the canonical bytes, which says nothing about the values | '
	'在后：按规范字节次序在后，与数值大小无关';

CREATE OPERATOR >= (
	LEFTARG = distribution, RIGHTARG = distribution, FUNCTION = distribution_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (distribution, distribution) IS
	'after or equal: comes last in the order of the canonical bytes, or is the same | 在后或相同：按规范字节次序在后或相同';

CREATE OPERATOR CLASS distribution_ops DEFAULT FOR TYPE distribution USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 distribution_cmp(distribution, distribution);
COMMENT ON OPERATOR CLASS distribution_ops USING btree IS
	'order: lets distributions be sorted, by their canonical bytes | 排序：使分布摘要可按规范字节排序';
COMMENT ON OPERATOR FAMILY distribution_ops USING btree IS
	'order: lets distributions be sorted, by their canonical bytes | 排序：使分布摘要可按规范字节排序';

CREATE OPERATOR CLASS distribution_ops DEFAULT FOR TYPE distribution USING hash AS
	OPERATOR 1 =, FUNCTION 1 distribution_hash(distribution),
	FUNCTION 2 distribution_hash_extended(distribution, bigint);
COMMENT ON OPERATOR CLASS distribution_ops USING hash IS
	'hash: lets distributions be grouped by hash | 哈希：使分布摘要可按哈希分组';
COMMENT ON OPERATOR FAMILY distribution_ops USING hash IS
	'hash: lets distributions be grouped by hash | 哈希：使分布摘要可按哈希分组';

CREATE FUNCTION merge(a distribution, b distribution) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_merge' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION merge(distribution, distribution) IS
	'merge two distributions: the rows of both, where NULL stands for no rows; also for ON CONFLICT DO UPDATE | '
	'合并两个分布摘要：两者全部行的分布摘要，NULL 表示无行；可用于 ON CONFLICT DO UPDATE';

CREATE FUNCTION distribution_final(distribution) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_final(distribution) IS
	'support: of distribution() and rollup(), the state in the form in which it is stored | '
	'支持函数：distribution()、rollup()，状态的存储形式';

CREATE FUNCTION distribution_accum(distribution, x float8) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_accum(distribution, float8) IS
	'support: of distribution(), takes in one row | 支持函数：distribution()，计入一行';

CREATE FUNCTION distribution_of_sample(internal) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_of_sample' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_of_sample(internal) IS
	'support: of distribution() over a moving frame, computes the result | 支持函数：移动窗口上的 distribution()，计算结果';

CREATE AGGREGATE distribution(x float8) (
	SFUNC = distribution_accum, STYPE = distribution, SSPACE = 256,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	MSFUNC = signed_sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = distribution_of_sample, MFINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE distribution(float8) IS
	'distribution: of x: a summary that merges, for gini(d), quantile(d, p), ... | '
	'分布摘要：x 的可合并摘要，供 gini(d)、quantile(d, p) 等查询';

CREATE FUNCTION distribution_accum(distribution, x float8, w float8) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_accum_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_accum(distribution, float8, float8) IS
	'support: of distribution(), takes in one row | 支持函数：distribution()，计入一行';

CREATE AGGREGATE distribution(x float8, w float8) (
	SFUNC = distribution_accum, STYPE = distribution, SSPACE = 256,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE distribution(float8, float8) IS
	'distribution: each row counts w times; of x: a summary that merges, for gini(d), quantile(d, p), ... | '
	'分布摘要：每行计 w 次；x 的可合并摘要，供 gini(d)、quantile(d, p) 等查询';

CREATE FUNCTION distribution_accum(distribution, x numeric) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_accum_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_accum(distribution, numeric) IS
	'support: of distribution(), takes in one row | 支持函数：distribution()，计入一行';

CREATE AGGREGATE distribution(x numeric) (
	SFUNC = distribution_accum, STYPE = distribution, SSPACE = 256,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	MSFUNC = signed_sample_accum, MINVFUNC = sample_remove, MSTYPE = internal, MSSPACE = 1024,
	MFINALFUNC = distribution_of_sample, MFINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE distribution(numeric) IS
	'distribution: of x: a summary that merges, for gini(d), quantile(d, p), ... | '
	'分布摘要：x 的可合并摘要，供 gini(d)、quantile(d, p) 等查询';

CREATE FUNCTION distribution_accum(distribution, x numeric, w numeric) RETURNS distribution
AS 'MODULE_PATHNAME', 'distribution_accum_numeric_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_accum(distribution, numeric, numeric) IS
	'support: of distribution(), takes in one row | 支持函数：distribution()，计入一行';

CREATE AGGREGATE distribution(x numeric, w numeric) (
	SFUNC = distribution_accum, STYPE = distribution, SSPACE = 256,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE distribution(numeric, numeric) IS
	'distribution: each row counts w times; of x: a summary that merges, for gini(d), quantile(d, p), ... | '
	'分布摘要：每行计 w 次；x 的可合并摘要，供 gini(d)、quantile(d, p) 等查询';

CREATE AGGREGATE rollup(d distribution) (
	SFUNC = merge, STYPE = distribution, SSPACE = 4096,
	FINALFUNC = distribution_final, FINALFUNC_MODIFY = READ_ONLY,
	COMBINEFUNC = merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(distribution) IS
	'rollup of distributions: the distribution of the rows of all | 合并分布摘要：全部行的分布摘要';

CREATE FUNCTION n_values(d distribution) RETURNS bigint
AS 'MODULE_PATHNAME', 'distribution_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION n_values(distribution) IS
	'number of rows: how many rows a distribution holds | 行数：分布摘要所含行数';

CREATE FUNCTION total_weight(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_total_weight' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION total_weight(distribution) IS
	'total weight: sum of the weights; without weights, the number of rows | 总权重：权重之和，无权重时为行数';

CREATE FUNCTION total(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_total' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION total(distribution) IS
	'total: sum of the values, each times its weight; exact, then rounded | 总量：各值乘以权重之和，精确计算后舍入';

CREATE FUNCTION mean(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mean(distribution) IS
	'mean: of the values; exact, then rounded | 均值：各值的均值，精确计算后舍入';

CREATE FUNCTION min_value(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_min_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION min_value(distribution) IS
	'least value: of a distribution | 最小值：分布摘要的最小值';

CREATE FUNCTION max_value(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_max_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION max_value(distribution) IS
	'greatest value: of a distribution | 最大值：分布摘要的最大值';

CREATE FUNCTION quantile(d distribution, p float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quantile(distribution, float8) IS
	'quantile: least value that at least p of the weight do not exceed; of more than 4,096 distinct values, the '
	'mean of its bucket | 分位数：至少 p 的权重不超过的最小值；不同值多于 4096 个时为所在区间的均值';

CREATE FUNCTION gini(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_gini' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION gini(distribution) IS
	'Gini index: of a distribution; that of the rows is at most gini_error() away; NULL if the total is 0 | '
	'基尼系数：分布摘要的基尼系数，与逐行所得相差不超过 gini_error()；总量为 0 时为 NULL';

CREATE FUNCTION gini_error(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_gini_error' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION gini_error(distribution) IS
	'error of gini(d): how far gini(d) may be from that of the rows, a guarantee; 0 up to 4,096 distinct values '
	'| 基尼系数误差：gini(d) 与逐行所得的最大差距，有保证；不同值不超过 4096 个时为 0';

CREATE FUNCTION lorenz_curve(d distribution, points float8) RETURNS float8[]
AS 'MODULE_PATHNAME', 'distribution_lorenz_curve' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lorenz_curve(distribution, float8) IS
	'Lorenz curve: of a distribution, at 0, 1/points, ... 1 | 洛伦兹曲线：分布摘要在 0、1/points……1 处的洛伦兹纵坐标';

CREATE FUNCTION share_of_top(d distribution, p float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_share_of_top' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION share_of_top(distribution, float8) IS
	'share of the top: share of the total that the highest p of the weight has, 0 <= p <= 1 | '
	'最高部分份额：权重最高的 p 部分所占总量的份额';

CREATE FUNCTION share_of_bottom(d distribution, p float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_share_of_bottom' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION share_of_bottom(distribution, float8) IS
	'share of the bottom: share of the total that the lowest p of the weight has, 0 <= p <= 1 | '
	'最低部分份额：权重最低的 p 部分所占总量的份额';

CREATE FUNCTION theil(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_theil' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION theil(distribution) IS
	'Theil index: generalized entropy for alpha = 1: 0 if all are equal, ln n if one has all; NULL if the total '
	'is 0 | 泰尔指数：alpha = 1 的广义熵：全部相等为 0，一个占有全部为 ln n；总量为 0 时为 NULL';

CREATE FUNCTION mean_log_deviation(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_mean_log_deviation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mean_log_deviation(distribution) IS
	'mean log deviation: generalized entropy for alpha = 0: 0 if all are equal; NULL if a value is 0 | '
	'平均对数离差：alpha = 0 的广义熵：全部相等为 0；有值为 0 时为 NULL';

CREATE FUNCTION generalized_entropy(d distribution, alpha float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_generalized_entropy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION generalized_entropy(distribution, float8) IS
	'generalized entropy: 0 if all are equal; the lower alpha, the more low values count; NULL if it is infinite '
	'| 广义熵：全部相等为 0；alpha 越小，低值越受重视；无穷大时为 NULL';

CREATE FUNCTION atkinson(d distribution, epsilon float8) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_atkinson' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION atkinson(distribution, float8) IS
	'Atkinson index: 0 to 1: the part of the total that aversion epsilon to inequality would give for equality | '
	'阿特金森指数：0 至 1：按不平等厌恶程度 epsilon，愿意为平等放弃的总量比例';

CREATE FUNCTION hoover(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_hoover' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION hoover(distribution) IS
	'Hoover index: 0 to 1: the part of the total that would have to move for equality | 胡佛指数：0 至 1：要达到平等须转移的总量比例';

CREATE FUNCTION coefficient_of_variation(d distribution) RETURNS float8
AS 'MODULE_PATHNAME', 'distribution_coefficient_of_variation' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION coefficient_of_variation(distribution) IS
	'coefficient of variation: population standard deviation over the mean | 变异系数：总体标准差除以均值';
