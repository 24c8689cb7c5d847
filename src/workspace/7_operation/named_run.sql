-- SPDX-License-Identifier: PostgreSQL
-- Which run speaks of a period: the current one of the profile, by default that of the first scheme.
CREATE OR REPLACE FUNCTION named_run(project_id bigint, period text, profile text) RETURNS evaluation_run
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	run			evaluation_run;
	project		text;
	known		text;
BEGIN
	project := (SELECT p.name FROM project p WHERE p.project_id = $1);
	IF project IS NULL THEN
		RAISE EXCEPTION 'project % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table project lists the projects. | 项目见project表。';
	END IF;
	SELECT r.* INTO run
	FROM evaluation_run r JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
	WHERE r.project_id = $1 AND r.status = 'finished' AND r.period = coalesce($2, 'term')
		AND r.scheme_id = coalesce($3, r.scheme_id)
	ORDER BY s.display_order, s.scheme_id COLLATE "C"
	LIMIT 1;
	IF FOUND THEN
		RETURN run;
	END IF;
	IF NOT EXISTS (SELECT FROM current_run r WHERE r.project_id = $1) THEN
		RAISE EXCEPTION 'project "%" has no runs', project
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'refresh_rankings() makes the runs. | 请先运行refresh_rankings()。';
	END IF;
	known := (SELECT string_agg(DISTINCT r.profile, ', ') FROM current_run r WHERE r.project_id = $1);
	IF NOT EXISTS (SELECT FROM current_run r WHERE r.project_id = $1
		AND r.profile = coalesce($3, r.profile)) THEN
		RAISE EXCEPTION 'project "%" has no run of the profile "%"', project, $3
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = format('Its profiles: %s.', known),
				  HINT = 'The profile is the name of a scheme. | profile为方案代号。';
	END IF;
	known := (SELECT string_agg(r.period, ', ' ORDER BY r.kind = 'term', r.end_on, r.period)
			  FROM (SELECT DISTINCT r.period, r.kind, r.end_on FROM current_run r
					WHERE r.project_id = $1 AND r.profile = coalesce($3, r.profile)) r);
	RAISE EXCEPTION 'project "%" has no run of the period "%"', project, coalesce($2, 'term')
		USING ERRCODE = 'invalid_parameter_value',
			  DETAIL = format('Its periods: %s.', known),
			  HINT = 'The view current_run lists the runs that are shown. | 现行批次见视图current_run。';
END
$$;
COMMENT ON FUNCTION named_run(bigint, text, text) IS
	'inner named_run: the current run of a period and profile, by default the headline | 内部指定批次：指定时段与方案的现行批次，默认主榜';
