-- SPDX-License-Identifier: PostgreSQL
-- What is bought, from when to when, and when it is looked at: projects and milestones.
--
-- A project is divided into calendar units (month, quarter, half_year or year).  Facts carry dates; in which unit they
-- fall is worked out (3_periods).

CREATE TABLE IF NOT EXISTS project (
	project_id	bigint GENERATED ALWAYS AS IDENTITY,
	name		text NOT NULL,
	buyer_id	bigint NOT NULL,
	service		text NOT NULL,
	budget		numeric(14,2),
	start_on	date NOT NULL,
	end_on		date NOT NULL,
	period_unit	text NOT NULL DEFAULT 'quarter',
	goal		text,
	CONSTRAINT project_pkey PRIMARY KEY (project_id),
	CONSTRAINT project_name_check CHECK (@workspace@.is_tidy(name)),
	CONSTRAINT project_budget_check CHECK (budget >= 0 AND budget <> 'NaN'),
	CONSTRAINT project_term_check CHECK (end_on >= start_on AND start_on >= '1900-01-01' AND end_on < '2200-01-01'
		AND end_on - start_on < 36525),
	CONSTRAINT project_period_unit_check CHECK (period_unit IN ('month', 'quarter', 'half_year', 'year'))
);
COMMENT ON TABLE project IS 'projects: purchased services; the unit of refresh and of privacy | 项目：购买服务项目，刷新与保密的单位';
COMMENT ON COLUMN project.project_id IS 'project number: given by the database | 项目编号：自动编号';
COMMENT ON COLUMN project.name IS 'name: as people know it | 名称：项目名称';
COMMENT ON COLUMN project.buyer_id IS 'buyer: organization that buys | 购买主体：购买服务的组织';
COMMENT ON COLUMN project.service IS
	'service: code from service; the schemes of this service judge the project | 服务类别：决定适用的评价方案';
COMMENT ON COLUMN project.budget IS 'budget: at the beginning, in yuan; empty: not known | 预算：年初预算（元），空为未知';
COMMENT ON COLUMN project.start_on IS 'first day: of the term | 开始日期：项目期首日';
COMMENT ON COLUMN project.end_on IS 'last day: of the term, included | 结束日期：项目期末日（含）';
COMMENT ON COLUMN project.period_unit IS
	'period: month, quarter, half_year or year; results are given for each | 评价周期：月、季、半年或年';
COMMENT ON COLUMN project.goal IS
	'goal: what is to be reached, for the filing; empty: not written down | 目标：绩效目标，空为未填';

-- A cumulative look from the first day of the project to until_on.  Its code is a label of a period beside '2022Q2',
-- '2022', 'term' and 'contract 17', and must look like none of them.
CREATE TABLE IF NOT EXISTS milestone (
	project_id	bigint NOT NULL,
	code		text NOT NULL,
	name		text NOT NULL,
	until_on	date NOT NULL,
	CONSTRAINT milestone_pkey PRIMARY KEY (project_id, code),
	CONSTRAINT milestone_code_check CHECK (@workspace@.is_tidy(code) AND code <> 'term' AND code !~ '^[0-9]{4}'
		AND code !~ '^contract '),
	CONSTRAINT milestone_name_check CHECK (@workspace@.is_tidy(name)),
	CONSTRAINT milestone_until_on_check CHECK (isfinite(until_on))
);
COMMENT ON TABLE milestone IS 'milestones: days up to which a project is judged, such as mid-term | 评价节点：中期、末期等节点';
COMMENT ON COLUMN milestone.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN milestone.code IS 'code: name of the period in results, such as midterm | 代码：结果中的时段名，如midterm';
COMMENT ON COLUMN milestone.name IS 'name: for people | 名称：显示名称';
COMMENT ON COLUMN milestone.until_on IS
	'until: last day that counts; the first is that of the project | 截止日期：计入的最后一日，自项目首日起';

-- The budget as it was adjusted, for the filing: the sum of what was added or taken away up to a day.
CREATE TABLE IF NOT EXISTS budget_change (
	project_id	bigint NOT NULL,
	changed_on	date NOT NULL,
	amount		numeric(14,2) NOT NULL,
	reason		text,
	CONSTRAINT budget_change_pkey PRIMARY KEY (project_id, changed_on),
	CONSTRAINT budget_change_changed_on_check CHECK (isfinite(changed_on)),
	CONSTRAINT budget_change_amount_check CHECK (amount <> 'NaN')
);
COMMENT ON TABLE budget_change IS 'budget changes: adjustments of a project''s budget | 预算调整：项目预算的调整';
COMMENT ON COLUMN budget_change.project_id IS 'project: whose budget was adjusted | 项目：预算被调整的项目';
COMMENT ON COLUMN budget_change.changed_on IS 'changed: day from which it holds | 调整日期：自该日起生效';
COMMENT ON COLUMN budget_change.amount IS 'amount: in yuan, added; negative: taken away | 调整金额：以元计，调减为负';
COMMENT ON COLUMN budget_change.reason IS 'reason: why; empty: not told | 调整原因：空为未填';

-- Why a target was missed and what is done about it: the last column of the self-evaluation form.
CREATE TABLE IF NOT EXISTS deviation (
	project_id	bigint NOT NULL,
	period		text NOT NULL,
	code		text NOT NULL,
	reason		text NOT NULL,
	measure		text,
	CONSTRAINT deviation_pkey PRIMARY KEY (project_id, period, code),
	CONSTRAINT deviation_reason_check CHECK (reason ~ '\S')
);
COMMENT ON TABLE deviation IS 'deviations: why a target was missed, and what is done about it | 偏差说明：未达目标的原因与改进措施';
COMMENT ON COLUMN deviation.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN deviation.period IS 'period: as in results, such as 2022 or term | 时段：与结果一致，如2022或term';
COMMENT ON COLUMN deviation.code IS 'code: of the indicator whose target was missed | 指标代码：未达目标的指标';
COMMENT ON COLUMN deviation.reason IS 'reason: why it was missed | 偏差原因分析：未达目标的原因';
COMMENT ON COLUMN deviation.measure IS 'measure: what is done about it; empty: nothing yet | 改进措施：空为尚无';

ALTER TABLE project ADD CONSTRAINT project_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES organization;
ALTER TABLE project ADD CONSTRAINT project_service_fkey FOREIGN KEY (service) REFERENCES service;
ALTER TABLE milestone ADD CONSTRAINT milestone_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE budget_change ADD CONSTRAINT budget_change_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE deviation ADD CONSTRAINT deviation_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
CREATE TRIGGER project_service_known BEFORE INSERT OR UPDATE ON project
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('service', 'service');
