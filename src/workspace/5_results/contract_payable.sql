-- SPDX-License-Identifier: PostgreSQL
-- What is payable on a contract by a day.
--
--	quantity	min(sum of tariff x min(V, T), a P)
--	quality		(1 - a) P m(Q) x the share of T that was due by then
--
-- P is the price, a quantity_share, V the verified quantity (verified_to_pay()) less what seems to repeat an earlier
-- upload and waits for a decision, m a slope from quality_floor, where nothing is paid, to quality_full.  Q is that of
-- the last unit that has ended, by the first scheme, and from the end of the contract that of its whole time.  Before a
-- unit has ended, and where no site is rated, the quality earns nothing yet.

-- A unit of an item is worth its tariff.  Items without one share what the others leave of a P, the same for each unit
-- of their targets; a sole item so has a P / T.  Of spread person T is what the rosters have made of it.
CREATE OR REPLACE FUNCTION item_price(project_id bigint, runs bigint[])
RETURNS TABLE (contract_id bigint, item text, target numeric, tariff numeric)
LANGUAGE sql STABLE ROWS 20
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH whole AS (
	SELECT i.contract_id, i.item, i.tariff, c.price * c.quantity_share AS budget,
		CASE WHEN i.spread = 'person' THEN coalesce(m.target + m.not_due + m.released, i.target_quantity)
			ELSE i.target_quantity END AS target
	FROM contract_item i
		JOIN contract c ON c.project_id = i.project_id AND c.contract_id = i.contract_id
		LEFT JOIN judged_periods($1, $2) j ON j.headline AND j.kind = 'term'
		LEFT JOIN contract_item_measure m ON m.project_id = i.project_id AND m.snapshot_id = j.snapshot_id
			AND m.contract_id = i.contract_id AND m.item = i.item
	WHERE i.project_id = $1
)
SELECT w.contract_id, w.item, w.target, coalesce(w.tariff,
	round(greatest(w.budget - coalesce(sum(w.tariff * w.target) OVER contract, 0), 0), 20)
		/ nullif(sum(w.target) FILTER (WHERE w.tariff IS NULL) OVER contract, 0), 0)
FROM whole w
WINDOW contract AS (PARTITION BY w.contract_id)
$$;
COMMENT ON FUNCTION item_price(bigint, bigint[]) IS
	'inner item_price: quantity and tariff of each contract item, as agreed or as it follows from the price | '
	'内部单价：各服务内容的总量与单价（约定或推算）';

-- Which part of the targets of a contract was due by a day, and which is still to come; each item weighs its tariff.  A
-- unit that was not over by the day is due by the days of the contract in it.  Without items, or where none has a
-- price, the days of the contract count.
CREATE OR REPLACE FUNCTION contract_due_share(project_id bigint, runs bigint[], days date[])
RETURNS TABLE (contract_id bigint, day date, due_share numeric, to_come_share numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH asked AS MATERIALIZED (
	SELECT DISTINCT d AS day FROM unnest($3) AS d
), price AS MATERIALIZED (
	SELECT * FROM item_price($1, $2)
), worth AS MATERIALIZED (
	SELECT m.contract_id, j.kind, j.from_on, j.until_on, sum(p.tariff * m.target) AS target,
		sum(p.tariff * (m.target + m.not_due)) AS owed
	FROM judged_periods($1, $2) j
		JOIN contract_item_measure m ON m.project_id = $1 AND m.snapshot_id = j.snapshot_id
		JOIN price p ON p.contract_id = m.contract_id AND p.item = m.item
	WHERE j.headline AND j.kind IN ('unit', 'term')
	GROUP BY m.contract_id, j.kind, j.from_on, j.until_on
), due AS (
	SELECT w.contract_id, d.day, sum(w.target * least(greatest(d.day - greatest(w.from_on, c.from_on) + 1, 0), x.days)
		/ nullif(x.days, 0)) AS target
	FROM worth w
		JOIN contract_term c ON c.project_id = $1 AND c.contract_id = w.contract_id
		CROSS JOIN asked d
		CROSS JOIN LATERAL (SELECT greatest(least(w.until_on, c.end_on) - greatest(w.from_on, c.from_on) + 1,
			0)::numeric AS days) x
	WHERE w.kind = 'unit'
	GROUP BY w.contract_id, d.day
), whole AS (
	SELECT p.contract_id, nullif(sum(p.tariff * p.target), 0) AS worth FROM price p GROUP BY p.contract_id
)
SELECT c.contract_id, d.day,
	-- least() and greatest() pass over NULL
	CASE WHEN x.due / w.worth IS NULL THEN t.share ELSE least(x.due / w.worth, 1) END,
	CASE WHEN (o.owed - x.due) / w.worth IS NULL THEN 1 - t.share ELSE greatest(o.owed - x.due, 0) / w.worth END
FROM contract_term c
	CROSS JOIN asked d
	LEFT JOIN whole w ON w.contract_id = c.contract_id
	LEFT JOIN due u ON u.contract_id = c.contract_id AND u.day = d.day
	LEFT JOIN worth o ON o.contract_id = c.contract_id AND o.kind = 'term'
	-- units are rounded: at the end of the contract it is all that was ever owed, to the last digit
	CROSS JOIN LATERAL (SELECT CASE WHEN d.day >= c.end_on THEN o.owed ELSE u.target END AS due) x
	CROSS JOIN LATERAL (
		SELECT least(greatest(d.day - c.from_on + 1, 0)::numeric / greatest(c.end_on - c.from_on + 1, 1), 1) AS share
	) t
WHERE c.project_id = $1
$$;
COMMENT ON FUNCTION contract_due_share(bigint, bigint[], date[]) IS
	'inner contract_due_share: share of the targets of a contract due by a day, and still to come | '
	'内部到期比例：截至某日已到期与未到期的目标比例';

-- Which Q counts on a day, with the slope of the scheme that gave it.
CREATE OR REPLACE FUNCTION contract_day_quality(project_id bigint, runs bigint[], days date[])
RETURNS TABLE (contract_id bigint, day date, score numeric, score_upper numeric, quality_floor numeric,
	quality_full numeric, period text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH judged AS MATERIALIZED (
	SELECT j.*, s.quality_floor, s.quality_full
	FROM judged_periods($1, $2) j JOIN scheme s ON s.scheme_id = j.scheme_id AND s.version = j.version
	WHERE j.headline AND j.kind IN ('unit', 'contract', 'term')
), quality AS MATERIALIZED (
	SELECT j.kind, j.period, j.end_on, j.quality_floor, j.quality_full, q.contract_id, q.score, q.score_upper
	FROM judged j
		JOIN (
			SELECT o.run_id, o.contract_id, o.score, o.score_upper
			FROM contract_score o
			WHERE o.project_id = $1 AND o.run_id <> ALL ($2)
			UNION ALL
			-- of runs being filled nothing is stored yet; who only asks needs no right on what it is made of
			SELECT c.run_id, c.contract_id, c.score, c.score_upper
			FROM (SELECT array_agg(o.run_id) AS runs FROM judged o WHERE o.run_id = ANY ($2)) n
				CROSS JOIN LATERAL contract_quality($1, n.runs) c
			WHERE n.runs IS NOT NULL
		) q ON q.run_id = j.run_id
)
SELECT DISTINCT ON (c.contract_id, d.day) c.contract_id, d.day, q.score, q.score_upper, q.quality_floor, q.quality_full,
	q.period
FROM contract_term c
	CROSS JOIN (SELECT DISTINCT d AS day FROM unnest($3) AS d) d
	JOIN quality q ON q.contract_id = c.contract_id AND CASE WHEN q.kind = 'unit' THEN q.end_on <= d.day
		ELSE c.end_on <= d.day END
WHERE c.project_id = $1
ORDER BY c.contract_id, d.day, array_position(ARRAY['contract', 'term', 'unit'], q.kind), q.end_on DESC
$$;
COMMENT ON FUNCTION contract_day_quality(bigint, bigint[], date[]) IS
	'inner contract_day_quality: which quality of a contract counts on a day | 内部当日质量：某日适用的合同质量得分';

-- Rounded as performance_payment() does it where all of the quality is due, so that the parts of a statement add up to
-- this.
CREATE OR REPLACE FUNCTION payable_amount(price numeric, quantity_share numeric, earned numeric, score numeric,
	quality_floor numeric,
	quality_full numeric, due_share numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
	WHEN score IS NULL OR due_share = 0 THEN round(least(earned, price * quantity_share), 2)
	WHEN due_share = 1 THEN (service_eval.performance_payment(price, quantity_share, earned, price * quantity_share,
		score, quality_floor, quality_full)).total
	ELSE round(least(earned, price * quantity_share)
		+ price * (1 - quantity_share) * (least(greatest(score, quality_floor), quality_full) - quality_floor)
			* due_share / (quality_full - quality_floor), 2)
END;
COMMENT ON FUNCTION payable_amount(numeric, numeric, numeric, numeric, numeric, numeric, numeric) IS
	'inner payable_amount: payable for what was earned by quantity, and by quality as far as it is due | '
	'内部应付额：按数量与已到期质量计算的应付额';

-- The level of the intervals by which a loss is proved: that of the first scheme, as it judged the term.
CREATE OR REPLACE FUNCTION payment_level(project_id bigint, runs bigint[]) RETURNS numeric
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT s.interval_level
FROM judged_periods($1, $2) j JOIN scheme s ON s.scheme_id = j.scheme_id AND s.version = j.version
WHERE j.headline
ORDER BY j.kind = 'term' DESC, j.until_on DESC, j.period COLLATE "C"
LIMIT 1
$$;
COMMENT ON FUNCTION payment_level(bigint, bigint[]) IS
	'inner payment_level: confidence with which a loss is proved | 内部扣款置信水平：证实损失所用的置信水平';

-- As far as it could be known on the day.
CREATE OR REPLACE FUNCTION contract_payable(project_id bigint, runs bigint[], days date[])
RETURNS TABLE (contract_id bigint, day date, earned numeric, score numeric, due_share numeric, payable numeric,
	to_come numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT c.contract_id, s.day, coalesce(e.earned, 0), q.score, s.due_share,
	payable_amount(c.price, c.quantity_share, coalesce(e.earned, 0), q.score, q.quality_floor, q.quality_full,
		s.due_share),
	round(c.price * s.to_come_share, 2)
FROM contract_term c
	JOIN contract_due_share($1, $2, $3) s ON s.contract_id = c.contract_id
	LEFT JOIN contract_day_quality($1, $2, $3) q ON q.contract_id = c.contract_id AND q.day = s.day
	LEFT JOIN (
		SELECT v.contract_id, v.day,
			round(sum(p.tariff * least(undoubted(w.verified, v.held, v.deduplicated), p.target)), 8) AS earned
		FROM verified_by($1, $3) v
			JOIN item_price($1, $2) p ON p.contract_id = v.contract_id AND p.item = v.item
			JOIN contract k ON k.project_id = $1 AND k.contract_id = v.contract_id
			CROSS JOIN LATERAL (SELECT verified_to_pay(k.loss_basis, v.verified, v.verified_std_error, v.deduplicated,
				v.checked, v.confirmed, payment_level($1, $2)) AS verified) w
		WHERE v.verified IS NOT NULL
		GROUP BY v.contract_id, v.day
	) e ON e.contract_id = c.contract_id AND e.day = s.day
WHERE c.project_id = $1
$$;
COMMENT ON FUNCTION contract_payable(bigint, bigint[], date[]) IS
	'inner contract_payable: what is payable on each contract by a day, as far as it could be known on it | '
	'内部截至某日应付：截至某日且当日可知的应付额';
