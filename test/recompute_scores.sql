-- All scores of the sites of a workspace once more, from the facts alone, and what differs from what was published.
--
-- Written from the definitions, in nothing but tables of facts, the scheme and plain SQL: no view, no function and no
-- table of measures of the workspace is asked, and no function of the extension.  What both agree on is not a mistake
-- of one of them.  It goes day by day where the workspace reckons with ranges, compares every photo with every other,
-- is in float8 where the workspace is exact, and so is slow.  For one project: run it with a search_path whose first
-- schema is a workspace with a single one, whose term is over.
--
--	SET search_path = h_city;
--	\i test/recompute_scores.sql
--
-- It leaves temporary tables: re_indicator (value and points of each site, period, indicator and profile), re_score
-- (score, bounds, what counts for the project, shadow score, bonus, rank, band, grade, state, caps) and re_left_out (where a key person is left out); and
-- re_compared, which sets them beside what was published, one row for each number.  At the end it says of each kind
-- of number how many were compared and how many differ: by more than 1e-9 of them.
--
-- What it cannot do: periods of single contracts, another photo_rule, rules other than ratio and those of findings,
-- indicators of a bureau's own that are not assessed, budget execution (E1).
--
-- ---------------------------------------------------------------------------------------------------------------
-- Three homes of H City by hand: the term, statutory, in points.  Their target is 2000 / 100 = 20 activities,
-- 5 a quarter
-- ---------------------------------------------------------------------------------------------------------------
--
-- Of all homes it takes
--	p_h	confirmed share of the checks in the stratum, by quarter: green 0.952381, 0.944444, 0.926471, 0.971831;
--		red in the fourth 0.5
--	O5	median cost of a satisfied beneficiary-day 191.5 yuan; the share of the price is 1988600 x 20 / 2000 = 19886
--	S1	the mean of n answers counts for its part k, the mean of n lambda / (1 + n lambda) over lambda, the project for
--		the rest: A 68.9958 (68.9947 of 4 answers), B 69.6146, C 69.0397.  k is 0.6407 of 8 answers and 0.4742 of 4 in
--		A, 0.7870 of 24 in B, 0.8755 of 41, 0.8639 of 37 and 0.8806 of 43 in C
--
-- HZ, the last: 9 reported, 3 of them repeats; children on the roster and those who came: A 0 of 3, B 2 of 5, C 9 of 15
--	O1	quarters 0 + 1 + 0 + 0.2: in the second 2 were left, both checked, 1 confirmed; in the third 3 repeats were all
--		there was; in the fourth 4, of which 3 were checked and none was confirmed: 0 + 1 x (0 + 2 x 0.5) / (3 + 2).
--		15 x 1.2 / 20								= 0.9000
--	O2	3 records for each of 9 activities, 17 filled in: 10 x 17 / 27		= 6.2963
--	O3	3 visits on rest days, one found the room open: 9 x 1 / 3		= 3.0000
--	O4	no quarter with 5 activities						= 0.0000
--	O5	15 days on which a child came, x 0.480045: 19886 / 7.200675 = 2762 yuan; 10 x 191.5 / 2762	= 0.6933
--	B1	(2 x 0 + 1.5 x 2 + 9) / (2 x 3 + 1.5 x 5 + 15) = 12 / 28.5 = 0.42; 10 x 0.42 / 0.9	= 4.6667
--	B2	3 key children are too few; township: 10 of 19 A and 112 of 131 C came: 0.62; 8 x 0.62	= 4.9600
--	B3	of 3.5 hours 2 for learning, 1.5 for protection; of the 39 needs counted last 14 family, 8 learning, 9 play,
--		8 protection; the shares differ by 0.358974 + 0.366300 + 0.230769 + 0.223443 = 1.179487:
--		1 - 0.589744 = 0.410256; 6 x 0.410256 / 0.8				= 3.0769
--	B4	112 + 72 + 42 days with a director; the keeper of the key only stands in: 3 x 226 / 365	= 1.8575
--	B5	22 of 40 guardians know it: 3 x 0.55 / 0.8				= 2.0625
--	S1	A 8 answers, mean 53.125, to 58.8281; B 24, 45.8333, to 50.8992; C 41, 38.4146, to 42.2277:
--		S = (6 x 58.8281 + 7.5 x 50.8992 + 15 x 42.2277) / 28.5 = 48.0045; 8 x 48.0045 / 90	= 4.2671
--		as many as 28.5^2 / (6^2 / 8 + 7.5^2 / 24 + 15^2 / 41) = 65.9 answers of equal weight: rated
--	S2	8 answers of village and buyer, mean 59.375: 2 x 59.375 / 90		= 1.3194
--	33.0997 of 90 points: 36.7775
--
-- KY, among the first: 20 reported, none of them a repeat; A 2 of 2, B 5 of 6, C 13 of 14 came
--	O1	5 in each quarter, 3, 3, 2 and 3 checked, all confirmed: 3 + 2 (3 + 2 x 0.952381) / 5 = 4.961905, and in the same
--		way 4.955556, 4.889706 (2 + 3 (2 + 2 x 0.926471) / 4) and 4.977465.  15 x 19.784632 / 20	= 14.8385
--	O2	60 of 60								= 10.0000
--	O3	3 of 4: 9 x 3 / 4							= 6.7500
--	O4	4 of 4 quarters								= 6.0000
--	O5	209 days x 0.819809: 19886 / 171.3401 = 116 yuan, less than the median	= 10.0000
--	B1	(2 x 2 + 1.5 x 5 + 13) / (2 x 2 + 1.5 x 6 + 14) = 24.5 / 27 = 0.907, more than 0.9	= 10.0000
--	B2	township: 11 of 18 A, 141 of 157 C: 8 x 0.68				= 5.4400
--	B3	family, learning, play, protection: 6.5, 7, 14, 9 of 36.5 hours, 4, 17, 11, 2 of 34 needs; the shares differ by
--		0.060435 + 0.308219 + 0.060032 + 0.187752 = 0.616438: 6 x 0.691781 / 0.8	= 5.1884
--	B4	all days								= 3.0000
--	B5	37 of 39, more than 0.8							= 3.0000
--	S1	A 8 answers, 84.375, to 78.8486; B 24, 87.5, to 83.6900; C 37, 83.7838, to 81.7771:
--		S = (4 x 78.8486 + 9 x 83.6900 + 14 x 81.7771) / 27 = 81.9809; 8 x 81.9809 / 90	= 7.2872
--	S2	93.75, more than 90							= 2.0000
--	83.5040 of 90 points: 92.7822
--
-- JL, praised, but its one key child never came: 19 reported; A 0 of 1, B 5 of 6, C 10 of 11 came
--	O1	5, 4, 5, 5 reported, 1, 1, 2, 1 checked, all confirmed: 1 + 4 (1 + 2 x 0.952381) / 3 = 4.873016, 3.888889,
--		4.889706, 4.924883.  15 x 18.576494 / 20				= 13.9324
--	O2	51 of 57: 10 x 51 / 57							= 8.9474
--	O3	4 of 4									= 9.0000
--	O4	3 of 4 quarters: 6 x 3 / 4						= 4.5000
--	O5	178 days x 0.688986: 19886 / 122.6395 = 162 yuan, less than the median	= 10.0000
--	B1	(0 + 1.5 x 5 + 10) / (2 + 9 + 11) = 17.5 / 22 = 0.80; 10 x 0.80 / 0.9	= 8.8889
--	B2	township: 12 of 21 A, 131 of 159 C: 8 x 0.69				= 5.5200
--	B3	3, 11.5, 11, 12.5 of 38 hours, 7, 10, 13, 6 of 36 needs: 0.8129, more than 0.8	= 6.0000
--	B4	all days								= 3.0000
--	B5	36 of 44 = 0.818, more than 0.8						= 3.0000
--	S1	A 4 answers, 0, to 36.2794; B 24, 68.75, to 68.9342; C 43, 75.5814, to 74.8002:
--		S = (2 x 36.2794 + 9 x 68.9342 + 11 x 74.8002) / 22 = 68.8986; 8 x 68.8986 / 90	= 6.1243
--	S2	8 answers, mean 68.75: 2 x 68.75 / 90					= 1.5278
--	80.4407 of 90 points: 89.3786
--
-- ---------------------------------------------------------------------------------------------------------------
-- Words
--
--	k	a period, by its label			unit	a calendar unit of the project
--	chain	a site and those that took over from it	m	activities of a site that a verifier looked at
-- ---------------------------------------------------------------------------------------------------------------

SET client_min_messages = warning;
DROP TABLE IF EXISTS pg_temp.re_calendar, pg_temp.re_day, pg_temp.re_period, pg_temp.re_place, pg_temp.re_look,
	pg_temp.re_answer, pg_temp.re_link,
	pg_temp.re_photo, pg_temp.re_deducted, pg_temp.re_activity, pg_temp.re_member, pg_temp.re_plan, pg_temp.re_serve,
	pg_temp.re_weight, pg_temp.re_on_roster, pg_temp.re_worth, pg_temp.re_rate, pg_temp.re_day_owed, pg_temp.re_owed,
		pg_temp.re_stratum, pg_temp.re_cell,
	pg_temp.re_quantity, pg_temp.re_spell, pg_temp.re_level, pg_temp.re_heard, pg_temp.re_spread, pg_temp.re_ratio,
		pg_temp.re_satisfaction, pg_temp.re_need, pg_temp.re_mark,
		pg_temp.re_least, pg_temp.re_hidden,
	pg_temp.re_post, pg_temp.re_filled, pg_temp.re_presence, pg_temp.re_served, pg_temp.re_came, pg_temp.re_value,
		pg_temp.re_found, pg_temp.re_indicator, pg_temp.re_worth_of, pg_temp.re_limiter, pg_temp.re_score,
	pg_temp.re_left_out, pg_temp.re_compared CASCADE;
RESET client_min_messages;

-- ---------------------------------------------------------------------------------------------------------------
-- Days, periods and places
-- ---------------------------------------------------------------------------------------------------------------

-- the days of the years that the term touches; unit_days: of the whole calendar unit
CREATE TEMPORARY TABLE re_calendar AS
SELECT d::date AS day, l.unit, count(*) OVER (PARTITION BY l.unit) AS unit_days
FROM project p
	CROSS JOIN LATERAL generate_series(date_trunc('year', p.start_on::timestamp),
		date_trunc('year', p.end_on::timestamp) + interval '1 year -1 day', interval '1 day') AS d
	CROSS JOIN LATERAL (
		SELECT to_char(d, 'YYYY') || CASE p.period_unit WHEN 'month' THEN to_char(d, '-MM') WHEN 'quarter'
			THEN to_char(d, '"Q"Q')
			WHEN 'half_year' THEN CASE WHEN extract(month FROM d) <= 6 THEN 'H1' ELSE 'H2' END ELSE '' END AS unit
	) l;
ANALYZE re_calendar;

-- those of the term
CREATE TEMPORARY TABLE re_day AS
SELECT c.day, c.unit, c.unit_days, count(*) OVER (PARTITION BY c.unit) AS term_days
FROM project p JOIN re_calendar c ON c.day BETWEEN p.start_on AND p.end_on;
ANALYZE re_day;

CREATE TEMPORARY TABLE re_period AS
SELECT unit AS k, 'unit' AS kind, min(day) AS first_day, max(day) AS last_day FROM re_day GROUP BY unit
UNION ALL
SELECT to_char(day, 'YYYY'), 'year', min(day), max(day)
FROM re_day
WHERE (SELECT period_unit <> 'year' AND extract(year FROM start_on) <> extract(year FROM end_on) FROM project)
GROUP BY to_char(day, 'YYYY')
UNION ALL
SELECT m.code, 'milestone', p.start_on, m.until_on FROM milestone m JOIN project p USING (project_id)
UNION ALL
SELECT 'term', 'term', start_on, end_on FROM project;
ANALYZE re_period;

-- sites in the periods in which they were open, and from when to when
CREATE TEMPORARY TABLE re_place AS
SELECT p.k, p.kind, s.site_id, v.county, v.township, greatest(p.first_day, s.opened_on) AS first_day,
	least(p.last_day, s.closed_on) AS last_day, p.last_day - p.first_day + 1 AS period_days,
	greatest(j.start_on, s.opened_on) AS since, p.last_day AS period_end
FROM project j, re_period p, site s JOIN village v USING (division_code)
WHERE s.opened_on <= p.last_day AND coalesce(s.closed_on, p.last_day) >= p.first_day;
ANALYZE re_place;

-- the provider's own checks, answers and marks do not count
CREATE TEMPORARY TABLE re_look AS
SELECT * FROM visit WHERE verifier_id NOT IN (SELECT provider_id FROM contract);
ANALYZE re_look;
CREATE TEMPORARY TABLE re_answer AS
SELECT p.k, p.site_id, g.is_served, r.need_level, r.question, (r.rating - 1) / (r.scale_max - 1)::float8 AS x
FROM response r JOIN respondent_group g ON g.code = r.respondent
	JOIN re_place p ON p.site_id = r.site_id AND coalesce(r.concerns_on, r.answered_on) BETWEEN p.first_day AND p.last_day
WHERE r.collector_id NOT IN (SELECT provider_id FROM contract);
ANALYZE re_answer;

-- ---------------------------------------------------------------------------------------------------------------
-- Which activities are left: repeats and checks
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE re_link AS
SELECT a.photo_id, b.photo_id AS other_id
FROM photo a JOIN photo b ON a.photo_id < b.photo_id
	AND (a.sha256 = b.sha256 OR bit_count((a.phash # b.phash)::bit(64)) <= 8);
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
	JOIN (
		SELECT activity_id, row_number() OVER (ORDER BY coalesce(reported_at, (held_on + 1)::timestamp AT TIME ZONE 'UTC'),
			activity_id) AS uploaded
		FROM activity
	) a USING (activity_id);
ANALYZE re_photo;

-- an activity is deducted when each of its photos is in a pair with an earlier activity that a person has confirmed
CREATE TEMPORARY TABLE re_deducted AS
SELECT activity_id
FROM (
	SELECT p.activity_id, EXISTS (
		SELECT FROM duplicate_review d JOIN re_photo e ON e.activity_id = d.earlier_activity_id
		WHERE d.activity_id = p.activity_id AND d.decision = 'confirmed' AND e.cluster = p.cluster
			AND e.uploaded < p.uploaded)
		AS confirmed
	FROM re_photo p
) AS photo_of
GROUP BY activity_id HAVING bool_and(confirmed);
ANALYZE re_deducted;

-- repeated: as a person or a verifier says; sampled: a verifier looked, and no person had taken it out before
CREATE TEMPORARY TABLE re_activity AS
SELECT a.activity_id, a.site_id, a.contract_id, a.item, a.held_on, d.unit, a.quantity::float8 AS quantity, a.hours,
	a.need_type,
	x.activity_id IS NOT NULL OR coalesce(l.outcome = 'repeated', false) AS repeated,
	x.activity_id IS NULL AND l.outcome IS NOT NULL AS sampled,
	x.activity_id IS NULL AND coalesce(l.outcome IN ('confirmed', 'no_trace'), false) AS checked,
	CASE WHEN x.activity_id IS NULL AND l.outcome = 'confirmed'
		THEN least(coalesce(l.confirmed_quantity, a.quantity), a.quantity)
		ELSE 0 END::float8 AS confirmed,
	x.activity_id IS NULL AND coalesce(l.outcome, '') NOT IN ('repeated', 'no_trace') AS counts,
	num_nonnulls(a.registered, a.form_filed, a.feedback_filed) AS looked_at,
	coalesce(a.registered, false)::integer + coalesce(a.form_filed, false)::integer + coalesce(a.feedback_filed,
		false)::integer
		AS filled_in
FROM activity a JOIN re_day d ON d.day = a.held_on
	LEFT JOIN re_deducted x USING (activity_id)
	LEFT JOIN (SELECT DISTINCT ON (activity_id) activity_id, outcome, confirmed_quantity FROM re_look
		WHERE activity_id IS NOT NULL
			   ORDER BY activity_id, visited_on DESC, visit_id DESC) l USING (activity_id);
CREATE INDEX ON re_activity (site_id, held_on);
ANALYZE re_activity;

-- ---------------------------------------------------------------------------------------------------------------
-- What is owed, day by day
-- ---------------------------------------------------------------------------------------------------------------

-- a site, and who took over from it the day after it closed; whoever was there before heads a chain of its own
CREATE TEMPORARY TABLE re_member AS
WITH RECURSIVE member AS (
	SELECT s.site_id AS root, 1 AS place, s.site_id, s.opened_on AS first_day, s.closed_on AS last_day, s.successor_id
	FROM site s WHERE NOT EXISTS (SELECT FROM site b WHERE b.successor_id = s.site_id AND b.closed_on < s.opened_on)
	UNION ALL
	SELECT m.root, m.place + 1, s.site_id, greatest(s.opened_on, m.last_day + 1), s.closed_on, s.successor_id
	FROM member m JOIN site s ON s.site_id = m.successor_id
)
SELECT * FROM member;
ANALYZE re_member;

-- days on which a contract was to serve a chain
CREATE TEMPORARY TABLE re_plan AS
SELECT c.contract_id, g.root, d.day, d.unit, d.unit_days
FROM contract c CROSS JOIN project p
	CROSS JOIN LATERAL (
		SELECT m.root, min(m.first_day) AS opened, bool_or(n.site_id IS NOT NULL) AS named,
			min(coalesce(n.from_on, c.start_on, p.start_on)) FILTER (WHERE n.site_id IS NOT NULL) AS named_from
		FROM re_member m LEFT JOIN contract_site n ON n.contract_id = c.contract_id AND n.site_id = m.site_id
		GROUP BY m.root
	) g
	JOIN re_day d ON d.day >= greatest(coalesce(c.start_on, p.start_on), g.named_from, g.opened)
		AND d.day <= coalesce(c.end_on, p.end_on)
WHERE g.named OR NOT EXISTS (SELECT FROM contract_site n WHERE n.contract_id = c.contract_id);
ANALYZE re_plan;

-- of these, days on which it did: the member was open, in no closure, and not handed over
CREATE TEMPORARY TABLE re_serve AS
SELECT l.contract_id, l.root, m.site_id, l.day, l.unit, l.unit_days
FROM re_plan l
	JOIN contract c USING (contract_id)
	JOIN re_member m ON m.root = l.root AND l.day >= m.first_day AND l.day <= coalesce(m.last_day, l.day)
	LEFT JOIN LATERAL (
		-- a successor without a row goes by that of its predecessor
		SELECT n.from_on, n.to_on FROM contract_site n JOIN re_member b ON b.site_id = n.site_id AND b.root = m.root
		WHERE n.contract_id = l.contract_id AND b.place <= m.place ORDER BY b.place DESC LIMIT 1
	) n ON true
WHERE l.day >= coalesce(n.from_on, l.day) AND l.day <= coalesce(n.to_on, l.day)
	AND l.day <= coalesce(c.terminated_on, l.day)
	AND NOT EXISTS (SELECT FROM site_closure k WHERE k.site_id = m.site_id AND l.day >= k.from_on
		AND l.day <= coalesce(k.to_on, l.day));
CREATE INDEX ON re_serve (site_id, day);
ANALYZE re_serve;

-- what a unit of an item weighs: its tariff; without one the mean of its contract's above 0, or of all, and 1 where
-- nobody has any
CREATE TEMPORARY TABLE re_weight AS
SELECT i.contract_id, i.item, i.spread,
	CASE WHEN EXISTS (SELECT FROM contract_item WHERE tariff > 0)
		THEN coalesce(i.tariff, (SELECT avg(tariff) FROM contract_item o WHERE o.contract_id = i.contract_id
			AND tariff > 0), (SELECT avg(tariff) FROM contract_item WHERE tariff > 0)) ELSE 1 END::float8 AS weight
FROM contract_item i;
ANALYZE re_weight;

CREATE TEMPORARY TABLE re_on_roster AS
SELECT r.site_id, d.day, count(*) AS persons
FROM roster r JOIN re_day d ON d.day >= r.from_on AND d.day <= coalesce(r.to_on, d.day)
WHERE EXISTS (SELECT FROM contract_item WHERE spread = 'person')
GROUP BY r.site_id, d.day;
ANALYZE re_on_roster;

-- Each served day owes its part of the agreed quantity, each planned day being worth 1 / days of the unit (spread
-- site), or 1 (day); of spread person each person on the roster owes the quantity of a unit / days of the unit
CREATE TEMPORARY TABLE re_worth AS
SELECT l.contract_id, i.item, l.root, l.day, CASE i.spread WHEN 'day' THEN 1 ELSE 1.0::float8 / l.unit_days END AS worth
FROM re_plan l JOIN contract_item i USING (contract_id);
CREATE INDEX ON re_worth (contract_id, root, day);
ANALYZE re_worth;

-- a chain with a quantity of its own has it over its own days; the others share what these leave
CREATE TEMPORARY TABLE re_rate AS
WITH own AS (
	SELECT t.contract_id, t.item, m.root, sum(t.target_quantity)::float8 AS quantity
	FROM site_target t JOIN LATERAL (
		SELECT root FROM re_member m WHERE m.site_id = t.site_id ORDER BY m.place, m.root LIMIT 1
	) m ON true
	GROUP BY t.contract_id, t.item, m.root
), chain AS (
	SELECT w.contract_id, w.item, w.root, sum(w.worth) AS worth, o.quantity
	FROM re_worth w LEFT JOIN own o USING (contract_id, item, root) GROUP BY w.contract_id, w.item, w.root, o.quantity
)
SELECT c.contract_id, c.item, c.root, CASE WHEN c.quantity IS NOT NULL THEN c.quantity / c.worth
	ELSE (i.target_quantity::float8 - coalesce(sum(c.quantity) OVER same_item, 0))
		/ sum(c.worth) FILTER (WHERE c.quantity IS NULL) OVER same_item END AS rate
FROM chain c JOIN contract_item i USING (contract_id, item)
WINDOW same_item AS (PARTITION BY c.contract_id, c.item);
ANALYZE re_rate;

CREATE TEMPORARY TABLE re_day_owed AS
SELECT s.contract_id, w.item, s.site_id, s.day, s.unit,
	sum(CASE WHEN i.spread = 'person' THEN i.target_quantity::float8 / s.unit_days * coalesce(n.persons, 0)
		ELSE r.rate * w.worth END) AS owed
FROM re_serve s
	JOIN re_worth w USING (contract_id, root, day)
	JOIN contract_item i ON (i.contract_id, i.item) = (w.contract_id, w.item)
	JOIN re_rate r ON (r.contract_id, r.item, r.root) = (w.contract_id, w.item, w.root)
	LEFT JOIN re_on_roster n ON n.site_id = s.site_id AND n.day = s.day
GROUP BY s.contract_id, w.item, s.site_id, s.day, s.unit;
CREATE INDEX ON re_day_owed (site_id, day);
ANALYZE re_day_owed;

CREATE TEMPORARY TABLE re_owed AS
SELECT p.k, o.site_id, o.contract_id, o.item, sum(o.owed) AS target
FROM re_period p JOIN re_day_owed o ON o.day BETWEEN p.first_day AND p.last_day
GROUP BY p.k, o.site_id, o.contract_id, o.item
HAVING sum(o.owed) > 0;
ANALYZE re_owed;

-- ---------------------------------------------------------------------------------------------------------------
-- Verified quantity: V = C + (D - checked) (c + 2 p_h) / (m + 2), to six decimals, unit by unit
-- ---------------------------------------------------------------------------------------------------------------

-- the planned stratum, else that of the last look in the whole unit, also after the term, else none
CREATE TEMPORARY TABLE re_stratum AS
SELECT s.site_id, u.unit, coalesce(
	(SELECT v.stratum FROM visit_plan v JOIN re_calendar d ON d.day = v.from_on
	 WHERE v.site_id = s.site_id AND d.unit = u.unit ORDER BY v.from_on DESC LIMIT 1),
	(SELECT l.stratum FROM re_look l JOIN re_calendar d ON d.day = l.visited_on
	 WHERE l.site_id = s.site_id AND l.stratum IS NOT NULL AND d.unit = u.unit
		ORDER BY l.visited_on DESC, l.visit_id DESC LIMIT 1),
	'none') AS stratum
FROM site s, (SELECT DISTINCT unit FROM re_day) u;
ANALYZE re_stratum;

-- a period may begin or end in the middle of a unit; but those who speak for a site are all checks of the unit
CREATE TEMPORARY TABLE re_cell AS
WITH pool AS (
	SELECT contract_id, item, unit, stratum, sum(confirmed / quantity) AS c, count(*) AS m
	FROM re_activity JOIN re_stratum USING (site_id, unit)
	WHERE sampled
	GROUP BY GROUPING SETS ((contract_id, item, unit, stratum), (contract_id, item, unit), (contract_id, item))
), counted AS (
	SELECT p.k, a.contract_id, a.item, a.site_id, a.unit, h.stratum, sum(quantity) AS r,
		coalesce(sum(quantity) FILTER (WHERE NOT repeated), 0) AS d,
			coalesce(sum(quantity) FILTER (WHERE checked), 0) AS checked,
		sum(confirmed) AS confirmed, count(*) FILTER (WHERE sampled) AS m,
		coalesce(sum(confirmed / quantity) FILTER (WHERE sampled), 0) AS c,
		coalesce(sum(quantity * quantity) FILTER (WHERE NOT repeated AND NOT checked), 0) AS squares
	FROM re_activity a JOIN re_period p ON a.held_on BETWEEN p.first_day AND p.last_day
		JOIN re_stratum h USING (site_id, unit)
	GROUP BY p.k, a.contract_id, a.item, a.site_id, a.unit, h.stratum
)
SELECT n.*, round((CASE WHEN n.d = n.checked THEN n.confirmed
	ELSE n.confirmed + (n.d - n.checked) * (n.c + 2 * coalesce(h.c / h.m, u.c / u.m,
		w.c / w.m)) / (n.m + 2) END)::numeric, 6)::float8 AS v,
	-- of what nobody looked at: beta-binomial, with the stratum as if two more of its checks had been made
	CASE WHEN n.d = n.checked THEN 0 ELSE e.p * (1 - e.p) * ((n.m + 2) * n.squares + (n.d - n.checked) ^ 2) / (n.m + 3) END
		AS variance
FROM counted n
	LEFT JOIN pool h ON (h.contract_id, h.item, h.unit, h.stratum) = (n.contract_id, n.item, n.unit, n.stratum)
	LEFT JOIN pool u ON (u.contract_id, u.item, u.unit) = (n.contract_id, n.item, n.unit) AND u.stratum IS NULL
	LEFT JOIN pool w ON (w.contract_id, w.item) = (n.contract_id, n.item) AND w.unit IS NULL
	CROSS JOIN LATERAL (
		SELECT (n.c + 2 * coalesce((h.c + 1) / (h.m + 2), (u.c + 1) / (u.m + 2), (w.c + 1) / (w.m + 2))) / (n.m + 2) AS p
	) e;
ANALYZE re_cell;

-- what nobody reported is nothing, and needs no check
CREATE TEMPORARY TABLE re_quantity AS
SELECT k, site_id, contract_id, item, coalesce(o.target, 0) AS target, coalesce(n.r, 0) AS r, coalesce(n.d, 0) AS d,
	CASE WHEN n.site_id IS NULL THEN 0 ELSE n.v END AS v, coalesce(n.variance, 0) AS variance,
	coalesce(n.possible, 0) AS possible
FROM re_owed o FULL JOIN (
	SELECT k, site_id, contract_id, item, sum(r) AS r, sum(d) AS d, CASE WHEN count(v) = count(*) THEN sum(v) END AS v,
		sum(variance) AS variance, sum(d - checked + confirmed) AS possible
	FROM re_cell GROUP BY k, site_id, contract_id, item
) n USING (k, site_id, contract_id, item);
ANALYZE re_quantity;

-- ---------------------------------------------------------------------------------------------------------------
-- Who was there and who came
-- ---------------------------------------------------------------------------------------------------------------

-- who came to which site on which day: an activity that was found repeated or without trace served nobody, whatever
-- its list
CREATE TEMPORARY TABLE re_came AS
SELECT DISTINCT t.beneficiary_id, a.site_id, a.held_on FROM re_activity a JOIN attendance t USING (activity_id)
	WHERE a.counts;
CREATE INDEX ON re_came (beneficiary_id, held_on);
CREATE INDEX ON re_came (site_id, held_on);
ANALYZE re_came;

CREATE TEMPORARY TABLE re_spell AS
SELECT p.k, p.site_id, r.beneficiary_id, r.need_level, greatest(r.from_on, p.first_day) AS first_day,
	least(r.to_on, p.last_day) AS last_day, p.period_days
FROM re_place p JOIN roster r ON r.site_id = p.site_id AND r.from_on <= p.last_day
	AND coalesce(r.to_on, p.last_day) >= p.first_day;
ANALYZE re_spell;

-- a person is of the level of its last spell at the site, weighs its part of the days of the period, and was served
-- if it came to whatever site on a day on which it was on this roster
CREATE TEMPORARY TABLE re_level AS
SELECT k, site_id, need_level, count(*)::float8 AS eligible, sum(days)::float8 / max(period_days) AS persons,
	count(*) FILTER (WHERE came)::float8 AS served
FROM (
	SELECT s.k, s.site_id, s.beneficiary_id, max(s.period_days) AS period_days, sum(s.last_day - s.first_day + 1) AS days,
		(array_agg(s.need_level ORDER BY s.first_day DESC))[1] AS need_level,
		bool_or(EXISTS (SELECT FROM re_came c
			WHERE c.beneficiary_id = s.beneficiary_id AND c.held_on BETWEEN s.first_day AND s.last_day)) AS came
	FROM re_spell s
	GROUP BY s.k, s.site_id, s.beneficiary_id
) person
GROUP BY k, site_id, need_level;
ANALYZE re_level;

-- ---------------------------------------------------------------------------------------------------------------
-- Satisfaction: means by need level, drawn together.  Means vary by s^2 (lambda + 1 / n), lambda being the ratio of the
-- variances between and within sites, for which every A = lambda s^2 is as likely as another: what is said of a site
-- is the mean over lambda, here over many small steps of its logarithm.  A site weighs a level by its persons; without
-- a roster, by its answers.  With one, who was not heard may have been of any mind: worst and best, outwards to tenths
-- where they differ.
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE re_heard AS
SELECT p.k, p.site_id, g.code AS need_level, count(a.x)::float8 AS n, avg(100 * a.x) AS mean,
	coalesce(var_samp(100 * a.x), 0) AS var, g.weight::float8 * CASE
		WHEN EXISTS (SELECT FROM re_level l WHERE l.k = p.k AND l.site_id = p.site_id)
			THEN coalesce((SELECT l.persons FROM re_level l WHERE (l.k, l.site_id, l.need_level) = (p.k, p.site_id, g.code)), 0)
		ELSE count(a.x) END AS w
FROM re_place p CROSS JOIN need_level g
	LEFT JOIN re_answer a ON (a.k, a.site_id, a.need_level) = (p.k, p.site_id, g.code) AND a.question = 'satisfaction'
		AND a.is_served
GROUP BY p.k, p.site_id, g.code, g.weight;
ANALYZE re_heard;

-- of sites that answered: how many, their answers, the squares within and the mean of means
CREATE TEMPORARY TABLE re_spread AS
SELECT k, need_level, count(*) AS i, sum(n) AS nn, sum((n - 1) * var) AS within, avg(mean) AS middle,
	count(*) > 3 AND sum(n) > count(*) AND sum((n - 1) * var) > 0 AS drawn
FROM re_heard WHERE n > 0 GROUP BY k, need_level;

CREATE TEMPORARY TABLE re_ratio AS
WITH step AS (
	SELECT exp(z / 10.0::float8) AS ratio FROM generate_series(-300, 400) z
), fit AS (
	SELECT s.k, s.need_level, ratio, s.nn, s.within, s.middle, sum(1 / (ratio + 1 / c.n)) AS weights,
		sum((c.mean - s.middle) / (ratio + 1 / c.n)) AS pull, sum((c.mean - s.middle) ^ 2 / (ratio + 1 / c.n)) AS squares,
		sum(ln(ratio + 1 / c.n)) AS logs
	FROM re_spread s JOIN re_heard c USING (k, need_level) CROSS JOIN step
	WHERE s.drawn AND c.n > 0
	GROUP BY s.k, s.need_level, ratio, s.nn, s.within, s.middle
), density AS (
	SELECT k, need_level, ratio, middle + pull / weights AS mu,
		ln(ratio) - (logs + ln(weights) + (nn - 3) * ln(within + squares - pull ^ 2 / weights)) / 2 AS log
	FROM fit
), near_peak AS (
	SELECT *, log - max(log) OVER (PARTITION BY k, need_level) AS below FROM density
)
SELECT k, need_level, ratio, mu, exp(below) / sum(exp(below)) OVER (PARTITION BY k, need_level) AS part
FROM near_peak WHERE below > -40;
ANALYZE re_ratio;

CREATE TEMPORARY TABLE re_satisfaction AS
WITH drawn AS (
	SELECT c.k, c.site_id, c.w, nullif(c.n, 0) AS n,
		EXISTS (SELECT FROM re_level r WHERE r.k = c.k AND r.site_id = c.site_id) AS has_roster, CASE
		WHEN s.drawn THEN (SELECT sum(r.part * CASE WHEN c.n = 0 THEN r.mu
			ELSE r.mu + (c.mean - r.mu) * r.ratio / (r.ratio + 1 / c.n) END)
			FROM re_ratio r WHERE (r.k, r.need_level) = (c.k, c.need_level))
		WHEN c.n = 0 OR s.i > 1 AND s.nn = s.i THEN s.middle
		ELSE c.mean END AS x
	FROM re_heard c LEFT JOIN re_spread s USING (k, need_level)
)
SELECT k, site_id, CASE WHEN effective_n >= (SELECT small_count FROM setting)
	THEN round(s::numeric, 4)::float8 END AS s, coalesce(effective_n, 0) AS effective_n,
	CASE WHEN effective_n >= (SELECT small_count FROM setting) AND unheard > 0
		THEN floor(round((10 * said)::numeric, 9))::float8 / 10 END AS worst,
	CASE WHEN effective_n >= (SELECT small_count FROM setting) AND unheard > 0
		THEN ceil(round((10 * (said + 100 * unheard))::numeric, 9))::float8 / 10 END AS best
FROM (
	SELECT k, site_id, sum(w * x) / nullif(sum(w) FILTER (WHERE x IS NOT NULL), 0) AS s,
		CASE WHEN has_roster THEN sum(w * x) FILTER (WHERE n > 0) / sum(w) END AS said,
		CASE WHEN has_roster THEN coalesce(sum(w) FILTER (WHERE n IS NULL), 0) / sum(w) END AS unheard,
		sum(w) FILTER (WHERE n > 0) ^ 2 / (sum(w * w / n) FILTER (WHERE n > 0)) AS effective_n
	FROM (SELECT * FROM drawn WHERE w > 0) d
	GROUP BY k, site_id, has_roster
	UNION ALL
	-- a site without any roster and answer
	SELECT k, site_id, NULL, NULL, NULL, NULL FROM re_place p
		WHERE NOT EXISTS (SELECT FROM drawn d WHERE (d.k, d.site_id) = (p.k, p.site_id) AND d.w > 0)
) s;
ANALYZE re_satisfaction;

-- ---------------------------------------------------------------------------------------------------------------
-- Which townships may be shown (B2).  In the order of those whose total is small, those of which another count is
-- small, and the others, the smaller first: as many as are small, never one alone, and until what they sum to is
-- small in no period.
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE re_hidden AS
WITH cell AS (
	SELECT c.k, c.county, c.township, x.category, c.category = '' AS total, coalesce(sum(l.eligible), 0) AS eligible,
		coalesce(sum(l.served), 0) AS served
	FROM (SELECT DISTINCT l.k, n.county, n.township, y.category FROM re_level l
		CROSS JOIN LATERAL (VALUES (l.need_level), ('')) y (category)
			CROSS JOIN (SELECT DISTINCT p.county, p.township FROM re_place p JOIN re_level USING (k, site_id)) n) c
		CROSS JOIN LATERAL (SELECT c.category) x
		LEFT JOIN (re_level l JOIN re_place p USING (k, site_id))
			ON l.k = c.k AND p.county = c.county AND p.township = c.township AND c.category IN (l.need_level, '')
	GROUP BY c.k, c.county, c.township, x.category, c.category
), few AS (
	SELECT small_count - 1 AS few FROM setting
), town AS (
	SELECT county, township, bool_or(small AND total) AS small_total, bool_or(small) AS small,
		row_number() OVER (ORDER BY bool_or(small AND total) DESC, bool_or(small) DESC, sum(eligible), county COLLATE "C",
			township COLLATE "C") AS place
	FROM (SELECT c.*, eligible BETWEEN 1 AND few OR served BETWEEN 1 AND few OR eligible - served BETWEEN 1
		AND few AS small FROM cell c, few) s
	GROUP BY county, township
), safe AS (
	SELECT place, bool_and(safe) FILTER (WHERE total) AS safe_total, bool_and(safe) AS safe
	FROM (
		SELECT t.place, c.total, NOT (sum(c.eligible) BETWEEN 1 AND max(few) OR sum(c.served) BETWEEN 1 AND max(few)
			OR sum(c.eligible - c.served) BETWEEN 1 AND max(few)) AS safe
		FROM few, town t JOIN town b ON b.place <= t.place JOIN cell c ON (c.county, c.township) = (b.county, b.township)
		GROUP BY t.place, c.k, c.category, c.total
	) s
	GROUP BY place
), number AS (
	SELECT count(*) AS towns, count(*) FILTER (WHERE small) AS small, count(*) FILTER (WHERE small_total) AS small_totals
		FROM town
), totals AS (
	SELECT CASE WHEN small_totals = 0 THEN 0
		ELSE coalesce((SELECT min(place) FROM safe WHERE safe_total AND place >= greatest(small_totals, 2)), towns) END
			AS totals
	FROM number
)
SELECT t.county, t.township, p.k, t.place <= CASE WHEN n.small = 0 THEN 0
	ELSE coalesce((SELECT min(place) FROM safe WHERE safe AND place >= greatest(n.small, o.totals, 2)), n.towns) END
		AS hidden
FROM number n, totals o, town t, re_period p
UNION ALL
-- the project shows its levels where none is small
SELECT NULL, NULL, k, bool_or(eligible BETWEEN 1 AND few OR served BETWEEN 1 AND few OR eligible - served BETWEEN 1
	AND few)
FROM (SELECT k, category, sum(eligible) AS eligible, sum(served) AS served FROM cell WHERE NOT total
	GROUP BY k, category) w, few
GROUP BY k;
ANALYZE re_hidden;

-- ---------------------------------------------------------------------------------------------------------------
-- Is anybody there?  Idle and vacant days, since the start of the term or the opening of the site
-- ---------------------------------------------------------------------------------------------------------------

-- the role that is judged: of those of which there are posts, the first of the list; who only stands in fills none
CREATE TEMPORARY TABLE re_post AS
SELECT site_id, from_on, coalesce(to_on, 'infinity') AS to_on, acting FROM post
WHERE role = (SELECT p.role FROM post p JOIN post_role r ON r.code = p.role
	ORDER BY r.display_order, p.role COLLATE "C" LIMIT 1);
CREATE TEMPORARY TABLE re_filled AS
SELECT DISTINCT o.site_id, d.day FROM re_post o JOIN re_day d ON d.day BETWEEN o.from_on AND o.to_on WHERE NOT o.acting;
CREATE INDEX ON re_filled (site_id, day);
ANALYZE re_filled;

CREATE TEMPORARY TABLE re_presence AS
WITH since AS (
	SELECT p.*, coalesce((SELECT max(a.held_on) FROM re_activity a
		WHERE a.site_id = p.site_id AND a.counts AND a.held_on BETWEEN p.since AND p.last_day), p.since) AS active
	FROM re_place p
), due AS (
	-- the first day of the first unit in which anything is owed
	SELECT o.site_id, min(u.first_day) AS due_from FROM re_day_owed o JOIN re_period u ON u.k = o.unit WHERE o.owed > 0
		GROUP BY o.site_id
)
SELECT s.k, s.site_id,
	CASE WHEN s.last_day >= u.due_from THEN s.last_day - s.active
		- (SELECT count(DISTINCT d.day) FROM site_closure c JOIN re_day d ON d.day BETWEEN c.from_on
			AND coalesce(c.to_on, d.day)
			WHERE c.site_id = s.site_id AND d.day > s.active AND d.day <= s.last_day) END AS idle,
	s.last_day - s.since + 1 - (SELECT count(*) FROM re_filled f WHERE f.site_id = s.site_id AND f.day BETWEEN s.since
		AND s.last_day)
		AS vacant_days,
	EXISTS (SELECT FROM re_post) AND NOT EXISTS (SELECT FROM re_filled f WHERE f.site_id = s.site_id
		AND f.day = s.last_day) AS vacant,
	s.last_day - s.since + 1 AS days, EXISTS (SELECT FROM re_post) AS has_posts
FROM since s LEFT JOIN due u USING (site_id);
ANALYZE re_presence;

-- ---------------------------------------------------------------------------------------------------------------
-- The indicators of a site; NULL is not measured, no row does not apply
-- ---------------------------------------------------------------------------------------------------------------

-- of each site, level and type the last count up to the end of the period
CREATE TEMPORARY TABLE re_need AS
SELECT DISTINCT ON (p.k, n.site_id, n.need_level, n.need_type) p.k, n.site_id, n.need_type, n.eligible
FROM need n JOIN re_place p ON p.site_id = n.site_id AND n.counted_on <= p.last_day
ORDER BY p.k, n.site_id, n.need_level, n.need_type, n.counted_on DESC;
ANALYZE re_need;

-- the part of a unit on whose days a site was served
CREATE TEMPORARY TABLE re_served AS
SELECT site_id, unit AS k, count(DISTINCT day)::float8 / max(unit_days) AS share FROM re_serve GROUP BY site_id, unit;
ANALYZE re_served;

-- the level of least weight that is no key level, of those on the project's rosters
CREATE TEMPORARY TABLE re_least AS
SELECT code FROM (
	SELECT code, rank() OVER (ORDER BY weight) AS place FROM need_level
	WHERE NOT is_key AND code IN (SELECT need_level FROM roster)
) l WHERE place = 1;
ANALYZE re_least;

-- marks of assessors, out of 100, for criteria that are indicators
CREATE TEMPORARY TABLE re_mark AS
SELECT a.site_id, upper(a.criterion) AS code, a.evaluator_id, a.assessor, a.kind,
	(100 * a.score / a.full_marks)::float8 AS score,
	d.day, d.unit
FROM assessment a JOIN re_day d ON d.day = coalesce(a.concerns_on, a.assessed_on)
WHERE a.kind <> 'self' AND a.evaluator_id NOT IN (SELECT provider_id FROM contract)
	AND upper(a.criterion) IN (SELECT code FROM indicator WHERE assessed);
ANALYZE re_mark;

CREATE TEMPORARY TABLE re_value AS
SELECT q.k, q.site_id, 'O1' AS code, CASE WHEN bool_and(q.v IS NOT NULL OR w.weight = 0)
	THEN sum(w.weight * least(q.v, q.target)) / sum(w.weight * q.target) END AS value
FROM re_quantity q JOIN re_weight w USING (contract_id, item) JOIN re_place p USING (k, site_id)
WHERE q.target > 0
GROUP BY q.k, q.site_id HAVING sum(w.weight * q.target) > 0
UNION ALL
-- a site that owed nothing and did nothing owes no records
SELECT p.k, p.site_id, 'O2', CASE WHEN count(a.activity_id) = 0 THEN 0
	ELSE sum(a.filled_in)::float8 / nullif(sum(a.looked_at), 0) END
FROM re_place p LEFT JOIN re_activity a ON a.site_id = p.site_id AND a.held_on BETWEEN p.first_day AND p.last_day
GROUP BY p.k, p.site_id
HAVING count(a.activity_id) > 0 OR EXISTS (SELECT FROM re_owed o WHERE o.k = p.k AND o.site_id = p.site_id)
UNION ALL
-- who looked at several activities on a day came once
SELECT k, site_id, 'O3', CASE WHEN visits >= 3 THEN open / visits
	ELSE sum(open) OVER town / nullif(sum(visits) OVER town, 0) END
FROM (
	SELECT p.k, p.site_id, p.county, p.township, count(l.open)::float8 AS visits,
		count(*) FILTER (WHERE l.open)::float8 AS open
	FROM re_place p LEFT JOIN (
		SELECT site_id, visited_on, verifier_id, bool_or(room_open) AS open FROM re_look
		WHERE room_open IS NOT NULL AND (visited_on IN (SELECT day FROM rest_day) OR (extract(isodow FROM visited_on) >= 6
			AND extract(year FROM visited_on) NOT IN (SELECT extract(year FROM day) FROM rest_day)))
		GROUP BY site_id, visited_on, verifier_id
	) l ON l.site_id = p.site_id AND l.visited_on BETWEEN p.first_day AND p.last_day
	GROUP BY p.k, p.site_id, p.county, p.township
) looked
WINDOW town AS (PARTITION BY k, county, township)
UNION ALL
-- units that have ended, each weighing the part of its days on which the site was served
SELECT u.k, u.site_id, 'O4', coalesce(sum(u.share) FILTER (WHERE u.reached), 0) / sum(u.share)
FROM (
	SELECT p.k, p.site_id, q.k AS unit, bool_and(q.d >= floor(round(q.target::numeric, 6))) AS reached,
		max(s.share) AS share
	FROM re_place p JOIN re_period e ON e.kind = 'unit' AND e.last_day <= p.period_end
		JOIN re_quantity q ON q.site_id = p.site_id AND q.k = e.k AND q.target > 0
		LEFT JOIN re_served s ON s.site_id = q.site_id AND s.k = q.k
	GROUP BY p.k, p.site_id, q.k
) u
GROUP BY u.k, u.site_id HAVING sum(u.share) > 0
UNION ALL
SELECT p.k, p.site_id, 'O5', CASE WHEN came.days = 0 OR s.s = 0 THEN 'Infinity'
	ELSE round((cost.cost / (came.days * s.s / 100))::numeric)::float8 END
FROM re_place p JOIN re_satisfaction s USING (k, site_id)
	JOIN (
		SELECT q.k, q.site_id, sum(q.cost) AS cost
		FROM (
			SELECT q.k, q.site_id, c.price::float8 * sum(w.weight * q.target) / (
				-- of spread person the whole is what rosters make of it, to six decimals
				SELECT sum(w.weight * CASE WHEN i.spread <> 'person' THEN i.target_quantity ELSE (
					SELECT round(sum(i.target_quantity::float8 / l.unit_days * n.persons)::numeric, 6)
					FROM re_plan l JOIN re_member m USING (root) JOIN re_on_roster n ON n.site_id = m.site_id AND n.day = l.day
					WHERE l.contract_id = i.contract_id) END)
				FROM contract_item i JOIN re_weight w USING (contract_id, item) WHERE i.contract_id = q.contract_id) AS cost
			FROM re_quantity q JOIN re_weight w USING (contract_id, item) JOIN contract c USING (contract_id)
			GROUP BY q.k, q.site_id, q.contract_id, c.price
			UNION ALL
			-- without items a contract costs by the day
			SELECT p.k, p.site_id,
				c.price::float8 * count(*) / (SELECT count(*) FROM re_plan l WHERE l.contract_id = c.contract_id)
			FROM contract c JOIN re_serve v USING (contract_id)
				JOIN re_place p ON p.site_id = v.site_id AND v.day BETWEEN p.first_day AND p.last_day
			WHERE NOT EXISTS (SELECT FROM contract_item i WHERE i.contract_id = c.contract_id)
			GROUP BY p.k, p.site_id, c.contract_id, c.price
		) q
		GROUP BY q.k, q.site_id HAVING sum(q.cost) > 0
	) cost USING (k, site_id)
	CROSS JOIN LATERAL (
		SELECT count(*) AS days FROM re_came c WHERE c.site_id = p.site_id AND c.held_on BETWEEN p.first_day AND p.last_day
	) came
UNION ALL
SELECT p.k, p.site_id, 'B1',
	round((sum(g.weight * l.persons * l.served / l.eligible) / sum(g.weight * l.persons))::numeric, 2)::float8
FROM re_place p LEFT JOIN (re_level l JOIN need_level g ON g.code = l.need_level) USING (k, site_id)
	GROUP BY p.k, p.site_id
UNION ALL
SELECT k, site_id, 'B2', round((CASE
	WHEN NOT few_in_town AND NOT few_in_site THEN a_came / a / nullif(c_came / nullif(c, 0), 0)
	WHEN NOT few_in_town AND NOT town_hidden THEN town_a_came / town_a / nullif(town_c_came / nullif(town_c, 0), 0)
	WHEN NOT all_hidden THEN all_a_came / all_a / nullif(all_c_came / nullif(all_c, 0), 0) END)::numeric, 2)::float8
FROM (
	-- few: fewer than few persons; or those who have fewer have too few together, and this is the next in size
	SELECT *,
		a < few OR few_sites BETWEEN 1 AND few - 1 AND next_site = 1 AS few_in_site,
		town_a < few OR few_towns BETWEEN 1 AND few - 1 AND next_town = 1 AS few_in_town
	FROM (
		SELECT y.*,
			coalesce(sum(a) FILTER (WHERE town_a < few) OVER (PARTITION BY k), 0) AS few_towns,
			coalesce(sum(a) FILTER (WHERE a < few) OVER town, 0) AS few_sites,
			dense_rank() OVER (PARTITION BY k, town_a < few ORDER BY town_a, county COLLATE "C", township COLLATE "C")
				AS next_town,
			row_number() OVER (PARTITION BY k, county, township, a < few ORDER BY a, site_id) AS next_site
		FROM (
			SELECT x.*, (SELECT small_count FROM setting) AS few,
				sum(a) OVER town AS town_a, sum(a_came) OVER town AS town_a_came, sum(c) OVER town AS town_c,
					sum(c_came) OVER town AS town_c_came,
				sum(a) OVER everywhere AS all_a, sum(a_came) OVER everywhere AS all_a_came, sum(c) OVER everywhere AS all_c,
				sum(c_came) OVER everywhere AS all_c_came,
				coalesce((SELECT hidden FROM re_hidden h WHERE (h.k, h.county, h.township) = (x.k, x.county, x.township)), true)
					AS town_hidden,
				coalesce((SELECT hidden FROM re_hidden h WHERE h.k = x.k AND h.county IS NULL), true) AS all_hidden
			FROM (
				SELECT p.k, p.county, p.township, p.site_id, coalesce(sum(l.eligible) FILTER (WHERE g.is_key), 0) AS a,
					coalesce(sum(l.served) FILTER (WHERE g.is_key), 0) AS a_came,
					coalesce(sum(l.eligible) FILTER (WHERE g.code IN (TABLE re_least)), 0) AS c,
					coalesce(sum(l.served) FILTER (WHERE g.code IN (TABLE re_least)), 0) AS c_came
				FROM re_place p LEFT JOIN (re_level l JOIN need_level g ON g.code = l.need_level) USING (k, site_id)
				GROUP BY p.k, p.county, p.township, p.site_id
			) x
			WINDOW town AS (PARTITION BY k, county, township), everywhere AS (PARTITION BY k)
		) y
		WINDOW town AS (PARTITION BY k, county, township)
	) z
) b
WHERE all_a > 0 AND EXISTS (TABLE re_least)
UNION ALL
SELECT k, site_id, 'B3', CASE WHEN coalesce(sum(n.eligible), 0) = 0 THEN NULL WHEN sum(h.hours) > 0
	THEN 1 - sum(abs(coalesce(h.hours / h.all_hours, 0) - coalesce(n.eligible / n.all_eligible, 0))) / 2 ELSE 0 END
FROM (
	SELECT p.k, p.site_id, a.need_type, sum(coalesce(a.hours, 1))::float8 AS hours,
		sum(sum(coalesce(a.hours, 1))) OVER (PARTITION BY p.k, p.site_id)::float8 AS all_hours
	FROM re_place p JOIN re_activity a ON a.site_id = p.site_id AND a.held_on BETWEEN p.first_day AND p.last_day
	WHERE a.counts AND a.need_type IS NOT NULL GROUP BY p.k, p.site_id, a.need_type
) h FULL JOIN (
	SELECT k, site_id, need_type, sum(eligible)::float8 AS eligible,
		nullif(sum(sum(eligible)) OVER (PARTITION BY k, site_id), 0)::float8 AS all_eligible
	FROM re_need GROUP BY k, site_id, need_type
) n USING (k, site_id, need_type) FULL JOIN re_place USING (k, site_id)
GROUP BY k, site_id
UNION ALL
SELECT k, site_id, 'B4', 1 - vacant_days::float8 / days FROM re_presence
UNION ALL
SELECT p.k, p.site_id, 'B5', CASE WHEN count(a.x) >= (SELECT small_count FROM setting) THEN avg(a.x) END
FROM re_place p LEFT JOIN re_answer a ON (a.k, a.site_id) = (p.k, p.site_id) AND a.question = 'knows_service'
	AND a.is_served GROUP BY p.k, p.site_id
UNION ALL
SELECT k, site_id, 'S1', s FROM re_satisfaction
UNION ALL
SELECT p.k, p.site_id, 'S2', 100 * avg(a.x)
FROM re_place p LEFT JOIN re_answer a ON (a.k, a.site_id) = (p.k, p.site_id) AND a.question = 'satisfaction'
	AND NOT a.is_served GROUP BY p.k, p.site_id
UNION ALL
-- panels: the mean of the assessors, each with the mean of what he gave
SELECT p.k, p.site_id, i.code, avg(m.score)
FROM re_place p CROSS JOIN (SELECT DISTINCT code FROM indicator WHERE assessed) i
	LEFT JOIN (
		-- a recheck stands in the place of what third parties gave in its unit
		SELECT p.k, a.site_id, a.code, a.evaluator_id, a.assessor, avg(a.score) AS score
		FROM re_place p JOIN re_mark a ON a.site_id = p.site_id AND a.day BETWEEN p.first_day AND p.last_day
		WHERE a.kind = 'recheck' OR NOT EXISTS (SELECT FROM re_mark r
			WHERE (r.site_id, r.code, r.unit) = (a.site_id, a.code, a.unit)
			AND r.kind = 'recheck' AND r.day BETWEEN p.first_day AND p.last_day)
		GROUP BY p.k, a.site_id, a.code, a.evaluator_id, a.assessor
	) m ON (m.k, m.site_id, m.code) = (p.k, p.site_id, i.code)
GROUP BY p.k, p.site_id, i.code;
ANALYZE re_value;

-- ---------------------------------------------------------------------------------------------------------------
-- Points and scores
-- ---------------------------------------------------------------------------------------------------------------

-- what was found and not withdrawn, at the site that it names, or at all that its contract served in the period
CREATE TEMPORARY TABLE re_found AS
SELECT p.k, p.site_id, f.finding_id, f.code, f.points::float8 AS points
FROM finding f
	JOIN re_period q ON coalesce(f.concerns_on, f.found_on) BETWEEN q.first_day AND q.last_day
	JOIN re_place p ON p.k = q.k AND (p.site_id = f.site_id OR f.site_id IS NULL AND EXISTS (
		SELECT FROM re_serve v WHERE v.contract_id = f.contract_id AND v.site_id = p.site_id
			AND v.day BETWEEN q.first_day AND q.last_day))
WHERE f.withdrawn_on IS NULL;
ANALYZE re_found;

-- points = available x min(1, value / target), or target / value where lower is better; without a target the median of
-- what is finite; satisfaction that may not be shown is not measured.  fewest, most: with the worst and the best
-- satisfaction, by which a satisfied day costs more and less
CREATE OR REPLACE FUNCTION pg_temp.re_points(value float8, target float8, direction text, points float8) RETURNS float8
LANGUAGE sql AS $$
SELECT CASE
	WHEN value IS NULL THEN NULL
	WHEN direction = 'higher' THEN points * least(1, value / target)
	WHEN value = 'Infinity' THEN 0
	-- to nothing there is no ratio: what costs nothing is as good as that
	WHEN value = 0 OR target = 0 THEN points * (value <= target)::integer
	ELSE points * least(1, target / value) END
$$;
CREATE TEMPORARY TABLE re_indicator AS
SELECT c.scheme_id AS profile, v.k, v.site_id, v.code, v.value, i.points::float8 AS available,
	i.rule = 'deduct' AS found, x.points, least(x.points, x.fewest) AS fewest, greatest(x.points, x.most) AS most
FROM re_value v
	JOIN re_satisfaction e USING (k, site_id)
	CROSS JOIN (
		SELECT DISTINCT ON (s.scheme_id) s.* FROM scheme s JOIN project p USING (service)
		WHERE s.frozen_at IS NOT NULL AND s.withdrawn_on IS NULL ORDER BY s.scheme_id, s.version DESC
	) c
	JOIN indicator i ON i.scheme_id = c.scheme_id AND i.version = c.version AND i.code = v.code AND i.scope = 'site'
	CROSS JOIN LATERAL (
		SELECT coalesce(i.target::float8, (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY o.value) FROM re_value o
			WHERE o.k = v.k AND o.code = v.code AND o.value < 'Infinity')) AS target,
			CASE WHEN v.code <> 'S1' OR e.effective_n >= c.show_answers THEN v.value END AS value,
			CASE v.code WHEN 'S1' THEN e.worst WHEN 'O5' THEN CASE WHEN e.worst = 0 THEN 'Infinity'
				ELSE round((v.value * e.s / e.worst)::numeric)::float8 END END AS worst,
			CASE v.code WHEN 'S1' THEN e.best WHEN 'O5' THEN CASE WHEN e.s = 0 THEN 0
				ELSE round((v.value * e.s / e.best)::numeric)::float8 END END AS best
	) t
	CROSS JOIN LATERAL (
		SELECT pg_temp.re_points(t.value, t.target, i.direction, i.points) AS points,
			CASE WHEN t.value IS NOT NULL THEN pg_temp.re_points(t.worst, t.target, i.direction, i.points) END AS fewest,
			CASE WHEN t.value IS NOT NULL THEN pg_temp.re_points(t.best, t.target, i.direction, i.points) END AS most
	) x
UNION ALL
-- deductions: what is left of the points; where nobody looked they are not measured
SELECT c.scheme_id, p.k, p.site_id, i.code, f.points, i.points::float8, true, x.points, x.points, x.points
FROM re_place p
	CROSS JOIN (
		SELECT DISTINCT ON (s.scheme_id) s.* FROM scheme s JOIN project p USING (service)
		WHERE s.frozen_at IS NOT NULL AND s.withdrawn_on IS NULL ORDER BY s.scheme_id, s.version DESC
	) c
	JOIN indicator i ON i.scheme_id = c.scheme_id AND i.version = c.version AND i.rule = 'deduct' AND i.scope = 'site'
	LEFT JOIN (SELECT k, site_id, code, sum(points) AS points FROM re_found GROUP BY k, site_id, code) f
		ON (f.k, f.site_id, f.code) = (p.k, p.site_id, i.code)
	CROSS JOIN LATERAL (SELECT CASE WHEN f.points > i.points THEN 0 ELSE i.points - f.points END AS points) x;

-- what was owed and came of it, in yuan at the weights of items
CREATE TEMPORARY TABLE re_worth_of AS
SELECT p.k, p.site_id, coalesce(sum(q.target), 0) AS target, coalesce(sum(q.r), 0) AS r,
	nullif(sum(w.weight * q.target), 0) AS owed, nullif(sum(w.weight * q.r), 0) AS reported,
	sum(w.weight * q.d) AS different,
	CASE WHEN bool_and(q.v IS NOT NULL OR w.weight = 0) THEN coalesce(sum(w.weight * q.v), 0) END AS verified,
	sqrt(coalesce(sum(w.weight * w.weight * q.variance), 0)) AS error, sum(w.weight * q.possible) AS possible
FROM re_place p LEFT JOIN (re_quantity q JOIN re_weight w USING (contract_id, item)) USING (k, site_id)
GROUP BY p.k, p.site_id;
ANALYZE re_worth_of;

-- what caps a grade: half or more of what was reported was repeated or left no trace, less than 90 % was verified,
-- the post was vacant for more than 90 days.  What was verified is an estimate: it caps if that holds up to the end of
-- its interval, 1.6448536 standard errors up but no more than was not seen to be missing
CREATE TEMPORARY TABLE re_limiter AS
SELECT s.scheme_id AS profile, q.k, q.site_id, c.code, c.place, x.certain
FROM re_worth_of q
	JOIN re_presence b USING (k, site_id)
	JOIN scheme s ON (s.scheme_id, s.version) IN (SELECT DISTINCT ON (o.scheme_id) o.scheme_id, o.version FROM scheme o
		WHERE o.frozen_at IS NOT NULL AND o.withdrawn_on IS NULL ORDER BY o.scheme_id, o.version DESC)
	CROSS JOIN LATERAL (
		-- 90 % of a normal variable; of another level NULL
		SELECT round((q.verified / q.reported)::numeric, 6) AS share,
			CASE WHEN q.verified IS NOT NULL THEN round((least(q.possible, q.verified
				+ CASE s.interval_level WHEN 0.9 THEN 1.644853626951473 END * q.error) / q.reported)::numeric, 6)
			END AS most
	) v
	CROSS JOIN LATERAL (VALUES
		('delivery', 1 - v.share >= s.delivery_floor, 1 - v.most >= s.delivery_floor, s.delivery_cap),
		('verification', v.share < s.verified_floor, v.most < s.verified_floor, s.verified_cap),
		('vacancy', b.has_posts AND b.vacant_days > s.vacant_days, true, s.vacant_cap)) AS x (code, holds, certain, cap)
	CROSS JOIN LATERAL (SELECT x.code, array_position(ARRAY['poor', 'medium', 'good', 'excellent'], x.cap) AS place) c
WHERE x.holds AND s.service = (SELECT service FROM project)
UNION ALL
-- or something was found by the code of a veto
SELECT DISTINCT s.scheme_id, f.k, f.site_id, i.code,
	array_position(ARRAY['poor', 'medium', 'good', 'excellent'], coalesce(i.cap, 'poor')), true
FROM re_found f JOIN indicator i USING (code) JOIN scheme s USING (scheme_id, version)
WHERE i.rule = 'veto' AND i.scope = 'site' AND s.service = (SELECT service FROM project)
	AND (s.scheme_id, s.version) IN (SELECT DISTINCT ON (o.scheme_id) o.scheme_id, o.version FROM scheme o
		WHERE o.frozen_at IS NOT NULL AND o.withdrawn_on IS NULL ORDER BY o.scheme_id, o.version DESC);

CREATE TEMPORARY TABLE re_score AS
WITH added AS (
	SELECT i.profile, i.k, i.site_id, coalesce(sum(i.points), 0) AS earned, sum(i.available) AS available,
		coalesce(sum(i.fewest), 0) AS fewest, coalesce(sum(i.most), 0) AS most,
		-- measured at another site, and not a matter of findings
		coalesce(sum(i.available) FILTER (WHERE i.points IS NULL AND NOT i.found AND (i.profile, i.k, i.code) IN (
			SELECT o.profile, o.k, o.code FROM re_indicator o WHERE o.points IS NOT NULL)), 0) AS silent,
		sum(i.available * ln(1 + 99 * i.points / i.available)) AS logs,
		coalesce(sum(i.available) FILTER (WHERE i.points IS NOT NULL), 0) AS measured
	FROM re_indicator i GROUP BY i.profile, i.k, i.site_id
), scored AS (
	SELECT a.*, coalesce((
			SELECT CASE WHEN sum(f.points) > s.bonus_max THEN s.bonus_max WHEN sum(f.points) < - s.bonus_max
				THEN - s.bonus_max ELSE sum(f.points) END
			FROM re_found f JOIN indicator i ON (i.scheme_id, i.version, i.code) = (s.scheme_id, s.version, f.code)
			WHERE i.rule = 'bonus' AND i.scope = 'site' AND (f.k, f.site_id) = (a.k, a.site_id)), 0)::float8 AS bonus,
		s.band_fraction, s.grade_medium, s.grade_good, s.grade_excellent, s.formal_reported, s.formal_verified,
		s.delivery_floor,
		s.idle_days, s.unfelt_satisfaction, s.show_answers, s.min_answers, e.s AS satisfaction, e.effective_n,
		a.measured > 0 AND round((a.measured / a.available)::numeric, 12) >= s.min_measured
			AND e.effective_n >= s.min_answers AS rated
	FROM added a
		JOIN re_satisfaction e USING (k, site_id)
		JOIN LATERAL (SELECT * FROM scheme s WHERE s.scheme_id = a.profile AND s.frozen_at IS NOT NULL
			AND s.withdrawn_on IS NULL
			ORDER BY s.version DESC LIMIT 1) s ON true
), numbers AS (
	-- with what is added, no less than 0 and no more than 100
	SELECT *, CASE WHEN rated THEN least(greatest(round((100 * earned / measured)::numeric, 4) + bonus::numeric, 0),
			100) END AS score,
		least(greatest(round((100 * fewest / available)::numeric, 4) + bonus::numeric, 0), 100) AS score_lower,
		least(greatest(round((100 * (most + available - measured) / available)::numeric, 4) + bonus::numeric, 0), 100)
			AS score_upper,
		least(greatest(round((100 * fewest / CASE WHEN rated THEN measured + silent ELSE available END)::numeric, 4)
			+ bonus::numeric, 0), 100) AS score_counted,
		least(greatest(round((100 - 100 * (measured - most) / CASE WHEN rated THEN measured + silent ELSE available
			END)::numeric, 4) + bonus::numeric, 0), 100) AS score_counted_upper,
		CASE WHEN rated THEN round(exp(logs / measured)::numeric, 4) END AS shadow_score
	FROM scored
), better AS (
	SELECT n.*, rank() OVER (PARTITION BY profile, k ORDER BY score DESC NULLS LAST) - 1 AS better,
		count(score) OVER (PARTITION BY profile, k) AS sites
	FROM numbers n
)
SELECT b.profile, b.k, b.site_id, b.rated, b.score, b.score_lower, b.score_upper, b.score_counted,
	b.score_counted_upper, b.shadow_score, b.bonus,
	CASE WHEN b.rated THEN b.better + 1 END AS rank,
	CASE WHEN b.rated THEN 5 - 5 * b.better / b.sites END AS quintile,
	CASE WHEN b.rated THEN CASE WHEN b.better < b.band_fraction * b.sites THEN 'top'
		WHEN b.better >= (1 - b.band_fraction) * b.sites THEN 'bottom' ELSE 'middle' END END AS band,
	CASE WHEN b.rated THEN (ARRAY['poor', 'medium', 'good', 'excellent'])[least(1 + (b.score >= b.grade_medium)::integer
		+ (b.score >= b.grade_good)::integer + (b.score >= b.grade_excellent)::integer,
		(SELECT min(l.place) FROM re_limiter l
			WHERE (l.profile, l.k, l.site_id) = (b.profile, b.k, b.site_id) AND l.certain))] END
			AS grade,
	CASE
		WHEN o.vacant OR round(q.target::numeric, 9) > 0 AND o.idle >= b.idle_days
			AND round((o.idle * q.target)::numeric, 6) >= p.last_day - p.first_day + 1 THEN 'stopped'
		WHEN q.r = 0 THEN NULL
		WHEN round((q.reported / q.owed)::numeric, 6) >= b.formal_reported
			AND round((coalesce(q.verified, q.different) / q.owed)::numeric, 6) < b.formal_verified THEN 'formal'
		WHEN round((1 - coalesce(q.verified, q.different) / q.reported)::numeric, 6) >= b.delivery_floor
			THEN 'suspended'
		WHEN q.reported IS NULL OR q.verified IS NULL THEN NULL
		WHEN b.effective_n >= b.show_answers AND b.satisfaction <= b.unfelt_satisfaction THEN 'unfelt'
		WHEN b.effective_n >= b.show_answers AND b.satisfaction IS NOT NULL OR b.min_answers = 0 THEN 'active' END AS state,
	(SELECT coalesce(string_agg(l.code, ' ' ORDER BY l.code), '') FROM re_limiter l
		WHERE (l.profile, l.k, l.site_id) = (b.profile, b.k, b.site_id) AND l.certain) AS caps,
	(SELECT coalesce(string_agg(l.code, ' ' ORDER BY l.code), '') FROM re_limiter l
		WHERE (l.profile, l.k, l.site_id) = (b.profile, b.k, b.site_id) AND NOT l.certain) AS caps_uncertain
FROM better b JOIN re_place p USING (k, site_id) JOIN re_presence o USING (k, site_id)
	JOIN re_worth_of q USING (k, site_id);

-- a person of a key level without a plan by the end of the period, and on no list that counts up to then
CREATE TEMPORARY TABLE re_left_out AS
SELECT DISTINCT p.k, p.site_id
FROM re_place p
	JOIN roster r ON r.site_id = p.site_id AND r.from_on <= p.last_day AND coalesce(r.to_on, p.last_day) >= p.first_day
	JOIN need_level g ON g.code = r.need_level AND g.is_key
	JOIN beneficiary b USING (beneficiary_id)
WHERE (b.plan_on IS NULL OR b.plan_on > p.last_day)
	AND NOT EXISTS (SELECT FROM re_came c WHERE c.beneficiary_id = b.beneficiary_id AND c.held_on <= p.last_day);

-- ---------------------------------------------------------------------------------------------------------------
-- Beside what was published.  number: two that are the same differ by no more than 1e-9 of them, or 1e-12; word: they
-- are alike.
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE re_compared AS
WITH run AS (
	SELECT u.run_id, u.snapshot_id, u.scheme_id AS profile, u.period AS k FROM evaluation_run u
	WHERE u.status = 'finished' AND u.period NOT LIKE 'contract %'
), number AS (
	SELECT 'value ' || i.code AS what, i.profile, i.k, i.site_id, i.value AS again FROM re_indicator i
	UNION ALL SELECT 'points ' || code, profile, k, site_id, points FROM re_indicator
	UNION ALL SELECT 'available ' || code, profile, k, site_id, available FROM re_indicator
	UNION ALL SELECT 'fewest points', profile, k, site_id, sum(fewest) FROM re_indicator GROUP BY profile, k, site_id
	UNION ALL SELECT 'most points', profile, k, site_id, sum(most) FROM re_indicator GROUP BY profile, k, site_id
	UNION ALL SELECT x.what, profile, k, site_id, x.again
	FROM re_score CROSS JOIN LATERAL (VALUES ('score', score::float8), ('score_lower', score_lower),
		('score_upper', score_upper), ('score_counted', score_counted), ('score_counted_upper', score_counted_upper),
		('shadow_score', shadow_score), ('bonus', bonus), ('rank', rank), ('quintile', quintile)) AS x (what, again)
	UNION ALL SELECT x.what, r.profile, w.k, w.site_id, x.again
	FROM re_worth_of w JOIN run r USING (k) CROSS JOIN LATERAL (VALUES ('reported share', coalesce(reported, 0) / owed),
		('deduplicated rate', different / reported), ('verified rate', verified / reported),
		('verified rate, error', CASE WHEN verified IS NOT NULL THEN error / reported END),
		('verified rate, most', possible / reported)) AS x (what, again)
), told AS (
	SELECT 'value ' || v.code AS what, r.profile, r.k, v.site_id, v.value::float8 AS published
	FROM run r JOIN site_indicator v USING (snapshot_id)
		JOIN site_points p ON p.run_id = r.run_id AND p.site_id = v.site_id AND p.code = v.code
	UNION ALL
	SELECT 'value ' || p.code, r.profile, r.k, p.site_id,
		(SELECT sum(f.points) FROM snapshot_finding f
			WHERE f.snapshot_id = r.snapshot_id AND f.code = p.code AND p.site_id = ANY (f.sites))::float8
	FROM run r JOIN evaluation_run u USING (run_id) JOIN site_points p USING (run_id)
		JOIN indicator i ON (i.scheme_id, i.version, i.code) = (u.scheme_id, u.version, p.code)
	WHERE i.rule = 'deduct'
	UNION ALL SELECT 'points ' || code, profile, k, site_id, points FROM run JOIN site_points USING (run_id)
	UNION ALL SELECT 'available ' || code, profile, k, site_id, available
		FROM run JOIN site_points USING (run_id) JOIN run_indicator USING (project_id, run_id, code)
	UNION ALL SELECT 'fewest points', profile, k, site_id, sum(coalesce(points_lower, points))
		FROM run JOIN site_points USING (run_id) GROUP BY profile, k, site_id
	UNION ALL SELECT 'most points', profile, k, site_id, sum(coalesce(points_upper, points))
		FROM run JOIN site_points USING (run_id) GROUP BY profile, k, site_id
	UNION ALL SELECT x.what, profile, k, site_id, x.published
	FROM run JOIN site_score USING (run_id) CROSS JOIN LATERAL (VALUES ('score', score::float8),
		('score_lower', score_lower), ('score_upper', score_upper), ('score_counted', score_counted),
		('score_counted_upper', score_counted_upper), ('shadow_score', shadow_score), ('bonus', bonus), ('rank', rank),
		('quintile', quintile)) AS x (what, published)
	UNION ALL SELECT x.what, r.profile, r.k, m.site_id, x.published::float8
	FROM run r JOIN site_measure m USING (snapshot_id) CROSS JOIN LATERAL (VALUES ('reported share', reported_share),
		('deduplicated rate', deduplicated_rate), ('verified rate', verified_rate),
		('verified rate, error', verified_rate_std_error), ('verified rate, most', verified_rate_most))
			AS x (what, published)
), word AS (
	SELECT x.what, profile, k, site_id, x.again
	FROM re_score CROSS JOIN LATERAL (VALUES ('status', CASE WHEN rated THEN 'rated' ELSE 'not_rated' END),
		('band', band), ('grade', grade),
		('state', state), ('caps', caps), ('caps_uncertain', caps_uncertain)) AS x (what, again)
	UNION ALL SELECT DISTINCT 'left out', i.profile, l.k, l.site_id, 'yes' FROM re_left_out l
		JOIN re_indicator i USING (k, site_id)
), told_word AS (
	SELECT x.what, profile, k, site_id, x.published
	FROM run JOIN site_score USING (run_id) CROSS JOIN LATERAL (VALUES ('status', status), ('band', band),
		('grade', grade), ('state', state),
		('caps', (SELECT coalesce(string_agg(c, ' ' ORDER BY c), '') FROM unnest(caps) c)),
		('caps_uncertain', (SELECT coalesce(string_agg(c, ' ' ORDER BY c), '') FROM unnest(caps_uncertain) c)))
			AS x (what, published)
	UNION ALL SELECT 'left out', profile, k, site_id, 'yes' FROM run JOIN key_person_left_out USING (snapshot_id)
)
SELECT what, profile, k AS period, site_id, n.again::text AS again, t.published::text AS published,
	n.what IS NULL OR t.what IS NULL OR CASE WHEN n.again IS NULL OR t.published IS NULL
		THEN num_nonnulls(n.again, t.published) > 0
		ELSE NOT (n.again = t.published OR abs(n.again - t.published) <= 1e-9 * abs(t.published) + 1e-12) END AS differs
FROM number n FULL JOIN told t USING (what, profile, k, site_id)
UNION ALL
SELECT what, profile, k, site_id, n.again, t.published, n.what IS NULL OR t.what IS NULL OR n.again IS DISTINCT
	FROM t.published
FROM word n FULL JOIN told_word t USING (what, profile, k, site_id);

SELECT what, count(*) AS compared, count(again) AS known, count(DISTINCT again) AS various,
	count(*) FILTER (WHERE differs) AS differ
FROM re_compared GROUP BY what ORDER BY what COLLATE "C";
