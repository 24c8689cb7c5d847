#!/bin/bash
# How a workspace grows, on a private server that is gone afterwards. Synthetic projects of 100 sites are loaded and
# evaluated; the others are copies of them with their results, for to evaluate thousands takes hours. At each of SIZES:
# bytes, answers, and nights in which nothing or 20 projects have changed, by one, two and four sessions. Then dump,
# restore, and large projects. What a province and a country would take is computed from these, and said to be.
# Writes bench/results_size.md, which ends with bench/size_notes.md: that is by hand.
#
#   bash bench/size.bash                       20, 200 and 2,000 projects: about an hour and a half, 60 GB in /tmp
#   SIZES='4 8' CHANGED=2 bash bench/size.bash      a quick look
#
# Seconds of the clock mean something where nothing else runs; the load is printed.

set -euo pipefail
source "$(dirname "$0")/../test/run/prepare.bash"
source "$(dirname "$0")/../test/run/server.bash"

read -ra sizes <<<"${SIZES:-20 200 2000}"
sites=${SITES:-100}
activities=${ACTIVITIES:-20}
changed=${CHANGED:-20}			# projects written to before a night: 1 % of 2,000
base=${sizes[0]}
for size in "${sizes[@]}"; do
	if ((size % base > 0 || size < ${last:-0})); then
		echo "SIZES must ascend, in multiples of the first: ${sizes[*]}" >&2
		exit 2
	fi
	last=$size
done

run()
{
	"$bindir/psql" -X -A -t -q -v ON_ERROR_STOP=1 -d bench "$@"
}

# clock COMMAND...    its seconds
clock()
{
	local start=$EPOCHREALTIME

	"$@" >/dev/null || return
	awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }'
}

# explained SQL    milliseconds and pages in a session that has asked before, planning included; all of it in memory
explained()
{
	run -v query="$1" <<-'SQL'
		SET client_min_messages = warning;
		SET search_path = wide, service_eval;
		CREATE FUNCTION pg_temp.explained(query text, OUT ms numeric, OUT pages bigint) LANGUAGE plpgsql AS $$
		DECLARE
			p	jsonb;
		BEGIN
			EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ' || query INTO p;
			ms := round((p #> '{0,Execution Time}')::numeric + (p #> '{0,Planning Time}')::numeric, 1);
			pages := (p #> '{0,Plan,Shared Hit Blocks}')::bigint + (p #> '{0,Plan,Shared Read Blocks}')::bigint;
		END $$;
		SELECT ms FROM pg_temp.explained(:'query') \gset ignored_
		SELECT ms FROM pg_temp.explained(:'query') \gset ignored_
		SELECT concat_ws(', ', ms, pages) FROM pg_temp.explained(:'query');
	SQL
}

# new_workspace NAME    with the shipped schemes, of 1,000 draws
new_workspace()
{
	run >/dev/null -v workspace="$1" <<-'SQL'
		SET client_min_messages = warning;
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

# load WORKSPACE FIRST PROJECTS SITES ACTIVITIES QUARTERS
load()
{
	run -v workspace="$1" -v first="$2" -v projects="$3" -v sites="$4" -v activities="$5" -v quarters="$6" -v seed=1 \
		-f bench/year_data.sql
}

# refresh WORKSPACE [PROJECT]
refresh()
{
	run -c 'SET client_min_messages = warning' -c "CALL $1.refresh_rankings(${2:+only_project => $2})"
}

# nights SESSIONS    so many sessions refresh at once
nights()
{
	local i pid pids=()

	for ((i = 0; i < $1; i++)); do
		refresh wide &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do
		wait "$pid" || return
	done
}

# copies FIRST LAST    of the projects that were computed, by two sessions
copies()
{
	local i pid pids=()

	for i in 0 1; do
		run -v workspace=wide -v projects="$base" -v first=$(($1 + i)) -v last="$2" -v step=2 -f bench/copies.sql &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do
		wait "$pid" || return
	done
}

# written SIZE    a form was filed after all, or was not, in the last projects
written()
{
	run -c "UPDATE wide.activity a SET form_filed = NOT coalesce(form_filed, false)
		WHERE (a.project_id, a.activity_id) IN (SELECT project_id, min(activity_id) FROM wide.activity
			WHERE project_id > $1 - $changed GROUP BY project_id)"
}

# cell ROW TEXT    one more cell of a row of the table of sizes
declare -A row_cells
row_names=()
cell()
{
	[[ -n ${row_cells[$1]:-} ]] || row_names+=("$1")
	row_cells[$1]+=" $2 |"
	say "  $1: $2" >&2
}

# bytes CONDITION    megabytes of the tables, with their indexes, for which this holds
bytes()
{
	run -c "SELECT round(sum(pg_total_relation_size(c.oid)) / 1e6) FROM pg_class c
		LEFT JOIN wide.result_tables() r ON r.relation = c.relname
		WHERE c.relnamespace = 'wide'::regnamespace AND c.relkind = 'r' AND $1"
}

# rows CONDITION    as the statistics have them
rows()
{
	run -c "SELECT round(sum(c.reltuples)) FROM pg_class c LEFT JOIN wide.result_tables() r ON r.relation = c.relname
		WHERE c.relnamespace = 'wide'::regnamespace AND c.relkind = 'r' AND $1"
}

# answers PROJECT VILLAGE    name and query of the most used ones, and one written row
answers()
{
	local view condition title

	while IFS='|' read -r view title condition; do
		echo "$view$title|SELECT * FROM $view WHERE project_id = $1${condition:+ AND $condition}"
	done <<-VIEWS
		village_ranking|, term, one scheme|period = 'term' AND profile = 'statutory'
		village_scorecard| of one village|site_id = $2 AND period = 'term' AND profile = 'statutory'
		village_history| of one village|site_id = $2
		project_summary
		contract_fulfilment
		payment_statement
		self_evaluation_form|, all of a project
		resource_concentration
		suspension_watchlist
		data_gaps
	VIEWS
	printf '%s' 'one more activity, its triggers included|INSERT INTO activity (project_id, site_id, contract_id, ' \
		"item, held_on) VALUES ($1, $2, $1, 'home_activity', '2023-06-01')"
	echo
}

# measure SIZE    the column of this size
measure()
{
	local middle=$(($1 / 2)) title query sessions result

	cell 'villages' $(($1 * sites))
	cell 'rows of facts' "$(rows 'r.relation IS NULL')"
	cell 'rows of results' "$(rows 'r.relation IS NOT NULL')"
	cell 'facts, MB' "$(bytes 'r.relation IS NULL')"
	cell 'results, MB' "$(bytes 'r.relation IS NOT NULL')"
	while IFS='|' read -r title query; do
		result=$(explained "$query")
		cell "$title" "$result"
	done < <(answers "$middle" $((middle * sites - sites / 2)))
	refresh wide				# what the written activity changed
	result=$(clock nights 1)
	cell 'nothing was written, s' "$result"
	for sessions in 1 2 4; do
		written "$1"
		result=$(clock nights "$sessions")
		cell "$changed projects written to, sessions: $sessions, s" "$result"
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
	maintenance_work_mem = 1GB
	max_wal_size = 8GB
	max_locks_per_transaction = 256"
start_server
"$bindir/createdb" bench
run -c 'CREATE EXTENSION service_eval'
new_workspace wide
load_before=$(cut -d ' ' -f 1 /proc/loadavg)

say "$base projects" >&2
loaded=$(clock load wide 1 "$base" "$sites" "$activities" 4)
computed=$(clock refresh wide)
there=$base
for size in "${sizes[@]}"; do
	if ((size > there)); then
		say "$size projects, most of them copies" >&2
		seconds=$(clock copies $((there / base)) $((size / base - 1)))
		say "  copied in $seconds s" >&2
		there=$size
	fi
	seconds=$(clock run -c 'VACUUM ANALYZE')
	say "  analyzed in $seconds s" >&2
	measure "$size"
done

# Dump and restore, by two processes each
say 'dump and restore' >&2
dumped=$(clock "$bindir/pg_dump" -Fd -Z 1 -j 2 -f "$scratch/dump" bench)
dump_size=$(du -sm "$scratch/dump" | cut -f 1)
"$bindir/createdb" -T template0 restored
restored=$(clock "$bindir/pg_restore" -j 2 -d restored "$scratch/dump")
analyzed=$(clock "$bindir/vacuumdb" -q -z -j 2 restored)
after=$(clock "$bindir/psql" -X -q -d restored -c 'CALL wide.refresh_rankings()' 2>/dev/null)
"$bindir/dropdb" restored
rm -r "$scratch/dump"

# A project of many villages beside the others, and one of many facts
say 'large projects' >&2
many_project=$((there + 1))
load wide "$many_project" 1 3000 "$activities" 4 >/dev/null
many=$(clock refresh wide "$many_project")
run -c ANALYZE
many_card=$(explained "SELECT * FROM village_scorecard WHERE project_id = $many_project
	AND site_id = $(((many_project - 1) * 3000 + 1500)) AND period = 'term' AND profile = 'statutory'")
new_workspace long
load long 1 1 62 1348 7 >/dev/null
long=$(clock refresh long)
held=$(run -c 'SELECT count(*) FROM long.activity')
came=$(run -c 'SELECT count(*) FROM long.attendance')

# value ROW    the last cell of a row of the table of sizes, without what follows the number
value()
{
	awk -F '|' '{ split($(NF - 1), v, ","); print v[1] + 0 }' <<<"${row_cells[$1]}"
}

# scaled PROJECTS    what so many would take: cells of the last table
scaled()
{
	awk -v n="$1" -v size="$there" -v base="$base" -v mb="$(($(value 'facts, MB') + $(value 'results, MB')))" \
		-v computed="$computed" -v nothing="$(value 'nothing was written, s')" \
		-v night="$(value "$changed projects written to, sessions: 1, s")" -v changed="$changed" \
		-v dumped="$dumped" -v restored="$restored" 'BEGIN {
			share = n / size
			printf " %.0f GB | %.1f h | %.2f h | %.2f h | %.2f h |\n", mb * share / 1000, computed / base * n / 3600,
				(nothing * share + (night - nothing) / changed * n / 100) / 3600, dumped * share / 3600,
				restored * share / 3600
		}'
}

{
	cat <<-HEAD
		# A workspace of many projects

		Written by \`bash bench/size.bash\` on $(date +%F): PostgreSQL $(run -c 'SHOW server_version'), $(nproc) processors
		($(sed -n '/^model name/s/.*: //p' /proc/cpuinfo | head -n 1)), $memory MB of memory, a quarter of it shared buffers,
		at a mean load of $load_before in the minute before it began. Synthetic projects of $sites sites with $activities
		activities each contracted for a year; four quarters and the term by two schemes of 13 indicators, 1,000 draws:
		10 runs a project.

		$base projects were loaded in $loaded s and evaluated in $computed s. The others are copies of them with their
		results. Tables and indexes count as bytes. Answers are of one project in the middle, in a session that has asked
		before, all in memory: ms with planning, and pages of 8 kB.

		| |$(printf ' %s projects |' "${sizes[@]}")
		|---|$(printf -- '---|%.0s' "${sizes[@]}")
	HEAD
	for row in "${row_names[@]}"; do
		echo "| $row |${row_cells[$row]}"
	done
	cat <<-REST

		Dump and restore of $there projects:

		| what | |
		|---|---|
		| pg_dump -Fd -Z 1 -j 2 | $dumped s, $dump_size MB |
		| pg_restore -j 2 | $restored s |
		| vacuumdb --analyze -j 2 | $analyzed s |
		| the first night after it, nothing written | $after s |

		Large projects, refreshed for the first time:

		| what | |
		|---|---|
		| 3,000 sites with $activities activities each, five periods, beside $there other projects | $many s |
		| village_scorecard of one of these villages in one run, ms and pages | $many_card |
		| 62 sites with $held activities and $came attendances, seven quarters | $long s |

		## A province, a country

		The first row is from the tables above, but for the first evaluation: that is of $base projects. **The others were
		not measured**: they are that row times the number of projects. Hours are of one session; of dump and restore, of
		two processes. Several sessions share a night. A country would be one server for each province
		([several_machines.md](../doc/several_machines.md)).

		| projects | size | first evaluation of all | night with 1 % changed | dump | restore |
		|---|---|---|---|---|---|
		| $there |$(scaled "$there")
		| 9,000, a province |$(scaled 9000)
		| 280,000, a country |$(scaled 280000)
	REST
	cat bench/size_notes.md
} >"$scratch/results_size.md"
cp "$scratch/results_size.md" bench/results_size.md
cat bench/results_size.md
