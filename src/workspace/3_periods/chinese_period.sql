-- SPDX-License-Identifier: PostgreSQL
-- 2022Q2 as 2022年第2季度.  A milestone has a name of its own, if it is known.  No query in it, so that it becomes a part
-- of the query that calls it.
CREATE OR REPLACE FUNCTION chinese_period(period text, milestone text DEFAULT NULL) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
	WHEN period = 'term' THEN '全期'
	WHEN period ~ '^\d{4}$' THEN period || '年'
	WHEN period ~ '^\d{4}Q[1-4]$' THEN left(period, 4) || '年第' || right(period, 1) || '季度'
	WHEN period ~ '^\d{4}H1$' THEN left(period, 4) || '年上半年'
	WHEN period ~ '^\d{4}H2$' THEN left(period, 4) || '年下半年'
	WHEN period ~ '^\d{4}-\d{2}$' THEN left(period, 4) || '年' || ltrim(right(period, 2), '0') || '月'
	WHEN period ~ '^contract \d+$' THEN '合同' || substring(period, '\d+')
	ELSE coalesce(milestone, period) END;
COMMENT ON FUNCTION chinese_period(text, text) IS
	'inner chinese_period: a period in Chinese words | 内部中文时段：时段的中文表述';
