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
-- Everybody may add notes, so that who writes facts needs no right of the owner, and no function runs with his rights.
-- A note that nothing stands for costs one needless look, and goes with it.  Nobody but the refresh reads or removes
-- notes.  Which projects are meant is read as whoever writes: of contract and photo_rule for photos, activities and
-- contracts; of site for villages; of project for lists and for TRUNCATE; of evaluation_run for results.

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

GRANT INSERT (project_id, results) ON touched_project TO PUBLIC;

-- What changed, whatever the statement was.
CREATE OR REPLACE FUNCTION changed_rows(operation text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE operation WHEN 'INSERT' THEN 'SELECT * FROM new_rows' WHEN 'DELETE' THEN 'SELECT * FROM old_rows'
	ELSE 'SELECT * FROM new_rows UNION ALL SELECT * FROM old_rows' END;
COMMENT ON FUNCTION changed_rows(text) IS
	'inner changed_rows: query of the rows that a statement changed, for triggers | 内部变动记录：触发器中变动记录的查询';

CREATE OR REPLACE FUNCTION touch_project() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	EXECUTE format('INSERT INTO touched_project (project_id) SELECT DISTINCT c.project_id FROM (%s) c ON CONFLICT DO '
		'NOTHING',
		changed_rows(TG_OP));
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION touch_project() IS 'trigger: notes the projects whose facts were written | 触发器：登记数据有变动的项目';

-- A photo is compared within the scope of the rules of other projects, too: with all that one provider uploaded, or all
-- of the workspace.  What decides is the photo, the activity that it belongs to (which was first?) and the contract of
-- that (whose is it?).
CREATE OR REPLACE FUNCTION touch_photo_scope() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[];
	providers	bigint[] := '{}';
BEGIN
	EXECUTE format('SELECT array_agg(DISTINCT c.project_id)%s FROM (%s) c',
		CASE WHEN TG_TABLE_NAME = 'contract' THEN ', array_agg(DISTINCT c.provider_id)' END, changed_rows(TG_OP))
	INTO projects, providers;
	INSERT INTO touched_project (project_id) SELECT p FROM unnest(projects) AS p ON CONFLICT DO NOTHING;
	-- where one of them is a view of the bureau's, every project is digested: nothing needs a note
	IF NOT (is_plain_table('photo_rule') AND is_plain_table('contract')) THEN
		RETURN NULL;
	END IF;
	INSERT INTO touched_project (project_id)
	SELECT r.project_id
	FROM photo_rule r
	WHERE r.scope = 'workspace' OR (r.scope = 'provider' AND EXISTS (
		SELECT FROM contract own
		WHERE own.project_id = r.project_id AND (own.provider_id = ANY (providers)
			OR own.provider_id IN (SELECT o.provider_id FROM contract o WHERE o.project_id = ANY (projects)))))
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION touch_photo_scope() IS
	'trigger: notes the projects in whose scope photos were written | 触发器：登记照片比对范围涉及的项目';

-- Where project is a bureau's own relation every project is digested at every refresh: notes are not needed.  The same
-- goes for site below.  Argument: results, where such were written.
CREATE OR REPLACE FUNCTION touch_every_project() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF is_plain_table('project') THEN
		INSERT INTO touched_project (project_id, results)
		SELECT p.project_id, coalesce(TG_ARGV[0] = 'results', false) FROM project p
		ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION touch_every_project() IS
	'trigger: notes that something was written on which every project rests | 触发器：登记全部项目';

-- A site that another transaction is about to add is not seen here, but notes its project itself.
CREATE OR REPLACE FUNCTION touch_projects_of_village() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF is_plain_table('site') THEN
		EXECUTE format('INSERT INTO touched_project (project_id)
			SELECT DISTINCT s.project_id FROM site s WHERE s.division_code IN (SELECT c.division_code FROM (%s) c)
			ON CONFLICT DO NOTHING', changed_rows(TG_OP));
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION touch_projects_of_village() IS
	'trigger: notes the projects that have a site in a village | 触发器：登记村庄所属项目';

-- Argument: the column that tells whose results they are.
CREATE OR REPLACE FUNCTION touch_results() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[];
	keys		bigint[];
BEGIN
	EXECUTE format('SELECT array_agg(DISTINCT c.project_id), array_agg(DISTINCT c.%I) FROM (%s) c',
		TG_ARGV[0], changed_rows(TG_OP))
	INTO projects, keys;
	INSERT INTO touched_project (project_id, results)
	SELECT DISTINCT r.project_id, true
	FROM evaluation_run r
	WHERE r.status = 'finished' AND r.project_id = ANY (projects)
		AND CASE TG_ARGV[0] WHEN 'run_id' THEN r.run_id ELSE r.snapshot_id END = ANY (keys)
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION touch_results() IS
	'trigger: notes whose current results were written by somebody else than a refresh | 触发器：登记结果被改动的项目';

-- A run that is changed after it was finished.  One that is removed is missing, and seen without a note.  A seal is no
-- change, but payments wait for that of a milestone.
CREATE OR REPLACE FUNCTION touch_project_of_run() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	INSERT INTO touched_project (project_id, results)
	VALUES (NEW.project_id, NEW.sealed_at IS NOT DISTINCT FROM OLD.sealed_at)
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION touch_project_of_run() IS
	'trigger: notes the project of a current run that was changed or sealed | 触发器：登记现行批次被改动或封存的项目';

-- a refresh finishes a run that was running
CREATE TRIGGER touch_run AFTER UPDATE ON evaluation_run
	FOR EACH ROW WHEN (NEW.status = 'finished' AND OLD.status <> 'running') EXECUTE FUNCTION touch_project_of_run();

-- Four triggers for each table.  photo_cluster is no fact, but whoever deletes from it expects the next refresh to make
-- it again.
DO $do$
DECLARE
	t	record;
	op	record;
BEGIN
	FOR t IN
		SELECT f.relation, CASE WHEN f.relation IN ('photo', 'activity', 'contract') THEN 'touch_photo_scope()'
				ELSE 'touch_project()' END AS action, 'touch_every_project()' AS cleared, true AS by_row
		FROM unnest(fact_tables() || ARRAY['photo_cluster']) AS f (relation)
		UNION ALL
		SELECT s.relation, 'touch_every_project()', 'touch_every_project()', false FROM unnest(shared_tables())
			AS s (relation)
		UNION ALL
		SELECT 'village', 'touch_projects_of_village()', 'touch_every_project()', true
		UNION ALL
		SELECT r.relation, format('touch_results(%L)', r.key), 'touch_every_project(''results'')', true
			FROM result_tables() r
	LOOP
		-- what is a bureau's own carries none
		CONTINUE WHEN NOT is_plain_table(t.relation)
			OR NOT EXISTS (SELECT FROM @workspace@.workspace_part p WHERE p.object = 'table ' || t.relation);
		FOR op IN
			SELECT o.name, o.command, CASE WHEN t.by_row THEN o.rows END AS rows
			FROM (VALUES ('touch_insert', 'INSERT', 'REFERENCING NEW TABLE AS new_rows'),
				('touch_update', 'UPDATE', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
				('touch_delete', 'DELETE', 'REFERENCING OLD TABLE AS old_rows'),
				('touch_truncate', 'TRUNCATE', NULL)) AS o (name, command, rows)
			-- new clusters are the work of a refresh
			WHERE t.relation <> 'photo_cluster' OR o.command IN ('DELETE', 'TRUNCATE')
		LOOP
			EXECUTE format('CREATE OR REPLACE TRIGGER %s AFTER %s ON @workspace@.%I %s FOR EACH STATEMENT EXECUTE '
				'FUNCTION @workspace@.%s',
				op.name, op.command, t.relation, coalesce(op.rows, ''),
				CASE WHEN op.command = 'TRUNCATE' THEN t.cleared ELSE t.action END);
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
			AND t.tgname IN ('touch_insert', 'touch_update', 'touch_delete', 'touch_truncate')) = 4)
FROM unnest(tables) AS f (name)
$$;
COMMENT ON FUNCTION is_watched(text[]) IS
	'inner is_watched: whether every change of these tables is noted | 内部变动可知：这些表的变动是否均有登记';
