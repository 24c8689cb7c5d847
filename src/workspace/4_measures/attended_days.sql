-- Who came to which site on which days, in small: a row for each site, person and block of 64 days, with a bit for
-- each day on which the person came.  A million names on lists make some ten thousand rows, and days are counted by
-- counting bits; rows for each person and day cost several times as much to tell apart.  Block 0 begins on
-- 0001-01-01.
--
-- The lists are the provider's: an activity that was found repeated or without trace served nobody, whatever its list
-- says.
CREATE OR REPLACE FUNCTION attended_days(project_id bigint)
RETURNS TABLE (site_id bigint, beneficiary_id text, block integer, days bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH counting AS MATERIALIZED (
	-- first, so that the lists of names are joined only once
	SELECT a.activity_id, a.site_id, (a.held_on - date '0001-01-01') / 64 AS block,
		1::bigint << ((a.held_on - date '0001-01-01') % 64) AS days
	FROM activity a
		JOIN activity_standing k ON k.project_id = a.project_id AND k.activity_id = a.activity_id
			AND k.standing IN ('confirmed', 'unchecked')
	WHERE a.project_id = $1
)
SELECT c.site_id, t.beneficiary_id, c.block, bit_or(c.days)
FROM counting c JOIN attendance t ON t.project_id = $1 AND t.activity_id = c.activity_id
GROUP BY c.site_id, t.beneficiary_id, c.block
$$;
COMMENT ON FUNCTION attended_days(bigint) IS
	'inner attended_days: who came to which site on which days, a bit for each day | 内部参加日期：谁在哪些日期参加了哪个服务点的活动（按位记录）';

-- How many of the days of a block lie between two days, both included.  One expression, as the planner inlines it: it
-- is asked for each block of each person and period.
CREATE OR REPLACE FUNCTION days_between(block integer, days bigint, from_on date, until_on date) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN bit_count((days
	& CASE WHEN from_on - date '0001-01-01' > 64 * block + 63 THEN 0
		WHEN from_on - date '0001-01-01' <= 64 * block THEN -1
		ELSE -1::bigint << (from_on - date '0001-01-01' - 64 * block) END
	& CASE WHEN until_on - date '0001-01-01' < 64 * block THEN 0
		WHEN until_on - date '0001-01-01' >= 64 * block + 63 THEN -1
		ELSE ~(-1::bigint << (until_on - date '0001-01-01' - 64 * block + 1)) END)::bit(64))::integer;
COMMENT ON FUNCTION days_between(integer, bigint, date, date) IS
	'inner days_between: how many days of attended_days lie between two days | 内部区间天数：两日期之间的参加天数';
