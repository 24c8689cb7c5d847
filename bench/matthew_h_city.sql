-- The verdict on H City, with the discretionary resources drawn again by its own formula, as many times as there are seeds, once
-- tilted to the good homes and once by lot.  In a database that nobody needs, after
--
--	psql -d empty -v workspace=h_city -f examples/h_city.sql
--	psql -d empty -v seeds=100 -f bench/matthew_h_city.sql
--
-- Scores do not depend on resources, so only the resources of the runs are replaced; for the first two seeds allocations
-- are replaced as well and all is refreshed, which must give the same numbers.
\set ON_ERROR_STOP on
\set QUIET on
\if :{?seeds}
\else
	\set seeds 100
\endif
SET client_min_messages = warning;
SET search_path = h_city, service_eval;
SET jit = off;

CREATE FUNCTION pg_temp.uniform(VARIADIC keys text[]) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT ('x' || left(md5('h_city/' || array_to_string(keys, '/')), 8))::bit(32)::bigint / 4294967296.0 $$;

-- the homes as examples/h_city.sql has them
CREATE TEMPORARY TABLE home AS
SELECT h, site_id, CASE h WHEN 13 THEN -2.3 WHEN 37 THEN 2.2 WHEN 58 THEN 0.6 WHEN 84 THEN -1.0
	ELSE (pg_temp.uniform('quality', h::text, 'a') + pg_temp.uniform('quality', h::text, 'b')
		+ pg_temp.uniform('quality', h::text, 'c') + pg_temp.uniform('quality', h::text, 'd') - 2) * sqrt(3.0) END AS quality
FROM (SELECT site_id, row_number() OVER (ORDER BY site_id) AS h FROM site WHERE project_id = 1) s;

CREATE FUNCTION pg_temp.drawn(seed integer, tilt float8) RETURNS TABLE (site_id bigint, period date, amount numeric) LANGUAGE sql AS $$
	SELECT site_id, period, round((100000 * weight / sum(weight) OVER (PARTITION BY period))::numeric, 2)
	FROM home CROSS JOIN generate_series(1, 4) AS q
		CROSS JOIN LATERAL (SELECT (date '2021-07-01' + (q - 1) * interval '3 months')::date AS period,
			exp(CASE q WHEN 1 THEN 0.45 ELSE 1 END * tilt * quality + 0.5 * (pg_temp.uniform('tilt', seed::text, h::text, q::text) - 0.5)) AS weight) w
$$;

CREATE TEMPORARY TABLE judged (tilt float8, seed integer, profile text, period date, code text, value numeric, lo numeric, hi numeric, status text, path text);
DO $$
BEGIN
	-- committed at the end: the loop is one transaction
	CREATE FUNCTION pg_temp.judge(seeds integer) RETURNS void LANGUAGE plpgsql AS $f$
	DECLARE
		tilt float8;
	BEGIN
		FOREACH tilt IN ARRAY '{0,0.1,0.2,0.55}'::float8[] LOOP
			FOR seed IN 1 .. seeds LOOP
				UPDATE evaluation_result e SET value = d.amount
				FROM pg_temp.drawn(seed, tilt) d, current_run r
				WHERE e.project_id = 1 AND r.project_id = 1 AND r.run_id = e.run_id AND r.period = d.period AND e.scope = 'site' AND e.scope_key = d.site_id::text AND e.code = 'resources';
				INSERT INTO judged SELECT tilt, seed, t.profile, t.period, t.code, t.value, t.lo, t.hi, t.status, 'resources' FROM resource_tilt(1) t;
			END LOOP;
		END LOOP;
	END $f$;
END $$;
SELECT pg_temp.judge(:seeds) \g /dev/null

CREATE FUNCTION pg_temp.all_the_way(seed integer, tilt float8) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM allocation WHERE project_id = 1 AND discretionary;
	INSERT INTO allocation (project_id, site_id, period, kind, amount) SELECT 1, d.site_id, d.period, 'worker_days', d.amount FROM pg_temp.drawn(seed, tilt) d;
	PERFORM refresh_project(1);
	INSERT INTO judged SELECT tilt, seed, r.scheme_id, r.period, e.code, e.value, e.lo, e.hi, e.status, 'all'
	FROM current_run r JOIN evaluation_result e ON e.project_id = 1 AND e.run_id = r.run_id AND e.scope = 'project' AND e.code = ANY (ARRAY(SELECT DISTINCT code FROM judged));
END $$;
SELECT pg_temp.all_the_way(seed, tilt) FROM generate_series(1, 2) AS seed, unnest('{0,0.55}'::float8[]) AS tilt \g /dev/null

\pset footer off
\pset tuples_only on
\pset format unaligned
\pset fieldsep ' | '
\echo '| tilt of H City | profile | variants | term: Matthew effect | term: no tilt found | term: other | quarters: Matthew effect | quarters: no tilt found |'
\echo '|---|---|---|---|---|---|---|---|'
SELECT '| ' || tilt, profile, count(*) FILTER (WHERE period IS NULL),
	count(*) FILTER (WHERE period IS NULL AND status = 'Matthew effect'), count(*) FILTER (WHERE period IS NULL AND status = 'no tilt found'),
	count(*) FILTER (WHERE period IS NULL AND status NOT IN ('Matthew effect', 'no tilt found')),
	count(*) FILTER (WHERE period IS NOT NULL AND status = 'Matthew effect') || ' of ' || count(*) FILTER (WHERE period IS NOT NULL),
	count(*) FILTER (WHERE period IS NOT NULL AND status = 'no tilt found') || ' |'
FROM judged WHERE code = 'resource_verdict' AND path = 'resources'
GROUP BY tilt, profile ORDER BY tilt, profile;
SELECT count(*) || ' numbers by the whole way, of which differ: ' ||
	count(*) FILTER (WHERE (a.value, a.lo, a.hi, a.status) IS DISTINCT FROM (b.value, b.lo, b.hi, b.status))
FROM judged a LEFT JOIN judged b ON b.path = 'resources' AND (b.tilt, b.seed, b.profile, b.code) = (a.tilt, a.seed, a.profile, a.code) AND b.period IS NOT DISTINCT FROM a.period
WHERE a.path = 'all';
