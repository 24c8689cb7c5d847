-- Facts that cannot be true are refused at the door, each with its SQLSTATE
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('bad') WHERE action = 'created';
SET search_path = bad, service_eval;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village VALUES ('990101100201', 'V1', 'T', 'C');
INSERT INTO project (name, buyer_id, start_on, end_on) VALUES ('p', 1, '2021-07-01', '2022-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 9);
INSERT INTO site (project_id, division_code, name, opened_on, closed_on) VALUES (1, '990101100201', 'one', '2021-08-01', '2022-03-31'), (1, '990101100201', 'two', '2021-08-01', NULL);
INSERT INTO director_post (project_id, site_id, person_code, from_on, to_on) VALUES (1, 1, 'A', '2021-08-01', '2021-12-31');
INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 1, 1, 'a', '2021-08-01'), (1, 1, 1, 'a', '2022-03-31');

-- What a statement is answered with: SQLSTATE, and the constraint or the message
CREATE FUNCTION pg_temp.answer(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rule text;
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE statement;
	RAISE EXCEPTION 'accepted' USING ERRCODE = '00001';	-- and undone
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN SQLSTATE || ' ' || coalesce(nullif(rule, ''), concat_ws(E'\n  ', message,
		regexp_replace(nullif(detail, ''), 'frozen at [^,]*,', 'frozen at ...,'), nullif(hint, '')));
END $$;

SELECT what, pg_temp.answer(statement)
FROM (VALUES
	-- negative and non-finite amounts
	(1, 'negative resources', $$INSERT INTO allocation (project_id, site_id, period, kind, amount) VALUES (1, 1, '2021-07-01', 'x', -1)$$),
	(2, 'resources NaN', $$INSERT INTO allocation (project_id, site_id, period, kind, amount) VALUES (1, 1, '2021-07-01', 'x', 'NaN')$$),
	(3, 'resources infinite', $$INSERT INTO allocation (project_id, site_id, period, kind, amount) VALUES (1, 1, '2021-07-01', 'x', 'Infinity')$$),
	(4, 'resources zero', $$INSERT INTO allocation (project_id, site_id, period, kind, amount) VALUES (1, 1, '2021-07-01', 'x', 0)$$),
	(5, 'budget NaN', $$UPDATE project SET budget = 'NaN'$$),
	(6, 'price negative', $$UPDATE contract SET price = -0.01$$),
	(7, 'target quantity zero', $$UPDATE contract_item SET target_quantity = 0$$),
	(8, 'hours NaN', $$UPDATE activity SET hours = 'NaN'$$),
	(9, 'assessment NaN', $$UPDATE director_post SET assessment_score = 'NaN'$$),
	-- ratings outside their scale
	(10, 'rating 0', $$INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, collector_id) VALUES (1, 1, '2021-07-01', 'child', 'C', 0, 1)$$),
	(11, 'rating above the scale', $$INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, scale_max, collector_id) VALUES (1, 1, '2021-07-01', 'child', 'C', 6, 5, 1)$$),
	(12, 'scale of one', $$INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, scale_max, collector_id) VALUES (1, 1, '2021-07-01', 'child', 'C', 1, 1, 1)$$),
	(13, 'rating 10 of 10', $$INSERT INTO response (project_id, site_id, period, respondent, need_level, rating, scale_max, collector_id) VALUES (1, 1, '2021-07-01', 'child', 'C', 10, 10, 1)$$),
	(14, 'child without need level', $$INSERT INTO response (project_id, site_id, period, respondent, rating, collector_id) VALUES (1, 1, '2021-07-01', 'child', 3, 1)$$),
	-- the roster
	(15, 'need level D', $$INSERT INTO beneficiary VALUES (1, 'm', 1, 'D')$$),
	(16, 'pseudonym twice', $$INSERT INTO beneficiary VALUES (1, 'm', 1, 'A'), (1, 'm', 2, 'A')$$),
	(17, 'no pseudonym', $$INSERT INTO beneficiary VALUES (1, '', 1, 'A')$$),
	(18, 'roster of no site', $$INSERT INTO beneficiary VALUES (1, 'm', 9, 'A')$$),
	(19, 'born in 14', $$INSERT INTO beneficiary VALUES (1, 'm', 1, 'A', 14)$$),
	-- periods that are not quarter starts
	(20, 'second day of a quarter', $$INSERT INTO response (project_id, site_id, period, respondent, rating, collector_id) VALUES (1, 1, '2021-07-02', 'buyer', 3, 1)$$),
	(21, 'month inside a quarter', $$INSERT INTO allocation (project_id, site_id, period, kind, amount) VALUES (1, 1, '2021-08-01', 'x', 1)$$),
	(22, 'infinite period', $$INSERT INTO allocation (project_id, site_id, period, kind, amount) VALUES (1, 1, 'infinity', 'x', 1)$$),
	(23, 'term that ends before it starts', $$UPDATE project SET end_on = '2021-06-30'$$),
	(24, 'endless term', $$UPDATE project SET end_on = 'infinity'$$),
	-- director posts
	(30, 'post overlapping by a day', $$INSERT INTO director_post (project_id, site_id, person_code, from_on) VALUES (1, 1, 'B', '2021-12-31')$$),
	(31, 'post the day after', $$INSERT INTO director_post (project_id, site_id, person_code, from_on) VALUES (1, 1, 'B', '2022-01-01')$$),
	(32, 'post at another site', $$INSERT INTO director_post (project_id, site_id, person_code, from_on) VALUES (1, 2, 'B', '2021-12-31')$$),
	(33, 'someone stands in meanwhile', $$INSERT INTO director_post (project_id, site_id, person_code, from_on, acting) VALUES (1, 1, 'key', '2021-12-01', true)$$),
	(34, 'post that ends before it starts', $$INSERT INTO director_post (project_id, site_id, person_code, from_on, to_on) VALUES (1, 2, 'B', '2022-01-01', '2021-12-31')$$),
	-- activities and the life of their site
	(40, 'activity before the site opened', $$INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 1, 1, 'a', '2021-07-31')$$),
	(41, 'activity after the site closed', $$UPDATE activity SET held_on = '2022-04-01' WHERE activity_id = 2$$),
	(42, 'site that opens after its activity', $$UPDATE site SET opened_on = '2021-08-02' WHERE site_id = 1$$),
	(43, 'site that closes after its last activity', $$UPDATE site SET closed_on = '2022-03-31' WHERE site_id = 1$$),
	(44, 'site that closes before it opens', $$UPDATE site SET closed_on = '2021-07-31' WHERE site_id = 2$$),
	(45, 'activity of an unknown item', $$INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 1, 1, 'b', '2021-08-01')$$),
	(46, 'visit that checks another site''s activity', $$INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) VALUES (1, 2, 1, 1, '2021-08-02', 'confirmed')$$),
	(49, 'check before the activity', $$INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) SELECT project_id, site_id, activity_id, 1, held_on - 1, 'confirmed' FROM activity LIMIT 1$$),
	(47, 'outcome of no activity', $$INSERT INTO visit (project_id, site_id, verifier_id, visited_on, outcome) VALUES (1, 2, 1, '2021-08-02', 'confirmed')$$),
	(48, 'village code of 11 digits', $$INSERT INTO village VALUES ('99010110020', 'V', 'T', 'C')$$),
	-- schemes
	(50, 'points of a frozen scheme', $$UPDATE indicator SET points = 16 WHERE code = 'O1'$$),
	(51, 'one more indicator of a frozen scheme', $$INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('statutory', 'X1', 'output', 'x', 1, 1)$$),
	(52, 'indicator taken from a frozen scheme', $$DELETE FROM indicator WHERE code = 'B4'$$),
	(53, 'frozen scheme thawed', $$UPDATE scheme SET frozen_at = NULL$$),
	(54, 'negative weight', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'O1', 'output', 'x', 1, -1)$$),
	(55, 'weight NaN', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'O1', 'output', 'x', 1, 'NaN')$$),
	(56, 'target infinite', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'O1', 'output', 'x', 'Infinity', 1)$$),
	(57, 'ratio without target', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, points) VALUES ('mine', 'O1', 'output', 'x', 1)$$),
	(58, 'goalpost without width', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'goalpost', 1, 1, 1)$$),
	(59, 'rule that does not exist', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, rule, target, points) VALUES ('mine', 'O1', 'output', 'x', 'guess', 1, 1)$$),
	(60, 'weights that do not sum', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 10); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'O1', 'output', 'x', 1, 9); UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'mine'$$),
	(61, 'unknown indicator code', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'Q7', 'output', 'x', 1, 9); UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'mine'$$),
	(62, 'weights that sum', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'O1', 'output', 'x', 1, 9); UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'mine'$$),
	(63, 'the next version', $$INSERT INTO scheme (scheme_id, version, name, points) VALUES ('statutory', 2, 'm', 9); INSERT INTO indicator (scheme_id, version, code, dimension, name, target, points) VALUES ('statutory', 2, 'O1', 'output', 'x', 1, 9); UPDATE scheme SET frozen_at = now() WHERE version = 2$$),
	(64, 'frozen schemes truncated away', $$TRUNCATE scheme CASCADE$$),
	(65, 'their indicators too', $$TRUNCATE indicator$$),
	(66, 'no draws', $$INSERT INTO scheme (scheme_id, name, points, draws) VALUES ('mine', 'm', 9, 0)$$),
	(67, 'concentration NaN', $$INSERT INTO scheme (scheme_id, name, points, concentration) VALUES ('mine', 'm', 9, 'NaN')$$),
	-- the refresh
	(70, 'refresh of no quarter', $$CALL refresh_rankings(only_period => '2021-08-15')$$),
	(71, 'refresh of no project', $$CALL refresh_rankings(only_project => 99)$$)
) AS v (i, what, statement)
ORDER BY i;

-- nothing of it was kept
SELECT (SELECT count(*) FROM allocation) AS allocations, (SELECT count(*) FROM response) AS responses, (SELECT count(*) FROM activity) AS activities,
	(SELECT count(*) FROM scheme) AS schemes, (SELECT count(*) FROM indicator) AS indicators;

DROP SCHEMA bad CASCADE;
