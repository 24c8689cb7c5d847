-- Which photos look alike: the state of the last comparison.  No fact and no verdict; it can be deleted at any time and is
-- made again by the next refresh.

CREATE TABLE IF NOT EXISTS photo_cluster (
	project_id	bigint NOT NULL,
	photo_id	bigint NOT NULL,
	cluster		bigint NOT NULL,
	content		bigint NOT NULL,
	CONSTRAINT photo_cluster_pkey PRIMARY KEY (project_id, photo_id)
);
COMMENT ON TABLE photo_cluster IS 'which photos look alike, as of the last refresh | 照片聚类（最近一次刷新）';
COMMENT ON COLUMN photo_cluster.project_id IS 'project | 项目';
COMMENT ON COLUMN photo_cluster.photo_id IS 'photo | 照片';
COMMENT ON COLUMN photo_cluster.cluster IS 'least photo number of those that look alike, directly or through others | 聚类编号（同类照片的最小编号）';
COMMENT ON COLUMN photo_cluster.content IS 'digest of what was compared and by which rule | 比对内容摘要';

CREATE INDEX photo_cluster_cluster_idx ON photo_cluster (project_id, cluster);

-- Compares the new photos of a project with each other and with those known before, which are not compared again: the
-- cost follows what is new.  A photo that is gone or was changed may have held its cluster together, so what is left of
-- that cluster is new again; under another rule all is.  Returns how many photos were new.
CREATE OR REPLACE FUNCTION match_photos(project_id bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	rule	record;
	fresh	bigint;
BEGIN
	SELECT coalesce(max(r.max_distance), 8) AS max_distance, max(r.within) AS within INTO rule
	FROM photo_rule r WHERE r.project_id = $1;

	DELETE FROM photo_cluster c
	WHERE c.project_id = $1 AND c.cluster IN (
		SELECT k.cluster
		FROM photo_cluster k LEFT JOIN photo p ON p.project_id = k.project_id AND p.photo_id = k.photo_id
		WHERE k.project_id = $1
			AND (p.photo_id IS NULL
				OR k.content <> hash_record_extended(ROW(p.sha256, p.phash, p.taken_at, rule.max_distance, rule.within), 0)));

	SELECT count(*) INTO fresh
	FROM photo p
	WHERE p.project_id = $1
		AND NOT EXISTS (SELECT FROM photo_cluster k WHERE k.project_id = p.project_id AND k.photo_id = p.photo_id);
	IF fresh = 0 THEN
		RETURN 0;
	END IF;

	WITH found AS MATERIALIZED (
		SELECT p.photo_id, p.sha256, p.phash, p.taken_at, k.cluster AS known,
			service_eval.photo_cluster(p.photo_id, p.sha256, p.phash, p.taken_at, rule.max_distance, rule.within, k.cluster) OVER () AS cluster
		FROM photo p LEFT JOIN photo_cluster k ON k.project_id = p.project_id AND k.photo_id = p.photo_id
		WHERE p.project_id = $1
	), joined AS (
		-- a new photo may join clusters that had nothing to do with each other
		UPDATE photo_cluster c SET cluster = f.cluster
		FROM found f
		WHERE c.project_id = $1 AND c.photo_id = f.photo_id AND f.known <> f.cluster
	)
	INSERT INTO photo_cluster (project_id, photo_id, cluster, content)
	SELECT $1, f.photo_id, f.cluster, hash_record_extended(ROW(f.sha256, f.phash, f.taken_at, rule.max_distance, rule.within), 0)
	FROM found f
	WHERE f.known IS NULL;
	RETURN fresh;
END
$$;
COMMENT ON FUNCTION match_photos(bigint) IS 'compares the new photos of a project with all others; the number of new ones | 比对项目的新照片，返回新照片数';
