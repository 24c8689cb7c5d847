-- SPDX-License-Identifier: PostgreSQL
-- Which visits, answers, scores and findings count: not those by which a provider judges its own service, and no
-- finding that was withdrawn.
--
-- concerns is the day that an answer, a score or a finding speaks of.

CREATE VIEW counted_visit WITH (security_invoker = true) AS
SELECT v.project_id, v.visit_id, v.site_id, v.activity_id, v.verifier_id, v.stratum, v.visited_on, v.outcome,
	v.confirmed_quantity, v.room_open
FROM visit v
WHERE NOT EXISTS (SELECT FROM contract c WHERE c.project_id = v.project_id AND c.provider_id = v.verifier_id);
COMMENT ON VIEW counted_visit IS
	'inner counted_visit: which visits count, the provider''s own left aside? | 内部有效核查：哪些核查有效（不含承接主体自查）？';
COMMENT ON COLUMN counted_visit.project_id IS 'project: number of the project | 项目：项目编号';
COMMENT ON COLUMN counted_visit.visit_id IS 'visit: number of the visit | 核查：核查编号';
COMMENT ON COLUMN counted_visit.site_id IS 'site: number of the site | 服务点：服务点编号';
COMMENT ON COLUMN counted_visit.activity_id IS
	'activity: activity that was checked; empty if the site was visited | 活动：被核查的活动（只核查服务点则为空）';
COMMENT ON COLUMN counted_visit.verifier_id IS 'verifier: organization that visited | 核查方：核查的组织';
COMMENT ON COLUMN counted_visit.stratum IS 'stratum: risk stratum of the site | 分层：服务点的风险分层';
COMMENT ON COLUMN counted_visit.visited_on IS 'visited on: day of the visit | 核查日期：核查当日';
COMMENT ON COLUMN counted_visit.outcome IS
	'outcome: confirmed, no_trace or repeated | 结果：属实、查无痕迹或重复';
COMMENT ON COLUMN counted_visit.confirmed_quantity IS
	'confirmed quantity: what was confirmed, if not all | 属实数量：仅部分属实时的数量';
COMMENT ON COLUMN counted_visit.room_open IS
	'room open: whether the room was open; empty if nobody tried | 是否开放：场所是否开放（未查看则为空）';

-- score: 100 (rating - 1) / (scale_max - 1), in numeric, so that sums do not depend on the order of rows.
CREATE VIEW counted_response WITH (security_invoker = true) AS
SELECT r.project_id, r.response_id, r.site_id, coalesce(r.concerns_on, r.answered_on) AS concerns, r.respondent,
	g.is_served, r.need_level, r.proxy, r.question, r.rating, r.scale_max, r.collector_id,
	trim_scale(100.0 * (r.rating - 1) / (r.scale_max - 1)) AS score
FROM response r JOIN respondent_group g ON g.code = r.respondent
WHERE NOT EXISTS (SELECT FROM contract c WHERE c.project_id = r.project_id AND c.provider_id = r.collector_id);
COMMENT ON VIEW counted_response IS
	'inner counted_response: which answers count, those the provider collected left aside? | '
	'内部有效回答：哪些回答有效（不含承接主体自行收集的）？';
COMMENT ON COLUMN counted_response.project_id IS 'project: number of the project | 项目：项目编号';
COMMENT ON COLUMN counted_response.response_id IS 'response: number of the answer | 回答：回答编号';
COMMENT ON COLUMN counted_response.site_id IS 'site: number of the site | 服务点：服务点编号';
COMMENT ON COLUMN counted_response.concerns IS
	'concerns: day that the answer speaks of | 所涉日期：回答所针对的日期';
COMMENT ON COLUMN counted_response.respondent IS 'respondent: group of who answered | 回答者：回答者所属群体';
COMMENT ON COLUMN counted_response.is_served IS
	'served: whether the group is served | 服务对象：该群体是否为服务对象';
COMMENT ON COLUMN counted_response.need_level IS
	'need level: level of the person served | 需求等级：服务对象的需求等级';
COMMENT ON COLUMN counted_response.proxy IS 'proxy: answered for somebody else | 代答：是否代他人回答';
COMMENT ON COLUMN counted_response.question IS 'question: what was asked | 问题：所问内容';
COMMENT ON COLUMN counted_response.rating IS 'rating: as given | 评分：所给评分';
COMMENT ON COLUMN counted_response.scale_max IS 'scale: highest rating there was | 量表：最高评分';
COMMENT ON COLUMN counted_response.collector_id IS 'collector: organization that asked | 收集方：收集回答的组织';
COMMENT ON COLUMN counted_response.score IS 'score: rating on a scale of 0 to 100 | 得分：换算为0至100的评分';

-- Scores of third parties, and rechecks.  A recheck replaces what third parties gave the site by that criterion: the
-- scores of its own unit, or else of the last unit before that has any.  replaced_on is the day that it concerns; in a
-- period that includes that day the replaced score does not count, in earlier periods it does.
CREATE VIEW counted_assessment WITH (security_invoker = true) AS
SELECT a.project_id, a.assessment_id, a.site_id, a.concerns, a.evaluator_id, a.assessor, a.kind, a.criterion, a.score,
	CASE WHEN a.kind = 'third_party' AND (a.next_unit IS NULL OR a.recheck_unit < a.next_unit) THEN a.recheck_on
		END AS replaced_on
FROM (
	SELECT a.*,
		min(a.unit) FILTER (WHERE a.kind = 'third_party') OVER later AS next_unit,
		min(a.concerns) FILTER (WHERE a.kind = 'recheck') OVER not_earlier AS recheck_on,
		min(a.unit) FILTER (WHERE a.kind = 'recheck') OVER not_earlier AS recheck_unit
	FROM (
		SELECT a.project_id, a.assessment_id, a.site_id, d.concerns, a.evaluator_id, a.assessor, a.kind,
			upper(a.criterion) AS criterion, trim_scale(100 * a.score / a.full_marks) AS score,
			unit_start(d.concerns, p.period_unit) AS unit
		FROM assessment a
			JOIN project p ON p.project_id = a.project_id
			CROSS JOIN LATERAL (SELECT coalesce(a.concerns_on, a.assessed_on) AS concerns) d
		WHERE a.kind <> 'self'
			AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = a.project_id AND c.provider_id = a.evaluator_id)
	) a
	WINDOW later AS (PARTITION BY a.project_id, a.site_id, a.criterion
			ORDER BY a.unit GROUPS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING),
		not_earlier AS (PARTITION BY a.project_id, a.site_id, a.criterion
			ORDER BY a.unit GROUPS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
) a;
COMMENT ON VIEW counted_assessment IS
	'inner counted_assessment: which scores of evaluators count? | 内部有效评分：评价方的哪些评分有效？';
COMMENT ON COLUMN counted_assessment.project_id IS 'project: number of the project | 项目：项目编号';
COMMENT ON COLUMN counted_assessment.assessment_id IS 'assessment: number of the score | 评分：评分编号';
COMMENT ON COLUMN counted_assessment.site_id IS 'site: number of the site | 服务点：服务点编号';
COMMENT ON COLUMN counted_assessment.concerns IS
	'concerns: day that the score speaks of | 所涉日期：评分所针对的日期';
COMMENT ON COLUMN counted_assessment.evaluator_id IS 'evaluator: organization that scored | 评价方：评分的组织';
COMMENT ON COLUMN counted_assessment.assessor IS
	'assessor: who of the evaluator scored | 评委：评价方中的评分人';
COMMENT ON COLUMN counted_assessment.kind IS 'kind: third_party or recheck | 类别：第三方评价或复核';
COMMENT ON COLUMN counted_assessment.criterion IS
	'criterion: in capitals, the code of an indicator | 评分指标：大写，即指标代码';
COMMENT ON COLUMN counted_assessment.score IS 'score: 100 x score / full marks | 得分：得分占满分的百分比';
COMMENT ON COLUMN counted_assessment.replaced_on IS
	'replaced on: day that the recheck in its place concerns | 复核日期：取代该评分的复核所涉日期';

-- Whoever found it, a fault is a fault.  A day of withdrawal in the future withdraws at once: a finding must not count
-- today and cease to count on a night on which nothing was entered.
CREATE VIEW counted_finding WITH (security_invoker = true) AS
SELECT f.project_id, f.finding_id, f.site_id, f.contract_id, f.code, coalesce(f.concerns_on, f.found_on) AS concerns,
	f.points, f.reason, f.evidence
FROM finding f
WHERE f.withdrawn_on IS NULL;
COMMENT ON VIEW counted_finding IS
	'inner counted_finding: which findings count, those withdrawn left aside? | 内部有效事项：哪些发现问题有效（不含已撤销的）？';
COMMENT ON COLUMN counted_finding.project_id IS 'project: number of the project | 项目：项目编号';
COMMENT ON COLUMN counted_finding.finding_id IS 'finding: number of the finding | 事项：事项编号';
COMMENT ON COLUMN counted_finding.site_id IS 'site: number of the site; empty if it names none | 服务点：服务点编号（无则为空）';
COMMENT ON COLUMN counted_finding.contract_id IS
	'contract: number of the contract; empty if it names none | 合同：合同编号（无则为空）';
COMMENT ON COLUMN counted_finding.code IS 'code: of the indicator by which it counts | 指标代码：据以计分的指标';
COMMENT ON COLUMN counted_finding.concerns IS 'concerns: day that the finding speaks of | 所涉日期：事项所针对的日期';
COMMENT ON COLUMN counted_finding.points IS 'points: taken off, or added | 分值：扣分或加分';
COMMENT ON COLUMN counted_finding.reason IS 'reason: what was found | 事由：所发现的情况';
COMMENT ON COLUMN counted_finding.evidence IS 'evidence: where it can be seen | 依据：佐证材料';
