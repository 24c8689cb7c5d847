-- The answers in Chinese: no view, column or value of them needs English, but for codes, names and numbers
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/h_city.sql'
\set once :top '/test/h_city_once.sql'
\i :once
\set helpers :top '/test/helpers.sql'
\i :helpers
RESET search_path;

-- every answer has one, and the list of answers as well
SELECT action, count(*) = (SELECT count(*) + 1 FROM h_city.answers) AS all_answers
FROM service_eval.create_chinese_views('h_city', 'H市 "评价"') GROUP BY action;
-- names of views and columns: Chinese, of at most 10 characters, described; views run with the rights of the reader.  That
-- each is there once PostgreSQL sees to, so what a name had to be made of with a number is looked for
CREATE TEMPORARY TABLE chinese AS
SELECT c.oid, c.relname::text AS view, c.reloptions, a.attname::text AS name, a.attnum,
	col_description(c.oid, a.attnum) AS description
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = '"H市 ""评价"""'::regnamespace AND c.relkind = 'v';
SELECT count(DISTINCT view) > 30 AS views, count(*) > 400 AS columns,
	count(*) FILTER (WHERE view !~ '[一-龥]' OR view ~ '[A-Za-z]' OR length(view) > 10) AS odd_views,
	count(*) FILTER (WHERE name !~ '[一-龥]' OR name ~ '[A-Za-z（：]' OR length(name) > 10) AS odd_columns,
	count(*) FILTER (WHERE description ~ '\|' OR description IS NULL) AS not_described,
	bool_and(reloptions = '{security_invoker=true}') AS by_rights_of_reader
FROM chinese;
-- columns in English are gone, and Chinese ones are not called so
SELECT count(*) FROM chinese WHERE name ~ '英文|中文';

-- Every row of every view is read once: what is no text can hold no letters.  Latin letters are left only in codes, in
-- names and in logins
CREATE TEMPORARY TABLE allowed AS SELECT * FROM (VALUES
	('指标代码', '^[A-Z][A-Z0-9_]*$'), ('代码', '^[A-Z][A-Z0-9_]*$'), ('内容代码', '^[a-z_]+$'), ('未测指标', '^[A-Z0-9 ]+$'),
	('评分指标', '^[A-Z][A-Z0-9_]*$'), ('人员代码', ''), ('登录名', ''), ('判定人', ''),
	-- the data dictionary tells codes with their words, and files and columns by their names
	('文件名', '^[a-z_]+$'), ('栏目代号', '^[a-z0-9_]+$'), ('引用', '^[a-z_]+\.[a-z_]+$'), ('省略时', '^[a-z0-9_.]+$'),
	('取值', '^[A-Za-z0-9_]+（[一-龥]'), ('含义', '[一-龥]'), ('类型', '[一-龥]'), ('示例', ''),
	-- H City, V001 village and the organizations have such names
	('村', '^[A-Z0-9]+村$'), ('较早村', '^[A-Z0-9]+村$'), ('县区', '^H市$'), ('项目名称', '^H市'), ('项目', '^H市'), ('购买主体', '^H Civil '),
	('承接主体', '^Y Social '), ('组织', '^[HY] '),
	-- names, and the goal of the example, which is in two languages
	('实际值文本', '^[HY][ 市]'), ('指标值文本', '^2,000 activities')) AS e (name, pattern);
-- columns of text in which a value has letters, and the first such value that is not allowed
CREATE FUNCTION pg_temp.latin(schema text) RETURNS TABLE (view text, name text, value text) LANGUAGE plpgsql AS $$
DECLARE
	query text;
BEGIN
	FOR query IN
		SELECT format('SELECT %L, j.name, j.value FROM (SELECT %s FROM %s) x CROSS JOIN LATERAL (VALUES %s) j (name, letters, value) '
				'WHERE j.letters', c.relname, string_agg(format('bool_or(%I ~ ''[A-Za-z]'') AS letters_%s, '
				'min(%1$I) FILTER (WHERE %1$I ~ ''[A-Za-z]'' AND %1$I !~ %3$L) AS value_%2$s',
					a.attname, a.attnum, coalesce(e.pattern, '^$')), ', '), c.oid::regclass,
			string_agg(format('(%L, x.letters_%s, x.value_%2$s)', a.attname, a.attnum), ', '))
		FROM pg_class c
			JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid = 'text'::regtype
			LEFT JOIN pg_temp.allowed e ON e.name = a.attname
		WHERE c.relnamespace = quote_ident(schema)::regnamespace AND c.relkind = 'v'
		GROUP BY c.oid, c.relname
	LOOP
		RETURN QUERY EXECUTE query;
	END LOOP;
END $$;
CREATE TEMPORARY TABLE found AS SELECT * FROM pg_temp.latin('H市 "评价"');
SELECT * FROM found WHERE value IS NOT NULL ORDER BY view COLLATE "C", name COLLATE "C";
SELECT count(*) > 20 AS with_letters FROM found;
-- what is allowed is needed, here or below
SELECT name FROM allowed EXCEPT SELECT name FROM found;

-- the same rows: the best five of the term, and how many of each grade
SET search_path = "H市 ""评价""";
SELECT 村, 得分, 等级, 名次, 档次, 状态, 方案 FROM 村级排名 WHERE 时段 = '全期' AND 方案 = '财政绩效自评' ORDER BY 名次 LIMIT 5;
SELECT 等级, count(*) = count(*) FILTER (WHERE (grade, 等级) IN (('excellent', '优'), ('good', '良'), ('medium', '中'), ('poor', '差'))) AS same
FROM 村级排名 z JOIN h_city.village_ranking r ON (r.site_id, r.score, r.rank, r.from_on, r.until_on) = (z.服务点, z.得分, z.名次, z.起始日期, z.截止日期)
	AND z.方案 = CASE r.profile WHEN 'statutory' THEN '财政绩效自评' ELSE '以服务对象为主' END
GROUP BY 等级 ORDER BY 等级 COLLATE "C";
SELECT 时段, 起始日期 FROM 项目概览 WHERE 方案 = '财政绩效自评' ORDER BY 截止日期, 起始日期 DESC;
SELECT 步骤, 部分, 原因, 说明 FROM 支付说明 ORDER BY 行号;
SELECT 指标代码, 一级指标, 二级指标, 名称, 单位, 状态, 计分规则, 方向 FROM 村级评分卡 WHERE 村 = 'HZ村' AND 时段 = '全期' AND 方案 = '财政绩效自评' ORDER BY 指标代码 COLLATE "C";
SELECT 村, 岗位, 评优 FROM 评优矛盾 WHERE 时段 = '全期';
SELECT 比较维度, 类型 FROM 合作类型比较 WHERE 时段 = '全期' AND 方案 = '财政绩效自评' ORDER BY 比较维度 COLLATE "C";
SELECT d.post_vacant, d.certified, z.空岗, z.持证, count(*)
FROM 负责人稳定性 z JOIN h_city.director_continuity d ON (d.site_id, d.from_on, d.until_on) = (z.服务点, z.起始日期, z.截止日期)
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2;
SELECT 限级 FROM 村级排名 WHERE 村 = 'HZ村' AND 时段 = '全期';
SELECT * FROM 问题目录 LIMIT 3;
RESET search_path;

-- called again nothing changes
SELECT action, count(*) > 30 AS views FROM service_eval.create_chinese_views('h_city', 'H市 "评价"') GROUP BY action;
DROP SCHEMA "H市 ""评价""" CASCADE;

-- periods of all kinds
SELECT p AS period, h_city.chinese_period(p) AS zh
FROM unnest('{term,2022,2022Q4,2022H1,2022H2,2022-04,2022-12,contract 17,mid}'::text[]) AS p;
SELECT h_city.chinese_period('mid', '中期评价') AS zh, h_city.chinese_period(NULL) IS NULL AS unknown;

-- A small project of home care: two months, a milestone, and a lot of its own time.  The workspace has an odd name
SET client_min_messages = warning;
SELECT count(*) > 100 AS made FROM service_eval.create_workspace('zh; --', 'home_care');
SET search_path = "zh; --";
INSERT INTO organization (name, kind) VALUES ('示例区民政局', 'government'), ('甲养老服务中心', 'social_organization'),
	('丙评价中心', 'other');
INSERT INTO village VALUES ('990201001001', '东社区', '甲街道', '示例区'), ('990201001002', '西社区', '甲街道', '示例区');
INSERT INTO project (name, buyer_id, service, start_on, end_on, period_unit)
VALUES ('居家养老', 1, 'home_care', '2024-01-01', '2024-02-29', 'month');
INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, 'mid', '中期评价', '2024-02-15');
INSERT INTO contract (project_id, provider_id, procurement_mode, price, start_on)
VALUES (1, 2, 'open_tender', 4000, NULL), (1, 2, 'single_source', 1000, '2024-02-01');
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
VALUES (1, 1, 'visit', '人次', 8), (1, 2, 'extra', '人次', 2);
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT 1, division_code, name || '服务站', '2024-01-01' FROM village ORDER BY division_code;
-- one report lies in 2035, one was entered twice; the first of two sites is visited by its own provider as well
INSERT INTO activity (project_id, site_id, contract_id, item, held_on, registered, form_filed, feedback_filed)
SELECT 1, s, 1, 'visit', d, true, true, true
FROM (VALUES (1, date '2024-01-05'), (1, '2024-01-15'), (1, '2024-02-05'), (1, '2024-02-05'), (2, '2024-01-08'), (2, '2035-01-08')) v (s, d);
INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome, stratum)
SELECT 1, site_id, activity_id, CASE activity_id WHEN 1 THEN 2 ELSE 3 END, held_on, 'confirmed', 'red' FROM activity
WHERE held_on < '2024-02-01';
INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due, drawn)
VALUES (1, '2024-02-01', '2024-02-29', 1, 'red', '2024-02-20', 'floor'), (1, '2024-02-01', '2024-02-29', 2, 'green', NULL, NULL);
CALL refresh_rankings();
SELECT action, count(*) > 30 AS views FROM service_eval.create_chinese_views('zh; --', '养老') GROUP BY action;
SELECT name, bool_or(value IS NOT NULL) AS not_allowed FROM pg_temp.latin('养老') GROUP BY name ORDER BY name COLLATE "C";
SELECT 时段, 村, 状态, 原因 FROM 养老.数据缺口 WHERE 方案 = '财政绩效自评' AND 村 = '东社区' ORDER BY 截止日期, 起始日期 DESC, 时段 COLLATE "C";
SELECT 数据表, 数据, 日期, 原因 FROM 养老.期外数据;
SELECT 村, 风险分层, 抽取方式, 状态 FROM 养老.核查建议 ORDER BY 村 COLLATE "C";
SELECT 组织, 角色, 兼任角色, 程度, 计入结果, 后果 FROM 养老.角色冲突;
SELECT DISTINCT 采购方式 FROM 养老.合作形式比较;

-- an upgrade leaves them; a word that a later version needs is added, and what the bureau wrote stays
DELETE FROM label WHERE kind = 'band' AND code = 'top';
UPDATE label SET zh = '末档' WHERE kind = 'band' AND code = 'bottom';
SELECT object, action FROM service_eval.upgrade_workspace('zh; --');
SELECT code, zh FROM label WHERE kind = 'band' ORDER BY code;
SELECT view, action FROM service_eval.create_chinese_views('zh; --', '养老') WHERE action <> 'kept';

-- A bureau's own words come with the next call of a query, its labels of new kinds with the next call of the function
UPDATE label SET zh = '合格' WHERE (kind, code) = ('grade', 'medium');
INSERT INTO label VALUES ('item', 'visit', 'visit', '上门服务');
SELECT DISTINCT 内容代码 FROM 养老.分项支付 ORDER BY 1;
CREATE ROLE regress_service_eval_analyst;
GRANT SELECT ON 养老.分项支付, 养老.村级排名 TO regress_service_eval_analyst;
-- a column that was appended, a column with another label, an answer that is none any more
CREATE VIEW 养老.本局视图 AS SELECT count(*) FROM 养老.项目概览;
DO $$ BEGIN
	EXECUTE (SELECT 'CREATE OR REPLACE VIEW project_summary WITH (security_invoker = true) AS SELECT v.*, true AS added FROM ('
		|| rtrim(pg_get_viewdef('project_summary'::regclass), ';') || ') v');
END $$;
COMMENT ON COLUMN village_ranking.score IS 'points: of a hundred | 总得分：百分制';
COMMENT ON VIEW repeated_row IS 'inner repeated_row: twice | 内部重复：两次';
SELECT view, answer, action FROM service_eval.create_chinese_views('zh; --', '养老') WHERE action <> 'kept';
SELECT DISTINCT 内容代码 FROM 养老.分项支付 ORDER BY 1;
SELECT DISTINCT added AS 新增 FROM 养老.项目概览;
SELECT column_name FROM information_schema.columns WHERE (table_schema, table_name, ordinal_position) = ('养老', '村级排名', 11);
SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = 'regress_service_eval_analyst'
ORDER BY table_name COLLATE "C";

-- Who may read the workspace makes views of his own; others are told, and neither reads what he may not
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO regress_service_eval_analyst', current_database()); END $$;
SET ROLE regress_service_eval_analyst;
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.create_chinese_views('zh; --', 'hers')$$) AS no_right;
RESET ROLE;
GRANT USAGE ON SCHEMA "zh; --" TO regress_service_eval_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA "zh; --" TO regress_service_eval_analyst;
REVOKE SELECT ON post FROM regress_service_eval_analyst;
SET ROLE regress_service_eval_analyst;
SELECT action, count(*) > 30 AS views FROM service_eval.create_chinese_views('zh; --', 'hers') GROUP BY action;
SELECT 村, 状态 FROM hers.村级排名 WHERE 时段 = '中期评价' AND 方案 = '财政绩效自评' ORDER BY 村 COLLATE "C";
SELECT pg_temp.answer('SELECT count(*) FROM hers.评优矛盾') AS not_hers;
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.create_chinese_views('zh; --', '养老')$$) AS of_another;
RESET ROLE;
SELECT DISTINCT viewowner FROM pg_views WHERE schemaname = 'hers';

-- Two answers of one name, and two columns of one that is too long: none takes the place of the other
COMMENT ON VIEW job_health IS 'job health: well? | 刷新进度：如何？';
COMMENT ON COLUMN refresh_status.done IS 'x: y | 一二三四五六七八九十一二三四五六七八九十：甲';
COMMENT ON COLUMN refresh_status.total IS 'x: y | 一二三四五六七八九十一二三四五六七八九十：乙';
SELECT view, answer, action FROM service_eval.create_chinese_views('zh; --', '养老') WHERE action <> 'kept';
SELECT view, answer, action FROM service_eval.create_chinese_views('zh; --', '养老') WHERE action <> 'kept';
SELECT column_name FROM information_schema.columns
WHERE table_schema = '养老' AND table_name = '刷新进度（1）' AND ordinal_position IN (3, 4) ORDER BY ordinal_position;

-- what is refused: names, a schema that is no workspace, relations of the bureau's own, two workspaces in one schema
SELECT pg_temp.answer(format('SELECT count(*) FROM service_eval.create_chinese_views(%L, %L)', w, s)) AS answer
FROM (VALUES ('zh; --', NULL), ('zh; --', ''), ('zh; --', repeat('中', 22)), ('zh; --', 'zh; --'), ('zh; --', 'pg_x'),
	('zh; --', 'service_eval'), ('public', 'x'), ('nothing', 'x'), (NULL, 'x'), ('h_city', '养老')) AS v (w, s);
CREATE SCHEMA 占用;
CREATE TABLE 占用.村级排名 (村 text);
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.create_chinese_views('zh; --', '占用')$$) AS a_table;
DROP TABLE 占用.村级排名;
CREATE VIEW 占用.村级排名 AS SELECT 1 AS 村;
COMMENT ON VIEW 占用.村级排名 IS '本局的排名';
SELECT pg_temp.answer($$SELECT count(*) FROM service_eval.create_chinese_views('zh; --', '占用')$$) AS a_view;
SELECT count(*) AS views FROM pg_views WHERE schemaname = '占用';

-- Every HINT of the workspace and of the functions beside it is in both languages: no rows.  Those in C are in English
SELECT p.oid::regprocedure AS function, left(h.part, 60) AS hint
FROM pg_proc p
	JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'plpgsql'
	CROSS JOIN LATERAL regexp_split_to_table(p.prosrc, '\mHINT\s*=') WITH ORDINALITY AS h (part, place)
WHERE p.pronamespace IN ('h_city'::regnamespace, 'service_eval'::regnamespace) AND h.place > 1
	AND (SELECT count(*) FROM regexp_matches(split_part(h.part, 'RAISE ', 1), ' \|[^|]*[一-龥]', 'g'))
		< CASE WHEN h.part ~ '^\s*CASE' THEN 2 ELSE 1 END;
SELECT count(*) > 50 AS hints FROM pg_proc p, regexp_matches(p.prosrc, '\mHINT\s*=', 'g')
WHERE p.pronamespace IN ('h_city'::regnamespace, 'service_eval'::regnamespace);

RESET search_path;
DROP SCHEMA hers, 占用, 养老, "zh; --" CASCADE;
DROP OWNED BY regress_service_eval_analyst;
DROP ROLE regress_service_eval_analyst;
