# Shared by demo, check and check-reference: finds PostgreSQL or installs it with apt, then builds and
# installs the extension.
#
# prepare    sets PG_CONFIG and bindir (the server's programs) and leaves an installed, current extension behind;
#            pillow=1 also Python's Pillow, for the pictures of the tests, papers=1 also its libraries for workbooks,
#            cron=1 also pg_cron, if apt has it for this PostgreSQL: a new major version comes out before it. cron_works
#            tells afterwards whether it is there.
#            Nothing is asked of apt, the compiler or root when everything is in place, so that a second run is quick
#            and offline.

# shellcheck disable=SC2034  # bindir is for those who source this

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
cd "$top" || exit 1
bindir=

# The caller's PostgreSQL settings and make's flags are for other servers and other makes.
for name in $(compgen -e PG); do
	[[ $name == PG_CONFIG ]] || unset "$name"
done
unset name MAKEFLAGS MFLAGS MAKELEVEL
export LC_ALL=C.UTF-8

say()
{
	printf '== %s\n' "$*"
}

die()
{
	printf 'service_eval: %s\n' "$*" >&2
	exit 1
}

# as_root COMMAND...    with sudo unless we are root
as_root()
{
	if ((UID == 0)); then
		"$@"
	else
		sudo "$@"
	fi
}

# need_root WHAT COMMAND    stops with the command to run when there is no way to become root
need_root()
{
	((UID == 0)) || command -v sudo >/dev/null ||
		die "$1 needs root, and there is no sudo. Let an administrator run:
  $2"
}

# is_complete PG_CONFIG    true if this PostgreSQL has server, headers, PGXS and libpq, and is not too old
is_complete()
{
	local version

	version=$("$1" --version 2>/dev/null | sed 's/^PostgreSQL \([0-9]*\).*/\1/') && [[ -n $version ]] &&
		((version >= 15)) &&
		[[ -x $("$1" --bindir)/initdb && -x $("$1" --bindir)/postgres && -f $("$1" --pgxs) ]] &&
		[[ -f $("$1" --includedir-server)/postgres.h && -f $("$1" --includedir)/libpq-fe.h ]]
}

# The unit tests need the runtime of the undefined behaviour sanitizer; Debian's gcc brings it.
compiler_works()
{
	printf '#include <math.h>\nint main(int argc, char **argv) { return argc + (int) sqrt(argc); }\n' |
		cc -x c -fsanitize=undefined -o /dev/null - -lm 2>/dev/null
}

# True unless Pillow is asked for and missing. Another python3 in the PATH would not see Debian's packages.
pillow_works()
{
	[[ -z ${pillow:-} ]] || /usr/bin/python3 -c 'from PIL import Image, ImageOps' 2>/dev/null
}

paper_packages=(python3-openpyxl python3-xlsxwriter)

# True unless workbooks are asked for and a library is missing
papers_work()
{
	[[ -z ${papers:-} ]] || /usr/bin/python3 -c 'import openpyxl, xlsxwriter' 2>/dev/null
}

# True if pg_cron is there for this PostgreSQL
cron_works()
{
	local folder

	folder=$("$PG_CONFIG" --pkglibdir 2>/dev/null) || folder=${PG_CONFIG%/bin/*}/lib
	[[ -f $folder/pg_cron.so ]]
}

# The package of pg_cron for this PostgreSQL, if it is one of Debian's packages
cron_package()
{
	local folder

	folder=$("$PG_CONFIG" --bindir 2>/dev/null || echo "${PG_CONFIG%/*}")
	if [[ $folder =~ ^/usr/lib/postgresql/([0-9]+)/bin$ ]]; then
		echo "postgresql-${BASH_REMATCH[1]}-cron"
	fi
}

# True if apt has this package, as far as it knows
apt_has()
{
	[[ -n $1 && $(apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [0-9] ]]
}

# True if pg_cron is asked for, missing, and apt may have it: it has, or it has never been told what there is
cron_can_be_installed()
{
	local package

	[[ -n ${cron:-} ]] && ! cron_works && command -v apt-cache >/dev/null || return
	package=$(cron_package)
	[[ -n $package ]] || return
	apt_has "$package" || ! compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null
}

# Newest server version of Debian's packages on this machine, or nothing
installed_version()
{
	local server

	for server in /usr/lib/postgresql/*/bin/postgres; do
		if [[ -x $server ]]; then
			server=${server#/usr/lib/postgresql/}
			echo "${server%%/*}"
		fi
	done | sort -n | tail -n 1
}

# Version that the distribution's package "postgresql" stands for
default_version()
{
	apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p' | head -n 1
}

# apt_get ARGUMENTS...    quiet, its output is shown only when it fails
apt_get()
{
	local log

	log=$(mktemp)
	if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" \
		>"$log" 2>&1 </dev/null; then
		tail -n 30 "$log" >&2
		rm -f "$log"
		die "apt-get $1 failed"
	fi
	rm -f "$log"
}

# apt_install PACKAGE...    for what is missing
apt_install()
{
	local start=$SECONDS

	command -v apt-get >/dev/null || die "missing here: $*"
	need_root "installing $*" "apt-get install $*"
	say "apt-get update"
	apt_get update
	say "installing $* (a minute or two)"
	apt_get install --no-install-recommends "$@"
	say "installed in $((SECONDS - start)) s"
}

# The Debian package would create and start a server on port 5432, which nobody asked for. A file says no meanwhile.
no_main_cluster=/etc/postgresql-common/createcluster.d/service_eval.conf

allow_main_cluster()
{
	as_root rm -f "$no_main_cluster"
	as_root rmdir --ignore-fail-on-non-empty "${no_main_cluster%/*}" 2>/dev/null || true
}

# install_packages VERSION|"" PACKAGE...    the server of that version (the distribution's, if empty) and other packages
install_packages()
{
	local version=$1 start=$SECONDS
	shift
	local packages=("$@") new_server= server

	command -v apt-get >/dev/null ||
		die "missing here: PostgreSQL 15 or later with its server headers, libpq, gcc${pillow:+, Pillow}\
${papers:+, openpyxl, xlsxwriter}"
	server="postgresql${version:+-$version} postgresql-server-dev-${version:-all}"
	need_root "installing what is missing" \
		"apt-get install $server libpq-dev gcc libc6-dev${pillow:+ python3-pil}${papers:+ ${paper_packages[*]}}"
	say "apt-get update"
	apt_get update
	if [[ -z $PG_CONFIG ]]; then
		version=${version:-$(default_version)}
		[[ -n $version ]] || die "apt knows no package \"postgresql\""
		((version >= 15)) || die "PostgreSQL $version is too old, 15 is needed: see https://apt.postgresql.org"
		PG_CONFIG=/usr/lib/postgresql/$version/bin/pg_config
		packages+=("postgresql-$version" "postgresql-server-dev-$version" libpq-dev)
		[[ -x ${PG_CONFIG%/*}/postgres ]] || new_server=1
	fi
	if [[ -n ${cron:-} ]] && ! cron_works && apt_has "$(cron_package)"; then
		packages+=("$(cron_package)")
	fi
	((${#packages[@]})) || return 0
	say "installing ${packages[*]} (a minute or two)"
	(
		if [[ -n $new_server ]]; then
			trap allow_main_cluster EXIT
			as_root install -d -m 755 /etc/postgresql-common "${no_main_cluster%/*}"
			as_root sh -c "echo 'create_main_cluster = false' > $no_main_cluster"
		fi
		apt_get install --no-install-recommends "${packages[@]}"
	)
	say "installed in $((SECONDS - start)) s${new_server:+, without a default cluster (pg_createcluster makes one)}"
}

# Sets PG_CONFIG to a complete PostgreSQL, with a compiler, with what is asked for, and with pg_cron if there is one.
find_postgres()
{
	local packages=() version=

	compiler_works || packages=(gcc libc6-dev)
	pillow_works || packages+=(python3-pil)
	papers_work || packages+=("${paper_packages[@]}")
	if [[ -n ${PG_CONFIG:-} ]]; then
		if ! is_complete "$PG_CONFIG"; then
			[[ $PG_CONFIG =~ ^/usr/lib/postgresql/([0-9]+)/bin/pg_config$ ]] ||
				die "PG_CONFIG=$PG_CONFIG is no PostgreSQL 15 or later with server, PGXS and libpq headers"
			version=${BASH_REMATCH[1]}
			PG_CONFIG=
		fi
	elif is_complete pg_config; then
		PG_CONFIG=pg_config
	else
		version=$(installed_version)
		PG_CONFIG=${version:+/usr/lib/postgresql/$version/bin/pg_config}
		is_complete "${PG_CONFIG:-none}" || PG_CONFIG=
	fi
	if [[ -z $PG_CONFIG ]] || ((${#packages[@]})) || cron_can_be_installed; then
		install_packages "$version" "${packages[@]}"
	fi
	is_complete "$PG_CONFIG" || die "$PG_CONFIG is still incomplete, please look at the packages of PostgreSQL"
	compiler_works || die "cc -fsanitize=undefined does not work, please look at the package gcc"
	pillow_works || die "/usr/bin/python3 has no Pillow, please look at the package python3-pil"
	papers_work || die "/usr/bin/python3 cannot write workbooks, please look at ${paper_packages[*]}"
	export PG_CONFIG
	bindir=$("$PG_CONFIG" --bindir)
}

# The files of the extension as built; their check sum tells whether a loaded database is current.
built_files()
{
	local version=$(sed -n "s/^default_version *= *'\(.*\)'/\1/p" service_eval.control)
	local sql=("service_eval--$version.sql")	# not one that an earlier checkout has left
	local update

	for update in service_eval--*--*.sql; do
		[[ ! -e $update ]] || sql+=("$update")
	done
	echo service_eval.so service_eval.control "${sql[@]}"
}

installed_is_current()
{
	local name folder

	for name in $(built_files); do
		folder=$("$PG_CONFIG" --sharedir)/extension
		[[ $name != *.so ]] || folder=$("$PG_CONFIG" --pkglibdir)
		cmp -s "$name" "$folder/$name" || return
	done
}

prepare()
{
	local start=$SECONDS make

	find_postgres
	make=(make --no-print-directory -s with_llvm=no "PG_CONFIG=$PG_CONFIG")
	say "$("$PG_CONFIG" --version), building what is not built yet (half a minute at first)"
	"${make[@]}" "-j$(nproc)" all || die "the build failed"
	if ! installed_is_current; then
		need_root "installing the extension" "cd $top && make install BUILT=1 with_llvm=no PG_CONFIG=$PG_CONFIG"
		say "installing the extension into $("$PG_CONFIG" --pkglibdir)"
		as_root "${make[@]}" BUILT=1 install >/dev/null || die "make install failed"
	fi
	say "ready after $((SECONDS - start)) s"
}
