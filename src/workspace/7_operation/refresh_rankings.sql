-- SPDX-License-Identifier: PostgreSQL
-- The nightly job.  It commits after every project, so that a failure in one neither blocks nor spoils the others, and
-- so must not be called inside a transaction block.
--
-- Several sessions may call it at once and share the work.  Each walks over the projects that were due when it began,
-- in the same order, and takes those that nobody has taken: a claim says that another session is at work on one, a
-- second look at its state, under the claim, that another has done it.  Nobody waits, until all others are done.
--
-- Those that were taken come again at the end.  One that is not due any more has been done elsewhere.  One that is free
-- now is done here.  For one that another job is at work on this one waits, ten minutes at most.  One that is still due
-- and held then, or is held by somebody who is no job (a transaction left open), has not been refreshed: it is told,
-- with its holder, and the call fails.
--
-- Tables that nobody has analyzed yet are analyzed: those of facts before the work, those of results at the end.  Later
-- autovacuum does it.  A planner that knows nothing of the tables takes each for a few rows, sorts what it should hash,
-- and joins by nested loops.  Measured: three new projects of 100 sites took 0.2 s less each with statistics of their
-- facts.  With H City just loaded village_history took 24 s, village_scorecard 7 s, trust_log 30 s, each 0.2 s with
-- those of its results.
--
-- Each transaction begins with lock_results(), or the first of its locks: an upgrade waits for that, and holds nothing
-- else before.

-- With 0, empty tables as well: there nothing is to come.
CREATE OR REPLACE FUNCTION analyze_unknown(least_bytes bigint) RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	relation	regclass;
BEGIN
	FOR relation IN
		SELECT c.oid
		FROM pg_class c
		WHERE c.relnamespace = '@workspace@'::regnamespace AND c.relkind = 'r' AND c.reltuples < 0
			AND pg_relation_size(c.oid) >= least_bytes AND pg_has_role(c.relowner, 'USAGE')
		ORDER BY c.oid
	LOOP
		EXECUTE format('ANALYZE (SKIP_LOCKED) %s', relation);
	END LOOP;
END
$$;
COMMENT ON FUNCTION analyze_unknown(bigint) IS
	'inner analyze_unknown: analyzes tables of at least so many bytes that nobody has analyzed | '
	'内部分析新表：分析不小于该字节数且从未分析的表';

CREATE OR REPLACE PROCEDURE refresh_rankings(only_project bigint DEFAULT NULL, only_period text DEFAULT NULL,
	force boolean DEFAULT false)
LANGUAGE plpgsql
AS $$
-- No SET clause here: a procedure with one cannot commit.  Every name is qualified instead.
DECLARE
	called_at	pg_catalog.timestamptz := pg_catalog.clock_timestamp();
	-- states of projects that are not due
	idle		pg_catalog.text[] := ARRAY['unchanged', 'sealed', 'not begun', 'no scheme', 'failed elsewhere'];
	periods		pg_catalog.text;
	projects	bigint[];
	states		pg_catalog.text[];
	due			bigint[];
	job			bigint;
	place		integer := 1;	-- among those that are due
	project		bigint;
	project_state	pg_catalog.text;
	title		pg_catalog.text;
	title_zh	pg_catalog.text;
	started		pg_catalog.timestamptz;
	runs		integer;
	outcome		pg_catalog.text;
	made		bigint[] := '{}';	-- projects that were refreshed
	failed		integer := 0;
	failures	pg_catalog.text := '';
	first_state	pg_catalog.text;
	due_first	integer;	-- how many were due at first; what was held comes again after them
	done		integer := 0;	-- how many of them it is through with
	progress	pg_catalog.text;	-- the same as text
	free		boolean;
	installed	pg_catalog.text := service_eval.library_version();
	claimer		integer;	-- process that has the turn
	met_at		pg_catalog.timestamptz[] := '{}';	-- when those that were held were met
	held		integer := 0;
	holder		pg_catalog.text;
	holder_zh	pg_catalog.text;
	lost		bigint;
	lost_runs	pg_catalog.text;
	lost_zh		pg_catalog.text;
	noticed		pg_catalog.record;
	sqlstate_of_it	pg_catalog.text;
	message		pg_catalog.text;
	failure		pg_catalog.text;
	failure_zh	pg_catalog.text;
	seen		pg_catalog.timestamptz;
BEGIN
	PERFORM @workspace@.refuse_elsewhere();
	IF only_project IS NOT NULL AND NOT EXISTS (
		SELECT FROM @workspace@.project p WHERE p.project_id OPERATOR(pg_catalog.=) only_project)
	THEN
		RAISE EXCEPTION 'project % does not exist', only_project
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table project of this workspace lists the projects. | 项目见本评价库的project表。';
	END IF;
	IF only_period IS NOT NULL AND NOT EXISTS (
		SELECT FROM @workspace@.project_period q
		WHERE q.period OPERATOR(pg_catalog.=) only_period
			AND (only_project IS NULL OR q.project_id OPERATOR(pg_catalog.=) only_project))
	THEN
		periods := (SELECT pg_catalog.string_agg(l.period, ', ' ORDER BY l.term, l.end_on, l.period)
			FROM (SELECT q.period, pg_catalog.max(q.end_on) AS end_on, q.period OPERATOR(pg_catalog.=) 'term' AS term
				FROM @workspace@.project_period q
				WHERE only_project IS NULL OR q.project_id OPERATOR(pg_catalog.=) only_project
				GROUP BY q.period ORDER BY 2 DESC LIMIT 50) l);
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
				  MESSAGE = CASE WHEN only_project IS NULL THEN pg_catalog.format('no project has a period '
					'"%s"', only_period)
					ELSE pg_catalog.format('project %s has no period "%s"', only_project, only_period) END,
				  DETAIL = CASE WHEN periods IS NULL THEN 'No period has begun.'
					ELSE pg_catalog.format('Periods that have begun: %s.', periods) END,
				  HINT = 'The view project_period lists them. | 时段见视图project_period。';
	END IF;

	-- Inside a transaction block this fails at once, and not after the work.  What is said of notes and facts in the
	-- file of touched_project rests on READ COMMITTED, whatever the default of the session.
	COMMIT;
	SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

	LOCK TABLE @workspace@.evaluation_run, @workspace@.refresh_job IN ROW EXCLUSIVE MODE;
	SELECT pg_catalog.count(*),
		pg_catalog.string_agg(pg_catalog.format('run %s of project %s', l.run_id, l.project_id), ', ' ORDER BY l.place)
			FILTER (WHERE l.place OPERATOR(pg_catalog.<=) 10),
		pg_catalog.string_agg(pg_catalog.format('项目%s的批次%s', l.project_id, l.run_id), '、' ORDER BY l.place)
			FILTER (WHERE l.place OPERATOR(pg_catalog.<=) 10)
	INTO lost, lost_runs, lost_zh
	FROM (SELECT l.project_id, l.run_id, pg_catalog.row_number() OVER (ORDER BY l.project_id, l.run_id) AS place
		FROM @workspace@.lost_run(only_project) l
		WHERE l.sealed_at IS NOT NULL) l;
	SELECT pg_catalog.array_agg(s.project_id ORDER BY s.project_id),
		pg_catalog.array_agg(s.state ORDER BY s.project_id),
		coalesce(pg_catalog.array_agg(s.project_id ORDER BY s.project_id)
			FILTER (WHERE s.state OPERATOR(pg_catalog.<>) ALL (idle)),
			'{}')
	INTO projects, states, due
	FROM @workspace@.refresh_state(only_project, only_period, force, called_at) s;
	due_first := pg_catalog.cardinality(due);
	INSERT INTO @workspace@.refresh_job
		(only_project, only_period, forced, started_at, projects, unchanged, current_project, lost, lost_runs,
			lost_runs_zh)
	VALUES (only_project, only_period, force, called_at, coalesce(pg_catalog.cardinality(projects), 0),
		coalesce(pg_catalog.cardinality(projects), 0) OPERATOR(pg_catalog.-) due_first, due[1], lost, lost_runs,
		lost_zh)
	RETURNING job_id INTO job;
	-- before the work, so that they can be seen
	PERFORM @workspace@.make_claim(d.project_id, 1)
	FROM pg_catalog.unnest(due) AS d (project_id)
	WHERE NOT EXISTS (SELECT FROM @workspace@.project_claim c
		WHERE c.project_id OPERATOR(pg_catalog.=) d.project_id AND c.purpose OPERATOR(pg_catalog.=) 'refresh');
	COMMIT;
	SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

	FOR i IN 1 .. coalesce(pg_catalog.cardinality(projects), 0) LOOP
		IF states[i] OPERATOR(pg_catalog.=) ANY (idle) THEN
			title := (SELECT pg_catalog.format('project %s (%s)', projects[i], pg_catalog.min(p.name))
					  FROM @workspace@.project p WHERE p.project_id OPERATOR(pg_catalog.=) projects[i]);
			RAISE NOTICE '%: %', title, states[i];
		END IF;
	END LOOP;
	COMMIT;
	SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

	IF due OPERATOR(pg_catalog.<>) '{}' THEN
		RAISE NOTICE 'refreshing % of % projects', due_first, pg_catalog.cardinality(projects);
		PERFORM @workspace@.analyze_unknown(1);
		COMMIT;
		SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
	END IF;

	WHILE place OPERATOR(pg_catalog.<=) pg_catalog.cardinality(due) LOOP
		project := due[place];
		started := pg_catalog.clock_timestamp();
		LOCK TABLE @workspace@.evaluation_run, @workspace@.refresh_job IN ROW EXCLUSIVE MODE;
		-- the sign of life, before anything that may take long
		PERFORM FROM @workspace@.refresh_job j WHERE j.job_id OPERATOR(pg_catalog.=) job FOR UPDATE;
		PERFORM @workspace@.lock_results();
		SELECT pg_catalog.format('project %s (%s)', project, pg_catalog.min(p.name)),
			pg_catalog.format('项目%s（%s）', project, pg_catalog.min(p.name))
		INTO title, title_zh
		FROM @workspace@.project p
		WHERE p.project_id OPERATOR(pg_catalog.=) project;

		-- Whoever has the claim refreshes the project; it is freed by the COMMIT below.  Its state is taken by a later
		-- statement, which sees all that was committed before the claim was had.
		free := @workspace@.claim_project(project, 0);
		IF NOT free AND place OPERATOR(pg_catalog.>) due_first THEN
			claimer := @workspace@.claim_pid(project);
			IF (SELECT pg_catalog.count(*) FROM @workspace@.refresh_status s
				WHERE s.state OPERATOR(pg_catalog.=) 'running' AND s.pid OPERATOR(pg_catalog.=) claimer)
				OPERATOR(pg_catalog.>) 0
			THEN
				free := @workspace@.claim_project(project, 600);
			END IF;
		END IF;
		outcome := 'later';
		progress := pg_catalog.format('%s of %s', done OPERATOR(pg_catalog.+) 1, due_first);
		IF free OR place OPERATOR(pg_catalog.>) due_first THEN
			project_state := (SELECT s.state FROM @workspace@.refresh_state(project, only_period, force, called_at) s);
			IF project_state OPERATOR(pg_catalog.<>) ALL (idle) AND NOT free THEN
				outcome := 'held';
				SELECT pg_catalog.format('%s: held by %s', title, c.holder),
					pg_catalog.format('%s：占用者为%s', title_zh, c.holder_zh)
				INTO holder, holder_zh
				FROM @workspace@.claim_holder(project, met_at[place OPERATOR(pg_catalog.-) due_first]) c;
				held := held OPERATOR(pg_catalog.+) 1;
				failures := pg_catalog.concat(failures, E'\n', holder);
				RAISE NOTICE '% (%)', holder, progress;
			ELSIF project_state OPERATOR(pg_catalog.<>) ALL (idle) THEN
				-- Who has locked a row of the project's is waited for as long as another job is: then it fails, and the
				-- others have their turn.
				IF pg_catalog.current_setting('lock_timeout') OPERATOR(pg_catalog.=) '0' THEN
					PERFORM pg_catalog.set_config('lock_timeout', '10min', true);
				END IF;
				BEGIN
					-- not where periods are left out: their runs would not be of what was noted
					IF only_period IS NULL THEN
						DELETE FROM @workspace@.touched_project t WHERE t.project_id OPERATOR(pg_catalog.=) project;
					END IF;
					-- what failed last is computed again, changed or not, and is in order then
					runs := @workspace@.refresh_project(project, only_period,
						force OR project_state OPERATOR(pg_catalog.=) 'failed');
					-- clusters of photos that it removed were noted: nobody else wrote in this transaction
					IF only_period IS NULL THEN
						DELETE FROM @workspace@.touched_project t
						WHERE t.project_id OPERATOR(pg_catalog.=) project
							AND t.xid OPERATOR(pg_catalog.=) pg_catalog.pg_current_xact_id();
					END IF;
					IF runs OPERATOR(pg_catalog.>) 0 THEN
						outcome := 'refreshed';
						made := pg_catalog.array_append(made, project);
						RAISE NOTICE '%: % runs in % s (%)', title, runs,
							pg_catalog.round(extract(epoch
								FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) started), 1), progress;
					ELSE
						outcome := 'unchanged';
						RAISE NOTICE '%: unchanged (%)', title, progress;
					END IF;
				EXCEPTION WHEN OTHERS THEN
					-- not the detail: it may quote a row, and more people read this table than that one
					GET STACKED DIAGNOSTICS sqlstate_of_it = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
					BEGIN
						PERFORM pg_catalog.set_config('lock_timeout', '1s', true);
						INSERT INTO @workspace@.evaluation_run (project_id, period, extension_version, status, error,
							finished_at)
						VALUES (project, only_period, installed, 'failed',
							pg_catalog.format('%s (SQLSTATE %s)', message, sqlstate_of_it),
							pg_catalog.clock_timestamp());
					EXCEPTION WHEN lock_not_available THEN
						-- the row of the project is locked: the job alone tells
						NULL;
					END;
					outcome := 'failed';
					failed := failed OPERATOR(pg_catalog.+) 1;
					failures := pg_catalog.concat(failures, E'\n', title, ': ', message);
					first_state := coalesce(first_state, sqlstate_of_it);
					RAISE NOTICE '%: failed: % (%)', title, message, progress;
				END;
			ELSE
				outcome := 'elsewhere';
				RAISE NOTICE '%: done by another session (%)', title, progress;
			END IF;
		ELSE
			due := pg_catalog.array_append(due, project);
			met_at := pg_catalog.array_append(met_at, started);
			RAISE NOTICE '%: held by another session, again later', title;
		END IF;

		-- what functions say is computed before an UPDATE, for Citus
		place := place OPERATOR(pg_catalog.+) 1;
		done := done OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.<>) 'later')::pg_catalog.int4;
		failure := pg_catalog.format('%s: %s', title, message);
		failure_zh := pg_catalog.format('%s：%s', title_zh, message);
		seen := pg_catalog.clock_timestamp();
		UPDATE @workspace@.refresh_job j
		SET refreshed
			= j.refreshed OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.=) 'refreshed')::pg_catalog.int4,
			unchanged
				= j.unchanged OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.=) 'unchanged')::pg_catalog.int4,
			elsewhere
				= j.elsewhere OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.=) 'elsewhere')::pg_catalog.int4,
			failed = j.failed OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.=) 'failed')::pg_catalog.int4,
			held = j.held OPERATOR(pg_catalog.+) (outcome OPERATOR(pg_catalog.=) 'held')::pg_catalog.int4,
			held_by = CASE WHEN outcome OPERATOR(pg_catalog.=) 'held' THEN holder ELSE j.held_by END,
			held_by_zh = CASE WHEN outcome OPERATOR(pg_catalog.=) 'held' THEN holder_zh ELSE j.held_by_zh END,
			last_error = CASE WHEN outcome OPERATOR(pg_catalog.=) 'failed' THEN failure ELSE j.last_error END,
			last_error_zh = CASE WHEN outcome OPERATOR(pg_catalog.=) 'failed' THEN failure_zh
				ELSE j.last_error_zh END,
			current_project = due[place], seen_at = seen
		WHERE j.job_id OPERATOR(pg_catalog.=) job;
		COMMIT;
		SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
	END LOOP;

	LOCK TABLE @workspace@.evaluation_run, @workspace@.refresh_job IN ROW EXCLUSIVE MODE;
	seen := pg_catalog.clock_timestamp();
	UPDATE @workspace@.refresh_job j
	SET finished_at = seen, seen_at = seen
	WHERE j.job_id OPERATOR(pg_catalog.=) job;
	DELETE FROM @workspace@.refresh_job j
	WHERE j.started_at OPERATOR(pg_catalog.<) (called_at OPERATOR(pg_catalog.-) '90 days'::pg_catalog.interval);
	-- of projects that are gone
	DELETE FROM @workspace@.touched_project t
	WHERE NOT EXISTS (SELECT FROM @workspace@.project p WHERE p.project_id OPERATOR(pg_catalog.=) t.project_id);
	SELECT coalesce(pg_catalog.sum(c.facts) FILTER (WHERE c.kind OPERATOR(pg_catalog.=) 'outside'), 0) AS outside,
		coalesce(pg_catalog.sum(c.facts) FILTER (WHERE c.kind OPERATOR(pg_catalog.=) 'repeated'), 0) AS repeated,
		coalesce(pg_catalog.sum(c.facts) FILTER (WHERE c.kind OPERATOR(pg_catalog.=) 'gap'), 0) AS gap
	INTO noticed
	FROM @workspace@.fact_count c
	WHERE c.project_id OPERATOR(pg_catalog.=) ANY (made);
	COMMIT;

	IF made OPERATOR(pg_catalog.<>) '{}' THEN
		PERFORM @workspace@.analyze_unknown(0);
		COMMIT;
		RAISE NOTICE 'facts outside of a period or a contract: %, rows entered twice: %, gaps: %',
			noticed.outside, noticed.repeated, noticed.gap
			USING HINT = 'The views fact_outside and repeated_row list them, the table fact_count has the gaps by '
				'table, '
				'data_gaps says which sites lack what. | 详见视图fact_outside、repeated_row，缺口计数见表fact_count，'
				'各服务点所缺见视图data_gaps。';
	END IF;

	-- a scheduler must see red, although all that could be refreshed has been
	IF lost OPERATOR(pg_catalog.>) 0 THEN
		failures := pg_catalog.concat(failures, E'\nresults of sealed runs are missing: ', lost_runs);
	END IF;
	IF failed OPERATOR(pg_catalog.+) held OPERATOR(pg_catalog.>) 0 THEN
		RAISE EXCEPTION '% of % projects could not be refreshed',
			failed OPERATOR(pg_catalog.+) held, pg_catalog.cardinality(projects)
			USING ERRCODE = coalesce(first_state, 'lock_not_available'),
				  DETAIL = pg_catalog.ltrim(failures, E'\n'),
				  HINT = CASE WHEN failed OPERATOR(pg_catalog.>) 0
					THEN 'The other projects are up to date. Failed runs are listed in the table evaluation_run.'
						' | 其他项目已更新，失败批次见evaluation_run表。'
					ELSE 'The other projects are up to date. Refresh again when the other session has ended its '
						'transaction.'
						' | 其他项目已更新，待该会话结束事务后再刷新。' END;
	ELSIF lost OPERATOR(pg_catalog.>) 0 THEN
		RAISE EXCEPTION 'results of % sealed runs are missing', lost
			USING ERRCODE = 'data_corrupted',
				  DETAIL = pg_catalog.ltrim(failures, E'\n'),
				  HINT = 'What is official is never computed again: restore the rows of the tables of results from a '
					'backup.'
					' The other results are up to date. | 封存结果不会重算，请从备份恢复；其他结果已更新。';
	END IF;
END
$$;
COMMENT ON PROCEDURE refresh_rankings(bigint, text, boolean) IS
	'refresh rankings: computes all projects, or one, or a period and what rests on it; unchanged ones are left alone '
	'unless forced | 刷新排名：可限定项目与时段，未变更者跳过，可强制';
