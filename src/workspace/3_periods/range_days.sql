-- SPDX-License-Identifier: PostgreSQL
CREATE OR REPLACE FUNCTION range_days(days datemultirange) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT coalesce(sum(upper(r) - lower(r)), 0)::integer FROM unnest(days) AS r);
COMMENT ON FUNCTION range_days(datemultirange) IS 'inner range_days: days in bounded ranges | 内部天数：区间所含天数';
