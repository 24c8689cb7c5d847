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
	greatest(p.target - coalesce(e.released, 0), 0) AS owed
FROM project o
	-- once for a project
	CROSS JOIN LATERAL item_price(o.project_id, '{}') p
	JOIN contract_item i ON i.project_id = o.project_id AND i.contract_id = p.contract_id AND i.item = p.item
	LEFT JOIN LATERAL (
		SELECT m.*
		FROM headline_run r
			JOIN contract_item_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
				AND m.contract_id = i.contract_id AND m.item = i.item
		WHERE r.project_id = i.project_id AND r.kind = 'term'
	) e ON true
	-- NULL where the item was not evaluated; least() passes over NULL
	CROSS JOIN LATERAL (
		SELECT CASE WHEN e.reported IS NOT NULL THEN least(e.reported, p.target) END AS reported,
			CASE WHEN e.reported IS NOT NULL THEN least(e.deduplicated, p.target) END AS deduplicated,
			CASE WHEN e.verified IS NOT NULL THEN least(e.verified, p.target) END AS verified,
			CASE WHEN e.verified IS NOT NULL THEN
				least(e.verified - round(coalesce(e.verified * e.held / nullif(e.deduplicated, 0), 0), 6), p.target)
					END AS undoubted
	) q;
COMMENT ON VIEW item_payment IS
'item payment: What became of the target of each contract item: what is paid, what is not, and why? | '
'分项支付：各合同内容的目标量中，多少计付、多少不付、原因为何？';
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
