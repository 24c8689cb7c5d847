#!/bin/bash
# How a workspace grows: synthetic projects of 100 sites with 20 activities each, on a private server that is gone afterwards. At each of
# SIZES the missing projects are loaded and refreshed, with 1,000 draws; what counts is that a project costs the same
# whatever else is there. Then what the dashboard's views take for one of them, and what a night takes in which nothing, 1 % or a part
# of the projects has changed, with one session and with two. Writes bench/results_size.md.
#
#   bash bench/size.bash                       100, 200 and 600 projects: most of an hour, and 15 GB in /tmp
#   SIZES='10 20 40' bash bench/size.bash      a quick look
#
# Seconds of the clock mean something where nothing else runs; seconds of the processor, of the one server process that computes, do
# elsewhere as well.

set -euo pipefail
source "$(dirname "$0")/../test/run/prepare.bash"
source "$(dirname "$0")/../test/run/server.bash"

sizes=${SIZES:-100 200 600}
sites=${SITES:-100}
activities=${ACTIVITIES:-20}

run()
{
	"$bindir/psql" -X -A -t -q -v ON_ERROR_STOP=1 -d bench "$@"
}

# timed SQL    how long a statement takes: seconds of the clock, seconds of the processor
timed()
{
	run <<-SQL
		SET client_min_messages = warning;
		CREATE FUNCTION pg_temp.used() RETURNS numeric LANGUAGE sql AS \$\$
			SELECT (s[12]::numeric + s[13]::numeric) / 100 FROM string_to_array(substring(pg_read_file('/proc/' || pg_backend_pid() || '/stat') FROM '\) (.*)'), ' ') AS s
		\$\$;
		SELECT extract(epoch FROM clock_timestamp()) AS since, pg_temp.used() AS used \gset
		$1;
		SELECT round(extract(epoch FROM clock_timestamp()) - :since, 2), round(pg_temp.used() - :used, 2);
	SQL
}

# explained SQL    milliseconds in a new session and in one that has asked before, and pages; all of it in memory
explained()
{
	local i

	for ((i = 1; i <= 2; i++)); do
		run -v query="$1" <<-'SQL'
			SET client_min_messages = warning;
			SET search_path = wide, service_eval;
			SET jit = off;
			CREATE FUNCTION pg_temp.explained(query text, OUT ms numeric, OUT pages bigint) LANGUAGE plpgsql AS $$
			DECLARE
				p	jsonb;
			BEGIN
				EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ' || query INTO p;
				ms := round((p #> '{0,Execution Time}')::numeric + (p #> '{0,Planning Time}')::numeric, 1);
				pages := (p #> '{0,Plan,Shared Hit Blocks}')::bigint + (p #> '{0,Plan,Shared Read Blocks}')::bigint;
			END $$;
			SELECT ms AS new_ms FROM pg_temp.explained(:'query') \gset
			SELECT ms FROM pg_temp.explained(:'query') \gset ignored_
			SELECT concat_ws(' | ', :'new_ms', ms, pages) FROM pg_temp.explained(:'query');
		SQL
	done | tail -n 1
}

# new_workspace NAME    with the shipped schemes, of 1,000 draws
new_workspace()
{
	run >/dev/null -v workspace="$1" <<-'SQL'
		SELECT count(*) FROM service_eval.create_workspace(:'workspace');
		SET search_path = :"workspace";
		INSERT INTO scheme SELECT (jsonb_populate_record(s, '{"version": 2, "draws": 1000, "frozen_at": null}')).*
		FROM scheme s WHERE s.version = 1;
		INSERT INTO indicator SELECT (jsonb_populate_record(i, '{"version": 2}')).* FROM indicator i
		WHERE i.version = 1;
		INSERT INTO scheme_limiter SELECT (jsonb_populate_record(l, '{"version": 2}')).*
		FROM scheme_limiter l WHERE l.version = 1;
		UPDATE scheme SET frozen_at = now() WHERE version = 2;
	SQL
}

# without SECONDS AGAIN NEW ALL    less what looking at those took that were there already
without()
{
	awk -v c="$1" -v a="$2" -v n="$3" -v s="$4" 'BEGIN { print c - a * (s - n) / s }'
}

# per SECONDS PROJECTS
per()
{
	awk -v s="$1" -v n="$2" 'BEGIN { printf "%.2f", s / n }'
}

# written FIRST LAST    something is written to these projects: a form that was filed after all, or was not
written()
{
	run -c "UPDATE wide.activity a SET form_filed = NOT coalesce(form_filed, false)
		WHERE a.activity_id IN (SELECT min(activity_id) FROM wide.activity WHERE project_id BETWEEN $1 AND $2 GROUP BY project_id)"
}

# clock COMMAND...    its seconds
clock()
{
	local start=$(date +%s.%N)

	"$@" >/dev/null 2>&1
	awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }'
}

night()
{
	run -c 'CALL wide.refresh_rankings()'
}

two_nights()
{
	local pid

	night &
	pid=$!
	night
	wait "$pid"
}

one_by_one()
{
	local project

	for ((project = 1; project <= $1; project++)); do
		run -c "CALL wide.refresh_rankings(only_project => $project)"
	done
}

prepare
new_scratch
trap drop_scratch EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
# autovacuum stays on, as it is where people work
server_settings="shared_buffers = $((memory / 4))MB
	max_wal_size = 8GB"
start_server
"$bindir/createdb" bench
run -c 'CREATE EXTENSION service_eval'
new_workspace wide

{
	cat <<-HEAD
		# A workspace of many projects

		Written by \`bash bench/size.bash\` on $(date +%F): PostgreSQL $(run -c 'SHOW server_version'), $(nproc) processors
		($(sed -n '/^model name/s/.*: //p' /proc/cpuinfo | head -n 1)), $memory MB of memory, at a load of $(cut -d ' ' -f 1 /proc/loadavg) by
		others when it began. Projects of $sites sites with $activities activities each contracted for a year; four quarters and the term by two schemes of 13
		indicators, 1,000 draws: 10 runs a project. Autovacuum on, nothing analyzed by hand before the refresh.

		| projects | villages | activities | rows of facts | load, s per new project | refresh, s per new project | of the processor | nothing changed, s per project | results | size |
		|---|---|---|---|---|---|---|---|---|---|
	HEAD
	before=0
	for size in $sizes; do
		say "$size projects" >&2
		new=$((size - before))
		start=$(date +%s.%N)
		run -v workspace=wide -v first=$((before + 1)) -v projects=$new -v sites="$sites" -v activities="$activities" -v seed=1 -f bench/year_data.sql >/dev/null
		load=$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
		# the projects that are there already are looked at as well, but not computed again
		IFS='|' read -r clock cpu < <(timed 'CALL wide.refresh_rankings()')
		IFS='|' read -r again again_cpu < <(timed 'CALL wide.refresh_rankings()')
		run >/dev/null -c ANALYZE
		read -r facts results activity bytes < <(run -F ' ' <<-SQL
			SELECT round(sum(reltuples) FILTER (WHERE r.relation IS NULL)),
				round(sum(reltuples) FILTER (WHERE r.relation IS NOT NULL)),
				round(max(reltuples) FILTER (WHERE relname = 'activity')), pg_database_size('bench') / 1000000
			FROM pg_class c LEFT JOIN wide.result_tables() r ON r.relation = c.relname
			WHERE relnamespace = 'wide'::regnamespace AND relkind = 'r'
		SQL
		)
		clock=$(without "$clock" "$again" "$new" "$size")
		cpu=$(without "$cpu" "$again_cpu" "$new" "$size")
		echo "| $size | $((size * sites)) | $activity | $facts | $(per "$load" "$new") | $(per "$clock" "$new") | $(per "$cpu" "$new") | $(per "$again" "$size") | $results rows | $bytes MB |"
		before=$size
	done

	middle=$(((before + 1) / 2))
	village=$((middle * sites - sites / 2))
	cat <<-HEAD

		One project among $before, after ANALYZE, all in memory, planning included. In a new session nothing of the
		catalog is known yet, and most of the time is planning.

		| query | ms in a new session | ms in one that has asked before | pages of 8 kB |
		|---|---|---|---|
	HEAD
	while IFS='|' read -r title query; do
		echo "| $title | $(explained "$query") |"
	done < <(
		cat <<-QUERIES
			village_ranking, term, one scheme|SELECT * FROM village_ranking WHERE project_id = $middle AND period = 'term' AND profile = 'statutory'
			village_scorecard of one village|SELECT * FROM village_scorecard WHERE project_id = $middle AND site_id = $village AND period = 'term' AND profile = 'statutory'
			village_history of one village|SELECT * FROM village_history WHERE project_id = $middle AND site_id = $village
			one more activity, its triggers included|INSERT INTO activity (project_id, site_id, contract_id, item, held_on) VALUES ($middle, $village, $middle, 'home_activity', '2023-06-01')
		QUERIES
		run -F '|' -v project="$middle" <<-'SQL'
			SELECT a.view || ', all of a project', format('SELECT * FROM %I WHERE project_id = %s', a.view, :'project')
			FROM wide.answers a
			WHERE EXISTS (SELECT FROM pg_attribute t
				WHERE t.attrelid = ('wide.' || quote_ident(a.view))::regclass AND t.attname = 'project_id')
		SQL
	)

	few=$(((before + 99) / 100))
	part=$((before < 100 ? before : 100))
	night >/dev/null 2>&1
	nothing=$(clock night)
	written 1 $few
	single=$(clock one_by_one $few)
	written $((few + 1)) $((2 * few))
	changed=$(clock night)
	written 1 $part
	alone=$(clock night)
	written 1 $part
	shared=$(clock two_nights)
	cat <<-NIGHT

		A night of $before projects:

		| what | s |
		|---|---|
		| nothing was written | $nothing |
		| $few projects written to, each refreshed by a call of its own | $single |
		| $few others written to, one call for all | $changed |
		| $part written to, one session | $alone |
		| $part written to, two sessions at once | $shared ($(awk -v a="$alone" -v b="$shared" 'BEGIN { printf "%.2f", a / b }') times as fast) |
	NIGHT

	# a village among many, and many facts of few sites
	run -v workspace=wide -v first=$((before + 1)) -v projects=1 -v sites=3000 -v activities=20 -v seed=1 -f bench/year_data.sql >/dev/null
	IFS='|' read -r many many_cpu < <(timed "CALL wide.refresh_rankings(only_project => $((before + 1)))")
	run >/dev/null -c ANALYZE
	new_workspace long
	run -v workspace=long -v first=1 -v projects=1 -v sites=62 -v activities=1348 -v quarters=7 -v seed=1 -f bench/year_data.sql >/dev/null
	IFS='|' read -r long long_cpu < <(timed 'CALL long.refresh_rankings()')
	read -r held came < <(run -F ' ' -c 'SELECT (SELECT count(*) FROM long.activity), (SELECT count(*) FROM long.attendance)')
	cat <<-LARGE

		Large projects, refreshed for the first time:

		| what | |
		|---|---|
		| 3,000 sites with 20 activities each, five periods: refresh, s of the clock and of the processor | $many, $many_cpu |
		| village_scorecard of one of these villages in one run, ms in a new session, in one that has asked before, and pages | $(explained "SELECT * FROM village_scorecard WHERE project_id = $((before + 1)) AND site_id = $((before * 3000 + 1500)) AND period = 'term' AND profile = 'statutory'") |
		| 62 sites with $held activities and $came attendances, seven quarters: refresh, s of the clock and of the processor | $long, $long_cpu |
	LARGE
} | tee "$scratch/results_size.md"
cp "$scratch/results_size.md" bench/results_size.md
