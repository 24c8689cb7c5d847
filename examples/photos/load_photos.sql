-- SPDX-License-Identifier: PostgreSQL
-- Loads what hash_photos wrote into table photo of a workspace.
--
--   psql -d bureau -v workspace=evaluation -f load_photos.sql < photos.csv
--
-- Only what is not there yet: a file counts once per activity, so that loading again, or a folder that has grown, is
-- harmless.  All or nothing.

\set ON_ERROR_STOP on
\set QUIET on
\if :{?workspace}
\else
	\set workspace evaluation
\endif

BEGIN;
CREATE TEMPORARY TABLE hashed_photo (
	project_id bigint NOT NULL,
	activity_id bigint NOT NULL,
	sha256 bytea NOT NULL,
	phash bigint,
	taken_at timestamptz
) ON COMMIT DROP;

-- pstdin is the CSV, whereas stdin would be the lines of this file.
\copy hashed_photo from pstdin with (format csv, header match)

-- Unknown activities are named all at once, not the first alone.  The block cannot see psql's variables, but a setting.
SELECT set_config('service_eval.unknown', coalesce(string_agg(format('%s of project %s', activity_id, project_id), ', '), ''), true) AS unknown
FROM (
	SELECT DISTINCT project_id, activity_id
	FROM hashed_photo AS h
	WHERE NOT EXISTS (SELECT FROM :"workspace".activity AS a WHERE (a.project_id, a.activity_id) = (h.project_id, h.activity_id))
	ORDER BY project_id, activity_id
	LIMIT 100
) AS u \gset
DO $$
BEGIN
	IF current_setting('service_eval.unknown') <> '' THEN
		RAISE EXCEPTION 'photos of unknown activities: %', current_setting('service_eval.unknown')
			USING ERRCODE = 'foreign_key_violation',
				  HINT = 'The folders that hash_photos reads are named by activity_id. Nothing was loaded.';
	END IF;
END
$$;

WITH loaded AS (
	INSERT INTO :"workspace".photo (project_id, activity_id, sha256, phash, taken_at)
	SELECT DISTINCT ON (project_id, activity_id, sha256) project_id, activity_id, sha256, phash, taken_at
	FROM hashed_photo AS h
	WHERE NOT EXISTS (SELECT FROM :"workspace".photo AS p
		WHERE (p.project_id, p.activity_id, p.sha256) = (h.project_id, h.activity_id, h.sha256))
	ORDER BY project_id, activity_id, sha256, taken_at
	RETURNING 1
)
SELECT (SELECT count(*) FROM hashed_photo) AS read, (SELECT count(*) FROM loaded) AS loaded \gset
COMMIT;

\echo :read photos read, :loaded new
