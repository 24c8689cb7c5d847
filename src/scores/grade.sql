-- Grades: scores of 0 .. 100 in words.  The functions are SQL that the planner can put into the query (so they are not
-- STRICT).

CREATE TYPE performance_grade AS ENUM ('poor', 'medium', 'good', 'excellent');
COMMENT ON TYPE performance_grade IS 'Grade of a score: poor < medium (60) < good (80) < excellent (90)';

CREATE FUNCTION check_score(score float8) RETURNS float8
AS 'MODULE_PATHNAME', 'check_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION check_score(float8) IS 'The score, or an error if it is not in 0 .. 100';

CREATE FUNCTION grade(score float8) RETURNS performance_grade
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
	WHEN check_score(score) >= 90 THEN 'excellent'::performance_grade
	WHEN score >= 80 THEN 'good'::performance_grade
	WHEN score >= 60 THEN 'medium'::performance_grade
	WHEN score < 60 THEN 'poor'::performance_grade
END;
COMMENT ON FUNCTION grade(float8) IS
	'Grade of a score of 0 .. 100: excellent from 90, good from 80, medium from 60, else poor';

-- least() passes over NULL, which is what is wanted of the cap, but not of the score.
CREATE FUNCTION grade(score float8, at_most performance_grade) RETURNS performance_grade
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN score IS NOT NULL THEN least(grade(score), at_most) END;
COMMENT ON FUNCTION grade(float8, performance_grade) IS
	'Grade of a score of 0 .. 100, but not better than at_most; NULL is no cap';
