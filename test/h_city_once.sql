\set ECHO none
-- The workspace h_city of examples/h_city.sql, loaded unless an earlier test of the same database has.  To load and to
-- refresh it takes longest, so tests share it; each leaves it as it was.  What was planted among the photos is kept in
-- public.h_city_planted.  Read with \i after
--
--	\getenv top PG_ABS_SRCDIR
--	\set example :top '/examples/h_city.sql'
--	\set once :top '/test/h_city_once.sql'
SET client_min_messages = warning;
-- what runs for milliseconds would be compiled for seconds
SET jit = off;
SELECT to_regclass('public.h_city_planted') IS NOT NULL AS loaded \gset
\if :loaded
\else
	\set workspace h_city
	\o /dev/null
	\i :example
	\o
	CREATE TABLE public.h_city_planted AS TABLE planted;
	\set ON_ERROR_STOP off
\endif
SET search_path = h_city, service_eval, public;
\set ECHO all
