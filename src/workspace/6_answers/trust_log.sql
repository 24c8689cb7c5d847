-- SPDX-License-Identifier: PostgreSQL
-- Who kept terms.  Two sides of a contract, each by its own facts:
--
--   buyer     on the day of every instalment what was owed by then was paid (contract_due(), contract_paid()).  In
--             advance is on time.  What is withheld because a condition failed is not owed.  Unknown where nothing
--             has fallen due before today.
--   provider  as the run found it (contract_delivery()).
--
-- Payments are read as they are and judged as of today: a debt does not wait for a refresh.  What was delivered is as
-- the headline run found it.

-- Of each period and contract: what was owed and paid by the last day in it on which something fell due, whether every
-- such day was kept, the most days by which one was not, and what would have fallen due in it if its grade had been
-- reached.  What falls due before the contract begins, such as an advance, belongs to the period in which it begins.
-- Today is not kept and not broken before what falls due today is paid.  Once for a project, since looking at all of
-- its days costs most: so the cost is told.  With jit the plan of a page of code is compiled in seconds, and run in
-- milliseconds.
CREATE OR REPLACE FUNCTION period_promise(project_id bigint)
RETURNS TABLE (period text, contract_id bigint, owed numeric, paid numeric, kept boolean, late_days integer,
	withheld numeric)
LANGUAGE sql STABLE COST 1000000 ROWS 20
SET search_path = pg_catalog, @workspace@, pg_temp
SET jit = off
AS $$
WITH agreed AS MATERIALIZED (
	SELECT i.contract_id, i.day, i.sealed_on, greatest(i.due_on, i.sealed_on) AS refused_on, i.amount
	FROM instalment_day($1) i
), due AS MATERIALIZED (
	SELECT DISTINCT a.contract_id, a.day FROM agreed a WHERE a.day <= current_date
), standing AS MATERIALIZED (
	SELECT p.contract_id, p.day, p.owed, p.paid
	FROM contract_paid($1, '{}', ARRAY(SELECT d.day FROM due d UNION SELECT m.paid_on FROM payment m
		WHERE m.project_id = $1 AND m.paid_on <= current_date)) p
), promise AS MATERIALIZED (
	-- of each day on which something fell due: owed, paid by then, and the day by which that was paid in full
	SELECT o.contract_id, o.day, o.owed, max(p.paid) FILTER (WHERE p.day <= o.day) AS paid,
		min(p.day) FILTER (WHERE p.day >= o.day AND p.paid >= o.owed) AS settled_on
	FROM due d
		JOIN standing o ON o.contract_id = d.contract_id AND o.day = d.day
		JOIN standing p ON p.contract_id = d.contract_id
	GROUP BY o.contract_id, o.day, o.owed
), span AS (
	SELECT r.period, k.contract_id, CASE WHEN k.from_on >= r.from_on THEN '-infinity' ELSE r.from_on END AS from_on,
		-- in the period of the whole term also what falls due after it
		CASE WHEN r.kind IN ('term', 'contract') THEN current_date ELSE r.until_on END AS until_on
	FROM headline_run r
		JOIN contract_term k ON k.project_id = r.project_id AND k.from_on <= r.until_on AND k.end_on >= r.from_on
			AND (r.kind <> 'contract' OR r.period = 'contract ' || k.contract_id)
	WHERE r.project_id = $1
)
SELECT s.period, s.contract_id, (array_agg(c.owed ORDER BY c.day DESC))[1], (array_agg(c.paid ORDER BY c.day DESC))[1],
	bool_and(c.paid >= c.owed) FILTER (WHERE c.day < current_date OR c.paid >= c.owed),
	max(coalesce(c.settled_on, current_date) - c.day) FILTER (WHERE c.owed > 0),
	w.withheld
FROM span s
	LEFT JOIN promise c ON c.contract_id = s.contract_id AND c.day BETWEEN s.from_on AND s.until_on
	CROSS JOIN LATERAL (
		SELECT coalesce(sum(h.amount), 0) AS withheld
		FROM agreed h
		WHERE h.contract_id = s.contract_id AND h.day IS NULL AND h.sealed_on IS NOT NULL
			AND h.refused_on BETWEEN s.from_on AND s.until_on
	) w
GROUP BY s.period, s.contract_id, w.withheld
$$;
COMMENT ON FUNCTION period_promise(bigint) IS
'inner period_promise: what was owed, paid and kept in each period | 内部时段履约：各时段各合同的应付、已付与履约情况';

CREATE VIEW trust_log WITH (security_invoker = true) AS
SELECT t.project_id, t.period, t.from_on, t.until_on, t.contract_id, t.buyer, t.provider,
	t.owed, t.paid, CASE WHEN t.owed > 0 THEN round(least(t.paid / t.owed, 1), 6) END AS on_time_share, t.late_days,
		t.withheld, t.buyer_kept,
	t.target, t.reported, t.verified, t.fulfilled_share, t.verified_rate, t.provider_kept,
	CASE
		WHEN t.buyer_kept AND t.provider_kept THEN 'both'
		WHEN t.buyer_kept AND NOT t.provider_kept THEN 'buyer_only'
		WHEN NOT t.buyer_kept AND t.provider_kept THEN 'provider_only'
		WHEN NOT t.buyer_kept AND NOT t.provider_kept THEN 'neither'
	END AS kept
FROM (
	SELECT r.project_id, r.period, r.from_on, r.until_on, k.contract_id, b.name AS buyer, o.name AS provider,
		m.owed, m.paid, m.late_days, m.withheld, m.kept AS buyer_kept, f.target, f.reported, f.verified,
		e.fulfilled_share, e.verified_rate, e.provider_kept
	FROM project p
		CROSS JOIN LATERAL period_promise(p.project_id) m
		JOIN headline_run r ON r.project_id = p.project_id AND r.period = m.period
		JOIN contract_term k ON k.project_id = r.project_id AND k.contract_id = m.contract_id
		JOIN organization b ON b.org_id = p.buyer_id
		JOIN organization o ON o.org_id = k.provider_id
		LEFT JOIN contract_score e ON e.project_id = r.project_id AND e.run_id = r.run_id
			AND e.contract_id = k.contract_id
		CROSS JOIN LATERAL (
			SELECT sum(c.target) AS target, sum(c.reported) AS reported,
				CASE WHEN bool_and(c.verified IS NOT NULL) THEN sum(c.verified) END AS verified
			FROM contract_item_measure c
			WHERE c.project_id = r.project_id AND c.snapshot_id = r.snapshot_id AND c.contract_id = k.contract_id
		) f
) t;
COMMENT ON VIEW trust_log IS
'trust log: Who kept terms: did the buyer pay on time, and the provider deliver verifiably? | '
'履约记录：谁履约？购买主体是否按时付款，承接主体是否交付属实？';
COMMENT ON COLUMN trust_log.buyer IS 'buyer: who buys | 购买主体：购买主体名称';
COMMENT ON COLUMN trust_log.provider IS 'provider: who provides | 承接主体：承接主体名称';
COMMENT ON COLUMN trust_log.owed IS
'owed: yuan owed by the last instalment''s day in the period; empty if none fell due | 应付：时段内最后到期日的累计应付（元），无到期为空';
COMMENT ON COLUMN trust_log.paid IS 'paid: yuan paid by that day | 已付：截至该日已付（元）';
COMMENT ON COLUMN trust_log.on_time_share IS 'on time share: paid by that day / owed | 按期支付率：截至该日已付除以应付';
COMMENT ON COLUMN trust_log.late_days IS
'late days: most days by which what was owed was paid late, or is open so far | 逾期天数：最长逾期天数，未付清计至今日';
COMMENT ON COLUMN trust_log.withheld IS
'withheld: yuan that would have fallen due in the period, had the grade been reached | 暂扣金额：时段内因等级未达到而不付（元）';
COMMENT ON COLUMN trust_log.buyer_kept IS
'buyer kept: all that was owed was paid by its day; empty if nothing fell due before today | 购买主体履约：到期款项均按期付清，今日前无到期为空';
COMMENT ON COLUMN trust_log.fulfilled_share IS
'fulfilled share: as in O1, no item beyond its target | 逐项完成率：同O1，各项不超过目标';
COMMENT ON COLUMN trust_log.verified_rate IS
'verified rate: verified / reported, items weighed by tariff | 核实率：核实量除以上报量，各项按单价折算';
COMMENT ON COLUMN trust_log.provider_kept IS
'provider kept: both reach the policy; empty if not known, or not reached while the period runs | '
'承接主体履约：两者均达到方案规定，未知或时段未完未达到为空';
COMMENT ON COLUMN trust_log.kept IS
'kept: both, buyer_only, provider_only or neither; empty where one side is not known | 履约方：双方、仅购买主体、仅承接主体、均未，未知为空';
