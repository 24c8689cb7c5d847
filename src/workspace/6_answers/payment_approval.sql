-- SPDX-License-Identifier: PostgreSQL
-- The sheet on which a payment is approved: a row for each instalment of which something is outstanding, and for a
-- contract without any the instalment that comes next, at 0.00.  What is to be approved adds up to what is outstanding
-- in instalment_status, and with what was paid to no more than what is payable, advances apart.
CREATE VIEW payment_approval WITH (security_invoker = true) AS
SELECT i.project_id, j.name AS project, i.contract_id, b.name AS buyer, o.name AS provider, c.price, c.score, c.grade,
	p.quantity, p.payable - p.quantity AS quality, p.payable, p.paid, i.number, i.amount AS instalment, i.due_on,
	i.instalment_status, x.condition, x.condition_zh, i.outstanding AS to_approve,
	p.paid + sum(i.outstanding) OVER contract AS paid_after, i.reason AS note, i.reason_zh AS note_zh
FROM (
	SELECT s.*, row_number() OVER (PARTITION BY s.project_id, s.contract_id
		ORDER BY s.outstanding = 0, s.instalment_status = 'paid', coalesce(s.day, s.due_on), s.number) AS place
	FROM instalment_status s
	WHERE s.instalment_status <> 'unplanned'
) i
	JOIN contract_position p ON p.project_id = i.project_id AND p.contract_id = i.contract_id
	JOIN contract_payment c ON c.project_id = i.project_id AND c.contract_id = i.contract_id
	JOIN contract k ON k.project_id = i.project_id AND k.contract_id = i.contract_id
	JOIN project j ON j.project_id = i.project_id
	JOIN organization b ON b.org_id = j.buyer_id
	JOIN organization o ON o.org_id = k.provider_id
	LEFT JOIN milestone n ON n.project_id = i.project_id AND n.code = i.milestone
	CROSS JOIN LATERAL (
		SELECT CASE WHEN i.advance THEN 'advance: settled against what follows'
				WHEN i.milestone IS NOT NULL THEN format('milestone "%s": %s', n.name, concat_ws(', ',
					coalesce('sealed on ' || to_char(i.sealed_on, 'YYYY-MM-DD'), 'not sealed'),
					'at least ' || coalesce(agreed.en, i.min_grade),
					CASE WHEN i.min_grade IS NOT NULL AND i.sealed_on IS NOT NULL
						THEN coalesce('reached ' || coalesce(reached.en, i.grade), 'no grade') END))
				ELSE 'none' END AS condition,
			CASE WHEN i.advance THEN '预付款，先付后抵'
				WHEN i.milestone IS NOT NULL THEN format('节点“%s”：%s', n.name, concat_ws('，',
					coalesce(to_char(i.sealed_on, 'YYYY-MM-DD') || '封存', '未封存'),
					'约定不低于' || coalesce(agreed.zh, i.min_grade),
					CASE WHEN i.min_grade IS NOT NULL AND i.sealed_on IS NOT NULL
						THEN coalesce('实际为' || coalesce(reached.zh, i.grade), '未评定等级') END))
				ELSE '无' END AS condition_zh
		FROM (SELECT) AS one
			LEFT JOIN label agreed ON agreed.kind = 'grade' AND agreed.code = i.min_grade
			LEFT JOIN label reached ON reached.kind = 'grade' AND reached.code = i.grade
	) x
WHERE i.outstanding > 0 OR i.place = 1
WINDOW contract AS (PARTITION BY i.project_id, i.contract_id);
COMMENT ON VIEW payment_approval IS
'payment approval sheet: What is to be approved for payment now, and on what grounds? | 资金拨付审批表：本次应审批拨付多少，依据是什么？';
COMMENT ON COLUMN payment_approval.project IS 'project name: name of the project | 项目名称：项目的名称';
COMMENT ON COLUMN payment_approval.buyer IS 'buyer: who buys | 购买主体：购买方名称';
COMMENT ON COLUMN payment_approval.provider IS 'provider: who provides | 承接主体：承接主体名称';
COMMENT ON COLUMN payment_approval.score IS
'quality: score of the sites that the contract serves; unrated ones at their lower bound | 合同质量分：所服务服务点的加权平均，未评者按下界';
COMMENT ON COLUMN payment_approval.grade IS 'quality grade: of the quality | 质量等级：合同质量的等级';
COMMENT ON COLUMN payment_approval.quantity IS 'for quantity: payable for what was verified, yuan | 按量应付：按核实数量（元）';
COMMENT ON COLUMN payment_approval.quality IS
'for quality: payable, while the contract runs for what was due so far, yuan | 按质应付：合同期内为阶段应付（元）';
COMMENT ON COLUMN payment_approval.payable IS 'payable: for both, yuan so far | 应付合计：目前按量与按质合计（元）';
COMMENT ON COLUMN payment_approval.paid IS 'paid so far: yuan until today, all instalments | 累计已付：截至今日（元）';
COMMENT ON COLUMN payment_approval.number IS
'instalment number: empty: the whole price, without instalments | 期数：第几期，空为不分期';
COMMENT ON COLUMN payment_approval.instalment IS 'instalment: its agreed amount, yuan | 本期金额：约定金额（元）';
COMMENT ON COLUMN payment_approval.instalment_status IS
'status: as in instalment_status | 本期状态：同分期付款状态';
COMMENT ON COLUMN payment_approval.condition IS 'condition: of the instalment, and whether it holds | 付款条件：条件及其满足情况';
COMMENT ON COLUMN payment_approval.condition_zh IS 'condition (Chinese): the same in Chinese | 付款条件（中文）：中文说明';
COMMENT ON COLUMN payment_approval.to_approve IS 'to approve: of this instalment now, yuan | 本次拨付：本期本次应审批金额（元）';
COMMENT ON COLUMN payment_approval.paid_after IS
'paid afterwards: so far and with all that is to be approved, yuan | 拨付后累计：含全部本次拨付（元）';
COMMENT ON COLUMN payment_approval.note IS 'note: why, in words | 备注：文字说明';
COMMENT ON COLUMN payment_approval.note_zh IS 'note (Chinese): the same in Chinese | 备注（中文）：中文说明';
