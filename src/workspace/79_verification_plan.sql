CREATE VIEW verification_plan WITH (security_invoker = true) AS
SELECT p.project_id, p.period, s.site_id, s.division_code, v.name AS village, v.township,
	p.stratum, p.due, p.drawn, t.visited_on,
	CASE WHEN p.due IS NULL THEN 'not drawn'
		WHEN t.visited_on IS NOT NULL THEN 'visited'
		WHEN p.due < current_date THEN 'overdue'
		ELSE 'planned' END AS status
FROM visit_plan p
	JOIN site s ON s.project_id = p.project_id AND s.site_id = p.site_id
	JOIN village v ON v.division_code = s.division_code
	LEFT JOIN (
		SELECT t.project_id, t.site_id, date_trunc('quarter', t.visited_on::timestamp)::date AS period, min(t.visited_on) AS visited_on
		FROM visit t
		WHERE NOT EXISTS (SELECT FROM contract c WHERE c.project_id = t.project_id AND c.provider_id = t.verifier_id)
		GROUP BY t.project_id, t.site_id, date_trunc('quarter', t.visited_on::timestamp)
	) t ON t.project_id = p.project_id AND t.site_id = p.site_id AND t.period = p.period;
COMMENT ON VIEW verification_plan IS 'Whom to visit next? | 下一步核查哪里？';
COMMENT ON COLUMN verification_plan.project_id IS 'project | 项目';
COMMENT ON COLUMN verification_plan.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN verification_plan.site_id IS 'site | 服务点';
COMMENT ON COLUMN verification_plan.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN verification_plan.village IS 'village | 村';
COMMENT ON COLUMN verification_plan.township IS 'township | 乡镇';
COMMENT ON COLUMN verification_plan.stratum IS 'risk stratum: green, amber or red | 风险分层：绿、黄、红';
COMMENT ON COLUMN verification_plan.due IS 'day of the visit, empty when the site was not drawn | 核查日期（未抽中则为空）';
COMMENT ON COLUMN verification_plan.drawn IS 'stratum: drawn within its stratum; floor: drawn from all the others; empty: not drawn | 抽取方式：分层、随机底线（未抽中则为空）';
COMMENT ON COLUMN verification_plan.visited_on IS 'first visit in the quarter, the provider''s own left aside | 本季度首次核查日期';
COMMENT ON COLUMN verification_plan.status IS 'planned, visited, overdue or not drawn | 状态：待核查、已核查、逾期、未抽中';
