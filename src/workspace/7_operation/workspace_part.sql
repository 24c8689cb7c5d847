-- SPDX-License-Identifier: PostgreSQL
-- What the workspace is made of.  create_workspace() notes here what it makes; upgrade_workspace() goes by it.

CREATE TABLE IF NOT EXISTS workspace_part (
	object	text NOT NULL,
	kind	text NOT NULL,
	version	text NOT NULL,
	CONSTRAINT workspace_part_pkey PRIMARY KEY (object)
);
COMMENT ON TABLE workspace_part IS
	'workspace parts: what the extension made here, and in which version | 评价库组成：扩展在此创建的对象及其版本';
COMMENT ON COLUMN workspace_part.object IS
	'object: such as table site, view village_ranking, pack home_care | 对象：如table site、pack home_care';
COMMENT ON COLUMN workspace_part.kind IS
	'kind: facts, rules, periods, measures, results, answers, operation, pack or migration | '
	'类别：数据、规则、时段、测量、结果、视图、运行、服务包或迁移';
COMMENT ON COLUMN workspace_part.version IS
	'version: of the extension that made it last as it is | 版本：最近创建或更新该对象的扩展版本';
