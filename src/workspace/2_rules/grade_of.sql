-- SPDX-License-Identifier: PostgreSQL
-- Grades by the thresholds of a scheme, in words that have an order: 1 poor, 2 medium, 3 good, 4 excellent.

CREATE OR REPLACE FUNCTION grade_place(grade text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_position(ARRAY['poor', 'medium', 'good', 'excellent'], grade);
COMMENT ON FUNCTION grade_place(text) IS 'inner grade_place: place of a grade, 1 is poor | 内部等级序：等级的次序，1为差';

CREATE OR REPLACE FUNCTION grade_at(place integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (ARRAY['poor', 'medium', 'good', 'excellent'])[place];
COMMENT ON FUNCTION grade_at(integer) IS 'inner grade_at: grade at a place, 1 is poor | 内部次序等级：次序对应的等级，1为差';

-- Never better than at_most.  least() passes over NULL, which is what is wanted of the cap.
CREATE OR REPLACE FUNCTION grade_of(score numeric, medium numeric, good numeric, excellent numeric,
	at_most text DEFAULT NULL) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN @workspace@.grade_at(least(
	CASE WHEN score >= excellent THEN 4 WHEN score >= good THEN 3 WHEN score >= medium THEN 2
		WHEN score IS NOT NULL THEN 1 ELSE 0 END,
	@workspace@.grade_place(at_most)));
COMMENT ON FUNCTION grade_of(numeric, numeric, numeric, numeric, text) IS
	'inner grade_of: grade of a score by the thresholds of its scheme, at most what caps it | 内部等级：按方案分数线及上限确定等级';
