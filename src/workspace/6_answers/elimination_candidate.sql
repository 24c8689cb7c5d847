-- Units in a row, the one that begins at from_on included, in which a site was likely at the bottom.
CREATE OR REPLACE FUNCTION units_at_bottom(project_id bigint, profile text, site_id bigint, from_on date, p numeric)
	RETURNS integer
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH RECURSIVE unit AS (
	SELECT q.period, q.earlier, 1 AS units
	FROM project_period q
	WHERE q.project_id = $1 AND q.kind = 'unit' AND q.from_on = $4
	UNION ALL
	SELECT q.period, q.earlier, u.units + 1
	FROM unit u
		JOIN project_period q ON q.project_id = $1 AND q.kind = 'unit' AND q.period = u.earlier
		JOIN evaluation_run r ON r.project_id = $1 AND r.period = q.period AND r.scheme_id = $2
			AND r.status = 'finished'
		JOIN site_score e ON e.project_id = $1 AND e.run_id = r.run_id AND e.site_id = $3 AND e.p_bottom >= $5
)
SELECT max(u.units) FROM unit u
$$;
COMMENT ON FUNCTION units_at_bottom(bigint, text, bigint, date, numeric) IS
'inner units_at_bottom: units in a row in which a site was likely at the bottom | 内部连续后档：服务点连续处于后档的周期数';

-- The rule names at whom people should look, and what should happen first.  It removes nobody.  Each unit looks at
-- those before it; periods that are no units have none before them and are not listed.
CREATE VIEW elimination_candidate WITH (security_invoker = true) AS
SELECT t.project_id, t.period, t.from_on, t.until_on, t.profile, t.site_id, t.division_code, t.village, t.township,
	t.county,
	t.score, t.p_bottom, t.periods, t.post_vacant, t.resources, t.median_resources, t.candidate, w.first_step,
		w.first_step_zh
FROM (
	SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, r.site_id, r.division_code, r.village, r.township,
		r.county,
		r.score, e.p_bottom, c.periods, m.post_vacant, m.resources, d.median_resources, s.elimination_periods,
		c.periods >= s.elimination_periods AND coalesce(NOT m.post_vacant, true)
			AND coalesce(m.resources >= d.median_resources, true) AS candidate
	FROM site_run r
		JOIN scheme s ON s.scheme_id = r.profile AND s.version = r.version
		JOIN site_score e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.site_id = r.site_id
		JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id AND m.site_id = r.site_id
		CROSS JOIN LATERAL (
			SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY o.resources::float8)::numeric AS median_resources
			FROM site_measure o
			WHERE o.project_id = r.project_id AND o.snapshot_id = r.snapshot_id
		) d
		-- units in a row, this one included, in which the site was that likely at the bottom
		CROSS JOIN LATERAL (SELECT units_at_bottom(r.project_id, r.profile, r.site_id, r.from_on, s.elimination_p)
			AS periods) c
	WHERE r.kind = 'unit' AND e.p_bottom >= s.elimination_p AND r.score < s.elimination_score
) t
	CROSS JOIN LATERAL (
		SELECT CASE WHEN t.candidate THEN 'look at the site and hear it; removal is a decision of people'
				WHEN t.post_vacant THEN 'fill the post first'
				WHEN t.resources < t.median_resources THEN 'give it what the others got first'
				ELSE 'wait for another period' END AS first_step,
			CASE WHEN t.candidate THEN '实地了解并听取意见，淘汰须由人作出决定'
				WHEN t.post_vacant THEN '先补齐岗位人员'
				WHEN t.resources < t.median_resources THEN '先给予与其他服务点同等的资源'
				ELSE '等待下一周期的结果' END AS first_step_zh
	) w;
COMMENT ON VIEW elimination_candidate IS
'elimination candidate: Who meets the defensible rule, and what should happen first? | 淘汰候选：谁符合站得住脚的淘汰规则，应先采取什么措施？';
COMMENT ON COLUMN elimination_candidate.periods IS 'periods: units in a row at the bottom | 连续周期：连续处于后档的周期数';
COMMENT ON COLUMN elimination_candidate.median_resources IS
'median resources: of the sites of the period | 资源中位数：时段内服务点的中位数';
COMMENT ON COLUMN elimination_candidate.candidate IS 'candidate: whether the rule is met | 是否候选：是否符合规则';
COMMENT ON COLUMN elimination_candidate.first_step IS 'first step: what should happen first | 首要措施：应先采取的措施';
COMMENT ON COLUMN elimination_candidate.first_step_zh IS 'first step (Chinese): the same in Chinese | 首要措施（中文）：中文措施';
