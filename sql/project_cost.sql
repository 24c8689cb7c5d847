-- What a project cost in a period: a price is spread evenly over the units of the contract's time, by days within a unit
SET client_min_messages = warning;
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('costs') WHERE action = 'created';
SET search_path = costs, service_eval;

INSERT INTO organization (name, kind) VALUES ('bureau', 'government'), ('agency', 'social_organization');
INSERT INTO village VALUES ('990101100201', 'V', 'T', 'C');
INSERT INTO project (name, service, buyer_id, start_on, end_on)
VALUES ('p', 'children_homes', 1, '2021-08-01', '2022-02-15');
INSERT INTO milestone (project_id, code, name, until_on) VALUES (1, 'interim', 'interim', '2021-11-15');
INSERT INTO contract (project_id, provider_id, procurement_mode, price) VALUES (1, 2, 'open_tender', 1000);
INSERT INTO contract (project_id, provider_id, procurement_mode, price, start_on, end_on)
VALUES (1, 2, 'open_tender', 300, '2021-10-01', '2021-12-31');
INSERT INTO site (project_id, division_code, name, opened_on) VALUES (1, '990101100201', 'V', '2021-08-01');
CALL refresh_rankings();

-- The first contract has 61 of the 92 days of 2021Q3, all of 2021Q4, and 46 of the 90 days of 2022Q1:
-- u = 61/92 + 1 + 46/90 units.  The second has 2021Q4 alone.  The interim period ends on the 46th of the 92 days of 2021Q4.
SELECT s.period, round(m.cost, 4) AS cost, round(m.cost, 6) = round(e.cost, 6) AS by_hand
FROM current_snapshot s
	JOIN project_measure m USING (project_id, snapshot_id)
	CROSS JOIN (SELECT 61 / 92.0 + 1 + 46 / 90.0 AS u) w
	JOIN LATERAL (VALUES ('2021Q3', 1000 * (61 / 92.0) / u), ('2021Q4', 1000 / u + 300), ('2022Q1', 1000 * (46 / 90.0) / u),
		('2021', 1000 * (61 / 92.0 + 1) / u + 300), ('2022', 1000 * (46 / 90.0) / u), ('term', 1300),
		('interim', 1000 * (61 / 92.0 + 46 / 92.0) / u + 300 * 46 / 92.0),
		('contract 2', 300)) AS e (period, cost) USING (period)
ORDER BY s.period COLLATE "C";
-- nothing is left out, and the units add up to the prices
SELECT count(*) AS periods, round(sum(m.cost) FILTER (WHERE s.kind = 'unit'), 6) AS units
FROM current_snapshot s JOIN project_measure m USING (project_id, snapshot_id);

RESET search_path;
DROP SCHEMA costs CASCADE;
