-- The indicators: each a small view with the columns project_id, site_id, period, value, n, and std_error if the value
-- is an estimate: without that column it counts as known exactly.
--
-- A row for every site that the indicator applies to.  value NULL: it applies but was not measured.  No row: it does
-- not apply, and its points are taken out of the reckoning.  An indicator of your own is one more view like these and
-- one row in the table indicator.

-- O1: verified activities / target.  Items of a contract are added up.
CREATE VIEW indicator_o1 WITH (security_invoker = true) AS
SELECT project_id, site_id, period, verified / target AS value, reported AS n, verified_std_error / target AS std_error
FROM site_delivery;
COMMENT ON VIEW indicator_o1 IS 'O1: Which share of the target was delivered and left a trace? | O1：核实活动占目标的比例？';
COMMENT ON COLUMN indicator_o1.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o1.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o1.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_o1.value IS 'verified / target | 核实量/目标量';
COMMENT ON COLUMN indicator_o1.n IS 'activities reported | 上报活动数';
COMMENT ON COLUMN indicator_o1.std_error IS 'standard error: visits are a sample | 标准误（核查为抽样）';

-- O2: records complete.  Each activity should leave a register, a form and a feedback; the share of them that was
-- filled in.  A blank one counts 0; one that nobody has looked at (NULL) does not count.  No activity, no records: 0.
CREATE VIEW indicator_o2 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	CASE WHEN count(a.activity_id) = 0 THEN 0
		ELSE sum((a.registered IS TRUE)::integer + (a.form_filed IS TRUE)::integer + (a.feedback_filed IS TRUE)::integer)::numeric
			/ nullif(sum(num_nonnulls(a.registered, a.form_filed, a.feedback_filed)), 0)
	END AS value,
	count(a.activity_id) AS n
FROM site_period s
	LEFT JOIN activity a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.held_on BETWEEN s.from_on AND s.until_on
GROUP BY s.project_id, s.site_id, s.period;
COMMENT ON VIEW indicator_o2 IS 'O2: Which share of the records is filled in? | O2：档案完整率是多少？';
COMMENT ON COLUMN indicator_o2.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o2.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o2.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_o2.value IS 'filled in / looked at | 已填数/已查数';
COMMENT ON COLUMN indicator_o2.n IS 'activities reported | 上报活动数';

-- B4: post filled, share of the days from the start of the term, or from the opening of the site, to the end of the
-- period.  Someone who only stands in does not fill it.
CREATE VIEW indicator_b4 WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period,
	coalesce(f.days, 0)::numeric / (s.until_on - s.term_from + 1) AS value,
	f.posts AS n
FROM site_period s
	CROSS JOIN LATERAL (
		SELECT count(*) AS posts,
			(SELECT sum(upper(r) - lower(r))
			 FROM unnest(range_agg(daterange(d.from_on, d.to_on, '[]') * daterange(s.term_from, s.until_on, '[]'))) AS r) AS days
		FROM director_post d
		WHERE d.project_id = s.project_id AND d.site_id = s.site_id AND NOT d.acting AND d.from_on <= s.until_on
	) f;
COMMENT ON VIEW indicator_b4 IS 'B4: On which share of the days was the post filled? | B4：负责人在岗天数占比？';
COMMENT ON COLUMN indicator_b4.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_b4.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_b4.period IS 'quarter; empty for the whole term; counted from the start of the term | 季度（自项目开始累计）';
COMMENT ON COLUMN indicator_b4.value IS 'days filled / days | 在岗天数/总天数';
COMMENT ON COLUMN indicator_b4.n IS 'directors so far | 历任负责人数';

-- S1: satisfaction of children and guardians, where it is shown.
CREATE VIEW indicator_s1 WITH (security_invoker = true) AS
SELECT e.project_id, e.site_id, e.period,
	CASE WHEN e.status <> 'too_few' THEN e.satisfaction END AS value,
	e.n,
	CASE WHEN e.status <> 'too_few' THEN e.std_error END AS std_error
FROM satisfaction_estimate e
WHERE e.site_id IS NOT NULL;
COMMENT ON VIEW indicator_s1 IS 'S1: How satisfied are children and guardians? | S1：儿童与监护人满意度？';
COMMENT ON COLUMN indicator_s1.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_s1.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_s1.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_s1.value IS 'satisfaction, 0 to 100 | 满意度（0至100）';
COMMENT ON COLUMN indicator_s1.n IS 'answers that count | 有效回答数';
COMMENT ON COLUMN indicator_s1.std_error IS 'standard error of the satisfaction | 满意度的标准误';
