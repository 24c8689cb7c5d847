-- Target, reported, deduplicated, verified: quantities by site and by contract item.
--
-- Counted by quarter and added up for the term, so that quarters always add up to the term.
--   target        the item's quantity, spread evenly over sites and quarters; a site owes it for the quarters in which it
--                 was open, the contract owes it all
--   reported      activities as uploaded
--   deduplicated  reported less what a verifier found to repeat an earlier upload
--   verified      deduplicated x share of the checked activities that were confirmed: the site's own share in the
--                 quarter; where none was checked, the share of all checks in the project's quarter; where there were
--                 none either, of all checks in the project; NULL if nothing was ever checked.  Visits are a sample:
--                 what was not looked at is estimated, never assumed.  What the provider found itself is no check.
--   verified_variance  of that estimate.  Of m checked, c were confirmed; of the k that were not looked at, a number is
--                 real that follows a beta-binomial distribution, with p = (c + 1) / (m + 2) after a uniform prior:
--                 k p (1 - p) (m + 2 + k) / (m + 3).  So it is 0 where all were checked, and not 0 where few were.
--                 Where the checks are of other sites they tell p, but not how far this site is from the others: then
--                 m counts in p alone and is 0 in the rest, or who is never checked would be surer than who is.

CREATE VIEW activity_check WITH (security_invoker = true) AS
SELECT DISTINCT ON (v.project_id, v.activity_id) v.project_id, v.activity_id, v.site_id, v.visited_on, v.outcome
FROM visit v
WHERE v.activity_id IS NOT NULL
	AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = v.project_id AND c.provider_id = v.verifier_id)
ORDER BY v.project_id, v.activity_id, v.visited_on DESC, v.visit_id DESC;
COMMENT ON VIEW activity_check IS 'What did the last check of each activity find, the provider''s own left aside? | 每项活动最近一次核查的结果（不含承接方自查）？';
COMMENT ON COLUMN activity_check.project_id IS 'project | 项目';
COMMENT ON COLUMN activity_check.activity_id IS 'activity | 活动';
COMMENT ON COLUMN activity_check.site_id IS 'site | 服务点';
COMMENT ON COLUMN activity_check.visited_on IS 'day of the check | 核查日期';
COMMENT ON COLUMN activity_check.outcome IS 'confirmed, no_trace or repeated | 结果：属实、查无痕迹、重复上传';

CREATE VIEW site_quarter_fulfilment WITH (security_invoker = true) AS
SELECT u.project_id, u.site_id, u.period, u.contract_id, u.item, u.target, u.reported, u.deduplicated,
	CASE WHEN u.deduplicated = 0 THEN 0 ELSE u.deduplicated * u.c::numeric / nullif(u.m, 0) END AS verified,
	u.checked,
	CASE WHEN u.deduplicated = 0 THEN 0
		WHEN u.m > 0 THEN (u.deduplicated - u.checked) * (u.c + 1)::numeric * (u.m - u.c + 1) / (u.m + 2) ^ 2
			* (2 + u.deduplicated) / (u.checked + 3)
	END AS verified_variance
FROM (
	-- whose checks speak for the site: m of them, c confirmed
	SELECT t.project_id, t.site_id, t.period, t.contract_id, t.item, t.target,
		t.reported, t.reported - t.repeated AS deduplicated, t.checked,
		CASE WHEN t.checked > 0 THEN t.confirmed
			WHEN sum(t.checked) OVER same_quarter > 0 THEN sum(t.confirmed) OVER same_quarter
			ELSE sum(t.confirmed) OVER same_item END AS c,
		CASE WHEN t.checked > 0 THEN t.checked
			WHEN sum(t.checked) OVER same_quarter > 0 THEN sum(t.checked) OVER same_quarter
			ELSE sum(t.checked) OVER same_item END AS m
	FROM (
		SELECT s.project_id, s.site_id, s.period, i.contract_id, i.item,
			i.target_quantity / (n.sites * s.quarters) AS target,
			count(a.activity_id) AS reported,
			count(*) FILTER (WHERE c.outcome = 'repeated') AS repeated,
			count(*) FILTER (WHERE c.outcome = 'confirmed') AS confirmed,
			count(*) FILTER (WHERE c.outcome IN ('confirmed', 'no_trace')) AS checked
		FROM site_period s
			JOIN contract_item i USING (project_id)
			JOIN (SELECT project_id, count(*) AS sites FROM site GROUP BY project_id) n USING (project_id)
			LEFT JOIN activity a ON a.project_id = s.project_id AND a.site_id = s.site_id
				AND a.contract_id = i.contract_id AND a.item = i.item AND a.held_on BETWEEN s.from_on AND s.until_on
			LEFT JOIN activity_check c ON c.project_id = a.project_id AND c.activity_id = a.activity_id
		WHERE s.period IS NOT NULL
		GROUP BY s.project_id, s.site_id, s.period, s.quarters, i.contract_id, i.item, i.target_quantity, n.sites
	) t
	WINDOW same_quarter AS (PARTITION BY t.project_id, t.contract_id, t.item, t.period),
		same_item AS (PARTITION BY t.project_id, t.contract_id, t.item)
) u;
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
COMMENT ON COLUMN site_quarter_fulfilment.verified_variance IS 'variance of verified, as an estimate from a sample | 核实量估计的方差';

CREATE VIEW site_fulfilment WITH (security_invoker = true) AS
SELECT project_id, site_id, period, contract_id, item, target, reported, deduplicated, verified, checked, verified_variance
FROM site_quarter_fulfilment
UNION ALL
SELECT project_id, site_id, NULL, contract_id, item, sum(target), sum(reported)::bigint, sum(deduplicated)::bigint,
	CASE WHEN bool_and(verified IS NOT NULL) THEN sum(verified) END, sum(checked)::bigint, sum(verified_variance)
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
COMMENT ON COLUMN site_fulfilment.verified_variance IS 'variance of verified, as an estimate from a sample | 核实量估计的方差';

-- Rounded, because a third of a target three times is not the target.
CREATE VIEW item_fulfilment WITH (security_invoker = true) AS
SELECT q.project_id, q.period, i.contract_id, i.item,
	round(i.target_quantity * q.due / q.quarters, 6) AS target,
	coalesce(sum(f.reported), 0)::bigint AS reported,
	coalesce(sum(f.deduplicated), 0)::bigint AS deduplicated,
	CASE WHEN count(*) = count(f.verified) THEN round(sum(f.verified), 6) END AS verified,
	round(i.target_quantity * q.due / q.quarters, 6) - coalesce(sum(f.reported), 0) AS missing
FROM project_period q
	JOIN contract_item i USING (project_id)
	LEFT JOIN site_fulfilment f ON f.project_id = i.project_id AND f.contract_id = i.contract_id AND f.item = i.item
		AND f.period IS NOT DISTINCT FROM q.period
GROUP BY q.project_id, q.period, q.due, q.quarters, i.contract_id, i.item, i.target_quantity;
COMMENT ON VIEW item_fulfilment IS 'What was delivered of each contract item, by quarter and over the term? | 各合同服务内容分季度及全周期完成情况？';
COMMENT ON COLUMN item_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN item_fulfilment.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN item_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN item_fulfilment.item IS 'contract item | 合同服务内容';
COMMENT ON COLUMN item_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN item_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN item_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重量';
COMMENT ON COLUMN item_fulfilment.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN item_fulfilment.missing IS 'target less reported | 缺失量（目标减上报）';
