-- SPDX-License-Identifier: PostgreSQL
-- What finance reads of each contract that has begun: its quality in the period of the run, what is payable, owed and
-- paid by the last day that counts, and whether the provider kept terms.
--
-- Payable is what is known now of what was held by that day, so that of the term it is what the statement says.  Money
-- goes by the first scheme, in the runs of all schemes.  A contract that served no site in the period has no quality
-- there.  The run of one contract's time has that contract alone.

-- Yuan earned by quantity, by the last day that counts: from what the period itself counts where it goes back to the
-- start, else from all units so far.
CREATE OR REPLACE FUNCTION contract_earned(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, contract_id bigint, earned numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH counted AS (
	SELECT r.run_id, r.snapshot_id
	FROM evaluation_run r JOIN snapshot s ON s.project_id = r.project_id AND s.snapshot_id = r.snapshot_id
	WHERE r.project_id = $1 AND r.run_id = ANY ($2) AND s.kind NOT IN ('unit', 'year')
	UNION ALL
	SELECT r.run_id, j.snapshot_id
	FROM evaluation_run r
		JOIN snapshot s ON s.project_id = r.project_id AND s.snapshot_id = r.snapshot_id
		JOIN judged_periods($1, $2) j ON j.headline AND j.kind = 'unit' AND j.until_on <= s.until_on
	WHERE r.project_id = $1 AND r.run_id = ANY ($2) AND s.kind IN ('unit', 'year')
), item AS (
	SELECT c.run_id, m.contract_id, m.item, sum(m.verified) AS verified, sum(m.held) AS held,
		sum(m.deduplicated) AS deduplicated, sqrt(sum(square(m.verified_std_error))) AS verified_std_error,
		sum(m.checked) AS checked, sum(m.confirmed) AS confirmed
	FROM counted c JOIN contract_item_measure m ON m.project_id = $1 AND m.snapshot_id = c.snapshot_id
	GROUP BY c.run_id, m.contract_id, m.item
)
SELECT i.run_id, i.contract_id,
	round(sum(p.tariff * least(undoubted(v.verified, i.held, i.deduplicated), p.target)), 8)
FROM item i
	JOIN item_price($1, $2) p ON p.contract_id = i.contract_id AND p.item = i.item
	JOIN contract k ON k.project_id = $1 AND k.contract_id = i.contract_id
	CROSS JOIN LATERAL (SELECT verified_to_pay(k.loss_basis, i.verified, i.verified_std_error, i.deduplicated,
		i.checked, i.confirmed, payment_level($1, $2)) AS verified) v
WHERE i.verified IS NOT NULL
GROUP BY i.run_id, i.contract_id
$$;
COMMENT ON FUNCTION contract_earned(bigint, bigint[]) IS
	'inner contract_earned: yuan earned by quantity on each contract by the last day of a run | '
	'内部按量所得：截至批次末日各合同按数量所得金额';

-- Did the provider keep terms in the period?  At least kept_share of what was due is verified, and of what it reported
-- at least verified_floor, the bar of the limiter on grades.  Items are weighed by tariff, and what of one goes beyond
-- its target makes up for no other, as in O1.
--
-- Unknown where nothing was checked, unless even all that was reported and not repeated would be too little; where all
-- of it costs nothing; and while a period runs that is not reached yet.  Whoever owed nothing and reported nothing has
-- kept terms.
CREATE OR REPLACE FUNCTION contract_delivery(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, contract_id bigint, fulfilled_share numeric, verified_rate numeric, provider_kept boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT f.run_id, f.contract_id, f.fulfilled_share, f.verified_rate,
	CASE WHEN f.most_share < f.kept_share OR f.most_rate < f.verified_floor THEN CASE WHEN f.over THEN false END
		WHEN f.verified_rate IS NOT NULL OR f.reported = 0 AND f.target = 0 THEN true END
FROM (
	SELECT r.run_id, c.contract_id, s.kept_share, s.verified_floor, n.until_on = n.end_on AS over,
		sum(c.target) AS target, sum(c.reported) AS reported,
		CASE WHEN bool_and(c.verified IS NOT NULL OR w.weight = 0) THEN round(sum(w.weight
			* least(c.verified, c.target)) / nullif(sum(w.weight * c.target), 0), 6) END AS fulfilled_share,
		CASE WHEN bool_and(c.verified IS NOT NULL OR w.weight = 0)
			THEN round(sum(w.weight * c.verified) / nullif(sum(w.weight * c.reported), 0), 6) END AS verified_rate,
		round(sum(w.weight * least(coalesce(c.verified, c.deduplicated), c.target))
			/ nullif(sum(w.weight * c.target), 0), 6) AS most_share,
		round(sum(w.weight * coalesce(c.verified, c.deduplicated)) / nullif(sum(w.weight * c.reported), 0), 6)
			AS most_rate
	FROM evaluation_run r
		JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
		JOIN snapshot n ON n.project_id = r.project_id AND n.snapshot_id = r.snapshot_id
		JOIN contract_item_measure c ON c.project_id = r.project_id AND c.snapshot_id = r.snapshot_id
		JOIN item_weight w ON w.project_id = c.project_id AND w.contract_id = c.contract_id AND w.item = c.item
	WHERE r.project_id = $1 AND r.run_id = ANY ($2)
	GROUP BY r.run_id, c.contract_id, s.kept_share, s.verified_floor, n.until_on, n.end_on
) f
$$;
COMMENT ON FUNCTION contract_delivery(bigint, bigint[]) IS
	'inner contract_delivery: whether the provider of each contract kept terms | 内部合同履约：各合同承接主体是否履约';

CREATE OR REPLACE FUNCTION score_contracts(project_id bigint, runs bigint[]) RETURNS SETOF contract_score
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH run AS MATERIALIZED (
	SELECT r.run_id, n.until_on, n.contract_id AS only_contract, s.grade_medium, s.grade_good, s.grade_excellent
	FROM evaluation_run r
		JOIN snapshot n ON n.project_id = r.project_id AND n.snapshot_id = r.snapshot_id
		JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
	WHERE r.project_id = $1 AND r.run_id = ANY ($2)
), day AS MATERIALIZED (
	SELECT array_agg(DISTINCT r.until_on) AS days FROM run r
)
SELECT $1, r.run_id, c.contract_id, coalesce(q.sites, 0), coalesce(q.rated, 0), q.score, q.score_upper,
	grade_of(q.score, r.grade_medium, r.grade_good, r.grade_excellent, l.cap), coalesce(l.codes, '{}'),
	payable_amount(c.price, c.quantity_share, coalesce(e.earned, 0), w.score, w.quality_floor, w.quality_full,
		d.due_share),
	m.owed, m.paid, y.fulfilled_share, y.verified_rate, y.provider_kept
FROM run r
	JOIN contract_term c ON c.project_id = $1 AND c.from_on <= r.until_on
		AND (r.only_contract IS NULL OR r.only_contract = c.contract_id)
	JOIN contract_due_share($1, $2, (SELECT days FROM day)) d ON d.contract_id = c.contract_id AND d.day = r.until_on
	JOIN contract_paid($1, $2, (SELECT days FROM day)) m ON m.contract_id = c.contract_id AND m.day = r.until_on
	LEFT JOIN contract_day_quality($1, $2, (SELECT days FROM day)) w ON w.contract_id = c.contract_id
		AND w.day = r.until_on
	LEFT JOIN contract_quality($1, $2) q ON q.run_id = r.run_id AND q.contract_id = c.contract_id
	LEFT JOIN contract_earned($1, $2) e ON e.run_id = r.run_id AND e.contract_id = c.contract_id
	LEFT JOIN contract_delivery($1, $2) y ON y.run_id = r.run_id AND y.contract_id = c.contract_id
	LEFT JOIN wider_limits($1, $2) l ON l.run_id = r.run_id AND l.contract_id = c.contract_id
$$;
COMMENT ON FUNCTION score_contracts(bigint, bigint[]) IS
	'step score_contracts: quality of each contract, what is payable, owed and paid, and who kept terms | '
	'步骤合同：各合同质量得分、应付、到期、已付金额与履约';
