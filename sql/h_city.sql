-- The synthetic year of H City reproduces every published total, and its rankings say what the study says
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/h_city.sql'
\set once :top '/test/h_city_once.sql'
\i :once

-- 100 villages, one home each; the price; 19,886.00 yuan per home; 0.7 x price / 2,000 per activity
SELECT count(*) AS homes, count(DISTINCT division_code) AS villages, (SELECT price FROM contract) AS price,
	round((SELECT price FROM contract) / count(*), 2) AS per_home, (SELECT tariff FROM contract_item) AS tariff
FROM site;
-- four quarters, two calendar years and the term
SELECT period, kind, from_on, until_on FROM project_period ORDER BY kind, period;

-- 2,000 contracted, 1,768 reported, 232 missing, 88.4 %; 20 and 17.68 per home; 994.30 and 1,124.77 yuan per activity
SELECT round(target) AS target, reported, round(missing) AS missing, round(100 * reported_share, 2) AS reported_percent,
	round(target / 100, 2) AS per_home, round(reported / 100.0, 2) AS reported_per_home,
	round(1988600 / target, 2) AS yuan_per_contracted, round(1988600.0 / reported, 2) AS yuan_per_reported
FROM contract_fulfilment WHERE period = 'term';
-- some of them repeated uploads, and verified is neither equal nor above; all is due, nothing released
SELECT deduplicated < reported AS some_repeated, verified < deduplicated AS some_traceless,
	verified > 0 AS some_verified,
	not_due, released
FROM contract_fulfilment WHERE period = 'term';
-- the quarters add up to the term, and so do the years, in every column
SELECT q.kind, count(*) AS periods, sum(f.target) = t.target AS target, sum(f.reported) = t.reported AS reported,
	sum(f.deduplicated) = t.deduplicated AS deduplicated, sum(f.held) = t.held AS held,
	sum(f.verified) = t.verified AS verified, sum(f.missing) = t.missing AS missing
FROM contract_fulfilment f
	JOIN project_period q ON q.project_id = f.project_id AND q.period = f.period
	JOIN contract_fulfilment t ON t.project_id = f.project_id AND t.item = f.item
WHERE q.kind <> 'term' AND t.period = 'term'
GROUP BY q.kind, t.target, t.reported, t.deduplicated, t.held, t.verified, t.missing
ORDER BY q.kind;
-- ... and in every period: target = reported + missing, repeated and held within reported, what is verified within what
-- is left, its interval around it, nothing below what was seen
SELECT period, target = reported + missing AS missing, reported - deduplicated AS repeated, held,
	checked BETWEEN 1 AND deduplicated AS checked,
	verified BETWEEN verified_lower AND verified_upper AND verified_upper < deduplicated AS verified,
	verified_rate = round(verified / reported, 6) AS verified_rate, over_delivered
FROM contract_fulfilment ORDER BY until_on, from_on DESC;
-- repeated and held are what people decided and what they have not decided yet; the homes' quantities add up to the
-- contract's.  The lists by quarter are of units, so the years and the term are their sums.
SELECT f.period, f.reported - f.deduplicated = d.confirmed AS repeated, f.held = d.open AS held,
	s.reported = f.reported AND s.deduplicated = f.deduplicated AND s.held = f.held AS homes,
	abs(s.verified - f.verified) < 0.0001 AS verified
FROM contract_fulfilment f
	JOIN LATERAL (
		SELECT count(DISTINCT activity_id) FILTER (WHERE deducted) AS confirmed,
			count(DISTINCT activity_id) FILTER (WHERE decision = 'open') AS open
		FROM duplicate_activity
		WHERE held_on BETWEEN f.from_on AND f.until_on
	) d ON true
	JOIN (
		SELECT period, sum(reported) AS reported, sum(deduplicated) AS deduplicated, sum(held) AS held,
			sum(verified) AS verified
		FROM village_suspension GROUP BY period
	) s USING (period)
ORDER BY f.until_on, f.from_on DESC;

-- Repeated uploads: every one that was planted is found, with the upload that it shows, and nothing else but the four
-- look-alikes, which a person has rejected; of those that share one photo or are only similar, none
SELECT p.kind, count(*) AS planted, count(d.activity_id) AS found,
	bool_and(d.earlier_activity_id = p.source_id) AS source,
	min(d.distance), max(d.distance), count(*) FILTER (WHERE d.same_files = d.photos) AS same_files,
	string_agg(DISTINCT d.decision, ' ' ORDER BY d.decision) AS decisions
FROM h_city_planted p LEFT JOIN duplicate_activity d USING (activity_id) GROUP BY p.kind ORDER BY p.kind;
SELECT count(*) AS found, count(DISTINCT activity_id) AS activities,
	count(*) FILTER (WHERE site_id <> earlier_site_id) > 0 AS across_homes,
	bool_and(reported_at > earlier_reported_at) AS in_order
FROM duplicate_activity;
-- no decision was in vain, and nothing was entered twice or lies outside of the term
SELECT (SELECT count(*) FROM review_without_effect) AS in_vain, (SELECT count(*) FROM repeated_row) AS twice,
	(SELECT count(*) FROM fact_outside) AS outside;
-- what was held by the end, as it is known today: the same estimate with the same error, worked out day by day
SELECT v.verified = m.verified AS verified, v.verified_std_error = m.verified_std_error AS error,
	v.checked = m.checked AND v.confirmed = m.confirmed AS checks
FROM headline_run r
	JOIN contract_item_measure m USING (project_id, snapshot_id)
	CROSS JOIN LATERAL verified_by(1, ARRAY[current_date]) v
WHERE r.period = 'term';
-- what was verified is an estimate of what took place
SELECT f.period, t.took_place BETWEEN f.verified_lower AND f.verified_upper AS inside
FROM contract_fulfilment f
	CROSS JOIN LATERAL (
		SELECT count(*) AS took_place FROM h_city_planted p
		WHERE p.took_place AND p.held_on BETWEEN f.from_on AND f.until_on
	) t
ORDER BY f.until_on, f.from_on DESC;

-- directors: 70 % with high school or less, 95 % without a certificate, over all and over the last of each home
SELECT count(*) AS directors,
	avg((education IN ('primary', 'junior_high', 'high_school'))::integer)::numeric(4,3) AS low_education,
	avg((NOT certified)::integer)::numeric(4,3) AS uncertified
FROM post WHERE NOT acting;
SELECT count(*) AS homes, avg(low_education)::numeric(4,3) AS low_education,
	avg(uncertified)::numeric(4,3) AS uncertified
FROM (
	SELECT DISTINCT ON (site_id) (education IN ('primary', 'junior_high', 'high_school'))::integer AS low_education,
		(NOT certified)::integer AS uncertified
	FROM post WHERE NOT acting ORDER BY site_id, from_on DESC
) last_director;

-- rosters: one to three key children, most children of no special need; M of JL, without a plan and not visited
SELECT count(*) AS homes, min(a) AS fewest_a, max(a) AS most_a, bool_and(b BETWEEN 4 AND 9) AS b,
	bool_and(c BETWEEN 10 AND 20) AS c
FROM (
	SELECT count(*) FILTER (WHERE need_level = 'A') AS a, count(*) FILTER (WHERE need_level = 'B') AS b,
		count(*) FILTER (WHERE need_level = 'C') AS c
	FROM roster GROUP BY site_id
) r;
SELECT beneficiary_id, r.need_level, b.birth_year, b.plan_on IS NULL AS no_plan, b.last_contact_on IS NULL AS no_contact
FROM beneficiary b JOIN roster r USING (project_id, beneficiary_id) JOIN site s USING (project_id, site_id)
WHERE s.name LIKE 'JL村%' AND r.need_level = 'A';
-- answers that the bureau collected from children and guardians: 14 or more per home and quarter, mostly from B and C
SELECT count(*) AS homes_and_quarters, min(n) >= 14 AS enough, bool_and(2 * a < n) AS mostly_b_and_c
FROM (
	SELECT count(*) AS n, count(*) FILTER (WHERE need_level = 'A') AS a
	FROM response JOIN organization ON org_id = collector_id
	WHERE question = 'satisfaction' AND respondent IN ('child', 'guardian') AND organization.kind = 'government'
	GROUP BY site_id, date_trunc('quarter', answered_on)
) r;

-- every period: all rated, 20 in the top and 20 in the bottom band, in both schemes.  All was measured, so the bounds
-- are apart where somebody was not heard, and nowhere else; the project counts the lower one
SELECT profile, period, count(*) FILTER (WHERE status = 'rated') AS rated, count(*) FILTER (WHERE band = 'top') AS top,
	count(*) FILTER (WHERE band = 'bottom') AS bottom, min(rank) AS first, max(quintile) AS quintiles,
	bool_and(village_ranking.rated = 100 AND score_counted = score_lower AND score_lower <= score
		AND score <= score_upper AND (score_lower < score OR v.lower = v.upper)) AS open_where_unheard
FROM village_ranking JOIN village_satisfaction v USING (project_id, period, from_on, until_on, site_id)
GROUP BY profile, period, from_on, until_on ORDER BY profile, until_on, from_on DESC;

-- the four homes of the study
SELECT village, band FROM village_ranking
WHERE period = 'term' AND profile = 'statutory' AND village IN ('HZ村', 'KY村') ORDER BY village;
SELECT count(*) FILTER (WHERE NOT acting AND to_on IS NOT NULL) AS resigned,
	bool_or(to_on IS NULL) FILTER (WHERE NOT acting) AS post_filled,
	count(*) FILTER (WHERE acting AND to_on IS NULL) AS key_keepers
FROM post JOIN site USING (project_id, site_id) WHERE name LIKE 'HZ村%';
SELECT round(avg(room_open::integer), 2) AS room_open
FROM visit JOIN site USING (project_id, site_id) WHERE name LIKE 'HZ村%' AND activity_id IS NULL;
SELECT education, certified, from_on FROM post JOIN site USING (project_id, site_id) WHERE name LIKE 'KY村%';
SELECT person_code, award FROM post JOIN site USING (project_id, site_id) WHERE name LIKE 'JL村%';
SELECT count(*) AS quarters, max(rating) AS best_rating, bool_and(proxy) AS by_proxy
FROM response JOIN site USING (project_id, site_id) WHERE name LIKE 'JL村%' AND need_level = 'A';
SELECT assessment_score FROM post JOIN site USING (project_id, site_id) WHERE name LIKE 'SH村%';

-- satisfaction: S within its bounds everywhere, which are 100 U apart: U has two decimals, and bounds that would tell
-- more are widened to the next tenth.  Over the term all are heard but the key children of SH
SELECT q.kind, count(*) AS villages, bool_and(v.satisfaction BETWEEN v.lower AND v.upper) AS inside,
	bool_and(abs(v.upper - v.lower - 100 * v.unheard_share) <= 0.7) AS width,
	bool_and(v.effective_answers >= 10 AND v.effective_answers <= v.answers) AS effective,
	string_agg(DISTINCT v.village, ' ' ORDER BY v.village)
		FILTER (WHERE q.kind <> 'unit' AND v.unheard_share > 0) AS unheard
FROM village_satisfaction v JOIN project_period q USING (project_id, period) GROUP BY q.kind ORDER BY q.kind;
-- U = 2 x A / (2 x A + 1.5 x B + C) of the roster
SELECT (SELECT unheard_share FROM village_satisfaction WHERE village = 'SH村' AND period = 'term')
	= round(2.0 * count(*) FILTER (WHERE need_level = 'A')
		/ sum(CASE need_level WHEN 'A' THEN 2 WHEN 'B' THEN 1.5 ELSE 1 END), 2) AS by_hand
FROM roster JOIN site USING (project_id, site_id) WHERE name LIKE 'SH村%';
-- the project: the mean of its villages by the weight of their rosters, and their answers added up
SELECT p.period, abs(p.satisfaction - sum(v.satisfaction * r.w) / sum(r.w)) < 0.0001 AS satisfaction,
	p.answers = sum(v.answers) AS answers
FROM project_satisfaction p
	JOIN village_satisfaction v USING (project_id, period)
	JOIN (
		SELECT site_id, sum(CASE need_level WHEN 'A' THEN 2 WHEN 'B' THEN 1.5 ELSE 1 END) AS w FROM roster
		GROUP BY site_id
	) r USING (site_id)
GROUP BY p.period, p.from_on, p.until_on, p.satisfaction, p.answers ORDER BY p.until_on, p.from_on DESC;

-- How sure is a rank: every rated village has an interval and two probabilities.  Twenty villages are in each band of a
-- draw, and more in the top and fewer in the bottom only where scores tie to the fourth decimal
SELECT profile, count(DISTINCT period) AS periods, count(*) AS villages,
	bool_and(rank_low <= rank_high AND p_top BETWEEN 0 AND 1 AND p_bottom BETWEEN 0 AND 1) AS complete,
	min(top) >= 20 AND max(top) <= 20.1 AS top_20, min(bottom) >= 19.9 AND max(bottom) <= 20 AS bottom_20
FROM (
	SELECT *, sum(p_top::numeric) OVER run AS top, sum(p_bottom::numeric) OVER run AS bottom
	FROM village_ranking WINDOW run AS (PARTITION BY profile, period)
) r
GROUP BY profile ORDER BY profile;
-- the headline: those in a band are there with more than even odds on average, HZ nearly surely, and KY, twelfth of
-- 100, by five to one
SELECT band, avg(p_top) > 0.5 AS top, avg(p_bottom) > 0.5 AS bottom,
	bool_and(rank BETWEEN rank_low AND rank_high) AS inside
FROM village_ranking WHERE period = 'term' AND profile = 'statutory' GROUP BY band ORDER BY band;
SELECT village, rank, p_top > 0.83 AS top, p_bottom > 0.99 AS bottom
FROM village_ranking WHERE period = 'term' AND profile = 'statutory' AND village IN ('HZ村', 'KY村') ORDER BY village;
-- a confidence set holds the rank; what it says for certain agrees with the band; and it is wider than 90 of 100 draws
SELECT profile, bool_and(rank BETWEEN rank_set_lower AND rank_set_upper) AS inside,
	bool_and(band = 'bottom' AND bottom_possible) FILTER (WHERE bottom_certain) AS certain,
	bool_and(bottom_possible) FILTER (WHERE band = 'bottom') AS possible, count(*) FILTER (WHERE bottom_certain) > 5 AS some,
	avg(rank_set_upper - rank_set_lower) > avg(rank_high - rank_low) AS wider,
	abs(sum(p_bottom_shrunken) - 20) < 0.5 AS bottom
FROM village_ranking WHERE period = 'term' GROUP BY profile ORDER BY profile;
-- with the data or the weights alone there is less doubt than with both
SELECT source, count(*) AS villages, min(draws) AS draws, bool_and(expected_rank BETWEEN 1 AND 100) AS ranks,
	avg(rank_high - rank_low) < (
		SELECT avg(rank_high - rank_low) FROM rank_sensitivity
		WHERE period = 'term' AND profile = 'statutory' AND source = 'data and weights') AS narrower
FROM rank_sensitivity WHERE period = 'term' AND profile = 'statutory' GROUP BY source ORDER BY source;

-- Who exists on paper only: HZ has stopped, since its post is vacant; most homes are active, and KY and SH are
SELECT village, state, suspension_index > 0.9 AS lost, post_vacant
FROM village_suspension WHERE period = 'term' AND village IN ('HZ村', 'KY村', 'SH村') ORDER BY village;
SELECT count(*) AS homes, count(state) AS known, count(*) FILTER (WHERE state = 'active') > 50 AS most_active,
	bool_and(suspension_index BETWEEN 0 AND 1) AS index,
	bool_and(abs(duplicates_share + missing_trace_share + dissatisfaction_share - 1) < 1e-12) AS shares
FROM village_suspension WHERE period = 'term';
-- each state by its own definition, in this order.  Stopped: the post is vacant, or nothing that counts for 60 days; in
-- these a home owes three activities
SELECT bool_and(s.state = CASE
		WHEN s.post_vacant OR s.idle_days >= 60 THEN 'stopped'
		WHEN s.reported >= 0.8 * s.target AND s.verified < 0.5 * s.target THEN 'formal'
		WHEN 1 - s.verified / s.reported >= 0.5 THEN 'suspended'
		WHEN s.satisfaction <= 50 THEN 'unfelt'
		ELSE 'active' END) AS by_hand,
	(SELECT count(*) FROM suspension_watchlist WHERE period = 'term')
		= count(*) FILTER (WHERE s.state <> 'active') AS watched
FROM village_suspension s WHERE s.period = 'term';
SELECT DISTINCT state FROM suspension_watchlist ORDER BY state;
-- homes below the mean rush at the end of a quarter; the plan of the year was to visit all, and all were visited
SELECT count(*) FILTER (WHERE s.rushes) BETWEEN 15 AND 50 AS rush,
	bool_and(r.band <> 'top') FILTER (WHERE s.rushes) AS not_the_best
FROM village_suspension s JOIN village_ranking r USING (project_id, site_id, period)
WHERE period = 'term' AND profile = 'statutory';
SELECT period, stratum, count(*) AS homes, bool_and(status = 'visited' AND drawn = 'stratum') AS visited
FROM verification_plan GROUP BY 1, 2 ORDER BY 1, 2;

-- resources: tilted to the homes that did well before, in every period that has one before it
SELECT period, sites, compared, resources, gini BETWEEN 0.2 AND 0.5 AS unequal, concentration_index > 0.15 AS tilted
FROM resource_concentration WHERE profile = 'statutory' ORDER BY until_on, from_on DESC;
-- a tilt that need does not explain, to homes that stay where they are; the gap does not widen
SELECT profile, count(*) AS periods, string_agg(DISTINCT verdict, ' ') AS verdict, bool_and(elasticity_lower > 0) AS b,
	bool_and(tilt_lower > 0) AS tilt, bool_and(persistence_lower > 0) AS persistence,
	bool_or(divergence_lower > 0) AS divergence
FROM resource_concentration GROUP BY profile ORDER BY profile;

-- the scorecard's points make the score of the ranking
SELECT count(*) AS scores, bool_and(round(100 * c.points / c.available, 4) = r.score) AS agree
FROM village_ranking r
	JOIN (
		SELECT profile, period, site_id, sum(points) AS points, sum(available) AS available
		FROM village_scorecard GROUP BY 1, 2, 3
	) c USING (profile, period, site_id);

-- what separates the bands: more of everything that is scored and more resources, fewer directors who left, and less
-- cost (O5); B2, which homes with few key children take from their townships, tells little
SELECT code, difference > 0 AS top_has_more, top_sites, bottom_sites
FROM band_comparison
WHERE period = 'term' AND profile = 'statutory' AND code NOT IN ('low_education', 'certified', 'effective_answers')
ORDER BY code COLLATE "C";
SELECT count(*) AS context FROM band_comparison
WHERE period = 'term' AND profile = 'statutory' AND code IN ('low_education', 'certified', 'effective_answers');
SELECT code, abs(difference / middle_mean) < 0.1 AS little
FROM band_comparison WHERE period = 'term' AND profile = 'statutory' AND code = 'B2';

-- HZ by hand, from the facts alone: points of O1, O2, B4 and S1
WITH counted AS (
	SELECT *, 25.0 * (rating - 1) AS x
	FROM response WHERE question = 'satisfaction' AND respondent IN ('child', 'guardian') AND collector_id = 1
)
SELECT round((15 * o1 + 10 * o2 + 3 * b4 + 8 * least(1, s1 / 90))::numeric, 8) AS by_hand,
	(SELECT round(sum(points), 8) FROM village_scorecard
	 WHERE village = 'HZ村' AND period = 'term' AND profile = 'statutory' AND code IN ('O1', 'O2', 'B4', 'S1')) AS points
FROM
	-- verified: by quarter, confirmed + (reported less repeated less checked) x (confirmed + 2 x share of the red
	-- homes) / (checked + 2)
	(SELECT sum(confirmed + (reported - repeated - checked) * (confirmed + 2 * red) / (checked + 2)) / 20 AS o1
	 FROM (SELECT date_trunc('quarter', a.held_on) AS q, count(*) FILTER (WHERE a.site_id = 13)::numeric AS reported,
			count(*) FILTER (WHERE a.site_id = 13 AND d.activity_id IS NOT NULL) AS repeated,
			count(*) FILTER (WHERE a.site_id = 13 AND v.outcome = 'confirmed' AND d.activity_id IS NULL) AS confirmed,
			count(*) FILTER (WHERE a.site_id = 13 AND v.outcome IN ('confirmed', 'no_trace') AND d.activity_id IS NULL)
				AS checked,
			avg((v.outcome = 'confirmed')::integer) FILTER (WHERE d.activity_id IS NULL) AS red
		   FROM activity a
			JOIN visit_plan p ON p.site_id = a.site_id AND p.from_on = date_trunc('quarter', a.held_on)
			LEFT JOIN visit v USING (activity_id)
			LEFT JOIN duplicate_review d ON d.activity_id = a.activity_id AND d.decision = 'confirmed'
		   WHERE p.stratum = 'red' GROUP BY 1) q) o1,
	(SELECT avg((registered::integer + form_filed::integer + feedback_filed::integer) / 3.0) AS o2
	 FROM activity WHERE site_id = 13) o2,
	-- in post 2021-07-01 to 10-20, 11-05 to 2022-01-15, 02-07 to 03-20: 112 + 72 + 42 of 365 days
	(SELECT (112 + 72 + 42) / 365.0 AS b4) b4,
	-- means of HZ drawn towards those of its need levels over all homes: the mean over all parts r that homes have in
	-- the variance of an answer.  With a total variance of 1, means vary by v = r + (1 - r) / n
	(SELECT round((sum(w * drawn) / sum(w))::numeric, 4) AS s1
	 FROM (SELECT need_level, CASE need_level WHEN 'A' THEN 2 WHEN 'B' THEN 1.5 ELSE 1 END
				* (SELECT count(*) FROM roster b WHERE b.site_id = 13 AND b.need_level = part.need_level) AS w,
			sum(exp(log - top) * (mu + r / (r + (1 - r) / n) * (mean - mu))) / sum(exp(log - top)) AS drawn
		   FROM (SELECT need_level, r, sum(mean / v) / sum(1 / v) AS mu,
					max(n) FILTER (WHERE site_id = 13) AS n, max(mean) FILTER (WHERE site_id = 13) AS mean,
					log, max(log) OVER (PARTITION BY need_level) AS top
				 FROM (SELECT *, (homes - 5) / 2.0 * ln(1 - r) - sum(ln(v)) OVER same / 2 - ln(sum(1 / v) OVER same) / 2
							- (answers - 3) / 2.0 * ln(within + (1 - r) * (sum(mean ^ 2 / v) OVER same
								- (sum(mean / v) OVER same) ^ 2 / sum(1 / v) OVER same)) AS log
					   FROM (SELECT *, r + (1 - r) / n AS v, count(*) OVER same AS homes, sum(n) OVER same AS answers,
								sum(squares - n * mean ^ 2) OVER same AS within
							 FROM (SELECT site_id, need_level, count(*)::float8 AS n, avg(x)::float8 AS mean,
									sum(x ^ 2)::float8 AS squares
								   FROM counted GROUP BY 1, 2) c
								CROSS JOIN (SELECT (i - 0.5::float8) / 500 AS r FROM generate_series(1, 500) i) g
							 WINDOW same AS (PARTITION BY need_level, r)) v
					   WINDOW same AS (PARTITION BY need_level, r)) l
				 GROUP BY need_level, r, log) part
		   GROUP BY need_level) d) s1;
-- ... and of the others: what counts are activities neither repeated nor without trace.  The key children of the home
-- are few, so B2 is that of its township; O5 is 19,886 yuan / (days x satisfaction), against the median of the homes;
-- B1 and B2 have two decimals, O5 none.  The needs of B3 are those of the last count.
CREATE TEMPORARY TABLE counting AS
SELECT a.activity_id, a.site_id, a.held_on, a.need_type, coalesce(a.hours, 1) AS hours
FROM activity a
	LEFT JOIN visit v USING (activity_id)
	LEFT JOIN duplicate_review d ON d.activity_id = a.activity_id AND d.decision = 'confirmed'
WHERE d.activity_id IS NULL AND coalesce(v.outcome, 'confirmed') = 'confirmed';
CREATE TEMPORARY TABLE came AS
SELECT b.site_id, b.need_level, CASE b.need_level WHEN 'A' THEN 2 WHEN 'B' THEN 1.5 ELSE 1 END AS w,
	(n.beneficiary_id IS NOT NULL)::integer AS came
FROM roster b
	LEFT JOIN (SELECT DISTINCT beneficiary_id FROM attendance JOIN counting USING (activity_id)) n
		USING (beneficiary_id);
SELECT code, round(e.points, 6) AS by_hand, round(e.points, 6) = round(c.points, 6) AS as_published
FROM (
	SELECT 'B1' AS code, 10 * least(1, round(sum(w * came) / sum(w), 2) / 0.9) AS points FROM came WHERE site_id = 13
	UNION ALL
	SELECT 'B2', 8 * least(1, round(avg(came) FILTER (WHERE need_level = 'A')
		/ avg(came) FILTER (WHERE need_level = 'C'), 2))
	FROM came JOIN site USING (site_id) JOIN village USING (division_code)
	WHERE township = (SELECT township FROM village WHERE name = 'HZ村')
	UNION ALL
	SELECT 'B3', 6 * least(1, (1 - sum(abs(needed - coalesce(offered, 0))) / 2) / 0.8)
	FROM (SELECT need_type, sum(eligible) / sum(sum(eligible)) OVER () AS needed
		  FROM need WHERE site_id = 13 AND counted_on = '2022-04-01' GROUP BY need_type) n
		FULL JOIN (SELECT need_type, sum(hours) / sum(sum(hours)) OVER () AS offered
				   FROM counting WHERE site_id = 13 GROUP BY need_type) o USING (need_type)
	UNION ALL
	SELECT 'B5', 3 * least(1, avg(rating - 1) / 0.8) FROM response WHERE site_id = 13 AND question = 'knows_service'
	UNION ALL
	SELECT 'O3', 9 * avg(room_open::integer)
	FROM visit WHERE site_id = 13 AND activity_id IS NULL AND visited_on IN (SELECT day FROM rest_day)
	UNION ALL
	SELECT 'O4', 6 * avg((n >= 5)::integer)
	FROM (SELECT q, (SELECT count(*) FROM activity a WHERE a.site_id = 13 AND date_trunc('quarter', a.held_on) = q
			AND NOT EXISTS (SELECT FROM duplicate_review d
				WHERE d.activity_id = a.activity_id AND d.decision = 'confirmed')) AS n
		  FROM generate_series(timestamp '2021-07-01', '2022-04-01', '3 months') AS q) f
	UNION ALL
	SELECT 'O5', 10 * least(1, (percentile_cont(0.5) WITHIN GROUP (ORDER BY yuan::float8))::numeric
		/ max(yuan) FILTER (WHERE site_id = 13))
	FROM (SELECT site_id, round(19886 * 100 / (days * m.satisfaction)) AS yuan
		  FROM (SELECT site_id, count(DISTINCT (n.beneficiary_id, held_on)) AS days
				FROM attendance n JOIN counting USING (activity_id) GROUP BY site_id) d
			JOIN (SELECT site_id, satisfaction FROM village_satisfaction WHERE period = 'term') m USING (site_id)) c
	UNION ALL
	SELECT 'S2', 2 * least(1, avg(25.0 * (rating - 1)) / 90) FROM response
	WHERE site_id = 13 AND question = 'satisfaction' AND respondent IN ('village', 'buyer') AND collector_id = 1
) e
	FULL JOIN (
		SELECT code, points FROM village_scorecard
		WHERE village = 'HZ村' AND period = 'term' AND profile = 'statutory' AND code NOT IN ('O1', 'O2', 'B4', 'S1')
	) c USING (code)
ORDER BY code COLLATE "C";
-- all twelve are points of 90; the other 10 are the budget's, and the project's alone
SELECT count(*) AS indicators, sum(available) AS available, round(100 * sum(points) / 90, 4) = (
		SELECT score FROM village_ranking WHERE village = 'HZ村' AND period = 'term' AND profile = 'statutory') AS score
FROM village_scorecard WHERE village = 'HZ村' AND period = 'term' AND profile = 'statutory';

-- The project in one row: quantities are those of the contract, scores those of the ranking.  A site's score makes 90
-- of 100 points, E1 the other 10, of which the more is lost the more the budget was overspent; before the first
-- instalment fell due, in October, E1 does not apply
CREATE TEMPORARY TABLE summary AS TABLE project_summary;
SELECT s.profile, s.period, round(s.budget_executed, 6) AS budget_executed,
	s.target = f.target AND s.reported = f.reported AND s.deduplicated = f.deduplicated AND s.held = f.held
		AND s.verified = f.verified AND s.missing = f.missing AND s.verified_share = f.verified_share AS contract,
	s.sites = 100 AND s.rated = 100 AND s.top_score = v.top AND s.bottom_score = v.bottom AS homes,
	s.active + s.unfelt + s.suspended + s.formal + s.stopped = 100 AS states,
	s.satisfaction = p.satisfaction AS satisfaction,
	abs(s.score - CASE WHEN s.budget_executed IS NULL THEN v.mean
		ELSE 10 * least(s.budget_executed, 1 / s.budget_executed) + w.available * v.mean / 100 END) < 0.0001 AS score,
			s.grade
FROM summary s
	JOIN contract_fulfilment f USING (project_id, period)
	JOIN project_satisfaction p USING (project_id, period)
	JOIN (SELECT scheme_id AS profile, sum(points) FILTER (WHERE code <> 'E1') AS available
		  FROM indicator GROUP BY scheme_id) w USING (profile)
	JOIN (SELECT profile, period, max(score) AS top, min(score) AS bottom, sum(score_counted * roster) / sum(roster) AS mean
		  FROM village_ranking JOIN (SELECT site_id, count(*) AS roster FROM roster GROUP BY site_id) b USING (site_id)
		  GROUP BY profile, period) v USING (profile, period)
ORDER BY s.profile, s.until_on, s.from_on DESC;

-- The form for the finance bureau: the lines of each of the 14 runs add up to the score, the points that count to 100,
-- and none is more than its points; the budget is the published one
SELECT count(*) AS forms, count(*) FILTER (WHERE lines <> score OR counted <> 100) AS wrong, sum(bonus) AS bonus,
	sum(beyond) AS beyond, min(budget) AS budget
FROM (
	SELECT sum(earned) FILTER (WHERE line_kind = 'indicator') AS lines,
		max(earned) FILTER (WHERE line_kind = 'total') AS score,
		sum(points_counted) FILTER (WHERE line_kind = 'indicator') AS counted,
		count(*) FILTER (WHERE line_kind = 'bonus') AS bonus,
		count(*) FILTER (WHERE line_kind = 'indicator' AND earned > points_counted) AS beyond,
		min(actual) FILTER (WHERE code = 'adjusted') AS budget
	FROM self_evaluation_form
	GROUP BY period, profile
) f;

-- History: four quarters each; changes add up to the last less the first, and nothing changed before the first
SELECT count(*) AS homes, bool_and(quarters = 4) AS quarters,
	bool_and(score_changes = last_score - first_score AND places = first_rank - last_rank) AS changes,
	bool_and(firsts_empty) AS firsts_empty
FROM (
	SELECT profile, site_id, count(*) AS quarters, sum(score_change) AS score_changes, sum(places_gained) AS places,
		max(score) FILTER (WHERE period = '2021Q3') AS first_score,
		max(score) FILTER (WHERE period = '2022Q2') AS last_score,
		max(rank) FILTER (WHERE period = '2021Q3') AS first_rank,
		max(rank) FILTER (WHERE period = '2022Q2') AS last_rank,
		bool_and((score_change IS NULL AND places_gained IS NULL) = (period = '2021Q3')) AS firsts_empty
	FROM village_history GROUP BY profile, site_id
) h;
-- HZ: three directors left and nobody came, 365 - 112 - 72 - 42 days; by period, as many as by then.  KY kept hers
SELECT village, period, posts, departures, vacant_days, post_vacant, filled_share FROM director_continuity
WHERE village = 'HZ村' OR (village = 'KY村' AND period = 'term') ORDER BY village, until_on, from_on DESC;
-- everybody who left or stays is counted once
SELECT c.posts = count(*) AS posts, c.departures = sum(d.departures) AS departures
FROM (SELECT sum(posts) AS posts, sum(departures) AS departures FROM director_continuity WHERE period = 'term') c,
	(SELECT site_id, person_code, count(to_on) AS departures FROM post WHERE NOT acting GROUP BY site_id, person_code) d
GROUP BY c.posts, c.departures;

-- Praised while a key child is left out: JL alone over the term, whose director was given an award and M nothing
SELECT village, person_code, award, assessment_score FROM award_contradiction WHERE period = 'term';
SELECT village, finding, finding_zh FROM impression_gap WHERE period = 'term' AND finding IS NOT NULL
ORDER BY village COLLATE "C";
SELECT period, count(*) AS homes, bool_and(abs(gap - (z_assessed - z_satisfaction)) < 1e-12) AS gap,
	bool_and(finding IS NOT DISTINCT FROM CASE WHEN gap > 1.5 THEN 'praised but not felt'
		WHEN gap < -1.5 THEN 'felt but not praised' END) AS finding,
	abs(sum(z_reported)) + abs(sum(z_assessed)) + abs(sum(z_satisfaction)) < 1e-9 AS around_0,
	abs(variance(z_reported) - 1) + abs(variance(z_assessed) - 1) + abs(variance(z_satisfaction) - 1)
		< 1e-9 AS of_deviation_1
FROM impression_gap GROUP BY period, from_on, until_on ORDER BY until_on, from_on DESC;
-- the three lenses agree somewhat, and not fully
SELECT period, sites, least(tau_reported_assessed, tau_reported_satisfied, tau_assessed_satisfied) > 0.2 AS somewhat,
	greatest(tau_reported_assessed, tau_reported_satisfied, tau_assessed_satisfied) < 0.9 AS not_fully
FROM lens_agreement ORDER BY until_on, from_on DESC;

-- What is missing: everybody is rated and everything measured, so only those are listed in whose home some were not
-- heard, over the term SH alone, and those where a visit decides whether the grade is capped
SELECT count(*) > 0 AS some,
	bool_and(status = 'rated' AND reason = '' AND reason_zh = '' AND not_measured IS NULL AND measured_share = 1
		AND (unheard_share > 0 OR caps_uncertain <> '{}')) AS unheard_or_to_visit,
	string_agg(village, ' ') FILTER (WHERE period = 'term' AND profile = 'statutory' AND unheard_share > 0) AS term,
	count(*) FILTER (WHERE period = 'term' AND profile = 'statutory' AND caps_uncertain <> '{}') AS to_visit
FROM data_gaps;
SELECT (SELECT count(*) FROM data_gaps WHERE profile = 'statutory' AND unheard_share > 0) = count(*) AS all_of_them
FROM village_satisfaction WHERE unheard_share > 0;

-- Who meets the rule: each row obeys its conditions, each step follows from them, and nobody else does.  How many
-- quarters in a row are counted from the ranking
CREATE TEMPORARY TABLE named AS
SELECT e.*, (
		SELECT count(*)
		FROM village_ranking r
		WHERE r.profile = e.profile AND r.site_id = e.site_id AND r.period LIKE '____Q_' AND r.period <= e.period
			AND NOT EXISTS (
				SELECT FROM village_ranking b
				WHERE b.profile = r.profile AND b.site_id = r.site_id AND b.period LIKE '____Q_'
					AND b.period BETWEEN r.period AND e.period AND b.p_bottom < 0.8)
	) AS in_a_row
FROM elimination_candidate e;
SELECT count(*) > 0 AS some, bool_and(period LIKE '____Q_' AND p_bottom >= 0.8 AND score < 60) AS conditions,
	bool_and(periods = in_a_row) AS in_a_row,
	bool_and(candidate = (periods >= 2 AND NOT post_vacant AND resources >= median_resources)) AS candidates,
	bool_and(first_step = CASE WHEN candidate THEN 'look at the site and hear it; removal is a decision of people'
		WHEN post_vacant THEN 'fill the post first'
		WHEN resources < median_resources THEN 'give it what the others got first'
		ELSE 'wait for another period' END) AS first_step
FROM named;
SELECT count(*) = (SELECT count(*) FROM named) AS nobody_else,
	count(*) = count(DISTINCT (profile, period, site_id)) AS once
FROM village_ranking WHERE period LIKE '____Q_' AND p_bottom >= 0.8 AND score < 60;
-- the poorest homes are given less than the others: it removes nobody at all, and of HZ it says what the study says
SELECT count(*) FILTER (WHERE candidate) AS candidates,
	string_agg(DISTINCT first_step, '; ') FILTER (WHERE village = 'HZ村' AND post_vacant) AS hz
FROM named;

-- Who is left out: ten townships and the project, each period, all together and by level; the counts are those of
-- rosters and lists
SELECT count(*) AS rows, count(DISTINCT period) AS periods, count(DISTINCT township) AS townships,
	bool_and(served <= eligible) AS not_more, bool_and(hidden = (eligible IS NULL)) AS hidden_is_said,
	bool_and(least(nullif(eligible, 0), nullif(served, 0), nullif(eligible - served, 0)) >= 5) AS none_small
FROM inclusion;
SELECT bool_and(w.eligible = l.eligible AND w.served = l.served) AS levels_add_up, count(*) > 20 AS many
FROM inclusion w
	JOIN (SELECT period, township, sum(eligible) AS eligible, sum(served) AS served
		  FROM inclusion WHERE need_level IS NOT NULL GROUP BY period, township HAVING NOT bool_or(hidden)) l
		ON l.period = w.period AND coalesce(l.township, '') = coalesce(w.township, '')
WHERE w.need_level IS NULL;
SELECT i.need_level, i.eligible = count(*) AS eligible, i.served = sum(came) AS served,
	i.served_rate = round(avg(came), 6) AS served_rate,
	CASE WHEN i.need_level IS NULL THEN i.coverage = round(sum(w * came) / sum(w), 6) END AS coverage,
	CASE WHEN i.need_level IS NULL THEN i.parity = round(avg(came) FILTER (WHERE c.need_level = 'A')
		/ avg(came) FILTER (WHERE c.need_level = 'C'), 6) END AS parity, i.avoidance = 1 - i.parity AS avoidance
FROM inclusion i JOIN came c ON coalesce(i.need_level, c.need_level) = c.need_level
WHERE i.township IS NULL AND i.period = 'term'
GROUP BY i.need_level, i.eligible, i.served, i.served_rate, i.coverage, i.parity, i.avoidance ORDER BY i.need_level;
-- fewer key children come than others
SELECT string_agg(need_level, ' < ' ORDER BY served_rate) AS left_out
FROM inclusion WHERE period = 'term' AND township IS NULL AND need_level IS NOT NULL;
-- what is shown of the townships adds up to the project; what is hidden cannot be told from it, as it is never one
-- township's alone
SELECT need_level, count(*) AS periods, bool_and(CASE WHEN hidden = 0 THEN townships = project
	ELSE hidden > 1 END) AS safe
FROM (
	SELECT period, need_level, count(*) FILTER (WHERE township IS NOT NULL AND hidden) AS hidden,
		sum(served) FILTER (WHERE township IS NOT NULL) AS townships,
		max(served) FILTER (WHERE township IS NULL) AS project
	FROM inclusion GROUP BY period, need_level
) p
GROUP BY need_level ORDER BY need_level;
-- Needs and what is offered: a row for each type that was recorded and for no other; shares of both sum to 1 wherever
-- they are known
SELECT count(*) AS places, count(*) FILTER (WHERE township IS NULL) AS project,
	bool_and(types = recorded) AS recorded_types,
	bool_and(needs = 1 AND supplies = 1) AS sums, bool_and(matches = 1 AND match BETWEEN 0 AND 1) AS match,
	bool_and(abs(match - 1 + differences / 2) < 0.00001) AS by_hand
FROM (SELECT township, period, array_agg(need_type ORDER BY need_type COLLATE "C") AS types,
	round(sum(need_share), 5) AS needs,
		round(sum(supply_share), 5) AS supplies, count(DISTINCT need_match) AS matches, max(need_match) AS match,
		sum(abs(difference)) AS differences
	  FROM need_match GROUP BY township, period) m,
	(SELECT array_agg(DISTINCT need_type COLLATE "C" ORDER BY need_type COLLATE "C") AS recorded FROM need) r;

-- Rest days: 104 Saturdays and Sundays of 365 days, less 8 worked ones, and 19 other days; of the 31 days of the seven
-- holidays 12 are Saturdays or Sundays
SELECT count(*) AS days, count(*) FILTER (WHERE extract(isodow FROM day) >= 6) AS weekend,
	count(*) FILTER (WHERE extract(isodow FROM day) < 6) AS weekdays, count(name) AS holidays,
	count(*) FILTER (WHERE name IS NOT NULL AND extract(isodow FROM day) >= 6) AS both,
	bool_and(name IS NOT NULL OR extract(isodow FROM day) >= 6) AS explained,
	min(day) = '2021-07-03' AND max(day) = '2022-06-26' AS inside
FROM rest_day;
SELECT name, to_char(min(day), 'YYYY-MM-DD') AS from_on, to_char(max(day), 'YYYY-MM-DD') AS to_on, count(*) AS days
FROM rest_day WHERE name IS NOT NULL GROUP BY name ORDER BY min(day);
SELECT string_agg(to_char(day, 'YYYY-MM-DD'), ' ' ORDER BY day) AS worked
FROM (SELECT date '2021-07-01' + i AS day FROM generate_series(0, 364) AS i) d
WHERE extract(isodow FROM day) >= 6 AND day NOT IN (SELECT day FROM rest_day);
-- the visits of the homes: Saturdays, one of nine a working one
SELECT count(*) AS visits, bool_and(extract(isodow FROM visited_on) = 6) AS saturdays,
	count(*) FILTER (WHERE visited_on IN (SELECT day FROM rest_day)) AS rest_days
FROM visit WHERE activity_id IS NULL;

-- Attendance: 6 to 12 names for all that took place, and for some of what did not; all of the home, nobody out of the
-- term
SELECT p.took_place, count(n) = count(*) AS all_listed, count(n) > count(*) / 2 AS most_listed, min(n) >= 6 AS enough,
	max(n) <= 12 AS not_too_many
FROM h_city_planted p
	LEFT JOIN (SELECT activity_id, count(*) AS n FROM attendance GROUP BY activity_id) l USING (activity_id)
GROUP BY 1 ORDER BY 1;
SELECT count(*) AS names, bool_and(b.site_id = a.site_id) AS of_the_home,
	bool_and(a.held_on >= b.from_on) AS on_the_roster,
	bool_and(a.held_on BETWEEN p.start_on AND p.end_on) AS in_the_term
FROM attendance
	JOIN activity a USING (project_id, activity_id)
	JOIN roster b USING (project_id, beneficiary_id)
	JOIN project p USING (project_id);
SELECT count(*) > 0 AS copied, bool_and(own = source) AS same_names
FROM (
	SELECT p.activity_id, string_agg(a.beneficiary_id, ' ' ORDER BY a.beneficiary_id COLLATE "C") AS own,
		(SELECT string_agg(beneficiary_id, ' ' ORDER BY beneficiary_id COLLATE "C")
		 FROM attendance WHERE activity_id = p.source_id) AS source
	FROM h_city_planted p JOIN attendance a USING (activity_id)
	WHERE p.kind = 'repeat' AND p.source_h = p.h GROUP BY p.activity_id, p.source_id
) r;
-- M takes part in nothing, of the two key children of SH one, in less than a third
SELECT count(*) AS of_m FROM attendance WHERE beneficiary_id = 'M';
SELECT b.beneficiary_id, count(n.activity_id) = 0 AS never,
	count(n.activity_id) < (SELECT count(*) FROM activity a WHERE a.site_id = b.site_id) / 3.0 AS seldom
FROM roster b JOIN site USING (project_id, site_id) LEFT JOIN attendance n USING (project_id, beneficiary_id)
WHERE name LIKE 'SH村%' AND need_level = 'A' GROUP BY b.beneficiary_id, b.site_id ORDER BY 1;
-- Coverage: over the term from about half, where next to nothing took place, to everyone; 60 to 95 % in nine homes of
-- ten; in the quarters lower; C above B above A, and more alike where the homes are better (green)
CREATE TEMPORARY TABLE participation AS
SELECT q.kind, q.period, b.site_id, b.beneficiary_id, b.need_level,
	EXISTS (
		SELECT FROM attendance n JOIN activity a USING (project_id, activity_id)
		WHERE n.project_id = b.project_id AND n.beneficiary_id = b.beneficiary_id
			AND a.held_on BETWEEN q.from_on AND q.until_on
	) AS took_part
FROM roster b JOIN project_period q USING (project_id)
WHERE q.kind IN ('unit', 'term');
SELECT kind, round(min(coverage), 2) AS lowest, round(max(coverage), 2) AS highest, round(avg(coverage), 2) AS mean,
	count(*) FILTER (WHERE coverage BETWEEN 0.6 AND 0.95) AS middle
FROM (SELECT kind, period, site_id, avg(took_part::integer) AS coverage FROM participation
	GROUP BY kind, period, site_id) c
GROUP BY kind ORDER BY kind;
SELECT stratum, round(avg(took_part::integer) FILTER (WHERE need_level = 'A'), 2) AS a,
	round(avg(took_part::integer) FILTER (WHERE need_level = 'B'), 2) AS b,
	round(avg(took_part::integer) FILTER (WHERE need_level = 'C'), 2) AS c
FROM participation JOIN (SELECT DISTINCT site_id, stratum FROM visit_plan) r USING (site_id)
WHERE kind = 'term' GROUP BY stratum ORDER BY stratum DESC;

-- Needs: every home, quarter, level and type that activities know, no more than there are children; what A needs and
-- what C needs
CREATE TEMPORARY VIEW needed AS
SELECT n.*, b.children
FROM need n
	JOIN (SELECT site_id, need_level, count(*) AS children FROM roster GROUP BY site_id, need_level) b
		USING (site_id, need_level);
SELECT count(*) AS rows, count(DISTINCT (site_id, counted_on)) AS homes_and_quarters,
	bool_and(eligible <= children) AS not_more,
	(SELECT count(*) FROM (SELECT need_type FROM need EXCEPT SELECT need_type FROM activity) x)
		+ (SELECT count(*) FROM (SELECT need_type FROM activity EXCEPT SELECT need_type FROM need) x) AS unknown
FROM needed;
SELECT need_level, need_type, round(sum(eligible) / sum(children), 2) AS share
FROM needed GROUP BY need_level, need_type ORDER BY need_level, sum(eligible) / sum(children);
-- what is offered matches it by 0.5 to 0.9 in most homes: 1 less half the sum of the differences of shares, over the
-- term
SELECT round(min(need_match), 2) AS lowest, round(max(need_match), 2) AS highest, round(avg(need_match), 2) AS mean,
	count(*) FILTER (WHERE need_match BETWEEN 0.5 AND 0.9) AS middle
FROM (
	SELECT site_id, 1 - sum(abs(needed - offered)) / 2 AS need_match
	FROM (
		SELECT n.site_id, n.needed / sum(n.needed) OVER home AS needed,
		coalesce(a.offered, 0) / sum(a.offered) OVER home AS offered
		FROM (SELECT site_id, need_type, sum(eligible) AS needed FROM need GROUP BY site_id, need_type) n
			LEFT JOIN (SELECT site_id, need_type, count(*) AS offered FROM activity GROUP BY site_id, need_type) a
				USING (site_id, need_type)
		WINDOW home AS (PARTITION BY n.site_id)
	) s
	GROUP BY site_id
) m;

-- Who knows the home: 8 to 12 guardians of B and C, asked by the bureau, with yes or no; from 50 to 95 % say yes
SELECT count(*) AS homes_and_quarters, min(n) AS fewest, max(n) AS most, bool_and(as_said) AS as_said
FROM (
	SELECT count(*) AS n, bool_and(respondent = 'guardian' AND need_level IN ('B', 'C') AND scale_max = 2
		AND collector_id = 1 AND NOT proxy) AS as_said
	FROM response WHERE question = 'knows_service' GROUP BY site_id, date_trunc('quarter', answered_on)
) k;
SELECT round(min(share), 2) AS lowest, round(max(share), 2) AS highest, round(avg(share), 2) AS mean
FROM (SELECT site_id, avg(rating - 1) AS share FROM response WHERE question = 'knows_service' GROUP BY site_id) k;
SELECT question, count(*) AS answers FROM response GROUP BY question ORDER BY question;

-- Assessments: three criteria for each home and quarter; JL at 95 and more, nobody else, although M is left out; five
-- homes in all stand 1.5 standard deviations higher with the evaluator than with children and guardians, and what the
-- two say goes together
SELECT count(*) AS scores, count(DISTINCT (site_id, date_trunc('quarter', assessed_on))) AS homes_and_quarters,
	string_agg(DISTINCT criterion, ' ' ORDER BY criterion) AS criteria, bool_and(evaluator_id = 3) AS by_evaluator,
	min(score) FILTER (WHERE name LIKE 'JL村%') >= 95 AS jl,
	max(score) FILTER (WHERE name NOT LIKE 'JL村%') <= 94 AS others
FROM assessment JOIN site USING (project_id, site_id);
SELECT string_agg(village, ' ' ORDER BY village COLLATE "C") FILTER (WHERE assessed - said > 1.5) AS praised_not_felt,
	max(assessed - said) FILTER (WHERE assessed - said <= 1.5) < 1.45 AS no_doubt,
	round(corr(assessed, said)::numeric, 2) AS correlation
FROM (
	SELECT village, ((score - avg(score) OVER ()) / stddev_samp(score) OVER ())::float8 AS assessed,
		((satisfaction - avg(satisfaction) OVER ()) / stddev_samp(satisfaction) OVER ())::float8 AS said
	FROM village_satisfaction JOIN (SELECT site_id, avg(score) AS score FROM assessment GROUP BY site_id) a
		USING (site_id)
	WHERE period = 'term'
) z;

-- Five qualified bidders, the provider among them and chosen at the price of the contract, and one that is not
SELECT count(*) FILTER (WHERE qualified) AS qualified, count(*) FILTER (WHERE NOT qualified) AS unqualified,
	count(*) FILTER (WHERE won) AS won,
	bool_and(b.org_id = c.provider_id AND b.price = c.price) FILTER (WHERE won) AS provider,
	bool_or(won AND NOT qualified) AS wrong
FROM bid b JOIN contract c USING (project_id);
-- A quarter of the price for each quarter: three paid in full and late, 95 % in all when the term ended
SELECT count(*) AS instalments, sum(i.amount) = (SELECT price FROM contract) AS price, min(i.amount) AS due,
	round(sum(p.paid) / sum(i.amount), 4) AS paid,
	string_agg(to_char(i.due_on, 'YYYY-MM-DD'), ' ' ORDER BY i.number) AS due_on,
	bool_and(p.paid_on <= '2022-06-30') AS in_the_term,
	count(*) FILTER (WHERE p.paid = i.amount AND p.paid_on - i.due_on BETWEEN 30 AND 75) AS late,
	round(min(p.paid / i.amount), 2) AS last_share
FROM instalment i JOIN payment p ON p.contract_id = i.contract_id AND p.instalment = i.number;
-- What the provider lives on: the bureau in the first place; what it paid for this project is part of it
SELECT year, sum(amount) AS income,
	round(sum(amount) FILTER (WHERE funding.kind = 'government_purchase') / sum(amount), 2) AS purchase,
	count(DISTINCT funder_id) AS funders, sum(amount) FILTER (WHERE funding.kind = 'government_purchase') >= (
		SELECT coalesce(sum(paid), 0) FROM payment WHERE extract(year FROM paid_on) = year) AS holds_payments
FROM funding JOIN organization USING (org_id) WHERE name LIKE 'Y Social%' GROUP BY year ORDER BY year;
SELECT count(*) AS facts, string_agg(fact, ' ' ORDER BY fact) FILTER (WHERE present) AS present FROM engagement;
-- Who collapses if the bureau stops buying?  Y does.  Of 840,000 yuan 690,000, 120,000 and 30,000, of 1,062,150
-- 947,150, 90,000 and 25,000, of 1,551,450 1,491,450 and 60,000; the contract is worth 184 and 181 of its 365 days,
-- and five qualified.  More from government, more of it and of the rest restricted, and less that is commercial
SELECT year, buyer LIKE 'H Civil%' AS bureau, funders,
	abs(funder_hhi - (x ^ 2 + y ^ 2 + z ^ 2) / (x + y + z) ^ 2) < 1e-15 AS hhi,
	buyer_share = round(x / (x + y + z), 6) AS buyer_share,
	purchase_share, restricted_share, contract_volume, volume_share, qualified_bidders,
	abs(dependence_on_buyer - x * (x ^ 2 + y ^ 2 + z ^ 2) / (x + y + z) ^ 3) < 1e-15 AS on_buyer, dependence_on_org
FROM agency_dependence a
	JOIN (VALUES (2020, 690000.0, 120000.0, 30000.0), (2021, 947150, 90000, 25000), (2022, 1491450, 60000, 0))
		v (year, x, y, z) USING (year)
WHERE organization LIKE 'Y Social%' ORDER BY year;
SELECT year, round(mutual_dependence::numeric, 4) AS mutual, round(power_imbalance::numeric, 4) AS imbalance,
	government_growth, quadrant, mission_drift
FROM agency_dependence WHERE organization LIKE 'Y Social%' ORDER BY year;
SELECT count(*) AS rows, sum(contract_volume) AS price FROM agency_dependence;
-- its beneficiary-days, from the lists themselves
SELECT year, beneficiary_days = d.days AS days, beneficiary_days > 1000 AS many
FROM agency_dependence a
	JOIN (SELECT extract(year FROM held_on) AS year, count(DISTINCT (beneficiary_id, held_on)) AS days
		  FROM attendance JOIN counting USING (activity_id) GROUP BY 1) d USING (year)
ORDER BY 1;
-- So neither side kept terms.  The bureau paid three instalments late, when more was owed than it had paid before; what
-- is paid before its day counts on its day, so that all of the last one was there when it fell due.  Of what was due
-- less than 90 % is verified.
CREATE TEMPORARY TABLE terms AS TABLE trust_log;
SELECT t.period, i.number, t.paid = coalesce(b.paid, 0) AS paid, round(t.paid / t.owed, 6) < 1 AS too_little,
	t.late_days = i.paid_on - i.due_on AS late, t.buyer_kept, t.fulfilled_share < 0.9 AS too_few, t.provider_kept,
	t.kept
FROM terms t
	JOIN project_period q USING (project_id, period)
	LEFT JOIN LATERAL (
		SELECT i.number, i.due_on, p.paid_on
		FROM instalment i JOIN payment p ON p.contract_id = i.contract_id AND p.instalment = i.number
		WHERE i.due_on BETWEEN q.from_on AND q.until_on
	) i ON q.kind = 'unit'
	LEFT JOIN LATERAL (SELECT sum(p.paid) AS paid FROM payment p WHERE p.paid_on <= i.due_on) b ON true
WHERE q.kind = 'unit'
ORDER BY t.until_on;
SELECT t.period, t.paid, t.late_days = (
		SELECT max(p.paid_on - i.due_on)
		FROM instalment i JOIN payment p ON p.contract_id = i.contract_id AND p.instalment = i.number) AS latest, t.kept
FROM terms t WHERE t.period = 'term';
-- E1 is paid / owed at the last day on which something fell due: one, two and three instalments, never the fourth,
-- which falls due after the term
SELECT s.period, round(s.budget_executed, 6) = round(497150 * n.instalments / t.owed, 6) AS e1
FROM summary s
	JOIN terms t USING (project_id, period)
	JOIN (VALUES ('2021Q4', 1), ('2022Q1', 2), ('2022Q2', 3)) AS n (period, instalments) USING (period)
WHERE s.profile = 'statutory'
ORDER BY s.period;
-- What the provider asked itself does not count; the bureau asks all others, and the office that visits also scores
SELECT organization, role, other_role, severity, counts, facts, sites, facts_share FROM role_conflict ORDER BY org_id;
SELECT count(*) FILTER (WHERE collector_id = 1) AS by_bureau, count(*) FILTER (WHERE collector_id = 2) AS by_provider,
	round(count(*) FILTER (WHERE collector_id = 2)::numeric / count(*), 6) AS share,
	(SELECT count(*) FROM assessment) AS scores
FROM response;
-- whoever came later has a later number
SELECT string_agg(left(name, 1), '' ORDER BY org_id) AS organizations FROM organization;

-- What is owed: the tariff of 696.01 for what was verified, less the share of the held; 30 % of the price from 60 to 90
-- points of the contract's quality, in which the budget has no part.  The parts are cents that add up, and all reasons
-- add up to the price
SELECT line, step, part, cause, item, quantity, tariff, amount, remaining, reason FROM payment_statement ORDER BY line;
SELECT p.quantity = round(696.01 * (f.verified - round(f.verified * f.held / f.deduplicated, 6)), 2) AS quantity,
	abs(p.quality - 596580 * (p.score - 60) / 30) < 0.01 AS quality, p.score = v.mean AS score,
	(SELECT sum(amount) FROM payment_statement WHERE step = 'deduction' AND part = 'quantity')
		= -round(696.01 * (2000 - f.verified), 2) AS deductions,
	p.payable - p.paid = p.balance AND p.paid = (SELECT sum(paid) FROM payment) AS balance
FROM contract_payment p
	JOIN contract_fulfilment f ON f.period = 'term',
	(SELECT round(sum(score_counted * roster) / sum(roster), 4) AS mean
	 FROM village_ranking JOIN (SELECT site_id, count(*) AS roster FROM roster GROUP BY site_id) b USING (site_id)
	 WHERE period = 'term' AND profile = 'statutory') v;
SELECT sum(amount) FILTER (WHERE step IN ('price', 'deduction', 'held'))
		= sum(amount) FILTER (WHERE step = 'payable' AND part IS NULL) AS payable,
	sum(amount) FILTER (WHERE step IN ('price', 'deduction', 'held', 'paid')) = sum(amount)
		FILTER (WHERE step = 'balance') AS balance
FROM payment_statement;

-- Nobody is paid for lost answers.  Without those of the 20 homes with the lowest scores these are not rated, and count
-- with what they have earned of all 90 points; what is payable does not rise, and the statement says what is not known
CREATE TEMPORARY TABLE before AS SELECT payable, score FROM contract_payment;
BEGIN;
CREATE TEMPORARY TABLE lowest ON COMMIT DROP AS
SELECT site_id FROM village_ranking WHERE period = 'term' AND profile = 'statutory' ORDER BY score, site_id LIMIT 20;
DELETE FROM response WHERE site_id IN (SELECT site_id FROM lowest);
-- and in one quarter nobody got anything
DELETE FROM allocation WHERE given_on >= '2022-04-01';
-- the term, and with it the two periods that end with it
SELECT refresh_project(1, 'term') AS runs;
SELECT period, resources > 0 AS given, verdict = 'no resources' AS none, gini > 0 AS gini,
	concentration_index < 1 AS index
FROM resource_concentration
WHERE period IN ('2022Q2', 'term') AND profile = 'statutory' ORDER BY period;
SELECT count(*) AS unrated, bool_and(site_id IN (SELECT site_id FROM lowest)) AS these,
	bool_and(score_upper > score_lower) AS open
FROM village_ranking WHERE period = 'term' AND profile = 'statutory' AND status = 'not_rated';
CREATE TEMPORARY TABLE payable ON COMMIT DROP AS TABLE contract_payment;
CREATE TEMPORARY TABLE earned ON COMMIT DROP AS
SELECT site_id, sum(coalesce(points_lower, points)) AS points, sum(coalesce(points_upper, points)) AS most,
	coalesce(sum(available) FILTER (WHERE points IS NULL), 0) AS open
FROM village_scorecard WHERE period = 'term' AND profile = 'statutory' GROUP BY site_id;
CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
SELECT r.score, round(100 * e.points / 90, 4) AS low, round(100 * (e.most + e.open) / 90, 4) AS high,
	(SELECT count(*) FROM roster n WHERE n.site_id = r.site_id) AS children
FROM village_ranking r JOIN earned e USING (site_id)
WHERE r.period = 'term' AND r.profile = 'statutory';
SELECT p.score < b.score AS it_falls, p.payable <= b.payable AS not_more, p.sites, p.rated,
	p.score < p.score_upper AS a_range,
	p.quality_held > 0 AS some_held
FROM before b, payable p;
-- the rated ones alone would be better than all were before
SELECT sum(j.children * j.score) / sum(j.children)
	FILTER (WHERE j.score IS NOT NULL) > b.score AS left_out_it_would_rise
FROM judged j, before b
GROUP BY b.score;
SELECT p.score = round(sum(j.children * j.low) / sum(j.children), 4) AS score,
	p.score_upper = round(sum(j.children * j.high) / sum(j.children), 4) AS score_upper,
	abs(p.quality_held - 596580 * (least(p.score_upper, 90) - p.score) / 30) < 0.02 AS held
FROM payable p, judged j
GROUP BY p.score, p.score_upper, p.quality_held;
SELECT step, cause, quantity, amount < 0 AS taken, reason, reason_zh FROM payment_statement WHERE cause = 'not_rated';
ROLLBACK;

-- whoever looks at the tables is told what they hold: no rows
SELECT relname FROM pg_class
WHERE relnamespace = 'h_city'::regnamespace AND relkind = 'r'
	AND obj_description(oid, 'pg_class') NOT LIKE '%synthetic%';

-- a second run finds it loaded and changes nothing
CREATE TEMPORARY TABLE runs_before AS SELECT run_id, finished_at FROM evaluation_run;
\set workspace h_city
\set ECHO none
\o /dev/null
\i :example
\o
\set ON_ERROR_STOP off
\set ECHO all
SELECT count(*) AS projects, (SELECT count(*) FROM activity) AS activities,
	(SELECT count(*) FROM (TABLE runs_before EXCEPT SELECT run_id, finished_at FROM evaluation_run) r) AS other_runs
FROM project;
RESET search_path;
