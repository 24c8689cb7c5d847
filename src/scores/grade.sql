-- SPDX-License-Identifier: PostgreSQL
-- Grades: scores of 0 .. 100 in words.  The functions are SQL that the planner can put into the query (so they are not
-- STRICT).

CREATE TYPE performance_grade AS ENUM ('poor', 'medium', 'good', 'excellent');
COMMENT ON TYPE performance_grade IS
	'grade: of a score: poor < medium (60) < good (80) < excellent (90) | 等级：得分的等级，差 < 中（60）< 良（80）< 优（90）';

CREATE FUNCTION check_score(score float8) RETURNS float8
AS 'MODULE_PATHNAME', 'check_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION check_score(float8) IS
	'support: of grade(): the score, or an error if it is not in 0 .. 100 | '
	'支持函数：grade() 的核对：原样返回得分，不在 0 至 100 之内则报错';

CREATE FUNCTION grade(score float8) RETURNS performance_grade
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
	WHEN check_score(score) >= 90 THEN 'excellent'::performance_grade
	WHEN score >= 80 THEN 'good'::performance_grade
	WHEN score >= 60 THEN 'medium'::performance_grade
	WHEN score < 60 THEN 'poor'::performance_grade
END;
COMMENT ON FUNCTION grade(float8) IS
	'grade of a score: 0 .. 100: excellent from 90, good from 80, medium from 60, else poor | '
	'等级：0 至 100 的得分：90 起优，80 起良，60 起中，其余差';

-- least() passes over NULL, which is what is wanted of the cap, but not of the score.
CREATE FUNCTION grade(score float8, at_most performance_grade) RETURNS performance_grade
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN score IS NOT NULL THEN least(grade(score), at_most) END;
COMMENT ON FUNCTION grade(float8, performance_grade) IS
	'grade of a score: 0 .. 100, but not better than at_most; NULL is no cap | '
	'等级：0 至 100 的得分，不高于 at_most；NULL 表示不限';
