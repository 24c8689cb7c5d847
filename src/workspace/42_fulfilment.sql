-- Target, reported, deduplicated, verified: quantities by site.
--
-- Counted by quarter and added up for the term, so that quarters always add up to the term.
--   target        the item's quantity, spread evenly over sites and quarters
--   reported      activities as uploaded
--   deduplicated  reported less what a verifier found to repeat an earlier upload
--   verified      deduplicated x share of the checked activities that were confirmed: the site's own share in the
--                 quarter, where none was checked the share of all checks in the project's quarter, NULL where there
--                 were none at all.  Visits are a sample; what was not looked at is estimated, never assumed.

CREATE VIEW activity_check WITH (security_invoker = true) AS
SELECT DISTINCT ON (v.project_id, v.activity_id) v.project_id, v.activity_id, v.site_id, v.visited_on, v.outcome
FROM visit v
WHERE v.activity_id IS NOT NULL
ORDER BY v.project_id, v.activity_id, v.visited_on DESC, v.visit_id DESC;
COMMENT ON VIEW activity_check IS 'What did the last check of each activity find? | 每项活动最近一次核查的结果？';
COMMENT ON COLUMN activity_check.project_id IS 'project | 项目';
COMMENT ON COLUMN activity_check.activity_id IS 'activity | 活动';
COMMENT ON COLUMN activity_check.site_id IS 'site | 服务点';
COMMENT ON COLUMN activity_check.visited_on IS 'day of the check | 核查日期';
COMMENT ON COLUMN activity_check.outcome IS 'confirmed, no_trace or repeated | 结果：属实、查无痕迹、重复上传';

CREATE VIEW site_quarter_fulfilment WITH (security_invoker = true) AS
SELECT t.project_id, t.site_id, t.period, t.contract_id, t.item, t.target,
	t.reported, t.reported - t.repeated AS deduplicated,
	CASE WHEN t.reported = t.repeated THEN 0
		ELSE (t.reported - t.repeated) * CASE WHEN t.checked > 0 THEN t.confirmed::numeric / t.checked
			ELSE (sum(t.confirmed) OVER everywhere)::numeric / nullif(sum(t.checked) OVER everywhere, 0) END
	END AS verified,
	t.checked
FROM (
	SELECT q.project_id, s.site_id, q.period, i.contract_id, i.item,
		i.target_quantity / (s.sites * q.quarters) AS target,
		count(a.activity_id) AS reported,
		count(*) FILTER (WHERE c.outcome = 'repeated') AS repeated,
		count(*) FILTER (WHERE c.outcome = 'confirmed') AS confirmed,
		count(*) FILTER (WHERE c.outcome IN ('confirmed', 'no_trace')) AS checked
	FROM project_period q
		JOIN contract_item i USING (project_id)
		JOIN (SELECT project_id, site_id, count(*) OVER (PARTITION BY project_id) AS sites FROM site) s USING (project_id)
		LEFT JOIN activity a ON a.project_id = q.project_id AND a.site_id = s.site_id
			AND a.contract_id = i.contract_id AND a.item = i.item AND a.held_on BETWEEN q.from_on AND q.until_on
		LEFT JOIN activity_check c ON c.project_id = a.project_id AND c.activity_id = a.activity_id
	WHERE q.period IS NOT NULL
	GROUP BY q.project_id, s.site_id, q.period, q.quarters, i.contract_id, i.item, i.target_quantity, s.sites
) t
WINDOW everywhere AS (PARTITION BY t.project_id, t.period, t.contract_id, t.item);
COMMENT ON VIEW site_quarter_fulfilment IS 'What did each site deliver in each quarter? | 各服务点各季度完成情况？';
COMMENT ON COLUMN site_quarter_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN site_quarter_fulfilment.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_quarter_fulfilment.period IS 'quarter | 季度';
COMMENT ON COLUMN site_quarter_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN site_quarter_fulfilment.item IS 'contract item | 合同内容';
COMMENT ON COLUMN site_quarter_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN site_quarter_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN site_quarter_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重量';
COMMENT ON COLUMN site_quarter_fulfilment.verified IS 'estimate of what left a trace | 核实量（估计）';
COMMENT ON COLUMN site_quarter_fulfilment.checked IS 'activities a verifier looked at and did not find repeated | 已核查数';

CREATE VIEW site_fulfilment WITH (security_invoker = true) AS
SELECT project_id, site_id, period, contract_id, item, target, reported, deduplicated, verified, checked
FROM site_quarter_fulfilment
UNION ALL
SELECT project_id, site_id, NULL, contract_id, item, sum(target), sum(reported)::bigint, sum(deduplicated)::bigint,
	CASE WHEN bool_and(verified IS NOT NULL) THEN sum(verified) END, sum(checked)::bigint
FROM site_quarter_fulfilment
GROUP BY project_id, site_id, contract_id, item;
COMMENT ON VIEW site_fulfilment IS 'What did each site deliver, by quarter and over the term? | 各服务点分季度及全周期完成情况？';
COMMENT ON COLUMN site_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN site_fulfilment.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_fulfilment.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN site_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN site_fulfilment.item IS 'contract item | 合同内容';
COMMENT ON COLUMN site_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN site_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN site_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重量';
COMMENT ON COLUMN site_fulfilment.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN site_fulfilment.checked IS 'activities a verifier looked at and did not find repeated | 已核查数';
