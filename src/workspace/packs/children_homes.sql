-- SPDX-License-Identifier: PostgreSQL
-- Pack: children's homes in villages, and what is judged like them.
--
-- Plain INSERTs, which can be repeated: what is there stays.  The words of this service come from here and stand
-- nowhere else.

INSERT INTO service (code, name_en, name_zh, display_order) VALUES
	('children_homes', 'children''s homes', '儿童之家', 10)
ON CONFLICT DO NOTHING;

INSERT INTO need_level (code, name_en, name_zh, display_order, weight, is_key) VALUES
	('A', 'key', '重点', 10, 2, true),
	('B', 'elevated', '较高', 20, 1.5, false),
	('C', 'general', '一般', 30, 1, false)
ON CONFLICT DO NOTHING;

INSERT INTO respondent_group (code, name_en, name_zh, display_order, is_served) VALUES
	('child', 'child', '儿童', 10, true),
	('guardian', 'guardian', '监护人', 20, true),
	('village', 'village', '村', 80, false),
	('buyer', 'buyer', '购买主体', 90, false)
ON CONFLICT DO NOTHING;

INSERT INTO post_role (code, name_en, name_zh, display_order) VALUES
	('director', 'director', '负责人', 10)
ON CONFLICT DO NOTHING;

-- what homes are needed for; a bureau that counts other needs adds their words
INSERT INTO label (kind, code, en, zh) VALUES
	('need_type', 'learning', 'learning', '学习'),
	('need_type', 'play', 'play', '游戏'),
	('need_type', 'protection', 'protection', '保护'),
	('need_type', 'family', 'family', '家庭')
ON CONFLICT DO NOTHING;

-- Statutory: the parts of the self-evaluation form of the Ministry of Finance.  Service object: the same indicators,
-- with the people served leading: output x 0.7, benefit x 1, satisfaction x 2.5.
INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points, bonus_max) VALUES
	('statutory', 1, 'statutory self-evaluation', '财政绩效自评', 'children_homes', 1, 100, 5),
	('service_object', 1, 'led by the people served', '以服务对象为主', 'children_homes', 2, 100, 5)
ON CONFLICT DO NOTHING;

-- A frozen scheme takes no indicators, not even those that it has.
INSERT INTO indicator (scheme_id, version, code, dimension, subdimension, name_en, name_zh, unit, direction, rule,
	target, points, scope)
SELECT s.scheme_id, s.version, i.code, i.dimension, i.subdimension, i.name_en, i.name_zh, i.unit, i.direction,
	CASE i.code WHEN 'VETO' THEN 'veto' WHEN 'BONUS' THEN 'bonus' ELSE 'ratio' END, i.target,
	i.points * CASE
		WHEN s.scheme_id = 'statutory' THEN 1
		ELSE CASE i.dimension WHEN 'output' THEN 0.7 WHEN 'satisfaction' THEN 2.5 ELSE 1 END END,
	CASE i.code WHEN 'E1' THEN 'project' ELSE 'site' END
FROM scheme s
	CROSS JOIN (VALUES
		('E1', 'execution', NULL, 'budget executed', '应付资金支付率', '%', 'exact', 1.0, 10),
		('O1', 'output', 'quantity', 'verified activities of the target', '核实活动完成率', '%', 'higher', 1.0, 15),
		('O2', 'output', 'quality', 'records complete', '档案完整率', '%', 'higher', 1.0, 10),
		('O3', 'output', 'quality', 'open at weekends and holidays', '周末节假日开放率', '%', 'higher', 1.0, 9),
		('O4', 'output', 'timeliness', 'periods at target', '按期达标率', '%', 'higher', 1.0, 6),
		('O5', 'output', 'cost', 'cost per satisfied beneficiary-day', '每满意服务人日成本', 'yuan', 'lower', NULL, 10),
		('B1', 'benefit', 'social', 'need-weighted coverage', '需求加权覆盖率', '%', 'higher', 0.9, 10),
		('B2', 'benefit', 'social', 'parity of the key group', '重点群体参与均等度', '%', 'higher', 1.0, 8),
		('B3', 'benefit', 'social', 'need match', '需求匹配度', '%', 'higher', 0.8, 6),
		('B4', 'benefit', 'lasting_effect', 'post filled, share of days', '负责人在岗率', '%', 'higher', 1.0, 3),
		('B5', 'benefit', 'social', 'guardians who know the home', '监护人知晓率', '%', 'higher', 0.8, 3),
		('S1', 'satisfaction', NULL, 'satisfaction of children and guardians', '儿童与监护人满意度', 'points', 'higher', 90, 8),
		('S2', 'satisfaction', NULL, 'satisfaction of village and buyer', '村与购买主体满意度', 'points', 'higher', 90, 2),
		('VETO', 'process', NULL, 'safety accident, fraud or abuse', '安全事故、弄虚作假或虐待', NULL, 'higher', NULL, 0),
		('BONUS', 'process', NULL, 'commendation, or complaint that proved true', '表彰奖励与查实投诉', NULL, 'higher', NULL, 0)
	) AS i (code, dimension, subdimension, name_en, name_zh, unit, direction, target, points)
WHERE s.scheme_id IN ('statutory', 'service_object') AND s.version = 1 AND s.frozen_at IS NULL
ON CONFLICT DO NOTHING;

UPDATE scheme SET frozen_at = now()
WHERE scheme_id IN ('statutory', 'service_object') AND version = 1 AND frozen_at IS NULL;
