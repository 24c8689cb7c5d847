-- SPDX-License-Identifier: PostgreSQL
-- What is payable on each contract over its whole time.  The score is the quality of this contract: of its own time
-- where that differs from the term.  It decides when the contract's time is over.
--
-- Sites that are not rated count with the points that they have earned over all that applies; what the quality part
-- would be with these sites at their upper bound, less what it is, is held: it can still be paid when the data are
-- completed.
--
-- The quality part goes by what the sites owed: of what was released nobody can have been good (contract_due_share()).
CREATE VIEW contract_payment WITH (security_invoker = true) AS
SELECT c.project_id, c.contract_id, s.profile, s.sites, s.rated, s.score, s.score_upper, s.grade, c.price,
	c.quantity_share,
	round(greatest(w.tariff_value - w.quantity_budget, 0), 2) AS tariff_surplus,
	f.quantity, f.total - f.quantity AS quality, coalesce(f.total, f.quantity) AS payable,
	-- rounded, the parts would exceed the price by a cent
	least(CASE WHEN f.total IS NOT NULL THEN greatest(f.most - f.total, 0)
		ELSE round(w.quality_budget * w.due_share, 2) END, c.price - coalesce(f.total, f.quantity) - f.quantity_held)
		AS quality_held,
	f.quantity_held,
	coalesce(m.paid, 0) AS paid, coalesce(f.total, f.quantity) - coalesce(m.paid, 0) AS balance, m.last_paid_on,
	trim_scale(w.tariff_value) AS tariff_value, trim_scale(w.earned) AS earned, trim_scale(w.unsettled) AS unsettled,
		w.time_over, w.due_share, s.caps,
	c.loss_basis, l.quantity_lower, l.quantity_upper,
	coalesce(f.total, f.quantity) - f.quantity + l.quantity_lower AS payable_lower,
	coalesce(f.total, f.quantity) - f.quantity + l.quantity_upper AS payable_upper
FROM contract_term c
	LEFT JOIN LATERAL (
		SELECT r.profile, r.until_on, o.sites, o.rated, o.score, o.score_upper, o.grade, o.caps, h.quality_floor,
			h.quality_full
		FROM headline_run r
			JOIN contract_score o ON o.project_id = r.project_id AND o.run_id = r.run_id
				AND o.contract_id = c.contract_id
			JOIN scheme h ON h.scheme_id = r.profile AND h.version = r.version
		WHERE r.project_id = c.project_id AND (r.kind = 'term' OR r.period = 'contract ' || c.contract_id)
		ORDER BY r.kind = 'term'
		LIMIT 1
	) s ON true
	LEFT JOIN (
		SELECT i.project_id, i.contract_id, round(sum(i.target * i.exact_tariff), 8) AS tariff_value,
			round(sum(i.paid * i.exact_tariff), 8) AS earned,
			sum(i.amount_lower) AS earned_lower, sum(i.amount_upper) AS earned_upper,
			round(sum((i.not_evaluated + i.not_due + i.not_checked + i.held) * i.exact_tariff), 8) AS unsettled,
			sum(i.owed * i.exact_tariff) / nullif(sum(i.target * i.exact_tariff), 0) AS due_share
		FROM item_payment i
		GROUP BY i.project_id, i.contract_id
	) e ON e.project_id = c.project_id AND e.contract_id = c.contract_id
	CROSS JOIN LATERAL (
		SELECT coalesce(e.tariff_value, 0) AS tariff_value, coalesce(e.earned, 0) AS earned,
			coalesce(e.unsettled, 0) AS unsettled, coalesce(e.due_share, 1) AS due_share,
			c.price * c.quantity_share AS quantity_budget, c.price - c.price * c.quantity_share AS quality_budget,
			coalesce(s.until_on >= c.end_on, false) AS time_over
	) w
	CROSS JOIN LATERAL (
		SELECT q.quantity, CASE WHEN q.decided THEN q.total END AS total, CASE WHEN q.decided THEN q.most END AS most,
			round(least(w.earned + w.unsettled, w.quantity_budget) - least(w.earned, w.quantity_budget), 2)
				AS quantity_held
		FROM (
			SELECT w.time_over AND s.score IS NOT NULL AS decided,
				payable_amount(c.price, c.quantity_share, w.earned, s.score, s.quality_floor, s.quality_full,
					w.due_share) AS total,
				payable_amount(c.price, c.quantity_share, w.earned, s.score_upper, s.quality_floor, s.quality_full,
					w.due_share) AS most,
				-- the parts add up to the total, to the cent
				CASE WHEN w.time_over AND s.score IS NOT NULL AND w.due_share = 1
					THEN (service_eval.performance_payment(c.price, c.quantity_share, w.earned, w.quantity_budget,
						s.score, s.quality_floor, s.quality_full)).quantity
					ELSE round(least(w.earned, w.quantity_budget), 2) END AS quantity
		) q
	) f
	CROSS JOIN LATERAL (
		-- a sum of rounded limits may miss what is rounded once by a cent
		SELECT least(round(least(coalesce(e.earned_lower, 0), w.quantity_budget), 2), f.quantity) AS quantity_lower,
			greatest(round(least(coalesce(e.earned_upper, 0), w.quantity_budget), 2), f.quantity) AS quantity_upper
	) l
	CROSS JOIN LATERAL (
		SELECT sum(m.paid) AS paid, max(m.paid_on) FILTER (WHERE m.paid > 0) AS last_paid_on
		FROM payment m
		WHERE m.project_id = c.project_id AND m.contract_id = c.contract_id AND m.paid_on <= current_date
	) m;
COMMENT ON VIEW contract_payment IS 'contract payment: What is payable on each contract? | 合同支付：各合同应付多少？';
COMMENT ON COLUMN contract_payment.score IS
'quality: score of the sites that the contract serves; unrated ones at their lower bound | 合同质量分：所服务服务点的加权平均，未评者按下界';
COMMENT ON COLUMN contract_payment.score_upper IS
'quality at most: with unrated sites at their upper bound | 质量分上界：未评者按上界';
COMMENT ON COLUMN contract_payment.grade IS 'quality grade: of the quality, as capped | 质量等级：合同质量的等级（已计上限）';
COMMENT ON COLUMN contract_payment.tariff_surplus IS
'tariff surplus: what the tariffs make up beyond the part paid by quantity, yuan | 单价超额：单价合计超出按量部分（元）';
COMMENT ON COLUMN contract_payment.quantity IS 'for quantity: yuan | 按量应付：元';
COMMENT ON COLUMN contract_payment.quality IS 'for quality: yuan; empty until it is decided | 按质应付：元，未定为空';
COMMENT ON COLUMN contract_payment.payable IS 'payable: yuan so far | 应付合计：元';
COMMENT ON COLUMN contract_payment.quality_held IS
'quality held: yuan that can still be paid for quality | 按质待定：仍可能支付的金额（元）';
COMMENT ON COLUMN contract_payment.quantity_held IS
'quantity held: yuan that can still be paid for quantity | 按量待定：仍可能支付的金额（元）';
COMMENT ON COLUMN contract_payment.paid IS 'paid: yuan until today | 已付：截至今日（元）';
COMMENT ON COLUMN contract_payment.balance IS 'balance: payable less paid, yuan | 余额：应付减已付（元）';
COMMENT ON COLUMN contract_payment.last_paid_on IS 'last paid on: day of the last payment | 最近付款：最近一次付款日期';
COMMENT ON COLUMN contract_payment.tariff_value IS 'tariff value: sum of target x tariff, yuan | 单价总额：可付总量乘单价之和（元）';
COMMENT ON COLUMN contract_payment.earned IS 'earned: sum of paid quantity x tariff, yuan | 已得金额：计付量乘单价之和（元）';
COMMENT ON COLUMN contract_payment.unsettled IS
'unsettled: what is not settled yet, at its tariffs, yuan | 未结金额：尚未确定部分按单价计（元）';
COMMENT ON COLUMN contract_payment.due_share IS
'due share: of the worth of the targets, what some site owed | 应完成比例：目标价值中有服务点应完成的比例';
COMMENT ON COLUMN contract_payment.time_over IS
'time over: whether the contract has ended in the run | 是否期满：评价时合同是否已结束';
COMMENT ON COLUMN contract_payment.caps IS 'caps: codes of the vetoes that cap the grade | 限级：限制等级的否决事项';
COMMENT ON COLUMN contract_payment.quantity_lower IS
'for quantity, at least: were all items at the lower limits of what was verified, yuan | 按量下限：各项均按核实量下限计（元）';
COMMENT ON COLUMN contract_payment.quantity_upper IS
'for quantity, at most: were all items at the upper limits of what was verified, yuan | 按量上限：各项均按核实量上限计（元）';
COMMENT ON COLUMN contract_payment.payable_lower IS
'payable, at least: with the quantity at its lower limits, yuan | 应付下限：数量取下限（元）';
COMMENT ON COLUMN contract_payment.payable_upper IS
'payable, at most: with the quantity at its upper limits, yuan | 应付上限：数量取上限（元）';
