-- SPDX-License-Identifier: PostgreSQL
-- From the price to the balance.  What is payable is rounded to the cent by performance_payment(); what lies between
-- the price and that is divided among its reasons by apportion(), so that the lines add up to the cent.  If the tariffs
-- make up more than the part of the price that is paid by quantity, the lines begin with what they exceed it by, and
-- end it where that part is used up.
CREATE VIEW payment_statement WITH (security_invoker = true) AS
WITH divided AS (
	SELECT c.project_id, c.contract_id, l.place, l.step, l.part, l.cause, l.item, l.quantity, l.tariff, l.reason,
		l.reason_zh, l.lower, l.upper,
		-- a line without a worth has an amount of its own, and no share in what is divided
		CASE WHEN l.worth IS NULL THEN l.amount
			ELSE -coalesce(service_eval.apportion(c.price + c.tariff_surplus - c.payable,
				round(greatest(l.worth, 0), 8), 2) OVER contract, 0) END AS amount
	FROM contract_payment c
		LEFT JOIN (
			SELECT i.project_id, i.contract_id, sum(i.outstanding) AS outstanding
			FROM instalment_status i
			GROUP BY i.project_id, i.contract_id
		) n ON n.project_id = c.project_id AND n.contract_id = c.contract_id
		CROSS JOIN LATERAL (
			SELECT c.price * c.quantity_share AS quantity, c.price - c.price * c.quantity_share AS quality,
				c.quantity_held + c.quality_held AS held,
				-- which part of what is not settled can still be paid
				coalesce((least(c.earned + c.unsettled, c.price * c.quantity_share)
					- least(c.earned, c.price * c.quantity_share)) / nullif(c.unsettled, 0), 0) AS open
		) b
		CROSS JOIN LATERAL (
			SELECT v.place, v.step, 'quantity' AS part, v.cause, i.item, v.quantity, i.exact_tariff AS tariff,
				v.quantity * i.exact_tariff * v.counts AS worth, NULL::numeric AS amount, v.reason, v.reason_zh,
				CASE v.cause WHEN 'no_trace' THEN round(- i.no_trace_upper * i.exact_tariff, 2) END AS lower,
				CASE v.cause WHEN 'no_trace' THEN round(- i.no_trace_lower * i.exact_tariff, 2) END AS upper
			FROM item_payment i
				CROSS JOIN LATERAL (VALUES
					(9, 'deduction', 'released', i.released, 1, 'agreed, and owed by no site', '已约定但无服务点应完成'),
					(10, 'deduction', 'missing', i.missing, 1, 'not reported', '未上报'),
					(11, 'deduction', 'repeated', i.repeated, 1, 'confirmed repeats of earlier uploads',
						'确认为重复上传'),
					(12, 'deduction', 'no_trace', i.no_trace, 1, CASE i.loss_basis WHEN 'lower_limit'
						THEN 'reported, not verified: no more than is proved' ELSE 'reported, not verified' END,
						CASE i.loss_basis WHEN 'lower_limit' THEN '已上报未核实：仅扣可证实部分' ELSE '已上报未核实' END),
					(13, 'deduction', 'over_target', i.over_target, 0, 'verified beyond the target: not paid',
						'核实超出目标，不计付'),
					(30, 'held', 'held', i.held, b.open, 'seem to repeat earlier uploads: wait for a decision',
						'疑似重复上传，等待判定'),
					(31, 'held', 'not_checked', i.not_checked, b.open, 'nothing was checked yet', '尚未核查'),
					(32, 'held', 'not_due', i.not_due, b.open, 'due in the time to come', '尚未到期'),
					(33, 'held', 'not_evaluated', i.not_evaluated, b.open, 'not evaluated yet', '尚未评价')
				) AS v (place, step, cause, quantity, counts, reason, reason_zh)
			WHERE i.project_id = c.project_id AND i.contract_id = c.contract_id
			UNION ALL
			SELECT v.place, v.step, v.part, v.cause, NULL, NULL, NULL, v.worth, v.amount, v.reason, v.reason_zh,
				CASE v.place WHEN 50 THEN c.quantity_lower WHEN 52 THEN c.payable_lower END,
				CASE v.place WHEN 50 THEN c.quantity_upper WHEN 52 THEN c.payable_upper END
			FROM (VALUES
				(1, 'price', NULL, NULL, NULL, c.price, 'agreed price', '合同金额'),
				(2, 'addition', 'quantity', 'tariffs', NULL, c.tariff_surplus,
					'the tariffs make up more than the part paid by quantity', '单价合计超出按量支付部分'),
				(20, 'deduction', 'quantity', 'tariffs', greatest(b.quantity - c.tariff_value, 0), NULL,
					CASE WHEN c.tariff_value > 0 THEN 'the tariffs make up less than the part paid by quantity'
						ELSE 'no item earns the part paid by quantity' END,
					CASE WHEN c.tariff_value > 0 THEN '单价合计低于按量支付部分' ELSE '没有可按量计付的服务内容' END),
				(21, 'deduction', 'quantity', 'cap', greatest(c.earned + c.unsettled - b.quantity, 0), NULL,
					'beyond the part paid by quantity', '超出按量支付部分'),
				(22, 'deduction', 'quality', 'released', b.quality * (1 - c.due_share), NULL,
					'for what was agreed, and owed by no site', '对应已约定但无服务点应完成的部分'),
				(23, 'deduction', 'quality', 'quality',
					coalesce(b.quality * c.due_share - c.quality - c.quality_held, 0), NULL,
					concat('quality ', trim_scale(coalesce(c.score_upper, c.score)),
						CASE WHEN c.score_upper > c.score THEN ' at most' END),
					concat('合同质量分', CASE WHEN c.score_upper > c.score THEN '最高' END,
						trim_scale(coalesce(c.score_upper, c.score)))),
				(34, 'held', 'quality', CASE WHEN c.profile IS NULL THEN 'not_evaluated'
						WHEN NOT c.time_over THEN 'not_due' WHEN c.rated = c.sites AND c.quality IS NOT NULL
							THEN 'not_heard' ELSE 'not_rated' END, c.quality_held, NULL,
					CASE WHEN c.profile IS NULL THEN 'not evaluated yet'
						WHEN NOT c.time_over
							THEN concat('decided when the contract is over', '; quality so far ' || trim_scale(c.score))
						WHEN c.quality IS NULL THEN format('none of %s sites is rated', c.sites)
						WHEN c.rated < c.sites THEN format('%s of %s sites are not rated: paid if they turn out as '
							'good as they can, see data_gaps', c.sites - c.rated, c.sites)
						ELSE 'not everybody was heard: paid if they turn out as content as they can, see data_gaps'
						END,
					CASE WHEN c.profile IS NULL THEN '尚未评价'
						WHEN NOT c.time_over THEN concat('合同期满后确定', '；目前质量分' || trim_scale(c.score))
						WHEN c.quality IS NULL THEN format('%s个服务点均未评', c.sites)
						WHEN c.rated < c.sites THEN format('%s个服务点中%s个未评：补齐数据后最多可再付，见数据缺口', c.sites,
							c.sites - c.rated)
						ELSE '尚有未测或未表达意见者：补齐数据后最多可再付，见数据缺口' END),
				(50, 'payable', 'quantity', NULL, NULL, c.quantity, 'for what was verified', '按核实数量'),
				(51, 'payable', 'quality', NULL, NULL, c.quality,
					CASE WHEN c.quality IS NULL THEN 'not decided yet' ELSE 'for the quality' END,
					CASE WHEN c.quality IS NULL THEN '尚未确定' ELSE '按服务质量' END),
				(52, 'payable', NULL, NULL, NULL, c.payable,
					CASE WHEN b.held > 0 THEN 'payable so far' ELSE 'payable' END,
					CASE WHEN b.held > 0 THEN '目前应付' ELSE '应付' END),
				(60, 'paid', NULL, NULL, NULL, -c.paid,
					coalesce('paid until ' || to_char(c.last_paid_on, 'YYYY-MM-DD'), 'nothing was paid'),
					coalesce('已付至' || to_char(c.last_paid_on, 'YYYY-MM-DD'), '尚未付款')),
				(70, 'balance', NULL, NULL, NULL, c.balance, CASE
						WHEN c.balance > 0 AND n.outstanding > round(c.balance, 2) THEN format('%s owed now, part of '
							'it before it is earned or decided: see instalment_status', n.outstanding)
						WHEN c.balance > 0 AND n.outstanding = round(c.balance, 2) THEN 'owed to the provider'
						WHEN c.balance > 0 AND n.outstanding > 0 THEN format('%s owed now, the rest with a later '
							'instalment: see instalment_status', n.outstanding)
						WHEN c.balance > 0 THEN 'no instalment of it is owed now: see instalment_status'
						WHEN n.outstanding > 0 THEN format('%s owed now, before it is earned or decided: see '
							'instalment_status', n.outstanding)
						WHEN c.balance = 0 AND b.held > 0 THEN 'nothing is owed now'
						WHEN c.balance = 0 THEN 'settled'
						WHEN -c.balance <= b.held THEN 'paid in advance of what is not decided yet'
						WHEN b.held > 0 THEN format('to be returned by the provider: %s, or more if what is not '
							'decided is not paid', -c.balance - b.held)
						ELSE 'to be returned by the provider' END,
					CASE
						WHEN c.balance > 0 AND n.outstanding > round(c.balance, 2)
							THEN format('目前应付%s元，其中部分尚未完成或待定，见分期付款状态', n.outstanding)
						WHEN c.balance > 0 AND n.outstanding = round(c.balance, 2) THEN '应付承接主体'
						WHEN c.balance > 0 AND n.outstanding > 0 THEN format('目前应付%s元，其余随后续各期支付，见分期付款状态',
							n.outstanding)
						WHEN c.balance > 0 THEN '目前无到期应付款项，见分期付款状态'
						WHEN n.outstanding > 0 THEN format('目前应付%s元，尚未完成或待定，见分期付款状态', n.outstanding)
						WHEN c.balance = 0 AND b.held > 0 THEN '目前无应付款项'
						WHEN c.balance = 0 THEN '已结清'
						WHEN -c.balance <= b.held THEN '预付，待确定'
						WHEN b.held > 0 THEN format('承接主体应退还%s元，待定部分不付时更多', -c.balance - b.held)
						ELSE '承接主体应退还' END)
			) AS v (place, step, part, cause, worth, amount, reason, reason_zh)
		) l
	WINDOW contract AS (PARTITION BY c.project_id, c.contract_id ORDER BY l.place, l.item COLLATE "C")
), line AS (
	SELECT d.*, row_number() OVER (PARTITION BY d.project_id, d.contract_id
		ORDER BY d.place, d.item COLLATE "C")::integer AS line
	FROM divided d
	WHERE d.step NOT IN ('addition', 'deduction', 'held') OR d.amount <> 0 OR d.quantity <> 0
)
SELECT l.project_id, l.contract_id, l.line, l.step, l.part, l.cause, l.item, trim_scale(l.quantity) AS quantity,
	trim_scale(round(l.tariff, 6)) AS tariff,
	round(l.amount, 2) AS amount,
	round(sum(l.amount) FILTER (WHERE l.step NOT IN ('payable', 'balance'))
		OVER (PARTITION BY l.project_id, l.contract_id ORDER BY l.line), 2) AS remaining,
	l.reason, l.reason_zh, l.lower AS amount_lower, l.upper AS amount_upper
FROM line l;
COMMENT ON VIEW payment_statement IS 'payment statement: What is payable, and why? | 支付说明：应付多少，为什么？';
COMMENT ON COLUMN payment_statement.line IS 'line: order of the lines | 行号：顺序';
COMMENT ON COLUMN payment_statement.step IS
'step: price, addition, deduction, held, payable, paid or balance | 步骤：合同金额、增加、扣减、待定、应付、已付、余额';
COMMENT ON COLUMN payment_statement.part IS 'part: quantity or quality | 部分：按量或按质';
COMMENT ON COLUMN payment_statement.cause IS 'cause: why, as a code | 原因：未付或待定的原因';
COMMENT ON COLUMN payment_statement.quantity IS 'quantity: in the item''s unit | 数量：按服务内容单位';
COMMENT ON COLUMN payment_statement.tariff IS 'tariff: yuan per unit | 单价：元';
COMMENT ON COLUMN payment_statement.amount IS 'amount: yuan; deductions are negative | 金额：元，扣减为负';
COMMENT ON COLUMN payment_statement.remaining IS 'remaining: what is left of the price after this line | 剩余：本行后的余额';
COMMENT ON COLUMN payment_statement.reason IS 'reason: why, in words | 说明：文字说明';
COMMENT ON COLUMN payment_statement.reason_zh IS 'reason (Chinese): the same in Chinese | 说明（中文）：中文说明';
COMMENT ON COLUMN payment_statement.amount_lower IS
'amount, lower: end of the interval where the amount rests on a sample of visits, yuan | 金额下限：依核查样本估计时的区间下限（元）';
COMMENT ON COLUMN payment_statement.amount_upper IS
'amount, upper: end of the interval where the amount rests on a sample of visits, yuan | 金额上限：依核查样本估计时的区间上限（元）';
