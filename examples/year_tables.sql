-- The tables of facts, in an order that foreign keys allow: each after those that it names.  Read by load_year.sql and
-- export_year.sql.

\set tables 'organization village project contract contract_item site director_post beneficiary rest_day activity attendance photo photo_rule duplicate_review visit_plan visit response need assessment allocation bid payment funding engagement workforce'
