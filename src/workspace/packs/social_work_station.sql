-- SPDX-License-Identifier: PostgreSQL
-- Pack: township social-work stations.
--
-- Plain INSERTs, which can be repeated: what is there stays.  A station has cases, groups, community activities and
-- hours of supervision, each an item of its contract.  It has no roster and one need level for all.  Of the points 40
-- are given by panels: P1 to P5 are criteria of assessments, so their values are the means of the assessors.  A finding
-- of the code FAULT takes its points off 5; one of VETO makes a station poor; those of BONUS add to the score or take
-- from it, 5 points at most.

INSERT INTO service (code, name_en, name_zh, display_order) VALUES
	('social_work_station', 'social-work station', '社会工作服务站', 30)
ON CONFLICT DO NOTHING;

INSERT INTO need_level (code, name_en, name_zh, display_order, weight, is_key) VALUES
	('general', 'all alike', '不分等级', 200, 1, false)
ON CONFLICT DO NOTHING;

INSERT INTO respondent_group (code, name_en, name_zh, display_order, is_served) VALUES
	('resident', 'resident served', '服务对象', 50, true),
	('community', 'village or community committee', '村（居）委会', 85, false),
	('buyer', 'buyer', '购买主体', 90, false)
ON CONFLICT DO NOTHING;

INSERT INTO post_role (code, name_en, name_zh, display_order) VALUES
	('station_head', 'head of the station', '站长', 30),
	('supervisor', 'supervisor', '督导', 40)
ON CONFLICT DO NOTHING;

INSERT INTO scheme (scheme_id, version, name_en, name_zh, service, display_order, points, bonus_max) VALUES
	('station_panel', 1, 'contract and panel', '合同履行与专家评议', 'social_work_station', 21, 100, 5)
ON CONFLICT DO NOTHING;

-- A frozen scheme takes no indicators, not even those that it has.
INSERT INTO indicator (scheme_id, version, code, dimension, subdimension, name_en, name_zh, unit, direction, rule,
	target, points, scope, assessed)
SELECT s.scheme_id, s.version, i.code, i.dimension, i.subdimension, i.name_en, i.name_zh, i.unit, i.direction,
	CASE i.code WHEN 'FAULT' THEN 'deduct' WHEN 'VETO' THEN 'veto' WHEN 'BONUS' THEN 'bonus' ELSE 'ratio' END, i.target,
	i.points, CASE i.code WHEN 'E1' THEN 'project' ELSE 'site' END, i.code ~ '^P'
FROM scheme s
	CROSS JOIN (VALUES
		('E1', 'execution', NULL, 'budget executed', '应付资金支付率', '%', 'exact', 1.0, 10),
		('O1', 'output', 'quantity', 'verified quantity of the target', '核实服务量完成率', '%', 'higher', 1.0, 20),
		('O2', 'output', 'quality', 'records complete', '档案完整率', '%', 'higher', 1.0, 5),
		('O4', 'output', 'timeliness', 'periods at target', '按期达标率', '%', 'higher', 1.0, 5),
		('P1', 'output', 'quality', 'quality of cases and groups', '个案与小组专业质量', 'points', 'higher', 100, 10),
		('P2', 'process', NULL, 'management and supervision', '管理与督导', 'points', 'higher', 100, 5),
		('FAULT', 'process', NULL, 'faults found at inspections', '检查发现问题', 'points', 'higher', NULL, 5),
		('P3', 'process', NULL, 'use of funds', '财务管理', 'points', 'higher', 100, 10),
		('P4', 'benefit', 'social', 'change in those served', '服务对象改变', 'points', 'higher', 100, 10),
		('P5', 'benefit', 'lasting_effect', 'work with the community', '社区协同', 'points', 'higher', 100, 5),
		('S1', 'satisfaction', NULL, 'satisfaction of those served', '服务对象满意度', 'points', 'higher', 90, 10),
		('S2', 'satisfaction', NULL, 'satisfaction of committee and buyer',
			'村（居）委会与购买主体满意度', 'points', 'higher', 90, 5),
		('VETO', 'process', NULL, 'safety accident, fraud or abuse', '安全事故、弄虚作假或虐待', NULL, 'higher', NULL, 0),
		('BONUS', 'process', NULL, 'commendation, or complaint that proved true', '表彰奖励与查实投诉', NULL, 'higher', NULL, 0)
	) AS i (code, dimension, subdimension, name_en, name_zh, unit, direction, target, points)
WHERE s.scheme_id = 'station_panel' AND s.version = 1 AND s.frozen_at IS NULL
ON CONFLICT DO NOTHING;

UPDATE scheme SET frozen_at = now() WHERE scheme_id = 'station_panel' AND version = 1 AND frozen_at IS NULL;
