-- SPDX-License-Identifier: PostgreSQL
-- What a bureau enters: each column of each file that load_year.sql of the examples reads, in the order of entry.
--
-- Words come from the comments of tables and columns, rules from their constraints, codes from the lists and labels.
-- So a column that is new is described without a line here; one of text or of an unusual number takes an example.  A
-- rule that is more than a list of codes, a limit or a choice of columns stands in the meaning of the column.

-- Tables that a bureau enters, in an order that foreign keys allow: each after those that it names.  Not among them:
-- lists, settings and schemes, which create_workspace() fills from a pack; accounts; appeals and publications, which
-- are about runs; and the audit log, which nobody else can write.
CREATE OR REPLACE FUNCTION entry_tables() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['organization', 'village', 'project', 'milestone', 'contract', 'contract_item', 'site', 'contract_site',
	'site_target', 'site_closure', 'instalment', 'post', 'beneficiary', 'roster', 'rest_day', 'activity', 'attendance',
	'photo', 'photo_rule', 'duplicate_review', 'visit_plan', 'visit', 'response', 'need', 'assessment', 'finding',
	'rectification', 'budget_change', 'deviation', 'allocation', 'bid', 'payment', 'funding', 'engagement',
	'workforce'];
COMMENT ON FUNCTION entry_tables() IS
	'inner entry_tables: tables that a bureau enters, each after those that it refers to | 内部填报表：填报的数据表，按填报次序';

-- Examples where the type does not give one.  Together they are a small project: sql/data_dictionary.sql loads it.
CREATE OR REPLACE FUNCTION entry_examples() RETURNS TABLE (name text, example text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	VALUES ('organization.name', '甲县民政局'), ('organization.credit_code', '11330100002489123X'),
		('village.name', '东关社区'), ('village.township', '城关镇'), ('village.county', '甲县'),
		('division_code', '990101100201'), ('project.name', '甲县2024年居家养老服务项目'), ('project.budget', '360000.00'),
		('project.start_on', '2024-01-01'), ('project.end_on', '2024-12-31'), ('project.goal', '为120名老人提供上门服务'),
		('milestone.code', 'midterm'), ('milestone.name', '中期评价'), ('milestone.until_on', '2024-06-30'),
		('instalment.milestone', 'midterm'), ('contract.price', '350000.00'), ('contract.quantity_share', '0.7'),
		('contract.start_on', '2024-01-01'), ('contract.end_on', '2024-12-31'), ('contract.signed_on', '2023-12-20'),
		('contract.terminated_on', '2024-10-31'), ('item', 'visit'), ('contract_item.name', '上门服务'),
		('contract_item.unit', '小时'), ('contract_item.target_quantity', '4800'), ('contract_item.tariff', '35.00'),
		('site_target.target_quantity', '400'), ('site.name', '东关社区服务站'), ('opened_on', '2024-01-01'),
		('closed_on', '2024-12-31'), ('site.successor_id', '2'), ('site_closure.from_on', '2024-02-09'),
		('site_closure.to_on', '2024-02-17'), ('site_closure.reason', '春节停开'), ('number', '1'),
		('instalment.amount', '140000.00'), ('share', '0.4'), ('person_code', 'G001'), ('from_on', '2024-01-01'),
		('to_on', '2024-12-31'), ('until_on', '2024-03-31'), ('assessment_score', '92'), ('award', 'excellent'),
		('beneficiary_id', 'L0001'), ('birth_year', '1942'), ('plan_on', '2024-01-10'), ('rest_day.name', '清明节'),
		('rest_day.day', '2024-04-04'), ('quantity', '2'), ('hours', '2'), ('theme', '助浴'), ('need_type', 'bathing'),
		('overlaps_with', 'school'), ('photo.sha256', '\x' || repeat('3f', 32)), ('phash', '-3460517301863293941'),
		('photo_rule.within', '90 days'), ('duplicate_review.activity_id', '2'),
		('duplicate_review.decided_by', '李明'), ('seed', '20240101'), ('confirmed_quantity', '1.5'),
		('rating', '4'), ('eligible', '12'), ('assessor', 'P01'), ('criterion', 'Q1'),
		('assessment.score', '86'), ('assessment.reason', '记录齐全'), ('finding.code', 'Q1'),
		('points', '2'), ('finding.reason', '抽查10份登记表，2份空白'), ('evidence', '检查记录第3号'), ('found_by', '第一检查组'),
		('rectification.period', '2024Q1'), ('rectification.code', 'Q1'),
		('rectification.source', 'finding'), ('rectification.reason', 'two registers are blank'),
		('reason_zh', '2份登记表空白'), ('demand', 'complete the registers'), ('demand_zh', '补齐登记表'),
		('due_on', '2024-04-15'), ('responsible', '乙社工服务中心'), ('reply', '已补齐登记表'), ('replied_on', '2024-04-10'),
		('verified_by', '李明'), ('verified_on', '2024-04-12'), ('budget_change.amount', '-20000.00'),
		('budget_change.reason', '压减一般性支出'), ('deviation.period', '2024'), ('deviation.code', 'O1'),
		('deviation.reason', '两个社区上半年缺护理员'), ('measure', '已补聘护理员2名'), ('allocation.kind', 'worker_days'),
		('allocation.amount', '1200.00'), ('bid.price', '348000.00'), ('paid', '140000.00'), ('year', '2024'),
		('funding.amount', '500000.00'), ('people', '15'), ('workforce.kind', 'volunteer'), ('days', '3000'),
		('daily_rate', '150.00');
END;
COMMENT ON FUNCTION entry_examples() IS
	'inner entry_examples: values as they are entered, by table and column, or by column | '
	'内部填报示例：按表与栏目或按栏目给出的填写示例';

CREATE VIEW data_dictionary WITH (security_invoker = true) AS
WITH RECURSIVE entry AS MATERIALIZED (
	SELECT t.place, t.name AS file, c.oid AS relid, a.attnum, a.attname::text AS name, a.atttypid, a.atttypmod,
		a.attnotnull, a.attidentity <> '' AS numbered, pg_get_expr(d.adbin, d.adrelid) AS standard,
		-- what a bureau has made itself may be explained otherwise, or not: then its name is its label
		CASE WHEN s.of_table LIKE '%: % | %：%' THEN s.of_table
			ELSE format('%1$s: %2$s | %1$s：%2$s', t.name, s.of_table) END AS table_comment,
		CASE WHEN s.of_column LIKE '%: % | %：%' THEN s.of_column
			ELSE format('%1$s: %2$s | %1$s：%2$s', a.attname, s.of_column) END AS column_comment
	FROM unnest(entry_tables()) WITH ORDINALITY AS t (name, place)
		JOIN pg_catalog.pg_class c ON c.relname = t.name AND c.relnamespace = '@workspace@'::regnamespace
		JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
			AND a.attgenerated = ''
		CROSS JOIN LATERAL (SELECT obj_description(c.oid, 'pg_class') AS of_table,
			col_description(c.oid, a.attnum) AS of_column) s
		LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
), words AS MATERIALIZED (
	SELECT DISTINCT ON (w.kind, w.code) w.kind, w.code, w.en, w.zh FROM coded_word w ORDER BY w.kind, w.code, w.place
), key AS (
	-- foreign keys, column by column
	SELECT k.conrelid, f.attnum, k.confrelid, f.target
	FROM pg_catalog.pg_constraint k CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS f (attnum, target)
	WHERE k.contype = 'f' AND k.conrelid IN (SELECT e.relid FROM entry e)
), reference (relid, attnum, target_relid, target) AS (
	SELECT k.conrelid, k.attnum, k.confrelid, k.target
	FROM key k
	WHERE (k.conrelid, k.attnum) <> (k.confrelid, k.target)
	UNION
	SELECT r.relid, r.attnum, k.confrelid, k.target
	FROM reference r JOIN key k ON (k.conrelid, k.attnum) = (r.target_relid, r.target)
), named AS (
	-- where it leads at last: the number of a project is that of project
	SELECT r.relid, r.attnum, min(t.relname::text) AS target, min(a.attname::text) AS target_column
	FROM reference r
		JOIN pg_catalog.pg_class t ON t.oid = r.target_relid
		JOIN pg_catalog.pg_attribute a ON a.attrelid = r.target_relid AND a.attnum = r.target
	WHERE NOT EXISTS (SELECT FROM key k WHERE (k.conrelid, k.attnum) = (r.target_relid, r.target)
		AND (k.confrelid, k.target) <> (k.conrelid, k.attnum))
	GROUP BY r.relid, r.attnum
), rule AS MATERIALIZED (
	SELECT k.conrelid AS relid, pg_get_constraintdef(k.oid) AS text
	FROM pg_catalog.pg_constraint k
	WHERE k.contype = 'c' AND k.conrelid IN (SELECT e.relid FROM entry e)
), code AS (
	-- a list in a rule, in its order; or the list that a foreign key leads to
	SELECT e.relid, e.attnum, v.place, v.code[1] AS code,
		coalesce((SELECT min(w.kind) FROM words w WHERE w.kind = e.file || '_' || e.name),
			regexp_replace(e.name, '^min_', '')) AS kind
	FROM entry e
		JOIN rule r ON r.relid = e.relid
		CROSS JOIN LATERAL regexp_match(r.text, '\(' || e.name || ' = ANY \(ARRAY\[([^]]*)\]') AS l (list)
		CROSS JOIN LATERAL regexp_matches(l.list[1], '''([^'']*)''::', 'g') WITH ORDINALITY AS v (code, place)
	UNION ALL
	SELECT n.relid, n.attnum, row_number() OVER (PARTITION BY n.relid, n.attnum ORDER BY o.place, w.code COLLATE "C"),
		w.code, n.target
	FROM named n
		JOIN words w ON w.kind = n.target
		LEFT JOIN (
			SELECT 'service', l.code, l.display_order FROM service l
			UNION ALL SELECT 'organization_kind', l.code, l.display_order FROM organization_kind l
			UNION ALL SELECT 'procurement_mode', l.code, l.display_order FROM procurement_mode l
			UNION ALL SELECT 'need_level', l.code, l.display_order FROM need_level l
			UNION ALL SELECT 'respondent_group', l.code, l.display_order FROM respondent_group l
			UNION ALL SELECT 'post_role', l.code, l.display_order FROM post_role l
		) o (kind, code, place) ON o.kind = w.kind AND o.code = w.code
	WHERE n.target_column = 'code' AND n.target <> 'milestone'
), permitted AS (
	SELECT c.relid, c.attnum, 1 AS part, array_agg(c.code ORDER BY c.place) AS codes,
		string_agg(concat(c.code, ' (' || nullif(w.en, replace(c.code, '_', ' ')) || ')'), ', ' ORDER BY c.place) AS en,
		string_agg(concat(c.code, '（' || w.zh || '）'), '、' ORDER BY c.place) AS zh
	FROM code c LEFT JOIN words w ON w.kind = c.kind AND w.code = c.code
	GROUP BY c.relid, c.attnum
	UNION ALL
	-- limits, by numbers and by other columns of the row
	SELECT e.relid, e.attnum, 2, NULL,
		string_agg(m.sign || ' ' || coalesce(o.name, m.bound), ', ' ORDER BY m.sign DESC, m.bound),
		string_agg(CASE m.sign WHEN '>=' THEN '≥' WHEN '<=' THEN '≤' ELSE m.sign END
			|| coalesce(split_part(split_part(o.column_comment, ' | ', 2), '：', 1), m.bound), '，'
			ORDER BY m.sign DESC, m.bound)
	FROM entry e
		CROSS JOIN LATERAL (
			SELECT DISTINCT l.part[1] AS sign, l.part[2] AS bound
			FROM rule r
				CROSS JOIN LATERAL regexp_matches(r.text, '\(' || e.name
					|| ' (>=|<=|>|<) \(?(-?[0-9.]+|[a-z_]+)\)', 'g') AS l (part)
			WHERE r.relid = e.relid
		) m
		LEFT JOIN entry o ON o.relid = e.relid AND o.name = m.bound
	WHERE o.name IS NOT NULL OR m.bound ~ '[0-9]'
	GROUP BY e.relid, e.attnum
	UNION ALL
	-- a choice between columns
	SELECT e.relid, e.attnum, 3, NULL,
		CASE c.part[2] WHEN '=' THEN 'exactly one of ' ELSE 'at least one of ' END || c.part[1],
		(SELECT string_agg(split_part(split_part(o.column_comment, ' | ', 2), '：', 1), '、' ORDER BY o.attnum)
		 FROM entry o WHERE o.relid = e.relid AND o.name = ANY (string_to_array(c.part[1], ', ')))
		|| CASE c.part[2] WHEN '=' THEN '只填其一' ELSE '至少填一项' END
	FROM entry e
		JOIN rule r ON r.relid = e.relid
		CROSS JOIN LATERAL regexp_matches(r.text, '\(num_nonnulls\(([a-z0-9_, ]+)\) (=|>) (?:1|0)\)', 'g') AS c (part)
	WHERE e.name = ANY (string_to_array(c.part[1], ', ')) AND c.part[1] LIKE '%,%'
		AND r.text !~ 'num_nonnulls\([a-z0-9_, ]+\) = 0'
), allowed AS (
	SELECT p.relid, p.attnum, min(p.codes) AS codes, string_agg(p.en, '; ' ORDER BY p.part, p.en) AS en,
		string_agg(p.zh, '；' ORDER BY p.part, p.zh) AS zh
	FROM permitted p
	GROUP BY p.relid, p.attnum
)
SELECT e.file, split_part(e.table_comment, ': ', 1) AS table_en,
	split_part(split_part(e.table_comment, ' | ', 2), '：', 1) AS table_zh,
	row_number() OVER (PARTITION BY e.relid ORDER BY e.attnum) AS line, e.name AS name,
	split_part(e.column_comment, ': ', 1) AS label_en,
	split_part(split_part(e.column_comment, ' | ', 2), '：', 1) AS label_zh,
	regexp_replace(split_part(e.column_comment, ' | ', 1), '^[^:]*: ', '') AS meaning_en,
	regexp_replace(split_part(e.column_comment, ' | ', 2), '^[^：]*：', '') AS meaning_zh,
	t.en AS type_en, t.zh AS type_zh,
	e.attnotnull AND s.value IS NULL AND NOT s.given AS required,
	CASE WHEN e.numbered THEN 'the next free number' WHEN s.given THEN 'filled in by the database' ELSE s.value END
		AS left_out_en,
	CASE WHEN e.numbered THEN '自动编号' WHEN s.given THEN '自动填写' ELSE s.value END AS left_out_zh,
	CASE WHEN e.atttypid = 'boolean'::regtype THEN 't (yes), f (no)' ELSE a.en END AS values_en,
	CASE WHEN e.atttypid = 'boolean'::regtype THEN 't（是）、f（否）' ELSE a.zh END AS values_zh,
	CASE WHEN n.target_column <> 'code' OR n.target = 'milestone' THEN n.target || '.' || n.target_column END
		AS refers_to,
	coalesce(x.example, s.value, a.codes[1],
		CASE e.atttypid WHEN 'boolean'::regtype THEN 't' WHEN 'date'::regtype THEN '2024-03-15'
			WHEN 'timestamptz'::regtype THEN '2024-03-15 17:30' WHEN 'bigint'::regtype THEN '1'
			WHEN 'integer'::regtype THEN '1' END) AS example
FROM entry e
	LEFT JOIN named n ON n.relid = e.relid AND n.attnum = e.attnum
	LEFT JOIN allowed a ON a.relid = e.relid AND a.attnum = e.attnum
	LEFT JOIN LATERAL (
		SELECT x.example FROM entry_examples() x WHERE x.name IN (e.file || '.' || e.name, e.name)
		ORDER BY x.name = e.name
		LIMIT 1
	) x ON true
	CROSS JOIN LATERAL (
		-- a code that no list has is no value: a pack may know other posts
		SELECT d.given, CASE WHEN NOT d.given AND (a.codes IS NULL OR d.value = ANY (a.codes)) THEN d.value END AS value
		FROM (
			SELECT e.numbered OR coalesce(e.standard ~ '\(\)|^[A-Z_]+$', false) AS given,
				CASE WHEN e.standard IN ('true', 'false') THEN left(e.standard, 1)
					ELSE regexp_replace(e.standard, '^''(.*)''::.*$', '\1') END AS value
		) d
	) s
	LEFT JOIN LATERAL (
		SELECT y.en, y.zh
		FROM (VALUES
			('text', 'text', '文本'), ('boolean', 'yes or no', '是否'), ('date', 'date', '日期'),
			('bigint', 'whole number', '整数'), ('integer', 'whole number', '整数'), ('smallint', 'whole number', '整数'),
			('timestamp with time zone', 'date and time', '日期和时间'), ('interval', 'span of time', '时长'),
			('bytea', 'hexadecimal, begins with \x', '十六进制，以\x开头')) AS y (type, en, zh)
		WHERE y.type = format_type(e.atttypid, NULL)
		UNION ALL
		SELECT format('number, %s decimals', d.decimals), format('数字，%s位小数', d.decimals)
		FROM (SELECT (e.atttypmod - 4) & 65535 AS decimals) d
		WHERE e.atttypid = 'numeric'::regtype AND e.atttypmod > 4
	) t ON true
ORDER BY e.place, e.attnum;
COMMENT ON VIEW data_dictionary IS
	'data dictionary: What is entered in which file, column by column, and which values are allowed? | '
	'数据字典：各表各栏填写什么，允许哪些取值？';
COMMENT ON COLUMN data_dictionary.file IS 'file: name of the table, and of its CSV file | 文件名：数据表名，即CSV文件名';
COMMENT ON COLUMN data_dictionary.table_en IS 'table: what it is called | 英文表名：表的英文名称';
COMMENT ON COLUMN data_dictionary.table_zh IS 'table in Chinese: the same | 表名：表的名称';
COMMENT ON COLUMN data_dictionary.line IS 'number: of the column in its file | 序号：栏目在表中的次序';
COMMENT ON COLUMN data_dictionary.name IS 'column: code in the first line of the file | 栏目代号：文件第一行中的代号';
COMMENT ON COLUMN data_dictionary.label_en IS 'name: of the column | 英文栏目：栏目的英文名称';
COMMENT ON COLUMN data_dictionary.label_zh IS
	'name in Chinese: of the column, as in the second line of the file | 栏目：栏目名称，即文件第二行';
COMMENT ON COLUMN data_dictionary.meaning_en IS 'meaning: what is entered | 英文含义：填写内容的英文说明';
COMMENT ON COLUMN data_dictionary.meaning_zh IS 'meaning in Chinese: the same | 含义：填写的内容';
COMMENT ON COLUMN data_dictionary.type_en IS 'type: of the value | 英文类型：填写内容类型的英文名称';
COMMENT ON COLUMN data_dictionary.type_zh IS 'type in Chinese: the same | 类型：填写内容的类型';
COMMENT ON COLUMN data_dictionary.required IS
	'obligatory: every row has a value; else the field may be empty, or the column left out | 必填：每行必填；否则可留空或省略';
COMMENT ON COLUMN data_dictionary.left_out_en IS
	'where left out: the value if the file lacks the column; if it has it, every row must be filled | '
	'英文省略值：省略该栏时的取值（英文）';
COMMENT ON COLUMN data_dictionary.left_out_zh IS
	'where left out, in Chinese: the same | 省略时：文件中无该栏时的取值；保留该栏则每行须填';
COMMENT ON COLUMN data_dictionary.values_en IS
	'values: codes, limits and choices; empty: all that its type can hold | 英文取值：允许的代码与范围（英文）';
COMMENT ON COLUMN data_dictionary.values_zh IS
	'values in Chinese: the same | 取值：允许的代码与范围，空为不限';
COMMENT ON COLUMN data_dictionary.refers_to IS
	'refers to: table and column in which the value stands; empty: to none | 引用：该值所在的表与栏目，空为不引用';
COMMENT ON COLUMN data_dictionary.example IS 'example: a value as it is entered | 示例：填写示例';
