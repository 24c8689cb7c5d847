-- SPDX-License-Identifier: PostgreSQL
-- What an organization lives on, and how much it and a buyer need each other, by calendar year: an organization has one
-- row for each buyer, and one without a buyer in a year in which nobody bought from it.  A buyer is who paid it for a
-- purchase in the year, or had a contract with it whose project ran in the year.  Donors and those who only grant are
-- funders.
CREATE VIEW agency_dependence WITH (security_invoker = true) AS
WITH
funder AS (
	SELECT f.org_id, f.year::integer AS year, f.funder_id, sum(f.amount) AS amount,
		coalesce(sum(f.amount) FILTER (WHERE f.kind = 'government_purchase'), 0) AS purchase,
		coalesce(sum(f.amount) FILTER (WHERE f.kind IN ('government_purchase', 'government_grant')), 0) AS government,
		coalesce(sum(f.amount) FILTER (WHERE f.kind = 'commercial'), 0) AS commercial,
		coalesce(sum(f.amount) FILTER (WHERE f.restricted), 0) AS restricted
	FROM funding f
	GROUP BY f.org_id, f.year, f.funder_id
),
-- who gave 0 is no funder: it would make the others look more, and so less concentrated
income AS (
	SELECT f.org_id, f.year, sum(f.amount) AS amount, sum(f.government) AS government, sum(f.commercial) AS commercial,
		sum(f.restricted) AS restricted,
		count(*) FILTER (WHERE f.amount > 0) AS funders,
		service_eval.hhi(f.amount) AS hhi,
		service_eval.hhi_normalized(f.amount) FILTER (WHERE f.amount > 0) AS hhi_normalized
	FROM funder f
	GROUP BY f.org_id, f.year
),
-- what a contract is worth in a year: its price by the days of its time
volume AS (
	SELECT p.buyer_id, c.provider_id AS org_id, extract(year FROM y.starts)::integer AS year, greatest(b.qualified, 1)
		AS qualified,
		sum(c.price * (least(c.agreed_until, (y.starts + interval '1 year')::date - 1) - greatest(c.from_on, y.starts)
			+ 1) / (c.agreed_until - c.from_on + 1)) AS volume
	FROM project p
		JOIN contract_term c ON c.project_id = p.project_id AND c.from_on <= c.agreed_until
		LEFT JOIN (SELECT b.project_id, count(*) FILTER (WHERE b.qualified) AS qualified FROM bid b
			GROUP BY b.project_id) b ON b.project_id = p.project_id
		-- the planner takes generate_series() for a thousand rows, of each contract
		CROSS JOIN LATERAL unit_starts(c.from_on, c.agreed_until, 'year') AS y (starts)
	-- a bureau's own view of projects is not checked before its refresh
	WHERE c.from_on >= '1900-01-01' AND c.agreed_until < '2200-01-01'
	GROUP BY p.project_id, p.buyer_id, c.provider_id, y.starts, b.qualified
),
-- Several projects: each has its own alternatives, and the buyer's dependence is that of its projects added up.  So the
-- number of bidders is their harmonic mean, by volume.
dealing AS (
	SELECT v.buyer_id, v.org_id, v.year, sum(v.volume) AS volume,
		CASE
			WHEN min(v.qualified) = max(v.qualified) THEN min(v.qualified)
			WHEN sum(v.volume) > 0 THEN sum(v.volume) / sum(v.volume / v.qualified)
			ELSE count(*) / sum(1.0 / v.qualified)
		END AS qualified
	FROM volume v
	GROUP BY v.buyer_id, v.org_id, v.year
),
bought AS (
	SELECT d.buyer_id, d.year, sum(d.volume) AS volume
	FROM dealing d
	GROUP BY d.buyer_id, d.year
),
buyer AS (
	SELECT f.org_id, f.year, f.funder_id AS buyer_id FROM funder f WHERE f.purchase > 0
	UNION
	SELECT d.org_id, d.year, d.buyer_id FROM dealing d
),
-- what is to come is shown where income of the year is recorded
org_year AS (
	SELECT i.org_id, i.year FROM income i
	UNION
	SELECT d.org_id, d.year FROM dealing d WHERE d.year <= extract(year FROM current_date)
),
-- Beneficiary-days of the projects that an organization provides for, in years that are over; where several do, by the
-- price.  Unknown if those of one project are, because it was never evaluated or kept no lists.  A project within one
-- year has no period of that year but its term.
given AS (
	SELECT c.org_id, extract(year FROM q.from_on)::integer AS year,
		CASE WHEN bool_and(m.beneficiary_days IS NOT NULL) THEN round(sum(m.beneficiary_days * c.price / c.prices), 6)
			END AS days
	FROM (
		-- without a price each contract counts alike
		SELECT c.project_id, c.provider_id AS org_id,
			CASE WHEN sum(sum(c.price)) OVER project > 0 THEN sum(c.price) ELSE count(*) END AS price,
			CASE WHEN sum(sum(c.price)) OVER project > 0 THEN sum(sum(c.price)) OVER project ELSE sum(count(*))
				OVER project END AS prices
		FROM contract c
		GROUP BY c.project_id, c.provider_id
		WINDOW project AS (PARTITION BY c.project_id)
	) c
		JOIN project p ON p.project_id = c.project_id
		JOIN project_period q ON q.project_id = c.project_id AND q.end_on < date_trunc('year', current_date)
			AND (q.kind = 'year' OR (q.kind = 'unit' AND p.period_unit = 'year')
				OR (q.kind = 'term' AND p.period_unit <> 'year'
					AND extract(year FROM q.from_on) = extract(year FROM q.end_on)))
		LEFT JOIN current_snapshot s ON s.project_id = q.project_id AND s.period = q.period
		LEFT JOIN project_measure m ON m.project_id = s.project_id AND m.snapshot_id = s.snapshot_id
	GROUP BY c.org_id, extract(year FROM q.from_on)
)
SELECT y.org_id, o.name AS organization, y.year, b.buyer_id, t.name AS buyer,
	i.amount AS income, i.funders, i.hhi AS funder_hhi, i.hhi_normalized AS funder_hhi_normalized,
	round(i.government / nullif(i.amount, 0), 6) AS government_share,
	round(i.restricted / nullif(i.amount, 0), 6) AS restricted_share,
	round(i.commercial / nullif(i.amount, 0), 6) AS commercial_share,
	round(s.of_income, 6) AS buyer_share,
	round(CASE WHEN b.buyer_id IS NOT NULL THEN coalesce(f.purchase, 0) / nullif(i.amount, 0) END, 6) AS purchase_share,
	round(d.volume, 2) AS contract_volume,
	round(s.of_volume, 6) AS volume_share,
	trim_scale(round(d.qualified, 4)) AS qualified_bidders,
	s.of_income::float8 * i.hhi AS dependence_on_buyer,
	s.of_volume::float8 / d.qualified::float8 AS dependence_on_org,
	service_eval.mutual_dependence(s.of_income::float8, i.hhi, s.of_volume::float8, d.qualified::float8)
		AS mutual_dependence,
	service_eval.power_imbalance(s.of_income::float8, i.hhi, s.of_volume::float8, d.qualified::float8)
		AS power_imbalance,
	i.government - i1.government AS government_growth,
	round(i1.restricted / nullif(i1.amount, 0) - i.restricted / nullif(i.amount, 0), 6) AS autonomy_change,
	CASE q.growth WHEN 1 THEN 'more' WHEN 0 THEN 'same' WHEN -1 THEN 'less' END || ' from government, '
		|| CASE q.autonomy WHEN 1 THEN 'more' WHEN 0 THEN 'same' WHEN -1 THEN 'less' END || ' autonomy' AS quadrant,
	'政府资金' || CASE q.growth WHEN 1 THEN '增加' WHEN 0 THEN '不变' WHEN -1 THEN '减少' END
		|| '，自主性' || CASE q.autonomy WHEN 1 THEN '上升' WHEN 0 THEN '不变' WHEN -1 THEN '下降' END AS quadrant_zh,
	trim_scale(g.days) AS beneficiary_days,
	i.commercial * nullif(i1.amount, 0) > i1.commercial * nullif(i.amount, 0)
		AND i1.commercial * nullif(i2.amount, 0) > i2.commercial * nullif(i1.amount, 0)
		AND g.days < g1.days AND g1.days < g2.days AS mission_drift
FROM org_year y
	JOIN organization o ON o.org_id = y.org_id
	LEFT JOIN buyer b ON b.org_id = y.org_id AND b.year = y.year
	LEFT JOIN organization t ON t.org_id = b.buyer_id
	LEFT JOIN income i ON i.org_id = y.org_id AND i.year = y.year
	LEFT JOIN income i1 ON i1.org_id = y.org_id AND i1.year = y.year - 1
	LEFT JOIN income i2 ON i2.org_id = y.org_id AND i2.year = y.year - 2
	LEFT JOIN funder f ON f.org_id = y.org_id AND f.year = y.year AND f.funder_id = b.buyer_id
	LEFT JOIN dealing d ON d.org_id = y.org_id AND d.year = y.year AND d.buyer_id = b.buyer_id
	LEFT JOIN bought v ON v.buyer_id = d.buyer_id AND v.year = d.year
	LEFT JOIN given g ON g.org_id = y.org_id AND g.year = y.year
	LEFT JOIN given g1 ON g1.org_id = y.org_id AND g1.year = y.year - 1
	LEFT JOIN given g2 ON g2.org_id = y.org_id AND g2.year = y.year - 2
	CROSS JOIN LATERAL (
		SELECT CASE WHEN b.buyer_id IS NOT NULL THEN coalesce(f.amount, 0) / nullif(i.amount, 0) END AS of_income,
			d.volume / nullif(v.volume, 0) AS of_volume
	) s
	-- without quotients, so that equal shares are equal
	CROSS JOIN LATERAL (
		SELECT sign(i.government - i1.government) AS growth,
			sign(i1.restricted * nullif(i.amount, 0) - i.restricted * nullif(i1.amount, 0)) AS autonomy
	) q;
COMMENT ON VIEW agency_dependence IS 'agency dependence: Who collapses if we stop buying? | 机构依赖：停止购买后，谁难以为继？';
COMMENT ON COLUMN agency_dependence.org_id IS
	'organization number: it has income or a contract in the year | 组织编号：当年有收入或合同';
COMMENT ON COLUMN agency_dependence.organization IS 'organization: its name | 组织：组织名称';
COMMENT ON COLUMN agency_dependence.year IS 'year: calendar year | 年度：日历年度';
COMMENT ON COLUMN agency_dependence.buyer_id IS
	'buyer number: who bought from it or had a contract with it in the year; empty if nobody | '
	'购买主体编号：当年向其购买者，无则为空';
COMMENT ON COLUMN agency_dependence.buyer IS 'buyer: its name | 购买主体：购买主体名称';
COMMENT ON COLUMN agency_dependence.income IS
	'income: of the organization in yuan; empty where none is recorded, and so is what rests on it | '
	'收入：组织收入（元），无记录为空';
COMMENT ON COLUMN agency_dependence.funders IS
	'funders: who gave something; the organization itself is one where it is recorded as its own | '
	'资助方数：提供资金者，自筹计为一方';
COMMENT ON COLUMN agency_dependence.funder_hhi IS
	'funder concentration: sum of the squared shares of the funders, 1 if one gives all | '
	'资助集中度：各方占比平方和，1为单一来源';
COMMENT ON COLUMN agency_dependence.funder_hhi_normalized IS
	'concentration, from 0: the same from 0, all give alike, to 1; empty for one funder | '
	'标准化集中度：0为均等，单一资助方为空';
COMMENT ON COLUMN agency_dependence.government_share IS
	'government share: of the income, purchase or grant of government | 政府占比：政府购买与补助占收入比例';
COMMENT ON COLUMN agency_dependence.restricted_share IS
	'restricted share: of the income, for a set purpose only; the rest is autonomy | '
	'限定占比：限定用途收入占比，其余为自主';
COMMENT ON COLUMN agency_dependence.commercial_share IS
	'commercial share: of the income, earned in the market | 经营占比：经营收入占比';
COMMENT ON COLUMN agency_dependence.buyer_share IS
	'buyer share: of the income, from the buyer, of whatever kind | 购买主体占比：来自该购买主体的收入占比';
COMMENT ON COLUMN agency_dependence.purchase_share IS
	'purchase share: of the income, what the buyer pays for what it buys, and what ends if it stops | '
	'购买占比：购买服务占收入比例，停止即失去';
COMMENT ON COLUMN agency_dependence.contract_volume IS
	'contract volume: prices of its contracts with the buyer, by their days in the year, in yuan; empty: none | '
	'合同额：当年合同额（元），按合同天数分摊，无则为空';
COMMENT ON COLUMN agency_dependence.volume_share IS
	'volume share: contract volume of all contracts of the buyer in the year | 合同额占比：占该购买主体当年合同总额比例';
COMMENT ON COLUMN agency_dependence.qualified_bidders IS
	'qualified bidders: who met the conditions, 1 where nobody did; of several projects the harmonic mean by volume | '
	'合格投标方数：无则计1，多项目取加权调和平均';
COMMENT ON COLUMN agency_dependence.dependence_on_buyer IS
	'dependence on the buyer: of the organization, 0 to 1: buyer share x funder concentration | '
	'对购买主体依赖：组织对购买主体的依赖0至1';
COMMENT ON COLUMN agency_dependence.dependence_on_org IS
	'dependence on the provider: of the buyer, 0 to 1: volume share / qualified bidders | '
	'对组织依赖：购买主体对组织的依赖0至1';
COMMENT ON COLUMN agency_dependence.mutual_dependence IS
	'mutual dependence: sum of both, 0 to 2 | 相互依赖：两者之和0至2';
COMMENT ON COLUMN agency_dependence.power_imbalance IS
	'power imbalance: dependence on the buyer less that on the provider, above 0 the buyer has the power | '
	'权力不对等：两者之差，正值购买主体占优';
COMMENT ON COLUMN agency_dependence.government_growth IS
	'government growth: what government gave more than in the year before, in yuan; empty without such a year | '
	'政府资金增加：较上年增加额（元），无上年为空';
COMMENT ON COLUMN agency_dependence.autonomy_change IS
	'autonomy change: of what is not restricted, since the year before | 自主性变化：较上年的变化';
COMMENT ON COLUMN agency_dependence.quadrant IS
	'quadrant: more, less or same from government, and more, less or same autonomy than in the year before | '
	'象限：政府资金增减与自主性增减';
COMMENT ON COLUMN agency_dependence.quadrant_zh IS 'quadrant (Chinese): the same in Chinese | 象限（中文）：中文的象限';
COMMENT ON COLUMN agency_dependence.beneficiary_days IS
	'person-days: of its projects, by its share of their price; empty before the year is over or where they are not '
	'known | '
	'服务人日：按合同额分摊，年度未结束或未知为空';
COMMENT ON COLUMN agency_dependence.mission_drift IS
	'mission drift: commercial share rose two years while person-days fell; empty if that is not known | '
	'使命漂移：经营占比连升两年而服务人日连降';
