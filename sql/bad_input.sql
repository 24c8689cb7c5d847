-- Facts that cannot be true are refused at the door, each with its SQLSTATE
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('bad') WHERE action = 'created';
SET search_path = bad, service_eval;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village VALUES ('990101100201', 'V1', 'T', 'C');
INSERT INTO project (name, service, buyer_id, start_on, end_on) VALUES ('p', 'children_homes', 1, '2021-07-01', '2022-06-30');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (1, 1, 'a', 'activity', 9);
INSERT INTO site (project_id, division_code, name, opened_on, closed_on) VALUES (1, '990101100201', 'one', '2021-08-01', '2022-03-31'), (1, '990101100201', 'two', '2021-08-01', NULL);
INSERT INTO post (project_id, site_id, person_code, from_on, to_on) VALUES (1, 1, 'A', '2021-08-01', '2021-12-31');
INSERT INTO beneficiary (project_id, beneficiary_id) VALUES (1, 'k');
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
	(1, 'negative resources', $$INSERT INTO allocation (project_id, site_id, given_on, kind, amount) VALUES (1, 1, '2021-07-01', 'x', -1)$$),
	(2, 'resources NaN', $$INSERT INTO allocation (project_id, site_id, given_on, kind, amount) VALUES (1, 1, '2021-07-01', 'x', 'NaN')$$),
	(3, 'resources infinite', $$INSERT INTO allocation (project_id, site_id, given_on, kind, amount) VALUES (1, 1, '2021-07-01', 'x', 'Infinity')$$),
	(4, 'resources zero', $$INSERT INTO allocation (project_id, site_id, given_on, kind, amount) VALUES (1, 1, '2021-07-01', 'x', 0)$$),
	(5, 'budget NaN', $$UPDATE project SET budget = 'NaN'$$),
	(6, 'price negative', $$UPDATE contract SET price = -0.01$$),
	(7, 'target quantity zero', $$UPDATE contract_item SET target_quantity = 0$$),
	(8, 'hours NaN', $$UPDATE activity SET hours = 'NaN'$$),
	(9, 'assessment NaN', $$UPDATE post SET assessment_score = 'NaN'$$),
	-- ratings outside their scale
	(10, 'rating 0', $$INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, collector_id) VALUES (1, 1, '2021-07-01', 'child', 'C', 0, 1)$$),
	(11, 'rating above the scale', $$INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id) VALUES (1, 1, '2021-07-01', 'child', 'C', 6, 5, 1)$$),
	(12, 'scale of one', $$INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id) VALUES (1, 1, '2021-07-01', 'child', 'C', 1, 1, 1)$$),
	(13, 'rating 10 of 10', $$INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating, scale_max, collector_id) VALUES (1, 1, '2021-07-01', 'child', 'C', 10, 10, 1)$$),
	(14, 'child without need level', $$INSERT INTO response (project_id, site_id, answered_on, respondent, rating, collector_id) VALUES (1, 1, '2021-07-01', 'child', 3, 1)$$),
	-- the roster
	(15, 'need level D', $$INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) VALUES (1, 'k', 1, 'D', '2021-08-01')$$),
	(16, 'pseudonym twice', $$INSERT INTO beneficiary (project_id, beneficiary_id) VALUES (1, 'm'), (1, 'm')$$),
	(17, 'no pseudonym', $$INSERT INTO beneficiary (project_id, beneficiary_id) VALUES (1, '')$$),
	(18, 'roster of no site', $$INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) VALUES (1, 'k', 9, 'A', '2021-08-01')$$),
	(19, 'born in 14', $$INSERT INTO beneficiary (project_id, beneficiary_id, birth_year) VALUES (1, 'm', 14)$$),
	(200, 'at two sites at once', $$INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on) VALUES (1, 'k', 1, 'A', '2021-08-01', '2021-10-01'), (1, 'k', 2, 'A', '2021-10-01', NULL)$$),
	(201, 'moved the day after', $$INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on) VALUES (1, 'k', 1, 'A', '2021-08-01', '2021-10-01'), (1, 'k', 2, 'A', '2021-10-02', NULL)$$),
	(202, 'left before coming', $$INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on, to_on) VALUES (1, 'k', 1, 'A', '2021-08-01', '2021-07-31')$$),
	(203, 'roster of nobody', $$INSERT INTO roster (project_id, beneficiary_id, site_id, need_level, from_on) VALUES (1, 'm', 1, 'A', '2021-08-01')$$),
	-- days and terms; any day is a day
	(20, 'answered on any day', $$INSERT INTO response (project_id, site_id, answered_on, respondent, rating, collector_id) VALUES (1, 1, '2021-07-02', 'buyer', 3, 1)$$),
	(21, 'given on any day', $$INSERT INTO allocation (project_id, site_id, given_on, kind, amount) VALUES (1, 1, '2021-08-01', 'x', 1)$$),
	(22, 'given for ever', $$INSERT INTO allocation (project_id, site_id, given_on, kind, amount) VALUES (1, 1, 'infinity', 'x', 1)$$),
	(23, 'term that ends before it starts', $$UPDATE project SET end_on = '2021-06-30'$$),
	(24, 'endless term', $$UPDATE project SET end_on = 'infinity'$$),
	(229, 'term in years that are no timestamps', $$UPDATE project SET end_on = '5874897-12-31'$$),
	(230, 'term of another century', $$UPDATE project SET start_on = '1899-12-31'$$),
	(231, 'term of more than a hundred years', $$UPDATE project SET end_on = '2121-07-31'$$),
	(204, 'unit of a fortnight', $$UPDATE project SET period_unit = 'fortnight'$$),
	(205, 'service unknown', $$UPDATE project SET service = 'magic'$$),
	(206, 'milestone that looks like a quarter', $$INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, '2021Q4', 'x', '2021-12-31')$$),
	(207, 'milestone called term', $$INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, 'term', 'x', '2021-12-31')$$),
	(208, 'milestone that looks like a contract', $$INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, 'contract 1', 'x', '2021-12-31')$$),
	-- contracts, targets, instalments
	(210, 'way of buying unknown', $$UPDATE contract SET procurement_mode = 'lottery'$$),
	(211, 'contract that ends before it starts', $$UPDATE contract SET start_on = '2021-08-01', end_on = '2021-07-31'$$),
	(212, 'spread by mood', $$UPDATE contract_item SET spread = 'mood'$$),
	(213, 'site targets above the quantity', $$INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity) VALUES (1, 1, 'a', 1, 5), (1, 1, 'a', 2, 4.01)$$),
	(214, 'site targets that are the quantity', $$INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity) VALUES (1, 1, 'a', 1, 5), (1, 1, 'a', 2, 4)$$),
	(215, 'site target of an item by person', $$UPDATE contract_item SET spread = 'person'; INSERT INTO site_target (project_id, contract_id, item, site_id, target_quantity) VALUES (1, 1, 'a', 1, 5)$$),
	(216, 'closed twice at once', $$INSERT INTO site_closure (project_id, site_id, from_on, to_on) VALUES (1, 2, '2021-09-01', '2021-09-30'), (1, 2, '2021-09-30', NULL)$$),
	(217, 'successor of an open site', $$UPDATE site SET successor_id = 1 WHERE site_id = 2$$),
	(218, 'successor that closed before', $$UPDATE site SET closed_on = '2022-03-31', successor_id = 1 WHERE site_id = 2$$),
	(219, 'instalment of amount and share', $$INSERT INTO instalment (project_id, contract_id, number, amount, share, due_on) VALUES (1, 1, 1, 1, 0.5, '2021-08-01')$$),
	(220, 'grade without a milestone', $$INSERT INTO instalment (project_id, contract_id, number, amount, due_on, min_grade) VALUES (1, 1, 1, 1, '2021-08-01', 'good')$$),
	(221, 'advance that waits', $$INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, 'mid', 'x', '2021-12-31'); INSERT INTO instalment (project_id, contract_id, number, amount, due_on, advance, milestone) VALUES (1, 1, 1, 1, '2021-08-01', true, 'mid')$$),
	-- posts
	(30, 'post overlapping by a day', $$INSERT INTO post (project_id, site_id, person_code, from_on) VALUES (1, 1, 'B', '2021-12-31')$$),
	(31, 'post the day after', $$INSERT INTO post (project_id, site_id, person_code, from_on) VALUES (1, 1, 'B', '2022-01-01')$$),
	(32, 'post at another site', $$INSERT INTO post (project_id, site_id, person_code, from_on) VALUES (1, 2, 'B', '2021-12-31')$$),
	(33, 'someone stands in meanwhile', $$INSERT INTO post (project_id, site_id, person_code, from_on, acting) VALUES (1, 1, 'key', '2021-12-01', true)$$),
	(34, 'post that ends before it starts', $$INSERT INTO post (project_id, site_id, person_code, from_on, to_on) VALUES (1, 2, 'B', '2022-01-01', '2021-12-31')$$),
	-- activities and the life of their site
	(40, 'activity before the site opened', $$INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 1, 1, 'a', '2021-07-31')$$),
	(41, 'activity after the site closed', $$UPDATE activity SET held_on = '2022-04-01' WHERE activity_id = 2$$),
	(42, 'site that opens after its activity', $$UPDATE site SET opened_on = '2021-08-02' WHERE site_id = 1$$),
	(43, 'site that closes after its last activity', $$UPDATE site SET closed_on = '2022-03-31' WHERE site_id = 1$$),
	(44, 'site that closes before it opens', $$UPDATE site SET closed_on = '2021-07-31' WHERE site_id = 2$$),
	(222, 'quantity of nothing', $$UPDATE activity SET quantity = 0 WHERE activity_id = 1$$),
	(223, 'role unknown', $$INSERT INTO post (project_id, site_id, role, person_code, from_on) VALUES (1, 2, 'wizard', 'B', '2021-12-31')$$),
	(224, 'respondent unknown', $$INSERT INTO response (project_id, site_id, answered_on, respondent, rating, collector_id) VALUES (1, 1, '2021-08-02', 'stranger', 3, 1)$$),
	(225, 'confirmed in part without a trace', $$INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome, confirmed_quantity) VALUES (1, 1, 1, 1, '2021-08-02', 'no_trace', 0.5)$$),
	(232, 'outcome unknown, with a quantity', $$INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome, confirmed_quantity) VALUES (1, 1, 1, 1, '2021-08-02', '属实', 0.5)$$),
	(233, 'confirmed quantity of no activity', $$INSERT INTO visit (project_id, site_id, verifier_id, visited_on, confirmed_quantity) VALUES (1, 1, 1, '2021-08-02', 5)$$),
	(45, 'activity of an unknown item', $$INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES (1, 1, 1, 'b', '2021-08-01')$$),
	(46, 'visit that checks another site''s activity', $$INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) VALUES (1, 2, 1, 1, '2021-08-02', 'confirmed')$$),
	(49, 'check before the activity', $$INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome) SELECT project_id, site_id, activity_id, 1, held_on - 1, 'confirmed' FROM activity LIMIT 1$$),
	(47, 'outcome of no activity', $$INSERT INTO visit (project_id, site_id, verifier_id, visited_on, outcome) VALUES (1, 2, 1, '2021-08-02', 'confirmed')$$),
	(48, 'village code of 11 digits', $$INSERT INTO village VALUES ('99010110020', 'V', 'T', 'C')$$),
	-- schemes
	(50, 'points of a frozen scheme', $$UPDATE indicator SET points = 16 WHERE scheme_id = 'statutory' AND code = 'O1'$$),
	(51, 'one more indicator of a frozen scheme', $$INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('statutory', 'X1', 'output', 'x', 'x', 1, 1)$$),
	(52, 'indicator taken from a frozen scheme', $$DELETE FROM indicator WHERE scheme_id = 'statutory' AND code = 'B4'$$),
	(53, 'frozen scheme thawed', $$UPDATE scheme SET frozen_at = NULL WHERE scheme_id = 'statutory'$$),
	(54, 'negative weight', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 1); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 1, -1)$$),
	(55, 'weight NaN', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 1); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 1, 'NaN')$$),
	(56, 'target infinite', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 1); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'Infinity', 1)$$),
	(57, 'ratio whose target is the median', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 1); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 1)$$),
	(58, 'goalpost without width', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 1); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'goalpost', 1, 1, 1)$$),
	(59, 'rule that does not exist', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 1); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, target, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'guess', 1, 1)$$),
	(60, 'weights that do not sum', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 10); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 1, 9); UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'mine'$$),
	(61, 'unknown indicator code', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('mine', 'Q7', 'output', 'x', 'x', 1, 9); UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'mine'$$),
	(299, 'shipped indicator, of the project', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9);
		INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points, scope) VALUES ('mine', 'O1', 'output', 'x', 'x', 1, 9, 'project');
		UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'mine'$$),
	(62, 'weights that sum', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 1, 9); UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'mine'$$),
	(63, 'the next version', $$INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, points) VALUES ('statutory', 2, 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, version, code, dimension, name_en, name_zh, target, points) VALUES ('statutory', 2, 'O1', 'output', 'x', 'x', 1, 9); UPDATE scheme SET frozen_at = now() WHERE version = 2$$),
	(64, 'frozen schemes truncated away', $$TRUNCATE scheme CASCADE$$),
	(65, 'their indicators too', $$TRUNCATE indicator$$),
	(66, 'no draws', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, draws) VALUES ('mine', 'm', 'm', 'children_homes', 9, 0)$$),
	(67, 'concentration NaN', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points, concentration) VALUES ('mine', 'm', 'm', 'children_homes', 9, 'NaN')$$),
	-- rules and directions of indicators
	(80, 'direction unknown', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, direction, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'sideways', 9)$$),
	(81, 'dimension unknown', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, points) VALUES ('mine', 'O1', 'mood', 'x', 'x', 9)$$),
	(82, 'code in small letters', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, points) VALUES ('mine', 'o1', 'output', 'x', 'x', 9)$$),
	(83, 'target zero', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, direction, target, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'lower', 0, 9)$$),
	(84, 'target NaN', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, target, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'NaN', 9)$$),
	(85, 'goalpost with one post', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, lo, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'goalpost', 1, 9)$$),
	(86, 'goalpost at infinity', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'goalpost', 1, '-Infinity', 9)$$),
	(87, 'goalpost NaN', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'goalpost', 1, 'NaN', 9)$$),
	(88, 'goalpost that goes down', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'goalpost', 1, 0, 9)$$),
	(89, 'improvement without posts', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, target, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'achieve_improve', 1, 9)$$),
	(90, 'improvement without width', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'achieve_improve', 1, 1, 9)$$),
	(91, 'band without ends', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'band', 9)$$),
	(92, 'band turned round', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'band', 2, 1, 9)$$),
	(93, 'band of one value', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'band', 1, 1, 9)$$),
	(94, 'band open at one side', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, lo, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'band', 1, 9)$$),
	(95, 'band that ends at NaN', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 9); INSERT INTO indicator (scheme_id, code, dimension, name_en, name_zh, rule, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'x', 'band', 'NaN', 9)$$),
	(96, 'points of a scheme zero', $$INSERT INTO scheme (scheme_id, name_en, name_zh, service, points) VALUES ('mine', 'm', 'm', 'children_homes', 0)$$),
	-- needs, rest days, attendance
	(100, 'need counted on any day', $$INSERT INTO need VALUES (1, 1, '2021-08-01', 'A', 'play', 1)$$),
	(101, 'need of level D', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'D', 'play', 1)$$),
	(102, 'need of nothing', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'A', '', 1)$$),
	(103, 'need of -1 children', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'A', 'play', -1)$$),
	(104, 'need of no children', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'A', 'play', 0)$$),
	(105, 'need twice', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'A', 'play', 1), (1, 1, '2021-07-01', 'A', 'play', 2)$$),
	(106, 'need of no site', $$INSERT INTO need VALUES (1, 9, '2021-07-01', 'A', 'play', 1)$$),
	(107, 'rest day twice', $$INSERT INTO rest_day VALUES ('2021-10-01', 'National Day'), ('2021-10-01', NULL)$$),
	(108, 'rest for ever', $$INSERT INTO rest_day VALUES ('infinity', NULL)$$),
	(109, 'who came to no activity', $$INSERT INTO attendance VALUES (1, 9, 'k')$$),
	(110, 'who came and is nobody', $$INSERT INTO attendance VALUES (1, 1, 'm')$$),
	(111, 'who came twice', $$INSERT INTO attendance VALUES (1, 1, 'k'), (1, 1, 'k')$$),
	(112, 'who came and is on no roster', $$INSERT INTO attendance VALUES (1, 1, 'k')$$),
	-- assessments
	(120, 'assessed at 100.0001', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score) VALUES (1, 1, '2021-07-01', 1, 'care', 100.0001)$$),
	(121, 'assessed at -1', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score) VALUES (1, 1, '2021-07-01', 1, 'care', -1)$$),
	(122, 'assessed at NaN', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score) VALUES (1, 1, '2021-07-01', 1, 'care', 'NaN')$$),
	(123, 'assessed by no criterion', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score) VALUES (1, 1, '2021-07-01', 1, '', 50)$$),
	(124, 'assessed for ever', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score) VALUES (1, 1, 'infinity', 1, 'care', 50)$$),
	(125, 'assessed twice', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score) VALUES (1, 1, '2021-07-01', 1, 'care', 50), (1, 1, '2021-07-01', 1, 'care', 60)$$),
	(126, 'assessed by nobody', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score) VALUES (1, 1, '2021-07-01', 9, 'care', 50)$$),
	(127, 'no site assessed', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score) VALUES (1, 9, '2021-07-01', 1, 'care', 50)$$),
	(226, 'more than full marks', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, criterion, score, full_marks) VALUES (1, 1, '2021-07-01', 1, 'care', 11, 10)$$),
	(227, 'kind of assessment unknown', $$INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, kind, criterion, score) VALUES (1, 1, '2021-07-01', 1, 'gossip', 'care', 11)$$),
	-- bids and payments
	(130, 'bid below zero', $$INSERT INTO bid VALUES (1, 2, true, -1)$$),
	(131, 'bid NaN', $$INSERT INTO bid VALUES (1, 2, true, 'NaN')$$),
	(132, 'bid without a price', $$INSERT INTO bid VALUES (1, 2, true, NULL)$$),
	(133, 'unqualified and won', $$INSERT INTO bid VALUES (1, 2, false, 1, true)$$),
	(134, 'bid twice', $$INSERT INTO bid VALUES (1, 2, true, 1), (1, 2, true, 2)$$),
	(135, 'bid of nobody', $$INSERT INTO bid VALUES (1, 9, true, 1)$$),
	(136, 'instalment number 0', $$INSERT INTO instalment (project_id, contract_id, number, amount, due_on) VALUES (1, 1, 0, 1, '2021-09-01')$$),
	(137, 'due below zero', $$INSERT INTO instalment (project_id, contract_id, number, amount, due_on) VALUES (1, 1, 1, -1, '2021-09-01')$$),
	(138, 'due NaN', $$INSERT INTO instalment (project_id, contract_id, number, amount, due_on) VALUES (1, 1, 1, 'NaN', '2021-09-01')$$),
	(139, 'due never', $$INSERT INTO instalment (project_id, contract_id, number, amount, due_on) VALUES (1, 1, 1, 1, 'infinity')$$),
	(140, 'paid below zero', $$INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 1, -1, '2021-10-01')$$),
	(141, 'paid NaN', $$INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 1, 'NaN', '2021-10-01')$$),
	(142, 'paid never', $$INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 1, 1, 'infinity')$$),
	(143, 'paid on no day', $$INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 1, 1, NULL)$$),
	(144, 'paid nothing on a day', $$INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 1, 0, '2021-10-01')$$),
	(145, 'paid for no contract', $$INSERT INTO payment (project_id, contract_id, paid, paid_on) VALUES (1, 9, 1, '2021-10-01')$$),
	(228, 'paid for no instalment', $$INSERT INTO payment (project_id, contract_id, instalment, paid, paid_on) VALUES (1, 1, 3, 1, '2021-10-01')$$),
	-- what organizations live on, and how they work together
	(150, 'funded in 1899', $$INSERT INTO funding VALUES (2, 1899, 1, 'donation', 1)$$),
	(151, 'funded by other means', $$INSERT INTO funding VALUES (2, 2021, 1, 'gift', 1)$$),
	(152, 'funded below zero', $$INSERT INTO funding VALUES (2, 2021, 1, 'donation', -1)$$),
	(153, 'funded NaN', $$INSERT INTO funding VALUES (2, 2021, 1, 'donation', 'NaN')$$),
	(154, 'funded twice', $$INSERT INTO funding VALUES (2, 2021, 1, 'donation', 1), (2, 2021, 1, 'donation', 2)$$),
	(155, 'funded by nobody', $$INSERT INTO funding VALUES (2, 2021, 9, 'donation', 1)$$),
	(156, 'nobody funded', $$INSERT INTO funding VALUES (9, 2021, 1, 'donation', 1)$$),
	(157, 'fact of another kind', $$INSERT INTO engagement VALUES (1, 'friendship', true)$$),
	(158, 'fact that nobody knows', $$INSERT INTO engagement VALUES (1, 'good_will', true)$$),
	(159, 'fact twice', $$INSERT INTO engagement VALUES (1, 'joint_design', true), (1, 'joint_design', false)$$),
	(160, 'fact of no project', $$INSERT INTO engagement VALUES (9, 'joint_design', true)$$),
	-- the refresh
	(170, 'refresh of no period', $$CALL refresh_rankings(only_period => '2021-08-15')$$),
	(171, 'refresh of no project', $$CALL refresh_rankings(only_project => 99)$$),
	-- who does the work
	(180, 'workforce of no time', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-08-01', '2021-07-31', 'staff', 1, 1, NULL)$$),
	(181, 'workforce for ever', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-08-01', 'infinity', 'staff', 1, 1, NULL)$$),
	(182, 'workforce of another kind', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'intern', 1, 1, NULL)$$),
	(183, 'workforce of -1 people', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'staff', -1, NULL, NULL)$$),
	(184, 'more days than a quarter has', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'volunteer', 2, 184.01, NULL)$$),
	(185, 'days of nobody', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'volunteer', 0, 1, NULL)$$),
	(186, 'days below zero', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'volunteer', 1, -1, NULL)$$),
	(187, 'days NaN', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'volunteer', 1, 'NaN', NULL)$$),
	(188, 'rate below zero', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'volunteer', 1, 1, -1)$$),
	(189, 'rate NaN', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'volunteer', 1, 1, 'NaN')$$),
	(190, 'rate of those who are paid', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'staff', 1, 1, 1)$$),
	(191, 'workforce twice', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'staff', 1, NULL, NULL), (1, '2021-09-30', '2021-12-31', 'staff', 2, NULL, NULL)$$),
	(192, 'workforce of no project', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (9, '2021-07-01', '2021-09-30', 'staff', 1, NULL, NULL)$$),
	(193, 'all the days of a quarter', $$INSERT INTO workforce (project_id, from_on, to_on, kind, people, days, daily_rate) VALUES (1, '2021-07-01', '2021-09-30', 'volunteer', 2, 184, 0)$$)
) AS v (i, what, statement)
ORDER BY i;

-- nothing of it was kept
SELECT (SELECT count(*) FROM allocation) AS allocations, (SELECT count(*) FROM response) AS responses, (SELECT count(*) FROM activity) AS activities,
	(SELECT count(*) FROM scheme) AS schemes, (SELECT count(*) FROM indicator) AS indicators,
	(SELECT count(*) FROM need) + (SELECT count(*) FROM rest_day) + (SELECT count(*) FROM attendance) + (SELECT count(*) FROM assessment) + (SELECT count(*) FROM bid)
		+ (SELECT count(*) FROM payment) + (SELECT count(*) FROM instalment) + (SELECT count(*) FROM roster) + (SELECT count(*) FROM milestone) + (SELECT count(*) FROM funding) + (SELECT count(*) FROM engagement) + (SELECT count(*) FROM workforce) AS others;

DROP SCHEMA bad CASCADE;
