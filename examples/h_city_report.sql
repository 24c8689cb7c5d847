-- SPDX-License-Identifier: PostgreSQL
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
\echo '=== H City (synthetic data): 100 village children''s homes, July 2021 to June 2022, statutory scheme ==='
\echo
\echo '1. Did we get what we paid for?'
SELECT profile, score, grade, reported || ' of ' || round(target) AS reported, round(verified) AS verified,
	round(100 * verified_share, 1) || ' %' AS verified_share, round(satisfaction, 1) AS satisfaction,
	rated || ' of ' || sites AS rated, active, unfelt, suspended, formal, stopped
FROM project_summary
WHERE period = 'term'
ORDER BY profile DESC;

\echo 'active to stopped: homes by what became of their service. service_object gives more points to what people say.'
\echo
\echo '2. What was contracted, reported and verified'
SELECT period, round(target) AS target, reported, round(missing) AS missing,
	round(100 * reported_share, 1) || ' %' AS reported_share,
	reported - deduplicated AS repeated, held, round(verified, 1) AS verified,
	round(verified_lower) || '-' || round(verified_upper) AS interval_95,
	round(100 * verified_share, 1) || ' %' AS verified_share
FROM contract_fulfilment
ORDER BY period = 'term', until_on, from_on DESC;

\echo 'verified: estimated from the activities that were visited; held: seem to repeat earlier uploads, undecided.'
\echo
\echo '3. What is owed, and why?'
SELECT line, step, coalesce(part, '') AS part, round(quantity, 1) AS quantity, tariff,
	lpad(to_char(amount, 'FM9,999,990.00'), 13) AS amount, reason
FROM payment_statement
ORDER BY contract_id, line;

SELECT format('When the last instalment fell due, %s yuan were owed, by what was known then, and %s were paid.',
		to_char(owed, 'FM9,999,999.00'), to_char(paid, 'FM9,999,999.00')) AS owing,
	format('Terms kept by the buyer: %s (money came up to %s days late); by the provider: %s (%s %% verified).',
		CASE WHEN buyer_kept THEN 'yes' ELSE 'no' END, coalesce(late_days, 0),
		CASE WHEN provider_kept THEN 'yes' ELSE 'no' END, round(100 * fulfilled_share)) AS kept
FROM trust_log
WHERE period = 'term' \gset
\echo :owing
\echo :kept
\echo
\echo '4. The ten best villages'
SELECT rank, village, township, score, grade, band, rank_low || '-' || rank_high AS rank_90,
	round(p_top::numeric, 2) AS p_top, round(satisfaction, 1) AS satisfaction,
	array_to_string(caps, ', ') AS grade_capped_by
FROM village_ranking
WHERE period = 'term' AND profile = 'statutory' AND status = 'rated'
ORDER BY rank, village
LIMIT 10;

\echo 'The ten worst villages'
SELECT rank, village, township, score, grade, band, rank_90, p_bottom, satisfaction, grade_capped_by
FROM (
	SELECT rank, village, township, score, grade, band, rank_low || '-' || rank_high AS rank_90,
		round(p_bottom::numeric, 2) AS p_bottom, round(satisfaction, 1) AS satisfaction,
		array_to_string(caps, ', ') AS grade_capped_by
	FROM village_ranking
	WHERE period = 'term' AND profile = 'statutory' AND status = 'rated'
	ORDER BY rank DESC, village DESC
	LIMIT 10
) worst
ORDER BY rank, village;

\echo 'rank_90: in 90 of 100 draws the rank lies there; p_top, p_bottom: how often it is among the best or worst 20.'
SELECT format('In the bottom 20 %% in at least 8 of 10 draws: %s of the %s villages of the bottom band. '
	'In at least 2 of 10: %s of the %s others.',
	count(*) FILTER (WHERE band = 'bottom' AND p_bottom >= 0.8), count(*) FILTER (WHERE band = 'bottom'),
	count(*) FILTER (WHERE band <> 'bottom' AND p_bottom >= 0.2), count(*) FILTER (WHERE band <> 'bottom')) AS meaning
FROM village_ranking
WHERE period = 'term' AND profile = 'statutory' \gset
\echo :meaning

SELECT format('Likely at the bottom in the last quarter, with a poor score: %s villages. What should happen first:',
		sum(villages)) AS weak,
	string_agg(format('%s (%s)', first_step, villages), ', ' ORDER BY villages DESC) || '.' AS first_steps
FROM (
	SELECT first_step, count(*) AS villages
	FROM elimination_candidate
	WHERE period = '2022Q2' AND profile = 'statutory'
	GROUP BY first_step
) s \gset
\echo :weak :first_steps
\echo
\echo '5. Where least arrived of what was reported: the five homes that come first on the watch list'
SELECT village, state, round(100 * suspension_index) || ' %' AS not_arrived,
	round(100 * duplicates_share::numeric) || ' %' AS to_repeats,
	round(100 * missing_trace_share::numeric) || ' %' AS without_trace,
	round(100 * dissatisfaction_share::numeric) || ' %' AS dissatisfaction,
	reported, deduplicated AS not_repeated, held, round(verified, 1) AS verified,
	round(satisfaction) AS satisfaction, round(late_rush, 1) AS late_rush
FROM suspension_watchlist
WHERE period = 'term'
ORDER BY suspension_watchlist.suspension_index DESC, village
LIMIT 5;

SELECT format('Of %s homes %s work, %s are not felt, %s suspended, %s formal, %s stopped. '
	'%s rush at the end of a quarter.',
	count(*), count(*) FILTER (WHERE state = 'active'), count(*) FILTER (WHERE state = 'unfelt'),
	count(*) FILTER (WHERE state = 'suspended'), count(*) FILTER (WHERE state = 'formal'),
	count(*) FILTER (WHERE state = 'stopped'), count(*) FILTER (WHERE rushes)) AS meaning
FROM village_suspension
WHERE period = 'term' \gset
\echo :meaning
\echo
\echo '6. Repeated uploads: activities all of whose photos were uploaded before'
SELECT decision, count(*) AS activities, count(*) FILTER (WHERE site_id <> earlier_site_id) AS of_another_home,
	sum(photos) AS photos, sum(same_files) AS same_files, max(distance) AS largest_distance
FROM duplicate_activity
GROUP BY decision
ORDER BY decision;

\echo '7. How satisfied are children and guardians: the whole project, and where somebody was not heard'
SELECT village, round(satisfaction, 1) AS satisfaction, round(std_error, 1) AS std_error, round(lower, 1) AS lower,
	round(upper, 1) AS upper, answers, round(effective_answers) AS effective_answers,
	round(100 * unheard_share) || ' %' AS unheard
FROM (
	SELECT 1 AS place, 'whole project' AS village, satisfaction, std_error, lower, upper, answers, effective_answers,
		unheard_share
	FROM project_satisfaction
	WHERE period = 'term'
	UNION ALL
	SELECT 2, village, satisfaction, std_error, lower, upper, answers, effective_answers, unheard_share
	FROM village_satisfaction
	WHERE period = 'term' AND unheard_share > 0
) s
ORDER BY place, village;

\echo 'lower, upper: had all those groups that were not heard given the worst or the best rating.'
\echo
\echo '8. Who is left out? By need level, A the highest'
SELECT coalesce(need_level, 'all') AS need_level, eligible, served, round(100 * served_rate, 1) || ' %' AS served_rate,
	round(parity, 2) AS parity, round(100 * repetition, 1) || ' %' AS hours_that_repeat_school
FROM inclusion
WHERE period = 'term' AND township IS NULL AND county IS NULL
ORDER BY inclusion.need_level COLLATE "C" NULLS LAST;

\echo '9. Praised by evaluators, not felt by the people served; and an award where a key child is left out'
SELECT village, round(assessed, 1) AS assessed, round(satisfaction, 1) AS satisfaction, round(gap::numeric, 1) AS gap,
	coalesce(award, '') AS award_but_left_out
FROM impression_gap
	LEFT JOIN (SELECT project_id, period, site_id, award FROM award_contradiction) c USING (project_id, period, site_id)
WHERE period = 'term' AND finding = 'praised but not felt'
ORDER BY impression_gap.gap DESC;

\echo '10. Is the agency feeding the strong? What it was free to give where it liked'
SELECT period, compared AS homes, resources, round(gini::numeric, 2) AS gini,
	round(concentration_index::numeric, 2) AS concentration_index,
	round(100 * top_fifth_share::numeric, 1) || ' %' AS top_fifth_share,
	format('%s (%s to %s)', round(elasticity::numeric, 1), round(elasticity_lower::numeric, 1),
		round(elasticity_upper::numeric, 1)) AS elasticity, verdict
FROM resource_concentration
WHERE profile = 'statutory'
ORDER BY period = 'term', until_on, resource_concentration.from_on DESC;

SELECT format('Gini %s: how unequally resources were spread over the children (0: all alike).',
		round(gini::numeric, 2)) AS gini,
	format('Elasticity %1$s: of two homes alike in need, one with a score 1 %% higher got %1$s %% more '
		'in the next quarter.', round(elasticity::numeric, 1)) AS elasticity,
	format('The top 20 %% got %s times as much per child as the bottom 20 %%. In words: %s.',
		round(top_bottom_ratio::numeric, 1), verdict) AS verdict
FROM resource_concentration
WHERE profile = 'statutory' AND period = 'term' \gset
\echo :gini
\echo :elasticity
\echo :verdict
\echo
SELECT count(*) AS answers FROM answers \gset
\echo :answers 'answers are there:       SELECT view, question_en, question_zh FROM' :workspace.answers;
\echo 'Why a village has its score: SELECT topic, item, explanation, explanation_zh FROM' :workspace.explain_score(13);
\echo
