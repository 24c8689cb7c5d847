-- Who looks for a function finds it: by its subject, by its name, by what it says of itself.

CREATE TEMPORARY TABLE ours AS
SELECT p.proname AS name, p.oid::regprocedure AS function, obj_description(p.oid, 'pg_proc') AS words,
	obj_description(p.oid, 'pg_proc') ~ '^(support: |inner )' AS hidden
FROM pg_proc p
	JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'service_eval'
WHERE NOT EXISTS (SELECT FROM pg_depend i
	WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i');

-- every function is described, in English and Chinese, as label and explanation: no rows
SELECT function, words FROM ours
WHERE words IS NULL OR words !~ '^[ -9;-~]{1,30}: [ -~]+ \| [^：]{1,10}：.*[一-龥]' ORDER BY name, function::text;

-- a function is in the list, or its comment says that it is no user's: no rows
SELECT function, words FROM ours
WHERE hidden = (name IN (SELECT f.function FROM service_eval.functions f)) ORDER BY name, function::text;

-- types, operators and views are described alike: no rows
SELECT pg_describe_object(d.classid, d.objid, 0) AS object, obj_description(d.objid, d.classid::regclass::name) AS words
FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'service_eval'
WHERE d.deptype = 'e' AND d.classid IN ('pg_type'::regclass, 'pg_operator'::regclass, 'pg_class'::regclass)
	AND NOT EXISTS (SELECT FROM pg_depend i
		WHERE i.classid = d.classid AND i.objid = d.objid AND i.deptype = 'i')
	AND coalesce(obj_description(d.objid, d.classid::regclass::name), '')
		!~ '^[ -9;-~]{1,30}: [ -~]+ \| [^：]{1,10}：.*[一-龥]'
ORDER BY 1;

-- so is each column of a type or a view: no rows
SELECT format('%s.%s', c.relname, a.attname) AS "column", col_description(c.oid, a.attnum) AS words
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'service_eval'::regnamespace AND c.relkind IN ('c', 'v', 'r')
	AND coalesce(col_description(c.oid, a.attnum), '') !~ '^[ -9;-~]{1,30}: [ -~]+ \| [^：]{1,10}：.*[一-龥]'
ORDER BY 1;

-- each name once, and what the list shows of one
SELECT function FROM service_eval.functions GROUP BY function HAVING count(*) > 1;
SELECT count(DISTINCT subject) AS subjects, count(*) > 90 AS names, bool_and(explanation <> '') AS explained
FROM service_eval.functions;
SELECT subject, kind, arguments, result, explanation, explanation_zh FROM service_eval.functions WHERE function = 'gini';

-- psql shows aggregates before their support, by whatever words of a name one asks (\df service_eval.gini*): no rows
SELECT begun AS asked_for, min(name) FILTER (WHERE hidden) AS shown_first
FROM (SELECT DISTINCT name::text COLLATE "C" AS name, hidden FROM ours) o
	JOIN (SELECT DISTINCT array_to_string((string_to_array(f.function, '_'))[:k], '_') AS begun
		FROM service_eval.functions f CROSS JOIN generate_series(1, 9) k WHERE f.kind = 'aggregate') b
		ON starts_with(o.name || '_', b.begun || '_')
GROUP BY begun HAVING min(name) FILTER (WHERE hidden) < min(name) FILTER (WHERE NOT hidden) ORDER BY begun;
