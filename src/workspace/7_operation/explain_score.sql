-- SPDX-License-Identifier: PostgreSQL
-- The answer to somebody who asks why: from the grade to the score, the points, the values and the counts behind them.
--
-- All of it is read from what the run and its snapshot stored and from the frozen scheme, nothing from the facts but
-- names, so that it says what was published, also of a sealed run whose facts were corrected since, and needs no right
-- to read what is known of persons.  Every number that was combined is shown, up to six decimals, but nothing of single
-- persons: not how many of a site are of which need level or took part, nor whether a key person is left out.

-- Which run is meant: the one that is named, or the current one of the period and profile, by default the headline.
CREATE OR REPLACE FUNCTION explained_run(site_id bigint, period text, profile text, run_id bigint)
	RETURNS evaluation_run
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	run			evaluation_run;
	projects	bigint[] := ARRAY(SELECT DISTINCT s.project_id FROM site s WHERE s.site_id = $1);
	title		text := (SELECT min(s.name) FROM site s WHERE s.site_id = $1);
BEGIN
	IF cardinality(projects) = 0 THEN
		RAISE EXCEPTION 'site % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table site of this workspace lists the sites. | 服务点见本评价库的site表。';
	END IF;
	IF $4 IS NOT NULL THEN
		SELECT * INTO run FROM evaluation_run r WHERE r.run_id = $4 AND r.project_id = ANY (projects);
		IF NOT FOUND THEN
			RAISE EXCEPTION 'the project of site "%" has no run %', title, $4
				USING ERRCODE = 'invalid_parameter_value',
					  HINT = 'The table evaluation_run lists the runs of each project. | 批次见evaluation_run表。';
		END IF;
		IF $2 <> run.period OR $3 <> run.scheme_id THEN
			RAISE EXCEPTION 'run % is of another period or profile', $4
				USING ERRCODE = 'invalid_parameter_value',
					  DETAIL = format('It is of the period "%s" and of the profile "%s".', run.period, run.scheme_id),
					  HINT = 'Give the run alone. | 请仅指定批次。';
		END IF;
		IF run.stored IS NULL THEN
			RAISE EXCEPTION 'the results of run % are not kept', $4
				USING ERRCODE = 'invalid_parameter_value',
					  DETAIL = format('The run is %s.', run.status),
					  HINT = 'Current, sealed, contested and published runs have results. | 现行、已封存、被申诉与已公示的批次保留结果。';
		END IF;
		RETURN run;
	END IF;
	IF cardinality(projects) > 1 THEN
		RAISE EXCEPTION 'site % is in several projects: %', $1, array_to_string(projects, ', ')
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'Give a run as well. | 请同时指定批次。';
	END IF;
	RETURN named_run(projects[1], $2, $3);
END
$$;
COMMENT ON FUNCTION explained_run(bigint, text, text, bigint) IS
	'inner explained_run: the run that explain_score() explains | 内部说明批次：explain_score()所说明的批次';

-- Each topic is a function of explained_topics.sql.
CREATE OR REPLACE FUNCTION explain_score(site_id bigint, period text DEFAULT NULL, profile text DEFAULT NULL,
	run_id bigint DEFAULT NULL)
RETURNS TABLE (step integer, topic text, item text, value numeric, points numeric, available numeric, explanation text,
	explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	run			evaluation_run := explained_run($1, $2, $3, $4);
	s			scheme;
	k			site_score;
	m			site_measure;
BEGIN
	SELECT * INTO s FROM scheme h WHERE h.scheme_id = run.scheme_id AND h.version = run.version;
	SELECT * INTO m FROM site_measure x
	WHERE x.project_id = run.project_id AND x.snapshot_id = run.snapshot_id AND x.site_id = $1;
	SELECT * INTO k FROM site_score x WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = $1;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'site "%" has no result in run %',
			(SELECT p.site FROM site_place p WHERE p.project_id = run.project_id AND p.site_id = $1), run.run_id
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = coalesce('It has results of: '
					|| (SELECT string_agg(r.period, ', ' ORDER BY r.kind = 'term', r.end_on, r.period)
						FROM current_run r JOIN site_score x ON x.project_id = r.project_id AND x.run_id = r.run_id
							AND x.site_id = $1
						WHERE r.project_id = run.project_id AND r.profile = run.scheme_id) || '.',
					'It has no results at all.'),
				  HINT = 'A site is judged in the periods in which it was open. | 服务点仅在开放的时段内评价。';
	END IF;

	RETURN QUERY
	SELECT row_number() OVER (ORDER BY t.place, t.line)::integer, t.topic, t.item, t.value, t.points, t.available,
		t.explanation, t.explanation_zh
	FROM (
		SELECT 1, 'run', e.* FROM explained_about(run, s, $1) WITH ORDINALITY AS e
		UNION ALL SELECT 2, 'grade', e.* FROM explained_grade(run, s, k) WITH ORDINALITY AS e
		UNION ALL SELECT 3, 'grade', e.* FROM explained_caps(run, s, k, m) WITH ORDINALITY AS e
		UNION ALL SELECT 4, 'score', e.* FROM explained_total(run, s, k, m) WITH ORDINALITY AS e
		UNION ALL SELECT 5, 'rank', e.* FROM explained_rank(run, s, k) WITH ORDINALITY AS e
		UNION ALL SELECT 6, 'item', e.* FROM explained_item_lines(run, $1) WITH ORDINALITY AS e
		UNION ALL SELECT 7, 'indicator', e.* FROM explained_indicators(run, $1) WITH ORDINALITY AS e
		UNION ALL SELECT 8, 'finding', e.* FROM explained_findings(run, $1) WITH ORDINALITY AS e
		UNION ALL SELECT 9, 'left out', e.* FROM explained_left_out(run, $1) WITH ORDINALITY AS e
		UNION ALL SELECT 10, 'to gain', e.* FROM explained_gain(run, k) WITH ORDINALITY AS e
	) AS t (place, topic, item, value, points, available, explanation, explanation_zh, line);
END
$$;
COMMENT ON FUNCTION explain_score(bigint, text, text, bigint) IS
	'explain score: Why this grade? From the grade of a site to its score, points, values and the counts behind them, '
	'of the '
	'term or a period, a profile (by default the headline), or a run whose results are kept | '
	'说明得分：为何得此等级？从等级逐步说明得分、分值、数值及其依据';
