-- Between which limits the verified quantity lies, with the confidence of a level:
--
--	V - z std_error .. V + z std_error		z: a normal variable lies within -z .. z with the probability of the level
--
-- but no less than what was confirmed, and no more than that and all that nobody looked at.

CREATE OR REPLACE FUNCTION verified_at_least(verified numeric, std_error numeric, confirmed numeric, level numeric)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN verified IS NOT NULL THEN round(greatest(verified
	- service_eval.student_two_sided(level::float8, 1e12)::numeric * coalesce(std_error, 0), confirmed), 6) END;
COMMENT ON FUNCTION verified_at_least(numeric, numeric, numeric, numeric) IS
	'inner verified_at_least: lower limit of a verified quantity | 内部核实下限：核实量置信区间的下限';

CREATE OR REPLACE FUNCTION verified_at_most(verified numeric, std_error numeric, deduplicated numeric, checked numeric,
	confirmed numeric, level numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN verified IS NOT NULL THEN round(least(verified
	+ service_eval.student_two_sided(level::float8, 1e12)::numeric * coalesce(std_error, 0),
	deduplicated - checked + confirmed), 6) END;
COMMENT ON FUNCTION verified_at_most(numeric, numeric, numeric, numeric, numeric, numeric) IS
	'inner verified_at_most: upper limit of a verified quantity | 内部核实上限：核实量置信区间的上限';
