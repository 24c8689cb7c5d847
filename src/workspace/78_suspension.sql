-- Service suspension: what was reported and did not reach anybody.  SI = 1 - (D/R)(V/D)(S/100), and which part of it is due
-- to repeated uploads, to activities without a trace, and to dissatisfaction.

CREATE VIEW village_suspension WITH (security_invoker = true) AS
SELECT e.project_id, e.period, s.site_id, s.division_code, v.name AS village, v.township,
	e.state, e.suspension_index,
	(a.part).duplicates AS duplicates_share, (a.part).missing_trace AS missing_trace_share, (a.part).dissatisfaction AS dissatisfaction_share,
	service_eval.pretended_completion(e.target::float8, e.reported::float8, e.verified::float8, e.satisfaction::float8) AS pretended_completion,
	e.target, e.reported, e.deduplicated, e.held, e.verified, e.verified_std_error, e.checked,
	service_eval.verification_factor(e.reported::float8, e.verified::float8) AS verification_factor,
	e.satisfaction::numeric(7,4) AS satisfaction, e.idle_days, e.post_vacant,
	e.late, round(e.late / nullif(e.reported, 0), 6) AS late_share, round(e.late / nullif(e.late_expected, 0), 4) AS late_rush,
	service_eval.wilson_lower(e.late::float8, e.reported::float8, 0.99) > (e.late_expected / nullif(e.reported, 0))::float8 AS rushes
FROM (
	SELECT r.project_id, r.period, e.scope_key,
		max(e.status) FILTER (WHERE e.code = 'suspension_index') AS state,
		max(e.value) FILTER (WHERE e.code = 'suspension_index')::numeric(7,6) AS suspension_index,
		max(e.value) FILTER (WHERE e.code = 'target') AS target,
		max(e.value) FILTER (WHERE e.code = 'reported')::bigint AS reported,
		max(e.value) FILTER (WHERE e.code = 'deduplicated')::bigint AS deduplicated,
		max(e.value) FILTER (WHERE e.code = 'held')::bigint AS held,
		max(e.value) FILTER (WHERE e.code = 'verified') AS verified,
		max(e.std_error) FILTER (WHERE e.code = 'verified') AS verified_std_error,
		max(e.n) FILTER (WHERE e.code = 'verified') AS checked,
		max(e.value) FILTER (WHERE e.code = 'satisfaction') AS satisfaction,
		max(e.value) FILTER (WHERE e.code = 'idle_days')::integer AS idle_days,
		max(e.value) FILTER (WHERE e.code = 'post_vacant')::integer::boolean AS post_vacant,
		max(e.value) FILTER (WHERE e.code = 'late') AS late,
		max(e.value) FILTER (WHERE e.code = 'late_expected') AS late_expected
	FROM headline_run r
		JOIN evaluation_result e ON e.project_id = r.project_id AND e.run_id = r.run_id AND e.scope = 'site'
			AND e.code IN ('suspension_index', 'target', 'reported', 'deduplicated', 'held', 'verified', 'satisfaction', 'idle_days', 'post_vacant', 'late', 'late_expected')
	GROUP BY r.project_id, r.period, e.scope_key
) e
	CROSS JOIN LATERAL (
		SELECT service_eval.suspension_attribution(e.reported::float8, e.deduplicated::float8, e.verified::float8, e.satisfaction::float8) AS part
	) a
	JOIN site s ON s.project_id = e.project_id AND s.site_id::text = e.scope_key
	JOIN village v ON v.division_code = s.division_code;
COMMENT ON VIEW village_suspension IS 'Which part of what was reported reached somebody, and what became of the rest? | 上报的服务有多少落到实处，其余去了哪里？';
COMMENT ON COLUMN village_suspension.project_id IS 'project | 项目';
COMMENT ON COLUMN village_suspension.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN village_suspension.site_id IS 'site | 服务点';
COMMENT ON COLUMN village_suspension.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN village_suspension.village IS 'village | 村';
COMMENT ON COLUMN village_suspension.township IS 'township | 乡镇';
COMMENT ON COLUMN village_suspension.state IS 'stopped: nothing for 60 days, or no director; formal: the target is met on paper and not felt; suspended: half or more of the reported was not felt; active; empty: not known | 状态：停摆、形式化、悬浮、运行（未知为空）';
COMMENT ON COLUMN village_suspension.suspension_index IS 'SI = 1 - verified / reported x satisfaction / 100: 0 all of it reached somebody, 1 nothing did; empty when nothing was reported or something is not known | 服务悬浮指数（0至1）';
COMMENT ON COLUMN village_suspension.duplicates_share IS 'share of the loss that is due to repeated uploads, 0 to 1; the three add up to 1 | 重复上传所致份额';
COMMENT ON COLUMN village_suspension.missing_trace_share IS 'share due to activities without a trace | 查无痕迹所致份额';
COMMENT ON COLUMN village_suspension.dissatisfaction_share IS 'share due to dissatisfaction | 不满意所致份额';
COMMENT ON COLUMN village_suspension.pretended_completion IS 'completion as reported less completion as verified and felt, 0 to 1 | 虚假完成度（0至1）';
COMMENT ON COLUMN village_suspension.target IS 'quantity due | 目标量';
COMMENT ON COLUMN village_suspension.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN village_suspension.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN village_suspension.held IS 'seem to repeat earlier uploads, undecided | 疑似重复待判定数';
COMMENT ON COLUMN village_suspension.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN village_suspension.verified_std_error IS 'its standard error | 核实量标准误';
COMMENT ON COLUMN village_suspension.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN village_suspension.verification_factor IS 'verified / reported | 核实系数（核实量/上报量）';
COMMENT ON COLUMN village_suspension.satisfaction IS 'satisfaction, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN village_suspension.idle_days IS 'days without an activity at the end of the period | 期末连续无活动天数';
COMMENT ON COLUMN village_suspension.post_vacant IS 'nobody but perhaps a stand-in holds the post of director at the end; empty where no posts are recorded | 期末负责人空缺，代管不算在岗（无任职记录则为空）';
COMMENT ON COLUMN village_suspension.late IS 'activities held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN village_suspension.late_share IS 'late / reported | 季末活动占比';
COMMENT ON COLUMN village_suspension.late_rush IS 'late / what it would be had they been spread evenly | 季末突击倍数（1为均匀）';
COMMENT ON COLUMN village_suspension.rushes IS 'late is more than chance explains: the lower Wilson bound (99 %) of the share lies above an even one | 季末突击是否超出偶然';

CREATE VIEW suspension_watchlist WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.site_id, s.division_code, s.village, s.township,
	s.state, s.suspension_index, s.duplicates_share, s.missing_trace_share, s.dissatisfaction_share, s.pretended_completion,
	s.target, s.reported, s.deduplicated, s.held, s.verified, s.verified_std_error, s.checked, s.verification_factor,
	s.satisfaction, s.idle_days, s.post_vacant, s.late, s.late_share, s.late_rush, s.rushes
FROM village_suspension s
WHERE s.state <> 'active';
COMMENT ON VIEW suspension_watchlist IS 'Which homes exist only on paper, and how? | 哪些服务点名存实亡，如何悬浮？';
COMMENT ON COLUMN suspension_watchlist.project_id IS 'project | 项目';
COMMENT ON COLUMN suspension_watchlist.period IS 'quarter, named by its first day; empty for the whole term | 季度（全周期为空）';
COMMENT ON COLUMN suspension_watchlist.site_id IS 'site | 服务点';
COMMENT ON COLUMN suspension_watchlist.division_code IS 'administrative division code of the village | 行政区划代码';
COMMENT ON COLUMN suspension_watchlist.village IS 'village | 村';
COMMENT ON COLUMN suspension_watchlist.township IS 'township | 乡镇';
COMMENT ON COLUMN suspension_watchlist.state IS 'stopped: nothing for 60 days, or no director; formal: the target is met on paper and not felt; suspended: half or more of the reported was not felt; active; empty: not known | 状态：停摆、形式化、悬浮、运行（未知为空）';
COMMENT ON COLUMN suspension_watchlist.suspension_index IS 'SI = 1 - verified / reported x satisfaction / 100: 0 all of it reached somebody, 1 nothing did; empty when nothing was reported or something is not known | 服务悬浮指数（0至1）';
COMMENT ON COLUMN suspension_watchlist.duplicates_share IS 'share of the loss that is due to repeated uploads, 0 to 1; the three add up to 1 | 重复上传所致份额';
COMMENT ON COLUMN suspension_watchlist.missing_trace_share IS 'share due to activities without a trace | 查无痕迹所致份额';
COMMENT ON COLUMN suspension_watchlist.dissatisfaction_share IS 'share due to dissatisfaction | 不满意所致份额';
COMMENT ON COLUMN suspension_watchlist.pretended_completion IS 'completion as reported less completion as verified and felt, 0 to 1 | 虚假完成度（0至1）';
COMMENT ON COLUMN suspension_watchlist.target IS 'quantity due | 目标量';
COMMENT ON COLUMN suspension_watchlist.reported IS 'quantity reported | 上报量';
COMMENT ON COLUMN suspension_watchlist.deduplicated IS 'reported less confirmed repeats | 去重后数量';
COMMENT ON COLUMN suspension_watchlist.held IS 'seem to repeat earlier uploads, undecided | 疑似重复待判定数';
COMMENT ON COLUMN suspension_watchlist.verified IS 'estimate of what left a trace; empty where nothing was checked | 核实量（未核查则为空）';
COMMENT ON COLUMN suspension_watchlist.verified_std_error IS 'its standard error | 核实量标准误';
COMMENT ON COLUMN suspension_watchlist.checked IS 'of deduplicated, those that a verifier looked at | 去重后已核查数';
COMMENT ON COLUMN suspension_watchlist.verification_factor IS 'verified / reported | 核实系数（核实量/上报量）';
COMMENT ON COLUMN suspension_watchlist.satisfaction IS 'satisfaction, 0 to 100; empty below 5 effective answers | 满意度（有效样本不足5则为空）';
COMMENT ON COLUMN suspension_watchlist.idle_days IS 'days without an activity at the end of the period | 期末连续无活动天数';
COMMENT ON COLUMN suspension_watchlist.post_vacant IS 'nobody but perhaps a stand-in holds the post of director at the end; empty where no posts are recorded | 期末负责人空缺，代管不算在岗（无任职记录则为空）';
COMMENT ON COLUMN suspension_watchlist.late IS 'activities held in the last 14 days of a quarter | 季度最后14天的活动数';
COMMENT ON COLUMN suspension_watchlist.late_share IS 'late / reported | 季末活动占比';
COMMENT ON COLUMN suspension_watchlist.late_rush IS 'late / what it would be had they been spread evenly | 季末突击倍数（1为均匀）';
COMMENT ON COLUMN suspension_watchlist.rushes IS 'late is more than chance explains: the lower Wilson bound (99 %) of the share lies above an even one | 季末突击是否超出偶然';
