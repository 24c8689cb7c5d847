-- SPDX-License-Identifier: PostgreSQL
-- Reported, deduplicated, held, verified: quantities by site and contract item.
--
-- Counted in each unit of a period and added up, so that units always add up to the term.
--
--	target			what the site owes by the last day that counts (targets.sql); not_due: in the rest of the period
--	reported		R, quantities of activities as uploaded
--	deduplicated	D, R less what is known to repeat an earlier upload: a person has confirmed it, or a verifier found
--					it
--	held			those of D that seem to repeat one, but nobody has decided yet
--	verified		V.  Visits are a sample: what was not looked at is estimated, never assumed.  Of m activities of a
--					site that a verifier looked at c were confirmed (one that was confirmed in part counts as that
--					part).  With C the quantity that was confirmed and K the quantity of D that nobody looked at,
--
--						p = (c + 2 p_h) / (m + 2)			V = C + K p
--
--					p_h being the confirmed share of all checks in the unit in the site's risk stratum h: as much as two
--					checks of its own.  A site that nobody visited has V = D p_h, and one with many checks is judged by
--					them.  Where the stratum had no checks p_h is that of the whole unit, then that of all units; NULL
--					if nothing was ever checked.  A repeat that the verifier found is no part of D, but of m: of those
--					that nobody looked at as many will be repeats that nobody has found.
--	verified_variance	of V, as an estimate of its own site: quantities q of what nobody looked at, drawn from a
--						beta-binomial distribution with the parameters of p: p (1 - p) ((m + 2) sum q^2 + K^2) / (m +
--						3).  p_h is (c_h + 1) / (m_h + 2) here, so that few checks that agree do not look certain.  0
--						where all were checked.

-- The risk stratum of a site in a unit: as planned, by the last plan that covers a day of the unit; else as the last
-- visit of the unit says; else unknown.
CREATE OR REPLACE FUNCTION site_stratum(project_id bigint)
RETURNS TABLE (site_id bigint, unit text, stratum text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT DISTINCT ON (k.site_id, u.period) k.site_id, u.period, k.stratum
FROM project_unit u
	JOIN (
		SELECT p.site_id, p.from_on AS day, p.until_on, p.stratum, 1 AS place, 0 AS visit_id FROM visit_plan p
			WHERE p.project_id = $1
		UNION ALL
		SELECT v.site_id, v.visited_on, v.visited_on, v.stratum, 2, v.visit_id FROM counted_visit v
			WHERE v.project_id = $1 AND v.stratum IS NOT NULL
	) k ON k.day <= u.whole_until AND k.until_on >= u.whole_from
WHERE u.project_id = $1
ORDER BY k.site_id, u.period, k.place, k.day DESC, k.visit_id DESC
$$;
COMMENT ON FUNCTION site_stratum(bigint) IS
'inner site_stratum: risk stratum of each site in each unit | 内部风险分层：各服务点各周期的风险分层';

-- Sums over activities by unit, before anything is estimated.  A period may begin or end in the middle of a unit.
CREATE OR REPLACE FUNCTION item_count(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, unit text, site_id bigint, contract_id bigint, item text, stratum text,
	reported numeric, repeated numeric, held numeric,
	checked numeric, confirmed numeric, sampled integer, confirmed_checks numeric, unchecked_squares numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH span AS MATERIALIZED (
	SELECT s.snapshot_id, u.period AS unit, greatest(s.from_on, u.whole_from) AS from_on,
		least(s.until_on, u.whole_until) AS until_on
	FROM snapshot s
		JOIN project_unit u ON u.project_id = s.project_id AND u.whole_from <= s.until_on
			AND u.whole_until >= s.from_on
	WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2)
)
SELECT s.snapshot_id, s.unit, p.site_id, p.contract_id, p.item, h.stratum, sum(p.reported), sum(p.repeated),
	sum(p.held), sum(p.checked), sum(p.confirmed), sum(p.sampled)::integer, sum(p.confirmed_checks),
	sum(p.unchecked_squares)
FROM span s
	JOIN activity_sum p ON p.project_id = $1 AND p.first_on BETWEEN s.from_on AND s.until_on
	LEFT JOIN site_stratum($1) h ON h.site_id = p.site_id AND h.unit = s.unit
GROUP BY s.snapshot_id, s.unit, p.site_id, p.contract_id, p.item, h.stratum
$$;
COMMENT ON FUNCTION item_count(bigint, bigint[]) IS
'inner item_count: quantities of activities by period, unit, site and contract item | 内部数量：各时段、周期、服务点、服务内容的活动数量';

-- Whose checks speak for those that nobody looked at: sampled of them, confirmed_checks confirmed; alike: sum of m (m +
-- 2), since those of one site are not independent.  breadth: stratum, unit or all units.  Checks count wherever they
-- are in the unit, also outside of the period.
CREATE OR REPLACE FUNCTION check_pool(project_id bigint)
RETURNS TABLE (breadth text, contract_id bigint, item text, unit text, stratum text, sampled bigint,
	confirmed_checks numeric, alike numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT CASE grouping(n.unit, n.stratum) WHEN 0 THEN 'stratum' WHEN 1 THEN 'unit' ELSE 'all' END,
	n.contract_id, n.item, n.unit, n.stratum, sum(n.sampled)::bigint, sum(n.confirmed_checks),
		sum(n.sampled * (n.sampled + 2))::numeric
FROM (
	SELECT a.contract_id, a.item, a.site_id, u.period AS unit, h.stratum, sum(a.sampled)::bigint AS sampled,
		sum(a.confirmed_checks) AS confirmed_checks
	FROM activity_sum a
		JOIN project_unit u ON u.project_id = a.project_id AND a.first_on BETWEEN u.from_on AND u.end_on
		LEFT JOIN site_stratum($1) h ON h.site_id = a.site_id AND h.unit = u.period
	WHERE a.project_id = $1 AND a.sampled > 0
	GROUP BY a.contract_id, a.item, a.site_id, u.period, h.stratum
) n
GROUP BY GROUPING SETS ((n.contract_id, n.item, n.unit, n.stratum), (n.contract_id, n.item, n.unit),
	(n.contract_id, n.item))
$$;
COMMENT ON FUNCTION check_pool(bigint) IS
'inner check_pool: checks by contract item, unit and stratum, and their sums | 内部核查池：各服务内容、周期、分层的核查数及合计';

-- The estimate for each unit of a period, site and contract item.
CREATE OR REPLACE FUNCTION item_estimate(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, unit text, site_id bigint, contract_id bigint, item text, reported numeric,
	deduplicated numeric, held numeric,
	verified numeric, verified_variance numeric, checked numeric, confirmed numeric, confirmed_checks numeric,
		sampled integer,
	pool text, pool_confirmed numeric, pool_sampled numeric, pool_weight numeric, pool_variance numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH pool AS MATERIALIZED (
	SELECT * FROM check_pool($1)
), pooled AS (
	SELECT n.*, n.reported - n.repeated AS deduplicated, n.reported - n.repeated - n.checked AS unchecked,
		CASE coalesce(h.breadth, u.breadth, a.breadth) WHEN 'stratum' THEN concat_ws(' ', n.unit, n.stratum)
			WHEN 'unit' THEN n.unit || ' all' ELSE 'all' END AS pool,
		coalesce(h.confirmed_checks, u.confirmed_checks, a.confirmed_checks) AS c,
			coalesce(h.sampled, u.sampled, a.sampled) AS m,
		coalesce(h.alike, u.alike, a.alike) AS alike
	FROM item_count($1, $2) n
		LEFT JOIN pool h ON h.breadth = 'stratum' AND h.contract_id = n.contract_id AND h.item = n.item
			AND h.unit = n.unit
			AND coalesce(h.stratum, '') = coalesce(n.stratum, '')
		LEFT JOIN pool u ON u.breadth = 'unit' AND u.contract_id = n.contract_id AND u.item = n.item AND u.unit = n.unit
		LEFT JOIN pool a ON a.breadth = 'all' AND a.contract_id = n.contract_id AND a.item = n.item
), estimated AS (
	SELECT p.*, (p.confirmed_checks + 2 * (p.c + 1) / (p.m + 2)) / (p.sampled + 2) AS p FROM pooled p
)
SELECT e.snapshot_id, e.unit, e.site_id, e.contract_id, e.item, e.reported, e.deduplicated, e.held,
	CASE WHEN e.unchecked = 0 THEN e.confirmed ELSE e.confirmed + e.unchecked * (e.confirmed_checks + 2 * e.c / e.m)
		/ (e.sampled + 2) END,
	CASE WHEN e.unchecked = 0 THEN 0
		ELSE e.p * (1 - e.p) * ((e.sampled + 2) * e.unchecked_squares + square(e.unchecked)) / (e.sampled + 3) END,
	e.checked, e.confirmed, e.confirmed_checks, e.sampled, e.pool, e.c, e.m::numeric,
	e.unchecked * 2 / (e.sampled + 2),
	(e.c + 1) * (e.m - e.c + 1) / (square(e.m + 2) * (e.m + 3)) * e.alike / (3 * e.m)
FROM estimated e
$$;
COMMENT ON FUNCTION item_estimate(bigint, bigint[]) IS
'inner item_estimate: verified quantity of each unit, site and contract item, and its error | '
'内部核实估计：各周期、服务点、服务内容的核实量及误差';

-- A row for each item that a site owes or reported.
CREATE OR REPLACE FUNCTION measure_items(project_id bigint, snapshots bigint[]) RETURNS SETOF item_measure
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH delivered AS (
	SELECT e.snapshot_id, e.site_id, e.contract_id, e.item, sum(e.reported) AS reported, sum(e.deduplicated)
		AS deduplicated, sum(e.held) AS held,
		CASE WHEN bool_and(e.verified IS NOT NULL) THEN sum(round(e.verified, 6)) END AS verified,
			sum(e.verified_variance) AS verified_variance,
		sum(e.checked) AS checked, sum(e.confirmed) AS confirmed, sum(e.confirmed_checks) AS confirmed_checks,
			sum(e.sampled)::integer AS sampled,
		-- over several units there are several pools
		CASE WHEN count(*) = 1 THEN max(e.pool_confirmed) END AS pool_confirmed, CASE WHEN count(*) = 1
			THEN max(e.pool_sampled) END AS pool_sampled
	FROM item_estimate($1, $2) e
	GROUP BY e.snapshot_id, e.site_id, e.contract_id, e.item
), owed AS (
	SELECT t.snapshot_id, t.site_id, t.contract_id, t.item, sum(t.target) AS target, sum(t.not_due) AS not_due
	FROM item_target($1, $2) t
	WHERE t.site_id IS NOT NULL
	GROUP BY t.snapshot_id, t.site_id, t.contract_id, t.item
	HAVING sum(t.target) > 0 OR sum(t.not_due) > 0
)
SELECT $1, snapshot_id, site_id, contract_id, item, trim_scale(coalesce(o.target, 0)),
	trim_scale(coalesce(o.not_due, 0)),
	trim_scale(coalesce(d.reported, 0)), trim_scale(coalesce(d.deduplicated, 0)), trim_scale(coalesce(d.held, 0)),
	-- what nobody reported is nothing, and needs no check
	trim_scale(CASE WHEN d.site_id IS NULL THEN 0 ELSE d.verified END),
		trim_scale(CASE WHEN d.site_id IS NULL THEN 0 ELSE d.verified_variance END),
	trim_scale(coalesce(d.checked, 0)), trim_scale(coalesce(d.confirmed, 0)),
		trim_scale(coalesce(d.confirmed_checks, 0)), coalesce(d.sampled, 0),
	trim_scale(d.pool_confirmed), d.pool_sampled
FROM owed o FULL JOIN delivered d USING (snapshot_id, site_id, contract_id, item)
$$;
COMMENT ON FUNCTION measure_items(bigint, bigint[]) IS
'step measure_items: quantities by site and contract item | 步骤分项数量：各服务点各服务内容的数量';

-- What each site owed and delivered in every unit so far, from the current snapshots of the units: for what runs from
-- the start of the term. served_days: days of the unit on which a contract served the site.
CREATE OR REPLACE FUNCTION unit_items(project_id bigint, snapshots bigint[])
RETURNS TABLE (period text, from_on date, until_on date, end_on date, site_id bigint, contract_id bigint, item text,
	target numeric, deduplicated numeric,
	served_days integer, unit_days integer)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH unit AS (
	-- those that are being filled go before those they will replace
	SELECT DISTINCT ON (s.period) s.snapshot_id, s.period, s.from_on, s.until_on, s.end_on, u.whole_until - u.whole_from
		+ 1 AS unit_days,
		daterange(s.from_on, s.until_on, '[]') AS days
	FROM snapshot s JOIN project_unit u ON u.project_id = s.project_id AND u.period = s.period
	WHERE s.project_id = $1 AND s.kind = 'unit'
	ORDER BY s.period, s.snapshot_id = ANY ($2) DESC, s.snapshot_id DESC
), span AS MATERIALIZED (
	SELECT c.contract_id, c.site_id, range_agg(r) AS served
	FROM contract_span($1) c CROSS JOIN LATERAL unnest(c.served) AS r
	GROUP BY c.contract_id, c.site_id
)
SELECT u.period, u.from_on, u.until_on, u.end_on, i.site_id, i.contract_id, i.item, i.target, i.deduplicated,
	range_days(s.served * datemultirange(u.days)), u.unit_days
FROM unit u
	JOIN item_measure i ON i.project_id = $1 AND i.snapshot_id = u.snapshot_id
	LEFT JOIN span s ON s.contract_id = i.contract_id AND s.site_id = i.site_id
$$;
COMMENT ON FUNCTION unit_items(bigint, bigint[]) IS
'inner unit_items: what each site owed and delivered in every unit so far | 内部各周期完成：各服务点各周期的应完成与已完成量';
