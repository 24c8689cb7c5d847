# shellcheck shell=bash disable=SC2154
# Inequality: gini and distribution against avg and the best plain SQL; read by bench/run.

# moving AGGREGATE RESULT    over a frame that moves through 20,000 rows, whatever ROWS is: avg(float8) sums each frame anew
moving()
{
	echo "SELECT sum($2) FROM (SELECT $1 OVER (ORDER BY i ROWS BETWEEN 999 PRECEDING AND CURRENT ROW) AS y FROM ordered) s"
}

inequality_works()
{
	rare percentile 0 'percentile_cont(0.5)' 'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM value'
	work window 0 'plain SQL, row_number and covar_pop' "$(<bench/gini_window.sql)"
	rare sums 0 'plain SQL, row_number and sums' "$(<bench/gini_sums.sql)"
	rare array 0 'plain SQL, ordered array' "$(<bench/gini_array.sql)"
	work gini 0 'gini(x)' 'SELECT gini(x) FROM value'
	work avg 0 'avg(x)' 'SELECT avg(x) FROM value'
	work distribution 0 'distribution(x)' 'SELECT gini(distribution(x)) FROM value'
	work distribution_2 2 'distribution(x), 2 workers' 'SELECT gini(distribution(x)) FROM value'
	work gini_2 2 'gini(x), 2 workers' 'SELECT gini(x) FROM value'
	peer duckdb duckdb 1 'DuckDB, row_number and sums, 1 thread'
	peer duckdb_2 duckdb 2 'DuckDB, row_number and sums, 2 threads'
	peer clickhouse clickhouse 1 'ClickHouse, rowNumberInAllBlocks and sums, 1 thread'
	peer clickhouse_2 clickhouse 2 'ClickHouse, rowNumberInAllBlocks and sums, 2 threads'
	rare five 0 'five measures of x' 'SELECT gini(x), share_of_top(x, 0.1), share_of_bottom(x, 0.1), lorenz_curve(x, 10), hhi(x) FROM value'
	work avg_numeric 0 'avg(numeric(12,2))' 'SELECT avg(x) FROM amount'
	work gini_numeric 0 'gini(numeric(12,2))' 'SELECT gini(x) FROM amount'
	work gini_weighted 0 'gini(x, w)' 'SELECT gini(x, w) FROM weighted'
	work spread_avg 0 'avg(x) by group, rows spread' 'SELECT sum(y) FROM (SELECT avg(x) AS y FROM spread GROUP BY g) s'
	work spread_gini 0 'gini(x) by group, rows spread' 'SELECT sum(y) FROM (SELECT gini(x) AS y FROM spread GROUP BY g) s'
	work groups_gini 0 'gini(x) by group' 'SELECT sum(y) FROM (SELECT gini(x) AS y FROM together GROUP BY g) s'
	work groups_avg 0 'avg(x) by group' 'SELECT sum(y) FROM (SELECT avg(x) AS y FROM together GROUP BY g) s'
	work groups_distribution 0 'distribution(x) by group' \
		'SELECT count(y) FROM (SELECT distribution(x) AS y FROM together GROUP BY g) s'
	work moving_avg 0 'avg(x) over 1,000 rows, moving' "$(moving 'avg(x)' y)"
	work moving_gini 0 'gini(x) over 1,000 rows, moving' "$(moving 'gini(x)' y)"
	work moving_distribution 0 'gini(distribution(x)) over 1,000 rows, moving' "$(moving 'distribution(x)' 'gini(y)')"
}

# over_avg BYTES BYTES_OF_AVG    a line of the table of memory, with its bar
over_avg()
{
	awk -v bytes="$1" -v avg="$2" 'BEGIN { printf "%d | %.2f | ≤ 1.3 | %s |", bytes, bytes / avg,
		bytes <= 1.3 * avg ? "yes" : "no" }'
}

inequality_table()
{
	local avg

	avg=$(bytes_per_group 'SELECT g, avg(x) FROM together GROUP BY g')
	cat <<-HEAD

		| work | median s | ratio | bar | met |
		|---|---|---|---|---|
	HEAD
	line avg
	line percentile most avg
	line window most avg
	line sums most avg
	line array most avg
	line gini most avg 1.4
	line gini least window 6
	line gini_2 least gini 1.6
	line duckdb most gini
	line duckdb_2 most gini_2
	line gini_2 least duckdb_2 1
	line clickhouse most gini
	line clickhouse_2 most gini_2
	line gini_2 least clickhouse_2
	line five most gini
	line avg_numeric
	line gini_numeric most avg_numeric 1.4
	line gini_weighted most avg
	line groups_avg
	line groups_gini most groups_avg 1.05
	line spread_avg
	line spread_gini most spread_avg 1.05
	line distribution most avg 1.15
	line distribution_2 least distribution 1.5
	line groups_distribution most groups_avg 1.15
	line moving_avg
	line moving_gini most moving_avg 3
	line moving_distribution most moving_avg 3
	cat <<-MEMORY

		| memory of $groups groups of 17 | bytes a group | × avg(x) | bar | met |
		|---|---|---|---|---|
		| avg(x) | $avg | | | |
		| gini(x) | $(over_avg "$(bytes_per_group 'SELECT g, gini(x) FROM together GROUP BY g')" "$avg")
		| gini(x), rows spread | $(over_avg "$(bytes_per_group 'SELECT g, gini(x) FROM spread GROUP BY g')" "$avg")
		| distribution(x) | $(over_avg "$(bytes_per_group 'SELECT g, distribution(x) FROM together GROUP BY g')" "$avg")
	MEMORY
	printf '\nOne distribution of %s rows: %s\n' "$rows" "$(query 0 "SELECT pg_column_size(d) || ' bytes stored, gini ' || gini(d)
		|| ' +- ' || gini_error(d) FROM (SELECT distribution(x) FROM value) s (d)" | head -n 1)"
}
