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
	(50, 'points of a frozen scheme', $$UPDATE indicator SET points = 16 WHERE scheme_id = 'statutory' AND code = 'O1'$$),
	(51, 'one more indicator of a frozen scheme', $$INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('statutory', 'X1', 'output', 'x', 1, 1)$$),
	(52, 'indicator taken from a frozen scheme', $$DELETE FROM indicator WHERE scheme_id = 'statutory' AND code = 'B4'$$),
	(53, 'frozen scheme thawed', $$UPDATE scheme SET frozen_at = NULL WHERE scheme_id = 'statutory'$$),
	(54, 'negative weight', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'O1', 'output', 'x', 1, -1)$$),
	(55, 'weight NaN', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'O1', 'output', 'x', 1, 'NaN')$$),
	(56, 'target infinite', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'O1', 'output', 'x', 'Infinity', 1)$$),
	(57, 'ratio whose target is the median', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 1); INSERT INTO indicator (scheme_id, code, dimension, name, points) VALUES ('mine', 'O1', 'output', 'x', 1)$$),
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
	-- rules and directions of indicators
	(80, 'direction unknown', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, direction, points) VALUES ('mine', 'O1', 'output', 'x', 'sideways', 9)$$),
	(81, 'dimension unknown', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, points) VALUES ('mine', 'O1', 'mood', 'x', 9)$$),
	(82, 'code in small letters', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, points) VALUES ('mine', 'o1', 'output', 'x', 9)$$),
	(83, 'target zero', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, direction, target, points) VALUES ('mine', 'O1', 'output', 'x', 'lower', 0, 9)$$),
	(84, 'target NaN', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, target, points) VALUES ('mine', 'O1', 'output', 'x', 'NaN', 9)$$),
	(85, 'goalpost with one post', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, lo, points) VALUES ('mine', 'O1', 'output', 'x', 'goalpost', 1, 9)$$),
	(86, 'goalpost at infinity', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'goalpost', 1, '-Infinity', 9)$$),
	(87, 'goalpost NaN', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'goalpost', 1, 'NaN', 9)$$),
	(88, 'goalpost that goes down', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'goalpost', 1, 0, 9)$$),
	(89, 'improvement without posts', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, target, points) VALUES ('mine', 'O1', 'output', 'x', 'achieve_improve', 1, 9)$$),
	(90, 'improvement without width', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'achieve_improve', 1, 1, 9)$$),
	(91, 'band without ends', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, points) VALUES ('mine', 'O1', 'output', 'x', 'band', 9)$$),
	(92, 'band turned round', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'band', 2, 1, 9)$$),
	(93, 'band of one value', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, lo, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'band', 1, 1, 9)$$),
	(94, 'band open at one side', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, lo, points) VALUES ('mine', 'O1', 'output', 'x', 'band', 1, 9)$$),
	(95, 'band that ends at NaN', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 9); INSERT INTO indicator (scheme_id, code, dimension, name, rule, hi, points) VALUES ('mine', 'O1', 'output', 'x', 'band', 'NaN', 9)$$),
	(96, 'points of a scheme zero', $$INSERT INTO scheme (scheme_id, name, points) VALUES ('mine', 'm', 0)$$),
	-- needs, rest days, attendance
	(100, 'need in the month of a quarter', $$INSERT INTO need VALUES (1, 1, '2021-08-01', 'A', 'play', 1)$$),
	(101, 'need of level D', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'D', 'play', 1)$$),
	(102, 'need of nothing', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'A', '', 1)$$),
	(103, 'need of -1 children', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'A', 'play', -1)$$),
	(104, 'need of no children', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'A', 'play', 0)$$),
	(105, 'need twice', $$INSERT INTO need VALUES (1, 1, '2021-07-01', 'A', 'play', 1), (1, 1, '2021-07-01', 'A', 'play', 2)$$),
	(106, 'need of no site', $$INSERT INTO need VALUES (1, 9, '2021-07-01', 'A', 'play', 1)$$),
	(107, 'rest day twice', $$INSERT INTO rest_day VALUES ('2021-10-01', 'National Day'), ('2021-10-01', NULL)$$),
	(108, 'rest for ever', $$INSERT INTO rest_day VALUES ('infinity', NULL)$$),
	(109, 'who came to no activity', $$INSERT INTO beneficiary VALUES (1, 'm', 1, 'A'); INSERT INTO attendance VALUES (1, 9, 'm')$$),
	(110, 'who came and is on no roster', $$INSERT INTO attendance VALUES (1, 1, 'm')$$),
	(111, 'who came twice', $$INSERT INTO beneficiary VALUES (1, 'm', 1, 'A'); INSERT INTO attendance VALUES (1, 1, 'm'), (1, 1, 'm')$$),
	(112, 'who came to another site', $$INSERT INTO beneficiary VALUES (1, 'm', 2, 'A'); INSERT INTO attendance VALUES (1, 1, 'm')$$),
	-- assessments
	(120, 'assessed at 100.0001', $$INSERT INTO assessment VALUES (1, 1, '2021-07-01', 1, 'care', 100.0001)$$),
	(121, 'assessed at -1', $$INSERT INTO assessment VALUES (1, 1, '2021-07-01', 1, 'care', -1)$$),
	(122, 'assessed at NaN', $$INSERT INTO assessment VALUES (1, 1, '2021-07-01', 1, 'care', 'NaN')$$),
	(123, 'assessed by no criterion', $$INSERT INTO assessment VALUES (1, 1, '2021-07-01', 1, '', 50)$$),
	(124, 'assessed in no quarter', $$INSERT INTO assessment VALUES (1, 1, '2021-07-31', 1, 'care', 50)$$),
	(125, 'assessed twice', $$INSERT INTO assessment VALUES (1, 1, '2021-07-01', 1, 'care', 50), (1, 1, '2021-07-01', 1, 'care', 60)$$),
	(126, 'assessed by nobody', $$INSERT INTO assessment VALUES (1, 1, '2021-07-01', 9, 'care', 50)$$),
	(127, 'no site assessed', $$INSERT INTO assessment VALUES (1, 9, '2021-07-01', 1, 'care', 50)$$),
	-- bids and payments
	(130, 'bid below zero', $$INSERT INTO bid VALUES (1, 2, true, -1)$$),
	(131, 'bid NaN', $$INSERT INTO bid VALUES (1, 2, true, 'NaN')$$),
	(132, 'bid without a price', $$INSERT INTO bid VALUES (1, 2, true, NULL)$$),
	(133, 'unqualified and won', $$INSERT INTO bid VALUES (1, 2, false, 1, true)$$),
	(134, 'bid twice', $$INSERT INTO bid VALUES (1, 2, true, 1), (1, 2, true, 2)$$),
	(135, 'bid of nobody', $$INSERT INTO bid VALUES (1, 9, true, 1)$$),
	(136, 'payment for no quarter', $$INSERT INTO payment (project_id, contract_id, period, due) VALUES (1, 1, '2021-09-01', 1)$$),
	(137, 'due below zero', $$INSERT INTO payment (project_id, contract_id, period, due) VALUES (1, 1, '2021-07-01', -1)$$),
	(138, 'due NaN', $$INSERT INTO payment (project_id, contract_id, period, due) VALUES (1, 1, '2021-07-01', 'NaN')$$),
	(139, 'due never', $$INSERT INTO payment (project_id, contract_id, period, due, due_on) VALUES (1, 1, '2021-07-01', 1, 'infinity')$$),
	(140, 'paid below zero', $$INSERT INTO payment (project_id, contract_id, period, due, paid, paid_on) VALUES (1, 1, '2021-07-01', 1, -1, '2021-10-01')$$),
	(141, 'paid NaN', $$INSERT INTO payment (project_id, contract_id, period, due, paid, paid_on) VALUES (1, 1, '2021-07-01', 1, 'NaN', '2021-10-01')$$),
	(142, 'paid never', $$INSERT INTO payment (project_id, contract_id, period, due, paid, paid_on) VALUES (1, 1, '2021-07-01', 1, 1, 'infinity')$$),
	(143, 'paid on no day', $$INSERT INTO payment (project_id, contract_id, period, due, paid) VALUES (1, 1, '2021-07-01', 1, 1)$$),
	(144, 'paid nothing on no day', $$INSERT INTO payment (project_id, contract_id, period, due) VALUES (1, 1, '2021-07-01', 1)$$),
	(145, 'paid for no contract', $$INSERT INTO payment (project_id, contract_id, period, due) VALUES (1, 9, '2021-07-01', 1)$$),
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
	(170, 'refresh of no quarter', $$CALL refresh_rankings(only_period => '2021-08-15')$$),
	(171, 'refresh of no project', $$CALL refresh_rankings(only_project => 99)$$),
	-- who does the work
	(180, 'workforce of no quarter', $$INSERT INTO workforce VALUES (1, '2021-08-01', 'staff', 1, 1)$$),
	(181, 'workforce for ever', $$INSERT INTO workforce VALUES (1, 'infinity', 'staff', 1, 1)$$),
	(182, 'workforce of another kind', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'intern', 1, 1)$$),
	(183, 'workforce of -1 people', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'staff', -1)$$),
	(184, 'more days than a quarter has', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'volunteer', 2, 184.01)$$),
	(185, 'days of nobody', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'volunteer', 0, 1)$$),
	(186, 'days below zero', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'volunteer', 1, -1)$$),
	(187, 'days NaN', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'volunteer', 1, 'NaN')$$),
	(188, 'rate below zero', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'volunteer', 1, 1, -1)$$),
	(189, 'rate NaN', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'volunteer', 1, 1, 'NaN')$$),
	(190, 'rate of those who are paid', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'staff', 1, 1, 1)$$),
	(191, 'workforce twice', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'staff', 1), (1, '2021-07-01', 'staff', 2)$$),
	(192, 'workforce of no project', $$INSERT INTO workforce VALUES (9, '2021-07-01', 'staff', 1)$$),
	(193, 'all the days of a quarter', $$INSERT INTO workforce VALUES (1, '2021-07-01', 'volunteer', 2, 184, 0)$$)
) AS v (i, what, statement)
ORDER BY i;

-- nothing of it was kept
SELECT (SELECT count(*) FROM allocation) AS allocations, (SELECT count(*) FROM response) AS responses, (SELECT count(*) FROM activity) AS activities,
	(SELECT count(*) FROM scheme) AS schemes, (SELECT count(*) FROM indicator) AS indicators,
	(SELECT count(*) FROM need) + (SELECT count(*) FROM rest_day) + (SELECT count(*) FROM attendance) + (SELECT count(*) FROM assessment) + (SELECT count(*) FROM bid)
		+ (SELECT count(*) FROM payment) + (SELECT count(*) FROM funding) + (SELECT count(*) FROM engagement) + (SELECT count(*) FROM workforce) AS others;

DROP SCHEMA bad CASCADE;
