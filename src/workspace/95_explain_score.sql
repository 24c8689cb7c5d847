-- The answer to a director who asks why: from the grade to the score, the points, the values and the counts behind them.
--
-- All of it is read from what the run stored and from its frozen scheme, nothing from the facts, so that it says what was published,
-- also of a sealed run whose facts were corrected since, and needs no right to read what is known of persons.  Every number that
-- was combined is shown, up to six decimals, but nothing of single children: not how many of a home are of which need level or took part,
-- nor whether a key child is left out.

CREATE OR REPLACE FUNCTION explain_score(site_id bigint, period date DEFAULT NULL, profile text DEFAULT NULL, run_id bigint DEFAULT NULL)
RETURNS TABLE (step integer, topic text, item text, value numeric, points numeric, available numeric, explanation text, explanation_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	run			evaluation_run;
	projects	bigint[] := ARRAY(SELECT DISTINCT s.project_id FROM site s WHERE s.site_id = $1);
	grades		text[] := ARRAY['poor', 'medium', 'good', 'excellent'];
	grades_zh	text[] := ARRAY['差', '中', '良', '优'];
	known		text;
	k			record;		-- what the run stored of the site beside the indicators
	e			record;
	f			record;
	c			text;		-- a count that was combined
	c_zh		text;
BEGIN
	-- which run
	IF cardinality(projects) = 0 THEN
		RAISE EXCEPTION 'site % does not exist', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'The table site of this workspace lists the sites.';
	END IF;
	IF $2 <> date_trunc('quarter', $2::timestamp)::date THEN
		RAISE EXCEPTION 'period % is not the first day of a quarter', $2
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = format('Its quarter is %s.', date_trunc('quarter', $2::timestamp)::date);
	END IF;
	IF $4 IS NOT NULL THEN
		SELECT * INTO run FROM evaluation_run r WHERE r.run_id = $4 AND r.project_id = ANY (projects);
		IF NOT FOUND THEN
			RAISE EXCEPTION 'the project of site % has no run %', $1, $4
				USING ERRCODE = 'invalid_parameter_value',
					  HINT = 'The table evaluation_run lists the runs of each project.';
		END IF;
		IF $2 <> coalesce(run.period, '-infinity') OR $3 <> coalesce(run.scheme_id, '') THEN
			RAISE EXCEPTION 'run % is of another period or profile', $4
				USING ERRCODE = 'invalid_parameter_value',
					  DETAIL = format('It is of the %s and of profile "%s".', coalesce('quarter ' || run.period, 'whole term'), run.scheme_id),
					  HINT = 'Give the run alone.';
		END IF;
		IF NOT EXISTS (SELECT FROM evaluation_result x WHERE x.project_id = run.project_id AND x.run_id = run.run_id) THEN
			RAISE EXCEPTION 'the results of run % are not kept', $4
				USING ERRCODE = 'invalid_parameter_value',
					  DETAIL = format('The run is %s.', run.status),
					  HINT = 'Current, sealed and contested runs have results.';
		END IF;
	ELSE
		IF cardinality(projects) > 1 THEN
			RAISE EXCEPTION 'site % is in several projects: %', $1, array_to_string(projects, ', ')
				USING ERRCODE = 'invalid_parameter_value',
					  HINT = 'Give a run as well.';
		END IF;
		known := (SELECT string_agg(DISTINCT r.scheme_id, ', ') FROM current_run r WHERE r.project_id = projects[1]);
		IF NOT EXISTS (SELECT FROM current_run r WHERE r.project_id = projects[1] AND r.scheme_id = coalesce($3, r.scheme_id)) AND known IS NOT NULL THEN
			RAISE EXCEPTION 'project % has no run of profile "%"', projects[1], $3
				USING ERRCODE = 'invalid_parameter_value',
					  HINT = format('Its profiles: %s.', known);
		END IF;
		SELECT r.* INTO run
		FROM evaluation_run r JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.scheme_version
		WHERE r.project_id = projects[1] AND r.status = 'finished' AND r.period IS NOT DISTINCT FROM $2 AND r.scheme_id = coalesce($3, r.scheme_id)
		ORDER BY s.display_order, s.scheme_id
		LIMIT 1;
		IF NOT FOUND THEN
			known := (SELECT string_agg(DISTINCT coalesce(r.period::text, 'NULL, the whole term'), ', ')
					  FROM current_run r WHERE r.project_id = projects[1] AND r.scheme_id = coalesce($3, r.scheme_id));
			RAISE EXCEPTION 'project % has no run of the %', projects[1], coalesce('quarter ' || $2, 'whole term')
				USING ERRCODE = 'invalid_parameter_value',
					  HINT = coalesce('Its periods: ' || known || '.', 'refresh_rankings() makes the runs.');
		END IF;
	END IF;

	SELECT
		max(x.value) FILTER (WHERE x.code = 'score') AS score,
		max(x.points) FILTER (WHERE x.code = 'score') AS earned,
		max(x.available) FILTER (WHERE x.code = 'score') AS available,
		max(x.status) FILTER (WHERE x.code = 'score') AS status,
		max(x.status) FILTER (WHERE x.code = 'grade') AS grade,
		max(x.value) FILTER (WHERE x.code = 'rank') AS rank,
		max(x.n) FILTER (WHERE x.code = 'rank') AS rated,
		max(x.value) FILTER (WHERE x.code = 'quintile') AS quintile,
		max(x.status) FILTER (WHERE x.code = 'band') AS band,
		max(x.value) FILTER (WHERE x.code = 'shadow_score') AS shadow_score,
		max(x.value) FILTER (WHERE x.code = 'shadow_rank') AS shadow_rank,
		max(x.value) FILTER (WHERE x.code = 'target') AS target,
		max(x.value) FILTER (WHERE x.code = 'reported') AS reported,
		max(x.value) FILTER (WHERE x.code = 'deduplicated') AS deduplicated,
		max(x.value) FILTER (WHERE x.code = 'held') AS held,
		max(x.value) FILTER (WHERE x.code = 'verified') AS verified,
		max(x.n) FILTER (WHERE x.code = 'verified') AS checked,
		max(x.value) FILTER (WHERE x.code = 'confirmed') AS confirmed,
		max(x.n) FILTER (WHERE x.code = 'confirmed') AS sampled,
		max(x.value) FILTER (WHERE x.code = 'pool_confirmed') AS pool_confirmed,
		max(x.n) FILTER (WHERE x.code = 'pool_confirmed') AS pool_sampled,
		max(x.value) FILTER (WHERE x.code = 'satisfaction') AS satisfaction,
		max(x.lo) FILTER (WHERE x.code = 'satisfaction') AS lower,
		max(x.hi) FILTER (WHERE x.code = 'satisfaction') AS upper,
		max(x.value) FILTER (WHERE x.code = 'effective_responses') AS effective,
		max(x.value) FILTER (WHERE x.code = 'unheard_share') AS unheard,
		max(x.value) FILTER (WHERE x.code = 'vacant_days') AS vacant_days,
		bool_or(x.code IN ('limiter_suspension', 'limiter_verification', 'limiter_vacancy')) AS capped,
		sum(x.available) FILTER (WHERE x.code <> 'score' AND x.points IS NOT NULL) AS measured,
		string_agg(concat(x.code, ' ', shown_number(x.points)), ' + ' ORDER BY x.code COLLATE "C") FILTER (WHERE x.code <> 'score' AND x.points IS NOT NULL) AS sum,
		count(*) > 0 AS there
	INTO k
	FROM evaluation_result x
	WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.scope = 'site' AND x.scope_key = $1::text;
	IF NOT k.there THEN
		known := (SELECT string_agg(DISTINCT coalesce(r.period::text, 'NULL, the whole term'), ', ')
				  FROM current_run r JOIN evaluation_result x ON x.project_id = r.project_id AND x.run_id = r.run_id AND x.scope = 'site' AND x.scope_key = $1::text AND x.code = 'score'
				  WHERE r.project_id = run.project_id AND r.scheme_id = run.scheme_id);
		RAISE EXCEPTION 'site % has no result in run %', $1, run.run_id
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = 'A site is judged in the periods in which it was open.',
				  HINT = coalesce('It has results of: ' || known || '.', 'It has no results at all.');
	END IF;

	step := 1;
	topic := 'run';
	item := 'run';
	value := run.run_id;
	explanation := format('site %s, %s, profile "%s" version %s, facts up to %s; this run is %s', $1, coalesce('quarter ' || run.period, 'whole term'),
		run.scheme_id, run.scheme_version, run.cutoff,
		concat_ws(', ', CASE run.status WHEN 'finished' THEN 'the current one' ELSE run.status END, CASE WHEN run.sealed_at IS NOT NULL THEN 'sealed as official' END));
	explanation_zh := format('服务点%s，%s，方案“%s”第%s版，数据截至%s；本批次%s', $1, coalesce(to_char(run.period, 'YYYY"年第"Q"季度"'), '全周期'),
		run.scheme_id, run.scheme_version, run.cutoff,
		concat_ws('，', CASE run.status WHEN 'finished' THEN '为现行结果' WHEN 'superseded' THEN '已被取代' ELSE run.status END, CASE WHEN run.sealed_at IS NOT NULL THEN '已封存（正式结果）' END));
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
		c := CASE WHEN k.score >= 90 THEN 'excellent' WHEN k.score >= 80 THEN 'good' WHEN k.score >= 60 THEN 'medium' ELSE 'poor' END;
		explanation := k.grade || format(': a score of %s is %s (excellent from 90, good from 80, medium from 60, else poor)', shown_number(k.score), c)
			|| CASE WHEN c <> k.grade THEN format(', but a cap holds it at %s', k.grade) WHEN k.capped THEN '; the caps below lower nothing' ELSE '; nothing caps it' END;
		explanation_zh := format('%s：得分%s属“%s”（90分以上优，80分以上良，60分以上中，其余差）', grades_zh[array_position(grades, k.grade)], shown_number(k.score), grades_zh[array_position(grades, c)])
			|| CASE WHEN c <> k.grade THEN format('，但受等级上限限制，定为“%s”', grades_zh[array_position(grades, k.grade)]) WHEN k.capped THEN '；下列上限未降低等级' ELSE '；无等级上限' END;
	END IF;
	RETURN NEXT;
	FOR e IN
		SELECT x.code, x.value, x.status
		FROM evaluation_result x
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.scope = 'site' AND x.scope_key = $1::text
			AND x.code IN ('limiter_suspension', 'limiter_verification', 'limiter_vacancy')
		ORDER BY x.code
	LOOP
		step := step + 1;
		item := e.code;
		value := trim_scale(round(e.value, 6));
		explanation := CASE e.code
			WHEN 'limiter_suspension' THEN format('half or more of what was reported got lost: 1 - %s verified / %s reported x satisfaction %s / 100 = %s, not below 0.5', shown_number(k.verified), shown_number(k.reported), shown_number(k.satisfaction), shown_number(e.value))
			WHEN 'limiter_verification' THEN format('less than 90 %% of what was reported is verified: %s / %s = %s, below 0.9', shown_number(k.verified), shown_number(k.reported), shown_number(e.value))
			WHEN 'limiter_vacancy' THEN format('no director on %s days since the start of the term or the opening of the site, more than 90', shown_number(e.value))
			END || ': the grade is at most ' || e.status;
		explanation_zh := CASE e.code
			WHEN 'limiter_suspension' THEN format('上报服务有一半或以上未落到实处：1－核实%s÷上报%s×满意度%s÷100＝%s，不低于0.5', shown_number(k.verified), shown_number(k.reported), shown_number(k.satisfaction), shown_number(e.value))
			WHEN 'limiter_verification' THEN format('核实量不足上报量的90%%：%s÷%s＝%s，低于0.9', shown_number(k.verified), shown_number(k.reported), shown_number(e.value))
			WHEN 'limiter_vacancy' THEN format('自项目开始或服务点开放以来，负责人累计空缺%s天，超过90天', shown_number(e.value))
			END || '：等级最高为“' || grades_zh[array_position(grades, e.status)] || '”';
		RETURN NEXT;
	END LOOP;

	-- score, or why there is none
	topic := 'score';
	step := step + 1;
	item := 'score';
	value := trim_scale(k.score);
	points := trim_scale(round(k.earned, 6));
	available := k.measured;
	explanation := concat_ws('; ',
		CASE WHEN k.status = 'not_rated' THEN 'not rated' END,
		CASE WHEN k.status = 'not_rated' AND coalesce(k.measured, 0) < 0.8 * k.available THEN
			format('%s of %s available points are measured, %s %%, and 80 %% are needed', shown_number(coalesce(k.measured, 0)), shown_number(k.available), shown_number(100 * coalesce(k.measured, 0) / k.available)) END,
		CASE WHEN k.status = 'not_rated' AND coalesce(k.effective, 0) < 10 THEN
			format('the answers of children and guardians weigh as many as %s equal ones, and 10 are needed', shown_number(coalesce(k.effective, 0))) END,
		CASE WHEN k.measured > 0 THEN format('%s = %s points of the %s measured', k.sum, shown_number(k.earned), shown_number(k.measured)) ELSE 'no points are measured' END,
		CASE WHEN k.status = 'rated' THEN format('100 x %s / %s = %s', shown_number(k.earned), shown_number(k.measured), shown_number(k.score)) END);
	explanation_zh := concat_ws('；',
		CASE WHEN k.status = 'not_rated' THEN '不参评' END,
		CASE WHEN k.status = 'not_rated' AND coalesce(k.measured, 0) < 0.8 * k.available THEN
			format('适用分值%s分中已测%s分，占%s%%，需达80%%', shown_number(k.available), shown_number(coalesce(k.measured, 0)), shown_number(100 * coalesce(k.measured, 0) / k.available)) END,
		CASE WHEN k.status = 'not_rated' AND coalesce(k.effective, 0) < 10 THEN
			format('儿童与监护人回答的有效样本量为%s，需达10', shown_number(coalesce(k.effective, 0))) END,
		CASE WHEN k.measured > 0 THEN format('%s＝%s分，已测分值合计%s分', replace(k.sum, ' + ', '＋'), shown_number(k.earned), shown_number(k.measured)) ELSE '没有已测分值' END,
		CASE WHEN k.status = 'rated' THEN format('100×%s÷%s＝%s', shown_number(k.earned), shown_number(k.measured), shown_number(k.score)) END);
	RETURN NEXT;

	-- rank, band, and how sure they are
	points := NULL;
	available := NULL;
	IF k.rank IS NOT NULL THEN
		topic := 'rank';
		step := step + 1;
		item := 'rank';
		value := k.rank;
		SELECT count(*) - 1 AS tied INTO f
		FROM evaluation_result x
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.scope = 'site' AND x.code = 'rank' AND x.value = k.rank;
		explanation := format('%s of %s rated sites have a higher score, so rank %s', shown_number(k.rank - 1), k.rated, shown_number(k.rank))
			|| CASE WHEN f.tied > 0 THEN format(', shared with %s', f.tied) ELSE '' END;
		explanation_zh := format('参评的%s个服务点中，%s个得分更高，故列第%s名', k.rated, shown_number(k.rank - 1), shown_number(k.rank))
			|| CASE WHEN f.tied > 0 THEN format('（与另外%s个并列）', f.tied) ELSE '' END;
		RETURN NEXT;
		step := step + 1;
		item := 'band';
		value := k.quintile;
		explanation := format('%s band: top are those with fewer than %s better ones (20 %% of %s), bottom those with %s or more (80 %%), and here it is %s; quintile 5 - floor(5 x %s / %s) = %s',
			k.band, shown_number(0.2 * k.rated), k.rated, shown_number(0.8 * k.rated), shown_number(k.rank - 1), shown_number(k.rank - 1), k.rated, shown_number(k.quintile));
		explanation_zh := format('%s：得分更高者少于%s个（%s的20%%）为前20%%，达到%s个（80%%）为后20%%，本点为%s个；五分位5－（5×%s÷%s的整数部分）＝%s',
			CASE k.band WHEN 'top' THEN '前20%' WHEN 'bottom' THEN '后20%' ELSE '中间档' END,
			shown_number(0.2 * k.rated), k.rated, shown_number(0.8 * k.rated), shown_number(k.rank - 1), shown_number(k.rank - 1), k.rated, shown_number(k.quintile));
		RETURN NEXT;
		FOR e IN
			SELECT x.code, x.value, x.lo, x.hi, x.n, t.value AS p_top, b.value AS p_bottom, v.english, v.chinese
			FROM (VALUES (1, '', 'data and weights vary', '数据与权重均变动'),
					(2, '_data', 'only the data vary (visits and answers are samples)', '仅数据变动（走访与问卷为抽样）'),
					(3, '_weights', 'only the weights of the indicators vary', '仅指标权重变动')) AS v (place, suffix, english, chinese)
				JOIN evaluation_result x ON x.code = 'expected_rank' || v.suffix
				JOIN evaluation_result t ON t.code = 'p_top' || v.suffix AND t.project_id = x.project_id AND t.run_id = x.run_id AND t.scope = x.scope AND t.scope_key = x.scope_key
				JOIN evaluation_result b ON b.code = 'p_bottom' || v.suffix AND b.project_id = x.project_id AND b.run_id = x.run_id AND b.scope = x.scope AND b.scope_key = x.scope_key
			WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.scope = 'site' AND x.scope_key = $1::text
			ORDER BY v.place
		LOOP
			step := step + 1;
			item := e.code;
			value := e.value;
			explanation := format('%s: in 90 of 100 draws, of %s, the rank lies from %s to %s, %s on average; in the top 20 %% with probability %s, in the bottom 20 %% with %s',
				e.english, e.n, e.lo, e.hi, shown_number(e.value), shown_number(e.p_top), shown_number(e.p_bottom));
			explanation_zh := format('%s：%s次模拟中，90%%的名次在%s至%s之间，平均%s；位于前20%%的概率为%s，后20%%的概率为%s',
				e.chinese, e.n, e.lo, e.hi, shown_number(e.value), shown_number(e.p_top), shown_number(e.p_bottom));
			RETURN NEXT;
		END LOOP;
		step := step + 1;
		item := 'shadow_score';
		value := k.shadow_score;
		explanation := format('geometric mean of 1 + 99 x points / available, weighted by available, in which nothing makes up for a part that is missing: %s, rank %s by it; for comparison, it decides nothing',
			shown_number(k.shadow_score), shown_number(k.shadow_rank));
		explanation_zh := format('以分值加权的几何平均（各项1＋99×得分÷分值，短板不可互补）：%s，据此列第%s名；仅供对照，不影响结果', shown_number(k.shadow_score), shown_number(k.shadow_rank));
		RETURN NEXT;
	END IF;

	-- indicator by indicator: counts, value, points
	topic := 'indicator';
	FOR e IN
		SELECT i.code, split_part(i.name, ' | ', 1) AS name, coalesce(nullif(split_part(i.name, ' | ', 2), ''), i.name) AS name_zh,
			x.value, x.lo AS whole, x.n, x.points, x.points_error, x.available, x.status = 'pooled' AS pooled, p.english, p.chinese
		FROM evaluation_result x
			JOIN indicator i ON i.scheme_id = run.scheme_id AND i.version = run.scheme_version AND i.code = x.code
			CROSS JOIN LATERAL explained_points(x.value, i.rule, i.direction, x.hi, i.target IS NULL, i.lo, i.hi, x.points, x.available) p
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.scope = 'site' AND x.scope_key = $1::text
		ORDER BY i.code COLLATE "C"
	LOOP
		step := step + 1;
		item := e.code;
		value := trim_scale(round(e.value, 6));
		points := trim_scale(round(e.points, 6));
		available := e.available;
		c := NULL;
		c_zh := NULL;
		-- A bureau may have put its own view in the place of one of these; then its numbers do not fit these words.
		IF e.code = 'O1' AND k.target > 0 AND (e.value IS NULL OR abs(e.value - k.verified / k.target) < 0.000001) THEN
			c := format('%s reported', shown_number(k.reported))
				|| CASE WHEN k.reported > k.deduplicated THEN format(', less %s repeated (confirmed by a person or found by a verifier): %s remain', shown_number(k.reported - k.deduplicated), shown_number(k.deduplicated)) ELSE '' END
				|| CASE WHEN k.held > 0 THEN format(' (%s of these held: perhaps repeated, undecided, counted)', shown_number(k.held)) ELSE '' END;
			c_zh := format('上报%s次', shown_number(k.reported))
				|| CASE WHEN k.reported > k.deduplicated THEN format('，其中经判定或核查确认重复%s次，余%s次', shown_number(k.reported - k.deduplicated), shown_number(k.deduplicated)) ELSE '' END
				|| CASE WHEN k.held > 0 THEN format('（其中疑似重复、待判定%s次，暂予计入）', shown_number(k.held)) ELSE '' END;
			IF k.verified IS NULL THEN
				c := c || '; nothing was ever checked';
				c_zh := c_zh || '；从未核查';
			ELSE
				IF k.checked > 0 THEN
					c := c || format('; of %s checked %s %s confirmed', k.checked, shown_number(k.confirmed), CASE k.confirmed WHEN 1 THEN 'was' ELSE 'were' END);
					c_zh := c_zh || format('；核查%s次，属实%s次', k.checked, shown_number(k.confirmed));
				END IF;
				IF k.deduplicated > k.checked THEN
					c := c || format('; %s not checked, taken for %s by %s', shown_number(k.deduplicated - k.checked), shown_number(k.verified - k.confirmed),
						CASE WHEN k.pool_sampled > 0 THEN format('%s of %s checks confirmed here and %s of %s at the homes of the same risk, or at all where none of those was checked: %s x (%s + 2 x %s / %s) / (%s + 2) = %s',
							shown_number(k.confirmed), k.sampled, shown_number(k.pool_confirmed), k.pool_sampled,
							shown_number(k.deduplicated - k.checked), shown_number(k.confirmed), shown_number(k.pool_confirmed), k.pool_sampled, k.sampled, shown_number(k.verified - k.confirmed))
						WHEN run.period IS NULL THEN 'the checks here and at the homes of the same risk, quarter by quarter'
						ELSE 'the checks here and at the homes of the same risk, item by item' END);
					c_zh := c_zh || format('；未核查%s次，估计计%s次，依据为%s', shown_number(k.deduplicated - k.checked), shown_number(k.verified - k.confirmed),
						CASE WHEN k.pool_sampled > 0 THEN format('本点核查%s次属实%s次、同风险分层（该层无核查则取全部）核查%s次属实%s次：%s×（%s＋2×%s÷%s）÷（%s＋2）＝%s',
							k.sampled, shown_number(k.confirmed), k.pool_sampled, shown_number(k.pool_confirmed),
							shown_number(k.deduplicated - k.checked), shown_number(k.confirmed), shown_number(k.pool_confirmed), k.pool_sampled, k.sampled, shown_number(k.verified - k.confirmed))
						WHEN run.period IS NULL THEN '本点及同风险分层各季度核查结果'
						ELSE '本点及同风险分层各项合同内容的核查结果' END);
				END IF;
				c := c || format('; verified %s, due %s: %s / %s = %s',
					CASE WHEN k.deduplicated > k.checked AND k.confirmed > 0 THEN format('%s + %s = %s', shown_number(k.confirmed), shown_number(k.verified - k.confirmed), shown_number(k.verified)) ELSE shown_number(k.verified) END,
					shown_number(k.target), shown_number(k.verified), shown_number(k.target), shown_number(e.value));
				c_zh := c_zh || format('；核实%s次，应完成%s次：%s÷%s＝%s',
					CASE WHEN k.deduplicated > k.checked AND k.confirmed > 0 THEN format('%s＋%s＝%s', shown_number(k.confirmed), shown_number(k.verified - k.confirmed), shown_number(k.verified)) ELSE shown_number(k.verified) END,
					shown_number(k.target), shown_number(k.verified), shown_number(k.target), shown_number(e.value));
			END IF;
		ELSIF e.code = 'O2' AND e.whole IS NOT NULL THEN
			c := CASE WHEN e.n = 0 THEN 'no activity, so no records: 0' WHEN e.whole = 0 THEN format('nobody has looked at the records of the %s activities', e.n)
				ELSE format('%s of the %s records of %s activities that somebody looked at are filled in: %s / %s = %s', shown_number(e.value * e.whole), shown_number(e.whole), e.n, shown_number(e.value * e.whole), shown_number(e.whole), shown_number(e.value)) END;
			c_zh := CASE WHEN e.n = 0 THEN '无活动，亦无档案：0' WHEN e.whole = 0 THEN format('%s次活动的档案均未查看', e.n)
				ELSE format('%s次活动已查档案%s份，其中已填%s份：%s÷%s＝%s', e.n, shown_number(e.whole), shown_number(e.value * e.whole), shown_number(e.value * e.whole), shown_number(e.whole), shown_number(e.value)) END;
		ELSIF e.code = 'O3' AND (e.whole IS NOT NULL OR e.value IS NULL) THEN
			c := CASE WHEN e.pooled OR e.value IS NULL THEN format('%s visits to the home on rest days, fewer than 3, so those of the township count', e.n) ELSE format('%s visits to the home on rest days', e.n) END
				|| CASE WHEN e.value IS NULL THEN ', but there is none' ELSE format('; of %s visits %s found the room open: %s / %s = %s', shown_number(e.whole), shown_number(e.value * e.whole), shown_number(e.value * e.whole), shown_number(e.whole), shown_number(e.value)) END;
			c_zh := CASE WHEN e.pooled OR e.value IS NULL THEN format('休息日走访%s次，不足3次，取乡镇合计', e.n) ELSE format('休息日走访%s次', e.n) END
				|| CASE WHEN e.value IS NULL THEN '，但乡镇亦无走访' ELSE format('；%s次走访中开放%s次：%s÷%s＝%s', shown_number(e.whole), shown_number(e.value * e.whole), shown_number(e.value * e.whole), shown_number(e.whole), shown_number(e.value)) END;
		ELSIF e.code = 'O4' AND e.value IS NOT NULL THEN
			c := format('%s of %s quarters since the term began reached their target, repeats deducted: %s / %s = %s', shown_number(e.value * e.n), e.n, shown_number(e.value * e.n), e.n, shown_number(e.value));
			c_zh := format('自项目开始的%s个季度中，%s个季度去重后达到目标：%s÷%s＝%s', e.n, shown_number(e.value * e.n), shown_number(e.value * e.n), e.n, shown_number(e.value));
		ELSIF e.code = 'O5' THEN
			c := CASE WHEN e.value IS NULL THEN 'too few answers to know who was satisfied'
				WHEN e.value = 'Infinity' AND k.satisfaction = 0 THEN 'nobody was satisfied, so the cost of a satisfied beneficiary-day has no end'
				WHEN e.value = 'Infinity' THEN 'nobody came, as far as is known, so the cost of a satisfied beneficiary-day has no end'
				ELSE format('%s yuan for each satisfied beneficiary-day: the home''s share of the price by its days, of which a satisfaction of %s of 100 counts, in whole yuan (the number of days is not shown)',
					shown_number(e.value), shown_number(k.satisfaction)) END;
			c_zh := CASE WHEN e.value IS NULL THEN '回答过少，满意度未知'
				WHEN e.value = 'Infinity' AND k.satisfaction = 0 THEN '满意度为0，每满意服务人日成本无法计算'
				WHEN e.value = 'Infinity' THEN '无参加记录，每满意服务人日成本无法计算'
				ELSE format('每满意服务人日%s元：分摊价款除以服务人日，人日按满意度%s（满分100）折算，取整（人日数不予列示）', shown_number(e.value), shown_number(k.satisfaction)) END;
		ELSIF e.code = 'B1' THEN
			c := CASE WHEN e.value IS NULL THEN 'without a roster nobody knows who was reached'
				ELSE format('of the children on the roster, counted 2, 1.5 and 1 for the need levels A, B and C, those who came at least once: %s (counts of children are not shown)', shown_number(e.value)) END;
			c_zh := CASE WHEN e.value IS NULL THEN '无名册，覆盖情况未知'
				ELSE format('名册儿童按A、B、C级权重2、1.5、1计，至少参加一次者占%s（儿童人数不予列示）', shown_number(e.value)) END;
		ELSIF e.code = 'B2' THEN
			c := CASE WHEN e.pooled THEN 'fewer than 5 key children at the home, so those of the township, or of the project, count; ' ELSE '' END
				|| CASE WHEN e.value IS NULL THEN 'none of the others came, or what the larger place has may not be shown, so there is nothing to compare' ELSE format('share of the children of need level A who came / share of those of C = %s (counts of children are not shown)', shown_number(e.value)) END;
			c_zh := CASE WHEN e.pooled THEN '本点重点儿童不足5人，取乡镇或项目合计；' ELSE '' END
				|| CASE WHEN e.value IS NULL THEN '一般儿童无人参加，或更大范围的人数不予列示，无从比较' ELSE format('A级儿童参与率÷C级儿童参与率＝%s（儿童人数不予列示）', shown_number(e.value)) END;
		ELSIF e.code = 'B3' THEN
			c := CASE WHEN e.value IS NULL THEN 'no need is recorded' ELSE format('%s activities that serve a type of need; 1 - half of the differences between the shares of their hours and the shares of needs, by type = %s (counts of children are not shown)', e.n, shown_number(e.value)) END;
			c_zh := CASE WHEN e.value IS NULL THEN '无需求记录' ELSE format('有需求类型的活动%s次；1－各类服务时长占比与需求占比之差的一半＝%s（儿童人数不予列示）', e.n, shown_number(e.value)) END;
		ELSIF e.code = 'B4' AND e.value IS NOT NULL AND (k.vacant_days IS NULL OR e.value < 1) THEN
			c := CASE WHEN k.vacant_days IS NULL THEN 'no director is recorded in the project: 0'
				ELSE format('directors since the term began or the site opened: %s; of %s days %s without any: 1 - %s / %s = %s', e.n,
					round(k.vacant_days / (1 - e.value)), k.vacant_days, k.vacant_days, round(k.vacant_days / (1 - e.value)), shown_number(e.value)) END;
			c_zh := CASE WHEN k.vacant_days IS NULL THEN '项目无任职记录：0'
				ELSE format('自项目开始或服务点开放以来历任负责人%s人，%s天中空缺%s天：1－%s÷%s＝%s', e.n,
					round(k.vacant_days / (1 - e.value)), k.vacant_days, k.vacant_days, round(k.vacant_days / (1 - e.value)), shown_number(e.value)) END;
		ELSIF e.code = 'B4' AND e.value = 1 THEN
			c := format('directors since the term began or the site opened: %s; no day without any: 1', e.n);
			c_zh := format('自项目开始或服务点开放以来历任负责人%s人，无空缺：1', e.n);
		ELSIF e.code = 'B5' THEN
			c := CASE WHEN e.value IS NULL THEN 'fewer than 5 answers of guardians' ELSE format('%s answers of guardians, which add up to %s times yes: %s / %s = %s', e.n, shown_number(e.value * e.n), shown_number(e.value * e.n), e.n, shown_number(e.value)) END;
			c_zh := CASE WHEN e.value IS NULL THEN '监护人回答不足5份' ELSE format('监护人有效回答%s份，合计知晓%s份：%s÷%s＝%s', e.n, shown_number(e.value * e.n), shown_number(e.value * e.n), e.n, shown_number(e.value)) END;
		ELSIF e.code = 'S1' AND (e.value IS NULL OR abs(e.value - k.satisfaction) < 0.000001) THEN
			c := CASE WHEN e.value IS NULL THEN 'the answers weigh less than 5 equal ones'
				ELSE format('%s answers of children and guardians, none collected by a provider, worth %s equal ones. The mean of each need level is drawn towards that of the project, the more the fewer answers there are; weighted 2, 1.5 and 1 for A, B and C, and by the roster, these give %s',
					e.n, shown_number(k.effective), shown_number(e.value))
					|| CASE WHEN k.unheard > 0 THEN format('; %s of this weight was not heard: whatever they think, it is from %s to %s', shown_number(k.unheard), shown_number(k.lower), shown_number(k.upper))
						WHEN k.unheard = 0 THEN '; every need level was heard' ELSE '; without a roster nobody knows who was not heard' END END;
			c_zh := CASE WHEN e.value IS NULL THEN '回答的有效样本量不足5'
				ELSE format('儿童与监护人有效回答%s份（承接方自行收集的不计），有效样本量%s。各需求等级均值向全项目同等级均值收缩，回答越少收缩越多；按A、B、C级权重2、1.5、1及名册人数加权，得%s',
					e.n, shown_number(k.effective), shown_number(e.value))
					|| CASE WHEN k.unheard > 0 THEN format('；未表达意见群体占权重%s，无论其意见如何，满意度在%s至%s之间', shown_number(k.unheard), shown_number(k.lower), shown_number(k.upper))
						WHEN k.unheard = 0 THEN '；各需求等级均有回答' ELSE '；无名册，未表达意见者未知' END END;
		ELSIF e.code = 'S2' AND e.n IS NOT NULL THEN
			c := CASE WHEN e.value IS NULL THEN 'no answer of village or buyer' ELSE format('%s answers of village and buyer, which add up to %s on a scale of 0 to 100: %s / %s = %s', e.n, shown_number(e.value * e.n), shown_number(e.value * e.n), e.n, shown_number(e.value)) END;
			c_zh := CASE WHEN e.value IS NULL THEN '村与购买方均未回答' ELSE format('村与购买方有效回答%s份，折合百分制合计%s：%s÷%s＝%s', e.n, shown_number(e.value * e.n), shown_number(e.value * e.n), e.n, shown_number(e.value)) END;
		ELSIF e.value IS NOT NULL THEN
			c := concat_ws('; ', CASE WHEN e.n IS NOT NULL THEN format('from %s facts', e.n) END,
				CASE WHEN e.pooled THEN 'taken from a larger place, as the site has too few of its own' END,
				CASE WHEN e.whole > 0 THEN format('%s of %s', shown_number(e.value * e.whole), shown_number(e.whole)) END,
				'value ' || shown_number(nullif(e.value, 'Infinity')));
			c_zh := concat_ws('；', CASE WHEN e.n IS NOT NULL THEN format('依据%s条记录', e.n) END,
				CASE WHEN e.pooled THEN '本点记录过少，取更大范围合计' END,
				CASE WHEN e.whole > 0 THEN format('%s中的%s', shown_number(e.whole), shown_number(e.value * e.whole)) END,
				'数值' || shown_number(nullif(e.value, 'Infinity')));
		END IF;
		explanation := concat_ws('. ', e.name || coalesce(': ' || c, ''), e.english)
			|| CASE WHEN e.points_error > 0 THEN format(', with a standard error of %s', shown_number(e.points_error)) ELSE '' END;
		explanation_zh := concat_ws('。', e.name_zh || coalesce('：' || c_zh, ''), e.chinese)
			|| CASE WHEN e.points_error > 0 THEN format('，得分标准误%s', shown_number(e.points_error)) ELSE '' END;
		RETURN NEXT;
	END LOOP;

	-- what the scheme has and this site has not
	topic := 'left out';
	value := NULL;
	points := NULL;
	FOR e IN
		SELECT i.code, split_part(i.name, ' | ', 1) AS name, coalesce(nullif(split_part(i.name, ' | ', 2), ''), i.name) AS name_zh, i.points,
			EXISTS (SELECT FROM evaluation_result x WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.scope = 'project' AND x.code = i.code) AS of_project
		FROM indicator i
		WHERE i.scheme_id = run.scheme_id AND i.version = run.scheme_version
			AND NOT EXISTS (SELECT FROM evaluation_result x
							WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.scope = 'site' AND x.scope_key = $1::text AND x.code = i.code)
		ORDER BY i.code COLLATE "C"
	LOOP
		step := step + 1;
		item := e.code;
		available := trim_scale(e.points);
		explanation := format('%s. Its %s points are taken out of the reckoning: %s', e.name, shown_number(e.points), CASE WHEN e.of_project THEN 'it is about the project as a whole' ELSE 'it does not apply here' END);
		explanation_zh := format('%s。其%s分不纳入本点计算：%s', e.name_zh, shown_number(e.points), CASE WHEN e.of_project THEN '属项目整体指标' ELSE '不适用于本点' END);
		RETURN NEXT;
	END LOOP;

	-- where most is to be had
	topic := 'to gain';
	FOR e IN
		SELECT x.code, split_part(i.name, ' | ', 1) AS name, coalesce(nullif(split_part(i.name, ' | ', 2), ''), i.name) AS name_zh, x.available, x.available - x.points AS more
		FROM evaluation_result x
			JOIN indicator i ON i.scheme_id = run.scheme_id AND i.version = run.scheme_version AND i.code = x.code
		WHERE x.project_id = run.project_id AND x.run_id = run.run_id AND x.scope = 'site' AND x.scope_key = $1::text AND x.points < x.available
		ORDER BY x.available - x.points DESC, x.code COLLATE "C"
		LIMIT 3
	LOOP
		step := step + 1;
		item := e.code;
		value := trim_scale(round(100 * (k.earned + e.more) / k.measured, 4));
		points := trim_scale(round(e.more, 6));
		available := e.available;
		explanation := format('%s: %s points were not earned. With all of them 100 x (%s + %s) / %s = %s', e.name, shown_number(e.more), shown_number(k.earned), shown_number(e.more), shown_number(k.measured), shown_number(value));
		explanation_zh := format('%s：失分%s分。若得满分：100×（%s＋%s）÷%s＝%s', e.name_zh, shown_number(e.more), shown_number(k.earned), shown_number(e.more), shown_number(k.measured), shown_number(value));
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION explain_score(bigint, date, text, bigint) IS 'Why this grade? From the grade of a site to its score, points, values and the counts behind them, for the term or a quarter, a profile (by default the headline), or a run whose results are kept | 为何得此等级？从等级逐步说明得分、分值、数值及其依据';
