-- SPDX-License-Identifier: PostgreSQL
-- A dashboard in psql: what a colleague at a terminal looks at in the morning.
--
--   psql -X -d bureau -v workspace=evaluation -f examples/reports.sql
--   psql -X -d bureau -v workspace=evaluation -v project=2 -v period=2024Q2 -f examples/reports.sql
--   watch -n 600 'psql -X -d bureau -v workspace=evaluation -f examples/reports.sql'
--
-- It reads answers alone, with the rights of the login.  A bar has one sign for a share of the room that it has, so it
-- reads on any terminal, on paper and in a mail.

\set ON_ERROR_STOP on
\set QUIET on
\if :{?workspace}
\else
	\set workspace evaluation
\endif
\if :{?project}
\else
	\set project 1
\endif
\if :{?period}
\else
	\set period term
\endif
\pset footer off
\pset linestyle unicode
\pset border 1
\pset null '—'
\pset pager off
SET search_path = :"workspace", service_eval;
\if :{?profile}
\else
	-- the headline scheme, which money goes by
	SELECT profile FROM headline_run WHERE project_id = :project AND period = :'period' \gset
\endif

SELECT format('%s, %s, scheme "%s"', p.name, :'period', :'profile') AS title FROM project p WHERE project_id = :project
\gset
\echo :title
\echo

\echo 'What was bought, delivered, verified'
SELECT v.what, trim_scale(round(v.quantity, 1)) AS quantity,
	repeat('█', round(40 * v.quantity / nullif(s.target, 0))::integer) AS " "
FROM project_summary s
	CROSS JOIN LATERAL (VALUES (1, 'target', s.target), (2, 'reported', s.reported), (3, 'distinct', s.deduplicated),
		(4, 'verified', s.verified), (5, 'missing', s.missing)) AS v (place, what, quantity)
WHERE s.project_id = :project AND s.period = :'period' AND s.profile = :'profile'
ORDER BY v.place;

\echo 'How many sites have which grade: schemes across'
SELECT coalesce(r.grade, 'not rated') AS grade, r.profile, count(*)
FROM village_ranking r
WHERE r.project_id = :project AND r.period = :'period'
GROUP BY r.grade, r.profile
ORDER BY array_position('{excellent,good,medium,poor}'::text[], r.grade), r.profile
\crosstabview grade profile count

\echo 'Scores over the periods: mean of a township'
SELECT h.township, h.period, round(avg(h.score), 1) AS score
FROM village_history h
WHERE h.project_id = :project AND h.profile = :'profile'
GROUP BY h.township, h.period, h.until_on
ORDER BY h.township, h.until_on
\crosstabview township period score

\echo 'The ten at the end: where the rank may lie (·), and where it is (◆)'
SELECT r.rank, r.village, round(r.score, 2) AS score, r.grade,
	overlay(overlay(repeat(' ', 50) PLACING repeat('·', w.until - w.since + 1) FROM w.since FOR w.until - w.since + 1)
		PLACING '◆' FROM w.here FOR 1) AS "1 to last",
	round(100 * r.p_bottom::numeric) || ' %' AS "P(bottom)"
FROM village_ranking r
	CROSS JOIN LATERAL (SELECT 1 + 49 * (r.rank_low - 1) / greatest(r.rated - 1, 1) AS since,
		1 + 49 * (r.rank_high - 1) / greatest(r.rated - 1, 1) AS until,
		1 + 49 * (r.rank - 1) / greatest(r.rated - 1, 1) AS here) w
WHERE r.project_id = :project AND r.period = :'period' AND r.profile = :'profile' AND r.rank IS NOT NULL
ORDER BY r.rank DESC, r.village
LIMIT 10;

\echo 'What became of the service: townships down, states across'
SELECT s.township, s.state, count(*)
FROM village_suspension s
WHERE s.project_id = :project AND s.period = :'period'
GROUP BY s.township, s.state
ORDER BY s.township, array_position('{active,unfelt,suspended,formal,stopped}'::text[], s.state)
\crosstabview township state count

\echo 'From the price to what is owed'
SELECT p.step, p.reason, to_char(p.amount, 'FM999,999,990.00') AS amount,
	repeat('█', greatest(0, round(30 * p.remaining / nullif(max(p.remaining) OVER contract, 0)))::integer) AS remaining
FROM payment_statement p
WHERE p.project_id = :project
WINDOW contract AS (PARTITION BY p.contract_id)
ORDER BY p.contract_id, p.line;

\echo 'Does the nightly job need a person?'
SELECT h.needs_attention, coalesce(h.reason, 'all is well') AS reason, h.last_success_at::timestamp(0)
FROM job_health h
WHERE h.project_id IS NULL OR h.project_id = :project;
