# shellcheck shell=bash disable=SC2034,SC2154
# Ranking: from values to scores, ranks and bands, and how sure a rank is; read by bench/run.

# uncertain TABLE DRAWS CONCENTRATION    rank_uncertainty() over a table of units
uncertain()
{
	echo "SELECT max((r).expected_rank) FROM (SELECT rank_uncertainty(points, errors, weights, $2, $3, 1) OVER () AS r FROM $1) s"
}

# uncertain_once    one run of what takes a minute, and the memory that the server then had at most
uncertain_once()
{
	local answer

	title[uncertain_20000]='rank_uncertainty, 10,000 draws of 20,000 units, 13 criteria, one run'
	answer=$(query 0 "$(uncertain unit_20000 10000 50); SELECT 'MB ' || substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)')::int / 1024")
	times[uncertain_20000]=$(sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' <<<"$answer" | awk '{ s += $1 } END { print s }')
	median[uncertain_20000]=$(ratios uncertain_20000 | awk '{ printf "%.3f", $1 }')
	uncertain_memory=$(sed -n 's/^MB //p' <<<"$answer")
}

# confident FUNCTION ERRORS    what is known of the ranks of 1,000 units
confident()
{
	echo "SELECT max((r).rank) FROM (SELECT $1(score, $2) OVER () AS r FROM scored_1000) s"
}

ranking_works()
{
	work scoring_plain 0 'normalise, score, rank, band in plain SQL, limits joined' "$(<bench/scoring_plain.sql)"
	rare scoring_limits 0 'score_goalpost, arithmetic_score, normalize_rank, performance_band' "$(<bench/scoring_limits.sql)"
	work scoring_units 0 'score_units, limits from the data' "$(<bench/scoring_units.sql)"
	work scoring_plain_window 0 'the same in plain SQL, limits by window' "$(<bench/scoring_plain_window.sql)"
	rare scoring 0 'normalize_minmax, arithmetic_score, normalize_rank, performance_band' "$(<bench/scoring.sql)"
	work scoring_plain_goalposts 0 'plain SQL, limits given' "$(<bench/scoring_plain_goalposts.sql)"
	work scoring_units_goalposts 0 'score_units, limits given' "$(<bench/scoring_units_goalposts.sql)"
	work uncertain_100 0 'rank_uncertainty, 10,000 draws of 100 units, 13 criteria' "$(uncertain unit_100 10000 50)"
	work uncertain_1000 0 'rank_uncertainty, 1,000 draws of 1,000 units, 49 criteria' "$(uncertain unit_1000 1000 50)"
	work confident 0 'rank_confidence, 1,000 draws of 1,000 units' "$(confident rank_confidence std_error)"
	work bootstrapped 0 'rank_confidence_bootstrap, 1,000 draws of 1,000 units' \
		"$(confident rank_confidence_bootstrap drawn)"
	work posterior 0 'rank_posterior, 1,000 draws of 1,000 units' "$(confident rank_posterior std_error)"
	rare copeland_plain 0 'plain SQL, outranking by a self-join' "$(<bench/copeland_plain.sql)"
	work copeland 0 'copeland_score, 1,000 units, 49 criteria' "$(<bench/copeland.sql)"
	work correlation 0 'corr(x, w)' 'SELECT corr(x, w) FROM pair'
	rare spearman_plain 0 'plain SQL, corr of two rank()' "$(<bench/spearman_plain.sql)"
	work spearman 0 'spearman_rho(x, w)' 'SELECT spearman_rho(x, w) FROM pair'
	work kendall 0 'kendall_tau(x, w)' 'SELECT kendall_tau(x, w) FROM pair'
}

ranking_table()
{
	local uncertain_memory

	uncertain_once
	cat <<-HEAD

		| work: $groups sites x 12 indicators; units; a million pairs | median s | ratio | bar | met |
		|---|---|---|---|---|
	HEAD
	line scoring_plain
	line scoring_plain_window
	line scoring_units least "$(best scoring_plain scoring_plain_window)" 2
	line scoring_units least scoring_plain_window 1.5
	line scoring_limits least "$(best scoring_plain scoring_plain_window)"
	line scoring least scoring_plain_window
	line scoring_plain_goalposts
	line scoring_units_goalposts least scoring_plain_goalposts 1.25
	line uncertain_100 within 0.2
	line uncertain_1000 within 0.6
	line uncertain_20000 within 60
	row 'the same, memory of its server process in MB' "$uncertain_memory" '' '≤ 400' \
		"$( ((uncertain_memory <= 400)) && echo yes || echo no)"
	line confident within 5
	line bootstrapped within 5
	line posterior within 1
	line copeland_plain
	line copeland least copeland_plain
	line copeland within 1
	line correlation
	line spearman_plain most correlation
	line spearman least spearman_plain
	line kendall most correlation
}
