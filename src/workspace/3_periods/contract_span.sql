-- SPDX-License-Identifier: PostgreSQL
-- Which days a contract was to serve a chain of sites, and which days each of its sites was served.
--
--	planned		from the later of the contract's start, contract_site.from_on and the chain's first opening, to the
--				agreed end
--	served		of these, the days on which the member was open and stood for its chain, not in a closure, and not
--				handed over (contract_site.to_on, contract.terminated_on)
--
-- A contract without any row of contract_site serves all chains.  A member without a row goes by that of the last
-- member before it that has one, so what was handed over stays so under a successor.
CREATE OR REPLACE FUNCTION contract_span(project_id bigint)
RETURNS TABLE (contract_id bigint, root_id bigint, site_id bigint, planned daterange, served datemultirange)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH chain AS MATERIALIZED (
	SELECT * FROM site_chain($1)
), member AS (
	SELECT t.contract_id, t.from_on AS contract_from, t.agreed_until, t.end_on, c.root_id, c.place, c.site_id,
		c.from_on, c.to_on,
		a.site_id IS NOT NULL AS named, coalesce(a.from_on, t.from_on) AS named_from,
		max(c.place) FILTER (WHERE a.site_id IS NOT NULL) OVER (PARTITION BY t.contract_id, c.root_id ORDER BY c.place)
			AS goes_by
	FROM contract_term t
		CROSS JOIN chain c
		LEFT JOIN contract_site a ON a.project_id = $1 AND a.contract_id = t.contract_id AND a.site_id = c.site_id
	WHERE t.project_id = $1
), limited AS (
	SELECT m.*, o.from_on AS site_from, o.to_on AS site_to,
		min(m.from_on) OVER chain AS first_opening,
		min(m.named_from) FILTER (WHERE m.named) OVER chain AS first_named,
		bool_or(m.named) OVER chain AS chain_named
	FROM member m
		LEFT JOIN member n ON n.contract_id = m.contract_id AND n.root_id = m.root_id AND n.place = m.goes_by
		LEFT JOIN contract_site o ON o.project_id = $1 AND o.contract_id = m.contract_id AND o.site_id = n.site_id
	WINDOW chain AS (PARTITION BY m.contract_id, m.root_id)
), planned AS (
	SELECT m.*, CASE WHEN greatest(m.contract_from, m.first_named, m.first_opening) <= m.agreed_until
		THEN daterange(greatest(m.contract_from, m.first_named, m.first_opening), m.agreed_until, '[]') ELSE 'empty'
			END AS planned
	FROM limited m
	WHERE m.chain_named
		OR NOT EXISTS (SELECT FROM contract_site a WHERE a.project_id = $1 AND a.contract_id = m.contract_id)
)
SELECT p.contract_id, p.root_id, p.site_id, p.planned,
	datemultirange(p.planned)
		* datemultirange(CASE WHEN p.to_on IS NULL OR p.from_on <= p.to_on THEN daterange(p.from_on, p.to_on, '[]')
			ELSE 'empty' END)
		* datemultirange(CASE WHEN p.site_from IS NULL OR p.site_to IS NULL OR p.site_from <= p.site_to
			THEN daterange(p.site_from, p.site_to, '[]') ELSE 'empty' END)
		* datemultirange(daterange(NULL, p.end_on, '[]'))
		- coalesce((SELECT range_agg(daterange(k.from_on, k.to_on, '[]')) FROM site_closure k WHERE k.project_id = $1
			AND k.site_id = p.site_id), '{}')
FROM planned p
$$;
COMMENT ON FUNCTION contract_span(bigint) IS
'inner contract_span: days that a contract was to serve a chain of sites, and days on which each site was served | '
'内部合同服务日：合同应服务与实际服务的日期';
