-- SPDX-License-Identifier: PostgreSQL
-- Forms of partnership: who works together, on which terms, and what comes of it.
--
--   formal         there is a signed contract that pays: one with a price above 0
--   engagement     share of the six facts of `engagement` that hold
-- collaborative  at least three of the six hold.  What is not recorded is not known: with three that hold the others do
-- not
--                  matter, and with four that do not hold neither; in between it stays open
--   form           the four cells:	formal_collaborative	formal
--                                   collaborative			neither
--
-- Cost is the money that the buyer agreed to spend: the prices of the contracts, spread evenly over the units of their
-- time (contract_cost()), as their targets are.  It does not fall because the buyer pays late, and is 0 where no
-- contract pays.  What was owed and what was paid stand beside it.
--
--   unit_cost                   = cost / beneficiary-days
--   quality_adjusted_unit_cost  = cost / (beneficiary-days x S / 100)
--   shadow_cost                 = volunteer days x what a day of theirs would have cost; never part of cost

CREATE VIEW project_partnership WITH (security_invoker = true) AS
SELECT p.project_id, c.formal,
	e.present AS facts_present, e.known AS facts_known,
	CASE WHEN e.known = 6 THEN round(e.present / 6.0, 6) END AS engagement,
	CASE WHEN e.present >= 3 THEN true WHEN e.known - e.present >= 4 THEN false END AS collaborative,
	CASE
		WHEN e.present >= 3 THEN CASE WHEN c.formal THEN 'formal_collaborative' ELSE 'collaborative' END
		WHEN e.known - e.present >= 4 THEN CASE WHEN c.formal THEN 'formal' ELSE 'neither' END
	END AS form,
	CASE WHEN c.modes > 1 THEN 'mixed' ELSE c.mode END AS procurement_mode,
	c.price
FROM project p
	CROSS JOIN LATERAL (
		SELECT coalesce(bool_or(c.formal AND c.price > 0), false) AS formal, coalesce(sum(c.price), 0) AS price,
			coalesce(min(nullif(c.procurement_mode, 'none')), 'none') AS mode,
				count(DISTINCT nullif(c.procurement_mode, 'none')) AS modes
		FROM contract c
		WHERE c.project_id = p.project_id
	) c
	CROSS JOIN LATERAL (
		SELECT count(*) AS known, count(*) FILTER (WHERE e.present) AS present
		FROM engagement e
		WHERE e.project_id = p.project_id
	) e;
COMMENT ON VIEW project_partnership IS
	'inner project_partnership: On which terms do buyer and provider work together? | '
	'内部合作形式：购买主体与承接主体以何种形式合作？';
COMMENT ON COLUMN project_partnership.project_id IS 'project: number of the project | 项目编号：项目的编号';
COMMENT ON COLUMN project_partnership.formal IS 'formal: a signed contract pays for it | 有合同：有签订的有偿合同';
COMMENT ON COLUMN project_partnership.facts_present IS
	'facts present: of working together, that hold | 具备事实数：具备的合作事实数';
COMMENT ON COLUMN project_partnership.facts_known IS
	'facts known: of which it is recorded whether they hold, 6 at most | 已记录事实数：已记录的合作事实数，最多6';
COMMENT ON COLUMN project_partnership.engagement IS
	'engagement: facts of working together that hold / 6; empty unless all are recorded | '
	'合作程度：具备的事实数÷6，未全部记录为空';
COMMENT ON COLUMN project_partnership.collaborative IS
	'collaborative: at least 3 of the 6 facts hold; empty while that is open | 协作：6项中至少3项，未定为空';
COMMENT ON COLUMN project_partnership.form IS
	'form: formal_collaborative, formal, collaborative, neither; empty while it is open | '
	'合作形式：合同与协作并存、仅合同、仅协作、两者皆无';
COMMENT ON COLUMN project_partnership.procurement_mode IS
	'procurement mode: of its contracts; mixed: several | 采购方式：合同的采购方式，不止一种时为多种方式';
COMMENT ON COLUMN project_partnership.price IS
	'price: of all its contracts in yuan; 0 without any | 合同金额：合计（元），无合同为0';

CREATE VIEW partnership_comparison WITH (security_invoker = true) AS
SELECT u.project_id, u.period, u.from_on, u.until_on, u.profile, u.project, u.form, u.formal, u.engagement,
	u.collaborative, u.procurement_mode,
	round(u.cost, 2) AS cost, u.owed, u.paid, u.beneficiary_days,
	round(u.cost / nullif(u.beneficiary_days, 0), 2) AS unit_cost,
	u.satisfaction,
	round(u.cost / nullif(u.beneficiary_days * u.satisfaction / 100, 0), 2) AS quality_adjusted_unit_cost,
	u.volunteers, u.volunteer_days, round(u.shadow_cost, 2) AS shadow_cost,
	round(u.shadow_cost / nullif(u.beneficiary_days, 0), 2) AS shadow_unit_cost,
	u.staff, u.staff_days, round(u.beneficiary_days / nullif(u.staff_days, 0), 2) AS beneficiaries_per_staff,
	u.sites, u.reported_share, u.verified_share, u.score, u.grade
FROM (
	SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, p.name AS project, a.form, a.formal, a.engagement,
		a.collaborative, a.procurement_mode,
		m.cost, c.owed, c.paid, m.beneficiary_days, m.satisfaction::numeric(7,4) AS satisfaction,
		w.volunteers, w.volunteer_days, w.shadow_cost, w.staff, w.staff_days, e.sites,
		round(m.reported_share, 6) AS reported_share, round(m.verified_share, 6) AS verified_share, e.score, e.grade
	FROM current_run r
		JOIN project p ON p.project_id = r.project_id
		JOIN project_partnership a ON a.project_id = r.project_id
		JOIN project_score e ON e.project_id = r.project_id AND e.run_id = r.run_id
		JOIN project_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
		CROSS JOIN LATERAL (
			SELECT sum(c.owed) AS owed, sum(c.paid) AS paid FROM contract_score c WHERE c.project_id = r.project_id
				AND c.run_id = r.run_id
		) c
		-- Who worked is unknown unless it was recorded for every day; of nobody there is nothing more to know.
		CROSS JOIN LATERAL (
			SELECT max(k.people) FILTER (WHERE k.kind = 'volunteer' AND k.covers) AS volunteers,
				max(k.days) FILTER (WHERE k.kind = 'volunteer' AND k.covers) AS volunteer_days,
				max(k.cost) FILTER (WHERE k.kind = 'volunteer' AND k.covers) AS shadow_cost,
				max(k.people) FILTER (WHERE k.kind = 'staff' AND k.covers) AS staff,
				max(k.days) FILTER (WHERE k.kind = 'staff' AND k.covers) AS staff_days
			FROM (
				-- a span that reaches beyond the period counts by its days in it
				SELECT w.kind, max(w.people) AS people,
					range_agg(daterange(w.from_on, w.to_on, '[]')) @> daterange(r.from_on, r.until_on, '[]') AS covers,
					CASE WHEN count(d.days) = count(*) THEN round(sum(d.days * d.part), 2) END AS days,
					CASE WHEN count(d.cost) = count(*) THEN sum(d.cost * d.part) END AS cost
				FROM workforce w
					CROSS JOIN LATERAL (
						SELECT CASE w.people WHEN 0 THEN 0 ELSE w.days END AS days,
							CASE WHEN w.people = 0 OR w.days = 0 THEN 0 ELSE w.days * w.daily_rate END AS cost,
							(least(w.to_on, r.until_on) - greatest(w.from_on, r.from_on) + 1)::numeric
								/ (w.to_on - w.from_on + 1) AS part
					) d
				WHERE w.project_id = r.project_id AND w.from_on <= r.until_on AND w.to_on >= r.from_on
				GROUP BY w.kind
			) k
		) w
) u;
COMMENT ON VIEW partnership_comparison IS
	'partnership comparison: Which form of partnership delivers, at what unit cost? | '
	'合作形式比较：哪种合作形式能够交付服务，单位成本是多少？';
COMMENT ON COLUMN partnership_comparison.project_id IS 'project: number of the project | 项目编号：项目的编号';
COMMENT ON COLUMN partnership_comparison.project IS 'project name: name of the project | 项目：项目名称';
COMMENT ON COLUMN partnership_comparison.form IS
	'form: formal_collaborative, formal, collaborative, neither; empty while it is open | '
	'合作形式：合同与协作并存、仅合同、仅协作、两者皆无';
COMMENT ON COLUMN partnership_comparison.formal IS 'formal: a signed contract pays for it | 有合同：有签订的有偿合同';
COMMENT ON COLUMN partnership_comparison.engagement IS
	'engagement: facts of working together that hold / 6; empty unless all are recorded | '
	'合作程度：具备的事实数÷6，未全部记录为空';
COMMENT ON COLUMN partnership_comparison.collaborative IS
	'collaborative: at least 3 of the 6 facts hold; empty while that is open | 协作：6项中至少3项，未定为空';
COMMENT ON COLUMN partnership_comparison.procurement_mode IS
	'procurement mode: of its contracts; mixed: several | 采购方式：合同的采购方式，不止一种时为多种方式';
COMMENT ON COLUMN partnership_comparison.cost IS
	'cost: yuan agreed in contracts, spread evenly over the units of the term; 0 without a contract that pays | '
	'成本：合同成本（元），按周期均摊，无有偿合同为0';
COMMENT ON COLUMN partnership_comparison.owed IS
'owed: yuan whose day has come, as far as payable; empty without a contract | 应付金额：到期应付（元，无合同为空）';
COMMENT ON COLUMN partnership_comparison.paid IS
	'paid: yuan that were paid by the end of the period | 已付金额：期末前已付（元）';
COMMENT ON COLUMN partnership_comparison.beneficiary_days IS
	'person-days: days on which somebody came, counted for each; empty where attendance was never recorded | '
	'服务人日：从未记录参加情况为空';
COMMENT ON COLUMN partnership_comparison.unit_cost IS 'unit cost: yuan for a person-day | 单位成本：每服务人日成本（元）';
COMMENT ON COLUMN partnership_comparison.satisfaction IS
	'satisfaction: of those served, 0 to 100 | 满意度：服务对象满意度0至100';
COMMENT ON COLUMN partnership_comparison.quality_adjusted_unit_cost IS
	'cost, satisfied person-day: in yuan: unit cost / (satisfaction / 100) | 满意人日成本：每满意服务人日成本（元）';
COMMENT ON COLUMN partnership_comparison.volunteers IS
	'volunteers: of the term, those of the unit with the most; empty unless every unit is recorded | '
	'志愿者：人数，全期取最多的周期，未逐期记录为空';
COMMENT ON COLUMN partnership_comparison.volunteer_days IS
	'volunteer days: that they worked; empty unless known for every unit | 志愿人日：未逐期记录为空';
COMMENT ON COLUMN partnership_comparison.shadow_cost IS
	'shadow cost: yuan that these days would have cost, empty if nobody set a rate; no part of cost | '
	'影子成本：志愿服务折算（元），不计入成本';
COMMENT ON COLUMN partnership_comparison.shadow_unit_cost IS
	'shadow unit cost: of a person-day | 单位影子成本：每服务人日的影子成本（元）';
COMMENT ON COLUMN partnership_comparison.staff IS
	'staff: whom the provider pays; of the term, those of the unit with the most; empty unless every unit is recorded '
	'| '
	'工作人员：人数，全期取最多的周期，未逐期记录为空';
COMMENT ON COLUMN partnership_comparison.staff_days IS 'staff days: that they worked | 工作人日：工作人员的人日数';
COMMENT ON COLUMN partnership_comparison.beneficiaries_per_staff IS
	'served per worker: person-days / staff days | 人均服务：每名工作人员日均服务人数';
COMMENT ON COLUMN partnership_comparison.sites IS 'sites: open in the period | 服务点数：开放的服务点数';
COMMENT ON COLUMN partnership_comparison.reported_share IS
	'reported share: of the target, items weighed by tariff | 上报完成率：占应完成量，各项按单价折算';
COMMENT ON COLUMN partnership_comparison.verified_share IS
	'verified share: of the target, items weighed by tariff; empty where nothing was checked | '
	'核实完成率：占应完成量，各项按单价折算，未核查为空';
COMMENT ON COLUMN partnership_comparison.score IS 'score: of the project, 0 to 100 | 得分：项目得分0至100';
COMMENT ON COLUMN partnership_comparison.grade IS 'grade: of the project''s score | 等级：项目得分的等级';

-- Means say what a project of a kind is like, each counting once; unit costs say what a day costs over all of them, so
-- the large count for more.  A project of which something is not known counts where it is known.
CREATE VIEW partnership_type_comparison WITH (security_invoker = true) AS
SELECT c.period, c.profile, t.compared, t.type, count(*) AS projects,
	count(c.beneficiary_days) AS costed,
	sum(c.cost) FILTER (WHERE c.beneficiary_days IS NOT NULL) AS cost,
	sum(c.beneficiary_days) AS beneficiary_days,
	round(sum(c.cost) FILTER (WHERE c.beneficiary_days IS NOT NULL) / nullif(sum(c.beneficiary_days), 0), 2)
		AS unit_cost,
	round(sum(c.cost) FILTER (WHERE c.beneficiary_days * c.satisfaction IS NOT NULL)
		/ nullif(sum(c.beneficiary_days * c.satisfaction / 100), 0), 2) AS quality_adjusted_unit_cost,
	sum(c.volunteer_days) AS volunteer_days, sum(c.shadow_cost) AS shadow_cost,
	round(avg(c.reported_share), 6) AS reported_share, round(avg(c.verified_share), 6) AS verified_share,
	avg(c.satisfaction)::numeric(7,4) AS satisfaction, count(c.score) AS scored, avg(c.score)::numeric(7,4) AS score
FROM partnership_comparison c
	CROSS JOIN LATERAL (VALUES ('form', c.form), ('procurement_mode', c.procurement_mode)) AS t (compared, type)
GROUP BY c.period, c.profile, t.compared, t.type;
COMMENT ON VIEW partnership_type_comparison IS
	'partnership types: What do forms of partnership and modes of procurement have to show, over all projects? | '
	'合作类型比较：各合作形式与采购方式的总体成效如何？';
COMMENT ON COLUMN partnership_type_comparison.compared IS
	'compared: form or procurement_mode | 比较维度：合作形式或采购方式';
COMMENT ON COLUMN partnership_type_comparison.type IS
	'type: which form or mode; empty for projects whose form is open | 类型：形式或方式，未定为空';
COMMENT ON COLUMN partnership_type_comparison.projects IS 'projects: how many | 项目数：项目的数量';
COMMENT ON COLUMN partnership_type_comparison.costed IS
	'costed: projects whose person-days are known | 可计成本项目：服务人日已知的项目数';
COMMENT ON COLUMN partnership_type_comparison.cost IS
	'cost: of the costed projects, in yuan | 成本：可计成本项目的成本（元）';
COMMENT ON COLUMN partnership_type_comparison.beneficiary_days IS
	'person-days: of the costed projects | 服务人日：可计成本项目的服务人日';
COMMENT ON COLUMN partnership_type_comparison.unit_cost IS 'unit cost: cost / person-days | 单位成本：每服务人日成本（元）';
COMMENT ON COLUMN partnership_type_comparison.quality_adjusted_unit_cost IS
	'cost, satisfied person-day: of the projects whose satisfaction is known, too | '
	'满意人日成本：限满意度已知的项目（元）';
COMMENT ON COLUMN partnership_type_comparison.volunteer_days IS
	'volunteer days: that volunteers worked, where known | 志愿人日：已知部分';
COMMENT ON COLUMN partnership_type_comparison.shadow_cost IS
	'shadow cost: what these would have cost, where known; no part of cost | 影子成本：志愿服务折算（元），不计入成本';
COMMENT ON COLUMN partnership_type_comparison.reported_share IS
	'reported share: mean of reported / target, items weighed by tariff | 上报完成率：均值，各项按单价折算';
COMMENT ON COLUMN partnership_type_comparison.verified_share IS
	'verified share: mean of verified / target, where known; items weighed by tariff | '
	'核实完成率：已知部分的均值，各项按单价折算';
COMMENT ON COLUMN partnership_type_comparison.satisfaction IS 'satisfaction: mean, where known | 满意度：已知部分的均值';
COMMENT ON COLUMN partnership_type_comparison.scored IS 'scored: projects with a score | 有分项目数：有得分的项目数';
COMMENT ON COLUMN partnership_type_comparison.score IS 'score: mean of theirs | 得分：均值';
