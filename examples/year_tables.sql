-- The tables of facts, in an order that foreign keys allow: each after those that it names.  Read by load_year.sql and
-- export_year.sql.  Appeals are not among them, since they are about runs, nor the audit log, which nobody else can write.

\set tables 'organization village project contract contract_item site director_post beneficiary rest_day activity attendance photo photo_rule duplicate_review visit_plan visit response need assessment allocation bid payment funding engagement workforce'
