-- The tables of facts, in an order that foreign keys allow: each after those that it names.  Read by load_year.sql and
-- export_year.sql.  Not among them: lists (need_level, ...), settings and schemes, which create_workspace() fills
-- from a pack; accounts; appeals, which are about runs; and the audit log, which nobody else can write.

SELECT 'organization village project milestone contract contract_item site contract_site site_target site_closure '
	'instalment post beneficiary roster rest_day activity attendance photo photo_rule duplicate_review visit_plan '
	'visit response need assessment finding rectification budget_change deviation allocation bid payment funding '
	'engagement workforce' AS tables \gset
