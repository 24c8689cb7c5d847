-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW project_summary WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, p.name AS project,
	e.score, e.grade, e.score_lower, e.score_upper, b.value AS budget_executed,
	m.target, m.not_due, m.released, m.reported, m.deduplicated, m.held, m.verified, m.missing,
	round(m.verified_share, 6) AS verified_share, m.satisfaction::numeric(7,4) AS satisfaction, e.sites,
		e.rated,
	v.top_score, v.bottom_score, v.active, v.unfelt, v.suspended, v.formal, v.stopped, e.caps, e.bonus,
	m.satisfaction_lower::numeric(7,4) AS satisfaction_lower, m.satisfaction_upper::numeric(7,4) AS satisfaction_upper
FROM current_run r
	JOIN project p ON p.project_id = r.project_id
	JOIN project_score e ON e.project_id = r.project_id AND e.run_id = r.run_id
	JOIN project_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
	LEFT JOIN project_points b ON b.project_id = r.project_id AND b.run_id = r.run_id AND b.code = 'E1'
	CROSS JOIN LATERAL (
		SELECT max(s.score) AS top_score, min(s.score) AS bottom_score, count(*) FILTER (WHERE s.state = 'active')
			AS active,
			count(*) FILTER (WHERE s.state = 'unfelt') AS unfelt, count(*) FILTER (WHERE s.state = 'suspended')
				AS suspended,
			count(*) FILTER (WHERE s.state = 'formal') AS formal, count(*) FILTER (WHERE s.state = 'stopped') AS stopped
		FROM site_score s
		WHERE s.project_id = r.project_id AND s.run_id = r.run_id
	) v;
COMMENT ON VIEW project_summary IS 'project summary: Did we get what we paid for? | 项目概览：钱花得值不值？';
COMMENT ON COLUMN project_summary.budget_executed IS 'budget executed: paid / owed so far (E1) | 应付资金支付率：已付除以应付（E1）';
COMMENT ON COLUMN project_summary.project IS 'project name: name of the project | 项目名称：项目的名称';
COMMENT ON COLUMN project_summary.verified_share IS
'verified share: verified / target, items weighed by tariff | 核实完成率：核实量除以应完成量，各项按单价折算';
COMMENT ON COLUMN project_summary.top_score IS 'top score: best score of a site | 最高分：服务点最高得分';
COMMENT ON COLUMN project_summary.bottom_score IS 'bottom score: worst score of a site | 最低分：服务点最低得分';
COMMENT ON COLUMN project_summary.sites IS 'sites: that were open in the period | 服务点数：时段内开放的服务点';
COMMENT ON COLUMN project_summary.active IS 'active: sites that work | 正常：正常运作的服务点数';
COMMENT ON COLUMN project_summary.unfelt IS 'unfelt: delivered, but not felt | 有形无感：有服务而无感受的服务点数';
COMMENT ON COLUMN project_summary.suspended IS
'suspended: half or more of what was reported left no trace | 服务悬浮：半数以上上报查无痕迹的服务点数';
COMMENT ON COLUMN project_summary.formal IS 'formal: the target is met on paper only | 形式化：仅账面达标的服务点数';
COMMENT ON COLUMN project_summary.stopped IS 'stopped: nobody is there | 停止服务：已无人运作的服务点数';
COMMENT ON COLUMN project_summary.caps IS 'caps: codes of the vetoes that cap the grade | 限级：限制等级的否决事项';
COMMENT ON COLUMN project_summary.bonus IS
	'bonus: what findings by the project''s own codes added to the score, or took off it | 加减分：项目层面发现问题对得分的加减';
