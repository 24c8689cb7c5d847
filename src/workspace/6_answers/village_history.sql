-- SPDX-License-Identifier: PostgreSQL
-- Along a chain of sites: a successor goes on where its predecessor ended.  One that took over from several has no one
-- history to go on with.
CREATE VIEW village_history WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, r.site_id, r.division_code, r.village, r.township,
	r.county,
	r.score, r.rank, r.rated, r.band, r.p_bottom, m.satisfaction::numeric(7,4) AS satisfaction, r.status,
	r.score - b.score AS score_change, b.rank - r.rank AS places_gained
FROM site_run r
	LEFT JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id AND m.site_id = r.site_id
	LEFT JOIN (
		SELECT o.project_id, o.successor_id, min(o.site_id) AS site_id
		FROM site o
		WHERE o.successor_id IS NOT NULL
		GROUP BY o.project_id, o.successor_id
		HAVING count(*) = 1
	) o ON o.project_id = r.project_id AND o.successor_id = r.site_id
	LEFT JOIN LATERAL (
		-- in the unit before, if it was evaluated; its own place there comes first
		SELECT e.score, e.rank
		FROM current_run b JOIN site_score e ON e.project_id = b.project_id AND e.run_id = b.run_id
		WHERE b.project_id = r.project_id AND b.profile = r.profile AND b.kind = 'unit' AND b.end_on = r.from_on - 1
			AND e.site_id IN (r.site_id, o.site_id)
		ORDER BY e.site_id = r.site_id DESC
		LIMIT 1
	) b ON true
WHERE r.kind = 'unit';
COMMENT ON VIEW village_history IS 'village history: How did this village move over the periods? | 村级历史：该村各期如何变化？';
COMMENT ON COLUMN village_history.score_change IS 'change: of the score against the unit before | 得分变化：较上一周期';
COMMENT ON COLUMN village_history.places_gained IS 'places gained: against the unit before | 上升位次：较上一周期';
