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
COMMENT ON TABLE photo IS 'fingerprints of the photos uploaded with an activity; no photo is kept | 活动照片指纹（不保存照片）';
COMMENT ON COLUMN photo.project_id IS 'project | 项目';
COMMENT ON COLUMN photo.photo_id IS 'number of the photo | 照片编号';
COMMENT ON COLUMN photo.activity_id IS 'activity it was uploaded with | 所属活动';
COMMENT ON COLUMN photo.sha256 IS 'SHA-256 of the file: equal for copies of the file | 文件SHA-256';
COMMENT ON COLUMN photo.phash IS '64-bit perceptual hash: nearly equal for pictures that look alike; all of a project by one tool | 64位感知哈希（同一项目须用同一工具）';
COMMENT ON COLUMN photo.taken_at IS 'moment it was taken, as the file says | 拍摄时间';

CREATE TABLE IF NOT EXISTS photo_rule (
	project_id		bigint NOT NULL,
	max_distance	integer NOT NULL DEFAULT 8,
	within			interval,
	CONSTRAINT photo_rule_pkey PRIMARY KEY (project_id),
	CONSTRAINT photo_rule_max_distance_check CHECK (max_distance BETWEEN 0 AND 64),
	CONSTRAINT photo_rule_within_check CHECK (within >= interval '0')
);
COMMENT ON TABLE photo_rule IS 'when photos match, for projects that want it otherwise: by default at distance 8, whenever they were taken | 照片匹配规则（默认距离8、不限时间）';
COMMENT ON COLUMN photo_rule.project_id IS 'project | 项目';
COMMENT ON COLUMN photo_rule.max_distance IS 'bits in which perceptual hashes may differ, 0 to 64 | 感知哈希最大距离';
COMMENT ON COLUMN photo_rule.within IS 'time that may lie between them; empty: any | 拍摄时间最大间隔（空为不限）';

CREATE TABLE IF NOT EXISTS duplicate_review (
	project_id			bigint NOT NULL,
	activity_id			bigint NOT NULL,
	earlier_activity_id	bigint NOT NULL,
	decision			text NOT NULL,
	decided_by			text NOT NULL DEFAULT session_user,
	decided_at			timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT duplicate_review_pkey PRIMARY KEY (project_id, activity_id, earlier_activity_id),
	CONSTRAINT duplicate_review_pair_check CHECK (activity_id <> earlier_activity_id),
	CONSTRAINT duplicate_review_decision_check CHECK (decision IN ('confirmed', 'rejected', 'open'))
);
COMMENT ON TABLE duplicate_review IS 'what a person decided: does an activity show an earlier one again? | 重复上传的人工判定';
COMMENT ON COLUMN duplicate_review.project_id IS 'project | 项目';
COMMENT ON COLUMN duplicate_review.activity_id IS 'activity that seems to repeat | 疑似重复的活动';
COMMENT ON COLUMN duplicate_review.earlier_activity_id IS 'activity that it seems to repeat | 被重复的较早活动';
COMMENT ON COLUMN duplicate_review.decision IS 'confirmed: deducted once all its photos are; rejected: they only look alike; open: undecided, as without a row | 判定：确认重复（全部照片均确认则扣除）、排除重复、待定';
COMMENT ON COLUMN duplicate_review.decided_by IS 'who decided | 判定人';
COMMENT ON COLUMN duplicate_review.decided_at IS 'when | 判定时间';

ALTER TABLE photo ADD CONSTRAINT photo_activity_fkey FOREIGN KEY (project_id, activity_id) REFERENCES activity;
ALTER TABLE photo_rule ADD CONSTRAINT photo_rule_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE duplicate_review ADD CONSTRAINT duplicate_review_activity_fkey FOREIGN KEY (project_id, activity_id) REFERENCES activity;
ALTER TABLE duplicate_review ADD CONSTRAINT duplicate_review_earlier_activity_fkey FOREIGN KEY (project_id, earlier_activity_id) REFERENCES activity;

CREATE INDEX photo_activity_idx ON photo (project_id, activity_id);
