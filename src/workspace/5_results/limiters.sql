-- What caps a grade, whatever the score.
--
--	delivery		1 - verified / reported >= delivery_floor: half or more was repeated or left no trace
--	verification	verified < verified_floor x reported
--	vacancy			the post was vacant for more than vacant_days
--
-- Where no activity is due or no post of the role exists the measures are empty, and nothing holds.  A bureau adds its
-- own: a view limiter_<code> with a row for each site and period, and a row of scheme_limiter with the grade that it
-- caps at.  It holds where the view's cap is not empty; how low it caps is frozen with the scheme.

CREATE OR REPLACE FUNCTION own_limits(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint, code text, value numeric, cap text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	limiter	record;
BEGIN
	FOR limiter IN
		SELECT l.code AS code, array_agg(r.run_id) AS runs
		FROM evaluation_run r JOIN scheme_limiter l ON l.scheme_id = r.scheme_id AND l.version = r.version
		WHERE r.project_id = $1 AND r.run_id = ANY ($2)
		GROUP BY l.code
		ORDER BY l.code COLLATE "C"
	LOOP
		RETURN QUERY EXECUTE format(
			'SELECT r.run_id, v.site_id::bigint, l.code, max(v.value::numeric), l.cap
			FROM evaluation_run r
				JOIN scheme_limiter l ON l.scheme_id = r.scheme_id AND l.version = r.version AND l.code = $3
				JOIN %I v ON v.project_id = $1 AND v.period = r.period
			WHERE r.project_id = $1 AND r.run_id = ANY ($2) AND v.site_id IS NOT NULL AND v.cap IS NOT NULL
			GROUP BY r.run_id, v.site_id, l.code, l.cap', 'limiter_' || limiter.code)
		USING $1, limiter.runs, limiter.code;
	END LOOP;
END
$$;
COMMENT ON FUNCTION own_limits(bigint, bigint[]) IS
	'inner own_limits: sites for which a limiter of the bureau''s own holds | 内部自建限制：触发本局自建限制的服务点';

CREATE OR REPLACE FUNCTION site_limits(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint, code text, value numeric, cap text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT r.run_id, m.site_id, c.code, trim_scale(c.value), c.cap
FROM evaluation_run r
	JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
	JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
	CROSS JOIN LATERAL (VALUES
		('delivery', round(1 - m.verified / nullif(m.reported, 0), 6), m.reported > 0
			AND m.reported - m.verified >= s.delivery_floor * m.reported, s.delivery_cap),
		('verification', round(m.verified / nullif(m.reported, 0), 6), m.verified < s.verified_floor * m.reported,
			s.verified_cap),
		('vacancy', m.vacant_days, m.vacant_days > s.vacant_days, s.vacant_cap)) AS c (code, value, holds, cap)
WHERE r.project_id = $1 AND r.run_id = ANY ($2) AND c.holds
UNION ALL
SELECT o.run_id, o.site_id, o.code, trim_scale(o.value), o.cap
FROM own_limits($1, $2) o
$$;
COMMENT ON FUNCTION site_limits(bigint, bigint[]) IS
	'inner site_limits: limiters that hold for each site, and the grade each caps at | 内部限制：各服务点触发的限制及等级上限';
