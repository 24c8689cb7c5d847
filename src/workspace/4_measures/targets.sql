-- SPDX-License-Identifier: PostgreSQL
-- What each site owes: targets follow the plan, and nothing that happens later changes what was owed before.
--
-- T being the quantity of an item, U the sum of the planned shares of the units over all chains of sites,
--
--	target = T x served share of the unit / U
--
-- A share is days / days of the whole calendar unit (spread site), or days (spread day), so that a quarter of 92 days
-- owes more than one of 90. A chain with a site_target has a T of its own over its own planned units; the others share
-- what these leave.  Of spread person T is per person and whole unit: each day on the roster of a served site owes T /
-- days of the unit, once, however many chains the site stands for.
--
-- What was planned and not served is released: owed by nobody.

-- Days, whatever the snapshot: one row for each unit and served site, and the whole unit's length.
CREATE OR REPLACE FUNCTION item_factor(project_id bigint)
RETURNS TABLE (contract_id bigint, item text, root_id bigint, spread text, factor numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH plan AS (
	-- Planned shares and days of each chain.  With 20 decimals, so that what is divided by them has as many: else days
	-- x
	-- factor are not the quantity again.
	SELECT c.contract_id, c.root_id, sum(d.days::numeric / (u.whole_until - u.whole_from + 1)) AS units,
		round(sum(d.days)::numeric, 20) AS days
	FROM (SELECT DISTINCT contract_id, root_id, planned FROM contract_span($1)) c
		JOIN project_unit u ON u.project_id = $1
		CROSS JOIN LATERAL (
			SELECT upper(r) - lower(r) AS days
				FROM (SELECT c.planned * daterange(u.whole_from, u.whole_until, '[]') AS r) o WHERE NOT isempty(r)
		) d
	GROUP BY c.contract_id, c.root_id
), own AS (
	-- of a site in several chains, the chain that it heads, or else the first
	SELECT t.contract_id, t.item, c.root_id, sum(t.target_quantity) AS quantity
	FROM site_target t
		CROSS JOIN LATERAL (
			SELECT c.root_id FROM site_chain($1) c WHERE c.site_id = t.site_id ORDER BY c.place, c.root_id LIMIT 1
		) c
	WHERE t.project_id = $1
	GROUP BY t.contract_id, t.item, c.root_id
), quantity AS (
	SELECT i.contract_id, i.item, p.root_id, i.spread, o.quantity AS own_quantity,
		CASE WHEN i.spread = 'day' THEN p.days ELSE p.units END AS planned,
		i.target_quantity - coalesce(sum(o.quantity) OVER item, 0) AS rest,
		sum(CASE WHEN i.spread = 'day' THEN p.days ELSE p.units END) FILTER (WHERE o.root_id IS NULL)
			OVER item AS planned_rest,
		i.target_quantity
	FROM contract_item i
		JOIN plan p ON p.contract_id = i.contract_id
		LEFT JOIN own o ON o.contract_id = i.contract_id AND o.item = i.item AND o.root_id = p.root_id
	WHERE i.project_id = $1
	WINDOW item AS (PARTITION BY i.contract_id, i.item)
)
SELECT q.contract_id, q.item, q.root_id, q.spread,
	CASE WHEN q.spread = 'person' THEN q.target_quantity
		WHEN q.own_quantity IS NOT NULL THEN q.own_quantity / nullif(q.planned, 0)
		ELSE q.rest / nullif(q.planned_rest, 0) END
FROM quantity q
$$;
COMMENT ON FUNCTION item_factor(bigint) IS
'inner item_factor: quantity that a contract item owes for each planned unit, day or person of a chain | '
'内部分摊系数：服务内容每个计划单位的应完成量';

-- Owed by until_on, owed in the rest of the period, and planned in the whole period, by site; site_id NULL: planned of
-- a chain, whoever serves.
CREATE OR REPLACE FUNCTION item_target(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, contract_id bigint, item text, site_id bigint, target numeric, not_due numeric,
	planned numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH cell AS (
	-- the part of each unit that lies in a period, and what of it is due so far
	SELECT s.snapshot_id, u.whole_until - u.whole_from + 1 AS unit_days,
		daterange(greatest(s.from_on, u.whole_from), least(s.end_on, u.whole_until) + 1) AS whole,
		CASE WHEN u.whole_from <= s.until_on
			THEN daterange(greatest(s.from_on, u.whole_from), least(s.until_on, u.whole_until) + 1) ELSE 'empty'
				END AS due
	FROM snapshot s
		JOIN project_unit u ON u.project_id = s.project_id AND u.whole_from <= s.end_on AND u.whole_until >= s.from_on
	WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2)
), span AS MATERIALIZED (
	SELECT * FROM contract_span($1)
), site_days AS MATERIALIZED (
	SELECT c.snapshot_id, c.unit_days, p.contract_id, p.root_id, p.site_id, d.due, d.whole - d.due AS later
	FROM cell c
		CROSS JOIN span p
		-- not range_days(): a call of a function for each of them takes several times as long
		CROSS JOIN LATERAL (
			SELECT coalesce(sum(upper(r * c.due) - lower(r * c.due)), 0) AS due,
				coalesce(sum(upper(r * c.whole) - lower(r * c.whole)), 0) AS whole
			FROM unnest(p.served) AS r
		) d
	UNION ALL
	SELECT c.snapshot_id, c.unit_days, p.contract_id, p.root_id, NULL, NULL,
		coalesce(upper(p.planned * c.whole) - lower(p.planned * c.whole), 0)
	FROM cell c CROSS JOIN (SELECT DISTINCT contract_id, root_id, planned FROM span) p
), person_days AS MATERIALIZED (
	-- the same in days of persons on the roster of the site
	SELECT c.snapshot_id, c.unit_days, p.contract_id, p.site_id,
		sum(range_days(p.served * datemultirange(c.due * r.days))) AS due,
		sum(range_days(p.served * datemultirange((c.whole - c.due) * r.days))) AS later,
		sum(range_days(p.planned * datemultirange(c.whole * r.days))) AS planned
	FROM cell c
		CROSS JOIN (
			-- a site that took over from several is in the chain of each
			SELECT s.contract_id, s.site_id, range_agg(s.served) AS served, range_agg(s.planned) AS planned
			FROM span s
			GROUP BY s.contract_id, s.site_id
		) p
		JOIN (SELECT r.site_id, daterange(r.from_on, r.to_on, '[]') AS days FROM roster r WHERE r.project_id = $1) r
			ON r.site_id = p.site_id
	WHERE EXISTS (SELECT FROM contract_item i WHERE i.project_id = $1 AND i.contract_id = p.contract_id
		AND i.spread = 'person')
	GROUP BY c.snapshot_id, c.unit_days, p.contract_id, p.site_id
)
SELECT d.snapshot_id, d.contract_id, f.item, d.site_id,
	sum(f.factor * CASE f.spread WHEN 'day' THEN d.due ELSE d.due::numeric / d.unit_days END)
		FILTER (WHERE d.site_id IS NOT NULL),
	sum(f.factor * CASE f.spread WHEN 'day' THEN d.later ELSE d.later::numeric / d.unit_days END)
		FILTER (WHERE d.site_id IS NOT NULL),
	sum(f.factor * CASE f.spread WHEN 'day' THEN d.later ELSE d.later::numeric / d.unit_days END)
		FILTER (WHERE d.site_id IS NULL)
FROM site_days d JOIN item_factor($1) f ON f.contract_id = d.contract_id AND f.root_id = d.root_id
	AND f.spread <> 'person'
GROUP BY d.snapshot_id, d.contract_id, f.item, d.site_id
UNION ALL
SELECT d.snapshot_id, d.contract_id, f.item, g.site_id,
	sum(f.factor * d.due / d.unit_days) FILTER (WHERE g.site_id IS NOT NULL), sum(f.factor * d.later / d.unit_days)
		FILTER (WHERE g.site_id IS NOT NULL),
	sum(f.factor * d.planned / d.unit_days) FILTER (WHERE g.site_id IS NULL)
FROM person_days d
	JOIN (SELECT DISTINCT f.contract_id, f.item, f.factor FROM item_factor($1) f WHERE f.spread = 'person') f
		ON f.contract_id = d.contract_id
	CROSS JOIN LATERAL (VALUES (d.site_id), (NULL)) AS g (site_id)
GROUP BY d.snapshot_id, d.contract_id, f.item, g.site_id
$$;
COMMENT ON FUNCTION item_target(bigint, bigint[]) IS
'inner item_target: what each site owes of a contract item, so far and in the rest of the period; without a site, what '
'was planned | 内部应完成量：各服务点各项服务内容的应完成量';
