-- SPDX-License-Identifier: PostgreSQL
-- The tables that a bureau enters, in an order that foreign keys allow, from the workspace; and what their columns are
-- called in Chinese.  Read by load_year.sql and export_year.sql.  The view data_dictionary describes each column.

-- The block cannot see psql's variables, but a setting.
SELECT set_config('service_eval.workspace', :'workspace', false) AS workspace \gset
DO $$
BEGIN
	IF to_regproc(format('%I.entry_tables', current_setting('service_eval.workspace'))) IS NULL THEN
		RAISE EXCEPTION 'there is no workspace "%" of this version', current_setting('service_eval.workspace')
			USING ERRCODE = 'invalid_schema_name',
				  HINT = 'create_workspace() makes one, upgrade_workspace() brings one to this version.';
	END IF;
END
$$;
SELECT array_to_string(:"workspace".entry_tables(), ' ') AS tables \gset

-- What a column (a) is called in Chinese, for the second line of its file: the label of its comment, which is
-- 'label: explanation | ' and the same in Chinese, where U+FF1A stands for the colon.  Without one it is its name.
-- These files are read in any encoding, so they are ASCII.
\set chinese_label 'split_part(split_part(col_description(a.attrelid, a.attnum), '' | '', 2), U&''\\FF1A'', 1)'
\set chinese_label 'coalesce(nullif(' :chinese_label ', ''''), a.attname)'
