-- SPDX-License-Identifier: PostgreSQL
-- The points of two curves.  Along the diagonal resources would be spread evenly over persons.
CREATE VIEW resource_curve WITH (security_invoker = true) AS
SELECT r.project_id, r.period, r.from_on, r.until_on, r.profile, (c.place - 1)::integer AS point,
	round((c.place - 1)::numeric / (cardinality(t.lorenz_curve) - 1), 6) AS persons_share,
	c.lorenz_share, c.concentration_share
FROM current_run r
	JOIN resource_tilt t ON t.project_id = r.project_id AND t.run_id = r.run_id
	CROSS JOIN LATERAL unnest(t.lorenz_curve, t.concentration_curve)
		WITH ORDINALITY AS c (lorenz_share, concentration_share, place);
COMMENT ON VIEW resource_curve IS
'resource curve: Which share of the resources have those with least, and those where scores were lowest? | '
'资源曲线：所得最少者、前期得分最低者各占多少资源？';
COMMENT ON COLUMN resource_curve.point IS 'point: 0 at the beginning of the curve | 点序：0为曲线起点';
COMMENT ON COLUMN resource_curve.persons_share IS 'persons share: up to this point, 0 to 1 | 人数份额：至该点的累计人数份额';
COMMENT ON COLUMN resource_curve.lorenz_share IS
'Lorenz share: of the resources, from those who got least | 洛伦兹份额：由所得最少者起累计的资源份额';
COMMENT ON COLUMN resource_curve.concentration_share IS
'concentration share: of the resources, from where the score before was lowest | '
'集中份额：由前期得分最低者起累计的资源份额';
