-- SPDX-License-Identifier: PostgreSQL
-- Everything that the workspace holds about a person goes: rows, and the key by which digests of them could be tied to
-- the person (person_key).  What has been counted stays: needs are counts, and results name nobody.  Answers carry no
-- pseudonym, so nobody can tell which were the person's.

-- The key goes last, and its trigger writes the entry: it does not name the person.  What erase_person() tells it
-- stands in a setting of the transaction; what somebody deletes by hand is told without.
CREATE OR REPLACE FUNCTION log_erasing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	there	boolean;
BEGIN
	IF OLD.register = 'beneficiary' THEN
		there := EXISTS (SELECT FROM beneficiary b
			WHERE b.project_id = OLD.project_id AND b.beneficiary_id = OLD.person);
	ELSE
		there := EXISTS (SELECT FROM post p WHERE p.project_id = OLD.project_id AND p.person_code = OLD.person);
	END IF;
	IF there THEN
		RAISE EXCEPTION 'the key of a person who is still there cannot be destroyed'
			USING ERRCODE = 'object_not_in_prerequisite_state',
				  DETAIL = 'The log would say that the person was erased.',
				  HINT = 'Use erase_beneficiary() or erase_post_holder(). | '
					'请使用erase_beneficiary()或erase_post_holder()。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	INSERT INTO audit_log (project_id, act, subject, detail)
	VALUES (OLD.project_id, 'person erased',
		-- Citus cannot print CASE x WHEN
		CASE WHEN OLD.register = 'beneficiary' THEN 'a person served' ELSE 'a person in a post' END,
		nullif(current_setting('service_eval.erasing', true), '')::jsonb);
	RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION log_erasing() FROM PUBLIC;
COMMENT ON FUNCTION log_erasing() IS
	'trigger: writes into the audit log that a person was erased, not who | 触发器：将删除个人数据写入审计日志，不记录姓名代码';

CREATE TRIGGER audit_erasing AFTER DELETE ON person_key
	FOR EACH ROW EXECUTE FUNCTION log_erasing();

CREATE OR REPLACE FUNCTION keep_person_keys() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RAISE EXCEPTION 'keys of persons are destroyed one by one'
		USING ERRCODE = 'object_not_in_prerequisite_state',
			  DETAIL = format('%s was refused.', TG_OP),
			  HINT = 'Use erase_beneficiary() or erase_post_holder(). | 请使用erase_beneficiary()或erase_post_holder()。',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION keep_person_keys() IS 'trigger: keys of persons are never changed | 触发器：个人密钥不可更改';

CREATE TRIGGER person_key_stays BEFORE UPDATE ON person_key
	FOR EACH STATEMENT EXECUTE FUNCTION keep_person_keys();
CREATE TRIGGER person_key_truncate BEFORE TRUNCATE ON person_key
	FOR EACH STATEMENT EXECUTE FUNCTION keep_person_keys();

-- Texts that people wrote may name the person: in which tables, for somebody to read.  A pseudonym is met as a word,
-- not as a part of one.  Tables of the workspace that the caller may read, and where rows belong to projects those of
-- this one.
CREATE OR REPLACE FUNCTION mentions_of(project_id bigint, person text) RETURNS TABLE (relation text, rows bigint)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	pattern	text := '(^|\W)' || regexp_replace(person, '([^[:alnum:]])', '\\\1', 'g') || '($|\W)';
	t		record;
BEGIN
	FOR t IN
		SELECT c.relname::text AS name, string_agg(format('t.%I::text', a.attname), ', ' ORDER BY a.attnum) AS texts,
			(SELECT true FROM pg_attribute b
			 WHERE b.attrelid = c.oid AND b.attname = 'project_id' AND NOT b.attisdropped) AS of_project
		FROM pg_class c
			JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
				AND a.atttypid IN ('text'::regtype, 'jsonb'::regtype)
		WHERE c.relnamespace = '@workspace@'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'person_key'
			AND has_table_privilege(c.oid, 'SELECT')
		GROUP BY c.oid, c.relname
		ORDER BY c.relname COLLATE "C"
	LOOP
		relation := t.name;
		EXECUTE format('SELECT count(*) FROM %I t WHERE %s concat_ws(E''\n'', %s) ~ $2', t.name,
			CASE WHEN t.of_project THEN 't.project_id = $1 AND' END, t.texts)
		INTO rows USING project_id, pattern;
		IF rows > 0 THEN
			RETURN NEXT;
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION mentions_of(bigint, text) IS
	'inner mentions_of: tables whose texts mention a pseudonym | 内部提及：文字中提到某代码的表';

CREATE OR REPLACE FUNCTION erase_person(project_id bigint, register text, person text, reason text)
RETURNS TABLE (relation text, action text, rows bigint)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	t		record;
	erased	jsonb := '{}';
BEGIN
	PERFORM refuse_hidden_rows();
	FOR t IN
		SELECT p.name, p.person_column
		FROM (VALUES (1, 'beneficiary', 'attendance', 'beneficiary_id'), (2, 'beneficiary', 'roster', 'beneficiary_id'),
			(3, 'beneficiary', 'beneficiary', 'beneficiary_id'), (4, 'post', 'post', 'person_code'))
			AS p (place, register, name, person_column)
		WHERE p.register = $2
		ORDER BY p.place
	LOOP
		EXECUTE format('DELETE FROM %I t WHERE t.project_id = $1 AND t.%I = $2', t.name, t.person_column)
		USING $1, $3;
		GET DIAGNOSTICS rows = ROW_COUNT;
		relation := t.name;
		action := 'erased';
		erased := erased || jsonb_build_object(relation, rows);
		RETURN NEXT;
	END LOOP;
	PERFORM set_config('service_eval.erasing', jsonb_build_object('rows', erased, 'reason', $4)::text, true);
	DELETE FROM person_key k WHERE k.project_id = $1 AND k.register = $2 AND k.person = $3;
	GET DIAGNOSTICS rows = ROW_COUNT;
	PERFORM set_config('service_eval.erasing', '', true);
	-- a bureau's own table has no keys
	IF rows = 0 AND NOT EXISTS (SELECT FROM jsonb_each(erased) e WHERE e.value <> '0') THEN
		RAISE EXCEPTION 'project % knows no such person', $1
			USING ERRCODE = 'invalid_parameter_value',
				  HINT = 'Look at the pseudonym: capitals and blanks count. | 请核对代码，区分大小写与空格。';
	END IF;
	relation := 'person_key';
	action := 'erased';
	RETURN NEXT;
	RETURN QUERY SELECT m.relation, 'mentioned', m.rows FROM mentions_of($1, $3) m;
END
$$;
COMMENT ON FUNCTION erase_person(bigint, text, text, text) IS
	'inner erase_person: erases a person of a register, and tells where texts mention the pseudonym | '
	'内部删除个人：删除某人数据，并列出文字中提到其代码的表';

CREATE OR REPLACE FUNCTION erase_beneficiary(project_id bigint, beneficiary_id text, reason text DEFAULT NULL)
RETURNS TABLE (relation text, action text, rows bigint)
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT e.relation, e.action, e.rows FROM erase_person($1, 'beneficiary', $2, $3) e
$$;
COMMENT ON FUNCTION erase_beneficiary(bigint, text, text) IS
	'erase person served: removes all rows and the key of a person; tells where texts mention the pseudonym | '
	'删除服务对象：删除个人全部数据与密钥，并列出提到其代码的表';

CREATE OR REPLACE FUNCTION erase_post_holder(project_id bigint, person_code text, reason text DEFAULT NULL)
RETURNS TABLE (relation text, action text, rows bigint)
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT e.relation, e.action, e.rows FROM erase_person($1, 'post', $2, $3) e
$$;
COMMENT ON FUNCTION erase_post_holder(bigint, text, text) IS
	'erase post holder: the same of somebody who held a post, such as a director | '
	'删除任职人员：删除任职人员（如负责人）的数据与密钥';
