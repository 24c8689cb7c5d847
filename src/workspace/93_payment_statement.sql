-- What is owed: by quantity min(sum of tariff x min(verified, target), a P), by quality (1 - a) P m(score), as performance_payment() has
-- it.  P is the price and a the quantity_share of the contract.  All over the whole term, from its current run.
--
-- A unit of an item is worth its tariff.  Items without one share what the others leave of a P, the same for each unit of their targets; a
-- sole item so has a P / target.  A target is split into what became of it; with R reported, D less confirmed repeats, V verified, H of D
-- held, each at most the target,
--
--	not evaluated	target, without a run
--	not due			target - R, as far as it is of quarters to come
--	missing			target - R, the rest
--	repeated		R - D
--	not checked		D, where nothing was ever checked
--	no trace		D - V
--	held			V - V (1 - H / D): repeats that wait for a decision, as far as they are verified
--	paid			V (1 - H / D)
--
-- So what was reported beyond the target stands in for what falls away, and nothing is lost to it.
CREATE VIEW item_payment WITH (security_invoker = true) AS
SELECT i.project_id, i.contract_id, i.item, i.target_quantity AS target,
	coalesce(i.tariff, round(greatest(c.price * c.quantity_share - w.priced, 0), 20) / w.unpriced) AS tariff,
	CASE WHEN e.reported IS NULL THEN i.target_quantity ELSE 0 END AS not_evaluated,
	CASE WHEN e.reported IS NULL THEN 0 ELSE least(i.target_quantity - q.reported, q.not_due) END AS not_due,
	CASE WHEN e.reported IS NULL THEN 0 ELSE greatest(i.target_quantity - q.reported - q.not_due, 0) END AS missing,
	q.reported - q.deduplicated AS repeated,
	CASE WHEN e.verified IS NULL AND e.reported IS NOT NULL THEN q.deduplicated ELSE 0 END AS not_checked,
	CASE WHEN e.verified IS NULL THEN 0 ELSE q.deduplicated - q.verified END AS no_trace,
	CASE WHEN e.verified IS NULL THEN 0 ELSE q.verified - q.undoubted END AS held,
	CASE WHEN e.verified IS NULL THEN 0 ELSE q.undoubted END AS paid,
	CASE WHEN e.verified > i.target_quantity THEN e.verified - i.target_quantity ELSE 0 END AS over_target
FROM contract_item i
	JOIN contract c ON c.project_id = i.project_id AND c.contract_id = i.contract_id
	JOIN project p ON p.project_id = i.project_id
	JOIN (
		SELECT i.project_id, i.contract_id, coalesce(sum(i.tariff * i.target_quantity), 0) AS priced, sum(i.target_quantity) FILTER (WHERE i.tariff IS NULL) AS unpriced
		FROM contract_item i
		GROUP BY i.project_id, i.contract_id
	) w ON w.project_id = i.project_id AND w.contract_id = i.contract_id
	LEFT JOIN (
		SELECT e.project_id, e.scope_key, r.cutoff,
			max(e.value) FILTER (WHERE e.code = 'reported') AS reported,
			max(e.value) FILTER (WHERE e.code = 'deduplicated') AS deduplicated,
			max(e.value) FILTER (WHERE e.code = 'held') AS held,
			max(e.value) FILTER (WHERE e.code = 'verified') AS verified
		FROM headline_run h
			JOIN current_run r ON r.project_id = h.project_id AND r.run_id = h.run_id
			JOIN evaluation_result e ON e.project_id = h.project_id AND e.run_id = h.run_id AND e.scope = 'contract_item'
				AND e.code IN ('reported', 'deduplicated', 'held', 'verified')
		WHERE h.period IS NULL
		GROUP BY e.project_id, e.scope_key, r.cutoff
	) e ON e.project_id = i.project_id AND e.scope_key = i.contract_id || '/' || i.item
	-- least() passes over NULL: where a quantity is not known these are the target, and not asked for
	CROSS JOIN LATERAL (
		SELECT least(e.reported, i.target_quantity) AS reported,
			least(e.deduplicated, i.target_quantity) AS deduplicated,
			least(e.verified, i.target_quantity) AS verified,
			least(e.verified - round(coalesce(e.verified * e.held / nullif(e.deduplicated, 0), 0), 6), i.target_quantity) AS undoubted,
			coalesce(round(i.target_quantity * greatest(quarter_number(p.end_on) - quarter_number(e.cutoff), 0)
				/ (quarter_number(p.end_on) - quarter_number(p.start_on) + 1), 6), 0) AS not_due
	) q;
COMMENT ON VIEW item_payment IS 'What became of the target of each contract item: what is paid, what is not, and why? | 各合同服务内容的目标量中，多少计付、多少不付、原因为何？';
COMMENT ON COLUMN item_payment.project_id IS 'project | 项目';
COMMENT ON COLUMN item_payment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN item_payment.item IS 'contract item | 合同服务内容';
COMMENT ON COLUMN item_payment.target IS 'agreed quantity, to which not_evaluated to paid add up | 合同约定总量（等于尚未评估至计付各项之和）';
COMMENT ON COLUMN item_payment.tariff IS 'yuan per unit, agreed or from the part of the price that is paid by quantity | 单价（约定，或由按量支付部分推算）';
COMMENT ON COLUMN item_payment.not_evaluated IS 'without an evaluation | 尚未评估';
COMMENT ON COLUMN item_payment.not_due IS 'not reported, of quarters to come | 未到期';
COMMENT ON COLUMN item_payment.missing IS 'not reported, and due | 已到期未上报';
COMMENT ON COLUMN item_payment.repeated IS 'confirmed repeats of earlier uploads | 确认重复上传';
COMMENT ON COLUMN item_payment.not_checked IS 'reported, and nothing was ever checked | 尚未核查';
COMMENT ON COLUMN item_payment.no_trace IS 'reported, and not verified | 未能核实';
COMMENT ON COLUMN item_payment.held IS 'verified, but seem to repeat earlier uploads and wait for a decision | 疑似重复待判定';
COMMENT ON COLUMN item_payment.paid IS 'verified, up to the target: what is paid | 计付量（核实且不超过目标）';
COMMENT ON COLUMN item_payment.over_target IS 'verified beyond the target: not paid | 超目标量（不付）';

-- The score is that of the project over its term, by the first scheme, in which sites that are not rated count with what they have
-- earned of all that applies to them.  It decides when the term is over.  What more they could have earned is not decided.
CREATE VIEW contract_payment WITH (security_invoker = true) AS
SELECT s.project_id, s.contract_id, s.profile, s.score, s.price, s.quantity_share,
	round(greatest(s.tariff_value - s.quantity_budget, 0), 2) AS tariff_surplus,
	f.quantity, f.quality, coalesce(f.total, f.quantity) AS payable,
	round(least(s.earned + s.unsettled, s.quantity_budget) - least(s.earned, s.quantity_budget)
		+ CASE WHEN f.quality IS NULL THEN s.price - s.quantity_budget ELSE u.quality - f.quality END, 2) AS undecided,
	s.paid, coalesce(f.total, f.quantity) - s.paid AS balance, s.last_paid_on,
	trim_scale(s.tariff_value) AS tariff_value, trim_scale(s.earned) AS earned, trim_scale(s.unsettled) AS unsettled, s.term_over,
	s.sites, s.sites - s.rated AS unrated, s.score_upper, u.quality AS quality_upper
FROM (
	SELECT c.project_id, c.contract_id, r.scheme_id AS profile, e.score, e.score_upper, e.sites, e.rated, c.price, c.quantity_share, c.price * c.quantity_share AS quantity_budget,
		coalesce(i.tariff_value, 0) AS tariff_value, coalesce(i.earned, 0) AS earned, coalesce(i.unsettled, 0) AS unsettled,
		coalesce(m.paid, 0) AS paid, m.last_paid_on, coalesce(r.cutoff >= p.end_on, false) AS term_over
	FROM contract c
		JOIN project p ON p.project_id = c.project_id
		LEFT JOIN (headline_run h JOIN current_run r ON r.project_id = h.project_id AND r.run_id = h.run_id) ON h.project_id = c.project_id AND h.period IS NULL
		LEFT JOIN LATERAL (
			-- a run that was sealed before there was a score for payments has the score alone
			SELECT coalesce(max(e.value) FILTER (WHERE e.code = 'payment_score'), max(e.value) FILTER (WHERE e.code = 'score')) AS score,
				coalesce(max(e.hi) FILTER (WHERE e.code = 'payment_score'), max(e.value) FILTER (WHERE e.code = 'score')) AS score_upper,
				max(e.n) FILTER (WHERE e.code = 'payment_score') AS sites, coalesce(max(e.n) FILTER (WHERE e.code = 'score'), 0) AS rated
			FROM evaluation_result e
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'project' AND e.code IN ('score', 'payment_score')
		) e ON true
		LEFT JOIN (
			SELECT i.project_id, i.contract_id, round(sum(i.target * i.tariff), 8) AS tariff_value, round(sum(i.paid * i.tariff), 8) AS earned,
				round(sum((i.not_evaluated + i.not_due + i.not_checked + i.held) * i.tariff), 8) AS unsettled
			FROM item_payment i
			GROUP BY i.project_id, i.contract_id
		) i ON i.project_id = c.project_id AND i.contract_id = c.contract_id
		LEFT JOIN (
			SELECT m.project_id, m.contract_id, sum(m.paid) AS paid, max(m.paid_on) FILTER (WHERE m.paid > 0) AS last_paid_on
			FROM payment m
			WHERE m.paid_on <= current_date
			GROUP BY m.project_id, m.contract_id
		) m ON m.project_id = c.project_id AND m.contract_id = c.contract_id
) s
	-- what was earned of what can be, both in yuan; once for each contract
	CROSS JOIN LATERAL service_eval.performance_payment(s.price, s.quantity_share, s.earned, s.quantity_budget, CASE WHEN s.term_over THEN s.score END) AS f
	CROSS JOIN LATERAL service_eval.performance_payment(s.price, s.quantity_share, s.earned, s.quantity_budget, CASE WHEN s.term_over THEN s.score_upper END) AS u;
COMMENT ON VIEW contract_payment IS 'What is owed on each contract? | 各合同应付多少？';
COMMENT ON COLUMN contract_payment.project_id IS 'project | 项目';
COMMENT ON COLUMN contract_payment.contract_id IS 'contract | 合同';
COMMENT ON COLUMN contract_payment.profile IS 'scheme that judges the quality; empty without an evaluation | 评定质量的方案（未评估则为空）';
COMMENT ON COLUMN contract_payment.score IS 'score of the project over its term so far; a site that is not rated counts with what it has earned of all that applies to it | 项目全周期至今得分（未参评点按已得分占全部适用分值计）';
COMMENT ON COLUMN contract_payment.price IS 'agreed price in yuan | 合同金额（元）';
COMMENT ON COLUMN contract_payment.quantity_share IS 'share of it that is paid by quantity | 按数量支付的比例';
COMMENT ON COLUMN contract_payment.tariff_surplus IS 'by what all targets at their tariffs exceed that part | 各项目标按单价合计超出该部分的金额';
COMMENT ON COLUMN contract_payment.quantity IS 'payable for what was verified | 按数量应付';
COMMENT ON COLUMN contract_payment.quality IS 'payable for the score; empty while not decided | 按质量应付（未定则为空）';
COMMENT ON COLUMN contract_payment.payable IS 'payable so far | 至今应付合计';
COMMENT ON COLUMN contract_payment.undecided IS 'what may still become payable: held, not checked, not due, quality not decided, sites not rated | 尚未确定、仍可能应付的金额';
COMMENT ON COLUMN contract_payment.paid IS 'paid so far | 已付';
COMMENT ON COLUMN contract_payment.balance IS 'payable less paid: owed, or if negative paid in advance or to be returned | 余额：应付减已付（负数为预付或应退）';
COMMENT ON COLUMN contract_payment.last_paid_on IS 'day of the last payment | 最近付款日期';
COMMENT ON COLUMN contract_payment.tariff_value IS 'all targets at their tariffs | 各项目标按单价合计';
COMMENT ON COLUMN contract_payment.earned IS 'what is paid of them, at their tariffs | 计付量按单价合计';
COMMENT ON COLUMN contract_payment.unsettled IS 'what is not decided of them, at their tariffs | 未定量按单价合计';
COMMENT ON COLUMN contract_payment.sites IS 'sites that were judged; empty where no site is rated | 参与评估的服务点数（均未参评则为空）';
COMMENT ON COLUMN contract_payment.unrated IS 'of these, sites that are not rated | 其中未参评的服务点数';
COMMENT ON COLUMN contract_payment.score_upper IS 'the score if these had earned all that was not measured | 未测部分按满分计的得分';
COMMENT ON COLUMN contract_payment.quality_upper IS 'payable for that score; quality is with nothing for it | 按该得分应付的质量部分（quality按未测部分不得分计）';
COMMENT ON COLUMN contract_payment.term_over IS 'the evaluation reaches the end of the term | 评估是否已覆盖全周期';

-- From the price to the balance.  What is payable is rounded to the cent by performance_payment(); what lies between the price and that
-- is divided among its reasons by apportion(), so that the lines add up to the cent.  If the tariffs make up more than the part
-- of the price that is paid by quantity, the lines begin with what they exceed it by, and end it where that part is used up.
CREATE VIEW payment_statement WITH (security_invoker = true) AS
WITH shortfall AS (
	SELECT i.project_id, i.contract_id, l.place, l.step, 'quantity' AS part, l.cause, i.item, l.quantity, i.tariff, l.worth, l.reason
	FROM item_payment i
		JOIN contract_payment c ON c.project_id = i.project_id AND c.contract_id = i.contract_id
		-- which part of what is not settled can still be paid
		CROSS JOIN LATERAL (
			SELECT coalesce((least(c.earned + c.unsettled, c.price * c.quantity_share) - least(c.earned, c.price * c.quantity_share)) / nullif(c.unsettled, 0), 0) AS open
		) o
		CROSS JOIN LATERAL (VALUES
			(10, 'deduction', 'missing', i.missing, i.missing * i.tariff, 'not reported'),
			(11, 'deduction', 'repeated', i.repeated, i.repeated * i.tariff, 'confirmed repeats of earlier uploads'),
			(12, 'deduction', 'no_trace', i.no_trace, i.no_trace * i.tariff, 'reported, not verified'),
			(13, 'deduction', 'over_target', i.over_target, 0, 'verified beyond the target: not paid'),
			(30, 'held', 'held', i.held, i.held * i.tariff * o.open, 'seem to repeat earlier uploads: wait for a decision'),
			(31, 'held', 'not_checked', i.not_checked, i.not_checked * i.tariff * o.open, 'nothing was checked yet'),
			(32, 'held', 'not_due', i.not_due, i.not_due * i.tariff * o.open, 'due in quarters to come'),
			(33, 'held', 'not_evaluated', i.not_evaluated, i.not_evaluated * i.tariff * o.open, 'not evaluated yet')
		) AS l (place, step, cause, quantity, worth, reason)
	UNION ALL
	SELECT c.project_id, c.contract_id, l.place, l.step, l.part, l.cause, NULL, l.quantity, NULL, l.worth, l.reason
	FROM contract_payment c
		CROSS JOIN LATERAL (SELECT c.price * c.quantity_share AS quantity, c.price - c.price * c.quantity_share AS quality) b
		CROSS JOIN LATERAL (VALUES
			(20, 'deduction', 'quantity', 'tariffs', NULL::bigint, greatest(b.quantity - c.tariff_value, 0),
				CASE WHEN c.tariff_value > 0 THEN 'the tariffs make up less than the part paid by quantity' ELSE 'no item earns the part paid by quantity' END),
			(21, 'deduction', 'quantity', 'cap', NULL, greatest(c.earned + c.unsettled - b.quantity, 0), 'beyond the part paid by quantity'),
			(22, 'deduction', 'quality', 'quality', NULL, coalesce(b.quality - c.quality_upper, 0),
				format(CASE WHEN c.unrated > 0 THEN 'score %s at most: nothing up to 60, all from 90' ELSE 'score %s: nothing up to 60, all from 90' END, trim_scale(c.score_upper))),
			(34, 'held', 'quality', CASE WHEN c.profile IS NULL THEN 'not_evaluated' WHEN c.term_over THEN 'not_rated' ELSE 'not_due' END, NULL,
				CASE WHEN c.quality IS NULL THEN b.quality ELSE 0 END,
				CASE WHEN c.profile IS NULL THEN 'not evaluated yet' WHEN c.term_over THEN 'the project has no score'
					ELSE concat('decided when the term is over', '; score so far ' || trim_scale(c.score)) END),
			(35, 'held', 'quality', 'not_rated', CASE WHEN c.quality IS NOT NULL THEN nullif(c.unrated, 0) END, coalesce(c.quality_upper - c.quality, 0),
				format('%s of %s sites are not rated: the quality part is %s, score %s, with what they have earned, and %s, score %s, if all that was not measured is earned as well',
					c.unrated, c.sites, c.quality, trim_scale(c.score), c.quality_upper, trim_scale(c.score_upper)))
		) AS l (place, step, part, cause, quantity, worth, reason)
),
divided AS (
	SELECT s.project_id, s.contract_id, s.place, s.step, s.part, s.cause, s.item, s.quantity, s.tariff, s.reason,
		-coalesce(service_eval.apportion(c.price + c.tariff_surplus - c.payable, round(greatest(s.worth, 0), 8), 2)
			OVER (PARTITION BY s.project_id, s.contract_id ORDER BY s.place, s.item COLLATE "C"), 0) AS amount
	FROM shortfall s JOIN contract_payment c ON c.project_id = s.project_id AND c.contract_id = s.contract_id
),
whole AS (
	SELECT c.project_id, c.contract_id, l.place, l.step, l.part, l.cause, NULL::text AS item, NULL::numeric AS quantity, NULL::numeric AS tariff, l.reason, l.amount
	FROM contract_payment c
		CROSS JOIN LATERAL (VALUES
			(1, 'price', NULL, NULL, c.price, 'agreed price'),
			(2, 'addition', 'quantity', 'tariffs', c.tariff_surplus, 'the tariffs make up more than the part paid by quantity'),
			(50, 'payable', 'quantity', NULL, c.quantity, 'for what was verified'),
			(51, 'payable', 'quality', NULL, c.quality, CASE WHEN c.quality IS NULL THEN 'not decided yet' ELSE 'for the score' END),
			(52, 'payable', NULL, NULL, c.payable, CASE WHEN c.undecided > 0 THEN 'payable so far' ELSE 'payable' END),
			(60, 'paid', NULL, NULL, -c.paid, coalesce('paid until ' || to_char(c.last_paid_on, 'YYYY-MM-DD'), 'nothing was paid')),
			(70, 'balance', NULL, NULL, c.balance, CASE
				WHEN c.balance > 0 THEN 'owed to the provider'
				WHEN c.balance = 0 THEN 'settled'
				WHEN -c.balance <= c.undecided THEN 'paid in advance of what is not decided yet'
				WHEN c.undecided > 0 THEN format('to be returned by the provider: %s, or more if what is not decided is not paid', -c.balance - c.undecided)
				ELSE 'to be returned by the provider' END)
		) AS l (place, step, part, cause, amount, reason)
),
line AS (
	SELECT l.project_id, l.contract_id, l.step, l.part, l.cause, l.item, l.quantity, l.tariff, l.reason, l.amount,
		row_number() OVER (PARTITION BY l.project_id, l.contract_id ORDER BY l.place, l.item COLLATE "C")::integer AS line
	FROM (TABLE divided UNION ALL TABLE whole) l (project_id, contract_id, place, step, part, cause, item, quantity, tariff, reason, amount)
	WHERE l.step NOT IN ('addition', 'deduction', 'held') OR l.amount <> 0 OR l.quantity <> 0
)
SELECT l.project_id, l.contract_id, l.line, l.step, l.part, l.cause, l.item, trim_scale(l.quantity) AS quantity, trim_scale(round(l.tariff, 6)) AS tariff,
	round(l.amount, 2) AS amount,
	round(sum(l.amount) FILTER (WHERE l.step NOT IN ('payable', 'balance')) OVER (PARTITION BY l.project_id, l.contract_id ORDER BY l.line), 2) AS remaining,
	l.reason
FROM line l;
COMMENT ON VIEW payment_statement IS 'What is owed, and why? | 应付多少，为什么？';
COMMENT ON COLUMN payment_statement.project_id IS 'project | 项目';
COMMENT ON COLUMN payment_statement.contract_id IS 'contract | 合同';
COMMENT ON COLUMN payment_statement.line IS 'order of the lines, from the price to the balance | 行次（自合同金额至余额）';
COMMENT ON COLUMN payment_statement.step IS 'price, addition, deduction, held (neither deducted nor paid yet), payable, paid or balance | 步骤：合同金额、增加、扣减、暂缓、应付、已付、余额';
COMMENT ON COLUMN payment_statement.part IS 'quantity or quality; empty for both | 数量或质量部分（合计为空）';
COMMENT ON COLUMN payment_statement.cause IS 'missing, repeated, no_trace, over_target, tariffs, cap or quality; of what is held: held, not_checked, not_due, not_evaluated or not_rated | 原因：未上报、确认重复、未能核实、超目标、单价差额、封顶、质量；暂缓：疑似重复、未核查、未到期、未评估、未评分';
COMMENT ON COLUMN payment_statement.item IS 'contract item; empty where it is about the contract | 合同服务内容（涉及整份合同则为空）';
COMMENT ON COLUMN payment_statement.quantity IS 'units of the item; of not_rated: sites | 数量（未评分：服务点数）';
COMMENT ON COLUMN payment_statement.tariff IS 'yuan per unit | 单价（元）';
COMMENT ON COLUMN payment_statement.amount IS 'amount in yuan; negative takes away; the payable parts and the balance are sums of lines before them; empty while not decided | 金额（元），负数为减项；应付与余额为前列各行之和；未定则为空';
COMMENT ON COLUMN payment_statement.remaining IS 'what is left after this line | 本行之后的余额';
COMMENT ON COLUMN payment_statement.reason IS 'reason in words | 原因说明';
