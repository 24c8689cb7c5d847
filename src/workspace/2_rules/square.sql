-- SPDX-License-Identifier: PostgreSQL
-- The operator ^ gives a numeric as many digits behind the point as a version of PostgreSQL thinks fit: 17 gives fewer
-- than 15.  All that is computed of it would have other digits, too, and its digest would be another.  A product has
-- those of its factors.
CREATE OR REPLACE FUNCTION square(x numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN x * x;
COMMENT ON FUNCTION square(numeric) IS
	'inner square: a number times itself, to the last digit the same in every version of PostgreSQL | '
	'内部平方：各版本PostgreSQL结果逐位一致的平方';
