-- How points are given: schemes and their indicators.
--
-- An indicator is one row here and one view indicator_<code> with the columns project_id, site_id, period, value, n; or, without a
-- view, rows of assessment whose criterion is the code.
-- A scheme is written as a draft and then frozen; a frozen one is never changed, a better one is its next version.

CREATE TABLE IF NOT EXISTS scheme (
	scheme_id		text NOT NULL,
	version			integer NOT NULL DEFAULT 1,
	name			text NOT NULL,
	display_order	integer NOT NULL DEFAULT 100,
	points			numeric(9,4) NOT NULL,
	draws			integer NOT NULL DEFAULT 10000,
	concentration	numeric DEFAULT 100,
	frozen_at		timestamptz,
	CONSTRAINT scheme_pkey PRIMARY KEY (scheme_id, version),
	CONSTRAINT scheme_draws_check CHECK (draws BETWEEN 1 AND 1000000),
	CONSTRAINT scheme_concentration_check CHECK (concentration > 0 AND concentration <= 1000000000),
	CONSTRAINT scheme_points_check CHECK (points > 0 AND points <> 'NaN')
);
COMMENT ON TABLE scheme IS 'evaluation schemes (profiles), by version | 评分方案（按版本）';
COMMENT ON COLUMN scheme.scheme_id IS 'short name, the "profile" of the views | 方案代号';
COMMENT ON COLUMN scheme.version IS 'version; the highest frozen one judges | 版本（最高的已冻结版本生效）';
COMMENT ON COLUMN scheme.name IS 'name | 名称';
COMMENT ON COLUMN scheme.display_order IS 'order of display; the first is the headline | 显示顺序（首个为主榜）';
COMMENT ON COLUMN scheme.points IS 'points that the indicators add up to | 指标总分';
COMMENT ON COLUMN scheme.draws IS 'draws behind the probabilities of the ranks | 名次概率的模拟次数';
COMMENT ON COLUMN scheme.concentration IS 'how closely the weights of the draws keep to the points: a weight w varies by sqrt(w (1 - w) / (concentration + 1)); empty: not at all | 权重浓度：越大越贴近方案分值，空则不变动';
COMMENT ON COLUMN scheme.frozen_at IS 'moment it was frozen; empty while a draft | 冻结时间（草稿为空）';

CREATE TABLE IF NOT EXISTS indicator (
	scheme_id	text NOT NULL,
	version		integer NOT NULL DEFAULT 1,
	code		text NOT NULL,
	dimension	text NOT NULL,
	name		text NOT NULL,
	direction	text NOT NULL DEFAULT 'higher',
	rule		text NOT NULL DEFAULT 'ratio',
	target		numeric,
	lo			numeric,
	hi			numeric,
	points		numeric(9,4) NOT NULL,
	CONSTRAINT indicator_pkey PRIMARY KEY (scheme_id, version, code),
	CONSTRAINT indicator_code_check CHECK (code ~ '^[A-Z][A-Z0-9_]{0,30}$'),
	CONSTRAINT indicator_dimension_check CHECK (dimension IN ('execution', 'output', 'benefit', 'satisfaction')),
	CONSTRAINT indicator_direction_check CHECK (direction IN ('higher', 'lower')),
	CONSTRAINT indicator_rule_check CHECK (
		CASE rule
			WHEN 'ratio' THEN coalesce(target > 0 AND target < 'Infinity', true)
			WHEN 'goalpost' THEN abs(lo) < 'Infinity' AND abs(hi) < 'Infinity' AND lo <> hi AND lo IS NOT NULL AND hi IS NOT NULL
			WHEN 'achieve_improve' THEN abs(lo) < 'Infinity' AND abs(hi) < 'Infinity' AND lo <> hi AND lo IS NOT NULL AND hi IS NOT NULL
			WHEN 'band' THEN coalesce(abs(lo) < 'Infinity', true) AND coalesce(abs(hi) < 'Infinity', true) AND coalesce(lo <= hi, num_nonnulls(lo, hi) = 1)
			ELSE false
		END),
	CONSTRAINT indicator_points_check CHECK (points > 0 AND points <> 'NaN')
);
COMMENT ON TABLE indicator IS 'indicators of a scheme and their points | 方案指标与分值';
COMMENT ON COLUMN indicator.scheme_id IS 'scheme | 方案';
COMMENT ON COLUMN indicator.version IS 'version of the scheme | 方案版本';
COMMENT ON COLUMN indicator.code IS 'code; its values come from the view indicator_<code>, or else from the assessments of the criterion of that name | 指标代码（取值来自视图indicator_<代码>，否则取自同名评估项目）';
COMMENT ON COLUMN indicator.dimension IS 'execution, output, benefit or satisfaction | 维度：执行、产出、效益、满意度';
COMMENT ON COLUMN indicator.name IS 'name | 名称';
COMMENT ON COLUMN indicator.direction IS 'higher or lower is better, for the rule ratio; the others say it by lo and hi | 方向：越高越好或越低越好（ratio）';
COMMENT ON COLUMN indicator.rule IS 'ratio: value / target up to 1, or target / value if lower is better; goalpost: from lo (0) to hi (1); achieve_improve: the better of goalpost and of the way made from the quarter before to hi; band: all from lo to hi, else nothing | 计分规则：ratio按目标完成率，goalpost按上下限，achieve_improve按达标或改进较优者，band按区间';
COMMENT ON COLUMN indicator.target IS 'value that earns all points (ratio); empty: the median of the project''s sites | 满分目标值（ratio，空为项目中位数）';
COMMENT ON COLUMN indicator.lo IS 'value that earns nothing (goalpost, achieve_improve); lower end (band) | 零分值或区间下限';
COMMENT ON COLUMN indicator.hi IS 'value that earns all points (goalpost, achieve_improve); upper end (band) | 满分值或区间上限';
COMMENT ON COLUMN indicator.points IS 'available points | 分值';

ALTER TABLE indicator ADD CONSTRAINT indicator_scheme_fkey FOREIGN KEY (scheme_id, version) REFERENCES scheme;

-- Statutory: the parts of the self-evaluation form of the Ministry of Finance.  Service object: the same indicators,
-- with the people served leading: output x 0.7, benefit x 1, satisfaction x 2.5.
INSERT INTO scheme (scheme_id, version, name, display_order, points) VALUES
	('statutory', 1, 'statutory self-evaluation | 法定绩效自评', 1, 100),
	('service_object', 1, 'led by the people served | 以服务对象为主', 2, 100);

INSERT INTO indicator (scheme_id, version, code, dimension, name, direction, target, points)
SELECT s.scheme_id, 1, i.code, i.dimension, i.name, i.direction, i.target,
	i.points * CASE WHEN s.scheme_id = 'statutory' THEN 1
		ELSE CASE i.dimension WHEN 'execution' THEN 1 WHEN 'output' THEN 0.7 WHEN 'benefit' THEN 1 WHEN 'satisfaction' THEN 2.5 END END
FROM (VALUES ('statutory'), ('service_object')) AS s (scheme_id)
	CROSS JOIN (VALUES
		('E1', 'execution', 'budget executed | 预算执行率', 'higher', 1.0, 10),
		('O1', 'output', 'verified activities of the target | 核实活动完成率', 'higher', 1.0, 15),
		('O2', 'output', 'records complete | 档案完整率', 'higher', 1.0, 10),
		('O3', 'output', 'open at weekends and holidays | 周末节假日开放率', 'higher', 1.0, 9),
		('O4', 'output', 'quarters at pro-rata target | 季度达标率', 'higher', 1.0, 6),
		('O5', 'output', 'cost per satisfied beneficiary-day | 每满意服务人日成本', 'lower', NULL, 10),
		('B1', 'benefit', 'need-weighted coverage | 需求加权覆盖率', 'higher', 0.9, 10),
		('B2', 'benefit', 'parity of the key group | 重点群体参与均等度', 'higher', 1.0, 8),
		('B3', 'benefit', 'need match | 需求匹配度', 'higher', 0.8, 6),
		('B4', 'benefit', 'post filled, share of days | 负责人在岗率', 'higher', 1.0, 3),
		('B5', 'benefit', 'guardians who know the home | 监护人知晓率', 'higher', 0.8, 3),
		('S1', 'satisfaction', 'satisfaction of children and guardians | 儿童与监护人满意度', 'higher', 90, 8),
		('S2', 'satisfaction', 'satisfaction of village and buyer | 村与购买方满意度', 'higher', 90, 2)
	) AS i (code, dimension, name, direction, target, points);

UPDATE scheme SET frozen_at = now();

-- The version of each scheme that judges: the highest that is frozen.
CREATE VIEW current_scheme WITH (security_invoker = true) AS
SELECT DISTINCT ON (s.scheme_id) s.scheme_id, s.version, s.name, s.display_order, s.points, s.draws, s.concentration, s.frozen_at
FROM scheme s
WHERE s.frozen_at IS NOT NULL
ORDER BY s.scheme_id, s.version DESC;
COMMENT ON VIEW current_scheme IS 'Which version of each scheme judges? | 各方案以哪个版本评分？';
COMMENT ON COLUMN current_scheme.scheme_id IS 'scheme | 方案';
COMMENT ON COLUMN current_scheme.version IS 'highest frozen version | 最高的已冻结版本';
COMMENT ON COLUMN current_scheme.name IS 'name | 名称';
COMMENT ON COLUMN current_scheme.display_order IS 'order of display | 显示顺序';
COMMENT ON COLUMN current_scheme.points IS 'points in all | 总分';
COMMENT ON COLUMN current_scheme.draws IS 'draws behind the probabilities of the ranks | 名次概率的模拟次数';
COMMENT ON COLUMN current_scheme.concentration IS 'how closely the weights of the draws keep to the points; empty: exactly | 权重浓度（空则不变动）';
COMMENT ON COLUMN current_scheme.frozen_at IS 'moment it was frozen | 冻结时间';

-- What a scheme must satisfy before it may judge; also asked at every refresh, since a bureau's own view of schemes
-- cannot carry the triggers below.
CREATE OR REPLACE FUNCTION check_scheme(scheme_id text, version integer) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	declared	numeric := (SELECT trim_scale(s.points) FROM scheme s WHERE s.scheme_id = $1 AND s.version = $2);
	total		numeric := (SELECT coalesce(trim_scale(sum(i.points)), 0) FROM indicator i WHERE i.scheme_id = $1 AND i.version = $2);
	unknown		text := (SELECT min(i.code) FROM indicator i
						 WHERE i.scheme_id = $1 AND i.version = $2
							AND to_regclass('indicator_' || lower(i.code)) IS NULL
							AND NOT EXISTS (SELECT FROM assessment a WHERE upper(a.criterion) = i.code));
	lacking	record;
BEGIN
	IF total IS DISTINCT FROM declared THEN
		RAISE EXCEPTION 'the indicators of scheme "%" version % add up to % points, not to %', $1, $2, total, declared
			USING ERRCODE = 'check_violation',
				  HINT = 'Correct the points of the indicators, or the points declared for the scheme.';
	END IF;
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'unknown indicator "%" in scheme "%" version %', unknown, $1, $2
			USING ERRCODE = 'undefined_object',
				  DETAIL = format('There is no view "indicator_%s" in this workspace, and no assessment of a criterion "%s".', lower(unknown), lower(unknown)),
				  HINT = 'Create the view with the columns project_id, site_id, period, value, n, enter assessments, or correct the code. create_workspace() makes the views of the workspace again.';
	END IF;

	SELECT 'indicator_' || lower(i.code) AS view, c.name, c.kind INTO lacking
	FROM indicator i
		CROSS JOIN (VALUES (1, 'project_id', 'number'), (2, 'site_id', 'number'), (3, 'period', 'date'), (4, 'value', 'number'), (5, 'n', 'number')) AS c (place, name, kind)
		LEFT JOIN (pg_attribute a JOIN pg_type t ON t.oid = a.atttypid)
			ON a.attrelid = to_regclass('indicator_' || lower(i.code)) AND a.attname = c.name AND NOT a.attisdropped
				AND CASE c.kind WHEN 'number' THEN t.typcategory = 'N' ELSE t.oid = 'date'::regtype END
	WHERE i.scheme_id = $1 AND i.version = $2 AND a.attname IS NULL AND to_regclass('indicator_' || lower(i.code)) IS NOT NULL
	ORDER BY i.code, c.place
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'view "%" has no column "%" that is a %', lacking.view, lacking.name, lacking.kind
			USING ERRCODE = 'datatype_mismatch',
				  DETAIL = format('It holds an indicator of scheme "%s" version %s.', $1, $2),
				  HINT = 'The view of an indicator has the columns project_id, site_id, period, value, n.';
	END IF;
END
$$;
COMMENT ON FUNCTION check_scheme(text, integer) IS 'refuses a scheme whose points do not add up or whose indicators are unknown | 检查方案分值与指标';

CREATE OR REPLACE FUNCTION freeze_scheme() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF TG_OP <> 'INSERT' AND OLD.frozen_at IS NOT NULL THEN
		RAISE EXCEPTION 'scheme "%" version % is frozen', OLD.scheme_id, OLD.version
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = format('It was frozen at %s, and scores may rest on it.', OLD.frozen_at),
				  HINT = 'Insert the next version instead.';
	END IF;
	IF TG_OP <> 'DELETE' AND NEW.frozen_at IS NOT NULL THEN
		PERFORM check_scheme(NEW.scheme_id, NEW.version);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION freeze_scheme() IS 'trigger: a scheme is checked when it is frozen and cannot be changed afterwards | 触发器：方案冻结时检查，冻结后不可更改';

CREATE TRIGGER scheme_freeze AFTER INSERT OR UPDATE OR DELETE ON scheme
	FOR EACH ROW EXECUTE FUNCTION freeze_scheme();

CREATE OR REPLACE FUNCTION refuse_frozen_indicator() RETURNS trigger
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
				  DETAIL = 'Its indicators can be neither added, changed nor removed.',
				  HINT = 'Insert the next version of the scheme instead.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_frozen_indicator() IS 'trigger: the indicators of a frozen scheme stay as they are | 触发器：已冻结方案的指标不可更改';

CREATE TRIGGER indicator_frozen AFTER INSERT OR UPDATE OR DELETE ON indicator
	FOR EACH ROW EXECUTE FUNCTION refuse_frozen_indicator();

CREATE OR REPLACE FUNCTION refuse_truncate_of_schemes() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM scheme s WHERE s.frozen_at IS NOT NULL) THEN
		RAISE EXCEPTION 'cannot truncate "%" while a scheme is frozen', TG_TABLE_NAME
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  HINT = 'Drafts can be removed with DELETE.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_truncate_of_schemes() IS 'trigger: frozen schemes cannot be truncated away | 触发器：存在已冻结方案时不可清空';

CREATE TRIGGER scheme_truncate BEFORE TRUNCATE ON scheme
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_schemes();
CREATE TRIGGER indicator_truncate BEFORE TRUNCATE ON indicator
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate_of_schemes();
