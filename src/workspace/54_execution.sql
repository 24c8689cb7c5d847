-- Execution: about the project as a whole, so site_id is empty.

-- E1: budget executed.  Of a quarter: paid / due, of the payments of that quarter.  Of the term: paid / budget, or where no
-- budget is known / contract prices.  What was paid after the period, or after today, was not paid in time.  Unknown if
-- nothing was due in the quarter, or if no payment is recorded at all.
CREATE VIEW indicator_e1 WITH (security_invoker = true) AS
SELECT q.project_id, NULL::bigint AS site_id, q.period,
	CASE WHEN count(m.payment_id) > 0 THEN
		coalesce(sum(m.paid) FILTER (WHERE m.paid_on <= q.until_on), 0)
			/ nullif(CASE WHEN q.period IS NULL THEN coalesce(p.budget, c.price) ELSE sum(m.due) END, 0)
	END AS value,
	count(m.payment_id) AS n
FROM project_period q
	JOIN project p ON p.project_id = q.project_id
	LEFT JOIN (SELECT project_id, sum(price) AS price FROM contract GROUP BY project_id) c ON c.project_id = q.project_id
	LEFT JOIN payment m ON m.project_id = q.project_id AND (q.period IS NULL OR m.period = q.period)
GROUP BY q.project_id, q.period, p.budget, c.price;
COMMENT ON VIEW indicator_e1 IS 'E1: Which share of the budget was executed? | E1：预算执行率？';
COMMENT ON COLUMN indicator_e1.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_e1.site_id IS 'always empty: it is about the project | 恒为空（项目级指标）';
COMMENT ON COLUMN indicator_e1.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_e1.value IS 'paid / due; of the term, paid / budget | 实付/应付；全周期为实付/预算';
COMMENT ON COLUMN indicator_e1.n IS 'payments | 付款笔数';
