-- Somebody else's operators, functions, types and relations under PostgreSQL's names: no function of the product runs
-- one of them as the superuser who calls it.
--
-- The shadows fit better than PostgreSQL's own (name = text, integer * bigint, format(text, text)), or have the same
-- arguments and come first in the path.  Each counts its runs in a sequence, which no rollback takes back, and fails if
-- a superuser runs it.  They are in a database of their own: there are some ten thousand.
\set SHOW_CONTEXT never
SELECT current_database() AS here \gset
CREATE ROLE regress_service_eval_ghost;
CREATE ROLE regress_service_eval_stranger;
DROP DATABASE IF EXISTS regression_service_eval_shadows;
CREATE DATABASE regression_service_eval_shadows ENCODING 'UTF8' TEMPLATE template0;
\c regression_service_eval_shadows
SET client_min_messages = error;
-- nobody has counted the tables: their plans would look worth compiling
SET jit = off;
-- the test itself must not run them
SET search_path = pg_catalog;
CREATE EXTENSION service_eval;

-- workspaces of the owner's, one of the superuser's, and one that is still to be made
CREATE SCHEMA hers AUTHORIZATION regress_service_eval_ghost;
CREATE SCHEMA sly AUTHORIZATION regress_service_eval_ghost;
CREATE SCHEMA bare AUTHORIZATION regress_service_eval_ghost;
SELECT count(*) > 100 AS hers FROM service_eval.create_workspace('hers', 'blank');
SELECT count(*) > 100 AS sly FROM service_eval.create_workspace('sly', 'blank');
SELECT count(*) > 100 AS fresh FROM service_eval.create_workspace('fresh');
-- facts to be checked, and facts to be judged
DO $$
DECLARE
	ws	text;
BEGIN
	FOREACH ws IN ARRAY ARRAY['hers', 'sly', 'fresh'] LOOP
		PERFORM pg_catalog.set_config('search_path', ws, true);
		INSERT INTO organization (name, kind)
		VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('evaluators', 'other');
		INSERT INTO village (division_code, name, township, county)
		SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 6) AS i;
		INSERT INTO service (code, name_en, name_zh) VALUES ('children_homes', 'homes', '儿童之家')
		ON CONFLICT DO NOTHING;
		INSERT INTO project (name, buyer_id, service, start_on, end_on)
		VALUES ('homes', 1, 'children_homes', '2024-01-01', '2024-06-30');
	END LOOP;
	INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 40000);
	INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 24);
	INSERT INTO instalment (project_id, contract_id, number, share, due_on) VALUES (1, 1, 1, 1, '2024-06-01');
	INSERT INTO site (project_id, division_code, name, opened_on)
	SELECT 1, division_code, name, '2024-01-01' FROM village ORDER BY division_code;
	INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
	SELECT 1, s, 1, 'a', date '2024-01-10' + k, true, k % 2 = 0, true
	FROM generate_series(1, 6) AS s, generate_series(1, s) AS k;
	INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
	SELECT 1, site_id, activity_id, 3, held_on + 1, 'confirmed' FROM activity;
	INSERT INTO beneficiary (project_id, beneficiary_id)
	SELECT 1, format('%s-%s', s, i) FROM generate_series(1, 6) AS s, generate_series(1, 15) AS i;
	INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
	SELECT 1, beneficiary_id, split_part(beneficiary_id, '-', 1)::bigint, 'A', '2024-01-01' FROM beneficiary;
	INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id)
	SELECT 1, s, q, 'child', 'C', 1 + (s + i) % 5, 1
	FROM generate_series(1, 6) AS s, generate_series(1, 12) AS i, (VALUES (date '2024-01-01'), ('2024-04-01')) v (q);
	INSERT INTO photo (project_id, activity_id, phash) SELECT 1, activity_id, activity_id % 9 FROM activity;
	INSERT INTO allocation (project_id, site_id, given_on, kind, amount)
	SELECT 1, s, q, 'base', 10 * s FROM generate_series(1, 6) AS s, (VALUES (date '2024-01-01'), ('2024-04-01')) v (q);
END $$;
-- with a view in the place of a table, and something for an upgrade to do
DO $$
DECLARE
	ws	text;
BEGIN
	FOREACH ws IN ARRAY ARRAY['hers', 'sly'] LOOP
		PERFORM pg_catalog.set_config('search_path', ws, true);
		ALTER TABLE bid RENAME TO offer;
		CREATE VIEW bid AS SELECT * FROM offer;
		ALTER VIEW bid OWNER TO regress_service_eval_ghost;
		ALTER TABLE need DROP CONSTRAINT need_eligible_check;
		ALTER TABLE engagement DROP COLUMN evidence;
		DROP VIEW trust_log;
		DROP TRIGGER audit_site ON site;
		CREATE VIEW old_view AS SELECT 1 AS a;
		ALTER VIEW old_view OWNER TO regress_service_eval_ghost;
		INSERT INTO workspace_part VALUES ('view old_view', 'answers', '0');
	END LOOP;
END $$;

CREATE SCHEMA shadow;
CREATE SEQUENCE shadow.ran_as_superuser;
CREATE SEQUENCE shadow.ran_as_owner;
GRANT USAGE ON SCHEMA shadow TO PUBLIC;
GRANT USAGE ON SEQUENCE shadow.ran_as_superuser, shadow.ran_as_owner TO PUBLIC;
CREATE FUNCTION shadow.note(what text) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
	IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
		PERFORM nextval('shadow.ran_as_superuser');
		RAISE EXCEPTION 'shadow of % ran as superuser', what USING ERRCODE = 'XX999';
	END IF;
	PERFORM nextval('shadow.ran_as_owner');
	RETURN true;
END $$;

-- the product's own text: what it names has a shadow
CREATE TABLE shadow.word AS
SELECT DISTINCT word[1] AS word, word[2] = '(' AS called
FROM (SELECT script AS source FROM service_eval.workspace_files()
	  UNION ALL
	  SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
	  WHERE p.pronamespace = 'service_eval'::regnamespace AND p.prokind <> 'a' AND l.lanname <> 'c') t
	CROSS JOIN regexp_matches(t.source, '([a-z][a-z_0-9]+)(\(?)', 'g') AS word;
SELECT count(*) > 500 AS words, count(*) FILTER (WHERE called) > 100 AS called FROM shadow.word;
CREATE TABLE shadow.type AS SELECT unnest(ARRAY['text', 'name', 'integer', 'bigint', 'numeric', 'float8', 'boolean',
	'date', 'oid', 'regclass', '"char"', 'text[]']::regtype[]) AS type;
-- operators: every pair of types, with PostgreSQL's own result where it has that operator
CREATE TABLE shadow.operator AS
SELECT u.name, a.type AS leftarg, b.type AS rightarg, coalesce(o.oprresult::regtype, u.result) AS result
FROM (VALUES ('=', 'boolean'::regtype), ('<>', 'boolean'), ('<', 'boolean'), ('<=', 'boolean'), ('>', 'boolean'),
	('>=', 'boolean'),
		('~', 'boolean'), ('!~', 'boolean'), ('~~', 'boolean'), ('!~~', 'boolean'), ('&&', 'boolean'), ('@>',
			'boolean'), ('<@', 'boolean'),
		('+', 'numeric'), ('-', 'numeric'), ('*', 'numeric'), ('/', 'numeric'), ('%', 'numeric'), ('^', 'numeric'),
		('||', 'text'), ('->>', 'text'), ('->', 'jsonb'), ('<<', 'bigint'), ('|', 'bigint')) u (name, result)
	CROSS JOIN shadow.type a CROSS JOIN shadow.type b
	LEFT JOIN pg_operator o ON o.oprnamespace = 'pg_catalog'::regnamespace AND o.oprname = u.name
		AND o.oprleft = a.type AND o.oprright = b.type;
-- functions and aggregates: PostgreSQL's own arguments, and each of these in its place
CREATE TABLE shadow.function AS
WITH used AS (
	SELECT DISTINCT p.proname AS name, p.prokind <> 'f' AS aggregate, p.prorettype, p.proretset, p.provariadic,
		p.proargtypes::oid[] AS arguments
	FROM pg_proc p
		LEFT JOIN pg_aggregate g ON g.aggfnoid = p.oid
	WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.pronargs <= 6 AND coalesce(g.aggkind = 'n', true)
		AND p.proname IN (SELECT w.word FROM shadow.word w WHERE w.called)
), variant AS (
	SELECT u.name, u.aggregate, u.prorettype, u.proretset, false AS variadic,
		ARRAY(SELECT CASE WHEN i = place THEN t.type::oid WHEN a = '"any"'::regtype THEN 'text'::regtype::oid ELSE a END
			  FROM unnest(u.arguments) WITH ORDINALITY AS x (a, i) ORDER BY i) AS arguments
	FROM used u CROSS JOIN generate_series(0, 6) AS place CROSS JOIN shadow.type t
	WHERE place <= cardinality(u.arguments)
	UNION
	-- what takes any number of arguments: of one type, of two, of three
	SELECT u.name, u.aggregate, u.prorettype, u.proretset, last = 'text[]'::regtype,
		array_append(array_fill(t.type::oid, ARRAY[more]), last::oid)
	FROM used u CROSS JOIN shadow.type t CROSS JOIN generate_series(0, 2) AS more CROSS JOIN unnest(ARRAY[t.type,
		'text[]'::regtype]) AS last
	WHERE u.provariadic <> 0
)
SELECT DISTINCT ON (v.name, v.arguments) v.name, v.aggregate, v.arguments, v.variadic, v.proretset,
	CASE WHEN t.typtype = 'p' AND v.prorettype NOT IN ('record'::regtype,
		'void'::regtype) THEN 'text'::regtype ELSE v.prorettype::regtype END AS result
FROM variant v JOIN pg_type t ON t.oid = v.prorettype
WHERE NOT EXISTS (SELECT FROM unnest(v.arguments) a JOIN pg_type y ON y.oid = a WHERE y.typtype = 'p')
	AND v.prorettype NOT IN ('record'::regtype, 'internal'::regtype, 'trigger'::regtype)
ORDER BY v.name, v.arguments, v.variadic DESC, v.proretset, v.prorettype;

-- few: those alone that fit the extension's own functions, which read the catalog, and leave the workspace's
-- statements in one piece
CREATE FUNCTION shadow.cast(home regnamespace, few boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	s		record;
	made	integer := 0;
BEGIN
	FOR s IN SELECT DISTINCT leftarg, rightarg, result FROM shadow.operator o LOOP
		EXECUTE format('CREATE FUNCTION %s.%I(%s, %s) RETURNS %s LANGUAGE plpgsql '
			'AS $f$BEGIN PERFORM shadow.note(%L); RETURN NULL; END$f$',
			home, 'op_' || s.result, s.leftarg, s.rightarg, s.result,
			format('an operator of %s and %s', s.leftarg, s.rightarg));
	END LOOP;
	FOR s IN SELECT * FROM shadow.operator WHERE NOT few
		OR (ARRAY[leftarg, rightarg] <@ '{text,name,oid,regclass,text[]}' AND leftarg <> rightarg
			AND NOT ARRAY[leftarg, rightarg] @> '{oid,regclass}')
	LOOP
		EXECUTE format('CREATE OPERATOR %s.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = %s.%I)', home, s.name,
			s.leftarg, s.rightarg, home, 'op_' || s.result);
		made := made + 1;
	END LOOP;
	FOR s IN SELECT f.*, (SELECT string_agg(CASE WHEN f.variadic AND i = cardinality(f.arguments) THEN 'VARIADIC '
				ELSE '' END || a::regtype::text, ', ' ORDER BY i)
				FROM unnest(f.arguments) WITH ORDINALITY AS x (a, i)) AS list
			FROM shadow.function f
			WHERE NOT few OR (NOT f.aggregate AND f.arguments <@ '{text,name,oid,regclass}'::regtype[]::oid[]
				AND f.name IN ('quote_ident', 'to_regclass', 'to_regprocedure', 'octet_length', 'pg_get_viewdef',
					'pg_get_constraintdef')) LOOP
		-- an aggregate's is a function of its state as well
		EXECUTE format('CREATE FUNCTION %s.%I(%s) RETURNS %s%s LANGUAGE plpgsql '
			'AS $f$BEGIN PERFORM shadow.note(%L); %s END$f$',
			home, CASE WHEN s.aggregate THEN 'step_' ELSE '' END || s.name,
			CASE WHEN s.aggregate THEN concat_ws(', ', s.result, s.list) ELSE s.list END,
			CASE WHEN s.proretset THEN 'SETOF ' END, s.result, format('%s(%s)', s.name, s.list),
			CASE WHEN s.proretset OR s.result = 'void'::regtype THEN 'RETURN;' ELSE 'RETURN NULL;' END);
		IF s.aggregate THEN
			EXECUTE format('CREATE AGGREGATE %s.%I(%s) (SFUNC = %s.%I, STYPE = %s)', home, s.name,
				coalesce(s.list, '*'), home, 'step_' || s.name, s.result);
		END IF;
		made := made + 1;
	END LOOP;
	-- relations and types
	FOR s IN
		SELECT c.relname, (SELECT string_agg(format(CASE WHEN a.atttypid = 'anyarray'::regtype
				THEN '%1$I::text AS %1$I' ELSE '%I' END, a.attname), ', ')
			FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) AS columns
		FROM pg_class c
		WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v')
			AND c.relname IN (SELECT w.word FROM shadow.word w)
	LOOP
		EXECUTE format('CREATE VIEW %s.%I AS SELECT %s FROM pg_catalog.%I WHERE shadow.note(%L)',
			home, s.relname, s.columns, s.relname, s.relname);
		made := made + 1;
	END LOOP;
	FOR s IN
		SELECT t.typname FROM pg_type t
		WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype = 'b' AND t.typelem = 0
			AND t.typname IN (SELECT w.word FROM shadow.word w)
			AND to_regtype(format('%s.%I', home, t.typname)) IS NULL
	LOOP
		EXECUTE format('CREATE DOMAIN %s.%I AS pg_catalog.%I CHECK (shadow.note(%L))', home, s.typname, s.typname,
			'type ' || s.typname);
		made := made + 1;
	END LOOP;
	RETURN made;
END $$;
CREATE SCHEMA stranger AUTHORIZATION regress_service_eval_stranger;
GRANT USAGE ON SCHEMA stranger TO PUBLIC;
SELECT home, shadow.cast(home, home = ANY ('{sly,bare}'::regnamespace[]))
	> CASE WHEN home = ANY ('{sly,bare}'::regnamespace[]) THEN 300 ELSE 3000 END AS many
FROM unnest('{stranger,public,hers,bare,sly}'::regnamespace[]) AS home;
-- they do run: in a query that is not careful, and as the owner in the workspace
CREATE FUNCTION shadow.answer(path text, query text) RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
	result	text;
BEGIN
	PERFORM set_config('search_path', path, true);
	EXECUTE query INTO result;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	PERFORM set_config('search_path', 'pg_catalog', true);
	RETURN format('%s %s', SQLSTATE, SQLERRM);
END $$;
SELECT path, query, shadow.answer(path, query) FROM (VALUES
	(1, 'pg_catalog', 'SELECT relpages < 1.5 FROM pg_catalog.pg_class'),
	(2, 'stranger', 'SELECT relpages < 1.5 FROM pg_catalog.pg_class'),
	(3, 'public', 'SELECT format(''%s'', relname) FROM pg_catalog.pg_class'),
	(4, 'hers, pg_catalog', 'SELECT pg_catalog.count(*) FROM pg_class'),
	(5, 'stranger, pg_catalog', 'SELECT ''a''::text'),
	(6, 'stranger, pg_catalog', 'SELECT now()')) v (i, path, query) ORDER BY i;
SELECT is_called AS they_ran FROM shadow.ran_as_superuser;
SELECT setval('shadow.ran_as_superuser', 1, false);

-- every function of the extension that is not in C, alone or by another one that calls it
CREATE TABLE shadow.call (i integer GENERATED ALWAYS AS IDENTITY, functions text[], query text, answer text);
INSERT INTO shadow.call (functions, query, answer) VALUES
	('{has_rules,has_most_rules,has_part}', $$SELECT service_eval.has_rules('hers.site', '{site_pkey}'),
		service_eval.has_most_rules('hers.site', '{site_pkey}'), service_eval.has_part('hers.site'::pg_catalog.regclass,
			'site_pkey')$$,
		'done'),
	('{workspace_plan}', $$SELECT pg_catalog.count(*) FROM service_eval.workspace_plan('hers', '^1_')$$, 'done'),
	('{refuse_missing_columns}', $$SELECT service_eval.refuse_missing_columns('hers.site', '{site_id,none}')$$, NULL),
	('{refuse_strangers}', $$SELECT service_eval.refuse_strangers('hers'), service_eval.refuse_strangers('fresh')$$,
		'done'),
	('{drop_statement}', $$SELECT service_eval.drop_statement('index a on b'),
		service_eval.drop_statement('trigger a on b'),
		service_eval.drop_statement('constraint a on b'), service_eval.drop_statement('function f(text)')$$, 'done'),
	('{noted_parts}', $$SELECT service_eval.noted_parts('sly')$$, 'done'),
	('{note_parts}', $$SELECT service_eval.note_parts('sly', '{pack none}', '{pack}')$$, 'done'),
	('{grade}', $$SELECT service_eval.grade(95), service_eval.grade(95, 'good')$$, 'done'),
	('{schedule_name}', $$SELECT service_eval.schedule_name('refresh', 'hers', 'bureau'),
		service_eval.schedule_name('refresh', 'hers', pg_catalog.repeat('x', 63))$$, 'done'),
	('{check_scheduler}', $$SELECT service_eval.check_scheduler('nothing')$$, NULL),
	('{schedule_refresh}', $$SELECT service_eval.schedule_refresh('hers', '0 18 * * *', 'bureau')$$, NULL),
	('{unschedule_refresh}', $$SELECT service_eval.unschedule_refresh('hers', 'bureau')$$, NULL);
INSERT INTO shadow.call (functions, query, answer)
SELECT '{upgrade_table}', format('SELECT service_eval.upgrade_table(''hers'', %L, %L)', relation, statement), 'done'
FROM service_eval.workspace_plan('hers', '^1_facts/') WHERE object = 'table need';
INSERT INTO shadow.call (functions, query, answer) VALUES
	('{create_workspace,check_workspace_name,lock_workspace,waits_for_us,build_floors,add_pack,is_distributed,
		refuse_distributed,refuse_other_version,refuse_other_workspace,is_own_table}',
		$$SELECT service_eval.create_workspace('sly', 'children_homes')$$, 'done'),
	('{upgrade_workspace,upgrade_view,upgrade_trigger,migrate_workspace,drop_old_parts}',
		$$SELECT service_eval.upgrade_workspace('sly')$$, 'done'),
	('{lock_holders}', $$SELECT service_eval.lock_holders('hers.project'::pg_catalog.regclass)$$, 'done'),
	('{check_supplied_facts}',
		$$SELECT service_eval.check_supplied_facts('sly', 1), service_eval.check_supplied_facts('hers', 1)$$, 'done'),
	('{create_chinese_views,put_chinese_view,chinese_answers,chinese_columns,chinese_label,coded_columns,word_query}',
		$$SELECT service_eval.create_chinese_views('sly', 'zh'), service_eval.create_chinese_views('hers', 'zh_hers')$$,
		'done'),
	('{create_roles,make_role,role_name,changed_rights,changed_policies}', $$SELECT service_eval.create_roles('sly')$$,
		'done'),
	('{workspace_script}', $$SELECT service_eval.workspace_script('scripted')$$, 'done'),
	('{imported_relations}', $$SELECT service_eval.imported_relations()$$, 'done'),
	-- called twice, each time with a schema of its own
	('{unite_workspaces,of_each}', $$SELECT service_eval.unite_workspaces(
		pg_catalog.md5(pg_catalog.current_setting('search_path')), '{sly}')$$, 'done'),
	('{import_workspace}', $$SELECT service_eval.import_workspace('nowhere', 'sly', 'imported')$$,
		'42704 there is no server "nowhere" of postgres_fdw'),
	-- where everything has a shadow the workspace's own statements fail, as the owner
	('{create_workspace}', $$SELECT service_eval.create_workspace('hers')$$, NULL),
	('{upgrade_workspace}', $$SELECT service_eval.upgrade_workspace('hers')$$, NULL),
	('{create_workspace}', $$SELECT service_eval.create_workspace('bare', 'blank')$$, 'done'),
	-- refusals say something, too
	('{create_workspace}', $$SELECT service_eval.create_workspace('pg_mine')$$,
		'42939 schema "pg_mine" cannot be a workspace'),
	('{upgrade_workspace}', $$SELECT service_eval.upgrade_workspace('stranger')$$,
		'3F000 there is no workspace "stranger"');
-- none is forgotten: no rows
SELECT DISTINCT p.proname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = 'service_eval'::regnamespace AND p.prokind <> 'a' AND l.lanname NOT IN ('c', 'internal')
	AND p.proname NOT IN (SELECT unnest(functions) FROM shadow.call);

-- as the superuser, with the shadows in the caller's path: after PostgreSQL's own, and before them as well
CREATE TABLE shadow.result (path text, i integer, got text);
DO $$
DECLARE
	asked	record;
BEGIN
	FOR asked IN SELECT p.path, c.i, c.query
		FROM shadow.call c, (VALUES (1, 'stranger, public'), (2, 'sly, stranger, public, pg_catalog')) p (j, path)
		-- what takes long is asked with all of them alone
		WHERE p.j = 2 OR NOT c.functions && '{create_workspace,upgrade_workspace}'
		ORDER BY p.j, c.i
	LOOP
		INSERT INTO shadow.result VALUES (asked.path, asked.i, shadow.answer(asked.path, asked.query));
	END LOOP;
END $$;
-- no rows
SELECT r.path, c.query, r.got FROM shadow.result r JOIN shadow.call c USING (i)
WHERE r.got LIKE 'XX999%' OR r.got <> c.answer;

-- In a workspace every function has a path of its own that begins with pg_catalog, or a body that was parsed when it
-- was made; but for one, that names every operator with its schema, since it cannot have one
SELECT p.pronamespace::regnamespace AS schema, p.proname
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace IN ('service_eval'::regnamespace, 'fresh'::regnamespace) AND l.lanname IN ('sql', 'plpgsql')
	AND p.prosqlbody IS NULL
	AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c ~ '^search_path=(pg_catalog, (fresh, )?)?pg_temp$')
ORDER BY 1, 2;
SET search_path = stranger, public;
CALL fresh.refresh_rankings();
SET search_path = stranger, public, pg_catalog;
CALL fresh.refresh_rankings(1, '2024Q2', true);
SET search_path = pg_catalog;
SELECT status, count(*) > 2 AS runs FROM fresh.evaluation_run GROUP BY 1 ORDER BY 1;
SELECT count(*) AS ranked FROM fresh.village_ranking WHERE period = 'term';

-- the workspace's functions that people call, and those whose bodies are put into queries
TRUNCATE shadow.result;
INSERT INTO shadow.result
SELECT path, 0, shadow.answer(path, query)
FROM unnest(ARRAY['stranger, public', 'stranger, public, pg_catalog']) AS path, (VALUES
	($$SELECT fresh.explain_score(1)$$),
	($$SELECT fresh.plan_visits(1, 'no unit')$$),
	($$SELECT fresh.seal_run(r.run_id) FROM fresh.current_run r ORDER BY r.run_id LIMIT 1$$),
	($$SELECT fresh.verify_chain()$$),
	($$SELECT fresh.prune_runs(pg_catalog.make_interval(0))$$),
	($$SELECT fresh.grade_of(95, 60, 80, 90, 'good')$$),
	($$SELECT fresh.step_share(5, 'lower', '{{1,1},{9,0.5}}'), fresh.step_share(5, 'higher', '{{1,1},{9,0.5}}')$$),
	($$SELECT fresh.suspension_state(m, s), fresh.verified_rate_at_most(m, 0.9) FROM fresh.site_measure m, fresh.scheme s$$),
	($$SELECT fresh.payable_amount(100, 0.7, 50, 80, 60, 90, 1), fresh.payable_amount(100, 0.7, 50, 80, 60, 90, 0.5)$$),
	($$SELECT fresh.tilt_verdict(t) FROM fresh.resource_tilt t$$),
	($$SELECT fresh.result_tables()$$)
) v (query);
SELECT got, count(*) FROM shadow.result GROUP BY got ORDER BY got COLLATE "C";
TRUNCATE shadow.result;
INSERT INTO shadow.result
SELECT path, 0, shadow.answer(path, format('SELECT fresh.earned_points(%s, %L, %L, %s, %s, %s, %s, 10)', value, rule,
	direction, target, lo, hi, baseline))
FROM unnest(ARRAY['stranger, public', 'stranger, public, pg_catalog']) AS path,
	unnest(ARRAY['ratio', 'goalpost', 'achieve_improve', 'band']) AS rule,
	unnest(ARRAY['higher', 'lower']) AS direction, unnest(ARRAY['1', '-1', '''Infinity''', 'NULL']) AS value,
	unnest(ARRAY['2', '0', 'NULL']) AS target,
	(VALUES ('1', '3', '2'), ('3', '1', 'NULL'), ('1', 'NULL', '''Infinity''')) v (lo, hi, baseline);
SELECT got, count(*) FROM shadow.result GROUP BY got ORDER BY got COLLATE "C";

SELECT is_called AS ran_as_superuser FROM shadow.ran_as_superuser;
-- what was made under shadows met some of them, as the owner
SELECT is_called AS ran_as_owner FROM shadow.ran_as_owner;

\c :"here"
DROP DATABASE regression_service_eval_shadows;
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regression_service_eval_shadows_sly_%'
ORDER BY rolname COLLATE "C" \gexec
DROP ROLE regress_service_eval_ghost, regress_service_eval_stranger;
