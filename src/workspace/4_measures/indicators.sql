-- SPDX-License-Identifier: PostgreSQL
-- Raw values of all indicators: those that are shipped (indicators/, one function each), a bureau's own, and the
-- criteria that evaluators score.
--
-- A period is judged by the facts of that period alone; but O4 and B4 run from the start of the term, or from the
-- opening of the site.  What is said of activities that count leaves out those found repeated or without trace;
-- answers, visits and scores count unless a provider of the project took them.  Sums are numeric, so that values do
-- not depend on the order of rows.
--
-- A row for every site that the indicator applies to.  value NULL: it applies but was not measured.  No row: it does
-- not apply, and its points are taken out of the reckoning.  pooled: the site has too few facts of its own, and those
-- of its neighbours speak for it.
--
-- One that is shipped to all is a file more in indicators/ and a line more here.  A bureau's own is a view
-- indicator_<code in small letters> with the columns project_id, site_id (NULL: the project's), period, value, n, and
-- std_error if the value is an estimate, whole if it is a share of something, and pooled.  A view that has the
-- name of a shipped one stands in its place.

CREATE OR REPLACE FUNCTION measure_site_indicators(project_id bigint, snapshots bigint[]) RETURNS SETOF site_indicator
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT $1, i.snapshot_id, i.site_id, i.code, trim_scale(i.value), trim_scale(i.std_error), trim_scale(i.numerator),
	trim_scale(i.denominator), i.n, i.pooled
FROM (
	SELECT 'O1' AS code, o.* FROM indicator_o1($1, $2) o WHERE to_regclass('@workspace@.indicator_o1') IS NULL
	UNION ALL SELECT 'O2', o.* FROM indicator_o2($1, $2) o WHERE to_regclass('@workspace@.indicator_o2') IS NULL
	UNION ALL SELECT 'O3', o.* FROM indicator_o3($1, $2) o WHERE to_regclass('@workspace@.indicator_o3') IS NULL
	UNION ALL SELECT 'O4', o.* FROM indicator_o4($1, $2) o WHERE to_regclass('@workspace@.indicator_o4') IS NULL
	UNION ALL SELECT 'O5', o.* FROM indicator_o5($1, $2) o WHERE to_regclass('@workspace@.indicator_o5') IS NULL
	UNION ALL SELECT 'B1', o.* FROM indicator_b1($1, $2) o WHERE to_regclass('@workspace@.indicator_b1') IS NULL
	UNION ALL SELECT 'B2', o.* FROM indicator_b2($1, $2) o WHERE to_regclass('@workspace@.indicator_b2') IS NULL
	UNION ALL SELECT 'B3', o.* FROM indicator_b3($1, $2) o WHERE to_regclass('@workspace@.indicator_b3') IS NULL
	UNION ALL SELECT 'B4', o.* FROM indicator_b4($1, $2) o WHERE to_regclass('@workspace@.indicator_b4') IS NULL
	UNION ALL SELECT 'B5', o.* FROM indicator_b5($1, $2) o WHERE to_regclass('@workspace@.indicator_b5') IS NULL
	UNION ALL SELECT 'S1', o.* FROM indicator_s1($1, $2) o WHERE to_regclass('@workspace@.indicator_s1') IS NULL
	UNION ALL SELECT 'S2', o.* FROM indicator_s2($1, $2) o WHERE to_regclass('@workspace@.indicator_s2') IS NULL
) i
$$;
COMMENT ON FUNCTION measure_site_indicators(bigint, bigint[]) IS
	'step measure_site_indicators: values of the shipped indicators | 步骤内置指标：内置指标的原始值';

-- NaN is greater than every number, and a rule would give it all points or fail without saying whose it is.  A negative
-- error would vary the points as a positive one does, and nobody would see that the view is wrong.
CREATE OR REPLACE FUNCTION checked_number(view_name text, column_name text, place text, value numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF value = 'NaN' OR (column_name = 'std_error' AND (value < 0 OR value = 'Infinity')) THEN
		RAISE EXCEPTION '% of % in "%" must be %, not %', column_name,
			coalesce('site "' || place || '"', 'the project'),
			view_name, CASE column_name WHEN 'std_error' THEN 'finite and not negative' ELSE 'a number' END, value
			USING ERRCODE = 'numeric_value_out_of_range',
				  HINT = CASE column_name
					WHEN 'std_error' THEN 'NULL stands for a value that is known exactly. | 确知的值请用NULL。'
					ELSE 'NULL stands for a value that was not measured. | 未测量的值请用NULL。' END;
	END IF;
	RETURN value;
END
$$;
COMMENT ON FUNCTION checked_number(text, text, text, numeric) IS
	'inner checked_number: refuses a value or error of a bureau''s own view that cannot be used | '
	'内部数值检查：拒绝自定义指标视图的无效数值';

-- Of the schemes that judge the project: the codes that have a view of their own, and those that evaluators score
-- (view NULL). E1 is the buyer's, and worked out when a run is judged; what goes by findings has no value.
CREATE OR REPLACE FUNCTION own_indicator(project_id bigint)
RETURNS TABLE (code text, scope text, view regclass, columns text[])
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT i.code, i.scope, v.view, ARRAY(
	SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = v.view AND NOT a.attisdropped AND a.attnum > 0)
FROM (
	SELECT i.code, max(i.scope) AS scope
	FROM project p
		JOIN current_scheme s ON s.service = p.service
		JOIN indicator i ON i.scheme_id = s.scheme_id AND i.version = s.version
	WHERE p.project_id = $1 AND NOT by_findings(i.rule)
	GROUP BY i.code
) i
	CROSS JOIN LATERAL (SELECT to_regclass('@workspace@.indicator_' || lower(i.code)) AS view) v
WHERE v.view IS NOT NULL OR (i.code <> 'E1'
	AND to_regprocedure('@workspace@.indicator_' || lower(i.code) || '(bigint,bigint[])') IS NULL)
$$;
COMMENT ON FUNCTION own_indicator(bigint) IS
	'inner own_indicator: indicators with a view of their own, or scored by evaluators | 内部自定义指标：自有视图或由评价方评分的指标';

-- site_id NULL: the project's own.
CREATE OR REPLACE FUNCTION own_value(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, code text, value numeric, std_error numeric, denominator numeric,
	n bigint, pooled boolean)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	i	record;
BEGIN
	RETURN QUERY
	SELECT m.snapshot_id, m.site_id, o.code, a.score, a.std_error, NULL::numeric, coalesce(a.assessors, 0)::bigint,
		false
	FROM own_indicator($1) o
		JOIN site_measure m ON m.project_id = $1 AND m.snapshot_id = ANY ($2)
		LEFT JOIN criterion_measure a ON a.project_id = $1 AND a.snapshot_id = m.snapshot_id
			AND a.site_id = m.site_id AND a.criterion = o.code
	WHERE o.view IS NULL AND o.scope = 'site'
	UNION ALL
	SELECT s.snapshot_id, NULL, o.code, a.score, a.std_error, NULL, coalesce(a.assessors, 0), false
	FROM own_indicator($1) o
		JOIN snapshot s ON s.project_id = $1 AND s.snapshot_id = ANY ($2)
		LEFT JOIN panel_measure a ON a.project_id = $1 AND a.snapshot_id = s.snapshot_id AND a.criterion = o.code
	WHERE o.view IS NULL AND o.scope = 'project';

	FOR i IN SELECT o.code, o.view, o.columns FROM own_indicator($1) o WHERE o.view IS NOT NULL ORDER BY o.code LOOP
		RETURN QUERY EXECUTE format($own$
			SELECT s.snapshot_id, v.site_id::bigint, %1$L::text,
				checked_number(%2$L, 'value', o.name, v.value::numeric),
				checked_number(%2$L, 'std_error', o.name, %3$s), %4$s, v.n::bigint, %5$s
			FROM %6$s v
				JOIN snapshot s ON s.project_id = v.project_id AND s.period = v.period::text
				LEFT JOIN site o ON o.project_id = v.project_id AND o.site_id = v.site_id
			WHERE v.project_id = $1 AND s.snapshot_id = ANY ($2)
				AND (v.site_id IS NULL OR EXISTS (SELECT FROM site_measure m
					WHERE m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
						AND m.site_id = v.site_id))$own$,
			i.code, 'indicator_' || lower(i.code),
			CASE WHEN 'std_error' = ANY (i.columns) THEN 'v.std_error::numeric' ELSE 'NULL::numeric' END,
			CASE WHEN 'whole' = ANY (i.columns) THEN 'v.whole::numeric' ELSE 'NULL::numeric' END,
			CASE WHEN 'pooled' = ANY (i.columns) THEN 'coalesce(v.pooled AND v.value IS NOT NULL, false)' ELSE 'false'
				END,
			i.view)
		USING $1, $2;
	END LOOP;
END
$$;
COMMENT ON FUNCTION own_value(bigint, bigint[]) IS
	'inner own_value: values of own indicators and of assessed criteria | 内部自定义指标值：自定义指标与评分指标的值';

CREATE OR REPLACE FUNCTION measure_own_indicators(project_id bigint, snapshots bigint[]) RETURNS SETOF site_indicator
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT $1, o.snapshot_id, o.site_id, o.code, trim_scale(o.value), trim_scale(o.std_error), NULL::numeric,
	trim_scale(o.denominator), o.n, o.pooled
FROM own_value($1, $2) o
WHERE o.site_id IS NOT NULL
$$;
COMMENT ON FUNCTION measure_own_indicators(bigint, bigint[]) IS
	'step measure_own_indicators: values of own indicators and assessed criteria by site | 步骤自定义指标：各服务点自定义指标与评分指标的值';

CREATE OR REPLACE FUNCTION measure_project_indicators(project_id bigint, snapshots bigint[])
RETURNS SETOF project_indicator
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT $1, o.snapshot_id, o.code, trim_scale(o.value), trim_scale(o.std_error), NULL::numeric,
	trim_scale(o.denominator), o.n
FROM own_value($1, $2) o
WHERE o.site_id IS NULL
$$;
COMMENT ON FUNCTION measure_project_indicators(bigint, bigint[]) IS
	'step project indicators: values of own indicators of the whole project | 步骤项目级指标：项目级自定义指标的值';
