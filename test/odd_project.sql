-- Odd projects, one for each seed, and what must hold of the results of each.  Read by test/files/test_odd_projects, in a
-- workspace on the search path.
--
-- A seed is the number of its project.  It draws what is odd about it.  Of three seeds one has many oddities at once and two have few, so
-- that there is much to compute.

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
-- three townships of two names; the county tells them apart
INSERT INTO village
SELECT to_char(990101100200 + i, 'FM000000000000'), 'V' || i, CASE WHEN i <= 4 THEN 'T' ELSE 'U' END, CASE WHEN i <= 2 THEN 'C' ELSE 'D' END
FROM generate_series(1, 6) AS i;

-- a number from 0 to 1 that depends on nothing but seed and name
CREATE FUNCTION chance(seed bigint, name text) RETURNS float8 LANGUAGE sql IMMUTABLE
RETURN ('x' || substr(md5(seed || ' ' || name), 1, 8))::bit(32)::bigint / 4294967296.0;
CREATE FUNCTION odd(seed bigint, name text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN chance(seed, name) < (ARRAY[0.03, 0.06, 0.2])[1 + seed % 3];
CREATE FUNCTION pick(seed bigint, name text, among integer) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN floor(chance(seed, name) * among)::integer;

CREATE FUNCTION make_odd_project(p bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	-- a day, two days around a leap day, a part of one quarter, or up to 16 months from the middle of a quarter
	first_day	date := (ARRAY[date '2024-02-29', '2024-02-28', '2021-10-05', '2023-08-16', '2023-12-31', '2022-01-01'])[1 + pick(p, 'start', 6)];
	last_day	date := first_day + (ARRAY[0, 1, 40, 200, 480, 364])[1 + pick(p, 'days', 6)];
	sites		integer := CASE WHEN odd(p, 'one site') THEN 1 ELSE 2 + pick(p, 'sites', 5) END;
	q			date;
	quarters	date[] := ARRAY(SELECT g::date FROM generate_series(date_trunc('quarter', first_day::timestamp), last_day::timestamp, interval '3 months') AS g);
	alike		boolean := odd(p, 'ties');
	s			record;
	n			integer;
	day			date;
	one			bigint;
BEGIN
	INSERT INTO project (project_id, name, buyer_id, start_on, end_on, budget) OVERRIDING SYSTEM VALUE
	VALUES (p, 'seed ' || p, 1, first_day, last_day, CASE WHEN odd(p, 'no budget') THEN NULL WHEN odd(p, 'budget 0') THEN 0 ELSE 10000 END);
	INSERT INTO site (project_id, site_id, division_code, name, opened_on, closed_on) OVERRIDING SYSTEM VALUE
	SELECT p, i, to_char(990101100200 + i, 'FM000000000000'), 'S' || i,
		CASE WHEN i > 1 AND odd(p, 'opens late') THEN first_day + (last_day - first_day) / 2 WHEN odd(p, 'opens on the last day') THEN last_day ELSE date '2020-01-01' END,
		CASE WHEN i = sites AND odd(p, 'closed') THEN last_day WHEN i = 2 AND odd(p, 'closed before') THEN greatest(first_day - 1, '2020-01-02') END
	FROM generate_series(1, sites) AS i
	WHERE NOT (i = 2 AND odd(p, 'closed before') AND (odd(p, 'opens late') OR odd(p, 'opens on the last day')));
	IF NOT odd(p, 'no contract') THEN
		INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share) OVERRIDING SYSTEM VALUE
		VALUES (p, 1, 2, 'open_tender', (ARRAY[0, 0.01, 12345.67, 999999999999.99])[1 + pick(p, 'price', 4)], (ARRAY[0, 0.7, 1, 0.333])[1 + pick(p, 'quantity share', 4)]);
		IF odd(p, 'second contract') THEN
			INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE VALUES (p, 2, 3, 'none', 0);
		END IF;
		IF NOT odd(p, 'no item') THEN
			INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff)
			VALUES (p, 1, 'score', 'activity', (ARRAY[0.01, 1, 24, 999999999999.99])[1 + pick(p, 'target', 4)], CASE WHEN odd(p, 'tariff') THEN pick(p, 'yuan', 3) * 1000 END);
			IF odd(p, 'second item') THEN
				INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff) VALUES (p, 1, '1/score', 'hour', 3, CASE WHEN odd(p, 'second tariff') THEN 0 END);
			END IF;
		END IF;
		INSERT INTO payment (project_id, contract_id, period, due, paid, paid_on)
		SELECT p, 1, d, pick(p, 'due', 2) * 100, CASE WHEN odd(p, 'unpaid') THEN 0 ELSE 100 END, CASE WHEN odd(p, 'unpaid') THEN NULL ELSE first_day END
		FROM unnest(quarters) AS d WHERE NOT odd(p, 'no payment');
	END IF;
	FOR s IN SELECT site_id, site_id AS id, greatest(opened_on, first_day) AS from_on, least(closed_on, last_day) AS until_on FROM site WHERE project_id = p ORDER BY 1 LOOP
		IF alike THEN s.id := 0; END IF;
		-- rosters: none, of some sites, of one level only, of a few or of many
		IF NOT odd(p, 'no roster') AND NOT (odd(p, 'roster of some') AND s.site_id % 2 = 0) THEN
			INSERT INTO beneficiary (project_id, beneficiary_id, site_id, need_level, plan_on)
			SELECT p, format('%s-%s-%s', s.site_id, l, i), s.site_id, l, CASE WHEN i = 1 THEN first_day END
			FROM unnest(CASE WHEN odd(p, 'all key') THEN '{A}' WHEN odd(p, 'no key') THEN '{B,C}' ELSE '{A,B,C}'::text[] END) AS l,
				generate_series(1, CASE l WHEN 'A' THEN pick(p, 'A' || s.id, 12) ELSE 1 + pick(p, l || s.id, 12) END) AS i;
		END IF;
		IF s.from_on > s.until_on THEN CONTINUE; END IF;
		IF EXISTS (SELECT FROM contract_item WHERE project_id = p) AND NOT odd(p, 'nothing was done') AND NOT (odd(p, 'one did nothing') AND s.site_id = 1) THEN
			FOR i IN 1..pick(p, 'activities' || s.id, 9) LOOP
				day := CASE WHEN odd(p, 'all on the last day') THEN s.until_on ELSE s.from_on + floor((s.until_on - s.from_on) * chance(p, 'day' || s.id || ' ' || i))::integer END;
				INSERT INTO activity (project_id, site_id, contract_id, item, held_on, hours, need_type, school_overlap, registered, form_filed, feedback_filed, reported_at)
				SELECT p, s.site_id, 1, item, day, CASE WHEN odd(p, 'hours unknown') THEN NULL ELSE 0.01 + i END,
					(ARRAY['play', 'concentration', NULL, 'total', 'hidden:1'])[1 + pick(p, 'type' || i, 5)],
					CASE WHEN odd(p, 'overlap') THEN i % 2 = 0 END, CASE WHEN odd(p, 'no records') THEN NULL ELSE i % 3 > 0 END, CASE WHEN odd(p, 'no records') THEN NULL ELSE true END,
					CASE WHEN odd(p, 'no records') THEN NULL ELSE false END,
					CASE WHEN odd(p, 'uploaded backwards') THEN timestamptz '2030-01-01' - (day - date '2020-01-01') * interval '1 day' END
				FROM contract_item WHERE project_id = p ORDER BY item COLLATE "C" LIMIT 1
				RETURNING activity_id INTO one;
				IF NOT odd(p, 'no list') THEN
					INSERT INTO attendance (project_id, activity_id, beneficiary_id)
					SELECT p, one, beneficiary_id FROM beneficiary WHERE project_id = p AND site_id = s.site_id AND chance(p, beneficiary_id || i) < 0.6;
				END IF;
				IF odd(p, 'photos') THEN
					INSERT INTO photo (project_id, activity_id, phash) VALUES (p, one, pick(p, 'photo' || i, 3));
				END IF;
				IF NOT odd(p, 'no visit') AND i % 2 = 1 THEN
					INSERT INTO visit (project_id, site_id, activity_id, verifier_id, stratum, visited_on, outcome, room_open)
					VALUES (p, s.site_id, one, CASE WHEN odd(p, 'provider looks') THEN 2 ELSE 3 END, (ARRAY['green', 'amber', NULL])[1 + pick(p, 'stratum' || s.id, 3)], day,
						CASE WHEN odd(p, 'nothing there') THEN 'no_trace' WHEN odd(p, 'all repeated') THEN 'repeated' ELSE (ARRAY['confirmed', 'no_trace', 'repeated'])[1 + pick(p, 'outcome' || s.id || i, 3)] END, i = 1);
				END IF;
			END LOOP;
		END IF;
		IF NOT odd(p, 'no visit') THEN
			INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open)
			SELECT p, s.site_id, 3, d::date, chance(p, 'open' || s.id || d) < 0.7
			FROM generate_series(s.from_on::timestamp, s.until_on::timestamp, interval '1 day') AS d WHERE extract(isodow FROM d) = 6 AND extract(day FROM d) <= 14;
		END IF;
		IF NOT odd(p, 'no post') THEN
			INSERT INTO director_post (project_id, site_id, person_code, from_on, to_on, acting, education, certified)
			VALUES (p, s.site_id, 'a', s.from_on, CASE WHEN odd(p, 'left at once') THEN s.from_on END, odd(p, 'acting'), CASE WHEN odd(p, 'education') THEN 'primary' END, odd(p, 'certified'));
		END IF;
		FOREACH q IN ARRAY quarters LOOP
			IF NOT odd(p, 'no answer') AND NOT (odd(p, 'one is silent') AND s.site_id = 1) AND NOT (odd(p, 'a silent quarter') AND q = quarters[1]) THEN
				n := CASE WHEN odd(p, 'few answers') THEN pick(p, 'answers' || s.id, 7) ELSE 14 END;
				INSERT INTO response (project_id, site_id, period, respondent, need_level, question, rating, scale_max, collector_id)
				SELECT p, s.site_id, q, r, CASE WHEN r IN ('child', 'guardian') THEN (ARRAY['A', 'B', 'C'])[1 + i % 3] END, w,
					CASE WHEN odd(p, 'all alike') THEN 5 WHEN odd(p, 'nobody satisfied') THEN 1 WHEN w = 'knows_home' THEN 1 + i % 2 ELSE 1 + pick(p, 'rating' || s.id || i, 5) END,
					5, CASE WHEN odd(p, 'provider asks') THEN 2 ELSE 1 END
				FROM generate_series(1, n) AS i, (VALUES ('child', 'satisfaction'), ('guardian', 'knows_home'), ('village', 'satisfaction')) AS v (r, w);
			END IF;
			IF NOT odd(p, 'no allocation') AND NOT (odd(p, 'a quarter without') AND q = quarters[cardinality(quarters)]) THEN
				INSERT INTO allocation (project_id, site_id, period, kind, amount)
				VALUES (p, s.site_id, q, 'x', CASE WHEN odd(p, 'nothing given') OR odd(p, 'nothing in a quarter') AND q = quarters[2] OR odd(p, 'one got all') AND s.site_id > 1 THEN 0
					WHEN odd(p, 'same for all') THEN 100 WHEN odd(p, 'giant') THEN 999999999999.99 ELSE 0.01 + pick(p, 'given' || s.id, 1000) END);
			END IF;
			IF NOT odd(p, 'no need') THEN
				INSERT INTO need (project_id, site_id, period, need_level, need_type, eligible)
				SELECT p, s.site_id, q, 'C', t, CASE WHEN odd(p, 'nobody needs') THEN 0 ELSE pick(p, t || s.id, 9) END FROM unnest(ARRAY['play', 'concentration', 'level_a', 'total']) AS t;
			END IF;
			IF odd(p, 'assessed') THEN
				INSERT INTO assessment (project_id, site_id, period, evaluator_id, criterion, score) VALUES (p, s.site_id, q, 3, 'x', CASE WHEN alike THEN 50 ELSE 10 * s.site_id END);
			END IF;
		END LOOP;
	END LOOP;
	-- the facts of one quarter under another's name
	IF odd(p, 'swapped quarters') AND cardinality(quarters) > 1 THEN
		UPDATE response SET period = CASE period WHEN quarters[1] THEN quarters[2] WHEN quarters[2] THEN quarters[1] ELSE period END WHERE project_id = p;
		UPDATE allocation SET period = CASE period WHEN quarters[1] THEN quarters[2] WHEN quarters[2] THEN quarters[1] ELSE period END WHERE project_id = p;
	END IF;
END $$;

-- What does not hold of the results of a project.
CREATE FUNCTION broken(p bigint) RETURNS SETOF text LANGUAGE sql AS $$
WITH e AS MATERIALIZED (
	SELECT r.scheme_id, r.period, e.* FROM current_run r JOIN evaluation_result e USING (project_id, run_id) WHERE r.project_id = p
), site AS MATERIALIZED (
	SELECT run_id, scope_key, sum(points) FILTER (WHERE code <> 'score') AS points, sum(available) FILTER (WHERE code <> 'score' AND points IS NOT NULL) AS measured,
		max(points) FILTER (WHERE code = 'score') AS earned, max(value) FILTER (WHERE code = 'score') AS score, bool_or(code = 'score' AND status = 'rated') AS rated,
		max(value) FILTER (WHERE code = 'rank') AS rank, max(value) FILTER (WHERE code = 'quintile') AS quintile, max(status) FILTER (WHERE code = 'band') AS band
	FROM e WHERE scope = 'site' GROUP BY run_id, scope_key
), place AS MATERIALIZED (
	SELECT a.*, (SELECT count(*) FROM site b WHERE b.run_id = a.run_id AND b.rated AND b.score > a.score) AS better, (SELECT count(*) FROM site b WHERE b.run_id = a.run_id AND b.rated) AS n
	FROM site a
)
SELECT format('%s: %s of %s', b.what, b.run_id, b.scope_key) FROM (
	SELECT 'points do not add up' AS what, run_id, scope_key FROM site WHERE points IS DISTINCT FROM earned
	UNION ALL SELECT 'the score is not 100 x earned / measured', run_id, scope_key FROM site WHERE rated AND abs(score - 100 * earned / measured) > 0.000051
	UNION ALL SELECT 'the score is not from 0 to 100', run_id, scope_key FROM e WHERE code = 'score' AND value NOT BETWEEN 0 AND 100
	UNION ALL SELECT 'rank', run_id, scope_key FROM place WHERE rank IS DISTINCT FROM CASE WHEN rated THEN better + 1 END
	UNION ALL SELECT 'quintile', run_id, scope_key FROM place WHERE quintile IS DISTINCT FROM CASE WHEN rated THEN 5 - 5 * better / n END
	UNION ALL SELECT 'band', run_id, scope_key FROM place
		WHERE band IS DISTINCT FROM CASE WHEN NOT rated THEN NULL WHEN 5 * better < n THEN 'top' WHEN 5 * better >= 4 * n THEN 'bottom' ELSE 'middle' END
	-- of indicators lo and hi are no bounds, and a mean of ranks may lie outside of nine tenths of them
	UNION ALL SELECT 'bounds of ' || code, run_id, scope_key FROM e WHERE available IS NULL AND (lo > hi OR code !~ '^expected_rank' AND (lo > value OR value > hi))
	UNION ALL SELECT 'points of ' || code, run_id, scope_key FROM e WHERE available IS NOT NULL AND code <> 'score' AND points NOT BETWEEN 0 AND available
	UNION ALL SELECT code, run_id, scope_key FROM e WHERE code IN ('unheard_share', 'repetition', 'p_top', 'p_bottom', 'O2', 'O3', 'O4', 'B1', 'B3', 'B4', 'B5') AND value NOT BETWEEN 0 AND 1
	UNION ALL SELECT 'not finite: ' || code, run_id, scope_key FROM e WHERE code <> 'O5' AND (abs(value) = 'Infinity' OR value = 'NaN' OR std_error = 'NaN' OR std_error = 'Infinity')
	UNION ALL SELECT 'a quantity', run_id, scope_key FROM (
		SELECT run_id, scope_key, max(value) FILTER (WHERE code = 'verified') AS v, max(value) FILTER (WHERE code = 'deduplicated') AS d, max(value) FILTER (WHERE code = 'reported') AS r
		FROM e WHERE scope = 'contract_item' GROUP BY run_id, scope_key) q WHERE NOT (v <= d) OR NOT (d <= r)
) b
UNION ALL
SELECT format('contract %s: %s', contract_id, what) FROM (
	SELECT contract_id, 'the lines do not add up to what is payable' AS what FROM payment_statement WHERE project_id = p
	GROUP BY contract_id HAVING sum(amount) FILTER (WHERE step IN ('price', 'addition', 'deduction', 'held')) <> sum(amount) FILTER (WHERE step = 'payable' AND part IS NULL)
	UNION ALL SELECT contract_id, 'the lines do not add up to the balance' FROM payment_statement WHERE project_id = p
	GROUP BY contract_id HAVING sum(amount) FILTER (WHERE step IN ('price', 'addition', 'deduction', 'held', 'paid')) <> sum(amount) FILTER (WHERE step = 'balance')
	UNION ALL SELECT contract_id, 'payable' FROM contract_payment WHERE project_id = p
		AND (payable NOT BETWEEN 0 AND price OR quality > quality_upper OR undecided < 0 OR payable + undecided > price OR unrated > sites OR score > score_upper)
) c
UNION ALL
SELECT format('need_match: %s %s', n.township, n.need_type) FROM need_match n
WHERE n.project_id = p AND n.need_type NOT IN (SELECT need_type FROM need WHERE project_id = p UNION SELECT need_type FROM activity WHERE project_id = p AND need_type IS NOT NULL)
$$;

-- Makes the project of a seed, refreshes it, and says what is wrong: nothing, an error, or what does not hold.
CREATE FUNCTION try_seed(seed bigint) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM make_odd_project(seed);
	IF refresh_project(seed) = 0 THEN
		RETURN NEXT format('seed %s: nothing was computed', seed);
	END IF;
	RETURN QUERY SELECT format('seed %s: %s', seed, b) FROM broken(seed) AS b;
	PERFORM x.step FROM (SELECT max(e.scope_key::bigint) AS site_id, r.period, r.scheme_id, r.run_id
			FROM current_run r JOIN evaluation_result e USING (project_id, run_id) WHERE r.project_id = seed AND e.scope = 'site' GROUP BY r.period, r.scheme_id, r.run_id) s
		CROSS JOIN LATERAL explain_score(s.site_id, s.period, s.scheme_id, s.run_id) x;
EXCEPTION WHEN OTHERS THEN
	RETURN NEXT format('seed %s: %s %s', seed, SQLSTATE, SQLERRM);
END $$;

-- Views that cannot be read, and the first project for which that is so.
CREATE FUNCTION unreadable_views() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	v		record;
	seed	bigint;
BEGIN
	FOR v IN SELECT c.oid::regclass AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'project_id') AS by_project
			 FROM pg_class c WHERE c.relnamespace = 'odd'::regnamespace AND c.relkind = 'v' ORDER BY c.relname LOOP
		BEGIN
			-- of every row, so that no column is left out
			EXECUTE format('SELECT count(v::text) FROM %s v', v.name);
		EXCEPTION WHEN OTHERS THEN
			RETURN NEXT format('%s: %s %s', v.name, SQLSTATE, SQLERRM);
			FOR seed IN SELECT project_id FROM project WHERE v.by_project ORDER BY 1 LOOP
				BEGIN
					EXECUTE format('SELECT count(v::text) FROM %s v WHERE project_id = $1', v.name) USING seed;
				EXCEPTION WHEN OTHERS THEN
					RETURN NEXT format('%s: seed %s', v.name, seed);
					EXIT;
				END;
			END LOOP;
		END;
	END LOOP;
END $$;
