-- SPDX-License-Identifier: PostgreSQL
-- Payment: what a contract pays by quantity and by quality, exact to the cent.

CREATE TYPE performance_payment AS (quantity numeric, quality numeric, total numeric);
COMMENT ON TYPE performance_payment IS
	'performance payment: what a contract pays, in the unit of its price, to 0.01 | 绩效支付：合同应付金额，单位与价款相同，精确到 0.01';
COMMENT ON COLUMN performance_payment.quantity IS
	'by quantity: for what was verified of the target; NULL where that is not known | 数量部分：按核实数量支付，未知时为空';
COMMENT ON COLUMN performance_payment.quality IS
	'by quality: for the score; NULL where that is not known | 质量部分：按得分支付，未知时为空';
COMMENT ON COLUMN performance_payment.total IS 'total: both parts | 合计：两部分之和';

CREATE FUNCTION performance_payment(price numeric, quantity_share numeric, verified numeric, target numeric,
	score numeric) RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(numeric, numeric, numeric, numeric, numeric) IS
	'performance payment: by quantity, price x quantity_share x min(1, verified / target), and by quality, the '
	'rest of the price from nothing at a score of 60 to all at 90 | '
	'绩效支付：按量：价款 × 按量比例 × min(1, 核实 / 目标)；按质：其余价款，60 分为零，90 分为全部';

CREATE FUNCTION performance_payment(price numeric, quantity_share numeric, verified numeric, target numeric,
	score numeric, lo numeric, hi numeric) RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(numeric, numeric, numeric, numeric, numeric, numeric, numeric) IS
	'performance payment: the same, with the quality part rising from nothing at a score of lo to all at hi | '
	'绩效支付：同上，按质部分从 lo 分的零升至 hi 分的全部';

-- Clients bind a score as float8.  A float8 stands for the shortest decimal that reads back as it, a price only below
-- 10^13.
CREATE FUNCTION performance_payment(price float8, quantity_share float8, verified float8, target float8, score float8)
RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(float8, float8, float8, float8, float8) IS
	'performance payment: the same of float8, each of which stands for the shortest decimal that reads back as '
	'it | 绩效支付：同上，float8 按可还原它的最短小数计';

CREATE FUNCTION performance_payment(price float8, quantity_share float8, verified float8, target float8, score float8,
	lo float8, hi float8) RETURNS performance_payment
AS 'MODULE_PATHNAME', 'performance_payment_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION performance_payment(float8, float8, float8, float8, float8, float8, float8) IS
	'performance payment: the same, with the quality part rising from nothing at a score of lo to all at hi | '
	'绩效支付：同上，按质部分从 lo 分的零升至 hi 分的全部';
