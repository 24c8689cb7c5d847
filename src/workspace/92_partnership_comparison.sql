-- Forms of partnership: who works together, on which terms, and what comes of it.
--
--   formal         there is a signed contract that pays: one with a price above 0
--   engagement     share of the six facts of `engagement` that hold
--   collaborative  at least three of the six hold.  What is not recorded is not known: with three that hold the others do not
--                  matter, and with four that do not hold neither; in between it stays open
--   form           the four cells:	formal_collaborative	formal
--                                   collaborative			neither
--
-- Cost is the money that the buyer agreed to spend: the prices of the contracts, spread evenly over the quarters of the term, as
-- their targets and the cost in O5 are.  It does not fall because the buyer pays late, and is 0 where no contract pays.
-- What fell due and what was paid stand beside it.
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
			coalesce(min(nullif(c.procurement_mode, 'none')), 'none') AS mode, count(DISTINCT nullif(c.procurement_mode, 'none')) AS modes
		FROM contract c
		WHERE c.project_id = p.project_id
	) c
	CROSS JOIN LATERAL (
		SELECT count(*) AS known, count(*) FILTER (WHERE e.present) AS present
		FROM engagement e
		WHERE e.project_id = p.project_id
	) e;
COMMENT ON VIEW project_partnership IS 'On which terms do buyer and provider work together? | 购买方与承接方以何种形式合作？';
COMMENT ON COLUMN project_partnership.project_id IS 'project | 项目';
COMMENT ON COLUMN project_partnership.formal IS 'a signed contract pays for it | 是否有签订的有偿合同';
COMMENT ON COLUMN project_partnership.facts_present IS 'facts of working together that hold | 具备的合作事实数';
COMMENT ON COLUMN project_partnership.facts_known IS 'facts of which it is recorded whether they hold, 6 at most | 已记录的合作事实数（最多6）';
COMMENT ON COLUMN project_partnership.engagement IS 'facts that hold / 6; empty unless all are recorded | 合作程度：具备的事实数/6（未全部记录则为空）';
COMMENT ON COLUMN project_partnership.collaborative IS 'at least 3 of the 6 facts hold; empty while that is open | 是否协作（6项中至少3项，未定为空）';
COMMENT ON COLUMN project_partnership.form IS 'formal_collaborative, formal, collaborative, neither; empty while it is open | 合作形式：合同且协作、仅合同、仅协作、两者皆无（未定为空）';
COMMENT ON COLUMN project_partnership.procurement_mode IS 'open_tender, invited_bid, directed_commission, none, or mixed | 购买方式：公开招标、邀请招标、定向委托、无、混合';
COMMENT ON COLUMN project_partnership.price IS 'prices of all its contracts in yuan; 0 without any | 合同金额合计（元，无合同为0）';

CREATE VIEW partnership_comparison WITH (security_invoker = true) AS
SELECT u.project_id, u.period, u.profile, u.project, u.form, u.formal, u.engagement, u.collaborative, u.procurement_mode,
	round(u.cost, 2) AS cost, u.due, u.paid, u.beneficiary_days,
	round(u.cost / nullif(u.beneficiary_days, 0), 2) AS unit_cost,
	u.satisfaction,
	round(u.cost / nullif(u.beneficiary_days * u.satisfaction / 100, 0), 2) AS quality_adjusted_unit_cost,
	u.volunteers, u.volunteer_days, round(u.shadow_cost, 2) AS shadow_cost,
	round(u.shadow_cost / nullif(u.beneficiary_days, 0), 2) AS shadow_unit_cost,
	u.staff, u.staff_days, round(u.beneficiary_days / nullif(u.staff_days, 0), 2) AS beneficiaries_per_staff,
	u.sites, u.reported_share, u.verified_share, u.score, u.grade
FROM (
	SELECT r.project_id, r.period, r.scheme_id AS profile, p.name AS project, a.form, a.formal, a.engagement, a.collaborative, a.procurement_mode,
		a.price * q.due / q.quarters AS cost,
		m.due, m.paid, e.beneficiary_days, e.satisfaction,
		w.volunteers, w.volunteer_days, w.shadow_cost, w.staff, w.staff_days,
		(SELECT count(*) FROM site s
		 WHERE s.project_id = r.project_id AND s.opened_on <= r.cutoff AND coalesce(s.closed_on >= coalesce(r.period, p.start_on), true)) AS sites,
		f.reported_share, f.verified_share, e.score, e.grade
	FROM current_run r
		JOIN project p ON p.project_id = r.project_id
		JOIN project_partnership a ON a.project_id = r.project_id
		CROSS JOIN LATERAL (
			SELECT CASE WHEN r.period IS NULL THEN quarter_number(r.cutoff) - quarter_number(p.start_on) + 1 ELSE 1 END AS due,
				quarter_number(p.end_on) - quarter_number(p.start_on) + 1 AS quarters
		) q
		CROSS JOIN LATERAL (
			SELECT max(e.value) FILTER (WHERE e.code = 'beneficiary_days') AS beneficiary_days,
				(max(e.value) FILTER (WHERE e.code = 'satisfaction'))::numeric(7,4) AS satisfaction,
				(max(e.value) FILTER (WHERE e.code = 'score'))::numeric(7,4) AS score,
				max(e.status) FILTER (WHERE e.code = 'grade') AS grade
			FROM evaluation_result e
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'project' AND e.scope_key = ''
				AND e.code IN ('beneficiary_days', 'satisfaction', 'score', 'grade')
		) e
		LEFT JOIN (
			SELECT f.project_id, f.period, round(sum(f.reported) / nullif(sum(f.target), 0), 6) AS reported_share,
				CASE WHEN bool_and(f.verified IS NOT NULL) THEN round(sum(f.verified) / nullif(sum(f.target), 0), 6) END AS verified_share
			FROM contract_fulfilment f
			GROUP BY f.project_id, f.period
		) f ON f.project_id = r.project_id AND f.period IS NOT DISTINCT FROM r.period
		CROSS JOIN LATERAL (
			SELECT sum(m.due) AS due, sum(CASE WHEN m.paid_on <= r.cutoff THEN m.paid ELSE 0 END) AS paid
			FROM payment m
			WHERE m.project_id = r.project_id AND m.period <= r.cutoff AND (r.period IS NULL OR m.period = r.period)
		) m
		-- Who worked is unknown unless it was recorded for every quarter; of nobody there is nothing more to know.
		CROSS JOIN LATERAL (
			SELECT
				CASE WHEN count(*) FILTER (WHERE w.kind = 'volunteer') = q.due THEN max(w.people) FILTER (WHERE w.kind = 'volunteer') END AS volunteers,
				CASE WHEN count(d.days) FILTER (WHERE w.kind = 'volunteer') = q.due THEN sum(d.days) FILTER (WHERE w.kind = 'volunteer') END AS volunteer_days,
				CASE WHEN count(c.cost) FILTER (WHERE w.kind = 'volunteer') = q.due THEN sum(c.cost) FILTER (WHERE w.kind = 'volunteer') END AS shadow_cost,
				CASE WHEN count(*) FILTER (WHERE w.kind = 'staff') = q.due THEN max(w.people) FILTER (WHERE w.kind = 'staff') END AS staff,
				CASE WHEN count(d.days) FILTER (WHERE w.kind = 'staff') = q.due THEN sum(d.days) FILTER (WHERE w.kind = 'staff') END AS staff_days
			FROM workforce w
				CROSS JOIN LATERAL (SELECT CASE w.people WHEN 0 THEN 0 ELSE w.days END AS days) d
				CROSS JOIN LATERAL (SELECT CASE d.days WHEN 0 THEN 0 ELSE d.days * w.daily_rate END AS cost) c
			WHERE w.project_id = r.project_id
				AND CASE WHEN r.period IS NULL THEN w.period BETWEEN date_trunc('quarter', p.start_on::timestamp) AND r.cutoff ELSE w.period = r.period END
		) w
) u;
COMMENT ON VIEW partnership_comparison IS 'Which form of partnership delivers, at what unit cost? | 哪种合作形式能够交付服务，单位成本是多少？';
COMMENT ON COLUMN partnership_comparison.project_id IS 'project | 项目';
COMMENT ON COLUMN partnership_comparison.period IS 'quarter, named by its first day; empty for the term so far | 季度（全周期至今为空）';
COMMENT ON COLUMN partnership_comparison.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN partnership_comparison.project IS 'name of the project | 项目名称';
COMMENT ON COLUMN partnership_comparison.form IS 'formal_collaborative, formal, collaborative, neither; empty while it is open | 合作形式：合同且协作、仅合同、仅协作、两者皆无（未定为空）';
COMMENT ON COLUMN partnership_comparison.formal IS 'a signed contract pays for it | 是否有签订的有偿合同';
COMMENT ON COLUMN partnership_comparison.engagement IS 'facts of working together that hold / 6; empty unless all are recorded | 合作程度：具备的事实数/6（未全部记录则为空）';
COMMENT ON COLUMN partnership_comparison.collaborative IS 'at least 3 of the 6 facts hold; empty while that is open | 是否协作（6项中至少3项，未定为空）';
COMMENT ON COLUMN partnership_comparison.procurement_mode IS 'open_tender, invited_bid, directed_commission, none, or mixed | 购买方式：公开招标、邀请招标、定向委托、无、混合';
COMMENT ON COLUMN partnership_comparison.cost IS 'yuan agreed in contracts, spread evenly over the quarters of the term; 0 without a contract that pays | 合同成本（元，按季度均摊；无有偿合同为0）';
COMMENT ON COLUMN partnership_comparison.due IS 'yuan due for the period; empty if no instalment is recorded | 应付金额（元，无付款记录为空）';
COMMENT ON COLUMN partnership_comparison.paid IS 'yuan of these that were paid by its end | 期末前已付金额（元）';
COMMENT ON COLUMN partnership_comparison.beneficiary_days IS 'days on which somebody came, counted for each who did; empty where attendance was never recorded | 服务人日数（从未记录参加情况则为空）';
COMMENT ON COLUMN partnership_comparison.unit_cost IS 'yuan for a beneficiary-day | 每服务人日成本（元）';
COMMENT ON COLUMN partnership_comparison.satisfaction IS 'satisfaction of those served, 0 to 100 | 满意度';
COMMENT ON COLUMN partnership_comparison.quality_adjusted_unit_cost IS 'yuan for a satisfied beneficiary-day: unit cost / (satisfaction / 100) | 每满意服务人日成本（元）';
COMMENT ON COLUMN partnership_comparison.volunteers IS 'volunteers; of the term, those of the quarter with the most; empty unless every quarter is recorded | 志愿者人数（全周期取最多的季度，未逐季记录则为空）';
COMMENT ON COLUMN partnership_comparison.volunteer_days IS 'days that volunteers worked; empty unless known for every quarter | 志愿者工作人日数（未逐季记录则为空）';
COMMENT ON COLUMN partnership_comparison.shadow_cost IS 'yuan that these days would have cost, empty if nobody set a rate; no part of cost | 志愿服务影子成本（元，未定单价则为空，不计入成本）';
COMMENT ON COLUMN partnership_comparison.shadow_unit_cost IS 'shadow cost for a beneficiary-day | 每服务人日的影子成本（元）';
COMMENT ON COLUMN partnership_comparison.staff IS 'people whom the provider pays; of the term, those of the quarter with the most; empty unless every quarter is recorded | 工作人员数（全周期取最多的季度，未逐季记录则为空）';
COMMENT ON COLUMN partnership_comparison.staff_days IS 'days that they worked | 工作人员工作人日数';
COMMENT ON COLUMN partnership_comparison.beneficiaries_per_staff IS 'beneficiary-days / staff days: those served on a day for each who worked | 每名工作人员日均服务人数';
COMMENT ON COLUMN partnership_comparison.sites IS 'sites open in the period | 开放的服务点数';
COMMENT ON COLUMN partnership_comparison.reported_share IS 'reported / target, all contract items together | 上报完成率';
COMMENT ON COLUMN partnership_comparison.verified_share IS 'verified / target; empty where nothing was checked | 核实完成率（未核查则为空）';
COMMENT ON COLUMN partnership_comparison.score IS 'score of the project | 项目得分';
COMMENT ON COLUMN partnership_comparison.grade IS 'grade of the score | 等级';

-- Means say what a project of a kind is like, each counting once; unit costs say what a day costs over all of them, so the large count
-- for more.  A project of which something is not known counts where it is known.
CREATE VIEW partnership_type_comparison WITH (security_invoker = true) AS
SELECT c.period, c.profile, t.compared, t.type, count(*) AS projects,
	count(c.beneficiary_days) AS costed,
	sum(c.cost) FILTER (WHERE c.beneficiary_days IS NOT NULL) AS cost,
	sum(c.beneficiary_days) AS beneficiary_days,
	round(sum(c.cost) FILTER (WHERE c.beneficiary_days IS NOT NULL) / nullif(sum(c.beneficiary_days), 0), 2) AS unit_cost,
	round(sum(c.cost) FILTER (WHERE c.beneficiary_days * c.satisfaction IS NOT NULL) / nullif(sum(c.beneficiary_days * c.satisfaction / 100), 0), 2) AS quality_adjusted_unit_cost,
	sum(c.volunteer_days) AS volunteer_days, sum(c.shadow_cost) AS shadow_cost,
	round(avg(c.reported_share), 6) AS reported_share, round(avg(c.verified_share), 6) AS verified_share,
	avg(c.satisfaction)::numeric(7,4) AS satisfaction, count(c.score) AS scored, avg(c.score)::numeric(7,4) AS score
FROM partnership_comparison c
	CROSS JOIN LATERAL (VALUES ('form', c.form), ('procurement_mode', c.procurement_mode)) AS t (compared, type)
GROUP BY c.period, c.profile, t.compared, t.type;
COMMENT ON VIEW partnership_type_comparison IS 'What do forms of partnership and modes of procurement have to show, over all projects? | 各合作形式与购买方式的总体成效如何？';
COMMENT ON COLUMN partnership_type_comparison.period IS 'quarter, named by its first day; empty for the terms so far | 季度（全周期至今为空）';
COMMENT ON COLUMN partnership_type_comparison.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN partnership_type_comparison.compared IS 'form or procurement_mode | 比较维度：合作形式或购买方式';
COMMENT ON COLUMN partnership_type_comparison.type IS 'which form or mode; empty for projects whose form is open | 形式或方式（未定为空）';
COMMENT ON COLUMN partnership_type_comparison.projects IS 'projects | 项目数';
COMMENT ON COLUMN partnership_type_comparison.costed IS 'of these, projects whose beneficiary-days are known | 其中服务人日数已知的项目数';
COMMENT ON COLUMN partnership_type_comparison.cost IS 'cost of these, in yuan | 这些项目的成本（元）';
COMMENT ON COLUMN partnership_type_comparison.beneficiary_days IS 'their beneficiary-days | 这些项目的服务人日数';
COMMENT ON COLUMN partnership_type_comparison.unit_cost IS 'cost / beneficiary-days | 每服务人日成本（元）';
COMMENT ON COLUMN partnership_type_comparison.quality_adjusted_unit_cost IS 'cost / satisfied beneficiary-days, of the projects whose satisfaction is known, too | 每满意服务人日成本（元，限满意度已知的项目）';
COMMENT ON COLUMN partnership_type_comparison.volunteer_days IS 'days that volunteers worked, where known | 志愿者工作人日数（已知部分）';
COMMENT ON COLUMN partnership_type_comparison.shadow_cost IS 'what these would have cost, where known; no part of cost | 志愿服务影子成本（元，已知部分，不计入成本）';
COMMENT ON COLUMN partnership_type_comparison.reported_share IS 'mean of reported / target | 上报完成率均值';
COMMENT ON COLUMN partnership_type_comparison.verified_share IS 'mean of verified / target, where known | 核实完成率均值（已知部分）';
COMMENT ON COLUMN partnership_type_comparison.satisfaction IS 'mean satisfaction, where known | 满意度均值（已知部分）';
COMMENT ON COLUMN partnership_type_comparison.scored IS 'projects with a score | 有得分的项目数';
COMMENT ON COLUMN partnership_type_comparison.score IS 'mean of their scores | 得分均值';
