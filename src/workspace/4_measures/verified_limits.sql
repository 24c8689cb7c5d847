-- SPDX-License-Identifier: PostgreSQL
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

-- The same of the verified rate of a site.
CREATE OR REPLACE FUNCTION verified_rate_at_most(m site_measure, level numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN m.verified_rate IS NOT NULL THEN round(least(m.verified_rate
	+ service_eval.student_two_sided(level::float8, 1e12)::numeric * m.verified_rate_std_error,
	m.verified_rate_most), 6) END;
COMMENT ON FUNCTION verified_rate_at_most(site_measure, numeric) IS
	'inner verified_rate_at_most: upper limit of the verified rate of a site | 内部核实率上限：服务点核实率置信区间的上限';

-- The verified quantity that a contract pays by, before what is held is taken off.  On the basis of the lower limit of
-- the loss it is the upper limit of what was verified: what is not proved is not deducted.
CREATE OR REPLACE FUNCTION verified_to_pay(loss_basis text, verified numeric, std_error numeric, deduplicated numeric,
	checked numeric, confirmed numeric, level numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE loss_basis
	WHEN 'lower_limit' THEN @workspace@.verified_at_most(verified, std_error, deduplicated, checked, confirmed, level)
	ELSE verified END;
COMMENT ON FUNCTION verified_to_pay(text, numeric, numeric, numeric, numeric, numeric, numeric) IS
	'inner verified_to_pay: verified quantity that a contract pays by, by its loss basis | '
	'内部计付核实量：按扣减依据计付的核实量';

-- Less what seems to repeat an earlier upload and waits for a decision, as far as it is verified.
CREATE OR REPLACE FUNCTION undoubted(verified numeric, held numeric, deduplicated numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN verified - round(coalesce(verified * held / nullif(deduplicated, 0), 0), 6);
COMMENT ON FUNCTION undoubted(numeric, numeric, numeric) IS
	'inner undoubted: verified quantity without what is held | 内部无疑数量：扣除待定部分的核实量';
