-- The two tables of doc/guide.md on roles, made of role_right: test_roles.c compares them.
SELECT E'| answers | read by |\n|---|---|\n' || string_agg(format(E'| %s | %s |\n', g.answers, g.roles), ''
	ORDER BY g.place)
FROM (
	SELECT a.roles, string_agg(a.view, ', ' ORDER BY a.place) AS answers, min(a.place) AS place
	FROM (
		SELECT v.view, v.place, coalesce(string_agg(DISTINCT r.role, ', ' ORDER BY r.role), 'nobody else') AS roles
		FROM (SELECT view, row_number() OVER () AS place FROM town.answers) v
			LEFT JOIN town.role_right r ON r.relation = v.view AND r.listed AND r.role NOT IN ('admin', 'job')
		GROUP BY v.view, v.place
	) a
	GROUP BY a.roles
) g
UNION ALL
SELECT E'| table | read by | written by |\n|---|---|---|\n' || string_agg(format(E'| %s | %s | %s |\n', t.relation,
	t.readers, t.writers), '' ORDER BY t.relation)
FROM (
	SELECT p.relation, coalesce(string_agg(p.line, '; ' ORDER BY p.line) FILTER (WHERE p.privilege = 'SELECT'), '')
			AS readers,
		coalesce(string_agg(p.line, '; ' ORDER BY p.line) FILTER (WHERE p.privilege <> 'SELECT'), 'nobody else')
			AS writers
	FROM (
		SELECT r.relation, r.privilege,
			concat(string_agg(DISTINCT r.role, ', ' ORDER BY r.role), ' (' || nullif(concat_ws('; ', nullif(w.en, 'all'),
				CASE WHEN cardinality(r.columns) <= 4 THEN 'only ' || array_to_string(r.columns, ', ')
					WHEN r.columns IS NOT NULL THEN 'some columns' END,
				CASE r.privilege WHEN 'INSERT' THEN 'new rows' END), '') || ')') AS line
		FROM town.role_right r JOIN town.row_rule w ON w.rows = r.rows
		WHERE r.role NOT IN ('admin', 'job') AND r.relation IN ('account', 'activity', 'appeal', 'assessment',
			'attendance', 'audit_log', 'beneficiary', 'finding', 'key_person_left_out', 'level_measure', 'photo',
			'post', 'rectification', 'response', 'roster', 'visit', 'visit_plan', 'evaluation_run', 'site_score')
		GROUP BY r.relation, r.privilege, r.rows, r.columns, w.en
	) p
	GROUP BY p.relation
) t;
