-- The tables of facts, in an order that foreign keys allow: each after those that it names.  Read by load_year.sql and
-- export_year.sql.  Not among them: lists (need_level, ...), settings and schemes, which create_workspace() fills
-- from a pack; accounts; appeals, which are about runs; and the audit log, which nobody else can write.

SELECT 'organization village project milestone contract contract_item site contract_site site_target site_closure '
	'instalment post beneficiary roster rest_day activity attendance photo photo_rule duplicate_review visit_plan '
	'visit response need assessment finding rectification budget_change deviation allocation bid payment funding '
	'engagement workforce' AS tables \gset

-- What a column (a) is called in Chinese, for the second line of its file: the label of its comment, which is
-- 'label: explanation | ' and the same in Chinese, where U+FF1A stands for the colon.  Without one it is its name.
-- These files are read in any encoding, so they are ASCII.
\set chinese_label 'split_part(split_part(col_description(a.attrelid, a.attnum), '' | '', 2), U&''\\FF1A'', 1)'
\set chinese_label 'coalesce(nullif(' :chinese_label ', ''''), a.attname)'
