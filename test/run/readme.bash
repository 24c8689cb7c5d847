# shellcheck shell=bash disable=SC2154  # bindir and scratch belong to server.bash, passed and failed to tap.bash
# The queries of the README give what it shows. Source after tap.bash.

# readme_queries    a case for each ```sql block that begins with SELECT, against a copy of database h_city
readme_queries()
{
	local folder=$scratch/readme query

	mkdir "$folder"
	awk -v folder="$folder/" '
		/^```/ && inside	{ inside = 0; next }
		/^```sql$/			{ inside = 1; first = 1; next }
		/^```$/ && n && !shown[n]	{ inside = 2; shown[n] = 1; next }
		/^```/				{ inside = 3; next }
		inside == 1 && first	{ first = 0; selects = /^SELECT/; n += selects }
		inside == 1 && selects	{ print > (folder n ".sql") }
		inside == 2				{ print > (folder n ".expected") }' README.md
	"$bindir/createdb" -T h_city readme
	"$bindir/psql" -X -q -v ON_ERROR_STOP=1 -v workspace=h_city -d readme -f examples/h_city.sql >"$folder/log" 2>&1 ||
		{ cat "$folder/log"; fail "README: H City cannot be loaded"; return; }

	for query in "$folder"/*.sql; do
		"$bindir/psql" -X -q -P footer=off -P pager=off -d readme -c 'SET search_path = h_city, service_eval' \
			-c "$(<"$query")" 2>&1 | sed '$ { /^$/d }' >"${query%.sql}.got"
		if diff "${query%.sql}.expected" "${query%.sql}.got"; then
			passed=$((passed + 1))
			echo "ok - README: $(head -n 1 "$query")"
		else
			fail "README: $(head -n 1 "$query")"
		fi
	done
	[[ -e $folder/1.sql ]] || fail "README has no query"
}
