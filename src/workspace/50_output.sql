-- The indicators: each a small view with the columns project_id, site_id, period, value, n, and std_error if the value
-- is an estimate: without that column it counts as known exactly.  pooled, where there is such a column, says that the
-- site has too few facts of its own and that those of its neighbours speak for it.  whole, where there is such a column, is what
-- the value is a share of, if that is not n.
--
-- A quarter is judged by the facts of that quarter alone, the term by all of them; but O4 and B4 run from the start of the
-- term, or from the opening of the site, in a quarter too.  What is said of activities that count leaves out those found
-- repeated or without trace; answers and visits count unless a provider of the project took them.  Sums are numeric, so
-- that values do not depend on the order of rows.
--
-- A row for every site that the indicator applies to.  value NULL: it applies but was not measured.  No row: it does
-- not apply, and its points are taken out of the reckoning.  An indicator of your own is one more view like these and
-- one row in the table indicator.
--
-- One that is shipped to all goes into the file of its dimension (50 output, 51 benefit, 53 satisfaction, 54 execution), its
-- points into 30_schemes.sql, tables that nothing else reads into input_digest() (58_input_digest.sql), its test into
-- sql/indicators.sql, its formula into doc/workspace.md.

-- O1: verified activities / target.  Items of a contract are added up.
CREATE VIEW indicator_o1 WITH (security_invoker = true) AS
-- a target is above 0, as that of a contract item is
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
	count(a.activity_id) AS n,
	coalesce(sum(num_nonnulls(a.registered, a.form_filed, a.feedback_filed)), 0)::bigint AS whole
FROM site_period s
	LEFT JOIN activity a ON a.project_id = s.project_id AND a.site_id = s.site_id AND a.held_on BETWEEN s.from_on AND s.until_on
GROUP BY s.project_id, s.site_id, s.period;
COMMENT ON VIEW indicator_o2 IS 'O2: Which share of the records is filled in? | O2：档案完整率是多少？';
COMMENT ON COLUMN indicator_o2.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o2.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o2.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_o2.value IS 'filled in / looked at | 已填数/已查数';
COMMENT ON COLUMN indicator_o2.n IS 'activities reported | 上报活动数';
COMMENT ON COLUMN indicator_o2.whole IS 'records looked at | 已查档案数';

-- O3: open at weekends and holidays.  Of the visits on rest days that say whether the room was open, the share that found
-- it open.  Rest days are those of the table rest_day; in a year of which it has no day, Saturdays and Sundays.  Who came
-- once and noted it with every activity that was checked came once.
--
-- Two visits say little: a site with fewer than 3 takes the share of its township.  c of n visits found the room open:
--
--	value = c / n		std_error^2 = (c + 1) (n - c + 1) / ((n + 2)^2 (n + 3))
--
-- the standard error being that of a share of which nothing was known before, so that few visits that agree do not
-- look certain.
CREATE VIEW indicator_o3 WITH (security_invoker = true) AS
SELECT g.project_id, g.site_id, g.period,
	g.found_open::numeric / nullif(g.visits, 0) AS value,
	g.n,
	CASE WHEN g.visits > 0 THEN sqrt((g.found_open + 1) * (g.visits - g.found_open + 1) / ((g.visits + 2) ^ 2 * (g.visits + 3))) END AS std_error,
	g.pooled, g.visits AS whole
FROM (
	SELECT t.project_id, t.site_id, t.period, t.n, t.n < 3 AS pooled,
		CASE WHEN t.n >= 3 THEN t.found_open ELSE sum(t.found_open) OVER same_township END AS found_open,
		CASE WHEN t.n >= 3 THEN t.n ELSE sum(t.n) OVER same_township END AS visits
	FROM (
		SELECT s.project_id, s.site_id, s.period, l.county, l.township, count(v.visited_on) AS n, count(*) FILTER (WHERE v.room_open) AS found_open
		FROM site_period s
			JOIN site h ON h.project_id = s.project_id AND h.site_id = s.site_id
			JOIN village l ON l.division_code = h.division_code
			LEFT JOIN (
				SELECT i.project_id, i.site_id, i.visited_on, bool_or(i.room_open) AS room_open
				FROM visit i
					LEFT JOIN rest_day r ON r.day = i.visited_on
					LEFT JOIN (SELECT DISTINCT extract(year FROM day) AS year FROM rest_day) y ON y.year = extract(year FROM i.visited_on)
				WHERE i.room_open IS NOT NULL
					AND (r.day IS NOT NULL OR (y.year IS NULL AND extract(isodow FROM i.visited_on) >= 6))
					AND NOT EXISTS (SELECT FROM contract c WHERE c.project_id = i.project_id AND c.provider_id = i.verifier_id)
				GROUP BY i.project_id, i.site_id, i.visited_on, i.verifier_id
			) v ON v.project_id = s.project_id AND v.site_id = s.site_id AND v.visited_on BETWEEN s.from_on AND s.until_on
		GROUP BY s.project_id, s.site_id, s.period, l.county, l.township
	) t
	WINDOW same_township AS (PARTITION BY t.project_id, t.period, t.county, t.township)
) g;
COMMENT ON VIEW indicator_o3 IS 'O3: How often is the room open at weekends and holidays? | O3：周末与节假日是否开放？';
COMMENT ON COLUMN indicator_o3.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o3.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o3.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_o3.value IS 'found open / visits on rest days | 开放次数/休息日走访次数';
COMMENT ON COLUMN indicator_o3.n IS 'visits to the site on rest days | 该服务点休息日走访次数';
COMMENT ON COLUMN indicator_o3.std_error IS 'standard error: visits are a sample | 标准误（走访为抽样）';
COMMENT ON COLUMN indicator_o3.pooled IS 'of the township, as the site has fewer than 3 visits | 该点走访不足3次，取乡镇合计';
COMMENT ON COLUMN indicator_o3.whole IS 'visits that the value is a share of: of the site, or of the township | 计算所用走访次数（本点或乡镇）';

-- O4: quarters at pro-rata target.  Share of the quarters so far in which the quantity less confirmed repeats reached the
-- quarter's target, all contract items together; nothing of a good quarter makes up for a bad one, and the one under way owes
-- all of its target.  Rounded, because a third of a target three times is not the target.
CREATE VIEW indicator_o4 WITH (security_invoker = true) AS
SELECT d.project_id, d.site_id, d.period, avg(d.reached) OVER so_far AS value, count(d.reached) OVER so_far AS n
FROM (
	-- the row of the term comes last and is no quarter itself
	SELECT project_id, site_id, period, CASE WHEN period IS NOT NULL THEN (deduplicated >= round(target, 6))::integer END AS reached
	FROM site_delivery
) d
WINDOW so_far AS (PARTITION BY d.project_id, d.site_id ORDER BY d.period NULLS LAST);
COMMENT ON VIEW indicator_o4 IS 'O4: In which share of the quarters was the target reached? | O4：达到季度目标的季度占比？';
COMMENT ON COLUMN indicator_o4.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o4.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o4.period IS 'quarter; empty for the whole term; counted from the start of the term | 季度（自项目开始累计）';
COMMENT ON COLUMN indicator_o4.value IS 'quarters at target / quarters | 达标季度数/季度数';
COMMENT ON COLUMN indicator_o4.n IS 'quarters so far | 至今季度数';

-- O5: cost per satisfied beneficiary-day, in yuan; lower is better.
--
--	contract prices / sites / quarters of the term x quarters in which the site was open
--	-----------------------------------------------------------------------------------
--	                           beneficiary-days x S / 100
--
-- A site costs an equal share of the contracts for every quarter.  A day of which nobody came away satisfied delivers
-- nothing: without beneficiary-days, or with S = 0, the cost is infinite.  Where too few said how satisfied they are it is
-- unknown.  The error is that of S, relative to it.
--
-- In whole yuan, and without the number of days: the days of a home of a few children tell how often they came.
--
-- Days and satisfaction are brought together by adding up rows, not by a join: before ANALYZE a planner takes either for one
-- row, and would compute the other again for each site.
CREATE VIEW indicator_o5 WITH (security_invoker = true) AS
SELECT t.project_id, t.site_id, t.period, t.value, NULL::bigint AS n, CASE WHEN t.value < 'Infinity' THEN t.value * t.std_error / t.satisfaction END AS std_error
FROM (
	SELECT s.project_id, s.site_id, s.period, s.satisfaction, s.std_error,
		CASE WHEN s.days = 0 THEN 'Infinity'
			WHEN s.satisfaction = 0 THEN 'Infinity'
			ELSE round(100 * p.price * s.open_quarters / (n.sites * s.quarters * s.days * s.satisfaction))
		END AS value
	FROM (
		SELECT f.project_id, f.site_id, f.period, sum(f.days) AS days, max(f.satisfaction) AS satisfaction, max(f.std_error) AS std_error,
			max(f.open_quarters) AS open_quarters, max(f.quarters) AS quarters
		FROM (
			SELECT q.project_id, q.site_id, q.period, count(b.held_on) AS days, NULL::numeric AS satisfaction, NULL::numeric AS std_error,
				quarter_number(q.until_on) - quarter_number(q.from_on) + 1 AS open_quarters, q.quarters
			FROM site_period q
				LEFT JOIN beneficiary_day b ON b.project_id = q.project_id AND b.site_id = q.site_id AND b.held_on BETWEEN q.from_on AND q.until_on
			GROUP BY q.project_id, q.site_id, q.period, q.from_on, q.until_on, q.quarters
			UNION ALL
			SELECT e.project_id, e.site_id, e.period, 0, e.satisfaction, e.std_error, NULL, NULL
			FROM satisfaction_estimate e
			WHERE e.site_id IS NOT NULL AND e.status <> 'too_few'
		) f
		GROUP BY f.project_id, f.site_id, f.period
	) s
		JOIN (SELECT project_id, sum(price) AS price FROM contract GROUP BY project_id HAVING sum(price) > 0) p ON p.project_id = s.project_id
		JOIN (SELECT project_id, count(*) AS sites FROM site GROUP BY project_id) n ON n.project_id = s.project_id
) t;
COMMENT ON VIEW indicator_o5 IS 'O5: What does a satisfied beneficiary-day cost? | O5：每个满意服务人日的成本？';
COMMENT ON COLUMN indicator_o5.project_id IS 'project | 项目';
COMMENT ON COLUMN indicator_o5.site_id IS 'site | 服务点';
COMMENT ON COLUMN indicator_o5.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN indicator_o5.value IS 'whole yuan; infinite if nothing was delivered | 元，取整（无有效服务则为无穷大）';
COMMENT ON COLUMN indicator_o5.n IS 'always empty | 恒为空';
COMMENT ON COLUMN indicator_o5.std_error IS 'standard error, that of the satisfaction | 标准误（来自满意度）';
