-- SPDX-License-Identifier: PostgreSQL
-- Where the service is given: sites, the gaps in which they are closed, and who runs them.

CREATE TABLE IF NOT EXISTS site (
	project_id		bigint NOT NULL,
	site_id			bigint GENERATED ALWAYS AS IDENTITY,
	division_code	text NOT NULL,
	name			text NOT NULL,
	opened_on		date NOT NULL,
	closed_on		date,
	successor_id	bigint,
	CONSTRAINT site_pkey PRIMARY KEY (project_id, site_id),
	CONSTRAINT site_name_check CHECK (@workspace@.is_tidy(name)),
	CONSTRAINT site_life_check CHECK (closed_on >= opened_on AND isfinite(closed_on)),
	CONSTRAINT site_opened_on_check CHECK (isfinite(opened_on)),
	-- a site that is still open has no successor, and none is its own
	CONSTRAINT site_successor_check CHECK (successor_id IS NULL OR (closed_on IS NOT NULL AND successor_id <> site_id))
);
COMMENT ON TABLE site IS 'sites: where the service is given; every score is that of a site | 服务点：提供服务的地点，评分的单位';
COMMENT ON COLUMN site.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN site.site_id IS 'site number: given by the database | 服务点编号：自动编号';
COMMENT ON COLUMN site.division_code IS 'division code: village or community in which it stands | 区划代码：所在村或社区';
COMMENT ON COLUMN site.name IS 'name: as people know it | 名称：服务点名称';
COMMENT ON COLUMN site.opened_on IS 'opened: first day of service | 开放日期：服务首日';
COMMENT ON COLUMN site.closed_on IS 'closed: last day of service; empty: still open | 关闭日期：服务末日，空为仍开放';
COMMENT ON COLUMN site.successor_id IS
	'successor: site that took over from the day after; empty: none | 接续点：次日起接续的服务点，空为无';

-- Days, both included, on which a site owes nothing.
CREATE TABLE IF NOT EXISTS site_closure (
	project_id	bigint NOT NULL,
	site_id		bigint NOT NULL,
	from_on		date NOT NULL,
	to_on		date,
	reason		text,
	CONSTRAINT site_closure_pkey PRIMARY KEY (project_id, site_id, from_on),
	CONSTRAINT site_closure_days_check CHECK (to_on >= from_on AND isfinite(to_on)),
	CONSTRAINT site_closure_from_on_check CHECK (isfinite(from_on)),
	CONSTRAINT site_closure_no_overlap EXCLUDE USING gist (
		int8range(project_id, project_id, '[]') WITH &&,
		int8range(site_id, site_id, '[]') WITH &&,
		daterange(from_on, to_on, '[]') WITH &&)
);
COMMENT ON TABLE site_closure IS 'closures: days on which a site was shut and owes nothing | 停开：服务点停开、无应完成量的日期';
COMMENT ON COLUMN site_closure.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN site_closure.site_id IS 'site: that was shut | 服务点：停开的服务点';
COMMENT ON COLUMN site_closure.from_on IS 'from: first day | 起始日期：首日';
COMMENT ON COLUMN site_closure.to_on IS 'until: last day, included; empty: until further notice | 截止日期：末日（含），空为未定';
COMMENT ON COLUMN site_closure.reason IS 'reason: why; empty: not told | 原因：停开原因，空为未填';

-- GiST has no = for text without another extension; ranges of one text have &&.
CREATE TYPE text_range AS RANGE (subtype = text, collation = "C");
COMMENT ON TYPE text_range IS
	'text range: of one text it is equality, for exclusion constraints | 文本区间：用于排他约束中的相等比较';

CREATE TABLE IF NOT EXISTS post (
	project_id			bigint NOT NULL,
	site_id				bigint NOT NULL,
	role				text NOT NULL DEFAULT 'director',
	person_code			text NOT NULL,
	from_on				date NOT NULL,
	to_on				date,
	acting				boolean NOT NULL DEFAULT false,
	education			text,
	certified			boolean,
	assessment_score	numeric(5,2),
	award				text,
	CONSTRAINT post_pkey PRIMARY KEY (project_id, site_id, role, person_code, from_on),
	CONSTRAINT post_person_code_check CHECK (@workspace@.is_tidy(person_code)),
	CONSTRAINT post_term_check CHECK (to_on >= from_on AND isfinite(to_on)),
	CONSTRAINT post_from_on_check CHECK (isfinite(from_on)),
	CONSTRAINT post_education_check
		CHECK (education IN ('primary', 'junior_high', 'high_school', 'college', 'bachelor', 'postgraduate')),
	CONSTRAINT post_assessment_score_check CHECK (assessment_score BETWEEN 0 AND 100),
	-- One at a time in a role; someone who only stands in may be beside.
	CONSTRAINT post_no_overlap EXCLUDE USING gist (
		int8range(project_id, project_id, '[]') WITH &&,
		int8range(site_id, site_id, '[]') WITH &&,
		@workspace@.text_range(role, role, '[]') WITH &&,
		daterange(from_on, to_on, '[]') WITH &&) WHERE (NOT acting)
);
COMMENT ON TABLE post IS 'posts: who was in charge of a site, from when to when | 任职：服务点负责岗位的任职';
COMMENT ON COLUMN post.project_id IS 'project: that it belongs to | 项目：所属项目';
COMMENT ON COLUMN post.site_id IS 'site: of the post | 服务点：岗位所在服务点';
COMMENT ON COLUMN post.role IS 'role: code from post_role | 岗位：岗位代码';
COMMENT ON COLUMN post.person_code IS 'person: pseudonym, never a name | 人员代码：不使用姓名';
COMMENT ON COLUMN post.from_on IS 'from: first day in the post | 到任日期：任职首日';
COMMENT ON COLUMN post.to_on IS 'until: last day in the post; empty: still in it | 离任日期：任职末日，空为在任';
COMMENT ON COLUMN post.acting IS
	'acting: only stands in, such as the keeper of a key; does not fill the post | 代管：仅代管（如保管钥匙），不算在岗';
COMMENT ON COLUMN post.education IS
	'education: primary to postgraduate; context, never points; empty: not known | 学历：仅作背景不计分，空为未知';
COMMENT ON COLUMN post.certified IS
	'certified: holds a certificate of the field; context, never points; empty: not known | 持证：有无专业证书，不计分，空为未知';
COMMENT ON COLUMN post.assessment_score IS
	'assessment: score of the yearly assessment, 0 to 100; empty: none | 考核得分：年度考核0至100分，空为无';
COMMENT ON COLUMN post.award IS 'award: such as excellent; empty: none | 评优：称号，空为无';

ALTER TABLE site ADD CONSTRAINT site_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE site ADD CONSTRAINT site_division_code_fkey FOREIGN KEY (division_code) REFERENCES village;
ALTER TABLE site ADD CONSTRAINT site_successor_fkey FOREIGN KEY (project_id, successor_id) REFERENCES site;
ALTER TABLE site_closure ADD CONSTRAINT site_closure_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE post ADD CONSTRAINT post_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
ALTER TABLE post ADD CONSTRAINT post_role_fkey FOREIGN KEY (role) REFERENCES post_role;
CREATE TRIGGER post_role_known BEFORE INSERT OR UPDATE ON post
	FOR EACH ROW EXECUTE FUNCTION refuse_unknown_code('role', 'post_role');

CREATE INDEX site_division_code_idx ON site (division_code);

-- Successors lead on in time, so they never lead round.
CREATE OR REPLACE FUNCTION refuse_successor_before() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
DECLARE
	projects	bigint[];
	sites		bigint[];
	s			record;
BEGIN
	-- the rows are read alone: on Citus no query joins them to tables
	SELECT array_agg(t.project_id), array_agg(t.site_id) INTO projects, sites FROM touched t;
	SELECT a.site_id, a.name, a.closed_on, b.name AS successor, b.closed_on AS successor_closed_on INTO s
	FROM site a JOIN site b ON b.project_id = a.project_id AND b.site_id = a.successor_id
	WHERE b.closed_on <= a.closed_on
		AND EXISTS (SELECT FROM unnest(projects, sites) AS t (project_id, site_id)
			WHERE t.project_id = a.project_id AND t.site_id IN (a.site_id, b.site_id))
	ORDER BY a.site_id
	LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'site "%" cannot be succeeded by "%", which closed no later', s.name, s.successor
			USING ERRCODE = 'check_violation',
				  DETAIL = format('They closed on %s and %s.', s.closed_on, s.successor_closed_on),
				  HINT = 'Name the site that took over, or correct the dates. | 请填写接续的服务点，或更正关闭日期。',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = 'site', COLUMN = 'successor_id';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION refuse_successor_before() IS
	'trigger: a successor is open longer than the site it takes over from | 触发器：接续服务点须晚于原服务点关闭';

CREATE TRIGGER site_insert_successor AFTER INSERT ON site
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_successor_before();
CREATE TRIGGER site_update_successor AFTER UPDATE ON site
	REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_successor_before();
