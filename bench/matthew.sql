-- Is the verdict of resource_concentration right?  In a database that nobody needs, after CREATE EXTENSION
-- service_eval:
--
--	psql -d empty -v seeds=100 -f bench/matthew.sql										all settings, some ten minutes
--	psql -d empty -v seeds=500 -v places='{4}' -v sizes='{300}' -f bench/matthew.sql	some of them, by number
--
-- For each setting, as many invented years of four quarters as there are seeds, each judged by tilt_resources() of a
-- workspace.  What is drawn follows from md5 of fixed keys, so every machine gets the same.  Prints a table for
-- doc/methods.md.
--
--	score of site i		S = 65 + 12 (0.9 q_i + 0.44 d_it) + feedback x what it got this quarter (in standard deviations
--						of ln)
--	measured score		S + error x normal, between 1 and 100; the error is stored as it is by a refresh
--	resources			exp(b ln S of the quarter before + lot), 100,000 yuan a quarter
--	lot					each: drawn anew each quarter, kept: drawn once; normal with deviation spread
--	base				equal, or need: times the roster weighted by need level; zeros: share of the sites, by lot, that
--						get nothing
\set ON_ERROR_STOP on
\set QUIET on
\if :{?seeds}
\else
	\set seeds 100
\endif
\if :{?places}
\else
	\set places {}
\endif
\if :{?sizes}
\else
	\set sizes '{30,100,300}'
\endif
SET client_min_messages = warning;
SELECT count(*) AS created FROM service_eval.create_workspace('matthew') \gset
SET search_path = matthew, service_eval;
SET jit = off;

-- STABLE, as array_to_string() is: else it would not be inlined
CREATE FUNCTION uniform(VARIADIC keys text[]) RETURNS float8 LANGUAGE sql STABLE AS
$$ SELECT (('x' || left(md5('matthew/' || array_to_string(keys, '/')), 8))::bit(32)::bigint + 0.5) / 4294967296.0 $$;
CREATE FUNCTION normal(VARIADIC keys text[]) RETURNS float8 LANGUAGE sql STABLE AS $$
	SELECT sqrt(-2 * ln(uniform(VARIADIC keys || 'radius'::text)))
		* cos(2 * pi() * uniform(VARIADIC keys || 'angle'::text))
$$;

-- Three projects of 30, 100 and 300 sites, their four quarters and the term, each with a snapshot and a run.  Rosters:
-- 8 to 31 children, of whom 0 to 40 % are A or B, all on it for the whole year.
INSERT INTO organization (name, kind) VALUES ('bureau', 'government');
INSERT INTO project (name, service, buyer_id, start_on, end_on)
SELECT n || ' sites', 'children_homes', 1, '2021-01-01', '2021-12-31'
FROM unnest('{30,100,300}'::integer[]) WITH ORDINALITY AS s (n, place) ORDER BY place;
INSERT INTO village (division_code, name, township, county)
SELECT (990101100000 + i)::text, 'V' || i, 'T', 'C' FROM generate_series(1, 300) AS i;
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT project_id, (990101100000 + i)::text, 'V' || i, start_on
FROM project, generate_series(1, split_part(name, ' ', 1)::integer) AS i ORDER BY 1, 2;
INSERT INTO snapshot (project_id, period, kind, from_on, until_on, end_on, input_digest)
SELECT project_id, period, kind, from_on, until_on, end_on, ''
FROM project_period WHERE kind IN ('unit', 'term') ORDER BY project_id, kind DESC, from_on;
INSERT INTO evaluation_run (project_id, period, snapshot_id, scheme_id, version, extension_version, status)
SELECT project_id, period, snapshot_id, 'statutory', 1, '0', 'finished' FROM snapshot ORDER BY snapshot_id;
INSERT INTO level_measure (project_id, snapshot_id, site_id, need_level, eligible, served, persons, beneficiary_days)
SELECT project_id, snapshot_id, site_id, need_level, persons, persons, persons, persons
FROM snapshot
	JOIN (
		SELECT project_id, site_id, need_level, count(*) AS persons
		FROM site
			CROSS JOIN generate_series(1, 8 + floor(24 * uniform('roster', site_id::text))::integer) AS k
			CROSS JOIN LATERAL (
				SELECT CASE
					WHEN uniform('level', site_id::text, k::text) >= 0.4 * uniform('needy', site_id::text) THEN 'C'
					WHEN k % 2 = 0 THEN 'A' ELSE 'B' END AS need_level
			) l
		GROUP BY project_id, site_id, need_level
	) roster USING (project_id);
ANALYZE;

CREATE TEMPORARY TABLE drawn (run_id bigint, snapshot_id bigint, q integer, site_id bigint, need float8, quality float8,
	kept float8, truth float8, score float8, given float8);

CREATE FUNCTION draw(project bigint, seed integer, b float8, error float8, lot text, spread float8, base text,
	zeros float8, feedback float8) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	quarter integer;
BEGIN
	TRUNCATE drawn;
	FOR quarter IN 1 .. 4 LOOP
		INSERT INTO drawn
		SELECT r.run_id, r.snapshot_id, quarter, i.site_id, i.need, i.quality, i.kept,
			i.truth + feedback * coalesce((i.ln_given - avg(i.ln_given) OVER ())
				/ nullif(stddev_samp(i.ln_given) OVER (), 0), 0), NULL,
			CASE WHEN uniform('zero', seed::text, quarter::text, i.site_id::text) >= zeros
				THEN exp(i.ln_given) ELSE 0 END
		FROM (
			SELECT s.*, b * ln(greatest(coalesce(p.truth, 65), 1) / 65)
					+ CASE base WHEN 'need' THEN ln(s.need) ELSE 0 END
					+ spread * CASE lot WHEN 'kept' THEN s.kept
						ELSE normal('lot', seed::text, quarter::text, s.site_id::text) END AS ln_given
			FROM (
				SELECT o.site_id, n.need, normal('kept', seed::text, o.site_id::text) AS kept,
					normal('quality', seed::text, o.site_id::text) AS quality,
					65 + 12 * (0.9 * normal('quality', seed::text, o.site_id::text)
						+ 0.44 * normal('now', seed::text, quarter::text, o.site_id::text)) AS truth
				FROM site o
					JOIN (
						SELECT m.site_id, sum(l.weight * m.persons)::float8 AS need
						FROM level_measure m
							JOIN need_level l ON l.code = m.need_level
							JOIN snapshot t ON t.project_id = m.project_id AND t.snapshot_id = m.snapshot_id
						WHERE m.project_id = project AND t.kind = 'term'
						GROUP BY m.site_id
					) n USING (site_id)
				WHERE o.project_id = project
			) s
				LEFT JOIN drawn p ON p.q = quarter - 1 AND p.site_id = s.site_id
		) i
			JOIN (
				SELECT e.run_id, e.snapshot_id, row_number() OVER (ORDER BY e.period) AS place
				FROM evaluation_run e WHERE e.project_id = project AND e.period <> 'term'
			) r ON r.place = quarter;
	END LOOP;
	UPDATE drawn SET score = greatest(1, least(100,
		truth + error * normal('error', seed::text, q::text, site_id::text)));
	DELETE FROM site_points WHERE project_id = project;
	DELETE FROM run_indicator WHERE project_id = project;
	DELETE FROM site_score WHERE project_id = project;
	DELETE FROM site_measure WHERE project_id = project;
	INSERT INTO run_indicator (project_id, run_id, code, available)
	SELECT DISTINCT project, run_id, 'O1', 100 FROM drawn;
	INSERT INTO site_points (project_id, run_id, site_id, code, points, points_error)
	SELECT project, run_id, site_id, 'O1', score::numeric, error::numeric FROM drawn;
	INSERT INTO site_score (project_id, run_id, site_id, score, status, indicators, rated, score_error)
	SELECT project, run_id, site_id, round(score::numeric, 4), 'rated', 1, count(*) OVER (PARTITION BY q), error
	FROM drawn;
	INSERT INTO site_measure (project_id, snapshot_id, site_id, from_on, until_on, resources)
	SELECT project, d.snapshot_id, d.site_id, s.from_on, s.until_on,
		round((100000 * d.given / sum(d.given) OVER (PARTITION BY d.q))::numeric, 2)
	FROM drawn d JOIN snapshot s ON s.project_id = project AND s.snapshot_id = d.snapshot_id;
END $$;

CREATE TABLE invented (place integer GENERATED ALWAYS AS IDENTITY, title text, b float8, error float8, lot text,
	spread float8, base text, zeros float8, feedback float8, sites integer[]);
INSERT INTO invented (title, b, error, lot, spread, base, zeros, feedback, sites) VALUES
	('untilted, lot drawn anew', 0, 4, 'each', 0.5, 'equal', 0, 0, '{30,100,300}'),
	('untilted, lot kept', 0, 4, 'kept', 0.5, 'equal', 0, 0, '{30,100,300}'),
	('untilted, follows need', 0, 4, 'each', 0.5, 'need', 0, 0, '{30,100,300}'),
	('untilted, kept lot of deviation 1.5', 0, 4, 'kept', 1.5, 'equal', 0, 0, '{30,100,300}'),
	('untilted, 40 % get nothing', 0, 4, 'each', 0.5, 'equal', 0.4, 0, '{30,100,300}'),
	('untilted, scores without error', 0, 0, 'kept', 0.5, 'equal', 0, 0, '{100}'),
	('untilted, scores with error 8', 0, 8, 'kept', 0.5, 'equal', 0, 0, '{100}'),
	('untilted, new lot, resources lift scores by 4', 0, 4, 'each', 0.5, 'equal', 0, 4, '{100}'),
	('untilted, kept lot, resources lift scores by 4', 0, 4, 'kept', 0.5, 'equal', 0, 4, '{100}'),
	('b = 0.5', 0.5, 4, 'kept', 0.5, 'equal', 0, 0, '{30,100,300}'),
	('b = 1', 1, 4, 'kept', 0.5, 'equal', 0, 0, '{30,100,300}'),
	('b = 2', 2, 4, 'kept', 0.5, 'equal', 0, 0, '{30,100,300}'),
	('b = 3', 3, 4, 'kept', 0.5, 'equal', 0, 0, '{30,100,300}'),
	('b = 2, scores without error', 2, 0, 'kept', 0.5, 'equal', 0, 0, '{100}'),
	('b = 2, scores with error 8', 2, 8, 'kept', 0.5, 'equal', 0, 0, '{100}'),
	('b = 2, 40 % get nothing', 2, 4, 'each', 0.5, 'equal', 0.4, 0, '{100}'),
	('b = 2, kept lot of deviation 1.5', 2, 4, 'kept', 1.5, 'equal', 0, 0, '{100}'),
	('b = -2', -2, 4, 'kept', 0.5, 'equal', 0, 0, '{100}');

CREATE TABLE judged AS
SELECT NULL::integer AS place, NULL::integer AS sites_drawn, NULL::integer AS seed, NULL::text AS period, t.*
FROM resource_tilt t WITH NO DATA;
CREATE PROCEDURE judge(seeds integer, places integer[], sizes integer[]) LANGUAGE plpgsql AS $$
DECLARE
	s record;
	project bigint;
	runs bigint[];
BEGIN
	FOR s IN
		SELECT t.*, n FROM invented t, unnest(t.sites) AS n
		WHERE n = ANY (judge.sizes) AND (judge.places = '{}' OR t.place = ANY (judge.places))
		ORDER BY place, n
	LOOP
		project := (SELECT p.project_id FROM project p WHERE p.name = s.n || ' sites');
		runs := ARRAY(SELECT e.run_id FROM evaluation_run e WHERE e.project_id = project);
		FOR year IN 1 .. seeds LOOP
			PERFORM draw(project, year, s.b, s.error, s.lot, s.spread, s.base, s.zeros, s.feedback);
			IF year = 1 THEN
				ANALYZE site_points, site_score, site_measure;
			END IF;
			INSERT INTO judged
			SELECT s.place, s.n, year, e.period, t.*
			FROM tilt_resources(project, runs) t
				JOIN evaluation_run e ON e.project_id = t.project_id AND e.run_id = t.run_id;
		END LOOP;
		COMMIT;
	END LOOP;
END $$;
CALL judge(:seeds, :'places', :'sizes');

\pset footer off
\pset tuples_only on
\pset format unaligned
\pset fieldsep ' | '
\echo -n '| setting | sites | Matthew effect | to the strong | to the weak | no tilt found | b in its interval | mean b'
\echo -n ' | quarters: Matthew effect | tilt interval excludes 0 | divergence in its interval'
\echo ' | mean divergence, of -0.193 |'
\echo '|---|---|---|---|---|---|---|---|---|---|---|---|'
SELECT '| ' || s.title, j.sites_drawn,
	count(*) FILTER (WHERE j.verdict = 'Matthew effect' AND j.period = 'term'),
	count(*) FILTER (WHERE j.verdict = 'resources tilt to the strong' AND j.period = 'term'),
	count(*) FILTER (WHERE j.verdict = 'resources tilt to the weak' AND j.period = 'term'),
	count(*) FILTER (WHERE j.verdict = 'no tilt found' AND j.period = 'term'),
	count(*) FILTER (WHERE j.period = 'term'
		AND s.b BETWEEN coalesce(j.elasticity_lower, '-Infinity') AND coalesce(j.elasticity_upper, 'Infinity')),
	round((avg(j.elasticity) FILTER (WHERE j.period = 'term'))::numeric, 2),
	round(100.0 * count(*) FILTER (WHERE j.verdict = 'Matthew effect' AND j.period <> 'term')
		/ count(*) FILTER (WHERE j.period <> 'term'), 1) || ' %',
	count(*) FILTER (WHERE (j.tilt_lower > 0 OR j.tilt_upper < 0) AND j.period = 'term'),
	count(*) FILTER (WHERE -0.1929 BETWEEN j.divergence_lower AND j.divergence_upper AND j.period = 'term'),
	round((avg(j.divergence) FILTER (WHERE j.period = 'term'))::numeric, 3) || ' |'
FROM judged j JOIN invented s USING (place)
GROUP BY s.place, s.title, j.sites_drawn
ORDER BY s.place, j.sites_drawn;
