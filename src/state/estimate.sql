-- SPDX-License-Identifier: PostgreSQL
-- What all aggregates return that tell how sure they are.

CREATE TYPE estimate AS (estimate float8, std_error float8, lower float8, upper float8, n bigint);
COMMENT ON TYPE estimate IS
	'estimate: with its standard error and its confidence bounds, from n rows; NULL is what the rows do not tell '
	'| 估计值：含标准误与置信界，来自 n 行；NULL 表示由这些行无从得知';
COMMENT ON COLUMN estimate.estimate IS 'estimate: what the function''s name says | 估计值：函数名称所指的量';
COMMENT ON COLUMN estimate.std_error IS 'standard error: of the estimate | 标准误：估计值的标准误';
COMMENT ON COLUMN estimate.lower IS 'lower bound: of the confidence interval | 下限：置信区间下限';
COMMENT ON COLUMN estimate.upper IS 'upper bound: of the confidence interval | 上限：置信区间上限';
COMMENT ON COLUMN estimate.n IS 'rows: how many counted | 行数：计入的行数';
