-- SPDX-License-Identifier: PostgreSQL
-- Lists that a bureau may extend: codes with their names.
--
-- A pack of a service fills them (packs/); what no service owns is filled here.  Facts refer to them by foreign keys.
-- The trigger refuse_unknown_code speaks before the foreign key does, since it can say which codes there are.

CREATE TABLE IF NOT EXISTS service (
	code			text NOT NULL,
	name_en			text NOT NULL,
	name_zh			text NOT NULL,
	display_order	integer NOT NULL DEFAULT 100,
	CONSTRAINT service_pkey PRIMARY KEY (code),
	CONSTRAINT service_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE service IS
	'services: kinds of service that are bought; each has schemes of its own | 服务类别：购买的服务种类，各有评价方案';
COMMENT ON COLUMN service.code IS 'code: what projects and schemes say | 代码：项目与方案中填写的代码';
COMMENT ON COLUMN service.name_en IS 'English name: name in English texts | 英文名称：英文文本中的名称';
COMMENT ON COLUMN service.name_zh IS 'Chinese name: name in Chinese texts | 中文名称：中文文本中的名称';
COMMENT ON COLUMN service.display_order IS 'order: place in lists, smallest first | 顺序：显示次序，小者在前';

CREATE TABLE IF NOT EXISTS organization_kind (
	code			text NOT NULL,
	name_en			text NOT NULL,
	name_zh			text NOT NULL,
	display_order	integer NOT NULL DEFAULT 100,
	CONSTRAINT organization_kind_pkey PRIMARY KEY (code),
	CONSTRAINT organization_kind_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE organization_kind IS 'kinds of organization: what an organization can be | 组织类型：组织的类型';
COMMENT ON COLUMN organization_kind.code IS 'code: what organizations say | 代码：组织表中填写的代码';
COMMENT ON COLUMN organization_kind.name_en IS 'English name: name in English texts | 英文名称：英文文本中的名称';
COMMENT ON COLUMN organization_kind.name_zh IS 'Chinese name: name in Chinese texts | 中文名称：中文文本中的名称';
COMMENT ON COLUMN organization_kind.display_order IS 'order: place in lists, smallest first | 顺序：显示次序，小者在前';
INSERT INTO organization_kind (code, name_en, name_zh, display_order) VALUES
	('government', 'government', '政府部门', 10),
	('social_organization', 'social organization', '社会组织', 20),
	('enterprise', 'enterprise', '企业', 30),
	('other', 'other', '其他', 40);

CREATE TABLE IF NOT EXISTS procurement_mode (
	code			text NOT NULL,
	name_en			text NOT NULL,
	name_zh			text NOT NULL,
	display_order	integer NOT NULL DEFAULT 100,
	CONSTRAINT procurement_mode_pkey PRIMARY KEY (code),
	CONSTRAINT procurement_mode_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE procurement_mode IS 'procurement modes: how a contract came about | 采购方式：合同以何种方式订立';
COMMENT ON COLUMN procurement_mode.code IS 'code: what contracts say | 代码：合同表中填写的代码';
COMMENT ON COLUMN procurement_mode.name_en IS 'English name: name in English texts | 英文名称：英文文本中的名称';
COMMENT ON COLUMN procurement_mode.name_zh IS 'Chinese name: name in Chinese texts | 中文名称：中文文本中的名称';
COMMENT ON COLUMN procurement_mode.display_order IS 'order: place in lists, smallest first | 顺序：显示次序，小者在前';
INSERT INTO procurement_mode (code, name_en, name_zh, display_order) VALUES
	('open_tender', 'open tender', '公开招标', 10),
	('invited_bid', 'invited bid', '邀请招标', 20),
	('competitive_consultation', 'competitive consultation', '竞争性磋商', 30),
	('competitive_negotiation', 'competitive negotiation', '竞争性谈判', 40),
	('single_source', 'single source', '单一来源', 50),
	('request_for_quotation', 'request for quotation', '询价', 60),
	('framework_agreement', 'framework agreement', '框架协议', 70),
	('directed_commission', 'directed commission', '定向委托', 80),
	('none', 'none', '无', 90);

CREATE TABLE IF NOT EXISTS dimension (
	code			text NOT NULL,
	name_en			text NOT NULL,
	name_zh			text NOT NULL,
	display_order	integer NOT NULL DEFAULT 100,
	CONSTRAINT dimension_pkey PRIMARY KEY (code),
	CONSTRAINT dimension_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE dimension IS 'dimensions: first level of the indicators of a scheme | 一级指标：方案指标的维度';
COMMENT ON COLUMN dimension.code IS 'code: what indicators say | 代码：指标表中填写的代码';
COMMENT ON COLUMN dimension.name_en IS 'English name: name in English texts | 英文名称：英文文本中的名称';
COMMENT ON COLUMN dimension.name_zh IS 'Chinese name: name in Chinese texts | 中文名称：中文文本中的名称';
COMMENT ON COLUMN dimension.display_order IS 'order: place in lists, smallest first | 顺序：显示次序，小者在前';
INSERT INTO dimension (code, name_en, name_zh, display_order) VALUES
	('decision', 'decision', '决策', 10),
	('process', 'process', '过程', 20),
	('execution', 'execution', '执行', 30),
	('output', 'output', '产出指标', 40),
	('benefit', 'benefit', '效益指标', 50),
	('cost', 'cost', '成本指标', 60),
	('satisfaction', 'satisfaction', '满意度指标', 70);

CREATE TABLE IF NOT EXISTS need_level (
	code			text NOT NULL,
	name_en			text NOT NULL,
	name_zh			text NOT NULL,
	display_order	integer NOT NULL DEFAULT 100,
	weight			numeric(6,3) NOT NULL DEFAULT 1,
	is_key			boolean NOT NULL DEFAULT false,
	CONSTRAINT need_level_pkey PRIMARY KEY (code),
	CONSTRAINT need_level_code_check CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9_]*$'),
	CONSTRAINT need_level_weight_check CHECK (weight > 0 AND weight <> 'NaN')
);
COMMENT ON TABLE need_level IS 'need levels: how much somebody needs the service | 需求等级：服务对象需求程度的等级';
COMMENT ON COLUMN need_level.code IS 'code: what rosters, needs and answers say | 代码：名册、需求与回答中填写的代码';
COMMENT ON COLUMN need_level.name_en IS 'English name: name in English texts | 英文名称：英文文本中的名称';
COMMENT ON COLUMN need_level.name_zh IS 'Chinese name: name in Chinese texts | 中文名称：中文文本中的名称';
COMMENT ON COLUMN need_level.display_order IS 'order: place in lists, smallest first | 顺序：显示次序，小者在前';
COMMENT ON COLUMN need_level.weight IS
	'weight: how much a person of the level counts, the level of least need 1 | 权重：该等级每人的权重，最低等级为1';
COMMENT ON COLUMN need_level.is_key IS
	'key level: its persons must not be left out; parity compares them with others | 重点等级：不得遗漏，用于参与均等度';

CREATE TABLE IF NOT EXISTS respondent_group (
	code			text NOT NULL,
	name_en			text NOT NULL,
	name_zh			text NOT NULL,
	display_order	integer NOT NULL DEFAULT 100,
	is_served		boolean NOT NULL,
	CONSTRAINT respondent_group_pkey PRIMARY KEY (code),
	CONSTRAINT respondent_group_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE respondent_group IS 'respondent groups: who answers questions | 回答群体：回答问卷的群体';
COMMENT ON COLUMN respondent_group.code IS 'code: what answers say | 代码：回答表中填写的代码';
COMMENT ON COLUMN respondent_group.name_en IS 'English name: name in English texts | 英文名称：英文文本中的名称';
COMMENT ON COLUMN respondent_group.name_zh IS 'Chinese name: name in Chinese texts | 中文名称：中文文本中的名称';
COMMENT ON COLUMN respondent_group.display_order IS 'order: place in lists, smallest first | 顺序：显示次序，小者在前';
COMMENT ON COLUMN respondent_group.is_served IS
	'is served: the service is for this group, or it speaks for them; others look on | 是否服务对象：服务对象或其代表，否则为旁观方';

CREATE TABLE IF NOT EXISTS post_role (
	code			text NOT NULL,
	name_en			text NOT NULL,
	name_zh			text NOT NULL,
	display_order	integer NOT NULL DEFAULT 100,
	CONSTRAINT post_role_pkey PRIMARY KEY (code),
	CONSTRAINT post_role_code_check CHECK (code ~ '^[a-z][a-z0-9_]*$')
);
COMMENT ON TABLE post_role IS 'post roles: posts that a site may have | 岗位：服务点可设的岗位';
COMMENT ON COLUMN post_role.code IS 'code: what posts say | 代码：任职表中填写的代码';
COMMENT ON COLUMN post_role.name_en IS 'English name: name in English texts | 英文名称：英文文本中的名称';
COMMENT ON COLUMN post_role.name_zh IS 'Chinese name: name in Chinese texts | 中文名称：中文文本中的名称';
COMMENT ON COLUMN post_role.display_order IS 'order: place in lists, smallest first | 顺序：显示次序，小者在前';

-- Arguments: the column, and the list its codes come from.
CREATE OR REPLACE FUNCTION refuse_unknown_code() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	value	text;
	known	boolean;
	codes	text;
BEGIN
	-- Facts name these two by the ten thousand: a query that is written out is planned once, not for each row.
	IF TG_ARGV[1] = 'need_level' THEN
		value := NEW.need_level;
		known := value IS NULL OR EXISTS (SELECT FROM need_level l WHERE l.code = value);
	ELSIF TG_ARGV[1] = 'respondent_group' THEN
		value := NEW.respondent;
		known := value IS NULL OR EXISTS (SELECT FROM respondent_group l WHERE l.code = value);
	ELSE
		value := to_jsonb(NEW) ->> TG_ARGV[0];
		EXECUTE format('SELECT $1 IS NULL OR EXISTS (SELECT FROM %I l WHERE l.code = $1)', TG_ARGV[1])
		INTO known USING value;
	END IF;
	IF known THEN
		RETURN NEW;
	END IF;
	EXECUTE format('SELECT string_agg(l.code, '', '' ORDER BY l.display_order, l.code COLLATE "C") FROM %I '
		'l', TG_ARGV[1])
	INTO codes;
	RAISE EXCEPTION '% "%" of table "%" is not in the list "%"', TG_ARGV[0], value, table_name(TG_TABLE_NAME),
		TG_ARGV[1]
		USING ERRCODE = 'foreign_key_violation',
			  DETAIL = coalesce('It has: ' || codes || '.', 'The list is empty.'),
			  HINT = format('Correct the code, or add it to the table "%s". | '
				'请更正代码，或先在表“%s”中添加。', TG_ARGV[1], TG_ARGV[1]),
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = TG_ARGV[0];
END
$$;
COMMENT ON FUNCTION refuse_unknown_code() IS
	'trigger: a code must be in its list, and the error says which are | 触发器：代码须在列表内，出错时列出可用代码';

-- Names and codes are compared letter by letter: a blank at an end or a full-width digit makes two of one.
CREATE OR REPLACE FUNCTION is_tidy(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN value !~ '^[\s　]|[\s　]$|[０-９]' AND value <> '';
COMMENT ON FUNCTION is_tidy(text) IS
	'is tidy: a name or code has no blank at its ends and no full-width digit | 规整：名称或代码首尾无空格且无全角数字';
