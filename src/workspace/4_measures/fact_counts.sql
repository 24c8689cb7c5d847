-- SPDX-License-Identifier: PostgreSQL
-- What a refresh notices of the facts of a project: those that count in no period, and those that were entered twice.

-- A fact outside of the term of its project is outside of every period: a year that was mistyped.  A count of need
-- holds until the next, so it may lie before the term; so may the time of somebody in a post, and an advance.  A
-- visit that checks an activity counts with the activity.
CREATE VIEW fact_outside WITH (security_invoker = true) AS
SELECT f.project_id, f.relation, f.fact, f.site_id, f.day, p.start_on, p.end_on,
	'outside of the term of the project' AS reason, '在项目期限之外' AS reason_zh
FROM project p
	JOIN (
		SELECT a.project_id, 'activity' AS relation, a.activity_id::text AS fact, a.site_id, a.held_on AS day,
				a.held_on AS last_day
			FROM activity a
		UNION ALL SELECT v.project_id, 'visit', v.visit_id::text, v.site_id, v.visited_on, v.visited_on
			FROM visit v WHERE v.activity_id IS NULL
		UNION ALL SELECT r.project_id, 'response', r.response_id::text, r.site_id, d.day, d.day
			FROM response r CROSS JOIN LATERAL (SELECT coalesce(r.concerns_on, r.answered_on) AS day) d
		UNION ALL SELECT a.project_id, 'assessment', a.assessment_id::text, a.site_id, d.day, d.day
			FROM assessment a CROSS JOIN LATERAL (SELECT coalesce(a.concerns_on, a.assessed_on) AS day) d
		UNION ALL SELECT a.project_id, 'allocation', a.allocation_id::text, a.site_id, a.given_on, a.given_on
			FROM allocation a
		UNION ALL SELECT n.project_id, 'need', concat_ws(' ', n.need_level, n.need_type), n.site_id, n.counted_on,
			'infinity' FROM need n
		UNION ALL SELECT p.project_id, 'post', concat_ws(' ', p.role, p.person_code), p.site_id, p.from_on, 'infinity'
			FROM post p
		UNION ALL SELECT r.project_id, 'roster', r.beneficiary_id, r.site_id, r.from_on, coalesce(r.to_on, 'infinity')
			FROM roster r
		UNION ALL SELECT k.project_id, 'site_closure', k.reason, k.site_id, k.from_on, coalesce(k.to_on, 'infinity')
			FROM site_closure k
		UNION ALL SELECT s.project_id, 'site', s.name, s.site_id, s.opened_on, coalesce(s.closed_on, 'infinity')
			FROM site s
		UNION ALL SELECT c.project_id, 'contract', c.contract_id::text, NULL, coalesce(c.start_on, '-infinity'),
			least(coalesce(c.end_on, 'infinity'), c.terminated_on) FROM contract c
		UNION ALL SELECT m.project_id, 'milestone', m.code, NULL, m.until_on, m.until_on FROM milestone m
		UNION ALL SELECT w.project_id, 'workforce', w.kind, NULL, w.from_on, w.to_on FROM workforce w
		UNION ALL SELECT b.project_id, 'budget_change', coalesce(b.reason, b.amount::text), NULL, b.changed_on,
			b.changed_on FROM budget_change b
	) f ON f.project_id = p.project_id AND (f.day > p.end_on OR f.last_day < p.start_on)
UNION ALL
-- what is paid late counts, but nothing is paid in the future
SELECT y.project_id, 'payment', y.payment_id::text, NULL, y.paid_on, p.start_on, p.end_on, 'in the future', '日期在将来'
FROM payment y JOIN project p ON p.project_id = y.project_id AND y.paid_on > greatest(p.end_on, current_date)
UNION ALL
SELECT v.project_id, 'visit', v.visit_id::text, v.site_id, v.visited_on, p.start_on, p.end_on, 'in the future',
	'日期在将来'
FROM visit v JOIN project p ON p.project_id = v.project_id
WHERE v.activity_id IS NOT NULL AND v.visited_on > greatest(p.end_on, current_date)
UNION ALL
-- what counts nowhere; one that was withdrawn is to
SELECT f.project_id, 'finding', f.finding_id::text, f.site_id, coalesce(f.concerns_on, f.found_on), p.start_on,
	p.end_on, k.reason, k.reason_zh
FROM finding_standing k
	JOIN finding f ON f.project_id = k.project_id AND f.finding_id = k.finding_id
	JOIN project p ON p.project_id = k.project_id
WHERE k.cause NOT IN ('withdrawn', 'to come')
UNION ALL
-- what no line of the form shows
SELECT d.project_id, 'deviation', concat_ws(' ', d.period, d.code), NULL, NULL, p.start_on, p.end_on, k.reason,
	k.reason_zh
FROM deviation d
	JOIN project p ON p.project_id = d.project_id
	CROSS JOIN LATERAL (
		SELECT 'no line of the form has this code' AS reason, '自评表无此代码的行' AS reason_zh
		WHERE NOT EXISTS (SELECT FROM label l WHERE l.kind = 'form_line' AND l.code = d.code)
			AND NOT EXISTS (SELECT FROM indicator i JOIN scheme s ON s.scheme_id = i.scheme_id AND s.version = i.version
				WHERE s.service = p.service AND i.code = d.code AND i.points > 0)
		UNION ALL
		SELECT 'no period of this name has begun', '无此时段或该时段尚未开始'
		WHERE NOT EXISTS (SELECT FROM project_period u WHERE u.project_id = d.project_id AND u.period = d.period)
	) k
UNION ALL
-- a fault at a site to which its contract never came: it counts at the site all the same
SELECT p.project_id, 'finding', f.finding_id::text, f.site_id, f.day, p.start_on, p.end_on,
	'its contract does not serve the site', '该合同不服务该服务点'
FROM project p
	CROSS JOIN LATERAL (
		SELECT f.finding_id, f.site_id, coalesce(f.concerns_on, f.found_on) AS day
		FROM finding f
			LEFT JOIN (SELECT DISTINCT c.contract_id, c.site_id FROM contract_span(p.project_id) c) s
				ON s.contract_id = f.contract_id AND s.site_id = f.site_id
		WHERE f.project_id = p.project_id AND f.withdrawn_on IS NULL AND s.site_id IS NULL
			AND num_nonnulls(f.site_id, f.contract_id) = 2
	) f
UNION ALL
-- it counts, for it was done; but another contract, another site or another day may have been meant
SELECT p.project_id, 'activity', a.activity_id::text, a.site_id, a.held_on, p.start_on, p.end_on,
	'its contract does not serve the site on this day', '当日该合同不服务该服务点'
FROM project p
	CROSS JOIN LATERAL (
		SELECT a.activity_id, a.site_id, a.held_on
		FROM activity a
			LEFT JOIN (
				SELECT c.contract_id, c.site_id, range_agg(c.served) AS served
				FROM contract_span(p.project_id) c
				GROUP BY c.contract_id, c.site_id
			) s ON s.contract_id = a.contract_id AND s.site_id = a.site_id
		WHERE a.project_id = p.project_id AND a.held_on BETWEEN p.start_on AND p.end_on
			AND NOT coalesce(s.served @> a.held_on, false)
	) a;
COMMENT ON VIEW fact_outside IS
	'facts outside: Which facts lie outside of every period, or of what their contract serves? | '
	'期外数据：哪些数据不在任何时段内，或不在合同服务范围内？';
COMMENT ON COLUMN fact_outside.project_id IS 'project: number of the project | 项目：项目编号';
COMMENT ON COLUMN fact_outside.relation IS 'table: where it is entered | 数据表：录入于哪张表';
COMMENT ON COLUMN fact_outside.fact IS 'fact: what tells it from others in its table | 数据：在表内的标识';
COMMENT ON COLUMN fact_outside.site_id IS 'site: number of the site; empty if it is about none | 服务点：服务点编号（无则为空）';
COMMENT ON COLUMN fact_outside.day IS 'day: its day, or the first of them | 日期：所记日期或起始日期';
COMMENT ON COLUMN fact_outside.start_on IS 'project from: first day of the project | 项目起始：项目首日';
COMMENT ON COLUMN fact_outside.end_on IS 'project until: last day of the project | 项目截止：项目末日';
COMMENT ON COLUMN fact_outside.reason IS 'reason: why it is listed | 原因：列出的原因';
COMMENT ON COLUMN fact_outside.reason_zh IS 'reason (Chinese): the same in Chinese | 原因（中文）：中文原因';

-- Activities of a site that equal an earlier one in all but their number: as if the rows had been pasted twice.
-- Lists of who came tell them apart; an activity without a list differs by that from none.
CREATE VIEW repeated_row WITH (security_invoker = true) AS
SELECT r.project_id, r.site_id, r.activity_id, r.first_activity_id, r.held_on, r.item, r.quantity
FROM (
	SELECT c.project_id, c.site_id, c.activity_id, c.held_on, c.item, c.quantity, c.first_activity_id,
		row_number() OVER (PARTITION BY c.project_id, c.first_activity_id, l.list ORDER BY c.activity_id) AS place,
			l.list
	FROM (
		SELECT a.project_id, a.site_id, a.activity_id, a.held_on, a.item, a.quantity,
			min(a.activity_id) OVER alike AS first_activity_id, count(*) OVER alike AS rows
		FROM activity a
		-- what tells most of them apart first: they are sorted by it
		WINDOW alike AS (PARTITION BY a.project_id, a.held_on, a.site_id, a.reported_at, a.quantity, a.hours,
			a.registered, a.form_filed, a.feedback_filed, a.reported_by, a.contract_id, a.item, a.theme, a.need_type,
			a.overlaps_with)
	) c
		CROSS JOIN LATERAL (
			SELECT string_agg(t.beneficiary_id, E'\n' ORDER BY t.beneficiary_id COLLATE "C") AS list
			FROM attendance t
			WHERE t.project_id = c.project_id AND t.activity_id = c.activity_id
		) l
	WHERE c.rows > 1
) r
WHERE r.place > 1 OR (r.list IS NULL AND r.activity_id > r.first_activity_id);
COMMENT ON VIEW repeated_row IS 'repeated rows: Which activities were entered twice? | 重复录入：哪些活动被录入两次？';
COMMENT ON COLUMN repeated_row.project_id IS 'project: number of the project | 项目：项目编号';
COMMENT ON COLUMN repeated_row.site_id IS 'site: number of the site | 服务点：服务点编号';
COMMENT ON COLUMN repeated_row.activity_id IS 'activity: number of the activity | 活动：活动编号';
COMMENT ON COLUMN repeated_row.first_activity_id IS 'first activity: the first of those that are alike | 首个活动：相同活动中的首个';
COMMENT ON COLUMN repeated_row.held_on IS 'held on: day of the activity | 活动日期：活动当日';
COMMENT ON COLUMN repeated_row.item IS 'item: contract item | 内容代码：合同服务内容';
COMMENT ON COLUMN repeated_row.quantity IS 'quantity: as reported | 数量：上报数量';

-- Gaps: sites of the project, open on a day of the term so far, of which a table that the project uses holds nothing;
-- activities without a list of who came.
CREATE OR REPLACE FUNCTION measure_fact_counts(project_id bigint) RETURNS SETOF fact_count
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH open_site AS (
	SELECT s.site_id
	FROM project p JOIN site s ON s.project_id = p.project_id
		AND s.opened_on <= least(p.end_on, current_date) AND coalesce(s.closed_on >= p.start_on, true)
	WHERE p.project_id = $1
), filled AS (
	SELECT 'activity' AS relation, a.site_id FROM activity_sum a WHERE a.project_id = $1 GROUP BY a.site_id
	UNION ALL SELECT 'visit', v.site_id FROM counted_visit v WHERE v.project_id = $1 GROUP BY v.site_id
	UNION ALL SELECT 'response', r.site_id FROM counted_response r WHERE r.project_id = $1 GROUP BY r.site_id
	UNION ALL SELECT 'assessment', a.site_id FROM counted_assessment a WHERE a.project_id = $1 GROUP BY a.site_id
	UNION ALL SELECT 'need', n.site_id FROM need n WHERE n.project_id = $1 GROUP BY n.site_id
	UNION ALL SELECT 'post', p.site_id FROM post p WHERE p.project_id = $1 GROUP BY p.site_id
	UNION ALL SELECT 'roster', r.site_id FROM roster r WHERE r.project_id = $1 GROUP BY r.site_id
)
SELECT $1, 'outside', o.relation, count(*) FROM fact_outside o WHERE o.project_id = $1 GROUP BY o.relation
UNION ALL
SELECT $1, 'repeated', 'activity', count(*) FROM repeated_row r WHERE r.project_id = $1 HAVING count(*) > 0
UNION ALL
SELECT $1, 'gap', u.relation, count(*)
FROM (SELECT DISTINCT f.relation FROM filled f) u
	CROSS JOIN open_site s
WHERE NOT EXISTS (SELECT FROM filled f WHERE f.relation = u.relation AND f.site_id = s.site_id)
GROUP BY u.relation
UNION ALL
SELECT $1, 'gap', 'attendance', a.activities - t.activities
FROM (SELECT sum(a.activities)::bigint AS activities FROM activity_sum a WHERE a.project_id = $1) a,
	(SELECT count(*) AS activities FROM (SELECT FROM attendance t WHERE t.project_id = $1 GROUP BY t.activity_id) t) t
WHERE t.activities BETWEEN 1 AND a.activities - 1
$$;
COMMENT ON FUNCTION measure_fact_counts(bigint) IS
	'step measure_fact_counts: facts outside, rows entered twice and gaps, counted | 步骤数据检查：期外数据、重复录入与缺口的计数';
