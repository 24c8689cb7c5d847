-- SPDX-License-Identifier: PostgreSQL
-- Of each place: who needs what, and which hours answer it.  Only recorded need types are listed.
CREATE VIEW need_match WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.from_on, e.until_on, e.county, e.township, e.need_type,
	e.eligible, round(e.need_share, 6) AS need_share, e.hours, round(e.supply_share, 6) AS supply_share,
	round(e.supply_share - e.need_share, 6) AS difference,
	-- where there is need, and nothing for any, it is not unknown but 0
	CASE WHEN sum(e.hours) OVER place = 0 THEN CASE WHEN e.need_share IS NOT NULL THEN 0 END
		ELSE round(1 - sum(abs(e.supply_share - e.need_share)) OVER place / 2, 6) END AS need_match, e.hidden
FROM (
	SELECT e.*,
		-- known only where no category is hidden
		CASE WHEN NOT bool_or(e.hidden) OVER place THEN e.eligible / nullif(sum(e.eligible) OVER place, 0)
			END AS need_share,
		e.hours / nullif(sum(e.hours) OVER place, 0) AS supply_share
	FROM (
		SELECT s.project_id, s.period, s.from_on, s.until_on, m.county, m.township, m.category AS need_type,
			CASE WHEN NOT bool_or(m.hidden) THEN coalesce(sum(m.eligible), 0) END AS eligible, coalesce(sum(m.hours), 0)
				AS hours, bool_or(m.hidden) AS hidden
		FROM current_snapshot s
			JOIN place_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
				AND m.kind IN ('need', 'supply')
		WHERE m.category IS NOT NULL
		GROUP BY s.project_id, s.period, s.from_on, s.until_on, m.county, m.township, m.category
	) e
	WINDOW place AS (PARTITION BY e.project_id, e.period, e.county, e.township)
) e
WINDOW place AS (PARTITION BY e.project_id, e.period, e.county, e.township);
COMMENT ON VIEW need_match IS 'need match: Does what is offered answer what is needed? | 供需匹配：供给与需求是否匹配？';
COMMENT ON COLUMN need_match.eligible IS 'eligible: who need it; empty where hidden | 需求人数：隐去为空';
COMMENT ON COLUMN need_match.need_share IS 'need share: of all needs of the place | 需求占比：占当地全部需求';
COMMENT ON COLUMN need_match.hours IS 'hours: of activities that answer it | 服务时长：对应活动时长（小时）';
COMMENT ON COLUMN need_match.supply_share IS 'supply share: of all hours of the place | 供给占比：占当地全部时长';
COMMENT ON COLUMN need_match.difference IS 'difference: supply share less need share | 差值：供给占比减需求占比';
COMMENT ON COLUMN need_match.need_match IS
'match: share of the hours that went where the need is, of the place | 匹配度：当地供需匹配度';
COMMENT ON COLUMN need_match.hidden IS 'hidden: the counts are too small to be published | 隐去：人数过少不公布';
