-- SPDX-License-Identifier: PostgreSQL
-- A column of an answer means what the column of that name means in the tables, unless it has a comment of its own: the
-- words of the tables are used again, so that they have one home.  What no table has stands in the list.
DO $do$
DECLARE
	c		record;
	ours	text[] := ARRAY(SELECT p.object FROM @workspace@.workspace_part p WHERE p.object LIKE 'view %');
BEGIN
	FOR c IN
		WITH word AS (
			SELECT DISTINCT ON (w.name) w.name, w.text
			FROM (
				SELECT l.name, l.text, 0 AS place
				FROM (VALUES
					('period', 'period: 2022Q2, 2022, term, the code of a milestone, ... | '
						'时段：如2022Q2、2022、term（全期）、评价节点代码'),
					('from_on', 'from: first day of the period that counts | 起始日期：时段内统计首日'),
					('until_on', 'until: last day of the period that counts | 截止日期：时段内统计末日'),
					('profile', 'profile: scheme that judged | 方案：评分方案'),
					('village', 'village: name of the village | 村：村名'),
					('lower', 'at least: if all who were not heard gave the worst answer | 下界：未表达意见者均给最低分'),
					('upper', 'at most: if all who were not heard gave the best answer | 上界：未表达意见者均给最高分')
				) AS l (name, text)
				UNION ALL
				SELECT a.attname, col_description(a.attrelid, a.attnum), t.place
				FROM unnest(ARRAY['site_score', 'site_measure', 'project_score', 'project_measure', 'contract_score',
					'contract_item_measure', 'item_measure', 'run_indicator', 'site_points',
						'project_points', 'form_line', 'site_indicator', 'resource_tilt', 'indicator', 'village',
							'site', 'post',
							'activity', 'photo_match', 'duplicate_review', 'snapshot',
						'evaluation_run', 'contract', 'contract_item', 'instalment', 'payment', 'visit_plan',
							'organization', 'project', 'need', 'roster', 'fact_count', 'criterion_measure',
							'panel_measure', 'finding', 'snapshot_finding',
						-- what others show of it means the same
						'village_suspension', 'self_evaluation_form', 'rectification', 'contract_payment',
							'dimension'])
					WITH ORDINALITY AS t (name, place)
					JOIN pg_class k ON k.relname = t.name AND k.relnamespace = '@workspace@'::regnamespace
					JOIN pg_attribute a ON a.attrelid = k.oid AND a.attnum > 0 AND NOT a.attisdropped
			) w
			WHERE w.text IS NOT NULL
			ORDER BY w.name, w.place
		)
		SELECT v.relname, a.attname, w.text
		FROM pg_class v
			JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
			JOIN word w ON w.name = a.attname
		WHERE v.relnamespace = '@workspace@'::regnamespace AND v.relkind = 'v'
			AND 'view ' || v.relname = ANY (ours)
			AND col_description(v.oid, a.attnum) IS NULL
		ORDER BY v.relname, a.attnum
	LOOP
		EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', c.relname, c.attname, c.text);
	END LOOP;
END
$do$;
