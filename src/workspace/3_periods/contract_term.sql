-- SPDX-License-Identifier: PostgreSQL
-- From when to when a contract runs, and which sites it serves.
--
-- agreed_until stays what was agreed; a contract that was terminated serves until that day.  Both lie within the term
-- of the project.
CREATE VIEW contract_term WITH (security_invoker = true) AS
SELECT c.project_id, c.contract_id, c.provider_id, c.price, c.quantity_share,
	greatest(coalesce(c.start_on, p.start_on), p.start_on) AS from_on,
	least(coalesce(c.end_on, p.end_on), p.end_on) AS agreed_until,
	least(coalesce(c.end_on, p.end_on), p.end_on, c.terminated_on) AS end_on,
	c.terminated_on, c.loss_basis
FROM contract c JOIN project p USING (project_id);
COMMENT ON VIEW contract_term IS
	'inner contract_term: from when to when does each contract run? | 内部合同期：各合同的起止日期？';
COMMENT ON COLUMN contract_term.agreed_until IS 'agreed until: last day as agreed | 约定截止：约定的末日';
