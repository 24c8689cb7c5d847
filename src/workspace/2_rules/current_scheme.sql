-- SPDX-License-Identifier: PostgreSQL
-- The version of each scheme that judges: the highest that is frozen.  Where that one was withdrawn the scheme judges
-- no more, until there is a higher one.  The first scheme of a service speaks where the scheme makes no difference, and
-- in money.
CREATE VIEW current_scheme WITH (security_invoker = true) AS
SELECT c.*, row_number() OVER (PARTITION BY c.service ORDER BY c.display_order, c.scheme_id COLLATE "C") = 1 AS headline
FROM (
	SELECT DISTINCT ON (s.scheme_id) s.scheme_id, s.version, s.name_en, s.name_zh, s.service, s.display_order, s.points,
		s.draws, s.concentration, s.frozen_at, s.withdrawn_on
	FROM scheme s
	WHERE s.frozen_at IS NOT NULL
	ORDER BY s.scheme_id, s.version DESC
) c
WHERE coalesce(c.withdrawn_on > current_date, true);
COMMENT ON VIEW current_scheme IS 'inner current_scheme: Which version of each scheme judges? | 内部现行方案：各方案以哪个版本评分？';
COMMENT ON COLUMN current_scheme.scheme_id IS 'scheme: short name, the profile of the answers | 方案：方案代号';
COMMENT ON COLUMN current_scheme.version IS 'version: the highest that is frozen | 版本：最高的已冻结版本';
COMMENT ON COLUMN current_scheme.name_en IS 'name in English: name of the scheme | 英文名称：方案的英文名称';
COMMENT ON COLUMN current_scheme.name_zh IS 'name in Chinese: name of the scheme | 中文名称：方案的中文名称';
COMMENT ON COLUMN current_scheme.service IS 'service: the kind of service that it judges | 服务：所评价的服务类型';
COMMENT ON COLUMN current_scheme.display_order IS 'order: of display | 顺序：显示顺序';
COMMENT ON COLUMN current_scheme.points IS 'points: what the indicators add up to | 总分：各指标分值之和';
COMMENT ON COLUMN current_scheme.draws IS 'draws: behind the probabilities of the ranks | 模拟次数：名次概率的模拟次数';
COMMENT ON COLUMN current_scheme.concentration IS
	'concentration: how closely the weights of the draws keep to the points; empty: exactly | 权重浓度：权重贴近方案分值的程度，空则不变动';
COMMENT ON COLUMN current_scheme.frozen_at IS 'frozen at: since then it cannot be changed | 冻结时间：此后不可更改';
COMMENT ON COLUMN current_scheme.withdrawn_on IS 'withdrawn on: the day from which it judges no more | 停用日期：自该日起不再评分';
COMMENT ON COLUMN current_scheme.headline IS 'headline: the first scheme of its service | 首个方案：该服务的首个方案';
