-- SPDX-License-Identifier: PostgreSQL
-- Read outward from the points of a site: each has one indicator, one target and one value at most (site_run).
CREATE VIEW village_scorecard WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, o.site_id, p.division_code, p.village, p.township,
	p.county,
	o.code, i.dimension, i.subdimension, i.name_en, i.name_zh, i.unit, coalesce(v.value, f.points) AS value, u.target,
	o.points, u.available, CASE i.rule WHEN 'deduct' THEN coalesce(f.findings, 0) ELSE v.n END AS n,
	CASE WHEN o.points IS NULL THEN 'not_measured' WHEN v.pooled THEN 'pooled' ELSE 'measured' END AS status,
	v.std_error, o.points_error, CASE i.rule WHEN 'deduct' THEN 'lower' ELSE i.direction END AS direction, i.rule,
	v.numerator, v.denominator, o.points_lower, o.points_upper
FROM current_run r
	JOIN site_points o ON o.project_id = r.project_id AND o.run_id = r.run_id
	JOIN site_place p ON p.project_id = o.project_id AND p.site_id = o.site_id
	LEFT JOIN indicator i ON i.scheme_id = r.profile AND i.version = r.version AND i.code = o.code
	LEFT JOIN run_indicator u ON u.project_id = o.project_id AND u.run_id = o.run_id AND u.code = o.code
	LEFT JOIN site_indicator v ON v.project_id = o.project_id AND v.snapshot_id = r.snapshot_id
		AND v.site_id = o.site_id AND v.code = o.code AND NOT by_findings(i.rule)
	-- not by way of site_finding: who reads that needs the words of findings as well
	LEFT JOIN (
		SELECT x.project_id, x.snapshot_id, s.site_id, x.code, trim_scale(sum(x.points)) AS points,
			count(*) AS findings
		FROM snapshot_finding x CROSS JOIN LATERAL unnest(x.sites) AS s (site_id)
		GROUP BY x.project_id, x.snapshot_id, s.site_id, x.code
	) f ON f.project_id = o.project_id AND f.snapshot_id = r.snapshot_id AND f.site_id = o.site_id
		AND f.code = o.code AND i.rule = 'deduct';
COMMENT ON VIEW village_scorecard IS 'village scorecard: Why this score, indicator by indicator? | 村级评分卡：各项指标如何得此分？';
COMMENT ON COLUMN village_scorecard.value IS 
	'value: of the indicator; of findings what they take off; empty where it was not measured | 指标值：按发现问题扣分时为扣分合计，未测为空';
COMMENT ON COLUMN village_scorecard.target IS 'target: value that earns all points | 目标值：得满分的值';
COMMENT ON COLUMN village_scorecard.points IS 'points: earned; empty where it was not measured | 得分：未测为空';
COMMENT ON COLUMN village_scorecard.available IS 'available: points that can be earned | 分值：可得分数';
COMMENT ON COLUMN village_scorecard.n IS
'facts: number of facts behind the value; empty where it would tell a roster | 依据数：依据的记录数，可能泄露名册的为空';
COMMENT ON COLUMN village_scorecard.status IS
'status: measured, pooled (with neighbours) or not_measured | 状态：已测、合并计算（与邻近点）、未测';
COMMENT ON COLUMN village_scorecard.std_error IS 'standard error: of the value, where it is an estimate | 标准误：估计值的标准误';
COMMENT ON COLUMN village_scorecard.points_error IS 'points error: standard error of the points | 得分误差：得分的标准误';
COMMENT ON COLUMN village_scorecard.numerator IS
'numerator: what the value counts; empty where it would tell a roster | 分子：可能泄露名册的为空';
COMMENT ON COLUMN village_scorecard.denominator IS
'denominator: what it is a share of; empty where it would tell a roster | 分母：可能泄露名册的为空';
