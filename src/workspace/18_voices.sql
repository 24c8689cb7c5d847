-- What the people served say, and what third parties say: responses and assessments.

CREATE TABLE IF NOT EXISTS response (
	project_id		bigint NOT NULL,
	response_id		bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	period			date NOT NULL,
	respondent		text NOT NULL,
	need_level		text,
	proxy			boolean NOT NULL DEFAULT false,
	question		text NOT NULL DEFAULT 'satisfaction',
	rating			smallint NOT NULL,
	scale_max		smallint NOT NULL DEFAULT 5,
	collector_id	bigint NOT NULL,
	CONSTRAINT response_pkey PRIMARY KEY (project_id, response_id),
	CONSTRAINT response_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT response_respondent_check CHECK (respondent IN ('child', 'guardian', 'village', 'buyer')),
	CONSTRAINT response_need_level_check CHECK (need_level IN ('A', 'B', 'C')),
	CONSTRAINT response_need_level_known CHECK (need_level IS NOT NULL OR respondent NOT IN ('child', 'guardian')),
	CONSTRAINT response_scale_max_check CHECK (scale_max >= 2),
	CONSTRAINT response_rating_check CHECK (rating BETWEEN 1 AND scale_max)
);
COMMENT ON TABLE response IS 'an answer to a survey question | 问卷回答';
COMMENT ON COLUMN response.project_id IS 'project | 项目';
COMMENT ON COLUMN response.response_id IS 'number of the response | 回答编号';
COMMENT ON COLUMN response.site_id IS 'site | 服务点';
COMMENT ON COLUMN response.period IS 'quarter it speaks of, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN response.respondent IS 'child, guardian, village or buyer | 回答人：儿童、监护人、村、购买方';
COMMENT ON COLUMN response.need_level IS 'need level of the child it is about: A key, B elevated, C general | 需求等级：A重点、B较高、C一般';
COMMENT ON COLUMN response.proxy IS 'someone answered in the place of the person | 是否代答';
COMMENT ON COLUMN response.question IS 'question, for example satisfaction | 问题';
COMMENT ON COLUMN response.rating IS 'answer, from 1 (worst) to scale_max (best) | 评分（1最低，scale_max最高）';
COMMENT ON COLUMN response.scale_max IS 'highest answer the scale allows | 量表最高分';
COMMENT ON COLUMN response.collector_id IS 'organization that collected it; what the provider collected weighs 0 | 收集方（承接方自行收集的权重为0）';

ALTER TABLE response ADD CONSTRAINT response_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE response ADD CONSTRAINT response_collector_id_fkey FOREIGN KEY (collector_id) REFERENCES organization;

CREATE INDEX response_period_idx ON response (project_id, period);

CREATE TABLE IF NOT EXISTS assessment (
	project_id		bigint NOT NULL,
	site_id			bigint NOT NULL,
	period			date NOT NULL,
	evaluator_id	bigint NOT NULL,
	criterion		text NOT NULL,
	score			numeric(7,4) NOT NULL,
	CONSTRAINT assessment_pkey PRIMARY KEY (project_id, site_id, period, evaluator_id, criterion),
	CONSTRAINT assessment_period_check CHECK (isfinite(period) AND extract(day FROM period) = 1 AND extract(month FROM period) IN (1, 4, 7, 10)),
	CONSTRAINT assessment_criterion_check CHECK (criterion <> ''),
	CONSTRAINT assessment_score_check CHECK (score BETWEEN 0 AND 100)
);
COMMENT ON TABLE assessment IS 'what an evaluator gave a site, by criterion | 第三方评分';
COMMENT ON COLUMN assessment.project_id IS 'project | 项目';
COMMENT ON COLUMN assessment.site_id IS 'site | 服务点';
COMMENT ON COLUMN assessment.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN assessment.evaluator_id IS 'organization that assessed | 评估方';
COMMENT ON COLUMN assessment.criterion IS 'what was assessed | 评估项目';
COMMENT ON COLUMN assessment.score IS 'score, 0 to 100 | 得分（0至100）';

ALTER TABLE assessment ADD CONSTRAINT assessment_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE assessment ADD CONSTRAINT assessment_evaluator_id_fkey FOREIGN KEY (evaluator_id) REFERENCES organization;
