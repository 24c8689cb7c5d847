-- numeric arguments: the stored digits give the same double as PostgreSQL's own conversion
SET search_path = service_eval, public;
-- what a query answers: its result, or SQLSTATE and message
CREATE FUNCTION pg_temp.answer(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE query INTO result;
	RETURN coalesce(result, 'NULL');
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END $$;

-- gini_absolute of x and 0 is |x| / 4, without rounding; of x and 12345 it shows the sign as well
CREATE FUNCTION pg_temp.differs(x numeric) RETURNS boolean LANGUAGE sql AS $$
	SELECT float8send(gini_absolute(n)) <> float8send(gini_absolute(n::float8)) FROM (VALUES (0), (x)) v (n)
	UNION ALL SELECT float8send(gini_absolute(n)) <> float8send(gini_absolute(n::float8)) FROM (VALUES (12345), (x)) v (n)
	ORDER BY 1 DESC LIMIT 1
$$;

-- Borders: 15 to 17 digits, 2^53, 10^22 and 10^-22, four decimal places to a stored digit, subnormal, the largest
CREATE TEMP TABLE edge (x numeric);
INSERT INTO edge VALUES
	(0), (0.00), (1), (-1), (1.0), (0.1), (0.10), (1.10), (100), (9999), (10000), (10001), (100000000), (0.0001), (0.00010), (0.00001), (1234.5678),
	(123456789012345), (1.23456789012345), (12345678901.2345), (0.000123456789012345), (9.99999999999999), (999999999999999), (9999.99999999999),
	(9999999999999990), (9999999999.99999), (9999999999999999), (99999999999999999), (1.2345678901234567), (0.3333333333333333), (0.33333333333333333333),
	(9007199254740991), (9007199254740992), (9007199254740993), (9007199254740994), (900719925474099.3), (90071992547409.93), (-9007199254740993),
	(1e22), (1e23), (1e24), (123e22), (9e22), (9999e20), (1e-20), (1e-21), (1e-22), (1e-23), (1e-24), (9e-22), (123e-22), (1.5e-22),
	(123456789012345e7), (123456789012345e8), (123456789012345e22), (123456789012345e-22), (123456789012345e-36), (123456789012345e-37),
	(1e-307), (2.2250738585072014e-308), (1e-308), (4.9406564584124654e-324), (1e-323), (1e300), (1.7976931348623157e308), (-1.7976931348623157e308);
SELECT count(*) AS edges, count(*) FILTER (WHERE pg_temp.differs(x)) AS differ, min(x) FILTER (WHERE pg_temp.differs(x)) AS first FROM edge;

-- 1 to 20 random digits, times 10^-40 to 10^40, of both signs; stored in a table, and as numeric(12,2), numeric(38,10)
SELECT setseed(0.5);
CREATE TEMP TABLE anything AS
SELECT (CASE WHEN random() < 0.5 THEN '-' ELSE '' END || left(translate(random()::text || random()::text, '0.e-', '7'), ceil(20 * random())::int)
	|| 'e' || round(80 * random() - 40))::numeric AS x
FROM generate_series(1, 10000);
SELECT count(*) AS numbers, count(*) FILTER (WHERE pg_temp.differs(x)) AS differ, min(x) FILTER (WHERE pg_temp.differs(x)) AS first FROM anything;
CREATE TEMP TABLE typed (amount numeric(12,2), precise numeric(38,10), whole numeric, weight numeric(6,3));
INSERT INTO typed SELECT (exp(23 * random()) - 1)::numeric, (random() * 1e9)::numeric * 1.0000000001, floor(random() * 1e6)::numeric * 1000, random()::numeric
FROM generate_series(1, 10000);
SELECT count(*) AS rows, count(*) FILTER (WHERE pg_temp.differs(amount)) AS amount, count(*) FILTER (WHERE pg_temp.differs(precise)) AS precise,
	count(*) FILTER (WHERE pg_temp.differs(whole)) AS whole, count(*) FILTER (WHERE pg_temp.differs(-weight)) AS weight
FROM typed;

-- Every aggregate: the same bits from numeric as from float8
SELECT float8send(gini(amount)) = float8send(gini(amount::float8)) AS gini,
	float8send(gini(amount, weight)) = float8send(gini(amount::float8, weight::float8)) AS weighted,
	float8send(gini_absolute(-amount)) = float8send(gini_absolute(-amount::float8)) AS absolute,
	float8send(gini_absolute(-amount, weight)) = float8send(gini_absolute(-amount::float8, weight::float8)) AS weighted_absolute,
	float8send(hhi(amount)) = float8send(hhi(amount::float8)) AS hhi
FROM typed;
SELECT lorenz_curve(amount, 7) = lorenz_curve(amount::float8, 7) AS lorenz,
	lorenz_curve(amount, 7, weight) = lorenz_curve(amount::float8, 7, weight::float8) AS weighted_lorenz,
	float8send(share_of_top(amount, 0.1)) = float8send(share_of_top(amount::float8, 0.1)) AS top,
	float8send(share_of_top(amount, 0.1, weight)) = float8send(share_of_top(amount::float8, 0.1, weight::float8)) AS weighted_top,
	float8send(share_of_bottom(amount, 0.1)) = float8send(share_of_bottom(amount::float8, 0.1)) AS bottom,
	float8send(share_of_bottom(amount, 0.1, weight)) = float8send(share_of_bottom(amount::float8, 0.1, weight::float8)) AS weighted_bottom
FROM typed;
SELECT float8send(concentration_index(amount, precise)) = float8send(concentration_index(amount::float8, precise::float8)) AS concentration_index,
	float8send(concentration_index(amount, -precise, weight)) = float8send(concentration_index(amount::float8, -precise::float8, weight::float8)) AS weighted
FROM typed;
-- what PostgreSQL chooses for mixed types
SELECT pg_typeof(x) AS x, gini(x) = 0.3 AS gini, gini(x, 2) AS integer, gini(x, 2.5) AS decimal, gini(x, 2.5::float8) AS float8,
	concentration_index(x, 1.5) AS equal_ranks, share_of_top(x, 0.5, 2) > 0.7 AS top
FROM generate_series(1.0, 10.0) x GROUP BY 1;
-- a long number is stored compressed or out of line: 10,000 digits
CREATE TEMP TABLE long (x numeric);
INSERT INTO long VALUES (3), ((repeat('1', 300) || '.' || repeat('4', 9700))::numeric);
SELECT float8send(gini(x)) = float8send(gini(x::float8)) AS long FROM long;

-- Errors are those of float8
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT gini(-0.01)',
	'SELECT gini(''NaN''::numeric)',
	'SELECT gini(''Infinity''::numeric)',
	'SELECT gini(''-Infinity''::numeric)',
	'SELECT gini(1.0, -1.0)',
	'SELECT gini(1.0, ''Infinity''::numeric)',
	'SELECT gini(1.0, ''NaN''::numeric)',
	'SELECT gini(1.0, NULL::numeric)',
	'SELECT hhi(-1.0)',
	'SELECT hhi(NULL::numeric)',
	'SELECT concentration_index(1.0, ''NaN''::numeric)',
	'SELECT lorenz_curve(1.0, 0)',
	'SELECT share_of_top(1.0, 1.5)',
	'SELECT gini(1e400)',
	'SELECT gini(1e-400)'
]) query;
