-- SPDX-License-Identifier: PostgreSQL
-- The letter of a rectification, line by line, as Chinese offices set it: title, number, addressee, body, signature,
-- day.  What was found and what is demanded are read from the row, so a letter that is printed again says the same.
CREATE OR REPLACE FUNCTION rectification_letter(project_id bigint, rectification_id bigint)
RETURNS TABLE (line integer, text_en text, text_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	r		rectification;
	named	record;
BEGIN
	SELECT * INTO r FROM rectification x WHERE x.project_id = $1 AND x.rectification_id = $2;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no such rectification'
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = format('project_id is %s, rectification_id is %s.', coalesce($1::text, 'NULL'),
					coalesce($2::text, 'NULL')),
				  HINT = 'The view rectification_status lists them. | 见视图rectification_status。';
	END IF;
	SELECT p.name AS project, o.name AS buyer, q.site, q.village, q.township, u.name AS provider INTO named
	FROM project p
		JOIN organization o ON o.org_id = p.buyer_id
		LEFT JOIN site_place q ON q.project_id = p.project_id AND q.site_id = r.site_id
		LEFT JOIN contract c ON c.project_id = p.project_id AND c.contract_id = r.contract_id
		LEFT JOIN organization u ON u.org_id = c.provider_id
	WHERE p.project_id = $1;
	RETURN QUERY
	SELECT l.place, l.english, l.chinese
	FROM (VALUES
		(1, 'Notice of rectification', '整改通知书'),
		(2, format('No. %s of %s', r.rectification_id, extract(year FROM r.issued_on)),
			format('整改〔%s〕%s号', extract(year FROM r.issued_on), r.rectification_id)),
		(3, 'To ' || coalesce(nullif(concat_ws('; ', coalesce(r.responsible, named.provider),
				named.site || format(' (%s, %s)', named.village, named.township)), ''), 'all providers') || ':',
			coalesce(nullif(concat_ws('，', coalesce(r.responsible, named.provider),
				named.site || format('（%s，%s）', named.village, named.township)), ''), '各承接主体') || '：'),
		(4, format('In the project "%s" the following was found.', named.project),
			format('在“%s”项目中发现下列问题，现通知你单位整改。', named.project)),
		(5, '1. What was found: ' || coalesce(r.reason, r.reason_zh), '一、存在问题：' || coalesce(r.reason_zh, r.reason)),
		(6, '2. What is demanded: ' || coalesce(r.demand, r.demand_zh), '二、整改要求：' || coalesce(r.demand_zh, r.demand)),
		(7, format('3. By when: report in writing to %s by %s, that day included, with evidence of what was done.',
				named.buyer, r.due_on),
			format('三、整改期限：请于%s前（含当日）将整改情况及佐证材料书面报送%s。', chinese_day(r.due_on), named.buyer)),
		(8, '4. What follows: a report that is not there by then is recorded as overdue. Each report will be verified.',
			'四、逾期处理：逾期未报送的，记为逾期未整改。报送的整改情况将予以核验。'),
		(9, named.buyer, named.buyer),
		(10, r.issued_on::text, chinese_day(r.issued_on))
	) AS l (place, english, chinese)
	ORDER BY l.place;
END
$$;
COMMENT ON FUNCTION rectification_letter(bigint, bigint) IS
	'rectification letter: the letter to print, line by line, in English and Chinese | 整改通知书：可打印的整改通知书，逐行中英文';

CREATE OR REPLACE FUNCTION rectification_letters(project_id bigint, period text DEFAULT NULL,
	source text DEFAULT NULL)
RETURNS TABLE (rectification_id bigint, site_id bigint, site text, village text, township text, line integer,
	text_en text, text_zh text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT t.rectification_id, t.site_id, t.site, t.village, t.township, l.line, l.text_en, l.text_zh
FROM rectification_status t CROSS JOIN LATERAL rectification_letter(t.project_id, t.rectification_id) l
WHERE t.project_id = $1 AND t.status NOT IN ('verified', 'withdrawn')
	AND ($2 IS NULL OR t.period = $2) AND ($3 IS NULL OR t.source = $3)
ORDER BY t.township COLLATE "C", t.village COLLATE "C", t.rectification_id, l.line
$$;
COMMENT ON FUNCTION rectification_letters(bigint, text, text) IS
	'rectification letters: all that are not verified yet, of a period and a source such as band | '
	'批量整改通知书：尚未核验的全部通知书，可按时段与来源';
