-- Satisfaction of the people served: what was said, how sure it is, and how many were not heard.
--
-- x = 100 (rating - 1) / (scale_max - 1), of children and guardians; what the provider collected weighs 0.  The mean of
-- a site and need level with few answers says little by itself, so it is drawn towards the mean of that need level over
-- the project, the more the fewer answers there are (shrunken_mean).  Never across need levels: the discontent of the
-- few key children would vanish among the many others.
--
--	S = sum of weight x drawn mean / sum of weight		weight = need level's weight x children on the roster
--
-- The roster and not the number of answers, so that a group that is silent counts no less.  It counts with the mean of
-- its need level then; but what it would have said is unknown: its share of the weight is the unheard share U, and with
-- S_heard, the S of those who were heard, the truth lies between (1 - U) S_heard and (1 - U) S_heard + 100 U.
--
-- Within a group an answer weighs weight / n; the effective number of answers is Kish's (sum w)^2 / sum w^2 over them.
-- Satisfaction is shown from 5 of them on, and ranked by from 10.  Only periods in which the site was open count.

CREATE OR REPLACE FUNCTION need_level_weight(need_level text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE need_level WHEN 'A' THEN 2 WHEN 'B' THEN 1.5 WHEN 'C' THEN 1 END;
COMMENT ON FUNCTION need_level_weight(text) IS 'weight of a need level: A 2, B 1.5, C 1 | 需求等级权重：A为2，B为1.5，C为1';

-- Where a site has no roster at all its answers stand in for it: each then weighs by its need level alone, and nobody
-- can say who was not heard.
CREATE VIEW level_satisfaction WITH (security_invoker = true) AS
SELECT g.project_id, g.site_id, g.period, g.need_level, g.eligible, g.n,
	need_level_weight(g.need_level) * coalesce(g.eligible, g.n) AS weight,
	service_eval.shrunken_mean(g.mean, g.n, g.variance) OVER same_level AS satisfaction,
	-- where nothing tells how sites differ, the scale does: what lies between 0 and 100 varies by 50 at most
	CASE WHEN service_eval.shrunken_mean(g.mean, g.n, g.variance) OVER same_level IS NOT NULL
		THEN coalesce(service_eval.shrunken_std_error(g.mean, g.n, g.variance) OVER same_level, 50) END AS std_error,
	coalesce(service_eval.shrunken_common_error(g.mean, g.n, g.variance) OVER same_level, 0) AS common_error
FROM (
	SELECT s.project_id, s.site_id, s.period, l.need_level,
		-- a roster without anyone of this level is a roster
		CASE WHEN o.site_id IS NOT NULL THEN coalesce(b.eligible, 0) END AS eligible,
		coalesce(a.n, 0) AS n, a.mean::float8 AS mean, a.variance::float8 AS variance
	FROM site_period s
		CROSS JOIN (VALUES ('A'), ('B'), ('C')) AS l (need_level)
		LEFT JOIN (SELECT DISTINCT project_id, site_id FROM beneficiary) o
			ON o.project_id = s.project_id AND o.site_id = s.site_id
		LEFT JOIN (SELECT project_id, site_id, need_level, count(*) AS eligible FROM beneficiary GROUP BY project_id, site_id, need_level) b
			ON b.project_id = s.project_id AND b.site_id = s.site_id AND b.need_level = l.need_level
		LEFT JOIN (
			-- in numeric, whose sums do not depend on the order of rows
			SELECT s.project_id, s.site_id, s.period, r.need_level, count(*) AS n, avg(x.score) AS mean, var_samp(x.score) AS variance
			FROM site_period s
				JOIN response r ON r.project_id = s.project_id AND r.site_id = s.site_id
					AND r.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
				CROSS JOIN LATERAL (SELECT service_eval.rating_score(r.rating, r.scale_max)::numeric AS score) x
			WHERE r.question = 'satisfaction'
				AND r.respondent IN ('child', 'guardian')
				AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = r.project_id AND c.provider_id = r.collector_id)
			GROUP BY s.project_id, s.site_id, s.period, r.need_level
		) a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.need_level = l.need_level
			AND coalesce(a.period, 'infinity') = coalesce(s.period, 'infinity')
) g
WINDOW same_level AS (PARTITION BY g.project_id, g.period, g.need_level);
COMMENT ON VIEW level_satisfaction IS 'How satisfied is each need level of a site? | 各服务点各需求等级的满意度？';
COMMENT ON COLUMN level_satisfaction.project_id IS 'project | 项目';
COMMENT ON COLUMN level_satisfaction.site_id IS 'site | 服务点';
COMMENT ON COLUMN level_satisfaction.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN level_satisfaction.need_level IS 'need level: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN level_satisfaction.eligible IS 'on the roster; empty where the site has none | 名册人数（无名册则为空）';
COMMENT ON COLUMN level_satisfaction.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN level_satisfaction.weight IS 'weight of the need level x its size | 权重：等级权重×人数';
COMMENT ON COLUMN level_satisfaction.satisfaction IS 'mean drawn towards that of the need level over the project, 0 to 100 | 收缩后的满意度均值';
COMMENT ON COLUMN level_satisfaction.std_error IS 'its standard error, as if the mean over the project was known | 标准误（视全项目均值为已知）';
COMMENT ON COLUMN level_satisfaction.common_error IS 'standard error that it has in common with all sites: that of the mean over the project | 与各服务点共有的标准误（来自全项目均值）';

-- What is published is rounded, since every digit is a share of the roster, and the digits of a few periods would give it away: S and its
-- error to four decimals, as scores are; the unheard share to the next hundredth above, which the bounds then rest on and stay true; the
-- effective number of answers to the tenth below.
CREATE VIEW satisfaction_estimate WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.site_id, round(e.satisfaction, 4) AS satisfaction, round(e.std_error, 4) AS std_error,
	round((1 - e.unheard_share) * e.heard, 4) AS lower, round((1 - e.unheard_share) * e.heard + 100 * e.unheard_share, 4) AS upper,
	e.n, trunc(e.effective_n, 1) AS effective_n, e.unheard_share,
	CASE WHEN e.effective_n >= 10 THEN 'ranked' WHEN e.effective_n >= 5 THEN 'shown' ELSE 'too_few' END AS status
FROM (
	SELECT t.project_id, t.period, t.site_id,
		t.satisfied / nullif(t.known, 0) AS satisfaction,
		sqrt(t.squared_error) / nullif(t.known, 0) AS std_error,
		coalesce(t.heard_satisfied / nullif(t.heard, 0), 0) AS heard,
		t.n, coalesce(t.heard ^ 2 / nullif(t.squared, 0), 0) AS effective_n,
		CASE WHEN t.has_roster THEN ceil(100 * (t.weight - t.heard) / nullif(t.weight, 0)) / 100 END AS unheard_share
	FROM (
		SELECT l.project_id, l.period, l.site_id,
			sum(l.weight) AS weight, coalesce(sum(l.heard), 0) AS heard, sum(l.known) AS known,
			sum(l.satisfied) AS satisfied, coalesce(sum(l.heard_satisfied), 0) AS heard_satisfied,
			sum(l.squared_error) AS squared_error, sum(l.squared) AS squared,
			sum(l.n)::bigint AS n, bool_and(l.has_roster) AS has_roster
		FROM (
			SELECT c.project_id, c.period, place.site_id,
				sum(c.weight) AS weight,
				sum(c.weight) FILTER (WHERE c.n > 0) AS heard,
				sum(c.weight) FILTER (WHERE c.satisfaction IS NOT NULL) AS known,
				sum(c.weight * c.satisfaction::numeric) AS satisfied,
				sum(c.weight * c.satisfaction::numeric) FILTER (WHERE c.n > 0) AS heard_satisfied,
				-- The errors of sites make up for each other, what they have in common does not.  Between sites it is no
				-- difference.
				sum((c.weight * c.std_error::numeric) ^ 2) FILTER (WHERE c.satisfaction IS NOT NULL)
					+ CASE WHEN place.site_id IS NULL THEN sum(c.weight * c.common_error::numeric) ^ 2 ELSE 0 END AS squared_error,
				sum(c.weight ^ 2 / c.n) FILTER (WHERE c.n > 0) AS squared,
				-- nobody of that need level on the roster: such answers weigh nothing
				coalesce(sum(c.n) FILTER (WHERE c.weight > 0), 0) AS n,
				bool_and(c.eligible IS NOT NULL) AS has_roster
			FROM level_satisfaction c
				-- once for the site, once for the whole project
				CROSS JOIN LATERAL (VALUES (c.site_id), (NULL)) AS place (site_id)
			GROUP BY c.project_id, c.period, place.site_id, c.need_level
		) l
		GROUP BY l.project_id, l.period, l.site_id
	) t
) e;
COMMENT ON VIEW satisfaction_estimate IS 'How satisfied are children and guardians, by site and in the whole project, and how sure is that? | 儿童与监护人有多满意，把握有多大？';
COMMENT ON COLUMN satisfaction_estimate.project_id IS 'project | 项目';
COMMENT ON COLUMN satisfaction_estimate.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN satisfaction_estimate.site_id IS 'site; empty for the whole project | 服务点（全项目为空）';
COMMENT ON COLUMN satisfaction_estimate.satisfaction IS 'satisfaction S, 0 to 100 | 满意度S（0至100）';
COMMENT ON COLUMN satisfaction_estimate.std_error IS 'its standard error; of a site, as if the means over the project were known | 标准误（单个服务点视全项目均值为已知）';
COMMENT ON COLUMN satisfaction_estimate.lower IS 'S if all who were not heard gave the worst rating; empty without a roster | 下界：未表达意见者均给最低分';
COMMENT ON COLUMN satisfaction_estimate.upper IS 'S if all who were not heard gave the best rating; empty without a roster | 上界：未表达意见者均给最高分';
COMMENT ON COLUMN satisfaction_estimate.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN satisfaction_estimate.effective_n IS 'Kish effective number of answers | Kish有效样本量';
COMMENT ON COLUMN satisfaction_estimate.unheard_share IS 'share of the weight that belongs to need levels without any answer; empty without a roster | 未表达意见群体的权重占比（无名册则为空）';
COMMENT ON COLUMN satisfaction_estimate.status IS 'ranked (from 10 effective answers), shown (from 5) or too_few | 状态：可排名（有效样本10以上）、可展示（5以上）、过少';
