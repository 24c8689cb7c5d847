-- SPDX-License-Identifier: PostgreSQL
-- A number on a form: a share as per cent, six decimals, no zeros at the end.
CREATE OR REPLACE FUNCTION form_number(x numeric, unit text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN abs(x) = 'Infinity' THEN '∞' WHEN unit = '%' THEN @workspace@.shown_number(100 * x) || '%'
	ELSE @workspace@.shown_number(x) END;
COMMENT ON FUNCTION form_number(numeric, text) IS
	'inner form_number: a number as a form shows it, shares as per cent | 内部表内数值：表格所示数值，比例以百分数表示';

-- The indicators on the form, and how their points come about.
CREATE VIEW form_indicator WITH (security_invoker = true) AS
SELECT r.project_id, r.run_id, n.display_order,
	min(i.code COLLATE "C") OVER (PARTITION BY r.project_id, r.run_id, i.dimension, i.subdimension) AS first_code,
	f.code, n.name_en AS level_1, n.name_zh AS level_1_zh,
	coalesce(q.en, i.subdimension) AS level_2, coalesce(q.zh, i.subdimension) AS level_2_zh,
	i.name_en AS level_3, i.name_zh AS level_3_zh, i.unit, f.target,
	CASE
		WHEN i.rule = 'band' AND num_nulls(i.lo, i.hi) = 0
			THEN form_number(i.lo, i.unit) || '~' || form_number(i.hi, i.unit)
		WHEN i.rule = 'band' THEN coalesce('≥' || form_number(i.lo, i.unit), '≤' || form_number(i.hi, i.unit))
		ELSE CASE WHEN i.direction = 'exact' THEN ''
			WHEN i.rule IN ('goalpost', 'achieve_improve') THEN CASE WHEN i.hi > i.lo THEN '≥' ELSE '≤' END
			WHEN i.direction = 'lower' THEN '≤' ELSE '≥' END || form_number(f.target, i.unit) END AS target_text,
	f.value AS actual, trim_scale(i.points) AS points, f.counted AS points_counted, f.earned,
	concat_ws(' ',
		CASE WHEN i.scope = 'project' THEN x.english || '.' END,
		CASE WHEN i.code = 'E1' AND w.owed IS NOT NULL THEN concat(
			format('Paid %s of the %s yuan owed', shown_number(w.paid), shown_number(w.owed)),
			': ' || form_number(o.value, '%'),
			CASE WHEN w.ahead <> 0 THEN format('; paid ahead of its day, not counted: %s yuan', shown_number(w.ahead))
				END,
			'; executed / adjusted budget: ' || form_number(b.rate, '%'),
			'. The points go by what was owed.') END,
		CASE WHEN f.sites IS NULL THEN NULL
			WHEN e.rated = 0 THEN 'No site is rated.'
			WHEN f.sites = 0 THEN 'Measured at no site.'
			WHEN e.sites = 1 THEN 'The points are those of the only site.'
			ELSE concat_ws(' ', CASE WHEN e.rated < e.sites THEN format('Rated sites: %s of %s; the others count with '
					'what is known of them.', e.rated, e.sites) ELSE format('Rated sites: %s.', e.rated) END,
				'The points are the mean of what they earned, by persons on the roster if there are any.',
				CASE WHEN f.value IS NOT NULL THEN 'They do not follow from the actual value.' END,
				CASE WHEN f.sites < e.sites THEN format('Measured at %s of them.', f.sites) END,
				CASE WHEN y.unheard THEN 'Who was not heard counts as discontent.' END) END,
		CASE WHEN i.scope = 'site' AND i.rule = 'deduct' THEN 'What was found at a site takes points off.' END,
		CASE WHEN z.spread THEN 'Points that cannot be given are spread over the other lines.' END,
		CASE WHEN f.counted <> i.points AND f.earned > 0 THEN CASE i.scope
			WHEN 'project' THEN format('On the form: %s x %s / %s = %s.', shown_number(o.points),
				shown_number(f.counted), shown_number(i.points), shown_number(f.earned))
			ELSE format('It counts %s of 100 points.', shown_number(f.counted)) END END,
		CASE WHEN i.scope = 'site' AND f.value_is_mean THEN 'The actual value is the mean of the sites.'
			WHEN i.scope = 'site' AND f.value IS NOT NULL
				THEN 'The actual value is that of all sites together.' END,
		CASE WHEN i.rule = 'ratio' AND i.target IS NULL AND f.target IS NOT NULL
			THEN 'The target is the median of the sites.' END) AS note,
	concat(
		CASE WHEN i.scope = 'project' THEN x.chinese || '。' END,
		CASE WHEN i.code = 'E1' AND w.owed IS NOT NULL THEN concat(
			format('已付%s元，应付%s元', shown_number(w.paid), shown_number(w.owed)),
			'，支付率' || form_number(o.value, '%'),
			CASE WHEN w.ahead <> 0 THEN format('；提前支付%s元，尚未到期，不计入', shown_number(w.ahead)) END,
			'；执行率' || form_number(b.rate, '%'),
			'。本行按应付金额计分，不按预算计分。') END,
		CASE WHEN f.sites IS NULL THEN NULL
			WHEN e.rated = 0 THEN '没有已评服务点。'
			WHEN f.sites = 0 THEN '各服务点均未测。'
			WHEN e.sites = 1 THEN '得分为唯一服务点的得分。'
			ELSE concat(CASE WHEN e.rated < e.sites THEN format('得分为%s个服务点得分的平均（有名册时按在册人数加权），其中%s个已评，其余按已知部分计',
					e.sites, e.rated) ELSE format('得分为%s个已评服务点得分的平均（有名册时按在册人数加权）', e.rated) END,
				CASE WHEN f.value IS NOT NULL THEN '，不由实际值直接推出' END, '。',
				CASE WHEN f.sites < e.sites THEN format('其中%s个测得。', f.sites) END,
				CASE WHEN y.unheard THEN '未表达意见者按不满意计。' END) END,
		CASE WHEN i.scope = 'site' AND i.rule = 'deduct' THEN '各服务点按发现问题扣分。' END,
		CASE WHEN z.spread THEN '无法计分的分值分摊到其他各行。' END,
		CASE WHEN f.counted <> i.points AND f.earned > 0 THEN CASE i.scope
			WHEN 'project' THEN format('表中得分：%s×%s÷%s＝%s。', shown_number(o.points), shown_number(f.counted),
				shown_number(i.points), shown_number(f.earned))
			ELSE format('本行按%s分计（满分100分）。', shown_number(f.counted)) END END,
		CASE WHEN i.scope = 'site' AND f.value_is_mean THEN '实际值为各服务点的平均。'
			WHEN i.scope = 'site' AND f.value IS NOT NULL THEN '实际值为全部服务点合计。' END,
		CASE WHEN i.rule = 'ratio' AND i.target IS NULL AND f.target IS NOT NULL
			THEN '目标值为各服务点中位数。' END) AS note_zh
FROM current_run r
	JOIN scheme s ON s.scheme_id = r.profile AND s.version = r.version
	JOIN form_line f ON f.project_id = r.project_id AND f.run_id = r.run_id
	JOIN project_score e ON e.project_id = r.project_id AND e.run_id = r.run_id
	JOIN project_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
	JOIN indicator i ON i.scheme_id = r.profile AND i.version = r.version AND i.code = f.code
	JOIN dimension n ON n.code = i.dimension
	LEFT JOIN label q ON q.kind = 'subdimension' AND q.code = i.subdimension
	LEFT JOIN indicator_steps t ON t.scheme_id = i.scheme_id AND t.version = i.version AND t.code = i.code
	LEFT JOIN project_points o ON o.project_id = f.project_id AND o.run_id = f.run_id AND o.code = f.code
	LEFT JOIN LATERAL (
		SELECT sum(c.owed) AS owed, sum(c.paid) AS paid, m.executed - sum(c.paid) AS ahead
		FROM contract_score c
		WHERE c.project_id = f.project_id AND c.run_id = f.run_id
	) w ON i.code = 'E1'
	CROSS JOIN LATERAL (SELECT m.executed / CASE WHEN m.adjusted_budget > 0 THEN m.adjusted_budget END AS rate) b
	CROSS JOIN LATERAL explained_points(o.value, i.rule, i.direction, o.target, i.target IS NULL, i.lo, i.hi,
		o.points, i.points, t.steps) x
	CROSS JOIN LATERAL (SELECT abs(f.counted - 100 * i.points / s.points) > 0.0001 AS spread) z
	CROSS JOIN LATERAL (SELECT f.code = 'S1' AND m.satisfaction_upper > m.satisfaction_lower
		AND to_regclass('@workspace@.indicator_s1') IS NULL AS unheard) y;
COMMENT ON VIEW form_indicator IS
	'inner form_indicator: Which indicators does a form have? | 内部自评表指标：自评表有哪些指标？';
COMMENT ON COLUMN form_indicator.first_code IS
	'first code: of the indicators of its dimension and subdimension; they stand together | 首个代码：同组指标的首个代码';

-- The form for the finance bureau, line by line: what it is about, the budget, the indicators by their three levels,
-- what was added or taken off, the total and the grade, the check number.  The lines of a run add up to the project's
-- score.
--
-- Numbers are those of the run, so a sealed one keeps its form.  Names, the goal and what is said of deviations are
-- read as they stand.
CREATE VIEW self_evaluation_form WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile,
	(row_number() OVER (PARTITION BY r.project_id, r.period, r.profile
		ORDER BY l.place, l.dimension_order, l.level_1 COLLATE "C", l.first_code COLLATE "C",
			l.code COLLATE "C"))::integer AS line,
	l.line_kind, l.code, coalesce(l.level_1, CASE l.line_kind WHEN 'budget' THEN v.en END) AS level_1,
	coalesce(l.level_1_zh, CASE l.line_kind WHEN 'budget' THEN v.zh END) AS level_1_zh, l.level_2, l.level_2_zh,
	coalesce(l.level_3, w.en, v.en) AS level_3, coalesce(l.level_3_zh, w.zh, v.zh) AS level_3_zh, l.unit,
	l.target, l.target_text, l.actual, coalesce(l.actual_text, form_number(l.actual, l.unit)) AS actual_text,
	l.points, l.points_counted, l.earned, d.reason AS deviation, d.measure, nullif(l.note, '') AS note,
	nullif(l.note_zh, '') AS note_zh
FROM current_run r
	JOIN scheme s ON s.scheme_id = r.profile AND s.version = r.version
	JOIN project p ON p.project_id = r.project_id
	JOIN project_score e ON e.project_id = r.project_id AND e.run_id = r.run_id
	JOIN project_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
	CROSS JOIN LATERAL (
		SELECT sum(f.earned) AS earned, coalesce(bool_or(f.sites IS NOT NULL), false) AS by_site
		FROM form_line f
		WHERE f.project_id = r.project_id AND f.run_id = r.run_id
	) k
	CROSS JOIN LATERAL (
		SELECT round(m.executed / CASE WHEN m.adjusted_budget > 0 THEN m.adjusted_budget END, 6) AS rate
	) b
	CROSS JOIN LATERAL (
		SELECT h.place, 0 AS dimension_order, NULL::text AS first_code, 'head' AS line_kind, h.code,
			NULL::text AS level_1, NULL::text AS level_1_zh, NULL::text AS level_2, NULL::text AS level_2_zh,
			NULL::text AS level_3, NULL::text AS level_3_zh, NULL::text AS unit, NULL::numeric AS target, h.target_text,
			NULL::numeric AS actual, h.actual_text,
			NULL::numeric AS points, NULL::numeric AS points_counted, NULL::numeric AS earned, NULL::text AS note,
			NULL::text AS note_zh
		FROM (VALUES
			(1, 'project', NULL::text, p.name),
			(2, 'department', NULL,
				(SELECT o.name FROM organization o WHERE o.org_id = p.buyer_id)),
			(3, 'implementing_unit', NULL,
				(SELECT string_agg(DISTINCT o.name COLLATE "C", '、')
				FROM contract c JOIN organization o ON o.org_id = c.provider_id
				WHERE c.project_id = p.project_id)),
			(4, 'goal', p.goal, NULL)
		) AS h (place, code, target_text, actual_text)
		UNION ALL
		SELECT f.place, 0, NULL, 'budget', f.code, NULL, NULL, NULL, NULL, NULL, NULL, f.unit, NULL,
			NULL, f.actual, NULL, NULL, NULL, NULL, f.note, f.note_zh
		FROM (VALUES
			(10, 'budget', 'yuan', m.budget,
				CASE WHEN m.budget IS NULL THEN 'The budget is not known.' END,
				CASE WHEN m.budget IS NULL THEN '年初预算未填。' END),
			(11, 'adjusted', 'yuan', m.adjusted_budget, NULL, NULL),
			(12, 'executed', 'yuan', m.executed,
				format('All that was paid by %s.', to_char(r.until_on, 'YYYY-MM-DD')),
				format('截至%s已付合计。', to_char(r.until_on, 'YYYY-MM-DD'))),
			(13, 'rate', '%', b.rate, 'Executed / adjusted budget.',
				'全年执行数÷全年预算数。')
		) AS f (place, code, unit, actual, note, note_zh)
		UNION ALL
		SELECT 20, i.display_order, i.first_code, 'indicator', i.code, i.level_1, i.level_1_zh, i.level_2, i.level_2_zh,
			i.level_3, i.level_3_zh, i.unit, i.target, i.target_text, i.actual, NULL, i.points, i.points_counted,
			i.earned, i.note, i.note_zh
		FROM form_indicator i
		WHERE i.project_id = r.project_id AND i.run_id = r.run_id
		UNION ALL
		SELECT 30, 0, NULL, 'bonus', NULL, NULL, NULL, NULL, NULL, NULL, NULL,
			NULL, NULL, NULL, NULL, NULL, NULL, NULL, e.score - coalesce(k.earned, 0),
			'Points that were added or taken off, within the limits of the score.', '加分或扣分，以总分上下限为限。'
		WHERE e.score <> coalesce(k.earned, 0)
		UNION ALL
		SELECT 40, 0, NULL, 'total', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
			NULL, trim_scale(s.points), 100, e.score,
			concat_ws(' ',
				CASE WHEN k.by_site AND e.rated < e.sites
					THEN format('Sites that are not rated: %s of %s. They count with what is known of them.',
						e.sites - e.rated, e.sites) END,
				CASE WHEN e.score IS NULL THEN 'There is no score: too little was measured.' END,
				CASE WHEN e.score IS NULL AND e.score_lower IS NOT NULL THEN format('It lies between %s and %s.',
					shown_number(e.score_lower), shown_number(e.score_upper)) END),
			concat(
				CASE WHEN k.by_site AND e.rated < e.sites THEN format('%s个服务点中%s个未评，按已知部分计。', e.sites,
					e.sites - e.rated) END,
				CASE WHEN e.score IS NULL THEN '数据不足，无总分。' END,
				CASE WHEN e.score IS NULL AND e.score_lower IS NOT NULL THEN format('总分在%s与%s之间。',
					shown_number(e.score_lower), shown_number(e.score_upper)) END)
		UNION ALL
		SELECT 50, 0, NULL, 'grade', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
			NULL, NULL, NULL, NULL, coalesce(g.en, e.grade), coalesce(g.zh, e.grade)
		FROM (SELECT) x LEFT JOIN label g ON g.kind = 'grade' AND g.code = e.grade
		UNION ALL
		SELECT 60, 0, NULL, 'check', 'check_number', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
			CASE WHEN r.sealed_at IS NOT NULL THEN check_number(r.project_id, r.run_id) END, NULL, NULL, NULL,
			CASE WHEN r.sealed_at IS NULL THEN 'The result is not sealed yet.'
				ELSE format('Sealed on %s. The function verify_chain() shows with this number that nothing was '
					'altered since.', o.day) END,
			CASE WHEN r.sealed_at IS NULL THEN '本结果尚未封存。'
				ELSE format('%s封存。可凭校验码核验封存后未被改动。', o.day) END
		FROM (SELECT to_char(r.sealed_at AT TIME ZONE t.time_zone, 'YYYY-MM-DD') AS day FROM setting t) o
	) l
	LEFT JOIN label w ON w.kind = 'form_line' AND w.code = l.code
	LEFT JOIN label v ON v.kind = 'line_kind' AND v.code = l.line_kind
	LEFT JOIN deviation d ON d.project_id = r.project_id AND d.period = r.period AND d.code = l.code
WHERE r.kind <> 'contract';
COMMENT ON VIEW self_evaluation_form IS
'self-evaluation form: What do we file with the finance bureau? | 绩效自评表：向财政部门报送的绩效自评表怎么填？';
COMMENT ON COLUMN self_evaluation_form.line IS 'line: order of the lines | 行号：行的顺序';
COMMENT ON COLUMN self_evaluation_form.line_kind IS
'kind of line: head, budget, indicator, bonus, total, grade or check | 行类：表头、预算资金、绩效指标、加减分、总分、等级、校验码';
COMMENT ON COLUMN self_evaluation_form.code IS
'code: of the indicator, or of the line of the head or budget; deviations go by it | 代码：指标或行的代码';
COMMENT ON COLUMN self_evaluation_form.level_1 IS 'level 1: dimension | 一级指标：一级指标的英文名';
COMMENT ON COLUMN self_evaluation_form.level_1_zh IS 'level 1 (Chinese): dimension | 一级指标（中文）：维度';
COMMENT ON COLUMN self_evaluation_form.level_2 IS 'level 2: such as quantity or social | 二级指标：二级指标的英文名';
COMMENT ON COLUMN self_evaluation_form.level_2_zh IS
'level 2 (Chinese): such as quantity or social | 二级指标（中文）：如数量、社会效益';
COMMENT ON COLUMN self_evaluation_form.level_3 IS 'level 3: indicator, or what the line shows | 三级指标：三级指标的英文名';
COMMENT ON COLUMN self_evaluation_form.level_3_zh IS
'level 3 (Chinese): indicator, or what the line shows | 三级指标（中文）：指标或行的名称';
COMMENT ON COLUMN self_evaluation_form.target IS
'yearly target: value that earns all points; a share is 0 to 1 | 年度指标值：满分值，比例为0至1';
COMMENT ON COLUMN self_evaluation_form.target_text IS
'yearly target, as written: with sign, shares as per cent; the goal in words | 指标值文本：含符号，比例以百分数表示';
COMMENT ON COLUMN self_evaluation_form.actual IS
'actual: value of the whole project; a share is 0 to 1; empty: not measured | 实际完成值：全项目的值，空为未测';
COMMENT ON COLUMN self_evaluation_form.actual_text IS
'actual, as written: shares as per cent; names in the head | 实际值文本：比例以百分数表示，表头为名称';
COMMENT ON COLUMN self_evaluation_form.points IS 'points: by the scheme | 分值：方案分值';
COMMENT ON COLUMN self_evaluation_form.points_counted IS
'points that count: of 100, those that cannot be given spread over the other lines | 折算分值：未测分值分摊后，合计100';
COMMENT ON COLUMN self_evaluation_form.earned IS
'earned: they add up to the project''s score; empty: not measured | 得分：合计为项目得分，空为未测';
COMMENT ON COLUMN self_evaluation_form.deviation IS 'deviation: why the target was missed | 偏差原因分析：未达目标的原因';
COMMENT ON COLUMN self_evaluation_form.measure IS 'measure: what is done about it | 改进措施：采取的改进措施';
COMMENT ON COLUMN self_evaluation_form.note IS 'note: how the line comes about, and the grade | 说明：本行由来与等级（英文）';
COMMENT ON COLUMN self_evaluation_form.note_zh IS
'note (Chinese): how the line comes about, and the grade | 说明（中文）：本行由来与等级';
