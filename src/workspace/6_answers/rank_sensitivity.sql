-- SPDX-License-Identifier: PostgreSQL
-- The same ranks under the errors of the data alone and under other weights alone: what an appeal should argue about.
CREATE VIEW rank_sensitivity WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, r.site_id, r.division_code, r.village, r.township,
	r.county,
	c.source, r.rank, c.expected_rank, c.rank_low, c.rank_high, c.p_top, c.p_bottom, r.draws
FROM site_run r
	CROSS JOIN LATERAL (VALUES
		('data and weights', r.expected_rank, r.rank_low, r.rank_high, r.p_top, r.p_bottom),
		('data', r.expected_rank_data, r.rank_low_data, r.rank_high_data, r.p_top_data, r.p_bottom_data),
		('weights', r.expected_rank_weights, r.rank_low_weights, r.rank_high_weights, r.p_top_weights,
			r.p_bottom_weights)
	) AS c (source, expected_rank, rank_low, rank_high, p_top, p_bottom)
WHERE r.status = 'rated';
COMMENT ON VIEW rank_sensitivity IS
'rank sensitivity: What makes a rank uncertain, the data or the weights? | 名次敏感性：名次的不确定性来自数据还是权重？';
COMMENT ON COLUMN rank_sensitivity.source IS
'source: what varies: data and weights, data, or weights | 来源：变动来自数据与权重、数据或权重';
COMMENT ON COLUMN rank_sensitivity.expected_rank IS 'expected rank: mean over the draws | 期望名次：各次模拟的平均';
COMMENT ON COLUMN rank_sensitivity.draws IS 'draws: how many | 模拟次数：次数';
