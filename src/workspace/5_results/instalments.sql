-- SPDX-License-Identifier: PostgreSQL
-- Instalments with the day on which they fall due.
--
-- One that waits for a milestone is unlocked when the milestone's run of the first scheme that judged it is sealed and
-- this contract's grade in it reaches min_grade; its day is the later of due_on and that seal, in the time zone of the
-- workspace.  An empty day: it is locked.  A contract without instalments is paid at its end: one instalment of the
-- whole price, without a number.
CREATE OR REPLACE FUNCTION instalment_day(project_id bigint)
RETURNS TABLE (contract_id bigint, number integer, amount numeric, due_on date, advance boolean, milestone text,
	min_grade text,
	grade text, sealed_on date, day date)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT i.contract_id, i.number, coalesce(i.amount, round(i.share * c.price, 2)), i.due_on, i.advance, i.milestone,
	i.min_grade, m.grade, m.sealed_on,
	CASE WHEN i.milestone IS NULL THEN i.due_on
		WHEN m.sealed_on IS NOT NULL AND (i.min_grade IS NULL OR grade_place(m.grade) >= grade_place(i.min_grade))
			THEN greatest(i.due_on, m.sealed_on) END
FROM instalment i
	JOIN contract_term c ON c.project_id = i.project_id AND c.contract_id = i.contract_id
	LEFT JOIN LATERAL (
		-- perhaps withdrawn since
		SELECT f.scheme_id
		FROM evaluation_run f JOIN scheme s ON s.scheme_id = f.scheme_id AND s.version = f.version
		WHERE f.project_id = i.project_id AND f.period = i.milestone AND f.status = 'finished'
		ORDER BY s.display_order, s.scheme_id COLLATE "C"
		LIMIT 1
	) h ON true
	LEFT JOIN LATERAL (
		-- of several seals, one after an appeal say, the first that unlocks
		SELECT o.grade, (r.sealed_at AT TIME ZONE z.time_zone)::date AS sealed_on
		FROM evaluation_run r
			LEFT JOIN contract_score o ON o.project_id = r.project_id AND o.run_id = r.run_id
				AND o.contract_id = i.contract_id
			CROSS JOIN setting z
		WHERE r.project_id = i.project_id AND r.period = i.milestone AND r.scheme_id = h.scheme_id
			AND r.sealed_at IS NOT NULL
		ORDER BY i.min_grade IS NULL OR coalesce(grade_place(o.grade) >= grade_place(i.min_grade), false) DESC,
			r.sealed_at
		LIMIT 1
	) m ON true
WHERE i.project_id = $1
UNION ALL
SELECT c.contract_id, NULL, c.price, c.end_on, false, NULL, NULL, NULL, NULL, c.end_on
FROM contract_term c
WHERE c.project_id = $1 AND NOT EXISTS (SELECT FROM instalment i WHERE i.project_id = c.project_id
	AND i.contract_id = c.contract_id)
$$;
COMMENT ON FUNCTION instalment_day(bigint) IS
	'inner instalment_day: instalments with the day on which they fall due, empty where locked | '
	'内部分期到期日：各期款项的到期日，未解锁为空';
