-- SPDX-License-Identifier: PostgreSQL
-- Pack: home care for the elderly.
--
-- Plain INSERTs, which can be repeated: what is there stays.  Levels are those of the assessment of ability (0 intact
-- to 4 total loss).  Contracts count person-visits or hours and spread them over the roster (contract_item.spread =
-- 'person'); projects are monthly.  Nothing is open at weekends, so there is no O3; nobody is in charge of a place, so
-- there is no B4.  A finding of the code VETO makes a site poor; findings of the code BONUS add to its score or take
-- from it, 5 points at most.

INSERT INTO service (code, name_en, name_zh, display_order) VALUES
	('home_care', 'home care for the elderly', '居家养老服务', 20)
ON CONFLICT DO NOTHING;

INSERT INTO need_level (code, name_en, name_zh, display_order, weight, is_key) VALUES
	('4', 'total loss of ability', '完全失能', 110, 2.5, true),
	('3', 'severe loss of ability', '重度失能', 120, 2, true),
	('2', 'moderate loss of ability', '中度失能', 130, 1.5, false),
	('1', 'slight loss of ability', '轻度失能', 140, 1.2, false),
	('0', 'ability intact', '能力完好', 150, 1, false)
ON CONFLICT DO NOTHING;

INSERT INTO respondent_group (code, name_en, name_zh, display_order, is_served) VALUES
	('elder', 'elderly person', '老年人', 30, true),
	('family', 'family member', '家属', 40, true),
	('community', 'village or community committee', '村（居）委会', 85, false),
	('buyer', 'buyer', '购买主体', 90, false)
ON CONFLICT DO NOTHING;

INSERT INTO post_role (code, name_en, name_zh, display_order) VALUES
	('coordinator', 'coordinator', '服务协调员', 20)
ON CONFLICT DO NOTHING;

-- As the statutory form divides the points (execution 10, output 50, benefit 30, satisfaction 10); and with the people
-- served leading: output x 0.7, benefit x 1, satisfaction x 2.5.
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points, bonus_max) VALUES
	('home_care_statutory', 1, 'statutory self-evaluation', '财政绩效自评', 'home_care', 11, 100, 5),
	('home_care_service_object', 1, 'led by the people served', '以服务对象为主', 'home_care', 12, 100, 5)
ON CONFLICT DO NOTHING;

-- A frozen scheme takes no indicators, not even those that it has.
INSERT INTO indicator (scheme_id, version, code, dimension, subdimension, name_en, name_zh, unit, direction, rule,
	target, points, scope)
SELECT s.scheme_id, s.version, i.code, i.dimension, i.subdimension, i.name_en, i.name_zh, i.unit, i.direction,
	CASE i.code WHEN 'VETO' THEN 'veto' WHEN 'BONUS' THEN 'bonus' ELSE 'ratio' END, i.target,
	i.points * CASE
		WHEN s.scheme_id = 'home_care_statutory' THEN 1
		ELSE CASE i.dimension WHEN 'output' THEN 0.7 WHEN 'satisfaction' THEN 2.5 ELSE 1 END END,
	CASE i.code WHEN 'E1' THEN 'project' ELSE 'site' END
FROM scheme s
	CROSS JOIN (VALUES
		('E1', 'execution', NULL, 'budget executed', '应付资金支付率', '%', 'exact', 1.0, 10),
		('O1', 'output', 'quantity', 'verified visits of the target', '核实上门服务完成率', '%', 'higher', 1.0, 20),
		('O2', 'output', 'quality', 'records complete', '档案完整率', '%', 'higher', 1.0, 10),
		('O4', 'output', 'timeliness', 'months at target', '按月达标率', '%', 'higher', 1.0, 10),
		('O5', 'output', 'cost', 'cost per satisfied person-day', '每满意服务人日成本', 'yuan', 'lower', NULL, 10),
		('B1', 'benefit', 'social', 'need-weighted coverage', '需求加权覆盖率', '%', 'higher', 0.95, 12),
		('B2', 'benefit', 'social', 'parity of those least able', '失能老年人参与均等度', '%', 'higher', 1.0, 8),
		('B3', 'benefit', 'social', 'need match', '需求匹配度', '%', 'higher', 0.8, 5),
		('B5', 'benefit', 'social', 'families who know the service', '家属知晓率', '%', 'higher', 0.8, 5),
		('S1', 'satisfaction', NULL, 'satisfaction of elderly and families', '老年人与家属满意度', 'points', 'higher', 90, 8),
		('S2', 'satisfaction', NULL, 'satisfaction of committee and buyer',
			'村（居）委会与购买主体满意度', 'points', 'higher', 90, 2),
		('VETO', 'process', NULL, 'safety accident, fraud or abuse', '安全事故、弄虚作假或虐待', NULL, 'higher', NULL, 0),
		('BONUS', 'process', NULL, 'commendation, or complaint that proved true', '表彰奖励与查实投诉', NULL, 'higher', NULL, 0)
	) AS i (code, dimension, subdimension, name_en, name_zh, unit, direction, target, points)
WHERE s.scheme_id IN ('home_care_statutory', 'home_care_service_object') AND s.version = 1 AND s.frozen_at IS NULL
ON CONFLICT DO NOTHING;

UPDATE scheme SET frozen_at = now()
WHERE scheme_id IN ('home_care_statutory', 'home_care_service_object') AND version = 1 AND frozen_at IS NULL;
