-- One pass over the values: score_units
SET search_path = service_eval, public;
\getenv top PG_ABS_SRCDIR
\set helpers :top '/test/helpers.sql'
\i :helpers

-- By hand: of indicator 1 the range is 5 to 9, of indicator 2, where lower is better, 10 to 30
CREATE TEMP TABLE measured (site int, indicator int, value float8);
INSERT INTO measured
VALUES (3, 1, 5), (3, 2, 10), (1, 1, 9), (1, 2, 30), (2, 1, 6), (2, 2, NULL), (9, 1, NULL), (5, 1, 8);
SELECT (u).*
FROM (SELECT unnest(score_units(site, indicator, value, '{1,3}', '{1,-1}')) AS u FROM measured) s;
-- The same limits as goalposts; then what lies beyond them is cut off
SELECT score_units(site, indicator, value, '{1,3}', '{1,-1}')
	= score_units(site, indicator, value, '{1,3}', '{5,30}', '{9,10}') AS same
FROM measured;
SELECT (u).*
FROM (SELECT unnest(score_units(site, indicator, value, '{1,3}', '{0,20}', '{6,0}')) AS u
	FROM measured) s;
-- A weight of 0 has a score and counts for nothing; goalposts that are equal, or not known, give no score
SELECT (u).* FROM (SELECT unnest(score_units(site, indicator, value, '{1,0}', '{1,-1}')) AS u FROM measured) s;
SELECT (u).*
FROM (SELECT unnest(score_units(site, indicator, value, '{1,3}', '{5,NULL}', '{5,10}')) AS u FROM measured) s;
-- Groups; no rows; all equal; one site
SELECT g, (u).*
FROM (SELECT site / 4 AS g, unnest(score_units(site, indicator, value, '{1,3}', '{1,-1}')) AS u
	FROM measured GROUP BY 1) s ORDER BY g, (u).rank;
SELECT score_units(site, indicator, value, '{1}', '{1}') AS no_rows FROM measured WHERE false;
SELECT score_units(i, 1, 4, '{1}', '{1}') AS all_equal FROM generate_series(1, 2) i;
SELECT score_units(-9223372036854775808, 1, 4, '{2}', '{0}', '{8}') AS one_site;
-- The arrays may be stored in another way in each row: compressed, outside of the row, or neither
CREATE TEMP TABLE stored (i int, a float8[]);
INSERT INTO stored VALUES (1, array_fill(1.0::float8, ARRAY[1000]));
ALTER TABLE stored ALTER a SET STORAGE EXTERNAL;
INSERT INTO stored VALUES (2, array_fill(1.0::float8, ARRAY[1000]));
SELECT (u).unit, (u).score, (u).rank, (u).band, array_length((u).scores, 1) AS indicators
FROM (
	SELECT unnest(score_units(i, 1000, i, a, a)) AS u
	FROM (SELECT i, a FROM stored UNION ALL SELECT 3, array_fill(1.0::float8, ARRAY[999]) || 1.0::float8 ORDER BY i) r
) s;
-- A growing frame: the final function changes nothing
SELECT i, score_units(i, 1, i, '{1}', '{1}') OVER (ORDER BY i) AS grown FROM generate_series(1, 3) i;

-- To the bit what the functions say one after the other, in any order of the rows
CREATE TEMP TABLE many AS
SELECT s * 37 % 1009 AS site, i AS indicator,
	CASE WHEN (s * 7 + i * 5) % 23 > 0 THEN round(exp(3 * sin(s * i))::numeric, 1)::float8 END AS value,
	(ARRAY[3, 0.1, 7.7])[i]::float8 AS weight, (ARRAY[1, -1, 1])[i]::float8 AS direction
FROM generate_series(1, 1000) s, generate_series(1, 3) i;
CREATE TEMP TABLE one_by_one AS
SELECT site, score, normalize_rank(score, -1) OVER () AS rank, performance_band(score) OVER () AS band, scores
FROM (
	SELECT site, arithmetic_score(score, weight) AS score, array_agg(score ORDER BY indicator) AS scores
	FROM (
		SELECT site, indicator, weight, normalize_minmax(value, 0, 100, direction) OVER w AS score
		FROM many WINDOW w AS (PARTITION BY indicator)
	) n GROUP BY site
) s;
SELECT o.way, count(*) AS sites,
	bool_and((u.score, u.rank, u.band, u.scores)
		IS NOT DISTINCT FROM (f.score, f.rank::bigint, f.band, f.scores)) AS same
FROM (
	SELECT 'by site' AS way, score_units(site, indicator, value, '{3,0.1,7.7}', '{1,-1,1}' ORDER BY site) AS scored
	FROM many
	UNION ALL
	SELECT 'by indicator', score_units(site, indicator, value, '{3,0.1,7.7}', '{1,-1,1}' ORDER BY indicator, site)
	FROM many
	UNION ALL
	SELECT 'from the last', score_units(site, indicator, value, '{3,0.1,7.7}', '{1,-1,1}' ORDER BY site DESC)
	FROM many
	UNION ALL
	SELECT 'by value', score_units(site, indicator, value, '{3,0.1,7.7}', '{1,-1,1}' ORDER BY value, site) FROM many
) o, unnest(o.scored) u JOIN one_by_one f ON f.site = u.unit
GROUP BY o.way ORDER BY o.way;
SELECT count(*) AS sites, bool_and(u.score IS NOT DISTINCT FROM f.score) AS same
FROM (SELECT score_units(site, indicator, value, '{3,0.1,7.7}', '{0.5,9,1}', '{8,0.2,2}') AS scored FROM many) o,
	unnest(o.scored) u
	JOIN (SELECT site, arithmetic_score(score_goalpost(value, (ARRAY[0.5,9,1])[indicator], (ARRAY[8,0.2,2])[indicator]),
			weight) AS score
		FROM many GROUP BY site) f ON f.site = u.unit;

-- Errors
SELECT pg_temp.answer(query) FROM unnest(ARRAY[
	'SELECT score_units(NULL, 1, 4, ''{1}'', ''{1}'')',
	'SELECT score_units(1, NULL, 4, ''{1}'', ''{1}'')',
	'SELECT score_units(1, 0, 4, ''{1}'', ''{1}'')',
	'SELECT score_units(1, 3, 4, ''{1,1}'', ''{1,1}'')',
	'SELECT score_units(1, 1, ''NaN'', ''{1}'', ''{1}'')',
	'SELECT score_units(1, 1, ''Infinity'', ''{1}'', ''{1}'')',
	'SELECT score_units(1, 1, 4, ''{1}'', ''{1}'') FROM generate_series(1, 2)',
	'SELECT score_units(1, 1, 4, NULL, ''{1}'')',
	'SELECT score_units(1, 1, 4, ''{1}'', NULL)',
	'SELECT score_units(1, 1, 4, ''{NULL}'', ''{1}'')',
	'SELECT score_units(1, 1, 4, ''{1}'', ''{NULL}'')',
	'SELECT score_units(1, 1, 4, ''{-1}'', ''{1}'')',
	'SELECT score_units(1, 1, 4, ''{NaN}'', ''{1}'')',
	'SELECT score_units(1, 1, 4, ''{1}'', ''{2}'')',
	'SELECT score_units(1, 1, 4, ''{1,2}'', ''{1}'')',
	'SELECT score_units(1, 1, 4, ''{}'', ''{}'')',
	'SELECT score_units(1, 1, 4, ''{1}'', ''{0}'', ''{NaN}'')',
	'SELECT score_units(1, 1, 4, ''{1}'', ''{-Infinity}'', ''{1}'')',
	'SELECT score_units(1, 1, 4, ''{1}'', ''{0}'', ''{1,2}'')',
	'SELECT score_units(i, 1, 4, ARRAY[i], ''{1}'') FROM generate_series(1, 2) i',
	'SELECT score_units(i, 1, 4, ''{1}'', ARRAY[i * float8 ''-0''], ''{1}'') FROM generate_series(-1, 1, 2) i',
	'SELECT score_units(i, 1, 4, ''{1}'', CASE i WHEN 1 THEN ''{1}''::float8[] END) FROM generate_series(1, 2) i'
]) query;
