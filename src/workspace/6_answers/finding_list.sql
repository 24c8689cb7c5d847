-- SPDX-License-Identifier: PostgreSQL
-- What was found, as it stands now.  found is what staff wrote, reason why it does not count.  Name, rule and profiles
-- are those of the schemes that judge now, the first one's where several have the code.
CREATE VIEW finding_list WITH (security_invoker = true) AS
SELECT f.project_id, f.finding_id, f.site_id, p.division_code, p.village, p.township, p.county, f.contract_id, f.code,
	i.name_en, i.name_zh, i.rule, i.profiles, f.points, f.reason AS found, f.evidence, f.found_by, f.found_on,
	coalesce(f.concerns_on, f.found_on) AS concerns, f.withdrawn_on, k.cause IS NULL AS counts, k.reason, k.reason_zh
FROM finding f
	JOIN finding_standing k ON k.project_id = f.project_id AND k.finding_id = f.finding_id
	LEFT JOIN site_place p ON p.project_id = f.project_id AND p.site_id = f.site_id
	JOIN project j ON j.project_id = f.project_id
	LEFT JOIN LATERAL (
		SELECT min(o.name_en) FILTER (WHERE o.place = 1) AS name_en,
			min(o.name_zh) FILTER (WHERE o.place = 1) AS name_zh,
			min(o.rule) FILTER (WHERE o.place = 1) AS rule, string_agg(o.scheme_id, ' ' ORDER BY o.place) AS profiles
		FROM (
			SELECT i.name_en, i.name_zh, i.rule, s.scheme_id,
				row_number() OVER (ORDER BY s.display_order, s.scheme_id COLLATE "C") AS place
			FROM current_scheme s
				JOIN indicator i ON i.scheme_id = s.scheme_id AND i.version = s.version AND i.code = f.code
					AND by_findings(i.rule)
			WHERE s.service = j.service
		) o
	) i ON true;
COMMENT ON VIEW finding_list IS
	'finding list: What was found, where, and does it count? | 发现问题清单：发现了什么问题，在何处，是否计入？';
COMMENT ON COLUMN finding_list.site_id IS 'site: that it is about; empty: it names none | 服务点：所涉服务点，空为未写明';
COMMENT ON COLUMN finding_list.contract_id IS
	'contract: whose sites it is about, where it names no site | 合同：未写服务点时，所涉为该合同全部服务点';
COMMENT ON COLUMN finding_list.name_en IS 'English name: of the code, by the first scheme that has it | 英文名称：代码的英文名称';
COMMENT ON COLUMN finding_list.name_zh IS 'Chinese name: of the code, by the first scheme that has it | 中文名称：代码的中文名称';
COMMENT ON COLUMN finding_list.rule IS
	'rule: deduct, bonus or veto, by the first scheme that has the code | 计分规则：扣分、加减分或否决';
COMMENT ON COLUMN finding_list.profiles IS 'profiles: schemes by which it counts | 计入方案：按其计分的方案';
COMMENT ON COLUMN finding_list.points IS 'points: taken off, or added to the score | 分值：扣分，或总分加减分';
COMMENT ON COLUMN finding_list.found IS 'what was found: in the words of those who found it | 事由：发现人所记情况';
COMMENT ON COLUMN finding_list.concerns IS 'concerns: day that it speaks of; decides the period | 所涉日期：决定计入的时段';
COMMENT ON COLUMN finding_list.counts IS 'counts: at the next refresh, in some scheme | 是否计入：下次刷新时是否计入';
COMMENT ON COLUMN finding_list.reason IS 'reason: why it does not count; empty: it does | 原因：不计入的原因，空为计入';
COMMENT ON COLUMN finding_list.reason_zh IS 'reason (Chinese): the same in Chinese | 原因（中文）：中文原因';
