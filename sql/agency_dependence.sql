-- Who collapses if the buyer stops buying: shares, concentration, dependence both ways, quadrants, mission drift; every
-- figure by hand
\getenv top PG_ABS_SRCDIR
\set example :top '/examples/disabled_services.sql'
\set workspace disabled_services
\set ECHO none
SET client_min_messages = warning;
\i :example
\set ON_ERROR_STOP off
\set ECHO all

-- G's funders give in each year 1, then 4 : 1, 3 : 1 : 1 and 3 : 3 : 2 : 2: squared shares 1, 17/25, 11/25 and 26/100.
-- Normalized from the least there can be, 1/2, 1/3 and 1/4, to 1: 0.36, 0.16, 1/75
SELECT year, income, funders, abs(funder_hhi - hhi) < 1e-15 AS hhi,
	funder_hhi_normalized IS NOT DISTINCT FROM normalized OR abs(funder_hhi_normalized - normalized) < 1e-15
		AS normalized,
	government_share, restricted_share, commercial_share, buyer_share, purchase_share
FROM agency_dependence
	JOIN (VALUES (2018, 1, NULL), (2019, 0.68, 0.36), (2020, 0.44, 0.16), (2021, 0.26, 1 / 75.0))
		v (year, hhi, normalized) USING (year)
WHERE organization LIKE 'G %' AND buyer LIKE 'Disabled%' ORDER BY year;
SELECT year, government_growth, autonomy_change, quadrant, quadrant_zh
FROM agency_dependence WHERE organization LIKE 'G %' AND buyer LIKE 'Disabled%' ORDER BY year;
-- G: 1 x 1 and 1 / 1; 0.8 x 0.68 and 0.8 / 1; 0.6 x 0.44 and 0.6 / 2; 0.3 x 0.26 and 0.4 / 4; of the bureau 0.3 x 0.26
-- and 1 / 3.  K: 1 and 0.2 / 1, 0.4 / 2, 0.6 / 4
SELECT org AS organization, by AS buyer, a.year, contract_volume, volume_share, qualified_bidders,
	abs(dependence_on_buyer - on_buyer) < 1e-15 AS on_buyer, abs(dependence_on_org - on_org) < 1e-15 AS on_org,
	abs(mutual_dependence - (on_buyer + on_org)) < 1e-15 AS mutual,
	abs(power_imbalance - (on_buyer - on_org)) < 1e-15 AS imbalance
FROM agency_dependence a
	JOIN (VALUES ('G', 'D', 2018, 1, 1), ('G', 'D', 2019, 0.544, 0.8), ('G', 'D', 2020, 0.264, 0.3),
		('G', 'D', 2021, 0.078, 0.1), ('G', 'C', 2021, 0.078, 1 / 3.0),
		('K', 'D', 2019, 1, 0.2), ('K', 'D', 2020, 1, 0.2), ('K', 'D', 2021, 1, 0.15))
			v (org, by, year, on_buyer, on_org)
		ON org = left(organization, 1) AND by = left(buyer, 1) AND v.year = a.year
ORDER BY 1, 2 DESC, 3;
SELECT count(*) AS rows, bool_and(beneficiary_days IS NULL) AS days_unknown, bool_or(mission_drift) AS drift,
	count(mission_drift) AS known
FROM agency_dependence;
SELECT relname FROM pg_class
WHERE relnamespace = 'disabled_services'::regnamespace AND relkind = 'r'
	AND obj_description(oid, 'pg_class') NOT LIKE '%synthetic%';
\pset footer on
DROP SCHEMA disabled_services CASCADE;

SELECT count(*) > 30 AS created FROM service_eval.create_workspace('depend') WHERE action = 'created';
SET search_path = depend, service_eval;
SELECT count(*) AS of_nothing FROM agency_dependence;
-- a planner takes it for a thousand rows, of each contract or project
SELECT viewname AS counts_rows_that_are_not_there FROM pg_views
WHERE schemaname = 'depend' AND definition LIKE '%generate_series%';
INSERT INTO organization (name, kind) SELECT name, kind
FROM (VALUES ('bureau', 'government'), ('office', 'government')) o (name, kind)
UNION ALL SELECT 'o' || i, 'social_organization' FROM generate_series(3, 40) AS i;
-- project n of a buyer, over a time
CREATE FUNCTION pg_temp.project(n bigint, buyer bigint, from_on date, until_on date, unit text DEFAULT 'quarter')
RETURNS void LANGUAGE sql AS $$
	INSERT INTO project (project_id, name, service, buyer_id, start_on, end_on, period_unit) OVERRIDING SYSTEM VALUE
	VALUES (n, 'p' || n, 'children_homes', buyer, from_on, until_on, unit)
$$;
-- a stored result of a project in a period: a snapshot that both schemes have judged
CREATE FUNCTION pg_temp.measured(n bigint, of_period text, days bigint) RETURNS void LANGUAGE sql AS $$
	WITH s AS (
		INSERT INTO snapshot (project_id, period, kind, from_on, until_on, end_on, input_digest)
		SELECT project_id, period, kind, from_on, until_on, end_on, '' FROM project_period
		WHERE project_id = n AND period = of_period
		RETURNING project_id, snapshot_id, period
	), m AS (
		INSERT INTO project_measure (project_id, snapshot_id, beneficiary_days)
		SELECT project_id, snapshot_id, days FROM s
	)
	INSERT INTO evaluation_run (project_id, period, snapshot_id, scheme_id, version, extension_version, status)
	SELECT s.project_id, s.period, s.snapshot_id, c.scheme_id, c.version, '0', 'finished' FROM s CROSS JOIN scheme c
$$;

-- One funder, one provider of all 100 homes, five who qualified: 1.0 and 0.2, so 1.2 and 0.8
BEGIN;
INSERT INTO village SELECT '990101100' || lpad(i::text, 3, '0'), 'V' || i, 'T', 'C' FROM generate_series(1, 100) AS i;
SELECT pg_temp.project(1, 1, '2021-01-01', '2021-12-31') \g /dev/null
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2021-01-01' FROM village;
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 3, 'open_tender', 1988600);
INSERT INTO bid (project_id, org_id, qualified, won) SELECT 1, i, i < 8, i = 3 FROM generate_series(3, 9) AS i;
INSERT INTO funding (org_id, year, funder_id, kind, amount) VALUES (3, 2021, 1, 'government_purchase', 1988600);
SELECT organization, year, buyer, funders, buyer_share, funder_hhi, dependence_on_buyer, volume_share,
	qualified_bidders, dependence_on_org, power_imbalance, mutual_dependence
FROM agency_dependence;
-- the contract is paid in two kinds: the buyer is one funder all the same
INSERT INTO funding (org_id, year, funder_id, kind, amount) VALUES (3, 2021, 1, 'government_grant', 1988600);
SELECT funders, funder_hhi, buyer_share, purchase_share, government_share, power_imbalance, mutual_dependence
FROM agency_dependence;
ROLLBACK;

-- What an organization lives on: nothing but 0 (3); 0 beside others, who are two (4); itself (5) and itself beside a
-- donor (6); two kinds of one funder (7); not of government (8)
BEGIN;
INSERT INTO funding (org_id, year, funder_id, kind, amount, restricted) VALUES
	(3, 2020, 1, 'government_purchase', 0, true), (3, 2020, 2, 'donation', 0, false),
	(4, 2020, 1, 'government_purchase', 0, true), (4, 2020, 2, 'donation', 30, true),
	(4, 2020, 9, 'donation', 10, false), (5, 2020, 5, 'membership', 10, false),
	(6, 2020, 6, 'commercial', 10, false), (6, 2020, 9, 'donation', 10, true),
	(7, 2020, 1, 'government_purchase', 20, true), (7, 2020, 1, 'government_grant', 10, false),
	(7, 2020, 2, 'other', 10, false), (8, 2020, 9, 'commercial', 1, false), (8, 2020, 2, 'membership', 2, true);
SELECT org_id, buyer_id, income, funders, round(funder_hhi::numeric, 6) AS hhi,
	round(funder_hhi_normalized::numeric, 6) AS normalized, government_share, restricted_share, commercial_share
FROM agency_dependence ORDER BY org_id;
SELECT org_id, buyer_share, purchase_share, dependence_on_buyer FROM agency_dependence ORDER BY org_id;
-- nothing is bought from most, and of the contracts of the others nothing is known; nor is of the year before
SELECT count(*) AS rows, count(buyer_id) AS buyers,
	count(contract_volume) + count(volume_share) + count(qualified_bidders) + count(dependence_on_org)
		+ count(mutual_dependence) + count(power_imbalance) AS contracts,
	count(government_growth) + count(autonomy_change) + count(quadrant) AS changes, count(mission_drift) AS drift
FROM agency_dependence;
ROLLBACK;

-- What a contract is worth in a year: 365,000 yuan over 184 and 181 days; without any income recorded
BEGIN;
SELECT pg_temp.project(1, 1, '2020-07-01', '2021-06-30'), pg_temp.project(2, 1, '2021-01-01', '2021-12-31'),
	-- one day; a leap year and two days
	pg_temp.project(3, 2, '2020-12-31', '2020-12-31'), pg_temp.project(4, 2, '2019-12-31', '2021-01-01') \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES
	(1, 3, 'open_tender', 365000), (2, 4, 'open_tender', 1629000), (3, 3, 'open_tender', 7),
	(4, 4, 'open_tender', 3680);
SELECT org_id, year, buyer_id, income, funder_hhi, buyer_share, contract_volume, volume_share, qualified_bidders,
	round(dependence_on_org::numeric, 6) AS dependence_on_org, dependence_on_buyer, power_imbalance
FROM agency_dependence ORDER BY org_id, year, buyer_id;
SELECT sum(contract_volume) = (SELECT sum(price) FROM contract) AS all_of_it FROM agency_dependence;
-- with income of which nothing is the buyer's, it does not depend on the buyer; with none at all, nobody can say
INSERT INTO funding (org_id, year, funder_id, kind, amount) VALUES
	(3, 2020, 9, 'donation', 5), (4, 2021, 9, 'donation', 0);
SELECT org_id, year, buyer_id, income, buyer_share, purchase_share, dependence_on_buyer,
	round(dependence_on_org::numeric, 6) AS dependence_on_org, round(mutual_dependence::numeric, 6) AS mutual,
	round(power_imbalance::numeric, 6) AS imbalance
FROM agency_dependence WHERE income IS NOT NULL ORDER BY 1, 2, 3;
ROLLBACK;
-- A contract has its own time: 3 for 90 days over the turn of the year, 31 of them in 2020; 4 from the middle of 2021
-- on, which is 184 of 184 days though the service ended after one, since what was agreed stays agreed
BEGIN;
SELECT pg_temp.project(1, 1, '2020-01-01', '2021-12-31') \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, price, start_on, end_on, terminated_on) VALUES
	(1, 3, 'open_tender', 900, '2020-12-01', '2021-02-28', NULL),
	(1, 4, 'open_tender', 410, '2021-07-01', NULL, '2021-07-01');
SELECT org_id, year, contract_volume, volume_share FROM agency_dependence ORDER BY org_id, year;
ROLLBACK;

-- Alternatives.  3: 300 with three who qualified and 100 with one, of 1,000: 100 + 100, so two on the mean; 4: nobody
-- made an offer; 5: nobody of two qualified; 6: no price with others who have one, among two and four; 7: two contracts
-- of one project, which count once for the bidders; 8: in the same project as 7
BEGIN;
SELECT pg_temp.project(i, 1, '2021-01-01', '2021-12-31') FROM generate_series(1, 7) AS i \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, formal, price) VALUES
	(1, 3, 'open_tender', true, 300), (2, 3, 'invited_bid', true, 100), (3, 4, 'directed_commission', true, 200),
	(4, 5, 'open_tender', true, 100), (5, 6, 'none', false, 0), (6, 6, 'none', false, 0),
	(7, 7, 'open_tender', true, 100), (7, 7, 'open_tender', true, 50), (7, 8, 'open_tender', true, 150);
INSERT INTO bid (project_id, org_id, qualified) VALUES
	(1, 3, true), (1, 10, true), (1, 11, true), (1, 12, false), (2, 3, true), (4, 5, false), (4, 6, false),
	(5, 6, true), (5, 7, true), (6, 3, true), (6, 4, true), (6, 5, true), (6, 6, true),
	(7, 7, true), (7, 8, true), (7, 9, true);
SELECT org_id, contract_volume, volume_share, qualified_bidders,
	round(dependence_on_org::numeric, 6) AS dependence_on_org
FROM agency_dependence ORDER BY org_id;
SELECT sum(volume_share) AS shares FROM agency_dependence;
-- a buyer who pays nobody buys nothing that one could have a share of
UPDATE contract SET price = 0;
SELECT org_id, contract_volume, volume_share, qualified_bidders, dependence_on_org
FROM agency_dependence ORDER BY org_id;
ROLLBACK;

-- Two buyers, one of them only by what it pays; and a third who only grants: two rows that share what is the
-- organization's own
BEGIN;
SELECT pg_temp.project(i, i, '2021-01-01', '2021-12-31') FROM generate_series(1, 2) AS i \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES
	(1, 3, 'open_tender', 50), (2, 4, 'open_tender', 70);
INSERT INTO funding (org_id, year, funder_id, kind, amount) VALUES (3, 2021, 1, 'government_purchase', 50),
	(3, 2021, 2, 'government_purchase', 25), (3, 2021, 9, 'government_grant', 25);
SELECT org_id, buyer_id, income, funder_hhi, government_share, buyer_share, dependence_on_buyer, volume_share,
	dependence_on_org, power_imbalance
FROM agency_dependence ORDER BY org_id, buyer_id;
ROLLBACK;

-- Quadrants: of 300 with 100 restricted and 100 from government, to what; equal shares are equal however they are
-- written (100 of 300, 1 of 3, 33.33 of 99.99)
BEGIN;
INSERT INTO funding (org_id, year, funder_id, kind, amount, restricted)
SELECT org_id, 2020, 1, kind, amount, restricted
FROM generate_series(3, 15) AS org_id,
	(VALUES ('government_grant', 100, false), ('donation', 100, true), ('other', 100, false))
		f (kind, amount, restricted);
INSERT INTO funding (org_id, year, funder_id, kind, amount, restricted)
SELECT v.org_id, v.year, 1, f.kind, f.amount, f.restricted
FROM (VALUES (3, 2021, 100.01, 100, 200), (4, 2021, 100.01, 100, 0), (5, 2021, 99.99, 100, 200),
		(6, 2021, 99.99, 100, 0), (7, 2021, 101, 101, 101), (8, 2021, 1, 1, 1), (9, 2021, 100, 100, 100.01),
		(10, 2021, 100, 100, 99.99),
		(11, 2021, 100, 33.33, 0), (12, 2021, 33.33, 33.33, 33.33), (13, 2021, 0, 0, 0), (14, 2022, 200, 0, 0),
		(15, 2021, 0, 9, 0)) v (org_id, year, government, restricted, other)
	CROSS JOIN LATERAL (VALUES ('government_grant', v.government, false), ('donation', v.restricted, true),
		('other', v.other, false)) f (kind, amount, restricted);
SELECT org_id, year, government_share, restricted_share, government_growth, autonomy_change, quadrant
FROM agency_dependence WHERE year > 2020 ORDER BY org_id;
SELECT quadrant, quadrant_zh FROM agency_dependence WHERE quadrant IS NOT NULL
GROUP BY quadrant, quadrant_zh ORDER BY quadrant COLLATE "C";
-- without a year before nothing has changed, nor in a year after a gap
SELECT count(*) AS rows, count(government_growth) AS growth, count(autonomy_change) AS change,
	count(quadrant) AS quadrants
FROM agency_dependence WHERE year = 2020 OR org_id = 14;
-- the year after one in which there was nothing: growth, but of no autonomy
INSERT INTO funding (org_id, year, funder_id, kind, amount) VALUES (13, 2022, 1, 'government_purchase', 7);
SELECT year, income, restricted_share, government_growth, autonomy_change, quadrant
FROM agency_dependence WHERE org_id = 13 ORDER BY year;
ROLLBACK;

-- Mission drift.  Projects of four years with 400, 360, 320 and 340 beneficiary-days a year: alone (3), by 3 to 1 (4,
-- 5), without a price (6, 7: one of three contracts and two).  In 8's the days stay the same in 2020, and of 9's those
-- of 2019 are not known.  What was stored of a unit, or of the term, is not the year's.
BEGIN;
SELECT pg_temp.project(i, 1, '2018-01-01', '2021-12-31') FROM generate_series(1, 5) AS i \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES
	(1, 3, 'none', 5), (2, 4, 'none', 300), (2, 5, 'none', 100), (3, 6, 'none', 0), (3, 7, 'none', 0),
	(3, 7, 'none', 0), (4, 8, 'none', 1), (5, 9, 'none', 1);
SELECT pg_temp.measured(i, year::text, CASE WHEN i = 4 AND year = 2020 THEN 360 WHEN i = 5 AND year = 2019 THEN NULL
		ELSE (ARRAY[400, 360, 320, 340])[year - 2017] END),
	pg_temp.measured(i, year || 'Q1', 7777)
FROM generate_series(1, 5) AS i, generate_series(2018, 2021) AS year \g /dev/null
SELECT pg_temp.measured(i, 'term', 7777) FROM generate_series(1, 5) AS i \g /dev/null
-- 0, 10, 20 and 30 % commercial; of 10 and of nobody who provides, too
INSERT INTO funding (org_id, year, funder_id, kind, amount)
SELECT org_id, year, 9, kind, CASE kind WHEN 'commercial' THEN 10 * (year - 2018) ELSE 100 - 10 * (year - 2018) END
FROM generate_series(3, 10) AS org_id, generate_series(2018, 2021) AS year,
	unnest('{commercial,donation}'::text[]) AS kind;
SELECT org_id, string_agg(coalesce(round(beneficiary_days, 4)::text, '-'), ' ' ORDER BY year) AS days,
	string_agg(coalesce(mission_drift::text, '-'), ' ' ORDER BY year) AS drift
FROM agency_dependence GROUP BY org_id ORDER BY org_id;
-- no drift where the share rose once only, or not at all, whatever is known of the days; nor can it be known where
-- there was no income
UPDATE funding SET amount = CASE kind WHEN 'commercial' THEN 10 ELSE 90 END WHERE org_id IN (4, 10) AND year = 2019;
UPDATE funding SET amount = CASE kind WHEN 'commercial' THEN 10 ELSE 90 END WHERE org_id IN (4, 10) AND year = 2020;
UPDATE funding SET amount = 0 WHERE org_id = 3 AND year = 2019;
UPDATE funding SET amount = 3 * amount WHERE org_id = 6 AND year = 2020;
DELETE FROM funding WHERE org_id = 5 AND year = 2018;
SELECT org_id, string_agg(coalesce(commercial_share::text, '-'), ' ' ORDER BY year) AS commercial,
	string_agg(coalesce(mission_drift::text, '-'), ' ' ORDER BY year) AS drift
FROM agency_dependence WHERE org_id IN (3, 4, 5, 6, 10) GROUP BY org_id ORDER BY org_id;
-- where one scheme's run was superseded the other's speaks; where both were, nothing is known
UPDATE evaluation_run SET status = 'superseded'
WHERE project_id = 1 AND (period = '2020' OR period = '2019' AND scheme_id = 'statutory');
SELECT year, beneficiary_days FROM agency_dependence WHERE org_id = 3 ORDER BY year;
ROLLBACK;

-- The year of a project that lies within one is its term; that of a project by years is its unit.  3 provides for one
-- of each: 30 + 50 in 2019, 60 in 2020.  A project that was never evaluated leaves the sum unknown
BEGIN;
SELECT pg_temp.project(1, 1, '2019-03-01', '2019-08-31'), pg_temp.project(2, 1, '2019-01-01', '2020-12-31', 'year'),
	pg_temp.project(3, 1, '2020-02-01', '2020-02-29') \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES
	(1, 3, 'none', 1), (2, 3, 'none', 2), (3, 4, 'none', 0), (2, 4, 'none', 0);
SELECT pg_temp.measured(1, 'term', 30), pg_temp.measured(1, '2019Q1', 7), pg_temp.measured(2, '2019', 50),
	pg_temp.measured(2, '2020', 60), pg_temp.measured(2, 'term', 110) \g /dev/null
SELECT org_id, year, beneficiary_days FROM agency_dependence ORDER BY org_id, year;
SELECT pg_temp.measured(3, 'term', 9) \g /dev/null
SELECT org_id, year, beneficiary_days FROM agency_dependence WHERE org_id = 4 ORDER BY year;
ROLLBACK;

-- A project from last year to next: a year that is not over has no beneficiary-days yet, and what is to come is shown
-- where there is income
BEGIN;
SELECT extract(year FROM current_date)::integer AS now \gset
SELECT pg_temp.project(1, 1, make_date(:now - 1, 1, 1), make_date(:now + 1, 12, 31)) \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 3, 'none', 3000);
SELECT pg_temp.measured(1, (:now - 1)::text, 100), pg_temp.measured(1, :now::text, 100) \g /dev/null
SELECT year - :now AS year, round(contract_volume, -2) AS volume, beneficiary_days FROM agency_dependence ORDER BY 1;
INSERT INTO funding (org_id, year, funder_id, kind, amount) VALUES (3, :now + 1, 1, 'government_purchase', 1);
SELECT year - :now AS year, round(contract_volume, -2) AS volume, beneficiary_days FROM agency_dependence ORDER BY 1;
ROLLBACK;

-- Many organizations with any amounts: shares within their bounds, sums and differences of the two dependences, and the
-- concentration as written out
BEGIN;
SELECT pg_temp.project(i, 1 + i % 2, date '2018-01-01' + 37 * i, date '2018-01-01' + 37 * i + (i * i * 29) % 900)
FROM generate_series(1, 30) AS i \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, price)
SELECT p, 3 + (p * c * 7) % 12, 'open_tender', ((p * 7919 + c * 104729) % 100000) / 100.0
FROM generate_series(1, 30) AS p, generate_series(1, 3) AS c;
INSERT INTO bid (project_id, org_id, qualified)
SELECT p, b, (p * b) % 3 > 0 FROM generate_series(1, 30) AS p, generate_series(3, 3 + p % 8) AS b WHERE p % 5 > 0;
INSERT INTO funding (org_id, year, funder_id, kind, amount, restricted)
SELECT o, y, 1 + (o * y * f) % 9, kind,
	((o * 15485863::bigint + y * 32452843::bigint + f * 49979687::bigint) % 10000000) / 100.0, (o + f) % 2 = 0
FROM generate_series(3, 14) AS o, generate_series(2018, 2021) AS y, generate_series(1, 4) AS f,
	(VALUES (1, 'government_purchase'), (2, 'government_grant'), (3, 'commercial'), (4, 'donation')) k (i, kind)
WHERE i = f;
SELECT count(*) > 50 AS many,
	bool_and(government_share BETWEEN 0 AND 1 AND restricted_share BETWEEN 0 AND 1 AND commercial_share BETWEEN 0 AND 1
		AND purchase_share <= buyer_share AND buyer_share <= 1 AND volume_share BETWEEN 0 AND 1) AS shares,
	bool_and(mutual_dependence = dependence_on_buyer + dependence_on_org) AS mutual,
	bool_and(power_imbalance = dependence_on_buyer - dependence_on_org) AS imbalance,
	count(*) = count(DISTINCT (org_id, year, buyer_id)) AS once
FROM agency_dependence;
SELECT bool_and(abs(a.funder_hhi - h.hhi) < 1e-12) AS hhi, bool_and(a.funders = h.funders) AS funders
FROM agency_dependence a JOIN (
	SELECT org_id, year, sum((amount / total) ^ 2) AS hhi, count(*) AS funders
	FROM (
		SELECT org_id, year, funder_id, sum(amount) AS amount,
			sum(sum(amount)) OVER (PARTITION BY org_id, year) AS total
		FROM funding GROUP BY org_id, year, funder_id
	) s
	GROUP BY org_id, year) h USING (org_id, year);
-- day by day: what each contract is worth, and the buyer's dependence as that of its projects added up; without
-- statistics the plan looks dear enough to be compiled, which takes longer than to run it
SET LOCAL jit = off;
WITH worth AS MATERIALIZED (
	SELECT p.project_id, p.buyer_id, c.provider_id AS org_id, extract(year FROM day)::integer AS year,
		sum(c.price / (p.end_on - p.start_on + 1)) AS volume,
		greatest(1, (SELECT count(*) FROM bid b WHERE b.project_id = p.project_id AND b.qualified)) AS qualified
	FROM project p JOIN contract c USING (project_id)
		CROSS JOIN generate_series(p.start_on::timestamp, p.end_on, '1 day') AS day
	GROUP BY p.project_id, p.buyer_id, c.provider_id, extract(year FROM day)
), expected AS MATERIALIZED (
	SELECT buyer_id, org_id, year, sum(volume) AS volume, sum(volume / qualified) / max(total) AS dependence
	FROM (SELECT w.*, sum(volume) OVER (PARTITION BY buyer_id, year) AS total FROM worth w) w
	GROUP BY buyer_id, org_id, year
), got AS MATERIALIZED (
	SELECT buyer_id, org_id, year, contract_volume, dependence_on_org FROM agency_dependence
)
SELECT count(*) > 50 AS many, bool_and(abs(g.contract_volume - e.volume) < 0.006) AS volumes,
	bool_and(abs(g.dependence_on_org - e.dependence) < 1e-9) AS dependence
FROM got g JOIN expected e USING (buyer_id, org_id, year);
SELECT bool_and(abs(one - 1) < 1e-5) AS shares_of_a_buyer_add_up
FROM (SELECT sum(volume_share) AS one FROM agency_dependence WHERE volume_share IS NOT NULL GROUP BY buyer_id, year) s;
ROLLBACK;

-- it reads nothing of persons: who may read results, contracts, bids and income needs no more
CREATE ROLE regress_service_eval_reader;
GRANT USAGE ON SCHEMA depend TO regress_service_eval_reader;
GRANT SELECT ON agency_dependence, funding, bid, contract, contract_term, project, project_period, project_unit,
	milestone, organization, current_snapshot, snapshot, evaluation_run, project_measure TO regress_service_eval_reader;
SELECT pg_temp.project(1, 1, '2021-01-01', '2021-12-31') \g /dev/null
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 3, 'none', 5);
SELECT pg_temp.measured(1, 'term', 12) \g /dev/null
SET ROLE regress_service_eval_reader;
SELECT organization, beneficiary_days FROM agency_dependence;
RESET ROLE;
DROP OWNED BY regress_service_eval_reader;
DROP ROLE regress_service_eval_reader;
RESET search_path;
DROP SCHEMA depend CASCADE;
