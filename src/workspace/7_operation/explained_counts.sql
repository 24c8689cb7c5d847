-- SPDX-License-Identifier: PostgreSQL
-- From counts to values, in words and figures: what each indicator of a site rests on.
--
-- Words fit the shipped indicators.  Where a bureau's own view stands in the place of one, and for what is its own
-- anyway, what is known of every indicator is said.  Nothing is said of single persons: not how many of a site are of
-- which need level or took part.  What a site owes under spread person follows from its roster, and is left out.

-- Contract items of a site: reported, without repeats, verified, due.  Of the share p of a stratum, or of all where
-- none of it was checked, two checks stand beside the site's own: V = confirmed + unchecked x (c + 2 p) / (m + 2).
CREATE OR REPLACE FUNCTION explained_items(project_id bigint, snapshot_id bigint, site_id bigint)
RETURNS TABLE (contract_id bigint, item text, english text, chinese text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT m.contract_id, m.item,
	concat_ws('; ', format('%s reported', x.reported)
			|| CASE WHEN m.reported > m.deduplicated THEN format(', less %s repeated (confirmed by a person or found '
				'by a verifier): '
				'%s remain', x.repeated, x.deduplicated) ELSE '' END
			|| CASE WHEN m.held > 0 THEN format(' (%s of these held: perhaps repeated, undecided, counted)', x.held)
				ELSE '' END,
		CASE WHEN m.verified IS NULL THEN 'nothing was ever checked' END,
		CASE WHEN m.verified IS NOT NULL AND m.checked > 0 THEN format('of %s checked %s '
			'confirmed', x.checked, x.confirmed) END,
		CASE WHEN m.verified IS NOT NULL AND m.deduplicated > m.checked THEN
			format('%s not checked, taken for %s by ', x.unchecked, x.estimated)
			|| CASE WHEN m.pool_sampled > 0 THEN
				format('%s of %s checks confirmed here and %s of %s at the sites of the same risk, or at all where '
					'none of those '
					'was checked: %s x (%s + 2 x %s / %s) / (%s + 2) = %s', x.confirmed_checks, m.sampled,
						x.pool_confirmed,
					x.pool_sampled, x.unchecked, x.confirmed_checks, x.pool_confirmed, x.pool_sampled, m.sampled,
						x.estimated)
				ELSE 'the checks here and at the sites of the same risk, period by period' END END,
		CASE WHEN m.verified IS NOT NULL THEN format('verified %s%s', x.verified,
			CASE WHEN i.spread = 'person' THEN '' ELSE format(', due %s', x.target) END) END),
	concat_ws('；', format('上报%s', x.reported)
			|| CASE WHEN m.reported > m.deduplicated THEN format('，其中经判定或核查确认重复%s，余%s', x.repeated, x.deduplicated)
				ELSE '' END
			|| CASE WHEN m.held > 0 THEN format('（其中疑似重复、待判定%s，暂予计入）', x.held) ELSE '' END,
		CASE WHEN m.verified IS NULL THEN '从未核查' END,
		CASE WHEN m.verified IS NOT NULL AND m.checked > 0 THEN format('核查%s，属实%s', x.checked, x.confirmed) END,
		CASE WHEN m.verified IS NOT NULL AND m.deduplicated > m.checked THEN
			format('未核查%s，估计计%s，依据为', x.unchecked, x.estimated)
			|| CASE WHEN m.pool_sampled > 0 THEN
				format('本点核查%s次属实%s次、同风险分层（该层无核查则取全部）核查%s次属实%s次：%s×（%s＋2×%s÷%s）÷（%s＋2）＝%s',
					m.sampled, x.confirmed_checks, x.pool_sampled, x.pool_confirmed, x.unchecked, x.confirmed_checks,
					x.pool_confirmed, x.pool_sampled, m.sampled, x.estimated)
				ELSE '本点及同风险分层各周期核查结果' END END,
		CASE WHEN m.verified IS NOT NULL THEN format('核实%s%s', x.verified,
			CASE WHEN i.spread = 'person' THEN '' ELSE format('，应完成%s', x.target) END) END)
FROM item_measure m
	LEFT JOIN contract_item i ON i.project_id = m.project_id AND i.contract_id = m.contract_id AND i.item = m.item
	CROSS JOIN LATERAL (
		SELECT shown_number(m.reported) AS reported, shown_number(m.reported - m.deduplicated) AS repeated,
			shown_number(m.deduplicated) AS deduplicated, shown_number(m.held) AS held, shown_number(m.checked)
				AS checked,
			shown_number(m.confirmed) AS confirmed, shown_number(m.confirmed_checks) AS confirmed_checks,
			shown_number(m.deduplicated - m.checked) AS unchecked, shown_number(m.verified - m.confirmed) AS estimated,
			shown_number(m.pool_confirmed) AS pool_confirmed, shown_number(m.pool_sampled) AS pool_sampled,
			shown_number(m.verified) AS verified, shown_number(m.target) AS target
	) x
WHERE m.project_id = $1 AND m.snapshot_id = $2 AND m.site_id = $3
$$;
COMMENT ON FUNCTION explained_items(bigint, bigint, bigint) IS
	'inner explained_items: what was counted of each contract item of a site, in words | 内部分项说明：服务点各服务内容的数量说明';

CREATE OR REPLACE FUNCTION explained_counts(project_id bigint, snapshot_id bigint, site_id bigint)
RETURNS TABLE (code text, english text, chinese text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, @workspace@, pg_temp
AS $$
SELECT v.code, coalesce(c.english, k.english, g.english), coalesce(c.chinese, k.chinese, g.chinese)
FROM site_indicator v
	JOIN site_measure m ON m.project_id = v.project_id AND m.snapshot_id = v.snapshot_id AND m.site_id = v.site_id
	CROSS JOIN LATERAL (
		SELECT shown_number(nullif(v.value, 'Infinity')) AS value, shown_number(v.numerator) AS part,
			shown_number(v.denominator) AS whole, format('%s / %s = '
				'%s', shown_number(v.numerator), shown_number(v.denominator),
				shown_number(v.value)) AS division,
			format('%s÷%s＝%s', shown_number(v.numerator), shown_number(v.denominator), shown_number(v.value))
				AS division_zh,
			shown_number(m.effective_answers) AS effective, shown_number(m.unheard_share) AS unheard,
			shown_number(m.satisfaction_lower) AS lower, shown_number(m.satisfaction_upper) AS upper,
			shown_number(v.value * v.n) AS total,
			EXISTS (SELECT FROM item_measure i
					JOIN contract_item c ON c.project_id = i.project_id AND c.contract_id = i.contract_id
						AND c.item = i.item
				WHERE i.project_id = v.project_id AND i.snapshot_id = v.snapshot_id AND i.site_id = v.site_id
					AND c.spread = 'person') AS by_person,
			CASE WHEN q.items > 1 THEN ', by tariff where tariffs differ' END AS several,
			CASE WHEN q.items > 1 THEN '（单价不同时按单价折算）' END AS several_zh
		FROM (SELECT count(*) AS items FROM item_measure i
			WHERE i.project_id = v.project_id AND i.snapshot_id = v.snapshot_id AND i.site_id = v.site_id
				AND i.target > 0) q
	) x
	LEFT JOIN LATERAL (
		SELECT c.english, c.chinese
		FROM (VALUES
			('O1', CASE WHEN v.value IS NULL THEN 'nothing was ever checked'
					WHEN x.by_person THEN 'verified, at most what was due, / due = ' || x.value
						|| ' (what was due tells of rosters and is not shown)'
					ELSE format('verified, of each item at most what was due, / due%s: %s', x.several, x.division) END,
				CASE WHEN v.value IS NULL THEN '从未核查'
					WHEN x.by_person THEN '核实量（不超过应完成量）÷应完成量＝' || x.value || '（应完成量涉及名册，不予列示）'
					ELSE format('核实量（各项不超过应完成量）÷应完成量%s：%s', x.several_zh, x.division_zh) END),
			('O2', CASE WHEN v.n = 0 THEN 'no activity, so no records: 0'
					WHEN v.denominator = 0 THEN format('nobody has looked at the records of the %s activities', v.n)
					ELSE format('%s of the %s records of %s activities that somebody looked at are filled in: '
						'%s', x.part, x.whole,
						v.n, x.division) END,
				CASE WHEN v.n = 0 THEN '无活动，亦无档案：0'
					WHEN v.denominator = 0 THEN format('%s次活动的档案均未查看', v.n)
					ELSE format('%s次活动已查档案%s份，其中已填%s份：%s', v.n, x.whole, x.part, x.division_zh) END),
			('O3', format('%s visits to the site on rest days', v.n)
					|| CASE WHEN v.pooled OR v.value IS NULL THEN ', fewer than 3, so those of the township count'
						ELSE '' END
					|| CASE WHEN v.value IS NULL THEN ', but there is none'
						ELSE format('; of %s visits %s found the room open: %s', x.whole, x.part, x.division) END,
				format('休息日核查%s次', v.n)
					|| CASE WHEN v.pooled OR v.value IS NULL THEN '，不足3次，取乡镇合计' ELSE '' END
					|| CASE WHEN v.value IS NULL THEN '，但乡镇亦无核查'
						ELSE format('；%s次核查中开放%s次：%s', x.whole, x.part, x.division_zh) END),
			('O4', format('of %s periods since the term began that have ended, each counted by the share of its days '
				'on which the site '
					'was served, those that reached their target, repeats deducted: %s', v.n, x.division),
				format('自项目开始已结束的%s个周期（按服务天数占比计），去重后达到目标者：%s', v.n, x.division_zh)),
			('O5', CASE WHEN v.value IS NULL THEN 'too few answers to know who was satisfied'
					WHEN v.value = 'Infinity' THEN 'nobody came, as far as is known, or nobody was satisfied, so the '
						'cost of a satisfied '
						'person-day has no end'
					ELSE format('cost of the site / (person-days x satisfaction / 100) = %s yuan for each satisfied '
						'person-day '
						'(person-days tell of rosters and are not shown)', x.value) END,
				CASE WHEN v.value IS NULL THEN '回答过少，满意度未知'
					WHEN v.value = 'Infinity' THEN '无参加记录或满意度为0，每满意服务人日成本无法计算'
					ELSE format('分摊成本÷（服务人日×满意度÷100）＝每满意服务人日%s元（服务人日涉及名册，不予列示）', x.value) END),
			('B1', CASE WHEN v.value IS NULL THEN 'without a roster nobody knows who was reached'
					ELSE format('of the persons on the roster, each counted by the weight of the need level, those who '
						'came at least '
						'once: %s (counts of persons are not shown)', x.value) END,
				CASE WHEN v.value IS NULL THEN '无名册，覆盖情况未知'
					ELSE format('在册人员按需求等级权重计，至少参加一次者占%s（人数不予列示）', x.value) END),
			('B2', CASE WHEN v.pooled THEN 'too few persons of the key levels at the site, so those of the township, '
				'or of all sites, count; ' ELSE '' END
					|| CASE WHEN v.value IS NULL THEN 'there is nothing to compare, or too few persons to tell'
						ELSE format('share of the persons of the key levels who came / share of those of the least '
							'level = %s '
							'(counts of persons are not shown)', x.value) END,
				CASE WHEN v.pooled THEN '本点重点人员过少，取乡镇或全部服务点合计；' ELSE '' END
					|| CASE WHEN v.value IS NULL THEN '无从比较或人数过少'
						ELSE format('重点等级参与率÷最低等级参与率＝%s（人数不予列示）', x.value) END),
			('B3', CASE WHEN v.value IS NULL THEN 'no need is recorded'
					ELSE format('%s activities that serve a type of need; 1 - half of the differences between the '
						'shares of their hours '
						'and the shares of needs, by type = %s (counts of persons are not shown)', v.n, x.value) END,
				CASE WHEN v.value IS NULL THEN '无需求记录'
					ELSE format('有需求类型的活动%s次；1－各类服务时长占比与需求占比之差的一半＝%s（人数不予列示）', v.n, x.value) END),
			('B4', CASE WHEN m.vacant_days IS NULL THEN 'no holder of the post is recorded in the project: 0'
					ELSE format('people in the post since the term began or the site opened: %s; filled on %s of %s '
						'days: %s', v.n,
						x.part, x.whole, x.division) END,
				CASE WHEN m.vacant_days IS NULL THEN '项目无任职记录：0'
					ELSE format('自项目开始或服务点开放以来历任%s人，%s天中在岗%s天：%s', v.n, x.whole, x.part, x.division_zh) END),
			('B5', CASE WHEN v.value IS NULL THEN 'too few answers of those served'
					ELSE format('%s answers of those served, which add up to %s times yes: %s', v.n, x.part, x.division)
						END,
				CASE WHEN v.value IS NULL THEN '服务对象的回答过少'
					ELSE format('服务对象有效回答%s份，合计知晓%s份：%s', v.n, x.part, x.division_zh) END),
			('S1', CASE WHEN v.value IS NULL THEN 'too few answers of those served to tell'
					-- in a contract's period these are the sites of the contract
					ELSE format('%s answers of those served, none collected by a provider, worth %s equal ones. The '
						'mean of each need level is drawn towards that of all sites, the more the fewer answers there '
						'are; weighted by the need levels and by the roster, these give %s', v.n, x.effective, x.value)
						|| CASE WHEN m.unheard_share > 0 THEN format('; %s of this weight was not heard: whatever they '
							'think, it is from '
								'%s to %s', x.unheard, x.lower, x.upper)
							WHEN m.unheard_share = 0 THEN '; every need level was heard'
							ELSE '; without a roster nobody knows who was not heard' END END,
				CASE WHEN v.value IS NULL THEN '服务对象的回答过少，不予列示'
					ELSE format('服务对象有效回答%s份（承接主体自行收集的不计），有效样本量%s。各需求等级均值向全部服务点同等级均值收缩，'
						'回答越少收缩越多；按需求等级权重及名册人数加权，得%s', v.n, x.effective, x.value)
						|| CASE WHEN m.unheard_share > 0 THEN format('；未表达意见群体占权重%s，无论其意见如何，满意度在%s至%s之间',
								x.unheard, x.lower, x.upper)
							WHEN m.unheard_share = 0 THEN '；各需求等级均有回答' ELSE '；无名册，未表达意见者未知' END END),
			('S2', CASE WHEN v.value IS NULL THEN 'no answer of those who look on'
					ELSE format('%s answers of those who look on, such as buyer and community, which add up to %s on a '
						'scale of 0 to 100: '
						'%s / %s = %s', v.n, x.total, x.total, v.n, x.value) END,
				CASE WHEN v.value IS NULL THEN '旁观方（如购买主体、社区）均未回答'
					ELSE format('旁观方（如购买主体、社区）有效回答%s份，折合百分制合计%s：%s÷%s＝%s', v.n, x.total, x.total, v.n,
						x.value) END)
		) AS c (code, english, chinese)
		WHERE c.code = v.code AND to_regclass('@workspace@.indicator_' || lower(v.code)) IS NULL
	) c ON true
	LEFT JOIN LATERAL (
		-- marks of a panel: of which assessor each is, an appeal need not know
		SELECT concat_ws('; ',
				CASE WHEN q.assessors = 1 THEN 'one assessor, the mean of his marks: ' || x.value
					ELSE format('%s assessors%s, each with the mean of his marks: %s on average', q.assessors,
						CASE WHEN q.recheck_score IS NOT NULL THEN ', a recheck included' END, x.value) END,
				'the recheck gave ' || shown_number(q.recheck_score)
					|| ', in place of what third parties gave in its unit') AS english,
			concat_ws('；',
				CASE WHEN q.assessors = 1 THEN '评委1名，评分均值' || x.value
					ELSE format('评委%s名%s，各取其评分均值后平均：%s', q.assessors,
						CASE WHEN q.recheck_score IS NOT NULL THEN '（含复核）' END, x.value) END,
				'复核评分' || shown_number(q.recheck_score) || '，取代同期第三方评价') AS chinese
		FROM criterion_measure q
		WHERE q.project_id = $1 AND q.snapshot_id = $2 AND q.site_id = $3 AND q.criterion = v.code
			AND q.score = v.value AND to_regclass('@workspace@.indicator_' || lower(v.code)) IS NULL
	) k ON true
	LEFT JOIN LATERAL (
		SELECT concat_ws('; ', format('from %s facts', v.n),
				CASE WHEN v.pooled THEN 'taken from a larger place, as the site has too few of its own' END,
				CASE WHEN v.denominator > 0 THEN format('%s of %s', shown_number(v.value * v.denominator), x.whole) END,
				'value ' || x.value) AS english,
			concat_ws('；', format('依据%s条记录', v.n),
				CASE WHEN v.pooled THEN '本点记录过少，取更大范围合计' END,
				CASE WHEN v.denominator > 0 THEN format('%s中的%s', x.whole, shown_number(v.value * v.denominator)) END,
				'数值' || x.value) AS chinese
		WHERE v.value IS NOT NULL
	) g ON true
WHERE v.project_id = $1 AND v.snapshot_id = $2 AND v.site_id = $3
$$;
COMMENT ON FUNCTION explained_counts(bigint, bigint, bigint) IS
	'inner explained_counts: what each indicator of a site rests on, in words and figures | 内部依据说明：服务点各指标的依据';
