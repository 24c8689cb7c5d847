-- SPDX-License-Identifier: PostgreSQL
-- Answers need not be kept for ever.  Only those of projects that are done go: all their current results are sealed, so
-- no refresh computes anything from answers again, and the sealed results stay as they are.
CREATE OR REPLACE FUNCTION drop_answers(older_than interval DEFAULT '5 years', only_project bigint DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	dropped	bigint;
BEGIN
	PERFORM refuse_hidden_rows();
	DELETE FROM response r
	WHERE r.answered_on < current_date - older_than AND (only_project IS NULL OR r.project_id = only_project)
		AND EXISTS (SELECT FROM evaluation_run e
			WHERE e.project_id = r.project_id AND e.status = 'finished' AND e.sealed_at IS NOT NULL)
		AND NOT EXISTS (SELECT FROM evaluation_run e
			WHERE e.project_id = r.project_id AND e.status = 'finished' AND e.sealed_at IS NULL);
	GET DIAGNOSTICS dropped = ROW_COUNT;
	RETURN dropped;
END
$$;
COMMENT ON FUNCTION drop_answers(interval, bigint) IS
	'drop answers: removes older answers of projects whose results are all sealed; returns how many | '
	'清理回答：结果已全部封存的项目，清理过期的问卷回答，返回数量';
