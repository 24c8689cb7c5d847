-- SPDX-License-Identifier: PostgreSQL
-- What follows from a finding that was withdrawn is demanded no more, unless it had been verified.
CREATE VIEW rectification_status WITH (security_invoker = true) AS
SELECT t.project_id, t.rectification_id, t.period, t.site_id, p.division_code, p.site, p.village, p.township, p.county,
	t.contract_id, t.source, t.code, s.status,
	CASE s.status WHEN 'open' THEN t.due_on - current_date END AS days_left,
	CASE WHEN s.status = 'overdue' THEN current_date - t.due_on
		WHEN s.status IN ('answered', 'verified') THEN greatest(t.replied_on - t.due_on, 0) END AS days_overdue,
	coalesce(t.reason, t.reason_zh) AS reason, coalesce(t.reason_zh, t.reason) AS reason_zh,
	coalesce(t.demand, t.demand_zh) AS demand, coalesce(t.demand_zh, t.demand) AS demand_zh,
	t.issued_on, t.due_on, t.responsible, t.reply, t.replied_on, t.evidence, t.verified_by, t.verified_on
FROM rectification t
	LEFT JOIN site_place p ON p.project_id = t.project_id AND p.site_id = t.site_id
	LEFT JOIN finding f ON f.project_id = t.project_id AND f.finding_id = t.finding_id
	CROSS JOIN LATERAL (
		SELECT CASE WHEN t.verified_on IS NOT NULL THEN 'verified'
			WHEN f.withdrawn_on IS NOT NULL THEN 'withdrawn'
			WHEN t.replied_on IS NOT NULL THEN 'answered'
			WHEN t.due_on < current_date THEN 'overdue'
			ELSE 'open' END AS status
	) s;
COMMENT ON VIEW rectification_status IS
	'rectification status: What was demanded of whom, and was it done in time? | 整改台账：对谁提出了什么要求，是否按期落实？';
COMMENT ON COLUMN rectification_status.site_id IS
	'site number: empty: all sites of the contract, or the project | 服务点编号：空为合同全部服务点或整个项目';
COMMENT ON COLUMN rectification_status.site IS
	'site: name of the site; empty: all sites of the contract, or the project | '
	'服务点：名称，空为合同全部服务点或整个项目';
COMMENT ON COLUMN rectification_status.contract_id IS
	'contract: whose sites it is about; empty, as is the site: the project | 合同：所涉合同，与服务点均空为整个项目';
COMMENT ON COLUMN rectification_status.code IS
	'code: of the indicator or limiter; bottom: of the bottom band; not_rated: of a gap | '
	'问题代码：指标或限级代码，bottom为后档，not_rated为未评';
COMMENT ON COLUMN rectification_status.status IS
	'status: open, overdue, answered, verified, or withdrawn with its finding | 状态：整改中、逾期未整改、已答复待核验、已核验、已撤销（随问题撤销）';
COMMENT ON COLUMN rectification_status.due_on IS 'due: last day for the reply, included | 整改期限：答复的最后一日（含）';
COMMENT ON COLUMN rectification_status.reason IS
	'reason: what was found, as it was when the demand was issued | 原因：发出要求时的问题说明';
COMMENT ON COLUMN rectification_status.evidence IS
	'evidence: of the reply, such as a number of a file | 佐证：答复的佐证材料或其编号';
COMMENT ON COLUMN rectification_status.days_left IS
	'days left: until the due day, 0 on it; empty: not open | 剩余天数：距期限的天数，当日为0，非整改中为空';
COMMENT ON COLUMN rectification_status.days_overdue IS
	'days overdue: until the reply, or until today; 0: in time; empty: open | 逾期天数：至答复或今日，0为按期，整改中为空';
