-- SPDX-License-Identifier: PostgreSQL
-- Words of letters and notices: days, periods, places and results as people read them.

CREATE OR REPLACE FUNCTION chinese_day(day date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN extract(year FROM day) || '年' || extract(month FROM day) || '月' || extract(day FROM day) || '日';
COMMENT ON FUNCTION chinese_day(date) IS 'inner chinese_day: a day as Chinese letters write it | 内部中文日期：公文中的日期写法';

-- A contract's own time goes by the name of its provider.
CREATE OR REPLACE FUNCTION period_words(project_id bigint, period text, OUT english text, OUT chinese text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT CASE
		WHEN $2 = 'term' THEN 'the whole term'
		WHEN $2 ~ '^\d{4}Q\d$' THEN format('quarter %s of %s', right($2, 1), left($2, 4))
		WHEN $2 ~ '^\d{4}H\d$' THEN format('half-year %s of %s', right($2, 1), left($2, 4))
		ELSE coalesce(n.name, 'the contract of ' || c.name, $2) END,
	CASE
		WHEN $2 = 'term' THEN '项目全期'
		ELSE coalesce(c.name || '合同期', chinese_period($2, n.name)) END
FROM (SELECT) AS one
	LEFT JOIN milestone n ON n.project_id = $1 AND n.code = $2
	LEFT JOIN (
		SELECT 'contract ' || t.contract_id AS period, o.name
		FROM contract t JOIN organization o ON o.org_id = t.provider_id
		WHERE t.project_id = $1
	) c ON c.period = $2
$$;
COMMENT ON FUNCTION period_words(bigint, text) IS 'inner period_words: a period as people call it | 内部时段名称：时段的通行说法';

-- What the run says of a site, as the first sentence of what was found.
CREATE OR REPLACE FUNCTION result_words(run evaluation_run, site_id bigint, OUT english text, OUT chinese text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT format('Evaluation of %s, %s to %s, by the scheme "%s": %s.', w.english, n.from_on, n.until_on, s.name_en,
		CASE WHEN k.rank IS NULL THEN 'not rated'
			ELSE format('score %s, grade %s, rank %s of %s rated sites, %s band', shown_number(k.score),
				coalesce(g.en, k.grade), k.rank, k.rated, coalesce(b.en, k.band)) END),
	format('%s（%s至%s）按方案“%s”评价：%s。', w.chinese, chinese_day(n.from_on), chinese_day(n.until_on), s.name_zh,
		CASE WHEN k.rank IS NULL THEN '未评'
			ELSE format('得分%s分，等级“%s”，在%s个已评服务点中列第%s名，属%s', shown_number(k.score),
				coalesce(g.zh, k.grade), k.rated, k.rank, coalesce(b.zh, k.band)) END)
FROM site_score k
	JOIN snapshot n ON n.project_id = $1.project_id AND n.snapshot_id = $1.snapshot_id
	JOIN scheme s ON s.scheme_id = $1.scheme_id AND s.version = $1.version
	CROSS JOIN LATERAL period_words($1.project_id, $1.period) w
	LEFT JOIN label g ON g.kind = 'grade' AND g.code = k.grade
	LEFT JOIN label b ON b.kind = 'band' AND b.code = k.band
WHERE k.project_id = $1.project_id AND k.run_id = $1.run_id AND k.site_id = $2
$$;
COMMENT ON FUNCTION result_words(evaluation_run, bigint) IS
	'inner result_words: what a run says of a site, in a sentence | 内部结果说明：批次对服务点的结果，一句话';
