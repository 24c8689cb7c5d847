-- Does a worked year produce all papers?  Read with \i after SET search_path = <workspace>, service_eval; of one project.
-- A row for each paper that lacks something, and none if all is well.
--
-- A paper has rows, has what the example put into it, is in Chinese where it is in Chinese, and speaks of no child.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SELECT r.project_id AS project, r.period AS milestone, r.run_id AS sealed, r.profile
FROM current_run r
WHERE r.sealed_at IS NOT NULL \gset

CREATE FUNCTION pg_temp.lines(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT to_jsonb(t)::text FROM (%s) t', query);
END $$;
CREATE TEMPORARY TABLE paper AS
SELECT v.paper, l.line
FROM (VALUES
	('self_evaluation_form', 'SELECT * FROM self_evaluation_form'), ('finding_list', 'SELECT * FROM finding_list'),
	('rectification_status', 'SELECT * FROM rectification_status'),
	('rectification_letter', format('SELECT * FROM rectification_letters(%s)', :project)),
	('ranking_notice', format('SELECT * FROM ranking_notice(%s, %L)', :project, :'milestone')),
	('panel_agreement', 'SELECT * FROM panel_agreement'), ('evaluation_gap', 'SELECT * FROM evaluation_gap'),
	('instalment_status', 'SELECT * FROM instalment_status'), ('payment_approval', 'SELECT * FROM payment_approval'),
	('explain_score', format('SELECT e.* FROM site s CROSS JOIN LATERAL explain_score(s.site_id) e'))
) AS v (paper, query)
	CROSS JOIN LATERAL pg_temp.lines(v.query) AS l (line);
-- every column of every row is read
CREATE TEMPORARY TABLE chinese AS
SELECT paper, c.key, coalesce(c.value #>> '{}', '') AS text
FROM paper CROSS JOIN LATERAL jsonb_each(line::jsonb) AS c
WHERE c.key ~ '_zh$';

SELECT p.paper || ': no rows' AS lacks
FROM unnest(ARRAY['self_evaluation_form', 'finding_list', 'rectification_status', 'rectification_letter',
	'ranking_notice', 'panel_agreement', 'evaluation_gap', 'instalment_status', 'payment_approval', 'explain_score'])
	AS p (paper)
WHERE p.paper NOT IN (SELECT paper FROM paper)
UNION ALL
SELECT DISTINCT paper || ': speaks of a child' FROM paper
WHERE line ~* 'child|guardian' OR line ~ '儿童|监护'
UNION ALL
-- explain_score names codes, in sums and beside the name of a scheme; a notice the function that checks a number
SELECT DISTINCT format('%s: Latin letters in %s: %s', paper, key, text) FROM chinese
WHERE paper <> 'explain_score' AND regexp_replace(text, '校验码：[-0-9a-f]+|^[0-9]+-[0-9]+-[0-9a-f]{24}$|verify_chain\(''[-0-9a-f]+''\)', '', 'g') ~ '[A-Za-z]'
UNION ALL
SELECT DISTINCT format('%s: %s is empty', paper, key) FROM chinese
WHERE paper IN ('rectification_letter', 'ranking_notice', 'explain_score', 'rectification_status') AND text = ''
UNION ALL
-- the lines of each form add up to its score, and the points that count to 100
SELECT format('form of %s, %s: %s', f.period, f.profile, sum(f.earned) FILTER (WHERE f.line_kind IN ('indicator', 'bonus')))
FROM self_evaluation_form f JOIN project_summary s USING (project_id, period, profile)
GROUP BY f.period, f.profile, s.score
HAVING (sum(f.earned) FILTER (WHERE f.line_kind IN ('indicator', 'bonus')) <> s.score) IS NOT FALSE
	OR sum(f.points_counted) FILTER (WHERE f.line_kind = 'indicator') <> 100
UNION ALL
-- who missed the target says why
SELECT format('form: no deviation of %s', code) FROM self_evaluation_form
WHERE period = 'term' AND profile = :'profile' AND line_kind = 'indicator' AND earned < points_counted
	AND deviation IS NULL
UNION ALL
SELECT 'form: no adjusted budget' FROM self_evaluation_form
WHERE period = 'term' AND profile = :'profile' AND line_kind = 'budget'
HAVING max(actual) FILTER (WHERE code = 'budget') IS NOT DISTINCT FROM max(actual) FILTER (WHERE code = 'adjusted')
UNION ALL
SELECT 'findings: not of every kind' FROM finding_list
HAVING NOT (bool_or(withdrawn_on IS NOT NULL AND NOT counts) AND bool_or(site_id IS NULL AND contract_id IS NOT NULL)
	AND bool_or(rule = 'bonus' AND points > 0) AND bool_or(rule = 'bonus' AND points < 0))
UNION ALL
SELECT 'rectification: not in every state' FROM rectification_status
HAVING NOT (bool_or(status = 'verified') AND bool_or(status = 'answered') AND bool_or(status = 'overdue')
	AND bool_or(source = 'finding') AND bool_or(source = 'band'))
UNION ALL
SELECT 'panel: there is nobody to compare' FROM panel_agreement WHERE period = 'term' HAVING bool_or(alpha IS NULL)
UNION ALL
SELECT 'gap: no self-assessment or no recheck' FROM evaluation_gap WHERE period = 'term'
HAVING NOT (bool_and(self_score IS NOT NULL) AND bool_or(recheck_score IS NOT NULL))
UNION ALL
SELECT 'instalments: none waits for a milestone, or nothing is to be approved' FROM instalment_status
HAVING NOT (bool_or(sealed_on IS NOT NULL AND min_grade IS NOT NULL) AND sum(outstanding) > 0)
UNION ALL
SELECT 'approval: not what is outstanding' FROM payment_approval
HAVING sum(to_approve) <> (SELECT sum(outstanding) FROM instalment_status)
UNION ALL
SELECT 'notice: a site is missing' FROM ranking_notice(:project, :'milestone')
HAVING count(*) FILTER (WHERE text_zh LIKE '第%名：%') <> (SELECT count(*) FROM site)
UNION ALL
SELECT 'notice: not published' FROM ranking_notice(:project, :'milestone')
HAVING count(*) FILTER (WHERE text_zh LIKE '公示期：2023年%公示地点%') <> 1;
