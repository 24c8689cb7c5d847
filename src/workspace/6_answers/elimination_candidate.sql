-- SPDX-License-Identifier: PostgreSQL
-- The rule names at whom people should look, and what should happen first.  It removes nobody.  Each unit looks at
-- those before it; periods that are no units have none before them and are not listed.
--
-- A site is likely at the bottom if two doubts leave it there: luck, by the level behind its score (p_bottom_shrunken,
-- of which 8 in 10 come true at 0.8), and other weights, by the draws (p_bottom).  That its confidence set leaves it no
-- other band (bottom_certain) is shown and is no condition: the set holds for all sites at once, and where errors are
-- large it names nobody, however far a site is behind.
CREATE VIEW elimination_candidate WITH (security_invoker = true) AS
WITH likely AS (
	-- units in which a site was likely at the bottom; begins: in the unit before it was not
	SELECT r.*, s.elimination_score, s.elimination_periods, row_number() OVER site AS number,
		lag(r.end_on) OVER site IS DISTINCT FROM r.from_on - 1 AS begins
	FROM site_run r JOIN scheme s ON s.scheme_id = r.profile AND s.version = r.version
	-- not known of more than 3,000 sites: then the draws alone decide
	WHERE r.kind = 'unit' AND least(r.p_bottom, r.p_bottom_shrunken) >= s.elimination_p
	WINDOW site AS (PARTITION BY r.project_id, r.profile, r.site_id ORDER BY r.from_on)
), lasting AS (
	SELECT l.*, (l.number - max(l.number) FILTER (WHERE l.begins) OVER site + 1)::integer AS periods
	FROM likely l
	WINDOW site AS (PARTITION BY l.project_id, l.profile, l.site_id ORDER BY l.from_on)
)
SELECT t.project_id, t.period, t.from_on, t.until_on, t.profile, t.site_id, t.division_code, t.village, t.township,
	t.county,
	t.score, t.p_bottom, t.periods, m.post_vacant, m.resources, d.median_resources, c.candidate, w.first_step,
		w.first_step_zh, t.p_bottom_shrunken, t.bottom_certain
FROM lasting t
	JOIN site_measure m ON m.project_id = t.project_id AND m.snapshot_id = t.snapshot_id AND m.site_id = t.site_id
	CROSS JOIN LATERAL (
		SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY o.resources::float8)::numeric AS median_resources
		FROM site_measure o
		WHERE o.project_id = t.project_id AND o.snapshot_id = t.snapshot_id
	) d
	CROSS JOIN LATERAL (
		SELECT t.periods >= t.elimination_periods AND coalesce(NOT m.post_vacant, true)
			AND coalesce(m.resources >= d.median_resources, true) AS candidate
	) c
	CROSS JOIN LATERAL (
		SELECT CASE WHEN c.candidate THEN 'look at the site and hear it; removal is a decision of people'
				WHEN m.post_vacant THEN 'fill the post first'
				WHEN m.resources < d.median_resources THEN 'give it what the others got first'
				ELSE 'wait for another period' END AS first_step,
			CASE WHEN c.candidate THEN '实地了解并听取意见，淘汰须由人作出决定'
				WHEN m.post_vacant THEN '先补齐岗位人员'
				WHEN m.resources < d.median_resources THEN '先给予与其他服务点同等的资源'
				ELSE '等待下一周期的结果' END AS first_step_zh
	) w
WHERE t.score < t.elimination_score;
COMMENT ON VIEW elimination_candidate IS
'elimination candidate: Who meets the defensible rule, and what should happen first? | 淘汰候选：谁符合站得住脚的淘汰规则，应先采取什么措施？';
COMMENT ON COLUMN elimination_candidate.periods IS 'periods: units in a row at the bottom | 连续周期：连续处于后档的周期数';
COMMENT ON COLUMN elimination_candidate.median_resources IS
'median resources: of the sites of the period | 资源中位数：时段内服务点的中位数';
COMMENT ON COLUMN elimination_candidate.candidate IS 'candidate: whether the rule is met | 是否候选：是否符合规则';
COMMENT ON COLUMN elimination_candidate.first_step IS 'first step: what should happen first | 首要措施：应先采取的措施';
COMMENT ON COLUMN elimination_candidate.first_step_zh IS 'first step (Chinese): the same in Chinese | 首要措施（中文）：中文措施';
