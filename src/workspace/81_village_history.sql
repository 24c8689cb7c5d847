CREATE VIEW village_history WITH (security_invoker = true) AS
SELECT v.project_id, v.period, v.profile, v.site_id, v.division_code, v.village, v.township,
	v.score, v.rank, v.band, v.p_bottom, v.satisfaction, v.status,
	-- the quarter before, if it was evaluated
	CASE WHEN v.earlier_period = (v.period - interval '3 months')::date THEN v.score - v.earlier_score END AS score_change,
	CASE WHEN v.earlier_period = (v.period - interval '3 months')::date THEN v.earlier_rank - v.rank END AS places_gained
FROM (
	SELECT v.project_id, v.period, v.profile, v.site_id, v.division_code, v.village, v.township, v.score, v.rank, v.band, v.p_bottom, v.satisfaction, v.status,
		lag(v.period) OVER quarters AS earlier_period, lag(v.score) OVER quarters AS earlier_score, lag(v.rank) OVER quarters AS earlier_rank
	FROM village_ranking v
	WHERE v.period IS NOT NULL
	WINDOW quarters AS (PARTITION BY v.project_id, v.profile, v.site_id ORDER BY v.period)
) v;
COMMENT ON VIEW village_history IS 'How did this village move over the quarters? | 该村各季度如何变化？';
COMMENT ON COLUMN village_history.project_id IS 'project | 项目';
COMMENT ON COLUMN village_history.period IS 'quarter, named by its first day | 季度（以首日表示）';
COMMENT ON COLUMN village_history.profile IS 'scheme that judged | 评分方案';
COMMENT ON COLUMN village_history.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_history.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_history.village IS 'village | 村';
COMMENT ON COLUMN village_history.township IS 'township | 乡镇';
COMMENT ON COLUMN village_history.score IS 'score, 0 to 100; empty when not rated | 得分（未评为空）';
COMMENT ON COLUMN village_history.rank IS 'rank among the rated | 名次';
COMMENT ON COLUMN village_history.band IS 'top, middle or bottom | 档次';
COMMENT ON COLUMN village_history.p_bottom IS 'probability of the bottom 20 % | 位于后20%的概率';
COMMENT ON COLUMN village_history.satisfaction IS 'satisfaction, 0 to 100 | 满意度';
COMMENT ON COLUMN village_history.status IS 'rated or not_rated | 是否参评';
COMMENT ON COLUMN village_history.score_change IS 'score less that of the quarter before | 得分变化';
COMMENT ON COLUMN village_history.places_gained IS 'places gained since the quarter before; negative if lost | 名次上升数（下降为负）';
