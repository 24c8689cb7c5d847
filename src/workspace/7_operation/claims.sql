-- SPDX-License-Identifier: PostgreSQL
-- Who is at work on what.  Locks are those of rows and tables of the workspace: to hold one back a right on it is
-- needed, while an advisory lock can be taken by anybody who can log in.
--
-- A row for each project and purpose.  Whoever has locked it has the turn, up to the end of the transaction; what it
-- contains never changes.  A row of its own, since a project may be a row of the bureau's own view, which cannot be
-- locked.

CREATE TABLE IF NOT EXISTS project_claim (
	project_id	bigint NOT NULL,
	purpose		text NOT NULL,
	CONSTRAINT project_claim_pkey PRIMARY KEY (project_id, purpose),
	CONSTRAINT project_claim_purpose_check CHECK (purpose IN ('refresh', 'audit'))
);
COMMENT ON TABLE project_claim IS
	'claims: rows to lock, so that one session at a time works on a project | 项目工作权：供行锁使用，一次一个会话';
-- no foreign key: writers would wait for each other there
COMMENT ON COLUMN project_claim.project_id IS 'project: that is worked on | 项目：被处理的项目';
COMMENT ON COLUMN project_claim.purpose IS
	'purpose: refresh: results are made or sealed; audit: the log gets an entry | 用途：刷新或封存、写入审计日志';

-- Makes the row of a project that has none yet.  Another session may have made it and not committed: then it is waited
-- for, by the unique key, for at most so many milliseconds (0 stands for as long as it takes).
CREATE OR REPLACE FUNCTION make_claim(project_id bigint, milliseconds integer) RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
SET lock_timeout = 0
AS $$
BEGIN
	PERFORM set_config('lock_timeout', $2::text, true);
	INSERT INTO project_claim (project_id, purpose) VALUES ($1, 'refresh') ON CONFLICT DO NOTHING;
	RETURN true;
EXCEPTION WHEN lock_not_available THEN
	RETURN false;
END
$$;
COMMENT ON FUNCTION make_claim(bigint, integer) IS
	'inner make_claim: makes the row that whoever refreshes a project locks | 内部建立工作权：建立项目工作权记录';

-- Takes the turn to refresh a project or to seal its results; it goes with the transaction.  Patience says how many
-- seconds to wait for another session: NULL as long as it takes, 0 not at all.
--
-- The lock is taken outside of any block with EXCEPTION: it would be that of a subtransaction, by which nobody finds
-- the session that holds it.  For the same reason what a limited wait has got is given back, and taken again.
CREATE OR REPLACE FUNCTION claim_project(project_id bigint, patience integer DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
SET lock_timeout = 0
AS $$
#variable_conflict use_column
DECLARE
	until	timestamptz := clock_timestamp() + make_interval(secs => patience);
BEGIN
	LOOP
		IF patience IS NULL THEN
			PERFORM FROM project_claim c WHERE c.project_id = $1 AND c.purpose = 'refresh' FOR UPDATE;
		ELSE
			PERFORM FROM project_claim c WHERE c.project_id = $1 AND c.purpose = 'refresh' FOR UPDATE SKIP LOCKED;
		END IF;
		IF FOUND THEN
			RETURN true;
		END IF;
		IF NOT EXISTS (SELECT FROM project_claim c WHERE c.project_id = $1 AND c.purpose = 'refresh') THEN
			IF NOT make_claim($1, CASE WHEN patience IS NULL THEN 0 ELSE 1 END) THEN
				RETURN false;
			END IF;
		ELSIF clock_timestamp() >= until THEN
			RETURN false;
		ELSE
			PERFORM set_config('lock_timeout',
				(1 + 1000 * extract(epoch FROM until - clock_timestamp()))::integer::text, true);
			BEGIN
				PERFORM FROM project_claim c WHERE c.project_id = $1 AND c.purpose = 'refresh' FOR UPDATE;
				RAISE EXCEPTION USING ERRCODE = 'SE001';
			EXCEPTION
				WHEN SQLSTATE 'SE001' THEN
					NULL;
				WHEN lock_not_available THEN
					RETURN false;
			END;
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION claim_project(bigint, integer) IS
	'inner claim_project: takes the turn to refresh a project, up to the end of the transaction; whether it was free | '
	'内部取得工作权：取得项目刷新权，返回是否成功';

-- Which process has the turn.  The row shows the number of the transaction that has locked it, and pg_locks whose that
-- is.  A lock that was taken after a savepoint, and a row that is not committed yet, do not show it: NULL.
CREATE OR REPLACE FUNCTION claim_pid(project_id bigint) RETURNS integer
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT min(k.pid)
FROM project_claim c JOIN pg_locks k ON k.locktype = 'transactionid' AND k.transactionid = c.xmax AND k.granted
WHERE c.project_id = $1 AND c.purpose = 'refresh'
$$;
COMMENT ON FUNCTION claim_pid(bigint) IS
	'inner claim_pid: process of the session that keeps others from refreshing a project | 内部占用进程：占用项目的服务器进程号';

-- The same for people.  Where it is not known it is one of those who have locked any claim.  When the transaction of
-- another role began is only shown to who may see that; when it was met is known.
CREATE OR REPLACE FUNCTION claim_holder(project_id bigint, met_at timestamptz, OUT holder text, OUT holder_zh text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT coalesce(
	string_agg(pg_catalog.format('process %s (%s) %s %s', h.pid, a.usename,
		CASE WHEN a.xact_start IS NULL THEN 'at least since' ELSE 'since' END, s.moment), ' or ' ORDER BY h.pid),
	'a prepared transaction, or a session that has ended'), coalesce(
	string_agg(pg_catalog.format('进程%s（%s）%s%s起', h.pid, a.usename,
		CASE WHEN a.xact_start IS NULL THEN '至少自' ELSE '自' END, s.moment), '或' ORDER BY h.pid),
	'预备事务或已结束的会话')
FROM (
	SELECT claim_pid($1) AS pid
	UNION ALL
	SELECT DISTINCT k.pid
	FROM pg_locks k
	WHERE k.locktype = 'relation' AND k.relation = 'project_claim'::regclass AND k.mode = 'RowShareLock' AND k.granted
		AND k.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
		AND k.pid <> pg_backend_pid() AND claim_pid($1) IS NULL
) h JOIN pg_stat_activity a ON a.pid = h.pid
	CROSS JOIN LATERAL (SELECT to_char(coalesce(a.xact_start, $2), 'YYYY-MM-DD HH24:MI:SS TZH:TZM') AS moment) s
$$;
COMMENT ON FUNCTION claim_holder(bigint, timestamptz) IS
	'inner claim_holder: who keeps others from refreshing a project, and since when | 内部占用者：何会话自何时起占用项目';

-- On Citus, whose schemas are placed on a node as a whole: results are made and sealed there, where all tables are at
-- hand.  From another node its functions would be sent there one by one, each to be refused, or to read half.
CREATE OR REPLACE FUNCTION refuse_elsewhere() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	node	text;
BEGIN
	IF to_regclass('pg_catalog.pg_dist_local_group') IS NULL THEN
		RETURN;
	END IF;
	EXECUTE 'SELECT min(n.nodename || '':'' || n.nodeport) '
		'FROM pg_dist_shard s JOIN pg_dist_placement p ON p.shardid = s.shardid '
			'JOIN pg_dist_node n ON n.groupid = p.groupid '
		'WHERE s.logicalrelid = $1 AND p.groupid <> (SELECT g.groupid FROM pg_dist_local_group g)'
	INTO node USING to_regclass('@workspace@.evaluation_run');
	IF node IS NOT NULL THEN
		RAISE EXCEPTION 'the workspace is on another node'
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It is on %s.', node),
				  HINT = 'Connect to that node. | 请连接到该节点。';
	END IF;
	EXECUTE 'SELECT 1 FROM pg_dist_partition d WHERE d.logicalrelid = $1'
	INTO node USING to_regclass('@workspace@.evaluation_run');
	IF node IS NOT NULL AND current_setting('citus.allow_nested_distributed_execution') <> 'on' THEN
		RAISE EXCEPTION 'functions of the workspace may not read its tables'
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'citus.allow_nested_distributed_execution is off.',
				  HINT = format('ALTER DATABASE %I SET citus.allow_nested_distributed_execution = on; '
					'and connect again. | '
					'请设置该参数后重新连接。', current_database());
	END IF;
END
$$;
COMMENT ON FUNCTION refuse_elsewhere() IS
	'inner refuse_elsewhere: on Citus, refuses where the workspace is on another node | 内部节点检查：评价库位于其他节点时拒绝';

-- Everything that a refresh writes is locked before it reads anything, always in this order.  Who reads a table first
-- and writes it later stands in the way of REINDEX, which keeps writers out and then waits for readers to leave: each
-- would wait for the other.  The first lock is also what an upgrade of the workspace takes first, so that waits for a
-- refresh that runs, and the next one for it.
CREATE OR REPLACE FUNCTION lock_results() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	PERFORM refuse_elsewhere();
	LOCK TABLE evaluation_run IN ROW EXCLUSIVE MODE;
	EXECUTE (
		SELECT pg_catalog.format('LOCK TABLE snapshot, %s, touched_project, project_claim IN ROW EXCLUSIVE MODE',
			string_agg(quote_ident(t.relation), ', ' ORDER BY t.place, t.relation COLLATE "C"))
		FROM (SELECT r.relation, 1 AS place FROM result_tables() r UNION ALL SELECT s, 2
			FROM unnest(state_tables()) s) t);
END
$$;
COMMENT ON FUNCTION lock_results() IS
	'inner lock_results: locks what a refresh writes, in the order in which everybody does | 内部锁定结果：按统一顺序锁定刷新所写的表';
