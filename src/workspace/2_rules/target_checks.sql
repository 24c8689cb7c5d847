-- SPDX-License-Identifier: PostgreSQL
-- Targets of single sites against the quantity of their item: at most that, and just that where every chain of sites
-- has one.
--
-- At entry no more can be seen than that there is too much: a row that is still to come may complete the sum.  The rest
-- is asked at the refresh.  An item of spread person has a quantity for each person, so no site has a quantity of its
-- own.

CREATE OR REPLACE FUNCTION refuse_excess_site_target() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[];
	contracts	bigint[];
	items		text[];
	x			record;
BEGIN
	SELECT array_agg(t.project_id), array_agg(t.contract_id), array_agg(t.item) INTO projects, contracts, items
	FROM (SELECT DISTINCT r.project_id, r.contract_id, r.item FROM touched r) t;
	SELECT i.contract_id, i.item, i.spread, i.target_quantity, sum(t.target_quantity) AS total INTO x
	FROM contract_item i JOIN site_target t USING (project_id, contract_id, item)
	WHERE EXISTS (SELECT FROM unnest(projects, contracts, items) AS n (project_id, contract_id, item)
		WHERE n.project_id = i.project_id AND n.contract_id = i.contract_id AND n.item = i.item)
	-- all columns: a bureau's own view has no key
	GROUP BY i.project_id, i.contract_id, i.item, i.spread, i.target_quantity
	HAVING sum(t.target_quantity) > i.target_quantity OR i.spread = 'person'
	ORDER BY i.contract_id, i.item COLLATE "C"
	LIMIT 1;
	IF FOUND AND x.spread = 'person' THEN
		RAISE EXCEPTION 'item "%" of contract % is contracted by person, and no site can have a target of its own',
			x.item, x.contract_id
			USING ERRCODE = 'check_violation',
				  HINT = 'Spread the item over sites or days, or leave out its site targets. | 请改为按服务点或按天分摊，或不设服务点目标。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'target_quantity';
	ELSIF FOUND THEN
		RAISE EXCEPTION 'the site targets of item "%" of contract % add up to %, more than the item''s %', x.item,
			x.contract_id, x.total, x.target_quantity
			USING ERRCODE = 'check_violation',
				  HINT = 'Correct the targets of the sites, or the quantity of the item. | 请更正服务点目标或合同总量。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'target_quantity';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_excess_site_target() IS
	'trigger: site targets add up to no more than their item | 触发器：服务点目标之和不得超过合同总量';

CREATE TRIGGER site_target_insert_sum AFTER INSERT ON site_target
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_excess_site_target();
CREATE TRIGGER site_target_update_sum AFTER UPDATE ON site_target
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_excess_site_target();
CREATE TRIGGER contract_item_update_sum AFTER UPDATE ON contract_item
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_excess_site_target();

-- Asked at every refresh: also of a bureau's own views, which carry no triggers.
CREATE OR REPLACE FUNCTION check_site_targets(project_id bigint) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	x	record;
BEGIN
	SELECT i.contract_id, i.item, i.spread, i.target_quantity, t.total, t.unserved, c.chains,
		c.chains = t.chains AS all_chains INTO x
	FROM contract_item i
		JOIN (
			SELECT t.contract_id, t.item, sum(t.target_quantity) AS total,
				count(DISTINCT s.root_id) FILTER (WHERE NOT isempty(s.planned)) AS chains,
				min(p.name COLLATE "C") FILTER (WHERE s.root_id IS NULL) AS unserved
			FROM site_target t
				-- of a site in several chains, the one that it heads, or else the first, as targets are spread
				LEFT JOIN LATERAL (
					SELECT c.root_id, s.planned
					FROM site_chain($1) c JOIN contract_span($1) s ON s.contract_id = t.contract_id
						AND s.root_id = c.root_id AND s.site_id = c.site_id
					WHERE c.site_id = t.site_id
					ORDER BY c.place, c.root_id
					LIMIT 1
				) s ON true
				LEFT JOIN site p ON p.project_id = t.project_id AND p.site_id = t.site_id
			WHERE t.project_id = $1
			GROUP BY t.contract_id, t.item
		) t ON t.contract_id = i.contract_id AND t.item = i.item
		LEFT JOIN (
			SELECT s.contract_id, count(DISTINCT s.root_id) FILTER (WHERE NOT isempty(s.planned)) AS chains
			FROM contract_span($1) s
			GROUP BY s.contract_id
		) c ON c.contract_id = i.contract_id
	WHERE i.project_id = $1
		AND (i.spread = 'person' OR t.unserved IS NOT NULL OR t.total > i.target_quantity
			OR (c.chains = t.chains AND t.total <> i.target_quantity))
	ORDER BY i.contract_id, i.item COLLATE "C"
	LIMIT 1;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	IF x.spread = 'person' THEN
		RAISE EXCEPTION 'item "%" of contract % is contracted by person, and no site can have a target of its own',
			x.item, x.contract_id
			USING ERRCODE = 'check_violation',
				  HINT = 'Spread the item over sites or days, or leave out its site targets. | 请改为按服务点或按天分摊，或不设服务点目标。';
	ELSIF x.unserved IS NOT NULL THEN
		RAISE EXCEPTION 'site "%" has a target of item "%" of contract %, which does not serve it', x.unserved, x.item,
			x.contract_id
			USING ERRCODE = 'check_violation',
				  HINT = 'Add the site to contract_site, or remove its target. | 请将服务点加入合同，或删除其目标。';
	END IF;
	RAISE EXCEPTION 'the site targets of item "%" of contract % add up to %, not to the item''s %', x.item,
		x.contract_id, x.total, x.target_quantity
		USING ERRCODE = 'check_violation',
			  DETAIL = CASE WHEN x.all_chains
				THEN format('All %s sites that the contract serves have a target, so they must add up to the quantity.',
				x.chains)
				  ELSE 'They may add up to no more than the quantity.' END,
			  HINT = 'Correct the targets of the sites, or the quantity of the item. | 请更正服务点目标或合同总量。';
END
$$;
COMMENT ON FUNCTION check_site_targets(bigint) IS
	'check_site_targets: refuses site targets that do not add up to their item | 检查服务点目标：与合同总量不符则拒绝';
