-- SPDX-License-Identifier: PostgreSQL
-- Every site of every current run, with its place and what it got: what most answers begin with.  What a site has one
-- of, such as its measures, they add by LEFT JOIN: of other joins the planner tries all orders, which takes longer than
-- the answer to a question about one village.
CREATE VIEW site_run WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.kind, r.from_on, r.until_on, r.profile, r.version, r.run_id, r.snapshot_id,
	e.site_id, p.division_code, p.village, p.township, p.county, e.status, e.rated, e.score, e.rank,
	r.end_on, e.score_lower, e.score_upper, e.shadow_score, e.available, e.measured_share, e.shadow_rank, e.quintile,
	e.band, e.grade, e.caps, e.expected_rank, e.rank_low, e.rank_high, e.p_top, e.p_bottom,
	e.expected_rank_data, e.rank_low_data, e.rank_high_data, e.p_top_data, e.p_bottom_data,
	e.expected_rank_weights, e.rank_low_weights, e.rank_high_weights, e.p_top_weights, e.p_bottom_weights, e.draws,
	e.bonus, e.score_counted, e.score_counted_upper, e.caps_uncertain,
	e.score_error, e.rank_set_lower, e.rank_set_upper, e.top_certain, e.top_possible, e.bottom_certain,
	e.bottom_possible, e.score_shrunken, e.expected_rank_shrunken, e.p_top_shrunken, e.p_bottom_shrunken
FROM current_run r
	JOIN site_score e ON e.project_id = r.project_id AND e.run_id = r.run_id
	JOIN site_place p ON p.project_id = e.project_id AND p.site_id = e.site_id;
COMMENT ON VIEW site_run IS 'inner site_run: Which site is in which current run? | 内部现行评分点：各服务点属于哪个现行批次？';

-- What does not depend on a scheme is read from the snapshot of a period that the newest current run judged.
CREATE VIEW current_snapshot WITH (security_invoker = true) AS
SELECT DISTINCT ON (s.project_id, s.period) s.project_id, s.period, s.kind, s.from_on, s.until_on, s.end_on,
	s.contract_id, s.snapshot_id
FROM evaluation_run r JOIN snapshot s ON s.project_id = r.project_id AND s.snapshot_id = r.snapshot_id
	AND s.period = r.period
WHERE r.status = 'finished'
ORDER BY s.project_id, s.period, s.snapshot_id DESC;
COMMENT ON VIEW current_snapshot IS 'inner current_snapshot: Which snapshot speaks for a period? | 内部现行快照：各时段以哪个快照为准？';

-- The scheme that speaks where one must: the first in order of display.
CREATE VIEW headline_run WITH (security_invoker = true) AS
SELECT DISTINCT ON (r.project_id, r.period) r.*
FROM current_run r JOIN scheme s ON s.scheme_id = r.profile AND s.version = r.version
ORDER BY r.project_id, r.period, s.display_order, s.scheme_id COLLATE "C";
COMMENT ON VIEW headline_run IS
'inner headline_run: Which run is the headline of a period, that of the first scheme? | 内部主榜批次：各时段的主榜（首个方案）是哪个批次？';

-- What a centre adds up of many workspaces (import_workspace() of the extension).
CREATE VIEW site_resource WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.kind, s.from_on, s.until_on, m.site_id, p.division_code, p.township, p.county,
	m.resources
FROM current_snapshot s
	JOIN site_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
	JOIN site_place p ON p.project_id = m.project_id AND p.site_id = m.site_id;
COMMENT ON VIEW site_resource IS
'inner site_resource: What was each site given in a period? | 内部服务点资源：各服务点在某时段获得多少资源？';
