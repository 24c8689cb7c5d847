-- The nightly job.  It commits after every project, so that a failure in one neither blocks nor spoils the others, and so must
-- not be called inside a transaction block.
--
-- Several sessions may call it at once and share the work.  Each walks over the projects that were due when it began, in the
-- same order, and takes those that nobody has taken: a lock says that another session is at work on one, a second look at its
-- state, under the lock, that another has done it.  Nobody waits.

CREATE OR REPLACE PROCEDURE refresh_rankings(only_project bigint DEFAULT NULL, only_period date DEFAULT NULL, force boolean DEFAULT false)
LANGUAGE plpgsql
AS $$
-- No SET clause here: a procedure with one cannot commit.  Every name is qualified instead.
DECLARE
	called_at	pg_catalog.timestamptz := pg_catalog.clock_timestamp();
	idle		pg_catalog.text[] := ARRAY['unchanged', 'sealed', 'not begun', 'failed elsewhere'];	-- states of projects that are not due
	rules		pg_catalog.text;
	projects	bigint[];
	states		pg_catalog.text[];
	due			bigint[];
	job			bigint;
	place		integer := 1;	-- among those that are due
	project		bigint;
	project_state	pg_catalog.text;
	title		pg_catalog.text;
	started		pg_catalog.timestamptz;
	runs		integer;
	outcome		pg_catalog.text;
	failed		integer := 0;
	failures	pg_catalog.text := '';
	first_state	pg_catalog.text;
	sqlstate_of_it	pg_catalog.text;
	message		pg_catalog.text;
BEGIN
	IF only_period IS NOT NULL AND only_period OPERATOR(pg_catalog.<>) pg_catalog.date_trunc('quarter', only_period::pg_catalog.timestamp)::pg_catalog.date THEN
		RAISE EXCEPTION 'period % is not the first day of a quarter', only_period
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = pg_catalog.format('Its quarter is %s.', pg_catalog.date_trunc('quarter', only_period::pg_catalog.timestamp)::pg_catalog.date);
	END IF;
	IF only_project IS NOT NULL AND NOT EXISTS (SELECT FROM @workspace@.project p WHERE p.project_id OPERATOR(pg_catalog.=) only_project) THEN
		RAISE EXCEPTION 'project % does not exist', only_project
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table project of this workspace lists the projects.';
	END IF;

	-- Inside a transaction block this fails at once, and not after the work.  What is said of notes and facts in the file of
	-- touched_project rests on READ COMMITTED, whatever the default of the session.
	COMMIT;
	SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

	rules := @workspace@.rules_digest();
	SELECT pg_catalog.array_agg(s.project_id ORDER BY s.project_id), pg_catalog.array_agg(s.state ORDER BY s.project_id),
		coalesce(pg_catalog.array_agg(s.project_id ORDER BY s.project_id) FILTER (WHERE s.state OPERATOR(pg_catalog.<>) ALL (idle)), '{}')
	INTO projects, states, due
	FROM @workspace@.refresh_state(only_project, only_period, force, called_at, rules) s;
	INSERT INTO @workspace@.refresh_job (only_project, only_period, forced, started_at, projects, unchanged, current_project)
	VALUES (only_project, only_period, force, called_at, coalesce(pg_catalog.cardinality(projects), 0),
		coalesce(pg_catalog.cardinality(projects), 0) OPERATOR(pg_catalog.-) pg_catalog.cardinality(due), due[1])
	RETURNING job_id INTO job;
	COMMIT;
	SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

	FOR i IN 1 .. coalesce(pg_catalog.cardinality(projects), 0) LOOP
		project := projects[i];
		started := pg_catalog.clock_timestamp();
		title := (SELECT pg_catalog.format('project %s (%s)', project, pg_catalog.min(p.name))
				  FROM @workspace@.project p WHERE p.project_id OPERATOR(pg_catalog.=) project);
		IF states[i] OPERATOR(pg_catalog.=) ANY (idle) THEN
			RAISE NOTICE '%: %', title, states[i];
			CONTINUE;
		END IF;
		PERFORM pg_catalog.pg_advisory_xact_lock(@workspace@.refresh_job_key(job));

		-- Whoever has the lock refreshes the project; it is freed by the COMMIT below.  Its state is taken by a later
		-- statement, which sees all that was committed before the lock was.
		IF pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('@workspace@.refresh_rankings', project)) THEN
			project_state := (SELECT s.state FROM @workspace@.refresh_state(project, only_period, force, called_at, rules) s);
			IF project_state OPERATOR(pg_catalog.<>) ALL (idle) THEN
				BEGIN
					-- not where quarters are left out: their runs would not be of what was noted
					IF only_period IS NULL THEN
						DELETE FROM @workspace@.touched_project t WHERE t.project_id OPERATOR(pg_catalog.=) project;
					END IF;
					-- what failed last is computed again, changed or not, and is in order then
					runs := @workspace@.refresh_project(project, only_period, force OR project_state OPERATOR(pg_catalog.=) 'failed');
					IF runs OPERATOR(pg_catalog.>) 0 THEN
						outcome := 'refreshed';
						RAISE NOTICE '%: % runs in % s', title, runs,
							pg_catalog.round(extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) started), 1);
					ELSE
						outcome := 'unchanged';
						RAISE NOTICE '%: unchanged', title;
					END IF;
				EXCEPTION WHEN OTHERS THEN
					-- not the detail: it may quote a row, and more people read this table than that one
					GET STACKED DIAGNOSTICS sqlstate_of_it = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
					INSERT INTO @workspace@.evaluation_run (project_id, period, extension_version, status, error, finished_at)
					SELECT project, only_period, e.extversion, 'failed', pg_catalog.format('%s (SQLSTATE %s)', message, sqlstate_of_it), pg_catalog.clock_timestamp()
					FROM pg_catalog.pg_extension e WHERE e.extname OPERATOR(pg_catalog.=) 'service_eval';
					outcome := 'failed';
					failed := failed OPERATOR(pg_catalog.+) 1;
					failures := pg_catalog.concat(failures, E'\n', title, ': ', message);
					first_state := coalesce(first_state, sqlstate_of_it);
					RAISE NOTICE '%: failed: %', title, message;
				END;
			ELSE
				outcome := 'elsewhere';
				RAISE NOTICE '%: done by another session', title;
			END IF;
		ELSE
			outcome := 'elsewhere';
			RAISE NOTICE '%: being refreshed by another session', title;
		END IF;

		place := place OPERATOR(pg_catalog.+) 1;
		UPDATE @workspace@.refresh_job j
		SET refreshed = j.refreshed OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.=) 'refreshed')::pg_catalog.int4,
			unchanged = j.unchanged OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.=) 'unchanged')::pg_catalog.int4,
			elsewhere = j.elsewhere OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.=) 'elsewhere')::pg_catalog.int4,
			failed = j.failed OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.=) 'failed')::pg_catalog.int4,
			last_error = CASE WHEN outcome OPERATOR(pg_catalog.=) 'failed' THEN pg_catalog.format('%s: %s', title, message) ELSE j.last_error END,
			current_project = due[place], seen_at = pg_catalog.clock_timestamp()
		WHERE j.job_id OPERATOR(pg_catalog.=) job;
		COMMIT;
		SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
	END LOOP;

	UPDATE @workspace@.refresh_job j
	SET finished_at = pg_catalog.clock_timestamp(), seen_at = pg_catalog.clock_timestamp()
	WHERE j.job_id OPERATOR(pg_catalog.=) job;
	DELETE FROM @workspace@.refresh_job j WHERE j.started_at OPERATOR(pg_catalog.<) (called_at OPERATOR(pg_catalog.-) '90 days'::pg_catalog.interval);
	-- of projects that are gone
	DELETE FROM @workspace@.touched_project t
	WHERE NOT EXISTS (SELECT FROM @workspace@.project p WHERE p.project_id OPERATOR(pg_catalog.=) t.project_id);
	COMMIT;

	IF failed OPERATOR(pg_catalog.>) 0 THEN
		-- a scheduler must see red, although all that could be refreshed has been
		RAISE EXCEPTION '% of % projects could not be refreshed', failed, pg_catalog.cardinality(projects)
			USING ERRCODE = first_state,
				  DETAIL = pg_catalog.ltrim(failures, E'\n'),
				  HINT = 'The other projects are up to date. Failed runs are listed in the table evaluation_run.';
	END IF;
END
$$;
COMMENT ON PROCEDURE refresh_rankings(bigint, date, boolean) IS 'computes the rankings of all projects, or of one, from a quarter on; unchanged ones are left alone unless forced | 刷新排名（可限定项目与季度；未变更者跳过，force可强制）';
