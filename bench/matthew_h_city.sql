-- The verdict on H City, with the discretionary resources drawn again by its own formula, as many times as there are
-- seeds, once tilted to the good homes and once by lot.  In a database that nobody needs, after
--
--	psql -d empty -v workspace=h_city -f examples/h_city.sql
--	psql -d empty -v seeds=100 -f bench/matthew_h_city.sql
--
-- Scores do not depend on resources, so only the resources of the snapshots are replaced; for the first two seeds
-- allocations are replaced as well and all is refreshed, which must give the same numbers.
\set ON_ERROR_STOP on
\set QUIET on
\if :{?seeds}
\else
	\set seeds 100
\endif
SET client_min_messages = warning;
SET search_path = h_city, service_eval;
SET jit = off;

-- STABLE, as array_to_string() is: else it would not be inlined
CREATE FUNCTION pg_temp.uniform(VARIADIC keys text[]) RETURNS float8 LANGUAGE sql STABLE AS
$$ SELECT ('x' || left(md5('h_city/' || array_to_string(keys, '/')), 8))::bit(32)::bigint / 4294967296.0 $$;

-- the homes as examples/h_city.sql has them
CREATE TEMPORARY TABLE home AS
SELECT h, site_id, CASE h WHEN 13 THEN -2.3 WHEN 37 THEN 2.2 WHEN 58 THEN 0.6 WHEN 84 THEN -1.0
	ELSE (pg_temp.uniform('quality', h::text, 'a') + pg_temp.uniform('quality', h::text, 'b')
		+ pg_temp.uniform('quality', h::text, 'c') + pg_temp.uniform('quality', h::text,
			'd') - 2) * sqrt(3.0) END AS quality
FROM (SELECT site_id, row_number() OVER (ORDER BY site_id) AS h FROM site WHERE project_id = 1) s;

CREATE FUNCTION pg_temp.drawn(seed integer, tilt float8) RETURNS TABLE (site_id bigint, period text, given_on date,
	amount numeric)
LANGUAGE sql AS $$
	SELECT site_id, u.period, u.from_on, round((100000 * weight / sum(weight) OVER (PARTITION BY q))::numeric, 2)
	FROM home
		CROSS JOIN (
			SELECT p.period, p.from_on, row_number() OVER (ORDER BY p.from_on)::integer AS q
			FROM project_period p WHERE p.project_id = 1 AND p.kind = 'unit'
		) u
		CROSS JOIN LATERAL (
			SELECT exp(CASE q WHEN 1 THEN 0.45 ELSE 1 END * tilt * quality
				+ 0.5 * (pg_temp.uniform('tilt', seed::text, h::text, q::text) - 0.5)) AS weight
		) w
$$;

CREATE TEMPORARY TABLE judged AS
SELECT NULL::float8 AS drawn_tilt, NULL::integer AS drawn_seed, NULL::text AS profile, NULL::text AS period,
	NULL::text AS path, to_jsonb(t) AS result
FROM resource_tilt t WITH NO DATA;
CREATE FUNCTION pg_temp.note(with_tilt float8, with_seed integer, path text) RETURNS void LANGUAGE sql AS $$
	INSERT INTO judged
	SELECT with_tilt, with_seed, r.profile, r.period, path, to_jsonb(t) - 'run_id'
	FROM tilt_resources(1, ARRAY(SELECT run_id FROM current_run WHERE project_id = 1)) t
		JOIN current_run r ON r.project_id = t.project_id AND r.run_id = t.run_id
$$;
CREATE FUNCTION pg_temp.judge(seeds integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	tilt float8;
BEGIN
	FOREACH tilt IN ARRAY '{0,0.1,0.2,0.55}'::float8[] LOOP
		FOR seed IN 1 .. seeds LOOP
			UPDATE site_measure m SET resources = d.amount
			FROM pg_temp.drawn(seed, tilt) d, current_snapshot s
			WHERE m.project_id = 1 AND s.project_id = 1 AND m.snapshot_id = s.snapshot_id AND s.period = d.period
				AND m.site_id = d.site_id;
			PERFORM pg_temp.note(tilt, seed, 'resources');
		END LOOP;
	END LOOP;
END $$;
SELECT pg_temp.judge(:seeds) \g /dev/null

CREATE FUNCTION pg_temp.all_the_way(with_seed integer, with_tilt float8) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM allocation WHERE project_id = 1 AND discretionary;
	INSERT INTO allocation (project_id, site_id, given_on, kind, amount)
	SELECT 1, d.site_id, d.given_on, 'worker_days', d.amount FROM pg_temp.drawn(with_seed, with_tilt) d;
	PERFORM refresh_project(1);
	INSERT INTO judged
	SELECT with_tilt, with_seed, r.profile, r.period, 'all', to_jsonb(t) - 'run_id'
	FROM current_run r JOIN resource_tilt t ON t.project_id = r.project_id AND t.run_id = r.run_id
	WHERE r.project_id = 1;
END $$;
SELECT pg_temp.all_the_way(seed, tilt) FROM generate_series(1, 2) AS seed,
	unnest('{0,0.55}'::float8[]) AS tilt \g /dev/null

\pset footer off
\pset tuples_only on
\pset format unaligned
\pset fieldsep ' | '
\echo -n '| tilt of H City | profile | variants | term: Matthew effect | term: no tilt found | term: other'
\echo ' | quarters: Matthew effect | quarters: no tilt found |'
\echo '|---|---|---|---|---|---|---|---|'
SELECT '| ' || drawn_tilt, profile, count(*) FILTER (WHERE period = 'term'),
	count(*) FILTER (WHERE period = 'term' AND verdict = 'Matthew effect'),
	count(*) FILTER (WHERE period = 'term' AND verdict = 'no tilt found'),
	count(*) FILTER (WHERE period = 'term' AND verdict NOT IN ('Matthew effect', 'no tilt found')),
	count(*) FILTER (WHERE period LIKE '____Q_' AND verdict = 'Matthew effect')
		|| ' of ' || count(*) FILTER (WHERE period LIKE '____Q_'),
	count(*) FILTER (WHERE period LIKE '____Q_' AND verdict = 'no tilt found') || ' |'
FROM judged CROSS JOIN LATERAL (SELECT result ->> 'verdict' AS verdict) v
WHERE path = 'resources'
GROUP BY drawn_tilt, profile ORDER BY drawn_tilt, profile;
SELECT count(*) || ' results by the whole way, of which differ: ' || count(*) FILTER (WHERE a.result IS DISTINCT
	FROM b.result)
FROM judged a
	LEFT JOIN judged b ON b.path = 'resources'
		AND (b.drawn_tilt, b.drawn_seed, b.profile, b.period) = (a.drawn_tilt, a.drawn_seed, a.profile, a.period)
WHERE a.path = 'all';
