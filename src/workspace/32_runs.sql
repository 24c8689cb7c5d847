-- Every published number: runs and their results.
--
-- One run evaluates one project, one period and one scheme.  Its results are rows (scope, scope_key, code): raw values
-- and points of the indicators, and what follows from them: score, rank, quintile, band, grade, and how sure the rank is.  The materialized
-- rankings are these rows behind views; the finished run is the current one, the one it replaced is superseded.

CREATE TABLE IF NOT EXISTS evaluation_run (
	project_id			bigint NOT NULL,
	run_id				bigint GENERATED ALWAYS AS IDENTITY,
	period				date,
	scheme_id			text,
	scheme_version		integer,
	cutoff				date,
	seed				bigint,
	extension_version	text NOT NULL,
	input_digest		text,
	status				text NOT NULL DEFAULT 'running',
	error				text,
	started_at			timestamptz NOT NULL DEFAULT clock_timestamp(),
	finished_at			timestamptz,
	sealed_at			timestamptz,
	results				bigint,
	left_out			bigint,
	result_digest		bytea,
	CONSTRAINT evaluation_run_pkey PRIMARY KEY (project_id, run_id),
	CONSTRAINT evaluation_run_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT evaluation_run_status_check CHECK (status IN ('running', 'finished', 'superseded', 'failed')),
	CONSTRAINT evaluation_run_scheme_check CHECK ((scheme_id IS NOT NULL AND scheme_version IS NOT NULL) OR status = 'failed'),
	CONSTRAINT evaluation_run_error_check CHECK ((error IS NOT NULL) = (status = 'failed')),
	CONSTRAINT evaluation_run_sealed_at_check CHECK (sealed_at IS NULL OR status IN ('finished', 'superseded'))
);
COMMENT ON TABLE evaluation_run IS 'one evaluation of a project, period and scheme | 评估批次';
COMMENT ON COLUMN evaluation_run.project_id IS 'project | 项目';
COMMENT ON COLUMN evaluation_run.run_id IS 'number of the run | 批次编号';
COMMENT ON COLUMN evaluation_run.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN evaluation_run.scheme_id IS 'scheme | 方案';
COMMENT ON COLUMN evaluation_run.scheme_version IS 'version of the scheme | 方案版本';
COMMENT ON COLUMN evaluation_run.cutoff IS 'last day whose facts count | 数据截止日期';
COMMENT ON COLUMN evaluation_run.seed IS 'seed of the draws behind the probabilities of its ranks | 名次概率模拟的随机种子';
COMMENT ON COLUMN evaluation_run.extension_version IS 'version of service_eval that computed it | 计算所用扩展版本';
COMMENT ON COLUMN evaluation_run.input_digest IS 'digest of the facts and schemes it rests on | 输入数据摘要';
COMMENT ON COLUMN evaluation_run.status IS 'running, finished (the current one), superseded or failed | 状态：进行中、完成（现行）、被取代、失败';
COMMENT ON COLUMN evaluation_run.error IS 'why it failed | 失败原因';
COMMENT ON COLUMN evaluation_run.started_at IS 'start | 开始时间';
COMMENT ON COLUMN evaluation_run.finished_at IS 'end | 结束时间';
COMMENT ON COLUMN evaluation_run.sealed_at IS 'moment it was made official by seal_run(); empty while it may be computed again | 封存时间（未封存为空）';
COMMENT ON COLUMN evaluation_run.results IS 'number of results that it stored | 存入的结果行数';
COMMENT ON COLUMN evaluation_run.left_out IS 'number of rows that it stored in key_child_left_out | 存入的重点儿童遗漏行数';
COMMENT ON COLUMN evaluation_run.result_digest IS 'result_digest() of what it stored | 存入结果的摘要';

CREATE TABLE IF NOT EXISTS evaluation_result (
	project_id		bigint NOT NULL,
	run_id			bigint NOT NULL,
	scope			text NOT NULL,
	scope_key		text NOT NULL DEFAULT '',
	code			text NOT NULL,
	value			numeric,
	std_error		numeric,
	lo				numeric,
	hi				numeric,
	points			numeric,
	points_error	numeric,
	available		numeric,
	n				bigint,
	status			text,
	CONSTRAINT evaluation_result_pkey PRIMARY KEY (project_id, run_id, scope, scope_key, code),
	CONSTRAINT evaluation_result_scope_check CHECK (scope IN ('project', 'contract_item', 'township', 'site', 'need_level')),
	CONSTRAINT evaluation_result_band_check CHECK (code <> 'band' OR status IN ('top', 'middle', 'bottom')),
	CONSTRAINT evaluation_result_grade_check CHECK (code <> 'grade' OR status IN ('poor', 'medium', 'good', 'excellent'))
);
COMMENT ON TABLE evaluation_result IS 'every number of a run | 评估结果';
COMMENT ON COLUMN evaluation_result.project_id IS 'project | 项目';
COMMENT ON COLUMN evaluation_result.run_id IS 'run | 批次';
COMMENT ON COLUMN evaluation_result.scope IS 'what it is about: project, contract_item, township, site or need_level | 对象类型';
COMMENT ON COLUMN evaluation_result.scope_key IS 'which one: the site number, contract/item, {county,township}; empty for the project | 对象标识';
COMMENT ON COLUMN evaluation_result.code IS 'indicator code in capitals, or score, rank, quintile, band, grade, p_top, satisfaction, ... | 代码（大写为指标）';
COMMENT ON COLUMN evaluation_result.value IS 'value | 数值';
COMMENT ON COLUMN evaluation_result.std_error IS 'standard error of the value, where it is an estimate | 数值的标准误';
COMMENT ON COLUMN evaluation_result.lo IS 'lower end of an interval: of the rank, of satisfaction whatever the unheard think, or of the verified quantity; for indicators what the value is a share of, where that is not n | 区间下限（指标为计算占比所用总数）';
COMMENT ON COLUMN evaluation_result.hi IS 'upper end of it; for indicators the value that earned all points | 区间上限（指标为满分值）';
COMMENT ON COLUMN evaluation_result.points IS 'points earned, for indicators | 得分';
COMMENT ON COLUMN evaluation_result.points_error IS 'standard error of the points | 得分的标准误';
COMMENT ON COLUMN evaluation_result.available IS 'points available, for indicators | 满分';
COMMENT ON COLUMN evaluation_result.n IS 'number of facts behind it, or of draws | 依据的记录数或模拟次数';
COMMENT ON COLUMN evaluation_result.status IS 'measured or not_measured; rated or not_rated; ranked, shown or too_few; the band; the grade; with suspension_index stopped, formal, suspended or active; with resource_verdict what resources do, in words | 状态、档次或等级';

-- Beside the results, so that who may read those need not know of which homes this is so: their key children are few, and known.
CREATE TABLE IF NOT EXISTS key_child_left_out (
	project_id		bigint NOT NULL,
	run_id			bigint NOT NULL,
	site_id			bigint NOT NULL,
	CONSTRAINT key_child_left_out_pkey PRIMARY KEY (project_id, run_id, site_id)
);
COMMENT ON TABLE key_child_left_out IS 'where a key child has neither a plan nor taken part in anything, which bars an award; not for dashboards | 有重点儿童被遗漏的服务点（不得评优；不向看板开放）';
COMMENT ON COLUMN key_child_left_out.project_id IS 'project | 项目';
COMMENT ON COLUMN key_child_left_out.run_id IS 'run | 批次';
COMMENT ON COLUMN key_child_left_out.site_id IS 'site | 服务点';

ALTER TABLE evaluation_run ADD CONSTRAINT evaluation_run_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE evaluation_run ADD CONSTRAINT evaluation_run_scheme_fkey FOREIGN KEY (scheme_id, scheme_version) REFERENCES scheme;
ALTER TABLE evaluation_result ADD CONSTRAINT evaluation_result_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run ON DELETE CASCADE;
ALTER TABLE key_child_left_out ADD CONSTRAINT key_child_left_out_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run ON DELETE CASCADE;

-- At most one current run for each project, scheme and period; the term's period is NULL and counts as a value here.
CREATE UNIQUE INDEX evaluation_run_current_idx ON evaluation_run (project_id, scheme_id, period) NULLS NOT DISTINCT WHERE status = 'finished';

-- The key finds all of a site; views that show a few numbers of all sites come by the code.
CREATE INDEX evaluation_result_code_idx ON evaluation_result (project_id, run_id, scope, code, scope_key);

CREATE VIEW current_run WITH (security_invoker = true) AS
SELECT r.project_id, r.run_id, r.period, r.scheme_id, r.scheme_version, r.cutoff, r.extension_version, r.input_digest, r.finished_at, r.sealed_at, r.result_digest
FROM evaluation_run r
WHERE r.status = 'finished';
COMMENT ON VIEW current_run IS 'Which runs are shown now? | 当前展示的是哪些批次？';
COMMENT ON COLUMN current_run.project_id IS 'project | 项目';
COMMENT ON COLUMN current_run.run_id IS 'run | 批次';
COMMENT ON COLUMN current_run.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN current_run.scheme_id IS 'scheme | 方案';
COMMENT ON COLUMN current_run.scheme_version IS 'version of the scheme | 方案版本';
COMMENT ON COLUMN current_run.cutoff IS 'last day whose facts count | 数据截止日期';
COMMENT ON COLUMN current_run.extension_version IS 'version of service_eval that computed it | 计算所用扩展版本';
COMMENT ON COLUMN current_run.input_digest IS 'digest of what it rests on | 输入数据摘要';
COMMENT ON COLUMN current_run.finished_at IS 'end | 结束时间';
COMMENT ON COLUMN current_run.sealed_at IS 'moment it was made official; empty while it may be computed again | 封存时间（未封存为空）';
COMMENT ON COLUMN current_run.result_digest IS 'digest of what it stored | 存入结果的摘要';

-- What does not depend on the scheme, such as quantities and satisfaction, every run of a period stores alike.  It is read
-- from one of them, also where a scheme was frozen that has no run yet.
CREATE VIEW headline_run WITH (security_invoker = true) AS
SELECT DISTINCT ON (r.project_id, r.period) r.project_id, r.period, r.run_id
FROM current_run r JOIN scheme s ON s.scheme_id = r.scheme_id AND s.version = r.scheme_version
ORDER BY r.project_id, r.period, s.display_order, s.scheme_id;
COMMENT ON VIEW headline_run IS 'Which run speaks for a period where the scheme makes no difference: that of the first scheme? | 与方案无关的结果取自哪个批次（首个方案）？';
COMMENT ON COLUMN headline_run.project_id IS 'project | 项目';
COMMENT ON COLUMN headline_run.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN headline_run.run_id IS 'run | 批次';

-- Results that are gone: truncated, or left out of a dump.  Each run is asked for one row, by the key; to count all of
-- them every night would cost what is stored, not what has changed (31 million rows of 600 projects: 6 s instead of 0.1
-- s).  Who writes to results is noted by triggers (touched_project), and then their digest is taken.  verify_results()
-- takes the digest of all.
CREATE VIEW lost_run WITH (security_invoker = true) AS
SELECT r.project_id, r.run_id, r.period, r.scheme_id, r.sealed_at
FROM evaluation_run r
WHERE (r.status = 'finished' OR r.sealed_at IS NOT NULL)
	-- a scalar subquery is never turned into a join that reads all
	AND ((coalesce(r.results, 1) > 0
			AND (SELECT 1 FROM evaluation_result e WHERE e.project_id = r.project_id AND e.run_id = r.run_id LIMIT 1) IS NULL)
		OR r.left_out > (SELECT count(*) FROM key_child_left_out k WHERE k.project_id = r.project_id AND k.run_id = r.run_id));
COMMENT ON VIEW lost_run IS 'Which runs have lost what they stored? | 哪些批次的结果已丢失？';
COMMENT ON COLUMN lost_run.project_id IS 'project | 项目';
COMMENT ON COLUMN lost_run.run_id IS 'run | 批次';
COMMENT ON COLUMN lost_run.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN lost_run.scheme_id IS 'scheme | 方案';
COMMENT ON COLUMN lost_run.sealed_at IS 'moment it was made official; what is not official is computed again by the next refresh | 封存时间（未封存者下次刷新重算）';
