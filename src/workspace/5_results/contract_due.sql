-- SPDX-License-Identifier: PostgreSQL
-- What is owed on a contract: instalments whose day has come, and never more than what is payable.
--
--	due(t) = min(A + min(N, payable(t)), payable(t) + price of what is not due yet)
--
-- A are the advances and N the other instalments whose day has come by t.  An advance is owed before anything is
-- delivered and settled against what follows.  Owed by a day is the largest due(t) on any instalment's day up to it, so
-- that no later finding makes a payment wrong that was right on its day.
--
-- runs: those being filled; '{}' for an answer over what is stored.
CREATE OR REPLACE FUNCTION contract_due(project_id bigint, runs bigint[])
RETURNS TABLE (contract_id bigint, day date, advances numeric, others numeric, payable numeric, to_come numeric,
	due numeric, owed numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH due_day AS MATERIALIZED (
	SELECT i.contract_id, i.day, coalesce(sum(i.amount) FILTER (WHERE i.advance), 0) AS advances,
		coalesce(sum(i.amount) FILTER (WHERE NOT i.advance), 0) AS others
	FROM instalment_day($1) i
	WHERE i.day <= current_date
	GROUP BY i.contract_id, i.day
), come AS (
	SELECT d.contract_id, d.day, sum(d.advances) OVER so_far AS advances, sum(d.others) OVER so_far AS others
	FROM due_day d
	WINDOW so_far AS (PARTITION BY d.contract_id ORDER BY d.day)
), owing AS (
	SELECT c.contract_id, c.day, c.advances, c.others, p.payable, p.to_come,
		least(c.advances + least(c.others, p.payable), p.payable + p.to_come) AS due
	FROM come c
		JOIN contract_payable($1, $2, (SELECT array_agg(DISTINCT d.day) FROM due_day d)) p
			ON p.contract_id = c.contract_id AND p.day = c.day
)
SELECT o.contract_id, o.day, o.advances, o.others, o.payable, o.to_come, o.due,
	max(o.due) OVER (PARTITION BY o.contract_id ORDER BY o.day)
FROM owing o
$$;
COMMENT ON FUNCTION contract_due(bigint, bigint[]) IS
	'inner contract_due: what was due and owed on the day of each instalment | 内部到期应付：各分期到期日的到期额与累计应付';

-- What was paid by a day.  What is paid before its day counts on its day: a payment for an instalment on the later of
-- the two days.  A payment that names none goes to what is owed first, then to what is still to fall due, where it
-- waits; what is more than all of this counts at once.
CREATE OR REPLACE FUNCTION contract_paid(project_id bigint, runs bigint[], days date[])
RETURNS TABLE (contract_id bigint, day date, owed numeric, paid numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH instalment_of AS MATERIALIZED (
	SELECT * FROM instalment_day($1)
), linked AS MATERIALIZED (
	SELECT m.contract_id, m.instalment, m.paid, m.paid_on,
		-- of one whose grade was not reached no day is to come
		CASE WHEN m.instalment IS NULL OR (i.day IS NULL AND i.sealed_on IS NOT NULL) THEN m.paid_on
			ELSE greatest(m.paid_on, i.day) END AS counts_on,
		m.instalment IS NOT NULL AND i.day IS NULL AND i.sealed_on IS NULL AS waits
	FROM payment m LEFT JOIN instalment_of i ON i.contract_id = m.contract_id AND i.number = m.instalment
	WHERE m.project_id = $1
), owing AS MATERIALIZED (
	SELECT * FROM contract_due($1, $2)
), position AS (
	SELECT c.contract_id, d.day,
		coalesce((SELECT max(o.owed) FROM owing o WHERE o.contract_id = c.contract_id AND o.day <= d.day), 0) AS owed,
		coalesce((SELECT sum(l.paid) FROM linked l
			WHERE l.contract_id = c.contract_id AND l.instalment IS NOT NULL AND NOT l.waits AND l.counts_on <= d.day),
				0) AS linked,
		coalesce((SELECT sum(l.paid) FROM linked l WHERE l.contract_id = c.contract_id AND l.instalment IS NULL
			AND l.paid_on <= d.day), 0) AS unlinked,
		coalesce((SELECT sum(greatest(i.amount - coalesce((SELECT sum(l.paid) FROM linked l
				WHERE l.contract_id = i.contract_id AND l.instalment = i.number AND l.paid_on <= d.day), 0), 0))
			FROM instalment_of i
			WHERE i.contract_id = c.contract_id AND coalesce(i.day > d.day, i.sealed_on IS NULL)), 0) AS awaited
	FROM contract c CROSS JOIN (SELECT DISTINCT d AS day FROM unnest($3) AS d) d
	WHERE c.project_id = $1
)
SELECT p.contract_id, p.day, p.owed, p.linked
	+ greatest(least(p.unlinked, greatest(p.owed - p.linked, 0)), p.unlinked - p.awaited)
FROM position p
$$;
COMMENT ON FUNCTION contract_paid(bigint, bigint[], date[]) IS
	'inner contract_paid: what was owed and paid on each contract by a day | 内部截至某日已付：截至某日的累计应付与已付';
