-- SPDX-License-Identifier: PostgreSQL
-- Whether those who mark the same mark alike.  The name of a criterion is that of the indicator of this code in the
-- headline scheme.
CREATE VIEW panel_agreement WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on, m.criterion, i.name_en, i.name_zh, m.sites, m.compared_sites,
	m.assessors, m.marks, m.score::numeric(7,4) AS score, m.std_error::numeric(7,4) AS std_error, m.alpha,
	CASE WHEN m.alpha IS NOT NULL THEN NULL
		WHEN m.assessors = 1 THEN 'one assessor only: there is nobody to compare with'
		WHEN m.compared_sites = 0 THEN 'no site was marked by more than one assessor'
		ELSE 'all marks that can be compared are equal: agreement beyond chance cannot be told' END AS reason,
	CASE WHEN m.alpha IS NOT NULL THEN NULL
		WHEN m.assessors = 1 THEN '仅一名评委，无从比较'
		WHEN m.compared_sites = 0 THEN '没有服务点由两名以上评委评分'
		ELSE '可比较的评分全部相同，无法区分一致与偶然' END AS reason_zh
FROM current_snapshot s
	JOIN panel_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
	LEFT JOIN headline_run h ON h.project_id = s.project_id AND h.period = s.period
	LEFT JOIN indicator i ON i.scheme_id = h.profile AND i.version = h.version AND i.code = m.criterion;
COMMENT ON VIEW panel_agreement IS
'panel agreement: Do the assessors of a panel agree, criterion by criterion? | 评委一致性：各评分指标的评委意见是否一致？';
COMMENT ON COLUMN panel_agreement.name_en IS
'name: of the indicator with this code; empty: it earns no points | 英文名称：同代码指标的英文名称，空为不计分';
COMMENT ON COLUMN panel_agreement.name_zh IS 'name (Chinese): the same in Chinese | 名称：同代码指标的名称，空为不计分';
COMMENT ON COLUMN panel_agreement.score IS 'score: mean over the assessors, 0 to 100 | 总体均分：各评委均分的平均，0至100';
COMMENT ON COLUMN panel_agreement.std_error IS 'standard error: of the score; empty: not known | 标准误：均分的标准误，空为未知';
COMMENT ON COLUMN panel_agreement.reason IS 'reason: why there is no alpha; empty: there is | 原因：无一致性系数的原因';
COMMENT ON COLUMN panel_agreement.reason_zh IS 'reason (Chinese): the same in Chinese | 原因（中文）：中文原因';
