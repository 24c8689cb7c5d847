-- SPDX-License-Identifier: PostgreSQL
-- Means over the sites of a band, so that a row reads: this is what the top has and the bottom lacks.  One row for each
-- indicator that the sites have, and for some measures.
CREATE VIEW band_comparison WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, c.code, i.name_en, i.name_zh,
	c.top_mean, c.middle_mean, c.bottom_mean, c.top_mean - c.bottom_mean AS difference, c.top_sites, c.bottom_sites
FROM current_run r
	CROSS JOIN LATERAL (
		SELECT v.code,
			avg(v.value) FILTER (WHERE v.band = 'top') AS top_mean,
			avg(v.value) FILTER (WHERE v.band = 'middle') AS middle_mean,
			avg(v.value) FILTER (WHERE v.band = 'bottom') AS bottom_mean,
			count(v.value) FILTER (WHERE v.band = 'top') AS top_sites,
			count(v.value) FILTER (WHERE v.band = 'bottom') AS bottom_sites
		FROM (
			SELECT e.band, s.code, s.value
			FROM site_score e JOIN site_indicator s USING (project_id, site_id)
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND s.snapshot_id = r.snapshot_id
			UNION ALL
			SELECT e.band, x.code, x.value
			FROM site_score e JOIN site_measure m USING (project_id, site_id)
				CROSS JOIN LATERAL (VALUES ('score', e.score), ('shadow_score', e.shadow_score),
					('reported', m.reported), ('deduplicated', m.deduplicated), ('held', m.held),
					('verified', m.verified), ('late', e.late), ('satisfaction', m.satisfaction),
					('effective_answers', m.effective_answers), ('unheard_share', m.unheard_share),
					('idle_days', m.idle_days), ('vacant_days', m.vacant_days),
					('post_vacant', m.post_vacant::integer), ('departures', m.departures),
					('low_education', m.low_education::integer), ('certified', m.certified::integer),
					('resources', m.resources), ('assessed', m.assessed), ('suspension_index', m.suspension_index)
				) AS x (code, value)
			WHERE e.project_id = r.project_id AND e.run_id = r.run_id AND m.snapshot_id = r.snapshot_id
		) v
		WHERE v.band IS NOT NULL AND abs(v.value) < 'Infinity'
		GROUP BY v.code
	) c
	LEFT JOIN indicator i ON i.scheme_id = r.profile AND i.version = r.version AND i.code = c.code;
COMMENT ON VIEW band_comparison IS
'band comparison: What separates the top band from the bottom band? | 档次比较：前档与后档差在哪里？';
COMMENT ON COLUMN band_comparison.code IS 'code: of an indicator (capitals) or of a measure | 代码：指标（大写）或测量值';
COMMENT ON COLUMN band_comparison.top_mean IS 'top mean: mean over the top band | 前档均值：前档的平均';
COMMENT ON COLUMN band_comparison.middle_mean IS 'middle mean: mean over the middle | 中间档均值：中间档的平均';
COMMENT ON COLUMN band_comparison.bottom_mean IS 'bottom mean: mean over the bottom band | 后档均值：后档的平均';
COMMENT ON COLUMN band_comparison.difference IS 'difference: top mean less bottom mean | 差值：前档均值减后档均值';
COMMENT ON COLUMN band_comparison.top_sites IS 'top sites: sites behind the top mean | 前档点数：前档均值所含服务点';
COMMENT ON COLUMN band_comparison.bottom_sites IS 'bottom sites: sites behind the bottom mean | 后档点数：后档均值所含服务点';
