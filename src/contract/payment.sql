-- Payment: what a contract pays by quantity and by quality, exact to the cent.

CREATE TYPE performance_payment AS (quantity numeric, quality numeric, total numeric);
COMMENT ON TYPE performance_payment IS 'What a contract pays, in the unit of its price, to 0.01';
COMMENT ON COLUMN performance_payment.quantity IS 'For what was verified of the target; NULL where that is not known';
COMMENT ON COLUMN performance_payment.quality IS 'For the score; NULL where that is not known';
COMMENT ON COLUMN performance_payment.total IS 'Their sum';

CREATE FUNCTION performance_payment(price numeric, quantity_share numeric, verified numeric, target numeric,
	score numeric) RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(numeric, numeric, numeric, numeric, numeric) IS
	'Payment by quantity, price x quantity_share x min(1, verified / target), and by quality, the rest of the price '
	'from nothing at a score of 60 to all at 90';

CREATE FUNCTION performance_payment(price numeric, quantity_share numeric, verified numeric, target numeric,
	score numeric, lo numeric, hi numeric) RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(numeric, numeric, numeric, numeric, numeric, numeric, numeric) IS
	'The same, with the quality part rising from nothing at a score of lo to all at hi';

-- Clients bind a score as float8.  A float8 stands for the shortest decimal that reads back as it, a price only below
-- 10^13.
CREATE FUNCTION performance_payment(price float8, quantity_share float8, verified float8, target float8, score float8)
RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(float8, float8, float8, float8, float8) IS
	'The same of float8, each of which stands for the shortest decimal that reads back as it';

CREATE FUNCTION performance_payment(price float8, quantity_share float8, verified float8, target float8, score float8,
	lo float8, hi float8) RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(float8, float8, float8, float8, float8, float8, float8) IS
	'The same, with the quality part rising from nothing at a score of lo to all at hi';
