-- What was written since the last refresh, so that a project in which nothing was is left alone without reading its facts.
--
-- Each statement that writes facts notes their projects, in its own transaction.  Notes are only ever added, by each
-- transaction its own: writers do not wait for each other, nor for a refresh.
--
-- Nothing is lost.  A note and the facts it stands for become visible in the same moment, when their transaction commits.
-- A refresh removes the notes of a project in one statement and reads its facts in later ones, which see at least what the
-- first one saw (READ COMMITTED).  So the facts of every note that is removed are read.  Of a transaction that commits
-- between the two, facts are read and the note stays; of one that is still open neither is touched.  What stays makes the next
-- refresh look again, at worst in vain.  A refresh that fails takes the removal back.
--
-- Notes are of projects, not of quarters: a quarter without checks borrows the share of the project's other quarters, a photo
-- repeats one that was handed in later, a median is that of all sites.  A fact may bear on earlier results as well.
--
-- What triggers do not see is digested in full, at every refresh: a workspace in which one of these tables is the bureau's own, a
-- view, is the child of another or has children, so that it can be written past them, or is written by a subscription.
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
COMMENT ON TABLE touched_project IS 'which transactions wrote facts or results of which projects since their last refresh | 上次刷新后有数据变动的项目';
COMMENT ON COLUMN touched_project.project_id IS 'project; no foreign key, since writers would wait for each other there | 项目';
COMMENT ON COLUMN touched_project.at IS 'start of the transaction | 事务开始时间';
COMMENT ON COLUMN touched_project.xid IS 'number of the transaction | 事务编号';
COMMENT ON COLUMN touched_project.results IS 'whether it wrote results, which only a refresh should | 是否改动了评估结果';

-- a version in work let everybody add notes
REVOKE ALL ON touched_project FROM PUBLIC;

CREATE OR REPLACE FUNCTION touch_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO touched_project (project_id) SELECT DISTINCT n.project_id FROM new_rows n ON CONFLICT DO NOTHING;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO touched_project (project_id) SELECT DISTINCT o.project_id FROM old_rows o ON CONFLICT DO NOTHING;
	ELSE
		INSERT INTO touched_project (project_id) SELECT n.project_id FROM new_rows n UNION SELECT o.project_id FROM old_rows o ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_project() FROM PUBLIC;
COMMENT ON FUNCTION touch_project() IS 'trigger: notes whose facts were written | 触发器：登记数据有变动的项目';

-- Where project is a bureau's own relation every project is digested at every refresh: notes are not needed, and its
-- view is not run with the owner's rights.  The same goes for site below.
CREATE OR REPLACE FUNCTION touch_every_project() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF is_watched(ARRAY['project']) THEN
		INSERT INTO touched_project (project_id, results)
		SELECT p.project_id, TG_TABLE_NAME IN ('evaluation_result', 'key_child_left_out') FROM project p
		ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_every_project() FROM PUBLIC;
COMMENT ON FUNCTION touch_every_project() IS 'trigger: notes that something was written on which every project rests | 触发器：登记全部项目';

-- A site that another transaction is about to add is not seen here, but notes its project itself.
CREATE OR REPLACE FUNCTION touch_projects_of_village() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF NOT is_watched(ARRAY['site']) THEN
		RETURN NULL;
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO touched_project (project_id)
		SELECT DISTINCT s.project_id FROM site s JOIN new_rows n USING (division_code) ON CONFLICT DO NOTHING;
	END IF;
	IF TG_OP <> 'INSERT' THEN
		INSERT INTO touched_project (project_id)
		SELECT DISTINCT s.project_id FROM site s JOIN old_rows o USING (division_code) ON CONFLICT DO NOTHING;
	END IF;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_projects_of_village() FROM PUBLIC;
COMMENT ON FUNCTION touch_projects_of_village() IS 'trigger: notes the projects that have a site in a village | 触发器：登记村庄所属项目';

CREATE OR REPLACE FUNCTION touch_results() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[];
	runs		bigint[];
BEGIN
	IF TG_OP = 'INSERT' THEN
		SELECT array_agg(DISTINCT n.project_id), array_agg(DISTINCT n.run_id) INTO projects, runs FROM new_rows n;
	ELSIF TG_OP = 'DELETE' THEN
		SELECT array_agg(DISTINCT o.project_id), array_agg(DISTINCT o.run_id) INTO projects, runs FROM old_rows o;
	ELSE
		SELECT array_agg(DISTINCT c.project_id), array_agg(DISTINCT c.run_id) INTO projects, runs
		FROM (SELECT n.project_id, n.run_id FROM new_rows n UNION SELECT o.project_id, o.run_id FROM old_rows o) c;
	END IF;
	INSERT INTO touched_project (project_id, results)
	SELECT DISTINCT r.project_id, true
	FROM evaluation_run r
	WHERE r.status = 'finished' AND r.project_id = ANY (projects) AND r.run_id = ANY (runs)
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_results() FROM PUBLIC;
COMMENT ON FUNCTION touch_results() IS 'trigger: notes whose current results were written by somebody else than a refresh | 触发器：登记结果被改动的项目';

-- A run that is changed after it was finished.  One that is removed is missing, and seen without a note.
CREATE OR REPLACE FUNCTION touch_project_of_run() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	INSERT INTO touched_project (project_id, results) VALUES (NEW.project_id, true) ON CONFLICT DO NOTHING;
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION touch_project_of_run() FROM PUBLIC;
COMMENT ON FUNCTION touch_project_of_run() IS 'trigger: notes the project of a current run that was changed | 触发器：登记现行批次被改动的项目';

CREATE TRIGGER touch_insert AFTER INSERT ON project REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON contract REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON contract_item REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON site REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON director_post REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON beneficiary REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON activity REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON visit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON response REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON allocation REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON photo REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON photo_rule REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON duplicate_review REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON visit_plan REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON payment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON need REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON attendance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_insert AFTER INSERT ON assessment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();

CREATE TRIGGER touch_update AFTER UPDATE ON project REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON contract REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON contract_item REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON site REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON director_post REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON beneficiary REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON activity REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON visit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON response REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON allocation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON photo REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON photo_rule REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON duplicate_review REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON visit_plan REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON payment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON need REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON attendance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_update AFTER UPDATE ON assessment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();

CREATE TRIGGER touch_delete AFTER DELETE ON project REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON contract REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON contract_item REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON site REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON director_post REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON beneficiary REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON activity REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON visit REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON response REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON allocation REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON photo REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON photo_rule REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON duplicate_review REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON visit_plan REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON payment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON need REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON attendance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_delete AFTER DELETE ON assessment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();

CREATE TRIGGER touch_truncate AFTER TRUNCATE ON project FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON contract FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON contract_item FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON site FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON director_post FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON beneficiary FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON activity FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON visit FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON response FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON allocation FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON photo FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON photo_rule FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON duplicate_review FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON visit_plan FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON payment FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON need FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON attendance FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON assessment FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();

CREATE TRIGGER touch_insert AFTER INSERT ON village REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_projects_of_village();
CREATE TRIGGER touch_update AFTER UPDATE ON village REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_projects_of_village();
CREATE TRIGGER touch_delete AFTER DELETE ON village REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_projects_of_village();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON village FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_insert AFTER INSERT ON rest_day FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_update AFTER UPDATE ON rest_day FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_delete AFTER DELETE ON rest_day FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON rest_day FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();

-- no facts, but whoever deletes them expects the next refresh to make them again
CREATE TRIGGER touch_delete AFTER DELETE ON photo_cluster REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_project();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON photo_cluster FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();

CREATE TRIGGER touch_insert AFTER INSERT ON evaluation_result
	REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_results();
CREATE TRIGGER touch_update AFTER UPDATE ON evaluation_result
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_results();
CREATE TRIGGER touch_delete AFTER DELETE ON evaluation_result
	REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_results();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON evaluation_result
	FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
CREATE TRIGGER touch_insert AFTER INSERT ON key_child_left_out
	REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_results();
CREATE TRIGGER touch_update AFTER UPDATE ON key_child_left_out
	REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_results();
CREATE TRIGGER touch_delete AFTER DELETE ON key_child_left_out
	REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touch_results();
CREATE TRIGGER touch_truncate AFTER TRUNCATE ON key_child_left_out
	FOR EACH STATEMENT EXECUTE FUNCTION touch_every_project();
-- a refresh finishes a run that was running, and seal_run() seals it
CREATE TRIGGER touch_run AFTER UPDATE ON evaluation_run
	FOR EACH ROW WHEN (NEW.status = 'finished' AND OLD.status <> 'running' AND OLD.sealed_at IS NOT DISTINCT FROM NEW.sealed_at)
	EXECUTE FUNCTION touch_project_of_run();

-- Do triggers see all that is written to these tables?
CREATE OR REPLACE FUNCTION is_watched(tables text[]) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
	SELECT bool_and(coalesce(c.relkind = 'r' AND NOT c.relhassubclass
		AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
		AND NOT EXISTS (SELECT FROM pg_subscription_rel s WHERE s.srrelid = c.oid)
		AND (SELECT count(*) FROM pg_trigger t
			 WHERE t.tgrelid = c.oid AND t.tgname IN ('touch_insert', 'touch_update', 'touch_delete', 'touch_truncate') AND t.tgenabled IN ('O', 'A')) = 4,
		false))
	FROM unnest(tables) AS f (name)
		LEFT JOIN pg_class c ON c.oid = to_regclass(quote_ident(f.name))
$$;
COMMENT ON FUNCTION is_watched(text[]) IS 'whether every change of these tables is noted in touched_project | 这些表的变动是否均有登记';
