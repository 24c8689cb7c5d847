-- A type of need is somebody's own word.  In the codes of the results it comes after a colon, which no code of the product has, so that
-- need:concentration is a type and need_concentration is not.
CREATE VIEW need_match WITH (security_invoker = true) AS
SELECT e.project_id, e.period, e.township, e.need_type,
	e.eligible, round(e.need_share, 6) AS need_share, e.hours, round(e.supply_share, 6) AS supply_share,
	round(e.supply_share - e.need_share, 6) AS difference,
	-- where there is need, and nothing for any, it is not unknown but 0
	CASE WHEN sum(e.hours) OVER place = 0 THEN CASE WHEN e.need_share IS NOT NULL THEN 0 END
		ELSE round(1 - sum(abs(e.supply_share - e.need_share)) OVER place / 2, 6) END AS need_match, e.county
FROM (
	SELECT e.project_id, e.period, e.county, e.township, e.need_type, e.eligible, e.hours,
		-- known only where no category is hidden
		CASE WHEN bool_and(e.eligible IS NOT NULL) OVER place THEN e.eligible / nullif(sum(e.eligible) OVER place, 0) END AS need_share,
		e.hours / nullif(sum(e.hours) OVER place, 0) AS supply_share
	FROM (
		SELECT r.project_id, r.period, CASE WHEN e.scope = 'township' THEN (e.scope_key::text[])[1] END AS county,
			CASE WHEN e.scope = 'township' THEN (e.scope_key::text[])[2] END AS township,
			substr(e.code, strpos(e.code, ':') + 1) AS need_type,
			CASE WHEN bool_or(e.status = 'hidden') IS NOT TRUE THEN coalesce(max(e.value) FILTER (WHERE e.code LIKE 'need:%'), 0)::bigint END AS eligible,
			coalesce(max(e.value) FILTER (WHERE e.code LIKE 'supply:%'), 0) AS hours
		FROM headline_run r
			JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope IN ('township', 'project')
				AND (e.code LIKE 'need:%' OR e.code LIKE 'supply:%')
		GROUP BY r.project_id, r.period, e.scope, e.scope_key, substr(e.code, strpos(e.code, ':') + 1)
	) e
	WINDOW place AS (PARTITION BY e.project_id, e.period, e.county, e.township)
) e
WINDOW place AS (PARTITION BY e.project_id, e.period, e.county, e.township);
COMMENT ON VIEW need_match IS 'Does what is offered answer what is needed? | 供给与需求是否匹配？';
COMMENT ON COLUMN need_match.project_id IS 'project | 项目';
COMMENT ON COLUMN need_match.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN need_match.township IS 'township; empty for the whole project | 乡镇（全项目为空）';
COMMENT ON COLUMN need_match.county IS 'county of the township; empty for the whole project | 乡镇所属县（全项目为空）';
COMMENT ON COLUMN need_match.need_type IS 'what is needed | 需求类型';
COMMENT ON COLUMN need_match.eligible IS 'children who need it, over the whole term counted in each quarter; empty where hidden | 需要的儿童数（全周期为各季度合计，隐去则为空）';
COMMENT ON COLUMN need_match.need_share IS 'share of all needs | 需求占比';
COMMENT ON COLUMN need_match.hours IS 'hours of activities that answer it | 对应活动时长';
COMMENT ON COLUMN need_match.supply_share IS 'share of all hours | 供给占比';
COMMENT ON COLUMN need_match.difference IS 'supply_share less need_share | 供给占比减需求占比';
COMMENT ON COLUMN need_match.need_match IS '1 - half of the sum of the absolute differences: 1 is a perfect match | 匹配度（1为完全匹配）';
