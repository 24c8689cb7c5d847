-- SPDX-License-Identifier: PostgreSQL
-- Repeated photos: how far perceptual hashes are apart, and which photos of a partition are the same or nearly so.  A
-- window function of whole partitions, as those of ranking are.

CREATE FUNCTION phash_distance(a bigint, b bigint) RETURNS int
AS 'MODULE_PATHNAME', 'phash_distance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION phash_distance(bigint, bigint) IS
	'distance of two hashes: in how many of their 64 bits two perceptual hashes differ (Hamming distance), 0 .. '
	'64 | 感知哈希距离：两个感知哈希的 64 位中不同的位数（汉明距离），0 至 64';

CREATE FUNCTION photo_cluster(photo_id bigint, sha256 bytea, phash bigint, taken_at timestamptz, max_distance float8,
	within interval) RETURNS bigint
AS 'MODULE_PATHNAME', 'photo_cluster' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION photo_cluster(bigint, bytea, bigint, timestamptz, float8, interval) IS
	'cluster of a photo: the least photo_id among the photos of the partition that are linked to this one by '
	'equal files or by hashes at most max_distance bits apart, taken within a time of each other (NULL: any '
	'time) | 照片聚类：与该照片相连的照片中最小的 photo_id：文件相同，或哈希相差不超过 max_distance 位，且拍摄时间相差在 within 之内（NULL：不限）';

CREATE FUNCTION photo_cluster(photo_id bigint, sha256 bytea, phash bigint, taken_at timestamptz, max_distance float8,
	within interval, known_cluster bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'photo_cluster' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;
COMMENT ON FUNCTION photo_cluster(bigint, bytea, bigint, timestamptz, float8, interval, bigint) IS
	'cluster of a photo: the same when some photos have been clustered before: those with a known_cluster are '
	'compared only with those that have none | 照片聚类：同上，部分照片先前已聚类：有 known_cluster 的只与没有的比较';
