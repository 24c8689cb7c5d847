-- SPDX-License-Identifier: PostgreSQL
-- Home care for the elderly: eight communities, two providers, one year by month.  SYNTHETIC DATA.
--
--   psql -v workspace=home_care -f examples/home_care.sql
--
-- Nothing here is from a real district.  It is an ordinary contract for home care, small enough to be looked through:
-- two lots, each with two items that are agreed per person and month (2 visits and 1 hour of rehabilitation), so that
-- what is owed follows the roster.  People die, arrive, move and need more help than before.  What was found in the
-- year, the mid-term evaluation, its publication and what had to be put right are there too, so that every paper that a
-- bureau hands in has rows.  All draws come from md5 of fixed keys, so that every machine gets the same rows.

\set ON_ERROR_STOP on
-- this file is UTF-8, whatever the caller's encoding is
\set caller_encoding :ENCODING
\encoding UTF8
\set QUIET on
\if :{?workspace}
\else
	\set workspace home_care
\endif

\echo Home care: preparing workspace :workspace
SHOW client_min_messages \gset
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS service_eval;
SELECT count(*) AS objects_created
FROM service_eval.create_workspace(:'workspace', pack => 'home_care') WHERE action = 'created' \gset
SET search_path = :"workspace", service_eval;

SELECT EXISTS (SELECT FROM project WHERE name = '示例区居家养老服务') AS loaded \gset
\if :loaded
\echo Home care: already loaded
\else
\echo Home care: loading eight communities, twelve months (synthetic)
BEGIN;

-- uniform in [0, 1), the same on every machine
CREATE FUNCTION pg_temp.uniform(VARIADIC keys text[]) RETURNS numeric
LANGUAGE sql IMMUTABLE
AS $$
	SELECT round(('x' || left(md5('home_care/' || array_to_string(keys, '/')), 8))::bit(32)::bigint / 4294967296.0, 6)
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Parties and contracts: lot 1 serves the first four communities, lot 2 the other four
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO organization (name, kind) VALUES
	('示例区民政局', 'government'),
	('甲居家养老服务中心', 'social_organization'),
	('乙养老服务有限公司', 'enterprise'),
	('丙评估中心', 'other');

SELECT max(org_id) FILTER (WHERE name LIKE '示例区%') AS bureau, max(org_id) FILTER (WHERE name LIKE '甲%') AS lot_1,
	max(org_id) FILTER (WHERE name LIKE '乙%') AS lot_2, max(org_id) FILTER (WHERE name LIKE '丙%') AS evaluator
FROM organization \gset

INSERT INTO project (name, buyer_id, service, budget, start_on, end_on, period_unit, goal)
VALUES ('示例区居家养老服务', :bureau, 'home_care', 260000, '2023-01-01', '2023-12-31', 'month',
	'每人每月上门服务2次、康复指导1小时（虚构示例）')
RETURNING project_id \gset

-- the district added what rehabilitation cost more
INSERT INTO budget_change (project_id, changed_on, amount, reason)
VALUES (:project_id, '2023-04-10', 10000, '追加康复指导经费');

INSERT INTO milestone (project_id, code, name, until_on) VALUES (:project_id, 'midterm', '中期评价', '2023-06-30');

INSERT INTO contract (project_id, provider_id, procurement_mode, price, signed_on)
VALUES (:project_id, :lot_1, 'open_tender', 135000, '2022-12-20') RETURNING contract_id AS contract_1 \gset
INSERT INTO contract (project_id, provider_id, procurement_mode, price, signed_on)
VALUES (:project_id, :lot_2, 'competitive_consultation', 135000, '2022-12-22') RETURNING contract_id AS contract_2 \gset

INSERT INTO contract_item (project_id, contract_id, item, name, unit, target_quantity, tariff, spread)
SELECT :project_id, k.contract_id, i.item, i.name, i.unit, i.per_person, i.tariff, 'person'
FROM (VALUES (:contract_1), (:contract_2)) AS k (contract_id)
	CROSS JOIN (VALUES ('visit', '上门服务', '人次', 2, 60), ('rehabilitation', '康复指导', '小时', 1, 40))
		AS i (item, name, unit, per_person, tariff)
ORDER BY k.contract_id, i.item COLLATE "C";

-- 30 % on signing, then four parts; the one of July only after a mid-term evaluation that is at least medium
INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance, milestone, min_grade)
SELECT :project_id, k.contract_id, i.number, i.amount, i.due_on, i.number = 1,
	CASE i.number WHEN 3 THEN 'midterm' END, CASE i.number WHEN 3 THEN 'medium' END
FROM (VALUES (:contract_1), (:contract_2)) AS k (contract_id)
	CROSS JOIN (VALUES (1, 40500, date '2023-01-10'), (2, 23625, '2023-04-20'), (3, 23625, '2023-07-20'),
		(4, 23625, '2023-10-20'), (5, 23625, '2023-12-25')) AS i (number, amount, due_on)
ORDER BY k.contract_id, i.number;

-- The part of July waits for the mid-term evaluation and is not paid.  Lot 1 got the others on time, of the last one
-- 20000 in January; lot 2 always three weeks late, and its last part not at all
INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
SELECT project_id, contract_id, number, CASE number WHEN 5 THEN 20000 ELSE amount END,
	CASE number WHEN 5 THEN '2024-01-12' ELSE due_on + CASE contract_id WHEN :contract_1 THEN 0 ELSE 21 END END
FROM instalment
WHERE project_id = :project_id AND number <> 3 AND NOT (contract_id = :contract_2 AND number = 5)
ORDER BY contract_id, number;

-- ---------------------------------------------------------------------------------------------------------------
-- Places.  quality is what the generator knows of a community and nobody else does, 0 to 1.
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE place ON COMMIT DROP AS
SELECT s, format('99030%s100%s', 1 + (s - 1) / 4, 200 + s) AS division_code, format('第%s社区', s) AS community,
	CASE WHEN s <= 4 THEN '甲街道' ELSE '乙街道' END AS township,
	CASE WHEN s <= 4 THEN :contract_1 ELSE :contract_2 END::bigint AS contract_id,
	CASE WHEN s <= 4 THEN :lot_1 ELSE :lot_2 END::bigint AS provider_id,
	(ARRAY[0.9, 0.7, 0.5, 0.3, 0.8, 0.6, 0.4, 0.1])[s] AS quality, NULL::bigint AS site_id
FROM generate_series(1, 8) AS s;

INSERT INTO village (division_code, name, township, county)
SELECT division_code, community, township, '示例区' FROM place ORDER BY s;

INSERT INTO site (project_id, division_code, name, opened_on)
SELECT :project_id, division_code, community || '居家养老服务站', '2023-01-01' FROM place ORDER BY s;

UPDATE place SET site_id = s.site_id FROM site s
WHERE s.project_id = :project_id AND s.division_code = place.division_code;

INSERT INTO contract_site (project_id, contract_id, site_id)
SELECT :project_id, contract_id, site_id FROM place ORDER BY s;

-- the seventh was flooded for six weeks
INSERT INTO site_closure (project_id, site_id, from_on, to_on, reason)
SELECT :project_id, site_id, '2023-07-17', '2023-08-27', '站点进水维修' FROM place WHERE s = 7;

-- coordinators; the one of the eighth left in May and nobody followed
INSERT INTO post (project_id, site_id, role, person_code, from_on, to_on, education, certified)
SELECT :project_id, site_id, 'coordinator', 'K' || s, '2022-11-01', CASE s WHEN 8 THEN date '2023-05-15' END,
	(ARRAY['college', 'high_school', 'bachelor'])[1 + s % 3], s % 2 = 0
FROM place ORDER BY s;

-- ---------------------------------------------------------------------------------------------------------------
-- The elderly: twelve in each community when the year begins; a letter of the level of ability and a number
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE person ON COMMIT DROP AS
SELECT p.s, p.site_id, format('%s-%s', p.s, lpad(i::text, 2, '0')) AS beneficiary_id, i,
	(ARRAY['4', '3', '3', '2', '2', '2', '1', '1', '1', '0', '0', '0'])[i] AS need_level
FROM place p CROSS JOIN generate_series(1, 12) AS i;

INSERT INTO beneficiary (project_id, beneficiary_id, birth_year, plan_on, last_contact_on)
SELECT :project_id, beneficiary_id, 1930 + floor(30 * pg_temp.uniform('born', beneficiary_id)),
	CASE WHEN i <= 6 AND pg_temp.uniform('plan', beneficiary_id) < 0.9
		THEN date '2023-01-05' + floor(60 * pg_temp.uniform('plan day', beneficiary_id))::integer END,
	date '2023-12-31' - floor(60 * pg_temp.uniform('contact', beneficiary_id))::integer
FROM person ORDER BY s, i;

-- Of the first one in each community the ability was lost step by step: 4 only from July on.  The twelfth of the even
-- communities died in September; the eleventh of the second moved to the third in June.
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on)
SELECT :project_id, r.beneficiary_id, r.site_id, r.need_level, r.from_on, r.to_on
FROM (
	SELECT s, i, beneficiary_id, site_id, CASE i WHEN 1 THEN '3' ELSE need_level END AS need_level,
		date '2023-01-01' AS from_on,
		CASE WHEN i = 1 THEN date '2023-06-30' WHEN i = 12 AND s % 2 = 0 THEN date '2023-09-01' + 2 * s
			WHEN i = 11 AND s = 2 THEN date '2023-06-11' END AS to_on
	FROM person
	UNION ALL
	SELECT s, i, beneficiary_id, site_id, need_level, date '2023-07-01', NULL FROM person WHERE i = 1
	UNION ALL
	SELECT 3, i, beneficiary_id, (SELECT site_id FROM place WHERE s = 3), need_level, date '2023-06-12', NULL
	FROM person WHERE i = 11 AND s = 2
) r
ORDER BY r.s, r.i, r.from_on;

-- two arrive in every odd community in October
INSERT INTO beneficiary (project_id, beneficiary_id, birth_year)
SELECT :project_id, format('%s-%s', s, i), 1940 + i
FROM place, generate_series(13, 14) AS i WHERE s % 2 = 1 ORDER BY s, i;

INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT :project_id, format('%s-%s', s, i), site_id, CASE i WHEN 13 THEN '2' ELSE '0' END, '2023-10-01'
FROM place, generate_series(13, 14) AS i WHERE s % 2 = 1 ORDER BY s, i;

INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT :project_id, p.site_id, c.counted_on, l.need_level, t.need_type,
	round(l.people * least(1, t.share * (0.7 + 0.6 * u.luck)))
FROM place p
	CROSS JOIN (VALUES (date '2023-01-01'), (date '2023-07-01')) AS c (counted_on)
	CROSS JOIN (VALUES ('4', 1), ('3', 2), ('2', 3), ('1', 3), ('0', 3)) AS l (need_level, people)
	CROSS JOIN (VALUES ('meals', 0.6), ('cleaning', 0.5), ('bathing', 0.4), ('medical', 0.5)) AS t (need_type, share)
	CROSS JOIN LATERAL (
		SELECT pg_temp.uniform('need', p.s::text, c.counted_on::text, l.need_level, t.need_type) AS luck
	) u
ORDER BY c.counted_on, p.s, l.need_level COLLATE "C", t.need_type COLLATE "C";

-- ---------------------------------------------------------------------------------------------------------------
-- Rounds: two a month, on which a worker visits everybody on the roster, and one of rehabilitation.  A round is one
-- activity; its quantity is the number of visits, or of hours.  In weak communities a round is left out now and then.
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE round ON COMMIT DROP AS
SELECT p.s, p.site_id, p.contract_id, p.provider_id, p.quality, m, k, r.held_on,
	CASE k WHEN 3 THEN 'rehabilitation' ELSE 'visit' END AS item,
	pg_temp.uniform('trace', p.s::text, m::text, k::text) < 0.12 * (1 - p.quality) AS traceless
FROM place p
	CROSS JOIN generate_series(1, 12) AS m
	CROSS JOIN generate_series(1, 3) AS k
	CROSS JOIN LATERAL (
		SELECT make_date(2023, m, 2) + 9 * (k - 1) + floor(7 * pg_temp.uniform('day', p.s::text, m::text, k::text))::integer
			AS held_on
	) r
WHERE pg_temp.uniform('held', p.s::text, m::text, k::text) >= 0.12 * (1 - p.quality)
	AND NOT EXISTS (SELECT FROM site_closure c WHERE c.project_id = :project_id AND c.site_id = p.site_id
		AND r.held_on BETWEEN c.from_on AND c.to_on);

-- Who was in.  In weak communities some refuse for a whole month, most of all those who need most help.
CREATE TEMPORARY TABLE came ON COMMIT DROP AS
SELECT r.s, r.m, r.k, o.beneficiary_id
FROM round r
	JOIN roster o ON o.project_id = :project_id AND o.site_id = r.site_id
		AND r.held_on BETWEEN o.from_on AND coalesce(o.to_on, date '2023-12-31')
WHERE pg_temp.uniform('came', o.beneficiary_id, r.m::text, r.k::text) < 0.94 + 0.06 * r.quality
	AND pg_temp.uniform('refuses', o.beneficiary_id, r.m::text)
		>= (1 - r.quality) * CASE WHEN o.need_level IN ('3', '4') THEN 0.40 ELSE 0.12 END;

INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity, hours, need_type,
	registered, form_filed, feedback_filed, reported_by, reported_at)
SELECT :project_id, r.site_id, r.contract_id, r.item, r.held_on, n.people,
	n.people * CASE r.k WHEN 3 THEN 1 ELSE 0.5 END,
	CASE r.k WHEN 3 THEN 'medical' ELSE (ARRAY['meals', 'cleaning', 'bathing'])[1 + (r.m + r.s) % 3] END,
	pg_temp.uniform('register', r.s::text, r.m::text, r.k::text) < 0.80 + 0.20 * r.quality,
	pg_temp.uniform('form', r.s::text, r.m::text, r.k::text) < 0.75 + 0.25 * r.quality,
	pg_temp.uniform('feedback', r.s::text, r.m::text, r.k::text) < 0.60 + 0.35 * r.quality,
	r.provider_id, (r.held_on + time '18:00') AT TIME ZONE 'Asia/Shanghai'
FROM round r JOIN (SELECT s, m, k, count(*) AS people FROM came GROUP BY s, m, k) n USING (s, m, k)
ORDER BY r.held_on, r.s;

INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT :project_id, a.activity_id, c.beneficiary_id
FROM came c
	JOIN round r USING (s, m, k)
	JOIN activity a ON a.project_id = :project_id AND a.site_id = r.site_id AND a.held_on = r.held_on AND a.item = r.item
ORDER BY a.activity_id, c.beneficiary_id COLLATE "C";

-- The evaluator asks after four rounds of ten; of one in six it finds fewer visits than were reported.
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, stratum, visited_on, outcome, confirmed_quantity)
SELECT :project_id, r.site_id, a.activity_id, :evaluator, CASE WHEN r.quality < 0.4 THEN 'red' ELSE 'green' END,
	r.held_on + 2 + floor(9 * pg_temp.uniform('visited', r.s::text, r.m::text, r.k::text))::integer,
	CASE WHEN r.traceless THEN 'no_trace' ELSE 'confirmed' END,
	CASE WHEN NOT r.traceless AND pg_temp.uniform('fewer', r.s::text, r.m::text, r.k::text) < 0.17 THEN a.quantity - 1 END
FROM round r
	JOIN activity a ON a.project_id = :project_id AND a.site_id = r.site_id AND a.held_on = r.held_on AND a.item = r.item
WHERE pg_temp.uniform('sample', r.s::text, r.m::text, r.k::text) < 0.4
ORDER BY a.activity_id;

-- ---------------------------------------------------------------------------------------------------------------
-- Voices: sixteen answers a month and community about satisfaction, of the elderly and, where they cannot, of their
-- families; one of the committee; one of the bureau a quarter; and whether six families know the service.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, proxy, question, rating, scale_max,
	collector_id)
SELECT :project_id, p.site_id, make_date(2023, m, 24), a.respondent, a.need_level, a.respondent = 'family', a.question,
	CASE WHEN a.question = 'knows_service'
		THEN CASE WHEN pg_temp.uniform('knows', p.s::text, m::text, k::text) < 0.55 + 0.40 * p.quality THEN 2 ELSE 1 END
		ELSE greatest(1, least(5, round(3.2 + 1.3 * p.quality
			+ 2 * (pg_temp.uniform('rating', p.s::text, m::text, k::text) - 0.5)
			+ (pg_temp.uniform('mood', p.s::text, m::text, k::text) - 0.5)))) END,
	CASE a.question WHEN 'knows_service' THEN 2 ELSE 5 END, :bureau
FROM place p
	CROSS JOIN generate_series(1, 12) AS m
	CROSS JOIN generate_series(1, 24) AS k
	CROSS JOIN LATERAL (
		SELECT CASE WHEN k <= 16 THEN CASE WHEN k <= 5 THEN 'family' ELSE 'elder' END
				WHEN k = 17 THEN 'community' WHEN k = 18 THEN 'buyer' ELSE 'family' END AS respondent,
			CASE WHEN k <= 16 OR k > 18
				THEN (ARRAY['4', '3', '3', '3', '2', '2', '2', '2', '1', '1', '1', '1', '0', '0', '0', '0'])[1 + (k - 1) % 16]
				END AS need_level,
			CASE WHEN k > 18 THEN 'knows_service' ELSE 'satisfaction' END AS question
	) a
WHERE (k <> 18 OR m % 3 = 0)
	-- nobody is asked in a month without a day of service
	AND NOT (p.s = 7 AND m = 8)
ORDER BY m, p.s, k;

-- Two assessors give a mark for management each quarter; each half of the year the provider marks itself, which counts
-- for nothing.  The fourth community objected in the second quarter, and another assessor looked again.
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, assessor, kind, criterion, score)
SELECT :project_id, site_id, make_date(2023, 3 * q, 15), :evaluator, '评委' || a, 'third_party', '服务管理',
	round(70 + 22 * quality + 6 * pg_temp.uniform('assessed', s::text, q::text, a::text), 1)
FROM place, generate_series(1, 4) AS q, generate_series(1, 2) AS a ORDER BY q, s, a;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, kind, criterion, score)
SELECT :project_id, site_id, make_date(2023, 6 * h, 10), provider_id, 'self', '服务管理', 92 + s % 4
FROM place, generate_series(1, 2) AS h ORDER BY h, s;
INSERT INTO assessment (project_id, site_id, assessed_on, concerns_on, evaluator_id, assessor, kind, criterion, score,
	reason)
SELECT :project_id, site_id, '2023-06-28', '2023-06-15', :evaluator, '评委3', 'recheck', '服务管理', 81, '补充台账后复核'
FROM place WHERE s = 4;

-- the bureau gives aids where it likes
INSERT INTO allocation (project_id, site_id, given_on, kind, amount, discretionary, decided_by)
SELECT :project_id, site_id, make_date(2023, m, 5), 'care_aids',
	round(800 + 400 * quality + 500 * pg_temp.uniform('given', s::text, m::text), 2), true, :bureau
FROM place, generate_series(1, 12) AS m ORDER BY m, s;

-- ---------------------------------------------------------------------------------------------------------------
-- What was found, and why targets were missed.  Findings: a commendation, a complaint that proved true, one that did not
-- and was withdrawn, one about all sites of a contract, and one that makes a site poor
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO finding (project_id, site_id, contract_id, code, found_on, concerns_on, points, reason, evidence, found_by,
	withdrawn_on)
SELECT :project_id, p.site_id, f.contract_id, f.code, f.found_on, f.concerns_on, f.points, f.reason, f.evidence,
	f.found_by, f.withdrawn_on
FROM (VALUES
		(1, NULL, 'BONUS', date '2023-03-20', NULL::date, 2, '获省级居家养老服务表彰', '省厅通报第12号', '示例区民政局',
			NULL::date),
		(4, NULL, 'BONUS', '2023-05-16', NULL, -2, '服务人员迟到早退，投诉查实', '投诉件第7号', '丙评估中心', NULL),
		(6, NULL, 'BONUS', '2023-05-22', NULL, -2, '反映未上门服务', '投诉件第9号', '丙评估中心', '2023-06-05'),
		(8, NULL, 'VETO', '2023-09-05', '2023-08-21', 0, '虚报上门服务3人次', '电话回访录音第31号', '丙评估中心', NULL),
		(NULL, :contract_2, 'BONUS', '2023-09-12', NULL, -1, '未按约定公示服务价目', '现场照片第44号', '丙评估中心', NULL))
		AS f (s, contract_id, code, found_on, concerns_on, points, reason, evidence, found_by, withdrawn_on)
	LEFT JOIN place p ON p.s = f.s
ORDER BY f.found_on;

INSERT INTO deviation (project_id, period, code, reason, measure) VALUES
	(:project_id, 'term', 'E1', '末期款未在年内付清', '核定后于次年首月支付'),
	(:project_id, 'term', 'O1', '部分轮次未上门，部分记录核查不实', '按月通报未上门轮次，次月补做'),
	(:project_id, 'term', 'O2', '反馈表回收不齐', '统一使用电子反馈表'),
	(:project_id, 'term', 'O4', '每月末轮常有缺漏', '将末轮提前至25日前完成'),
	(:project_id, 'term', 'O5', '第七社区停办期间成本偏高', '停办期间由相邻站点代办'),
	(:project_id, 'term', 'B3', '助医需求高于安排', '下年度增加助医时数'),
	(:project_id, 'term', 'B5', '新入册家庭未及时告知', '入册时发放服务告知书'),
	(:project_id, 'term', 'S1', '失能老年人对上门时间不满意', '与家属约定固定上门时段'),
	(:project_id, 'term', 'S2', '与村（居）委会沟通不足', '按季召开联席会议');

-- ---------------------------------------------------------------------------------------------------------------

-- whoever meets these tables later should know what they hold
SELECT format('COMMENT ON TABLE %I.%I IS %L', :'workspace', c.relname,
	split_part(d.words, ' | ', 1) || ' [home care: synthetic data] | ' || split_part(d.words, ' | ', 2)
		|| ' [居家养老：虚构数据]')
FROM pg_class c
	CROSS JOIN LATERAL (SELECT obj_description(c.oid, 'pg_class') AS words) d
WHERE c.relnamespace = quote_ident(:'workspace')::regnamespace AND c.relkind = 'r' AND d.words NOT LIKE '%synthetic%'
ORDER BY c.relname \gexec

COMMIT;

ANALYZE organization, village, project, budget_change, deviation, contract, contract_item, contract_site, instalment,
	payment, site, post, beneficiary, roster, activity, attendance, visit, response, need, assessment, finding,
	allocation;
\endif

\echo Home care: computing
SET client_min_messages = :client_min_messages;
CALL refresh_rankings();

-- ---------------------------------------------------------------------------------------------------------------
-- After the mid-term evaluation: it is sealed, published, and what has to be put right is demanded.  What was done once
-- is not done again.
-- ---------------------------------------------------------------------------------------------------------------

\o /dev/null
SELECT seal_run(r.run_id)
FROM current_run r
WHERE r.period = 'midterm' AND r.profile = 'home_care_statutory' AND r.sealed_at IS NULL;

INSERT INTO publication (project_id, run_id, from_on, until_on, place)
SELECT r.project_id, r.run_id, '2023-07-10', '2023-07-16', '示例区民政局公告栏'
FROM current_run r
WHERE r.period = 'midterm' AND r.profile = 'home_care_statutory'
ON CONFLICT DO NOTHING;

SELECT demand_rectification(f.project_id, 'finding', f.finding_id, issued_on => f.found_on + 2,
	due_on => f.found_on + 32)
FROM finding f
WHERE f.withdrawn_on IS NULL AND (f.points < 0 OR f.code = 'VETO')
	AND NOT EXISTS (SELECT FROM rectification x WHERE x.project_id = f.project_id AND x.finding_id = f.finding_id)
ORDER BY f.finding_id;

SELECT demand_rectification(r.project_id, 'band', period => r.period, profile => r.profile, issued_on => '2023-07-18',
	due_on => '2023-08-18')
FROM current_run r
WHERE r.period = 'midterm' AND r.profile = 'home_care_statutory'
	AND NOT EXISTS (SELECT FROM rectification x WHERE x.project_id = r.project_id AND x.source = 'band');

-- the complaint was answered and verified, the price list answered; the others are silent
UPDATE rectification
SET reply = '已调整排班并向老年人致歉', replied_on = '2023-06-12', evidence = '排班表', verified_by = '丙评估中心',
	verified_on = '2023-06-20'
WHERE source = 'finding' AND issued_on = '2023-05-18' AND reply IS NULL;
UPDATE rectification SET reply = '各站点已公示服务价目', replied_on = '2023-10-20', evidence = '照片4张'
WHERE source = 'finding' AND site_id IS NULL AND reply IS NULL;
\o

\echo Home care: done
\encoding :caller_encoding
