-- SPDX-License-Identifier: PostgreSQL
-- Who objects to a result, and what came of it.  An appeal names the run whose result it contests: period and profile
-- follow from it.  One that is accepted leads to corrected facts and to another run; the contested one stays, with its
-- results.

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
	CONSTRAINT appeal_answer_check CHECK (coalesce(answer ~ '\S', false)
		OR coalesce(decision, 'withdrawn') = 'withdrawn'),
	CONSTRAINT appeal_decided_at_check CHECK (decided_at >= filed_at),
	CONSTRAINT appeal_rerun_check CHECK (rerun_id IS NULL OR (decision = 'accepted' AND rerun_id <> run_id))
);
COMMENT ON TABLE appeal IS 'appeals: objections to a result and the decisions on them | 申诉：对结果的申诉与处理';
COMMENT ON COLUMN appeal.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN appeal.appeal_id IS 'appeal number: given by the database | 申诉编号：自动编号';
COMMENT ON COLUMN appeal.site_id IS 'site: whose result is contested | 服务点：结果被申诉的服务点';
COMMENT ON COLUMN appeal.run_id IS 'run: whose result is contested; tells period and scheme | 批次：被申诉的批次，含时段与方案';
COMMENT ON COLUMN appeal.ground IS 'ground: what is said to be wrong | 理由：申诉理由';
COMMENT ON COLUMN appeal.filed_by IS 'filed by: who objects | 申诉人：提出申诉的人';
COMMENT ON COLUMN appeal.filed_at IS 'filed: moment | 申诉时间：提出申诉的时间';
COMMENT ON COLUMN appeal.decision IS
	'decision: accepted, rejected or withdrawn; empty while open | 决定：成立、不成立、撤回，未决为空';
COMMENT ON COLUMN appeal.answer IS 'answer: the reason given; empty while open | 答复：决定的理由，未决为空';
COMMENT ON COLUMN appeal.decided_by IS 'decided by: who decided; empty while open | 决定人：作出决定的人，未决为空';
COMMENT ON COLUMN appeal.decided_at IS 'decided: moment; empty while open | 决定时间：作出决定的时间，未决为空';
COMMENT ON COLUMN appeal.rerun_id IS
	'run after: made by the next refresh after the appeal was accepted; empty: none yet | 重评批次：成立后重新评价的批次，空为尚无';

ALTER TABLE appeal ADD CONSTRAINT appeal_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE appeal ADD CONSTRAINT appeal_run_fkey FOREIGN KEY (project_id, run_id) REFERENCES evaluation_run;
ALTER TABLE appeal ADD CONSTRAINT appeal_rerun_fkey FOREIGN KEY (project_id, rerun_id) REFERENCES evaluation_run;

-- The next refresh makes these runs, sealed or not, changed or not, and enters them as rerun_id.
CREATE VIEW awaited_rerun WITH (security_invoker = true) AS
SELECT a.project_id, a.appeal_id, r.period, r.scheme_id
FROM appeal a JOIN evaluation_run r USING (project_id, run_id)
WHERE a.decision = 'accepted' AND a.rerun_id IS NULL;
COMMENT ON VIEW awaited_rerun IS
	'inner awaited_rerun: Which accepted appeals wait for another run? | 内部待重评申诉：哪些成立的申诉待重新评价？';
COMMENT ON COLUMN awaited_rerun.project_id IS 'project: of the appeal | 项目：申诉所属项目';
COMMENT ON COLUMN awaited_rerun.appeal_id IS 'appeal: that was accepted | 申诉：成立的申诉';
COMMENT ON COLUMN awaited_rerun.period IS 'period: that is to be judged again | 时段：待重新评价的时段';
COMMENT ON COLUMN awaited_rerun.scheme_id IS 'scheme: that is to judge again | 方案：重新评价所用方案';
