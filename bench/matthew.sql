-- Is the verdict of resource_concentration right?  In a database that nobody needs, after CREATE EXTENSION service_eval:
--
--	psql -d empty -v seeds=100 -f bench/matthew.sql										all settings, some ten minutes
--	psql -d empty -v seeds=500 -v places='{4}' -v sizes='{300}' -f bench/matthew.sql		some of them, by number
--
-- For each setting, as many invented years of four quarters as there are seeds, each judged by resource_tilt() of a workspace.
-- What is drawn follows from md5 of fixed keys, so every machine gets the same.  Prints a table for doc/matthew.md.
--
--	score of site i		S = 65 + 12 (0.9 q_i + 0.44 d_it) + feedback x what it got this quarter (in standard deviations of ln)
--	measured score		S + error x normal, between 1 and 100; the error is stored as it is by a refresh
--	resources			exp(b ln S of the quarter before + lot), 100,000 yuan a quarter
--	lot					each: drawn anew each quarter, kept: drawn once; normal with deviation spread
--	base				equal, or need: times the roster weighted by need level; zeros: share of the sites, by lot, that get nothing
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

CREATE FUNCTION uniform(VARIADIC keys text[]) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT (('x' || left(md5('matthew/' || array_to_string(keys, '/')), 8))::bit(32)::bigint + 0.5) / 4294967296.0 $$;
CREATE FUNCTION normal(VARIADIC keys text[]) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT sqrt(-2 * ln(uniform(VARIADIC keys || 'radius'::text))) * cos(2 * pi() * uniform(VARIADIC keys || 'angle'::text)) $$;

-- three projects of 30, 100 and 300 sites with their rosters: 8 to 31 children, of whom 0 to 40 % are A or B
INSERT INTO organization (name, kind) VALUES ('bureau', 'government');
INSERT INTO project (name, buyer_id, start_on, end_on) SELECT n || ' sites', 1, '2021-01-01', '2021-12-31' FROM unnest('{30,100,300}'::integer[]) WITH ORDINALITY AS s (n, place) ORDER BY place;
INSERT INTO village (division_code, name, township, county) SELECT (990101100000 + i)::text, 'V' || i, 'T', 'C' FROM generate_series(1, 300) AS i;
INSERT INTO site (project_id, division_code, name, opened_on)
SELECT project_id, (990101100000 + i)::text, 'V' || i, start_on FROM project, generate_series(1, split_part(name, ' ', 1)::integer) AS i ORDER BY 1, 2;
INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level)
SELECT project_id, site_id || '-' || k, site_id, CASE WHEN uniform('level', site_id::text, k::text) < 0.4 * uniform('needy', site_id::text) THEN CASE WHEN k % 2 = 0 THEN 'A' ELSE 'B' END ELSE 'C' END
FROM site, generate_series(1, 8 + floor(24 * uniform('roster', site_id::text))::integer) AS k;
INSERT INTO evaluation_run (project_id, period, scheme_id, scheme_version, extension_version, status)
SELECT project_id, period, 'statutory', 1, '0', 'finished' FROM project, unnest('{2021-01-01,2021-04-01,2021-07-01,2021-10-01}'::date[]) AS period ORDER BY 1, 2;
ANALYZE;

CREATE TEMPORARY TABLE drawn (run_id bigint, q integer, site_id bigint, need float8, quality float8, kept float8, truth float8, score float8, given float8);

CREATE FUNCTION draw(project bigint, seed integer, b float8, error float8, lot text, spread float8, base text, zeros float8, feedback float8) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	quarter integer;
BEGIN
	TRUNCATE drawn;
	FOR quarter IN 1 .. 4 LOOP
		INSERT INTO drawn
		SELECT r.run_id, quarter, i.site_id, i.need, i.quality, i.kept, i.truth + feedback * coalesce((i.ln_given - avg(i.ln_given) OVER ()) / nullif(stddev_samp(i.ln_given) OVER (), 0), 0), NULL,
			CASE WHEN uniform('zero', seed::text, quarter::text, i.site_id::text) >= zeros THEN exp(i.ln_given) ELSE 0 END
		FROM (
			SELECT s.*, b * ln(greatest(coalesce(p.truth, 65), 1) / 65) + CASE base WHEN 'need' THEN ln(s.need) ELSE 0 END
					+ spread * CASE lot WHEN 'kept' THEN s.kept ELSE normal('lot', seed::text, quarter::text, s.site_id::text) END AS ln_given
			FROM (SELECT o.site_id, n.need, normal('kept', seed::text, o.site_id::text) AS kept, normal('quality', seed::text, o.site_id::text) AS quality,
					65 + 12 * (0.9 * normal('quality', seed::text, o.site_id::text) + 0.44 * normal('now', seed::text, quarter::text, o.site_id::text)) AS truth
				  FROM site o JOIN (SELECT site_id, sum(need_level_weight(need_level))::float8 AS need FROM beneficiary WHERE project_id = project GROUP BY site_id) n USING (site_id)
				  WHERE o.project_id = project) s
				LEFT JOIN drawn p ON p.q = quarter - 1 AND p.site_id = s.site_id
		) i
			JOIN (SELECT run_id, row_number() OVER (ORDER BY period) AS place FROM evaluation_run WHERE project_id = project) r ON r.place = quarter;
	END LOOP;
	UPDATE drawn SET score = greatest(1, least(100, truth + error * normal('error', seed::text, q::text, site_id::text)));
	DELETE FROM evaluation_result WHERE project_id = project;
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, points, points_error, available, status)
	SELECT project, run_id, 'site', site_id::text, c.code, c.value, c.points, c.points_error, c.available, c.status
	FROM (SELECT *, sum(given) OVER (PARTITION BY q) AS all_given FROM drawn) d
		CROSS JOIN LATERAL (VALUES ('O1', score::numeric, score::numeric, error::numeric, 100, 'measured'),
			('score', round(score::numeric, 4), score::numeric, NULL, 100, 'rated'),
			('resources', round((100000 * given / all_given)::numeric, 2), NULL, NULL, NULL, NULL)) AS c (code, value, points, points_error, available, status);
END $$;

CREATE TABLE setting (place integer GENERATED ALWAYS AS IDENTITY, title text, b float8, error float8, lot text, spread float8, base text, zeros float8, feedback float8, sites integer[]);
INSERT INTO setting (title, b, error, lot, spread, base, zeros, feedback, sites) VALUES
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

CREATE TABLE judged (place integer, sites integer, seed integer, period date, code text, value numeric, lo numeric, hi numeric, status text);
CREATE PROCEDURE judge(seeds integer, places integer[], sizes integer[]) LANGUAGE plpgsql AS $$
DECLARE
	s record;
	project bigint;
BEGIN
	FOR s IN SELECT t.*, n FROM setting t, unnest(t.sites) AS n WHERE n = ANY (judge.sizes) AND (judge.places = '{}' OR t.place = ANY (judge.places)) ORDER BY place, n LOOP
		project := (SELECT project_id FROM project WHERE name = s.n || ' sites');
		FOR seed IN 1 .. seeds LOOP
			PERFORM draw(project, seed, s.b, s.error, s.lot, s.spread, s.base, s.zeros, s.feedback);
			IF seed = 1 THEN
				ANALYZE evaluation_result;
			END IF;
			INSERT INTO judged SELECT s.place, s.n, seed, t.period, t.code, t.value, t.lo, t.hi, t.status FROM resource_tilt(project) t;
		END LOOP;
		COMMIT;
	END LOOP;
END $$;
CALL judge(:seeds, :'places', :'sizes');

\pset footer off
\pset tuples_only on
\pset format unaligned
\pset fieldsep ' | '
\echo '| setting | sites | Matthew effect | to the strong | to the weak | no tilt found | b in its interval | mean b | quarters: Matthew effect | tilt interval excludes 0 | divergence in its interval | mean divergence, of -0.193 |'
\echo '|---|---|---|---|---|---|---|---|---|---|---|---|'
SELECT '| ' || s.title, j.sites,
	count(*) FILTER (WHERE j.status = 'Matthew effect' AND j.period IS NULL),
	count(*) FILTER (WHERE j.status = 'resources tilt to the strong' AND j.period IS NULL),
	count(*) FILTER (WHERE j.status = 'resources tilt to the weak' AND j.period IS NULL),
	count(*) FILTER (WHERE j.status = 'no tilt found' AND j.period IS NULL),
	count(*) FILTER (WHERE j.code = 'resource_elasticity' AND s.b BETWEEN coalesce(j.lo, '-Infinity') AND coalesce(j.hi, 'Infinity') AND j.period IS NULL),
	round(avg(j.value) FILTER (WHERE j.code = 'resource_elasticity' AND j.period IS NULL), 2),
	round(100.0 * count(*) FILTER (WHERE j.status = 'Matthew effect' AND j.period IS NOT NULL) / count(*) FILTER (WHERE j.code = 'resource_verdict' AND j.period IS NOT NULL), 1) || ' %',
	count(*) FILTER (WHERE j.code = 'resource_tilt' AND (j.lo > 0 OR j.hi < 0) AND j.period IS NULL),
	count(*) FILTER (WHERE j.code = 'score_divergence' AND -0.1929 BETWEEN j.lo AND j.hi AND j.period IS NULL),
	round(avg(j.value) FILTER (WHERE j.code = 'score_divergence' AND j.period IS NULL), 3) || ' |'
FROM judged j JOIN setting s USING (place)
GROUP BY s.place, s.title, j.sites
ORDER BY s.place, j.sites;
