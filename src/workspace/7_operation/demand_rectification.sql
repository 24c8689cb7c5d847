-- SPDX-License-Identifier: PostgreSQL
-- From what was found to what is demanded: one call makes the rows of rectification.
--
-- All words are made of what is stored: the finding, or the result of the run and its explanation.

CREATE OR REPLACE FUNCTION demanded_of_finding(project_id bigint, finding_id bigint)
RETURNS TABLE (site_id bigint, contract_id bigint, code text, reason text, reason_zh text, demand text, demand_zh text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	f	finding;
	i	record;
BEGIN
	SELECT * INTO f FROM finding x WHERE x.project_id = $1 AND x.finding_id = $2;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no such finding'
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = format('project_id is %s, finding_id is %s.', coalesce($1::text, 'NULL'),
					coalesce($2::text, 'NULL')),
				  HINT = 'The table finding lists the findings. | 发现事项见finding表。';
	END IF;
	-- a day of withdrawal in the future withdraws at once, as in counted_finding
	IF f.withdrawn_on IS NOT NULL THEN
		RAISE EXCEPTION 'the finding was withdrawn'
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = format('It was withdrawn on %s: %s', f.withdrawn_on, f.reason),
				  HINT = 'Nothing can be demanded on its account. | 已撤销的事项不能作为整改依据。';
	END IF;
	SELECT x.name_en, x.name_zh, x.rule INTO i
	FROM project p
		JOIN current_scheme c ON c.service = p.service
		JOIN indicator x ON x.scheme_id = c.scheme_id AND x.version = c.version AND x.code = f.code
	WHERE p.project_id = $1
	ORDER BY c.headline DESC, c.scheme_id COLLATE "C"
	LIMIT 1;
	IF (i.rule = 'deduct' AND f.points = 0) OR (i.rule = 'bonus' AND f.points >= 0) THEN
		RAISE EXCEPTION 'the finding is no fault'
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = format('By "%s" it %s: %s', i.name_en, CASE i.rule WHEN 'deduct' THEN 'takes nothing off'
					ELSE format('adds %s points', shown_number(f.points)) END, f.reason),
				  HINT = 'Nothing can be demanded on its account. | 该事项不是问题，不能作为整改依据。';
	END IF;
	RETURN QUERY SELECT f.site_id, f.contract_id, f.code,
		concat('On ', f.found_on, ' (' || i.name_en || ')', ': ', rtrim(f.reason, ' .。'), '.',
			' Points: ' || nullif(shown_number(f.points), '0') || '.',
			' Evidence: ' || rtrim(f.evidence, ' .。') || '.'),
		concat(chinese_day(f.found_on), '发现', '（' || i.name_zh || '）', '：', rtrim(f.reason, ' .。'), '。',
			'涉及分值：' || nullif(shown_number(f.points), '0') || '分。', '依据：' || rtrim(f.evidence, ' .。') || '。'),
		'Put this right, and see to it that it does not come back.'::text, '立即整改，并采取措施防止再次发生。'::text;
END
$$;
COMMENT ON FUNCTION demanded_of_finding(bigint, bigint) IS
	'inner demanded_of_finding: what a finding demands of whom | 内部事项整改：由发现事项得出的整改要求';

CREATE OR REPLACE FUNCTION demanded_of_limiters(run evaluation_run)
RETURNS TABLE (site_id bigint, contract_id bigint, code text, reason text, reason_zh text, demand text, demand_zh text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT k.site_id, NULL::bigint, substr(e.item, 5),
	format('%s This limits the grade: %s.', w.english, e.explanation),
	format('%s等级受限：%s。', w.chinese, e.explanation_zh),
	'Remove what limits the grade, and show that it was removed.', '消除限制等级的情形，并提交已消除的说明。'
FROM site_score k
	CROSS JOIN LATERAL result_words($1, k.site_id) w
	CROSS JOIN LATERAL explain_score(k.site_id, run_id => $1.run_id) e
WHERE k.project_id = $1.project_id AND k.run_id = $1.run_id AND k.caps <> '{}' AND e.item LIKE 'cap %'
$$;
COMMENT ON FUNCTION demanded_of_limiters(evaluation_run) IS
	'inner demanded_of_limiters: what the limiters that hold in a run demand of whom | 内部限级整改：由触发的限级得出的整改要求';

CREATE OR REPLACE FUNCTION demanded_of_gaps(run evaluation_run)
RETURNS TABLE (site_id bigint, contract_id bigint, code text, reason text, reason_zh text, demand text, demand_zh text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT g.site_id, NULL::bigint, g.status,
	concat(w.english, ' Why: ' || nullif(g.reason, '') || '.', ' Not measured: ' || m.english || '.'),
	concat(w.chinese, '原因：' || nullif(g.reason_zh, '') || '。', '未测指标：' || m.chinese || '。'),
	'Supply what is missing, so that the site can be rated.', '补齐缺失的资料，使该服务点可以评分。'
FROM data_gaps g
	CROSS JOIN LATERAL result_words($1, g.site_id) w
	CROSS JOIN LATERAL (
		SELECT string_agg(i.name_en, ', ' ORDER BY i.code COLLATE "C") AS english,
			string_agg(i.name_zh, '、' ORDER BY i.code COLLATE "C") AS chinese
		FROM indicator i
		WHERE i.scheme_id = $1.scheme_id AND i.version = $1.version
			AND i.code = ANY (string_to_array(g.not_measured, ' '))
	) m
WHERE g.project_id = $1.project_id AND g.period = $1.period AND g.profile = $1.scheme_id AND g.status = 'not_rated'
$$;
COMMENT ON FUNCTION demanded_of_gaps(evaluation_run) IS
	'inner demanded_of_gaps: what is demanded of sites that are not rated | 内部缺口整改：对未评服务点的整改要求';

CREATE OR REPLACE FUNCTION demanded_of_bottom(run evaluation_run)
RETURNS TABLE (site_id bigint, contract_id bigint, code text, reason text, reason_zh text, demand text, demand_zh text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT k.site_id, NULL::bigint, k.band,
	concat(w.english, ' Most points were lost in: ' || l.english || '.'),
	concat(w.chinese, '失分较多的指标：' || l.chinese || '。'),
	'Draw up measures for these points, carry them out, and report on them.', '针对失分指标制定整改措施，落实并报送整改情况。'
FROM site_score k
	CROSS JOIN LATERAL result_words($1, k.site_id) w
	CROSS JOIN LATERAL (
		SELECT string_agg(format('%s (%s of %s)', i.name_en, shown_number(e.points), shown_number(e.available)), ', '
				ORDER BY e.step) AS english,
			string_agg(format('%s（满分%s分，失%s分）', i.name_zh, shown_number(e.available), shown_number(e.points)), '、'
				ORDER BY e.step) AS chinese
		FROM explain_score(k.site_id, run_id => $1.run_id) e
			JOIN indicator i ON i.scheme_id = $1.scheme_id AND i.version = $1.version AND i.code = e.item
		WHERE e.topic = 'to gain'
	) l
WHERE k.project_id = $1.project_id AND k.run_id = $1.run_id AND k.band = 'bottom'
$$;
COMMENT ON FUNCTION demanded_of_bottom(evaluation_run) IS
	'inner demanded_of_bottom: what is demanded of the sites of the bottom band | 内部后档整改：对后档服务点的整改要求';

-- Who serves each site, or served it last, up to a day.
CREATE OR REPLACE FUNCTION site_providers(project_id bigint, day date) RETURNS TABLE (site_id bigint, providers text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT v.site_id, string_agg(v.name, '、' ORDER BY v.name COLLATE "C")
FROM (
	SELECT DISTINCT s.site_id, o.name
	FROM (
		SELECT s.site_id, s.contract_id, rank() OVER (PARTITION BY s.site_id ORDER BY max(upper(d.days)) DESC) AS place
		FROM contract_span($1) s
			CROSS JOIN LATERAL (SELECT s.served * datemultirange(daterange(NULL, $2, '[]')) AS days) d
		WHERE NOT isempty(d.days)
		GROUP BY s.site_id, s.contract_id
	) s
		JOIN contract c ON c.project_id = $1 AND c.contract_id = s.contract_id
		JOIN organization o ON o.org_id = c.provider_id
	WHERE s.place = 1
) v
GROUP BY v.site_id
$$;
COMMENT ON FUNCTION site_providers(bigint, date) IS
	'inner site_providers: who serves each site on a day, or served it last | 内部服务单位：各服务点当日或最近的承接主体';

-- The provider of a contract, those of a site, or all of the project.
CREATE OR REPLACE FUNCTION responsible_providers(project_id bigint, site_id bigint, contract_id bigint, day date)
	RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT CASE WHEN $3 IS NULL AND $2 IS NOT NULL
	THEN (SELECT v.providers FROM site_providers($1, $4) v WHERE v.site_id = $2)
	ELSE (SELECT string_agg(o.name, '、' ORDER BY o.name COLLATE "C")
		FROM organization o
		WHERE o.org_id IN (SELECT c.provider_id FROM contract c
			WHERE c.project_id = $1 AND c.contract_id = coalesce($3, c.contract_id))) END
$$;
COMMENT ON FUNCTION responsible_providers(bigint, bigint, bigint, date) IS
	'inner responsible_providers: providers that have to put something right | 内部责任单位：负责整改的承接主体';

CREATE OR REPLACE FUNCTION demand_rectification(project_id bigint, source text, finding_id bigint DEFAULT NULL,
	period text DEFAULT 'term', profile text DEFAULT NULL, site_id bigint DEFAULT NULL, issued_on date DEFAULT NULL,
	due_on date DEFAULT NULL, responsible text DEFAULT NULL, demand text DEFAULT NULL, demand_zh text DEFAULT NULL)
	RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
#variable_conflict use_column
DECLARE
	run		evaluation_run;
	first	date := coalesce($7, current_date);
	d		record;
	made	bigint;
	open	integer := 0;
	number	integer := 0;
BEGIN
	IF $2 IS NULL OR $2 NOT IN ('finding', 'limiter', 'data_gap', 'band') THEN
		RAISE EXCEPTION 'rectification cannot be demanded from the source "%"', coalesce($2, 'NULL')
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = 'The sources are finding, limiter, data_gap and band.',
				  HINT = 'Insert a row into rectification for another source. | 其他来源请直接写入rectification表。';
	END IF;
	IF $2 <> 'finding' THEN
		run := named_run($1, $4, $5);
	END IF;
	FOR d IN
		SELECT f.*, CASE WHEN f.contract_id IS NULL AND f.site_id IS NOT NULL THEN v.providers
			ELSE responsible_providers($1, NULL, f.contract_id, first) END AS providers
		FROM (
			SELECT * FROM demanded_of_finding($1, $3) WHERE $2 = 'finding'
			UNION ALL SELECT * FROM demanded_of_limiters(run) WHERE $2 = 'limiter'
			UNION ALL SELECT * FROM demanded_of_gaps(run) WHERE $2 = 'data_gap'
			UNION ALL SELECT * FROM demanded_of_bottom(run) WHERE $2 = 'band'
		) f
			-- of all sites at once: a large project has thousands
			LEFT JOIN site_providers($1, first) v ON v.site_id = f.site_id
		ORDER BY f.site_id, f.code
	LOOP
		CONTINUE WHEN $6 IS NOT NULL AND d.site_id IS DISTINCT FROM $6;
		number := number + 1;
		INSERT INTO rectification (project_id, site_id, contract_id, source, finding_id, period, code, reason,
			reason_zh, demand, demand_zh, issued_on, due_on, responsible)
		VALUES ($1, d.site_id, d.contract_id, $2, $3, run.period, d.code, d.reason, d.reason_zh,
			CASE WHEN num_nonnulls($10, $11) = 0 THEN d.demand ELSE $10 END,
			CASE WHEN num_nonnulls($10, $11) = 0 THEN d.demand_zh ELSE $11 END, first, coalesce($8, first + 30),
			coalesce($9, d.providers))
		ON CONFLICT (project_id, source, code, site_id, contract_id, finding_id)
			WHERE verified_on IS NULL AND source <> 'other' DO NOTHING
		RETURNING rectification_id INTO made;
		IF FOUND THEN
			RETURN NEXT made;
		ELSE
			open := open + 1;
		END IF;
	END LOOP;
	IF number = 0 THEN
		RAISE NOTICE 'nothing to demand: no site is concerned'
			USING HINT = 'Another period or profile may have other results. | 没有涉及的服务点；其他时段或方案的结果可能不同。';
	ELSIF open > 0 THEN
		RAISE NOTICE '% of % were demanded before and are not verified: not demanded again', open, number
			USING HINT = 'The view rectification_status lists them. | 见视图rectification_status。';
	END IF;
END
$$;
COMMENT ON FUNCTION demand_rectification(bigint, text, bigint, text, text, bigint, date, date, text, text, text) IS
	'demand rectification: from a finding, limiters that hold, sites not rated or the bottom band; returns the numbers '
	'| 要求整改：由发现事项、限级、未评或后档生成整改要求，返回编号';
