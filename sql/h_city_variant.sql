-- H City with few answers: seven villages are not rated, and all that differs in the facts is the answers that they lack
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/h_city.sql'
\set tables :top '/examples/year_tables.sql'
\set ECHO none
SET client_min_messages = warning;
\set workspace all_answers
\i :example
DISCARD TEMP;
\set workspace few
\set variant few_answers
\i :example
\set ON_ERROR_STOP off
\set ECHO all
SET search_path = few, service_eval;

-- 93 rated, and the bands are theirs: with b villages strictly better, 5 b < 93 is the top, b = 0 to 18, and 5 b >= 4 x 93 the bottom,
-- b = 75 to 92: 19 and 18 villages
SELECT profile, count(*) AS villages, count(*) FILTER (WHERE status = 'rated') AS rated, max(rank) AS last_rank,
	count(*) FILTER (WHERE band = 'top') AS top, count(*) FILTER (WHERE band = 'bottom') AS bottom,
	count(*) FILTER (WHERE status = 'not_rated' AND num_nonnulls(rank, quintile, band, rank_low, rank_high, p_top, p_bottom) = 0) AS without_rank
FROM village_ranking WHERE period IS NULL GROUP BY profile ORDER BY profile;
-- in the variant that is the default, 100 and 20
SELECT profile, count(*) FILTER (WHERE status = 'rated') AS rated, count(*) FILTER (WHERE band = 'top') AS top, count(*) FILTER (WHERE band = 'bottom') AS bottom
FROM all_answers.village_ranking WHERE period IS NULL GROUP BY profile ORDER BY profile;

-- who is not rated and why: seven homes, none of which the study describes, the same in both schemes.  Six answers weigh as many as
-- six equal ones at most; where fewer than five, S1 and with it O5 are not measured either
SELECT village, count(*) AS profiles, max(reason) AS reason, bool_and(effective_n <= 6) AS few, min(measured_share) < 0.8 AS unmeasured
FROM data_gaps WHERE period IS NULL AND status = 'not_rated' GROUP BY village ORDER BY village;
-- no other village has a reason; and six answers each
SELECT bool_and((g.reason <> '') = (r.status = 'not_rated')) AS reasons, count(*) FILTER (WHERE g.reason <> '') AS with_reason
FROM village_ranking r LEFT JOIN data_gaps g ON (g.profile, g.site_id) = (r.profile, r.site_id) AND g.period IS NULL
WHERE r.period IS NULL AND (g.site_id IS NOT NULL OR r.status = 'not_rated');
SELECT n, count(*) AS villages, sum(rated) AS rated
FROM (
	SELECT r.site_id, count(*) AS n, max((v.status = 'rated')::integer) AS rated
	FROM response r JOIN village_ranking v ON v.site_id = r.site_id AND v.period IS NULL AND v.profile = 'statutory'
	WHERE r.question = 'satisfaction' AND r.respondent IN ('child', 'guardian') AND r.collector_id = 1
	GROUP BY r.site_id
) s WHERE n < 50 GROUP BY n;

-- The facts: what is missing are answers of children and guardians on satisfaction in those seven villages, and nothing was
-- added or changed in any table
SELECT count(*) > 300 AS some, count(DISTINCT site_id) AS villages,
	bool_and(question = 'satisfaction' AND respondent IN ('child', 'guardian') AND collector_id = 1) AS answers_of_people_served,
	bool_and(site_id IN (SELECT site_id FROM village_ranking WHERE period IS NULL AND status = 'not_rated')) AS of_the_seven
FROM (TABLE all_answers.response EXCEPT TABLE few.response) lacking;
SELECT count(*) AS added FROM (TABLE few.response EXCEPT TABLE all_answers.response) added;
\set ECHO none
\o /dev/null
\i :tables
CREATE TEMPORARY TABLE compared (name text, rows bigint, differ bigint);
SELECT format('INSERT INTO compared SELECT %1$L, (SELECT count(*) FROM few.%1$I), (SELECT count(*)
	FROM ((TABLE few.%1$I EXCEPT ALL TABLE all_answers.%1$I) UNION ALL (TABLE all_answers.%1$I EXCEPT ALL TABLE few.%1$I)) d)', name)
FROM unnest(string_to_array(:'tables', ' ')) AS name \gexec
\o
\set ECHO all
SELECT count(*) AS tables, count(*) FILTER (WHERE rows > 0) AS with_rows, string_agg(name, ' ') FILTER (WHERE differ > 0) AS differ FROM compared;

RESET search_path;
DROP SCHEMA few CASCADE;
DROP SCHEMA all_answers CASCADE;
