-- SPDX-License-Identifier: PostgreSQL
-- Scores, ranks, states and grades of the sites.
--
-- What follows from the score goes by the stored one: ties are ties to the fourth decimal, everywhere.
--
-- Does the service exist on paper only?  The first that holds:
--
--	stopped		nothing that was not found repeated or without a trace for idle_days, or for the span in which one unit
--				of the target falls due if that is longer; or the post is vacant
--	formal		the target is met on paper (formal_reported), and less than formal_verified of it is verified
--	suspended	delivery_floor or more of what was reported is repeated or left no trace
--	unfelt		delivered, and satisfaction is at most unfelt_satisfaction.  It caps nothing: dissatisfaction is not
--				absence
--	active		none of these
--
-- Where nothing was ever checked, formal and suspended are said if they would hold even if all was verified that is not
-- known to repeat an earlier upload.  Empty where the answer rests on something that is not known, or nothing that
-- weighs anything was reported.  Shares are compared as they are shown, with six decimals.
CREATE OR REPLACE FUNCTION suspension_state(m site_measure, s scheme) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
	WHEN m.post_vacant THEN 'stopped'
	-- a target is a sum of shares, whose last digits are not those of what was agreed
	-- one unit falls due in (days of the period / target) days
	WHEN m.target > 0 AND m.idle_days >= s.idle_days AND m.idle_days * round(m.target, 6) >= m.until_on - m.from_on + 1
		THEN 'stopped'
	WHEN coalesce(m.reported, 0) = 0 THEN NULL
	WHEN round(m.reported_share, 6) >= s.formal_reported
		AND round(m.reported_share * coalesce(m.verified_rate, m.deduplicated_rate), 6) < s.formal_verified
		THEN 'formal'
	WHEN 1 - round(coalesce(m.verified_rate, m.deduplicated_rate), 6) >= s.delivery_floor THEN 'suspended'
	WHEN m.verified_rate IS NULL THEN NULL
	WHEN m.effective_answers >= s.show_answers AND m.satisfaction <= s.unfelt_satisfaction THEN 'unfelt'
	WHEN (m.effective_answers >= s.show_answers AND m.satisfaction IS NOT NULL) OR s.min_answers = 0 THEN 'active'
END;
COMMENT ON FUNCTION suspension_state(site_measure, scheme) IS
	'inner suspension_state: whether a service exists on paper only, by the policy of a scheme | 内部悬浮状态：按方案判断服务是否名存实亡';

CREATE OR REPLACE FUNCTION score_sites(project_id bigint, runs bigint[]) RETURNS SETOF site_score
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH capped AS (
	SELECT l.run_id, l.site_id, min(grade_place(l.cap)) FILTER (WHERE l.certain) AS place,
		array_agg(l.code ORDER BY array_position(ARRAY['delivery', 'verification', 'vacancy'], l.code),
			l.code COLLATE "C") FILTER (WHERE l.certain) AS codes,
		array_agg(l.code ORDER BY array_position(ARRAY['delivery', 'verification', 'vacancy'], l.code),
			l.code COLLATE "C") FILTER (WHERE NOT l.certain) AS uncertain
	FROM site_limits($1, $2) l
	GROUP BY l.run_id, l.site_id
), ranked AS (
	SELECT o.*, s.band_fraction, s.grade_medium, s.grade_good, s.grade_excellent,
		suspension_state(ROW(m.*)::site_measure, ROW(s.*)::scheme) AS state,
		r.seed, s.draws, e.std_error,
		count(o.score) OVER run AS sites_rated,
		rank() OVER (run ORDER BY o.score DESC NULLS LAST) AS rank,
		rank() OVER (run ORDER BY o.shadow_score DESC NULLS LAST) AS shadow_rank,
		service_eval.score_quintile(o.score::float8) OVER run AS quintile,
		service_eval.performance_band(o.score::float8, s.band_fraction) OVER run AS band
	FROM site_standing($1, $2) o
		JOIN evaluation_run r ON r.project_id = $1 AND r.run_id = o.run_id
		JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.version
		JOIN site_measure m ON m.project_id = $1 AND m.snapshot_id = r.snapshot_id AND m.site_id = o.site_id
		LEFT JOIN score_errors($1, $2) e ON e.run_id = o.run_id AND e.site_id = o.site_id
	WINDOW run AS (PARTITION BY o.run_id)
), compared AS (
	-- each with each, which takes seconds for thousands of sites
	SELECT o.run_id, o.site_id,
		service_eval.rank_confidence(o.score::float8, o.std_error::float8, 0.95, greatest(least(o.draws, 1000), 2),
			o.seed % 1000000007, o.band_fraction::float8, marginal => false) OVER run AS set,
		service_eval.rank_posterior(o.score::float8, o.std_error::float8, least(o.draws, 400), o.seed % 1000000007,
			o.band_fraction::float8) OVER run AS level
	FROM ranked o
	WHERE o.score IS NOT NULL AND o.sites_rated <= 3000
	WINDOW run AS (PARTITION BY o.run_id)
)
SELECT $1, o.run_id, o.site_id, CASE WHEN o.rated THEN 'rated' ELSE 'not_rated' END,
	o.score, o.score_lower, o.score_upper, o.shadow_score, o.bonus, o.earned, o.available, o.measured_share,
	o.indicators, o.sites_rated::integer,
	CASE WHEN o.rated THEN o.rank END::integer, CASE WHEN o.rated THEN o.shadow_rank END::integer, o.quintile, o.band,
	grade_of(o.score, o.grade_medium, o.grade_good, o.grade_excellent, grade_at(c.place)),
	o.state, l.late, l.late_expected, coalesce(c.codes, '{}'),
	d.expected_rank, d.rank_low, d.rank_high, d.p_top, d.p_bottom,
	d.expected_rank_data, d.rank_low_data, d.rank_high_data, d.p_top_data, d.p_bottom_data,
	d.expected_rank_weights, d.rank_low_weights, d.rank_high_weights, d.p_top_weights, d.p_bottom_weights, d.draws,
	CASE WHEN o.rated THEN o.std_error END,
	o.counted, o.counted_upper, coalesce(c.uncertain, '{}'),
	(f.set).lower, (f.set).upper, (f.set).top_certain, (f.set).top_possible, (f.set).bottom_certain,
	(f.set).bottom_possible,
	(f.level).shrunken_score::numeric(7,4), (f.level).expected_rank::numeric(9,4), (f.level).p_top::numeric(5,4),
	(f.level).p_bottom::numeric(5,4)
FROM ranked o
	LEFT JOIN capped c ON c.run_id = o.run_id AND c.site_id = o.site_id
	LEFT JOIN late_quantity($1, $2) l ON l.run_id = o.run_id AND l.site_id = o.site_id
	LEFT JOIN draw_ranks($1, $2) d ON d.run_id = o.run_id AND d.site_id = o.site_id
	LEFT JOIN compared f ON f.run_id = o.run_id AND f.site_id = o.site_id
$$;
COMMENT ON FUNCTION score_sites(bigint, bigint[]) IS
	'step score_sites: scores, ranks, states and grades of the sites | 步骤评分：各服务点得分、名次、状态和等级';
