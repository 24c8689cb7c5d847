-- All scores of the villages of a workspace once more, from the facts alone.
--
-- Written from what doc/workspace.md and doc/reference.md say, and in nothing but tables of facts, the scheme and plain SQL: no view
-- and no function of the workspace or of the extension is asked, and no result is read.  What both agree on is not a mistake of one of them.
-- Slow where the extension is fast (repeats: every photo with every other), in float8 where it is exact, and for one project:
-- run it with a search_path whose first schema is a workspace with a single one, whose term is over.
--
--	SET search_path = h_city;
--	\i test/recompute_scores.sql
--
-- It leaves temporary tables: re_indicator (value and points of each site, period, indicator and profile), re_score (with the shadow score),
-- re_limiter (what caps a grade), re_left_out (where a key child is left out) and re_project.  A period is
-- known by its number k: 1, 2, ... for the quarters, 0 for the term.  What it cannot do: sites without a roster, another photo_rule.
--
-- ---------------------------------------------------------------------------------------------------------------
-- Three homes of H City by hand: the term, statutory, in points.  Their target is 2000 / 100 = 20 activities, 5 a quarter
-- ---------------------------------------------------------------------------------------------------------------
--
-- Of all homes it takes
--	p_h		confirmed share of the checks in the stratum, by quarter	green 0.952381, 0.944444, 0.926471, 0.971831; red in the fourth 0.5
--	O5		median cost of a satisfied beneficiary-day			191 yuan; the share of the price is 1988600 / 100 = 19886
--	S1		means of the need levels, A 69.1781, B 69.6146, C 69.1011; s_w^2 / s_b^2 is
--			A 562.4752 / 121.4088 = 4.6329, B 591.4063 / 88.7984 = 6.6601, C 611.7107 / 103.3348 = 5.9197
--
-- HZ, the last: 9 reported, 3 of them repeats; children on the roster and those who came: A 0 of 3, B 2 of 5, C 9 of 15
--	O1	quarters 0 + 1 + 0 + 0.2: in the second 2 were left, both checked, 1 confirmed; in the third 3 repeats were all there was;
--		in the fourth 4, of which 3 were checked and none was confirmed: 0 + 1 x (0 + 2 x 0.5) / (3 + 2).  15 x 1.2 / 20		= 0.9000
--	O2	3 records for each of 9 activities, 17 filled in: 10 x 17 / 27								= 6.2963
--	O3	3 visits on rest days, one found the room open: 9 x 1 / 3								= 3.0000
--	O4	no quarter with 5 activities												= 0.0000
--	O5	15 days on which a child came, x 0.481004: 19886 / 7.21506 = 2756 yuan; 10 x 191 / 2756				= 0.6930
--	B1	(2 x 0 + 1.5 x 2 + 9) / (2 x 3 + 1.5 x 5 + 15) = 12 / 28.5 = 0.42; 10 x 0.42 / 0.9					= 4.6667
--	B2	3 key children are too few; township: 10 of 19 A and 112 of 131 C came: (10 / 19) / (112 / 131) = 0.62; 8 x 0.62		= 4.9600
--	B3	of 3.5 hours 2 for learning, 1.5 for protection; of 152 needs 56 family, 32 learning, 31 play, 33 protection; the shares differ
--		by 0.368421 + 0.360902 + 0.203947 + 0.211466 = 1.144737: 1 - 0.572368 = 0.427632; 6 x 0.427632 / 0.8				= 3.2072
--	B4	112 + 72 + 42 days with a director; the keeper of the key only stands in: 3 x 226 / 365					= 1.8575
--	B5	22 of 40 guardians know it: 3 x 0.55 / 0.8										= 2.0625
--	S1	A 8 answers, mean 53.125, drawn by 8 / 12.6329 to 59.0122; B 24, 45.8333, by 24 / 30.6601 to 50.9992; C 41, 38.4146, by
--		41 / 46.9197 to 42.2862: S = (6 x 59.0122 + 7.5 x 50.9992 + 15 x 42.2862) / 28.5 = 48.1004; 8 x 48.1004 / 90			= 4.2756
--		as many as 28.5^2 / (6^2 / 8 + 7.5^2 / 24 + 15^2 / 41) = 65.9 answers of equal weight: rated
--	S2	8 answers of village and buyer, mean 59.375: 2 x 59.375 / 90								= 1.3194
--	33.2383 of 90 points: 36.9314
--
-- KY, among the first: 20 reported, none of them a repeat; A 2 of 2, B 5 of 6, C 13 of 14 came
--	O1	5 in each quarter, 3, 3, 2 and 3 checked, all confirmed: 3 + 2 (3 + 2 x 0.952381) / 5 = 4.961905, and in the same way 4.955556, 4.889706
--		(2 + 3 (2 + 2 x 0.926471) / 4) and 4.977465.  15 x 19.784632 / 20							= 14.8385
--	O2	60 of 60														= 10.0000
--	O3	3 of 4: 9 x 3 / 4													= 6.7500
--	O4	4 of 4 quarters														= 6.0000
--	O5	209 days x 0.819393: 19886 / 171.2532 = 116 yuan, less than the median						= 10.0000
--	B1	(2 x 2 + 1.5 x 5 + 13) / (2 x 2 + 1.5 x 6 + 14) = 24.5 / 27 = 0.91, more than 0.9					= 10.0000
--	B2	township: 11 of 18 A, 141 of 157 C: (11 / 18) / (141 / 157) = 0.68; 8 x 0.68							= 5.4400
--	B3	family, learning, play, protection: 6.5, 7, 14, 9 of 36.5 hours, 13, 69, 45, 5 of 132 needs; the shares differ by
--		0.079597 + 0.330946 + 0.042653 + 0.208697 = 0.661893: 6 x 0.669054 / 0.8						= 5.0179
--	B4	all days														= 3.0000
--	B5	37 of 39, more than 0.8													= 3.0000
--	S1	A 8 answers, 84.375, to 78.8018; B 24, 87.5, to 83.6149; C 37, 83.7838, to 81.7587:
--		S = (4 x 78.8018 + 9 x 83.6149 + 14 x 81.7587) / 27 = 81.9393; 8 x 81.9393 / 90						= 7.2835
--	S2	93.75, more than 90													= 2.0000
--	83.3298 of 90 points: 92.5887
--
-- JL, praised, but its one key child never came: 19 reported; A 0 of 1, B 5 of 6, C 10 of 11 came
--	O1	5, 4, 5, 5 reported, 1, 1, 2, 1 checked, all confirmed: 1 + 4 (1 + 2 x 0.952381) / 3 = 4.873016, 3.888889, 4.889706, 4.924883.
--		15 x 18.576494 / 20													= 13.9324
--	O2	51 of 57: 10 x 51 / 57													= 8.9474
--	O3	4 of 4															= 9.0000
--	O4	3 of 4 quarters: 6 x 3 / 4												= 4.5000
--	O5	178 days x 0.689754: 19886 / 122.7763 = 162 yuan, less than the median						= 10.0000
--	B1	(0 + 1.5 x 5 + 10) / (2 + 9 + 11) = 17.5 / 22 = 0.80; 10 x 0.8 / 0.9							= 8.8889
--	B2	township: 12 of 21 A, 131 of 159 C: (12 / 21) / (131 / 159) = 0.69; 8 x 0.69							= 5.5200
--	B3	3, 11.5, 11, 12.5 of 38 hours, 27, 40, 54, 24 of 145 needs: 0.8098, more than 0.8					= 6.0000
--	B4	all days														= 3.0000
--	B5	36 of 44 = 0.818, more than 0.8												= 3.0000
--	S1	A 4 answers, 0, to 37.1249; B 24, 68.75, to 68.9378; C 43, 75.5814, to 74.7972:
--		S = (2 x 37.1249 + 9 x 68.9378 + 11 x 74.7972) / 22 = 68.9754; 8 x 68.9754 / 90						= 6.1311
--	S2	8 answers, mean 68.75: 2 x 68.75 / 90											= 1.5278
--	80.4476 of 90 points: 89.3862

DROP TABLE IF EXISTS pg_temp.re_period, pg_temp.re_place, pg_temp.re_whole, pg_temp.re_look, pg_temp.re_answer, pg_temp.re_link, pg_temp.re_photo, pg_temp.re_deducted,
	pg_temp.re_activity, pg_temp.re_quantity, pg_temp.re_roster, pg_temp.re_satisfaction, pg_temp.re_came, pg_temp.re_level, pg_temp.re_shown, pg_temp.re_value, pg_temp.re_indicator,
	pg_temp.re_score, pg_temp.re_limiter, pg_temp.re_left_out, pg_temp.re_project;

-- ---------------------------------------------------------------------------------------------------------------
-- Periods and places
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE re_period AS
SELECT row_number() OVER (ORDER BY q)::integer AS k, q::date AS period, greatest(q::date, start_on) AS first_day,
	least((q + interval '3 months')::date - 1, end_on) AS last_day
FROM project, generate_series(date_trunc('quarter', start_on::timestamp), end_on::timestamp, interval '3 months') AS q;
INSERT INTO re_period SELECT 0, NULL, start_on, end_on FROM project;

-- sites in the periods in which they were open, and on which days; quarters = how many of the period's quarters they owe
CREATE TEMPORARY TABLE re_place AS
SELECT p.k, s.site_id, v.township, greatest(p.first_day, s.opened_on) AS first_day, least(p.last_day, s.closed_on) AS last_day,
	(SELECT count(*) FROM re_period q WHERE q.k > 0 AND (p.k = 0 OR q.k = p.k) AND s.opened_on <= q.last_day AND coalesce(s.closed_on, q.last_day) >= q.first_day)::float8 AS quarters
FROM re_period p, site s JOIN village v USING (division_code)
WHERE s.opened_on <= p.last_day AND coalesce(s.closed_on, p.last_day) >= p.first_day;

CREATE TEMPORARY TABLE re_whole AS
SELECT (SELECT count(*) FROM site)::float8 AS sites, (SELECT count(*) FROM re_period WHERE k > 0)::float8 AS quarters,
	(SELECT sum(price) FROM contract)::float8 AS price, (SELECT sum(target_quantity) FROM contract_item)::float8 AS target;

-- the provider's own checks and answers do not count
CREATE TEMPORARY TABLE re_look AS
SELECT * FROM visit WHERE verifier_id NOT IN (SELECT provider_id FROM contract);
CREATE TEMPORARY TABLE re_answer AS
SELECT p.k, site_id, respondent, need_level, question, (rating - 1) / (scale_max - 1)::float8 AS x
FROM response r JOIN re_place p USING (site_id)
WHERE r.period BETWEEN date_trunc('quarter', p.first_day::timestamp) AND p.last_day
	AND (collector_id IS NULL OR collector_id NOT IN (SELECT provider_id FROM contract));

-- ---------------------------------------------------------------------------------------------------------------
-- Which activities are left: repeats and checks
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE re_link AS
SELECT a.photo_id, b.photo_id AS other_id
FROM photo a JOIN photo b ON a.photo_id < b.photo_id AND (a.sha256 = b.sha256 OR bit_count((a.phash # b.phash)::bit(64)) <= 8);
INSERT INTO re_link SELECT other_id, photo_id FROM re_link;
CREATE INDEX ON re_link (photo_id);
ANALYZE re_link;

-- a cluster is known by its least photo: the least that can be reached over links
CREATE TEMPORARY TABLE re_photo AS
WITH RECURSIVE reach AS (
	SELECT photo_id, photo_id AS member FROM photo
	UNION
	SELECT r.photo_id, l.other_id FROM reach r JOIN re_link l ON l.photo_id = r.member
)
SELECT p.photo_id, p.activity_id, c.cluster, a.uploaded
FROM photo p JOIN (SELECT photo_id, min(member) AS cluster FROM reach GROUP BY photo_id) c USING (photo_id)
	JOIN (SELECT activity_id, row_number() OVER (ORDER BY coalesce(reported_at, (held_on + 1)::timestamp AT TIME ZONE 'UTC'), activity_id) AS uploaded FROM activity) a USING (activity_id);

-- an activity is deducted when each of its photos is in a pair with an earlier activity that a person has confirmed
CREATE TEMPORARY TABLE re_deducted AS
SELECT activity_id
FROM (
	SELECT p.activity_id, EXISTS (
		SELECT FROM duplicate_review d JOIN re_photo e ON e.activity_id = d.earlier_activity_id
		WHERE d.activity_id = p.activity_id AND d.decision = 'confirmed' AND e.cluster = p.cluster AND e.uploaded < p.uploaded) AS confirmed
	FROM re_photo p
) AS photo_of
GROUP BY activity_id HAVING bool_and(confirmed);

CREATE TEMPORARY TABLE re_activity AS
SELECT q.k, a.activity_id, a.site_id, a.held_on, a.hours, a.need_type, d.activity_id IS NOT NULL AS deducted, l.outcome,
	d.activity_id IS NULL AND coalesce(l.outcome, '') NOT IN ('repeated', 'no_trace') AS counts,
	num_nonnulls(a.registered, a.form_filed, a.feedback_filed) AS looked_at,
	coalesce(a.registered, false)::integer + coalesce(a.form_filed, false)::integer + coalesce(a.feedback_filed, false)::integer AS filled_in
FROM activity a JOIN re_period q ON q.k > 0 AND a.held_on BETWEEN q.first_day AND q.last_day
	LEFT JOIN re_deducted d USING (activity_id)
	LEFT JOIN (SELECT DISTINCT ON (activity_id) activity_id, outcome FROM re_look WHERE activity_id IS NOT NULL
			   ORDER BY activity_id, visited_on DESC, visit_id DESC) l USING (activity_id);

-- ---------------------------------------------------------------------------------------------------------------
-- Verified quantity: V = c + (D - checked) (c + 2 p_h) / (m + 2), to six decimals
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE re_quantity AS
WITH counted AS (
	SELECT p.k, p.site_id, h.stratum,
		count(a.activity_id) FILTER (WHERE NOT a.deducted AND a.outcome IS DISTINCT FROM 'repeated') AS d,
		count(a.activity_id) FILTER (WHERE NOT a.deducted AND a.outcome IN ('confirmed', 'no_trace')) AS checked,
		count(a.activity_id) FILTER (WHERE NOT a.deducted AND a.outcome IS NOT NULL) AS m,
		count(a.activity_id) FILTER (WHERE NOT a.deducted AND a.outcome = 'confirmed') AS c
	FROM re_place p JOIN re_period q USING (k)
		LEFT JOIN LATERAL (
			-- the planned stratum, else that of the last look in the quarter, else none
			SELECT coalesce((SELECT stratum FROM visit_plan v WHERE v.site_id = p.site_id AND v.period = q.period),
				(SELECT stratum FROM re_look l WHERE l.site_id = p.site_id AND l.stratum IS NOT NULL AND l.visited_on BETWEEN p.first_day AND p.last_day
				 ORDER BY visited_on DESC, visit_id DESC LIMIT 1), 'none') AS stratum
		) h ON true
		LEFT JOIN re_activity a USING (k, site_id)
	WHERE p.k > 0
	GROUP BY p.k, p.site_id, h.stratum
), shared AS (
	SELECT *, coalesce(sum(c) OVER (PARTITION BY k, stratum) / nullif(sum(m) OVER (PARTITION BY k, stratum), 0),
		sum(c) OVER (PARTITION BY k) / nullif(sum(m) OVER (PARTITION BY k), 0), sum(c) OVER () / nullif(sum(m) OVER (), 0)) AS p_h
	FROM counted
)
SELECT k, site_id, w.target / w.sites / w.quarters AS target, d, checked, m, c, p_h, round(c + (d - checked) * (c + 2 * p_h) / (m + 2), 6) AS v
FROM shared, re_whole w;
-- the term adds the quarters up
INSERT INTO re_quantity SELECT 0, site_id, sum(target), sum(d), sum(checked), sum(m), sum(c), NULL, sum(v) FROM re_quantity GROUP BY site_id;
-- and so it does with activities
INSERT INTO re_activity SELECT 0, activity_id, site_id, held_on, hours, need_type, deducted, outcome, counts, looked_at, filled_in FROM re_activity;

-- ---------------------------------------------------------------------------------------------------------------
-- Satisfaction: means by need level, drawn to the mean of the project by the analysis of variance
-- ---------------------------------------------------------------------------------------------------------------

-- rosters, with the weights of need levels
CREATE TEMPORARY TABLE re_roster AS
SELECT site_id, need_level, CASE need_level WHEN 'A' THEN 2 WHEN 'B' THEN 1.5 ELSE 1 END::float8 AS lambda, count(*)::float8 AS eligible
FROM beneficiary GROUP BY site_id, need_level;

CREATE TEMPORARY TABLE re_satisfaction AS
WITH cell AS (		-- a need level of a site in a period
	SELECT p.k, p.site_id, g.need_level, coalesce(r.lambda * r.eligible, 0) AS w, count(a.x)::float8 AS n, avg(100 * a.x) AS mean, coalesce(var_samp(100 * a.x), 0) AS var
	FROM re_place p CROSS JOIN (VALUES ('A'), ('B'), ('C')) g (need_level)
		LEFT JOIN re_roster r ON r.site_id = p.site_id AND r.need_level = g.need_level
		LEFT JOIN re_answer a ON a.k = p.k AND a.site_id = p.site_id AND a.need_level = g.need_level AND a.question = 'satisfaction' AND a.respondent IN ('child', 'guardian')
	GROUP BY p.k, p.site_id, g.need_level, r.lambda, r.eligible
), mu AS (
	SELECT k, need_level, sum(n) AS nn, sum(n * n) AS n2, count(*) FILTER (WHERE n > 0) AS i, sum(n * mean) / nullif(sum(n), 0) AS mu
	FROM cell GROUP BY k, need_level
), spread AS (
	SELECT k, need_level, nn, n2, i, mu, sum((n - 1) * var) FILTER (WHERE n > 0) / nullif(nn - i, 0) AS within, sum(n * (mean - mu) ^ 2) AS around
	FROM cell JOIN mu USING (k, need_level) GROUP BY k, need_level, nn, n2, i, mu
), level AS (
	SELECT k, need_level, mu, i, within, greatest(0, (around - (i - 1) * within) / nullif(nn - n2 / nn, 0)) AS between FROM spread
), drawn AS (
	SELECT c.k, c.site_id, c.w, c.n, CASE
		WHEN c.n = 0 THEN l.mu
		WHEN l.i = 1 THEN c.mean
		WHEN l.within IS NULL OR l.between = 0 THEN l.mu
		ELSE l.mu + (c.mean - l.mu) * c.n / (c.n + l.within / l.between) END AS x
	FROM cell c JOIN level l USING (k, need_level)
), site_s AS (
	SELECT k, site_id, sum(w * x) / sum(w) FILTER (WHERE x IS NOT NULL) AS s, sum(w) FILTER (WHERE n > 0) ^ 2 / (sum(w * w / n) FILTER (WHERE n > 0)) AS effective_n
	FROM (SELECT k, site_id, w, nullif(n, 0) AS n, x FROM drawn WHERE w > 0) d GROUP BY k, site_id
)
-- what is published has four decimals, and is what the points come from
SELECT k, site_id, CASE WHEN effective_n >= 5 THEN round(s::numeric, 4)::float8 END AS s, coalesce(effective_n, 0) AS effective_n FROM site_s;

-- ---------------------------------------------------------------------------------------------------------------
-- Who came
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE re_came AS
SELECT a.k, b.site_id, b.beneficiary_id, b.need_level, count(DISTINCT a.held_on) AS days
FROM re_activity a JOIN attendance USING (activity_id) JOIN beneficiary b USING (beneficiary_id)
WHERE a.counts AND b.site_id = a.site_id
GROUP BY a.k, b.site_id, b.beneficiary_id, b.need_level;

CREATE TEMPORARY TABLE re_level AS
SELECT p.k, p.township, site_id, need_level, r.lambda, r.eligible, count(c.beneficiary_id)::float8 AS served
FROM re_place p JOIN re_roster r USING (site_id) LEFT JOIN re_came c USING (k, site_id, need_level)
GROUP BY p.k, p.township, site_id, need_level, r.lambda, r.eligible;

-- What inclusion shows of key children and of those of level C.  A count of 1 to 4, of those on the roster, those who came or those who
-- did not, is hidden, with its township in all periods, and further townships until what all of these sum to is no such count.
CREATE TEMPORARY TABLE re_shown AS
WITH cell AS (		-- every township, every level and their total ('')
	SELECT t.k, t.township, g.category, coalesce(sum(l.eligible), 0) AS n, coalesce(sum(l.served), 0) AS came
	FROM (SELECT DISTINCT k, township FROM re_level) t CROSS JOIN (VALUES ('A'), ('B'), ('C'), ('')) g (category)
		LEFT JOIN re_level l ON l.k = t.k AND l.township = t.township AND g.category IN (l.need_level, '')
	GROUP BY t.k, t.township, g.category
), township AS (
	SELECT township, bool_or(few) AS few, bool_or(few AND category = '') AS few_in_all, sum(n) AS children
	FROM (SELECT *, n BETWEEN 1 AND 4 OR came BETWEEN 1 AND 4 OR n - came BETWEEN 1 AND 4 AS few FROM cell) c
	GROUP BY township
), ordered AS (
	SELECT *, row_number() OVER (ORDER BY few_in_all DESC, few DESC, children, township COLLATE "C") AS place FROM township
), cut AS (			-- may the first ones be cut off here, for the totals and for all
	SELECT place, bool_and(NOT few) FILTER (WHERE category = '') AS totals, bool_and(NOT few) AS cells
	FROM (
		SELECT o.place, c.k, c.category, sum(x.n) BETWEEN 1 AND 4 OR sum(x.came) BETWEEN 1 AND 4 OR sum(x.n - x.came) BETWEEN 1 AND 4 AS few
		FROM ordered o JOIN cell c USING (township) JOIN ordered p ON p.place <= o.place JOIN cell x ON x.township = p.township AND x.k = c.k AND x.category = c.category
		GROUP BY o.place, c.k, c.category
	) sums
	GROUP BY place
), totals AS (
	SELECT CASE WHEN bool_or(few_in_all) THEN coalesce((SELECT min(place) FROM cut WHERE totals AND place >= 2 AND place >= few_ones), max(place)) ELSE 0 END AS hidden
	FROM (SELECT *, count(*) FILTER (WHERE few_in_all) OVER () AS few_ones FROM ordered) o
	GROUP BY few_ones
), hidden AS (
	SELECT CASE WHEN bool_or(few) THEN coalesce((SELECT min(place) FROM cut, totals WHERE cells AND place >= 2 AND place >= totals.hidden AND place >= few_ones), max(place)) ELSE 0 END AS hidden
	FROM (SELECT *, count(*) FILTER (WHERE few) OVER () AS few_ones FROM ordered) o
	GROUP BY few_ones
)
SELECT c.k, c.township, sum(n) FILTER (WHERE category = 'A') AS a_all, sum(came) FILTER (WHERE category = 'A') AS a_came_all,
	sum(n) FILTER (WHERE category = 'C') AS c_all, sum(came) FILTER (WHERE category = 'C') AS c_came_all
FROM cell c JOIN ordered o USING (township), hidden h
WHERE o.place > h.hidden
GROUP BY c.k, c.township
UNION ALL
SELECT k, NULL, sum(n) FILTER (WHERE category = 'A'), sum(came) FILTER (WHERE category = 'A'), sum(n) FILTER (WHERE category = 'C'), sum(came) FILTER (WHERE category = 'C')
FROM (SELECT k, category, sum(n) AS n, sum(came) AS came FROM cell WHERE category <> '' GROUP BY k, category) whole
GROUP BY k
HAVING NOT bool_or(n BETWEEN 1 AND 4 OR came BETWEEN 1 AND 4 OR n - came BETWEEN 1 AND 4);

-- ---------------------------------------------------------------------------------------------------------------
-- The twelve indicators of a site; NULL is not measured
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE re_value AS
SELECT k, site_id, 'O1' AS code, v::float8 / target AS value FROM re_quantity
UNION ALL
SELECT p.k, p.site_id, 'O2', CASE WHEN count(a.activity_id) = 0 THEN 0 ELSE sum(a.filled_in)::float8 / nullif(sum(a.looked_at), 0) END
FROM re_place p LEFT JOIN re_activity a USING (k, site_id) GROUP BY p.k, p.site_id
UNION ALL
SELECT k, site_id, 'O3', CASE WHEN visits >= 3 THEN open / visits ELSE sum(open) OVER (PARTITION BY k, township) / nullif(sum(visits) OVER (PARTITION BY k, township), 0) END
FROM (
	SELECT p.k, p.site_id, p.township, count(l.room_open)::float8 AS visits, count(*) FILTER (WHERE l.room_open)::float8 AS open
	FROM re_place p LEFT JOIN re_look l ON l.site_id = p.site_id AND l.visited_on BETWEEN p.first_day AND p.last_day
		AND (l.visited_on IN (SELECT day FROM rest_day) OR (extract(isodow FROM l.visited_on) >= 6
			AND extract(year FROM l.visited_on) NOT IN (SELECT extract(year FROM day) FROM rest_day)))
	GROUP BY p.k, p.site_id, p.township
) looked
UNION ALL
SELECT p.k, p.site_id, 'O4', avg((q.d >= q.target)::integer)::float8
FROM re_place p JOIN re_quantity q ON q.site_id = p.site_id AND q.k > 0 AND (p.k = 0 OR q.k <= p.k) GROUP BY p.k, p.site_id
UNION ALL
SELECT p.k, p.site_id, 'O5', CASE WHEN count(c.days) = 0 OR s.s = 0 THEN 'Infinity' ELSE round((w.price / w.sites / w.quarters * p.quarters / (sum(c.days) * s.s / 100))::numeric)::float8 END
FROM re_place p JOIN re_satisfaction s USING (k, site_id) CROSS JOIN re_whole w LEFT JOIN re_came c USING (k, site_id)
GROUP BY p.k, p.site_id, s.s, w.price, w.sites, w.quarters, p.quarters
UNION ALL
SELECT k, site_id, 'B1', round((sum(lambda * served) / sum(lambda * eligible))::numeric, 2)::float8 FROM re_level GROUP BY k, site_id
UNION ALL
SELECT k, site_id, 'B2', round(CASE
	WHEN a >= 5 AND NOT (few_sites BETWEEN 1 AND 4 AND next_site = 1) THEN a_came / a / nullif(c_came / c, 0)
	WHEN t.a_all >= 5 THEN t.a_came_all / t.a_all / nullif(t.c_came_all / t.c_all, 0)
	ELSE p.a_came_all / p.a_all / nullif(p.c_came_all / p.c_all, 0) END::numeric, 2)::float8
FROM (
	-- all key children of the small sites of a township; and which of the others is the next in size
	SELECT *, sum(a) FILTER (WHERE a < 5) OVER (PARTITION BY k, township) AS few_sites,
		row_number() OVER (PARTITION BY k, township, a < 5 ORDER BY a, site_id) AS next_site
	FROM (
		SELECT k, township, site_id, coalesce(sum(eligible) FILTER (WHERE need_level = 'A'), 0) AS a, coalesce(sum(served) FILTER (WHERE need_level = 'A'), 0) AS a_came,
			sum(eligible) FILTER (WHERE need_level = 'C') AS c, sum(served) FILTER (WHERE need_level = 'C') AS c_came
		FROM re_level GROUP BY k, township, site_id
	) of_site
) a_and_c
	LEFT JOIN re_shown t USING (k, township) LEFT JOIN (SELECT k, a_all, a_came_all, c_all, c_came_all FROM re_shown WHERE township IS NULL) p USING (k)
UNION ALL
SELECT k, site_id, 'B3', CASE WHEN coalesce(sum(n.eligible), 0) = 0 THEN NULL WHEN sum(h.hours) > 0
	THEN 1 - sum(abs(coalesce(h.hours / h.all_hours, 0) - coalesce(n.eligible / n.all_eligible, 0))) / 2 ELSE 0 END
FROM (
	SELECT k, site_id, need_type, sum(coalesce(hours, 1))::float8 AS hours, sum(sum(coalesce(hours, 1))) OVER (PARTITION BY k, site_id)::float8 AS all_hours
	FROM re_activity WHERE counts AND need_type IS NOT NULL GROUP BY k, site_id, need_type
) h FULL JOIN (
	SELECT p.k, n.site_id, n.need_type, sum(n.eligible)::float8 AS eligible, nullif(sum(sum(n.eligible)) OVER (PARTITION BY p.k, n.site_id), 0)::float8 AS all_eligible
	FROM need n JOIN re_place p ON p.site_id = n.site_id AND n.period BETWEEN date_trunc('quarter', p.first_day::timestamp) AND p.last_day GROUP BY p.k, n.site_id, n.need_type
) n USING (k, site_id, need_type)
GROUP BY k, site_id
UNION ALL
SELECT p.k, p.site_id, 'B4', count(*) FILTER (WHERE EXISTS (
	SELECT FROM director_post d WHERE d.site_id = p.site_id AND NOT d.acting AND day BETWEEN d.from_on AND coalesce(d.to_on, day::date)))::float8 / count(*)
FROM re_place p JOIN site s USING (site_id) CROSS JOIN project j,
	generate_series(greatest(j.start_on, s.opened_on)::timestamp, least(p.last_day, s.closed_on)::timestamp, interval '1 day') AS day
GROUP BY p.k, p.site_id
UNION ALL
SELECT p.k, p.site_id, 'B5', CASE WHEN count(a.x) >= 5 THEN avg(a.x) END
FROM re_place p LEFT JOIN re_answer a ON a.k = p.k AND a.site_id = p.site_id AND a.question = 'knows_home' AND a.respondent = 'guardian' GROUP BY p.k, p.site_id
UNION ALL
SELECT k, site_id, 'S1', s FROM re_satisfaction
UNION ALL
SELECT p.k, p.site_id, 'S2', 100 * avg(a.x)
FROM re_place p LEFT JOIN re_answer a ON a.k = p.k AND a.site_id = p.site_id AND a.question = 'satisfaction' AND a.respondent IN ('village', 'buyer') GROUP BY p.k, p.site_id;

-- ---------------------------------------------------------------------------------------------------------------
-- Points, scores, and the project
-- ---------------------------------------------------------------------------------------------------------------

-- points = available x min(1, value / target), or target / value where lower is better; without a target the median of what is finite
CREATE TEMPORARY TABLE re_indicator AS
SELECT i.scheme_id AS profile, v.k, v.site_id, v.code, v.value, i.points::float8 AS available, CASE
	WHEN v.value IS NULL THEN NULL
	WHEN i.direction = 'higher' THEN i.points * least(1, v.value / t.target)
	WHEN v.value = 'Infinity' THEN 0
	ELSE i.points * least(1, t.target / v.value) END AS points
FROM re_value v
	JOIN indicator i ON i.code = v.code AND i.version = (SELECT max(s.version) FROM scheme s WHERE s.scheme_id = i.scheme_id AND s.frozen_at IS NOT NULL)
	CROSS JOIN LATERAL (
		SELECT coalesce(i.target::float8, (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY o.value) FROM re_value o
			WHERE o.k = v.k AND o.code = v.code AND o.value < 'Infinity')) AS target
	) t;

CREATE TEMPORARY TABLE re_score AS
SELECT profile, k, site_id, CASE WHEN rated THEN round((100 * earned / measured)::numeric, 4) END AS score, rated,
	CASE WHEN rated THEN round(exp(logs / measured)::numeric, 4) END AS shadow_score
FROM (
	SELECT profile, k, site_id, sum(points) AS earned, sum(available * ln(1 + 99 * points / available)) AS logs, sum(available) FILTER (WHERE points IS NOT NULL) AS measured,
		coalesce(sum(available) FILTER (WHERE points IS NOT NULL) >= 0.8 * sum(available), false) AND n.effective_n >= 10 AS rated
	FROM re_indicator JOIN re_satisfaction n USING (k, site_id)
	GROUP BY profile, k, site_id, n.effective_n
) added;

-- what caps a grade: half or more of what was reported was not verified and felt, less than 90 % was verified, the post was vacant for more than
-- 90 days
CREATE TEMPORARY TABLE re_limiter AS
SELECT l.k, l.site_id, c.name, c.cap
FROM (
	SELECT q.k, q.site_id, q.v, count(a.activity_id)::float8 AS reported, s.s, (1 - b.value) * days.days AS vacant
	FROM re_quantity q JOIN re_satisfaction s USING (k, site_id) JOIN re_value b ON b.k = q.k AND b.site_id = q.site_id AND b.code = 'B4'
		JOIN (SELECT p.k, p.site_id, p.last_day - greatest(j.start_on, o.opened_on) + 1 AS days FROM re_place p JOIN site o USING (site_id), project j) days ON days.k = q.k AND days.site_id = q.site_id
		LEFT JOIN re_activity a ON a.k = q.k AND a.site_id = q.site_id
	GROUP BY q.k, q.site_id, q.v, s.s, b.value, days.days
) l
	CROSS JOIN LATERAL (VALUES
		('suspension', reported > 0 AND round((1 - v / nullif(reported, 0) * s / 100)::numeric, 6) >= 0.5, 60),
		('verification', v < 0.9 * reported, 80),
		('vacancy', round(vacant::numeric, 6) > 90, 60)) AS c (name, holds, cap)
WHERE c.holds;

-- a key child without a plan by the end of the period, and on no list that counts up to then
CREATE TEMPORARY TABLE re_left_out AS
SELECT DISTINCT p.k, b.site_id
FROM re_place p JOIN beneficiary b USING (site_id)
WHERE b.need_level = 'A' AND (b.plan_on IS NULL OR b.plan_on > p.last_day)
	AND NOT EXISTS (SELECT FROM attendance t JOIN re_activity a USING (activity_id) WHERE t.beneficiary_id = b.beneficiary_id AND a.k = 0 AND a.counts AND a.held_on <= p.last_day);

-- E1: what was due in the quarter and paid by its end; in the term what was paid by its end of the budget
CREATE TEMPORARY TABLE re_project AS
SELECT profile, k, e1.value AS e1, round((100 * (e.points * least(1, e1.value / e.target) + rest.points * mean.score / 100) / (e.points + rest.points))::numeric, 4) AS score
FROM (
	SELECT p.k, CASE p.k WHEN 0 THEN sum(y.paid) FILTER (WHERE y.paid_on <= p.last_day) / j.budget
		ELSE coalesce(sum(y.paid) FILTER (WHERE y.paid_on <= p.last_day), 0) / sum(y.due) END::float8 AS value
	FROM project j CROSS JOIN re_period p LEFT JOIN payment y ON p.k = 0 OR y.period = p.period
	GROUP BY p.k, j.budget
) e1
	JOIN (
		SELECT s.profile, s.k, sum(s.score * r.eligible) / sum(r.eligible) AS score
		FROM re_score s JOIN (SELECT site_id, sum(eligible) AS eligible FROM re_roster GROUP BY site_id) r USING (site_id)
		WHERE s.rated GROUP BY s.profile, s.k
	) mean USING (k)
	JOIN LATERAL (
		SELECT max(i.version) AS version FROM scheme i WHERE i.scheme_id = profile AND i.frozen_at IS NOT NULL
	) scheme_of ON true
	JOIN LATERAL (SELECT points::float8, target::float8 FROM indicator i WHERE i.scheme_id = profile AND i.version = scheme_of.version AND i.code = 'E1') e ON true
	JOIN LATERAL (SELECT sum(points)::float8 AS points FROM indicator i WHERE i.scheme_id = profile AND i.version = scheme_of.version AND i.code <> 'E1') rest ON true;
