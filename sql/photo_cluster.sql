-- Repeated photos: phash_distance, photo_cluster
SET search_path = service_eval, public;
SET timezone = 'UTC';
SET intervalstyle = 'postgres';
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- Distance: bits that differ, the sign among them
SELECT phash_distance(0, 0) AS same, phash_distance(0, -1) AS all_bits, phash_distance(-9223372036854775808, 0) AS sign, phash_distance(-9223372036854775808, 9223372036854775807) AS ends,
	phash_distance(1, 2) AS two, phash_distance(7::smallint, 8::int) AS four, phash_distance(NULL, 1) AS no_a, phash_distance(1, NULL) AS no_b;
SELECT count(*), bool_and(phash_distance(a, b) = bit_count((a # b)::bit(64)) AND phash_distance(b, a) = phash_distance(a, b)) AS as_bit_count
FROM (SELECT i * 4739263845872364871 % 9223372036854775807 * CASE i % 2 WHEN 0 THEN 1 ELSE -1 END AS a, i * -72057594037927937 AS b FROM (SELECT i::numeric FROM generate_series(1, 1000) i) n) s(x, y),
	LATERAL (SELECT (x % 9223372036854775807)::bigint, (y % 9223372036854775807)::bigint) v (a, b);

-- a digest that goes by a number
CREATE FUNCTION pg_temp.file(n bigint) RETURNS bytea LANGUAGE sql AS $$SELECT sha256(int8send(n))$$;
-- the clusters by comparing all pairs of a table photo, and passing on the least photo_id until nothing changes
CREATE FUNCTION pg_temp.clusters(distance int, within interval) RETURNS TABLE (photo_id bigint, cluster bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	changed bigint := 1;
BEGIN
	CREATE TEMP TABLE pair AS
	SELECT a.photo_id AS a, b.photo_id AS b FROM photo a JOIN photo b ON a.photo_id <> b.photo_id
		AND coalesce(a.sha256 = b.sha256 OR bit_count((a.phash # b.phash)::bit(64)) <= distance, a.sha256 = b.sha256, false)
		AND coalesce(a.taken_at - b.taken_at BETWEEN -within AND within, true);
	CREATE TEMP TABLE label AS SELECT photo_id, photo_id AS cluster FROM photo WHERE photo_id IS NOT NULL;
	ANALYZE pair, label;
	WHILE changed > 0 LOOP
		UPDATE label l SET cluster = n.cluster FROM (SELECT p.a, min(m.cluster) AS cluster FROM pair p JOIN label m ON m.photo_id = p.b GROUP BY p.a) n
		WHERE n.a = l.photo_id AND n.cluster < l.cluster;
		GET DIAGNOSTICS changed = ROW_COUNT;
	END LOOP;
	RETURN QUERY SELECT photo_id, cluster FROM label;
	DROP TABLE pair, label;
END $$;

-- By hand: 1, 2 and 3 a chain of 8 bits each, of which the ends are 16 apart; 4 the file of 1 with other bits; 5 too late for 2; 6 without a time,
-- and 9 bits from 1; 7 without a hash, the file of 5; 8 without a file, 1 bit from 9; 10 and 11 without both; -12 is 8 bits from 9, and the least
SELECT i, photo_cluster(i, pg_temp.file(f), h, t, 8, '1 hour') OVER () AS c, e AS expected
FROM (VALUES (1, 1, x'00'::bigint, timestamptz '2024-05-01 10:00', 1), (2, 2, x'ff'::bigint, '2024-05-01 10:30', 1), (3, 3, x'ffff'::bigint, '2024-05-01 11:30', 1),
	(4, 1, -1, '2024-05-01 09:00', 1), (5, 5, x'fe'::bigint, '2024-05-01 12:30:00.000001', 5), (6, 6, x'1ff0000000000'::bigint, NULL, 6), (7, 5, NULL, '2024-05-01 11:30:00.000001', 5),
	(8, NULL, x'7fff000000000000'::bigint, '2024-05-01 10:00', -12), (9, 9, x'7ffe000000000000'::bigint, '2024-05-01 10:00', -12),
	(10, NULL, NULL, '2024-05-01 10:00', 10), (11, NULL, NULL, NULL, 11), (-12, NULL, x'7ffe0000000000ff'::bigint, '2024-05-01 11:00', -12)) v (i, f, h, t, e) ORDER BY i;
-- the same without a limit of time, with one of 0, and with none of distance
SELECT i, photo_cluster(i, pg_temp.file(f), h, t, 8, NULL) OVER () AS no_limit, photo_cluster(i, pg_temp.file(f), h, t, 8, '0') OVER () AS same_time,
	photo_cluster(i, pg_temp.file(f), h, t, 64, NULL) OVER () AS any_hash, photo_cluster(i, pg_temp.file(f), h, t, 0, NULL) OVER () AS equal_hash
FROM (VALUES (1, 1, 0, timestamptz '2024-05-01'), (2, 2, 255, '2034-05-01'), (3, 1, 65535, '2024-05-01'), (4, 4, 0, '2024-05-02'), (5, NULL, 255, '2034-05-01'), (6, NULL, NULL, '2024-05-01')) v (i, f, h, t)
ORDER BY i;
-- hashes 0 and -1 are as good as others; a photo without a time joins what is far apart
SELECT i, photo_cluster(i, NULL, h, t, 0, '1 day') OVER () AS c
FROM (VALUES (1, 0, timestamptz '2024-05-01'), (2, 0, '2024-05-02'), (3, 0, '2024-05-03 00:00:00.000001'), (4, -1, '2024-05-01'), (5, -1, '2025-05-01'), (6, -1, NULL)) v (i, h, t) ORDER BY i;
-- rows without a photo_id have no cluster, join nothing, and nothing else of them is looked at
SELECT i, photo_cluster(i, f, h, t, d, w) OVER () AS c
FROM (VALUES (1, NULL::bytea, 0, timestamptz '2024-05-01', 8, interval '1 day'), (NULL, 'short', 255, 'infinity', -1, '-1 day'), (3, NULL, 65535, '2024-05-01', 8, '24:00')) v (i, f, h, t, d, w) ORDER BY i;
SELECT photo_cluster(NULL, 'short', 0, 'infinity', NULL, '-1 day') OVER () AS no_photos FROM generate_series(1, 2);
SELECT photo_cluster(1, NULL, 0, NULL, 8, NULL) OVER () AS no_rows WHERE false;
SELECT photo_cluster(7, NULL, NULL, NULL, 8, NULL) OVER () AS one_row, photo_cluster(-9223372036854775808, NULL, 9223372036854775807, '4714-11-24 BC', 64, '178000000 years') OVER () AS least;
SELECT pg_typeof(photo_cluster(7::smallint, ''::bytea || pg_temp.file(1), 5::smallint, '2024-01-01'::date, 8::smallint, '1 day') OVER ()) AS type;

-- An interval is as long as PostgreSQL compares it: a month is 30 days, a day 24 hours, whatever the calendar and the clock of the time zone
SET timezone = 'Europe/Paris';
SELECT s, w, array_agg(c ORDER BY n) AS clusters FROM (SELECT s, w, a, n, photo_cluster(1 + n, NULL, 0, t, 0, w) OVER (PARTITION BY s, a ORDER BY n) AS c
FROM (VALUES (1, '1 mon'::interval, timestamptz '2024-02-01', timestamptz '2024-03-02'), (1, '1 mon', '2024-03-01', '2024-03-31 00:00:00.000001'), (2, '1 mon', '2024-04-01', '2024-05-01 00:00:00.000001'),
	(3, '1 day', '2024-03-31 00:00', '2024-04-01 01:00'), (4, '1 day', '2024-03-31 00:00', '2024-04-01 01:00:00.000001'), (5, '1 mon -30 days', '2024-03-31', '2024-03-31'),
	(6, '-1 day 24:00:01', '2024-03-31', '2024-03-31 00:00:01'), (7, '178000000 years', '4713-01-01 BC', '294276-12-31'), (8, '2 days -48:00', '2024-03-31', '2024-03-31 00:00:00.000001')) v (s, w, a, b),
	LATERAL (VALUES (0, a), (1, b)) p (n, t)) q GROUP BY s, w, a ORDER BY s, a;
SET timezone = 'UTC';

-- 2,000 photos: every seventh is an earlier one with up to 14 bits turned, every 23rd an earlier file with another hash; some things are missing
CREATE TEMP TABLE photo AS
WITH bits AS (
	SELECT i, ('x' || substr(md5(i::text), 1, 16))::bit(64)::bigint AS own, (i * 7919 % (i - 1) + 1)::int AS earlier, (1::bigint << (i % 64)::int) | (1::bigint << (i * 5 % 63)::int) | (1::bigint << (i * 11 % 61)::int) |
		CASE i % 3 WHEN 0 THEN (1::bigint << (i * 13 % 59)::int) | (1::bigint << (i * 17 % 57)::int) | (1::bigint << (i * 19 % 53)::int) | (1::bigint << (i * 23 % 51)::int) WHEN 1 THEN x'f0e00000f'::bigint ELSE 0 END AS turned
	FROM generate_series(2::bigint, 2000) i)
SELECT i AS photo_id, CASE WHEN i % 29 <> 0 THEN pg_temp.file(CASE WHEN i % 23 = 0 THEN earlier ELSE i END) END AS sha256,
	CASE WHEN i % 31 <> 0 THEN CASE WHEN i % 7 = 0 THEN ('x' || substr(md5(earlier::text), 1, 16))::bit(64)::bigint # turned ELSE own END END AS phash,
	CASE WHEN i % 97 <> 0 THEN timestamptz '2024-01-01' + i * 1237 % 2000 * interval '1 hour' END AS taken_at
FROM bits;
SELECT distance, within, count(*), count(DISTINCT c.cluster) < count(*) - 20 AS some, bool_and(c.cluster = p.cluster) AS as_all_pairs
FROM (VALUES (0, NULL::interval), (1, NULL), (4, '10 days'), (8, NULL), (8, '10 days'), (12, '20 days'), (20, NULL), (64, '1 hour')) v (distance, within),
	LATERAL pg_temp.clusters(distance, within) c,
	LATERAL (SELECT photo_id, photo_cluster(photo_id, sha256, phash, taken_at, distance, within) OVER () AS cluster FROM photo OFFSET 0) p
WHERE c.photo_id = p.photo_id GROUP BY distance, within ORDER BY distance, within;

-- The same in any order, with any frame, with each kind of option; partitions are apart
SELECT count(*), count(DISTINCT a) AS clusters, bool_and(a = b AND a = c AND a = d AND a = e) AS same
FROM (SELECT photo_cluster(photo_id, sha256, phash, taken_at, 8, '10 days') OVER () AS a, photo_cluster(photo_id, sha256, phash, taken_at, 8, '10 days') OVER (ORDER BY md5(photo_id::text)) AS b,
	photo_cluster(photo_id, sha256, phash, taken_at, 8, '10 days') OVER (ORDER BY photo_id DESC ROWS 1 PRECEDING) AS c,
	photo_cluster(photo_id, sha256, phash, taken_at, 8, '10 days') OVER (PARTITION BY photo_id > 0 ORDER BY random() ROWS CURRENT ROW) AS d,
	photo_cluster(photo_id, sha256, phash, taken_at, 8 + (photo_id * 0)::int, interval '10 days' + photo_id * interval '0') OVER () AS e FROM photo) s;
SELECT count(*), bool_and(a = b) AS apart
FROM (SELECT photo_id, photo_cluster(photo_id, sha256, phash, taken_at, 12, NULL) OVER (PARTITION BY photo_id % 2) AS a FROM photo) p
JOIN (SELECT photo_id, photo_cluster(photo_id, sha256, phash, taken_at, 12, NULL) OVER () AS b FROM photo WHERE photo_id % 2 = 0
	UNION ALL SELECT photo_id, photo_cluster(photo_id, sha256, phash, taken_at, 12, NULL) OVER () FROM photo WHERE photo_id % 2 = 1) q USING (photo_id);
-- Night by night: what is known of some, and all with that, is what is known of all
SELECT part, within, count(*), bool_and(w.cluster = n.cluster) AS same
FROM (VALUES (1, NULL::interval), (2, '10 days'), (5, NULL), (9, '2 days'), (10, '10 days')) v (part, within),
	LATERAL (SELECT photo_id, photo_cluster(photo_id, sha256, phash, taken_at, 8, within) OVER () AS cluster FROM photo OFFSET 0) w,
	LATERAL (SELECT photo_id, photo_cluster(photo_id, sha256, phash, taken_at, 8, within, known) OVER () AS cluster
		FROM photo LEFT JOIN (SELECT photo_id, photo_cluster(photo_id, sha256, phash, taken_at, 8, within) OVER () AS known FROM photo WHERE photo_id * 3 % 10 < part OFFSET 0) k USING (photo_id) OFFSET 0) n
WHERE w.photo_id = n.photo_id GROUP BY part, within ORDER BY part;
-- nothing known is the same as the first form; known ones are not compared, neither by hash nor by file, and a new one joins what it matches
SELECT i, photo_cluster(i, f, h, NULL, 8, NULL, NULL) OVER () AS none, photo_cluster(i, f, h, NULL, 8, NULL, k) OVER () AS known,
	photo_cluster(CASE WHEN i < 6 THEN i END, f, h, NULL, 8, NULL, k) OVER () AS without_new
FROM (VALUES (1, pg_temp.file(1), 0, 10), (2, pg_temp.file(1), 0, 20), (3, NULL, 1, 30), (4, NULL, -1, 10), (5, NULL, NULL, -40), (6, NULL, 65535, NULL), (7, NULL, 255, NULL)) v (i, f, h, k) ORDER BY i;
SELECT i, photo_cluster(i, f, NULL, t, 8, '1 hour', k) OVER () AS c
FROM (VALUES (1, pg_temp.file(1), timestamptz '2024-05-01 10:00', 1), (2, pg_temp.file(1), '2024-05-01 10:20', 2), (3, pg_temp.file(1), '2024-05-01 11:10', NULL), (4, pg_temp.file(1), '2024-05-01 13:00', 4),
	(5, pg_temp.file(1), NULL, 5)) v (i, f, t, k) ORDER BY i;

-- Digests that are stored beside their rows, as those of wide tables may be
CREATE TEMP TABLE wide (photo_id bigint, sha256 bytea, filler text);
ALTER TABLE wide ALTER sha256 SET STORAGE EXTERNAL, ALTER filler SET STORAGE PLAIN;
INSERT INTO wide SELECT i, pg_temp.file(i % 5), repeat('x', 3000) FROM generate_series(1, 40) i;
SELECT pg_relation_size(reltoastrelid) > 0 AS beside FROM pg_class WHERE oid = 'wide'::regclass;
SELECT count(*), bool_and(c = (photo_id - 1) % 5 + 1) AS by_file FROM (SELECT photo_id, photo_cluster(photo_id, sha256, NULL, NULL, 0, NULL) OVER () AS c FROM wide) s;

-- In parallel workers
CREATE TABLE photo_rows AS SELECT g, p.* FROM generate_series(1, 8) g, photo p WHERE photo_id <= 800;
ANALYZE photo_rows;
CREATE TEMP TABLE serial AS SELECT g, photo_id, photo_cluster(photo_id, sha256, phash, taken_at, 8, '5 days') OVER (PARTITION BY g) AS c FROM photo_rows;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT photo_cluster(photo_id, sha256, phash, taken_at, 8, ''5 days'') OVER (PARTITION BY g) FROM photo_rows', 'Gather') AS parallel_plan;
SELECT count(*), bool_and(s.c = p.c) AS same FROM (SELECT g, photo_id, photo_cluster(photo_id, sha256, phash, taken_at, 8, '5 days') OVER (PARTITION BY g) AS c FROM photo_rows) p JOIN serial s USING (g, photo_id);
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE photo_rows;

-- A search that takes too long can be stopped, and leaves nothing behind
CREATE TEMP TABLE many AS SELECT i AS photo_id, ('x' || substr(md5(i::text), 1, 16))::bit(64)::bigint AS phash FROM generate_series(1, 300000) i;
CREATE FUNCTION pg_temp.patience() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM photo_cluster(photo_id, NULL, phash, NULL, 15, NULL) OVER () FROM many;
	RETURN 'done';
EXCEPTION WHEN query_canceled THEN
	RETURN SQLSTATE;
END $$;
SET statement_timeout = '200ms';
SELECT pg_temp.patience();
RESET statement_timeout;
SELECT max(c) AS greatest, count(DISTINCT c) AS clusters FROM (SELECT photo_cluster(photo_id, NULL, phash & 65535, NULL, 8, NULL) OVER () AS c FROM many) s;

-- Errors
\pset format unaligned
\pset recordsep '\n\n'
SELECT query, pg_temp.answer(query) AS answer
FROM unnest(ARRAY[
	'SELECT photo_cluster(1, NULL, 0, NULL, -1, NULL) OVER ()',
	'SELECT photo_cluster(1, NULL, 0, NULL, 65, NULL) OVER ()',
	'SELECT photo_cluster(1, NULL, 0, NULL, NULL, NULL) OVER ()',
	'SELECT photo_cluster(i, NULL, 0, NULL, CASE WHEN i < 2 THEN i END, NULL) OVER () FROM generate_series(1, 2) i',
	'SELECT photo_cluster(1, NULL, 0, NULL, 8, ''-1 microsecond'') OVER ()',
	'SELECT photo_cluster(1, NULL, 0, NULL, 8, ''1 month -31 days'') OVER ()',
	'SELECT photo_cluster(1, NULL, 0, NULL, 8, ''-1 day 23:59'') OVER ()',
	'SELECT photo_cluster(1, NULL, 0, NULL, 8, ''-178000000 years'') OVER ()',
	'SELECT photo_cluster(i, NULL, 0, NULL, i, NULL) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT photo_cluster(i, NULL, 0, NULL, 8, i * interval ''1 day'') OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT photo_cluster(i, NULL, 0, NULL, 8, CASE i WHEN 2 THEN interval ''1 day'' END) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT photo_cluster(i, NULL, 0, NULL, 8, CASE i WHEN 1 THEN interval ''1 mon'' END) OVER (ORDER BY i) FROM generate_series(1, 2) i',
	'SELECT count(*) FROM (SELECT photo_cluster(i, NULL, 0, NULL, 8, CASE i WHEN 1 THEN interval ''1 mon'' ELSE ''720:00'' END) OVER (ORDER BY i) FROM generate_series(1, 2) i) s',
	'SELECT photo_cluster(i, NULL, 0, NULL, i, i * interval ''1 day'') OVER (PARTITION BY i) FROM generate_series(1, 2) i LIMIT 1',
	'SELECT photo_cluster(1, '''', 0, NULL, 8, NULL) OVER ()',
	'SELECT photo_cluster(1, repeat(''0'', 64)::bytea, 0, NULL, 8, NULL) OVER ()',
	'SELECT photo_cluster(1, decode(repeat(''00'', 31), ''hex''), 0, NULL, 8, NULL) OVER ()',
	'SELECT photo_cluster(1, NULL, 0, ''infinity'', 8, NULL) OVER ()',
	'SELECT photo_cluster(1, NULL, 0, ''-infinity'', 8, ''1 day'') OVER ()',
	'SELECT photo_cluster(1, NULL, 0, NULL, 8, NULL, NULL) OVER (ORDER BY 1)',
	'SELECT photo_cluster(1, NULL, 0, NULL, 8, NULL)',
	'SELECT phash_distance(1, 99999999999999999999)'
]) query;
