-- Who kept terms.  Two sides of a contract, each by its own facts:
--
--   buyer     every instalment that is due was paid in full by its day.  In advance is on time, a part of it is not.  What is not due
--             yet is not held against the buyer, and counts if it was paid already.  Unknown where the day is not recorded and
--             nothing else was late, or where nothing was due.
--   provider  at least 90 % of what was due is verified, and at least 90 % of what it reported, the bar of the limiter on grades.  What
--             of one item goes beyond its target makes up for no other.  Unknown where nothing was checked, unless even all that was
--             reported and not repeated would be too little; and while a quarter runs that is not reached yet.
--
-- Payments are read as they are and judged as of today, not as of the run: an instalment falls due after its quarter, the last one
-- after the project, and a debt does not wait for a refresh.  Quantities are those of the current run.
CREATE VIEW trust_log WITH (security_invoker = true) AS
SELECT t.project_id, t.period, t.contract_id, t.buyer, t.provider,
	t.due, t.paid, round(t.paid_on_time / nullif(t.due, 0), 6) AS on_time_share, t.late_days, t.undated, t.buyer_kept,
	t.target, t.reported, t.verified,
	round(t.fulfilled / nullif(t.target, 0), 6) AS fulfilled_share,
	round(t.verified / nullif(t.reported, 0), 6) AS verification_factor,
	t.provider_kept,
	CASE
		WHEN t.buyer_kept AND t.provider_kept THEN 'both'
		WHEN t.buyer_kept AND NOT t.provider_kept THEN 'buyer only'
		WHEN NOT t.buyer_kept AND t.provider_kept THEN 'provider only'
		WHEN NOT t.buyer_kept AND NOT t.provider_kept THEN 'neither'
	END AS kept
FROM (
	SELECT r.project_id, r.period, k.contract_id, b.name AS buyer, o.name AS provider,
		m.due, m.paid, m.paid_on_time, m.late_days, m.undated,
		CASE WHEN m.broken > 0 THEN false WHEN m.undated = 0 AND m.due > 0 THEN true END AS buyer_kept,
		f.target, f.reported, f.verified, f.fulfilled,
		CASE
			WHEN f.most_fulfilled < 0.9 * f.target OR f.most < 0.9 * f.reported THEN
				-- the day on which the last quarter of the run ends, or the project with it
				CASE WHEN c.cutoff >= least((date_trunc('quarter', c.cutoff::timestamp) + interval '3 months')::date - 1, p.end_on) THEN false END
			WHEN f.verified IS NOT NULL THEN true
		END AS provider_kept
	FROM headline_run r
		JOIN current_run c ON c.project_id = r.project_id AND c.run_id = r.run_id
		JOIN project p ON p.project_id = r.project_id
		JOIN contract k ON k.project_id = r.project_id
		JOIN organization b ON b.org_id = p.buyer_id
		JOIN organization o ON o.org_id = k.provider_id
		CROSS JOIN LATERAL (
			SELECT sum(m.due) FILTER (WHERE m.judged) AS due,
				sum(m.paid) FILTER (WHERE m.judged) AS paid,
				coalesce(sum(least(m.paid, m.due)) FILTER (WHERE m.judged AND m.paid_on <= m.due_on), 0) AS paid_on_time,
				max(greatest(CASE WHEN m.paid >= m.due THEN m.paid_on ELSE current_date END - m.due_on, 0)) FILTER (WHERE m.judged) AS late_days,
				count(*) FILTER (WHERE m.due_on IS NULL) AS undated,
				count(*) FILTER (WHERE m.judged AND NOT (m.paid >= m.due AND m.paid_on <= m.due_on)) AS broken
			FROM (
				SELECT m.due, m.due_on, x.paid, m.paid_on,
					m.due_on IS NOT NULL AND (m.due_on < current_date OR x.paid >= m.due) AS judged
				FROM payment m
					-- what is said to be paid on a day to come is not paid
					CROSS JOIN LATERAL (SELECT CASE WHEN m.paid_on <= current_date THEN m.paid ELSE 0 END AS paid) x
				WHERE m.project_id = r.project_id AND m.contract_id = k.contract_id AND m.due > 0
					AND (r.period IS NULL OR m.period = r.period)
			) m
		) m
		LEFT JOIN (
			SELECT f.project_id, f.period, f.contract_id,
				sum(f.target) AS target, sum(f.reported)::bigint AS reported,
				CASE WHEN count(f.verified) = count(*) THEN sum(f.verified) END AS verified,
				CASE WHEN count(f.verified) = count(*) THEN sum(least(f.verified, f.target)) END AS fulfilled,
				sum(coalesce(f.verified, f.deduplicated)) AS most,
				sum(least(coalesce(f.verified, f.deduplicated), f.target)) AS most_fulfilled
			FROM contract_fulfilment f
			GROUP BY f.project_id, f.period, f.contract_id
		) f ON f.project_id = r.project_id AND f.period IS NOT DISTINCT FROM r.period AND f.contract_id = k.contract_id
) t;
COMMENT ON VIEW trust_log IS 'Who kept terms: did the buyer pay on time, and the provider deliver verifiably? | 谁守约：购买方是否按时付款，承接方是否交付属实？';
COMMENT ON COLUMN trust_log.project_id IS 'project | 项目';
COMMENT ON COLUMN trust_log.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN trust_log.contract_id IS 'contract | 合同';
COMMENT ON COLUMN trust_log.buyer IS 'who buys | 购买方';
COMMENT ON COLUMN trust_log.provider IS 'who provides | 承接方';
COMMENT ON COLUMN trust_log.due IS 'instalments in yuan that are due by today or were paid before; empty if none is | 已到期或已提前付清的应付金额（元）';
COMMENT ON COLUMN trust_log.paid IS 'what was paid of them so far | 其中已付金额';
COMMENT ON COLUMN trust_log.on_time_share IS 'share of due that was paid by its day | 按期支付占比';
COMMENT ON COLUMN trust_log.late_days IS 'most days by which one of them was paid late, or has been open so far | 最长逾期天数（未付清者计至今日）';
COMMENT ON COLUMN trust_log.undated IS 'instalments without a due day, of which nobody can say | 无应付日期的笔数';
COMMENT ON COLUMN trust_log.buyer_kept IS 'all of them were paid in full by their day; empty if not known or nothing was due | 购买方是否守约（未知或无应付为空）';
COMMENT ON COLUMN trust_log.target IS 'quantity due, all items of the contract together | 目标量';
COMMENT ON COLUMN trust_log.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN trust_log.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN trust_log.fulfilled_share IS 'verified / target, of each item no more than its target | 核实完成率（各项不超过目标）';
COMMENT ON COLUMN trust_log.verification_factor IS 'verified / reported | 核实系数（核实量/上报量）';
COMMENT ON COLUMN trust_log.provider_kept IS 'both are at least 0.9; empty if not known, or not reached in a quarter that still runs | 承接方是否守约（两者均不低于0.9；未知或季度未完且未达到为空）';
COMMENT ON COLUMN trust_log.kept IS 'both, buyer only, provider only or neither; empty where one side is not known | 守约方：双方、仅购买方、仅承接方、均未（任一方未知为空）';
