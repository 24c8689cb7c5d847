-- SPDX-License-Identifier: PostgreSQL
-- Beside each other: what the provider gives itself, what third parties gave, what was found when somebody looked
-- again.  The gap is against the recheck; without one against third parties.
CREATE VIEW evaluation_gap WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on, m.site_id, p.division_code, p.village, p.township, p.county,
	m.criterion, i.name_en, i.name_zh, m.self_score::numeric(7,4) AS self_score,
	m.third_party_score::numeric(7,4) AS third_party_score, m.recheck_score::numeric(7,4) AS recheck_score,
	m.score::numeric(7,4) AS score, m.assessors,
	(m.self_score - coalesce(m.recheck_score, m.third_party_score))::numeric(7,4) AS gap
FROM current_snapshot s
	JOIN criterion_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
	JOIN site_place p ON p.project_id = m.project_id AND p.site_id = m.site_id
	LEFT JOIN headline_run h ON h.project_id = s.project_id AND h.period = s.period
	LEFT JOIN indicator i ON i.scheme_id = h.profile AND i.version = h.version AND i.code = m.criterion;
COMMENT ON VIEW evaluation_gap IS
'evaluation gap: How far is a self-assessment from what others found? | 评价差距：自评与第三方评价、复核相差多少？';
COMMENT ON COLUMN evaluation_gap.name_en IS
'name: of the indicator with this code; empty: it earns no points | 英文名称：同代码指标的英文名称，空为不计分';
COMMENT ON COLUMN evaluation_gap.name_zh IS 'name (Chinese): the same in Chinese | 名称：同代码指标的名称，空为不计分';
COMMENT ON COLUMN evaluation_gap.score IS
'score that counts: mean over assessors, 0 to 100, rechecks in the place of what they replace | 计分值：评委均分，复核取代原评分';
COMMENT ON COLUMN evaluation_gap.gap IS
'gap: self-assessment less recheck, or less third party where there is none; above 0: praises itself | '
'差距：自评减复核，无复核减第三方评价，正数为自评偏高';
