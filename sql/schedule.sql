-- schedule_refresh where pg_cron is not; test/files/test_schedule has a server where it is
\set SHOW_CONTEXT never
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- what to do is said
SELECT CASE WHEN current_setting('cron.database_name', true) IS NULL THEN '0A000' ELSE '55000' END AS expected \gset
SELECT left(pg_temp.answer($$SELECT schedule_refresh('evaluation', '0 18 * * *')$$), 5) = :'expected' AS refused,
	left(pg_temp.answer($$SELECT schedule_refresh('evaluation', '0 18 * * *', 'another')$$), 5) = :'expected' AS elsewhere,
	left(pg_temp.answer($$SELECT unschedule_refresh('evaluation')$$), 5) = :'expected' AS unschedule;
SELECT pg_temp.answer($$SELECT schedule_refresh(NULL, '0 18 * * *')$$) AS no_workspace;
SELECT pg_temp.answer($$SELECT schedule_refresh('evaluation', NULL)$$) AS no_time;
SELECT pg_temp.answer($$SELECT schedule_refresh('evaluation', '0 18 * * *', NULL)$$) AS no_database;

-- the name of a job fits into 63 bytes, and is that of one workspace alone
SELECT schedule_name('refresh', 'c', 'a.b') <> schedule_name('refresh', 'b.c', 'a') AS dots;
SELECT schedule_name('refresh', 'evaluation', 'bureau') AS short, schedule_name('purge', '评估', 'bureau') AS chinese;
SELECT n, octet_length(schedule_name('refresh', repeat('w', n), 'bureau')) AS bytes FROM (VALUES (35), (36), (37), (63)) v (n) ORDER BY n;
SELECT octet_length(schedule_name('refresh', repeat('估', 21), repeat('局', 21))) AS bytes, count(DISTINCT schedule_name(t, w, d)) AS names
FROM (VALUES ('refresh'), ('purge')) a (t) CROSS JOIN (VALUES (repeat('w', 62) || '1'), (repeat('w', 62) || '2'), ('short')) b (w) CROSS JOIN (VALUES (repeat('d', 62) || '1'), ('d')) c (d);
