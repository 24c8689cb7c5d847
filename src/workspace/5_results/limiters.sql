-- SPDX-License-Identifier: PostgreSQL
-- What caps a grade, whatever the score.
--
--	delivery		1 - verified_rate >= delivery_floor: half or more was repeated or left no trace
--	verification	verified_rate < verified_floor
--	vacancy			the post was vacant for more than vacant_days
--	code of a veto	something was found by this code: indicator.cap
--
-- What is verified is an estimate.  It caps a grade only where its interval, at scheme.interval_level, is beyond the
-- threshold as a whole.  Where the estimate is beyond it and the interval is not, the limiter is uncertain: it caps
-- nothing, and a visit decides (site_score.caps_uncertain).
--
-- Where no activity is due or no post of the role exists the measures are empty, and nothing holds.  A bureau adds its
-- own: a view limiter_<code> with a row for each site and period, and a row of scheme_limiter with the grade that it
-- caps at.  It holds where the view's cap is not empty; how low it caps is frozen with the scheme.  If its value is an
-- estimate, the view has a threshold, and value_lower and value_upper, or a std_error, of which the interval is made.

CREATE OR REPLACE FUNCTION own_limits(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint, code text, value numeric, cap text, certain boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	limiter	record;
	lower	text;
	upper	text;
BEGIN
	FOR limiter IN
		SELECT l.code AS code, array_agg(r.run_id) AS runs, ARRAY(
			SELECT a.attname::text FROM pg_attribute a
			WHERE a.attrelid = to_regclass(quote_ident('limiter_' || l.code)) AND NOT a.attisdropped
				AND a.attnum > 0) AS columns
		FROM evaluation_run r JOIN scheme_limiter l ON l.scheme_id = r.scheme_id AND l.version = r.version
		WHERE r.project_id = $1 AND r.run_id = ANY ($2)
		GROUP BY l.code
		ORDER BY l.code COLLATE "C"
	LOOP
		IF 'value_lower' = ANY (limiter.columns) THEN
			lower := 'v.value_lower';
			upper := 'v.value_upper';
		ELSIF 'std_error' = ANY (limiter.columns) THEN
			lower := 'v.value - z * checked_number($4, ''std_error'', t.name, v.std_error::numeric)';
			upper := 'v.value + z * v.std_error';
		ELSE
			lower := 'NULL';
			upper := 'NULL';
		END IF;
		RETURN QUERY EXECUTE format(
			'SELECT r.run_id, v.site_id::bigint, l.code, max(v.value::numeric), l.cap,
				NOT bool_and(coalesce(%s < %s AND %s < %s, false))
			FROM evaluation_run r
				JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
				JOIN scheme_limiter l ON l.scheme_id = r.scheme_id AND l.version = r.version AND l.code = $3
				CROSS JOIN LATERAL service_eval.student_two_sided(s.interval_level::float8, 1e12) AS z
				JOIN %I v ON v.project_id = $1 AND v.period = r.period
				LEFT JOIN site t ON t.project_id = v.project_id AND t.site_id = v.site_id
			WHERE r.project_id = $1 AND r.run_id = ANY ($2) AND v.site_id IS NOT NULL AND v.cap IS NOT NULL
			GROUP BY r.run_id, v.site_id, l.code, l.cap',
			lower, CASE lower WHEN 'NULL' THEN 'NULL' ELSE 'v.threshold' END,
			CASE lower WHEN 'NULL' THEN 'NULL' ELSE 'v.threshold' END, upper, 'limiter_' || limiter.code)
		USING $1, limiter.runs, limiter.code, 'limiter_' || limiter.code;
	END LOOP;
END
$$;
COMMENT ON FUNCTION own_limits(bigint, bigint[]) IS
	'inner own_limits: sites for which a limiter of the bureau''s own holds, and whether for certain | '
	'内部自定限级：触发本局自定限级的服务点及是否确定';

CREATE OR REPLACE FUNCTION site_limits(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint, code text, value numeric, cap text, certain boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT r.run_id, m.site_id, c.code, trim_scale(c.value), c.cap, c.certain
FROM evaluation_run r
	JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
	JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
	-- to the digit that is shown
	CROSS JOIN LATERAL (SELECT round(m.verified_rate, 6) AS rate, verified_rate_at_most(m, s.interval_level) AS most) v
	CROSS JOIN LATERAL (VALUES
		('delivery', 1 - v.rate, 1 - v.rate >= s.delivery_floor, 1 - v.most >= s.delivery_floor, s.delivery_cap),
		('verification', v.rate, v.rate < s.verified_floor, v.most < s.verified_floor, s.verified_cap),
		('vacancy', m.vacant_days, m.vacant_days > s.vacant_days, true, s.vacant_cap))
			AS c (code, value, holds, certain, cap)
WHERE r.project_id = $1 AND r.run_id = ANY ($2) AND c.holds
UNION ALL
SELECT o.run_id, o.site_id, o.code, trim_scale(o.value), o.cap, o.certain
FROM own_limits($1, $2) o
UNION ALL
SELECT r.run_id, f.site_id, i.code, count(*), coalesce(i.cap, 'poor'), true
FROM evaluation_run r
	JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.version AND i.rule = 'veto' AND i.scope = 'site'
	JOIN site_finding f ON f.project_id = r.project_id AND f.snapshot_id = r.snapshot_id AND f.code = i.code
WHERE r.project_id = $1 AND r.run_id = ANY ($2)
GROUP BY r.run_id, f.site_id, i.code, i.cap
$$;
COMMENT ON FUNCTION site_limits(bigint, bigint[]) IS
	'inner site_limits: limiters that hold for each site, whether for certain, and the grade each caps at | '
	'内部限制：各服务点触发的限制、是否确定及等级上限';

-- What caps the grades of contracts and of the project (contract_id NULL).  A finding of a veto that names a contract
-- and no site caps that contract's and the project's; one that names neither, and each of scope project, caps the
-- project's.  That of one site does not: its score counts in theirs.
CREATE OR REPLACE FUNCTION wider_limits(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, contract_id bigint, cap text, codes text[])
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT r.run_id, w.contract_id, grade_at(min(grade_place(coalesce(i.cap, 'poor')))),
	array_agg(DISTINCT i.code COLLATE "C" ORDER BY i.code COLLATE "C")
FROM evaluation_run r
	JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.version AND i.rule = 'veto'
	JOIN snapshot_finding f ON f.project_id = r.project_id AND f.snapshot_id = r.snapshot_id AND f.code = i.code
		AND (f.site_id IS NULL OR i.scope = 'project')
	CROSS JOIN LATERAL (VALUES (NULL), (CASE WHEN f.site_id IS NULL THEN f.contract_id END)) AS w (contract_id)
WHERE r.project_id = $1 AND r.run_id = ANY ($2)
GROUP BY r.run_id, w.contract_id
$$;
COMMENT ON FUNCTION wider_limits(bigint, bigint[]) IS
	'inner wider_limits: vetoes that cap the grades of contracts and of the project | 内部合同与项目限制：否决合同与项目等级的事项';
