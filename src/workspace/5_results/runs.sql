-- SPDX-License-Identifier: PostgreSQL
-- Every published number of a scheme: a run judges a snapshot.
--
-- The steps of this floor are set-returning functions of a project and of the runs to fill.  The finished run of a
-- project, scheme and period is the current one; the one that it replaced is superseded.

CREATE TABLE IF NOT EXISTS evaluation_run (
	project_id			bigint NOT NULL,
	run_id				bigint GENERATED ALWAYS AS IDENTITY,
	period				text,
	snapshot_id			bigint,
	scheme_id			text,
	version				integer,
	seed				bigint,
	extension_version	text NOT NULL,
	status				text NOT NULL DEFAULT 'running',
	error				text,
	started_at			timestamptz NOT NULL DEFAULT clock_timestamp(),
	finished_at			timestamptz,
	sealed_at			timestamptz,
	results				bigint,
	stored				text[],				-- NULL: they are not kept
	result_digest		text,
	scheme_digest		text,
	CONSTRAINT evaluation_run_pkey PRIMARY KEY (project_id, run_id),
	CONSTRAINT evaluation_run_status_check CHECK (status IN ('running', 'finished', 'superseded', 'failed')),
	CONSTRAINT evaluation_run_snapshot_check CHECK (num_nulls(period, snapshot_id, scheme_id, version) = 0
		OR status = 'failed'),
	CONSTRAINT evaluation_run_error_check CHECK ((error IS NOT NULL) = (status = 'failed')),
	CONSTRAINT evaluation_run_sealed_at_check CHECK (sealed_at IS NULL OR status IN ('finished', 'superseded'))
);
COMMENT ON TABLE evaluation_run IS 'evaluation runs: a snapshot judged by a scheme | 评价批次：按方案对快照的一次评价';
COMMENT ON COLUMN evaluation_run.project_id IS 'project: that was judged | 项目：被评价的项目';
COMMENT ON COLUMN evaluation_run.run_id IS 'run number: given by the database | 批次编号：自动编号';
COMMENT ON COLUMN evaluation_run.period IS
	'period: such as 2022Q2 or term; empty: it failed before | 时段：如2022Q2或term，失败时可空';
COMMENT ON COLUMN evaluation_run.snapshot_id IS 'snapshot: that it judges; empty: it failed | 快照：所评快照，失败时空';
COMMENT ON COLUMN evaluation_run.scheme_id IS 'scheme: by which it judges; empty: it failed | 方案代号：所用方案，失败时可空';
COMMENT ON COLUMN evaluation_run.version IS 'version: of the scheme; empty: it failed | 版本：方案版本，失败时可空';
COMMENT ON COLUMN evaluation_run.seed IS 'seed: of the draws behind the probabilities of ranks | 随机种子：名次概率模拟的种子';
COMMENT ON COLUMN evaluation_run.extension_version IS
	'extension: version of service_eval that computed it | 扩展版本：计算所用版本';
COMMENT ON COLUMN evaluation_run.status IS
	'status: running, finished (the current one), superseded or failed | 状态：进行中、现行、被取代、失败';
COMMENT ON COLUMN evaluation_run.error IS 'error: why it failed; empty: it did not | 错误：失败原因，空为未失败';
COMMENT ON COLUMN evaluation_run.started_at IS 'started: moment | 开始时间：开始时间';
COMMENT ON COLUMN evaluation_run.finished_at IS 'finished: moment; empty: not finished | 结束时间：空为未结束';
COMMENT ON COLUMN evaluation_run.sealed_at IS
	'sealed: moment from which it is official and never changes; empty: not sealed | 封存时间：封存后不再变动，空为未封存';
COMMENT ON COLUMN evaluation_run.results IS
	'results: number of rows that it and its snapshot stored, all tables together | 结果行数：本批次及其快照存入的行数';
COMMENT ON COLUMN evaluation_run.stored IS
	'stored: tables that hold rows of it or of its snapshot; empty: its results are not kept | 结果表：存有其结果的表，空为不再保留';
COMMENT ON COLUMN evaluation_run.result_digest IS
	'result digest: of these rows, so that a change would be seen | 结果摘要：用于发现改动';
COMMENT ON COLUMN evaluation_run.scheme_digest IS
	'scheme digest: of the scheme as it judged; another one judges again | 方案摘要：所用方案的摘要，不同则重评';

CREATE TABLE IF NOT EXISTS site_score (
	project_id				bigint NOT NULL,
	run_id					bigint NOT NULL,
	site_id					bigint NOT NULL,
	status					text NOT NULL,			-- rated, not_rated
	score					numeric(7,4),
	score_lower				numeric(7,4),
	score_upper				numeric(7,4),
	shadow_score			numeric(7,4),
	bonus					numeric(7,4) NOT NULL DEFAULT 0,
	earned					numeric,
	available				numeric,
	measured_share			numeric(7,6),
	indicators				integer NOT NULL,
	rated					integer NOT NULL,		-- sites of the run that are rated
	rank					integer,
	shadow_rank				integer,
	quintile				integer,
	band					text,
	grade					text,
	state					text,
	late					numeric,				-- reported in the last late_days of a unit
	late_expected			numeric,
	caps					text[] NOT NULL DEFAULT '{}',	-- codes of the limiters that hold
	expected_rank			double precision,
	rank_low				integer,
	rank_high				integer,
	p_top					double precision,
	p_bottom				double precision,
	expected_rank_data		double precision,
	rank_low_data			integer,
	rank_high_data			integer,
	p_top_data				double precision,
	p_bottom_data			double precision,
	expected_rank_weights	double precision,
	rank_low_weights		integer,
	rank_high_weights		integer,
	p_top_weights			double precision,
	p_bottom_weights		double precision,
	draws					integer,
	score_error				numeric(7,4),
	score_counted			numeric(7,4),			-- what it counts with in the project's score and in Q
	score_counted_upper		numeric(7,4),
	caps_uncertain			text[] NOT NULL DEFAULT '{}',
	rank_set_lower			integer,				-- confidence set of the rank, simultaneous
	rank_set_upper			integer,
	top_certain				boolean,
	top_possible			boolean,
	bottom_certain			boolean,
	bottom_possible			boolean,
	score_shrunken			numeric(7,4),
	expected_rank_shrunken	numeric(9,4),
	p_top_shrunken			numeric(5,4),
	p_bottom_shrunken		numeric(5,4),
	CONSTRAINT site_score_pkey PRIMARY KEY (project_id, run_id, site_id) WITH (fillfactor = 100),
	CONSTRAINT site_score_status_check CHECK (status IN ('rated', 'not_rated')),
	CONSTRAINT site_score_band_check CHECK (band IN ('top', 'middle', 'bottom')),
	CONSTRAINT site_score_grade_check CHECK (grade IN ('poor', 'medium', 'good', 'excellent')),
	CONSTRAINT site_score_state_check CHECK (state IN ('stopped', 'formal', 'suspended', 'unfelt', 'active')),
	CONSTRAINT site_score_quintile_check CHECK (quintile BETWEEN 1 AND 5)
);
COMMENT ON TABLE site_score IS 'site scores: score, rank and what follows from them | 服务点得分：得分、名次及相关结果';
COMMENT ON COLUMN site_score.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN site_score.run_id IS 'run: that it belongs to | 批次：所属批次';
COMMENT ON COLUMN site_score.site_id IS 'site: that was judged | 服务点：被评的服务点';
COMMENT ON COLUMN site_score.status IS 'status: rated, or not_rated: too little is known | 状态：已评、未评（数据不足）';
COMMENT ON COLUMN site_score.score IS 'score: 0 to 100; empty: not rated | 得分：0至100，未评为空';
COMMENT ON COLUMN site_score.score_lower IS
	'score, lower: had all that was not measured earned nothing, and those not heard been discontent | '
	'得分下界：未测部分全不得分、未表达者均不满意时';
COMMENT ON COLUMN site_score.score_upper IS
	'score, upper: had all that was not measured earned everything, and those not heard been content | '
	'得分上界：未测部分全得分、未表达者均满意时';
COMMENT ON COLUMN site_score.shadow_score IS
	'shadow score: geometric mean, which punishes imbalance; for comparison | 几何得分：几何平均，反映失衡，仅供对照';
COMMENT ON COLUMN site_score.bonus IS
	'bonus: what findings added to the score, or took off it, before its ends at 0 and 100 | '
	'加减分：发现问题对得分的加减，得分不低于0、不高于100';
COMMENT ON COLUMN site_score.earned IS 'earned: points | 所得分：得分点合计';
COMMENT ON COLUMN site_score.available IS 'available: points of what applies to the site | 可得分：适用指标分值合计';
COMMENT ON COLUMN site_score.measured_share IS 'measured share: of the available points, 0 to 1 | 测得比例：占可得分0至1';
COMMENT ON COLUMN site_score.indicators IS 'indicators: that apply to the site | 指标数：适用指标数';
COMMENT ON COLUMN site_score.rated IS 'rated sites: of the run | 已评点数：本批次已评服务点数';
COMMENT ON COLUMN site_score.rank IS 'rank: 1 is the best; ties share it; empty: not rated | 名次：1为最好，并列同名次，未评为空';
COMMENT ON COLUMN site_score.shadow_rank IS 'shadow rank: by the shadow score | 几何名次：按几何得分';
COMMENT ON COLUMN site_score.quintile IS 'quintile: fifth of the rated sites, 5 is the best | 五分位：5为最好';
COMMENT ON COLUMN site_score.band IS 'band: top, middle or bottom; empty: not rated | 档次：前档、中间档、后档，未评为空';
COMMENT ON COLUMN site_score.grade IS
	'grade: poor, medium, good or excellent, after caps; empty: not rated | 等级：差、中、良、优（已限级），未评为空';
COMMENT ON COLUMN site_score.state IS
	'state: stopped, formal, suspended, unfelt or active | 服务状态：停止服务、形式化、服务悬浮、有形无感、正常';
COMMENT ON COLUMN site_score.late IS 'late quantity: reported in the last days of periods | 期末上报量：期末数日的上报量';
COMMENT ON COLUMN site_score.late_expected IS 'late quantity, expected: were it spread evenly | 期末应有量：均匀上报时的数量';
COMMENT ON COLUMN site_score.caps IS
	'caps: codes of limiters and vetoes that limit the grade, that of a key person left aside | 限级：限制等级的条件代码';
COMMENT ON COLUMN site_score.caps_uncertain IS
	'uncertain caps: limiters whose estimate is beyond the limit and whose interval is not: they cap nothing, a visit '
	'decides | 待核限级：估计值越限而区间未越限，不限级，须核查确定';
COMMENT ON COLUMN site_score.expected_rank IS 'expected rank: mean over the draws | 期望名次：模拟平均名次';
COMMENT ON COLUMN site_score.rank_low IS 'best rank: 5 % of the draws rank it better | 名次上端：5%分位';
COMMENT ON COLUMN site_score.rank_high IS 'worst rank: 5 % of the draws rank it worse | 名次下端：95%分位';
COMMENT ON COLUMN site_score.p_top IS 'chance of top band: over the draws, 0 to 1 | 前档概率：0至1';
COMMENT ON COLUMN site_score.p_bottom IS 'chance of bottom band: over the draws, 0 to 1 | 后档概率：0至1';
COMMENT ON COLUMN site_score.expected_rank_data IS
	'expected rank, data: only the data vary, not the weights | 期望名次数据：仅数据变动';
COMMENT ON COLUMN site_score.rank_low_data IS 'best rank, data: only the data vary | 名次上端数据：仅数据变动';
COMMENT ON COLUMN site_score.rank_high_data IS 'worst rank, data: only the data vary | 名次下端数据：仅数据变动';
COMMENT ON COLUMN site_score.p_top_data IS 'chance of top band, data: only the data vary | 前档概率数据：仅数据变动';
COMMENT ON COLUMN site_score.p_bottom_data IS 'chance of bottom band, data: only the data vary | 后档概率数据：仅数据变动';
COMMENT ON COLUMN site_score.expected_rank_weights IS
	'expected rank, weights: only the weights vary, not the data | 期望名次权重：仅权重变动';
COMMENT ON COLUMN site_score.rank_low_weights IS 'best rank, weights: only the weights vary | 名次上端权重：仅权重变动';
COMMENT ON COLUMN site_score.rank_high_weights IS 'worst rank, weights: only the weights vary | 名次下端权重：仅权重变动';
COMMENT ON COLUMN site_score.p_top_weights IS 'chance of top band, weights: only the weights vary | 前档概率权重：仅权重变动';
COMMENT ON COLUMN site_score.p_bottom_weights IS 'chance of bottom, weights: only the weights vary | 后档概率权重：仅权重变动';
COMMENT ON COLUMN site_score.draws IS 'draws: behind the probabilities | 模拟次数：概率的模拟次数';
COMMENT ON COLUMN site_score.score_error IS
	'score, standard error: from the errors of its points; empty: not rated | 得分标准误：由各项得分误差合成，未评为空';
COMMENT ON COLUMN site_score.score_counted IS
	'score that counts: for the project and for payment; who is silent earns nothing | '
	'计入得分：计入项目得分与合同质量，未答部分不得分';
COMMENT ON COLUMN site_score.score_counted_upper IS
	'score that may count: the same, had those silent been content | 计入得分上界：未答者均满意时的计入得分';
COMMENT ON COLUMN site_score.rank_set_lower IS
	'rank at best: with 95 % confidence all sites are within their bounds at once | 置信名次上端：95%置信，各点同时成立';
COMMENT ON COLUMN site_score.rank_set_upper IS
	'rank at worst: with 95 % confidence all sites are within their bounds at once | 置信名次下端：95%置信，各点同时成立';
COMMENT ON COLUMN site_score.top_certain IS
	'top for certain: every rank within the bounds is in the top band | 必属前档：置信名次全在前档';
COMMENT ON COLUMN site_score.top_possible IS
	'top possibly: a rank within the bounds is in the top band | 可属前档：置信名次有在前档者';
COMMENT ON COLUMN site_score.bottom_certain IS
	'bottom for certain: every rank within the bounds is in the bottom band | 必属后档：置信名次全在后档';
COMMENT ON COLUMN site_score.bottom_possible IS
	'bottom possibly: a rank within the bounds is in the bottom band | 可属后档：置信名次有在后档者';
COMMENT ON COLUMN site_score.score_shrunken IS
	'score, shrunken: drawn to the mean of the sites, the more the less it is sure | 收缩得分：误差越大，越向平均收缩';
COMMENT ON COLUMN site_score.expected_rank_shrunken IS
	'expected rank, shrunken: mean rank of the levels behind the scores | 期望名次收缩：按真实水平的平均名次';
COMMENT ON COLUMN site_score.p_top_shrunken IS
	'chance of top, shrunken: that the level behind the score is in the top band | 前档概率收缩：真实水平属于前档的概率';
COMMENT ON COLUMN site_score.p_bottom_shrunken IS
	'chance of bottom, shrunken: that the level behind the score is in the bottom band | 后档概率收缩：真实水平属于后档的概率';

-- What is the same for all sites of a run is stored once.
CREATE TABLE IF NOT EXISTS run_indicator (
	project_id	bigint NOT NULL,
	run_id		bigint NOT NULL,
	code		text NOT NULL,
	available	numeric NOT NULL,
	target		numeric,					-- value that earns all points, as used
	CONSTRAINT run_indicator_pkey PRIMARY KEY (project_id, run_id, code)
);
COMMENT ON TABLE run_indicator IS
	'indicators of a run: what each indicator of sites was worth, and from which value on | 批次指标：批次中各服务点指标的分值与目标值';
COMMENT ON COLUMN run_indicator.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN run_indicator.run_id IS 'run: that it belongs to | 批次：所属批次';
COMMENT ON COLUMN run_indicator.code IS 'code: of the indicator | 指标代码：指标代码';
COMMENT ON COLUMN run_indicator.available IS 'available: points | 分值：满分';
COMMENT ON COLUMN run_indicator.target IS
	'target: value that earns all points, as used; empty: the rule has none | 目标值：所用满分值，空为无';

CREATE TABLE IF NOT EXISTS site_points (
	project_id		bigint NOT NULL,
	run_id			bigint NOT NULL,
	site_id			bigint NOT NULL,
	code			text NOT NULL,
	points			numeric,				-- NULL: applies, but was not measured
	points_error	numeric,
	points_lower	numeric,				-- NULL: nobody is unheard on whom it rests
	points_upper	numeric,
	CONSTRAINT site_points_pkey PRIMARY KEY (project_id, run_id, site_id, code) WITH (fillfactor = 100)
);
COMMENT ON TABLE site_points IS 'site points: what each indicator earned a site | 服务点得分点：各指标的得分';
COMMENT ON COLUMN site_points.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN site_points.run_id IS 'run: that it belongs to | 批次：所属批次';
COMMENT ON COLUMN site_points.site_id IS 'site: that earned them | 服务点：得分的服务点';
COMMENT ON COLUMN site_points.code IS 'code: of the indicator | 指标代码：指标代码';
COMMENT ON COLUMN site_points.points IS 'points: earned; empty: applies, but was not measured | 得分：所得分，空为适用但未测';
COMMENT ON COLUMN site_points.points_error IS 'points, standard error: where the value is an estimate | 得分标准误：估计值时';
COMMENT ON COLUMN site_points.points_lower IS
	'points, lower: had those not heard given the worst answer; empty: all were heard | 得分下界：未表达者均给最低分时，均已表达为空';
COMMENT ON COLUMN site_points.points_upper IS
	'points, upper: had those not heard given the best answer; empty: all were heard | 得分上界：未表达者均给最高分时，均已表达为空';

CREATE TABLE IF NOT EXISTS project_score (
	project_id		bigint NOT NULL,
	run_id			bigint NOT NULL,
	status			text NOT NULL,
	score			numeric(7,4),
	score_lower		numeric(7,4),
	score_upper		numeric(7,4),
	grade			text,
	caps			text[] NOT NULL DEFAULT '{}',	-- codes of vetoes
	bonus			numeric(7,4) NOT NULL DEFAULT 0,
	earned			numeric,				-- of the project's own points
	available		numeric,
	sites			integer NOT NULL,
	rated			integer NOT NULL,
	CONSTRAINT project_score_pkey PRIMARY KEY (project_id, run_id),
	CONSTRAINT project_score_status_check CHECK (status IN ('rated', 'not_rated')),
	CONSTRAINT project_score_grade_check CHECK (grade IN ('poor', 'medium', 'good', 'excellent'))
);
COMMENT ON TABLE project_score IS 'project scores: score and grade of a whole project | 项目得分：整个项目的得分与等级';
COMMENT ON COLUMN project_score.project_id IS 'project: that was judged | 项目：被评的项目';
COMMENT ON COLUMN project_score.run_id IS 'run: that it belongs to | 批次：所属批次';
COMMENT ON COLUMN project_score.status IS 'status: rated, or not_rated: too little is known | 状态：已评、未评（数据不足）';
COMMENT ON COLUMN project_score.score IS
	'score: own points and the mean of what the sites count with, 0 to 100; empty: no site is rated | '
	'得分：项目自身与服务点计入得分平均，0至100，均未评为空';
COMMENT ON COLUMN project_score.score_lower IS
	'score, lower: had all that was not measured earned nothing, and those not heard been discontent | '
	'得分下界：未测部分全不得分、未表达者均不满意时';
COMMENT ON COLUMN project_score.score_upper IS
	'score, upper: had all that was not measured earned everything, and those not heard been content | '
	'得分上界：未测部分全得分、未表达者均满意时';
COMMENT ON COLUMN project_score.grade IS 'grade: poor, medium, good or excellent; empty: not rated | 等级：差、中、良、优，未评为空';
COMMENT ON COLUMN project_score.caps IS 'caps: codes of the vetoes that limit the grade | 限级：限制等级的否决事项代码';
COMMENT ON COLUMN project_score.bonus IS
	'bonus: what findings by the project''s own codes added to the score, or took off it | 加减分：项目层面发现问题对得分的加减';
COMMENT ON COLUMN project_score.earned IS 'earned: of the project''s own points | 所得分：项目自身指标所得分';
COMMENT ON COLUMN project_score.available IS 'available: of the project''s own points | 可得分：项目自身指标分值';
COMMENT ON COLUMN project_score.sites IS 'sites: of the run | 服务点数：本批次服务点数';
COMMENT ON COLUMN project_score.rated IS 'rated sites: of these | 已评点数：其中已评服务点数';

CREATE TABLE IF NOT EXISTS project_points (
	project_id		bigint NOT NULL,
	run_id			bigint NOT NULL,
	code			text NOT NULL,
	value			numeric,
	points			numeric,
	available		numeric NOT NULL,
	target			numeric,
	n				bigint,
	CONSTRAINT project_points_pkey PRIMARY KEY (project_id, run_id, code)
);
COMMENT ON TABLE project_points IS
	'project points: what each indicator of the project itself earned | 项目得分点：项目自身各指标的得分';
COMMENT ON COLUMN project_points.project_id IS 'project: that earned them | 项目：得分的项目';
COMMENT ON COLUMN project_points.run_id IS 'run: that it belongs to | 批次：所属批次';
COMMENT ON COLUMN project_points.code IS 'code: of the indicator | 指标代码：指标代码';
COMMENT ON COLUMN project_points.value IS 'value: in the unit of the indicator; empty: not measured | 数值：指标原值，空为未测';
COMMENT ON COLUMN project_points.points IS 'points: earned; empty: not measured | 得分：所得分，空为未测';
COMMENT ON COLUMN project_points.available IS 'available: points | 分值：满分';
COMMENT ON COLUMN project_points.target IS 'target: value that earns all points | 目标值：满分值';
COMMENT ON COLUMN project_points.n IS 'facts: behind the value | 依据数：依据的记录数';

-- An indicator on the self-evaluation form.  Its points are means over sites by persons on the roster.  Finance may not
-- read rosters, so they are stored.
CREATE TABLE IF NOT EXISTS form_line (
	project_id		bigint NOT NULL,
	run_id			bigint NOT NULL,
	code			text NOT NULL,
	value			numeric,
	value_is_mean	boolean NOT NULL,
	target			numeric,
	sites			integer,				-- NULL: the project's own
	counted			numeric(7,4),
	earned			numeric(7,4),
	CONSTRAINT form_line_pkey PRIMARY KEY (project_id, run_id, code)
);
COMMENT ON TABLE form_line IS
	'form lines: an indicator on the self-evaluation form; they add up to the project''s score | '
	'自评表行：各指标在自评表上的得分，合计为项目得分';
COMMENT ON COLUMN form_line.project_id IS 'project: that was judged | 项目：被评的项目';
COMMENT ON COLUMN form_line.run_id IS 'run: that it belongs to | 批次：所属批次';
COMMENT ON COLUMN form_line.code IS 'code: of the indicator | 指标代码：指标代码';
COMMENT ON COLUMN form_line.value IS
	'value: of the whole project, in the unit of the indicator; empty: not measured | 数值：全项目的指标值，空为未测';
COMMENT ON COLUMN form_line.value_is_mean IS
	'value is a mean: of the values of the sites, by persons on the roster | 数值为均值：各服务点数值的加权平均';
COMMENT ON COLUMN form_line.target IS 'target: value that earns all points; empty: the rule has none | 目标值：满分值，空为无';
COMMENT ON COLUMN form_line.sites IS
	'sites: at which it was measured; empty: it is the project''s own | 测得点数：测得的服务点数，项目自身为空';
COMMENT ON COLUMN form_line.counted IS
	'points that count: of 100, what cannot be given spread over the other lines; empty: no site is rated | '
	'折算分值：未测分值分摊后的分值，合计100';
COMMENT ON COLUMN form_line.earned IS 'earned: of the points that count; empty: not measured | 得分：折算分值中所得，空为未测';

-- What finance reads, who may not read rosters: the quality of each contract over the sites that it serves, and what
-- follows from it.
CREATE TABLE IF NOT EXISTS contract_score (
	project_id		bigint NOT NULL,
	run_id			bigint NOT NULL,
	contract_id		bigint NOT NULL,
	sites			integer NOT NULL,
	rated			integer NOT NULL,
	score			numeric(7,4),			-- Q: mean of what its sites count with
	score_upper		numeric(7,4),			-- of score_counted_upper
	grade			text,
	caps			text[] NOT NULL DEFAULT '{}',	-- codes of vetoes
	-- sums: of as many payments as there are
	payable			numeric(20,2),			-- by the last day that counts
	owed			numeric(20,2),			-- of instalments whose day has come
	paid			numeric(20,2),
	-- of the period alone; items weighed by tariff (item_weight)
	fulfilled_share	numeric,
	verified_rate	numeric,
	provider_kept	boolean,
	CONSTRAINT contract_score_pkey PRIMARY KEY (project_id, run_id, contract_id),
	CONSTRAINT contract_score_grade_check CHECK (grade IN ('poor', 'medium', 'good', 'excellent'))
);
COMMENT ON TABLE contract_score IS
	'contract scores: quality of a contract over the sites that it serves, and what is owed for it; for finance | '
	'合同得分：合同质量与应付金额，供财务使用';
COMMENT ON COLUMN contract_score.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN contract_score.run_id IS 'run: that it belongs to | 批次：所属批次';
COMMENT ON COLUMN contract_score.contract_id IS 'contract: that was judged | 合同：被评的合同';
COMMENT ON COLUMN contract_score.sites IS 'sites: that it serves | 服务点数：合同服务点数';
COMMENT ON COLUMN contract_score.rated IS 'rated sites: of these | 已评点数：其中已评服务点数';
COMMENT ON COLUMN contract_score.score IS
	'score: mean of what its sites count with: who is silent earns nothing | 得分：服务点计入得分的平均，未答部分不得分';
COMMENT ON COLUMN contract_score.score_upper IS
	'score, upper: the same, had those silent been content | 得分上界：未答者均满意时';
COMMENT ON COLUMN contract_score.grade IS 'grade: of the score, as capped | 等级：得分对应等级（已计上限）';
COMMENT ON COLUMN contract_score.caps IS 'caps: codes of the vetoes that limit the grade | 限级：限制等级的否决事项代码';
COMMENT ON COLUMN contract_score.payable IS
	'payable: by quantity and quality until the last day that counts, in yuan | 可支付额：按量按质至当日可付（元）';
COMMENT ON COLUMN contract_score.owed IS
	'owed: of instalments whose day has come and whose conditions hold, in yuan | 应付额：已到期且条件满足（元）';
COMMENT ON COLUMN contract_score.paid IS
	'paid: until the last day that counts, without what was paid ahead of its day, in yuan | '
	'已付额：至当日已付，不含尚未到期的提前支付（元）';
COMMENT ON COLUMN contract_score.fulfilled_share IS
	'fulfilled share: verified / target as in O1, no item beyond its target | 逐项完成率：同O1，各项不超过目标';
COMMENT ON COLUMN contract_score.verified_rate IS
	'verified rate: verified / reported, items weighed by tariff | 核实率：核实量除以上报量，各项按单价折算';
COMMENT ON COLUMN contract_score.provider_kept IS
	'provider kept: both reach the policy; empty if not known, or not reached while the period runs | '
	'承接主体履约：两者均达到方案规定，未知或时段未完未达到为空';

CREATE TABLE IF NOT EXISTS resource_tilt (
	project_id						bigint NOT NULL,
	run_id							bigint NOT NULL,
	sites							bigint,
	compared						bigint,
	given							bigint,
	resources						numeric,
	gini							double precision,
	gini_lower						double precision,
	gini_upper						double precision,
	concentration_index				double precision,
	concentration_lower				double precision,
	concentration_upper				double precision,
	concentration_gini				double precision,
	concentration_gini_lower		double precision,
	concentration_gini_upper		double precision,
	need_concentration				double precision,
	tilt							double precision,
	tilt_lower						double precision,
	tilt_upper						double precision,
	top_fifth_share					double precision,
	top_bottom_ratio				double precision,
	top_bottom_lower				double precision,
	top_bottom_upper				double precision,
	elasticity						double precision,
	elasticity_lower				double precision,
	elasticity_upper				double precision,
	persistence						double precision,
	persistence_lower				double precision,
	persistence_upper				double precision,
	bottom_stay_share				double precision,
	bottom_stay_lower				double precision,
	bottom_stay_upper				double precision,
	divergence						double precision,
	divergence_lower				double precision,
	divergence_upper				double precision,
	score_reliability				double precision,
	elasticity_set					nummultirange,
	elasticity_corrected			double precision,
	elasticity_corrected_lower		double precision,
	elasticity_corrected_upper		double precision,
	elasticity_corrected_set		nummultirange,
	lorenz_curve					double precision[],
	concentration_curve				double precision[],
	verdict							text,
	CONSTRAINT resource_tilt_pkey PRIMARY KEY (project_id, run_id)
);
COMMENT ON TABLE resource_tilt IS
	'resource tilt: whether discretionary resources follow scores rather than need | 资源倾斜：可裁量资源是否随得分而非需求';
COMMENT ON COLUMN resource_tilt.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN resource_tilt.run_id IS 'run: that it belongs to | 批次：所属批次';
COMMENT ON COLUMN resource_tilt.sites IS 'sites: of the run | 服务点数：本批次服务点数';
COMMENT ON COLUMN resource_tilt.compared IS
	'compared: pairs of site and period with a score before and persons to give to | 可比数：有前期得分与服务人数的服务点期数';
COMMENT ON COLUMN resource_tilt.given IS 'allocations: behind the numbers | 分配笔数：依据的分配笔数';
COMMENT ON COLUMN resource_tilt.resources IS 'resources: discretionary, in yuan | 可裁量资源：金额（元）';
COMMENT ON COLUMN resource_tilt.gini IS
	'Gini: how unequally they were spread over the persons, 0 all alike | 基尼系数：人均分配的不均程度';
COMMENT ON COLUMN resource_tilt.gini_lower IS 'Gini, lower: end of its 95 % interval | 基尼下限：95%区间下限';
COMMENT ON COLUMN resource_tilt.gini_upper IS 'Gini, upper: end of its 95 % interval | 基尼上限：95%区间上限';
COMMENT ON COLUMN resource_tilt.concentration_index IS
	'concentration index: above 0 the better before got more | 集中指数：大于0为前期得分高者多得';
COMMENT ON COLUMN resource_tilt.concentration_lower IS
	'concentration, lower: end of its 95 % interval | 集中指数下限：95%区间下限';
COMMENT ON COLUMN resource_tilt.concentration_upper IS
	'concentration, upper: end of its 95 % interval | 集中指数上限：95%区间上限';
COMMENT ON COLUMN resource_tilt.concentration_gini IS
	'concentration / Gini: part of the inequality that follows scores | 集中占基尼比：不均中随得分的部分';
COMMENT ON COLUMN resource_tilt.concentration_gini_lower IS
	'share of Gini, lower: end of its 95 % interval | 集中占比下限：95%区间下限';
COMMENT ON COLUMN resource_tilt.concentration_gini_upper IS
	'share of Gini, upper: end of its 95 % interval | 集中占比上限：95%区间上限';
COMMENT ON COLUMN resource_tilt.need_concentration IS 'need concentration: the same index of need | 需求集中指数：需求的集中指数';
COMMENT ON COLUMN resource_tilt.tilt IS 'tilt: concentration of resources less that of need | 倾斜度：资源与需求集中指数之差';
COMMENT ON COLUMN resource_tilt.tilt_lower IS 'tilt, lower: end of its 95 % interval | 倾斜下限：95%区间下限';
COMMENT ON COLUMN resource_tilt.tilt_upper IS 'tilt, upper: end of its 95 % interval | 倾斜上限：95%区间上限';
COMMENT ON COLUMN resource_tilt.top_fifth_share IS
	'top fifth''s share: of the resources, of the fifth best before | 前五分一份额：前期最好五分之一所得';
COMMENT ON COLUMN resource_tilt.top_bottom_ratio IS
	'top / bottom: resources per person, of the best fifth before to the worst | 前后比：前后五分之一人均之比';
COMMENT ON COLUMN resource_tilt.top_bottom_lower IS 'top / bottom, lower: end of its 95 % interval | 前后比下限：95%区间下限';
COMMENT ON COLUMN resource_tilt.top_bottom_upper IS 'top / bottom, upper: end of its 95 % interval | 前后比上限：95%区间上限';
COMMENT ON COLUMN resource_tilt.elasticity IS
	'elasticity: per cent more for a score 1 % higher before, need alike | 弹性：前期得分高1%多得的百分比';
COMMENT ON COLUMN resource_tilt.elasticity_lower IS 'elasticity, lower: end of its 95 % interval | 弹性下限：95%区间下限';
COMMENT ON COLUMN resource_tilt.elasticity_upper IS 'elasticity, upper: end of its 95 % interval | 弹性上限：95%区间上限';
COMMENT ON COLUMN resource_tilt.persistence IS
	'persistence: rank correlation of scores with those before | 持续性：与前期得分的秩相关';
COMMENT ON COLUMN resource_tilt.persistence_lower IS 'persistence, lower: end of its 95 % interval | 持续性下限：95%区间下限';
COMMENT ON COLUMN resource_tilt.persistence_upper IS 'persistence, upper: end of its 95 % interval | 持续性上限：95%区间上限';
COMMENT ON COLUMN resource_tilt.bottom_stay_share IS
	'bottom that stays: share of the bottom band that is in it again, 0 to 1 | 后档留存率：后档再次处于后档的比例';
COMMENT ON COLUMN resource_tilt.bottom_stay_lower IS 'bottom stays, lower: end of its 95 % interval | 留存率下限：95%区间下限';
COMMENT ON COLUMN resource_tilt.bottom_stay_upper IS 'bottom stays, upper: end of its 95 % interval | 留存率上限：95%区间上限';
COMMENT ON COLUMN resource_tilt.divergence IS
	'divergence: by how much the gap of two scores grows in a period | 分化度：得分差距每期扩大的程度';
COMMENT ON COLUMN resource_tilt.divergence_lower IS 'divergence, lower: end of its 95 % interval | 分化下限：95%区间下限';
COMMENT ON COLUMN resource_tilt.divergence_upper IS 'divergence, upper: end of its 95 % interval | 分化上限：95%区间上限';
COMMENT ON COLUMN resource_tilt.score_reliability IS
	'score reliability: share of the differences of scores that is no chance, 0 to 1 | 得分信度：得分差异中非偶然部分0至1';
COMMENT ON COLUMN resource_tilt.elasticity_set IS
	'elasticity, not rejected: all values that the 95 % test leaves, which may be more than the interval around the '
	'estimate | 弹性未拒绝集：95%检验未拒绝的全部取值，可能不止估计值所在区间';
COMMENT ON COLUMN resource_tilt.elasticity_corrected IS
	'elasticity, corrected: for the errors of the scores before | 修正弹性：按前期得分误差修正后的弹性';
COMMENT ON COLUMN resource_tilt.elasticity_corrected_lower IS
	'corrected, lower: end of its 95 % interval; empty: no bound | 修正弹性下限：95%区间下限，空为无界';
COMMENT ON COLUMN resource_tilt.elasticity_corrected_upper IS
	'corrected, upper: end of its 95 % interval; empty: no bound | 修正弹性上限：95%区间上限，空为无界';
COMMENT ON COLUMN resource_tilt.elasticity_corrected_set IS
	'corrected, not rejected: all corrected values that the 95 % test leaves | 修正未拒绝集：95%检验未拒绝的全部修正取值';
COMMENT ON COLUMN resource_tilt.lorenz_curve IS
	'Lorenz curve: shares of the resources that the persons with least have, from none of them to all | '
	'洛伦兹曲线：由所得最少者起累计的资源份额';
COMMENT ON COLUMN resource_tilt.concentration_curve IS
	'concentration curve: the same, from the persons at the sites with the lowest scores before | '
	'集中曲线：由前期得分最低的服务点起累计的资源份额';
COMMENT ON COLUMN resource_tilt.verdict IS 'verdict: what resources do, as a code | 结论：资源分配状况代码';

ALTER TABLE evaluation_run ADD CONSTRAINT evaluation_run_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE evaluation_run ADD CONSTRAINT evaluation_run_snapshot_fkey FOREIGN KEY (project_id, snapshot_id, period)
	REFERENCES snapshot (project_id, snapshot_id, period);
ALTER TABLE evaluation_run ADD CONSTRAINT evaluation_run_scheme_fkey FOREIGN KEY (scheme_id, version) REFERENCES scheme;
ALTER TABLE site_score ADD CONSTRAINT site_score_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run
	ON DELETE CASCADE;
ALTER TABLE run_indicator ADD CONSTRAINT run_indicator_run_fkey FOREIGN KEY (project_id, run_id)
	REFERENCES evaluation_run ON DELETE CASCADE;
ALTER TABLE site_points ADD CONSTRAINT site_points_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run
	ON DELETE CASCADE;
ALTER TABLE project_score ADD CONSTRAINT project_score_run_fkey FOREIGN KEY (project_id, run_id)
	REFERENCES evaluation_run ON DELETE CASCADE;
ALTER TABLE project_points ADD CONSTRAINT project_points_run_fkey FOREIGN KEY (project_id, run_id)
	REFERENCES evaluation_run ON DELETE CASCADE;
ALTER TABLE form_line ADD CONSTRAINT form_line_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run
	ON DELETE CASCADE;
ALTER TABLE contract_score ADD CONSTRAINT contract_score_run_fkey FOREIGN KEY (project_id, run_id)
	REFERENCES evaluation_run ON DELETE CASCADE;
ALTER TABLE resource_tilt ADD CONSTRAINT resource_tilt_run_fkey FOREIGN KEY (project_id, run_id)
	REFERENCES evaluation_run ON DELETE CASCADE;

CREATE UNIQUE INDEX evaluation_run_current_idx ON evaluation_run (project_id, scheme_id, period)
	WHERE status = 'finished';
CREATE INDEX evaluation_run_snapshot_idx ON evaluation_run (project_id, snapshot_id);

CREATE VIEW current_run WITH (security_invoker = true) AS
SELECT r.project_id, r.run_id, r.period, s.kind, s.from_on, s.until_on, s.end_on, r.scheme_id AS profile, r.version,
	r.snapshot_id, r.extension_version, s.input_digest, r.finished_at, r.sealed_at
-- all columns of the foreign key: so the planner knows that each run has one snapshot
FROM evaluation_run r JOIN snapshot s USING (project_id, snapshot_id, period)
WHERE r.status = 'finished';
COMMENT ON VIEW current_run IS
	'inner current_run: which runs are the current ones? | 内部当前批次：哪些批次是当前的？';
