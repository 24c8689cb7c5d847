-- Repeated photos: how far perceptual hashes are apart, and which photos of a partition are the same or nearly so.  A
-- window function of whole partitions, as those of ranking are.

CREATE FUNCTION phash_distance(a bigint, b bigint) RETURNS int
AS 'MODULE_PATHNAME', 'phash_distance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION phash_distance(bigint, bigint) IS
	'In how many of their 64 bits two perceptual hashes differ (Hamming distance), 0 .. 64';

CREATE FUNCTION photo_cluster(photo_id bigint, sha256 bytea, phash bigint, taken_at timestamptz, max_distance float8,
	within interval) RETURNS bigint
AS 'MODULE_PATHNAME', 'photo_cluster' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION photo_cluster(bigint, bytea, bigint, timestamptz, float8, interval) IS
	'The least photo_id among the photos of the partition that are linked to this one by equal files or by hashes at '
	'most max_distance bits apart, taken within a time of each other (NULL: any time)';

CREATE FUNCTION photo_cluster(photo_id bigint, sha256 bytea, phash bigint, taken_at timestamptz, max_distance float8,
	within interval, known_cluster bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'photo_cluster' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION photo_cluster(bigint, bytea, bigint, timestamptz, float8, interval, bigint) IS
	'The same when some photos have been clustered before: those with a known_cluster are compared only with those '
	'that have none';
