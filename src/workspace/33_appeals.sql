-- Who objects to a result, and what came of it.  An appeal names the run whose result it contests: period and profile follow from it.
-- One that is accepted leads to corrected facts and to another run; the contested one stays, with its results.

CREATE TABLE IF NOT EXISTS appeal (
	project_id	bigint NOT NULL,
	appeal_id	bigint GENERATED ALWAYS AS IDENTITY,
	site_id		bigint NOT NULL,
	run_id		bigint NOT NULL,
	ground		text NOT NULL,
	filed_by	text NOT NULL DEFAULT session_user,
	filed_at	timestamptz NOT NULL DEFAULT now(),
	decision	text,
	answer		text,
	decided_by	text,
	decided_at	timestamptz,
	rerun_id	bigint,
	CONSTRAINT appeal_pkey PRIMARY KEY (project_id, appeal_id),
	CONSTRAINT appeal_ground_check CHECK (ground ~ '\S'),
	CONSTRAINT appeal_decision_check CHECK (decision IN ('accepted', 'rejected', 'withdrawn')),
	-- who objects is owed a decision by somebody, and a reason for it
	CONSTRAINT appeal_decided_check CHECK (num_nonnulls(decision, decided_by, decided_at) IN (0, 3)),
	CONSTRAINT appeal_answer_check CHECK (coalesce(answer ~ '\S', false) OR coalesce(decision, 'withdrawn') = 'withdrawn'),
	CONSTRAINT appeal_decided_at_check CHECK (decided_at >= filed_at),
	CONSTRAINT appeal_rerun_check CHECK (rerun_id IS NULL OR (decision = 'accepted' AND rerun_id <> run_id))
);
COMMENT ON TABLE appeal IS 'objections to a result and the decisions on them | 申诉与处理';
COMMENT ON COLUMN appeal.project_id IS 'project | 项目';
COMMENT ON COLUMN appeal.appeal_id IS 'number of the appeal | 申诉编号';
COMMENT ON COLUMN appeal.site_id IS 'site whose result is contested | 服务点';
COMMENT ON COLUMN appeal.run_id IS 'run whose result is contested | 被申诉的评估批次';
COMMENT ON COLUMN appeal.ground IS 'what is said to be wrong | 申诉理由';
COMMENT ON COLUMN appeal.filed_by IS 'who objects | 申诉人';
COMMENT ON COLUMN appeal.filed_at IS 'when | 申诉时间';
COMMENT ON COLUMN appeal.decision IS 'accepted, rejected or withdrawn; empty while open | 决定：成立、不成立、撤回（未决为空）';
COMMENT ON COLUMN appeal.answer IS 'the reason given | 答复';
COMMENT ON COLUMN appeal.decided_by IS 'who decided | 决定人';
COMMENT ON COLUMN appeal.decided_at IS 'when | 决定时间';
COMMENT ON COLUMN appeal.rerun_id IS 'run after the correction | 更正后的评估批次';

ALTER TABLE appeal ADD CONSTRAINT appeal_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE appeal ADD CONSTRAINT appeal_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run;
ALTER TABLE appeal ADD CONSTRAINT appeal_rerun_fkey FOREIGN KEY (project_id, rerun_id) REFERENCES evaluation_run;

-- The next refresh makes these runs, sealed or not, changed or not, and enters them as rerun_id.
CREATE VIEW awaited_rerun WITH (security_invoker = true) AS
SELECT a.project_id, a.appeal_id, r.period, r.scheme_id
FROM appeal a JOIN evaluation_run r USING (project_id, run_id)
WHERE a.decision = 'accepted' AND a.rerun_id IS NULL;
COMMENT ON VIEW awaited_rerun IS 'Which accepted appeals wait for another run? | 哪些成立的申诉待重新评估？';
COMMENT ON COLUMN awaited_rerun.project_id IS 'project | 项目';
COMMENT ON COLUMN awaited_rerun.appeal_id IS 'appeal that was accepted | 成立的申诉';
COMMENT ON COLUMN awaited_rerun.period IS 'quarter; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN awaited_rerun.scheme_id IS 'scheme | 方案';
