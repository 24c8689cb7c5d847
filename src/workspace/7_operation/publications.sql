-- SPDX-License-Identifier: PostgreSQL
-- Where and when a result is put up for objections.
--
-- The row is all that publishing takes.  While a run has one, appeals against its result are accepted on the days of
-- the publication alone; a run that was never put up can be appealed against at any time.  Objectors rely on these
-- days: from the first one on they can be prolonged, and nothing else.  What was put up stays: its results are kept
-- when another run takes its place (drop_superseded(), prune_runs()).

CREATE TABLE IF NOT EXISTS publication (
	project_id		bigint NOT NULL,
	publication_id	bigint GENERATED ALWAYS AS IDENTITY,
	run_id			bigint NOT NULL,
	from_on			date NOT NULL,
	until_on		date NOT NULL,
	place			text,
	CONSTRAINT publication_pkey PRIMARY KEY (project_id, publication_id),
	CONSTRAINT publication_run_key UNIQUE (project_id, run_id),
	CONSTRAINT publication_from_on_check CHECK (isfinite(from_on)),
	CONSTRAINT publication_until_on_check CHECK (until_on >= from_on AND isfinite(until_on)),
	CONSTRAINT publication_place_check CHECK (place ~ '\S')
);
COMMENT ON TABLE publication IS
	'publications: where and when a result is put up for objections | 公示：评价结果公示的地点与起止日期';
COMMENT ON COLUMN publication.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN publication.publication_id IS 'publication number: given by the database | 公示编号：自动编号';
COMMENT ON COLUMN publication.run_id IS 'run: whose result is put up; once each | 批次：被公示的批次，每批次公示一次';
COMMENT ON COLUMN publication.from_on IS 'from: first day on which appeals are accepted | 起始日期：受理申诉的首日';
COMMENT ON COLUMN publication.until_on IS
	'until: last day on which appeals are accepted, included | 截止日期：受理申诉的末日（含）';
COMMENT ON COLUMN publication.place IS 'place: where it can be seen; empty: not told | 公示地点：空为未填';

ALTER TABLE publication ADD CONSTRAINT publication_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run;

-- The day of a moment where the bureau is.
CREATE OR REPLACE FUNCTION day_of(moment timestamptz) RETURNS date
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT (moment AT TIME ZONE s.time_zone)::date FROM setting s
$$;
COMMENT ON FUNCTION day_of(timestamptz) IS
	'inner day_of: day of a moment in the time zone of the workspace | 内部当地日期：某一时刻在评价库时区的日期';

CREATE OR REPLACE FUNCTION keep_publication() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
BEGIN
	IF OLD.from_on <= day_of(now()) AND (TG_OP = 'DELETE' OR NEW.until_on < OLD.until_on
		OR (NEW.project_id, NEW.publication_id, NEW.run_id, NEW.from_on)
			IS DISTINCT FROM (OLD.project_id, OLD.publication_id, OLD.run_id, OLD.from_on))
	THEN
		RAISE EXCEPTION 'the publication of run % has begun', OLD.run_id
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It lasts from %s until %s; %s was refused.', OLD.from_on, OLD.until_on, TG_OP),
				  HINT = 'It can only be prolonged: set until_on to a later day. | 公示开始后仅可延长，请将until_on改为更晚日期。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	-- the log has the digest of the run that was put up
	IF TG_OP = 'UPDATE' AND (NEW.project_id, NEW.run_id) IS DISTINCT FROM (OLD.project_id, OLD.run_id) THEN
		RAISE EXCEPTION 'a publication is of one run'
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It is of run %s; the change to run %s was refused.', OLD.run_id, NEW.run_id),
				  HINT = 'Remove it, and publish the other run. | 请删除后另行公示。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
COMMENT ON FUNCTION keep_publication() IS
	'trigger: a publication that began is only prolonged | 触发器：公示开始后仅可延长';

CREATE TRIGGER keep_publication BEFORE UPDATE OR DELETE ON publication
	FOR EACH ROW EXECUTE FUNCTION keep_publication();

-- Asked after the foreign key: that waits for a refresh that is about to drop the results of the run.
CREATE OR REPLACE FUNCTION refuse_publication() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	run		evaluation_run;
BEGIN
	-- one that was put up before may have been replaced since
	IF TG_OP = 'UPDATE' AND (NEW.project_id, NEW.run_id) = (OLD.project_id, OLD.run_id) THEN
		RETURN NULL;
	END IF;
	SELECT * INTO run FROM evaluation_run r WHERE r.project_id = NEW.project_id AND r.run_id = NEW.run_id;
	-- of a run that does not exist the foreign key speaks
	IF FOUND AND (run.stored IS NULL OR (run.status <> 'finished' AND run.sealed_at IS NULL)) THEN
		RAISE EXCEPTION 'run % cannot be published', NEW.run_id
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('The run is %s%s.', run.status, CASE WHEN run.stored IS NULL
					THEN ', and its results are not kept' END),
				  HINT = 'Publish a current or a sealed run; the view current_run lists the current ones. | '
					'请公示现行或已封存的批次，现行批次见视图current_run。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_publication() IS
	'trigger: only current or sealed runs are published | 触发器：仅可公示现行或已封存批次';

CREATE TRIGGER refuse_publication AFTER INSERT OR UPDATE ON publication
	FOR EACH ROW EXECUTE FUNCTION refuse_publication();

CREATE OR REPLACE FUNCTION refuse_appeal_outside_publication() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
DECLARE
	window_of	publication;
	filed_on	date;
BEGIN
	-- now, whenever the transaction began
	IF TG_OP = 'INSERT' AND NOT has_column_privilege(TG_RELID, 'filed_at', 'INSERT') THEN
		NEW.filed_at := clock_timestamp();
	END IF;
	filed_on := day_of(NEW.filed_at);
	SELECT * INTO window_of FROM publication p WHERE p.project_id = NEW.project_id AND p.run_id = NEW.run_id;
	IF FOUND AND filed_on NOT BETWEEN window_of.from_on AND window_of.until_on THEN
		RAISE EXCEPTION 'an appeal of site "%" is % the publication of the result',
			(SELECT s.name FROM site s WHERE s.project_id = NEW.project_id AND s.site_id = NEW.site_id),
			CASE WHEN filed_on < window_of.from_on THEN 'before' ELSE 'after' END
			USING ERRCODE = 'check_violation',
				  DETAIL = format('It was filed on %s; the result is published from %s until %s.', filed_on,
					window_of.from_on, window_of.until_on),
				  HINT = 'Appeals are accepted on these days; a later until_on of the publication prolongs them. | '
					'申诉须在公示期内提出；延长公示须将publication的until_on改为更晚日期。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'filed_at';
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION refuse_appeal_outside_publication() IS
	'trigger: an appeal against a published result is filed while it is published | 触发器：对已公示结果的申诉须在公示期内提出';

CREATE TRIGGER appeal_in_publication BEFORE INSERT OR UPDATE OF project_id, run_id, filed_at ON appeal
	FOR EACH ROW EXECUTE FUNCTION refuse_appeal_outside_publication();
