-- SPDX-License-Identifier: PostgreSQL
-- How points are given: schemes with their policy, indicators, steps and limiters.
--
-- A scheme is everything that the judging rests on.  No threshold stands anywhere else.  It is written as a draft and
-- then frozen; a frozen one is never changed but to be withdrawn; a better one is its next version.

CREATE TABLE IF NOT EXISTS scheme (
	scheme_id			text NOT NULL,
	version				integer NOT NULL DEFAULT 1,
	name_en				text NOT NULL,
	name_zh				text NOT NULL,
	service				text NOT NULL,
	display_order		integer NOT NULL DEFAULT 100,
	points				numeric(9,4) NOT NULL,
	band_fraction		numeric NOT NULL DEFAULT 0.2,
	grade_excellent		numeric NOT NULL DEFAULT 90,
	grade_good			numeric NOT NULL DEFAULT 80,
	grade_medium		numeric NOT NULL DEFAULT 60,
	min_measured		numeric NOT NULL DEFAULT 0.8,
	min_answers			numeric NOT NULL DEFAULT 10,
	show_answers		numeric NOT NULL DEFAULT 5,
	delivery_floor		numeric NOT NULL DEFAULT 0.5,
	delivery_cap		text NOT NULL DEFAULT 'medium',
	verified_floor		numeric NOT NULL DEFAULT 0.9,
	verified_cap		text NOT NULL DEFAULT 'good',
	vacant_days			integer NOT NULL DEFAULT 90,
	vacant_cap			text NOT NULL DEFAULT 'medium',
	idle_days			integer NOT NULL DEFAULT 60,
	late_days			integer NOT NULL DEFAULT 14,
	formal_reported		numeric NOT NULL DEFAULT 0.8,
	formal_verified		numeric NOT NULL DEFAULT 0.5,
	unfelt_satisfaction	numeric NOT NULL DEFAULT 50,
	over_delivery		numeric NOT NULL DEFAULT 1.3,
	kept_share			numeric NOT NULL DEFAULT 0.9,
	quality_floor		numeric NOT NULL DEFAULT 60,
	quality_full		numeric NOT NULL DEFAULT 90,
	elimination_p		numeric NOT NULL DEFAULT 0.8,
	elimination_score	numeric NOT NULL DEFAULT 60,
	elimination_periods	integer NOT NULL DEFAULT 2,
	bonus_max			numeric(7,4) NOT NULL DEFAULT 0,
	draws				integer NOT NULL DEFAULT 10000,
	concentration		numeric DEFAULT 100,
	frozen_at			timestamptz,
	withdrawn_on		date,
	interval_level		numeric NOT NULL DEFAULT 0.9,
	CONSTRAINT scheme_pkey PRIMARY KEY (scheme_id, version),
	CONSTRAINT scheme_scheme_id_check CHECK (@workspace@.is_tidy(scheme_id)),
	CONSTRAINT scheme_points_check CHECK (points > 0 AND points <> 'NaN'),
	CONSTRAINT scheme_band_fraction_check CHECK (band_fraction > 0 AND band_fraction <= 0.5),
	CONSTRAINT scheme_grade_check CHECK (0 < grade_medium AND grade_medium < grade_good AND grade_good < grade_excellent
		AND grade_excellent <= 100),
	CONSTRAINT scheme_min_measured_check CHECK (min_measured BETWEEN 0 AND 1),
	CONSTRAINT scheme_answers_check CHECK (min_answers BETWEEN 0 AND 1000000 AND show_answers BETWEEN 0 AND 1000000),
	CONSTRAINT scheme_floor_check CHECK (delivery_floor BETWEEN 0 AND 1 AND verified_floor BETWEEN 0 AND 1),
	CONSTRAINT scheme_cap_check CHECK (delivery_cap IN ('poor', 'medium', 'good', 'excellent')
		AND verified_cap IN ('poor', 'medium', 'good', 'excellent')
		AND vacant_cap IN ('poor', 'medium', 'good', 'excellent')),
	CONSTRAINT scheme_days_check CHECK (vacant_days >= 0 AND idle_days > 0 AND late_days > 0),
	CONSTRAINT scheme_state_check CHECK (formal_reported BETWEEN 0 AND 1 AND formal_verified BETWEEN 0 AND 1
		AND unfelt_satisfaction BETWEEN 0 AND 100),
	CONSTRAINT scheme_over_delivery_check CHECK (over_delivery >= 1 AND over_delivery < 'Infinity'),
	CONSTRAINT scheme_kept_share_check CHECK (kept_share BETWEEN 0 AND 1),
	CONSTRAINT scheme_quality_check CHECK (0 <= quality_floor AND quality_floor < quality_full AND quality_full <= 100),
	CONSTRAINT scheme_elimination_check CHECK (elimination_p BETWEEN 0 AND 1 AND elimination_score BETWEEN 0 AND 100
		AND elimination_periods BETWEEN 1 AND 100),
	CONSTRAINT scheme_bonus_max_check CHECK (bonus_max BETWEEN 0 AND 100),
	CONSTRAINT scheme_draws_check CHECK (draws BETWEEN 1 AND 1000000),
	CONSTRAINT scheme_concentration_check CHECK (concentration > 0 AND concentration <= 1000000000),
	CONSTRAINT scheme_interval_level_check CHECK (interval_level BETWEEN 0.5 AND 0.999),
	CONSTRAINT scheme_withdrawn_on_check
		CHECK (withdrawn_on IS NULL OR (isfinite(withdrawn_on) AND frozen_at IS NOT NULL))
);
COMMENT ON TABLE scheme IS
	'schemes: how points are given and what follows from them, by version; the profile of views | 评价方案：计分规则与政策，按版本';
COMMENT ON COLUMN scheme.scheme_id IS 'scheme: short name, the profile of views | 方案代号：视图中的profile';
COMMENT ON COLUMN scheme.version IS
	'version: the highest that is frozen judges; none where that one was withdrawn | 版本：最高的已冻结版本生效，该版本停用则不再评分';
COMMENT ON COLUMN scheme.name_en IS 'English name: name in English texts | 英文名称：英文文本中的名称';
COMMENT ON COLUMN scheme.name_zh IS 'Chinese name: name in Chinese texts | 中文名称：中文文本中的名称';
COMMENT ON COLUMN scheme.service IS 'service: whose projects it judges | 服务类别：适用的服务类别';
COMMENT ON COLUMN scheme.display_order IS 'order: the first of a service is the headline | 顺序：同类首个为主榜';
COMMENT ON COLUMN scheme.points IS 'points: that its indicators add up to | 总分：各指标分值之和';
COMMENT ON COLUMN scheme.band_fraction IS
	'band: share of the sites in the top band, and in the bottom band | 分档比例：前档与后档各占比例';
COMMENT ON COLUMN scheme.grade_excellent IS 'excellent from: least score of the grade excellent | 优秀线：优的最低得分';
COMMENT ON COLUMN scheme.grade_good IS 'good from: least score of the grade good | 良好线：良的最低得分';
COMMENT ON COLUMN scheme.grade_medium IS
	'medium from: least score of the grade medium; below it poor | 合格线：中的最低得分，以下为差';
COMMENT ON COLUMN scheme.min_measured IS
	'least measured share: of the points, for a site to be rated | 最低测得比例：服务点评分所需';
COMMENT ON COLUMN scheme.min_answers IS
	'least answers: effective answers of those served, for a site to be rated; 0: nobody is asked | '
	'最低有效样本：评分所需有效样本量，0为不问';
COMMENT ON COLUMN scheme.show_answers IS
	'answers to show: effective answers from which satisfaction is shown | 公开有效样本：公开满意度所需有效样本量';
COMMENT ON COLUMN scheme.delivery_floor IS
	'loss limit: share of what was reported that was repeated or left no trace, from which the grade is capped | '
	'损失上限：重复与查无占比达此即限级';
COMMENT ON COLUMN scheme.delivery_cap IS 'loss cap: best grade above the loss limit | 损失限级：达到损失上限时的最高等级';
COMMENT ON COLUMN scheme.verified_floor IS
	'verified limit: verified / reported below which the grade is capped | 核实下限：核实占上报低于此即限级';
COMMENT ON COLUMN scheme.verified_cap IS 'verified cap: best grade below the verified limit | 核实限级：低于核实下限时的最高等级';
COMMENT ON COLUMN scheme.vacant_days IS
	'vacant limit: days for which the post was vacant, above which the grade is capped | 空岗上限：空岗超过此天数即限级';
COMMENT ON COLUMN scheme.vacant_cap IS 'vacant cap: best grade above the vacant limit | 空岗限级：超过空岗上限时的最高等级';
COMMENT ON COLUMN scheme.idle_days IS
	'idle limit: days without an activity after which a site has stopped | 停滞天数：无活动超过此天数为停止服务';
COMMENT ON COLUMN scheme.late_days IS 'last days: of a period, in which a rush is looked for | 期末天数：判断突击上报的期末天数';
COMMENT ON COLUMN scheme.formal_reported IS
	'formal, reported: least reported / target of the state formal | 形式化上报线：上报占目标的最低比例';
COMMENT ON COLUMN scheme.formal_verified IS
	'formal, verified: verified / target below which that is formal | 形式化核实线：核实占目标低于此';
COMMENT ON COLUMN scheme.unfelt_satisfaction IS
	'unfelt: satisfaction up to which a service that is there is not felt | 无感线：满意度不高于此为有形无感';
COMMENT ON COLUMN scheme.over_delivery IS
	'over-delivery: reported / target from which the target was too low | 超额线：上报占目标达此即目标偏低';
COMMENT ON COLUMN scheme.kept_share IS 'kept share: of the target, from which a provider kept terms | 履约线：完成比例达此为履约';
COMMENT ON COLUMN scheme.quality_floor IS
	'quality floor: score up to which nothing is paid for quality | 质量起付分：不高于此不付质量款';
COMMENT ON COLUMN scheme.quality_full IS 'quality full: score from which all is paid for quality | 质量全付分：达此付全部质量款';
COMMENT ON COLUMN scheme.elimination_p IS
	'elimination chance: of the bottom band, from which a site is a candidate | 淘汰概率：处于后档概率达此为候选';
COMMENT ON COLUMN scheme.elimination_score IS 'elimination score: below which a site is a candidate | 淘汰分：得分低于此为候选';
COMMENT ON COLUMN scheme.elimination_periods IS 'elimination periods: in a row in which both hold | 淘汰期数：连续满足的期数';
COMMENT ON COLUMN scheme.bonus_max IS
	'largest bonus: that additions, or deductions from the score, come to together; 0: none counts | '
	'加减分上限：加分或减分合计的上限，0为不加减';
COMMENT ON COLUMN scheme.draws IS 'draws: behind the probabilities of the ranks | 模拟次数：名次概率的模拟次数';
COMMENT ON COLUMN scheme.concentration IS
	'concentration: how closely drawn weights keep to the points; empty: they do not vary | 权重浓度：越大越贴近分值，空则不变动';
COMMENT ON COLUMN scheme.interval_level IS
	'interval level: an estimate caps a grade, or takes from a payment, with this confidence; 0.9: 90 % intervals | '
	'置信水平：限级与扣款所用估计的置信水平，0.9即90%区间';
COMMENT ON COLUMN scheme.frozen_at IS
	'frozen: moment from which it may judge and no longer change; empty: a draft | 冻结时间：冻结后生效不可改，空为草稿';
COMMENT ON COLUMN scheme.withdrawn_on IS
	'withdrawn: day from which it judges no more; empty: in force | 停用日期：自此不再评价，空为有效';

-- Rules that go by findings, not by a value.
CREATE OR REPLACE FUNCTION by_findings(rule text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN rule IN ('deduct', 'bonus', 'veto');
COMMENT ON FUNCTION by_findings(text) IS
	'inner by_findings: whether a rule goes by findings, not by a value | 内部按发现计分：规则是否按发现问题计分';

CREATE TABLE IF NOT EXISTS indicator (
	scheme_id		text NOT NULL,
	version			integer NOT NULL DEFAULT 1,
	code			text NOT NULL,
	dimension		text NOT NULL,
	subdimension	text,
	name_en			text NOT NULL,
	name_zh			text NOT NULL,
	unit			text,
	direction		text NOT NULL DEFAULT 'higher',
	rule			text NOT NULL DEFAULT 'ratio',
	target			numeric,
	lo				numeric,
	hi				numeric,
	points			numeric(9,4) NOT NULL,
	scope			text NOT NULL DEFAULT 'site',
	-- by assessors: its values are scores of the criterion of this code, perhaps still to come
	assessed		boolean NOT NULL DEFAULT false,
	cap				text,					-- of the rule veto; NULL: poor
	CONSTRAINT indicator_pkey PRIMARY KEY (scheme_id, version, code),
	CONSTRAINT indicator_code_check CHECK (code ~ '^[A-Z][A-Z0-9_]{0,30}$'),
	CONSTRAINT indicator_direction_check CHECK (direction IN ('higher', 'lower', 'exact')),
	-- exact asks for one value, which only a ratio has
	CONSTRAINT indicator_exact_check CHECK (direction <> 'exact' OR (rule = 'ratio' AND target > 0)),
	CONSTRAINT indicator_scope_check CHECK (scope IN ('site', 'project')),
	CONSTRAINT indicator_rule_check CHECK (
		CASE rule
			WHEN 'ratio' THEN coalesce(target > 0 AND target < 'Infinity', true)
			WHEN 'goalpost' THEN abs(lo) < 'Infinity' AND abs(hi) < 'Infinity' AND lo <> hi AND lo IS NOT NULL
				AND hi IS NOT NULL
			WHEN 'achieve_improve' THEN abs(lo) < 'Infinity' AND abs(hi) < 'Infinity' AND lo <> hi AND lo IS NOT NULL
				AND hi IS NOT NULL
			WHEN 'band' THEN coalesce(abs(lo) < 'Infinity', true) AND coalesce(abs(hi) < 'Infinity', true)
				AND coalesce(lo <= hi, num_nonnulls(lo, hi) = 1)
			WHEN 'steps' THEN num_nonnulls(target, lo, hi) = 0
			ELSE @workspace@.by_findings(rule)
		END),
	-- what is found has no value to be compared with anything
	CONSTRAINT indicator_found_check CHECK (NOT @workspace@.by_findings(rule)
		OR (num_nonnulls(target, lo, hi) = 0 AND direction = 'higher' AND NOT assessed)),
	CONSTRAINT indicator_cap_check CHECK (cap IS NULL OR (rule = 'veto' AND cap IN ('poor', 'medium', 'good'))),
	CONSTRAINT indicator_points_check CHECK (points <> 'NaN' AND (points = 0) = (rule IN ('bonus', 'veto'))
		AND points >= 0)
);
COMMENT ON TABLE indicator IS 'indicators: of a scheme, and their points | 指标：方案的指标与分值';
COMMENT ON COLUMN indicator.scheme_id IS 'scheme: that it belongs to | 方案代号：所属方案';
COMMENT ON COLUMN indicator.version IS 'version: of the scheme | 版本：方案版本';
COMMENT ON COLUMN indicator.code IS
	'code: its values come from the view indicator_<code>, from assessments of that criterion, or from findings | '
	'指标代码：取值于indicator_视图、同名评分指标或发现问题';
COMMENT ON COLUMN indicator.dimension IS 'level 1: code from dimension | 一级指标：维度代码';
COMMENT ON COLUMN indicator.subdimension IS 'level 2: such as quantity or social; empty: none | 二级指标：如数量、社会效益，空为无';
COMMENT ON COLUMN indicator.name_en IS 'English name: name in English texts | 英文名称：英文文本中的名称';
COMMENT ON COLUMN indicator.name_zh IS 'Chinese name: name in Chinese texts, level 3 of the form | 中文名称：三级指标名称';
COMMENT ON COLUMN indicator.unit IS
	'unit: of the value; %: a share of 0 to 1 is shown as per cent; empty: none | 单位：%表示0至1的比例，空为无';
COMMENT ON COLUMN indicator.direction IS
	'direction: higher or lower is better, or exact: both sides lose | 方向：越高、越低越好或须恰好';
COMMENT ON COLUMN indicator.rule IS
	'rule: how a value earns points: ratio, goalpost, achieve_improve, band, steps; of findings: deduct, bonus, veto | '
	'计分规则：比率、上下限、达标或改进、区间、分档，或按发现问题扣分、加减分、否决';
COMMENT ON COLUMN indicator.target IS
	'target: value that earns all points (ratio); empty: median of the project''s sites | 目标值：满分值，空为本项目中位数';
COMMENT ON COLUMN indicator.lo IS 'lower end: value that earns nothing (goalpost), or lower end (band) | 下限：零分值或区间下限';
COMMENT ON COLUMN indicator.hi IS
	'upper end: value that earns all points (goalpost), or upper end (band) | 上限：满分值或区间上限';
COMMENT ON COLUMN indicator.points IS 'points: available; 0 under the rules bonus and veto | 分值：满分，加减分与否决为0';
COMMENT ON COLUMN indicator.scope IS 'scope: site, or project: one value for all sites | 对象：服务点或整个项目';
COMMENT ON COLUMN indicator.assessed IS
	'assessed: its values are marks of assessors, perhaps still to come | 专家评分：取值为评委评分，可能尚无';
COMMENT ON COLUMN indicator.cap IS
	'cap: of the rule veto, best grade where a finding counts; empty: poor | 否决等级：否决事项成立时的最高等级，空为差';

-- Of the rule steps: a value from from_value on, up to the next step, earns this share of the points; one below all
-- steps earns nothing. Where lower is better, a value up to from_value.
CREATE TABLE IF NOT EXISTS indicator_step (
	scheme_id	text NOT NULL,
	version		integer NOT NULL DEFAULT 1,
	code		text NOT NULL,
	from_value	numeric NOT NULL,
	share		numeric NOT NULL,
	CONSTRAINT indicator_step_pkey PRIMARY KEY (scheme_id, version, code, from_value),
	CONSTRAINT indicator_step_from_value_check CHECK (abs(from_value) < 'Infinity'),
	CONSTRAINT indicator_step_share_check CHECK (share BETWEEN 0 AND 1)
);
COMMENT ON TABLE indicator_step IS
	'steps: of the rule steps, which value earns which share of the points | 分档：分档计分的各档';
COMMENT ON COLUMN indicator_step.scheme_id IS 'scheme: that it belongs to | 方案代号：所属方案';
COMMENT ON COLUMN indicator_step.version IS 'version: of the scheme | 版本：方案版本';
COMMENT ON COLUMN indicator_step.code IS 'code: of the indicator | 指标代码：所属指标';
COMMENT ON COLUMN indicator_step.from_value IS
	'from: least value of the step; where lower is better, the greatest | 起点值：该档的最低值（越低越好时为最高值）';
COMMENT ON COLUMN indicator_step.share IS 'share: of the points, 0 to 1 | 得分比例：占分值0至1';

-- Limiters of a bureau's own: views limiter_<code> (project_id, period, site_id, value, cap).
CREATE TABLE IF NOT EXISTS scheme_limiter (
	scheme_id	text NOT NULL,
	version		integer NOT NULL DEFAULT 1,
	code		text NOT NULL,
	cap			text NOT NULL,
	CONSTRAINT scheme_limiter_pkey PRIMARY KEY (scheme_id, version, code),
	CONSTRAINT scheme_limiter_code_check CHECK (code ~ '^[a-z][a-z0-9_]{0,30}$'),
	CONSTRAINT scheme_limiter_cap_check CHECK (cap IN ('poor', 'medium', 'good', 'excellent'))
);
COMMENT ON TABLE scheme_limiter IS 'own limiters: of a bureau, that cap the grade of a site | 自定限级：限制服务点等级的自定条件';
COMMENT ON COLUMN scheme_limiter.scheme_id IS 'scheme: that it belongs to | 方案代号：所属方案';
COMMENT ON COLUMN scheme_limiter.version IS 'version: of the scheme | 版本：方案版本';
COMMENT ON COLUMN scheme_limiter.code IS
	'code: the view limiter_<code> says where it holds | 限级代码：视图limiter_<代码>给出适用范围';
COMMENT ON COLUMN scheme_limiter.cap IS 'cap: best grade where it holds | 最高等级：适用时的最高等级';

ALTER TABLE scheme ADD CONSTRAINT scheme_service_fkey FOREIGN KEY (service) REFERENCES service;
ALTER TABLE indicator ADD CONSTRAINT indicator_scheme_fkey FOREIGN KEY (scheme_id, version) REFERENCES scheme;
ALTER TABLE indicator ADD CONSTRAINT indicator_dimension_fkey FOREIGN KEY (dimension) REFERENCES dimension;
ALTER TABLE indicator_step ADD CONSTRAINT indicator_step_indicator_fkey FOREIGN KEY (scheme_id, version, code)
	REFERENCES indicator;
ALTER TABLE scheme_limiter ADD CONSTRAINT scheme_limiter_scheme_fkey FOREIGN KEY (scheme_id, version) REFERENCES scheme;
