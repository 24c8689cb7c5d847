-- Target, reported, deduplicated, verified: quantities by site and by contract item.
--
-- Counted by quarter and added up for the term, so that quarters always add up to the term.
--   target        the item's quantity, spread evenly over sites and quarters; a site owes it for the quarters in which it
--                 was open, the contract owes it all
--   reported      activities as uploaded
--   deduplicated  D, reported less what is known to repeat an earlier upload: a person has confirmed it, or a verifier found it
--   held          those of D that seem to repeat one, but nobody has decided yet
--   verified      V.  Visits are a sample: what was not looked at is estimated, never assumed.  Of m activities of a
--                 site that a verifier looked at c were confirmed.  The others are real with the probability
--
--                     p = (c + 2 p_h) / (m + 2)			V = c + k p
--
--                 p_h being the confirmed share of all checks in the quarter in the site's risk stratum h: as much as two
--                 checks of its own.  A site that nobody visited has V = D p_h, and one with many checks is judged by
--                 them.  Where the stratum had no checks p_h is that of the whole quarter, then that of all quarters; NULL
--                 if nothing was ever checked.  What the provider found itself is no check.  k are those of D that nobody looked
--                 at.  A repeat that the verifier found is no part of D, but of m: of those k as many will be repeats that
--                 nobody has found.
--   verified_variance  of V, as an estimate of its own site: k draws from a beta-binomial distribution with the parameters
--                 of p: k p (1 - p) (m + 2 + k) / (m + 3).  p_h is (c_h + 1) / (m_h + 2) here, so that
--                 few checks that agree do not look certain.  0 where all were checked.
--   pool_variance  of p_h: (c_h + 1) (m_h - c_h + 1) / ((m_h + 2)^2 (m_h + 3)), as if every check said something of its own,
--                 times sum of m (m + 2) / (3 m_h), since those of one site do not: with the parameters above two activities of
--                 a site are correlated by 1/3, which makes m of them worth 3 m / (m + 2).
--   late          activities of the last 14 days of the quarter; late_expected: had they been held evenly over its days

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

-- One word for what is known of an activity.
CREATE VIEW activity_standing WITH (security_invoker = true) AS
SELECT a.project_id, a.activity_id, a.site_id, a.contract_id, a.item, a.held_on,
	CASE WHEN c.outcome = 'repeated' OR r.decision = 'confirmed' THEN 'repeated' ELSE coalesce(c.outcome, 'unchecked') END AS standing,
	r.decision IS NOT DISTINCT FROM 'open' AND c.outcome IS DISTINCT FROM 'repeated' AS held,
	c.outcome IS NOT NULL AND r.decision IS DISTINCT FROM 'confirmed' AS sampled
FROM activity a
	LEFT JOIN activity_check c ON c.project_id = a.project_id AND c.activity_id = a.activity_id
	LEFT JOIN repeated_activity r ON r.project_id = a.project_id AND r.activity_id = a.activity_id;
COMMENT ON VIEW activity_standing IS 'What is known of each activity? | 各活动的核实状态？';
COMMENT ON COLUMN activity_standing.project_id IS 'project | 项目';
COMMENT ON COLUMN activity_standing.activity_id IS 'activity | 活动';
COMMENT ON COLUMN activity_standing.site_id IS 'site | 服务点';
COMMENT ON COLUMN activity_standing.contract_id IS 'contract it counts for | 所属合同';
COMMENT ON COLUMN activity_standing.item IS 'contract item it counts for | 所属合同内容';
COMMENT ON COLUMN activity_standing.held_on IS 'day it was held | 活动日期';
COMMENT ON COLUMN activity_standing.standing IS 'confirmed, no_trace, repeated (by a verifier or a confirmed review) or unchecked | 状态：属实、查无痕迹、重复、未核查';
COMMENT ON COLUMN activity_standing.held IS 'seems to repeat an earlier upload and nobody has decided | 疑似重复且待判定';
COMMENT ON COLUMN activity_standing.sampled IS 'a verifier looked at it, and no review had taken it out: it speaks for those that nobody looked at | 已核查且未经判定扣除（可推断未核查者）';

-- The risk stratum of a site in a quarter: as planned, else as the last visit of the quarter says, else unknown.  What the
-- provider wrote down itself does not count here either: it would choose the sites that speak for its own.
CREATE VIEW site_stratum WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, coalesce(p.stratum, v.stratum) AS stratum, s.from_on, s.until_on, s.quarters, s.late_from
FROM site_period s
	LEFT JOIN visit_plan p ON p.project_id = s.project_id AND p.site_id = s.site_id AND p.period = s.period
	LEFT JOIN (
		SELECT DISTINCT ON (v.project_id, v.site_id, date_trunc('quarter', v.visited_on::timestamp))
			v.project_id, v.site_id, date_trunc('quarter', v.visited_on::timestamp)::date AS period, v.stratum
		FROM visit v
		WHERE v.stratum IS NOT NULL
			AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = v.project_id AND c.provider_id = v.verifier_id)
		ORDER BY v.project_id, v.site_id, date_trunc('quarter', v.visited_on::timestamp), v.visited_on DESC, v.visit_id DESC
	) v ON v.project_id = s.project_id AND v.site_id = s.site_id AND v.period = s.period
WHERE s.period IS NOT NULL;
COMMENT ON VIEW site_stratum IS 'How risky was each site in each quarter? | 各服务点各季度的风险分层？';
COMMENT ON COLUMN site_stratum.project_id IS 'project | 项目';
COMMENT ON COLUMN site_stratum.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_stratum.period IS 'quarter | 季度';
COMMENT ON COLUMN site_stratum.stratum IS 'green, amber, red; empty if nobody said | 绿、黄、红（未知为空）';
COMMENT ON COLUMN site_stratum.from_on IS 'first day open in the quarter | 季度内首日';
COMMENT ON COLUMN site_stratum.until_on IS 'last day open in the quarter | 季度内末日';
COMMENT ON COLUMN site_stratum.quarters IS 'quarters of the whole term | 季度总数';
COMMENT ON COLUMN site_stratum.late_from IS 'first of the last 14 days of the quarter | 季度最后14天的首日';

CREATE VIEW site_quarter_fulfilment WITH (security_invoker = true) AS
SELECT u.project_id, u.site_id, u.period, u.contract_id, u.item, u.target, u.reported, u.deduplicated,
	CASE WHEN u.deduplicated = u.checked THEN u.confirmed
		ELSE u.confirmed + (u.deduplicated - u.checked) * (u.confirmed + 2 * u.c::numeric / nullif(u.m, 0)) / (u.sampled + 2) END AS verified,
	u.checked,
	CASE WHEN u.deduplicated = u.checked THEN 0
		WHEN u.m > 0 THEN (u.deduplicated - u.checked) * u.p * (1 - u.p) * (u.deduplicated - u.checked + u.sampled + 2) / (u.sampled + 3)
	END AS verified_variance,
	u.confirmed, u.held, u.late, u.late_expected,
	u.pool,
	(u.deduplicated - u.checked) * 2::numeric / (u.sampled + 2) AS pool_weight,
	(u.c + 1)::numeric * (u.m - u.c + 1) / ((u.m + 2) ^ 2 * (u.m + 3)) * u.alike / (3 * greatest(u.m, 1)) AS pool_variance,
	u.sampled, u.c AS pool_confirmed, u.m AS pool_sampled
FROM (
	SELECT b.project_id, b.site_id, b.period, b.contract_id, b.item, b.target, b.reported, b.deduplicated, b.checked, b.sampled, b.confirmed,
		b.held, b.late, b.late_expected, b.pool, b.c, b.m, b.alike,
		(b.confirmed + 2 * (b.c + 1)::numeric / (b.m + 2)) / (b.sampled + 2) AS p
	FROM (
		-- whose checks speak for those that were not looked at: m of them, c confirmed
		SELECT t.project_id, t.site_id, t.period, t.contract_id, t.item, t.target,
			t.reported, t.reported - t.repeated AS deduplicated, t.checked, t.sampled, t.confirmed, t.held, t.late,
			round(t.reported * t.late_days::numeric / t.days, 6) AS late_expected,
			CASE WHEN sum(t.sampled) OVER same_stratum > 0 THEN concat_ws(' ', t.period, t.stratum)
				WHEN sum(t.sampled) OVER same_quarter > 0 THEN concat_ws(' ', t.period, 'all')
				ELSE 'all' END AS pool,
			CASE WHEN sum(t.sampled) OVER same_stratum > 0 THEN sum(t.confirmed) OVER same_stratum
				WHEN sum(t.sampled) OVER same_quarter > 0 THEN sum(t.confirmed) OVER same_quarter
				ELSE sum(t.confirmed) OVER same_item END AS c,
			CASE WHEN sum(t.sampled) OVER same_stratum > 0 THEN sum(t.sampled) OVER same_stratum
				WHEN sum(t.sampled) OVER same_quarter > 0 THEN sum(t.sampled) OVER same_quarter
				ELSE sum(t.sampled) OVER same_item END AS m,
			CASE WHEN sum(t.sampled) OVER same_stratum > 0 THEN sum(t.sampled * (t.sampled + 2)) OVER same_stratum
				WHEN sum(t.sampled) OVER same_quarter > 0 THEN sum(t.sampled * (t.sampled + 2)) OVER same_quarter
				ELSE sum(t.sampled * (t.sampled + 2)) OVER same_item END AS alike
		FROM (
			SELECT s.project_id, s.site_id, s.period, s.stratum, i.contract_id, i.item,
				i.target_quantity / (n.sites * s.quarters) AS target,
				s.until_on - s.from_on + 1 AS days,
				greatest(s.until_on - greatest(s.from_on, s.late_from) + 1, 0) AS late_days,
				count(a.activity_id) AS reported,
				count(*) FILTER (WHERE a.standing = 'repeated') AS repeated,
				count(*) FILTER (WHERE a.standing = 'confirmed') AS confirmed,
				count(*) FILTER (WHERE a.standing IN ('confirmed', 'no_trace')) AS checked,
				count(*) FILTER (WHERE a.sampled) AS sampled,
				count(*) FILTER (WHERE a.held) AS held,
				count(*) FILTER (WHERE a.held_on >= s.late_from) AS late
			FROM site_stratum s
				JOIN contract_item i ON i.project_id = s.project_id
				JOIN (SELECT project_id, count(*) AS sites FROM site GROUP BY project_id) n ON n.project_id = s.project_id
				LEFT JOIN activity_standing a ON a.project_id = s.project_id AND a.site_id = s.site_id
					AND a.contract_id = i.contract_id AND a.item = i.item AND a.held_on BETWEEN s.from_on AND s.until_on
			GROUP BY s.project_id, s.site_id, s.period, s.quarters, s.from_on, s.until_on, s.late_from, s.stratum, i.contract_id, i.item,
				i.target_quantity, n.sites
		) t
		WINDOW same_stratum AS (PARTITION BY t.project_id, t.contract_id, t.item, t.period, t.stratum),
			same_quarter AS (PARTITION BY t.project_id, t.contract_id, t.item, t.period),
			same_item AS (PARTITION BY t.project_id, t.contract_id, t.item)
	) b
) u;
COMMENT ON VIEW site_quarter_fulfilment IS 'What did each site deliver in each quarter? | 各服务点各季度完成情况？';
COMMENT ON COLUMN site_quarter_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN site_quarter_fulfilment.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_quarter_fulfilment.period IS 'quarter | 季度';
COMMENT ON COLUMN site_quarter_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN site_quarter_fulfilment.item IS 'contract item | 合同内容';
COMMENT ON COLUMN site_quarter_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN site_quarter_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN site_quarter_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN site_quarter_fulfilment.verified IS 'estimate of what left a trace | 核实量（估计）';
COMMENT ON COLUMN site_quarter_fulfilment.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN site_quarter_fulfilment.verified_variance IS 'variance of verified, as an estimate from a sample | 核实量估计的方差';
COMMENT ON COLUMN site_quarter_fulfilment.confirmed IS 'of these, found to be real | 核查属实数';
COMMENT ON COLUMN site_quarter_fulfilment.held IS 'seem to repeat earlier ones, undecided | 疑似重复待判定数';
COMMENT ON COLUMN site_quarter_fulfilment.late IS 'held in the last 14 days of the quarter | 季度最后14天的活动数';
COMMENT ON COLUMN site_quarter_fulfilment.late_expected IS 'how many that would be, spread evenly | 均匀分布下的应有数';
COMMENT ON COLUMN site_quarter_fulfilment.pool IS 'whose checks stand in for those that are lacking | 借用核查结果的范围';
COMMENT ON COLUMN site_quarter_fulfilment.pool_weight IS 'how much of verified rests on them | 借用权重';
COMMENT ON COLUMN site_quarter_fulfilment.pool_variance IS 'variance of their share, which all sites of the pool have in common | 借用比例的方差';
COMMENT ON COLUMN site_quarter_fulfilment.sampled IS 'those that a verifier looked at, with the repeats that he found | 已核查数（含核查发现的重复）';
COMMENT ON COLUMN site_quarter_fulfilment.pool_confirmed IS 'confirmed checks of the pool | 借用范围内核查属实数';
COMMENT ON COLUMN site_quarter_fulfilment.pool_sampled IS 'checks of the pool | 借用范围内核查数';

-- Rounded by quarter, so that the quarters add up to the term.
CREATE VIEW site_fulfilment WITH (security_invoker = true) AS
SELECT project_id, site_id, period, contract_id, item, target, reported, deduplicated, round(verified, 6) AS verified, checked, verified_variance,
	confirmed, held, late, late_expected, sampled, pool_confirmed, pool_sampled
FROM site_quarter_fulfilment
UNION ALL
SELECT project_id, site_id, NULL, contract_id, item, sum(target), sum(reported)::bigint, sum(deduplicated)::bigint,
	CASE WHEN bool_and(verified IS NOT NULL) THEN sum(round(verified, 6)) END, sum(checked)::bigint, sum(verified_variance),
	sum(confirmed)::bigint, sum(held)::bigint, sum(late)::bigint, sum(late_expected), sum(sampled)::bigint, NULL, NULL
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
COMMENT ON COLUMN site_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN site_fulfilment.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN site_fulfilment.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN site_fulfilment.verified_variance IS 'variance of verified, as an estimate from a sample | 核实量估计的方差';
COMMENT ON COLUMN site_fulfilment.confirmed IS 'of these, found to be real | 核查属实数';
COMMENT ON COLUMN site_fulfilment.held IS 'seem to repeat earlier ones, undecided | 疑似重复待判定数';
COMMENT ON COLUMN site_fulfilment.late IS 'held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN site_fulfilment.late_expected IS 'how many that would be, spread evenly | 均匀分布下的应有数';
COMMENT ON COLUMN site_fulfilment.sampled IS 'those that a verifier looked at, with the repeats that he found | 已核查数（含核查发现的重复）';
COMMENT ON COLUMN site_fulfilment.pool_confirmed IS 'confirmed checks of the pool; empty for the term, of which each quarter has its own | 借用范围内核查属实数（全周期为空）';
COMMENT ON COLUMN site_fulfilment.pool_sampled IS 'checks of the pool; empty for the term | 借用范围内核查数（全周期为空）';

-- Rounded, because a third of a target three times is not the target.
--
-- The errors of sites make up for each other; that of the share by which a pool stands in for its sites does not, wherever
-- in the term they are.
CREATE VIEW item_fulfilment WITH (security_invoker = true) AS
SELECT t.project_id, t.period, t.contract_id, t.item, t.target, t.reported, t.deduplicated, t.verified,
	t.target - t.reported AS missing,
	CASE WHEN t.verified IS NOT NULL THEN round(sqrt(t.variance), 6) END AS verified_std_error,
	CASE WHEN t.verified IS NOT NULL THEN round(greatest(t.verified - 1.959964 * sqrt(t.variance), t.confirmed), 6) END AS verified_lower,
	CASE WHEN t.verified IS NOT NULL THEN round(least(t.verified + 1.959964 * sqrt(t.variance), t.deduplicated - t.checked + t.confirmed), 6) END AS verified_upper,
	t.checked, t.confirmed, t.held, t.late, t.late_expected
FROM (
	SELECT q.project_id, q.period, i.contract_id, i.item,
		round(i.target_quantity * q.due / q.quarters, 6) AS target,
		coalesce(sum(f.reported), 0)::bigint AS reported,
		coalesce(sum(f.deduplicated), 0)::bigint AS deduplicated,
		CASE WHEN count(f.pool) = count(f.verified) THEN coalesce(sum(f.verified), 0) END AS verified,
		coalesce(sum(f.variance + f.weight ^ 2 * f.pool_variance), 0) AS variance,
		coalesce(sum(f.checked), 0)::bigint AS checked,
		coalesce(sum(f.confirmed), 0)::bigint AS confirmed,
		coalesce(sum(f.held), 0)::bigint AS held,
		coalesce(sum(f.late), 0)::bigint AS late,
		coalesce(sum(f.late_expected), 0) AS late_expected
	FROM project_period q
		JOIN contract_item i ON i.project_id = q.project_id
		LEFT JOIN (
			SELECT p.project_id, o.period, p.contract_id, p.item, p.pool,
				sum(p.reported) AS reported, sum(p.deduplicated) AS deduplicated,
				CASE WHEN bool_and(p.verified IS NOT NULL) THEN sum(p.verified) END AS verified,
				sum(p.variance) AS variance, sum(p.weight) AS weight, max(p.pool_variance) AS pool_variance,
				sum(p.checked) AS checked, sum(p.confirmed) AS confirmed, sum(p.held) AS held, sum(p.late) AS late, sum(p.late_expected) AS late_expected
			FROM (
				SELECT f.project_id, f.period, f.contract_id, f.item, f.pool,
					sum(f.reported) AS reported, sum(f.deduplicated) AS deduplicated,
					CASE WHEN bool_and(f.verified IS NOT NULL) THEN round(sum(f.verified), 6) END AS verified,
					sum(f.verified_variance) AS variance, sum(f.pool_weight) AS weight, max(f.pool_variance) AS pool_variance,
					sum(f.checked) AS checked, sum(f.confirmed) AS confirmed, sum(f.held) AS held, sum(f.late) AS late, sum(f.late_expected) AS late_expected
				FROM site_quarter_fulfilment f
				GROUP BY f.project_id, f.period, f.contract_id, f.item, f.pool
			) p
				-- once for the quarter, once for the term
				CROSS JOIN LATERAL (VALUES (p.period), (NULL)) AS o (period)
			GROUP BY p.project_id, o.period, p.contract_id, p.item, p.pool
		) f ON f.project_id = i.project_id AND f.contract_id = i.contract_id AND f.item = i.item AND f.period IS NOT DISTINCT FROM q.period
	GROUP BY q.project_id, q.period, q.due, q.quarters, i.contract_id, i.item, i.target_quantity
) t;
COMMENT ON VIEW item_fulfilment IS 'What was delivered of each contract item, by quarter and over the term? | 各合同服务内容分季度及全周期完成情况？';
COMMENT ON COLUMN item_fulfilment.project_id IS 'project | 项目';
COMMENT ON COLUMN item_fulfilment.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN item_fulfilment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN item_fulfilment.item IS 'contract item | 合同服务内容';
COMMENT ON COLUMN item_fulfilment.target IS 'quantity due | 目标量';
COMMENT ON COLUMN item_fulfilment.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN item_fulfilment.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN item_fulfilment.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN item_fulfilment.missing IS 'target less reported | 缺失量（目标减上报）';
COMMENT ON COLUMN item_fulfilment.verified_std_error IS 'standard error of verified | 核实量标准误';
COMMENT ON COLUMN item_fulfilment.verified_lower IS 'lower end of its 95 % interval | 95%区间下限';
COMMENT ON COLUMN item_fulfilment.verified_upper IS 'upper end | 95%区间上限';
COMMENT ON COLUMN item_fulfilment.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN item_fulfilment.confirmed IS 'of these, found to be real | 核查属实数';
COMMENT ON COLUMN item_fulfilment.held IS 'seem to repeat earlier ones, undecided | 疑似重复待判定数';
COMMENT ON COLUMN item_fulfilment.late IS 'held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN item_fulfilment.late_expected IS 'how many that would be, spread evenly | 均匀分布下的应有数';
