-- Names that would be statements, patterns or keywords if anybody put them into a command: each comes out as it went in, and nothing
-- else happens
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Roles and workspaces.  A workspace may be called as it likes but for quotes, dollars, percents and backslashes, up to 63 bytes; the
-- first is of 63.
CREATE ROLE "regress_x""'; DROP SCHEMA public CASCADE; -- $1 %s \ 县";
SELECT rolname AS hostile FROM pg_roles WHERE rolname LIKE 'regress\_x%' \gset
SELECT 'SELECT; DROP SCHEMA public CASCADE; --县' || repeat('x', 63 - octet_length('SELECT; DROP SCHEMA public CASCADE; --县')) AS ws \gset
SELECT octet_length(:'ws') AS bytes;
SELECT format('GRANT CREATE ON DATABASE %I TO %I', current_database(), :'hostile') AS grant_create \gset
\o /dev/null
:grant_create;
\o
SELECT n, split_part(pg_temp.answer(format('SELECT service_eval.create_workspace(%L)', name)), E'\n', 1) AS answer FROM (VALUES
	(1, 'a"b'), (2, 'a''b'), (3, 'a$b'), (4, 'a%b'), (5, 'a\b'), (6, repeat('县', 22)), (7, ''), (8, 'pg_x'), (9, 'service_eval')) AS s (n, name) ORDER BY n;
GRANT USAGE ON SCHEMA service_eval TO :"hostile";
SET SESSION AUTHORIZATION :"hostile";
SELECT count(*) > 100 AS made FROM service_eval.create_workspace(:'ws', pack => 'blank');
SET search_path = :"ws", service_eval;
-- one that is a keyword
SELECT count(*) > 100 AS made FROM service_eval.create_workspace('user', pack => 'blank');
CALL "user".refresh_rankings();
SELECT count(*) AS findings FROM "user".verify_chain();

-- Everything that has a name has one of these
CREATE TEMPORARY TABLE hostile (n integer, name text);
INSERT INTO hostile VALUES (1, $$"; DROP TABLE site; --$$), (2, $$it's '' "quoted" \'$$), (3, '%s %I %1$L $1 :x \1 {"a": 1} | <b>'), (4, '县''村"组"；--'),
	(5, 'null'), (6, 'select'), (7, repeat('长', 100));
CREATE FUNCTION pg_temp.h(n integer) RETURNS text LANGUAGE sql AS 'SELECT h.name FROM hostile h WHERE h.n = $1';
INSERT INTO service VALUES ('select', pg_temp.h(1), pg_temp.h(4));
INSERT INTO need_level (code, name_en, name_zh, display_order, weight, is_key) VALUES ('SELECT', pg_temp.h(2), pg_temp.h(4), 1, 1, true);
INSERT INTO post_role (code, name_en, name_zh, display_order) VALUES ('user', pg_temp.h(3), pg_temp.h(4), 1);
INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws, min_answers)
VALUES (pg_temp.h(1), pg_temp.h(2), pg_temp.h(4), 'select', 40, 10, 0);
INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points)
VALUES (pg_temp.h(1), 'O1', 'output', pg_temp.h(1), pg_temp.h(4), 1, 20), (pg_temp.h(1), 'SELECT', 'output', pg_temp.h(3), pg_temp.h(3), 1, 20);
INSERT INTO scheme_limiter (scheme_id, code, cap) VALUES (pg_temp.h(1), 'user', 'good');
CREATE VIEW indicator_select AS SELECT q.project_id, q.period, s.site_id, 1::numeric AS value, NULL::bigint AS n
FROM project_period q JOIN site s USING (project_id);
CREATE VIEW limiter_user AS SELECT q.project_id, q.period, s.site_id, 1::numeric AS value, 'good' AS cap
FROM project_period q JOIN site s USING (project_id) WHERE s.name <> 'null';
UPDATE scheme SET frozen_at = now();
INSERT INTO organization (name, kind) SELECT name, 'social_organization' FROM hostile ORDER BY n;
INSERT INTO village (division_code, name, township, county) SELECT lpad(n::text, 12, '0'), name, name, name FROM hostile;
INSERT INTO project (name, buyer_id, service, start_on, end_on, goal) SELECT name, 2, 'select', '2024-01-01', '2024-03-31', name
FROM hostile WHERE n = 1;
INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, pg_temp.h(2), pg_temp.h(2), '2024-02-29');
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, lpad(n::text, 12, '0'), name, '2024-01-01' FROM hostile ORDER BY n;
INSERT INTO post (project_id, site_id, role, person_code, from_on) SELECT 1, n, 'user', name, '2024-01-01' FROM hostile;
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 1, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, pg_temp.h(1), 'activity', 14);
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, need_type, theme)
SELECT 1, n, 1, pg_temp.h(1), date '2024-01-05' + m, name, name FROM hostile, generate_series(1, 2) m WHERE n < 6 ORDER BY 2, 5;
INSERT INTO beneficiary (project_id, beneficiary_id) SELECT 1, name FROM hostile;
INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) SELECT 1, name, n, 'SELECT', '2024-01-01' FROM hostile;
INSERT INTO attendance SELECT 1, a.activity_id, h.name FROM activity a JOIN hostile h ON h.n = a.site_id;
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible) SELECT 1, n, '2024-01-01', 'SELECT', name, 3 FROM hostile;
INSERT INTO photo (project_id, activity_id, sha256) SELECT 1, activity_id, sha256('x') FROM activity WHERE site_id < 3;
CALL refresh_rankings();
SELECT count(*) AS ranked, count(DISTINCT village) FILTER (WHERE village IN (SELECT name FROM hostile)) AS villages FROM village_ranking WHERE period = 'term';
SELECT period = pg_temp.h(2) AS milestone, count(*) FROM village_ranking GROUP BY 1 ORDER BY 1;
SELECT grade, count(*) FROM village_ranking WHERE period = 'term' GROUP BY 1 ORDER BY 1;

-- Every answer can be read, in both languages
CREATE FUNCTION pg_temp.read_all(schema text) RETURNS TABLE (unreadable text) LANGUAGE plpgsql AS $$
DECLARE
	v	record;
BEGIN
	FOR v IN SELECT c.oid::regclass AS name FROM pg_class c WHERE c.relnamespace = quote_ident(schema)::regnamespace AND c.relkind = 'v' LOOP
		BEGIN
			EXECUTE format('SELECT count(v.*::text) FROM %s v', v.name);
		EXCEPTION WHEN OTHERS THEN
			unreadable := concat(v.name, ': ', SQLERRM);
			RETURN NEXT;
		END;
	END LOOP;
END $$;
SELECT * FROM pg_temp.read_all(:'ws');
SELECT count(*) > 20 AS made FROM create_chinese_views(:'ws', $$H市 "评价"'; --$$);
SELECT * FROM pg_temp.read_all($$H市 "评价"'; --$$);

-- Papers and explanations hold the names letter by letter
SELECT h.n, position(h.name IN string_agg(e.explanation || e.explanation_zh, E'\n')) > 0 AS told
FROM hostile h CROSS JOIN LATERAL explain_score(h.n, 'term') e GROUP BY h.n, h.name ORDER BY h.n;
SELECT count(*) FILTER (WHERE position(h.name IN l.text_en) > 0 AND position(h.name IN l.text_zh) > 0) AS in_notice
FROM hostile h CROSS JOIN LATERAL (SELECT string_agg(text_en, E'\n') AS text_en, string_agg(text_zh, E'\n') AS text_zh FROM ranking_notice(1, 'term', pg_temp.h(1))) l;
SELECT count(*) AS demanded FROM demand_rectification(1, 'limiter', period => pg_temp.h(2), profile => pg_temp.h(1), responsible => pg_temp.h(1),
	demand => pg_temp.h(3), demand_zh => pg_temp.h(4));
SELECT site = (SELECT name FROM hostile h WHERE h.n = l.site_id) AS site, position(pg_temp.h(3) IN string_agg(text_en, E'\n')) > 0 AS demand,
	position(pg_temp.h(4) IN string_agg(text_zh, E'\n')) > 0 AS demand_zh, position(site IN string_agg(text_en, E'\n')) > 0 AS named, count(*) > 5 AS lines
FROM rectification_letters(1) l GROUP BY site_id, site ORDER BY site_id LIMIT 2;
SELECT count(*) > 0 AS named FROM self_evaluation_form f WHERE position(pg_temp.h(1) IN f::text) > 0 OR position(replace(pg_temp.h(1), '"', '""') IN f::text) > 0;

-- errors quote them as they are
SELECT n, split_part(pg_temp.answer(statement), E'\n', 1) = expected AS as_given FROM (VALUES
	(1, format('CALL refresh_rankings(only_period => %L)', pg_temp.h(1)), format('22023 no project has a period "%s"', pg_temp.h(1))),
	(2, format('SELECT ranking_notice(1, %L)', pg_temp.h(3)), NULL),
	(3, format('SELECT ranking_notice(1, ''term'', %L)', pg_temp.h(3)), format('22023 project "%s" has no run of the profile "%s"', pg_temp.h(1), pg_temp.h(3))),
	(4, format('SELECT service_eval.create_chinese_views(%L, ''x'')', pg_temp.h(1)), NULL),
	(5, format('SELECT service_eval.upgrade_workspace(%L)', pg_temp.h(1)), NULL),
	(6, format('SELECT verify_chain(%L)', pg_temp.h(3)), format('22023 "%s" is no head of an audit log', pg_temp.h(3))),
	(7, format('SELECT erase_beneficiary(1, %L)', pg_temp.h(1) || 'x'), '22023 project 1 knows no such person')
) AS s (n, statement, expected) WHERE expected IS NOT NULL OR split_part(pg_temp.answer(statement), ' ', 1) !~ '^(22023|3F000|42602)' ORDER BY n;

-- sealed, recomputed, appealed against, erased, verified, upgraded
SELECT run_id AS term FROM current_run WHERE period = 'term' \gset
SELECT seal_run(:term) IS NOT NULL AS sealed;
-- the notice of the sealed run carries the number by which it can be checked, in both languages
SELECT text_en LIKE format('Run %s, sealed on %s. Check number: 1-%%-%%. The bureau %%', :term, to_char(day_of(now()), 'YYYY-MM-DD')) AS en,
	text_zh LIKE format('批次：%s，%s封存。校验码：1-%%-%%。购买主体%%', :term, chinese_day(day_of(now()))) AS zh,
	substring(text_en FROM 'Check number: (\S+)\. ') AS number, substring(text_zh FROM '校验码：([-0-9a-f]+)。') AS number_zh
FROM ranking_notice(1, 'term', pg_temp.h(1)) WHERE text_en LIKE 'Run %' \gset notice_
SELECT :'notice_en' AS en, :'notice_zh' AS zh, :'notice_number' = :'notice_number_zh' AS same;
SELECT v.verdict, l.act FROM verify_chain(:'notice_number') v JOIN audit_log l USING (project_id, entry_no) ORDER BY 1 DESC;
SELECT same, differing FROM recompute_run(:term);
INSERT INTO appeal (project_id, site_id, run_id, ground) SELECT 1, n, :term, name FROM hostile;
SELECT count(*) AS appeals, bool_and(login = :'hostile') AS login FROM audit_log WHERE act = 'appeal filed' AND detail ->> 'ground' IN (SELECT name FROM hostile);
SELECT h.n, string_agg(format('%s %s', e.relation, e.rows), ', ' ORDER BY e.relation) AS erased
FROM hostile h CROSS JOIN LATERAL erase_beneficiary(1, h.name, h.name) e WHERE e.action = 'erased' GROUP BY h.n ORDER BY h.n;
SELECT h.n, string_agg(format('%s %s', e.relation, e.rows), ', ' ORDER BY e.relation) AS erased
FROM hostile h CROSS JOIN LATERAL erase_post_holder(1, h.name, h.name) e WHERE e.action = 'erased' GROUP BY h.n ORDER BY h.n;
SELECT count(*) AS reasons FROM audit_log WHERE act = 'person erased' AND detail ->> 'reason' IN (SELECT name FROM hostile);
CALL refresh_rankings();
SELECT verdict, problem FROM verify_chain(chain_head(1));
SELECT count(*) FILTER (WHERE action NOT IN ('kept', 'upgraded')) AS changed FROM upgrade_workspace(:'ws');
SELECT relation, count(*) FROM fact_change WHERE login <> :'hostile' GROUP BY 1;

RESET SESSION AUTHORIZATION;
RESET search_path;
SELECT to_regnamespace('public') IS NOT NULL AS public_there, count(*) AS workspaces FROM pg_namespace WHERE nspname IN (:'ws', 'user');
DROP OWNED BY :"hostile" CASCADE;
DROP ROLE :"hostile";
