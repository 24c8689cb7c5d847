-- Benefit: who is reached, whether the help is the one that is needed, whether somebody is there.

-- B1: need-weighted coverage.  l being the weight of the need level, N how many of it are on the roster and served how many
-- of them came at least once:
--
--	sum of l served / sum of l N
--
-- Unknown without a roster.  It does not say of how many: of a home of a few children everybody would know who is left out.
-- Nor does it say it by its digits: over five periods two decimals fit dozens of rosters, three little more than one.
CREATE VIEW indicator_b1 WITH (security_invoker = true) AS
SELECT p.project_id, p.site_id, p.period,
	round(sum(need_level_weight(p.need_level) * p.served) / sum(need_level_weight(p.need_level) * p.eligible), 2) AS value,
	NULL::bigint AS n
FROM (
	SELECT l.project_id, l.site_id, l.period, l.need_level, l.eligible, l.served FROM level_participation l
	UNION ALL
	SELECT s.project_id, s.site_id, s.period, NULL, NULL, NULL FROM site_period s
) p
GROUP BY p.project_id, p.site_id, p.period;
COMMENT ON VIEW indicator_b1 IS 'B1: Which share of the children is reached, the needy counting more? | B1：按需求加权的覆盖率？';
COMMENT ON COLUMN indicator_b1.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b1.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b1.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_b1.value IS 'weighted served / weighted roster | 加权参加人数/加权名册人数';
COMMENT ON COLUMN indicator_b1.n IS 'always empty | 恒为空';

-- B2: parity of the key group.  Participation rate of need level A / participation rate of C; above 1 where the key group comes
-- more often.
--
-- Of a handful of key children everybody knows who they are: a site with fewer than 5 takes the value of its township, and where that
-- may not be shown, or has fewer than 5 itself, the value of the project.  These are the counts that inclusion shows, see
-- published_count(), so nothing follows that is hidden there; unknown where the project's are hidden, too.  What is said of a place and
-- what is said of all but a handful in it would tell of these: where all such sites of a township have fewer than 5 together, the next
-- larger one is pooled with them.
--
-- Two decimals, and never of how many: the key children of a site that has enough of them would tell how many the small sites
-- of the township have.  Where the project has no A at all, there is nothing to compare; unknown if none of C came.
CREATE VIEW indicator_b2 WITH (security_invoker = true) AS
SELECT w.project_id, w.site_id, w.period,
	round(CASE WHEN NOT w.pooled THEN w.served_a * w.eligible_c / nullif(w.eligible_a * w.served_c, 0)
		WHEN w.shown_a >= 5 THEN w.parity
		ELSE w.project_parity END, 2) AS value,
	NULL::bigint AS n,
	w.pooled
FROM (
	SELECT t.project_id, t.site_id, t.period, t.eligible_a, t.served_a, t.eligible_c, t.served_c,
		t.eligible_a < 5 OR coalesce(sum(t.eligible_a) OVER smaller_sites BETWEEN 1 AND 4, false) AS pooled,
		sum(t.eligible_a) OVER same_period AS project_eligible_a,
		max(t.shown_a) OVER same_township AS shown_a, max(t.parity) OVER same_township AS parity, max(t.project_parity) OVER same_period AS project_parity
	FROM (
		SELECT s.project_id, s.site_id, s.period, v.county, v.township,
			coalesce(sum(s.eligible) FILTER (WHERE s.need_level = 'A'), 0) AS eligible_a,
			coalesce(sum(s.served) FILTER (WHERE s.need_level = 'A'), 0) AS served_a,
			coalesce(sum(s.eligible) FILTER (WHERE s.need_level = 'C'), 0) AS eligible_c,
			coalesce(sum(s.served) FILTER (WHERE s.need_level = 'C'), 0) AS served_c,
			NULL::bigint AS shown_a, NULL::numeric AS parity, NULL::numeric AS project_parity
		FROM (
			SELECT l.project_id, l.site_id, l.period, l.need_level, l.eligible, l.served FROM level_participation l
			UNION ALL
			SELECT q.project_id, q.site_id, q.period, NULL, NULL, NULL FROM site_period q
		) s
			JOIN site h ON h.project_id = s.project_id AND h.site_id = s.site_id
			JOIN village v ON v.division_code = h.division_code
		GROUP BY s.project_id, s.site_id, s.period, v.county, v.township
		UNION ALL
		-- what inclusion shows: of the townships, and of the project
		SELECT g.project_id, NULL, g.period, g.county, g.township, NULL, NULL, NULL, NULL,
			CASE WHEN g.township IS NOT NULL THEN g.eligible_a END,
			CASE WHEN g.township IS NOT NULL THEN g.served_a * g.eligible_c / nullif(g.eligible_a * g.served_c, 0) END,
			CASE WHEN g.township IS NULL THEN g.served_a * g.eligible_c / nullif(g.eligible_a * g.served_c, 0) END
		FROM (
			SELECT p.project_id, c.period, c.county, c.township,
				max(c.eligible) FILTER (WHERE c.category = 'A') AS eligible_a, max(c.served) FILTER (WHERE c.category = 'A')::numeric AS served_a,
				max(c.eligible) FILTER (WHERE c.category = 'C') AS eligible_c, max(c.served) FILTER (WHERE c.category = 'C')::numeric AS served_c
			FROM project p
				CROSS JOIN LATERAL published_count(p.project_id) c
			WHERE c.kind = 'inclusion'
			GROUP BY p.project_id, c.period, c.county, c.township
		) g
	) t
	WINDOW same_period AS (PARTITION BY t.project_id, t.period),
		same_township AS (PARTITION BY t.project_id, t.period, t.county, t.township),
		-- the rows of places come last, and have no children of their own
		smaller_sites AS (PARTITION BY t.project_id, t.period, t.county, t.township ORDER BY t.eligible_a, t.site_id
			ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
) w
WHERE w.site_id IS NOT NULL AND w.project_eligible_a > 0;
COMMENT ON VIEW indicator_b2 IS 'B2: Does the key group come as often as the others? | B2：重点群体与一般群体参与率之比？';
COMMENT ON COLUMN indicator_b2.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b2.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b2.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_b2.value IS 'participation rate of A / participation rate of C | A级参与率/C级参与率';
COMMENT ON COLUMN indicator_b2.n IS 'always empty | 恒为空';
COMMENT ON COLUMN indicator_b2.pooled IS 'of the township or the project, as shown in inclusion, as the site, or what would be left of the township, has fewer than 5 key children | 该点（或其余各点合计）重点儿童不足5人，取可公布的乡镇或项目合计';

-- B3: need match.  Hours given to each type of need, as shares of all hours (an activity of unknown length counts one), against
-- the shares of those who need it, all need levels together:
--
--	1 - sum over types of |supply share - need share| / 2
--
-- the share of the hours that went where the need is.  Activities of no type are left out.  Unknown if no need was recorded;
-- 0 if there was need, and nothing for any.  S and N being the sums of supply s and need e, it is computed as
-- 1 - sum |s N - e S| / (2 S N), whose sum is exact.
CREATE VIEW indicator_b3 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	CASE WHEN m.all_need > 0 THEN coalesce(1 - m.mismatch / nullif(2 * m.all_supply * m.all_need, 0), 0) END AS value,
	coalesce(m.activities, 0) AS n
FROM site_period s
	LEFT JOIN (
		SELECT t.project_id, t.site_id, t.period, t.all_supply, t.all_need, sum(t.activities)::bigint AS activities,
			sum(abs(t.supply * t.all_need - t.need * t.all_supply)) AS mismatch
		FROM (
			SELECT f.project_id, f.site_id, f.period, sum(f.activities) AS activities, sum(f.supply) AS supply, sum(f.need) AS need,
				sum(sum(f.supply)) OVER same_site AS all_supply, sum(sum(f.need)) OVER same_site AS all_need
			FROM (
				SELECT q.project_id, q.site_id, q.period, a.need_type, 1 AS activities, coalesce(a.hours, 1) AS supply, 0 AS need
				FROM site_period q
					JOIN activity_standing k ON k.project_id = q.project_id AND k.site_id = q.site_id AND k.held_on BETWEEN q.from_on AND q.until_on
					JOIN activity a ON a.project_id = k.project_id AND a.activity_id = k.activity_id
				WHERE k.standing IN ('confirmed', 'unchecked') AND a.need_type IS NOT NULL
				UNION ALL
				SELECT q.project_id, q.site_id, q.period, d.need_type, 0, 0, d.eligible
				FROM site_period q
					JOIN need d ON d.project_id = q.project_id AND d.site_id = q.site_id
						AND d.period BETWEEN date_trunc('quarter', q.from_on::timestamp)::date AND q.until_on
			) f
			GROUP BY f.project_id, f.site_id, f.period, f.need_type
			WINDOW same_site AS (PARTITION BY f.project_id, f.site_id, f.period)
		) t
		GROUP BY t.project_id, t.site_id, t.period, t.all_supply, t.all_need
	) m ON m.project_id = s.project_id AND m.site_id = s.site_id AND m.period IS NOT DISTINCT FROM s.period;
COMMENT ON VIEW indicator_b3 IS 'B3: Does the help go where the need is? | B3：服务供给与需求是否匹配？';
COMMENT ON COLUMN indicator_b3.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b3.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b3.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_b3.value IS '1 - half the differences between supply and need shares | 1减供需占比差之和的一半';
COMMENT ON COLUMN indicator_b3.n IS 'activities that serve a type of need | 有需求类型的活动数';

-- B4: post filled, share of the days from the start of the term, or from the opening of the site, to the end of the
-- period.  Someone who only stands in does not fill it.
CREATE VIEW indicator_b4 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	coalesce(f.days, 0)::numeric / (s.until_on - s.term_from + 1) AS value,
	coalesce(f.posts, 0) AS n
FROM site_period s
	LEFT JOIN post_filled f ON f.project_id = s.project_id AND f.site_id = s.site_id AND coalesce(f.period, 'infinity') = coalesce(s.period, 'infinity');
COMMENT ON VIEW indicator_b4 IS 'B4: On which share of the days was the post filled? | B4：负责人在岗天数占比？';
COMMENT ON COLUMN indicator_b4.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b4.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b4.period IS 'quarter; empty for the whole term; counted from the start of the term | 季度（自项目开始累计）';
COMMENT ON COLUMN indicator_b4.value IS 'days filled / days | 在岗天数/总天数';
COMMENT ON COLUMN indicator_b4.n IS 'directors so far | 历任负责人数';

-- B5: guardians who know the home.  Mean answer to the question knows_home, as a share: yes or no on a scale of 2, or more
-- finely.  Unknown below 5 answers.  k being their sum, the standard error is that of a share of which nothing was known
-- before: std_error^2 = (k + 1) (n - k + 1) / ((n + 2)^2 (n + 3)).
CREATE VIEW indicator_b5 WITH (security_invoker = true) AS
SELECT t.project_id, t.site_id, t.period,
	CASE WHEN t.n >= 5 THEN t.k / t.n END AS value,
	t.n,
	CASE WHEN t.n >= 5 THEN sqrt((t.k + 1) * (t.n - t.k + 1) / ((t.n + 2)::numeric ^ 2 * (t.n + 3))) END AS std_error
FROM (
	SELECT s.project_id, s.site_id, s.period, count(r.response_id) AS n,
		sum(service_eval.rating_score(r.rating, r.scale_max)::numeric) / 100 AS k
	FROM site_period s
		LEFT JOIN response r ON r.project_id = s.project_id AND r.site_id = s.site_id
			AND r.period BETWEEN date_trunc('quarter', s.from_on::timestamp)::date AND s.until_on
			AND r.question = 'knows_home' AND r.respondent = 'guardian'
			AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = r.project_id AND c.provider_id = r.collector_id)
	GROUP BY s.project_id, s.site_id, s.period
) t;
COMMENT ON VIEW indicator_b5 IS 'B5: Do guardians know the home? | B5：监护人是否知晓儿童之家？';
COMMENT ON COLUMN indicator_b5.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b5.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b5.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_b5.value IS 'share that knows it; empty below 5 answers | 知晓率（回答不足5份则为空）';
COMMENT ON COLUMN indicator_b5.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN indicator_b5.std_error IS 'standard error: answers are a sample | 标准误（问卷为抽样）';
