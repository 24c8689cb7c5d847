-- Elimination: elimination_candidate
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- All conditions hold; each one fails; each one is unknown
SELECT elimination_candidate(0.9, 0.85, 45, false, false) AS all_hold,
	elimination_candidate(0.7, 0.85, 45, false, false) AS not_now,
	elimination_candidate(0.9, 0.5, 45, false, false) AS not_before,
	elimination_candidate(0.9, 0.85, 75, false, false) AS score,
	elimination_candidate(0.9, 0.85, 45, true, false) AS vacant,
	elimination_candidate(0.9, 0.85, 45, false, true) AS poor_means;
SELECT elimination_candidate(NULL, 0.85, 45, false, false) IS NULL AS now, elimination_candidate(0.9, NULL, 45, false, false) IS NULL AS before,
	elimination_candidate(0.9, 0.85, NULL, false, false) IS NULL AS score, elimination_candidate(0.9, 0.85, 45, NULL, false) IS NULL AS vacant,
	elimination_candidate(0.9, 0.85, 45, false, NULL) IS NULL AS means, elimination_candidate(NULL, NULL, NULL, NULL, NULL) IS NULL AS everything;
-- The limits belong to: 0.8 is sure enough, 60 is not poor
SELECT elimination_candidate(0.8, 0.8, 59.9999, false, false) AS at_the_limits, elimination_candidate(0.8, 0.7999999999999999, 59, false, false) AS below,
	elimination_candidate(0.8, 0.8, 60, false, false) AS medium, elimination_candidate(8000 / 10000.0, 4 / 5.0, 0, false, false) AS shares_of_draws,
	elimination_candidate(1, 1, 0, false, false) AS worst, elimination_candidate(0, 0, 100, true, true) AS best;
-- The whole table of truth values, 3^5 rows, is SQL's own AND
SELECT count(*) AS cases,
	bool_and(elimination_candidate(p, q, s, v, r) IS NOT DISTINCT FROM (p >= 0.8 AND q >= 0.8 AND s < 60 AND NOT v AND NOT r)) AS same,
	count(*) FILTER (WHERE elimination_candidate(p, q, s, v, r)) AS true, count(*) FILTER (WHERE elimination_candidate(p, q, s, v, r) IS NULL) AS unknown,
	count(*) FILTER (WHERE NOT elimination_candidate(p, q, s, v, r)) AS false
FROM unnest('{0.95,0.3,NULL}'::float8[]) p, unnest('{0.95,0.3,NULL}'::float8[]) q, unnest('{40,80,NULL}'::float8[]) s,
	unnest('{f,t,NULL}'::boolean[]) v, unnest('{f,t,NULL}'::boolean[]) r;
-- By name; numeric and int
SELECT elimination_candidate(p_bottom => 0.9, previous_p_bottom => 1, score => 12, post_vacant => false, resources_below_median => false) AS by_name;

-- Errors, also where another condition fails
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT elimination_candidate(1.1, 0.9, 50, false, false)',
	'SELECT elimination_candidate(80, 0.9, 50, false, false)',
	'SELECT elimination_candidate(0.9, -0.1, 50, true, false)',
	'SELECT elimination_candidate(''NaN'', 0.9, 50, false, false)',
	'SELECT elimination_candidate(0.1, ''Infinity'', 50, false, false)',
	'SELECT elimination_candidate(0.9, 0.9, 101, false, false)',
	'SELECT elimination_candidate(0.9, 0.9, -1, false, false)',
	'SELECT elimination_candidate(NULL, 0.1, ''NaN'', false, false)'
]) query;
