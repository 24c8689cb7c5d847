-- 2022Q2 as 2022年第2季度.  A milestone has a name of its own; where the project is not known its code stays.
CREATE OR REPLACE FUNCTION chinese_period(project_id bigint, period text) RETURNS text
LANGUAGE sql STABLE
RETURN CASE
	WHEN period = 'term' THEN @workspace@.chinese_word('period', period)
	WHEN period ~ '^\d{4}$' THEN period || '年'
	WHEN period ~ '^\d{4}Q[1-4]$' THEN format('%s年第%s季度', left(period, 4), right(period, 1))
	WHEN period ~ '^\d{4}H[12]$' THEN left(period, 4) || CASE right(period, 1) WHEN '1' THEN '年上半年' ELSE '年下半年' END
	WHEN period ~ '^\d{4}-\d{2}$' THEN format('%s年%s月', left(period, 4), ltrim(right(period, 2), '0'))
	WHEN period ~ '^contract \d+$' THEN '合同' || substring(period, '\d+')
	ELSE coalesce((SELECT m.name FROM @workspace@.milestone m
		WHERE m.project_id = chinese_period.project_id AND m.code = chinese_period.period), period) END;
COMMENT ON FUNCTION chinese_period(bigint, text) IS
	'inner chinese_period: a period in Chinese words | 内部中文时段：时段的中文表述';
