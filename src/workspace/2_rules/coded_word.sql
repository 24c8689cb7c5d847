-- SPDX-License-Identifier: PostgreSQL
-- What codes mean in words, whatever table says so: labels, the lists that a bureau extends, schemes, indicators, the
-- comments of relations and of measures.  A label goes before a list's name.  Of several versions of a scheme the
-- newest frozen one names it.
CREATE VIEW coded_word WITH (security_invoker = true) AS
SELECT l.kind, l.code, l.en, l.zh, 0 AS place FROM label l
UNION ALL SELECT 'service', l.code, l.name_en, l.name_zh, 1 FROM service l
UNION ALL SELECT 'organization_kind', l.code, l.name_en, l.name_zh, 1 FROM organization_kind l
UNION ALL SELECT 'procurement_mode', l.code, l.name_en, l.name_zh, 1 FROM procurement_mode l
UNION ALL SELECT 'dimension', l.code, l.name_en, l.name_zh, 1 FROM dimension l
UNION ALL SELECT 'need_level', l.code, l.name_en, l.name_zh, 1 FROM need_level l
UNION ALL SELECT 'respondent_group', l.code, l.name_en, l.name_zh, 1 FROM respondent_group l
UNION ALL SELECT 'post_role', l.code, l.name_en, l.name_zh, 1 FROM post_role l
-- a form of partnership or a mode of procurement
UNION ALL SELECT 'type', l.code, l.en, l.zh, 1 FROM label l WHERE l.kind IN ('form', 'procurement_mode')
UNION ALL SELECT 'type', l.code, l.name_en, l.name_zh, 2 FROM procurement_mode l
-- what is to be put right: a limiter, the band or a gap, beside codes of indicators
UNION ALL SELECT 'fault', l.code, l.en, l.zh, 1 FROM label l WHERE l.kind IN ('limiter', 'band', 'status')
-- what is a veto limits a grade under the name of its indicator
UNION ALL
(SELECT DISTINCT ON (i.code) 'limiter', i.code, i.name_en, i.name_zh, 1
FROM indicator i JOIN scheme s ON s.scheme_id = i.scheme_id AND s.version = i.version
WHERE i.rule = 'veto'
ORDER BY i.code, s.frozen_at IS NULL, s.display_order, s.scheme_id, s.version DESC)
UNION ALL
(SELECT DISTINCT ON (s.scheme_id) 'scheme', s.scheme_id, s.name_en, s.name_zh, 1
FROM scheme s
ORDER BY s.scheme_id, s.frozen_at IS NULL, s.version DESC)
UNION ALL
(SELECT DISTINCT ON (i.code) 'indicator', i.code, i.name_en, i.name_zh, 1
FROM indicator i JOIN scheme s ON s.scheme_id = i.scheme_id AND s.version = i.version
ORDER BY i.code, s.frozen_at IS NULL, s.display_order, s.scheme_id, s.version DESC)
UNION ALL
SELECT 'relation', c.relname::text, split_part(d.description, ': ', 1),
	split_part(split_part(d.description, ' | ', 2), '：', 1), 1
FROM pg_class c
	JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE c.relnamespace = '@workspace@'::regnamespace AND d.description LIKE '%: % | %：%'
UNION ALL
SELECT 'measure', a.attname::text, split_part(d.description, ': ', 1),
	split_part(split_part(d.description, ' | ', 2), '：', 1), CASE c.relname WHEN 'site_score' THEN 1 ELSE 2 END
FROM pg_class c
	JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = a.attnum
WHERE c.relnamespace = '@workspace@'::regnamespace AND c.relname IN ('site_score', 'site_measure')
	AND d.description LIKE '%: % | %：%';
COMMENT ON VIEW coded_word IS 'inner coded_word: Which words stand for a code? | 内部代码文字：各代码对应什么文字？';
COMMENT ON COLUMN coded_word.kind IS
	'kind: of a label, or the name of the list; scheme, indicator, relation, measure | 类别：标签类别或列表名等';
COMMENT ON COLUMN coded_word.code IS 'code: as it is stored | 代码：存储的代码';
COMMENT ON COLUMN coded_word.en IS 'English: word in English texts | 英文：英文文本中的文字';
COMMENT ON COLUMN coded_word.zh IS 'Chinese: word in Chinese texts | 中文：中文文本中的文字';
COMMENT ON COLUMN coded_word.place IS 'place: the smallest goes before others of the same code | 次序：同一代码取最小者';

-- For sentences in Chinese: the code where it has no label.
CREATE OR REPLACE FUNCTION label_zh(kind text, code text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT coalesce((SELECT l.zh FROM label l WHERE l.kind = $1 AND l.code = $2), $2)
$$;
COMMENT ON FUNCTION label_zh(text, text) IS 'inner label_zh: the Chinese word for a code | 内部中文标签：代码的中文文字';
