-- SPDX-License-Identifier: PostgreSQL
-- Township social-work stations: six stations, one provider, one year in two halves.  SYNTHETIC DATA.
--
--   psql -v workspace=social_work_station -f examples/social_work_station.sql
--
-- Nothing here is from a real county.  A station works with cases and groups, holds community activities and receives
-- hours of supervision.  Nobody is on a roster.  Twice a year a panel of three looks at each station and gives marks
-- (P1 to P5), and an inspection notes faults; the station marks itself too, which counts for nothing; one mark was looked
-- at again after an objection.  The final evaluation, a month before the end, is sealed and published, and what was found
-- has to be put right, so that every paper that a bureau hands in has rows.  All draws come from md5 of fixed keys, so
-- that every machine gets the same rows.

\set ON_ERROR_STOP on
-- this file is UTF-8, whatever the caller's encoding is
\set caller_encoding :ENCODING
\encoding UTF8
\set QUIET on
\if :{?workspace}
\else
	\set workspace social_work_station
\endif

\echo Social-work stations: preparing workspace :workspace
SHOW client_min_messages \gset
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS service_eval;
SELECT count(*) AS objects_created
FROM service_eval.create_workspace(:'workspace', pack => 'social_work_station') WHERE action = 'created' \gset
SET search_path = :"workspace", service_eval;

SELECT EXISTS (SELECT FROM project WHERE name = '示例县社会工作服务站') AS loaded \gset
\if :loaded
\echo Social-work stations: already loaded
\else
\echo Social-work stations: loading six stations, two halves of a year (synthetic)
BEGIN;

-- uniform in [0, 1), the same on every machine
CREATE FUNCTION pg_temp.uniform(VARIADIC keys text[]) RETURNS numeric
LANGUAGE sql IMMUTABLE
AS $$
	SELECT round(('x' || left(md5('station/' || array_to_string(keys, '/')), 8))::bit(32)::bigint / 4294967296.0, 6)
$$;

INSERT INTO organization (name, kind) VALUES
	('示例县民政局', 'government'),
	('丁社会工作服务中心', 'social_organization'),
	('戊专业评估所', 'other');

SELECT max(org_id) FILTER (WHERE name LIKE '示例县%') AS bureau, max(org_id) FILTER (WHERE name LIKE '丁%') AS provider,
	max(org_id) FILTER (WHERE name LIKE '戊%') AS evaluator
FROM organization \gset

INSERT INTO project (name, buyer_id, service, budget, start_on, end_on, period_unit, goal)
VALUES ('示例县社会工作服务站', :bureau, 'social_work_station', 920000, '2023-01-01', '2023-12-31', 'half_year',
	'六个乡镇各建一站，完成个案120个、小组48个、社区活动96场、督导288小时（虚构示例）')
RETURNING project_id \gset

-- what procurement saved went back
INSERT INTO budget_change (project_id, changed_on, amount, reason)
VALUES (:project_id, '2023-03-01', -20000, '采购节余收回');

INSERT INTO milestone (project_id, code, name, until_on) VALUES (:project_id, 'final', '末期评价', '2023-11-30');

INSERT INTO contract (project_id, provider_id, procurement_mode, price, quantity_share, signed_on)
VALUES (:project_id, :provider, 'competitive_consultation', 900000, 0.6, '2022-12-28')
RETURNING contract_id \gset

INSERT INTO contract_item (project_id, contract_id, item, name, unit, target_quantity, tariff) VALUES
	(:project_id, :contract_id, 'case', '个案', '个', 120, 2000),
	(:project_id, :contract_id, 'group', '小组', '个', 48, 3000),
	(:project_id, :contract_id, 'community_activity', '社区活动', '场', 96, 1000),
	(:project_id, :contract_id, 'supervision', '督导', '小时', 288, 208.33);

-- 40 % on signing, a part after the first half, the rest only after a final evaluation that is at least good
INSERT INTO instalment (project_id, contract_id, number, share, due_on, advance, milestone, min_grade) VALUES
	(:project_id, :contract_id, 1, 0.4, '2023-01-15', true, NULL, NULL),
	(:project_id, :contract_id, 2, 0.3, '2023-07-31', false, NULL, NULL),
	(:project_id, :contract_id, 3, 0.3, '2023-12-31', false, 'final', 'good');

INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES
	(:project_id, :contract_id, 1, 360000, '2023-01-12'),
	(:project_id, :contract_id, 2, 200000, '2023-08-10');

CREATE TEMPORARY TABLE place ON COMMIT DROP AS
SELECT s, format('990401%s200', 100 + s) AS division_code, format('第%s镇', s) AS township,
	(ARRAY['东街', '南街', '西街', '北街', '河滨', '山前'])[s] || '社区' AS community,
	(ARRAY[0.9, 0.75, 0.6, 0.5, 0.35, 0.1])[s] AS quality, NULL::bigint AS site_id
FROM generate_series(1, 6) AS s;

INSERT INTO village (division_code, name, township, county)
SELECT division_code, community, township, '示例县' FROM place ORDER BY s;

INSERT INTO site (project_id, division_code, name, opened_on)
SELECT :project_id, division_code, township || '社会工作服务站', '2023-01-01' FROM place ORDER BY s;

UPDATE place SET site_id = s.site_id FROM site s
WHERE s.project_id = :project_id AND s.division_code = place.division_code;

-- the town with most people has cases of its own agreed
INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity)
SELECT :project_id, :contract_id, 'case', site_id, 30 FROM place WHERE s = 1;

INSERT INTO post (project_id, site_id, role, person_code, from_on, to_on, education, certified)
SELECT :project_id, site_id, 'station_head', 'Z' || s, '2022-12-01',
	CASE s WHEN 5 THEN date '2023-08-31' END, 'bachelor', s <> 6
FROM place ORDER BY s;
INSERT INTO post (project_id, site_id, role, person_code, from_on, education, certified)
SELECT :project_id, site_id, 'station_head', 'Z5b', '2023-10-09', 'college', false FROM place WHERE s = 5;

-- ---------------------------------------------------------------------------------------------------------------
-- What was done: about as much as agreed, less in weak stations; supervision comes once a month, four hours
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE done ON COMMIT DROP AS
SELECT p.s, p.site_id, p.quality, i.item, h, k, i.quantity,
	make_date(2023, 6 * h - 5, 1)
		+ floor(178 * (k - pg_temp.uniform('day', p.s::text, i.item, h::text, k::text)) / n.number)::integer AS held_on,
	pg_temp.uniform('trace', p.s::text, i.item, h::text, k::text) < 0.15 * (1 - p.quality) AS traceless
FROM place p
	CROSS JOIN (VALUES ('case', 10, 1), ('group', 4, 1), ('community_activity', 8, 1), ('supervision', 6, 4))
		AS i (item, number, quantity)
	CROSS JOIN generate_series(1, 2) AS h
	-- the first town has half as many cases again
	CROSS JOIN LATERAL (SELECT CASE WHEN p.s = 1 AND i.item = 'case' THEN 15 ELSE i.number END AS number) n
	CROSS JOIN LATERAL generate_series(1, n.number) AS k
WHERE pg_temp.uniform('done', p.s::text, i.item, h::text, k::text) >= 0.20 * (1 - p.quality);

INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity, hours, registered, form_filed,
	feedback_filed, reported_by)
SELECT :project_id, site_id, :contract_id, item, held_on, quantity,
	CASE item WHEN 'case' THEN 8 WHEN 'group' THEN 12 WHEN 'community_activity' THEN 2 ELSE quantity END,
	pg_temp.uniform('register', s::text, item, h::text, k::text) < 0.85 + 0.15 * quality,
	pg_temp.uniform('form', s::text, item, h::text, k::text) < 0.80 + 0.20 * quality,
	CASE WHEN item <> 'supervision' THEN
		pg_temp.uniform('feedback', s::text, item, h::text, k::text) < 0.65 + 0.30 * quality END,
	:provider
FROM done
ORDER BY held_on, s, item COLLATE "C", k;

-- the evaluator reads the files of one in three and asks those concerned
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT :project_id, d.site_id, a.activity_id, :evaluator, make_date(2023, 6 * d.h, 20) + d.s,
	CASE WHEN d.traceless THEN 'no_trace' ELSE 'confirmed' END
FROM (SELECT *, row_number() OVER (PARTITION BY site_id, held_on, item ORDER BY k) AS place FROM done) d
	JOIN (SELECT activity_id, site_id, held_on, item,
			row_number() OVER (PARTITION BY site_id, held_on, item ORDER BY activity_id) AS place
		  FROM activity WHERE project_id = :project_id) a USING (site_id, held_on, item, place)
WHERE pg_temp.uniform('sample', d.s::text, d.item, d.h::text, d.k::text) < 0.34
	AND d.held_on <= make_date(2023, 6 * d.h, 20)
ORDER BY a.activity_id;

-- ---------------------------------------------------------------------------------------------------------------
-- Voices and panels
-- ---------------------------------------------------------------------------------------------------------------

-- sixteen of those served, three committees and the bureau, in each half
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id)
SELECT :project_id, site_id, make_date(2023, 6 * h, 10),
	CASE WHEN k <= 16 THEN 'resident' WHEN k <= 19 THEN 'community' ELSE 'buyer' END, CASE WHEN k <= 16 THEN 'general' END,
	greatest(1, least(10, round(6 + 3 * quality + 4 * (pg_temp.uniform('rating', s::text, h::text, k::text) - 0.5)))), 10,
	:bureau
FROM place, generate_series(1, 2) AS h, generate_series(1, 20) AS k
ORDER BY h, s, k;

-- P1 and P2 are marked out of 20, the others out of 100.  The panel of the second half comes in January and says that
-- it speaks of December.
INSERT INTO assessment (project_id, site_id, assessed_on, concerns_on, evaluator_id, assessor, kind, criterion, score,
	full_marks)
SELECT :project_id, site_id, CASE h WHEN 1 THEN date '2023-06-27' ELSE date '2024-01-09' END,
	CASE h WHEN 2 THEN date '2023-12-20' END, CASE kind WHEN 'self' THEN :provider ELSE :evaluator END,
	CASE kind WHEN 'self' THEN NULL ELSE '专家' || a END, kind, 'P' || c,
	round(m.full_marks * (CASE kind WHEN 'self' THEN 0.95 ELSE 0.68 + 0.24 * quality
		+ 0.08 * (pg_temp.uniform('panel', s::text, h::text, c::text, a::text) - 0.5) END), 1), m.full_marks
FROM place, generate_series(1, 2) AS h, generate_series(1, 5) AS c,
	LATERAL (SELECT CASE WHEN c <= 2 THEN 20 ELSE 100 END AS full_marks) m,
	(VALUES ('third_party', 1), ('third_party', 2), ('third_party', 3), ('self', 0)) AS k (kind, a)
ORDER BY h, s, c, kind COLLATE "C", a;

-- the third station objected to its first mark for the use of funds; another auditor looked again
INSERT INTO assessment (project_id, site_id, assessed_on, concerns_on, evaluator_id, assessor, kind, criterion, score,
	reason)
SELECT :project_id, site_id, '2023-07-18', '2023-06-27', :evaluator, '专家4', 'recheck', 'P3', 88, '补充凭证后复核'
FROM place WHERE s = 3;

-- ---------------------------------------------------------------------------------------------------------------
-- What was found: faults at the inspections of June and November (0 points: none found), one of which proved wrong, one
-- about all stations of the contract; a commendation and a complaint that proved true.  And why targets were missed
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO finding (project_id, site_id, contract_id, code, found_on, points, reason, evidence, found_by, withdrawn_on)
SELECT :project_id, p.site_id, f.contract_id, f.code, f.found_on, f.points, f.reason, f.evidence, '戊专业评估所',
	f.withdrawn_on
FROM (VALUES
		(1, NULL, 'FAULT', date '2023-06-15', 0, '检查无问题', NULL, NULL::date),
		(2, NULL, 'FAULT', '2023-06-15', 0, '检查无问题', NULL, NULL),
		(3, NULL, 'FAULT', '2023-06-16', 0.5, '个案档案缺结案评估', '档案第18号', NULL),
		(4, NULL, 'FAULT', '2023-06-16', 0.5, '消防通道堆放杂物', '现场照片第3号', '2023-06-30'),
		(5, NULL, 'FAULT', '2023-06-19', 1, '小组活动无签到表', '现场照片第5号', NULL),
		(6, NULL, 'FAULT', '2023-06-19', 1.5, '督导记录缺失', '检查表第6号', NULL),
		(NULL, :contract_id, 'FAULT', '2023-11-15', 0.5, '年度服务计划未报备', '检查表第9号', NULL),
		(6, NULL, 'FAULT', '2023-11-16', 1, '小组活动无签到表', '现场照片第11号', NULL),
		(1, NULL, 'BONUS', '2023-09-20', 2, '获市级优秀社会工作服务站', '市级通报第5号', NULL),
		(5, NULL, 'BONUS', '2023-10-11', -2, '泄露服务对象信息，投诉查实', '投诉件第2号', NULL))
		AS f (s, contract_id, code, found_on, points, reason, evidence, withdrawn_on)
	LEFT JOIN place p ON p.s = f.s
ORDER BY f.found_on, p.s;

INSERT INTO deviation (project_id, period, code, reason, measure) VALUES
	(:project_id, 'term', 'E1', '第二期款未付足', '下年度首月补付'),
	(:project_id, 'term', 'O1', '部分站点个案和小组未达约定数量', '缺额列入下年度补做'),
	(:project_id, 'term', 'O2', '反馈表归档不及时', '每月末集中归档'),
	(:project_id, 'term', 'O4', '部分站点前松后紧，半年服务量不足', '按月下达并通报进度'),
	(:project_id, 'term', 'P1', '新进人员专业经验不足', '增加个案督导'),
	(:project_id, 'term', 'P2', '督导记录不全', '督导记录纳入月报'),
	(:project_id, 'term', 'P3', '部分凭证不全', '凭证按月复核'),
	(:project_id, 'term', 'FAULT', '检查发现档案和签到问题', '逐项整改并复查'),
	(:project_id, 'term', 'P4', '部分个案缺少前后测', '统一使用前后测量表'),
	(:project_id, 'term', 'P5', '与社区联合活动较少', '与社区共订年度计划'),
	(:project_id, 'term', 'S1', '服务时间与居民作息不合', '增加晚间和周末服务'),
	(:project_id, 'term', 'S2', '信息通报不及时', '按月报送工作简报');

-- ---------------------------------------------------------------------------------------------------------------

-- whoever meets these tables later should know what they hold
SELECT format('COMMENT ON TABLE %I.%I IS %L', :'workspace', c.relname,
	split_part(d.words, ' | ', 1) || ' [social-work stations: synthetic data] | ' || split_part(d.words, ' | ', 2)
		|| ' [社工站：虚构数据]')
FROM pg_class c
	CROSS JOIN LATERAL (SELECT obj_description(c.oid, 'pg_class') AS words) d
WHERE c.relnamespace = quote_ident(:'workspace')::regnamespace AND c.relkind = 'r' AND d.words NOT LIKE '%synthetic%'
ORDER BY c.relname \gexec

COMMIT;

ANALYZE organization, village, project, budget_change, deviation, contract, contract_item, instalment, payment, site,
	site_target, post, activity, visit, response, assessment, finding;
\endif

\echo Social-work stations: computing
SET client_min_messages = :client_min_messages;
CALL refresh_rankings();

-- ---------------------------------------------------------------------------------------------------------------
-- After the final evaluation: it is sealed, published, and what has to be put right is demanded.  What was done once is
-- not done again.
-- ---------------------------------------------------------------------------------------------------------------

\o /dev/null
SELECT seal_run(r.run_id) FROM current_run r WHERE r.period = 'final' AND r.sealed_at IS NULL;

INSERT INTO publication (project_id, run_id, from_on, until_on, place)
SELECT r.project_id, r.run_id, '2023-12-11', '2023-12-17', '示例县人民政府网站'
FROM current_run r
WHERE r.period = 'final'
ON CONFLICT DO NOTHING;

SELECT demand_rectification(f.project_id, 'finding', f.finding_id, issued_on => f.found_on + 5,
	due_on => f.found_on + 35)
FROM finding f
WHERE f.withdrawn_on IS NULL AND (f.points < 0 OR (f.points > 0 AND f.code = 'FAULT'))
	AND NOT EXISTS (SELECT FROM rectification x WHERE x.project_id = f.project_id AND x.finding_id = f.finding_id)
ORDER BY f.finding_id;

SELECT demand_rectification(r.project_id, 'band', period => r.period, issued_on => '2023-12-18', due_on => '2024-01-31')
FROM current_run r
WHERE r.period = 'final'
	AND NOT EXISTS (SELECT FROM rectification x WHERE x.project_id = r.project_id AND x.source = 'band');

-- the faults of June were put right, those of one station late; the complaint was answered
UPDATE rectification x
SET reply = '已补齐并自查同类问题', replied_on = due_on + CASE WHEN f.points > 1 THEN 12 ELSE -3 END, evidence = '整改照片',
	verified_by = '戊专业评估所', verified_on = '2023-09-05'
FROM finding f
WHERE f.project_id = x.project_id AND f.finding_id = x.finding_id AND f.code = 'FAULT' AND f.found_on < '2023-07-01'
	AND x.reply IS NULL;
UPDATE rectification x SET reply = '已开展保密培训', replied_on = '2023-11-01', evidence = '培训签到表'
FROM finding f
WHERE f.project_id = x.project_id AND f.finding_id = x.finding_id AND f.code = 'BONUS' AND x.reply IS NULL;
\o

\echo Social-work stations: done
\encoding :caller_encoding
