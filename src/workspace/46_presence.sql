-- Is anybody there?  What tells a home that works from one that has stopped, beside its quantities.

CREATE VIEW site_delivery WITH (security_invoker = true) AS
SELECT f.project_id, f.site_id, f.period, sum(f.target) AS target, sum(f.reported)::bigint AS reported, sum(f.deduplicated)::bigint AS deduplicated,
	CASE WHEN bool_and(f.verified IS NOT NULL) THEN sum(f.verified) END AS verified,
	CASE WHEN bool_and(f.verified IS NOT NULL) THEN sqrt(sum(f.verified_variance)) END AS verified_std_error,
	sum(f.checked)::bigint AS checked, sum(f.held)::bigint AS held, sum(f.late)::bigint AS late, sum(f.late_expected) AS late_expected,
	sum(f.confirmed)::bigint AS confirmed, sum(f.sampled)::bigint AS sampled,
	-- every item has a pool of its own
	CASE WHEN count(*) = 1 THEN max(f.pool_confirmed)::bigint END AS pool_confirmed, CASE WHEN count(*) = 1 THEN max(f.pool_sampled)::bigint END AS pool_sampled
FROM site_fulfilment f
GROUP BY f.project_id, f.site_id, f.period;
COMMENT ON VIEW site_delivery IS 'What did each site deliver, all contract items together? | 各服务点各项合同内容合计完成多少？';
COMMENT ON COLUMN site_delivery.project_id IS 'project | 项目';
COMMENT ON COLUMN site_delivery.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_delivery.period IS 'quarter; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN site_delivery.target IS 'quantity due | 目标量';
COMMENT ON COLUMN site_delivery.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN site_delivery.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN site_delivery.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN site_delivery.verified_std_error IS 'standard error of verified | 核实量标准误';
COMMENT ON COLUMN site_delivery.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN site_delivery.held IS 'seem to repeat earlier ones, undecided | 疑似重复待判定数';
COMMENT ON COLUMN site_delivery.late IS 'held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN site_delivery.late_expected IS 'how many that would be, spread evenly | 均匀分布下的应有数';
COMMENT ON COLUMN site_delivery.confirmed IS 'of checked, found to be real | 核查属实数';
COMMENT ON COLUMN site_delivery.sampled IS 'those that a verifier looked at, with the repeats that he found | 已核查数（含核查发现的重复）';
COMMENT ON COLUMN site_delivery.pool_confirmed IS 'confirmed checks of the pool that stands in for those that are lacking; empty for the term and for several items, which have several | 借用范围内核查属实数（全周期或多项内容则为空）';
COMMENT ON COLUMN site_delivery.pool_sampled IS 'checks of the pool; empty as well then | 借用范围内核查数（同上）';

-- Days on which somebody held the post, since the start of the term or the opening of the site.  Someone who only stands in
-- does not fill it.
CREATE VIEW post_filled WITH (security_invoker = true) AS
SELECT f.project_id, f.site_id, f.period, f.posts, (SELECT sum(upper(r) - lower(r)) FROM unnest(f.held) AS r)::integer AS days
FROM (
	SELECT s.project_id, s.site_id, s.period, count(*) AS posts,
		range_agg(daterange(d.from_on, d.to_on, '[]') * daterange(s.term_from, s.until_on, '[]')) AS held
	FROM site_period s
		JOIN director_post d ON d.project_id = s.project_id AND d.site_id = s.site_id AND NOT d.acting AND d.from_on <= s.until_on
	GROUP BY s.project_id, s.site_id, s.period
) f;
COMMENT ON VIEW post_filled IS 'For how many days was the post filled? | 负责人累计在岗多少天？';
COMMENT ON COLUMN post_filled.project_id IS 'project | 项目';
COMMENT ON COLUMN post_filled.site_id IS 'site | 服务点';
COMMENT ON COLUMN post_filled.period IS 'quarter; empty for the whole term; counted from the start of the term | 季度（自项目开始累计）';
COMMENT ON COLUMN post_filled.posts IS 'directors so far | 历任负责人数';
COMMENT ON COLUMN post_filled.days IS 'days filled | 在岗天数';

-- Idle: days from the last activity that nobody found repeated or without a trace to the end of the period; without any,
-- from the day the site opened in the project; unknown in a project without contract items, which has nothing to report.
-- The post is vacant if nobody holds it on the last day; unknown in a project whose directors are not recorded at all.
CREATE VIEW site_presence WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	CASE WHEN i.project_id IS NOT NULL THEN s.until_on - coalesce(max(a.held_on), s.term_from) END AS idle_days,
	CASE WHEN p.project_id IS NOT NULL THEN d.site_id IS NULL END AS post_vacant,
	CASE WHEN p.project_id IS NOT NULL THEN s.until_on - s.term_from + 1 - coalesce(f.days, 0) END AS vacant_days
FROM site_period s
	LEFT JOIN activity_standing a ON a.project_id = s.project_id AND a.site_id = s.site_id
		AND a.held_on BETWEEN s.term_from AND s.until_on AND a.standing IN ('confirmed', 'unchecked')
	LEFT JOIN (SELECT DISTINCT project_id FROM contract_item) i ON i.project_id = s.project_id
	LEFT JOIN (SELECT DISTINCT project_id FROM director_post) p ON p.project_id = s.project_id
	LEFT JOIN (
		SELECT DISTINCT d.project_id, d.site_id, q.period
		FROM director_post d
			JOIN site_period q ON q.project_id = d.project_id AND q.site_id = d.site_id
				AND q.until_on BETWEEN d.from_on AND coalesce(d.to_on, q.until_on)
		WHERE NOT d.acting
	) d ON d.project_id = s.project_id AND d.site_id = s.site_id AND coalesce(d.period, 'infinity') = coalesce(s.period, 'infinity')
	LEFT JOIN post_filled f ON f.project_id = s.project_id AND f.site_id = s.site_id AND coalesce(f.period, 'infinity') = coalesce(s.period, 'infinity')
GROUP BY s.project_id, s.site_id, s.period, s.until_on, s.term_from, i.project_id, p.project_id, d.site_id, f.days;
COMMENT ON VIEW site_presence IS 'Is anybody there? | 服务点是否还有人在运作？';
COMMENT ON COLUMN site_presence.project_id IS 'project | 项目';
COMMENT ON COLUMN site_presence.site_id IS 'site | 服务点';
COMMENT ON COLUMN site_presence.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN site_presence.idle_days IS 'days without an activity at the end of the period; empty without contract items | 期末连续无活动天数（无合同内容则为空）';
COMMENT ON COLUMN site_presence.vacant_days IS 'days without a director since the term began or the site opened; empty where no posts are recorded | 累计空缺天数（无任职记录则为空）';
COMMENT ON COLUMN site_presence.post_vacant IS 'nobody but perhaps a stand-in holds the post of director at the end; empty where no posts are recorded | 期末负责人空缺，代管不算在岗（无任职记录则为空）';
