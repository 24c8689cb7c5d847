-- SPDX-License-Identifier: PostgreSQL
-- The notice that is put up for objections, line by line: only what village_ranking shows.
CREATE OR REPLACE FUNCTION ranking_notice(project_id bigint, period text DEFAULT 'term', profile text DEFAULT NULL)
RETURNS TABLE (line integer, text_en text, text_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	run		evaluation_run := named_run($1, $2, $3);
	named	record;
	shown	publication;
	before	publication;
	head	text;			-- check number of a sealed run
	e		record;
BEGIN
	SELECT p.name AS project, o.name AS buyer, s.name_en, s.name_zh, n.from_on, n.until_on, w.english, w.chinese,
		c.sites, c.rated, c.bounded
	INTO named
	FROM project p
		JOIN organization o ON o.org_id = p.buyer_id
		JOIN scheme s ON s.scheme_id = run.scheme_id AND s.version = run.version
		JOIN snapshot n ON n.project_id = p.project_id AND n.snapshot_id = run.snapshot_id
		CROSS JOIN LATERAL period_words(p.project_id, run.period) w
		CROSS JOIN LATERAL (
			SELECT count(*) AS sites, count(v.rank) AS rated, count(v.rank_set_lower) > 0 AS bounded
			FROM village_ranking v
			WHERE v.project_id = p.project_id AND v.period = run.period AND v.profile = run.scheme_id
		) c
	WHERE p.project_id = $1;
	SELECT * INTO shown FROM publication x WHERE x.project_id = $1 AND x.run_id = run.run_id;
	SELECT x.* INTO before
	FROM publication x JOIN evaluation_run r ON r.project_id = x.project_id AND r.run_id = x.run_id
	WHERE x.project_id = $1 AND r.period = run.period AND r.scheme_id = run.scheme_id AND r.run_id <> run.run_id
	ORDER BY x.run_id DESC
	LIMIT 1;

	line := 1;
	text_en := format('Result of the evaluation of the project "%s"', named.project);
	text_zh := format('“%s”项目绩效评价结果公示', named.project);
	RETURN NEXT;
	line := line + 1;
	text_en := format('Period: %s, %s to %s. Scheme: %s, version %s.', named.english, named.from_on, named.until_on,
		named.name_en, run.version);
	text_zh := format('评价时段：%s（%s至%s）。评价方案：%s（第%s版）。', named.chinese, chinese_day(named.from_on),
		chinese_day(named.until_on), named.name_zh, run.version);
	RETURN NEXT;
	line := line + 1;
	text_en := format('Sites: %s. Rated: %s. Not rated, as too little is known: %s.', named.sites, named.rated,
		named.sites - named.rated)
		|| CASE WHEN named.bounded THEN ' The true ranks of all lie in their rank intervals, with 95 % confidence.'
			ELSE '' END;
	text_zh := format('服务点共%s个，已评%s个，因数据不足未评%s个。', named.sites, named.rated, named.sites - named.rated)
		|| CASE WHEN named.bounded THEN '各点真实名次同时在其置信名次之内，置信度95%。' ELSE '' END;
	RETURN NEXT;
	FOR e IN
		SELECT v.rank, v.village, v.township, p.site, shown_number(v.score) AS score, coalesce(g.en, v.grade) AS grade,
			coalesce(g.zh, v.grade) AS grade_zh, v.grade <> u.code AS capped, coalesce(w.en, u.code) AS uncapped,
			coalesce(w.zh, u.code) AS uncapped_zh, v.rank_set_lower, v.rank_set_upper
		FROM village_ranking v
			JOIN site_place p ON p.project_id = v.project_id AND p.site_id = v.site_id
			JOIN scheme s ON s.scheme_id = run.scheme_id AND s.version = run.version
			CROSS JOIN LATERAL (
				SELECT grade_of(v.score, s.grade_medium, s.grade_good, s.grade_excellent) AS code
			) u
			LEFT JOIN label g ON g.kind = 'grade' AND g.code = v.grade
			LEFT JOIN label w ON w.kind = 'grade' AND w.code = u.code
		WHERE v.project_id = $1 AND v.period = run.period AND v.profile = run.scheme_id
		ORDER BY v.rank, v.division_code, v.site_id
	LOOP
		line := line + 1;
		text_en := format('%s: %s (%s, %s)%s', CASE WHEN e.rank IS NULL THEN 'Not rated' ELSE 'Rank ' || e.rank END,
			e.site, e.village, e.township,
			CASE WHEN e.rank IS NOT NULL THEN format(', score %s, %s', e.score, e.grade) END
				|| CASE WHEN e.capped THEN format(' (a cap holds it there: by its score it would be %s)', e.uncapped)
					ELSE '' END
				|| coalesce(', rank interval ' || e.rank_set_lower || ' to ' || e.rank_set_upper, ''));
		text_zh := format('%s：%s（%s，%s）%s', CASE WHEN e.rank IS NULL THEN '未评' ELSE format('第%s名', e.rank) END,
			e.site, e.village, e.township,
			CASE WHEN e.rank IS NOT NULL THEN format('，得分%s分，等级%s', e.score, e.grade_zh) END
				|| CASE WHEN e.capped THEN format('（按得分为%s，受等级上限限制）', e.uncapped_zh) ELSE '' END
				|| coalesce('，置信名次' || e.rank_set_lower || '至' || e.rank_set_upper, ''));
		RETURN NEXT;
	END LOOP;
	IF before.run_id IS NOT NULL THEN
		line := line + 1;
		text_en := format('This result replaces the one that was published from %s until %s.', before.from_on,
			before.until_on);
		text_zh := format('本结果取代%s至%s公示的结果。', chinese_day(before.from_on), chinese_day(before.until_on));
		RETURN NEXT;
	END IF;
	line := line + 1;
	IF shown.run_id IS NULL THEN
		text_en := 'The days of publication are not fixed yet.';
		text_zh := '公示期尚未确定。';
	ELSE
		text_en := format('Published from %s until %s%s.', shown.from_on, shown.until_on, ', ' || shown.place);
		text_zh := format('公示期：%s至%s%s。', chinese_day(shown.from_on), chinese_day(shown.until_on),
			'，公示地点：' || shown.place);
	END IF;
	RETURN NEXT;
	line := line + 1;
	IF run.sealed_at IS NULL THEN
		text_en := format('Run %s. The result is not sealed yet.', run.run_id);
		text_zh := format('批次：%s。本结果尚未封存。', run.run_id);
	ELSE
		head := check_number(run.project_id, run.run_id);
		text_en := format('Run %s, sealed on %s. Check number: %s. '
			'The bureau shows with verify_chain(''%3$s'') that nothing was altered since.', run.run_id,
			day_of(run.sealed_at), head);
		text_zh := format('批次：%s，%s封存。校验码：%s。购买主体可用verify_chain(''%3$s'')核验封存后未被改动。', run.run_id,
			chinese_day(day_of(run.sealed_at)), head);
	END IF;
	RETURN NEXT;
	line := line + 1;
	text_en := format('Objections go in writing to %s%s. They name the site and say why.', named.buyer,
		' by ' || shown.until_on || ', that day included');
	text_zh := format('对结果有异议的，请%s以书面形式向%s提出申诉，写明服务点和理由。',
		'于' || chinese_day(shown.until_on) || '前（含当日）', named.buyer);
	RETURN NEXT;
	line := line + 1;
	text_en := named.buyer;
	text_zh := named.buyer;
	RETURN NEXT;
	line := line + 1;
	text_en := coalesce(shown.from_on, current_date);
	text_zh := chinese_day(coalesce(shown.from_on, current_date));
	RETURN NEXT;
END
$$;
COMMENT ON FUNCTION ranking_notice(bigint, text, text) IS
	'ranking notice: the result to be put up, line by line, with the days for objections | '
	'评价结果公示：可张贴的评价结果，逐行中英文，含申诉期限';
