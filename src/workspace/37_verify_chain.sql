-- Is what was written down still what was written?

-- No row: every entry of the log is what was written, none is missing before the last, and what was sealed is there as it was.
CREATE OR REPLACE FUNCTION verify_chain() RETURNS TABLE (project_id bigint, entry_no bigint, problem text)
LANGUAGE sql STABLE
AS $$
	SELECT c.project_id, c.entry_no, c.problem
	FROM (
		SELECT l.project_id, l.entry_no,
			CASE WHEN l.entry_no <> coalesce(lag(l.entry_no) OVER chain, 0) + 1 THEN 'entries before it are missing'
				 WHEN l.digest <> @workspace@.audit_digest(lag(l.digest) OVER chain, l) THEN 'it, or the one before it, is not what was written' END AS problem
		FROM @workspace@.audit_log l
		WINDOW chain AS (PARTITION BY l.project_id ORDER BY l.entry_no)
		UNION ALL
		SELECT l.project_id, l.entry_no, format('%s is not what was sealed', l.subject)
		FROM @workspace@.audit_log l
		WHERE l.act = 'run sealed'
			AND (encode(@workspace@.result_digest(l.project_id, (l.detail ->> 'run_id')::bigint), 'hex') IS DISTINCT FROM l.detail ->> 'result_digest'
				OR NOT EXISTS (SELECT FROM @workspace@.evaluation_run r WHERE r.project_id = l.project_id AND r.run_id = (l.detail ->> 'run_id')::bigint AND r.sealed_at IS NOT NULL))
		UNION ALL
		SELECT r.project_id, NULL, format('run %s is sealed, but the log does not say so', r.run_id)
		FROM @workspace@.evaluation_run r
		WHERE r.sealed_at IS NOT NULL
			AND NOT EXISTS (SELECT FROM @workspace@.audit_log l WHERE l.project_id = r.project_id AND l.act = 'run sealed' AND (l.detail ->> 'run_id')::bigint = r.run_id)
	) c
	WHERE c.problem IS NOT NULL
	ORDER BY c.project_id, c.entry_no
$$;
COMMENT ON FUNCTION verify_chain() IS 'entries of the audit log, and sealed runs, that are not what was written; none: all holds | 检查审计日志链与封存结果（无结果即完整）';
