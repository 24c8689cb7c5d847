-- Who came.  The lists are the provider's: an activity that was found repeated or without trace served nobody, whatever its
-- list says.

-- One row however often somebody came on a day.
CREATE VIEW beneficiary_day WITH (security_invoker = true) AS
SELECT DISTINCT a.project_id, a.site_id, t.beneficiary_id, a.held_on
FROM activity_standing a
	JOIN attendance t ON t.project_id = a.project_id AND t.activity_id = a.activity_id
WHERE a.standing IN ('confirmed', 'unchecked');
COMMENT ON VIEW beneficiary_day IS 'Who came to which site on which day? | 谁在哪天参加了哪个服务点的活动？';
COMMENT ON COLUMN beneficiary_day.project_id IS 'project | 项目';
COMMENT ON COLUMN beneficiary_day.site_id IS 'site of the activity | 活动所在服务点';
COMMENT ON COLUMN beneficiary_day.beneficiary_id IS 'pseudonym of who came | 参加者代码';
COMMENT ON COLUMN beneficiary_day.held_on IS 'day | 日期';

-- A day counts once, to however many sites of the project somebody went.  Where nobody ever kept a list it is unknown how many came:
-- no row, and not 0.
CREATE VIEW project_beneficiary_day WITH (security_invoker = true) AS
SELECT q.project_id, q.period, count(d.held_on) AS days
FROM project_period q
	JOIN (SELECT DISTINCT project_id FROM attendance) k ON k.project_id = q.project_id
	LEFT JOIN (SELECT DISTINCT project_id, beneficiary_id, held_on FROM beneficiary_day) d ON d.project_id = q.project_id
		AND d.held_on BETWEEN q.from_on AND q.until_on
GROUP BY q.project_id, q.period;
COMMENT ON VIEW project_beneficiary_day IS 'How many beneficiary-days did a project give? | 各项目提供了多少服务人日？';
COMMENT ON COLUMN project_beneficiary_day.project_id IS 'project of which attendance is recorded | 有参加记录的项目';
COMMENT ON COLUMN project_beneficiary_day.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN project_beneficiary_day.days IS 'days on which somebody came, counted for each who did | 服务人日数';

-- Those on the roster of a site, and how many of them came at least once while it was open, to whatever site of the project.
-- Only need levels that the roster has.  For those who may read the roster and the lists; no result holds these counts.
CREATE VIEW level_participation WITH (security_invoker = true) AS
SELECT m.project_id, m.site_id, m.period, m.need_level, count(*) AS eligible, count(*) FILTER (WHERE m.came) AS served
FROM (
	SELECT s.project_id, s.site_id, s.period, b.beneficiary_id, b.need_level, count(d.held_on) > 0 AS came
	FROM site_period s
		JOIN beneficiary b ON b.project_id = s.project_id AND b.site_id = s.site_id
		LEFT JOIN beneficiary_day d ON d.project_id = b.project_id AND d.beneficiary_id = b.beneficiary_id
			AND d.held_on BETWEEN s.from_on AND s.until_on
	GROUP BY s.project_id, s.site_id, s.period, b.beneficiary_id, b.need_level
) m
GROUP BY m.project_id, m.site_id, m.period, m.need_level;
COMMENT ON VIEW level_participation IS 'How many of each need level of a site came? | 各服务点各需求等级有多少人参加？';
COMMENT ON COLUMN level_participation.project_id IS 'project | 项目';
COMMENT ON COLUMN level_participation.site_id IS 'site | 服务点';
COMMENT ON COLUMN level_participation.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN level_participation.need_level IS 'need level: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN level_participation.eligible IS 'on the roster | 名册人数';
COMMENT ON COLUMN level_participation.served IS 'of these, came at least once | 其中至少参加一次的人数';

-- A child of need level A for whom nobody made a plan and who took part in nothing, since the start of the term.  Yes or no, never
-- how many.
CREATE VIEW site_key_child WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.period, bool_or(b.need_level = 'A' AND coalesce(b.plan_on > s.until_on, true) AND t.beneficiary_id IS NULL) AS left_out
FROM site_period s
	JOIN beneficiary b ON b.project_id = s.project_id AND b.site_id = s.site_id
	LEFT JOIN (
		SELECT d.project_id, d.beneficiary_id, min(d.held_on) AS first_on
		FROM beneficiary_day d
			JOIN project p ON p.project_id = d.project_id AND d.held_on >= p.start_on
		GROUP BY d.project_id, d.beneficiary_id
	) t ON t.project_id = b.project_id AND t.beneficiary_id = b.beneficiary_id AND t.first_on <= s.until_on
GROUP BY s.project_id, s.site_id, s.period;
COMMENT ON VIEW site_key_child IS 'Is a key child left out? | 是否有重点儿童被遗漏？';
COMMENT ON COLUMN site_key_child.project_id IS 'project | 项目';
COMMENT ON COLUMN site_key_child.site_id IS 'site with a roster | 有名册的服务点';
COMMENT ON COLUMN site_key_child.period IS 'quarter; empty for the whole term; counted from the start of the term | 季度（自项目开始累计）';
COMMENT ON COLUMN site_key_child.left_out IS 'a child of need level A has neither a plan nor taken part in anything | 有重点儿童既无方案又未参加任何活动';
