-- Where the service is given and who runs the place: sites and the posts of their directors.

CREATE TABLE IF NOT EXISTS site (
	project_id		bigint NOT NULL,
	site_id			bigint GENERATED ALWAYS AS IDENTITY,
	division_code	text NOT NULL,
	name			text NOT NULL,
	opened_on		date NOT NULL,
	closed_on		date,
	CONSTRAINT site_pkey PRIMARY KEY (project_id, site_id),
	CONSTRAINT site_life_check CHECK (closed_on >= opened_on AND isfinite(closed_on)),
	CONSTRAINT site_opened_on_check CHECK (isfinite(opened_on))
);
COMMENT ON TABLE site IS 'a village''s service point in a project: the unit of every score | 服务点（评分单位）';
COMMENT ON COLUMN site.project_id IS 'project | 项目';
COMMENT ON COLUMN site.site_id IS 'number of the site | 服务点编号';
COMMENT ON COLUMN site.division_code IS 'village it stands in | 所在村';
COMMENT ON COLUMN site.name IS 'name | 名称';
COMMENT ON COLUMN site.opened_on IS 'first day of service | 开放日期';
COMMENT ON COLUMN site.closed_on IS 'last day of service, empty while open | 关闭日期（未关闭则为空）';

CREATE TABLE IF NOT EXISTS director_post (
	project_id			bigint NOT NULL,
	site_id				bigint NOT NULL,
	person_code			text NOT NULL,
	from_on				date NOT NULL,
	to_on				date,
	acting				boolean NOT NULL DEFAULT false,
	education			text,
	certified			boolean,
	years_experience	numeric(4,1),
	training_hours		numeric(6,1),
	assessment_score	numeric(5,2),
	award				text,
	CONSTRAINT director_post_pkey PRIMARY KEY (project_id, site_id, person_code, from_on),
	CONSTRAINT director_post_term_check CHECK (to_on >= from_on AND isfinite(to_on)),
	CONSTRAINT director_post_from_on_check CHECK (isfinite(from_on)),
	CONSTRAINT director_post_education_check CHECK (education IN ('primary', 'junior_high', 'high_school', 'college', 'bachelor', 'postgraduate')),
	CONSTRAINT director_post_years_experience_check CHECK (years_experience >= 0 AND years_experience <> 'NaN'),
	CONSTRAINT director_post_training_hours_check CHECK (training_hours >= 0 AND training_hours <> 'NaN'),
	CONSTRAINT director_post_assessment_score_check CHECK (assessment_score BETWEEN 0 AND 100),
	-- One director at a time; someone who only keeps the key may stand beside.  A one-element range of a number lets
	-- GiST compare it for equality without another extension.
	CONSTRAINT director_post_no_overlap EXCLUDE USING gist (
		int8range(project_id, project_id, '[]') WITH &&,
		int8range(site_id, site_id, '[]') WITH &&,
		daterange(from_on, to_on, '[]') WITH &&) WHERE (NOT acting)
);
COMMENT ON TABLE director_post IS 'who directed a site, from when to when | 负责人任职';
COMMENT ON COLUMN director_post.project_id IS 'project | 项目';
COMMENT ON COLUMN director_post.site_id IS 'site | 服务点';
COMMENT ON COLUMN director_post.person_code IS 'pseudonym of the person, never a name | 人员代码（不使用姓名）';
COMMENT ON COLUMN director_post.from_on IS 'first day in the post | 到任日期';
COMMENT ON COLUMN director_post.to_on IS 'last day in the post, empty while in it | 离任日期（在任则为空）';
COMMENT ON COLUMN director_post.acting IS 'only stands in, for example keeps the key: does not fill the post | 代管（如仅保管钥匙），不算在岗';
COMMENT ON COLUMN director_post.education IS 'primary, junior_high, high_school, college, bachelor or postgraduate; context, never points | 学历（仅作背景，不计分）';
COMMENT ON COLUMN director_post.certified IS 'holds a child-welfare certificate; context, never points | 是否持有儿童福利资格证（仅作背景，不计分）';
COMMENT ON COLUMN director_post.years_experience IS 'years of experience in the field | 从业年限';
COMMENT ON COLUMN director_post.training_hours IS 'hours of training received | 培训学时';
COMMENT ON COLUMN director_post.assessment_score IS 'score of the annual assessment, 0 to 100 | 考核得分';
COMMENT ON COLUMN director_post.award IS 'award or rating, for example excellent | 评优称号';

ALTER TABLE site ADD CONSTRAINT site_project_id_fkey FOREIGN KEY (project_id) REFERENCES project;
ALTER TABLE site ADD CONSTRAINT site_division_code_fkey FOREIGN KEY (division_code) REFERENCES village;
ALTER TABLE director_post ADD CONSTRAINT director_post_site_fkey FOREIGN KEY (project_id, site_id) REFERENCES site;
