-- SPDX-License-Identifier: PostgreSQL
-- One word for what is known of each activity.
--
--	repeated	a person has confirmed that it repeats an earlier upload, or a verifier found it
--	confirmed, no_trace		as the last check found, the provider's own left aside
--	unchecked	nobody looked
--
-- held: each of its photos looks like an earlier one, and nobody has decided.  sampled: a verifier looked at it, and no
-- review had taken it out: it speaks for those that nobody looked at.
CREATE OR REPLACE FUNCTION measure_standing(project_id bigint) RETURNS SETOF activity_standing
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH checked AS (
	SELECT DISTINCT ON (v.activity_id) v.activity_id, v.outcome, v.confirmed_quantity
	FROM counted_visit v
	WHERE v.project_id = $1 AND v.activity_id IS NOT NULL
	ORDER BY v.activity_id, v.visited_on DESC, v.visit_id DESC
), repeated AS (
	SELECT p.activity_id,
		CASE WHEN bool_or(m.decision = 'rejected') THEN 'rejected' WHEN bool_or(m.decision = 'open') THEN 'open'
			ELSE 'confirmed' END AS decision
	FROM photo p LEFT JOIN photo_match m ON m.project_id = p.project_id AND m.photo_id = p.photo_id
	WHERE p.project_id = $1
	GROUP BY p.activity_id
	HAVING count(*) = count(m.photo_id)
)
SELECT a.project_id, a.activity_id,
	CASE WHEN c.outcome = 'repeated' OR r.decision = 'confirmed' THEN 'repeated' ELSE coalesce(c.outcome, 'unchecked')
		END,
	CASE WHEN c.outcome = 'confirmed' THEN least(coalesce(c.confirmed_quantity, a.quantity), a.quantity) END,
	r.decision IS NOT DISTINCT FROM 'open' AND c.outcome IS DISTINCT FROM 'repeated',
	c.outcome IS NOT NULL AND r.decision IS DISTINCT FROM 'confirmed'
FROM activity a
	LEFT JOIN checked c ON c.activity_id = a.activity_id
	LEFT JOIN repeated r ON r.activity_id = a.activity_id
WHERE a.project_id = $1
$$;
COMMENT ON FUNCTION measure_standing(bigint) IS
'step measure_standing: what is known of each activity of a project | 步骤核实状态：项目各活动的核实状态';
