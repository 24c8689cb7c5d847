# Shared by demo, demo-stop, check and check-reference: a private, throwaway PostgreSQL server. Source after
# prepare.bash.
#
# It listens on a socket in a folder that only its owner can enter, never on the network, so its port is but a name.
# PostgreSQL refuses to run as root: for root it runs as user postgres.
#
#   $scratch/            ours (700; for root 711, so that user postgres gets through to its own folder)
#   $scratch/server/     the server's (700): data/, log, socket

# shellcheck disable=SC2154  # bindir belongs to prepare.bash
scratch=

# For tests, as $server_settings. Most queries of a test are asked once: to compile their plans takes longer than to run
# them. No data outlives a crash, and the log of changes stays small. Several workspaces are dropped at once, each with
# thousands of locks.
# shellcheck disable=SC2034  # for those who source this
test_settings='jit = off
	synchronous_commit = off
	full_page_writes = off
	wal_level = minimal
	max_wal_senders = 0
	max_wal_size = 256MB
	max_locks_per_transaction = 256'

# Folder for the scratch folders. User postgres must get there, and the path of a socket is limited to 107 bytes.
scratch_parent()
{
	local parent

	parent=$(realpath "${TMPDIR:-/tmp}")
	if ((UID == 0 || ${#parent} > 50)) || [[ ! -d $parent || ! -w $parent ]]; then
		parent=$(realpath /tmp)
	fi
	echo "$parent"
}

# For root, becomes the server's user; elsewhere the server is ours.
as_server()
{
	if ((UID == 0)); then
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

# Clients find the server through these.
use_server()
{
	export PGHOST=$scratch/server PGPORT=5432 PGUSER=postgres
}

# start_server    in $scratch, which exists and is ours; $server_settings are further lines of its configuration
start_server()
{
	local start=$SECONDS locale=C server=$scratch/server

	((UID != 0)) || id postgres >/dev/null 2>&1 ||
		die "PostgreSQL refuses to run as root and there is no user postgres: run this as an ordinary user"
	say "starting server in $server"
	if ((UID == 0)); then
		chmod 711 "$scratch"
		install -d -m 700 -o postgres "$server"
	else
		install -d -m 700 "$server"
	fi
	if locale -a 2>/dev/null | grep -qix 'c\.utf-\?8'; then
		locale=C.UTF-8
	fi
	# The server must not hold a lock or a pipe of ours, nor stand in a folder that its user cannot enter.
	(
		cd "$server"
		as_server "$bindir/initdb" -D "$server/data" -U postgres -A trust -E UTF8 --locale="$locale" -N \
			>"$scratch/initdb.log" 2>&1 ||
			{ tail -n 20 "$scratch/initdb.log" >&2; exit 1; }
		as_server tee -a "$server/data/postgresql.conf" >/dev/null <<-CONF
			listen_addresses = ''
			port = 5432
			unix_socket_directories = '$server'
			unix_socket_permissions = 0700
			shared_buffers = 128MB
			fsync = off
			${server_settings:-}
		CONF
		as_server "$bindir/pg_ctl" -D "$server/data" -l "$server/log" -w -s start 9>&- </dev/null >/dev/null ||
			{ tail -n 20 "$server/log" >&2; exit 1; }
	) || die "the server did not start"
	echo "$bindir" >"$scratch/bindir"
	use_server
	say "server started in $((SECONDS - start)) s"
}

# True if the server of $scratch runs. After a reboot the number in its pid file may belong to another process: the
# server is the one that stands in its data folder.
server_runs()
{
	local pid

	pid=$(head -n 1 "$scratch/server/data/postmaster.pid" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] &&
		[[ $(readlink "/proc/$pid/cwd") == "$scratch/server/data" ]]
}

# Stops the server of $scratch if it runs, with the programs it was started with, and empties the folder.
clear_scratch()
{
	local programs

	if server_runs; then
		programs=$(cat "$scratch/bindir" 2>/dev/null || echo "${bindir:-}")
		(cd / && as_server "$programs/pg_ctl" -D "$scratch/server/data" -m immediate -w -s stop) ||
			die "the server in $scratch/server does not stop"
	fi
	find "$scratch" -mindepth 1 -delete
}

# For check and check-reference: a new folder, gone at the end of the script unless KEEP is set.
new_scratch()
{
	scratch=$(mktemp -d "$(scratch_parent)/service_eval-check.XXXXXX")
}

drop_scratch()
{
	[[ -n $scratch ]] || return 0
	if [[ -n ${KEEP:-} ]]; then
		say "kept, with the server running: $scratch
   $bindir/psql -h $scratch/server -p 5432 -U postgres
   $( ((UID != 0)) || echo 'runuser -u postgres -- ')$bindir/pg_ctl -D $scratch/server/data stop"
	else
		clear_scratch
		rmdir "$scratch"
	fi
}

# For demo and demo-stop: always the same folder. Its name can be guessed, so it must be a real folder and ours.
demo_scratch()
{
	scratch=$(scratch_parent)/service_eval-demo-$UID
}

check_demo_scratch()
{
	[[ -d $scratch && ! -L $scratch && -O $scratch ]] || die "$scratch is not a folder of yours, please remove it"
}
