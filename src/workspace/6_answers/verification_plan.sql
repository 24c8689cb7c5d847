-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW verification_plan WITH (security_invoker = true) AS
SELECT p.project_id, u.period, p.from_on, p.until_on, s.site_id, s.division_code, s.village, s.township, s.county,
	p.stratum, p.due, p.drawn, t.visited_on,
	CASE WHEN p.due IS NULL THEN 'not_drawn'
		WHEN t.visited_on IS NOT NULL THEN 'visited'
		WHEN p.due < current_date THEN 'overdue'
		ELSE 'planned' END AS status
FROM visit_plan p
	JOIN site_place s ON s.project_id = p.project_id AND s.site_id = p.site_id
	LEFT JOIN project_unit u ON u.project_id = p.project_id AND p.from_on BETWEEN u.whole_from AND u.whole_until
	CROSS JOIN LATERAL (
		SELECT min(v.visited_on) AS visited_on
		FROM counted_visit v
		WHERE v.project_id = p.project_id AND v.site_id = p.site_id AND v.visited_on BETWEEN p.from_on AND p.until_on
	) t;
COMMENT ON VIEW verification_plan IS 'verification plan: Whom to visit next? | 核查建议：下一步核查哪里？';
COMMENT ON COLUMN verification_plan.stratum IS 'stratum: risk: green, amber or red | 风险分层：绿、黄、红';
COMMENT ON COLUMN verification_plan.due IS 'due: day of the visit; empty where the site was not drawn | 应核查日：未抽中为空';
COMMENT ON COLUMN verification_plan.drawn IS 'drawn: stratum or floor; empty where not drawn | 抽取方式：分层或随机底线，未抽中为空';
COMMENT ON COLUMN verification_plan.visited_on IS 'visited on: first visit in the span of the plan | 核查日期：计划期内首次核查';
COMMENT ON COLUMN verification_plan.status IS 'status: not_drawn, visited, overdue or planned | 状态：未抽中、已核查、已逾期、待核查';
