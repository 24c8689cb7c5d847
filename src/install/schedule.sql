-- SPDX-License-Identifier: PostgreSQL
-- Who calls refresh_rankings() every night: pg_cron, where it runs.
--
-- pg_cron keeps its jobs in one database of the server, cron.database_name, and starts them in whatever database a job
-- names.  These functions
-- are called in that database; the workspace may be in another one.  Jobs belong to whoever calls, and run with his
-- rights.  Those of a superuser would run whatever the workspace's owner puts into it, so a superuser is warned.

-- The name of a job is of type name, which cuts after 63 bytes; then two could be one.
CREATE FUNCTION schedule_name(task text, workspace text, database text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(format('service_eval %s %I.%I', task, database, workspace)) <= 63
	THEN format('service_eval %s %I.%I', task, database, workspace)
	ELSE format('service_eval %s %s', task, md5(format('%I.%I', database, workspace))) END;

COMMENT ON FUNCTION schedule_name(text, text, text) IS
	'inner schedule_name: name of the job of pg_cron for a workspace: task is refresh or purge | 内部函数：评价库定时任务的名称';

-- elsewhere is what does the same in the database of pg_cron, without these functions
CREATE FUNCTION check_scheduler(elsewhere text) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	home	text;
BEGIN
	IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_cron') THEN
		RETURN;
	END IF;
	BEGIN
		home := current_setting('cron.database_name', true);
	EXCEPTION WHEN insufficient_privilege THEN
		-- the setting is there, but not for everybody to read
		home := '';
	END;
	IF home IS NULL THEN
		RAISE EXCEPTION 'this server does not run pg_cron'
			USING ERRCODE = 'feature_not_supported',
				  DETAIL = 'shared_preload_libraries does not name it.',
				  HINT = 'Install and preload pg_cron, or call refresh_rankings() from a systemd timer or from cron: '
					'examples/systemd. | 请安装并预加载pg_cron，或用systemd定时器、cron调用。';
	ELSIF home = current_database() THEN
		RAISE EXCEPTION 'pg_cron is not installed in database "%"', home
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'A superuser can do it: CREATE EXTENSION pg_cron; '
					'GRANT USAGE ON SCHEMA cron TO whoever schedules. | 请由超级用户安装并授权。';
	ELSE
		RAISE EXCEPTION 'pg_cron is not in database "%"', current_database()
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = CASE home WHEN '' THEN 'It is in the database that cron.database_name names.'
					ELSE format('Its jobs are kept in database "%s".', home) END,
				  HINT = format('There, as a superuser: %s | 请以超级用户在该库中执行。', elsewhere);
	END IF;
END
$$;

COMMENT ON FUNCTION check_scheduler(text) IS
	'inner check_scheduler: an error that says what to do, unless pg_cron is in this database | '
	'内部函数：本库没有 pg_cron 时报错并说明办法';

CREATE FUNCTION schedule_refresh(workspace text, cron_expression text, database text DEFAULT current_database())
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	command	text;
	job		bigint;
BEGIN
	IF workspace IS NULL OR cron_expression IS NULL OR database IS NULL THEN
		RAISE EXCEPTION 'workspace, cron_expression and database must not be NULL'
			USING ERRCODE = 'null_value_not_allowed';
	END IF;
	command := format('CALL %I.refresh_rankings()', workspace);
	PERFORM service_eval.check_scheduler(format('SELECT cron.schedule_in_database(%L, %L, %L, %L, %L);',
		service_eval.schedule_name('refresh', workspace, database), cron_expression, command, database, current_user));

	-- what is in another database shows when the job runs
	IF database <> current_database() THEN
		IF NOT EXISTS (SELECT FROM pg_database d WHERE d.datname = database) THEN
			RAISE EXCEPTION 'database "%" does not exist', database
				USING ERRCODE = 'invalid_catalog_name';
		END IF;
		EXECUTE 'SELECT cron.schedule_in_database($1, $2, $3, $4)' INTO job
		USING service_eval.schedule_name('refresh', workspace, database), cron_expression, command, database;
	ELSE
		IF to_regprocedure(format('%I.refresh_rankings(bigint, text, boolean)', workspace)) IS NULL THEN
			RAISE EXCEPTION 'schema "%" is not a workspace', workspace
				USING ERRCODE = 'invalid_schema_name',
					  DETAIL = 'It has no procedure refresh_rankings.',
					  HINT = 'create_workspace() makes one. | create_workspace()可新建。';
		END IF;
		EXECUTE 'SELECT cron.schedule($1, $2, $3)' INTO job
		USING service_eval.schedule_name('refresh', workspace, database), cron_expression, command;
	END IF;

	-- pg_cron never forgets a run by itself
	EXECUTE 'SELECT cron.schedule($1, $2, $3)'
	USING service_eval.schedule_name('purge', workspace, database), '30 12 * * 0',
		format('DELETE FROM cron.job_run_details WHERE coalesce(end_time, start_time) < now() - interval ''90 days'' '
			'AND jobid IN (SELECT jobid FROM cron.job WHERE jobname IN (%L, %L))',
			service_eval.schedule_name('refresh', workspace, database),
			service_eval.schedule_name('purge', workspace, database));
	IF (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user) THEN
		RAISE WARNING 'the workspace "%" will be refreshed as a superuser', workspace
			USING DETAIL = format('The job belongs to role "%s". The owner of the workspace can put code into it.',
					current_user),
				  HINT = 'Schedule it as the owner of the workspace or as a role made for it. | '
					'请以评价库所有者或专用角色设定任务。';
	END IF;
	RETURN job;
END
$$;

COMMENT ON FUNCTION schedule_refresh(text, text, text) IS
	'schedule the refresh: lets pg_cron call refresh_rankings() of a workspace at the times of a cron expression '
	'(GMT), and remove what its log says of it after 90 days; returns the number of the job | '
	'安排定时计算：由 pg_cron 按 cron 表达式（格林尼治时间）计算评价库，并清理 90 天前的日志；返回任务编号';

CREATE FUNCTION unschedule_refresh(workspace text, database text DEFAULT current_database()) RETURNS boolean
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	removed	bigint;
BEGIN
	PERFORM service_eval.check_scheduler(format('SELECT cron.unschedule(%L);',
		service_eval.schedule_name('refresh', workspace, database)));
	EXECUTE 'SELECT count(cron.unschedule(j.jobid)) FROM cron.job j '
		'WHERE j.jobname IN ($1, $2) AND j.username = current_user' INTO removed
	USING service_eval.schedule_name('refresh', workspace, database),
		service_eval.schedule_name('purge', workspace, database);
	RETURN removed > 0;
END
$$;

COMMENT ON FUNCTION unschedule_refresh(text, text) IS
	'unschedule the refresh: removes what the caller scheduled with schedule_refresh(); false if there was '
	'nothing. What pg_cron logged stays | 取消定时计算：取消调用者用 schedule_refresh() 所安排的任务；没有则为 false；pg_cron 的日志保留';
