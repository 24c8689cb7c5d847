-- SPDX-License-Identifier: PostgreSQL
-- What a scheme must satisfy before it may judge.  Asked when it is frozen and at every refresh, since a bureau's own
-- view of schemes cannot carry triggers, and its own views of indicators and limiters may change.

-- Columns that a view of a bureau's own has to have; the first that is lacking.  A limiter whose value is an estimate
-- needs the threshold as well, or nobody could say whether the interval holds it.
CREATE OR REPLACE FUNCTION lacking_column(view_name text, with_value boolean) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT format('"%s" that is %s', c.name, CASE c.kind WHEN 'number' THEN 'a number' ELSE c.kind END)
FROM (VALUES (1, 'project_id', 'number', NULL::name[]), (2, 'site_id', 'number', NULL), (3, 'period', 'text', NULL),
	(4, 'value', 'number', NULL), (5, 'n', 'number', NULL), (6, 'cap', 'text', NULL),
	(7, 'value_lower', 'number', '{value_upper}'), (8, 'value_upper', 'number', '{value_lower}'),
	(9, 'threshold', 'number', '{std_error,value_lower}'))
		AS c (place, name, kind, beside)
	LEFT JOIN (pg_attribute a JOIN pg_type t ON t.oid = a.atttypid)
		ON a.attrelid = to_regclass(quote_ident(view_name)) AND a.attname = c.name AND NOT a.attisdropped
			AND t.typcategory = CASE c.kind WHEN 'number' THEN 'N' ELSE 'S' END
WHERE a.attname IS NULL AND c.name <> CASE WHEN with_value THEN 'cap' ELSE 'n' END
	AND (c.beside IS NULL OR (NOT with_value AND EXISTS (SELECT FROM pg_attribute b
		WHERE b.attrelid = to_regclass(quote_ident(view_name)) AND b.attname = ANY (c.beside) AND NOT b.attisdropped)))
ORDER BY c.place
LIMIT 1
$$;
COMMENT ON FUNCTION lacking_column(text, boolean) IS
	'inner lacking_column: first column that a view of an indicator or limiter lacks | 内部缺列：指标或限制视图缺少的列';

CREATE OR REPLACE FUNCTION check_scheme(scheme_id text, version integer) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	declared	numeric := (SELECT trim_scale(s.points) FROM scheme s WHERE s.scheme_id = $1 AND s.version = $2);
	total		numeric := (SELECT coalesce(trim_scale(sum(i.points)), 0) FROM indicator i WHERE i.scheme_id = $1
		AND i.version = $2);
	unknown		text;
	lacking		record;
BEGIN
	IF total IS DISTINCT FROM declared THEN
		RAISE EXCEPTION 'the indicators of scheme "%" version % add up to % points, not to %', $1, $2, total, declared
			USING ERRCODE = 'check_violation',
				  HINT = 'Correct the points of the indicators, or the points declared for the scheme. | '
					'请更正各指标分值或方案总分。';
	END IF;

	-- shipped: a function; a bureau's own: a view; else the scores of assessors.  E1 is worked out after the sites'
	-- scores.  What goes by findings needs none of these
	SELECT min(i.code COLLATE "C") INTO unknown
	FROM indicator i
	WHERE i.scheme_id = $1 AND i.version = $2 AND i.code <> 'E1' AND NOT i.assessed AND NOT by_findings(i.rule)
		AND to_regprocedure(format('indicator_%s(bigint, bigint[])', lower(i.code))) IS NULL
		AND to_regclass(format('indicator_%s', lower(i.code))) IS NULL
		AND NOT EXISTS (SELECT FROM assessment a WHERE upper(a.criterion) = i.code);
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'unknown indicator "%" in scheme "%" version %', unknown, $1, $2
			USING ERRCODE = 'undefined_object',
				  DETAIL = format('There is no view "indicator_%s" in this workspace, no assessment of a criterion '
					'"%s", '
					  || 'and the indicator is not marked as assessed.',
					  lower(unknown), unknown),
				  HINT = 'Create the view with the columns project_id, site_id, period, value, n, mark the indicator '
					'as assessed, '
					  || 'or correct the code. | 请创建该指标视图，或将指标标为专家评分，或更正代码。';
	END IF;

	-- a code that is measured: its values would be looked at by nobody, in silence
	SELECT min(i.code COLLATE "C") INTO unknown
	FROM indicator i
	WHERE i.scheme_id = $1 AND i.version = $2 AND by_findings(i.rule)
		AND (i.code = 'E1' OR to_regprocedure(format('indicator_%s(bigint, bigint[])', lower(i.code))) IS NOT NULL
			OR to_regclass(format('indicator_%s', lower(i.code))) IS NOT NULL);
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'indicator "%" of scheme "%" version % is measured, and cannot go by findings', unknown, $1, $2
			USING ERRCODE = 'check_violation',
				  DETAIL = 'The rules deduct, bonus and veto go by the rows of "finding" with the code.',
				  HINT = 'Give it a code of its own, or another rule. | 请改用其他代码，或更改计分规则。';
	END IF;

	SELECT min(i.code COLLATE "C") INTO unknown
	FROM indicator i
	WHERE i.scheme_id = $1 AND i.version = $2 AND i.code = 'E1' AND i.scope <> 'project';
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'indicator "E1" of scheme "%" version % is of the project, not of sites', $1, $2
			USING ERRCODE = 'check_violation',
				  HINT = 'Give it the scope project. | 请将其范围设为project。';
	END IF;

	-- the shipped functions measure sites: of the project they would never be measured, in silence
	SELECT min(i.code COLLATE "C") INTO unknown
	FROM indicator i
	WHERE i.scheme_id = $1 AND i.version = $2 AND i.scope = 'project'
		AND to_regprocedure(format('indicator_%s(bigint, bigint[])', lower(i.code))) IS NOT NULL
		AND to_regclass(format('indicator_%s', lower(i.code))) IS NULL;
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'indicator "%" of scheme "%" version % is of sites, not of the project', unknown, $1, $2
			USING ERRCODE = 'check_violation',
				  HINT = 'Give it the scope site, or make a view of its values. | 请将其范围设为site，或创建该指标视图。';
	END IF;

	SELECT min(i.code COLLATE "C") INTO unknown
	FROM indicator i
	WHERE i.scheme_id = $1 AND i.version = $2
		AND (i.rule = 'steps') <> EXISTS (SELECT FROM indicator_step t
			WHERE (t.scheme_id, t.version, t.code) = (i.scheme_id, i.version, i.code));
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'indicator "%" of scheme "%" version % needs the rule steps and steps together', unknown, $1, $2
			USING ERRCODE = 'check_violation',
				  DETAIL = 'An indicator has steps where its rule is steps, and nowhere else.',
				  HINT = 'Insert rows of indicator_step, or change the rule. | 请补充分档，或更改计分规则。';
	END IF;

	SELECT min(l.code COLLATE "C") INTO unknown
	FROM scheme_limiter l
	WHERE l.scheme_id = $1 AND l.version = $2
		AND (l.code IN ('delivery', 'verification', 'vacancy') OR to_regclass(format('limiter_%s', l.code)) IS NULL);
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'unknown limiter "%" in scheme "%" version %', unknown, $1, $2
			USING ERRCODE = 'undefined_object',
				  DETAIL = CASE WHEN unknown IN ('delivery', 'verification', 'vacancy')
					THEN 'This one is shipped: its threshold and its cap are columns of the scheme.'
					  ELSE format('There is no view "limiter_%s" in this workspace.', unknown) END,
				  HINT = 'Create the view with the columns project_id, site_id, period, value, cap, or correct the '
					'code. | 请创建该限制视图，或更正代码。';
	END IF;

	SELECT v.view, v.missing, v.of INTO lacking
	FROM (
		SELECT 'indicator_' || lower(i.code) AS view, lacking_column('indicator_' || lower(i.code), true) AS missing,
			'an indicator' AS of
		FROM indicator i
		WHERE i.scheme_id = $1 AND i.version = $2 AND to_regclass('indicator_' || lower(i.code)) IS NOT NULL
		UNION ALL
		SELECT 'limiter_' || l.code, lacking_column('limiter_' || l.code, false), 'a limiter'
		FROM scheme_limiter l
		WHERE l.scheme_id = $1 AND l.version = $2
	) v
	WHERE v.missing IS NOT NULL
	ORDER BY v.view COLLATE "C"
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'view "%" has no column %', lacking.view, lacking.missing
			USING ERRCODE = 'datatype_mismatch',
				  DETAIL = format('It holds %s of scheme "%s" version %s.', lacking.of, $1, $2),
				  HINT = CASE lacking.of WHEN 'an indicator'
					THEN 'The view of an indicator has the columns project_id, site_id, period, value, n. | 指标视图须有这些列。'
					  ELSE 'The view of a limiter has the columns project_id, site_id, period, value, cap; of an '
						'estimate also threshold, and std_error or value_lower and value_upper. | '
						'限制视图须有这些列；取值为估计时另须有threshold及std_error（或value_lower与value_upper）。'
						END;
	END IF;
END
$$;
COMMENT ON FUNCTION check_scheme(text, integer) IS
	'check_scheme: refuses a scheme whose points do not add up, or whose parts are not there | 检查方案：分值不符或指标、限制缺失则拒绝';

CREATE OR REPLACE FUNCTION freeze_scheme() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF TG_OP <> 'INSERT' AND OLD.frozen_at IS NOT NULL THEN
		-- it may be withdrawn: then the two differ in that day alone
		IF TG_OP = 'UPDATE' THEN
			OLD.withdrawn_on := NEW.withdrawn_on;
		END IF;
		IF TG_OP = 'DELETE' OR OLD IS DISTINCT FROM NEW THEN
			RAISE EXCEPTION 'scheme "%" version % is frozen', OLD.scheme_id, OLD.version
				USING ERRCODE = 'object_not_in_prerequisite_state',
					  DETAIL = format('It was frozen at %s, and scores may rest on it.', OLD.frozen_at),
					  HINT = 'Insert the next version instead, or withdraw it with withdrawn_on. | 请新增下一版本，或填写停用日期。';
		END IF;
	ELSIF TG_OP <> 'DELETE' AND NEW.frozen_at IS NOT NULL THEN
		PERFORM check_scheme(NEW.scheme_id, NEW.version);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION freeze_scheme() IS
	'trigger: a scheme is checked when it is frozen, and then only withdrawn | 触发器：方案冻结时检查，冻结后只可停用';

CREATE OR REPLACE FUNCTION refuse_frozen_part() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	frozen	record;
BEGIN
	SELECT s.scheme_id, s.version INTO frozen
	FROM scheme s
	WHERE s.frozen_at IS NOT NULL
		AND ((TG_OP <> 'INSERT' AND (s.scheme_id, s.version) = (OLD.scheme_id, OLD.version))
			OR (TG_OP <> 'DELETE' AND (s.scheme_id, s.version) = (NEW.scheme_id, NEW.version)));
	IF FOUND THEN
		RAISE EXCEPTION 'scheme "%" version % is frozen', frozen.scheme_id, frozen.version
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('Its rows of "%s" can be neither added, changed nor removed.',
					table_name(TG_TABLE_NAME)),
				  HINT = 'Insert the next version of the scheme instead. | 请新增方案的下一版本。';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_frozen_part() IS
	'trigger: indicators, steps and limiters of a frozen scheme stay as they are | 触发器：已冻结方案的指标、分档和限制不可更改';

CREATE OR REPLACE FUNCTION refuse_truncate_of_schemes() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM scheme s WHERE s.frozen_at IS NOT NULL) THEN
		RAISE EXCEPTION 'cannot truncate "%" while a scheme is frozen', table_name(TG_TABLE_NAME)
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'Drafts can be removed with DELETE. | 草稿可用DELETE删除。';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_truncate_of_schemes() IS
'trigger: frozen schemes cannot be truncated away | 触发器：存在已冻结方案时不可清空';

CREATE TRIGGER scheme_freeze AFTER INSERT OR UPDATE OR DELETE ON scheme
	FOR EACH ROW EXECUTE FUNCTION freeze_scheme();
CREATE TRIGGER indicator_frozen AFTER INSERT OR UPDATE OR DELETE ON indicator
	FOR EACH ROW EXECUTE FUNCTION refuse_frozen_part();
CREATE TRIGGER indicator_step_frozen AFTER INSERT OR UPDATE OR DELETE ON indicator_step
	FOR EACH ROW EXECUTE FUNCTION refuse_frozen_part();
CREATE TRIGGER scheme_limiter_frozen AFTER INSERT OR UPDATE OR DELETE ON scheme_limiter
	FOR EACH ROW EXECUTE FUNCTION refuse_frozen_part();
CREATE TRIGGER scheme_truncate BEFORE TRUNCATE ON scheme
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_schemes();
CREATE TRIGGER indicator_truncate BEFORE TRUNCATE ON indicator
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_schemes();
CREATE TRIGGER indicator_step_truncate BEFORE TRUNCATE ON indicator_step
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_schemes();
CREATE TRIGGER scheme_limiter_truncate BEFORE TRUNCATE ON scheme_limiter
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_schemes();
CREATE TRIGGER scheme_service_known BEFORE INSERT OR UPDATE ON scheme
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('service', 'service');
CREATE TRIGGER indicator_dimension_known BEFORE INSERT OR UPDATE ON indicator
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('dimension', 'dimension');
