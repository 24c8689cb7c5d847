-- The data dictionary: what a bureau enters, from comments, constraints and lists; its examples load
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) > 30 AS created FROM service_eval.create_workspace('dictionary', pack => 'home_care')
WHERE action = 'created';
SET search_path = dictionary, service_eval;

-- a row for each column of each table that is entered, in the order of the tables
SELECT count(*) = (
		SELECT count(*) FROM unnest(entry_tables()) AS t (name)
			JOIN pg_attribute a ON a.attrelid = to_regclass(t.name) AND a.attnum > 0 AND NOT a.attisdropped) AS all_columns,
	count(DISTINCT file) = cardinality(entry_tables()) AS all_tables
FROM data_dictionary;
-- nothing is entered that is no fact, and no table of facts is forgotten
SELECT ARRAY(SELECT unnest(fact_tables()) EXCEPT SELECT unnest(entry_tables())) AS forgotten;
-- all are described, in both languages
SELECT count(*) FILTER (WHERE num_nulls(table_en, table_zh, label_en, label_zh, meaning_en, meaning_zh, type_en,
		type_zh, required, example) > 0 OR '' IN (table_en, table_zh, label_en, label_zh, meaning_en, meaning_zh))
		AS not_described,
	count(*) FILTER (WHERE table_zh || label_zh || meaning_zh || type_zh !~ '[一-龥]') AS not_chinese,
	count(*) FILTER (WHERE (values_en IS NULL) <> (values_zh IS NULL) OR (left_out_en IS NULL) <> (left_out_zh IS NULL))
		AS in_one_language
FROM data_dictionary;

-- a number that is given, a code from a list, a default, limits by numbers and by columns, a choice, where a number is
SELECT file, name, label_zh, type_zh, required, left_out_zh, values_zh, refers_to, example
FROM data_dictionary
WHERE (file, name) IN (('organization', 'org_id'), ('organization', 'kind'), ('project', 'period_unit'),
	('contract', 'quantity_share'), ('contract', 'end_on'), ('instalment', 'share'), ('instalment', 'min_grade'),
	('post', 'role'), ('attendance', 'project_id'), ('payment', 'instalment'), ('response', 'rating'),
	('roster', 'need_level'), ('site', 'successor_id'), ('photo', 'sha256'), ('duplicate_review', 'decided_at'))
ORDER BY array_position(entry_tables(), file), line;
SELECT file, name, type_en, left_out_en, values_en
FROM data_dictionary
WHERE (file, name) IN (('contract', 'quantity_share'), ('contract', 'end_on'), ('instalment', 'share'),
	('roster', 'need_level'), ('contract', 'formal'), ('project', 'project_id'), ('contract', 'loss_basis'))
ORDER BY array_position(entry_tables(), file), line;
-- every code in a constraint has a word
SELECT file, name, values_zh FROM data_dictionary WHERE values_zh ~ '(^|、)[a-z_]+(、|；|$)';
-- a column of a bureau's own is called by its name, whatever its comment says
ALTER TABLE project ADD note text, ADD street text;
COMMENT ON COLUMN project.street IS 'where its office is';
SELECT name, label_en, meaning_en, label_zh, meaning_zh FROM data_dictionary WHERE name IN ('note', 'street');
ALTER TABLE project DROP note, DROP street;
-- a bureau's own level is there at once
BEGIN;
INSERT INTO need_level (code, name_en, name_zh, display_order) VALUES ('5', 'own', '自定等级', 1);
SELECT values_zh FROM data_dictionary WHERE (file, name) = ('roster', 'need_level');
ROLLBACK;

-- The examples are a small project.  Entered beside are the successor and the activity that examples name, and a site
-- that takes what the target of the first leaves
CREATE FUNCTION pg_temp.enter(file text, beside text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	query text;
BEGIN
	SELECT format('INSERT INTO %I (%s) OVERRIDING SYSTEM VALUE VALUES (%s)', $1, string_agg(quote_ident(d.name), ', '),
		string_agg(quote_literal(d.example), ', '))
	INTO query
	FROM data_dictionary d
	WHERE d.file = $1 AND d.name <> ALL (beside);
	EXECUTE query;
END $$;
DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY entry_tables() LOOP
		PERFORM pg_temp.enter(name, CASE name
			-- open, for it has activities until its last day; an amount or a share
			WHEN 'site' THEN '{closed_on,successor_id}' WHEN 'instalment' THEN '{share}' ELSE '{}' END::text[]);
		IF name = 'site' THEN
			INSERT INTO site (project_id, site_id, division_code, name, opened_on) OVERRIDING SYSTEM VALUE
			VALUES (1, 2, '990101100201', 'successor', '2024-01-01'), (1, 3, '990101100201', 'other', '2024-01-01');
			UPDATE site SET closed_on = d.closed_on::date, successor_id = d.successor_id::bigint
			FROM (SELECT max(example) FILTER (WHERE file = 'site' AND data_dictionary.name = 'closed_on') AS closed_on,
					max(example) FILTER (WHERE file = 'site' AND data_dictionary.name = 'successor_id') AS successor_id
				FROM data_dictionary) d
			WHERE site_id = 1;
		ELSIF name = 'contract_site' THEN
			INSERT INTO contract_site (project_id, contract_id, site_id) VALUES (1, 1, 3);
		ELSIF name = 'activity' THEN
			INSERT INTO activity (project_id, activity_id, site_id, contract_id, item, held_on) OVERRIDING SYSTEM VALUE
			VALUES (1, 2, 1, 1, 'visit', '2024-03-15');
		END IF;
	END LOOP;
	UPDATE instalment SET amount = NULL, share = d.example::numeric
	FROM data_dictionary d WHERE d.file = 'instalment' AND d.name = 'share';
END $$;
CALL refresh_rankings();
SELECT count(*) > 0 AS judged FROM village_ranking;

-- What is obligatory suffices, and each of it is needed
BEGIN;
SET LOCAL session_replication_role = replica;		-- keys are not asked
CREATE FUNCTION pg_temp.takes(file text, without text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	query text;
BEGIN
	SELECT format('INSERT INTO %I ' || coalesce('(' || string_agg(quote_ident(d.name), ', ') || ') VALUES ('
		|| string_agg(quote_literal(d.example), ', ') || ')', 'DEFAULT VALUES'), $1)
	INTO query
	FROM data_dictionary d
	WHERE d.file = $1 AND d.required AND d.name IS DISTINCT FROM without;
	EXECUTE query;
	RETURN true;
EXCEPTION WHEN not_null_violation THEN
	RETURN false;
-- what is there already, or breaks another rule, has all that it must have
WHEN unique_violation OR exclusion_violation OR check_violation THEN
	RETURN true;
END $$;
SELECT name AS does_not_suffice FROM unnest(entry_tables()) AS name WHERE NOT pg_temp.takes(name, NULL);
-- a post has a default that this pack does not know
SELECT file, name AS not_needed FROM data_dictionary WHERE required AND pg_temp.takes(file, name);
ROLLBACK;

-- a label goes before every other word for its code: no rows
BEGIN;
INSERT INTO label SELECT DISTINCT w.kind, w.code, 'of ours', '自定文字' FROM coded_word w WHERE w.kind NOT IN ('type', 'fault')
ON CONFLICT (kind, code) DO UPDATE SET en = excluded.en;
SELECT w.kind, w.code FROM coded_word w GROUP BY w.kind, w.code
HAVING min(w.place) FILTER (WHERE w.en = 'of ours') >= min(w.place) FILTER (WHERE w.en <> 'of ours') ORDER BY 1, 2;
SELECT count(DISTINCT w.kind) > 20 AS many_kinds, count(DISTINCT w.kind) FILTER (WHERE w.en <> 'of ours') > 8 AS with_others
FROM coded_word w;
ROLLBACK;

SET client_min_messages = error;
DROP SCHEMA dictionary CASCADE;
