-- SPDX-License-Identifier: PostgreSQL
-- Small areas: levels from estimates of few observations each, whose sampling variances are known.  A window function
-- of whole partitions, as shrunken_mean() is.

CREATE TYPE small_area AS (estimate float8, std_error float8, mse float8, own_weight float8, model_variance float8,
	beta float8[]);
COMMENT ON TYPE small_area IS
	'small area: the level of an area with its standard error, the formula of its mean squared error, the weight of '
	'its direct estimate, the variance between areas and the coefficients, the intercept first | '
	'小区域：区域的水平及其标准误、均方误差公式值、直接估计所占权重、区域间方差与回归系数（截距在前）';
COMMENT ON COLUMN small_area.estimate IS 'estimate: the level of the area | 估计值：该区域的水平';
COMMENT ON COLUMN small_area.std_error IS 'standard error: of the level | 标准误：水平的标准误';
COMMENT ON COLUMN small_area.mse IS 'mean squared error: by the formula of the method''s paper | 均方误差：按该方法文献的公式';
COMMENT ON COLUMN small_area.own_weight IS 'own weight: of the direct estimate, 0 to 1 | 自身权重：直接估计的权重';
COMMENT ON COLUMN small_area.model_variance IS
	'model variance: how much levels vary around what the covariates say | 模型方差：水平围绕协变量预测值的方差';
COMMENT ON COLUMN small_area.beta IS
	'coefficients: the intercept first, then one for each covariate | 系数：截距在先，其后各协变量';

CREATE FUNCTION fay_herriot(direct float8, variance float8, covariates float8[] DEFAULT NULL,
	method text DEFAULT 'yoshimori_lahiri') RETURNS small_area
AS 'MODULE_PATHNAME', 'fay_herriot' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION fay_herriot(float8, float8, float8[], text) IS
	'Fay-Herriot estimate: the level of an area from its direct estimate with a known sampling variance, from '
	'covariates and from all areas of the partition; both numbers are NULL where an area was not observed; method is '
	'how the variance between areas is estimated | '
	'小区域估计：由抽样方差已知的直接估计、协变量及分区内所有区域得出区域水平；未观测的区域两数均为 NULL；method 为区域间方差的估计方法';
