-- SPDX-License-Identifier: PostgreSQL
-- Whom to visit in a unit.
--
-- Every site that is open in the unit gets a risk stratum from what was verified of its reports in the units before:
--
--	green	V/R >= 0.95		amber	V/R >= 0.90, or never checked		red		below, or nothing was reported
--
-- Of each stratum a share is drawn, and then the floor: a share of all sites that were not drawn, whatever their
-- stratum, at least one.  So nobody can be sure of being left alone.  Shares are rounded up.  The order of the draw and
-- the days are SHA-256 of the seed and the site: the same seed gives the same plan, and without the seed nobody can
-- foresee it.  Days that are over when the plan is made are not drawn.
CREATE OR REPLACE FUNCTION plan_visits(project_id bigint, period text, seed bigint DEFAULT NULL,
	green numeric DEFAULT 0.05, amber numeric DEFAULT 0.10, red numeric DEFAULT 0.50, floor numeric DEFAULT 0.05)
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	-- 64 random bits of the server's strong generator
	chosen	bigint := coalesce($3,
		('x' || right(gen_random_uuid()::text, 12) || left(gen_random_uuid()::text, 4))::bit(64)::bigint);
	lot		text := concat_ws('/', chosen, $1, $2);
	unit	record;
	share	record;
	drawn	bigint;
BEGIN
	IF NOT EXISTS (SELECT FROM project p WHERE p.project_id = $1) THEN
		RAISE EXCEPTION 'project % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table project of this workspace lists the projects. | 项目见本评价库的project表。';
	END IF;
	SELECT u.from_on, u.end_on, u.whole_from INTO unit FROM project_unit u WHERE u.project_id = $1 AND u.period = $2;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'project % has no unit "%"', $1, coalesce($2, 'NULL')
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = format('Its units are: %s.', (
					  SELECT string_agg(u.period, ', ' ORDER BY u.whole_from) FROM project_unit u
						WHERE u.project_id = $1)),
				  HINT = 'Visits are planned for one unit of the project. | 核查按项目周期计划。';
	END IF;
	IF unit.end_on < current_date THEN
		RAISE EXCEPTION 'unit "%" is over', $2
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = 'Its strata decide whose checks speak for whom, so they are set before the visits.',
				  HINT = 'What was planned elsewhere can be entered into the table visit_plan. | '
					'已在别处制定的计划可录入visit_plan表。';
	END IF;
	FOR share IN SELECT s.name, s.value FROM (VALUES ('green', $4), ('amber', $5), ('red', $6), ('floor', $7))
		AS s (name, value)
				 WHERE s.value IS NULL OR NOT s.value BETWEEN 0 AND 1
	LOOP
		RAISE EXCEPTION 'share "%" must be between 0 and 1, not %', share.name, coalesce(share.value::text, 'NULL')
			USING ERRCODE = 'numeric_value_out_of_range',
				  HINT = 'It is the share of the sites to visit: 0.05 is 5 %. | 应核查服务点的比例，0.05即5%。';
	END LOOP;
	IF EXISTS (SELECT FROM visit_plan p WHERE p.project_id = $1 AND p.from_on BETWEEN unit.from_on AND unit.end_on) THEN
		RAISE EXCEPTION 'visits to project % in "%" are planned already', $1, $2
			USING ERRCODE = 'unique_violation',
				  HINT = format('To draw again: DELETE FROM visit_plan WHERE project_id = %s AND from_on BETWEEN %L '
					'AND %L; | 删除后可重新抽取。', $1, unit.from_on, unit.end_on);
	END IF;

	INSERT INTO visit_plan (project_id, from_on, until_on, site_id, stratum, due, drawn, seed)
	SELECT $1, unit.from_on, unit.end_on, f.site_id, f.stratum,
		CASE WHEN f.drawn IS NOT NULL THEN
			f.from_on + floor((f.until_on - f.from_on + 1)
				* (('x' || encode(substr(sha256(convert_to(concat_ws('/', lot, f.site_id, 'day'), 'UTF8')), 1, 4),
					'hex'))::bit(32)::bigint / 4294967296.0))::integer END,
		f.drawn, chosen
	FROM (
		SELECT d.site_id, d.stratum, d.from_on, d.until_on,
			CASE WHEN d.in_stratum THEN 'stratum'
				WHEN row_number() OVER (PARTITION BY d.in_stratum ORDER BY d.second_lot)
					<= ceil($7 * count(*) OVER (PARTITION BY d.in_stratum)) THEN 'floor' END AS drawn
		FROM (
			SELECT k.site_id, k.stratum, k.from_on, k.until_on,
				row_number() OVER (PARTITION BY k.stratum
					ORDER BY sha256(convert_to(concat_ws('/', lot, k.site_id, 'stratum'), 'UTF8')))
					<= ceil(CASE k.stratum WHEN 'green' THEN $4 WHEN 'amber' THEN $5 ELSE $6 END
						* count(*) OVER (PARTITION BY k.stratum)) AS in_stratum,
				sha256(convert_to(concat_ws('/', lot, k.site_id, 'floor'), 'UTF8')) AS second_lot
			FROM (
				SELECT s.site_id, greatest(unit.from_on, s.opened_on, current_date) AS from_on,
					least(unit.end_on, s.closed_on) AS until_on,
					CASE WHEN h.reported = 0 AND h.target > 0 THEN 'red'
						WHEN h.factor IS NULL THEN 'amber'
						WHEN h.factor >= 0.95 THEN 'green'
						WHEN h.factor >= 0.90 THEN 'amber'
						ELSE 'red' END AS stratum
				FROM site s
					LEFT JOIN (
						-- all units before: quantities as they were published, tariffs as they are
						SELECT m.site_id, sum(w.weight * m.target) AS target, sum(w.weight * m.reported) AS reported,
							CASE WHEN bool_and(m.verified IS NOT NULL OR w.weight = 0) THEN round(sum(w.weight
								* m.verified) / nullif(sum(w.weight * m.reported), 0), 6) END AS factor
						FROM current_snapshot c
							JOIN item_measure m ON m.project_id = c.project_id AND m.snapshot_id = c.snapshot_id
							JOIN item_weight w ON w.project_id = m.project_id AND w.contract_id = m.contract_id
								AND w.item = m.item
						WHERE c.project_id = $1 AND c.kind = 'unit' AND c.from_on < unit.from_on
						GROUP BY m.site_id
					) h ON h.site_id = s.site_id
				WHERE s.project_id = $1
			) k
			WHERE k.from_on <= k.until_on
		) d
	) f;

	SELECT count(p.due) INTO drawn FROM visit_plan p WHERE p.project_id = $1 AND p.from_on = unit.from_on;
	IF NOT EXISTS (SELECT FROM visit_plan p WHERE p.project_id = $1 AND p.from_on = unit.from_on) THEN
		RAISE EXCEPTION 'project % has no site that is open in "%"', $1, $2
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table site tells when they are. | 开放日期见site表。';
	END IF;
	RETURN drawn;
END
$$;
COMMENT ON FUNCTION plan_visits(bigint, text, bigint, numeric, numeric, numeric, numeric) IS
	'plan visits: draws the sites to visit in a unit, by risk and at random; returns how many were drawn | '
	'核查计划：按风险分层随机抽取周期内核查服务点，返回抽中数';
