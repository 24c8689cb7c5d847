-- SPDX-License-Identifier: PostgreSQL
-- Is what was written down still what was written?

-- What is not as the log says.  Whom row security shows only a part is refused.
CREATE OR REPLACE FUNCTION chain_problem() RETURNS TABLE (project_id bigint, entry_no bigint, problem text,
	problem_zh text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT l.project_id, l.entry_no, w.english, w.chinese
FROM (
	SELECT l.project_id, l.entry_no,
		l.entry_no <> coalesce(lag(l.entry_no) OVER chain, 0) + 1 AS gap,
		l.digest <> audit_digest(lag(l.digest) OVER chain, ROW(l.*)::audit_log) AS changed,
		(l.changes, l.changes_digest) IS DISTINCT FROM (c.changes, c.digest) AS facts_changed
	FROM audit_log l CROSS JOIN LATERAL changes_digest(l.project_id, l.entry_no) c
	WINDOW chain AS (PARTITION BY l.project_id ORDER BY l.entry_no)
) l CROSS JOIN LATERAL (VALUES
	(l.gap, 'entries before it are missing', '此前的条目缺失'),
	(l.changed AND NOT l.gap, 'it, or the one before it, is not what was written', '该条或上一条已非写入时的内容'),
	(l.facts_changed, 'changes of facts that it took in are not what was written', '该条所收的数据变动已非写入时的内容')
) AS w (found, english, chinese)
WHERE w.found
UNION ALL
SELECT l.project_id, l.entry_no, format('%s is not what was sealed', l.subject),
	format('%s的结果已非封存时的内容', l.subject)
FROM audit_log l
WHERE l.act = 'run sealed'
	-- as text: whoever may write to the log may write anything
	AND NOT EXISTS (SELECT FROM evaluation_run r
		WHERE r.project_id = l.project_id AND r.run_id::text = l.detail ->> 'run_id' AND r.sealed_at IS NOT NULL
			AND result_digest(r.project_id, r.run_id) = l.detail ->> 'result_digest')
UNION ALL
SELECT l.project_id, l.entry_no, format('run %s is not what was published', l.detail ->> 'run_id'),
	format('批次%s的结果已非公示时的内容', l.detail ->> 'run_id')
FROM audit_log l
WHERE l.act = 'result published' AND NOT l.by_hand
	AND NOT EXISTS (SELECT FROM evaluation_run r
		WHERE r.project_id = l.project_id AND r.run_id::text = l.detail ->> 'run_id'
			AND result_digest(r.project_id, r.run_id) = l.detail ->> 'result_digest')
	-- before its first day it may have been removed
	AND NOT EXISTS (SELECT FROM audit_log o
		WHERE o.project_id = l.project_id AND o.entry_no > l.entry_no AND o.act = 'publication removed'
			AND NOT o.by_hand AND o.detail ->> 'publication_id' = l.detail ->> 'publication_id')
UNION ALL
SELECT r.project_id, NULL, format('run %s is sealed, but the log does not say so', r.run_id),
	format('批次%s已封存，但日志无记录', r.run_id)
FROM evaluation_run r
WHERE r.sealed_at IS NOT NULL
	AND NOT EXISTS (SELECT FROM audit_log l
		WHERE l.project_id = r.project_id AND l.act = 'run sealed' AND l.detail ->> 'run_id' = r.run_id::text)
UNION ALL
SELECT r.project_id, NULL, format('run %s is sealed, but was replaced without an accepted appeal', r.run_id),
	format('批次%s已封存，但未经申诉成立即被取代', r.run_id)
FROM evaluation_run r
WHERE r.sealed_at IS NOT NULL AND r.status <> 'finished'
	AND NOT EXISTS (SELECT FROM audit_log l
			LEFT JOIN evaluation_run c ON c.project_id = l.project_id AND c.run_id::text = l.detail ->> 'run_id'
		WHERE l.project_id = r.project_id AND l.act LIKE 'appeal %' AND l.detail ->> 'decision' = 'accepted'
			AND NOT l.by_hand
			-- the contested run may be gone
			AND (c.run_id IS NULL OR (c.scheme_id = r.scheme_id AND c.period = r.period)))
UNION ALL
SELECT NULL, NULL, NULL, NULL WHERE refuse_hidden_rows() IS NULL		-- no row; but asked, whatever is seen above
$$;
COMMENT ON FUNCTION chain_problem() IS
	'inner chain_problem: what of the audit log and of published and sealed runs is not what was written | '
	'内部审计链问题：日志与公示、封存结果的改动';

-- A head that was kept elsewhere tells whether somebody wrote the whole chain anew up to it.  Without one nobody can
-- tell: what holds together is consistent, and no more.
CREATE OR REPLACE FUNCTION verify_chain(head text DEFAULT NULL)
RETURNS TABLE (project_id bigint, entry_no bigint, verdict text, problem text, problem_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	parts	text[] := regexp_match(regexp_replace(lower(head), '\s', '', 'g'),
		'^(\d{1,18})-(\d{1,18})-([0-9a-f]{24,64})$');
BEGIN
	PERFORM refuse_hidden_rows();
	IF head IS NOT NULL AND parts IS NULL THEN
		RAISE EXCEPTION '"%" is no head of an audit log', head
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'A head is as chain_head() gives it: project-entry-digest, at least 24 digits of it. | '
					'校验码格式同chain_head()：项目-条目号-摘要（至少24位）。';
	END IF;
	RETURN QUERY
	WITH found AS MATERIALIZED (
		SELECT c.* FROM chain_problem() c WHERE head IS NULL OR c.project_id = parts[1]::bigint
	), kept AS MATERIALIZED (
		SELECT parts[1]::bigint AS project_id, parts[2]::bigint AS entry_no,
			left(encode(l.digest, 'hex'), length(parts[3])) = parts[3] AS holds
		FROM (SELECT) one
			LEFT JOIN audit_log l ON l.project_id = parts[1]::bigint AND l.entry_no = parts[2]::bigint
		WHERE head IS NOT NULL
	), told AS (
		SELECT f.project_id, f.entry_no, 'altered' AS verdict, f.problem, f.problem_zh
		FROM found f
		UNION ALL
		SELECT k.project_id, k.entry_no, 'altered',
			CASE WHEN k.holds IS NULL THEN 'the entry of the head is not there'
				ELSE 'the entries up to it are not those of the head' END,
			CASE WHEN k.holds IS NULL THEN '校验码所指条目不存在' ELSE '至该条的条目与校验码不符' END
		FROM kept k
		WHERE k.holds IS NOT TRUE
		UNION ALL
		SELECT k.project_id, k.entry_no, 'unaltered', NULL, NULL
		FROM kept k
		WHERE k.holds AND NOT EXISTS (SELECT FROM found f WHERE coalesce(f.entry_no <= k.entry_no, true))
		UNION ALL
		SELECT l.project_id, max(l.entry_no), 'consistent', NULL, NULL
		FROM audit_log l
		WHERE (head IS NULL OR l.project_id IN (SELECT k.project_id FROM kept k WHERE k.holds))
			AND NOT EXISTS (SELECT FROM found f WHERE f.project_id = l.project_id)
		GROUP BY l.project_id
	)
	SELECT t.* FROM told t
	ORDER BY t.project_id, t.entry_no, t.verdict DESC, t.problem;
END
$$;
COMMENT ON FUNCTION verify_chain(text) IS
	'verify chain: what of the audit log and of published and sealed runs is not what was written; unaltered only up '
	'to a head kept elsewhere | 检查审计链：日志与公示、封存结果的改动，凭另存的校验码方可断定未改动';

-- The same of results that are not sealed: for after a restore, or after work with triggers switched off.
CREATE OR REPLACE FUNCTION verify_results(only_project bigint DEFAULT NULL)
RETURNS TABLE (project_id bigint, run_id bigint, problem text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH lost AS MATERIALIZED (
	SELECT l.project_id, l.run_id FROM lost_run(only_project) l
)
SELECT r.project_id, r.run_id,
	CASE WHEN l.run_id IS NOT NULL THEN 'results are missing' ELSE 'results are not what was stored' END
FROM evaluation_run r
	LEFT JOIN lost l ON l.project_id = r.project_id AND l.run_id = r.run_id
WHERE (only_project IS NULL OR r.project_id = only_project)
	-- of others the results are not kept
	AND (r.status = 'finished' OR r.sealed_at IS NOT NULL OR r.stored IS NOT NULL)
	AND (l.run_id IS NOT NULL OR r.result_digest IS DISTINCT FROM result_digest(r.project_id, r.run_id))
UNION ALL
SELECT NULL, NULL, NULL WHERE refuse_hidden_rows() IS NULL			-- as above
ORDER BY 1, 2
$$;
COMMENT ON FUNCTION verify_results(bigint) IS
	'verify results: runs whose results are not what was stored; none: all holds | 检查结果：与存入时不一致的批次，无结果即完整';
