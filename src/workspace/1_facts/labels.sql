-- Words for coded values, as people read them.  A bureau may change a word: 优秀, 良好, 合格, 不合格 instead of 优, 良, 中, 差.

CREATE TABLE IF NOT EXISTS label (
	kind	text NOT NULL,
	code	text NOT NULL,
	en		text NOT NULL,
	zh		text NOT NULL,
	CONSTRAINT label_pkey PRIMARY KEY (kind, code),
	CONSTRAINT label_kind_check CHECK (kind ~ '^[a-z][a-z0-9_]*$'),
	CONSTRAINT label_en_check CHECK (@workspace@.is_tidy(en)),
	CONSTRAINT label_zh_check CHECK (@workspace@.is_tidy(zh))
);
COMMENT ON TABLE label IS 'labels: words for coded values | 标签：代码值的显示文字';
COMMENT ON COLUMN label.kind IS 'kind: name of the column that holds the code | 类别：代码所在列的名称';
COMMENT ON COLUMN label.code IS 'code: as it is stored | 代码：存储的代码';
COMMENT ON COLUMN label.en IS 'English: word in English texts | 英文：英文文本中的文字';
COMMENT ON COLUMN label.zh IS 'Chinese: word in Chinese texts | 中文：中文文本中的文字';
INSERT INTO label (kind, code, en, zh) VALUES
	('grade', 'excellent', 'excellent', '优'),
	('grade', 'good', 'good', '良'),
	('grade', 'medium', 'medium', '中'),
	('grade', 'poor', 'poor', '差'),
	('band', 'top', 'top', '前档'),
	('band', 'middle', 'middle', '中间档'),
	('band', 'bottom', 'bottom', '后档'),
	('rectification_source', 'finding', 'finding', '发现问题'),
	('rectification_source', 'limiter', 'limit of the grade', '等级限制'),
	('rectification_source', 'data_gap', 'data gap', '数据缺口'),
	('rectification_source', 'band', 'band', '档次'),
	('rectification_source', 'other', 'other', '其他'),
	('rectification_status', 'open', 'open', '整改中'),
	('rectification_status', 'overdue', 'overdue', '逾期未整改'),
	('rectification_status', 'answered', 'answered', '已答复待核验'),
	('rectification_status', 'verified', 'verified', '已核验'),
	('rectification_status', 'withdrawn', 'withdrawn', '已撤销'),
	('subdimension', 'quantity', 'quantity', '数量'),
	('subdimension', 'quality', 'quality', '质量'),
	('subdimension', 'timeliness', 'timeliness', '时效'),
	('subdimension', 'cost', 'cost', '成本'),
	('subdimension', 'economic', 'economic', '经济效益'),
	('subdimension', 'social', 'social', '社会效益'),
	('subdimension', 'ecological', 'ecological', '生态效益'),
	('subdimension', 'lasting_effect', 'lasting effect', '可持续影响'),
	('instalment_status', 'not_due', 'not due', '未到期'),
	('instalment_status', 'waiting', 'waits for a milestone', '待评价'),
	('instalment_status', 'withheld', 'withheld', '暂扣'),
	('instalment_status', 'due', 'due', '应付'),
	('instalment_status', 'overdue', 'overdue', '逾期'),
	('instalment_status', 'not_payable', 'nothing more payable', '暂无应付'),
	('instalment_status', 'paid', 'paid', '已付'),
	('instalment_status', 'unplanned', 'in no instalment', '计划外');
