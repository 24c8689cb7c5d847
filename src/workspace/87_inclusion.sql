-- By township and for the whole project, never by village: rates rest on counts, and small ones are hidden.
CREATE VIEW inclusion WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.township,
	e.eligible, e.served, e.served_share,
	e.eligible_a, e.served_a, e.eligible_b, e.served_b, e.eligible_c, e.served_c,
	round((need_level_weight('A') * e.served_a + need_level_weight('B') * e.served_b + need_level_weight('C') * e.served_c)
		/ nullif(need_level_weight('A') * e.eligible_a + need_level_weight('B') * e.eligible_b + need_level_weight('C') * e.eligible_c, 0), 6) AS coverage,
	round(e.parity, 6) AS parity, round(greatest(0, 1 - e.parity), 6) AS avoidance, round(e.repetition, 6) AS repetition,
	e.hidden, e.county
FROM (
	SELECT r.project_id, r.period, CASE WHEN e.scope = 'township' THEN (e.scope_key::text[])[1] END AS county,
		CASE WHEN e.scope = 'township' THEN (e.scope_key::text[])[2] END AS township,
		max(e.value) FILTER (WHERE e.code = 'eligible')::bigint AS eligible,
		max(e.value) FILTER (WHERE e.code = 'served')::bigint AS served,
		round(max(e.value) FILTER (WHERE e.code = 'served') / nullif(max(e.value) FILTER (WHERE e.code = 'eligible'), 0), 6) AS served_share,
		max(e.value) FILTER (WHERE e.code = 'eligible_a')::bigint AS eligible_a,
		max(e.value) FILTER (WHERE e.code = 'served_a')::bigint AS served_a,
		max(e.value) FILTER (WHERE e.code = 'eligible_b')::bigint AS eligible_b,
		max(e.value) FILTER (WHERE e.code = 'served_b')::bigint AS served_b,
		max(e.value) FILTER (WHERE e.code = 'eligible_c')::bigint AS eligible_c,
		max(e.value) FILTER (WHERE e.code = 'served_c')::bigint AS served_c,
		max(e.value) FILTER (WHERE e.code = 'served_a') / nullif(max(e.value) FILTER (WHERE e.code = 'eligible_a'), 0)
			/ nullif(max(e.value) FILTER (WHERE e.code = 'served_c') / nullif(max(e.value) FILTER (WHERE e.code = 'eligible_c'), 0), 0) AS parity,
		max(e.value) FILTER (WHERE e.code = 'repetition') AS repetition,
		bool_or(e.status = 'hidden') IS TRUE AS hidden
	FROM headline_run r
		JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope IN ('township', 'project')
			AND e.code IN ('eligible', 'served', 'eligible_a', 'served_a', 'eligible_b', 'served_b', 'eligible_c', 'served_c', 'repetition')
	GROUP BY r.project_id, r.period, e.scope, e.scope_key
) e;
COMMENT ON VIEW inclusion IS 'Who is left out, and do we repeat what the school does? | 谁被遗漏，是否与学校重复？';
COMMENT ON COLUMN inclusion.project_id IS 'project | 项目';
COMMENT ON COLUMN inclusion.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN inclusion.township IS 'township; empty for the whole project | 乡镇（全项目为空）';
COMMENT ON COLUMN inclusion.county IS 'county of the township; empty for the whole project | 乡镇所属县（全项目为空）';
COMMENT ON COLUMN inclusion.eligible IS 'children on the rosters; empty where hidden | 名册儿童数（隐去则为空）';
COMMENT ON COLUMN inclusion.served IS 'of these, those who took part in anything | 其中参加过活动者';
COMMENT ON COLUMN inclusion.served_share IS 'served / eligible | 参加率';
COMMENT ON COLUMN inclusion.eligible_a IS 'key children | 重点儿童数';
COMMENT ON COLUMN inclusion.served_a IS 'of these, those who took part | 其中参加者';
COMMENT ON COLUMN inclusion.eligible_b IS 'children of elevated need | 较高需求儿童数';
COMMENT ON COLUMN inclusion.served_b IS 'of these, those who took part | 其中参加者';
COMMENT ON COLUMN inclusion.eligible_c IS 'other children | 一般儿童数';
COMMENT ON COLUMN inclusion.served_c IS 'of these, those who took part | 其中参加者';
COMMENT ON COLUMN inclusion.coverage IS 'served / eligible, weighted by need level | 需求加权覆盖率';
COMMENT ON COLUMN inclusion.parity IS 'share of the key children who took part / share of the others (C) | 重点与一般儿童参加率之比';
COMMENT ON COLUMN inclusion.avoidance IS 'how far the key children are avoided: 1 - parity, at least 0 | 对重点儿童的回避程度（1减参加率之比，不低于0）';
COMMENT ON COLUMN inclusion.repetition IS 'share of the hours that repeat what the school does | 与学校重复的时长占比';
COMMENT ON COLUMN inclusion.hidden IS 'some of it is hidden, because fewer than 5 children stand behind it or behind another number | 是否有隐去的数（不足5人）';
