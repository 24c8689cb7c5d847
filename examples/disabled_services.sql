-- SPDX-License-Identifier: PostgreSQL
-- Services for the disabled: what becomes of two providers when their city buys from one, and when it does not.
-- SYNTHETIC DATA.
--
--   psql -v workspace=disabled_services -f examples/disabled_services.sql
--
-- Nothing here is from a real city.  G Center begins with one funder and finds three more in four years; K House lives
-- on what the federation buys.  The amounts are round, so that every figure of the report can be worked out by hand: it
-- asks who collapses if the federation stops buying (agency_dependence).  The sites, activities and voices of these
-- projects are not made up, so there are no scores.

\set ON_ERROR_STOP on
\set QUIET on
\if :{?workspace}
\else
	\set workspace disabled_services
\endif

SHOW client_min_messages \gset
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS service_eval;
SELECT count(*) AS objects_created
FROM service_eval.create_workspace(:'workspace', pack => 'blank') WHERE action = 'created' \gset
SET search_path = :"workspace", service_eval;
SET client_min_messages = :client_min_messages;

SELECT EXISTS (SELECT FROM organization WHERE name = 'G Center for the Disabled') AS loaded \gset
\if :loaded
	\echo 'Services for the disabled: already loaded'
\else
\echo 'Services for the disabled: loading two providers, four years (synthetic)'
-- this file is UTF-8, whatever the caller's encoding is
\set caller_encoding :ENCODING
\encoding UTF8
BEGIN;

INSERT INTO service (code, name_en, name_zh, display_order) VALUES
	('disabled_services', 'services for the disabled', '残疾人服务', 50)
ON CONFLICT DO NOTHING;

INSERT INTO organization (name, kind) VALUES
	('Disabled Persons'' Federation', 'government'),
	('Civil Affairs Bureau', 'government'),
	('G Center for the Disabled', 'social_organization'),
	('K House', 'social_organization'),
	('Q Rehabilitation Company', 'enterprise'),
	('R Care Company', 'enterprise'),
	('B Foundation', 'social_organization'),
	('Customers of the workshop', 'other');

-- The federation buys day care in each year, from 2019 on in two lots: one of G, one of K.  In 2018 it asked nobody
-- else, in 2019 one qualified, in 2020 two and in 2021 four; a company that did not meet the conditions does not count.
-- In 2021 the bureau buys rehabilitation, for which three qualified.
INSERT INTO project (name, buyer_id, service, budget, start_on, end_on, goal)
SELECT p.name, o.org_id, 'disabled_services', p.price, p.start_on,
	p.start_on + interval '1 year' - interval '1 day', 'synthetic example | 虚构示例'
FROM (VALUES
		('Day care 2018', 'Disabled Persons'' Federation', 400000, date '2018-01-01'),
		('Day care 2019, lot G', 'Disabled Persons'' Federation', 400000, '2019-01-01'),
		('Day care 2019, lot K', 'Disabled Persons'' Federation', 100000, '2019-01-01'),
		('Day care 2020, lot G', 'Disabled Persons'' Federation', 360000, '2020-01-01'),
		('Day care 2020, lot K', 'Disabled Persons'' Federation', 240000, '2020-01-01'),
		('Day care 2021, lot G', 'Disabled Persons'' Federation', 300000, '2021-01-01'),
		('Day care 2021, lot K', 'Disabled Persons'' Federation', 450000, '2021-01-01'),
		('Rehabilitation 2021', 'Civil Affairs Bureau', 300000, '2021-01-01')
	) AS p (name, buyer, price, start_on)
	JOIN organization o ON o.name = p.buyer
ORDER BY p.start_on, p.name COLLATE "C";

INSERT INTO contract (project_id, provider_id, procurement_mode, price)
SELECT p.project_id, o.org_id,
	CASE WHEN p.start_on < '2020-01-01' THEN 'directed_commission' ELSE 'open_tender' END, p.budget
FROM project p
	JOIN organization o
		ON o.name = CASE WHEN p.name LIKE '%lot K' THEN 'K House' ELSE 'G Center for the Disabled' END
WHERE p.service = 'disabled_services'
ORDER BY p.project_id;

INSERT INTO bid (project_id, org_id, qualified, won)
SELECT p.project_id, o.org_id, o.name <> 'R Care Company' OR p.start_on >= '2021-01-01', o.org_id = c.provider_id
FROM project p
	JOIN contract c ON c.project_id = p.project_id
	JOIN organization o ON o.org_id = c.provider_id AND p.start_on >= '2019-01-01'
		OR o.name IN ('Q Rehabilitation Company', 'R Care Company') AND p.start_on >= '2020-01-01'
		OR o.name IN ('G Center for the Disabled', 'K House') AND p.name LIKE 'Day care 2021%'
WHERE p.service = 'disabled_services'
ORDER BY 1, 2;

INSERT INTO funding (org_id, year, funder_id, kind, amount, restricted)
SELECT o.org_id, f.year, g.org_id, f.kind, f.amount, f.restricted
FROM (VALUES
		('G Center for the Disabled', 2018, 'Disabled Persons'' Federation', 'government_purchase', 400000, true),
		('G Center for the Disabled', 2019, 'Disabled Persons'' Federation', 'government_purchase', 400000, true),
		('G Center for the Disabled', 2019, 'Civil Affairs Bureau', 'government_grant', 100000, false),
		('G Center for the Disabled', 2020, 'Disabled Persons'' Federation', 'government_purchase', 360000, true),
		('G Center for the Disabled', 2020, 'Civil Affairs Bureau', 'government_grant', 120000, false),
		('G Center for the Disabled', 2020, 'B Foundation', 'donation', 120000, false),
		('G Center for the Disabled', 2021, 'Disabled Persons'' Federation', 'government_purchase', 300000, true),
		('G Center for the Disabled', 2021, 'Civil Affairs Bureau', 'government_purchase', 300000, true),
		('G Center for the Disabled', 2021, 'B Foundation', 'donation', 200000, true),
		('G Center for the Disabled', 2021, 'Customers of the workshop', 'commercial', 200000, false),
		('K House', 2019, 'Disabled Persons'' Federation', 'government_purchase', 100000, true),
		('K House', 2020, 'Disabled Persons'' Federation', 'government_purchase', 240000, true),
		('K House', 2021, 'Disabled Persons'' Federation', 'government_purchase', 450000, true)
	) AS f (name, year, funder, kind, amount, restricted)
	JOIN organization o ON o.name = f.name
	JOIN organization g ON g.name = f.funder
ORDER BY f.year, o.org_id, g.org_id;

-- whoever meets these tables later should know what they hold
SELECT format('COMMENT ON TABLE %I.%I IS %L', :'workspace', c.relname,
	split_part(d.words, ' | ', 1) || ' [services for the disabled: synthetic data] | ' || split_part(d.words, ' | ', 2)
		|| ' [残疾人服务：虚构数据]')
FROM pg_class c
	CROSS JOIN LATERAL (SELECT obj_description(c.oid, 'pg_class') AS words) d
WHERE c.relnamespace = quote_ident(:'workspace')::regnamespace AND c.relkind = 'r' AND d.words NOT LIKE '%synthetic%'
ORDER BY c.relname COLLATE "C" \gexec

COMMIT;
\encoding :caller_encoding
ANALYZE organization, project, contract, bid, funding;
\endif

\pset footer off
\pset linestyle ascii
\echo
\echo '=== Services for the disabled (synthetic data): who collapses if the buyer stops buying? ==='
\echo
\echo 'What they live on'
SELECT DISTINCT organization, year, income::bigint, funders, round(funder_hhi::numeric, 2) AS hhi,
	round(funder_hhi_normalized::numeric, 2) AS normalized,
	round(100 * government_share) || ' %' AS government, round(100 * restricted_share) || ' %' AS restricted, quadrant
FROM agency_dependence
ORDER BY organization, year;

\echo 'hhi: 1 if one funder gives all; normalized: from 0, all give alike, to 1'
\echo 'quadrant: compared with the year before'
\echo
\echo 'Who needs whom'
SELECT organization, buyer, year, round(100 * purchase_share) || ' %' AS of_income,
	round(100 * volume_share) || ' %' AS of_purchases, qualified_bidders AS bidders,
	round(dependence_on_buyer::numeric, 3) AS on_buyer, round(dependence_on_org::numeric, 3) AS on_org,
	round(mutual_dependence::numeric, 3) AS mutual, round(power_imbalance::numeric, 3) AS imbalance
FROM agency_dependence
ORDER BY organization, buyer DESC, year;

\echo 'on_buyer, on_org: how much the organization depends on the buyer, and the buyer on it'
\echo 'mutual: their sum; imbalance: their difference, above 0 the buyer has the power'
\echo
SELECT format('If %s stopped buying after %s: %s.', buyer, year,
	string_agg(format('%s would lose %s %% of its income', organization, round(100 * purchase_share)), ', '
		ORDER BY purchase_share DESC, organization)) AS meaning
FROM agency_dependence
WHERE year = 2021 AND buyer LIKE 'Disabled%'
GROUP BY buyer, year \gset
\echo :meaning
\echo
