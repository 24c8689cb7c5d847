-- SPDX-License-Identifier: PostgreSQL
-- What was measured: a snapshot of a project in a period, whatever the scheme.
--
-- A snapshot is made by the steps of this floor, each one set-returning function of a project and of the snapshots to
-- fill; the refresh says INSERT INTO site_measure SELECT * FROM measure_sites(project, snapshots).  A step reads facts
-- and what earlier steps stored. A column means one thing; standard errors and bounds stand beside what is an
-- estimate.  NULL: not known.

CREATE TABLE IF NOT EXISTS snapshot (
	project_id		bigint NOT NULL,
	snapshot_id		bigint GENERATED ALWAYS AS IDENTITY,
	period			text NOT NULL,
	kind			text NOT NULL,
	from_on			date NOT NULL,
	until_on		date NOT NULL,		-- last day that counts
	end_on			date NOT NULL,		-- last day of the period, perhaps still to come
	contract_id		bigint,				-- of kind contract
	input_digest	text NOT NULL,
	computed_at		timestamptz NOT NULL DEFAULT clock_timestamp(),
	CONSTRAINT snapshot_pkey PRIMARY KEY (project_id, snapshot_id),
	CONSTRAINT snapshot_period_key UNIQUE (project_id, snapshot_id, period),
	CONSTRAINT snapshot_kind_check CHECK (kind IN ('unit', 'year', 'milestone', 'contract', 'term')),
	CONSTRAINT snapshot_days_check CHECK (from_on <= until_on AND until_on <= end_on)
);
COMMENT ON TABLE snapshot IS
	'snapshots: what was measured of a project in a period, whatever the scheme | 测量快照：项目某时段的测量，与方案无关';
COMMENT ON COLUMN snapshot.project_id IS 'project: that was measured | 项目：被测量的项目';
COMMENT ON COLUMN snapshot.snapshot_id IS 'snapshot number: given by the database | 快照编号：自动编号';
COMMENT ON COLUMN snapshot.period IS
	'period: such as 2022-04, 2022Q2, 2022, a milestone or term | 时段：如2022Q2、节点或term（全期）';
COMMENT ON COLUMN snapshot.kind IS 'kind: unit, year, milestone, contract or term | 时段类型：周期、年、评价节点、合同、全期';
COMMENT ON COLUMN snapshot.from_on IS 'from: first day of the period | 起始日期：时段首日';
COMMENT ON COLUMN snapshot.until_on IS 'until: last day that counts | 截止日期：计入的最后一日';
COMMENT ON COLUMN snapshot.end_on IS 'end: last day of the period, perhaps still to come | 结束日期：时段末日，可能未到';
COMMENT ON COLUMN snapshot.contract_id IS 'contract: whose time it is; empty for other kinds | 合同：合同时段所属合同，其他为空';
COMMENT ON COLUMN snapshot.input_digest IS
	'input digest: of the facts that it rests on; the same facts give the same | 输入摘要：所依据数据的摘要';
COMMENT ON COLUMN snapshot.computed_at IS 'computed: moment | 计算时间：测量时间';

-- What is known of each activity, as found at the last refresh of its project: state, no fact.
CREATE TABLE IF NOT EXISTS activity_standing (
	project_id	bigint NOT NULL,
	activity_id	bigint NOT NULL,
	standing	text NOT NULL,
	confirmed	numeric(12,2),				-- quantity that a visit confirmed
	held		boolean NOT NULL,
	sampled		boolean NOT NULL,
	CONSTRAINT activity_standing_pkey PRIMARY KEY (project_id, activity_id),
	CONSTRAINT activity_standing_standing_check CHECK (standing IN ('confirmed', 'no_trace', 'repeated', 'unchecked'))
);
COMMENT ON TABLE activity_standing IS
	'standing of activities: what is known of each, as of the last refresh; no fact | 活动认定：各活动的认定，以最近刷新为准';
COMMENT ON COLUMN activity_standing.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN activity_standing.activity_id IS 'activity: that is meant | 活动：对应活动';
COMMENT ON COLUMN activity_standing.standing IS
	'standing: confirmed, no_trace, repeated or unchecked | 认定：属实、查无痕迹、重复、未核查';
COMMENT ON COLUMN activity_standing.confirmed IS
	'confirmed: quantity that a visit confirmed, in the unit of the item; empty: none did | 属实量：核查确认的数量，空为未确认';
COMMENT ON COLUMN activity_standing.held IS
	'held: seems to repeat an earlier one and waits for a person; not deducted | 待定：疑似重复、待人工判定，暂不扣除';
COMMENT ON COLUMN activity_standing.sampled IS
	'sampled: a verifier looked at it, so that it speaks for those that nobody looked at | 抽样：已被核查，可推及未核查者';

-- Activities of a site that no period tells apart, added up (sum_activities()): what the measures of all periods are
-- made of.  As of the last refresh: state, no fact.
CREATE TABLE IF NOT EXISTS activity_sum (
	project_id			bigint NOT NULL,
	site_id				bigint NOT NULL,
	contract_id			bigint NOT NULL,
	item				text NOT NULL,
	need_type			text,
	overlaps_with		text,
	first_on			date NOT NULL,
	reported			numeric NOT NULL,
	repeated			numeric NOT NULL,
	held				numeric NOT NULL,
	checked				numeric NOT NULL,
	confirmed			numeric NOT NULL,	-- quantity
	sampled				bigint NOT NULL,	-- activities that a verifier looked at
	confirmed_checks	numeric NOT NULL,
	unchecked_squares	numeric NOT NULL,
	filled				bigint NOT NULL,
	expected			bigint NOT NULL,
	activities			bigint NOT NULL,
	counted				bigint NOT NULL,	-- neither repeated nor without trace
	counted_on			date,				-- the last of these
	hours				numeric,			-- of these
	CONSTRAINT activity_sum_key UNIQUE NULLS NOT DISTINCT (project_id, site_id, contract_id, item, first_on, need_type,
		overlaps_with)
);
COMMENT ON TABLE activity_sum IS
	'sums of activities: of a site, between days on which a period begins or ends; no fact | '
	'活动汇总：各服务点在相邻时段起止日之间的活动合计，非原始数据';
COMMENT ON COLUMN activity_sum.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN activity_sum.site_id IS 'site: where they were held | 服务点：活动所在服务点';
COMMENT ON COLUMN activity_sum.contract_id IS 'contract: that they serve | 合同：所属合同';
COMMENT ON COLUMN activity_sum.item IS 'item: of the contract | 内容代码：合同服务内容';
COMMENT ON COLUMN activity_sum.need_type IS 'need type: that they answer; empty: none was said | 需求类型：所回应的需求，空为未注明';
COMMENT ON COLUMN activity_sum.overlaps_with IS
	'overlaps with: whom they repeat; empty: nobody | 重复对象：与何者重复，空为无';
COMMENT ON COLUMN activity_sum.first_on IS 'first day: of the first of them | 首日：其中最早活动的日期';
COMMENT ON COLUMN activity_sum.reported IS 'reported: quantity as the provider says | 上报量：承接主体上报';
COMMENT ON COLUMN activity_sum.repeated IS 'repeated: quantity that was found repeated | 重复量：已认定重复的数量';
COMMENT ON COLUMN activity_sum.held IS 'held: quantity that seems repeated and is undecided | 待定量：疑似重复待判定的数量';
COMMENT ON COLUMN activity_sum.checked IS
	'checked: quantity that a visit found confirmed or without trace | 核查量：核查认定属实或无痕迹的数量';
COMMENT ON COLUMN activity_sum.confirmed IS 'confirmed: quantity that visits confirmed | 属实量：核查属实的数量';
COMMENT ON COLUMN activity_sum.sampled IS 'sampled: activities that a verifier looked at | 抽样数：被核查的活动数';
COMMENT ON COLUMN activity_sum.confirmed_checks IS
	'confirmed checks: of the sampled; one that was confirmed in part counts as that part | 属实核查数：抽样中属实的，部分属实按比例';
COMMENT ON COLUMN activity_sum.unchecked_squares IS
	'unchecked squares: squared quantities of what nobody looked at | 未查平方和：未核查数量的平方和';
COMMENT ON COLUMN activity_sum.filled IS 'records filled: registers, forms and feedback filled in | 已填档案：已填登记、表单与反馈数';
COMMENT ON COLUMN activity_sum.expected IS 'records seen: of which somebody said whether | 应填档案：注明是否填写的档案数';
COMMENT ON COLUMN activity_sum.activities IS 'activities: how many | 活动数：活动数量';
COMMENT ON COLUMN activity_sum.counted IS
	'counted: activities neither repeated nor without trace | 有效活动数：非重复且有痕迹的活动数';
COMMENT ON COLUMN activity_sum.counted_on IS 'counted until: last day of these; empty: none | 有效末日：有效活动的最后日期，空为无';
COMMENT ON COLUMN activity_sum.hours IS
	'hours: of these; one of unknown length counts an hour; empty: none | 有效时长：有效活动时长，未注明按1小时，空为无';

-- Days on which somebody came, counted once for each person, between the same days (sum_attendance()).  For those who
-- may read rosters.
CREATE TABLE IF NOT EXISTS attendance_sum (
	project_id			bigint NOT NULL,
	from_on				date NOT NULL,
	site_id				bigint,
	contract_id			bigint,
	beneficiary_days	bigint NOT NULL,
	CONSTRAINT attendance_sum_key UNIQUE NULLS NOT DISTINCT (project_id, site_id, contract_id, from_on)
);
COMMENT ON TABLE attendance_sum IS
	'sums of attendance: beneficiary-days between days on which a period begins or ends; no fact | '
	'参加汇总：相邻时段起止日之间的服务人日，非原始数据';
COMMENT ON COLUMN attendance_sum.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN attendance_sum.from_on IS 'from: first day that counts | 起始日期：计入首日';
COMMENT ON COLUMN attendance_sum.site_id IS 'site: where they came; empty: to any of them | 服务点：参加的服务点，空为任一';
COMMENT ON COLUMN attendance_sum.contract_id IS
	'contract: with a period of its own; empty: whatever the contract | 合同：有单独时段的合同，空为不分合同';
COMMENT ON COLUMN attendance_sum.beneficiary_days IS
	'beneficiary-days: a day counts once for each person | 服务人日：每人每日计一次';

-- By site and contract item.
CREATE TABLE IF NOT EXISTS item_measure (
	project_id			bigint NOT NULL,
	snapshot_id			bigint NOT NULL,
	site_id				bigint NOT NULL,
	contract_id			bigint NOT NULL,
	item				text NOT NULL,
	target				numeric NOT NULL,	-- owed by until_on
	not_due				numeric NOT NULL,	-- owed in the rest of the period
	reported			numeric NOT NULL,
	deduplicated		numeric NOT NULL,
	held				numeric NOT NULL,
	verified			numeric,
	verified_variance	numeric,
	checked				numeric NOT NULL,
	confirmed			numeric NOT NULL,	-- quantity
	confirmed_checks	numeric NOT NULL,	-- of the sampled, in part where a visit confirmed a part
	sampled				integer NOT NULL,	-- activities that a verifier looked at
	-- of the pool that speaks for what nobody looked at; NULL over several units
	pool_confirmed		numeric,
	pool_sampled		numeric,
	CONSTRAINT item_measure_pkey PRIMARY KEY (project_id, snapshot_id, site_id, contract_id, item)
		WITH (fillfactor = 100)
);
COMMENT ON TABLE item_measure IS
	'item measures: of a site, what was owed and delivered of a contract item | 分点完成量：服务点各服务内容的应完成与完成';
COMMENT ON COLUMN item_measure.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN item_measure.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN item_measure.site_id IS 'site: that owed it | 服务点：应完成的服务点';
COMMENT ON COLUMN item_measure.contract_id IS 'contract: of the item | 合同：所属合同';
COMMENT ON COLUMN item_measure.item IS 'item: of the contract | 内容代码：合同服务内容';
COMMENT ON COLUMN item_measure.target IS
	'target: owed by the last day that counts; in the unit of the item | 应完成量：截至当日应完成';
COMMENT ON COLUMN item_measure.not_due IS 'not due: owed in the rest of the period | 未到期：本时段余下应完成量';
COMMENT ON COLUMN item_measure.reported IS 'reported: as the provider says | 上报量：承接主体上报';
COMMENT ON COLUMN item_measure.deduplicated IS
	'deduplicated: reported without what was found repeated | 去重量：扣除重复后的上报量';
COMMENT ON COLUMN item_measure.held IS 'held: part of it that seems repeated and is undecided | 待定量：疑似重复待判定的部分';
COMMENT ON COLUMN item_measure.verified IS
	'verified: estimate of what took place; empty: nothing was checked anywhere | 核实量：实际发生量的估计，空为无核查';
COMMENT ON COLUMN item_measure.verified_variance IS
	'verified variance: square of its standard error | 核实方差：核实量标准误的平方';
COMMENT ON COLUMN item_measure.checked IS 'checked: deduplicated quantity that a visit looked at | 核查量：去重量中被核查的部分';
COMMENT ON COLUMN item_measure.confirmed IS 'confirmed: quantity that visits confirmed | 属实量：核查属实的数量';
COMMENT ON COLUMN item_measure.confirmed_checks IS
	'confirmed checks: of the sampled; one that was confirmed in part counts as that part | 属实核查数：抽样中属实的，部分属实按比例';
COMMENT ON COLUMN item_measure.sampled IS 'sampled: activities that a verifier looked at | 抽样数：被核查的活动数';
COMMENT ON COLUMN item_measure.pool_confirmed IS
	'pool, confirmed checks: of the sites that speak for one another; empty over several units | 同层属实数：同层各点属实核查数，跨周期为空';
COMMENT ON COLUMN item_measure.pool_sampled IS
	'pool, sampled: activities of these sites that a verifier looked at; empty over several units | '
	'同层抽样数：同层各点被核查的活动数，跨周期为空';

-- By contract item, all its sites together.
CREATE TABLE IF NOT EXISTS contract_item_measure (
	project_id			bigint NOT NULL,
	snapshot_id			bigint NOT NULL,
	contract_id			bigint NOT NULL,
	item				text NOT NULL,
	target				numeric NOT NULL,
	not_due				numeric NOT NULL,
	released			numeric NOT NULL,	-- agreed, and owed by no site
	reported			numeric NOT NULL,
	deduplicated		numeric NOT NULL,
	held				numeric NOT NULL,
	verified			numeric,
	verified_std_error	numeric,
	verified_lower		numeric,
	verified_upper		numeric,
	checked				numeric NOT NULL,
	confirmed			numeric NOT NULL,
	missing				numeric NOT NULL,	-- target - reported
	CONSTRAINT contract_item_measure_pkey PRIMARY KEY (project_id, snapshot_id, contract_id, item)
);
COMMENT ON TABLE contract_item_measure IS
	'contract item measures: what was owed and delivered of a contract item, all sites together | 合同完成量：各服务内容全部服务点合计';
COMMENT ON COLUMN contract_item_measure.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN contract_item_measure.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN contract_item_measure.contract_id IS 'contract: of the item | 合同：所属合同';
COMMENT ON COLUMN contract_item_measure.item IS 'item: of the contract | 内容代码：合同服务内容';
COMMENT ON COLUMN contract_item_measure.target IS
	'target: owed by the last day that counts; in the unit of the item | 应完成量：截至当日应完成';
COMMENT ON COLUMN contract_item_measure.not_due IS 'not due: owed in the rest of the period | 未到期：本时段余下应完成量';
COMMENT ON COLUMN contract_item_measure.released IS
	'released: agreed, but owed by no site, since one closed, was shut or was handed over | 豁免量：因停开、关闭或移交而无需完成';
COMMENT ON COLUMN contract_item_measure.reported IS 'reported: as the provider says | 上报量：承接主体上报';
COMMENT ON COLUMN contract_item_measure.deduplicated IS
	'deduplicated: reported without what was found repeated | 去重量：扣除重复后的上报量';
COMMENT ON COLUMN contract_item_measure.held IS
	'held: part of it that seems repeated and is undecided | 待定量：疑似重复待判定的部分';
COMMENT ON COLUMN contract_item_measure.verified IS
	'verified: estimate of what took place; empty: nothing was checked | 核实量：实际发生量的估计，空为无核查';
COMMENT ON COLUMN contract_item_measure.verified_std_error IS
	'verified, standard error: visits are a sample | 核实标准误：核查为抽样';
COMMENT ON COLUMN contract_item_measure.verified_lower IS 'verified, lower: end of its 95 % interval | 核实下限：95%区间下限';
COMMENT ON COLUMN contract_item_measure.verified_upper IS 'verified, upper: end of its 95 % interval | 核实上限：95%区间上限';
COMMENT ON COLUMN contract_item_measure.checked IS
	'checked: deduplicated quantity that a visit looked at | 核查量：去重量中被核查的部分';
COMMENT ON COLUMN contract_item_measure.confirmed IS 'confirmed: quantity that visits confirmed | 属实量：核查属实的数量';
COMMENT ON COLUMN contract_item_measure.missing IS
	'missing: target less reported, item for the whole contract; below 0: more than owed | 缺失量：目标减上报，负数为超额';

-- Of a site and need level: for those who may read the roster.
CREATE TABLE IF NOT EXISTS level_measure (
	project_id			bigint NOT NULL,
	snapshot_id			bigint NOT NULL,
	site_id				bigint NOT NULL,
	need_level			text NOT NULL,
	eligible			integer NOT NULL,	-- persons on the roster, at least one day
	served				integer NOT NULL,	-- of these, came at least once
	persons				numeric NOT NULL,	-- each weighted by its share of the period's days
	beneficiary_days	integer NOT NULL,	-- days on which somebody of these came
	CONSTRAINT level_measure_pkey PRIMARY KEY (project_id, snapshot_id, site_id, need_level) WITH (fillfactor = 100)
);
COMMENT ON TABLE level_measure IS
	'level measures: of a site and need level, who was there and who came; for those who may read rosters | '
	'等级测量：各点各需求等级的在册与参加，限有权者';
COMMENT ON COLUMN level_measure.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN level_measure.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN level_measure.site_id IS 'site: that is there for them | 服务点：所属服务点';
COMMENT ON COLUMN level_measure.need_level IS 'need level: code from need_level | 需求等级：等级代码';
COMMENT ON COLUMN level_measure.eligible IS
	'eligible: persons on the roster on at least one day of the period | 在册人数：至少在册一日的人数';
COMMENT ON COLUMN level_measure.served IS 'served: of these, who came at least once | 参加人数：至少参加一次的人数';
COMMENT ON COLUMN level_measure.persons IS
	'persons: each counted by its share of the days of the period | 折算人数：按在册天数占比折算';
COMMENT ON COLUMN level_measure.beneficiary_days IS
	'person-days: days on which somebody of these came, counted for each person | 服务人日：各人参加的天数合计';

CREATE TABLE IF NOT EXISTS site_measure (
	project_id			bigint NOT NULL,
	snapshot_id			bigint NOT NULL,
	site_id				bigint NOT NULL,
	from_on				date NOT NULL,		-- open in the period from, to
	until_on			date NOT NULL,
	target				numeric,
	reported			numeric,
	deduplicated		numeric,
	held				numeric,
	verified			numeric,
	verified_std_error	numeric,
	checked				numeric,
	-- items weighed by tariff
	reported_share		numeric,
	deduplicated_rate	numeric,
	verified_rate		numeric,
	verified_rate_std_error	numeric,
	verified_rate_most	numeric,
	satisfaction		numeric,			-- NULL below setting.small_count effective answers
	satisfaction_std_error	numeric,
	satisfaction_lower	numeric,
	satisfaction_upper	numeric,
	answers				bigint,
	effective_answers	numeric,
	unheard_share		numeric,
	idle_days			integer,
	posts				integer,			-- people in the post of director so far
	departures			integer,
	vacant_days			integer,
	post_vacant			boolean,
	low_education		boolean,
	certified			boolean,
	resources			numeric,
	resource_facts		integer,
	assessed			numeric,
	assessments			integer,
	suspension_index	numeric,
	heard_satisfaction	numeric,			-- as answered, not drawn to the mean of others
	CONSTRAINT site_measure_pkey PRIMARY KEY (project_id, snapshot_id, site_id) WITH (fillfactor = 100)
);
COMMENT ON TABLE site_measure IS
	'site measures: what was measured of a site in a period, whatever the scheme | 服务点测量：服务点某时段的测量，与方案无关';
COMMENT ON COLUMN site_measure.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN site_measure.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN site_measure.site_id IS 'site: that was measured | 服务点：被测量的服务点';
COMMENT ON COLUMN site_measure.from_on IS 'from: first day of the period on which it was open | 起始日期：时段内开放首日';
COMMENT ON COLUMN site_measure.until_on IS 'until: last day of the period on which it was open | 截止日期：时段内开放末日';
COMMENT ON COLUMN site_measure.target IS
	'target: owed by then, all items added up; empty: no contract asks anything of it | 应完成量：各项合计，空为无约定';
COMMENT ON COLUMN site_measure.reported IS 'reported: as the provider says, all items added up | 上报量：各服务内容合计';
COMMENT ON COLUMN site_measure.deduplicated IS
	'deduplicated: reported without what was found repeated | 去重量：扣除重复后的上报量';
COMMENT ON COLUMN site_measure.held IS 'held: part of it that seems repeated and is undecided | 待定量：疑似重复待判定的部分';
COMMENT ON COLUMN site_measure.verified IS
	'verified: estimate of what took place; empty: nothing was checked | 核实量：实际发生量的估计，空为无核查';
COMMENT ON COLUMN site_measure.verified_std_error IS 'verified, standard error: visits are a sample | 核实标准误：核查为抽样';
COMMENT ON COLUMN site_measure.checked IS 'checked: deduplicated quantity that a visit looked at | 核查量：去重量中被核查的部分';
COMMENT ON COLUMN site_measure.reported_share IS
	'reported share: reported / target, items weighed by tariff | 上报完成率：上报量除以应完成量，各项按单价折算';
COMMENT ON COLUMN site_measure.deduplicated_rate IS
	'deduplicated rate: deduplicated / reported, items weighed by tariff | 去重率：去重量除以上报量，各项按单价折算';
COMMENT ON COLUMN site_measure.verified_rate IS
	'verified rate: verified / reported, items weighed by tariff; empty: nothing that weighs anything was reported, or '
	'nothing was checked | 核实率：核实量除以上报量，各项按单价折算，空为无上报（单价为0不计）或无核查';
COMMENT ON COLUMN site_measure.verified_rate_std_error IS
	'verified rate, standard error: visits are a sample | 核实率标准误：核查为抽样';
COMMENT ON COLUMN site_measure.verified_rate_most IS
	'verified rate, most: had all that nobody looked at taken place | 最大核实率：未核查部分全部属实时';
COMMENT ON COLUMN site_measure.satisfaction IS
	'satisfaction: of those served, 0 to 100; empty: too few effective answers to publish | 满意度：服务对象满意度0至100，有效样本不足为空';
COMMENT ON COLUMN site_measure.satisfaction_std_error IS
	'satisfaction, standard error: of the estimate | 满意度标准误：估计的标准误';
COMMENT ON COLUMN site_measure.satisfaction_lower IS
	'satisfaction, lower: had all who were not heard given the worst rating | 满意度下界：未表达者全给最低分时';
COMMENT ON COLUMN site_measure.satisfaction_upper IS
	'satisfaction, upper: had all who were not heard given the best rating | 满意度上界：未表达者全给最高分时';
COMMENT ON COLUMN site_measure.heard_satisfaction IS
	'satisfaction, heard: as they answered, not drawn to others; empty: too few, or those of a unit would follow | '
	'实答满意度：按实际回答计算，未向总体收缩，样本不足或可反推某周期为空';
COMMENT ON COLUMN site_measure.answers IS 'answers: of those served that count | 回答数：服务对象的有效回答数';
COMMENT ON COLUMN site_measure.effective_answers IS
	'effective answers: as many answers of equal weight say as much | 有效样本量：等权时相当的回答数';
COMMENT ON COLUMN site_measure.unheard_share IS
	'unheard share: of the weighted persons, whose need level gave no answer, 0 to 1 | 未表达比例：无回答等级的加权占比0至1';
COMMENT ON COLUMN site_measure.idle_days IS
	'idle days: since the last activity that counts; empty: no activity is owed | 停滞天数：距最近有效活动天数，空为无应办活动';
COMMENT ON COLUMN site_measure.posts IS 'people in post: so far, those who only stand in left aside | 任职人数：历任人数，不含代管';
COMMENT ON COLUMN site_measure.departures IS 'departures: people who left the post so far | 离任人数：至今离任人数';
COMMENT ON COLUMN site_measure.vacant_days IS
	'vacant days: since the term began or the site opened | 空岗天数：自项目或服务点开始累计';
COMMENT ON COLUMN site_measure.post_vacant IS
	'post vacant: on the last day that counts; empty: no post is known | 空岗：截至当日是否空岗，空为无岗位记录';
COMMENT ON COLUMN site_measure.low_education IS
	'low education: of who was last in post, high school or less; empty: not known | 低学历：末任学历高中及以下，空为未知';
COMMENT ON COLUMN site_measure.certified IS
	'certified: who was last in post holds a certificate; empty: not known | 持证：末任是否持证，空为未知';
COMMENT ON COLUMN site_measure.resources IS
	'resources: discretionary, given in the period, in yuan; empty: none recorded | 可裁量资源：本期金额（元），空为无记录';
COMMENT ON COLUMN site_measure.resource_facts IS 'resource facts: allocations behind it | 资源笔数：依据的分配笔数';
COMMENT ON COLUMN site_measure.assessed IS
	'assessed: mean mark of third parties, 0 to 100; empty: none | 第三方评分：平均分0至100，空为无';
COMMENT ON COLUMN site_measure.assessments IS 'assessments: marks behind it | 评分笔数：依据的评分笔数';
COMMENT ON COLUMN site_measure.suspension_index IS
	'suspension index: share of what was reported that was not delivered or not felt, 0 to 1, items weighed by tariff; '
	'empty: not known, or nothing reported that weighs anything | '
	'服务悬浮指数：上报中未兑现或无感的占比，各项按单价折算，空为未知、无上报或上报者单价均为0';

CREATE TABLE IF NOT EXISTS project_measure (
	project_id				bigint NOT NULL,
	snapshot_id				bigint NOT NULL,
	target					numeric,
	not_due					numeric,
	released				numeric,
	reported				numeric,
	deduplicated			numeric,
	held					numeric,
	verified				numeric,
	missing					numeric,
	-- of the target, items weighed by tariff
	reported_share			numeric,
	verified_share			numeric,
	satisfaction			numeric,
	satisfaction_std_error	numeric,
	satisfaction_lower		numeric,
	satisfaction_upper		numeric,
	answers					bigint,
	effective_answers		numeric,
	unheard_share			numeric,
	beneficiary_days		bigint,
	lens_sites				integer,		-- sites that all three lenses see
	tau_reported_assessed	double precision,
	tau_reported_satisfied	double precision,
	tau_assessed_satisfied	double precision,
	cost					numeric,		-- agreed prices, spread evenly over the units of their time
	-- by the last day that counts, for the filing
	budget					numeric,
	adjusted_budget			numeric,
	executed				numeric,
	answer_deviation		numeric,
	CONSTRAINT project_measure_pkey PRIMARY KEY (project_id, snapshot_id)
);
COMMENT ON TABLE project_measure IS
	'project measures: what was measured of a project in a period, whatever the scheme | 项目测量：项目某时段的测量，与方案无关';
COMMENT ON COLUMN project_measure.project_id IS 'project: that was measured | 项目：被测量的项目';
COMMENT ON COLUMN project_measure.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN project_measure.target IS
	'target: owed by the last day that counts, all items added up | 应完成量：各项合计';
COMMENT ON COLUMN project_measure.not_due IS 'not due: owed in the rest of the period | 未到期：本时段余下应完成量';
COMMENT ON COLUMN project_measure.released IS 'released: agreed, but owed by no site | 豁免量：约定但无需完成';
COMMENT ON COLUMN project_measure.reported IS 'reported: as providers say | 上报量：承接主体上报合计';
COMMENT ON COLUMN project_measure.deduplicated IS
	'deduplicated: reported without what was found repeated | 去重量：扣除重复后的上报量';
COMMENT ON COLUMN project_measure.held IS 'held: part of it that seems repeated and is undecided | 待定量：疑似重复待判定的部分';
COMMENT ON COLUMN project_measure.verified IS
	'verified: estimate of what took place; empty: nothing was checked | 核实量：实际发生量的估计，空为无核查';
COMMENT ON COLUMN project_measure.missing IS
	'missing: target less reported, all items added up; below 0: more than owed | 缺失量：目标减上报合计，负数为超额';
COMMENT ON COLUMN project_measure.reported_share IS
	'reported share: reported / target, items weighed by tariff | 上报完成率：上报量除以应完成量，各项按单价折算';
COMMENT ON COLUMN project_measure.verified_share IS
	'verified share: verified / target, items weighed by tariff | 核实完成率：核实量除以应完成量，各项按单价折算';
COMMENT ON COLUMN project_measure.satisfaction IS
	'satisfaction: of those served, 0 to 100; empty: too few effective answers | 满意度：服务对象满意度0至100，有效样本不足为空';
COMMENT ON COLUMN project_measure.satisfaction_std_error IS
	'satisfaction, standard error: of the estimate | 满意度标准误：估计的标准误';
COMMENT ON COLUMN project_measure.satisfaction_lower IS
	'satisfaction, lower: had all who were not heard given the worst rating | 满意度下界：未表达者全给最低分时';
COMMENT ON COLUMN project_measure.satisfaction_upper IS
	'satisfaction, upper: had all who were not heard given the best rating | 满意度上界：未表达者全给最高分时';
COMMENT ON COLUMN project_measure.answer_deviation IS
	'deviation of answers: standard deviation of the answers of one site and need level, 0 to 100 | '
	'回答标准差：同一服务点同一需求等级内回答的标准差';
COMMENT ON COLUMN project_measure.answers IS 'answers: of those served that count | 回答数：服务对象的有效回答数';
COMMENT ON COLUMN project_measure.effective_answers IS
	'effective answers: as many answers of equal weight say as much | 有效样本量：等权时相当的回答数';
COMMENT ON COLUMN project_measure.unheard_share IS
	'unheard share: of the weighted persons, whose need level gave no answer, 0 to 1 | 未表达比例：无回答等级的加权占比0至1';
COMMENT ON COLUMN project_measure.beneficiary_days IS
	'person-days: days on which somebody came, counted for each person | 服务人日：各人参加的天数合计';
COMMENT ON COLUMN project_measure.lens_sites IS
	'lens sites: that reports, assessments and satisfaction all see | 三方可比点数：上报、评分、满意度均有的服务点数';
COMMENT ON COLUMN project_measure.tau_reported_assessed IS
	'tau, reported and assessed: rank correlation of reports and marks, -1 to 1 | 上报评分相关：上报与评分的秩相关';
COMMENT ON COLUMN project_measure.tau_reported_satisfied IS
	'tau, reported and satisfied: rank correlation of reports and satisfaction, -1 to 1 | 上报满意相关：上报与满意度的秩相关';
COMMENT ON COLUMN project_measure.tau_assessed_satisfied IS
	'tau, assessed and satisfied: rank correlation of marks and satisfaction, -1 to 1 | 评分满意相关：评分与满意度的秩相关';
COMMENT ON COLUMN project_measure.cost IS
	'cost: prices of the contracts, spread evenly over their time, in yuan | 成本：合同金额按时间均摊（元）';
COMMENT ON COLUMN project_measure.budget IS 'budget: at the beginning, in yuan; empty: not known | 年初预算：元，空为未知';
COMMENT ON COLUMN project_measure.adjusted_budget IS
	'adjusted budget: with what was added or taken away by the last day that counts | 调整后预算：截至当日的预算（元）';
COMMENT ON COLUMN project_measure.executed IS
	'executed: all that was paid by the last day that counts, in yuan | 预算执行数：截至当日已付合计（元）';

-- Raw values of indicators.  numerator, denominator and n are NULL where they would tell a roster.
CREATE TABLE IF NOT EXISTS site_indicator (
	project_id	bigint NOT NULL,
	snapshot_id	bigint NOT NULL,
	site_id		bigint NOT NULL,
	code		text NOT NULL,
	value		numeric,
	std_error	numeric,
	numerator	numeric,
	denominator	numeric,
	n			bigint,
	pooled		boolean NOT NULL DEFAULT false,
	CONSTRAINT site_indicator_pkey PRIMARY KEY (project_id, snapshot_id, site_id, code) WITH (fillfactor = 100)
);
COMMENT ON TABLE site_indicator IS
	'site indicators: raw values of the indicators of a site, before points | 服务点指标：服务点的指标原值';
COMMENT ON COLUMN site_indicator.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN site_indicator.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN site_indicator.site_id IS
	'site: that was measured; a row says that the indicator applies to it | 服务点：有行即适用该指标';
COMMENT ON COLUMN site_indicator.code IS 'code: of the indicator | 指标代码：指标代码';
COMMENT ON COLUMN site_indicator.value IS
	'value: in the unit of the indicator; empty: applies, but was not measured | 数值：指标原值，空为适用但未测';
COMMENT ON COLUMN site_indicator.std_error IS
	'standard error: where the value is an estimate; empty: known exactly | 标准误：估计值的标准误，空为精确';
COMMENT ON COLUMN site_indicator.numerator IS
	'numerator: of the value, where it is a share; empty where it would tell a roster | 分子：比例的分子，涉及名册为空';
COMMENT ON COLUMN site_indicator.denominator IS
	'denominator: of the value, where it is a share; empty where it would tell a roster | 分母：比例的分母，涉及名册为空';
COMMENT ON COLUMN site_indicator.n IS
	'facts: behind the value; empty where it would tell a roster | 依据数：依据的记录数，涉及名册为空';
COMMENT ON COLUMN site_indicator.pooled IS
	'pooled: the site has too few facts, neighbours speak for it | 合并：本点数据过少，取邻近合计';

CREATE TABLE IF NOT EXISTS project_indicator (
	project_id	bigint NOT NULL,
	snapshot_id	bigint NOT NULL,
	code		text NOT NULL,
	value		numeric,
	std_error	numeric,
	numerator	numeric,
	denominator	numeric,
	n			bigint,
	CONSTRAINT project_indicator_pkey PRIMARY KEY (project_id, snapshot_id, code)
);
COMMENT ON TABLE project_indicator IS 'project indicators: raw values of the indicators of a project | 项目指标：项目的指标原值';
COMMENT ON COLUMN project_indicator.project_id IS 'project: that was measured | 项目：被测量的项目';
COMMENT ON COLUMN project_indicator.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN project_indicator.code IS 'code: of the indicator | 指标代码：指标代码';
COMMENT ON COLUMN project_indicator.value IS
	'value: in the unit of the indicator; empty: applies, but was not measured | 数值：指标原值，空为适用但未测';
COMMENT ON COLUMN project_indicator.std_error IS
	'standard error: where the value is an estimate; empty: known exactly | 标准误：估计值的标准误，空为精确';
COMMENT ON COLUMN project_indicator.numerator IS 'numerator: of the value, where it is a share | 分子：比例的分子';
COMMENT ON COLUMN project_indicator.denominator IS 'denominator: of the value, where it is a share | 分母：比例的分母';
COMMENT ON COLUMN project_indicator.n IS 'facts: behind the value | 依据数：依据的记录数';

-- What was marked of a site by a criterion, 0 to 100; score is what counts (measure_criteria()).
CREATE TABLE IF NOT EXISTS criterion_measure (
	project_id			bigint NOT NULL,
	snapshot_id			bigint NOT NULL,
	site_id				bigint NOT NULL,
	criterion			text NOT NULL,
	self_score			numeric,
	third_party_score	numeric,
	recheck_score		numeric,
	score				numeric,
	std_error			numeric,
	assessors			integer NOT NULL,	-- behind score
	CONSTRAINT criterion_measure_pkey PRIMARY KEY (project_id, snapshot_id, site_id, criterion)
);
COMMENT ON TABLE criterion_measure IS
	'criterion measures: what was marked of a site, by criterion and by whom | 指标评分：服务点各评分指标的自评、第三方与复核评分';
COMMENT ON COLUMN criterion_measure.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN criterion_measure.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN criterion_measure.site_id IS 'site: that was marked | 服务点：被评的服务点';
COMMENT ON COLUMN criterion_measure.criterion IS
	'criterion: in capitals; where it is the code of an indicator it earns points | 评分指标：大写，与指标代码相同则计分';
COMMENT ON COLUMN criterion_measure.self_score IS
	'self-assessment: what the provider gives itself, 0 to 100; counts for nothing | 自评分：承接主体自评，0至100，不计分';
COMMENT ON COLUMN criterion_measure.third_party_score IS
	'third party: mean of its assessors, 0 to 100, also where a recheck replaced it | 第三方评价分：评委均分0至100，含已被复核取代者';
COMMENT ON COLUMN criterion_measure.recheck_score IS 'recheck: mean of its assessors, 0 to 100 | 复核分：复核均分，0至100';
COMMENT ON COLUMN criterion_measure.score IS
	'score that counts: mean over assessors, 0 to 100, rechecks in the place of what they replace | 计分值：评委均分，复核取代原评分';
COMMENT ON COLUMN criterion_measure.std_error IS
	'standard error: of the score that counts; empty: not known | 标准误：计分值的标准误，空为未知';
COMMENT ON COLUMN criterion_measure.assessors IS 'assessors: behind the score that counts | 评委数：计分值所依据的评委数';

-- The same of all sites together, and whether those who marked agree.
CREATE TABLE IF NOT EXISTS panel_measure (
	project_id		bigint NOT NULL,
	snapshot_id		bigint NOT NULL,
	criterion		text NOT NULL,
	score			numeric NOT NULL,
	std_error		numeric,
	sites			integer NOT NULL,
	compared_sites	integer NOT NULL,	-- marked by more than one assessor
	assessors		integer NOT NULL,
	marks			integer NOT NULL,
	alpha			numeric,
	CONSTRAINT panel_measure_pkey PRIMARY KEY (project_id, snapshot_id, criterion)
);
COMMENT ON TABLE panel_measure IS
	'panel measures: value of a criterion over all sites, and whether its assessors agree | 评委测量：各评分指标的总体均值与评委一致性';
COMMENT ON COLUMN panel_measure.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN panel_measure.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN panel_measure.criterion IS
	'criterion: in capitals; where it is the code of an indicator it earns points | 评分指标：大写，与指标代码相同则计分';
COMMENT ON COLUMN panel_measure.score IS
	'score: mean over the assessors, each with the mean of what he gave, 0 to 100 | 总体均分：各评委均分的平均，0至100';
COMMENT ON COLUMN panel_measure.std_error IS 'standard error: of the score; empty: not known | 标准误：均分的标准误，空为未知';
COMMENT ON COLUMN panel_measure.sites IS 'sites: that were marked | 服务点数：被评的服务点数';
COMMENT ON COLUMN panel_measure.compared_sites IS
	'compared sites: marked by more than one assessor; alpha rests on these | 可比点数：两名以上评委评过的服务点，一致性据此计算';
COMMENT ON COLUMN panel_measure.assessors IS 'assessors: who marked | 评委数：参与评分的评委数';
COMMENT ON COLUMN panel_measure.marks IS 'marks: that count | 评分数：计入的评分条数';
COMMENT ON COLUMN panel_measure.alpha IS
	'alpha: Krippendorff''s, interval metric: 1 all agree, 0 as by chance; empty: not defined | '
	'一致性系数：Krippendorff α（区间），1为完全一致，0为随机，空为无定义';

-- What was found in the period, as it counted then.  sites: those that it is about; none where it is about the project.
CREATE TABLE IF NOT EXISTS snapshot_finding (
	project_id	bigint NOT NULL,
	snapshot_id	bigint NOT NULL,
	finding_id	bigint NOT NULL,
	code		text NOT NULL,
	site_id		bigint,
	contract_id	bigint,
	sites		bigint[] NOT NULL,
	concerns	date NOT NULL,
	points		numeric(9,4) NOT NULL,
	reason		text NOT NULL,
	evidence	text,
	CONSTRAINT snapshot_finding_pkey PRIMARY KEY (project_id, snapshot_id, finding_id)
);
COMMENT ON TABLE snapshot_finding IS
	'counted findings: what was found in a period, as it counted when it was evaluated | 计入的发现问题：评价时计入该时段的发现问题';
COMMENT ON COLUMN snapshot_finding.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN snapshot_finding.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN snapshot_finding.finding_id IS 'finding number: of the finding | 事项编号：事项的编号';
COMMENT ON COLUMN snapshot_finding.code IS 'code: of the indicator by which it counts | 指标代码：据以计分的指标';
COMMENT ON COLUMN snapshot_finding.site_id IS 'site: that it names; empty: it names none | 服务点：所写服务点，空为未写';
COMMENT ON COLUMN snapshot_finding.contract_id IS 'contract: that it names; empty: it names none | 合同：所写合同，空为未写';
COMMENT ON COLUMN snapshot_finding.sites IS
	'sites: that it is about: the one it names, or all that its contract served in the period | '
	'所涉服务点：所写服务点，或合同该时段服务的全部服务点';
COMMENT ON COLUMN snapshot_finding.concerns IS 'concerns: day that it speaks of | 所涉日期：事项所涉的日期';
COMMENT ON COLUMN snapshot_finding.points IS 'points: taken off, or added | 分值：扣分或加分';
COMMENT ON COLUMN snapshot_finding.reason IS 'reason: what was found | 事由：所发现的情况';
COMMENT ON COLUMN snapshot_finding.evidence IS 'evidence: where it can be seen; empty: not told | 依据：佐证材料，空为未注明';

-- What may be published of places: kind inclusion (category: need level), need (category: need type), supply (category:
-- need type, hours) and repetition (hours that repeat others; category: whom).  county and township NULL: the whole
-- project.  category NULL: all together.
CREATE TABLE IF NOT EXISTS place_measure (
	project_id	bigint NOT NULL,
	snapshot_id	bigint NOT NULL,
	kind		text NOT NULL,
	county		text,
	township	text,
	category	text,
	eligible	bigint,
	served		bigint,
	hours		numeric,
	hidden		boolean NOT NULL DEFAULT false,
	CONSTRAINT place_measure_key UNIQUE NULLS NOT DISTINCT (project_id, snapshot_id, kind, county, township, category),
	CONSTRAINT place_measure_kind_check CHECK (kind IN ('inclusion', 'need', 'supply', 'repetition')),
	CONSTRAINT place_measure_hidden_check CHECK (NOT hidden OR num_nonnulls(eligible, served) = 0)
);
COMMENT ON TABLE place_measure IS
	'place measures: who is served and what is needed, by township, county and project; small cells hidden | '
	'地区测量：按乡镇、县区与项目汇总，小数隐藏';
COMMENT ON COLUMN place_measure.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN place_measure.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN place_measure.kind IS
	'kind: inclusion (by need level), need and supply (by need type), repetition (by whom) | 类型：参加、需求、供给、重复';
COMMENT ON COLUMN place_measure.county IS 'county: empty: the whole project | 县区：空为整个项目';
COMMENT ON COLUMN place_measure.township IS 'township: empty: the whole county or project | 乡镇：空为全县或整个项目';
COMMENT ON COLUMN place_measure.category IS
	'category: need level, need type, or whose offer is repeated; empty: all together | 类别：等级、需求类型或重复对象，空为合计';
COMMENT ON COLUMN place_measure.eligible IS
	'eligible: persons on the roster, or persons who need it; empty: hidden or not counted | 应服务人数：在册或有需求人数，空为隐藏或不计';
COMMENT ON COLUMN place_measure.served IS 'served: persons who came; empty: hidden or not counted | 参加人数：空为隐藏或不计';
COMMENT ON COLUMN place_measure.hours IS 'hours: of activities; empty: not counted | 时数：活动小时数，空为不计';
COMMENT ON COLUMN place_measure.hidden IS 'hidden: too few persons to be published | 隐藏：人数过少不公开';

-- Where somebody of a key level has neither a plan nor taken part in anything, which bars an award.  Apart, for those
-- who may know.
CREATE TABLE IF NOT EXISTS key_person_left_out (
	project_id	bigint NOT NULL,
	snapshot_id	bigint NOT NULL,
	site_id		bigint NOT NULL,
	CONSTRAINT key_person_left_out_pkey PRIMARY KEY (project_id, snapshot_id, site_id)
);
COMMENT ON TABLE key_person_left_out IS
	'key persons left out: sites where a key person has no plan and came to nothing; for those who may know | '
	'重点遗漏：有重点人员被遗漏的服务点，限有权者';
COMMENT ON COLUMN key_person_left_out.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN key_person_left_out.snapshot_id IS 'snapshot: that it belongs to | 快照：所属快照';
COMMENT ON COLUMN key_person_left_out.site_id IS 'site: where it is so; it may get no award | 服务点：有遗漏者，不得评优';

-- What a refresh noticed of the facts of a project, counted; the rows stand beside.
CREATE TABLE IF NOT EXISTS fact_count (
	project_id	bigint NOT NULL,
	kind		text NOT NULL,			-- outside, repeated, gap
	relation	text NOT NULL,
	facts		bigint NOT NULL,
	CONSTRAINT fact_count_pkey PRIMARY KEY (project_id, kind, relation),
	CONSTRAINT fact_count_kind_check CHECK (kind IN ('outside', 'repeated', 'gap'))
);
COMMENT ON TABLE fact_count IS 'fact counts: what a refresh noticed among the facts of a project | 数据提示：刷新时发现的数据问题数';
COMMENT ON COLUMN fact_count.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN fact_count.kind IS
	'kind: outside: in no period; repeated: entered twice; gap: missing | 类型：期外、重复录入、缺口';
COMMENT ON COLUMN fact_count.relation IS 'table: or view in which they are | 表名：所在表或视图';
COMMENT ON COLUMN fact_count.facts IS 'facts: how many | 条数：数量';

ALTER TABLE snapshot ADD CONSTRAINT snapshot_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE item_measure ADD CONSTRAINT item_measure_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE contract_item_measure ADD CONSTRAINT contract_item_measure_snapshot_fkey FOREIGN KEY (project_id,
	snapshot_id) REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE level_measure ADD CONSTRAINT level_measure_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE site_measure ADD CONSTRAINT site_measure_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE project_measure ADD CONSTRAINT project_measure_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE site_indicator ADD CONSTRAINT site_indicator_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE project_indicator ADD CONSTRAINT project_indicator_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE criterion_measure ADD CONSTRAINT criterion_measure_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE panel_measure ADD CONSTRAINT panel_measure_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE snapshot_finding ADD CONSTRAINT snapshot_finding_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE place_measure ADD CONSTRAINT place_measure_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
ALTER TABLE key_person_left_out ADD CONSTRAINT key_person_left_out_snapshot_fkey FOREIGN KEY (project_id, snapshot_id)
	REFERENCES snapshot ON DELETE CASCADE;
