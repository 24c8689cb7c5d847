-- Inclusion by township: no count below 5 is shown, and none follows from the others
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('left_out') WHERE action = 'created';
SET search_path = left_out, service_eval;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T' || i, 'C' FROM generate_series(1, 6) AS i;
INSERT INTO project (name, service, buyer_id, start_on, end_on) VALUES ('p', 'children_homes', 1, '2021-07-01', '2021-12-31');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 24);
INSERT INTO site (project_id, division_code, name, opened_on) SELECT 1, division_code, name, '2021-07-01' FROM village ORDER BY 2;

-- The counts of all townships and which are hidden, of every period, with the total as category ''
CREATE TEMPORARY TABLE cell (period text, kind text, township text, category text, eligible bigint, served bigint, hidden boolean);
CREATE FUNCTION pg_temp.measure() RETURNS void LANGUAGE sql AS $$
	DELETE FROM left_out.snapshot;
	INSERT INTO left_out.snapshot (project_id, period, kind, from_on, until_on, end_on, input_digest)
	SELECT project_id, period, kind, from_on, until_on, end_on, '' FROM left_out.project_period;
	DELETE FROM left_out.activity_standing;
	INSERT INTO left_out.activity_standing SELECT * FROM left_out.measure_standing(1);
	INSERT INTO left_out.level_measure SELECT * FROM left_out.measure_levels(1, ARRAY(SELECT snapshot_id FROM left_out.snapshot));
	INSERT INTO left_out.site_measure (project_id, snapshot_id, site_id, from_on, until_on)
	SELECT 1, snapshot_id, site_id, from_on, until_on FROM left_out.site_life(1, ARRAY(SELECT snapshot_id FROM left_out.snapshot));
	DELETE FROM cell;
	INSERT INTO cell
	SELECT s.period, c.kind, c.township, coalesce(c.category, ''), c.eligible, c.served, c.hidden
	FROM left_out.place_cell(1, ARRAY(SELECT snapshot_id FROM left_out.snapshot)) c JOIN left_out.snapshot s USING (snapshot_id)
$$;
CREATE TEMPORARY VIEW published AS
SELECT period, kind, township, category, CASE WHEN NOT hidden THEN eligible END AS eligible, CASE WHEN NOT hidden THEN served END AS served FROM cell;

-- What an outsider can work out: the tables that agree with all that is shown of a kind and a measure.  Which of the hidden
-- numbers 1 to 4 are the same in all of them?  The numbers of eligible children do not change over time, so all periods say
-- something about them; others only their own.
CREATE FUNCTION pg_temp.recovered(measure text) RETURNS TABLE (period text, township text, category text, number bigint)
LANGUAGE plpgsql AS $$
DECLARE
	c		record;
	again	boolean := true;
BEGIN
	-- bounds of every cell, narrowed by every sum it is part of until nothing moves
	CREATE TEMPORARY TABLE bound ON COMMIT DROP AS
	SELECT t.period, t.township, t.category, t.total, t.value, coalesce(p.value, 0) AS lo, coalesce(p.value, 1000000) AS hi
	FROM (SELECT x.period, x.township, x.category, x.category = '' AS total, CASE measure WHEN 'eligible' THEN x.eligible WHEN 'served' THEN x.served ELSE x.eligible - x.served END AS value
		  FROM cell x WHERE x.kind = 'inclusion') t
		JOIN (SELECT x.period, x.township, x.category, CASE measure WHEN 'eligible' THEN x.eligible WHEN 'served' THEN x.served ELSE x.eligible - x.served END AS value
			  FROM published x WHERE x.kind = 'inclusion') p
			ON p.period = t.period AND p.township IS NOT DISTINCT FROM t.township AND p.category = t.category;
	IF measure = 'eligible' THEN
		UPDATE bound b SET lo = o.lo, hi = o.hi
		FROM (SELECT x.township, x.category, max(x.lo) AS lo, min(x.hi) AS hi FROM bound x GROUP BY 1, 2) o
		WHERE o.township IS NOT DISTINCT FROM b.township AND o.category = b.category;
	END IF;
	WHILE again LOOP
		again := false;
		-- a cell is its sum less the others; a sum is that of its cells: over categories, and over townships
		FOR c IN
			SELECT n.period, n.township, n.category, max(n.lo) AS lo, min(n.hi) AS hi
			FROM (
				SELECT b.period, b.township, b.category, s.lo - (sum(b.hi) OVER w - b.hi) AS lo, s.hi - (sum(b.lo) OVER w - b.lo) AS hi
				FROM bound b JOIN bound s ON s.period = b.period AND s.township IS NOT DISTINCT FROM b.township AND s.total
				WHERE NOT b.total WINDOW w AS (PARTITION BY b.period, b.township)
				UNION ALL
				SELECT b.period, b.township, '', sum(b.lo), sum(b.hi) FROM bound b WHERE NOT b.total GROUP BY b.period, b.township
				UNION ALL
				SELECT b.period, b.township, b.category, s.lo - (sum(b.hi) OVER w - b.hi), s.hi - (sum(b.lo) OVER w - b.lo)
				FROM bound b JOIN bound s ON s.period = b.period AND s.township IS NULL AND s.category = b.category
				WHERE b.township IS NOT NULL WINDOW w AS (PARTITION BY b.period, b.category)
				UNION ALL
				SELECT b.period, NULL, b.category, sum(b.lo), sum(b.hi) FROM bound b WHERE b.township IS NOT NULL GROUP BY b.period, b.category
			) n
				JOIN bound b ON b.period = n.period AND b.township IS NOT DISTINCT FROM n.township AND b.category = n.category
			GROUP BY n.period, n.township, n.category, b.lo, b.hi
			HAVING max(n.lo) > b.lo OR min(n.hi) < b.hi
		LOOP
			UPDATE bound b SET lo = greatest(b.lo, c.lo), hi = least(b.hi, c.hi)
			WHERE (b.period = c.period OR measure = 'eligible') AND b.township IS NOT DISTINCT FROM c.township AND b.category = c.category
				AND (c.lo > b.lo OR c.hi < b.hi);
			again := true;
		END LOOP;
	END LOOP;
	RETURN QUERY SELECT b.period, b.township, b.category, b.value::bigint FROM bound b WHERE b.lo = b.hi AND b.value BETWEEN 1 AND 4;
	DROP TABLE bound;
END $$;
-- the attack works: it recovers a single hidden cell
CREATE FUNCTION pg_temp.attack() RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(string_agg(m || ' ' || r.n, ', ' ORDER BY m), 'nothing')
	FROM unnest(ARRAY['eligible', 'served', 'left out']) AS m CROSS JOIN LATERAL (SELECT count(*) AS n FROM pg_temp.recovered(m)) r WHERE r.n > 0
$$;

-- six townships of one village each; T1 has two key children
CREATE FUNCTION pg_temp.fill(rosters integer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM attendance; DELETE FROM activity; DELETE FROM roster; DELETE FROM beneficiary;
	INSERT INTO beneficiary (project_id, beneficiary_id)
	SELECT 1, format('%s-%s-%s', s, l, i) FROM generate_series(1, 6) AS s, generate_series(1, 3) AS l, generate_series(1, rosters[s][l]) AS i;
	INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
	SELECT 1, format('%s-%s-%s', s, l, i), s, (ARRAY['A', 'B', 'C'])[l], '2021-07-01' FROM generate_series(1, 6) AS s, generate_series(1, 3) AS l, generate_series(1, rosters[s][l]) AS i;
	INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE
	SELECT 1, 10 * q + s, s, 1, 'a', CASE q WHEN 1 THEN date '2021-08-01' ELSE '2021-11-01' END FROM generate_series(1, 6) AS s, generate_series(1, 2) AS q;
	PERFORM pg_temp.measure();
END $$;
SELECT pg_temp.fill('{{2,10,20},{6,10,20},{7,11,21},{8,12,22},{9,13,23},{10,14,24}}') \g /dev/null
-- nobody came: none left out is few, but T1's two; T2, the smallest of the others, is hidden with it
SELECT township, category, eligible, served FROM published WHERE period = '2021Q3' AND township IN ('T1', 'T2', 'T3') ORDER BY 1, 2;
SELECT category, eligible, served FROM published WHERE period = '2021Q3' AND township IS NULL ORDER BY 1;
SELECT pg_temp.attack();
-- what is hidden would be found if T1 alone was
BEGIN;
UPDATE cell SET hidden = township = 'T1' AND category <> '' WHERE township IS NOT NULL;
SELECT measure, r.* FROM unnest(ARRAY['eligible', 'left out']) AS measure, pg_temp.recovered(measure) r WHERE r.period = 'term' ORDER BY 1;
ROLLBACK;

-- all but one came, in the first quarter only: 1 left out of T3 is hidden in both quarters, with what covers it
INSERT INTO attendance SELECT 1, 10 + b.site_id, b.beneficiary_id FROM roster b WHERE b.beneficiary_id <> '3-2-1';
SELECT pg_temp.measure() \g /dev/null
SELECT DISTINCT township FROM published WHERE eligible IS NULL AND category <> '' ORDER BY 1;
SELECT pg_temp.attack();
-- a township so small that its total is hidden
SELECT pg_temp.fill('{{1,1,1},{6,10,20},{7,11,21},{8,12,22},{9,13,23},{10,14,24}}') \g /dev/null
SELECT township, eligible FROM published WHERE period = 'term' AND category = '' ORDER BY 1;
SELECT pg_temp.attack();
-- nothing small, nothing hidden
SELECT pg_temp.fill('{{5,10,20},{6,10,20},{7,11,21},{8,12,22},{9,13,23},{10,14,24}}') \g /dev/null
SELECT count(*) AS cells, count(eligible) AS shown FROM published;
-- three key children in all: whoever has them, the project's categories are hidden, its total is not
SELECT pg_temp.fill('{{2,10,20},{1,10,20},{0,11,21},{0,12,22},{0,13,23},{0,14,24}}') \g /dev/null
SELECT category, eligible FROM published WHERE period = 'term' AND township IS NULL ORDER BY 1;
SELECT count(eligible) FILTER (WHERE category <> '') AS categories, count(eligible) FILTER (WHERE category = '') AS totals FROM published WHERE period = 'term' AND township IS NOT NULL;
SELECT pg_temp.attack();

-- a count of need holds until the next, so what is small in one quarter is hidden in all: 3 of play in the first, not the 20 that
-- were counted next; the totals are 12 and 29, that of the term the last one
SELECT pg_temp.fill('{{5,10,20},{6,10,20},{7,11,21},{8,12,22},{9,13,23},{10,14,24}}') \g /dev/null
INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible) VALUES
	(1, 1, '2021-07-01', 'C', 'play', 3), (1, 2, '2021-07-01', 'C', 'learning', 9), (1, 1, '2021-10-01', 'C', 'play', 20), (1, 2, '2021-10-01', 'C', 'learning', 9);
SELECT pg_temp.measure() \g /dev/null
SELECT count(*) AS cells, count(eligible) FILTER (WHERE category <> '') AS categories, string_agg(eligible::text, ' ' ORDER BY eligible) FILTER (WHERE category = '') AS totals
FROM published WHERE kind = 'need' AND township IS NULL;
DELETE FROM need;

-- 40 tables at random, some of them nearly empty
CREATE FUNCTION pg_temp.uniform(VARIADIC keys text[]) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$ SELECT ('x' || left(md5(array_to_string(keys, '/')), 8))::bit(32)::bigint / 4294967296.0 $$;
CREATE TEMPORARY TABLE trial (seed integer, found text, hidden bigint, shown bigint);
DO $$
DECLARE
	rosters	integer[];
BEGIN
	FOR seed IN 1 .. 40 LOOP
		SELECT array_agg(row_of ORDER BY s) INTO rosters
		FROM (SELECT s, array_agg(floor(pg_temp.uniform(seed::text, s::text, l::text) ^ (1 + seed % 3) * (ARRAY[8, 14, 20])[l])::integer ORDER BY l) AS row_of
			  FROM generate_series(1, 6) AS s, generate_series(1, 3) AS l GROUP BY s) r;
		PERFORM pg_temp.fill(rosters);
		INSERT INTO left_out.attendance
		SELECT 1, 10 * q + b.site_id, b.beneficiary_id FROM left_out.roster b, generate_series(1, 2) AS q
		WHERE pg_temp.uniform('came', seed::text, q::text, b.beneficiary_id) < CASE seed % 4 WHEN 0 THEN 1.0 ELSE 0.9 END;
		PERFORM pg_temp.measure();
		INSERT INTO trial SELECT seed, pg_temp.attack(), count(*) FILTER (WHERE eligible IS NULL), count(eligible) FROM published;
	END LOOP;
END $$;
SELECT found, count(*) FROM trial GROUP BY 1;
SELECT sum(hidden) > 100 AS hidden, sum(shown) > 100 AS shown FROM trial;

RESET search_path;
DROP SCHEMA left_out CASCADE;
