-- SPDX-License-Identifier: PostgreSQL
-- What was uploaded with an activity: fingerprints of its photos, never the photos, and what a person decided about
-- those that look alike.

CREATE TABLE IF NOT EXISTS photo (
	project_id	bigint NOT NULL,
	photo_id	bigint GENERATED ALWAYS AS IDENTITY,
	activity_id	bigint NOT NULL,
	sha256		bytea,
	phash		bigint,
	taken_at	timestamptz,
	CONSTRAINT photo_pkey PRIMARY KEY (project_id, photo_id),
	CONSTRAINT photo_sha256_check CHECK (octet_length(sha256) = 32),
	CONSTRAINT photo_taken_at_check CHECK (isfinite(taken_at)),
	-- a photo that can be compared with none would keep its activity from ever being found repeated
	CONSTRAINT photo_fingerprint_check CHECK (num_nonnulls(sha256, phash) > 0)
);
COMMENT ON TABLE photo IS
	'photo fingerprints: of what was uploaded with an activity; no photo is kept | 照片指纹：活动照片的指纹，不保存照片';
COMMENT ON COLUMN photo.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN photo.photo_id IS 'photo number: given by the database | 照片编号：自动编号';
COMMENT ON COLUMN photo.activity_id IS 'activity: that it was uploaded with | 活动：所属活动';
COMMENT ON COLUMN photo.sha256 IS
	'SHA-256: of the file, equal for copies of it; empty: not known | 文件摘要：SHA-256，空为未知';
COMMENT ON COLUMN photo.phash IS
	'perceptual hash: 64 bits, nearly equal for pictures that look alike; all by one tool | 感知哈希：64位，须用同一工具，空为未知';
COMMENT ON COLUMN photo.taken_at IS 'taken: moment, as the file says; empty: not known | 拍摄时间：文件所载，空为未知';

-- scope: photos are compared within the project, within all projects of the same provider, or within the workspace.  A
-- rule of 'provider' or 'workspace' looks at earlier uploads of the other projects; theirs are judged by their own
-- rules.
CREATE TABLE IF NOT EXISTS photo_rule (
	project_id		bigint NOT NULL,
	max_distance	integer NOT NULL DEFAULT 8,
	within			interval,
	scope			text NOT NULL DEFAULT 'project',
	CONSTRAINT photo_rule_pkey PRIMARY KEY (project_id),
	CONSTRAINT photo_rule_max_distance_check CHECK (max_distance BETWEEN 0 AND 64),
	CONSTRAINT photo_rule_within_check CHECK (within >= interval '0'),
	CONSTRAINT photo_rule_scope_check CHECK (scope IN ('project', 'provider', 'workspace'))
);
COMMENT ON TABLE photo_rule IS
	'photo rules: when photos match, for projects that want it otherwise | 照片规则：项目自定的照片匹配规则';
COMMENT ON COLUMN photo_rule.project_id IS
	'project: that the rule is for; without a rule: distance 8, any time, within the project | 项目：无规则则距离8、不限时间、项目内';
COMMENT ON COLUMN photo_rule.max_distance IS
	'greatest distance: bits in which perceptual hashes may differ, 0 to 64 | 最大距离：感知哈希可相差的位数0至64';
COMMENT ON COLUMN photo_rule.within IS
	'within: time that may lie between two photos; empty: any | 时间间隔：拍摄时间最大间隔，空为不限';
COMMENT ON COLUMN photo_rule.scope IS
	'scope: compared within the project, all projects of the provider, or the workspace | 比对范围：本项目、同一承接主体或全部';

CREATE TABLE IF NOT EXISTS duplicate_review (
	project_id			bigint NOT NULL,
	activity_id			bigint NOT NULL,
	earlier_project_id	bigint NOT NULL,
	earlier_activity_id	bigint NOT NULL,
	decision			text NOT NULL,
	decided_by			text NOT NULL DEFAULT session_user,
	decided_at			timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT duplicate_review_pkey PRIMARY KEY (project_id, activity_id, earlier_project_id, earlier_activity_id),
	CONSTRAINT duplicate_review_pair_check
		CHECK ((project_id, activity_id) <> (earlier_project_id, earlier_activity_id)),
	CONSTRAINT duplicate_review_decision_check CHECK (decision IN ('confirmed', 'rejected', 'open'))
);
COMMENT ON TABLE duplicate_review IS
	'duplicate reviews: what a person decided: does an activity show an earlier one again? | 重复判定：人工判定是否重复上传';
COMMENT ON COLUMN duplicate_review.project_id IS 'project: of the later activity | 项目：较晚活动的项目';
COMMENT ON COLUMN duplicate_review.activity_id IS 'activity: that seems to repeat | 活动：疑似重复的活动';
COMMENT ON COLUMN duplicate_review.earlier_project_id IS 'earlier project: of the earlier activity | 较早项目：较早活动的项目';
COMMENT ON COLUMN duplicate_review.earlier_activity_id IS 'earlier activity: that it seems to repeat | 较早活动：被重复的活动';
COMMENT ON COLUMN duplicate_review.decision IS
	'decision: confirmed: deducted once all its photos are; rejected: alike only; open: undecided | '
	'判定：确认重复（扣除）、不是重复、待判定';
COMMENT ON COLUMN duplicate_review.decided_by IS 'decided by: who decided | 判定人：作出判定的人';
COMMENT ON COLUMN duplicate_review.decided_at IS 'decided: moment | 判定时间：作出判定的时间';

ALTER TABLE photo ADD CONSTRAINT photo_activity_fkey FOREIGN KEY (project_id, activity_id) REFERENCES activity;
ALTER TABLE photo_rule ADD CONSTRAINT photo_rule_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE duplicate_review ADD CONSTRAINT duplicate_review_activity_fkey FOREIGN KEY (project_id, activity_id)
	REFERENCES activity;
ALTER TABLE duplicate_review ADD CONSTRAINT duplicate_review_earlier_activity_fkey FOREIGN KEY (earlier_project_id,
	earlier_activity_id) REFERENCES activity;

CREATE INDEX photo_activity_idx ON photo (project_id, activity_id);
