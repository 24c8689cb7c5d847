-- SPDX-License-Identifier: PostgreSQL
-- What was written since the last refresh, so that a project in which nothing was is left alone without reading its
-- facts.
--
-- Each statement that writes facts notes their projects, in its own transaction.  Notes are only ever added, by each
-- transaction its own: writers do not wait for each other, nor for a refresh.
--
-- Nothing is lost.  A note and the facts it stands for become visible in the same moment, when their transaction
-- commits.  A refresh removes the notes of a project in one statement and reads its facts in later ones, which see at
-- least what the first one saw (READ COMMITTED).  So the facts of every note that is removed are read.  Of a
-- transaction that commits between the two, facts are read and the note stays; of one that is still open neither is
-- touched.  What stays makes the next refresh look again, at worst in vain.  A refresh that fails takes the removal
-- back.
--
-- Notes are of projects, not of periods: a period without checks borrows the share of the project's other periods, a
-- photo repeats one that was handed in later, a median is that of all sites.  A fact may bear on earlier results as
-- well.
--
-- What triggers do not see is digested in full, at every refresh: a workspace in which one of these tables is the
-- bureau's own, a view, is the child of another or has children, so that it can be written past them, or is written by
-- a subscription.
--
-- Results are watched in the same way.  A refresh writes those of runs that are not finished yet, or not any more;
-- whoever writes those of a finished run is somebody else.  The next refresh takes their digest and, if it is another,
-- computes them again.
--
-- The trigger functions run as their owner (SECURITY DEFINER), as the checks of foreign keys do: whoever writes facts
-- needs no right on the notes, and nobody can add a note without writing facts.  They copy the numbers of projects out
-- of the workspace's own tables and run nothing else.  Only the owner may make triggers of them.

CREATE TABLE IF NOT EXISTS touched_project (
	project_id	bigint NOT NULL,
	at			timestamptz NOT NULL DEFAULT now(),
	xid			xid8 NOT NULL DEFAULT pg_current_xact_id(),
	results		boolean NOT NULL DEFAULT false,
	-- the transaction alone would do, but after a dump its numbers begin anew
	CONSTRAINT touched_project_pkey PRIMARY KEY (project_id, at, xid, results)
);
COMMENT ON TABLE touched_project IS
	'touched projects: which transactions wrote facts or results since the last refresh | 变动登记：上次刷新后有变动的项目';
-- no foreign key: writers would wait for each other there
COMMENT ON COLUMN touched_project.project_id IS 'project: that was written to | 项目：有变动的项目';
COMMENT ON COLUMN touched_project.at IS 'at: start of the transaction | 时间：事务开始时间';
COMMENT ON COLUMN touched_project.xid IS 'transaction: its number | 事务：事务编号';
COMMENT ON COLUMN touched_project.results IS
	'results: it wrote results, which only a refresh should | 改动结果：是否改动了仅由刷新写入的结果';

-- nobody adds notes by hand
REVOKE ALL ON touched_project FROM PUBLIC;

-- Notes projects, and what was done to the rows of each in one statement.
CREATE OR REPLACE FUNCTION note_changes(relation text, operation text, projects bigint[], counts bigint[],
	digests bytea[])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	INSERT INTO touched_project (project_id) SELECT p FROM unnest(projects) AS p ON CONFLICT DO NOTHING;
	-- clusters are no facts
	INSERT INTO fact_change (project_id, relation, operation, rows, digest)
	SELECT c.project_id, $1, $2, c.rows, c.digest
	FROM unnest(projects, counts, digests) AS c (project_id, rows, digest)
	WHERE $1 <> 'photo_cluster';
END
$$;
COMMENT ON FUNCTION note_changes(text, text, bigint[], bigint[], bytea[]) IS
	'inner note_changes: notes projects, and what was done to the rows of each | 内部登记变动：登记项目及其记录的变动';

-- A photo is compared within the scope of the rules of other projects, too: with all that one provider uploaded, or all
-- of the workspace.  What decides is the photo, the activity that it belongs to (which was first?) and the contract of
-- that (whose is it?).
CREATE OR REPLACE FUNCTION touch_photo_scope(projects bigint[], providers bigint[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	within	bigint[];
BEGIN
	-- a view of the bureau's is not run with the owner's rights; where there is one, nothing needs a note
	IF is_plain_table('photo_rule') AND is_plain_table('contract') THEN
		within := ARRAY(
			SELECT r.project_id
			FROM photo_rule r
			WHERE r.scope = 'workspace' OR (r.scope = 'provider' AND EXISTS (
				SELECT FROM contract own
				WHERE own.project_id = r.project_id AND (own.provider_id = ANY (providers)
					OR own.provider_id IN (SELECT o.provider_id FROM contract o
						WHERE o.project_id = ANY (projects))))));
		INSERT INTO touched_project (project_id) SELECT p FROM unnest(within) AS p ON CONFLICT DO NOTHING;
	END IF;
END
$$;
COMMENT ON FUNCTION touch_photo_scope(bigint[], bigint[]) IS
	'inner touch_photo_scope: notes the projects in whose scope photos were written | '
	'内部照片范围：登记照片比对范围涉及的项目';

-- The rows that a statement wrote are called touched in every trigger.  No statement is put together at run time: its
-- plan is kept for the session, so who writes row by row pays once.  There is no digest where a column of the bureau's
-- own is of a type without one, nor after DROP EXTENSION: facts can be written all the same.
CREATE OR REPLACE FUNCTION touch_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[];
	counts		bigint[];
	digests		bytea[];
	providers	bigint[] := '{}';
BEGIN
	BEGIN
		SELECT array_agg(c.project_id), array_agg(c.rows), array_agg(c.digest)
		INTO projects, counts, digests
		FROM (SELECT t.project_id, count(*) AS rows, service_eval.rows_digest(t) AS digest
			FROM touched t GROUP BY t.project_id ORDER BY t.project_id) c;
	EXCEPTION WHEN feature_not_supported OR undefined_function OR invalid_schema_name THEN
		SELECT array_agg(c.project_id), array_agg(c.rows)
		INTO projects, counts
		FROM (SELECT t.project_id, count(*) AS rows FROM touched t GROUP BY t.project_id ORDER BY t.project_id) c;
	END;
	PERFORM note_changes(table_name(TG_TABLE_NAME), TG_ARGV[0], projects, counts, digests);
	IF table_name(TG_TABLE_NAME) = 'contract' THEN
		providers := ARRAY(SELECT DISTINCT t.provider_id FROM touched t);
	END IF;
	IF table_name(TG_TABLE_NAME) IN ('photo', 'activity', 'contract') THEN
		PERFORM touch_photo_scope(projects, providers);
	END IF;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_project() FROM PUBLIC;
COMMENT ON FUNCTION touch_project() IS
	'trigger: notes the projects whose facts were written, by whom and when | 触发器：登记数据变动的项目、人员与时间';

-- The same of rows about persons: each is digested together with the key of the person.  The keys are looked for by the
-- index, whatever a plan that was made while there were few keys says, and joined to the rows in one pass.
CREATE OR REPLACE FUNCTION touch_persons() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_seqscan = off
SET enable_nestloop = off
SET enable_mergejoin = off
AS $$
DECLARE
	relation	text := table_name(TG_TABLE_NAME);
	kind		text := CASE relation WHEN 'post' THEN 'post' ELSE 'beneficiary' END;
	owners		bigint[];	-- projects of the persons
	persons		text[];
	keys		bytea[];
	projects	bigint[];
	counts		bigint[];
	digests		bytea[];
BEGIN
	-- the rows are read alone: what is read of tables beside is in arrays
	IF kind = 'post' THEN
		SELECT array_agg(p.project_id), array_agg(p.person_code) INTO owners, persons
		FROM (SELECT DISTINCT t.project_id, t.person_code FROM touched t) p;
	ELSE
		SELECT array_agg(p.project_id), array_agg(p.beneficiary_id) INTO owners, persons
		FROM (SELECT DISTINCT t.project_id, t.beneficiary_id FROM touched t) p;
	END IF;
	-- persons begin here
	IF relation IN ('beneficiary', 'post') THEN
		INSERT INTO person_key (project_id, register, person)
		SELECT p.project_id, kind, p.person FROM unnest(owners, persons) AS p (project_id, person)
		ON CONFLICT DO NOTHING;
	END IF;
	SELECT array_agg(k.project_id), array_agg(k.person), array_agg(k.key) INTO owners, persons, keys
	FROM person_key k
	WHERE k.register = kind AND k.project_id = ANY (owners) AND k.person = ANY (persons);
	BEGIN
		-- a person of a bureau's own view has no key, and then nothing is digested
		IF kind = 'post' THEN
			SELECT array_agg(c.project_id), array_agg(c.rows), array_agg(c.digest)
			INTO projects, counts, digests
			FROM (SELECT t.project_id, count(*) AS rows, CASE WHEN bool_and(k.key IS NOT NULL)
					THEN service_eval.rows_digest(ROW(k.key, t)) FILTER (WHERE k.key IS NOT NULL) END AS digest
				FROM touched t LEFT JOIN unnest(owners, persons, keys) AS k (project_id, person, key)
					ON k.project_id = t.project_id AND k.person = t.person_code
				GROUP BY t.project_id ORDER BY t.project_id) c;
		ELSE
			SELECT array_agg(c.project_id), array_agg(c.rows), array_agg(c.digest)
			INTO projects, counts, digests
			FROM (SELECT t.project_id, count(*) AS rows, CASE WHEN bool_and(k.key IS NOT NULL)
					THEN service_eval.rows_digest(ROW(k.key, t)) FILTER (WHERE k.key IS NOT NULL) END AS digest
				FROM touched t LEFT JOIN unnest(owners, persons, keys) AS k (project_id, person, key)
					ON k.project_id = t.project_id AND k.person = t.beneficiary_id
				GROUP BY t.project_id ORDER BY t.project_id) c;
		END IF;
	EXCEPTION WHEN feature_not_supported OR undefined_function OR invalid_schema_name THEN
		SELECT array_agg(c.project_id), array_agg(c.rows)
		INTO projects, counts
		FROM (SELECT t.project_id, count(*) AS rows FROM touched t GROUP BY t.project_id ORDER BY t.project_id) c;
	END;
	PERFORM note_changes(relation, TG_ARGV[0], projects, counts, digests);
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_persons() FROM PUBLIC;
COMMENT ON FUNCTION touch_persons() IS
	'trigger: the same for rows about persons, digested with their keys | 触发器：登记个人数据的变动，摘要含个人密钥';

-- Where project is a bureau's own relation every project is digested at every refresh: notes are not needed, and its
-- view is not run with the owner's rights.  The same goes for site below.
--
-- A table was emptied, or results were written (second argument) that belong to nobody knows whom.
CREATE OR REPLACE FUNCTION touch_every_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[] := '{}';
BEGIN
	PERFORM refuse_blind_truncate(table_name(TG_TABLE_NAME));
	IF is_plain_table('project') THEN
		projects := ARRAY(SELECT p.project_id FROM project p ORDER BY p.project_id);
	END IF;
	IF TG_ARGV[1] = 'results' THEN
		INSERT INTO touched_project (project_id, results) SELECT p, true FROM unnest(projects) AS p
		ON CONFLICT DO NOTHING;
	ELSE
		PERFORM note_changes(table_name(TG_TABLE_NAME), TG_ARGV[0], projects, NULL, NULL);
	END IF;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_every_project() FROM PUBLIC;
COMMENT ON FUNCTION touch_every_project() IS
	'trigger: notes that a table was emptied on which every project rests | 触发器：整表清空时登记全部项目';

-- What belongs to no project: villages bear on the projects that have a site there, lists and settings on all.  A site
-- that another transaction is about to add is not seen here, but notes its project itself.
CREATE OR REPLACE FUNCTION touch_shared() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	codes		text[];
	projects	bigint[] := '{}';
	count		bigint;
	digest		bytea;
BEGIN
	IF table_name(TG_TABLE_NAME) = 'village' THEN
		IF is_plain_table('site') THEN
			codes := ARRAY(SELECT DISTINCT t.division_code FROM touched t);
			projects := ARRAY(SELECT DISTINCT s.project_id FROM site s
				WHERE s.division_code = ANY (codes) ORDER BY s.project_id);
		END IF;
	ELSIF is_plain_table('project') THEN
		projects := ARRAY(SELECT p.project_id FROM project p ORDER BY p.project_id);
	END IF;
	BEGIN
		SELECT count(*), service_eval.rows_digest(t) INTO count, digest FROM touched t;
	EXCEPTION WHEN feature_not_supported OR undefined_function OR invalid_schema_name THEN
		SELECT count(*) INTO count FROM touched t;
	END;
	IF count > 0 THEN
		PERFORM note_changes(table_name(TG_TABLE_NAME), TG_ARGV[0], projects,
			array_fill(count, ARRAY[cardinality(projects)]),
			array_fill(digest, ARRAY[cardinality(projects)]));
	END IF;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_shared() FROM PUBLIC;
COMMENT ON FUNCTION touch_shared() IS
	'trigger: notes the projects that rest on a village, a list or a setting | 触发器：登记村庄、列表或设置所涉的项目';

-- Second argument: the column that tells whose results they are.
CREATE OR REPLACE FUNCTION touch_results() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[];
	keys		bigint[];
BEGIN
	EXECUTE format('SELECT array_agg(DISTINCT t.project_id), array_agg(DISTINCT t.%I) FROM touched t', TG_ARGV[1])
	INTO projects, keys;
	projects := ARRAY(
		SELECT DISTINCT r.project_id
		FROM evaluation_run r
		WHERE r.status = 'finished' AND r.project_id = ANY (projects)
			AND CASE TG_ARGV[1] WHEN 'run_id' THEN r.run_id ELSE r.snapshot_id END = ANY (keys));
	INSERT INTO touched_project (project_id, results) SELECT p, true FROM unnest(projects) AS p ON CONFLICT DO NOTHING;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_results() FROM PUBLIC;
COMMENT ON FUNCTION touch_results() IS
	'trigger: notes whose current results were written by somebody else than a refresh | 触发器：登记结果被改动的项目';

-- A run that is changed after it was finished.  One that is removed is missing, and seen without a note.  A seal is no
-- change, but payments wait for that of a milestone.
CREATE OR REPLACE FUNCTION touch_project_of_run() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	INSERT INTO touched_project (project_id, results)
	VALUES (NEW.project_id, NEW.sealed_at IS NOT DISTINCT FROM OLD.sealed_at)
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_project_of_run() FROM PUBLIC;
COMMENT ON FUNCTION touch_project_of_run() IS
	'trigger: notes the project of a current run that was changed or sealed | 触发器：登记现行批次被改动或封存的项目';

-- a refresh finishes a run that was running
CREATE TRIGGER touch_run AFTER UPDATE ON evaluation_run
	FOR EACH ROW WHEN (NEW.status = 'finished' AND OLD.status <> 'running') EXECUTE FUNCTION touch_project_of_run();

-- Five triggers for each table: an update is looked at from both sides.  The first argument is the operation.
-- photo_cluster is no fact, but whoever deletes from it expects the next refresh to make it again.
DO $do$
DECLARE
	t	record;
	op	record;
BEGIN
	FOR t IN
		SELECT f.relation, CASE WHEN f.relation IN ('beneficiary', 'roster', 'attendance', 'post') THEN 'touch_persons'
				ELSE 'touch_project' END AS action, NULL AS argument
		FROM unnest(fact_tables() || ARRAY['photo_cluster']) AS f (relation)
		UNION ALL
		SELECT s.relation, 'touch_shared', NULL FROM unnest(shared_tables() || ARRAY['village']) AS s (relation)
		UNION ALL
		SELECT r.relation, 'touch_results', r.key FROM result_tables() r
	LOOP
		-- what is a bureau's own carries none
		CONTINUE WHEN NOT is_plain_table(t.relation)
			OR NOT EXISTS (SELECT FROM @workspace@.workspace_part p WHERE p.object = 'table ' || t.relation);
		FOR op IN
			SELECT o.name, o.command, o.operation, o.rows
			FROM (VALUES ('touch_insert', 'INSERT', 'INSERT', 'REFERENCING NEW TABLE AS touched'),
				('touch_update_from', 'UPDATE', 'UPDATE FROM', 'REFERENCING OLD TABLE AS touched'),
				('touch_update', 'UPDATE', 'UPDATE', 'REFERENCING NEW TABLE AS touched'),
				('touch_delete', 'DELETE', 'DELETE', 'REFERENCING OLD TABLE AS touched'),
				('touch_truncate', 'TRUNCATE', 'TRUNCATE', NULL)) AS o (name, command, operation, rows)
			-- new clusters are the work of a refresh
			WHERE t.relation <> 'photo_cluster' OR o.command IN ('DELETE', 'TRUNCATE')
		LOOP
			EXECUTE format('CREATE OR REPLACE TRIGGER %s AFTER %s ON @workspace@.%I %s FOR EACH STATEMENT EXECUTE '
				'FUNCTION @workspace@.%s(%L%s)',
				op.name, op.command, t.relation, coalesce(op.rows, ''),
				CASE WHEN op.command = 'TRUNCATE' THEN 'touch_every_project' ELSE t.action END, op.operation,
				CASE WHEN op.command = 'TRUNCATE' AND t.argument IS NOT NULL THEN ', ''results'''
					ELSE ', ' || quote_literal(t.argument) END);
		END LOOP;
	END LOOP;
END
$do$;

-- Do triggers see all that is written to these tables?
CREATE OR REPLACE FUNCTION is_watched(tables text[]) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT bool_and(is_plain_table(f.name)
	AND NOT EXISTS (SELECT FROM pg_subscription_rel s
		WHERE s.srrelid = to_regclass('@workspace@.' || quote_ident(f.name)))
	AND (SELECT count(*) FROM pg_trigger t
		 WHERE t.tgrelid = to_regclass('@workspace@.' || quote_ident(f.name)) AND t.tgenabled IN ('O', 'A')
			AND t.tgname IN ('touch_insert', 'touch_update_from', 'touch_update', 'touch_delete',
				'touch_truncate')) = 5)
FROM unnest(tables) AS f (name)
$$;
COMMENT ON FUNCTION is_watched(text[]) IS
	'inner is_watched: whether every change of these tables is noted | 内部变动可知：这些表的变动是否均有登记';
