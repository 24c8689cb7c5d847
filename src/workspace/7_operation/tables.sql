-- SPDX-License-Identifier: PostgreSQL
-- Which tables there are: facts, what they are read with, and results.  Triggers, digests, seals and pruning go by
-- these lists.

-- Facts of a project that bear on results; each has project_id.
CREATE OR REPLACE FUNCTION fact_tables() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['project', 'budget_change', 'milestone', 'site', 'site_closure', 'post', 'contract', 'contract_item',
	'contract_site', 'site_target', 'instalment', 'payment', 'beneficiary', 'roster', 'need', 'activity', 'attendance',
	'visit', 'visit_plan', 'photo', 'photo_rule', 'duplicate_review', 'response', 'assessment', 'finding', 'allocation',
	'workforce'];
COMMENT ON FUNCTION fact_tables() IS
	'inner fact_tables: facts of a project that bear on its results | 内部数据表：影响结果的项目数据表';

-- What belongs to no project and bears on all of them.  Villages bear on the projects that have a site there.
CREATE OR REPLACE FUNCTION shared_tables() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['need_level', 'respondent_group', 'post_role', 'setting', 'rest_day'];
COMMENT ON FUNCTION shared_tables() IS
	'inner shared_tables: lists and settings that bear on the results of all projects | 内部公用表：影响全部项目结果的列表与设置';

-- Measures of a snapshot and results of a run, with the column that tells whose they are.
CREATE OR REPLACE FUNCTION result_tables() RETURNS TABLE (relation text, key text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	VALUES ('item_measure', 'snapshot_id'), ('contract_item_measure', 'snapshot_id'), ('level_measure', 'snapshot_id'),
		('site_measure', 'snapshot_id'), ('project_measure', 'snapshot_id'), ('criterion_measure', 'snapshot_id'),
		('panel_measure', 'snapshot_id'), ('site_indicator', 'snapshot_id'), ('project_indicator', 'snapshot_id'),
		('snapshot_finding', 'snapshot_id'), ('place_measure', 'snapshot_id'), ('key_person_left_out', 'snapshot_id'),
		('run_indicator', 'run_id'), ('site_points', 'run_id'), ('site_score', 'run_id'), ('contract_score', 'run_id'),
		('project_points', 'run_id'), ('project_score', 'run_id'), ('form_line', 'run_id'), ('resource_tilt', 'run_id');
END;
COMMENT ON FUNCTION result_tables() IS
	'inner result_tables: tables of measures and results, and whose rows they hold | 内部结果表：测量与结果表及其归属列';

-- What a refresh finds of the facts beside, as of now.
CREATE OR REPLACE FUNCTION state_tables() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['photo_scope', 'photo_cluster', 'photo_match', 'activity_standing', 'activity_sum',
	'attendance_sum', 'fact_count'];
COMMENT ON FUNCTION state_tables() IS
	'inner state_tables: what a refresh finds of the facts, as of now | 内部状态表：刷新时得出的当前状态表';

-- A table of which every write passes its triggers: no view, no partition, no part of another.  Triggers are put on
-- such tables only.
CREATE OR REPLACE FUNCTION is_plain_table(relation text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT EXISTS (
	SELECT FROM pg_class c
	WHERE c.oid = to_regclass('@workspace@.' || quote_ident(relation)) AND c.relkind = 'r'
		AND NOT EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid)))
$$;
COMMENT ON FUNCTION is_plain_table(text) IS
	'inner is_plain_table: an ordinary table, of which triggers see every write | 内部普通表：触发器可见全部写入的普通表';

-- What a trigger calls its table.  On Citus it runs on the shard, whose name is that of the table and a number; no
-- table of the workspace ends with one.
CREATE OR REPLACE FUNCTION table_name(trigger_table name) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(trigger_table::text, '_[0-9]+$', '');
COMMENT ON FUNCTION table_name(name) IS
	'inner table_name: the table of the workspace that a trigger runs on | 内部表名：触发器所在的评价库表';

-- Every query of results names a project and a run or a snapshot of it.  The planner takes the two for independent, and
-- with statistics of both it takes the rows of a run for one row: then a site is looked for among all of the run.
-- Without statistics of the second it takes them for a two-hundredth of the project's.  Measured with 200 projects, all
-- of a project: village_history 55 ms with, 17 ms without.
DO $do$
DECLARE
	t	record;
BEGIN
	FOR t IN SELECT r.relation, r.key FROM result_tables() r WHERE is_plain_table(r.relation) LOOP
		EXECUTE format('ALTER TABLE @workspace@.%I ALTER COLUMN %I SET STATISTICS 0', t.relation, t.key);
	END LOOP;
EXCEPTION WHEN feature_not_supported THEN
	NULL;		-- a distributed table
END
$do$;
