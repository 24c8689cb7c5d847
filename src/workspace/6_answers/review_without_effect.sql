-- SPDX-License-Identifier: PostgreSQL
-- A decision on a pair that nobody asks about: the later activity has a photo of its own, the two show nothing alike
-- any more, or the pair is the wrong way round.
CREATE VIEW review_without_effect WITH (security_invoker = true) AS
SELECT d.project_id, d.activity_id, d.earlier_project_id, d.earlier_activity_id, d.decision, d.decided_by, d.decided_at,
	(ARRAY['the activity has no photo', 'their photos were not found to look alike',
		'the earlier activity was uploaded later', 'the activity has a photo of its own'])[c.cause] AS reason,
	(ARRAY['该活动没有照片', '未发现两项活动的照片相似', '所谓较早活动上报更晚', '该活动有自己的照片'])[c.cause] AS reason_zh
FROM duplicate_review d
	CROSS JOIN LATERAL (
		SELECT count(*) AS photos, count(m.photo_id) AS matched,
			count(*) FILTER (WHERE (m.earlier_project_id, m.earlier_activity_id)
				= (d.earlier_project_id, d.earlier_activity_id)) AS of_pair
		FROM photo p LEFT JOIN photo_match m ON m.project_id = p.project_id AND m.photo_id = p.photo_id
		WHERE p.project_id = d.project_id AND p.activity_id = d.activity_id
	) n
	CROSS JOIN LATERAL (
		SELECT CASE WHEN n.photos = 0 THEN 1
			WHEN n.of_pair > 0 THEN CASE WHEN n.matched < n.photos THEN 4 END
			WHEN EXISTS (
				SELECT FROM activity a
					JOIN photo p ON p.project_id = a.project_id AND p.activity_id = a.activity_id
					JOIN photo_cluster m ON m.project_id = p.project_id AND m.photo_id = p.photo_id
					JOIN photo_cluster e ON e.scope = m.scope AND e.cluster = m.cluster
					JOIN photo q ON q.project_id = e.project_id AND q.photo_id = e.photo_id
					JOIN activity b ON b.project_id = q.project_id AND b.activity_id = q.activity_id
				WHERE a.project_id = d.project_id AND a.activity_id = d.activity_id
					AND b.project_id = d.earlier_project_id AND b.activity_id = d.earlier_activity_id
					-- else these are clusters of a scope in which the project is not compared any more
					AND (coalesce(b.reported_at, (b.held_on + 1)::timestamp AT TIME ZONE 'UTC'), b.project_id,
						b.activity_id)
						> (coalesce(a.reported_at, (a.held_on + 1)::timestamp AT TIME ZONE 'UTC'), a.project_id,
						a.activity_id)
			) THEN 3
			ELSE 2 END AS cause
	) c
WHERE d.decision <> 'open' AND c.cause IS NOT NULL;
COMMENT ON VIEW review_without_effect IS
'review without effect: Which decisions on repeated uploads change nothing, and why? | 无效判定：哪些重复判定不起作用，为什么？';
COMMENT ON COLUMN review_without_effect.reason IS 'reason: why it changes nothing | 原因：不起作用的原因';
COMMENT ON COLUMN review_without_effect.reason_zh IS 'reason (Chinese): the same in Chinese | 原因（中文）：中文原因';
