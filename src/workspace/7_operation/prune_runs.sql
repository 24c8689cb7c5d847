-- SPDX-License-Identifier: PostgreSQL
-- What is kept of runs that others took the place of: their rows, for a while; what is sealed, under appeal or was
-- published, for ever.  Snapshots that no run refers to any more go with them.
CREATE OR REPLACE FUNCTION prune_runs(older_than interval DEFAULT '1 year') RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	pruned	bigint;
BEGIN
	PERFORM lock_results();
	DELETE FROM evaluation_run r
	WHERE r.status IN ('superseded', 'failed') AND r.sealed_at IS NULL AND r.finished_at < now() - older_than
		AND NOT EXISTS (SELECT FROM appeal a WHERE a.project_id = r.project_id AND r.run_id IN (a.run_id, a.rerun_id))
		AND NOT EXISTS (SELECT FROM publication p WHERE p.project_id = r.project_id AND p.run_id = r.run_id);
	GET DIAGNOSTICS pruned = ROW_COUNT;
	-- one that a refresh is filling is seen by nobody yet
	DELETE FROM snapshot s
	WHERE NOT EXISTS (SELECT FROM evaluation_run r WHERE r.project_id = s.project_id AND r.snapshot_id = s.snapshot_id);
	RETURN pruned;
END
$$;
COMMENT ON FUNCTION prune_runs(interval) IS
	'prune runs: removes older superseded and failed runs, not sealed, under appeal or published; returns how many | '
	'清理批次：清理过期的被取代或失败批次，返回数量';
