-- Where reporter, verifier and scorer are the same organization; every number counted by hand
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('roles') WHERE action = 'created';
SET search_path = roles, service_eval;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization'),
	('office', 'other'), ('branch', 'social_organization'), ('university', 'other');
INSERT INTO village SELECT '99010110020' || i, 'V' || i, 'T', 'C' FROM generate_series(1, 4) AS i;
INSERT INTO account (login, role, org_id) VALUES ('agency_clerk', 'provider', 2), ('branch_clerk', 'provider', 4),
	('somebody', 'admin', NULL);

-- A project whose facts are those that are listed: who did what at which of its four sites, and how often.  Whoever
-- marks gives its own marks, which is the task of a provider.
CREATE FUNCTION pg_temp.project(name text, buyer bigint, provider bigint, facts text) RETURNS bigint LANGUAGE plpgsql
	AS $$
DECLARE
	p	bigint;
	k	bigint;
	f	record;
	s	bigint;
	a	bigint;
	b	bigint;
BEGIN
	INSERT INTO project (name, service, buyer_id, start_on, end_on)
	VALUES (name, 'children_homes', buyer, '2021-07-01', '2021-09-30') RETURNING project_id INTO p;
	INSERT INTO contract (project_id, provider_id, procurement_mode, price)
	VALUES (p, provider, 'open_tender', 100) RETURNING contract_id INTO k;
	INSERT INTO contract_item (project_id, contract_id, item, unit, target_quantity) VALUES (p, k, 'a', 'activity', 10);
	INSERT INTO site (project_id, division_code, name, opened_on)
	SELECT p, v.division_code, v.name, '2021-07-01' FROM village v ORDER BY v.name;
	FOR f IN
		SELECT w[1] AS role, w[2]::bigint AS org, w[3] AS site, w[4]::integer AS times
		FROM regexp_split_to_table(facts, '\s*,\s*') AS t, string_to_array(t, ' ') AS w
	LOOP
		s := (SELECT x.site_id FROM site x WHERE x.project_id = p AND x.name = f.site);
		FOR i IN 1 .. f.times LOOP
			CASE f.role
				WHEN 'reports' THEN
					INSERT INTO activity (project_id, site_id, contract_id, item, held_on, reported_by)
					VALUES (p, s, k, 'a', '2021-08-01', nullif(f.org, 0));
				WHEN 'visits' THEN
					INSERT INTO visit (project_id, site_id, verifier_id, visited_on) VALUES (p, s, f.org, '2021-08-01');
				WHEN 'asks' THEN
					INSERT INTO response (project_id, site_id, answered_on, respondent, need_level, rating,
						collector_id)
					VALUES (p, s, '2021-07-01', 'child', 'C', 5, f.org);
				WHEN 'scores', 'marks' THEN
					INSERT INTO assessment (project_id, site_id, assessed_on, evaluator_id, kind, criterion, score)
					VALUES (p, s, '2021-07-01', f.org, CASE f.role WHEN 'marks' THEN 'self' ELSE 'third_party' END,
						'c' || i, 80);
				WHEN 'decides' THEN
					INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
					VALUES (p, s, k, 'a', '2021-08-01') RETURNING activity_id INTO a;
					INSERT INTO activity (project_id, site_id, contract_id, item, held_on)
					VALUES (p, s, k, 'a', '2021-08-02') RETURNING activity_id INTO b;
					INSERT INTO duplicate_review (project_id, activity_id, earlier_project_id, earlier_activity_id,
						decision,
						decided_by)
					SELECT p, b, p, a, 'rejected', coalesce(min(login), 'nobody_known') FROM account
					WHERE org_id = f.org;
			END CASE;
		END LOOP;
	END LOOP;
	RETURN p;
END $$;

-- Everybody has one part: the agency reports and marks itself, the office visits, the university asks, the bureau looks
-- on, another one scores
INSERT INTO organization (name, kind) VALUES ('institute', 'other');
SELECT pg_temp.project('clean', 1, 2,
	'reports 2 V1 3, reports 0 V2 1, marks 2 V1 2, visits 3 V1 2, asks 5 V1 4, scores 6 V1 1, decides 1 V1 1')
		AS clean \gset
SELECT count(*) AS conflicts FROM role_conflict WHERE project_id = :clean;
-- who reported is not recorded for one activity and the two of the decision, nor whose login decided
SELECT role, org_id, count(site_id) AS sites, sum(facts) AS facts
FROM role_holder WHERE project_id = :clean GROUP BY role, org_id ORDER BY role COLLATE "C", org_id;

-- The provider looks at itself: 2 of 5 visits, 3 of 4 answers, 1 of 2 scores, 1 of 2 decisions
SELECT pg_temp.project('self', 1, 2,
	'reports 2 V1 1, visits 2 V1 1, visits 2 V2 1, visits 3 V1 3, asks 2 V1 3, asks 5 V1 1, scores 2 V3 1,
	scores 6 V3 1, decides 2 V1 1, decides 1 V1 1') AS self \gset
-- The branch reported at V1 and V2.  It visits V1 and V3: 2 of 6 visits are of what it reported; asks at V2, 1 of 3;
-- scores V1 and V4, 1 of 2; decides at V2, 1 of 1
SELECT pg_temp.project('branch', 1, 2,
	'reports 4 V1 2, reports 4 V2 1, reports 2 V3 1, visits 4 V1 2, visits 4 V3 4, asks 4 V2 1, asks 5 V2 2,
	scores 4 V1 1, scores 4 V4 1, decides 4 V2 1') AS branch \gset
-- The bureau reports 1 of 4 activities itself, two of them by nobody knows whom, makes 1 of 2 visits, asks all, scores
-- 2 of 3, at two sites; what it decides is its task
SELECT pg_temp.project('buyer', 1, 2,
	'reports 1 V1 1, reports 2 V2 1, visits 1 V3 1, visits 3 V2 1, asks 1 V4 3, scores 1 V1 1, scores 1 V2 1,
	scores 6 V3 1, decides 1 V1 1') AS buyer \gset
-- Two checks by one organization: the office visits all four and asks at V4 and scores V2; the university asks at V1
-- and V2, scores V2 and V3
SELECT pg_temp.project('checks', 1, 2,
	'reports 2 V1 1, visits 3 V1 1, visits 3 V2 1, visits 3 V3 1, visits 3 V4 1, asks 3 V4 2, scores 3 V2 1,
	asks 5 V1 1, asks 5 V2 1, scores 5 V2 1, scores 5 V3 1') AS checks \gset
-- It buys from itself, visits and asks: said once, as the provider
SELECT pg_temp.project('itself', 1, 1,
	'reports 1 V1 1, visits 1 V1 1, asks 1 V1 1, scores 6 V1 1') AS itself \gset
SELECT p.name, c.organization, c.role, c.other_role, c.severity, c.counts, c.facts, c.sites, c.facts_share
FROM role_conflict c JOIN project p USING (project_id)
ORDER BY p.project_id, c.organization COLLATE "C", c.severity DESC, c.role COLLATE "C", c.other_role COLLATE "C";
SELECT DISTINCT role, other_role, consequence, consequence_zh FROM role_conflict ORDER BY 1, 2;

-- What does not count is left out of results, and what counts is not: the same visits by the provider, and by a branch
-- of it
CREATE FUNCTION pg_temp.verified(verifier bigint, reporter bigint) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	p	bigint := pg_temp.project('counts', 1, 2, format('reports %s V1 10', reporter));
BEGIN
	INSERT INTO visit (project_id, site_id, activity_id, verifier_id, visited_on, outcome)
	SELECT project_id, site_id, activity_id, verifier, held_on, 'confirmed' FROM activity WHERE project_id = p;
	PERFORM refresh_project(p);
	RETURN (SELECT f.verified FROM contract_fulfilment f WHERE f.project_id = p AND f.period = 'term');
END $$;
SELECT pg_temp.verified(2, 2) AS provider, pg_temp.verified(4, 4) AS branch;
SELECT c.role, c.other_role, c.counts, c.facts
FROM role_conflict c JOIN project p USING (project_id) WHERE p.name = 'counts' ORDER BY 1;

-- an open question is no decision, and whose login it is has to be known
BEGIN;
UPDATE duplicate_review SET decision = 'open' WHERE project_id = :self;
SELECT count(*) AS open FROM role_conflict WHERE project_id = :self AND other_role = 'reviewer';
ROLLBACK;
BEGIN;
DELETE FROM account;
SELECT count(*) AS unknown FROM role_conflict WHERE other_role = 'reviewer';
ROLLBACK;
-- a second contract: who has one of them is a provider of the project
BEGIN;
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (:branch, 4, 'none', 0),
	(:branch, 4, 'none', 0);
SELECT role, other_role, counts, facts, sites, facts_share FROM role_conflict WHERE project_id = :branch ORDER BY 2;
ROLLBACK;

RESET search_path;
DROP SCHEMA roles CASCADE;
