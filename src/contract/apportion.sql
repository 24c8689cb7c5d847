-- SPDX-License-Identifier: PostgreSQL
-- Apportionment: a window function that divides a total into parts that add up to it.

CREATE FUNCTION apportion(total numeric, weight numeric, scale float8) RETURNS numeric
AS 'MODULE_PATHNAME', 'apportion' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION apportion(numeric, numeric, float8) IS
	'apportioned share: share of the total in proportion to the weight, in units of so many decimals that add up '
	'to it (largest remainder; equal ones by the ORDER BY) | 分摊额：按权重分摊总量，保留指定位数，各份之和等于总量（最大余数法，相等者按 ORDER BY）';

CREATE FUNCTION apportion(total float8, weight float8, scale float8) RETURNS numeric
AS 'MODULE_PATHNAME', 'apportion' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION apportion(float8, float8, float8) IS
	'apportioned share: the same of float8, each of which stands for the shortest decimal that reads back as it; '
	'the total is below 10^13 | 分摊额：同上，float8 按可还原它的最短小数计，总量小于 10^13';
