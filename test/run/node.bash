# shellcheck shell=bash disable=SC2154  # top belongs to prepare.bash
# Shared by dashboard and check-dashboard: Node and the packages of examples/dashboard. Source after prepare.bash.

# True if there is a Node that can build the dashboard, with npm
node_works()
{
	local version

	version=$(node --version 2>/dev/null) && [[ $version =~ ^v([0-9]+)\. ]] && ((BASH_REMATCH[1] >= 18)) &&
		command -v npm >/dev/null
}

# True if what the lock file names is installed
node_packages_are_current()
{
	local folder=$top/examples/dashboard

	[[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json &&
		-d $folder/node_modules/esbuild && -d $folder/node_modules/echarts ]]
}

# browser_works    True if pages can be tried and printed: Chromium, a Chinese font, and who reads PDF
browser_works()
{
	command -v chromium >/dev/null && command -v pdftotext >/dev/null &&
		fc-list 2>/dev/null | grep 'Noto Sans CJK SC' >/dev/null
}

# prepare_node    Node of the distribution where there is none, and the packages of the lock file. No package runs a
# script of its own while it is installed.
prepare_node()
{
	local start=$SECONDS

	node_works || apt_install nodejs npm
	node_works || die "Node 18 or later is needed, with npm; here is $(node --version 2>/dev/null || echo none)"
	if ! node_packages_are_current; then
		say "npm ci in examples/dashboard (half a minute)"
		(cd "$top/examples/dashboard" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
			die "npm ci failed: is the registry reachable? npm config get registry says $(npm config get registry)
A proxy that opens TLS has a certificate of its own: export NODE_EXTRA_CA_CERTS=<file>, for npm has its own list"
		say "packages installed in $((SECONDS - start)) s"
	fi
}
