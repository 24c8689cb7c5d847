-- SPDX-License-Identifier: PostgreSQL
-- By township and for the whole project, never by village: rates rest on counts, and small ones are hidden.  One row
-- for each need level, and one with need_level empty for all together.
CREATE VIEW inclusion WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on, m.county, m.township, m.category AS need_level,
	m.eligible, m.served, round(m.served::numeric / nullif(m.eligible, 0), 6) AS served_rate,
	CASE WHEN m.category IS NULL THEN round(a.coverage, 6) END AS coverage,
	CASE WHEN m.category IS NULL THEN round(a.parity, 6) END AS parity,
	CASE WHEN m.category IS NULL THEN round(greatest(0, 1 - a.parity), 6) END AS avoidance,
	CASE WHEN m.category IS NULL THEN round(x.repetition, 6) END AS repetition,
	m.hidden
FROM current_snapshot s
	JOIN place_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id AND m.kind = 'inclusion'
	-- rates of what is hidden would tell it; what of the place may be shown is
	LEFT JOIN LATERAL (
		SELECT sum(l.weight * o.served) / nullif(sum(l.weight * o.eligible), 0) AS coverage,
			sum(o.served) FILTER (WHERE l.is_key) / nullif(sum(o.eligible) FILTER (WHERE l.is_key), 0)
				/ nullif(sum(o.served) FILTER (WHERE l.is_least)
					/ nullif(sum(o.eligible) FILTER (WHERE l.is_least), 0), 0) AS parity
		FROM place_measure o
			-- as in B2: a key level is not compared with itself, whatever it weighs
			JOIN (SELECT n.code, n.weight, n.is_key,
						NOT n.is_key AND n.weight = min(n.weight) FILTER (WHERE NOT n.is_key) OVER () AS is_least
				  FROM need_level n
				  WHERE n.code IN (SELECT i.category FROM place_measure i WHERE i.project_id = s.project_id
					AND i.snapshot_id = s.snapshot_id AND i.kind = 'inclusion')) l
				ON l.code = o.category
		WHERE o.project_id = s.project_id AND o.snapshot_id = s.snapshot_id AND o.kind = 'inclusion'
			AND coalesce(o.county, '') = coalesce(m.county, '') AND coalesce(o.township, '') = coalesce(m.township, '')
		HAVING NOT bool_or(o.hidden)
	) a ON true
	CROSS JOIN LATERAL (
		SELECT coalesce(sum(o.hours) FILTER (WHERE o.category IS NOT NULL), 0)
			/ nullif(sum(o.hours) FILTER (WHERE o.category IS NULL), 0) AS repetition
		FROM place_measure o
		WHERE o.project_id = s.project_id AND o.snapshot_id = s.snapshot_id AND o.kind = 'repetition'
			AND coalesce(o.county, '') = coalesce(m.county, '') AND coalesce(o.township, '') = coalesce(m.township, '')
	) x;
COMMENT ON VIEW inclusion IS 'inclusion: Who is left out, and do we repeat what others do? | 服务覆盖：谁被遗漏，是否重复他人的服务？';
COMMENT ON COLUMN inclusion.need_level IS 'need level: empty for all together | 需求等级：合计为空';
COMMENT ON COLUMN inclusion.eligible IS 'eligible: persons on the roster; empty where hidden | 应服务人数：名册人数，隐去为空';
COMMENT ON COLUMN inclusion.served IS 'served: of these, came at least once; empty where hidden | 已服务人数：至少参加一次，隐去为空';
COMMENT ON COLUMN inclusion.served_rate IS 'served rate: served / eligible | 服务率：已服务除以应服务';
COMMENT ON COLUMN inclusion.coverage IS 'coverage: the same, weighted by need | 加权覆盖率：按需求等级加权';
COMMENT ON COLUMN inclusion.parity IS
'parity: rate of the key levels / rate of the level of least weight | 均等比：重点等级与一般等级服务率之比';
COMMENT ON COLUMN inclusion.avoidance IS 'avoidance: 1 - parity, at least 0 | 回避度：1减均等比，不小于0';
COMMENT ON COLUMN inclusion.repetition IS 'repetition: share of the hours that repeat what others do | 重复度：与他人重复的时长占比';
COMMENT ON COLUMN inclusion.hidden IS 'hidden: the counts are too small to be published | 隐去：人数过少不公布';
