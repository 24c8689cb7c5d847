-- SPDX-License-Identifier: PostgreSQL
-- What was found in a period, and which sites it is about.
--
--	names a site		that site
--	a contract, no site	all sites that the contract served in the period
--	neither				no site: the project
--
-- A site's finding is of the periods in which the site is judged.  The period of a contract has what names the
-- contract, and what names a site and no contract.  What is stored does not depend on a scheme: codes that none has are
-- there as well.

CREATE OR REPLACE FUNCTION measure_findings(project_id bigint, snapshots bigint[]) RETURNS SETOF snapshot_finding
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
WITH served AS MATERIALIZED (
	SELECT c.contract_id, c.site_id, range_agg(c.served) AS days
	FROM contract_span($1) c
	WHERE EXISTS (SELECT FROM finding f WHERE f.project_id = $1 AND f.site_id IS NULL
		AND f.contract_id = c.contract_id)
	GROUP BY c.contract_id, c.site_id
)
SELECT $1, s.snapshot_id, f.finding_id, f.code, f.site_id, f.contract_id, about.sites, f.concerns, f.points, f.reason,
	f.evidence
FROM snapshot s
	JOIN counted_finding f ON f.project_id = s.project_id AND f.concerns BETWEEN s.from_on AND s.until_on
		AND (s.contract_id IS NULL OR coalesce(f.contract_id = s.contract_id, f.site_id IS NOT NULL))
	CROSS JOIN LATERAL (SELECT ARRAY(
		SELECT m.site_id
		FROM site_measure m
		WHERE m.project_id = $1 AND m.snapshot_id = s.snapshot_id
			AND (m.site_id = f.site_id OR (f.site_id IS NULL AND EXISTS (
				SELECT FROM served c
				WHERE c.contract_id = f.contract_id AND c.site_id = m.site_id
					AND c.days && datemultirange(daterange(s.from_on, s.until_on, '[]')))))
		ORDER BY m.site_id) AS sites) about
WHERE s.project_id = $1 AND s.snapshot_id = ANY ($2) AND (f.site_id IS NULL OR about.sites <> '{}')
$$;
COMMENT ON FUNCTION measure_findings(bigint, bigint[]) IS
	'step measure_findings: what was found in a period, and which sites it is about | 步骤发现问题：各时段的发现问题及所涉服务点';

-- One row for each site that a finding is about.
CREATE VIEW site_finding WITH (security_invoker = true) AS
SELECT f.project_id, f.snapshot_id, s.site_id, f.finding_id, f.code, f.concerns, f.points, f.reason, f.evidence
FROM snapshot_finding f CROSS JOIN LATERAL unnest(f.sites) AS s (site_id);
COMMENT ON VIEW site_finding IS
	'inner site_finding: what was found at each site in a period? | 内部服务点事项：各服务点在该时段有哪些发现问题？';
COMMENT ON COLUMN site_finding.points IS 'points: taken off, or added | 分值：扣分或加分';
COMMENT ON COLUMN site_finding.reason IS 'reason: what was found | 事由：所发现的情况';

-- Does it count, and why not?
--
--	withdrawn		it proved wrong
--	outside			its day is in no period
--	not open		its site was never open in the term
--	unknown code	no current scheme of the project takes findings of its code
--	no site			it names neither site nor contract, and all that its code does is done to sites
--	to come			its day is still to come: it will count
--
-- cause NULL: it counts, in one scheme at least.
CREATE VIEW finding_standing WITH (security_invoker = true) AS
SELECT f.project_id, f.finding_id, w.cause, w.reason, w.reason_zh
FROM finding f
	JOIN project p ON p.project_id = f.project_id
	LEFT JOIN site s ON s.project_id = f.project_id AND s.site_id = f.site_id
	LEFT JOIN (
		SELECT c.service, i.code, bool_or(i.rule = 'veto' OR i.scope = 'project') AS of_project
		FROM current_scheme c
			JOIN indicator i ON i.scheme_id = c.scheme_id AND i.version = c.version AND by_findings(i.rule)
		GROUP BY c.service, i.code
	) k ON k.service = p.service AND k.code = f.code
	CROSS JOIN LATERAL (SELECT coalesce(f.concerns_on, f.found_on) AS concerns) d
	CROSS JOIN LATERAL (
		SELECT CASE WHEN f.withdrawn_on IS NOT NULL THEN 'withdrawn'
			WHEN d.concerns NOT BETWEEN p.start_on AND p.end_on THEN 'outside'
			WHEN s.opened_on > p.end_on OR s.closed_on < p.start_on THEN 'not open'
			WHEN k.code IS NULL THEN 'unknown code'
			WHEN num_nonnulls(f.site_id, f.contract_id) = 0 AND NOT k.of_project THEN 'no site'
			WHEN d.concerns > current_date THEN 'to come' END AS cause
	) c
	LEFT JOIN (VALUES
		('withdrawn', 'it was withdrawn', '已撤销'),
		('outside', 'outside of the term of the project', '在项目期限之外'),
		('not open', 'its site was not open in the term of the project', '该服务点在项目期限内未开放'),
		('unknown code', 'no scheme of the project takes findings of this code', '项目现行方案均不按该代码计分'),
		('no site', 'it names neither a site nor a contract, and its code is about sites', '未写明服务点或合同，而该代码针对服务点'),
		('to come', 'its day is still to come', '所涉日期未到')) AS w (cause, reason, reason_zh) ON w.cause = c.cause;
COMMENT ON VIEW finding_standing IS
	'inner finding_standing: which findings count for nothing, and why? | 内部事项效力：哪些发现问题不计入，为什么？';
COMMENT ON COLUMN finding_standing.finding_id IS 'finding: number of the finding | 事项：事项编号';
COMMENT ON COLUMN finding_standing.cause IS 'cause: as a code; empty: it counts | 原因代码：空为计入';
COMMENT ON COLUMN finding_standing.reason IS 'reason: why it counts for nothing; empty: it counts | 原因：不计入的原因，空为计入';
COMMENT ON COLUMN finding_standing.reason_zh IS 'reason (Chinese): the same in Chinese | 原因（中文）：中文原因';
