-- SPDX-License-Identifier: PostgreSQL
-- Satisfaction of the people served: what was said, how sure it is, and how many were not heard.
--
-- x = 100 (rating - 1) / (scale_max - 1), of the groups that are served; what the provider collected weighs 0.  The
-- mean of a site and need level with few answers says little by itself, so it is drawn towards the mean of that need
-- level over the project, the more the fewer answers there are (shrunken_mean).  Never across need levels: the
-- discontent of the few key persons would vanish among the many others.
--
--	S = sum of weight x drawn mean / sum of weight		weight = need level's weight x persons on the roster
--
-- A person who was on the roster for a part of the period counts as that part.  The roster and not the number of
-- answers, so that a group that is silent counts no less.  It counts with the mean of its need level then; but what
-- it would have said is unknown: its share of the weight is the unheard share U, and with S_heard, the S of those who
-- were heard, the truth lies between (1 - U) S_heard and (1 - U) S_heard + 100 U.
--
-- Within a group an answer weighs weight / n; the effective number of answers is Kish's (sum w)^2 / sum w^2 over
-- them. Below setting.small_count of them nothing is told.  An answer counts if it speaks of a day on which the site
-- was open.
--
-- For a funnel plot a site's own answers must not be drawn anywhere: the heard satisfaction is the mean of the levels
-- that were heard, as they answered, by the same weights.  Answers of a site and level vary by sigma, the same for all:
-- the mean of var_samp() over sites and levels, each as often as it has answers but one.  So the heard satisfaction of
-- n effective answers has the standard error sigma / sqrt(n) (6_answers/score_funnel.sql).
--
-- What was answered is a plain mean, so that of the term less that of its other units is that of a unit of which
-- nothing is told: perhaps one person's answer.  So the heard satisfaction of a year or the term is told where none
-- of its units has some answers but fewer than setting.small_count; of the term also where no unit has as many, so
-- that nothing can be taken off.  Other periods may begin or end within a unit: theirs is not told.  sigma is told
-- from as many differences on: that of one pair of answers would tell how far apart they are.

-- Where a site has no roster in the period its answers stand in for it: each then weighs by its need level alone, and
-- nobody can say who was not heard (persons is NULL).
CREATE OR REPLACE FUNCTION level_satisfaction(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, need_level text, persons numeric, answers bigint, weight numeric,
	satisfaction float8, std_error float8, common_error float8, mean float8, variance float8)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH life AS MATERIALIZED (
	SELECT * FROM site_life($1, $2)
), answered AS MATERIALIZED (
	SELECT l.snapshot_id, l.site_id, r.need_level, count(*) AS answers, avg(r.score) AS mean, var_samp(r.score)
		AS variance
	FROM life l
		JOIN counted_response r ON r.project_id = $1 AND r.site_id = l.site_id
			AND r.concerns BETWEEN l.from_on AND l.until_on
	WHERE r.question = 'satisfaction' AND r.is_served
	GROUP BY l.snapshot_id, l.site_id, r.need_level
), rostered AS MATERIALIZED (
	SELECT m.snapshot_id, m.site_id, m.need_level, m.persons
	FROM level_measure m
	WHERE m.project_id = $1 AND m.snapshot_id = ANY ($2) AND m.persons > 0
), level AS (
	SELECT a.need_level FROM answered a WHERE a.need_level IS NOT NULL
	UNION
	SELECT m.need_level FROM rostered m
), site_level AS (
	SELECT l.snapshot_id, l.site_id, n.code AS need_level, trim_scale(n.weight) AS weight,
		-- a roster without anyone of this level is a roster
		CASE WHEN o.site_id IS NOT NULL THEN coalesce(m.persons, 0) END AS persons,
		coalesce(a.answers, 0) AS answers, a.mean::float8 AS mean, a.variance::float8 AS variance
	FROM life l
		CROSS JOIN level x
		JOIN need_level n ON n.code = x.need_level
		LEFT JOIN (SELECT DISTINCT r.snapshot_id, r.site_id FROM rostered r) o
			ON o.snapshot_id = l.snapshot_id AND o.site_id = l.site_id
		LEFT JOIN rostered m ON m.snapshot_id = l.snapshot_id AND m.site_id = l.site_id AND m.need_level = n.code
		LEFT JOIN answered a ON a.snapshot_id = l.snapshot_id AND a.site_id = l.site_id AND a.need_level = n.code
)
SELECT d.snapshot_id, d.site_id, d.need_level, d.persons, d.answers, d.weight, (d.drawn).estimate,
	-- where nothing tells how answers or sites differ, the scale does: what lies between 0 and 100 varies by 50 at most
	CASE WHEN (d.drawn).estimate IS NOT NULL
		THEN coalesce((d.drawn).std_error, 50 / sqrt(greatest(d.answers, 1))) END,
	-- that of the mean over the project, which all sites have in common
	coalesce((d.drawn).common_error, 0),
	-- as answered
	d.mean, d.variance
FROM (
	SELECT g.snapshot_id, g.site_id, g.need_level, g.persons, g.answers, g.mean, g.variance,
		g.weight * coalesce(g.persons, g.answers) AS weight,
		service_eval.shrunken_mean(g.mean, g.answers, g.variance)
			OVER (PARTITION BY g.snapshot_id, g.need_level) AS drawn
	FROM site_level g
) d
$$;
COMMENT ON FUNCTION level_satisfaction(bigint, bigint[]) IS
	'inner level_satisfaction: satisfaction by site and need level, drawn together | 内部分级满意度：各服务点各需求等级收缩后的满意度';

-- By site, and for the whole project (site_id NULL).
--
-- What is told of a site must not give its roster away: shares have 2 decimals, and bounds that differ are widened to
-- tenths, since their difference is 100 U.
CREATE OR REPLACE FUNCTION estimate_satisfaction(project_id bigint, snapshots bigint[])
RETURNS TABLE (snapshot_id bigint, site_id bigint, satisfaction numeric, std_error numeric, lower_bound numeric,
	upper_bound numeric, answers bigint, effective_answers numeric, unheard_share numeric, heard_satisfaction numeric,
	answer_deviation numeric)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH by_level AS (
	SELECT c.snapshot_id, place.site_id,
		sum(c.weight) AS weight,
		sum(c.weight) FILTER (WHERE c.answers > 0) AS heard,
		sum(c.weight) FILTER (WHERE c.satisfaction IS NOT NULL) AS estimated,
		sum(c.weight * c.satisfaction::numeric) AS satisfied,
		sum(c.weight * c.satisfaction::numeric) FILTER (WHERE c.answers > 0) AS heard_satisfied,
		-- what is a site's own makes up for that of others, what all have in common does not
		sum(square(c.weight * c.std_error::numeric) - square(c.weight * c.common_error::numeric))
				FILTER (WHERE c.satisfaction IS NOT NULL)
			+ square(sum(c.weight * c.common_error::numeric) FILTER (WHERE c.satisfaction IS NOT NULL))
			AS squared_error,
		sum(square(c.weight) / c.answers) FILTER (WHERE c.answers > 0) AS squared,
		-- nobody of that need level on the roster: such answers weigh nothing
		coalesce(sum(c.answers) FILTER (WHERE c.weight > 0), 0) AS answers,
		sum(c.weight * c.mean::numeric) FILTER (WHERE c.answers > 0) AS answered,
		sum((c.answers - 1) * c.variance::numeric) FILTER (WHERE c.weight > 0 AND c.answers > 1) AS squares_within,
		sum(c.answers - 1) FILTER (WHERE c.weight > 0 AND c.answers > 1) AS freedom,
		bool_and(c.persons IS NOT NULL) AS has_roster
	FROM level_satisfaction($1, $2) c
		-- once for the site, once for the whole project
		CROSS JOIN LATERAL (VALUES (c.site_id), (NULL)) AS place (site_id)
	GROUP BY c.snapshot_id, place.site_id, c.need_level
), total AS (
	SELECT l.snapshot_id, l.site_id,
		sum(l.weight) AS weight, coalesce(sum(l.heard), 0) AS heard, sum(l.estimated) AS estimated,
		sum(l.satisfied) AS satisfied, coalesce(sum(l.heard_satisfied), 0) AS heard_satisfied,
		sum(l.squared_error) AS squared_error, sum(l.squared) AS squared,
		sum(l.answers)::bigint AS answers, bool_and(l.has_roster) AS has_roster, sum(l.answered) AS answered,
		sum(l.squares_within) AS squares_within, sum(l.freedom) AS freedom
	FROM by_level l
	GROUP BY l.snapshot_id, l.site_id
), by_unit AS (
	SELECT l.snapshot_id, l.site_id, count(*) AS answers
	FROM site_life($1, $2) l
		JOIN counted_response r ON r.project_id = $1 AND r.site_id = l.site_id
			AND r.concerns BETWEEN l.from_on AND l.until_on
		JOIN project_unit u ON u.project_id = $1 AND r.concerns BETWEEN u.from_on AND u.end_on
	WHERE r.question = 'satisfaction' AND r.is_served
	GROUP BY l.snapshot_id, l.site_id, u.period
), smallest AS (
	SELECT u.snapshot_id, u.site_id, min(u.answers) AS least, max(u.answers) AS most
	FROM by_unit u
	GROUP BY u.snapshot_id, u.site_id
), estimate AS (
	SELECT t.snapshot_id, t.site_id, t.answers,
		t.satisfied / nullif(t.estimated, 0) AS satisfaction,
		sqrt(t.squared_error) / nullif(t.estimated, 0) AS std_error,
		CASE WHEN t.has_roster THEN t.heard_satisfied / nullif(t.weight, 0) END AS lower_bound,
		CASE WHEN t.has_roster THEN (t.heard_satisfied + 100 * (t.weight - t.heard)) / nullif(t.weight, 0)
			END AS upper_bound,
		-- first rounded, so that five answers of equal weight are five, whatever the weight
		trunc(round(coalesce(square(t.heard) / nullif(t.squared, 0), 0), 12), 1) AS effective_answers,
		CASE WHEN t.has_roster THEN (t.weight - t.heard) / nullif(t.weight, 0) END AS unheard_share,
		t.answered / nullif(t.heard, 0) AS heard_satisfaction, sqrt(t.squares_within / t.freedom) AS answer_deviation,
		t.freedom
	FROM total t
)
SELECT e.snapshot_id, e.site_id,
	CASE WHEN e.told THEN trim_scale(round(e.satisfaction, 4)) END, CASE
		WHEN e.told THEN trim_scale(round(e.std_error, 4)) END,
	CASE WHEN e.told THEN trim_scale(CASE WHEN e.widened THEN floor(10 * e.lower_bound) / 10
		ELSE round(e.lower_bound, 4) END) END,
	CASE WHEN e.told THEN trim_scale(CASE WHEN e.widened THEN ceil(10 * e.upper_bound) / 10 ELSE round(e.upper_bound, 4)
		END) END,
	e.answers, trim_scale(e.effective_answers), trim_scale(round(e.unheard_share, 2)),
	CASE WHEN e.told AND e.heard_told THEN trim_scale(round(e.heard_satisfaction, 2)) END,
	CASE WHEN e.told AND e.freedom >= e.small_count THEN trim_scale(round(e.answer_deviation, 4)) END
FROM (
	SELECT e.*, e.effective_answers >= s.small_count AS told, e.site_id IS NOT NULL AND e.unheard_share > 0 AS widened,
		k.kind = 'unit' OR k.kind IN ('year', 'term') AND u.least >= s.small_count
			OR k.kind = 'term' AND u.most < s.small_count AS heard_told,
		s.small_count
	FROM estimate e
		JOIN snapshot k ON k.project_id = $1 AND k.snapshot_id = e.snapshot_id
		LEFT JOIN smallest u ON u.snapshot_id = e.snapshot_id AND u.site_id = e.site_id
		CROSS JOIN setting s
) e
$$;
COMMENT ON FUNCTION estimate_satisfaction(bigint, bigint[]) IS
	'inner estimate_satisfaction: satisfaction by site and of the project, with its bounds | 内部满意度估计：各服务点及全项目的满意度与上下界';
