-- SPDX-License-Identifier: PostgreSQL
-- Service suspension: what was reported and did not reach anybody.  SI = 1 - (D/R)(V/D)(S/100), and which part of it is
-- due to repeated uploads, to activities without a trace, and to dissatisfaction.  Items are weighed by tariff there.
-- The state is that of the first scheme.
CREATE VIEW village_suspension WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, p.site_id, p.division_code, p.village, p.township, p.county,
	e.state, m.suspension_index,
	(a.part).duplicates AS duplicates_share, (a.part).missing_trace AS missing_trace_share,
		(a.part).dissatisfaction AS dissatisfaction_share,
	service_eval.pretended_completion(1, m.reported_share::float8, v.share::float8, m.satisfaction::float8)
		AS pretended_completion,
	trim_scale(round(m.target, 6)) AS target, m.reported, m.deduplicated, m.held, m.verified, m.verified_std_error,
		m.checked,
	round(m.reported_share, 6) AS reported_share, round(v.share, 6) AS verified_share,
		round(m.verified_rate, 6) AS verified_rate,
	m.satisfaction::numeric(7,4) AS satisfaction, m.idle_days, m.post_vacant,
	e.late, round(e.late / nullif(m.reported, 0), 6) AS late_share, round(e.late / nullif(e.late_expected, 0), 4)
		AS late_rush,
	service_eval.wilson_lower(e.late::float8, m.reported::float8, 0.99) > (e.late_expected
		/ nullif(m.reported, 0))::float8 AS rushes
FROM headline_run r
	JOIN site_score e ON e.project_id = r.project_id AND e.run_id = r.run_id
	JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id AND m.site_id = e.site_id
	JOIN site_place p ON p.project_id = e.project_id AND p.site_id = e.site_id
	-- nothing reported is nothing verified
	CROSS JOIN LATERAL (
		SELECT m.reported_share * coalesce(m.verified_rate, CASE m.reported_share WHEN 0 THEN 0 END) AS share
	) v
	CROSS JOIN LATERAL (
		SELECT service_eval.suspension_attribution(1, m.deduplicated_rate::float8, m.verified_rate::float8,
			m.satisfaction::float8) AS part
	) a;
COMMENT ON VIEW village_suspension IS
'village suspension: Which part of what was reported reached somebody, and what became of the rest? | '
'村级服务悬浮：上报的服务有多少落到实处，其余去了哪里？';
COMMENT ON COLUMN village_suspension.state IS
'state: stopped, formal, suspended, unfelt or active | 状态：停止服务、形式化、服务悬浮、有形无感、正常';
COMMENT ON COLUMN village_suspension.suspension_index IS
'suspension index: 0 all reached somebody, 1 nothing did; items weighed by tariff | '
'服务悬浮指数：0为全部落实，1为全部悬浮，各项按单价折算';
COMMENT ON COLUMN village_suspension.duplicates_share IS
'repeats share: part of the index due to repeats | 重复占比：指数中由重复造成的部分';
COMMENT ON COLUMN village_suspension.missing_trace_share IS
'no trace share: part due to activities without a trace | 无痕占比：由查无痕迹造成的部分';
COMMENT ON COLUMN village_suspension.dissatisfaction_share IS
'dissatisfaction share: part due to dissatisfaction | 不满占比：由不满意造成的部分';
COMMENT ON COLUMN village_suspension.pretended_completion IS
'pretended completion: completion on paper less completion that was felt | 虚报完成：账面完成率减实际感受完成率';
COMMENT ON COLUMN village_suspension.reported_share IS
'reported share: reported / target, items weighed by tariff | 上报完成率：上报量除以应完成量，各项按单价折算';
COMMENT ON COLUMN village_suspension.verified_share IS
'verified share: verified / target, items weighed by tariff | 核实完成率：核实量除以应完成量，各项按单价折算';
COMMENT ON COLUMN village_suspension.verified_rate IS
'verified rate: verified / reported, items weighed by tariff | 核实率：核实量除以上报量，各项按单价折算';
COMMENT ON COLUMN village_suspension.late IS 'late: quantity in the last days of a unit | 期末量：周期末几日的数量';
COMMENT ON COLUMN village_suspension.late_share IS 'late share: late / reported | 期末占比：期末量除以上报量';
COMMENT ON COLUMN village_suspension.late_rush IS
'late rush: late / what an even spread would give | 期末倍数：期末量除以均匀分布应有量';
COMMENT ON COLUMN village_suspension.rushes IS
'rushes: more at the end than chance explains, at 99 % | 期末突击：按99%把握高于偶然';
