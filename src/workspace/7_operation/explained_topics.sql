-- SPDX-License-Identifier: PostgreSQL
-- The topics of explain_score(), from the grade down to what is to be gained.  Each is a function of the run, and of
-- the rows of the scheme, the score and the measures that it needs; lines come in their order.

-- Which site, period, scheme and run.
CREATE OR REPLACE FUNCTION explained_about(run evaluation_run, s scheme, site_id bigint)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	days	snapshot;
	place	site_place;
BEGIN
	SELECT * INTO days FROM snapshot n WHERE n.project_id = run.project_id AND n.snapshot_id = run.snapshot_id;
	SELECT * INTO place FROM site_place p WHERE p.project_id = run.project_id AND p.site_id = $3;
	item := 'run';
	value := run.run_id;
	explanation := format('%s, %s, %s; period "%s", from %s, facts up to %s; scheme "%s" (%s), version %s; this run is '
		'%s',
		place.site, place.village, place.township, run.period, days.from_on, days.until_on, s.name_en, run.scheme_id,
		run.version,
		concat_ws(', ', CASE run.status WHEN 'finished' THEN 'the current one' ELSE run.status END,
			CASE WHEN run.sealed_at IS NOT NULL THEN 'sealed as official' END));
	explanation_zh := format('%s（%s，%s）；时段“%s”，自%s起，数据截至%s；方案“%s”（%s）第%s版；本批次%s',
		place.site, place.village, place.township, chinese_period(run.period,
			(SELECT m.name FROM milestone m WHERE m.project_id = run.project_id AND m.code = run.period)),
		days.from_on, days.until_on, s.name_zh, run.scheme_id, run.version,
		concat_ws('，', CASE run.status WHEN 'finished' THEN '为现行结果' WHEN 'superseded' THEN '已被取代' ELSE run.status END,
			CASE WHEN run.sealed_at IS NOT NULL THEN '已封存（正式结果）' END));
	RETURN NEXT;
END
$$;
COMMENT ON FUNCTION explained_about(evaluation_run, scheme, bigint) IS
	'inner explained_about: of explain_score(), which site, period, scheme and run it is about | '
	'内部说明对象：所说明的服务点、时段、方案与批次';

-- The grade.
CREATE OR REPLACE FUNCTION explained_grade(run evaluation_run, s scheme, k site_score)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	uncapped	text := grade_of(k.score, s.grade_medium, s.grade_good, s.grade_excellent);
BEGIN
	item := 'grade';
	value := trim_scale(k.score);
	IF k.grade IS NULL THEN
		explanation := 'not rated: no grade';
		explanation_zh := '未评，不定等级';
	ELSE
		explanation := format('%s: a score of %s is %s (excellent from %s, good from %s, medium from %s, else poor)%s',
			k.grade, shown_number(k.score), uncapped, shown_number(s.grade_excellent), shown_number(s.grade_good),
			shown_number(s.grade_medium),
			CASE WHEN uncapped <> k.grade THEN format(', but a cap holds it at %s', k.grade)
				WHEN k.caps <> '{}' THEN '; the caps below lower nothing'
				WHEN k.caps_uncertain <> '{}' THEN '; what may cap it is not certain' ELSE '; nothing caps it' END);
		explanation_zh := format('%s：得分%s属“%s”（%s分以上%s，%s分以上%s，%s分以上%s，其余%s）%s',
			label_zh('grade', k.grade), shown_number(k.score), label_zh('grade', uncapped),
			shown_number(s.grade_excellent), label_zh('grade', 'excellent'), shown_number(s.grade_good),
			label_zh('grade', 'good'), shown_number(s.grade_medium), label_zh('grade', 'medium'),
			label_zh('grade', 'poor'),
			CASE WHEN uncapped <> k.grade THEN format('，但受等级上限限制，定为“%s”', label_zh('grade', k.grade))
				WHEN k.caps <> '{}' THEN '；下列上限未降低等级'
				WHEN k.caps_uncertain <> '{}' THEN '；等级上限尚不确定' ELSE '；无等级上限' END);
	END IF;
	RETURN NEXT;
END
$$;
COMMENT ON FUNCTION explained_grade(evaluation_run, scheme, site_score) IS
	'inner explained_grade: of explain_score(), the grade | 内部说明等级：等级如何得出';

-- What caps it: limiters that are shipped, a veto by which something was found, limiters of the bureau's own.  And what
-- would, if it were certain.
CREATE OR REPLACE FUNCTION explained_caps(run evaluation_run, s scheme, k site_score, m site_measure)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	verified	text := shown_number(m.verified);
	reported	text := shown_number(m.reported);
	rate		text := shown_number(m.verified_rate);
	most		numeric := verified_rate_at_most(m, s.interval_level);
	-- by tariff the rate is no quotient of the sums
	alike		boolean := round(m.verified / nullif(m.reported, 0), 6) = round(m.verified_rate, 6);
	tariffs		text := 'verified / reported, items weighed by tariff,';
	tariffs_zh	text := '核实量÷上报量（各项按单价折算）';
	e			record;
BEGIN
	FOR e IN
		SELECT l.code, l.certain, coalesce(v.value, nullif(f.findings, 0)) AS value,
			coalesce(v.cap, o.cap, i.cap, 'poor') AS cap,
			CASE WHEN v.code IS NOT NULL THEN v.english
				WHEN o.code IS NOT NULL THEN format('the bureau''s own limiter "%s" holds', l.code)
				ELSE format('%s: %s', i.name_en, f.reasons) END AS english,
			CASE WHEN v.code IS NOT NULL THEN v.chinese
				WHEN o.code IS NOT NULL THEN format('触发本单位自定限级“%s”', l.code)
				ELSE format('否决事项“%s”：%s', i.name_zh, f.reasons_zh) END AS chinese
		FROM (
				SELECT c.code, c.place, true AS certain FROM unnest(k.caps) WITH ORDINALITY AS c (code, place)
				UNION ALL
				SELECT c.code, cardinality(k.caps) + c.place, false
				FROM unnest(k.caps_uncertain) WITH ORDINALITY AS c (code, place)
			) l
			LEFT JOIN scheme_limiter o ON o.scheme_id = s.scheme_id AND o.version = s.version AND o.code = l.code
			LEFT JOIN indicator i ON i.scheme_id = s.scheme_id AND i.version = s.version AND i.code = l.code
			LEFT JOIN LATERAL (
				SELECT count(*) AS findings, string_agg(x.reason, '; ' ORDER BY x.concerns, x.finding_id) AS reasons,
					string_agg(x.reason, '；' ORDER BY x.concerns, x.finding_id) AS reasons_zh
				FROM site_finding x
				WHERE x.project_id = run.project_id AND x.snapshot_id = run.snapshot_id AND x.site_id = k.site_id
					AND x.code = i.code
			) f ON true
			LEFT JOIN (VALUES
				('delivery', 1 - m.verified_rate, s.delivery_cap,
					format('of what was reported too much was repeated or left no trace: 1 - %s = %s, not below %s',
						CASE WHEN alike THEN format('%s verified / %s reported', verified, reported) ELSE tariffs END,
						shown_number(1 - m.verified_rate), shown_number(s.delivery_floor)),
					format('上报服务中重复或查无痕迹过多：1－%s＝%s，不低于%s',
						CASE WHEN alike THEN format('核实%s÷上报%s', verified, reported) ELSE tariffs_zh END,
						shown_number(1 - m.verified_rate), shown_number(s.delivery_floor))),
				('verification', m.verified_rate, s.verified_cap,
					format('too little of what was reported is verified: %s = %s, below %s',
						CASE WHEN alike THEN format('%s / %s', verified, reported) ELSE tariffs END, rate,
						shown_number(s.verified_floor)),
					format('核实量占上报量过低：%s＝%s，低于%s',
						CASE WHEN alike THEN format('%s÷%s', verified, reported) ELSE tariffs_zh END, rate,
						shown_number(s.verified_floor))),
				('vacancy', m.vacant_days, s.vacant_cap,
					format('the post was vacant on %s days since the start of the term or the opening of the site, '
						'more than %s', m.vacant_days, s.vacant_days),
					format('自项目开始或服务点开放以来，岗位累计空缺%s天，超过%s天', m.vacant_days, s.vacant_days))
			) AS v (code, value, cap, english, chinese) ON v.code = l.code
		ORDER BY l.place
	LOOP
		item := CASE WHEN e.certain THEN 'cap ' ELSE 'uncertain cap ' END || e.code;
		value := trim_scale(round(e.value, 6));
		IF e.certain THEN
			explanation := format('%s: the grade is at most %s', e.english, e.cap);
			explanation_zh := format('%s：等级最高为“%s”', e.chinese, label_zh('grade', e.cap));
		ELSE
			-- of its own limiter the bureau knows the interval
			explanation := format('%s; but that is an estimate%s, so it caps nothing: a visit decides whether the '
				'grade is at most %s', e.english, CASE WHEN e.code IN ('delivery', 'verification')
					THEN format(', and with %s %% confidence as much as %s of it may be verified',
						shown_number(100 * s.interval_level), shown_number(most)) END, e.cap);
			explanation_zh := format('%s；但此为估计%s，故不限级：须经核查确定等级是否最高为“%s”', e.chinese,
				CASE WHEN e.code IN ('delivery', 'verification')
					THEN format('，按%s%%置信水平，核实率可达%s', shown_number(100 * s.interval_level),
						shown_number(most)) END, label_zh('grade', e.cap));
		END IF;
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION explained_caps(evaluation_run, scheme, site_score, site_measure) IS
	'inner explained_caps: of explain_score(), what caps the grade | 内部说明限级：限制等级的条件';

-- The score, or why there is none.
CREATE OR REPLACE FUNCTION explained_total(run evaluation_run, s scheme, k site_score, m site_measure)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	measured	numeric;	-- available points of what was measured
	sum_of		text;		-- points, added up
	base		numeric;	-- before the bonus
	few			boolean;	-- too few points are measured
	silent		boolean;	-- too few were heard
	unheard		boolean;	-- some on whom its points rest were not heard
BEGIN
	SELECT sum(u.available), string_agg(concat(x.code, ' ', shown_number(x.points)), ' + ' ORDER BY x.code COLLATE "C"),
		bool_or(x.points_lower IS NOT NULL)
	INTO measured, sum_of, unheard
	FROM site_points x
		JOIN run_indicator u ON u.project_id = x.project_id AND u.run_id = x.run_id AND u.code = x.code
	WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = k.site_id AND x.points IS NOT NULL;
	base := CASE WHEN k.bonus = 0 THEN k.score ELSE round(100 * k.earned / measured, 4) END;
	few := k.status = 'not_rated' AND k.available > 0 AND coalesce(measured, 0) < s.min_measured * k.available;
	silent := k.status = 'not_rated' AND coalesce(m.effective_answers, 0) < s.min_answers;

	item := 'score';
	value := trim_scale(k.score);
	points := trim_scale(round(k.earned, 6));
	available := measured;
	explanation := concat_ws('; ',
		CASE WHEN k.status = 'not_rated' THEN 'not rated' END,
		CASE WHEN few THEN format('%s of %s available points are measured, %s %%, and %s %% are needed',
			shown_number(coalesce(measured, 0)), shown_number(k.available),
			shown_number(100 * coalesce(measured, 0) / k.available), shown_number(100 * s.min_measured)) END,
		CASE WHEN silent THEN format('the answers of those served weigh as many as %s equal ones, and %s are needed',
			shown_number(coalesce(m.effective_answers, 0)), shown_number(s.min_answers)) END,
		CASE WHEN measured > 0 THEN
			format('%s = %s points of the %s measured', sum_of, shown_number(k.earned), shown_number(measured))
			ELSE 'no points are measured' END,
		CASE WHEN k.status = 'rated' THEN
			format('100 x %s / %s = %s', shown_number(k.earned), shown_number(measured), shown_number(base)) END,
		CASE WHEN k.status = 'rated' AND k.bonus <> 0 THEN format('with the bonus %s %s %s = %s%s', shown_number(base),
			CASE WHEN k.bonus < 0 THEN '-' ELSE '+' END, shown_number(abs(k.bonus)), shown_number(base + k.bonus),
			CASE WHEN base + k.bonus > 100 THEN ', and no score is above 100'
				WHEN base + k.bonus < 0 THEN ', and no score is below 0' ELSE '' END) END,
		CASE WHEN k.score_lower < k.score_upper THEN
			format('had all that was not measured earned nothing%s it would be %s, had it earned everything%s %s',
				CASE WHEN unheard THEN ', and those not heard been discontent,' END, shown_number(k.score_lower),
				CASE WHEN unheard THEN ' and they been content,' END, shown_number(k.score_upper)) END,
		CASE WHEN k.score_counted <> k.score THEN format('for the project and for payment it counts as %s, since '
			'nothing is paid for silence', shown_number(k.score_counted)) END);
	explanation_zh := concat_ws('；',
		CASE WHEN k.status = 'not_rated' THEN '未评' END,
		CASE WHEN few THEN format('适用分值%s分中已测%s分，占%s%%，需达%s%%', shown_number(k.available),
			shown_number(coalesce(measured, 0)), shown_number(100 * coalesce(measured, 0) / k.available),
			shown_number(100 * s.min_measured)) END,
		CASE WHEN silent THEN format('服务对象回答的有效样本量为%s，需达%s',
			shown_number(coalesce(m.effective_answers, 0)), shown_number(s.min_answers)) END,
		CASE WHEN measured > 0 THEN
			format('%s＝%s分，已测分值合计%s分', replace(sum_of, ' + ', '＋'), shown_number(k.earned), shown_number(measured))
			ELSE '没有已测分值' END,
		CASE WHEN k.status = 'rated' THEN
			format('100×%s÷%s＝%s', shown_number(k.earned), shown_number(measured), shown_number(base)) END,
		CASE WHEN k.status = 'rated' AND k.bonus <> 0 THEN format('计入加减分：%s%s%s＝%s%s', shown_number(base),
			CASE WHEN k.bonus < 0 THEN '－' ELSE '＋' END, shown_number(abs(k.bonus)), shown_number(base + k.bonus),
			CASE WHEN base + k.bonus > 100 THEN '，得分不高于100' WHEN base + k.bonus < 0 THEN '，得分不低于0' ELSE '' END) END,
		CASE WHEN k.score_lower < k.score_upper THEN
			format('未测部分全不得分%s时为%s，全得分%s时为%s', CASE WHEN unheard THEN '、未表达者均不满意' END,
				shown_number(k.score_lower), CASE WHEN unheard THEN '、未表达者均满意' END, shown_number(k.score_upper)) END,
		CASE WHEN k.score_counted <> k.score THEN format('计入项目得分与合同质量时按%s分计，未答部分不得分',
			shown_number(k.score_counted)) END);
	RETURN NEXT;
END
$$;
COMMENT ON FUNCTION explained_total(evaluation_run, scheme, site_score, site_measure) IS
	'inner explained_total: of explain_score(), the score, or why there is none | 内部说明得分：得分如何得出或为何未评';

-- Rank, band, and how sure they are.
CREATE OR REPLACE FUNCTION explained_rank(run evaluation_run, s scheme, k site_score)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	better	bigint := k.rank - 1;
	tied	bigint;
	e		record;
BEGIN
	IF k.rank IS NULL THEN
		RETURN;
	END IF;
	tied := (SELECT count(*) - 1 FROM site_score x
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.rank = k.rank);
	item := 'rank';
	value := k.rank;
	explanation := format('%s of %s rated sites have a higher score, so rank %s%s', better, k.rated, k.rank,
		CASE WHEN tied > 0 THEN format(', shared with %s', tied) END);
	explanation_zh := format('已评的%s个服务点中，%s个得分更高，故列第%s名%s', k.rated, better, k.rank,
		CASE WHEN tied > 0 THEN format('（与另外%s个并列）', tied) END);
	RETURN NEXT;

	item := 'band';
	value := k.quintile;
	explanation := format('%s band: top are those with fewer than %s better ones (%s x %s), bottom those with %s or '
		'more (%s x %s), and here it is %s; quintile 5 - floor(5 x %s / %s) = %s', k.band,
		shown_number(s.band_fraction * k.rated), shown_number(s.band_fraction), k.rated,
		shown_number((1 - s.band_fraction) * k.rated), shown_number(1 - s.band_fraction), k.rated, better, better,
		k.rated, k.quintile);
	explanation_zh := format('%s：得分更高者少于%s个（%s×%s）为%s，达到%s个（%s×%s）为%s，本点为%s个；'
		'五分位5－（5×%s÷%s的整数部分）＝%s',
		label_zh('band', k.band), shown_number(s.band_fraction * k.rated), shown_number(s.band_fraction), k.rated,
		label_zh('band', 'top'), shown_number((1 - s.band_fraction) * k.rated), shown_number(1 - s.band_fraction),
		k.rated, label_zh('band', 'bottom'), better, better, k.rated, k.quintile);
	RETURN NEXT;

	FOR e IN
		SELECT v.*
		FROM (VALUES
			('expected_rank', 'data and weights vary', '数据与权重均变动', k.expected_rank, k.rank_low, k.rank_high,
				k.p_top, k.p_bottom),
			('expected_rank_data', 'only the data vary (visits and answers are samples)', '仅数据变动（核查与问卷为抽样）',
				k.expected_rank_data, k.rank_low_data, k.rank_high_data, k.p_top_data, k.p_bottom_data),
			('expected_rank_weights', 'only the weights of the indicators vary', '仅指标权重变动',
				k.expected_rank_weights, k.rank_low_weights, k.rank_high_weights, k.p_top_weights, k.p_bottom_weights)
			) AS v (name, english, chinese, mean, low, high, top, bottom)
		WHERE v.mean IS NOT NULL
	LOOP
		item := e.name;
		value := trim_scale(e.mean::numeric);
		explanation := format('%s: in 90 of 100 draws, of %s, the rank lies from %s to %s, %s on average; in the top '
			'band with probability %s, in the bottom band with %s', e.english, k.draws, e.low, e.high,
			shown_number(e.mean::numeric), shown_number(e.top::numeric), shown_number(e.bottom::numeric));
		explanation_zh := format('%s：%s次模拟中，90%%的名次在%s至%s之间，平均%s；位于%s的概率为%s，%s的概率为%s',
			e.chinese, k.draws, e.low, e.high, shown_number(e.mean::numeric), label_zh('band', 'top'),
			shown_number(e.top::numeric), label_zh('band', 'bottom'), shown_number(e.bottom::numeric));
		RETURN NEXT;
	END LOOP;

	IF k.rank_set_lower IS NOT NULL THEN
		item := 'rank_set';
		value := trim_scale(k.score_error);
		explanation := format('standard error of the score %s; with 95 %% confidence, of all sites at once, the rank '
			'lies from %s to %s: the bottom band is %s',
			shown_number(k.score_error), k.rank_set_lower, k.rank_set_upper,
			CASE WHEN k.bottom_certain THEN 'certain' WHEN k.bottom_possible THEN 'possible' ELSE 'ruled out' END);
		explanation_zh := format('得分标准误%s；以95%%置信，各点同时成立，名次在%s至%s之间：%s%s',
			shown_number(k.score_error), k.rank_set_lower, k.rank_set_upper,
			CASE WHEN k.bottom_certain THEN '必属' WHEN k.bottom_possible THEN '可能属于' ELSE '不属于' END,
			label_zh('band', 'bottom'));
		RETURN NEXT;

		item := 'score_shrunken';
		value := trim_scale(k.score_shrunken);
		explanation := format('drawn to the mean of the sites as far as its error explains its distance: rank %s on '
			'average; in the top band with probability %s, in the bottom band with %s',
			shown_number(k.expected_rank_shrunken), shown_number(k.p_top_shrunken), shown_number(k.p_bottom_shrunken));
		explanation_zh := format('按误差向各点平均收缩后的得分：期望名次%s；位于%s的概率为%s，%s的概率为%s',
			shown_number(k.expected_rank_shrunken), label_zh('band', 'top'), shown_number(k.p_top_shrunken),
			label_zh('band', 'bottom'), shown_number(k.p_bottom_shrunken));
		RETURN NEXT;
	END IF;

	item := 'shadow_score';
	value := trim_scale(k.shadow_score);
	explanation := format('geometric mean of 1 + 99 x points / available, weighted by available, in which nothing '
		'makes up for a part that is missing: %s, rank %s by it; for comparison, it decides nothing',
		shown_number(k.shadow_score), k.shadow_rank);
	explanation_zh := format('以分值加权的几何平均（各项1＋99×得分÷分值，短板不可互补）：%s，据此列第%s名；仅供对照，不影响结果',
		shown_number(k.shadow_score), k.shadow_rank);
	RETURN NEXT;
END
$$;
COMMENT ON FUNCTION explained_rank(evaluation_run, scheme, site_score) IS
	'inner explained_rank: of explain_score(), rank and band, and how sure they are | 内部说明名次：名次、档次及把握';

-- Contract items: the quantities behind.
CREATE OR REPLACE FUNCTION explained_item_lines(run evaluation_run, site_id bigint)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	SELECT i.item, NULL::numeric, NULL::numeric, NULL::numeric, format('%s: %s', coalesce(n.name, i.item), i.english),
		format('%s：%s', coalesce(n.name, i.item), i.chinese)
	FROM explained_items(run.project_id, run.snapshot_id, $2) i
		LEFT JOIN contract_item n ON n.project_id = run.project_id AND n.contract_id = i.contract_id
			AND n.item = i.item
	ORDER BY i.contract_id, i.item COLLATE "C";
END
$$;
COMMENT ON FUNCTION explained_item_lines(evaluation_run, bigint) IS
	'inner explained_item_lines: of explain_score(), the quantities by contract item | 内部说明数量：各服务内容的数量';

-- Indicator by indicator: counts, value, points.
CREATE OR REPLACE FUNCTION explained_indicators(run evaluation_run, site_id bigint)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	SELECT x.code, trim_scale(round(y.value, 6)), trim_scale(round(x.points, 6)), u.available,
		concat_ws('. ', i.name_en || coalesce(': ' || y.english, ''), p.english)
			|| CASE WHEN x.points_error > 0 THEN format(', with a standard error of %s', shown_number(x.points_error))
				ELSE '' END,
		concat_ws('。', i.name_zh || coalesce('：' || y.chinese, ''), p.chinese)
			|| CASE WHEN x.points_error > 0 THEN format('，得分标准误%s', shown_number(x.points_error)) ELSE '' END
	FROM site_points x
		JOIN run_indicator u ON u.project_id = x.project_id AND u.run_id = x.run_id AND u.code = x.code
		JOIN indicator i ON i.scheme_id = run.scheme_id AND i.version = run.version AND i.code = x.code
		LEFT JOIN indicator_steps t ON t.scheme_id = i.scheme_id AND t.version = i.version AND t.code = i.code
		LEFT JOIN site_indicator v ON v.project_id = x.project_id AND v.snapshot_id = run.snapshot_id
			AND v.site_id = x.site_id AND v.code = x.code AND NOT by_findings(i.rule)
		LEFT JOIN explained_counts(run.project_id, run.snapshot_id, $2) w ON w.code = x.code
			AND NOT by_findings(i.rule)
		LEFT JOIN (
			SELECT o.code, sum(o.points) AS points, count(*) AS findings
			FROM site_finding o
			WHERE o.project_id = run.project_id AND o.snapshot_id = run.snapshot_id AND o.site_id = $2
			GROUP BY o.code
		) f ON f.code = x.code AND i.rule = 'deduct'
		CROSS JOIN LATERAL (
			SELECT coalesce(v.value, f.points) AS value,
				CASE WHEN f.findings > 0 THEN format('from %s findings', f.findings) ELSE w.english END AS english,
				CASE WHEN f.findings > 0 THEN format('依据%s项发现', f.findings) ELSE w.chinese END AS chinese
		) y
		CROSS JOIN LATERAL explained_points(y.value, i.rule, i.direction, u.target, i.target IS NULL, i.lo, i.hi,
			x.points, u.available, t.steps) p
	WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = $2
	ORDER BY x.code COLLATE "C";
END
$$;
COMMENT ON FUNCTION explained_indicators(evaluation_run, bigint) IS
	'inner explained_indicators: of explain_score(), counts, value and points of each indicator | 内部说明指标：各指标的依据、数值与得分';

-- What was found: each finding that counts by a code of the scheme, with its reason and evidence.
CREATE OR REPLACE FUNCTION explained_findings(run evaluation_run, site_id bigint)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	SELECT f.code, NULL::numeric, trim_scale(CASE i.rule WHEN 'deduct' THEN - f.points WHEN 'bonus' THEN f.points END),
		NULL::numeric,
		format('%s, %s: %s%s. %s', i.name_en, f.concerns, f.reason, ' (evidence: ' || f.evidence || ')',
			CASE WHEN i.rule = 'veto' THEN 'It caps the grade at ' || coalesce(i.cap, 'poor')
				WHEN f.points = 0 THEN 'It takes nothing off: somebody looked'
				WHEN i.rule = 'deduct' THEN format('It takes off %s points', shown_number(f.points))
				WHEN f.points < 0 THEN format('It takes %s off the score', shown_number(- f.points))
				ELSE format('It adds %s to the score', shown_number(f.points)) END),
		format('%s，%s：%s%s。%s', i.name_zh, f.concerns, f.reason, '（依据：' || f.evidence || '）',
			CASE WHEN i.rule = 'veto' THEN format('等级最高为“%s”', label_zh('grade', coalesce(i.cap, 'poor')))
				WHEN f.points = 0 THEN '已检查，不扣分'
				WHEN i.rule = 'deduct' THEN format('扣%s分', shown_number(f.points))
				WHEN f.points < 0 THEN format('总分减%s分', shown_number(- f.points))
				ELSE format('总分加%s分', shown_number(f.points)) END)
	FROM site_finding f
		JOIN indicator i ON i.scheme_id = run.scheme_id AND i.version = run.version AND i.code = f.code
			AND i.scope = 'site' AND by_findings(i.rule)
	WHERE f.project_id = run.project_id AND f.snapshot_id = run.snapshot_id AND f.site_id = $2
	ORDER BY f.code COLLATE "C", f.concerns, f.finding_id;
END
$$;
COMMENT ON FUNCTION explained_findings(evaluation_run, bigint) IS
	'inner explained_findings: of explain_score(), each finding with its reason and evidence | 内部说明事项：各发现问题的事由与依据';

-- What the scheme has and this site has not.
CREATE OR REPLACE FUNCTION explained_left_out(run evaluation_run, site_id bigint)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	SELECT i.code, NULL::numeric, NULL::numeric, trim_scale(i.points),
		format('%s. Its %s points are taken out of the reckoning: %s', i.name_en, shown_number(i.points),
			CASE i.scope WHEN 'project' THEN 'it is about the project as a whole' ELSE 'it does not apply here' END),
		format('%s。其%s分不纳入本点计算：%s', i.name_zh, shown_number(i.points),
			CASE i.scope WHEN 'project' THEN '属项目整体指标' ELSE '不适用于本点' END)
	FROM indicator i
	WHERE i.scheme_id = run.scheme_id AND i.version = run.version AND i.points > 0
		AND NOT EXISTS (SELECT FROM site_points x
			WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = $2 AND x.code = i.code)
	ORDER BY i.code COLLATE "C";
END
$$;
COMMENT ON FUNCTION explained_left_out(evaluation_run, bigint) IS
	'inner explained_left_out: of explain_score(), what the scheme has and the site has not | 内部说明不适用：方案中不适用于本点的指标';

-- Where most is to be had.
CREATE OR REPLACE FUNCTION explained_gain(run evaluation_run, k site_score)
RETURNS TABLE (item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	measured	numeric := (SELECT sum(u.available)
		FROM site_points x
			JOIN run_indicator u ON u.project_id = x.project_id AND u.run_id = x.run_id AND u.code = x.code
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = k.site_id
			AND x.points IS NOT NULL);
	base		numeric;
	e			record;
BEGIN
	FOR e IN
		SELECT x.code, i.name_en, i.name_zh, u.available, u.available - x.points AS more
		FROM site_points x
			JOIN run_indicator u ON u.project_id = x.project_id AND u.run_id = x.run_id AND u.code = x.code
			JOIN indicator i ON i.scheme_id = run.scheme_id AND i.version = run.version AND i.code = x.code
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = k.site_id
			AND x.points < u.available
		ORDER BY u.available - x.points DESC, x.code COLLATE "C"
		LIMIT 3
	LOOP
		item := e.code;
		base := round(100 * (k.earned + e.more) / measured, 4);
		value := trim_scale(with_bonus(base, k.bonus));
		points := trim_scale(round(e.more, 6));
		available := e.available;
		explanation := format('%s: %s points were not earned. With all of them 100 x (%s + %s) / %s = %s%s', e.name_en,
			shown_number(e.more), shown_number(k.earned), shown_number(e.more), shown_number(measured),
			shown_number(base), CASE WHEN k.bonus <> 0 THEN format(', with the bonus %s', value) END);
		explanation_zh := format('%s：失分%s分。若得满分：100×（%s＋%s）÷%s＝%s%s', e.name_zh, shown_number(e.more),
			shown_number(k.earned), shown_number(e.more), shown_number(measured), shown_number(base),
			CASE WHEN k.bonus <> 0 THEN format('，计入加减分为%s', value) END);
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION explained_gain(evaluation_run, site_score) IS
	'inner explained_gain: of explain_score(), the three indicators with most points to gain | 内部说明可增分：失分最多的三项指标';
