-- SPDX-License-Identifier: PostgreSQL
-- Pack: any other service.  No scheme: the bureau writes its own, and adds to the lists what it needs.
--
-- Plain INSERTs, which can be repeated: what is there stays.

INSERT INTO service (code, name_en, name_zh, display_order) VALUES
	('other', 'other service', '其他服务', 90)
ON CONFLICT DO NOTHING;

INSERT INTO need_level (code, name_en, name_zh, display_order, weight, is_key) VALUES
	('general', 'all alike', '不分等级', 200, 1, false)
ON CONFLICT DO NOTHING;

INSERT INTO respondent_group (code, name_en, name_zh, display_order, is_served) VALUES
	('beneficiary', 'person served', '服务对象', 60, true),
	('buyer', 'buyer', '购买主体', 90, false)
ON CONFLICT DO NOTHING;

INSERT INTO post_role (code, name_en, name_zh, display_order) VALUES
	('manager', 'manager', '主管', 50)
ON CONFLICT DO NOTHING;
