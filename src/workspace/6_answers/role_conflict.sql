-- SPDX-License-Identifier: PostgreSQL
-- Who reports, who checks, who asks, who scores: where that is the same organization, nobody has looked from outside.
--
-- Both views count facts, visits and answers among them, and show them by organization: they are for those who may read
-- these tables.  Nothing about a person is shown.  Photos and activities whose reporter is not recorded are the
-- provider's.

-- One row for an organization in a role, at a site or for the project as a whole.
CREATE VIEW role_holder WITH (security_invoker = true) AS
SELECT p.project_id, 'buyer' AS role, p.buyer_id AS org_id, NULL::bigint AS site_id, 1::bigint AS facts
FROM project p
UNION ALL
SELECT c.project_id, 'provider', c.provider_id, NULL, count(*)
FROM contract c
GROUP BY c.project_id, c.provider_id
UNION ALL
SELECT a.project_id, 'reporter', a.reported_by, a.site_id, count(*)
FROM activity a
GROUP BY a.project_id, a.reported_by, a.site_id
UNION ALL
SELECT v.project_id, 'verifier', v.verifier_id, v.site_id, count(*)
FROM visit v
GROUP BY v.project_id, v.verifier_id, v.site_id
UNION ALL
SELECT r.project_id, 'collector', r.collector_id, r.site_id, count(*)
FROM response r
GROUP BY r.project_id, r.collector_id, r.site_id
UNION ALL
-- to mark oneself is asked for, and judges nothing
SELECT s.project_id, 'scorer', s.evaluator_id, s.site_id, count(*)
FROM assessment s
WHERE s.kind <> 'self'
GROUP BY s.project_id, s.evaluator_id, s.site_id
UNION ALL
-- who decides on repeats is a login; accounts tell whose
SELECT d.project_id, 'reviewer', l.org_id, a.site_id, count(*)
FROM duplicate_review d
	LEFT JOIN account l ON l.login = d.decided_by
	JOIN activity a ON a.project_id = d.project_id AND a.activity_id = d.activity_id
WHERE d.decision <> 'open'
GROUP BY d.project_id, l.org_id, a.site_id;
COMMENT ON VIEW role_holder IS
	'inner role_holder: Which organization does what, and where? | 内部角色：各组织在何处承担何种角色？';
COMMENT ON COLUMN role_holder.project_id IS 'project: number of the project | 项目编号：项目的编号';
COMMENT ON COLUMN role_holder.role IS
	'role: buyer, provider, reporter of activities, verifier, collector of answers, scorer, or reviewer of repeats | '
	'角色：购买、承接、上报、核查、问卷收集、评分、重复判定';
COMMENT ON COLUMN role_holder.org_id IS 'organization: empty where it is not recorded | 组织：未记录为空';
COMMENT ON COLUMN role_holder.site_id IS 'site: empty for the project as a whole | 服务点：整个项目为空';
COMMENT ON COLUMN role_holder.facts IS
	'facts: what it did in the role: contracts, activities, visits, answers, assessments or decisions | '
	'记录数：该角色下的记录数';

-- Two roles of one organization, the second of which judges the first or what depends on it.  A provider's judgements
-- of its own service do not count, but its decisions on repeats do.  An organization that reports without having a
-- contract, such as the provider's branch, is not known for one, so all that it finds counts.  What a provider does in
-- other roles is said once.
CREATE VIEW role_conflict WITH (security_invoker = true) AS
SELECT j.project_id, j.org_id, o.name AS organization, c.role, c.other_role, c.severity, c.counts,
	sum(j.facts)::bigint AS facts, count(DISTINCT j.site_id) AS sites,
	round(sum(j.facts) / j.all_facts, 6) AS facts_share, c.consequence, c.consequence_zh
FROM (
		SELECT h.project_id, h.role, h.org_id, h.site_id, h.facts, sum(h.facts) OVER (PARTITION BY h.project_id, h.role)
			AS all_facts
		FROM role_holder h
	) j
	JOIN (VALUES
		('provider', 'buyer', 'serious', true, 'it buys from itself: have the contract looked at from outside',
			'自己向自己购买，应由外部审查合同'),
		('provider', 'verifier', 'serious', false, 'its visits verify nothing',
			'其核查不计入'),
		('provider', 'collector', 'serious', false, 'the answers weigh 0',
			'其收集的问卷权重为0'),
		('provider', 'scorer', 'serious', false, 'the scores are left out',
			'其评分不计入'),
		('provider', 'reviewer', 'serious', true, 'it decided on its own uploads: have somebody else decide',
			'自行判定自己的上传，应由他方判定'),
		('reporter', 'verifier', 'serious', true, 'it found what it had reported: have others visit',
			'核查自己的上报，应由他方核查'),
		('reporter', 'collector', 'serious', true, 'it asked about what it had reported: have others ask',
			'就自己的上报收集问卷，应由他方收集'),
		('reporter', 'scorer', 'serious', true, 'it scored what it had reported: have others score',
			'给自己的上报评分，应由他方评分'),
		('reporter', 'reviewer', 'serious', true, 'it decided on its own uploads: have somebody else decide',
			'自行判定自己的上传，应由他方判定'),
		('buyer', 'reporter', 'lesser', true, 'it reports what it pays for: have the provider report',
			'上报自己所购服务，应由承接主体上报'),
		('buyer', 'verifier', 'lesser', true, 'it checks what it pays for: have a third party check a part',
			'核查自己所购服务，应由第三方核查一部分'),
		('buyer', 'collector', 'lesser', true, 'it asks about what it pays for: have a third party ask a part',
			'就自己所购服务收集问卷，应由第三方收集一部分'),
		('buyer', 'scorer', 'lesser', true, 'it scores what it pays for: have a third party score',
			'给自己所购服务评分，应由第三方评分'),
		('verifier', 'collector', 'lesser', true, 'visits and answers do not check each other',
			'核查与问卷不能互相印证'),
		('verifier', 'scorer', 'lesser', true, 'visits and scores do not check each other',
			'核查与评分不能互相印证'),
		('collector', 'scorer', 'lesser', true, 'answers and scores do not check each other',
			'问卷与评分不能互相印证')
	) AS c (role, other_role, severity, counts, consequence, consequence_zh) ON c.other_role = j.role
	JOIN role_holder i ON i.project_id = j.project_id AND i.org_id = j.org_id AND i.role = c.role
		AND (i.site_id = j.site_id OR i.site_id IS NULL)
	JOIN organization o ON o.org_id = j.org_id
WHERE c.role = 'provider' OR NOT EXISTS (SELECT FROM contract k WHERE k.project_id = j.project_id
	AND k.provider_id = j.org_id)
GROUP BY j.project_id, j.org_id, o.name, c.role, c.other_role, c.severity, c.counts, j.all_facts, c.consequence,
	c.consequence_zh;
COMMENT ON VIEW role_conflict IS
	'role conflict: Where is reporter, verifier and scorer the same organization? | '
	'角色冲突：哪里由同一组织上报、核查和评分？';
COMMENT ON COLUMN role_conflict.project_id IS 'project: number of the project | 项目编号：项目的编号';
COMMENT ON COLUMN role_conflict.org_id IS 'organization number: that has both roles | 组织编号：兼任两种角色的组织';
COMMENT ON COLUMN role_conflict.organization IS 'organization: its name | 组织：组织名称';
COMMENT ON COLUMN role_conflict.role IS
	'role: provider, reporter, buyer, verifier or collector | 角色：承接、上报、购买、核查或收集';
COMMENT ON COLUMN role_conflict.other_role IS
	'other role: buyer, reporter, verifier, collector of answers, scorer, or reviewer of repeats | '
	'兼任角色：购买、上报、核查、收集、评分或重复判定';
COMMENT ON COLUMN role_conflict.severity IS
	'severity: serious: it judges its own service; lesser: what it pays for, or one site twice | '
	'程度：严重为评判自身服务，较轻为评判所购或重复检查';
COMMENT ON COLUMN role_conflict.counts IS
	'counts: whether what it did in the other role bears on results nevertheless | 计入结果：兼任所为是否仍计入结果';
COMMENT ON COLUMN role_conflict.facts IS
	'facts: what it did in the other role at sites where it has both | 记录数：兼任时涉及的记录数';
COMMENT ON COLUMN role_conflict.sites IS
	'sites: how many; 0 if it is about the project as a whole | 服务点数：涉及的服务点数，整个项目为0';
COMMENT ON COLUMN role_conflict.facts_share IS
	'facts share: of all facts of that kind in the project | 记录占比：占项目同类记录的比例';
COMMENT ON COLUMN role_conflict.consequence IS 'consequence: what follows, or what should be done | 后果：后果或建议';
COMMENT ON COLUMN role_conflict.consequence_zh IS
	'consequence (Chinese): the same in Chinese | 后果（中文）：中文的后果或建议';
