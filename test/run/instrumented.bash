# shellcheck shell=bash disable=SC2154  # top, bindir and scratch belong to prepare.bash and server.bash
# Shared by check-sanitizers, check-valgrind and coverage: these sources built in another way, in a folder of their own,
# for a PostgreSQL that nobody else uses. Source after prepare.bash and server.bash.
#
#   $private/source/    these sources as they lie here, committed or not
#   $private/root/      a copy of the server of PG_CONFIG, under the names that it has
#   $private/reports/   what a watcher of the server has found, a file for each process

private=

# new_private    a new folder, gone at the end of the script unless KEEP is set. User postgres gets through it.
new_private()
{
	trap drop_private EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	private=$(mktemp -d "$(scratch_parent)/service_eval-private.XXXXXX")
	chmod 711 "$private"
	install -d -m 1777 "$private/reports"
}

drop_private()
{
	[[ -n $private ]] || return 0
	if [[ -n ${KEEP:-} ]]; then
		say "kept: $private"
	else
		[[ -z $scratch ]] || clear_scratch
		rm -rf --one-file-system "$private"
	fi
}

copy_sources()
{
	cp -a "$top" "$private/source"
}

# copy_server    and PG_CONFIG and bindir are those of the copy. PostgreSQL finds its files from where its programs lie.
copy_server()
{
	local kind folder root=$private/root

	for kind in bindir pkglibdir sharedir includedir includedir-server libdir; do
		folder=$("$PG_CONFIG" "--$kind")
		[[ ! -e $root$folder ]] || continue
		mkdir -p "$root${folder%/*}"
		if [[ $kind == @(bindir|pkglibdir|sharedir) ]]; then
			cp -a "$folder" "$root$folder"
		else
			ln -s "$folder" "$root$folder"
		fi
	done
	bindir=$root$bindir
	export PG_CONFIG=$bindir/pg_config
	is_complete "$PG_CONFIG" || die "the copy of the server in $root is incomplete"
}

# watch_server NAME    The program postgres of the copy gets another name in its folder. Under its own stands the rest
# of a script, from standard input, which starts it.
watch_server()
{
	mkdir -p "$(dirname "$bindir/$1")"
	mv "$bindir/postgres" "$bindir/$1"
	{ echo '#!/bin/bash'; cat; } >"$bindir/postgres"
	chmod 755 "$bindir/postgres"
}

# finds_planted WORDS CODE FLAG...    A server runs this code of a library; the watcher must report it in these words.
# Else it would report nothing that is wrong with ours. There are n = 8 and p, and nobody knows before.
finds_planted()
{
	local library=$private/planted.so words=$1 code=$2 found
	shift 2

	printf '%s\n' '#include "postgres.h"' '#include "fmgr.h"' 'PG_MODULE_MAGIC;' 'volatile int n = 8;' \
		'volatile char *volatile p;' 'void _PG_init(void);' "void _PG_init(void) { $code; }" |
		cc -x c -g -shared -fPIC "$@" "-I$("$PG_CONFIG" --includedir-server)" -o "$library" -
	scratch=$private/planted
	mkdir "$scratch"
	start_server
	"$bindir/psql" -X -q -d postgres -c "LOAD '$library'" >/dev/null 2>&1 || true
	clear_scratch
	rmdir "$scratch"
	scratch=
	found=$(cat "$private"/reports/* 2>/dev/null) || true
	find "$private/reports" -mindepth 1 -delete
	[[ $found == *"$words"*_PG_init* ]] || die "$code in a library of the server is not reported, but ${found:-nothing}"
	say "$code in a library of the server is reported, as it should be"
}

# count_reports    shows what the watcher has reported; false if that is anything. A process without a report may have
# an empty file.
count_reports()
{
	local reports

	mapfile -t reports < <(find "$private/reports" -type f -size +0 | sort)
	if ((${#reports[@]})); then
		cat "${reports[@]}"
		say "reports of ${#reports[@]} processes, see above"
		return 1
	fi
	say "no report"
}
