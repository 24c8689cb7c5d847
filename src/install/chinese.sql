-- SPDX-License-Identifier: PostgreSQL
-- The answers of a workspace in Chinese: views with Chinese names, columns and values, in a schema of the caller's.
--
-- Nothing is listed here but exceptions.  Which views are public says their COMMENT, names of views and columns are the
-- labels of COMMENTs, and which columns hold codes says the table label.  So an answer that is new has its Chinese view
-- without a line here.
--
-- Like the functions of workspace.sql these may be called by a superuser on somebody else's workspace.  So they look at
-- catalogs only, and ask for labels as the workspace's owner.  The views run with the rights of whoever reads them.

-- Columns with codes whose kind is not the column's name.  A view goes before all views.
CREATE FUNCTION coded_columns(OUT view text, OUT name text, OUT kind text) RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
	SELECT c.view, c.name, c.kind
	FROM (VALUES
		(NULL, 'period', 'period'),
		(NULL, 'only_period', 'period'),
		(NULL, 'profile', 'scheme'),
		(NULL, 'need_level', 'need_level'),
		(NULL, 'dimension', 'dimension'),
		(NULL, 'procurement_mode', 'procurement_mode'),
		(NULL, 'service', 'service'),
		(NULL, 'respondent', 'respondent_group'),
		(NULL, 'post_role', 'post_role'),
		(NULL, 'other_role', 'role'),
		(NULL, 'min_grade', 'grade'),
		(NULL, 'quality_grade', 'grade'),
		(NULL, 'cap', 'grade'),
		(NULL, 'caps', 'limiter'),
		(NULL, 'caps_uncertain', 'limiter'),
		(NULL, 'profiles', 'scheme'),
		(NULL, 'relation', 'relation'),
		('answers', 'view', 'relation'),
		('award_contradiction', 'role', 'post_role'),
		('rectification_status', 'source', 'rectification_source'),
		('rectification_status', 'status', 'rectification_status'),
		('rectification_status', 'code', 'fault'),
		('band_comparison', 'code', 'measure'),
		('self_evaluation_form', 'code', 'form_line'),
		('partnership_type_comparison', 'type', 'type')) AS c (view, name, kind);
END;

COMMENT ON FUNCTION coded_columns() IS
	'inner coded_columns: columns of answers with codes whose words are under another name than the column''s; '
	'view is NULL for all views | 内部函数：代码的词语另有名称的列；view 为 NULL 表示全部视图';

-- The label of a COMMENT (label: explanation | 标签：说明) in Chinese; NULL if it has none.  Of a long one so much that a
-- number behind it is not cut off with what a name has over 63 bytes.
CREATE FUNCTION chinese_label(description text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT nullif(left(split_part(substring(description, ' \| (.*)$'), '：', 1), 14), '');
END;

COMMENT ON FUNCTION chinese_label(text) IS
	'inner chinese_label: the Chinese label of the comment of a workspace''s view or column | 内部函数：视图或列说明中的中文标签';

-- Public views of a workspace, in their order, with their Chinese names and the sentences under which Chinese views
-- remember where they come from.  Names that are the same are numbered: a bureau may have other comments.
CREATE FUNCTION chinese_answers(workspace text, OUT answer text, OUT relation oid, OUT view text, OUT question text)
RETURNS SETOF record
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT p.relation, c.oid, l.label || CASE WHEN count(*) OVER same > 1
			THEN '（' || row_number() OVER (same ORDER BY p.ordinality) || '）' ELSE '' END,
		concat(substring(d.description, ' \| (.*)$'), ' | ', format('%I.%I', $1, p.relation))
	FROM service_eval.workspace_plan($1, '^[0-9]') WITH ORDINALITY AS p
		JOIN pg_catalog.pg_namespace n ON n.nspname = $1
		JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = p.relation
			AND c.relkind IN ('v', 'm', 'r', 'p', 'f')
		LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = 0
			AND d.classoid = 'pg_catalog.pg_class'::regclass
		CROSS JOIN LATERAL (SELECT coalesce(service_eval.chinese_label(d.description), p.relation) AS label) l
	WHERE p.command = 'CREATE VIEW' AND coalesce(d.description, '') NOT LIKE 'inner %'
	WINDOW same AS (PARTITION BY l.label)
	ORDER BY p.ordinality;
END;

COMMENT ON FUNCTION chinese_answers(text) IS
	'inner chinese_answers: public views of a workspace with the names and comments that their Chinese views '
	'have | 内部函数：评价库公开视图及其中文名称与说明';

-- The Chinese word for a code, or the code itself where it has none.  The words of a kind are gathered once for a
-- query.  Of several for a code the one of the smallest place comes last, and stays.
CREATE FUNCTION word_query(workspace text, kind text, code text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT format('coalesce((SELECT jsonb_object_agg(w.code, w.zh ORDER BY w.place DESC) FROM %I.coded_word w '
		'WHERE w.kind = %L AND w.code IS NOT NULL) ->> %s, %3$s)', workspace, kind, code);
END;

COMMENT ON FUNCTION word_query(text, text, text) IS
	'inner word_query: an expression that gives the Chinese word for a code of a workspace | 内部函数：取代码中文词语的表达式';

-- The columns of a Chinese view: what each shows, under which name.  English columns with a Chinese twin are left out.
-- The twin of x or x_en is x_zh.  It has the name of x; a name such as 中文名称 is short of its 中文.
CREATE FUNCTION chinese_columns(workspace text, answer text, relation oid, kinds text[],
	OUT name text, OUT expression text, OUT description text)
RETURNS SETOF record
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH shown AS (
		SELECT a.attname::text AS name, a.attnum AS place, a.atttypid AS type,
			pg_catalog.col_description(a.attrelid, a.attnum) AS own,
			(SELECT pg_catalog.col_description(b.attrelid, b.attnum) FROM pg_catalog.pg_attribute b
			 WHERE b.attrelid = a.attrelid AND b.attnum > 0 AND a.attname::text = b.attname || '_zh') AS twin,
			(SELECT c.kind FROM service_eval.coded_columns() c
			 WHERE c.name = a.attname AND coalesce(c.view = $2, true) ORDER BY c.view LIMIT 1) AS kind,
			EXISTS (SELECT FROM pg_catalog.pg_attribute b
				WHERE b.attrelid = $3 AND b.attname = 'project_id' AND b.attnum > 0) AS of_project
		FROM pg_catalog.pg_attribute a
		WHERE a.attrelid = $3 AND a.attnum > 0 AND NOT a.attisdropped
			AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute z
				WHERE z.attrelid = a.attrelid AND z.attnum > 0
					AND z.attname IN (a.attname || '_zh', regexp_replace(a.attname, '_en$', '_zh'))
					AND z.attname <> a.attname)
	), labelled AS (
		SELECT s.*, coalesce(s.twin, s.own) AS words,
			coalesce(service_eval.chinese_label(s.twin),
				regexp_replace(service_eval.chinese_label(s.own),
					CASE WHEN s.name LIKE '%\_zh' THEN '^中文' ELSE '^$' END, ''),
				s.name) AS label,
			coalesce(s.kind, CASE WHEN s.name = ANY ($4) THEN s.name END) AS code
		FROM shown s
	)
	SELECT l.label || CASE WHEN count(*) OVER same > 1 THEN '（' || row_number() OVER same_before || '）' ELSE '' END,
		CASE
			WHEN l.type = 'boolean'::regtype
				THEN format('CASE WHEN a.%1$I THEN %2$s WHEN NOT a.%1$I THEN %3$s END', l.name,
					service_eval.word_query($1, 'boolean', quote_literal('true')),
					service_eval.word_query($1, 'boolean', quote_literal('false')))
			WHEN l.type = 'interval'::regtype
				THEN format('to_char(make_interval(secs => extract(epoch FROM a.%I)::float8), ''HH24:MI:SS'')', l.name)
			WHEN l.type = 'text'::regtype AND l.code = 'period' AND l.of_project
				THEN format('%I.chinese_period(a.%I, (SELECT m.name FROM %1$I.milestone m '
					'WHERE m.project_id = a.project_id AND m.code = a.%2$I))', $1, l.name)
			WHEN l.type = 'text'::regtype AND l.code = 'period'
				-- of several projects: where their milestones of this code have one name
				THEN format('%I.chinese_period(a.%I, (SELECT min(m.name) FROM %1$I.milestone m '
					'WHERE m.code = a.%2$I HAVING min(m.name) = max(m.name)))', $1, l.name)
			WHEN l.type = 'text'::regtype AND l.code IS NOT NULL
				THEN service_eval.word_query($1, l.code, format('a.%I', l.name))
			WHEN l.type = 'text[]'::regtype AND l.code IS NOT NULL
				THEN format('(SELECT string_agg(%s, ''、'' ORDER BY c.place) '
					'FROM unnest(a.%I) WITH ORDINALITY AS c (code, place))',
					service_eval.word_query($1, l.code, 'c.code'), l.name)
			ELSE format('a.%I', l.name)
		END,
		substring(l.words, ' \| (.*)$')
	FROM labelled l
	WINDOW same AS (PARTITION BY l.label), same_before AS (PARTITION BY l.label ORDER BY l.place)
	ORDER BY l.place;
END;

COMMENT ON FUNCTION chinese_columns(text, text, oid, text[]) IS
	'inner chinese_columns: what the Chinese view of an answer shows, from the comments and codes of its columns '
	'| 内部函数：答案的中文视图所显示的列';

-- Makes a Chinese view or replaces it.  Where its columns are others now it is dropped and made again, with the rights
-- that were granted on it.
CREATE FUNCTION put_chinese_view(schema text, view text, body text) RETURNS text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	target	text := format('%I.%I', schema, view);
	before	regclass := to_regclass(target);
	shown	text := pg_get_viewdef(before);
	granted	record;
	grants	text[] := '{}';
	given	text;
BEGIN
	BEGIN
		EXECUTE format('CREATE OR REPLACE VIEW %s WITH (security_invoker = true) AS %s', target, body);
		RETURN CASE WHEN before IS NULL THEN 'created' WHEN pg_get_viewdef(before) = shown THEN 'kept'
			ELSE 'replaced' END;
	EXCEPTION WHEN invalid_table_definition THEN
		NULL;
	END;
	FOR granted IN
		SELECT a.privilege_type, a.grantee::regrole AS grantee, a.grantee = 0 AS everybody, a.is_grantable
		FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
		WHERE c.oid = before AND a.grantee <> c.relowner
	LOOP
		grants := grants || format('GRANT %s ON %s TO %s%s', granted.privilege_type, target,
			CASE WHEN granted.everybody THEN 'PUBLIC' ELSE granted.grantee::text END,
			CASE WHEN granted.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
	END LOOP;
	EXECUTE format('DROP VIEW %s', target);
	EXECUTE format('CREATE VIEW %s WITH (security_invoker = true) AS %s', target, body);
	FOREACH given IN ARRAY grants LOOP
		EXECUTE given;
	END LOOP;
	RETURN 'replaced';
END
$function$;

COMMENT ON FUNCTION put_chinese_view(text, text, text) IS
	'inner put_chinese_view: makes or replaces a view of the caller''s: created, replaced, or kept where it is '
	'the same | 内部函数：建立或替换调用者的中文视图';

CREATE FUNCTION create_chinese_views(workspace text, schema text, OUT view text, OUT answer text, OUT action text)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
DECLARE
	home	regnamespace;
	kinds	text[];			-- of labels
	a		record;
	taken	oid;
	mark	text;			-- in the comments of views that were made from its answers
	words	text;
BEGIN
	PERFORM service_eval.check_workspace_name(workspace);
	IF schema IS NULL OR schema = '' OR octet_length(schema) > 63 THEN
		RAISE EXCEPTION 'invalid schema name "%"', schema
			USING ERRCODE = 'invalid_name',
				  DETAIL = 'A name has 1 to 63 bytes.',
				  HINT = 'For example: SELECT * FROM service_eval.create_chinese_views(''evaluation'', ''中文''); | '
					'例如：SELECT * FROM service_eval.create_chinese_views(''evaluation'', ''中文'');';
	END IF;
	IF schema IN (workspace, 'service_eval', 'information_schema') OR schema LIKE 'pg\_%' THEN
		RAISE EXCEPTION 'schema "%" cannot hold the Chinese views', schema
			USING ERRCODE = 'reserved_name',
				  HINT = 'Choose a schema of its own; it is created when it does not exist. | '
					'请另选一个模式，不存在时自动创建。';
	END IF;
	home := to_regnamespace(quote_ident(workspace));
	IF home IS NULL OR to_regclass(format('%I.coded_word', workspace)) IS NULL THEN
		RAISE EXCEPTION 'there is no workspace "%" of this version', workspace
			USING ERRCODE = 'invalid_schema_name',
				  HINT = 'create_workspace() makes one, upgrade_workspace() brings one to this version. | '
					'create_workspace()可新建，upgrade_workspace()可升级到当前版本。';
	END IF;
	mark := format(' | %I.', workspace);
	-- Whoever may become the owner asks as the owner, a superuser above all; others read as they would read any view.
	words := format('SELECT DISTINCT l.kind FROM %I.label l', workspace);
	IF service_eval.acting_owner(home) IS NOT NULL THEN
		kinds := service_eval.ask_as_owner(home, words);
	ELSE
		EXECUTE format('SELECT ARRAY(%s)', words) INTO kinds;
	END IF;

	IF to_regnamespace(quote_ident(schema)) IS NULL THEN
		EXECUTE format('CREATE SCHEMA %I', schema);
	END IF;
	taken := (
		SELECT min(c.oid)
		FROM service_eval.chinese_answers(workspace) n
			JOIN pg_class c ON c.relname = n.view AND c.relnamespace = quote_ident(schema)::regnamespace
		WHERE c.relkind <> 'v' OR coalesce(strpos(obj_description(c.oid, 'pg_class'), mark), 0) = 0);
	IF taken IS NOT NULL THEN
		RAISE EXCEPTION 'relation "%" is in the way', taken::regclass
			USING ERRCODE = 'duplicate_table',
				  DETAIL = format('It is no Chinese view of the workspace "%s".', workspace),
				  HINT = 'Rename it, or choose another schema. | 请将其改名，或另选模式。';
	END IF;

	FOR a IN SELECT * FROM service_eval.chinese_answers(workspace) LOOP
		view := a.view;
		answer := a.answer;
		action := service_eval.put_chinese_view(schema, view, (
			SELECT format('SELECT %s FROM %I.%I a', string_agg(format('%s AS %I', c.expression, c.name), ', '),
				workspace, answer)
			FROM service_eval.chinese_columns(workspace, answer, a.relation, kinds) c));
		EXECUTE format('COMMENT ON VIEW %I.%I IS %L', schema, view, a.question);
		words := (
			SELECT string_agg(format('COMMENT ON COLUMN %I.%I.%I IS %L', schema, view, c.name, c.description), ';')
			FROM service_eval.chinese_columns(workspace, answer, a.relation, kinds) c
			WHERE c.description IS NOT NULL);
		IF words IS NOT NULL THEN
			EXECUTE words;
		END IF;
		RETURN NEXT;
	END LOOP;

	-- of answers that are no more, or have another name now
	FOR view, answer IN
		SELECT c.relname, substr(d.description, strpos(d.description, mark) + length(mark))
		FROM pg_class c
			JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
		WHERE c.relnamespace = quote_ident(schema)::regnamespace AND c.relkind = 'v'
			AND strpos(d.description, mark) > 0
			AND NOT EXISTS (SELECT FROM service_eval.chinese_answers(workspace) n WHERE n.view = c.relname)
		ORDER BY c.relname COLLATE "C"
	LOOP
		EXECUTE format('DROP VIEW %I.%I', schema, view);
		action := 'dropped';
		RETURN NEXT;
	END LOOP;
END
$function$;

COMMENT ON FUNCTION create_chinese_views(text, text) IS
	'answers in Chinese: the answers of a workspace as views of the caller''s in a schema: names, columns and '
	'values in Chinese; called again it replaces them, and lists what it did | '
	'建立中文视图：在模式中以调用者名义建立答案的中文视图：名称、栏目与取值；再次调用则替换，并列出所做';
