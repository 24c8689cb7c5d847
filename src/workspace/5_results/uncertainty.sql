-- SPDX-License-Identifier: PostgreSQL
-- What each indicator of sites is worth in a run, and whether anybody was asked for it: it was measured at one of them.
CREATE OR REPLACE FUNCTION asked_indicator(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, code text, available numeric, asked boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT u.run_id, u.code, u.available, NOT by_findings(i.rule) AND EXISTS (SELECT FROM site_points p
	WHERE p.project_id = $1 AND p.run_id = u.run_id AND p.code = u.code AND p.points IS NOT NULL)
FROM run_indicator u
	JOIN evaluation_run r ON r.project_id = u.project_id AND r.run_id = u.run_id
	JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.version AND i.code = u.code
WHERE u.project_id = $1 AND u.run_id = ANY ($2)
$$;
COMMENT ON FUNCTION asked_indicator(bigint, bigint[]) IS
	'inner asked_indicator: what each indicator is worth, and whether it was measured at any site | '
	'内部已问指标：各指标分值及是否有服务点测得';

-- Score of each site before it is ranked: what was earned, what could be, and the bounds of what is not measured and of
-- those not heard.
--
-- counted is what the site counts with in the score of the project and in the quality of its contracts, where silence
-- must not pay: those not heard count as discontent, and what was measured at another site of the run and not here
-- earns nothing.  What was measured nowhere was not asked for, and leaves the reckoning; that nobody looked for faults
-- (deduct) is nobody's silence.  A site that is not rated counts with its lower bound.
--
-- Rated: at least min_measured of its applicable points were measured, and its satisfaction rests on min_answers
-- effective answers.  The shadow score is the geometric mean, in which nothing can make up for a part that is missing;
-- a blank part counts 1 of 100, or one would be the end.  So no bonus is added to it.
CREATE OR REPLACE FUNCTION site_standing(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint, rated boolean, score numeric, score_lower numeric, score_upper numeric,
	shadow_score numeric, bonus numeric,
	earned numeric, available numeric, measured_share numeric, indicators integer, counted numeric,
	counted_upper numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT q.run_id, q.site_id, q.rated, CASE WHEN q.rated THEN with_bonus(round(q.score::numeric, 4), b.bonus) END,
	with_bonus(round(q.lowest, 4), b.bonus), with_bonus(round(q.highest, 4), b.bonus),
	CASE WHEN q.rated THEN round(q.shadow_score::numeric, 4) END, coalesce(b.bonus, 0),
	trim_scale(q.earned), trim_scale(q.available), round(coalesce(q.measured, 0) / q.available, 6),
		coalesce(q.indicators, 0)::integer,
	with_bonus(round(CASE WHEN q.rated THEN 100 * q.lower / (q.measured + q.silent) ELSE q.lowest END, 4), b.bonus),
	with_bonus(round(CASE WHEN q.rated THEN 100 * (q.upper + q.silent) / (q.measured + q.silent) ELSE q.highest END,
		4), b.bonus)
FROM (
	SELECT r.run_id, m.site_id, p.score, p.shadow_score, p.earned, p.measured, p.available, p.indicators,
		p.lower, p.upper, p.silent, 100 * coalesce(p.lower, 0) / p.available AS lowest,
		100 * (coalesce(p.upper, 0) + p.available - coalesce(p.measured, 0)) / p.available AS highest,
		coalesce(p.measured >= s.min_measured * p.available AND coalesce(m.effective_answers, 0) >= s.min_answers
			AND p.score IS NOT NULL, false) AS rated
	FROM evaluation_run r
		JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
		JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
		LEFT JOIN (
			SELECT p.run_id, p.site_id, service_eval.evaluation_score(p.points, u.available) AS score,
				service_eval.geometric_score(1 + 99 * (p.points / u.available)::float8, u.available::float8)
					FILTER (WHERE p.points IS NOT NULL) AS shadow_score,
				sum(p.points) AS earned, sum(u.available) FILTER (WHERE p.points IS NOT NULL) AS measured,
					sum(u.available) AS available,
				sum(coalesce(p.points_lower, p.points)) AS lower, sum(coalesce(p.points_upper, p.points)) AS upper,
				coalesce(sum(u.available) FILTER (WHERE p.points IS NULL AND u.asked), 0) AS silent,
				count(*) AS indicators
			FROM site_points p
				JOIN asked_indicator($1, $2) u ON u.run_id = p.run_id AND u.code = p.code
			WHERE p.project_id = $1 AND p.run_id = ANY ($2)
			GROUP BY p.run_id, p.site_id
		) p ON p.run_id = r.run_id AND p.site_id = m.site_id
	WHERE r.project_id = $1 AND r.run_id = ANY ($2)
) q
	LEFT JOIN found_bonus($1, $2) b ON b.run_id = q.run_id AND b.site_id = q.site_id
$$;
COMMENT ON FUNCTION site_standing(bigint, bigint[]) IS
	'inner site_standing: score of each site, its bounds, and whether it is rated | 内部服务点得分：得分、上下界及是否评分';

-- How sure a rank is: in each of many draws the points of the rated sites vary by their errors and the weights of the
-- indicators around the scheme's; what findings add is in the score of each draw.  Once with both, once with the errors
-- of the data alone and once with the weights alone, so that an appeal knows which of them matters.  Sites times draws
-- are at most 250 million, so that a night ends: fewer draws from 25,000 sites on.  The order of the indicators decides
-- which random numbers each gets, so it is the same everywhere.
CREATE OR REPLACE FUNCTION draw_ranks(project_id bigint, runs bigint[])
RETURNS TABLE (run_id bigint, site_id bigint,
	expected_rank float8, rank_low integer, rank_high integer, p_top float8, p_bottom float8,
	expected_rank_data float8, rank_low_data integer, rank_high_data integer, p_top_data float8, p_bottom_data float8,
	expected_rank_weights float8, rank_low_weights integer, rank_high_weights integer, p_top_weights float8,
		p_bottom_weights float8,
	draws integer)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT u.run_id, u.site_id,
	(u.u).expected_rank, (u.u).rank_low, (u.u).rank_high, (u.u).p_top, (u.u).p_bottom,
	(u.d).expected_rank, (u.d).rank_low, (u.d).rank_high, (u.d).p_top, (u.d).p_bottom,
	(u.w).expected_rank, (u.w).rank_low, (u.w).rank_high, (u.w).p_top, (u.w).p_bottom,
	u.draws
FROM (
	SELECT p.run_id, p.site_id, p.draws,
		service_eval.rank_uncertainty(p.points, p.errors, p.weights, p.draws, p.concentration, p.seed, p.bonus)
			OVER run AS u,
		service_eval.rank_uncertainty(p.points, p.errors, p.weights, p.draws, NULL, p.seed, p.bonus) OVER run AS d,
		service_eval.rank_uncertainty(p.points, NULL, p.weights, p.draws, p.concentration, p.seed, p.bonus)
			OVER run AS w
	FROM (
		SELECT r.run_id, o.site_id, o.bonus::float8 AS bonus, s.concentration::float8 AS concentration, r.seed,
			least(s.draws, 250000000 / count(*) OVER (PARTITION BY r.run_id))::integer AS draws,
			array_agg(p.points::float8 ORDER BY i.code COLLATE "C") AS points,
			array_agg(coalesce(p.points_error, 0)::float8 ORDER BY i.code COLLATE "C") AS errors,
			array_agg(i.points::float8 ORDER BY i.code COLLATE "C") AS weights
		FROM site_standing($1, $2) o
			JOIN evaluation_run r ON r.project_id = $1 AND r.run_id = o.run_id
			JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
			JOIN indicator i ON i.scheme_id = r.scheme_id AND i.version = r.version AND i.points > 0
				AND i.scope = 'site'
			LEFT JOIN site_points p ON p.project_id = $1 AND p.run_id = o.run_id AND p.site_id = o.site_id
				AND p.code = i.code
		WHERE o.rated
		GROUP BY r.run_id, o.site_id, o.bonus, s.draws, s.concentration, r.seed
	) p
	WINDOW run AS (PARTITION BY p.run_id)
) u
$$;
COMMENT ON FUNCTION draw_ranks(bigint, bigint[]) IS
	'inner draw_ranks: how sure the rank of each rated site is | 内部名次抽样：各服务点名次的把握程度';
