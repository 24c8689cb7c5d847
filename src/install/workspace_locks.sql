-- SPDX-License-Identifier: PostgreSQL
-- The locks under which a workspace is changed: all of its relations or none, and who is in the way is named.
--
-- What workspace.sql says of search paths holds here too.

-- Whether somebody who holds a lock on this relation waits for one of ours.
CREATE FUNCTION waits_for_us(relation oid) RETURNS boolean
LANGUAGE sql VOLATILE
BEGIN ATOMIC
	SELECT EXISTS (
		SELECT FROM pg_catalog.pg_locks k
		WHERE k.locktype = 'relation' AND k.relation = $1 AND k.granted AND k.pid <> pg_backend_pid()
			AND k.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
			AND pg_backend_pid() = ANY (pg_blocking_pids(k.pid)));
END;

COMMENT ON FUNCTION waits_for_us(oid) IS
	'inner waits_for_us: whether a session that holds a lock on a relation waits for a lock of this session | '
	'内部函数：占用该关系的会话是否正等待本会话的锁';

CREATE FUNCTION lock_holders(relation oid) RETURNS text
LANGUAGE sql VOLATILE
BEGIN ATOMIC
	SELECT string_agg(DISTINCT format('process %s (%s)', a.pid, a.usename), ', ')
	FROM pg_catalog.pg_locks k JOIN pg_catalog.pg_stat_activity a ON a.pid = k.pid
	WHERE k.locktype = 'relation' AND k.relation = $1 AND k.granted AND k.pid <> pg_backend_pid()
		AND k.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database());
END;

COMMENT ON FUNCTION lock_holders(oid) IS
	'inner lock_holders: other sessions that hold a lock on a relation; NULL if there are none | '
	'内部函数：占用该关系的其他会话，没有则为 NULL';

-- Whoever changes a workspace while others work takes every lock first, or nothing.
--
-- Readers lock a view and then what it reads, writers a table and then those of its triggers; within a transaction of
-- theirs anything comes after anything.  So in whatever order we lock, somebody may hold what we want and wait for what
-- we have.  PostgreSQL would end one of us.  So we never queue for a lock with another in our hands: we ask again and
-- again, and give back what we have as soon as who holds it waits for us.  Among tables that is soon tried again.  What
-- cannot be had in ten seconds is queued for alone.  Before that, once, who is waited for is told.
--
-- The first is the table that a refresh locks first: we wait for the project at which it is, and it for our end.  Views
-- come before tables and facts before what is noted of them, as readers and writers have it: that saves tries.
CREATE FUNCTION lock_workspace(workspace regnamespace,
	patience interval DEFAULT current_setting('lock_timeout')::interval)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET lock_timeout = 0
AS $function$
DECLARE
	name		text := (SELECT n.nspname FROM pg_namespace n WHERE n.oid = workspace);
	planned		text[] := ARRAY(
		SELECT p.object FROM service_eval.workspace_plan(name, '^[0-9]') WITH ORDINALITY AS p
		WHERE p.command IN ('CREATE TABLE', 'CREATE VIEW')
		ORDER BY p.command = 'CREATE TABLE', p.floor = 'operation', p.ordinality DESC);
	until		timestamptz := clock_timestamp()
		+ CASE WHEN patience > interval '0' THEN patience ELSE interval '1 minute' END;
	soon		timestamptz;
	runs		oid := coalesce(to_regclass(format('%I.evaluation_run', name)), 0);
	next		oid := runs;
	views		oid[];
	tables		oid[];
	told		boolean := false;
BEGIN
	LOOP
		BEGIN
			PERFORM set_config('lock_timeout', (1 + greatest(0, 1000 * extract(epoch FROM until - clock_timestamp())))
				::bigint::text, true);
			IF NOT told AND NOT service_eval.lock_as_owner(workspace, next, false) THEN
				told := true;
				RAISE NOTICE 'waiting until workspace "%" is free', name
					USING DETAIL = format('In the way: %s%s.', next::regclass,
							', held by ' || service_eval.lock_holders(next)),
						HINT = format('It gives up at %1$s and leaves all as it was. To wait longer, SET lock_timeout '
							'before. | 至%1$s仍未空闲则放弃，不作任何更改。需延长等待时，先执行SET lock_timeout。',
							to_char(until, 'HH24:MI:SS'));
			END IF;
			PERFORM service_eval.lock_as_owner(workspace, next, true);
			soon := least(until, clock_timestamp() + interval '10 seconds');
			-- only now: whoever had the workspace may have changed it
			SELECT coalesce(array_agg(c.oid ORDER BY array_position(planned, o) NULLS FIRST)
					FILTER (WHERE c.relkind = 'v'), '{}'),
				coalesce(array_agg(c.oid ORDER BY c.oid <> runs, array_position(planned, o) NULLS FIRST)
					FILTER (WHERE c.relkind = 'r'), '{}')
			INTO views, tables
			FROM unnest(service_eval.noted_parts(workspace)) AS o
				JOIN pg_class c ON c.relnamespace = workspace
					AND o = CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'r' THEN 'table ' END || c.relname;
			FOREACH next IN ARRAY views LOOP
				WHILE NOT service_eval.lock_as_owner(workspace, next, false) LOOP
					IF clock_timestamp() >= soon OR service_eval.waits_for_us(next) THEN
						RAISE lock_not_available;
					END IF;
					PERFORM pg_sleep(0.01);
				END LOOP;
			END LOOP;
			FOR try IN 1 .. 50 LOOP
				BEGIN
					FOREACH next IN ARRAY tables LOOP
						WHILE NOT service_eval.lock_as_owner(workspace, next, false) LOOP
							IF clock_timestamp() >= soon OR service_eval.waits_for_us(next) THEN
								RAISE lock_not_available;
							END IF;
							PERFORM pg_sleep(0.01);
						END LOOP;
					END LOOP;
					RETURN;
				EXCEPTION WHEN lock_not_available THEN
					EXIT WHEN clock_timestamp() >= soon;
				END;
				-- who waited for one of these tables goes on; who waits for one of the views does not
				PERFORM pg_sleep(0.01 + 0.02 * random());
				EXIT WHEN service_eval.waits_for_us(next);
			END LOOP;
			RAISE lock_not_available;
		-- a deadlock: what the caller had locked before is not given back
		EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
			IF clock_timestamp() >= until THEN
				RAISE EXCEPTION 'workspace "%" is in use', name
					USING ERRCODE = 'lock_not_available',
						  DETAIL = format('In the way at the end: %s%s. Nothing was changed.', next::regclass,
							', held by ' || service_eval.lock_holders(next)),
						  HINT = 'Call again when that has ended, or wait longer: SET lock_timeout = ''10min''. | '
							'请待其结束后重试，或延长等待：SET lock_timeout = ''10min''。';
			END IF;
		END;
		-- what was in the way for long is queued for alone
		IF clock_timestamp() < soon THEN
			next := runs;
			PERFORM pg_sleep(0.01 + 0.02 * random());
		END IF;
	END LOOP;
END
$function$;

COMMENT ON FUNCTION lock_workspace(regnamespace, interval) IS
	'inner lock_workspace: locks all tables and views of a workspace against everybody, or none: gives up after '
	'lock_timeout, or a minute where that is 0 | 内部函数：锁定评价库全部表和视图，或全不锁定；超过等待时限则放弃';
