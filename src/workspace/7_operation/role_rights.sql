-- SPDX-License-Identifier: PostgreSQL
-- Who may see and do what: one list.  create_roles() of the extension makes the roles and grants what stands here; the
-- guide shows it.
--
-- A role is listed with the answers it reads, and with what it reads or writes beside.  Relations beneath an answer
-- follow by themselves, but never a table of facts about persons or of visits to come: a role that needs one is listed
-- with it, or the answer is not for that role.  What a function reads is not seen from outside and is listed.
--
-- Which rows: all, unless the list or default_rows() says otherwise.  A table of which a role sees a part is put under
-- row security.  Rows go by the account of the login, session_user: SET ROLE gives the rights of another role, never
-- the rows of another account.  A login without an account of that role sees none of the limited rows.

-- Sites that the account of this session is about: of a township or a village where it is limited to one; of a provider
-- those that its contracts serve; of an evaluator none whose service it provides itself.
CREATE VIEW account_site WITH (security_invoker = true) AS
SELECT a.role, a.org_id, s.project_id, s.site_id
FROM account a
	JOIN village v ON a.township IS NULL OR v.township = a.township
	JOIN site s ON s.division_code = v.division_code
WHERE a.login = session_user AND (a.division_code IS NULL OR a.division_code = s.division_code)
	AND (a.role <> 'provider' OR EXISTS (
		SELECT FROM contract c
		WHERE c.project_id = s.project_id AND c.provider_id = a.org_id
			AND (NOT EXISTS (SELECT FROM contract_site t
					WHERE t.project_id = c.project_id AND t.contract_id = c.contract_id)
				OR EXISTS (SELECT FROM contract_site t
					WHERE t.project_id = c.project_id AND t.contract_id = c.contract_id AND t.site_id = s.site_id))))
	AND (a.role <> 'evaluator' OR NOT EXISTS (
		SELECT FROM contract c WHERE c.project_id = s.project_id AND c.provider_id = a.org_id));
COMMENT ON VIEW account_site IS
	'inner account_site: Which sites is the account of this session about? | 内部账户服务点：本会话账户涉及哪些服务点？';
COMMENT ON COLUMN account_site.role IS 'role: of the account | 角色：账户的角色';
COMMENT ON COLUMN account_site.org_id IS 'organization: of the account | 所属组织：账户所属组织';
COMMENT ON COLUMN account_site.project_id IS 'project: of the site | 项目：服务点所属项目';
COMMENT ON COLUMN account_site.site_id IS 'site: that it may be told of | 服务点：可见的服务点';

-- The same for the policies of a role.  A view would be planned anew in each query, for each table under row security
-- that it meets; the plan of a function is kept for the session.  Measured with H City, finding_list of a village:
-- planned in a tenth of the time.
CREATE OR REPLACE FUNCTION account_sites(role text) RETURNS TABLE (project_id bigint, site_id bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	RETURN QUERY SELECT s.project_id, s.site_id FROM account_site s WHERE s.role = $1;
END
$$;
COMMENT ON FUNCTION account_sites(text) IS
	'inner account_sites: sites that the account of this session is about, in this role | '
	'内部账户服务点清单：本会话账户以该角色可见的服务点';

-- What rows may be: a condition on the columns of the table, where ROLE stands for the role.
CREATE VIEW row_rule WITH (security_invoker = true) AS
SELECT r.rows, r.condition, r.en, r.zh
FROM (VALUES
	('all', 'true', 'all', '全部'),
	('own_account', 'login = session_user', 'its own account', '本账户'),
	('own_sites', $$(project_id, site_id) IN (SELECT s.project_id, s.site_id FROM account_sites('ROLE') s)$$,
		'its own sites', '本账户服务点'),
	('own_contracts', $$(project_id, contract_id) IN (SELECT c.project_id, c.contract_id
		FROM contract c JOIN account a ON a.org_id = c.provider_id
		WHERE a.login = session_user AND a.role = 'ROLE')$$, 'its own contracts', '本单位合同'),
	('own_sites_or_contracts', $$(project_id, site_id) IN (SELECT s.project_id, s.site_id FROM account_sites('ROLE') s)
		OR (project_id, contract_id) IN (SELECT c.project_id, c.contract_id
			FROM contract c JOIN account a ON a.org_id = c.provider_id
			WHERE a.login = session_user AND a.role = 'ROLE')$$, 'its own sites and contracts', '本单位服务点与合同'),
	-- the row security of roster, of activity and of the runs holds within
	('own_people', '(project_id, beneficiary_id) IN (SELECT r.project_id, r.beneficiary_id FROM roster r)',
		'persons on the rosters of its own sites', '本账户服务点在册人员'),
	('own_activities', '(project_id, activity_id) IN (SELECT a.project_id, a.activity_id FROM activity a)',
		'activities of its own sites', '本账户服务点的活动'),
	('own_attendance', $$(project_id, activity_id) IN (SELECT a.project_id, a.activity_id FROM activity a
			WHERE a.reported_by = (SELECT c.org_id FROM account c WHERE c.login = session_user))
		AND (project_id, beneficiary_id) IN (SELECT r.project_id, r.beneficiary_id FROM roster r)$$,
		'persons of its own sites at activities that it reported', '本账户服务点人员参加本单位活动'),
	('own_photos', $$(project_id, activity_id) IN (SELECT a.project_id, a.activity_id FROM activity a
		WHERE a.reported_by = (SELECT c.org_id FROM account c WHERE c.login = session_user))$$,
		'of activities that it reported', '本单位上报活动的照片'),
	('seals', $$act = 'run sealed'$$, 'that a run was sealed', '批次封存'),
	('published_runs', '(project_id, run_id) IN (SELECT p.project_id, p.run_id FROM publication p
		WHERE p.from_on <= day_of(now()) AND p.until_on >= day_of(now()))', 'results that are published today',
		'公示期内的结果'),
	('published_snapshots', '(project_id, snapshot_id) IN (SELECT r.project_id, r.snapshot_id FROM evaluation_run r)',
		'what published results rest on', '公示结果所依据的测量'),
	('own_reports', $$reported_by = (SELECT a.org_id FROM account a WHERE a.login = session_user)
		AND (project_id, site_id) IN (SELECT s.project_id, s.site_id FROM account_sites('ROLE') s)
		AND (project_id, contract_id) IN (SELECT c.project_id, c.contract_id FROM contract c
			WHERE c.provider_id = (SELECT a.org_id FROM account a WHERE a.login = session_user))$$,
		'reported by its own organization', '本单位上报'),
	('own_marks_of_oneself', $$kind = 'self'
		AND evaluator_id = (SELECT a.org_id FROM account a WHERE a.login = session_user)
		AND (project_id, site_id) IN (SELECT s.project_id, s.site_id FROM account_sites('ROLE') s)$$,
		'marks of its own organization for itself', '本单位自评'),
	('own_visits', $$verifier_id = (SELECT a.org_id FROM account a WHERE a.login = session_user)
		AND (project_id, site_id) IN (SELECT s.project_id, s.site_id FROM account_sites('ROLE') s)
		AND NOT EXISTS (SELECT FROM activity r WHERE r.project_id = visit.project_id AND r.site_id = visit.site_id
			AND r.reported_by = visit.verifier_id)$$,
		'visits of its own organization, where it reported nothing', '本单位核查，且未在该点上报'),
	('own_marks', $$kind <> 'self' AND evaluator_id = (SELECT a.org_id FROM account a WHERE a.login = session_user)
		AND (project_id, site_id) IN (SELECT s.project_id, s.site_id FROM account_sites('ROLE') s)
		AND NOT EXISTS (SELECT FROM activity r WHERE r.project_id = assessment.project_id
			AND r.site_id = assessment.site_id AND r.reported_by = assessment.evaluator_id)$$,
		'marks of its own organization, where it reported nothing', '本单位评分，且未在该点上报'),
	('own_findings', $$(project_id, site_id) IN (SELECT s.project_id, s.site_id FROM account_sites('ROLE') s)
		AND NOT EXISTS (SELECT FROM activity r WHERE r.project_id = finding.project_id
			AND r.site_id = finding.site_id
			AND r.reported_by = (SELECT a.org_id FROM account a WHERE a.login = session_user))$$,
		'its own sites, where it reported nothing', '本账户服务点，且未在该点上报'),
	('own_answers', $$collector_id = (SELECT a.org_id FROM account a WHERE a.login = session_user)
		AND (project_id, site_id) IN (SELECT s.project_id, s.site_id FROM account_sites('ROLE') s)
		AND NOT EXISTS (SELECT FROM activity r WHERE r.project_id = response.project_id
			AND r.site_id = response.site_id AND r.reported_by = response.collector_id)$$,
		'answers that its own organization collected', '本单位收集的回答'),
	('own_appeals', $$filed_by = session_user AND decision IS NULL
		AND (project_id, site_id) IN (SELECT s.project_id, s.site_id FROM account_sites('ROLE') s)$$,
		'appeals for its own sites, undecided', '本账户服务点的申诉，未决')
) AS r (rows, condition, en, zh);
COMMENT ON VIEW row_rule IS
	'inner row_rule: Which rows may a role see or write? | 内部行规则：角色可见或可写哪些行？';
COMMENT ON COLUMN row_rule.rows IS 'rows: code of the rule | 行规则：规则代码';
COMMENT ON COLUMN row_rule.condition IS 'condition: on the columns of the table; ROLE is the role | 条件：对表列的条件';
COMMENT ON COLUMN row_rule.en IS 'rows in English: the rule in words | 英文行规则：规则的英文说明';
COMMENT ON COLUMN row_rule.zh IS 'rows in Chinese: the same | 中文行规则：规则的中文说明';

-- The rows that a role sees of a table where the list does not say it.  Where projects, sites, contracts and villages
-- are is no secret.
CREATE OR REPLACE FUNCTION default_rows(role text, relation text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT CASE
	-- the row security of the tables beneath holds; a bureau's own view in the place of a table has none
	WHEN EXISTS (SELECT FROM workspace_part p WHERE p.object = 'view ' || $2) THEN 'all'
	WHEN $2 = 'account' AND $1 NOT IN ('admin', 'job', 'auditor') THEN 'own_account'
	WHEN $2 IN ('project', 'site', 'site_closure', 'contract', 'contract_site', 'visit_plan') AND $1 <> 'evaluator'
		OR $2 IN ('site', 'contract', 'contract_site') THEN 'all'
	WHEN $1 = 'dashboard' AND 'run_id' = ANY (k.columns) AND $2 NOT IN ('publication', 'appeal') THEN 'published_runs'
	WHEN $1 = 'dashboard' AND 'snapshot_id' = ANY (k.columns) THEN 'published_snapshots'
	WHEN $1 = 'provider' AND '{site_id,contract_id}' <@ k.columns THEN 'own_sites_or_contracts'
	WHEN $1 = 'provider' AND 'contract_id' = ANY (k.columns) AND $2 <> 'snapshot' THEN 'own_contracts'
	WHEN $1 IN ('provider', 'evaluator', 'village') AND 'site_id' = ANY (k.columns) THEN 'own_sites'
	WHEN $1 = 'case_worker' AND $2 IN ('roster', 'post', 'key_person_left_out', 'activity', 'need') THEN 'own_sites'
	WHEN $1 IN ('provider', 'evaluator', 'case_worker') AND 'beneficiary' = $2 THEN 'own_people'
	WHEN $1 IN ('provider', 'evaluator', 'village', 'case_worker') AND 'activity_id' = ANY (k.columns)
		AND $2 <> 'activity' THEN 'own_activities'
	ELSE 'all' END
FROM pg_class c
	CROSS JOIN LATERAL (
		SELECT array_agg(a.attname::text) AS columns
		FROM pg_attribute a
		WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) k
WHERE c.oid = to_regclass('@workspace@.' || quote_ident($2))
$$;
COMMENT ON FUNCTION default_rows(text, text) IS
	'inner default_rows: rows that a role sees of a table unless the list says otherwise | 内部默认行：未另行列明时角色可见的行';

CREATE VIEW role_right WITH (security_invoker = true) AS
WITH RECURSIVE own (relation, kind) AS MATERIALIZED (
	-- The tables of the workspace, a bureau's own in their place among them.  What an operation keeps for itself is
	-- given to nobody who is not listed with it.
	SELECT c.relname::text,
		CASE WHEN c.relname = ANY (state_tables()) OR c.relname = 'refresh_job' THEN 'state'
			WHEN c.relname IN (SELECT r.relation FROM result_tables() r) THEN 'result'
			WHEN c.relname IN ('evaluation_run', 'snapshot') THEN 'run'
			WHEN p.kind = 'operation' AND c.relname NOT IN ('appeal', 'publication') THEN 'inner'
			ELSE 'fact' END
	FROM pg_catalog.pg_class c LEFT JOIN workspace_part p ON p.object = 'table ' || c.relname
	WHERE c.relnamespace = '@workspace@'::regnamespace AND c.relkind IN ('r', 'p', 'v')
		AND (c.relkind <> 'v' OR NOT EXISTS (SELECT FROM workspace_part v WHERE v.object = 'view ' || c.relname))
), listed (roles, relations, privileges, columns, rows) AS (
	VALUES
	-- what everybody needs who reads an answer: who he is, what codes mean, where the bureau's day ends
	('{analyst,finance,provider,evaluator,village,case_worker,auditor,dashboard}'::text[],
		'{answers,setting,label,coded_word,account,account_site,role_right,row_rule}'::text[], '{SELECT}'::text[],
		NULL::text[], NULL::text),
	-- what is entered in which table; no facts
	('{analyst,finance,provider,evaluator,village,case_worker,auditor}', '{data_dictionary}', '{SELECT}', NULL, NULL),
	-- results, of all sites; no facts about persons
	('{analyst,auditor}', '{project_summary,village_ranking,village_scorecard,village_history,rank_sensitivity,
		lens_agreement,impression_gap,band_comparison,village_satisfaction,project_satisfaction,score_funnel,
		contract_fulfilment,village_suspension,suspension_watchlist,inclusion,need_match,resource_concentration,
		resource_curve,director_continuity,agency_dependence,partnership_comparison,partnership_type_comparison,
		finding_list,rectification_status,panel_agreement,evaluation_gap,elimination_candidate,data_gaps,publication,
		site_resource}', '{SELECT}', NULL, NULL),
	-- what explain_score() reads, of the sites that they see
	('{analyst,auditor,provider,village}', '{service,scheme,indicator,indicator_step,indicator_steps,scheme_limiter,
		item_measure,site_measure,site_indicator,site_points,site_score,snapshot,current_run,headline_run,
		current_snapshot,current_scheme,contract,contract_item,contract_site,project_period,project_unit,milestone,
		site_place,need_level,respondent_group,post_role,contract_item_measure,project_measure,criterion_measure,
		site_finding,snapshot_finding}', '{SELECT}', NULL, NULL),
	-- money and the form
	('{finance}', '{self_evaluation_form,payment_statement,contract_payment,item_payment,instalment_status,
		payment_approval,trust_log,contract_fulfilment,project_summary}', '{SELECT}', NULL, NULL),
	-- what trust_log reads in its functions: by when was how much verified.  Who is to be visited when is left out
	('{finance}', '{activity,activity_standing,visit,counted_visit,contract,contract_item,instalment,payment,milestone,
		project_period,project_unit}', '{SELECT}', NULL, NULL),
	('{finance}', '{visit_plan}', '{SELECT}', '{project_id,from_on,until_on,site_id,stratum}', 'all'),
	-- the check number of a sealed form
	('{finance}', '{audit_log}', '{SELECT}', '{project_id,entry_no,act,subject,digest}', 'seals'),
	-- a provider: its own sites and contracts; it reports, answers demands, marks itself, appeals
	('{provider}', '{village_ranking,village_scorecard,village_history,village_suspension,contract_fulfilment,
		finding_list,rectification_status,data_gaps,activity,attendance,photo,photo_rule,roster,beneficiary,
		site_closure,appeal,publication,need_level,evaluation_run}', '{SELECT}', NULL, NULL),
	('{provider}', '{assessment}', '{SELECT}', NULL, 'own_marks_of_oneself'),
	-- Columns are named wherever a role adds rows.  Left out are the numbers that the database gives, and what the role
	-- is not to decide: whoever is checked neither chooses the moment of his report nor says that somebody looked.
	('{provider}', '{assessment}', '{INSERT}', '{project_id,site_id,assessed_on,concerns_on,evaluator_id,assessor,kind,
		criterion,score,full_marks,reason}', 'own_marks_of_oneself'),
	-- what it reported is the bureau's to correct: checks were made on its account
	('{provider}', '{activity}', '{INSERT}', '{project_id,site_id,contract_id,item,held_on,quantity,hours,theme,
		need_type,overlaps_with,reported_by}', 'own_reports'),
	('{provider}', '{attendance}', '{INSERT}', '{project_id,activity_id,beneficiary_id}', 'own_attendance'),
	('{provider}', '{photo}', '{INSERT}', '{project_id,activity_id,sha256,phash,taken_at}', 'own_photos'),
	-- its day is today
	('{provider}', '{rectification}', '{UPDATE}', '{reply,evidence}', NULL),
	-- an evaluator: visits, marks and asks, but never where its own organization reports or provides
	('{evaluator}', '{verification_plan,village_suspension,suspension_watchlist,finding_list,visit_plan,visit,activity,
		photo,need_level,respondent_group}', '{SELECT}', NULL, NULL),
	('{evaluator}', '{visit}', '{INSERT}', '{project_id,site_id,activity_id,verifier_id,stratum,visited_on,outcome,
		confirmed_quantity,room_open}', 'own_visits'),
	('{evaluator}', '{assessment}', '{SELECT}', NULL, 'own_marks'),
	('{evaluator}', '{assessment}', '{INSERT}', '{project_id,site_id,assessed_on,concerns_on,evaluator_id,assessor,kind,
		criterion,score,full_marks,reason}', 'own_marks'),
	('{evaluator}', '{response}', '{SELECT}', NULL, 'own_answers'),
	('{evaluator}', '{response}', '{INSERT}', '{project_id,site_id,answered_on,concerns_on,respondent,need_level,proxy,
		question,rating,scale_max,collector_id}', 'own_answers'),
	-- found in the name of its organization; to withdraw is for the bureau
	('{evaluator}', '{organization}', '{SELECT}', NULL, NULL),
	('{evaluator}', '{finding}', '{INSERT}', '{project_id,site_id,contract_id,code,found_on,concerns_on,points,reason,
		evidence}', 'own_findings'),
	-- a village: itself, and why; it may appeal
	('{village}', '{village_ranking,village_scorecard,village_history,village_satisfaction,village_suspension,
		finding_list,rectification_status,appeal,publication,evaluation_run}', '{SELECT}', NULL, NULL),
	('{provider,village}', '{appeal}', '{INSERT}', '{project_id,site_id,run_id,ground}', 'own_appeals'),
	-- a case worker: the persons of a township
	('{case_worker}', '{award_contradiction,inclusion,need_match,beneficiary,roster,attendance,activity,need,post,
		key_person_left_out}', '{SELECT}', NULL, NULL),
	('{case_worker}', '{beneficiary}', '{UPDATE}', '{plan_on,last_contact_on}', NULL),
	-- an auditor: results and the log; who did what, never what was answered
	('{auditor}', '{audit_log,fact_change,job_health,refresh_status,role_conflict,self_evaluation_form,trust_log,
		payment_statement,contract_payment,item_payment,instalment_status,payment_approval,appeal,touched_project}',
		'{SELECT}', NULL, 'all'),
	('{auditor}', '{activity}', '{SELECT}', '{project_id,activity_id,site_id,contract_id,item,held_on,quantity,
		reported_by}', 'all'),
	('{auditor}', '{activity_standing,counted_visit,contract,contract_item,instalment,payment,milestone,project_period,
		project_unit,visit,publication}', '{SELECT}', NULL, 'all'),
	('{auditor}', '{visit_plan}', '{SELECT}', '{project_id,from_on,until_on,site_id,stratum}', 'all'),
	('{auditor}', '{response}', '{SELECT}', '{project_id,response_id,site_id,answered_on,collector_id}', 'all'),
	('{auditor}', '{assessment}', '{SELECT}', '{project_id,assessment_id,site_id,assessed_on,evaluator_id,kind}',
		'all'),
	-- the public: what is published today
	('{dashboard}', '{project_summary,village_ranking,village_scorecard,rank_sensitivity,band_comparison,
		village_satisfaction,project_satisfaction,score_funnel,contract_fulfilment,village_suspension,inclusion,
		need_match,director_continuity,lens_agreement,impression_gap,publication}', '{SELECT}', NULL, NULL),
	-- what findings take off, not their words
	('{dashboard}', '{snapshot_finding}', '{SELECT}', '{project_id,snapshot_id,sites,code,points}', NULL),
	-- the bureau and the job
	('{admin,job}', '{touched_project,project_claim,audit_log,fact_change,workspace_part}', '{SELECT}', NULL, 'all'),
	('{admin,job}', '{evaluation_run}', '{UPDATE}', '{status,finished_at,results,stored,result_digest}', 'all'),
	('{admin,job}', '{evaluation_run,snapshot}', '{INSERT,DELETE}', NULL, 'all'),
	('{admin,job}', '{project_claim}', '{INSERT,UPDATE}', NULL, 'all'),
	('{admin,job}', '{touched_project}', '{DELETE}', NULL, 'all'),
	('{admin}', '{audit_log}', '{INSERT}', '{project_id,act,subject,detail}', 'all'),
	-- to erase a person; keys are for the owner alone
	('{admin}', '{person_key}', '{SELECT}', '{project_id,register,person}', 'all'),
	('{admin}', '{person_key}', '{DELETE}', NULL, 'all'),
	('{job}', '{appeal}', '{UPDATE}', '{rerun_id}', 'all'),
	('{admin}', '{evaluation_run}', '{UPDATE}', '{sealed_at}', 'all')
), named AS (
	SELECT r.role, t.relation, p.privilege, k.columns, l.rows
	FROM listed l
		CROSS JOIN LATERAL unnest(l.roles) AS r (role)
		CROSS JOIN LATERAL unnest(l.relations) AS t (relation)
		CROSS JOIN LATERAL unnest(l.privileges) AS p (privilege)
		CROSS JOIN LATERAL (SELECT l.columns) k
	UNION ALL
	-- who runs or refreshes a workspace reads all of it, a view like a table
	SELECT r.role, c.relname, 'SELECT', NULL, 'all'
	FROM unnest('{admin,job}'::text[]) AS r (role), pg_catalog.pg_class c
	WHERE c.relnamespace = '@workspace@'::regnamespace AND c.relkind IN ('r', 'p', 'v')
		AND c.relname NOT IN (SELECT w.relation FROM own w WHERE w.kind = 'inner')
	UNION ALL
	SELECT 'auditor', w.relation, 'SELECT', NULL, 'all'
	FROM own w
	WHERE w.kind IN ('result', 'state') OR w.relation IN ('evaluation_run', 'snapshot')
	UNION ALL
	SELECT 'admin', w.relation, p.privilege, NULL, 'all'
	FROM own w, unnest('{INSERT,UPDATE,DELETE}'::text[]) AS p (privilege)
	WHERE w.kind = 'fact'
	UNION ALL
	SELECT r.role, w.relation, p.privilege, NULL, 'all'
	FROM unnest('{admin,job}'::text[]) AS r (role), own w, unnest('{INSERT,UPDATE,DELETE}'::text[]) AS p (privilege)
	WHERE w.kind = 'state' OR (w.kind = 'result' AND p.privilege <> 'UPDATE')
), read_by (view, relation) AS MATERIALIZED (
	SELECT DISTINCT w.ev_class, d.refobjid
	FROM pg_catalog.pg_class c
		JOIN pg_catalog.pg_rewrite w ON w.ev_class = c.oid
		JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
			AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> c.oid
		JOIN pg_catalog.pg_class r ON r.oid = d.refobjid AND r.relnamespace = c.relnamespace
	WHERE c.relnamespace = '@workspace@'::regnamespace AND c.relkind = 'v'
), beneath (role, oid) AS (
	SELECT n.role, c.oid
	FROM named n
		JOIN pg_catalog.pg_class c ON c.relname::text = n.relation AND c.relnamespace = '@workspace@'::regnamespace
	WHERE n.privilege = 'SELECT' AND n.role NOT IN ('admin', 'job')
	UNION
	SELECT b.role, r.relation FROM beneath b JOIN read_by r ON r.view = b.oid
)
SELECT n.role, n.relation, n.privilege, n.columns, coalesce(n.rows, default_rows(n.role, n.relation), 'all') AS rows,
	true AS listed
FROM named n
UNION ALL
SELECT b.role, c.relname, 'SELECT', NULL, coalesce(default_rows(b.role, c.relname), 'all'), false
FROM beneath b JOIN pg_catalog.pg_class c ON c.oid = b.oid
WHERE NOT EXISTS (SELECT FROM named n WHERE n.role = b.role AND n.relation = c.relname AND n.privilege = 'SELECT');
COMMENT ON VIEW role_right IS
	'inner role_right: Which role may see and do what? | 内部角色权限：各角色可见、可为哪些内容？';
COMMENT ON COLUMN role_right.role IS 'role: of create_roles() | 角色：create_roles()所建角色';
COMMENT ON COLUMN role_right.relation IS 'relation: answer, view or table | 关系：回答、视图或表';
COMMENT ON COLUMN role_right.privilege IS 'privilege: SELECT, INSERT, UPDATE or DELETE | 权限：查询、插入、更新或删除';
COMMENT ON COLUMN role_right.columns IS 'columns: that it is limited to; empty: all | 限定列：空为全部';
COMMENT ON COLUMN role_right.rows IS 'rows: code of row_rule | 行规则：行规则代码';
COMMENT ON COLUMN role_right.listed IS 'listed: by name; else it is beneath an answer | 列明：按名列明，否则为回答所依据';

-- Beneath an answer they are given to nobody who is not listed with them.
CREATE OR REPLACE FUNCTION protected_tables() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['beneficiary', 'roster', 'attendance', 'response', 'post', 'visit_plan', 'photo', 'level_measure',
	'key_person_left_out'];
COMMENT ON FUNCTION protected_tables() IS
	'inner protected_tables: facts about persons, and visits to come | 内部受保护表：涉及个人的数据与待行核查';
