-- SPDX-License-Identifier: PostgreSQL
-- Funnel limits: which units differ from a target by more than chance explains?  Window functions of whole partitions,
-- as those of ranking are.

CREATE TYPE funnel_limits AS (target float8, z float8, phi float8, tau2 float8, lower float8, upper float8,
	outside text);
COMMENT ON TYPE funnel_limits IS
	'funnel limits: of a unit: target, distance from it in standard errors, overdispersion as a factor (phi) and as a '
	'variance (tau2), limits, and whether the unit is below, within or above | '
	'漏斗图控制限：目标值、以标准误计的偏离、过度离散的倍数(phi)与方差(tau2)、上下限，及位于限下、限内或限上';
COMMENT ON COLUMN funnel_limits.target IS 'target: what is expected of the unit | 目标：对该单位的期望值';
COMMENT ON COLUMN funnel_limits.z IS 'z: distance from the target in standard errors | 标准化距离：与目标之差除以标准误';
COMMENT ON COLUMN funnel_limits.phi IS
	'phi: mean of the winsorised squares of z; about 1 if chance explains all | 过度离散因子：z平方缩尾均值，仅随机时约为1';
COMMENT ON COLUMN funnel_limits.tau2 IS 'tau squared: variance between units beyond chance | 组间方差：超出随机的单位间方差';
COMMENT ON COLUMN funnel_limits.lower IS 'lower limit: of the funnel for the unit | 下限：该单位的漏斗下限';
COMMENT ON COLUMN funnel_limits.upper IS 'upper limit: of the funnel for the unit | 上限：该单位的漏斗上限';
COMMENT ON COLUMN funnel_limits.outside IS 'outside: below, within or above the limits | 位置：below低于、within之内、above高于';

CREATE FUNCTION funnel_limits(successes float8, n float8, target float8, level float8, method text,
	winsorise float8 DEFAULT 0.1) RETURNS funnel_limits
AS 'MODULE_PATHNAME', 'funnel_limits' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION funnel_limits(float8, float8, float8, float8, text, float8) IS
	'funnel limits of a share: where successes of n lie with probability level if the target holds (NULL: that of all '
	'together), exact, normal, multiplicative or additive; the last two allow for overdispersion | '
	'比例的控制限：目标成立时n次中成功比例以给定概率所在的范围（目标为NULL取合并值），方法为exact、normal、multiplicative、additive，后两者计入过度离散';

CREATE FUNCTION funnel_limits_mean(value float8, std_error float8, target float8, level float8, method text,
	winsorise float8 DEFAULT 0.1) RETURNS funnel_limits
AS 'MODULE_PATHNAME', 'funnel_limits_mean' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION funnel_limits_mean(float8, float8, float8, float8, text, float8) IS
	'funnel limits of a mean: of a value with a standard error, normal, multiplicative or additive; without a target '
	'that is the mean weighted by precision | '
	'均值的控制限：带标准误的数值，方法为normal、multiplicative、additive，无目标时取按精度加权的均值';
