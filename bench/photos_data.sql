-- Photos for photo_cluster(): a million with random hashes, of which every 50th is an earlier one with up to 14 bits turned, and every 100th
-- of the others the same file as an earlier one.  All but the last 1,000 have a known cluster.
CREATE UNLOGGED TABLE photo_taken AS
SELECT i AS photo_id, sha256(int8send(CASE WHEN i % 100 = 7 THEN earlier ELSE i END)) AS sha256,
	CASE WHEN i % 50 = 0 THEN hashint8extended(earlier, 1) # (
		SELECT bit_xor(1::bigint << (hashint8extended(i * 16 + k, 2) & 63)::int) FROM generate_series(0, hashint8extended(i, 3) & 15) k)
	ELSE hashint8extended(i, 1) END AS phash,
	timestamptz '2023-01-01' + i * interval '1 minute' AS taken_at
FROM (SELECT i, 1 + (hashint8extended(i, 4) & 9223372036854775807) % i AS earlier FROM generate_series(1::bigint, 1000000) i) s;
CREATE UNLOGGED TABLE photo AS
SELECT photo_taken.*, CASE WHEN photo_id <= 999000 THEN service_eval.photo_cluster(photo_id, sha256, phash, taken_at, 8, NULL) OVER (PARTITION BY photo_id <= 999000) END AS known_cluster
FROM photo_taken;
DROP TABLE photo_taken;
VACUUM ANALYZE photo;
