-- Along a chain of sites: a successor goes on where its predecessor ended.  One that took over from several has no one
-- history to go on with.
CREATE VIEW village_history WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, r.site_id, r.division_code, r.village, r.township,
	r.county,
	r.score, r.rank, r.rated, r.band, r.p_bottom, m.satisfaction::numeric(7,4) AS satisfaction, r.status,
	r.score - b.score AS score_change, b.rank - r.rank AS places_gained
FROM site_run r
	JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id AND m.site_id = r.site_id
	-- the unit before, if it was evaluated
	JOIN project_period q ON q.project_id = r.project_id AND q.period = r.period
	LEFT JOIN (
		SELECT o.project_id, o.successor_id, min(o.site_id) AS site_id
		FROM site o
		WHERE o.successor_id IS NOT NULL
		GROUP BY o.project_id, o.successor_id
		HAVING count(*) = 1
	) o ON o.project_id = r.project_id AND o.successor_id = r.site_id
		AND NOT EXISTS (SELECT FROM site_run s WHERE s.project_id = r.project_id AND s.period = q.earlier
			AND s.profile = r.profile AND s.site_id = r.site_id)
	LEFT JOIN site_run b ON b.project_id = r.project_id AND b.period = q.earlier AND b.profile = r.profile
		AND b.site_id = coalesce(o.site_id, r.site_id)
WHERE r.kind = 'unit';
COMMENT ON VIEW village_history IS 'village history: How did this village move over the periods? | 村级历史：该村各期如何变化？';
COMMENT ON COLUMN village_history.score_change IS 'change: of the score against the unit before | 得分变化：较上一周期';
COMMENT ON COLUMN village_history.places_gained IS 'places gained: against the unit before | 上升位次：较上一周期';
