-- SPDX-License-Identifier: PostgreSQL
-- What was reported, who took part, and what was found: activities, attendance, visits and their plan.

CREATE TABLE IF NOT EXISTS activity (
	project_id		bigint NOT NULL,
	activity_id		bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	contract_id		bigint NOT NULL,
	item			text NOT NULL,
	held_on			date NOT NULL,
	quantity		numeric(12,2) NOT NULL DEFAULT 1,
	hours			numeric(6,2),
	theme			text,
	need_type		text,
	overlaps_with	text,
	registered		boolean,
	form_filed		boolean,
	feedback_filed	boolean,
	reported_by		bigint,
	reported_at		timestamptz,
	CONSTRAINT activity_pkey PRIMARY KEY (project_id, activity_id),
	CONSTRAINT activity_site_key UNIQUE (project_id, site_id, activity_id),
	CONSTRAINT activity_held_on_check CHECK (isfinite(held_on)),
	CONSTRAINT activity_quantity_check CHECK (quantity > 0 AND quantity <> 'NaN'),
	CONSTRAINT activity_hours_check CHECK (hours > 0 AND hours <> 'NaN'),
	CONSTRAINT activity_need_type_check CHECK (@workspace@.is_tidy(need_type)),
	CONSTRAINT activity_overlaps_with_check CHECK (@workspace@.is_tidy(overlaps_with)),
	CONSTRAINT activity_reported_at_check CHECK (isfinite(reported_at))
);
COMMENT ON TABLE activity IS 'activities: as the provider reported them | 活动：承接主体上报的活动';
COMMENT ON COLUMN activity.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN activity.activity_id IS 'activity number: given by the database | 活动编号：自动编号';
COMMENT ON COLUMN activity.site_id IS 'site: where it was held | 服务点：举办的服务点';
COMMENT ON COLUMN activity.contract_id IS 'contract: that it counts for | 合同：计入的合同';
COMMENT ON COLUMN activity.item IS 'item: of the contract that it counts for | 内容代码：计入的合同服务内容';
COMMENT ON COLUMN activity.held_on IS 'held: day on which it was held | 活动日期：举办日期';
COMMENT ON COLUMN activity.quantity IS 'quantity: in the unit of the item | 数量：以服务内容的计量单位计';
COMMENT ON COLUMN activity.hours IS 'hours: how long it took, in hours; empty: not known | 时长：小时，空为未知';
COMMENT ON COLUMN activity.theme IS
	'theme: in free words; nothing is computed from it; empty: none | 主题：自由填写，不参与计算，空为无';
COMMENT ON COLUMN activity.need_type IS
	'need type: which need it answers, in the words of need.need_type; empty: none named | 需求类型：对应的需求，空为未注明';
COMMENT ON COLUMN activity.overlaps_with IS
	'overlaps with: whose offer it repeats, such as school; empty: nobody''s | 重复于：与谁的服务重复（如school），空为无';
COMMENT ON COLUMN activity.registered IS
	'register: true filled in, false blank, empty: nobody looked | 登记表：真为已填，假为空白，空为未查';
COMMENT ON COLUMN activity.form_filed IS 'form: true filed, false blank, empty: nobody looked | 活动表：真为已填，假为空白，空为未查';
COMMENT ON COLUMN activity.feedback_filed IS
	'feedback: true filed, false blank, empty: nobody looked | 反馈表：真为已填，假为空白，空为未查';
COMMENT ON COLUMN activity.reported_by IS
	'reporter: organization that reported it; empty: not known | 上报方：上报的组织，空为未知';
COMMENT ON COLUMN activity.reported_at IS
	'reported: moment of the upload; decides which of two alike was first; empty: the end of its day | '
	'上报时间：用于判断先后，空为当日结束';

CREATE TABLE IF NOT EXISTS attendance (
	project_id		bigint NOT NULL,
	activity_id		bigint NOT NULL,
	beneficiary_id	text NOT NULL,
	CONSTRAINT attendance_pkey PRIMARY KEY (project_id, activity_id, beneficiary_id)
);
COMMENT ON TABLE attendance IS 'attendance: who took part in which activity | 参加记录：谁参加了哪次活动';
COMMENT ON COLUMN attendance.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN attendance.activity_id IS 'activity: that was attended | 活动：参加的活动';
COMMENT ON COLUMN attendance.beneficiary_id IS 'person: pseudonym of who took part | 人员代码：参加者代码';

CREATE TABLE IF NOT EXISTS visit (
	project_id			bigint NOT NULL,
	visit_id			bigint GENERATED ALWAYS AS IDENTITY,
	site_id				bigint NOT NULL,
	activity_id			bigint,
	verifier_id			bigint NOT NULL,
	stratum				text,
	visited_on			date NOT NULL,
	outcome				text,
	confirmed_quantity	numeric(12,2),
	room_open			boolean,
	CONSTRAINT visit_pkey PRIMARY KEY (project_id, visit_id),
	CONSTRAINT visit_visited_on_check CHECK (isfinite(visited_on)),
	CONSTRAINT visit_stratum_check CHECK (stratum IN ('green', 'amber', 'red')),
	CONSTRAINT visit_outcome_check CHECK (outcome IN ('confirmed', 'no_trace', 'repeated')),
	CONSTRAINT visit_activity_outcome_check CHECK ((activity_id IS NULL) = (outcome IS NULL)),
	-- what is confirmed in part is confirmed: of no trace there is no quantity, nor of no activity; of other words the
	-- rule above speaks
	CONSTRAINT visit_confirmed_quantity_check CHECK (confirmed_quantity IS NULL OR (outcome IS NOT NULL AND
		outcome NOT IN ('no_trace', 'repeated') AND confirmed_quantity >= 0 AND confirmed_quantity <> 'NaN'))
);
COMMENT ON TABLE visit IS 'visits: what a verifier found, of one activity or of the site itself | 核查：对活动或服务点的核查';
COMMENT ON COLUMN visit.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN visit.visit_id IS 'visit number: given by the database | 核查编号：自动编号';
COMMENT ON COLUMN visit.site_id IS 'site: that was visited | 服务点：被核查的服务点';
COMMENT ON COLUMN visit.activity_id IS
	'activity: that was checked; empty: a look at the site alone | 活动：被核查的活动，空为仅查看服务点';
COMMENT ON COLUMN visit.verifier_id IS
	'verifier: organization that looked; what a provider checks itself does not count | 核查方：承接主体自查不计';
COMMENT ON COLUMN visit.stratum IS
	'stratum: risk of the site, green, amber or red; empty: as planned | 风险分层：绿、黄、红，空为按计划';
COMMENT ON COLUMN visit.visited_on IS 'visited: day of the visit | 核查日期：核查当日';
COMMENT ON COLUMN visit.outcome IS
	'outcome: confirmed, no_trace, or repeated: it shows an earlier activity again | 结果：属实、查无痕迹、重复';
COMMENT ON COLUMN visit.confirmed_quantity IS
	'confirmed quantity: where it is not all that was reported; empty: all of it | 属实数量：仅部分属实时填写，空为全部';
COMMENT ON COLUMN visit.room_open IS 'room open: the place was open; empty: nobody tried | 是否开放：场所是否开放，空为未查看';

-- Whom to visit: the risk stratum of every site in a unit, and which of them were drawn.  A plan covers from_on to
-- until_on.
CREATE TABLE IF NOT EXISTS visit_plan (
	project_id	bigint NOT NULL,
	from_on		date NOT NULL,
	until_on	date NOT NULL,
	site_id		bigint NOT NULL,
	stratum		text NOT NULL,
	due			date,
	drawn		text,
	seed		bigint,
	CONSTRAINT visit_plan_pkey PRIMARY KEY (project_id, from_on, site_id),
	CONSTRAINT visit_plan_days_check CHECK (until_on >= from_on AND isfinite(from_on) AND isfinite(until_on)),
	CONSTRAINT visit_plan_stratum_check CHECK (stratum IN ('green', 'amber', 'red')),
	CONSTRAINT visit_plan_due_check CHECK (due BETWEEN from_on AND until_on),
	CONSTRAINT visit_plan_drawn_check CHECK (drawn IN ('stratum', 'floor')),
	CONSTRAINT visit_plan_due_drawn_check CHECK ((due IS NULL) = (drawn IS NULL))
);
COMMENT ON TABLE visit_plan IS
	'visit plan: risk of each site in a period, and who is to be visited when; not for providers | '
	'核查计划：各点风险分层与抽查，对承接主体保密';
COMMENT ON COLUMN visit_plan.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN visit_plan.from_on IS 'from: first day that the plan covers | 起始日期：计划首日';
COMMENT ON COLUMN visit_plan.until_on IS 'until: last day that the plan covers | 截止日期：计划末日';
COMMENT ON COLUMN visit_plan.site_id IS 'site: to be visited or not | 服务点：计划涉及的服务点';
COMMENT ON COLUMN visit_plan.stratum IS 'stratum: risk of the site, green, amber or red | 风险分层：绿、黄、红';
COMMENT ON COLUMN visit_plan.due IS 'due: day of the visit; empty: not drawn | 核查日期：空为未抽中';
COMMENT ON COLUMN visit_plan.drawn IS
	'drawn: stratum: within its stratum; floor: from all the others; empty: not drawn | 抽取方式：分层或随机底线，空为未抽中';
COMMENT ON COLUMN visit_plan.seed IS
	'seed: of the draw, by which it can be made again; empty: made by hand | 随机种子：可复现抽样，空为人工安排';

ALTER TABLE activity ADD CONSTRAINT activity_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE activity ADD CONSTRAINT activity_contract_item_fkey FOREIGN KEY (project_id, contract_id, item)
	REFERENCES contract_item;
ALTER TABLE activity ADD CONSTRAINT activity_reported_by_fkey FOREIGN KEY (reported_by) REFERENCES organization;
ALTER TABLE attendance ADD CONSTRAINT attendance_activity_fkey FOREIGN KEY (project_id, activity_id)
	REFERENCES activity;
ALTER TABLE attendance ADD CONSTRAINT attendance_beneficiary_fkey FOREIGN KEY (project_id, beneficiary_id)
	REFERENCES beneficiary;
ALTER TABLE visit ADD CONSTRAINT visit_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
-- together with the site, so that a visit cannot check another site's activity
ALTER TABLE visit ADD CONSTRAINT visit_activity_fkey FOREIGN KEY (project_id, site_id, activity_id)
	REFERENCES activity (project_id, site_id, activity_id);
ALTER TABLE visit ADD CONSTRAINT visit_verifier_id_fkey FOREIGN KEY (verifier_id) REFERENCES organization;
ALTER TABLE visit_plan ADD CONSTRAINT visit_plan_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;

CREATE INDEX activity_held_on_idx ON activity (project_id, held_on);
CREATE INDEX attendance_beneficiary_idx ON attendance (project_id, beneficiary_id);
CREATE INDEX visit_activity_idx ON visit (project_id, activity_id);

-- The moment of the upload decides which of two alike was first.  Whoever may not write it reports now, whenever the
-- transaction began; to the second, so that what was pasted twice is found as a repeated row.  The bureau, which enters
-- what came on paper, may leave it empty.
CREATE OR REPLACE FUNCTION enter_moment_of_report() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT has_column_privilege(TG_RELID, 'reported_at', 'INSERT') THEN
		NEW.reported_at := date_trunc('second', clock_timestamp());
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION enter_moment_of_report() IS
	'trigger: who may not write when a report was made makes it now | 触发器：无权填写上报时间的，以当前时间为准';

CREATE TRIGGER activity_moment_of_report BEFORE INSERT ON activity
	FOR EACH ROW WHEN (NEW.reported_at IS NULL) EXECUTE FUNCTION enter_moment_of_report();

-- An activity belongs to the life of its site.  A CHECK cannot see the other table; a statement trigger looks once
-- per statement, at the sites it touched, however many rows a COPY brings.
CREATE OR REPLACE FUNCTION refuse_activity_outside_site_life() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[];
	sites		bigint[];
	a			record;
BEGIN
	-- the rows are read alone: on Citus no query joins them to tables
	SELECT array_agg(t.project_id), array_agg(t.site_id) INTO projects, sites
	FROM (SELECT DISTINCT r.project_id, r.site_id FROM touched r) t;
	SELECT n.activity_id, n.held_on, s.site_id, s.name, s.opened_on, s.closed_on INTO a
	FROM activity n JOIN site s USING (project_id, site_id)
	WHERE (n.held_on < s.opened_on OR n.held_on > s.closed_on)
		AND EXISTS (SELECT FROM unnest(projects, sites) AS t (project_id, site_id)
			WHERE t.project_id = s.project_id AND t.site_id = s.site_id)
	ORDER BY n.activity_id
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'activity % was held on %, outside the life of site "%"', a.activity_id, a.held_on, a.name
			USING ERRCODE = 'check_violation',
				  DETAIL = format('Site "%s" opened on %s and closed on '
					'%s.', a.name, a.opened_on, coalesce(a.closed_on::text, '(still open)')),
				  HINT = 'Correct the date of the activity, or the opening and closing dates of the site. | '
				  '请更正活动日期，或服务点的开放与关闭日期。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = 'activity', COLUMN = 'held_on';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_activity_outside_site_life() IS
	'trigger: an activity is held while its site is open | 触发器：活动日期须在服务点开放期内';

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
	projects	bigint[];
	activities	bigint[];
	v			record;
BEGIN
	SELECT array_agg(t.project_id), array_agg(t.activity_id) INTO projects, activities
	FROM touched t
	WHERE t.activity_id IS NOT NULL;
	SELECT n.visit_id, n.visited_on, a.activity_id, a.held_on INTO v
	FROM visit n JOIN activity a USING (project_id, activity_id)
	WHERE n.visited_on < a.held_on
		AND EXISTS (SELECT FROM unnest(projects, activities) AS t (project_id, activity_id)
			WHERE t.project_id = n.project_id AND t.activity_id = n.activity_id)
	ORDER BY n.visit_id
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'visit % of % checks activity %, which was held later', v.visit_id, v.visited_on, v.activity_id
			USING ERRCODE = 'check_violation',
				  DETAIL = format('The activity was held on %s.', v.held_on),
				  HINT = 'Correct the date of the visit or of the activity; a visit to the site alone names no '
				  'activity. | 请更正核查日期或活动日期；仅查看服务点时不填活动。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = 'visit', COLUMN = 'visited_on';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_check_before_activity() IS
	'trigger: an activity is checked after it was held | 触发器：核查日期不得早于活动日期';

CREATE TRIGGER visit_insert_after_activity AFTER INSERT ON visit
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_check_before_activity();
CREATE TRIGGER visit_update_after_activity AFTER UPDATE ON visit
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_check_before_activity();
CREATE TRIGGER activity_update_before_visit AFTER UPDATE ON activity
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_check_before_activity();
