-- Repeated uploads.  An activity is a repeat only if each of its photos looks like one that was uploaded with an earlier
-- activity, at whatever site; one photo of its own clears it.  That is a question for a person, never a verdict:
-- duplicate_review holds the answers, and a confirmed repeat alone is deducted.  What is open is held: counted, and
-- shown.
--
-- Earlier is what was uploaded earlier; where nobody knows when, the end of the day it was held stands in.

CREATE VIEW photo_sighting WITH (security_invoker = true) AS
SELECT p.project_id, k.cluster, p.photo_id, p.sha256, p.phash, a.activity_id, a.site_id,
	coalesce(a.reported_at, (a.held_on + 1)::timestamp AT TIME ZONE 'UTC') AS uploaded_at
FROM photo p
	JOIN photo_cluster k ON k.project_id = p.project_id AND k.photo_id = p.photo_id
	JOIN activity a ON a.project_id = p.project_id AND a.activity_id = p.activity_id;
COMMENT ON VIEW photo_sighting IS 'Where and when was each cluster of photos seen? | 各照片聚类出现于何时何地？';
COMMENT ON COLUMN photo_sighting.project_id IS 'project | 项目';
COMMENT ON COLUMN photo_sighting.cluster IS 'photos that look alike | 聚类';
COMMENT ON COLUMN photo_sighting.photo_id IS 'photo | 照片';
COMMENT ON COLUMN photo_sighting.sha256 IS 'SHA-256 of the file | 文件SHA-256';
COMMENT ON COLUMN photo_sighting.phash IS 'perceptual hash | 感知哈希';
COMMENT ON COLUMN photo_sighting.activity_id IS 'activity it was uploaded with | 所属活动';
COMMENT ON COLUMN photo_sighting.site_id IS 'site of the activity | 服务点';
COMMENT ON COLUMN photo_sighting.uploaded_at IS 'moment of the upload | 上报时间';

-- Each photo that has an earlier one in its cluster.  The earlier activity is the one that a person has already compared
-- with: who has decided is not asked again for every other look-alike.  Else the first that uploaded the same file, or the
-- same hash, or else the first of the cluster: a copy beside many look-alikes must be held against what it copies.
--
-- A review counts only if its earlier activity was uploaded earlier.  Otherwise two activities could be repeats of each
-- other, and both would be deducted.
CREATE VIEW photo_repeat WITH (security_invoker = true) AS
SELECT s.project_id, s.cluster, s.photo_id, s.activity_id,
	coalesce(r.earlier_activity_id, nullif(s.first_of_file, s.activity_id), nullif(s.first_of_hash, s.activity_id), s.first_activity_id) AS earlier_activity_id,
	coalesce(r.decision, 'open') AS decision
FROM (
	SELECT c.project_id, c.cluster, c.photo_id, c.activity_id, c.first_activity_id,
		CASE WHEN c.sha256 IS NOT NULL THEN first_value(c.activity_id) OVER (PARTITION BY c.project_id, c.cluster, c.sha256 ORDER BY c.uploaded_at, c.activity_id) END AS first_of_file,
		CASE WHEN c.phash IS NOT NULL THEN first_value(c.activity_id) OVER (PARTITION BY c.project_id, c.cluster, c.phash ORDER BY c.uploaded_at, c.activity_id) END AS first_of_hash
	FROM (
		SELECT p.project_id, p.cluster, p.photo_id, p.sha256, p.phash, p.activity_id, p.uploaded_at,
			first_value(p.activity_id) OVER (PARTITION BY p.project_id, p.cluster ORDER BY p.uploaded_at, p.activity_id) AS first_activity_id,
			count(*) OVER (PARTITION BY p.project_id, p.cluster) AS photos
		FROM photo_sighting p
	) c
	WHERE c.photos > 1
) s
	LEFT JOIN (
		SELECT DISTINCT ON (d.project_id, d.activity_id, e.cluster) d.project_id, d.activity_id, e.cluster, d.earlier_activity_id, d.decision
		FROM duplicate_review d
			JOIN photo_sighting m ON m.project_id = d.project_id AND m.activity_id = d.activity_id
			JOIN photo_sighting e ON e.project_id = d.project_id AND e.activity_id = d.earlier_activity_id
				AND e.cluster = m.cluster AND (e.uploaded_at, e.activity_id) < (m.uploaded_at, m.activity_id)
		WHERE d.decision <> 'open'
		ORDER BY d.project_id, d.activity_id, e.cluster, d.decision, e.uploaded_at, d.earlier_activity_id	-- confirmed before rejected
	) r ON r.project_id = s.project_id AND r.activity_id = s.activity_id AND r.cluster = s.cluster
WHERE s.first_activity_id <> s.activity_id;
COMMENT ON VIEW photo_repeat IS 'Which photos look like one of an earlier activity? | 哪些照片与较早活动的照片相似？';
COMMENT ON COLUMN photo_repeat.project_id IS 'project | 项目';
COMMENT ON COLUMN photo_repeat.cluster IS 'photos that look alike | 聚类';
COMMENT ON COLUMN photo_repeat.photo_id IS 'photo | 照片';
COMMENT ON COLUMN photo_repeat.activity_id IS 'its activity | 所属活动';
COMMENT ON COLUMN photo_repeat.earlier_activity_id IS 'earlier activity with a photo that looks alike | 有相似照片的较早活动';
COMMENT ON COLUMN photo_repeat.decision IS 'what a person decided of the two activities: confirmed, rejected, or open | 人工判定：确认重复、排除重复、待定';

CREATE VIEW repeated_activity WITH (security_invoker = true) AS
SELECT p.project_id, p.activity_id, min(r.cluster) AS cluster, count(*) AS photos,
	CASE WHEN bool_or(r.decision = 'rejected') THEN 'rejected'
		WHEN bool_or(r.decision = 'open') THEN 'open'
		ELSE 'confirmed' END AS decision
FROM photo p
	LEFT JOIN photo_repeat r ON r.project_id = p.project_id AND r.photo_id = p.photo_id
GROUP BY p.project_id, p.activity_id
HAVING count(*) = count(r.photo_id);
COMMENT ON VIEW repeated_activity IS 'Which activities have no photo of their own? | 哪些活动没有自己的照片？';
COMMENT ON COLUMN repeated_activity.project_id IS 'project | 项目';
COMMENT ON COLUMN repeated_activity.activity_id IS 'activity | 活动';
COMMENT ON COLUMN repeated_activity.cluster IS 'first cluster of its photos | 首个聚类';
COMMENT ON COLUMN repeated_activity.photos IS 'photos, all of which look like earlier ones | 照片数（均与较早照片相似）';
COMMENT ON COLUMN repeated_activity.decision IS 'confirmed: deducted; open: held; rejected: one of the photos only looks alike | 判定：确认重复（扣除）、待定（暂计入）、排除重复';
