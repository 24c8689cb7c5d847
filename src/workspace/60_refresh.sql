-- From facts to results, for one project: new runs are filled beside the current ones and take their place in one step, so
-- readers never wait and never see half of it.

-- A negative error would vary the points as a positive one does, and nobody would see that the view is wrong.
CREATE OR REPLACE FUNCTION checked_std_error(view_name text, site text, std_error numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF std_error < 0 OR std_error >= 'Infinity' THEN
		RAISE EXCEPTION 'std_error of site % in "%" must be finite and not negative, not %', site, view_name, std_error
			USING ERRCODE = 'numeric_value_out_of_range',
				  HINT = 'NULL stands for a value that is known exactly.';
	END IF;
	RETURN std_error;
END
$$;
COMMENT ON FUNCTION checked_std_error(text, text, numeric) IS 'refuses a standard error that is negative or not finite | 检查标准误';

-- NaN is greater than every number, and a rule would give it all points or fail without saying whose it is.
CREATE OR REPLACE FUNCTION checked_value(view_name text, site text, value numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF value = 'NaN' THEN
		RAISE EXCEPTION 'value of % in "%" must be a number, not NaN', coalesce('site ' || site, 'the project'), view_name
			USING ERRCODE = 'numeric_value_out_of_range',
				  HINT = 'NULL stands for a value that was not measured.';
	END IF;
	RETURN value;
END
$$;
COMMENT ON FUNCTION checked_value(text, text, numeric) IS 'refuses a value that is not a number | 检查指标值';

-- Raw values of all indicators of the schemes that judge, of the context and of the contract items, for one project
-- and all its periods: one statement, so one snapshot.  Facts may have been loaded a moment ago and not analyzed yet; a
-- nested loop over what the planner takes for a handful of rows could run for hours, a hash join never does.
CREATE OR REPLACE FUNCTION measure(project_id bigint)
RETURNS TABLE (period date, scope text, scope_key text, code text, value numeric, std_error numeric, lo numeric, hi numeric, n bigint, status text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_nestloop = off
SET enable_hashjoin = on
SET enable_seqscan = on
SET jit = off
AS $$
DECLARE
	indicators	text := (
		SELECT string_agg(CASE WHEN to_regclass(c.view) IS NULL THEN
			format('SELECT period, ''site'', site_id::text, %L, value, NULL::numeric, NULL::numeric, NULL::numeric, n, NULL::text FROM assessed_criterion WHERE project_id = $1 AND criterion = %L UNION ALL ', c.code, c.code)
			ELSE format(
				'SELECT period, CASE WHEN site_id IS NULL THEN ''project'' ELSE ''site'' END, coalesce(site_id::bigint::text, ''''), %L, CASE WHEN value::numeric = ''NaN'' THEN checked_value(%L, site_id::text, value::numeric) ELSE value::numeric END, %s::numeric, %s::numeric, NULL::numeric, n::bigint, %s FROM %I WHERE project_id = $1 UNION ALL ',
				c.code, c.view,
				CASE WHEN 'std_error' = ANY (c.columns) THEN format('checked_std_error(%L, site_id::text, std_error::numeric)', c.view) ELSE 'NULL' END,
				CASE WHEN 'whole' = ANY (c.columns) THEN 'whole' ELSE 'NULL' END,
				CASE WHEN 'pooled' = ANY (c.columns) THEN 'CASE WHEN pooled AND value IS NOT NULL THEN ''pooled'' END' ELSE 'NULL::text' END,
				c.view) END, '' ORDER BY c.code)
		FROM (SELECT v.code, v.view, ARRAY(SELECT a.attname::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
					WHERE a.attrelid = to_regclass(v.view) AND NOT a.attisdropped AND (a.attname <> 'whole' OR t.typcategory = 'N')) AS columns
			  FROM (SELECT DISTINCT i.code, 'indicator_' || lower(i.code) AS view
					FROM current_scheme s JOIN indicator i USING (scheme_id, version)) v) c);
BEGIN
	RETURN QUERY EXECUTE coalesce(indicators, '') || $measures$
		SELECT c.period, 'site', c.site_id::text, c.code, c.value, NULL::numeric, NULL::numeric, NULL::numeric, c.n, NULL
		FROM site_context c
		WHERE c.project_id = $1
		UNION ALL
		SELECT e.period, CASE WHEN e.site_id IS NULL THEN 'project' ELSE 'site' END, coalesce(e.site_id::text, ''), m.code,
			m.value, m.std_error, m.lo, m.hi, e.n, e.status
		FROM satisfaction_estimate e
			CROSS JOIN LATERAL (
				SELECT 'satisfaction', e.satisfaction, e.std_error, e.lower, e.upper WHERE e.status <> 'too_few'
				UNION ALL SELECT 'satisfaction', NULL, NULL, NULL, NULL WHERE e.status = 'too_few'
				UNION ALL SELECT 'effective_responses', e.effective_n, NULL, NULL, NULL
				UNION ALL SELECT 'unheard_share', e.unheard_share, NULL, NULL, NULL
			) AS m (code, value, std_error, lo, hi)
		WHERE e.project_id = $1
		UNION ALL
		SELECT f.period, 'contract_item', f.contract_id || '/' || f.item, m.code, m.value, m.std_error, m.lo, m.hi, m.n, NULL
		FROM item_fulfilment f
			CROSS JOIN LATERAL (VALUES
				('target', f.target, NULL::numeric, NULL::numeric, NULL::numeric, NULL::bigint),
				('reported', f.reported, NULL, NULL, NULL, f.reported),
				('deduplicated', f.deduplicated, NULL, NULL, NULL, f.reported),
				('held', f.held, NULL, NULL, NULL, f.deduplicated),
				('verified', f.verified, f.verified_std_error, f.verified_lower, f.verified_upper, f.checked),
				('missing', f.missing, NULL, NULL, NULL, NULL),
				('late', f.late, NULL, NULL, NULL, f.reported),
				('late_expected', f.late_expected, NULL, NULL, NULL, f.reported)) AS m (code, value, std_error, lo, hi, n)
		WHERE f.project_id = $1
		UNION ALL
		SELECT d.period, 'site', d.site_id::text, m.code, m.value, m.std_error, NULL, NULL, m.n, NULL
		FROM site_delivery d
			CROSS JOIN LATERAL (VALUES
				('target', d.target, NULL::numeric, NULL::bigint),
				('reported', d.reported, NULL, d.reported),
				('deduplicated', d.deduplicated, NULL, d.reported),
				('held', d.held, NULL, d.deduplicated),
				('verified', d.verified, d.verified_std_error, d.checked),
				('confirmed', d.confirmed, NULL, d.sampled),
				('pool_confirmed', d.pool_confirmed, NULL, d.pool_sampled),
				('late', d.late, NULL, d.reported),
				('late_expected', d.late_expected, NULL, d.reported)) AS m (code, value, std_error, n)
		WHERE d.project_id = $1
		UNION ALL
		SELECT p.period, 'site', p.site_id::text, m.code, m.value, NULL, NULL, NULL, NULL, NULL
		FROM site_presence p
			CROSS JOIN LATERAL (VALUES ('idle_days', p.idle_days), ('post_vacant', p.post_vacant::integer), ('vacant_days', p.vacant_days)) AS m (code, value)
		WHERE p.project_id = $1
		UNION ALL
		SELECT c.period, CASE WHEN c.township IS NULL THEN 'project' ELSE 'township' END, CASE WHEN c.township IS NULL THEN '' ELSE ARRAY[c.county, c.township]::text END,
			m.code || CASE WHEN c.category = '' THEN '' WHEN c.kind = 'need' THEN ':' || c.category ELSE '_' || lower(c.category) END, m.value, NULL, NULL, NULL, NULL, CASE WHEN m.value IS NULL THEN 'hidden' END
		FROM published_count($1) c
			CROSS JOIN LATERAL (
				SELECT 'eligible', c.eligible WHERE c.kind = 'inclusion'
				UNION ALL SELECT 'served', c.served WHERE c.kind = 'inclusion'
				UNION ALL SELECT 'need', c.eligible WHERE c.kind = 'need'
			) AS m (code, value)
		UNION ALL
		SELECT t.period, CASE WHEN t.township IS NULL THEN 'project' ELSE 'township' END, CASE WHEN t.township IS NULL THEN '' ELSE ARRAY[t.county, t.township]::text END, 'supply:' || t.need_type, t.hours, NULL, NULL, NULL, NULL, NULL
		FROM township_supply t
		WHERE t.project_id = $1 AND t.need_type IS NOT NULL
		UNION ALL
		SELECT t.period, CASE WHEN t.township IS NULL THEN 'project' ELSE 'township' END, CASE WHEN t.township IS NULL THEN '' ELSE ARRAY[t.county, t.township]::text END, 'repetition', sum(t.overlap_hours) / nullif(sum(t.known_hours), 0), NULL, NULL, NULL, NULL, NULL
		FROM township_supply t
		WHERE t.project_id = $1
		GROUP BY t.period, t.county, t.township
		UNION ALL
		SELECT k.period, 'site', k.site_id::text, 'key_child_left_out', k.left_out::integer, NULL, NULL, NULL, NULL, NULL
		FROM site_key_child k
		WHERE k.project_id = $1
		UNION ALL
		SELECT d.period, 'project', '', 'beneficiary_days', d.days, NULL, NULL, NULL, NULL, NULL
		FROM project_beneficiary_day d
		WHERE d.project_id = $1
		$measures$ USING $1;
END
$$;
COMMENT ON FUNCTION measure(bigint) IS 'raw values of everything a run stores, for all periods of a project | 项目各时段全部指标的原始值';

-- Points that a value earns by the rule of its indicator.  The body is text, so that the function does not go with the
-- extension when that is dropped.  Where lower is better, infinite is what it costs to get nothing: an indicator may be that, and
-- it is beyond either end of a rule.  From an infinite baseline no way can be measured.  To a target of 0 or below, which only a
-- median can be, there is no ratio: who is as good as that earns all, the others nothing.
--
-- No search path is set: PostgreSQL puts no function with a SET clause into the query that calls it, and this one is
-- called three times for every value.  So it must not need one: it names the schema of every operator and function.
CREATE OR REPLACE FUNCTION earned_points(value numeric, rule text, direction text, target numeric, lo numeric, hi numeric, baseline numeric, points numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT points OPERATOR(pg_catalog.*) CASE
		WHEN rule OPERATOR(pg_catalog.=) 'ratio' AND target OPERATOR(pg_catalog.<=) 0 THEN
			100 OPERATOR(pg_catalog.*) CASE
				WHEN direction OPERATOR(pg_catalog.=) 'higher' THEN value OPERATOR(pg_catalog.>=) target
				ELSE value OPERATOR(pg_catalog.<=) target END::integer
		WHEN rule OPERATOR(pg_catalog.=) 'ratio' AND direction OPERATOR(pg_catalog.=) 'higher'
			AND pg_catalog.abs(value) OPERATOR(pg_catalog.=) 'Infinity' THEN
			CASE WHEN target OPERATOR(pg_catalog.>) 0 THEN
				100 OPERATOR(pg_catalog.*) (value OPERATOR(pg_catalog.>) 0)::integer END
		WHEN rule OPERATOR(pg_catalog.=) 'ratio' AND direction OPERATOR(pg_catalog.=) 'higher' THEN
			service_eval.score_ratio(value::double precision, target::double precision)
		WHEN rule OPERATOR(pg_catalog.=) 'ratio' AND value OPERATOR(pg_catalog.<=) 0 THEN 100
		WHEN rule OPERATOR(pg_catalog.=) 'ratio' AND value OPERATOR(pg_catalog.=) 'Infinity' THEN 0
		WHEN rule OPERATOR(pg_catalog.=) 'ratio' THEN
			service_eval.score_ratio(target::double precision, value::double precision)
		WHEN rule OPERATOR(pg_catalog.=) ANY ('{goalpost,achieve_improve}')
			AND pg_catalog.abs(value) OPERATOR(pg_catalog.=) 'Infinity' THEN
			100 OPERATOR(pg_catalog.*)
				((value OPERATOR(pg_catalog.>) 0) OPERATOR(pg_catalog.=) (hi OPERATOR(pg_catalog.>) lo))::integer
		WHEN rule OPERATOR(pg_catalog.=) 'goalpost' THEN
			service_eval.score_goalpost(value::double precision, lo::double precision, hi::double precision)
		WHEN rule OPERATOR(pg_catalog.=) 'achieve_improve' THEN
			service_eval.score_achieve_improve(value::double precision,
				CASE WHEN pg_catalog.abs(baseline) OPERATOR(pg_catalog.<) 'Infinity' THEN baseline::double precision END,
				lo::double precision, hi::double precision)
		WHEN rule OPERATOR(pg_catalog.=) 'band' THEN
			CASE WHEN value OPERATOR(pg_catalog.<) lo OR value OPERATOR(pg_catalog.>) hi THEN 0
				WHEN value IS NOT NULL THEN 100 END
	END::numeric OPERATOR(pg_catalog./) 100
$$;
COMMENT ON FUNCTION earned_points(numeric, text, text, numeric, numeric, numeric, numeric, numeric) IS 'points that a value earns by the rule of its indicator | 按指标规则计算得分';

-- Returns the number of runs made or withdrawn: 0 when nothing has changed since the current ones.
--
-- What one project costs must not depend on how many there are.  The results of many are made in one session, into a table that was empty
-- when the session first planned, so no plan is kept, tables are read by their keys even while they look small (that
-- goes for the checks of foreign keys, too, whose plans are kept), and what seems to be one row is never looped over.
CREATE OR REPLACE FUNCTION refresh_project(project_id bigint, only_period date DEFAULT NULL, force boolean DEFAULT false)
RETURNS integer
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_nestloop = off
SET enable_hashjoin = on
SET enable_seqscan = off
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
	digest		text;
	s			record;
	withdrawn	integer;
	runs		integer;
BEGIN
	-- One at a time, also where somebody calls it alone: results of facts that were read before must not replace later ones.
	PERFORM lock_results();
	PERFORM claim_project($1);
	digest := input_digest($1);
	FOR s IN SELECT scheme_id, version FROM current_scheme LOOP
		PERFORM check_scheme(s.scheme_id, s.version);
	END LOOP;
	IF force OR NOT EXISTS (SELECT FROM current_run r WHERE r.project_id = $1 AND r.input_digest = digest) THEN
		PERFORM service_eval.check_supplied_facts('@workspace@', $1);
	END IF;

	-- runs of periods that the project no longer has, and of schemes that no longer judge
	UPDATE evaluation_run r SET status = 'superseded'
	WHERE r.project_id = $1 AND r.status = 'finished' AND r.sealed_at IS NULL
		AND (NOT EXISTS (SELECT FROM project_period q WHERE q.project_id = $1 AND q.period IS NOT DISTINCT FROM r.period)
			OR NOT EXISTS (SELECT FROM current_scheme c WHERE c.scheme_id = r.scheme_id));
	GET DIAGNOSTICS withdrawn = ROW_COUNT;

	-- One run for each period and scheme that has none of this input, up to this day, or whose results are not what was
	-- stored.  A quarter bears on the later ones and on the term.
	-- The seed of the draws follows from what the run is about, so the same facts give the same ranks, and a corrected
	-- fact changes only what follows from it.
	INSERT INTO evaluation_run (project_id, period, scheme_id, scheme_version, cutoff, seed, extension_version, input_digest)
	SELECT q.project_id, q.period, c.scheme_id, c.version, q.until_on,
		('x' || encode(substr(sha256(convert_to(concat_ws('/', q.project_id, to_char(q.period, 'YYYY-MM-DD'), c.scheme_id, c.version), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint,
		e.extversion, digest
	FROM project_period q
		CROSS JOIN current_scheme c
		JOIN pg_extension e ON e.extname = 'service_eval'
		LEFT JOIN current_run r ON r.project_id = q.project_id AND r.scheme_id = c.scheme_id AND r.period IS NOT DISTINCT FROM q.period
	WHERE q.project_id = $1
		AND (only_period IS NULL
			OR (coalesce(q.period >= only_period, true)
				AND EXISTS (SELECT FROM project_period o WHERE o.project_id = $1 AND o.period = only_period)))
		AND ((r.sealed_at IS NULL AND (force OR r.input_digest IS DISTINCT FROM digest OR r.cutoff IS DISTINCT FROM q.until_on
				OR r.result_digest IS DISTINCT FROM result_digest(r.project_id, r.run_id)))
			OR EXISTS (SELECT FROM awaited_rerun a WHERE a.project_id = q.project_id AND a.scheme_id = c.scheme_id AND a.period IS NOT DISTINCT FROM q.period))
	ORDER BY c.display_order, c.scheme_id, q.period;
	GET DIAGNOSTICS runs = ROW_COUNT;
	-- also where nothing has changed: the clusters are no facts, so the digest does not tell whether they are there
	PERFORM match_photos($1);
	IF runs = 0 AND withdrawn = 0 THEN
		RETURN 0;
	END IF;

	-- Values, and the points they earn.  A target that the scheme leaves open is the median of the sites; improvement is that on
	-- the quarter before.  The error of the points is half of what lies between the points at one standard error below and
	-- above: nothing where more or less earns the same.
	WITH m AS MATERIALIZED (SELECT * FROM measure($1)),
	median AS (
		SELECT m.period, m.code, percentile_cont(0.5) WITHIN GROUP (ORDER BY m.value::float8)::numeric AS median
		FROM m
		WHERE m.scope = 'site' AND abs(m.value) < 'Infinity'
		GROUP BY m.period, m.code
	),
	left_out AS (
		INSERT INTO key_child_left_out (project_id, run_id, site_id)
		SELECT r.project_id, r.run_id, m.scope_key::bigint
		FROM m JOIN evaluation_run r ON r.project_id = $1 AND r.status = 'running' AND r.period IS NOT DISTINCT FROM m.period
		WHERE m.code = 'key_child_left_out' AND m.value = 1
	)
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, std_error, lo, hi, points, points_error, available, n, status)
	SELECT r.project_id, r.run_id, m.scope, m.scope_key, m.code, trim_scale(m.value), trim_scale(m.std_error), trim_scale(m.lo),
		trim_scale(CASE WHEN i.code IS NULL THEN m.hi WHEN i.rule = 'ratio' THEN y.target ELSE coalesce(i.hi, i.lo) END),
		trim_scale(earned_points(m.value, i.rule, i.direction, y.target, i.lo, i.hi, b.value, i.points)),
		trim_scale(abs(earned_points(m.value + m.std_error, i.rule, i.direction, y.target, i.lo, i.hi, b.value, i.points)
			- earned_points(m.value - m.std_error, i.rule, i.direction, y.target, i.lo, i.hi, b.value, i.points)) / 2),
		trim_scale(i.points), m.n,
		CASE WHEN i.code IS NOT NULL THEN CASE WHEN m.value IS NULL THEN 'not_measured' ELSE coalesce(m.status, 'measured') END ELSE m.status END
	FROM m
		JOIN evaluation_run r ON r.project_id = $1 AND r.status = 'running' AND r.period IS NOT DISTINCT FROM m.period
		LEFT JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.scheme_version AND i.code = m.code
		LEFT JOIN median d ON d.period IS NOT DISTINCT FROM m.period AND d.code = m.code
		LEFT JOIN m b ON b.period = m.period - interval '3 months' AND b.scope = m.scope AND b.scope_key = m.scope_key AND b.code = m.code
		CROSS JOIN LATERAL (SELECT coalesce(i.target, d.median) AS target) y
	-- another scheme's indicator, a code in capitals, is none of this run's business
	WHERE i.code IS NOT NULL OR (m.code COLLATE "C" !~ '^[A-Z]' AND m.code <> 'key_child_left_out');

	-- Does the home exist on paper only?  stopped: nobody is there; formal: the target is met on paper, and half of it or more was
	-- not felt; suspended: half or more of what was reported was not.  Where satisfaction is not known, what would be so even if
	-- it was full is said, and nothing else.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, n, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, 'suspension_index',
		trim_scale(round(service_eval.suspension_index(e.reported, e.deduplicated, e.verified, e.satisfaction)::numeric, 6)), e.reported,
		CASE
			WHEN e.idle_days >= 60 OR e.post_vacant = 1 THEN 'stopped'
			WHEN e.reported = 0 THEN NULL
			WHEN e.reported >= 0.8 * e.target AND e.verified * coalesce(e.satisfaction, 100) / 100 < 0.5 * e.target THEN 'formal'
			WHEN e.verified * coalesce(e.satisfaction, 100) / 100 <= 0.5 * e.reported THEN 'suspended'
			WHEN e.verified IS NOT NULL AND e.satisfaction IS NOT NULL THEN 'active'
		END
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key,
			max(e.value) FILTER (WHERE e.code = 'target') AS target,
			max(e.value) FILTER (WHERE e.code = 'reported') AS reported,
			max(e.value) FILTER (WHERE e.code = 'deduplicated') AS deduplicated,
			max(e.value) FILTER (WHERE e.code = 'verified') AS verified,
			max(e.value) FILTER (WHERE e.code = 'satisfaction') AS satisfaction,
			max(e.value) FILTER (WHERE e.code = 'idle_days') AS idle_days,
			max(e.value) FILTER (WHERE e.code = 'post_vacant') AS post_vacant
		FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
		WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site'
		GROUP BY e.project_id, e.run_id, e.scope_key
	) e;

	-- Score of a site: 100 x earned / applicable points of what was measured, half up to four decimals.  Rated when at
	-- least 80 % of its applicable points were measured and its satisfaction can be ranked by.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, points, available, n, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, 'score',
		CASE WHEN rated THEN round(e.score::numeric, 4) END, e.earned, e.available, e.indicators,
		CASE WHEN rated THEN 'rated' ELSE 'not_rated' END
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key,
			service_eval.evaluation_score(e.points, e.available) AS score,
			sum(e.points) AS earned, sum(e.available) AS available, count(e.available) AS indicators,
			coalesce(sum(e.available) FILTER (WHERE e.points IS NOT NULL) >= 0.8 * sum(e.available)
				AND bool_or(e.status = 'ranked') FILTER (WHERE e.code = 'effective_responses'), false) AS rated
		FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
		WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site'
		GROUP BY e.project_id, e.run_id, e.scope_key
	) e;

	-- The geometric mean beside it, in which nothing can make up for a part that is missing; a blank one counts 1 of 100, or
	-- one would be the end.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, n, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, 'shadow_score', round(e.score::numeric, 4), e.n, 'rated'
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key, bool_or(e.code = 'score' AND e.status = 'rated') AS rated,
			service_eval.geometric_score(1 + 99 * (e.points / e.available)::float8, e.available::float8) FILTER (WHERE e.code <> 'score' AND e.points IS NOT NULL) AS score,
			count(e.points) FILTER (WHERE e.code <> 'score') AS n
		FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
		WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site' AND e.available IS NOT NULL
		GROUP BY e.project_id, e.run_id, e.scope_key
	) e
	WHERE e.rated;

	-- What caps a grade, whatever the score.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, c.code, trim_scale(c.value), c.status
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key,
			max(e.value) FILTER (WHERE e.code = 'reported') AS reported,
			max(e.value) FILTER (WHERE e.code = 'verified') AS verified,
			max(e.value) FILTER (WHERE e.code = 'suspension_index') AS suspension_index,
			max(e.value) FILTER (WHERE e.code = 'vacant_days') AS vacant_days
		FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
		WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site'
		GROUP BY e.project_id, e.run_id, e.scope_key
	) e
		CROSS JOIN LATERAL (VALUES
			('limiter_suspension', e.suspension_index, e.suspension_index >= 0.5, 'medium'),
			('limiter_verification', round(e.verified / nullif(e.reported, 0), 6), e.verified < 0.9 * e.reported, 'good'),
			('limiter_vacancy', e.vacant_days, e.vacant_days > 90, 'medium')) AS c (code, value, holds, status)
	WHERE c.holds;

	-- what follows from the stored score: ties are ties to the fourth decimal, everywhere
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, n, status)
	SELECT e.project_id, e.run_id, 'site', e.scope_key, c.code, c.value, e.rated, c.status
	FROM (
		SELECT e.project_id, e.run_id, e.scope_key,
			count(*) OVER run AS rated,
			rank() OVER (run ORDER BY e.score DESC) AS rank,
			rank() OVER (run ORDER BY e.shadow_score DESC) AS shadow_rank,
			service_eval.score_quintile(e.score) OVER run AS quintile,
			service_eval.performance_band(e.score) OVER run AS band,
			service_eval.grade(e.score, e.cap)::text AS grade
		FROM (
			SELECT e.project_id, e.run_id, e.scope_key,
				max(e.value) FILTER (WHERE e.code = 'score' AND e.status = 'rated') AS score,
				max(e.value) FILTER (WHERE e.code = 'shadow_score') AS shadow_score,
				min(CASE WHEN e.code IN ('limiter_suspension', 'limiter_verification', 'limiter_vacancy') THEN e.status::service_eval.performance_grade END) AS cap
			FROM evaluation_result e JOIN evaluation_run r USING (project_id, run_id)
			WHERE e.project_id = $1 AND r.status = 'running' AND e.scope = 'site'
				AND e.code IN ('score', 'shadow_score', 'limiter_suspension', 'limiter_verification', 'limiter_vacancy')
			GROUP BY e.project_id, e.run_id, e.scope_key
		) e
		WHERE e.score IS NOT NULL
		WINDOW run AS (PARTITION BY e.project_id, e.run_id)
	) e
		CROSS JOIN LATERAL (VALUES ('rank', rank, NULL), ('shadow_rank', shadow_rank, NULL), ('quintile', quintile, NULL), ('band', NULL, band), ('grade', NULL, grade))
			AS c (code, value, status);

	-- The project: its own points, and for the rest the mean of its rated sites by their rosters, which are no result: the sum over a
	-- township, which is hidden where it is small, would follow.
	WITH village AS MATERIALIZED (
		SELECT v.run_id, count(*) AS sites,
			CASE WHEN sum(v.roster) > 0 THEN sum(v.roster * v.score) / sum(v.roster) ELSE avg(v.score) END AS mean
		FROM (
			SELECT e.run_id, e.value AS score, coalesce(b.children, 0) AS roster
			FROM evaluation_run r
				JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.code = 'score' AND e.status = 'rated'
				LEFT JOIN (SELECT site_id::text AS scope_key, count(*) AS children FROM beneficiary WHERE project_id = $1 GROUP BY site_id) b ON b.scope_key = e.scope_key
			WHERE r.project_id = $1 AND r.status = 'running'
		) v
		GROUP BY v.run_id
	),
	own AS MATERIALIZED (
		SELECT e.run_id, coalesce(sum(e.points), 0) AS points, coalesce(sum(e.available) FILTER (WHERE e.points IS NOT NULL), 0) AS available,
			sum(e.available) AS asked
		FROM evaluation_result e
		WHERE e.project_id = $1 AND e.scope = 'project' AND e.available IS NOT NULL
		GROUP BY e.run_id
	)
	INSERT INTO evaluation_result (project_id, run_id, scope, code, value, points, available, n, status)
	SELECT $1, p.run_id, 'project', c.code, c.value, c.points, c.available, p.sites, c.status
	FROM (
		SELECT r.run_id, v.sites, coalesce(o.points, 0) AS points, coalesce(o.available, 0) AS available,
			round(100 * (coalesce(o.points, 0) + (s.points - coalesce(o.asked, 0)) * v.mean / 100)
				/ nullif(coalesce(o.available, 0) + s.points - coalesce(o.asked, 0), 0), 4) AS score
		FROM evaluation_run r
			JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.scheme_version
			LEFT JOIN own o ON o.run_id = r.run_id
			LEFT JOIN village v ON v.run_id = r.run_id
		WHERE r.project_id = $1 AND r.status = 'running'
	) p
		CROSS JOIN LATERAL (VALUES
			('score', p.score, trim_scale(p.points), trim_scale(p.available), CASE WHEN p.score IS NULL THEN 'not_rated' ELSE 'rated' END),
			('grade', NULL, NULL, NULL, service_eval.grade(p.score)::text)) AS c (code, value, points, available, status)
	WHERE c.code = 'score' OR p.score IS NOT NULL;

	-- What a payment goes by: the same, but a site that is not rated counts with what it has earned of all that applies to it, as if
	-- the rest was nothing.  hi: as if the rest was all.  Left out, it would count as the mean of the others, and who loses the
	-- answers of bad sites would be paid for it.  n is the number of sites.
	WITH site AS MATERIALIZED (
		SELECT e.run_id, e.scope_key,
			max(e.value) FILTER (WHERE e.code = 'score') AS score,
			max(e.available) FILTER (WHERE e.code = 'score') AS available,
			coalesce(max(e.points) FILTER (WHERE e.code = 'score'), 0) AS earned,
			coalesce(sum(e.available) FILTER (WHERE e.code <> 'score' AND e.points IS NULL), 0) AS open
		FROM evaluation_run r
			JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site' AND e.available IS NOT NULL
		WHERE r.project_id = $1 AND r.status = 'running'
		GROUP BY e.run_id, e.scope_key
	),
	whole AS MATERIALIZED (
		SELECT v.run_id, count(*) AS sites, count(v.score) AS rated,
			CASE WHEN sum(v.roster) > 0 THEN sum(v.roster * v.low) / sum(v.roster) ELSE avg(v.low) END AS low,
			CASE WHEN sum(v.roster) > 0 THEN sum(v.roster * v.high) / sum(v.roster) ELSE avg(v.high) END AS high
		FROM (
			SELECT s.run_id, s.score, coalesce(b.children, 0) AS roster,
				coalesce(s.score, 100 * s.earned / s.available) AS low, coalesce(s.score, 100 * (s.earned + s.open) / s.available) AS high
			FROM site s
				LEFT JOIN (SELECT site_id::text AS scope_key, count(*) AS children FROM beneficiary WHERE project_id = $1 GROUP BY site_id) b ON b.scope_key = s.scope_key
		) v
		GROUP BY v.run_id
	),
	own AS MATERIALIZED (
		SELECT e.run_id, coalesce(sum(e.points) FILTER (WHERE e.code <> 'score'), 0) AS points,
			coalesce(sum(e.available) FILTER (WHERE e.code <> 'score' AND e.points IS NOT NULL), 0) AS available,
			coalesce(sum(e.available) FILTER (WHERE e.code <> 'score'), 0) AS asked
		FROM evaluation_run r
			JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'project' AND e.available IS NOT NULL
		WHERE r.project_id = $1 AND r.status = 'running'
		GROUP BY e.run_id
	)
	INSERT INTO evaluation_result (project_id, run_id, scope, code, value, hi, n, status)
	SELECT $1, r.run_id, 'project', 'payment_score',
		round(100 * (coalesce(o.points, 0) + (s.points - coalesce(o.asked, 0)) * w.low / 100)
			/ nullif(coalesce(o.available, 0) + s.points - coalesce(o.asked, 0), 0), 4),
		round(100 * (coalesce(o.points, 0) + (s.points - coalesce(o.asked, 0)) * w.high / 100)
			/ nullif(coalesce(o.available, 0) + s.points - coalesce(o.asked, 0), 0), 4),
		w.sites, CASE WHEN w.rated < w.sites THEN 'partly_rated' ELSE 'rated' END
	FROM evaluation_run r
		JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.scheme_version
		JOIN whole w ON w.run_id = r.run_id
		LEFT JOIN own o ON o.run_id = r.run_id
	-- without any that is rated nothing is known of the quality
	WHERE r.project_id = $1 AND r.status = 'running' AND w.rated > 0;

	-- Who got the resources: of the project as a whole, and nothing that tells how many children of which level a site has.
	INSERT INTO evaluation_result (project_id, run_id, scope, code, value, std_error, lo, hi, n, status)
	SELECT r.project_id, r.run_id, 'project', t.code, trim_scale(t.value), trim_scale(t.std_error), trim_scale(t.lo), trim_scale(t.hi), t.n, t.status
	FROM resource_tilt($1) t
		JOIN evaluation_run r ON r.project_id = $1 AND r.status = 'running' AND r.scheme_id = t.profile AND r.period IS NOT DISTINCT FROM t.period;

	-- How sure a rank is: in each of many draws the points of the rated sites vary by their errors and the weights of the
	-- indicators around the scheme's.  Once with both, once with the errors of the data alone and once with the weights
	-- alone, so that an appeal knows which of them matters.  Fewer draws where they would not fit into memory: from 25,000
	-- sites on.
	INSERT INTO evaluation_result (project_id, run_id, scope, scope_key, code, value, lo, hi, n)
	SELECT u.project_id, u.run_id, 'site', u.scope_key, c.code || u.suffix, trim_scale(c.value::numeric), c.lo, c.hi, u.draws
	FROM (
		SELECT p.project_id, p.run_id, p.scope_key, p.draws, v.suffix,
			service_eval.rank_uncertainty(p.points, CASE WHEN v.data THEN p.errors END, p.weights, p.draws,
				CASE WHEN v.weights THEN p.concentration END, p.seed) OVER (PARTITION BY p.project_id, p.run_id, v.suffix) AS u
		FROM (
			SELECT e.project_id, e.run_id, e.scope_key, s.concentration::float8 AS concentration, r.seed,
				least(s.draws, 250000000 / count(*) OVER (PARTITION BY e.project_id, e.run_id))::integer AS draws,
				array_agg(o.points::float8 ORDER BY i.code COLLATE "C") AS points,
				array_agg(coalesce(o.points_error, 0)::float8 ORDER BY i.code COLLATE "C") AS errors,
				array_agg(i.points::float8 ORDER BY i.code COLLATE "C") AS weights
			FROM evaluation_run r
				JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id
					AND e.scope = 'site' AND e.code = 'score' AND e.status = 'rated'
				JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.scheme_version
				JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.scheme_version
				LEFT JOIN evaluation_result o ON o.project_id = e.project_id AND o.run_id = e.run_id
					AND o.scope = 'site' AND o.scope_key = e.scope_key AND o.code = i.code
			WHERE r.project_id = $1 AND r.status = 'running'
			GROUP BY e.project_id, e.run_id, e.scope_key, s.draws, s.concentration, r.seed
		) p
			CROSS JOIN (VALUES ('', true, true), ('_data', true, false), ('_weights', false, true)) AS v (suffix, data, weights)
	) u
		CROSS JOIN LATERAL (VALUES
			('expected_rank', (u.u).expected_rank, (u.u).rank_low, (u.u).rank_high),
			('p_top', (u.u).p_top, NULL, NULL),
			('p_bottom', (u.u).p_bottom, NULL, NULL)) AS c (code, value, lo, hi);

	-- the new runs take the place of the current ones; of those the row stays; the results go,
	-- unless they are official or contested
	UPDATE evaluation_run old SET status = 'superseded'
	FROM evaluation_run new
	WHERE old.project_id = $1 AND old.status = 'finished' AND new.status = 'running'
		AND new.project_id = old.project_id AND new.scheme_id = old.scheme_id AND new.period IS NOT DISTINCT FROM old.period;

	IF EXISTS (SELECT FROM awaited_rerun a WHERE a.project_id = $1) THEN
		UPDATE appeal a SET rerun_id = r.run_id
		FROM awaited_rerun w JOIN evaluation_run r ON r.project_id = w.project_id AND r.scheme_id = w.scheme_id AND r.period IS NOT DISTINCT FROM w.period
		WHERE a.project_id = w.project_id AND a.appeal_id = w.appeal_id AND w.project_id = $1 AND r.status = 'running';
	END IF;

	UPDATE evaluation_run r SET status = 'finished', finished_at = clock_timestamp(),
		results = (SELECT count(*) FROM evaluation_result e WHERE e.project_id = r.project_id AND e.run_id = r.run_id),
		left_out = (SELECT count(*) FROM key_child_left_out k WHERE k.project_id = r.project_id AND k.run_id = r.run_id),
		result_digest = result_digest(r.project_id, r.run_id)
	WHERE r.project_id = $1 AND r.status = 'running';

	DELETE FROM evaluation_result e
	USING evaluation_run r
	WHERE r.project_id = $1 AND r.status = 'superseded' AND r.sealed_at IS NULL AND e.project_id = r.project_id AND e.run_id = r.run_id
		AND NOT EXISTS (SELECT FROM appeal a WHERE a.project_id = r.project_id AND a.run_id = r.run_id);

	DELETE FROM key_child_left_out k
	USING evaluation_run r
	WHERE r.project_id = $1 AND r.status = 'superseded' AND r.sealed_at IS NULL AND k.project_id = r.project_id AND k.run_id = r.run_id
		AND NOT EXISTS (SELECT FROM appeal a WHERE a.project_id = r.project_id AND a.run_id = r.run_id);

	RETURN runs + withdrawn;
END
$$;
COMMENT ON FUNCTION refresh_project(bigint, date, boolean) IS 'computes the results of one project inside the caller''s transaction; the number of runs made or withdrawn | 计算单个项目的结果，返回新增或撤回的批次数';
