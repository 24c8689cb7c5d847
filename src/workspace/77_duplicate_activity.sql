-- The pairs of a project.  A function and not a view, because repeats are found by joins that a planner knows nothing of before ANALYZE:
-- it would loop over what it takes for one row, see measure().
CREATE OR REPLACE FUNCTION repeated_pair(project_id bigint)
RETURNS TABLE (activity_id bigint, earlier_activity_id bigint, activity_decision text, cluster bigint, photos bigint, same_files bigint, distance integer)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_nestloop = off
SET enable_mergejoin = off
SET jit = off
AS $$
SELECT p.activity_id, p.earlier_activity_id, p.activity_decision, min(p.cluster), count(*), count(*) FILTER (WHERE p.same_file), max(p.distance)
FROM (
	-- each photo against the nearest one of the earlier activity in its cluster
	SELECT r.activity_id, r.earlier_activity_id, r.photo_id, r.cluster, t.decision AS activity_decision,
		bool_or(m.sha256 = e.sha256) AS same_file, min(service_eval.phash_distance(m.phash, e.phash)) AS distance
	FROM repeated_activity t
		JOIN photo_repeat r ON r.project_id = t.project_id AND r.activity_id = t.activity_id
		JOIN photo m ON m.project_id = r.project_id AND m.photo_id = r.photo_id
		JOIN photo_sighting e ON e.project_id = r.project_id AND e.cluster = r.cluster AND e.activity_id = r.earlier_activity_id
	WHERE t.project_id = $1
	GROUP BY r.activity_id, r.earlier_activity_id, r.photo_id, r.cluster, t.decision
) p
GROUP BY p.activity_id, p.earlier_activity_id, p.activity_decision
$$;
COMMENT ON FUNCTION repeated_pair(bigint) IS 'pairs of activities of a project of which the later shows only photos of the earlier | 项目中照片全部与较早活动相同的活动对';

-- One row for each pair of activities that a person has to decide on, or has decided: INSERT INTO duplicate_review.
CREATE VIEW duplicate_activity WITH (security_invoker = true) AS
SELECT p.project_id, date_trunc('quarter', a.held_on::timestamp)::date AS period, s.site_id, s.division_code, v.name AS village, v.township,
	d.activity_id, a.held_on, a.reported_at, d.cluster,
	d.earlier_activity_id, b.site_id AS earlier_site_id, w.name AS earlier_village, b.held_on AS earlier_held_on, b.reported_at AS earlier_reported_at,
	d.photos, d.same_files, d.distance,
	coalesce(r.decision, 'open') AS decision, r.decided_by, r.decided_at,
	d.activity_decision = 'confirmed' AS deducted
FROM project p
	CROSS JOIN LATERAL repeated_pair(p.project_id) d
	JOIN activity a ON a.project_id = p.project_id AND a.activity_id = d.activity_id
	JOIN site s ON s.project_id = a.project_id AND s.site_id = a.site_id
	JOIN village v ON v.division_code = s.division_code
	JOIN activity b ON b.project_id = p.project_id AND b.activity_id = d.earlier_activity_id
	JOIN site o ON o.project_id = b.project_id AND o.site_id = b.site_id
	JOIN village w ON w.division_code = o.division_code
	LEFT JOIN duplicate_review r ON r.project_id = p.project_id AND r.activity_id = d.activity_id AND r.earlier_activity_id = d.earlier_activity_id;
COMMENT ON VIEW duplicate_activity IS 'Which uploads repeat? | 哪些上传是重复的？';
COMMENT ON COLUMN duplicate_activity.project_id IS 'project | 项目';
COMMENT ON COLUMN duplicate_activity.period IS 'quarter in which the activity was held | 活动所在季度';
COMMENT ON COLUMN duplicate_activity.site_id IS 'site | 服务点';
COMMENT ON COLUMN duplicate_activity.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN duplicate_activity.village IS 'village | 村';
COMMENT ON COLUMN duplicate_activity.township IS 'township | 乡镇';
COMMENT ON COLUMN duplicate_activity.activity_id IS 'activity that has no photo of its own | 没有自己照片的活动';
COMMENT ON COLUMN duplicate_activity.held_on IS 'day it was held, as reported | 活动日期（上报）';
COMMENT ON COLUMN duplicate_activity.reported_at IS 'moment of the upload | 上报时间';
COMMENT ON COLUMN duplicate_activity.cluster IS 'photos that look alike | 聚类';
COMMENT ON COLUMN duplicate_activity.earlier_activity_id IS 'activity whose photos it shows | 照片所属的较早活动';
COMMENT ON COLUMN duplicate_activity.earlier_site_id IS 'its site | 较早活动的服务点';
COMMENT ON COLUMN duplicate_activity.earlier_village IS 'its village | 较早活动所在村';
COMMENT ON COLUMN duplicate_activity.earlier_held_on IS 'day it was held | 较早活动日期';
COMMENT ON COLUMN duplicate_activity.earlier_reported_at IS 'moment of its upload | 较早活动上报时间';
COMMENT ON COLUMN duplicate_activity.photos IS 'photos that look like those of the earlier activity | 相似照片数';
COMMENT ON COLUMN duplicate_activity.same_files IS 'of these, copies of the file | 其中文件完全相同者';
COMMENT ON COLUMN duplicate_activity.distance IS 'bits in which the perceptual hashes differ, of the photo that differs most; above the rule where others lie between | 最大感知哈希距离';
COMMENT ON COLUMN duplicate_activity.decision IS 'what a person decided: confirmed, rejected or open | 人工判定：确认重复、排除重复、待定';
COMMENT ON COLUMN duplicate_activity.decided_by IS 'who decided | 判定人';
COMMENT ON COLUMN duplicate_activity.decided_at IS 'when | 判定时间';
COMMENT ON COLUMN duplicate_activity.deducted IS 'not counted: all its photos were confirmed to be repeated; takes effect at the next refresh | 是否扣除（下次刷新生效）';

-- A decision on a pair that nobody asks about: the later activity has a photo of its own, the two show nothing alike any more, or
-- the pair is the wrong way round.
CREATE VIEW review_without_effect WITH (security_invoker = true) AS
SELECT d.project_id, d.activity_id, d.earlier_activity_id, d.decision, d.decided_by, d.decided_at,
	CASE
		WHEN NOT EXISTS (SELECT FROM photo p WHERE p.project_id = d.project_id AND p.activity_id = d.activity_id) THEN 'the activity has no photo'
		WHEN NOT EXISTS (
			SELECT FROM photo_sighting m JOIN photo_sighting e ON e.project_id = m.project_id AND e.cluster = m.cluster
			WHERE m.project_id = d.project_id AND m.activity_id = d.activity_id AND e.activity_id = d.earlier_activity_id) THEN 'their photos do not look alike'
		WHEN r.activity_id IS NULL THEN 'the earlier activity was uploaded later'
		ELSE 'the activity has a photo of its own'
	END AS reason
FROM duplicate_review d
	LEFT JOIN photo_repeat r ON r.project_id = d.project_id AND r.activity_id = d.activity_id AND r.earlier_activity_id = d.earlier_activity_id
	LEFT JOIN repeated_activity a ON a.project_id = d.project_id AND a.activity_id = d.activity_id
WHERE d.decision <> 'open' AND (r.activity_id IS NULL OR a.activity_id IS NULL);
COMMENT ON VIEW review_without_effect IS 'Which decisions on repeated uploads change nothing, and why? | 哪些重复判定不起作用，为什么？';
COMMENT ON COLUMN review_without_effect.project_id IS 'project | 项目';
COMMENT ON COLUMN review_without_effect.activity_id IS 'activity that was said to repeat | 被判定重复的活动';
COMMENT ON COLUMN review_without_effect.earlier_activity_id IS 'activity that it was said to repeat | 被重复的活动';
COMMENT ON COLUMN review_without_effect.decision IS 'confirmed or rejected | 判定：确认重复、排除重复';
COMMENT ON COLUMN review_without_effect.decided_by IS 'who decided | 判定人';
COMMENT ON COLUMN review_without_effect.decided_at IS 'when | 判定时间';
COMMENT ON COLUMN review_without_effect.reason IS 'why it changes nothing | 不起作用的原因';
