-- SPDX-License-Identifier: PostgreSQL
-- Which sites do those served rate otherwise than chance explains?  What is drawn over the effective answers is the
-- heard satisfaction, not the one that is drawn to the mean: that one lies within any limits.
--
-- Limits are those of funnel_limits_mean() over the sites of the run that may be shown, with the variance that sites
-- have between them (additive): a site is far out only if it differs more than sites usually do.  So the answer is for
-- those who see all sites of a run; over a part of them the target and the limits would be others.  What is beyond the
-- scale of satisfaction is no limit: it is shown as 0 or 100, beyond which no site can be.
CREATE VIEW score_funnel WITH (security_invoker = true) AS
SELECT s.project_id, s.period, s.from_on, s.until_on, s.profile, s.site_id, s.division_code, s.village, s.township,
	s.county, s.effective_answers, s.heard_satisfaction, round(s.std_error::numeric, 4) AS heard_std_error,
	round((s.wide).target::numeric, 4) AS funnel_target, round((s.wide).z::numeric, 2) AS z,
	-- a limit that is not known stays so: greatest() and least() pass over it
	CASE WHEN (s.wide).lower IS NOT NULL THEN greatest(round((s.wide).lower::numeric, 4), 0) END AS lower_95,
	CASE WHEN (s.wide).upper IS NOT NULL THEN least(round((s.wide).upper::numeric, 4), 100) END AS upper_95,
	CASE WHEN (s.wider).lower IS NOT NULL THEN greatest(round((s.wider).lower::numeric, 4), 0) END AS lower_998,
	CASE WHEN (s.wider).upper IS NOT NULL THEN least(round((s.wider).upper::numeric, 4), 100) END AS upper_998,
	CASE
		WHEN (s.wider).outside = 'below' THEN 'far_below'
		WHEN (s.wider).outside = 'above' THEN 'far_above'
		ELSE (s.wide).outside
	END AS signal,
	round((s.wide).phi::numeric, 4) AS phi, round(sqrt((s.wide).tau2)::numeric, 4) AS between_deviation
FROM (
	SELECT q.*,
		service_eval.funnel_limits_mean(q.heard_satisfaction::float8, q.std_error, NULL, 0.95, 'additive')
			OVER run AS wide,
		service_eval.funnel_limits_mean(q.heard_satisfaction::float8, q.std_error, NULL, 0.998, 'additive')
			OVER run AS wider
	FROM (
		SELECT r.*, m.effective_answers, m.heard_satisfaction,
			nullif(p.answer_deviation / sqrt(m.effective_answers), 0)::float8 AS std_error
		FROM site_run r
			JOIN scheme c ON c.scheme_id = r.profile AND c.version = r.version
			JOIN site_measure m ON m.project_id = r.project_id AND m.snapshot_id = r.snapshot_id
				AND m.site_id = r.site_id
			JOIN project_measure p ON p.project_id = r.project_id AND p.snapshot_id = r.snapshot_id
		WHERE m.effective_answers >= greatest(c.show_answers, 1) AND m.heard_satisfaction IS NOT NULL
	) q
	-- all that one asks by, so that only the runs asked for are read
	WINDOW run AS (PARTITION BY q.project_id, q.period, q.profile, q.run_id)
) s;
COMMENT ON VIEW score_funnel IS
'score funnel: Which sites are rated otherwise than chance explains, by the number of their answers? | '
'满意度漏斗图：按样本量，哪些服务点的满意度超出偶然范围？';
COMMENT ON COLUMN score_funnel.heard_std_error IS
'standard error: by chance, of so many answers | 标准误：该样本量下的偶然误差';
COMMENT ON COLUMN score_funnel.funnel_target IS
'target: mean of the sites shown, by the number of their answers | 中心线：所示服务点按样本量加权的均值';
COMMENT ON COLUMN score_funnel.z IS 'z: distance from the target in standard errors | 偏离值：与中心线之差除以标准误';
COMMENT ON COLUMN score_funnel.lower_95 IS
'lower limit, 95 %: with the differences that sites usually have | 警戒下限：95%，含服务点间常见差异';
COMMENT ON COLUMN score_funnel.upper_95 IS 'upper limit, 95 %: the same | 警戒上限：95%，含服务点间常见差异';
COMMENT ON COLUMN score_funnel.lower_998 IS 'lower limit, 99.8 %: the same | 控制下限：99.8%，含服务点间常见差异';
COMMENT ON COLUMN score_funnel.upper_998 IS 'upper limit, 99.8 %: the same | 控制上限：99.8%，含服务点间常见差异';
COMMENT ON COLUMN score_funnel.signal IS
'signal: far_below, below, within, above or far_above the limits | 信号：低于控制限、低于警戒限、在限内、高于警戒限、高于控制限';
COMMENT ON COLUMN score_funnel.phi IS
'phi: overdispersion; 1 is what chance explains | 过度离散系数：1为偶然可解释的程度';
COMMENT ON COLUMN score_funnel.between_deviation IS
'between sites: standard deviation beyond chance | 点间标准差：超出偶然的服务点间差异';
