-- Is what was written down still what was written?

-- No row: every entry of the log is what was written, none is missing before the last, and what was sealed is there as
-- it was.  Whom row security shows only a part is refused.
CREATE OR REPLACE FUNCTION verify_chain() RETURNS TABLE (project_id bigint, entry_no bigint, problem text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT c.project_id, c.entry_no, c.problem
FROM (
	SELECT l.project_id, l.entry_no,
		CASE WHEN l.entry_no <> coalesce(lag(l.entry_no) OVER chain, 0) + 1 THEN 'entries before it are missing'
			 WHEN l.digest <> audit_digest(lag(l.digest) OVER chain, l)
				THEN 'it, or the one before it, is not what was written' END AS problem
	FROM audit_log l
	WINDOW chain AS (PARTITION BY l.project_id ORDER BY l.entry_no)
	UNION ALL
	SELECT l.project_id, l.entry_no, format('%s is not what was sealed', l.subject)
	FROM audit_log l
	WHERE l.act = 'run sealed'
		-- as text: whoever may write to the log may write anything
		AND NOT EXISTS (SELECT FROM evaluation_run r
			WHERE r.project_id = l.project_id AND r.run_id::text = l.detail ->> 'run_id' AND r.sealed_at IS NOT NULL
				AND result_digest(r.project_id, r.run_id) = l.detail ->> 'result_digest')
	UNION ALL
	SELECT r.project_id, NULL, format('run %s is sealed, but the log does not say so', r.run_id)
	FROM evaluation_run r
	WHERE r.sealed_at IS NOT NULL
		AND NOT EXISTS (SELECT FROM audit_log l
			WHERE l.project_id = r.project_id AND l.act = 'run sealed' AND l.detail ->> 'run_id' = r.run_id::text)
	UNION ALL
	SELECT r.project_id, NULL, format('run %s is sealed, but was replaced without an accepted appeal', r.run_id)
	FROM evaluation_run r
	WHERE r.sealed_at IS NOT NULL AND r.status <> 'finished'
		AND NOT EXISTS (SELECT FROM audit_log l
				LEFT JOIN evaluation_run c ON c.project_id = l.project_id AND c.run_id::text = l.detail ->> 'run_id'
			WHERE l.project_id = r.project_id AND l.act LIKE 'appeal %' AND l.detail ->> 'decision' = 'accepted'
				-- the contested run may be gone
				AND (c.run_id IS NULL OR (c.scheme_id = r.scheme_id AND c.period = r.period)))
) c
WHERE c.problem IS NOT NULL
UNION ALL
SELECT NULL, NULL, NULL WHERE refuse_hidden_rows() IS NULL			-- no row; but it is asked, whatever is seen above
ORDER BY 1, 2
$$;
COMMENT ON FUNCTION verify_chain() IS
	'verify chain: entries of the audit log and sealed runs that are not what was written; none: all holds | '
	'检查审计链：审计日志与封存结果的改动，无结果即完整';

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
