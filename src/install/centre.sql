-- SPDX-License-Identifier: PostgreSQL
-- Several workspaces read as one: a centre that reads the workspaces of other servers through postgres_fdw.
--
-- An answer over several servers is made in two steps.  Each server makes the distribution of its own rows; one such
-- value comes back for each group; the centre merges them with rollup() and asks the result.  Merged distributions are
-- equal to the bit to the one of all rows.  So the answer is the same as on one server that holds everything.

-- The views that a centre needs: the answers, and what national answers read beside.  No facts, so nothing about a
-- person.
CREATE FUNCTION imported_relations() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT array_agg(p.relation ORDER BY p.relation COLLATE "C")
	FROM service_eval.workspace_plan('workspace', '^[0-9]') p
	WHERE (p.command = 'CREATE VIEW' AND p.floor = 'answers')
		OR p.command = 'CREATE VIEW' AND p.relation IN ('current_run', 'job_health', 'refresh_status');
END;

COMMENT ON FUNCTION imported_relations() IS
	'inner imported_relations: the answers of a workspace that import_workspace() brings to a centre | '
	'内部导入关系：导入中心的回答视图';

CREATE FUNCTION import_workspace(server text, workspace text, schema text) RETURNS SETOF text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	here	text := (SELECT e.extversion FROM pg_extension e WHERE e.extname = 'service_eval');
	there	text;
	options	text[];
	word	record;
BEGIN
	PERFORM service_eval.check_workspace_name(workspace);
	PERFORM service_eval.check_workspace_name(schema);
	SELECT s.srvoptions INTO options
	FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw AND w.fdwname = 'postgres_fdw'
	WHERE s.srvname = server;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no server "%" of postgres_fdw', server
			USING ERRCODE = 'undefined_object',
				  HINT = 'CREATE SERVER ... FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host ..., dbname ..., '
					'extensions ''service_eval''). | 请先创建外部服务器。';
	END IF;
	-- without it every row would be fetched, and the aggregate computed here
	IF NOT EXISTS (
		SELECT FROM unnest(options) AS o, regexp_split_to_table(substring(o, '^extensions=(.*)$'), '\s*,\s*') AS e
		WHERE e = 'service_eval')
	THEN
		RAISE EXCEPTION 'server "%" may not be sent functions of service_eval', server
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'Its option "extensions" does not name it.',
				  HINT = format('ALTER SERVER %I OPTIONS (ADD extensions ''service_eval''); | 请添加该选项。', server);
	END IF;
	IF to_regnamespace(quote_ident(schema)) IS NOT NULL THEN
		RAISE EXCEPTION 'schema "%" exists', schema
			USING ERRCODE = 'duplicate_schema',
				  HINT = format('Choose another one. To import it anew: DROP SCHEMA %I CASCADE. | '
					'请另选模式；如需重新导入，请先删除该模式。', schema);
	END IF;
	EXECUTE format('CREATE SCHEMA %I', schema);

	EXECUTE format('CREATE FOREIGN TABLE %I.remote_extension (extname name, extversion text) SERVER %I '
		'OPTIONS (schema_name ''pg_catalog'', table_name ''pg_extension'')', schema, server);
	EXECUTE format('SELECT e.extversion FROM %I.remote_extension e WHERE e.extname = ''service_eval''', schema)
	INTO there;
	IF there IS DISTINCT FROM here THEN
		RAISE EXCEPTION 'server "%" has another version of service_eval', server
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('There it is %s, here %s.', coalesce(there, 'not installed'), here),
				  HINT = 'Bring all servers to the same version. | 请使各服务器版本一致。';
	END IF;
	EXECUTE format('DROP FOREIGN TABLE %I.remote_extension', schema);

	EXECUTE format('IMPORT FOREIGN SCHEMA %I LIMIT TO (%s) FROM SERVER %I INTO %I', workspace,
		(SELECT string_agg(quote_ident(r), ', ') FROM unnest(service_eval.imported_relations()) AS r), server, schema);
	IF to_regclass(format('%I.village_ranking', schema)) IS NULL THEN
		RAISE EXCEPTION 'server "%" has no workspace "%"', server, workspace
			USING ERRCODE = 'invalid_schema_name',
				  HINT = 'create_workspace() makes one there. | 请在该服务器上用create_workspace()新建。';
	END IF;

	-- IMPORT brings no comments
	EXECUTE format('CREATE FOREIGN TABLE %1$I.remote_comment (objoid oid, classoid oid, objsubid integer, '
			'description text) SERVER %2$I OPTIONS (schema_name ''pg_catalog'', table_name ''pg_description'')',
		schema, server);
	EXECUTE format('CREATE FOREIGN TABLE %1$I.remote_class (oid oid, relname name, relnamespace oid) SERVER %2$I '
		'OPTIONS (schema_name ''pg_catalog'', table_name ''pg_class'')', schema, server);
	EXECUTE format('CREATE FOREIGN TABLE %1$I.remote_schema (oid oid, nspname name) SERVER %2$I '
		'OPTIONS (schema_name ''pg_catalog'', table_name ''pg_namespace'')', schema, server);
	EXECUTE format('CREATE FOREIGN TABLE %1$I.remote_column (attrelid oid, attname name, attnum smallint) SERVER %2$I '
		'OPTIONS (schema_name ''pg_catalog'', table_name ''pg_attribute'')', schema, server);
	FOR word IN EXECUTE format('SELECT r.relname, a.attname, d.description FROM %1$I.remote_schema n '
			'JOIN %1$I.remote_class r ON r.relnamespace = n.oid '
			'JOIN %1$I.remote_comment d ON d.objoid = r.oid AND d.classoid = ''pg_class''::regclass::oid '
			'LEFT JOIN %1$I.remote_column a ON a.attrelid = r.oid AND a.attnum = d.objsubid AND d.objsubid > 0 '
			'WHERE n.nspname = $1', schema) USING workspace
	LOOP
		-- what was not imported is left alone
		IF EXISTS (SELECT FROM pg_class l
			WHERE l.relnamespace = quote_ident(schema)::regnamespace AND l.relname = word.relname AND l.relkind = 'f')
		THEN
			EXECUTE format('COMMENT ON %s IS %L', CASE WHEN word.attname IS NULL
				THEN format('FOREIGN TABLE %I.%I', schema, word.relname)
				ELSE format('COLUMN %I.%I.%I', schema, word.relname, word.attname) END, word.description);
		END IF;
	END LOOP;
	EXECUTE format('DROP FOREIGN TABLE %1$I.remote_comment, %1$I.remote_class, %1$I.remote_schema, '
		'%1$I.remote_column', schema);
	RETURN QUERY
	SELECT c.relname::text FROM pg_class c
	WHERE c.relnamespace = quote_ident(schema)::regnamespace AND c.relkind = 'f'
	ORDER BY c.relname COLLATE "C";
END
$function$;

COMMENT ON FUNCTION import_workspace(text, text, text) IS
	'import workspace: makes foreign tables in a new schema for the answers of a workspace on another server, '
	'lists them | 导入评价库：在新模式中为其他服务器上评价库的回答建立外部表，并列出';

-- One query for each workspace, so that each is sent whole to its server.
CREATE FUNCTION of_each(workspaces text[], query text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT string_agg(format(query, quote_literal(w.name), quote_ident(w.name)), E'\nUNION ALL\n' ORDER BY w.place)
	FROM unnest(workspaces) WITH ORDINALITY AS w (name, place);
END;

COMMENT ON FUNCTION of_each(text[], text) IS
	'inner of_each: a query for each of several workspaces, joined by UNION ALL; %1$s is its name as a literal, %2$s '
	'as an identifier | 内部逐个查询：对每个评价库各作一次查询，以UNION ALL合并';

CREATE FUNCTION unite_workspaces(schema text, workspaces text[]) RETURNS SETOF text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
	missing	text := (SELECT min(w COLLATE "C") FROM unnest(workspaces) AS w
					 WHERE to_regclass(format('%I.village_ranking', w)) IS NULL
						OR to_regclass(format('%I.site_resource', w)) IS NULL);
	v		record;
	c		record;
BEGIN
	PERFORM service_eval.check_workspace_name(schema);
	IF coalesce(cardinality(workspaces), 0) = 0 OR array_position(workspaces, NULL) IS NOT NULL THEN
		RAISE EXCEPTION 'no workspaces are named'
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'For example: unite_workspaces(''nation'', ''{east,west}''). | 请列出各评价库所在模式。';
	END IF;
	IF missing IS NOT NULL THEN
		RAISE EXCEPTION 'there is no workspace in schema "%"', missing
			USING ERRCODE = 'invalid_schema_name',
				  HINT = 'import_workspace() brings that of another server. | 可用import_workspace()导入其他服务器的评价库。';
	END IF;
	IF to_regnamespace(quote_ident(schema)) IS NOT NULL THEN
		RAISE EXCEPTION 'schema "%" exists', schema
			USING ERRCODE = 'duplicate_schema',
				  HINT = format('Choose another one. To make its views anew: DROP SCHEMA %I CASCADE. | '
					'请另选模式；如需重建，请先删除该模式。', schema);
	END IF;
	EXECUTE format('CREATE SCHEMA %I', schema);

	FOR v IN
		SELECT w.name, w.body, w.comment
		FROM (VALUES
			(1, 'county_ranking', format($view$
				SELECT c.profile, c.period, c.workspace, c.county_code, c.county, c.sites,
					service_eval.n_values(c.scores) AS rated, service_eval.mean(c.scores) AS mean_score,
					service_eval.quantile(c.scores, 0.5) AS median_score,
					CASE WHEN c.scores IS NOT NULL THEN rank() OVER (PARTITION BY c.profile, c.period
						ORDER BY service_eval.mean(c.scores) DESC NULLS LAST) END AS rank,
					c.scores
				FROM (%s) c$view$, service_eval.of_each(workspaces, $each$
					SELECT %1$s AS workspace, v.profile, v.period, left(v.division_code, 6) AS county_code, v.county,
						count(*) AS sites, service_eval.distribution(v.score) AS scores
					FROM %2$s.village_ranking v
					GROUP BY v.profile, v.period, left(v.division_code, 6), v.county$each$)),
				'county ranking: Which counties do better? | 县级排名：哪些县做得更好？'),
			(2, 'resource_equality', format($view$
				SELECT r.period, r.sites, service_eval.total(r.resources) AS total,
					service_eval.mean(r.resources) AS mean, service_eval.gini(r.resources) AS gini,
					service_eval.gini_error(r.resources) AS gini_error,
					service_eval.share_of_top(r.resources, 0.2) AS top_fifth, r.resources
				FROM (
					SELECT s.period, sum(s.sites)::bigint AS sites, service_eval.rollup(s.resources) AS resources
					FROM (%s) s
					GROUP BY s.period
				) r$view$, service_eval.of_each(workspaces, $each$
					SELECT v.period, count(*) AS sites, service_eval.distribution(v.resources) AS resources
					FROM %2$s.site_resource v
					GROUP BY v.period$each$)),
				'resource equality: How unequally are resources spread over all villages? | '
				'资源均衡：资源在全部村之间分布是否均衡？'),
			(3, 'village_band', format($view$
				SELECT v.*,
					CASE WHEN v.score IS NOT NULL THEN rank() OVER (PARTITION BY v.profile, v.period
						ORDER BY v.score DESC NULLS LAST) END AS rank_of_all,
					count(v.score) OVER (PARTITION BY v.profile, v.period) AS rated_of_all,
					service_eval.performance_band(v.score::float8) OVER (PARTITION BY v.profile, v.period)
						AS band_of_all
				FROM (%s) v$view$, service_eval.of_each(workspaces, $each$
					SELECT %1$s AS workspace, v.profile, v.period, v.project_id, v.site_id, v.division_code, v.village,
						v.township, v.county, v.score, v.band
					FROM %2$s.village_ranking v$each$)),
				'village bands: Where does a village stand among all? | 全部村档次：各村在全部村中处于何档？')
		) AS w (place, name, body, comment)
		ORDER BY w.place
	LOOP
		EXECUTE format('CREATE VIEW %I.%I WITH (security_invoker = true) AS %s', schema, v.name, v.body);
		EXECUTE format('COMMENT ON VIEW %I.%I IS %L', schema, v.name, v.comment);
		RETURN NEXT v.name;
	END LOOP;

	FOR c IN
		SELECT k.relname, a.attname, w.words
		FROM (VALUES
			('profile', 'profile: scheme that judged | 方案：评分方案'),
			('period', 'period: 2022Q2, 2022, term, the code of a milestone, ... | 时段：如2022Q2、2022、term（全期）、评价节点代码'),
			('workspace', 'workspace: schema that the row comes from | 评价库：该行所属的评价库（模式名）'),
			('county_code', 'county code: first six digits of the division code | 县代码：区划代码前六位'),
			('county', 'county: its name | 县区：县区名称'),
			('sites', 'sites: how many | 服务点数：服务点数量'),
			('rated', 'rated sites: how many have a score | 已评数：有得分的服务点数'),
			('mean_score', 'mean score: of the rated sites | 平均得分：已评服务点得分的均值'),
			('median_score', 'median score: of the rated sites | 得分中位数：已评服务点得分的中位数'),
			('rank', 'rank: 1 is best, within scheme and period | 名次：同一方案和时段内，1为最好'),
			('scores', 'scores: distribution of the scores, which merges | 得分分布：可合并的得分分布'),
			('total', 'total: of all resources | 总额：全部资源合计'),
			('mean', 'mean: resources of a village | 平均：每村资源均值'),
			('gini', 'Gini index: of the resources of the villages | 基尼系数：各村资源的基尼系数'),
			('gini_error', 'error of the Gini index: at most this | 基尼系数误差：误差上限'),
			('top_fifth', 'top fifth: share of the best-supplied fifth | 前五分之一：资源最多的五分之一村所占份额'),
			('resources', 'resources: distribution of what each village got | 资源分布：各村所得资源的分布'),
			('project_id', 'project: number in its workspace | 项目：在所属评价库中的编号'),
			('site_id', 'site: number in its project | 服务点：在所属项目中的编号'),
			('division_code', 'division code: of the village, 12 digits | 区划代码：村（社区）12位代码'),
			('village', 'village: its name | 村：村名'),
			('township', 'township: its name | 乡镇：乡镇名称'),
			('score', 'score: 0 to 100; empty where not rated | 得分：0至100，未评为空'),
			('band', 'band: in its own project | 档次：在所属项目中的档次'),
			('rank_of_all', 'rank of all: 1 is best of all villages | 总名次：全部村中的名次，1为最好'),
			('rated_of_all', 'rated of all: how many villages have a score | 总已评数：全部村中有得分的数量'),
			('band_of_all', 'band of all: top, middle or bottom of all villages | 总档次：全部村中的档次')
		) AS w (name, words)
			JOIN pg_attribute a ON a.attname = w.name AND a.attnum > 0
			JOIN pg_class k ON k.oid = a.attrelid AND k.relkind = 'v'
		WHERE k.relnamespace = to_regnamespace(quote_ident(schema))
		ORDER BY k.relname, a.attnum
	LOOP
		EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', schema, c.relname, c.attname, c.words);
	END LOOP;
END
$function$;

COMMENT ON FUNCTION unite_workspaces(text, text[]) IS
	'unite workspaces: makes answers over several workspaces, here or imported, as views in a new schema, lists them | '
	'合并评价库：在新模式中以视图汇总本库或导入的多个评价库，并列出';
