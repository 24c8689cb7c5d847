-- Copeland scores by a self-join: each pair once, with the weight on which one is better less the weight on which the other is.
WITH pair AS (
	SELECT a.unit AS a, b.unit AS b, sign((SELECT sum(w * sign(x - y)) FROM unnest(a."values", b."values", a.weights) u (x, y, w))) AS outranks
	FROM unit a JOIN unit b ON a.unit > b.unit
)
SELECT sum(s), sum(s * unit) FROM (
	SELECT unit, sum(s) AS s
	FROM (SELECT a AS unit, outranks AS s FROM pair UNION ALL SELECT b, -outranks FROM pair) s
	GROUP BY unit
) c;
