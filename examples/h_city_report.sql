-- What the bureau sees of H City after a refresh.  SYNTHETIC DATA, see h_city.sql.
--
--   psql -v workspace=h_city -f examples/h_city_report.sql

\set ON_ERROR_STOP on
\set QUIET on
\if :{?workspace}
\else
	\set workspace h_city
\endif
\pset footer off
\pset linestyle ascii
SET search_path = :"workspace", service_eval;

\echo
\echo '=== H City (synthetic data): whole term, statutory profile ==='
\echo
\echo 'The ten best villages'
SELECT rank, village, township, score, grade, band, rank_low || '-' || rank_high AS rank_90, round(p_top::numeric, 2) AS p_top,
	round(satisfaction, 1) AS satisfaction
FROM village_ranking
WHERE period IS NULL AND profile = 'statutory' AND status = 'rated'
ORDER BY rank, village
LIMIT 10;

\echo 'The ten worst villages'
SELECT rank, village, township, score, grade, band, rank_90, p_bottom, satisfaction
FROM (
	SELECT rank, village, township, score, grade, band, rank_low || '-' || rank_high AS rank_90, round(p_bottom::numeric, 2) AS p_bottom,
		round(satisfaction, 1) AS satisfaction
	FROM village_ranking
	WHERE period IS NULL AND profile = 'statutory' AND status = 'rated'
	ORDER BY rank DESC, village DESC
	LIMIT 10
) worst
ORDER BY rank, village;

\echo 'rank_90: in 90 of 100 draws the rank lies there; p_top, p_bottom: how often the village is among the best or worst 20'
\echo
SELECT format('In the bottom 20 %% in at least 8 of 10 draws: %s of the 20 villages of the bottom band. In at least 2 of 10: %s of the 80 others.',
	count(*) FILTER (WHERE band = 'bottom' AND p_bottom >= 0.8), count(*) FILTER (WHERE band <> 'bottom' AND p_bottom >= 0.2)) AS meaning
FROM village_ranking
WHERE period IS NULL AND profile = 'statutory' \gset
\echo :meaning
\echo

\echo 'Satisfaction of children and guardians: the whole project, and where somebody was not heard'
SELECT coalesce(village, 'whole project') AS village, round(satisfaction, 1) AS satisfaction, round(std_error, 1) AS std_error, round(lower, 1) AS lower, round(upper, 1) AS upper,
	n, round(100 * unheard_share, 1) || ' %' AS unheard, status
FROM (
	SELECT NULL AS village, satisfaction, std_error, lower, upper, n, unheard_share, status FROM project_satisfaction WHERE period IS NULL
	UNION ALL
	SELECT village, satisfaction, std_error, lower, upper, n, unheard_share, status FROM village_satisfaction WHERE period IS NULL AND unheard_share > 0
) s
ORDER BY s.village NULLS FIRST;

\echo 'lower, upper: had all those groups that were not heard given the worst or the best rating'
\echo
\echo 'Contract fulfilment, by quarter and for the whole term (last line)'
SELECT coalesce(period::text, 'whole term') AS period, round(target) AS target, reported, round(missing) AS missing,
	round(100 * reported_share, 1) || ' %' AS reported_share,
	deduplicated, held, round(verified, 1) AS verified_estimate, round(verified_lower) || '-' || round(verified_upper) AS interval_95, late_rush
FROM contract_fulfilment
ORDER BY contract_fulfilment.period NULLS LAST;

\echo 'verified_estimate: what took place, estimated from the activities that were visited; held: seem to repeat earlier uploads, undecided'
\echo
\echo 'Repeated uploads: activities all of whose photos were uploaded before'
SELECT decision, count(*) AS activities, count(*) FILTER (WHERE site_id <> earlier_site_id) AS of_another_home, sum(photos) AS photos, sum(same_files) AS same_files,
	max(distance) AS largest_distance
FROM duplicate_activity
GROUP BY decision ORDER BY decision;

\echo 'Homes that exist on paper only: the five that lost most of what they reported'
SELECT village, state, round(100 * suspension_index) || ' %' AS lost, round(100 * duplicates_share::numeric) || ' %' AS to_repeats,
	round(100 * missing_trace_share::numeric) || ' %' AS without_trace, round(100 * dissatisfaction_share::numeric) || ' %' AS dissatisfaction,
	reported, deduplicated, held, round(verified, 1) AS verified, round(satisfaction) AS satisfaction, late_rush
FROM suspension_watchlist
WHERE period IS NULL
ORDER BY suspension_watchlist.suspension_index DESC, village
LIMIT 5;

SELECT format('On the watchlist: %s stopped, %s formal, %s suspended; %s active. %s homes rush at the end of a quarter.',
	count(*) FILTER (WHERE state = 'stopped'), count(*) FILTER (WHERE state = 'formal'), count(*) FILTER (WHERE state = 'suspended'),
	count(*) FILTER (WHERE state = 'active'), count(*) FILTER (WHERE rushes)) AS meaning
FROM village_suspension
WHERE period IS NULL \gset
\echo :meaning
\echo

\echo 'The whole project'
SELECT profile, score, grade, round(100 * budget_executed, 1) || ' %' AS budget, rated || ' of ' || sites AS rated, active, suspended, formal, stopped
FROM project_summary
WHERE period IS NULL
ORDER BY profile DESC;

\echo 'Praised by evaluators, not felt by the people served; and directors with an award in homes where a key child is left out'
SELECT village, round(assessment, 1) AS assessment, round(satisfaction, 1) AS satisfaction, round(gap::numeric, 1) AS gap, coalesce(award, '') AS award_but_left_out
FROM impression_gap
	LEFT JOIN (SELECT project_id, site_id, period, award FROM award_contradiction) c USING (project_id, site_id)
WHERE impression_gap.period IS NULL AND c.period IS NULL AND finding = 'praised but not felt'
ORDER BY impression_gap.gap DESC;

\echo 'Agency resources (what the provider was free to give where it liked)'
SELECT coalesce(period::text, 'whole term') AS period, sites, resources, round(gini::numeric, 4) AS gini,
	round(concentration_index::numeric, 4) AS concentration_index, round(100 * top_fifth_share::numeric, 1) || ' %' AS top_fifth_share,
	round(elasticity::numeric, 1) || ' (' || round(elasticity_lower::numeric, 1) || ' to ' || round(elasticity_upper::numeric, 1) || ')' AS elasticity, verdict
FROM resource_concentration
WHERE profile = 'statutory'
ORDER BY resource_concentration.period NULLS LAST;

SELECT format('The Gini coefficient of %s says how unequally resources were spread over the children (0: all alike); the elasticity of %s that of two homes with the same roster, '
	'the one with a score 1 %% higher in the quarter before got %s %% more. The top 20 %% got %s times as much per child as the bottom 20 %%. In words: %s.',
	round(gini::numeric, 2), round(elasticity::numeric, 1), round(elasticity::numeric, 1), round(top_bottom_ratio::numeric, 1), verdict) AS meaning
FROM resource_concentration
WHERE profile = 'statutory' AND period IS NULL \gset
\echo :meaning
\echo
