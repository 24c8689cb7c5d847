-- SPDX-License-Identifier: PostgreSQL
-- Which photos look alike, and which activities have no photo of their own.
--
-- Photos are compared within a scope: the project, all that one provider uploaded, or the workspace (photo_rule).
-- Clusters are the state of the last comparison: no fact and no verdict.  They can be deleted at any time and are made
-- again by the next refresh.
--
-- An activity is a repeat only if each of its photos looks like one that was uploaded with an earlier activity, at
-- whatever site; one photo of its own clears it.  That is a question for a person, never a verdict: duplicate_review
-- holds the answers, and a confirmed repeat alone is deducted.  What is open is held: counted, and shown.
--
-- Earlier is what was uploaded earlier; where nobody knows when, the end of the day it was held stands in.

CREATE TABLE IF NOT EXISTS photo_cluster (
	scope		text NOT NULL,
	project_id	bigint NOT NULL,
	photo_id	bigint NOT NULL,
	cluster		bigint NOT NULL,
	content		bigint NOT NULL,
	CONSTRAINT photo_cluster_pkey PRIMARY KEY (scope, project_id, photo_id)
);
COMMENT ON TABLE photo_cluster IS
'photo cluster: photos that look alike, as last compared; made again when deleted | 照片聚类：相似照片的最近比对结果，删除后自动重建';
COMMENT ON COLUMN photo_cluster.scope IS
'scope: within what photos were compared, with distance and time | 比对范围：照片比对的范围、距离与时间';
COMMENT ON COLUMN photo_cluster.project_id IS 'project: project of the photo | 项目：照片所属项目';
COMMENT ON COLUMN photo_cluster.photo_id IS 'photo: number of the photo | 照片：照片编号';
COMMENT ON COLUMN photo_cluster.cluster IS 'cluster: least photo number of those that look alike | 聚类：相似照片中的最小编号';
COMMENT ON COLUMN photo_cluster.content IS
'content: hash of what was compared; another one is compared again | 内容散列：变化后重新比对';

CREATE INDEX photo_cluster_cluster_idx ON photo_cluster (scope, cluster);

-- One row for each scope that was ever compared: whoever compares locks it, so that two refreshes do not write the same
-- clusters.
CREATE TABLE IF NOT EXISTS photo_scope (
	scope	text NOT NULL,
	CONSTRAINT photo_scope_pkey PRIMARY KEY (scope)
);
COMMENT ON TABLE photo_scope IS
'photo scope: scopes of comparison; a refresh locks the row of what it compares | 照片范围：比对范围，刷新时逐行加锁';
COMMENT ON COLUMN photo_scope.scope IS 'scope: as in photo_cluster | 比对范围：同照片聚类';

-- Photos of a project that have an earlier one in their cluster, as found at the last refresh.
CREATE TABLE IF NOT EXISTS photo_match (
	project_id			bigint NOT NULL,
	photo_id			bigint NOT NULL,
	activity_id			bigint NOT NULL,
	cluster				bigint NOT NULL,
	earlier_project_id	bigint NOT NULL,
	earlier_activity_id	bigint NOT NULL,
	decision			text NOT NULL,
	CONSTRAINT photo_match_pkey PRIMARY KEY (project_id, photo_id),
	CONSTRAINT photo_match_decision_check CHECK (decision IN ('confirmed', 'rejected', 'open'))
);
COMMENT ON TABLE photo_match IS
'photo match: photos that look like one of an earlier activity, as found at the last refresh | 照片匹配：与较早活动照片相似的照片';
COMMENT ON COLUMN photo_match.project_id IS 'project: project of the photo | 项目：照片所属项目';
COMMENT ON COLUMN photo_match.photo_id IS 'photo: number of the photo | 照片：照片编号';
COMMENT ON COLUMN photo_match.activity_id IS 'activity: activity it was uploaded with | 活动：所属活动';
COMMENT ON COLUMN photo_match.cluster IS 'cluster: photos that look alike | 聚类：相似照片';
COMMENT ON COLUMN photo_match.earlier_project_id IS 'earlier project: project of the earlier activity | 较早项目：较早活动所属项目';
COMMENT ON COLUMN photo_match.earlier_activity_id IS 'earlier activity: has a photo that looks alike | 较早活动：有相似照片的较早活动';
COMMENT ON COLUMN photo_match.decision IS
'decision: what a person decided: confirmed, rejected, or open | 判定：确认重复、不是重复、待判定';

ALTER TABLE photo_match ADD CONSTRAINT photo_match_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;

-- All photos in the scopes of a project.  The rule is part of the scope's name: under another rule there are other
-- clusters.
CREATE OR REPLACE FUNCTION scope_photo(project_id bigint)
RETURNS TABLE (scope text, project_id bigint, photo_id bigint, activity_id bigint, sha256 bytea, phash bigint,
	taken_at timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH rule AS (
	SELECT coalesce(r.scope, 'project') AS scope,
		concat_ws('/', coalesce(r.max_distance, 8), extract(epoch FROM r.within)) AS kind
	FROM (SELECT $1 AS project_id) p LEFT JOIN photo_rule r ON r.project_id = p.project_id
)
SELECT concat('project ', $1, ' ', r.kind), p.project_id, p.photo_id, p.activity_id, p.sha256, p.phash, p.taken_at
FROM rule r JOIN photo p ON p.project_id = $1
WHERE r.scope = 'project'
UNION ALL
SELECT concat('provider ', c.provider_id, ' ', r.kind), p.project_id, p.photo_id, p.activity_id, p.sha256, p.phash,
	p.taken_at
FROM rule r
	JOIN contract c ON c.provider_id IN (SELECT o.provider_id FROM contract o WHERE o.project_id = $1)
	JOIN activity a ON a.project_id = c.project_id AND a.contract_id = c.contract_id
	JOIN photo p ON p.project_id = a.project_id AND p.activity_id = a.activity_id
WHERE r.scope = 'provider'
UNION ALL
SELECT concat('workspace ', r.kind), p.project_id, p.photo_id, p.activity_id, p.sha256, p.phash, p.taken_at
FROM rule r CROSS JOIN photo p
WHERE r.scope = 'workspace'
$$;
COMMENT ON FUNCTION scope_photo(bigint) IS
'inner scope_photo: photos with which those of a project are compared | 内部比对照片：与该项目照片比对的全部照片';

-- Compares the new photos of the project's scopes with each other and with those known before, which are not compared
-- again: the cost follows what is new.  A photo that is gone or was changed may have held its cluster together, so what
-- is left of that cluster is new again. Returns how many photos were new.
CREATE OR REPLACE FUNCTION match_photos(project_id bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	rule	record;
	s		record;
	fresh	bigint := 0;
	new		bigint;
BEGIN
	SELECT coalesce(max(r.max_distance), 8) AS max_distance, max(r.within) AS within INTO rule
	FROM photo_rule r WHERE r.project_id = $1;

	-- by name, so that two refreshes lock in one order
	FOR s IN SELECT p.scope FROM scope_photo($1) p GROUP BY p.scope ORDER BY p.scope COLLATE "C" LOOP
		INSERT INTO photo_scope (scope) VALUES (s.scope) ON CONFLICT DO NOTHING;
		PERFORM FROM photo_scope l WHERE l.scope = s.scope FOR UPDATE;

		DELETE FROM photo_cluster c
		WHERE c.scope = s.scope AND c.cluster IN (
			SELECT k.cluster
			FROM photo_cluster k
				LEFT JOIN scope_photo($1) p ON p.scope = k.scope AND p.project_id = k.project_id
					AND p.photo_id = k.photo_id
			WHERE k.scope = s.scope
				AND (p.photo_id IS NULL OR k.content <> hash_record_extended(ROW(p.sha256, p.phash, p.taken_at), 0)));

		SELECT count(*) INTO new
		FROM scope_photo($1) p
		WHERE p.scope = s.scope
			AND NOT EXISTS (SELECT FROM photo_cluster k WHERE k.scope = p.scope AND k.project_id = p.project_id
				AND k.photo_id = p.photo_id);
		CONTINUE WHEN new = 0;
		fresh := fresh + new;

		WITH found AS MATERIALIZED (
			SELECT p.project_id, p.photo_id, p.sha256, p.phash, p.taken_at, k.cluster AS known,
				service_eval.photo_cluster(p.photo_id, p.sha256, p.phash, p.taken_at, rule.max_distance, rule.within,
					k.cluster) OVER () AS cluster
			FROM scope_photo($1) p
				LEFT JOIN photo_cluster k ON k.scope = p.scope AND k.project_id = p.project_id
					AND k.photo_id = p.photo_id
			WHERE p.scope = s.scope
		), joined AS (
			-- a new photo may join clusters that had nothing to do with each other
			UPDATE photo_cluster c SET cluster = f.cluster
			FROM found f
			WHERE c.scope = s.scope AND c.project_id = f.project_id AND c.photo_id = f.photo_id AND f.known <> f.cluster
		)
		INSERT INTO photo_cluster (scope, project_id, photo_id, cluster, content)
		SELECT s.scope, f.project_id, f.photo_id, f.cluster, hash_record_extended(ROW(f.sha256, f.phash, f.taken_at), 0)
		FROM found f
		WHERE f.known IS NULL;
	END LOOP;
	-- clusters under a rule that the project no longer has
	DELETE FROM photo_cluster c
	WHERE c.project_id = $1 AND c.scope LIKE 'project %' AND c.scope NOT IN (SELECT p.scope FROM scope_photo($1) p);
	RETURN fresh;
END
$$;
COMMENT ON FUNCTION match_photos(bigint) IS
'compare photos: compares the new photos in the scopes of a project and returns how many there were | '
'照片比对：比对项目范围内的新照片，返回新照片数';

-- Where and when the photos of clusters were seen, as far as the project has one in them.
CREATE OR REPLACE FUNCTION photo_sighting(project_id bigint)
RETURNS TABLE (scope text, cluster bigint, project_id bigint, photo_id bigint, sha256 bytea, phash bigint,
	activity_id bigint, uploaded_at timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT k.scope, k.cluster, k.project_id, k.photo_id, p.sha256, p.phash, a.activity_id,
	coalesce(a.reported_at, (a.held_on + 1)::timestamp AT TIME ZONE 'UTC')
FROM (SELECT DISTINCT s.scope FROM scope_photo($1) s) s
	JOIN photo_cluster k ON k.scope = s.scope
	JOIN photo p ON p.project_id = k.project_id AND p.photo_id = k.photo_id
	JOIN activity a ON a.project_id = p.project_id AND a.activity_id = p.activity_id
WHERE s.scope LIKE 'project %'
	OR EXISTS (SELECT FROM photo_cluster o WHERE o.scope = k.scope AND o.cluster = k.cluster AND o.project_id = $1)
$$;
COMMENT ON FUNCTION photo_sighting(bigint) IS
'inner photo_sighting: where and when photos of clusters were seen that a project has one in | 内部照片出现：相似照片出现的活动与时间';

-- Each photo of the project that has an earlier one in its cluster.  The earlier activity is the one that a person has
-- already compared with: who has decided is not asked again for every other look-alike.  Else the first that uploaded
-- the same file, or the same hash, or else the first of the cluster: a copy beside many look-alikes must be held
-- against what it copies.
--
-- A review counts only if its earlier activity was uploaded earlier.  Otherwise two activities could be repeats of each
-- other, and both would be deducted.
CREATE OR REPLACE FUNCTION find_photo_matches(project_id bigint) RETURNS SETOF photo_match
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH sighting AS MATERIALIZED (
	SELECT p.scope, p.cluster, p.project_id, p.photo_id, p.sha256, p.phash, p.activity_id, p.uploaded_at,
		-- of an activity, as one value
		ROW(p.uploaded_at, p.project_id, p.activity_id) AS upload,
		count(*) OVER (PARTITION BY p.scope, p.cluster) AS photos
	FROM photo_sighting($1) p
), placed AS (
	SELECT s.*,
		first_value(s.project_id) OVER cluster AS first_project, first_value(s.activity_id)
			OVER cluster AS first_activity,
		CASE WHEN s.sha256 IS NOT NULL THEN first_value(s.project_id) OVER file END AS file_project,
		CASE WHEN s.sha256 IS NOT NULL THEN first_value(s.activity_id) OVER file END AS file_activity,
		CASE WHEN s.phash IS NOT NULL THEN first_value(s.project_id) OVER hash END AS hash_project,
		CASE WHEN s.phash IS NOT NULL THEN first_value(s.activity_id) OVER hash END AS hash_activity
	FROM sighting s
	WHERE s.photos > 1
	WINDOW cluster AS (PARTITION BY s.scope, s.cluster ORDER BY s.uploaded_at, s.project_id, s.activity_id),
		file AS (PARTITION BY s.scope, s.cluster, s.sha256 ORDER BY s.uploaded_at, s.project_id, s.activity_id),
		hash AS (PARTITION BY s.scope, s.cluster, s.phash ORDER BY s.uploaded_at, s.project_id, s.activity_id)
), reviewed AS (
	SELECT DISTINCT ON (d.activity_id, e.cluster) d.activity_id, e.cluster, d.earlier_project_id, d.earlier_activity_id,
		d.decision
	FROM duplicate_review d
		JOIN sighting m ON m.project_id = d.project_id AND m.activity_id = d.activity_id
		JOIN sighting e ON e.project_id = d.earlier_project_id AND e.activity_id = d.earlier_activity_id
			AND e.scope = m.scope AND e.cluster = m.cluster AND e.upload < m.upload
	WHERE d.project_id = $1 AND d.decision <> 'open'
	-- confirmed before rejected
	ORDER BY d.activity_id, e.cluster, d.decision, e.uploaded_at, d.earlier_project_id, d.earlier_activity_id
)
SELECT $1, p.photo_id, p.activity_id, p.cluster, c.earlier_project_id, c.earlier_activity_id,
	coalesce(r.decision, 'open')
FROM placed p
	LEFT JOIN reviewed r ON r.activity_id = p.activity_id AND r.cluster = p.cluster
	CROSS JOIN LATERAL (
		SELECT v.earlier_project_id, v.earlier_activity_id
		FROM (VALUES (1, r.earlier_project_id, r.earlier_activity_id), (2, p.file_project, p.file_activity),
			(3, p.hash_project, p.hash_activity), (4, p.first_project, p.first_activity))
				AS v (place, earlier_project_id, earlier_activity_id)
		WHERE (v.earlier_project_id, v.earlier_activity_id) <> (p.project_id, p.activity_id)
		ORDER BY v.place
		LIMIT 1
	) c
WHERE p.project_id = $1 AND (p.first_project, p.first_activity) <> (p.project_id, p.activity_id)
$$;
COMMENT ON FUNCTION find_photo_matches(bigint) IS
'find matches: photos of a project that look like one of an earlier activity | 查找匹配：与较早活动照片相似的照片';
