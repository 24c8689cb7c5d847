-- SPDX-License-Identifier: PostgreSQL
-- What the people served say, and what third parties say: responses and assessments.
--
-- concerns_on is the day that an answer or a score speaks of, where it is not the day on which it was given: a survey
-- in January about the year that is over concerns a day of that year.

CREATE TABLE IF NOT EXISTS response (
	project_id		bigint NOT NULL,
	response_id		bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	answered_on		date NOT NULL,
	concerns_on		date,
	respondent		text NOT NULL,
	need_level		text,
	proxy			boolean NOT NULL DEFAULT false,
	question		text NOT NULL DEFAULT 'satisfaction',
	rating			smallint NOT NULL,
	scale_max		smallint NOT NULL DEFAULT 5,
	collector_id	bigint NOT NULL,
	CONSTRAINT response_pkey PRIMARY KEY (project_id, response_id),
	CONSTRAINT response_answered_on_check CHECK (isfinite(answered_on)),
	CONSTRAINT response_concerns_on_check CHECK (isfinite(concerns_on)),
	CONSTRAINT response_question_check CHECK (@workspace@.is_tidy(question)),
	CONSTRAINT response_scale_max_check CHECK (scale_max >= 2),
	CONSTRAINT response_rating_check CHECK (rating BETWEEN 1 AND scale_max)
);
COMMENT ON TABLE response IS 'answers: to a question about a site | 回答：对服务点的问卷回答';
COMMENT ON COLUMN response.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN response.response_id IS 'answer number: given by the database | 回答编号：自动编号';
COMMENT ON COLUMN response.site_id IS 'site: that it is about | 服务点：所评的服务点';
COMMENT ON COLUMN response.answered_on IS 'answered: day of the answer | 回答日期：回答当日';
COMMENT ON COLUMN response.concerns_on IS
	'concerns: day that it speaks of, where that is another; decides the period; empty: the same day | '
	'所涉日期：所评时段内的日期，空为回答当日';
COMMENT ON COLUMN response.respondent IS 'respondent: code from respondent_group | 回答人：群体代码';
COMMENT ON COLUMN response.need_level IS
	'need level: of the person served; empty for those who look on | 需求等级：服务对象的等级，旁观方为空';
COMMENT ON COLUMN response.proxy IS 'proxy: somebody answered in the place of the person | 代答：是否由他人代答';
COMMENT ON COLUMN response.question IS 'question: satisfaction, knows_service, or one of your own | 问题：满意度、知晓率或自定问题';
COMMENT ON COLUMN response.rating IS 'rating: from 1, the worst, to the highest of the scale | 评分：1最低，至量表最高分';
COMMENT ON COLUMN response.scale_max IS 'scale: highest rating that there is | 量表：最高分';
COMMENT ON COLUMN response.collector_id IS
	'collector: organization that asked; what a provider collected itself does not count | 收集方：承接主体自行收集的不计';

CREATE TABLE IF NOT EXISTS assessment (
	project_id		bigint NOT NULL,
	assessment_id	bigint GENERATED ALWAYS AS IDENTITY,
	site_id			bigint NOT NULL,
	assessed_on		date NOT NULL,
	concerns_on		date,
	evaluator_id	bigint NOT NULL,
	assessor		text,
	kind			text NOT NULL DEFAULT 'third_party',
	criterion		text NOT NULL,
	score			numeric(9,4) NOT NULL,
	full_marks		numeric(9,4) NOT NULL DEFAULT 100,
	reason			text,
	CONSTRAINT assessment_pkey PRIMARY KEY (project_id, assessment_id),
	-- one score of an assessor for a criterion and day
	CONSTRAINT assessment_key UNIQUE NULLS NOT DISTINCT (project_id, site_id, assessed_on, concerns_on, evaluator_id,
		assessor, kind, criterion),
	CONSTRAINT assessment_assessed_on_check CHECK (isfinite(assessed_on)),
	CONSTRAINT assessment_concerns_on_check CHECK (isfinite(concerns_on)),
	CONSTRAINT assessment_assessor_check CHECK (@workspace@.is_tidy(assessor)),
	CONSTRAINT assessment_kind_check CHECK (kind IN ('self', 'third_party', 'recheck')),
	CONSTRAINT assessment_criterion_check CHECK (@workspace@.is_tidy(criterion)),
	CONSTRAINT assessment_full_marks_check CHECK (full_marks > 0 AND full_marks <> 'NaN'),
	CONSTRAINT assessment_score_check CHECK (score BETWEEN 0 AND full_marks)
);
COMMENT ON TABLE assessment IS
	'assessments: marks that an evaluator gave a site, by criterion | 评分记录：评价方按评分指标给服务点的评分';
COMMENT ON COLUMN assessment.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN assessment.assessment_id IS 'assessment number: given by the database | 评分编号：自动编号';
COMMENT ON COLUMN assessment.site_id IS 'site: that was assessed | 服务点：被评的服务点';
COMMENT ON COLUMN assessment.assessed_on IS 'assessed: day of the assessment | 评分日期：评分当日';
COMMENT ON COLUMN assessment.concerns_on IS
	'concerns: day that it speaks of, where that is another; decides the period; empty: the same day | '
	'所涉日期：所评时段内的日期，空为评分当日';
COMMENT ON COLUMN assessment.evaluator_id IS 'evaluator: organization that assessed | 评价方：评分的组织';
COMMENT ON COLUMN assessment.assessor IS
	'assessor: member of a panel, by code or name; empty: the evaluator as a whole | 评委：评审成员，空为整体评分';
COMMENT ON COLUMN assessment.kind IS
	'kind: third_party; self: counts for nothing; recheck: replaces third parties'' marks | 类型：第三方、自评（不计）、复核（取代第三方）';
COMMENT ON COLUMN assessment.criterion IS
	'criterion: what was assessed; where it is the code of an indicator it earns points | 评分指标：与指标代码相同则计分';
COMMENT ON COLUMN assessment.score IS 'score: from 0 to full marks | 得分：0至满分';
COMMENT ON COLUMN assessment.full_marks IS 'full marks: highest score that there is | 满分：最高可得分';
COMMENT ON COLUMN assessment.reason IS 'reason: why; empty: not told | 理由：评分理由，空为未填';

ALTER TABLE response ADD CONSTRAINT response_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE response ADD CONSTRAINT response_respondent_fkey FOREIGN KEY (respondent) REFERENCES respondent_group;
ALTER TABLE response ADD CONSTRAINT response_need_level_fkey FOREIGN KEY (need_level) REFERENCES need_level;
ALTER TABLE response ADD CONSTRAINT response_collector_id_fkey FOREIGN KEY (collector_id) REFERENCES organization;
ALTER TABLE assessment ADD CONSTRAINT assessment_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE assessment ADD CONSTRAINT assessment_evaluator_id_fkey FOREIGN KEY (evaluator_id) REFERENCES organization;
CREATE TRIGGER response_respondent_known BEFORE INSERT OR UPDATE ON response
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('respondent', 'respondent_group');
CREATE TRIGGER response_need_level_known BEFORE INSERT OR UPDATE ON response
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('need_level', 'need_level');

-- Satisfaction is estimated by need level: an answer of somebody served that names none would weigh nothing, in
-- silence.
CREATE OR REPLACE FUNCTION refuse_response_without_level() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
BEGIN
	IF (SELECT g.is_served FROM respondent_group g WHERE g.code = NEW.respondent) THEN
		RAISE EXCEPTION 'a response of "%" needs the need level of the person served', NEW.respondent
			USING ERRCODE = 'check_violation',
				  DETAIL = format('The levels are: '
					'%s.', (SELECT string_agg(l.code, ', ' ORDER BY l.display_order, l.code COLLATE "C")
					FROM need_level l)),
				  HINT = 'A service that knows no levels uses one for all. | 不分等级的服务可统一使用一个等级。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = 'response', COLUMN = 'need_level';
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION refuse_response_without_level() IS
	'trigger: an answer of somebody served names the need level | 触发器：服务对象的回答须注明需求等级';

CREATE TRIGGER response_with_level BEFORE INSERT OR UPDATE ON response
	FOR EACH ROW WHEN (NEW.need_level IS NULL) EXECUTE FUNCTION refuse_response_without_level();

CREATE INDEX response_site_idx ON response (project_id, site_id);
CREATE INDEX assessment_site_idx ON assessment (project_id, site_id);
