-- What was reported and what was found: activities and visits.

CREATE TABLE IF NOT EXISTS activity (
	project_id		bigint NOT NULL,
	activity_id		bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	contract_id		bigint NOT NULL,
	item			text NOT NULL,
	held_on			date NOT NULL,
	hours			numeric(6,2),
	theme			text,
	need_type		text,
	school_overlap	boolean,
	registered		boolean,
	form_filed		boolean,
	feedback_filed	boolean,
	reported_by		bigint,
	reported_at		timestamptz,
	CONSTRAINT activity_pkey PRIMARY KEY (project_id, activity_id),
	CONSTRAINT activity_site_key UNIQUE (project_id, site_id, activity_id),
	CONSTRAINT activity_hours_check CHECK (hours > 0 AND hours <> 'NaN')
);
COMMENT ON TABLE activity IS 'an activity as the provider reported it | 上报的活动';
COMMENT ON COLUMN activity.project_id IS 'project | 项目';
COMMENT ON COLUMN activity.activity_id IS 'number of the activity | 活动编号';
COMMENT ON COLUMN activity.site_id IS 'site | 服务点';
COMMENT ON COLUMN activity.contract_id IS 'contract it counts for | 所属合同';
COMMENT ON COLUMN activity.item IS 'contract item it counts for | 所属合同内容';
COMMENT ON COLUMN activity.held_on IS 'day it was held | 活动日期';
COMMENT ON COLUMN activity.hours IS 'length in hours | 时长（小时）';
COMMENT ON COLUMN activity.theme IS 'theme | 主题';
COMMENT ON COLUMN activity.need_type IS 'need it answers | 对应需求';
COMMENT ON COLUMN activity.school_overlap IS 'repeats what the school does | 是否与学校活动重复';
COMMENT ON COLUMN activity.registered IS 'register kept: true filled in, false blank, NULL not looked at | 登记表：真为已填，假为空白，空为未查';
COMMENT ON COLUMN activity.form_filed IS 'activity form filed: true, false, NULL not looked at | 活动表：真、假、空为未查';
COMMENT ON COLUMN activity.feedback_filed IS 'feedback filed: true, false, NULL not looked at | 反馈表：真、假、空为未查';
COMMENT ON COLUMN activity.reported_by IS 'organization that reported it | 上报方';
COMMENT ON COLUMN activity.reported_at IS 'moment of the upload | 上报时间';

CREATE TABLE IF NOT EXISTS visit (
	project_id		bigint NOT NULL,
	visit_id		bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	activity_id		bigint,
	verifier_id		bigint NOT NULL,
	stratum			text,
	visited_on		date NOT NULL,
	outcome			text,
	room_open		boolean,
	assets_in_use	boolean,
	CONSTRAINT visit_pkey PRIMARY KEY (project_id, visit_id),
	CONSTRAINT visit_stratum_check CHECK (stratum IN ('green', 'amber', 'red')),
	CONSTRAINT visit_outcome_check CHECK (outcome IN ('confirmed', 'no_trace', 'repeated')),
	CONSTRAINT visit_activity_outcome_check CHECK ((activity_id IS NULL) = (outcome IS NULL))
);
COMMENT ON TABLE visit IS 'what a verifier found: a check of one activity, or of the site itself | 核查记录';
COMMENT ON COLUMN visit.project_id IS 'project | 项目';
COMMENT ON COLUMN visit.visit_id IS 'number of the visit | 核查编号';
COMMENT ON COLUMN visit.site_id IS 'site | 服务点';
COMMENT ON COLUMN visit.activity_id IS 'activity that was checked, empty for a look at the site | 被核查的活动（仅查看服务点则为空）';
COMMENT ON COLUMN visit.verifier_id IS 'organization that verified | 核查方';
COMMENT ON COLUMN visit.stratum IS 'risk stratum of the site: green, amber or red | 风险分层：绿、黄、红';
COMMENT ON COLUMN visit.visited_on IS 'day of the visit | 核查日期';
COMMENT ON COLUMN visit.outcome IS 'confirmed, no_trace, or repeated: the upload shows an earlier activity again | 结果：属实、查无痕迹、重复上传';
COMMENT ON COLUMN visit.room_open IS 'the room was open | 活动室是否开放';
COMMENT ON COLUMN visit.assets_in_use IS 'the equipment was in use | 设备是否在用';

ALTER TABLE activity ADD CONSTRAINT activity_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE activity ADD CONSTRAINT activity_contract_item_fkey FOREIGN KEY (project_id, contract_id, item) REFERENCES contract_item;
ALTER TABLE activity ADD CONSTRAINT activity_reported_by_fkey FOREIGN KEY (reported_by) REFERENCES organization;
ALTER TABLE visit ADD CONSTRAINT visit_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
-- together with the site, so that a visit cannot check another site's activity
ALTER TABLE visit ADD CONSTRAINT visit_activity_fkey FOREIGN KEY (project_id, site_id, activity_id) REFERENCES activity (project_id, site_id, activity_id);
ALTER TABLE visit ADD CONSTRAINT visit_verifier_id_fkey FOREIGN KEY (verifier_id) REFERENCES organization;

CREATE INDEX activity_held_on_idx ON activity (project_id, held_on);
CREATE INDEX visit_activity_idx ON visit (project_id, activity_id);

-- An activity belongs to the life of its site.  A CHECK cannot see the other table; a statement trigger looks once
-- per statement, at the sites it touched, however many rows a COPY brings.
CREATE OR REPLACE FUNCTION refuse_activity_outside_site_life() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	a	record;
BEGIN
	SELECT n.activity_id, n.held_on, s.site_id, s.name, s.opened_on, s.closed_on INTO a
	FROM activity n JOIN site s USING (project_id, site_id)
	WHERE (n.held_on < s.opened_on OR n.held_on > s.closed_on)
		AND EXISTS (SELECT FROM touched t WHERE t.project_id = s.project_id AND t.site_id = s.site_id)
	ORDER BY n.activity_id
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'activity % was held on %, outside the life of site %', a.activity_id, a.held_on, a.site_id
			USING ERRCODE = 'check_violation',
				  DETAIL = format('Site "%s" opened on %s and closed on %s.', a.name, a.opened_on, coalesce(a.closed_on::text, '(still open)')),
				  HINT = 'Correct the date of the activity, or the opening and closing dates of the site.',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = 'activity', COLUMN = 'held_on';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_activity_outside_site_life() IS 'trigger: an activity is held while its site is open | 触发器：活动日期须在服务点开放期内';

CREATE TRIGGER activity_insert_in_site_life AFTER INSERT ON activity
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_activity_outside_site_life();
CREATE TRIGGER activity_update_in_site_life AFTER UPDATE ON activity
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_activity_outside_site_life();
CREATE TRIGGER site_update_in_site_life AFTER UPDATE ON site
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_activity_outside_site_life();

-- Nobody can check an activity before it was held.
CREATE OR REPLACE FUNCTION refuse_check_before_activity() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	v	record;
BEGIN
	SELECT n.visit_id, n.visited_on, a.activity_id, a.held_on INTO v
	FROM visit n JOIN activity a USING (project_id, activity_id)
	WHERE n.visited_on < a.held_on
		AND EXISTS (SELECT FROM touched t WHERE t.project_id = n.project_id AND t.activity_id = n.activity_id)
	ORDER BY n.visit_id
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'visit % of % checks activity %, which was held later', v.visit_id, v.visited_on, v.activity_id
			USING ERRCODE = 'check_violation',
				  DETAIL = format('The activity was held on %s.', v.held_on),
				  HINT = 'Correct the date of the visit or of the activity; a visit to the site alone names no activity.',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = 'visit', COLUMN = 'visited_on';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_check_before_activity() IS 'trigger: an activity is checked after it was held | 触发器：核查日期不得早于活动日期';

CREATE TRIGGER visit_insert_after_activity AFTER INSERT ON visit
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_check_before_activity();
CREATE TRIGGER visit_update_after_activity AFTER UPDATE ON visit
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_check_before_activity();
CREATE TRIGGER activity_update_before_visit AFTER UPDATE ON activity
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_check_before_activity();
