-- Odd projects, one for each seed, and what must hold of the results of each.  Read by test/files/test_odd_projects, in
-- a workspace on the search path.
--
-- A seed is the number of its project.  It draws what is odd about it.  Of three seeds one has many oddities at once
-- and two have few, so that there is much to compute.

INSERT INTO organization (name, kind)
VALUES ('bureau', 'government'), ('agency', 'social_organization'), ('office', 'other');
-- three townships of two names; the county tells them apart
INSERT INTO village
SELECT to_char(990101100200 + i, 'FM000000000000'), 'V' || i, CASE WHEN i <= 4 THEN 'T' ELSE 'U' END,
	CASE WHEN i <= 2 THEN 'C' ELSE 'D' END
FROM generate_series(1, 6) AS i;
-- a role that comes before the director's
INSERT INTO post_role (code, name_en, name_zh, display_order) VALUES ('keeper', 'keeper', '管理员', 5);
-- the shipped schemes, with few draws, and with findings: what is deducted and what is a veto in one is added in the
-- other
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points, draws, concentration, bonus_max)
SELECT scheme_id, 2, name_en, name_zh, service, display_order, points + 10, 20, concentration,
	CASE scheme_id WHEN 'statutory' THEN 4 ELSE 2.5 END
FROM scheme WHERE version = 1;
INSERT INTO indicator SELECT (i).* FROM (
	SELECT jsonb_populate_record(i, '{"version": 2}') AS i FROM indicator i WHERE i.version = 1
) v;
INSERT INTO indicator (scheme_id, version, code, dimension, name_en, name_zh, rule, points, scope, cap)
SELECT scheme_id, 2, code, 'output', code, code, rule, points, scope, cap
FROM (VALUES ('statutory', 'FAULT', 'deduct', 7, 'site', NULL), ('statutory', 'AUDIT', 'deduct', 3, 'project', NULL),
	('statutory', 'PRAISE', 'bonus', 0, 'site', NULL), ('statutory', 'HONOUR', 'bonus', 0, 'project', NULL),
	('statutory', 'SAFETY', 'veto', 0, 'site', NULL), ('statutory', 'FRAUD', 'veto', 0, 'project', 'medium'),
	('service_object', 'FIRE', 'deduct', 10, 'site', NULL), ('service_object', 'FAULT', 'veto', 0, 'site', 'good'),
	('service_object', 'SAFETY', 'bonus', 0, 'site', NULL), ('service_object', 'PRAISE', 'bonus', 0, 'site', NULL))
	AS v (scheme_id, code, rule, points, scope, cap);
UPDATE scheme SET frozen_at = now() WHERE version = 2;

-- a number from 0 to 1 that depends on nothing but seed and name
CREATE FUNCTION chance(seed bigint, name text) RETURNS float8 LANGUAGE sql IMMUTABLE
RETURN ('x' || substr(md5(seed || ' ' || name), 1, 8))::bit(32)::bigint / 4294967296.0;
CREATE FUNCTION odd(seed bigint, name text) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN chance(seed, name) < (ARRAY[0.03, 0.06, 0.2])[1 + seed % 3];
CREATE FUNCTION pick(seed bigint, name text, among integer) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN floor(chance(seed, name) * among)::integer;

-- Sites: they open late or on the last day, close, are replaced by another or shut for some days.
CREATE FUNCTION make_odd_sites(p bigint, first_day date, last_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	middle	date := first_day + (last_day - first_day) / 2;
	sites	integer := CASE WHEN odd(p, 'one site') THEN 1 ELSE 2 + pick(p, 'sites', 5) END;
BEGIN
	INSERT INTO site (project_id, site_id, division_code, name, opened_on, closed_on) OVERRIDING SYSTEM VALUE
	SELECT p, i, to_char(990101100200 + i, 'FM000000000000'), 'S' || i,
		CASE WHEN i > 1 AND odd(p, 'opens late') THEN middle WHEN i > 1
			AND odd(p, 'opens on the last day') THEN last_day
			ELSE date '2020-01-01' END,
		CASE WHEN i = sites AND odd(p, 'closed') THEN last_day
			WHEN i = 2 AND odd(p, 'closed before') THEN greatest(first_day - 1, '2020-01-02') END
	FROM generate_series(1, sites) AS i
	WHERE NOT (i = 2 AND odd(p, 'closed before') AND (odd(p, 'opens late') OR odd(p, 'opens on the last day')));
	-- one follows the other on the next day, later, or was there before
	IF sites > 3 AND odd(p, 'taken over') AND middle < last_day THEN
		UPDATE site SET opened_on = CASE pick(p, 'when',
			3) WHEN 0 THEN middle + 1 WHEN 1 THEN last_day ELSE opened_on END
		WHERE project_id = p AND site_id = 4;
		UPDATE site SET opened_on = '2020-01-01', closed_on = middle, successor_id = 4
		WHERE project_id = p AND site_id = 3;
	END IF;
	IF odd(p, 'shut') THEN
		INSERT INTO site_closure (project_id, site_id, from_on, to_on)
		VALUES (p, 1, first_day + (last_day - first_day) / 3, 
			CASE WHEN NOT odd(p, 'shut for good') THEN greatest(last_day - 1, first_day) END);
	END IF;
END $$;

-- Contracts: lots, times of their own, an early end; targets too small to be owed or too large to be reached, by day,
-- person or site.
CREATE FUNCTION make_odd_contracts(p bigint, first_day date, last_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	middle	date := first_day + (last_day - first_day) / 2;
	target	numeric := (ARRAY[0.01, 1, 24, 24, 999999999999.99])[1 + pick(p, 'target', 5)];
	spread	text := (ARRAY['site', 'site', 'day', 'person'])[1 + pick(p, 'spread', 4)];
BEGIN
	INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price, quantity_share, start_on,
		end_on,
		terminated_on) OVERRIDING SYSTEM VALUE
	VALUES (p, 1, 2, 'open_tender', (ARRAY[0, 0.01, 12345.67, 999999999999.99])[1 + pick(p, 'price', 4)],
		(ARRAY[0, 0.7, 1, 0.333])[1 + pick(p, 'quantity share', 4)],
		CASE WHEN odd(p, 'begins later') THEN middle WHEN odd(p, 'begins before') THEN first_day - 100 END,
		CASE WHEN odd(p, 'ends before') THEN middle WHEN odd(p, 'ends after') THEN last_day + 100 END,
		CASE WHEN odd(p, 'terminated') THEN middle END);
	IF odd(p, 'second contract') THEN
		INSERT INTO contract (project_id, contract_id, provider_id, procurement_mode, price) OVERRIDING SYSTEM VALUE
		VALUES (p, 2, 3, 'none', 0);
		IF NOT odd(p, 'second without item') THEN
			INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity)
			VALUES (p, 2, 'help', 'hour', 7.77);
		END IF;
	END IF;
	IF odd(p, 'lots') THEN
		INSERT INTO contract_site (project_id, contract_id, site_id, from_on, to_on)
		SELECT p, 1, site_id, CASE WHEN site_id > 1 AND odd(p, 'lot later') THEN middle END,
			CASE WHEN odd(p, 'lot handed over') AND site_id > 1 THEN last_day - (last_day - first_day) / 4 END
		FROM site WHERE project_id = p AND site_id % 2 = 1;
	END IF;
	IF NOT odd(p, 'no item') THEN
		INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff, spread)
		VALUES (p, 1, 'score', 'activity', target,
			-- every fourth project has two units, the second dearer
			CASE WHEN p % 4 = 0 THEN 20 WHEN odd(p, 'tariff') THEN pick(p, 'yuan', 3) * 1000 END, spread);
		IF p % 4 = 0 OR odd(p, 'second item') THEN
			INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity, tariff)
			VALUES (p, 1, '1/score', 'hour', 3, CASE WHEN odd(p, 'second tariff') THEN 0 WHEN p % 4 = 0 THEN 70 END);
		END IF;
		-- half of it for the first, of several that are served from the beginning
		IF odd(p, 'site target') AND spread <> 'person' AND target > 1 AND NOT odd(p, 'lots')
				AND (SELECT count(*) > 1 FROM site WHERE project_id = p AND opened_on < first_day
					AND closed_on IS NULL) THEN
			INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity)
			VALUES (p, 1, 'score', 1, trunc(target / 2, 2));
		END IF;
	END IF;
	-- of what is owed, a part is paid early, late, never, or without saying what for
	INSERT INTO instalment (project_id, contract_id, number, share, due_on, advance)
	SELECT p, 1, i, 0.3, first_day + i * (last_day - first_day) / 3, i = 1 AND NOT odd(p, 'no advance')
	FROM generate_series(1, 3) AS i WHERE NOT odd(p, 'no instalment');
	INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on)
	SELECT p, 1, CASE WHEN NOT odd(p, 'no instalment') AND NOT odd(p, 'for nothing in particular') THEN i END,
		CASE WHEN odd(p, 'paid nothing') THEN 0 ELSE 100 END,
			first_day + CASE WHEN odd(p, 'paid early') THEN -40 ELSE i * 40 END
	FROM generate_series(1, 3) AS i WHERE NOT odd(p, 'no payment');
END $$;

-- Rosters: none, of some sites, of one level only, of a few or of many; people come late, leave, move, and need more
-- than before.
CREATE FUNCTION make_odd_rosters(p bigint, first_day date, last_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	middle	date := first_day + (last_day - first_day) / 2;
	one		record;
	seed	text;
BEGIN
	IF odd(p, 'no roster') THEN
		RETURN;
	END IF;
	FOR one IN
		SELECT s.site_id, l AS level, i, format('%s-%s-%s', s.site_id, l, i) AS person
		FROM site s CROSS JOIN unnest(CASE WHEN odd(p, 'all key') THEN '{A}' WHEN odd(p, 'no key') THEN '{B,C}'
				ELSE '{A,B,C}'::text[] END) AS l
			CROSS JOIN LATERAL (SELECT l || CASE WHEN odd(p, 'ties') THEN 0 ELSE s.site_id END AS name) n
			CROSS JOIN generate_series(1, CASE l WHEN 'A' THEN pick(p, n.name, 12) ELSE 1 + pick(p, n.name, 12) END)
				AS i
		WHERE s.project_id = p AND NOT (odd(p, 'roster of some') AND s.site_id % 2 = 0)
		ORDER BY 1, 2, 3
	LOOP
		seed := one.person;
		INSERT INTO beneficiary (project_id, beneficiary_id, plan_on)
		VALUES (p, one.person, CASE WHEN one.i = 1 THEN CASE WHEN odd(p,
			'plans late') THEN middle ELSE first_day END END);
		INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on)
		VALUES (p, one.person, one.site_id, one.level,
			CASE WHEN odd(p, 'come late') AND chance(p, seed || 'late') < 0.3 THEN middle ELSE first_day - 30 END,
			CASE WHEN (odd(p, 'leave') OR odd(p, 'move') OR odd(p, 'need more'))
				AND chance(p, seed || 'leave') < 0.3 THEN middle END);
		IF odd(p, 'move') OR odd(p, 'need more') THEN
			INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on)
			SELECT p, one.person, CASE WHEN odd(p, 'move') THEN 1 ELSE one.site_id END,
				CASE WHEN odd(p, 'need more') THEN 'A' ELSE one.level END, r.to_on + 1 + pick(p, seed || 'pause', 2)
			FROM roster r WHERE r.project_id = p AND r.beneficiary_id = one.person AND r.to_on IS NOT NULL;
		END IF;
	END LOOP;
END $$;

-- What was done, who came, and who looked.
CREATE FUNCTION make_odd_service(p bigint, first_day date, last_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	s		record;
	seed	text;
	day		date;
	amount	numeric;
	one		bigint;
BEGIN
	FOR s IN
		SELECT site_id, CASE WHEN odd(p, 'ties') THEN 0 ELSE site_id END AS id, greatest(opened_on, first_day)
			AS from_on,
			least(closed_on, last_day) AS until_on
		FROM site WHERE project_id = p ORDER BY 1
	LOOP
		IF s.from_on > s.until_on THEN CONTINUE; END IF;
		IF NOT odd(p, 'nothing was done') AND NOT (odd(p, 'one did nothing') AND s.site_id = 1) THEN
			FOR i IN 1..pick(p, 'activities' || s.id, 9) LOOP
				seed := s.id || ' ' || i;
				day := CASE WHEN odd(p, 'all on the last day') THEN s.until_on
					WHEN odd(p, 'before the term') AND i = 1 AND s.from_on = first_day
						AND s.site_id = 1 THEN first_day - 5
					ELSE s.from_on + floor((s.until_on - s.from_on) * chance(p, 'day' || seed))::integer END;
				amount := CASE WHEN odd(p, 'quantities') THEN 0.25 * i ELSE 1 END;
				INSERT INTO activity (project_id, site_id, contract_id, item, held_on, quantity, hours, need_type,
					overlaps_with,
					registered, form_filed, feedback_filed, reported_at)
				SELECT p, s.site_id, contract_id, item, day, amount,
					CASE WHEN odd(p, 'hours unknown') THEN NULL ELSE 0.01 + i END,
					(ARRAY['play', 'concentration', NULL, 'total', 'hidden:1'])[1 + pick(p, 'type' || i, 5)],
					CASE WHEN odd(p, 'overlap') AND i % 2 = 0 THEN 'school' END,
					CASE WHEN odd(p, 'no records') THEN NULL ELSE i % 3 > 0 END,
						CASE WHEN odd(p, 'no records') THEN NULL ELSE true END,
					CASE WHEN odd(p, 'no records') THEN NULL ELSE false END,
					CASE WHEN odd(p, 'uploaded backwards')
						THEN timestamptz '2030-01-01' - (day - date '2020-01-01') * interval '1 day' END
				FROM contract_item WHERE project_id = p
				ORDER BY odd(p, 'second item') AND i % 4 = 0, contract_id, item COLLATE "C" LIMIT 1
				RETURNING activity_id INTO one;
				IF one IS NULL THEN EXIT; END IF;
				IF NOT odd(p, 'no list') THEN
					INSERT INTO attendance (project_id, activity_id, beneficiary_id)
					SELECT DISTINCT p, one, beneficiary_id FROM roster
					WHERE project_id = p AND site_id = s.site_id AND chance(p, beneficiary_id || i) < 0.6;
				END IF;
				IF odd(p, 'photos') THEN
					INSERT INTO photo (project_id, activity_id, phash) VALUES (p, one, pick(p, 'photo' || i, 3));
				END IF;
				IF NOT odd(p, 'no visit') AND i % 2 = 1 THEN
					INSERT INTO visit (project_id, site_id, activity_id, verifier_id, stratum, visited_on, outcome,
						confirmed_quantity,
						room_open)
					SELECT p, s.site_id, one, CASE WHEN odd(p, 'provider looks') THEN 2 ELSE 3 END,
						(ARRAY['green', 'amber', NULL])[1 + pick(p, 'stratum' || s.id, 3)],
						CASE WHEN odd(p, 'looked later') THEN day + 60 ELSE day END, o.outcome,
						CASE WHEN o.outcome = 'confirmed' AND odd(p, 'in part') THEN round(amount / 3, 2) END, i = 1
					FROM (SELECT CASE WHEN odd(p, 'nothing there') THEN 'no_trace' WHEN odd(p,
						'all repeated') THEN 'repeated'
						ELSE (ARRAY['confirmed', 'no_trace', 'repeated'])[1 + pick(p, 'outcome' || s.id || i, 3)] END
							AS outcome) o;
				END IF;
			END LOOP;
		END IF;
		IF NOT odd(p, 'no visit') THEN
			INSERT INTO visit (project_id, site_id, verifier_id, visited_on, room_open)
			SELECT p, s.site_id, 3, d::date, chance(p, 'open' || s.id || d) < 0.7
			FROM generate_series(s.from_on::timestamp, s.until_on::timestamp, interval '1 day') AS d
			WHERE extract(isodow FROM d) = 6 AND extract(day FROM d) <= 14;
		END IF;
		IF NOT odd(p, 'no post') THEN
			INSERT INTO post (project_id, site_id, person_code, from_on, to_on, acting, education, certified)
			VALUES (p, s.site_id, 'a', s.from_on, CASE WHEN odd(p, 'left at once') THEN s.from_on END, odd(p, 'acting'),
				CASE WHEN odd(p, 'education') THEN 'primary' END, odd(p, 'certified'));
		END IF;
		IF odd(p, 'keeper') AND s.site_id % 2 = 1 THEN
			INSERT INTO post (project_id, site_id, role, person_code, from_on)
			VALUES (p, s.site_id, 'keeper', 'k', s.from_on);
		END IF;
	END LOOP;
	-- what looks repeated, with and without a decision
	IF odd(p, 'reviews') THEN
		INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id, decision)
		SELECT p, max(activity_id), p, min(activity_id),
			CASE WHEN odd(p, 'rejected') THEN 'rejected' ELSE 'confirmed' END
		FROM photo WHERE project_id = p GROUP BY phash HAVING count(*) > 1;
	END IF;
END $$;

-- What was asked, given, needed and scored, at some days.
CREATE FUNCTION make_odd_voices(p bigint, first_day date, last_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	-- days that are far apart, the first of which may be before the term
	days	date[] := ARRAY(SELECT g::date FROM generate_series(date_trunc('quarter', first_day::timestamp),
		last_day::timestamp,
		interval '3 months') AS g);
	s		record;
	day		date;
	n		integer;
BEGIN
	FOR s IN SELECT site_id, CASE WHEN odd(p, 'ties') THEN 0 ELSE site_id END AS id FROM site WHERE project_id = p
	ORDER BY 1 LOOP
		FOREACH day IN ARRAY days LOOP
			IF NOT odd(p, 'no answer') AND NOT (odd(p, 'one is silent') AND s.site_id = 1)
					AND NOT (odd(p, 'silent at first') AND day = days[1]) THEN
				n := CASE WHEN odd(p, 'few answers') THEN pick(p, 'answers' || s.id, 7) ELSE 14 END;
				INSERT INTO response (project_id, site_id, answered_on, concerns_on, respondent, need_level, question,
					rating, scale_max,
					collector_id)
				SELECT p, s.site_id, CASE WHEN odd(p, 'answered later') THEN last_day + 20 ELSE greatest(day,
					first_day) END,
					CASE WHEN odd(p, 'answered later') THEN greatest(day, first_day) END, r,
					CASE WHEN r IN ('child', 'guardian') THEN (ARRAY['A', 'B', 'C'])[1 + i % 3] END, w,
					CASE WHEN odd(p, 'all alike') THEN 5 WHEN odd(p, 'nobody satisfied') THEN 1
						WHEN w = 'knows_service' THEN 1 + i % 2 ELSE 1 + pick(p, 'rating' || s.id || i, 5) END,
					5, CASE WHEN odd(p, 'provider asks') THEN 2 ELSE 1 END
				FROM generate_series(1, n) AS i,
					(VALUES ('child', 'satisfaction'), ('guardian', 'knows_service'), ('village', 'satisfaction'))
						AS v (r, w);
			END IF;
			IF NOT odd(p, 'no allocation') AND NOT (odd(p, 'none at last') AND day = days[cardinality(days)]) THEN
				INSERT INTO allocation (project_id, site_id, given_on, kind, amount, discretionary)
				VALUES (p, s.site_id, greatest(day, first_day), 'x', CASE WHEN odd(p, 'nothing given')
						OR (odd(p, 'nothing once') AND day = days[2])
							OR (odd(p, 'one got all') AND s.site_id > 1) THEN 0
					WHEN odd(p, 'same for all') THEN 100 WHEN odd(p, 'giant') THEN 999999999999.99
					ELSE 0.01 + pick(p, 'given' || s.id, 1000) END, NOT odd(p, 'by rule'));
			END IF;
			IF NOT odd(p, 'no need') THEN
				INSERT INTO need (project_id, site_id, counted_on, need_level, need_type, eligible)
				SELECT p, s.site_id, day, 'C', t, CASE WHEN odd(p, 'nobody needs') THEN 0 ELSE pick(p,
					t || s.id || day, 9) END
				FROM unnest(ARRAY['play', 'concentration', 'level_a', 'total']) AS t;
			END IF;
			IF odd(p, 'assessed') THEN
				INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, assessor, kind, criterion,
					score, full_marks)
				SELECT p, s.site_id, greatest(day, first_day), 3, a,
					CASE a WHEN 'c' THEN 'self' WHEN 'd' THEN 'recheck' ELSE 'third_party' END,
					'x', s.id, 10
				FROM unnest(CASE WHEN odd(p, 'rechecked') THEN '{a,b,c,d}' ELSE '{a,b,c}'::text[] END) AS a;
			END IF;
		END LOOP;
	END LOOP;
END $$;

-- What was found: at sites, under contracts, of the project; of nothing, more than there is, withdrawn, at the ends of
-- the term and beyond, by codes that nobody knows.
CREATE FUNCTION make_odd_findings(p bigint, first_day date, last_day date) RETURNS void LANGUAGE sql AS $$
	INSERT INTO finding (project_id, site_id, contract_id, code, found_on, concerns_on, points, reason, evidence,
		withdrawn_on)
	SELECT p, s.site_id, CASE WHEN odd(p, 'finding of a contract') AND i % 2 = 0 THEN c.contract_id END, k.code, d.day,
		CASE WHEN odd(p, 'found later') THEN d.day END,
		CASE k.code WHEN 'PRAISE' THEN (ARRAY[5, 2, -2, 0.1234])[i] WHEN 'SAFETY' THEN -1 ELSE (i - 1) * 2.05 END,
		'found', CASE WHEN odd(p, 'evidence') THEN 'photo' END, CASE WHEN odd(p, 'withdrawn') THEN d.day END
	FROM (SELECT site_id FROM site WHERE project_id = p UNION ALL SELECT NULL) s
		CROSS JOIN unnest(CASE WHEN NOT odd(p, 'no finding') THEN ARRAY['FAULT', 'FIRE', 'PRAISE', 'SAFETY', 'AUDIT',
			'HONOUR', 'FRAUD', 'NOBODY'] END) AS k (code)
		CROSS JOIN generate_series(1, 4) AS i
		LEFT JOIN (SELECT min(contract_id) AS contract_id FROM contract WHERE project_id = p) c ON true
		CROSS JOIN LATERAL (
			SELECT (CASE i WHEN 1 THEN first_day WHEN 2 THEN last_day
				ELSE first_day + floor((last_day - first_day + 1) * chance(p, concat('found', k.code, i, s.site_id)))::integer
				END) + CASE WHEN odd(p, 'found outside') THEN i - 2 ELSE 0 END AS day
		) d
	WHERE chance(p, concat(k.code, i, s.site_id)) < CASE k.code WHEN 'FAULT' THEN 0.5 WHEN 'FIRE' THEN 0.5
		WHEN 'PRAISE' THEN 0.4 ELSE 0.1 END
$$;

CREATE FUNCTION make_odd_project(p bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	-- a day, two days around a leap day, a part of one quarter, or up to 16 months from the middle of a quarter
	first_day	date := (ARRAY[date '2024-02-29', '2024-02-28', '2021-10-05', '2023-08-16', '2023-12-31',
		'2022-01-01'])
		[1 + pick(p, 'start', 6)];
	last_day	date := first_day + (ARRAY[0, 1, 40, 200, 480, 364])[1 + pick(p, 'days', 6)];
BEGIN
	INSERT INTO project (project_id, name, buyer_id, service, start_on, end_on, budget,
		period_unit) OVERRIDING SYSTEM VALUE
	VALUES (p, 'seed ' || p, 1, 'children_homes', first_day, last_day,
		CASE WHEN odd(p, 'no budget') THEN NULL WHEN odd(p, 'budget 0') THEN 0 ELSE 10000 END,
		CASE WHEN last_day - first_day <= 200 AND pick(p, 'monthly', 3) = 0 THEN 'month'
			ELSE (ARRAY['quarter', 'quarter', 'half_year', 'year'])[1 + pick(p, 'unit', 4)] END);
	IF odd(p, 'milestone') THEN
		INSERT INTO milestone (project_id, code, name, until_on)
		VALUES (p, 'mid', 'mid-term', first_day + (last_day - first_day) * 2 / 5);
	END IF;
	PERFORM make_odd_sites(p, first_day, last_day);
	IF NOT odd(p, 'no contract') THEN
		PERFORM make_odd_contracts(p, first_day, last_day);
	END IF;
	PERFORM make_odd_rosters(p, first_day, last_day);
	PERFORM make_odd_service(p, first_day, last_day);
	PERFORM make_odd_voices(p, first_day, last_day);
	PERFORM make_odd_findings(p, first_day, last_day);
END $$;

-- What does not hold of the results of a project.
CREATE FUNCTION broken(p bigint) RETURNS SETOF text LANGUAGE sql AS $$
WITH run AS MATERIALIZED (
	SELECT * FROM current_run WHERE project_id = p
), scored AS MATERIALIZED (
	SELECT r.period, r.kind, s.*, i.points AS sum_points, i.fewest, i.most, i.measured, i.applicable,
		(SELECT count(*) FROM site_score b WHERE b.project_id = p AND b.run_id = s.run_id AND b.score > s.score)
			AS better,
		(SELECT count(b.score) FROM site_score b WHERE b.project_id = p AND b.run_id = s.run_id) AS n
	FROM run r JOIN site_score s USING (project_id, run_id)
		LEFT JOIN (SELECT run_id, site_id, sum(points) AS points, sum(available) AS applicable,
			sum(coalesce(points_lower, points)) AS fewest, sum(coalesce(points_upper, points)) AS most,
			sum(available) FILTER (WHERE points IS NOT NULL) AS measured
			FROM site_points JOIN run_indicator USING (project_id, run_id, code)
			WHERE project_id = p GROUP BY run_id, site_id) i USING (run_id, site_id)
), value AS MATERIALIZED (
	SELECT n.period, v.* FROM current_snapshot n JOIN site_indicator v USING (project_id, snapshot_id)
	WHERE n.project_id = p
), item AS MATERIALIZED (
	SELECT n.period, n.kind, m.*, c.target_quantity, c.spread
	FROM current_snapshot n JOIN contract_item_measure m USING (project_id, snapshot_id)
		JOIN contract_item c ON c.project_id = m.project_id AND c.contract_id = m.contract_id AND c.item = m.item
	WHERE n.project_id = p
), site_of AS MATERIALIZED (
	SELECT n.period, m.* FROM current_snapshot n JOIN site_measure m USING (project_id, snapshot_id)
	WHERE n.project_id = p
), one_site AS MATERIALIZED (
	SELECT n.period, m.* FROM current_snapshot n JOIN item_measure m USING (project_id, snapshot_id)
	WHERE n.project_id = p
)
SELECT format('%s: %s of %s', b.what, b.period, b.which) FROM (
	SELECT 'points do not add up' AS what, period, site_id::text AS which FROM scored
		WHERE coalesce(sum_points, 0) IS DISTINCT FROM coalesce(earned, 0)
	UNION ALL SELECT 'the score is not 100 x earned / measured', period, site_id::text FROM scored
		WHERE rated IS NOT NULL
			AND abs(score - least(greatest(100 * earned / measured + bonus, 0), 100)) > 0.000051
	UNION ALL SELECT 'the score is outside of its bounds', period, site_id::text FROM scored
		WHERE NOT (0 <= score_lower AND score_lower <= coalesce(score, score_lower)
			AND coalesce(score, score_upper) <= score_upper AND score_upper <= 100)
	UNION ALL SELECT 'bounds', period, site_id::text FROM scored
		WHERE abs(score_lower - least(greatest(100 * coalesce(fewest, 0) / applicable + bonus, 0), 100)) > 0.000051
			OR (bonus = 0 AND abs(score_upper - score_lower
				- 100 * (applicable - coalesce(measured, 0) + coalesce(most - fewest, 0)) / applicable) > 0.000102)
	UNION ALL SELECT 'what counts', period, site_id::text FROM scored
		WHERE NOT (score_lower <= score_counted AND score_counted <= coalesce(score, score_lower)
			AND score_counted <= score_counted_upper AND score_counted_upper <= score_upper)
	UNION ALL SELECT 'rated', period, site_id::text FROM scored
		WHERE (status = 'rated') <> (score IS NOT NULL) OR rated <> n OR (score IS NULL) <> (grade IS NULL)
	UNION ALL SELECT 'rank', period, site_id::text FROM scored
	WHERE rank IS DISTINCT FROM CASE WHEN score IS NOT NULL THEN better + 1 END
	UNION ALL SELECT 'quintile', period, site_id::text FROM scored
		WHERE quintile IS DISTINCT FROM CASE WHEN score IS NOT NULL THEN 5 - 5 * better / n END
	UNION ALL SELECT 'band', period, site_id::text FROM scored
		WHERE band IS DISTINCT FROM CASE WHEN score IS NULL THEN NULL WHEN 5 * better < n THEN 'top'
			WHEN 5 * better >= 4 * n THEN 'bottom' ELSE 'middle' END
	UNION ALL SELECT 'ranks that were drawn', period, site_id::text FROM scored
		WHERE NOT (1 <= rank_low AND rank_low <= rank_high AND rank_high <= n AND expected_rank BETWEEN 1 AND n
			AND p_top BETWEEN 0 AND 1 AND p_bottom BETWEEN 0 AND 1) OR (score IS NULL) <> (expected_rank IS NULL)
	UNION ALL SELECT 'confidence sets', period, site_id::text FROM scored
		WHERE NOT (1 <= rank_set_lower AND rank BETWEEN rank_set_lower AND rank_set_upper AND rank_set_upper <= n
			AND bottom_certain = (5 * (rank_set_lower - 1) >= 4 * n)
			AND bottom_possible = (5 * (rank_set_upper - 1) >= 4 * n)
			AND top_certain = (5 * (rank_set_upper - 1) < n) AND top_possible = (5 * (rank_set_lower - 1) < n)
			AND score_error >= 0 AND (score_error > 0 OR score_shrunken = score)
			AND expected_rank_shrunken BETWEEN 1 AND n AND p_top_shrunken BETWEEN 0 AND 1
			AND p_bottom_shrunken BETWEEN 0 AND 1)
			OR (score IS NULL) <> (rank_set_lower IS NULL) OR (score IS NULL) <> (p_bottom_shrunken IS NULL)
	UNION ALL SELECT 'points', r.period, concat_ws(' ', s.code, s.site_id) FROM run r
		JOIN site_points s USING (project_id, run_id)
		JOIN run_indicator USING (project_id, run_id, code)
		WHERE points NOT BETWEEN 0 AND available OR points_error < 0 OR points_error = 'NaN'
	UNION ALL SELECT 'points of the project', r.period, s.code FROM run r
		JOIN project_points s USING (project_id, run_id)
		WHERE points NOT BETWEEN 0 AND available
	UNION ALL SELECT 'score of the project', r.period, s.status FROM run r
		JOIN project_score s USING (project_id, run_id)
		WHERE NOT (0 <= score_lower AND score_lower <= coalesce(score, score_lower)
			AND coalesce(score, score_upper) <= score_upper
				AND score_upper <= 100) OR (status = 'rated') <> (score IS NOT NULL)
	UNION ALL SELECT 'a share', period, concat_ws(' ', code, site_id) FROM value
		WHERE code IN ('O1', 'O2', 'O3', 'O4', 'B1', 'B3', 'B4', 'B5') AND value NOT BETWEEN 0 AND 1
	UNION ALL SELECT 'not finite', period, concat_ws(' ', code, site_id) FROM value
		WHERE (code <> 'O5' AND abs(value) = 'Infinity') OR value = 'NaN' OR std_error = 'NaN' OR std_error = 'Infinity'
	UNION ALL SELECT 'a quantity', period, concat_ws(' ', item, contract_id) FROM item
		WHERE NOT (verified <= deduplicated) OR NOT (deduplicated <= reported) OR NOT (held <= deduplicated)
			OR NOT (verified_lower <= verified AND verified <= verified_upper) OR confirmed > checked
	UNION ALL SELECT 'a quantity of a site', period, concat_ws(' ', item, contract_id, site_id) FROM one_site
		WHERE NOT (verified <= deduplicated) OR NOT (deduplicated <= reported) OR NOT (held <= deduplicated)
			OR target < 0
	UNION ALL SELECT 'targets are not what was agreed', period, concat_ws(' ', item, contract_id) FROM item
		WHERE kind = 'term' AND spread <> 'person' AND target + not_due + released <> target_quantity
			AND EXISTS (SELECT FROM contract_span(p) s WHERE s.contract_id = item.contract_id
				AND NOT isempty(s.planned))
	UNION ALL SELECT 'sites and contract', i.period, concat_ws(' ', i.item, i.contract_id)
		FROM item i LEFT JOIN one_site s USING (period, contract_id, item)
		WHERE i.kind <> 'contract' GROUP BY i.period, i.item, i.contract_id, i.target, i.reported, i.verified,
			i.target_quantity
		HAVING coalesce(sum(s.reported), 0) <> i.reported
			OR abs(coalesce(sum(s.target), 0) - i.target) > 0.000001 + 1e-15 * i.target
	UNION ALL SELECT 'units and term', 'term', concat_ws(' ', i.item, i.contract_id)
		FROM item i JOIN item u ON u.kind = 'unit' AND (u.contract_id, u.item) = (i.contract_id, i.item)
		WHERE i.kind = 'term' GROUP BY i.item, i.contract_id, i.reported, i.target, i.target_quantity
		HAVING sum(u.reported) <> i.reported OR abs(sum(u.target) - i.target) > 0.00001 + 1e-15 * i.target
	UNION ALL SELECT 'a measure', period, site_id::text FROM site_of
		WHERE NOT (satisfaction_lower <= satisfaction AND satisfaction <= satisfaction_upper)
			OR satisfaction NOT BETWEEN 0 AND 100
			OR NOT (0 <= verified_rate AND verified_rate <= verified_rate_most
				AND verified_rate_most <= deduplicated_rate AND deduplicated_rate <= 1)
			OR reported_share < 0 OR verified_rate_std_error < 0
			OR suspension_index NOT BETWEEN 0 AND 1 OR unheard_share NOT BETWEEN 0 AND 1 OR idle_days < 0
				OR vacant_days < 0
			OR vacant_days > until_on - from_on + 1 + (SELECT until_on - start_on FROM project WHERE project_id = p)
) b
UNION ALL
SELECT format('contract %s: %s', contract_id, what) FROM (
	SELECT contract_id, 'the lines do not add up to what is payable' AS what FROM payment_statement WHERE project_id = p
	GROUP BY contract_id HAVING sum(amount) FILTER (WHERE step IN ('price', 'addition', 'deduction', 'held'))
		<> sum(amount) FILTER (WHERE step = 'payable' AND part IS NULL)
	UNION ALL SELECT contract_id, 'the lines do not add up to the balance' FROM payment_statement WHERE project_id = p
	GROUP BY contract_id HAVING sum(amount) FILTER (WHERE step IN ('price', 'addition', 'deduction', 'held', 'paid'))
		<> sum(amount) FILTER (WHERE step = 'balance')
	UNION ALL SELECT contract_id, 'payable' FROM contract_payment WHERE project_id = p
		AND (payable NOT BETWEEN 0 AND price OR quality_held < 0 OR quantity_held < 0
			OR payable + quality_held + quantity_held > price + 0.01 OR rated > sites OR score > score_upper)
	UNION ALL SELECT contract_id, 'owed in ' || r.period FROM run r JOIN contract_score c USING (project_id, run_id)
		JOIN contract k USING (project_id, contract_id)
		WHERE c.owed NOT BETWEEN 0 AND k.price OR c.payable NOT BETWEEN 0 AND k.price OR c.paid < 0
) c
UNION ALL
SELECT format('form of %s by %s: %s, %s of %s', period, profile, sum(earned) FILTER (WHERE line_kind <> 'total'),
	sum(points_counted) FILTER (WHERE line_kind = 'indicator'), sum(earned) FILTER (WHERE line_kind = 'total'))
FROM self_evaluation_form WHERE project_id = p
GROUP BY period, profile
HAVING sum(earned) FILTER (WHERE line_kind <> 'total') <> sum(earned) FILTER (WHERE line_kind = 'total')
	OR (sum(earned) FILTER (WHERE line_kind = 'total') IS NOT NULL
		AND sum(points_counted) FILTER (WHERE line_kind = 'indicator') <> 100)
	OR bool_or(line_kind = 'indicator' AND (earned < 0 OR earned > points_counted + 0.0001))
UNION ALL
SELECT format('need_match: %s %s', n.township, n.need_type) FROM need_match n
WHERE n.project_id = p AND n.need_type NOT IN (SELECT need_type FROM need WHERE project_id = p
	UNION SELECT need_type FROM activity WHERE project_id = p AND need_type IS NOT NULL)
$$;

-- Makes the project of a seed, refreshes it, and says what is wrong: nothing, an error, or what does not hold.
CREATE FUNCTION try_seed(seed bigint) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	detail	text;
BEGIN
	PERFORM make_odd_project(seed);
	IF refresh_project(seed) = 0 THEN
		RETURN NEXT format('seed %s: nothing was computed', seed);
	END IF;
	RETURN QUERY SELECT format('seed %s: %s', seed, b) FROM broken(seed) AS b;
	PERFORM x.step
	FROM (SELECT r.period, r.profile, r.run_id, max(s.site_id) AS site_id
			FROM current_run r JOIN site_score s USING (project_id, run_id)
			WHERE r.project_id = seed GROUP BY r.period, r.profile, r.run_id) s
		CROSS JOIN LATERAL explain_score(s.site_id, s.period, s.profile, s.run_id) x;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_CONTEXT;
	RETURN NEXT format('seed %s: %s %s, %s', seed, SQLSTATE, SQLERRM, split_part(detail, E'\n', 1));
END $$;

-- Views of the session with the names of the tables, that show a single project: what test/recompute_scores.sql asks
-- for.  Which one is said by the setting odd.project.
CREATE FUNCTION show_one_project() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	t	name;
BEGIN
	FOR t IN
		SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'project_id'
			AND NOT a.attisdropped
		WHERE c.relnamespace = 'odd'::regnamespace AND c.relkind = 'r'
	LOOP
		EXECUTE format('CREATE TEMPORARY VIEW %1$I AS
			SELECT * FROM odd.%1$I WHERE project_id = current_setting(''odd.project'')::bigint', t);
	END LOOP;
END $$;
-- how many numbers and words of each kind were worked out once more, how many of these are known, and how many differ
CREATE TABLE recomputed (seed bigint, what text, compared bigint, known bigint, differ bigint);

-- Views that cannot be read, and the first project for which that is so.
CREATE FUNCTION unreadable_views() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	v		record;
	seed	bigint;
BEGIN
	FOR v IN SELECT c.oid::regclass AS name,
				 EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'project_id') AS by_project
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
