-- What an answer costs a login under row security, beside what it costs the owner: H City, each answer that a role
-- reads, of the term and the first scheme where it has these.  The mean of ten in a session that has asked before,
-- planning included, in milliseconds of the processor: those of the clock say little where others work.
--
--	psql -v workspace=h_city -f examples/h_city.sql bureau
--	psql -f bench/row_security.sql bureau
--
-- As a superuser, on Linux.  Prints the Markdown table of doc/reliability.md.  Roles and logins of its own are gone
-- afterwards.
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
SET client_min_messages = error;
SET jit = off;
SET search_path = h_city, service_eval;
ANALYZE;
SELECT count(*) FROM service_eval.create_roles('h_city') \g /dev/null
DO $$
DECLARE
	r	record;
BEGIN
	FOR r IN
		SELECT unnest('{analyst,finance,auditor,provider,village,evaluator,case_worker,dashboard}'::text[]) AS role
	LOOP
		EXECUTE format('CREATE ROLE %I LOGIN', 'bench_' || r.role);
		EXECUTE format('GRANT %I TO %I', service_eval.role_name('h_city', r.role), 'bench_' || r.role);
	END LOOP;
END $$;
INSERT INTO account (login, role, org_id, township, division_code)
SELECT 'bench_' || x.role, x.role,
	CASE x.role WHEN 'provider' THEN (SELECT min(provider_id) FROM contract)
		WHEN 'evaluator' THEN (SELECT max(org_id) FROM organization
			WHERE org_id NOT IN (SELECT provider_id FROM contract)) END,
	CASE WHEN x.role IN ('evaluator', 'case_worker') THEN (SELECT min(township) FROM village) END,
	CASE x.role WHEN 'village' THEN (SELECT min(division_code) FROM village) END
FROM unnest('{analyst,finance,auditor,provider,village,evaluator,case_worker}'::text[]) AS x (role);
-- the public reads what is published
INSERT INTO publication (project_id, run_id, from_on, until_on)
SELECT project_id, run_id, current_date, current_date + 6 FROM headline_run WHERE period = 'term'
ON CONFLICT DO NOTHING;

CREATE SCHEMA bench;
GRANT USAGE, CREATE ON SCHEMA bench TO PUBLIC;
CREATE TABLE bench.cost (login text, view text, ms numeric, pages bigint, rows bigint);
GRANT INSERT ON bench.cost TO PUBLIC;
-- of this process, user and system, in milliseconds
CREATE FUNCTION bench.used() RETURNS numeric LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
	SELECT 10 * (s[12]::numeric + s[13]::numeric)
	FROM string_to_array(substring(pg_read_file('/proc/' || pg_backend_pid() || '/stat') FROM '\) (.*)'), ' ') AS s
$$;
CREATE FUNCTION bench.ask(view text, OUT ms numeric, OUT pages bigint, OUT rows bigint) LANGUAGE plpgsql AS $$
DECLARE
	query	text := (
		SELECT format('EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) SELECT * FROM h_city.%I', view)
			|| coalesce(' WHERE ' || string_agg(format('%I = %L', a.attname, CASE a.attname WHEN 'period' THEN 'term'
				ELSE 'statutory' END), ' AND '), '')
		FROM pg_attribute a
		WHERE a.attrelid = format('h_city.%I', view)::regclass AND a.attname IN ('period', 'profile'));
	p		jsonb;
	since	numeric;
BEGIN
	EXECUTE query INTO p;
	pages := (p #> '{0,Plan,Shared Hit Blocks}')::bigint + (p #> '{0,Plan,Shared Read Blocks}')::bigint;
	rows := (p #> '{0,Plan,Actual Rows}')::numeric;
	since := bench.used();
	FOR i IN 1 .. 10 LOOP
		EXECUTE query INTO p;
	END LOOP;
	ms := (bench.used() - since) / 10;
END $$;
SELECT format('SET SESSION AUTHORIZATION %I; INSERT INTO bench.cost SELECT session_user, %L, a.* '
	'FROM bench.ask(%2$L) a;', 'bench_' || r.role, r.relation)
FROM (SELECT DISTINCT role, relation FROM role_right WHERE listed AND privilege = 'SELECT') r
	JOIN answers v ON v.view = r.relation
WHERE r.role NOT IN ('admin', 'job')
ORDER BY r.role, r.relation \gexec
RESET SESSION AUTHORIZATION;
INSERT INTO bench.cost SELECT 'owner', v.view, a.* FROM (SELECT DISTINCT view FROM bench.cost) v, bench.ask(v.view) a;

\qecho '| answer | owner | analyst, finance or auditor | provider | village | evaluator | case worker | dashboard |'
\qecho '|---|---|---|---|---|---|---|---|'
WITH cost AS (
	SELECT c.view, substring(c.login, '^(?:bench_)?(.*)$') AS role, c.rows,
		format('%s (%s)', round(c.ms), c.rows) AS shown, c.ms
	FROM bench.cost c
)
SELECT format('| %s | %s | %s | %s | %s | %s | %s | %s |', o.view, o.shown,
	(SELECT c.shown FROM cost c WHERE c.view = o.view AND c.role IN ('analyst', 'finance', 'auditor')
		ORDER BY c.ms DESC LIMIT 1),
	(SELECT c.shown FROM cost c WHERE c.view = o.view AND c.role = 'provider'),
	(SELECT c.shown FROM cost c WHERE c.view = o.view AND c.role = 'village'),
	(SELECT c.shown FROM cost c WHERE c.view = o.view AND c.role = 'evaluator'),
	(SELECT c.shown FROM cost c WHERE c.view = o.view AND c.role = 'case_worker'),
	(SELECT c.shown FROM cost c WHERE c.view = o.view AND c.role = 'dashboard'))
FROM cost o JOIN answers a ON a.view = o.view
WHERE o.role = 'owner'
ORDER BY (SELECT x.place FROM (SELECT view, row_number() OVER () AS place FROM answers) x WHERE x.view = o.view);
\qecho
\qecho 'slower than three times the owner, or above 100 ms:'
SELECT format('%s of %s: %s ms, owner %s ms, pages %s, owner %s', c.view, c.login, round(c.ms, 1), round(o.ms, 1),
	c.pages, o.pages)
FROM bench.cost c JOIN bench.cost o ON o.login = 'owner' AND o.view = c.view
-- what is too small to be measured counts as 2 ms
WHERE c.login <> 'owner' AND (c.ms > 3 * greatest(o.ms, 2) OR c.ms > 100)
ORDER BY c.ms DESC;

DROP SCHEMA bench CASCADE;
DELETE FROM account WHERE login LIKE 'bench\_%';
SELECT format('DROP OWNED BY %I CASCADE; DROP ROLE %1$I', 'bench_' || x)
FROM unnest('{analyst,finance,auditor,provider,village,evaluator,case_worker,dashboard}'::text[]) AS x \gexec
