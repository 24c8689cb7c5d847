-- Whose code runs, and as whom: a workspace belongs to the owner of its schema, and the extension's schema to who
-- installs it
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers
CREATE ROLE regress_service_eval_owner;
CREATE ROLE regress_service_eval_deputy IN ROLE regress_service_eval_owner;
CREATE ROLE regress_service_eval_guest;
CREATE ROLE regress_service_eval_renewer;

-- A superuser makes and upgrades a workspace in somebody's schema: all of it belongs to that role, and each
-- statement runs as it
CREATE SCHEMA hers AUTHORIZATION regress_service_eval_owner;
SELECT action, count(*) > 100 AS many FROM service_eval.create_workspace('hers') GROUP BY 1;
CREATE FUNCTION pg_temp.not_hers(workspace regnamespace) RETURNS TABLE (object text) LANGUAGE sql AS $$
	SELECT relname::text FROM pg_class WHERE relnamespace = workspace
		AND relowner <> 'regress_service_eval_owner'::regrole
	-- the functions that make ranges belong to their type, and always to the superuser
	UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = workspace
		AND proowner <> 'regress_service_eval_owner'::regrole
		AND oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'i')
	UNION ALL SELECT typname::text FROM pg_type WHERE typnamespace = workspace
		AND typowner <> 'regress_service_eval_owner'::regrole
$$;
SELECT * FROM pg_temp.not_hers('hers');
ALTER TABLE hers.need DROP CONSTRAINT need_eligible_check;
ALTER TABLE hers.engagement DROP COLUMN evidence;
DROP VIEW hers.trust_log;
-- of an earlier version
CREATE VIEW hers.old_view AS SELECT 1 AS a;
ALTER VIEW hers.old_view OWNER TO regress_service_eval_owner;
INSERT INTO hers.workspace_part VALUES ('view old_view', 'answers', '0');
SELECT object, action FROM service_eval.upgrade_workspace('hers') ORDER BY object COLLATE "C";
SELECT * FROM pg_temp.not_hers('hers');
-- so does a member of that role
SET ROLE regress_service_eval_deputy;
DROP VIEW hers.trust_log;
SELECT object, action FROM service_eval.upgrade_workspace('hers');
RESET ROLE;
SELECT * FROM pg_temp.not_hers('hers');

-- Nobody else may, not even who may create in the schema, and is told what to do; nothing is done
GRANT USAGE, CREATE ON SCHEMA hers TO regress_service_eval_guest;
SET ROLE regress_service_eval_guest;
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.create_workspace('hers')$$) AS make;
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.upgrade_workspace('hers')$$) AS upgrade;
SELECT pg_temp.answer($$SELECT service_eval.run_as_owner('hers', 'SELECT 1')$$) AS run;
SELECT pg_temp.answer($$SELECT service_eval.ask_as_owner('hers', 'SELECT 1')$$) AS ask;
SELECT pg_temp.answer($$SELECT service_eval.lock_as_owner('hers', 'hers.site'::regclass, true)$$) AS lock;
SELECT service_eval.acting_owner('hers') IS NULL AS acts_for_nobody;
SELECT pg_temp.answer($$SELECT service_eval.lock_as_owner('999999999', 'hers.site'::regclass, true)$$) AS no_schema;
-- what is asked is told as text, and nothing can be changed in asking
CREATE OPERATOR hers.= (LEFTARG = text, RIGHTARG = name, FUNCTION = texteqname);
RESET ROLE;
SELECT service_eval.ask_as_owner('hers', 'SELECT x FROM (VALUES (1), (NULL), (2)) v (x) ORDER BY x') AS answers,
	service_eval.ask_as_owner('hers', 'SELECT current_user') AS as_whom, service_eval.ask_as_owner('hers',
		'') AS nothing;
SELECT left(pg_temp.answer($$SELECT service_eval.ask_as_owner('hers', 'DELETE FROM workspace_part')$$), 5) AS changing;
-- What is locked is what was named, not what a view reads; what is none of the workspace's is left alone.
BEGIN;
SET LOCAL ROLE regress_service_eval_deputy;
SELECT lock.relation, service_eval.lock_as_owner('hers', lock.relation, false) AS have,
	coalesce((SELECT string_agg(format('%s %s', l.relation::regclass, l.mode), ', ')
		FROM pg_locks l
		WHERE l.pid = pg_backend_pid() AND l.mode = 'AccessExclusiveLock' AND l.relation::regclass::text <> ALL (seen)),
		'none') AS more_locks
FROM (VALUES
	('hers.suspension_watchlist'::regclass, '{}'::text[]),
	('hers.site', '{hers.suspension_watchlist}'),
	('pg_catalog.pg_class', '{hers.suspension_watchlist,hers.site}')) AS lock (relation, seen);
ROLLBACK;
-- A schema in which others may create is refused to its owner as well: whoever works there would run what they make.
-- What they made while they could is found
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.create_workspace('hers')$$) AS make;
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.upgrade_workspace('hers')$$) AS upgrade;
REVOKE ALL ON SCHEMA hers FROM regress_service_eval_guest;
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.upgrade_workspace('hers')$$) AS planted;
DROP OPERATOR hers.= (text, name);
-- so is a relation or a type that would be taken for the bureau's own; not one of another name
CREATE FUNCTION pg_temp.planted(object text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('ALTER %s OWNER TO regress_service_eval_guest', object);
	PERFORM service_eval.refuse_strangers('hers');
	RAISE EXCEPTION 'taken';	-- and undone
EXCEPTION WHEN OTHERS THEN
	RETURN SQLERRM;
END $$;
CREATE VIEW hers.indicator_x AS SELECT 1;
CREATE VIEW hers.another AS SELECT 1;
SELECT pg_temp.planted(object) FROM unnest(ARRAY['TABLE hers.rest_day', 'VIEW hers.trust_log', 'VIEW hers.indicator_x',
	'TYPE hers.text_range', 'VIEW hers.another']) AS object;
DROP VIEW hers.indicator_x, hers.another;
GRANT CREATE ON SCHEMA hers TO PUBLIC;
SELECT pg_temp.answer($$SELECT service_eval.refuse_strangers('hers')$$) AS everybody;
REVOKE CREATE ON SCHEMA hers FROM PUBLIC;
-- members of the owner's role can do as she does
GRANT CREATE ON SCHEMA hers TO regress_service_eval_deputy;
SELECT service_eval.refuse_strangers('hers') IS NOT NULL AS deputy_may;
REVOKE CREATE ON SCHEMA hers FROM regress_service_eval_deputy;
SET ROLE regress_service_eval_guest;
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.upgrade_workspace('hers')$$) LIKE '42501 permission denied
	for workspace%'
	AS without_any_right;
RESET ROLE;
-- an owner who may not use the schema: what is made must not go elsewhere
REVOKE ALL ON SCHEMA hers FROM regress_service_eval_owner;
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.create_workspace('hers')$$) AS own_schema;
GRANT ALL ON SCHEMA hers TO regress_service_eval_owner;
-- "public" belongs to whoever owns the database
BEGIN;
SELECT service_eval.acting_owner('public') = (SELECT datdba FROM pg_database
WHERE datname = current_database()) AS of_the_database;
SELECT count(*) > 100 AS made FROM service_eval.create_workspace('public', 'blank');
ROLLBACK;

-- What the owner's code can do when a superuser calls: nothing more than the owner.  It runs in her trigger when a
-- constraint is added, in her view and in the workspace's trigger when supplied facts are checked
CREATE SEQUENCE public.as_superuser;
CREATE SEQUENCE public.as_owner;
CREATE SEQUENCE public.as_other;
GRANT USAGE ON SEQUENCE public.as_superuser, public.as_owner, public.as_other TO PUBLIC;
CREATE FUNCTION pg_temp.ran() RETURNS TABLE (as_superuser boolean, as_owner boolean,
	as_other boolean) LANGUAGE plpgsql AS $$
BEGIN
	-- sequences do not forget what was rolled back
	RETURN QUERY SELECT s.is_called, o.is_called, t.is_called
		FROM public.as_superuser s, public.as_owner o, public.as_other t;
	PERFORM setval('public.as_superuser', 1, false), setval('public.as_owner', 1, false), setval('public.as_other', 1,
		false);
END $$;
SET ROLE regress_service_eval_owner;
CREATE FUNCTION hers.who() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
		PERFORM nextval('public.as_superuser');
	ELSIF current_user = 'regress_service_eval_owner' THEN
		PERFORM nextval('public.as_owner');
	ELSE
		PERFORM nextval('public.as_other');
	END IF;
	RETURN true;
END $$;
RESET ROLE;
SELECT hers.who();
SELECT * FROM pg_temp.ran();
-- what she puts in the place of the type by which rosters do not overlap is run where a table is compared with a
-- temporary one, and where her own rosters are checked in one: as the owner at most
BEGIN;
SET LOCAL ROLE regress_service_eval_owner;
DROP TYPE hers.text_range CASCADE;
CREATE FUNCTION hers.noted(i integer) RETURNS int4range LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	PERFORM hers.who();
	RETURN 'empty';
END $$;
CREATE DOMAIN hers.text_range AS int4range;
CREATE FUNCTION hers.text_range(text, text, text) RETURNS int4range LANGUAGE sql IMMUTABLE AS 'SELECT hers.noted(1)';
RESET ROLE;
SAVEPOINT s;
SELECT object, action FROM service_eval.upgrade_workspace('hers') ORDER BY object COLLATE "C";
SELECT * FROM pg_temp.ran();
ROLLBACK TO s;
SET LOCAL ROLE regress_service_eval_owner;
ALTER TABLE hers.roster RENAME TO roster_before;
CREATE VIEW hers.roster AS SELECT * FROM hers.roster_before;
RESET ROLE;
SELECT service_eval.check_supplied_facts('hers', 1) IS NOT NULL AS checked;
SELECT * FROM pg_temp.ran();
-- so is what she puts in the place of a function that constraints call, where they are read for a plan
SET LOCAL ROLE regress_service_eval_owner;
ALTER TABLE hers.contract RENAME TO contract_before;
CREATE VIEW hers.contract AS SELECT * FROM hers.contract_before;
CREATE OR REPLACE FUNCTION hers.is_tidy(value text) RETURNS boolean LANGUAGE sql IMMUTABLE
AS 'SELECT hers.noted(1) IS NOT NULL';
RESET ROLE;
SET LOCAL constraint_exclusion = on;
SELECT service_eval.check_supplied_facts('hers', 1) IS NOT NULL AS checked;
SELECT s.is_called AS as_superuser FROM public.as_superuser s;
ROLLBACK;
SELECT count(*) FROM pg_temp.ran();
SET ROLE regress_service_eval_owner;
INSERT INTO hers.organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO hers.village (division_code, name, township, county) VALUES ('990101100201', 'North', 'T', 'C');
INSERT INTO hers.project (name, buyer_id, service, start_on, end_on)
VALUES ('homes', 1, 'children_homes', '2024-01-01', '2024-12-31');
INSERT INTO hers.contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 40000);
INSERT INTO hers.contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 4);
INSERT INTO hers.site (project_id, division_code, name, opened_on) VALUES (1, '990101100201', 'North', '2024-01-01');
CREATE TABLE hers.upload AS
SELECT 1::bigint AS project_id, 1::bigint AS activity_id, 1::bigint AS site_id, 1::bigint AS contract_id,
	'a'::text AS item,
	date '2024-02-03' AS held_on, 1::numeric AS quantity, 2::numeric AS hours, NULL::text AS theme,
		NULL::text AS need_type,
	NULL::text AS overlaps_with, true AS registered, true AS form_filed, true AS feedback_filed,
		2::bigint AS reported_by,
	NULL::timestamptz AS reported_at;
ALTER TABLE hers.activity RENAME TO activity_before;
CREATE VIEW hers.activity AS SELECT * FROM hers.upload WHERE hers.who();
-- the workspace's own trigger function, as its owner has made it
CREATE OR REPLACE FUNCTION hers.refuse_activity_outside_site_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM hers.who();
	RETURN NULL;
END $$;
RESET ROLE;
SELECT * FROM pg_temp.ran();
SELECT service_eval.check_supplied_facts('hers', 1) IS NOT NULL AS checked_by_superuser;
SELECT * FROM pg_temp.ran();
SET ROLE regress_service_eval_deputy;
SELECT service_eval.check_supplied_facts('hers', 1) IS NOT NULL AS checked_by_deputy;
RESET ROLE;
SELECT * FROM pg_temp.ran();
-- a role that refreshes and owns nothing runs it as itself, as it runs the views of the workspace
GRANT USAGE ON SCHEMA hers TO regress_service_eval_renewer;
GRANT SELECT ON ALL TABLES IN SCHEMA hers TO regress_service_eval_renewer;
SET ROLE regress_service_eval_renewer;
SELECT service_eval.check_supplied_facts('hers', 1) IS NOT NULL AS checked_by_nightly;
RESET ROLE;
SELECT * FROM pg_temp.ran();
-- what breaks a rule is refused all the same
UPDATE hers.upload SET hours = -1;
SELECT left(pg_temp.answer($$SELECT service_eval.check_supplied_facts('hers', 1)$$), 5) AS broken;
UPDATE hers.upload SET hours = 2;

-- an implicit cast of the owner's would be run when a constraint is checked: a column of another type is refused
SET ROLE regress_service_eval_owner;
CREATE TYPE hers.children AS (n integer);
CREATE FUNCTION hers.number(c hers.children) RETURNS numeric LANGUAGE plpgsql
AS $$BEGIN PERFORM hers.who(); RETURN c.n; END$$;
CREATE CAST (hers.children AS numeric) WITH FUNCTION hers.number(hers.children) AS IMPLICIT;
INSERT INTO hers.need (project_id, site_id, counted_on, need_level, need_type, eligible)
VALUES (1, 1, '2024-01-01', 'A', 'play', 1);
DO $$
DECLARE
	v text;
BEGIN
	-- views that read the column are in the way
	FOR v IN SELECT DISTINCT r.ev_class::regclass::text FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
		WHERE d.refobjid = 'hers.need'::regclass AND d.classid = 'pg_rewrite'::regclass LOOP
		EXECUTE 'DROP VIEW IF EXISTS ' || v || ' CASCADE';
	END LOOP;
END $$;
ALTER TABLE hers.need DROP CONSTRAINT need_eligible_check;
ALTER TABLE hers.need ALTER eligible TYPE hers.children USING ROW(eligible)::hers.children;
RESET ROLE;
SELECT object, action FROM service_eval.upgrade_table('hers', 'need', (
	SELECT statement FROM service_eval.workspace_plan('hers', '^1_facts/') WHERE object = 'table need'));
SELECT * FROM pg_temp.ran();

-- her code cannot come back as the superuser: not by changing the role, and not at the end of the transaction
CREATE SCHEMA trap AUTHORIZATION regress_service_eval_owner;
SET ROLE regress_service_eval_owner;
CREATE TABLE trap.t (a int);
CREATE FUNCTION trap.note() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM hers.who(); RETURN NULL; END$$;
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON trap.t DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW EXECUTE FUNCTION trap.note();
RESET ROLE;
SELECT pg_temp.answer(format('SELECT service_eval.run_as_owner(%L, %L)', 'trap', statement)) AS answer
FROM (VALUES (1, 'INSERT INTO t VALUES (1)'), (2, 'RESET ROLE'), (3, 'RESET SESSION AUTHORIZATION'),
	(4, format('SET ROLE %I', current_user)), (5, 'CREATE TEMPORARY TABLE pg_class_of_mine (a int)'),
	(6, 'COMMIT')) v (i, statement)
ORDER BY i;
SELECT * FROM pg_temp.ran();
-- settings end with the statement, the role comes back, after an error as well
SELECT service_eval.run_as_owner('trap', 'SET client_encoding = ''LATIN1''; SET search_path = trap') IS NOT NULL AS run;
SELECT current_setting('client_encoding') <> 'LATIN1' AS encoding, current_setting('search_path') !~ 'trap' AS path,
	(SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser;
-- a superuser who took the owner's role is restricted as well, since its code could take that back; the owner
-- itself is not
SET ROLE regress_service_eval_owner;
SELECT pg_temp.answer($$SELECT service_eval.run_as_owner('trap', 'INSERT INTO t VALUES (1)')$$) AS by_role;
RESET ROLE;
SET SESSION AUTHORIZATION regress_service_eval_owner;
SELECT pg_temp.answer($$SELECT service_eval.run_as_owner('trap', 'INSERT INTO t VALUES (1)')$$) AS by_owner;
RESET SESSION AUTHORIZATION;
SELECT * FROM pg_temp.ran();
DROP SCHEMA trap, hers CASCADE;

-- The extension's schema: CREATE EXTENSION makes it, or takes one that belongs to whoever installs and in which
-- nobody else may create.  In the end everything is as before
SELECT current_database() AS here \gset
BEGIN;
DROP EXTENSION service_eval CASCADE;
DROP SCHEMA service_eval;
GRANT CREATE ON DATABASE :"here" TO regress_service_eval_owner, regress_service_eval_guest;
CREATE FUNCTION pg_temp.installing(installer text, preparation text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE preparation;
	IF installer IS NOT NULL THEN
		EXECUTE format('SET LOCAL ROLE %I', installer);
	END IF;
	CREATE EXTENSION service_eval;
	RAISE EXCEPTION 'installed' USING ERRCODE = '00001';	-- and undone
EXCEPTION WHEN OTHERS THEN
	DECLARE
		detail	text;
		hint	text;
	BEGIN
		GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
		-- the superuser's name is not always the same
		RETURN replace(concat_ws(E'\n', SQLSTATE || ' ' || SQLERRM, nullif(detail, ''), nullif(hint, '')),
			format('"%s"', session_user), 'SUPERUSER');
	END;
END $$;
SELECT what, pg_temp.installing(installer, preparation) AS answer
FROM (VALUES
	(1, NULL, 'nothing is there', ''),
	(2, 'regress_service_eval_owner', 'nothing is there', ''),
	(3, NULL, 'his own', 'CREATE SCHEMA service_eval'),
	(4, 'regress_service_eval_owner', 'her own', 'CREATE SCHEMA service_eval AUTHORIZATION regress_service_eval_owner'),
	(5, NULL, 'a guest''s', 'CREATE SCHEMA service_eval AUTHORIZATION regress_service_eval_guest'),
	(6, 'regress_service_eval_owner', 'a guest''s', 'CREATE SCHEMA service_eval AUTHORIZATION
		regress_service_eval_guest; GRANT ALL ON SCHEMA service_eval TO regress_service_eval_owner'),
	(7, 'regress_service_eval_deputy', 'the schema of the role one is a member of',
		'CREATE SCHEMA service_eval AUTHORIZATION regress_service_eval_owner'),
	(8, 'regress_service_eval_owner', 'a superuser''s',
		'CREATE SCHEMA service_eval; GRANT ALL ON SCHEMA service_eval TO regress_service_eval_owner'),
	(9, NULL, 'a guest may create', 'CREATE SCHEMA service_eval; GRANT CREATE ON SCHEMA service_eval TO
		regress_service_eval_guest'),
	(10, NULL, 'everybody may create', 'CREATE SCHEMA service_eval; GRANT CREATE ON SCHEMA service_eval TO PUBLIC'),
	(11, NULL, 'everybody may create in every new schema',
		'ALTER DEFAULT PRIVILEGES GRANT CREATE ON SCHEMAS TO PUBLIC'),
	(12, NULL, 'a function is there', 'CREATE SCHEMA service_eval; CREATE FUNCTION service_eval.grade(numeric) RETURNS
		text LANGUAGE sql RETURN ''mine'''),
	(13, NULL, 'an operator is there', 'CREATE SCHEMA service_eval; CREATE OPERATOR service_eval.* (LEFTARG = integer,
		RIGHTARG = bigint, FUNCTION = int48mul)'),
	(14, NULL, 'a table is there', 'CREATE SCHEMA service_eval; CREATE TABLE service_eval.pg_proc (a int)'),
	(15, NULL, 'default rights of functions', 'CREATE SCHEMA service_eval; ALTER DEFAULT PRIVILEGES IN SCHEMA
		service_eval GRANT EXECUTE ON FUNCTIONS TO regress_service_eval_guest'),
	-- what is installed does not keep the path in which the schema was judged
	(16, NULL, 'operators of the installer''s path', 'CREATE SCHEMA theirs; CREATE OPERATOR theirs.= (LEFTARG = text,
		RIGHTARG = name, FUNCTION = texteqname); SET LOCAL search_path = theirs')
) v (i, installer, what, preparation)
ORDER BY i;
ROLLBACK;

DROP SEQUENCE public.as_superuser, public.as_owner, public.as_other;
DROP ROLE regress_service_eval_owner, regress_service_eval_deputy, regress_service_eval_guest,
	regress_service_eval_renewer;
