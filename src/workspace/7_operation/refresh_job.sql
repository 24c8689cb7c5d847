-- SPDX-License-Identifier: PostgreSQL
-- What the nightly job is doing, and whether it needs a person: one row for each call of refresh_rankings(), committed
-- as it goes, so other sessions can read along.
--
-- A session that dies cannot say so.  In each of its transactions it locks its own row here.  The row shows the number
-- of the transaction that has locked it last, also on a standby and from another node, and whether that still runs can
-- be asked everywhere (in_progress()).  Between two transactions there is none for a moment.  While a job waits for an
-- upgrade, it waits for a lock on this table or on evaluation_run.  So a job has been aborted when it did not finish,
-- the transaction of its row is over, it waits for no upgrade, and its last sign of life is older than 5 seconds.
--
-- A standby is as far as it has replayed, and does not see who waits.  There a job has been aborted when what was
-- committed a minute after its last sign of life has been replayed.  Until then it is "running there" while it was
-- heard of within a minute, else "unknown": the primary may have committed nothing since.

CREATE TABLE IF NOT EXISTS refresh_job (
	job_id			bigint GENERATED ALWAYS AS IDENTITY,
	login			text NOT NULL DEFAULT session_user,
	pid				integer NOT NULL DEFAULT pg_backend_pid(),
	only_project	bigint,
	only_period		text,
	forced			boolean NOT NULL DEFAULT false,
	started_at		timestamptz NOT NULL DEFAULT clock_timestamp(),
	seen_at			timestamptz NOT NULL DEFAULT clock_timestamp(),
	finished_at		timestamptz,
	projects		integer NOT NULL,
	refreshed		integer NOT NULL DEFAULT 0,
	unchanged		integer NOT NULL DEFAULT 0,
	elsewhere		integer NOT NULL DEFAULT 0,
	failed			integer NOT NULL DEFAULT 0,
	current_project	bigint,
	last_error		text,
	held			integer NOT NULL DEFAULT 0,
	held_by			text,
	lost			integer NOT NULL DEFAULT 0,
	lost_runs		text,
	held_by_zh		text,
	lost_runs_zh	text,
	last_error_zh	text,
	CONSTRAINT refresh_job_pkey PRIMARY KEY (job_id)
);
COMMENT ON TABLE refresh_job IS 'refresh jobs: calls of refresh_rankings(), of the last 90 days | 刷新任务：刷新任务记录，保留90天';
COMMENT ON COLUMN refresh_job.job_id IS 'job number: given by the database | 任务编号：自动编号';
COMMENT ON COLUMN refresh_job.login IS 'login: of the session | 登录名：会话登录名';
COMMENT ON COLUMN refresh_job.pid IS 'process: of the server, that works for the session | 进程号：服务器进程号';
COMMENT ON COLUMN refresh_job.only_project IS 'only project: the one asked for; empty: all | 限定项目：空为全部';
COMMENT ON COLUMN refresh_job.only_period IS
'only period: the one asked for, and what rests on it; empty: all | 限定时段：空为全部';
COMMENT ON COLUMN refresh_job.forced IS 'forced: what has not changed was to be computed, too | 强制：未变更者是否也重算';
COMMENT ON COLUMN refresh_job.started_at IS 'started: moment | 开始时间：任务开始时间';
COMMENT ON COLUMN refresh_job.seen_at IS
	'seen: last sign of life, when it went on to the current project | 最近进展：最近一次进展时间';
COMMENT ON COLUMN refresh_job.finished_at IS
	'finished: moment; empty while it runs, and for ever if it was aborted | 结束时间：进行中或中断则为空';
COMMENT ON COLUMN refresh_job.projects IS 'projects: to look after | 项目总数：待处理的项目数';
COMMENT ON COLUMN refresh_job.refreshed IS 'refreshed: projects for which runs were made or withdrawn | 已刷新：已刷新的项目数';
COMMENT ON COLUMN refresh_job.unchanged IS
	'unchanged: projects left alone, as nothing changed or all is official | 未变更：未变更或已封存的项目数';
COMMENT ON COLUMN refresh_job.elsewhere IS 'elsewhere: projects that another session has done | 他处完成：由其他会话完成的项目数';
COMMENT ON COLUMN refresh_job.failed IS 'failed: projects that failed | 失败：失败的项目数';
COMMENT ON COLUMN refresh_job.current_project IS 'current project: that it is at | 当前项目：正在处理的项目';
COMMENT ON COLUMN refresh_job.last_error IS
'last error: of the last project that failed; empty: none | 最近错误：最近失败项目的错误，空为无';
COMMENT ON COLUMN refresh_job.held IS
	'held: projects that another session held back and had not done by the end | 被占用：被其他会话占用而未刷新的项目数';
COMMENT ON COLUMN refresh_job.held_by IS
'held by: the last of them, who held it, and since when; empty: none | 占用者：最近一个被占用项目的占用者，空为无';
COMMENT ON COLUMN refresh_job.lost IS 'lost: sealed runs of which results are missing | 丢失：结果丢失的已封存批次数';
COMMENT ON COLUMN refresh_job.lost_runs IS 'lost runs: which ones, ten at most; empty: none | 丢失批次：最多列十个，空为无';
COMMENT ON COLUMN refresh_job.held_by_zh IS 'held by (Chinese): the same in Chinese | 占用者（中文）：中文的占用者';
COMMENT ON COLUMN refresh_job.lost_runs_zh IS 'lost runs (Chinese): the same in Chinese | 丢失批次（中文）：中文的丢失批次';
COMMENT ON COLUMN refresh_job.last_error_zh IS
	'last error (Chinese): the same, with the message as the server gave it | 最近错误（中文）：同上，错误文字照录';

-- Whether the transaction that a row names in its column xmax still runs.  These are the last 32 bits of its number: it
-- is, of all numbers that end so, the one nearest to the next to be given.  Only for rows that one session at a time
-- locks: of several another number is shown.
CREATE OR REPLACE FUNCTION in_progress(locker xid) RETURNS boolean
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
SELECT CASE WHEN locker::text = '0' OR n.number < 3 THEN false WHEN n.number >= n.next THEN true
	ELSE coalesce(pg_xact_status(n.number::text::xid8) = 'in progress', false) END
FROM (SELECT s.next,
		s.next + (locker::text::numeric - s.next % 4294967296 + 6442450944) % 4294967296 - 2147483648 AS number
	FROM (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::numeric AS next) s) n
$$;
COMMENT ON FUNCTION in_progress(xid) IS
	'inner in_progress: whether the transaction that locked a row last still runs | 内部事务进行：最近锁定该行的事务是否仍在进行';

CREATE VIEW refresh_status WITH (security_invoker = true) AS
SELECT j.job_id,
	CASE WHEN j.finished_at IS NOT NULL THEN CASE WHEN j.failed + j.held + j.lost > 0 THEN 'failed' ELSE 'finished' END
		WHEN pg_is_in_recovery() THEN
			CASE WHEN l.alive OR j.seen_at > clock_timestamp() - interval '1 minute' THEN 'running there'
				WHEN j.seen_at < pg_last_xact_replay_timestamp() - interval '1 minute' THEN 'aborted'
				ELSE 'unknown' END
		WHEN l.alive THEN 'running'
		WHEN j.seen_at > clock_timestamp() - interval '5 seconds' THEN 'running'
		ELSE 'aborted' END AS state,
	j.refreshed + j.unchanged + j.elsewhere + j.failed + j.held AS done, j.projects AS total, j.current_project,
	p.name AS current_name,
	date_trunc('second', CASE WHEN j.finished_at IS NOT NULL THEN j.finished_at WHEN l.alive THEN clock_timestamp()
		ELSE j.seen_at END - j.started_at) AS elapsed,
	j.refreshed, j.unchanged, j.elsewhere, j.failed AS errors, j.last_error, j.started_at, j.finished_at, j.login,
		j.pid,
	j.only_project, j.only_period, j.forced, j.held, j.held_by, j.lost, j.lost_runs, j.held_by_zh, j.lost_runs_zh,
	j.last_error_zh
FROM refresh_job j
	CROSS JOIN LATERAL (
		SELECT j.finished_at IS NULL AND (in_progress(j.xmax) OR EXISTS (
			SELECT FROM pg_locks k
			WHERE k.locktype = 'relation' AND k.pid = j.pid
				AND k.relation IN ('evaluation_run'::regclass, 'refresh_job'::regclass)
				AND k.mode = 'RowExclusiveLock' AND NOT k.granted
				AND k.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))) AS alive
	) l
	LEFT JOIN LATERAL (SELECT min(p.name) AS name FROM project p WHERE p.project_id = j.current_project) p ON true;
COMMENT ON VIEW refresh_status IS 'refresh status: How far has the refresh come? | 刷新进度：刷新进行到哪里了？';
COMMENT ON COLUMN refresh_status.job_id IS 'job: the highest number is the newest | 任务编号：最大者最新';
COMMENT ON COLUMN refresh_status.state IS
	'state: running, finished, failed (at a project or more), aborted (its session is gone); on a standby running '
	'there '
	'or unknown | 状态：进行中、已完成、有失败、已中断（会话已消失），备库上为主库进行中或未知';
COMMENT ON COLUMN refresh_status.done IS 'done: projects that it is through with | 已处理：已处理项目数';
COMMENT ON COLUMN refresh_status.total IS 'total: projects to look after | 总数：待处理项目总数';
COMMENT ON COLUMN refresh_status.current_project IS
	'current project: that it is at, or was at when it was aborted | 当前项目：正在处理或中断时的项目';
COMMENT ON COLUMN refresh_status.current_name IS 'current name: of that project | 当前名称：当前项目名称';
COMMENT ON COLUMN refresh_status.elapsed IS 'elapsed: time since its start, up to its end | 已用时间：开始至今或至结束';
COMMENT ON COLUMN refresh_status.refreshed IS
	'refreshed: projects for which runs were made or withdrawn | 已刷新：已刷新的项目数';
COMMENT ON COLUMN refresh_status.unchanged IS
	'unchanged: projects left alone, as nothing changed or all is official | 未变更：未变更或已封存的项目数';
COMMENT ON COLUMN refresh_status.elsewhere IS
	'elsewhere: projects that another session has done | 他处完成：由其他会话完成的项目数';
COMMENT ON COLUMN refresh_status.errors IS 'errors: projects that failed | 失败：失败的项目数';
COMMENT ON COLUMN refresh_status.last_error IS 'last error: of the last of them; empty: none | 最近错误：最近一次错误，空为无';
COMMENT ON COLUMN refresh_status.started_at IS 'started: moment | 开始时间：任务开始时间';
COMMENT ON COLUMN refresh_status.finished_at IS 'finished: moment; empty: not finished | 结束时间：空为未结束';
COMMENT ON COLUMN refresh_status.login IS 'login: of the session | 登录名：会话登录名';
COMMENT ON COLUMN refresh_status.pid IS 'process: of the server | 进程号：服务器进程号';
COMMENT ON COLUMN refresh_status.only_project IS 'only project: the one asked for; empty: all | 限定项目：空为全部';
COMMENT ON COLUMN refresh_status.only_period IS 'only period: the one asked for; empty: all | 限定时段：空为全部';
COMMENT ON COLUMN refresh_status.forced IS 'forced: what has not changed was to be computed, too | 强制：未变更者是否也重算';
COMMENT ON COLUMN refresh_status.held IS
	'held: projects that another session held back and had not done by the end | 被占用：被其他会话占用而未刷新的项目数';
COMMENT ON COLUMN refresh_status.held_by IS
	'held by: the last of them, who held it, and since when; empty: none | 占用者：最近一个被占用项目的占用者，空为无';
COMMENT ON COLUMN refresh_status.lost IS 'lost: sealed runs of which results are missing | 丢失：结果丢失的已封存批次数';
COMMENT ON COLUMN refresh_status.lost_runs IS 'lost runs: which ones, ten at most; empty: none | 丢失批次：最多列十个，空为无';
COMMENT ON COLUMN refresh_status.held_by_zh IS 'held by (Chinese): the same in Chinese | 占用者（中文）：中文的占用者';
COMMENT ON COLUMN refresh_status.lost_runs_zh IS 'lost runs (Chinese): the same in Chinese | 丢失批次（中文）：中文的丢失批次';
COMMENT ON COLUMN refresh_status.last_error_zh IS
	'last error (Chinese): the same, with the message as the server gave it | 最近错误（中文）：同上，错误文字照录';

-- Projects whose last refresh failed.  A run that was made since then, or was made official, is the end of it.
CREATE INDEX evaluation_run_failed_idx ON evaluation_run (project_id, run_id) WHERE status = 'failed';

CREATE VIEW failed_project WITH (security_invoker = true) AS
SELECT f.project_id, f.run_id, f.finished_at AS failed_at, f.error
FROM (
	SELECT DISTINCT ON (l.project_id) l.project_id, l.run_id, l.finished_at, l.error
	FROM evaluation_run l
	WHERE l.status = 'failed'
	ORDER BY l.project_id, l.run_id DESC
) f
WHERE NOT EXISTS (SELECT FROM evaluation_run r
	WHERE r.project_id = f.project_id AND r.status = 'finished'
		AND (r.run_id > f.run_id OR r.sealed_at > f.finished_at));
COMMENT ON VIEW failed_project IS
	'inner failed_project: Which projects could not be refreshed last time? | 内部失败项目：哪些项目最近一次刷新失败？';
COMMENT ON COLUMN failed_project.project_id IS 'project: that failed | 项目：失败的项目';
COMMENT ON COLUMN failed_project.run_id IS 'run: that failed | 批次：失败的批次';
COMMENT ON COLUMN failed_project.failed_at IS 'failed: moment | 失败时间：失败的时间';
COMMENT ON COLUMN failed_project.error IS 'error: why | 错误：失败原因';

-- One row for the job, one for each project that failed last, one for each accepted appeal that no refresh follows, and
-- one for each published run that the public does not see any more, and for results that somebody wrote to.
-- Only refreshes of everything count as the job; a whole one that was aborted or failed is bad news until a later one
-- succeeds.
CREATE VIEW job_health WITH (security_invoker = true) AS
SELECT NULL::bigint AS project_id, h.reason IS NOT NULL AS needs_attention, h.reason, h.finished_at AS last_success_at,
	h.reason_zh
FROM (
	SELECT g.finished_at,
		CASE WHEN b.state = 'aborted' THEN pg_catalog.format('job %s was aborted after %s of %s projects', b.job_id,
			b.done, b.total)
			WHEN b.state = 'failed' THEN concat_ws('; ',
				CASE WHEN b.errors > 0 THEN
					pg_catalog.format('job %s failed at %s of %s projects, last: '
						'%s', b.job_id, b.errors, b.total, b.last_error) END,
				CASE WHEN b.held > 0 THEN
					pg_catalog.format('job %s was kept from %s of %s projects, last: %s', b.job_id, b.held, b.total,
						b.held_by) END,
				CASE WHEN b.lost > 0 THEN pg_catalog.format('results of %s sealed runs are missing: '
					'%s', b.lost, b.lost_runs) END)
			WHEN g.job_id IS NULL THEN 'no refresh of all projects has ever succeeded'
			WHEN n.hours IS NOT NULL THEN pg_catalog.format('the last successful refresh is %s hours old', n.hours)
		END AS reason,
		CASE WHEN b.state = 'aborted' THEN pg_catalog.format('任务%s在%s/%s个项目后中断', b.job_id, b.done, b.total)
			WHEN b.state = 'failed' THEN concat_ws('；',
				CASE WHEN b.errors > 0 THEN
					pg_catalog.format('任务%s在%s/%s个项目上失败，最近：%s', b.job_id, b.errors, b.total,
						b.last_error_zh) END,
				CASE WHEN b.held > 0 THEN
					pg_catalog.format('任务%s有%s/%s个项目被占用，最近：%s', b.job_id, b.held, b.total, b.held_by_zh) END,
				CASE WHEN b.lost > 0 THEN pg_catalog.format('%s个已封存批次的结果丢失：%s', b.lost, b.lost_runs_zh) END)
			WHEN g.job_id IS NULL THEN '尚无一次成功的全部项目刷新'
			WHEN n.hours IS NOT NULL THEN pg_catalog.format('最近一次成功的刷新距今已%s小时', n.hours)
		END AS reason_zh
	FROM (SELECT) one
		LEFT JOIN LATERAL (
			SELECT s.job_id, s.started_at, s.finished_at FROM refresh_status s
			WHERE s.only_project IS NULL AND s.only_period IS NULL AND s.state = 'finished'
			ORDER BY s.started_at DESC, s.job_id DESC LIMIT 1
		) g ON true
		LEFT JOIN LATERAL (
			SELECT s.job_id, s.state, s.done, s.total, s.errors, s.last_error, s.last_error_zh, s.held, s.held_by,
				s.held_by_zh, s.lost, s.lost_runs, s.lost_runs_zh
			FROM refresh_status s
			WHERE s.only_project IS NULL AND s.only_period IS NULL AND s.state IN ('aborted', 'failed')
				AND s.started_at >= coalesce(g.started_at, '-infinity')
			ORDER BY s.started_at DESC, s.job_id DESC LIMIT 1
		) b ON true
		CROSS JOIN LATERAL (
			SELECT CASE WHEN g.finished_at < clock_timestamp() - interval '26 hours'
				THEN floor(extract(epoch FROM clock_timestamp() - g.finished_at) / 3600) END AS hours
		) n
) h
UNION ALL
SELECT f.project_id, true, f.error, (SELECT max(r.finished_at) FROM current_run r WHERE r.project_id = f.project_id),
	'刷新失败：' || f.error
FROM failed_project f
UNION ALL
SELECT w.project_id, true,
	pg_catalog.format('appeal %s was accepted, but the scheme "%s" judges the period "%s" no more: give it a next '
		'version, or decide again', w.appeal_id, w.scheme_id, w.period),
	(SELECT max(r.finished_at) FROM current_run r WHERE r.project_id = w.project_id),
	pg_catalog.format('申诉%s已成立，但方案“%s”不再评价时段“%s”：请发布下一版本，或重新决定', w.appeal_id,
		(SELECT s.name_zh FROM scheme s WHERE s.scheme_id = w.scheme_id ORDER BY s.version DESC LIMIT 1),
		chinese_period(w.period,
			(SELECT m.name FROM milestone m WHERE m.project_id = w.project_id AND m.code = w.period)))
FROM awaited_rerun w
WHERE NOT EXISTS (SELECT FROM project p
		JOIN current_scheme c ON c.service = p.service
		JOIN project_period q ON q.project_id = p.project_id
	WHERE p.project_id = w.project_id AND c.scheme_id = w.scheme_id AND q.period = w.period)
UNION ALL
SELECT p.project_id, true,
	pg_catalog.format('run %s is published until %s, but the public does not see it: %s', p.run_id,
		to_char(p.until_on, 'YYYY-MM-DD'), CASE WHEN c.run_id IS NULL THEN 'its scheme or its period is no more'
			ELSE pg_catalog.format('run %s took its place; seal and publish that', c.run_id) END),
	(SELECT max(r.finished_at) FROM current_run r WHERE r.project_id = p.project_id),
	pg_catalog.format('批次%s公示至%s，但公众看不到：%s', p.run_id, to_char(p.until_on, 'YYYY-MM-DD'),
		CASE WHEN c.run_id IS NULL THEN '其方案或时段已不再有效'
			ELSE pg_catalog.format('已被批次%s取代，请封存并公示新批次', c.run_id) END)
FROM publication p
	JOIN evaluation_run r ON r.project_id = p.project_id AND r.run_id = p.run_id
	LEFT JOIN evaluation_run c ON c.project_id = r.project_id AND c.scheme_id = r.scheme_id AND c.period = r.period
		AND c.status = 'finished'
WHERE r.status = 'superseded' AND p.until_on >= day_of(now())
	AND NOT EXISTS (SELECT FROM publication o WHERE o.project_id = c.project_id AND o.run_id = c.run_id)
UNION ALL
SELECT t.project_id, true, 'its results were written to after the last refresh; the next one computes them again',
	(SELECT max(r.finished_at) FROM current_run r WHERE r.project_id = t.project_id),
	'上次刷新后其结果被改动，下次刷新将重算'
FROM (SELECT DISTINCT t.project_id FROM touched_project t WHERE t.results) t
-- where nothing can be computed again no refresh looks
WHERE EXISTS (SELECT FROM current_run r WHERE r.project_id = t.project_id AND r.sealed_at IS NULL);
COMMENT ON VIEW job_health IS 'job health: Does the nightly job need a person? | 夜间任务状况：夜间任务是否需要人工处理？';
COMMENT ON COLUMN job_health.project_id IS
	'project: that failed last, whose results somebody wrote to, whose appeal waits, or whose published run was '
	'replaced; empty: the job as a whole | '
	'项目：失败、结果被改动、申诉待重评或公示批次被取代的项目，整体任务为空';
COMMENT ON COLUMN job_health.needs_attention IS 'needs attention: somebody should look | 需处理：是否需要人工处理';
COMMENT ON COLUMN job_health.reason IS 'reason: why; empty where all is well | 原因：正常为空';
COMMENT ON COLUMN job_health.reason_zh IS 'reason (Chinese): the same in Chinese | 原因（中文）：中文原因';
COMMENT ON COLUMN job_health.last_success_at IS
	'last success: end of the last refresh that succeeded; empty: none | 最近成功：最近一次成功的结束时间，空为无';

-- Why the next refresh will look at a project, or will not.  What another session has done since called_at counts as
-- done.
CREATE OR REPLACE FUNCTION refresh_state(only_project bigint DEFAULT NULL, only_period text DEFAULT NULL,
	force boolean DEFAULT false, called_at timestamptz DEFAULT clock_timestamp())
RETURNS TABLE (project_id bigint, state text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
BEGIN
	PERFORM refuse_hidden_rows();
	RETURN QUERY
	WITH rule AS MATERIALIZED (
		SELECT v.service, rules_digest(v.service) AS digest, EXISTS (SELECT FROM own_source(v.service) o WHERE o.read)
			AS own
		FROM (SELECT DISTINCT p.service FROM project p WHERE only_project IS NULL OR p.project_id = only_project) v
	), scheme AS MATERIALIZED (
		SELECT c.service, c.scheme_id, scheme_digest(c.scheme_id, c.version) AS digest FROM current_scheme c
	), lost AS MATERIALIZED (
		SELECT l.project_id FROM lost_run(only_project) l WHERE l.sealed_at IS NULL
	), judged AS (
		SELECT coalesce(e.project_id, r.project_id) AS project_id,
			bool_or(r.sealed_at IS NULL) AS open,
			bool_or(r.run_id IS NULL) AS missing,
			bool_or(e.project_id IS NULL AND r.sealed_at IS NULL) AS withdrawn,
			bool_or(r.sealed_at IS NULL
				AND (r.until_on, r.end_on, r.from_on) IS DISTINCT FROM (e.until_on, e.end_on, e.from_on)) AS day,
			bool_or(r.sealed_at IS NULL AND (split_part(r.input_digest, '/', 2) IS DISTINCT FROM e.rules
				OR r.scheme_digest IS DISTINCT FROM e.scheme_digest)) AS rules,
			bool_or(r.sealed_at IS NULL AND r.started_at < called_at
				AND (e.project_id, e.period) IN (
					SELECT o.project_id, o.period FROM chosen_period(only_project, only_period) o)) AS forced
		FROM (
			SELECT q.project_id, q.period, q.from_on, q.until_on, q.end_on, s.scheme_id, s.digest AS scheme_digest,
				u.digest AS rules
			FROM project p
				JOIN project_period q ON q.project_id = p.project_id
				JOIN scheme s ON s.service = p.service
				JOIN rule u ON u.service = p.service
			WHERE only_project IS NULL OR p.project_id = only_project
		) e
			FULL JOIN (
				SELECT r.project_id, r.run_id, r.period, r.scheme_id, r.scheme_digest, r.sealed_at,
					r.started_at,
					n.from_on, n.until_on, n.end_on, n.input_digest
				FROM evaluation_run r JOIN snapshot n ON n.project_id = r.project_id AND n.snapshot_id = r.snapshot_id
				WHERE r.status = 'finished' AND (only_project IS NULL OR r.project_id = only_project)
					AND (r.sealed_at IS NOT NULL OR NOT judged_for_good(r.project_id, r.snapshot_id, r.scheme_id,
						r.version))
			) r ON r.project_id = e.project_id AND r.scheme_id = e.scheme_id AND r.period = e.period
		GROUP BY 1
	)
	SELECT p.project_id,
		CASE WHEN f.failed_at >= called_at THEN 'failed elsewhere'
			WHEN p.project_id IN (SELECT a.project_id FROM awaited_rerun a) THEN 'appeal'
			WHEN j.project_id IS NULL THEN CASE WHEN p.has_scheme THEN 'not begun' ELSE 'no scheme' END
			WHEN NOT j.open THEN 'sealed'
			WHEN f.project_id IS NOT NULL THEN 'failed'
			WHEN j.missing THEN 'new'
			WHEN p.project_id IN (SELECT l.project_id FROM lost l) THEN 'lost'
			WHEN force AND j.forced THEN 'forced'
			WHEN j.withdrawn THEN 'withdrawn'
			WHEN j.rules THEN 'rules'
			WHEN j.day THEN 'day'
			WHEN p.project_id IN (SELECT t.project_id FROM touched_project t WHERE t.results) THEN 'results'
			WHEN p.project_id IN (SELECT t.project_id FROM touched_project t) THEN 'facts'
			WHEN p.own OR NOT w.watched THEN 'not watched'
			ELSE 'unchanged' END
	FROM (
		SELECT p.project_id, bool_or(u.own) AS own,
			bool_or(EXISTS (SELECT FROM scheme s WHERE s.service = p.service)) AS has_scheme
		FROM project p LEFT JOIN rule u ON u.service = p.service
		WHERE only_project IS NULL OR p.project_id = only_project
		GROUP BY p.project_id
	) p
		LEFT JOIN judged j ON j.project_id = p.project_id
		-- by the index, for each project: not all failures that there ever were
		LEFT JOIN LATERAL (SELECT f.* FROM failed_project f WHERE f.project_id = p.project_id) f ON true
		CROSS JOIN (
			SELECT is_watched(fact_tables() || shared_tables() || ARRAY['village']
				|| ARRAY(SELECT t.relation FROM result_tables() t)) AS watched
		) w
	ORDER BY p.project_id;
END
$$;
COMMENT ON FUNCTION refresh_state(bigint, text, boolean, timestamptz) IS
	'refresh state: why the next refresh will look at each project (facts, day, rules, new, lost, ...), or will not '
	'(unchanged, sealed, not begun, no scheme) | 刷新原因：各项目下次刷新的原因或状态';
