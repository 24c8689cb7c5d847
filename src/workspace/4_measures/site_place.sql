-- SPDX-License-Identifier: PostgreSQL
CREATE VIEW site_place WITH (security_invoker = true) AS
SELECT s.project_id, s.site_id, s.name AS site, s.division_code, v.name AS village, v.township, v.county
FROM site s JOIN village v ON v.division_code = s.division_code;
COMMENT ON VIEW site_place IS 'inner site_place: where is each site? | 内部服务点位置：各服务点位于何处？';
COMMENT ON COLUMN site_place.project_id IS 'project: number of the project | 项目：项目编号';
COMMENT ON COLUMN site_place.site_id IS 'site number: number of the site | 服务点编号：服务点的编号';
COMMENT ON COLUMN site_place.site IS 'site: name of the site | 服务点：服务点名称';
COMMENT ON COLUMN site_place.division_code IS
	'division code: administrative division code of the village | 区划代码：所在村的行政区划代码';
COMMENT ON COLUMN site_place.village IS 'village: name of the village | 村：所在村名称';
COMMENT ON COLUMN site_place.township IS 'township: name of the township | 乡镇：所在乡镇名称';
COMMENT ON COLUMN site_place.county IS 'county: name of the county | 县：所在县名称';

-- The same of one project, for the steps of a refresh: they run without nested loops (refresh_project.sql), and a join
-- without them reads the villages of all projects.
CREATE OR REPLACE FUNCTION project_places(project_id bigint)
RETURNS TABLE (site_id bigint, county text, township text)
LANGUAGE sql STABLE ROWS 100
SET search_path = pg_catalog, @workspace@, pg_temp
SET enable_nestloop = on
AS $$
SELECT p.site_id, p.county, p.township FROM site_place p WHERE p.project_id = $1
$$;
COMMENT ON FUNCTION project_places(bigint) IS
	'inner project_places: where is each site of a project? | 内部项目服务点位置：某项目各服务点位于何处？';
