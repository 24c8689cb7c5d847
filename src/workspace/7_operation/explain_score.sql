-- The answer to somebody who asks why: from the grade to the score, the points, the values and the counts behind them.
--
-- All of it is read from what the run and its snapshot stored and from the frozen scheme, nothing from the facts but
-- names, so that it says what was published, also of a sealed run whose facts were corrected since, and needs no right
-- to read what is known of persons.  Every number that was combined is shown, up to six decimals, but nothing of single
-- persons: not how many of a site are of which need level or took part, nor whether a key person is left out.

-- Which run is meant: the one that is named, or the current one of the period and profile, by default the headline.
CREATE OR REPLACE FUNCTION explained_run(site_id bigint, period text, profile text, run_id bigint)
	RETURNS evaluation_run
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	run			evaluation_run;
	projects	bigint[] := ARRAY(SELECT DISTINCT s.project_id FROM site s WHERE s.site_id = $1);
	title		text := (SELECT min(s.name) FROM site s WHERE s.site_id = $1);
BEGIN
	IF cardinality(projects) = 0 THEN
		RAISE EXCEPTION 'site % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table site of this workspace lists the sites. | 服务点见本工作区的site表。';
	END IF;
	IF $4 IS NOT NULL THEN
		SELECT * INTO run FROM evaluation_run r WHERE r.run_id = $4 AND r.project_id = ANY (projects);
		IF NOT FOUND THEN
			RAISE EXCEPTION 'the project of site "%" has no run %', title, $4
				USING ERRCODE = 'invalid_parameter_value',
					  HINT = 'The table evaluation_run lists the runs of each project. | 批次见evaluation_run表。';
		END IF;
		IF $2 <> run.period OR $3 <> run.scheme_id THEN
			RAISE EXCEPTION 'run % is of another period or profile', $4
				USING ERRCODE = 'invalid_parameter_value',
					  DETAIL = format('It is of the period "%s" and of the profile "%s".', run.period, run.scheme_id),
					  HINT = 'Give the run alone. | 请仅指定批次。';
		END IF;
		IF run.stored IS NULL THEN
			RAISE EXCEPTION 'the results of run % are not kept', $4
				USING ERRCODE = 'invalid_parameter_value',
					  DETAIL = format('The run is %s.', run.status),
					  HINT = 'Current, sealed, contested and published runs have results. | 现行、已封存、被申诉与已公示的批次保留结果。';
		END IF;
		RETURN run;
	END IF;
	IF cardinality(projects) > 1 THEN
		RAISE EXCEPTION 'site % is in several projects: %', $1, array_to_string(projects, ', ')
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'Give a run as well. | 请同时指定批次。';
	END IF;
	RETURN named_run(projects[1], $2, $3);
END
$$;
COMMENT ON FUNCTION explained_run(bigint, text, text, bigint) IS
	'inner explained_run: the run that explain_score() explains | 内部说明批次：explain_score()所说明的批次';

CREATE OR REPLACE FUNCTION explain_score(site_id bigint, period text DEFAULT NULL, profile text DEFAULT NULL,
	run_id bigint DEFAULT NULL)
RETURNS TABLE (step integer, topic text, item text, value numeric, points numeric, available numeric, explanation text,
	explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	run			evaluation_run := explained_run($1, $2, $3, $4);
	days		snapshot;
	place		site_place;
	s			scheme;
	k			site_score;
	m			site_measure;
	grades		text[] := ARRAY['poor', 'medium', 'good', 'excellent'];
	grades_zh	text[] := ARRAY['差', '中', '良', '优'];
	measured	numeric;	-- available points of what was measured
	sum_of		text;		-- points, added up
	known		text;
	e			record;
	c			text;
	c_zh		text;
BEGIN
	SELECT * INTO days FROM snapshot n WHERE n.project_id = run.project_id AND n.snapshot_id = run.snapshot_id;
	SELECT * INTO place FROM site_place p WHERE p.project_id = run.project_id AND p.site_id = $1;
	SELECT * INTO s FROM scheme h WHERE h.scheme_id = run.scheme_id AND h.version = run.version;
	SELECT * INTO m FROM site_measure x
	WHERE x.project_id = run.project_id AND x.snapshot_id = run.snapshot_id AND x.site_id = $1;
	SELECT * INTO k FROM site_score x WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = $1;
	IF NOT FOUND THEN
		known := (SELECT string_agg(r.period, ', ' ORDER BY r.kind = 'term', r.end_on, r.period)
				  FROM current_run r JOIN site_score x ON x.project_id = r.project_id AND x.run_id = r.run_id
					AND x.site_id = $1
				  WHERE r.project_id = run.project_id AND r.profile = run.scheme_id);
		RAISE EXCEPTION 'site "%" has no result in run %', place.site, run.run_id
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = coalesce(format('It has results of: %s.', known), 'It has no results at all.'),
				  HINT = 'A site is judged in the periods in which it was open. | 服务点仅在开放的周期内评价。';
	END IF;
	SELECT sum(x.available), string_agg(concat(x.code, ' ', shown_number(x.points)), ' + ' ORDER BY x.code COLLATE "C")
	INTO measured, sum_of
	FROM site_points x
	WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = $1 AND x.points IS NOT NULL;

	step := 1;
	topic := 'run';
	item := 'run';
	value := run.run_id;
	explanation := format('%s, %s, %s; period "%s", from %s, facts up to %s; scheme "%s" (%s), version %s; this run is '
		'%s',
		place.site, place.village, place.township, run.period, days.from_on, days.until_on, s.name_en, run.scheme_id,
			run.version,
		concat_ws(', ', CASE run.status WHEN 'finished' THEN 'the current one' ELSE run.status END,
			CASE WHEN run.sealed_at IS NOT NULL THEN 'sealed as official' END));
	explanation_zh := format('%s（%s，%s）；周期“%s”，自%s起，数据截至%s；方案“%s”（%s）第%s版；本批次%s',
		place.site, place.village, place.township, CASE run.period WHEN 'term' THEN '全期' ELSE run.period END,
		days.from_on, days.until_on, s.name_zh, run.scheme_id, run.version,
		concat_ws('，', CASE run.status WHEN 'finished' THEN '为现行结果' WHEN 'superseded' THEN '已被取代' ELSE run.status END,
			CASE WHEN run.sealed_at IS NOT NULL THEN '已封存（正式结果）' END));
	RETURN NEXT;

	-- grade, and what caps it
	topic := 'grade';
	step := step + 1;
	item := 'grade';
	value := trim_scale(k.score);
	IF k.grade IS NULL THEN
		explanation := 'not rated: no grade';
		explanation_zh := '不参评，不评等级';
	ELSE
		c := grade_of(k.score, s.grade_medium, s.grade_good, s.grade_excellent);
		explanation := format('%s: a score of %s is %s (excellent from %s, good from %s, medium from %s, else poor)%s',
			k.grade,
			shown_number(k.score), c, shown_number(s.grade_excellent), shown_number(s.grade_good),
				shown_number(s.grade_medium),
			CASE WHEN c <> k.grade THEN format(', but a cap holds it at %s', k.grade)
				WHEN k.caps <> '{}' THEN '; the caps below lower nothing' ELSE '; nothing caps it' END);
		explanation_zh := format('%s：得分%s属“%s”（%s分以上优，%s分以上良，%s分以上中，其余差）%s',
			grades_zh[array_position(grades, k.grade)], shown_number(k.score), grades_zh[array_position(grades, c)],
			shown_number(s.grade_excellent), shown_number(s.grade_good), shown_number(s.grade_medium),
			CASE WHEN c <> k.grade THEN format('，但受等级上限限制，定为“%s”', grades_zh[array_position(grades, k.grade)])
				WHEN k.caps <> '{}' THEN '；下列上限未降低等级' ELSE '；无等级上限' END);
	END IF;
	RETURN NEXT;
	FOR e IN
		SELECT l.code, v.value, coalesce(v.cap, o.cap) AS cap, v.english, v.chinese
		FROM unnest(k.caps) WITH ORDINALITY AS l (code, place)
			LEFT JOIN scheme_limiter o ON o.scheme_id = s.scheme_id AND o.version = s.version AND o.code = l.code
			LEFT JOIN (VALUES
				('delivery', 1 - m.verified / nullif(m.reported, 0), s.delivery_cap,
					format('of what was reported too much was repeated or left no trace: 1 - %s verified / %s reported '
						'= %s, not below %s',
						shown_number(m.verified), shown_number(m.reported),
							shown_number(1 - m.verified / nullif(m.reported, 0)),
						shown_number(s.delivery_floor)),
					format('上报服务中重复或查无痕迹过多：1－核实%s÷上报%s＝%s，不低于%s', shown_number(m.verified),
						shown_number(m.reported), shown_number(1 - m.verified / nullif(m.reported, 0)),
							shown_number(s.delivery_floor))),
				('verification', m.verified / nullif(m.reported, 0), s.verified_cap,
					format('too little of what was reported is verified: %s / %s = %s, below '
						'%s', shown_number(m.verified),
						shown_number(m.reported), shown_number(m.verified / nullif(m.reported, 0)),
							shown_number(s.verified_floor)),
					format('核实量占上报量过低：%s÷%s＝%s，低于%s', shown_number(m.verified), shown_number(m.reported),
						shown_number(m.verified / nullif(m.reported, 0)), shown_number(s.verified_floor))),
				('vacancy', m.vacant_days, s.vacant_cap,
					format('the post was vacant on %s days since the start of the term or the opening of the site, '
						'more than %s',
						m.vacant_days, s.vacant_days),
					format('自项目开始或服务点开放以来，岗位累计空缺%s天，超过%s天', m.vacant_days, s.vacant_days))
			) AS v (code, value, cap, english, chinese) ON v.code = l.code
		ORDER BY l.place
	LOOP
		step := step + 1;
		item := 'cap ' || e.code;
		value := trim_scale(round(e.value, 6));
		explanation := format('%s: the grade is at most %s', coalesce(e.english, format('the bureau''s own limiter '
			'"%s" holds', e.code)),
			e.cap);
		explanation_zh := format('%s：等级最高为“%s”', coalesce(e.chinese, format('触发本单位自定限级“%s”', e.code)),
			grades_zh[array_position(grades, e.cap)]);
		RETURN NEXT;
	END LOOP;

	-- score, or why there is none
	topic := 'score';
	step := step + 1;
	item := 'score';
	value := trim_scale(k.score);
	points := trim_scale(round(k.earned, 6));
	available := measured;
	explanation := concat_ws('; ',
		CASE WHEN k.status = 'not_rated' THEN 'not rated' END,
		CASE WHEN k.status = 'not_rated' AND k.available > 0 AND coalesce(measured, 0) < s.min_measured
			* k.available THEN
			format('%s of %s available points are measured, %s %%, and %s %% are '
				'needed', shown_number(coalesce(measured, 0)),
				shown_number(k.available), shown_number(100 * coalesce(measured, 0) / k.available),
					shown_number(100 * s.min_measured)) END,
		CASE WHEN k.status = 'not_rated' AND coalesce(m.effective_answers, 0) < s.min_answers THEN
			format('the answers of those served weigh as many as %s equal ones, and %s are needed',
				shown_number(coalesce(m.effective_answers, 0)), shown_number(s.min_answers)) END,
		CASE WHEN measured > 0 THEN
			format('%s = %s points of the %s measured', sum_of, shown_number(k.earned), shown_number(measured))
			ELSE 'no points are measured' END,
		CASE WHEN k.status = 'rated' THEN
			format('100 x %s / %s = %s', shown_number(k.earned), shown_number(measured), shown_number(k.score)) END,
		CASE WHEN measured < k.available THEN
			format('had all that was not measured earned nothing it would be %s, had it earned everything %s',
				shown_number(k.score_lower), shown_number(k.score_upper)) END);
	explanation_zh := concat_ws('；',
		CASE WHEN k.status = 'not_rated' THEN '不参评' END,
		CASE WHEN k.status = 'not_rated' AND k.available > 0 AND coalesce(measured, 0) < s.min_measured
			* k.available THEN
			format('适用分值%s分中已测%s分，占%s%%，需达%s%%', shown_number(k.available), shown_number(coalesce(measured, 0)),
				shown_number(100 * coalesce(measured, 0) / k.available), shown_number(100 * s.min_measured)) END,
		CASE WHEN k.status = 'not_rated' AND coalesce(m.effective_answers, 0) < s.min_answers THEN
			format('服务对象回答的有效样本量为%s，需达%s', shown_number(coalesce(m.effective_answers, 0)),
				shown_number(s.min_answers)) END,
		CASE WHEN measured > 0 THEN
			format('%s＝%s分，已测分值合计%s分', replace(sum_of, ' + ', '＋'), shown_number(k.earned), shown_number(measured))
			ELSE '没有已测分值' END,
		CASE WHEN k.status = 'rated' THEN
			format('100×%s÷%s＝%s', shown_number(k.earned), shown_number(measured), shown_number(k.score)) END,
		CASE WHEN measured < k.available THEN
			format('未测部分全不得分时为%s，全得分时为%s', shown_number(k.score_lower), shown_number(k.score_upper)) END);
	RETURN NEXT;

	-- rank, band, and how sure they are
	points := NULL;
	available := NULL;
	IF k.rank IS NOT NULL THEN
		topic := 'rank';
		step := step + 1;
		item := 'rank';
		value := k.rank;
		SELECT count(*) - 1 AS tied INTO e
		FROM site_score x
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.rank = k.rank;
		explanation := format('%s of %s rated sites have a higher score, so rank %s%s', k.rank - 1, k.rated, k.rank,
			CASE WHEN e.tied > 0 THEN format(', shared with %s', e.tied) END);
		explanation_zh := format('参评的%s个服务点中，%s个得分更高，故列第%s名%s', k.rated, k.rank - 1, k.rank,
			CASE WHEN e.tied > 0 THEN format('（与另外%s个并列）', e.tied) END);
		RETURN NEXT;
		step := step + 1;
		item := 'band';
		value := k.quintile;
		explanation := format('%s band: top are those with fewer than %s better ones (%s x %s), bottom those with %s '
			'or more '
			'(%s x %s), and here it is %s; quintile 5 - floor(5 x %s / %s) = %s', k.band,
			shown_number(s.band_fraction * k.rated), shown_number(s.band_fraction), k.rated,
			shown_number((1 - s.band_fraction) * k.rated), shown_number(1 - s.band_fraction), k.rated, k.rank - 1,
			k.rank - 1, k.rated, k.quintile);
		explanation_zh := format('%s：得分更高者少于%s个（%s×%s）为前档，达到%s个（%s×%s）为后档，本点为%s个；五分位5－（5×%s÷%s的整数部分）＝%s',
			CASE k.band WHEN 'top' THEN '前档' WHEN 'bottom' THEN '后档' ELSE '中间档' END,
			shown_number(s.band_fraction * k.rated), shown_number(s.band_fraction), k.rated,
			shown_number((1 - s.band_fraction) * k.rated), shown_number(1 - s.band_fraction), k.rated, k.rank - 1,
			k.rank - 1, k.rated, k.quintile);
		RETURN NEXT;
		FOR e IN
			SELECT v.*
			FROM (VALUES
				('expected_rank', 'data and weights vary', '数据与权重均变动',
					k.expected_rank, k.rank_low, k.rank_high, k.p_top, k.p_bottom),
				('expected_rank_data', 'only the data vary (visits and answers are samples)', '仅数据变动（走访与问卷为抽样）',
					k.expected_rank_data, k.rank_low_data, k.rank_high_data, k.p_top_data, k.p_bottom_data),
				('expected_rank_weights', 'only the weights of the indicators vary', '仅指标权重变动',
					k.expected_rank_weights, k.rank_low_weights, k.rank_high_weights, k.p_top_weights,
						k.p_bottom_weights)
				) AS v (name, english, chinese, mean, low, high, top, bottom)
			WHERE v.mean IS NOT NULL
		LOOP
			step := step + 1;
			item := e.name;
			value := trim_scale(e.mean::numeric);
			explanation := format('%s: in 90 of 100 draws, of %s, the rank lies from %s to %s, %s on average; in the '
				'top band with '
				'probability %s, in the bottom band with %s', e.english, k.draws, e.low, e.high,
					shown_number(e.mean::numeric),
				shown_number(e.top::numeric), shown_number(e.bottom::numeric));
			explanation_zh := format('%s：%s次模拟中，90%%的名次在%s至%s之间，平均%s；位于前档的概率为%s，后档的概率为%s',
				e.chinese, k.draws, e.low, e.high, shown_number(e.mean::numeric), shown_number(e.top::numeric),
				shown_number(e.bottom::numeric));
			RETURN NEXT;
		END LOOP;
		step := step + 1;
		item := 'shadow_score';
		value := trim_scale(k.shadow_score);
		explanation := format('geometric mean of 1 + 99 x points / available, weighted by available, in which nothing '
			'makes up '
			'for a part that is missing: %s, rank %s by it; for comparison, it decides nothing',
				shown_number(k.shadow_score),
			k.shadow_rank);
		explanation_zh := format('以分值加权的几何平均（各项1＋99×得分÷分值，短板不可互补）：%s，据此列第%s名；仅供对照，不影响结果',
			shown_number(k.shadow_score), k.shadow_rank);
		RETURN NEXT;
	END IF;

	-- contract items: the quantities behind
	topic := 'item';
	FOR e IN
		SELECT i.item, coalesce(n.name, i.item) AS name, i.english, i.chinese
		FROM explained_items(run.project_id, run.snapshot_id, $1) i
			LEFT JOIN contract_item n ON n.project_id = run.project_id AND n.contract_id = i.contract_id
				AND n.item = i.item
		ORDER BY i.contract_id, i.item COLLATE "C"
	LOOP
		step := step + 1;
		item := e.item;
		value := NULL;
		explanation := format('%s: %s', e.name, e.english);
		explanation_zh := format('%s：%s', e.name, e.chinese);
		RETURN NEXT;
	END LOOP;

	-- indicator by indicator: counts, value, points
	topic := 'indicator';
	FOR e IN
		SELECT i.code, i.name_en, i.name_zh, v.value, x.points, x.points_error, x.available, w.english, w.chinese,
			p.english AS rule, p.chinese AS rule_zh
		FROM site_points x
			JOIN indicator i ON i.scheme_id = run.scheme_id AND i.version = run.version AND i.code = x.code
			LEFT JOIN indicator_steps t ON t.scheme_id = i.scheme_id AND t.version = i.version AND t.code = i.code
			LEFT JOIN site_indicator v ON v.project_id = x.project_id AND v.snapshot_id = run.snapshot_id
				AND v.site_id = x.site_id
				AND v.code = x.code
			LEFT JOIN explained_counts(run.project_id, run.snapshot_id, $1) w ON w.code = x.code
			CROSS JOIN LATERAL explained_points(v.value, i.rule, i.direction, x.target, i.target IS NULL, i.lo, i.hi,
				x.points,
				x.available, t.steps) p
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = $1
		ORDER BY i.code COLLATE "C"
	LOOP
		step := step + 1;
		item := e.code;
		value := trim_scale(round(e.value, 6));
		points := trim_scale(round(e.points, 6));
		available := e.available;
		explanation := concat_ws('. ', e.name_en || coalesce(': ' || e.english, ''), e.rule)
			|| CASE WHEN e.points_error > 0 THEN format(', with a standard error of %s', shown_number(e.points_error))
				ELSE '' END;
		explanation_zh := concat_ws('。', e.name_zh || coalesce('：' || e.chinese, ''), e.rule_zh)
			|| CASE WHEN e.points_error > 0 THEN format('，得分标准误%s', shown_number(e.points_error)) ELSE '' END;
		RETURN NEXT;
	END LOOP;

	-- what the scheme has and this site has not
	topic := 'left out';
	value := NULL;
	points := NULL;
	FOR e IN
		SELECT i.code, i.name_en, i.name_zh, i.points, i.scope = 'project' AS of_project
		FROM indicator i
		WHERE i.scheme_id = run.scheme_id AND i.version = run.version
			AND NOT EXISTS (SELECT FROM site_points x
				WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = $1 AND x.code = i.code)
		ORDER BY i.code COLLATE "C"
	LOOP
		step := step + 1;
		item := e.code;
		available := trim_scale(e.points);
		explanation := format('%s. Its %s points are taken out of the reckoning: %s', e.name_en, shown_number(e.points),
			CASE WHEN e.of_project THEN 'it is about the project as a whole' ELSE 'it does not apply here' END);
		explanation_zh := format('%s。其%s分不纳入本点计算：%s', e.name_zh, shown_number(e.points),
			CASE WHEN e.of_project THEN '属项目整体指标' ELSE '不适用于本点' END);
		RETURN NEXT;
	END LOOP;

	-- where most is to be had
	topic := 'to gain';
	FOR e IN
		SELECT x.code, i.name_en, i.name_zh, x.available, x.available - x.points AS more
		FROM site_points x
			JOIN indicator i ON i.scheme_id = run.scheme_id AND i.version = run.version AND i.code = x.code
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.site_id = $1 AND x.points < x.available
		ORDER BY x.available - x.points DESC, x.code COLLATE "C"
		LIMIT 3
	LOOP
		step := step + 1;
		item := e.code;
		value := trim_scale(round(100 * (k.earned + e.more) / measured, 4));
		points := trim_scale(round(e.more, 6));
		available := e.available;
		explanation := format('%s: %s points were not earned. With all of them 100 x (%s + %s) / %s = %s', e.name_en,
			shown_number(e.more), shown_number(k.earned), shown_number(e.more), shown_number(measured),
				shown_number(value));
		explanation_zh := format('%s：失分%s分。若得满分：100×（%s＋%s）÷%s＝%s', e.name_zh, shown_number(e.more),
			shown_number(k.earned), shown_number(e.more), shown_number(measured), shown_number(value));
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION explain_score(bigint, text, text, bigint) IS
	'explain score: Why this grade? From the grade of a site to its score, points, values and the counts behind them, '
	'of the '
	'term or a period, a profile (by default the headline), or a run whose results are kept | '
	'说明得分：为何得此等级？从等级逐步说明得分、分值、数值及其依据';
