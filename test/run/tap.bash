# shellcheck disable=SC2154  # top, bindir and scratch belong to prepare.bash and server.bash
# Shared by check and check-reference: compiles and runs test programs that print TAP, and counts. Source after
# prepare.bash and server.bash. Binaries go to $scratch/bin.

passed=0
failed=0
not_run=()

# fail MESSAGE    one more failed case that no program reports
fail()
{
	echo "not ok - $*"
	failed=$((failed + 1))
}

# The counts are the last line, also when the run ends early.
finish()
{
	local status=$?

	trap - EXIT
	trap '' INT TERM HUP
	(drop_scratch) || status=1
	if [[ -z ${complete_run:-} ]]; then
		failed=$((failed + 1))
	fi
	((failed == 0 && passed > 0)) || status=1
	if ((${#not_run[@]})); then
		printf 'NOT RUN, and nothing is known about it: %s\n' "${not_run[@]}"
	fi
	echo "$passed passed, $failed failed${not_run:+, ${#not_run[@]} not run}"
	exit "$status"
}

finish_at_exit()
{
	trap finish EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
}

# sources_of FILE    what the comment at its beginning names to be compiled with it
sources_of()
{
	sed '/\*\//q' "$1" | tr '\n' ' ' | sed -n 's,^/\* *sources:\(.*\)\*/.*,\1,p'
}

# compile PROGRAM FLAG...    with the sources that the first comment names: /* sources: src/math/a.c src/math/b.c */
compile()
{
	local program=$1 name sources
	shift

	name=$(basename "$program" .c)
	read -ra sources <<<"$(sources_of "$program")"
	mkdir -p "$scratch/bin"
	"${cc:-cc}" -std=gnu99 -O1 -g -Wall -Isrc -Itest -o "$scratch/bin/$name" "$program" "${sources[@]}" "$@" -lm ||
		{ fail "$program does not compile"; return 1; }
}

# compile_unit PROGRAM FLAG...    a unit test, which undefined behaviour ends
compile_unit()
{
	compile "$1" -fsanitize=undefined -fno-sanitize-recover=undefined -ffp-contract=off "${@:2}"
}

# run_tap NAME [ARGUMENT...]    runs $scratch/bin/NAME. A crash, or a plan that is missing or does not fit, is a
# failure; so is a skipped test.  $tap_limit is a limit in seconds, 1200 if it is not set.
run_tap()
{
	local name=$1 log=$scratch/$1.tap status=0 ok not_ok plan
	shift

	timeout --foreground "${tap_limit:-1200}" "$scratch/bin/$name" "$@" 9>&- </dev/null 2>&1 | tee "$log" ||
		status=${PIPESTATUS[0]}
	read -r ok not_ok plan < <(awk '
		/^not ok/ || /^ok .*# *[Ss][Kk][Ii][Pp]/ { not_ok++; next }
		/^ok( |$)/ { ok++ }
		/^1\.\.[0-9]+/ { plan = substr($1, 4); plans++ }
		END { print ok + 0, not_ok + 0, plans == 1 ? plan : "none" }' "$log")
	passed=$((passed + ok))
	failed=$((failed + not_ok))
	if [[ $plan != "$((ok + not_ok))" ]]; then
		fail "$name ran $((ok + not_ok)) cases, planned $plan, exit status $status"
	elif ((status >= 124 || (status != 0 && not_ok == 0) || plan == 0)); then
		fail "$name ran $plan cases and ended with exit status $status"
	fi
}

# libpq_program PROGRAM [ARGUMENT...]    a C program, as run_with_database
libpq_program()
{
	compile "$1" "-I$("$PG_CONFIG" --includedir)" "-L$("$PG_CONFIG" --libdir)" \
		"-Wl,-rpath,$("$PG_CONFIG" --libdir)" -lpq -pthread || return 0
	run_with_database "$@"
}

# run_with_database PROGRAM [ARGUMENT...]    runs what is in $scratch/bin against a database of its own, named after the
# program; EXTENSION=1 creates the extension in it
run_with_database()
{
	local program=$1 name
	shift

	name=$(basename "$program" .c)
	if ! "$bindir/createdb" "$name" ||
		{ [[ -n ${EXTENSION:-} ]] && ! "$bindir/psql" -X -q -d "$name" -c 'CREATE EXTENSION service_eval'; }; then
		fail "no database for $program"
		return 0
	fi
	PGDATABASE=$name PG_BINDIR=$bindir SRCDIR=$top run_tap "$name" "$@"
}
