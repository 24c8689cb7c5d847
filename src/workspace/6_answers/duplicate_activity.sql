-- SPDX-License-Identifier: PostgreSQL
-- One row for each pair of activities that a person has to decide on, or has decided: INSERT INTO duplicate_review.
--
-- Each photo against the nearest one of the earlier activity in its cluster, as the last refresh found them.
CREATE VIEW duplicate_activity WITH (security_invoker = true) AS
SELECT d.project_id, u.period, u.from_on, u.end_on AS until_on, s.site_id, s.division_code, s.village, s.township,
	s.county,
	d.activity_id, a.held_on, a.reported_at, d.cluster,
	d.earlier_project_id, d.earlier_activity_id, o.site_id AS earlier_site_id, o.village AS earlier_village,
		b.held_on AS earlier_held_on, b.reported_at AS earlier_reported_at,
	d.photos, d.same_files, d.distance,
	coalesce(r.decision, 'open') AS decision, r.decided_by, r.decided_at, k.standing = 'repeated' AS deducted
FROM (
	SELECT p.project_id, p.activity_id, p.earlier_project_id, p.earlier_activity_id, min(p.cluster) AS cluster,
		count(*) AS photos,
		count(*) FILTER (WHERE p.same_file) AS same_files, max(p.distance) AS distance
	FROM (
		SELECT m.project_id, m.activity_id, m.earlier_project_id, m.earlier_activity_id, m.photo_id, m.cluster,
			bool_or(n.sha256 = e.sha256) AS same_file, min(service_eval.phash_distance(n.phash, e.phash)) AS distance
		FROM photo_match m
			JOIN photo n ON n.project_id = m.project_id AND n.photo_id = m.photo_id
			JOIN photo_cluster c ON c.project_id = m.earlier_project_id AND c.cluster = m.cluster
			JOIN photo e ON e.project_id = c.project_id AND e.photo_id = c.photo_id
				AND e.activity_id = m.earlier_activity_id
		-- an activity with a photo of its own is cleared
		WHERE NOT EXISTS (
			SELECT FROM photo w
			WHERE w.project_id = m.project_id AND w.activity_id = m.activity_id
				AND NOT EXISTS (SELECT FROM photo_match x WHERE x.project_id = w.project_id
					AND x.photo_id = w.photo_id))
		GROUP BY m.project_id, m.activity_id, m.earlier_project_id, m.earlier_activity_id, m.photo_id, m.cluster
	) p
	GROUP BY p.project_id, p.activity_id, p.earlier_project_id, p.earlier_activity_id
) d
	JOIN activity a ON a.project_id = d.project_id AND a.activity_id = d.activity_id
	JOIN activity_standing k ON k.project_id = d.project_id AND k.activity_id = d.activity_id
	JOIN site_place s ON s.project_id = a.project_id AND s.site_id = a.site_id
	LEFT JOIN project_unit u ON u.project_id = a.project_id AND a.held_on BETWEEN u.from_on AND u.end_on
	JOIN activity b ON b.project_id = d.earlier_project_id AND b.activity_id = d.earlier_activity_id
	JOIN site_place o ON o.project_id = b.project_id AND o.site_id = b.site_id
	LEFT JOIN duplicate_review r ON r.project_id = d.project_id AND r.activity_id = d.activity_id
		AND r.earlier_project_id = d.earlier_project_id AND r.earlier_activity_id = d.earlier_activity_id;
COMMENT ON VIEW duplicate_activity IS 'duplicate activity: Which uploads repeat? | 重复活动：哪些上传是重复的？';
COMMENT ON COLUMN duplicate_activity.earlier_site_id IS 'earlier site: site of the earlier activity | 较早服务点：较早活动的服务点';
COMMENT ON COLUMN duplicate_activity.earlier_village IS 'earlier village: its village | 较早村：较早活动所在村';
COMMENT ON COLUMN duplicate_activity.earlier_held_on IS 'earlier day: when it was held | 较早日期：较早活动日期';
COMMENT ON COLUMN duplicate_activity.earlier_reported_at IS 'earlier upload: when it was uploaded | 较早上报：较早活动上报时间';
COMMENT ON COLUMN duplicate_activity.photos IS 'photos: all of them look like earlier ones | 照片数：均与较早照片相似';
COMMENT ON COLUMN duplicate_activity.same_files IS 'same files: photos that are the same file | 相同文件数：与较早照片为同一文件';
COMMENT ON COLUMN duplicate_activity.distance IS 'distance: largest distance of the hashes, 0 to 64 | 最大距离：感知哈希最大距离';
COMMENT ON COLUMN duplicate_activity.decision IS 'decision: confirmed, rejected or open | 判定：确认重复、不是重复、待判定';
COMMENT ON COLUMN duplicate_activity.deducted IS 'deducted: whether it counts no more | 是否扣除：是否不再计入';
