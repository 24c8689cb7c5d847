-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW village_ranking WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, r.site_id, r.division_code, r.village, r.township,
	r.county,
	r.score, r.grade, r.rank, r.rated, r.quintile, r.band, r.rank_low, r.rank_high, r.p_top, r.p_bottom,
	m.satisfaction::numeric(7,4) AS satisfaction, r.status, r.score_lower, r.score_upper, r.shadow_score, r.shadow_rank,
		r.caps, r.bonus, r.score_counted, r.caps_uncertain,
	r.rank_set_lower, r.rank_set_upper, r.bottom_certain, r.bottom_possible, r.p_bottom_shrunken, r.score_error
FROM site_run r
	LEFT JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id AND m.site_id = r.site_id;
COMMENT ON VIEW village_ranking IS 'village ranking: Who is where, and how sure are we? | 村级排名：各村排名如何，把握有多大？';
COMMENT ON COLUMN village_ranking.score IS 'score: 0 to 100; empty where it is not rated | 得分：0至100，未评为空';
COMMENT ON COLUMN village_ranking.grade IS 'grade: poor, medium, good or excellent, as capped | 等级：差、中、良、优（已计上限）';
COMMENT ON COLUMN village_ranking.rank IS 'rank: 1 is best; ties share | 名次：1为最好，同分并列';
COMMENT ON COLUMN village_ranking.rated IS 'rated: how many sites are rated | 已评数：已评服务点数';
COMMENT ON COLUMN village_ranking.quintile IS 'quintile: 5 is the best fifth | 五分位：5为最好';
COMMENT ON COLUMN village_ranking.band IS 'band: top, middle or bottom | 档次：前档、中间档、后档';
COMMENT ON COLUMN village_ranking.rank_low IS 'rank from: best rank of the 5-95 % interval | 名次上端：5%至95%区间中较好的名次';
COMMENT ON COLUMN village_ranking.rank_high IS 'rank to: worst rank of the interval | 名次下端：区间中较差的名次';
COMMENT ON COLUMN village_ranking.p_top IS 'P(top): probability of being in the top band | 前档概率：属于前档的概率';
COMMENT ON COLUMN village_ranking.p_bottom IS 'P(bottom): probability of being in the bottom band | 后档概率：属于后档的概率';
COMMENT ON COLUMN village_ranking.satisfaction IS
'satisfaction: of those served, 0 to 100; empty below 5 effective answers | 满意度：服务对象满意度，有效样本量过少为空';
COMMENT ON COLUMN village_ranking.status IS 'status: rated or not_rated | 状态：已评或未评';
COMMENT ON COLUMN village_ranking.score_lower IS
'score at least: if all that was not measured earned nothing, and those not heard were discontent | '
'得分下界：未测部分全部计零、未表达者均不满意';
COMMENT ON COLUMN village_ranking.score_upper IS
'score at most: if all that was not measured earned everything, and those not heard were content | '
'得分上界：未测部分全部得满分、未表达者均满意';
COMMENT ON COLUMN village_ranking.shadow_score IS
'shadow score: geometric mean, in which nothing makes up for a missing part | 几何得分：几何平均，短板不可弥补';
COMMENT ON COLUMN village_ranking.shadow_rank IS 'shadow rank: rank by the shadow score | 几何名次：按几何得分的名次';
COMMENT ON COLUMN village_ranking.caps IS 'caps: limiters that cap the grade | 限级：限制等级的规则';
