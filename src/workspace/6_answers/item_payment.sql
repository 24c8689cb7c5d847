-- SPDX-License-Identifier: PostgreSQL
-- What became of the target of each contract item, over the whole time of its contract, as the headline run of the term
-- (or of that contract) found it.
--
-- T is the quantity that can be paid (item_price()).  It is split into what became of it; with R reported, D less
-- confirmed repeats, V verified, H of D held, each at most T:
--
--	released		agreed, and owed by no site
--	not_due			T - R - released, as far as it is owed in the time to come
--	missing			T - R, the rest
--	repeated		R - D
--	not_checked		D, where nothing was ever checked
--	no_trace		D - V
--	held			V - V (1 - H / D): repeats that wait for a decision, as far as they are verified
--	paid			V (1 - H / D)
--
-- V is the estimate, or under contract.loss_basis 'lower_limit' its upper limit: then no_trace is no more than what is
-- proved.  Both limits of the estimate, at scheme.interval_level, are shown in yuan, whatever the basis.  An item alone
-- is within its limits with that confidence; several at once are all at their limits less often.
--
-- So what was reported beyond the target stands in for what falls away, and nothing is lost to it.
CREATE VIEW item_payment WITH (security_invoker = true) AS
SELECT o.project_id, i.contract_id, i.item, p.target, trim_scale(round(p.tariff, 6)) AS tariff,
	CASE WHEN e.reported IS NULL THEN p.target ELSE 0 END AS not_evaluated,
	coalesce(least(e.released, p.target - q.reported), 0) AS released,
	coalesce(least(e.not_due, p.target - q.reported - least(e.released, p.target - q.reported)), 0) AS not_due,
	coalesce(greatest(p.target - q.reported - e.released - e.not_due, 0), 0) AS missing,
	coalesce(q.reported - q.deduplicated, 0) AS repeated,
	CASE WHEN e.verified IS NULL THEN coalesce(q.deduplicated, 0) ELSE 0 END AS not_checked,
	coalesce(q.deduplicated - q.verified, 0) AS no_trace,
	coalesce(q.verified - q.undoubted, 0) AS held,
	coalesce(q.undoubted, 0) AS paid,
	coalesce(greatest(e.verified - p.target, 0), 0) AS over_target,
	p.tariff AS exact_tariff,
	greatest(p.target - coalesce(e.released, 0), 0) AS owed, k.loss_basis,
	coalesce(q.deduplicated - q.at_most, 0) AS no_trace_lower,
	coalesce(q.deduplicated - q.at_least, 0) AS no_trace_upper,
	round(coalesce(q.undoubted, 0) * p.tariff, 2) AS amount,
	round(coalesce(q.undoubted_at_least, 0) * p.tariff, 2) AS amount_lower,
	round(coalesce(q.undoubted_at_most, 0) * p.tariff, 2) AS amount_upper
FROM project o
	-- once for a project
	CROSS JOIN LATERAL item_price(o.project_id, '{}') p
	JOIN contract_item i ON i.project_id = o.project_id AND i.contract_id = p.contract_id AND i.item = p.item
	JOIN contract k ON k.project_id = i.project_id AND k.contract_id = i.contract_id
	LEFT JOIN LATERAL (
		SELECT m.reported, m.deduplicated, m.held, m.not_due, m.released, verified_to_pay(k.loss_basis, m.verified,
				m.verified_std_error, m.deduplicated, m.checked, m.confirmed, s.interval_level) AS verified,
			verified_at_least(m.verified, m.verified_std_error, m.confirmed, s.interval_level) AS at_least,
			verified_at_most(m.verified, m.verified_std_error, m.deduplicated, m.checked, m.confirmed,
				s.interval_level) AS at_most
		FROM headline_run r
			JOIN scheme s ON s.scheme_id = r.profile AND s.version = r.version
			JOIN contract_item_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
				AND m.contract_id = i.contract_id AND m.item = i.item
		WHERE r.project_id = i.project_id AND r.kind = 'term'
	) e ON true
	-- NULL where the item was not evaluated; least() passes over NULL
	CROSS JOIN LATERAL (
		SELECT CASE WHEN e.reported IS NOT NULL THEN least(e.reported, p.target) END AS reported,
			CASE WHEN e.reported IS NOT NULL THEN least(e.deduplicated, p.target) END AS deduplicated,
			CASE WHEN e.verified IS NOT NULL THEN least(e.verified, p.target) END AS verified,
			CASE WHEN e.verified IS NOT NULL THEN least(e.at_least, p.target) END AS at_least,
			CASE WHEN e.verified IS NOT NULL THEN least(e.at_most, p.target) END AS at_most,
			CASE WHEN e.verified IS NOT NULL THEN least(undoubted(e.verified, e.held, e.deduplicated), p.target)
				END AS undoubted,
			CASE WHEN e.verified IS NOT NULL THEN least(undoubted(e.at_least, e.held, e.deduplicated), p.target)
				END AS undoubted_at_least,
			CASE WHEN e.verified IS NOT NULL THEN least(undoubted(e.at_most, e.held, e.deduplicated), p.target)
				END AS undoubted_at_most
	) q;
COMMENT ON VIEW item_payment IS
'item payment: What became of the target of each contract item: what is paid, what is not, and why? | '
'分项支付：各项服务内容的可付总量中，多少计付、多少不付、原因为何？';
COMMENT ON COLUMN item_payment.target IS 'target: quantity that can be paid over the whole time | 可付总量：全期可计付数量';
COMMENT ON COLUMN item_payment.tariff IS 'tariff: yuan per unit, agreed or as it follows from the price | 单价：约定或推算（元）';
COMMENT ON COLUMN item_payment.not_evaluated IS 'not evaluated: no run yet | 未评价量：尚无评价结果';
COMMENT ON COLUMN item_payment.released IS 'released: agreed, and owed by no site | 豁免量：已约定但无服务点应完成';
COMMENT ON COLUMN item_payment.not_due IS 'not due: owed in the time to come | 未到期量：今后应完成';
COMMENT ON COLUMN item_payment.missing IS 'missing: owed and not reported | 缺失量：应完成未上报';
COMMENT ON COLUMN item_payment.repeated IS 'repeated: confirmed repeats of earlier uploads | 重复量：确认重复上传';
COMMENT ON COLUMN item_payment.not_checked IS 'not checked: nothing was ever checked | 未核查量：从未核查';
COMMENT ON COLUMN item_payment.no_trace IS 'no trace: reported, not verified | 无痕量：已上报未核实';
COMMENT ON COLUMN item_payment.held IS 'held: seem to repeat earlier uploads, wait for a decision | 待定量：疑似重复待判定';
COMMENT ON COLUMN item_payment.paid IS 'paid: quantity that is paid | 计付量：予以计付的数量';
COMMENT ON COLUMN item_payment.over_target IS 'over target: verified beyond the target, not paid | 超目标量：核实超出目标，不计付';
COMMENT ON COLUMN item_payment.exact_tariff IS 'exact tariff: not rounded, as computed with | 精确单价：计算所用未舍入单价';
COMMENT ON COLUMN item_payment.owed IS 'owed: target less what no site owes | 应完成量：可付总量减去无服务点应完成的部分';
COMMENT ON COLUMN item_payment.no_trace_lower IS
'no trace, at least: quantity that is proved not to have taken place | 无痕量下限：可证实未发生的数量';
COMMENT ON COLUMN item_payment.no_trace_upper IS
'no trace, at most: quantity that may not have taken place | 无痕量上限：可能未发生的数量';
COMMENT ON COLUMN item_payment.amount IS 'amount: paid quantity at its tariff, yuan | 金额：计付量按单价计（元）';
COMMENT ON COLUMN item_payment.amount_lower IS
'amount, at least: were no more verified than the lower limit, yuan | 金额下限：按核实量下限计（元）';
COMMENT ON COLUMN item_payment.amount_upper IS
'amount, at most: were as much verified as the upper limit, yuan | 金额上限：按核实量上限计（元）';
