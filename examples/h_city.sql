-- SPDX-License-Identifier: PostgreSQL
-- H City: 100 village children's homes, one year, one provider.  SYNTHETIC DATA.
--
--   psql -v workspace=h_city -f examples/h_city.sql
--
-- A published case study of H City gives totals, not villages: 100 homes run by one provider for 1,988,600 yuan, 2,000
-- activities contracted, 1,768 reported, some photos uploaded twice, 70 % of the directors with high school or less,
-- 95 % without a child-welfare certificate, and four homes that it describes.  It publishes no figure for any village,
-- no number of children, no answer of any child and no count of repeated uploads.  Everything below the totals is
-- invented: drawn from md5 of fixed keys, so that every machine gets the same rows, and fitted so that the published
-- totals come out exactly.
--
-- Not from the study, only plausible: which home reported how much, what visits found, which uploads repeat, all
-- rosters, ratings, allocations; who took part in what, what children need, what the evaluator gave, who knows the
-- home; the other bidders, the days of payment, what the provider lives on, how it works with the bureau; and the day
-- of everything that has one.  The allocations are tilted on purpose to the homes that did well before, and JL and
-- four homes more are praised on purpose.  Only the rest days are facts: China's public holidays.
--
-- The study names its villages by letters.  Here village HZ is called HZ村, and so on; all others are V001村 to V100村.
--
--   psql -v workspace=h_city_few -v variant=few_answers -f examples/h_city.sql
--
-- The same year, but in seven villages only six answers of children and guardians about their satisfaction were
-- collected in the whole year.  They are not rated for the term, data_gaps says why, and the bands are those of the
-- other 93.  All other facts are the same, down to their numbers.
--
--	psql -v workspace=h_city_untilted -v variant=untilted -f examples/h_city.sql
--
-- The same year, but the provider gives worker days by lot, whatever a home did before: each quarter anew, the same
-- sum.  All other facts and all scores are the same; resource_concentration finds no tilt.
--
-- With -v facts_only=on nothing is computed: CALL refresh_rankings() when it suits you.

\set ON_ERROR_STOP on
-- this file is UTF-8, whatever the caller's encoding is
\set caller_encoding :ENCODING
\encoding UTF8
\set QUIET on
\if :{?workspace}
\else
	\set workspace h_city
\endif
\if :{?variant}
\else
	\set variant full
\endif
SELECT :'variant' = 'few_answers' AS few_answers, :'variant' = 'untilted' AS untilted,
	:'variant' NOT IN ('full', 'few_answers', 'untilted') AS unknown_variant \gset
\if :unknown_variant
	DO $$ BEGIN
		RAISE EXCEPTION 'unknown variant of H City' USING HINT = 'Variants are full, few_answers and untilted.';
	END $$;
\endif

\qecho H City: preparing workspace :workspace
SHOW client_min_messages \gset
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS service_eval;
SELECT count(*) AS objects_created FROM service_eval.create_workspace(:'workspace') WHERE action = 'created' \gset
SET search_path = :"workspace", service_eval;

SELECT EXISTS (SELECT FROM project WHERE name = 'H市村级儿童之家服务') AS loaded \gset
\if :loaded
	\qecho H City: already loaded
	SET client_min_messages = :client_min_messages;
	CALL refresh_rankings();
	\quit
\endif

\qecho H City: loading 100 villages, one year (synthetic)
BEGIN;
-- what runs for milliseconds would be compiled for seconds
SET LOCAL jit = off;

-- uniform in [0, 1), the same on every machine; STABLE, as array_to_string() is: else it would not be inlined
CREATE FUNCTION pg_temp.uniform(VARIADIC keys text[]) RETURNS float8
LANGUAGE sql STABLE
AS $$ SELECT ('x' || left(md5('h_city/' || array_to_string(keys, '/')), 8))::bit(32)::bigint / 4294967296.0 $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Parties
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO organization (name, kind) VALUES
	('H Civil Affairs Bureau', 'government'),
	('Y Social Worker Service Center', 'social_organization'),
	('H Third-Party Evaluation Office', 'other');

SELECT max(org_id) FILTER (WHERE name LIKE 'H Civil%') AS bureau,
	max(org_id) FILTER (WHERE name LIKE 'Y Social%') AS provider,
	max(org_id) FILTER (WHERE name LIKE 'H Third%') AS evaluator
FROM organization \gset

INSERT INTO project (name, buyer_id, service, budget, start_on, end_on, goal)
VALUES ('H市村级儿童之家服务', :bureau, 'children_homes', 1988600, '2021-07-01', '2022-06-30',
	'2,000 activities in 100 children''s homes (synthetic example) | 100个儿童之家开展2000场活动（虚构示例）')
RETURNING project_id \gset

-- 70 % of the price is paid by quantity: 0.7 x 1,988,600 / 2,000 = 696.01 yuan per activity
INSERT INTO contract (project_id, provider_id, procurement_mode, formal, price, quantity_share)
VALUES (:project_id, :provider, 'directed_commission', true, 1988600, 0.7)
RETURNING contract_id \gset

INSERT INTO contract_item (project_id, contract_id, item, name, unit, target_quantity, tariff)
VALUES (:project_id, :contract_id, 'home_activity', '儿童之家活动', '场', 2000, 696.01);

-- ---------------------------------------------------------------------------------------------------------------
-- Villages and homes.  village is the code in the study; quality is what the generator knows of a home and nobody else
-- does, about N(0, 1).
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE home ON COMMIT DROP AS
SELECT h, format('990101%s%s', lpad((100 + (h - 1) / 10)::text, 3, '0'), lpad((200 + h)::text, 3, '0'))
		AS division_code,
	CASE h WHEN 13 THEN 'HZ' WHEN 37 THEN 'KY' WHEN 58 THEN 'JL' WHEN 84 THEN 'SH'
		ELSE 'V' || lpad(h::text, 3, '0') END AS village,
	'第' || lpad(((h - 1) / 10 + 1)::text, 2, '0') || '镇' AS township,
	CASE h WHEN 13 THEN -2.3 WHEN 37 THEN 2.2 WHEN 58 THEN 0.6 WHEN 84 THEN -1.0
		ELSE (pg_temp.uniform('quality', h::text, 'a') + pg_temp.uniform('quality', h::text, 'b')
			+ pg_temp.uniform('quality', h::text, 'c') + pg_temp.uniform('quality', h::text, 'd') - 2) * sqrt(3.0)
	END AS quality,
	NULL::text AS stratum, NULL::bigint AS site_id
FROM generate_series(1, 100) AS h;

-- how risky the bureau takes a home to be
UPDATE home SET stratum = CASE WHEN quality < -1 THEN 'red' WHEN quality < 0 THEN 'amber' ELSE 'green' END;

INSERT INTO village (division_code, name, township, county)
SELECT division_code, village || '村', township, 'H市' FROM home ORDER BY h;

INSERT INTO site (project_id, division_code, name, opened_on)
SELECT :project_id, division_code, village || '村儿童之家', '2021-07-01' FROM home ORDER BY h;

UPDATE home SET site_id = s.site_id FROM site s
WHERE s.project_id = :project_id AND s.division_code = home.division_code;

-- period: its first day
CREATE TEMPORARY TABLE quarter ON COMMIT DROP AS
SELECT q, (date '2021-07-01' + (q - 1) * interval '3 months')::date AS period,
	(date '2021-07-01' + q * interval '3 months')::date - 1 AS last_day
FROM generate_series(1, 4) AS q;

-- ---------------------------------------------------------------------------------------------------------------
-- Directors: the last one of each home, 70 of 100 with high school or less and 95 without a certificate; 40 earlier
-- ones in the same proportions, two of them in HZ, whose three directors all resigned.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO post (project_id, site_id, role, person_code, from_on, to_on, education, certified, assessment_score, award)
WITH
last_director AS (
	SELECT *,
		row_number() OVER (ORDER BY village IN ('KY', 'JL') DESC, village IN ('HZ', 'SH'),
			pg_temp.uniform('education', h::text)) AS by_education,
		row_number() OVER (ORDER BY village = 'KY' DESC, village IN ('HZ', 'SH', 'JL'),
			pg_temp.uniform('certificate', h::text)) AS by_certificate,
		row_number() OVER (ORDER BY village IN ('HZ') DESC, village IN ('KY', 'JL', 'SH'),
			quality + 2 * pg_temp.uniform('turnover', h::text)) AS by_turnover
	FROM home
),
-- one row for each director: place 1 is the last
director AS (
	SELECT h, village, site_id, 1 AS place, by_education <= 30 AS educated, by_certificate <= 5 AS certified,
		by_turnover <= 39 AS has_predecessor
	FROM last_director
	UNION ALL
	SELECT h, village, site_id, place,
		row_number() OVER (ORDER BY pg_temp.uniform('education before', h::text, place::text)) <= 12,
		row_number() OVER (ORDER BY pg_temp.uniform('certificate before', h::text, place::text)) <= 2,
		place = 2 AND village = 'HZ'
	FROM last_director, generate_series(2, 3) AS place
	WHERE (place = 2 AND by_turnover <= 39) OR (place = 3 AND village = 'HZ')
),
handover AS (
	SELECT h, (date '2021-09-01' + (240 * pg_temp.uniform('handover', h::text))::integer) AS left_on,
		(10 + 60 * pg_temp.uniform('gap', h::text))::integer AS gap
	FROM home
)
SELECT :project_id, d.site_id, 'director',
	CASE WHEN d.village = 'JL' THEN 'L' ELSE d.village || '-' || d.place END,
	CASE
		WHEN d.village = 'HZ' THEN (ARRAY[date '2022-02-07', '2021-11-05', '2021-07-01'])[d.place]
		WHEN d.place = 1 AND d.has_predecessor THEN o.left_on + o.gap
		WHEN d.place = 1 AND d.village = 'KY' THEN date '2019-03-01'
		ELSE date '2021-07-01' - (700 * pg_temp.uniform('since', d.h::text, d.place::text))::integer
	END,
	CASE
		WHEN d.village = 'HZ' THEN (ARRAY[date '2022-03-20', '2022-01-15', '2021-10-20'])[d.place]
		WHEN d.place = 2 THEN o.left_on
	END,
	-- KY: twenty years in child education
	CASE
		WHEN d.village = 'KY' THEN 'bachelor'
		WHEN d.educated THEN (ARRAY['college', 'college', 'bachelor'])[1 + floor(3 * degree.luck)::integer]
		ELSE (ARRAY['primary', 'junior_high', 'junior_high', 'high_school', 'high_school'])
			[1 + floor(5 * degree.luck)::integer]
	END,
	d.certified,
	-- SH: sees no point in the home
	CASE d.village WHEN 'SH' THEN 48 WHEN 'JL' THEN 96
		ELSE round((60 + 30 * pg_temp.uniform('assessment', d.h::text, d.place::text))::numeric) END,
	CASE d.village WHEN 'JL' THEN 'excellent' END
FROM director d JOIN handover o USING (h)
	CROSS JOIN LATERAL (SELECT pg_temp.uniform('degree', d.h::text, d.place::text) AS luck) degree
ORDER BY d.h, d.place DESC;

-- HZ since the third resignation: a neighbour who keeps the key.  The post is vacant.
INSERT INTO post (project_id, site_id, role, person_code, from_on, acting)
SELECT :project_id, site_id, 'director', 'HZ-key', '2022-03-21', true FROM home WHERE village = 'HZ';

-- ---------------------------------------------------------------------------------------------------------------
-- Activities: 5 due per home and quarter, 2,000 in all.  The 232 that are missing fall on the weaker homes by largest
-- remainder, so the total is exact; which quarters they are missing in is drawn.
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE reported ON COMMIT DROP AS
WITH
quota AS (
	SELECT h, 232 * exp(-0.9 * quality) / sum(exp(-0.9 * quality)) OVER () AS quota FROM home
),
missing AS (
	SELECT h, floor(quota)::integer
		+ (row_number() OVER (ORDER BY quota - floor(quota) DESC, h) <= 232 - sum(floor(quota))
			OVER ())::integer AS missing
	FROM quota
),
due AS (
	SELECT h, q, k,
		row_number() OVER (PARTITION BY h ORDER BY pg_temp.uniform('missing', h::text, q::text, k::text)) AS place
	FROM home, quarter, generate_series(1, 5) AS k
)
SELECT d.h, d.q, d.k, home.site_id, home.quality, home.village,
	quarter.period + floor((quarter.last_day - quarter.period + 1) *
		-- weak homes catch up in the last weeks of a quarter
		CASE WHEN home.quality < -0.5 AND pg_temp.uniform('rush', h::text, q::text, k::text) < 0.4
			THEN 0.85 + 0.15 * pg_temp.uniform('day', h::text, q::text, k::text)
			ELSE pg_temp.uniform('day', h::text, q::text, k::text) END)::integer AS held_on,
	pg_temp.uniform('trace', h::text, q::text, k::text) < 0.10 * exp(-0.7 * home.quality) AS traceless,
	d.k > 1 AND pg_temp.uniform('repeat', h::text, q::text, k::text) < 0.06 * exp(-0.6 * home.quality) AS repeated,
	home.stratum, NULL::bigint AS activity_id
FROM due d JOIN missing m USING (h) JOIN home USING (h) JOIN quarter USING (q)
WHERE d.place > m.missing;

INSERT INTO activity (project_id, site_id, contract_id, item, held_on, hours, theme, need_type, overlaps_with,
	registered, form_filed, feedback_filed, reported_by, reported_at)
SELECT :project_id, site_id, :contract_id, 'home_activity', held_on,
	1 + floor(5 * pg_temp.uniform('hours', h::text, q::text, k::text)) / 2,
	(ARRAY['reading', 'homework', 'games', 'handicraft', 'safety', 'parents'])[theme],
	(ARRAY['learning', 'learning', 'play', 'play', 'protection', 'family'])[theme],
	CASE WHEN pg_temp.uniform('overlap', h::text, q::text, k::text) < 0.35 THEN 'school' END,
	pg_temp.uniform('register', h::text, q::text, k::text) < least(0.98, 0.86 + 0.10 * quality),
	pg_temp.uniform('form', h::text, q::text, k::text) < least(0.98, 0.90 + 0.08 * quality),
	pg_temp.uniform('feedback', h::text, q::text, k::text) < least(0.98, 0.78 + 0.12 * quality),
	:provider,
	-- uploaded within the day after, Beijing time
	(held_on + time '09:00' + interval '36 hours' * pg_temp.uniform('upload', h::text, q::text, k::text))
		AT TIME ZONE 'Asia/Shanghai'
FROM reported
	CROSS JOIN LATERAL (SELECT 1 + floor(6 * pg_temp.uniform('theme', h::text, q::text, k::text))::integer AS theme) t
ORDER BY held_on, h, k;

-- which number each got: same order within a home and day
UPDATE reported r SET activity_id = n.activity_id
FROM (SELECT h, q, k, site_id, held_on, row_number() OVER (PARTITION BY site_id, held_on ORDER BY k) AS place
	  FROM reported) o
	JOIN (SELECT activity_id, site_id, held_on,
			row_number() OVER (PARTITION BY site_id, held_on ORDER BY activity_id) AS place
		  FROM activity WHERE project_id = :project_id) n USING (site_id, held_on, place)
WHERE (r.h, r.q, r.k) = (o.h, o.q, o.k);

-- ---------------------------------------------------------------------------------------------------------------
-- Photos: fingerprints of pictures that never existed, 1 to 3 for each activity, random but for what is planted:
--
--	repeat		every photo is one of an earlier upload, of the same home or another: half of them copies of the
--				file, the others saved anew, which changes 1 to 6 bits of the perceptual hash
--	look-alike	another event before the same wall: 5 to 8 bits from an earlier photo, so a person has to look
--	partial		one photo of an earlier upload beside photos of its own
--	similar		10 to 16 bits from an earlier photo
--
-- Only the repeats are repeats.  The table planted keeps what was planted, and which
-- activities took place, for the length of the session.
-- ---------------------------------------------------------------------------------------------------------------

-- the hash with some of its 64 bits changed
CREATE FUNCTION pg_temp.changed(phash bigint, bits integer, key text) RETURNS bigint
LANGUAGE sql IMMUTABLE
AS $$
	SELECT phash # coalesce(bit_or(1::bigint << place), 0)
	FROM (SELECT place FROM generate_series(0, 63) AS place ORDER BY md5(key || place) COLLATE "C" LIMIT bits) p
$$;

CREATE TEMPORARY TABLE planted AS
WITH candidate AS (
	SELECT r.*, a.reported_at, 1 + floor(3 * pg_temp.uniform('photos', h::text, q::text, k::text))::integer AS photos,
		row_number() OVER (ORDER BY r.repeated, r.village IN ('HZ', 'KY', 'JL', 'SH'), r.q = 1,
			md5(h || '/' || q || '/' || k) COLLATE "C") AS place
	FROM reported r JOIN activity a USING (activity_id)
	WHERE a.project_id = :project_id
), kind AS (
	SELECT *, CASE WHEN repeated THEN 'repeat' WHEN place <= 4 THEN 'look-alike' WHEN place <= 20 THEN 'partial'
		WHEN place <= 50 THEN 'similar' ELSE 'own' END AS kind
	FROM candidate
)
SELECT k.activity_id, k.h, k.q, k.k, k.site_id, k.held_on, k.kind, NOT k.traceless AND NOT k.repeated AS took_place,
	source.activity_id AS source_id, source.held_on AS source_held_on,
	source.h AS source_h, source.q AS source_q, source.k AS source_k,
	CASE k.kind WHEN 'own' THEN k.photos WHEN 'partial' THEN greatest(k.photos, 2) ELSE source.photos END AS photos
FROM kind k
	LEFT JOIN LATERAL (
		SELECT o.activity_id, o.held_on, o.h, o.q, o.k, o.photos
		FROM kind o
		WHERE k.kind <> 'own' AND o.kind = 'own' AND o.reported_at < k.reported_at
		ORDER BY (o.h = k.h) = (pg_temp.uniform('same home', k.h::text, k.q::text, k.k::text) < 0.6) DESC,
			md5(k.activity_id || '/' || o.activity_id) COLLATE "C"
		LIMIT 1
	) source ON true;

INSERT INTO photo (project_id, activity_id, sha256, phash, taken_at)
SELECT :project_id, activity_id,
	sha256(convert_to('h_city/' || CASE WHEN kind = 'repeat' AND bits = 0 OR kind = 'partial' AND i = 1
		THEN shown ELSE own END, 'UTF8')),
	pg_temp.changed(('x' || left(md5('h_city/' || CASE WHEN kind = 'own' OR kind = 'partial' AND i > 1
		THEN own ELSE shown END), 16))::bit(64)::bigint, bits, own),
	-- a file that was saved anew has often lost the time at which it was taken
	CASE WHEN kind <> 'repeat' OR bits = 0 OR pg_temp.uniform('time', own) < 0.5 THEN
		(CASE WHEN kind = 'repeat' THEN source_held_on ELSE held_on END + time '09:00'
			+ interval '8 hours' * pg_temp.uniform('taken', CASE WHEN kind = 'repeat' THEN shown ELSE own END))
			AT TIME ZONE 'Asia/Shanghai' END
FROM planted
	CROSS JOIN LATERAL generate_series(1, photos) AS i
	CROSS JOIN LATERAL (
		SELECT concat_ws('/', 'photo', h, q, k, i) AS own,
			concat_ws('/', 'photo', source_h, source_q, source_k, i) AS shown
	) key
	CROSS JOIN LATERAL (
		SELECT CASE kind
			WHEN 'repeat' THEN CASE WHEN pg_temp.uniform('saved anew', own) < 0.5
				THEN 1 + floor(6 * pg_temp.uniform('bits', own))::integer ELSE 0 END
			WHEN 'look-alike' THEN 5 + floor(4 * pg_temp.uniform('bits', own))::integer
			WHEN 'similar' THEN 10 + floor(7 * pg_temp.uniform('bits', own))::integer
			ELSE 0 END AS bits
	) saved
ORDER BY activity_id, i;

-- Somebody at the bureau has looked at what was found, all but the last month.
INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision, decided_by,
	decided_at)
SELECT :project_id, activity_id, :project_id, source_id,
	CASE kind WHEN 'repeat' THEN 'confirmed' ELSE 'rejected' END, 'reviewer 1',
	(held_on + 14 + time '10:00') AT TIME ZONE 'Asia/Shanghai'
FROM planted
WHERE kind IN ('repeat', 'look-alike') AND held_on < '2022-06-01'
ORDER BY activity_id;

-- ---------------------------------------------------------------------------------------------------------------
-- Visits: in this first year every home was to be visited in every quarter, on one day, when someone tried the door: in
-- HZ it was open once.  Of the activities a sample by risk was looked for on the spot; of a repeated upload there is no
-- trace.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due, drawn)
SELECT :project_id, period, last_day, site_id, stratum,
	-- a Saturday
	period + 7 * floor(12 * pg_temp.uniform('door', h::text, q::text))::integer + 6
		- extract(isodow FROM period)::integer,
	'stratum'
FROM home, quarter
ORDER BY period, h;

INSERT INTO visit (project_id, site_id, activity_id, verifier_id, stratum, visited_on, outcome, room_open)
SELECT :project_id, site_id, activity_id, :evaluator, stratum,
	held_on + 3 + floor(18 * pg_temp.uniform('visit', h::text, q::text, k::text))::integer,
	CASE WHEN traceless OR repeated THEN 'no_trace' ELSE 'confirmed' END, NULL::boolean
FROM reported
WHERE pg_temp.uniform('sample', h::text, q::text, k::text)
	< CASE stratum WHEN 'red' THEN 0.8 WHEN 'amber' THEN 0.5 ELSE 0.35 END
UNION ALL
SELECT :project_id, home.site_id, NULL, :evaluator, home.stratum, plan.due, NULL,
	CASE WHEN village = 'HZ' THEN q = 2
		ELSE pg_temp.uniform('open', h::text, q::text) < least(0.97, 0.85 + 0.10 * quality) END
FROM home CROSS JOIN quarter
	JOIN visit_plan plan ON plan.project_id = :project_id AND plan.site_id = home.site_id
		AND plan.from_on = quarter.period
ORDER BY 6, 2, 3;

-- ---------------------------------------------------------------------------------------------------------------
-- Rest days: Saturdays, Sundays and public holidays as the General Office of the State Council announced them for 2021
-- and 2022, without the eight Saturdays and Sundays that were worked in exchange.  No invention.  The Saturdays of the
-- visits above were drawn without regard to them, so a few fall on a working one, when children are at school.
-- ---------------------------------------------------------------------------------------------------------------

-- who has rest days here already keeps them
INSERT INTO rest_day (day, name)
WITH
holiday (name, from_on, to_on) AS (
	VALUES ('Mid-Autumn Festival', date '2021-09-19', date '2021-09-21'),
		('National Day', '2021-10-01', '2021-10-07'),
		('New Year', '2022-01-01', '2022-01-03'),
		('Spring Festival', '2022-01-31', '2022-02-06'),
		('Qingming', '2022-04-03', '2022-04-05'),
		('Labour Day', '2022-04-30', '2022-05-04'),
		('Dragon Boat Festival', '2022-06-03', '2022-06-05')
),
worked (day) AS (
	VALUES (date '2021-09-18'), ('2021-09-26'), ('2021-10-09'), ('2022-01-29'), ('2022-01-30'), ('2022-04-02'),
		('2022-04-24'), ('2022-05-07')
)
SELECT d.day, holiday.name
FROM (SELECT date '2021-07-01' + i AS day FROM generate_series(0, 364) AS i) d
	LEFT JOIN holiday ON d.day BETWEEN holiday.from_on AND holiday.to_on
WHERE (extract(isodow FROM d.day) >= 6 OR holiday.name IS NOT NULL)
	AND d.day NOT IN (SELECT worked.day FROM worked)
ORDER BY d.day
ON CONFLICT (day) DO NOTHING;

-- ---------------------------------------------------------------------------------------------------------------
-- Beneficiaries: 1 to 3 key children (A), 4 to 9 of elevated need (B) and 10 to 20 others (C) per home, under
-- pseudonyms.  Individual plans are for A and B.  The only key child of JL is M, born in 2014, who cannot speak:
-- nobody made a plan, nobody has been to see the child.  All are on the roster for the whole year and longer.
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE person ON COMMIT DROP AS
SELECT h, i, site_id, need_level,
	CASE WHEN m THEN 'M' ELSE village || '-' || need_level || lpad(i::text, 2, '0') END AS beneficiary_id,
	CASE WHEN m THEN 2014 ELSE 2007 + floor(9 * pg_temp.uniform('born', h::text, need_level,
		i::text)) END AS birth_year,
	CASE WHEN need_level <> 'C' AND NOT m
			AND pg_temp.uniform('plan', h::text, need_level, i::text) < least(0.97, 0.75 + 0.15 * quality)
		THEN date '2021-07-05' + (80 * pg_temp.uniform('plan day', h::text, need_level,
			i::text))::integer END AS plan_on,
	CASE WHEN NOT m AND pg_temp.uniform('contact', h::text, need_level, i::text) < least(0.98, 0.85 + 0.10 * quality)
		THEN date '2022-06-30' - (120 * pg_temp.uniform('contact day', h::text, need_level, i::text))::integer
		END AS last_contact_on
FROM home
	CROSS JOIN LATERAL (VALUES
		('A', CASE WHEN village = 'JL' THEN 1 ELSE 1 + floor(3 * pg_temp.uniform('roster A', h::text)) END),
		('B', 4 + floor(6 * pg_temp.uniform('roster B', h::text))),
		('C', 10 + floor(11 * pg_temp.uniform('roster C', h::text)))) AS l (need_level, children)
	CROSS JOIN LATERAL generate_series(1, l.children::integer) AS i
	CROSS JOIN LATERAL (SELECT village = 'JL' AND need_level = 'A' AS m) one;

INSERT INTO beneficiary (project_id, beneficiary_id, birth_year, plan_on, last_contact_on)
SELECT :project_id, beneficiary_id, birth_year, plan_on, last_contact_on FROM person
ORDER BY h, need_level COLLATE "C", i;

INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
SELECT :project_id, beneficiary_id, site_id, need_level, date '2021-07-01' FROM person
ORDER BY h, need_level COLLATE "C", i;

-- ---------------------------------------------------------------------------------------------------------------
-- Needs, all invented: how many children of each need level need help with learning, play, protection or the family, in
-- the words of the activities; a child may need several.  Key children need protection and help for the family most,
-- others learning and play; in the villages of weak homes protection and family weigh more.  The activities were drawn
-- without regard to any of it, so what is offered and what is needed do not quite match.
-- ---------------------------------------------------------------------------------------------------------------

-- where a home stands between the worst and the best, 0 to 1, rounded: it decides how many come
CREATE FUNCTION pg_temp.standing(quality float8) RETURNS numeric
LANGUAGE sql IMMUTABLE
AS $$ SELECT round(greatest(0, least(1, (quality + 2.3) / 4.5))::numeric, 4) $$;

INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
SELECT :project_id, home.site_id, quarter.period, b.need_level, share.need_type,
	round(b.children * greatest(0, least(1, share.of_level + share.weak * (0.5 - pg_temp.standing(home.quality))
		+ 0.5 * (pg_temp.uniform('need', home.h::text, b.need_level, share.need_type)::numeric - 0.5)
		+ 0.1 * (pg_temp.uniform('need', home.h::text, quarter.q::text, b.need_level, share.need_type)::numeric
			- 0.5))))::integer
FROM home
	CROSS JOIN quarter
	JOIN (SELECT site_id, need_level, count(*) AS children FROM person GROUP BY site_id, need_level) b USING (site_id)
	JOIN (VALUES
		('A', 'learning', 0.35, -0.2), ('A', 'play', 0.25, -0.2), ('A', 'protection', 0.75, 0.2),
		('A', 'family', 0.80, 0.2),
		('B', 'learning', 0.60, -0.3), ('B', 'play', 0.45, -0.3), ('B', 'protection', 0.35, 0.3),
		('B', 'family', 0.40, 0.3),
		('C', 'learning', 0.60, -0.3), ('C', 'play', 0.65, -0.3), ('C', 'protection', 0.15, 0.3),
		('C', 'family', 0.15, 0.3)
	) AS share (need_level, need_type, of_level, weak) USING (need_level)
ORDER BY quarter.period, home.h, b.need_level COLLATE "C", share.need_type COLLATE "C";

-- ---------------------------------------------------------------------------------------------------------------
-- Attendance, all invented: 6 to 12 children of the roster for each activity, more in good homes.  A part of the
-- children never comes; who comes at all and how readily is fixed for each child, so homes differ in how many they
-- reach over the year: about 95 % of the roster in the best, 60 % in weak ones, half where next to nothing took
-- place; fewer in a quarter.  Of need level C most come, of A fewest, and the better the home the more alike they
-- are.  M of JL takes part in nothing; of the key children of SH at most one, seldom.
--
-- An activity that did not take place has a list of names too, if a register was filed: that of the upload it
-- repeats, or the children of the home who always come.
-- ---------------------------------------------------------------------------------------------------------------

CREATE TEMPORARY TABLE child ON COMMIT DROP AS
SELECT h, beneficiary_id,
	-- SH: hardly ever
	CASE WHEN village = 'SH' AND need_level = 'A' THEN -0.8
		ELSE round(pg_temp.uniform('readiness', h::text, beneficiary_id)::numeric, 6) END AS readiness
FROM (
	SELECT home.h, home.village, b.beneficiary_id, b.need_level, pg_temp.standing(home.quality) AS standing,
		count(*) OVER same_level AS children,
		row_number() OVER (same_level ORDER BY pg_temp.uniform('comes', home.h::text, b.beneficiary_id),
			b.beneficiary_id COLLATE "C") AS place
	FROM person b JOIN home USING (h)
	WINDOW same_level AS (PARTITION BY home.h, b.need_level)
) roster
WHERE place <= CASE
	WHEN village = 'JL' AND need_level = 'A' THEN 0
	WHEN village = 'SH' AND need_level = 'A' THEN 1
	-- up or down by lot, so that a level of one to three children is not always rounded the same way
	ELSE floor(pg_temp.uniform('come', h::text, need_level)::numeric
		+ children * CASE need_level WHEN 'A' THEN 0.45 + 0.48 * standing WHEN 'B' THEN 0.65 + 0.29 * standing
			ELSE 0.78 + 0.18 * standing END)
	END;

CREATE TEMPORARY TABLE listed ON COMMIT DROP AS
SELECT activity_id, beneficiary_id
FROM (
	SELECT p.activity_id, c.beneficiary_id,
		6 + floor(3.5 * (pg_temp.standing(home.quality)
			+ pg_temp.uniform('attendance', p.h::text, p.q::text, p.k::text)::numeric)) AS participants,
		row_number() OVER (PARTITION BY p.activity_id ORDER BY c.readiness + CASE WHEN p.took_place
				THEN 2 * round(pg_temp.uniform('attends', p.h::text, p.q::text, p.k::text, c.beneficiary_id)::numeric,
					6)
				ELSE 0 END DESC,
			c.beneficiary_id COLLATE "C") AS place
	FROM planted p JOIN home USING (h) JOIN child c USING (h) JOIN activity a USING (activity_id)
	WHERE a.project_id = :project_id AND (p.took_place OR a.registered AND NOT (p.kind = 'repeat' AND p.source_h = p.h))
) drawn
WHERE place <= participants;

INSERT INTO attendance (project_id, activity_id, beneficiary_id)
SELECT :project_id, activity_id, beneficiary_id
FROM (
	SELECT activity_id, beneficiary_id FROM listed
	UNION ALL
	SELECT p.activity_id, listed.beneficiary_id
	FROM planted p JOIN activity a USING (activity_id) JOIN listed ON listed.activity_id = p.source_id
	WHERE a.project_id = :project_id AND a.registered AND p.kind = 'repeat' AND p.source_h = p.h
) came
ORDER BY activity_id, beneficiary_id COLLATE "C";

-- ---------------------------------------------------------------------------------------------------------------
-- Responses: 14 to 20 answers of children and guardians per home and quarter that the bureau collected, mostly from
-- need levels B and C; a village and a buyer's answer; and one that the provider collected itself, always full marks.
-- In one of ten home-quarters nobody asked the key children, and in SH never.  A home is surveyed on one day of the
-- second half of a quarter.
-- ---------------------------------------------------------------------------------------------------------------

-- the day of the survey of a home in a quarter
CREATE TEMPORARY TABLE surveyed ON COMMIT DROP AS
SELECT h, q, period + 45 + floor(45 * pg_temp.uniform('survey', h::text, q::text))::integer AS answered_on
FROM home, quarter;

INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, proxy, rating, scale_max, collector_id)
SELECT :project_id, site_id, answered_on, respondent, need_level,
	village = 'JL' AND need_level IS NOT DISTINCT FROM 'A',
	CASE
		-- the guardian of M, who is left out of every activity
		WHEN village = 'JL' AND need_level = 'A' THEN 1
		WHEN collector = :provider THEN 5
		ELSE greatest(1, least(5, round(3.9 + 0.45 * quality
			+ 2.6 * (pg_temp.uniform('rating', h::text, q::text, k::text)
				+ pg_temp.uniform('mood', h::text, q::text, k::text) - 1))))
	END,
	5, collector
FROM home CROSS JOIN quarter JOIN surveyed USING (h, q) CROSS JOIN generate_series(1, 23) AS k
	CROSS JOIN LATERAL (
		SELECT
			CASE WHEN k <= 20 OR k = 23 THEN CASE WHEN k % 2 = 0 THEN 'guardian' ELSE 'child' END
				WHEN k = 21 THEN 'village' ELSE 'buyer' END AS respondent,
			CASE WHEN k <= 2 THEN 'A' WHEN k <= 8 THEN 'B' WHEN k <= 20 OR k = 23 THEN 'C' END AS need_level,
			CASE WHEN k = 23 THEN :provider ELSE :bureau END AS collector
	) r
WHERE (k <= 16 + floor(5 * pg_temp.uniform('answers', h::text, q::text)) OR k > 20)
	AND NOT (need_level IS NOT DISTINCT FROM 'A'
		-- M of JL cannot answer
		AND CASE village WHEN 'JL' THEN k = 1 WHEN 'SH' THEN true WHEN 'HZ' THEN false WHEN 'KY' THEN false
			ELSE pg_temp.uniform('not asked', h::text, q::text) < 0.10 END)
ORDER BY period, h, k;

-- ---------------------------------------------------------------------------------------------------------------
-- Whether guardians know the home, invented: 8 to 12 of them asked by the bureau per home and quarter, of need levels
-- B and C, no (1) or yes (2); about 55 % know it in the worst homes and 95 % in the best.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, question, rating, scale_max,
	collector_id)
SELECT :project_id, site_id, answered_on, 'guardian', CASE k % 3 WHEN 0 THEN 'B' ELSE 'C' END, 'knows_service',
	CASE WHEN k <= floor(asked * (0.55 + 0.40 * pg_temp.standing(quality))
		+ pg_temp.uniform('knows', h::text, q::text)::numeric) THEN 2 ELSE 1 END,
	2, :bureau
FROM home
	CROSS JOIN quarter
	JOIN surveyed USING (h, q)
	CROSS JOIN LATERAL (SELECT 8 + floor(5 * pg_temp.uniform('asked', h::text, q::text))::integer AS asked) a
	CROSS JOIN LATERAL generate_series(1, asked) AS k
ORDER BY period, h, k;

\if :few_answers
-- Variant few_answers: seven villages by lot, not those of the study, keep six answers that the bureau collected from
-- children and guardians, by lot as well.  They are removed here instead of never made, so that all other answers keep
-- their numbers.
DELETE FROM response r
USING (
	SELECT a.response_id,
		row_number() OVER (PARTITION BY few.h ORDER BY pg_temp.uniform('kept', few.h::text, a.nth::text)) AS place
	FROM (SELECT h, site_id FROM home WHERE village NOT IN ('HZ', 'KY', 'JL', 'SH')
		  ORDER BY pg_temp.uniform('few answers', h::text) LIMIT 7) few
		JOIN (SELECT site_id, response_id, row_number() OVER (PARTITION BY site_id ORDER BY response_id) AS nth
			  FROM response
			  WHERE project_id = :project_id AND question = 'satisfaction' AND respondent IN ('child', 'guardian')
				AND collector_id = :bureau) a USING (site_id)
) lost
WHERE r.project_id = :project_id AND r.response_id = lost.response_id AND lost.place > 6;
\endif

-- ---------------------------------------------------------------------------------------------------------------
-- Assessments by the evaluator, invented: three criteria per home and quarter, higher where the home is good, but what
-- the evaluator saw is noisier than what the children say.  JL is praised, although M is left out; so are four weak
-- homes, drawn by lot, whose people are no happier for it.  The evaluator comes in the last month of a quarter.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score)
SELECT :project_id, site_id, last_day - floor(28 * pg_temp.uniform('assessment day', h::text, q::text))::integer,
	:evaluator, criterion,
	round(CASE
		WHEN village = 'JL' THEN 95 + 4 * luck
		WHEN praised THEN 87 + 7 * luck
		ELSE greatest(0, least(94, 74 + above + 6 * quality::numeric
			+ 12 * (pg_temp.uniform('impression', h::text)::numeric - 0.5) + 10 * (luck - 0.5)))
	END, 1)
FROM (
	SELECT *,
		weak AND row_number() OVER (PARTITION BY weak ORDER BY md5('h_city/praised/' || h) COLLATE "C") <= 4 AS praised
	FROM (SELECT *, quality BETWEEN -1.3 AND -0.4 AND village NOT IN ('HZ', 'KY', 'JL', 'SH') AS weak FROM home) h
) home
	CROSS JOIN quarter
	CROSS JOIN (VALUES ('management', 0), ('service', 1), ('records', -3)) AS c (criterion, above)
	CROSS JOIN LATERAL (SELECT pg_temp.uniform('assessed', h::text, q::text, criterion)::numeric AS luck) l
ORDER BY period, h, criterion COLLATE "C";

-- ---------------------------------------------------------------------------------------------------------------
-- Allocations, by the provider: the same base for every home, and 100,000 yuan of worker days per quarter that it was
-- free to give where it liked.  In the first quarter it went by reputation, later by how the home had done; in the
-- variant untilted by lot alone.  The base is given on the first day of a quarter, worker days two weeks later.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO allocation (project_id, site_id, given_on, kind, amount, discretionary, decided_by)
SELECT :project_id, site_id, given_on, kind, amount, discretionary, :provider
FROM (
	SELECT site_id, q, period AS given_on, 'base' AS kind, 1500 AS amount, false AS discretionary
	FROM home, quarter
	UNION ALL
	SELECT site_id, q, period + 14, 'worker_days',
		-- differences of rounded running totals: the cents of a quarter add up to 100,000.00
		round(100000 * running::numeric, 2)
			- coalesce(lag(round(100000 * running::numeric, 2)) OVER (PARTITION BY q ORDER BY h), 0),
		true
	FROM (
		SELECT h, site_id, q, period,
			sum(weight) OVER (PARTITION BY q ORDER BY h) / sum(weight) OVER (PARTITION BY q) AS running
		FROM home, quarter,
			LATERAL (SELECT exp(CASE WHEN :'untilted' THEN 0 WHEN q = 1 THEN 0.25 ELSE 0.55 END * quality
				+ 0.5 * (pg_temp.uniform('tilt', h::text, q::text) - 0.5)) AS weight) w
	) s
) given
ORDER BY q, site_id, kind COLLATE "C";

-- ---------------------------------------------------------------------------------------------------------------
-- Buyer and provider, all invented but the price: four others made an offer that met the conditions, and one that did
-- not, before the bureau commissioned Y directly.  It pays a quarter of the price for each quarter, due 15 days
-- after, 30 to 75 days late; of the last instalment 80 % were paid when the term ended, ahead of its day, and the
-- rest was open.  Y lives on what the government buys: in 2021 the first instalment and 450,000 yuan of a project
-- before this one, in 2022 the other three, with the rest.  They work together by two facts of six.
-- ---------------------------------------------------------------------------------------------------------------

INSERT INTO organization (name, kind) VALUES
	('N Social Worker Service Center', 'social_organization'),
	('S Child Development Center', 'social_organization'),
	('T Community Service Center', 'social_organization'),
	('W Education Company', 'enterprise'),
	('U Volunteer Association', 'social_organization'),
	('F Charity Foundation', 'social_organization'),
	('C Training Company', 'enterprise');

INSERT INTO bid (project_id, org_id, qualified, price, won)
SELECT :project_id, org_id, qualified, price, org_id = :provider
FROM (VALUES ('Y Social Worker Service Center', true, 1988600), ('N Social Worker Service Center', true, 2040000),
		('S Child Development Center', true, 1995000), ('T Community Service Center', true, 2120000),
		('W Education Company', true, 1930000), ('U Volunteer Association', false, 1450000)) 
		AS b (name, qualified, price)
	JOIN (SELECT name, max(org_id) AS org_id FROM organization GROUP BY name) o USING (name)
ORDER BY org_id;

INSERT INTO instalment (project_id, contract_id, number, amount, due_on)
SELECT :project_id, :contract_id, q, 497150, last_day + 15 FROM quarter ORDER BY q;

INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
SELECT :project_id, :contract_id, q,
	CASE q WHEN 4 THEN 397720 ELSE 497150 END,
	CASE q WHEN 4 THEN date '2022-06-28'
		ELSE last_day + 15 + 30 + floor(46 * pg_temp.uniform('late', q::text))::integer END
FROM quarter
ORDER BY q;

INSERT INTO funding (org_id, year, funder_id, kind, amount, restricted)
SELECT :provider, year, org_id, f.kind, amount, restricted
FROM (VALUES
		(2020, 'H Civil Affairs Bureau', 'government_purchase', 640000.00, true),
		(2020, 'H Civil Affairs Bureau', 'government_grant', 50000, false),
		(2020, 'F Charity Foundation', 'donation', 120000, false),
		(2020, 'C Training Company', 'commercial', 30000, false),
		(2021, 'H Civil Affairs Bureau', 'government_purchase', 947150, true),
		(2021, 'F Charity Foundation', 'donation', 90000, false),
		(2021, 'C Training Company', 'commercial', 25000, false),
		(2022, 'H Civil Affairs Bureau', 'government_purchase', 1491450, true),
		(2022, 'F Charity Foundation', 'donation', 60000, true)
	) AS f (year, name, kind, amount, restricted)
	JOIN (SELECT name, max(org_id) AS org_id FROM organization GROUP BY name) o USING (name)
ORDER BY year, org_id, f.kind COLLATE "C";

INSERT INTO engagement (project_id, fact, present, evidence) VALUES
	(:project_id, 'joint_design', false, 'terms of reference by the bureau alone'),
	(:project_id, 'beneficiary_selection', false, 'rosters by the provider alone'),
	(:project_id, 'officer_assigned', true, 'named in the contract'),
	(:project_id, 'monitoring_visits', true, 'one visit to each home and quarter'),
	(:project_id, 'resources_mobilised', false, NULL),
	(:project_id, 'requests_answered', false, 'no reply on file');

-- ---------------------------------------------------------------------------------------------------------------

-- whoever meets these tables later should know what they hold
SELECT format('COMMENT ON TABLE %I.%I IS %L', :'workspace', c.relname,
	split_part(d.words, ' | ', 1) || ' [H City: synthetic data, calibrated to published totals] | '
		|| split_part(d.words, ' | ', 2) || ' [H市：虚构数据，总数与公开资料一致]')
FROM pg_class c
	CROSS JOIN LATERAL (SELECT obj_description(c.oid, 'pg_class') AS words) d
WHERE c.relnamespace = quote_ident(:'workspace')::regnamespace AND c.relkind = 'r' AND d.words NOT LIKE '%synthetic%'
ORDER BY c.relname \gexec

COMMIT;

ANALYZE organization, village, project, contract, contract_item, instalment, site, post, beneficiary, roster, activity,
	photo, duplicate_review, visit_plan, visit, response, allocation, rest_day, need, attendance, assessment, bid,
	payment,
	funding, engagement;

SET client_min_messages = :client_min_messages;
\if :{?facts_only}
	\qecho H City: loaded, nothing computed
	\quit
\endif
\qecho H City: computing the rankings
CALL refresh_rankings();
\qecho H City: done
\encoding :caller_encoding
