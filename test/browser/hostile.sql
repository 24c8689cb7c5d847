-- A small project whose names would be scripts, markup or keywords if a page took them for that (test_dashboard.mjs).
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SELECT count(*) AS made FROM service_eval.create_workspace('hostile', pack => 'blank');
SET search_path = hostile, service_eval;
INSERT INTO service (code, name_en, name_zh) VALUES ('homes', '<b>homes</b>', '<b>之家</b>');
INSERT INTO need_level (code, name_en, name_zh, display_order, weight, is_key) VALUES
	('key', '<i>key</i>', '<i>重点</i>', 1, 2, true), ('general', 'general', '一般', 2, 1, false)
ON CONFLICT DO NOTHING;
INSERT INTO respondent_group (code, name_en, name_zh, display_order, is_served) VALUES ('child', 'child', '儿童', 1, true)
ON CONFLICT DO NOTHING;
INSERT INTO post_role (code, name_en, name_zh, display_order) VALUES ('director', 'director', '负责人', 1)
ON CONFLICT DO NOTHING;
-- two schemes: the codes of their indicators are markup as well
INSERT INTO scheme (scheme_id, name_en, name_zh, service, display_order, points, min_answers, draws) VALUES
	('panel', $$<u>panel</u> & "others"$$, $$<u>评分</u>$$, 'homes', 1, 100, 0, 10),
	('__proto__', 'constructor', '构造', 'homes', 2, 40, 0, 10);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points, assessed) VALUES
	('panel', 'SAFE', 'output', $$fire safety<script>window.pwned = "indicator"</script>$$,
		'消防<img src=x onerror=pwned=1>', 100, 60, true),
	('panel', 'FILE', 'output', 'records', '档案', 100, 40, true),
	('__proto__', 'FILE', 'output', 'records', '档案', 100, 40, true);
UPDATE scheme SET frozen_at = now();
INSERT INTO organization (name, kind) VALUES
	($$bureau</script><script>window.pwned = "bureau"</script>$$, 'government'),
	($$"><svg onload=window.pwned=1>$$, 'social_organization'), ('E', 'other');
CREATE TABLE public.hostile_name (n integer PRIMARY KEY, name text);
INSERT INTO public.hostile_name VALUES (1, $$<script>window.pwned = "village"</script>$$),
	(2, $$<img src=x onerror="window.pwned = 'image'">$$), (3, $$it's "quoted" & `ticked` \u003c \ %s ${1}$$),
	(4, U&'\884C\2028\5206\2029\9694\202E\6DF7'), (5, '__proto__'), (6, 'constructor'), (7, '{{7*7}}'),
	(8, repeat('长名', 40)), (9, '𠮷家村'), (10, '</script>'), (11, '<!--'), (12, 'javascript:window.pwned=1');
INSERT INTO village (division_code, name, township, county)
SELECT (990101100200 + n)::text, name, CASE WHEN n <= 6 THEN '<b>镇</b>' ELSE $$镇'"$$ END, 'C<'
FROM public.hostile_name;
INSERT INTO project (name, buyer_id, service, start_on, end_on, goal, budget)
VALUES ($$<script>window.pwned = "project"</script>项目"'&$$, 1, 'homes', '2024-01-01', '2024-06-30', '<goal>', 1000);
INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, '<mid>', $$<mid>"term"$$, '2024-03-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
VALUES (1, 1, '<item>', 'activity', 24);
INSERT INTO instalment (project_id, contract_id, number, share, due_on) VALUES (1, 1, 1, 0.5, '2024-03-31');
INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 1, 300, '2024-04-01');
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, (990101100200 + n)::text, name, '2024-01-01' FROM public.hostile_name ORDER BY n;
INSERT INTO post (project_id, site_id, role, person_code, from_on)
SELECT 1, s, 'director', 'd' || s, '2024-01-01' FROM generate_series(1, 12) AS s;
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 1, 'b' || i FROM generate_series(1, 120) AS i;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT 1, 'b' || i, 1 + i % 12, CASE WHEN i % 3 = 0 THEN 'key' ELSE 'general' END, '2024-01-01'
FROM generate_series(1, 120) AS i;
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT 1, s, '2024-01-01', l, t, 5
FROM generate_series(1, 12) AS s, unnest('{key,general}'::text[]) AS l, unnest('{<play>,reading}'::text[]) AS t;
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, need_type, hours, reported_by)
SELECT 1, s, 1, '<item>', q, CASE WHEN s % 2 = 0 THEN '<play>' ELSE 'reading' END, 2, 2
FROM generate_series(1, 12) AS s, unnest('{2024-02-05,2024-05-06}'::date[]) AS q ORDER BY q, s;
INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT 1, a.activity_id, r.beneficiary_id FROM activity a JOIN roster r ON r.site_id = a.site_id;
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
SELECT 1, site_id, activity_id, 3, held_on + 1, 'confirmed' FROM activity;
INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
SELECT 1, s, q, 'child', 'general', 1 + (s + i) % 5, 3
FROM generate_series(1, 12) AS s, generate_series(1, 12) AS i, unnest('{2024-02-10,2024-05-10}'::date[]) AS q;
INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT 1, s, q, 3, c, 98 - 5 * s FROM generate_series(1, 12) AS s, unnest('{SAFE,FILE}'::text[]) AS c,
	unnest('{2024-02-10,2024-05-10}'::date[]) AS q;
INSERT INTO allocation (project_id, site_id, given_on, kind, amount, discretionary)
SELECT 1, s, '2024-05-01', 'money', 100 + s, true FROM generate_series(1, 12) AS s;
INSERT INTO finding (project_id, site_id, code, found_on, points, reason)
VALUES (1, 1, 'SAFE', '2024-05-12', 0, '<script>window.pwned = "finding"</script>');
INSERT INTO rectification (project_id, site_id, code, source, reason, demand, issued_on, due_on)
VALUES (1, 1, 'SAFE', 'other', '<script>window.pwned = "reason"</script>', '<b>renew</b>', '2024-05-12', '2024-06-12');
CALL refresh_rankings();
