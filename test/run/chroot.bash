# Shared by check-versions, check-packages and check-dist: chroots of Debian suites, and what is tried in them. Source
# after prepare.bash. Root alone can do this.
#
#   FOLDER=/var/tmp/suites  keeps the chroots there, for the next time; one command at a time
#   MIRROR=<address>        of Debian's packages
#   EXPIRED=1               takes packages of a mirror that has not been renewed in time. Their signatures are checked
#                           as ever; but who can change what arrives here could pass off old packages as the newest.
#
# $folder/<suite> is what debootstrap has made. Nobody enters it: it is copied, and the copy is entered. <name>.log
# beside a chroot is what apt or debootstrap said.

# shellcheck disable=SC2154  # top belongs to prepare.bash
folder=
mirror=${MIRROR:-http://deb.debian.org/debian}
entered=()
child=
passed=0
failed=0

# use_chroots COMMAND    sets $folder, and sees to it that at the end nothing runs in a chroot and nothing is mounted
use_chroots()
{
	((UID == 0)) || die "chroots take root: sudo make $1"
	command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap"
	folder=${FOLDER:-$(mktemp -d /var/tmp/service_eval-suites.XXXXXX)}
	mkdir -p "$folder"
	folder=$(realpath "$folder")
	[[ $folder != *[[:space:]]* ]] || die "FOLDER has a space in its name: $folder"
	trap leave_all EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	exec {folder_lock}<"$folder"
	flock -n "$folder_lock" || { say "waiting for another command that uses $folder"; flock "$folder_lock"; }
}

leave_all()
{
	local status=$? chroot

	trap - EXIT
	trap '' INT TERM HUP
	if [[ -n $child ]]; then
		kill "$child" 2>/dev/null || true
		wait "$child" || true
	fi
	for chroot in "${entered[@]}"; do
		leave "$chroot" || status=1
	done
	if [[ -z ${FOLDER:-} ]]; then
		remove_tree "$folder" || status=1
	fi
	exit "$status"
}

# interruptible COMMAND...    as if it were called, but a signal ends it: bash would wait until it ends by itself
interruptible()
{
	local status=0

	"$@" {folder_lock}<&- &
	child=$!
	wait "$child" || status=$?
	child=
	return "$status"
}

# shown LOG COMMAND...    what it says goes to the terminal and to a file
shown()
{
	local log=$1 status=0 tee
	shift

	rm -f "$log.pipe"
	mkfifo "$log.pipe"
	tee "$log" <"$log.pipe" {folder_lock}<&- &
	tee=$!
	"$@" >"$log.pipe" 2>&1 || status=$?
	wait "$tee" || true
	rm -f "$log.pipe"
	return "$status"
}

# mounts_in CHROOT    the last mounted comes first
mounts_in()
{
	awk -v top="$1/" 'index($2, top) == 1 { print $2 }' /proc/self/mounts | tac
}

# remove_tree FOLDER    never what is mounted in it
remove_tree()
{
	if [[ -n $(mounts_in "$1") ]]; then
		echo "not removed, for something is mounted there: $1" >&2
		return 1
	fi
	rm -rf --one-file-system "$1"
}

# processes_in CHROOT    those whose root it is
processes_in()
{
	local process

	for process in /proc/[0-9]*; do
		if [[ $process/root -ef $1 ]]; then
			echo "${process#/proc/}"
		fi
	done
}

# end_processes CHROOT    asks them to end, and makes them after a while
end_processes()
{
	local processes signal=TERM second

	for ((second = 0; second <= 20; second++)); do
		mapfile -t processes < <(processes_in "$1")
		((${#processes[@]})) || return 0
		((second < 20)) || signal=KILL
		if ((second % 20 == 0)); then
			kill "-$signal" "${processes[@]}" 2>/dev/null || true
		fi
		sleep 1
	done
}

# enter CHROOT    mounts what a server needs
enter()
{
	entered+=("$1")
	mountpoint -q "$1/proc" || mount -t proc proc "$1/proc" || return
	mountpoint -q "$1/dev/shm" || mount -t tmpfs tmpfs "$1/dev/shm"
}

# leave CHROOT    nothing runs there any more, and nothing is mounted
leave()
{
	local mount

	end_processes "$1"
	while read -r mount; do
		umount "$mount" || umount -l "$mount"
	done < <(mounts_in "$1")
	[[ -z $(mounts_in "$1") ]]
}

# drop CHROOT    leaves and removes it
drop()
{
	leave "$1" && remove_tree "$1"
}

# inside CHROOT COMMAND...    without the caller's environment
inside()
{
	interruptible chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive "${@:2}"
}

# apt_inside CHROOT ARGUMENT...    without what packages recommend; its output is shown only when it fails
apt_inside()
{
	inside "$1" apt-get -y -q -o Dpkg::Use-Pty=0 --no-install-recommends "${@:2}" >>"$1.log" 2>&1 || {
		tail -n 20 "$1.log"
		if tail -n 20 "$1.log" | grep -q 'is expired'; then
			echo "the mirror has not been renewed in time: MIRROR= names another one, EXPIRED=1 takes it as it is"
		fi
		return 1
	}
}

# base_of SUITE    makes $folder/SUITE if it is not there. In its copies no package starts a server, and dpkg does not
# wait for the disk.
base_of()
{
	local base=$folder/$1

	[[ ! -d $base ]] || return 0
	say "$1: debootstrap"
	entered+=("$base.new")
	drop "$base.new" || return
	interruptible debootstrap --variant=minbase --include=ca-certificates "$1" "$base.new" "$mirror" \
		>"$base.log" 2>&1 || { tail -n 20 "$base.log"; return 1; }
	printf '#!/bin/sh\nexit 101\n' >"$base.new/usr/sbin/policy-rc.d" || return
	chmod 755 "$base.new/usr/sbin/policy-rc.d" || return
	echo force-unsafe-io >"$base.new/etc/dpkg/dpkg.cfg.d/no-sync" || return
	mv "$base.new" "$base"
}

# new_copy SUITE NAME    $folder/NAME, entered, as SUITE is today
new_copy()
{
	local copy=$folder/$2

	base_of "$1" || return
	drop "$copy" || return
	rm -f "$copy.log"
	interruptible cp -ax "$folder/$1" "$copy" || return
	enter "$copy" || return
	renew "$copy"
}

# kept_copy SUITE NAME PACKAGE...    the same with packages; one that is there from the last time is taken
kept_copy()
{
	local copy=$folder/$2

	if [[ -f $copy/complete ]]; then
		enter "$copy" || return
		renew "$copy" || return
	else
		new_copy "$1" "$2" || return
	fi
	apt_inside "$copy" install "${@:3}" || return
	touch "$copy/complete"
}

renew()
{
	local options=$1/etc/apt/apt.conf.d/expired

	if [[ -n ${EXPIRED:-} ]]; then
		echo 'Acquire::Check-Valid-Until "false";' >"$options"
	else
		rm -f "$options"
	fi || return
	apt_inside "$1" update || return
	apt_inside "$1" dist-upgrade
}

# newest_server CHROOT    the version of PostgreSQL that apt knows there
newest_server()
{
	chroot "$1" apt-cache search --names-only '^postgresql-[0-9]+$' | sed 's/^postgresql-\([0-9]*\) .*/\1/' |
		sort -n | tail -n 1 | grep . || { echo 'apt knows no server'; return 1; }
}

# step WHAT COMMAND...    a case of $suite. What the command says is shown if it fails; $log holds all of it.
step()
{
	local what=$1 begun=$SECONDS status=0
	shift

	"$@" >"$log.step" 2>&1 || status=$?
	{
		printf '\n== %s\n' "$what"
		cat "$log.step"
	} >>"$log"
	if ((status == 0)); then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) - $suite: $what ($((SECONDS - begun)) s)"
	else
		failed=$((failed + 1))
		echo "not ok $((passed + failed)) - $suite: $what ($((SECONDS - begun)) s)"
		tail -n 40 "$log.step" | sed 's/^/# /'
	fi
	return "$status"
}

# bring CHROOT FILE...    to a user of its own: nothing is built as root
bring()
{
	local work=$1/srv/work

	chroot "$1" id builder >/dev/null 2>&1 || chroot "$1" useradd -d /srv/work builder || return
	rm -rf "$work" || return
	mkdir "$work" || return
	cp -a "${@:2}" "$work" || return
	chroot "$1" chown -R builder: /srv/work
}

# run_in CHROOT USER FUNCTION ARGUMENT...    a function of the script; it ends at the first command that fails
run_in()
{
	inside "$1" runuser -u "$2" -- env HOME=/srv/work bash -euo pipefail -c "$(declare -f)"$'\n"$@"' "$3" "${@:3}"
}

# ---- functions that run in a chroot

# start_cluster VERSION    the one that Debian makes, on its socket alone
start_cluster()
{
	echo "listen_addresses = ''" >"/etc/postgresql/$1/main/conf.d/socket.conf"
	pg_ctlcluster --skip-systemctl-redirect "$1" main start
	[[ $(stat -c %U "/proc/$(head -n 1 "/var/lib/postgresql/$1/main/postmaster.pid")") == postgres ]]
}

stop_cluster()
{
	pg_ctlcluster --skip-systemctl-redirect "$1" main stop -m fast
}

# What has our name, but for what is tried and what is no file
named_files()
{
	find / -xdev -path /srv/work -prune -o -iname '*service[_-]eval*' -print
}
