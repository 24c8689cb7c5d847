-- Small areas: fay_herriot
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Five areas.  Variance, estimate and mean squared error: REML and ML as sae 1.3 has them (mseFH, PRECISION 1e-13), the adjusted
-- likelihoods as emdi 2.2.3 (fh, method amrl and amrl_yl, optimize to 1e-13), which agrees to 1e-8; the digits are those of the same
-- formulas with 30 digits (Python, mpmath 1.2.1).
CREATE TEMP TABLE area (k int, y float8, d float8);
INSERT INTO area VALUES (1, 1.2928, 1.1796), (2, 0.2456, 0.4518), (3, 3.8971, 0.5511), (4, 2.9828, 0.5824), (5, 2.5487, 1.3026);
CREATE TEMP TABLE expected (method text, model_variance float8, beta float8, k int, estimate float8, mse float8, own_weight float8);
INSERT INTO expected VALUES
	('reml', 1.7114209884995275, 2.1949368075886295, 1, 1.6608916127778992, 1.058714471713585, 0.5919780573394503),
	('reml', 1.7114209884995275, 2.1949368075886295, 2, 0.65272917189261781, 0.47637221748713382, 0.79114477790205728),
	('ml', 1.2861506266363862, 2.1938228644631383, 1, 1.7238438206683466, 1.1048353739506944, 0.52160612380777038),
	('ml', 1.2861506266363862, 2.1938228644631383, 2, 0.75206265588568, 0.51631046321224383, 0.74003864489844018),
	('li_lahiri', 4.6358400764658914, 2.1954124340100614, 1, 1.4758853062121675, 1.0468781393888806, 0.79716066462903767),
	('li_lahiri', 4.6358400764658914, 2.1954124340100614, 2, 0.41875007438530848, 0.43665289281597763, 0.91119654826018259),
	('yoshimori_lahiri', 1.7298844725120064, 2.194966488258856, 1, 1.658567750130433, 1.0603025969832736, 0.59456734993964389),
	('yoshimori_lahiri', 1.7298844725120064, 2.194966488258856, 2, 0.64928980505291845, 0.47598504920721868, 0.79291230895556841);
SELECT method, k, round(e.estimate::numeric, 4) AS estimate, round(e.mse::numeric, 4) AS mse,
	pg_temp.near((f).model_variance, model_variance, 1e-13) AS variance, pg_temp.near((f).beta[1], beta, 1e-14) AS beta,
	pg_temp.near((f).estimate, estimate, 1e-13) AND pg_temp.near((f).mse, mse, 1e-12) AND pg_temp.near((f).std_error, sqrt(mse), 1e-13)
	AND pg_temp.near((f).own_weight, own_weight, 1e-13) AS area
FROM expected e JOIN (SELECT m AS method, k, fay_herriot(y, d, NULL, m) OVER (PARTITION BY m) AS f
	FROM area, unnest('{reml,ml,li_lahiri,yoshimori_lahiri}'::text[]) m) g USING (method, k) ORDER BY method, k;
-- the last is what one gets without asking
SELECT bool_and(plain = named) AS default FROM (SELECT fay_herriot(y, d) OVER () AS plain, fay_herriot(y, d, method => 'yoshimori_lahiri') OVER () AS named FROM area) f;

-- Fifteen areas with a covariate that differ less than by chance: REML and ML say 0 (sae 1.3), the others do not.  The formula of
-- Li and Lahiri is negative where its correction for bias is large; the standard error never is.
CREATE TEMP TABLE alike (k int, y float8, d float8, x float8);
INSERT INTO alike VALUES (1, 3.3091, 1.9474, 0.594), (2, 1.771, 1.8802, -0.161), (3, 2.2375, 0.3016, -0.562), (4, 1.0194, 0.9527, -1.583),
	(5, 1.8083, 0.5247, -0.824), (6, 2.0373, 0.2065, 0.129), (7, 1.7185, 0.767, 0.225), (8, 2.2394, 1.0851, -0.196), (9, 1.6469, 1.376, -0.536),
	(10, 2.8391, 0.6137, 0.29), (11, 2.6335, 0.3167, 1.38), (12, 1.5654, 0.4682, -0.842), (13, 2.1439, 1.2449, 1.459), (14, 0.9709, 1.839, -0.421),
	(15, 1.2079, 0.4998, 0.525);
CREATE TEMP TABLE alike_expected (method text, model_variance float8, slope float8, k int, estimate float8, mse float8);
INSERT INTO alike_expected VALUES
	('reml', 0, 0.35003087158469648, 1, 2.2062425626750324, 0.09222288920861281),
	('ml', 0, 0.35003087158469648, 1, 2.2062425626750324, 0.16548196136583287),
	('li_lahiri', 0.2011965880498835, 0.36368315867943707, 1, 2.303195397156661, -0.0053374780858553277),
	('li_lahiri', 0.2011965880498835, 0.36368315867943707, 3, 1.9623823904748183, 0.1234859926212005),
	('yoshimori_lahiri', 0.010651147016432886, 0.3509520728056108, 1, 2.211628528867736, 0.10554980399930465);
SELECT method, k, round((f).estimate::numeric, 4) AS estimate, round((f).mse::numeric, 4) AS mse, round((f).std_error::numeric, 4) AS std_error,
	(f).model_variance = model_variance OR pg_temp.near((f).model_variance, model_variance, 1e-12) AS variance, pg_temp.near((f).beta[2], slope, 1e-13) AS slope,
	pg_temp.near((f).estimate, estimate, 1e-13) AND pg_temp.near((f).mse, mse, 1e-12) AS area
FROM alike_expected e JOIN (SELECT m AS method, k, fay_herriot(y, d, ARRAY[x], m) OVER (PARTITION BY m) AS f
	FROM alike, unnest('{reml,ml,li_lahiri,yoshimori_lahiri}'::text[]) m) g USING (method, k) ORDER BY method, k;
-- the floor of the first area of li_lahiri is g2 + g3: what the coefficients and the variance cost
WITH v AS (SELECT 0.2011965880498835 AS a, 1.9474 AS d0, 0.594 AS x0),
	s AS (SELECT sum(1 / (a + d)) AS w, sum(x / (a + d)) AS wx, sum(x * x / (a + d)) AS wxx, sum(1 / (a + d)^2) AS w2 FROM alike, v)
SELECT pg_temp.near((SELECT (f).std_error FROM (SELECT k, fay_herriot(y, d, ARRAY[x], 'li_lahiri') OVER () AS f FROM alike) g WHERE k = 1),
	sqrt((d0 / (a + d0))^2 * (wxx - 2 * x0 * wx + x0 * x0 * w) / (w * wxx - wx * wx) + d0^2 / (a + d0)^3 * 2 / w2), 1e-12) AS floor
FROM v, s;

-- Areas that were not observed are predicted from the covariates: x beta, with A + x' (X' V^-1 X)^-1 x.  They change nothing for others.
WITH f AS (SELECT k, x, fay_herriot(y, d, ARRAY[x]) OVER () AS f FROM (SELECT * FROM alike UNION ALL VALUES (16, NULL::float8, NULL::float8, 0.594), (17, NULL, 1, 9)) a),
	g AS (SELECT k, fay_herriot(y, d, ARRAY[x]) OVER () AS g FROM alike)
SELECT k, pg_temp.near((f).estimate, (f).beta[1] + x * (f).beta[2], 1e-14) AS by_covariate, (f).own_weight, (f).std_error > sqrt((f).model_variance) AS error,
	(SELECT bool_and(f = g) FROM f JOIN g USING (k)) AS others
FROM f WHERE k > 15;
-- without covariates nothing can be said of them
WITH f AS (SELECT k, fay_herriot(y, d, x) OVER () AS f FROM (SELECT k, y, d, ARRAY[x] AS x FROM alike UNION ALL VALUES (16, NULL::float8, NULL::float8, NULL::float8[])) a),
	g AS (SELECT k, fay_herriot(y, d, ARRAY[x]) OVER () AS g FROM alike)
SELECT f IS NULL AS nothing, (SELECT bool_and(f = g) FROM f JOIN g USING (k)) AS others FROM f WHERE k = 16;
-- Neither order, frame nor the order of covariates makes a difference
SELECT bool_and(a = b AND a = c) AS same, bool_and(pg_temp.near((a).estimate, (d).estimate, 1e-12) AND pg_temp.near((a).mse, (d).mse, 1e-12)
	AND pg_temp.near((a).beta[2], (d).beta[3], 1e-11)) AS covariates
FROM (SELECT fay_herriot(y, d, ARRAY[x, k % 3]) OVER () AS a, fay_herriot(y, d, ARRAY[x, k % 3]) OVER (ORDER BY md5(k::text)) AS b,
	fay_herriot(y, d, ARRAY[x, k % 3]) OVER (ORDER BY k ROWS 1 PRECEDING) AS c, fay_herriot(y, d, ARRAY[k % 3, x]) OVER () AS d FROM alike) f;
-- Types
SELECT bool_and(fay_herriot = f) AS same FROM (SELECT fay_herriot(k, k::numeric) OVER (), fay_herriot(k::float8, k::float8) OVER () AS f FROM area) s;

-- One, two and three areas: too few for the variance of Li and Lahiri, and one for any.  Then direct estimates stand.
SELECT m AS method, n, (f).estimate = y AS direct, (f).mse = d AS its_variance, (f).own_weight = 1 AS own, (f).model_variance IS NULL AS no_variance, (f).beta IS NULL AS no_beta
FROM (SELECT m, n, k, y, d, fay_herriot(y, d, NULL, m) OVER (PARTITION BY m, n) AS f FROM area, generate_series(1, 4) n, unnest('{reml,ml,li_lahiri,yoshimori_lahiri}'::text[]) m
	WHERE k <= n) t WHERE k = 1 ORDER BY method, n;
SELECT k, (fay_herriot(y, d, ARRAY[k, k * k]) OVER ()).* FROM area WHERE k < 3 ORDER BY k;
SELECT y, (fay_herriot(y, d, NULL, 'li_lahiri') OVER ()).* FROM (VALUES (1, 2), (4, 2), (NULL, NULL)) v (y, d) ORDER BY y;
-- Nobody observed; no rows; all equal; sampling variances of 0 are known levels
SELECT fay_herriot(NULL, NULL) OVER () AS nobody FROM generate_series(1, 2);
SELECT fay_herriot(n, n) OVER () AS no_rows FROM generate_series(1, 0) n;
SELECT n, (f).estimate, (f).std_error > 0 AS error, (f).model_variance > 0 AS variance FROM (SELECT n, fay_herriot(7, n) OVER () AS f FROM generate_series(1, 4) n) t ORDER BY n;
SELECT y, d, (f).estimate = y AS known, (f).std_error = 0 AS exact, (f).own_weight = 1 AS own
FROM (SELECT y, d, fay_herriot(y, d) OVER () AS f FROM (VALUES (1, 0), (2, 1), (4, 1), (9, 2)) v (y, d)) t ORDER BY y;
SELECT y, (fay_herriot(y, 0) OVER ()).* FROM generate_series(1, 3) y ORDER BY y;
-- Huge and tiny: 2^300 and 2^-300 times the same
SELECT bool_and(pg_temp.near((big).estimate, (f).estimate * u, 1e-13) AND pg_temp.near((small).estimate, (f).estimate / u, 1e-13)
	AND pg_temp.near((big).mse, (f).mse * u * u, 1e-12) AND pg_temp.near((small).mse, (f).mse / u / u, 1e-12)) AS units
FROM (SELECT u, fay_herriot(y, d) OVER () AS f, fay_herriot(y * u, d * u * u) OVER () AS big, fay_herriot(y / u, d / u / u) OVER () AS small
	FROM area, power(2::float8, 300) u) s;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT fay_herriot(1, -1) OVER ()',
	'SELECT fay_herriot(1, NULL) OVER ()',
	'SELECT fay_herriot(''NaN'', 1) OVER ()',
	'SELECT fay_herriot(1, ''Infinity'') OVER ()',
	'SELECT fay_herriot(1, 1, NULL, ''moments'') OVER ()',
	'SELECT fay_herriot(1, 1, NULL, NULL) OVER ()',
	'SELECT fay_herriot(1, 1, NULL, m) OVER () FROM unnest(''{ml,reml}''::text[]) m',
	'SELECT fay_herriot(1, 1, ''{1,NULL}'') OVER ()',
	'SELECT fay_herriot(1, 1, ''{NaN}'') OVER ()',
	'SELECT fay_herriot(1, 1, ''{}'') OVER ()',
	'SELECT fay_herriot(1, 1, x::float8[]) OVER () FROM unnest(''{"{1}","{1,2}"}''::text[]) x',
	'SELECT fay_herriot(1, 1, x::float8[]) OVER () FROM unnest(''{"{1}",NULL}''::text[]) x',
	'SELECT fay_herriot(x, 1, ARRAY[3]) OVER () FROM generate_series(1, 9) x',
	'SELECT fay_herriot(x, 1, ARRAY[x, 2 * x + 1]) OVER () FROM generate_series(1, 9) x',
	'SELECT (fay_herriot(x, 1) OVER ()).estimate FROM unnest(''{1.7e308,-1.7e308,1,2}''::float8[]) x LIMIT 1',
	'SELECT fay_herriot(1, 1)'
]) query;
