-- SPDX-License-Identifier: PostgreSQL
-- Verified quantity and service suspension: how much of a service exists on paper alone.

CREATE TYPE suspension_attribution AS (duplicates float8, missing_trace float8, dissatisfaction float8);
COMMENT ON TYPE suspension_attribution IS
	'suspension, split: what a suspension index is due to, as shares that add up to 1 | 服务悬浮归因：服务悬浮指数的归因份额，合计为 1';
COMMENT ON COLUMN suspension_attribution.duplicates IS
	'duplicates: share of what was reported again, -ln(distinct_reported / reported) | '
	'重复：重复上报的份额，-ln(distinct_reported / reported)';
COMMENT ON COLUMN suspension_attribution.missing_trace IS
	'missing trace: share of what was not confirmed, -ln(verified / distinct_reported) | '
	'无痕迹：未核实的份额，-ln(verified / distinct_reported)';
COMMENT ON COLUMN suspension_attribution.dissatisfaction IS
	'dissatisfaction: share of what did not satisfy, -ln(satisfaction / 100) | 不满意：未令人满意的份额，-ln(satisfaction / 100)';

CREATE FUNCTION verification_factor(reported float8, verified float8) RETURNS float8
AS 'MODULE_PATHNAME', 'verification_factor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION verification_factor(float8, float8) IS
	'verification factor: share of what was reported that was confirmed; NULL if nothing was reported | '
	'核实率：上报中得到核实的份额；无上报时为 NULL';

CREATE FUNCTION suspension_index(reported float8, distinct_reported float8, verified float8, satisfaction float8)
RETURNS float8
AS 'MODULE_PATHNAME', 'suspension_index' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION suspension_index(float8, float8, float8, float8) IS
	'suspension index: share of what was reported that is repeated, without a trace or did not satisfy, 0 .. 1; '
	'NULL if nothing was reported | 服务悬浮指数：上报中重复、查无痕迹或不满意的份额，0 至 1；无上报时为 NULL';

CREATE FUNCTION suspension_attribution(reported float8, distinct_reported float8, verified float8, satisfaction float8)
RETURNS suspension_attribution
AS 'MODULE_PATHNAME', 'suspension_attribution' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION suspension_attribution(float8, float8, float8, float8) IS
	'suspension, split: what the suspension index is due to: duplicates, missing traces, dissatisfaction; NULL '
	'if it is 0 or nothing was reported | 服务悬浮归因：服务悬浮指数归于重复、无痕、不满的份额；指数为 0 或无上报时为 NULL';

CREATE FUNCTION pretended_completion(target float8, reported float8, verified float8, satisfaction float8)
RETURNS float8
AS 'MODULE_PATHNAME', 'pretended_completion' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pretended_completion(float8, float8, float8, float8) IS
	'pretended completion: share of the target that is completed on paper but not verified and satisfying, 0 .. '
	'1; NULL if the target is 0 | 虚报完成：纸面完成而未核实且未令人满意的目标份额，0 至 1；目标为 0 时为 NULL';
